"""Paths and numbers as scene files write them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.scenes import paths
from studio_tools.scenes.numbers import number, rate, rate_of_unit
from studio_tools.scenes.text import codeset_of, decoded

Write = Callable[[str, str | bytes], Path]


@pytest.mark.parametrize(
    ("path", "absolute"),
    [("/a", True), ("C:/a", True), ("c:\\a", True), ("C:", True), ("//s/a", True), ("\\\\s\\a", True),
     ("a/b", False), ("./a", False), ("", False), ("C", False), ("ab:/c", False), ("$X/a", False)],
)  # fmt: skip
def test_a_path_is_absolute_on_any_platform(path: str, absolute: bool) -> None:
    assert paths.is_absolute(path) is absolute


@pytest.mark.parametrize(
    ("path", "tidied"),
    [("/a//b/./c/../d", "/a/b/d"), ("C:\\a\\b", "C:/a/b"), ("C:/a//b", "C:/a/b"), ("//s/a//b", "//s/a/b"),
     ("/a/", "/a"), ("///a", "/a"), ("/a/b.exr", "/a/b.exr"), ("/../a", "/a")],
)  # fmt: skip
def test_a_path_is_tidied(path: str, tidied: str) -> None:
    assert paths.tidy(path) == tidied
    assert paths.tidy(tidied) == tidied


@pytest.mark.parametrize(
    ("path", "folder"), [("/a/b.nk", "/a"), ("C:/b.nk", "C:/"), ("/b.nk", "/"), ("C:/a/b.nk", "C:/a")]
)  # fmt: skip
def test_a_path_has_a_folder(path: str, folder: str) -> None:
    assert paths.folder_of(path) == folder


@pytest.mark.parametrize(
    "path", ["a.%04d.exr", "a.%d.exr", "a.####.exr", "a.#.exr", "a.<f>.exr", "a.<f4>.exr", "a.$F4.exr"]
)
def test_many_frames_are_one_path(path: str) -> None:
    assert paths.is_sequence(path)
    assert not paths.is_tiled(path)


@pytest.mark.parametrize("path", ["a.<UDIM>.exr", "a.<udim>.tx", "a.u<U>_v<V>.exr", "a.<UVTILE>.exr", "a.%(UDIM)d.exr"])
def test_many_tiles_are_one_path(path: str) -> None:
    assert paths.is_tiled(path)


@pytest.mark.parametrize(
    ("path", "variable"),
    [("$SHOW/a", "$SHOW"), ("${SHOW}/a", "${SHOW}"), ("/a/$B/c", "$B"), ("%TEMP%/a", "%TEMP%"), ("~/a", "~"),
     ("/a.$F4.exr", None), ("/a.%04d.exr", None), ("/%V/a_%v.exr", None), ("/a~b", None), ("/100%/50%/a", None)],
)  # fmt: skip
def test_a_variable_is_noticed(path: str, variable: str | None) -> None:
    assert paths.variable_in(path) == variable


@pytest.mark.parametrize(
    ("wanted", "there"),
    [("a.%04d.exr", True), ("a.####.exr", True), ("b.%04d.exr", False), ("t.<UDIM>.tx", True), ("plain.exr", True),
     ("gone.exr", False), ("a.foo.%04d.exr", False), ("s_%V.exr", True), ("s_%V.%04d.exr", False),
     ("t_<attr:x>.tx", False), ("%V/x.exr", True), ("none/%V/x.exr", False), ("left/x.exr", True),
     ("bad\0.exr", False)],
)  # fmt: skip
def test_a_file_or_one_of_those_it_stands_for_is_there(write: Write, tmp_path: Path, wanted: str, there: bool) -> None:
    for name in ("a.1001.exr", "a.x.exr", "t.1001.tx", "plain.exr", "s_left.exr", "left/x.exr"):
        write(name, "")

    assert paths.there(f"{tmp_path.as_posix()}/{wanted}") is there


def test_a_folder_is_listed_once_for_many_questions(write: Write, tmp_path: Path) -> None:
    write("a.1001.exr", "")
    listed: dict[str, tuple[str, ...]] = {}

    assert paths.there(f"{tmp_path.as_posix()}/a.%04d.exr", listed=listed)
    (tmp_path / "a.1001.exr").unlink()
    assert paths.there(f"{tmp_path.as_posix()}/a.####.exr", listed=listed)


def test_a_name_of_a_thousand_tokens_costs_no_time(write: Write, tmp_path: Path) -> None:
    write("a" * 200, "")

    assert not paths.there(f"{tmp_path.as_posix()}/" + "<x>a" * 1000 + "b")


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_path_can_be_asked_for(folder: str, name: str) -> None:
    assert isinstance(paths.there(f"/{folder}/{name}"), bool)
    assert paths.tidy(f"/{folder}/{name}").startswith("/")


@pytest.mark.parametrize(
    ("text", "value"),
    [("1001", 1001), ("-5", -5), ("1001.0", 1001), ("46.5", 46.5), (".5", 0.5), ("1e3", 1000), ("", None),
     ("x", None), ("1001x", None), ("nan", None), ("inf", None), ("1e999", None), ("--1", None), ("9" * 400, None)],
)  # fmt: skip
def test_a_number_is_an_int_where_it_is_whole(text: str, value: object) -> None:
    found = number(text)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("24", 24), ("25", 25), ("23.976", Fraction(24000, 1001)), ("23.98", Fraction(24000, 1001)),
     ("23.97602398", Fraction(24000, 1001)), ("29.97", Fraction(30000, 1001)), ("59.94", Fraction(60000, 1001)),
     ("119.88", Fraction(120000, 1001)), ("12.5", Fraction(25, 2)), ("0", None), ("-24", None), ("fast", None)],
)  # fmt: skip
def test_a_rate_is_exact(text: str, value: object) -> None:
    assert rate(text) == value


@given(st.text(max_size=20))
def test_any_text_may_be_asked_for_a_number_or_a_rate(text: str) -> None:
    number(text)
    rate(text)
    rate_of_unit(text)


@pytest.mark.parametrize(
    ("head", "codeset"),
    [(b"//Codeset: 1252", "cp1252"), (b"//Codeset: UTF-8", "utf-8"), (b"//Codeset: 932", "cp932"),
     (b"//Codeset: nothing", None), (b"//Codeset: 99999", None), (b"", None)],
)  # fmt: skip
def test_the_encoding_is_named_at_the_head(head: bytes, codeset: str | None) -> None:
    assert codeset_of(head) == codeset


@given(st.binary(max_size=40), st.sampled_from([None, "cp1252", "cp932", "utf-8", "nonsense"]))
def test_any_bytes_are_text(raw: bytes, codeset: str | None) -> None:
    assert isinstance(decoded(raw, codeset), str)
