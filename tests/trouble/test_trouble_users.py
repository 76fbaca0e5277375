"""People of one group, each a user of their own: one finishes or clears away what the other left.

Only root can become others; each of them is a child process that gave root up.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing import other_users
from studio_tools.testing.faulty_disk import FaultyDisk
from studio_tools.testing.shell import Shell

ANNE, BERT, CREW = 54_321, 54_322, 54_400
SHOT = "demo/sq010/sh0010"

pytestmark = pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can become others")


def begin(user: int, work: Callable[[], Any], *, groups: list[int] | None = None) -> tuple[Any, Any]:
    """Start *work* as *user*, of the crew unless other groups are named."""
    return other_users.begin(user, user, work, groups=[CREW] if groups is None else groups)


def as_user(user: int, work: Callable[[], Any], *, groups: list[int] | None = None) -> Any:
    """What came of *work* by *user*; nothing where the process died."""
    child, answers = begin(user, work, groups=groups)
    child.join(60)
    return answers.get(timeout=10)[1] if child.exitcode == 0 else None


@pytest.fixture
def crew(show: Any, template: Path) -> Iterator[Any]:
    """A show whose storage and site belong to the crew. What root loads here first, nobody has to read later.

    It lies in a folder of its own, since pytest closes those it makes whenever another pytest begins.
    """
    with tempfile.TemporaryDirectory() as top:
        made = type(show)(Path(top, "show"), Path(top, "desk"), show.shell.at(Path(top, "show"), HOME=f"{top}/user"))
        shutil.copytree(template, made.home)
        made.publish("first")
        for words in (("resume",), ("verify",), ("versions",), ("show", f"{SHOT}:other.first@v001")):
            assert made.shell.json(*words).code == 0
        assert made.away().json("site", "info").code == 75
        Path(top).chmod(0o755)
        made.desk.chmod(0o1777)
        share(made)
        yield made


def share(show: Any) -> None:
    """Give everything that is not published already to the crew."""
    for path in (show.home, *show.home.rglob("*")):
        os.chown(path, 0, CREW)
    for path in (show.storage, show.home / "site", *show.storage.rglob("*"), *(show.home / "site").rglob("*")):
        if not path.match("*/publish/*/*/v*") and not path.match("*/publish/*/*/v*/*"):
            path.chmod(path.stat().st_mode | (0o2070 if path.is_dir() else 0o060))


def login(shell: Shell, name: str) -> Shell:
    return Shell(environ={**shell.environ, "STUDIO_TOOLS_USER": name})


def own_note(show: Any, name: str) -> Path:
    folder: Path = show.desk / f"of-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"{name} by {os.getuid()}")
    return folder / name


def publishes(show: Any, name: str, shell: Shell) -> Callable[[], tuple[int, Any]]:
    def work() -> tuple[int, Any]:
        said = shell.json("publish", f"other.{name}={own_note(show, f'{name}.txt')}", "--to", SHOT)
        return said.code, said.document

    return work


def says(shell: Shell, *words: str) -> Callable[[], tuple[int, Any]]:
    def work() -> tuple[int, Any]:
        said = shell.json(*words)
        return said.code, said.document

    return work


def test_a_colleague_finishes_what_waited_for_the_site(crew: Any) -> None:
    code, done = as_user(ANNE, publishes(crew, "letter", login(crew.away(), "ada")))
    assert (code, done["result"]["state"]) == (0, "DEFERRED")

    code, resumed = as_user(BERT, says(crew.shell, "resume"))

    assert code == 0
    assert [one["run"] for one in resumed["result"]["finished"]] == [done["result"]["run"]]
    assert sorted(row["name"] for row in crew.rows()) == ["other.first", "other.letter"]
    assert crew.statuses()["other.letter@v001"] == "SEALED"
    crew.judge()


@pytest.mark.long
@pytest.mark.parametrize("change", [2, 4, 5, 6, 7])
def test_a_colleague_settles_what_a_dead_process_left(change: int, crew: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first dies at its n-th change of a folder's place: in a reservation, a filling, a commit, a registration."""
    count = iter(range(1, 1000))

    def die(operation: str, path: Path) -> None:
        if operation == "rename_folder" and next(count) == change:
            os._exit(9)

    monkeypatch.setattr("studio_tools.storage.LocalDisk", lambda: FaultyDisk(before=die))
    as_user(ANNE, publishes(crew, "letter", crew.shell))
    monkeypatch.undo()

    code, resumed = as_user(BERT, says(crew.shell, "resume"))

    assert code == 0, resumed
    assert resumed["result"]["still_waiting"] == []
    letters = [name for name in crew.statuses() if name.startswith("other.letter@")]
    assert len(crew.rows()) == 1 + len(letters)
    crew.judge()
    code, done = as_user(BERT, publishes(crew, "letter", crew.shell))
    assert code == 0, done
    crew.judge()


