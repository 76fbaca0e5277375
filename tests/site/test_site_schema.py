"""What the site says of its schema, and fields that a studio adds, changes and takes away."""

from __future__ import annotations

from typing import Any

import pytest
from shotgun_api3 import Fault, Shotgun

from studio_tools.site import EMBEDDED_URL, InProcessTransport, open_site
from studio_tools.site.rpc import UNSERVED
from studio_tools.site.schema import EntityType, Field, Inverse, Mirror, Own, Via, load_schema
from studio_tools.site.store import Tables

Link = dict[str, Any]
SCHEMA = load_schema()
EVERY_TYPE = [SCHEMA[name] for name in SCHEMA.type_names]
EVERY_FIELD = [field for kind in EVERY_TYPE for field in kind.fields.values()]

CORE = [
    "Project",
    "Sequence",
    "Shot",
    "Asset",
    "Task",
    "Step",
    "Version",
    "PublishedFile",
    "PublishedFileType",
    "PublishedFileDependency",
    "Note",
    "Playlist",
    "HumanUser",
    "Group",
    "ApiUser",
    "ClientUser",
    "EventLogEntry",
    "LocalStorage",
    "Status",
    "Attachment",
    "TimeLog",
    "Ticket",
    "Reply",
    "Cut",
    "CutItem",
    "Delivery",
    "Phase",
    "PipelineConfiguration",
    "Page",
    "Tag",
    "TaskTemplate",
    "TaskDependency",
    "PlaylistVersionConnection",
    "Department",
    "Booking",
    "FilesystemLocation",
    "Icon",
    "PermissionRuleSet",
    "Software",
    "Episode",
    "Release",
    "Revision",
    "AssetShotConnection",
]


class Client(InProcessTransport, Shotgun):
    """The client on a site of the test's own."""


@pytest.mark.parametrize("name", CORE)
def test_a_type_that_pipelines_lean_on_is_there_and_can_be_read(asked: Any, name: str) -> None:
    fields = sorted(asked.schema_field_read(name))

    rows = asked.find(name, [], fields, limit=3)

    assert {"id", "cached_display_name"} <= set(fields)
    assert all(set(row) == {"type", *fields} for row in rows)


@pytest.mark.parametrize("kind", EVERY_TYPE, ids=lambda kind: str(kind.name))
def test_what_a_type_refers_to_exists(kind: EntityType) -> None:
    assert kind.display is None or kind.fields[kind.display].data_type == "text"
    for field in kind.fields.values():
        assert set(field.valid_types) <= set(SCHEMA.type_names), field.path
        assert field.data_type != "status_list" or set(field.valid_values) <= set(SCHEMA.statuses), field.path
        assert field.default is None or not field.valid_values or field.default in field.valid_values, field.path


LISTS = [field for field in EVERY_FIELD if field.is_multi]


@pytest.mark.parametrize("field", LISTS, ids=lambda field: str(field.path))
def test_where_a_list_is_kept_exists(field: Field) -> None:
    match field.link:
        case Via(connection, near, far):
            ends = SCHEMA[connection].fields
            assert ends[near].valid_types == (field.entity_type,)
            assert ends[far].valid_types == field.valid_types
        case Inverse(owner, owned):
            assert field.entity_type in SCHEMA[owner].fields[owned].valid_types
            assert field.valid_types == (owner,)
        case Mirror(owner, owned):
            assert isinstance(SCHEMA[owner].fields[owned].link, Own)
            assert field.entity_type in SCHEMA[owner].fields[owned].valid_types
        case link:
            assert isinstance(link, Own)
            assert field.valid_types


def test_every_table_can_be_described_and_no_two_share_a_name() -> None:
    tables = Tables(SCHEMA)

    tables.build_all()

    assert set(SCHEMA.type_names) <= set(tables.metadata.tables)


