"""What scene files read, from real `.ma` and `.nk` text on disk to findings and to the versions recorded as used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from studio_tools.model import Stamp
from studio_tools.publish.checks import STEPS
from studio_tools.publish.checks.scene_files import SceneFiles
from studio_tools.publish.items import Finding, PublishItem, Severity, Uses
from studio_tools.testing.builders import a_scope, a_stamp, a_version, a_world, settings

COLLECT = {step.id: step for step in STEPS}["core.scene"]
PLATE = a_stamp("plate.main", 3)


def maya_text(*files: str, code: str = "") -> str:
    reads = "".join(
        f'createNode file -n "file{number}";\n\tsetAttr ".ftn" -type "string" "{path}";\n'
        for number, path in enumerate(files, 1)
    )
    script = (
        f'createNode script -n "breed_gene";\n\tsetAttr ".st" 1;\n\tsetAttr ".b" -type "string" "{code}";\n'
        if code
        else ""
    )
    return f'//Maya ASCII 2026 scene\nrequires maya "2026";\ncurrentUnit -t film;\n{reads}{script}'


def nuke_text(*files: str) -> str:
    reads = "".join(
        f"Read {{\n inputs 0\n file {path}\n name Read{number}\n}}\n" for number, path in enumerate(files, 1)
    )
    return f"#! Nuke16.0v1 -nx\nversion 16.0 v1\nRoot {{\n inputs 0\n name test.nk\n fps 24\n}}\n{reads}"


def collected(
    desk: Any, name: str, text: str, *, origins: dict[str, Stamp] | None = None, uses: Any = ()
) -> PublishItem:
    """The scene as an item, with what its files are known as."""
    item: PublishItem = desk.item(desk.file(name, text.encode()), kind="scene")
    if uses:
        item = replace(item, facts=item.facts.having(Uses(tuple(uses))))
    known = origins or {}
    world = replace(a_world(items=[item]), origin=lambda path: known.get(path.as_posix()))
    found = [fact for fact in COLLECT(a_scope(COLLECT, item, world=world, settings=settings())) if fact is not None]
    return replace(item, facts=item.facts.having(*found))


def titles(findings: list[Finding]) -> list[tuple[Severity, str]]:
    return [(finding.severity, finding.title) for finding in findings]


def test_what_a_maya_scene_reads_is_found_each_once(desk: Any) -> None:
    texture = desk.file("wood.png")

    item = collected(desk, "a.ma", maya_text(str(texture), str(texture)))

    assert [one.node for one in item.facts[SceneFiles].reads] == ["file1"]
    assert item.facts[SceneFiles].settings() == {"scene_host": "maya", "scene_version": "2026", "scene_fps": "24"}


def test_what_a_nuke_script_reads_is_found(desk: Any) -> None:
    item = collected(desk, "a.nk", nuke_text("/nowhere/plate.%04d.exr"))

    assert [one.path for one in item.facts[SceneFiles].reads] == ["/nowhere/plate.%04d.exr"]


def test_published_files_are_recorded_as_what_it_was_made_from(desk: Any) -> None:
    texture = desk.file("wood.png").as_posix()
    said = a_stamp("rig.main", 1)

    item = collected(desk, "a.ma", maya_text(texture), origins={texture: PLATE}, uses=[said])

    assert item.facts[Uses].stamps == (said, PLATE)
    assert desk.check("core.scene-files", item) == []


def test_a_file_that_is_not_there_is_asked_about(desk: Any) -> None:
    item = collected(desk, "a.ma", maya_text("/nowhere/wood.png", "/nowhere/stone.png"))

    (finding,) = desk.check("core.scene-files", item)

    assert titles([finding]) == [(Severity.WARNING, "2 files that the scene reads are not there")]
    assert finding.nodes == ("file1", "file2")
    assert finding.detail == "file1: /nowhere/wood.png\nfile2: /nowhere/stone.png"


def test_a_sequence_is_there_when_one_frame_is(desk: Any) -> None:
    desk.file("plate.1001.exr")

    item = collected(desk, "a.nk", nuke_text(f"{desk.folder}/plate.%04d.exr", f"{desk.folder}/other.%04d.exr"))

    found = titles(desk.check("core.scene-files", item, checks__scene_unpublished="off"))
    assert found == [(Severity.WARNING, "1 file that the scene reads is not there")]


def test_what_only_its_program_can_find_is_told(desk: Any) -> None:
    item = collected(desk, "a.ma", maya_text("sourceimages/wood.png"))

    (finding,) = desk.check("core.scene-files", item)

    assert titles([finding]) == [(Severity.INFO, "where 1 file that the scene reads lies is known to its program only")]
    assert (finding.detail, finding.nodes) == ("file1: sourceimages/wood.png", ("file1",))


def test_what_is_not_published_is_told(desk: Any) -> None:
    item = collected(desk, "a.ma", maya_text(str(desk.file("wood.png"))))

    assert titles(desk.check("core.scene-files", item)) == [
        (Severity.INFO, "1 file that the scene reads is not published")
    ]
    assert desk.check("core.scene-files", item, checks__scene_unpublished="off") == []


def test_an_older_version_is_told_with_the_newest(desk: Any) -> None:
    texture = desk.file("wood.png").as_posix()
    item = collected(desk, "a.ma", maya_text(texture), origins={texture: PLATE})
    newest = a_version(a_stamp("plate.main", 7))

    def findings(version: Any) -> list[Finding]:
        world = replace(a_world(items=[item]), latest=lambda stamp: version)
        found: list[Finding] = desk.check("core.scene-files", item, world=world)
        return found

    assert titles(findings(newest)) == [(Severity.INFO, f"{PLATE.address} is not the newest: there is v007")]
    assert findings(a_version(PLATE)) == []


@pytest.mark.parametrize(
    ("name", "content"), [("a.ma", "any text\n\0\1"), ("a.mb", "no chunks at all")], ids=["text", "binary"]
)
def test_what_is_no_scene_is_told_and_may_be_published(desk: Any, name: str, content: str) -> None:
    item = collected(desk, name, content)

    (finding,) = desk.check("core.scene-files", item)

    assert finding.severity is Severity.INFO
    assert name in finding.detail


def test_the_marks_of_scene_malware_stop_a_publish(desk: Any) -> None:
    item = collected(desk, "a.ma", maya_text(code="import vaccine; vaccine.phage()"))

    (finding,) = desk.check("core.scene-safe", item)

    assert finding.severity is Severity.ERROR
    assert finding.nodes == ("breed_gene",)


def test_ordinary_script_nodes_are_left_alone(desk: Any) -> None:
    assert desk.check("core.scene-safe", collected(desk, "a.ma", maya_text(code="print 1;"))) == []


def test_files_that_are_no_scenes_read_nothing(desk: Any) -> None:
    item = collected(desk, "a.hip", "a Houdini scene")

    assert item.facts[SceneFiles] == SceneFiles()
    assert desk.check("core.scene-files", item) == []
