"""`FramePattern`: a frame's file name with the number left open, in every spelling a studio meets.

Read: `%04d %d`, `####`, `@@@@`, `$F4 $F ${F4}`, `<f>`, and for UDIM tiles `<UDIM> <udim> %(UDIM)d`; `%V` and `%v` stand
for the view. One `#` or `@` is one digit, as Nuke counts (fileseq's lone `#` means four), and both are taken as open
only where dots, dashes or underscores set them apart. Not here: which frames exist (sequences).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from studio_tools.errors import UsageError

Spelling = Literal["printf", "hash", "houdini", "at"]

_STRONG = re.compile(
    r"%(?:0(?P<printf>[0-9]{1,2}))?d|\$F(?P<houdini>[0-9])(?![0-9])|\$F(?![A-Za-z0-9_])|\$\{F(?P<braced>[0-9]?)\}"
    r"|(?P<any><f>)|(?P<udim><UDIM>|<udim>|%\(UDIM\)d)"
)
_WEAK = re.compile(r"#{2,}|@{2,}|(?:(?<=[._\- ])|^)[#@](?=[._\- ]|$)")
_VIEW = re.compile(r"%[Vv](?![A-Za-z])")
_FILE_NAME = re.compile(r"[^/\\]*$")


class Match(NamedTuple):
    """What a name says where its pattern is open."""

    frame: int
    view: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePattern:
    """A path or file name between whose *head* and *tail* the frame number stands."""

    head: str
    tail: str
    width: int = 1
    """Digits at least written; 1 is no padding, 0 takes any padding (`<f>`)."""
    udim: bool = False
    """The number is a UDIM tile, 1001 to 9999, and no frame."""
    sign_counts: bool = True
    """Whether a minus is one of *width*, as for printf (`-001`), or comes on top of it (`-0001`)."""

    @classmethod
    def parse(cls, text: str) -> FramePattern | None:
        """Read a path whose file name has one open number; None where it has none, or two that contradict."""
        start = _file_name_start(text)
        strong = list(_STRONG.finditer(text, start))
        if len(strong) > 1:
            return None
        if strong:
            found = strong[0]
            width, udim = _strong_width(found)
            return cls(head=text[: found.start()], tail=text[found.end() :], width=width, udim=udim)
        marks = list(_WEAK.finditer(text[start:]))
        if not marks:
            return None
        weak = marks[-1]  # what stands before it is part of somebody's name
        return cls(head=text[: start + weak.start()], tail=text[start + weak.end() :], width=len(weak.group()))

    @property
    def views(self) -> tuple[str, ...]:
        """The view tokens in order: `%V` for a whole name (left), `%v` for its first letter (l)."""
        return tuple(_VIEW.findall(self.head) + _VIEW.findall(self.tail))

    @property
    def name(self) -> FramePattern:
        """The pattern of the file name alone, without its folder."""
        return replace(self, head=self.head[_file_name_start(self.head) :])

    @property
    def folder(self) -> str:
        """The folder as it is written, with its last separator; empty for a bare name."""
        return self.head[: _file_name_start(self.head)]

    def viewed(self, view: str) -> FramePattern:
        """The pattern of one view: `%V` becomes *view*, `%v` its first letter."""
        if not view:
            raise UsageError(f'no view is named for "{self}"')

        def spell(token: re.Match[str]) -> str:
            return view if token.group() == "%V" else view[0]

        return replace(self, head=_VIEW.sub(spell, self.head), tail=_VIEW.sub(spell, self.tail))

    def format(self, frame: int, view: str | None = None) -> str:
        """Spell one frame's name. Raises UsageError where a view is needed and none is given."""
        if view is not None:
            return self.viewed(view).format(frame)
        if self.views:
            raise UsageError(f'"{self}" needs a view', hint="Name one, as left or right.")
        return f"{self.head}{self._digits(frame)}{self.tail}"

    def _digits(self, frame: int) -> str:
        if frame < 0 and not self.sign_counts:
            return f"-{-frame:0{self.width}d}"
        return f"{frame:0{self.width}d}"

    def match(self, name: str) -> Match | None:
        """Read the frame (and view) of *name*; numbers wider than the padding count, wrongly padded ones do not."""
        if self.views:
            return self._match_view(name)
        digits = name[len(self.head) : len(name) - len(self.tail)]
        if not (name.startswith(self.head) and name.endswith(self.tail) and self._accepts(digits)):
            return None
        return Match(int(digits))

    def _match_view(self, name: str) -> Match | None:
        found = re.fullmatch(self._expression(), name, re.DOTALL)
        if found is None or not self._accepts(found["frame"]):
            return None
        groups = found.groupdict()
        short, view = groups.get("short"), groups.get("view") or groups.get("short")
        if short and view and view[0] != short:
            return None
        return Match(int(found["frame"]), view)

    def _expression(self) -> str:
        return "".join(self._expressed())

    def _expressed(self) -> Iterator[str]:
        seen: set[str] = set()
        for part in (self.head, None, self.tail):
            if part is None:
                yield "(?P<frame>-?[0-9]+)"
                continue
            at = 0
            for token in _VIEW.finditer(part):
                yield re.escape(part[at : token.start()])
                group, letters = ("view", "[A-Za-z][A-Za-z0-9]*") if token.group() == "%V" else ("short", "[A-Za-z]")
                yield f"(?P={group})" if group in seen else f"(?P<{group}>{letters})"
                seen.add(group)
                at = token.end()
            yield re.escape(part[at:])

    def _accepts(self, digits: str) -> bool:
        """Whether *digits* is how this padding writes its number; a minus may count for it or not."""
        bare = digits[1:] if digits.startswith("-") else digits
        if not (bare.isascii() and bare.isdigit()):
            return False
        if self.udim:
            return len(digits) == 4 and digits >= "1001"
        if self.width == 0:
            return True
        if bare[0] == "0" and len(bare) > 1:
            return self.width in (len(bare), len(digits))
        return len(digits) >= self.width

    def spelled(self, spelling: Spelling) -> str:
        """The pattern as another program writes it; UDIM tiles are `<UDIM>` everywhere."""
        return f"{self.head}{self._token(spelling)}{self.tail}"

    def _token(self, spelling: Spelling) -> str:
        if self.udim:
            return "<UDIM>"
        padded = self.width > 1
        match spelling:
            case "printf":
                return f"%0{self.width}d" if padded else "%d"
            case "houdini":
                return f"$F{self.width}" if padded else "$F"
            case "hash" | "at":
                return ("#" if spelling == "hash" else "@") * max(1, self.width)

    def __str__(self) -> str:
        return self.spelled("printf")


def _file_name_start(text: str) -> int:
    found = _FILE_NAME.search(text)
    return found.start() if found else 0


def _strong_width(found: re.Match[str]) -> tuple[int, bool]:
    if found["udim"]:
        return 4, True
    if found["any"]:
        return 0, False
    digits = found["printf"] or found["houdini"] or found["braced"]
    return max(1, int(digits or 1)), False
