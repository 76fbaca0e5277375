"""A database whose three files were parted: what is left of one is never taken for part of the next."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Fault, Shotgun

from studio_tools.errors import SiteError
from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site, open_site
from studio_tools.site.store import opening

SIDES = ("-wal", "-shm")


class Client(InProcessTransport, Shotgun):
    """The client on a site of the test's own."""


def client(site: Site) -> Any:
    name, key = site.local_credentials()
    return Client(EMBEDDED_URL, site_app=site.app(), script_name=name, api_key=key)


def _write_and_die(path: Path) -> None:
    with open_site(path) as site:
        sg = client(site)
        for number in range(20):
            sg.create("Project", {"name": f"Show {number}"})
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def torn(tmp_path: Path) -> Path:
    """A database whose writer was killed, so that its last records lie beside it."""
    open_site(tmp_path / "site.db").close()
    worker = multiprocessing.get_context("spawn").Process(target=_write_and_die, args=(tmp_path / "site.db",))
    worker.start()
    worker.join(60)
    assert all((tmp_path / f"site.db{side}").stat().st_size for side in SIDES)
    return tmp_path / "site.db"


def side(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def seen(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_killed_writers_records_are_found_again(torn: Path) -> None:
    with open_site(torn) as site:
        assert len(client(site).find("Project", [])) == 20


@pytest.mark.parametrize("left", [("-wal", "-shm"), ("-wal",), ("-shm",)], ids=" ".join)
def test_no_new_site_is_made_beside_what_is_left_of_another(torn: Path, left: tuple[str, ...]) -> None:
    torn.rename(torn.with_name("moved-away"))
    for ending in SIDES:
        if ending not in left:
            side(torn, ending).unlink()
    before = seen(torn.parent)

    with pytest.raises(SiteError, match="is gone") as raised:
        open_site(torn)

    assert all(name in raised.value.hint for name in ("site.db", "site.db-wal", "site.db-shm"))
    assert seen(torn.parent) == before


def test_a_database_that_is_put_back_has_all_its_records(torn: Path) -> None:
    torn.rename(torn.with_name("moved-away"))
    with pytest.raises(SiteError):
        open_site(torn)
    torn.with_name("moved-away").rename(torn)

    with open_site(torn) as site:
        assert len(client(site).find("Project", [])) == 20


def test_where_all_three_were_moved_a_new_site_is_made_and_is_sound(torn: Path) -> None:
    (torn.parent / "old").mkdir()
    for ending in ("", *SIDES):
        side(torn, ending).rename(torn.parent / "old" / side(torn, ending).name)

    with open_site(torn) as site:
        assert client(site).find("Project", []) == []

    with closing(sqlite3.connect(torn)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_whoever_makes_the_site_in_this_moment_is_not_taken_for_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process makes the site and writes, after we saw none: its two files stand beside a database."""
    path = tmp_path / "site.db"
    made: list[Site] = []
    real = opening._make_beside

    def late(*given: Any) -> None:
        monkeypatch.setattr(opening, "_make_beside", real)
        made.append(open_site(path))
        client(made[0]).create("Project", {"name": "Theirs"})
        assert side(path, "-wal").exists()
        real(*given)

    monkeypatch.setattr(opening, "_make_beside", late)
    with open_site(path) as site:
        assert [found["name"] for found in client(site).find("Project", [], ["name"])] == ["Theirs"]
    made[0].close()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100], ids=["empty", "damaged"])
def test_what_is_to_be_moved_away_is_named_file_by_file(torn: Path, content: bytes) -> None:
    torn.write_bytes(content)
    for ending in SIDES:
        side(torn, ending).unlink()

    with pytest.raises(SiteError) as raised:
        open_site(torn)

    assert all(name in raised.value.hint for name in ("site.db", "site.db-wal", "site.db-shm"))
    assert "backup" in raised.value.hint


def test_damage_that_is_met_later_names_them_as_well(tmp_path: Path) -> None:
    path = tmp_path / "site.db"
    with open_site(path) as site:
        client(site).create("Project", {"name": "Demo"})
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)

    with pytest.raises((SiteError, Fault)) as raised, open_site(path) as site:
        client(site).find("Project", [], ["name"])

    if isinstance(raised.value, SiteError):
        assert "site.db-wal" in raised.value.hint


@pytest.mark.parametrize("name", ["site.db", "show.sqlite"])
def test_a_backup_that_is_put_in_place_without_the_two_others_is_sound(tmp_path: Path, name: str) -> None:
    with open_site(tmp_path / name) as site:
        client(site).create("Project", {"name": "Demo"})
    backup = (tmp_path / name).read_bytes()
    for ending in ("", *SIDES):
        side(tmp_path / name, ending).unlink(missing_ok=True)
    (tmp_path / name).write_bytes(backup)

    with open_site(tmp_path / name) as site:
        assert [found["name"] for found in client(site).find("Project", [], ["name"])] == ["Demo"]
