"""The suite that every host keeps, on Blender itself."""

from __future__ import annotations

from pathlib import Path

import bpy
import pytest

from dcc.blender.host import BlenderHost
from studio_tools.host import Previews, Scene, Thread, Window
from studio_tools.testing.host_contract import Check, checks_for
from studio_tools.testing.selftest.for_blender.kit import kit


@pytest.mark.parametrize("check", checks_for(BlenderHost()), ids=lambda check: str(check.__name__))
def test_contract(host: BlenderHost, check: Check, tmp_path: Path) -> None:
    check(kit(host, bpy, turn=host.turn), tmp_path)


def test_blender_is_all_that_a_host_may_be(host: BlenderHost) -> None:
    for capability in (Scene, Previews, Window, Thread):
        assert isinstance(host, capability)
