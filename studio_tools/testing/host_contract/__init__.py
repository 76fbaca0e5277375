"""What every host must do, as plain functions: one suite for the fake, the simulated and the real ones.

    kit = Kit(make=lambda: MyHost(), sample=a_file_to_load, how=How.REFERENCE, undo=..., turn=..., edit=..., labels=...)
    for check in checks_for(kit.make()):
        check(kit, an_empty_folder)

A failure is an AssertionError that says what was promised.
"""

# `checks_for(host)` are the checks of a host that can be made now; `checks_of(Scene, Window, can=…)` are those of a
# kind of host, for suites that are collected before there is one. What a host cannot do is asked of its `can`: nothing
# is tried that it does not claim. pytest wraps the suite in three lines; a DCC without pytest calls it in a loop.

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from studio_tools.host import Can, Files, Host, Previews, Scene, Thread, Window
from studio_tools.testing.host_contract import (
    events,
    every,
    files,
    loading,
    notes,
    outputs,
    scene,
    thread,
    undo,
    updating,
    window,
)
from studio_tools.testing.host_contract.kit import Check, Kit

__all__ = ["Check", "Kit", "checks_for", "checks_of"]

CAPABILITIES: tuple[type, ...] = (Files, Scene, Previews, Window, Thread)
_FILED = frozenset({Can.SAVE, Can.OPEN})


@dataclass(frozen=True, slots=True)
class _Part:
    """Some checks, and what a host must be and be able to do for them to be asked of it."""

    capability: type
    needs: frozenset[Can]
    checks: tuple[Check, ...]


_PARTS = (
    _Part(Files, frozenset(), every.FILES),
    _Part(Scene, frozenset(), scene.SCENE + notes.NOTES + events.TOLD + undo.GROUPS + outputs.OUTPUTS),
    _Part(Scene, frozenset({Can.SAVE}), files.SAVING + events.TOLD_OF_SAVING),
    _Part(Scene, frozenset({Can.OPEN}), files.OPENING),
    _Part(Scene, _FILED, files.REOPENING + notes.NOTES_SAVED + events.TOLD_OF_OPENING),
    _Part(Scene, frozenset({Can.LOAD}), loading.LOADING + undo.SELECTION),
    _Part(Scene, _FILED | {Can.LOAD}, loading.LOADING_SAVED),
    _Part(Scene, frozenset({Can.LOAD, Can.UPDATE}), updating.UPDATING + events.TOLD_OF_LOADING),
    _Part(Scene, _FILED | {Can.LOAD, Can.UPDATE}, updating.UPDATING_SAVED),
    _Part(Scene, frozenset({Can.UNDO}), undo.UNDO),
    _Part(Scene, frozenset({Can.UNDO, Can.LOAD}), undo.UNDO_LOADING),
    _Part(Scene, frozenset({Can.UNDO, Can.LOAD, Can.UPDATE}), undo.UNDO_UPDATING),
    _Part(Scene, frozenset({Can.EXPORT}), outputs.EXPORTS),
    _Part(Previews, frozenset({Can.PREVIEW}), outputs.PREVIEWS),
    _Part(Window, frozenset(), window.WINDOW),
    _Part(Thread, frozenset(), thread.THREAD),
)


def checks_for(host: Host) -> tuple[Check, ...]:
    """The checks that apply to a host, by what it is and what it says it can do."""
    known = [each for each in CAPABILITIES if isinstance(host, each)]
    return checks_of(*known, can=host.can if isinstance(host, Scene) else frozenset())


def checks_of(*capabilities: type, can: Collection[Can] = frozenset(Can)) -> tuple[Check, ...]:
    """The checks that apply to a host of these capabilities."""
    parts = [each for each in _PARTS if each.capability in capabilities and each.needs <= frozenset(can)]
    return every.HOST + tuple(check for part in parts for check in part.checks)
