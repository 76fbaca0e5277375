"""Find: what is published, by address, kind, variant, representation and words; with and without the tracker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from datetime import UTC
from pathlib import Path

import pytest

from studio_tools.errors import ContextError, StorageError, VersionUnknown
from studio_tools.load import Found, Query, find
from studio_tools.model import Address, VersionStatus
from studio_tools.studio import Studio

SHOT, DRAGON = "demo/sq010/sh0010", "demo/assets/dragon"
LATEST = [
    f"{DRAGON}:model.main@v002",
    f"{DRAGON}:rig.main@v003",
    f"{DRAGON}:texture.skin@v002",
    f"{SHOT}:camera.main@v001",
    f"{SHOT}:plate.main@v002",
]


def addresses(studio: Studio, **query: object) -> list[str]:
    return [one.address for one in find(studio.session, Query(**query))]  # type: ignore[arg-type]


def test_without_a_question_the_latest_of_everything_is_found_by_product(studio: Studio) -> None:
    assert addresses(studio) == LATEST


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"address": Address.parse("demo")}, LATEST),
        ({"address": Address.parse(DRAGON)}, LATEST[:3]),
        ({"address": Address.parse("demo/sq010")}, LATEST[3:]),
        ({"address": Address.parse(f"{DRAGON}:rig")}, LATEST[1:2]),
        ({"address": Address.parse(f"{DRAGON}:rig.main@v001")}, [f"{DRAGON}:rig.main@v001"]),
        ({"address": Address.parse(f"{DRAGON}:rig.main@latest")}, LATEST[1:2]),
        ({"kind": "plate"}, LATEST[4:]),
        ({"variant": "skin"}, LATEST[2:3]),
        ({"representation": "exr"}, [LATEST[2], LATEST[4]]),
        ({"representation": "obj"}, []),
        ({"representation": "obj", "everything": True}, [f"{DRAGON}:model.main@v001"]),
        ({"text": "dragon"}, LATEST[:3]),
        ({"text": "MAIN rig"}, LATEST[1:2]),
        ({"text": "demo/*/sh00?0:plate.*"}, LATEST[4:]),
        ({"text": "*:rig.main@v003"}, LATEST[1:2]),
        ({"text": "rig*"}, []),
        ({"text": "dragon", "kind": "model"}, LATEST[:1]),
        ({"kind": "comp"}, []),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_what_is_asked_for_narrows_what_is_found(studio: Studio, query: dict[str, object], wanted: list[str]) -> None:
    assert addresses(studio, **query) == wanted


def test_everything_is_each_version_the_newest_first(studio: Studio) -> None:
    found = find(studio.session, Query(kind="rig", everything=True))

    assert [(one.number, one.is_latest) for one in found] == [(3, True), (2, False), (1, False)]


def test_a_retracted_version_is_found_only_among_everything(studio: Studio, retract: Callable[..., None]) -> None:
    retract(f"{DRAGON}:rig.main@v003")

    assert addresses(studio, kind="rig") == [f"{DRAGON}:rig.main@v002"]
    everything = find(studio.session, Query(kind="rig", everything=True))
    assert [(one.number, one.status, one.is_latest) for one in everything] == [
        (3, VersionStatus.RETRACTED, False),
        (2, VersionStatus.SEALED, True),
        (1, VersionStatus.SEALED, False),
    ]


def test_a_product_of_which_all_is_retracted_is_not_found(studio: Studio, retract: Callable[..., None]) -> None:
    retract(f"{SHOT}:camera.main@v001")

    assert addresses(studio, kind="camera") == []


def test_a_row_tells_what_a_person_wants_to_know(studio: Studio) -> None:
    (one,) = find(studio.session, Query(kind="plate"))

    assert (one.number, one.by, one.comment) == (2, "ada", "one more frame")
    assert [(form.name, str(form.frames)) for form in one.representations] == [("exr", "1001-1004")]
    assert one.when.tzinfo is UTC


def test_a_row_cannot_be_changed(studio: Studio) -> None:
    one: Found = find(studio.session, Query())[0]

    with pytest.raises(FrozenInstanceError):
        one.is_latest = False  # type: ignore[misc]


def test_the_same_is_found_while_the_site_is_away(offline: Studio) -> None:
    assert addresses(offline) == LATEST


def test_a_storage_that_is_away_is_no_empty_one(studio: Studio, home: Path) -> None:
    (home / "storage").rename(home / "unmounted")

    with pytest.raises(StorageError):
        find(studio.session, Query())


def test_an_address_nobody_knows_is_told_with_the_nearest(studio: Studio) -> None:
    with pytest.raises(ContextError, match="sh0010"):
        studio.find(Query(address=Address.parse("demo/sq010/sh0011")))


def test_a_product_that_is_none_is_told_with_what_there_is(studio: Studio) -> None:
    with pytest.raises(VersionUnknown, match=r"no product plate\.mian; did you mean plate\.main"):
        studio.find(Query(address=Address.parse(f"{SHOT}:plate.mian")))


def test_a_damaged_record_hides_nothing_else(studio: Studio, home: Path) -> None:
    version = studio.show(Address.parse(f"{DRAGON}:rig.main@v003")).version
    for path in (home / "storage" / "demo" / ".studio" / "runs" / version.run).rglob("*.json"):
        path.chmod(0o600)
        path.write_text("{")

    assert f"{DRAGON}:rig.main@v002" in addresses(studio)
