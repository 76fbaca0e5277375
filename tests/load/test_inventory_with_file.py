"""The saved file beside an open scene: what only it tells of stands in the list, and nothing stands there twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import How, Loaded
from studio_tools.jobs import run
from studio_tools.load import Origin, Row, State, inventory, update_plan
from studio_tools.studio import Studio

RIG = "demo/assets/dragon:rig.main"

Bring = Callable[..., Loaded]
Rows = Callable[[], dict[str, Row]]
Find = Callable[..., Path]

SAVED = """//Maya ASCII 2026 scene
requires maya "2026";
file -rdi 1 -ns "rig" -rfn "rigRN" -op "v=0;" -typ "mayaAscii" "{rig}";
file -r -ns "rig" -dr 1 -rfn "rigRN" -op "v=0;" -typ "mayaAscii" "{rig}";
createNode file -n "wood";
	setAttr ".ftn" -type "string" "{wood}";
createNode audio -n "voice";
	setAttr ".f" -type "string" "{voice}";
"""


@pytest.fixture
def saved(host: Any, where: Find, tmp_path: Path) -> Path:
    """The scene's file: a rig, a texture and a sound that is not there."""
    (tmp_path / "wood.png").touch()
    path = tmp_path / "shot.ma"
    wood, voice = tmp_path / "wood.png", tmp_path / "gone.wav"
    path.write_text(SAVED.format(rig=where(f"{RIG}@v001"), wood=wood, voice=voice))
    host.saved_as = path
    return path


def test_what_only_the_file_tells_stands_in_the_list(saved: Path, host: Any, rows: Rows, where: Find) -> None:
    one = host.load(where(f"{RIG}@v001"), How.REFERENCE, name="rigRN", stamp=None)

    found = rows()

    assert {ident: (row.state, row.origin) for ident, row in found.items()} == {
        one.id: (State.OUTDATED, Origin.SCENE),
        "wood": (State.UNPUBLISHED, Origin.FILE),
        "voice": (State.MISSING, Origin.FILE),
    }


def test_one_thing_is_one_row_though_its_names_differ(saved: Path, host: Any, rows: Rows, where: Find) -> None:
    one = host.load(where(f"{RIG}@v001"), How.REFERENCE, name="another name", stamp=None)

    assert [row.id for row in rows().values() if row.kind == "reference"] == [one.id]


def test_two_nodes_that_read_one_file_are_two_rows(saved: Path, host: Any, rows: Rows, where: Find) -> None:
    text = saved.read_text()
    saved.write_text(text + f'createNode file -n "same";\n\tsetAttr ".ftn" -type "string" "{saved.parent}/wood.png";\n')

    assert {"wood", "same"} <= set(rows())


def test_of_a_changed_scene_the_file_tells_what_was(saved: Path, host: Any, rows: Rows) -> None:
    assert rows()["wood"].note == ""

    host.set_note("something", "changed")

    assert rows()["wood"].note == "as the file was last saved"


def test_a_file_that_cannot_be_read_is_told_and_the_scene_listed(
    saved: Path, studio: Studio, host: Any, loaded: Bring
) -> None:
    loaded(f"{RIG}@v001")
    saved.write_bytes(bytes(64))

    found = run(inventory(studio.session, host))

    assert found.counts == {"OUTDATED": 1}
    assert "could not be read beside the scene" in found.notes[0]


def test_what_the_file_warns_of_is_passed_on(saved: Path, studio: Studio, host: Any) -> None:
    saved.write_text(saved.read_text().replace(str(saved.parent / "wood.png"), "$SHOW/wood.png"))

    found = run(inventory(studio.session, host))

    assert any("$SHOW" in note for note in found.notes)
    assert {row.id: row.state for row in found.rows}["wood"] is State.UNRESOLVED


def test_what_only_the_file_tells_of_is_listed_and_not_updated(saved: Path, studio: Studio, host: Any) -> None:
    plan = run(update_plan(studio.session, host))

    assert not plan.turns
    assert [(left.row.id, left.why) for left in plan.left] == [
        ("rigRN", "the program does not list it; only the saved file tells of it")
    ]
