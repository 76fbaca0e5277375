"""What `dcc/maya` is held to without running it: flags that exist, and modules that import where there is no Maya."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from studio_tools.testing.mayasim.lint import lint

HOUSE = Path(__file__).parents[2]
MAYA = HOUSE / "dcc" / "maya"
ASKING = {"scene", "host", "start", "menu", "startup"}
"""What runs inside Maya only: what asks it, and what is run when it starts."""


def modules() -> list[Path]:
    return sorted(MAYA.rglob("*.py"))


def room(path: Path) -> str:
    """The first folder or file below `dcc/maya`."""
    return path.relative_to(MAYA).parts[0].removesuffix(".py")


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def names_maya(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(name.split(".")[0] == "maya" for name in names)


def test_every_call_of_maya_is_one_that_maya_has() -> None:
    assert [str(finding) for finding in lint([MAYA])] == []


def test_a_wrong_flag_would_be_found() -> None:
    wrong = (MAYA / "scene" / "document.py").read_text("utf-8").replace("sceneName=True", "scenename=True")
    assert "scenename" in wrong
    from studio_tools.testing.mayasim.flags import load_table
    from studio_tools.testing.mayasim.lint import Linter

    assert [each.call for each in Linter(table=load_table()).source(wrong)] == ["cmds.file"]


def test_the_scene_alone_asks_maya() -> None:
    asking = {room(path) for path in modules() if names_maya(path)}
    assert asking == {"scene", "selftest"}, "and the self-test, which tries the program itself"


@pytest.mark.parametrize("path", [each for each in modules() if room(each) not in ASKING], ids=dotted)
def test_what_steps_need_imports_without_maya(path: Path) -> None:
    """And without Qt: a workspace is restored, and steps are listed, before either is wanted."""
    code = f"import sys, {dotted(path)}; print([name for name in ('maya', 'PySide6') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_importing_the_host_loads_no_qt() -> None:
    code = """
import sys
from pathlib import Path
from tempfile import mkdtemp
from studio_tools.testing.mayasim import installed, start
with installed(start(Path(mkdtemp()))):
    import dcc.maya.host
    print([name for name in ("PySide6", "shiboken6", "shotgun_api3", "click") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
