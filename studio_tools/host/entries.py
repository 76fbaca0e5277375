"""What an entry of a menu names, and how it is run: nothing that fails in there reaches the program around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from importlib import import_module

from studio_tools.errors import PluginError, StudioError

LOG = logging.getLogger(__name__)
_TARGET = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


def target(spec: str) -> Callable[[], object]:
    """What `module:callable` names, imported now. Raises PluginError."""
    if not _TARGET.fullmatch(spec):
        raise PluginError(f"{spec!r} does not name a function", hint="Write it like package.module:function.")
    module, _, name = spec.partition(":")
    try:
        found: object = getattr(import_module(module), name)
    except (ImportError, AttributeError) as cause:
        raise PluginError(f"{spec} cannot be imported: {cause}") from cause
    if not callable(found):
        raise PluginError(f"{spec} is no function")
    return found


def run(spec: str, complain: Callable[[str], None], *, log: str = "in the log") -> None:
    """Run a menu's entry. What goes wrong is told, and never raised; *log* says where a person finds the details."""
    try:
        target(spec)()
    except StudioError as error:
        complain(f"{error.message}. {error.hint}".rstrip(". ") + ".")
    except Exception:
        LOG.exception("%s failed", spec)
        complain(f"Something went wrong; the details are {log}.")
