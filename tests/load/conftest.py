"""A small show in which plates, rigs, models and textures were published more than once, and scenes that read them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio_tools.bootstrap import open_studio
from studio_tools.create import Wish
from studio_tools.errors import HostError
from studio_tools.events import Event
from studio_tools.founding import HomeRequest, make_home
from studio_tools.host import How, Loaded
from studio_tools.jobs import run
from studio_tools.load import Inventory, Row, inventory
from studio_tools.load import Wish as Wanted
from studio_tools.load import load as bring_in
from studio_tools.media.write import write_exr
from studio_tools.model import Address, Stamp, Version
from studio_tools.publish.items import PublishRequest, RunState
from studio_tools.studio import Studio
from studio_tools.testing.fake_host import FakeHost

SHOT, DRAGON, TREE = "demo/sq010/sh0010", "demo/assets/dragon", "lib/assets/tree"
PLATE, RIG, MODEL, TEXTURE = (
    f"{SHOT}:plate.main",
    f"{DRAGON}:rig.main",
    f"{DRAGON}:model.main",
    f"{DRAGON}:texture.skin",
)
SCENE = '//Maya ASCII 2026 scene\nrequires maya "2026";\n'
ENVIRON = {"STUDIO_TOOLS_USER": "ada"}


def frames(folder: Path, name: str, numbers: Sequence[int], *, value: float = 0.5, odd: int = 0) -> str:
    """Small real EXR frames; *odd* names one that holds something else."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        image = np.full((9, 16, 3), value + number * 1e-4 + (0.2 if number == odd else 0.0), dtype=np.float32)
        write_exr(folder / f"{name}.{number:04}.exr", image)
    return str(folder / f"{name}.%04d.exr")


def publish(studio: Studio, product: str, *paths: str, comment: str = "") -> Version:
    """Publish files as the next version of a product."""
    address = Address.parse(product)
    host = studio.files(list(paths), kind=address.kind, variant=address.variant)
    request = PublishRequest(accept_warnings=True, comment=comment)
    report = run(studio.publish(address.bare(), request, host=host))
    assert report.state in {RunState.PUBLISHED, RunState.DEFERRED}, (report.error, report.findings)
    return report.versions[0]


def text(folder: Path, name: str, content: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content)
    return str(folder / name)


def fill(studio: Studio, work: Path) -> None:
    """Two plates, three rigs, two models (the first also as OBJ), two textures of tiles, and a camera."""
    publish(studio, PLATE, frames(work / "a", "plate", range(1001, 1004)), comment="first scan")
    publish(studio, PLATE, frames(work / "b", "plate", range(1001, 1005), odd=1002), comment="one more frame")
    for number in (1, 2, 3):
        publish(studio, RIG, text(work, "rig.ma", f'{SCENE}// rig {number}\ncreateNode transform -n "dragon";\n'))
    publish(studio, MODEL, text(work, "model.ma", f"{SCENE}// model 1\n"), text(work, "model.obj", "v 0 0 0\n"))
    publish(studio, MODEL, text(work, "model.ma", f"{SCENE}// model 2\n"))
    publish(studio, TEXTURE, frames(work / "t", "skin", (1001, 1002)))
    publish(studio, TEXTURE, frames(work / "u", "skin", (1001, 1002, 1003), value=0.1))
    publish(studio, f"{SHOT}:camera.main", text(work, "camera.ma", f"{SCENE}// camera\n"))


def stored(folder: Path) -> Path:
    """An empty storage."""
    (folder / ".studio").mkdir(parents=True)
    (folder / ".studio" / "storage.json").write_text('{"format": 1, "id": "x"}')
    return folder


@pytest.fixture(scope="session")
def made_apart(made_show: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show, and a library with two rigs and two textures of a tree, on a disk of its own beside the home.

    The library names its folders in its own way.
    """
    top = tmp_path_factory.mktemp("apart")
    home = Path(shutil.copytree(made_show, top / "home"))
    stored(top / "library")
    asset = "{project}/published/assets/{entity}/{kind}/{variant}/v{version:03}"
    layer = f'[storage]\nroot = "../library"\n\n[templates]\nasset = "{asset}"\n'
    (home / "projects" / "lib.toml").write_text(layer)
    with open_studio(home, ENVIRON, project="lib") as studio:
        studio.create([Wish(what="project", address="lib"), Wish(what="asset", address=TREE)])
        for number in (1, 2):
            publish(studio, f"{TREE}:rig.main", text(top / "work", "rig.ma", f"{SCENE}// rig {number}\n"))
            frames(top / "work", "bark", [1001], value=0.1 * number)
            publish(studio, f"{TREE}:texture.bark", str(top / "work" / "bark.1001.exr"))
    return top


@pytest.fixture
def apart(made_apart: Path, tmp_path: Path) -> Path:
    """A copy of its home; the library lies beside it."""
    shutil.copytree(made_apart / "library", tmp_path / "library")
    return Path(shutil.copytree(made_apart / "home", tmp_path / "home"))


@pytest.fixture
def library(apart: Path) -> Path:
    return apart.with_name("library")


@pytest.fixture
def unmount(library: Path) -> Callable[[], None]:
    """Take the library's disk away: what is left is an empty mount point."""

    def away() -> None:
        library.rename(library.with_name("unplugged"))
        library.mkdir()

    return away


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a scene of Maya that reads some textures."""

    def scene(*paths: Path) -> Path:
        nodes = "".join(
            f'createNode file -n "file{number}";\n    setAttr ".ftn" -type "string" "{path}";\n'
            for number, path in enumerate(paths, 1)
        )
        return Path(text(tmp_path, "shot.ma", SCENE + nodes))

    return scene


@pytest.fixture(scope="session")
def made_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show, made once and copied for each test."""
    top = tmp_path_factory.mktemp("made")
    make_home(HomeRequest(folder=top / "home", project="demo"), ENVIRON)
    with open_studio(top / "home", ENVIRON) as studio:
        studio.create([Wish(what="shot", address=SHOT), Wish(what="asset", address=DRAGON)])
        fill(studio, top / "work")
    return top / "home"


@pytest.fixture
def home(made_show: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_show, tmp_path / "home"))


