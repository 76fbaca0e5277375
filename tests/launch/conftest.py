"""A home with a shot, and installations that are small programs which say how they were started."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio_tools.config import load
from studio_tools.testing.shell import Shell

SAYS = """#!/bin/sh
{{ echo "$0"; for word in "$@"; do echo "$word"; done; }} > "{told}.words.part"
env -0 > "{told}.environ"
mv "{told}.words.part" "{told}.words"
echo hello from {name}
exit {status}
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """Where applications are put, and what they said when they were started."""

    folder: Path

    def install(self, path: str, *, status: int = 0, text: str = "") -> Path:
        """Put a program there that says how it was started and ends with *status*."""
        program = self.folder / path
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(text or SAYS.format(told=self.folder / "told", name=program.name, status=status))
        program.chmod(0o755)
        return program

    @property
    def has_told(self) -> bool:
        return (self.folder / "told.words").exists()

    def words(self) -> list[str]:
        return (self.folder / "told.words").read_text().splitlines()

    def environ(self) -> dict[str, str]:
        lines = (self.folder / "told.environ").read_text().split("\0")
        return dict(line.split("=", 1) for line in lines if "=" in line)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    (tmp_path / "machine").mkdir()
    return Machine(tmp_path / "machine")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("launch") / "home"
    shell = Shell(environ={"HOME": str(home.parent), "STUDIO_TOOLS_USER": "ada"})
    assert shell("init", home, "--project", "demo").code == 0
    shell = shell.at(home)
    assert shell("create", "shot", "demo/sq010/sh0010", "--cut", "1001-1003").code == 0
    assert shell("create", "task", "demo/sq010/sh0010#anim").code == 0
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path, machine: Machine) -> Path:
    """A home whose well-known places lie on the test's machine and not on this one."""
    home = Path(shutil.copytree(made, tmp_path / "home"))
    places = {
        "maya": [f"{machine.folder}/autodesk/maya[0-9]*/bin/maya"],
        "nuke": [f"{machine.folder}/Nuke[0-9]*/Nuke[0-9]*"],
        "blender": [f"{machine.folder}/blender*/blender"],
    }
    lines = [
        f"[launch.programs.{name}]\nlinux = {json.dumps(found)}\nmacos = {json.dumps(found)}\n"
        for name, found in places.items()
    ]
    text = (home / "studio.toml").read_text()
    (home / "studio.toml").write_text(f"{text}\n" + "\n".join(lines))
    return home


@pytest.fixture
def shell(home: Path, tmp_path: Path) -> Shell:
    path = os.environ["PATH"]
    return Shell(environ={"HOME": str(tmp_path), "STUDIO_TOOLS_USER": "ada", "PATH": path}).at(home)


@pytest.fixture
def settings(home: Path) -> Callable[..., Any]:
    """The settings of launching, with changes as the environment says them."""

    def settings(environ: Mapping[str, str] | None = None) -> Any:
        return load(home, environ or {}).settings.launch

    return settings
