"""What the suite is handed: how to make a host, and the few things that its protocols do not tell.

Also the small words that the checks share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from studio_tools.errors import HostError
from studio_tools.host import Can, Host, How, Loaded, Scene, SceneEvent, Timeline
from studio_tools.model import ProductKey, Stamp


def _no_sample(folder: Path) -> Path:
    raise AssertionError("a host that loads needs a kit with a sample to load")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """A host to be tried. Only *make* is needed by every host."""

    make: Callable[[], Host]
    """Gives the host, over the program as it stands; the checks empty its scene themselves."""
    sample: Callable[[Path], Path] = _no_sample
    """Makes something loadable in the folder it is handed, and tells its path as `load` takes it.

    It may use the scene: the checks begin a new one afterwards.
    """
    how: How = How.REFERENCE
    """The way in which the sample is loaded."""
    undo: Callable[[], object] | None = None
    """Takes the last step back, as a person does; needed where the host can UNDO."""
    turn: Callable[[], object] = lambda: None
    """Pushes the main loop once, for calls that wait for it."""
    edit: Callable[[Host, Loaded], Callable[[], bool]] | None = None
    """Changes what was loaded, as an artist would, and gives what tells whether the change still stands."""
    labels: Callable[[str], list[str]] | None = None
    """The labels in the menu of a title, "" for a separator, as a person reads them."""
    suffix: str = ""
    """How the name of an export ends, such as `.%04d.exr`; "" for the suffix of the host's own files."""


Check = Callable[[Kit, Path], None]

KEY = ProductKey("demo", "assets/dragon", "model")
STAMP = Stamp(key=KEY, number=3, representation="ma")
NEWER = Stamp(key=KEY, number=4, representation="ma")
OTHER = Stamp(key=ProductKey("demo", "assets/knight", "rig", "light"), number=1)
SHOT = Timeline(1001, 1042, Fraction(24))


@contextmanager
def raises(kind: type[Exception], promise: str) -> Iterator[None]:
    """Expect an error of *kind*; *promise* is what was broken where none comes."""
    try:
        yield
    except kind:
        return
    raise AssertionError(promise)


def scene_of(kit: Kit) -> Scene:
    """The host as a scene."""
    host = kit.make()
    assert isinstance(host, Scene)
    return host


def fresh(kit: Kit) -> Scene:
    """The host with an empty scene."""
    scene = scene_of(kit)
    scene.new(force=True)
    return scene


def within(folder: Path, name: str) -> Path:
    """A folder of this name, made."""
    path = folder / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def named(scene: Scene, folder: Path, stem: str) -> Path:
    """A path for a scene file of this host."""
    return folder / f"{stem}{scene.suffixes[0]}"


def ids(scene: Scene) -> list[str]:
    """What is loaded and not nested in something else."""
    return [one.id for one in scene.loaded() if one.is_editable]


def found(scene: Scene, ident: str) -> Loaded:
    """What is loaded under an id."""
    matching = [one for one in scene.loaded() if one.id == ident]
    assert len(matching) == 1, f"{ident} is listed once, not {len(matching)} times"
    return matching[0]


def two_samples(kit: Kit, folder: Path) -> tuple[Scene, Path, Path]:
    """An empty scene, and two versions of something to load."""
    old, new = kit.sample(within(folder, "v003")), kit.sample(within(folder, "v004"))
    return fresh(kit), old, new


def one_loaded(kit: Kit, folder: Path, *, stamp: Stamp | None = STAMP) -> tuple[Scene, Loaded]:
    """An empty scene with the sample in it."""
    path = kit.sample(within(folder, "v003"))
    scene = fresh(kit)
    return scene, scene.load(path, kit.how, name="dragon", stamp=stamp)


def gone(path: Path) -> Path:
    """A path like this one, with nothing there."""
    return path.parent / "nowhere" / path.name


@contextmanager
def hearing(scene: Scene, *events: SceneEvent) -> Iterator[list[SceneEvent]]:
    """What a scene tells meanwhile, in order."""
    heard: list[SceneEvent] = []
    ends = [scene.on(event, lambda event=event: heard.append(event)) for event in events]  # type: ignore[misc]
    try:
        yield heard
    finally:
        for end in ends:
            end()


@contextmanager
def listening(scene: Scene, event: SceneEvent, call: Callable[[], None]) -> Iterator[None]:
    """Listen meanwhile."""
    end = scene.on(event, call)
    try:
        yield
    finally:
        end()


def change(scene: Scene) -> None:
    """Make the scene hold a change."""
    scene.set_note("studio", "precious")


def knows_changes(scene: Scene) -> bool:
    """Whether the scene can tell that it holds none."""
    return Can.MODIFIED in scene.can


def refuse() -> None:
    """A listener that says no."""
    raise HostError("not now")


def break_down() -> None:
    """A listener that is broken."""
    raise ZeroDivisionError("a listener of a studio is broken")
