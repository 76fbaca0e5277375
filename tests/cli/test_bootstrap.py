"""Opening a studio: what it costs, who works, who listens, and what is broken without stopping anything."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import studio_tools
from studio_tools.bootstrap import known_steps, load_observers, login_of, open_studio
from studio_tools.config import load_without_home
from studio_tools.errors import ConfigError, ContextError, HomeMissing
from studio_tools.events import Event, StudioOpened
from studio_tools.jobs import run
from studio_tools.model import Address, CutRange
from studio_tools.testing.shell import Shell

HOUSE = Path(__file__).parents[2]
HEAVY = ("sqlalchemy", "shotgun_api3", "numpy", "OpenEXR", "click", "rich", "PySide6")
Frames = Callable[..., str]
SHOT = Address.parse("demo/sq010/sh0010")


def home_of(shell: Shell) -> Path:
    return Path(shell.environ["STUDIO_TOOLS_HOME"])


def observer(value: str, name: str = "mine") -> EntryPoint:
    return EntryPoint(name=name, value=value, group="studio_tools.observers")


def test_opening_asks_nobody_anything(show: Shell, away: dict[str, str]) -> None:
    with open_studio(home_of(show), {**show.environ, **away}) as studio:
        assert studio.versions() == []


def test_opening_loads_nothing_heavy(show: Shell) -> None:
    code = f"""
import sys
from pathlib import Path
from studio_tools.bootstrap import open_studio
with open_studio(Path({str(home_of(show))!r}), {{}}) as studio:
    studio.versions()
