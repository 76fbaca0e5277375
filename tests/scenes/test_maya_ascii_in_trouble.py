"""Maya ASCII in other hands: encodings, line ends, relative paths, damage, and what is no scene at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.errors import SourceError
from studio_tools.scenes import Scene, read

Scan = Callable[..., Scene]
Write = Callable[[str, str | bytes], Path]

NODE = 'createNode {0} -n "it";\n\tsetAttr ".{1}" -type "string" "{2}";'


@pytest.mark.parametrize(
    ("codeset", "raw"),
    [("UTF-8", "é".encode()), ("1252", b"\xe9"), ("nonsense", b"\xe9"), ("932", "é".encode())],
    ids=["UTF-8", "Windows", "unknown, so Latin-1", "UTF-8 whatever the head says"],
)
def test_names_are_read_in_the_encoding_they_were_written_in(write: Write, codeset: str, raw: bytes) -> None:
    text = b"//Maya ASCII 2020 scene\n//Codeset: %s\n" % codeset.encode()
    text += b'createNode file -n "x";\n\tsetAttr ".ftn" -type "string" "/t/caf%s.exr";\n// End of x\n' % raw

    assert [each.path for each in read(write("a.ma", text)).dependencies] == ["/t/café.exr"]


def test_two_encodings_in_one_file_are_both_read(write: Write) -> None:
    lines = [b"//Codeset: 1252"]
    for raw in (b"\xe9", "é".encode()):
        lines += [b'createNode file -n "x";', b'\tsetAttr ".ftn" -type "string" "/t/%s.exr";' % raw]

    scene = read(write("a.ma", b"\n".join(lines) + b"\n"))

    assert [each.path for each in scene.dependencies] == ["/t/é.exr", "/t/é.exr"]


def test_a_byte_order_mark_is_no_part_of_the_text(write: Write) -> None:
    scene = read(write("a.ma", b'\xef\xbb\xbf//Maya ASCII 2026 scene\nrequires maya "2026";\n// End of a.ma\n'))

    assert (scene.version, scene.warnings) == ("2026", ())


def test_the_first_line_may_be_a_statement(write: Write) -> None:
    assert read(write("a.ma", 'requires maya "2026";\n')).version == "2026"


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "lone CR"])
def test_lines_are_counted_whatever_ends_them(write: Write, ending: str) -> None:
    lines = ['requires maya "2026";', 'createNode transform -n "a";', "currentUnit -t fortnight;", ""]

    scene = read(write("a.ma", ending.join(lines)))

    assert scene.version == "2026"
    assert [each.line for each in scene.warnings] == [3]


def test_a_relative_path_is_found_beside_the_scene(maya: Scan, write: Write, tmp_path: Path) -> None:
    write("textures/a.exr", "x")

    scene = maya(NODE.format("file", "ftn", "textures/a.exr"))

    assert scene.dependencies[0].resolved == f"{tmp_path.as_posix()}/textures/a.exr"


def test_a_relative_path_is_found_in_the_project_first(write: Write, tmp_path: Path) -> None:
    write("show/workspace.mel", "")
    write("show/sourceimages/a.exr", "x")
    write("show/scenes/sourceimages/a.exr", "x")
    scene = read(write("show/scenes/s.ma", NODE.format("file", "ftn", "sourceimages/a.exr") + "\n"))

    assert scene.dependencies[0].resolved == f"{tmp_path.as_posix()}/show/sourceimages/a.exr"


def test_a_relative_path_that_is_nowhere_is_not_guessed(maya: Scan) -> None:
    assert maya(NODE.format("file", "ftn", "textures/a.exr")).dependencies[0].resolved is None


@pytest.mark.parametrize("path", ["$SHOW/a.exr", "${SHOW}/a.exr", "%SHOW%/a.exr", "~/a.exr"])
def test_a_variable_of_the_environment_is_told_and_not_guessed(maya: Scan, path: str) -> None:
    scene = maya(NODE.format("file", "ftn", path))

    assert scene.dependencies[0].resolved is None
    assert "which the file does not explain" in str(scene.warnings[0])
    assert scene.warnings[0].line == 2


@pytest.mark.parametrize(
    ("path", "resolved"),
    [
        ("D:/show//a/b.exr", "D:/show/a/b.exr"),
        ("//server/share//x/../a.exr", "//server/share/a.exr"),
        (r"D:\\show\\a.exr", "D:/show/a.exr"),
        ("/show/project//textures/a.exr", "/show/project/textures/a.exr"),
    ],
    ids=["a drive", "a share", "backslashes", "Maya's mark of the project"],
)
def test_a_path_of_any_platform_is_absolute_and_tidied(maya: Scan, path: str, resolved: str) -> None:
    assert maya(NODE.format("file", "ftn", path)).dependencies[0].resolved == resolved


def test_a_file_that_ends_in_a_statement_is_cut_short(write: Write) -> None:
    scene = read(write("a.ma", 'requires maya "2026";\ncreateNode mesh -n "a";\n\tsetAttr ".vt[0:7]" 1 2 3'))

    assert scene.version == "2026"
    assert [(each.line, "cut short" in each.message) for each in scene.warnings] == [(3, True)]


def test_a_file_without_mayas_closing_line_may_be_cut_short(write: Write) -> None:
    scene = read(write("a.ma", '//Maya ASCII 2026 scene\nrequires maya "2026";\n'))

    assert ["closing line" in each.message for each in scene.warnings] == [True]


def test_a_lost_quote_is_told_and_what_follows_is_still_read(write: Write) -> None:
    text = 'createNode file -n "a";\n\tsetAttr ".ftn" -type "string" "/t/a.exr;\n' + NODE.format(
        "file", "ftn", "/b.exr"
    )

    scene = read(write("a.ma", text + "\n"))

    assert [each.path for each in scene.dependencies] == ["/b.exr"]
    assert [(each.line, "does not end" in each.message) for each in scene.warnings] == [(2, True)]


def test_zero_bytes_in_the_text_are_told(write: Write) -> None:
    text = 'requires maya "2026";\n' + "// filler\n" * 1000
    raw = text.encode() + b'\0\0createNode file -n "a";\n'

    assert "zero bytes" in str(read(write("a.ma", raw)).warnings[0])


@pytest.mark.parametrize(
    "raw",
    [b"hello\nworld;\n", b"\x00\x01\x02" * 500, b"\x89PNG\r\n\x1a\n" + bytes(900), b"\xff\xfe/\0/\0M\0a\0y\0a\0"],
    ids=["prose", "rubbish", "a picture", "two-byte text"],
)
def test_what_is_no_scene_is_refused(write: Write, raw: bytes) -> None:
    with pytest.raises(SourceError, match=r"a\.ma"):
        read(write("a.ma", raw))


def test_an_empty_file_is_refused(write: Write) -> None:
    with pytest.raises(SourceError, match="is empty"):
        read(write("a.ma", b""))


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(SourceError, match="does not exist"):
        read(tmp_path / "nothing.ma")


def test_a_scene_is_known_by_what_it_holds_not_by_its_name(write: Write) -> None:
    assert read(write("really_text.mb", '//Maya ASCII 2026 scene\nrequires maya "2026";\n')).version == "2026"
