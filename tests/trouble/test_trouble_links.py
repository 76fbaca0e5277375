"""Links: what a source links to is copied as files, and no link makes anything outside the storage root be touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Coded = Callable[..., dict[str, Any]]
SHOT = "demo/sq010/sh0010"


def published(version: dict[str, Any]) -> list[Path]:
    return sorted(path for path in Path(version["path"]).iterdir() if path.name != "publish.json")


def test_a_linked_source_is_published_as_a_file_of_its_own(show: Any) -> None:
    (show.desk / "link.txt").symlink_to(show.note("real.txt", "as it was"))

    version = show.says(f"other.note={show.desk / 'link.txt'}").result["versions"][0]
    show.note("real.txt", "changed later")

    (path,) = published(version)
    assert (path.is_symlink(), path.read_text()) == (False, "as it was")
    show.judge()


def test_a_sequence_of_links_is_published_as_files(show: Any) -> None:
    for frame in (1001, 1002, 1003):
        (show.desk / f"take.{frame}.txt").symlink_to(show.note(f"store/{frame}", f"frame {frame}"))

    version = show.says(f"other.take={show.desk / 'take.%04d.txt'}").result["versions"][0]

    assert [path.read_text() for path in published(version)] == ["frame 1001", "frame 1002", "frame 1003"]
    assert not any(path.is_symlink() for path in published(version))


def test_a_frame_that_links_to_nothing_is_named(show: Any, coded: Coded) -> None:
    pattern = show.notes()
    (show.desk / "take.1002.txt").unlink()
    (show.desk / "take.1002.txt").symlink_to(show.desk / "gone.txt")

    error = coded(show.says(f"other.take={pattern}"), "publish-blocked", 20)

    assert [finding["frames"] for finding in error["details"]["findings"]] == ["1002"]
    show.judge()


def test_a_published_file_may_be_published_again(show: Any) -> None:
    (path,) = published(show.publish("first")["versions"][0])

    (again,) = published(show.says(f"other.second={path}").result["versions"][0])

    assert again.read_bytes() == path.read_bytes()
    show.judge()


def test_a_source_folder_may_be_a_link(show: Any) -> None:
    show.notes("store/take")
    (show.desk / "now").symlink_to(show.desk / "store")

    assert show.says(f"other.take={show.desk / 'now'}").result["versions"][0]["files"] == 3


@pytest.fixture
def outside(show: Any, tmp_path: Path) -> Path:
    """A folder of somebody else, with a file in it."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "theirs.txt").write_text("theirs")
    return folder


def moved_out(show: Any, outside: Path) -> Path:
    """A product folder whose versions lie elsewhere now, behind a link."""
    folder = show.manifest(f"{SHOT}:other.first@v001").parents[1]
    folder.rename(outside / "moved")
    folder.symlink_to(outside / "moved")
    return outside / "moved"


def seen(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.lstat().st_mode, path.lstat().st_mtime_ns) for path in [folder, *folder.rglob("*")]}


def test_a_product_folder_that_leads_out_of_the_root_is_not_written_to(known: Any, outside: Path, coded: Coded) -> None:
    moved = moved_out(known, outside)
    before = seen(moved)

    path = known.note("first.txt", "more")
    coded(known.says(f"other.first={path}"), "path-outside-root", 44)

    assert seen(moved) == before
    assert known.staged() == []


def test_a_product_folder_that_leads_out_holds_up_no_other_product(known: Any, outside: Path) -> None:
    moved_out(known, outside)

    assert known.publish("second")["state"] == "PUBLISHED"


@pytest.mark.parametrize("words", [("verify",), ("show", f"{SHOT}:other.first@v001")], ids=["verify", "show"])
def test_what_leads_out_of_the_root_is_told_by_who_reads_it(words: tuple[str, ...], known: Any, outside: Path) -> None:
    moved = moved_out(known, outside)
    before = seen(moved)

    said = known.shell.json(*words)

    assert said.code in {42, 44}
    assert said.error["hint"]
    assert seen(moved) == before


def test_an_entity_folder_that_leads_out_is_not_written_to(show: Any, outside: Path, coded: Coded) -> None:
    before = seen(outside)
    (show.storage / "demo").mkdir(parents=True, exist_ok=True)
    for name in ("sq010", "sequences", "shots"):
        (show.storage / "demo" / name).symlink_to(outside)

    coded(show.says(show.note()), "path-outside-root", 44)

    assert seen(outside) == before


def test_a_version_folder_replaced_by_a_link_is_named_by_verify(known: Any, outside: Path) -> None:
    folder = known.manifest(f"{SHOT}:other.first@v001").parent
    folder.parent.chmod(0o775)
    folder.chmod(0o775)
    folder.rename(outside / "v001")
    folder.symlink_to(outside / "v001")

    said = known.shell.json("verify")

    assert said.code in {42, 44}
    assert "first" in said.out
