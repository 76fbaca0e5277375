"""Structure: plain mappings become frozen dataclasses, and every complaint has its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.config import Secret
from studio_tools.config.structure import Bytes, Complaint, Invalid, kind_at, size, structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    level: Literal["low", "high"]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    name: str
    count: int = field(metadata={"least": 0, "most": 10})
    ratio: float
    ready: bool
    folder: Path
    room: Bytes
    key: Secret
    inner: Inner
    table: Mapping[str, str]
    more: Mapping[str, Inner]


GOOD: dict[str, Any] = {
    "name": "a",
    "count": 3,
    "ratio": 1,
    "ready": True,
    "folder": "x/y",
    "room": "1GiB",
    "key": "open-sesame",
    "inner": {"level": "low", "names": ["a", "b"]},
    "table": {"x": "y"},
    "more": {"m": {"level": "high", "names": []}},
}


def complaints(raw: object, *, partial: bool = False) -> list[tuple[str, str]]:
    found: list[Complaint] = []
    structure(Outer, raw, found, partial=partial)
    return [(".".join(each.path), each.text) for each in found]


def test_a_good_mapping_becomes_a_frozen_value() -> None:
    found: list[Complaint] = []
    made: Outer = structure(Outer, GOOD, found)

    assert found == []
    assert made == Outer(
        name="a",
        count=3,
        ratio=1.0,
        ready=True,
        folder=Path("x/y"),
        room=Bytes(1024**3),
        key=Secret("open-sesame"),
        inner=Inner(level="low", names=("a", "b")),
        table={"x": "y"},
        more={"m": Inner(level="high", names=())},
    )
    assert type(made.ratio) is float
    with pytest.raises(FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]
    with pytest.raises(TypeError):
        made.table["x"] = "z"  # type: ignore[index]


@pytest.mark.parametrize(
    ("change", "path", "said"),
    [
        pytest.param({"name": 1}, "name", "must be text, not a whole number", id="a number for text"),
        pytest.param({"name": None}, "name", "must be text", id="nothing for text"),
        pytest.param({"count": "3"}, "count", "must be a whole number, not text", id="text for a number"),
        pytest.param({"count": True}, "count", "must be a whole number, not true or false", id="a truth for a number"),
        pytest.param({"count": 1.5}, "count", "must be a whole number, not a number", id="a fraction"),
        pytest.param({"count": -1}, "count", "must be at least 0", id="too small"),
        pytest.param({"count": 11}, "count", "must be at most 10", id="too large"),
        pytest.param({"ratio": "x"}, "ratio", "must be a number, not text", id="text for a ratio"),
        pytest.param({"ready": 1}, "ready", "must be true or false, not a whole number", id="a number for a truth"),
        pytest.param({"ready": "yes"}, "ready", "must be true or false, not text", id="text for a truth"),
        pytest.param({"folder": 1}, "folder", "must be a path", id="a number for a path"),
        pytest.param({"folder": date(2026, 1, 1)}, "folder", "not a date or time", id="a date for a path"),
        pytest.param({"room": "much"}, "room", "must be a size", id="no size"),
        pytest.param({"room": -1}, "room", "must be a size", id="a negative size"),
        pytest.param({"key": 123456}, "key", "must be text", id="a number for a secret"),
        pytest.param({"inner": "x"}, "inner", "must be a table, not text", id="text for a table"),
        pytest.param({"inner": {"level": "hihg", "names": []}}, "inner.level", 'did you mean "high"', id="no choice"),
        pytest.param({"inner": {"level": 1, "names": []}}, "inner.level", "must be one of low, high", id="no word"),
        pytest.param({"inner": {"level": ["low"], "names": []}}, "inner.level", "must be one of", id="a list"),
        pytest.param({"inner": {"level": "low", "names": "a"}}, "inner.names", "must be a list", id="no list"),
        pytest.param({"inner": {"level": "low", "names": ["a", 2]}}, "inner.names.1", "must be text", id="in a list"),
        pytest.param({"inner": {"level": "low"}}, "inner.names", "is missing", id="missing below"),
        pytest.param({"table": []}, "table", "must be a table, not a list", id="a list for a table"),
        pytest.param({"table": {"x": 1}}, "table.x", "must be text", id="in a table"),
        pytest.param({"more": {"m": {"level": "x", "names": []}}}, "more.m.level", "must be one of", id="deep"),
        pytest.param({"nmae": "a"}, "nmae", 'unknown; did you mean "name"', id="a misspelled key"),
        pytest.param({"zzzzzz": "a"}, "zzzzzz", "unknown; here are: name, count", id="a foreign key"),
    ],
)
def test_what_is_wrong_is_said_at_its_path(change: dict[str, Any], path: str, said: str) -> None:
    ((where, text),) = complaints({**GOOD, **change})

    assert where == path
    assert said in text


def test_everything_wrong_is_said_at_once() -> None:
    raw = {**GOOD, "name": 1, "count": -5, "inner": {"level": "x", "names": 3, "extra": 1}}

    assert [path for path, _ in complaints(raw)] == ["name", "count", "inner.level", "inner.names", "inner.extra"]


def test_everything_missing_is_said_at_once() -> None:
    assert [path for path, text in complaints({}) if text == "is missing"] == list(GOOD)


def test_a_part_may_lack_what_the_whole_must_have() -> None:
    assert complaints({"inner": {"level": "low"}}, partial=True) == []
    assert complaints({"inner": {"levle": "low"}}, partial=True) == [("inner.levle", 'unknown; did you mean "level"?')]


def test_what_is_no_table_at_all_is_said() -> None:
    assert complaints([]) == [("", "must be a table, not a list")]


def test_complaints_never_quote_what_was_written() -> None:
    raw = dict.fromkeys(("count", "ratio", "ready", "room", "inner", "table"), "open-sesame")
    raw["key"] = ["open-sesame"]  # type: ignore[assignment]

    assert "open-sesame" not in repr(complaints({**GOOD, **raw}))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(0, 0, id="zero"),
        pytest.param(4096, 4096, id="a number"),
        pytest.param("4096", 4096, id="digits"),
        pytest.param("1KiB", 1024, id="kibibytes"),
        pytest.param("1 kB", 1000, id="kilobytes"),
        pytest.param("1.5MiB", 1_572_864, id="a fraction"),
        pytest.param("500 MB", 500_000_000, id="megabytes"),
        pytest.param("2gib", 2 * 1024**3, id="small letters"),
        pytest.param("1T", 10**12, id="without a b"),
        pytest.param(" 7b ", 7, id="bytes with blanks"),
    ],
)
def test_sizes_are_read(raw: object, expected: int) -> None:
    assert size(raw) == expected


@pytest.mark.parametrize("raw", ["", "GiB", "-1GiB", "1 XB", "1,5GB", "1GiBs", None, 1.5, True, []])
def test_what_is_no_size_is_refused(raw: object) -> None:
    with pytest.raises(Invalid):
        size(raw)


@given(st.integers(0, 10**18))
def test_a_number_of_bytes_is_itself(number: int) -> None:
    assert size(number) == number


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param(("name",), str, id="a leaf"),
        pytest.param(("inner",), Inner, id="a table"),
        pytest.param(("more", "anything", "names"), tuple[str, ...], id="below a free key"),
        pytest.param(("table", "x"), str, id="a free key"),
        pytest.param(("nothing",), None, id="an unknown key"),
        pytest.param(("name", "below"), None, id="below a leaf"),
    ],
)
def test_the_type_of_a_path_is_known(path: tuple[str, ...], kind: object) -> None:
    assert kind_at(Outer, path) == kind
