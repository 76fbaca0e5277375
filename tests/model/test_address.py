"""Addresses: what people write is read, and written back as they wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import ContextError
from studio_tools.model import Address, ProductKey

WORDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True).filter(lambda word: word != "assets")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("demo", {"project": "demo"}, id="a project"),
        pytest.param("demo/sq010", {"entity": "sq010"}, id="a sequence"),
        pytest.param("demo/sq010/sh0010", {"entity": "sq010/sh0010"}, id="a shot"),
        pytest.param("demo/assets/dragon", {"entity": "assets/dragon"}, id="an asset"),
        pytest.param("demo/sq010/sh0010#comp", {"entity": "sq010/sh0010", "task": "comp"}, id="a task"),
        pytest.param("demo/sq010/sh0010#anim blocking", {"task": "anim blocking"}, id="a task of two words"),
        pytest.param("demo/sq010/sh0010:render", {"kind": "render", "variant": ""}, id="a kind"),
        pytest.param("demo/sq010/sh0010:render.main", {"kind": "render", "variant": "main"}, id="a product"),
        pytest.param("demo/sq010/sh0010:render.main@v003", {"number": 3, "latest": False}, id="a version"),
        pytest.param("demo/sq010/sh0010:render.main@latest", {"number": None, "latest": True}, id="the latest"),
        pytest.param("demo/sq010/sh0010#comp:render.main@v1203", {"task": "comp", "number": 1203}, id="everything"),
    ],
)
def test_an_address_is_read_in_parts(text: str, parts: dict[str, object]) -> None:
    address = Address.parse(text)

    assert {name: getattr(address, name) for name in parts} == parts
    assert str(address) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("/demo", id="a leading slash"),
        pytest.param("demo/", id="a trailing slash"),
        pytest.param("demo/sq010/sh0010/deeper", id="too deep"),
        pytest.param("demo/../etc", id="a way up"),
        pytest.param("demo/sq010/sh 10", id="a blank"),
        pytest.param("demo/sq010\n", id="a newline"),
        pytest.param("demo/assets", id="assets alone"),
        pytest.param("demo:render.main", id="a product of no entity"),
        pytest.param("demo#comp", id="a task of no entity"),
        pytest.param("demo/sq010@v003", id="a version of no product"),
        pytest.param("demo/sq010:render@vlatest", id="a number that is none"),
        pytest.param("demo/sq010:render.main@v", id="a number without digits"),
    ],
)
def test_what_is_no_address_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(ContextError) as caught:
        Address.parse(text)

    assert caught.value.code == "context-unknown"
    assert caught.value.hint


@given(WORDS, WORDS, WORDS, WORDS, WORDS, st.integers(min_value=1, max_value=99_999))
def test_a_version_written_is_the_version_read(
    project: str, sequence: str, shot: str, kind: str, variant: str, number: int
) -> None:
    key = ProductKey(project, f"{sequence}/{shot}", kind, variant)

    address = Address.parse(key.address(number))

    assert ProductKey.of(address) == key
    assert address.number == number


def test_a_number_may_be_written_without_v_and_zeros() -> None:
    assert Address.parse("demo/sq010:cut.main@7") == Address.parse("demo/sq010:cut.main@v007")


def test_a_bare_address_keeps_the_entity_alone() -> None:
    assert str(Address.parse("demo/sq010/sh0010#comp:render.main@v003").bare()) == "demo/sq010/sh0010"


def test_a_product_without_variant_is_the_main_one() -> None:
    assert ProductKey.of(Address.parse("demo/sq010/sh0010:render")).variant == "main"


def test_an_entity_alone_names_no_product() -> None:
    with pytest.raises(ValueError, match="names no product"):
        ProductKey.of(Address.parse("demo/sq010"))
