"""Random orders, pages and totals, judged by plain Python."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Row = dict[str, Any]
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

CODES = ["b", "A", "a", "É", "e", None, "_"]
CUTS = [3, None, 0, -1, 3]
STATUSES = ["wtg", "ip", None]
DATES = ["2024-01-01", None, "2023-12-31"]


@pytest.fixture(scope="module")
def tasks(facts: dict[str, Any]) -> list[Row]:
    """Rows in which every value meets every other."""
    sg = facts["in process"]
    project = sg.create("Project", {"name": "Orders"})
    shots = sg.batch(
        [
            {"request_type": "create", "entity_type": "Shot", "data": {"project": project, "code": code}}
            for code in ("sh_b", "SH_A")
        ]
    )
    links = [*({"type": "Shot", "id": one["id"], "name": one["code"]} for one in shots), None]
    rows: list[Row] = [
        {
            "sg_description": CODES[at % len(CODES)],
            "sg_sort_order": CUTS[at % len(CUTS)],
            "sg_status_list": STATUSES[at % len(STATUSES)],
            "due_date": DATES[(at // 2) % len(DATES)],
            "entity": links[(at // 3) % len(links)],
            "milestone": at % 4 == 0,
        }
        for at in range(50)
    ]
    requests = [
        {"request_type": "create", "entity_type": "Task", "data": {"project": project, "content": f"t{at}", **row}}
        for at, row in enumerate(rows)
    ]
    answers = sg.batch(requests)
    return [{**row, "id": answer["id"], "project": project} for row, answer in zip(rows, answers, strict=True)]


def in_project(tasks: list[Row]) -> list[Any]:
    return ["project", "is", tasks[0]["project"]]


def key_of(row: Row, field: str) -> Any:
    value = row["entity"] if field.startswith("entity") else row[field]
    if isinstance(value, dict):
        value = value["name"]
    return value.casefold() if isinstance(value, str) else value


def ordered(tasks: list[Row], orders: list[tuple[str, str]]) -> list[int]:
    """Nulls last in both directions, the id breaks ties."""
    rows = sorted(tasks, key=lambda row: int(row["id"]))
    for field, direction in reversed(orders):
        there = [row for row in rows if key_of(row, field) is not None]
        there.sort(key=lambda row: key_of(row, field), reverse=False)
        if direction == "desc":
            there = stably_reversed(there, field)
        rows = there + [row for row in rows if key_of(row, field) is None]
    return [row["id"] for row in rows]


def stably_reversed(rows: list[Row], field: str) -> list[Row]:
    groups = [list(group) for _, group in itertools.groupby(rows, key=lambda row: key_of(row, field))]
    return [row for group in reversed(groups) for row in group]


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(
            ["sg_description", "sg_sort_order", "sg_status_list", "due_date", "entity", "entity.Shot.code", "milestone"]
        ),
        st.sampled_from(["asc", "desc"]),
    ),
    max_size=3,
    unique_by=lambda order: order[0].split(".")[0],
)


@given(orders=ORDERS)
@QUIET
def test_a_random_order_is_the_one_that_python_finds(
    facts: dict[str, Any], tasks: list[Row], orders: list[tuple[str, str]]
) -> None:
    asked = [{"field_name": field, "direction": direction} for field, direction in orders]

    found = facts["in process"].find("Task", [in_project(tasks)], [], order=asked)

    assert [one["id"] for one in found] == ordered(tasks, orders)


@given(orders=ORDERS, size=st.integers(1, 20))
@QUIET
def test_pages_of_any_size_part_any_order(
    facts: dict[str, Any], tasks: list[Row], orders: list[tuple[str, str]], size: int
) -> None:
    asked = [{"field_name": field, "direction": direction} for field, direction in orders]
    found: list[int] = []
    for number in itertools.count(1):
        page = facts["in process"].find("Task", [in_project(tasks)], [], order=asked, limit=size, page=number)
        found.extend(one["id"] for one in page)
        if len(page) < size:
            break

    assert found == ordered(tasks, orders)


def total(rows: list[Row], field: str, kind: str) -> Any:
    values = [row[field] for row in rows if row[field] is not None]
    match kind:
        case "record_count":
            return len(rows)
        case "count":
            return len(values)
        case "sum":
            return sum(values)
        case "average":
            return pytest.approx(sum(values) / len(values)) if values else None
        case "maximum" | "latest":
            return max(values, default=None)
        case "minimum" | "earliest":
            return min(values, default=None)
        case "checked":
            return sum(values)
        case _:
            return len(values) - sum(values)


TOTALS = st.sampled_from(
    [
        ("id", "record_count"), ("id", "count"), ("due_date", "count"), ("due_date", "earliest"),
        ("due_date", "latest"), ("sg_sort_order", "sum"), ("sg_sort_order", "average"), ("sg_sort_order", "maximum"),
        ("sg_sort_order", "minimum"), ("sg_sort_order", "count"), ("milestone", "checked"), ("milestone", "unchecked"),
    ]
)  # fmt: skip
GROUPS = st.lists(
    st.sampled_from(["sg_status_list", "due_date", "entity", "milestone", "sg_sort_order"]), max_size=2, unique=True
)


def group_key(row: Row, field: str) -> Any:
    value = row[field]
    return value["id"] if isinstance(value, dict) else value


@given(asked=TOTALS, fields=GROUPS, direction=st.sampled_from(["asc", "desc"]))
@QUIET
def test_random_totals_are_the_ones_that_python_finds(
    facts: dict[str, Any], tasks: list[Row], asked: tuple[str, str], fields: list[str], direction: str
) -> None:
    field, kind = asked
    grouping = [{"field": name, "type": "exact", "direction": direction} for name in fields]

    found = facts["in process"].summarize(
        "Task", [in_project(tasks)], [{"field": field, "type": kind}], grouping=grouping or None
    )

    assert found["summaries"] == {field: total(tasks, field, kind)}
    check_groups(found["groups"], tasks, fields, field, kind)


def check_groups(groups: list[Row], rows: list[Row], fields: list[str], field: str, kind: str) -> None:
    if not fields:
        assert groups == []
        return
    expected: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        expected[group_key(row, fields[0])].append(row)
    shown = [group["group_value"] for group in groups]
    keys = [value["id"] if isinstance(value, dict) else value for value in shown]
    assert sorted(map(str, keys)) == sorted(map(str, expected))
    for key, group in zip(keys, groups, strict=True):
        assert group["summaries"] == {field: total(expected[key], field, kind)}
        check_groups(group.get("groups", []), expected[key], fields[1:], field, kind)
