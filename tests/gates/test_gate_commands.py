"""Both linters as they are called: what they say of files that cannot be checked, of odd words, and how they end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.testing.mayasim import lint as mayasim
from studio_tools.testing.nukesim import lint as nukesim

HOUSE = Path(__file__).parents[2]
LINTERS = {"mayasim": mayasim.main, "nukesim": nukesim.main}

Main = Callable[[list[str]], int]


@pytest.fixture(params=LINTERS, autouse=True)
def main(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Main:
    """A linter, called in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return LINTERS[request.param]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"def f():\n    return (\n", "a.py:2: not Python: '(' was never closed\n"),
        (b"def (:\n", "a.py:1: not Python: invalid syntax\n"),
        (b"\n\n\nword = '\xe9'\n", "a.py:4: not Python: its text is not UTF-8, nor does it say what it is in\n"),
        (b"word = '\xe9'\n", "a.py:1: not Python: its text is not UTF-8, nor does it say what it is in\n"),
        (b"a = 1\nb = 2\0\n", "a.py:2: not Python: holds a null byte\n"),
        (b"# coding: klingon\n", "a.py:1: not Python: unknown encoding: klingon\n"),
    ],
    ids=["open bracket", "bad syntax", "latin below", "latin above", "null byte", "unknown encoding"],
)
def test_what_is_no_python_is_found_on_its_line(
    main: Main, data: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.py").write_bytes(data)

    assert main(["a.py"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == (told, "")


@pytest.mark.parametrize(
    "data",
    [b"# coding: latin-1\nword = '\xe9'\n", b"\xef\xbb\xbfword = 1\r\n", b"word = '\\d'\n", b""],
    ids=["says what it is in", "a mark of bytes", "an odd escape", "empty"],
)
def test_what_python_reads_is_read(main: Main, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.py").write_bytes(data)

    assert main(["a.py"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_deep_expression_ends_in_no_traceback(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.py").write_text("a = " + "-" * 20_000 + "1\n")

    assert main(["a.py"]) == 1
    assert "a.py:1: not Python: " in capsys.readouterr().out


def test_one_broken_file_hides_no_other(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    Path("folder/a.py").write_text("def (:\n")
    Path("folder/b.py").write_text("from maya import cmds\nimport nuke\ncmds.lss()\nnuke.rot()\n")

    assert main(["folder"]) == 1
    assert [line.partition(": ")[0] for line in capsys.readouterr().out.splitlines()] == [
        "folder/a.py:1",
        f"folder/b.py:{3 if main is mayasim.main else 4}",
    ]


def test_what_cannot_be_opened_is_told_and_the_rest_is_checked(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()
    Path("folder/a.py").symlink_to("nowhere.py")
    Path("folder/b.py").write_text("def (:\n")

    assert main(["folder", "gone.py"]) == 2
    said = capsys.readouterr()
    assert said.out == "folder/b.py:1: not Python: invalid syntax\n"
    assert said.err == "error: gone.py is not there\nerror: folder/a.py cannot be read: No such file or directory\n"


def test_a_folder_that_is_called_like_a_file_is_a_folder(main: Main) -> None:
    Path("folder/deep.py").mkdir(parents=True)
    Path("folder/deep.py/a.py").write_text("a = 1\n")

    assert main(["folder"]) == 0


def test_a_folder_without_python_is_no_clean_bill(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    Path("folder").mkdir()

    assert main(["folder"]) == 2
    assert capsys.readouterr().err == "error: folder holds no Python file\n"


def test_help_says_how_it_ends(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "FILE_OR_FOLDER" in said
    assert "Exit codes: 0 nothing is wrong, 1 something is" in said


def test_an_option_that_there_is_not_is_told_with_the_nearest(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.py").write_text("a = 1\n")

    assert main(["--hepl", "a.py"]) == 2
    assert capsys.readouterr().err == "error: there is no option --hepl; did you mean '--help'?\n"


def test_an_option_with_a_value_is_told_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert mayasim.main(["--alow-type=x"]) == 2
    assert capsys.readouterr().err == "error: there is no option --alow-type=x; did you mean '--allow-type'?\n"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("nuke.nodes.Raed()", "nuke.nodes.Raed: no node class of that name; did you mean 'Read'?"),
        ("nuke.createNode('Wrte')", "Wrte: no node class of that name; did you mean 'Write'?"),
        ("nuke.createNode('Read')['frist']", "Read['frist']: no knob of that name; did you mean 'first'?"),
        ("nuke.scriptSaveas('x.nk')", "nuke.scriptSaveas: unknown name; did you mean 'scriptSaveAs'?"),
        ("nuke.Undo.being('x')", "nuke.Undo.being: unknown method; did you mean 'begin'?"),
        ("nuke.createNode('Qqqqqq')", "Qqqqqq: no node class of that name"),
    ],
    ids=["class", "class as text", "knob", "name", "method", "nothing near"],
)
def test_the_nearest_name_of_nuke_is_offered(source: str, told: str) -> None:
    assert [str(each) for each in nukesim.check(f"import nuke\n{source}\n", "a.py")] == [f"a.py:2: {told}"]


def test_they_run_as_modules(main: Main) -> None:
    Path("a.py").write_text("def (:\n")
    module = "mayasim" if main is mayasim.main else "nukesim"
    command = [sys.executable, "-m", f"studio_tools.testing.{module}.lint", str(Path("a.py").absolute())]

    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (1, "")
