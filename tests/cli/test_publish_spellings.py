"""How what is published is spelled on the command line: kinds said twice, foreign patterns, formats, our own ffmpeg."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.media import ffmpeg
from studio_tools.testing.shell import Shell

Frames = Callable[..., str]
SHOT = "demo/sq010/sh0010"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("render.beauty=a.exr", "--kind", "plate"), "render.beauty=a.exr says render, and --kind or --to says plate"),
        (("render=a.exr", "--to-kind", "plate"), "render=a.exr says render, and --kind or --to says plate"),
        (("render.beauty=a.exr", "--variant", "bg"), "says beauty, and --variant or --to says bg"),
        (("beauty=a.exr", "--kind", "render", "--variant", "bg"), "says beauty, and --variant or --to says bg"),
        (("a.exr", "--to-kind", "plate", "--kind", "render"), "--kind says render, and --to"),
    ],
    ids=["a kind", "the address's kind", "a variant", "a variant alone", "--kind and the address"],
)
def test_two_places_that_differ_are_refused(words: tuple[str, ...], says: str, show: Shell) -> None:
    told = list(words)
    to = SHOT
    if "--to-kind" in told:
        at = told.index("--to-kind")
        to = f"{SHOT}:{told[at + 1]}"
        del told[at : at + 2]

    said = show.json("publish", *told, "--to", to)

    assert (said.code, said.error["code"]) == (2, "input-invalid")
    assert says in said.error["message"]
    assert "KIND.VARIANT=PATH" in said.error["hint"]


def test_two_places_that_say_the_same_agree(show: Shell, frames: Frames) -> None:
    words = (f"render.beauty={frames()}", "--to", f"{SHOT}:render", "--kind", "render", "--variant", "beauty")

    assert show.json("publish", *words).result["versions"][0]["address"] == f"{SHOT}:render.beauty@v001"


@pytest.mark.parametrize(
    ("spelling", "hint"),
    [
        ("beauty.%4d.exr", "write {}/beauty.%04d.exr"),
        ("beauty.*.exr", "write {}/beauty.%04d.exr"),
        ("beauty.10??.exr", "write {}/beauty.%04d.exr"),
        ("other.*.exr", "write name.%04d.exr"),
    ],
)
def test_a_pattern_of_another_kind_is_told_how_it_is_written_here(
    spelling: str, hint: str, show: Shell, frames: Frames
) -> None:
    folder = Path(frames()).parent

    said = show.json("publish", folder / spelling, "--to", SHOT, "--kind", "render")

    assert said.code == 14
    assert hint.format(folder) in said.error["hint"]


def test_frames_that_a_shell_expanded_are_told_as_one_sequence(show: Shell, frames: Frames) -> None:
    folder = Path(frames()).parent

    said = show.json("publish", *sorted(folder.iterdir()), "--to", SHOT, "--kind", "render")

    assert said.code == 2
    assert f"{folder}/beauty.%04d.exr" in said.error["hint"]


@pytest.mark.parametrize("ending", ["atom", "anim", "json"])
def test_animation_is_published_as_maya_exports_it(ending: str, show: Shell, tmp_path: Path) -> None:
    (tmp_path / f"walk.{ending}").write_text("{}" if ending == "json" else "animVersion 1.1;\nmayaVersion 2026;\n")

    result = show.json("publish", f"anim={tmp_path / f'walk.{ending}'}", "--to", SHOT).result

    assert result["versions"][0]["representations"][0]["name"] == ending


# -- the studio's own ffmpeg


def own_ffmpeg(shell: Shell) -> Path:
    """A program in the home that notes its call and hands on to the real one; its notes."""
    home = Path(shell.environ["STUDIO_TOOLS_HOME"])
    program, notes = home / "bin" / "our-ffmpeg", home / "called.txt"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho called >> "{notes}"\nexec "{ffmpeg.find()}" "$@"\n')
    program.chmod(0o755)
    return notes


def a_movie(folder: Path) -> Path:
    path = folder / "take.mov"
    drawn = ["-f", "lavfi", "-i", "color=c=red:s=32x18:r=24:d=0.25", "-pix_fmt", "yuv420p", str(path)]
    subprocess.run([ffmpeg.find(), "-loglevel", "error", *drawn], check=True, timeout=60)
    return path


def test_movies_are_looked_into_with_the_studios_own_ffmpeg(show: Shell, tmp_path: Path) -> None:
    notes, movie = own_ffmpeg(show), a_movie(tmp_path)
    told = Shell(environ={**show.environ, "STUDIO_TOOLS__MEDIA__FFMPEG": "bin/our-ffmpeg"})

    result = told.json("publish", f"movie={movie}", "--to", SHOT).result

    assert notes.read_text().splitlines()[0] == "called"
    assert result["findings"] == []
    machine = [line for line in told.json("doctor").result["lines"] if line["area"] == "machine"]
    assert any(line["text"].endswith("bin/our-ffmpeg") for line in machine)


def test_a_wrong_path_of_ffmpeg_is_told_and_stops_no_publish(show: Shell, tmp_path: Path) -> None:
    movie = a_movie(tmp_path)
    told = Shell(environ={**show.environ, "STUDIO_TOOLS__MEDIA__FFMPEG": "/opt/no/ffmpeg"})

    result = told.json("publish", f"movie={movie}", "--to", SHOT).result
    doctor = told.json("doctor")

    assert any("cannot look inside" in finding["title"] for finding in result["findings"])
    assert doctor.code == 9
    (line,) = [line for line in doctor.document["result"]["lines"] if line["level"] == "fail"]
    assert "/opt/no/ffmpeg" in line["text"]
    assert "media.ffmpeg" in line["advice"]
