"""Good files give nothing to say, whatever they are; and the core steps hold together as a set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import OpenImageIO
import pytest

from studio_tools.frames import FrameRange
from studio_tools.jobs import Phase
from studio_tools.media import ffmpeg
from studio_tools.model import CutRange
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.checks import STEPS
from studio_tools.publish.checks.collectors import look_into, spread
from studio_tools.publish.checks.facts import FrameSets, Written
from studio_tools.publish.items import Artifact, SourceFile, Sources
from studio_tools.publish.recipe import recipe_problems
from studio_tools.publish.steps import Scope
from studio_tools.testing.builders import a_bare_item, a_scope, settings

FILES = [
    pytest.param("a.ma", b"//Maya ASCII 2026 scene\n", "scene", id="maya ascii"),
    pytest.param("a.ma", b"some text that a test wrote\n", "scene", id="any text named ma"),
    pytest.param("a.nk", b"version 16.0 v1\n", "scene", id="nuke"),
    pytest.param("a.hip", b"070707", "scene", id="houdini"),
    pytest.param("a.blend", b"BLENDER-v405" + b"ENDB" + bytes(20), "scene", id="blender"),
    pytest.param("a.abc", b"not quite Alembic", "cache", id="any bytes named abc"),
    pytest.param("a.usda", b"#usda 1.0\n", "model", id="usd"),
    pytest.param("a.vdb", b" BDV" + bytes(50), "cache", id="vdb"),
    pytest.param("a.fbx", b"Kaydara FBX Binary  \0", "model", id="fbx"),
    pytest.param("notes.txt", b"what the director said\n", "other", id="text"),
    pytest.param("archive.tar.gz", b"\x1f\x8b" + bytes(50), "other", id="archive"),
    pytest.param("LICENSE", b"text", "other", id="without an ending"),
    pytest.param("blob.bin", bytes(100), "other", id="zeros of no known kind"),
    pytest.param("cut.edl", b"TITLE: a\n", "cut", id="edl"),
    pytest.param("cut.otio", b"{}", "cut", id="otio"),
]


@pytest.mark.parametrize(("name", "content", "kind"), FILES)
def test_a_good_file_gives_nothing_to_say(desk: Any, name: str, content: bytes, kind: str) -> None:
    assert desk.check_all(desk.item(desk.file(name, content), kind=kind)) == []


@pytest.mark.parametrize("size", [(8, 8), (1, 1), (64, 48)], ids=str)
@pytest.mark.parametrize("compression", ["NO", "ZIP", "PIZ", "DWAA"])
def test_a_good_sequence_gives_nothing_to_say(desk: Any, size: tuple[int, int], compression: str) -> None:
    pattern = desk.frames("1001-1008", size=size, compression=getattr(OpenEXR, f"{compression}_COMPRESSION"))

    item = desk.item(pattern, kind="render")

    assert desk.check_all(item, cut=CutRange(first=1001, last=1008)) == []


@pytest.mark.parametrize("kind", ["plate", "render", "comp", "texture", "image", "other"])
def test_frames_may_be_published_as_any_kind(desk: Any, kind: str) -> None:
    assert desk.check_all(desk.item(desk.frames("1001-1006"), kind=kind)) == []


def test_a_render_of_sparks_gives_nothing_to_say(desk: Any) -> None:
    """Black frames, busy frames, and everything between, as a firework has them."""
    for frame in range(1001, 1041):
        busy = (frame // 8) % 2 == 0
        desk.frame(f"fire.{frame}.exr", (64, 64), seed=frame if busy else None)

    assert desk.check_all(desk.item(str(desk.folder / "fire.%04d.exr"), kind="render")) == []


def test_a_fade_from_black_gives_nothing_to_say(desk: Any) -> None:
    for step, frame in enumerate(range(1001, 1021)):
        pixels = np.random.default_rng(frame).random((64, 64, 3)) * step / 20
        path = desk.folder / f"fade.{frame}.exr"
        head = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
        OpenEXR.File(head, {"RGB": pixels.astype("float16")}).write(str(path))

    assert desk.check_all(desk.item(str(desk.folder / "fade.%04d.exr"), kind="render")) == []


@pytest.mark.parametrize("ending", ["png", "jpg", "tif", "dpx", "tga"])
def test_a_folder_of_images_gives_nothing_to_say(desk: Any, ending: str) -> None:
    for frame in range(1, 7):
        buffer = OpenImageIO.ImageBuf(OpenImageIO.ImageSpec(32, 24, 3, "uint8"))
        assert buffer.write(str(desk.folder / f"still.{frame:04}.{ending}")), buffer.geterror()

    assert desk.check_all(desk.item(desk.folder, kind="render")) == []


@pytest.mark.parametrize("name", ["a.mov", "a.mp4", "a.mkv", "a.webm"])
@pytest.mark.parametrize("kind", ["movie", "render", "plate", "review"])
def test_a_movie_gives_nothing_to_say(desk: Any, name: str, kind: str) -> None:
    path = desk.folder / name
    source = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=24", "-t", "0.5"]
    subprocess.run([ffmpeg.find(), "-v", "error", *source, str(path)], check=True)

    assert desk.check_all(desk.item(path, kind=kind), cut=CutRange(first=1001, last=1100)) == []


def test_stereo_frames_give_nothing_to_say(desk: Any) -> None:
    desk.frames("1001-1005", name="left")
    desk.frames("1001-1005", name="right")

    item = desk.item(str(desk.folder / "%V.%04d.exr"), kind="render")

    assert {found.name for found in item.facts[FrameSets].sets} == {"exr left", "exr right"}
    assert desk.check_all(item, cut=CutRange(first=1001, last=1005)) == []


def test_without_the_wheels_good_files_still_give_nothing_to_say(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = desk.frames("1001-1005")
    for wheel in ("OpenEXR", "OpenImageIO", "imageio_ffmpeg", "numpy"):
        monkeypatch.setitem(sys.modules, wheel, None)
    monkeypatch.setenv("PATH", "")

    assert desk.check_all(desk.item(pattern, kind="render")) == []
    assert desk.check_all(desk.item(desk.file("a.png", b"\x89PNG\r\n\x1a\n....IEND...."), kind="image")) == []


def test_the_wheels_are_not_loaded_with_the_steps() -> None:
    code = "import sys, studio_tools.publish.checks; print([n for n in sys.modules if n in sys.argv[1:]])"
    wheels = ["OpenEXR", "OpenImageIO", "imageio_ffmpeg", "numpy"]

    done = subprocess.run([sys.executable, "-c", code, *wheels], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_shipped_recipes_hold_with_the_core_steps() -> None:
    catalog = load_catalog(installed=())

    assert catalog.broken == ()
    assert recipe_problems(settings(), catalog) == []


def test_every_step_says_what_it_is_for() -> None:
    assert len({step.id for step in STEPS}) == len(STEPS)
    assert all(step.label and step.tooltip.endswith(".") for step in STEPS)


def test_the_files_are_handed_on_as_they_are(desk: Any) -> None:
    item = desk.item(desk.frames("1001-1003"), kind="render")
    (copy,) = [step for step in STEPS if step.phase is Phase.EXTRACT]
    (source,) = item.facts[Sources].sets

    (artifact,) = copy(a_scope(copy, item))

    assert isinstance(artifact, Artifact)
    assert (artifact.item, artifact.representation, artifact.extension) == ("render.main", "exr", "exr")
    assert artifact.files == source.files
    assert artifact.frames == FrameRange.parse("1001-1003")
    assert artifact.pattern == source.pattern


def test_paths_that_a_host_names_are_found(desk: Any) -> None:
    (collect,) = [step for step in STEPS if step.id == "core.files"]
    scene = desk.file("a.ma")
    item = a_bare_item("scene")
    named: Scope[Any] = a_scope(collect, item.__class__(**{**_fields(item), "members": (str(scene),)}))

    sources, written = collect(named)

    assert isinstance(sources, Sources)
    assert isinstance(written, Written)
    assert [file.path for found in sources.sets for file in found.files] == [scene]


def _fields(item: Any) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


@pytest.mark.parametrize(
    ("number", "chosen"),
    [(0, []), (1, [0]), (2, [0, 9]), (3, [0, 4, 9]), (10, list(range(10))), (99, list(range(10)))],
)
def test_some_files_are_evenly_spread(number: int, chosen: list[int]) -> None:
    files = tuple(SourceFile(path=Path(str(n)), size=1, modified=0, frame=n) for n in range(10))

    assert [file.frame for file in spread(files, number)] == chosen


def test_looks_come_in_order_and_all(desk: Any) -> None:
    paths = [desk.file(f"{n}.txt", os.urandom(3)) for n in range(300)]

    slices = list(look_into(paths, threads=3))

    assert [path for some in slices for path in some] == paths
    assert len(slices) > 1


def test_reasons_of_files_that_are_looked_into_at_once_are_not_mixed_up(desk: Any) -> None:
    good = desk.folder / "good.png"
    assert OpenImageIO.ImageBuf(OpenImageIO.ImageSpec(32, 24, 3, "uint8")).write(str(good))
    paths = []
    for number in range(90):
        match number % 3:
            case 0:
                paths.append(desk.file(f"{number}.png", good.read_bytes()))
            case 1:
                paths.append(desk.file(f"{number}.png", b"text"))
            case _:
                paths.append(desk.file(f"{number}.gif", b"text"))

    looks = {path: look for some in look_into(paths, paths, threads=8) for path, look in some.items()}

    for number, path in enumerate(paths):
        expected = ("", "it cannot be read: Not a PNG file", "it cannot be read: ")[number % 3]
        assert looks[path].problem.startswith(expected)
        assert bool(looks[path].problem) is bool(expected)


def test_what_guards_the_files_themselves_may_not_be_switched_off() -> None:
    optional = {step.id for step in STEPS if step.optional}

    assert optional == {"core.frame-sizes", "core.freshness", "core.already-published"}


def test_nothing_here_claims_to_mend_what_it_cannot() -> None:
    assert [step.id for step in STEPS if step.fix is not None] == []
