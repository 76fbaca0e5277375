"""The command: its words, its exit codes, what it says, and that it leaves nothing but its transcript."""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import NotCapable, SceneUnsaved, StorageError, UsageError
from studio_tools.testing.fake_host import FakeHost
from studio_tools.testing.selftest import command, summary
from studio_tools.testing.selftest.probes import Questions, Subject
from studio_tools.testing.selftest.transcript import SIMULATOR, Asked, Checked, Transcript, read

Made = Callable[..., Subject]


@pytest.fixture
def run(
    subject: Made, questions: Questions, programs: Callable[[Subject], Any], tmp_path: Path, monkeypatch: Any
) -> Callable[..., int]:
    """Runs the command in an empty folder, on the fake program."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)

    def run(*words: str, **different: Any) -> int:
        return command.main(words, questions, programs(subject(**different)))

    return run


SMALL = ("--only", "adds", "--only", "divides", "--only", "it_names_itself")


def here() -> list[str]:
    return [each.name for each in Path.cwd().iterdir()]


def test_all_is_as_promised(run: Callable[..., int], capsys: Any) -> None:
    assert run(*SMALL, "--transcript", "t.jsonl") == 0

    said = capsys.readouterr().out
    assert "The contract of hosts: 1 passed\n" in said
    assert "What we take for true: 2 holds\n" in said
    assert said.endswith("\nAll is as promised.\n")


def test_something_is_not_as_promised(run: Callable[..., int], capsys: Any) -> None:
    assert run(*SMALL, "--transcript", "t.jsonl", add=lambda a, b: a) == command.NOT_AS_PROMISED

    said = capsys.readouterr().out
    assert "What we take for true: 1 holds, 1 differs\n" in said
    assert "  adds: not so that it adds; expected 3, saw 1\n" in said
    assert said.endswith("\nNot all is as promised.\n")


def test_the_transcript_says_who_made_it(run: Callable[..., int]) -> None:
    run(*SMALL, "--transcript", "t.jsonl")

    made_by = read(Path("t.jsonl")).made_by
    assert (made_by["program"], made_by["host"], made_by["host_version"], made_by["api"]) == (
        "Fake Pro",
        "fake",
        "1.0",
        "10",
    )
    assert made_by["interactive"] is False
    assert set(made_by) == {
        "program", "host", "host_version", "api", "interactive", "platform", "python", "studio_tools", "date",
    }  # fmt: skip


def test_a_transcript_has_a_name_of_its_own_where_nobody_gives_one(run: Callable[..., int], capsys: Any) -> None:
    assert run(*SMALL) == 0

    (name,) = here()
    assert name.startswith("selftest-fake-10-")
    assert name.endswith(".jsonl")
    assert str(Path.cwd() / name) in capsys.readouterr().out


def test_nothing_is_left_but_the_transcript(run: Callable[..., int], tmp_path: Path, monkeypatch: Any) -> None:
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))

    assert run("--transcript", "t.jsonl") in (0, command.NOT_AS_PROMISED)
    assert list(elsewhere.iterdir()) == []
    assert here() == ["t.jsonl"]


def test_only_what_is_named_is_asked(run: Callable[..., int]) -> None:
    run("--only", "adds", "--transcript", "t.jsonl")

    told = read(Path("t.jsonl"))
    assert ([each.code for each in told.assumptions], told.checks) == (["adds"], ())


def test_a_name_that_there_is_not_is_refused_with_a_guess(run: Callable[..., int], capsys: Any) -> None:
    assert run("--only", "ads") == UsageError.exit_code

    said = capsys.readouterr().err
    assert "no check and no question called 'ads'" in said
    assert "Did you mean adds?" in said
    assert here() == []


def test_a_name_like_no_other_is_refused_with_a_hint(run: Callable[..., int], capsys: Any) -> None:
    assert run("--only", "qqq") == UsageError.exit_code
    assert "--list tells all names" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--transcrpt", "x"], ["what"], ["--transcript"], ["--tran", "x"]], ids=str)
def test_words_that_are_not_understood_are_refused(run: Callable[..., int], words: list[str], capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == UsageError.exit_code
    assert "usage: dcc.fake.selftest" in capsys.readouterr().err


def test_help_tells_the_exit_codes(run: Callable[..., int], capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--help")
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "1 something is not" in said
    assert "--transcript PATH" in said


def test_what_stands_before_two_dashes_is_the_programs_own(run: Callable[..., int]) -> None:
    assert run("--background", "file.py", "--", *SMALL, "--transcript", "t.jsonl") == 0


def test_the_list_starts_nothing(questions: Questions, capsys: Any) -> None:
    def start(own: Path) -> Any:
        raise AssertionError("it was started")

    assert command.main(["--list"], questions, start) == 0
    said = capsys.readouterr().out.splitlines()
    assert "check     it_names_itself" in said
    assert "question  adds: it adds (asked anywhere)" in said
    assert "question  shows: it shows a window (asked with a window)" in said
    assert "question  sings: it sings (not asked: nobody can hear it)" in said


def test_the_list_can_be_of_some(run: Callable[..., int], capsys: Any) -> None:
    assert run("--list", "--only", "adds") == 0
    assert capsys.readouterr().out == "question  adds: it adds (asked anywhere)\n"


def test_a_transcript_that_is_there_is_kept(run: Callable[..., int], capsys: Any) -> None:
    Path("t.jsonl").write_text("precious")

    assert run(*SMALL, "--transcript", "t.jsonl") == StorageError.exit_code
    assert Path("t.jsonl").read_text() == "precious"
    assert "is there already" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(run: Callable[..., int], capsys: Any) -> None:
    assert run(*SMALL, "--transcript", "no/folder/t.jsonl") == StorageError.exit_code
    assert "cannot be written" in capsys.readouterr().err


def test_where_there_is_no_program_that_is_told(questions: Questions, capsys: Any) -> None:
    def start(own: Path) -> Any:
        raise NotCapable("this Python has no Fake", hint="Start it with Fake.")

    assert command.main(["--only", "adds"], questions, start) == NotCapable.exit_code
    assert "this Python has no Fake  [host-incapable]\nStart it with Fake." in capsys.readouterr().err


def test_a_persons_changes_are_not_thrown_away(run: Callable[..., int], capsys: Any) -> None:
    host = FakeHost(interactive=True)
    host.set_note("mine", "precious")

    assert run("--only", "adds", host=host, is_modified=True) == SceneUnsaved.exit_code
    assert host.note("mine") == "precious"
    assert "holds changes" in capsys.readouterr().err
    assert here() == []


def test_what_is_broken_on_purpose_is_not_logged(run: Callable[..., int], caplog: Any, capsys: Any) -> None:
    logging.getLogger("studio_tools.before").propagate = True

    run("--only", "a_broken_listener_spoils_nothing", "--transcript", "t.jsonl")

    assert caplog.records == []
    assert "Traceback" not in capsys.readouterr().err
    assert logging.getLogger("studio_tools").propagate


# --- the words at the end


def ended(*told: Checked | Asked, path: Path = Path("t.jsonl"), **made_by: Any) -> str:
    head = {
        "program": "Fake",
        "host": "fake",
        "host_version": "1",
        "api": "10",
        "interactive": True,
        "python": "3",
        "platform": "x",
    }
    found = Transcript(
        made_by=head | made_by,
        checks=tuple(each for each in told if isinstance(each, Checked)),
        assumptions=tuple(each for each in told if isinstance(each, Asked)),
    )
    return "\n".join(summary.lines(found, path))


ASKED = Asked(code="adds", sentence="it adds", outcome="holds")


def test_a_failed_check_is_told_with_its_words() -> None:
    said = ended(Checked(name="it_works", outcome="failed", words="AssertionError\nfile.py:7: assert it"))

    assert "The contract of hosts: 1 failed" in said
    assert "  it_works: AssertionError\n      file.py:7: assert it\n" in said


def test_what_was_not_asked_is_told_with_the_reason() -> None:
    assert "  adds: not asked, too far\n" in ended(replace(ASKED, outcome="not asked", words="too far"))


def test_what_is_unclear_is_told_as_such() -> None:
    assert "  adds: unclear, asking went wrong: no licence\n" in ended(
        replace(ASKED, outcome="unclear", words="no licence")
    )


def test_a_real_programs_transcript_is_to_be_sent() -> None:
    said = ended(ASKED)

    assert "This was Fake 1 (10), with its window, Python 3, x." in said
    assert "Send the transcript" in said


def test_a_simulators_transcript_is_not_to_be_sent() -> None:
    said = ended(ASKED, program=SIMULATOR, interactive=False)

    assert "This was the simulator of fake, without its window" in said
    assert "it confirms nothing" in said
    assert "Send the transcript" not in said


def test_a_console_with_few_letters_is_no_obstacle(monkeypatch: Any) -> None:
    console = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")
    monkeypatch.setattr(command.sys, "stdout", console)

    command.say("Größe")

    assert console.buffer.getvalue() == b"Gr\\xf6\\xdfe\n"  # type: ignore[attr-defined]


# --- the page


PAGE = (Path(__file__).parents[2] / "docs" / "selftest.md").read_text("utf-8")


def test_the_page_tells_every_word(questions: Questions) -> None:
    words = {word for action in command.parser(questions)._actions for word in action.option_strings if word != "-h"}

    assert {word for word in words if f"| `{word}" not in PAGE} == set()


@pytest.mark.parametrize(
    "code",
    [0, command.NOT_AS_PROMISED, *(each.exit_code for each in (UsageError, StorageError, SceneUnsaved, NotCapable))],
)
def test_the_page_and_the_help_tell_every_exit_code(code: int, questions: Questions) -> None:
    assert f"\n| {code} | " in PAGE
    assert f" {code} " in str(command.parser(questions).epilog)
