"""Which site a home speaks to, and what that costs before it is asked anything."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import ConfigError, TrackerUnavailable
from studio_tools.model import Address
from studio_tools.tracker import EntityDraft, Tracker
from studio_tools.tracker.adapter import ShotGridTracker
from studio_tools.tracker.embedded import connect, open_embedded


def ignore(event: object) -> None:
    """Nobody listens."""


def python(code: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True, env=environment
    )
    return done.stdout.strip()


def test_the_adapter_is_a_tracker(home: Path, settings: Any) -> None:
    tracker: Tracker = connect(settings(home), home, ignore)

    assert isinstance(tracker, ShotGridTracker)


def test_connecting_makes_no_file_and_opens_no_socket(tmp_path: Path, home: Path, settings: Any) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    for told in ({}, {"site": "http://127.0.0.1:1"}):
        connect(settings(home, **told), empty, ignore).close()

    assert list(empty.iterdir()) == []


@pytest.mark.parametrize(
    "module", ["shotgun_api3", "sqlalchemy", "spectator", "starlette", "studio_tools.tracker.shotgrid"]
)
def test_connecting_loads_nothing_heavy(module: str) -> None:
    code = f"""
import sys
from pathlib import Path
from studio_tools.config import load_without_home
from studio_tools.tracker.embedded import connect
connect(load_without_home({{}}), Path("/nowhere"), print)
print({module!r} in sys.modules)
"""
    assert python(code) == "False"


def test_the_embedded_site_is_made_on_the_first_question(home: Path, settings: Any) -> None:
    bare = home / "bare"
    tracker = connect(settings(home), bare, ignore)

    assert tracker.project("demo") is None

    assert (bare / "site" / "site.db").is_file()
    tracker.close()


def test_the_key_of_the_embedded_site_is_its_owners_alone(home: Path, settings: Any) -> None:
    tracker = connect(settings(home), home, ignore)
    tracker.projects()
    tracker.close()

    keys = [path for path in (home / "site").iterdir() if path.suffix == ".key"]
    assert keys
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in keys)


def test_what_was_made_is_there_the_next_time(home: Path, settings: Any) -> None:
    ids = set()
    for _ in range(2):
        tracker = connect(settings(home), home, ignore)
        made = tracker.create_project("demo")
        ids.add(made.id)
        tracker.close()

    assert len(ids) == 1


def test_a_key_that_was_lost_is_made_anew(home: Path, settings: Any) -> None:
    connect(settings(home), home, ignore).create_project("demo")
    for key in (home / "site").glob("*.key"):
        key.unlink()
    tracker = connect(settings(home), home, ignore)

    assert tracker.project("demo") is not None
    tracker.close()


def test_a_site_that_is_damaged_is_away_and_not_a_crash(home: Path, settings: Any) -> None:
    for path in (home / "site").iterdir():
        if path.is_file():
            path.unlink()
    (home / "site" / "site.db").write_bytes(b"this is no database" * 400)
    tracker = connect(settings(home), home, ignore)

    with pytest.raises(TrackerUnavailable) as caught:
        tracker.projects()

    assert caught.value.hint
    tracker.close()


def test_without_the_database_library_the_embedded_site_is_away(home: Path) -> None:
    """As in the Python of Maya, Nuke and Blender, which has none."""
    code = f"""
import sys
from pathlib import Path
from studio_tools.config import load
from studio_tools.errors import TrackerUnavailable
from studio_tools.tracker.embedded import connect
sys.modules["sqlalchemy"] = None
home = Path({str(home)!r})
try:
    connect(load(home, {{}}).settings, home, lambda event: None).projects()
except TrackerUnavailable as error:
    print(error.hint)
"""
    assert "site serve" in python(code)


def test_a_site_of_somebody_else_is_away(home: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("studio_tools.site.embedded.open_site", refuse)
    tracker = connect(settings(home), home, ignore)

    with pytest.raises(TrackerUnavailable, match="somebody else"):
        tracker.projects()


def test_a_home_on_storage_that_cannot_be_written_makes_the_site_unavailable(tmp_path: Path, settings: Any) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    from studio_tools.config import load_without_home

    tracker = connect(load_without_home({}), blocked, ignore)

    with pytest.raises(TrackerUnavailable):
        tracker.projects()


@pytest.mark.parametrize(
    "url",
    ["ftp://studio.example", "studio.example", "https://", "http://studio:99999", "http://[::1"],
    ids=["other scheme", "no scheme", "no host", "port too high", "broken host"],
)
def test_a_url_that_is_none_is_a_mistake_in_the_configuration(home: Path, settings: Any, url: str) -> None:
    with pytest.raises(ConfigError, match=r"tracker\.site"):
        connect(settings(home, site=url), home, ignore)


def test_two_processes_may_open_a_new_site_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    code = f"""
from pathlib import Path
from studio_tools.tracker.embedded import open_embedded
with open_embedded(Path({str(folder)!r})) as site:
    print(site.local_credentials()[1])
"""
    keys: list[str] = []
    threads = [threading.Thread(target=lambda: keys.append(python(code))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_a_forked_process_opens_its_own_connection(home: Path, settings: Any) -> None:
    tracker = connect(settings(home), home, ignore)
    tracker.create_project("demo")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        told = b"no"
        try:
            tracker.create_entity(EntityDraft(address=Address.parse("demo/sq010")))
            told = b"yes"
        finally:
            os.write(writing, told)
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        assert answer.read() == b"yes"

    assert tracker.entity(Address.parse("demo/sq010")) is not None
    tracker.close()


def test_an_open_site_may_be_served_while_it_is_asked(home: Path, settings: Any) -> None:
    with open_embedded(home / "site") as site:
        tracker = connect(settings(home), home, ignore)
        made = tracker.create_project("demo")

        assert site.info()["entities"]["Project"] >= 1  # type: ignore[index]
        assert made.id
        tracker.close()


def test_without_a_key_a_site_that_is_away_is_away(home: Path, settings: Any) -> None:
    tracker = connect(settings(home, site="http://127.0.0.1:1"), home, ignore)

    with pytest.raises(TrackerUnavailable):
        tracker.projects()
