"""From a path as a person spells it to the files behind it: one file, one sequence, one sequence for each view.

Every way of it being wrong ends in a SourceError or UsageError that names what is there instead. Nothing is opened.
Not here: what kind of product it is (collect), what is inside the files (checks).
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatch
from pathlib import Path

from studio_tools.errors import SourceError, UsageError
from studio_tools.frames import FramePattern, FrameRange, Listing, Sequence, find, scan
from studio_tools.publish.items import SourceFile, SourceSet

COMPOUND = ("tar.gz", "tar.bz2", "tar.xz", "tar.zst", "bgeo.sc", "bgeo.gz", "bgeo.zst", "ass.gz", "vrscene.gz")
"""Extensions of two words; everywhere else the last word counts."""
BARE = "file"
"""The representation of a file without an extension; a number is none (`libfoo.so.1`)."""

_CLUTTER = frozenset({"thumbs.db", "desktop.ini"})
_EXTENSION = re.compile(r"[0-9]?[A-Za-z][A-Za-z0-9]{0,15}")
_VIEW = re.compile(r"%[Vv](?![A-Za-z])")
_NUMBERED = re.compile(r"(?P<head>.*\.)(?P<number>-?[0-9]{1,9})(?P<tail>\.[^.]+(?:\.(?:sc|gz|zst|bz2))?)", re.DOTALL)
_UNPADDED = re.compile(r"%([1-9][0-9]?)d")
_GLOB = re.compile(r"[*?\[]")
_SHOWN = 8


def read_source(path: str, *, numbered: bool = False) -> SourceSet:
    """Find the files behind *path*: a file, a folder of one sequence or one file, or a frame pattern.

    With *numbered*, a lone file `a.1001.exr` is frame 1001 of a sequence. Raises SourceError, UsageError.
    """
    _check_spelling(path)
    local = Path(path)
    try:
        kind = local.stat().st_mode
    except OSError as cause:
        if (pattern := FramePattern.parse(path)) is not None:
            return _of_pattern(path, pattern)
        raise _missing(local, cause) from cause
    if stat.S_ISDIR(kind):
        return _of_folder(path)
    if not stat.S_ISREG(kind):
        raise SourceError(f"{shown(path)} is neither a file nor a folder", hint="Name a file that can be copied.")
    found = _NUMBERED.fullmatch(local.name) if numbered else None
    return _of_file(path, local) if found is None else _of_frame(path, local, found)


def sequence_of(first: str, second: str) -> str:
    """How the sequence is written that two paths are frames of; "" where they are of none."""
    one, other = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(second)
    if not one or not other or (one["head"], one["tail"]) != (other["head"], other["tail"]):
        return ""
    if one["number"] == other["number"]:
        return ""
    return f"{one['head']}%0{len(one['number'])}d{one['tail']}"


def shown(path: str | Path) -> str:
    """A path as messages spell it: as it is, or quoted where it holds what no line of text should."""
    text = str(path)
    return text if text.isprintable() else repr(text)


def extension(name: str) -> str:
    """What a file name ends in, lower case, without the dot; "" where it has none. Raises UsageError."""
    lowered = name.lower()
    for ending in COMPOUND:
        if lowered.endswith(f".{ending}"):
            return ending
    stem, dot, ending = lowered.rpartition(".")
    if not (dot and stem) or ending.isdecimal():
        return ""
    if _EXTENSION.fullmatch(ending) is None:
        raise UsageError(
            f"{name!r} has an odd extension: {ending!r}",
            hint="Rename the file; an extension is plain letters and digits.",
        )
    return ending


def _check_spelling(path: str) -> None:
    if not path.strip():
        raise UsageError("an empty path was given", hint="Name a file, a folder, or frames like name.%04d.exr.")
    if "\0" in path:
        raise UsageError(f"{path!r} cannot be a path: it holds a NUL")
    _check_readable_name(path)


def _check_readable_name(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError as cause:
        raise UsageError(
            f"{name!r} is not written in UTF-8", hint="Rename it, so that every program reads it."
        ) from cause


def _of_file(path: str, local: Path) -> SourceSet:
    ending = extension(local.name)
    return SourceSet(path=path, representation=ending or BARE, extension=ending, files=(_file(local),))


def _of_frame(path: str, local: Path, found: re.Match[str]) -> SourceSet:
    number = found["number"]
    pattern = FramePattern(head=found["head"], tail=found["tail"], width=len(number))
    one = Sequence(pattern=pattern, frames=FrameRange.of([int(number)]), folder=local.parent)
    return _of_sequence(path, pattern, one)


def _of_folder(path: str) -> SourceSet:
    listing = scan(path)
    names = [name for name in listing.singles if not _is_clutter(name)]
    sequences = [found for found in listing if not _is_clutter(found.pattern.head)]
    if len(sequences) == 1 and not names:
        return _of_sequence(path, sequences[0].pattern, sequences[0])
    if len(names) == 1 and not sequences:
        return _of_file(path, Path(path, names[0]))
    if not (names or sequences):
        raise SourceError(
            f"the folder {shown(path)} holds no files{_folders_in(path)}", hint="Name a folder with one sequence."
        )
    raise UsageError(
        f"the folder {shown(path)} holds more than one thing: {_all_of(listing)}",
        hint="Name the one you mean, like name.%04d.exr, or several as KIND.VARIANT=PATH.",
        details={"found": list(_described(listing))},
    )


def _of_pattern(path: str, pattern: FramePattern) -> SourceSet:
    views = _views(pattern) if pattern.views else [""]
    found = {view: _frames_of(pattern.viewed(view) if view else pattern) for view in views}
    present = {view: sequence for view, sequence in found.items() if sequence is not None}
    if not present:
        raise _no_frames(path, pattern)
    first = next(iter(present.values()))
    settled = replace(pattern, width=first.pattern.width, sign_counts=first.pattern.sign_counts).name
    files = tuple(file for view, sequence in sorted(present.items()) for file in _files(sequence, view))
    frames = FrameRange.of(frame for sequence in present.values() for frame in sequence.frames)
    ending = extension(f"x{settled.tail}")
    return SourceSet(
        path=path, representation=ending or BARE, extension=ending, files=files, frames=frames, pattern=settled
    )


def _of_sequence(path: str, pattern: FramePattern, sequence: Sequence) -> SourceSet:
    return _set(path, pattern, tuple(_files(sequence, "")), sequence.frames)


def _set(path: str, pattern: FramePattern, files: tuple[SourceFile, ...], frames: FrameRange) -> SourceSet:
    ending = extension(f"x{pattern.tail}")
    return SourceSet(
        path=path,
        representation=ending or BARE,
        extension=ending,
        files=files,
        frames=frames,
        pattern=pattern,
    )


def _frames_of(pattern: FramePattern) -> Sequence | None:
    folder = pattern.folder or "."
    return find(pattern, folder, sizes=False) if Path(folder).is_dir() else None


def _files(sequence: Sequence, view: str) -> Iterator[SourceFile]:
    for frame in sequence.frames:
        yield _file(sequence.path(frame), frame, view)


def _file(path: Path, frame: int | None = None, view: str = "") -> SourceFile:
    _check_readable_name(path.name)
    try:
        seen = path.stat()
    except OSError as cause:
        raise _missing(path, cause) from cause
    if not os.access(path, os.R_OK):
        raise SourceError(f"{shown(path)} may not be read by you", hint="Ask its owner for read permission.")
    return SourceFile(path=path.absolute(), size=seen.st_size, modified=seen.st_mtime_ns, frame=frame, view=view)


def _views(pattern: FramePattern) -> list[str]:
    """The views that exist where the pattern first names one: `left`, `right` for `%V/a.%04d.exr`."""
    parts = f"{pattern.head}0{pattern.tail}".split("/")
    at = next(number for number, part in enumerate(parts) if _VIEW.search(part))
    parent = Path("/".join([*parts[:at], ""]) or ".")
    if not parent.is_dir():
        return []
    names = [entry.name for entry in parent.iterdir()]
    if at == len(parts) - 1:
        found = {seen.view for name in names if (seen := pattern.name.match(name))}
    else:
        before, after = _VIEW.split(parts[at], maxsplit=1)
        expression = re.compile(f"{re.escape(before)}(?P<view>[A-Za-z][A-Za-z0-9]*){re.escape(after)}")
        found = {match.group("view") for name in names if (match := expression.fullmatch(name))}
    return sorted(view for view in found if view)


def _no_frames(path: str, pattern: FramePattern) -> SourceError:
    folder = _VIEW.split(pattern.folder)[0] or "."
    if not Path(folder).is_dir():
        return _missing(Path(folder), FileNotFoundError())
    listing = scan(folder)
    there = _all_of(listing) or f"nothing{_folders_in(folder)}"
    near = get_close_matches(str(pattern.name), [str(found.pattern) for found in listing], n=1)
    meant = f'; did you mean "{near[0]}"?' if near else ""
    return SourceError(
        f"no frame of {shown(path)} exists; {shown(folder)} holds {there}{meant}",
        hint="Check the spelling and the number of digits.",
        details={"path": path, "found": list(_described(listing))},
    )


def _missing(path: Path, cause: OSError) -> SourceError:
    """Say what is wrong with a path, and what stands nearest to it."""
    if isinstance(cause, PermissionError):
        return SourceError(f"{shown(path)} may not be read by you", hint="Ask its owner for read permission.")
    if not isinstance(cause, FileNotFoundError | NotADirectoryError):
        return SourceError(f"{shown(path)} cannot be read: {(cause.strerror or 'unknown reason').lower()}")
    if path.is_symlink():
        return SourceError(f"{shown(path)} is a link to {shown(path.readlink())}, which is not there")
    hint = _spelling_hint(path)
    near = "" if hint else _nearest_of(path)
    return SourceError(f"{shown(path)} does not exist{near}", hint=hint, details={"path": str(path)})


def _spelling_hint(path: Path) -> str:
    """What to write instead of a pattern that others know and we do not: `%4d` without its 0, a shell's glob."""
    if found := _UNPADDED.search(path.name):
        padded = path.with_name(path.name.replace(found.group(), f"%0{found[1]}d"))
        return f"A frame number is padded with zeros: write {shown(padded)}."
    if not _GLOB.search(path.name):
        return ""
    meant = [one for one in _written_in(path.parent) if fnmatch(one.format(1001), path.name) and not one.views]
    written = shown(path.parent / str(meant[0])) if len(meant) == 1 else "name.%04d.exr"
    return f"A sequence is no glob: write {written}, or name the folder that holds nothing else."


