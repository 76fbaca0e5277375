"""Frames that we write ourselves are whole, and are there at once or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import OpenEXR
import pytest

from studio_tools.errors import MediaError
from studio_tools.media import is_complete, probe_image
from studio_tools.media.write import write_exr

PICTURE = np.linspace(0, 1, 24 * 32 * 3, dtype="float32").reshape(24, 32, 3)


def test_a_frame_says_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.1001.exr"

    write_exr(path, PICTURE)

    facts = probe_image(path)
    assert (facts.width, facts.height, facts.compression) == (32, 24, "zip")
    assert [str(channel) for channel in facts.channels] == ["B half", "G half", "R half"]
    assert is_complete(path, deep=True) is None


def test_the_pixels_are_those_that_were_given(tmp_path: Path) -> None:
    path = tmp_path / "a.exr"

    write_exr(path, PICTURE)

    with OpenEXR.File(str(path)) as file:
        assert np.array_equal(file.channels()["RGB"].pixels, PICTURE.astype("float16"))


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    write_exr(tmp_path / "a.exr", PICTURE)
    write_exr(tmp_path / "a.exr", PICTURE * 2)

    assert [path.name for path in tmp_path.iterdir()] == ["a.exr"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="could not write"):
        write_exr(tmp_path / "gone" / "a.exr", PICTURE)


def test_without_the_wheel_it_says_what_to_install(tmp_path: Path, without: Callable[[str], None]) -> None:
    without("OpenEXR")

    with pytest.raises(MediaError) as caught:
        write_exr(tmp_path / "a.exr", PICTURE)

    assert "studio-tools[media]" in caught.value.hint
