"""A small picture of what is published, for lists: the middle frame, of one view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from studio_tools.config import ApplicationSettings
from studio_tools.errors import HostError
from studio_tools.media import probe_image
from studio_tools.testing.nukesim import Session as Nuke


def test_a_thumbnail_is_the_middle_frame_in_small(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    nuke.picture_size = None
    program.root()["format"].setValue(program.addFormat("2000 1000 2 wide"))
    desk.ready(last=1005)
    (artifact,) = desk.make("nuke.thumbnail", "render")

    (file,) = artifact.files
    assert (artifact.representation, artifact.extension, artifact.frames) == ("thumbnail", "png", None)
    assert (file.path.parent, file.path.name) == (desk.stage, "render.main.thumbnail.1003.png")
    facts = probe_image(file.path)
    assert (facts.width, facts.height) == (320, 80)
    assert not desk.host.modified()


def test_a_thumbnail_of_two_views_is_of_the_one_that_stands_for_both(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    program.addView("right")
    desk.ready(last=1001)
    desk.make("nuke.thumbnail", "render")
    program.root()["heroview"].setValue("right")
    desk.make("nuke.thumbnail", "render")
    assert nuke.rendered_views == ["main", "right"]


def test_a_thumbnail_is_of_a_view_that_the_write_writes(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    program.addView("right")
    group = desk.ready(last=1001)
    program.toNode(f"{group}.Write1")["views"].setValue("right")
    desk.make("nuke.thumbnail", "render")
    assert nuke.rendered_views == ["right"]


def test_a_thumbnail_that_cannot_be_rendered_stops_the_publish(desk: Any, nuke: Nuke) -> None:
    desk.ready(last=1001)
    nuke.faults.failing_frames.append(1001)
    with pytest.raises(HostError, match="the thumbnail of render_main cannot be rendered"):
        desk.make("nuke.thumbnail", "render")


def test_a_studio_may_have_thumbnails_published(desk: Any, house: Any) -> None:
    settings = house.session.settings
    recipes = settings.applications["nuke"].recipes
    more = replace(recipes["review"], extract=(*recipes["review"].extract, "nuke.thumbnail"))
    applications = {**settings.applications, "nuke": ApplicationSettings(recipes={**recipes, "review": more})}
    house.session = replace(house.session, settings=replace(settings, applications=applications))
    desk.ready("review", last=1001)

    report = house.publish(desk.host, "review.main")

    assert [path.name for path in house.files(report, "review")] == [
        "sh0010_review_main_v001.1000.png",
        "sh0010_review_main_v001.1001.png",
        "sh0010_review_main_v001.json",
        "sh0010_review_main_v001.png",
    ], report.error
