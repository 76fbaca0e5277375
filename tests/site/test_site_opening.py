"""Opening a site: made once, found again, shared by processes, refused when it is not one."""

from __future__ import annotations

import json
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Fault, Shotgun

import studio_tools.site.store.sqlite as dialect
from studio_tools.errors import SiteError
from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site, open_site

Link = dict[str, Any]
SPAWN = multiprocessing.get_context("spawn")


class Client(InProcessTransport, Shotgun):
    """The client on a site of the test's own."""


def client(site: Site) -> Any:
    name, key = site.local_credentials()
    return Client(EMBEDDED_URL, site_app=site.app(), script_name=name, api_key=key)


def test_a_new_site_has_statuses_and_steps_and_nothing_of_a_show(tmp_path: Path) -> None:
    with open_site(tmp_path / "a" / "b" / "site.db") as site:
        sg = client(site)

        assert sg.find_one("Status", [["code", "is", "ip"]], ["name"])["name"] == "In Progress"
        assert sg.find_one("Step", [["entity_type", "is", "Shot"], ["short_name", "is", "CMP"]]) is not None
        for kind in ("Project", "PublishedFileType", "LocalStorage", "Shot"):
            assert sg.find(kind, []) == []


def test_opening_again_finds_everything_and_seeds_nothing_twice(tmp_path: Path) -> None:
    with open_site(tmp_path / "site.db") as site:
        sg = client(site)
        made = sg.create("Project", {"name": "Demo"})
        statuses = sg.find("Status", [])
        sg.delete("Status", statuses[0]["id"])
    with open_site(tmp_path / "site.db") as site:
        sg = client(site)

        assert sg.find_one("Project", [["name", "is", "demo"]])["id"] == made["id"]
        assert len(sg.find("Status", [])) == len(statuses) - 1, "what a studio deleted stays deleted"


def test_the_site_tells_about_itself(tmp_path: Path) -> None:
    with open_site(tmp_path / "site.db") as site:
        client(site).create("Project", {"name": "Demo"})
        info = site.info()

    assert info["path"] == str(tmp_path / "site.db")
    assert isinstance(info["entities"], dict)
    assert info["entities"]["Project"] == 1
    json.dumps(info)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "site.db"
    path.write_bytes(b"this is a shopping list, and a long one at that" * 100)

    with pytest.raises(SiteError, match=r"damaged|no database") as raised:
        open_site(path)

    assert raised.value.hint
    assert path.read_bytes().startswith(b"this is a shopping list"), "and is left alone"


def test_an_empty_file_is_no_new_site(tmp_path: Path) -> None:
    path = tmp_path / "site.db"
    path.touch()

    with pytest.raises(SiteError, match="is empty") as raised:
        open_site(path)

    assert "backup" in raised.value.hint
    assert "studio init" in raised.value.hint
    assert path.stat().st_size == 0, "and is left alone"


def test_a_new_site_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(connection: object, metadata: object) -> None:
        assert not (tmp_path / "site.db").exists()
        raise OSError("the disk is full")

    monkeypatch.setattr(dialect, "prime_statistics", full)
    with pytest.raises(SiteError):
        open_site(tmp_path / "site.db")
    monkeypatch.undo()

    assert [path.name for path in tmp_path.iterdir() if "site.db" in path.name] == []
    open_site(tmp_path / "site.db").close()


def test_a_new_site_is_made_where_the_file_system_knows_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    with open_site(tmp_path / "site.db") as site:
        client(site).create("Project", {"name": "Demo"})
    with open_site(tmp_path / "site.db") as site:
        assert client(site).find_one("Project", [["name", "is", "Demo"]]) is not None


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "site.db")) as connection, connection as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()

    with pytest.raises(SiteError, match="not a site's"):
        open_site(tmp_path / "site.db")


def test_a_site_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    open_site(tmp_path / "site.db").close()
    with closing(sqlite3.connect(tmp_path / "site.db")) as connection, connection as newer:
        newer.execute("UPDATE site_meta SET value = '99' WHERE key = 'format'")
    newer.close()

    with pytest.raises(SiteError, match="newer version") as raised:
        open_site(tmp_path / "site.db")

    assert "Update the product" in raised.value.hint


