"""What an address means among versions: a project, a sequence with its shots, a product, one version."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio_tools.errors import ContextError, VersionUnknown
from studio_tools.model import Address, ProductKey, Version, VersionStatus
from studio_tools.studio import Studio
from studio_tools.versions import covers, matching

Publish = Callable[..., Version]
KEY = ProductKey("demo", "sq010/sh0010", "render", "beauty")


@pytest.mark.parametrize(
    ("address", "does"),
    [
        ("demo", True),
        ("demo/sq010", True),
        ("demo/sq010/sh0010", True),
        ("demo/sq010/sh0010:render", True),
        ("demo/sq010/sh0010:render.beauty", True),
        ("demo/sq010:render", True),
        ("other", False),
        ("demo/sq01", False),
        ("demo/sq010/sh001", False),
        ("demo/sq010/sh0010:plate", False),
        ("demo/sq010/sh0010:render.main", False),
        ("demo/assets/dragon", False),
    ],
)
def test_an_address_covers_what_lies_below_it(address: str, does: bool) -> None:
    assert covers(Address.parse(address), KEY) is does


WORDS = some.sampled_from(["sq010", "sq020", "sh0010", "sh0020", "main", "beauty"])


@given(WORDS, WORDS, WORDS)
def test_every_product_lies_below_its_own_address(sequence: str, shot: str, variant: str) -> None:
    key = ProductKey("demo", f"{sequence}/{shot}", "render", variant)

    for text in (key.address(), key.address(3), f"demo/{key.entity}", f"demo/{sequence}", "demo"):
        assert covers(Address.parse(text), key)


def test_versions_are_sorted_by_product_and_number(studio: Studio, publish: Publish) -> None:
    for product in ("sq010/sh0020:other.a", "sq010/sh0010:other.b", "sq010/sh0010:other.a", "sq010/sh0010:other.a"):
        publish(studio, f"demo/{product}")

    assert [version.address for version in studio.versions(Address.parse("demo"))] == [
        "demo/sq010/sh0010:other.a@v001",
        "demo/sq010/sh0010:other.a@v002",
        "demo/sq010/sh0010:other.b@v001",
        "demo/sq010/sh0020:other.a@v001",
    ]


def test_everything_is_listed_without_an_address(studio: Studio, publish: Publish) -> None:
    one = publish(studio, "demo/sq010/sh0010:other.a")

    assert [version.address for version in studio.versions()] == [one.address]


def test_one_version_is_matched_by_its_number(studio: Studio, publish: Publish) -> None:
    publish(studio, "demo/sq010/sh0010:other.a")
    second = publish(studio, "demo/sq010/sh0010:other.a")

    found = list(matching(studio.session, Address.parse("demo/sq010/sh0010:other.a@v002")))

    assert [version.address for version in found] == [second.address]


def test_a_number_that_is_none_is_unknown(studio: Studio, publish: Publish) -> None:
    publish(studio, "demo/sq010/sh0010:other.a")

    with pytest.raises(VersionUnknown, match="v009"):
        list(matching(studio.session, Address.parse("demo/sq010/sh0010:other.a@v009")))


def test_deferred_versions_are_listed_while_the_site_is_away(offline: Studio, publish: Publish) -> None:
    publish(offline, "demo/sq010/sh0010:other.a")

    (version,) = offline.versions(Address.parse("demo/sq010"))

    assert version.status is VersionStatus.DEFERRED


@pytest.mark.parametrize("address", ["demo/sq010/sh0011", "demo/sq099", "demo/assets/nobody", "nothing"])
def test_what_nobody_knows_is_told(address: str, studio: Studio) -> None:
    with pytest.raises(ContextError, match="nothing is known"):
        studio.versions(Address.parse(address))


@pytest.mark.parametrize("address", ["demo/sq010/sh0011", "demo/sq099", "nothing"])
def test_what_nobody_knows_is_told_while_the_site_is_away(address: str, offline: Studio) -> None:
    with pytest.raises(ContextError, match="nothing is known"):
        offline.versions(Address.parse(address))


def test_what_only_the_tracker_knows_is_no_error(studio: Studio) -> None:
    from studio_tools.tracker import EntityDraft

    studio.session.tracker.create_entity(EntityDraft(address=Address.parse("demo/sq050/sh0010")))

    assert studio.versions(Address.parse("demo/sq050/sh0010")) == []


def test_a_project_that_only_the_tracker_knows_is_no_error(studio: Studio) -> None:
    studio.session.tracker.create_project("fresh")

    assert studio.versions(Address.parse("fresh")) == []
