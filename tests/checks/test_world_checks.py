"""What is checked against the world: names, ages and space."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError
from studio_tools.publish.checks.facts import Written
from studio_tools.publish.checks.freshness import split
from studio_tools.publish.checks.naming import foreign_code, same_place
from studio_tools.publish.checks.space import spelled
from studio_tools.publish.items import SourceFile, Sources, Uses
from studio_tools.testing.builders import NOON, a_stamp, a_version, a_world

HOUR = timedelta(hours=1)
PLATE = a_stamp("plate.main", 3)


class TestNaming:
    @pytest.mark.parametrize(
        "name",
        ["a.ma", "with blank.ma", "été 背景.nk", "v001.abc", "a.b.c.usd", "sh0010_comp.nk", "sh00101.nk", "x.nk"],
    )
    def test_ordinary_names_are_right(self, desk: Any, name: str) -> None:
        assert desk.check("core.naming", desk.item(desk.file(name))) == []

    def test_a_file_without_ending_is_right(self, desk: Any) -> None:
        assert desk.check("core.naming", desk.item(desk.file("LICENSE"), kind="other")) == []

    def test_an_ending_that_the_templates_do_not_take_is_an_error(self, desk: Any, told: Callable[..., Any]) -> None:
        item = desk.item(desk.file("a.zip"), kind="other")
        odd = replace(item.facts[Sources].sets[0], extension="7-zip")

        found = desk.check("core.naming", replace(item, facts=item.facts.having(Sources((odd,)))))

        assert told(found) == [("error", None)]
        assert "'7-zip'" in found[0].title

    def test_a_view_that_the_templates_do_not_take_is_an_error(self, desk: Any, told: Callable[..., Any]) -> None:
        item = desk.item(desk.frames("1001-1002"), kind="render")
        (found,) = item.facts[Sources].sets
        odd = replace(found, files=tuple(replace(file, view="left-eye") for file in found.files))

        said = desk.check("core.naming", replace(item, facts=item.facts.having(Sources((odd,)))))

        assert told(said) == [("error", "1001-1002")]

    def test_one_frame_spelled_twice_is_an_error(self, desk: Any, told: Callable[..., Any]) -> None:
        item = desk.item(desk.frames("1001-1003"), kind="render")
        (found,) = item.facts[Sources].sets
        twice = replace(found, files=(*found.files, replace(found.files[1], path=Path("beauty.01002.exr"))))

        said = desk.check("core.naming", replace(item, facts=item.facts.having(Sources((twice,)))))

        assert told(said) == [("error", "1002")]
        assert "beauty.01002.exr" in said[0].detail

    def test_files_of_another_shot_are_told(self, desk: Any, told: Callable[..., Any]) -> None:
        item = desk.item(desk.frames("1001-1003", name="sq010_sh0020_beauty"), kind="render")

        found = desk.check("core.naming", item)

        assert told(found) == [("info", None)]
        assert found[0].title == "the files are named after sh0020, and are published to sh0010"

    @pytest.mark.parametrize(
        ("entity", "names", "code"),
        [
            pytest.param("sh0010", ["sh0020.ma"], "sh0020", id="another"),
            pytest.param("sh0010", ["SH0020_x.ma"], "sh0020", id="another, in capitals"),
            pytest.param("sh0010", ["sh0010_to_sh0020.ma"], "", id="both"),
            pytest.param("sh0010", ["sh0020.ma", "sh0030.ma"], "", id="several"),
            pytest.param("sh0010", ["sh0020.ma", "notes.txt"], "", id="not in every name"),
            pytest.param("sh0010", ["crash0020.ma"], "", id="within a word"),
            pytest.param("dragon", ["knight.ma"], "", id="codes without numbers"),
            pytest.param("0010", ["0020.ma"], "", id="codes without letters"),
            pytest.param("sh_010a", ["sh_020a.ma"], "sh_020a", id="odd codes"),
        ],
    )
    def test_a_foreign_code_is_told_from_its_shape(self, entity: str, names: list[str], code: str) -> None:
        assert foreign_code(entity, names) == code

    def test_views_of_one_frame_are_not_the_same_place(self) -> None:
        files = [SourceFile(path=Path(v), size=1, modified=0, frame=1, view=v) for v in ("left", "right")]

        assert same_place(files) == []


class TestFreshness:
    def test_files_newer_than_what_they_were_made_from_are_right(self, desk: Any) -> None:
        item = desk.item(desk.file("a.abc", age=(NOON + HOUR).timestamp()))
        world = a_world(uses=[PLATE], versions={PLATE.address: a_version(PLATE)}, now=NOON + 2 * HOUR)

        assert desk.check("core.freshness", item, world=world) == []

    def test_older_frames_are_a_warning_with_their_frames(self, desk: Any, told: Callable[..., Any]) -> None:
        pattern = desk.frames("1001-1004")
        for frame in range(1001, 1005):
            age = (NOON + (HOUR if frame % 2 else -HOUR)).timestamp()
            os.utime(desk.folder / f"beauty.{frame}.exr", (age, age))
        world = a_world(uses=[PLATE], versions={PLATE.address: a_version(PLATE)})

        found = desk.check("core.freshness", desk.item(pattern, kind="render"), world=world)

        assert told(found)[0] == ("warning", "1002, 1004")
        assert "2 files older than demo/sq010/sh0010:plate.main@v003" in found[0].title
        assert "2026-01-15 12:00 UTC" in found[0].detail

    def test_what_a_step_found_counts_too(self, desk: Any, told: Callable[..., Any]) -> None:
        item = desk.item(desk.file("a.abc", age=(NOON - HOUR).timestamp()))
        item = replace(item, facts=item.facts.having(Uses((PLATE,))))
        world = a_world(versions={PLATE.address: a_version(PLATE)})

        assert told(desk.check("core.freshness", item, world=world)) == [("warning", None)]

    def test_the_age_of_a_version_is_that_of_its_content(self, desk: Any, told: Callable[..., Any]) -> None:
        """A plate is often published late, after the comp was begun from the very same files."""
        item = desk.item(desk.file("a.abc", age=(NOON - HOUR).timestamp()))
        late = a_world(uses=[PLATE], versions={PLATE.address: a_version(PLATE, created=NOON)})
        written = Written(NOON - 2 * HOUR).settings()
        newer = Written(NOON).settings()

        assert told(desk.check("core.freshness", item, world=replace(late, facts=lambda stamp: written))) == []
        assert told(desk.check("core.freshness", item, world=replace(late, facts=lambda stamp: newer))) == [
            ("warning", None)
        ]

    @pytest.mark.parametrize("told", [{}, {"written": "yesterday"}, {"written": 5}, {"written": "2026-01-15T12:00:00"}])
    def test_facts_that_say_nothing_of_an_age_are_passed_over(self, told: dict[str, object]) -> None:
        assert Written.read(told) is None

    def test_minutes_do_not_count(self, desk: Any) -> None:
        item = desk.item(desk.file("a.abc", age=(NOON - timedelta(minutes=5)).timestamp()))
        world = a_world(uses=[PLATE], versions={PLATE.address: a_version(PLATE)})

        assert desk.check("core.freshness", item, world=world) == []

    def test_the_studio_says_how_many_hours_count(self, desk: Any) -> None:
        item = desk.item(desk.file("a.abc", age=(NOON - 5 * HOUR).timestamp()))
        world = a_world(uses=[PLATE], versions={PLATE.address: a_version(PLATE)})

        assert desk.check("core.freshness", item, world=world, checks__stale_hours="6") == []
        assert desk.check("core.freshness", item, world=world, checks__stale_hours="4")

    def test_an_unknown_upstream_is_another_checks(self, desk: Any) -> None:
        item = desk.item(desk.file("a.abc", age=1000))

        assert desk.check("core.freshness", item, world=a_world(uses=[PLATE])) == []

    @pytest.mark.parametrize("what", ["grows", "is touched", "goes away"])
    def test_a_file_that_changes_meanwhile_is_a_warning(self, desk: Any, told: Callable[..., Any], what: str) -> None:
        pattern = desk.frames("1001-1003")
        item = desk.item(pattern, kind="render")
        path = desk.folder / "beauty.1002.exr"
        if what == "goes away":
            path.unlink()
        elif what == "grows":
            path.write_bytes(path.read_bytes() + b"more")
        else:
            os.utime(path, (5, 5))

        found = desk.check("core.freshness", item)

        assert told(found) == [("warning", "1002")]
        assert "may still be written to" in found[0].title

    def test_a_file_written_just_now_is_right_unless_the_studio_waits(
        self, desk: Any, told: Callable[..., Any]
    ) -> None:
        item = desk.item(desk.file("a.abc", age=(NOON - timedelta(seconds=10)).timestamp()))

        assert desk.check("core.freshness", item, world=a_world(now=NOON)) == []
        waiting = desk.check("core.freshness", item, world=a_world(now=NOON), checks__settle_seconds="30")
        assert told(waiting) == [("warning", None)]
        rested = desk.check("core.freshness", item, world=a_world(now=NOON + HOUR), checks__settle_seconds="30")
        assert rested == []

    def test_frames_of_different_ages_are_told(self, desk: Any, told: Callable[..., Any]) -> None:
        pattern = desk.frames("1001-1006")
        for frame in range(1001, 1004):
            age = (NOON - timedelta(days=3)).timestamp()
            os.utime(desk.folder / f"beauty.{frame}.exr", (age, age))

        found = desk.check("core.freshness", desk.item(pattern, kind="render"))

        assert told(found) == [("info", "1001-1003")]

    @pytest.mark.parametrize(
        ("hours", "place"),
        [
            pytest.param([], 0, id="none"),
            pytest.param([5.0], 0, id="one"),
            pytest.param([0.0, 0.5, 1.0, 1.9], 0, id="a long render"),
            pytest.param([0.0, 0.1, 9.0, 9.1], 2, id="two goes"),
            pytest.param([0.0, 3.0, 9.0], 2, id="the widest gap"),
        ],
    )
    def test_ages_are_parted_at_the_widest_gap(self, hours: list[float], place: int) -> None:
        files = [SourceFile(path=Path("a"), size=1, modified=int(hour * 3600e9), frame=1) for hour in hours]

        assert split(files) == place


class TestFreeSpace:
    def test_enough_is_right(self, desk: Any) -> None:
        assert desk.check("core.free-space", desk.item(desk.file("a.abc")), world=a_world(free=1 << 40)) == []

    @pytest.mark.parametrize(
        ("free", "fits"), [(99, False), (100, True), (0, False)], ids=["one short", "just enough", "none"]
    )
    def test_every_byte_counts(self, desk: Any, free: int, fits: bool) -> None:
        item = desk.item(desk.file("a.abc", bytes(100)))

        found = desk.check("core.free-space", item, world=a_world(free=free), storage__free_space_reserve="0")

        assert [finding.severity.value for finding in found] == ([] if fits else ["error"])

    def test_the_reserve_stays_free(self, desk: Any) -> None:
        item = desk.item(desk.file("a.abc", bytes(100)))

        (found,) = desk.check("core.free-space", item, world=a_world(free=1 << 29))

        assert found.title == "not enough space: 100 bytes are needed, 512.0 MiB are free"
        assert found.detail == "1.0 GiB must stay free."

    def test_a_publish_of_several_products_is_counted_once_and_whole(self, desk: Any) -> None:
        one, two = desk.item(desk.file("a.abc", bytes(60))), desk.item(desk.file("b.ma", bytes(60)))
        world = a_world(free=100, items=[one, two])

        told = [
            desk.check("core.free-space", item, world=world, storage__free_space_reserve="0") for item in (one, two)
        ]

        assert [len(found) for found in told] == [1, 0]

    def test_a_storage_that_does_not_answer_is_told(self, desk: Any, told: Callable[..., Any]) -> None:
        def gone() -> int:
            raise StorageError("the file server does not answer")

        world = replace(a_world(), free_bytes=gone)

        assert told(desk.check("core.free-space", desk.item(desk.file("a.abc")), world=world)) == [("info", None)]

    @pytest.mark.parametrize(
        ("size", "text"), [(0, "0 bytes"), (1023, "1023 bytes"), (1536, "1.5 KiB"), (8 << 40, "8.0 TiB")]
    )
    def test_sizes_are_spelled_for_people(self, size: int, text: str) -> None:
        assert spelled(size) == text
