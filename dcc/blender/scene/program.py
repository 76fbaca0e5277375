"""Blender itself: its version, whether a person sits there, its undo, its handlers and its timers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import bpy


def version() -> str:
    """Like `4.5.15 LTS`."""
    return str(bpy.app.version_string)


def is_background() -> bool:
    """Whether it runs without a window."""
    return bool(bpy.app.background)


@contextmanager
def in_window() -> Iterator[None]:
    """Have operators find a window, as they do not in a timer, where Blender's context is bare."""
    windows = bpy.context.window_manager.windows
    if bpy.context.window is not None or not windows:
        yield
        return
    with bpy.context.temp_override(window=windows[0]):
        yield


# -- undo


def begin_undo() -> None:
    """Note the state that the first step goes back to; with a window Blender has done so itself."""
    if is_background():
        push_undo("Original")


def push_undo(label: str) -> None:
    """End a step of undo. Blender keeps the state after each, and goes from one to the one before."""
    with in_window():
        bpy.ops.ed.undo_push(message=label)


# -- what it tells


def handle(name: str, call: Callable[[str], None]) -> Callable[[], None]:
    """Have *call* made by a list of handlers, over other files too; the answer ends it.

    It is handed the file that Blender names, "" where it names none; what else Blender hands over differs from version
    to version, and is not passed on. A list that this Blender does not have is never told of.
    """

    def run(*told: object) -> None:
        call(next((each for each in told if isinstance(each, str)), ""))

    handlers = getattr(bpy.app.handlers, name, None)
    if handlers is None:
        return lambda: None
    handlers.append(bpy.app.handlers.persistent(run))

    def end() -> None:
        if run in handlers:
            handlers.remove(run)

    return end


def every(seconds: float, call: Callable[[], object]) -> Callable[[], None]:
    """Make a call on the main thread again and again; the answer ends it. To be begun on the main thread."""

    def run() -> float:
        call()
        return seconds

    bpy.app.timers.register(run, first_interval=seconds, persistent=True)

    def end() -> None:
        if bpy.app.timers.is_registered(run):
            bpy.app.timers.unregister(run)

    return end
