"""Cameras: what they see with, checks of it, and the camera baked as everybody can read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dcc.maya.steps.facts import Members, SceneFacts
from dcc.maya.steps.scene_files import read_again
from dcc.maya.steps.spans import span_of
from dcc.maya.steps.telling import bare, short
from studio_tools.errors import PublishError
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Artifact, Finding
from studio_tools.publish.making import looked_at, one_file, refused
from studio_tools.publish.steps import Scope, collector, extractor, validator

FLAT = 1e-6
NEAREST, ASPECT = 0.001, 0.01
"""The least distance of a camera's near plane, and how far its film may be off the pictures' shape."""
INCH, SLACK = 25.4, 1e-4
"""Millimetres an inch, in which Maya counts film; and how far a number may be off, as a part of itself."""
WIDTH, HEIGHT, NEAR, FAR = "horizontalFilmAperture", "verticalFilmAperture", "nearClipPlane", "farClipPlane"
SET = {WIDTH: "width of the film", HEIGHT: "height of the film", NEAR: "near clip", FAR: "far clip"}
"""What a show may ask for."""
PLAIN = {
    "cameraScale": 1.0,
    "filmFitOffset": 0.0,
    "filmRollValue": 0.0,
    "filmTranslateH": 0.0,
    "filmTranslateV": 0.0,
    "postScale": 1.0,
    "preScale": 1.0,
    "renderPanZoom": 0.0,
    "shakeEnabled": 0.0,
}
"""What Alembic, FBX and USD do not carry, and how it is at rest. A shift of the film is carried."""


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
    lens: Mapping[str, float]
    """What bends the view in ways that other programs read otherwise, by attribute."""
    fixed: frozenset[str]
    """Attributes that cannot be set here: locked, driven, or of a reference."""


@dataclass(frozen=True, slots=True)
class Cameras:
    """The fact: the item's cameras, and the shapes beside them."""

    all: tuple[Camera, ...]
    others: tuple[str, ...] = ()

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
    from dcc.maya.scene import hierarchy
    from dcc.maya.scene import motion as moves

    below = scope.item.facts[Members].below
    shapes = moves.cameras(below)
    yield None
    others = [shape for shape in hierarchy.seen_shapes(below) if shape not in shapes and not _is_plate(shape)]
    yield Cameras(tuple(map(_camera, shapes)), tuple(others))


def _is_plate(shape: str) -> bool:
    from dcc.maya.scene import nodes

    return nodes.type_of(shape) == "imagePlane"


