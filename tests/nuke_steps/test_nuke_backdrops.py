"""A backdrop is published with what lies on it, as a script that can be imported."""

from __future__ import annotations

from typing import Any

import pytest

from studio_tools.host import How


@pytest.fixture
def backdrop(desk: Any) -> Any:
    """A backdrop with a grade on it, which takes from a node beside it, in a saved script."""
    import nuke

    from dcc.nuke.host.outputs import mark

    beside = nuke.nodes.Constant(name="beside", xpos=900, ypos=0)
    nuke.nodes.Grade(name="on", inputs=[beside], xpos=20, ypos=20)
    field = nuke.nodes.BackdropNode(name="Look", bdwidth=200, bdheight=200, xpos=0, ypos=0)
    mark("Look", "other", "look")
    desk.save()
    return field


def test_a_backdrop_is_offered_once_it_is_marked(desk: Any) -> None:
    import nuke

    from dcc.nuke.host.outputs import mark

    nuke.nodes.BackdropNode(name="Look")
    assert [each.kind for each in desk.host.outputs()] == ["scene"]
    mark("Look", "other", "look")
    assert [(each.kind, each.variant) for each in desk.host.outputs()][1:] == [("other", "look")]


def test_what_it_takes_from_beside_it_is_told(desk: Any, backdrop: Any) -> None:
    (finding,) = desk.check("nuke.backdrop-whole", "other")
    assert (finding.severity, finding.title) == ("info", "Look takes from 1 node beside it")
    assert desk.selected(finding) == ["beside"]


def test_one_that_holds_all_passes(desk: Any, backdrop: Any) -> None:
    import nuke

    nuke.toNode("beside").setXYpos(40, 10)
    assert desk.check("nuke.backdrop-whole", "other") == []
    assert desk.check("nuke.group-whole", "other") == []


def test_one_that_nothing_lies_on_is_told(desk: Any, backdrop: Any) -> None:
    import nuke

    nuke.toNode("on").setXYpos(-500, 0)
    (finding,) = desk.check("nuke.backdrop-whole", "other")
    assert (finding.severity, finding.title) == ("error", "nothing lies on Look")
    assert desk.selected(finding) == ["Look"]


def test_a_group_is_not_judged_as_one(desk: Any) -> None:
    import nuke

    from dcc.nuke.host.outputs import mark

    nuke.nodes.Group(name="Glow")
    mark("Glow", "other", "glow")
    assert desk.check("nuke.backdrop-whole", "other") == []


def test_it_is_written_with_what_lies_on_it_and_comes_back(desk: Any, backdrop: Any) -> None:
    import nuke

    desk.host.select(["beside"])
    (artifact,) = desk.make("nuke.gizmo-file", "other")
    assert artifact.representation == "nk"
    assert list(desk.host.selection()) == ["beside"]
    desk.host.new(force=True)
    one = desk.host.load(artifact.files[0].path, How.IMPORT, name="look", stamp=None)
    inside = nuke.toNode(one.id)
    assert {each.name() for each in inside.nodes()} >= {"on", "Look"}
    assert nuke.toNode(f"{one.id}.beside") is None


def test_it_is_published(desk: Any, backdrop: Any, house: Any) -> None:
    report = house.publish(desk.host, "other.look")
    assert [path.suffix for path in house.files(report, "other")] == [".nk"], report.error
