"""Plans of updates: which row goes to which version, what that changes, and what stays and why. Touches nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from studio_tools.errors import StorageError, UsageError
from studio_tools.host import How
from studio_tools.load.difference import Difference, compare
from studio_tools.load.forms import Spelling, is_tiled, named, opened, respelled, spelling
from studio_tools.load.lookup import Lookup
from studio_tools.load.reading import Origin
from studio_tools.load.rows import Inventory, Row
from studio_tools.load.ways import MAYA, USD
from studio_tools.model import Representation, Stamp, Version

KIN: tuple[frozenset[str], ...] = (MAYA, USD)
"""Representations that may take each other's place in a scene: the program tells them apart by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One row that goes to another version."""

    row: Row
    target: Version
    representation: str
    path: Path
    """As the scene spelled the old one: with its token, its frame, its view."""
    difference: Difference | None = None
    """None where a manifest could not be read."""
    note: str = ""

    @property
    def stamp(self) -> Stamp:
        return Stamp(key=self.target.key, number=self.target.number, representation=self.representation)

    def as_json(self) -> dict[str, object]:
        return {
            "node": self.row.id,
            "from": self.row.address or None,
            "to": self.target.address,
            "representation": self.representation,
            "path": str(self.path),
            "difference": self.difference.as_json() if self.difference is not None else None,
            "note": self.note or None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One row that would be updated and cannot be, and why."""

    row: Row
    why: str

    def as_json(self) -> dict[str, object]:
        target = self.row.target.address if self.row.target is not None else None
        return {"node": self.row.id, "address": self.row.address or None, "newest": target, "why": self.why}


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePlan:
    turns: tuple[Turn, ...] = ()
    left: tuple[Left, ...] = ()
    unpin: tuple[str, ...] = ()
    """Ids whose pins come off with it."""

    def as_json(self) -> dict[str, object]:
        return {"turns": [turn.as_json() for turn in self.turns], "left": [left.as_json() for left in self.left]}


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans against one look at the storage. *is_exact* lets no representation take another's place."""

    lookup: Lookup
    reach: Origin = Origin.SCENE
    """Rows that others told of cannot be turned."""
    is_exact: bool = False

    def newest(self, rows: Collection[Row], *, through_pins: bool = False) -> Iterator[Turn | Left]:
        """For every row that is behind, where it goes or why it stays."""
        for row in rows:
            if row.target is None:
                continue
            if row.pin is not None and not through_pins:
                yield Left(row=row, why="it is pinned" + (f": {row.pin.reason}" if row.pin.reason else ""))
            else:
                yield self.turn(row, row.target)

    def turn(self, row: Row, target: Version, representation: str = "") -> Turn | Left:
        """One row to a version, as the representation it is read as unless another is named."""
        if row.origin is not self.reach:
            return Left(row=row, why="the program does not list it; only the saved file tells of it")
        if row.kind == How.IMPORT.value:
            return Left(row=row, why="it was imported and is the scene's own now; remove it and load it anew")
        if not row.is_editable:
            return Left(row=row, why="it came with another reference; open the file that brings it")
        old = None if row.version is None else named(row.version, row.representation)
        wanted = representation or row.representation or _ending(row, target)
        form = self._form(target, wanted)
        if form is None:
            return Left(row=row, why=_no_form(target, wanted))
        if gone := self.lookup.missing(target, form):
            return Left(row=row, why=f"files of {target.address} are missing: {gone}")
        name = respelled(form, manner_of(row, old, target, form))
        if name is None:
            return Left(row=row, why=f"{target.address} has no such frame as {_name(row)}")
        difference, note = self._difference(row.version, target, old, form)
        return Turn(
            row=row,
            target=target,
            representation=form.name,
            path=self.lookup.path(target, name),
            difference=difference,
            note=note,
        )

    def _form(self, target: Version, wanted: str) -> Representation | None:
        """The same representation, else one of its kin; the only one where none is wanted."""
        if not wanted:
            return target.representations[0] if len(target.representations) == 1 else None
        found = named(target, wanted)
        if found is not None or self.is_exact:
            return found
        kin = next((family for family in KIN if wanted in family), frozenset[str]())
        return next((form for form in target.representations if form.name in kin), None)

    def _difference(
        self, old: Version | None, new: Version, was: Representation | None, form: Representation
    ) -> tuple[Difference | None, str]:
        if old is None or was is None:
            return None, ""
        manifest = self.lookup.manifest
        try:
            return compare(manifest(old), manifest(new), old=was.name, new=form.name), ""
        except StorageError as error:
            return None, f"what changes cannot be told: {error.message}"


def manner_of(row: Row, old: Representation | None, target: Version, form: Representation) -> Spelling:
    """How the row spells its file; as tiles or an open sequence where it cannot be read from its path."""
    found = spelling(_name(row), old) if old is not None else opened(_name(row))
    if found is not None:
        return found
    return Spelling(mark="<UDIM>") if is_tiled(target, form) else Spelling()


def _ending(row: Row, target: Version) -> str:
    """The representation that the row's own ending names, where the target has it."""
    ending = _name(row).rpartition(".")[2].lower()
    return ending if named(target, ending) is not None else ""


def _name(row: Row) -> str:
    return row.resolved.name if row.resolved is not None else row.path.replace("\\", "/").rpartition("/")[2]


def _no_form(target: Version, wanted: str) -> str:
    has = ", ".join(form.name for form in target.representations)
    return f"{target.address} has no {wanted}; it has {has}" if wanted else f"{target.address} has {has}: name one"


def gathered(found: Iterator[Turn | Left], unpin: Sequence[str] = ()) -> UpdatePlan:
    """A plan of what a planner found."""
    every = list(found)
    turns = tuple(one for one in every if isinstance(one, Turn))
    left = tuple(one for one in every if isinstance(one, Left))
    return UpdatePlan(turns=turns, left=left, unpin=tuple(unpin))


def chosen(inventory: Inventory, ids: Sequence[str]) -> list[Row]:
    """The rows of these ids, each once. Raises UsageError naming the nearest for one that is not in the scene."""
    rows = []
    for ident in dict.fromkeys(ids):
        row = inventory.row(ident)
        if row is None:
            near = get_close_matches(ident, [each.id for each in inventory.rows], n=1)
            raise UsageError(
                f"{ident} is not among what the scene reads", hint=f"Did you mean {near[0]}?" if near else "List it."
            )
        rows.append(row)
    return rows


def refuse_left(plan: UpdatePlan) -> UpdatePlan:
    """The plan; raises UsageError where something that was asked for by name would stay."""
    if plan.left:
        said = "; ".join(f"{left.row.label}: {left.why}" for left in plan.left)
        raise UsageError(
            f"what was chosen cannot be updated: {said}",
            hint="Leave it out, or mend what is named.",
            details={"left": [left.as_json() for left in plan.left]},
        )
    return plan
