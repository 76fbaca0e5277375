"""What the checks of the tracker contract are handed, and how they prepare a site.

Not here: the checks (tracker_contract).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from studio_tools.errors import StudioError
from studio_tools.model import Address, Entity, ProductKey, Task
from studio_tools.tracker import Draft, EntityDraft, Record, Tracker

R = TypeVar("R")
E = TypeVar("E", bound=StudioError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One tracker on an empty site, and what the checks need beside it."""

    tracker: Tracker
    look: Callable[[str, Sequence[object], Sequence[str]], list[dict[str, Any]]]
    """What the site itself has: type, filters, fields; asked through the vendor's client as it comes."""
    another: Callable[[], Tracker]
    """A second tracker on the same site, as another machine has it."""
    calls: list[str] = field(default_factory=list)
    """The operation of every call that *tracker* made."""
    root: Path = Path("/show/storage")


Check = Callable[[Subject], None]


@contextmanager
def raises(kind: type[E], promise: str) -> Iterator[list[E]]:
    caught: list[E] = []
    try:
        yield caught
    except kind as error:
        caught.append(error)
        return
    raise AssertionError(promise)


def make(subject: Subject, address: str, **told: Any) -> Entity:
    subject.tracker.create_project(Address.parse(address).project)
    return subject.tracker.create_entity(EntityDraft(address=Address.parse(address), **told))


def a_shot(subject: Subject, address: str = "demo/sq010/sh0010") -> Entity:
    return make(subject, address)


def a_draft(
    number: int = 1,
    representation: str = "exr",
    *,
    entity: str = "sq010/sh0010",
    kind: str = "render",
    variant: str = "main",
    **more: Any,
) -> Draft:
    code = f"{entity.rpartition('/')[2]}_{kind}_{variant}_v{number:03}.{representation}"
    return Draft(
        key=ProductKey("demo", entity, kind, variant),
        number=number,
        representation=representation,
        code=code,
        path=Path("/show/storage/demo") / f"v{number:03}" / code,
        file_type="Rendered Image",
        **more,
    )


def registered(subject: Subject, *drafts: Draft) -> list[Record]:
    """The drafts as pending records of the site."""
    subject.tracker.prepare(drafts, root=subject.root)
    subject.tracker.create_pending(drafts)
    found = subject.tracker.find(drafts)
    return [found[draft][0] for draft in drafts]


def together(*works: Callable[[], R]) -> list[R]:
    """Do all at the same time, each on a thread of its own."""
    results: list[R] = []
    errors: list[BaseException] = []
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], R]) -> None:
        try:
            gate.wait(10)
            results.append(work())
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]
    return results


def close(tracker: Tracker) -> None:
    close = getattr(tracker, "close", None)
    if callable(close):
        close()


def a_task(subject: Subject, address: str = "demo/sq010/sh0010#comp", **told: Any) -> Task:
    return subject.tracker.create_task(EntityDraft(address=Address.parse(address), **told))
