"""Channels of a Write before it renders: what its kind has to have, what reaches it, and where the rest is lost.

No frame is rendered for it, so that hours of rendering are not. What is in the frames: `core.channels`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dcc.nuke.steps.facts import Rendered, WriteFacts
from studio_tools.host import Scene
from studio_tools.publish.checks.pictures import SPELT, lacking
from studio_tools.publish.checks.severity import judged
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, collector, validator

MAIN = "rgba"
"""The layer whose channels are written without its name."""
SETS = {
    "rgb": ("rgba.red", "rgba.green", "rgba.blue"),
    "alpha": ("rgba.alpha",),
    "motion": ("forward", "backward"),
    "disparity": ("disparityL", "disparityR"),
}
"""What Nuke's menus of channels offer that is neither a layer nor a channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A channel or layer that its kind has to have, and that would not be in the frames."""

    word: str
    is_left_out: bool
    """Whether it reaches the Write, which does not write it."""
    giver: str = ""
    """The nearest node above that still gives it; "" where none does."""
    taker: str = ""
    """What takes from that and loses it."""


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """The fact: what would be missing in frames that are rendered now."""

    lost: tuple[Lost, ...]
    is_known: bool = True
    """Whether Nuke could say which channels reach the Write."""


@collector("nuke.channels", label="Channels", provides=(ChannelFacts,), needs=(WriteFacts,))
def channels(scope: Scope[Scene]) -> Iterator[ChannelFacts | None]:
    """Find which channels that the kind has to have would be missing in the frames, and where they are lost."""
    from dcc.nuke.scene import channels as scene

    wanted = scope.settings.checks.channels.get(scope.item.kind, "").split()
    write = scope.item.facts[WriteFacts]
    given = scene.reaching(write.node) if wanted else []
    found = []
    for word in () if given is None else lacking(wanted, as_written(chosen(write.channels, given))):
        yield None
        found.append(_lost(write.node, word, given or ()))
    yield ChannelFacts(tuple(found), is_known=given is not None)


def _lost(write: str, word: str, given: Sequence[str]) -> Lost:
    from dcc.nuke.scene.channels import lost_at

    def is_there(names: Sequence[str]) -> bool:
        return not lacking([word], as_written(names))

    if is_there(given):
        return Lost(word=word, is_left_out=True)
    giver, taker = lost_at(write, is_there)
    return Lost(word=word, is_left_out=False, giver=giver, taker=taker)


def chosen(mask: str, given: Sequence[str]) -> list[str]:
    """Those of the given channels that a Write's mask lets through: `rgba`, `all`, `depth.Z`, `-rgba.alpha`."""
    words = mask.replace("{", " ").replace("}", " ").split()
    return [name for name in given if any(_is_of(name, word) for word in words)]


def _is_of(name: str, word: str) -> bool:
    if word == "all":
        return True
    return any(name == one or name.startswith(f"{one}.") for one in SETS.get(word, (word,)))


def as_written(names: Sequence[str]) -> frozenset[str]:
    """Nuke's names of channels as files have them: `rgba.red` is R, and `diffuse.red` diffuse.R."""
    return frozenset(map(_as_written, names))


def _as_written(name: str) -> str:
    layer, _, last = name.rpartition(".")
    return SPELT.get(last, last) if layer in {"", MAIN} else f"{layer}.{SPELT.get(last, last)}"


@validator("nuke.write-channels", label="Channels reach the Write", needs=(WriteFacts, Rendered, ChannelFacts))
def write_channels(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What the show asks of the kind's frames must reach the Write and be written, before hours of rendering."""
    write, found = scope.item.facts[WriteFacts], scope.item.facts[ChannelFacts]
    if not scope.item.facts[Rendered].due or not write.is_connected:
        return
    if not found.is_known:
        yield scope.info(f"Nuke cannot say which channels reach {scope.item.label}", nodes=[write.node])
    for lost in found.lost:
        title = f"{lost.word} would be missing in the frames of {scope.item.label}"
        how = scope.settings.checks.missing_channels
        yield from judged(scope, how, title, detail=_told(write, lost), nodes=[_to_blame(write, lost)])


def _told(write: WriteFacts, lost: Lost) -> str:
    if lost.is_left_out:
        return f"It reaches {write.node}, which writes {write.channels or 'nothing'} alone."
    if lost.giver:
        return f"{lost.giver} gives it, and {lost.taker} does not pass it on."
    return f"No node above {write.node} gives it."


def _to_blame(write: WriteFacts, lost: Lost) -> str:
    return write.node if lost.is_left_out else lost.taker or write.node


STEPS: tuple[Any, ...] = (channels, write_channels)
