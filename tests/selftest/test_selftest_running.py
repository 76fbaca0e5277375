"""Running: every check and every question gets an answer, whatever goes wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import Can
from studio_tools.testing.fake_host import FakeHost
from studio_tools.testing.host_contract import CAPABILITIES, checks_of
from studio_tools.testing.selftest.probes import Probe, Subject
from studio_tools.testing.selftest.running import Run, attempted, names_of, names_of_checks
from studio_tools.testing.selftest.spelling import Private
from studio_tools.testing.selftest.transcript import Asked, Checked

Made = Callable[..., Subject]


class Forgetful(FakeHost):
    """A host that says it saved, and did not."""

    def save(self, path: Path | None = None) -> Path:
        return path or Path("nowhere")


def answers(subject: Subject, folder: Path, *only: str, private: Private | None = None) -> list[Checked | Asked]:
    return list(Run(subject=subject, folder=folder, only=only, private=private or Private()).answers())


def one(subject: Subject, folder: Path, name: str) -> Any:
    (found,) = answers(subject, folder, name)
    return found


def test_all_is_asked_in_order(subject: Made, tmp_path: Path) -> None:
    told = answers(subject(), tmp_path)

    names = [each.name if isinstance(each, Checked) else each.code for each in told]
    assert names == names_of(subject().questions)
    assert names == [each.__name__ for each in checks_of(*CAPABILITIES)] + ["adds", "divides", "shows", "sings"]


def test_no_two_checks_share_a_name() -> None:
    assert len(names_of_checks()) == len(set(names_of_checks()))


def test_a_check_that_passes_needs_no_words(subject: Made, tmp_path: Path) -> None:
    assert one(subject(), tmp_path, "saving_makes_the_file") == Checked(name="saving_makes_the_file", outcome="passed")


def test_a_check_that_fails_says_what_was_promised_where_and_what_was_seen(subject: Made, tmp_path: Path) -> None:
    told = one(subject(host=Forgetful(interactive=False)), tmp_path, "saving_makes_the_file")

    assert told.outcome == "failed"
    kind, where, *values = told.words.splitlines()
    assert kind.startswith("FileNotFoundError")
    assert where.startswith("files.py:")
    assert "path.stat().st_size > 0" in where
    assert [each.split(" = ")[0] for each in values] == ["path"]


def test_the_words_of_a_failure_hold_no_places(subject: Made, tmp_path: Path) -> None:
    told = one(subject(host=Forgetful(interactive=False)), tmp_path, "saving_makes_the_file")

    assert str(tmp_path) not in told.words
    assert "<tmp>/made" in told.words


def test_what_a_host_does_not_claim_is_not_tried(subject: Made, tmp_path: Path) -> None:
    host = FakeHost(interactive=False, can=frozenset(Can) - {Can.SAVE})
    told = one(subject(host=host), tmp_path, "saving_makes_the_file")

    assert (told.outcome, told.words) == ("not applicable", "Fake does not claim to do this")


def test_each_check_has_a_folder_of_its_own(subject: Made, tmp_path: Path) -> None:
    answers(subject(), tmp_path, "saving_makes_the_file", "saving_clears_the_changes")

    assert sorted(each.name for each in (tmp_path / "checks").iterdir()) == [
        "saving_clears_the_changes",
        "saving_makes_the_file",
    ]


def test_an_assumption_that_holds(subject: Made, tmp_path: Path) -> None:
    told = one(subject(), tmp_path, "adds")

    assert (told.outcome, told.expected, told.observed, told.words) == ("holds", 3, 3, "")
    assert [each["gave"] for each in told.steps] == [0, 3], "it began with an empty scene"


def test_an_assumption_that_does_not_hold(subject: Made, tmp_path: Path) -> None:
    told = one(subject(add=lambda a, b: float(a + b)), tmp_path, "adds")

    assert (told.outcome, told.expected, told.observed) == ("differs", 3, 3.0)


def test_an_error_that_was_expected_holds(subject: Made, tmp_path: Path) -> None:
    assert one(subject(), tmp_path, "divides").outcome == "holds"


def test_a_probe_that_breaks_is_unclear_and_keeps_its_calls(subject: Made, tmp_path: Path) -> None:
    def broken(a: int, b: int) -> int:
        if b:
            raise RuntimeError(f"cannot write {tmp_path}/assumptions/adds/x")
        return a

    told = one(subject(add=broken), tmp_path, "adds")

    assert told.outcome == "unclear"
    assert told.words.splitlines()[0] == "RuntimeError: cannot write <tmp>/x"
    assert [each.get("raised") for each in told.steps] == [None, "RuntimeError"]


def test_one_that_breaks_stops_no_other(subject: Made, tmp_path: Path) -> None:
    def broken(a: int, b: int) -> int:
        raise RuntimeError("broken")

    outcomes = [each.outcome for each in answers(subject(add=broken), tmp_path, "adds", "sings")]

    assert outcomes == ["unclear", "not asked"]


def test_what_cannot_be_asked_says_why(subject: Made, tmp_path: Path) -> None:
    told = one(subject(), tmp_path, "sings")

    assert (told.outcome, told.words, told.steps) == ("not asked", "nobody can hear it", [])


def test_what_needs_a_window_is_not_asked_without_one(subject: Made, tmp_path: Path) -> None:
    told = one(subject(), tmp_path, "shows")

    assert (told.outcome, told.words) == ("not asked", "can be asked only of a Fake with a window")


def test_what_needs_a_window_is_asked_with_one(subject: Made, tmp_path: Path) -> None:
    assert one(subject(host=FakeHost(interactive=True)), tmp_path, "shows").outcome == "holds"


def test_with_a_window_the_other_answer_is_expected(subject: Made, tmp_path: Path) -> None:
    found = subject(host=FakeHost(interactive=True))
    probe = Probe(code="adds", ask=lambda tape: 7, expects=3, expects_in_window=7)
    questions = replace(found.questions, probes={**found.questions.probes, "adds": probe})

    assert one(replace(found, questions=questions), tmp_path, "adds").outcome == "holds"


def test_people_are_left_out(subject: Made, tmp_path: Path) -> None:
    private, place = Private(names=(("jane", "<user>"),)), "/people/jane"

    def broken(a: int, b: int) -> int:
        raise RuntimeError(f"no licence for {place}, {place}/x")

    (told,) = answers(subject(add=broken), tmp_path, "adds", private=private)

    assert isinstance(told, Asked)
    assert "jane" not in str(told)


# --- what went wrong, in words


def test_nothing_wrong_is_no_words() -> None:
    assert attempted(lambda: None) == ""


def test_an_error_that_no_except_catches_is_an_answer_too() -> None:
    class Odd(BaseException):
        pass

    def fail() -> None:
        raise Odd("so")

    assert attempted(fail).startswith("Odd: so")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_who_wants_to_stop_stops(stop: type[BaseException]) -> None:
    def fail() -> None:
        raise stop

    with pytest.raises(stop):
        attempted(fail)


def test_the_line_and_the_values_there_are_told() -> None:
    def fail() -> None:
        number, names, thing = 7, ["a"], object()
        raise AssertionError("it is whole" if thing else (number, names))

    said = attempted(fail).splitlines()

    assert said[0] == "AssertionError: it is whole"
    assert said[1].endswith('raise AssertionError("it is whole" if thing else (number, names))')
    assert said[2:] == ["number = 7", "names = ['a']"]


def test_long_values_are_cut() -> None:
    def fail() -> None:
        text = "x" * 1000
        raise AssertionError(len(text))

    assert len(attempted(fail).splitlines()[-1]) < 200
