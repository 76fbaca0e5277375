"""Which installation is found: the studio's own first, then by variable, then the newest in the usual places."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.config import load_without_home
from studio_tools.errors import ConfigError, HostError, UsageError
from studio_tools.launch import choose, find, here


def versions(found: Any) -> list[str]:
    return [each.version for each in found]


def with_program(settings: Any, name: str, **changes: Any) -> Any:
    program = replace(settings.programs[name], **changes)
    return replace(settings, programs={**settings.programs, name: program})


def test_the_newest_comes_first(machine: Any, settings: Callable[..., Any]) -> None:
    for version in ("2025", "2027", "2026"):
        machine.install(f"autodesk/maya{version}/bin/maya")

    assert versions(find(settings(), "maya", {})) == ["2027", "2026", "2025"]


def test_numbers_are_compared_as_numbers(machine: Any, settings: Callable[..., Any]) -> None:
    for version in ("16.0v9", "16.0v10", "17.1v2"):
        machine.install(f"Nuke{version}/Nuke{version.partition('v')[0]}")

    assert versions(find(settings(), "nuke", {})) == ["17.1v2", "16.0v10", "16.0v9"]


def test_one_that_is_too_old_is_left_out(machine: Any, settings: Callable[..., Any]) -> None:
    machine.install("autodesk/maya2024/bin/maya")
    machine.install("Nuke15.1v3/Nuke15.1")

    assert find(settings(), "maya", {}) == ()
    assert find(settings(), "nuke", {}) == ()


def test_what_the_studio_configured_comes_before_all_else(machine: Any, settings: Callable[..., Any]) -> None:
    machine.install("autodesk/maya2027/bin/maya")
    own = machine.install("studio/maya2026.2/bin/maya")

    first = find(with_program(settings(), "maya", executables=(str(own),)), "maya", {})[0]

    assert (first.path, first.version) == (own, "2026")
    assert first.origin == "launch.programs.maya.executables"


def test_a_pattern_may_be_configured(machine: Any, settings: Callable[..., Any]) -> None:
    machine.install("studio/maya2026/start")
    newest = machine.install("studio/maya2027/start")
    mine = with_program(settings(), "maya", executables=(f"{machine.folder}/studio/*/start",))

    assert choose(mine, "maya", {}).path == newest


def test_a_wrapper_on_the_path_may_be_configured(machine: Any, settings: Callable[..., Any]) -> None:
    wrapper = machine.install("bin/studio-maya")
    mine = with_program(settings(), "maya", executables=("studio-maya",))

    found = choose(mine, "maya", {"PATH": str(machine.folder / "bin")})

    assert (found.path, found.version) == (wrapper, "")


def test_a_variable_comes_before_the_usual_places(machine: Any, settings: Callable[..., Any]) -> None:
    machine.install("autodesk/maya2027/bin/maya")
    named = machine.install("elsewhere/maya2025/bin/maya")

    first, second = find(settings(), "maya", {"MAYA_LOCATION": str(machine.folder / "elsewhere" / "maya2025")})

    assert (first.path, first.origin) == (named, "MAYA_LOCATION")
    assert second.version == "2027"


def test_a_variable_is_no_pattern(machine: Any, settings: Callable[..., Any]) -> None:
    machine.install("elsewhere/maya2025/bin/maya")

    assert find(settings(), "maya", {"MAYA_LOCATION": f"{machine.folder}/else*/maya2025"}) == ()


def test_one_that_two_places_name_is_found_once(machine: Any, settings: Callable[..., Any]) -> None:
    machine.install("autodesk/maya2026/bin/maya")
    (machine.folder / "autodesk" / "maya2026.link").symlink_to(machine.folder / "autodesk" / "maya2026")

    assert versions(find(settings(), "maya", {"MAYA_LOCATION": f"{machine.folder}/autodesk/maya2026"})) == ["2026"]


def test_a_file_that_is_no_program_is_passed_over(machine: Any, settings: Callable[..., Any]) -> None:
    machine.install("autodesk/maya2026/bin/maya").chmod(0o644)

    found = find(settings(), "maya", {})

    assert found == () or os.access(found[0].path, os.X_OK)


def test_another_version_may_be_asked_for(machine: Any, settings: Callable[..., Any]) -> None:
    for version in ("16.0v9", "17.1v2"):
        machine.install(f"Nuke{version}/Nuke{version.partition('v')[0]}")

    assert choose(settings(), "nuke", {}, version="16.0v9").version == "16.0v9"


def test_a_version_that_is_not_there_is_refused_with_those_that_are(machine: Any, settings: Callable[..., Any]) -> None:
    machine.install("autodesk/maya2026/bin/maya")

    with pytest.raises(HostError, match="Maya 2025 was not found") as caught:
        choose(settings(), "maya", {}, version="2025")

    assert caught.value.hint == "There are: 2026."


def test_where_none_is_found_every_place_is_named(machine: Any, settings: Callable[..., Any]) -> None:
    with pytest.raises(HostError, match="no Maya 2025 or newer was found on this machine") as caught:
        choose(settings(), "maya", {"MAYA_LOCATION": "/opt/none"})

    assert "/opt/none/bin/maya" in caught.value.hint
    assert f"{machine.folder}/autodesk/maya[0-9]*/bin/maya" in caught.value.hint
    assert "launch.programs.maya.executables" in caught.value.hint
    assert caught.value.details["looked"]


def test_an_application_that_nobody_configured_is_refused(settings: Callable[..., Any]) -> None:
    with pytest.raises(UsageError, match="'houdini' is no application") as caught:
        find(settings(), "houdini", {})

    assert "blender, maya, nuke" in caught.value.hint


def test_a_version_pattern_that_is_none_is_refused(machine: Any, settings: Callable[..., Any]) -> None:
    machine.install("autodesk/maya2026/bin/maya")

    with pytest.raises(ConfigError, match=r"launch\.programs\.maya\.version is no regular expression"):
        find(with_program(settings(), "maya", version="maya("), "maya", {})


@pytest.mark.parametrize(
    ("name", "known"), [("linux", "linux"), ("darwin", "macos"), ("win32", "windows"), ("freebsd14", "linux")]
)
def test_a_platform_is_called_as_the_settings_do(name: str, known: str) -> None:
    assert here(name) == known


@pytest.mark.parametrize("platform", ["linux", "macos", "windows"])
@pytest.mark.parametrize("program", ["maya", "nuke", "blender"])
def test_every_platform_has_places_that_lie_at_its_root(program: str, platform: str) -> None:
    places = getattr(load_without_home({}).launch.programs[program], platform)

    assert places
    assert all(place.startswith("C:/" if platform == "windows" else "/") for place in places)


@pytest.mark.parametrize(
    ("program", "path", "version"),
    [
        ("maya", "/usr/autodesk/maya2026/bin/maya", "2026"),
        ("maya", "C:/Program Files/Autodesk/Maya2027/bin/maya.exe", "2027"),
        ("maya", "/Applications/Autodesk/maya2025/Maya.app/Contents/bin/maya", "2025"),
        ("nuke", "/usr/local/Nuke16.0v10/Nuke16.0", "16.0v10"),
        ("nuke", "/Applications/Nuke17.1v2/Nuke17.1v2.app/Contents/MacOS/Nuke17.1", "17.1v2"),
        ("blender", "C:/Program Files/Blender Foundation/Blender 4.5/blender.exe", "4.5"),
        ("blender", "/opt/blender-4.5.1/blender", "4.5.1"),
    ],
)
def test_a_version_is_read_off_the_path(program: str, path: str, version: str) -> None:
    from studio_tools.launch.installations import _version

    assert _version(load_without_home({}).launch.programs[program], program, Path(path)) == version
