"""`studio launch`: what it starts, how it shows it, and how it refuses."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

HOUSE = Path(__file__).parents[2]
SHOT = "demo/sq010/sh0010"


@pytest.fixture
def maya(machine: Any) -> Path:
    program: Path = machine.install("autodesk/maya2026/bin/maya")
    return program


@pytest.fixture
def waited(machine: Any) -> Callable[[int], None]:
    """Waits until the process of a launch is over."""

    def waited(process: int) -> None:
        os.waitpid(process, 0)  # the command ran in this process, so it is our child
        assert machine.has_told

    return waited


def test_the_application_is_started_with_its_context(
    shell: Shell, maya: Path, machine: Any, home: Path, waited: Callable[[int], None]
) -> None:
    result = shell.json("launch", "maya", f"{SHOT}#anim").result
    waited(result["process"])

    assert result["started"] is True
    assert machine.words() == [str(maya)]
    environ = machine.environ()
    assert environ["STUDIO_TOOLS_ADDRESS"] == f"{SHOT}#anim"
    assert environ["STUDIO_TOOLS_HOME"] == str(home)
    assert environ["STUDIO_TOOLS_PYTHON"] == sys.executable
    assert environ["STUDIO_TOOLS_USER"] == "ada"
    assert environ["MAYA_MODULE_PATH"] == str(HOUSE / "dcc" / "maya" / "startup")


def test_print_shows_and_starts_nothing(shell: Shell, maya: Path, machine: Any) -> None:
    result = shell.json("launch", "maya", SHOT, "--print").result

    assert result["started"] is False
    assert result["command"] == [str(maya)]
    assert result["version"] == "2026"
    assert result["set"]["STUDIO_TOOLS_ADDRESS"] == SHOT
    assert not machine.has_told


def test_people_see_command_and_changes(shell: Shell, maya: Path) -> None:
    said = shell("launch", "maya", SHOT, "--print")

    assert said.code == 0
    assert "maya 2026" in said.out
    assert f"STUDIO_TOOLS_ADDRESS={SHOT}" in said.out


def test_secrets_are_handed_on_and_never_shown(home: Path, shell: Shell, maya: Path, machine: Any) -> None:
    shell = shell.at(home, STUDIO_TOOLS__TRACKER__SCRIPT_KEY="very-secret")

    shown = shell("launch", "maya", SHOT, "--print", "--json").out + shell("launch", "maya", SHOT, "--print").out
    shell.json("launch", "maya", SHOT, "--wait").result  # noqa: B018 - it asserts that it went well

    assert "very-secret" not in shown
    assert machine.environ()["STUDIO_TOOLS__TRACKER__SCRIPT_KEY"] == "very-secret"


def test_what_was_removed_is_told(home: Path, shell: Shell, maya: Path) -> None:
    shell = shell.at(home, PYTHONHOME="/x", STUDIO_TOOLS_BUNDLE="/old")

    assert shell.json("launch", "maya", SHOT, "--print").result["removed"] == ["PYTHONHOME", "STUDIO_TOOLS_BUNDLE"]


def test_words_behind_two_dashes_are_handed_on(shell: Shell, machine: Any) -> None:
    machine.install("Nuke16.0v1/Nuke16.0")

    shell.json("launch", "nuke", SHOT, "--wait").result  # noqa: B018
    said = shell("launch", "nuke", SHOT, "--wait", "--json", "--", "-t", "a script.py", "--json")

    assert said.document["ok"] is True
    assert machine.words()[1:] == ["-t", "a script.py", "--json"]
    assert machine.environ()["NUKE_PATH"] == str(HOUSE / "dcc" / "nuke" / "startup")


def test_the_newest_own_scene_is_opened_where_asked(shell: Shell, maya: Path, machine: Any, home: Path) -> None:
    scene = home / "work" / "demo" / "sq010" / "sh0010" / "maya" / "sh0010_v003.ma"
    scene.parent.mkdir(parents=True)
    scene.write_text("scene")

    shell.json("launch", "maya", SHOT, "--open", "--wait").result  # noqa: B018

    assert machine.words()[1:] == ["-file", str(scene)]


def test_a_scene_may_be_named(shell: Shell, maya: Path, machine: Any, tmp_path: Path) -> None:
    scene = tmp_path / "my shot.ma"
    scene.write_text("scene")

    shell.json("launch", "maya", SHOT, "--scene", scene, "--wait").result  # noqa: B018

    assert machine.words()[1:] == ["-file", str(scene)]


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (("maya", "demo/sq010/sh9999"), "context-unknown", "sh9999"),
        (("maya", "demo"), "context-unknown", "names no shot"),
        (("maya", f"{SHOT}:anim@v001"), "context-unknown", "names a version"),
        (("maya", SHOT, "--open"), "source-missing", "has no scene yet"),
        (("maya", SHOT, "--scene", "nowhere.ma"), "source-missing", "nowhere.ma is not there"),
        (("maya", SHOT, "--use", "2025"), "host-failed", "Maya 2025 was not found"),
        (("houdini", SHOT), "input-invalid", "is no application"),
        (("nuke", SHOT), "host-failed", "no Nuke 16.0 or newer was found"),
    ],
    ids=["no such shot", "a project", "a version", "no scene", "no such scene", "no such version", "unknown", "none"],
)
def test_what_cannot_be_started_is_refused_in_words(
    shell: Shell, maya: Path, machine: Any, words: tuple[str, ...], code: str, text: str
) -> None:
    said = shell.json("launch", *words)

    assert said.code > 1
    assert said.error["code"] == code
    assert text in said.error["message"]
    assert not machine.has_told


def test_where_it_looked_is_told(shell: Shell, machine: Any) -> None:
    error = shell.json("launch", "maya", SHOT).error

    assert str(machine.folder) in error["hint"]
    assert error["details"]["looked"] == [f"{machine.folder}/autodesk/maya[0-9]*/bin/maya"]


def test_a_program_that_fails_is_told_where_it_is_waited_for(shell: Shell, machine: Any) -> None:
    machine.install("autodesk/maya2026/bin/maya", status=3)

    said = shell.json("launch", "maya", SHOT, "--wait")

    assert said.code > 1
    assert said.error["details"]["status"] == 3
    assert said.document["result"]["status"] == 3


def test_a_program_that_cannot_be_started_is_told(shell: Shell, machine: Any) -> None:
    machine.install("autodesk/maya2026/bin/maya", text="#!/nowhere/at/all\n")

    error = shell.json("launch", "maya", SHOT).error

    assert error["code"] == "host-failed"
    assert "cannot be started" in error["message"]


def test_the_bundle_of_the_settings_is_what_it_starts_with(
    home: Path, shell: Shell, maya: Path, tmp_path: Path
) -> None:
    (tmp_path / "bundle" / "maya").mkdir(parents=True)
    shell = shell.at(home, STUDIO_TOOLS__LAUNCH__BUNDLE=str(tmp_path / "bundle"))

    result = shell.json("launch", "maya", SHOT, "--print").result

    assert result["set"]["MAYA_MODULE_PATH"] == str(tmp_path / "bundle" / "maya")


def test_a_bundle_that_is_not_there_is_told(home: Path, shell: Shell, maya: Path) -> None:
    error = shell.at(home, STUDIO_TOOLS__LAUNCH__BUNDLE="/nowhere").json("launch", "maya", SHOT).error

    assert "there is no start-up folder" in error["message"]
    assert "make bundle" in error["hint"]


def test_a_python_for_workers_that_is_configured_is_handed_on(home: Path, shell: Shell, maya: Path) -> None:
    configured = shell.at(home, STUDIO_TOOLS__HOST__WORKER_PYTHON="/opt/python")
    told = shell.at(home, STUDIO_TOOLS__HOST__WORKER_PYTHON="/opt/python", STUDIO_TOOLS_PYTHON="/own/python")

    assert configured.json("launch", "maya", SHOT, "--print").result["set"]["STUDIO_TOOLS_PYTHON"] == "/opt/python"
    assert "STUDIO_TOOLS_PYTHON" not in told.json("launch", "maya", SHOT, "--print").result["set"]


def test_an_application_without_a_start_up_folder_gets_the_context_alone(shell: Shell, machine: Any) -> None:
    machine.install("blender-4.5/blender")

    result = shell.json("launch", "blender", SHOT, "--print").result

    assert set(result["set"]) == {"STUDIO_TOOLS_ADDRESS", "STUDIO_TOOLS_PYTHON"}


def test_the_site_may_be_away(home: Path, shell: Shell, maya: Path, tmp_path: Path) -> None:
    """What was asked once is remembered: an artist can begin to work all the same."""
    shell.json("launch", "maya", SHOT, "--print").result  # noqa: B018
    gone = {
        "STUDIO_TOOLS__TRACKER__SITE": "http://127.0.0.1:9",
        "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "studio",
        "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "no-key",
        "STUDIO_TOOLS__TRACKER__RETRIES": "0",
    }

    assert shell.at(home, **gone).json("launch", "maya", SHOT, "--print").result["command"]


def test_the_print_can_be_read_back_as_a_command(shell: Shell, maya: Path, tmp_path: Path) -> None:
    scene = tmp_path / "my shot.ma"
    scene.write_text("scene")

    said = shell("launch", "maya", SHOT, "--scene", scene, "--print")

    line = next(line for line in said.out.splitlines() if line.strip().startswith(str(maya)) and "-file" in line)
    assert shlex.split(line) == [str(maya), "-file", str(scene)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["terminated", "interrupted"])
def test_who_waits_and_is_ended_ends_the_application(
    shell: Shell, machine: Any, home: Path, number: signal.Signals
) -> None:
    """The application writes its process id, and would run until it is ended."""
    pipe = machine.folder / "pipe"
    os.mkfifo(pipe)
    machine.install("autodesk/maya2026/bin/maya", text=f'#!/bin/sh\necho $$ > "{pipe}"\nexec tail -f /dev/null\n')
    command = [sys.executable, "-m", "studio_tools.cli", "launch", "maya", SHOT, "--wait", "--json"]
    waiting = subprocess.Popen(command, cwd=HOUSE, env=dict(shell.environ), stdout=subprocess.PIPE, text=True)
    application = int(pipe.read_text())

    waiting.send_signal(number)
    told, _ = waiting.communicate(timeout=60)

    assert json.loads(told)["error"]["code"] == "cancelled"
    with pytest.raises(ProcessLookupError):
        os.kill(application, 0)
