"""Where-used: arrows both ways, as deep as they go, and loops that end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio_tools.errors import VersionUnknown
from studio_tools.model import Address, ProductKey, Stamp, User, Version, VersionStatus
from studio_tools.studio import Studio
from studio_tools.versions import Graph

Publish = Callable[..., Version]
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def key(name: str) -> ProductKey:
    return ProductKey("demo", "sq010/sh0010", "other", name)


def version(
    name: str, number: int = 1, *, uses: Iterable[tuple[str, int]] = (), status: VersionStatus = VersionStatus.SEALED
) -> Version:
    return Version(
        key=key(name),
        number=number,
        run=f"run-{name}-{number}",
        status=status,
        folder=PurePosixPath(f"demo/{name}/v{number:03}"),
        representations=(),
        digest="",
        comment="",
        author=User(login="ada"),
        created=WHEN,
        upstream=tuple(Stamp(key=key(other), number=at) for other, at in uses),
    )


def names(uses: Iterable[object]) -> list[str]:
    return [str(use.address).partition(":other.")[2] for use in uses]  # type: ignore[attr-defined]


PLATE = version("plate")
SCENE = version("scene", uses=[("plate", 1)])
RENDER = version("render", uses=[("scene", 1), ("plate", 1)])
COMP = version("comp", uses=[("render", 1)])
CHAIN = [PLATE, SCENE, RENDER, COMP]


def test_what_it_was_made_from_is_followed_to_the_end() -> None:
    assert names(Graph(CHAIN).uses(COMP)) == ["render@v001", "plate@v001", "scene@v001"]


def test_what_was_made_from_it_is_followed_to_the_end() -> None:
    assert names(Graph(CHAIN).used_by(PLATE)) == ["render@v001", "scene@v001", "comp@v001"]


def test_depth_is_that_of_the_shortest_way() -> None:
    depths = {use.address.partition(".")[2]: use.depth for use in Graph(CHAIN).used_by(PLATE)}

    assert depths == {"render@v001": 1, "scene@v001": 1, "comp@v001": 2}


def test_the_way_is_told() -> None:
    (comp,) = [use for use in Graph(CHAIN).used_by(PLATE) if use.depth == 2]

    assert comp.via == RENDER.address


def test_a_version_alone_is_alone() -> None:
    graph = Graph([PLATE])

    assert graph.uses(PLATE) == ()
    assert graph.used_by(PLATE) == ()


def test_two_representations_of_one_version_are_one_use() -> None:
    twice = replace(SCENE, upstream=(Stamp(key=key("plate"), number=1, representation="exr"), *SCENE.upstream))

    assert names(Graph([PLATE, twice]).used_by(PLATE)) == ["scene@v001"]
    assert names(Graph([PLATE, twice]).uses(twice)) == ["plate@v001"]


def test_a_loop_ends() -> None:
    first, second = version("a", uses=[("b", 1)]), version("b", uses=[("a", 1)])

    graph = Graph([first, second])

    assert names(graph.uses(first)) == ["b@v001"]
    assert names(graph.used_by(first)) == ["b@v001"]


def test_a_version_that_used_itself_ends_too() -> None:
    odd = version("a", uses=[("a", 1)])

    assert Graph([odd]).uses(odd) == ()


def test_what_is_not_in_this_storage_is_named_and_marked() -> None:
    odd = version("a", uses=[("elsewhere", 3)])

    (use,) = Graph([odd]).uses(odd)

    assert use.status is None
    assert use.as_json()["status"] == "UNKNOWN"
    assert use.marks == "not in this storage"


def test_an_older_version_is_outdated() -> None:
    newer = version("plate", 3)

    (use,) = Graph([PLATE, newer, SCENE]).uses(SCENE)

    assert use.newer == newer.address
    assert use.as_json()["outdated"] is True
    assert use.marks == f"newer: {newer.address}"


def test_the_latest_is_not_outdated() -> None:
    (use,) = Graph([PLATE, SCENE]).uses(SCENE)

    assert use.as_json()["outdated"] is False
    assert use.marks == ""


def test_a_retracted_newer_version_makes_nothing_outdated() -> None:
    (use,) = Graph([PLATE, version("plate", 2, status=VersionStatus.RETRACTED), SCENE]).uses(SCENE)

    assert use.newer == ""


def test_a_retracted_version_is_marked_with_its_replacement() -> None:
    gone = replace(version("plate", status=VersionStatus.RETRACTED), replacement=key("plate").address(2))

    (use,) = Graph([gone, version("plate", 2), SCENE]).uses(SCENE)

    assert use.as_json()["retracted"] is True
    assert use.marks == f"retracted, use {key('plate').address(2)}"


def test_a_retracted_version_without_replacement_is_marked() -> None:
    (use,) = Graph([version("plate", status=VersionStatus.RETRACTED), SCENE]).uses(SCENE)

    assert use.marks == "retracted"


@pytest.mark.parametrize(
    ("status", "holds"),
    [(VersionStatus.SEALED, True), (VersionStatus.DEFERRED, True), (VersionStatus.RETRACTED, False)],
    ids=["sealed", "deferred", "retracted"],
)
def test_only_live_users_hold_a_version(status: VersionStatus, holds: bool) -> None:
    user = version("scene", uses=[("plate", 1)], status=status)

    assert bool(Graph([PLATE, user]).live_users(PLATE)) is holds


def test_only_direct_users_hold_a_version() -> None:
    assert [user.key.variant for user in Graph(CHAIN).live_users(PLATE)] == ["render", "scene"]


ARROWS = some.lists(some.tuples(some.integers(0, 7), some.integers(0, 7)), max_size=20)


@given(ARROWS)
def test_every_walk_ends_and_meets_each_version_once(arrows: list[tuple[int, int]]) -> None:
    versions = [version(f"n{at}", uses=[(f"n{to}", 1) for of, to in arrows if of == at]) for at in range(8)]
    graph = Graph(versions)

    for one in versions:
        for walk in (graph.uses(one), graph.used_by(one)):
            assert len({use.address for use in walk}) == len(walk)
            assert one.address not in {use.address for use in walk}
            assert [use.depth for use in walk] == sorted(use.depth for use in walk)


@given(ARROWS)
def test_one_way_is_the_other_way_back(arrows: list[tuple[int, int]]) -> None:
    versions = [version(f"n{at}", uses=[(f"n{to}", 1) for of, to in arrows if of == at]) for at in range(8)]
    graph = Graph(versions)

    forth = {(one.address, use.address, use.depth) for one in versions for use in graph.uses(one)}
    back = {(use.address, one.address, use.depth) for one in versions for use in graph.used_by(one)}
    assert forth == back


# -- over a real storage


def test_published_versions_know_each_other(studio: Studio, publish: Publish) -> None:
    plate = publish(studio, "demo/sq010/sh0010:other.plate")
    scene = publish(studio, "demo/sq010/sh0020:other.scene", uses=[plate])
    comp = publish(studio, "demo/sq010/sh0020:other.comp", uses=[scene])

    web = studio.where_used(Address.parse(plate.address))

    assert [(use.address, use.depth) for use in web.used_by] == [(scene.address, 1), (comp.address, 2)]
    assert [use.address for use in studio.where_used(Address.parse(comp.address)).uses] == [
        scene.address,
        plate.address,
    ]


def test_an_asset_and_a_shot_may_use_each_other(studio: Studio, publish: Publish) -> None:
    model = publish(studio, "demo/assets/dragon:other.model")
    shot = publish(studio, "demo/sq010/sh0010:other.anim", uses=[model])

    assert [use.address for use in studio.where_used(Address.parse(model.address)).used_by] == [shot.address]


def test_without_a_number_the_latest_is_asked_for(studio: Studio, publish: Publish) -> None:
    publish(studio, "demo/sq010/sh0010:other.plate")
    second = publish(studio, "demo/sq010/sh0010:other.plate")

    assert studio.where_used(Address.parse("demo/sq010/sh0010:other.plate")).version.number == second.number


def test_what_is_deferred_is_followed_too(offline: Studio, publish: Publish) -> None:
    plate = publish(offline, "demo/sq010/sh0010:other.plate")
    scene = publish(offline, "demo/sq010/sh0010:other.scene", uses=[plate])

    (use,) = offline.where_used(Address.parse(plate.address)).used_by

    assert (use.address, use.status) == (scene.address, VersionStatus.DEFERRED)


def test_a_version_that_is_none_is_unknown(studio: Studio) -> None:
    with pytest.raises(VersionUnknown):
        studio.where_used(Address.parse("demo/sq010/sh0010:other.plate@v001"))
