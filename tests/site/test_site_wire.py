"""The protocol on the wire, without the client: envelopes, codes and the shapes that other clients lean on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from studio_tools.site import EMBEDDED_URL, Site, SiteApp

Link = dict[str, Any]
AUTH = {"script_name": "tests", "script_key": "a key for tests"}


@pytest.fixture
def app(site: Site) -> SiteApp:
    return site.app()


def call(app: SiteApp, method: str, *params: Any) -> Any:
    """One request as any client sends it; the answer's document."""
    body = json.dumps({"method_name": method, "params": list(params)}).encode()
    answer = app.handle("POST", f"{EMBEDDED_URL}/api3/json", {"content-type": "application/json"}, body)
    assert (answer.status, answer.reason) == (200, "OK")
    assert answer.headers["content-type"].startswith("application/json")
    return json.loads(answer.body)


def fields(**values: Any) -> list[Link]:
    return [{"field_name": name, "value": value} for name, value in values.items()]


def made(app: SiteApp, kind: str, **values: Any) -> Link:
    answer = call(app, "create", AUTH, {"type": kind, "fields": fields(**values), "return_fields": ["id"]})
    return {"type": kind, "id": answer["results"]["id"]}


def test_info_is_bare_and_needs_no_credentials(app: SiteApp) -> None:
    answer = call(app, "info")

    assert "results" not in answer
    assert answer["version"][:2] >= [8, 5]
    assert answer["s3_enabled_upload_types"] == {"*": ["*"]}, "lists: plain text breaks the client"


def test_a_session_token_comes_bare(app: SiteApp) -> None:
    answer = call(app, "get_session_token", AUTH)

    assert set(answer) == {"session_id"}
    assert len(answer["session_id"]) == 40
    assert "results" in call(
        app, "schema_entity_read", {"session_token": answer["session_id"], "reject_if_expired": True}
    )


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        (None, 102),
        ({}, 102),
        ("tests", 102),
        ({"script_name": "tests"}, 102),
        ({"script_name": "tests", "script_key": None}, 102),
        ({"script_name": ["tests"], "script_key": {"a": 1}}, 102),
        ({"user_login": "", "user_password": ""}, 102),
        ({"user_login": "x", "user_password": "y" * 100_000}, 102),
        ({"user_login": "x", "user_password": "y", "auth_token": "123456"}, 102),
        ({"session_token": None}, 102),
    ],
)
def test_credentials_that_are_none_have_their_own_code(app: SiteApp, auth: Any, code: int) -> None:
    answer = call(app, "read", auth, {"type": "Shot"})

    assert answer["exception"] is True
    assert answer["error_code"] == code
    assert answer["message"]


def test_faults_tell_reads_from_writes_by_their_code(app: SiteApp) -> None:
    project = made(app, "Project", name="Demo")

    read = call(app, "read", AUTH, {"type": "Shot", "filters": {"path": "nope", "relation": "is", "values": [1]}})
    write = call(app, "create", AUTH, {"type": "Shot", "fields": fields(project=project, sg_cut_in="x")})

    assert (read["error_code"], write["error_code"]) == (103, 104)


def test_a_read_answers_entities_and_whether_more_follow(app: SiteApp) -> None:
    for name in ("a", "b", "c"):
        made(app, "Tag", name=name)
    asked = {
        "type": "Tag",
        "return_fields": ["name"],
        "filters": {"logical_operator": "and", "conditions": []},
        "return_only": "active",
        "paging": {"entities_per_page": 2, "current_page": 1},
        "api_return_image_urls": True,
        "return_paging_info_without_counts": True,
    }

    first = call(app, "read", AUTH, asked)["results"]
    second = call(app, "read", AUTH, asked | {"paging": {"entities_per_page": 2, "current_page": 2}})["results"]

    assert [one["name"] for one in first["entities"]] == ["a", "b"]
    assert first["paging_info"] == {"current_page": 1, "entities_per_page": 2, "has_next_page": True}
    assert [one["name"] for one in second["entities"]] == ["c"]
    assert second["paging_info"]["has_next_page"] is False


def test_a_filter_may_be_a_single_leaf_or_missing(app: SiteApp) -> None:
    made(app, "Tag", name="a")
    leaf = {"path": "name", "relation": "is", "values": ["A"]}

    for filters in (leaf, None, [], {"logical_operator": "or", "conditions": [leaf]}):
        assert len(call(app, "read", AUTH, {"type": "Tag", "filters": filters})["results"]["entities"]) == 1


@pytest.mark.parametrize(
    "filters",
    [
        "x", 5, [1], {"logical_operator": "xor", "conditions": []}, {"conditions": []}, {"logical_operator": "and"},
        {"logical_operator": "and", "conditions": {}}, {"logical_operator": "and", "conditions": ["x"]},
        {"path": None, "relation": "is", "values": [1]}, {"path": "id", "relation": None, "values": [1]},
        {"path": "id"}, {"path": "id", "relation": "is"}, {"path": "id", "relation": "is", "values": []},
        {"path": "", "relation": "is", "values": [1]}, {"path": "a.b", "relation": "is", "values": [1]},
        {"path": "id", "relation": "is", "values": [{}]}, {"path": "id", "relation": "is", "values": [[1, 2]]},
    ],
)  # fmt: skip
def test_a_filter_that_is_none_is_a_fault(app: SiteApp, filters: Any) -> None:
    answer = call(app, "read", AUTH, {"type": "Tag", "filters": filters})

    assert answer["exception"] is True
    assert "mistake" not in answer["message"]


