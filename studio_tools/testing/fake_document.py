"""What a fake scene holds, and its file: plain JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from studio_tools.host import Loaded, Output, Timeline
from studio_tools.host.stamps import parse, spell

SUFFIX = ".fake"
_START = Timeline(1001, 1100, Fraction(24))


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """All that a fake scene is; undo and saving are copies of it."""

    timeline: Timeline = _START
    loaded: tuple[Loaded, ...] = ()
    outputs: tuple[Output, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


def nested(outer: Loaded) -> Iterator[Loaded]:
    """What a fake scene that is loaded brings along: it is listed, and not to be touched."""
    path = outer.resolved
    if path is None or path.suffix != SUFFIX:
        return
    try:
        inner = read(path.read_text("utf-8")).loaded
    except (OSError, ValueError, KeyError, TypeError):
        return
    yield from (replace(one, id=f"{outer.id}:{one.id}", is_editable=False) for one in inner)


def is_within(one: Loaded, outer: Loaded) -> bool:
    """Whether something came with something else."""
    return one.id.startswith(f"{outer.id}:")


def written(document: Document) -> str:
    """The text of a fake scene's file."""
    timeline = document.timeline
    told = {
        "timeline": [timeline.start, timeline.end, str(timeline.fps)],
        "loaded": [_loaded_json(one) for one in document.loaded if one.is_editable],
        "outputs": [
            {"id": one.id, "label": one.label, "kind": one.kind, "variant": one.variant, "members": one.members}
            for one in document.outputs
        ],
        "notes": document.notes,
    }
    return json.dumps(told, indent=1)


def read(text: str) -> Document:
    """Read one. Raises ValueError, KeyError or TypeError on another text."""
    found = json.loads(text)
    start, end, fps = found["timeline"]
    tops = [_loaded(one) for one in found["loaded"]]
    return Document(
        timeline=Timeline(start, end, Fraction(fps)),
        loaded=tuple(one for top in tops for one in (top, *nested(top))),
        outputs=tuple(Output(**one | {"members": tuple(one["members"])}) for one in found["outputs"]),
        notes=tuple((key, value) for key, value in found["notes"]),
    )


def _loaded_json(one: Loaded) -> dict[str, object]:
    stamp = spell(one.stamp) if one.stamp else ""
    return {"id": one.id, "kind": one.kind, "path": one.path, "label": one.label, "stamp": stamp}


def _loaded(one: dict[str, Any]) -> Loaded:
    return Loaded(
        id=one["id"],
        kind=one["kind"],
        path=one["path"],
        resolved=Path(one["path"]),
        label=one["label"],
        stamp=parse(one["stamp"]),
    )
