"""Create, find, update, delete, revive and batch, by both doors through the unmodified client."""

from __future__ import annotations

from typing import Any

import pytest
from shotgun_api3 import Fault

Link = dict[str, Any]


def test_a_created_record_answers_what_was_sent_and_what_was_asked_for(sg: Any, project: Link) -> None:
    shot = sg.create(
        "Shot", {"project": project, "code": "sh0010", "sg_cut_in": 1001}, ["sg_status_list", "project.Project.name"]
    )

    assert shot == {
        "type": "Shot",
        "id": shot["id"],
        "code": "sh0010",
        "sg_cut_in": 1001,
        "project": project,
        "sg_status_list": "wtg",
        "project.Project.name": "Demo",
    }


def test_a_link_reads_as_type_id_and_name_and_nothing_else(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "code": "sh0010"})
    task = sg.create("Task", {"project": project, "entity": shot, "content": "comp"})

    found = sg.find_one("Task", [["id", "is", task["id"]]], ["entity"])

    assert found["entity"] == {"type": "Shot", "id": shot["id"], "name": "sh0010"}


def test_a_renamed_record_is_renamed_in_every_link(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "code": "old"})
    task = sg.create("Task", {"project": project, "entity": shot, "content": "comp"})

    sg.update("Shot", shot["id"], {"code": "new"})

    assert sg.find_one("Task", [["id", "is", task["id"]]], ["entity"])["entity"]["name"] == "new"
    assert sg.find_one("Shot", [["cached_display_name", "is", "NEW"]])["id"] == shot["id"]


def test_an_update_answers_the_fields_that_were_sent(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "code": "a"})

    assert sg.update("Shot", shot["id"], {"sg_cut_in": "12"}) == {"type": "Shot", "id": shot["id"], "sg_cut_in": 12}


def test_ids_are_of_one_sequence_over_all_types(sg: Any, project: Link) -> None:
    ids = [sg.create("Shot", {"project": project, "code": "a"})["id"] for _ in range(3)]
    ids += [sg.create("Asset", {"project": project, "code": "a"})["id"] for _ in range(3)]

    assert ids == sorted(set(ids))


def test_a_record_without_an_identity_is_named_after_its_id(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project}, ["code"])

    assert shot["code"] == f"New Shot {shot['id']}"


@pytest.mark.parametrize("kind", ["Shot", "Asset", "Sequence", "Task", "Version", "PublishedFile", "Playlist", "Note"])
def test_a_record_of_a_project_needs_the_project(sg: Any, kind: str) -> None:
    with pytest.raises(Fault, match=r"API create\(\) missing 'project' attribute"):
        sg.create(kind, {"description": "nowhere"} if kind not in ("Task", "Note") else {})


def test_project_names_are_unique_whatever_their_case(sg: Any, project: Link) -> None:
    with pytest.raises(Fault, match="not unique"):
        sg.create("Project", {"name": "DEMO"})


def test_shot_names_need_not_be_unique(sg: Any, project: Link) -> None:
    first, second = (sg.create("Shot", {"project": project, "code": "same"}) for _ in range(2))

    assert first["id"] != second["id"]


def test_creation_notes_who_and_when(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project}, ["created_by", "created_at", "updated_by"])

    assert shot["created_by"]["name"] == "tests"
    assert shot["created_by"]["type"] == "ApiUser"
    assert shot["created_at"].isoformat().startswith("2024-03-13T12:00:00")


def test_created_at_may_be_set_on_create_only(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "created_at": "2020-01-01T00:00:00Z"}, ["created_at"])

    assert shot["created_at"].year == 2020
    with pytest.raises(Fault, match="editable on create only"):
        sg.update("Shot", shot["id"], {"created_at": "2020-01-01T00:00:00Z"})


def test_a_version_belongs_to_the_caller_unless_told_otherwise(sg: Any, project: Link) -> None:
    assert sg.create("Version", {"project": project, "code": "v"}, ["user"])["user"]["name"] == "tests"


