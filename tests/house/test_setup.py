"""The set-up: which Python is chosen, when nothing is done, and what is said when something is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
TOOLS = ("bash", "cat", "cksum", "dirname", "env", "flock", "id", "mkdir", "readlink", "rm", "sort")
SHIM = '#!/bin/sh\necho "pyenv: command not found" >&2\nexit 127\n'


class Machine:
    """A machine with nothing on its path but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.home = folder / "home"
        self.house = folder / "house"
        self.bin.mkdir()
        self.home.mkdir()
        for tool in TOOLS:
            if (found := shutil.which(tool)) is not None:
                (self.bin / tool).symlink_to(found)

    def python(self, name: str, version: str, *, environments: bool = True, windows: bool = True) -> Path:
        """Put a Python there that answers the set-up's questions, and writes down what it is asked to install."""
        answers = f"""#!/bin/sh
echo "$@" >> {self.home}/asked
case "$*" in
  *version_info*venv*) echo python{version}-venv ;;
  *version_info*) echo {version} ;;
  *sys.executable*) echo "$0" ;;
  *ensurepip*) exit {0 if environments else 1} ;;
  *PySide6*) [ -f {self.home}/libraries ] || exit {0 if windows else 1} ;;
  *"-m venv "*) mkdir -p "$3/bin"; cat "$0" > "$3/bin/python"; {shutil.which("chmod")} +x "$3/bin/python"
                echo home > "$3/pyvenv.cfg" ;;
esac
"""
        return self.program(name, answers)

    def program(self, name: str, text: str) -> Path:
        path = self.bin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # it may be a link to the machine's own tool, which is not to be written to
        path.write_text(text)
        path.chmod(0o755)
        return path

    def checkout(self) -> None:
        shutil.copytree(HOUSE / ".ci", self.house / ".ci")
        for name in ("requirements.lock", "pyproject.toml"):
            (self.house / name).write_text(f"what {name} says\n")

    def asked(self) -> list[str]:
        told = self.home / "asked"
        lines = told.read_text().splitlines() if told.exists() else []
        told.unlink(missing_ok=True)
        return [line for line in lines if " install " in line]

    def run(self, *words: str, house: Path = HOUSE) -> subprocess.CompletedProcess[str]:
        environ = {"PATH": str(self.bin), "HOME": str(self.home)}
        command = [str(self.bin / "bash"), str(house / words[0]), *words[1:]]
        return subprocess.run(command, env=environ, cwd=house, capture_output=True, text=True, timeout=60, check=False)

    def choose(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run(".ci/python.sh", *words)

    def set_up(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run(".ci/setup.sh", *words, house=self.house)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_newest_python_is_chosen(machine: Machine) -> None:
    machine.python("python3.11", "3.11")
    newest = machine.python("python3.13", "3.13")

    assert machine.choose().stdout.strip() == str(newest)


def test_a_shim_without_a_python_behind_it_is_not_chosen(machine: Machine) -> None:
    machine.program("python3.13", SHIM)
    real = machine.python("python3.12", "3.12")

    assert machine.choose().stdout.strip() == str(real)


@pytest.mark.parametrize("version", ["3.9", "3.10", "3.14", "2.7"])
def test_a_python_that_is_not_tested_is_not_chosen(machine: Machine, version: str) -> None:
    machine.python("python3", version)

    chosen = machine.choose()

    assert chosen.returncode == 1
    assert "apt-get install python3" in chosen.stderr


def test_one_that_makes_environments_is_preferred_to_a_newer_one_that_cannot(machine: Machine) -> None:
    machine.python("python3.13", "3.13", environments=False)
    able = machine.python("python3.11", "3.11")

    assert machine.choose().stdout.strip() == str(able)


def test_a_version_managers_own_is_taken_where_the_path_has_none(machine: Machine) -> None:
    kept = machine.python(f"{machine.home}/.pyenv/versions/3.12.1/bin/python3.12", "3.12")

    assert machine.choose().stdout.strip() == str(kept)


def test_the_other_python_is_the_newest_that_is_not_mine(machine: Machine) -> None:
    machine.python("python3.11", "3.11")
    machine.python("python3.12", "3.12")
    kept = machine.python(f"{machine.home}/.pyenv/versions/3.13.0/bin/python3.13", "3.13")

    assert machine.choose("--other", "3.11").stdout.strip() == str(kept)
    assert machine.choose("--other", "3.13").stdout.strip() == str(machine.bin / "python3.12")


def test_where_there_is_no_other_python_that_is_said(machine: Machine) -> None:
    machine.python("python3.11", "3.11")

    assert machine.choose("--other", "3.11").returncode == 1


def test_an_environment_is_made_from_the_lock_and_then_left_alone(machine: Machine) -> None:
    machine.python("python3.11", "3.11")
    machine.checkout()

    first = machine.set_up(".venv")
    installed = machine.asked()
    second = machine.set_up(".venv")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert ["--require-hashes" in line for line in installed] == [True, False]
    assert "--no-deps" in installed[1]
    assert machine.asked() == []


def test_a_new_lock_installs_anew_and_a_new_project_file_only_the_checkout(machine: Machine) -> None:
    machine.python("python3.11", "3.11")
    machine.checkout()
    machine.set_up(".venv")
    machine.asked()

    (machine.house / "pyproject.toml").write_text("something else\n")
    machine.set_up(".venv")
    after_the_project = machine.asked()
    (machine.house / "requirements.lock").write_text("something else\n")
    machine.set_up(".venv")

    assert ["--require-hashes" in line for line in after_the_project] == [False]
    assert ["--require-hashes" in line for line in machine.asked()] == [True, False]


def test_what_cannot_be_installed_is_named(machine: Machine) -> None:
    machine.python("python3.11", "3.11", environments=False)
    machine.checkout()

    ended = machine.set_up(".venv")

    assert ended.returncode == 1
    assert "'venv' and 'ensurepip'" in ended.stderr


def test_libraries_that_windows_need_are_named_and_nothing_else_waits_for_them(machine: Machine) -> None:
    machine.python("python3.11", "3.11", windows=False)
    machine.checkout()

    ended = machine.set_up(".venv")

    assert ended.returncode == 0, ended.stderr
    assert "apt-get install libegl1 libgl1 libxkbcommon0" in ended.stderr


def test_an_administrators_set_up_installs_what_windows_need(machine: Machine) -> None:
    machine.python("python3.11", "3.11", windows=False)
    machine.program("id", "#!/bin/sh\necho 0\n")
    machine.program("apt-get", f'#!/bin/sh\necho "$@" >> {machine.home}/by-apt\n: > {machine.home}/libraries\n')
    machine.checkout()

    ended = machine.set_up(".venv")

    assert ended.returncode == 0, ended.stderr
    assert "libegl1 libgl1 libxkbcommon0" in (machine.home / "by-apt").read_text()
    assert "cannot be loaded" not in ended.stderr


def test_a_folder_that_is_no_environment_is_not_removed(machine: Machine) -> None:
    machine.python("python3.11", "3.11")
    machine.checkout()
    (machine.house / "mine").mkdir()
    (machine.house / "mine" / "precious.txt").write_text("years of work")

    ended = machine.set_up("mine")

    assert ended.returncode == 1
    assert "mine is there and is no environment" in ended.stderr
    assert (machine.house / "mine" / "precious.txt").is_file()


def test_two_at_once_install_once(machine: Machine) -> None:
    machine.python("python3.11", "3.11")
    machine.checkout()
    command = [str(machine.bin / "bash"), ".ci/setup.sh", ".venv"]
    environ = {"PATH": str(machine.bin), "HOME": str(machine.home)}

    both = [subprocess.Popen(command, env=environ, cwd=machine.house, stderr=subprocess.PIPE) for _ in range(2)]
    ends = [(process.communicate(timeout=60)[1], process.returncode)[1] for process in both]

    assert ends == [0, 0]
    assert len(machine.asked()) == (2 if (machine.bin / "flock").exists() else len(ends) * 2)


def test_the_lock_names_hashes_and_no_place() -> None:
    lock = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
    pins = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]

    assert "://" not in lock
    assert " @ " not in lock
    assert [pin for pin in pins if "==" not in pin or not pin.endswith("\\")] == []


@pytest.mark.parametrize("script", [".ci/run", ".ci/setup.sh", ".ci/python.sh", ".ci/test-other.sh"])
def test_every_script_stops_at_the_first_error(script: str) -> None:
    text = (HOUSE / script).read_text(encoding="utf-8")

    assert text.startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in text
    assert os.access(HOUSE / script, os.X_OK)
