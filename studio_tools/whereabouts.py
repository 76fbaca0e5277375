"""Whereabouts: where a project keeps its versions, and whose file a path is, over all storages of a home.

Not here: going through all projects (projects), what was published as what in one storage (storage.origins).
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from studio_tools.errors import StorageError, StudioError
from studio_tools.storage.ground import require_storage

if TYPE_CHECKING:
    from studio_tools.model import ProductKey, Stamp
    from studio_tools.session import Session
    from studio_tools.storage import Storage
    from studio_tools.storage.origins import Origins

T = TypeVar("T")
K = TypeVar("K", "Place", "Stamp")

LOG = logging.getLogger(__name__)

SETTINGS = "settings"
"""The detail of an error that comes of a project's settings alone: no disk is known to be away."""
PATIENCE = 5.0
"""Seconds that another project's storage has to answer: a mount whose server is gone may never do."""
_IMPATIENCE = 0.5
"""Seconds for each of the rest, once one did not answer: they often hang together; and to learn where roots lead."""


@dataclass(frozen=True, slots=True)
class Place:
    """A path that lies where a version of a product would."""

    key: ProductKey
    number: int
    name: str
    """The file name below the version's folder."""
    storage: Storage
    """The one that it lies in, which its project may have left since."""


@dataclass(eq=False, slots=True)
class _Ground:
    """One storage that was reached, with the names that things have there, and what it said."""

    storage: Storage
    """That of the first project that names things so."""
    origins: Origins
    _named: dict[PurePosixPath, tuple[ProductKey, int] | None] = field(default_factory=dict)

    def version_at(self, folder: PurePosixPath) -> tuple[ProductKey, int] | None:
        if folder not in self._named:
            self._named[folder] = self.storage.layout.names.version_at(folder)
        return self._named[folder]


