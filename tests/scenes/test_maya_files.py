"""Maya ASCII: the files that nodes read, by the tables and by what people and plug-ins write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.scenes import Scene
from studio_tools.scenes.maya_tables import MORE, PATHS, SCENE, every_attribute, wanted_of

Scan = Callable[..., Scene]
Write = Callable[[str, str | bytes], Path]

NODE = 'createNode {0} -n "it";\n\tsetAttr ".{1}" -type "string" "{2}";'


def kinds(scene: Scene) -> list[tuple[str, str, str]]:
    return [(each.node, each.kind, each.path) for each in scene.dependencies]


@pytest.mark.parametrize(
    ("node_type", "attribute", "path", "kind"),
    [
        ("file", "ftn", "/t/a.exr", "texture"),
        ("file", "fileTextureName", "/t/a.exr", "texture"),
        ("file", "ftn", "/t/a.<UDIM>.exr", "udim"),
        ("file", "ftn", "/t/a.u<U>_v<V>.exr", "udim"),
        ("file", "ftn", "/t/a.<f>.exr", "sequence"),
        ("file", "ftn", "/t/a.####.exr", "sequence"),
        ("psdFileTex", "ftn", "/t/a.psd", "texture"),
        ("imagePlane", "imn", "/t/plate.1001.exr", "imageplane"),
        ("imagePlane", "imageName", "/t/plate.1001.exr", "imageplane"),
        ("audio", "f", "/t/a.wav", "audio"),
        ("gpuCache", "cfn", "/t/a.abc", "gpucache"),
        ("gpuCache", "cacheFileName", "/t/a.abc", "gpucache"),
        ("AlembicNode", "fn", "/t/a.abc", "alembic"),
        ("AlembicNode", "abc_File", "/t/a.abc", "alembic"),
        ("mayaUsdProxyShape", "fp", "/t/a.usd", "usd"),
        ("mayaUsdProxyShape", "filePath", "/t/a.usda", "usd"),
        ("pxrUsdReferenceAssembly", "fp", "/t/a.usd", "usd"),
        ("aiStandIn", "dso", "/t/a.ass", "proxy"),
        ("aiImage", "filename", "/t/a.tx", "texture"),
        ("aiVolume", "filename", "/t/a.vdb", "cache"),
        ("VRayMesh", "fileName2", "/t/a.vrmesh", "proxy"),
        ("RedshiftProxyMesh", "fileName", "/t/a.rs", "proxy"),
        ("RedshiftNormalMap", "tex0", "/t/n.exr", "texture"),
        ("PxrTexture", "filename", "/t/a.tex", "texture"),
        ("PxrDomeLight", "lightColorMap", "/t/sky.hdr", "texture"),
        ("pgYetiMaya", "cacheFileName", "/t/fur.%04d.fur", "cache"),
        ("xgmPalette", "xfn", "/t/hair.xgen", "cache"),
        ("dynGlobals", "cd", "particles/shot", "particle"),
        ("assemblyReference", "def", "/t/set_AD.ma", "other"),
        ("someStudioNode", "cacheFileName", "/t/a.abc", "alembic"),
        ("someStudioNode", "filePath", "/t/a.usdc", "usd"),
        ("someStudioNode", "filename", "/t/a.<UDIM>.tx", "udim"),
        ("someStudioNode", "fileName", "/t/a.weird", "other"),
    ],
)
def test_a_file_that_a_node_reads_is_told_with_its_kind(
    maya: Scan, node_type: str, attribute: str, path: str, kind: str
) -> None:
    assert kinds(maya(NODE.format(node_type, attribute, path))) == [("it", kind, path)]


@pytest.mark.parametrize(
    ("node_type", "attribute", "value"),
    [
        ("camera", "imn", "persp"),
        ("VRaySettingsNode", "mSceneName", "/show/shot.ma"),
        ("file", "ftn", ""),
        ("someStudioNode", "fileName", "just a name"),
        ("transform", "nts", "/show/a.exr"),
    ],
    ids=["a camera's image name", "the scene itself", "an empty texture", "no path at all", "a note"],
)
def test_what_only_looks_like_a_file_is_none(maya: Scan, node_type: str, attribute: str, value: str) -> None:
    assert maya(NODE.format(node_type, attribute, value)).dependencies == ()


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (('\tsetAttr ".ufe" yes;',), "sequence"),
        (('\tsetAttr ".useFrameExtension" yes;',), "sequence"),
        (('\tsetAttr ".uvt" 3;',), "udim"),
        (('\tsetAttr ".ufe" no;', '\tsetAttr ".uvt" 0;'), "texture"),
    ],
    ids=["a frame extension", "by its long name", "a tiling mode", "both off"],
)
def test_switches_of_a_file_node_say_what_the_path_stands_for(maya: Scan, lines: tuple[str, ...], kind: str) -> None:
    scene = maya(NODE.format("file", "ftn", "/t/a.1001.exr"), *lines)

    assert [each.kind for each in scene.dependencies] == [kind]


def test_a_texture_is_told_with_its_colour_space(maya: Scan) -> None:
    scene = maya(NODE.format("file", "ftn", "/t/a.exr"), '\tsetAttr ".cs" -type "string" "ACEScg";')

    assert dict(scene.dependencies[0].details) == {"node_type": "file", "color_space": "ACEScg"}


def test_layers_of_an_alembic_are_files_too(maya: Scan) -> None:
    scene = maya(
        NODE.format("AlembicNode", "fn", "/t/a.abc"),
        '\tsetAttr ".fns" -type "stringArray" 2 "/t/a.abc" "/t/layer.abc"  ;',
    )

    assert [each.path for each in scene.dependencies] == ["/t/a.abc", "/t/layer.abc"]


def test_a_cache_keeps_its_folder_and_name_apart(maya: Scan, write: Write, tmp_path: Path) -> None:
    write("caches/cloth.xml", "<x/>")
    scene = maya(
        NODE.format("cacheFile", "cn", "cloth"), f'\tsetAttr ".cp" -type "string" "{tmp_path.as_posix()}/caches/";'
    )  # fmt: skip

    assert kinds(scene) == [("it", "cache", f"{tmp_path.as_posix()}/caches/cloth")]
    assert scene.dependencies[0].resolved == f"{tmp_path.as_posix()}/caches/cloth.xml"


def test_a_long_string_in_parts_is_one(maya: Scan) -> None:
    scene = maya(
        'createNode file -n "it";',
        '\tsetAttr ".ftn" -type "string" (\n\t\t"/show/textures/"\n\t\t+ "hero/"\n\t\t+ "skin.exr");',
    )

    assert [each.path for each in scene.dependencies] == ["/show/textures/hero/skin.exr"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"C:\\show\\a.exr", r"C:\show\a.exr"),
        (r"/show/\"quoted\".exr", '/show/"quoted".exr'),
        ("/show/a;b.exr", "/show/a;b.exr"),
        ("/show/a // b.exr", "/show/a // b.exr"),
        ("/show/(a) + b # c.exr", "/show/(a) + b # c.exr"),
    ],
    ids=["backslashes", "quotes", "a semicolon", "slashes like a comment's", "signs of the grammar"],
)
def test_a_path_may_hold_any_sign(maya: Scan, written: str, meant: str) -> None:
    assert [each.path for each in maya(NODE.format("file", "ftn", written)).dependencies] == [meant]


def test_a_wrapped_statement_may_be_indented_with_blanks(maya: Scan) -> None:
    scene = maya('file -rdi 1 -ns "a" -rfn "aRN" -op\n                 "VERS|1|"\n                 -typ "x" "/a.ma";')

    assert [each.path for each in scene.references] == ["/a.ma"]


def test_lookalikes_inside_strings_are_no_statements(maya: Scan) -> None:
    code = r"createNode file;\nfile -r \"/evil.ma\";\nsetAttr \".ftn\" \"/x.exr\";"
    scene = maya(
        f'createNode script -n "s";\n\tsetAttr ".b" -type "string" (\n\t\t"{code}\\n"\n\t\t+ "requires maya 9;\\n");',
        'createNode transform -n "t";\n\tsetAttr ".nts" -type "string" "line one\nrequires \\"fake\\" \\"1\\";\n";',
    )

    assert (scene.references, scene.dependencies, scene.plugins, scene.version) == ((), (), (), None)


def test_every_attribute_of_every_table_is_looked_for() -> None:
    for node_type in (*PATHS, *SCENE, *MORE):
        assert wanted_of(node_type) <= every_attribute()
