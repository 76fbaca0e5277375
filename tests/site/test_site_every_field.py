"""Every stock field of every type: written, read back, found, sorted by, cleared, and told in the event log."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from shotgun_api3 import Fault

from studio_tools.site.schema import EntityType, Field, load_schema

Link = dict[str, Any]
SCHEMA = load_schema()
WRITABLE_KINDS = [SCHEMA[name] for name in SCHEMA.type_names if name != "EventLogEntry"]
ODD = {"HumanUser.name", "HumanUser.firstname", "HumanUser.lastname", "Attachment.this_file"}
"""Fields that follow rules of their own, tested where those rules are."""

SAMPLES: dict[str, tuple[Any, Any]] = {
    "text": ("Text É", "text é"),
    "number": (7, 7),
    "duration": (90, 90),
    "percent": (50, 50),
    "float": (1.25, 1.25),
    "checkbox": (True, True),
    "date": ("2024-02-29", "2024-02-29"),
    "date_time": ("2024-02-29T10:00:00Z", "2024-02-29T10:00:00Z"),
    "color": ("1,2,3", "1,2,3"),
    "entity_type": ("Shot", "Shot"),
    "serializable": ({"a": [1, None]}, None),
    "url": ({"url": "https://example.org/x", "name": "x"}, None),
}
"""What is written for a data type, and what it is asked for with, in another case where case does not matter."""


@pytest.fixture(scope="module")
def targets(facts: dict[str, Any]) -> dict[str, Link]:
    """One live record of every type, to be linked to."""
    sg = facts["in process"]
    project = sg.create("Project", {"name": "Fields"})
    made: dict[str, Link] = {"Project": {"type": "Project", "id": project["id"]}}
    for kind in WRITABLE_KINDS:
        if kind.name == "Attachment":
            continue
        made.setdefault(kind.name, {"type": kind.name, "id": create(sg, kind, made)})
    version = sg.create("Version", {"project": project, "sg_uploaded_movie": {"url": "https://example.org/y"}})
    made["Attachment"] = {"type": "Attachment", "id": version["sg_uploaded_movie"]["id"]}
    return made


def create(sg: Any, kind: EntityType, targets: dict[str, Link], **values: Any) -> int:
    project = {"project": targets["Project"]} if kind.is_scoped else {}
    return int(sg.create(kind.name, {**project, **values})["id"])


def sample(field: Field, targets: dict[str, Link]) -> tuple[Any, Any]:
    if field.data_type in ("list", "status_list"):
        return (field.valid_values[-1], field.valid_values[-1].upper()) if field.valid_values else (None, None)
    if field.data_type == "entity":
        return targets[field.valid_types[0]], targets[field.valid_types[0]]
    if field.data_type == "multi_entity":
        return [targets[field.valid_types[-1]]], targets[field.valid_types[-1]]
    if field.unique:
        name = f"Only {uuid.uuid4()}"
        return name, name.upper()
    return SAMPLES[field.data_type]


def is_writable(field: Field) -> bool:
    special = field.data_type in ("image", "password", "uuid") or field.path in ODD
    return field.editable != "never" and not special and field.name not in ("cached_display_name",)


def reads_as(field: Field, written: Any, read: Any) -> bool:
    match field.data_type:
        case "entity":
            return bool(read) and (read["type"], read["id"]) == (written["type"], written["id"])
        case "multi_entity":
            return [(one["type"], one["id"]) for one in read] == [(one["type"], one["id"]) for one in written]
        case "url":
            return bool(read["url"] == written["url"])
        case "date_time":
            return bool(read.strftime("%Y-%m-%dT%H:%M:%SZ") == written)
        case _:
            return bool(read == written)


FIELDS = [
    pytest.param(kind, field, id=field.path)
    for kind in WRITABLE_KINDS
    for field in kind.fields.values()
    if is_writable(field)
    and kind.name not in ("Attachment", "Project")
    and not (field.name == "task_template" and "tasks" in kind.fields)
]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_keeps_what_is_written_and_is_found_by_it(
    facts: dict[str, Any], targets: dict[str, Link], kind: EntityType, field: Field
) -> None:
    sg = facts["in process"]
    written, asked = sample(field, targets)
    own = field.data_type == "multi_entity" and field.valid_types[-1] == kind.name

    id_ = create(sg, kind, targets, **{field.name: written})

    mine = ["id", "is", id_]
    assert reads_as(field, written, sg.find_one(kind.name, [mine], [field.name])[field.name])
    if asked is not None:
        assert sg.find_one(kind.name, [mine, [field.name, "is", asked]]) is not None
        assert sg.find_one(kind.name, [mine, [field.name, "is_not", asked]]) is None
    order = [{"field_name": field.name, "direction": "desc"}]
    assert sg.find(kind.name, [["id", "in", [id_, targets[kind.name]["id"]]]], order=order)
    assert own or field.data_type == "multi_entity" or sg.find_one(kind.name, [mine]) is not None


CLEARABLE = [
    param
    for param in FIELDS
    if param.values[1].editable == "always"
    and not (param.values[1].name in ("project", param.values[0].display) or param.values[1].data_type == "checkbox")
    and param.values[1].path != "Task.color"
]


@pytest.mark.parametrize(("kind", "field"), CLEARABLE)
def test_a_field_can_be_cleared_and_then_reads_empty(
    facts: dict[str, Any], targets: dict[str, Link], kind: EntityType, field: Field
) -> None:
    sg = facts["in process"]
    written, _ = sample(field, targets)
    id_ = create(sg, kind, targets, **{field.name: written})
    empty: Any = [] if field.is_multi else None

    sg.update(kind.name, id_, {field.name: empty})

    mine = ["id", "is", id_]
    assert sg.find_one(kind.name, [mine], [field.name])[field.name] == empty
    if field.data_type not in ("url", "serializable"):
        assert sg.find_one(kind.name, [mine, [field.name, "is", None]]) is not None
        assert sg.find_one(kind.name, [mine, [field.name, "is_not", None]]) is None


@pytest.mark.parametrize("kind", WRITABLE_KINDS, ids=lambda kind: str(kind.name))
def test_a_record_can_be_retired_and_revived(facts: dict[str, Any], targets: dict[str, Link], kind: EntityType) -> None:
    if kind.name in ("Attachment", "Project"):
        id_ = targets[kind.name]["id"]
    else:
        id_ = create(facts["in process"], kind, targets)
    sg, mine = facts["in process"], [["id", "is", id_]]

    assert sg.delete(kind.name, id_) is True
    assert sg.find(kind.name, mine) == []
    assert len(sg.find(kind.name, mine, retired_only=True)) == 1
    assert sg.revive(kind.name, id_) is True
    assert len(sg.find(kind.name, mine)) == 1


@pytest.mark.parametrize("kind", WRITABLE_KINDS, ids=lambda kind: str(kind.name))
def test_a_record_has_a_name_that_can_be_found(
    facts: dict[str, Any], targets: dict[str, Link], kind: EntityType
) -> None:
    sg, id_ = facts["in process"], targets[kind.name]["id"]

    name = sg.find_one(kind.name, [["id", "is", id_]], ["cached_display_name"])["cached_display_name"]

    assert name
    found = sg.find(kind.name, [["cached_display_name", "is", name.upper()], ["id", "is", id_]])
    assert [one["id"] for one in found] == [id_]


READ_ONLY = [
    pytest.param(kind, field, id=field.path)
    for kind in WRITABLE_KINDS
    for field in kind.fields.values()
    if field.editable == "never" or field.data_type == "uuid"
]


@pytest.mark.parametrize(("kind", "field"), READ_ONLY)
def test_a_field_that_is_the_sites_own_cannot_be_written(
    facts: dict[str, Any], targets: dict[str, Link], kind: EntityType, field: Field
) -> None:
    sg = facts["in process"]

    with pytest.raises(Fault, match="is read only"):
        sg.update(kind.name, targets[kind.name]["id"], {field.name: [] if field.is_multi else "x"})


CREATE_ONLY = [
    pytest.param(kind, field, id=field.path)
    for kind in WRITABLE_KINDS
    for field in kind.fields.values()
    if field.editable == "create"
]


@pytest.mark.parametrize(("kind", "field"), CREATE_ONLY)
def test_a_field_of_creation_cannot_be_changed_later(
    facts: dict[str, Any], targets: dict[str, Link], kind: EntityType, field: Field
) -> None:
    with pytest.raises(Fault, match="is editable on create only"):
        facts["in process"].update(kind.name, targets[kind.name]["id"], {field.name: None})
