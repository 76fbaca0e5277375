"""The adapter on a real site that other people use too: their projects, storages, statuses, mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Shotgun
from shotgun_api3.shotgun import Fault

from studio_tools.errors import ContextError, TrackerDenied, TrackerRefused
from studio_tools.events import Event, TrackerCalled, as_mapping
from studio_tools.model import Address, ProductKey, User
from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site
from studio_tools.tracker import Draft, EntityDraft
from studio_tools.tracker.adapter import ShotGridTracker
from studio_tools.tracker.embedded import connect
from studio_tools.tracker.fields import PLATFORM_PATH
from studio_tools.tracker.inprocess import EmbeddedClient

SCRIPT, KEY = "robot", "a-key-of-twenty-letters-or-more"
SHOT = Address.parse("demo/sq010/sh0010")


class Plain(InProcessTransport, Shotgun):  # type: ignore[misc]
    """The vendor's client as it comes."""


@pytest.fixture
def people(site: Site) -> Any:
    """Somebody else at work on the same site."""
    return Plain(EMBEDDED_URL, SCRIPT, KEY, site_app=site.app())


@pytest.fixture
def events() -> list[TrackerCalled]:
    return []


@pytest.fixture
def tracker(home: Path, site: Site, settings: Any, events: list[TrackerCalled]) -> Iterator[ShotGridTracker]:
    def note(event: Event) -> None:
        assert isinstance(event, TrackerCalled)
        events.append(event)

    with ExitStack() as stack:
        made = connect(settings(home), home, note)
        stack.callback(made.close)
        yield made


@pytest.fixture
def shot(tracker: ShotGridTracker) -> Any:
    tracker.create_project("demo")
    return tracker.create_entity(EntityDraft(address=SHOT))


def draft(number: int = 1, **more: Any) -> Draft:
    values: dict[str, Any] = {
        "key": ProductKey("demo", "sq010/sh0010", "render"),
        "number": number,
        "representation": "exr",
        "code": f"sh0010_v{number:03}.exr",
        "path": Path(f"/show/demo/v{number:03}.exr"),
        "file_type": "Rendered Image",
    }
    return Draft(**values | more)


def test_a_project_that_people_made_goes_by_its_name(tracker: ShotGridTracker, people: Any) -> None:
    made = people.create("Project", {"name": "film"})

    project = tracker.project("Film")

    assert project is not None
    assert (project.code, project.id) == ("film", made["id"])


def test_a_project_goes_by_its_folder_before_its_name(tracker: ShotGridTracker, people: Any) -> None:
    people.create("Project", {"name": "demo", "tank_name": "other"})
    folder = people.create("Project", {"name": "Something Else", "tank_name": "demo"})

    project = tracker.project("demo")

    assert project is not None
    assert project.id == folder["id"]


def test_shots_that_no_address_can_name_are_left_out(tracker: ShotGridTracker, people: Any, shot: Any) -> None:
    project = people.find_one("Project", [["tank_name", "is", "demo"]])
    people.create("Shot", {"code": "without sequence", "project": project})
    people.create("Asset", {"code": "Red Dragon", "project": project})

    assert {entity.path for entity in tracker.entities("demo")} == {"sq010", "sq010/sh0010"}


def test_of_two_shots_of_one_name_the_older_counts(tracker: ShotGridTracker, people: Any, shot: Any) -> None:
    project = people.find_one("Project", [["tank_name", "is", "demo"]])
    sequence = people.find_one("Sequence", [["code", "is", "sq010"]])
    people.create("Shot", {"code": "sh0010", "project": project, "sg_sequence": sequence})

    assert tracker.entity(SHOT) == shot


def test_a_shot_that_was_retired_is_not_there(tracker: ShotGridTracker, people: Any, shot: Any) -> None:
    people.delete("Shot", shot.id)

    assert tracker.entity(SHOT) is None
    with pytest.raises(ContextError):
        tracker.context(SHOT, login="x")


def test_a_cut_that_people_changed_is_read_anew(tracker: ShotGridTracker, people: Any, shot: Any) -> None:
    people.update("Shot", shot.id, {"sg_cut_in": 1, "sg_cut_out": 50, "sg_tail_out": 54})

    found = tracker.entity(SHOT)

    assert found is not None
    assert found.cut is not None
    assert (found.cut.first, found.cut.last, found.cut.handles) == (1, 50, 4)


