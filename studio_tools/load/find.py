"""Find: what is published, by project, entity, kind, variant, representation and words. Works without the tracker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase

from studio_tools.load.lookup import Lookup
from studio_tools.model import Address, ProductKey, Representation, Version, VersionStatus
from studio_tools.projects import Gathered, Projects
from studio_tools.session import Session

_GLOBS = frozenset("*?[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for; what is left empty is any."""

    address: Address | None = None
    """A project, entity, product or version; a sequence stands for its shots as well."""
    text: str = ""
    """Words of an address, or a pattern with `*` and `?` for a whole one; case does not matter."""
    kind: str = ""
    variant: str = ""
    representation: str = ""
    everything: bool = False
    """Every version, and retracted ones; else the latest live one of each product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One version that was looked for."""

    version: Version
    is_latest: bool
    """Whether it is the latest live one of its product."""

    @property
    def address(self) -> str:
        return self.version.address

    @property
    def number(self) -> int:
        return self.version.number

    @property
    def status(self) -> VersionStatus:
        return self.version.status

    @property
    def representations(self) -> tuple[Representation, ...]:
        return self.version.representations

    @property
    def when(self) -> datetime:
        """UTC."""
        return self.version.created

    @property
    def by(self) -> str:
        return self.version.author.login

    @property
    def comment(self) -> str:
        return self.version.comment


def find(session: Session, query: Query) -> list[Found]:
    """What is published and fits, by product, the newest first: wherever its project keeps that.

    Without an address it is what this storage has. Raises StorageError where it is away.
    """
    projects = [query.address.project] if query.address is not None else session.storage.catalog.projects()
    return [one for project in projects for one in _found(session, query, project)]


def find_all(projects: Projects, query: Query) -> Gathered[Found]:
    """Like `find`, in every project by its own settings. Raises StorageError where the one storage of all is away."""
    return projects.gather(lambda code, session: _found(session, query, code))


def _found(session: Session, query: Query, project: str) -> Iterator[Found]:
    lookup = Lookup.of(session)
    for key in lookup.whereabouts.storage_of(project).catalog.products(project):
        if _fits(query, key):
            yield from _of(lookup, query, key)


def _of(lookup: Lookup, query: Query, key: ProductKey) -> Iterator[Found]:
    latest = lookup.latest(key)
    wants_all = query.everything or (query.address is not None and query.address.number is not None)
    versions = lookup.storage(key).catalog.versions(key) if wants_all else [latest] if latest else []
    for version in reversed(versions):
        if _is_wanted(query, version):
            yield Found(version=version, is_latest=latest is not None and version.number == latest.number)


def _is_wanted(query: Query, version: Version) -> bool:
    if query.address is not None and query.address.number not in {None, version.number}:
        return False
    if query.address is not None and query.address.latest and not version.status.is_live:
        return False
    has = not query.representation or any(form.name == query.representation for form in version.representations)
    return has and _reads(query.text, version.address)


def _fits(query: Query, key: ProductKey) -> bool:
    if query.kind not in {"", key.kind} or query.variant not in {"", key.variant}:
        return False
    address = query.address
    if address is None:
        return True
    below = not address.entity or key.entity == address.entity or key.entity.startswith(f"{address.entity}/")
    return below and address.kind in {"", key.kind} and address.variant in {"", key.variant}


def _reads(text: str, address: str) -> bool:
    wanted, spoken = text.lower(), address.lower()
    if _GLOBS & set(wanted):
        return fnmatchcase(spoken, wanted) or fnmatchcase(spoken.partition("@")[0], wanted)
    return all(word in spoken for word in wanted.split())
