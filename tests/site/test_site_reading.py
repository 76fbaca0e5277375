"""Order, pages, requested fields and totals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from shotgun_api3 import Fault

Link = dict[str, Any]


@pytest.fixture(scope="module")
def shows(facts: dict[str, Any]) -> Link:
    """A project with a dozen shots in two sequences."""
    sg = facts["in process"]
    project = sg.create("Project", {"name": "Reading"})
    first, second = (sg.create("Sequence", {"project": project, "code": code}) for code in ("sq_b", "Sq_A"))
    cuts = [3, None, 1, 2, None, 3, 1, 2, 9, 8, 7, 6]
    data = [
        {
            "project": project,
            "code": f"{'Ss'[at % 2]}h{at:02d}",
            "sg_cut_in": cut,
            "sg_sequence": (first, second, None)[at % 3],
            "sg_status_list": ("wtg", "ip")[at % 2],
        }
        for at, cut in enumerate(cuts)
    ]
    sg.batch([{"request_type": "create", "entity_type": "Shot", "data": one} for one in data])
    return {"project": project, "first": first, "second": second}


def shots(sg: Any, shows: Link, fields: list[str], **how: Any) -> list[Link]:
    found: list[Link] = sg.find("Shot", [["project", "is", shows["project"]]], fields, **how)
    return found


def test_without_an_order_records_come_by_id(asked: Any, shows: Link) -> None:
    ids = [row["id"] for row in shots(asked, shows, [])]
    reversed_ids = [row["id"] for row in asked.find("Shot", [["id", "in", ids[::-1]]])]

    assert ids == sorted(ids) == reversed_ids


@pytest.mark.parametrize(
    ("direction", "expected"),
    [("asc", [1, 1, 2, 2, 3, 3, 6, 7, 8, 9, None, None]), ("desc", [9, 8, 7, 6, 3, 3, 2, 2, 1, 1, None, None])],
)
def test_nulls_come_last_in_both_directions(
    asked: Any, shows: Link, direction: str, expected: list[int | None]
) -> None:
    rows = shots(asked, shows, ["sg_cut_in"], order=[{"field_name": "sg_cut_in", "direction": direction}])

    assert [row["sg_cut_in"] for row in rows] == expected
    equal = [row["id"] for row in rows if row["sg_cut_in"] == 3]
    assert equal == sorted(equal), "the id breaks ties"


def test_text_is_sorted_whatever_its_case(asked: Any, shows: Link) -> None:
    rows = shots(asked, shows, ["code"], order=[{"column": "code", "direction": "desc"}])

    assert [row["code"].lower() for row in rows] == sorted((f"sh{at:02d}" for at in range(12)), reverse=True)


@pytest.mark.parametrize("field", ["sg_sequence", "sg_sequence.Sequence.code"])
def test_links_are_sorted_by_name(asked: Any, shows: Link, field: str) -> None:
    rows = shots(asked, shows, ["sg_sequence"], order=[{"field_name": field, "direction": "asc"}])
    names = [row["sg_sequence"] and row["sg_sequence"]["name"] for row in rows]

    assert names == ["Sq_A"] * 4 + ["sq_b"] * 4 + [None] * 4


def test_two_orders_apply_one_after_the_other(asked: Any, shows: Link) -> None:
    order = [
        {"field_name": "sg_status_list", "direction": "asc"},
        {"field_name": "sg_cut_in", "direction": "desc"},
    ]
    rows = shots(asked, shows, ["sg_status_list", "sg_cut_in"], order=order)

    assert [row["sg_status_list"] for row in rows] == ["ip"] * 6 + ["wtg"] * 6
    assert [row["sg_cut_in"] for row in rows[:6]] == [8, 6, 3, 2, 2, None]


@pytest.mark.parametrize("field", ["nope", "image", "assets", "sg_sequence.Nope.code", "project.Project.nope"])
def test_an_order_that_cannot_be_is_ignored(asked: Any, shows: Link, field: str) -> None:
    rows = shots(asked, shows, [], order=[{"field_name": field, "direction": "desc"}])

    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_pages_part_all_records(asked: Any, shows: Link) -> None:
    pages = [[row["id"] for row in shots(asked, shows, [], limit=5, page=number)] for number in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [5, 5, 2, 0]
    assert [id_ for page in pages for id_ in page] == [row["id"] for row in shots(asked, shows, [])]


def test_a_limit_is_kept(asked: Any, shows: Link) -> None:
    assert len(shots(asked, shows, [], limit=3)) == 3
    assert len(shots(asked, shows, [], limit=600)) == 12


@pytest.fixture
def small_pages(asked: Any) -> Iterator[Any]:
    before, asked.config._records_per_page = asked.config.records_per_page, 5
    yield asked
    asked.config._records_per_page = before


def test_the_client_walks_all_pages(small_pages: Any, shows: Link) -> None:
    assert len(shots(small_pages, shows, [])) == 12
    assert len(shots(small_pages, shows, [], limit=7)) == 7


def test_an_old_client_is_told_the_count(asked: Any, shows: Link) -> None:
    args = {
        "type": "Shot",
        "return_fields": ["id"],
        "filters": {"logical_operator": "and", "conditions": []},
        "paging": {"entities_per_page": 2, "current_page": 1},
        "return_paging_info": True,
    }

    answer = asked._call_rpc("read", args)

    assert answer["paging_info"]["entity_count"] == 12
    assert answer["paging_info"]["has_next_page"] is True


@pytest.mark.parametrize(
    "paging",
    [{"entities_per_page": 0}, {"entities_per_page": 5001}, {"current_page": 0}, {"current_page": "x"}],
)
def test_a_page_that_cannot_be_is_a_fault(asked: Any, paging: Link) -> None:
    with pytest.raises(Fault, match=r"paging|entities_per_page"):
        asked._call_rpc("read", {"type": "Shot", "filters": None, "paging": paging})


def test_an_unknown_field_is_silently_absent(asked: Any, shows: Link) -> None:
    row = shots(asked, shows, ["code", "nope", "sg_sequence.Sequence.nope", "nope.Shot.code", "assets.Asset.code"])[0]

    assert set(row) == {"type", "id", "code"}


def test_dotted_fields_come_flat_and_are_null_where_the_link_is(asked: Any, shows: Link) -> None:
    fields = ["sg_sequence.Sequence.code", "sg_sequence.Sequence.project.Project.name", "sg_sequence.Sequence.shots"]
    first, _, third = shots(asked, shows, fields, limit=3)

    assert first["sg_sequence.Sequence.code"] == "sq_b"
    assert first["sg_sequence.Sequence.project.Project.name"] == "Reading"
    assert len(first["sg_sequence.Sequence.shots"]) == 4
    assert {third[field] for field in fields} == {None}


def test_a_dotted_field_of_another_valid_type_is_null_and_of_an_invalid_one_absent(asked: Any, shows: Link) -> None:
    shot = shots(asked, shows, [])[0]
    task = asked.create("Task", {"project": shows["project"], "content": "t", "entity": shot})

    row = asked.find_one("Task", [["id", "is", task["id"]]], ["entity.Asset.code", "entity.Step.code"])

    assert row == {"type": "Task", "id": task["id"], "entity.Asset.code": None}


def summarize(sg: Any, shows: Link, summaries: list[tuple[str, str]], *grouping: Link) -> Link:
    asked = [{"field": field, "type": kind} for field, kind in summaries]
    filters = [["project", "is", shows["project"]]]
    found: Link = sg.summarize("Shot", filters, asked, grouping=list(grouping) or None)
    return found


@pytest.mark.parametrize(
    ("field", "kind", "expected"),
    [
        ("id", "record_count", 12),
        ("id", "count", 12),
        ("sg_cut_in", "count", 10),
        ("sg_cut_in", "sum", 42),
        ("sg_cut_in", "maximum", 9),
        ("sg_cut_in", "minimum", 1),
        ("sg_cut_in", "average", 4.2),
        ("sg_sequence", "count", 8),
    ],
)
def test_a_total(asked: Any, shows: Link, field: str, kind: str, expected: float) -> None:
    assert summarize(asked, shows, [(field, kind)]) == {"summaries": {field: pytest.approx(expected)}, "groups": []}


def test_groups_hold_their_own_totals(asked: Any, shows: Link) -> None:
    by_sequence = {"field": "sg_sequence", "type": "exact", "direction": "asc"}
    by_status = {"field": "sg_status_list", "type": "exact", "direction": "desc"}

    found = summarize(asked, shows, [("id", "count"), ("sg_cut_in", "maximum")], by_sequence, by_status)

    assert [group["group_name"] for group in found["groups"]] == ["", "Sq_A", "sq_b"]
    assert found["groups"][0]["group_value"] is None
    assert found["groups"][1]["group_value"] == {
        "type": "Sequence", "id": shows["second"]["id"], "name": "Sq_A", "valid": "valid",
    }  # fmt: skip
    assert [group["summaries"]["id"] for group in found["groups"]] == [4, 4, 4]
    inner = found["groups"][1]["groups"]
    assert [(one["group_name"], one["group_value"], one["summaries"]["id"]) for one in inner] == [
        ("Waiting to Start", "wtg", 2),
        ("In Progress", "ip", 2),
    ]


def test_totals_of_nothing(asked: Any) -> None:
    found = asked.summarize("Shot", [["code", "is", "nothing"]], [{"field": "sg_cut_in", "type": "sum"}])

    assert found == {"summaries": {"sg_cut_in": 0}, "groups": []}


def test_a_retired_link_is_in_the_group_of_those_without(sg: Any, project: Link) -> None:
    sequence = sg.create("Sequence", {"project": project, "code": "sq"})
    sg.create("Shot", {"project": project, "code": "a", "sg_sequence": sequence})
    sg.delete("Sequence", sequence["id"])
    by_sequence = [{"field": "sg_sequence", "type": "exact", "direction": "asc"}]

    found = sg.summarize("Shot", [], [{"field": "id", "type": "count"}], grouping=by_sequence)

    assert found["groups"] == [{"group_name": "", "group_value": None, "summaries": {"id": 1}}]


@pytest.mark.parametrize(
    ("summary", "grouping", "message"),
    [
        (("sg_status_list", "status_list"), None, "'status_list' is not served"),
        (("id", "percentage"), None, "'percentage' is not served"),
        (("code", "sum"), None, "doesn't support 'sum'"),
        (("nope", "count"), None, "Shot.nope doesn't exist"),
        (("assets", "count"), None, "multi_entity field Shot.assets is not served"),
        (("sg_sequence.Sequence.code", "count"), None, "is not served"),
        (("id", "count"), {"field": "sg_cut_in", "type": "tens"}, "grouping type 'tens' is not served"),
        (("id", "count"), {"field": "image", "type": "exact"}, "cannot group by Shot.image"),
    ],
)
def test_totals_that_are_not_served_are_named(
    asked: Any, shows: Link, summary: tuple[str, str], grouping: Link | None, message: str
) -> None:
    with pytest.raises(Fault, match=message):
        summarize(asked, shows, [summary], *([grouping] if grouping else []))


def test_answers_are_json_whatever_they_hold(asked: Any, shows: Link) -> None:
    json.dumps(asked._call_rpc("schema_read", None))
