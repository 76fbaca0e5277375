"""Scripts that real Nukes saved, open in our host: what it tells is what the reader tells without Nuke."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from studio_tools import scenes
from studio_tools.testing.nukesim import NotSimulated, Session

COLLECTED = Path(__file__).parents[2].parent / "shared" / "data" / "real" / "nuke"
FILES = sorted(COLLECTED.glob("*.nk")) if COLLECTED.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the collected scripts are not beside the house")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def script(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def opened(terminal: Session, script: Path) -> Any:
    """Our host with the script open; code in its knobs is not run."""
    from dcc.nuke.host import NukeHost

    terminal.run_python = lambda code: None
    host = NukeHost()
    host.open(script)
    return host


def technical(path: str) -> str:
    """A path in the notation in which Nuke answers."""
    return re.sub("#+", lambda found: f"%0{len(found[0])}d", path)


def test_it_is_open_and_holds_no_changes(opened: Any, script: Path) -> None:
    assert opened.file() == script
    assert not opened.modified()


def test_its_timeline_is_what_the_file_says(opened: Any, script: Path) -> None:
    told = scenes.read(script)
    try:
        time = opened.timeline()
    except NotSimulated as reason:
        pytest.skip(str(reason))
    if told.fps is not None:
        assert abs(time.fps - told.fps) < 0.01
    if told.range is not None and all(isinstance(each, int) for each in told.range):
        assert (time.start, time.end) == tuple(told.range)


def test_what_it_reads_is_what_the_reader_finds(opened: Any, script: Path) -> None:
    try:
        found = {each.id: each for each in opened.loaded()}
    except NotSimulated as reason:
        pytest.skip(str(reason))
    told = {each.node: each for each in scenes.read(script).dependencies if each.resolved is not None}
    # What the script says of its own place is another disk to the reader; the name of the file is the same.
    both = [name for name in told if name in found]
    for name in both:
        resolved = found[name].resolved
        assert resolved is None or resolved.name == Path(technical(str(told[name].resolved))).name, name


def test_listing_outputs_and_loads_changes_nothing(opened: Any, script: Path) -> None:
    try:
        assert list(opened.outputs()) == list(opened.outputs())
        assert list(opened.loaded()) == list(opened.loaded())
    except NotSimulated as reason:
        pytest.skip(str(reason))
    assert not opened.modified()


def test_saving_and_opening_again_tells_the_same(opened: Any, tmp_path: Path) -> None:
    try:
        before = {(each.id, each.path) for each in opened.loaded()}
        opened.set_note("studio", "seen")
        opened.open(opened.save(tmp_path / "again.nk"))
    except NotSimulated as reason:
        pytest.skip(str(reason))
    assert {(each.id, each.path) for each in opened.loaded()} == before
    assert opened.note("studio") == "seen"
