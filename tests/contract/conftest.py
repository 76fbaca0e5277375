"""A small show to promise things about, ordinary files to publish, and a way to say what a document looks like.

Frames apart, it asks the library nothing: homes are made by the command, storage and site are read as they lie.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio_tools.media.write import write_exr
from studio_tools.testing.shell import Shell

HOUSE = Path(__file__).parents[2]
SHOT = "demo/sq010/sh0010"
Fits = Callable[[Any, Any], None]


@pytest.fixture
def shot() -> str:
    """The address of a shot of three frames."""
    return SHOT


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell without a home, in a folder below which there is none."""
    (tmp_path / "nowhere").mkdir()
    monkeypatch.chdir(tmp_path / "nowhere")
    return Shell(environ={"HOME": str(tmp_path / "user"), "STUDIO_TOOLS_USER": "ada"})


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was made once and is copied for each test."""
    top = tmp_path_factory.mktemp("promised")
    shell = Shell(environ={"HOME": str(top), "STUDIO_TOOLS_USER": "ada"})
    assert shell("init", top / "home", "--project", "demo").code == 0
    shell = shell.at(top / "home")
    assert shell("create", "shot", SHOT, "demo/sq010/sh0020", "--cut", "1001-1003").code == 0
    assert shell("create", "asset", "demo/assets/dragon").code == 0
    return top / "home"


@pytest.fixture(scope="session")
def written(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home again, in which a note was published, and a letter that was made from it."""
    home = Path(shutil.copytree(template, tmp_path_factory.mktemp("written") / "home"))
    shell = Shell(environ={"HOME": str(home.parent), "STUDIO_TOOLS_USER": "ada"}).at(home)
    for name, words in {"note": (), "letter": ("--uses", f"{SHOT}:other.note@v001")}.items():
        path = home.parent / f"{name}.txt"
        path.write_text(f"a {name}")
        assert shell("publish", f"other.{name}={path}", "--to", SHOT, *words).code == 0
    return home


@pytest.fixture
def letters(bare: Shell, written: Path, tmp_path: Path) -> Shell:
    """A shell in a home with a note, and a letter that was made from it."""
    return bare.at(Path(shutil.copytree(written, tmp_path / "letters")))


@pytest.fixture
def show(bare: Shell, template: Path, tmp_path: Path) -> Shell:
    """A shell in a home with two shots of three frames and an asset."""
    return bare.at(Path(shutil.copytree(template, tmp_path / "show")))


@pytest.fixture
def home(show: Shell) -> Path:
    return Path(show.environ["STUDIO_TOOLS_HOME"])


@pytest.fixture
def storage(home: Path) -> Path:
    """The storage root of the show's home."""
    return home / "storage"


@pytest.fixture
def frames(tmp_path: Path) -> Callable[..., Path]:
    """Writes real EXR frames into a folder of their own, and answers the folder."""

    def write(name: str = "beauty", *, value: float = 0.5, numbers: tuple[int, ...] = (1001, 1002, 1003)) -> Path:
        folder = tmp_path / "renders" / name
        folder.mkdir(parents=True, exist_ok=True)
        for number in numbers:
            write_exr(folder / f"{name}.{number}.exr", np.full((9, 16, 3), value + number * 1e-4, dtype=np.float32))
        return folder

    return write


@pytest.fixture
def note(tmp_path: Path) -> Callable[..., Path]:
    """Writes a little file of words."""

    def write(text: str = "a note", name: str = "note.txt") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """One small ordinary file of many a format, by its extension."""
    folder = tmp_path_factory.mktemp("ordinary")
    texts = {
        "ma": '//Maya ASCII 2026 scene\nrequires maya "2026";\ncreateNode transform -n "hero";\n',
        "nk": "version 16.0 v4\nRoot {\n inputs 0\n name a.nk\n}\n",
        "usda": '#usda 1.0\ndef Xform "hero"\n{\n}\n',
        "obj": "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n",
        "edl": "TITLE: REEL 1\nFCM: NON-DROP FRAME\n001  A001 V C 01:00:00:00 01:00:02:00 00:00:00:00 00:00:02:00\n",
        "txt": "a note\n",
    }
    for ending, text in texts.items():
        (folder / f"a.{ending}").write_text(text)
    (folder / "a.png").write_bytes(_png(4, 3))
    write_exr(folder / "a.exr", np.full((9, 16, 3), 0.5, dtype=np.float32))
    _movie(folder / "a.mov")
    return {path.suffix[1:]: path for path in folder.iterdir()}


