"""`studio scan`: its one document, its text, its errors and exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.testing.shell import Shell

KEYS = {
    "file", "host", "version", "fps", "range", "animation_range", "render_range", "resolution", "format", "units",
    "color_management", "ocio_config", "references", "dependencies", "outputs", "plugins", "script_nodes", "warnings",
}  # fmt: skip
NUKE_KEYS = {"script_name", "views", "project_directory", "custom_ocio"}
MAYA = '//Maya ASCII 2026 scene\nrequires maya "2026";\ncurrentUnit -l centimeter -a degree -t ntsc;\n// End of a\n'
NUKE = (
    "version 16.0 v8\nRead {\n file /p/a.%04d.exr\n first 1001\n name Read1\n}\nWrite {\n file /r/o.exr\n name W\n}\n"
)


@pytest.fixture
def scene(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a scene."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def test_one_entry_a_file_comes_in_the_order_given(bare: Shell, scene: Callable[[str, str], Path]) -> None:
    files = [scene("b.nk", NUKE), scene("a.ma", MAYA)]

    entries = bare.json("scan", *files).result

    assert [each["file"] for each in entries] == [str(each) for each in files]
    assert [each["host"] for each in entries] == ["nuke", "maya"]
    assert set(entries[1]) >= KEYS
    assert set(entries[0]) >= KEYS | NUKE_KEYS
    assert entries[1]["fps"] == 30
    assert entries[0]["dependencies"][0]["first"] == 1001


def test_a_scan_needs_no_home_and_tells_people_a_table(bare: Shell, scene: Callable[[str, str], Path]) -> None:
    said = bare("scan", scene("a.nk", NUKE))

    assert said.code == 0
    assert "nuke 16.0 v8" in said.out
    assert "/p/a.%04d.exr" in said.out
    assert "1001 - ?" in said.out
    assert "-> Write" in said.out


def test_warnings_are_told_to_people_and_programs(bare: Shell, scene: Callable[[str, str], Path]) -> None:
    path = scene("a.nk", NUKE + "end_group\n")

    assert "end_group without a group" in bare("scan", path).out
    assert bare.json("scan", path).result[0]["warnings"] == ["line 11: end_group without a group"]


def test_a_missing_file_is_the_documents_error_and_the_others_are_told(
    bare: Shell, scene: Callable[[str, str], Path], tmp_path: Path
) -> None:
    said = bare.json("scan", scene("a.ma", MAYA), tmp_path / "gone.ma")

    assert said.code == 14
    assert said.error["code"] == "source-missing"
    assert "gone.ma does not exist" in said.error["message"]
    assert [Path(each["file"]).name for each in said.document["result"]] == ["a.ma"]


def test_several_bad_files_are_all_named(bare: Shell, scene: Callable[[str, str], Path], tmp_path: Path) -> None:
    said = bare.json("scan", tmp_path / "gone.ma", scene("b.txt", "hello"))

    assert [each["code"] for each in said.error["details"]["errors"]] == ["source-missing", "source-missing"]


def test_without_a_file_the_command_says_what_it_wants(bare: Shell) -> None:
    said = bare.json("scan")

    assert said.code == 2
    assert said.error["code"] == "input-invalid"


def test_deep_tells_the_tree_and_what_is_missing(bare: Shell, scene: Callable[[str, str], Path]) -> None:
    scene("set.ma", MAYA)
    lines = "".join(
        f'file -r -ns "{name}" -dr 1 -rfn "{name}RN" -typ "mayaAscii" "{name}.ma";\n'
        for name in ("set", "lost", "shot")
    )
    path = scene("shot.ma", MAYA.replace("requires", f"{lines}requires", 1))

    deep = bare.json("scan", path, "--deep").result[0]["deep"]
    said = bare("scan", "--deep", path)

    assert [each["state"] for each in deep["tree"]] == ["read", "read", "missing", "cycle"]
    assert [each["path"] for each in deep["missing"]] == ["lost.ma"]
    assert len(deep["cycles"]) == 1
    assert "missing reference of lostRN: lost.ma" in said.out
    assert "goes round" in said.out


def test_deep_names_a_missing_file_as_an_error(bare: Shell, tmp_path: Path) -> None:
    assert bare.json("scan", "--deep", tmp_path / "gone.ma").code == 14


def test_repath_writes_a_copy_beside_the_original(bare: Shell, scene: Callable[[str, str], Path]) -> None:
    path = scene("a.nk", NUKE)

    (copy,) = bare.json("scan", path, "--repath", "/p", "/plates").result

    assert copy == {"file": str(path), "into": str(path.with_name("a_repath.nk")), "changed": 1, "left": 0}
    assert path.with_name("a_repath.nk").read_text() == NUKE.replace("/p/", "/plates/")
    assert path.read_text() == NUKE


def test_repath_goes_into_a_folder_or_a_file(bare: Shell, scene: Callable[[str, str], Path], tmp_path: Path) -> None:
    files = [scene("a.nk", NUKE), scene("b.nk", NUKE)]
    (tmp_path / "copies").mkdir()

    said = bare("scan", *files, "--repath", "/p", "/plates", "--into", tmp_path / "copies")
    one = bare.json("scan", files[0], "--repath", "/p", "/x", "--into", tmp_path / "one.nk")

    assert said.code == 0
    assert "1 path changed" in said.out
    assert sorted(each.name for each in (tmp_path / "copies").iterdir()) == ["a.nk", "b.nk"]
    assert one.result[0]["into"] == str(tmp_path / "one.nk")


@pytest.mark.parametrize(
    "options",
    [("--into", "x.nk"), ("--repath", "/p", "/q", "--into", "none/at/all"), ("--repath", "", "/q")],
    ids=["a place without folders", "several copies into no folder", "an empty folder"],
)
def test_what_makes_no_sense_is_refused(
    bare: Shell, scene: Callable[[str, str], Path], options: tuple[str, ...]
) -> None:
    said = bare.json("scan", scene("a.nk", NUKE), scene("b.nk", NUKE), *options)

    assert (said.code, said.error["code"]) == (2, "input-invalid")


def test_mentions_that_stay_are_told(bare: Shell, scene: Callable[[str, str], Path]) -> None:
    path = scene("a.nk", NUKE.replace("name Read1", 'name Read1\n label "from /p/x"'))

    assert "1 mention of the old folder stay" in bare("scan", path, "--repath", "/p", "/q").out


def test_malware_is_shown_to_people(bare: Shell, scene: Callable[[str, str], Path]) -> None:
    code = 'createNode script -n "x";\n\tsetAttr ".b" -type "string" "import vaccine";\n'

    said = bare("scan", scene("a.ma", MAYA.replace("// End", f"{code}// End")))

    assert "bears the marks of known malware: vaccine" in said.out


def test_signs_that_steer_a_terminal_are_spelled_out(bare: Shell, scene: Callable[[str, str], Path]) -> None:
    said = bare("scan", scene("a.nk", NUKE.replace("/p/a", "/p/\x1b[31ma")))

    assert "\x1b[31m" not in said.out
