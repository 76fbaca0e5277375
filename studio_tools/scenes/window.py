"""The bytes of a file, a stretch at a time: what the text readers match their expressions on.

Memory stays the same however large the file is. Lines are counted only for those who must tell of one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from studio_tools.errors import SourceError

STRETCH = 1 << 20
LARGEST = 16 << 20
"""No single statement or value that means something to us is longer; longer ones are skipped over."""


class Window:
    """A stretch of *stream* in `data`, which begins `base` bytes into the file.

    Carriage returns are read as line feeds, one for one, so that offsets stay true.
    """

    __slots__ = ("_stream", "at_end", "base", "data")

    def __init__(self, stream: BinaryIO, *, before: bytes = b"") -> None:
        """*before* stands before the file's first byte; a byte order mark is left out."""
        self._stream = stream
        self.at_end = False
        self.data = before
        self.base = -len(before)
        self.more(0)
        mark = len(before)
        if self.data[mark : mark + 3] == b"\xef\xbb\xbf":
            self.data = before + self.data[mark + 3 :]
            self.base += 3

    def more(self, keep: int) -> None:
        """Forget what lies before *keep*, and read on: at least as much again as is kept."""
        kept = self.data[keep:]
        self.base += keep
        read = self._stream.read(max(STRETCH, len(kept)))
        if b"\r" in read:
            read = read.replace(b"\r", b"\n")
        if not read and not self.at_end:
            self.at_end = True
            read = b"\n"  # the last line may lack its end
        self.data = kept + read if kept else read


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open *path* for reading. Raises SourceError in the words of a person."""
    try:
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size == 0:
                raise SourceError(f"{path} is empty", hint="Save the scene again.", details={"path": str(path)})
            yield stream
    except FileNotFoundError as error:
        raise SourceError(f"{path} does not exist", details={"path": str(path)}) from error
    except IsADirectoryError as error:
        raise SourceError(f"{path} is a folder, not a scene", details={"path": str(path)}) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{path} cannot be read: {reason}", details={"path": str(path)}) from error


def lines_at(path: Path, offsets: Iterable[int]) -> dict[int, int]:
    """The number of the line that each offset lies on, from 1. Any kind of line end counts once."""
    wanted = sorted(set(offsets))
    found: dict[int, int] = {}
    line, at, after_return = 1, 0, False
    with opened(path) as stream:
        while len(found) < len(wanted):
            block = stream.read(STRETCH)
            for offset in wanted[len(found) :]:
                if offset >= at + len(block) and block:
                    break
                found[offset] = line + _ends(block[: offset - at], after_return=after_return)
            if not block:
                break
            line += _ends(block, after_return=after_return)
            at += len(block)
            after_return = block.endswith(b"\r")
    return found


def _ends(block: bytes, *, after_return: bool) -> int:
    feeds = block.count(b"\n")
    returns = block.count(b"\r")
    pairs = block.count(b"\r\n") if returns else 0
    return feeds + returns - pairs - (after_return and block.startswith(b"\n"))