def test_the_schema_tells_types_and_fields(asked: Any) -> None:
    types, fields = asked.schema_entity_read(), asked.schema_read()

    assert types["PublishedFile"]["name"] == {"value": "Published File", "editable": False}
    assert set(types) == set(fields) == set(SCHEMA.type_names)
    status = fields["PublishedFile"]["sg_status_list"]
    assert status["data_type"]["value"] == "status_list"
    assert status["properties"]["valid_values"]["value"] == ["wtg", "ip", "cmpt", "omt"]
    assert status["properties"]["display_values"]["value"]["cmpt"] == "Complete"
    assert status["properties"]["default_value"]["value"] == "wtg"
    assert fields["Task"]["entity"]["properties"]["valid_types"]["value"][0] == "Asset"
    assert fields["Shot"]["id"]["editable"]["value"] is False
    assert asked.schema_field_read("Shot", "code")["code"] == fields["Shot"]["code"]


@pytest.mark.parametrize(("kind", "field"), [("Nope", None), ("Shot", "nope")])
def test_what_is_not_in_the_schema_is_a_fault(asked: Any, kind: str, field: str | None) -> None:
    with pytest.raises(Fault, match="doesn't exist"):
        asked.schema_field_read(kind, field)


SAMPLES = {
    "checkbox": (True, None),
    "currency": (12.5, None),
    "date": ("2024-01-01", None),
    "duration": (60, None),
    "float": (1.5, None),
    "footage": ("10-05", None),
    "list": ("b", {"valid_values": ["a", "b"]}),
    "number": (5, None),
    "percent": (50, None),
    "status_list": ("ip", {"valid_values": ["wtg", "ip"]}),
    "text": ("Élan", None),
    "timecode": (1000, None),
}


@pytest.mark.parametrize("data_type", SAMPLES)
def test_a_new_field_can_be_written_read_and_found(sg: Any, project: Link, data_type: str) -> None:
    value, properties = SAMPLES[data_type]
    shot = sg.create("Shot", {"project": project, "code": "before"})

    name = sg.schema_field_create("Shot", data_type, "My Field!", properties=properties)
    sg.update("Shot", shot["id"], {name: value})

    assert name == "sg_my_field"
    assert sg.find_one("Shot", [[name, "is", value]], [name])[name] == value
    definition = sg.schema_field_read("Shot", name)[name]
    assert (definition["name"]["value"], definition["data_type"]["value"]) == ("My Field!", data_type)
    assert definition["visible"]["editable"] is True


def test_a_new_checkbox_is_false_on_older_rows(sg: Any, project: Link) -> None:
    sg.create("Shot", {"project": project, "code": "before"})

    sg.schema_field_create("Shot", "checkbox", "Ready")

    assert len(sg.find("Shot", [["sg_ready", "is", False]])) == 1


@pytest.mark.parametrize("types", [["Asset"], ["Asset", "Shot"]], ids=["of one type", "of two types"])
def test_a_new_link_links(sg: Any, project: Link, types: list[str]) -> None:
    asset = sg.create("Asset", {"project": project, "code": "a"})
    single = sg.schema_field_create("Shot", "entity", "Hero", properties={"valid_types": types})
    several = sg.schema_field_create("Shot", "multi_entity", "Crowd", properties={"valid_types": types})

    shot = sg.create("Shot", {"project": project, single: asset, several: [asset]})

    assert shot[single] == {"type": "Asset", "id": asset["id"], "name": "a"}
    assert shot[several] == [shot[single]]
    assert sg.find_one("Shot", [[f"{single}.Asset.code", "is", "a"], [several, "is", asset]])["id"] == shot["id"]
    assert sg.summarize("Shot", [[single, "is", asset]], [{"field": "id", "type": "count"}])["summaries"]["id"] == 1


def test_a_name_that_is_taken_gets_a_number_and_a_deleted_one_is_gone(sg: Any) -> None:
    names = [sg.schema_field_create("Shot", "text", "Mood") for _ in range(3)]

    assert names == ["sg_mood", "sg_mood_1", "sg_mood_2"]
    assert sg.schema_field_delete("Shot", "sg_mood") is True
    assert "sg_mood" not in sg.schema_field_read("Shot")
    with pytest.raises(Fault, match=r"Shot\.sg_mood was deleted"):
        sg.schema_field_create("Shot", "text", "Mood")


def test_a_stock_field_cannot_be_deleted(sg: Any) -> None:
    with pytest.raises(Fault, match="not a custom field"):
        sg.schema_field_delete("Shot", "code")


