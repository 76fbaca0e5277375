"""What could not be loaded: steps, recipes, observers. Handed in, since this room does not know publishing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio_tools.doctor.line import Level, Line, advice_of
from studio_tools.errors import StudioError


def plugin_lines(
    *, steps: int, broken: Sequence[StudioError], recipes: Sequence[str], observers: Sequence[StudioError]
) -> Iterator[Line]:
    """Say how many steps there are, and name everything that is broken and where it comes from."""
    if not broken and not recipes:
        yield Line(area="steps", level=Level.OK, text=f"{steps} steps, and every recipe finds its own")
    for error in broken:
        yield Line(area="steps", level=Level.FAIL, text=error.message, advice=advice_of(error))
    for problem in recipes:
        advice = "Correct the named line, then `studio steps check`."
        yield Line(area="steps", level=Level.FAIL, text=problem, advice=advice)
    for error in observers:
        advice = advice_of(error) or "Publishing goes on without it."
        yield Line(area="observers", level=Level.WARN, text=error.message, advice=advice)
