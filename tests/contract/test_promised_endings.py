"""What a publish that did not end as usual leaves behind, and what `studio resume` makes of it.

Each publish here is a process of its own that is killed at one exact point, or meets a site that is away.
"""

from __future__ import annotations

import signal
import subprocess
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

Begin = Callable[..., subprocess.Popen[str]]
Note = Callable[..., Path]
AWAY = {"SITE": "http://127.0.0.1:9", "SCRIPT_NAME": "x", "SCRIPT_KEY": "y", "RETRIES": "0"}
STUMBLING = '''
import os
import signal

from studio_tools.publish.steps import extractor


@extractor("core.stumbles", label="Stumbles")
def stumbles(scope):
    """Leaves something in staging and dies."""
    scope.stage.mkdir(parents=True, exist_ok=True)
    (scope.stage / "half.txt").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
    yield None


STEPS = (stumbles,)
'''
RECIPE = """
[recipes.other]
hosts = ["headless"]
collect = ["core.files"]
validate = ["core.naming"]
extract = ["core.stumbles", "core.copy"]
"""


def told(shell: Shell, settings: dict[str, str]) -> Shell:
    environ = {f"STUDIO_TOOLS__TRACKER__{key}": value for key, value in settings.items()}
    return Shell(environ={**shell.environ, **environ})


def resumed(shell: Shell) -> dict[str, list[str]]:
    """The runs of each ending."""
    result = shell.json("resume").result
    return {ending: [one["run"] for one in result[ending]] for ending in ("finished", "abandoned", "still_waiting")}


def statuses(shell: Shell, *words: str) -> dict[int, str]:
    return {one["number"]: one["status"] for one in shell.json("versions", *words).result}


def litter(storage: Path, shell: Shell) -> list[Path]:
    """Files that are neither below `.studio` nor in the folder of a version that is listed, and what is staged."""
    folders = [Path(one["path"]) for one in shell.json("versions").result]
    files = [path for path in storage.rglob("*") if path.is_file() and ".studio" not in path.parts]
    staged = list(storage.glob("*/.studio/staging/*"))
    empty = [path for path in storage.rglob("v[0-9][0-9][0-9]") if ".studio" not in path.parts and path not in folders]
    return [path for path in files if not any(folder in path.parents for folder in folders)] + staged + empty


@pytest.fixture
def stumbled(show: Shell, home: Path, note: Note, begin: Begin, shot: str) -> Shell:
    """A show in which a publish was killed after its number was reserved."""
    plain = (home / "studio.toml").read_text()
    (home / "steps").mkdir()
    (home / "steps" / "stumbling.py").write_text(STUMBLING)
    (home / "studio.toml").write_text(plain + RECIPE)
    child = begin(show, "publish", note(), "--to", shot, "--kind", "other")
    child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL
    (home / "studio.toml").write_text(plain)
    return show


def test_what_was_killed_is_not_listed_but_with_all(stumbled: Shell, shot: str) -> None:
    assert statuses(stumbled, shot) == {}
    assert statuses(stumbled, shot, "--all") == {1: "RESERVED"}


def test_what_a_dead_process_left_is_settled_at_once(stumbled: Shell, shot: str, storage: Path) -> None:
    (run,) = [one["run"] for one in stumbled.json("versions", shot, "--all").result]

    assert resumed(stumbled) == {"finished": [], "abandoned": [run], "still_waiting": []}
    assert statuses(stumbled, shot, "--all") == {1: "ABANDONED"}
    assert litter(storage, stumbled) == []


def test_an_abandoned_number_is_never_given_again(stumbled: Shell, note: Note, shot: str) -> None:
    resumed(stumbled)

    for number in (2, 3):
        done = stumbled.json("publish", note(f"{number}"), "--to", shot, "--kind", "other").result
        assert done["versions"][0]["number"] == number


def test_the_number_of_a_dead_publish_is_not_given_before_it_is_settled_either(
    stumbled: Shell, note: Note, shot: str
) -> None:
    done = stumbled.json("publish", note("mine"), "--to", shot, "--kind", "other").result

    assert done["versions"][0]["number"] == 2
    assert len(resumed(stumbled)["abandoned"]) <= 1
    assert statuses(stumbled, shot, "--all") == {1: "ABANDONED", 2: "SEALED"}


def test_an_abandoned_publish_reaches_no_tracker(
    stumbled: Shell, note: Note, shot: str, rows: Callable[[], list[str]]
) -> None:
    before = [row for row in rows() if "PublishedFile" in row]
    resumed(stumbled)

    assert [row for row in rows() if "PublishedFile" in row] == before


def test_resuming_twice_is_resuming_once(
    stumbled: Shell, storage: Path, lies_there: Callable[[Path], Any], rows: Callable[[], list[str]]
) -> None:
    resumed(stumbled)
    before, registered = lies_there(storage), rows()

    assert resumed(stumbled) == {"finished": [], "abandoned": [], "still_waiting": []}
    assert {name for name in lies_there(storage)} == set(before)  # noqa: C416
    assert rows() == registered


