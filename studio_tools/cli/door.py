"""The one outer handler: whatever a command does, it ends here with one answer and one exit code."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TextIO

import click

from studio_tools.cli.answer import Answer, failed
from studio_tools.cli.invocation import Invocation
from studio_tools.cli.progress import interruptible, is_interrupt
from studio_tools.errors import Cancelled, StepCrashed, StorageError, StudioError, UsageError

_LOGGERS = ("studio_tools", "telemetry")


def run(
    argv: Sequence[str],
    *,
    environ: Mapping[str, str] | None = None,
    commands: click.Command | None = None,
    listening: Callable[[], None] = lambda: None,
) -> int:
    """Run one command line, print its answer, and return its exit code. *commands* stand in for those of `studio`.

    *listening* is called once SIGINT and SIGTERM cancel the command.
    """
    invocation = Invocation(
        environ=os.environ if environ is None else environ, stdout=_forgiving(sys.stdout), stderr=_forgiving(sys.stderr)
    )
    answer: Answer | int = failed(Cancelled("cancelled"))
    try:
        with _logging(invocation.stderr, verbose="--verbose" in argv), interruptible():
            listening()
            answer = _answer(list(argv) or ["--help"], invocation, commands)
    except KeyboardInterrupt:  # just before the command began, or just after it ended: then its answer stands
        invocation.json = invocation.json or _asks_json(argv)
    if isinstance(answer, int):
        return answer
    if isinstance(answer.error, StepCrashed) and "--verbose" not in argv:
        answer.error.hint += " With --verbose its whole traceback is told."
    return answer.exit_code if _publish(answer, invocation) else StorageError.exit_code


def _root() -> click.Command:
    from studio_tools.cli.root import root

    return root


def _answer(argv: list[str], invocation: Invocation, commands: click.Command | None) -> Answer | int:
    """What the command answers; an int where click has printed (help, version) and is done."""
    try:
        return _call(argv, invocation, commands or _root())
    except BrokenPipeError:
        return 0
    except (Exception, KeyboardInterrupt) as error:
        invocation.json = invocation.json or _asks_json(argv)
        return failed(_told(error, argv, invocation))


def _told(error: BaseException, argv: list[str], invocation: Invocation) -> StudioError:
    """What stopped a command, in the words of the answer. A fault of ours is written down."""
    if isinstance(error, click.Abort) or is_interrupt(error):
        return Cancelled("cancelled", details={"run": invocation.run} if invocation.run else {})
    if isinstance(error, click.ClickException):
        return _usage(error)
    if isinstance(error, StudioError):
        return error
    from studio_tools.cli.crash import report

    return report(error, argv=argv, environ=invocation.environ, run=invocation.run)


def _call(argv: list[str], invocation: Invocation, commands: click.Command) -> Answer | int:
    """Run the command. With `--json`, stray words on stdout go nowhere: it belongs to the one document."""
    stray = io.StringIO()
    quiet = contextlib.redirect_stdout(stray) if _asks_json(argv) else contextlib.nullcontext()
    with quiet:
        answer = commands.main(args=argv, prog_name="studio", standalone_mode=False, obj=invocation)
    if isinstance(answer, Answer):
        return answer
    if _asks_json(argv):
        invocation.json = True
        return Answer(result={"text": stray.getvalue().rstrip()})
    return int(answer or 0)


def _asks_json(argv: Sequence[str]) -> bool:
    """Whether `--json` was typed, for when the command line could not be read."""
    words = list(argv)
    return "--json" in (words[: words.index("--")] if "--" in words else words)


def _usage(error: click.ClickException) -> UsageError:
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"See `{context.command_path} --help`." if context is not None else ""
    return UsageError(error.format_message().strip(), hint=hint)


def _publish(answer: Answer, invocation: Invocation) -> bool:
    """Print the answer, and say whether it could be. A reader who has gone away is no error; a full disk is."""
    if answer.is_told and answer.error is None:
        return True
    try:
        if invocation.json:
            invocation.stdout.write(json.dumps(answer.as_json(), indent=2, default=str) + "\n")
        else:
            _show(answer, invocation)
        invocation.stdout.flush()
    except BrokenPipeError:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), invocation.stdout.fileno())
    except OSError as error:
        with contextlib.suppress(OSError, ValueError):
            invocation.stderr.write(f"error: the answer could not be written: {error.strerror}\n")
            os.dup2(os.open(os.devnull, os.O_WRONLY), invocation.stdout.fileno())
        return False
    return True


def _show(answer: Answer, invocation: Invocation) -> None:
    """Print the answer for people: the result on stdout, what went wrong on stderr."""
    from studio_tools.cli.render import Paper

    try:
        answer.text(Paper(invocation.stdout))
        invocation.stdout.flush()
    except BrokenPipeError:
        if answer.error is None:
            raise
    if answer.error is not None:
        paper = Paper(invocation.stderr)
        told, *more = (answer.closing or answer.error.message).split("\n")
        paper.line(("error: ", "bold red"), told, (f"  [{answer.error.code}]", "bright_black"))
        for words in more:
            paper.line(words, indent=5)
        if answer.error.hint:
            paper.line(answer.error.hint, indent=7)


def _forgiving(stream: TextIO) -> TextIO:
    """A file name that is not valid text must not stop us from telling about it."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


@contextlib.contextmanager
def _logging(stream: TextIO, *, verbose: bool) -> Iterator[None]:
    """Send our own loggers to stderr while the command runs; the root logger is not ours."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    handler.addFilter(lambda record: verbose or record.exc_info is None or _without_traceback(record))
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG if verbose else logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)


def _without_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None
    record.exc_text = None
    return True
