"""What a scene promises of its files: saved, saved as, opened again, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from studio_tools.errors import HostError, SceneUnsaved
from studio_tools.host import Scene, Timeline
from studio_tools.testing.host_contract.kit import Check, Kit, change, fresh, knows_changes, named, raises, within

SPOKEN = "Straße 10 – größer"
LONG = "a" * 180


def saving_without_a_name_is_refused(kit: Kit, folder: Path) -> None:
    with raises(SceneUnsaved, "a scene without a name cannot be saved"):
        fresh(kit).save()


def saving_makes_the_file(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = named(scene, folder, "made")
    assert scene.save(path) == path
    assert path.stat().st_size > 0
    assert scene.file() == path


def saving_clears_the_changes(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    change(scene)
    scene.save(named(scene, folder, "cleared"))
    assert scene.modified() is not knows_changes(scene)


def saving_again_needs_no_name(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "again"))
    change(scene)
    assert scene.save() == path
    assert reopened(scene, path).note("studio") == "precious"


def saving_as_leaves_the_first_file(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    first = scene.save(named(scene, folder, "first"))
    before = first.read_bytes()
    change(scene)
    second = scene.save(named(scene, folder, "second"))
    assert scene.file() == second
    assert first.read_bytes() == before
    assert reopened(scene, first).note("studio") is None
    assert reopened(scene, second).note("studio") == "precious"


def saving_over_a_file_takes_its_place(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "over"))
    scene.new(force=True)
    change(scene)
    scene.save(path)
    assert reopened(scene, path).note("studio") == "precious"


def a_missing_folder_is_refused(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = named(scene, folder / "not" / "there", "lost")
    refused_save(scene, path, "no folder is made up")
    assert not path.parent.exists()


def a_foreign_suffix_is_refused(kit: Kit, folder: Path) -> None:
    refused_save(fresh(kit), folder / "scene.txt", "a file is called what it is")


def a_read_only_file_is_never_written_over(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "published"))
    before = path.read_bytes()
    scene.new(force=True)
    path.chmod(0o444)
    refused_save(scene, path, "what is marked read-only stays")
    assert path.read_bytes() == before
    path.chmod(0o644)


def a_read_only_scene_can_be_saved_elsewhere(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "published"))
    path.chmod(0o444)
    reopened(scene, path)
    change(scene)
    assert scene.save(named(scene, folder, "mine")) == named(scene, folder, "mine")
    path.chmod(0o644)


def a_refused_save_keeps_the_name(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "kept"))
    change(scene)
    with raises(HostError, "there is no such folder"):
        scene.save(named(scene, folder / "not" / "there", "lost"))
    assert scene.file() == path
    assert scene.modified(), "what was not saved is still a change"
    assert scene.save() == path


def blanks_and_letters_of_all_tongues_are_names(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = named(scene, within(folder, SPOKEN), f"{SPOKEN} v001")
    change(scene)
    assert scene.save(path) == path
    assert reopened(scene, path).note("studio") == "precious"
    assert scene.file() == path


def long_names_are_names(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, LONG))
    assert reopened(scene, path).file() == path


def opening_turns_to_the_file(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "opened"))
    scene.new(force=True)
    assert scene.file() is None
    assert reopened(scene, path).file() == path
    assert scene.modified() is not knows_changes(scene)


def opening_leaves_nothing_of_what_was_open(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "empty"))
    change(scene)
    assert reopened(scene, path).note("studio") is None


def opening_never_throws_changes_away_unasked(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "there"))
    scene.new(force=True)
    change(scene)
    with raises(SceneUnsaved, "open() refuses to lose changes"):
        scene.open(path)
    assert scene.note("studio") == "precious"
    assert scene.file() is None


def an_unchanged_scene_is_left_without_asking(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = scene.save(named(scene, folder, "there"))
    scene.new(force=True)
    if knows_changes(scene):
        scene.open(path)
        assert scene.file() == path
        scene.new()
        assert scene.file() is None


def opening_what_is_not_there_is_an_error(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    change(scene)
    with raises(HostError, "a missing file cannot be opened"):
        scene.open(named(scene, folder, "missing"), force=True)
    assert scene.note("studio") == "precious", "what is open stays open"


def opening_a_folder_is_an_error(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    change(scene)
    with raises(HostError, "a folder is no scene"):
        scene.open(within(folder, f"folder{scene.suffixes[0]}"), force=True)
    assert scene.note("studio") == "precious", "what is open stays open"


def opening_rubbish_is_an_error(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    path = named(scene, folder, "rubbish")
    path.write_bytes(bytes(range(256)) * 8)
    with raises(HostError, "what is no scene cannot be opened"):
        scene.open(path, force=True)


def the_timeline_survives_saving(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    timeline = Timeline(991, 1077, Fraction(24000, 1001))
    scene.set_timeline(timeline)
    assert reopened(scene, scene.save(named(scene, folder, "timed"))).timeline() == timeline


def reopened(scene: Scene, path: Path) -> Scene:
    """The scene after a file was read into it anew."""
    scene.new(force=True)
    scene.open(path, force=True)
    return scene


def refused_save(scene: Scene, path: Path, promise: str) -> None:
    """A save that must not be."""
    change(scene)
    with raises(HostError, promise):
        scene.save(path)
    assert scene.file() is None, "what was not saved has no name"
    assert scene.note("studio") == "precious"


SAVING: tuple[Check, ...] = (
    saving_without_a_name_is_refused,
    saving_makes_the_file,
    saving_clears_the_changes,
    a_missing_folder_is_refused,
    a_foreign_suffix_is_refused,
    a_read_only_file_is_never_written_over,
    a_refused_save_keeps_the_name,
)
REOPENING: tuple[Check, ...] = (
    saving_again_needs_no_name,
    saving_as_leaves_the_first_file,
    saving_over_a_file_takes_its_place,
    a_read_only_scene_can_be_saved_elsewhere,
    blanks_and_letters_of_all_tongues_are_names,
    long_names_are_names,
    opening_turns_to_the_file,
    opening_leaves_nothing_of_what_was_open,
    opening_never_throws_changes_away_unasked,
    an_unchanged_scene_is_left_without_asking,
    the_timeline_survives_saving,
)
OPENING: tuple[Check, ...] = (
    opening_what_is_not_there_is_an_error,
    opening_a_folder_is_an_error,
    opening_rubbish_is_an_error,
)
