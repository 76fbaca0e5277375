"""What the two linters share: which files are read, what is said of one that cannot be, and the command line.

Not here: what is looked for in a source; that is `mayasim.lint` and `nukesim.lint`.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from importlib.util import decode_source
from pathlib import Path
from typing import TypeVar

F = TypeVar("F")
Check = Callable[[str, str], list[F]]
"""Checks a source, given with its path. Raises SyntaxError."""
Told = Callable[[str, int, str, str], F]
"""Makes a finding of a path, a line, what it is about, and what is wrong."""

CLEAN, FOUND, UNREAD = 0, 1, 2
ENDINGS = "Exit codes: 0 nothing is wrong, 1 something is, or no Python, 2 called wrongly, or a file cannot be read."
NOT_PYTHON = "not Python"


def nearest(word: str, known: Iterable[str], *, alike: float = 0.6) -> str:
    """`; did you mean 'mesh'?` with the nearest of *known*, or nothing. *alike* says how near it must be, up to 1."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=alike)
    return f"; did you mean {near[0]!r}?" if near else ""


def python_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and the Python files below the folders that are."""
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*.py") if not each.is_dir())
        else:
            yield path


def examined(path: Path, check: Check[F], told: Told[F]) -> list[F]:
    """Check one file. What is no Python is a finding, since the application refuses it too. Raises OSError."""
    data, name = path.read_bytes(), path.as_posix()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's own words about the source are not ours to say
            return check(decode_source(data), name)
    except SyntaxError as error:
        return [_misread(data, name, told) or told(name, error.lineno or 1, NOT_PYTHON, error.msg)]
    except ValueError as error:
        return [_misread(data, name, told) or told(name, 1, NOT_PYTHON, str(error))]
    except (RecursionError, MemoryError):
        return [told(name, 1, NOT_PYTHON, "nested too deeply to be read")]


def _misread(data: bytes, name: str, told: Told[F]) -> F | None:
    """What is said of bytes that are no text, with the line of the first such byte."""
    if data.count(b"\0"):
        return told(name, data.partition(b"\0")[0].count(b"\n") + 1, NOT_PYTHON, "holds a null byte")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return told(name, line, NOT_PYTHON, "its text is not UTF-8, nor does it say what it is in")
    return None


def parser(module: str, about: str) -> argparse.ArgumentParser:
    """The options that both linters have; each adds its own."""
    made = argparse.ArgumentParser(prog=f"python -m {module}", description=about, epilog=ENDINGS, allow_abbrev=False)
    made.add_argument("paths", metavar="FILE_OR_FOLDER", nargs="*", help="what to check; folders with all below them")
    return made


def understood(made: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace | None:
    """What is asked for; None where that cannot be understood, which is told. `--help` ends the program."""
    asked, strange = made.parse_known_args(arguments)
    options = {word for action in made._actions for word in action.option_strings}
    for word in strange:
        sys.stderr.write(f"error: there is no option {word}{nearest(word.partition('=')[0], options)}\n")
    if not asked.paths and not strange:
        sys.stderr.write("error: name files or folders; --help tells more\n")
    return None if strange or not asked.paths else asked


def run(paths: Sequence[str], check: Check[F], told: Told[F]) -> int:
    """Check what is named and tell what is found: CLEAN, FOUND, or UNREAD where not all could be looked at."""
    found: list[F] = []
    unread = [_said(path, told_as) for path in map(Path, paths) if (told_as := _absent(path))]
    for path in python_files(path for path in map(Path, paths) if not _absent(path)):
        try:
            found += examined(path, check, told)
        except OSError as error:
            unread.append(_said(path, f"cannot be read: {error.strerror or error}"))
    sys.stdout.write("".join(f"{each}\n" for each in found))
    sys.stderr.write("".join(unread))
    return UNREAD if unread else FOUND if found else CLEAN


def _absent(path: Path) -> str:
    """Why there is nothing to check at a path, or nothing where there is."""
    if not path.exists():
        return "is not there"
    return "" if next(python_files([path]), None) else "holds no Python file"


def _said(path: Path, what: str) -> str:
    return f"error: {path.as_posix()} {what}\n"
