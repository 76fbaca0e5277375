"""A transcript is held against the simulators: what one said itself comes out the same, what differs is told."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import studio_tools.testing
from studio_tools.errors import SourceError
from studio_tools.testing.selftest.replay import Difference, differences, replayed
from studio_tools.testing.selftest.tape import Tape
from studio_tools.testing.selftest.transcript import Asked, Transcript, read

TRANSCRIPTS = sorted((Path(studio_tools.testing.__file__).parent / "transcripts").glob("*.jsonl"))
MODES = pytest.mark.parametrize("interactive", [False, True], ids=["terminal", "window"])
HOSTS = pytest.mark.parametrize("host", ["maya", "nuke"])


def steps_of(told: Transcript, code: str) -> list[dict[str, Any]]:
    (found,) = [each.steps for each in told.assumptions if each.code == code]
    return found


def altered(told: Transcript, code: str, do: str, **changed: Any) -> Transcript:
    """A transcript in which the last call of one name came out otherwise."""
    steps = [dict(each) for each in steps_of(told, code)]
    at = max(number for number, each in enumerate(steps) if each["do"] == do)
    steps[at] = {key: value for key, value in steps[at].items() if key not in ("gave", "raised", "words")} | changed
    kept = tuple(replace(each, steps=steps) if each.code == code else each for each in told.assumptions)
    return replace(told, assumptions=kept)


@HOSTS
@MODES
def test_what_a_simulator_said_comes_out_the_same(
    host: str, interactive: bool, recorded: Callable[..., Path], tmp_path: Path
) -> None:
    told = read(recorded(host, interactive=interactive))

    assert list(differences(told, tmp_path)) == []
    assert sum(len(each.steps) for each in told.assumptions) > 100


ALTERED = [
    pytest.param("maya", "attribute-type", "cmds.attributeQuery", {"gave": ["bool"]}, id="maya, a list for a word"),
    pytest.param("maya", "veto-error", "cmds.file", {"gave": "saved"}, id="maya, no error"),
    pytest.param("maya", "seen-in-mirrors", "cmds.getAttr", {"gave": 1}, id="maya, a number for a truth"),
    pytest.param("maya", "check-signature", "bench.heard", {"gave": []}, id="maya, a listener that heard nothing"),
    pytest.param("nuke", "one-hash", "#2.value", {"gave": "/plates/a.#.exr"}, id="nuke, another text"),
    pytest.param("nuke", "script-name", "nuke.scriptName", {"gave": ""}, id="nuke, no error"),
    pytest.param("nuke", "delete-bridges", "#3.input", {"gave": None}, id="nuke, no node"),
    pytest.param("nuke", "limit-cuts", "bench.listed", {"gave": ["cut.0001.png"]}, id="nuke, other files"),
]


@pytest.mark.parametrize(("host", "code", "do", "changed"), ALTERED)
def test_an_answer_that_differs_is_told(
    host: str, code: str, do: str, changed: dict[str, Any], recorded: Callable[..., Path], tmp_path: Path
) -> None:
    told = altered(read(recorded(host)), code, do, **changed)

    found = list(differences(told, tmp_path))

    assert found, "the difference is seen"
    assert {each.code for each in found} == {code}
    assert found[0].call.startswith(do)
    assert not found[0].is_words


@pytest.mark.parametrize(
    ("host", "code", "do"),
    [("maya", "mode-error", "cmds.ls"), ("nuke", "script-name", "nuke.scriptName")],
)
def test_another_kind_of_error_is_a_difference(
    host: str, code: str, do: str, recorded: Callable[..., Path], tmp_path: Path
) -> None:
    told = altered(read(recorded(host)), code, do, raised="TypeError", words="not like this")

    (found,) = differences(told, tmp_path)

    assert not found.is_words
    assert "raised TypeError: not like this" in str(found)
    assert "the simulator raised RuntimeError" in str(found)


@pytest.mark.parametrize(
    ("host", "code", "do"),
    [("maya", "mode-error", "cmds.ls"), ("nuke", "script-name", "nuke.scriptName")],
)
def test_the_same_error_in_other_words_is_told_as_such(
    host: str, code: str, do: str, recorded: Callable[..., Path], tmp_path: Path
) -> None:
    told = altered(read(recorded(host)), code, do, raised="RuntimeError", words="in real words")

    assert [(each.code, each.is_words) for each in differences(told, tmp_path)] == [(code, True)]


def test_a_difference_reads_as_a_sentence() -> None:
    told = Difference(code="unsaved", call="cmds.file()", recorded="gave 1", replayed="gave 2")

    assert str(told) == "unsaved: cmds.file(): the transcript gave 1, the simulator gave 2"


def test_what_the_simulator_lacks_is_a_difference(tmp_path: Path) -> None:
    steps = [{"do": "cmds.polyBridgeEdge", "with": [], "gave": None}]
    told = Transcript(made_by={"host": "maya"}, assumptions=(asked(steps),))

    (found,) = differences(told, tmp_path)

    assert "raised NotSimulated" in found.replayed


def test_what_hangs_on_an_object_that_never_came_is_a_difference_too(tmp_path: Path) -> None:
    steps = [
        {"do": "nuke.toNode", "with": ["Nobody"], "gave": {"object": 1, "class": "Node"}},
        {"do": "#1.name", "with": [], "gave": "Nobody"},
    ]
    told = Transcript(made_by={"host": "nuke"}, assumptions=(asked(steps),))

    assert [each.call for each in differences(told, tmp_path)] == ["nuke.toNode('Nobody')", "#1.name()"]


def test_a_transcript_that_reaches_for_more_than_the_program_does_nothing(tmp_path: Path) -> None:
    """A transcript comes from elsewhere: it calls the program, writes nowhere else and runs nothing else."""
    steps = [
        {"do": "bench.write", "with": [(tmp_path / "evil").as_posix(), "x"], "gave": None},
        {"do": "bench.read.__func__.__builtins__.get", "with": ["eval"], "gave": {"object": 1, "class": "eval"}},
    ]
    told = Transcript(made_by={"host": "nuke"}, assumptions=(asked(steps),))

    assert ["PermissionError" in each.replayed for each in differences(told, tmp_path / "replay")] == [True, True]
    assert not (tmp_path / "evil").exists()


def test_a_call_is_spoken_with_its_named_words(tape: Tape) -> None:
    (found,) = replayed("x", [{"do": "sums.add", "with": [1], "named": {"b": 2}, "gave": 4}], tape)

    assert (found.call, found.recorded, found.replayed) == ("sums.add(1, b=2)", "gave 4", "gave 3")


def test_a_program_that_nobody_simulates_is_refused(tmp_path: Path) -> None:
    told = Transcript(made_by={"host": "houdini"}, assumptions=(asked([{"do": "hou.x", "with": [], "gave": 1}]),))

    with pytest.raises(SourceError, match="'houdini'"):
        list(differences(told, tmp_path))


def test_a_program_of_which_nothing_is_assumed_has_no_differences(tmp_path: Path) -> None:
    assert list(differences(Transcript(made_by={"host": "blender"}), tmp_path)) == []


def test_a_replay_takes_no_program_out_of_its_place(recorded: Callable[..., Path], tmp_path: Path) -> None:
    list(differences(read(recorded("maya")), tmp_path / "maya"))
    list(differences(read(recorded("nuke")), tmp_path / "nuke"))

    for name in ("maya", "nuke"):
        with pytest.raises(ImportError):
            importlib.import_module(name)


def asked(steps: list[dict[str, Any]]) -> Asked:
    return Asked(code="x", sentence="it is so", outcome="holds", steps=steps)


# --- what real programs said


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: str(path.name))
def test_the_simulators_say_what_real_programs_said(path: Path, tmp_path: Path) -> None:
    told = read(path)

    assert told.is_confirmation, "a simulator's transcript confirms nothing and does not belong here"
    assert told.is_whole
    assert [str(each) for each in differences(told, tmp_path) if not each.is_words] == []


@HOSTS
def test_a_simulators_transcript_is_never_taken_for_a_real_one(host: str, recorded: Callable[..., Path]) -> None:
    assert not read(recorded(host)).is_confirmation
