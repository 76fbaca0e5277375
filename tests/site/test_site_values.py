"""What each data type takes, how it reads back, and how it is cleared."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shotgun_api3 import Fault

Link = dict[str, Any]


@pytest.fixture(scope="module")
def base(facts: dict[str, Any]) -> Link:
    made: Link = facts["in process"].create("Project", {"name": "Values"})
    return made


@pytest.mark.parametrize(
    ("kind", "field", "written", "read"),
    [
        ("Shot", "description", "  both ends  ", "both ends"),
        ("Shot", "description", "", None),
        ("Shot", "description", "   ", None),
        ("Shot", "description", None, None),
        ("Shot", "description", "Ünï ☃ \U0001f409", "Ünï ☃ \U0001f409"),
        ("Shot", "description", "x" * 100_000, "x" * 100_000),
        ("Shot", "sg_cut_in", 2**31 - 1, 2**31 - 1),
        ("Shot", "sg_cut_in", -(2**31), -(2**31)),
        ("Shot", "sg_cut_in", "12", 12),
        ("Shot", "sg_cut_in", None, None),
        ("Shot", "sg_status_list", "ip", "ip"),
        ("Shot", "sg_status_list", None, None),
        ("Shot", "sg_status_list", "", None),
        ("Asset", "sg_asset_type", "Prop", "Prop"),
        ("Asset", "sg_asset_type", "", None),
        ("Task", "due_date", "2024-02-29", "2024-02-29"),
        ("Task", "due_date", "", None),
        ("Task", "duration", 90.9, 90),
        ("Task", "milestone", True, True),
        ("Task", "milestone", "false", False),
        ("Task", "color", "1,2,3", "1,2,3"),
        ("Task", "color", "pipeline_step", "pipeline_step"),
        ("Task", "color", "Red", "255,0,0"),
        ("Task", "splits", [{"start": "2024-01-01"}], [{"start": "2024-01-01"}]),
        ("Version", "sg_frames_aspect_ratio", 1.77777777, 1.777778),
        ("Version", "sg_frames_aspect_ratio", 2, 2.0),
        ("Version", "image", None, None),
        ("HumanUser", "percent_capacity", 50, 50),
        ("Cut", "fps", 23.976, 23.976),
    ],
)  # fmt: skip
def test_a_value_reads_as_the_data_type_has_it(
    asked: Any, base: Link, kind: str, field: str, written: Any, read: Any
) -> None:
    made = asked.create(kind, {field: written} | ({} if kind == "HumanUser" else {"project": base}))

    assert asked.find_one(kind, [["id", "is", made["id"]]], [field])[field] == read


@pytest.mark.parametrize(
    ("kind", "field", "written"),
    [
        ("Shot", "description", 12),
        ("Shot", "sg_cut_in", 1.5),
        ("Shot", "sg_cut_in", True),
        ("Shot", "sg_cut_in", "1.5"),
        ("Shot", "sg_cut_in", 2**31),
        ("Shot", "sg_cut_in", [1]),
        ("Shot", "sg_status_list", "IP"),
        ("Shot", "sg_status_list", 1),
        ("Asset", "sg_asset_type", "prop"),
        ("Task", "due_date", "2023-02-29"),
        ("Task", "due_date", "01/02/2024"),
        ("Task", "due_date", "2024-01-01T00:00:00Z"),
        ("Task", "milestone", None),
        ("Task", "milestone", 1),
        ("Task", "color", None),
        ("Task", "color", "1,2,256"),
        ("Version", "sg_frames_aspect_ratio", "wide"),
        ("Playlist", "sg_date_and_time", "soon"),
        ("Shot", "sg_sequence", 12),
        ("Shot", "sg_sequence", {"id": 12}),
        ("Shot", "sg_sequence", {"type": "Sequence", "id": 9_999_999}),
        ("Shot", "sg_sequence", {"type": "Nope", "id": 1}),
        ("Shot", "assets", None),
        ("Shot", "assets", {"type": "Asset", "id": 1}),
        ("Task", "task_assignees", [{"type": "HumanUser", "id": 9_999_999}]),
        ("PublishedFile", "path", "a/b"),
        ("PublishedFile", "path", {"name": "nothing"}),
        ("PublishedFile", "path", {"url": "javascript:alert(1)"}),
        ("PublishedFile", "path", {"local_path": "/nowhere/known/a.exr"}),
    ],
)  # fmt: skip
def test_a_value_that_is_not_legal_is_refused(asked: Any, base: Link, kind: str, field: str, written: Any) -> None:
    with pytest.raises(Fault, match=r"Update failed"):
        asked.create(kind, {"project": base, field: written})


def test_a_wrong_status_is_told_the_valid_ones(asked: Any, base: Link) -> None:
    with pytest.raises(Fault, match=r"'x' is not a valid status\. Valid statuses: wtg, ip, cmpt, omt"):
        asked.create("PublishedFile", {"project": base, "sg_status_list": "x"})


def test_an_image_can_only_be_cleared(asked: Any, base: Link) -> None:
    request = {"request_type": "create", "entity_type": "Shot", "data": {"project": base, "image": "http://x/y.png"}}

    with pytest.raises(Fault, match="can only be uploaded"):
        asked.batch([request])


def test_a_link_of_the_wrong_type_is_refused_where_there_is_one_type(asked: Any, base: Link) -> None:
    asset = asked.create("Asset", {"project": base, "code": "a"})

    with pytest.raises(Fault, match="expects Sequence, got Asset"):
        asked.create("Shot", {"project": base, "sg_sequence": asset})


def test_what_is_read_only_says_so(asked: Any, base: Link) -> None:
    with pytest.raises(Fault, match=r"API create\(\) Shot.id is read only"):
        asked.create("Shot", {"project": base, "id": 5})
    with pytest.raises(Fault, match=r"LocalStorage.uuid is read only"):
        asked.create("LocalStorage", {"code": "uuid", "uuid": "00000000-0000-0000-0000-000000000000"})


def test_a_written_display_name_is_accepted_and_dropped(asked: Any, base: Link) -> None:
    shot = asked.create("Shot", {"project": base, "code": "real", "cached_display_name": "fake"})

    assert asked.find_one("Shot", [["id", "is", shot["id"]]], ["cached_display_name"])["cached_display_name"] == "real"


def test_a_key_is_never_read_back(asked: Any) -> None:
    script = asked.create("ApiUser", {"firstname": f"reader of {id(asked)}", "salted_password": "hush"})

    found = asked.find_one("ApiUser", [["id", "is", script["id"]]], ["salted_password"])

    assert found["salted_password"] == "*******"
    assert "hush" not in str(asked.find("EventLogEntry", [], ["meta", "description"]))


def test_a_web_link_reads_as_one(asked: Any, base: Link) -> None:
    made = asked.create(
        "PublishedFile", {"project": base, "path": {"url": "https://example.com/a.mov", "name": "A"}}, ["path"]
    )

    path = made["path"]

    assert (path["url"], path["name"], path["link_type"], path["type"]) == (
        "https://example.com/a.mov", "A", "web", "Attachment",
    )  # fmt: skip
    asked.update("PublishedFile", made["id"], {"path": None})
    assert asked.find_one("PublishedFile", [["id", "is", made["id"]]], ["path"])["path"] is None


def test_a_local_path_belongs_to_the_storage_with_the_deepest_root(asked: Any, base: Link) -> None:
    wide = asked.create("LocalStorage", {"code": f"wide {id(asked)}", "linux_path": "/shows", "windows_path": "S:\\"})
    deep = asked.create(
        "LocalStorage", {"code": f"deep {id(asked)}", "linux_path": "/shows/demo/", "windows_path": "S:\\Demo"}
    )
    made = asked.create("PublishedFile", {"project": base, "path": {"local_path": "s:/demo/a b/x.%04d.exr"}}, ["path"])

    path = made["path"]

    assert path["local_path_linux"] == "/shows/demo/a b/x.%04d.exr"
    assert path["local_path_windows"] == "S:\\Demo\\a b\\x.%04d.exr"
    assert path["local_path_mac"] is None
    assert path["local_storage"]["id"] == deep["id"]
    assert path["relative_path"] == "a b/x.%04d.exr"
    assert path["link_type"] == "local"
    for storage in (wide, deep):
        asked.delete("LocalStorage", storage["id"])


@pytest.mark.parametrize("path", ["/shows/demo/../../etc/passwd", "/showsdemo/x", "/shows"])
def test_a_local_path_outside_every_root_is_refused(sg: Any, project: Link, path: str) -> None:
    sg.create("LocalStorage", {"code": "main", "linux_path": "/shows"})

    with pytest.raises(Fault, match="no LocalStorage has a root above"):
        sg.create("PublishedFile", {"project": project, "path": {"local_path": path}})


def test_a_place_in_a_storage_may_be_named_by_itself(sg: Any, project: Link) -> None:
    storage = sg.create("LocalStorage", {"code": "main", "linux_path": "/shows"})
    path = {"local_storage": storage, "relative_path": "a/x.exr"}

    made = sg.create("PublishedFile", {"project": project, "path": path}, ["path"])

    assert made["path"]["local_path_linux"] == "/shows/a/x.exr"
    with pytest.raises(Fault, match="Value is not legal"):
        sg.create("PublishedFile", {"project": project, "path": {**path, "relative_path": "../x.exr"}})


@given(text=st.text(min_size=1, max_size=80).filter(lambda text: text.isprintable() and text.strip()))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_returns_as_it_was_and_is_found_in_any_case(facts: dict[str, Any], base: Link, text: str) -> None:
    sg = facts["in process"]
    shot = sg.create("Shot", {"project": base, "code": text})
    wanted = text.strip()

    # The client unescapes the one entity it knows in what it receives.
    assert sg.find_one("Shot", [["id", "is", shot["id"]]], ["code"])["code"] == wanted.replace("&lt;", "<")
    for asked in (wanted, wanted.swapcase() if wanted.swapcase().casefold() == wanted.casefold() else wanted):
        assert sg.find_one("Shot", [["id", "is", shot["id"]], ["code", "is", asked]]) is not None
        assert sg.find_one("Shot", [["id", "is", shot["id"]], ["code", "contains", asked]]) is not None
