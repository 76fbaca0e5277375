"""Probes of callbacks: when they are called, and what becomes of an error in one."""

from __future__ import annotations

from studio_tools.testing.selftest.for_nuke.scripts import created, node, put
from studio_tools.testing.selftest.probes import Probe, Where, by_code
from studio_tools.testing.selftest.tape import Tape


def callback_stops(tape: Tape) -> object:
    broken, behind = tape.listener("broken", fails=True), tape.listener("behind")
    for each in (broken, behind):
        tape.ask("nuke.addOnCreate", each, nodeClass="Blur")
    try:
        came = tape.outcome("nuke.nodes.Blur", name="Made")
    finally:
        for each in (broken, behind):
            tape.ask("nuke.removeOnCreate", each, nodeClass="Blur")
    heard = {name: len(tape.ask("bench.heard", name)) for name in ("broken", "behind")}
    return heard | {"made": not isinstance(came, str)}


def no_panel_no_call(tape: Tape) -> object:
    heard = tape.listener("changed")
    blur = node(tape, "Blur")
    tape.ask("nuke.addKnobChanged", heard, nodeClass="Blur")
    try:
        put(blur, "size", 3)
    finally:
        tape.ask("nuke.removeKnobChanged", heard, nodeClass="Blur")
    return len(tape.ask("bench.heard", "changed"))


def no_knob_context(tape: Tape) -> object:
    return tape.outcome("nuke.thisKnob")


def update_at_idle(tape: Tape) -> object:
    heard = tape.listener("updated")
    blur = created(tape, "Blur")
    tape.ask("bench.push")
    tape.ask("nuke.addUpdateUI", heard, nodeClass="Blur")
    try:
        put(blur, "size", 3)
        put(blur, "size", 7)
        before = len(tape.ask("bench.heard", "updated"))
        tape.ask("bench.push")
    finally:
        tape.ask("nuke.removeUpdateUI", heard, nodeClass="Blur")
    return [before, len(tape.ask("bench.heard", "updated"))]


PROBES = by_code(
    Probe(code="callback-stops", ask=callback_stops, expects={"broken": 1, "behind": 0, "made": True}),
    Probe(code="no-panel-no-call", ask=no_panel_no_call, expects=0, where=Where.TERMINAL),
    Probe(code="no-knob-context", ask=no_knob_context, expects="raises RuntimeError"),
    Probe(code="update-at-idle", ask=update_at_idle, expects=[0, 1], where=Where.WINDOW),
)
