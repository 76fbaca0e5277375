"""The bundle in interpreters that have nothing else: Maya and Nuke, simulated, start with it.

An interpreter that is not on this machine has no case here.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import studio_tools
from studio_tools.actions import TITLE, menu

HOUSE = Path(__file__).parents[2]
LABELS = {
    host: [each.label if each is not None else "" for each in menu(f"dcc.{host}.menu")] for host in ("maya", "nuke")
}


def interpreter(version: str) -> str:
    found = subprocess.run(
        ["bash", ".ci/python.sh", "--bare", version], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    return found.stdout.strip()


PYTHONS = [pytest.param(found, id=version) for version in ("3.11", "3.13") if (found := interpreter(version))]
bare = pytest.mark.parametrize("python", PYTHONS)

OURS = """
import json, sys
from pathlib import Path

bundle, place = Path(sys.argv[1]), Path(sys.argv[2])
packages = str(bundle / "python")


def forget():
    "Leave the simulator alone: from here on only what the start-up files do makes us importable."
    sys.path.remove(packages)
    for name in [name for name in sys.modules if name.split(".")[0] in ("studio_tools", "dcc")]:
        del sys.modules[name]


def answer(**told):
    import studio_tools
    from importlib.metadata import entry_points, version

    told["version"] = version("studio-tools")
    told["from"] = studio_tools.__file__
    told["points"] = sorted(point.name for point in entry_points(group="studio_tools.steps"))
    told["foreign"] = [name for name in ("PySide6", "numpy", "click", "site") if name in sys.modules]
    told["last"] = sys.path[-1]
    print(json.dumps(told))


sys.path.append(packages)
"""

MAYA = (
    OURS
    + """
from studio_tools.testing.mayasim import installed, start

with installed(start(place, is_gui=sys.argv[4] == "window")) as session:
    forget()
    sys.path.append(sys.argv[3])
    for _ in range(2):
        exec(open(sys.argv[3] + "/userSetup.py").read(), {"__name__": "__main__"})
    session.idle()
    menus = [each for each in session.interface.elements.values() if each.kind == "menu"]
    answer(
        menus={each.options["label"]: session.interface.labels(each.name) for each in menus},
        listening=len(session.messages.callbacks),
        printed=session.printed,
        failures=session.messages.failures,
    )
"""
)

NUKE = (
    OURS
    + """
from studio_tools.testing.nukesim import installed, start

with installed(start(place, is_gui=sys.argv[4] == "window", environment={})) as session:
    forget()
    sys.path.append(sys.argv[3])
    for _ in range(2):
        exec(open(sys.argv[3] + "/init.py").read(), {"__name__": "__main__"})
        if session.is_gui:
            exec(open(sys.argv[3] + "/menu.py").read(), {"__name__": "__main__"})
    found = session.interface.menus["Nuke"].menu("Studio") if session.is_gui else None
    answer(
        menus={"Studio": [each.name() for each in found.items()]} if found is not None else {},
        failures=session.callbacks.failures,
    )
"""
)


@pytest.fixture
def run(bundle: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(python: str, code: str, *words: str) -> subprocess.CompletedProcess[str]:
        """No site-packages, no variables, no folder of ours: the interpreter alone."""
        script = tmp_path / "script.py"
        script.write_text(code)
        command = [python, "-I", "-S", "-B", str(script), str(bundle), str(tmp_path), *words]
        return subprocess.run(
            command, cwd=tmp_path, env={"PATH": "/nowhere"}, capture_output=True, text=True, timeout=100, check=False
        )

    return run


@pytest.fixture
def told(run: Callable[..., subprocess.CompletedProcess[str]]) -> Callable[..., dict[str, Any]]:
    def told(*words: str) -> dict[str, Any]:
        ended = run(*words)
        assert ended.returncode == 0, ended.stderr
        found: dict[str, Any] = json.loads(ended.stdout)
        return found | {"stderr": ended.stderr}

    return told


def scripts(bundle: Path, read_modules: Callable[[Path], Any]) -> str:
    return str(read_modules(bundle / "maya" / "studio_tools.mod").of("2026")[0].places["scripts"])


@bare
def test_the_library_comes_up(python: str, run: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    code = f"""{OURS}
import studio_tools.bootstrap, studio_tools.publish.flow, studio_tools.tracker.shotgrid, telemetry.observer
import shotgun_api3, spectator, dcc
print(studio_tools.__version__)
"""
    ended = run(python, code)

    assert ended.stdout.strip() == studio_tools.__version__, ended.stderr


@bare
def test_maya_starts_with_its_menu(
    python: str, bundle: Path, told: Callable[..., dict[str, Any]], read_modules: Callable[[Path], Any]
) -> None:
    found = told(python, MAYA, scripts(bundle, read_modules), "window")

    assert found["menus"] == {TITLE: LABELS["maya"]}
    assert found["listening"] == 7, "new, opened, saved; the veto, and three that say which file a scene has"
    assert found["printed"] == []
    assert found["failures"] == []
    assert found["from"] == str(bundle / "python" / "studio_tools" / "__init__.py")
    assert found["last"] == str(bundle / "python")
    assert found["version"] == studio_tools.__version__
    assert "core" in found["points"]
    assert found["foreign"] == []


@bare
def test_maya_without_a_window_starts_with_the_path_alone(
    python: str, bundle: Path, told: Callable[..., dict[str, Any]], read_modules: Callable[[Path], Any]
) -> None:
    found = told(python, MAYA, scripts(bundle, read_modules), "batch")

    assert (found["menus"], found["listening"], found["printed"]) == ({}, 0, [])
    assert found["last"] == str(bundle / "python")


@bare
def test_nuke_in_a_terminal_starts_with_the_path_alone(
    python: str, bundle: Path, told: Callable[..., dict[str, Any]]
) -> None:
    found = told(python, NUKE, str(bundle / "nuke"), "terminal")

    assert (found["menus"], found["failures"], found["stderr"]) == ({}, [], "")
    assert found["last"] == str(bundle / "python")
    assert found["foreign"] == []


@bare
def test_nuke_starts_with_its_menu_or_says_calmly_why_not(
    python: str, bundle: Path, told: Callable[..., dict[str, Any]]
) -> None:
    found = told(python, NUKE, str(bundle / "nuke"), "window")

    assert found["from"] == str(bundle / "python" / "studio_tools" / "__init__.py")
    if find_spec("dcc.nuke.host") is not None:
        assert (found["menus"], found["stderr"]) == ({TITLE: LABELS["nuke"]}, "")
    else:
        assert found["stderr"].count("\n") == 1
        assert "Traceback" not in found["stderr"]


def test_an_interpreter_is_found_by_its_version() -> None:
    import sys

    mine = "{}.{}".format(*sys.version_info[:2])
    found = interpreter(mine)

    said = subprocess.run([found, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, text=True)
    assert said.stdout.strip() == str(sys.version_info[:2])
