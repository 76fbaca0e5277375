"""Templates of a folder and of a file in it that cannot be joined into one path: both keys, and where they stand."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.config import check, load
from studio_tools.config import layers as shipped

Write = Callable[[str, str], Path]
DEFAULTS = Path(shipped.__file__).with_name("defaults.toml").read_text("utf-8")
TEMPLATES = tomllib.loads(DEFAULTS)["templates"]


def padded(name: str, width: int = 4) -> str:
    """A line of TOML: the shipped template of that name, with another padding."""
    return f'templates.{name} = "{TEMPLATES[name].replace("{version:03}", f"{{version:0{width}}}")}"\n'


def default(name: str) -> str:
    """Where the shipped template of that name stands."""
    line = next(at for at, text in enumerate(DEFAULTS.splitlines(), 1) if text.startswith(f"{name} = "))
    return f"defaults.toml, line {line}"


def told(home: Path) -> list[str]:
    return [str(each) for each in check(home, {})]


def test_a_folder_that_is_padded_otherwise_is_told_with_the_files(home: Path, write: Write) -> None:
    write("home/studio.toml", "\n" + padded("shot"))

    assert told(home) == [
        f"templates.shot: says {{version:04}}, but templates.file says {{version:03}} ({default('file')})"
        f" and templates.frame says {{version:03}} ({default('frame')}); a folder and the file in it are one path,"
        " so pad version alike (studio.toml, line 2)"
    ]


def test_a_file_that_is_padded_otherwise_is_told_with_every_folder(home: Path, write: Write) -> None:
    write("home/studio.toml", padded("file"))

    (problem,) = told(home)
    folders = [f"templates.{name} says {{version:03}} ({default(name)})" for name in ("shot", "sequence", "asset")]
    assert problem.startswith(f"templates.file: says {{version:04}}, but {' and '.join(folders)}; ")
    assert problem.endswith("(studio.toml, line 1)")


def test_of_two_in_one_file_both_lines_are_told(home: Path, write: Write) -> None:
    changed = [padded("shot"), padded("sequence"), padded("asset"), padded("file"), padded("frame", 5)]
    write("home/studio.toml", "".join(changed))

    assert told(home) == [
        f"templates.{name}: says {{version:04}}, but templates.frame says {{version:05}} (studio.toml, line 5);"
        f" a folder and the file in it are one path, so pad version alike (studio.toml, line {line})"
        for line, name in enumerate(("shot", "sequence", "asset"), 1)
    ]


def test_a_number_without_padding_is_told_as_it_is_spelled(home: Path, write: Write) -> None:
    write("home/studio.toml", padded("shot").replace("{version:04}", "{version}"))

    (problem,) = told(home)
    assert problem.startswith("templates.shot: says {version}, but templates.file says {version:03} (")


def test_the_layer_of_each_is_told(home: Path, write: Write) -> None:
    write("home/studio.toml", padded("file") + padded("frame"))
    write("home/projects/demo.toml", "\n" + padded("shot") + padded("sequence") + padded("asset", 5))

    (problem,) = [str(each) for each in check(home, {}, "demo")]
    assert problem == (
        "templates.asset: says {version:05}, but templates.file says {version:04} (studio.toml, line 1)"
        " and templates.frame says {version:04} (studio.toml, line 2); a folder and the file in it are one path,"
        " so pad version alike (projects/demo.toml, line 4)"
    )


def test_the_variable_of_one_is_told(home: Path) -> None:
    text = TEMPLATES["shot"].replace("{version:03}", "{version:04}")

    (problem,) = [str(each) for each in check(home, {"STUDIO_TOOLS__TEMPLATES__SHOT": text})]

    assert problem.startswith("templates.shot: says {version:04}, but ")
    assert problem.endswith("(STUDIO_TOOLS__TEMPLATES__SHOT)")


def test_another_reason_names_both_as_well(home: Path, write: Write) -> None:
    write("home/studio.toml", f'templates.shot = "{TEMPLATES["shot"]}[_{{view}}]"\n')

    assert told(home) == [
        f"templates.shot: cannot be joined with templates.file ({default('file')}) and templates.frame"
        f' ({default("frame")}): the field "view" stands in brackets before it stands elsewhere (studio.toml, line 1)'
    ]


@pytest.mark.parametrize("width", [0, 1, 2, 4, 9])
def test_templates_that_are_padded_alike_go_together(home: Path, write: Write, width: int) -> None:
    names = ("shot", "sequence", "asset", "file", "frame")
    write("home/studio.toml", "".join(padded(name, width) for name in names))

    assert told(home) == []


def test_the_other_doubts_are_told_all_the_same(home: Path, write: Write) -> None:
    kind = '[kinds.groom]\nlabel = "Groom"\nframes = false\nextensions = ["abc"]\n'
    write("home/studio.toml", padded("shot") + kind)

    problems = told(home)

    assert [each.split(":")[0] for each in problems] == ["templates.shot", "kinds.groom"]


def test_what_is_published_by_its_records_goes_on(home: Path, write: Write) -> None:
    write("home/studio.toml", padded("shot"))

    assert load(home, {}).settings.templates.shot.endswith("v{version:04}")
