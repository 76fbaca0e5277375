"""How we begin in a host: the menu, and the watches over its scene. Once, quietly, and so that it can be taken back.

Nothing is asked of network or disk here; what the watches do is imported when first something happens.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from studio_tools.actions import TITLE, menu, watches_of
from studio_tools.errors import ConfigError, HostError, StudioError
from studio_tools.host import Scene, SceneEvent, Window
from studio_tools.host.entries import target

LOG = logging.getLogger(__name__)


class Begun(Scene, Window, Protocol):
    """A host with a scene and a window."""


class Beginning:
    """What we have set up in one host."""

    __slots__ = ("_endings", "_environ", "_host", "_package", "_told")

    def __init__(self, host: Begun, package: str, environ: Mapping[str, str]) -> None:
        """Know what is to be set up: *package* is the host's, like `dcc.maya`, with its `menu` and its `watches`."""
        self._host = host
        self._package = package
        self._environ = environ
        self._endings: list[Callable[[], None]] = []
        self._told: set[str] = set()

    @property
    def is_begun(self) -> bool:
        return bool(self._endings)

    def begin(self) -> None:
        """Show the menu and watch the scene. Repeatable: what stands already is left as it is."""
        if self._endings:
            return
        self._host.menu(TITLE, menu(f"{self._package}.menu"))
        for event, specs in watches_of(f"{self._package}.watches").items():
            self._endings.append(self._host.on(event, partial(self._hear, event, specs)))

    def end(self) -> None:
        """Hear of nothing any more. The menu stays until it is replaced. Repeatable."""
        while self._endings:
            self._endings.pop()()

    def _hear(self, event: SceneEvent, specs: tuple[str, ...]) -> None:
        """Run the watches of an event. Only a save may be forbidden; all else that goes wrong stays here."""
        for spec in specs:
            try:
                watch(spec)(self._host, self._environ)
            except HostError as veto:
                if event is SceneEvent.SAVING:
                    raise
                LOG.info("%s: %s", spec, veto)
            except StudioError as error:
                LOG.log(self._loudness(error), "%s: %s", spec, error)
            except Exception:
                LOG.warning("%s failed", spec, exc_info=True)

    def _loudness(self, error: StudioError) -> int:
        """Settings that cannot be used, and a home that is not there, are told once; the rest is no news."""
        is_news = isinstance(error, ConfigError) and error.message not in self._told
        self._told.add(error.message)
        return logging.WARNING if is_news else logging.INFO


def watch(spec: str) -> Callable[[Begun, Mapping[str, str]], None]:
    """The watch that `module:function` names, imported now. Raises PluginError."""
    found: Any = target(spec)
    named: Callable[[Begun, Mapping[str, str]], None] = found
    return named


def begin_quietly(beginning: Beginning, complain: Callable[[str], None]) -> None:
    """Begin; what goes wrong is told once and never raised: the host starts all the same."""
    try:
        beginning.begin()
    except Exception as error:
        LOG.debug("the start failed", exc_info=True)
        complain(calmly(error))


def calmly(error: Exception) -> str:
    """What a person reads where we could not begin."""
    why = error.message if isinstance(error, StudioError) else f"{type(error).__name__}: {error}"
    return f"The {TITLE} menu is not there: {why}. All else works; `studio doctor` may tell more."


def strange_qt(origin: str, program: str) -> str:
    """Say that PySide6 comes from elsewhere than the program that runs; "" where it is its own, or nobody can tell.

    Two copies of Qt in one process crash at the first window.
    """
    if not origin or not program:
        return ""
    real, own = Path(os.path.realpath(origin)), Path(os.path.realpath(program))
    if real.is_relative_to(own):
        return ""
    return f"PySide6 comes from {real.parent}, and not from {own}: windows may crash. Take it off PYTHONPATH."