def _written_in(folder: Path) -> list[FramePattern]:
    return [found.pattern for found in scan(folder)] if folder.is_dir() else []


def _nearest_of(path: Path) -> str:
    if not path.parent.is_dir():
        there = next((parent for parent in path.parents if parent.is_dir()), None)
        return f"; the last folder of it that does is {shown(there)}" if there and there.parts else ""
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return ""
    near = get_close_matches(path.name, names, n=1)
    return f'; did you mean "{shown(path.parent / near[0])}"?' if near else ""


def _folders_in(folder: str) -> str:
    names = sorted(f"{entry.name}/" for entry in Path(folder).iterdir() if entry.is_dir())
    return f", only {_listed(names)}" if names else ""


def _is_clutter(name: str) -> bool:
    return name.startswith(".") or name.lower() in _CLUTTER


def _all_of(listing: Listing) -> str:
    return _listed(list(_described(listing)))


def _described(listing: Listing) -> Iterator[str]:
    for found in listing:
        if not _is_clutter(found.pattern.head):
            yield f"{found.pattern} ({found.frames.text()})"
    yield from (name for name in listing.singles if not _is_clutter(name))


def _listed(names: Iterable[str]) -> str:
    known = list(names)
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return ", ".join(map(shown, known[:_SHOWN])) + more
