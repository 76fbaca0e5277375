"""Several projects, each with settings and storage of its own: links between them, and what the doctor sees."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

from studio_tools.testing.shell import Shell

SIDE = "side/sq010/sh0010"
PLATE = "demo/sq010/sh0010:other.plate@v001"
COMP = f"{SIDE}:other.comp@v001"

# -- made from what lies elsewhere

Registered = Callable[[Shell], list[dict[str, Any]]]


def links_of(rows: list[dict[str, Any]], name: str, number: int) -> list[str]:
    """The codes of what a record is linked to on the site."""
    (row,) = [row for row in rows if (row["name"], row["version_number"]) == (name, number)]
    return [link["name"] for link in row["upstream_published_files"]]


def made_from_the_plate(several: Any, *, offline: bool = False) -> str:
    """Publish another comp to side, made from demo's plate; its run."""
    note = several.home.with_name("again.txt")
    note.write_text("again")
    shell = several.offline if offline else several.shell
    run: str = shell.json("publish", f"other.comp={note}", "--to", SIDE, "--uses", PLATE).result["run"]
    return run


def test_what_is_made_from_a_version_on_another_disk_is_linked_to_it(moved: Any, registered: Registered) -> None:
    made_from_the_plate(moved)

    comp = COMP.replace("v001", "v002")
    manifest = moved.shell.json("show", comp).result["manifest"]
    assert [stamp["number"] for stamp in manifest["upstream"]] == [1]
    assert [use["address"] for use in moved.shell.json("where-used", comp).result["uses"]] == [PLATE]
    assert links_of(registered(moved.shell), "other.comp", 2) == ["sh0010_other_plate_v001.txt"]


def test_a_version_on_another_disk_that_is_none_is_unknown(moved: Any) -> None:
    note = moved.home.with_name("again.txt")
    note.write_text("again")

    said = moved.shell.json("publish", f"other.comp={note}", "--to", SIDE, "--uses", PLATE.replace("v001", "v009"))

    assert (said.code, said.error["code"]) == (24, "version-unknown")


def test_what_was_made_from_a_disk_that_is_away_is_linked_when_it_is_back(moved: Any, registered: Registered) -> None:
    run = made_from_the_plate(moved, offline=True)
    shared, unplugged = moved.home / "storage", moved.home / "unplugged"
    shared.rename(unplugged)
    shared.mkdir()

    finished = moved.shell.json("resume").document["result"]["finished"]
    waits = moved.shell.json("resume").document["result"]["still_waiting"]
    assert [entry["run"] for entry in finished] == [run]
    assert run in {entry["run"] for entry in waits}
    assert links_of(registered(moved.shell), "other.comp", 2) == []

    shared.rmdir()
    unplugged.rename(shared)
    assert run in {entry["run"] for entry in moved.shell.json("resume").result["finished"]}
    assert links_of(registered(moved.shell), "other.comp", 2) == ["sh0010_other_plate_v001.txt"]


def test_what_is_away_is_looked_at_once(moved: Any) -> None:
    made_from_the_plate(moved, offline=True)
    shared = moved.home / "storage"
    shared.rename(moved.home / "unplugged")
    shared.mkdir()

    assert moved.shell("resume").err.count("cannot be looked at now") == 1


# -- doctor


def texts(shell: Shell, area: str, level: str) -> list[str]:
    lines = shell.json("doctor").document["result"]["lines"]
    return [line["text"] for line in lines if (line["area"], line["level"]) == (area, level)]


def test_the_doctor_looks_at_every_storage_once(moved: Any) -> None:
    moved.settings("third", f'[storage]\nroot = "{moved.disk}"\n')
    moved.settings("fourth", "[checks]\nnaming = 'warning'\n")

    told = texts(moved.shell, "storage", "ok")

    assert len([text for text in told if text.startswith(str(moved.home / "storage"))]) == 1
    assert len([text for text in told if str(moved.disk) in text]) == 1
    assert len([text for text in told if text.endswith("cannot be taken again")]) == 2


def test_the_doctor_names_the_project_whose_storage_is_gone(moved: Any) -> None:
    shutil.rmtree(moved.disk)

    assert texts(moved.shell, "storage", "fail") == [f"side: {moved.disk} does not exist"]


def test_the_doctor_finds_what_is_unfinished_on_every_disk(moved: Any) -> None:
    run = moved.publish(SIDE, "later", offline=True)

    (told,) = texts(moved.shell, "publishes", "warn")

    assert run in told


def test_the_doctor_says_whose_settings_hide_a_storage(moved: Any) -> None:
    moved.wrong_settings()

    assert "where broken lies is not known" in texts(moved.shell, "storage", "fail")
    assert any("broken could not be looked at" in text for text in texts(moved.shell, "publishes", "fail"))


# -- scenes that read what lies elsewhere


def script_reading(several: Any, path: Any) -> Any:
    script = several.home.with_name("shot.nk")
    script.write_text(f"version 15.1 v2\nRead {{\n file {path}\n name Comp\n}}\n")
    return script


def published_comp(several: Any, number: int) -> Any:
    (path,) = several.disk.rglob(f"sh0010_other_comp_v{number:03}.txt")
    return path


def test_a_script_of_one_project_that_reads_another_disk_is_told_and_updated(moved: Any) -> None:
    script, into = script_reading(moved, published_comp(moved, 1)), moved.home.with_name("next.nk")
    (before,) = moved.shell.json("updates", str(script)).result[0]["rows"]
    moved.publish(SIDE, "comp")

    (after,) = moved.shell.json("updates", str(script)).result[0]["rows"]
    updated = moved.shell.json("update", str(script), "--into", str(into)).result["updated"]

    newest = COMP.replace("v001", "v002")
    assert [(row["state"], row["address"], row["newest"]) for row in (before, after)] == [
        ("CURRENT", COMP, COMP),
        ("OUTDATED", COMP, newest),
    ]
    assert [turn["to"] for turn in updated] == [newest]
    assert str(published_comp(moved, 2)) in into.read_text()


def test_what_a_script_reads_from_a_disk_that_is_away_is_unknown_and_not_unpublished(moved: Any) -> None:
    script = script_reading(moved, published_comp(moved, 1))
    moved.take_the_disk_away()

    (row,) = moved.shell.json("updates", str(script)).result[0]["rows"]

    assert (row["state"], row["note"]) == (
        "UNKNOWN",
        f"side could not be looked at: the storage {moved.disk} is not there",
    )


def test_a_version_on_another_disk_is_found_shown_and_verified_by_its_address(moved: Any) -> None:
    found = moved.shell.json("find", SIDE).result
    shown = moved.shell.json("show", COMP).result
    verified = moved.shell.json("verify", COMP)
    used = moved.shell.json("where-used", PLATE).result

    assert [row["address"] for row in found] == [COMP]
    assert [file["name"] for file in shown["manifest"]["files"]] == [published_comp(moved, 1).name]
    assert (verified.code, verified.result["problems"]) == (0, [])
    assert [use["address"] for use in used["used_by"]] == [COMP]
