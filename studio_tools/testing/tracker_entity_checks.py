"""What every tracker must know of projects, entities, tasks, users and contexts. Part of the tracker contract."""

from __future__ import annotations

from studio_tools.errors import ContextError, UsageError
from studio_tools.model import Address, CutRange, EntityType
from studio_tools.testing.tracker_subject import (
    Check,
    Subject,
    a_shot,
    a_task,
    make,
    raises,
)


def it_tells_of_itself(subject: Subject) -> None:
    facts = subject.tracker.facts()

    assert facts.where, "a site says where it is"
    assert facts.version[0].isdigit(), "a site has a version"


def it_knows_no_project_that_nobody_made(subject: Subject) -> None:
    assert subject.tracker.project("nowhere") is None


def it_makes_a_project(subject: Subject) -> None:
    made = subject.tracker.create_project("demo", name="The Demo")

    assert (made.code, made.name) == ("demo", "The Demo")
    assert subject.tracker.project("demo") == made
    assert subject.another().project("demo") == made


def it_makes_a_project_once(subject: Subject) -> None:
    first = subject.tracker.create_project("demo", name="The Demo")

    assert subject.tracker.create_project("demo") == first
    assert subject.another().create_project("demo") == first


def it_renames_a_project_when_it_is_told_a_name(subject: Subject) -> None:
    subject.tracker.create_project("demo")

    assert subject.tracker.create_project("demo", name="Long Name").name == "Long Name"
    assert subject.another().project("demo") == subject.tracker.project("demo")


def it_finds_a_project_whatever_the_case(subject: Subject) -> None:
    made = subject.tracker.create_project("demo")

    assert subject.tracker.project("DEMO") == made, "the site's own spelling is answered"


def it_finds_a_project_by_its_name_too(subject: Subject) -> None:
    made = subject.tracker.create_project("demo", name="LongName")

    assert subject.another().project("LongName") == made


def it_lists_its_projects(subject: Subject) -> None:
    for code in ("one", "two"):
        subject.tracker.create_project(code)

    assert {"one", "two"} <= {project.code for project in subject.tracker.projects()}


def it_makes_a_sequence(subject: Subject) -> None:
    made = make(subject, "demo/sq010")

    assert (made.type, made.path) == (EntityType.SEQUENCE, "sq010")
    assert subject.tracker.entity(Address.parse("demo/sq010")) == made


def it_makes_an_asset_of_a_type(subject: Subject) -> None:
    made = make(subject, "demo/assets/dragon", asset_type="Character")

    assert (made.type, made.path) == (EntityType.ASSET, "assets/dragon")
    rows = subject.look("Asset", [["id", "is", made.id]], ["sg_asset_type"])
    assert [row["sg_asset_type"] for row in rows] == ["Character"]


def it_makes_a_shot_and_the_sequence_it_needs(subject: Subject) -> None:
    made = a_shot(subject)

    assert (made.type, made.path, made.sequence) == (EntityType.SHOT, "sq010/sh0010", "sq010")
    assert subject.tracker.entity(Address.parse("demo/sq010")) is not None


def it_makes_a_second_shot_in_the_same_sequence(subject: Subject) -> None:
    a_shot(subject)
    a_shot(subject, "demo/sq010/sh0020")

    assert len(subject.look("Sequence", [], ["code"])) == 1


def it_makes_an_entity_once(subject: Subject) -> None:
    assert a_shot(subject).id == a_shot(subject).id
    assert len(subject.look("Shot", [], ["code"])) == 1


def it_keeps_shots_of_two_sequences_apart(subject: Subject) -> None:
    one, other = a_shot(subject, "demo/sq010/sh0010"), a_shot(subject, "demo/sq020/sh0010")

    assert one.id != other.id
    assert subject.tracker.entity(Address.parse("demo/sq020/sh0010")) == other


def it_keeps_projects_apart(subject: Subject) -> None:
    one, other = a_shot(subject, "demo/sq010/sh0010"), a_shot(subject, "film/sq010/sh0010")

    assert one.id != other.id
    assert subject.tracker.entity(Address.parse("film/sq010/sh0010")) == other


