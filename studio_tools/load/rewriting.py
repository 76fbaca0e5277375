"""Update a scene file on disk: a copy in which outdated paths lead to the newest versions, all else byte for byte.

The original is never touched. What cannot be mapped stays as it is and is told. How a path is put into a file of Maya
or Nuke is known by `scenes.repath`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from itertools import takewhile
from pathlib import Path

from studio_tools import scenes
from studio_tools.errors import StorageError, UsageError
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.load.inventory import updates
from studio_tools.load.lookup import Lookup
from studio_tools.load.plan import Left, Planner, Turn, gathered
from studio_tools.load.reading import Origin, said
from studio_tools.load.rows import Inventory, Row
from studio_tools.model import Address
from studio_tools.scenes.paths import tidy
from studio_tools.session import Session

_HELD_BY_PIN = "something that is pinned reads the same file"
_HELD = "something that stays is written the same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """What a copy came to."""

    file: Path
    into: Path
    turns: tuple[Turn, ...]
    left: tuple[Left, ...]
    mentions: int = 0
    """Old paths that stand in the file where nothing is read (in code, in comments), and stay."""

    def as_json(self) -> dict[str, object]:
        return {
            "file": str(self.file),
            "into": str(self.into),
            "updated": [turn.as_json() for turn in self.turns],
            "left": [left.as_json() for left in self.left],
            "mentions": self.mentions,
        }


def update_file(session: Session, file: Path, into: Path, *, only: Sequence[Address] = ()) -> Flow[Rewritten]:
    """Copy a scene so that what is outdated or retracted in it leads to what is newest; pins are kept.

    *only* names versions or products. Raises UsageError where *into* exists, or where one of *only* is not in the file;
    SourceError where the file cannot be read or changed rightly; StorageError. A copy that fails leaves nothing.
    """
    if os.path.lexists(into):
        raise UsageError(f"{into} exists already", hint="Name a file that does not: a copy replaces nothing.")
    if into.suffix.lower() != file.suffix.lower():
        raise UsageError(f"{into.name} would not be what {file.name} is", hint=f"Let it end in {file.suffix}.")
    found = yield from updates(session, file)
    outcome = yield Job(Phase.PLAN, "load.plan", file.name, partial(_planned, session, found, tuple(only)))
    turns, left = outcome.get()
    written = yield Job(Phase.LOAD, "load.rewrite", file.name, partial(_rewrite, file, into, turns))
    report: Rewritten = written.get()
    return Rewritten(file=file, into=into, turns=report.turns, left=(*left, *report.left), mentions=report.mentions)


def _planned(
    session: Session, found: Inventory, only: tuple[Address, ...]
) -> tuple[tuple[Turn, ...], tuple[Left, ...]]:
    rows = found.rows if not only else _only(found, only)
    planner = Planner(Lookup.of(session), reach=Origin.FILE, is_exact=True)
    plan = gathered(planner.newest(rows))
    turned = {_place(turn.row) for turn in plan.turns}
    staying = [row for row in found.rows if row.is_editable and _place(row) not in turned]
    # A path is changed wherever it is written: what is to stay would go along.
    held = {row.path: _HELD_BY_PIN if row.pin is not None else _HELD for row in staying}
    along = [Left(row=turn.row, why=held[turn.row.path]) for turn in plan.turns if turn.row.path in held]
    return tuple(turn for turn in plan.turns if turn.row.path not in held), (*plan.left, *along)


def _place(row: Row) -> tuple[str, str, Path | None]:
    """What tells one row of a file from the others."""
    return row.id, row.path, row.resolved


def _only(found: Inventory, only: tuple[Address, ...]) -> list[Row]:
    """The rows that were named. Raises UsageError naming the nearest for an address that the file does not read."""
    known = {row.address for row in found.rows if row.address}
    for address in only:
        if not any(_names(address, row) for row in found.rows):
            near = get_close_matches(str(address), sorted(known), n=1, cutoff=0.3)
            raise UsageError(
                f"{found.file} does not read {address}",
                hint=f"Did you mean {near[0]}?" if near else "It reads nothing that is published.",
                details={"reads": sorted(known)},
            )
    return [row for row in found.rows if any(_names(address, row) for address in only)]


def _names(address: Address, row: Row) -> bool:
    """Whether a row reads the version, a version of the product, or one below the entity that is named."""
    if not row.address:
        return False
    own = Address.parse(row.address)
    below = not address.entity or own.entity == address.entity or own.entity.startswith(f"{address.entity}/")
    same = own.project == address.project and address.kind in {"", own.kind}
    variant = address.variant or (own.variant if not address.is_version else "main")
    return below and same and variant == own.variant and address.number in {None, own.number}


@dataclass(slots=True)
class _Pass:
    """One path of the file, as written, and what is written in its place."""

    old: str
    new: str
    turns: list[Turn] = field(default_factory=list)


def _rewrite(file: Path, into: Path, turns: Sequence[Turn]) -> Rewritten:
    passes, left = _passes(turns)
    mentions = _through(file, into, passes)
    with _gone_if_broken(into):
        after = {(one.id, one.path) for one in said(scenes.read(into))}
    done: list[Turn] = []
    for each in passes:
        for turn in each.turns:
            if (turn.row.id, each.new) in after:
                done.append(turn)
            else:
                left.append(Left(row=turn.row, why="its path is written in a way that could not be changed"))
    return Rewritten(file=file, into=into, turns=tuple(done), left=tuple(left), mentions=mentions)


def _passes(turns: Sequence[Turn]) -> tuple[list[_Pass], list[Left]]:
    """What is to be written for what, ordered so that no path is changed twice."""
    found: dict[str, _Pass] = {}
    left: list[Left] = []
    for turn in turns:
        new = rewritten(turn.row, turn.path)
        if new is None:
            left.append(Left(row=turn.row, why=f"it is written as {turn.row.path}, which says its version by itself"))
        else:
            found.setdefault(turn.row.path, _Pass(turn.row.path, new)).turns.append(turn)
    for path in [
        each.old for each in found.values() if len({rewritten(turn.row, turn.path) for turn in each.turns}) > 1
    ]:
        left += [Left(row=turn.row, why="what is written the same means two things") for turn in found.pop(path).turns]
    ordered: list[_Pass] = []
    while found:
        free = next((each for each in found.values() if each.new not in found), None)
        if free is None:
            left += [
                Left(row=one.row, why="it goes round in a circle") for each in found.values() for one in each.turns
            ]
            break
        ordered.append(found.pop(free.old))
    return ordered, left


def rewritten(row: Row, path: Path) -> str | None:
    """How the row's path is written when it leads to *path*: with the same beginning, be it TCL or a project's.

    None where the part that changes is not written out.
    """
    if row.resolved is None:
        return None
    written = row.path.replace("\\", "/") if "\\" in row.path and "[" not in row.path else row.path
    old, new = tidy(str(row.resolved)), path.as_posix()
    kept = _common_end(written, old)
    begin, head = written[: len(written) - kept], old[: len(old) - kept]
    if not new.startswith(head):
        return None
    text = begin + new[len(head) :]
    return text.replace("/", "\\") if written != row.path else text


def _common_end(one: str, other: str) -> int:
    """How many letters both have in common at their ends, in whole names; all of *one* where *other* ends in it."""
    if one == other or other.endswith(f"/{one}"):
        return len(one)
    pairs = zip(reversed(one), reversed(other), strict=False)
    count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    at = one[len(one) - count :].find("/")
    return 0 if at < 0 else count - at


def _through(file: Path, into: Path, passes: Sequence[_Pass]) -> int:
    """Write the copy, one path after another; how many mentions of old paths stay."""
    if not passes:
        _copied(file, into)
        return 0
    mentions, source = 0, file
    with _workplace(into) as folder:
        for number, each in enumerate(passes, 1):
            target = into if number == len(passes) else folder / f"{number}{file.suffix}"
            mentions += scenes.repath(source, target, each.old, each.new).left
            source = target
    return mentions


@contextmanager
def _workplace(into: Path) -> Iterator[Path]:
    """A folder beside the copy for the steps on the way; it goes in the end. Raises StorageError."""
    try:
        place = tempfile.TemporaryDirectory(prefix=".studio-update-", dir=into.parent, ignore_cleanup_errors=True)
    except OSError as error:
        raise _unwritable(into, error) from error
    with place as name:
        yield Path(name)


def _copied(file: Path, into: Path) -> None:
    """Copy a file in which nothing is to be changed. Raises StorageError, UsageError."""
    try:
        with file.open("rb") as source, into.open("xb") as target, _gone_if_broken(into):
            shutil.copyfileobj(source, target)
            into.chmod(file.stat().st_mode & 0o777 | 0o200)
    except FileExistsError as error:
        raise UsageError(f"{into} exists already", hint="Name a file that does not.") from error
    except OSError as error:
        raise _unwritable(into, error) from error


@contextmanager
def _gone_if_broken(path: Path) -> Iterator[None]:
    """Leave nothing where the work within fails."""
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _unwritable(into: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{into} cannot be written: {error.strerror}",
        hint="Check that the folder is there and that you may write to it.",
        details={"path": str(into)},
    )
