"""What cannot be published is refused in words, with a code and a hint, and leaves storage and site as they were."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Said

Coded = Callable[..., dict[str, Any]]
SHOT = "demo/sq010/sh0010"


@pytest.fixture
def refused(show: Any, coded: Coded) -> Iterator[Coded]:
    """Judges an error, and afterwards that nothing whatever was made."""
    before = sorted(str(path) for path in show.storage.rglob("*") if ".studio" not in path.parts)
    yield coded
    assert show.rows() == []
    assert sorted(str(path) for path in show.storage.rglob("*") if ".studio" not in path.parts) == before
    assert show.shell.json("versions", "--all").result == []
    show.judge()


def test_a_missing_file_is_answered_with_its_neighbour(show: Any, refused: Coded) -> None:
    show.note("grade_notes.txt")

    error = refused(show.says(show.desk / "grade_note.txt"), "source-missing", 14)

    assert "grade_notes.txt" in error["message"]


def test_a_folder_without_a_sequence_names_its_folders(show: Any, refused: Coded) -> None:
    (show.desk / "passes" / "beauty").mkdir(parents=True)

    error = refused(show.says(show.desk / "passes"), "source-missing", 14)

    assert "beauty/" in error["message"]


def test_a_folder_of_several_sequences_lists_them(show: Any, refused: Coded) -> None:
    show.notes("left")
    show.notes("right")

    error = refused(show.says(show.desk), "input-invalid", 2)

    assert len(error["details"]["found"]) == 2


def test_a_folder_of_clutter_alone_holds_nothing(show: Any, refused: Coded) -> None:
    show.note(".DS_Store")
    show.note("Thumbs.db")

    refused(show.says(show.desk), "source-missing", 14)


def test_an_empty_sequence_is_blocked_with_each_frame(show: Any, refused: Coded) -> None:
    for frame in (1001, 1002, 1003):
        show.note(f"beauty.{frame}.exr", "")

    error = refused(show.says(f"render={show.desk / 'beauty.%04d.exr'}"), "publish-blocked", 20)

    frames = {finding["frames"] for finding in error["details"]["findings"] if finding["frames"]}
    assert "1001-1003" in frames


def test_a_pattern_without_frames_names_the_sequence_that_is_there(show: Any, refused: Coded) -> None:
    show.notes("beauty")

    error = refused(show.says(show.desk / "beuty.%04d.txt"), "source-missing", 14)

    assert 'did you mean "beauty.' in error["message"]


def test_one_bad_path_among_good_ones_publishes_none(show: Any, refused: Coded) -> None:
    good = [f"other.{name}={show.note(f'{name}.txt')}" for name in ("a", "b", "c")]

    refused(show.says(*good, f"other.d={show.desk / 'gone.txt'}"), "source-missing", 14)


@pytest.mark.parametrize("special", ["pipe", "socket folder", "device"])
def test_what_is_no_file_is_refused_without_waiting(special: str, show: Any, refused: Coded) -> None:
    path = Path("/dev/zero") if special == "device" else show.desk / "odd"
    if special == "pipe":
        os.mkfifo(path)
    elif special == "socket folder":
        path.mkdir()
        os.mkfifo(path / "inside.txt")

    assert refused(show.says(path), "source-missing", 14)["message"]


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("demo/sq010/sh0011", "demo/sq010/sh0010"),
        ("demo/sq011/sh0010", "demo/sq010/sh0010"),
        ("demo/assets/dragoon", "demo/assets/dragon"),
        ("dmo/sq010/sh0010", "demo"),
    ],
    ids=["a shot", "a sequence", "an asset", "a project"],
)
def test_an_unknown_address_names_the_nearest(address: str, nearest: str, show: Any, refused: Coded) -> None:
    error = refused(show.says(show.note(), to=address), "context-unknown", 11)

    assert f"Did you mean {nearest}" in error["hint"]
    assert error["details"]["nearest"][0] == nearest


@pytest.mark.long
@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "/",
        "demo",
        "demo//sh0010",
        "../demo/sq010",
        "demo/sq010/../sh0010",
        "demo/sq010/sh0010@v001",
        "a\nb/c/d",
    ],
    ids=repr,
)
def test_an_address_that_is_none_is_refused(address: str, show: Any, refused: Callable[..., Any]) -> None:
    said: Said = show.says(show.note(), to=address)

    assert said.code in {2, 11}
    assert "\n" not in said.error["message"]
    assert said.error["hint"]


@pytest.mark.parametrize(
    "uses", [f"{SHOT}:other.gone@v001", f"{SHOT}:other.gone@latest", SHOT], ids=["v", "latest", "-"]
)
def test_what_was_made_from_nothing_that_exists_is_refused(uses: str, show: Any, refused: Coded) -> None:
    refused(show.says(show.note(), "--uses", uses), "version-unknown", 24)


@pytest.mark.parametrize(
    "name",
    [
        "with blanks in it.txt",
        "grün_日本_🐉.txt",
        "a\nb.txt",
        "a\tb.txt",
        "-rf.txt",
        "quote'\"$(id)`.txt",
        "100%.txt",
        "%d.txt",
        "\u202egnp.txt",
        "e\u0301.txt",
    ],
    ids=["blanks", "unicode", "newline", "tab", "dash", "quotes", "percent", "pattern", "right to left", "decomposed"],
)
def test_any_name_is_published_below_a_plain_one(name: str, show: Any) -> None:
    version = show.says(f"other.odd={show.note(name, 'odd')}").result["versions"][0]

    (path,) = (each for each in Path(version["path"]).iterdir() if each.name != "publish.json")
    assert path.read_text() == "odd"
    assert path.name.isascii()
    assert path.name.isprintable()
    assert show.rows()[0]["path"]["local_path"] == str(path)
    assert show.shell.json("verify").result["ok"] is True


@pytest.mark.parametrize("name", ["take two", "nächste_einstellung", "a.b.c"], ids=["blanks", "unicode", "dots"])
def test_a_sequence_of_any_name_keeps_its_frames(name: str, show: Any) -> None:
    form = show.says(f"other.seq={show.notes(name)}").result["versions"][0]["representations"][0]

    assert (form["frames"], form["files"]) == ("1001-1003", 3)


@pytest.mark.long
@pytest.mark.parametrize(
    "text", ["one\ntwo", "日本 🐉", "'; DROP TABLE published_file; --", "\u202e", "x" * 4000], ids=lambda text: text[:8]
)
def test_any_comment_comes_back_as_it_was(text: str, show: Any) -> None:
    show.publish("note", "", "--comment", text)

    assert show.shell.json("versions", SHOT).result[0]["comment"] == text


@pytest.mark.long
@pytest.mark.parametrize("variant", ["Ma in", "../up", "-x", "ü", "a\nb"], ids=repr)
def test_a_variant_that_is_no_name_is_refused(variant: str, show: Any, refused: Callable[..., Any]) -> None:
    said = show.shell.json("publish", show.note(), "--to", SHOT, "--kind", "other", f"--variant={variant}")

    assert said.code == 2
    assert said.error["hint"]


def test_a_name_that_no_disk_can_hold_is_refused(show: Any, refused: Callable[..., Any]) -> None:
    said = show.shell.json("publish", show.note(), "--to", SHOT, "--kind", "other", "--variant", "a" * 300)

    assert (said.code, said.error["code"]) == (2, "input-invalid")
    assert "300 letters; 64 are the most" in said.error["message"]
    assert said.error["hint"]


def test_the_longest_variant_that_is_taken_can_be_published(show: Any) -> None:
    name = "a" * 64

    found = show.says(f"other.{name}={show.notes()}").result

    assert found["versions"][0]["address"].endswith(f"other.{name}@v001")
    show.judge()


@pytest.mark.parametrize("command", ["versions", "show", "where-used", "verify"])
def test_a_name_that_no_disk_can_hold_is_unknown(command: str, known: Any) -> None:
    said = known.shell.json(command, f"{SHOT}:other.{'a' * 300}@v001")

    assert (said.code, said.error["code"]) == (24, "version-unknown")
