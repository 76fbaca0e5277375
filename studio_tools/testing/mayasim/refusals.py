"""What the simulator says when it refuses: Maya's own exceptions with Maya's words, and our own for what we lack.

Ours are no `Exception`: code under test that swallows every error must not swallow a hole in the simulator.
"""

from __future__ import annotations


class NotSimulated(BaseException):
    """Maya has it, the simulator does not: nothing can be concluded, so nothing is answered."""


class WrongThread(BaseException):
    """`maya.cmds` was called away from the main thread, where the real program may die without a word."""


def invalid_flag(name: str) -> TypeError:
    """Refuse a flag that the command does not have."""
    return TypeError(f"Invalid flag '{name}'")


def invalid_argument(flag: str, expected: str, value: object) -> TypeError:
    """Refuse a flag's value of a wrong type."""
    return TypeError(f"Invalid arguments for flag '{flag}'.  Expected {expected}, got {type(value).__name__}")


def no_object(name: str) -> ValueError:
    """Refuse a name that no node or attribute has."""
    return ValueError(f"No object matches name: {name}")


def many_objects(name: str) -> ValueError:
    """Refuse a short name that several nodes have."""
    return ValueError(f"More than one object matches name: {name}")


def read_only(plug: str) -> RuntimeError:
    """Refuse to set an attribute that is locked or driven."""
    return RuntimeError(f"setAttr: The attribute '{plug}' is locked or connected and cannot be modified.")


def referenced(name: str, verb: str) -> RuntimeError:
    """Refuse to delete, rename or move what belongs to a referenced file."""
    return RuntimeError(f"{verb}: {name} is from a referenced file and cannot be changed this way.")


def locked_node(name: str) -> RuntimeError:
    """Refuse to change a locked node."""
    return RuntimeError(f"Node '{name}' is locked and cannot be modified.")