@pytest.fixture
def told() -> list[Event]:
    """What the studio told of itself."""
    return []


@pytest.fixture
def studio(home: Path, told: list[Event]) -> Iterator[Studio]:
    with open_studio(home, ENVIRON, listeners=[told.append]) as opened:
        yield opened


@pytest.fixture
def offline(home: Path) -> Iterator[Studio]:
    """The same home while its site does not answer."""
    away = {
        "STUDIO_TOOLS__TRACKER__SITE": "http://127.0.0.1:9",
        "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "studio",
        "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "no-key",
        "STUDIO_TOOLS__TRACKER__RETRIES": "0",
    }
    with open_studio(home, ENVIRON | away) as opened:
        yield opened


class Program(FakeHost):
    """A program that takes Maya's scenes, and can be told to fail, or which file it has open."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(suffixes=(".ma", ".mb", ".fake"), **settings)
        self.breaks_on: set[str] = set()
        """Parts of paths on which loading and updating fail."""
        self.saved_as: Path | None = None

    def file(self) -> Path | None:
        return self.saved_as or super().file()

    def load(self, path: Path, how: How, *, name: str, stamp: Stamp | None) -> Loaded:
        self._fail(path)
        return super().load(path, how, name=name, stamp=stamp)

    def update(self, loaded: Loaded, path: Path, *, stamp: Stamp | None) -> Loaded:
        self._fail(path)
        return super().update(loaded, path, stamp=stamp)

    def _fail(self, path: Path) -> None:
        if any(part in str(path) for part in self.breaks_on):
            raise HostError(f"{path.name} cannot be read", hint="It may be damaged.")


@pytest.fixture
def host() -> Program:
    return Program()


@pytest.fixture
def loaded(studio: Studio, host: Program) -> Callable[..., Loaded]:
    """Bring one version into the scene, by its address."""

    def bring(address: str, **wish: Any) -> Loaded:
        (one,) = run(bring_in(studio.session, host, [Wanted(address=Address.parse(address), **wish)], force=True))
        return one

    return bring


@pytest.fixture
def rows(studio: Studio, host: Program) -> Callable[[], dict[str, Row]]:
    """The rows of the scene's inventory, by id."""
    return lambda: {row.id: row for row in listing(studio, host).rows}


@pytest.fixture
def bring(studio: Studio, host: Any) -> Callable[..., tuple[Loaded, ...]]:
    """Bring several versions into the scene at once, by their addresses."""

    def several(*addresses: str) -> tuple[Loaded, ...]:
        return run(bring_in(studio.session, host, [Wanted(address=Address.parse(each)) for each in addresses]))

    return several


@pytest.fixture
def versions(host: Any) -> Callable[[], dict[str, str]]:
    """The versions of what is in the scene, by the names that people see."""
    return lambda: {one.label: one.stamp.address.rpartition(":")[2] for one in host.loaded() if one.stamp is not None}


def listing(studio: Studio, host: FakeHost) -> Inventory:
    return run(inventory(studio.session, host))


@pytest.fixture
def retract(studio: Studio) -> Callable[..., None]:
    """Take a version out of use."""

    def one(address: str, *, replacement: str = "") -> None:
        instead = Address.parse(replacement) if replacement else None
        studio.retract(Address.parse(address), reason="wrong lens", replacement=instead, force=True)

    return one


@pytest.fixture
def where(studio: Studio) -> Callable[..., Path]:
    """Where a version's representation lies; as its pattern, for a sequence."""

    def find(address: str, representation: str = "") -> Path:
        version = studio.show(Address.parse(address)).version
        form = next(form for form in version.representations if representation in {"", form.name})
        return studio.local_in(version.key.project)(version.folder) / form.path.name

    return find
