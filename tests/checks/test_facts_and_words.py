"""The small parts: facts of frames, how bad a studio says something is, and how findings are worded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.frames import FrameRange
from studio_tools.media import Channel, ImageFacts, Look, MovieFacts, Window
from studio_tools.publish.checks.facts import FrameSet, FrameSets, Media, aspects, frame_sets, frames_of
from studio_tools.publish.checks.readable import by_reason
from studio_tools.publish.checks.severity import counted, judged, listed
from studio_tools.publish.items import Severity, SourceFile, Sources
from studio_tools.testing.builders import a_bare_item, a_scope, an_item, some_frames

WINDOW = Window(0, 0, 1919, 1079)


def a_file(frame: int | None = None, name: str = "a.exr") -> SourceFile:
    return SourceFile(path=Path(name), size=1, modified=0, frame=frame)


def test_frames_are_sorted_by_view(tmp_path: Path) -> None:
    some_frames(tmp_path, "1-3", name="left.%04d.exr")
    some_frames(tmp_path, "2-4", name="right.%04d.exr")
    item = an_item(tmp_path / "%V.%04d.exr", kind="render")

    left, right = frame_sets(item.facts[Sources].sets)

    assert (left.view, left.frames) == ("left", FrameRange.parse("1-3"))
    assert (right.view, right.frames) == ("right", FrameRange.parse("2-4"))


def test_frame_sets_are_told_by_form_and_view() -> None:
    sets = FrameSets(
        (
            FrameSet(representation="exr", view="", frames=FrameRange.parse("1-3")),
            FrameSet(representation="dpx", view="left", frames=FrameRange.parse("1,3")),
        )
    )

    assert sets.settings() == {"exr frames": "1-3", "dpx left frames": "1, 3"}


def test_files_without_numbers_are_no_frames() -> None:
    assert frames_of([a_file()]) is None
    assert frames_of([]) is None
    assert frames_of([a_file(3), a_file(), a_file(1)]) == FrameRange.parse("1,3")


def test_what_most_files_say_is_told_of_all() -> None:
    usual = Look(facts=ImageFacts(format="openexr", display=WINDOW, data=WINDOW, compression="zip"))
    odd = Look(facts=ImageFacts(format="openexr", display=WINDOW, data=WINDOW, compression="piz"))
    paths = tuple(Path(f"{n}.exr") for n in range(4))
    media = Media(
        {paths[0]: odd, paths[1]: usual, paths[2]: usual, paths[3]: Look(problem="it is empty")}, {"exr": paths}
    )

    assert media.settings() == {"exr resolution": "1920x1080", "exr pixel aspect": "1", "exr compression": "zip"}


def test_nothing_known_is_nothing_told() -> None:
    assert Media().settings() == {}
    assert Media({Path("a"): Look(unknown="no wheel")}, {"mov": (Path("a"),)}).settings() == {}


def test_a_movie_of_unknown_rate_is_told_without_it() -> None:
    look = Look(facts=MovieFacts(container="mov", codec="h264", width=2, height=2))

    told = Media({Path("a"): look}, {"mov": (Path("a"),)}).settings()

    assert told == {"mov codec": "h264", "mov resolution": "2x2", "mov fps": "", "mov length": None}


def test_the_order_of_channels_is_no_aspect() -> None:
    channels = (Channel("R", "half"), Channel("A", "half"))
    one = ImageFacts(format="tiff", display=WINDOW, data=WINDOW, channels=channels)
    other = ImageFacts(format="tiff", display=WINDOW, data=WINDOW, channels=channels[::-1])

    assert aspects(one) == aspects(other)


def test_a_place_is_spelled_with_a_window_that_has_one() -> None:
    assert str(Window(0, 0, 9, 4)) == "10x5"
    assert str(Window(-5, 2, 9, 4)) == "15x3 at -5,2"


@pytest.mark.parametrize(
    ("how", "severity"),
    [("error", Severity.ERROR), ("warning", Severity.WARNING), ("info", Severity.INFO), ("off", None)],
)
def test_a_studio_says_how_bad_something_is(how: Any, severity: Severity | None) -> None:
    frames = FrameRange.parse("5")

    found = list(judged(a_scope("core.any", a_bare_item()), how, "title", detail="detail", frames=frames))

    assert [finding.severity for finding in found] == ([severity] if severity else [])
    assert all(
        (one.title, one.detail, one.frames, one.step) == ("title", "detail", frames, "core.any") for one in found
    )


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 frames"), (1, "1 frame"), (2, "2 frames")], ids=["none", "one", "two"]
)
def test_counts_agree_with_their_noun(number: int, text: str) -> None:
    assert counted(number, "frame") == text


def test_long_lists_are_cut_and_counted() -> None:
    assert listed("abc") == "a\nb\nc"
    assert listed("abcdefg", shown=2) == "a\nb\nand 5 more"
    assert listed([]) == ""


def test_particulars_do_not_part_what_belongs_together() -> None:
    files = [a_file(n, f"{n}.exr") for n in range(4)]
    told = ["it is truncated: 5 bytes short", "", "it is truncated: 9 bytes short", "it is empty"]

    found = by_reason(zip(files, told, strict=True))

    assert {reason: [file.frame for file in some] for reason, some in found.items()} == {
        "it is truncated": [0, 2],
        "it is empty": [3],
    }
