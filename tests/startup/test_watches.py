"""What we hear of a scene: set up once, taken away again, and never in the way, but where a save must not be."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.actions.beginning import Beginning, begin_quietly, calmly, strange_qt
from studio_tools.actions.context import address_of, started_for, worked_on
from studio_tools.bootstrap import open_studio
from studio_tools.errors import HostError, NotCapable, StorageError
from studio_tools.host import How, Level, SceneEvent
from studio_tools.model import Address
from studio_tools.testing.fake_host import FakeHost

SHOT = "demo/sq010/sh0010"


@pytest.fixture
def host() -> FakeHost:
    return FakeHost()


@pytest.fixture
def begun(host: FakeHost, environ: dict[str, str]) -> Beginning:
    beginning = Beginning(host, "dcc.fake", environ)
    beginning.begin()
    return beginning


def work(home: Path, below: str) -> Path:
    path = home / "work" / below
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_a_beginning_begins_once(host: FakeHost, begun: Beginning) -> None:
    listening = {event: host._listeners.count(event) for event in SceneEvent}

    begun.begin()

    assert {event: host._listeners.count(event) for event in SceneEvent} == listening
    assert begun.is_begun


def test_a_beginning_that_ended_can_begin_again(
    host: FakeHost, begun: Beginning, home: Path, published_scene: Callable[..., Path]
) -> None:
    published, host.suffixes = published_scene(), (".ma",)
    begun.end()
    begun.end()
    assert not begun.is_begun
    assert not any(host._listeners.count(event) for event in SceneEvent)

    begun.begin()

    host._path = published
    published.chmod(0o644)
    with pytest.raises(HostError, match="stays as it is"):
        host.save()


def test_a_scene_of_the_artists_own_is_saved(host: FakeHost, begun: Beginning, home: Path) -> None:
    path = work(home, f"{SHOT}/fake/sh0010_v001.fake")

    host.save(path)

    assert path.is_file()


def test_the_launched_address_is_told_of_a_new_scene(host: FakeHost, begun: Beginning) -> None:
    host.new(force=True)

    assert host.said == [(Level.INFO, f"You work on {SHOT}#anim.")]


def test_a_scene_of_another_shot_is_told_loudly(host: FakeHost, begun: Beginning, home: Path) -> None:
    host.save(work(home, "demo/sq010/sh0020/fake/sh0020_v001.fake"))

    ((level, text),) = host.said
    assert level is Level.WARNING
    assert text == "This scene is for demo/sq010/sh0020, and fake was started for demo/sq010/sh0010#anim."


def test_what_is_behind_is_told_when_a_scene_is_opened(
    host: FakeHost, begun: Beginning, home: Path, published_scene: Callable[..., Path], tmp_path: Path
) -> None:
    first = published_scene()
    host.load(first, How.REFERENCE, name="shot", stamp=None)
    path = work(home, f"{SHOT}/fake/sh0010_v001.fake")
    host.save(path)
    published_scene("again.ma", '//Maya ASCII 2026 scene\nrequires maya "2027";\n')
    host.said.clear()

    host.open(path)

    assert (Level.WARNING, "Of 1 things that this scene reads: 1 outdated. See Studio > Updates…") in host.said


def test_without_a_home_the_watches_are_silent(
    host: FakeHost, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Beginning(host, "dcc.fake", {"STUDIO_TOOLS_HOME": str(tmp_path / "nowhere")}).begin()

    with caplog.at_level(logging.INFO):
        host.new(force=True)

    assert host.said == []
    assert "tell_address" in caplog.text


def test_wrong_settings_are_told_once(
    host: FakeHost, begun: Beginning, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (home / "studio.toml").write_text("[storage]\nrot = 1\n")

    host.new(force=True)
    host.new(force=True)

    (told,) = {record.getMessage().partition(": ")[2] for record in caplog.records}
    assert "storage.rot" in told
    assert [record.levelname for record in caplog.records if record.levelno >= logging.WARNING] == ["WARNING"]


def test_a_watch_that_breaks_forbids_nothing(
    host: FakeHost, begun: Beginning, home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from studio_tools.actions import watches

    def broken(*given: Any) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(watches, "refuse_published", broken)
    path = work(home, f"{SHOT}/fake/sh0010_v001.fake")

    host.save(path)

    assert path.is_file()
    assert "refuse_published failed" in caplog.text


def test_a_host_without_menus_is_told_calmly(environ: dict[str, str]) -> None:
    class Bare(FakeHost):
        def menu(self, title: str, entries: Any) -> None:
            raise NotCapable("this Maya runs without a window")

    told: list[str] = []
    begin_quietly(Beginning(Bare(), "dcc.fake", environ), told.append)

    assert told == [
        "The Studio menu is not there: this Maya runs without a window. All else works; `studio doctor` may tell more."
    ]


@pytest.mark.parametrize(
    ("error", "words"),
    [(StorageError("the storage is away"), "the storage is away"), (KeyError("x"), "KeyError: 'x'")],
    ids=["expected", "a fault of ours"],
)
def test_what_went_wrong_is_one_calm_line(error: Exception, words: str) -> None:
    assert words in calmly(error)
    assert "\n" not in calmly(error)


# -- whose scene it is


@pytest.mark.parametrize(
    ("below", "address"),
    [
        (f"{SHOT}/fake/a.fake", SHOT),
        (f"{SHOT}/fake/anim/a.fake", f"{SHOT}#anim"),
        ("demo/assets/dragon/fake/a.fake", "demo/assets/dragon"),
        ("demo/sq010/fake/a.fake", "demo/sq010"),
    ],
)
def test_the_place_of_a_scene_says_whose_it_is(environ: dict[str, str], home: Path, below: str, address: str) -> None:
    with open_studio(home, environ) as studio:
        assert worked_on(studio.session, home / "work" / below, "fake") == Address.parse(address)


@pytest.mark.parametrize("below", ["a.fake", "demo/a.fake", "demo/fake/a.fake", "demo/sq 1/x/fake/a.fake", "../a.fake"])
def test_any_other_place_says_nothing(environ: dict[str, str], home: Path, below: str) -> None:
    with open_studio(home, environ) as studio:
        assert worked_on(studio.session, home / "work" / below, "fake") is None


def test_a_published_scene_is_for_the_entity_of_its_version(
    host: FakeHost, environ: dict[str, str], home: Path, published_scene: Callable[..., Path]
) -> None:
    host._path = published_scene()
    with open_studio(home, environ) as studio:
        assert address_of(studio.session, host, {"STUDIO_TOOLS_ADDRESS": "demo/sq010/sh0020"}) == Address.parse(SHOT)


def test_elsewhere_it_is_for_what_the_application_was_started_for(
    host: FakeHost, environ: dict[str, str], home: Path, tmp_path: Path
) -> None:
    host._path = tmp_path / "somewhere.fake"
    with open_studio(home, environ) as studio:
        assert address_of(studio.session, host, environ) == Address.parse(f"{SHOT}#anim")


@pytest.mark.parametrize("text", ["", "no address!", "demo/sq010/assets/x/y/z"])
def test_what_is_no_address_says_nothing(text: str) -> None:
    assert started_for({"STUDIO_TOOLS_ADDRESS": text}) is None


# -- the Qt that is found


def test_the_programs_own_qt_is_fine(tmp_path: Path) -> None:
    assert strange_qt(str(tmp_path / "lib" / "PySide6" / "__init__.py"), str(tmp_path)) == ""


def test_a_link_to_the_programs_own_qt_is_fine(tmp_path: Path) -> None:
    (tmp_path / "program").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "program")

    assert strange_qt(str(tmp_path / "link" / "PySide6" / "__init__.py"), str(tmp_path / "program")) == ""


def test_a_qt_from_elsewhere_is_told(tmp_path: Path) -> None:
    told = strange_qt("/opt/venv/PySide6/__init__.py", str(tmp_path))

    assert "PySide6 comes from /opt/venv/PySide6" in told
    assert "PYTHONPATH" in told
