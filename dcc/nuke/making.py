"""What Nuke's own entries of the menu run: a Write of ours is made, a node is offered for publishing.

Imports without Nuke and without Qt. What every host's menu has is in `menu`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dcc.nuke import write_node
from dcc.nuke.start import host
from studio_tools.errors import HostError, UsageError
from studio_tools.publish.catalog import nearest

if TYPE_CHECKING:
    from studio_tools.config import Settings
    from studio_tools.ui.faces import Face

USUAL = {"Group": "other", "BackdropNode": "other", "WriteGeo": "cache", "Write": "render", "DeepWrite": "render"}
"""What nodes are published as where nobody says more."""
NOTHING = "nothing"


def make_write(face: Face | None = None) -> None:
    """Make a Write of ours for a chosen output, below what is selected."""
    settings = write_node.settings_here(os.environ)
    offered = {f"{each.kind}.{each.variant}": each.label for each in host().outputs()}
    question = f"For which output? One of {', '.join(settings.writes)}; with a variant like comp.slap."
    told = (face or _plain()).ask("Make a Write", question, proposed(settings, offered))
    if not told:
        return
    kind, variant = product(settings, told, settings.writes)
    if there := offered.get(f"{kind}.{variant}"):
        raise HostError(
            f"{there} is {kind}.{variant} already", hint=f"Give this one a variant of its own, like {kind}.second."
        )
    name = write_node.make(settings, kind, variant)
    host().say(f"Made {name}; one undo takes it back.")


def offer(face: Face | None = None) -> None:
    """Offer the selected node for publishing: a group, a backdrop, a camera, a WriteGeo or a Write."""
    from dcc.nuke.host import outputs
    from dcc.nuke.scene import nodes

    settings, node = write_node.settings_here(os.environ), _selected()
    node_class = nodes.class_of(node)
    usual = "camera" if node_class in outputs.CAMERAS else USUAL.get(node_class)
    if usual is None:
        raise HostError(
            f"{node} is a {node_class}, which is not published by itself",
            hint="Select a group, a backdrop, a camera, a WriteGeo or a Write.",
        )
    kinds = [kind for kind in settings.applications["nuke"].recipes if kind != outputs.SCENE]
    question = f"Publish {node} as what? A kind ({', '.join(kinds)}) and a variant, like {usual}.main; or {NOTHING}."
    told = (face or _plain()).ask("Offer for publishing", question, f"{usual}.{_variant(node)}")
    if told:
        _mark(node, *(("", "") if told == NOTHING else product(settings, told, kinds)))


def _mark(node: str, kind: str, variant: str) -> None:
    from dcc.nuke.host import outputs
    from dcc.nuke.host.faults import told

    with host().group("Offer for publishing"), told(f"{node} cannot be marked"):
        outputs.mark(node, kind, variant)
    host().say(f"{node} is published as {kind}.{variant}." if kind else f"{node} has no mark any more.")


def proposed(settings: Settings, offered: Iterable[str]) -> str:
    """The output that is most likely wanted: one that the show asks for and that is not there yet."""
    there = {product.partition(".")[0] for product in offered}
    likely = [kind for kind in (*settings.show.outputs, "comp", *settings.writes) if kind in settings.writes]
    return next((kind for kind in likely if kind not in there), "")


def product(settings: Settings, text: str, kinds: Iterable[str]) -> tuple[str, str]:
    """The kind and variant that a person wrote. Raises UsageError for a kind there is none of, or an odd variant."""
    kind, _, variant = text.strip().partition(".")
    known = list(kinds)
    if kind not in known:
        raise UsageError(f"{kind!r} is none of the outputs{nearest(kind, known)}", hint=f"Choose {', '.join(known)}.")
    variant = variant or "main"
    field = settings.templates.fields.get("variant")
    if field is not None and re.fullmatch(field.pattern, variant) is None:
        raise UsageError(f"{variant!r} cannot be a variant", hint=f"Write it like {field.example}.")
    return kind, variant


def _variant(node: str) -> str:
    from dcc.nuke.host.outputs import VARIANT
    from dcc.nuke.scene import nodes

    return nodes.text(node, VARIANT) or node.rpartition(".")[2]


def _selected() -> str:
    chosen = host().selection()
    if len(chosen) != 1:
        raise HostError(f"{len(chosen) or 'no'} nodes are selected", hint="Select the one that is to be published.")
    return chosen[0]


def _plain() -> Face:
    from studio_tools.ui.plain import Plain

    return Plain(host())
