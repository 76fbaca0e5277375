"""What the site answers when it will not do what was asked.

A Fault is not a StudioError: it goes over the wire in the answer's envelope and becomes the client's own exception.
"""

from __future__ import annotations

GENERAL = 103
WRITE = 104
AUTHENTICATION = 102


class SiteFault(Exception):
    """An error that the client shall raise, with the code it sorts them by."""

    def __init__(self, message: str, *, code: int = GENERAL) -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def envelope(self) -> dict[str, object]:
        """The failure as it goes over the wire, with HTTP status 200."""
        return {"exception": True, "message": self.message, "error_code": self.code}


class AuthFault(SiteFault):
    """Who asks could not be established, or may not do this at all."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code=AUTHENTICATION)


class WriteFault(SiteFault):
    """A value or an id that a write cannot accept."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code=WRITE)


class NotServed(SiteFault):
    """Something the protocol knows and this site does not do; it is named, never answered wrongly."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not served by this site.")
