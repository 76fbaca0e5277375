"""The tables are what the named source says, and small enough to ship; right and wrong calls are told apart."""

from __future__ import annotations

import ast
import json
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.scenes.nuke_classes import BUILT_IN
from studio_tools.testing.nukesim import NotSimulated, Session, generate, schema
from studio_tools.testing.nukesim.knobs.making import CLASSES
from studio_tools.testing.nukesim.modules import members

PLANTED = Path(__file__).parents[2].parent / "shared" / "reference" / "planted"
UNPLANTED = pytest.mark.skipif(not PLANTED.is_dir(), reason="the planted calls are not beside the house")


def stubs() -> Path | None:
    """The folder of the stubs, where they are installed."""
    try:
        found = distribution("types-nuke")
    except PackageNotFoundError:
        return None
    return Path(str(found.locate_file("nuke-stubs"))) if found.version.startswith("13.2.8") else None


@pytest.mark.skipif(stubs() is None, reason="types-nuke 13.2.8 is not installed")
def test_the_table_of_names_is_what_its_source_says() -> None:
    folder = stubs()
    assert folder is not None

    assert generate.names_of(folder) == schema.read_table("names")


def test_names_are_read_from_stubs(tmp_path: Path) -> None:
    for module in generate.MODULES:
        (tmp_path / f"{module}.pyi").write_text("")
    (tmp_path / "_nuke.pyi").write_text(
        "GUI: bool\ndef root() -> Root: ...\ndef _hidden() -> None: ...\n"
        "class Node:\n    def name(self) -> str: ...\n    def __len__(self) -> int: ...\nclass Root(Node): ...\n"
    )
    made = generate.names_of(tmp_path)

    assert "root" in made["functions"].split()
    assert "_hidden" not in made["functions"]
    assert "GUI" in made["constants"].split()
    assert made["classes"] == {
        "Node": {"parent": "", "methods": "name"},
        "Root": {"parent": "Node", "methods": ""},
    }


def test_what_is_generated_is_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    generate.write(schema.read_table("names"), path)

    assert json.loads(path.read_text()) == schema.read_table("names")
    shipped = (files("studio_tools.testing.nukesim") / "tables" / "names.json").read_text(encoding="utf-8")
    assert path.read_text() == shipped


def test_every_class_of_the_tables_is_nukes() -> None:
    classes = schema.read_table("nodes")["classes"]

    assert {name for name in classes if name.encode() not in BUILT_IN} == set()
    assert len(classes) >= 60


def test_every_knob_is_of_a_class_that_is_simulated() -> None:
    for name in schema.read_table("nodes")["classes"]:
        kind = schema.node_class(name)
        assert kind is not None
        for knob in kind.knobs.values():
            assert f"{knob.kind}_Knob" in CLASSES, f"{name}.{knob.name}"
            if knob.choices:
                assert knob.default in knob.choices, f"{name}.{knob.name}"


def test_every_file_type_of_a_write_has_its_knobs() -> None:
    kind = schema.node_class("Write")
    assert kind is not None
    types = {each for each in kind.knobs["file_type"].choices if each.strip()}

    assert types == set(schema.read_table("nodes")["file_types"])


def test_everything_that_is_simulated_is_nukes(session: Session) -> None:
    """Nothing is added to the simulator that the program lacks."""
    ours = {name for name in members(session) if not name.startswith("__")}

    assert ours - schema.functions() - {"Knob"} == set()


def test_methods_that_are_simulated_are_nukes(nuke: ModuleType) -> None:
    strange = {
        f"{name}.{method}"
        for name in schema.read_table("names")["classes"]
        for each in [getattr_or_none(nuke, name)]
        if isinstance(each, type)
        for method in vars(each)
        if not method.startswith("_") and method[0].islower() and callable(getattr(each, method, None))
        if method not in schema.methods(name)
    }

    assert strange == set()


def getattr_or_none(nuke: ModuleType, name: str) -> object:
    try:
        return getattr(nuke, name)
    except (NotSimulated, AttributeError):
        return None


def test_the_tables_are_small() -> None:
    folder = files("studio_tools.testing.nukesim") / "tables"

    assert sum(len(each.read_bytes()) for each in folder.iterdir() if each.name.endswith(".json")) < 80_000


def names_used(path: Path) -> set[str]:
    """The attributes of `nuke` that a file uses."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "nuke"
    }


@UNPLANTED
def test_names_of_right_calls_are_there(nuke: ModuleType) -> None:
    missing = set()
    for name in names_used(PLANTED / "planted_nuke_right.py"):
        try:
            getattr(nuke, name)
        except (NotSimulated, AttributeError):
            missing.add(name)

    assert missing == set()


WRONG = (
    ("createNodes", "misspelt"),
    ("scriptSaveas", "case"),
    ("addOnScriptSaved", "of another"),
    ("executeInMainThreadWithResults", "plural"),
    ("frameRange", "a method's"),
    ("NUKE_VERSION_MINORS", "plural"),
)


@pytest.mark.parametrize(("name", "why"), WRONG, ids=[why for _, why in WRONG])
def test_names_of_wrong_calls_are_not(nuke: ModuleType, name: str, why: str) -> None:
    with pytest.raises(AttributeError):
        getattr(nuke, name)


def test_right_calls_run(window: Session, tmp_path: Path) -> None:
    """The shape of the planted right calls, run in a row."""
    import nuke
    from nukescripts import panels

    root = nuke.root()
    root["first_frame"].setValue(1001)
    assert (root["fps"].value(), root.format().width(), root.modified()) == (24.0, 2048, True)
    read = nuke.createNode("Read", "file /x.exr", inpanel=False)
    read["file"].fromUserText("/x.####.exr 1-10")
    write = nuke.nodes.Write(file="/x.exr", inputs=[read])
    write.addKnob(nuke.Tab_Knob("t", "T"))
    knob = nuke.String_Knob("a", "b")
    knob.setFlag(nuke.STARTLINE)
    write.addKnob(knob)
    write.removeKnob(knob)
    assert nuke.allNodes("Read", group=root, recurseGroups=True) == [read]
    menu = nuke.menu("Nuke").addMenu("P")
    menu.addCommand("x", print, "ctrl+p", icon="i.png")
    nuke.menu("Nuke").findItem("P").removeItem("x")
    for add in (nuke.addOnScriptLoad, nuke.addOnScriptSave, nuke.addOnScriptClose, nuke.addOnCreate, nuke.addOnDestroy):
        add(str)
    nuke.removeOnScriptSave(str)
    nuke.pluginAddPath("./x")
    nuke.addFormat("1920 1080 1 HD2")
    nuke.autoplace(write)
    assert nuke.zoom(1, (0, 0)) == 1.0
    nuke.show(write)
    assert nuke.memory("usage") == 0
    assert nuke.frame(3) == 3
    assert nuke.activeViewer() is None
    write["disable"].setExpression("1")
    assert write["disable"].value() is True
    assert not write["file"].hasExpression()
    assert panels is not None
