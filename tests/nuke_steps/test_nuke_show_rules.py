"""What a show asks beyond rate and range: its outputs, its view, knobs of a Write; and a tree that gives a picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from studio_tools.errors import HostError
from studio_tools.host import How
from studio_tools.model import ProductKey, Stamp

PLATE = Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=2, representation="png")


def asks(desk: Any, **knobs: str) -> None:
    """Have the show ask for knobs of a render's Write."""
    wanted = replace(desk.settings.writes["render"], knobs=knobs)
    desk.settings = replace(desk.settings, writes={**desk.settings.writes, "render": wanted})


def inner(group: str) -> Any:
    import nuke

    return nuke.toNode(f"{group}.Write1")


# -- outputs


def test_an_output_that_the_show_asks_for_and_nobody_writes_is_told(desk: Any) -> None:
    desk.show(outputs=("comp", "review"))
    desk.write("comp")
    (finding,) = desk.check("nuke.writes")
    assert (finding.severity, finding.title) == ("warning", "no Write for review")
    desk.write("review")
    assert desk.check("nuke.writes") == []


# -- what is looked through


def test_viewers_show_through_the_shows_view(desk: Any) -> None:
    import nuke

    desk.show(view="rec709")
    assert desk.check("nuke.colours") == []  # there is none
    for name in ("one", "two"):
        nuke.nodes.Viewer(name=name)
    assert desk.titles("nuke.colours") == ["viewers: sRGB instead of rec709"]
    assert desk.mend("nuke.colours") == []
    nuke.undo()
    assert [nuke.toNode(name)["viewerProcess"].value() for name in ("one", "two")] == ["sRGB", "sRGB"]


def test_one_viewer_that_shows_otherwise_is_enough(desk: Any) -> None:
    import nuke

    desk.show(view="sRGB")
    nuke.nodes.Viewer(name="one")
    assert desk.check("nuke.colours") == []
    nuke.nodes.Viewer(name="two", viewerProcess="None")
    assert desk.titles("nuke.colours") == ["viewers: sRGB, None instead of sRGB"]


# -- knobs of a Write


@pytest.mark.parametrize(
    ("knob", "wanted", "title"),
    [
        ("autocrop", "true", "autocrop: false instead of true"),
        ("metadata", "all metadata", "metadata: default metadata instead of all metadata"),
        ("dw_compression_level", "80", "dw_compression_level: 45 instead of 80"),
        ("render_order", "3", "render_order: 1 instead of 3"),
    ],
)
def test_a_knob_that_says_otherwise_is_told_and_mended(desk: Any, knob: str, wanted: str, title: str) -> None:
    import nuke

    group = desk.ready()
    before = inner(group)[knob].value()
    asks(desk, **{knob: wanted})
    (finding,) = desk.check("nuke.write-format", "render")
    assert (finding.title, desk.selected(finding)) == (title, [f"{group}.Write1"])
    assert desk.mend("nuke.write-format", "render") == []
    nuke.undo()
    assert inner(group)[knob].value() == before


@pytest.mark.parametrize("wanted", ["True", "1", "on", ""])
def test_a_switch_that_is_neither_true_nor_false_is_refused_and_not_switched_off(desk: Any, wanted: str) -> None:
    write = inner(desk.ready())
    write["autocrop"].setValue(True)
    asks(desk, autocrop=wanted)
    with pytest.raises(HostError, match=f"autocrop is true or false, not {wanted!r}"):
        desk.mend("nuke.write-format", "render")
    assert write["autocrop"].value() is True


@pytest.mark.parametrize("wanted", ["45", "45.0", "4.5e1"])
def test_numbers_are_compared_as_numbers(desk: Any, wanted: str) -> None:
    desk.ready()
    asks(desk, dw_compression_level=wanted)
    assert desk.check("nuke.write-format", "render") == []


def test_a_knob_that_the_write_lacks_is_told_and_not_made(desk: Any) -> None:
    desk.ready()
    asks(desk, flavour="sweet")
    (finding,) = desk.check("nuke.write-format", "render")
    assert (finding.title, finding.fixable) == ("the Write has no flavour, which should be sweet", False)


def test_a_new_write_says_what_the_show_asks(desk: Any) -> None:
    asks(desk, autocrop="true", metadata="no metadata")
    desk.ready()
    assert desk.check("nuke.write-format", "render") == []


def test_buttons_that_were_removed_are_told_and_come_back(desk: Any) -> None:
    import nuke

    group = desk.ready()
    node = nuke.toNode(group)
    node.removeKnob(node["studioRender"])
    (finding,) = desk.check("nuke.write-path", "render")
    assert (finding.severity, finding.title, finding.detail) == ("warning", f"{group} lost 1 button", "studioRender")
    assert desk.mend("nuke.write-path", "render") == []
    assert node["studioRender"].value().endswith(".render_here()")


# -- a tree that gives a picture


def test_a_write_within_a_group_that_is_off_is_told_and_switched_on(desk: Any) -> None:
    import nuke

    group = desk.ready()
    inner(group)["disable"].setValue(True)
    (finding,) = desk.check("nuke.write-connected", "render")
    assert finding.title == f"the Write in {group} is switched off"
    assert desk.selected(finding) == [f"{group}.Write1"]
    assert desk.mend("nuke.write-connected", "render") == []
    nuke.undo()
    assert inner(group)["disable"].value() is True


