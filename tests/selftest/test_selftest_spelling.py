"""Values are written so that they can be read back, and so that nobody can be recognised by them."""

from __future__ import annotations

import json
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.testing.selftest.spelling import Private, same, spell, with_places, without_places

PLAIN = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)
NOBODY = Private()


def spelled(value: Any) -> Any:
    return spell(value, str, lambda each: {"object": 1, "class": type(each).__name__})


@given(VALUES)
def test_what_is_written_is_read_back(value: Any) -> None:
    written = spelled(value)

    assert same(json.loads(json.dumps(written)), written)


@given(VALUES)
def test_everything_is_the_same_as_itself(value: Any) -> None:
    assert same(spelled(value), spelled(value))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, True),
        (0, False),
        (0, None),
        ("", None),
        ([], None),
        ([1], [1, 1]),
        ({"a": 1}, {"b": 1}),
        ([1], [2]),
    ],
    ids=str,
)
def test_what_only_looks_alike_is_not_the_same(one: Any, other: Any) -> None:
    assert not same(one, other)
    assert not same(other, one)


def test_numbers_are_kept_to_six_places() -> None:
    assert spelled(0.1234567891) == 0.123457


def test_a_tuple_is_a_list() -> None:
    assert spelled((1, ("a",))) == [1, ["a"]]


def test_an_object_is_told_by_its_class() -> None:
    assert spelled([object()]) == [{"object": 1, "class": "object"}]


def test_of_objects_only_that_there_is_one_counts() -> None:
    assert same({"object": 1, "class": "A"}, {"object": 7, "class": "B"})
    assert not same({"object": 1, "class": "A"}, None)


def test_the_folder_is_no_part_of_what_is_told(tmp_path: Path) -> None:
    text = f"{tmp_path}/a.ma and {tmp_path.as_posix()}/b.ma"

    assert without_places(text, tmp_path, NOBODY) == "<tmp>/a.ma and <tmp>/b.ma"


def test_a_folder_is_known_by_its_real_path_too(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)

    told = without_places(f"{tmp_path}/link/a {real}/b", tmp_path / "link", NOBODY)

    assert told == "<tmp>/a <tmp>/b"


def test_another_folder_takes_its_place(tmp_path: Path) -> None:
    told = with_places({"a": ["<tmp>/a.ma", 1], "b": {"c": "<tmp>"}}, tmp_path)

    assert told == {"a": [f"{tmp_path.as_posix()}/a.ma", 1], "b": {"c": tmp_path.as_posix()}}


@given(st.lists(st.sampled_from(["a.ma", "b/c.ma", "ü"]), min_size=1))
def test_places_go_out_and_in(names: list[str]) -> None:
    folder = Path("/somewhere/else")
    text = " ".join(f"{folder.as_posix()}/{name}" for name in names)

    assert with_places(without_places(text, folder, NOBODY), folder) == text


MINE = Private(places=(("/people/jane", "<home>"),), names=(("jane", "<user>"), ("ws042", "<machine>")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/people/jane/maya", "<home>/maya"),
        ("/people/janet/maya", "/people/janet/maya"),
        ("/tmp/jane/x", "/tmp/<user>/x"),
        ("//ws042/share", "//<machine>/share"),
        ("C:\\temp\\jane\\x", "C:\\temp\\<user>\\x"),
        ("licence@ws042:5053", "licence@<machine>:5053"),
        ("jane", "jane"),
        ("a node called jane", "a node called jane"),
        ("jane.translateX", "jane.translateX"),
    ],
)
def test_people_and_machines_are_left_out_of_paths_and_nodes_are_not(text: str, told: str) -> None:
    assert MINE.out_of(text) == told


def test_the_longest_place_goes_first() -> None:
    private = Private(places=(("/a", "<one>"), ("/a/b", "<two>")))

    assert private.out_of("/a/b/c /a/c") == "<two>/c <one>/c"


def test_the_home_of_who_runs_it_is_left_out() -> None:
    home = Path.home()

    assert Private.of_this_machine().out_of(f"{home}/x") == "<home>/x"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("C:\\Users\\Jane.Doe\\x", "<home>\\x"),
        ("C:/Users/Jane.Doe/x", "<home>/x"),
        ("C:\\\\Users\\\\Jane.Doe\\\\x", "<home>\\\\x"),
    ],
    ids=["as it is", "with slashes", "as code"],
)
def test_a_home_on_windows_is_left_out_however_it_is_written(
    written: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: PureWindowsPath("C:\\Users\\Jane.Doe"))

    assert Private.of_this_machine().out_of(written) == told


def test_further_places_can_be_named(tmp_path: Path) -> None:
    assert Private.of_this_machine(selftest=tmp_path).out_of(f"{tmp_path}/own") == "<selftest>/own"
