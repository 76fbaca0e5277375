"""A script of a thousand reads is made, saved, opened and collected. How fast is measured by the bench."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tools.testing.nukesim import Session

COUNT = 1000


@pytest.mark.long
def test_a_thousand_reads_are_collected(terminal: Session, tmp_path: Path) -> None:
    import nuke

    for number in range(COUNT):
        nuke.nodes.Read(file=f"/plates/p{number}.####.exr", first=1001, last=1100)
    path = (tmp_path / "crowd.nk").as_posix()
    nuke.scriptSaveAs(path)
    nuke.scriptOpen(path)
    found = [(node.fullName(), node["file"].value(), node["first"].value()) for node in nuke.allNodes("Read")]

    assert len(found) == COUNT
