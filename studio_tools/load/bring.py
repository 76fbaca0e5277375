"""Load: published versions come into a scene, each in its way, named and stamped; several at once, or none."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from studio_tools.errors import NotCapable, OutOfUse, StorageError, Tampered, UsageError
from studio_tools.events import ProductLoaded
from studio_tools.host import Can, How, Loaded, Scene
from studio_tools.jobs import Flow, Job, Phase, Where
from studio_tools.load.ending import code_of
from studio_tools.load.forms import Spelling, is_tiled, respelled
from studio_tools.load.lookup import Lookup
from studio_tools.load.ways import WAYS, Offer, Way
from studio_tools.load.wholly import Change, wholly
from studio_tools.model import Address, ProductKey, Representation, Stamp, Version, VersionStatus
from studio_tools.session import Session
from studio_tools.templates import Template

NAME = "{entity}_{kind}[_{variant}]"
"""What is brought in is called: `dragon_rig`, `sh0010_render_beauty`."""
_MAIN = "main"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be brought in. What is left empty is chosen by the table of ways and by the name's template."""

    address: Address
    representation: str = ""
    how: How | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One version as it will be brought in."""

    version: Version
    representation: str
    how: How
    name: str
    path: Path
    note: str = ""

    @property
    def stamp(self) -> Stamp:
        return Stamp(key=self.version.key, number=self.version.number, representation=self.representation)

    def as_json(self) -> dict[str, object]:
        return {
            "address": self.version.address,
            "representation": self.representation,
            "how": self.how.value,
            "name": self.name,
            "path": str(self.path),
            "note": self.note or None,
        }


@dataclass(frozen=True, slots=True)
class Rules:
    """What a studio may have its own way in."""

    ways: tuple[Way, ...] = WAYS
    name: str = NAME


@dataclass(slots=True)
class _Names:
    """Names that are still free in a scene."""

    taken: set[str] = field(default_factory=set)

    def free(self, name: str) -> str:
        """*name*, with a number behind it where it is taken."""
        number, wanted = 1, name
        while wanted.lower() in self.taken:
            number += 1
            wanted = f"{name}_{number}"
        self.taken.add(wanted.lower())
        return wanted


def load_plan(
    session: Session, scene: Scene, wishes: Sequence[Wish], *, force: bool = False, rules: Rules | None = None
) -> Flow[tuple[Planned, ...]]:
    """Say what `load` would bring in, and how; touches nothing.

    Raises VersionUnknown; OutOfUse for a retracted version unless *force*; NotCapable where the application does not
    take it; Tampered naming the files that are missing.
    """
    asked = yield Job(Phase.COLLECT, "load.ask", scene.name, partial(_ask, scene), Where.MAIN)
    offer, taken = asked.get()
    planner = _Planner(session, offer, _Names(set(taken)), rules or Rules(), force)
    outcome = yield Job(Phase.PLAN, "load.plan", scene.name, partial(planner.everything, wishes))
    return tuple(outcome.get())


def load(
    session: Session, scene: Scene, wishes: Sequence[Wish], *, force: bool = False, rules: Rules | None = None
) -> Flow[tuple[Loaded, ...]]:
    """Bring versions into the scene, all as one step of undo, or none. Raises what `load_plan` and `bring` raise."""
    started = time.perf_counter()
    try:
        plan = yield from load_plan(session, scene, wishes, force=force, rules=rules)
    except BaseException as error:
        _tell(session, scene, [(wish.address.kind, wish.how) for wish in wishes], started, error)
        raise
    return (yield from bring(session, scene, plan))


def bring(session: Session, scene: Scene, plan: Sequence[Planned]) -> Flow[tuple[Loaded, ...]]:
    """Do what a plan says. Raises HostError naming the one that failed: then none was brought in."""
    started = time.perf_counter()
    error: BaseException | None = None
    made: list[Loaded] = []
    try:
        made = (yield Job(Phase.LOAD, "load.bring", scene.name, partial(_brought, scene, plan), Where.MAIN)).get()
    except BaseException as caught:
        error = caught
        raise
    finally:
        _tell(session, scene, [(each.version.key.kind, each.how) for each in plan], started, error)
    return tuple(made)


def _tell(
    session: Session,
    scene: Scene,
    products: Sequence[tuple[str, How | None]],
    started: float,
    error: BaseException | None,
) -> None:
    """One event a product; each has its share of the seconds."""
    seconds = (time.perf_counter() - started) / max(1, len(products))
    for kind, how in products:
        session.events(ProductLoaded(kind=kind, host=scene.name, how=how or "", seconds=seconds, error=code_of(error)))


def _ask(scene: Scene) -> tuple[Offer, frozenset[str]]:
    if Can.LOAD not in scene.can:
        raise NotCapable(f"{scene.name} cannot load anything")
    taken = {name.lower() for one in scene.loaded() for name in (one.id, one.label)}
    return Offer.of(scene.suffixes, scene.hows), frozenset(taken)


def _brought(scene: Scene, plan: Sequence[Planned]) -> Iterator[Loaded]:
    changes = [
        Change(
            label=each.name,
            do=partial(scene.load, each.path, each.how, name=each.name, stamp=each.stamp),
            undo=scene.remove,
        )
        for each in plan
    ]
    return wholly(scene, f"Load {plan[0].name}" if len(plan) == 1 else f"Load {len(plan)} products", changes)


@dataclass(frozen=True, slots=True)
class _Planner:
    session: Session
    offer: Offer
    names: _Names
    rules: Rules
    force: bool

    def everything(self, wishes: Sequence[Wish]) -> Iterator[Planned]:
        if not wishes:
            raise UsageError("nothing was chosen to be loaded")
        lookup = Lookup.of(self.session)
        for wish in wishes:
            yield self.one(wish, lookup)

    def one(self, wish: Wish, lookup: Lookup) -> Planned:
        version = lookup.published(wish.address)
        refuse_retracted(version, lookup, force=self.force)
        form, how = self.offer.choose(version, representation=wish.representation, how=wish.how, ways=self.rules.ways)
        if gone := lookup.missing(version, form):
            raise Tampered(
                f"files of {version.address} are missing: {gone}",
                details={"address": version.address, "missing": gone},
            )
        return Planned(
            version=version,
            representation=form.name,
            how=how,
            name=self.names.free(wish.name or self._name(version.key)),
            path=lookup.path(version, file_name(version, form, how)),
            note=_note(version, lookup),
        )

    def _name(self, key: ProductKey) -> str:
        template = Template(self.rules.name, self.session.storage.layout.names.templates.file.declared)
        fields: dict[str, object] = {
            "project": key.project,
            "entity": key.entity.rsplit("/", 1)[-1],
            "kind": key.kind,
            "variant": key.variant,
        }
        if "variant" not in template.required and key.variant == _MAIN:
            del fields["variant"]
        return template.format(fields)


def file_name(version: Version, form: Representation, how: How) -> str:
    """The name by which a scene reads a form: tiles of a texture as `<UDIM>`, frames as `%04d`."""
    is_udim = how is How.TEXTURE and is_tiled(version, form)
    return respelled(form, Spelling(mark="<UDIM>" if is_udim else "")) or form.path.name


def refuse_retracted(version: Version, lookup: Lookup, *, force: bool) -> None:
    """Raise OutOfUse for a retracted version, naming what to use instead, unless it is forced."""
    if version.status is not VersionStatus.RETRACTED or force:
        return
    instead = _instead(version, lookup)
    raise OutOfUse(
        f"{version.address} is retracted: {version.reason}",
        hint=f"Use {instead}." if instead else "Nothing replaces it yet; force it if you must.",
        details={"address": version.address, "reason": version.reason, "instead": instead or None},
    )


def _instead(version: Version, lookup: Lookup) -> str:
    """The address of what to use instead of a retracted version; what is away cannot be followed any further."""
    try:
        found = lookup.replacement(version) or lookup.latest(version.key)
    except StorageError:
        return version.replacement
    return found.address if found is not None else ""


def _note(version: Version, lookup: Lookup) -> str:
    if version.status is VersionStatus.RETRACTED:
        return f"it is retracted: {version.reason}"
    latest = lookup.latest(version.key)
    return f"newer: {latest.address}" if latest is not None and latest.number > version.number else ""
