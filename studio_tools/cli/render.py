"""How answers look to people: lines that can be copied, tables that are never cut, colour where a terminal has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

_STYLES = {
    "PUBLISHED": "green",
    "SEALED": "green",
    "ok": "green",
    "DEFERRED": "yellow",
    "warn": "yellow",
    "warning": "yellow",
    "RETRACTED": "magenta",
    "ABANDONED": "bright_black",
    "BLOCKED": "red",
    "FAILED": "red",
    "fail": "red",
    "error": "red",
}


class _Console(Console):
    """Rich ends the process when a reader goes away; what that means is for the outer handler to say."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class Paper:
    """What text is written on. Nothing is wrapped or cut, so that addresses and paths can be copied."""

    def __init__(self, stream: TextIO) -> None:
        self._console = _Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)

    def line(self, *parts: str | tuple[str, str], indent: int = 0) -> None:
        """Print one line; a part may carry a style."""
        text = Text(" " * indent)
        for part in parts:
            words, style = part if isinstance(part, tuple) else (part, "")
            text.append(visible(words), style=style)
        self._console.print(text, no_wrap=True, overflow="ignore", crop=False)

    def lines(self, text: str, *, indent: int = 0) -> None:
        """Print words that may have several lines."""
        for words in text.split("\n"):
            self.line(words, indent=indent)

    def state(self, word: str, *rest: str, indent: int = 0) -> None:
        """Print a line that begins with a state in its colour."""
        self.line((word, _STYLES.get(word, "bold")), *rest, indent=indent)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]], *, indent: int = 0) -> None:
        """Print columns as wide as their widest cell."""
        lines = [[visible(str(cell)) for cell in row] for row in rows]
        widths = [max(cell_len(line[column]) for line in [list(head), *lines]) for column in range(len(head))]
        if any(head):
            self._columns(head, widths, style="bold", indent=indent)
        for line in lines:
            self._columns(line, widths, indent=indent)

    def _columns(self, cells: Sequence[str], widths: Sequence[int], *, style: str = "", indent: int) -> None:
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)]
        last = len(padded) - 1
        self.line(
            *(
                (cell.rstrip() if at == last else f"{cell}  ", style or _STYLES.get(cells[at], ""))
                for at, cell in enumerate(padded)
            ),
            indent=indent,
        )


def visible(text: str) -> str:
    """*text* with control characters spelled out, so that a file's name cannot steer a terminal."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode() for sign in text
    )


def size(count: float) -> str:
    """Bytes as people read them: `812 B`, `4.2 MB`."""
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if count < 1000 or unit == "TB":
            return f"{count:.0f} {unit}" if unit == "B" or count >= 100 else f"{count:.1f} {unit}"
        count /= 1000
    raise AssertionError  # the loop ends at TB


def many(count: int, one: str, more: str = "") -> str:
    """`1 file`, `3 files`."""
    return f"{count} {one if count == 1 else more or one + 's'}"
