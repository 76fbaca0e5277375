"""What a new site starts with: statuses, pipeline steps and the permission groups that people expect to find."""

from __future__ import annotations

import json

from sqlalchemy import insert, select

from studio_tools.site.call import Call
from studio_tools.site.store import IdBlock
from studio_tools.site.store.bulk import insert_dicts
from studio_tools.site.values import fold

_RULE_SETS = {"ApiUser": ("API Admin",), "HumanUser": ("Admin", "Manager", "Artist")}


def seed(call: Call) -> None:
    """Write the defaults once; a site that has them keeps what a studio made of them."""
    meta = call.tables.meta
    if call.connection.execute(select(meta.c.value).where(meta.c.key == "seeded")).scalar():
        return
    ids = IdBlock(call.connection, call.tables)
    _seed_statuses(call, ids)
    _seed_steps(call, ids)
    _seed_rule_sets(call, ids)
    ids.settle()
    call.connection.execute(insert(meta), [{"key": "seeded", "value": json.dumps(1)}])


def _row(call: Call, id_: int, shown: str, **facts: object) -> dict[str, object]:
    row: dict[str, object] = {"id": id_, "retired": False, "created_at": call.stamp, "updated_at": call.stamp, **facts}
    row["cached_display_name"] = shown
    for key, value in list(row.items()):
        if key in ("code", "name", "short_name", "display_name", "cached_display_name") and isinstance(value, str):
            row[f"{key}__f"] = fold(value)
    return row


def _seed_statuses(call: Call, ids: IdBlock) -> None:
    rows = [
        _row(call, ids.take(), name, code=code, name=name, system=True) for code, name in call.schema.statuses.items()
    ]
    insert_dicts(call.connection, call.tables.entity("Status"), rows)


def _seed_steps(call: Call, ids: IdBlock) -> None:
    rows = [
        _row(call, ids.take(), name, code=name, short_name=short, entity_type=kind, list_order=at)
        for at, (kind, name, short) in enumerate(call.schema.steps, start=1)
    ]
    insert_dicts(call.connection, call.tables.entity("Step"), rows)


def _seed_rule_sets(call: Call, ids: IdBlock) -> None:
    rows = [
        _row(call, ids.take(), name, code=name.lower().replace(" ", "_"), display_name=name, entity_type=kind)
        for kind, names in _RULE_SETS.items()
        for name in names
    ]
    insert_dicts(call.connection, call.tables.entity("PermissionRuleSet"), rows)
