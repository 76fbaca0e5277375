"""Lists of links, their other ends, the connection entities between, and the events that tell of it all."""

from __future__ import annotations

from typing import Any

import pytest
from shotgun_api3 import Fault

Link = dict[str, Any]


def ids(links: list[Link]) -> list[int]:
    return [link["id"] for link in links]


def one(sg: Any, link: Link, field: str) -> Any:
    return sg.find_one(link["type"], [["id", "is", link["id"]]], [field])[field]


def make(sg: Any, project: Link, kind: str, code: str, **more: Any) -> Link:
    name = {"Task": "content", "Note": "subject"}.get(kind, "code")
    made: Link = sg.create(kind, {"project": project, name: code, **more})
    return {"type": kind, "id": made["id"]}


# type, list, type of what is in it, the list or link at the other end
PAIRS = [
    ("Sequence", "shots", "Shot", "sg_sequence"),
    ("Shot", "assets", "Asset", "shots"),
    ("Asset", "shots", "Shot", "assets"),
    ("Sequence", "assets", "Asset", "sequences"),
    ("Asset", "parents", "Asset", "assets"),
    ("Shot", "parent_shots", "Shot", "shots"),
    ("Shot", "tasks", "Task", "entity"),
    ("Asset", "tasks", "Task", "entity"),
    ("Shot", "sg_versions", "Version", "entity"),
    ("Task", "sg_versions", "Version", "sg_task"),
    ("Playlist", "versions", "Version", "playlists"),
    ("Version", "playlists", "Playlist", "versions"),
    ("Version", "published_files", "PublishedFile", "version"),
    ("Shot", "sg_published_files", "PublishedFile", "entity"),
    ("PublishedFile", "upstream_published_files", "PublishedFile", "downstream_published_files"),
    ("PublishedFile", "downstream_published_files", "PublishedFile", "upstream_published_files"),
    ("Task", "upstream_tasks", "Task", "downstream_tasks"),
    ("Note", "note_links", "Shot", "notes"),
    ("Shot", "notes", "Note", "note_links"),
    ("Note", "tasks", "Task", "notes"),
    ("Cut", "cut_items", "CutItem", "cut"),
    ("Sequence", "cuts", "Cut", "entity"),
]


@pytest.mark.parametrize(("kind", "field", "far", "end"), PAIRS, ids=[f"{a}.{b}" for a, b, _, _ in PAIRS])
def test_both_ends_of_a_link_tell_the_same(
    local: Any, project: Link, kind: str, field: str, far: str, end: str
) -> None:
    owner, first, second = make(local, project, kind, "owner"), *(make(local, project, far, n) for n in ("b", "a"))

    local.update(kind, owner["id"], {field: [first, second]})

    assert ids(one(local, owner, field)) == [second["id"], first["id"]], "by name"
    ends = one(local, first, end)
    assert ids(ends if isinstance(ends, list) else [ends]) == [owner["id"]]
    assert ids(local.find(kind, [[field, "is", first]])) == [owner["id"]]
    assert ids(local.find(far, [[end, "is", owner]])) == [first["id"], second["id"]]

    local.update(kind, owner["id"], {field: []})
    assert one(local, owner, field) == []
    assert one(local, first, end) in (None, [])


@pytest.mark.parametrize(("kind", "field", "far", "end"), PAIRS, ids=[f"{a}.{b}" for a, b, _, _ in PAIRS])
def test_a_retired_row_leaves_the_list_and_returns(
    local: Any, project: Link, kind: str, field: str, far: str, end: str
) -> None:
    owner, there = make(local, project, kind, "owner"), make(local, project, far, "there")
    local.update(kind, owner["id"], {field: [there]})

    local.delete(far, there["id"])
    assert one(local, owner, field) == []
    assert ids(local.find(kind, [["id", "is", owner["id"]], [field, "is", None]])) == [owner["id"]]
    local.revive(far, there["id"])

    assert ids(one(local, owner, field)) == [there["id"]]


