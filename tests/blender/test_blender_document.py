"""Blender's own file: its rates, what it refuses, and what it tells when a person works in it."""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import bpy
import pytest

from dcc.blender.host import BlenderHost
from dcc.blender.scene import document
from studio_tools.errors import HostError, SceneUnsaved
from studio_tools.host import Can, SceneEvent, Timeline


@pytest.mark.parametrize(
    ("rate", "written"),
    [
        (Fraction(24), (24, 1.0)),
        (Fraction(24000, 1001), (24, 1.001)),
        (Fraction(30000, 1001), (30, 1.001)),
        (Fraction(60000, 1001), (60, 1.001)),
        (Fraction(25, 2), (25, 2.0)),
        (Fraction(1, 10), (1, 10.0)),
    ],
    ids=str,
)
def test_a_rate_is_written_as_blender_has_it(host: BlenderHost, rate: Fraction, written: tuple[int, float]) -> None:
    host.set_timeline(Timeline(1, 2, rate))
    render = bpy.context.scene.render
    assert (render.fps, pytest.approx(render.fps_base)) == written
    assert host.timeline().fps == rate


def test_a_rate_that_a_person_set_is_read_exactly(host: BlenderHost) -> None:
    render = bpy.context.scene.render
    render.fps, render.fps_base = 24, 1.001
    assert host.timeline().fps == Fraction(24000, 1001)
    render.fps, render.fps_base = 30, 1.25
    assert host.timeline().fps == 24


@pytest.mark.parametrize("rate", [Fraction(40000), Fraction(1, 2_000_001), Fraction(99999, 7)], ids=str)
def test_a_rate_that_blender_cannot_keep_is_refused(host: BlenderHost, rate: Fraction) -> None:
    before = host.timeline()
    with pytest.raises(HostError, match="cannot keep"):
        host.set_timeline(Timeline(1, 2, rate))
    assert host.timeline() == before


@pytest.mark.parametrize(("start", "end"), [(-1, 10), (1, 1_048_575)], ids=["before zero", "beyond the last"])
def test_frames_that_blender_has_not_are_refused(host: BlenderHost, start: int, end: int) -> None:
    before = host.timeline()
    with pytest.raises(HostError, match="Blender has no frames"):
        host.set_timeline(Timeline(start, end, Fraction(24)))
    assert host.timeline() == before


def test_without_a_window_it_always_may_hold_changes(host: BlenderHost) -> None:
    assert Can.MODIFIED not in host.can
    assert host.modified()
    with pytest.raises(SceneUnsaved):
        host.new()


def test_a_person_without_changes_is_not_asked(host: BlenderHost) -> None:
    assert Can.UNDO in host.can
    assert host.version.startswith("4.5.")
    assert not host.interactive


def test_a_compressed_file_is_opened(host: BlenderHost, tmp_path: Path) -> None:
    host.set_note("studio", "squeezed")
    plain = host.save(tmp_path / "plain.blend").read_bytes()
    path = tmp_path / "compressed.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path), compress=True)
    host.open(path, force=True)
    assert host.note("studio") == "squeezed"
    path.write_bytes(gzip.compress(plain))
    host.open(path, force=True)
    assert host.note("studio") == "squeezed"


def test_a_truncated_file_leaves_what_is_open(host: BlenderHost, tmp_path: Path) -> None:
    path = host.save(tmp_path / "whole.blend")
    damaged = tmp_path / "damaged.blend"
    damaged.write_bytes(path.read_bytes()[:3000])
    host.set_note("studio", "precious")
    with pytest.raises(HostError, match=r"damaged\.blend cannot be opened"):
        host.open(damaged, force=True)
    assert host.note("studio") == "precious"
    assert host.file() == path


