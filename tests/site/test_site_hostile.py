"""Random requests, sound and broken: whatever comes, the answer is a document, and the site goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_tools.site import EMBEDDED_URL, SiteApp, open_site
from studio_tools.site.rpc import UNSERVED
from studio_tools.site.schema import load_schema

AUTH = {"script_name": "tests", "script_key": "a key for tests"}
METHODS = [
    "read", "create", "update", "delete", "revive", "batch", "summarize", "schema_read", "schema_field_read",
    "schema_field_update", "schema_field_delete", "info", *UNSERVED,
]  # fmt: skip
SCHEMA = load_schema()
KINDS = ["Shot", "Task", "PublishedFile", "Version", "EventLogEntry", "Attachment", "HumanUser"]
PATHS = [
    *sorted({name for kind in KINDS for name in SCHEMA[kind].fields}),
    *("project.Project.name", "entity.Shot.code", "assets.Asset.code", "a.b.c", "", ".", "..", "entity.Shot.project.x"),
]
RELATIONS = ["is", "is_not", "in", "not_in", "between", "in_last", "name_is", "type_is", "contains", "less_than", "x"]
QUIET = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["2024-01-01", "ip", "DAY", "Shot", "true"]),
    st.fixed_dictionaries({"type": st.sampled_from([*KINDS, "Nope"]), "id": st.integers(-1, 60)}),
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
LEAVES = st.fixed_dictionaries(
    {"path": st.sampled_from(PATHS), "relation": st.sampled_from(RELATIONS), "values": st.lists(JSON, max_size=3)}
)
GROUPS = st.recursive(
    LEAVES,
    lambda inner: st.fixed_dictionaries(
        {"logical_operator": st.sampled_from(["and", "or", "xor"]), "conditions": st.lists(inner, max_size=3)}
    ),
    max_leaves=5,
)
FIELDS = st.lists(
    st.fixed_dictionaries(
        {"field_name": st.sampled_from(PATHS), "value": JSON},
        optional={"multi_entity_update_mode": st.sampled_from(["set", "add", "remove", "x"])},
    ),
    max_size=4,
)
ARGUMENTS = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS)},
    optional={
        "id": st.integers(-1, 80),
        "fields": FIELDS,
        "filters": GROUPS,
        "return_fields": st.lists(st.sampled_from(PATHS), max_size=4),
        "sorts": st.lists(st.fixed_dictionaries({"field_name": st.sampled_from(PATHS), "direction": st.just("asc")})),
        "paging": st.fixed_dictionaries({"entities_per_page": st.integers(-1, 20), "current_page": st.integers(0, 3)}),
        "summaries": st.lists(st.fixed_dictionaries({"field": st.sampled_from(PATHS), "type": st.just("count")})),
        "request_type": st.sampled_from(["create", "update", "delete", "x"]),
        "field_name": st.sampled_from(PATHS),
        "properties": st.lists(st.fixed_dictionaries({"property_name": st.just("valid_values"), "value": JSON})),
    },
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, fresh: Path) -> Any:
    path = tmp_path_factory.mktemp("hostile") / "site.db"
    path.write_bytes(fresh.read_bytes())
    with open_site(path) as site:
        yield site.app()


def ask(app: SiteApp, body: bytes) -> Any:
    answer = app.handle("POST", f"{EMBEDDED_URL}/api3/json", {}, body)
    assert answer.status == 200
    document = json.loads(answer.body)
    assert isinstance(document, dict)
    assert "mistake" not in str(document.get("message")), document
    return document


def is_alive(app: SiteApp) -> bool:
    question = {"method_name": "read", "params": [AUTH, {"type": "Status", "return_fields": ["code"]}]}
    return len(ask(app, json.dumps(question).encode())["results"]["entities"]) > 10


@given(method=st.sampled_from(METHODS), args=ARGUMENTS)
@QUIET
def test_requests_that_are_nearly_sound_are_answered(app: SiteApp, method: str, args: Any) -> None:
    asked = [args] if method == "batch" else args

    ask(app, json.dumps({"method_name": method, "params": [AUTH, asked]}).encode())

    assert is_alive(app)


@given(method=st.sampled_from(METHODS), args=JSON, auth=st.one_of(st.just(AUTH), JSON))
@QUIET
def test_requests_that_hold_anything_are_answered(app: SiteApp, method: str, args: Any, auth: Any) -> None:
    ask(app, json.dumps({"method_name": method, "params": [auth, args]}).encode())

    assert is_alive(app)


@given(body=st.binary(max_size=200))
@QUIET
def test_bytes_that_are_no_request_are_answered(app: SiteApp, body: bytes) -> None:
    assert ask(app, body)["exception"] is True


@given(
    method=st.sampled_from(["GET", "PUT", "POST", "HEAD", "DELETE"]),
    path=st.text("/.%2fastorgeupld_0123456789-", max_size=60),
    body=st.binary(max_size=50),
    kind=st.sampled_from(["", "multipart/form-data", "multipart/form-data; boundary=b", "text/plain"]),
)
@QUIET
def test_addresses_that_lead_anywhere_are_answered(
    app: SiteApp, method: str, path: str, body: bytes, kind: str
) -> None:
    answer = app.handle(method, f"{EMBEDDED_URL}/{path}", {"Content-Type": kind}, body)

    assert answer.status in (200, 403, 404)
    assert answer.file is None


FORM_NAMES = [
    "entity_type",
    "entity_id",
    "upload_id",
    "etags",
    "upload_link_info",
    "part_number",
    "entities",
    "source_entity",
    "field_name",
    "script_name",
    "script_key",
]
FORM_TEXTS = ["Shot", "1", "Shot_1", "tests", "a key for tests", "x\ny\nz\n\n", "-1", "\x00", "9" * 30]


@given(form=st.dictionaries(st.sampled_from(FORM_NAMES), st.sampled_from(FORM_TEXTS)))
@QUIET
def test_forms_that_hold_anything_are_answered(app: SiteApp, form: dict[str, str]) -> None:
    for path in ("upload_file", "share_thumbnail", "api_link_file", "api_complete_multipart_upload"):
        answer = app.handle("POST", f"{EMBEDDED_URL}/upload/{path}", {}, urlencode(form).encode())

        assert (answer.status, answer.body[:1]) == (200, b"0")
