"""What the self-test says at its end, in plain words: what holds, what does not, and what to do with the transcript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from studio_tools.testing.selftest.transcript import (
    DIFFERS,
    FAILED,
    HOLDS,
    NOT_APPLICABLE,
    NOT_ASKED,
    PASSED,
    SIMULATOR,
    UNCLEAR,
    Asked,
    Checked,
    Transcript,
)

WHAT_NEXT = (
    "Send the transcript to whoever keeps your studio tools. It holds no names of people or machines; read it first.\n"
    "Beside the others, in studio_tools/testing/transcripts, our simulators are held to it from then on."
)


def lines(told: Transcript, path: Path) -> Iterator[str]:
    """The summary, line by line."""
    yield from ("", f"This was {spoken(told)}.", "")
    if told.checks:
        yield counted("The contract of hosts", told.checks, (PASSED, FAILED, NOT_APPLICABLE))
    yield from indented(f"{each.name}: {each.words}" for each in told.checks if each.outcome == FAILED)
    if told.assumptions:
        yield counted("What we take for true", told.assumptions, (HOLDS, DIFFERS, UNCLEAR, NOT_ASKED))
    yield from indented(unlike(each) for each in told.assumptions if each.outcome in (DIFFERS, UNCLEAR))
    yield from indented(f"{each.code}: {NOT_ASKED}, {each.words}" for each in told.assumptions if is_silent(each))
    yield from ("", f"Transcript: {path}")
    yield WHAT_NEXT if told.is_confirmation else "A simulator made it: it confirms nothing of the real program."
    yield ""
    yield "All is as promised." if told.is_good else "Not all is as promised."


def spoken(told: Transcript) -> str:
    """Which program ran, on what."""
    made = told.made_by
    window = "with its window" if made.get("interactive") else "without its window"
    name = str(made.get("program"))
    which = (
        f"the simulator of {made.get('host')}"
        if name == SIMULATOR
        else f"{name} {made.get('host_version')} ({made.get('api')})"
    )
    return f"{which}, {window}, Python {made.get('python')}, {made.get('platform')}"


def counted(what: str, told: Iterable[Checked | Asked], outcomes: Iterable[str]) -> str:
    """How many came out how."""
    found = [each.outcome for each in told]
    return f"{what}: " + ", ".join(f"{found.count(each)} {each}" for each in outcomes if each in found)


def is_silent(each: Asked) -> bool:
    """Whether it was not asked."""
    return each.outcome == NOT_ASKED


def unlike(each: Asked) -> str:
    """What is not as it was taken for."""
    if each.outcome == UNCLEAR:
        return f"{each.code}: {UNCLEAR}, asking went wrong: {each.words}"
    return f"{each.code}: not so that {each.sentence}; expected {each.expected!r}, saw {each.observed!r}"


def indented(texts: Iterable[str]) -> Iterator[str]:
    """Texts below a heading; further lines of one deeper."""
    for text in texts:
        yield "  " + text.replace("\n", "\n      ")


def line_of(told: Checked | Asked) -> str:
    """One answer as soon as it is known."""
    name = told.name if isinstance(told, Checked) else told.code
    return f"{told.outcome:<14} {name}"
