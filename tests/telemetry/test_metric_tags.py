"""Tags: bounded, lawful, and never about people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telemetry.tags import NONE, OTHERS, Folder, closed, common, is_lawful_value, opened


def test_a_closed_tag_folds_what_it_does_not_list() -> None:
    folder = Folder()

    assert folder.value(closed("outcome", {"success"}), "success") == "success"
    assert folder.value(closed("outcome", {"success"}), "sh0010") == OTHERS
    assert folder.folded == 1


def test_an_open_tag_takes_the_first_it_meets_and_folds_the_rest() -> None:
    folder = Folder()
    tag = opened("kind", 2)

    assert [folder.value(tag, kind) for kind in ("render", "comp", "plate", "comp")] == [
        "render",
        "comp",
        OTHERS,
        "comp",
    ]


@pytest.mark.parametrize("nothing", [None, ""], ids=["none", "empty"])
def test_nothing_told_is_called_none(nothing: object) -> None:
    assert Folder().value(opened("kind", 3), nothing) == NONE


@pytest.mark.parametrize(
    "text",
    ["/show/demo/sq010", "a b", "a\nc:fake:1", "k=v", "x" * 41, "Jörg", "C:\\renders"],
    ids=["path", "blank", "newline", "equals sign", "long", "umlaut", "windows path"],
)
def test_what_looks_like_a_path_a_name_or_a_message_is_folded(text: str) -> None:
    assert Folder().value(opened("kind", 10), text) == OTHERS


@given(st.lists(st.text(max_size=60), max_size=300))
def test_whatever_is_told_the_values_stay_lawful_and_within_the_bound(told: list[str]) -> None:
    folder = Folder()
    tag = opened("kind", 5)
    values = {folder.value(tag, text) for text in told}

    assert len(values) <= tag.bound
    assert all(is_lawful_value(value) for value in values)


@pytest.mark.parametrize("key", ["user", "shot", "path", "nf.app", "atlas.dstype", "k", "a b", "k:"])
def test_a_tag_that_watches_or_is_unlawful_cannot_be_declared(key: str) -> None:
    with pytest.raises(ValueError, match="may not be a tag"):
        opened(key, 3)


def test_a_tag_without_a_bound_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="bound"):
        opened("kind", 0)


def test_configured_tags_go_on_every_measure_where_they_are_lawful() -> None:
    configured = {"site": "munich", "user": "anna", "release": "2026.1", "nf.app": "x", "room": "on the left"}

    assert common(configured) == {"release": "2026.1", "site": "munich"}


def test_no_more_than_five_configured_tags_are_taken() -> None:
    assert len(common({f"tag{number}": "x" for number in range(9)})) == 5
