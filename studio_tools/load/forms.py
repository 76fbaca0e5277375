"""Which representation a path of a scene spells, and how another version is spelled in the same manner.

A sequence may be written `%04d`, `####`, `$F4`, as one of its frames, or as `<UDIM>`; a view as `%V` or by its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio_tools.frames import FramePattern
from studio_tools.model import Representation, Version

_VIEW = re.compile(r"%[Vv]")
_LOWEST_TILE, _HIGHEST_TILE = 1001, 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How a path writes what a representation leaves open."""

    mark: str = ""
    """What stands for the frame, as written; "" where a frame is named or there is none."""
    frame: int | None = None
    view: str = ""
    """A view's name, or how it is left open (`%V`, `%v`); "" where there is none."""


def spelling(name: str, form: Representation) -> Spelling | None:
    """How the file name *name* spells *form*; None where it is another file."""
    whole = form.path.name
    pattern = FramePattern.parse(whole)
    if pattern is None:
        view = _view(name, whole)
        return None if view is None else Spelling(view=view)
    own = FramePattern.parse(name)
    if own is not None:
        mark = _token(whole, pattern)
        view = _view(f"{own.head}{mark}{own.tail}", whole)
        return None if view is None else Spelling(mark=_token(name, own), view=view)
    if not pattern.views:
        found = pattern.match(name)
        return None if found is None else Spelling(frame=found.frame)
    return _viewed_frame(name, pattern)


def opened(name: str) -> Spelling | None:
    """How any file name leaves its frame open; None where it does not."""
    own = FramePattern.parse(name)
    return None if own is None else Spelling(mark=_token(name, own), view=next(iter(own.views), ""))


def _viewed_frame(name: str, pattern: FramePattern) -> Spelling | None:
    """One frame whose view is named, or left open."""
    for mark in _VIEW.findall(name):
        opened = FramePattern(
            head=_VIEW.sub(mark, pattern.head), tail=_VIEW.sub(mark, pattern.tail), width=pattern.width
        )
        digits = name[len(opened.head) : len(name) - len(opened.tail)]
        fits = name.startswith(opened.head) and name.endswith(opened.tail)
        return Spelling(frame=int(digits), view=mark) if fits and digits.lstrip("-").isdigit() else None
    found = pattern.match(name)
    return None if found is None else Spelling(frame=found.frame, view=found.view or "")


def _token(text: str, pattern: FramePattern) -> str:
    return text[len(pattern.head) : len(text) - len(pattern.tail)]


def _view(name: str, whole: str) -> str | None:
    """The view that *name* writes where *whole* leaves it open; None where they differ otherwise."""
    if not _VIEW.search(whole):
        return "" if name == whole else None
    pieces = [re.escape(piece) for piece in _VIEW.split(whole)]
    expression = pieces[0] + r"(?P<view>%[Vv]|[A-Za-z][A-Za-z0-9]*)" + r"(?P=view)".join(pieces[1:])
    found = re.fullmatch(expression, name)
    return None if found is None else found["view"]


def respelled(form: Representation, manner: Spelling) -> str | None:
    """The file name of *form*, written in a manner; None where it has no such frame."""
    whole = form.path.name
    if manner.view:
        whole = _VIEW.sub(lambda found: manner.view, whole)
    pattern = FramePattern.parse(whole)
    if pattern is None:
        return whole
    if manner.frame is not None:
        if form.frames is not None and manner.frame not in form.frames:
            return None
        mark = f"{manner.frame:0{pattern.width}d}"
    else:
        mark = _as_written(manner.mark, pattern) if manner.mark else _token(whole, pattern)
    return f"{pattern.head}{mark}{pattern.tail}"


def _as_written(token: str, pattern: FramePattern) -> str:
    """A token for the padding of *pattern*, in the tongue of *token*."""
    own = FramePattern.parse(token)
    if own is None or own.udim or own.width in {0, pattern.width}:
        return token
    bare = FramePattern(head="", tail="", width=pattern.width)
    match token[0]:
        case "#":
            return bare.spelled("hash")
        case "@":
            return bare.spelled("at")
        case "$":
            return bare.spelled("houdini")
        case _:
            return bare.spelled("printf")


def form_of(name: str, version: Version) -> tuple[Representation, Spelling] | None:
    """The representation of a version that a file name spells, and how."""
    for form in version.representations:
        manner = spelling(name, form)
        if manner is not None:
            return form, manner
    return None


def named(version: Version, representation: str) -> Representation | None:
    """The representation of this name."""
    return next((form for form in version.representations if form.name == representation), None)


def is_tiled(version: Version, form: Representation) -> bool:
    """Whether the numbers of a form are tiles of a texture and no frames."""
    frames = form.frames
    is_texture = version.key.kind == "texture" and bool(frames)
    return is_texture and frames is not None and frames.first >= _LOWEST_TILE and frames.last <= _HIGHEST_TILE
