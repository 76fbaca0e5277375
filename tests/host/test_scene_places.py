"""Where artists' scenes lie: from an address to a folder and back, on every kind of disk."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio_tools.host.places import address_at, address_of_file, scene_folder, task_word
from studio_tools.model import Address

WORK = PurePosixPath("/shows/artists")
PROGRAMS = ("maya", "nuke", "blender")
WORKS = [
    pytest.param(PurePosixPath("/shows/artists"), id="plain"),
    pytest.param(PurePosixPath("/Volumes/große Filme/arbeit ü"), id="blanks and umlauts"),
    pytest.param(PureWindowsPath("P:/shows/artists"), id="a drive"),
    pytest.param(PureWindowsPath(r"\\server\shows\Arbeit für alle"), id="a share"),
]

words = st.sampled_from([*PROGRAMS, "assets"]) | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,6}", fullmatch=True)
entities = st.builds(lambda *names: "/".join(names), words, words) | words
tasks = st.just("") | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_ .-]{0,6}", fullmatch=True)


@pytest.mark.parametrize("work", WORKS)
@given(project=words, entity=entities, task=tasks, program=st.sampled_from(PROGRAMS), name=words)
def test_a_scene_is_read_as_the_address_whose_folder_it_lies_in(
    work: PurePath, project: str, entity: str, task: str, program: str, name: str
) -> None:
    assume(entity.split("/")[-1] != "assets")  # is no address
    assume("/" in entity or task != program)  # reads as a shot of that name
    address = Address(project=project, entity=entity, task=task)

    found = address_at(work, scene_folder(work, address, program) / f"{name}.ma", program)

    assert found == Address(project=project, entity=entity, task=task_word(task))
    assert scene_folder(work, found, program) == scene_folder(work, address, program)


def test_a_sequences_task_called_like_the_application_reads_as_a_shot() -> None:
    path = scene_folder(WORK, Address.parse("demo/sq010#nuke"), "nuke") / "a.nk"

    assert address_at(WORK, path, "nuke") == Address.parse("demo/sq010/nuke")


@pytest.mark.parametrize(
    ("below", "address"),
    [
        ("demo/sq010/sh0010/maya/anim/old/a.ma", "demo/sq010/sh0010#anim"),
        ("demo/sq010/sh0010/maya/_backup/a.ma", "demo/sq010/sh0010"),
        ("demo/sq010/sh0010/maya/skizzen für später/a.ma", "demo/sq010/sh0010"),
        ("demo/sq010/sh0010/maya/a:b/a.ma", "demo/sq010/sh0010"),
        ("demo/assets/maya/maya/a.ma", "demo/assets/maya"),
        ("demo/maya/maya/a.ma", "demo/maya"),
    ],
    ids=["deeper than a task", "no task's name", "a folder of one's own", "half an address", "an asset", "a sequence"],
)
def test_what_lies_deeper_is_its_entitys_all_the_same(below: str, address: str) -> None:
    assert address_at(WORK, WORK / below, "maya") == Address.parse(address)


@pytest.mark.parametrize(
    "path",
    [
        "/elsewhere/demo/sq010/sh0010/maya/a.ma",
        "/shows/artists/a.ma",
        "/shows/artists/demo/a.ma",
        "/shows/artists/demo/maya/a.ma",
        "/shows/artists/demo/assets/maya/a.ma",
        "/shows/artists/demo/sq010/sh0010/nuke/a.ma",
        "/shows/artists/demo/sq 1/sh0010/maya/a.ma",
        "/shows/artists/demo/sq010/sh:0010/maya/a.ma",
        "/shows/artists/demo/a/b/c/maya/a.ma",
        "/shows/artists/../sq010/sh0010/maya/a.ma",
        "/shows/artists-old/demo/sq010/sh0010/maya/a.ma",
        "relative/demo/sq010/sh0010/maya/a.ma",
    ],
)
def test_any_other_place_is_nobodys(path: str) -> None:
    assert address_at(WORK, PurePosixPath(path), "maya") is None


def test_windows_does_not_mind_how_a_drive_and_a_separator_are_written() -> None:
    work = PureWindowsPath(r"P:\Shows\Artists")

    found = address_at(work, PureWindowsPath("p:/shows/artists/demo/sq010/sh0010/maya/anim/a.ma"), "maya")

    assert found == Address.parse("demo/sq010/sh0010#anim")


@pytest.mark.parametrize("spelled", ["work", "link"], ids=["the scene by its real path", "the scene through the link"])
def test_a_link_to_the_work_folders_hides_nothing(spelled: str, tmp_path: Path) -> None:
    scene = tmp_path / "work" / "demo/sq010/sh0010/maya/anim/sh0010_anim_v001.ma"
    scene.parent.mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "work")
    work = tmp_path / ("link" if spelled == "work" else "work")

    found = address_of_file(work, tmp_path / spelled / scene.relative_to(tmp_path / "work"), "maya")

    assert str(found) == "demo/sq010/sh0010#anim"
    assert address_of_file(work, tmp_path / "sh0010_v001.ma", "maya") is None
