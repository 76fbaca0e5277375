"""How values are written into a transcript and read back: plain JSON, objects by numbers, places without names.

Nothing that tells of a person or a machine is written: their folders, their name and the machine's are replaced.
"""

from __future__ import annotations

import getpass
import platform
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TMP = "<tmp>"
DIGITS = 6
"""Numbers are compared to so many places: a program may reckon in single precision."""


@dataclass(frozen=True, slots=True)
class Private:
    """What is replaced in every text: places wherever they stand, names only as a part of a path or an address.

    A user may be called `render`; a node that is called so too is no secret, and must be told as it is.
    """

    places: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_this_machine(cls, **places: Path) -> Private:
        """The home, the user and the machine that this runs on, as far as they are known, and further *places*."""
        known = [(str(place), f"<{name}>") for name, place in places.items()] + [(_home(), "<home>")]
        spelled = [(each, word) for place, word in known for each in spellings(place)]
        names = [(_user(), "<user>"), (platform.node(), "<machine>")]
        return cls(tuple(each for each in spelled if len(each[0]) > 2), tuple(each for each in names if each[0]))

    def out_of(self, text: str) -> str:
        """The text without them."""
        for place, instead in sorted(self.places, key=lambda each: -len(each[0])):
            text = re.sub(rf"{re.escape(place)}(?![\w.-])", instead, text)
        for name, instead in self.names:
            text = re.sub(rf"(?<=[/\\@]){re.escape(name)}(?![\w.-])", instead, text)
        return text


def spellings(place: str) -> tuple[str, ...]:
    """How programs write a place: as the system does, with slashes, and as code with each backslash doubled."""
    return tuple(dict.fromkeys((place, place.replace("\\", "/"), place.replace("\\", "\\\\"))))


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def without_places(text: str, folder: Path, private: Private) -> str:
    """A text in which the folder is `<tmp>`, however the program spells it."""
    for place in dict.fromkeys((folder, folder.resolve())):
        for spelled in dict.fromkeys((place.as_posix(), str(place))):
            text = text.replace(spelled, TMP)
    return private.out_of(text)


def with_places(value: Any, folder: Path) -> Any:
    """What was written, with this folder in the place of `<tmp>`."""
    if isinstance(value, str):
        return value.replace(TMP, folder.as_posix())
    if isinstance(value, list):
        return [with_places(each, folder) for each in value]
    if isinstance(value, Mapping):
        return {key: with_places(each, folder) for key, each in value.items()}
    return value


def is_thing(written: object) -> bool:
    """Whether what is written stands for an object of the program."""
    return isinstance(written, Mapping) and "object" in written


def spell(value: Any, text: Callable[[str], str], thing: Callable[[Any], Any]) -> Any:
    """A value as JSON. *text* cleans what is read by people, *thing* writes what JSON has no form for."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list | tuple):
        return [spell(each, text, thing) for each in value]
    if isinstance(value, Mapping):
        return {text(str(key)): spell(each, text, thing) for key, each in value.items()}
    return thing(value)


def same(one: Any, other: Any) -> bool:
    """Whether two written values say the same: 1, 1.0 and true do not; of objects only that there is one counts."""
    if is_thing(one) and is_thing(other):
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(each, other[key]) for key, each in one.items())
    return bool(one == other)
