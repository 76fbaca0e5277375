"""What any knob says, and is told, as the text that settings have: `true`, `45`, `DWAA`."""

from __future__ import annotations

from collections.abc import Mapping

import nuke

from dcc.nuke.scene import nodes

SWITCHED = {"true": True, "false": False}
"""The words of a switch."""


def spelled(name: str, knob: str) -> str | None:
    """What a knob says; None where the node has no such knob."""
    found = nodes.get(name).knob(knob)
    if found is None:
        return None
    if isinstance(found, nuke.Boolean_Knob):
        return "true" if found.value() else "false"
    if isinstance(found, nuke.Enumeration_Knob | nuke.String_Knob):
        return found.value()
    return found.toScript()


def put(name: str, wanted: Mapping[str, str]) -> None:
    """Have knobs say what they should; those that the node lacks are left out. Raises ValueError on a wrong word."""
    node = nodes.get(name)
    for knob, text in wanted.items():
        found = node.knob(knob)
        if isinstance(found, nuke.Boolean_Knob):
            if text not in SWITCHED:
                raise ValueError(f"{knob} is true or false, not {text!r}")
            found.setValue(SWITCHED[text])
        elif isinstance(found, nuke.Enumeration_Knob | nuke.String_Knob):
            found.setValue(text)
        elif found is not None:
            found.fromScript(text)


def agree(says: str | None, should: str) -> bool:
    """Whether a knob says what it should; numbers are compared as numbers."""
    if says is None or says == should:
        return says is not None
    try:
        return float(says) == float(should)
    except ValueError:
        return False
