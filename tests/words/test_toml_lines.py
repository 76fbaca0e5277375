"""Lines of keys: every key of a TOML file is found on the line where it stands."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.config.toml_lines import key_lines


def paths(values: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in values.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from paths(value, (*above, key))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = 1\nb = 2\n", {("a",): 1, ("b",): 2}, id="plain keys"),
        pytest.param("# x = 1\n\na = 1 # b = 2\n", {("a",): 3}, id="comments"),
        pytest.param("[t]\na = 1\n\n[u]\nb = 2", {("t",): 1, ("t", "a"): 2, ("u",): 4, ("u", "b"): 5}, id="tables"),
        pytest.param("[t.u]\na = 1", {("t", "u"): 1, ("t", "u", "a"): 2}, id="a table below a table"),
        pytest.param("[ t . 'u v' ]\na = 1", {("t", "u v"): 1, ("t", "u v", "a"): 2}, id="a quoted table"),
        pytest.param("a.b.c = 1", {("a",): 1, ("a", "b"): 1, ("a", "b", "c"): 1}, id="dotted keys"),
        pytest.param("\"a.b\" = 1\n'c d' = 2", {("a.b",): 1, ("c d",): 2}, id="quoted keys"),
        pytest.param('"\\u0061" = 1', {("a",): 1}, id="an escaped key"),
        pytest.param('a = """\nb = 1\n[c]\n"""\nd = 2', {("a",): 1, ("d",): 5}, id="text of several lines"),
        pytest.param("a = '''\nb = 1\n'''\nd = 2", {("a",): 1, ("d",): 4}, id="literal text of several lines"),
        pytest.param('a = ""\nb = "\\"x = 1"\nc = 3', {("a",): 1, ("b",): 2, ("c",): 3}, id="empty and escaped text"),
        pytest.param("a = [\n  1,\n  [2],\n]\nb = 2", {("a",): 1, ("b",): 5}, id="lists of several lines"),
        pytest.param('a = [ # "\n  "]",\n]\nb = 2', {("a",): 1, ("b",): 4}, id="brackets in comments and text"),
        pytest.param(
            "a = { b = 1, c.d = 2 }", {("a",): 1, ("a", "b"): 1, ("a", "c"): 1, ("a", "c", "d"): 1}, id="inline"
        ),
        pytest.param(
            "a = { b = [1, 2], c = { d = 1 } }\ne = 1", {("a", "b"): 1, ("a", "c", "d"): 1, ("e",): 2}, id="deep"
        ),
        pytest.param("a = {}\nb = 1", {("a",): 1, ("b",): 2}, id="an empty inline table"),
        pytest.param("[[t]]\na = 1\n[[t]]\nb = 1", {("t",): 1, ("t", "a"): 2, ("t", "b"): 4}, id="lists of tables"),
        pytest.param("a = 1979-05-27T07:32:00Z\nb = -1.5e+3\nc = 1", {("a",): 1, ("b",): 2, ("c",): 3}, id="dates"),
        pytest.param("a = 1\r\nb = 2\r\n", {("a",): 1, ("b",): 2}, id="lines of Windows"),
        pytest.param("", {}, id="nothing"),
    ],
)
def test_keys_stand_on_their_lines(text: str, expected: dict[tuple[str, ...], int]) -> None:
    tomllib.loads(text)

    found = key_lines(text)

    assert {path: found.get(path) for path in expected} == expected


keys = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=6)
values = st.recursive(
    st.one_of(st.integers(-9, 9), st.booleans(), st.text(st.characters(blacklist_categories=("Cs",)), max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=8,
)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {inline(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + "".join(f"  {inline(each)}, # ]\n" for each in value) + "]"
    return quoted(value) if isinstance(value, str) else json.dumps(value)


def written(content: dict[str, Any]) -> Iterator[str]:
    """Write TOML with tables of its own for what is a table at the top, and inline ones below."""
    tables = {key: value for key, value in content.items() if isinstance(value, dict)}
    yield from (f"{quoted(key)} = {inline(value)}" for key, value in content.items() if key not in tables)
    for key, table in tables.items():
        yield f"[{quoted(key)}] # a table"
        yield from (f"{quoted(below)} = {inline(value)}" for below, value in table.items())


@given(st.dictionaries(keys, values, max_size=4))
def test_every_key_of_any_file_is_found(content: dict[str, Any]) -> None:
    text = "\n".join(written(content))

    assert set(paths(tomllib.loads(text))) <= set(key_lines(text))


@given(st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), unique=True, max_size=8), st.integers(0, 3))
def test_lines_are_counted_from_one(names: list[str], blank: int) -> None:
    text = "".join("\n" * blank + f"{name} = 1\n" for name in names)

    assert key_lines(text) == {(name,): (at + 1) * (blank + 1) for at, name in enumerate(names)}
