"""What hosts share when they load, refuse, preview and set up: words, checks, differences."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.config import ShowSettings
from studio_tools.errors import ConfigError, HostError, NotCapable
from studio_tools.host import How, Timeline
from studio_tools.host.faults import refused
from studio_tools.host.loading import Wanted, check_suffix, check_turnable, legal, missing, vanished, way
from studio_tools.host.previews import all_there, check_name
from studio_tools.host.setting_up import apply, rate_of, timing, unlike
from studio_tools.host.targets import check_head
from studio_tools.model import CutRange
from studio_tools.testing.builders import a_shot, settings
from studio_tools.testing.fake_host import FakeHost

TWO = Timeline(1001, 1002, Fraction(24))


def show(**asked: str) -> ShowSettings:
    return settings(**{f"show__{key}": value for key, value in asked.items()}).show


# -- bringing in


@given(st.text())
def test_a_legal_name_is_one_that_every_program_takes(name: str) -> None:
    made = legal(name)
    assert made.isascii()
    assert made.isidentifier()
    assert legal(made) == made


@pytest.mark.parametrize(
    ("name", "expected"),
    [("dragon", "dragon"), ("sh 0010-main", "sh_0010_main"), ("2nd", "_2nd"), ("", "loaded"), ("größe", "gr__e")],
)
def test_what_becomes_of_a_name(name: str, expected: str) -> None:
    assert legal(name) == expected


def test_a_way_that_a_program_has_not_is_refused_with_those_it_has() -> None:
    ways = {How.READ: "read", How.IMPORT: "import"}
    assert way(ways, How.READ, "Nuke") == "read"
    with pytest.raises(NotCapable, match="Nuke does not load as texture") as caught:
        way(ways, How.TEXTURE, "Nuke")
    assert caught.value.hint == "It loads as import, read."


def test_a_suffix_counts_however_it_is_written() -> None:
    check_suffix(Path("a.ABC"), {".abc"}, "Maya")
    assert Wanted(Path("a.ABC"), "a", None).suffix == ".abc"
    with pytest.raises(NotCapable, match=r"Maya cannot load a\.txt like this") as caught:
        check_suffix(Path("a.txt"), {".fbx", ".abc"}, "Maya")
    assert caught.value.hint == "It takes .abc, .fbx."


def test_what_was_imported_is_not_turned() -> None:
    check_turnable("dragon", "reference", "scene")
    with pytest.raises(NotCapable, match="dragon was imported and is the script's own now"):
        check_turnable("dragon", "import", "script")


@pytest.mark.parametrize("error", [missing(Path("/show/a.ma")), vanished("dragonRN", "scene")], ids=["file", "node"])
def test_what_is_gone_is_said_with_what_to_do(error: HostError) -> None:
    assert error.hint


# -- refusing


@pytest.mark.parametrize("cause", [RuntimeError("Error: no\n room.\n"), ValueError(" no room. ")], ids=["run", "value"])
def test_a_refusal_of_the_program_is_told_in_one_sentence(cause: Exception) -> None:
    with (
        pytest.raises(HostError, match=r"^it cannot be saved: no room$") as caught,
        refused("it cannot be saved", hint="h"),
    ):
        raise cause
    assert caught.value.hint == "h"
    assert caught.value.__cause__ is cause


@pytest.mark.parametrize(
    "fault", [TypeError("a flag"), NameError("a name"), OSError("a disk")], ids=["type", "name", "os"]
)
def test_a_fault_of_ours_is_none_of_the_programs(fault: Exception) -> None:
    with pytest.raises(type(fault)), refused("it cannot be saved", hint=""):
        raise fault


def test_what_else_is_a_refusal_a_program_says_itself() -> None:
    with pytest.raises(HostError, match="a disk"), refused("it cannot be saved", hint="", kinds=(OSError,)):
        raise OSError("a disk")


def test_a_file_is_known_by_how_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "shot.ma"
    path.write_bytes(b"//Maya ASCII 2026 scene")
    check_head(path, (b"//Maya", b"FOR8"), "Maya scene")
    with pytest.raises(HostError, match=r"shot\.ma is no Blender file"):
        check_head(path, (b"BLENDER",), "Blender file")
    with pytest.raises(HostError, match="is not there"):
        check_head(tmp_path / "gone.ma", (b"//Maya",), "Maya scene")


# -- previewing


def test_a_previews_name_tells_what_a_frame_is_called(tmp_path: Path) -> None:
    found = check_name(tmp_path / "sh0010.look.%04d.png")
    assert found.groupdict() == {"stem": "sh0010.look", "padding": "4", "picture": "png"}


@pytest.mark.parametrize("name", ["shot.png", "shot.%04d.mov", "%04d.png", "shot_%04d.png", "shot.%d.png"])
def test_another_name_is_none_for_a_preview(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotCapable, match="is no name for a preview"):
        check_name(tmp_path / name)


def test_a_preview_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(HostError, match="is not there"):
        check_name(tmp_path / "gone" / "shot.%04d.png")


def test_the_frames_of_a_preview_are_told_and_none_may_be_missing(tmp_path: Path) -> None:
    pattern = tmp_path / "shot.%04d.png"
    (tmp_path / "shot.1001.png").touch()
    with pytest.raises(HostError, match=r"Nuke left out 1 frames of the preview, shot\.1002\.png first"):
        all_there(pattern, TWO, "Nuke")
    (tmp_path / "shot.1002.png").touch()
    assert all_there(pattern, TWO, "Nuke") == [tmp_path / "shot.1001.png", tmp_path / "shot.1002.png"]


# -- setting up


def test_rate_and_range_are_told_and_mended_as_one_step() -> None:
    host = FakeHost()
    host.set_timeline(Timeline(1, 50, Fraction(30)))
    shot = a_shot(cut=CutRange(first=1001, last=1010, handles=8))

    found = list(timing(host, shot, show(fps="24000/1001")))

    assert [str(each) for each in found] == [
        "frames a second: 30 instead of 23.976",
        "range: 1-50 instead of 993-1018",
    ]
    apply(host, found)
    assert host.timeline() == Timeline(993, 1018, Fraction(24000, 1001))
    assert list(timing(host, shot, show(fps="24000/1001"))) == []
    host.undo()
    assert host.timeline() == Timeline(1, 50, Fraction(30))


def test_one_of_two_mended_leaves_the_other() -> None:
    host = FakeHost()
    found = list(timing(host, a_shot(cut=CutRange(first=1001, last=1010, handles=0)), show(fps="25")))
    apply(host, [each for each in found if each.key == "range"])
    assert host.timeline() == Timeline(1001, 1010, Fraction(24))


def test_a_show_without_a_rate_and_a_shot_without_a_cut_ask_for_nothing() -> None:
    assert rate_of(show(fps="")) is None
    assert list(timing(FakeHost(), a_shot(), show(fps=""))) == []


@pytest.mark.parametrize("written", ["fast", "0", "-24", "24/0"])
def test_a_rate_that_is_none_is_a_mistake_in_the_configuration(written: str) -> None:
    with pytest.raises(ConfigError, match=r"show\.fps: .* is no rate"):
        list(timing(FakeHost(), a_shot(), show(fps=written)))


def test_what_nobody_asks_for_is_no_difference() -> None:
    mended: list[str] = []
    assert list(unlike("unit", "unit of length", "m", "", mended.append)) == []
    assert list(unlike("unit", "unit of length", "cm", "cm", mended.append)) == []
    (found,) = unlike("unit", "unit of length", "", "cm", mended.append)
    assert str(found) == "unit of length: none instead of cm"
    found.mend()
    assert mended == ["cm"]
