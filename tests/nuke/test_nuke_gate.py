"""What `dcc/nuke` is held to without running it: names that exist, and modules that import where there is no Nuke."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from studio_tools.testing.nukesim.lint import check, lint

HOUSE = Path(__file__).parents[2]
NUKE = HOUSE / "dcc" / "nuke"
ASKING = {"scene", "host", "start", "menu", "startup"}
"""What runs inside Nuke only: what asks it, and what is run when it starts."""


def modules() -> list[Path]:
    return sorted(NUKE.rglob("*.py"))


def room(path: Path) -> str:
    """The first folder or file below `dcc/nuke`."""
    return path.relative_to(NUKE).parts[0].removesuffix(".py")


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def names_nuke(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(name.split(".")[0] in ("nuke", "nukescripts") for name in names)


def test_every_name_is_one_that_nuke_has() -> None:
    assert [str(finding) for finding in lint([NUKE])] == []


def test_a_wrong_name_would_be_found() -> None:
    wrong = (NUKE / "scene" / "document.py").read_text("utf-8").replace("nuke.scriptSaveAs", "nuke.scriptSaveas")
    assert [each.name for each in check(wrong)] == ["nuke.scriptSaveas"]


def test_the_scene_alone_asks_nuke() -> None:
    asking = {room(path) for path in modules() if names_nuke(path)}
    assert asking == {"scene", "selftest"}, "and the self-test, which tries the program itself"


@pytest.mark.parametrize("path", [each for each in modules() if room(each) not in ASKING], ids=dotted)
def test_what_steps_need_imports_without_nuke(path: Path) -> None:
    """And without Qt: a layout is restored, and steps are listed, before either is wanted."""
    code = f"import sys, {dotted(path)}; print([name for name in ('nuke', 'PySide6') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr


def test_nothing_is_left_of_the_old_interface() -> None:
    """`nuke.executeInMainThread` is named once: where it is never reached from the main thread."""
    naming = [path.name for path in modules() if "executeInMainThread" in path.read_text("utf-8")]
    assert naming == ["program.py"]
