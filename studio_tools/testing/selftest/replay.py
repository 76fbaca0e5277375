"""Replaying a transcript: every call that a program was asked, asked of another, and each difference told.

So what a real program said is held against the simulator, for ever. What a check of the contract said is not replayed:
the simulators are held to the contract themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio_tools.errors import SourceError
from studio_tools.testing.selftest.running import STOPS
from studio_tools.testing.selftest.simulators import SIMULATORS
from studio_tools.testing.selftest.spelling import is_thing, same, with_places
from studio_tools.testing.selftest.tape import Step, Tape
from studio_tools.testing.selftest.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One call that two programs answer differently."""

    code: str
    call: str
    recorded: str
    replayed: str
    is_words: bool = False
    """Both refuse, with the same kind of error, in other words."""

    def __str__(self) -> str:
        return f"{self.code}: {self.call}: the transcript {self.recorded}, the simulator {self.replayed}"


def differences(told: Transcript, folder: Path) -> Iterator[Difference]:
    """Replay a transcript on the simulator of its program, in a folder, and tell each difference.

    Raises SourceError where calls are to be replayed and no program of that name is simulated.
    """
    for each in told.assumptions:
        if each.steps:
            place = folder / each.code
            place.mkdir(parents=True)
            yield from replayed(each.code, each.steps, simulated(told, place))


def simulated(told: Transcript, folder: Path) -> Tape:
    """A fresh simulator of the program that made a transcript, with a window where that had one."""
    host = str(told.made_by.get("host"))
    if host not in SIMULATORS:
        raise SourceError(f"no program called {host!r} is simulated", hint=f"These are: {', '.join(SIMULATORS)}.")
    return SIMULATORS[host](folder, interactive=bool(told.made_by.get("interactive")))


def replayed(code: str, steps: list[Step], tape: Tape) -> Iterator[Difference]:
    """Make the calls of one assumption anew on a tape, and tell what came out differently."""
    for step in steps:
        found = again(step, tape)
        if not agree(step, found):
            both_refuse = step.get("raised") is not None and step.get("raised") == found.get("raised")
            yield Difference(
                code=code, call=spoken(step), recorded=said(step), replayed=said(found), is_words=both_refuse
            )


def again(step: Step, tape: Tape) -> Step:
    """Make one call anew: the step as it is now."""
    found: Step = {"do": step["do"], "with": step["with"], "named": step.get("named", {})}
    try:
        args = [given(each, tape) for each in step["with"]]
        raw = tape.resolve(step["do"])(*args, **{key: given(each, tape) for key, each in found["named"].items()})
    except STOPS:
        raise
    except BaseException as error:  # also what no `except Exception` catches: the simulator lacks it
        return found | {"raised": type(error).__name__, "words": tape.clean(str(error))}
    keep_as(step.get("gave"), raw, tape.kept)
    return found | {"gave": spelled_like(step.get("gave"), raw, tape)}


def given(written: Any, tape: Tape) -> Any:
    """What is handed to the program for what is written."""
    if isinstance(written, list):
        return [given(each, tape) for each in written]
    if isinstance(written, Mapping) and "listener" in written:
        return tape.given(tape.listener(written["listener"], gives=written["gives"], fails=written["fails"]))
    if is_thing(written):
        return tape.kept[written["object"]]
    return with_places(written, tape.folder)


def keep_as(written: Any, raw: Any, kept: dict[int, Any]) -> None:
    """Keep the objects that came under the numbers that the transcript has for them."""
    if is_thing(written):
        kept[written["object"]] = raw
    elif isinstance(written, list) and isinstance(raw, list | tuple):
        for one, other in zip(written, raw, strict=False):
            keep_as(one, other, kept)


def spelled_like(written: Any, raw: Any, tape: Tape) -> Any:
    """What came, as it is written; where the transcript kept an answer as an object, so is this one."""
    if is_thing(written) and raw is not None:
        return {"object": written["object"], "class": type(raw).__name__}
    return tape.spell(raw, None)


def agree(step: Step, found: Step) -> bool:
    """Whether two steps came out the same."""
    if "raised" in step or "raised" in found:
        return (step.get("raised"), step.get("words")) == (found.get("raised"), found.get("words"))
    return same(step.get("gave"), found.get("gave"))


def spoken(step: Step) -> str:
    """A call as code, more or less."""
    words = [repr(each) for each in step["with"]]
    words += [f"{key}={each!r}" for key, each in step.get("named", {}).items()]
    return f"{step['do']}({', '.join(words)})"


def said(step: Step) -> str:
    """What came of a call, in words."""
    if "raised" in step:
        return f"raised {step['raised']}: {step['words']}"
    return f"gave {step.get('gave')!r}"
