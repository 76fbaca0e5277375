"""What the simulator says when it refuses: Nuke's own exceptions with Nuke's words, and our own for what we lack.

Ours are no `Exception`: code under test that swallows every error must not swallow a hole in the simulator.
"""

from __future__ import annotations


class NotSimulated(BaseException):
    """Nuke has it, the simulator does not: nothing can be concluded, so nothing is answered."""


class WrongThread(BaseException):
    """`nuke` was called away from the main thread, where the real program may die without a word."""


class SimulatedHang(BaseException):
    """The real program would stand still here for ever: a call to the main thread, made from the main thread."""


def no_knob(name: str) -> NameError:
    """Refuse a knob that the node does not have."""
    return NameError(f"knob {name} does not exist")


def unknown_class(name: str) -> RuntimeError:
    """Refuse a node class that neither Nuke nor a plug-in has."""
    return RuntimeError(f"{name}: Unknown command")


def detached() -> ValueError:
    """Refuse a node that was deleted, or a knob that is on none."""
    return ValueError("A PythonObject is not attached to a node")


def no_window() -> RuntimeError:
    """Refuse what needs the interface, in a terminal."""
    return RuntimeError("Invalid function call in non-gui mode")


def no_choice(knob: str, value: object) -> ValueError:
    """Refuse a word that is none of an enumeration's."""
    return ValueError(f"{knob}: {value!r} is not one of its values")


def wrong_type(expected: str, value: object) -> TypeError:
    """Refuse a value of the wrong type."""
    return TypeError(f"expected {expected}, got {type(value).__name__}")
