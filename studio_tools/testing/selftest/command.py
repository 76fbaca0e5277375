"""The command that the doors run: what may be asked of it, where its transcript goes, how it ends.

Exit codes: 0 all is as promised, 1 something is not, 2 it was called wrongly, 40 the transcript cannot be written,
51 what is open holds changes, 52 the program is not there. Everything it makes but the transcript is removed again.
"""

from __future__ import annotations

import argparse
import logging
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from difflib import get_close_matches
from pathlib import Path

import studio_tools
from studio_tools.errors import SceneUnsaved, StudioError, UsageError
from studio_tools.testing.selftest import summary, transcript
from studio_tools.testing.selftest.probes import Questions, Subject
from studio_tools.testing.selftest.running import Run, names_of, names_of_checks
from studio_tools.testing.selftest.spelling import Private
from studio_tools.testing.selftest.transcript import Transcript, Writer

NOT_AS_PROMISED = 1

Programs = Callable[[Path], AbstractContextManager[Subject]]
"""Starts the program, with a folder for what it keeps of its own, and ends it with the block."""


def main(argv: Sequence[str], questions: Questions, programs: Programs) -> int:
    """Run the self-test as the words of a command line say, and give the exit code."""
    words = list(argv)  # what stands before a -- is the program's own
    asked = parser(questions).parse_args(words[words.index("--") + 1 :] if "--" in words else words)
    try:
        only = chosen(asked.only, questions)
        if asked.list:
            say(*listed(questions, only))
            return 0
        return run(Path(asked.transcript) if asked.transcript else None, only, questions, programs)
    except StudioError as error:
        sys.stderr.write(f"error: {error.message}  [{error.code}]\n{error.hint}\n")
        return error.exit_code


def parser(questions: Questions) -> argparse.ArgumentParser:
    """The options. What cannot be understood ends the program with 2."""
    made = argparse.ArgumentParser(
        prog=f"dcc.{questions.host}.selftest",
        description=f"Try in this {questions.program} what the pipeline needs of it, and write down what it said.",
        epilog="Exit codes: 0 all is as promised, 1 something is not, 2 called wrongly, 40 no transcript could be "
        "written, 51 what is open holds changes, 52 the program is not there.",
        allow_abbrev=False,
    )
    made.add_argument("--transcript", metavar="PATH", help="where to write it (default: selftest-… in this folder)")
    made.add_argument("--only", metavar="NAME", action="append", default=[], help="this check or question; repeatable")
    made.add_argument("--list", action="store_true", help="what would be asked, by name; nothing is started")
    return made


def chosen(names: Sequence[str], questions: Questions) -> tuple[str, ...]:
    """The names that were asked for. Raises UsageError for one that there is not."""
    known = names_of(questions)
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"Did you mean {near[0]}?" if near else "--list tells all names."
            raise UsageError(f"there is no check and no question called {name!r}", hint=hint)
    return tuple(names)


def listed(questions: Questions, only: Sequence[str]) -> list[str]:
    """What would be asked, by name."""
    checks = [f"check     {name}" for name in names_of_checks() if not only or name in only]
    told = []
    for each in questions.assumptions:
        if not only or each.code in only:
            why = questions.unasked.get(each.code)
            ending = f" (not asked: {why})" if why else f" (asked {questions.probes[each.code].where})"
            told.append(f"question  {each.code}: {each.sentence}{ending}")
    return checks + told


def run(path: Path | None, only: Sequence[str], questions: Questions, programs: Programs) -> int:
    """Start the program, ask everything, and say how it went."""
    with tempfile.TemporaryDirectory(prefix="selftest-", ignore_cleanup_errors=True) as place:
        folder = Path(place).resolve()
        with programs(folder / "own") as subject:
            if subject.host.interactive and subject.is_modified():
                hint = "Save it, or begin a new one: the self-test opens and closes scenes of its own."
                raise SceneUnsaved("what is open holds changes", hint=hint)
            told, written = answered(subject, folder, path, only)
    say(*summary.lines(told, written))
    return 0 if told.is_good else NOT_AS_PROMISED


def answered(subject: Subject, folder: Path, path: Path | None, only: Sequence[str]) -> tuple[Transcript, Path]:
    """Ask everything in a program that runs, and write it down."""
    made_by = described(subject)
    target = (path or Path(named(made_by))).absolute()
    private = Private.of_this_machine(selftest=folder)
    with Writer(target, made_by) as writer, unheard():
        for each in Run(subject=subject, folder=folder, only=only, private=private).answers():
            writer.add(each)
            say(summary.line_of(each))
        writer.end()
    return transcript.read(target), target


@contextmanager
def unheard() -> Iterator[None]:
    """Keep what our own log says off the console meanwhile: checks break things on purpose."""
    logs = [logging.getLogger(name) for name in ("studio_tools", "dcc")]
    before = [(log, log.propagate) for log in logs]
    silence = logging.NullHandler()
    for log in logs:
        log.propagate = False
        log.addHandler(silence)
    try:
        yield
    finally:
        for log, propagates in before:
            log.propagate = propagates
            log.removeHandler(silence)


def described(subject: Subject) -> dict[str, object]:
    """Which program this is, and on what it runs."""
    return {
        **subject.made_by,
        "host": subject.questions.host,
        "interactive": subject.host.interactive,
        "platform": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "studio_tools": studio_tools.__version__,
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
    }


def named(made_by: dict[str, object]) -> str:
    """A file name for a transcript: of which program and when."""
    parts = (made_by["host"], made_by.get("host_version", ""), time.strftime("%Y%m%d-%H%M%S", time.gmtime()))
    return (
        "selftest-" + "-".join("".join(letter for letter in str(each) if letter.isalnum()) for each in parts) + ".jsonl"
    )


def say(*texts: str) -> None:
    """Print, also where the console lacks a letter; some hosts' consoles tell no encoding."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    for text in texts:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stdout.flush()
