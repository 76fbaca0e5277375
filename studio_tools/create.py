"""Making what publishes hang below: projects, sequences, shots, assets, tasks, users, playlists.

What is there is no error, and only what was said is changed. Everything made is remembered in storage, so that work
goes on when the tracker is away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from studio_tools.errors import ContextError, UsageError
from studio_tools.model import Address, CutRange, Entity
from studio_tools.session import Session
from studio_tools.tracker import EntityDraft

_SHAPES = {
    "project": "demo",
    "sequence": "demo/sq010",
    "shot": "demo/sq010/sh0010",
    "asset": "demo/assets/dragon",
    "task": "demo/sq010/sh0010#comp",
    "playlist": "demo/dailies",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One thing to be made, as a person said it; empty fields were not said."""

    what: str
    """project, sequence, shot, asset, task, user or playlist."""
    address: str
    """A user's login where *what* is user."""
    name: str = ""
    cut: tuple[int, int] | None = None
    handles: int | None = None
    asset_type: str = ""
    step: str = ""
    description: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """What there is now; *created* says whether it is new."""

    what: str
    address: str
    id: int
    created: bool
    changed: bool = False

    def as_json(self) -> dict[str, object]:
        return {
            "type": self.what,
            "address": self.address,
            "id": self.id,
            "created": self.created,
            "changed": self.changed,
        }


def create(session: Session, wishes: Sequence[Wish]) -> list[Created]:
    """Make what is wished for, in order; nothing is touched before every wish could be read.

    Raises UsageError, ContextError, TrackerError.
    """
    read = [(wish, _address(wish)) for wish in wishes]
    made: list[Created] = []
    for wish, address in read:
        made += _make(session, wish, address)
    return made


def _address(wish: Wish) -> Address | None:
    """The address of a wish, checked against the shape that its kind has. A user has none."""
    if wish.what == "user":
        if not wish.address.strip() or not wish.address.isprintable():
            raise UsageError(f"{wish.address!r} is no login")
        return None
    address = Address.parse(wish.address)
    if _shape(address) == wish.what or (wish.what, _shape(address)) == ("playlist", "sequence"):
        return address
    raise UsageError(
        f"{wish.address!r} is no address of the kind {wish.what}", hint=f"Write it like {_SHAPES[wish.what]}."
    )


def _shape(address: Address) -> str:
    if address.kind:
        return "version"
    if address.task:
        return "task"
    match address.segments:
        case ():
            return "project"
        case ("assets", _):
            return "asset"
        case (_, _):
            return "shot"
        case _:
            return "sequence"


def _make(session: Session, wish: Wish, address: Address | None) -> list[Created]:
    if address is None:
        return [_user(session, wish)]
    match wish.what:
        case "project":
            return [_project(session, wish)]
        case "playlist":
            code = address.entity
            record = session.tracker.create_playlist(address.project, code)
            return [Created(what="playlist", address=str(address), id=record, created=True)]
        case "task":
            return [_task(session, wish, address)]
        case "shot":
            return [*_missing_sequence(session, address), _entity(session, wish, address)]
        case _:
            return [_entity(session, wish, address)]


def _project(session: Session, wish: Wish) -> Created:
    there = session.tracker.project(wish.address)
    project = there or session.tracker.create_project(wish.address, name=wish.name)
    session.storage.cache.remember(project)
    return Created(what="project", address=project.code, id=project.id or 0, created=there is None)


def _user(session: Session, wish: Wish) -> Created:
    there = session.tracker.user(wish.address)
    user = session.tracker.create_user(wish.address, name=wish.name, password=wish.password)
    return Created(what="user", address=user.login, id=user.id or 0, created=there is None)


def _missing_sequence(session: Session, shot: Address) -> list[Created]:
    """The shot's sequence, where it was not there yet."""
    address = replace(shot, entity=shot.segments[0])
    if session.tracker.entity(address) is not None:
        return []
    return [_entity(session, Wish(what="sequence", address=str(address)), address)]


def _entity(session: Session, wish: Wish, address: Address) -> Created:
    there = session.tracker.entity(address)
    draft = EntityDraft(
        address=address,
        cut=_cut(wish, there),
        asset_type=wish.asset_type,
        description=wish.description,
    )
    entity = session.tracker.create_entity(draft)
    _remember(session, address.project, entity)
    said = there is not None and bool(wish.asset_type or wish.description)
    changed = said or (there is not None and there.cut != entity.cut)
    return Created(what=wish.what, address=str(address), id=entity.id or 0, created=there is None, changed=changed)


def _remember_task(session: Session, address: Address, entity: Entity) -> None:
    project = session.tracker.project(address.project)
    if project is not None:
        tasks = {entity.path: session.tracker.tasks(entity)}
        session.storage.cache.remember(project, [entity], tasks=tasks)


def _remember(session: Session, project: str, entity: Entity) -> None:
    found = session.tracker.project(project)
    if found is not None:
        session.storage.cache.remember(found, [entity])


def _cut(wish: Wish, there: Entity | None) -> CutRange | None:
    """The cut to be set. Handles alone keep the frames that are known, and frames alone keep the handles."""
    known = there.cut if there is not None else None
    if wish.cut is None:
        if wish.handles is None:
            return None
        if known is None:
            raise UsageError(f"{wish.address} has no cut yet that could have handles", hint="Say --cut 1001-1100 too.")
        return replace(known, handles=wish.handles)
    handles = wish.handles if wish.handles is not None else known.handles if known is not None else 0
    return CutRange(first=wish.cut[0], last=wish.cut[1], handles=handles)


def _task(session: Session, wish: Wish, address: Address) -> Created:
    entity = session.tracker.entity(address.bare())
    if entity is None:
        raise ContextError(f"there is no {address.bare()} that could have a task")
    there = {task.name for task in session.tracker.tasks(entity)}
    task = session.tracker.create_task(EntityDraft(address=address, step=wish.step, description=wish.description))
    new = task.name not in there
    _remember_task(session, address, entity)
    return Created(what="task", address=str(address), id=task.id or 0, created=new, changed=not new and bool(wish.step))
