"""A node as far as its name and its knobs go: found, added, removed, read from scripts, followed when they change.

Every change goes through the script's journal, so that it can be undone.
"""

# ruff: noqa: N802, N803 - Nuke's own names
from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from studio_tools.scenes import nuke_text
from studio_tools.testing.nukesim import evaluating, schema, spans, writing
from studio_tools.testing.nukesim.formats import Format
from studio_tools.testing.nukesim.knobs import making
from studio_tools.testing.nukesim.knobs.knob import Knob, Unread_Knob
from studio_tools.testing.nukesim.knobs.texts import File_Knob
from studio_tools.testing.nukesim.refusals import NotSimulated, detached, no_knob
from studio_tools.testing.nukesim.schema import NodeClass, Strict
from studio_tools.testing.nukesim.session import Session

ILLEGAL = re.compile(r"\W")
TRAILING = re.compile(r"\d+$")


OWN = ("xpos", "ypos", "selected", "hide_input")
"""Knobs that a clone has for itself."""


def free_name(wanted: str, taken: Container[str]) -> str:
    """A name that nobody has, as near to the wanted one as can be."""
    name = ILLEGAL.sub("_", wanted) or "_"
    if name[0].isdigit():
        name = f"_{name}"
    stem, number = TRAILING.sub("", name), 1
    while name in taken:
        name = f"{stem}{number}"
        number += 1
    return name