def it_knows_no_entity_that_nobody_made(subject: Subject) -> None:
    a_shot(subject)

    for address in ("demo/sq010/sh0099", "demo/sq099/sh0010", "demo/assets/sh0010", "demo/sq099", "nowhere/sq010"):
        assert subject.tracker.entity(Address.parse(address)) is None, address


def it_takes_an_entity_only_as_it_is_spelled(subject: Subject) -> None:
    a_shot(subject)

    assert subject.tracker.entity(Address.parse("demo/sq010/SH0010")) is None


def it_refuses_a_name_that_differs_by_case_alone(subject: Subject) -> None:
    a_shot(subject)

    with raises(UsageError, "two names must not share one folder on half of the machines"):
        a_shot(subject, "demo/sq010/SH0010")


def it_remembers_the_cut_and_its_handles(subject: Subject) -> None:
    cut = CutRange(first=1001, last=1100, handles=8)

    assert make(subject, "demo/sq010/sh0010", cut=cut).cut == cut
    (row,) = subject.look("Shot", [], ["sg_cut_in", "sg_cut_out", "sg_cut_duration", "sg_head_in", "sg_tail_out"])
    assert [row[name] for name in ("sg_cut_in", "sg_cut_out", "sg_cut_duration")] == [1001, 1100, 100]
    assert (row["sg_head_in"], row["sg_tail_out"]) == (993, 1108)


def it_remembers_a_cut_without_handles(subject: Subject) -> None:
    cut = CutRange(first=1001, last=1001)

    assert make(subject, "demo/sq010/sh0010", cut=cut).cut == cut


def it_remembers_a_cut_below_zero(subject: Subject) -> None:
    cut = CutRange(first=-10, last=0, handles=2)

    assert make(subject, "demo/sq010/sh0010", cut=cut).cut == cut


def it_knows_no_cut_where_none_was_told(subject: Subject) -> None:
    assert a_shot(subject).cut is None


def it_changes_only_what_it_is_told(subject: Subject) -> None:
    make(subject, "demo/sq010/sh0010", cut=CutRange(first=1, last=9), description="the first")

    changed = make(subject, "demo/sq010/sh0010", cut=CutRange(first=1, last=20, handles=1))

    assert changed.cut == CutRange(first=1, last=20, handles=1)
    assert make(subject, "demo/sq010/sh0010").cut == changed.cut
    assert [row["description"] for row in subject.look("Shot", [], ["description"])] == ["the first"]


def it_lists_every_entity_of_a_project(subject: Subject) -> None:
    made = {a_shot(subject), make(subject, "demo/assets/dragon")}
    a_shot(subject, "film/sq010/sh0010")

    listed = subject.tracker.entities("demo")

    assert {entity.path for entity in listed} == {"sq010", "sq010/sh0010", "assets/dragon"}
    assert made <= set(listed)


def it_does_not_list_the_entities_of_an_unknown_project(subject: Subject) -> None:
    with raises(ContextError, "an unknown project is told as unknown"):
        subject.tracker.entities("nowhere")


def it_makes_a_task(subject: Subject) -> None:
    shot = a_shot(subject)
    made = a_task(subject)

    assert made.name == "comp"
    assert subject.tracker.tasks(shot) == [made]


def it_makes_a_task_once(subject: Subject) -> None:
    shot = a_shot(subject)

    assert a_task(subject).id == a_task(subject).id
    assert len(subject.tracker.tasks(shot)) == 1


def it_keeps_the_tasks_of_two_shots_apart(subject: Subject) -> None:
    a_shot(subject)
    other = a_shot(subject, "demo/sq010/sh0020")
    a_task(subject)

    assert subject.tracker.tasks(other) == []


def it_refuses_a_task_of_what_is_not_there(subject: Subject) -> None:
    a_shot(subject)

    with raises(ContextError, "the nearest shot is named") as caught:
        a_task(subject, "demo/sq010/sh0011#comp")
    assert "demo/sq010/sh0010" in caught[0].hint


def it_refuses_a_pipeline_step_nobody_knows(subject: Subject) -> None:
    a_shot(subject)

    with raises(ContextError, "an unknown step is told as unknown"):
        a_task(subject, step="no such step")
    assert subject.look("Task", [], ["content"]) == []


