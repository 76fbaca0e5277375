"""Our words and ShotGrid's fields: what each row means, and that nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.model import Address, CutRange, Entity, EntityType, ProductKey, Stamp
from studio_tools.tracker import Draft, EntityDraft, fields

SETTLED = {"id": 7}


def row(**values: Any) -> dict[str, Any]:
    return SETTLED | values


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ({"tank_name": "dmo", "code": "demo", "name": "The Demo"}, "dmo"),
        ({"tank_name": None, "code": "demo", "name": "The Demo"}, "demo"),
        ({"tank_name": "", "code": None, "name": "The Demo"}, "The Demo"),
        ({"name": None}, ""),
    ],
    ids=["folder", "code", "name", "nothing"],
)
def test_a_project_goes_by_its_folder_then_its_code_then_its_name(names: dict[str, Any], code: str) -> None:
    assert fields.project(row(**names)).code == code


def test_the_folder_beats_the_code_and_the_code_beats_the_name() -> None:
    rows = [
        {"id": 1, "tank_name": "x", "code": "y", "name": "demo"},
        {"id": 2, "tank_name": "x", "code": "demo", "name": "z"},
        {"id": 3, "tank_name": "Demo", "code": "y", "name": "z"},
        {"id": 4, "tank_name": "demo", "code": "y", "name": "z"},
    ]

    assert [fields.best_project(rows[:count], "DEMO")["id"] for count in (1, 2, 3, 4)] == [1, 2, 3, 3]  # type: ignore[index]


def test_no_row_is_the_best_where_none_fits() -> None:
    assert fields.best_project([{"id": 1, "tank_name": "demonstration"}], "demo") is None


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("sq010/sh0010", (EntityType.SHOT, "sq010", "sh0010")),
        ("assets/dragon", (EntityType.ASSET, "", "dragon")),
        ("sq010", (EntityType.SEQUENCE, "", "sq010")),
    ],
)
def test_a_path_tells_what_it_is(path: str, meant: object) -> None:
    assert fields.split(path) == meant


words = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,12}", fullmatch=True)


@given(words, words)
def test_a_path_means_the_entity_that_has_it(sequence: str, code: str) -> None:
    for entity in (
        Entity(type=EntityType.SHOT, project="demo", code=code, sequence=sequence),
        Entity(type=EntityType.ASSET, project="demo", code=code),
        Entity(type=EntityType.SEQUENCE, project="demo", code=code),
    ):
        kind, parent, name = fields.split(entity.path)
        if sequence != fields.ASSETS or entity.type is not EntityType.SHOT:
            assert (kind, parent or None, name) == (entity.type, entity.sequence, entity.code)


@given(st.integers(-100_000, 100_000), st.integers(0, 5000), st.integers(0, 500))
def test_a_cut_comes_back_as_it_was_told(first: int, length: int, handles: int) -> None:
    cut = CutRange(first=first, last=first + length, handles=handles)

    assert fields.cut(fields.cut_values(cut)) == cut


@pytest.mark.parametrize(
    ("values", "handles"),
    [
        ({"sg_head_in": 993, "sg_tail_out": 1110}, 8),
        ({"sg_tail_out": 1110}, 10),
        ({}, 0),
        ({"sg_head_in": 1010}, 0),
    ],
    ids=["the head tells", "else the tail", "else none", "a head inside the cut is none"],
)
def test_handles_are_read_from_head_and_tail(values: dict[str, int], handles: int) -> None:
    found = fields.cut(row(sg_cut_in=1001, sg_cut_out=1100, **values))

    assert found == CutRange(first=1001, last=1100, handles=handles)


@pytest.mark.parametrize(
    "values",
    [{}, {"sg_cut_in": 1}, {"sg_cut_out": 1}, {"sg_cut_in": 9, "sg_cut_out": 1}],
    ids=["nothing", "no end", "no beginning", "ends before it begins"],
)
def test_half_a_cut_is_none(values: dict[str, int]) -> None:
    assert fields.cut(values) is None


@pytest.mark.parametrize(
    ("entity", "can"),
    [
        (Entity(type=EntityType.SHOT, project="demo", code="sh0010", sequence="sq010"), True),
        (Entity(type=EntityType.SHOT, project="demo", code="sh0010"), False),
        (Entity(type=EntityType.ASSET, project="demo", code="Red Dragon"), False),
        (Entity(type=EntityType.ASSET, project="demo", code="dragon"), True),
        (Entity(type=EntityType.SEQUENCE, project="demo", code="sq/010"), False),
        (Entity(type=EntityType.SEQUENCE, project="My Show", code="sq010"), False),
    ],
    ids=["shot", "shot without sequence", "blank", "asset", "slash", "project with a blank"],
)
def test_only_what_an_address_can_name_is_addressable(entity: Entity, can: bool) -> None:
    assert fields.is_addressable(entity) is can


def test_a_draft_tells_only_what_it_says() -> None:
    address = Address.parse("demo/sq010/sh0010")

    assert fields.told(EntityType.SHOT, EntityDraft(address=address)) == {}
    assert fields.told(EntityType.SHOT, EntityDraft(address=address, asset_type="Prop")) == {}
    assert fields.told(EntityType.ASSET, EntityDraft(address=address, asset_type="Prop")) == {"sg_asset_type": "Prop"}


@pytest.mark.parametrize(
    ("values", "entity"),
    [
        (
            {
                "entity": {"type": "Shot", "id": 1},
                "entity.Shot.code": "sh0010",
                "entity.Shot.sg_sequence.Sequence.code": "sq010",
            },
            "sq010/sh0010",
        ),
        ({"entity": {"type": "Shot", "id": 1}, "entity.Shot.code": "sh0010"}, ""),
        ({"entity": {"type": "Asset", "id": 1}, "entity.Asset.code": "dragon"}, "assets/dragon"),
        ({"entity": {"type": "Sequence", "id": 1}, "entity.Sequence.code": "sq010"}, "sq010"),
        ({"entity": {"type": "Episode", "id": 1}}, ""),
        ({"entity": None}, ""),
        ({}, ""),
    ],
    ids=["shot", "shot without sequence", "asset", "sequence", "episode", "retired", "nothing"],
)
def test_a_record_tells_what_it_belongs_to(values: dict[str, Any], entity: str) -> None:
    assert fields.record(row(**values), "demo").key.entity == entity


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("render.main", ("render", "main")),
        ("render.beauty", ("render", "beauty")),
        ("render", ("render", "main")),
        (None, ("", "main")),
    ],
)
def test_a_records_name_is_kind_and_variant(name: str | None, key: tuple[str, str]) -> None:
    record = fields.record(row(name=name), "demo")

    assert (record.key.kind, record.key.variant) == key


def draft(**more: Any) -> Draft:
    values: dict[str, Any] = {
        "key": ProductKey("demo", "sq010/sh0010", "render"),
        "number": 3,
        "representation": "exr",
        "code": "a.%04d.exr",
        "path": Path("/show/a.%04d.exr"),
        "file_type": "Rendered Image",
    }
    return Draft(**values | more)


def test_links_that_were_not_found_are_left_out() -> None:
    values = fields.publish_values(draft(), {"task": None, "entity": {"type": "Shot", "id": 1}}, "wtg")

    assert "task" not in values
    assert values["entity"] == {"type": "Shot", "id": 1}
    assert "description" not in values


def test_a_new_record_is_all_that_the_draft_says() -> None:
    values = fields.publish_values(draft(comment="good"), {}, "wtg")

    assert values == {
        "code": "a.%04d.exr",
        "name": "render.main",
        "version_number": 3,
        "path": {"local_path": "/show/a.%04d.exr"},
        "sg_status_list": "wtg",
        "description": "good",
    }


def test_a_drafts_identity_is_its_records() -> None:
    found = fields.record(
        row(
            name="render.main",
            version_number=3,
            code="a.%04d.exr",
            entity={"type": "Shot", "id": 1},
            **{"entity.Shot.code": "sh0010", "entity.Shot.sg_sequence.Sequence.code": "sq010"},
        ),
        "demo",
    )

    assert fields.identity(found) == fields.identity(draft(comment="another", upstream=(stamp(),)))


def stamp() -> Stamp:
    return Stamp(key=ProductKey("demo", "sq010/sh0010", "plate"), number=1)


@pytest.mark.parametrize(
    ("root", "best"),
    [("/show/demo/storage", 2), ("/show/other", 1), ("/shows", None), ("/", None)],
    ids=["the deepest", "the one above", "a name that only begins alike", "above all"],
)
def test_the_deepest_storage_that_reaches_the_root_is_used(root: str, best: int | None) -> None:
    rows = [
        {"id": 1, fields.PLATFORM_PATH: "/show"},
        {"id": 2, fields.PLATFORM_PATH: "/show/demo/"},
        {"id": 3, fields.PLATFORM_PATH: None},
        {"id": 4, fields.PLATFORM_PATH: "/show/demo"},
    ]
    found = fields.storage_for(rows, PurePosixPath(root))

    assert (found or {}).get("id") == best
