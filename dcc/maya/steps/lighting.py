"""Lighting scenes: set up for rendering as the show asks, and one camera that is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dcc.maya.setup import render
from dcc.maya.steps.telling import short
from studio_tools.host import Output, Scene
from studio_tools.host.setting_up import Difference, apply
from studio_tools.publish.checks.severity import counted
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, collector, validator


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The fact: what the scene renders."""

    renderer: str
    prefix: str
    cameras: tuple[str, ...]
    layers: Mapping[str, bool]
    aovs: tuple[str, ...]

    def settings(self) -> Mapping[str, object]:
        return {
            "renderer": self.renderer,
            "render_layers": sorted(name for name, is_on in self.layers.items() if is_on),
            "render_cameras": sorted(map(short, self.cameras)),
            "aovs": sorted(self.aovs),
        }


@collector("maya.rendering", label="Render settings", provides=(Rendering,), needs=(Output,))
def rendering(scope: Scope[Scene]) -> Iterator[Rendering | None]:
    """Read renderer, names, layers, cameras and AOVs."""
    from dcc.maya.scene import rendering as renders

    yield Rendering(
        renderer=renders.text("currentRenderer"),
        prefix=renders.text("imageFilePrefix"),
        cameras=tuple(renders.rendered_cameras()),
        layers=renders.layers(),
        aovs=tuple(renders.aovs()),
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


def _different(scope: Scope[Scene]) -> list[Difference]:
    return list(render.differences(scope.context.entity, scope.settings.show))


@validator("maya.render-set-up", label="Render settings of the show", needs=(Rendering,), fix=_set_up)
def render_set_up(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Renderer, names, range, layers and AOVs must be those that the shot and the show ask for."""
    found = _different(scope)
    if found:
        title = f"{counted(len(found), 'render setting')} other than the show asks"
        yield scope.error(title, detail="\n".join(map(str, found)), fixable=True)


STEPS = (rendering, render_camera, some_layer, render_set_up)
