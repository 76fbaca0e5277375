"""Several changes of a scene as one step of undo: all of them, or none.

A host's own undo is not asked: within somebody's group there is no step to undo yet, and where loading emptied what can
be undone, it would take back the artist's own step. So what was done is taken back one by one, last first, in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from studio_tools.errors import HostError, StudioError
from studio_tools.host import Loaded, Scene


@dataclass(frozen=True, slots=True)
class Change:
    """One change, and how it is taken back."""

    label: str
    """What is changed, as people call it."""
    do: Callable[[], Loaded]
    undo: Callable[[Loaded], object]


def wholly(
    scene: Scene, title: str, changes: Sequence[Change], *, last: Callable[[], object] = lambda: None
) -> Iterator[Loaded]:
    """Make every change and, after them, *last*; yields what came of each. Touches the host.

    What a change raises comes out again with the words that nothing was changed, or with what could not be taken back.
    """
    done: list[tuple[Change, Loaded]] = []
    label = title
    with scene.group(title):
        try:
            for change in changes:
                label = change.label
                made = change.do()
                done.append((change, made))
                yield made
            label = title
            last()
        except StudioError as error:
            raise _told(error, label, _taken_back(done)) from error
        except BaseException:
            _taken_back(done)
            raise


def _taken_back(done: Sequence[tuple[Change, Loaded]]) -> list[str]:
    """Take back what was done, last first; the labels of what could not be."""
    stuck = []
    for change, made in reversed(done):
        try:
            change.undo(made)
        except HostError:
            stuck.append(change.label)
    return stuck


def _told(error: StudioError, label: str, stuck: Sequence[str]) -> StudioError:
    """The error, of its own kind, saying what became of the rest."""
    details: dict[str, Any] = {**error.details, "failed": label, "stuck": list(stuck)}
    if not stuck:
        return type(error)(f"{label}: {error.message}; nothing was changed", hint=error.hint, details=details)
    names = ", ".join(stuck)
    return type(error)(
        f"{label}: {error.message}; {names} could not be put back",
        hint="Undo once in the application: it was all one step.",
        details=details,
    )
