"""A copy that refers elsewhere, the same in every other byte."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import SourceError, StudioError, UsageError
from studio_tools.scenes import Repathed, read, repath

Write = Callable[[str, str | bytes], Path]


def copied(source: Path, old: str, new: str) -> tuple[bytes, Repathed]:
    into = source.with_name("copy" + source.suffix)
    report = repath(source, into, old, new)
    return into.read_bytes(), report


MAYA = b"""//Maya ASCII 2026 scene
//Name: "/old/shot.ma" is told here
file -rdi 1 -ns "a" -rfn "aRN" -typ "mayaAscii" "/old/a.ma";\r
file -r -ns "a" -dr 1 -rfn "aRN" -typ "mayaAscii" "/old/a.ma";
file -r -rfn "bRN" -typ "mayaAscii" "/older/b.ma";
createNode file -n "f";
\tsetAttr ".ftn" -type "string" ( "/old"
\t\t+ "/t.exr");
\tsetAttr ".nts" -type "string" "see /old/x";
\tsetAttr ".pluginPath" -type "string" "/old";
// End of it
"""


def test_every_maya_path_below_the_old_folder_is_changed_and_nothing_else(write: Write) -> None:
    text, report = copied(write("a.ma", MAYA), "/old", "/new/place")

    wanted = MAYA.replace(b'"/old/a.ma"', b'"/new/place/a.ma"').replace(b'"/old"', b'"/new/place"')
    assert text == wanted
    assert (report.changed, report.left) == (4, 3)


@pytest.mark.parametrize(
    ("old", "new"), [("/old/", "/new/"), ("/old", "/new")], ids=["with a last slash", "without"]
)  # fmt: skip
def test_a_last_slash_makes_no_difference(write: Write, old: str, new: str) -> None:
    text, _ = copied(write("a.ma", MAYA), old, new)

    assert b'"/new/a.ma"' in text


def test_signs_of_mel_in_the_new_folder_are_escaped(write: Write) -> None:
    text, _ = copied(write("a.ma", b'file -r -rfn "a" "C:\\\\old\\\\a.ma";\n'), "C:\\old", 'D:\\"new"')

    assert text == b'file -r -rfn "a" "D:\\\\\\"new\\"\\\\a.ma";\n'
    assert read  # the copy was read back to prove it


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"], ids=["CRLF", "lone CR"])
def test_line_ends_stay_as_they_are(write: Write, ending: bytes) -> None:
    source = b'requires maya "1";\nfile -r -rfn "a" "/old/a.ma";\n'.replace(b"\n", ending)

    assert copied(write("a.ma", source), "/old", "/new")[0] == source.replace(b"/old", b"/new")


NUKE = b"""#! /opt/nuke -nx
#write_info Write1 file:"/old/out.%04d.exr" fps:"24"
version 16.0 v8
Root {
 name /old/comp.nk
 project_directory "/old"
}
Read {
 file /old/a.%04d.exr
 proxy "/old/with blank.exr"
 name Read1
 label "from /old/a"
}
Group {
 name G
 addUserKnob {2 path}
 path {/old/c.cube}
}
 Read {
  file "\\[value root.x]/old/a.exr"
  proxy /older/b.exr
  name Read2
 }
