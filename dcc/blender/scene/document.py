"""The file that is open: its path, its notes, its range and rate, and what is selected in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import bpy

from dcc.blender.scene import program
from dcc.blender.scene.marks import absolute

NOTES, NOTES_KEY = "studio_notes", "notes"
ABOUT_NOTES = "The studio's tools keep their notes of this file in here. Leave it where it is.\n"
PATHS = {
    "libraries": "filepath",
    "images": "filepath_raw",
    "movieclips": "filepath",
    "cache_files": "filepath",
    "sounds": "filepath",
    "fonts": "filepath",
    "volumes": "filepath",
}
"""The lists of blocks that read files, and what names the file."""
_BASE_DENOMINATORS = 10_000
"""A rate's divisor is kept as a small float: what is meant is the simplest fraction of about that value."""


def path() -> str:
    """The file's path; empty where it was never saved."""
    return str(bpy.data.filepath)


def is_modified() -> bool:
    """Whether Blender knows of changes; without a window it always says so."""
    return bool(bpy.data.is_dirty)


def begin() -> None:
    """Begin an empty file, with the artist's own preferences and layout."""
    with program.in_window():
        bpy.ops.wm.read_homefile(use_empty=True)
    program.begin_undo()


def open_file(path: str) -> None:
    """Open a file in place of the one that is open; where that fails, the latter stays."""
    with program.in_window():
        bpy.ops.wm.open_mainfile(filepath=path)
    program.begin_undo()


def save(path: str) -> None:
    """Save under a path. What is written relative to the file is turned to the new place, the rest stays as it is."""
    with program.in_window():
        bpy.ops.wm.save_as_mainfile(filepath=path, check_existing=False, relative_remap=bool(bpy.data.filepath))


def save_copy(path: str) -> None:
    """Write a copy that may be moved, and go on with the file that is open."""
    with absolute_paths(), program.in_window():
        relative = bool(bpy.data.filepath)
        bpy.ops.wm.save_as_mainfile(filepath=path, check_existing=False, copy=True, relative_remap=relative)


@contextmanager
def absolute_paths() -> Iterator[None]:
    """Have what reads files name them in full meanwhile. A picture is not read anew for that."""
    turned = []
    try:
        for blocks, attribute in PATHS.items():
            for block in getattr(bpy.data, blocks):
                before = str(getattr(block, attribute))
                if before.startswith("//") and (blocks == "libraries" or block.library is None):
                    setattr(block, attribute, absolute(before))
                    turned.append((block, attribute, before))
        yield
    finally:
        for block, attribute, before in turned:
            setattr(block, attribute, before)


def scene() -> Any:
    """The scene before the person; in a timer the one of the first window."""
    with program.in_window():
        return bpy.context.scene or bpy.data.scenes[0]


def view_layer() -> Any:
    """The view layer before the person, with what was added a moment ago."""
    with program.in_window():
        layer = bpy.context.view_layer or scene().view_layers[0]
    layer.update()
    return layer


# -- notes: on a text, since that belongs to the file and not to one of its scenes


def notes() -> dict[str, str]:
    """All that was noted in the file."""
    text = bpy.data.texts.get((NOTES, None))
    found = json.loads(text.get(NOTES_KEY, "{}")) if text is not None else {}
    return {str(key): str(value) for key, value in found.items()}


def set_notes(notes: dict[str, str]) -> None:
    """Keep notes in the file, in place of those that are there."""
    text = bpy.data.texts.get((NOTES, None))
    if text is None:
        text = bpy.data.texts.new(NOTES)
        text.write(ABOUT_NOTES)
    text[NOTES_KEY] = json.dumps(notes)


# -- time


def frames() -> tuple[int, int]:
    """The first and the last frame."""
    found = scene()
    return int(found.frame_start), int(found.frame_end)


def set_frames(first: int, last: int) -> None:
    """Set the first and the last frame; Blender moves one to keep them in order, so that the order matters."""
    found = scene()
    for _ in range(2):
        found.frame_start, found.frame_end = first, last


def rate() -> Fraction:
    """Frames a second, exactly: 24 over 1.001 is 24000/1001."""
    render = scene().render
    return Fraction(int(render.fps)) / Fraction(float(render.fps_base)).limit_denominator(_BASE_DENOMINATORS)


def set_rate(frames: int, base: float) -> None:
    """Set frames a second as Blender has them: a whole number, divided by *base*."""
    render = scene().render
    render.fps, render.fps_base = frames, base


def written_rate() -> tuple[int, float]:
    """The rate as Blender has it."""
    render = scene().render
    return int(render.fps), float(render.fps_base)


# -- selection


def selection() -> list[str]:
    """The selected objects, by their full names."""
    layer = view_layer()
    return [str(each.name_full) for each in layer.objects if each.select_get(view_layer=layer)]


def select(names: Iterable[str]) -> None:
    """Select these objects and no others; those that are hidden or gone stay as they are."""
    layer, wanted = view_layer(), set(names)
    for each in layer.objects:
        each.select_set(each.name_full in wanted, view_layer=layer)
