"""What every host must do, as plain functions: hand each one a fresh host and an empty folder.

`checks_for(host)` answers those that the host's capabilities ask for. A failure is an AssertionError that says what
was promised. pytest wraps them in three lines; a DCC without pytest calls them in a loop.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from studio_tools.errors import HostError, SceneUnsaved
from studio_tools.host import Can, Entry, Files, Host, How, Previews, Scene, SceneEvent, Thread, Timeline, Window
from studio_tools.model import ProductKey, Stamp

Check = Callable[[Host, Path], None]

_STAMP = Stamp(key=ProductKey("demo", "assets/dragon", "model"), number=3, representation="ma")
_NEWER = Stamp(key=ProductKey("demo", "assets/dragon", "model"), number=4, representation="ma")


def checks_for(host: Host) -> tuple[Check, ...]:
    """The checks that apply to a host, by what it can do."""
    checks = HOST
    for capability, more in ((Files, FILES), (Scene, SCENE), (Previews, PREVIEWS), (Window, WINDOW), (Thread, THREAD)):
        if isinstance(host, capability):
            checks = checks + more
    return checks


@contextmanager
def _raises(kind: type[Exception], promise: str) -> Iterator[None]:
    try:
        yield
    except kind:
        return
    raise AssertionError(promise)


def _scene(host: Host) -> Scene:
    assert isinstance(host, Scene)
    return host


# --- every host


def it_names_itself(host: Host, folder: Path) -> None:
    assert host.name.isidentifier(), "the name is the prefix of step ids"
    assert host.name == host.name.lower(), "step ids are lower case"
    assert host.version, "a version is known"
    assert isinstance(host.interactive, bool)


def it_is_files_or_a_scene(host: Host, folder: Path) -> None:
    assert isinstance(host, Files | Scene), "there is something to publish from"


# --- named files


def its_sources_stay_the_same(host: Host, folder: Path) -> None:
    assert isinstance(host, Files)
    assert list(host.sources()) == list(host.sources()), "asking does not use them up"


# --- a scene


def a_new_scene_has_no_file_and_no_changes(host: Host, folder: Path) -> None:
    scene = _scene(host)
    scene.new(force=True)
    assert scene.file() is None
    assert not scene.modified()
    assert not scene.loaded()


def saving_without_a_name_is_refused(host: Host, folder: Path) -> None:
    scene = _scene(host)
    scene.new(force=True)
    with _raises(SceneUnsaved, "a scene without a name cannot be saved"):
        scene.save()


def saving_makes_the_file_and_clears_the_changes(host: Host, folder: Path) -> None:
    scene = _scene(host)
    scene.set_note("studio", "kept")
    path = scene.save(folder / f"saved{scene.suffixes[0]}")
    assert path.is_file()
    assert scene.file() == path
    assert not scene.modified()


def changes_are_never_thrown_away_unasked(host: Host, folder: Path) -> None:
    scene = _scene(host)
    scene.new(force=True)
    scene.set_note("studio", "precious")
    with _raises(SceneUnsaved, "new() refuses to lose changes"):
        scene.new()
    assert scene.note("studio") == "precious"
    scene.new(force=True)
    assert scene.note("studio") is None


def notes_timeline_and_stamps_survive_saving(host: Host, folder: Path) -> None:
    scene = _scene(host)
    scene.new(force=True)
    timeline = Timeline(1001, 1042, Fraction(24))
    scene.set_timeline(timeline)
    scene.set_note("studio", "a note")
    path = _a_scene_file(scene, folder, "loaded")
    scene.load(path, How.REFERENCE, name="dragon", stamp=_STAMP)
    saved = scene.save(folder / f"whole{scene.suffixes[0]}")
    scene.new(force=True)
    scene.open(saved)
    assert scene.timeline() == timeline
    assert scene.note("studio") == "a note"
    assert [one.stamp for one in scene.loaded()] == [_STAMP]


def opening_what_is_not_there_is_an_error(host: Host, folder: Path) -> None:
    scene = _scene(host)
    with _raises(HostError, "a missing file cannot be opened"):
        scene.open(folder / f"missing{scene.suffixes[0]}", force=True)


def two_of_the_same_get_two_ids(host: Host, folder: Path) -> None:
    scene = _scene(host)
    path = _a_scene_file(scene, folder, "twice")
    one = scene.load(path, How.REFERENCE, name="dragon", stamp=None)
    other = scene.load(path, How.REFERENCE, name="dragon", stamp=None)
    assert one.id != other.id


def updating_keeps_the_id_and_changes_path_and_stamp(host: Host, folder: Path) -> None:
    scene = _scene(host)
    old, new = _a_scene_file(scene, folder, "v003"), _a_scene_file(scene, folder, "v004")
    one = scene.load(old, How.REFERENCE, name="dragon", stamp=_STAMP)
    updated = scene.update(one, new, stamp=_NEWER)
    assert updated.id == one.id
    assert updated.resolved == new
    assert [each.stamp for each in scene.loaded() if each.id == one.id] == [_NEWER]


def removing_leaves_the_others(host: Host, folder: Path) -> None:
    scene = _scene(host)
    path = _a_scene_file(scene, folder, "removed")
    one = scene.load(path, How.REFERENCE, name="one", stamp=None)
    other = scene.load(path, How.REFERENCE, name="other", stamp=None)
    scene.remove(one)
    assert [each.id for each in scene.loaded() if each.id in {one.id, other.id}] == [other.id]


def a_removed_thing_cannot_be_updated(host: Host, folder: Path) -> None:
    scene = _scene(host)
    path = _a_scene_file(scene, folder, "gone")
    one = scene.load(path, How.REFERENCE, name="one", stamp=None)
    scene.remove(one)
    with _raises(HostError, "what is gone cannot be updated"):
        scene.update(one, path, stamp=None)


def a_group_keeps_the_selection(host: Host, folder: Path) -> None:
    scene = _scene(host)
    path = _a_scene_file(scene, folder, "selected")
    one = scene.load(path, How.REFERENCE, name="one", stamp=None)
    scene.select([one.id])
    with scene.group("work"):
        scene.select([])
    assert list(scene.selection()) == [one.id]


def listeners_hear_until_they_end(host: Host, folder: Path) -> None:
    scene = _scene(host)
    heard: list[str] = []
    end = scene.on(SceneEvent.SAVED, lambda: heard.append("saved"))
    scene.save(folder / f"heard{scene.suffixes[0]}")
    end()
    end()
    scene.save()
    assert heard == ["saved"]


def a_listener_may_forbid_saving(host: Host, folder: Path) -> None:
    scene = _scene(host)

    def forbid() -> None:
        raise HostError("not now")

    end = scene.on(SceneEvent.SAVING, forbid)
    path = folder / f"forbidden{scene.suffixes[0]}"
    with _raises(HostError, "the veto reaches who saves"):
        scene.save(path)
    end()
    assert not path.exists()


def outputs_name_themselves_once(host: Host, folder: Path) -> None:
    ids = [output.id for output in _scene(host).outputs()]
    assert len(ids) == len(set(ids))


def exports_are_the_files_they_name(host: Host, folder: Path) -> None:
    scene = _scene(host)
    if Can.EXPORT not in scene.can:
        return
    for output in scene.outputs():
        made = scene.export(output, folder / f"{output.kind}_{output.variant}.out")
        assert made
        assert all(path.is_file() for path in made)


def _a_scene_file(scene: Scene, folder: Path, name: str) -> Path:
    """A file that this host can read, made without touching what the scene holds by saving a copy of an empty one."""
    before = scene.file()
    path = folder / f"{name}{scene.suffixes[0]}"
    scene.save(path)
    if before is not None:
        scene.save(before)
    return path


# --- previews, window, thread


def a_preview_is_a_file(host: Host, folder: Path) -> None:
    assert isinstance(host, Previews)
    made = host.preview(folder / "preview.mov", Timeline(1001, 1002, Fraction(24)), width=64, height=36)
    assert made
    assert all(path.is_file() for path in made)


def a_menu_may_be_shown_again(host: Host, folder: Path) -> None:
    assert isinstance(host, Window)
    entries = (Entry(label="Publish …", action="studio_tools.host:Entry"), None)
    host.menu("Studio", entries)
    host.menu("Studio", entries)


def it_speaks(host: Host, folder: Path) -> None:
    assert isinstance(host, Window)
    host.say("hello")


def a_window_is_there_only_for_people(host: Host, folder: Path) -> None:
    assert isinstance(host, Window)
    assert (host.main() is not None) is host.interactive


def calls_on_the_main_thread_run_at_once(host: Host, folder: Path) -> None:
    assert isinstance(host, Thread)
    assert host.now(threading.get_ident) == threading.get_ident()


def errors_reach_who_called(host: Host, folder: Path) -> None:
    assert isinstance(host, Thread)

    def fail() -> None:
        raise HostError("told")

    with _raises(HostError, "an error on the main thread is the caller's"):
        host.now(fail)


HOST: tuple[Check, ...] = (it_names_itself, it_is_files_or_a_scene)
FILES: tuple[Check, ...] = (its_sources_stay_the_same,)
SCENE: tuple[Check, ...] = (
    a_new_scene_has_no_file_and_no_changes,
    saving_without_a_name_is_refused,
    saving_makes_the_file_and_clears_the_changes,
    changes_are_never_thrown_away_unasked,
    notes_timeline_and_stamps_survive_saving,
    opening_what_is_not_there_is_an_error,
    two_of_the_same_get_two_ids,
    updating_keeps_the_id_and_changes_path_and_stamp,
    removing_leaves_the_others,
    a_removed_thing_cannot_be_updated,
    a_group_keeps_the_selection,
    listeners_hear_until_they_end,
    a_listener_may_forbid_saving,
    outputs_name_themselves_once,
    exports_are_the_files_they_name,
)
PREVIEWS: tuple[Check, ...] = (a_preview_is_a_file,)
WINDOW: tuple[Check, ...] = (a_menu_may_be_shown_again, it_speaks, a_window_is_there_only_for_people)
THREAD: tuple[Check, ...] = (calls_on_the_main_thread_run_at_once, errors_reach_who_called)