def test_a_torn_database_is_told_as_a_fault_and_not_as_a_traceback(tmp_path: Path) -> None:
    with open_site(tmp_path / "site.db") as site:
        client(site).create("Project", {"name": "Demo"})
    content = bytearray((tmp_path / "site.db").read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    (tmp_path / "site.db").write_bytes(content)

    with pytest.raises((SiteError, Fault), match="damaged"), open_site(tmp_path / "site.db") as site:
        client(site).find("Project", [], ["name"])


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(SiteError, match="cannot be used"):
        open_site(tmp_path / "file" / "site.db")


def test_importing_the_room_costs_nothing_until_it_is_used() -> None:
    code = "import sys, studio_tools.site; print('sqlalchemy' in sys.modules, 'uvicorn' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert answer.stdout.split() == ["False", "False"]


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    import studio_tools.site

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = studio_tools.site.nothing


def test_many_threads_may_ask_one_app(site: Site, project: Link) -> None:
    app = site.app()

    def work(number: int) -> int:
        sg: Any = Client(EMBEDDED_URL, site_app=app, script_name="tests", api_key="a key for tests")
        made = [sg.create("Shot", {"project": project, "code": f"{number}-{at}"})["id"] for at in range(5)]
        assert len(sg.find("Shot", [["id", "in", made]])) == 5
        return len(made)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == 40

    sg: Any = Client(EMBEDDED_URL, site_app=app, script_name="tests", api_key="a key for tests")
    assert len(sg.find("Shot", [])) == 40


def create_some(path: Path, start: Any, number: int, count: int) -> None:
    """What each of several processes does."""
    start.wait()
    with open_site(path) as site:
        sg = client(site)
        project = sg.find_one("Project", []) or sg.create("Project", {"name": f"by {number}"})
        for at in range(count):
            sg.batch(
                [
                    {
                        "request_type": "create",
                        "entity_type": "Shot",
                        "data": {"project": project, "code": f"{number}.{at}"},
                    },
                    {
                        "request_type": "create",
                        "entity_type": "Asset",
                        "data": {"project": project, "code": f"{number}.{at}"},
                    },
                ]
            )


def test_processes_that_open_a_site_at_once_make_one_and_lose_nothing(tmp_path: Path) -> None:
    start = SPAWN.Event()
    workers = [SPAWN.Process(target=create_some, args=(tmp_path / "site.db", start, at, 5)) for at in range(4)]
    for worker in workers:
        worker.start()
    start.set()
    for worker in workers:
        worker.join(100)

    assert [worker.exitcode for worker in workers] == [0] * 4
    with open_site(tmp_path / "site.db") as site:
        sg = client(site)
        assert len(sg.find("Shot", [])) == len(sg.find("Asset", [])) == 20
        assert len(sg.find("Status", [["code", "is", "ip"]])) == 1
        events = sg.find("EventLogEntry", [["event_type", "is", "Shotgun_Shot_New"]], ["meta"])
        assert len({event["meta"]["entity_id"] for event in events}) == 20


@pytest.mark.long
def test_a_killed_writer_leaves_whole_batches_only(tmp_path: Path) -> None:
    with open_site(tmp_path / "site.db") as site:
        client(site).create("Project", {"name": "Demo"})
    for round_ in range(8):
        start = SPAWN.Event()
        worker = SPAWN.Process(target=create_some, args=(tmp_path / "site.db", start, round_, 10_000))
        worker.start()
        start.set()
        worker.join(2 + 0.13 * round_)
        worker.kill()
        worker.join()

    with open_site(tmp_path / "site.db") as site:
        sg = client(site)
        shots, assets = (sorted(one["code"] for one in sg.find(kind, [], ["code"])) for kind in ("Shot", "Asset"))
        assert shots == assets
        assert shots
        assert len(sg.find("EventLogEntry", [["event_type", "is", "Shotgun_Shot_New"]])) == len(shots)


def test_a_writer_waits_for_its_turn(site: Site, local: Any, project: Link) -> None:
    other = sqlite3.connect(site.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    release.start()

    shot = local.create("Shot", {"project": project, "code": "patient"})

    release.join()
    other.close()
    assert local.find_one("Shot", [["id", "is", shot["id"]]]) is not None


def test_a_writer_whose_turn_never_comes_is_told_so_and_readers_read_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dialect, "BUSY_SECONDS", 0.2)
    with open_site(tmp_path / "site.db") as site:
        sg = client(site)
        project = sg.create("Project", {"name": "Demo"})
        other = sqlite3.connect(site.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(Fault, match=r"busy: another program holds its database\. Nothing was written"):
            sg.create("Shot", {"project": project, "code": "impatient"})
        assert sg.find("Project", [])

        other.execute("ROLLBACK")
        other.close()
        assert sg.create("Shot", {"project": project, "code": "again"})


def test_opening_an_existing_site_is_quick(site: Site) -> None:
    site.close()
    taken = []
    for _ in range(5):
        began = time.perf_counter()
        open_site(site.path).close()
        taken.append(time.perf_counter() - began)

    assert min(taken) < 0.4, "ten times what it takes, so that only a real loss is told"


def test_a_site_survives_a_fork_when_the_child_opens_its_own(site: Site) -> None:
    site.close()
    child = os.fork() if hasattr(os, "fork") else None
    if child is None:
        return
    if child == 0:
        try:
            open_site(site.path).close()
        except BaseException:
            os._exit(1)
        os._exit(0)

    assert os.waitpid(child, 0)[1] == 0
