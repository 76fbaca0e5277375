"""What a scene promises of what it loads: found again under its id, told apart, taken out, kept by saving."""

from __future__ import annotations

from pathlib import Path

from studio_tools.errors import HostError, NotCapable
from studio_tools.host import How, Loaded, Scene
from studio_tools.testing.host_contract.files import LONG, SPOKEN, reopened
from studio_tools.testing.host_contract.kit import (
    OTHER,
    STAMP,
    Check,
    Kit,
    found,
    fresh,
    gone,
    ids,
    named,
    one_loaded,
    raises,
    two_samples,
    within,
)


def what_is_loaded_is_listed(kit: Kit, folder: Path) -> None:
    path = kit.sample(within(folder, "v003"))
    scene = fresh(kit)
    one = scene.load(path, kit.how, name="dragon", stamp=None)
    listed = found(scene, one.id)
    assert (listed.resolved, listed.kind, listed.label) == (path, one.kind, one.label)
    assert listed.label, "a person can tell it by a name"
    assert listed.is_loaded
    assert listed.is_editable


def loading_is_a_change(kit: Kit, folder: Path) -> None:
    scene, _ = one_loaded(kit, folder)
    assert scene.modified()


def a_stamp_is_kept(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder, stamp=STAMP)
    assert one.stamp == STAMP
    assert found(scene, one.id).stamp == STAMP


def without_a_stamp_there_is_none(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder, stamp=None)
    assert one.stamp is None
    assert found(scene, one.id).stamp is None


