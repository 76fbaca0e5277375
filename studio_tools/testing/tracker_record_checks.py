"""What every tracker must do with records, and how it may be called. Part of the tracker contract."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio_tools.errors import StudioError, TrackerError
from studio_tools.model import Address, ProductKey, Project
from studio_tools.testing.tracker_subject import (
    Check,
    Subject,
    a_draft,
    a_shot,
    a_task,
    close,
    make,
    raises,
    registered,
    together,
)
from studio_tools.tracker import EntityDraft


def it_finds_nothing_where_nothing_was_registered(subject: Subject) -> None:
    a_shot(subject)

    assert dict(subject.tracker.find([a_draft()])) == {}
    assert dict(subject.tracker.find([])) == {}
    assert dict(subject.tracker.find([replace(a_draft(), key=ProductKey("nowhere", "sq010/sh0010", "render"))])) == {}


def it_prepares_once(subject: Subject) -> None:
    for tracker in (subject.tracker, subject.tracker, subject.another()):
        tracker.prepare([a_draft()], root=subject.root)

    assert [row["code"] for row in subject.look("PublishedFileType", [], ["code"])] == ["Rendered Image"]
    assert len(subject.look("LocalStorage", [], ["code"])) == 1


def it_prepares_once_when_many_do_it_at_once(subject: Subject) -> None:
    trackers = [subject.another() for _ in range(4)]

    together(*[lambda one=one: one.prepare([a_draft()], root=subject.root) for one in trackers])

    assert len(subject.look("PublishedFileType", [], ["code"])) == 1
    assert len(subject.look("LocalStorage", [], ["code"])) == 1


def it_uses_a_storage_that_already_reaches_the_root(subject: Subject) -> None:
    subject.tracker.prepare([], root=Path("/show"))
    subject.tracker.prepare([a_draft()], root=Path("/show/storage"))

    assert len(subject.look("LocalStorage", [], ["code"])) == 1


def it_makes_a_storage_for_a_root_that_none_reaches(subject: Subject) -> None:
    subject.tracker.prepare([], root=Path("/show"))
    subject.tracker.prepare([], root=Path("/showreel"))

    assert len(subject.look("LocalStorage", [], ["code"])) == 2


def it_registers_as_pending(subject: Subject) -> None:
    a_shot(subject)
    (record,) = registered(subject, a_draft())

    assert (record.key, record.number, record.code) == (a_draft().key, 1, a_draft().code)
    assert record.status not in {"", "cmpt"}, "what is pending does not look published"


def it_registers_all_that_the_draft_says(subject: Subject) -> None:
    shot = a_shot(subject)
    task = a_task(subject)
    author = subject.tracker.create_user("mkaur")
    draft = a_draft(comment="für später — 後で", task="comp", author="mkaur")
    (record,) = registered(subject, draft)

    names = ["code", "name", "version_number", "entity", "task", "description", "published_file_type", "created_by"]
    (row,) = subject.look("PublishedFile", [["id", "is", record.id]], names)
    assert (row["code"], row["name"], row["version_number"]) == (draft.code, "render.main", 1)
    assert (row["entity"]["type"], row["entity"]["id"]) == ("Shot", shot.id)
    assert (row["task"]["id"], row["created_by"]["id"]) == (task.id, author.id)
    assert row["description"] == draft.comment
    assert row["published_file_type"]["name"] == "Rendered Image"


def it_registers_a_path_that_reaches_the_file(subject: Subject) -> None:
    a_shot(subject)
    draft = replace(a_draft(), code="sh0010.%04d.exr", path=Path("/show/storage/demo/v001/sh0010.%04d.exr"))
    (record,) = registered(subject, draft)

    assert record.path == str(draft.path)


def it_registers_without_a_task_or_a_user_it_does_not_know(subject: Subject) -> None:
    a_shot(subject)
    (record,) = registered(subject, a_draft(task="no such task", author="nobody"))

    (row,) = subject.look("PublishedFile", [["id", "is", record.id]], ["task"])
    assert row["task"] is None


def it_registers_below_assets_and_sequences(subject: Subject) -> None:
    make(subject, "demo/assets/dragon")
    make(subject, "demo/sq010")

    records = registered(subject, a_draft(entity="assets/dragon", kind="model"), a_draft(entity="sq010", kind="cut"))

    assert [record.key.entity for record in records] == ["assets/dragon", "sq010"]


def it_registers_all_or_none(subject: Subject) -> None:
    a_shot(subject)
    drafts = [a_draft(), a_draft(entity="sq010/sh0099")]
    subject.tracker.prepare(drafts, root=subject.root)

    with raises(StudioError, "an entity that is not there is told"):
        subject.tracker.create_pending(drafts)
    assert subject.look("PublishedFile", [], ["code"]) == []


def it_registers_nothing_outside_its_storages(subject: Subject) -> None:
    a_shot(subject)
    subject.tracker.prepare([a_draft()], root=subject.root)

    with raises(TrackerError, "a path that no storage reaches is refused"):
        subject.tracker.create_pending([a_draft(), replace(a_draft(2), path=Path("/elsewhere/a.exr"))])
    assert subject.look("PublishedFile", [], ["code"]) == []


def it_tells_drafts_apart(subject: Subject) -> None:
    for address in ("demo/sq010/sh0010", "demo/sq020/sh0010", "demo/assets/sh0010"):
        make(subject, address)
    drafts = [
        a_draft(),
        a_draft(2),
        a_draft(1, "mov"),
        a_draft(kind="comp"),
        a_draft(variant="beauty"),
        a_draft(entity="sq020/sh0010"),
        a_draft(entity="assets/sh0010"),
    ]
    registered(subject, *drafts)

    found = subject.tracker.find(drafts)

    assert [len(found[draft]) for draft in drafts] == [1] * len(drafts)
    assert len({found[draft][0].id for draft in drafts}) == len(drafts)


def it_compares_names_exactly(subject: Subject) -> None:
    a_shot(subject)
    registered(subject, a_draft())

    shouted = replace(a_draft(), code=a_draft().code.upper(), path=a_draft().path.with_name(a_draft().code.upper()))
    assert dict(subject.tracker.find([shouted])) == {}


def it_lists_duplicates_with_the_lowest_id_first(subject: Subject) -> None:
    a_shot(subject)
    subject.tracker.prepare([a_draft()], root=subject.root)
    for _ in range(3):
        subject.tracker.create_pending([a_draft()])

    ids = [record.id for record in subject.tracker.find([a_draft()])[a_draft()]]

    assert len(ids) == 3
    assert ids == sorted(ids)


def it_publishes_and_links(subject: Subject) -> None:
    a_shot(subject)
    plate, render = registered(subject, a_draft(kind="plate"), a_draft())

    subject.tracker.publish({plate.id: [], render.id: [plate.id]})

    found = subject.tracker.find([a_draft()])[a_draft()][0]
    assert found.status == "cmpt", "what is published is visible"
    (row,) = subject.look("PublishedFile", [["id", "is", render.id]], ["upstream_published_files"])
    assert [link["id"] for link in row["upstream_published_files"]] == [plate.id]


def it_publishes_again_without_a_difference(subject: Subject) -> None:
    a_shot(subject)
    plate, render = registered(subject, a_draft(kind="plate"), a_draft())

    for _ in range(2):
        subject.tracker.publish({render.id: [plate.id]})

    (row,) = subject.look("PublishedFile", [["id", "is", render.id]], ["upstream_published_files", "sg_status_list"])
    assert len(row["upstream_published_files"]) == 1
    assert row["sg_status_list"] == "cmpt"


def it_links_without_touching_the_status(subject: Subject) -> None:
    a_shot(subject)
    plate, render = registered(subject, a_draft(kind="plate"), a_draft())
    subject.tracker.publish({plate.id: []})

    for _ in range(2):
        subject.tracker.link({render.id: [plate.id], plate.id: []})

    rows = subject.look("PublishedFile", [], ["upstream_published_files", "sg_status_list"])
    links = {row["id"]: [link["id"] for link in row["upstream_published_files"]] for row in rows}
    assert links == {plate.id: [], render.id: [plate.id]}
    status = {row["id"]: row["sg_status_list"] for row in rows}
    assert status[plate.id] == "cmpt"
    assert status[render.id] != "cmpt", "what is linked is not thereby visible"


def it_publishes_nothing_when_one_is_not_there(subject: Subject) -> None:
    a_shot(subject)
    (render,) = registered(subject, a_draft())

    with raises(TrackerError, "a record that is not there is told"):
        subject.tracker.publish({render.id: [], 999_999: []})
    assert subject.tracker.find([a_draft()])[a_draft()][0].status != "cmpt"


def it_retires(subject: Subject) -> None:
    a_shot(subject)
    one, other = registered(subject, a_draft(), a_draft(1, "mov"))

    subject.tracker.retire([one])

    assert set(subject.tracker.find([a_draft(), a_draft(1, "mov")])) == {a_draft(1, "mov")}
    subject.tracker.retire([one, other])
    assert dict(subject.tracker.find([a_draft(), a_draft(1, "mov")])) == {}


def it_retires_again_without_complaint(subject: Subject) -> None:
    a_shot(subject)
    records = registered(subject, a_draft())

    for _ in range(2):
        subject.tracker.retire(records)
    subject.tracker.retire([])


def it_withdraws_with_the_reason(subject: Subject) -> None:
    a_shot(subject)
    (record,) = registered(subject, a_draft(comment="looks good"))
    subject.tracker.publish({record.id: []})

    subject.tracker.withdraw([record.id], reason="wrong lens")

    assert subject.tracker.find([a_draft()])[a_draft()][0].status != "cmpt", "what was withdrawn is not visible"
    (row,) = subject.look("PublishedFile", [["id", "is", record.id]], ["description"])
    assert "wrong lens" in row["description"]
    assert "looks good" in row["description"]


def it_withdraws_again_without_a_difference(subject: Subject) -> None:
    a_shot(subject)
    (record,) = registered(subject, a_draft())

    for _ in range(3):
        subject.tracker.withdraw([record.id], reason="wrong lens")

    (row,) = subject.look("PublishedFile", [["id", "is", record.id]], ["description"])
    assert row["description"].count("wrong lens") == 1
    subject.tracker.withdraw([], reason="nothing")


def it_knows_no_number_where_nothing_was_registered(subject: Subject) -> None:
    assert subject.tracker.highest_number(ProductKey("nowhere", "sq010/sh0010", "render")) == 0
    a_shot(subject)
    assert subject.tracker.highest_number(a_draft().key) == 0


def it_counts_every_number_that_was_ever_given(subject: Subject) -> None:
    a_shot(subject)
    _, two, three = registered(subject, a_draft(1), a_draft(2), a_draft(3))
    subject.tracker.publish({two.id: []})
    subject.tracker.retire([three])

    assert subject.tracker.highest_number(a_draft().key) == 3, "pending and retired numbers count too"


def it_counts_the_numbers_of_one_product_alone(subject: Subject) -> None:
    for address in ("demo/sq010/sh0010", "demo/sq020/sh0010", "demo/assets/sh0010"):
        make(subject, address)
    strangers = [
        a_draft(7, kind="comp"),
        a_draft(8, variant="beauty"),
        a_draft(9, entity="sq020/sh0010"),
        a_draft(6, entity="assets/sh0010"),
    ]
    registered(subject, a_draft(2), *strangers)

    assert subject.tracker.highest_number(a_draft().key) == 2


def it_asks_few_questions_however_many_drafts_there_are(subject: Subject) -> None:
    a_shot(subject)
    drafts = [a_draft(number) for number in range(1, 31)]
    subject.tracker.prepare(drafts, root=subject.root)
    subject.calls.clear()

    subject.tracker.create_pending(drafts)
    subject.tracker.find(drafts)
    found = subject.tracker.find(drafts)
    subject.tracker.publish({found[draft][0].id: [] for draft in drafts})

    assert len(found) == 30
    assert len(subject.calls) <= 10, subject.calls


def it_makes_one_thing_when_two_make_it_at_once(subject: Subject) -> None:
    subject.tracker.create_project("demo")
    trackers = [subject.another() for _ in range(4)]
    shot = EntityDraft(address=Address.parse("demo/sq010/sh0010"))

    made = together(*[lambda one=one: one.create_entity(shot) for one in trackers])

    kept = subject.tracker.entity(shot.address)
    assert kept is not None
    assert len(subject.look("Shot", [], ["code"])) == 1
    assert kept.id in {one.id for one in made}


def it_makes_one_project_when_two_make_it_at_once(subject: Subject) -> None:
    trackers = [subject.another() for _ in range(4)]

    made: list[Project] = together(*[lambda one=one: one.create_project("demo") for one in trackers])

    assert len({project.id for project in made}) == 1


def it_may_be_used_from_many_threads(subject: Subject) -> None:
    a_shot(subject)
    address = Address.parse("demo/sq010/sh0010")

    found = together(*[lambda: subject.tracker.entity(address) for _ in range(8)])

    assert len(set(found)) == 1


def it_may_be_closed_and_used_again(subject: Subject) -> None:
    subject.tracker.create_project("demo")

    close(subject.tracker)

    assert subject.tracker.project("demo") is not None
    assert len(subject.tracker.projects()) >= 1


CHECKS: tuple[Check, ...] = tuple(value for name, value in list(globals().items()) if name.startswith("it_"))
"""All of this file, in its order."""
