"""Switch and make current: single rows, by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import OutOfUse, UsageError, VersionUnknown
from studio_tools.host import How, Loaded
from studio_tools.jobs import run
from studio_tools.load import Row, State, UpdateReport, make_current, switch, update
from studio_tools.model import Address, ProductKey, Stamp
from studio_tools.studio import Studio

DRAGON, SHOT = "demo/assets/dragon", "demo/sq010/sh0010"
RIG, PLATE, MODEL = f"{DRAGON}:rig.main", f"{SHOT}:plate.main", f"{DRAGON}:model.main"
TEXTURE, CAMERA = f"{DRAGON}:texture.skin", f"{SHOT}:camera.main"

Bring = Callable[..., Loaded]
Rows = Callable[[], dict[str, Row]]
Find = Callable[..., Path]


def stamps(host: Any) -> dict[str, str]:
    """Which version each thing in the scene says it is."""
    return {one.id: one.stamp.address.rpartition(":")[2] for one in host.loaded() if one.stamp is not None}


def by_hand(studio: Studio, host: Any, ident: str, address: str, **more: Any) -> UpdateReport:
    return run(switch(studio.session, host, ident, Address.parse(address), **more))


def test_one_row_is_switched_to_an_older_version(studio: Studio, host: Any, loaded: Bring) -> None:
    loaded(RIG)

    by_hand(studio, host, "dragon_rig", f"{RIG}@v002")

    assert stamps(host) == {"dragon_rig": "rig.main@v002"}


def test_one_row_is_switched_to_another_product(studio: Studio, host: Any, loaded: Bring) -> None:
    loaded(RIG)

    report = by_hand(studio, host, "dragon_rig", MODEL)

    assert stamps(host) == {"dragon_rig": "model.main@v002"}
    assert report.turns[0].representation == "ma"


def test_what_is_not_published_may_be_switched_to_what_is(studio: Studio, host: Any, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"own.{number:04}.exr").touch()
    host.load(tmp_path / "own.####.exr", How.READ, name="own", stamp=None)

    by_hand(studio, host, "own", PLATE)

    assert stamps(host) == {"own": "plate.main@v002"}
    assert "####" in host.loaded()[0].path


def test_an_unknown_stamp_is_mended_by_hand(studio: Studio, host: Any, rows: Rows, where: Find, tmp_path: Path) -> None:
    path = tmp_path / "other.ma"
    path.touch()
    stamp = Stamp(key=ProductKey("demo", "assets/dragon", "rig"), number=9, representation="ma")
    host.load(path, How.REFERENCE, name="other", stamp=stamp)
    assert rows()["other"].state is State.UNKNOWN

    by_hand(studio, host, "other", RIG)

    assert rows()["other"].state is State.CURRENT


def test_a_representation_may_be_named(studio: Studio, host: Any, loaded: Bring) -> None:
    loaded(f"{MODEL}@v002")

    by_hand(studio, host, "dragon_model", f"{MODEL}@v001", representation="obj")

    (one,) = host.loaded()
    assert one.resolved.suffix == ".obj"


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        (f"{RIG}@v009", VersionUnknown, "v009"),
        (PLATE, UsageError, "has no ma; it has exr"),
    ],
    ids=["unknown", "nothing for it"],
)
def test_what_cannot_take_its_place_is_refused(
    studio: Studio, host: Any, loaded: Bring, address: str, error: type[Exception], said: str
) -> None:
    loaded(RIG)

    with pytest.raises(error, match=said):
        by_hand(studio, host, "dragon_rig", address)
    assert stamps(host) == {"dragon_rig": "rig.main@v003"}


def test_a_retracted_version_takes_a_place_only_by_force(
    studio: Studio, host: Any, loaded: Bring, retract: Callable[..., None]
) -> None:
    loaded(RIG)
    retract(f"{RIG}@v001")

    with pytest.raises(OutOfUse, match="is retracted"):
        by_hand(studio, host, "dragon_rig", f"{RIG}@v001")
    by_hand(studio, host, "dragon_rig", f"{RIG}@v001", force=True)

    assert stamps(host) == {"dragon_rig": "rig.main@v001"}


def test_make_current_brings_the_chosen_ones_alone(studio: Studio, host: Any, loaded: Bring) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{PLATE}@v001")

    run(make_current(studio.session, host, ["dragon_rig"]))

    assert stamps(host) == {"dragon_rig": "rig.main@v003", "sh0010_plate": "plate.main@v001"}


def test_a_link_of_kin_takes_the_place_of_the_other(studio: Studio, host: Any, loaded: Bring, tmp_path: Path) -> None:
    """A Maya scene that is published as binary from now on is still the same thing to whoever references it."""
    one = loaded(f"{RIG}@v001")
    stamp = Stamp(key=ProductKey("demo", "assets/dragon", "rig"), number=1, representation="mb")
    gone = tmp_path / "rig.mb"
    host.document = replace(host.document, loaded=(replace(one, stamp=stamp, path=str(gone), resolved=gone),))

    run(update(studio.session, host))

    assert stamps(host) == {"dragon_rig": "rig.main@v003"}
