"""What a scene promises of updates: the same thing at another path, with all that was done to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio_tools.errors import HostError
from studio_tools.testing.host_contract.files import reopened
from studio_tools.testing.host_contract.kit import (
    NEWER,
    OTHER,
    STAMP,
    Check,
    Kit,
    found,
    gone,
    named,
    raises,
    two_samples,
)


def updating_keeps_the_id_and_changes_path_and_stamp(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    updated = scene.update(one, new, stamp=NEWER)
    assert updated == found(scene, one.id)
    assert (updated.id, updated.resolved, updated.stamp) == (one.id, new, NEWER)
    assert len(scene.loaded()) == 1


def updating_keeps_the_name(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    assert scene.update(one, new, stamp=NEWER).label == one.label


def updating_keeps_edits(kit: Kit, folder: Path) -> None:
    if kit.edit is None:
        return
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    still_stands = kit.edit(scene, one)
    assert still_stands()
    scene.update(one, new, stamp=NEWER)
    assert still_stands()


def going_back_is_an_update(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    scene.update(one, new, stamp=NEWER)
    assert scene.update(one, old, stamp=STAMP) == one


def another_product_may_take_its_place(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    switched = scene.update(one, new, stamp=OTHER)
    assert (switched.id, switched.stamp) == (one.id, OTHER)


def updating_without_a_stamp_takes_the_old_one_off(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    assert scene.update(one, new, stamp=None).stamp is None
    assert found(scene, one.id).stamp is None


def a_stamp_may_come_with_an_update(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=None)
    assert scene.update(one, new, stamp=NEWER).stamp == NEWER


def updating_to_the_same_changes_nothing_else(kit: Kit, folder: Path) -> None:
    scene, old, _ = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    assert scene.update(one, old, stamp=STAMP) == one


def only_one_of_two_is_updated(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    other = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    scene.update(other, new, stamp=NEWER)
    assert (found(scene, one.id).resolved, found(scene, one.id).stamp) == (old, STAMP)
    assert (found(scene, other.id).resolved, found(scene, other.id).stamp) == (new, NEWER)


def the_id_alone_says_what_is_updated(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    stale = replace(one, path="elsewhere", resolved=None, stamp=None, label="stale")
    assert scene.update(stale, new, stamp=NEWER).resolved == new


def updating_to_what_is_not_there_is_refused(kit: Kit, folder: Path) -> None:
    scene, old, _ = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    with raises(HostError, "what is missing cannot be loaded"):
        scene.update(one, gone(old), stamp=NEWER)
    assert found(scene, one.id) == one, "what is refused changes nothing"


def a_removed_thing_cannot_be_updated(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=None)
    scene.remove(one)
    with raises(HostError, "what is gone cannot be updated"):
        scene.update(one, new, stamp=NEWER)
    assert not scene.loaded()


def an_update_survives_saving(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    updated = scene.update(one, new, stamp=NEWER)
    again = found(reopened(scene, scene.save(named(scene, folder, "updated"))), one.id)
    assert (again.resolved, again.stamp, again.label) == (new, NEWER, updated.label)


def what_was_reopened_can_be_updated(kit: Kit, folder: Path) -> None:
    scene, old, new = two_samples(kit, folder)
    one = scene.load(old, kit.how, name="dragon", stamp=STAMP)
    reopened(scene, scene.save(named(scene, folder, "reopened")))
    updated = scene.update(found(scene, one.id), new, stamp=NEWER)
    assert (updated.id, updated.resolved, updated.stamp) == (one.id, new, NEWER)


UPDATING: tuple[Check, ...] = (
    updating_keeps_the_id_and_changes_path_and_stamp,
    updating_keeps_the_name,
    updating_keeps_edits,
    going_back_is_an_update,
    another_product_may_take_its_place,
    updating_without_a_stamp_takes_the_old_one_off,
    a_stamp_may_come_with_an_update,
    updating_to_the_same_changes_nothing_else,
    only_one_of_two_is_updated,
    the_id_alone_says_what_is_updated,
    updating_to_what_is_not_there_is_refused,
    a_removed_thing_cannot_be_updated,
)
UPDATING_SAVED: tuple[Check, ...] = (an_update_survives_saving, what_was_reopened_can_be_updated)
