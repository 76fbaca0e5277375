"""What artists' own scenes are called: by `templates.scene`, for one entity and task, and the next free name.

Not here: in which folder they lie (places), names outside of those folders (launch).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from studio_tools.config import Settings, scene_template
from studio_tools.host.places import task_word
from studio_tools.model import Address
from studio_tools.model.address import ASSETS
from studio_tools.templates import Field, Template, Value

_VERSION = "version"


@dataclass(frozen=True, slots=True)
class SceneNames:
    """The names of one entity's scenes, of one task where the address has one; endings are not part of them."""

    template: Template
    """With what is known of the address as the only thing its fields take."""
    known: Mapping[str, str]

    @classmethod
    def of(cls, settings: Settings, address: Address) -> SceneNames:
        """The names of the scenes of an address, by the template of loaded settings."""
        template, known = scene_template(settings), _known(address)
        pinned = {name: Field(name=name, pattern=re.escape(value)) for name, value in known.items()}
        return cls(Template(template.text, {**template.declared, **pinned}), known)

    def fits(self, path: Path) -> bool:
        """Whether a scene is called as the template asks."""
        return self.template.matches(path.stem)

    def next_in(self, folder: Path, suffix: str, like: Path | None = None) -> Path:
        """A free path in a folder: one above the highest number; called as *like* is, where that fits."""
        named = self.template.parse(like.stem if like is not None and self.fits(like) else self._first())
        own = _without_number(named)
        taken = [int(found[_VERSION]) for found in self._beside(folder, suffix) if _without_number(found) == own]
        number = max([int(named[_VERSION]), *taken])
        while (path := folder / f"{self.template.format(own, version=number + 1)}{suffix}").exists():
            number += 1  # a name that differs in its letters' case alone is the same file on some disks
        return path

    def _first(self) -> str:
        return self.template.format(self.known, version=0)

    def _beside(self, folder: Path, suffix: str) -> Iterator[Mapping[str, Value]]:
        if folder.is_dir():
            for path in folder.iterdir():
                if path.suffix.lower() == suffix.lower() and self.fits(path):
                    yield self.template.parse(path.stem)


def _known(address: Address) -> dict[str, str]:
    known = {"project": address.project, "entity": address.segments[-1]}
    if address.task:
        known["task"] = task_word(address.task)
    if len(address.segments) > 1 and not address.entity.startswith(f"{ASSETS}/"):
        known["sequence"] = address.segments[0]
    return known


def _without_number(fields: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if name != _VERSION}
