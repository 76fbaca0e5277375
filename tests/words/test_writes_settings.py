"""How kinds are written: only kinds that there are, and only fields that a slate can fill."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.config import check, load
from studio_tools.errors import ConfigError
from studio_tools.testing.shell import Shell

Write = Callable[[str, str], Path]


def problems(home: Path, environ: dict[str, str] | None = None, project: str | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(home, environ or {}, project)
    told = caught.value.details["problems"]
    assert isinstance(told, list)
    return told


def test_a_kind_that_there_is_not_is_refused_with_the_nearest_and_its_line(home: Path, write: Write) -> None:
    write("home/studio.toml", '# mine\n\n[writes.rendr]\nchannels = "rgb"\n')

    told = ['writes.rendr: there is no such kind; did you mean "render"? (studio.toml, line 3)']
    assert problems(home) == told
    assert [str(each) for each in check(home, {})] == told


def test_a_kind_that_resembles_none_is_refused(home: Path, write: Write) -> None:
    write("home/studio.toml", "[writes.xyzzy]\n")

    assert problems(home) == ["writes.xyzzy: there is no such kind (studio.toml, line 1)"]


def test_the_file_of_a_project_is_named_too(home: Path, write: Write) -> None:
    write("home/projects/demo.toml", '[writes.cmop]\nchannels = "rgb"\n')

    (told,) = problems(home, project="demo")
    assert told.endswith('did you mean "comp"? (projects/demo.toml, line 1)')
    assert [str(each) for each in check(home, {})] == [told]


def test_a_kind_of_the_studios_own_is_known(home: Path, write: Write) -> None:
    write(
        "home/studio.toml",
        '[kinds.matte]\nlabel = "Matte"\nframes = true\nextensions = ["exr"]\n'
        '[writes.matte]\npath = "{folder}/m.%04d.exr"\nfile_type = "exr"\nchannels = "rgb"\ncolorspace = ""\n'
        'datatype = ""\ncompression = ""\nknobs = { autocrop = "true" }\ndisplay = ""\nview = ""\nburn_in = ""\n'
        'slate = ""\n',
    )

    assert load(home, {}).settings.writes["matte"].knobs == {"autocrop": "true"}


@pytest.mark.parametrize("key", ["slate", "burn_in"])
def test_a_field_that_no_slate_fills_is_refused_with_the_nearest(home: Path, write: Write, key: str) -> None:
    write("home/studio.toml", f'[writes.review]\n{key} = "{{entity}} {{versoin}}"\n')

    (told,) = problems(home)
    assert told == f'writes.review.{key}: {{versoin}} is unknown; did you mean "version"? (studio.toml, line 2)'


def test_channels_and_outputs_of_kinds_that_there_are_not_are_doubted(home: Path, write: Write) -> None:
    write("home/studio.toml", '[checks.channels]\nrendr = "depth"\n[show]\noutputs = ["comp", "rig"]\n')

    assert load(home, {}).settings.show.outputs == ("comp", "rig")
    assert [str(each) for each in check(home, {})] == [
        'checks.channels.rendr: there is no such kind; did you mean "render"? (studio.toml, line 2)',
        "show.outputs: nothing says how rig is written (studio.toml, line 4)",
    ]


def test_config_check_exits_with_what_is_wrong(home: Path, write: Write) -> None:
    write("home/studio.toml", "[writes.rendr]\n")

    answer = Shell(environ={"HOME": str(home), "STUDIO_TOOLS_HOME": str(home)})("config", "check")

    assert answer.code != 0
    assert 'did you mean "render"?' in answer.out + answer.err
