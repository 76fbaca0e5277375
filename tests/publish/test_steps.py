from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import PluginError
from studio_tools.frames import FrameRange
from studio_tools.host.headless import HeadlessHost
from studio_tools.jobs import Phase, Where
from studio_tools.model import CutRange
from studio_tools.publish.items import Facts, Finding, Severity
from studio_tools.publish.steps import Scope, collector, extractor, validator
from studio_tools.testing.builders import a_bare_item, a_context, a_scope, a_shot, a_world


@dataclass(frozen=True)
class Weather:
    degrees: int

    def settings(self) -> dict[str, object]:
        return {"degrees": self.degrees}


@dataclass(frozen=True)
class Mood:
    word: str


@validator("core.no-rain", label="No rain", needs=(Weather,), optional=True)
def no_rain(scope: Scope[HeadlessHost]) -> Iterator[Finding | None]:
    """Rain is bad for shoots. It is good for gardens.

    More words that nobody reads.
    """
    if scope.item.facts[Weather].degrees < 0:
        yield scope.error("it freezes", detail="bring coats", frames=FrameRange.of([3]), nodes=["sky"], fixable=True)


def test_a_step_knows_itself() -> None:
    assert no_rain.id == "core.no-rain"
    assert no_rain.label == "No rain"
    assert no_rain.phase is Phase.VALIDATE
    assert no_rain.optional
    assert no_rain.needs == (Weather,)
    assert no_rain.origin.endswith(":no_rain")


def test_the_tooltip_is_the_first_sentence_of_the_docstring() -> None:
    assert no_rain.tooltip == "Rain is bad for shoots."


def test_a_sentence_may_run_over_two_lines() -> None:
    @validator("core.long", label="Long")
    def long(scope: Scope[Any]) -> Iterator[Finding | None]:
        """A sentence that is
        broken. Another one."""
        yield None

    assert long.tooltip == "A sentence that is broken."


def test_a_step_without_a_docstring_is_refused() -> None:
    with pytest.raises(PluginError, match="no docstring"):

        @validator("core.silent", label="Silent")
        def silent(scope: Scope[Any]) -> Iterator[Finding | None]:
            yield None


@pytest.mark.parametrize(
    "step", ["core", "Core.x", "core.", ".x", "core.x_y", "core.X", "core.x--y", "core.x y", "a.b.c"]
)
def test_odd_ids_are_refused(step: str) -> None:
    with pytest.raises(PluginError, match="no step id"):

        @validator(step, label="Odd")
        def odd(scope: Scope[Any]) -> Iterator[Finding | None]:
            """Never runs."""
            yield None


def test_a_step_without_a_label_is_refused() -> None:
    with pytest.raises(PluginError, match="no label"):

        @validator("core.unnamed", label=" ")
        def unnamed(scope: Scope[Any]) -> Iterator[Finding | None]:
            """Never runs."""
            yield None


def test_core_steps_run_in_every_host_on_any_thread() -> None:
    assert no_rain.hosts == frozenset()
    assert no_rain.runs_in("maya")
    assert no_rain.where is Where.ANY


def test_the_prefix_is_the_host_and_its_steps_run_on_the_main_thread() -> None:
    @collector("maya.meshes", label="Meshes", provides=(Mood,))
    def meshes(scope: Scope[Any]) -> Iterator[object]:
        """Find meshes."""
        yield Mood("fine")

    assert meshes.runs_in("maya")
    assert not meshes.runs_in("nuke")
    assert meshes.where is Where.MAIN
    assert meshes.phase is Phase.COLLECT
    assert meshes.provides == (Mood,)


def test_an_extractor_is_one() -> None:
    @extractor("core.write", label="Write", where=Where.MAIN)
    def write(scope: Scope[Any]) -> Iterator[None]:
        """Write it."""
        yield None

    assert write.phase is Phase.EXTRACT
    assert write.where is Where.MAIN


def test_a_finding_carries_the_step_and_the_item() -> None:
    item = a_bare_item(facts=[Weather(-3)])
    (found,) = no_rain(a_scope(no_rain, item))
    assert found == Finding(
        item="render.main",
        step="core.no-rain",
        severity=Severity.ERROR,
        title="it freezes",
        detail="bring coats",
        frames=FrameRange.of([3]),
        nodes=("sky",),
        fixable=True,
    )


def test_the_three_severities_have_a_word_each() -> None:
    scope = a_scope("core.x", a_bare_item())
    said = [scope.error("a"), scope.warning("b"), scope.info("c")]
    assert [finding.severity for finding in said] == [Severity.ERROR, Severity.WARNING, Severity.INFO]


def test_a_scope_tells_the_cut_of_its_shot() -> None:
    cut = CutRange(first=1001, last=1010, handles=8)
    assert a_scope("core.x", a_bare_item(), context=a_context(a_shot(cut=cut))).cut == cut
    assert a_scope("core.x", a_bare_item()).cut is None


def test_a_scope_has_a_stage_only_for_extractors(tmp_path: Path) -> None:
    assert a_scope("core.x", a_bare_item(), stage=tmp_path).stage == tmp_path
    with pytest.raises(RuntimeError, match="only extractors"):
        _ = a_scope("core.x", a_bare_item()).stage


def test_a_scope_asks_the_world_for_the_previous_version_when_it_is_asked() -> None:
    asked: list[str] = []

    def previous(item: Any) -> None:
        asked.append(item.id)

    world = a_world()
    scope = a_scope("core.x", a_bare_item(), world=type(world)(**{**_fields(world), "previous": previous}))
    assert asked == []
    assert scope.previous is None
    assert asked == ["render.main"]


def _fields(world: Any) -> dict[str, Any]:
    return {name: getattr(world, name) for name in type(world).__slots__}


def test_facts_are_found_by_type_and_never_change() -> None:
    facts = Facts(Weather(3))
    more = facts.having(Mood("fine"), Weather(5))
    assert facts[Weather] == Weather(3)
    assert Mood not in facts
    assert more[Weather] == Weather(5)
    assert more.get(Mood) == Mood("fine")
    assert facts.get(Mood) is None


def test_facts_that_have_settings_tell_them() -> None:
    assert Facts(Mood("fine"), Weather(3)).settings() == {"degrees": 3}


def test_a_finding_spells_its_frames_for_json() -> None:
    scope = a_scope("core.x", a_bare_item())
    assert scope.error("bad", frames=FrameRange.of([1050, 1060, 1061, 1062])).as_json() == {
        "item": "render.main",
        "step": "core.x",
        "severity": "error",
        "title": "bad",
        "detail": "",
        "frames": "1050, 1060-1062",
        "nodes": [],
        "fixable": False,
    }
    assert scope.info("fine").as_json()["frames"] is None
