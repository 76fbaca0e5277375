"""How a stamp is written as one text without quotes or line ends, for the attributes, knobs and properties of hosts."""

from __future__ import annotations

from studio_tools.errors import ContextError
from studio_tools.model import Address, ProductKey, Stamp


def spell(stamp: Stamp) -> str:
    """Write a stamp: `demo/assets/dragon:model.main@v003 ma`."""
    return f"{stamp.address} {stamp.representation}".rstrip()


def parse(text: str) -> Stamp | None:
    """Read a stamp; None for a text that is none, such as one that a person wrote over."""
    address, _, representation = text.strip().partition(" ")
    try:
        found = Address.parse(address)
        key = ProductKey.of(found)
    except (ContextError, ValueError):
        return None
    return None if found.number is None else Stamp(key=key, number=found.number, representation=representation.strip())
