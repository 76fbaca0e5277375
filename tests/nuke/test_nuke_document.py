"""The script as a document: opened in this window, saved, damaged, vetoed; notes, ranges and rates."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.host import Timeline
from studio_tools.testing.nukesim import Session


def test_a_script_opens_in_this_window_and_in_no_other(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    nuke.nodes.Blur(name="first")
    path = host.save(tmp_path / "first.nk")
    nuke.nodes.Blur(name="second")
    host.open(path, force=True)
    assert session.opened_elsewhere == []
    assert [node.name() for node in nuke.allNodes()] == ["first"]
    assert host.file() == path


def test_opening_cannot_be_undone(host: Any, tmp_path: Path) -> None:
    import nuke

    nuke.nodes.Blur(name="first")
    host.open(host.save(tmp_path / "first.nk"), force=True)
    nuke.undo()
    assert nuke.toNode("first") is not None


def test_a_script_that_nuke_complains_of_is_open_and_it_is_told(host: Any, session: Session, tmp_path: Path) -> None:
    import nuke

    path = tmp_path / "damaged.nk"
    path.write_text("version 16.0 v4\nRoot {\n inputs 0\n}\nBlur {\n name soft\n}\n}}}\n")
    host.open(path)
    assert nuke.toNode("soft") is not None
    assert host.file() == path
    assert not host.modified()
    assert any(level == "warning" and "damaged.nk" in text for level, text in session.printed)


@pytest.mark.parametrize("head", ["#! /usr/local/Nuke -nx\n", "version 16.0 v4\n", "set cut_paste_input [stack 0]\n",
                                  "Blur {\n name soft\n}\n", "\n\nRoot {\n}\n", ""])  # fmt: skip
def test_scripts_of_all_sorts_are_scripts(host: Any, tmp_path: Path, head: str) -> None:
    path = tmp_path / "some.nk"
    path.write_text(head)
    host.open(path)
    assert host.file() == path


@pytest.mark.parametrize("text", ["{not a script}", "<xml/>", "a sentence of words.", "\0Root {"])
def test_what_is_no_script_is_refused_and_the_open_one_stays(host: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "some.nk"
    path.write_text(text)
    host.set_note("studio", "precious")
    with pytest.raises(HostError, match="no Nuke script"):
        host.open(path, force=True)
    assert host.note("studio") == "precious"


def test_a_full_disk_leaves_name_and_changes(host: Any, session: Session, tmp_path: Path) -> None:
    first = host.save(tmp_path / "first.nk")
    host.set_note("studio", "precious")
    session.faults.room = 10
    with pytest.raises(HostError, match="cannot be saved"):
        host.save(tmp_path / "second.nk")
    assert host.file() == first
    assert host.modified()
    with pytest.raises(HostError, match="cannot be saved"):
        host.save()


def test_an_untitled_script_that_cannot_be_saved_stays_untitled(host: Any, session: Session, tmp_path: Path) -> None:
    session.faults.room = 10
    with pytest.raises(HostError):
        host.save(tmp_path / "first.nk")
    assert host.file() is None


def test_saving_over_a_file_asks_nobody(host: Any, session: Session, tmp_path: Path) -> None:
    (tmp_path / "there.nk").write_text("Root {\n}\n")
    host.save(tmp_path / "there.nk")
    assert session.interface.shown == []


def test_a_copy_fires_no_events_and_keeps_the_changes(host: Any, session: Session, tmp_path: Path) -> None:
    from studio_tools.host import SceneEvent

    host.set_note("studio", "precious")
    heard: list[str] = []
    ends = [host.on(event, lambda event=event: heard.append(event)) for event in SceneEvent]
    host.export(host.outputs()[0], tmp_path / "copy.nk")
    session.idle()
    for end in ends:
        end()
    assert heard == []
    assert host.modified()
    assert (tmp_path / "copy.nk").is_file()


# -- notes


def test_notes_are_hidden_on_the_root(host: Any) -> None:
    import nuke

    host.set_note("studio", "a note")
    assert not nuke.root()["studioNotes"].visible()


def test_notes_that_somebody_wrote_over_are_none(host: Any) -> None:
    import nuke

    host.set_note("studio", "a note")
    for text in ("my words", "[1]", "%7B%22a%22%3A1%7D"):
        nuke.root()["studioNotes"].setValue(text)
        assert host.note("studio") is None
    host.set_note("studio", "again")
    assert host.note("studio") == "again"


def test_a_note_that_stays_the_same_is_no_change(host: Any, tmp_path: Path) -> None:
    host.set_note("studio", "a note")
    host.save(tmp_path / "noted.nk")
    host.set_note("studio", "a note")
    assert not host.modified()


# -- time


@pytest.mark.parametrize(
    ("kept", "meant"),
    [(23.976, Fraction(24000, 1001)), (23.98, Fraction(24000, 1001)), (29.97, Fraction(30000, 1001)),
     (59.94, Fraction(60000, 1001)), (24.0, Fraction(24)), (12.5, Fraction(25, 2)),
     (24000 / 1001, Fraction(24000, 1001))],
)  # fmt: skip
def test_a_rate_as_a_person_types_it_is_the_one_that_is_meant(host: Any, kept: float, meant: Fraction) -> None:
    import nuke

    nuke.root()["fps"].setValue(kept)
    assert host.timeline().fps == meant


def test_a_range_that_is_an_expression_is_told_and_replaced(host: Any) -> None:
    import nuke

    nuke.nodes.Read(name="plate", first=1001, last=1050)
    nuke.root()["first_frame"].setExpression("plate.first")
    nuke.root()["last_frame"].setExpression("plate.last")
    assert (host.timeline().start, host.timeline().end) == (1001, 1050)
    host.set_timeline(Timeline(1, 10, Fraction(24)))
    assert (host.timeline().start, host.timeline().end) == (1, 10)
    assert not nuke.root()["first_frame"].hasExpression()


def test_a_range_whose_expression_is_broken_is_told_in_words(host: Any) -> None:
    import nuke

    nuke.root()["first_frame"].setExpression("gone.first")
    with pytest.raises(HostError, match="cannot be worked out"):
        host.timeline()


def test_a_range_that_was_set_stays_when_clips_are_read(host: Any) -> None:
    import nuke

    host.set_timeline(Timeline(1001, 1010, Fraction(24)))
    assert nuke.root()["lock_range"].value() is True


def test_setting_a_range_is_one_step_to_undo(host: Any) -> None:
    import nuke

    before = host.timeline()
    host.set_timeline(Timeline(1001, 1010, Fraction(25)))
    nuke.undo()
    assert host.timeline() == before


# -- selection


def test_selection_reaches_into_groups(host: Any) -> None:
    import nuke

    with nuke.nodes.Group(name="outer"):
        nuke.nodes.Blur(name="soft")
    host.select(["outer.soft", "gone"])
    assert list(host.selection()) == ["outer.soft"]


def test_selecting_is_no_change_to_the_script(host: Any, tmp_path: Path) -> None:
    import nuke

    nuke.nodes.Blur(name="soft")
    host.save(tmp_path / "some.nk")
    host.select(["soft"])
    assert not host.modified()
