"""A run's record: what one publish is, how far it came, and who holds it. Frozen data and its JSON.

Not here: how a record is changed (runs), who may change it (claims).
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from studio_tools.frames import FrameRange
from studio_tools.model import CutRange, ProductKey, Representation, Stamp, User, Version, VersionStatus
from studio_tools.storage.owner import Owner

_FORMAT = 1
_HISTORY = 64


class RecordState(StrEnum):
    """How far a run came. COMMITTED and ABANDONED are the two decisions; each run meets exactly one of them."""

    OPEN = "OPEN"
    RESERVED = "RESERVED"
    FILLED = "FILLED"
    COMMITTED = "COMMITTED"
    SEALED = "SEALED"
    ABANDONED = "ABANDONED"

    @property
    def is_committed(self) -> bool:
        return self in {RecordState.COMMITTED, RecordState.SEALED}


_STATUS = {
    RecordState.OPEN: VersionStatus.RESERVED,
    RecordState.RESERVED: VersionStatus.RESERVED,
    RecordState.FILLED: VersionStatus.FILLED,
    RecordState.COMMITTED: VersionStatus.DEFERRED,
    RecordState.SEALED: VersionStatus.SEALED,
    RecordState.ABANDONED: VersionStatus.ABANDONED,
}


def new_run_id(now: datetime) -> str:
    """A run's name: sorts by time, is never given twice, and suits every file system."""
    return f"{now.astimezone(UTC):%Y%m%dt%H%M%S}{now.microsecond // 1000:03}-{secrets.token_hex(5)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRecord:
    """One product of a run. What stands here suffices to list and register its version without its manifest."""

    key: ProductKey
    upstream: tuple[Stamp, ...] = ()
    facts: Mapping[str, object]
    cut: CutRange | None = None
    number: int | None = None
    folder: PurePosixPath | None = None
    representations: tuple[Representation, ...] = ()
    digest: str = ""

    @property
    def address(self) -> str:
        return self.key.address(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    address: str
    reason: str
    replacement: str
    by: str
    when: datetime
    is_told: bool = False
    """Whether the tracker has heard of it."""

    @property
    def words(self) -> str:
        """What the tracker is told."""
        return f"{self.reason} (use {self.replacement})" if self.replacement else self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    run: str
    state: RecordState
    project: str
    entity: str
    task: str
    author: User
    origin: str
    comment: str
    created: datetime
    """UTC."""
    products: tuple[ProductRecord, ...]
    generation: int = 0
    nonce: str = ""
    """Of this generation: whoever wrote it knows it again."""
    history: tuple[str, ...] = ()
    """Nonces of the generations before, newest last: tells whether one was built upon."""
    claim: str = ""
    """Of the holder; "" when nobody holds the run."""
    epoch: int = 0
    """Grows with each holder."""
    owner: Owner | None = None
    committed: datetime | None = None
    attempts: int = 0
    """How often records were asked to be created; only the last time need have been answered."""
    asked: datetime | None = None
    """When that was asked last."""
    is_doubtful: bool = False
    """Whether an earlier, lost request may still come through: it would leave records twice, or old words on top."""
    is_undone: bool = False
    """Whether everything that an abandoned run had made is gone."""
    reason: str = ""
    """Why it was abandoned, or what it waits for."""
    retractions: tuple[Retraction, ...] = ()
    notes: tuple[str, ...] = ()
    unlinked: tuple[Stamp, ...] = ()
    """What it was made from and could not be linked to on the tracker, for that was not registered itself yet."""

    def product(self, key: ProductKey) -> ProductRecord | None:
        return next((product for product in self.products if product.key == key), None)

    @property
    def standing(self) -> tuple[Retraction, ...]:
        """The last word on each version that was retracted; what was said of it before is history."""
        return tuple({found.address: found for found in self.retractions}.values())

    def retraction(self, address: str) -> Retraction | None:
        """The retraction that stands for one version."""
        return next((found for found in self.standing if found.address == address), None)

    @property
    def is_done(self) -> bool:
        """Whether nobody has to care for the run any more."""
        if self.state is RecordState.ABANDONED:
            return self.is_undone
        return self.state is RecordState.SEALED and not (self.untold or self.is_doubtful or self.unlinked)

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(product.address for product in self.products)

    @property
    def amended(self) -> frozenset[str]:
        """Versions whose retraction was spoken of more than once."""
        said = [found.address for found in self.retractions]
        return frozenset(address for address in said if said.count(address) > 1)

    @property
    def untold(self) -> tuple[Retraction, ...]:
        """Retractions of which the tracker has not heard."""
        return tuple(found for found in self.standing if not found.is_told)

    def registered(self, address: str) -> list[int]:
        """The tracker's records of one version, as far as the run knows them."""
        forms = (form for product in self.products if product.address == address for form in product.representations)
        return [form.record for form in forms if form.record is not None]

    def followed_by(self, changed: RunRecord, *, nonce: str) -> RunRecord:
        """*changed* as the generation after this one."""
        history = (*self.history, self.nonce)[-_HISTORY:]
        return replace(changed, generation=self.generation + 1, nonce=nonce, history=history)

    def having_told(self, heard: Collection[Retraction]) -> RunRecord:
        """The record in which the tracker has heard of these retractions; itself where that is nothing new.

        A later word on the same version that was added meanwhile stays untold.
        """
        told: set[str] = set()
        marked: list[Retraction] = []
        for old in reversed(self.retractions):
            if old.is_told or old in heard:
                told.add(old.address)  # and so all that was said of it before needs no telling any more
            marked.append(replace(old, is_told=old.address in told))
        found = tuple(reversed(marked))
        return self if found == self.retractions else replace(self, retractions=found)

    def with_product(self, product: ProductRecord) -> RunRecord:
        """The record with one of its products replaced."""
        return replace(self, products=tuple(product if old.key == product.key else old for old in self.products))

    def version(self, product: ProductRecord) -> Version:
        """The version that a numbered product of this run became. Raises ValueError without a number."""
        if product.number is None or product.folder is None:
            raise ValueError(f"{product.key.address()} has no number in run {self.run}")
        status = _STATUS[self.state]
        gone = self.retraction(product.address) if status.is_committed else None
        if gone is not None:
            status = VersionStatus.RETRACTED
        return Version(
            key=product.key,
            number=product.number,
            run=self.run,
            status=status,
            folder=product.folder,
            representations=product.representations,
            digest=product.digest,
            comment=self.comment,
            author=self.author,
            created=self.created,
            upstream=product.upstream,
            reason=gone.reason if gone else (self.reason if status is VersionStatus.ABANDONED else ""),
            replacement=gone.replacement if gone else "",
        )

    def versions(self) -> tuple[Version, ...]:
        """Every product of the run that has a number, as a version."""
        return tuple(self.version(product) for product in self.products if product.number is not None)

    def as_json(self) -> dict[str, object]:
        return {
            "format": _FORMAT,
            "run": self.run,
            "state": self.state.value,
            "generation": self.generation,
            "nonce": self.nonce,
            "history": list(self.history),
            "claim": self.claim,
            "epoch": self.epoch,
            "owner": self.owner.as_json() if self.owner else None,
            "project": self.project,
            "entity": self.entity,
            "task": self.task,
            "author": {"login": self.author.login, "name": self.author.name, "id": self.author.id},
            "origin": self.origin,
            "comment": self.comment,
            "created": self.created.isoformat(),
            "committed": self.committed.isoformat() if self.committed else None,
            "attempts": self.attempts,
            "asked": self.asked.isoformat() if self.asked else None,
            "doubtful": self.is_doubtful,
            "undone": self.is_undone,
            "reason": self.reason,
            "notes": list(self.notes),
            "products": [_product_json(product) for product in self.products],
            "retractions": [_retraction_json(found) for found in self.retractions],
            "unlinked": [stamp_json(stamp) for stamp in self.unlinked],
        }

    @classmethod
    def of(cls, value: Any) -> RunRecord:
        """Read a record's JSON. Raises KeyError, TypeError or ValueError where it is damaged."""
        if value["format"] != _FORMAT:
            raise ValueError(f"a record of format {value['format']} is not known here")
        texts = ("run", "project", "entity", "task", "origin", "comment", "nonce", "claim", "reason")
        numbers = ("generation", "epoch", "attempts")
        plain: dict[str, Any] = {name: str(value[name]) for name in texts}
        plain |= {name: int(value[name]) for name in numbers}
        return cls(
            **plain,
            state=RecordState(value["state"]),
            author=User(**value["author"]),
            owner=Owner.of(value["owner"]) if value["owner"] else None,
            created=datetime.fromisoformat(value["created"]),
            committed=datetime.fromisoformat(value["committed"]) if value["committed"] else None,
            asked=datetime.fromisoformat(value["asked"]) if value["asked"] else None,
            is_doubtful=bool(value["doubtful"]),
            is_undone=bool(value["undone"]),
            notes=tuple(map(str, value["notes"])),
            history=tuple(map(str, value["history"])),
            products=tuple(_product_of(found) for found in value["products"]),
            retractions=tuple(_retraction_of(found) for found in value["retractions"]),
            unlinked=tuple(map(stamp_of, value.get("unlinked", ()))),
        )


def key_json(key: ProductKey) -> dict[str, str]:
    return {"project": key.project, "entity": key.entity, "kind": key.kind, "variant": key.variant}


def stamp_json(stamp: Stamp) -> dict[str, object]:
    return key_json(stamp.key) | {"number": stamp.number, "representation": stamp.representation}


def stamp_of(value: Any) -> Stamp:
    return Stamp(key=_key_of(value), number=int(value["number"]), representation=str(value["representation"]))


def cut_json(cut: CutRange | None) -> dict[str, int] | None:
    return {"first": cut.first, "last": cut.last, "handles": cut.handles} if cut else None


def cut_of(value: Any) -> CutRange | None:
    return CutRange(**value) if value else None


def representation_json(form: Representation) -> dict[str, object]:
    return {
        "name": form.name,
        "path": str(form.path),
        "frames": str(form.frames) if form.frames else None,
        "files": form.files,
        "bytes": form.size,
        "record": form.record,
    }


def representation_of(value: Any) -> Representation:
    return Representation(
        name=str(value["name"]),
        path=PurePosixPath(value["path"]),
        frames=FrameRange.parse(value["frames"]) if value["frames"] else None,
        files=int(value["files"]),
        size=int(value["bytes"]),
        record=value.get("record"),
    )


def _key_of(value: Any) -> ProductKey:
    return ProductKey(*(str(value[name]) for name in ("project", "entity", "kind", "variant")))


def _product_json(product: ProductRecord) -> dict[str, object]:
    return {
        "key": key_json(product.key),
        "number": product.number,
        "folder": str(product.folder) if product.folder else None,
        "digest": product.digest,
        "cut": cut_json(product.cut),
        "upstream": [stamp_json(stamp) for stamp in product.upstream],
        "facts": dict(product.facts),
        "representations": [representation_json(form) for form in product.representations],
    }


def _product_of(value: Any) -> ProductRecord:
    return ProductRecord(
        key=_key_of(value["key"]),
        number=value["number"],
        folder=PurePosixPath(value["folder"]) if value["folder"] else None,
        digest=str(value["digest"]),
        cut=cut_of(value["cut"]),
        upstream=tuple(map(stamp_of, value["upstream"])),
        facts=dict(value["facts"]),
        representations=tuple(map(representation_of, value["representations"])),
    )


def _retraction_json(found: Retraction) -> dict[str, object]:
    return {
        "address": found.address,
        "reason": found.reason,
        "replacement": found.replacement,
        "by": found.by,
        "when": found.when.isoformat(),
        "told": found.is_told,
    }


def _retraction_of(value: Any) -> Retraction:
    texts = {name: str(value[name]) for name in ("address", "reason", "replacement", "by")}
    return Retraction(**texts, when=datetime.fromisoformat(value["when"]), is_told=bool(value["told"]))
