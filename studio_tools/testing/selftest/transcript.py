"""The transcript: what a program was asked and what it said, a line of JSON each, written as it goes.

So a program that crashes leaves all that it said before. A transcript tells which program made it; one that a simulator
made confirms nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from studio_tools.errors import SourceError, StorageError
from studio_tools.testing.selftest.tape import Step

FORMAT = "studio-tools-selftest"
VERSION = 1
SIMULATOR = "simulator"
"""The name of the program in a transcript that no real one made."""

PASSED, FAILED, NOT_APPLICABLE = "passed", "failed", "not applicable"
HOLDS, DIFFERS, UNCLEAR, NOT_ASKED = "holds", "differs", "unclear", "not asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One check of the contract."""

    name: str
    outcome: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One assumption, what was expected and what was seen, and every call."""

    code: str
    sentence: str
    outcome: str
    words: str = ""
    expected: Any = None
    observed: Any = None
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """All of one run."""

    made_by: Mapping[str, Any]
    checks: tuple[Checked, ...] = ()
    assumptions: tuple[Asked, ...] = ()
    is_whole: bool = True
    """False: the program ended before the self-test did."""

    @property
    def is_confirmation(self) -> bool:
        """Whether a real program made it."""
        return self.made_by.get("program") != SIMULATOR

    @property
    def is_good(self) -> bool:
        """Whether everything that was asked is as promised, to the end."""
        seen = {each.outcome for each in self.checks} | {each.outcome for each in self.assumptions}
        return self.is_whole and seen.isdisjoint((FAILED, DIFFERS, UNCLEAR))


class Writer:
    """Writes a transcript line by line; nothing that is there is written over."""

    def __init__(self, path: Path, made_by: Mapping[str, Any]) -> None:
        """Begin. Raises StorageError where no file can be made there."""
        try:
            self._file: TextIO = path.open("x", encoding="utf-8", newline="\n")
        except FileExistsError as cause:
            raise StorageError(f"{path} is there already", hint="Name another file with --transcript.") from cause
        except OSError as cause:
            words = f"the transcript {path} cannot be written: {cause.strerror}"
            raise StorageError(words, hint="Name a file in a folder that you may write to.") from cause
        self._write({"kind": "begin", "format": FORMAT, "version": VERSION, **made_by})

    def add(self, told: Checked | Asked) -> None:
        """Write one answer, at once."""
        self._write({"kind": "check" if isinstance(told, Checked) else "assumption", **asdict(told)})

    def end(self) -> None:
        """Say that all was asked."""
        self._write({"kind": "end"})

    def _write(self, line: Mapping[str, Any]) -> None:
        try:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as cause:
            raise StorageError(f"the transcript cannot be written: {cause.strerror}", hint="Make room.") from cause

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()


def read(path: Path) -> Transcript:
    """Read a transcript. Raises SourceError where there is none, or it is of a format that is not known here."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")  # a crash may have cut a letter in two
    except OSError as cause:
        raise SourceError(f"the transcript {path} cannot be read", hint="Name a file of the self-test.") from cause
    return parse(text, path.name)


def parse(text: str, name: str = "transcript") -> Transcript:
    """Read the text of a transcript. A last line that broke off was the crash of the program, and is left out."""
    lines = [found for line in text.split("\n") if (found := _line(line)) is not None]
    head = lines[0] if lines else {}
    if head.get("format") != FORMAT or head.get("version") != VERSION:
        raise _unreadable(name)
    try:
        return Transcript(
            made_by={key: value for key, value in head.items() if key not in ("kind", "format", "version")},
            checks=tuple(Checked(**_fields(each)) for each in lines if each["kind"] == "check"),
            assumptions=tuple(Asked(**_fields(each)) for each in lines if each["kind"] == "assumption"),
            is_whole=lines[-1]["kind"] == "end",
        )
    except TypeError as cause:
        raise _unreadable(name) from cause


def _unreadable(name: str) -> SourceError:
    hint = f"This reads version {VERSION} of {FORMAT}."
    return SourceError(f"{name} is no transcript that can be read here", hint=hint)


def _fields(line: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key != "kind"}


def _line(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "kind" in found else None
