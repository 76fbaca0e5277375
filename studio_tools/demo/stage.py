"""What every act of the demo stands on: the folder, the studio, the narrator, and ways to render and publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studio_tools.bootstrap import open_studio
from studio_tools.demo.pattern import picture
from studio_tools.errors import StudioError
from studio_tools.jobs import run
from studio_tools.media.write import write_exr
from studio_tools.model import Address
from studio_tools.publish.items import PublishReport, PublishRequest, RunState
from studio_tools.studio import Studio

PROJECT = "demo"
FIRST, LAST, HANDLES = 1001, 1024, 4
SHOTS = ("sq010/sh0010", "sq010/sh0020", "sq010/sh0030", "sq020/sh0010", "sq020/sh0020", "sq020/sh0030")
ASSETS = {"dragon": "Character", "castle": "Environment"}

Tell = Callable[[str, str, int], None]
"""Words, a style, an indent."""


@dataclass(frozen=True, slots=True)
class Narrator:
    """Tells the story while it happens."""

    tell: Tell

    def act(self, title: str) -> None:
        self.tell("", "", 0)
        self.tell(title, "bold", 0)

    def say(self, words: str) -> None:
        self.tell(words, "", 2)

    def aside(self, words: str) -> None:
        self.tell(words, "bright_black", 4)


@dataclass(slots=True, kw_only=True)
class Stage:
    """The show under way. *published* grows as the acts publish."""

    folder: Path
    environ: Mapping[str, str]
    narrator: Narrator
    published: list[str] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def work(self, name: str) -> Path:
        """A folder as an artist would render or save into."""
        folder = self.folder / "work" / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def studio(self, **extra: str) -> Studio:
        """Open the show's studio; *extra* stands in its environment."""
        return open_studio(self.home, {**self.environ, **extra}, project=PROJECT)

    def render(
        self,
        name: str,
        *,
        hue: float,
        skip: Iterable[int] = (),
        first: int = FIRST - HANDLES,
        last: int = LAST + HANDLES,
    ) -> str:
        """Render a sequence of real EXR frames, and answer its pattern."""
        folder = self.work(name)
        for frame in range(first, last + 1):
            if frame not in skip:
                through = (frame - first) / max(last - first, 1)
                write_exr(folder / f"beauty.{frame:04}.exr", picture(frame, hue=hue, through=through))
        return str(folder / "beauty.%04d.exr")

    def publish(
        self, studio: Studio, paths: Iterable[str], to: str, *, kind: str, comment: str, uses: Iterable[str] = ()
    ) -> PublishReport:
        """Publish as the shell does, and answer the report; what failed by surprise is raised."""
        stamps = tuple(studio.stamp(Address.parse(one)) for one in uses)
        request = PublishRequest(comment=comment, uses=stamps)
        report = run(studio.publish(Address.parse(f"{PROJECT}/{to}"), request, host=studio.files(paths, kind=kind)))
        if report.state is RunState.FAILED:
            raise report.error or StudioError("the publish failed")
        self.published += [version.address for version in report.versions]
        return report
