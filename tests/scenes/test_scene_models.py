"""Scenes made from a model: whatever is written, the readers find it again, in text and in chunks alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_tools.scenes import Explorer, Scene, read, repath
from studio_tools.scenes.maya_text import escaped
from studio_tools.scenes.nuke_text import written

REAL = Path(__file__).parents[3] / "shared" / "data" / "real"
COLLECTED = sorted(path for name in ("maya", "nuke") for path in (REAL / name).glob("*.[mng][abki]*"))
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORD = st.text(alphabet="abcXYZ019_", min_size=1, max_size=8)
PART = st.text(alphabet="abcXYZ019_ .()+&é'", min_size=1, max_size=10).map(lambda text: f"x{text.strip()}x")
PATHS = st.lists(PART, min_size=1, max_size=4).map(lambda parts: "/show/" + "/".join(parts) + ".exr")


@dataclass(frozen=True)
class Texture:
    name: str
    path: str


@dataclass(frozen=True)
class Model:
    """What a Maya scene is to say."""

    textures: tuple[Texture, ...]
    references: tuple[tuple[str, str, int], ...]
    first: int
    last: int
    size: tuple[int, int]


def models() -> st.SearchStrategy[Model]:
    textures = st.lists(st.builds(Texture, WORD, PATHS), max_size=5).map(tuple)
    references = st.lists(st.tuples(WORD, PATHS, st.integers(1, 3)), max_size=4, unique_by=lambda each: each[0])
    frames = st.integers(-10_000, 2_000_000)
    sizes = st.tuples(st.integers(1, 16_384), st.integers(1, 16_384))
    return st.builds(Model, textures, references.map(tuple), frames, frames, sizes)


def quoted(text: str) -> str:
    return '"' + escaped(text.encode()).decode() + '"'


def as_text(model: Model) -> bytes:
    """The scene as Maya ASCII, with other nodes between those that matter."""
    lines = ["//Maya ASCII 2026 scene", "//Codeset: UTF-8"]
    for name, path, depth in model.references:
        lines.append(f'file -rdi {depth} -ns "{name}" -rfn "{name}RN"\n\t\t -typ "mayaAscii" {quoted(path)};')
    lines += ['requires maya "2026";', "currentUnit -l centimeter -a degree -t pal;"]
    for texture in model.textures:
        lines.append(
            f'createNode mesh -n "m{texture.name}";\n\tsetAttr ".vt[0:1]" 0.5 1\n\t\t 2 3;\n\tsetAttr -k off ".v";'
        )
        lines.append(f'createNode file -n "{texture.name}";\n\tsetAttr ".ftn" -type "string" {quoted(texture.path)};')
        lines.append(f'connectAttr "{texture.name}.oc" "s.c";')
    play = f"playbackOptions -min {model.first} -max {model.last} -ast 0 -aet 1 "
    lines.append(f'createNode script -n "sceneConfigurationScriptNode";\n\tsetAttr ".b" -type "string" "{play}";')
    lines += ['\tsetAttr ".st" 6;', "select -ne :defaultResolution;"]
    lines += [f'\tsetAttr -av -k on ".w" {model.size[0]};', f'\tsetAttr ".h" {model.size[1]};', "// End of it", ""]
    return "\n".join(lines).encode()


def as_chunks(model: Model, chunks: Any) -> bytes:
    """The same as Maya binary."""
    make = chunks
    parts = [make.reference(path, name, f"{name}RN", depth, "mayaAscii") for name, path, depth in model.references]
    for texture in model.textures:
        parts.append(make.node(b"DMSH", f"m{texture.name}", make.figure("v", 1)))
        parts.append(make.node(b"RTFT", texture.name, make.text("ftn", texture.path)))
    play = f"playbackOptions -min {model.first} -max {model.last} -ast 0 -aet 1 "
    code = (make.text("b", play), make.figure("st", 6))
    parts.append(make.node(b"SCRP", "sceneConfigurationScriptNode", *code))
    size = (make.figure("w", model.size[0]), make.figure("h", model.size[1]))
    parts.append(make.selected("defaultResolution", *size))
    return bytes(make.scene(*parts, TUNI="pal"))


def facts(scene: Scene) -> tuple[object, ...]:
    """What text and chunks both say."""
    return (
        scene.version,
        scene.fps,
        scene.range,
        scene.resolution,
        scene.units,
        [(each.node, each.namespace, each.path, each.depth, each.type) for each in scene.references],
        [(each.node, each.kind, each.path, each.resolved) for each in scene.dependencies],
        scene.namespaces,
        [(each.node, each.when) for each in scene.script_nodes],
        scene.warnings,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@QUICK
@given(model=models())
def test_what_a_maya_scene_says_is_found_in_its_text(folder: Path, model: Model) -> None:
    (folder / "m.ma").write_bytes(as_text(model))

    scene = read(folder / "m.ma")

    assert [(each.node, each.path) for each in scene.dependencies] == [
        (each.name, each.path) for each in model.textures
    ]
    assert [(each.namespace, each.path, each.depth) for each in scene.references] == list(model.references)
    assert (scene.range, scene.resolution, scene.fps) == ((model.first, model.last), model.size, 25)
    assert scene.warnings == ()


@QUICK
@given(model=models())
def test_text_and_chunks_of_one_model_say_the_same(folder: Path, chunks: object, model: Model) -> None:
    (folder / "m.ma").write_bytes(as_text(model))
    (folder / "m.mb").write_bytes(as_chunks(model, chunks))

    assert facts(read(folder / "m.ma")) == facts(read(folder / "m.mb"))


@QUICK
@given(model=models(), block=st.integers(1, 300))
def test_where_a_stretch_of_a_maya_scene_ends_makes_no_difference(folder: Path, model: Model, block: int) -> None:
    (folder / "m.ma").write_bytes(as_text(model))
    whole = read(folder / "m.ma")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("studio_tools.scenes.window.STRETCH", block)
        assert read(folder / "m.ma") == whole


@dataclass(frozen=True)
class Leaf:
    name: str
    path: str
    writes: bool


@dataclass(frozen=True)
class Branch:
    name: str
    inside: tuple[object, ...]


def leaves() -> st.SearchStrategy[object]:
    return st.builds(Leaf, WORD, PATHS, st.booleans())


def comps() -> st.SearchStrategy[list[object]]:
    nested = st.recursive(
        leaves(), lambda inside: st.builds(Branch, WORD, st.lists(inside, max_size=3).map(tuple)), max_leaves=8
    )
    return st.lists(nested, max_size=5)


def as_script(parts: list[object], depth: int = 0, *, indented: bool = True) -> str:
    """The nodes as Nuke would write them, with dull ones and stack commands between."""
    pad = " " * depth if indented else ""
    inner = f"{pad} " if indented else ""
    text = ""
    for part in parts:
        text += (
            f'{pad}Grade {{\n{inner}white {{1 {{2}} 3}}\n{inner}label "a\\nb }}"\n{pad}}}\nset N1 [stack 0]\npush $N1\n'
        )
        if isinstance(part, Leaf):
            klass = "Write" if part.writes else "Read"
            text += f"{pad}{klass} {{\n{inner}file {written(part.path)}\n{inner}name {part.name}\n{pad}}}\n"
        elif isinstance(part, Branch):
            text += f"{pad}Group {{\n{inner}name {part.name}\n{pad}}}\n"
            text += as_script(list(part.inside), depth + 1, indented=indented) + f"{pad}end_group\n"
    return text


def named(parts: list[object], group: str = "") -> list[tuple[str, str, bool]]:
    """Every leaf with its full name, in order."""
    found: list[tuple[str, str, bool]] = []
    for part in parts:
        if isinstance(part, Leaf):
            found.append((f"{group}{part.name}", part.path, part.writes))
        elif isinstance(part, Branch):
            found += named(list(part.inside), f"{group}{part.name}.")
    return found


@pytest.mark.parametrize("indented", [True, False], ids=["indented", "without indentation"])
@QUICK
@given(parts=comps())
def test_what_a_script_says_is_found_at_every_depth(folder: Path, indented: bool, parts: list[object]) -> None:
    text = as_script(parts, indented=indented)
    (folder / "c.nk").write_text(f"version 16.0 v8\n{text}Dot {{\n}}\n", encoding="utf-8")

    scene = read(folder / "c.nk")

    wanted = named(parts)
    assert [(each.node, each.path) for each in scene.dependencies] == [each[:2] for each in wanted if not each[2]]
    assert [(each.node, each.path) for each in scene.outputs] == [each[:2] for each in wanted if each[2]]
    assert scene.warnings == ()


@QUICK
@given(parts=comps(), block=st.integers(1, 200))
def test_where_a_stretch_of_a_script_ends_makes_no_difference(folder: Path, parts: list[object], block: int) -> None:
    (folder / "c.nk").write_text(f"version 16.0 v8\n{as_script(parts)}Dot {{\n}}\n", encoding="utf-8")
    whole = read(folder / "c.nk")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("studio_tools.scenes.window.STRETCH", block)
        assert read(folder / "c.nk") == whole


@QUICK
@given(parts=comps(), new=PART.map(lambda part: f"/elsewhere/{part}"))
def test_a_script_repathed_says_the_same_below_another_folder(folder: Path, parts: list[object], new: str) -> None:
    source, into = folder / "c.nk", folder / "copy.nk"
    into.unlink(missing_ok=True)
    source.write_text(f"version 16.0 v8\n{as_script(parts)}Dot {{\n}}\n", encoding="utf-8")

    report = repath(source, into, "/show", new)

    before, after = read(source), read(into)
    assert report.changed == len(named(parts))
    assert [each.path for each in after.dependencies] == [
        each.path.replace("/show", new, 1) for each in before.dependencies
    ]
    assert [each.path for each in after.outputs] == [
        (each.path or "").replace("/show", new, 1) for each in before.outputs
    ]


@QUICK
@given(model=models(), new=PART.map(lambda part: f"/elsewhere/{part}"))
def test_a_maya_scene_repathed_says_the_same_below_another_folder(
    folder: Path, chunks: object, model: Model, new: str
) -> None:
    for name, raw in (("m.ma", as_text(model)), ("m.mb", as_chunks(model, chunks))):
        source, into = folder / name, folder / f"copy_{name}"
        into.unlink(missing_ok=True)
        source.write_bytes(raw)

        repath(source, into, "/show", new)

        paths = [each.path for each in read(into).dependencies] + [each.path for each in read(into).references]
        assert all(path.startswith(f"{new}/") for path in paths)


@pytest.mark.parametrize("path", COLLECTED, ids=lambda each: each.name)
@pytest.mark.parametrize("block", [61, 4096])
def test_where_a_stretch_of_a_collected_scene_ends_makes_no_difference(
    monkeypatch: pytest.MonkeyPatch, path: Path, block: int
) -> None:
    whole = read(path)
    monkeypatch.setattr("studio_tools.scenes.window.STRETCH", block)

    assert read(path) == whole


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_any_web_of_references_is_walked_to_its_end(folder: Path, edges: set[tuple[int, int]]) -> None:
    for at in range(8):
        lines = [f'file -rdi 1 -rfn "r{to}" -typ "mayaAscii" "s{to}.ma";' for one, to in sorted(edges) if one == at]
        (folder / f"s{at}.ma").write_text("\n".join([*lines, 'requires maya "2026";', ""]))

    tree = Explorer().explore(folder / "s0.ma")

    reached, fresh = {0}, [0]
    while fresh:
        at = fresh.pop()
        following = {to for one, to in edges if one == at} - reached
        reached |= following
        fresh += following
    read_files = [Path(each.file).name for each in tree.branches if each.state == "read"]
    assert sorted(read_files) == sorted(f"s{at}.ma" for at in reached)
    assert {each.state for each in tree.branches} <= {"read", "again", "cycle"}
    assert bool(tree.cycles) == any(each.state == "cycle" for each in tree.branches)
