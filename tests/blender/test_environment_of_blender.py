"""Blender's own environment: its lock, its script, and that the house stands where there is no Blender."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
LOCK = HOUSE / "requirements-blender.lock"
TOOLS = ("bash", "cat", "cksum", "dirname", "env", "flock", "id", "mkdir", "rm", "sort", "uname")


def pins() -> dict[str, str]:
    lines = LOCK.read_text("utf-8").splitlines()
    found = (line.split()[0].partition("==") for line in lines if line and not line.startswith((" ", "#")))
    return {name: version for name, _, version in found}


def test_the_lock_names_hashes_and_no_place() -> None:
    text = LOCK.read_text("utf-8")
    heads = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert "://" not in text
    assert " @ " not in text
    assert [line for line in heads if "==" not in line or not line.endswith("\\")] == []


def test_it_is_the_long_kept_blender_with_the_numpy_it_was_made_with() -> None:
    assert pins()["bpy"].startswith("4.5.")
    assert pins()["numpy"].startswith("1.")


def test_what_the_core_needs_is_there_and_nothing_that_no_host_has() -> None:
    assert {"shotgun-api3", "pytest", "pytest-timeout"} <= pins().keys()
    assert not {"pyside6-essentials", "click", "sqlalchemy", "openimageio"} & pins().keys()


@pytest.mark.parametrize("module", ["dcc.blender", "dcc.blender.thread", "dcc.blender.window"])
def test_what_does_not_ask_blender_is_imported_without_it(module: str) -> None:
    code = f"import sys; sys.modules['bpy'] = None; import {module}"
    ended = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_only_one_folder_asks_blender_anything() -> None:
    asks = re.compile(r"^\s*(?:import|from) (?:bpy|mathutils)\b", re.MULTILINE)
    sources = [path for path in (HOUSE / "dcc" / "blender").rglob("*.py") if path.stem != "selftest"]
    assert {path.parent.name for path in sources if asks.search(path.read_text("utf-8"))} == {"scene"}


# -- the script, on a machine with nothing on its path but what a test puts there


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    for name in ("bin", "home", "house"):
        (tmp_path / name).mkdir()
    for tool in TOOLS:
        if (found := shutil.which(tool)) is not None:
            (tmp_path / "bin" / tool).symlink_to(found)
    shutil.copytree(HOUSE / ".ci", tmp_path / "house/.ci")
    (tmp_path / "house/requirements-blender.lock").write_text("what the lock says\n")
    program(tmp_path, "uname", '#!/bin/sh\n[ "$1" = -s ] && echo Linux || echo x86_64\n')
    return tmp_path


def program(machine: Path, name: str, text: str) -> None:
    path = machine / "bin" / name
    path.unlink(missing_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def a_python(machine: Path, *, blender: bool = True, tests: int = 0) -> None:
    """A Python 3.11 that writes down what it is asked to do."""
    chmod = shutil.which("chmod")
    loads = "true" if blender else "{ echo libSM.so.6 is missing >&2; exit 1; }"
    answers = f"""#!/bin/sh
case "$*" in
  *version_info*) echo 3.11 ;;
  *sys.executable*) echo "$0" ;;
  *"import bpy"*) [ -f {machine}/libraries ] || {loads} ;;
  *"-m venv "*) mkdir -p "$3/bin"; cat "$0" > "$3/bin/python"; {chmod} +x "$3/bin/python"
                echo home > "$3/pyvenv.cfg" ;;
  *" install "*|*"-m pytest"*) echo "$@" >> {machine}/asked; case "$*" in *pytest*) exit {tests} ;; esac ;;
esac
"""
    program(machine, "python3.11", answers)


def run(machine: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": str(machine / "bin"), "HOME": str(machine / "home")}
    command = [str(machine / "bin/bash"), ".ci/blender.sh", ".venv-blender", *words]
    return subprocess.run(
        command, env=environ, cwd=machine / "house", capture_output=True, text=True, timeout=60, check=False
    )


def asked(machine: Path) -> list[str]:
    told = machine / "asked"
    lines = told.read_text().splitlines() if told.exists() else []
    told.unlink(missing_ok=True)
    return lines


def test_the_environment_is_made_once_and_the_tests_run_each_time(machine: Path) -> None:
    a_python(machine)
    first, second = run(machine), run(machine, "-k", "library")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    installs, one, two = asked(machine)
    assert "--require-hashes -r requirements-blender.lock" in installs
    assert one.endswith("long or not long tests/blender")
    assert two.endswith("long or not long -k library tests/blender")


def test_a_new_lock_makes_the_environment_anew(machine: Path) -> None:
    a_python(machine)
    run(machine)
    asked(machine)
    (machine / "house/requirements-blender.lock").write_text("something else\n")
    run(machine)
    assert [" install " in line for line in asked(machine)] == [True, False]


def test_tests_that_fail_are_not_passed_over(machine: Path) -> None:
    a_python(machine, tests=1)
    assert run(machine).returncode == 1


def test_no_test_at_all_is_fine_only_where_a_part_was_asked_for(machine: Path) -> None:
    a_python(machine, tests=5)
    assert run(machine, "-k", "reserve").returncode == 0
    assert run(machine).returncode == 5


def test_where_there_is_no_python_for_it_that_is_said(machine: Path) -> None:
    ended = run(machine)
    assert ended.returncode == 0
    assert "no Python 3.11" in ended.stderr
    assert "did not run" in ended.stderr


def test_where_blender_is_not_made_for_the_machine_that_is_said(machine: Path) -> None:
    a_python(machine)
    program(machine, "uname", '#!/bin/sh\n[ "$1" = -s ] && echo Linux || echo riscv64\n')
    ended = run(machine)
    assert ended.returncode == 0
    assert "no Blender for Linux on riscv64" in ended.stderr
    assert asked(machine) == []


def test_libraries_that_blender_needs_are_named(machine: Path) -> None:
    a_python(machine, blender=False)
    program(machine, "id", "#!/bin/sh\necho 1000\n")
    ended = run(machine)
    assert ended.returncode == 1
    assert "libSM.so.6 is missing" in ended.stderr
    assert "apt-get install libgl1 libegl1 libsm6" in ended.stderr


def test_an_administrators_set_up_installs_them(machine: Path) -> None:
    a_python(machine, blender=False)
    program(machine, "id", "#!/bin/sh\necho 0\n")
    program(machine, "apt-get", f'#!/bin/sh\necho "$@" >> {machine}/by-apt\n: > {machine}/libraries\n')
    ended = run(machine)
    assert ended.returncode == 0, ended.stderr
    assert "libsm6" in (machine / "by-apt").read_text()


def test_a_folder_that_is_no_environment_is_not_removed(machine: Path) -> None:
    a_python(machine)
    (machine / "house/.venv-blender").mkdir()
    (machine / "house/.venv-blender/precious.txt").write_text("years of work")
    ended = run(machine)
    assert ended.returncode == 1
    assert "is no environment of Python" in ended.stderr
    assert (machine / "house/.venv-blender/precious.txt").is_file()


def test_the_script_stops_at_the_first_error() -> None:
    text = (HOUSE / ".ci/blender.sh").read_text("utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in text
    assert os.access(HOUSE / ".ci/blender.sh", os.X_OK)


def test_the_long_suite_runs_it() -> None:
    make = (HOUSE / "Makefile").read_text("utf-8")
    long = make.partition("\ntest-long:")[2].partition("\n\n")[0]
    assert "bash .ci/blender.sh" in long
