"""A script of a thousand reads is made, collected, saved and opened in seconds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from studio_tools.testing.nukesim import Session

COUNT = 1000


@pytest.mark.long
def test_a_thousand_reads_are_collected_quickly(terminal: Session, tmp_path: Path) -> None:
    import nuke

    for number in range(COUNT):
        nuke.nodes.Read(file=f"/plates/p{number}.####.exr", first=1001, last=1100)
    path = (tmp_path / "crowd.nk").as_posix()
    nuke.scriptSaveAs(path)
    nuke.scriptOpen(path)
    began = time.perf_counter()
    found = [(node.fullName(), node["file"].value(), node["first"].value()) for node in nuke.allNodes("Read")]
    seconds = time.perf_counter() - began

    assert len(found) == COUNT
    assert seconds < 5, "the house holds one second on a quiet machine"