def test_a_node_above_that_takes_from_nothing_is_told(desk: Any) -> None:
    import nuke

    loose = nuke.nodes.Grade(name="loose")
    both = nuke.nodes.Merge2(inputs=[nuke.nodes.Constant(), loose], name="both")
    group = desk.write(source=both.fullName())
    desk.save()
    (finding,) = desk.check("nuke.write-connected", "render")
    assert (finding.severity, finding.title) == ("warning", f"1 node above {group} with nothing to take from")
    assert desk.selected(finding) == ["loose"]
    loose.setInput(0, nuke.nodes.CheckerBoard2())
    assert desk.check("nuke.write-connected", "render") == []


def test_a_write_that_turns_colours_to_a_displays_is_told(desk: Any) -> None:
    group = desk.ready()
    inner(group)["transformType"].setValue("display")
    (finding,) = desk.check("nuke.write-view-process", "render")
    assert desk.selected(finding) == [f"{group}.Write1"]
    inner(group)["transformType"].setValue("colorspace")
    assert desk.check("nuke.write-view-process", "render") == []


# -- read as it was published


def reads(desk: Any, facts: dict[str, object]) -> Any:
    """A Read of a published plate, whose manifest says this."""
    import nuke

    one = desk.host.load(desk.frames(), How.READ, name="plate", stamp=PLATE)
    desk.world = replace(desk.world, facts=lambda stamp: facts if stamp == PLATE else {})
    return nuke.toNode(one.id)


@pytest.mark.parametrize(
    "facts",
    [
        {"write_colour_space": "rec709"},
        {"write_colour_space": "default (rec709)"},
        {"png colour space": "rec709"},
        {"write_colour_space": "a space that is not known here", "png colour space": "rec709"},
    ],
    ids=["told by Nuke", "as a default", "told by the frames", "told by both"],
)
def test_a_read_in_another_colour_space_than_was_written_is_told_and_mended(
    desk: Any, facts: dict[str, object]
) -> None:
    import nuke

    node = reads(desk, facts)
    (finding,) = desk.check("nuke.read-recorded")
    assert finding.title == "plate is read in sRGB and was written in rec709"
    assert desk.selected(finding) == ["plate"]
    assert desk.mend("nuke.read-recorded") == []
    assert node["colorspace"].value() == "rec709"
    nuke.undo()
    assert node["colorspace"].value() == "default (sRGB)"


@pytest.mark.parametrize(
    "facts",
    [{}, {"write_colour_space": "ACES - ACEScg"}, {"exr colour space": "rec709"}, {"write_colour_space": "sRGB"}],
    ids=["nothing", "a space that is not known here", "of another form", "the same"],
)
def test_what_is_not_known_or_alike_passes(desk: Any, facts: dict[str, object]) -> None:
    reads(desk, facts)
    assert desk.check("nuke.read-recorded") == []


def test_a_read_that_is_off_or_was_never_published_passes(desk: Any) -> None:
    reads(desk, {"write_colour_space": "rec709"})["disable"].setValue(True)
    desk.read("loose")
    assert desk.check("nuke.read-recorded") == []


# -- what others have


@pytest.mark.parametrize(
    ("folders", "told"), [((), False), (("/elsewhere", "{here}"), False), (("/elsewhere", "{here}/other"), True)]
)
def test_a_gizmo_from_another_folder_than_the_shows_is_told(
    desk: Any, monkeypatch: pytest.MonkeyPatch, folders: tuple[str, ...], told: bool
) -> None:
    import nuke

    monkeypatch.setattr("tempfile.tempdir", "/elsewhere")
    (desk.folder / "gizmos").mkdir()
    (desk.folder / "gizmos" / "Glow9.gizmo").write_text(
        "Gizmo {\n inputs 1\n}\n Input {\n }\n Output {\n }\nend_group\n"
    )
    desk.nuke.gizmos.append(desk.folder / "gizmos")
    node = nuke.createNode("Glow9").fullName()
    desk.show(gizmos=tuple(each.format(here=desk.folder.as_posix()) for each in folders))
    found = desk.check("nuke.gizmos")
    assert [(each.severity, each.title) for each in found] == (
        [("warning", f"the gizmo of {node} is not the show's")] if told else []
    )


@pytest.mark.parametrize("text", ["[value gone.size]", "at [ knob {gone.xpos} ] and [value gone.size]"])
def test_a_text_that_asks_a_node_that_is_gone_is_told(desk: Any, text: str) -> None:
    import nuke

    nuke.nodes.Text2(name="says", message=text)
    (finding,) = desk.check("nuke.expressions")
    assert finding.title == "says.message refers to gone, which is not there"
    assert desk.selected(finding) == ["says"]


@pytest.mark.parametrize(
    "text",
    [
        "[value soft.size]",
        "[value root.name] [value this.size] [value size] [frame]",
        "\\[value gone.size\\]",
        "gone.size",
    ],
)
def test_a_text_that_asks_what_is_there_passes(desk: Any, text: str) -> None:
    import nuke

    nuke.nodes.Blur(name="soft")
    nuke.nodes.Text2(name="says", message=text)
    assert desk.check("nuke.expressions") == []
