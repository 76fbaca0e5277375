"""Every measured fact of the filter grammar: one row set, one condition, the rows that must match."""

from __future__ import annotations

from typing import Any

import pytest
from shotgun_api3 import Fault

Link = dict[str, Any]

# The clock stands at Wednesday 2024-03-13 12:00 UTC.
SHOTS: dict[str, Link] = {
    "plain": {"description": "The Élan of 50% more_or less", "sg_cut_in": 0, "sg_status_list": "ip"},
    "upper": {"description": "THE ÉLAN", "sg_cut_in": 10, "sg_status_list": "wtg"},
    "other": {"description": "something else", "sg_cut_in": -5, "sg_status_list": "fin"},
    "blank": {"description": "   ", "sg_status_list": None},
}


def make_shots(sg: Any, project: Link) -> dict[str, Link]:
    requests = [
        {"request_type": "create", "entity_type": "Shot", "data": {"project": project, "code": code, **facts}}
        for code, facts in SHOTS.items()
    ]
    return {one["code"]: {"type": "Shot", "id": one["id"]} for one in sg.batch(requests)}


@pytest.fixture(scope="module")
def world(facts: dict[str, Any]) -> dict[str, Link]:
    """Shots, and tasks on some of them; the links by name."""
    sg = facts["in process"]
    project = sg.create("Project", {"name": "Demo"})
    shots = make_shots(sg, {"type": "Project", "id": project["id"]})
    return {**shots, **make_tasks(sg, project, shots)}


@pytest.fixture
def shots(local: Any, project: Link) -> dict[str, Link]:
    return make_shots(local, project)


def codes(sg: Any, kind: str, filters: Any, operator: str | None = None) -> set[str]:
    return {one["code"] for one in sg.find(kind, filters, ["code"], filter_operator=operator)}


@pytest.mark.parametrize(
    ("path", "relation", "value", "expected"),
    [
        # text
        ("description", "is", "the élan", {"upper"}),
        ("description", "is_not", "the élan", {"plain", "other", "blank"}),
        ("description", "contains", "ÉLAN", {"plain", "upper"}),
        ("description", "not_contains", "élan", {"other", "blank"}),
        ("description", "starts_with", "THE", {"plain", "upper"}),
        ("description", "ends_with", "LESS", {"plain"}),
        ("description", "contains", "50%", {"plain"}),
        ("description", "contains", "%", {"plain"}),
        ("description", "contains", "more_or", {"plain"}),
        ("description", "contains", "th_", set()),
        ("description", "contains", "", {"plain", "upper", "other"}),
        ("description", "is", None, {"blank"}),
        ("description", "is", "", {"blank"}),
        ("description", "is_not", None, {"plain", "upper", "other"}),
        ("description", "is_not", "", {"plain", "upper", "other"}),
        ("description", "in", ["THE ÉLAN", "Something Else"], {"upper", "other"}),
        ("description", "not_in", ["the élan"], {"plain", "other", "blank"}),
        ("description", "in", [""], set()),
        # number: zero is not null
        ("sg_cut_in", "is", 0, {"plain"}),
        ("sg_cut_in", "is", None, {"blank"}),
        ("sg_cut_in", "is_not", None, {"plain", "upper", "other"}),
        ("sg_cut_in", "is_not", 0, {"upper", "other", "blank"}),
        ("sg_cut_in", "greater_than", 0, {"upper"}),
        ("sg_cut_in", "greater_than", -5, {"plain", "upper"}),
        ("sg_cut_in", "less_than", 0, {"other"}),
        ("sg_cut_in", "less_than", 0.5, {"plain", "other"}),
        ("sg_cut_in", "between", [0, 10], {"plain", "upper"}),
        ("sg_cut_in", "between", [10, 0], {"plain", "upper"}),
        ("sg_cut_in", "between", [None, 10], set()),
        ("sg_cut_in", "in", [0, -5], {"plain", "other"}),
        ("sg_cut_in", "not_in", [0, -5], {"upper", "blank"}),
        ("sg_cut_in", "is", "10", {"upper"}),
        # status
        ("sg_status_list", "is", "IP", {"plain"}),
        ("sg_status_list", "is", "unknown", set()),
        ("sg_status_list", "is_not", "ip", {"upper", "other", "blank"}),
        ("sg_status_list", "in", ["ip", "fin"], {"plain", "other"}),
        ("sg_status_list", "not_in", ["ip", "fin"], {"upper", "blank"}),
        ("sg_status_list", "is", None, {"blank"}),
        # image: null only
        ("image", "is", None, {"plain", "upper", "other", "blank"}),
        ("image", "is_not", None, set()),
        # id
        ("id", "is", 0, set()),
        ("id", "greater_than", 0, {"plain", "upper", "other", "blank"}),
    ],
)  # fmt: skip
def test_a_condition_on_a_shot(
    asked: Any, world: dict[str, Link], path: str, relation: str, value: Any, expected: set[str]
) -> None:
    assert codes(asked, "Shot", [[path, relation, value]]) == expected


