"""The tables are what the named sources say, and small enough to ship."""

from __future__ import annotations

import json
import os
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest

from studio_tools.testing.mayasim import generate
from studio_tools.testing.mayasim.commands import COMMANDS
from studio_tools.testing.mayasim.flags import load_table, read_table
from studio_tools.testing.mayasim.schema import Attribute, load_schema

TABLES = ("commands", "nodes", "written", "plugins")


def source(package: str, distribution: str, wanted: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(package)
    try:
        found = version(distribution)
    except PackageNotFoundError:
        found = ""
    if spec is None or spec.origin is None or found != wanted:
        pytest.skip(f"{distribution} {wanted} is not installed")
    return Path(spec.origin).parent


@pytest.mark.long
def test_the_command_table_is_what_its_source_says() -> None:
    cache = source("pymel", "pymel", "1.5.0") / "cache"
    recorded = generate.literals(cache / "mayaCmdsList2025.py")["data"][0]
    examples = generate.literals(cache / "mayaCmdsExamples2025.py")["data"]

    assert generate.commands(recorded, examples) == read_table("commands")


@pytest.mark.long
def test_the_ancestry_of_nodes_and_the_messages_are_what_their_source_says() -> None:
    cache = source("pymel", "pymel", "1.5.0") / "cache"
    hierarchy = generate.literals(cache / "mayaCmdsList2025.py")["data"][1]
    api = generate.literals(cache / "mayaApi2025.py")["data"][-1]
    table = read_table("nodes")

    assert {name: (parents or [""])[0] for name, parents, _ in hierarchy} == table["parents"]
    assert generate.enumerations(api) == table["enums"]
    assert sorted(api) == str(table["classes"]).split()


@pytest.mark.long
def test_the_attributes_of_nodes_are_what_their_source_says() -> None:
    """That source brings a package called `maya`, so it is unpacked in a folder and never installed."""
    folder = os.environ.get("STUDIO_TOOLS_MAYA_COMPLETION")
    if not folder:
        pytest.skip("STUDIO_TOOLS_MAYA_COMPLETION does not name the folder of attribute_properties.py")
    cache = source("pymel", "pymel", "1.5.0") / "cache"
    hierarchy = generate.literals(cache / "mayaCmdsList2025.py")["data"][1]
    records = generate.literals(Path(folder) / "attribute_properties.py")["ATTRIBUTES_PROPERTIES"]

    ancestry = {name: list(parents) for name, parents, _ in hierarchy}
    assert generate.attributes(records, ancestry) == read_table("nodes")["attributes"]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_names_its_source_and_is_small(name: str) -> None:
    text = (files("studio_tools.testing.mayasim") / "tables" / f"{name}.json").read_text(encoding="utf-8")

    assert len(text) <= 200_000
    assert json.loads(text)["source"]


def test_all_tables_together_are_small() -> None:
    folder = Path(generate.__file__).parent / "tables"

    assert sum(path.stat().st_size for path in folder.iterdir()) <= 230_000
    assert sorted(path.stem for path in folder.iterdir()) == sorted(TABLES)


def test_every_command_that_is_simulated_is_recorded() -> None:
    assert set(COMMANDS) - set(load_table().commands) == set()


def test_the_corrected_modes_are_open() -> None:
    table = load_table()

    for command, flag in generate.WRONG_MODES:
        if command in table.commands:
            assert table.commands[command].flags[flag].allows("query"), (command, flag)


def test_whether_something_exists_may_always_be_asked() -> None:
    closed = [
        name
        for name, command in load_table().commands.items()
        if "exists" in command.flags and not command.flags["exists"].allows("query")
    ]

    assert closed == []


def test_flags_that_the_vendors_examples_use_are_allowed_there() -> None:
    recorded = {"keyframe": {"flags": {"time": {"modes": ["create"]}}, "shortFlags": {"t": "time"}}}

    assert generate.shown({"x": "cmds.keyframe('a', query=True, t=1)"}, recorded) == {("keyframe", "time")}
    assert generate.shown({"x": "cmds.keyframe('a', t=1)"}, recorded) == set()
    assert generate.shown({"x": "print cmds.keyframe('a', q=True, t=1)\nbroken("}, recorded) == {("keyframe", "time")}


def test_sources_are_read_without_being_run(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import nothing_that_exists\ndata = {'a': (1, 2)}\nother: int = 3\n")

    assert generate.literals(tmp_path / "a.py") == {"data": {"a": (1, 2)}}


def test_a_source_that_computes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("data = open('x')\n")

    with pytest.raises(ValueError, match="malformed node"):
        generate.literals(tmp_path / "a.py")


@pytest.mark.parametrize(
    ("flag", "code"),
    [
        ({"shortname": "a", "args": "<type bool>", "numArgs": 0, "modes": ["create"]}, "a||c"),
        ({"shortname": "a", "args": "<type bool>", "numArgs": 1, "modes": ["create", "query"]}, "a|b|cq"),
        ({"shortname": "a", "args": ["<type str>", "<type int>"], "modes": ["create", "multiuse"]}, "a|si|cm"),
        ({"shortname": "a", "args": "time", "modes": []}, "a|t|*"),
        ({"shortname": "a", "args": "script", "modes": ["edit"], "modified": ["b"]}, "a|c|e*"),
    ],
)
def test_a_flag_is_written_as_its_code(flag: dict[str, object], code: str) -> None:
    assert generate.flag_code("x", "y", flag, set()) == code


def test_the_ancestry_of_every_type_ends() -> None:
    schema = load_schema()

    for name in schema.parents:
        assert len(schema.ancestry(name)) < 15
        assert schema.has(schema.ancestry(name)[-1])


@pytest.mark.parametrize("type_name", sorted(load_schema().own))
def test_no_two_attributes_of_a_type_share_a_short_name(type_name: str) -> None:
    shorts = [each.short for each in load_schema().own[type_name].values()]

    assert sorted({short for short in shorts if shorts.count(short) > 1}) == []


@pytest.mark.parametrize("type_name", sorted(load_schema().own))
def test_the_parent_of_every_child_is_an_attribute_too(type_name: str) -> None:
    schema = load_schema()
    found = schema.attributes(type_name) if type_name in schema.parents else schema.own[type_name]

    assert {each.parent for each in found.values() if each.parent} - set(found) <= {"objectColorRGB"}


@pytest.mark.parametrize(
    ("type_name", "long", "short"),
    [
        ("file", "fileTextureName", "ftn"),
        ("file", "useFrameExtension", "ufe"),
        ("file", "uvTilingMode", "uvt"),
        ("file", "colorSpace", "cs"),
        ("camera", "focalLength", "fl"),
        ("audio", "filename", "f"),
        ("audio", "offset", "o"),
        ("imagePlane", "imageName", "imn"),
        ("cacheFile", "cachePath", "cp"),
        ("cacheFile", "cacheName", "cn"),
        ("renderGlobals", "currentRenderer", "ren"),
        ("renderGlobals", "startFrame", "fs"),
        ("renderGlobals", "endFrame", "ef"),
        ("renderGlobals", "imageFilePrefix", "ifp"),
        ("renderGlobals", "imfPluginKey", "imfkey"),
        ("resolution", "width", "w"),
        ("resolution", "pixelAspect", "pa"),
        ("time", "outTime", "o"),
        ("script", "before", "b"),
        ("script", "scriptType", "st"),
        ("reference", "fileNames", "fn"),
        ("colorManagementGlobals", "configFilePath", "cfp"),
        ("colorManagementGlobals", "workingSpaceName", "wsn"),
        ("transform", "translate", "t"),
        ("mesh", "inMesh", "i"),
    ],
)
def test_attributes_that_files_name_have_their_short_names(type_name: str, long: str, short: str) -> None:
    found = load_schema().find(type_name, short)

    assert found is not None
    assert found.long == long


@pytest.mark.parametrize(
    ("type_name", "long", "short"),
    [
        ("gpuCache", "cacheFileName", "cfn"),
        ("AlembicNode", "abc_File", "fn"),
        ("AlembicNode", "abc_layerFiles", "fns"),
        ("mayaUsdProxyShape", "filePath", "fp"),
        ("aiStandIn", "dso", "dso"),
    ],
)
def test_attributes_of_plug_in_types(type_name: str, long: str, short: str) -> None:
    schema = load_schema()

    assert not schema.has(type_name)
    assert schema.own[type_name][long].short == short


@pytest.mark.parametrize(
    ("code", "attribute"),
    [
        ("t|double3", Attribute(long="x", short="t", kind="double3")),
        ("a|double|1.5|t", Attribute(long="x", short="a", kind="double", default=1.5, parent="t")),
        ("a|message|||m", Attribute(long="x", short="a", kind="message", is_multi=True)),
        (
            "a|enum|1|||Off=0:On (x)=1",
            Attribute(long="x", short="a", kind="enum", default=1, choices={"Off": 0, "On (x)": 1}),
        ),
        ("a|doubleAngle|3.141592653589793", Attribute(long="x", short="a", kind="doubleAngle", default=180.0)),
    ],
)
def test_an_attribute_is_read_from_its_code(code: str, attribute: Attribute) -> None:
    assert Attribute.from_code("x", code) == attribute