def test_a_refusal_is_told_in_one_line_without_blenders_prefix(host: BlenderHost, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.blend"
    damaged.write_bytes(b"BLENDER-v405" + bytes(100))
    with pytest.raises(HostError) as caught:
        host.open(damaged, force=True)
    assert "\n" not in caught.value.message
    assert "Error:" not in caught.value.message
    assert caught.value.hint


def test_notes_belong_to_the_file_and_not_to_a_scene(host: BlenderHost) -> None:
    host.set_note("studio", "kept")
    first = bpy.context.scene
    bpy.ops.scene.new(type="EMPTY")
    bpy.data.scenes.remove(first)
    assert host.note("studio") == "kept"


def test_notes_of_a_linked_file_are_not_ours(host: BlenderHost, tmp_path: Path) -> None:
    host.set_note("studio", "theirs")
    path = host.save(tmp_path / "theirs.blend")
    host.new(force=True)
    with bpy.data.libraries.load(str(path), link=True) as (offered, wanted):
        wanted.texts = list(offered.texts)
    assert host.note("studio") is None
    host.set_note("studio", "ours")
    assert host.note("studio") == "ours"


def test_keys_of_any_length_and_tongue_are_keys(host: BlenderHost, tmp_path: Path) -> None:
    keys = ["k" * 200, "Schlüssel – 龍", "with.dots/and:more"]
    for key in keys:
        host.set_note(key, key)
    host.open(host.save(tmp_path / "noted.blend"), force=True)
    assert [host.note(key) for key in keys] == keys


def test_notes_that_somebody_damaged_are_an_error_that_says_so(host: BlenderHost) -> None:
    host.set_note("studio", "whole")
    bpy.data.texts[document.NOTES][document.NOTES_KEY] = "{half"
    with pytest.raises(HostError, match="notes in the scene cannot be read"):
        host.note("studio")


def test_a_note_that_stays_the_same_is_no_change(host: BlenderHost) -> None:
    host.set_note("never_there", None)
    assert not bpy.data.texts


# -- what Blender tells when a person does it


def heard_of(host: BlenderHost, call: Callable[[], object]) -> list[SceneEvent]:
    heard: list[SceneEvent] = []
    ends = [host.on(event, lambda event=event: heard.append(event)) for event in SceneEvent]  # type: ignore[misc]
    call()
    for end in ends:
        end()
    return heard


def test_a_person_who_saves_and_opens_is_heard(host: BlenderHost, tmp_path: Path) -> None:
    path = str(tmp_path / "shot.blend")
    assert heard_of(host, lambda: bpy.ops.wm.save_as_mainfile(filepath=path)) == [SceneEvent.SAVING, SceneEvent.SAVED]
    assert heard_of(host, lambda: bpy.ops.wm.open_mainfile(filepath=path)) == [SceneEvent.CLOSING, SceneEvent.OPENED]
    assert heard_of(host, bpy.ops.wm.read_homefile) == [SceneEvent.CLOSING, SceneEvent.NEW]


def test_a_person_who_saves_as_another_is_told_of_with_both_names(host: BlenderHost, tmp_path: Path) -> None:
    told: list[tuple[Path | None, Path | None]] = []
    first, second = tmp_path / "first.blend", tmp_path / "second.blend"
    end = host.on(SceneEvent.SAVING, lambda: told.append((host.file(), host.saving())))
    for path in (first, second):
        bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.save_mainfile()
    end()
    assert told == [(None, first), (first, second), (second, second)]
    assert host.saving() is None


def test_undo_is_told_of_where_it_changes_what_is_loaded(host: BlenderHost, made: Callable[..., Path]) -> None:
    from studio_tools.host import How

    path = made("v003")
    host.new(force=True)
    host.load(path, How.REFERENCE, name="dragon", stamp=None)
    host.set_note("studio", "more")
    assert heard_of(host, bpy.ops.ed.undo) == []
    assert heard_of(host, bpy.ops.ed.undo) == [SceneEvent.LOADED_CHANGED]
    assert heard_of(host, bpy.ops.ed.redo) == [SceneEvent.LOADED_CHANGED]


def test_exporting_is_not_told_of_as_saving(host: BlenderHost, tmp_path: Path) -> None:
    scene = next(each for each in host.outputs() if each.kind == "scene")
    assert heard_of(host, lambda: host.export(scene, tmp_path / "copy.blend")) == []


def test_a_veto_cannot_stop_a_person_and_is_told_to_them(
    host: BlenderHost, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> None:
        raise HostError("the shot is locked", hint="Save under another name.")

    host.on(SceneEvent.SAVING, refuse)
    path = tmp_path / "shot.blend"
    with caplog.at_level(logging.WARNING):
        bpy.ops.wm.save_as_mainfile(filepath=str(path))
    assert path.is_file()
    assert "Saved all the same: the shot is locked" in caplog.text
    with pytest.raises(HostError, match="the shot is locked"):
        host.save()


def test_listeners_outlive_the_file(host: BlenderHost) -> None:
    heard: list[int] = []
    host.on(SceneEvent.NEW, lambda: heard.append(1))
    for _ in range(3):
        bpy.ops.wm.read_homefile(use_empty=True)
    assert heard == [1, 1, 1]


def test_nothing_is_left_in_blender_when_nobody_listens(host: BlenderHost) -> None:
    before = len(bpy.app.handlers.save_pre)
    ends = [host.on(event, lambda: None) for event in SceneEvent]
    assert len(bpy.app.handlers.save_pre) == before + 1
    for end in ends:
        end()
    assert len(bpy.app.handlers.save_pre) == before


def test_stopping_ends_all_listeners(host: BlenderHost) -> None:
    heard: list[int] = []
    end = host.on(SceneEvent.NEW, lambda: heard.append(1))
    host.stop()
    bpy.ops.wm.read_homefile(use_empty=True)
    end()
    assert heard == []


def test_a_file_that_cannot_be_opened_is_not_told_of_as_opened(host: BlenderHost, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.blend"
    damaged.write_bytes(b"BLENDER-v405" + bytes(100))

    def fail() -> None:
        with pytest.raises(HostError):
            host.open(damaged, force=True)

    assert SceneEvent.OPENED not in heard_of(host, fail)


def test_another_scene_in_the_file_has_its_own_range(host: BlenderHost) -> None:
    host.set_timeline(Timeline(1001, 1050, Fraction(24)))
    bpy.ops.scene.new(type="NEW")
    assert host.timeline() != Timeline(1001, 1050, Fraction(24))


def test_hidden_objects_and_unknown_names_are_passed_over_by_selecting(host: BlenderHost) -> None:
    found = bpy.data.objects.new("locator", None)
    bpy.context.scene.collection.objects.link(found)
    host.select(["locator", "nobody"])
    assert host.selection() == ("locator",)
    host.select([])
    found.hide_set(True)
    host.select(["locator"])
    assert host.selection() == ()