def make_tasks(local: Any, project: Link, shots: dict[str, Link]) -> dict[str, Link]:
    asset = local.create("Asset", {"project": project, "code": "Dragon"})
    ann = local.create("HumanUser", {"login": "ann", "name": "Ann Lee"})
    bob = local.create("HumanUser", {"login": "bob", "name": "Bob Ray"})
    rows: dict[str, Link] = {
        "on shot": {
            "entity": shots["plain"],
            "due_date": "2024-03-13",
            "task_assignees": [ann, bob],
            "milestone": True,
        },
        "on asset": {"entity": asset, "due_date": "2024-03-06", "task_assignees": [bob]},
        "nowhere": {"due_date": "2024-02-29"},
        "far off": {"entity": shots["upper"], "due_date": "2025-01-01"},
        "undated": {},
    }
    made = {name: local.create("Task", {"project": project, "content": name, **facts}) for name, facts in rows.items()}
    links = {name: {"type": "Task", "id": one["id"]} for name, one in made.items()}
    return {**links, "Dragon": asset, "ann": ann, "bob": bob}


def contents(sg: Any, filters: Any) -> set[str]:
    return {one["content"] for one in sg.find("Task", filters, ["content"])}


ALL = {"on shot", "on asset", "nowhere", "far off", "undated"}


