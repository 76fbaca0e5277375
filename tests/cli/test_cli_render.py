"""How answers look to people: nothing is cut, nothing steers the terminal, numbers read well."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio_tools.cli.render import Paper, many, size, visible

LONG = "/storage/" + "very_long_name/" * 20 + "sh0010_render_main_v001.1001.exr"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def written(*, terminal: bool = False) -> tuple[Paper, io.StringIO]:
    stream = Terminal() if terminal else io.StringIO()
    return Paper(stream), stream


def test_a_long_path_stays_on_one_line() -> None:
    paper, stream = written()

    paper.line(LONG, indent=2)

    assert stream.getvalue() == f"  {LONG}\n"


def test_a_table_is_never_cut() -> None:
    paper, stream = written()

    paper.table(("address", "path"), [("demo/sq010/sh0010:render.main@v001", LONG), ("short", "x")])

    lines = stream.getvalue().splitlines()
    assert lines[1] == f"demo/sq010/sh0010:render.main@v001  {LONG}"
    assert lines[2].index("x") == lines[1].index(LONG)


def test_a_table_without_a_head_has_none() -> None:
    paper, stream = written()

    paper.table(("", ""), [("storage", "a"), ("site", "b")], indent=2)

    assert stream.getvalue().splitlines() == ["  storage  a", "  site     b"]


def test_an_empty_table_is_its_head() -> None:
    paper, stream = written()

    paper.table(("version", "status"), [])

    assert stream.getvalue().split() == ["version", "status"]


def test_wide_letters_keep_the_columns_straight() -> None:
    paper, stream = written()

    paper.table(("", ""), [("龍", "a"), ("ab", "b")])

    assert stream.getvalue().splitlines() == ["龍  a", "ab  b"]


def test_square_brackets_in_a_name_are_no_markup() -> None:
    paper, stream = written()

    paper.line("a[red]b[/red].exr :smile:")

    assert stream.getvalue() == "a[red]b[/red].exr :smile:\n"


def test_states_have_colour_on_a_terminal_only() -> None:
    plain, dull = written()
    paper, bright = written(terminal=True)

    plain.state("PUBLISHED", "  it")
    paper.state("PUBLISHED", "  it")

    assert dull.getvalue() == "PUBLISHED  it\n"
    assert "\x1b[32mPUBLISHED" in bright.getvalue()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.exr", "a\\nb.exr"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("caf\u00e9", "caf\u00e9"),
        ("a b", "a b"),
        ("a\udcffb", "a\\udcffb"),
        ("a\u202eb", "a\\u202eb"),
    ],
    ids=["newline", "escape", "accent", "blank", "no text", "right to left"],
)
def test_a_name_cannot_steer_the_terminal(name: str, shown: str) -> None:
    assert visible(name) == shown


@given(some.text())
def test_whatever_is_shown_can_be_printed(text: str) -> None:
    assert visible(text).isprintable()


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (812, "812 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (4_200_000, "4.2 MB"),
        (812_000_000, "812 MB"),
        (8_000_000_000, "8.0 GB"),
        (5_000_000_000_000_000, "5000 TB"),
    ],
)
def test_bytes_read_well(count: int, shown: str) -> None:
    assert size(count) == shown


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 files"), (1, "1 file"), (2, "2 files")], ids=["none", "one", "two"]
)
def test_one_is_not_many(count: int, shown: str) -> None:
    assert many(count, "file") == shown


def test_a_plural_of_its_own() -> None:
    assert many(2, "entity", "entities") == "2 entities"