def test_statuses_can_be_added_and_everyone_learns_of_it(sg: Any, local: Any, project: Link) -> None:
    shot = local.create("Shot", {"project": project, "code": "s"})

    sg.schema_field_update("Shot", "sg_status_list", {"valid_values": ["wtg", "apr"], "default_value": "apr"})

    assert local.update("Shot", shot["id"], {"sg_status_list": "apr"})["sg_status_list"] == "apr"
    assert local.create("Shot", {"project": project}, ["sg_status_list"])["sg_status_list"] == "apr"
    with pytest.raises(Fault, match="Valid statuses: wtg, apr"):
        local.update("Shot", shot["id"], {"sg_status_list": "fin"})


def test_a_changed_list_field_keeps_its_links(sg: Any, project: Link) -> None:
    sg.schema_field_update("Shot", "assets", {"name": "Cast", "description": "Who is in it"})
    asset = sg.create("Asset", {"project": project, "code": "a"})
    shot = sg.create("Shot", {"project": project, "assets": [asset]})

    assert sg.schema_field_read("Shot", "assets")["assets"]["name"]["value"] == "Cast"
    assert [one["id"] for one in sg.find("Asset", [["shots", "is", shot]])] == [asset["id"]]


def test_a_new_field_is_there_when_the_site_is_opened_again(site: Any, local: Any, project: Link) -> None:
    name = local.schema_field_create("Shot", "text", "Mood")
    site.close()

    with open_site(site.path) as again:
        sg = Client(EMBEDDED_URL, site_app=again.app(), script_name="tests", api_key="a key for tests")
        assert sg.create("Shot", {"project": project, name: "grim"})[name] == "grim"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("schema_field_create", "Shot", "pivot_column", "X"), "data type 'pivot_column' is not served"),
        (("schema_field_create", "Shot", "entity", "X"), "needs 'valid_types'"),
        (("schema_field_create", "Shot", "text", " "), "needs a 'name'"),
        (("schema_field_create", "Shot", "list", "X", {"valid_values": ["a"], "default_value": "b"}), "not a valid"),
        (("schema_field_create", "Shot", "entity", "X", {"valid_types": ["Nope"]}), "names no entity type: Nope"),
        (("schema_field_update", "Shot", "code", {"mandatory": False}), "property 'mandatory' is not served"),
        (("schema_field_update", "Shot", "code", {"name": ""}), "expects text"),
        (("schema_field_update", "Task", "entity", {"valid_types": ["Shot"]}), "cannot be changed"),
    ],
)
def test_a_change_of_the_schema_that_cannot_be(sg: Any, call: tuple[Any, ...], message: str) -> None:
    with pytest.raises(Fault, match=message):
        getattr(sg, call[0])(*call[1:])


@pytest.mark.parametrize("method", UNSERVED)
def test_a_method_that_is_not_here_is_refused_by_its_name(asked: Any, method: str) -> None:
    with pytest.raises(Fault, match=rf"API {method}\(\) is not served by this site"):
        asked._call_rpc(method, {"any": "thing"})


def test_a_method_that_nobody_knows_is_named_too(asked: Any) -> None:
    with pytest.raises(Fault, match="API method 'drop_tables' doesn't exist"):
        asked._call_rpc("drop_tables", None)


@pytest.mark.parametrize("word", ['"; DROP TABLE Shot; --', "' OR 1=1 --", "\x00", "\\", "%", "`"])
def test_no_text_becomes_sql(asked: Any, word: str) -> None:
    project = asked.create("Project", {"name": f"{word}{id(word)}{id(asked)}"})

    shot = asked.create("Shot", {"project": project, "code": f"x{word}x"})

    found = asked.find("Shot", [["code", "is", f"x{word}x"], ["project", "is", project]], ["code"])
    assert [one["id"] for one in found] == [shot["id"]]
    for path in (word, f"project.Project.{word}", f"{word}.Project.name"):
        with pytest.raises(Fault, match="doesn't exist"):
            asked.find("Shot", [[path, "is", 1]])
    assert asked.find("Shot", [["id", "is", shot["id"]]], [word], order=[{"field_name": word, "direction": "asc"}])
