"""The demo: it is played to its end, its words are true, and it never spoils what is there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio_tools.demo import Narrator, play
from studio_tools.demo.acts import ACTS, into_reach
from studio_tools.demo.killed import kill_half_way
from studio_tools.demo.pattern import HEIGHT, WIDTH, burn, picture
from studio_tools.demo.stage import SHOTS
from studio_tools.errors import UsageError
from studio_tools.testing.shell import Shell


@pytest.mark.long
def test_the_demo_is_played_to_its_end(bare: Shell, tmp_path: Path) -> None:
    said = bare("demo", tmp_path / "show")

    assert said.code == 0, said.err
    shell = bare.at(tmp_path / "show" / "home")
    listed = [version["address"] for version in shell.json("versions", "demo").result]
    assert all(address.partition("@")[0] in said.out for address in listed if "render" in address)
    assert shell.json("verify").result["ok"] is True
    assert shell.json("resume").result["still_waiting"] == []
    for title in (
        "1. A show",
        "4. A missing frame",
        "6. A publish is killed",
        "7. The tracker is away",
        "Where to look",
    ):
        assert title in said.out


@pytest.mark.long
def test_the_demo_answers_one_document(bare: Shell, tmp_path: Path) -> None:
    result = bare.json("demo", tmp_path / "show").result

    shell = bare.at(Path(result["home"]))
    listed = {version["address"] for version in shell.json("versions", "demo").result}
    assert listed >= set(result["published"])
    assert len(listed) >= 13
    assert result["seconds"] < 120


@pytest.mark.long
def test_what_the_demo_says_to_type_next_works(bare: Shell, tmp_path: Path) -> None:
    import shlex

    result = bare.json("demo", tmp_path / "show").result

    shell = bare.at(Path(result["home"]))
    for command in result["next"]:
        words = shlex.split(command, comments=True)
        if words[0] == "studio" and words[1:] != ["site", "serve"]:
            assert shell(*words[1:]).code == 0, command


@pytest.mark.long
def test_the_demo_never_reaches_a_studios_own_home(show: Shell, tmp_path: Path, away: dict[str, str]) -> None:
    before = show.json("versions", "demo").result

    code = Shell(environ={**show.environ, **away}).json("demo", tmp_path / "play").code

    assert code == 0
    assert show.json("versions", "demo").result == before


def test_a_folder_with_something_in_it_is_left_alone(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")

    said = bare.json("demo", tmp_path)

    assert said.code == 2
    assert "already" in said.error["message"]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["precious.txt"]


def test_a_folder_that_cannot_be_made_is_told(bare: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert bare.json("demo", tmp_path / "file" / "show").code == 2


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(UsageError):
        play(tmp_path / "file", {}, Narrator(lambda words, style, indent: None))


def test_every_act_says_what_it_shows() -> None:
    assert all(act.__doc__ for act in ACTS)
    assert len(SHOTS) == 6


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        pytest.param("bin", "source '{top}/my env/bin/activate'", id="not-within-reach"),
        pytest.param("", "", id="within-reach"),
    ],
)
def test_what_to_type_next_begins_by_bringing_the_command_into_reach(
    folder: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "my env" / "bin"
    ours.mkdir(parents=True)
    for name in ("python", "studio", "activate"):
        (ours / name).touch(mode=0o755)
    monkeypatch.setattr("sys.executable", str(ours / "python"))

    commands = into_reach({"PATH": "/usr/bin" if folder else str(ours)})

    assert commands == ([expected.format(top=tmp_path)] if expected else [])


def test_another_studio_on_the_path_is_not_taken_for_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("ours", "theirs"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "studio").touch(mode=0o755)
    monkeypatch.setattr("sys.executable", str(tmp_path / "ours" / "python"))

    (command,) = into_reach({"PATH": str(tmp_path / "theirs")})

    assert command == f'export PATH={tmp_path}/ours:"$PATH"'


# -- its pictures


def test_a_picture_is_a_picture() -> None:
    image = picture(1001, hue=0.6, through=0.5)

    assert image.shape == (HEIGHT, WIDTH, 3)
    assert image.dtype == np.float32
    assert np.isfinite(image).all()
    assert (image >= 0).all()


def test_two_frames_differ_and_one_is_itself() -> None:
    first, again = picture(1001, hue=0.6, through=0.0), picture(1001, hue=0.6, through=0.0)
    other = picture(1002, hue=0.6, through=0.0)

    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("text", ["1001", "-12", "0"])
def test_a_number_is_burnt_in_at_the_lower_left(text: str) -> None:
    image = np.full((HEIGHT, WIDTH, 3), 0.5)

    burn(image, text)

    changed = np.argwhere((image != 0.5).any(axis=2))
    assert changed[:, 0].min() > HEIGHT / 2
    assert changed[:, 1].max() < WIDTH / 2
    assert (image == 0.9).any()


def test_different_numbers_look_different() -> None:
    images = []
    for text in ("1001", "1002", "1003"):
        image = np.full((HEIGHT, WIDTH, 3), 0.5)
        burn(image, text)
        images.append(image)

    assert not np.array_equal(images[0], images[1])
    assert not np.array_equal(images[1], images[2])


# -- the axe


def test_a_command_that_is_done_before_the_axe_falls_was_not_killed() -> None:
    assert kill_half_way(["--version"], {}, is_half_way=lambda: False) is False


def test_a_command_that_is_half_way_is_killed(tmp_path: Path) -> None:
    environ = {"STUDIO_TOOLS_HOME": str(tmp_path), "HOME": str(tmp_path)}

    assert kill_half_way(["--help"], environ, is_half_way=lambda: True) is True
