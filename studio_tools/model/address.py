"""How a person writes what they mean: `demo/sq010/sh0010:render.main@v003`, `demo/sq010/sh0010#comp`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from studio_tools.errors import ContextError

ASSETS = "assets"
LATEST = "latest"

_WORD = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_ADDRESS = re.compile(
    rf"(?P<project>{_WORD})"
    rf"(?:/(?P<entity>{_WORD}(?:/{_WORD})?))?"
    rf"(?:\#(?P<task>[A-Za-z0-9][A-Za-z0-9_ .-]*))?"
    rf"(?::(?P<kind>{_WORD})(?:\.(?P<variant>{_WORD}))?)?"
    r"(?:@(?P<number>latest|v?[0-9]+))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One parsed address. Every part but the project may be missing."""

    project: str
    entity: str = ""
    """`sq010/sh0010`, `assets/dragon` or `sq010`."""
    task: str = ""
    kind: str = ""
    variant: str = ""
    number: int | None = None
    latest: bool = False

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address. Raises ContextError naming what is wrong with it."""
        found = _ADDRESS.fullmatch(text)
        if found is None or text.endswith(f"/{ASSETS}"):
            raise ContextError(
                f"{text!r} is not an address",
                hint="Write it like demo/sq010/sh0010, demo/assets/dragon, demo/sq010/sh0010#comp "
                "or demo/sq010/sh0010:render.main@v003.",
            )
        parts = {name: value or "" for name, value in found.groupdict().items()}
        wanted = parts.pop("number")
        address = cls(
            **parts, number=int(wanted.lstrip("v")) if wanted not in {"", LATEST} else None, latest=wanted == LATEST
        )
        return address._consistent(text)

    def _consistent(self, text: str) -> Address:
        if (self.kind or self.task) and not self.entity:
            raise ContextError(f"{text!r} names no shot, asset or sequence")
        if (self.latest or self.number is not None) and not self.kind:
            raise ContextError(
                f"{text!r} asks for a version but names no product", hint="Name one: …:render.main@v003."
            )
        return self

    @property
    def is_version(self) -> bool:
        return self.latest or self.number is not None

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(self.entity.split("/")) if self.entity else ()

    def bare(self) -> Address:
        """The entity (or project) alone."""
        return replace(self, task="", kind="", variant="", number=None, latest=False)

    def __str__(self) -> str:
        text = self.project + (f"/{self.entity}" if self.entity else "")
        if self.task:
            text += f"#{self.task}"
        if self.kind:
            text += f":{self.kind}" + (f".{self.variant}" if self.variant else "")
        if self.latest:
            return f"{text}@{LATEST}"
        return text if self.number is None else f"{text}@v{self.number:03}"
