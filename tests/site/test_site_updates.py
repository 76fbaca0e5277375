"""Updates: what they change, what they leave alone, what they note, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from shotgun_api3 import Fault

Link = dict[str, Any]


@pytest.fixture
def shot(local: Any, project: Link) -> Link:
    made = local.create("Shot", {"project": project, "code": "sh0010", "sg_cut_in": 1001, "description": "old"})
    return {"type": "Shot", "id": made["id"]}


def read(sg: Any, link: Link, *fields: str) -> Link:
    found: Link = sg.find_one(link["type"], [["id", "is", link["id"]]], list(fields))
    return found


def changes(sg: Any, link: Link) -> list[Link]:
    rows = sg.find("EventLogEntry", [["entity", "is", link], ["event_type", "ends_with", "_change"]], ["meta"])
    return [row["meta"] for row in rows if "in_create" not in row["meta"]]


def test_only_what_was_sent_is_changed(sg: Any, shot: Link) -> None:
    sg.update("Shot", shot["id"], {"sg_cut_in": 1002})

    found = read(sg, shot, "code", "sg_cut_in", "description", "sg_status_list")

    assert (found["code"], found["sg_cut_in"], found["description"]) == ("sh0010", 1002, "old")
    assert found["sg_status_list"] == "wtg"


def test_an_update_notes_who_and_when(connect: Any, site: Any, clock: Any, shot: Link) -> None:
    ann = site.add_user("ann", "secret")
    clock.pass_(hours=2)

    connect(login="ann", password="secret").update("Shot", shot["id"], {"sg_cut_in": 5})

    found = read(connect(), shot, "created_at", "updated_at", "created_by", "updated_by")
    assert (found["created_at"].hour, found["updated_at"].hour) == (12, 14)
    assert found["created_by"]["name"] == "tests"
    assert found["updated_by"]["id"] == ann


def test_an_update_that_changes_nothing_notes_nothing(sg: Any, clock: Any, shot: Link) -> None:
    before = read(sg, shot, "updated_at")
    clock.pass_(hours=2)

    answer = sg.update("Shot", shot["id"], {"sg_cut_in": 1001, "code": "sh0010"})

    assert answer == {**shot, "sg_cut_in": 1001, "code": "sh0010"}
    assert read(sg, shot, "updated_at") == before
    assert changes(sg, shot) == []


def test_an_update_of_nothing_answers_the_record(sg: Any, shot: Link) -> None:
    assert sg.update("Shot", shot["id"], {}) == shot


def test_case_alone_is_a_change(sg: Any, shot: Link) -> None:
    sg.update("Shot", shot["id"], {"code": "SH0010"})

    assert read(sg, shot, "code")["code"] == "SH0010"
    assert [(one["old_value"], one["new_value"]) for one in changes(sg, shot)] == [("sh0010", "SH0010")]


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_a_name_cannot_be_taken_away(sg: Any, shot: Link, empty: str | None) -> None:
    with pytest.raises(Fault, match=r"Update failed for \[Shot\.code\]: Value is not legal"):
        sg.update("Shot", shot["id"], {"code": empty})

    assert read(sg, shot, "code")["code"] == "sh0010"


def test_an_update_that_fails_in_one_field_changes_none(sg: Any, shot: Link) -> None:
    with pytest.raises(Fault):
        sg.update("Shot", shot["id"], {"sg_cut_in": 7, "sg_status_list": "nonsense"})

    assert read(sg, shot, "sg_cut_in")["sg_cut_in"] == 1001


def test_a_unique_name_may_be_kept_but_not_taken(sg: Any) -> None:
    first, second = (sg.create("PublishedFileType", {"code": code}) for code in ("Movie", "Image"))

    assert sg.update("PublishedFileType", first["id"], {"code": "Movie"})["code"] == "Movie"
    assert sg.update("PublishedFileType", first["id"], {"code": "MOVIE"})["code"] == "MOVIE"
    with pytest.raises(Fault, match="'MOVIE' is not unique"):
        sg.update("PublishedFileType", second["id"], {"code": "movie"})


def test_the_name_of_a_retired_record_is_free_and_its_revival_is_refused(sg: Any) -> None:
    first = sg.create("PublishedFileType", {"code": "Movie"})
    sg.delete("PublishedFileType", first["id"])
    second = sg.create("PublishedFileType", {"code": "movie"})

    with pytest.raises(Fault, match=rf"must be unique, and PublishedFileType {second['id']} has it now"):
        sg.revive("PublishedFileType", first["id"])

    sg.delete("PublishedFileType", second["id"])
    assert sg.revive("PublishedFileType", first["id"]) is True


def test_a_link_moves_and_both_lists_learn_of_it(sg: Any, project: Link, shot: Link) -> None:
    first, second = (sg.create("Sequence", {"project": project, "code": code}) for code in ("a", "b"))
    sg.update("Shot", shot["id"], {"sg_sequence": first})
    sg.update("Shot", shot["id"], {"sg_sequence": second})
    sg.update("Shot", shot["id"], {"sg_sequence": None})

    told = [(one["old_value"] and one["old_value"]["name"], one["new_value"] and one["new_value"]["name"])
            for one in changes(sg, shot)]  # fmt: skip
    lists = [
        [(len(one["added"]), len(one["removed"])) for one in changes(sg, {"type": "Sequence", "id": sequence["id"]})]
        for sequence in (first, second)
    ]

    assert told == [(None, "a"), ("a", "b"), ("b", None)]
    assert lists == [[(1, 0), (0, 1)], [(1, 0), (0, 1)]]


def test_a_single_link_that_a_list_takes_is_told_on_the_row_itself(sg: Any, project: Link, shot: Link) -> None:
    first, second = (sg.create("Sequence", {"project": project, "code": code}) for code in ("a", "b"))
    sg.update("Sequence", first["id"], {"shots": [shot]})
    sg.update("Sequence", second["id"], {"shots": [shot]}, multi_entity_update_modes={"shots": "add"})
    sg.update("Sequence", second["id"], {"shots": [shot]}, multi_entity_update_modes={"shots": "remove"})

    told = [(one["old_value"] and one["old_value"]["name"], one["new_value"] and one["new_value"]["name"])
            for one in changes(sg, shot)]  # fmt: skip

    assert told == [(None, "a"), ("a", "b"), ("b", None)]
    assert changes(sg, {"type": "Sequence", "id": first["id"]})[-1]["removed"][0]["id"] == shot["id"]


def test_a_pair_link_may_change_its_type_alone(sg: Any, project: Link, shot: Link) -> None:
    asset = sg.create("Asset", {"project": project, "code": "a"})
    task = sg.create("Task", {"project": project, "content": "t", "entity": shot})

    sg.update("Task", task["id"], {"entity": asset})

    assert read(sg, task, "entity")["entity"]["type"] == "Asset"
    assert sg.find("Task", [["entity", "type_is", "Shot"]]) == []
    assert read(sg, shot, "tasks")["tasks"] == []


def test_each_write_of_a_path_is_an_attachment_of_its_own(sg: Any, project: Link) -> None:
    made = sg.create("PublishedFile", {"project": project, "path": {"url": "https://example.org/1"}}, ["path"])
    link = {"type": "PublishedFile", "id": made["id"]}

    sg.update("PublishedFile", link["id"], {"path": {"url": "https://example.org/2", "name": "second"}})

    path = read(sg, link, "path")["path"]
    assert (path["url"], path["name"]) == ("https://example.org/2", "second")
    assert path["id"] != made["path"]["id"]
    assert [one["attribute_name"] for one in changes(sg, link)] == ["path"]


def test_an_upload_that_was_read_may_be_written_to_another_record(sg: Any, project: Link, tmp_path: Any) -> None:
    movie = tmp_path / "v.mov"
    movie.write_bytes(b"moov")
    first, second = (sg.create("Version", {"project": project, "code": code}) for code in "ab")
    sg.upload("Version", first["id"], str(movie), "sg_uploaded_movie")
    value = read(sg, first, "sg_uploaded_movie")["sg_uploaded_movie"]

    sg.update("Version", second["id"], {"sg_uploaded_movie": value})

    assert sg.download_attachment(read(sg, second, "sg_uploaded_movie")["sg_uploaded_movie"]) == b"moov"
    with pytest.raises(Fault, match="doesn't exist"):
        sg.update("Version", second["id"], {"sg_uploaded_movie": {"type": "Attachment", "id": 987_654}})


def test_updates_of_one_batch_build_on_each_other(sg: Any, project: Link, shot: Link) -> None:
    assets = [sg.create("Asset", {"project": project, "code": code}) for code in "abc"]

    def change(mode: str, *which: int) -> Link:
        return {
            "request_type": "update",
            "entity_type": "Shot",
            "entity_id": shot["id"],
            "data": {"assets": [assets[at] for at in which]},
            "multi_entity_update_modes": {"assets": mode},
        }

    results = sg.batch([change("set", 0), change("add", 1, 2), change("remove", 0)])

    assert [[one["name"] for one in result["assets"]] for result in results] == [["a"], ["a", "b", "c"], ["b", "c"]]


def test_what_a_batch_deleted_cannot_be_linked_to_in_it(sg: Any, project: Link, shot: Link) -> None:
    asset = sg.create("Asset", {"project": project, "code": "a"})

    with pytest.raises(Fault, match=rf"Asset {asset['id']} doesn't exist"):
        sg.batch(
            [
                {"request_type": "delete", "entity_type": "Asset", "entity_id": asset["id"]},
                {"request_type": "update", "entity_type": "Shot", "entity_id": shot["id"], "data": {"assets": [asset]}},
            ]
        )

    assert sg.find_one("Asset", [["id", "is", asset["id"]]]) is not None


def test_a_batch_that_renames_answers_links_by_the_new_name(sg: Any, project: Link, shot: Link) -> None:
    results = sg.batch(
        [
            {"request_type": "update", "entity_type": "Shot", "entity_id": shot["id"], "data": {"code": "new"}},
            {
                "request_type": "create",
                "entity_type": "Task",
                "data": {"project": project, "content": "t", "entity": shot},
            },
        ]
    )

    assert results[1]["entity"]["name"] == "new"


def test_a_project_is_the_project_of_its_own_events(sg: Any, project: Link) -> None:
    sg.update("Project", project["id"], {"sg_description": "a film"})

    (row,) = sg.find("EventLogEntry", [["attribute_name", "is", "sg_description"]], ["project", "entity"])

    assert row["project"]["id"] == row["entity"]["id"] == project["id"]


def test_a_delivery_is_named_by_number_and_title(sg: Any, project: Link) -> None:
    delivery = sg.create("Delivery", {"project": project, "title": "Reel 1"}, ["cached_display_name"])
    sg.update("Delivery", delivery["id"], {"title": "Reel 2"})

    assert delivery["cached_display_name"] == f"#{delivery['id']}: Reel 1"
    assert read(sg, delivery, "cached_display_name")["cached_display_name"] == f"#{delivery['id']}: Reel 2"


@pytest.mark.parametrize("id_", [0, -1, 2**40, 2**63])
def test_an_id_that_nobody_has_is_no_record(sg: Any, id_: int) -> None:
    with pytest.raises(Fault, match=r"doesn't exist|not legal|cannot take"):
        sg.update("Shot", id_, {"code": "x"})
