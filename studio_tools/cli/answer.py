"""What a command answers: plain JSON values for programs, and a way to tell it to people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio_tools.errors import StudioError

if TYPE_CHECKING:
    from studio_tools.cli.render import Paper


def _say_nothing(paper: Paper) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A command's result. With *error* the command failed, though it still has something to show."""

    result: object
    text: Callable[[Paper], None] = field(default=_say_nothing)
    error: StudioError | None = None
    closing: str = ""
    """What people read of the error where the text has told the rest; else its message."""
    is_told: bool = False
    """Whether the command has printed its one document itself, because it could not wait for its end."""

    @property
    def exit_code(self) -> int:
        return 0 if self.error is None else self.error.exit_code

    def as_json(self) -> dict[str, object]:
        """The envelope that `--json` prints."""
        if self.error is None:
            return {"ok": True, "result": self.result}
        envelope: dict[str, object] = {"ok": False, "error": self.error.as_json()}
        return envelope if self.result is None else envelope | {"result": self.result}


def failed(error: StudioError) -> Answer:
    """The answer of a command that has nothing to show but what went wrong."""
    return Answer(result=None, error=error)
