"""Lighting scenes: set up for rendering as the show asks, one rendered camera, pictures of the scene's version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dcc.maya.setup import render
from dcc.maya.steps.facts import SceneFacts
from dcc.maya.steps.telling import short
from studio_tools.host import Output, Scene
from studio_tools.host.setting_up import Difference, apply
from studio_tools.publish.checks.severity import counted
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, collector, validator

ASKS_FOR_A_VERSION = re.compile(r"<version>|%v", re.IGNORECASE)
"""What stands for the version label in the names of pictures."""
_NUMBERED = re.compile(r"(?:.*[._-])?(?P<word>v\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The fact: what the scene renders."""

    renderer: str
    prefix: str
    version: str
    """The version label, which names of pictures may ask for."""
    cameras: tuple[str, ...]
    layers: Mapping[str, bool]
    aovs: tuple[str, ...]
    denoisers: tuple[str, ...] = ()

    def settings(self) -> Mapping[str, object]:
        return {
            "renderer": self.renderer,
            "render_layers": sorted(name for name, is_on in self.layers.items() if is_on),
            "render_cameras": sorted(map(short, self.cameras)),
            "aovs": sorted(self.aovs),
            "denoisers": sorted(self.denoisers),
            "render_version": self.version,
        }


@collector("maya.rendering", label="Render settings", provides=(Rendering,), needs=(Output,))
def rendering(scope: Scope[Scene]) -> Iterator[Rendering | None]:
    """Read renderer, names, layers, cameras, AOVs and denoisers."""
    from dcc.maya.scene import rendering as renders

    yield Rendering(
        renderer=renders.text("currentRenderer"),
        prefix=renders.text("imageFilePrefix"),
        version=renders.text("renderVersion"),
        cameras=tuple(renders.rendered_cameras()),
        layers=renders.layers(),
        aovs=tuple(renders.aovs()),
        denoisers=tuple(renders.denoisers()),
    )


@validator("maya.render-camera", label="One rendered camera", needs=(Rendering,))
def render_camera(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """One camera is rendered, and it is none of Maya's own."""
    cameras = scope.item.facts[Rendering].cameras
    if len(cameras) != 1:
        what = f"{counted(len(cameras), 'camera')} rendered instead of one" if cameras else "no camera is rendered"
        yield scope.error(what, detail="Switch Renderable on for the shot's camera alone.", nodes=cameras)
    elif short(cameras[0]) in ("perspShape", "topShape", "frontShape", "sideShape"):
        yield scope.error(f"Maya's own camera is rendered: {short(cameras[0])}", nodes=cameras)


@validator("maya.some-layer", label="A layer is rendered", needs=(Rendering,))
def some_layer(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """At least one render layer must be switched on."""
    layers = scope.item.facts[Rendering].layers
    if layers and not any(layers.values()):
        yield scope.error("no render layer is switched on", nodes=list(layers))


def _set_up(scope: Scope[Scene], finding: Finding) -> None:
    apply(scope.host, _different(scope))


def _different(scope: Scope[Scene], *, is_of_project: bool = False) -> list[Difference]:
    found = render.differences(scope.context.entity, scope.settings.show)
    return [each for each in found if (each.key == render.IMAGE_RULE) is is_of_project]


@validator("maya.render-set-up", label="Render settings of the show", needs=(Rendering,), fix=_set_up)
def render_set_up(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Renderer, names, range, layers, AOVs and denoiser must be those that the shot and the show ask for."""
    found = _different(scope)
    if found:
        title = f"{counted(len(found), 'render setting')} other than the show asks"
        yield scope.error(title, detail="\n".join(map(str, found)), fixable=True)


def _set_rule(scope: Scope[Scene], finding: Finding) -> None:
    for each in _different(scope, is_of_project=True):
        each.mend()


@validator("maya.image-rule", label="Place of pictures", needs=(Rendering,), fix=_set_rule)
def image_rule(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Pictures go where the show asks, `show.image_rule`: the project's file rule for images. It is no part of undo."""
    for each in _different(scope, is_of_project=True):
        yield scope.error(str(each), fixable=True)
    yield None


def _label(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import rendering as renders

    renders.set_text("renderVersion", _version_of(scope.item.facts[SceneFacts].file))


@validator("maya.render-version", label="Version of pictures", needs=(Rendering, SceneFacts), fix=_label)
def render_version(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Pictures whose names ask for a version bear the scene's: else one version is rendered over another."""
    found, own = scope.item.facts[Rendering], _version_of(scope.item.facts[SceneFacts].file)
    if not ASKS_FOR_A_VERSION.search(found.prefix):
        return
    if own and _number(found.version) != _number(own):
        yield scope.warning(f"pictures are of version {found.version or 'none'}, the scene is {own}", fixable=True)
    elif not (own or found.version):
        detail = "Save the scene under a name like shot_v001, or fill in the version label of the render settings."
        yield scope.warning("names of pictures ask for a version, and there is none", detail=detail)


def _version_of(path: Path | None) -> str:
    """The version that a scene's name ends in, as `v003`; "" where it tells none."""
    found = None if path is None else _NUMBERED.fullmatch(path.stem)
    return found["word"] if found else ""


def _number(label: str) -> int | None:
    """What a version label counts to: 3 for `v003`, `003` and `3`."""
    digits = label.strip().lower().removeprefix("v")
    return int(digits) if digits.isdecimal() else None


STEPS = (rendering, render_camera, some_layer, render_set_up, image_rule, render_version)
