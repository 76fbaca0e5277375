"""Scripts as studios have them, written for the vendor's site and run here unchanged, by both doors."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Fault

Link = dict[str, Any]


@pytest.fixture
def show(sg: Any, project: Link) -> dict[str, Link]:
    """A small show: a sequence, a shot with two tasks, an asset, two people."""
    steps = {name: sg.find_one("Step", [["code", "is", name]]) for name in ("Comp", "Animation")}
    people = {
        login: sg.create(
            "HumanUser", {"login": login, "firstname": first, "lastname": "Lee", "email": f"{login}@x.org"}
        )
        for login, first in (("ann", "Ann"), ("bob", "Bob"))
    }
    sequence = sg.create("Sequence", {"project": project, "code": "sq010"})
    shot = sg.create("Shot", {"project": project, "code": "sh0010", "sg_sequence": sequence, "sg_status_list": "ip"})
    asset = sg.create("Asset", {"project": project, "code": "Dragon", "sg_asset_type": "Character", "shots": [shot]})
    tasks = sg.batch(
        [
            {
                "request_type": "create",
                "entity_type": "Task",
                "data": {
                    "project": project,
                    "entity": shot,
                    "content": name.lower(),
                    "step": steps[name],
                    "task_assignees": [people[login]],
                    "due_date": "2024-03-20",
                },
            }
            for name, login in (("Comp", "ann"), ("Animation", "bob"))
        ]
    )
    named = {"project": project, "sequence": sequence, "shot": shot, "asset": asset, **people}
    named |= {"comp": tasks[0], "anim": tasks[1]}
    return {name: {"type": one["type"], "id": one["id"]} for name, one in named.items()}


def test_an_artist_lists_their_tasks(sg: Any, show: dict[str, Link]) -> None:
    filters = [
        ["project", "is", show["project"]],
        ["task_assignees", "is", show["ann"]],
        ["sg_status_list", "not_in", ["fin", "omt"]],
        {"filter_operator": "any", "filters": [["due_date", "is", None], ["due_date", "in_next", 2, "WEEK"]]},
    ]
    fields = ["content", "entity", "step.Step.short_name", "entity.Shot.sg_sequence", "due_date", "task_assignees"]

    (task,) = sg.find("Task", filters, fields, [{"field_name": "due_date", "direction": "asc"}])

    assert task == {
        "type": "Task",
        "id": show["comp"]["id"],
        "content": "comp",
        "due_date": "2024-03-20",
        "entity": {**show["shot"], "name": "sh0010"},
        "step.Step.short_name": "CMP",
        "entity.Shot.sg_sequence": {**show["sequence"], "name": "sq010"},
        "task_assignees": [{**show["ann"], "name": "Ann Lee"}],
    }


def register(sg: Any, show: dict[str, Link], root: Path, number: int, upstream: list[Link]) -> Link:
    """Register a published file as pipelines do: types on demand, then the record, then what it depends on."""
    kind = sg.find_one("PublishedFileType", [["code", "is", "Nuke Script"]])
    kind = kind or sg.create("PublishedFileType", {"code": "Nuke Script"})
    path = root / "sh0010" / f"comp.v{number:03d}.nk"
    data = {
        "code": path.name,
        "name": "comp.main",
        "version_number": number,
        "description": "ÄÖÜ & <tag>",
        "entity": show["shot"],
        "task": show["comp"],
        "project": show["project"],
        "published_file_type": kind,
        "path": {"local_path": str(path)},
        "path_cache": f"sh0010/{path.name}",
        "created_by": show["ann"],
    }
    made: Link = sg.create("PublishedFile", data, return_fields=["path", "created_by"])
    requests = [
        {
            "request_type": "create",
            "entity_type": "PublishedFileDependency",
            "data": {"published_file": made, "dependent_published_file": one},
        }
        for one in upstream
    ]
    sg.batch(requests)
    return made


def test_publishes_are_registered_and_the_latest_is_found(sg: Any, show: dict[str, Link], tmp_path: Path) -> None:
    sg.create("LocalStorage", {"code": "primary", "linux_path": str(tmp_path)})
    first = register(sg, show, tmp_path, 1, [])
    second = register(sg, show, tmp_path, 2, [first])

    filters = [["entity", "is", show["shot"]], ["name", "is", "comp.main"], ["task", "is", show["comp"]]]
    latest = sg.find_one(
        "PublishedFile",
        filters,
        ["version_number", "path", "upstream_published_files", "description", "created_by"],
        order=[{"field_name": "version_number", "direction": "desc"}],
    )

    assert (latest["id"], latest["version_number"]) == (second["id"], 2)
    assert latest["path"]["local_path"] == str(tmp_path / "sh0010" / "comp.v002.nk")
    assert latest["path"]["url"].startswith("file://")
    assert [one["id"] for one in latest["upstream_published_files"]] == [first["id"]]
    assert latest["description"] == "ÄÖÜ & <tag>"
    assert latest["created_by"] == {**show["ann"], "name": "Ann Lee"}
    cached = [["path_cache", "in", ["sh0010/comp.v001.nk", "SH0010/COMP.V002.NK"]]]
    assert len(sg.find("PublishedFile", cached)) == 2


def test_the_highest_version_number_is_a_summary(sg: Any, show: dict[str, Link], tmp_path: Path) -> None:
    sg.create("LocalStorage", {"code": "primary", "linux_path": str(tmp_path)})
    for number in (1, 2, 7):
        register(sg, show, tmp_path, number, [])

    totals = sg.summarize(
        "PublishedFile", [["entity", "is", show["shot"]]], [{"field": "version_number", "type": "maximum"}]
    )

    assert totals["summaries"]["version_number"] == 7


def test_a_review_goes_its_way(sg: Any, show: dict[str, Link], tmp_path: Path) -> None:
    movie, still = tmp_path / "v.mov", tmp_path / "v.png"
    movie.write_bytes(b"moov" * 100)
    still.write_bytes(b"\x89PNG")
    version = sg.create(
        "Version",
        {
            "project": show["project"],
            "code": "sh0010_comp_v001",
            "entity": show["shot"],
            "sg_task": show["comp"],
            "user": show["ann"],
            "sg_first_frame": 1001,
            "sg_last_frame": 1010,
            "frame_range": "1001-1010",
            "sg_path_to_frames": "/shows/demo/x.%04d.exr",
        },
    )
    sg.upload("Version", version["id"], str(movie), field_name="sg_uploaded_movie", display_name="Comp")
    sg.upload_thumbnail("Version", version["id"], str(still))
    playlist = sg.create("Playlist", {"project": show["project"], "code": "dailies", "versions": [version]})
    note = sg.create(
        "Note",
        {
            "project": show["project"],
            "subject": "Edges",
            "content": "too soft",
            "note_links": [version, show["shot"]],
            "tasks": [show["comp"]],
            "addressings_to": [show["ann"]],
            "user": show["bob"],
        },
    )
    reply = sg.create("Reply", {"entity": note, "content": "on it", "user": show["ann"]})
    sg.update("Version", version["id"], {"sg_status_list": "vwd"})

    fields = ["notes", "open_notes", "playlists", "sg_uploaded_movie", "image", "sg_task.Task.task_assignees", "user"]
    found = sg.find_one("Version", [["playlists", "is", playlist]], fields)
    assert [one["id"] for one in found["notes"]] == [one["id"] for one in found["open_notes"]] == [note["id"]]
    assert sg.download_attachment(found["sg_uploaded_movie"]) == movie.read_bytes()
    assert sg.find_one("Note", [["id", "is", note["id"]]], ["replies"])["replies"][0]["id"] == reply["id"]
    assert sg.find_one("Task", [["notes", "is", note]])["id"] == show["comp"]["id"]
    assert sg.find_one("Shot", [["sg_versions.Version.sg_status_list", "is", "vwd"]])["id"] == show["shot"]["id"]


def poll(sg: Any, last: int) -> list[Link]:
    """What an event daemon asks again and again."""
    order = [{"column": "id", "direction": "asc"}]
    fields = ["id", "event_type", "attribute_name", "meta", "entity", "user", "project", "session_uuid", "created_at"]
    found: list[Link] = sg.find("EventLogEntry", [["id", "greater_than", last]], fields, order, limit=500)
    return found


def test_an_event_daemon_sees_every_event_once_and_in_order(sg: Any, show: dict[str, Link]) -> None:
    newest = sg.find_one("EventLogEntry", [], ["id"], order=[{"column": "id", "direction": "desc"}])
    last, seen = newest["id"], []

    for status in ("ip", "fin", "ip"):
        sg.update("Task", show["comp"]["id"], {"sg_status_list": status})
        batch = poll(sg, last)
        last = batch[-1]["id"]
        seen.extend(batch)

    assert [event["meta"]["new_value"] for event in seen] == ["ip", "fin", "ip"]
    assert {event["event_type"] for event in seen} == {"Shotgun_Task_Change"}
    assert seen[0]["entity"] == {**show["comp"], "name": "comp"}
    assert isinstance(seen[0]["created_at"], dt.datetime)
    assert poll(sg, last) == []


def test_a_coordinator_pushes_the_cut(sg: Any, show: dict[str, Link]) -> None:
    cut = sg.create(
        "Cut",
        {"project": show["project"], "code": "sq010_v1", "entity": show["sequence"], "fps": 24.0, "revision_number": 1},
    )
    sg.batch(
        [
            {
                "request_type": "create",
                "entity_type": "CutItem",
                "data": {
                    "project": show["project"],
                    "code": f"item {order}",
                    "cut": {"type": "Cut", "id": cut["id"]},
                    "shot": show["shot"],
                    "cut_order": order,
                    "cut_item_in": 1001,
                    "cut_item_out": 1001 + order,
                },
            }
            for order in (2, 1, 3)
        ]
    )

    items = sg.find(
        "CutItem",
        [["cut.Cut.entity", "is", show["sequence"]]],
        ["cut_order", "shot.Shot.code"],
        order=[{"field_name": "cut_order", "direction": "asc"}],
    )

    assert [(one["cut_order"], one["shot.Shot.code"]) for one in items] == [(order, "sh0010") for order in (1, 2, 3)]
    sg.delete("Cut", cut["id"])
    left = sg.find("CutItem", [], ["cut"])
    assert [one["cut"] for one in left] == [None] * 3, "a cut leaves its items"


def test_records_can_be_handed_on_to_other_calls(sg: Any, show: dict[str, Link]) -> None:
    shot = sg.find_one("Shot", [["id", "is", show["shot"]["id"]]], ["sg_sequence", "assets", "project"])
    before = copy.deepcopy(shot)

    again = sg.create("Shot", {"code": "sh0020", **{key: shot[key] for key in ("sg_sequence", "assets", "project")}})

    assert shot == before
    assert again["assets"] == shot["assets"]
    assert sg.find_one("Asset", [["shots", "in", [shot, again]]])["id"] == show["asset"]["id"]
    assert len(sg.find("Task", [["entity", "is", shot]])) == 2


def test_dates_go_and_come_as_pythons(connect: Any, project: Link) -> None:
    sg = connect()
    sg.config.convert_datetimes_to_utc = True
    local = dt.datetime(2024, 7, 1, 18, 30).astimezone()

    made = sg.create("Playlist", {"project": project, "code": "p", "sg_date_and_time": local})

    assert made["sg_date_and_time"] == local
    found = sg.find_one("Playlist", [["sg_date_and_time", "is", local]], ["sg_date_and_time"])
    assert found["sg_date_and_time"].utcoffset() is not None
    task = sg.create("Task", {"project": project, "content": "t", "due_date": dt.date(2024, 7, 1)}, ["due_date"])
    assert task["due_date"] == "2024-07-01"


def test_every_field_of_a_type_can_be_asked_for_at_once(sg: Any, show: dict[str, Link]) -> None:
    for kind, link in (
        ("Shot", "shot"),
        ("Task", "comp"),
        ("Asset", "asset"),
        ("HumanUser", "ann"),
        ("Project", "project"),
    ):
        fields = list(sg.schema_field_read(kind))

        found = sg.find_one(kind, [["id", "is", show[link]["id"]]], fields)

        assert set(found) == {"type", *fields}


def test_a_tool_reads_the_sites_facts(sg: Any) -> None:
    info = sg.info()

    assert sg.server_caps.version >= (8, 5, 0)
    assert info["user_authentication_method"] == "default"
    assert sg.config.records_per_page == 500
    with pytest.raises(Fault, match=r"API preferences_read\(\) is not served"):
        sg.preferences_read()


def test_a_duplicate_left_by_a_lost_answer_can_be_folded(sg: Any, show: dict[str, Link], tmp_path: Path) -> None:
    sg.create("LocalStorage", {"code": "primary", "linux_path": str(tmp_path)})
    twins = [register(sg, show, tmp_path, 1, []) for _ in range(2)]

    key = [["entity", "is", show["shot"]], ["name", "is", "comp.main"], ["version_number", "is", 1]]
    keep, *rest = sg.find("PublishedFile", key)
    for one in rest:
        sg.delete("PublishedFile", one["id"])

    assert keep["id"] == twins[0]["id"]
    assert [one["id"] for one in sg.find("PublishedFile", key)] == [keep["id"]]
