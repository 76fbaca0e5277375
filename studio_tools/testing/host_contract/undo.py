"""What a scene promises of groups, undo and selection."""

from __future__ import annotations

from pathlib import Path

from studio_tools.testing.host_contract.kit import (
    NEWER,
    STAMP,
    Check,
    Kit,
    break_down,
    found,
    fresh,
    one_loaded,
    raises,
    two_samples,
)


def a_group_does_what_is_in_it(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    with scene.group("notes"):
        scene.set_note("one", "1")
        with scene.group("within"):
            scene.set_note("two", "2")
    assert (scene.note("one"), scene.note("two")) == ("1", "2")


def a_group_lets_errors_through(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    with raises(ZeroDivisionError, "an error is not swallowed"), scene.group("broken"):
        scene.set_note("one", str(1 // len(scene.loaded())))
    with scene.group("after"):
        scene.set_note("two", "2")
    assert scene.note("two") == "2"


def what_is_loaded_can_be_selected(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    scene.select([one.id])
    assert scene.selection()
    scene.select([])
    assert not scene.selection()


def selecting_is_no_change(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    before = list(scene.loaded())
    scene.select([one.id])
    assert list(scene.loaded()) == before


def a_group_keeps_the_selection(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    scene.select([one.id])
    chosen = list(scene.selection())
    with scene.group("work"):
        scene.select([])
    assert list(scene.selection()) == chosen


def a_failed_group_keeps_the_selection(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    scene.select([one.id])
    chosen = list(scene.selection())
    with raises(ZeroDivisionError, "an error is not swallowed"), scene.group("work"):
        scene.select([])
        break_down()
    assert list(scene.selection()) == chosen


def a_selection_may_go_within_a_group(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    scene.select([one.id])
    with scene.group("work"):
        scene.remove(one)
    assert one.id not in scene.selection()


def a_group_is_one_step_to_undo(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    with scene.group("first"):
        scene.set_note("kept", "1")
    with scene.group("second"):
        scene.set_note("one", "1")
        scene.set_note("two", "2")
        with scene.group("within"):
            scene.set_note("three", "3")
    undo(kit)
    assert [scene.note(key) for key in ("kept", "one", "two", "three")] == ["1", None, None, None]
    undo(kit)
    assert scene.note("kept") is None


def undo_takes_a_failed_group_back(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    scene.set_note("before", "1")
    with raises(ZeroDivisionError, "an error is not swallowed"), scene.group("broken"):
        scene.set_note("half", "done")
        break_down()
    undo(kit)
    assert (scene.note("before"), scene.note("half")) == ("1", None)


def undo_removes_what_a_load_made(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    first = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    with scene.group("load"):
        scene.load(new, kit.how, name="knight", stamp=NEWER)
    undo(kit)
    assert list(scene.loaded()) == [first]


def a_load_is_one_step_to_undo(kit: Kit, folder: Path) -> None:
    scene, old, _ = two_samples(kit, folder)
    scene.load(old, kit.how, name="dragon", stamp=STAMP)
    undo(kit)
    assert not scene.loaded()


def undo_takes_an_update_back(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    scene.update(one, new, stamp=NEWER)
    undo(kit)
    assert found(scene, one.id) == one


def undo_brings_back_what_was_removed(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    scene.remove(one)
    undo(kit)
    assert found(scene, one.id) == one


def undo(kit: Kit) -> None:
    """Take the last step back."""
    assert kit.undo is not None, "the kit of a host that can undo has a way to"
    kit.undo()


GROUPS: tuple[Check, ...] = (a_group_does_what_is_in_it, a_group_lets_errors_through)
SELECTION: tuple[Check, ...] = (
    what_is_loaded_can_be_selected,
    selecting_is_no_change,
    a_group_keeps_the_selection,
    a_failed_group_keeps_the_selection,
    a_selection_may_go_within_a_group,
)
UNDO: tuple[Check, ...] = (a_group_is_one_step_to_undo, undo_takes_a_failed_group_back)
UNDO_LOADING: tuple[Check, ...] = (undo_removes_what_a_load_made, a_load_is_one_step_to_undo)
UNDO_UPDATING: tuple[Check, ...] = (undo_takes_an_update_back, undo_brings_back_what_was_removed)
