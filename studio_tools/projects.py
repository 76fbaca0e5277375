"""All projects of a home, each with its own settings and its own storage. One that cannot be read hides no other.

Not here: how settings are layered (config), whose file a path is (whereabouts), or what is done with a project once it
is reached.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from studio_tools.errors import ConfigError, StorageError, StudioError
from studio_tools.storage.ground import require_storage

if TYPE_CHECKING:
    from studio_tools.session import Session

T = TypeVar("T")

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A project that could not be looked at, and why."""

    project: str
    """Empty: all those that have no settings of their own, since the storage they share is away."""
    error: StudioError
    path: Path
    """What is to be mended: the project's settings, or the top of its storage."""

    @property
    def reason(self) -> str:
        return self.error.message

    @property
    def words(self) -> str:
        return f"{self.project or 'the shared storage'} could not be looked at: {self.reason}"

    def as_json(self) -> dict[str, object]:
        return {"project": self.project or None, "path": str(self.path), "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Gathered(Generic[T]):
    """What the projects answered, and who could not."""

    found: tuple[T, ...]
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Projects:
    """The projects that have settings of their own, and those that keep what they publish in the shared storage."""

    home: Path
    general: Callable[[], Session]
    """The session without any project's own settings."""
    of: Callable[[str], Session]
    """The session with a project's own settings. Raises ConfigError."""
    configured: Sequence[str] = ()
    """Those with settings of their own."""

    @classmethod
    def alone(cls, session: Session) -> Projects:
        """One session for all: no project has settings of its own."""
        return cls(home=session.home, general=lambda: session, of=lambda _: session)

    def codes(self) -> Gathered[str]:
        """Every project. Raises StorageError where the shared storage is away and no project lies elsewhere."""
        storage = self.general().storage
        try:
            shared = storage.catalog.projects()
        except StorageError as error:
            elsewhere = tuple(code for code in self.configured if not self._shares(code))
            if not elsewhere:
                raise
            LOG.warning("the shared storage could not be looked at: %s", error)
            return Gathered(elsewhere, (Unread(project="", error=error, path=storage.root.path),))
        return Gathered(tuple(sorted({*shared, *self.configured})))

    def _shares(self, code: str) -> bool:
        """Whether a project lies in the shared storage, as far as its settings can be read."""
        try:
            return self.of(code).storage.root == self.general().storage.root
        except StudioError:
            return False

    def reach(self, code: str) -> Session:
        """The session of a project whose storage is there. Raises ConfigError, StorageError."""
        session = self.of(code)
        require_storage(session.storage.disk, session.storage.root.path, may_write=False)
        return session

    def unread(self, code: str, error: StudioError) -> Unread:
        """Say of a project that it could not be looked at."""
        LOG.warning("%s could not be looked at: %s", code, error)
        return Unread(project=code, error=error, path=self._place(code, error))

    def _place(self, code: str, error: StudioError) -> Path:
        if isinstance(error, ConfigError):
            return self.home / "projects" / f"{code}.toml"
        return Path(str(error.details.get("path", ""))) if error.details.get("path") else self.home

    def gather(self, look: Callable[[str, Session], Iterable[T]]) -> Gathered[T]:
        """Ask every project. Raises StorageError as `codes` does, and whatever is no StudioError."""
        codes = self.codes()
        found: list[T] = []
        unread = list(codes.unread)
        for code in codes.found:
            try:
                found += list(look(code, self.reach(code)))
            except StudioError as error:
                unread.append(self.unread(code, error))
        return Gathered(tuple(found), tuple(unread))


def as_error(unread: Sequence[Unread], *, hint: str = "") -> StudioError | None:
    """What to raise, or to answer beside the rest, where projects could not be looked at; None where all could."""
    if not unread:
        return None
    first = unread[0].error
    return type(first)(
        "; ".join(one.words for one in unread),
        hint=" ".join(words for words in (hint, first.hint) if words),
        details={**first.details, "unread": [one.as_json() for one in unread]},
    )