def test_a_colleague_drops_an_unfinished_publish_by_name(crew: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(operation: str, path: Path) -> None:
        if operation == "open_new" and path.suffix == ".part":
            os._exit(9)

    monkeypatch.setattr("studio_tools.storage.LocalDisk", lambda: FaultyDisk(before=die))
    as_user(ANNE, publishes(crew, "letter", crew.shell))
    monkeypatch.undo()
    left = [one["run"] for one in crew.shell.json("versions", "--all").result if one["status"] != "SEALED"]

    code, dropped = as_user(BERT, says(crew.shell, "resume", "--discard", left[0]))

    assert code == 0
    assert [one["run"] for one in dropped["result"]["abandoned"]] == left
    crew.judge()


def test_a_colleague_retracts_what_another_published(crew: Any) -> None:
    code, _ = as_user(ANNE, publishes(crew, "letter", crew.shell))
    assert code == 0

    code, done = as_user(BERT, says(crew.shell, "retract", f"{SHOT}:other.letter@v001", "--reason", "mistaken"))

    assert (code, done["result"]["tracker_told"]) == (0, True)
    crew.judge()


def test_two_of_the_crew_at_once_get_two_numbers(crew: Any) -> None:
    started = [begin(user, publishes(crew, "letter", crew.shell)) for user in (ANNE, BERT)]
    answers = [queue.get(timeout=60)[1] for _, queue in started]
    for child, _ in started:
        child.join()

    crew.resumed()
    assert [code for code, _ in answers] == [0, 0], answers
    assert sorted(answer["result"]["versions"][0]["number"] for _, answer in answers) == [1, 2]
    assert len(crew.rows()) == 3
    crew.judge()


def test_who_may_only_read_is_told_and_may_go_on_reading(crew: Any) -> None:
    for path in (crew.storage, *crew.storage.rglob("*")):
        path.chmod(path.stat().st_mode | (0o005 if path.is_dir() else 0o004))
    shell = crew.away()

    code, said = as_user(ANNE, publishes(crew, "letter", shell), groups=[])

    assert (code, said["error"]["code"]) == (43, "storage-read-only")
    assert said["error"]["hint"]
    assert as_user(ANNE, says(shell, "verify"), groups=[])[0] == 0
    assert len(as_user(ANNE, says(shell, "versions"), groups=[])[1]["result"]) == 1
    assert crew.statuses("--all") == {"other.first@v001": "SEALED"}
    crew.judge()


def test_a_source_of_somebody_else_is_refused_in_words(crew: Any) -> None:
    path = crew.note("secret.txt")
    path.chmod(0o600)

    code, said = as_user(ANNE, says(crew.shell, "publish", f"other.letter={path}", "--to", SHOT))

    assert (code, said["error"]["code"]) == (14, "source-missing")
    assert "may not be read by you" in said["error"]["message"]
    assert len(crew.rows()) == 1
    crew.judge()


def test_a_site_of_somebody_else_is_away_and_not_broken(crew: Any) -> None:
    for path in (crew.home / "site", *(crew.home / "site").iterdir()):
        path.chmod(0o700 if path.is_dir() else 0o600)

    code, done = as_user(ANNE, publishes(crew, "letter", crew.shell))

    assert (code, done["result"]["state"]) == (0, "DEFERRED")
    assert len(crew.resumed()["finished"]) == 1
    crew.judge()


@pytest.mark.parametrize("where", [".", "demo", "demo/sequences"], ids=["storage", "project", "sequences"])
@pytest.mark.parametrize(
    "words",
    [("resume",), ("verify",), ("verify", "demo/sq010"), ("versions", "demo"), ("find", "demo"), ("publish",)],
    ids=" ".join,
)
def test_a_closed_folder_of_the_systems_stops_nobody(crew: Any, words: tuple[str, ...], where: str) -> None:
    (crew.storage / where / "lost+found").mkdir(mode=0o700)

    def work() -> tuple[int, str]:
        shell = login(crew.shell, "anne")
        said = crew.says(f"other.first={own_note(crew, 'a.txt')}") if words == ("publish",) else shell.json(*words)
        return said.code, said.out

    code, out = as_user(ANNE, work)

    assert code == 0, out
