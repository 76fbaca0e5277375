"""Our words and ShotGrid's: entity types, field names and what their values mean. Nothing here calls a site."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from studio_tools.errors import ContextError
from studio_tools.model import Address, CutRange, Entity, EntityType, ProductKey, Project, Task, User
from studio_tools.tracker import Draft, EntityDraft, Record
from studio_tools.tracker.calls import Row

ASSETS = "assets"

PROJECT = ("name", "tank_name", "code")
SEQUENCE = ("code",)
SHOT = ("code", "sg_sequence", "sg_cut_in", "sg_cut_out", "sg_head_in", "sg_tail_out")
ASSET = ("code", "sg_asset_type")
TASK = ("content", "entity", "sg_status_list")
USER = ("login", "name")
FIELDS: Mapping[EntityType, Sequence[str]] = {
    EntityType.SHOT: SHOT,
    EntityType.ASSET: ASSET,
    EntityType.SEQUENCE: SEQUENCE,
}
RECORD = (
    "code",
    "name",
    "version_number",
    "sg_status_list",
    "path",
    "entity",
    "entity.Shot.code",
    "entity.Shot.sg_sequence.Sequence.code",
    "entity.Asset.code",
    "entity.Sequence.code",
)
PLATFORM_PATH = {"darwin": "mac_path", "win32": "windows_path"}.get(sys.platform, "linux_path")
"""LocalStorage's field for this machine."""


def project(row: Row) -> Project:
    """A project goes by the name of its folder (`tank_name`), else its code, else its name."""
    return Project(code=_project_code(row), name=row.get("name") or "", id=row["id"])


def _project_code(row: Row) -> str:
    return next((row[name] for name in ("tank_name", "code", "name") if row.get(name)), "")


def best_project(rows: Iterable[Row], code: str) -> Row | None:
    """The row that *code* means: by folder before code before name, whatever the case; then the lowest id."""
    wanted = code.casefold()

    def rank(row: Row) -> int:
        names = [row.get(field) or "" for field in ("tank_name", "code", "name")]
        return next((place for place, name in enumerate(names) if name.casefold() == wanted), 9)

    ranked = sorted((row for row in rows if rank(row) < 9), key=lambda row: (rank(row), row["id"]))
    return ranked[0] if ranked else None


def split(path: str) -> tuple[EntityType, str, str]:
    """Type, sequence ("" where there is none) and code of an entity's path below its project."""
    head, _, tail = path.rpartition("/")
    if not head:
        return EntityType.SEQUENCE, "", tail
    if head == ASSETS:
        return EntityType.ASSET, "", tail
    return EntityType.SHOT, head, tail


def entity(kind: EntityType, row: Row, project_code: str) -> Entity:
    shot = kind is EntityType.SHOT
    sequence = (row.get("sg_sequence") or {}).get("name") if shot else None
    return Entity(
        type=kind,
        project=project_code,
        code=row["code"] or "",
        sequence=sequence,
        cut=cut(row) if shot else None,
        id=row["id"],
    )


def is_addressable(found: Entity) -> bool:
    """Whether an address can name it: a shot without a sequence, or a name with blanks, cannot be."""
    if split(found.path) != (found.type, found.sequence or "", found.code):
        return False
    try:
        return Address.parse(f"{found.project}/{found.path}").entity == found.path
    except ContextError:
        return False


def cut(row: Row) -> CutRange | None:
    """First and last frame, and the handles as the head tells them, else the tail."""
    first, last = row.get("sg_cut_in"), row.get("sg_cut_out")
    if first is None or last is None or last < first:
        return None
    head, tail = row.get("sg_head_in"), row.get("sg_tail_out")
    handles = first - head if head is not None else tail - last if tail is not None else 0
    return CutRange(first=first, last=last, handles=max(handles, 0))


def cut_values(wanted: CutRange) -> Row:
    head, tail = wanted.first - wanted.handles, wanted.last + wanted.handles
    return {
        "sg_cut_in": wanted.first,
        "sg_cut_out": wanted.last,
        "sg_cut_duration": wanted.last - wanted.first + 1,
        "sg_head_in": head,
        "sg_tail_out": tail,
        "sg_working_duration": tail - head + 1,
    }


def told(kind: EntityType, draft: EntityDraft) -> Row:
    """The fields that a draft says something about."""
    values: Row = {}
    if draft.cut is not None and kind is EntityType.SHOT:
        values |= cut_values(draft.cut)
    if draft.asset_type and kind is EntityType.ASSET:
        values["sg_asset_type"] = draft.asset_type
    if draft.description:
        values["description"] = draft.description
    return values


def task(row: Row) -> Task:
    return Task(name=row["content"] or "", id=row["id"], status=row.get("sg_status_list") or "")


def user(row: Row) -> User:
    return User(login=row["login"] or "", name=row.get("name") or "", id=row["id"])


def link(kind: str, number: int) -> Row:
    return {"type": str(kind), "id": number}


def record(row: Row, project_code: str) -> Record:
    kind, _, variant = (row.get("name") or "").partition(".")
    return Record(
        id=row["id"],
        key=ProductKey(project_code, record_entity(row), kind, variant or "main"),
        number=row.get("version_number") or 0,
        code=row.get("code") or "",
        status=row.get("sg_status_list") or "",
        path=(row.get("path") or {}).get("local_path") or "",
    )


def record_entity(row: Row) -> str:
    """The path below its project of what a PublishedFile is linked to; "" where an address cannot name it."""
    linked = (row.get("entity") or {}).get("type")
    code = row.get(f"entity.{linked}.code") or ""
    if linked == EntityType.SHOT:
        sequence = row.get("entity.Shot.sg_sequence.Sequence.code")
        return f"{sequence}/{code}" if sequence else ""
    if linked == EntityType.ASSET:
        return f"{ASSETS}/{code}"
    return code if linked == EntityType.SEQUENCE else ""


Identity = tuple[str, str, int, str]


def identity(draft: Draft | Record) -> Identity:
    """What makes a record one: entity, name, number and code. No custom field is asked of the site."""
    return draft.key.entity, draft.key.name, draft.number, draft.code


def identity_by_path(draft: Draft | Record) -> Identity:
    """The same by the file that a record stands for."""
    return draft.key.entity, draft.key.name, draft.number, str(draft.path)


def publish_values(draft: Draft, links: Mapping[str, Row | None], status: str) -> Row:
    """All that a new PublishedFile is given. Links that were not found are left out."""
    values: dict[str, Any] = {
        "code": draft.code,
        "name": draft.key.name,
        "version_number": draft.number,
        "path": {"local_path": str(draft.path)},
        "sg_status_list": status,
    }
    if draft.comment:
        values["description"] = draft.comment
    return values | {name: value for name, value in links.items() if value is not None}


def storage_for(rows: Iterable[Row], root: PurePath) -> Row | None:
    """The LocalStorage that reaches *root* on this machine: the deepest one; of equals the lowest id."""
    reaching = [row for row in rows if row.get(PLATFORM_PATH) and _below(root, row[PLATFORM_PATH])]
    return min(reaching, key=lambda row: (-_depth(row[PLATFORM_PATH]), row["id"]), default=None)


def _below(root: PurePath, storage: str) -> bool:
    return root.is_relative_to(type(root)(storage))


def _depth(storage: str) -> int:
    return len(PurePath(storage).parts)
