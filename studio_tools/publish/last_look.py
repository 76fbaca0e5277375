"""A look at the pixels of what an application made, before it is filled: by the worker, or where there is none by us.

A Python without media libraries, as an application's, tells only what is cut off. Not here: what is looked at where
pictures are published as files (checks.collectors).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from studio_tools.errors import PublishError
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.media import look_at
from studio_tools.model import ProductKey
from studio_tools.publish.checks.collectors import to_decode
from studio_tools.publish.checks.pictures import spoiled
from studio_tools.publish.items import Artifacts, SourceFile
from studio_tools.publish.recipe import written_for

if TYPE_CHECKING:
    from studio_tools.config import Settings

PIXELS = "core.pixels"
"""The check whose work it is: kinds whose recipe has it not are not looked at."""


def last_look(settings: Settings, host: str, artifacts: Artifacts) -> Flow[None]:
    """Decode as many pictures of every form as `checks.deep_frames` says. Raises PublishError for one of no use.

    Only what a show calls an error stops a publish here: the artist has no say any more.
    """
    if "error" not in (settings.checks.unreadable, settings.checks.pixels):
        return
    for key, file in _pictures(settings, host, artifacts):
        (yield Job(Phase.FILL, "fill.look", key.name, partial(_look, settings, file))).get()


def _pictures(settings: Settings, host: str, artifacts: Artifacts) -> Iterator[tuple[ProductKey, SourceFile]]:
    for key, made in artifacts.items():
        for form in made if _asks(settings, host, key.kind) else ():
            for file in to_decode(form.files, settings.checks.deep_frames, movies=settings.checks.deep_movies):
                yield key, file


def _asks(settings: Settings, host: str, kind: str) -> bool:
    """Whether the recipe by which a host published a kind asks about pixels."""
    recipe = written_for(settings, kind, host)
    return recipe is not None and PIXELS in recipe.validate


def _look(settings: Settings, file: SourceFile) -> None:
    what = spoiled(look_at(file.path, deep=True), settings.checks)
    if what:
        raise PublishError(
            f"{file.path.name} {what}",
            hint="Nothing is published. Render the frame anew, and publish again.",
            details={"path": str(file.path)},
        )