# -- the site is away


@pytest.fixture
def deferred(show: Shell, note: Note, shot: str) -> tuple[Shell, str]:
    """A show in which a publish waits for the site, and its run."""
    said = told(show, AWAY).json("publish", note(), "--to", shot, "--kind", "other")
    assert (said.code, said.result["state"]) == (0, "DEFERRED")
    return show, said.result["run"]


def test_a_deferred_publish_is_done(deferred: tuple[Shell, str], shot: str) -> None:
    shell, run = deferred

    (version,) = shell.json("versions", shot).result

    assert (version["status"], version["run"]) == ("DEFERRED", run)
    assert (Path(version["path"]) / "publish.json").is_file()
    assert shell.json("verify").result["checked"] == 1


def test_a_deferred_version_is_the_latest(deferred: tuple[Shell, str], shot: str) -> None:
    shell, run = deferred

    assert shell.json("show", f"{shot}:other.main@latest").result["run"] == run


def test_what_waits_still_waits_while_the_site_is_away(deferred: tuple[Shell, str], shot: str) -> None:
    shell, run = deferred

    assert resumed(told(shell, AWAY)) == {"finished": [], "abandoned": [], "still_waiting": [run]}
    assert statuses(shell, shot) == {1: "DEFERRED"}


def test_what_waits_is_finished_once_the_site_is_back(deferred: tuple[Shell, str], shot: str, storage: Path) -> None:
    shell, run = deferred

    assert resumed(shell) == {"finished": [run], "abandoned": [], "still_waiting": []}
    assert resumed(shell) == {"finished": [], "abandoned": [], "still_waiting": []}
    assert statuses(shell, shot) == {1: "SEALED"}
    assert litter(storage, shell) == []


def test_a_resumed_version_is_the_one_that_was_published(
    deferred: tuple[Shell, str], shot: str, lies_there: Callable[[Path], Any]
) -> None:
    shell, _ = deferred
    folder = Path(shell.json("show", f"{shot}:other.main@v001").result["path"])
    before = lies_there(folder)

    resumed(shell)

    assert lies_there(folder) == before
    assert isinstance(shell.json("show", f"{shot}:other.main@v001").result["representations"][0]["id"], int)


def test_a_retraction_while_the_site_is_away_holds_at_once(deferred: tuple[Shell, str], shot: str) -> None:
    shell, _ = deferred

    assert told(shell, AWAY)("retract", f"{shot}:other.main@v001", "--reason", "wrong").code == 0
    assert statuses(shell, shot) == {1: "RETRACTED"}


# -- killed while the tracker is told


@contextmanager
def between(url: str, strike: Callable[[], None], *, before: bool) -> Iterator[str]:
    """Stands between client and site, and strikes once at the call that makes PublishedFiles."""

    class Relay(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            writes = b'"PublishedFile"' in body and (b'"batch"' in body or b'"create"' in body)
            if writes and before:
                return strike()
            asked = urllib.request.Request(url + self.path, body, {"Content-Type": self.headers["Content-Type"]})  # noqa: S310
            with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310
                text = answer.read()
            if writes:
                return strike()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
            return None

        def log_message(self, *words: object) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Relay) as relay:
        thread = threading.Thread(target=relay.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{relay.server_port}"
        finally:
            relay.shutdown()
            thread.join()


@pytest.mark.parametrize("before", [True, False], ids=["before the site heard", "after the site did it"])
def test_a_publish_killed_while_it_registers_is_registered_exactly_once(
    before: bool, show: Shell, note: Note, shot: str, storage: Path, begin: Begin, serving: Callable[..., Any]
) -> None:
    children: list[subprocess.Popen[str]] = []
    with serving(show) as site:
        site_of = {"SCRIPT_NAME": "robot", "SCRIPT_KEY": "a key of a robot"}
        with between(site.url, lambda: children[0].kill(), before=before) as url:
            shell = told(show, site_of | {"SITE": url})
            words = (f"other.a={note('a', 'a.txt')}", f"other.b={note('b', 'b.txt')}", "--to", shot)
            children.append(begin(shell, "publish", *words))
            children[0].communicate(timeout=60)
        assert children[0].returncode == -signal.SIGKILL
        listed = [one["status"] for one in show.json("versions", shot).result]
        shell = told(show, site_of | {"SITE": site.url})
        first, again = resumed(shell), resumed(shell)
        client = site.asked_by()
        records = client.find("PublishedFile", [["project.Project.tank_name", "is", "demo"]], ["name", "path"])
        client.close()

    assert listed == ["DEFERRED", "DEFERRED"]
    assert len(first["finished"]) == 1
    assert again == {"finished": [], "abandoned": [], "still_waiting": []}
    assert sorted(one["name"] for one in records) == ["other.a", "other.b"]
    assert all(Path(one["path"]["local_path"]).is_file() for one in records)
    assert litter(storage, show) == []
