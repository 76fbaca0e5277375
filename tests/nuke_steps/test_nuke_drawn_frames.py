"""Slates, burn-ins and a display's colours: drawn for the publish by nodes that are gone afterwards."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import HostError, PublishError
from studio_tools.media import Look
from studio_tools.model import Project, User
from studio_tools.testing.mayasim.pictures import exr
from studio_tools.testing.nukesim import Session as Nuke


def asks(desk: Any, kind: str = "review", **more: Any) -> None:
    """Have the show write a kind otherwise."""
    wanted = replace(desk.settings.writes[kind], **more)
    desk.settings = replace(desk.settings, writes={**desk.settings.writes, kind: wanted})


def drawn(nuke: Nuke) -> dict[str, tuple[str, ...]]:
    """What was drawn, by the names of the files."""
    return {path.rpartition("/")[2]: texts for path, texts in nuke.drawn.items()}


def test_a_review_begins_with_a_slate_and_has_its_number_in_every_frame(desk: Any, nuke: Nuke) -> None:
    asks(desk, slate="{entity} {product} {version} {first}-{last}", burn_in="{script} {version} {frame}")
    desk.ready("review", last=1002)

    (artifact,) = desk.make("nuke.frames-file", "review")

    assert (artifact.frames.text(), artifact.representation) == ("1000-1002", "png")
    assert {file.path.parent for file in artifact.files} == {desk.stage}
    assert drawn(nuke) == {
        "review.main.1000.png": ("sq010/sh0010 review.main v007 1001-1002",),
        "review.main.1001.png": ("comp_v001 v007 1001",),
        "review.main.1002.png": ("comp_v001 v007 1002",),
    }


def test_what_ships_fills_every_field(desk: Any, nuke: Nuke) -> None:
    desk.ready("review", last=1001)
    desk.context = replace(desk.context, user=User(login="ada", name="Ada"))
    desk.make("nuke.frames-file", "review")

    slate, frame = drawn(nuke).values()
    assert slate == ("demo  sq010/sh0010\nreview.main v007\ncomp_v001  Ada\n1001-1001  24 fps  sRGB",)
    assert frame == ("sq010/sh0010  review.main v007  1001",)


def test_what_tcl_would_run_is_only_shown(desk: Any, nuke: Nuke) -> None:
    asks(desk, slate="", burn_in="{project} by {artist}, {frame}")
    desk.context = replace(
        desk.context,
        project=Project(code="demo", name="demo"),
        user=User(login="x", name="[python {exit()}] \\ $HOME {frame}"),
    )
    desk.ready("review", last=1001)
    desk.make("nuke.frames-file", "review")

    assert list(drawn(nuke).values()) == [("demo by [python {exit()}] \\ $HOME {frame}, 1001",)]


@pytest.mark.parametrize(("view", "told"), [("Film", "Screen/Film"), ("", "Screen/")], ids=["with a view", "without"])
def test_a_displays_colours_are_baked_below_the_text(desk: Any, nuke: Nuke, view: str, told: str) -> None:
    asks(desk, slate="{colours}", burn_in="{colours}", display="Screen", view=view)
    desk.ready("review", last=1001)
    desk.make("nuke.frames-file", "review")

    name = view or "Screen"
    assert drawn(nuke) == {"review.main.1000.png": (name,), "review.main.1001.png": (name, told)}


def test_baked_colours_are_written_as_they_are(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    asks(desk, slate="", burn_in="", display="Screen")
    group = desk.ready("review", last=1001)
    write = program.toNode(f"{group}.Write1")
    raw: list[object] = []
    program.addBeforeRender(lambda: raw.append(write["raw"].value()))
    desk.make("nuke.frames-file", "review")

    assert (raw, write["raw"].value()) == ([True], False)


def test_the_script_is_left_as_it_was(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    asks(desk, display="Screen")
    group = desk.ready("review")
    write = program.toNode(f"{group}.Write1")
    write["use_limit"].setValue(True)
    write["first"].setValue(1001)
    write["last"].setValue(1002)
    before = desk.save().read_bytes()
    steps = len(nuke.journal.past)

    desk.make("nuke.frames-file", "review")

    assert not desk.host.modified()
    assert len(nuke.journal.past) == steps
    assert desk.save().read_bytes() == before
    assert (write.input(0).Class(), len(nuke.rendered)) == ("Input", 3)


@pytest.mark.parametrize("what", ["frame", "slate", "text"])
def test_nothing_is_left_behind_where_it_fails(desk: Any, nuke: Nuke, what: str) -> None:
    import nuke as program

    asks(desk, display="Screen", burn_in="[value gone.file]" if what == "text" else "{frame}")
    group = desk.ready("review")
    before = desk.save().read_bytes()
    nuke.faults.failing_frames.append({"frame": 1002, "slate": 1000, "text": 0}[what])

    with pytest.raises(HostError, match="the slate of" if what == "slate" else "cannot be rendered"):
        desk.make("nuke.frames-file", "review")

    assert desk.save().read_bytes() == before
    assert program.toNode(f"{group}.Write1").input(0).Class() == "Input"


def test_every_view_gets_its_slate_and_its_text(desk: Any, nuke: Nuke) -> None:
    import nuke as program

    asks(desk, slate="slate", burn_in="frame {frame}")
    program.addView("right")
    desk.ready("review", last=1001)
    (artifact,) = desk.make("nuke.frames-file", "review")

    assert sorted((file.view, file.frame) for file in artifact.files) == [
        ("main", 1000),
        ("main", 1001),
        ("right", 1000),
        ("right", 1001),
    ]
    assert set(drawn(nuke)) == {f"review.main.{view}.{n}.png" for view in ("main", "right") for n in (1000, 1001)}


def test_many_frames_are_drawn_in_portions(desk: Any) -> None:
    desk.ready("review", last=1025)
    told = desk.run("nuke.frames-file", desk.item("review"))
    assert told[:-1] == [None, None, None, None]


def test_frames_that_are_there_are_not_taken_for_drawn_ones(desk: Any, nuke: Nuke) -> None:
    group = desk.ready("review", last=1001)
    nuke.rendered.clear()
    from dcc.nuke.scene import rendering

    rendering.execute(f"{group}.Write1", [1001])
    assert desk.titles("nuke.frames-current", "review") == ["2 frames will be rendered: 1000-1001"]
    assert desk.check("nuke.write-folder", "review") == []
    desk.make("nuke.frames-file", "review")
    assert len(nuke.rendered) == 3


def test_drawn_frames_need_room_on_the_storage(desk: Any) -> None:
    desk.ready("review")
    desk.world = replace(desk.world, free_bytes=lambda: 1000)
    assert desk.titles("nuke.write-folder", "review") == [
        "not enough space to render: 97.2 MiB are needed, 1000 bytes are free"
    ]


def test_a_review_that_nothing_is_drawn_into_takes_the_frames_that_are_there(desk: Any, nuke: Nuke) -> None:
    asks(desk, slate="", burn_in="")
    desk.ready("review", last=1001)
    (first,) = desk.make("nuke.frames-file", "review")
    nuke.rendered.clear()
    (again,) = desk.make("nuke.frames-file", "review")
    assert (nuke.rendered, again.files) == ([], first.files)
    assert first.files[0].path.parent != desk.stage


def test_frames_that_nuke_leaves_out_stop_the_publish(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ready("review", last=1001)
    monkeypatch.setattr("dcc.nuke.scene.rendering.execute", lambda *given: None)
    with pytest.raises(PublishError, match="left out frames of review_main: 1000-1001"):
        desk.make("nuke.frames-file", "review")


def test_a_comp_may_have_a_slate_too(desk: Any, nuke: Nuke) -> None:
    asks(desk, "comp", slate="{product}")
    desk.ready("comp", last=1001)
    (artifact,) = desk.make("nuke.frames-file", "comp")
    assert (artifact.frames.text(), artifact.representation) == ("1000-1001", "exr")
    assert desk.item("comp").facts.settings()["write_slate"] == "1000"


def test_the_note_tells_of_slate_cut_and_colours(desk: Any) -> None:
    asks(desk, slate="{entity}", burn_in="", display="Screen", view="Film")
    desk.cut(1001, 1003, handles=0)
    desk.ready("review")
    (artifact,) = desk.make("nuke.review-note", "review")
    note = json.loads(artifact.files[0].path.read_text())
    told = {key: note[key] for key in ("first", "last", "slate", "cut", "display", "view", "burnt_in")}
    assert told == {
        "first": 1001,
        "last": 1003,
        "slate": 1000,
        "cut": [1001, 1003],
        "display": "Screen",
        "view": "Film",
        "burnt_in": False,
    }


# -- the slate is counted right


def test_a_slate_that_stands_alone_passes(desk: Any) -> None:
    desk.cut(1001, 1003)
    desk.ready("review")
    assert desk.check("nuke.slate", "review") == []
    assert desk.check("nuke.write-range", "review") == []


def test_a_picture_where_the_slate_stands_is_told_and_mended(desk: Any) -> None:
    import nuke

    desk.cut(1001, 1003)
    group = desk.ready("review", first=1000)
    (finding,) = desk.check("nuke.slate", "review")
    assert finding.title == f"frame 1000 is the slate's, and {group} renders a picture there"
    assert desk.selected(finding) == [f"{group}.Write1"]
    steps = nuke.toNode(f"{group}.Write1")["use_limit"].value()
    assert desk.mend("nuke.slate", "review") == []
    nuke.undo()
    assert nuke.toNode(f"{group}.Write1")["use_limit"].value() == steps
    assert desk.titles("nuke.slate", "review") == [finding.title]


def test_there_is_no_slate_before_frame_nought(desk: Any) -> None:
    desk.ready("review", first=0, last=3)
    assert desk.titles("nuke.slate", "review") == ["there is no frame before 0 for the slate"]


def test_without_a_slate_nothing_is_asked(desk: Any) -> None:
    desk.cut(1001, 1003)
    desk.ready("render", first=1000)
    assert desk.check("nuke.slate", "render") == []


# -- frames that are rendered after the checks ran


@pytest.mark.parametrize(("how", "stops"), [("error", True), ("warning", False), ("off", False)])
def test_a_new_frame_without_the_channels_of_its_kind_stops_the_publish(desk: Any, how: str, stops: bool) -> None:
    checks = replace(desk.settings.checks, channels={"render": "rgb depth"}, missing_channels=how)
    desk.settings = replace(desk.settings, checks=checks)
    desk.ready(last=1001)
    if stops:
        with pytest.raises(PublishError, match="lacks depth"):
            desk.make("nuke.frames-file", "render")
    else:
        assert desk.make("nuke.frames-file", "render")


@pytest.mark.parametrize(("deep", "how", "stops"), [(1, "error", True), (1, "warning", False), (0, "error", False)])
def test_a_new_frame_whose_pixels_are_no_numbers_stops_the_publish(
    desk: Any, monkeypatch: pytest.MonkeyPatch, deep: int, how: str, stops: bool
) -> None:
    from studio_tools.testing.nukesim import rendering

    checks = replace(desk.settings.checks, deep_frames=deep, pixels=how)
    desk.settings = replace(desk.settings, checks=checks)
    monkeypatch.setitem(
        rendering.PICTURES, "exr", lambda width, height, colour: exr(width, height, (math.nan, *colour[1:]))
    )
    desk.ready(last=1001)
    if stops:
        with pytest.raises(PublishError, match="has pixels that are no numbers"):
            desk.make("nuke.frames-file", "render")
    else:
        assert desk.make("nuke.frames-file", "render")


@pytest.mark.parametrize("kind", ["render", "review"])
def test_what_is_wrong_with_the_first_frames_is_told_before_the_others_are_rendered(
    desk: Any, nuke: Nuke, kind: str
) -> None:
    checks = replace(desk.settings.checks, channels={kind: "rgb depth"})
    desk.settings = replace(desk.settings, checks=checks)
    desk.ready(kind, last=1025)
    with pytest.raises(PublishError, match="lacks depth"):
        desk.make("nuke.frames-file", kind)
    assert len(nuke.rendered) == (10 if kind == "render" else 1)


def test_the_first_the_last_and_one_between_are_decoded(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dcc.nuke.steps import pictures

    decoded: list[str] = []

    def look_at(path: Path, *, deep: bool) -> Look:
        decoded.extend([path.name] if deep else [])
        return Look()

    monkeypatch.setattr(pictures, "look_at", look_at)
    desk.ready(last=1025)
    desk.make("nuke.frames-file", "render")
    assert [name.split(".")[-2] for name in decoded] == ["1001", "1013", "1025"]


@pytest.mark.parametrize("step", ["nuke.frames-file", "nuke.thumbnail"])
def test_a_storage_in_brackets_is_rendered_to(desk: Any, step: str) -> None:
    desk.stage = desk.folder / "st[a]ge $x"
    desk.stage.mkdir()
    desk.ready("review", last=1001)

    (artifact,) = desk.make(step, "review")

    assert {each.path.parent for each in artifact.files} == {desk.stage}


def test_keys_and_a_views_own_value_stand_again_after_the_render(desk: Any) -> None:
    import nuke as program

    asks(desk, display="Screen")
    write = program.toNode(f"{desk.ready('review', last=1001)}.Write1")
    write["use_limit"].fromScript("{curve x1001 0 x1010 1}")
    program.addView("right")
    write["raw"].setValue(True, 0, 0, "right")
    before = [write[knob].toScript() for knob in ("use_limit", "raw")]
    assert before[0].startswith("{curve")
    script = desk.save().read_bytes()

    desk.make("nuke.frames-file", "review")

    assert [write[knob].toScript() for knob in ("use_limit", "raw")] == before
    assert desk.save().read_bytes() == script


def test_an_expression_on_the_writes_limit_stands_again(desk: Any) -> None:
    import nuke as program

    limit = program.toNode(f"{desk.ready('review', last=1001)}.Write1")["use_limit"]
    limit.setExpression("0")
    before = limit.toScript()

    (artifact,) = desk.make("nuke.frames-file", "review")

    assert artifact.frames.text() == "1000-1001"
    assert (limit.hasExpression(), limit.toScript()) == (True, before)
