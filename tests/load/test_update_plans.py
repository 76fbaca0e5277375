"""Plans of updates: what goes where, what that changes, and what stays and why. They touch nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import UsageError
from studio_tools.host import How, Loaded
from studio_tools.jobs import run
from studio_tools.load import Row, UpdatePlan, update_plan
from studio_tools.model import Address
from studio_tools.studio import Studio

DRAGON, SHOT = "demo/assets/dragon", "demo/sq010/sh0010"
RIG, PLATE, MODEL = f"{DRAGON}:rig.main", f"{SHOT}:plate.main", f"{DRAGON}:model.main"
TEXTURE, CAMERA = f"{DRAGON}:texture.skin", f"{SHOT}:camera.main"

Bring = Callable[..., Loaded]
Rows = Callable[[], dict[str, Row]]
Find = Callable[..., Path]


@pytest.fixture
def plan(studio: Studio, host: Any) -> Callable[..., UpdatePlan]:
    return lambda *ids: run(update_plan(studio.session, host, ids or None))


def facts(studio: Studio, address: str) -> dict[str, Any]:
    """What collectors noted of a version."""
    manifest: Any = studio.show(Address.parse(address)).manifest
    return dict(manifest["facts"])


def test_a_plan_names_what_goes_where_and_touches_nothing(host: Any, loaded: Bring, plan: Any, where: Find) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{RIG}@v003", name="newest")
    before = host.document

    found = plan()

    (one,) = found.turns
    assert (one.row.id, one.target.address, one.representation) == ("dragon_rig", f"{RIG}@v003", "ma")
    assert one.path == where(f"{RIG}@v003")
    assert (found.left, host.document) == ((), before)


def test_a_plan_tells_which_frames_come_and_change(loaded: Bring, plan: Any) -> None:
    loaded(f"{PLATE}@v001")

    (one,) = plan().turns

    assert str(one.difference.frames_added) == "1004"
    assert str(one.difference.frames_changed) == "1002"
    assert not one.difference.frames_gone
    assert one.difference.words.startswith("frames added: 1004; frames changed: 1002")


def test_going_back_tells_which_frames_go(loaded: Bring, plan: Any, retract: Callable[..., None]) -> None:
    loaded(f"{PLATE}@v002")
    retract(f"{PLATE}@v002")

    (one,) = plan().turns

    assert one.target.address == f"{PLATE}@v001"
    assert str(one.difference.frames_gone) == "1004"


def test_a_plan_tells_which_facts_change(loaded: Bring, plan: Any, studio: Studio) -> None:
    loaded(f"{PLATE}@v001")

    (one,) = plan().turns

    names = {change.name for change in one.difference.facts}
    before, after = (facts(studio, f"{PLATE}@v00{number}") for number in (1, 2))
    assert names == {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_a_representation_that_is_no_more_is_told(loaded: Bring, plan: Any) -> None:
    loaded(f"{MODEL}@v001")

    (one,) = plan().turns

    assert one.difference.representations_gone == ("obj",)
    assert one.difference.words == "no longer as obj"


def test_what_has_no_such_representation_any_more_stays_and_says_so(loaded: Bring, plan: Any) -> None:
    loaded(f"{MODEL}@v001", representation="obj", how=How.READ)

    found = plan()

    assert not found.turns
    assert found.left[0].why == f"{MODEL}@v002 has no obj; it has ma"


def test_what_the_newest_lacks_files_of_stays(loaded: Bring, plan: Any, where: Find) -> None:
    loaded(f"{RIG}@v001")
    path = where(f"{RIG}@v003")
    path.parent.chmod(0o755)
    path.unlink()

    (left,) = plan().left

    assert left.why == f"files of {RIG}@v003 are missing: {path.name}"


def test_a_frame_that_the_newest_does_not_have_stays(
    host: Any, plan: Any, where: Find, retract: Callable[..., None]
) -> None:
    pattern = where(f"{PLATE}@v002")
    host.load(pattern.with_name(pattern.name % 1004), How.READ, name="still", stamp=None)
    retract(f"{PLATE}@v002")

    (left,) = plan().left

    assert "has no such frame" in left.why


def test_a_damaged_manifest_hides_the_difference_and_not_the_update(loaded: Bring, plan: Any, where: Find) -> None:
    loaded(f"{RIG}@v001")
    manifest = where(f"{RIG}@v001").parent / "publish.json"
    manifest.chmod(0o644)
    manifest.write_text("{}")

    (one,) = plan().turns

    assert one.difference is None
    assert one.note.startswith("what changes cannot be told: ")


def test_what_was_imported_is_the_scenes_own_and_stays(loaded: Bring, plan: Any) -> None:
    loaded(f"{RIG}@v001", how=How.IMPORT)
    loaded(f"{PLATE}@v001")

    found = plan()

    assert [turn.row.id for turn in found.turns] == ["sh0010_plate"]
    assert found.left[0].why.startswith("it was imported")


def test_what_is_nested_stays(host: Any, loaded: Bring, plan: Any, tmp_path: Path) -> None:
    loaded(f"{RIG}@v001")
    host.save(tmp_path / "outer.fake")
    host.new(force=True)
    host.load(tmp_path / "outer.fake", How.REFERENCE, name="outer", stamp=None)

    (left,) = plan().left

    assert left.why.startswith("it came with another reference")


def test_only_what_was_chosen_is_planned(loaded: Bring, plan: Any) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{PLATE}@v001")

    assert [one.row.id for one in plan("sh0010_plate").turns] == ["sh0010_plate"]


def test_a_wrong_id_is_told_with_the_nearest(loaded: Bring, plan: Any) -> None:
    loaded(f"{RIG}@v001")

    with pytest.raises(UsageError) as refused:
        plan("dragon_rgi")
    assert refused.value.hint == "Did you mean dragon_rig?"


def test_choosing_what_cannot_be_updated_is_refused(loaded: Bring, plan: Any) -> None:
    loaded(f"{MODEL}@v001", representation="obj", how=How.READ)

    with pytest.raises(UsageError, match=r"dragon_model: .*has no obj"):
        plan("dragon_model")


def test_a_plan_is_told_as_plain_values(loaded: Bring, plan: Any, where: Find) -> None:
    loaded(f"{RIG}@v002")

    told = plan().as_json()

    (one,) = told["turns"]
    assert one | {"difference": None} == {
        "node": "dragon_rig",
        "from": f"{RIG}@v002",
        "to": f"{RIG}@v003",
        "representation": "ma",
        "path": str(where(f"{RIG}@v003")),
        "difference": None,
        "note": None,
    }
    assert one["difference"]["changed"] is True
