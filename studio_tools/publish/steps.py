"""Steps: plain functions with a label, turned into frozen `Step` objects by `collector`, `validator` and `extractor`.

Also what a step is handed: its `Scope`, and through it the `World`. Not here: finding steps (catalog), their order
(recipe), running them (flow).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from studio_tools.errors import PluginError
from studio_tools.frames import FrameRange
from studio_tools.host import Host
from studio_tools.jobs import Phase, Where
from studio_tools.model import Context, CutRange, Stamp, Version
from studio_tools.publish.items import Artifact, Finding, PublishItem, Severity

if TYPE_CHECKING:
    from studio_tools.config import Settings
    from studio_tools.storage.manifest import Manifest

H = TypeVar("H", bound=Host)

CORE = "core"
"""The prefix of steps that run in every host."""

FROM_FILE = "studio_tools_steps_"
"""How the names of modules begin that are made of files in a folder of steps; people are told the file itself."""

_ID = re.compile(r"[a-z][a-z0-9]*\.[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The latest live version of the product that is published now."""

    version: Version
    manifest: Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a step may ask about the world. Each answer is fetched when it is first asked for, and then kept."""

    previous: Callable[[PublishItem], Previous | None]
    """The latest live version of an item's product; None for the first one, or where it cannot be read."""
    version: Callable[[Stamp], Version | None]
    """The version a stamp points at, retracted or not; None where storage has none."""
    free_bytes: Callable[[], int]
    """What is free on the storage."""
    digests: Callable[[Sequence[Path], str], Mapping[Path, str]]
    """Digest files with the named algorithm, in parallel. Raises SourceError, StorageError."""
    now: Callable[[], datetime]
    """The clock, in UTC."""
    facts: Callable[[Stamp], Mapping[str, object]] = lambda stamp: {}
    """What collectors noted in the manifest of the version a stamp points at; nothing where it cannot be read."""
    origin: Callable[[Path], Stamp | None] = lambda path: None
    """The version that a file of the storage was published as; None for any other. Raises StorageError, Tampered."""
    latest: Callable[[Stamp], Version | None] = lambda stamp: None
    """The newest live version of the product that a stamp is of."""
    uses: tuple[Stamp, ...] = ()
    """The versions it was made from, as the artist says."""
    items: tuple[PublishItem, ...] = ()
    """Everything in this publish, as collected so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Generic[H]):
    """All that one step is handed for one item."""

    step: str
    host: H
    item: PublishItem
    settings: Settings
    context: Context
    world: World
    stager: Callable[[], Path] | None = None
    """Makes the stage; None before extraction."""
    number: int | None = None
    """The version's reserved number, for burn-ins and names; None before extraction."""

    @property
    def stage(self) -> Path:
        """A private folder for what an extractor writes, made when first asked for and removed in the end."""
        if self.stager is None:
            raise RuntimeError(f"{self.step} asks for a stage, which only extractors have")
        return self.stager()

    @property
    def cut(self) -> CutRange | None:
        """The entity's cut and handles, where it has any."""
        return self.context.entity.cut

    @property
    def previous(self) -> Previous | None:
        """The latest live version of this product, looked up when first asked for."""
        return self.world.previous(self.item)

    def error(self, title: str, **more: Any) -> Finding:
        """A finding that blocks; *more* are Finding's other fields: detail, frames, nodes, fixable."""
        return self._finding(Severity.ERROR, title, **more)

    def warning(self, title: str, **more: Any) -> Finding:
        """A finding that blocks unless warnings are accepted."""
        return self._finding(Severity.WARNING, title, **more)

    def info(self, title: str, **more: Any) -> Finding:
        """A finding that only tells."""
        return self._finding(Severity.INFO, title, **more)

    def _finding(
        self,
        severity: Severity,
        title: str,
        *,
        detail: str = "",
        frames: FrameRange | None = None,
        nodes: Iterable[str] = (),
        fixable: bool = False,
    ) -> Finding:
        return Finding(
            item=self.item.id,
            step=self.step,
            severity=severity,
            title=title,
            detail=detail,
            frames=frames,
            nodes=tuple(nodes),
            fixable=fixable,
        )


