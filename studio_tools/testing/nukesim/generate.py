"""Makes the table of the names that `nuke` has, from published stubs; nothing is added to it by hand.

Source: the PyPI package `types-nuke` 13.2.8 (MIT), read as data and never imported:
`python -m studio_tools.testing.nukesim.generate STUBS`, where STUBS is its folder `nuke-stubs`. `nodes.json` beside it
is written, from the public reference guide: no published record of knobs exists.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SOURCE = "types-nuke 13.2.8 (nuke-stubs), and the constants that Nuke 16 adds"
MODULES = (
    "_nuke",
    "_nuke_color",
    "__init__",
    "callbacks",
    "colorspaces",
    "executeInMain",
    "overrides",
    "scripts",
    "utils",
)
NEWER = ("LINKNODE_INPUTS", "activeGroup", "getNukeRevision", "lastHitGroup", "link", "toggleViewersInput")
"""What the reference guide of Nuke 16 has and the stubs of Nuke 13 lack."""
TABLES = Path(__file__).parent / "tables"

Names = dict[str, Any]


def names_of(stubs: Path) -> Names:
    """Read every public name of the module, and every method of its classes."""
    functions: set[str] = set()
    constants: set[str] = set()
    classes: dict[str, dict[str, Any]] = {}
    for module in MODULES:
        body = ast.parse((stubs / f"{module}.pyi").read_text(encoding="utf-8")).body
        functions |= set(functions_in(body))
        constants |= set(constants_in(body))
        classes |= dict(classes_in(body))
    return {
        "source": SOURCE,
        "functions": " ".join(sorted(functions | {"render", "expr", *NEWER[1:]})),
        "constants": " ".join(sorted((constants - functions - {"expr", "render"}) | {NEWER[0]})),
        "classes": {name: classes[name] for name in sorted(classes)},
    }


def functions_in(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Functions of the module."""
    yield from (each.name for each in body if isinstance(each, ast.FunctionDef) and not each.name.startswith("_"))


def constants_in(body: Sequence[ast.stmt]) -> Iterator[str]:
    """Names that hold a value."""
    for each in body:
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            yield each.target.id


def classes_in(body: Sequence[ast.stmt]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Classes with the name of the one they derive from, and their methods."""
    for each in body:
        if isinstance(each, ast.ClassDef):
            bases = [base.id for base in each.bases if isinstance(base, ast.Name)]
            methods = sorted(set(functions_in(each.body)))
            yield each.name, {"parent": bases[0] if bases else "", "methods": " ".join(methods)}


def write(names: Mapping[str, Any], path: Path) -> None:
    """Write the table, one class a line."""
    classes = ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in names["classes"].items())
    head = ",\n".join(f" {json.dumps(key)}: {json.dumps(names[key])}" for key in ("source", "functions", "constants"))
    path.write_text(f'{{\n{head},\n "classes": {{\n{classes}\n }}\n}}\n', encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Write `names.json` from the stubs whose folder is given."""
    write(names_of(Path(arguments[0])), TABLES / "names.json")


if __name__ == "__main__":
    main(sys.argv[1:])
