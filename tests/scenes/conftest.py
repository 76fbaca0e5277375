"""Scenes written by hand, as small as they may be, and the real ones where they are at hand."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.scenes import Dependency, Scene, read

REAL = Path(__file__).parents[3] / "shared" / "data" / "real"

Scan = Callable[..., Scene]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file below the test's folder."""

    def make(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return make


@pytest.fixture
def maya(write: Callable[[str, str | bytes], Path]) -> Scan:
    """Read Maya ASCII statements as a scene that Maya might have saved."""

    def scan(*statements: str, name: str = "scene.ma") -> Scene:
        text = "\n".join(("//Maya ASCII 2026 scene", *statements, f"// End of {name}", ""))
        return read(write(name, text))

    return scan


@pytest.fixture
def nuke(write: Callable[[str, str | bytes], Path]) -> Scan:
    """Read the lines of a Nuke script that says version 16.0 v8."""

    def scan(*lines: str, name: str = "comp.nk") -> Scene:
        return read(write(name, "\n".join(("version 16.0 v8", *lines, ""))))

    return scan


@pytest.fixture
def real() -> Callable[[str], Path]:
    """A collected scene by its folder and name; skips where the collection is not at hand."""

    def find(name: str) -> Path:
        path = REAL / name
        if not path.exists():
            pytest.skip(f"the collected scenes are not at hand: {path.name}")
        return path

    return find


def only(scene: Scene) -> Dependency:
    """The one dependency of a scene."""
    assert len(scene.dependencies) == 1, scene.dependencies
    return scene.dependencies[0]


class Chunks:
    """Writes Maya binary, narrow or wide."""

    def __init__(self, *, wide: bool = True) -> None:
        self.wide = wide
        self.pad = 8 if wide else 4
        self.form = b"FOR8" if wide else b"FOR4"

    def _head(self, tag: bytes, size: int) -> bytes:
        return tag + (bytes(4) + struct.pack(">Q", size) if self.wide else struct.pack(">I", size))

    def leaf(self, tag: bytes, body: bytes) -> bytes:
        return self._head(tag, len(body)) + body + bytes(-len(body) % self.pad)

    def group(self, kind: bytes, *parts: bytes, tag: bytes | None = None) -> bytes:
        body = kind + b"".join(parts)
        return self._head(tag or self.form, len(body)) + body

    def text(self, name: str, value: str) -> bytes:
        return self.leaf(b"STR ", name.encode() + b"\0 " + value.encode() + b"\0")

    def figure(self, name: str, value: float) -> bytes:
        return self.leaf(b"DBLE", name.encode() + b"\0 " + struct.pack(">d", value))

    def node(self, kind: bytes, name: str, *parts: bytes) -> bytes:
        return self.group(kind, self.leaf(b"CREA", b"\x80" + name.encode() + b"\0"), *parts)

    def selected(self, name: str, *parts: bytes) -> bytes:
        return self.group(b"SLCT", self.leaf(b"SLCT", b":" + name.encode()), *parts)

    def reference(self, path: str, namespace: str, node: str, depth: int = 1, kind: str = "mayaBinary") -> bytes:
        names = "\0".join((path, namespace, "", node, "", "", kind, "")).encode()
        return self.group(b"FRDI", self.leaf(b"FRDI", struct.pack(">I", depth) + names))

    def head(self, **units: str) -> bytes:
        told = {"VERS": "2026", "LUNI": "cm", "TUNI": "film", "AUNI": "deg"} | units
        return self.group(b"HEAD", *(self.leaf(tag.encode(), value.encode()) for tag, value in told.items()))

    def scene(self, *parts: bytes, **units: str) -> bytes:
        return self.group(b"Maya", self.head(**units), *parts)


@pytest.fixture(params=[True, False], ids=["wide chunks", "narrow chunks"])
def chunks(request: Any) -> Chunks:
    """Maya's binary form of today, and that of before 2014."""
    return Chunks(wide=request.param)