class Whereabouts:
    """Where a project keeps its versions, and whose file a path is, over all storages of a home.

    Each piece of work makes one: another project's storage is reached when something leads there, once; one that is
    away, or does not answer in time, stays so. Whatever cannot be answered for that raises StorageError.
    """

    def __init__(self, session: Session, *, patience: float = PATIENCE) -> None:
        self._session = session
        self._patience = patience
        self._own = _Ground(session.storage, session.storage.origins())
        self._own_root = os.path.normpath(session.settings.storage.root)
        self._grounds = [self._own]
        self._reached: dict[str, Storage | StorageError] = {}
        self._roots: dict[str, list[str]] | None = None
        self._real = {self._own_root: str(session.storage.root.path)}
        self._unread: list[StorageError] = []

    def require(self) -> None:
        """Raise StorageError where our own storage is away: what is ours could not be told from what is nobody's."""
        self._session.storage.require()

    def storage_of(self, project: str) -> Storage:
        """Where a project keeps its versions."""
        if project not in self._reached:
            self._reached[project] = self._reach(project)
        found = self._reached[project]
        if isinstance(found, StorageError):
            raise found.with_traceback(None)
        return found

    def place(self, path: Path) -> Place | None:
        """The version in whose folder a path lies, by its name; None outside of all storages and their templates."""

        def named(ground: _Ground, below: PurePosixPath) -> Place | None:
            found = ground.version_at(below.parent)
            return None if found is None else Place(*found, below.name, ground.storage)

        return self._first(path, named)

    def origin(self, path: Path) -> Stamp | None:
        """The version and representation that a file, or a sequence in any spelling, was published as; else None.

        Raises Tampered where its manifest is damaged.
        """
        return self._first(path, lambda ground, below: ground.origins.at(below))

    def _first(self, path: Path, look: Callable[[_Ground, PurePosixPath], K | None]) -> K | None:
        """What is found where its project keeps its versions, else where that kept them once."""
        left: K | None = None
        for ground, below in self._around(path):
            found = look(ground, below)
            if found is not None and self._is_home(ground, found.key.project):
                return found
            left = left or found
        if left is None:
            self._refuse_unread()
        return left

    def _refuse_unread(self) -> None:
        """What seems to be nobody's may be that of a project of which it is not known where it lies."""
        if self._unread:
            raise self._unread[0].with_traceback(None)

    def _is_home(self, ground: _Ground, project: str) -> bool:
        """Whether a project keeps its versions here, named in this way: others may share the root."""
        try:
            return self._ground(project) is ground
        except StorageError:
            return False

    # -- which storages a path lies in

    def _around(self, path: Path) -> Iterator[tuple[_Ground, PurePosixPath]]:
        """The storages that a path lies in, and where; our own first, and no other is asked before it is needed."""
        try:
            spelled = os.path.normpath(path.absolute())
            self._refuse_away(spelled)
            real = os.path.realpath(path)
        except ValueError:
            return
        seen: list[_Ground] = []
        for ground in self._holding(real):
            below = ground.storage.root.below(real)
            if below is not None and ground not in seen:
                seen.append(ground)
                yield ground, below

    def _refuse_away(self, spelled: str) -> None:
        """Reach the storage that a path says it lies in, before anything touches the path: it may hang."""
        if not any(_is_in(spelled, root) for root in (self._own_root, str(self._own.storage.root.path))):
            for root, projects in self._elsewhere().items():
                if _is_in(spelled, root):
                    self.storage_of(projects[0])

    def _holding(self, real: str) -> Iterator[_Ground]:
        """The storages at the roots that a path is below, for each project that names things in its own way."""
        yield self._own
        for root, projects in self._elsewhere().items():
            if _is_in(real, root) or _is_in(real, self._real.get(root, root)):
                for project in projects:
                    yield self._ground(project)

    def _elsewhere(self) -> dict[str, list[str]]:
        """The roots that there are, as settings say them, with the projects of each."""
        if self._roots is None:
            self._roots = {}
            for project in () if self._session.neighbours is None else ("", *self._session.configured):
                try:
                    self._roots.setdefault(self._root(project), []).append(project)
                except StudioError as error:
                    unread = _away(project, error)
                    unread.details = {**unread.details, SETTINGS: project}
                    self._unread.append(unread)
            if strange := [root for root in self._roots if root not in self._real]:
                self._follow(strange)
        return self._roots

    def _follow(self, roots: Sequence[str]) -> None:
        """Learn where roots that are links lead, as far as they answer at once; the others are known by name only."""

        def look() -> None:
            for root in roots:
                self._real[root] = os.path.realpath(root)

        with suppress(StorageError):
            self._patiently(look, _IMPATIENCE)

    def _root(self, project: str) -> str:
        """Where a project's settings say that it lies. Raises ConfigError."""
        root_of = self._session.root_of
        return os.path.normpath(self._session.settings.storage.root if root_of is None else root_of(project))

    # -- reaching them

    def _ground(self, project: str) -> _Ground:
        storage = self.storage_of(project)
        known = next((ground for ground in self._grounds if ground.storage.layout == storage.layout), None)
        if known is None:
            known = _Ground(storage, storage.origins())
            self._grounds.append(known)
        return known

    def _reach(self, project: str) -> Storage | StorageError:
        if self._session.neighbours is None:
            return self._session.storage
        try:
            look = partial(self._look, project)
            return look() if self._root(project) == self._own_root else self._patiently(look, self._patience)
        except StudioError as error:
            LOG.warning("%s could not be looked at: %s", project or "the shared storage", error)
            return _away(project, error)

    def _look(self, project: str) -> Storage:
        storage = self._session.beside(project).storage
        if storage.root != self._session.storage.root:
            require_storage(storage.disk, storage.root.path, may_write=False)
        return storage

    def _patiently(self, look: Callable[[], T], seconds: float) -> T:
        """What *look* returns, or raises; it hangs on a thread of its own. Raises StorageError when time is up."""
        told: Future[T] = Future()

        def work() -> None:
            try:
                told.set_result(look())
            except BaseException as error:
                told.set_exception(error)

        threading.Thread(target=work, daemon=True, name="studio-storage").start()
        try:
            return told.result(seconds)
        except TimeoutError:
            self._patience = min(self._patience, _IMPATIENCE)
            raise StorageError(
                f"its storage did not answer within {seconds:g} s", hint="Is its file server up, and mounted here?"
            ) from None


def _away(project: str, error: StudioError) -> StorageError:
    """Say of a storage that nothing can be said of what is there."""
    return StorageError(
        f"{project or 'the shared storage'} could not be looked at: {error.message}",
        hint=error.hint,
        details=error.details,
    )


def _is_in(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)
