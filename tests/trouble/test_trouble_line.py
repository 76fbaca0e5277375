"""A site behind a bad line: each publish is registered exactly once, at once or by `resume`, and never half."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from shotgun_api3 import Shotgun

from studio_tools.testing.faulty_site import FaultySite, Trouble

Coded = Callable[..., dict[str, Any]]
SHOT = "demo/sq010/sh0010"
SCRIPT, KEY = "robot", "a-key-of-twenty-letters-or-more"
QUICK = [each for each in Trouble if each not in {Trouble.SILENT, Trouble.TRICKLE}]
WRITES = ("batch", "create", "update")


def visible(line: FaultySite) -> Counter[str]:
    """How often the vendor's client, as it comes, finds each published file that everybody may see."""
    line.heal()
    client = Shotgun(line.url, SCRIPT, KEY)
    rows = client.find("PublishedFile", [["sg_status_list", "is", "cmpt"]], ["code"])
    client.close()
    return Counter(row["code"] for row in rows)


def once(line: FaultySite, count: int) -> None:
    """So many published files are seen, and each of them once."""
    found = visible(line)
    assert (len(found), set(found.values())) == (count, {1}), found


def test_a_good_line_publishes_at_once(known: Any, line: FaultySite) -> None:
    assert known.publish("letter", shell=known.at(line.url))["state"] == "PUBLISHED"
    once(line, 2)


@pytest.mark.parametrize("trouble", QUICK, ids=lambda each: each.name.lower())
def test_one_spoiled_registration_is_registered_exactly_once(trouble: Trouble, known: Any, line: FaultySite) -> None:
    shell = known.at(line.url)
    line.spoil(trouble, method="batch")

    state = known.publish("letter", shell=shell)["state"]
    if state == "DEFERRED":
        line.heal()
        assert len(known.resumed(shell)["finished"]) == 1

    assert known.statuses()["other.letter@v001"] == "SEALED"
    once(line, 2)
    known.judge()


@pytest.mark.long
@pytest.mark.parametrize("trouble", [Trouble.ERROR_AFTER, Trouble.DROP_AFTER, Trouble.HALF], ids=lambda each: each.name)
def test_every_answer_lost_for_ever_registers_exactly_once(trouble: Trouble, known: Any, line: FaultySite) -> None:
    """Each write is done and its answer lost, in every attempt, until the line is well."""
    shell = known.at(line.url)
    for method in WRITES:
        line.spoil(trouble, method=method, times=100)

    assert known.publish("letter", shell=shell)["state"] in {"DEFERRED", "PUBLISHED"}
    for _ in range(3):
        known.resumed(shell)
    line.heal()
    known.resumed(shell)

    assert known.statuses()["other.letter@v001"] == "SEALED"
    once(line, 2)
    known.judge()


@pytest.mark.parametrize("trouble", [Trouble.ERROR_BEFORE, Trouble.DROP_BEFORE], ids=lambda each: each.name)
def test_a_line_that_breaks_before_a_write_defers(trouble: Trouble, known: Any, line: FaultySite) -> None:
    for method in WRITES:
        line.spoil(trouble, method=method, times=100)
    shell = known.at(line.url)

    assert known.publish("letter", shell=shell)["state"] == "DEFERRED"
    assert len(known.resumed(shell)["still_waiting"]) == 1
    once(line, 1)

    assert len(known.resumed(shell)["finished"]) == 1
    once(line, 2)
    known.judge()


@pytest.mark.long
@pytest.mark.parametrize("trouble", [Trouble.SILENT, Trouble.TRICKLE], ids=lambda each: each.name)
def test_a_site_that_is_slow_for_ever_costs_its_time_and_defers(trouble: Trouble, known: Any, line: FaultySite) -> None:
    line.spoil(trouble, times=1000)

    result = known.publish("letter", shell=known.at(line.url, timeout=0.5))

    assert result["state"] == "DEFERRED"
    assert result["seconds"] < 20
    line.heal()
    assert len(known.resumed(known.at(line.url))["finished"]) == 1
    once(line, 2)
    known.judge()