@pytest.mark.parametrize("method", ["read", "create", "update", "delete", "revive", "batch", "summarize"])
@pytest.mark.parametrize(
    "args",
    [
        pytest.param([], id="a list"),
        pytest.param("text", id="text"),
        pytest.param({}, id="nothing"),
        pytest.param({"type": None}, id="no type"),
        pytest.param({"type": "Shot", "id": "1"}, id="an id as text"),
        pytest.param({"type": "Shot", "id": True, "fields": []}, id="an id that is true"),
        pytest.param({"type": "Shot", "fields": {"code": "x"}}, id="fields as an object"),
        pytest.param({"type": "Shot", "id": 1, "fields": [{"value": 1}]}, id="a field without a name"),
        pytest.param({"type": "Shot", "summaries": [], "filters": None, "paging": 5, "sorts": [5]}, id="odd parts"),
        pytest.param([{"request_type": "drop", "type": "Shot"}], id="a batch of what is not known"),
        pytest.param(["x"], id="a batch of texts"),
    ],
)
def test_arguments_that_are_none_are_never_our_own_mistake(app: SiteApp, method: str, args: Any) -> None:
    answer = call(app, method, AUTH, args)

    assert "mistake" not in str(answer.get("message")), answer


@pytest.mark.parametrize("return_fields", ["id", {"a": 1}, 5])
def test_return_fields_must_be_a_list(app: SiteApp, return_fields: Any) -> None:
    assert call(app, "read", AUTH, {"type": "Tag", "return_fields": return_fields})["exception"] is True


@pytest.mark.parametrize(
    "sorts", [["name"], [{"field_name": "name", "direction": "up"}], [{"field_name": None, "direction": "asc"}]]
)
def test_orders_that_are_none_are_faults_or_ignored(app: SiteApp, sorts: Any) -> None:
    answer = call(app, "read", AUTH, {"type": "Tag", "sorts": sorts})

    assert "mistake" not in str(answer.get("message"))


def test_which_rows_must_be_one_of_two(app: SiteApp) -> None:
    answer = call(app, "read", AUTH, {"type": "Tag", "return_only": "both"})

    assert "must be 'active' or 'retired'" in answer["message"]


def test_the_old_name_of_an_order_is_known(app: SiteApp) -> None:
    for name in ("b", "a"):
        made(app, "Tag", name=name)

    answer = call(app, "read", AUTH, {"type": "Tag", "return_fields": ["name"], "sorts": [{"column": "name"}]})

    assert [one["name"] for one in answer["results"]["entities"]] == ["a", "b"]


def test_a_batch_is_limited(app: SiteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio_tools.site.rpc.MAX_BATCH", 2)

    assert "takes 2 requests at most" in call(app, "batch", AUTH, [{}] * 3)["message"]


def test_an_empty_batch_answers_nothing(app: SiteApp) -> None:
    assert call(app, "batch", AUTH, []) == {"results": []}


def test_a_request_is_limited(app: SiteApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio_tools.site.door.MAX_RPC_BYTES", 50)

    assert "larger than 50 bytes" in call(app, "read", AUTH, {"type": "Shot"})["message"]


def test_conditions_are_limited(app: SiteApp) -> None:
    leaf = {"path": "id", "relation": "is", "values": [1]}
    filters = {"logical_operator": "or", "conditions": [leaf] * 5001}

    assert "more than 5000 conditions" in call(app, "read", AUTH, {"type": "Shot", "filters": filters})["message"]


def test_hundreds_of_ids_and_conditions_are_fine(app: SiteApp) -> None:
    tags = [made(app, "Tag", name=f"t{at}")["id"] for at in range(3)]
    many = {"path": "id", "relation": "in", "values": [*tags, *range(10_000, 13_000)]}
    either = {
        "logical_operator": "or",
        "conditions": [{"path": "name", "relation": "is", "values": [f"t{at}"]} for at in range(300)],
    }

    for filters in (many, either):
        assert len(call(app, "read", AUTH, {"type": "Tag", "filters": filters})["results"]["entities"]) == 3


def test_a_lone_surrogate_does_not_break_the_line(app: SiteApp) -> None:
    body = b'{"method_name": "create", "params": [%s, {"type": "Tag", "fields": [%s]}]}' % (
        json.dumps(AUTH).encode(),
        b'{"field_name": "name", "value": "\\ud800"}',
    )

    answer = app.handle("POST", f"{EMBEDDED_URL}/api3/json", {}, body)

    assert answer.status == 200
    assert b"no Unicode" in answer.body


def test_a_nested_request_does_not_break_the_line(app: SiteApp) -> None:
    deep = '{"a":' * 5000 + "1" + "}" * 5000

    answer = app.handle("POST", f"{EMBEDDED_URL}/api3/json", {}, f'{{"method_name": {deep}}}'.encode())

    assert b'"exception": true' in answer.body
