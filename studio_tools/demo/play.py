"""The whole play: the acts in order, and what there is at the end."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studio_tools.demo.acts import ACTS, where_next
from studio_tools.demo.stage import PROJECT, Narrator, Stage
from studio_tools.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What the demo made."""

    home: Path
    published: tuple[str, ...]
    next: tuple[str, ...]
    seconds: float

    def as_json(self) -> dict[str, object]:
        return {
            "home": str(self.home),
            "project": PROJECT,
            "published": list(self.published),
            "next": list(self.next),
            "seconds": round(self.seconds, 1),
        }


def play(folder: Path, environ: Mapping[str, str], narrator: Narrator) -> Account:
    """Play the demo in a new or empty folder. Raises UsageError where there is something in it already."""
    started = time.perf_counter()
    folder = folder.expanduser().absolute()
    _make_empty(folder)
    stage = Stage(folder=folder, environ=_own(environ), narrator=narrator)
    for act in ACTS:
        act(stage)
    commands = where_next(stage)
    seconds = time.perf_counter() - started
    narrator.aside(f"{len(stage.published)} versions in {seconds:.0f} s, all in {folder}")
    return Account(home=stage.home, published=tuple(stage.published), next=tuple(commands), seconds=seconds)


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = not any(folder.iterdir())
    except OSError as cause:
        reason = (cause.strerror or "no reason given").lower()
        raise UsageError(f"the demo cannot be made in {folder}: {reason}", hint="Name a new folder.") from cause
    if not is_empty:
        raise UsageError(
            f"there is something in {folder} already",
            hint="Name another folder (studio demo DIR), or remove this one: the demo owns all that is in it.",
            details={"folder": str(folder)},
        )


def _own(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without settings of the house, so that the demo never reaches a studio's own site or storage."""
    return {name: value for name, value in environ.items() if not name.startswith("STUDIO_TOOLS")}