def _camera(shape: str) -> Camera:
    from dcc.maya.scene import mending, meshes
    from dcc.maya.scene import motion as moves

    own = not mending.is_referenced(shape)
    return Camera(
        shape=shape,
        focal_length=moves.number(shape, "focalLength"),
        film_width=moves.number(shape, WIDTH),
        film_height=moves.number(shape, HEIGHT),
        near=moves.number(shape, NEAR),
        far=moves.number(shape, FAR),
        scale=meshes.vector(shape.rpartition("|")[0], "scale"),
        is_orthographic=bool(moves.number(shape, "orthographic")),
        lens={name: moves.number(shape, name) for name in PLAIN},
        fixed=frozenset(name for name in (*SET, *PLAIN) if not (own and moves.is_free(shape, name))),
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


# -- what the show and other programs ask of a lens


def _set_plain(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for each in scope.item.facts[Cameras].all:
        for name in _bent(each) if each.shape in finding.nodes else ():
            mending.set_number(each.shape, name, PLAIN[name])


def _bent(camera: Camera) -> list[str]:
    return [name for name, value in camera.lens.items() if abs(value - PLAIN[name]) > FLAT]


@validator("maya.camera-plain", label="A lens as others have it", needs=(Cameras,), fix=_set_plain)
def camera_plain(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What bends the view in Maya alone - shaken, rolled, scaled film - must be at rest, or it frames otherwise."""
    for each in scope.item.facts[Cameras].all:
        bent = _bent(each)
        if bent:
            free = not any(name in each.fixed for name in bent)
            detail = listed(f"{name} {each.lens[name]:g}" for name in bent)
            title = f"the film of {short(each.shape)} is not at rest"
            yield scope.warning(title, detail=detail, nodes=[each.shape], fixable=free)
    yield None


@validator("maya.camera-alone", label="Nothing beside the camera", needs=(Cameras,))
def camera_alone(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What is published as a camera holds no other shapes: they would come along into every scene."""
    others = scope.item.facts[Cameras].others
    if others:
        title = f"{counted(len(others), 'shape')} beside the camera"
        yield scope.warning(title, detail=listed(map(short, others)), nodes=others)


def _wanted(scope: Scope[Scene], camera: Camera) -> dict[str, tuple[float, float]]:
    """The attributes that are not as the show asks: what they are, and what they should be, both as Maya counts."""
    show = scope.settings.show
    asked = {
        WIDTH: (camera.film_width, show.film_width / INCH),
        HEIGHT: (camera.film_height, show.film_height / INCH),
        NEAR: (camera.near, show.near_clip),
        FAR: (camera.far, show.far_clip),
    }
    return {name: (now, due) for name, (now, due) in asked.items() if due and abs(now - due) > SLACK * due}


def _set_film(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for each in scope.item.facts[Cameras].all:
        for name, (_, due) in _wanted(scope, each).items() if each.shape in finding.nodes else ():
            mending.set_number(each.shape, name, due)


@validator("maya.film-back", label="Film of the show", needs=(Cameras,), fix=_set_film)
def film_back(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Film back and clipping planes must be those of the show, `show.film_width` and its kin."""
    for each in scope.item.facts[Cameras].all:
        off = _wanted(scope, each)
        if off:
            free = not any(name in each.fixed for name in off)
            told = listed(f"{SET[name]}: {_spoken(name, now)} instead of {_spoken(name, due)}"
                          for name, (now, due) in off.items())  # fmt: skip
            title = f"{short(each.shape)} is not as the show asks"
            yield scope.error(title, detail=told, nodes=[each.shape], fixable=free)
    yield None


def _spoken(name: str, value: float) -> str:
    return f"{value * INCH:.4g} mm" if name in (WIDTH, HEIGHT) else f"{value:g}"


# -- the camera as everybody can read it


@extractor("maya.baked-camera", label="Baked camera", needs=(Cameras, SceneFacts))
def baked_camera(scope: Scope[Scene]) -> Iterator[Artifact | None]:
    """Write the camera as a Maya scene of its own, in the world, with a key a frame over the cut and its handles."""
    from dcc.maya.host.faults import told
    from dcc.maya.scene import baking, exchange

    path, span = scope.stage / f"{scope.item.id}.ma", span_of(scope)
    cameras = scope.item.facts[Cameras].all
    if not cameras:
        raise PublishError(f"there is no camera in {scope.item.label}", hint="Put the shot's camera into the set.")
    yield None
    with told(f"{scope.item.label} cannot be baked"), baking.unnoticed():
        names = [f"{bare(each.shape.rpartition('|')[0])}_baked" for each in cameras]
        shapes = [each.shape for each in cameras]
        with baking.baked(shapes, names, range(int(span.first), int(span.last) + 1)) as made:
            exchange.flattened(made, path.as_posix(), with_history=False)
    looked_at(scope, path)
    found = read_again(scope, path)
    if found.references:
        raise refused(scope, path, f"still reads {found.references[0].path}")
    text = path.read_text("utf-8", "replace")
    if text.count("createNode camera ") != len(cameras):
        raise refused(scope, path, "lacks the camera")
    yield one_file(scope, path)


STEPS = (cameras, one_camera, camera_sane, camera_plain, camera_alone, film_back, baked_camera)
