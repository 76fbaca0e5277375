"""Who listens to a scene: what they are told of, when they are asked, and what is kept from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio_tools.errors import HostError
from studio_tools.host import SceneEvent
from studio_tools.host.listeners import Asked, Call, Listeners

NEW, SAVING, SAVED, CHANGED = SceneEvent.NEW, SceneEvent.SAVING, SceneEvent.SAVED, SceneEvent.LOADED_CHANGED
SCENE, TARGET = Path("/show/shot_v001.ma"), Path("/show/shot_v002.ma")


class Program(Listeners):
    """Listeners to a program that notes what is asked of it."""

    def __init__(self) -> None:
        self.vetoes: list[HostError] = []
        self.asked_of: list[str] = []
        super().__init__(self.vetoes.append)

    def begin(self, event: SceneEvent) -> Iterator[Call]:
        for name in ("before", "after"):
            self.asked_of.append(f"{name} {event}")
            yield lambda name=name: self.asked_of.remove(f"{name} {event}")  # type: ignore[misc]


def refuse() -> None:
    raise HostError("not now")


def hear(listeners: Listeners, *events: SceneEvent) -> list[SceneEvent]:
    heard: list[SceneEvent] = []
    for event in events:
        listeners.on(event, lambda event=event: heard.append(event))  # type: ignore[misc]
    return heard


def test_a_program_is_asked_once_however_many_listen_and_let_go_by_the_last() -> None:
    program = Program()
    first, second = program.on(NEW, refuse), program.on(NEW, refuse)
    assert program.asked_of == ["before new", "after new"]
    assert program.count(NEW) == 2

    first()
    first()
    assert program.asked_of == ["before new", "after new"]
    second()
    assert program.asked_of == []
    assert program.count(NEW) == 0


def test_stopping_lets_go_of_all_and_ends_are_still_harmless() -> None:
    program = Program()
    ends = [program.on(event, refuse) for event in SceneEvent]
    program.stop()
    for end in ends:
        end()
    assert program.asked_of == []
    program.ask(SCENE, TARGET)


def test_what_we_do_ourselves_is_told_of_once_when_it_is_done() -> None:
    program = Program()
    heard = hear(program, CHANGED, SAVED)
    with program.telling(CHANGED):
        program.pass_on(CHANGED)
        program.pass_on(SAVED)
        with program.telling(CHANGED):
            program.pass_on(CHANGED)
        assert heard == [SAVED]
    assert heard == [SAVED, CHANGED]
    program.pass_on(CHANGED)
    assert heard == [SAVED, CHANGED, CHANGED]


def test_what_fails_is_not_told_of_and_silence_ends_with_it() -> None:
    program = Program()
    heard = hear(program, CHANGED)
    with pytest.raises(HostError), program.telling(CHANGED):
        refuse()
    assert heard == []
    assert not program.is_silent(CHANGED)


def test_silence_of_no_event_is_of_all() -> None:
    program = Program()
    with program.silence():
        assert all(program.is_silent(event) for event in SceneEvent)
    assert not any(program.is_silent(event) for event in SceneEvent)


def test_a_persons_save_may_be_forbidden_and_they_are_told() -> None:
    program = Program()
    program.on(SAVING, refuse)
    assert not program.may_save(SCENE, TARGET)
    assert [veto.message for veto in program.vetoes] == ["not now"]


def test_a_persons_save_that_nobody_minds_goes_on() -> None:
    program = Program()
    heard = hear(program, SAVING)
    assert program.may_save(None, TARGET)
    assert (heard, program.vetoes) == ([SAVING], [])


def test_a_save_of_ours_is_not_asked_about_a_second_time() -> None:
    program = Program()
    program.on(SAVING, refuse)
    with program.silence(SAVING):
        assert program.may_save(SCENE, TARGET)


def test_what_is_asked_about_is_known_meanwhile_and_no_longer() -> None:
    program = Program()
    seen: list[Asked | None] = []

    def save_a_copy() -> None:
        seen.append(program.asked)
        if len(seen) == 1:
            program.ask(TARGET, SCENE)
            seen.append(program.asked)

    program.on(SAVING, save_a_copy)
    program.ask(SCENE, TARGET)
    outer = Asked(scene=SCENE, target=TARGET)
    assert seen == [outer, Asked(scene=TARGET, target=SCENE), outer]
    assert program.asked is None


def test_after_a_veto_nothing_is_asked_about() -> None:
    program = Program()
    program.on(SAVING, refuse)
    with pytest.raises(HostError, match="not now"):
        program.ask(SCENE, TARGET)
    assert program.asked is None


def test_one_who_fails_forbids_nothing_and_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    program = Program()
    program.on(SAVING, lambda: [][0])
    heard = hear(program, SAVING)
    program.ask(SCENE, TARGET)
    assert heard == [SAVING]
    assert "a listener of saving failed" in caplog.text


def test_where_no_program_tells_anything_a_veto_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    listeners = Listeners()
    listeners.on(SAVING, refuse)
    assert not listeners.may_save(SCENE, TARGET)
    assert "a save that somebody forbade: not now" in caplog.text