@pytest.mark.parametrize(
    ("mode", "given", "expected"),
    [
        ("set", ["c"], ["c"]),
        ("add", ["c"], ["a", "b", "c"]),
        ("add", ["a"], ["a", "b"]),
        ("remove", ["a"], ["b"]),
        ("remove", ["c"], ["a", "b"]),
        ("set", ["c", "c", "a"], ["a", "c"]),
        ("set", [], []),
    ],
)
def test_a_list_can_be_set_added_to_and_removed_from(
    sg: Any, project: Link, mode: str, given: list[str], expected: list[str]
) -> None:
    assets = {code: make(sg, project, "Asset", code) for code in "abc"}
    shot = make(sg, project, "Shot", "s", assets=[assets["a"], assets["b"]])

    sg.update(
        "Shot", shot["id"], {"assets": [assets[code] for code in given]}, multi_entity_update_modes={"assets": mode}
    )

    assert [link["name"] for link in one(sg, shot, "assets")] == expected


def test_an_unknown_mode_is_refused(sg: Any, project: Link) -> None:
    shot = make(sg, project, "Shot", "s")

    with pytest.raises(Fault, match="multi_entity_update_mode must be one of set, add, remove"):
        sg.update("Shot", shot["id"], {"assets": []}, multi_entity_update_modes={"assets": "merge"})


def test_a_single_link_moves_to_the_list_that_takes_it(sg: Any, project: Link) -> None:
    first, second = (make(sg, project, "Sequence", code) for code in ("a", "b"))
    shot = make(sg, project, "Shot", "s", sg_sequence=first)

    sg.update("Sequence", second["id"], {"shots": [shot]})

    assert one(sg, first, "shots") == []
    assert one(sg, shot, "sg_sequence")["id"] == second["id"]


def test_connections_are_records_of_their_own(sg: Any, project: Link) -> None:
    versions = [make(sg, project, "Version", code) for code in ("v1", "v2")]
    playlist = make(sg, project, "Playlist", "dailies", versions=versions)
    rows = sg.find("PlaylistVersionConnection", [["playlist", "is", playlist]], ["version", "sg_sort_order"])

    sg.update("PlaylistVersionConnection", rows[0]["id"], {"sg_sort_order": 7})

    assert [row["version"]["id"] for row in rows] == ids(versions)
    order = [{"field_name": "sg_sort_order", "direction": "asc"}]
    kept = sg.find("PlaylistVersionConnection", [], ["sg_sort_order"], order=order)
    assert [row["sg_sort_order"] for row in kept] == [7, None]


def test_a_dependency_names_who_depends_on_whom(sg: Any, project: Link) -> None:
    plate, comp = (make(sg, project, "PublishedFile", code) for code in ("plate", "comp"))
    made = sg.create("PublishedFileDependency", {"published_file": comp, "dependent_published_file": plate})

    assert ids(one(sg, comp, "upstream_published_files")) == [plate["id"]]
    sg.delete("PublishedFileDependency", made["id"])
    assert one(sg, plate, "downstream_published_files") == []
    sg.revive("PublishedFileDependency", made["id"])
    assert ids(one(sg, plate, "downstream_published_files")) == [comp["id"]]


def test_a_record_cannot_depend_on_itself(sg: Any, project: Link) -> None:
    comp = make(sg, project, "PublishedFile", "comp")

    with pytest.raises(Fault, match="linked to itself"):
        sg.update("PublishedFile", comp["id"], {"upstream_published_files": [comp]})


def test_open_notes_are_the_notes_that_are_not_closed(sg: Any, project: Link) -> None:
    shot = make(sg, project, "Shot", "s")
    opened = make(sg, project, "Note", "open", note_links=[shot])
    make(sg, project, "Note", "closed", note_links=[shot], sg_status_list="clsd")

    assert len(one(sg, shot, "notes")) == 2
    assert ids(one(sg, shot, "open_notes")) == [opened["id"]]
    with pytest.raises(Fault, match="read only"):
        sg.update("Shot", shot["id"], {"open_notes": []})