def _png(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = b"".join(b"\0" + bytes(range(3 * width)) for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def _movie(path: Path) -> None:
    import imageio_ffmpeg

    words = ["-v", "error", "-f", "lavfi", "-i", "color=gray:size=32x16:rate=24", "-frames:v", "3", "-c:v", "mjpeg"]
    subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), *words, path], check=True, stdin=subprocess.DEVNULL)


@pytest.fixture
def fits() -> Fits:
    """Judges a document: a type, a tuple of what it may be, a list of one each, or the keys it holds at least."""
    return _fits


def _fits(value: Any, wanted: Any, where: str = "$") -> None:
    if isinstance(wanted, dict):
        assert isinstance(value, dict), f"{where} is no object: {value!r}"
        assert not wanted.keys() - value.keys(), f"{where} lacks {sorted(wanted.keys() - value.keys())}"
        for key, each in wanted.items():
            _fits(value[key], each, f"{where}.{key}")
    elif isinstance(wanted, list):
        assert isinstance(value, list), f"{where} is no list: {value!r}"
        for at, each in enumerate(value):
            _fits(each, wanted[0], f"{where}[{at}]")
    elif wanted is float:
        assert type(value) in (int, float), f"{where} is no number: {value!r}"
    else:
        kinds = wanted if isinstance(wanted, tuple) else (wanted,)
        assert type(value) in kinds, f"{where} is {value!r}"


@pytest.fixture
def lies_there() -> Callable[[Path], dict[str, tuple[int, int, int]]]:
    """Answers everything below a folder: each path with its mode, size and time of change."""

    def look(folder: Path) -> dict[str, tuple[int, int, int]]:
        found = {path: path.lstat() for path in folder.rglob("*")}
        return {
            str(path.relative_to(folder)): (seen.st_mode, seen.st_size if path.is_file() else 0, seen.st_mtime_ns)
            for path, seen in found.items()
        }

    return look


@pytest.fixture
def rows(home: Path) -> Callable[[], list[str]]:
    """Answers every row of the embedded site's database, as text."""

    def dump() -> list[str]:
        with closing(sqlite3.connect(f"file:{home / 'site' / 'site.db'}?mode=ro", uri=True)) as database:
            return list(database.iterdump())

    return dump


@dataclass(frozen=True, slots=True)
class Served:
    """A site that a process of its own serves."""

    url: str
    process: subprocess.Popen[str]

    def asked_by(self, login: str = "robot", key: str = "a key of a robot") -> Any:
        """The client as a studio's own scripts use it."""
        from shotgun_api3.shotgun import Shotgun

        return Shotgun(self.url, login, key)

    def ended(self, number: int) -> tuple[int, str, str]:
        """Send a signal and wait: exit code, and what else was said."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@pytest.fixture(scope="session")
def begin() -> Callable[..., subprocess.Popen[str]]:
    """Starts `studio` as a process of its own."""

    def start(shell: Shell, *words: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "studio_tools.cli", *map(str, words)],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), **shell.environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture(scope="session")
def serving(begin: Callable[..., subprocess.Popen[str]]) -> Callable[..., Any]:
    """Serves the site of a shell's home for the length of a `with`."""

    @contextmanager
    def serve(shell: Shell, *words: str) -> Iterator[Served]:
        script = ("--script-name", "robot", "--script-key", "a key of a robot")
        process = begin(shell, "site", "serve", "--host", "127.0.0.1", "--port", "0", *script, *words)
        try:
            assert process.stdout is not None
            line = process.stdout.readline().strip()
            url = json.loads(line)["result"]["url"] if "--json" in words else line
            yield Served(url, process)
        finally:
            process.kill()
            process.communicate()

    return serve
