"""Caches that were cut off or never closed are refused before they are published, without their libraries."""

from __future__ import annotations

from typing import Any

import pytest

from studio_tools.publish.items import Severity
from studio_tools.testing.mayasim import archives

ALEMBIC = archives.ogawa(b"", ["prop"], (1001.0, 1010.0), fps=24.0, step=1.0)
FBX = archives.fbx(b"", ["prop"])
USD = b'#usda 1.0\n\ndef Xform "prop"\n{\n    def Mesh "crate"\n    {\n    }\n}\n'


@pytest.mark.parametrize(("name", "data"), [("a.abc", ALEMBIC), ("a.fbx", FBX), ("a.usda", USD), ("a.usd", USD)])
def test_a_whole_cache_gives_nothing_to_say(desk: Any, name: str, data: bytes) -> None:
    assert desk.check_all(desk.item(desk.file(name, data), kind="cache")) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.abc", ALEMBIC[:-8], id="alembic"),
        pytest.param("b.abc", ALEMBIC[:5] + b"\0" + ALEMBIC[6:], id="alembic that was not closed"),
        pytest.param("a.fbx", FBX[: len(FBX) // 2], id="fbx"),
        pytest.param("b.fbx", b"; FBX 7.7.0 project file\nObjects:  {\n\tModel: 1, ", id="fbx text"),
        pytest.param("a.usda", USD[: USD.rindex(b"}")], id="usd text"),
    ],
)
def test_a_cache_that_is_cut_off_is_refused(desk: Any, name: str, data: bytes) -> None:
    (finding,) = desk.check("core.frames-readable", desk.item(desk.file(name, data), kind="cache"))
    assert finding.severity is Severity.ERROR
    assert finding.title.startswith(f"{name}: it ")
