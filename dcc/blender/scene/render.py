"""Quick pictures of the scene: with Workbench, which needs neither a window nor a good graphics card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import bpy
from mathutils import Vector

from dcc.blender.scene import document, program

ENGINE = "BLENDER_WORKBENCH"
FORMATS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".exr": "OPEN_EXR",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".mp4": "FFMPEG",
    ".mov": "FFMPEG",
    ".mkv": "FFMPEG",
}
CONTAINERS = {".mp4": "MPEG4", ".mov": "QUICKTIME", ".mkv": "MKV"}
_RENDER = (
    "engine",
    "filepath",
    "resolution_x",
    "resolution_y",
    "resolution_percentage",
    "use_file_extension",
    "use_overwrite",
    "use_placeholder",
    "use_compositing",
    "use_sequencer",
    "use_border",
    "use_multiview",
    "use_lock_interface",
    "fps",
    "fps_base",
)
_FFMPEG = ("format", "codec", "constant_rate_factor", "audio_codec")
AWAY = Vector((1.0, -1.5, 0.8)).normalized()
"""From where a scene without a camera is looked at."""


@contextmanager
def kept(holder: Any, names: Sequence[str]) -> Iterator[None]:
    """Leave settings as they were; what Blender does not take back is one that it would not offer either."""
    before = {name: getattr(holder, name) for name in names}
    try:
        yield
    finally:
        for name, value in before.items():
            if getattr(holder, name) != value:
                setattr(holder, name, value)


@contextmanager
def prepared(width: int, height: int, suffix: str) -> Iterator[Any]:
    """The scene, with settings for quick pictures, meanwhile."""
    scene = document.scene()
    render, image = scene.render, scene.render.image_settings
    time = ("frame_start", "frame_end", "frame_step", "camera")
    with (
        kept(scene, time),
        frame_kept(scene),
        kept(image, ("file_format", "color_mode")),
        kept(render.ffmpeg, _FFMPEG),
        kept(render, _RENDER),
        seen(scene),
    ):
        render.engine, render.use_file_extension = ENGINE, False
        render.use_overwrite, render.use_placeholder = True, False
        render.use_compositing = render.use_sequencer = render.use_border = render.use_multiview = False
        render.resolution_x, render.resolution_y, render.resolution_percentage = width, height, 100
        image.file_format, image.color_mode = FORMATS[suffix], "RGB"
        scene.frame_step = 1
        yield scene


@contextmanager
def frame_kept(scene: Any) -> Iterator[None]:
    """Leave the scene at the frame at which it is."""
    current, part = int(scene.frame_current), float(scene.frame_subframe)
    try:
        yield
    finally:
        scene.frame_set(current, subframe=part)


@contextmanager
def seen(scene: Any) -> Iterator[None]:
    """Have a scene without a camera be seen all the same."""
    if scene.camera is not None:
        yield
        return
    lens = bpy.data.cameras.new("studio_preview")
    camera = bpy.data.objects.new("studio_preview", lens)
    scene.collection.objects.link(camera)
    try:
        aim(camera, *bounds(scene))
        scene.camera = camera
        yield
    finally:
        bpy.data.objects.remove(camera)
        bpy.data.cameras.remove(lens)


def bounds(scene: Any) -> tuple[Any, float]:
    """The middle of what is in a scene, and how far it reaches from there."""
    corners = [found.matrix_world @ Vector(corner) for found in scene.objects for corner in found.bound_box]
    if not corners:
        return Vector((0.0, 0.0, 0.0)), 1.0
    low, high = (Vector([pick(each[axis] for each in corners) for axis in range(3)]) for pick in (min, max))
    return (low + high) / 2, max((high - low).length / 2, 0.01)


def aim(camera: Any, middle: Any, radius: float) -> None:
    """Have a camera see all within a radius."""
    distance = radius * 3.5
    camera.data.clip_start, camera.data.clip_end = distance / 1000, distance * 10
    camera.location = middle + AWAY * distance
    camera.rotation_euler = (-AWAY).to_track_quat("-Z", "Y").to_euler()


def frame(number: int, path: str) -> None:
    """Render one frame into a file."""
    scene = document.scene()
    scene.frame_set(number)
    scene.render.filepath = path
    with program.in_window():
        bpy.ops.render.render(write_still=True)


def movie(first: int, last: int, path: str, suffix: str) -> None:
    """Render frames into a movie."""
    scene = document.scene()
    ffmpeg = scene.render.ffmpeg
    ffmpeg.format, ffmpeg.codec, ffmpeg.audio_codec = CONTAINERS[suffix], "H264", "NONE"
    ffmpeg.constant_rate_factor = "MEDIUM"
    document.set_frames(first, last)
    scene.render.filepath = path
    with program.in_window():
        bpy.ops.render.render(animation=True)
