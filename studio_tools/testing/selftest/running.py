"""Running the self-test: every check of the contract, then every assumption, each told as soon as it is known.

Nothing is raised out of a check or a probe: what goes wrong is an answer too.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from studio_tools.testing.assumptions import Assumption
from studio_tools.testing.host_contract import CAPABILITIES, Check, checks_for, checks_of
from studio_tools.testing.selftest import transcript
from studio_tools.testing.selftest.probes import Questions, Subject
from studio_tools.testing.selftest.spelling import Private, same, without_places
from studio_tools.testing.selftest.tape import Tape
from studio_tools.testing.selftest.transcript import Asked, Checked

LONGEST = 160
"""Characters of a value that are told of a check that failed."""
VALUES = 12
"""How many such values."""
STOPS = (KeyboardInterrupt, SystemExit, GeneratorExit)
"""What ends the self-test; everything else is an answer, also what no `except Exception` would catch."""


def names_of_checks() -> list[str]:
    """Every check that there is, for whatever host."""
    return [each.__name__ for each in checks_of(*CAPABILITIES)]


def names_of(questions: Questions) -> list[str]:
    """Everything that can be asked by name."""
    return names_of_checks() + [each.code for each in questions.assumptions]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run in a program, in a folder of its own."""

    subject: Subject
    folder: Path
    only: Collection[str] = ()
    """Names of checks and codes of assumptions; all where there is none."""
    private: Private = field(default_factory=Private.of_this_machine)

    def answers(self) -> Iterator[Checked | Asked]:
        """Ask everything, one after the other."""
        applies = {each.__name__ for each in checks_for(self.subject.host)}
        for check in checks_of(*CAPABILITIES):
            if self._is_wanted(check.__name__):
                yield self._checked(check, applies=check.__name__ in applies)
        for assumption in self.subject.questions.assumptions:
            if self._is_wanted(assumption.code):
                yield self._asked(assumption)

    def _is_wanted(self, name: str) -> bool:
        return not self.only or name in self.only

    # -- the contract

    def _checked(self, check: Check, *, applies: bool) -> Checked:
        name = check.__name__
        if not applies:
            words = f"{self.subject.questions.program} does not claim to do this"
            return Checked(name=name, outcome=transcript.NOT_APPLICABLE, words=words)
        folder = self._folder("checks", name)
        words = attempted(lambda: check(self.subject.kit, folder))
        outcome = transcript.FAILED if words else transcript.PASSED
        return Checked(name=name, outcome=outcome, words=without_places(words, folder, self.private))

    # -- the assumptions

    def _asked(self, assumption: Assumption) -> Asked:
        questions, code = self.subject.questions, assumption.code
        reason = self._reason(code)
        if reason:
            return Asked(code=code, sentence=assumption.sentence, outcome=transcript.NOT_ASKED, words=reason)
        probe, folder = questions.probes[code], self._folder("assumptions", code)
        tape = Tape(self.subject.doors, folder, self.subject.kit.turn, self.private)
        seen: list[object] = []

        def ask() -> None:
            questions.begin(tape)
            seen.append(tape.spell(probe.ask(tape), None))

        words = attempted(ask)
        expected = probe.expected(interactive=self.subject.host.interactive)
        outcome = transcript.UNCLEAR if words else _judged(seen[0], expected)
        return Asked(
            code=code,
            sentence=assumption.sentence,
            outcome=outcome,
            words=tape.clean(words),
            expected=expected,
            observed=seen[0] if seen else None,
            steps=tape.steps,
        )

    def _reason(self, code: str) -> str:
        """Why an assumption is not asked here; "" where it is."""
        questions = self.subject.questions
        if code in questions.unasked:
            return questions.unasked[code]
        probe = questions.probes[code]
        is_asked = probe.is_asked(interactive=self.subject.host.interactive)
        return "" if is_asked else f"can be asked only of a {questions.program} {probe.where}"

    def _folder(self, part: str, name: str) -> Path:
        folder = self.folder / part / name
        folder.mkdir(parents=True)
        return folder


def _judged(seen: object, expected: object) -> str:
    return transcript.HOLDS if same(seen, expected) else transcript.DIFFERS


def attempted(call: Callable[[], object]) -> str:
    """Call; what went wrong in words, with where and with the values that were seen there; "" for nothing."""
    try:
        call()
    except STOPS:
        raise
    except BaseException as error:
        return told(error)
    return ""


def told(error: BaseException) -> str:
    """An error in words: its kind and text, the line that raised it, and what stood in the names there."""
    frames = list(traceback.walk_tb(error.__traceback__))
    ours = [each for each in frames if "host_contract" in each[0].f_code.co_filename] or frames
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    if not ours:
        return text
    frame, number = ours[-1]
    summary = traceback.extract_tb(error.__traceback__)[frames.index(ours[-1])]
    where = f"{Path(frame.f_code.co_filename).name}:{number}: {summary.line}"
    return "\n".join([text, where, *values_in(frame)])


def values_in(frame: FrameType) -> list[str]:
    """The plain values in a frame, shortened."""
    found = [(name, value) for name, value in frame.f_locals.items() if name not in ("kit", "folder", "self")]
    plain = [(name, repr(value)) for name, value in found if isinstance(value, str | int | float | list | tuple | Path)]
    return [f"{name} = {text[:LONGEST]}" for name, text in plain[:VALUES]]
