"""An artist before a scene: has the show ask for something, runs single steps on what the scene holds, mends, selects.

How things get into the scene is each host's own; the whole publish is `house`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from studio_tools.config import Settings, load
from studio_tools.jobs import Phase
from studio_tools.model import Context, CutRange
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.items import Artifact, Facts, Finding, PublishItem
from studio_tools.publish.recipe import written_for
from studio_tools.publish.steps import AnyStep, Scope, World
from studio_tools.testing.builders import a_context, a_shot, a_world
from studio_tools.testing.builders import settings as shipped
from studio_tools.testing.house import SHOT


@dataclass(slots=True, kw_only=True)
class Desk:
    """What a step's test needs of an artist; *host* is a scene, whichever."""

    host: Any
    stage: Path
    """Where extractors write; made where it is not there."""
    settings: Settings = field(default_factory=shipped)
    context: Context = field(default_factory=a_context)
    world: World = field(default_factory=a_world)
    steps: Mapping[str, AnyStep] = field(default_factory=lambda: load_catalog().steps)
    """All that may be run."""
    own: Sequence[AnyStep] = ()
    """More of them, that are not installed. Their collectors run after those of an item's recipe."""

    def __post_init__(self) -> None:
        self.stage.mkdir(parents=True, exist_ok=True)
        self.steps = {**self.steps, **{each.id: each for each in self.own}}

    @classmethod
    def in_home(cls, home: Path, **fields: Any) -> Self:
        """Make a desk in a studio's home: with its settings, its recipes and the steps in its folder.

        Raises HomeMissing, ConfigError, and PluginError for a step that cannot be loaded.
        """
        settings = load(home, {}).settings
        catalog = load_catalog(settings.steps.folders)
        for error in catalog.broken:
            raise error
        return cls(settings=settings, steps=catalog.steps, **fields)

    def show(self, **asked: Any) -> None:
        """Have the show ask for something."""
        self.settings = replace(self.settings, show=replace(self.settings.show, **asked))

    def cut(self, first: int, last: int, handles: int = 0) -> None:
        """Give the shot a cut."""
        self.context = a_context(a_shot(SHOT, cut=CutRange(first=first, last=last, handles=handles)))

    def step(self, name: str) -> AnyStep:
        """A step that is installed."""
        return self.steps[name]

    def item(self, kind: str = "scene") -> PublishItem:
        """The item of a kind, with all facts that its collectors give."""
        outputs = {each.kind: each for each in reversed(self.host.outputs())}
        assert kind in outputs, f"the scene offers no {kind}; it offers {', '.join(sorted(outputs)) or 'nothing'}"
        output = outputs[kind]
        item = PublishItem(
            id=f"{kind}.{output.variant}",
            label=output.label,
            kind=kind,
            variant=output.variant,
            members=output.members or (output.id,),
            facts=Facts(output),
        )
        for name in self.collectors(kind):
            facts = [fact for fact in self.run(name, item) if fact is not None]
            item = replace(item, facts=item.facts.having(*facts))
        return item

    def collectors(self, kind: str) -> Iterator[str]:
        """The collectors of a kind: those of its recipe in this host, then our own."""
        recipe = written_for(self.settings, kind, self.host.name)
        named = recipe.collect if recipe is not None else ()
        yield from named
        for each in self.own:
            if each.phase is Phase.COLLECT and each.runs_in(self.host.name) and each.id not in named:
                yield each.id

    def scope(self, step: AnyStep, item: PublishItem) -> Scope[Any]:
        """What a step is handed for an item."""
        return Scope(
            step=step.id,
            host=self.host,
            item=item,
            settings=self.settings,
            context=self.context,
            world=replace(self.world, items=(item,)),
            stager=(lambda: self.stage) if step.phase is Phase.EXTRACT else None,
            number=7,
        )

    def run(self, step: str, item: PublishItem, **world: Any) -> list[object]:
        """All that a step gives for an item, signs of life too; *world* are fields of the world."""
        scope = self.scope(self.steps[step], item)
        return list(self.steps[step](replace(scope, world=replace(scope.world, **world))))

    def check(self, step: str, kind: str = "scene") -> list[Finding]:
        """What a check says now."""
        return [each for each in self.run(step, self.item(kind)) if isinstance(each, Finding)]

    def titles(self, step: str, kind: str = "scene") -> list[str]:
        """What a check says now, in short."""
        return [each.title for each in self.check(step, kind)]

    def mend(self, step: str, kind: str = "scene") -> list[Finding]:
        """Mend all that a check says and that can be mended, and say what it still says."""
        found = self.steps[step]
        assert found.fix is not None, f"{step} mends nothing"
        findings = [each for each in self.check(step, kind) if each.fixable]
        assert findings, f"{step} has nothing to mend"
        for each in findings:
            with self.host.group(found.label):
                found.fix(self.scope(found, self.item(kind)), each)
        return self.check(step, kind)

    def make(self, step: str, kind: str = "scene") -> list[Artifact]:
        """What an extractor writes."""
        return [each for each in self.run(step, self.item(kind)) if isinstance(each, Artifact)]

    def selected(self, finding: Finding) -> list[str]:
        """What is selected once the artist asks to see a finding's nodes."""
        self.host.select(finding.nodes)
        return list(self.host.selection())
