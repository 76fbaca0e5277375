"""Pins: what is to stay at its version, whatever is published later. They are kept in the scene's own file.

A pin holds as long as what it was put on is still at that version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from studio_tools import scenes
from studio_tools.host import Scene
from studio_tools.scenes import nuke_text
from studio_tools.scenes.window import Window, opened

NOTE = "pins"
"""The note of the scene under which they are kept."""
_INFO = f"studio.{NOTE}"
"""Where a note stands in a Maya scene's fileInfo: escaped, after an equals sign."""
_KNOB = "studioNotes"
"""Where all notes stand in a Nuke script: on Root, as one escaped JSON object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    address: str
    """The version it holds."""
    reason: str = ""
    by: str = ""
    when: datetime | None = None
    """UTC."""

    def as_json(self) -> dict[str, object]:
        when = self.when.isoformat() if self.when else None
        return {"address": self.address, "reason": self.reason, "by": self.by, "when": when}

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Pin:
        """Read one. Raises KeyError, TypeError or ValueError where it is none."""
        when = value.get("when")
        return cls(
            address=str(value["address"]),
            reason=str(value.get("reason") or ""),
            by=str(value.get("by") or ""),
            when=datetime.fromisoformat(when) if when else None,
        )


Pins = Mapping[str, Pin]
"""By the id of what is held."""


def pins_of(scene: Scene) -> Pins:
    """The pins of an open scene. Touches the host."""
    return parsed(scene.note(NOTE))


def pins_in(file: scenes.Scene) -> Pins:
    """The pins that a scene file holds, read without its program. Raises SourceError where it is gone meanwhile."""
    if file.host == "nuke":
        return parsed(_note_of_script(Path(file.file)))
    text = dict(file.info).get(_INFO)
    return {} if text is None else parsed(unquote(text.removeprefix("=")))


def _note_of_script(path: Path) -> str | None:
    with opened(path) as stream:
        for item in nuke_text.items(Window(stream)):
            if isinstance(item, nuke_text.Node) and item.klass == "Root":
                return _note_on(item.body)
    return None


def _note_on(body: bytes) -> str | None:
    for knob in nuke_text.knobs(body):
        if knob.name == _KNOB:
            try:
                notes = json.loads(unquote(nuke_text.plain(knob.value.decode("utf-8", "replace"))))
            except ValueError:
                return None
            found = notes.get(NOTE) if isinstance(notes, dict) else None
            return found if isinstance(found, str) else None
    return None


def parsed(text: str | None) -> Pins:
    """Read a note; what somebody broke by hand holds nothing."""
    if not text:
        return {}
    try:
        found = json.loads(text)
        return {str(ident): Pin.of(value) for ident, value in found.items()}
    except (AttributeError, KeyError, TypeError, ValueError):
        return {}


def keep(scene: Scene, pins: Pins) -> None:
    """Write the pins into the scene; without any the note goes. Touches the host."""
    told = {ident: pin.as_json() for ident, pin in sorted(pins.items())}
    scene.set_note(NOTE, json.dumps(told, ensure_ascii=True) if told else None)


def put(pins: Pins, ids: Mapping[str, str], pin: Pin) -> Pins:
    """Pins with more on them: *ids* name what is held at which version; the rest is as *pin* says."""
    return {**pins, **{ident: replace(pin, address=address) for ident, address in ids.items()}}


def taken_off(pins: Pins, ids: Iterable[str]) -> Pins:
    """Pins without those on *ids*."""
    gone = set(ids)
    return {ident: pin for ident, pin in pins.items() if ident not in gone}
