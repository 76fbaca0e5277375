"""The one outer handler: every ending of a command becomes one answer and one exit code."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from studio_tools import errors
from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand, StudioGroup
from studio_tools.cli.crash import without_secrets
from studio_tools.cli.door import run
from studio_tools.cli.invocation import Invocation
from studio_tools.errors import Blocked, Cancelled, ContextError, StepCrashed, StorageError, StudioError, Tampered
from studio_tools.events import StepFinished
from studio_tools.testing.shell import Shell


def family(root: type[StudioError]) -> list[type[StudioError]]:
    return [root, *(found for child in root.__subclasses__() for found in family(child))]


ERRORS = [error for error in family(StudioError) if error.__module__ == errors.__name__]


def shell_of(call: Callable[[Invocation], object], tmp_path: Path) -> Shell:
    """A shell whose one command `act` does what it is handed."""

    @click.group(cls=StudioGroup)
    def house() -> None:
        """A group with one command."""

    @house.command(cls=StudioCommand)
    @click.argument("words", nargs=-1)
    @click.option("--note", default="")
    @click.pass_obj
    def act(invocation: Invocation, words: tuple[str, ...], note: str) -> object:
        """Act."""
        return call(invocation)

    return Shell(environ={"HOME": str(tmp_path)}, commands=house)


def raising(error: BaseException) -> Callable[[Invocation], object]:
    def call(invocation: Invocation) -> object:
        raise error

    return call


def test_an_answer_is_one_document(tmp_path: Path) -> None:
    shell = shell_of(lambda _: Answer(result={"made": 3}), tmp_path)

    said = shell.json("act")

    assert said.document == {"ok": True, "result": {"made": 3}}
    assert (said.code, said.err) == (0, "")


def test_people_read_the_text_instead(tmp_path: Path) -> None:
    shell = shell_of(lambda _: Answer(result={"made": 3}, text=lambda paper: paper.line("made three")), tmp_path)

    assert shell("act").out == "made three\n"


@pytest.mark.parametrize("argv", [("--json", "act"), ("act", "--json"), ("act", "a", "--json", "b")], ids=" ".join)
def test_json_may_stand_anywhere(argv: tuple[str, ...], tmp_path: Path) -> None:
    shell = shell_of(lambda _: Answer(result=1), tmp_path)

    assert shell(*argv).document == {"ok": True, "result": 1}


def test_json_after_two_dashes_is_an_argument(tmp_path: Path) -> None:
    shell = shell_of(lambda _: Answer(result=1, text=lambda paper: paper.line("words")), tmp_path)

    assert shell("act", "--", "--json").out == "words\n"


@pytest.mark.parametrize(
    "argv", [("act", "--note", "--json"), ("act", "--home", "--json"), ("--home", "--json", "act")], ids=" ".join
)
def test_json_in_the_place_of_a_value_is_refused(argv: tuple[str, ...], tmp_path: Path) -> None:
    said = shell_of(lambda _: Answer(result=1), tmp_path)(*argv)

    assert said.code == 2
    assert f"{argv[-2] if argv[-1] == '--json' else '--home'} needs a value" in said.error["message"]


def test_json_may_be_meant_as_text(tmp_path: Path) -> None:
    shell = shell_of(lambda _: Answer(result=1, text=lambda paper: paper.line("words")), tmp_path)

    assert shell("act", "--note=--json").out == "words\n"
    assert shell("act", "--note", "-m", "--json").document == {"ok": True, "result": 1}


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_every_error_ends_with_its_own_exit_code(error: type[StudioError], tmp_path: Path) -> None:
    shell = shell_of(raising(error("it went wrong", details={"path": "a.exr"})), tmp_path)

    said = shell.json("act")

    assert said.code == error.exit_code > 1
    assert said.error == {
        "code": error.code,
        "message": "it went wrong",
        "hint": error.default_hint + (" With --verbose its whole traceback is told." if error is StepCrashed else ""),
        "details": {"path": "a.exr"},
    }


def test_people_are_told_the_error_and_what_to_do(tmp_path: Path) -> None:
    shell = shell_of(raising(ContextError("there is no shot sh0011", hint="Try sh0010.")), tmp_path)

    said = shell("act")

    assert said.out == ""
    assert "there is no shot sh0011" in said.err
    assert "Try sh0010." in said.err
    assert "context-unknown" in said.err
    assert "Traceback" not in said.err


def test_a_failed_command_may_carry_a_result(tmp_path: Path) -> None:
    shell = shell_of(lambda _: Answer(result={"problems": [1]}, error=Tampered("one problem")), tmp_path)

    said = shell.json("act")

    assert said.document["result"] == {"problems": [1]}
    assert said.error["code"] == "digest-mismatch"
    assert said.code == 42


def test_a_failed_command_shows_people_its_result_too(tmp_path: Path) -> None:
    blocked = Answer(result=None, text=lambda paper: paper.line("frame 1010 is missing"), error=Blocked("blocked"))
    shell = shell_of(lambda _: blocked, tmp_path)

    said = shell("act")

    assert said.out == "frame 1010 is missing\n"
    assert "blocked" in said.err


def test_an_error_of_several_lines_is_told_in_several(tmp_path: Path) -> None:
    said = shell_of(raising(StorageError("two things are wrong:\n  this\n  that")), tmp_path)("act")

    assert said.err.splitlines()[:3] == [
        f"error: two things are wrong:  [{StorageError.code}]",
        "       this",
        "       that",
    ]


class Interrupted:
    """Something in whose class an interrupt comes."""

    def __set_name__(self, owner: type, name: str) -> None:
        raise KeyboardInterrupt


def make_a_class(_: Invocation) -> object:
    return type("Made", (), {"field": Interrupted()})


def test_an_interrupt_while_a_class_is_made_is_an_interrupt(tmp_path: Path) -> None:
    """Python makes another error of it, up to 3.11."""
    said = shell_of(make_a_class, tmp_path).json("act")

    assert (said.code, said.error["code"]) == (130, "cancelled")


def test_a_command_that_cannot_be_loaded_is_told_as_it_was_asked_for(tmp_path: Path) -> None:
    class Unready(StudioGroup):
        def resolve_command(self, ctx: click.Context, args: list[str]) -> object:
            raise StorageError("the disk went away")

    said = Shell(environ={"HOME": str(tmp_path)}, commands=Unready(name="house")).json("act")

    assert (said.code, said.error["message"]) == (StorageError.exit_code, "the disk went away")


@pytest.mark.parametrize(
    ("raised", "code"),
    [(KeyboardInterrupt(), 130), (click.Abort(), 130), (Cancelled("cancelled"), 130)],
    ids=["ctrl-c", "click's abort", "our own"],
)
def test_an_interrupt_is_a_cancel(raised: BaseException, code: int, tmp_path: Path) -> None:
    said = shell_of(raising(raised), tmp_path).json("act")

    assert said.code == code
    assert said.error["code"] == "cancelled"


def test_a_reader_who_has_gone_is_no_error(tmp_path: Path) -> None:
    assert shell_of(raising(BrokenPipeError()), tmp_path)("act").code == 0


def test_a_bug_is_our_fault(tmp_path: Path) -> None:
    said = shell_of(raising(RuntimeError("oh dear")), tmp_path)("act")

    assert said.code == 1
    assert "this is our fault" in said.err
    assert "Traceback" not in said.out + said.err


def test_a_bug_leaves_a_log_for_those_who_mend_it(tmp_path: Path) -> None:
    said = shell_of(raising(RuntimeError("oh dear")), tmp_path).json("act", "--note", "hello")

    log = Path(said.error["details"]["log"])
    assert said.error["code"] == "internal-error"
    assert log.parent == tmp_path / ".local/state/studio_tools"
    assert "RuntimeError: oh dear" in log.read_text()
    assert "act --note hello" in log.read_text()


def test_a_bug_names_the_publish_it_met(tmp_path: Path) -> None:
    def call(invocation: Invocation) -> object:
        invocation.hear(StepFinished(run="20260101t000000000-ab", step="core.naming", phase="validate"))
        invocation.hear(StepFinished(step="core.naming", phase="validate"))
        raise RuntimeError

    said = shell_of(call, tmp_path).json("act")

    assert said.error["details"]["run"] == "20260101t000000000-ab"


def test_a_bug_is_told_even_where_no_log_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    shell = shell_of(raising(RuntimeError("oh dear")), tmp_path / "file")

    said = shell.json("act")

    assert said.code == 1
    assert said.error["details"]["log"] is None


@pytest.mark.parametrize(
    ("argv", "shown"),
    [
        (["site", "serve", "--script-key", "s3cret", "--port", "0"], "site serve --script-key *** --port 0"),
        (["site", "serve", "--script-key=s3cret"], "site serve --script-key=***"),
        (["create", "user", "ada", "--password", "s3cret"], "create user ada --password ***"),
        (["publish", "a.exr", "--to", "demo/sq010"], "publish a.exr --to demo/sq010"),
    ],
    ids=["a key", "a key after =", "a password", "nothing secret"],
)
def test_no_secret_gets_into_a_log(argv: list[str], shown: str) -> None:
    assert " ".join(without_secrets(argv)) == shown


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["nonsense"], "there is no command"),
        (["act", "--nonsense"], "No such option"),
        (["act", "--note"], "requires an argument"),
        ([], ""),
    ],
    ids=["an unknown command", "an unknown option", "an option without its value", "nothing"],
)
def test_what_cannot_be_read_is_a_usage_error(argv: list[str], told: str, tmp_path: Path) -> None:
    said = shell_of(lambda _: Answer(result=1), tmp_path)("--json", *argv)

    assert said.code == 2
    assert said.error["code"] == "input-invalid"
    assert told in said.error["message"]
    assert "--help" in said.error["hint"]


def test_a_usage_error_is_told_to_people_without_json(tmp_path: Path) -> None:
    said = shell_of(lambda _: Answer(result=1), tmp_path)("act", "--nonsense")

    assert (said.code, said.out) == (2, "")
    assert "No such option" in said.err


def test_a_stray_word_on_stdout_does_not_spoil_the_document(tmp_path: Path) -> None:
    def call(invocation: Invocation) -> object:
        click.echo("a library talks")
        return Answer(result=1)

    assert shell_of(call, tmp_path).json("act").document == {"ok": True, "result": 1}


def test_a_command_that_told_already_is_not_told_again(tmp_path: Path) -> None:
    def call(invocation: Invocation) -> object:
        invocation.stdout.write("http://127.0.0.1:1\n")
        return Answer(result=None, is_told=True)

    assert shell_of(call, tmp_path)("act").out == "http://127.0.0.1:1\n"


def test_help_as_json_is_a_document_too(tmp_path: Path) -> None:
    said = shell_of(lambda _: Answer(result=1), tmp_path)("act", "--help", "--json")

    assert said.code == 0
    assert "Usage:" in said.document["result"]["text"]


def test_our_loggers_speak_on_stderr_while_a_command_runs(tmp_path: Path) -> None:
    def call(invocation: Invocation) -> object:
        logging.getLogger("studio_tools.somewhere").warning("the clock is wrong")
        logging.getLogger("studio_tools.somewhere").info("a detail")
        return Answer(result=1)

    shell = shell_of(call, tmp_path)

    assert "the clock is wrong" in shell.json("act").err
    assert "a detail" not in shell.json("act").err
    assert "a detail" in shell.json("act", "--verbose").err


def test_a_logged_failure_shows_its_traceback_only_when_asked(tmp_path: Path) -> None:
    def call(invocation: Invocation) -> object:
        try:
            raise OSError("stale handle")
        except OSError:
            logging.getLogger("studio_tools.storage").exception("no sign of life")
        return Answer(result=1)

    shell = shell_of(call, tmp_path)

    assert "Traceback" not in shell.json("act").err
    assert "Traceback" in shell.json("act", "--verbose").err


def test_the_loggers_are_as_before_afterwards(tmp_path: Path) -> None:
    logger = logging.getLogger("studio_tools")
    before = (logger.level, list(logger.handlers))

    shell_of(raising(RuntimeError()), tmp_path)("act")

    assert (logger.level, list(logger.handlers)) == before


def test_a_name_that_is_no_text_can_still_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", write_through=True))
    shell = shell_of(lambda _: Answer(result=1, text=lambda paper: paper.line("caf\u00e9 \udcff")), tmp_path)

    code = run(["act"], environ=shell.environ, commands=shell.commands)

    assert code == 0
    assert raw.getvalue() == b"caf\\xe9 \\udcff\n"


def test_values_that_are_no_json_are_spelled(tmp_path: Path) -> None:
    said = shell_of(lambda _: Answer(result={"path": Path("a/b")}), tmp_path).json("act")

    assert json.loads(said.out)["result"]["path"] == "a/b"