end_group
Write {
 file /old/out.####.exr
 name Write1
}
"""


def test_every_nuke_path_below_the_old_folder_is_changed_and_nothing_else(write: Write) -> None:
    text, report = copied(write("a.nk", NUKE), "/old", "/new/place")

    wanted = NUKE
    for before in (b'file:"%s', b"name %s/", b'directory "%s', b" file %s/", b'proxy "%s', b"path {%s"):
        wanted = wanted.replace(before % b"/old", before % b"/new/place")
    assert text == wanted
    assert (report.changed, report.left) == (7, 3)


def test_a_folder_that_cannot_stand_bare_is_quoted(write: Write) -> None:
    text, _ = copied(write("a.nk", b"version 1.0\nRead {\n file /old/a.exr\n}\n"), "/old", "/new place/[x]")

    assert text == b'version 1.0\nRead {\n file "/new place/\\[x\\]/a.exr"\n}\n'


@pytest.mark.parametrize("end", ["]", "\\]"], ids=["as Nuke writes it", "with every bracket escaped"])
def test_a_path_behind_tcl_is_found_however_it_is_quoted(write: Write, end: str) -> None:
    begin = f'"\\[value root.project_directory{end}/plates'
    path = write("a.nk", f'version 16.0 v8\nRead {{\n file {begin}/v001/a.%04d.exr"\n name R\n}}\n')
    old, new = (f"[value root.project_directory]/plates/{name}" for name in ("v001", "v002"))

    done = repath(path, path.with_name("b.nk"), old, new)

    assert done.changed == 1
    assert path.with_name("b.nk").read_text() == path.read_text().replace("v001", "v002")


def test_a_quoted_value_keeps_the_rest_as_it_is_written(write: Write) -> None:
    source = b'version 1.0\nRead {\n file "/old/\\[value x]/a b.exr"\n}\n'

    assert copied(write("a.nk", source), "/old", "/new")[0] == source.replace(b"/old", b"/new")


def test_code_that_looks_like_a_knob_is_left_alone(write: Write) -> None:
    source = b'version 1.0\nNoOp {\n onCreate "x = 1\n file /old/a.exr\n"\n name N\n}\n'

    text, report = copied(write("a.nk", source), "/old", "/new")

    assert text == source
    assert (report.changed, report.left) == (0, 1)


def test_chunks_are_mended_around_longer_and_shorter_paths(write: Write, chunks: Any) -> None:
    def scene(folder: str) -> bytes:
        return bytes(
            chunks.scene(
                chunks.reference(f"{folder}/a.mb", "a", "aRN"),
                chunks.node(b"XFRM", "t", chunks.figure("v", 1)),
                chunks.node(b"RTFT", "f", chunks.text("ftn", f"{folder}/t.exr"), chunks.text("cs", "ACEScg")),
                chunks.node(b"NOTE", "n", chunks.text("nts", "/older/x")),
            )
        )

    source = write("a.mb", scene("/old"))

    for at, folder in enumerate(("/n", "/new/and/much/longer", "/old2")):
        into = source.with_name(f"copy{at}.mb")
        report = repath(source, into, "/old", folder)
        assert into.read_bytes() == scene(folder)
        assert (report.changed, report.left) == (2, 1)
    assert read(into).dependencies[0].path == "/old2/t.exr"


def test_a_real_binary_scene_is_the_same_when_nothing_changes(real: Callable[[str], Path], tmp_path: Path) -> None:
    source = real("maya/aws-deadline__scene_file_to_reference.mb")

    report = repath(source, tmp_path / "same.mb", "<MAYA_RESOURCES>", "<MAYA_RESOURCES>")

    assert (tmp_path / "same.mb").read_bytes() == source.read_bytes()
    assert report.changed == 1


@pytest.mark.parametrize("name", ["maya/aws-deadline__cube.ma", "nuke/minami110__comp.nk", "nuke/JTCHE__example.nk"])
def test_a_real_scene_is_the_same_when_nothing_changes(real: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    source = real(name)
    into = tmp_path / source.name

    repath(source, into, "C:/Users", "C:/Users")

    assert into.read_bytes() == source.read_bytes()


def test_there_and_back_again_is_the_same(real: Callable[[str], Path], tmp_path: Path) -> None:
    source = real("maya/aws-deadline__cube.ma")
    there, back = tmp_path / "there.ma", tmp_path / "back.ma"

    repath(source, there, "D:/deadline-clients", "/mnt/show with blank")
    repath(there, back, "/mnt/show with blank", "D:/deadline-clients")

    assert read(there).references[0].path.startswith("/mnt/show with blank/")
    assert back.read_bytes() == source.read_bytes()


def test_a_chunk_that_is_not_understood_is_refused_clearly(write: Write, chunks: Any) -> None:
    odd = chunks.leaf(b"CMPD", b"\x01\x02/old/a.exr")
    source = write("a.mb", chunks.scene(chunks.node(b"ODDN", "x", odd)))

    with pytest.raises(SourceError, match=r"also stands in a chunk CMPD at byte \d+"):
        repath(source, source.with_name("b.mb"), "/old", "/new")
    assert not source.with_name("b.mb").exists()


def test_a_damaged_binary_scene_is_refused(write: Write, chunks: Any) -> None:
    whole = chunks.scene(chunks.node(b"RTFT", "f", chunks.text("ftn", "/old/t.exr")))

    with pytest.raises(SourceError, match="damaged or cut short"):
        repath(write("a.mb", whole[:-4]), write("a.mb", whole[:-4]).with_name("b.mb"), "/old", "/new")


def test_a_copy_never_replaces_a_file(write: Write) -> None:
    source, other = write("a.ma", MAYA), write("b.ma", "mine")

    with pytest.raises(UsageError, match="exists already"):
        repath(source, other, "/old", "/new")
    assert other.read_text() == "mine"
    with pytest.raises(UsageError, match="exists already"):
        repath(source, source, "/old", "/new")


def test_a_copy_that_cannot_be_written_leaves_nothing(write: Write, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="cannot be written"):
        repath(write("a.ma", MAYA), tmp_path / "no" / "folder.ma", "/old", "/new")

    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.ma"]


@pytest.mark.parametrize(("old", "new"), [("", "/new"), ("/old", ""), ("/o\nld", "/new"), ("/old", "/n\0")])
def test_folders_that_make_no_sense_are_refused(write: Write, old: str, new: str) -> None:
    source = write("a.ma", MAYA)

    with pytest.raises(UsageError):
        repath(source, source.with_name("b.ma"), old, new)


def test_a_source_that_is_no_scene_is_refused(write: Write) -> None:
    with pytest.raises(SourceError):
        repath(write("a.txt", "hello"), Path("unused.txt"), "/old", "/new")


def test_a_large_scene_is_copied_stretch_by_stretch(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio_tools.scenes.repathing.STRETCH", 64)
    source = b'requires maya "1";\n' + b'file -r -rfn "a" "/old/a.ma";\n// /old\n' * 50

    text, report = copied(write("a.ma", source), "/old", "/new")

    assert text == source.replace(b'"/old', b'"/new')
    assert (report.changed, report.left) == (50, 50)
