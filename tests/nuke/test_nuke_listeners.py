"""What is heard of what a person does: Ctrl+S, opening, new scripts, nodes that come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.host import How, SceneEvent
from studio_tools.testing.nukesim import Session

SAVING, SAVED, NEW, OPENED = SceneEvent.SAVING, SceneEvent.SAVED, SceneEvent.NEW, SceneEvent.OPENED
CLOSING, CHANGED = SceneEvent.CLOSING, SceneEvent.LOADED_CHANGED


@pytest.fixture
def heard(host: Any) -> Iterator[list[SceneEvent]]:
    """All that is told, in order."""
    told: list[SceneEvent] = []

    def listen(event: SceneEvent) -> Callable[[], None]:
        end: Callable[[], None] = host.on(event, lambda: told.append(event))
        return end

    ends = [listen(event) for event in SceneEvent]
    yield told
    for end in ends:
        end()


def refuse() -> None:
    raise HostError("this script is published", hint="Save it under another name.")


def test_a_persons_save_is_heard(host: Any, session: Session, heard: list[SceneEvent], tmp_path: Path) -> None:
    import nuke

    nuke.scriptSaveAs((tmp_path / "some.nk").as_posix())
    assert heard == [SAVING]
    session.idle()
    assert heard == [SAVING, SAVED]


def test_a_persons_save_that_fails_was_none(
    host: Any, session: Session, heard: list[SceneEvent], tmp_path: Path
) -> None:
    import nuke

    session.faults.room = 10
    nuke.nodes.Blur()
    with pytest.raises(RuntimeError):
        nuke.scriptSaveAs((tmp_path / "some.nk").as_posix())
    session.idle()
    assert SAVED not in heard


def test_a_persons_save_cannot_be_forbidden_and_the_veto_is_said(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    end = host.on(SAVING, refuse)
    nuke.scriptSaveAs((tmp_path / "some.nk").as_posix())
    end()
    assert (tmp_path / "some.nk").is_file()
    said = "Nuke saved, although: this script is published. Save it under another name."
    assert ("warning", said) in session.printed
    assert session.interface.shown == ([("message", said)] if session.is_gui else [])
    assert session.callbacks.failures == [], "nothing is raised into Nuke"


def test_our_own_save_is_forbidden(host: Any, session: Session, tmp_path: Path) -> None:
    end = host.on(SAVING, refuse)
    with pytest.raises(HostError, match="this script is published"):
        host.save(tmp_path / "some.nk")
    end()
    assert not (tmp_path / "some.nk").exists()
    assert session.printed == []


def test_a_veto_is_asked_for_once_for_one_save(host: Any, session: Session, tmp_path: Path) -> None:
    asked: list[int] = []
    end = host.on(SAVING, lambda: asked.append(1))
    host.save(tmp_path / "some.nk")
    session.idle()
    end()
    assert asked == [1]


def test_a_persons_new_script_is_heard(host: Any, session: Session, heard: list[SceneEvent]) -> None:
    import nuke

    nuke.scriptClear()
    session.idle()
    assert heard == [CLOSING, NEW]


def test_a_persons_opening_is_heard_as_that_alone(
    host: Any, session: Session, heard: list[SceneEvent], clip: Callable[..., Path], tmp_path: Path
) -> None:
    import nuke

    host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=None)
    path = host.save(tmp_path / "some.nk")
    host.new(force=True)
    heard.clear()
    nuke.scriptOpen(path.as_posix())
    session.idle()
    assert heard == [CLOSING, OPENED]


def test_a_persons_read_is_heard_once_it_is_whole(host: Any, session: Session, heard: list[SceneEvent]) -> None:
    import nuke

    for _ in range(3):
        nuke.createNode("Read")
    assert heard == []
    session.idle()
    assert heard == [CHANGED]
    nuke.delete(nuke.allNodes()[0])
    session.idle()
    assert heard == [CHANGED] * 2


def test_nodes_that_read_nothing_change_nothing(host: Any, session: Session, heard: list[SceneEvent]) -> None:
    import nuke

    nuke.createNode("Blur")
    session.idle()
    assert heard == []


def test_another_file_in_an_open_panel_is_heard(host: Any, window: Session) -> None:
    import nuke

    from dcc.nuke.host import NukeHost

    told: list[int] = []
    node = nuke.createNode("Read")
    end = NukeHost().on(CHANGED, lambda: told.append(1))
    node["file"].setValue("/show/other.exr")
    node["label"].setValue("a label")
    window.idle()
    end()
    assert told == [1]


def test_our_own_changes_are_heard_once(
    host: Any, session: Session, heard: list[SceneEvent], clip: Callable[..., Path], tmp_path: Path
) -> None:
    one = host.load(clip(tmp_path / "in"), How.READ, name="plate", stamp=None)
    host.remove(one)
    session.idle()
    assert heard == [CHANGED] * 2


def test_a_preview_is_heard_by_nobody(host: Any, session: Session, heard: list[SceneEvent], tmp_path: Path) -> None:
    from fractions import Fraction

    from studio_tools.host import Timeline

    host.preview(tmp_path / "look.%04d.png", Timeline(1, 2, Fraction(24)), width=32, height=18)
    session.idle()
    assert heard == []


def test_nobody_is_asked_of_nuke_before_somebody_listens(host: Any, session: Session) -> None:
    assert session.callbacks.added == {}


def test_stopping_leaves_no_call_behind(host: Any, session: Session) -> None:
    for event in SceneEvent:
        host.on(event, refuse)
    host.stop()
    left = [entry for by_class in session.callbacks.added.values() for listed in by_class.values() for entry in listed]
    assert left == []
    host.new(force=True)


def test_a_listener_that_came_and_went_between_is_not_told(host: Any, session: Session) -> None:
    import nuke

    told: list[int] = []
    end = host.on(CHANGED, lambda: told.append(1))
    nuke.createNode("Read")
    end()
    session.idle()
    assert told == []


def told_of_saves(host: Any) -> list[tuple[Path | None, Path | None]]:
    """The script and the file that is written, of each save."""
    told: list[tuple[Path | None, Path | None]] = []
    host.on(SAVING, lambda: told.append((host.file(), host.saving())))
    return told


def test_a_person_who_saves_as_another_is_told_of_with_both_names(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    first, second, third = (tmp_path / f"{name}.nk" for name in ("first", "second", "third"))
    told = told_of_saves(host)
    nuke.scriptSaveAs(first.as_posix())
    nuke.scriptSaveAs(second.as_posix())
    nuke.scriptSave()
    nuke.scriptClear()
    nuke.scriptOpen(first.as_posix())
    host.save(third)
    host.open(first)
    nuke.scriptSaveAs(second.as_posix(), 1)
    nuke.scriptClear()
    nuke.scriptSaveAs(third.as_posix(), 1)
    assert told == [
        (None, first),
        (first, second),
        (second, second),
        (first, third),
        (first, second),
        (None, third),
    ]
    assert host.saving() is None
    host.stop()


def test_a_save_that_failed_is_not_where_the_script_was(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    first = host.save(tmp_path / "first.nk")
    told = told_of_saves(host)
    with pytest.raises(RuntimeError):
        nuke.scriptSaveAs((tmp_path / "not" / "there.nk").as_posix())
    session.idle()
    nuke.scriptSaveAs((tmp_path / "second.nk").as_posix())
    assert told[-1] == (first, tmp_path / "second.nk")
    host.stop()
