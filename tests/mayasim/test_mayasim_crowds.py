"""A scene of a thousand references is collected, saved and opened. How fast is measured by the bench."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tools.testing.mayasim import Session

COUNT = 1000


@pytest.fixture
def crowd(batch: Session) -> Session:
    """A session with a thousand references to one small file."""
    from maya import cmds

    cmds.polyCube(name="body")
    cmds.file(rename="extra.ma")
    path = cmds.file(save=True, type="mayaAscii")
    cmds.file(new=True)
    text = Path(path).read_text()
    head = text.index("createNode transform -n")
    Path(path).write_text(
        '//Maya ASCII 2025 scene\nrequires maya "2025";\n' + text[head : text.index("createNode script")]
    )
    for number in range(COUNT):
        cmds.file(path, reference=True, namespace=f"extra_{number:04d}")
    return batch


@pytest.mark.long
def test_a_thousand_references_are_collected(crowd: Session) -> None:
    from maya import cmds

    found = [
        (
            node,
            cmds.referenceQuery(node, filename=True, withoutCopyNumber=True),
            cmds.referenceQuery(node, namespace=True),
            cmds.referenceQuery(node, isLoaded=True),
        )
        for node in cmds.ls(type="reference")
    ]

    assert len(found) == COUNT


@pytest.mark.long
def test_a_thousand_references_are_saved_and_opened(crowd: Session) -> None:
    from maya import cmds

    cmds.file(rename="crowd.ma")
    path = cmds.file(save=True, type="mayaAscii")

    cmds.file(path, open=True)

    assert len(cmds.ls(references=True)) == COUNT
    assert len(cmds.ls(type="mesh")) == COUNT
