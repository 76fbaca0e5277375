"""The honest list of everything a scene reads: published or not, current, outdated, retracted, missing, pinned.

An open scene is asked and its saved file read beside it; a file alone is read. Not here: changing any of it (turning).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from studio_tools import scenes
from studio_tools.errors import StorageError, StudioError
from studio_tools.host import Scene
from studio_tools.jobs import Flow, Job, Phase, Where
from studio_tools.load.forms import form_of
from studio_tools.load.lookup import Lookup
from studio_tools.load.pins import Pin, Pins, pins_in, pins_of
from studio_tools.load.reading import Mention, Origin, joined, listed, said
from studio_tools.load.rows import Inventory, Row, State
from studio_tools.model import ProductKey, Version, VersionStatus
from studio_tools.session import Session
from studio_tools.whereabouts import Place

_STRANGE = "none of the files that were published there"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the open scene said of itself."""

    file: Path | None
    is_modified: bool
    mentions: tuple[Mention, ...]
    pins: Pins


def inventory(session: Session, scene: Scene) -> Flow[Inventory]:
    """List what an open scene reads. Raises StorageError where the storage is away: nothing could be judged."""
    asked: _Asked = (yield Job(Phase.COLLECT, "load.ask", scene.name, partial(_ask, scene), Where.MAIN)).get()
    mentions, notes = asked.mentions, list[str]()
    if asked.file is not None and asked.file.suffix.lower() in scenes.ENDINGS:
        outcome = yield Job(Phase.COLLECT, "load.read", asked.file.name, partial(_read, asked.file))
        if outcome.error is None:
            mentions = tuple(joined(mentions, said(outcome.value)))
            notes += [f"the file says: {warning}" for warning in outcome.value.warnings]
        elif isinstance(outcome.error, StudioError):
            notes.append(f"the saved file could not be read beside the scene: {outcome.error.message}")
        else:
            raise outcome.error
    judge = Judge(Lookup.of(session), asked.pins, is_stale=asked.is_modified)
    rows = (yield Job(Phase.COLLECT, "load.judge", scene.name, partial(judge.rows, mentions))).get()
    return Inventory(file=asked.file, rows=tuple(rows), notes=tuple(notes))


def updates(session: Session, path: Path) -> Flow[Inventory]:
    """List what a scene file on disk reads, without its program.

    Raises SourceError where it cannot be read, StorageError where the storage is away.
    """
    file: scenes.Scene = (yield Job(Phase.COLLECT, "load.read", path.name, partial(_read, path))).get()
    judge = Judge(Lookup.of(session), pins_in(file))
    rows = (yield Job(Phase.COLLECT, "load.judge", path.name, partial(judge.rows, tuple(said(file))))).get()
    return Inventory(file=path, rows=tuple(rows), notes=tuple(f"the file says: {each}" for each in file.warnings))


def _ask(scene: Scene) -> _Asked:
    return _Asked(
        file=scene.file(),
        is_modified=scene.modified(),
        mentions=tuple(listed(scene.loaded())),
        pins=pins_of(scene),
    )


def _read(path: Path) -> scenes.Scene:
    return scenes.read(path)


