"""The menu as data, and who hears of what happens to a scene: names of functions, imported when they are needed.

Not here: what an entry does (ui.entries), how a host shows a menu (its `Window`), when it begins (actions.beginning).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from studio_tools.host import Entry, SceneEvent

TITLE = "Studio"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a person can choose; *function* is its name in a host's module of entries."""

    label: str
    function: str


ACTIONS: tuple[Action | None, ...] = (
    Action("Publish…", "publish"),
    Action("Load…", "load"),
    Action("Updates…", "updates"),
    None,
    Action("Set up scene…", "set_up"),
    Action("Save version up", "save_version_up"),
    Action("Resume unfinished", "resume"),
    None,
    Action("Doctor…", "doctor"),
    Action("About…", "about"),
)
"""In the order of the menu; None is a line."""

OWN: Mapping[str, tuple[Entry, ...]] = MappingProxyType(
    {
        "dcc.nuke.menu": (
            Entry(label="Make a Write…", action="dcc.nuke.making:make_write"),
            Entry(label="Offer for publishing…", action="dcc.nuke.making:offer"),
        ),
    }
)
"""What one host has beside the others, by its module of entries."""

_WATCHES = "studio_tools.actions.watches"
WATCHES: Mapping[SceneEvent, tuple[str, ...]] = MappingProxyType(
    {
        SceneEvent.NEW: (f"{_WATCHES}:tell_address",),
        SceneEvent.OPENED: (f"{_WATCHES}:tell_address", f"{_WATCHES}:tell_behind"),
        SceneEvent.SAVING: (f"{_WATCHES}:refuse_published",),
        SceneEvent.SAVED: (f"{_WATCHES}:tell_address",),
    }
)
"""Functions of a host and an environment, by event, in order. The ones of SAVING may forbid it by HostError."""


def watches_of(module: str) -> Mapping[SceneEvent, tuple[str, ...]]:
    """The watches of every host, and those that a host's own module has, like `dcc.maya.watches`."""
    own = (f"{module}:tell_unlike",)
    begins = {SceneEvent.NEW, SceneEvent.OPENED}
    return {event: specs + (own if event in begins else ()) for event, specs in WATCHES.items()}


def menu(module: str) -> tuple[Entry | None, ...]:
    """The menu with the functions of a host's module, like `dcc.maya.menu`; what is its own stands before the end."""
    shared = tuple(
        Entry(label=each.label, action=f"{module}:{each.function}") if each is not None else None for each in ACTIONS
    )
    own = OWN.get(module, ())
    end = len(shared) - 1 - shared[::-1].index(None)
    return (*shared[:end], *((None, *own) if own else ()), *shared[end:])
