"""`Studio`: the verbs that every face calls. It composes the flows below and decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from studio_tools import create as creation
from studio_tools import versions as kept
from studio_tools.create import Created, Wish
from studio_tools.errors import UsageError
from studio_tools.host.headless import HeadlessHost
from studio_tools.jobs import Flow
from studio_tools.model import Address, Context, ProductKey, Stamp, Version
from studio_tools.resolve import resolve
from studio_tools.session import Session

if TYPE_CHECKING:
    from types import TracebackType

    from studio_tools.host import Host, Loaded, Scene
    from studio_tools.load import Found, Inventory, Pins, Query, Rewritten, UpdatePlan, UpdateReport
    from studio_tools.load import Wish as Wanted
    from studio_tools.publish.catalog import Catalog
    from studio_tools.publish.items import Origin, PublishReport, PublishRequest
    from studio_tools.publish.plan import Plan
    from studio_tools.publish.resume import ResumeReport
    from studio_tools.publish.workers import Workers
    from studio_tools.versions import Retracted, Shown, VerifyReport, Web

__all__ = ["Created", "Studio", "Wish"]


class Studio:
    """One studio, opened on a home. Made by `bootstrap.open_studio`; close it, or use it in a `with`."""

    def __init__(
        self,
        session: Session,
        *,
        catalog: Callable[[], Catalog],
        close: Callable[[], None],
        of_project: Callable[[str], Session],
        configured: Sequence[str] = (),
        workers: Callable[[Origin], Workers | None] = lambda origin: None,
    ) -> None:
        self.session = session
        self._workers = workers
        self._of_project = of_project
        self._configured = configured
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
        """The version an address names, as something is made from it. Raises VersionUnknown, Tampered."""
        version = kept.one(self.session, address)
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

    def resume(self, *, discard: str | None = None) -> Flow[ResumeReport]:
        """Finish or drop what was left unfinished, and tell the tracker what it was not told yet.

        Each run is brought on with its own project's settings.
        """
        from studio_tools.publish.resume import resume

        return resume(self.session, discard=discard, of_project=self._of_project, configured=self._configured)

    # -- bringing in, and keeping current

    def find(self, query: Query) -> list[Found]:
        """What is published and fits. Raises ContextError, VersionUnknown for an address that nobody knows."""
        from studio_tools import load
        from studio_tools.versions.scope import refuse_unknown

        found = load.find(self.session, query)
        if not found and query.address is not None:
            refuse_unknown(self.session, query.address)
        return found

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
        """The versions below an address, sorted; *everything* adds what is unfinished or abandoned."""
        return kept.listing(self.session, address, everything=everything)

    def show(self, address: Address) -> Shown:
        """All that is known of one version. Raises VersionUnknown."""
        return kept.show(self.session, _one(address))

    def verify(self, address: Address | None = None) -> Flow[VerifyReport]:
        """Compare what is published with its digests."""
        return kept.verify(self.session, address)

    def where_used(self, address: Address) -> Web:
        """Follow a version both ways. Raises VersionUnknown."""
        return kept.where_used(self.session, _one(address))

    def retract(
        self, address: Address, *, reason: str, replacement: Address | None = None, force: bool = False
    ) -> Retracted:
        """Mark a version as not to be used. Raises VersionInUse unless *force*."""
        return kept.retract(self.session, address, reason=reason, replacement=replacement, force=force)


def _one(address: Address) -> Address:
    """An address that names a product but no version means its latest."""
    return address if address.is_version or not address.kind else replace(address, latest=True)
