from __future__ import annotations

from typing import Any

from studio_tools.jobs import run
from studio_tools.publish.items import Finding, Origin, PublishRequest, RunState
from studio_tools.publish.mend import mend


def mended(house: Any, host: Any, findings: list[Finding]) -> list[Finding]:
    """What is still found once all of these were mended, through the real flow."""
    request = PublishRequest(origin=Origin.MAYA)
    return list(run(mend(house.session, house.context, host, request, findings)))


def untidy(desk: Any) -> None:
    """A crate with history, moved, in a namespace, with an empty group beside it, marked as a model."""
    from maya import cmds

    cmds.polyCube(name="crate")
    cmds.delete("crate", constructionHistory=True)
    shape = cmds.listRelatives("crate", shapes=True)[0]
    cmds.rename(shape, "crateShape")
    cmds.group("crate", name="prop")
    cmds.group(name="left_over", empty=True, parent="prop")
    cmds.move(1, 2, 3, "crate")
    desk.mark("model", "prop")
    desk.save("crate.ma")


def test_what_blocks_is_mended_and_then_published(desk: Any, house: Any) -> None:
    untidy(desk)
    refused = house.publish(desk.host, accept=False)
    assert refused.state is RunState.BLOCKED
    assert {each.step for each in refused.findings} >= {"maya.frozen", "maya.no-nulls"}
    left = mended(house, desk.host, [each for each in refused.findings if each.fixable])
    assert [each.step for each in left if each.fixable] == ["maya.saved"]
    left = mended(house, desk.host, [each for each in left if each.fixable])
    assert [each for each in left if each.fixable] == []
    assert house.publish(desk.host, accept=False).state is RunState.PUBLISHED


def test_each_mending_is_one_step_of_undo(desk: Any, house: Any) -> None:
    from maya import cmds

    untidy(desk)
    findings = [each for each in house.publish(desk.host, accept=False).findings if each.step == "maya.no-nulls"]
    mended(house, desk.host, findings)
    assert not cmds.objExists("left_over")
    cmds.undo()
    assert cmds.objExists("left_over")


def test_the_version_before_is_compared_with(desk: Any, house: Any) -> None:
    from maya import cmds

    untidy(desk)
    house.publish(desk.host)
    cmds.polyPlane(name="lid", constructionHistory=False)
    cmds.parent("lid", "prop")
    cmds.delete("crate")
    report = house.publish(desk.host)
    told = [each.title for each in report.findings if each.step == "maya.same-topology"]
    assert told == ["1 mesh of demo/sq010/sh0010:model.main@v001 gone"]


def test_a_publish_leaves_scene_and_selection_as_they_were(desk: Any, house: Any) -> None:
    from maya import cmds

    untidy(desk)
    cmds.select("crate", replace=True)
    before = cmds.ls(long=True)
    assert house.publish(desk.host).state is RunState.PUBLISHED
    assert cmds.ls(long=True) == before
    assert cmds.ls(selection=True) == ["crate"]
    assert not desk.host.modified()