def it_gives_a_task_the_step_that_is_called_like_it(subject: Subject) -> None:
    a_shot(subject)
    named = {str(row["code"]) for row in subject.look("Step", [["entity_type", "is", "Shot"]], ["code"])}
    a_task(subject, f"demo/sq010/sh0010#{min(named).lower()}")

    (row,) = subject.look("Task", [], ["step"])
    assert row["step"]["name"] == min(named), "the step is found by the task's name"


def it_takes_a_task_with_blanks_in_its_name(subject: Subject) -> None:
    shot = a_shot(subject)

    assert a_task(subject, "demo/sq010/sh0010#final comp").name == "final comp"
    assert subject.tracker.tasks(shot)[0].name == "final comp"


def it_knows_no_user_that_nobody_made(subject: Subject) -> None:
    assert subject.tracker.user("nobody") is None
    assert subject.tracker.user("") is None


def it_makes_a_user_once(subject: Subject) -> None:
    first = subject.tracker.create_user("mkaur", name="M Kaur", password="a long pass phrase")  # noqa: S106

    assert (first.login, first.name) == ("mkaur", "M Kaur")
    assert subject.tracker.create_user("mkaur") == first
    assert subject.tracker.user("mkaur") == first


def it_renames_a_user_when_it_is_told_a_name(subject: Subject) -> None:
    first = subject.tracker.create_user("mkaur")

    assert subject.tracker.create_user("mkaur", name="M Kaur").id == first.id
    user = subject.another().user("mkaur")
    assert user is not None
    assert user.name == "M Kaur"


def it_makes_a_playlist_once_a_project(subject: Subject) -> None:
    for code in ("demo", "film"):
        subject.tracker.create_project(code)
    first = subject.tracker.create_playlist("demo", "dailies")

    assert subject.tracker.create_playlist("demo", "dailies") == first
    assert subject.tracker.create_playlist("film", "dailies") != first


def it_resolves_an_address(subject: Subject) -> None:
    shot = a_shot(subject)
    task = a_task(subject)
    user = subject.tracker.create_user("mkaur")

    context = subject.tracker.context(Address.parse("demo/sq010/sh0010#comp:render.main@v003"), login="mkaur")

    assert (context.project, context.entity) == (subject.tracker.project("demo"), shot)
    assert (context.task, context.user) == (task, user)


def it_resolves_an_address_without_a_task(subject: Subject) -> None:
    a_shot(subject)

    assert subject.tracker.context(Address.parse("demo/sq010/sh0010"), login="x").task is None


def it_lets_somebody_work_whom_it_does_not_know(subject: Subject) -> None:
    a_shot(subject)

    user = subject.tracker.context(Address.parse("demo/sq010/sh0010"), login="guest").user

    assert (user.login, user.id) == ("guest", None)


def _nearest(subject: Subject, address: str) -> list[str]:
    with raises(ContextError, f"{address} is told as unknown") as caught:
        subject.tracker.context(Address.parse(address), login="x")
    near = caught[0].details["nearest"]
    assert isinstance(near, list)
    assert all(name in caught[0].hint for name in near), "the hint names the nearest"
    return near


def it_names_the_nearest_project(subject: Subject) -> None:
    subject.tracker.create_project("demo")

    assert _nearest(subject, "dmeo/sq010/sh0010") == ["demo"]


def it_names_the_nearest_shot(subject: Subject) -> None:
    a_shot(subject)
    a_shot(subject, "demo/sq900/other")

    assert _nearest(subject, "demo/sq010/sh001")[0] == "demo/sq010/sh0010"
    assert _nearest(subject, "demo/sq010/SH0010")[0] == "demo/sq010/sh0010"


def it_names_the_nearest_asset(subject: Subject) -> None:
    make(subject, "demo/assets/dragon")

    assert _nearest(subject, "demo/assets/dargon")[0] == "demo/assets/dragon"


def it_names_the_nearest_task(subject: Subject) -> None:
    a_shot(subject)
    a_task(subject)

    assert _nearest(subject, "demo/sq010/sh0010#cmop") == ["comp"]


def it_resolves_no_address_without_an_entity(subject: Subject) -> None:
    subject.tracker.create_project("demo")

    with raises(ContextError, "a project alone is no context"):
        subject.tracker.context(Address.parse("demo"), login="x")


CHECKS: tuple[Check, ...] = tuple(value for name, value in list(globals().items()) if name.startswith("it_"))
"""All of this file, in its order."""
