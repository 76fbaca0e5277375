"""Short ways from real files to findings: EXR frames by OpenEXR, collected and looked into as a publish does."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import OpenEXR
import pytest

from studio_tools.frames import FrameRange
from studio_tools.model import CutRange
from studio_tools.publish.checks import STEPS
from studio_tools.publish.items import Finding, PublishItem, Severity
from studio_tools.publish.steps import AnyStep
from studio_tools.testing.builders import a_context, a_scope, a_shot, an_item, settings

COLLECTED = ("core.files", "core.sequence", "core.media", "core.scene")
BY_ID: Mapping[str, AnyStep] = {step.id: step for step in STEPS}


class Desk:
    """An artist's folder, and what the checks say of what lies there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def frame(self, name: str, size: tuple[int, int] = (8, 8), *, seed: int | None = None, **header: object) -> Path:
        """Write one EXR; with *seed* its pixels are noise, without they are black. More words go into its header."""
        path = self.folder / name
        head = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage, **header}
        shape = (size[1], size[0], 3)
        pixels = np.zeros(shape) if seed is None else np.random.default_rng(seed).random(shape)
        OpenEXR.File(head, {"RGB": pixels.astype("float16")}).write(str(path))
        return path

    def frames(self, frames: str = "1001-1010", name: str = "beauty", **written: Any) -> str:
        """Write a sequence of noise and answer its pattern."""
        for frame in FrameRange.parse(frames):
            self.frame(f"{name}.{frame:04}.exr", **{"seed": frame + 9999, **written})
        return str(self.folder / f"{name}.%04d.exr")

    def file(self, name: str, content: bytes = b"content", *, age: float | None = None) -> Path:
        """Write any file; *age* sets when, in seconds since the epoch."""
        path = self.folder / name
        path.write_bytes(content)
        if age is not None:
            os.utime(path, (age, age))
        return path

    def item(self, *paths: Path | str, kind: str = "", **configured: str) -> PublishItem:
        """Collect files as a publish does, with all core collectors."""
        item = an_item(*paths, kind=kind)
        for step in COLLECTED:
            scope = a_scope(step, item, settings=settings(**configured))
            found = [fact for fact in BY_ID[step](scope) if fact is not None]
            item = replace(item, facts=item.facts.having(*found))
        return item

    def check(
        self,
        step: str,
        item: PublishItem,
        *,
        cut: CutRange | None = None,
        world: Any = None,
        context: Any = None,
        **configured: str,
    ) -> list[Finding]:
        """What one check says of an item; more words are settings (`checks__holes="warning"`)."""
        scope = a_scope(
            step,
            item,
            world=world,
            context=context or a_context(a_shot(cut=cut)),
            settings=settings(**configured),
        )
        return [finding for finding in BY_ID[step](scope) if finding is not None]

    def check_all(self, item: PublishItem, **asked: Any) -> list[Finding]:
        """What all checks of files say that stands in the way."""
        checks = [step.id for step in STEPS if step.phase.value == "validate" and step.runs_in("headless")]
        found = [finding for step in checks for finding in self.check(step, item, **asked)]
        return [finding for finding in found if finding.severity is not Severity.INFO]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder)


@pytest.fixture
def told() -> Callable[[list[Finding]], list[tuple[str, str | None]]]:
    """Findings shortened to what matters: how bad, and which frames."""

    def shorten(findings: list[Finding]) -> list[tuple[str, str | None]]:
        return [(found.severity.value, found.frames.text() if found.frames else None) for found in findings]

    return shorten
