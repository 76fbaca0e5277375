"""A step that broke: which one, on what, and the line of its own file that a pipeline TD begins to read at.

Never what the step had in its hands: a file and a line are no secret. Not here: running steps (prepare, mend).
"""

from __future__ import annotations

import inspect
import logging
from traceback import walk_tb
from types import CodeType

from studio_tools.errors import StepCrashed
from studio_tools.publish.items import PublishItem
from studio_tools.publish.steps import AnyStep

LOG = logging.getLogger(__name__)


def crashed(step: AnyStep, item: PublishItem, cause: Exception) -> StepCrashed:
    """Say which step broke on what and where, and keep what it died of as the cause."""
    LOG.debug("the step %s broke on %s", step.id, item.id, exc_info=cause)
    place = _place(step, cause)
    error = StepCrashed(
        f'the step "{step.label}" ({step.id}) broke on {item.id}: {type(cause).__name__}: {cause}',
        hint=f"{StepCrashed.default_hint} It broke in {place[0]}, line {place[1]}." if place else "",
        details={"step": step.id, "item": item.id, "origin": step.origin}
        | (dict(zip(("file", "line"), place, strict=True)) if place else {}),
    )
    error.__cause__ = cause
    return error


def _place(step: AnyStep, cause: Exception) -> tuple[str, int] | None:
    """Where the step was in its own file, however deep it called; where it begins if it gave something wrong."""
    own = [code for code in map(_code, (step.call, step.fix)) if code is not None]
    files = {code.co_filename for code in own}
    passed = [(frame.f_code.co_filename, line) for frame, line in walk_tb(cause.__traceback__)]
    inside = [(file, line) for file, line in passed if file in files]
    return next(reversed(inside), next(((code.co_filename, code.co_firstlineno) for code in own), None))


def _code(call: object) -> CodeType | None:
    """The code of a function, also of one that a decorator wraps; None of what has none."""
    code = getattr(inspect.unwrap(call) if callable(call) else call, "__code__", None)
    return code if isinstance(code, CodeType) else None
