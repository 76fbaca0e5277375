"""A real studio on a real home, in which small text files are published."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio_tools.bootstrap import open_studio
from studio_tools.create import Wish
from studio_tools.founding import HomeRequest, make_home
from studio_tools.jobs import run
from studio_tools.model import Address, Version
from studio_tools.publish.items import PublishRequest, RunState
from studio_tools.studio import Studio


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two shots and an asset, made once and copied for each test."""
    home = tmp_path_factory.mktemp("made") / "home"
    environ = {"STUDIO_TOOLS_USER": "ada"}
    make_home(HomeRequest(folder=home, project="demo"), environ)
    shots = [Wish(what="shot", address=f"demo/sq010/{code}") for code in ("sh0010", "sh0020")]
    with open_studio(home, environ) as studio:
        studio.create([*shots, Wish(what="asset", address="demo/assets/dragon")])
    return home


@pytest.fixture
def home(made_home: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_home, tmp_path / "home"))


@pytest.fixture
def studio(home: Path) -> Iterator[Studio]:
    with open_studio(home, {"STUDIO_TOOLS_USER": "ada"}) as opened:
        yield opened


@pytest.fixture
def offline(home: Path) -> Iterator[Studio]:
    """The same home while its site does not answer."""
    environ = {
        "STUDIO_TOOLS_USER": "ada",
        "STUDIO_TOOLS__TRACKER__SITE": "http://127.0.0.1:9",
        "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "studio",
        "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "no-key",
        "STUDIO_TOOLS__TRACKER__RETRIES": "0",
    }
    with open_studio(home, environ) as opened:
        yield opened


Publish = Callable[..., Version]


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    """Publishes one small text file: publish(studio, "demo/sq010/sh0010:other.a", uses=[…])."""
    count = iter(range(1000))

    def one(opened: Studio, product: str, *, uses: list[Version] | None = None, text: str = "") -> Version:
        path = tmp_path / "note.txt"
        path.write_text(text or f"number {next(count)}")
        address = Address.parse(product)
        stamps = tuple(opened.stamp(Address.parse(version.address)) for version in uses or [])
        host = opened.files([str(path)], kind=address.kind, variant=address.variant)
        report = run(opened.publish(address, PublishRequest(uses=stamps), host=host))
        assert report.state in {RunState.PUBLISHED, RunState.DEFERRED}, (report.error, report.findings)
        return report.versions[0]

    return one
