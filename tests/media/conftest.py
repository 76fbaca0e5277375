"""Real media, written by OpenEXR, OpenImageIO and ffmpeg, as small as they may be."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import OpenImageIO
import pytest

from studio_tools.media import ffmpeg

WriteExr = Callable[..., Path]
WriteImage = Callable[..., Path]
WriteMovie = Callable[..., Path]


def noise(width: int, height: int, channels: int = 3) -> Any:
    """Random pixels, always the same, that hardly compress."""
    return np.random.default_rng(7).random((height, width, channels), dtype="float32")


@pytest.fixture(scope="session")
def exr(tmp_path_factory: pytest.TempPathFactory) -> WriteExr:
    """Write a scanline EXR with OpenEXR itself; more words are header attributes."""
    folder = tmp_path_factory.mktemp("exr")

    def write(name: str, size: tuple[int, int] = (48, 64), compression: str = "ZIP", **header: object) -> Path:
        path = folder / name
        head = {"compression": getattr(OpenEXR, f"{compression}_COMPRESSION"), "type": OpenEXR.scanlineimage, **header}
        OpenEXR.File(head, {"RGB": noise(*size).astype("float16")}).write(str(path))
        return path

    return write


@pytest.fixture(scope="session")
def image(tmp_path_factory: pytest.TempPathFactory) -> WriteImage:
    """Write an image of any format with OpenImageIO; *tile* makes it tiled, *attributes* go into its header."""
    folder = tmp_path_factory.mktemp("images")

    def write(
        name: str,
        size: tuple[int, int] = (64, 48),
        *,
        kind: str = "uint8",
        tile: int = 0,
        channels: int = 3,
        attributes: Mapping[str, object] | None = None,
    ) -> Path:
        path = folder / name
        spec = OpenImageIO.ImageSpec(*size, channels, kind)
        spec.tile_width = spec.tile_height = tile
        for key, value in (attributes or {}).items():
            spec.attribute(key, *(value if isinstance(value, tuple) else (value,)))
        out = OpenImageIO.ImageOutput.create(str(path))
        assert out.open(str(path), spec), out.geterror()
        assert out.write_image(noise(*size, channels)), out.geterror()
        out.close()
        return path

    return write


@pytest.fixture(scope="session")
def layouts(tmp_path_factory: pytest.TempPathFactory, exr: WriteExr, image: WriteImage) -> Mapping[str, Path]:
    """One EXR of each layout that the format knows."""
    folder = tmp_path_factory.mktemp("layouts")
    tiled = image("tiled.exr", (100, 80), kind="half", tile=32)
    return {
        "scanline": exr("scanline.exr"),
        "uncompressed": exr("uncompressed.exr", compression="NO"),
        "tiled": tiled,
        "mip-mapped": _mip_map(tiled, folder / "mip.exr"),
        "deep": _deep(folder / "deep.exr", tile=0),
        "deep tiled": _deep(folder / "deep_tiled.exr", tile=16),
        "multi-part": _parts(folder / "parts.exr"),
    }


def _mip_map(source: Path, path: Path) -> Path:
    config = OpenImageIO.ImageSpec()
    buffer = OpenImageIO.ImageBuf(str(source))
    assert OpenImageIO.ImageBufAlgo.make_texture(OpenImageIO.MakeTxTexture, buffer, str(path), config)
    return path


def _deep(path: Path, tile: int) -> Path:
    spec = OpenImageIO.ImageSpec(40, 30, 2, "float")
    spec.channelnames, spec.deep = ("A", "Z"), True
    spec.tile_width = spec.tile_height = tile
    spec.attribute("compression", "zips")
    data = OpenImageIO.DeepData()
    data.init(40 * 30, 2, [OpenImageIO.TypeDesc("float")] * 2, ("A", "Z"))
    for pixel in range(40 * 30):
        data.set_samples(pixel, pixel % 3)
    out = OpenImageIO.ImageOutput.create(str(path))
    assert out.open(str(path), spec), out.geterror()
    assert out.write_deep_image(data), out.geterror()
    out.close()
    return path


def _parts(path: Path) -> Path:
    left = OpenEXR.Part(
        {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage, "view": "left"},
        {"RGB": noise(40, 30)},
        "left",
    )
    right = OpenEXR.Part(
        {"compression": OpenEXR.PIZ_COMPRESSION, "type": OpenEXR.scanlineimage, "view": "right"},
        {"Z": noise(40, 30, 1)[..., 0].copy()},
        "right",
    )
    OpenEXR.File([left, right]).write(str(path))
    return path


HALF_WRITTEN = """
import os, sys, numpy as np, OpenImageIO as oiio
spec = oiio.ImageSpec(320, 240, 3, "half")
out = oiio.ImageOutput.create(sys.argv[1])
out.open(sys.argv[1], spec)
for line in range(100):
    out.write_scanline(line, 0, np.random.rand(320, 3).astype("float32"))
os._exit(9)
"""


@pytest.fixture(scope="session")
def half_written_exr(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a renderer leaves that was killed in the middle of a frame."""
    path = tmp_path_factory.mktemp("killed") / "killed.exr"
    done = subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(path)], check=False, capture_output=True)
    assert done.returncode == 9, done.stderr
    return path


@pytest.fixture(scope="session")
def movie(tmp_path_factory: pytest.TempPathFactory) -> WriteMovie:
    """Encode a test picture with ffmpeg; *options* are its output options. Each is made once."""
    folder = tmp_path_factory.mktemp("movies")

    def write(name: str, *options: str, rate: str = "25", seconds: str = "1", source: str = "") -> Path:
        path = folder / name
        if not path.exists():
            picture = source or f"testsrc=size=160x120:rate={rate}"
            command = [ffmpeg.find(), "-v", "error", "-y", "-f", "lavfi", "-i", picture, "-t", seconds]
            subprocess.run([*command, *options, str(path)], check=True, stdin=subprocess.DEVNULL)
        return path

    return write


@pytest.fixture
def cut_off(tmp_path: Path) -> Callable[[Path, float], Path]:
    """Copy the first part of a file, as a copy does that was stopped."""

    def cut(source: Path, part: float) -> Path:
        data = source.read_bytes()
        path = tmp_path / f"cut_{source.name}"
        path.write_bytes(data[: int(len(data) * part)])
        return path

    return cut


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Pretend that a wheel is not installed."""

    def hide(module: str) -> None:
        monkeypatch.setitem(sys.modules, module, None)

    return hide
