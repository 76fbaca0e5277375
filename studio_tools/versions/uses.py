"""Where-used: what a version was made from, and what was made from it, as deep as it goes. It only reads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from studio_tools.model import Address, ProductKey, Stamp, Version, VersionStatus
from studio_tools.projects import Projects, Unread
from studio_tools.session import Session
from studio_tools.versions.scope import one

Place = tuple[ProductKey, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One version that is reached from another."""

    address: str
    depth: int
    """1 is a direct neighbour."""
    via: str
    """The neighbour through which it was reached first."""
    status: VersionStatus | None
    """None: storage has no such version."""
    newer: str = ""
    """The latest live version of the product, where this one is older."""
    replacement: str = ""

    @property
    def marks(self) -> str:
        """What a person must know of a neighbour: retracted, outdated, gone."""
        words = []
        if self.status is None:
            words.append("not in this storage")
        if self.status is VersionStatus.RETRACTED:
            words.append(f"retracted, use {self.replacement}" if self.replacement else "retracted")
        if self.newer and self.newer != self.replacement:
            words.append(f"newer: {self.newer}")
        return ", ".join(words)

    def as_json(self) -> dict[str, object]:
        return {
            "address": self.address,
            "depth": self.depth,
            "via": self.via,
            "status": self.status.value if self.status else "UNKNOWN",
            "retracted": self.status is VersionStatus.RETRACTED,
            "outdated": bool(self.newer),
            "newer": self.newer or None,
            "replacement": self.replacement or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Both directions from one version, nearest first."""

    version: Version
    uses: tuple[Use, ...]
    used_by: tuple[Use, ...]
    unread: tuple[Unread, ...] = ()
    """Projects that could not be looked at; what they use is missing here."""


class Graph:
    """All committed versions of a home, and the arrows between them."""

    def __init__(self, versions: Iterable[Version], unread: Iterable[Unread] = ()) -> None:
        self.unread = tuple(unread)
        """Projects that could not be looked at."""
        self._versions: dict[Place, Version] = {(one.key, one.number): one for one in versions}
        self._users: dict[Place, set[Place]] = {}
        self._latest: dict[ProductKey, int] = {}
        for place, version in self._versions.items():
            self._take_in(place, version)

    def _take_in(self, place: Place, version: Version) -> None:
        for stamp in version.upstream:
            self._users.setdefault((stamp.key, stamp.number), set()).add(place)
        if version.status.is_live:
            self._latest[version.key] = max(version.number, self._latest.get(version.key, 0))

    def web(self, version: Version) -> Web:
        return Web(version=version, uses=self.uses(version), used_by=self.used_by(version), unread=self.unread)

    def uses(self, start: Version) -> tuple[Use, ...]:
        """What *start* was made from, deep."""
        return self._walk(start, self._made_from)

    def used_by(self, start: Version) -> tuple[Use, ...]:
        """What was made from *start*, deep."""
        return self._walk(start, lambda place: sorted(self._users.get(place, ())))

    def live_users(self, version: Version) -> list[Version]:
        """The live versions that name *version* as one they were made from."""
        users = (self._versions[place] for place in sorted(self._users.get((version.key, version.number), ())))
        return [user for user in users if user.status.is_live]

    def _made_from(self, place: Place) -> list[Place]:
        version = self._versions.get(place)
        return sorted({_place(stamp) for stamp in version.upstream}) if version is not None else []

    def _walk(self, start: Version, neighbours: Callable[[Place], list[Place]]) -> tuple[Use, ...]:
        """Breadth first; each version is met once, so that a loop ends."""
        begin = (start.key, start.number)
        seen = {begin}
        found: list[Use] = []
        waiting: deque[tuple[Place, int]] = deque([(begin, 0)])
        while waiting:
            place, depth = waiting.popleft()
            for other in neighbours(place):
                if other not in seen:
                    seen.add(other)
                    found.append(self._use(other, depth + 1, place))
                    waiting.append((other, depth + 1))
        return tuple(found)

    def _use(self, place: Place, depth: int, via: Place) -> Use:
        key, number = place
        version = self._versions.get(place)
        latest = self._latest.get(key, 0)
        return Use(
            address=key.address(number),
            depth=depth,
            via=via[0].address(via[1]),
            status=version.status if version is not None else None,
            newer=key.address(latest) if latest > number else "",
            replacement=version.replacement if version is not None else "",
        )


def _place(stamp: Stamp) -> Place:
    return stamp.key, stamp.number


def graph(projects: Projects) -> Graph:
    """Read every committed version of every project, since products may use those of others.

    Raises StorageError where the one storage of all projects is away.
    """
    versions = projects.gather(lambda code, session: session.storage.catalog.walk(code))
    return Graph(versions.found, versions.unread)


def where_used(session: Session, address: Address, *, projects: Projects | None = None) -> Web:
    """Follow a version both ways. Raises VersionUnknown, and Tampered where its record is damaged."""
    version = one(session, address)
    return graph(projects or Projects.alone(session)).web(version)