@pytest.mark.parametrize(
    ("path", "relation", "values", "expected"),
    [
        ("due_date", "is", ["2024-03-13"], {"on shot"}),
        ("due_date", "is_not", ["2024-03-13"], ALL - {"on shot"}),
        ("due_date", "less_than", ["2024-03-06"], {"nowhere"}),
        ("due_date", "between", ["2024-03-13", "2024-03-06"], {"on shot", "on asset"}),
        ("due_date", "in_last", [1, "WEEK"], {"on shot", "on asset"}),
        ("due_date", "in_last", [6, "DAY"], {"on shot"}),
        ("due_date", "in_last", [1, "MONTH"], {"on shot", "on asset", "nowhere"}),
        ("due_date", "not_in_last", [1, "WEEK"], {"nowhere", "far off", "undated"}),
        ("due_date", "in_next", [1, "YEAR"], {"on shot", "far off"}),
        ("due_date", "not_in_next", [1, "YEAR"], {"on asset", "nowhere", "undated"}),
        ("due_date", "in_calendar_day", [0], {"on shot"}),
        ("due_date", "in_calendar_week", [-1], {"on asset"}),
        ("due_date", "in_calendar_month", [0], {"on shot", "on asset"}),
        ("due_date", "in_calendar_month", [-1], {"nowhere"}),
        ("due_date", "in_calendar_year", [1], {"far off"}),
        ("created_at", "is", ["2024-03-13T12:00:00Z"], ALL),
        ("created_at", "is", ["2024-03-13T14:00:00+02:00"], ALL),
        ("created_at", "is", ["2024-03-13T12:00:00.75Z"], ALL),
        ("created_at", "greater_than", ["2024-03-13"], ALL),
        ("created_at", "in_last", [1, "HOUR"], ALL),
        ("created_at", "in_calendar_day", [-1], set()),
        ("milestone", "is", [True], {"on shot"}),
        ("milestone", "is", [False], ALL - {"on shot"}),
        ("milestone", "is_not", ["true"], ALL - {"on shot"}),
        ("entity", "is", [None], {"nowhere", "undated"}),
        ("entity", "is_not", [None], {"on shot", "on asset", "far off"}),
        ("entity", "type_is", ["Shot"], {"on shot", "far off"}),
        ("entity", "type_is_not", ["Shot"], {"on asset", "nowhere", "undated"}),
        ("entity", "name_is", ["dragon"], {"on asset"}),
        ("entity", "name_contains", ["A"], {"on shot", "on asset"}),
        ("entity", "name_not_contains", ["a"], {"nowhere", "far off", "undated"}),
        ("task_assignees", "is", [None], {"nowhere", "far off", "undated"}),
        ("task_assignees", "is_not", [None], {"on shot", "on asset"}),
        ("task_assignees", "name_contains", ["ray"], {"on shot", "on asset"}),
        ("task_assignees", "type_is", ["HumanUser"], {"on shot", "on asset"}),
        ("task_assignees", "type_is", ["Group"], set()),
        ("entity.Shot.code", "is", ["PLAIN"], {"on shot"}),
        ("entity.Shot.code", "is_not", ["plain"], ALL - {"on shot"}),
        ("entity.Shot.sg_cut_in", "greater_than", [5], {"far off"}),
        ("entity.Shot.description", "is", [None], {"on asset", "nowhere", "undated"}),
        ("entity.Shot.project.Project.name", "is", ["demo"], {"on shot", "far off"}),
        ("task_assignees.HumanUser.login", "is", ["ann"], {"on shot"}),
        ("task_assignees.HumanUser.login", "is_not", ["ann"], ALL - {"on shot"}),
        ("task_assignees.Group.code", "is", ["ann"], set()),
        ("step.Step.code", "is", ["comp"], set()),
        ("entity.Step.code", "is", ["comp"], set()),
    ],
)  # fmt: skip
def test_a_condition_on_a_task(
    asked: Any, world: dict[str, Link], path: str, relation: str, values: list[Any], expected: set[str]
) -> None:
    assert contents(asked, [[path, relation, *values]]) == expected


def test_links_compare_by_type_and_id(asked: Any, world: dict[str, Link]) -> None:
    plain, ann, bob = world["plain"], world["ann"], world["bob"]

    assert contents(asked, [["entity", "is", plain]]) == {"on shot"}
    assert contents(asked, [["entity", "is_not", plain]]) == ALL - {"on shot"}
    assert contents(asked, [["entity", "in", [plain, world["Dragon"]]]]) == {"on shot", "on asset"}
    assert contents(asked, [["entity", "not_in", [plain]]]) == ALL - {"on shot"}
    assert contents(asked, [["entity", "is", {"type": "Asset", "id": plain["id"]}]]) == set()
    assert contents(asked, [["task_assignees", "is", ann]]) == {"on shot"}
    assert contents(asked, [["task_assignees", "in", [ann, bob]]]) == {"on shot", "on asset"}
    assert contents(asked, [["task_assignees", "is", ann], ["task_assignees", "is", bob]]) == {"on shot"}
    assert contents(asked, [["task_assignees", "not_in", [ann]]]) == ALL - {"on shot"}
    assert contents(asked, [["project", "is_not", {"type": "Project", "id": 1}]]) == ALL


def test_groups_nest(asked: Any, world: dict[str, Link]) -> None:
    either = {"filter_operator": "any", "filters": [["code", "is", "plain"], ["code", "is", "upper"]]}
    both = {"filter_operator": "all", "filters": [either, ["sg_cut_in", "greater_than", 5]]}

    assert codes(asked, "Shot", [both]) == {"upper"}
    assert codes(asked, "Shot", [both, ["code", "is", "other"]], "any") == {"upper", "other"}
    assert codes(asked, "Shot", [{"filter_operator": "any", "filters": []}]) == set(SHOTS)
    assert codes(asked, "Shot", {"logical_operator": "and", "conditions": []}) == set(SHOTS)


