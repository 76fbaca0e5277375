"""What an entry of the menu needs of a person: to be told something, to be asked. No Qt here.

`plain.Plain` asks with small windows; whoever tests an entry answers by themselves.
"""

from __future__ import annotations

from typing import Protocol


class Face(Protocol):
    """Somebody who can be told and asked, before a host's window."""

    def tell(self, title: str, text: str) -> None:
        """Show a text until it is closed."""
        ...

    def ask(self, title: str, question: str, proposal: str = "") -> str | None:
        """Ask for a line of text; None where the person would rather not."""
        ...

    def confirm(self, title: str, question: str, *, yes: str) -> bool:
        """Ask whether to go on; *yes* is what the button says."""
        ...

    def choose_file(self, title: str, proposal: str) -> str | None:
        """Ask where to save; None where the person would rather not."""
        ...
