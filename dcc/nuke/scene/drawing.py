"""Pictures with more in them than a Write is given: a display's colours, a burnt-in text, a slate before the first.

The nodes that do it are made for one render and are gone afterwards, without a step of undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import nuke

from dcc.nuke.scene import exporting, knobs, nodes, rendering

MARGIN, LINES_BURNT_IN, LINES_OF_A_SLATE = 50, 40, 20
"""Of the picture's height: its margin, and how many lines of text it has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What is drawn into the pictures of a Write, or turns their colours; "" for nothing."""

    display: str = ""
    view: str = ""
    text: str = ""
    """TCL, as a Text node takes it."""
    is_slate: bool = False
    """Whether the text stands on black, and not on the Write's own picture."""


def plain(text: str) -> str:
    """A text that TCL leaves as it is."""
    for sign in "\\[]$":
        text = text.replace(sign, f"\\{sign}")
    return text


def render(name: str, file: str, frames: Iterable[int], drawn: Drawn, views: Sequence[str] = ()) -> None:
    """Render frames of a Write to another file, with what is drawn into them. Raises RuntimeError, ValueError."""
    node = nodes.get(name)
    told = {"use_limit": "false", **({"raw": "true"} if drawn.display else {})}
    with rendering.unchanged(), node.parent() or nuke.root(), saying(name, told), fed(node, drawn):
        exporting.render_to(name, file, frames, views)


@contextmanager
def saying(name: str, wanted: Mapping[str, str]) -> Iterator[None]:
    """Have knobs say something for a while; the expression of one stands again afterwards."""
    found = [knob for each in wanted if (knob := nodes.get(name).knob(each)) is not None]
    before = [(knob, knob.toScript()) for knob in found]
    try:
        for knob in found:
            if isinstance(knob, nuke.Array_Knob):
                knob.clearAnimated()
        knobs.put(name, wanted)
        yield
    finally:
        for knob, text in before:
            knob.fromScript(text)


@contextmanager
def fed(node: nuke.Node, drawn: Drawn) -> Iterator[None]:
    """Have a node take its picture through nodes that draw, for a while."""
    above = node.input(0)
    made: list[nuke.Node] = []
    try:
        if above is not None:
            _draw(above, drawn, made)
            node.setInput(0, made[-1] if made else above)
        yield
    finally:
        node.setInput(0, above)
        for each in reversed(made):
            nuke.delete(each)


def _draw(above: nuke.Node, drawn: Drawn, made: list[nuke.Node]) -> None:
    """Make the nodes that draw, each noted in *made* before anything is asked of it that may be refused."""
    shape = above.format()
    if drawn.is_slate:
        made.append(nuke.nodes.Constant(channels="rgba"))
        made[-1]["format"].setValue(shape)
        made[-1]["color"].fromScript("0 0 0 1")
    elif drawn.display:
        made.append(nuke.nodes.OCIODisplay(inputs=[above]))
        words = {"display": drawn.display, **({"view": drawn.view} if drawn.view else {})}
        knobs.put(made[-1].fullName(), words)
    if drawn.text:
        text = nuke.nodes.Text2(inputs=[(made or [above])[-1]], yjustify="center" if drawn.is_slate else "bottom")
        made.append(text)
        text["message"].setValue(drawn.text)
        side = max(1, shape.height() // MARGIN)
        text["box"].fromScript(f"{side} {side} {shape.width() - side} {shape.height() - side}")
        lines = LINES_OF_A_SLATE if drawn.is_slate else LINES_BURNT_IN
        text["font_size"].fromScript(f"{max(1, shape.height() // lines)}")
