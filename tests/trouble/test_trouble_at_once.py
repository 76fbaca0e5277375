"""Several at once, and what is taken back before the site ever heard of it: each thing happens once, for everybody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.faulty_disk import FaultyDisk
from studio_tools.testing.faulty_site import FaultySite, Trouble
from studio_tools.testing.shell import Said, Shell

HOUSE = Path(__file__).parents[2]
SHOT = "demo/sq010/sh0010"


def begin(shell: Shell, *words: str | Path) -> subprocess.Popen[str]:
    """`studio` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "studio_tools.cli", *map(str, words), "--json"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), **shell.environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> Said:
    out, err = process.communicate(timeout=60)
    return Said(process.returncode, out, err)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, Callable[[], None]], list[int]]:
    """Has something done by another, once, right before the disk is asked for an operation on such a path."""

    def arrange(operation: str, part: str, work: Callable[[], None]) -> list[int]:
        done: list[int] = []

        def before(asked: str, path: Path) -> None:
            if not done and asked == operation and part in str(path):
                done.append(1)
                monkeypatch.undo()
                work()

        monkeypatch.setattr("studio_tools.storage.LocalDisk", lambda: FaultyDisk(before=before))
        return done

    return arrange


def test_two_processes_publish_one_product_at_once(known: Any) -> None:
    paths = [known.note(f"by_{name}.txt", name) for name in ("anne", "bert")]

    started = [begin(known.shell, "publish", f"other.both={path}", "--to", SHOT) for path in paths]
    results = [ended(process).result for process in started]

    known.resumed()
    assert sorted(result["versions"][0]["number"] for result in results) == [1, 2]
    assert len(known.rows()) == 3
    known.judge()


def test_a_publish_and_two_resumes_at_once_register_each_version_once(known: Any) -> None:
    for name in ("a", "b"):
        known.publish(name, shell=known.away())
    path = known.note("c.txt")

    started = [begin(known.shell, *words) for words in (("resume",), ("publish", path, "--to", SHOT), ("resume",))]
    results = [ended(process).result for process in started]

    known.resumed()
    finished = [one["run"] for at in (0, 2) for one in results[at]["finished"]]
    assert len(finished) == len(set(finished))
    assert len(known.rows()) == 4
    assert set(known.statuses().values()) == {"SEALED"}
    known.judge()


@pytest.mark.long
@pytest.mark.parametrize(
    ("operation", "part"),
    [
        ("open_new", ".part"),
        ("rename_folder", "/runs/"),
        ("sync_folder", "/publish/other/letter"),
        ("unlink", "/beat"),
    ],
    ids=["while it copies", "while it records", "while it settles files", "at the very end"],
)
def test_a_resume_in_the_middle_of_a_publish_leaves_it_alone(
    operation: str, part: str, known: Any, meanwhile: Callable[..., list[int]]
) -> None:
    done = meanwhile(operation, part, lambda: known.resumed())

    result = known.publish("letter")

    assert done
    assert result["state"] in {"PUBLISHED", "DEFERRED"}
    known.resumed()
    assert known.statuses()["other.letter@v001"] == "SEALED"
    assert len(known.rows()) == 2
    known.judge()


def test_a_whole_publish_in_the_middle_of_another_takes_the_next_number(
    known: Any, meanwhile: Callable[..., list[int]]
) -> None:
    rival: list[int] = []
    path = known.note("rival.txt")

    def other() -> None:
        result = known.says(f"other.letter={path}").result
        rival.append(result["versions"][0]["number"])

    done = meanwhile("open_new", ".part", other)
    mine = known.publish("letter")["versions"][0]["number"]

    assert done
    assert sorted([mine, *rival]) == [1, 2]
    assert len(known.rows()) == 3
    known.judge()


# -- taken back


def retract(show: Any, address: str, *words: str, shell: Shell | None = None) -> dict[str, Any]:
    found: dict[str, Any] = (shell or show.shell).json("retract", address, "--reason", "wrong lens", *words).result
    return found


def test_a_deferred_version_that_is_retracted_is_never_seen_as_published(known: Any) -> None:
    known.publish("letter", shell=known.away())

    assert retract(known, f"{SHOT}:other.letter@v001", shell=known.away())["tracker_told"] is False
    known.resumed()
    known.resumed()

    assert known.statuses()["other.letter@v001"] == "RETRACTED"
    assert [row["name"] for row in known.rows() if row["sg_status_list"] == "cmpt"] == ["other.first"]
    known.judge()


