"""What moves: curves and visibility of animated items, cameras and what they see with, and checks of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dcc.maya.steps.facts import Members, SceneFacts
from dcc.maya.steps.telling import short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, collector, validator

FLAT = 1e-6
"""Values that differ less than this do not move."""
NEAREST, ASPECT = 0.001, 0.01
"""The least distance of a camera's near plane, and how far its film may be off the pictures' shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One animation curve."""

    node: str
    drives: tuple[str, ...]
    first: float
    last: float
    is_constant: bool


@dataclass(frozen=True, slots=True)
class Motion:
    """The fact: what moves the item, and which of its nodes on top are never seen."""

    channels: tuple[Channel, ...]
    hidden: tuple[str, ...]

    def settings(self) -> Mapping[str, object]:
        return {"anim_curves": len(self.channels)} if self.channels else {}


@collector("maya.motion", label="Animation", provides=(Motion,), needs=(Members,))
def motion(scope: Scope[Scene]) -> Iterator[Motion | None]:
    """Read the curves that move the item, and whether it is seen."""
    from dcc.maya.scene import motion as moves

    members = scope.item.facts[Members]
    found = [
        Channel(
            node=each.node,
            drives=each.drives,
            first=min(each.times),
            last=max(each.times),
            is_constant=max(each.values) - min(each.values) < FLAT,
        )
        for each in moves.curves_on(members.below)
        if each.times and each.values
    ]
    yield None
    tops = [node for node in members.nodes if node.startswith("|")]
    hidden = [node for node in tops if not (moves.is_shown(node) or moves.is_drawn_shown(node))]
    yield Motion(tuple(found), tuple(hidden))


@validator("maya.seen", label="It can be seen", needs=(Motion,))
def seen(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What is published must be seen at some time: hidden things make empty caches."""
    for node in scope.item.facts[Motion].hidden:
        yield scope.warning(f"{short(node)} is hidden all the time", nodes=[node])
    yield None


@validator("maya.keys-in-range", label="Keys within the range", needs=(Motion, SceneFacts), optional=True)
def keys_in_range(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Keys outside the cut and its handles are often those of another shot."""
    scene, cut = scope.item.facts[SceneFacts], scope.cut
    first, last = (scene.start, scene.end) if cut is None else (cut.full.first, cut.full.last)
    outside = [each for each in scope.item.facts[Motion].channels if each.last < first or each.first > last]
    if outside:
        title = f"{counted(len(outside), 'curve')} with all keys outside {first}-{last}"
        yield scope.warning(title, detail=listed(_driven(outside)), nodes=[each.node for each in outside])


def _delete(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    mending.delete(finding.nodes)


@validator("maya.constant-channels", label="No idle curves", needs=(Motion,), optional=True, fix=_delete)
def constant_channels(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Curves whose value never changes move nothing."""
    idle = [each for each in scope.item.facts[Motion].channels if each.is_constant and each.first != each.last]
    if idle:
        title, nodes = f"{counted(len(idle), 'curve')} that never changes", [each.node for each in idle]
        yield scope.info(title, detail=listed(_driven(idle)), nodes=nodes, fixable=True)


def _driven(channels: list[Channel]) -> Iterator[str]:
    return (", ".join(map(short, each.drives)) or each.node for each in channels)


# -- cameras


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """One camera and what it sees with; the film's sides in inches."""

    shape: str
    focal_length: float
    film_width: float
    film_height: float
    near: float
    far: float
    scale: tuple[float, float, float]
    is_orthographic: bool


@dataclass(frozen=True, slots=True)
class Cameras:
    """The fact: the item's cameras."""

    all: tuple[Camera, ...]

    def settings(self) -> Mapping[str, object]:
        return {
            "cameras": {
                short(each.shape): f"{each.focal_length:g}mm, {each.film_width:g}x{each.film_height:g}in"
                for each in self.all
            }
        }


@collector("maya.cameras", label="Cameras", provides=(Cameras,), needs=(Members,))
def cameras(scope: Scope[Scene]) -> Iterator[Cameras | None]:
    """Read what the item's cameras see with."""
    from dcc.maya.scene import meshes
    from dcc.maya.scene import motion as moves

    yield Cameras(
        tuple(
            Camera(
                shape=shape,
                focal_length=moves.number(shape, "focalLength"),
                film_width=moves.number(shape, "horizontalFilmAperture"),
                film_height=moves.number(shape, "verticalFilmAperture"),
                near=moves.number(shape, "nearClipPlane"),
                far=moves.number(shape, "farClipPlane"),
                scale=meshes.vector(shape.rpartition("|")[0], "scale"),
                is_orthographic=bool(moves.number(shape, "orthographic")),
            )
            for shape in moves.cameras(scope.item.facts[Members].below)
        )
    )


@validator("maya.one-camera", label="One camera", needs=(Cameras,))
def one_camera(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What is published as a camera must hold one, and no second."""
    found = scope.item.facts[Cameras].all
    if len(found) != 1:
        what = f"{counted(len(found), 'camera')} instead of one" if found else "there is no camera in it"
        yield scope.error(what, nodes=[each.shape for each in found])


@validator("maya.camera-sane", label="Camera as others read it", needs=(Cameras, SceneFacts))
def camera_sane(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Clipping planes in order, no scale, and a film of the pictures' shape: else it frames otherwise elsewhere."""
    scene = scope.item.facts[SceneFacts]
    for each in scope.item.facts[Cameras].all:
        name, nodes = short(each.shape), [each.shape]
        if not NEAREST <= each.near < each.far:
            yield scope.error(f"{name} clips from {each.near:g} to {each.far:g}", nodes=nodes)
        if any(abs(value - 1.0) > FLAT for value in each.scale):
            yield scope.error(f"{name} is scaled", detail="Its view is another one in other programs.", nodes=nodes)
        film = each.film_width / each.film_height if each.film_height else 0.0
        picture = scene.width * scene.pixel_aspect / scene.height if scene.height else 0.0
        if not each.is_orthographic and abs(film - picture) > ASPECT:
            detail = f"Film {film:.3f}, pictures {picture:.3f}: what is cut off depends on the film fit."
            yield scope.warning(f"the film of {name} has not the pictures' shape", detail=detail, nodes=nodes)
    yield None


STEPS = (motion, cameras, seen, keys_in_range, constant_channels, one_camera, camera_sane)
