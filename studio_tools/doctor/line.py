"""One line of a doctor's account, and the guard that turns a probe's own failure into one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from studio_tools.errors import StudioError


class Level(StrEnum):
    """OK is well, WARN works but needs a look, FAIL stops somebody."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    area: str
    """home, storage, site, publishes, steps, machine …"""
    level: Level
    text: str
    advice: str = ""
    """What to do; empty where all is well."""

    def as_json(self) -> dict[str, object]:
        return {"area": self.area, "level": self.level.value, "text": self.text, "advice": self.advice}


def advice_of(error: StudioError) -> str:
    """What to do about an error; a hint that sends people to the doctor leads nowhere once they are there."""
    return error.hint if "`studio doctor`" not in error.hint else f"docs/errors.md#{error.code} says what to do."


def guarded(area: str, probe: Callable[[], Iterable[Line]]) -> Iterator[Line]:
    """The lines of a probe. What it raises is a line too, so that one sick part hides no other."""
    try:
        yield from probe()
    except StudioError as error:
        yield Line(area=area, level=Level.FAIL, text=error.message, advice=advice_of(error))
    except Exception as error:
        text = f"the look at it failed: {type(error).__name__}: {error}"
        yield Line(area=area, level=Level.FAIL, text=text, advice="Show this to a pipeline TD.")
