"""How an ending is told in an event."""

from __future__ import annotations

from studio_tools.errors import Cancelled, StudioError
from studio_tools.events import OUR_FAULT


def code_of(error: BaseException | None) -> str:
    """The code of what ended something; "" where all went well. Whoever closes a flow cancels it."""
    if error is None:
        return ""
    if isinstance(error, KeyboardInterrupt | GeneratorExit):
        return Cancelled.code
    return error.code if isinstance(error, StudioError) else OUR_FAULT
