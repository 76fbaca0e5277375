"""The transcript: written line by line, read back whole or broken off, and never over another."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import NoSpace, SourceError, StorageError
from studio_tools.testing.selftest import transcript
from studio_tools.testing.selftest.transcript import Asked, Checked, Transcript, Writer, parse, read

HEAD = {"program": "Autodesk Maya 2026", "host": "maya"}
CHECK = Checked(name="saving_makes_the_file", outcome="passed")
QUESTION = Asked(
    code="unsaved",
    sentence="it refuses",
    outcome="differs",
    expected=[1],
    observed={"ü": None},
    steps=[{"do": "cmds.file", "with": [], "gave": 1.5}],
)


def written(path: Path, *told: Checked | Asked, ends: bool = True, head: dict[str, Any] = HEAD) -> Path:
    with Writer(path, head) as writer:
        for each in told:
            writer.add(each)
        if ends:
            writer.end()
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    told = read(written(tmp_path / "t.jsonl", CHECK, QUESTION))

    assert told == Transcript(made_by=HEAD, checks=(CHECK,), assumptions=(QUESTION,))


def test_each_answer_is_on_the_disk_at_once(tmp_path: Path) -> None:
    with Writer(tmp_path / "t.jsonl", HEAD) as writer:
        writer.add(CHECK)
        seen = read(tmp_path / "t.jsonl")

    assert (seen.checks, seen.is_whole) == ((CHECK,), False)


def test_every_line_is_json(tmp_path: Path) -> None:
    lines = written(tmp_path / "t.jsonl", CHECK, QUESTION).read_text("utf-8").splitlines()

    assert [json.loads(line)["kind"] for line in lines] == ["begin", "check", "assumption", "end"]


def test_a_transcript_that_broke_off_is_not_whole(tmp_path: Path) -> None:
    told = read(written(tmp_path / "t.jsonl", CHECK, ends=False))

    assert not told.is_whole
    assert not told.is_good


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_half_a_line_is_left_out(tmp_path: Path, cut: int) -> None:
    path = written(tmp_path / "t.jsonl", CHECK, QUESTION, ends=False)
    told = parse(path.read_text("utf-8").rstrip("\n")[:-cut])

    assert (told.checks, told.assumptions, told.is_whole) == ((CHECK,), (), False)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "nothing of ours",
        "[]",
        "{}",
        '{"kind": "begin"}',
        '{"kind": "begin", "format": "other", "version": 1}',
    ],
)
def test_what_is_no_transcript_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="no transcript"):
        parse(text)


def test_a_newer_format_is_refused_in_words(tmp_path: Path) -> None:
    path = written(tmp_path / "t.jsonl")
    path.write_text(path.read_text("utf-8").replace('"version": 1', '"version": 2'), "utf-8")

    with pytest.raises(SourceError) as refused:
        read(path)
    assert "t.jsonl" in refused.value.message
    assert "version 1" in refused.value.hint


def test_a_missing_transcript_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path / "gone.jsonl")


def test_what_is_in_no_known_letters_is_no_transcript(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SourceError, match="no transcript"):
        read(tmp_path / "t.jsonl")


@pytest.mark.parametrize(
    "line", ['{"kind": "check"}', '{"kind": "check", "name": "x", "outcome": "passed", "mood": 1}']
)
def test_lines_of_another_make_are_refused(tmp_path: Path, line: str) -> None:
    path = written(tmp_path / "t.jsonl", ends=False)

    with pytest.raises(SourceError, match="no transcript"):
        parse(path.read_text("utf-8") + line)


WHOLE = "".join(
    json.dumps(each, ensure_ascii=False) + "\n"
    for each in (
        {"kind": "begin", "format": transcript.FORMAT, "version": transcript.VERSION, **HEAD},
        {"kind": "check", **asdict(CHECK)},
        {"kind": "assumption", **asdict(QUESTION)},
        {"kind": "end"},
    )
).encode()


@given(st.integers(0, len(WHOLE)))
def test_wherever_a_program_crashes_what_came_before_can_be_read(cut: int) -> None:
    text = WHOLE[:cut].decode("utf-8", "replace")
    lines = WHOLE[:cut].count(b"\n") + (WHOLE[cut : cut + 1] == b"\n")

    if lines == 0:
        with pytest.raises(SourceError):
            parse(text)
    else:
        told = parse(text)
        assert len(told.checks) + len(told.assumptions) == min(lines - 1, 2)
        assert told.is_whole is (lines == 4)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = written(tmp_path / "t.jsonl", CHECK)
    before = path.read_bytes()

    with pytest.raises(StorageError, match="is there already"):
        Writer(path, HEAD)
    assert path.read_bytes() == before


def test_where_no_file_can_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written") as refused:
        Writer(tmp_path / "no" / "folder" / "t.jsonl", HEAD)
    assert refused.value.hint
    assert not isinstance(refused.value, NoSpace)


@pytest.mark.parametrize(
    ("outcome", "is_good"),
    [
        (transcript.PASSED, True),
        (transcript.NOT_APPLICABLE, True),
        (transcript.FAILED, False),
    ],
)
def test_a_check_that_failed_is_not_good(outcome: str, is_good: bool) -> None:
    assert Transcript(made_by=HEAD, checks=(CHECK, Checked(name="x", outcome=outcome))).is_good is is_good


@pytest.mark.parametrize(
    ("outcome", "is_good"),
    [
        (transcript.HOLDS, True),
        (transcript.NOT_ASKED, True),
        (transcript.DIFFERS, False),
        (transcript.UNCLEAR, False),
    ],
)
def test_an_assumption_that_does_not_hold_is_not_good(outcome: str, is_good: bool) -> None:
    told = Transcript(made_by=HEAD, assumptions=(Asked(code="x", sentence="x", outcome=outcome),))

    assert told.is_good is is_good


def test_only_a_real_program_confirms_anything() -> None:
    assert Transcript(made_by=HEAD).is_confirmation
    assert not Transcript(made_by=HEAD | {"program": transcript.SIMULATOR}).is_confirmation
