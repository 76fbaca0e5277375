"""The overlay of Nuke, held against the names and the knobs that the simulated Nuke's tables have."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from studio_tools.testing.nukesim import schema

OVERLAY = Path(__file__).parents[2] / "studio_tools" / "testing" / "typings" / "nuke" / "__init__.pyi"
TREE = ast.parse(OVERLAY.read_text(encoding="utf-8"))
CLASSES = [node for node in TREE.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"]
NODE = next(node for node in CLASSES if node.name == "Node")


def literals(node: ast.expr) -> list[str]:
    """The words of `Literal[…]`, under whichever name it goes."""
    if isinstance(node, ast.Name):
        given = {
            each.targets[0].id: each.value
            for each in TREE.body
            if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
        }
        return literals(given[node.id]) if node.id in given else []
    assert isinstance(node, ast.Subscript)
    words = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    return [each.value for each in words if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def typed_knobs() -> dict[str, set[str]]:
    """Every knob whose class the overlay tells by its name: the name, and the classes it may be of."""
    found = {}
    for node in NODE.body:
        if isinstance(node, ast.FunctionDef) and node.name == "__getitem__":
            annotation, result = node.args.args[1].annotation, node.returns
            assert annotation is not None
            assert result is not None
            classes = {each.id for each in ast.walk(result) if isinstance(each, ast.Name)}
            found.update(dict.fromkeys(literals(annotation), classes))
    return found


def above(name: str) -> set[str]:
    """A class of the overlay and all that it derives from."""
    found = {name}
    for node in CLASSES:
        if node.name == name:
            found |= {each for base in node.bases if isinstance(base, ast.Name) for each in above(base.id)}
    return found


@pytest.mark.parametrize("name", sorted(typed_knobs()))
def test_a_knob_that_is_typed_by_its_name_is_of_that_class_in_every_node(name: str) -> None:
    nodes = [schema.node_class(each) for each in schema.read_table("nodes")["classes"]]
    kinds = {node.knobs[name].kind for node in nodes if node is not None and name in node.knobs}

    assert kinds, "no node of the tables has it"
    assert {kind for kind in kinds if not above(f"{kind}_Knob") & typed_knobs()[name]} == set()


def test_every_name_of_the_module_is_one_of_nukes() -> None:
    functions = {node.name for node in TREE.body if isinstance(node, ast.FunctionDef)}
    taken = {alias.name for node in TREE.body if isinstance(node, ast.ImportFrom) and node.module != "typing"
             for alias in node.names if str(node.module).startswith("nuke")}  # fmt: skip

    assert (functions | taken | {node.name for node in CLASSES}) - schema.functions() == set()


@pytest.mark.parametrize("node", CLASSES, ids=lambda node: node.name)
def test_every_method_is_one_of_nukes(node: ast.ClassDef) -> None:
    own = {each.name for each in node.body if isinstance(each, ast.FunctionDef) and not each.name.startswith("__")}

    assert own - schema.methods(node.name) - {"Group"} == set()  # `nodes.Group` is a class, and a method to nobody else


@pytest.mark.parametrize("node", CLASSES, ids=lambda node: node.name)
def test_a_class_derives_from_what_it_derives_from_in_nuke(node: ast.ClassDef) -> None:
    entry = schema.read_table("names")["classes"].get(node.name)
    assert entry is not None
    parent = next((base.id for base in node.bases if isinstance(base, ast.Name)), "")

    assert parent == entry["parent"].replace("Generic", "")
