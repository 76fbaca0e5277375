"""What a publish would change against the version before it: files, settings, dependencies.

Pure comparison of what is handed in; nothing is read here. Files are matched by what they are, not by their names:
representation, view and frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from studio_tools.model import ProductKey, Stamp


class Place(NamedTuple):
    """Which file of a version: a representation's frame in a view, or its only file."""

    representation: str
    view: str = ""
    frame: int | None = None

    @property
    def order(self) -> tuple[str, str, int]:
        return (self.representation, self.view, 0 if self.frame is None else self.frame)


class Content(NamedTuple):
    """What one file holds. *digest* "" stands for "not looked at": it equals nothing."""

    size: int
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file that comes, goes or changes."""

    product: str
    place: Place
    name: str
    """As it is or will be published."""

    def as_json(self) -> dict[str, object]:
        return {
            "product": self.product,
            "representation": self.place.representation,
            "frame": self.place.frame,
            "view": self.place.view or None,
            "name": self.name,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """One thing that collectors noted, and how it was noted the last time; None where it was not."""

    product: str
    name: str
    before: object
    after: object

    def as_json(self) -> dict[str, object]:
        return {"product": self.product, "name": self.name, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two versions that are compared."""

    files: Mapping[Place, Content] = field(default_factory=dict)
    names: Mapping[Place, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)
    upstream: tuple[Stamp, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that changes, over all products of a publish."""

    added: tuple[FileChange, ...] = ()
    changed: tuple[FileChange, ...] = ()
    gone: tuple[FileChange, ...] = ()
    settings: tuple[SettingChange, ...] = ()
    used: tuple[str, ...] = ()
    """Addresses that it is made from now, and was not before."""
    unused: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    """Addresses of the versions compared with; a first version has none."""

    def __add__(self, other: Difference) -> Difference:
        return Difference(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            gone=self.gone + other.gone,
            settings=self.settings + other.settings,
            used=tuple(dict.fromkeys(self.used + other.used)),
            unused=tuple(dict.fromkeys(self.unused + other.unused)),
            previous=self.previous + other.previous,
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone or self.settings or self.used or self.unused)

    def as_json(self) -> dict[str, object]:
        return {
            "added": [change.as_json() for change in self.added],
            "changed": [change.as_json() for change in self.changed],
            "gone": [change.as_json() for change in self.gone],
            "settings": [change.as_json() for change in self.settings],
            "dependencies": {"added": list(self.used), "gone": list(self.unused)},
            "previous": list(self.previous),
        }


def compare(key: ProductKey, before: Side, after: Side, *, previous: str = "") -> Difference:
    """What changes of one product from *before* to *after*."""
    new, old = after.files.keys() - before.files.keys(), before.files.keys() - after.files.keys()
    both = before.files.keys() & after.files.keys()
    changed = {place for place in both if not same(before.files[place], after.files[place])}
    used, unused = _addresses(after.upstream), _addresses(before.upstream)
    return Difference(
        added=_changes(key, new, after.names),
        changed=_changes(key, changed, after.names),
        gone=_changes(key, old, before.names),
        settings=tuple(_settings(key, before.settings, after.settings)) if previous else (),
        used=tuple(address for address in used if address not in unused),
        unused=tuple(address for address in unused if address not in used),
        previous=(previous,) if previous else (),
    )


def same(one: Content, other: Content) -> bool:
    """Whether two files are known to hold the same."""
    return one.size == other.size and one.digest != "" and one.digest == other.digest


def to_be_digested(before: Mapping[Place, Content], sizes: Mapping[Place, int]) -> tuple[Place, ...]:
    """The places where only a digest can tell: both sides have a file there, and of the same size."""
    found = (place for place, size in sizes.items() if place in before and before[place].size == size)
    return tuple(sorted(found, key=lambda place: place.order))


def _changes(key: ProductKey, places: Iterable[Place], names: Mapping[Place, str]) -> tuple[FileChange, ...]:
    ordered = sorted(places, key=lambda place: place.order)
    return tuple(FileChange(product=key.name, place=place, name=names.get(place, "")) for place in ordered)


def _settings(key: ProductKey, before: Mapping[str, object], after: Mapping[str, object]) -> Iterable[SettingChange]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield SettingChange(product=key.name, name=name, before=before.get(name), after=after.get(name))


def _addresses(stamps: Iterable[Stamp]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stamp.address for stamp in stamps))
