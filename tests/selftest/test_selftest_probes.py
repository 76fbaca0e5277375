"""Every open question is asked, or it is said why nobody can; and each simulator answers as it is said to."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tools.testing.selftest.for_blender import BLENDER
from studio_tools.testing.selftest.for_maya import MAYA
from studio_tools.testing.selftest.for_nuke import NUKE
from studio_tools.testing.selftest.probes import Probe, Questions, Where
from studio_tools.testing.selftest.simulators import SIMULATORS
from studio_tools.testing.selftest.spelling import same

ALL = [pytest.param(each, id=each.host) for each in (MAYA, NUKE)]
ASKED = [
    pytest.param(
        questions, probe, interactive, id=f"{questions.host}-{probe.code}-{'window' if interactive else 'terminal'}"
    )
    for questions in (MAYA, NUKE)
    for probe in questions.probes.values()
    for interactive in (False, True)
    if probe.is_asked(interactive=interactive)
]


@pytest.mark.parametrize("questions", ALL)
def test_every_assumption_has_a_probe_or_a_reason_why_not(questions: Questions) -> None:
    codes = {each.code for each in questions.assumptions}

    assert codes == set(questions.probes) | set(questions.unasked)
    assert not set(questions.probes) & set(questions.unasked)


@pytest.mark.parametrize("questions", ALL)
def test_a_probe_is_found_by_the_code_of_its_assumption(questions: Questions) -> None:
    assert {code: probe.code for code, probe in questions.probes.items()} == {code: code for code in questions.probes}


@pytest.mark.parametrize("questions", ALL)
def test_few_are_not_asked_at_all(questions: Questions) -> None:
    assert len(questions.unasked) <= len(questions.assumptions) / 10
    assert all(len(reason) > 20 for reason in questions.unasked.values())


@pytest.mark.parametrize(("questions", "probe", "interactive"), ASKED)
def test_the_simulator_answers_as_expected(
    questions: Questions, probe: Probe, interactive: bool, tmp_path: Path
) -> None:
    tape = SIMULATORS[questions.host](tmp_path, interactive=interactive)
    questions.begin(tape)

    seen = tape.spell(probe.ask(tape), None)

    assert same(seen, probe.expected(interactive=interactive)), seen
    assert tape.steps, "the program was asked"


def test_nothing_is_assumed_of_blender() -> None:
    assert BLENDER.assumptions == ()


@pytest.mark.parametrize(
    ("where", "in_terminal", "in_window"),
    [(Where.ANYWHERE, True, True), (Where.TERMINAL, True, False), (Where.WINDOW, False, True)],
)
def test_a_probe_is_asked_where_it_can_be(where: Where, in_terminal: bool, in_window: bool) -> None:
    probe = Probe(code="x", ask=lambda tape: None, expects=1, where=where)

    assert [probe.is_asked(interactive=each) for each in (False, True)] == [in_terminal, in_window]


def test_with_a_window_something_else_may_be_expected() -> None:
    plain = Probe(code="x", ask=lambda tape: None, expects=1)
    both = Probe(code="x", ask=lambda tape: None, expects=1, expects_in_window=2)

    assert [plain.expected(interactive=each) for each in (False, True)] == [1, 1]
    assert [both.expected(interactive=each) for each in (False, True)] == [1, 2]