def two_of_the_same_are_two(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    assert one.resolved is not None
    other = scene.load(one.resolved, kit.how, name="dragon", stamp=OTHER)
    assert one.id != other.id
    assert (found(scene, one.id).resolved, found(scene, other.id).resolved) == (one.resolved, one.resolved)
    assert (found(scene, one.id).stamp, found(scene, other.id).stamp) == (STAMP, OTHER)


def another_load_leaves_what_was_there(kit: Kit, folder: Path) -> None:
    scene, path, more = two_samples(kit, folder)
    one = scene.load(path, kit.how, name="dragon", stamp=STAMP)
    before = found(scene, one.id)
    scene.load(more, kit.how, name="knight", stamp=None)
    assert found(scene, one.id) == before


def loading_what_is_not_there_is_refused(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    assert one.resolved is not None
    before = list(scene.loaded())
    with raises(HostError, "what is missing cannot be loaded"):
        scene.load(gone(one.resolved), kit.how, name="ghost", stamp=STAMP)
    assert list(scene.loaded()) == before, "what is refused changes nothing"


def any_name_may_be_asked_for(kit: Kit, folder: Path) -> None:
    path = kit.sample(within(folder, "v003"))
    scene = fresh(kit)
    loaded = [scene.load(path, kit.how, name=name, stamp=None) for name in ("hero-01 (old)", "Käfer", "1st", "a" * 100)]
    assert len({one.id for one in loaded}) == len(loaded)
    assert sorted(ids(scene)) == sorted(one.id for one in loaded)


def a_path_may_be_spelled_in_any_tongue(kit: Kit, folder: Path) -> None:
    path = kit.sample(within(folder, SPOKEN))
    scene = fresh(kit)
    one = scene.load(path, kit.how, name="dragon", stamp=None)
    assert found(scene, one.id).resolved == path


def a_path_may_be_long(kit: Kit, folder: Path) -> None:
    path = kit.sample(within(folder, f"{LONG}/{LONG}"))
    scene = fresh(kit)
    assert found(scene, scene.load(path, kit.how, name="dragon", stamp=None).id).resolved == path


def every_way_works_or_is_refused(kit: Kit, folder: Path) -> None:
    path = kit.sample(within(folder, "v003"))
    assert kit.how in fresh(kit).hows
    for how in How:
        scene = fresh(kit)
        if how in scene.hows:
            offered(scene, path, how)
            continue
        with raises(NotCapable, f"{how} is not offered"):
            scene.load(path, how, name="dragon", stamp=STAMP)
        assert not scene.loaded(), "what is refused changes nothing"


def offered(scene: Scene, path: Path, how: How) -> None:
    """A way that is offered works, or says that it is none for this file."""
    try:
        one = scene.load(path, how, name="dragon", stamp=STAMP)
    except HostError:
        assert not scene.loaded(), "what is refused changes nothing"
    else:
        assert found(scene, one.id).stamp == STAMP


def removing_leaves_the_others(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    assert one.resolved is not None
    other = scene.load(one.resolved, kit.how, name="dragon", stamp=OTHER)
    third = scene.load(one.resolved, kit.how, name="dragon", stamp=None)
    scene.remove(other)
    assert sorted(ids(scene)) == sorted([one.id, third.id])
    assert (found(scene, one.id).stamp, found(scene, third.id).stamp) == (STAMP, None)


def removing_twice_is_an_error(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    scene.remove(one)
    with raises(HostError, "what is gone cannot be removed"):
        scene.remove(one)


def what_was_removed_may_come_back(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    assert one.resolved is not None
    scene.remove(one)
    again = scene.load(one.resolved, kit.how, name="dragon", stamp=None)
    assert ids(scene) == [again.id]
    assert found(scene, again.id).stamp is None, "nothing is left of the one before"


def a_new_scene_forgets_what_was_loaded(kit: Kit, folder: Path) -> None:
    scene, _ = one_loaded(kit, folder)
    scene.new(force=True)
    assert not scene.loaded()


def what_is_nested_is_not_touched(kit: Kit, folder: Path) -> None:
    scene, outer = nested(kit, folder)
    deep = [one for one in scene.loaded() if not one.is_editable] if outer else []
    for one in deep:
        assert one.resolved is not None
        with raises(NotCapable, "what is nested belongs to another file"):
            scene.update(one, one.resolved, stamp=None)
        with raises(NotCapable, "what is nested goes with what brought it"):
            scene.remove(one)
    assert [one.id for one in scene.loaded() if not one.is_editable] == [one.id for one in deep]


def what_is_nested_goes_with_what_brought_it(kit: Kit, folder: Path) -> None:
    scene, outer = nested(kit, folder)
    if outer is not None:
        scene.remove(outer)
        assert not scene.loaded()


def what_is_loaded_survives_saving(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    assert one.resolved is not None
    scene.load(one.resolved, kit.how, name="dragon", stamp=OTHER)
    scene.load(one.resolved, kit.how, name="plain", stamp=None)
    before = told(scene)
    assert told(reopened(scene, scene.save(named(scene, folder, "kept")))) == before


def what_was_removed_is_not_saved(kit: Kit, folder: Path) -> None:
    scene, one = one_loaded(kit, folder)
    scene.remove(one)
    assert not reopened(scene, scene.save(named(scene, folder, "removed"))).loaded()


def told(scene: Scene) -> set[tuple[object, ...]]:
    """What is told of all that is loaded."""
    return {(one.id, one.kind, one.resolved, one.label, one.stamp, one.is_editable) for one in scene.loaded()}


def nested(kit: Kit, folder: Path) -> tuple[Scene, Loaded | None]:
    """A scene that loads one that loads the sample; nothing where the host does not load its own files."""
    scene, _ = one_loaded(kit, folder)
    path = scene.save(named(scene, folder, "outer"))
    scene.new(force=True)
    try:
        return scene, scene.load(path, How.REFERENCE, name="outer", stamp=OTHER)
    except HostError:
        return scene, None


LOADING: tuple[Check, ...] = (
    what_is_loaded_is_listed,
    loading_is_a_change,
    a_stamp_is_kept,
    without_a_stamp_there_is_none,
    two_of_the_same_are_two,
    another_load_leaves_what_was_there,
    loading_what_is_not_there_is_refused,
    any_name_may_be_asked_for,
    a_path_may_be_spelled_in_any_tongue,
    a_path_may_be_long,
    every_way_works_or_is_refused,
    removing_leaves_the_others,
    removing_twice_is_an_error,
    what_was_removed_may_come_back,
    a_new_scene_forgets_what_was_loaded,
)
LOADING_SAVED: tuple[Check, ...] = (
    what_is_nested_is_not_touched,
    what_is_nested_goes_with_what_brought_it,
    what_is_loaded_survives_saving,
    what_was_removed_is_not_saved,
)