def test_a_storage_that_people_made_is_used(tracker: ShotGridTracker, people: Any, shot: Any) -> None:
    people.create("LocalStorage", {"code": "primary", PLATFORM_PATH: "/show"})

    tracker.prepare([draft()], root=Path("/show/demo"))
    tracker.create_pending([draft()])

    assert [row["code"] for row in people.find("LocalStorage", [], ["code"])] == ["primary"]
    row = people.find_one("PublishedFile", [], ["path"])
    assert row["path"]["local_storage"]["name"] == "primary"


def test_a_file_type_that_people_spelled_otherwise_is_used(tracker: ShotGridTracker, people: Any, shot: Any) -> None:
    people.create("PublishedFileType", {"code": "rendered image"})

    tracker.prepare([draft()], root=Path("/show"))
    tracker.create_pending([draft()])

    assert [row["code"] for row in people.find("PublishedFileType", [], ["code"])] == ["rendered image"]


def test_a_file_type_nobody_prepared_is_refused(tracker: ShotGridTracker, shot: Any) -> None:
    with pytest.raises(TrackerRefused, match="Rendered Image"):
        tracker.create_pending([draft()])


def test_a_site_that_lets_nobody_name_the_author_keeps_the_script_as_author(
    tracker: ShotGridTracker, people: Any, shot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker.create_user("mkaur")
    tracker.prepare([draft()], root=Path("/show"))
    original = EmbeddedClient.batch
    sent: list[int] = []

    def strict(client: EmbeddedClient, requests: list[dict[str, Any]]) -> list[Any]:
        sent.append(len(requests))
        if any("created_by" in request.get("data", {}) for request in requests):
            raise Fault("API create() PublishedFile.created_by is read only.")
        return original(client, requests)

    monkeypatch.setattr(EmbeddedClient, "batch", strict)

    tracker.create_pending([draft(author="mkaur")])

    assert sent == [1, 1]
    assert len(people.find("PublishedFile", [], ["code"])) == 1


def test_another_refusal_is_not_tried_without_the_author(
    tracker: ShotGridTracker, shot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker.prepare([draft()], root=Path("/show"))
    sent: list[int] = []

    def refuse(client: EmbeddedClient, requests: list[dict[str, Any]]) -> list[Any]:
        sent.append(1)
        raise Fault("no room left")

    monkeypatch.setattr(EmbeddedClient, "batch", refuse)

    with pytest.raises(TrackerRefused, match="no room left"):
        tracker.create_pending([draft()])
    assert sent == [1]


def test_a_site_without_the_retracted_status_shows_what_is_withdrawn_as_pending(
    home: Path, settings: Any, tracker: ShotGridTracker, people: Any, shot: Any
) -> None:
    read = settings(home)
    strange = connect(
        replace(read, tracker=replace(read.tracker, status_retracted="nonsense")), home, lambda event: None
    )
    strange.prepare([draft()], root=Path("/show"))
    strange.create_pending([draft()])
    record = strange.find([draft()])[draft()][0]
    strange.publish({record.id: []})

    strange.withdraw([record.id], reason="wrong lens")

    row = people.find_one("PublishedFile", [], ["sg_status_list", "description"])
    assert (row["sg_status_list"], row["description"]) == ("wtg", "RETRACTED: wrong lens")
    strange.close()


def test_records_that_people_retired_are_left_alone(tracker: ShotGridTracker, people: Any, shot: Any) -> None:
    tracker.prepare([draft()], root=Path("/show"))
    tracker.create_pending([draft()])
    record = tracker.find([draft()])[draft()][0]
    people.delete("PublishedFile", record.id)

    tracker.retire([record])
    tracker.withdraw([record.id], reason="wrong lens")

    assert dict(tracker.find([draft()])) == {}


def test_records_that_people_revived_are_found_again(tracker: ShotGridTracker, people: Any, shot: Any) -> None:
    tracker.prepare([draft()], root=Path("/show"))
    tracker.create_pending([draft()])
    record = tracker.find([draft()])[draft()][0]
    tracker.retire([record])
    people.revive("PublishedFile", record.id)

    assert tracker.find([draft()])[draft()] == (record,)


def test_a_record_whose_code_a_trigger_changed_is_found_by_its_file(
    tracker: ShotGridTracker, people: Any, shot: Any
) -> None:
    tracker.prepare([draft()], root=Path("/show"))
    tracker.create_pending([draft()])
    record = tracker.find([draft()])[draft()][0]
    people.update("PublishedFile", record.id, {"code": "renamed"})

    assert [found.id for found in tracker.find([draft()])[draft()]] == [record.id]


def test_many_more_drafts_than_one_question_holds_are_all_found(tracker: ShotGridTracker, shot: Any) -> None:
    drafts = [draft(number) for number in range(1, 452)]
    tracker.prepare(drafts, root=Path("/show"))
    tracker.create_pending(drafts)

    found = tracker.find(drafts)

    assert len(found) == 451
    assert tracker.highest_number(draft().key) == 451


def test_nothing_to_do_asks_nothing(tracker: ShotGridTracker, events: list[TrackerCalled]) -> None:
    tracker.create_pending([])
    tracker.retire([])
    tracker.withdraw([], reason="none")
    tracker.publish({})
    tracker.link({})
    assert dict(tracker.find([])) == {}

    assert events == []


def test_each_call_leaves_one_event_without_a_name_in_it(
    tracker: ShotGridTracker, shot: Any, events: list[TrackerCalled]
) -> None:
    events.clear()

    tracker.context(SHOT, login="mkaur")

    assert [event.operation for event in events] == ["entities", "users"]
    assert all(event.error == "" and event.seconds >= 0 for event in events)
    told = str([as_mapping(event) for event in events])
    assert "sh0010" not in told
    assert "mkaur" not in told


def test_what_was_told_of_a_user_is_kept(tracker: ShotGridTracker, site: Site) -> None:
    tracker.create_user("mkaur", name="Manpreet Kaur", password="a long pass phrase")

    client = Plain(EMBEDDED_URL, login="mkaur", password="a long pass phrase", site_app=site.app())

    assert client.find_one("HumanUser", [["login", "is", "mkaur"]], ["name"])["name"] == "Manpreet Kaur"


def test_a_task_is_given_the_step_it_is_told(tracker: ShotGridTracker, people: Any, shot: Any) -> None:
    step = people.find_one("Step", [["entity_type", "is", "Shot"]], ["short_name", "code"])
    address = replace(SHOT, task="cleanup of wires")

    tracker.create_task(EntityDraft(address=address, step=step["short_name"] or step["code"]))

    assert people.find_one("Task", [], ["step"])["step"]["id"] == step["id"]


def test_an_address_without_a_task_makes_none(tracker: ShotGridTracker, shot: Any) -> None:
    with pytest.raises(ContextError, match="names no task"):
        tracker.create_task(EntityDraft(address=SHOT))


def test_an_address_without_an_entity_makes_none(tracker: ShotGridTracker) -> None:
    tracker.create_project("demo")

    with pytest.raises(ContextError, match="names no shot"):
        tracker.create_entity(EntityDraft(address=Address.parse("demo")))


def test_a_playlist_of_an_unknown_project_names_the_nearest(tracker: ShotGridTracker) -> None:
    tracker.create_project("demo")

    with pytest.raises(ContextError) as caught:
        tracker.create_playlist("dmeo", "dailies")
    assert "demo" in caught.value.hint


def test_without_a_key_only_a_homes_own_site_lets_us_in(door: Any) -> None:
    tracker = door.tracker(script_name="", script_key="")

    if door.url == "embedded":
        assert tracker.facts().where == "embedded"
        assert list(tracker.projects()) == []
    else:
        with pytest.raises(TrackerDenied, match="no script name or key"):
            tracker.projects()


def test_of_two_who_make_the_same_user_at_once_both_get_the_one(door: Any) -> None:
    """The other's comes between our look and our create, which the site then refuses."""
    theirs: list[User] = []

    def meanwhile(event: Event) -> None:
        if not theirs:
            theirs.append(door.tracker().create_user("mkaur", name="Manpreet Kaur"))

    ours = door.tracker(meanwhile).create_user("mkaur")

    assert [ours] == theirs
    assert len(door.subject().look("HumanUser", [["login", "is", "mkaur"]], ["login"])) == 1


def test_a_user_that_the_site_refuses_is_refused(tracker: ShotGridTracker, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(client: EmbeddedClient, *_: object) -> Any:
        raise Fault("no room left")

    monkeypatch.setattr(EmbeddedClient, "create", refuse)

    with pytest.raises(TrackerRefused, match="no room left"):
        tracker.create_user("mkaur")
