"""What is checked against what is published already: the version before, and what an item was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import SourceError
from studio_tools.model import Version, VersionStatus
from studio_tools.publish.checks.content import Held, Place, same_content
from studio_tools.publish.items import SourceFile, Sources, Uses
from studio_tools.publish.steps import Previous
from studio_tools.storage.manifest import Manifest, ManifestFile
from studio_tools.testing.builders import a_bare_item, a_stamp, a_version, a_world

HOUR = timedelta(hours=1)
PLATE = a_stamp("plate.main", 3)


def a_manifest(version: Version, files: Sequence[ManifestFile]) -> Manifest:
    return Manifest(
        key=version.key,
        number=version.number,
        run=version.run,
        algorithm="blake2b",
        digest="",
        files=tuple(files),
        representations=version.representations,
        comment="",
        author=version.author,
        created=version.created,
        origin="cli",
        facts={},
    )


class TestAlreadyPublished:
    @pytest.fixture
    def published(self, desk: Any) -> tuple[Any, Callable[..., Any]]:
        """An item, and a way to make the world in which it was published before, with some of it changed."""
        item = desk.item(desk.frames("1001-1006"), kind="render")

        def world(**changed: Any) -> Any:
            files = [
                ManifestFile(
                    name=file.path.name,
                    size=file.size,
                    digest=hashlib.blake2b(file.path.read_bytes(), digest_size=32).hexdigest(),
                    algorithm="blake2b",
                    representation="exr",
                    frame=file.frame,
                )
                for found in item.facts[Sources].sets
                for file in found.files
            ]
            if changed:
                files[2] = replace(files[2], **changed)
            version = a_version(a_stamp("render.main", 4))
            return a_world(previous=Previous(version=version, manifest=a_manifest(version, files)))

        return item, world

    def test_the_same_content_is_told_and_no_more(
        self, desk: Any, told: Callable[..., Any], published: tuple[Any, Callable[..., Any]]
    ) -> None:
        item, world = published

        found = desk.check("core.already-published", item, world=world())

        assert told(found) == [("info", None)]
        assert found[0].title.endswith("as demo/sq010/sh0010:render.main@v004")

    @pytest.mark.parametrize(
        "changed",
        [
            pytest.param({"digest": "0" * 64}, id="other content"),
            pytest.param({"size": 5}, id="another size"),
            pytest.param({"frame": 2001}, id="another frame"),
            pytest.param({"representation": "dpx"}, id="another form"),
            pytest.param({"view": "left"}, id="another view"),
            pytest.param({"algorithm": "blake3"}, id="digests that cannot be compared"),
        ],
    )
    def test_anything_new_is_right(
        self, desk: Any, published: tuple[Any, Callable[..., Any]], changed: dict[str, Any]
    ) -> None:
        item, world = published

        assert desk.check("core.already-published", item, world=world(**changed)) == []

    def test_a_first_version_is_right(self, desk: Any, published: tuple[Any, Callable[..., Any]]) -> None:
        assert desk.check("core.already-published", published[0]) == []

    def test_a_studio_may_want_to_be_asked(
        self, desk: Any, told: Callable[..., Any], published: tuple[Any, Callable[..., Any]]
    ) -> None:
        item, world = published

        found = desk.check("core.already-published", item, world=world(), checks__duplicate="warning")

        assert told(found) == [("warning", None)]
        assert desk.check("core.already-published", item, world=world(), checks__duplicate="off") == []

    def test_what_cannot_be_digested_is_told(
        self, desk: Any, told: Callable[..., Any], published: tuple[Any, Callable[..., Any]]
    ) -> None:
        def broken(paths: Sequence[Path], algorithm: str) -> Mapping[Path, str]:
            raise SourceError("it went away")

        item, world = published

        assert told(desk.check("core.already-published", item, world=replace(world(), digests=broken))) == [
            ("info", None)
        ]

    def test_content_that_differs_is_not_read_to_its_end(self) -> None:
        read: list[Path] = []

        def digests(paths: Sequence[Path], algorithm: str) -> Mapping[Path, str]:
            read.extend(paths)
            return dict.fromkeys(paths, "new")

        files = {Place("exr", "", n): SourceFile(path=Path(f"{n}"), size=8, modified=0, frame=n) for n in range(1000)}
        before = [Held(place, 8, "old", "blake3") for place in files]

        assert not same_content(files, before, digests)
        assert len(read) == 3

    def test_nothing_is_the_same_as_nothing_published(self) -> None:
        assert not same_content({}, [], lambda paths, algorithm: {})


class TestStamps:
    def test_a_live_version_is_right(self, desk: Any) -> None:
        world = a_world(uses=[PLATE], versions={PLATE.address: a_version(PLATE)})

        assert desk.check("core.stamps", a_bare_item(), world=world) == []

    def test_a_deferred_version_is_right(self, desk: Any) -> None:
        version = a_version(PLATE, status=VersionStatus.DEFERRED)

        world = a_world(uses=[PLATE], versions={PLATE.address: version})

        assert desk.check("core.stamps", a_bare_item(), world=world) == []

    def test_an_unknown_version_is_an_error(self, desk: Any, told: Callable[..., Any]) -> None:
        found = desk.check("core.stamps", a_bare_item(), world=a_world(uses=[PLATE]))

        assert told(found) == [("error", None)]
        assert PLATE.address in found[0].title

    @pytest.mark.parametrize("status", [VersionStatus.RESERVED, VersionStatus.FILLED, VersionStatus.ABANDONED])
    def test_a_version_that_never_came_to_be_is_an_error(
        self, desk: Any, told: Callable[..., Any], status: VersionStatus
    ) -> None:
        world = a_world(uses=[PLATE], versions={PLATE.address: a_version(PLATE, status=status)})

        assert told(desk.check("core.stamps", a_bare_item(), world=world)) == [("error", None)]

    def test_a_retracted_version_is_a_warning_with_its_reason(self, desk: Any, told: Callable[..., Any]) -> None:
        version = a_version(PLATE, status=VersionStatus.RETRACTED, reason="wrong lens", replacement="x:plate.main@v004")
        world = a_world(uses=[PLATE], versions={PLATE.address: version})

        found = desk.check("core.stamps", a_bare_item(), world=world)

        assert told(found) == [("warning", None)]
        assert "wrong lens" in found[0].detail
        assert "Use x:plate.main@v004 instead" in found[0].detail

    def test_a_form_that_the_version_lacks_is_a_warning(self, desk: Any, told: Callable[..., Any]) -> None:
        stamp = replace(PLATE, representation="abc")
        world = a_world(uses=[stamp], versions={PLATE.address: a_version(PLATE)})

        assert told(desk.check("core.stamps", a_bare_item(), world=world)) == [("warning", None)]

    def test_what_holds_for_all_items_is_told_once(self, desk: Any) -> None:
        items = [a_bare_item("render"), a_bare_item("comp")]
        world = a_world(uses=[PLATE], items=items)

        assert [len(desk.check("core.stamps", item, world=world)) for item in items] == [1, 0]

    def test_what_a_step_found_in_one_item_is_told_for_it(self, desk: Any) -> None:
        items = [a_bare_item("render"), a_bare_item("comp", facts=[Uses((PLATE,))])]
        world = a_world(items=items)

        assert [len(desk.check("core.stamps", item, world=world)) for item in items] == [0, 1]
