"""Probes of knobs: what they hold, what they are told, what they make of it."""

from __future__ import annotations

from studio_tools.testing.selftest.for_nuke.scripts import node, put
from studio_tools.testing.selftest.probes import Probe, by_code
from studio_tools.testing.selftest.tape import Tape


def bad_word(tape: Tape) -> object:
    return node(tape, "Merge2")["operation"].outcome("setValue", "no such operation")


def default_word(tape: Tape) -> object:
    knob = node(tape, "Read")["colorspace"]
    knob.ask("setValue", "default")
    return str(knob.ask("value")).startswith("default (")


def raw_value(tape: Tape) -> object:
    knob = node(tape, "NoOp", name="Hero")["label"]
    knob.ask("setValue", "[value name]")
    return [knob.ask("value"), knob.ask("evaluate")]


def frame_command(tape: Tape) -> object:
    knob = node(tape, "NoOp")["label"]
    knob.ask("setValue", "[frame]")
    tape.ask("nuke.frame", 7)
    return knob.ask("evaluate")


def one_hash(tape: Tape) -> object:
    knob = node(tape, "Read")["file"]
    knob.ask("setValue", "/plates/a.#.exr")
    return knob.ask("value")


def int_get_value(tape: Tape) -> object:
    read, found = node(tape, "Read"), node(tape, "NoOp")
    found.ask("addKnob", tape.keep("nuke.Int_Knob", "count", "count"))
    return [read["first"].ask("getValue"), found["count"].ask("getValue")]


def set_over_expression(tape: Tape) -> object:
    knob = node(tape, "Blur")["size"]
    knob.ask("setExpression", "frame * 2")
    knob.ask("setValue", 3)
    return [knob.ask("hasExpression"), knob.ask("value")]


def view_values(tape: Tape) -> object:
    tape.ask("nuke.addView", "right")
    knob = node(tape, "Read")["file"]
    knob.ask("setValue", "one.exr")
    knob.ask("splitView", "right")
    knob.ask("setValue", "two.exr", view="right")
    return knob.ask("toScript", True)


def colorspace_class(tape: Tape) -> object:
    return [node(tape, each)["colorspace"].ask("Class") for each in ("Read", "Write")]


def file_type_blank(tape: Tape) -> object:
    return str(node(tape, "Write")["file_type"].ask("value")).strip()


def knob_values_gone(tape: Tape) -> object:
    write = node(tape, "Write")
    put(write, "file_type", "exr")
    usual = write["datatype"].ask("value")
    put(write, "datatype", "32 bit float")
    for kind in ("png", "exr"):
        put(write, "file_type", kind)
    return bool(write["datatype"].ask("value") == usual != "32 bit float")


def user_tab(tape: Tape) -> object:
    found = node(tape, "NoOp")
    found.ask("addKnob", tape.keep("nuke.Int_Knob", "count", "count"))
    tab = found["User"]
    return [tab.ask("Class"), tab.ask("label")]


def knob_taken(tape: Tape) -> object:
    return node(tape, "NoOp").outcome("addKnob", tape.keep("nuke.String_Knob", "label", "label"))


PROBES = by_code(
    Probe(code="bad-word", ask=bad_word, expects="raises ValueError"),
    Probe(code="default-word", ask=default_word, expects=True),
    Probe(code="raw-value", ask=raw_value, expects=["[value name]", "Hero"]),
    Probe(code="frame-command", ask=frame_command, expects="7"),
    Probe(code="one-hash", ask=one_hash, expects="/plates/a.%01d.exr"),
    Probe(code="int-get-value", ask=int_get_value, expects=[1.0, 0.0]),
    Probe(code="set-over-expression", ask=set_over_expression, expects=[False, 3.0]),
    Probe(code="view-values", ask=view_values, expects="{right two.exr}"),
    Probe(code="colorspace-class", ask=colorspace_class, expects=["CascadingEnumeration_Knob"] * 2),
    Probe(code="file-type-blank", ask=file_type_blank, expects=""),
    Probe(code="knob-values-gone", ask=knob_values_gone, expects=True),
    Probe(code="user-tab", ask=user_tab, expects=["Tab_Knob", "User"]),
    Probe(code="knob-taken", ask=knob_taken, expects="raises ValueError"),
)