def test_sixty_groups_nest_and_twice_as_many_are_refused(asked: Any, world: dict[str, Link]) -> None:
    def nested(depth: int) -> list[Any]:
        tree: Any = ["code", "is", "plain"]
        for _ in range(depth):
            tree = {"filter_operator": "all", "filters": [tree]}
        return [tree]

    assert codes(asked, "Shot", nested(60)) == {"plain"}
    with pytest.raises(Fault, match="nested deeper"):
        codes(asked, "Shot", nested(120))


@pytest.mark.parametrize(
    ("leaf", "message"),
    [
        (["nope", "is", 1], r"API read\(\) Shot.nope doesn't exist"),
        (["sg_sequence.Sequence.nope", "is", 1], r"Shot.sg_sequence.Sequence.nope doesn't exist"),
        (["sg_sequence.Nope.code", "is", "a"], r"Shot.sg_sequence.Nope.code doesn't exist"),
        (["sg_sequence.Sequence", "is", "a"], r"Shot.sg_sequence.Sequence doesn't exist"),
        (["code", "greater_than", "a"], r"'text' data type doesn't support 'greater_than' 'relation'"),
        (["sg_cut_in", "contains", 1], r"'number' data type doesn't support 'contains'"),
        (["sg_cut_in", "not_between", 1, 2], "doesn't support 'not_between'"),
        (["sg_cut_in", "is", "many"], "cannot take 'many'"),
        (["sg_cut_in", "is", True], "cannot take True"),
        (["sg_cut_in", "between", 1, 2, 3], "expects 2 values"),
        (["id", "in", []], "expects at least a 1-element array"),
        (["sg_sequence", "is", 12], "expects a link"),
        (["sg_sequence", "is", {"id": 12}], "expects a link"),
        (["sg_sequence", "type_is", "Nope"], "expects an entity type"),
        (["created_at", "in_last", [0, "DAY"]], "cannot take"),
        (["created_at", "in_last", [1, "day"]], "cannot take"),
        (["created_at", "in_last", [1, "CENTURY"]], "cannot take"),
        (["created_at", "is", "yesterday"], "cannot take"),
        (["image", "is", "x"], "takes null only"),
        (["code", "is", 3], "expects text"),
        (["sg_status_list", "starts_with", "i"], "doesn't support 'starts_with'"),
    ],
)  # fmt: skip
def test_a_condition_that_makes_no_sense_is_a_fault(asked: Any, leaf: list[Any], message: str) -> None:
    with pytest.raises(Fault, match=message):
        asked.find("Shot", [leaf])


@pytest.mark.parametrize(
    ("kind", "path"), [("PublishedFile", "path"), ("ApiUser", "salted_password"), ("EventLogEntry", "meta")]
)
def test_some_data_types_cannot_be_filtered(asked: Any, kind: str, path: str) -> None:
    with pytest.raises(Fault, match="data type cannot be used in a filter"):
        asked.find(kind, [[path, "is", None]])


def test_a_checkbox_is_never_null(sg: Any) -> None:
    with pytest.raises(Fault, match="expects true or false"):
        sg.find("Task", [["milestone", "is", None]])


def test_rows_of_archived_projects_are_hidden_when_asked(sg: Any, project: Link, shots: dict[str, Link]) -> None:
    sg.update("Project", project["id"], {"archived": True})

    assert len(sg.find("Shot", [])) == len(SHOTS)
    assert sg.find("Shot", [], include_archived_projects=False) == []
    assert sg.find("Project", [], include_archived_projects=False) == []


def test_presets_are_refused_by_name(sg: Any) -> None:
    preset = [{"preset_name": "LATEST", "latest_by": "ENTITIES_CREATED_AT"}]

    with pytest.raises(Fault, match="additional_filter_presets' is not served"):
        sg.find("Version", [], additional_filter_presets=preset)


def test_uuids_and_colors_compare_exactly(sg: Any, project: Link) -> None:
    storage = sg.create("LocalStorage", {"code": "main"}, ["uuid"])
    sg.update("Project", project["id"], {"color": "10,20,30"})

    assert sg.find_one("LocalStorage", [["uuid", "is", storage["uuid"]]])["id"] == storage["id"]
    assert sg.find_one("Project", [["color", "in", ["10,20,30"]]])["id"] == project["id"]
    assert sg.find_one("Project", [["color", "is_not", "10,20,30"]]) is None
