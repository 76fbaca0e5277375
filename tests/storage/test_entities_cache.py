"""What the tracker last said, so that work goes on without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from studio_tools.model import Address, CutRange, Entity, EntityType, Project, Task, User
from studio_tools.storage.entities import EntityCache

DEMO = Project(code="demo", name="A Demo", id=7)
SHOT = Entity(
    type=EntityType.SHOT,
    project="demo",
    sequence="sq010",
    code="sh0010",
    cut=CutRange(first=1001, last=1100, handles=8),
    id=12,
)
DRAGON = Entity(type=EntityType.ASSET, project="demo", code="dragon", id=13)


def test_nothing_is_known_at_first(storage: Any) -> None:
    cache = storage.cache

    assert cache.project("demo") is None
    assert cache.entity(Address.parse("demo/sq010/sh0010")) is None
    assert cache.names("demo") == []
    assert cache.age("demo") is None


def test_what_was_told_is_remembered_by_every_process(place: Any) -> None:
    place.storage().cache.remember(
        DEMO, [SHOT, DRAGON], tasks={SHOT.path: [Task(name="comp", id=3)]}, users=[User(login="artist", id=5)]
    )

    cache = place.storage().cache
    assert cache.project("demo") == DEMO
    assert cache.entity(Address.parse("demo/sq010/sh0010#comp")) == SHOT
    assert cache.entity(Address.parse("demo/assets/dragon")) == DRAGON
    assert cache.task(Address.parse("demo/sq010/sh0010#comp")) == Task(name="comp", id=3)
    assert cache.task(Address.parse("demo/sq010/sh0010#light")) is None
    assert cache.user("demo", "artist") == User(login="artist", id=5)
    assert cache.names("demo") == ["assets/dragon", "sq010/sh0010"]


def test_more_is_added_and_newer_replaces_older(storage: Any) -> None:
    storage.cache.remember(DEMO, [SHOT])
    storage.cache.remember(DEMO, [DRAGON, replace(SHOT, cut=None)])

    assert storage.cache.names("demo") == ["assets/dragon", "sq010/sh0010"]
    assert storage.cache.entity(Address.parse("demo/sq010/sh0010")).cut is None


def test_a_whole_listing_forgets_what_is_gone_and_has_an_age(storage: Any) -> None:
    now = [datetime(2026, 1, 15, 12, tzinfo=UTC)]
    cache = EntityCache(storage.disk, storage.layout, lambda: now[0])
    cache.remember(DEMO, [SHOT])
    assert cache.age("demo") is None

    cache.remember(DEMO, [DRAGON], is_whole=True)
    now[0] += timedelta(seconds=90)

    assert cache.names("demo") == ["assets/dragon"]
    assert cache.age("demo") == 90


def test_what_is_known_already_is_not_written_again(place: Any) -> None:
    place.storage().cache.remember(DEMO, [SHOT])
    path = place.home / "storage/demo/.studio/entities.json"
    before = path.stat().st_ino

    place.storage().cache.remember(DEMO, [SHOT])

    assert path.stat().st_ino == before
    assert place.left("staging") == []


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"format": 9}', '{"format": 1}'], ids=repr)
def test_a_damaged_cache_is_an_empty_one(place: Any, storage: Any, content: str) -> None:
    storage.cache.remember(DEMO, [SHOT])
    (place.home / "storage/demo/.studio/entities.json").write_text(content)

    assert storage.cache.project("demo") is None
    storage.cache.remember(DEMO, [SHOT])
    assert storage.cache.project("demo") == DEMO