class Knobbed(Strict):
    """A node as far as its name and its knobs go; nothing may be asked of it once it is deleted."""

    _is_gizmo = False

    def __init__(self, session: Session, kind: NodeClass, parent: Any, serial: int) -> None:
        self._session, self._schema, self._parent, self._serial = session, kind, parent, serial
        self._knobs: dict[str, Knob] = {}
        self._dynamic: tuple[str, ...] = ()
        self._inputs: list[Any] = []
        self._written_class = kind.name
        self._is_dead = self._is_missing = self._panel = self._is_telling = False
        self._selected_at = 0
        self._original: Any = None
        """For a clone, the node whose knobs it shares."""
        for entry in kind.knobs.values():
            knob = making.from_table(entry)
            knob._node = self
            self._knobs[entry.name] = knob

    def _share(self, original: Any) -> None:
        """Become a clone: share all knobs but those of its place, and what is within."""
        own = {name: knob for name, knob in self._knobs.items() if name in OWN}
        self._knobs = {name: own.get(name, knob) for name, knob in original._knobs.items()}
        self._dynamic, self._original = original._dynamic, original
        if hasattr(original, "_children"):
            vars(self)["_children"] = original._children

    # -- what it is

    def _alive(self) -> None:
        if self._is_dead:
            raise detached()

    @property
    def _short(self) -> str:
        return str(self._knobs["name"]._state)

    def Class(self) -> str:
        """The name of its class."""
        self._alive()
        return self._schema.name

    def name(self) -> str:
        """Its name within its group."""
        self._alive()
        return self._short

    def fullName(self) -> str:
        """Its name with those of the groups it is in."""
        self._alive()
        parts = [self._short]
        group = self._parent
        while group is not None and group._parent is not None:
            parts.insert(0, group._short)
            group = group._parent
        return ".".join(parts)

    def setName(self, name: str, uncollide: bool = True, updateExpressions: bool = False) -> None:
        """Name it. A name that is taken gets a number; *uncollide* False raises ValueError instead."""
        if not uncollide and self._parent is not None and evaluating.child(self._parent, name) not in (None, self):
            raise ValueError(f"the name {name!r} is taken")
        if updateExpressions:
            raise NotSimulated("setName with updateExpressions")
        self["name"].setValue(name)

    def parent(self) -> Any:
        """The group it is in; None for the root."""
        self._alive()
        return self._parent

    def __repr__(self) -> str:
        return f"<{self._schema.name} {self._short!r}>"

    # -- knobs

    def _find(self, name: str) -> Knob | None:
        found = self._knobs.get(name)
        if found is None and not self._schema.is_tabled:
            raise NotSimulated(f"{self._short}.{name}: the knobs of {self._schema.name} are not in the tables")
        return found

    def knob(self, p: str, follow_link: bool = True) -> Knob | None:
        """A knob; None where it has none of that name."""
        self._alive()
        if not isinstance(p, str):
            raise NotSimulated("knobs by their number")
        return self._find(p)

    def __getitem__(self, name: str) -> Any:
        self._alive()
        found = self._find(name)
        if found is None:
            raise no_knob(name)
        return found

    def knobs(self) -> dict[str, Knob]:
        """All knobs by their names."""
        self._alive()
        return dict(self._knobs)

    def allKnobs(self) -> list[Knob]:
        """All knobs, those without a name too."""
        self._alive()
        return list(self._knobs.values())

    def numKnobs(self) -> int:
        """How many knobs there are."""
        return len(self.allKnobs())

    def getNumKnobs(self) -> int:
        """How many knobs there are."""
        return self.numKnobs()

    def _put_knobs(self, knobs: dict[str, Knob]) -> None:
        self._session.journal.set(self, "_knobs", knobs)

    def addKnob(self, knob: Knob) -> None:
        """Add a user's own knob. Raises RuntimeError where it is on a node already, ValueError on a name taken."""
        self._alive()
        if not isinstance(knob, Knob):
            raise TypeError("a knob is wanted")
        if knob._node is not None:
            raise RuntimeError(f"the knob {knob._name} is on a node already")
        if knob._name and knob._name in self._knobs:
            raise ValueError(f"{self._short} has a knob {knob._name} already")
        with self._session.step(f"{self._short}.addKnob"):
            if not any(each._is_user for each in self._knobs.values()) and knob.Class() != "Tab_Knob":
                self._take(self._user_tab())
            self._take(knob)

    def _user_tab(self) -> Knob:
        return making.CLASSES["Tab_Knob"]("User")

    def _take(self, knob: Knob) -> None:
        journal = self._session.journal
        journal.set(knob, "_node", self)
        journal.set(knob, "_is_user", True)
        key, number = knob._name, 0
        while key in self._knobs:  # dividers have no name
            number += 1
            key = f"{knob._name}#{number}"
        self._put_knobs({**self._knobs, key: knob})

    def removeKnob(self, knob: Knob) -> None:
        """Remove a user's own knob. Raises ValueError for one that is not the user's."""
        self._alive()
        if knob._node is not self or not knob._is_user:
            raise ValueError(f"{knob._name} is no user knob of {self._short}")
        with self._session.step(f"{self._short}.removeKnob"):
            self._put_knobs({key: each for key, each in self._knobs.items() if each is not knob})
            self._session.journal.set(knob, "_node", None)

    def _rename_knob(self, knob: Knob, name: str) -> None:
        if not knob._is_user:
            raise ValueError(f"{knob._name} is no user knob of {self._short}")
        self._put_knobs({name if each is knob else key: each for key, each in self._knobs.items()})

    def _knob_changed(self, knob: Knob) -> None:
        """Follow a change: names stay their own, a Write gets the knobs of its file type, callbacks hear of it."""
        if knob._name == "name" and self._parent is not None and not knob._is_user:
            free = self._free_name(str(knob._state))
            if free != knob._state:
                knob._put("_state", free)
        elif knob._name == "file_type":
            self._turn_to(str(knob._state[0]).strip())
        elif knob._name == "selected":
            self._session.selections += 1
            self._selected_at = self._session.selections
        self._session.touched[self.fullName()] = self
        self._tell(knob)

    def _tell(self, knob: Any) -> None:
        """Tell of a changed knob where the panel is open; not from within such a call."""
        if self._panel and not self._is_telling and self._session.is_gui:
            self._is_telling = True
            try:
                self._session.callbacks.fire("knobChanged", self, knob)
            finally:
                self._is_telling = False

    def _free_name(self, wanted: str) -> str:
        mine = self._knobs["name"]
        beside = [each._knobs["name"] for each in self._parent._children]
        return free_name(wanted or self._schema.name, {each._state for each in beside if each is not mine})

    def _turn_to(self, file_type: str) -> None:
        """Have the knobs of a file type, and no longer those of another."""
        if self.Class() not in ("Write", "DeepWrite"):
            return
        kept = {name: knob for name, knob in self._knobs.items() if name not in self._dynamic}
        made = {name: making.from_table(entry) for name, entry in schema.file_type_knobs(file_type).items()}
        for knob in made.values():
            knob._node = self
        self._put_knobs({**kept, **made})
        self._session.journal.set(self, "_dynamic", tuple(made))

    def _file_chosen(self, knob: File_Knob, first: int | None, last: int | None) -> None:
        """Set ranges from a file name as a person types it, and the format from the file."""
        if first is not None:
            for name, frame in (("first", first), ("last", last), ("origfirst", first), ("origlast", last)):
                if name in self._knobs:
                    self[name].setValue(frame)
            if "origset" in self._knobs:
                self["origset"].setValue(True)
        if self.Class() in spans.READS:
            told = spans.metadata(self, self["first"].value(), self._session.view)
            if "input/width" in told:
                size = (told["input/width"], told["input/height"])
                known = [each for each in self._session.formats if (each.width(), each.height()) == size]
                self["format"].setValue(known[0] if known else Format(*size))

    def writeKnobs(self, flags: int = 0) -> str:
        """The names of knobs; with the flags of `nuke` their values too, as a script writes them."""
        self._alive()
        return writing.knobs_text(self, flags)

    def readKnobs(self, s: str) -> None:
        """Take knobs as a script writes them."""
        self._alive()
        with self._session.step(f"{self._short}.readKnobs"):
            self._read_body(s.encode(), strict=True)

    def _read_body(self, body: bytes, *, strict: bool = False) -> None:
        """Take the body of a node. *strict* refuses knobs that it does not have, with RuntimeError."""
        for written in nuke_text.knobs(body):
            text = written.value.decode("utf-8", "replace")
            if written.name == "addUserKnob":
                knob = making.from_definition(text)
                if knob is not None and (not knob._name or knob._name not in self._knobs):
                    self._take(knob)
            elif written.name != "inputs" and not (text[:1] in "+-" and text[1:] == "INVISIBLE"):
                self._take_line(written.name, text, strict)

    def _take_line(self, name: str, token: str, strict: bool) -> None:
        knob = self._knobs.get(name)
        if knob is None:
            if strict and self._schema.is_tabled:
                raise RuntimeError(f"{self._short}: no such knob: {name}")
            knob = Unread_Knob(name)
            knob._node = self
            self._put_knobs({**self._knobs, name: knob})
        if strict:
            knob.fromScript(nuke_text.plain(token))
            return
        knob._load(token)
        if name == "file_type":
            self._turn_to(str(knob._state[0]).strip())

    def resetKnobsToDefault(self) -> None:
        """Set all of the class's knobs to their defaults; its name and place stay."""
        with self._session.step(f"{self._short}.resetKnobsToDefault"):
            for name, knob in list(self._knobs.items()):
                if name not in writing.PLACES and not knob._is_user and not knob._is_default():
                    knob._change(knob._default)
