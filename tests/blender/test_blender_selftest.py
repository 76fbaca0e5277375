"""The self-test in a real Blender, as a process of its own: as a module, and as the file that Blender is handed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bpy
import pytest

from studio_tools.testing.selftest.transcript import read

HOUSE = Path(__file__).parents[2]
FILE = HOUSE / "dcc" / "blender" / "selftest.py"
SOME = ("it_names_itself", "saving_makes_the_file", "an_update_survives_saving", "a_group_is_one_step_to_undo")
WORDS = [each for name in SOME for each in ("--only", name)]


@pytest.mark.parametrize(
    "words",
    [["-m", "dcc.blender.selftest"], [str(FILE), "--background", "--"]],
    ids=["as a module", "as a file"],
)
def test_a_real_blender_is_as_promised(words: list[str], tmp_path: Path) -> None:
    command = [sys.executable, *words, "--transcript", str(tmp_path / "t.jsonl"), *WORDS]
    ended = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=100, check=False)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    told = read(tmp_path / "t.jsonl")
    assert (told.made_by["program"], told.made_by["host_version"]) == ("Blender", bpy.app.version_string)
    assert told.is_confirmation
    assert {each.name: each.outcome for each in told.checks} == dict.fromkeys(SOME, "passed")
    assert [each.name for each in tmp_path.iterdir()] == ["t.jsonl"]
