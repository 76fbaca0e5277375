"""What knobs say of themselves: `value`, `getValue`, `evaluate`, text as a person types it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.nukesim import NotSimulated, Session


def test_an_enumeration_gives_its_word_and_its_place(nuke: ModuleType) -> None:
    knob = nuke.nodes.Merge2()["operation"]
    knob.setValue("plus")

    assert knob.value() == "plus"
    assert knob.getValue() == float(knob.values().index("plus"))
    assert isinstance(knob.getValue(), float)


def test_an_enumeration_takes_a_place(nuke: ModuleType) -> None:
    knob = nuke.nodes.Read()["on_error"]
    knob.setValue(1)

    assert knob.value() == "black"


@pytest.mark.parametrize("word", ["nope", "EXR", 99, -1], ids=str)
def test_an_enumeration_refuses_what_it_does_not_offer(nuke: ModuleType, word: object) -> None:
    with pytest.raises(ValueError, match="is not one of its values"):
        nuke.nodes.Write()["file_type"].setValue(word)


def test_a_boolean_is_a_bool_and_a_float(nuke: ModuleType) -> None:
    knob = nuke.nodes.Read()["raw"]
    knob.setValue(True)

    assert knob.value() is True
    assert knob.getValue() == 1.0
    assert isinstance(knob.getValue(), float)


def test_a_whole_number_is_an_int_and_a_float(nuke: ModuleType) -> None:
    knob = nuke.root()["first_frame"]
    knob.setValue(1001)

    assert repr(knob.value()) == "1001"
    assert repr(knob.getValue()) == "1001.0"


@pytest.mark.parametrize(
    ("typed", "told"),
    [("a.####.exr", "a.%04d.exr"), ("a.#.exr", "a.%01d.exr"), ("a.%03d.exr", "a.%03d.exr"), ("a.exr", "a.exr")],
    ids=["hashes", "one hash", "technical", "single"],
)
def test_a_file_name_is_told_in_technical_notation(nuke: ModuleType, typed: str, told: str) -> None:
    knob = nuke.nodes.Read()["file"]
    knob.setValue(typed)

    assert knob.value() == told
    assert knob.getValue() == told
    assert knob.getText() == typed
    assert knob.toScript() == typed


def test_a_file_name_is_expanded_in_steps(nuke: ModuleType, tmp_path: Path) -> None:
    nuke.root()["name"].setValue("/shows/demo/comp_v003.nk")
    knob = nuke.nodes.Read()["file"]
    knob.setValue("[file dirname [value root.name]]/in_%V.####.exr")

    assert knob.value() == "[file dirname [value root.name]]/in_%V.%04d.exr"
    assert knob.getEvaluatedValue() == "/shows/demo/in_%V.%04d.exr"
    assert knob.evaluate(1001) == "/shows/demo/in_main.1001.exr"


def test_it_is_evaluated_at_the_current_frame_unless_told(nuke: ModuleType) -> None:
    nuke.frame(17)
    knob = nuke.nodes.Read(file="a.%04d.exr")["file"]

    assert knob.evaluate() == "a.0017.exr"
    assert knob.evaluate(3) == "a.0003.exr"


def test_a_context_names_frame_and_view(nuke: ModuleType) -> None:
    nuke.addView("right")
    context = nuke.OutputContext()
    context.setFrame(12)
    context.setView(2)
    knob = nuke.nodes.Read(file="%V/%v.##.exr")["file"]

    assert knob.evaluate(context) == "right/r.12.exr"


def test_what_a_person_types_sets_the_range(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()
    node["file"].fromUserText("/a/b.####.exr 1001-1100")

    assert node["file"].getText() == "/a/b.####.exr"
    assert [node[name].value() for name in ("first", "last", "origfirst", "origlast")] == [1001, 1100, 1001, 1100]
    assert node["origset"].value() is True


def test_set_value_sets_only_the_text(nuke: ModuleType) -> None:
    node = nuke.nodes.Read()
    node["file"].setValue("/a/b.####.exr 1001-1100")

    assert node["file"].getText() == "/a/b.####.exr 1001-1100"
    assert node["first"].value() == 1


def test_what_a_person_types_sets_the_format_from_the_file(nuke: ModuleType, frames: Callable[..., str]) -> None:
    node = nuke.nodes.Read()
    node["file"].fromUserText(f"{frames(size=(64, 36))} 1001-1004")

    assert (node.width(), node.height()) == (64, 36)


def test_a_known_format_is_found_by_its_size(nuke: ModuleType, frames: Callable[..., str]) -> None:
    nuke.addFormat("64 36 1 tiny")
    node = nuke.nodes.Read()
    node["file"].fromUserText(f"{frames(size=(64, 36))} 1001-1004")

    assert node.format().name() == "tiny"


@pytest.mark.parametrize("value", [5, None, True, 1.5], ids=str)
def test_text_takes_text_only(nuke: ModuleType, value: object) -> None:
    with pytest.raises(TypeError, match="expected str"):
        nuke.nodes.Read()["file"].setValue(value)


@pytest.mark.parametrize("value", ["x", "5", None, {}], ids=str)
def test_a_number_takes_numbers_only(nuke: ModuleType, value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        nuke.root()["fps"].setValue(value)


def test_too_long_a_row_is_refused_in_nukes_words(nuke: ModuleType) -> None:
    with pytest.raises(ValueError, match="expecting a sequence of 1 floats, 2 found"):
        nuke.root()["fps"].setValue("60")


def test_a_colour_is_one_number_until_it_is_several(nuke: ModuleType) -> None:
    knob = nuke.nodes.Grade()["multiply"]

    assert knob.value() == 1.0
    assert knob.singleValue()
    knob.setValue([1, 2, 3, 4])
    assert knob.value() == [1.0, 2.0, 3.0, 4.0]
    assert knob.value(2) == 3.0


def test_one_channel_of_a_colour_is_set_alone(nuke: ModuleType) -> None:
    knob = nuke.nodes.Grade()["multiply"]
    knob.setValue(0.5, 1)

    assert knob.value() == [1.0, 0.5, 1.0, 1.0]


def test_a_place_has_two_numbers(nuke: ModuleType) -> None:
    knob = nuke.nodes.Transform()["translate"]
    knob.setValue((3, 4))

    assert knob.value() == [3.0, 4.0]
    assert (knob.x(), knob.y()) == (3.0, 4.0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[value root.first_frame]", "7"),
        ("[value this.xpos]", "0"),
        ("[value Other.label]", "hello"),
        ("[knob Other.label]", "hello"),
        ("[getenv SHOW]", "demo"),
        ("[getenv MISSING]", ""),
        ("[lindex [split a/b/c /] 1]", "b"),
        ("[join [lrange [split a_b_c_d _] 0 end-1] -]", "a-b-c"),
        ("[string toupper [file extension x.exr]]", ".EXR"),
        ("[python {nuke.script_directory()}]", "/shows"),
        ("plain", "plain"),
    ],
)
def test_the_ten_commands_are_evaluated(nuke: ModuleType, text: str, value: str) -> None:
    nuke.root()["name"].setValue("/shows/a.nk")
    nuke.root()["first_frame"].setValue(7)
    nuke.nodes.NoOp(name="Other", label="hello")
    node = nuke.nodes.NoOp()
    node["label"].setValue(text)

    assert node["label"].value() == text
    assert node["label"].evaluate() == value


@pytest.mark.parametrize("text", ["[exec ls]", "[python {import os}]", "$env(HOME)", "[format %d 3]"])
def test_other_commands_are_not_simulated(nuke: ModuleType, text: str) -> None:
    node = nuke.nodes.NoOp(label=text)

    with pytest.raises(NotSimulated):
        node["label"].evaluate()


def test_a_circle_of_names_is_an_error(nuke: ModuleType) -> None:
    nuke.nodes.NoOp(name="A", label="[value B.label]")
    nuke.nodes.NoOp(name="B", label="[value A.label]")

    with pytest.raises(RuntimeError, match="in a circle"):
        nuke.toNode("A")["label"].evaluate()


def test_a_name_that_is_not_there_is_an_error(nuke: ModuleType) -> None:
    with pytest.raises(RuntimeError, match=r'Nothing is named "Gone\.label"'):
        nuke.nodes.NoOp(label="[value Gone.label]")["label"].evaluate()


def test_the_module_evaluates_too(nuke: ModuleType) -> None:
    nuke.root()["name"].setValue("/shows/a.nk")
    nuke.nodes.Read(name="R", last=12, on_error="black")

    assert nuke.tcl("value root.name") == "/shows/a.nk"
    assert nuke.tcl("file tail /a/b.exr") == "b.exr"
    assert nuke.value("R.last") == "12"
    assert nuke.numvalue("R.on_error") == 1.0
    assert nuke.value("R.nope", "else") == "else"
    assert nuke.expression("R.last * 2") == 24.0


def test_a_text_has_values_for_views(nuke: ModuleType, session: Session) -> None:
    nuke.addView("right")
    knob = nuke.nodes.Read(file="left.exr")["file"]
    knob.splitView("right")
    knob.setValue("right.exr", view="right")

    assert knob.value() == "left.exr"
    assert knob.value(view="right") == "right.exr"
    session.view = "right"
    assert knob.evaluate() == "right.exr"
    knob.unsplitView("right")
    assert knob.value() == "left.exr"


def test_a_multiview_knob_means_all_views_until_it_is_set(nuke: ModuleType) -> None:
    nuke.addView("right")
    knob = nuke.nodes.Write()["views"]

    assert knob.value() == "main right"
    knob.setValue("right")
    assert knob.value() == "right"
    assert (knob.toScript(), knob.toScript(True)) == ("right", "{right}")


def test_what_a_knob_says_to_scripts_another_takes(nuke: ModuleType) -> None:
    one, two = nuke.nodes.Transform(), nuke.nodes.Transform()
    one["translate"].setValue([3, 4])
    one["rotate"].setExpression("frame * 2")
    for name in ("translate", "rotate"):
        two[name].fromScript(one[name].toScript())

    assert one["translate"].toScript(True) == "{3 4}"
    assert two["translate"].value() == [3.0, 4.0]
    assert two["rotate"].hasExpression()
