"""What a worker is started with: the product's Python, and nothing that its host put into the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.config import load_without_home
from studio_tools.errors import PublishError
from studio_tools.publish.items import Origin
from studio_tools.publish.workers import PYTHON, Workers, local_folder, own_python, scrubbed, workers_for

SETTINGS = load_without_home({}).host

OF_A_HOST = [
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "PYTHONNOUSERSITE",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "DYLD_LIBRARY_PATH",
    "DYLD_FRAMEWORK_PATH",
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QML2_IMPORT_PATH",
    "PYSIDE_DESIGNER_PLUGINS",
    "MAYA_LOCATION",
    "MAYA_SCRIPT_PATH",
    "MTOA_PATH",
    "NUKE_PATH",
    "BLENDER_USER_SCRIPTS",
    "XBMLANGPATH",
    "TCL_LIBRARY",
    "__PYVENV_LAUNCHER__",
    "PythonPath",
]
KEPT = ["PATH", "HOME", "LANG", "TMPDIR", "OCIO", "STUDIO_TOOLS_HOME", "STUDIO_TOOLS__TRACKER__SCRIPT_KEY", "SHOW"]


@pytest.mark.parametrize("name", OF_A_HOST)
def test_what_a_host_set_for_itself_is_taken_out(name: str) -> None:
    assert scrubbed({name: "x", "SHOW": "demo"}) == {"SHOW": "demo"}


@pytest.mark.parametrize("name", KEPT)
def test_what_is_the_studios_own_stays(name: str) -> None:
    assert scrubbed({name: "x"}) == {name: "x"}


def test_the_programs_of_the_host_are_taken_off_the_path() -> None:
    path = os.pathsep.join(["/usr/bin", "/opt/maya/bin", "/opt/maya/plug-ins/bin", "/opt/mayapple/bin"])

    assert scrubbed({"PATH": path, "MAYA_LOCATION": "/opt/maya"}) == {
        "PATH": os.pathsep.join(["/usr/bin", "/opt/mayapple/bin"])
    }


@pytest.mark.parametrize(
    ("environ", "told", "expected"),
    [
        ({PYTHON: "/studio/python"}, "/bundle/python", "/studio/python"),
        ({}, "/bundle/python", "/bundle/python"),
        ({PYTHON: "  "}, "", "/running/python"),
        ({}, "", "/running/python"),
    ],
    ids=["the environment is strongest", "then the settings", "blank is nothing", "then the one that runs"],
)
def test_which_python_a_worker_gets(environ: dict[str, str], told: str, expected: str) -> None:
    settings = load_without_home({"STUDIO_TOOLS__HOST__WORKER_PYTHON": told}).host

    assert Workers.of(settings, environ, python="/running/python").python == expected


@pytest.mark.parametrize(
    ("program", "expected"),
    [("/usr/bin/python3.11", True), ("C:/py/Python.exe", True), ("/opt/maya/bin/maya.bin", False), ("", False)],
)
def test_only_a_python_is_a_python(program: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program)

    assert own_python() == (program if expected else "")


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"XDG_STATE_HOME": "/state", "HOME": "/users/ada"}, "/state/studio_tools/workers"),
        ({"XDG_STATE_HOME": "not/full", "HOME": "/users/ada"}, "/users/ada/.local/state/studio_tools/workers"),
        ({"HOME": "/users/ada"}, "/users/ada/.local/state/studio_tools/workers"),
        ({"LOCALAPPDATA": "/users/ada/Local", "HOME": "/users/ada"}, "/users/ada/Local/studio_tools/workers"),
    ],
)
def test_where_logs_and_statuses_lie(environ: dict[str, str], expected: str) -> None:
    assert local_folder(environ) == Path(expected)


def test_without_any_home_they_lie_among_what_is_temporary() -> None:
    assert local_folder({}).is_absolute()


@pytest.mark.parametrize("origin", [Origin.MAYA, Origin.NUKE, Origin.BLENDER])
def test_applications_hand_over(origin: Origin) -> None:
    assert workers_for(SETTINGS, {}, origin) is not None


@pytest.mark.parametrize("origin", [Origin.CLI, Origin.LAUNCHER, Origin.FARM, Origin.REMEDY])
def test_others_do_not(origin: Origin) -> None:
    assert workers_for(SETTINGS, {}, origin) is None


def test_nobody_does_where_it_is_switched_off() -> None:
    settings = load_without_home({"STUDIO_TOOLS__HOST__WORKER": "never"}).host

    assert workers_for(settings, {}, Origin.MAYA) is None


# --- started for real


def workers(tmp_path: Path, python: str, **environ: str) -> Workers:
    told = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], PYTHON: python, **environ}
    return Workers.of(SETTINGS, told)


def a_program(tmp_path: Path, text: str) -> str:
    path = tmp_path / "program"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_a_worker_runs_in_a_session_of_its_own(tmp_path: Path) -> None:
    worker = workers(tmp_path, a_program(tmp_path, "ps -o sid= -p $$")).start("a-run", tmp_path / "order.json")

    assert worker.wait(30)
    assert int(worker.log.read_text()) == worker.pid != os.getsid(0)


def test_a_worker_is_told_its_order_and_where_to_say_how_far_it_is(tmp_path: Path) -> None:
    worker = workers(tmp_path, a_program(tmp_path, 'echo "$@"; pwd')).start("a-run", tmp_path / "order.json")

    assert worker.wait(30)
    told, folder = worker.log.read_text().splitlines()
    assert told == f"-P -m studio_tools.worker {tmp_path / 'order.json'} --status {worker.folder}"
    assert Path(folder) == worker.folder.parent


def test_a_worker_does_not_see_the_variables_of_the_host(tmp_path: Path) -> None:
    environ = {"LD_LIBRARY_PATH": "/opt/maya/lib", "MAYA_APP_DIR": "/users/ada/maya", "STUDIO_TOOLS_USER": "ada"}
    worker = workers(tmp_path, a_program(tmp_path, "env"), **environ).start("a-run", tmp_path / "order.json")

    assert worker.wait(30)
    names = {line.partition("=")[0] for line in worker.log.read_text().splitlines()}
    assert "STUDIO_TOOLS_USER" in names
    assert not names & {"LD_LIBRARY_PATH", "MAYA_APP_DIR"}


def test_the_log_is_its_users_alone(tmp_path: Path) -> None:
    worker = workers(tmp_path, a_program(tmp_path, "true")).start("a-run", tmp_path / "order.json")

    assert worker.wait(30)
    assert worker.folder.stat().st_mode & 0o077 == 0


def test_a_program_is_found_by_its_name(tmp_path: Path) -> None:
    a_program(tmp_path, "echo found")
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    worker = workers(tmp_path, "program", PATH=path).start("a-run", tmp_path / "order.json")

    assert worker.wait(30)
    assert worker.log.read_text() == "found\n"


@pytest.mark.parametrize("end", [lambda worker: worker.stop(), lambda worker: worker.kill()], ids=["stop", "kill"])
def test_a_worker_can_be_ended_twice(tmp_path: Path, end: Callable[[Any], None]) -> None:
    worker = workers(tmp_path, a_program(tmp_path, "exec sleep 1000")).start("a-run", tmp_path / "order.json")
    assert not worker.is_over

    end(worker)

    assert worker.wait(30)
    end(worker)


@pytest.mark.parametrize("python", ["", "/nowhere/python"], ids=["none is named", "none is there"])
def test_without_a_python_none_can_be_started(tmp_path: Path, python: str) -> None:
    missing = Workers.of(SETTINGS, {"HOME": str(tmp_path), PYTHON: python}, python="")

    with pytest.raises(PublishError) as caught:
        missing.start("a-run", tmp_path / "order.json")
    assert PYTHON in caught.value.hint


def test_what_nobody_watched_to_its_end_is_swept_after_a_month(tmp_path: Path) -> None:
    started = workers(tmp_path, a_program(tmp_path, "true"))
    for name, when in (("old", 1.0), ("new", None)):
        (started.folder / name).mkdir(parents=True)
        if when is not None:
            os.utime(started.folder / name, (when, when))

    assert started.start("a-run", tmp_path / "order.json").wait(30)

    assert sorted(path.name for path in started.folder.iterdir()) == ["a-run", "new"]