@dataclass(frozen=True, slots=True)
class Judge:
    """Says of what is read how things stand."""

    lookup: Lookup
    pins: Pins
    is_stale: bool = False
    """Whether the scene changed since its file was saved."""
    _listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Folders that were looked into."""

    def rows(self, mentions: Sequence[Mention]) -> Iterator[Row]:
        """One row for each. Raises StorageError where the storage is away."""
        self.lookup.whereabouts.require()
        for mention in mentions:
            yield self.row(mention)

    def row(self, mention: Mention) -> Row:
        """How things stand with one thing; that nobody can say where the storage that it leads to is away."""
        bare = self._bare(mention)
        try:
            return self._judged(bare, mention)
        except StorageError as error:
            address = mention.stamp.address if mention.stamp is not None else ""
            return replace(bare, state=State.UNKNOWN, address=address, note=_join(bare.note, error.message))

    def _judged(self, bare: Row, mention: Mention) -> Row:
        place = None if mention.resolved is None else self.lookup.place(mention.resolved)
        if place is None and mention.stamp is None:
            return replace(bare, state=self._unpublished(mention))
        key, number = _whose(mention, place)
        version = self.lookup.version(key, number)
        moved = self._moved(place)
        known = replace(bare, address=key.address(number), note=_join(bare.note, _contradiction(mention, place), moved))
        if version is None or not version.status.is_committed:
            return self._unknown(replace(known, latest=self.lookup.latest(key)), mention, version)
        return self._published(known, mention, place, version)

    def _moved(self, place: Place | None) -> str:
        """What to say of a file that stayed behind when its project went to another storage."""
        if place is None or not self.lookup.is_left(place):
            return ""
        return f"{place.key.project} keeps what it publishes in {self.lookup.storage(place.key).root.path} now"

    def _bare(self, mention: Mention) -> Row:
        """What is known without asking the storage."""
        is_old = mention.origin is Origin.FILE and self.is_stale
        return Row(
            id=mention.id,
            kind=mention.kind,
            label=mention.label,
            path=mention.path,
            resolved=mention.resolved,
            state=State.UNPUBLISHED,
            origin=mention.origin,
            is_loaded=mention.is_loaded,
            is_editable=mention.is_editable,
            note="as the file was last saved" if is_old else "",
        )

    def _unpublished(self, mention: Mention) -> State:
        if mention.resolved is None:
            return State.UNRESOLVED
        return State.UNPUBLISHED if mention.is_there(self._listed) else State.MISSING

    def _unknown(self, row: Row, mention: Mention, version: Version | None) -> Row:
        why = "storage has no such version" if version is None else f"that version is {version.status.value}"
        state = State.UNKNOWN if mention.is_there(self._listed) or mention.resolved is None else State.MISSING
        return replace(row, state=state, note=_join(row.note, why))

    def _published(self, row: Row, mention: Mention, place: Place | None, version: Version) -> Row:
        representation, gone = self._files(mention, place, version)
        retracted = version.status is VersionStatus.RETRACTED
        latest = self.lookup.latest(version.key)
        pin, void = self._pin(row.id, version)
        replacement, unseen = self._replacement(version) if retracted else (None, "")
        found = replace(
            row,
            version=version,
            representation=representation,
            latest=latest,
            replacement=replacement,
            pin=pin,
            note=_join(row.note, void, "" if representation else _STRANGE, gone, unseen),
        )
        return replace(found, state=_state(found, is_missing=bool(gone) or not mention.is_there(self._listed)))

    def _replacement(self, version: Version) -> tuple[Version | None, str]:
        """What to use instead, and what to say where that cannot be looked at."""
        try:
            return self.lookup.replacement(version), ""
        except StorageError as error:
            return None, f"{version.replacement} is to be used instead, but {error.message}"

    def _files(self, mention: Mention, place: Place | None, version: Version) -> tuple[str, str]:
        """Which representation is read, and which of its files are gone."""
        if place is None:
            return (mention.stamp.representation if mention.stamp is not None else ""), ""
        found = form_of(place.name, version)
        if found is None:
            return "", ""
        form, manner = found
        is_elsewhere = manner.frame is not None or self.lookup.is_left(place)
        gone = "" if is_elsewhere else self.lookup.missing(version, form)
        return form.name, f"missing: {gone}" if gone else ""

    def _pin(self, ident: str, version: Version) -> tuple[Pin | None, str]:
        """The pin that holds, and what to say of one that holds no longer."""
        pin = self.pins.get(ident)
        if pin is None or pin.address == version.address:
            return pin, ""
        return None, f"was pinned to {pin.address}, which it no longer reads"


def _whose(mention: Mention, place: Place | None) -> tuple[ProductKey, int]:
    """Which version is read: where the path leads, else what the stamp says."""
    if place is not None:
        return place.key, place.number
    assert mention.stamp is not None  # noqa: S101 - one of both is there
    return mention.stamp.key, mention.stamp.number


def _contradiction(mention: Mention, place: Place | None) -> str:
    """What to say where stamp and path disagree."""
    stamp = mention.stamp
    if stamp is None:
        return ""
    if place is None:
        is_elsewhere = mention.resolved is not None
        return "its file lies outside of the storage; its stamp is believed" if is_elsewhere else ""
    if (place.key, place.number) != (stamp.key, stamp.number):
        return f"its stamp says {stamp.address}; the path is believed"
    return ""


def _state(row: Row, *, is_missing: bool) -> State:
    """The worst that is true of a published row."""
    if row.resolved is None:
        return State.UNRESOLVED
    if is_missing:
        return State.MISSING
    assert row.version is not None  # noqa: S101 - it is published
    if row.version.status is VersionStatus.RETRACTED:
        return State.RETRACTED
    if row.pin is not None:
        return State.PINNED
    if row.is_behind:
        return State.OUTDATED
    return State.CURRENT if row.is_loaded else State.UNLOADED


def _join(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