def test_a_persons_name_is_split_and_joined(sg: Any) -> None:
    ann = sg.create("HumanUser", {"login": "ann", "name": "Ann van Lee"}, ["firstname", "lastname", "name"])
    sg.update("HumanUser", ann["id"], {"lastname": "Poe"})

    assert (ann["firstname"], ann["lastname"]) == ("Ann", "van Lee")
    assert sg.find_one("HumanUser", [["login", "is", "ANN"]], ["name"])["name"] == "Ann Poe"


def test_a_deleted_record_is_found_among_the_retired_only(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "code": "a"})

    assert sg.delete("Shot", shot["id"]) is True
    assert sg.find("Shot", []) == []
    assert [one["id"] for one in sg.find("Shot", [], retired_only=True)] == [shot["id"]]


def test_the_second_delete_and_the_second_revive_answer_false(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "code": "a"})

    assert [sg.delete("Shot", shot["id"]) for _ in range(2)] == [True, False]
    assert [sg.revive("Shot", shot["id"]) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("method", ["delete", "revive"])
def test_what_never_existed_cannot_be_deleted_or_revived(sg: Any, method: str) -> None:
    with pytest.raises(Fault, match="doesn't exist"):
        getattr(sg, method)("Shot", 987654)


def test_a_retired_record_cannot_be_updated(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "code": "a"})
    sg.delete("Shot", shot["id"])

    with pytest.raises(Fault, match="doesn't exist"):
        sg.update("Shot", shot["id"], {"code": "b"})


def test_links_to_a_retired_record_vanish_and_return(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "code": "a"})
    task = sg.create("Task", {"project": project, "entity": shot, "content": "comp"})
    is_task = [["id", "is", task["id"]]]

    sg.delete("Shot", shot["id"])
    gone = sg.find_one("Task", [*is_task, ["entity", "is", None]], ["entity"])
    sg.revive("Shot", shot["id"])

    assert gone["entity"] is None
    assert sg.find_one("Task", is_task, ["entity"])["entity"]["id"] == shot["id"]
    assert sg.find_one("Task", [*is_task, ["entity", "is", None]]) is None


def test_a_shot_takes_its_versions_along_and_brings_them_back(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "code": "a"})
    gone_before = sg.create("Version", {"project": project, "code": "v1", "entity": shot})
    version = sg.create("Version", {"project": project, "code": "v2", "entity": shot})
    sg.delete("Version", gone_before["id"])

    sg.delete("Shot", shot["id"])
    assert sg.find("Version", []) == []
    sg.revive("Shot", shot["id"])

    assert [one["id"] for one in sg.find("Version", [])] == [version["id"]]


def test_a_task_takes_its_dependencies_and_leaves_its_versions(sg: Any, project: Link) -> None:
    first, second = (sg.create("Task", {"project": project, "content": name}) for name in ("one", "two"))
    sg.update("Task", second["id"], {"upstream_tasks": [first]})
    version = sg.create("Version", {"project": project, "code": "v", "sg_task": first})

    sg.delete("Task", first["id"])

    assert sg.find("TaskDependency", []) == []
    assert sg.find_one("Version", [["id", "is", version["id"]]], ["sg_task"])["sg_task"] is None
    sg.revive("Task", first["id"])
    assert len(sg.find("TaskDependency", [])) == 1


