"""A real house for the publish: storage and embedded site below tmp_path, and every event written down."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.events import Event
from studio_tools.host.headless import HeadlessHost
from studio_tools.jobs import Flow, run
from studio_tools.model import Context, CutRange
from studio_tools.publish.catalog import Catalog, load_catalog
from studio_tools.publish.collect import parse_source
from studio_tools.publish.flow import publish
from studio_tools.publish.items import PublishReport, PublishRequest
from studio_tools.publish.plan import Plan, plan
from studio_tools.publish.recipe import Recipes, load_recipes
from studio_tools.publish.steps import AnyStep
from studio_tools.session import Session
from studio_tools.testing.builders import a_context, a_shot
from studio_tools.testing.house import SHOT, open_session


@dataclass(slots=True)
class House:
    """One studio, and short ways to publish in it."""

    session: Session
    context: Context
    told: list[Event] = field(default_factory=list)

    def flow(self, *sources: str, **asked: Any) -> Flow[PublishReport]:
        """A publish that is not driven yet; *asked* are the request's fields, `host` and `recipes`."""
        return publish(self.session, self.context, **self._asked(sources, asked))

    def publish(self, *sources: str, **asked: Any) -> PublishReport:
        return run(self.flow(*sources, **asked))

    def plan(self, *sources: str, **asked: Any) -> Plan:
        return run(plan(self.session, self.context, **self._asked(sources, asked)))

    def _asked(self, sources: tuple[str, ...], asked: dict[str, Any]) -> dict[str, Any]:
        host, recipes = asked.pop("host", None), asked.pop("recipes", None)
        return {"host": host or self.host(*sources), "request": PublishRequest(**asked), "recipes": recipes}

    def host(self, *sources: str) -> HeadlessHost:
        return HeadlessHost(tuple(parse_source(text, self.session.settings) for text in sources))

    def with_steps(self, *steps: AnyStep, **recipe: tuple[str, ...]) -> Recipes:
        """The recipes with *steps* known, and lists of every recipe replaced: `validate=("core.mine",)`."""
        catalog = Catalog({**load_catalog(installed=()).steps, **{step.id: step for step in steps}})
        known = self.session.settings
        changed = {kind: replace(old, **recipe) for kind, old in known.recipes.items()}  # type: ignore[arg-type]
        return load_recipes(replace(known, recipes=changed), catalog)

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.told if type(event) is kind]

    def files(self) -> list[str]:
        """Everything below the storage that is not the house's own book-keeping."""
        root = self.session.storage.root.path
        found = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        return sorted(str(path) for path in found if ".studio" not in path.parts)

    def everything(self) -> dict[str, tuple[int, int]]:
        """Size and age of every file below the home, to see that nothing was touched."""
        found = {path: path.stat() for path in self.session.home.rglob("*")}
        return {str(path): (seen.st_size, seen.st_mtime_ns) for path, seen in found.items()}


@pytest.fixture
def make_house(tmp_path: Path, furnished: Path) -> Iterator[Callable[..., House]]:
    """Build a house with a shot; keys are settings (`tracker__site="http://127.0.0.1:9"`)."""
    with ExitStack() as doors:

        def make(*, cut: CutRange | None = None, **keys: str) -> House:
            told: list[Event] = []
            home = shutil.copytree(furnished, tmp_path / "home")
            session = doors.enter_context(open_session(home, told, **keys))
            return House(session=session, context=a_context(a_shot(SHOT, cut=cut)), told=told)

        yield make


@pytest.fixture
def house(make_house: Callable[..., House], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house, with the current folder at a desk beside it."""
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    return make_house()
