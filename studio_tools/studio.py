"""`Studio`: the verbs that every face calls. It composes the flows below and decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from studio_tools import create as creation
from studio_tools import versions as kept
from studio_tools.create import Created, Wish
from studio_tools.errors import UsageError
from studio_tools.host.headless import HeadlessHost
from studio_tools.jobs import Flow
from studio_tools.model import Address, Context, ProductKey, Stamp, Version
from studio_tools.projects import Gathered, Projects, as_error
from studio_tools.resolve import resolve
from studio_tools.session import Session

if TYPE_CHECKING:
    from types import TracebackType

    from studio_tools.host import Host, Loaded, Scene
    from studio_tools.load import Found, Inventory, Pins, Query, Rewritten, UpdatePlan, UpdateReport
    from studio_tools.load import Wish as Wanted
    from studio_tools.publish.catalog import Catalog
    from studio_tools.publish.items import Finding, Origin, PublishReport, PublishRequest
    from studio_tools.publish.plan import Plan
    from studio_tools.publish.resume import ResumeReport
    from studio_tools.publish.workers import Workers
    from studio_tools.versions import Retracted, Shown, VerifyReport, Web

T = TypeVar("T")

__all__ = ["Created", "Studio", "Wish"]


class Studio:
    """One studio, opened on a home. Made by `bootstrap.open_studio`; close it, or use it in a `with`."""

    def __init__(
        self,
        session: Session,
        *,
        catalog: Callable[[], Catalog],
        close: Callable[[], None],
        projects: Projects,
        workers: Callable[[Origin], Workers | None] = lambda origin: None,
    ) -> None:
        self.session = session
        self._workers = workers
        self.projects = projects
        self._catalog = catalog
        self._close = close

    def __enter__(self) -> Studio:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the tracker and the observers. Repeatable."""
        self._close()

    @property
    def catalog(self) -> Catalog:
        """The steps there are, loaded when they are first asked for."""
        return self._catalog()

    def local(self, rootless: PurePosixPath) -> Path:
        """Where something in storage lies on this machine."""
        return self.session.storage.root.local(rootless)

    def local_in(self, project: str) -> Callable[[PurePosixPath], Path]:
        """Like `local`, for what a project keeps, which may be elsewhere. Raises ConfigError."""
        return self.projects.of(project).storage.root.local

    # -- making and publishing

    def create(self, wishes: Sequence[Wish]) -> list[Created]:
        """Make projects, entities, tasks, users, playlists; what is there is told only what was said."""
        return creation.create(self.session, wishes)

    def context(self, address: Address) -> Context:
        """Resolve who works on what. Raises ContextError naming the nearest."""
        return resolve(self.session, address)

    def files(self, paths: Iterable[str], *, kind: str = "", variant: str = "") -> HeadlessHost:
        """A host that offers the named files, as `publish` takes them from the shell. Raises UsageError."""
        from studio_tools.publish.collect import parse_source

        settings = self.session.settings
        return HeadlessHost(tuple(parse_source(path, settings, kind=kind, variant=variant or "main") for path in paths))

    def stamp(self, address: Address) -> Stamp:
        """The version an address names, as something is made from it, wherever its project keeps it.

        Raises VersionUnknown, Tampered, and ConfigError or StorageError where that project cannot be looked at.
        """
        version = kept.one(self.projects.reach(address.project), address)
        return Stamp(key=version.key, number=version.number)

    def key(self, address: Address) -> ProductKey:
        """The product an address names. Raises UsageError where it names none."""
        try:
            return ProductKey.of(address)
        except ValueError as cause:
            raise UsageError(f"{address} names no product", hint="Name one: …:render.main.") from cause

    def publish(self, address: Address, request: PublishRequest, *, host: Host | None = None) -> Flow[PublishReport]:
        """Publish what the host offers below an address: all of it, or nothing.

        What Maya, Nuke and Blender extracted is handed over to a worker, as the settings say.
        """
        from studio_tools.publish.flow import publish

        offering, workers = host or self.session.host, self._workers(request.origin)
        return publish(self.session, self.context(address), offering, request, workers=workers)

    def plan(self, address: Address, request: PublishRequest, *, host: Host | None = None) -> Flow[Plan]:
        """Say what `publish` would do, and touch nothing."""
        from studio_tools.publish.plan import plan

        offering = host or self.session.host
        return plan(self.session, resolve(self.session, address, remember=False), offering, request)

    def mend(
        self, address: Address, request: PublishRequest, findings: Sequence[Finding], *, host: Host | None = None
    ) -> Flow[tuple[Finding, ...]]:
        """Mend what checks found, one undo step for each, and say what they find now. Publishes nothing."""
        from studio_tools.publish.mend import mend

        offering = host or self.session.host
        context = resolve(self.session, address, remember=False)
        return mend(self.session, context, offering, request, findings)

    def resume(self, *, discard: str | None = None) -> Flow[ResumeReport]:
        """Finish or drop what was left unfinished, and tell the tracker what it was not told yet.

        Each run is brought on with its own project's settings.
        """
        from studio_tools.publish.resume import resume

        return resume(self.session, discard=discard, projects=self.projects)

    # -- bringing in, and keeping current

    def find(self, query: Query) -> list[Found]:
        """What is published and fits. Raises ContextError, VersionUnknown for an address that nobody knows.

        Without an address all projects must be readable; `find_all` finds in those that are.
        """
        from studio_tools import load
        from studio_tools.versions.scope import refuse_unknown

        if query.address is None:
            return _all_of(self.find_all(query))
        session = self.projects.of(query.address.project)
        found = load.find(session, query)
        if not found:
            refuse_unknown(session, query.address)
        return found

    def find_all(self, query: Query) -> Gathered[Found]:
        """What is published and fits in every project that can be looked at."""
        from studio_tools import load

        return load.find_all(self.projects, query)

    def load(self, scene: Scene, wishes: Sequence[Wanted], *, force: bool = False) -> Flow[tuple[Loaded, ...]]:
        """Bring versions into an open scene, all of them or none."""
        from studio_tools import load

        return load.load(self.session, scene, wishes, force=force)

    def inventory(self, scene: Scene) -> Flow[Inventory]:
        """Everything that an open scene reads, and how things stand with it."""
        from studio_tools import load

        return load.inventory(self.session, scene)

    def update_plan(self, scene: Scene, ids: Sequence[str] | None = None) -> Flow[UpdatePlan]:
        """What `update` would do and change; touches nothing."""
        from studio_tools import load

        return load.update_plan(self.session, scene, ids)

    def update(self, scene: Scene, ids: Sequence[str] | None = None) -> Flow[UpdateReport]:
        """Turn what is behind in an open scene to what is newest, all of it or nothing."""
        from studio_tools import load

        return load.update(self.session, scene, ids)

    def switch(self, scene: Scene, ident: str, address: Address, *, force: bool = False) -> Flow[UpdateReport]:
        """Turn one thing in an open scene to another version or product, by hand."""
        from studio_tools import load

        return load.switch(self.session, scene, ident, address, force=force)

    def make_current(self, scene: Scene, ids: Sequence[str]) -> Flow[UpdateReport]:
        """Bring these to what is newest, whatever held them; their pins come off."""
        from studio_tools import load

        return load.make_current(self.session, scene, ids)

    def pin(self, scene: Scene, ids: Sequence[str], *, reason: str = "") -> Flow[Pins]:
        """Hold these at their versions."""
        from studio_tools import load

        return load.pin(self.session, scene, ids, reason=reason)

    def unpin(self, scene: Scene, ids: Sequence[str]) -> Flow[Pins]:
        """Let these go on with updates."""
        from studio_tools import load

        return load.unpin(self.session, scene, ids)

    def updates(self, path: Path) -> Flow[Inventory]:
        """Everything that a scene file reads, and how things stand with it."""
        from studio_tools import load

        return load.updates(self.session, path)

    def update_file(self, path: Path, into: Path, *, only: Sequence[Address] = ()) -> Flow[Rewritten]:
        """Copy a scene file so that what is behind in it leads to what is newest."""
        from studio_tools import load

        return load.update_file(self.session, path, into, only=only)

    # -- looking, and taking out of use

    def versions(self, address: Address | None = None, *, everything: bool = False) -> list[Version]:
        """The versions below an address, sorted; *everything* adds what is unfinished or abandoned.

        Without an address all projects must be readable; `all_versions` lists those that are.
        """
        if address is None:
            return _all_of(self.all_versions(everything=everything))
        return kept.listing(self.projects.of(address.project), address, everything=everything)

    def all_versions(self, *, everything: bool = False) -> Gathered[Version]:
        """The versions of every project that can be looked at, and which could not."""
        return kept.listing_of_all(self.projects, everything=everything)

    def show(self, address: Address) -> Shown:
        """All that is known of one version. Raises VersionUnknown."""
        return kept.show(self.projects.of(address.project), _one(address), projects=self.projects)

    def verify(self, address: Address | None = None) -> Flow[VerifyReport]:
        """Compare what is published with its digests; without an address, that of every project."""
        session = self.session if address is None else self.projects.of(address.project)
        return kept.verify(session, address, projects=self.projects)

    def where_used(self, address: Address) -> Web:
        """Follow a version both ways. Raises VersionUnknown."""
        return kept.where_used(self.projects.of(address.project), _one(address), projects=self.projects)

    def retract(
        self, address: Address, *, reason: str, replacement: Address | None = None, force: bool = False
    ) -> Retracted:
        """Mark a version as not to be used. Raises VersionInUse unless *force*."""
        session, every = self.projects.of(address.project), self.projects
        return kept.retract(session, address, reason=reason, replacement=replacement, force=force, projects=every)


def _all_of(gathered: Gathered[T]) -> list[T]:
    """What all projects answered. Raises what stands in the way of the first that could not."""
    if (error := as_error(gathered.unread)) is not None:
        raise error
    return list(gathered.found)


def _one(address: Address) -> Address:
    """An address that names a product but no version means its latest."""
    return address if address.is_version or not address.kind else replace(address, latest=True)
