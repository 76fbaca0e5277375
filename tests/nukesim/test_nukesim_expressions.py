"""Expressions and curves in number knobs."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.testing.nukesim import NotSimulated
from studio_tools.testing.nukesim.expressions import Surroundings, curve, evaluate


def nothing(name: str) -> float:
    raise KeyError(name)


def value(text: str, frame: float = 10) -> float:
    return evaluate(text, Surroundings(frame=frame, knob=nothing, tcl=lambda text: "5"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1+2*3", 7),
        ("(1+2)*3", 9),
        ("-2**2", -4),
        ("2**3**2", 512),
        ("7%4", 3),
        ("1/0", 0),
        ("frame", 10),
        ("frame > 5 ? 1 : 2", 1),
        ("frame < 5 ? 1 : frame == 10 ? 3 : 4", 3),
        ("1 && 0 || 1", 1),
        ("!0", 1),
        ("min(3, 1, 2)", 1),
        ("clamp(5)", 1),
        ("int(3.7) + floor(-1.5)", 1),
        ("lerp(0, 10, .25)", 2.5),
        ("[value x] * 2", 10),
        (".5 i", 0.5),
        ("1e3", 1000),
    ],
)
def test_an_expression_has_its_value(text: str, expected: float) -> None:
    assert value(text) == expected


@pytest.mark.parametrize("text", ["", "1 +", "(1", "noise(1)", "a = 3; b", "1 2", "'x'", "#", "curve"], ids=repr)
def test_what_is_not_of_the_language_is_not_simulated(text: str) -> None:
    with pytest.raises((NotSimulated, KeyError)):
        value(text)


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(1, 50))
def test_arithmetic_is_pythons(a: int, b: int, c: int) -> None:
    assert value(f"({a}) + ({b}) * {c} - {c}") == a + b * c - c


@given(st.text(max_size=40))
def test_any_text_ends_in_a_value_or_a_refusal(text: str) -> None:
    try:
        value(text)
    except (NotSimulated, KeyError, ValueError, OverflowError, TypeError, ArithmeticError):
        return


def test_it_asks_other_knobs(nuke: ModuleType) -> None:
    nuke.nodes.Read(name="Plate", first=1001, last=1010)
    node = nuke.nodes.FrameRange()
    node["first_frame"].setExpression("Plate.first + 2")
    node["last_frame"].setExpression("first_frame + root.fps")

    assert node["first_frame"].value() == 1003
    assert node["last_frame"].value() == 1003 + 24
    assert node["first_frame"].hasExpression()
    assert node["first_frame"].isAnimated()


def test_it_asks_the_group_around(nuke: ModuleType) -> None:
    group = nuke.nodes.Group(name="G")
    knob = nuke.Int_Knob("count")
    group.addKnob(knob)
    knob.setValue(3)
    with group:
        node = nuke.nodes.Switch()
    node["which"].setExpression("parent.count - 1")

    assert node["which"].value() == 2.0


def test_it_asks_channels(nuke: ModuleType) -> None:
    nuke.nodes.Transform(name="T", translate="{3 4}")
    node = nuke.nodes.NoOp()
    knob = nuke.Double_Knob("k")
    node.addKnob(knob)
    knob.setExpression("T.translate.y * 2")

    assert knob.value() == 8.0


def test_it_asks_the_input(nuke: ModuleType) -> None:
    node = nuke.nodes.FrameRange(inputs=[nuke.nodes.Read(first=5, last=9)])
    node["first_frame"].setExpression("input.first_frame")
    node["last_frame"].setExpression("input.last_frame")

    assert (node.firstFrame(), node.lastFrame()) == (5, 9)


def test_the_root_range_may_be_expressions(nuke: ModuleType) -> None:
    nuke.nodes.Read(name="IN1", first=11, last=19)
    nuke.root()["first_frame"].setExpression("IN1.first")
    nuke.root()["last_frame"].fromScript("{IN1.last}")

    assert (nuke.root().firstFrame(), nuke.root().lastFrame()) == (11, 19)


def test_a_name_that_is_gone_is_an_error(nuke: ModuleType) -> None:
    node = nuke.nodes.Switch(name="S")
    node["which"].setExpression("Gone.which")

    with pytest.raises(RuntimeError, match=r'S: Nothing is named "Gone\.which"'):
        node["which"].value()


def test_a_circle_is_an_error(nuke: ModuleType) -> None:
    node = nuke.nodes.Switch(name="S")
    node["which"].setExpression("S.which + 1")

    with pytest.raises(RuntimeError, match="in a circle"):
        node["which"].value()


def test_a_value_takes_the_place_of_an_expression(nuke: ModuleType) -> None:
    knob = nuke.nodes.Switch()["which"]
    knob.setExpression("frame")
    knob.setValue(2)

    assert not knob.hasExpression()
    assert knob.value() == 2.0


def test_clearing_keeps_what_it_gave(nuke: ModuleType) -> None:
    nuke.frame(8)
    knob = nuke.nodes.Switch()["which"]
    knob.setExpression("frame / 2")
    knob.clearAnimated()

    assert knob.value() == 4.0
    assert not knob.isAnimated()


def test_expressions_survive_a_script(nuke: ModuleType, tmp_path: Path) -> None:
    node = nuke.nodes.Transform(name="T")
    node["translate"].setExpression("frame * 2", 0)
    node["rotate"].setExpression("[value root.first_frame] + 1")
    path = (tmp_path / "a.nk").as_posix()
    nuke.scriptSaveAs(path)
    nuke.scriptClear()
    nuke.scriptReadFile(path)
    nuke.frame(4)

    again = nuke.toNode("T")
    assert again["translate"].value() == [8.0, 0.0]
    assert again["rotate"].value() == 2.0


def test_keys_are_set_and_asked(nuke: ModuleType) -> None:
    knob = nuke.nodes.Switch()["which"]
    nuke.frame(1)
    knob.setAnimated()
    knob.setValueAt(4, 10)

    assert knob.getKeyList() == [1.0, 10.0]
    assert knob.getValueAt(10) == 4.0
    assert knob.isKeyAt(10)
    assert not knob.isKeyAt(5)
    assert knob.value() == 0.0
    knob.setValue(2)
    assert knob.getValueAt(1) == 2.0
    knob.removeKeyAt(10)
    assert knob.getNumKeys() == 1


def test_between_smooth_keys_nothing_is_said(nuke: ModuleType) -> None:
    with pytest.raises(NotSimulated, match="between smooth keys"):
        curve("x1 0 x10 1").at(5)
    assert curve("x1 3 x10 3").at(5) == 3
    assert curve("L x1 0 L x11 10").at(6) == 5
    assert curve("K x1 0 x10 1").at(9) == 0


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("x1 0 x10 1", [(1, 0), (10, 1)]),
        ("i x1 5", [(1, 5)]),
        ("x1 1 2 3", [(1, 1), (2, 2), (3, 3)]),
        ("x0 0 s0.5 x5 -1.5e2", [(0, 0), (5, -150)]),
        ("x10 1 x20 2 3", [(10, 1), (20, 2), (30, 3)]),
    ],
    ids=["two", "marked", "one after another", "slopes", "the same step"],
)
def test_a_curve_is_read(text: str, keys: list[tuple[float, float]]) -> None:
    assert [(key.frame, key.value) for key in curve(text).keys] == keys


def test_a_curve_of_a_script_is_written_to_the_letter(nuke: ModuleType) -> None:
    node = nuke.nodes.ColorBars()
    node._read_body(b"\n barintensity {{curve i x1 0 s0.1 x10 1 t2}}\n")

    assert node["barintensity"].isAnimated()
    assert node["barintensity"].getValueAt(1) == 0.0
    assert "barintensity {{curve i x1 0 s0.1 x10 1 t2}}" in node.writeKnobs(nuke.TO_SCRIPT)
