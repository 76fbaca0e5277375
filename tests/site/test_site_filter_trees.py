"""Random filter trees, judged by a small evaluator that knows nothing of SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Row = dict[str, Any]

TEXTS = [None, "a", "A", "ab", "É", "é%", "_", "b a"]
NUMBERS = [None, -1, 0, 1, 7]
DATES = [None, "2024-01-01", "2024-03-13", "2025-12-31"]
STATUSES = [None, "wtg", "ip", "fin"]


@pytest.fixture(scope="module")
def rows(facts: dict[str, Any]) -> list[Row]:
    """Rows whose values run through every combination that matters."""
    sg = facts["in process"]
    project = sg.create("Project", {"name": "Trees"})
    sequences = sg.batch(
        [
            {"request_type": "create", "entity_type": "Sequence", "data": {"project": project, "code": code}}
            for code in ("sq_a", "sq_É")
        ]
    )
    links = [None, *({"type": "Sequence", "id": one["id"], "name": one["code"]} for one in sequences)]
    requests, made = [], []
    for at in range(60):
        row: Row = {
            "description": TEXTS[at % len(TEXTS)],
            "sg_cut_in": NUMBERS[at % len(NUMBERS)],
            "sg_status_list": STATUSES[(at // 2) % len(STATUSES)],
            "sg_sequence": links[at % len(links)],
        }
        requests.append({"request_type": "create", "entity_type": "Shot", "data": {"project": project, **row}})
        made.append(row)
    return [
        {**row, "id": answer["id"], "project": project} for row, answer in zip(made, sg.batch(requests), strict=True)
    ]


def folded(text: str | None) -> str:
    return (text or "").casefold()


POSITIVE: dict[str, Callable[[Any, list[Any]], bool]] = {
    "is": lambda have, asked: folded(have) == folded(asked[0]) if isinstance(have, str) else have == asked[0],
    "in": lambda have, asked: any(POSITIVE["is"](have, [one]) for one in asked),
    "contains": lambda have, asked: folded(asked[0]) in folded(have),
    "starts_with": lambda have, asked: folded(have).startswith(folded(asked[0])),
    "ends_with": lambda have, asked: folded(have).endswith(folded(asked[0])),
    "greater_than": lambda have, asked: have > asked[0],
    "less_than": lambda have, asked: have < asked[0],
    "between": lambda have, asked: min(asked) <= have <= max(asked),
}
NEGATIVE = {"is_not": "is", "not_in": "in", "not_contains": "contains"}


def holds(row: Row, path: str, relation: str, values: list[Any]) -> bool:
    """Whether a condition holds for a row, by the rules as they are written down."""
    if relation in NEGATIVE:
        return not holds(row, path, NEGATIVE[relation], values)
    have = value_of(row, path)
    if values[0] is None:
        return have is None
    return have is not None and POSITIVE[relation](have, values)


def value_of(row: Row, path: str) -> Any:
    if path == "sg_sequence.Sequence.code":
        return row["sg_sequence"] and row["sg_sequence"]["name"]
    if path == "sg_sequence":
        return row["sg_sequence"] and row["sg_sequence"]["id"]
    return row[path]


def judge(row: Row, node: Any) -> bool:
    if isinstance(node, list):
        return holds(row, node[0], node[1], node[2:])
    if not node["filters"]:
        return True
    found = [judge(row, child) for child in node["filters"]]
    return all(found) if node["filter_operator"] == "all" else any(found)


def leaves() -> st.SearchStrategy[list[Any]]:
    some = st.sampled_from
    text_path = some(["description", "sg_sequence.Sequence.code"])
    asked_text = some([text for text in TEXTS if text] + ["sq_", "sq_é"])
    text = st.tuples(
        text_path, some(["is", "is_not", "contains", "not_contains", "starts_with", "ends_with"]), asked_text
    )
    texts = st.tuples(text_path, some(["in", "not_in"]), asked_text, asked_text)
    number = st.tuples(
        st.just("sg_cut_in"), some(["is", "is_not", "greater_than", "less_than", "in", "not_in"]), some([-1, 0, 1, 3])
    )
    between = st.tuples(st.just("sg_cut_in"), st.just("between"), some([-1, 0, 7]), some([-1, 0, 7]))
    status = st.tuples(st.just("sg_status_list"), some(["is", "is_not", "in", "not_in"]), some(["wtg", "IP", "none"]))
    unset = st.tuples(
        some(["description", "sg_cut_in", "sg_status_list", "sg_sequence", "sg_sequence.Sequence.code"]),
        some(["is", "is_not"]),
        st.none(),
    )
    return st.one_of(text, texts, number, between, status, unset).map(list)


def trees() -> st.SearchStrategy[dict[str, Any]]:
    def group(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.fixed_dictionaries(
            {"filter_operator": st.sampled_from(["all", "any"]), "filters": st.lists(children, max_size=4)}
        )

    return group(st.recursive(leaves(), group, max_leaves=12))


@given(tree=trees())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_random_tree_finds_what_the_evaluator_finds(facts: dict[str, Any], rows: list[Row], tree: Any) -> None:
    found = facts["in process"].find("Shot", [["project", "is", rows[0]["project"]], tree])

    assert [one["id"] for one in found] == [row["id"] for row in rows if judge(row, tree)]


@given(leaf=leaves())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_condition_and_its_negation_part_all_rows(facts: dict[str, Any], rows: list[Row], leaf: list[Any]) -> None:
    opposite = {positive: negative for negative, positive in NEGATIVE.items()}
    if leaf[1] not in opposite:
        return
    in_project = ["project", "is", rows[0]["project"]]
    yes = {one["id"] for one in facts["in process"].find("Shot", [in_project, leaf])}
    no = {one["id"] for one in facts["in process"].find("Shot", [in_project, [leaf[0], opposite[leaf[1]], *leaf[2:]]])}

    assert yes | no == {row["id"] for row in rows}
    assert not yes & no
