"""A fault of ours: written down where a pipeline TD finds it, and told to the artist without a traceback."""

from __future__ import annotations

import os
import platform
import time
import traceback
from collections.abc import Mapping, Sequence
from typing import ClassVar

from studio_tools import __version__
from studio_tools.errors import StudioError
from studio_tools.events import OUR_FAULT

_SECRETS = ("key", "password", "token", "secret")


class OurFault(StudioError):
    """A bug. Never raised: it is only the face that the outer handler gives to one."""

    code: ClassVar[str] = OUR_FAULT
    exit_code: ClassVar[int] = 1


def report(error: BaseException, *, argv: Sequence[str], environ: Mapping[str, str], run: str) -> OurFault:
    """Write the traceback to a log file and say where it lies."""
    log = _write(_account(error, argv, run), environ)
    where = f"Show {log} to a pipeline TD" if log else "Tell a pipeline TD what you did"
    return OurFault(
        f"this is our fault, not yours: {type(error).__name__} in the pipeline",
        hint=f"{where}; what was unfinished is settled by `studio resume`.",
        details={"run": run or None, "log": log},
    )


def _account(error: BaseException, argv: Sequence[str], run: str) -> str:
    head = [
        f"studio_tools {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"command: {' '.join(without_secrets(argv))}",
        f"run: {run or '-'}",
    ]
    return "\n".join([*head, "", *traceback.format_exception(error)])


def without_secrets(argv: Sequence[str]) -> list[str]:
    """The command line with the values of keys and passwords starred."""
    shown: list[str] = []
    hide = False
    for word in argv:
        name, equals, _ = word.partition("=")
        is_secret = word.startswith("--") and any(part in name.lower() for part in _SECRETS)
        shown.append("***" if hide else f"{name}=***" if is_secret and equals else word)
        hide = is_secret and not equals
    return shown


def _write(text: str, environ: Mapping[str, str]) -> str | None:
    from studio_tools.config.local import state_folder  # late: `studio --help` needs no settings

    try:
        folder = state_folder(environ)
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / f"fault-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
        log.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    return str(log)
