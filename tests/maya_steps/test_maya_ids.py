from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import How
from studio_tools.publish.items import Severity

LID = (
    '//Maya ASCII 2025 scene\nrequires maya "2025";\n'
    'createNode transform -n "lid";\ncreateNode mesh -n "lidShape" -p "lid";\n'
)


def with_id(node: str, ident: str) -> None:
    from dcc.maya.scene import identity

    identity.give({node: ident})


@pytest.fixture
def crate(desk: Any) -> Any:
    from maya import cmds

    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.rename(cmds.listRelatives("crate", shapes=True)[0], "crateShape")
    desk.mark("model", "crate")
    return desk


def test_nodes_without_ids_are_told_and_given_some_by_mending(crate: Any) -> None:
    from maya import cmds

    (finding,) = crate.check("maya.node-ids", "model")
    assert (finding.severity, finding.title) == (Severity.INFO, "2 nodes without an id")
    assert crate.selected(finding) == ["|crate", "|crate|crateShape"]
    assert crate.mend("maya.node-ids", "model") == []
    told = crate.item("model").facts.settings()["node_ids"]
    assert len({*told.values()}) == len(told) == 2
    cmds.undo()
    assert not cmds.attributeQuery("studioId", node="crate", exists=True)


def test_an_id_stays_as_it_is(crate: Any) -> None:
    with_id("crate", "a1")
    (finding,) = crate.check("maya.node-ids", "model")
    assert finding.nodes == ("|crate|crateShape",)
    crate.mend("maya.node-ids", "model")
    assert crate.item("model").facts.settings()["node_ids"]["crate"] == "a1"


def test_a_copy_gets_an_id_of_its_own_by_mending(crate: Any) -> None:
    from maya import cmds

    with_id("crate", "a1")
    copy = cmds.duplicate("crate", name="copy")[0]
    cmds.sets(copy, addElement="publish_set")
    (finding,) = crate.check("maya.unique-ids", "model")
    assert (finding.severity, finding.title) == (Severity.ERROR, "copy has the id of crate")
    assert crate.selected(finding) == ["|copy"]
    assert crate.mend("maya.unique-ids", "model") == []
    assert cmds.getAttr("crate.studioId") == "a1"


def test_two_references_of_one_model_share_their_ids_and_that_is_right(desk: Any, tmp_path: Path) -> None:
    source = tmp_path / "lid.ma"
    source.write_text(LID + '\taddAttr -ln "studioId" -dt "string";\n\tsetAttr ".studioId" -type "string" "a1";\n')
    for name in ("left", "right"):
        desk.host.load(source, How.REFERENCE, name=name, stamp=None)
    desk.mark("model", "left:lid", "right:lid")
    assert desk.check("maya.unique-ids", "model") == []


# -- deformed shapes


@pytest.fixture
def deformed(desk: Any) -> Any:
    """A crate whose shape with an id is hidden since another one stands for it."""
    from maya import cmds

    cmds.polyCube(name="crate", constructionHistory=False)
    original = cmds.listRelatives("crate", shapes=True)[0]
    with_id(original, "a1")
    cmds.setAttr(f"{original}.intermediateObject", True)
    cmds.createNode("mesh", name="crateShapeDeformed", parent="crate")
    desk.mark("anim", "crate")
    return desk


def test_a_deformed_shape_gets_the_id_of_the_one_before_by_mending(deformed: Any) -> None:
    from maya import cmds

    (finding,) = deformed.check("maya.related-ids", "anim")
    assert finding.title == "crateShapeDeformed has no id, unlike the shape before it"
    assert deformed.selected(finding) == ["|crate|crateShapeDeformed"]
    assert deformed.mend("maya.related-ids", "anim") == []
    assert cmds.getAttr("crateShapeDeformed.studioId") == "a1"


def test_another_id_than_before_is_told(deformed: Any) -> None:
    with_id("crateShapeDeformed", "b2")
    (finding,) = deformed.check("maya.related-ids", "anim")
    assert (finding.severity, finding.title) == (
        Severity.WARNING,
        "crateShapeDeformed has another id than the shape before it",
    )


def test_a_second_shape_that_is_seen_is_not_one_from_before(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate", constructionHistory=False)
    cmds.createNode("mesh", name="crateShape2", parent="crate")
    with_id("crateShape2", "b2")
    desk.mark("anim", "crate")
    assert desk.check("maya.related-ids", "anim") == []


def test_without_ids_nothing_is_related(desk: Any) -> None:
    from maya import cmds

    cmds.polyCube(name="crate")
    desk.mark("anim", "crate")
    assert desk.check("maya.related-ids", "anim") == []
    assert "node_ids" not in desk.item("anim").facts.settings()


# -- references


def test_an_id_that_was_changed_on_a_reference_is_told(desk: Any, tmp_path: Path) -> None:
    from maya import cmds

    source = tmp_path / "lid.ma"
    source.write_text(LID + '\taddAttr -ln "studioId" -dt "string";\n\tsetAttr ".studioId" -type "string" "a1";\n')
    desk.host.load(source, How.REFERENCE, name="lid", stamp=None)
    desk.mark("look", "lid:lid")
    assert desk.check("maya.unedited-ids", "look") == []
    cmds.setAttr("lid:lidShape.studioId", "b2", type="string")
    (finding,) = desk.check("maya.unedited-ids", "look")
    assert (finding.severity, finding.title) == (Severity.ERROR, "the ids of 1 node were changed")
    assert desk.selected(finding) == ["|lid:lid|lid:lidShape"]


def test_an_alembic_carries_the_ids(crate: Any) -> None:
    from studio_tools.testing.mayasim import exchange

    (made,) = crate.make("maya.alembic", "model")
    assert exchange.told(made.files[0].path.read_bytes())["options"]["attr"] == "studioId"
