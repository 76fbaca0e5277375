"""`Secret`: text that prints as stars wherever it goes, until it is asked for by name.

Not here: where secrets come from (layers).
"""

from __future__ import annotations

from typing import NoReturn

_STARS = "********"


class Secret:
    """Hold a password or key; only `reveal()` gives it away."""

    __slots__ = ("__text",)

    def __init__(self, text: str = "") -> None:
        self.__text = text

    def reveal(self) -> str:
        """The text itself, for the one door that needs it."""
        return self.__text

    def __bool__(self) -> bool:
        return bool(self.__text)

    def __str__(self) -> str:
        return _STARS if self.__text else ""

    def __repr__(self) -> str:
        return f"Secret({str(self)!r})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return self.__text == other.__text

    def __hash__(self) -> int:
        return hash((Secret, self.__text))

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written down")