def test_a_deferred_version_retracted_with_the_site_back_is_settled_by_resume(known: Any) -> None:
    known.publish("letter", shell=known.away())

    retract(known, f"{SHOT}:other.letter@v001")
    known.resumed()

    assert [row["name"] for row in known.rows() if row["sg_status_list"] == "cmpt"] == ["other.first"]
    assert not any(known.resumed().values())
    known.judge()


def test_a_retraction_while_the_site_is_away_is_told_once_by_resume(known: Any) -> None:
    run = known.publish("letter")["run"]
    retract(known, f"{SHOT}:other.letter@v001", shell=known.away())
    assert sum(row["sg_status_list"] == "cmpt" for row in known.rows()) == 2

    assert known.resumed(known.away())["still_waiting"] == [run]
    known.resumed()

    assert [row["name"] for row in known.rows() if row["sg_status_list"] == "cmpt"] == ["other.first"]
    assert not any(known.resumed().values())
    known.judge()


@pytest.mark.long
@pytest.mark.parametrize(
    "trouble", [Trouble.ERROR_AFTER, Trouble.DROP_AFTER, Trouble.DROP_BEFORE], ids=lambda t: t.name
)
def test_a_retraction_whose_answer_is_lost_is_told_in_the_end(trouble: Trouble, known: Any, line: FaultySite) -> None:
    known.publish("letter")
    shell = known.at(line.url)
    for method in ("batch", "update"):
        line.spoil(trouble, method=method, times=3)

    retract(known, f"{SHOT}:other.letter@v001", shell=shell)
    line.heal()
    known.resumed(shell)

    assert [row["name"] for row in known.rows() if row["sg_status_list"] == "cmpt"] == ["other.first"]
    assert not any(known.resumed(shell).values())
    known.judge()


def test_of_two_reasons_at_once_the_last_stands_for_everybody_and_none_is_lost(known: Any) -> None:
    words = ("retract", f"{SHOT}:other.first@v001", "--reason")

    reasons = [ended(process).result["reason"] for process in [begin(known.shell, *words, each) for each in ("a", "b")]]

    (version,) = known.shell.json("versions").result
    kept = json.loads(known.record(version["run"]).read_text())["retractions"]
    assert sorted(one["reason"] for one in kept) == ["a", "b"]
    assert all(one["told"] for one in kept)
    assert version["reason"] == kept[-1]["reason"]
    assert version["reason"] in reasons
    known.judge()


def test_a_reason_that_reaches_the_site_too_late_does_not_stand_there(
    known: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two amend one retraction; the first of them is slow, and tells the site after the second has done so."""
    from studio_tools.tracker.adapter import ShotGridTracker

    withdraw, told = ShotGridTracker.withdraw, []
    words = ("retract", f"{SHOT}:other.first@v001", "--reason")

    def slowly(self: ShotGridTracker, records: Any, *, reason: str) -> None:
        told.append(reason)
        if told == ["first"]:
            known.shell.json(*words, "second").result  # noqa: B018
        withdraw(self, records, reason=reason)

    monkeypatch.setattr(ShotGridTracker, "withdraw", slowly)
    answered = known.shell.json(*words, "first").result

    assert told == ["first", "second", "second"]
    assert (answered["reason"], answered["tracker_told"]) == ("second", True)
    assert known.shell.json("versions").result[0]["reason"] == "second"
    assert described(known).startswith("RETRACTED: second\n")
    assert not any(known.resumed().values())


def described(known: Any) -> str:
    """What the site says of the one record that it has."""
    from studio_tools.config import load
    from studio_tools.tracker.embedded import EmbeddedSite

    with closing(EmbeddedSite(known.home, load(known.home, {}).settings.tracker)) as site:
        client: Any = site.get()
        (row,) = client.find("PublishedFile", [], ["description"])
    return str(row["description"])


def test_a_deferred_version_that_is_in_use_is_held(known: Any) -> None:
    known.publish("plate", shell=known.away())
    known.publish("comp", "", "--uses", f"{SHOT}:other.plate@v001", shell=known.away())

    said = known.shell.json("retract", f"{SHOT}:other.plate@v001", "--reason", "wrong")

    assert (said.code, said.error["details"]["users"]) == (22, [f"{SHOT}:other.comp@v001"])
    assert len(known.resumed()["finished"]) == 2


def test_what_was_made_from_a_retracted_version_is_still_registered(known: Any) -> None:
    known.publish("plate", shell=known.away())
    known.publish("comp", "", "--uses", f"{SHOT}:other.plate@v001", shell=known.away())
    retract(known, f"{SHOT}:other.plate@v001", "--force", shell=known.away())

    known.resumed()
    known.resumed()

    assert known.statuses() == {
        "other.comp@v001": "SEALED",
        "other.first@v001": "SEALED",
        "other.plate@v001": "RETRACTED",
    }
    known.judge()
