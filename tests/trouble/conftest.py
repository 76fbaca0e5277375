"""A small show as its people see it: the command, the disk, and the site asked by the vendor's client."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Shotgun

from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site
from studio_tools.testing.checker import FIELDS, Checker
from studio_tools.testing.faulty_site import Answer, FaultySite
from studio_tools.testing.shell import Said, Shell
from studio_tools.tracker.embedded import open_embedded

SHOT = "demo/sq010/sh0010"
SCRIPT, KEY = "robot", "a-key-of-twenty-letters-or-more"


class PlainInProcess(InProcessTransport, Shotgun):  # type: ignore[misc]
    """The vendor's client as it comes, over the site's own transport."""


@dataclass(slots=True)
class Show:
    """One home, and everything a test asks of it from the outside."""

    home: Path
    desk: Path
    shell: Shell
    checker: Checker = field(init=False)

    def __post_init__(self) -> None:
        self.checker = Checker(self.storage)

    @property
    def storage(self) -> Path:
        return self.home / "storage"

    @property
    def studio(self) -> Path:
        """Where the project's records lie."""
        return self.storage / "demo" / ".studio"

    def note(self, name: str = "note.txt", text: str = "a note") -> Path:
        path = self.desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def notes(self, name: str = "take", text: str = "frame", last: int = 1003) -> str:
        """A sequence of three or more small files; its pattern."""
        for frame in range(1001, last + 1):
            self.note(f"{name}.{frame}.txt", f"{text} {frame}")
        return str(self.desk / f"{name}.%04d.txt")

    def says(self, *words: str | Path, shell: Shell | None = None, to: str = SHOT) -> Said:
        """What a publish of these paths ends with."""
        return (shell or self.shell).json("publish", *words, "--to", to)

    def publish(self, variant: str = "note", text: str = "", *words: str, shell: Shell | None = None) -> dict[str, Any]:
        """Publish one small file as `other.VARIANT`; the answer."""
        path = self.note(f"{variant}.txt", text or f"of {variant}")
        found: dict[str, Any] = self.says(f"other.{variant}={path}", *words, shell=shell).result
        return found

    def statuses(self, *words: str) -> dict[str, str]:
        """The status of each version, by its product and number."""
        found = self.shell.json("versions", *words).result
        return {one["address"].rpartition(":")[2]: one["status"] for one in found}

    def away(self) -> Shell:
        """The shell of somebody whose site does not answer."""
        return self.at("http://127.0.0.1:9")

    def at(self, url: str, *, timeout: float = 20.0, retries: int = 0) -> Shell:
        """The shell of somebody whose site is at *url*."""
        told = {"SITE": url, "SCRIPT_NAME": SCRIPT, "SCRIPT_KEY": KEY, "TIMEOUT": timeout, "RETRIES": retries}
        environ = {f"STUDIO_TOOLS__TRACKER__{name}": str(value) for name, value in told.items()}
        return Shell(environ={**self.shell.environ, **environ})

    def rows(self) -> list[dict[str, Any]]:
        """What a script of the studio finds on the site."""
        with open_embedded(self.home / "site") as site:
            client = PlainInProcess(EMBEDDED_URL, SCRIPT, KEY, site_app=site.app())
            found = [dict(row) for row in client.find("PublishedFile", [], list(FIELDS))]
            client.close()
        return found

    def staged(self) -> list[str]:
        """What is left in staging, and every `.part`."""
        staging = self.studio / "staging"
        left = [str(path) for path in staging.rglob("*")] if staging.is_dir() else []
        return left + [str(path) for path in self.storage.rglob("*.part")]

    def judge(self, *, is_resumed: bool = True) -> None:
        """Nothing half is visible, nothing is lost and nothing is left over."""
        assert self.checker.judge(self.rows(), is_resumed=is_resumed) == []
        if is_resumed:
            assert self.staged() == []

    def resumed(self, shell: Shell | None = None) -> dict[str, list[str]]:
        """The runs of each ending of a resume."""
        result = (shell or self.shell).json("resume").result
        return {ending: [one["run"] for one in result[ending]] for ending in ("finished", "abandoned", "still_waiting")}

    def record(self, run: str) -> Path:
        """The newest record of a run, as it lies on disk."""
        return max((self.studio / "runs" / run).glob("*/record.json"))

    def manifest(self, address: str) -> Path:
        return Path(self.shell.json("show", address).result["path"]) / "publish.json"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was made once and is copied for each test."""
    top = tmp_path_factory.mktemp("trouble")
    shell = Shell(environ={"HOME": str(top), "STUDIO_TOOLS_USER": "ada"})
    assert shell("init", top / "home", "--project", "demo").code == 0
    shell = shell.at(top / "home")
    assert shell("create", "shot", SHOT, "demo/sq010/sh0020", "--cut", "1001-1003").code == 0
    assert shell("create", "asset", "demo/assets/dragon").code == 0
    with open_embedded(top / "home" / "site") as site:
        site.add_script(SCRIPT, KEY)
    return top / "home"


@pytest.fixture
def show(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """A home with two shots and an asset, in which nothing is published yet."""
    (tmp_path / "nowhere").mkdir()
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "nowhere")
    home = Path(shutil.copytree(template, tmp_path / "show"))
    shell = Shell(environ={"HOME": str(tmp_path / "user"), "STUDIO_TOOLS_USER": "ada"})
    return Show(home, tmp_path / "desk", shell.at(home))


@pytest.fixture
def known(show: Show) -> Show:
    """The show after a first publish: it remembers its shot and can be published to while the site is away."""
    show.publish("first")
    return show


@pytest.fixture
def site(show: Show) -> Iterator[Site]:
    with open_embedded(show.home / "site") as opened:
        yield opened


@pytest.fixture
def line(site: Site) -> Iterator[FaultySite]:
    """The show's site behind real HTTP, on a line that can be spoiled."""
    app = site.app()

    def ask(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        response = app.handle(method, f"http://127.0.0.1{path}", headers, body)
        return Answer(response.status, response.body, response.headers.get("content-type", "text/plain"))

    with FaultySite.serving(ask) as server:
        yield server


@pytest.fixture
def coded() -> Callable[..., dict[str, Any]]:
    """Judges an error: its code and exit code, a message of one line, and a hint what to do. Answers it."""

    def judge(said: Said, code: str, ends: int) -> dict[str, Any]:
        error = said.error
        assert (error["code"], said.code) == (code, ends), said.out
        assert error["message"].isprintable(), error["message"]
        assert error["hint"]
        assert "Traceback" not in said.out + said.err
        json.dumps(error)
        return error

    return judge
