"""Knobs made from the tables, and from what scripts write of a user's own knobs (`addUserKnob {…}`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from studio_tools.scenes import nuke_text
from studio_tools.testing.nukesim import schema
from studio_tools.testing.nukesim.knobs import choices, linked, numbers, texts
from studio_tools.testing.nukesim.knobs.knob import ALWAYS_SAVE, FLAG_WORDS, STARTLINE, Knob, stands_alone

CLASSES: Mapping[str, type[Knob]] = {
    name: each
    for room in (choices, linked, numbers, texts)
    for name, each in vars(room).items()
    if isinstance(each, type) and issubclass(each, Knob) and (name.endswith("_Knob") or name == "PythonCustomKnob")
    if name not in ("Words_Knob",)
}
"""Every class of knobs that Nuke has and we simulate, by its name."""
BY_CODE: Mapping[int, type[Knob]] = {
    1: texts.String_Knob,
    2: texts.File_Knob,
    3: numbers.Int_Knob,
    4: choices.Enumeration_Knob,
    6: numbers.Boolean_Knob,
    7: numbers.Double_Knob,
    8: numbers.Double_Knob,
    10: choices.ChannelMask_Knob,
    11: choices.Channel_Knob,
    12: numbers.XY_Knob,
    13: numbers.XYZ_Knob,
    14: numbers.WH_Knob,
    15: numbers.BBox_Knob,
    17: linked.Format_Knob,
    18: numbers.Color_Knob,
    19: numbers.AColor_Knob,
    20: texts.Tab_Knob,
    22: texts.PyScript_Knob,
    26: texts.Text_Knob,
    30: numbers.UV_Knob,
    32: texts.Script_Knob,
    35: choices.Pulldown_Knob,
    36: numbers.Eyedropper_Knob,
    40: choices.ChannelMask_Knob,
    41: linked.Link_Knob,
    43: texts.Multiline_Eval_String_Knob,
    44: choices.OneView_Knob,
    45: choices.MultiView_Knob,
    52: texts.PyCustom_Knob,
    68: choices.CascadingEnumeration_Knob,
}
"""What the numbers of types in `addUserKnob` mean."""
WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\{(?:[^{}\\]|\\.|\{[^{}]*\})*\}|[^\s"{}]+', re.DOTALL)
TABS = {-2: texts.BeginTabGroup_Knob, -3: texts.EndTabGroup_Knob}


def from_table(entry: schema.Knob) -> Knob:
    """A knob of a node class."""
    knob = _empty(entry)
    knob._state = knob._default = _first_state(entry)
    return knob


def _empty(entry: schema.Knob) -> Knob:
    knob = CLASSES.get(f"{entry.kind}_Knob", Knob)(entry.name)
    if isinstance(knob, choices.Enumeration_Knob):
        knob._items, knob._is_dynamic = entry.choices, entry.is_dynamic
    return knob


@cache
def _first_state(entry: schema.Knob) -> Any:
    """What a knob holds before anybody sets it: states are frozen, so all of a kind share one."""
    return _empty(entry)._read(entry.default)


def from_definition(definition: str) -> Knob | None:
    """A user's own knob from what stands behind `addUserKnob`; None where that says nothing."""
    words = WORD.findall(definition.strip()[1:-1] if definition.strip().startswith("{") else definition)
    if not words or not words[0].isdecimal():
        return None
    name = nuke_text.plain(words[1]) if len(words) > 1 else ""
    options, flags = _options(words[2:])
    limits = options.get("R", "").split("\n")
    group = int(options.get("n", "0"))
    code = int(words[0])
    made = TABS[group](name) if code == 20 and group in TABS else BY_CODE.get(code, Knob)(name)
    if isinstance(made, texts.Tab_Knob):
        made._group = group
    made._label = nuke_text.plain(options["l"]) if "l" in options else None
    made._tooltip = nuke_text.plain(options.get("t", ""))
    made._flags |= flags
    made._range = (limits[0], limits[1]) if len(limits) == 2 else None
    made._shares_line = "-STARTLINE" in words
    _fill(made, options)
    made._is_user, made._definition = True, definition if stands_alone(definition) else None
    return made


def _options(words: list[str]) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    flags = at = 0
    while at < len(words):
        word = words[at]
        if word[:1] in "+-" and word[1:] in FLAG_WORDS:
            flags |= FLAG_WORDS[word[1:]] if word[0] == "+" else 0
        elif at + 1 < len(words):
            found[word] = "\n".join(words[at + 1 : at + 3]) if word == "R" else words[at + 1]
            at += 2 if word == "R" else 1
        at += 1
    return found, flags


def _fill(knob: Knob, options: Mapping[str, str]) -> None:
    if isinstance(knob, choices.Enumeration_Knob) and "M" in options:
        items = nuke_text.words(options["M"][1:-1])
        knob._items = tuple(items[:-1] if items and items[-1] == "" else items)
        knob._state = knob._default = (knob._items[0] if knob._items else "",)
    elif isinstance(knob, linked.Link_Knob | texts.Script_Knob | texts.Text_Knob) and "T" in options:
        knob._state = knob._default = nuke_text.plain(options["T"])


def definition(knob: Knob) -> str:
    """What a script writes to define a user's own knob."""
    if knob._definition is not None and not (_holds_its_value(knob) and not knob._is_default()):
        return knob._definition
    code = next((number for number, each in BY_CODE.items() if type(knob) is each), knob.CODE)
    parts = [str(code), knob._name or '""']
    if isinstance(knob, texts.Text_Knob) and not knob._name:
        return '{26 ""}'
    if knob._label is not None and knob._label != knob._name:
        parts += ["l", nuke_text.written(knob._label)]
    if knob._tooltip:
        parts += ["t", nuke_text.written(knob._tooltip)]
    parts += _starts_line(knob) + _content(knob) + _flag_words(knob)
    return f"{{{' '.join(parts)}}}"


def _starts_line(knob: Knob) -> list[str]:
    limits = ["R", *knob._range] if knob._range is not None else []
    return limits + (["+STARTLINE"] if knob._flags & STARTLINE else ["-STARTLINE"] if knob._shares_line else [])


def _flag_words(knob: Knob) -> list[str]:
    return [f"+{word}" for word, flag in FLAG_WORDS.items() if knob._flags & flag and flag != STARTLINE]


def _holds_its_value(knob: Knob) -> bool:
    """Whether the definition is where a script keeps the value."""
    return isinstance(knob, linked.Link_Knob | texts.Script_Knob | texts.Text_Knob)


def _content(knob: Knob) -> list[str]:
    if isinstance(knob, choices.Enumeration_Knob):
        return ["M", "{" + " ".join([*(nuke_text.written(each) for each in knob._items), '""']) + "}"]
    if _holds_its_value(knob):
        return ["T", nuke_text.written(str(knob._state))] if knob._state else []
    if isinstance(knob, texts.Tab_Knob):
        return ["n", str(knob._group)] if knob._group else []
    return []


def is_said_by_its_definition(knob: Knob) -> bool:
    """Whether a knob has no line of its own in a script: tabs, buttons, links, text to read."""
    return (isinstance(knob, texts.Tab_Knob) or _holds_its_value(knob)) and not knob._flags & ALWAYS_SAVE