def events(sg: Any, link: Link) -> list[tuple[str, str | None]]:
    found = sg.find("EventLogEntry", [["entity", "is", link]], ["event_type", "attribute_name"])
    return [(row["event_type"], row["attribute_name"]) for row in found]


def test_creating_logs_one_event_and_one_for_each_attribute(sg: Any, project: Link) -> None:
    shot = make(sg, project, "Shot", "s", sg_cut_in=5)

    assert events(sg, shot) == [
        ("Shotgun_Shot_New", None),
        ("Shotgun_Shot_Change", "code"),
        ("Shotgun_Shot_Change", "sg_cut_in"),
        ("Shotgun_Shot_Change", "project"),
    ]
    first, second, *_ = sg.find("EventLogEntry", [["entity", "is", shot]], ["meta", "project", "user", "description"])
    assert first["meta"] == {"type": "new_entity", "entity_type": "Shot", "entity_id": shot["id"]}
    assert second["meta"]["in_create"] is True
    assert second["meta"]["new_value"] == "s"
    assert (first["project"]["id"], first["user"]["name"]) == (project["id"], "tests")
    assert first["description"] == 'tests created new Shot "s"'


def test_a_change_logs_old_and_new_and_what_stays_the_same_logs_nothing(sg: Any, project: Link) -> None:
    shot = make(sg, project, "Shot", "s")
    before = len(events(sg, shot))

    sg.update("Shot", shot["id"], {"sg_status_list": "ip", "code": "s"})

    assert events(sg, shot)[before:] == [("Shotgun_Shot_Change", "sg_status_list")]
    meta = sg.find("EventLogEntry", [["entity", "is", shot]], ["meta"])[-1]["meta"]
    assert (meta["old_value"], meta["new_value"], meta["field_data_type"]) == ("wtg", "ip", "status_list")
    sg.update("Shot", shot["id"], {"sg_status_list": "ip"})
    assert len(events(sg, shot)) == before + 1


def test_links_are_logged_on_both_ends(sg: Any, project: Link) -> None:
    sequence, shot, asset = (make(sg, project, kind, "x") for kind in ("Sequence", "Shot", "Asset"))

    sg.update("Shot", shot["id"], {"sg_sequence": sequence, "assets": [asset]})

    assert ("Shotgun_Sequence_Change", "shots") in events(sg, sequence)
    assert ("Shotgun_Asset_Change", "shots") in events(sg, asset)
    meta = sg.find("EventLogEntry", [["entity", "is", asset]], ["meta"])[-1]["meta"]
    assert (ids(meta["added"]), meta["removed"]) == ([shot["id"]], [])


def test_retirement_and_revival_are_logged_and_the_entity_is_null_between(sg: Any, project: Link) -> None:
    shot = make(sg, project, "Shot", "s")
    sg.delete("Shot", shot["id"])

    last = sg.find("EventLogEntry", [], ["event_type", "entity", "meta"])[-1]
    assert (last["event_type"], last["entity"]) == ("Shotgun_Shot_Retirement", None)
    assert last["meta"]["entity_id"] == shot["id"]

    sg.revive("Shot", shot["id"])
    assert events(sg, shot)[-1] == ("Shotgun_Shot_Revival", None)


def test_a_script_that_logs_nothing_logs_nothing(connect: Any, project: Link) -> None:
    sg = connect()
    sg.create("ApiUser", {"firstname": "quiet", "salted_password": "k", "generate_event_log_entries": False})
    quiet = connect(script_name="quiet", api_key="k")

    shot = make(quiet, project, "Shot", "s")

    assert events(sg, shot) == []


def test_event_ids_rise_in_the_order_of_what_happened(sg: Any, project: Link) -> None:
    shots = [make(sg, project, "Shot", code) for code in "abc"]
    rows = sg.find("EventLogEntry", [["event_type", "is", "Shotgun_Shot_New"]], ["entity"])

    assert [row["entity"]["id"] for row in rows] == ids(shots)
