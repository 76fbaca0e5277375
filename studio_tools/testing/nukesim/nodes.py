"""A node: its wires, its place, what comes out of it. Groups and the other faces of nodes lie above, in `groups`."""

# ruff: noqa: N802, N803 - Nuke's own names
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from studio_tools.testing.nukesim import channels, evaluating, spans
from studio_tools.testing.nukesim.formats import Format
from studio_tools.testing.nukesim.knobbed import Knobbed
from studio_tools.testing.nukesim.knobs.knob import Knob
from studio_tools.testing.nukesim.ranges import FrameRange

EXPRESSIONS, INPUTS, HIDDEN_INPUTS, LINKINPUTS = 1, 2, 4, 8
ALL_KINDS = 31
NAMED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+")


class Node(Knobbed):
    """A node."""

    # -- wires

    def input(self, index: int) -> Any:
        """The node that an input takes from; None where it takes from none."""
        self._alive()
        found = self._inputs[index] if 0 <= index < len(self._inputs) else None
        return found if found is None or not found._is_dead else None

    def inputs(self) -> int:
        """How many inputs there are up to the last that is connected."""
        self._alive()
        return len(self._inputs)

    def minInputs(self) -> int:
        """How many inputs it shows at least."""
        return self._schema.least

    def maxInputs(self) -> int:
        """How many inputs it can have."""
        return self._most()

    def minimumInputs(self) -> int:
        """How many inputs it shows at least."""
        return self._schema.least

    def maximumInputs(self) -> int:
        """How many inputs it can have."""
        return self._most()

    def _most(self) -> int:
        return self._schema.most

    def optionalInput(self) -> int:
        """The first input that need not be connected."""
        return self._schema.least

    def canSetInput(self, i: int, node: Any) -> bool:
        """Whether an input may take from a node: one of the same group, not downstream of this."""
        self._alive()
        if not 0 <= i < self._most():
            return False
        return node is None or (node._parent is self._parent and node is not self and not node._takes_from(self))

    def _takes_from(self, other: Any) -> bool:
        waiting, seen = list(self._inputs), set()
        while waiting:
            node = waiting.pop()
            if node is other:
                return True
            if node is not None and id(node) not in seen:
                seen.add(id(node))
                waiting += node._inputs
        return False

    def setInput(self, i: int, node: Any) -> bool:
        """Connect an input, or disconnect it with None. Tells whether that could be done."""
        if not self.canSetInput(i, node):
            return False
        wires = self._inputs + [None] * (i + 1 - len(self._inputs))
        wires[i] = node
        while wires and wires[-1] is None:
            wires.pop()
        with self._session.step(f"{self._short}.setInput"):
            self._session.journal.set(self, "_inputs", wires)
        self._tell(Knob("inputChange"))
        return True

    def connectInput(self, i: int, node: Any) -> bool:
        """Connect an input, or the next free one behind it."""
        while i < self._most() and self.input(i) is not None:
            i += 1
        return self.setInput(i, node)

    def dependencies(self, what: int = ALL_KINDS) -> list[Any]:
        """The nodes that this one refers to."""
        self._alive()
        found: dict[int, Any] = {}
        hidden = "hide_input" in self._knobs and bool(self["hide_input"].value())
        if what & (HIDDEN_INPUTS if hidden else INPUTS):
            found |= {id(each): each for each in self._inputs if each is not None}
        if what & (EXPRESSIONS | LINKINPUTS):
            found |= {id(each): each for each in self._named(what) if each is not self}
        return list(found.values())

    def _named(self, what: int) -> Iterator[Any]:
        for knob in list(self._knobs.values()):
            is_link = knob.CODE == 41
            if not what & (LINKINPUTS if is_link else EXPRESSIONS):
                continue
            for text in knob._texts():
                for path in NAMED.findall(text):
                    owner = evaluating.find_node(self, path.rpartition(".")[0])
                    if owner is not None and owner._parent is not None:
                        yield owner

    def dependent(self, what: int = ALL_KINDS, forceEvaluate: bool = True) -> list[Any]:
        """The nodes that refer to this one."""
        self._alive()
        beside = self._parent._children if self._parent is not None else []
        return [each for each in beside if any(found is self for found in each.dependencies(what))]

    def _clones(self) -> list[Any]:
        """The other nodes that share its knobs."""
        mine = self._knobs["name"]
        beside = self._parent._children if self._parent is not None and self._session.clones else []
        return [each for each in beside if each is not self and each._knobs["name"] is mine]

    def clones(self) -> int:
        """How many clones of it there are."""
        self._alive()
        return len(self._clones())

    # -- place, panel, selection

    def xpos(self) -> int:
        """Where it lies, across."""
        return int(self["xpos"].value())

    def ypos(self) -> int:
        """Where it lies, down."""
        return int(self["ypos"].value())

    def setXpos(self, x: int) -> None:
        """Move it across."""
        self["xpos"].setValue(int(x))

    def setYpos(self, y: int) -> None:
        """Move it down."""
        self["ypos"].setValue(int(y))

    def setXYpos(self, x: int, y: int) -> None:
        """Move it."""
        with self._session.step(f"{self._short}.setXYpos"):
            self.setXpos(x)
            self.setYpos(y)

    def screenWidth(self) -> int:
        """How wide it is drawn; 0 in a terminal, where nothing is drawn."""
        self._alive()
        return 80 if self._session.is_gui else 0

    def screenHeight(self) -> int:
        """How high it is drawn; 0 in a terminal."""
        self._alive()
        return 18 if self._session.is_gui else 0

    def autoplace(self) -> None:
        """Place it where it is in nobody's way."""
        above = self.input(0)
        beside = [each for each in self._parent._children if each is not self]
        taken = {(each._plain("xpos"), each._plain("ypos")) for each in beside}
        x, y = (above.xpos(), above.ypos() + 50) if above is not None else (0, 0)
        while (x, y) in taken:
            x += 110
        self.setXYpos(x, y)

    def setSelected(self, selected: bool) -> None:
        """Select it or not."""
        self["selected"].setValue(bool(selected))

    def isSelected(self) -> bool:
        """Whether it is selected."""
        self._alive()
        return self._plain("selected") != 0

    def _plain(self, name: str) -> float:
        """A number in a knob, without ado where it is only a number."""
        state = self[name]._state
        plain = isinstance(state, tuple) and isinstance(state[0], float)
        return state[0] if plain else float(self[name].value())

    def selectOnly(self) -> None:
        """Select it and nothing else."""
        for each in self._parent._children:
            if each.isSelected():
                each.setSelected(False)
        self.setSelected(True)

    def showControlPanel(self, forceFloat: bool = False) -> None:
        """Open its panel."""
        self._session.need_window()
        self._panel = True
        self._tell(Knob("showPanel"))

    def hideControlPanel(self) -> None:
        """Close its panel."""
        self._tell(Knob("hidePanel"))
        self._panel = False

    def shown(self) -> bool:
        """Whether its panel is open."""
        return self._panel

    # -- what comes out of it

    def firstFrame(self) -> int:
        """The first frame."""
        self._alive()
        return spans.span(self)[0]

    def lastFrame(self) -> int:
        """The last frame."""
        self._alive()
        return spans.span(self)[1]

    def frameRange(self) -> FrameRange:
        """The frames."""
        return FrameRange(self.firstFrame(), self.lastFrame(), 1)

    def format(self) -> Format:
        """The format."""
        self._alive()
        return spans.format_of(self)

    def width(self) -> int:
        """The width in pixels."""
        return self.format().width()

    def height(self) -> int:
        """The height in pixels."""
        return self.format().height()

    def pixelAspect(self) -> float:
        """The pixel aspect."""
        return self.format().pixelAspect()

    def channels(self) -> list[str]:
        """The channels that it gives, as `rgba.red`."""
        self._alive()
        return list(channels.of(self))

    def hasError(self) -> bool:
        """Whether it is in error: its own, not those of what it takes from."""
        self._alive()
        return spans.has_error(self)

    def error(self) -> bool:
        """Whether it is in error."""
        return self.hasError()

    def treeHasError(self) -> bool:
        """Whether it or what it takes from is in error."""
        self._alive()
        return spans.tree_has_error(self)

    def metadata(self, key: str | None = None, time: float | None = None, view: str | None = None) -> Any:
        """What the file upstream says of itself: all, or one entry (None where there is none)."""
        self._alive()
        session = self._session
        told: Mapping[str, Any] = spans.metadata(self, session.frame if time is None else time, view or session.view)
        return dict(told) if key is None else told.get(key)