Fix: TypeAlias = Callable[[Any, Finding], None]
"""Mends what a finding names; is handed the scope and the finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[H]):
    """One collector, validator or extractor. Made by the decorators below, never by hand."""

    id: str
    label: str
    phase: Phase
    call: Callable[[Scope[H]], Iterable[object | None]]
    tooltip: str
    """The docstring's first sentence."""
    origin: str
    """`module:function`, or `file:function` for one of a folder of steps; for messages about it."""
    hosts: frozenset[str] = frozenset()
    """The hosts it runs in; none means every one."""
    provides: tuple[type, ...] = ()
    needs: tuple[type, ...] = ()
    optional: bool = False
    """Whether a studio may switch it off by `checks.optional`."""
    where: Where = Where.ANY
    fix: Fix | None = None

    def __call__(self, scope: Scope[H]) -> Iterable[object | None]:
        return self.call(scope)

    def runs_in(self, host: str) -> bool:
        return not self.hosts or host in self.hosts


AnyStep: TypeAlias = Step[Any]

CollectCall = Callable[[Scope[H]], Iterable[object | None]]
CheckCall = Callable[[Scope[H]], Iterable[Finding | None]]
ExtractCall = Callable[[Scope[H]], Iterable[Artifact | None]]


def collector(
    step: str,
    *,
    label: str,
    provides: tuple[type, ...],
    needs: tuple[type, ...] = (),
    hosts: Iterable[str] = (),
    where: Where | None = None,
) -> Callable[[CollectCall[H]], Step[H]]:
    """Make a collector of a function that yields facts of the types in *provides*; None is a sign of life."""

    def make(call: CollectCall[H]) -> Step[H]:
        return _step(step, Phase.COLLECT, call, label, provides=provides, needs=needs, hosts=hosts, where=where)

    return make


def validator(
    step: str,
    *,
    label: str,
    needs: tuple[type, ...] = (),
    hosts: Iterable[str] = (),
    optional: bool = False,
    fix: Fix | None = None,
    where: Where | None = None,
) -> Callable[[CheckCall[H]], Step[H]]:
    """Make a check of a function that yields findings; None is a sign of life."""

    def make(call: CheckCall[H]) -> Step[H]:
        return _step(
            step, Phase.VALIDATE, call, label, needs=needs, hosts=hosts, optional=optional, fix=fix, where=where
        )

    return make


def extractor(
    step: str,
    *,
    label: str,
    needs: tuple[type, ...] = (),
    hosts: Iterable[str] = (),
    where: Where | None = None,
) -> Callable[[ExtractCall[H]], Step[H]]:
    """Make an extractor of a function that yields artifacts, written below `scope.stage` or left where they are."""

    def make(call: ExtractCall[H]) -> Step[H]:
        return _step(step, Phase.EXTRACT, call, label, needs=needs, hosts=hosts, where=where)

    return make


def _step(
    step: str,
    phase: Phase,
    call: Callable[[Scope[H]], Iterable[object | None]],
    label: str,
    *,
    provides: tuple[type, ...] = (),
    needs: tuple[type, ...] = (),
    hosts: Iterable[str] = (),
    optional: bool = False,
    fix: Fix | None = None,
    where: Where | None = None,
) -> Step[H]:
    origin = f"{_place(call.__module__)}:{call.__qualname__}"
    if _ID.fullmatch(step) is None:
        raise PluginError(f"{origin}: {step!r} is no step id", hint="Write it like core.frames-complete.")
    if not label.strip():
        raise PluginError(f"{origin}: the step {step} has no label")
    prefix = step.partition(".")[0]
    native = prefix == CORE
    return Step(
        id=step,
        label=label,
        phase=phase,
        call=call,
        tooltip=_first_sentence(call, step, origin),
        origin=origin,
        hosts=frozenset(hosts) or (frozenset() if native else frozenset({prefix})),
        provides=provides,
        needs=needs,
        optional=optional,
        where=where or (Where.ANY if native else Where.MAIN),
        fix=fix,
    )


def _place(module: str) -> str:
    file = getattr(sys.modules.get(module), "__file__", None) if module.startswith(FROM_FILE) else None
    return file or module


def _first_sentence(call: Callable[..., object], step: str, origin: str) -> str:
    paragraph = (call.__doc__ or "").strip().partition("\n\n")[0]
    sentence = re.split(r"(?<=[.!?])\s", " ".join(paragraph.split()), maxsplit=1)[0]
    if not sentence:
        raise PluginError(
            f"{origin}: the step {step} has no docstring", hint="Its first sentence is what the artist reads."
        )
    return sentence
