"""What a batch may be asked: plain data, and nothing that nobody meant."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from studio_tools.batch import BatchRequest, read_request
from studio_tools.errors import UsageError

SCENE = {"address": "demo/sq010/sh0010", "scene": "/scenes/shot.fake"}


def test_a_request_needs_an_address_and_a_scene() -> None:
    request = BatchRequest.of(SCENE)

    assert (request.address, request.scene, request.plan, request.outputs) == (*SCENE.values(), False, ())


@pytest.mark.parametrize("missing", SCENE)
def test_what_is_missing_is_named(missing: str) -> None:
    with pytest.raises(UsageError, match=f"does not say its '{missing}'"):
        BatchRequest.of({name: value for name, value in SCENE.items() if name != missing})


@pytest.mark.parametrize(
    ("key", "near"),
    [("adress", "address"), ("varient", "variant"), ("accept-warnings", "accept_warnings"), ("output", "outputs")],
)
def test_an_unknown_key_is_refused_with_the_nearest(key: str, near: str) -> None:
    with pytest.raises(UsageError, match=f'did you mean "{near}"'):
        BatchRequest.of({**SCENE, key: "x"})


def test_a_key_that_resembles_none_is_refused_with_all_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        BatchRequest.of({**SCENE, "zzz": 1})

    assert all(each.name in caught.value.hint for each in fields(BatchRequest))


@pytest.mark.parametrize(
    ("key", "value", "spoken"),
    [
        ("comment", 3, "text"),
        ("comment", None, "text"),
        ("plan", "yes", "true or false"),
        ("accept_warnings", 1, "true or false"),
        ("outputs", "render.main", "a list of texts"),
        ("outputs", ["render.main", 3], "a list of texts"),
        ("uses", {}, "a list of texts"),
    ],
)
def test_a_value_of_another_kind_is_refused(key: str, value: object, spoken: str) -> None:
    with pytest.raises(UsageError, match=f"'{key}' must be {spoken}"):
        BatchRequest.of({**SCENE, key: value})


@pytest.mark.parametrize("value", [[], "text", None, 3])
def test_a_request_is_an_object(value: object) -> None:
    with pytest.raises(UsageError, match="is a JSON object"):
        BatchRequest.of(value)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe"], ids=["empty", "half", "noise"])
def test_what_is_no_json_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "request.json").write_bytes(data)

    with pytest.raises(UsageError, match="is no JSON"):
        read_request(tmp_path / "request.json")


def test_a_request_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_request(tmp_path / "request.json")