print([name for name in {HEAVY!r} if name in sys.modules])
"""
    said = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


def test_the_package_offers_its_names_late() -> None:
    assert studio_tools.open_studio is open_studio
    with pytest.raises(AttributeError, match="nothing_such"):
        getattr(studio_tools, "nothing_such")  # noqa: B009


def test_no_home_is_told(tmp_path: Path) -> None:
    with pytest.raises(HomeMissing):
        open_studio(tmp_path, {})


def test_wrong_settings_are_told(show: Shell) -> None:
    with pytest.raises(ConfigError, match=r"tracker\.timeout"):
        open_studio(home_of(show), {"STUDIO_TOOLS__TRACKER__TIMEOUT": "soon"})


def test_a_projects_settings_hold_for_it(show: Shell) -> None:
    (home_of(show) / "projects" / "demo.toml").write_text('[checks]\nsurplus = "info"\n')

    with open_studio(home_of(show), show.environ, project="demo") as studio:
        assert studio.session.settings.checks.surplus == "info"


def test_closing_twice_is_closing_once(show: Shell) -> None:
    studio = open_studio(home_of(show), show.environ)
    studio.context(SHOT)

    studio.close()
    studio.close()


def test_the_steps_are_loaded_when_they_are_asked_for(show: Shell) -> None:
    with open_studio(home_of(show), show.environ) as studio:
        assert "core.naming" in studio.catalog.steps
        assert studio.catalog is studio.catalog


def test_steps_without_a_home_are_those_that_ship() -> None:
    settings, catalog = known_steps(None, {})

    assert "core.naming" in catalog.steps
    assert settings.tracker.site == "embedded"


# -- who works


def test_a_user_may_be_told() -> None:
    assert login_of({"STUDIO_TOOLS_USER": "ada"}) == "ada"


@pytest.mark.parametrize("environ", [{}, {"STUDIO_TOOLS_USER": "  "}, {"LOGNAME": "liar"}], ids=repr)
def test_otherwise_the_systems_user_works(environ: dict[str, str]) -> None:
    import pwd

    assert login_of(environ) == pwd.getpwuid(os.getuid()).pw_name


# -- who listens


def test_a_listener_hears_what_ends(show: Shell, frames: Frames) -> None:
    heard: list[Event] = []

    with open_studio(home_of(show), show.environ, listeners=[heard.append]) as studio:
        run(studio.verify())

    assert "VerifyFinished" in [type(event).__name__ for event in heard]


def test_an_observer_is_made_with_the_settings() -> None:
    settings = load_without_home({})

    found = load_observers(settings, installed=[observer("builtins:print")])

    assert found.broken == ()
    assert len(found.listeners) == 1


@pytest.mark.parametrize(
    "value", ["nothing_of_that_name:x", "os:nothing_such", "os:getcwd"], ids=["no module", "no name", "no factory"]
)
def test_a_broken_observer_is_listed_and_stops_nothing(value: str) -> None:
    found = load_observers(load_without_home({}), installed=[observer(value), observer("builtins:print", "other")])

    assert [error.code for error in found.broken] == ["plugin-broken"]
    assert "mine" in found.broken[0].message
    assert len(found.listeners) == 1


def test_an_observer_that_can_be_closed_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closing_observer.py").write_text(
        "class Listener:\n"
        "    closed = 0\n"
        "    def __init__(self, settings): pass\n"
        "    def __call__(self, event): pass\n"
        "    def close(self): Listener.closed += 1\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    found = load_observers(load_without_home({}), installed=[observer("closing_observer:Listener")])
    for close in found.closers:
        close()

    assert sys.modules["closing_observer"].Listener.closed == 1


def test_events_have_names_of_things_that_ended() -> None:
    assert StudioOpened(host="headless").outcome == "success"


# -- who works on what


def test_the_tracker_is_asked_first(show: Shell) -> None:
    with open_studio(home_of(show), show.environ) as studio:
        context = studio.context(SHOT)

    assert context.project.code == "demo"
    assert context.entity.cut == CutRange(first=1001, last=1003)
    assert context.user.login == "ada"
    assert context.task is None


def test_without_the_tracker_what_is_remembered_answers(show: Shell, away: dict[str, str]) -> None:
    with open_studio(home_of(show), show.environ) as studio:
        online = studio.context(SHOT)
    with open_studio(home_of(show), {**show.environ, **away}) as studio:
        offline = studio.context(SHOT)

    assert offline.entity == online.entity
    assert offline.project == online.project
    assert offline.user == online.user


def test_an_entity_that_another_made_is_remembered_with_the_listing(show: Shell, away: dict[str, str]) -> None:
    with open_studio(home_of(show), show.environ) as studio:
        from studio_tools.tracker import EntityDraft

        studio.session.tracker.create_entity(EntityDraft(address=Address.parse("demo/sq020/sh0010")))
        studio.context(SHOT)

    with open_studio(home_of(show), {**show.environ, **away}) as studio:
        assert studio.context(Address.parse("demo/sq020/sh0010")).entity.code == "sh0010"


def test_a_task_that_nobody_remembers_is_believed_while_the_site_is_away(show: Shell, away: dict[str, str]) -> None:
    with open_studio(home_of(show), {**show.environ, **away}) as studio:
        context = studio.context(Address.parse("demo/sq010/sh0010#comp"))

    assert context.task is not None
    assert (context.task.name, context.task.id) == ("comp", None)


def test_what_nobody_knows_is_answered_with_the_nearest(show: Shell, away: dict[str, str]) -> None:
    unknown = Address.parse("demo/sq010/sh0011")

    with open_studio(home_of(show), show.environ) as studio, pytest.raises(ContextError) as online:
        studio.context(unknown)
    with (
        open_studio(home_of(show), {**show.environ, **away}) as studio,
        pytest.raises(ContextError, match="the tracker is away") as caught,
    ):
        studio.context(unknown)

    assert "sh0010" in online.value.hint
    assert caught.value.details["nearest"] == ["demo/sq010/sh0010"]


def test_a_storage_that_cannot_remember_is_no_reason_to_stop(show: Shell) -> None:
    memory = home_of(show) / "storage" / "demo" / ".studio"
    for path in sorted(memory.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    memory.rmdir()
    memory.write_text("in the way")

    with open_studio(home_of(show), show.environ) as studio:
        assert studio.context(SHOT).entity.code == "sh0010"


def test_a_product_must_be_named_to_be_one(show: Shell) -> None:
    with open_studio(home_of(show), show.environ) as studio:
        assert studio.key(Address.parse("demo/sq010/sh0010:render")).variant == "main"
        with pytest.raises(studio_tools.errors.UsageError, match="names no product"):
            studio.key(SHOT)
