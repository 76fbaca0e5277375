"""The table of ways: which form of what is taken by which program, and how."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from studio_tools.config import load_without_home
from studio_tools.errors import NotCapable
from studio_tools.host import How
from studio_tools.load import WAYS, Offer, Way
from studio_tools.load.ways import ANY, BLENDER, MAYA, NUKE
from studio_tools.model import ProductKey, Representation, Stamp, Version
from studio_tools.testing.builders import a_version

MAYA_OFFERS = Offer.of((".ma", ".mb"), (How.REFERENCE, How.IMPORT, How.CAMERA, How.TEXTURE, How.READ))
NUKE_OFFERS = Offer.of((".nk",), (How.READ, How.IMPORT, How.CAMERA, How.REFERENCE))
BLENDER_OFFERS = Offer.of((".blend",), (How.REFERENCE, How.IMPORT, How.TEXTURE, How.READ))


def version(kind: str, *names: str) -> Version:
    forms = tuple(
        Representation(name=name, path=PurePosixPath(f"a.{name}"), frames=None, files=1, size=1) for name in names
    )
    return a_version(Stamp(key=ProductKey("demo", "assets/dragon", kind), number=1), representations=forms)


@pytest.mark.parametrize(
    ("kind", "representation", "in_maya", "in_nuke", "in_blender"),
    [
        ("rig", "ma", How.REFERENCE, None, None),
        ("model", "mb", How.REFERENCE, None, None),
        ("model", "blend", None, None, How.REFERENCE),
        ("scene", "nk", None, How.IMPORT, None),
        ("comp", "exr", How.READ, How.READ, How.READ),
        ("plate", "png", How.READ, How.READ, How.READ),
        ("texture", "exr", How.TEXTURE, How.READ, How.TEXTURE),
        ("image", "png", How.TEXTURE, How.READ, How.TEXTURE),
        ("movie", "mov", None, How.READ, How.READ),
        ("camera", "abc", How.CAMERA, How.CAMERA, How.REFERENCE),
        ("camera", "ma", How.CAMERA, None, None),
        ("camera", "nk", None, How.IMPORT, None),
        ("cache", "abc", How.REFERENCE, How.READ, How.REFERENCE),
        ("model", "obj", None, How.READ, How.IMPORT),
        ("model", "fbx", How.REFERENCE, How.READ, How.IMPORT),
        ("anim", "usdc", How.READ, How.READ, How.IMPORT),
        ("look", "ass", None, None, None),
        ("other", "wav", How.READ, How.READ, None),
        ("model", "hip", None, None, None),
        ("other", "txt", None, None, None),
    ],
)
def test_each_program_takes_what_it_can_in_its_way(
    kind: str, representation: str, in_maya: How | None, in_nuke: How | None, in_blender: How | None
) -> None:
    offers = (MAYA_OFFERS, NUKE_OFFERS, BLENDER_OFFERS)

    found = [next(iter(offer.hows_for(kind, representation)), None) for offer in offers]

    assert found == [in_maya, in_nuke, in_blender]


@pytest.mark.parametrize("kind", sorted(load_without_home({}).kinds))
def test_every_kind_that_ships_is_taken_by_some_program_in_some_form(kind: str) -> None:
    extensions = load_without_home({}).kinds[kind].extensions
    names = ("exr", "ma") if extensions == ("*",) else extensions
    offers = (MAYA_OFFERS, NUKE_OFFERS, BLENDER_OFFERS)

    assert any(offer.hows_for(kind, name) for name in names for offer in offers)


def test_the_best_form_is_taken_whatever_the_order() -> None:
    for names in (("abc", "ma", "mov"), ("mov", "ma", "abc"), ("ma", "mov", "abc")):
        form, how = MAYA_OFFERS.choose(version("model", *names))
        assert (form.name, how) == ("ma", How.REFERENCE)
    form, how = NUKE_OFFERS.choose(version("model", "mov", "abc", "ma"))
    assert (form.name, how) == ("abc", How.READ)


def test_what_was_asked_for_is_taken() -> None:
    form, how = MAYA_OFFERS.choose(version("model", "abc", "ma"), representation="abc", how=How.IMPORT)

    assert (form.name, how) == ("abc", How.IMPORT)


def test_a_way_that_was_asked_for_chooses_the_form_that_the_table_knows_best() -> None:
    form, how = NUKE_OFFERS.choose(version("plate", "txt", "exr"), how=How.READ)

    assert (form.name, how) == ("exr", How.READ)


def test_a_person_may_insist_on_a_way_for_what_the_table_does_not_know() -> None:
    form, how = MAYA_OFFERS.choose(version("other", "txt"), how=How.IMPORT)

    assert (form.name, how) == ("txt", How.IMPORT)


def test_a_refusal_says_what_there_is_and_what_is_offered() -> None:
    with pytest.raises(NotCapable) as refused:
        NUKE_OFFERS.choose(version("rig", "ma", "mb"))

    assert refused.value.message == "demo/assets/dragon:rig.main@v001 (ma, mb) cannot be brought in here"
    assert refused.value.hint == "This application offers: camera, import, read, reference."


def test_a_form_that_is_not_there_is_told_with_what_is() -> None:
    with pytest.raises(NotCapable, match="has no abc") as refused:
        MAYA_OFFERS.choose(version("rig", "ma", "mb"), representation="abc")
    assert refused.value.hint == "It has ma, mb."


def test_a_studio_may_have_rows_of_its_own() -> None:
    own = (Way(frozenset({"rig"}), ANY, (How.IMPORT,)), *WAYS)

    assert MAYA_OFFERS.choose(version("rig", "ma"), ways=own)[1] is How.IMPORT
    assert MAYA_OFFERS.choose(version("model", "ma"), ways=own)[1] is How.REFERENCE


def test_a_programs_own_files_are_taken_though_no_row_names_them() -> None:
    offer = Offer.of((".zbrush",), (How.IMPORT,))

    assert offer.hows_for("model", "zbrush") == (How.IMPORT,)


@pytest.mark.parametrize(
    "suffixes", [MAYA, NUKE, BLENDER, frozenset({"hip"})], ids=["Maya", "Nuke", "Blender", "other"]
)
def test_no_row_of_the_table_is_hidden_behind_the_others(suffixes: frozenset[str]) -> None:
    """The first row that fits decides: one that never is the first would never be read."""
    everything = {name for way in WAYS for name in way.representations}
    kinds = {"camera", "texture", "model"}
    read = {next(way for way in WAYS if way.fits(kind, name, suffixes)) for kind in kinds for name in everything}

    assert {way for way in WAYS if way.programs == suffixes} <= read


def test_a_form_that_a_program_does_not_take_may_be_insisted_on() -> None:
    assert MAYA_OFFERS.hows_for("model", "obj") == ()
    assert MAYA_OFFERS.choose(version("model", "obj"), how=How.IMPORT)[1] is How.IMPORT
