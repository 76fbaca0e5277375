"""Who wants to know what: callbacks by event and node class, called in Nuke's order, and the nodes they are about.

First the code in the knob of the event's name, then what was added for the class, then what was added for all. What
goes wrong in one is printed and stops the rest of that event, not the program; a render it does stop.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from studio_tools.testing.nukesim.refusals import NotSimulated

EVENTS: Mapping[str, str] = {
    "onUserCreate": "*",
    "onCreate": "*",
    "onScriptLoad": "Root",
    "onScriptSave": "Root",
    "onScriptClose": "Root",
    "onDestroy": "*",
    "knobChanged": "*",
    "updateUI": "*",
    "autolabel": "*",
    "beforeRender": "Write",
    "beforeFrameRender": "Write",
    "afterFrameRender": "Write",
    "afterRender": "Write",
    "renderProgress": "Write",
    "filenameFilter": "*",
    "defaultColorspaceMapper": "*",
}
"""Events with the node class that a callback is added for where nobody says."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One callback as it was added."""

    call: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    node: Any = None

    def is_same(self, other: Entry) -> bool:
        """Whether it was added with the same words."""
        mine, theirs = (self.call, self.args, self.kwargs), (other.call, other.args, other.kwargs)
        return mine == theirs and self.node is other.node


@dataclass(slots=True)
class Callbacks:
    """All callbacks, what they are about at this moment, and what went wrong in them."""

    added: dict[str, dict[str, list[Entry]]] = field(default_factory=dict)
    about: list[tuple[Any, Any]] = field(default_factory=list)
    """The nodes and knobs of callbacks that run, the innermost last."""
    sent: list[tuple[str, str]] = field(default_factory=list)
    """Every event with its node's full name, for tests that ask in which order."""
    failures: list[str] = field(default_factory=list)
    """Tracebacks of what went wrong: Nuke prints them."""

    def add(self, event: str, entry: Entry, node_class: str) -> None:
        """Add a callback; one that is there already moves to the end."""
        listed = self.added.setdefault(event, {}).setdefault(node_class, [])
        listed[:] = [each for each in listed if not each.is_same(entry)]
        listed.append(entry)

    def remove(self, event: str, entry: Entry, node_class: str) -> None:
        """Remove a callback that was added with the same words; nothing happens where there is none."""
        listed = self.added.get(event, {}).get(node_class, [])
        listed[:] = [each for each in listed if not each.is_same(entry)]

    def listed(self, event: str, node: Any) -> list[Entry]:
        """The callbacks that hear of an event of a node, in order."""
        by_class = self.added.get(event, {})
        found = [*by_class.get(node.Class(), ()), *by_class.get("*", ())]
        return [each for each in found if each.node is None or each.node is node]

    def fire(self, event: str, node: Any, knob: Any = None, *, is_strict: bool = False) -> None:
        """Tell of an event. *is_strict* lets what goes wrong out, as RuntimeError."""
        self.sent.append((event, node.fullName()))
        self.about.append((node, knob))
        try:
            self._run_code(event, node)
            for entry in self.listed(event, node):
                entry.call(*entry.args, **entry.kwargs)
        except Exception as error:
            self.failures.append(traceback.format_exc())
            node._session.say("error", f"{event} of {node.fullName()}: {error}")
            if is_strict:
                raise RuntimeError(f"{node.fullName()}: {event}: {error}") from error
        finally:
            self.about.pop()

    def _run_code(self, event: str, node: Any) -> None:
        held = node._knobs.get(event)
        code = held._state if held is not None and isinstance(held._state, str) else ""
        if code.strip():
            node._session.run_python(code)

    def filtered(self, node: Any, path: str) -> str:
        """A file name as the filters make it: those that were added last come first."""
        self.about.append((node, None))
        try:
            for entry in reversed(self.listed("filenameFilter", node)):
                made = entry.call(path, *entry.args, **entry.kwargs)
                if made is not None and not isinstance(made, str):
                    raise NotSimulated(f"a filename filter gave {made!r}")
                path = made if made is not None else path
        except Exception as error:
            self.failures.append(traceback.format_exc())
            node._session.say("error", f"filenameFilter of {node.fullName()}: {error}")
        finally:
            self.about.pop()
        return path

    def mapped(self, node: Any, space: str, hint: int) -> str:
        """The usual colour space of a node as the mappers make it."""
        for entry in self.listed("defaultColorspaceMapper", node):
            space = entry.call(space, hint, *entry.args, **entry.kwargs) or space
        return space

    def label(self, node: Any) -> str:
        """The text on a node: what was added last is asked first; else its name and its label."""
        self.about.append((node, None))
        try:
            for entry in reversed(self.listed("autolabel", node)):
                text = entry.call(*entry.args, **entry.kwargs)
                if text is not None:
                    return str(text)
        finally:
            self.about.pop()
        told = node["label"].evaluate()
        return f"{node.name()}\n{told}" if told else str(node.name())


def adder(callbacks: Callbacks, event: str, *, removes: bool = False) -> Callable[..., None]:
    """The function of `nuke` that adds (or removes) callbacks of an event."""
    usual = EVENTS[event]

    def call(
        call: Callable[..., Any],
        args: Any = (),
        kwargs: Mapping[str, Any] | None = None,
        nodeClass: str = usual,  # noqa: N803 - Nuke's own name
        node: Any = None,
    ) -> None:
        if not callable(call):
            raise ValueError("call must be a callable")
        if kwargs is not None and not isinstance(kwargs, dict):
            raise ValueError("kwargs must be a dictionary")
        if node is not None and event != "knobChanged":
            raise TypeError(f"add{event[0].upper()}{event[1:]}() got an unexpected keyword argument 'node'")
        entry = Entry(call, args if isinstance(args, tuple) else (args,), dict(kwargs or {}), node)
        (callbacks.remove if removes else callbacks.add)(event, entry, nodeClass)

    return call


def functions(callbacks: Callbacks) -> dict[str, object]:
    """All functions of `nuke` that add and remove callbacks."""
    made: dict[str, object] = {}
    for event in EVENTS:
        capital = event[0].upper() + event[1:]
        made[f"add{capital}"] = adder(callbacks, event)
        made[f"remove{capital}"] = adder(callbacks, event, removes=True)
    return made
