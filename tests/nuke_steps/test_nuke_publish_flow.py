"""Scripts, frames, reviews and gizmos go from an open Nuke into a real storage, with what they were made from."""

from __future__ import annotations

import json
from typing import Any

from studio_tools.host import How
from studio_tools.publish.items import RunState
from studio_tools.testing.nukesim import Session as Nuke


def published(report: Any) -> list[str]:
    assert report.state is RunState.PUBLISHED, (report.error, [each.title for each in report.findings])
    return sorted(str(each.address) for each in report.versions)


def test_a_comp_is_published_with_its_frames_its_script_and_what_it_was_made_from(desk: Any, house: Any) -> None:
    import nuke

    desk.host.select([desk.read()])
    desk.ready("plate")
    assert published(house.publish(desk.host, "plate.main")) == ["demo/sq010/sh0010:plate.main@v001"]
    plate = next(house.session.storage.root.path.rglob("*plate_main_v001.1001.exr"))

    desk.host.new(force=True)
    read = desk.host.load(plate.with_name(plate.name.replace("1001", "%04d")), How.READ, name="plate", stamp=None)
    grade = nuke.nodes.Grade(inputs=[nuke.toNode(read.id)])
    desk.range(1001, 1003)
    desk.write("comp", source=grade.fullName())
    desk.save("comp_v004.nk")
    report = house.publish(desk.host, "comp.main")

    assert published(report) == ["demo/sq010/sh0010:comp.main@v001"]
    names = [path.name for path in house.files(report, "comp")]
    assert names == ["sh0010_comp_main_v001.1001.exr", "sh0010_comp_main_v001.1002.exr",
                     "sh0010_comp_main_v001.1003.exr", "sh0010_comp_main_v001.nk"]  # fmt: skip
    manifest = house.manifest(report, "comp")
    assert [str(stamp.address) for stamp in manifest.upstream] == ["demo/sq010/sh0010:plate.main@v001"]
    assert manifest.facts["scene_file"].endswith("work/comp_v004.nk")
    assert manifest.facts["scene_host"] == "nuke"
    assert manifest.facts["write_file_type"] == "exr"


def test_the_next_version_replaces_none(desk: Any, house: Any) -> None:
    desk.ready()
    first, second = house.publish(desk.host, "scene.main"), house.publish(desk.host, "scene.main")
    assert [each.number for each in (*first.versions, *second.versions)] == [1, 2]


def test_an_unsaved_script_is_not_published(desk: Any, house: Any) -> None:
    desk.write()
    report = house.publish(desk.host)
    assert report.state is RunState.BLOCKED
    assert "the script has no name yet" in [each.title for each in report.findings]


def test_what_is_wrong_with_the_script_is_told_once_for_all_items(desk: Any, house: Any) -> None:
    desk.write()
    report = house.publish(desk.host)
    assert [each.title for each in report.findings].count("the script has no name yet") == 1


def test_a_review_is_handed_over_with_a_note(desk: Any, house: Any) -> None:
    desk.ready("review")
    report = house.publish(desk.host, "review.main")
    published(report)
    files = house.files(report, "review")
    assert sorted(path.name for path in files) == [
        "sh0010_review_main_v001.1000.png",
        "sh0010_review_main_v001.1001.png",
        "sh0010_review_main_v001.1002.png",
        "sh0010_review_main_v001.1003.png",
        "sh0010_review_main_v001.json",
    ]
    note = json.loads(next(path for path in files if path.suffix == ".json").read_text())
    told = (note["fps"], note["slate"], note["first"], note["last"], note["version"])
    assert told == ("24", 1000, 1001, 1003, 1)


def test_a_render_that_fails_leaves_nothing_behind(desk: Any, house: Any, nuke: Nuke) -> None:
    desk.ready()
    nuke.faults.failing_frames.append(1002)
    report = house.publish(desk.host, "render.main")
    assert report.state is RunState.FAILED
    assert not list(house.session.storage.root.path.rglob("publish.json"))
    nuke.faults.failing_frames.clear()
    assert published(house.publish(desk.host, "render.main"))


def test_the_published_script_holds_what_the_open_one_held(desk: Any, house: Any) -> None:
    import nuke

    desk.ready()
    report = house.publish(desk.host, "scene.main")
    desk.host.open(house.files(report, "scene")[0], force=True)
    assert nuke.toNode("render_main.Write1") is not None


def test_all_that_a_script_offers_is_published_at_once_or_not_at_all(desk: Any, house: Any, nuke: Nuke) -> None:
    import nuke as program

    from dcc.nuke.host.outputs import mark

    with program.nodes.Group(name="Glow"):
        program.nodes.Output(inputs=[program.nodes.Input()])
    mark("Glow", "other", "glow")
    program.nodes.Camera3(name="shotcam")
    desk.write("review")
    desk.ready()
    nuke.faults.failing_frames.append(1003)
    failed = house.publish(desk.host)
    assert failed.state is RunState.FAILED
    assert failed.versions == ()
    nuke.faults.failing_frames.clear()
    kinds = ("camera.main", "other.glow", "render.main", "review.main", "scene.main")
    assert [each.rpartition(":")[2].partition("@")[0] for each in published(house.publish(desk.host))] == list(kinds)


def test_a_second_publish_renders_nothing_again(desk: Any, house: Any, nuke: Nuke) -> None:
    desk.ready()
    published(house.publish(desk.host, "render.main"))
    nuke.rendered.clear()
    published(house.publish(desk.host, "render.main"))
    assert nuke.rendered == []


def test_a_range_that_is_not_the_cuts_holds_the_publish_up(desk: Any, house: Any) -> None:
    from studio_tools.model import CutRange
    from studio_tools.testing.builders import a_context, a_shot

    desk.ready()
    house.context = a_context(a_shot("demo/sq010/sh0010", cut=CutRange(first=1001, last=1010)))
    report = house.publish(desk.host, "render.main")
    assert report.state is RunState.BLOCKED
    assert "render_main renders 1001-1003 instead of 1001-1010" in [each.title for each in report.findings]


def test_both_eyes_are_published_as_one_version(desk: Any, house: Any) -> None:
    import nuke

    nuke.root()["views"].setValue("left #f00\nright #0f0")
    desk.ready()
    report = house.publish(desk.host, "render.main")
    published(report)
    names = [path.name for path in house.files(report, "render")]
    assert len(names) == 6
    assert "sh0010_render_main_right_v001.1002.exr" in names


def test_the_published_camera_and_gizmo_come_back(desk: Any, house: Any) -> None:
    import nuke

    from dcc.nuke.host.outputs import mark

    with nuke.nodes.Group(name="Glow"):
        nuke.nodes.Output(inputs=[nuke.nodes.Blur(inputs=[nuke.nodes.Input()], name="soft")])
    mark("Glow", "other", "glow")
    desk.save()
    report = house.publish(desk.host, "other.glow")
    published(report)
    script = next(path for path in house.files(report, "other") if path.suffix == ".nk")
    desk.host.new(force=True)
    desk.host.load(script, How.IMPORT, name="glow", stamp=None)
    assert nuke.toNode("glow.Glow.soft") is not None