def test_a_batch_answers_in_order_and_later_requests_see_earlier_ones(sg: Any, project: Link) -> None:
    shot = sg.create("Shot", {"project": project, "code": "a"})

    results = sg.batch(
        [
            {"request_type": "create", "entity_type": "Shot", "data": {"project": project, "code": "b"}},
            {"request_type": "create", "entity_type": "Asset", "data": {"project": project, "code": "c"}},
            {"request_type": "update", "entity_type": "Shot", "entity_id": shot["id"], "data": {"sg_cut_in": 1}},
            {"request_type": "delete", "entity_type": "Shot", "entity_id": shot["id"]},
        ]
    )

    assert [one if one is True else (one["type"], one.get("code")) for one in results] == [
        ("Shot", "b"),
        ("Asset", "c"),
        ("Shot", None),
        True,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"sg_status_list": "nonsense"}, id="an unknown status"),
        pytest.param({"nowhere": 1}, id="an unknown field"),
        pytest.param({"sg_sequence": {"type": "Sequence", "id": 424242}}, id="a dead link"),
    ],
)
def test_a_batch_that_fails_leaves_nothing_behind(sg: Any, project: Link, wrong: Link) -> None:
    before = len(sg.find("EventLogEntry", []))
    good = {"request_type": "create", "entity_type": "Shot", "data": {"project": project, "code": "good"}}
    asset = {"request_type": "create", "entity_type": "Asset", "data": {"project": project, "code": "good"}}
    bad = {"request_type": "create", "entity_type": "Shot", "data": {"project": project, **wrong}}

    with pytest.raises(Fault):
        sg.batch([good, asset, bad])

    assert sg.find("Shot", []) == []
    assert sg.find("Asset", []) == []
    assert len(sg.find("EventLogEntry", [])) == before


def test_creates_of_one_batch_may_ask_for_different_fields(sg: Any, project: Link) -> None:
    requests = [
        {"request_type": "create", "entity_type": "Shot", "data": {"project": project, "code": "a"}},
        {
            "request_type": "create",
            "entity_type": "Shot",
            "data": {"project": project, "sg_cut_in": 3},
            "return_fields": ["sg_status_list"],
        },
    ]

    first, second = sg.batch(requests)

    assert set(first) == {"type", "id", "project", "code"}
    assert set(second) == {"type", "id", "project", "sg_cut_in", "sg_status_list"}


def test_the_same_unique_name_twice_in_one_batch_is_refused(sg: Any) -> None:
    twice = [{"request_type": "create", "entity_type": "PublishedFileType", "data": {"code": "Movie"}}] * 2

    with pytest.raises(Fault, match="not unique"):
        sg.batch(twice)

    assert sg.find("PublishedFileType", []) == []


def test_the_event_log_cannot_be_written(sg: Any) -> None:
    with pytest.raises(Fault, match="cannot be written"):
        sg.create("EventLogEntry", {"description": "made up"})
    event = sg.find_one("EventLogEntry", [])
    with pytest.raises(Fault, match="cannot be deleted"):
        sg.delete("EventLogEntry", event["id"] if event else 1)


@pytest.mark.parametrize("kind", ["Nope", "shot", ""])
def test_an_unknown_entity_type_is_named(sg: Any, kind: str) -> None:
    with pytest.raises(Fault, match=f"'{kind}' doesn't exist"):
        sg.find(kind, [])


def test_a_template_cannot_be_applied_and_says_so(sg: Any, project: Link) -> None:
    template = sg.create("TaskTemplate", {"code": "film"})
    shot = sg.create("Shot", {"project": project, "code": "a", "task_template": None})

    with pytest.raises(Fault, match=r"Making tasks from Shot\.task_template is not served"):
        sg.create("Shot", {"project": project, "code": "a", "task_template": template})
    with pytest.raises(Fault, match=r"Making tasks from Shot\.task_template is not served"):
        sg.update("Shot", shot["id"], {"task_template": template})


def test_the_tasks_of_a_template_belong_to_no_project_and_go_with_it(sg: Any) -> None:
    template = sg.create("TaskTemplate", {"code": "film"})
    task = sg.create("Task", {"content": "comp", "task_template": template})

    sg.delete("TaskTemplate", template["id"])
    assert sg.find("Task", []) == []
    sg.revive("TaskTemplate", template["id"])

    assert sg.find_one("Task", [["task_template", "is", template]])["id"] == task["id"]