def test_a_sequence_and_its_neighbours_are_registered_together(known: Any, line: FaultySite) -> None:
    shell = known.at(line.url)
    sources = [f"other.seq={known.notes()}", *(f"other.{name}={known.note(f'{name}.txt')}" for name in ("a", "b"))]
    line.spoil(Trouble.HALF, method="batch", times=2)

    result = known.says(*sources, shell=shell).result
    line.heal()
    known.resumed(shell)

    assert len(result["versions"]) == 3
    once(line, 4)
    known.judge()


def test_a_dead_site_defers_and_is_told_in_the_answer(known: Any) -> None:
    shell = known.away()

    said = shell("publish", f"other.letter={known.note('letter.txt')}", "--to", SHOT)

    assert said.code == 0
    assert "studio resume" in said.out
    assert len(known.resumed()["finished"]) == 1
    known.judge()


def test_a_version_deferred_is_whole_for_everybody_before_the_site_knows(known: Any) -> None:
    known.publish("letter", shell=known.away())

    assert known.statuses()["other.letter@v001"] == "DEFERRED"
    assert known.shell.json("show", f"{SHOT}:other.letter@latest").result["number"] == 1
    known.judge(is_resumed=False)
    assert len(known.rows()) == 1


def test_many_that_wait_are_all_finished_by_one_resume(known: Any) -> None:
    for name in ("a", "b", "c", "a"):
        known.publish(name, f"{name} {len(known.statuses())}", shell=known.away())

    assert len(known.resumed()["finished"]) == 4
    assert len(known.rows()) == 5
    assert not any(known.resumed().values())
    known.judge()


def test_one_that_uses_another_that_waits_is_linked_by_resume(known: Any) -> None:
    known.publish("plate", shell=known.away())
    known.publish("comp", "", "--uses", f"{SHOT}:other.plate@v001", shell=known.away())

    assert len(known.resumed()["finished"]) == 2

    rows = {row["name"]: row for row in known.rows()}
    assert [link["id"] for link in rows["other.comp"]["upstream_published_files"]] == [rows["other.plate"]["id"]]


def test_a_resume_on_a_line_that_breaks_in_the_middle_is_finished_by_the_next(known: Any, line: FaultySite) -> None:
    for name in ("a", "b", "c"):
        known.publish(name, shell=known.away())
    shell = known.at(line.url)
    line.spoil(Trouble.DROP_AFTER, method="batch", times=3)

    first = known.resumed(shell)
    line.heal()
    second = known.resumed(shell)

    assert len(first["finished"]) + len(second["finished"]) == 3
    assert not any(known.resumed(shell).values())
    once(line, 4)
    known.judge()


@pytest.mark.parametrize("kind", ["wrong key", "wrong name"])
def test_a_refused_key_is_told_and_publishes_nothing(kind: str, known: Any, line: FaultySite, coded: Coded) -> None:
    name = "SCRIPT_KEY" if kind == "wrong key" else "SCRIPT_NAME"
    shell = known.at(line.url)
    wrong = type(shell)(environ={**shell.environ, f"STUDIO_TOOLS__TRACKER__{name}": "quite-wrong-secret"})

    error = coded(known.says(f"other.letter={known.note('letter.txt')}", shell=wrong), "tracker-denied", 31)

    if kind == "wrong key":
        assert "quite-wrong-secret" not in str(error)
    assert known.statuses() == {"other.first@v001": "SEALED"}
    once(line, 1)
    known.judge()


@pytest.mark.long
@pytest.mark.parametrize("trouble", [Trouble.DROP_BEFORE, Trouble.GARBAGE], ids=lambda each: each.name.lower())
def test_looking_and_verifying_need_no_site(trouble: Trouble, known: Any, line: FaultySite) -> None:
    shell = known.at(line.url)
    line.spoil(trouble, times=1000)

    assert [one["status"] for one in shell.json("versions", SHOT).result] == ["SEALED"]
    assert shell.json("verify").result["ok"] is True
    assert shell.json("where-used", f"{SHOT}:other.first@v001").result["used_by"] == []
