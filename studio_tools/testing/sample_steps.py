"""Small steps and a small scene to try recipes and hosts with: one that collects, two that complain, one that writes.

They do real work on real files. Not here: running them (publish).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio_tools.frames import FrameRange
from studio_tools.publish.items import Artifact, Finding
from studio_tools.publish.making import one_file
from studio_tools.publish.steps import Scope, collector, extractor, validator


@dataclass(frozen=True)
class Mood:
    word: str

    def settings(self) -> dict[str, object]:
        return {"mood": self.word}


@collector("core.mood", label="Mood", provides=(Mood,))
def mood(scope: Scope[Any]) -> Iterator[Mood | None]:
    """Find the mood."""
    yield None
    yield Mood("fine")


@validator("core.grumble", label="Grumble", needs=(Mood,))
def grumble(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Complain a little."""
    yield None
    yield scope.warning(f"the mood is {scope.item.facts[Mood].word}")


@validator("core.refuse", label="Refuse")
def refuse(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Complain much."""
    yield scope.error("no", frames=FrameRange.of([3]))


@extractor("core.write", label="Write")
def write(scope: Scope[Any]) -> Iterator[Artifact | None]:
    """Write a file into the stage."""
    path = scope.stage / "made.txt"
    path.write_text(f"number {scope.number}", "utf-8")
    yield one_file(scope, path)


def a_scene(name: str = "shot.ma") -> str:
    """Write the smallest Maya scene into the current folder; its name."""
    Path(name).write_text('//Maya ASCII 2026 scene\nrequires maya "2026";\n', "utf-8")
    return name
