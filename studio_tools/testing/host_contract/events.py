"""What a scene promises of what it tells: once, in order, to all who listen, and that a listener may forbid saving."""

from __future__ import annotations

from pathlib import Path

from studio_tools.errors import HostError
from studio_tools.host import SceneEvent
from studio_tools.testing.host_contract.kit import (
    NEWER,
    STAMP,
    Check,
    Kit,
    break_down,
    change,
    fresh,
    gone,
    hearing,
    listening,
    named,
    raises,
    refuse,
    two_samples,
    within,
)

CLOSING, NEW, OPENED = SceneEvent.CLOSING, SceneEvent.NEW, SceneEvent.OPENED
SAVING, SAVED, CHANGED = SceneEvent.SAVING, SceneEvent.SAVED, SceneEvent.LOADED_CHANGED


def a_new_scene_is_told_of(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    with hearing(scene, *SceneEvent) as heard:
        scene.new(force=True)
    assert heard == [CLOSING, NEW]


def a_refused_new_scene_is_not_told_of(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    change(scene)
    with hearing(scene, *SceneEvent) as heard, raises(HostError, "changes would be lost"):
        scene.new()
    assert heard == []


def listeners_hear_in_the_order_they_came(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    heard: list[int] = []
    with listening(scene, NEW, lambda: heard.append(1)), listening(scene, NEW, lambda: heard.append(2)):
        scene.new(force=True)
    assert heard == [1, 2]


def listeners_hear_until_they_end(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    heard: list[str] = []
    end = scene.on(NEW, lambda: heard.append("new"))
    scene.new(force=True)
    end()
    end()
    scene.new(force=True)
    assert heard == ["new"]


def ending_one_listener_leaves_its_twin(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    heard: list[str] = []

    def listen() -> None:
        heard.append("new")

    end, stay = scene.on(NEW, listen), scene.on(NEW, listen)
    end()
    end()
    scene.new(force=True)
    stay()
    assert heard == ["new"]


def a_listener_may_end_itself(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    heard: list[int] = []

    def once() -> None:
        heard.append(1)
        ends[0]()

    ends = [scene.on(NEW, once), scene.on(NEW, lambda: heard.append(2))]
    scene.new(force=True)
    scene.new(force=True)
    for end in ends:
        end()
    assert heard == [1, 2, 2]


def a_broken_listener_spoils_nothing(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    change(scene)
    with listening(scene, NEW, break_down), hearing(scene, NEW) as heard:
        scene.new(force=True)
    assert heard == [NEW], "the next one hears all the same"
    assert scene.note("studio") is None


def saving_is_told_of(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    with hearing(scene, *SceneEvent) as heard:
        scene.save(named(scene, folder, "told"))
        scene.save()
    assert heard == [SAVING, SAVED, SAVING, SAVED]


def a_listener_learns_what_is_written_and_which_scene_it_was(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    first, second = named(scene, folder, "first"), named(scene, folder, "second")
    seen: list[tuple[SceneEvent, Path | None, Path | None]] = []

    def look(event: SceneEvent) -> None:
        seen.append((event, scene.file(), scene.saving()))

    with listening(scene, SAVING, lambda: look(SAVING)), listening(scene, SAVED, lambda: look(SAVED)):
        scene.save(first)
        scene.save(second)
        scene.save()
    assert seen == [
        (SAVING, None, first),
        (SAVED, first, None),
        (SAVING, first, second),
        (SAVED, second, None),
        (SAVING, second, second),
        (SAVED, second, None),
    ]


def a_listener_may_forbid_one_place_and_allow_another(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    published = within(folder, "published")
    scene.save(named(scene, published, "shot"))

    def guard() -> None:
        path = scene.saving()
        if path is not None and path.parent == published:
            raise HostError("what is published stays as it is")

    with listening(scene, SAVING, guard):
        with raises(HostError, "the veto is told"):
            scene.save()
        assert scene.save(named(scene, folder, "mine")).is_file()
    assert scene.saving() is None


def a_save_that_is_refused_is_not_asked_about(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    with hearing(scene, *SceneEvent) as heard, raises(HostError, "there is no such folder"):
        scene.save(named(scene, folder / "not" / "there", "lost"))
    assert heard == []


def a_listener_may_note_what_is_saved(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    with listening(scene, SAVING, lambda: scene.set_note("saved_by", "a listener")):
        scene.save(named(scene, folder, "noted"))
    assert scene.note("saved_by") == "a listener"


def a_listener_may_forbid_saving(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    change(scene)
    path = named(scene, folder, "forbidden")
    with hearing(scene, SAVED) as heard, listening(scene, SAVING, refuse), raises(HostError, "the veto is told"):
        scene.save(path)
    assert not path.exists()
    assert heard == []
    assert scene.file() is None
    assert scene.modified()


def a_veto_is_told_in_its_own_words(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    told: list[str] = []
    with listening(scene, SAVING, refuse):
        try:
            scene.save(named(scene, folder, "forbidden"))
        except HostError as error:
            told.append(error.message)
    assert told == ["not now"]


def a_veto_ends_with_its_listener(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    with listening(scene, SAVING, refuse), raises(HostError, "the veto is told"):
        scene.save(named(scene, folder, "later"))
    assert scene.save(named(scene, folder, "later")).is_file()


def a_broken_listener_forbids_nothing(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    with listening(scene, SAVING, break_down), listening(scene, SAVED, break_down), hearing(scene, SAVED) as heard:
        path = scene.save(named(scene, folder, "saved"))
    assert path.is_file()
    assert heard == [SAVED]


def opening_is_told_of(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "opened"))
    scene.new(force=True)
    with hearing(scene, *SceneEvent) as heard:
        scene.open(path, force=True)
    assert heard == [CLOSING, OPENED]


def loading_updating_and_removing_are_told_of_once_each(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    counts: list[int] = []
    with hearing(scene, *SceneEvent) as heard:
        one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
        counts.append(len(heard))
        scene.update(one, new, stamp=NEWER)
        counts.append(len(heard))
        scene.remove(one)
    assert heard == [CHANGED] * 3
    assert counts == [1, 2]


def a_listener_sees_what_was_loaded(kit: Kit, folder: Path) -> None:
    scene, old, _ = two_samples(kit, folder)
    seen: list[list[object]] = []
    with listening(scene, CHANGED, lambda: seen.append([one.stamp for one in scene.loaded()])):
        scene.load(old, kit.how, name="dragon", stamp=STAMP)
    assert seen == [[STAMP]], "the stamp is on it when it is told of"


def what_was_refused_is_not_told_of(kit: Kit, folder: Path) -> None:
    scene, old, _ = two_samples(kit, folder)
    with hearing(scene, *SceneEvent) as heard, raises(HostError, "it is missing"):
        scene.load(gone(old), kit.how, name="ghost", stamp=None)
    assert heard == []


TOLD: tuple[Check, ...] = (
    a_new_scene_is_told_of,
    a_refused_new_scene_is_not_told_of,
    listeners_hear_in_the_order_they_came,
    listeners_hear_until_they_end,
    ending_one_listener_leaves_its_twin,
    a_listener_may_end_itself,
    a_broken_listener_spoils_nothing,
)
TOLD_OF_SAVING: tuple[Check, ...] = (
    saving_is_told_of,
    a_listener_learns_what_is_written_and_which_scene_it_was,
    a_listener_may_forbid_one_place_and_allow_another,
    a_save_that_is_refused_is_not_asked_about,
    a_listener_may_note_what_is_saved,
    a_listener_may_forbid_saving,
    a_veto_is_told_in_its_own_words,
    a_veto_ends_with_its_listener,
    a_broken_listener_forbids_nothing,
)
TOLD_OF_OPENING: tuple[Check, ...] = (opening_is_told_of,)
TOLD_OF_LOADING: tuple[Check, ...] = (
    loading_updating_and_removing_are_told_of_once_each,
    a_listener_sees_what_was_loaded,
    what_was_refused_is_not_told_of,
)
