"""Where everything lies: folders and names by template, and the storage's own book-keeping."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.config import load_without_home, publish_templates
from studio_tools.errors import ContextError, OutsideRoot, PathError
from studio_tools.model import ProductKey
from studio_tools.storage.layout import Names, number_name, number_of

NAMES = Names(publish_templates(load_without_home({})))
WORDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)


@pytest.mark.parametrize(
    ("entity", "folder"),
    [
        ("sq010/sh0010", "demo/sequences/sq010/sh0010/publish/render/main/v007"),
        ("sq010", "demo/sequences/sq010/_sequence/publish/render/main/v007"),
        ("assets/dragon", "demo/assets/dragon/publish/render/main/v007"),
    ],
)
def test_every_kind_of_entity_has_its_folder(entity: str, folder: str) -> None:
    assert NAMES.version_folder(ProductKey("demo", entity, "render"), 7) == PurePosixPath(folder)


def test_what_is_no_entity_has_none() -> None:
    with pytest.raises(ContextError, match="no shot, asset or sequence"):
        NAMES.version_folder(ProductKey("demo", "a/b/c", "render"), 1)


@pytest.mark.parametrize("entity", ["sq010/..", "assets/../x", "", "sq 010/sh", "a\0b"])
def test_a_name_that_no_template_takes_is_refused(entity: str) -> None:
    with pytest.raises((PathError, ContextError)):
        NAMES.version_folder(ProductKey("demo", entity, "render"), 1)


@given(WORDS, WORDS, WORDS, WORDS, st.integers(1, 10**6))
def test_no_two_versions_share_a_folder(sequence: str, shot: str, kind: str, variant: str, number: int) -> None:
    keys = [
        ProductKey("demo", f"{sequence}/{shot}", kind, variant),
        ProductKey("demo", sequence, kind, variant),
        ProductKey("demo", f"assets/{shot}", kind, variant),
    ]
    if sequence == "assets":
        keys = keys[1:]

    folders = {NAMES.version_folder(key, at) for key in keys for at in (number, number + 1)}

    assert len(folders) == 2 * len(set(keys))


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"ending": "mov"}, "sh0010_render_main_v003.mov"),
        ({"ending": "exr", "frame": "1001"}, "sh0010_render_main_v003.1001.exr"),
        ({"ending": "exr", "frame": "%04d"}, "sh0010_render_main_v003.%04d.exr"),
        ({"ending": "exr", "frame": "-005", "view": "left"}, "sh0010_render_main_left_v003.-005.exr"),
        ({"ending": "exr", "frame": "%04d", "view": "%V"}, "sh0010_render_main_%V_v003.%04d.exr"),
        ({"ending": ""}, "sh0010_render_main_v003"),
        ({"ending": "bgeo.sc", "frame": "0001"}, "sh0010_render_main_v003.0001.bgeo.sc"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_are_named_by_template(asked: dict[str, str], name: str) -> None:
    assert NAMES.file_name(ProductKey("demo", "sq010/sh0010", "render"), 3, **asked) == name


@given(st.integers(0, 10**7))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    assert number_of(number_name(number)) == number


@pytest.mark.parametrize("name", ["v1", "v01", "003", "v003x", "xv003", "", "entry.json"])
def test_what_is_no_number_is_none(name: str) -> None:
    assert number_of(name) is None


def test_the_storages_own_things_lie_in_one_hidden_folder(storage: Any, key: ProductKey) -> None:
    layout, top = storage.layout, storage.root.path / "demo" / ".studio"

    assert layout.studio("demo") == top
    for path in (layout.runs("demo"), layout.beats("demo"), layout.staging("demo"), layout.clock("demo")):
        assert path.parent == top
    assert layout.ledger(key) == top / "numbers" / "sq010" / "sh0010" / "render.main"


@pytest.mark.parametrize("project", ["..", "../other", "/etc"])
def test_a_project_that_leads_out_is_refused(storage: Any, project: str) -> None:
    with pytest.raises(OutsideRoot):
        storage.layout.studio(project)


def test_folders_that_a_studio_names_otherwise_are_numbered_too(place: Any) -> None:
    """A template of their own: the number is found at the end of the folder's name."""
    settings = load_without_home(
        {"STUDIO_TOOLS__TEMPLATES__SHOT": "{project}/{sequence}/{entity}/{kind}_{variant}_v{version:04}"}
    )
    storage = replace(place.storage(), layout=replace(place.storage().layout, names=Names(publish_templates(settings))))
    key = ProductKey("demo", "sq010/sh0010", "render", "beauty")
    claim = place.open(storage, key)

    first = storage.numbers.reserve(key, run=claim.run, bench=claim.bench)

    assert str(first.folder) == "demo/sq010/sh0010/render_beauty_v0001"
    assert storage.numbers.highest(key) == 1


def test_products_in_one_folder_share_no_number_by_accident(place: Any) -> None:
    """Where a template puts several products side by side, each counts its own folders alone."""
    settings = load_without_home(
        {"STUDIO_TOOLS__TEMPLATES__SHOT": "{project}/{sequence}/{entity}/{kind}_{variant}_v{version:03}"}
    )
    storage = replace(place.storage(), layout=replace(place.storage().layout, names=Names(publish_templates(settings))))
    beauty, matte = (ProductKey("demo", "sq010/sh0010", "render", variant) for variant in ("beauty", "matte"))
    claim = place.open(storage, beauty, matte)

    won = [storage.numbers.reserve(key, run=claim.run, bench=claim.bench) for key in (beauty, matte)]

    assert [one.number for one in won] == [1, 1]
    assert storage.numbers.held_by(beauty, claim.run) != []
