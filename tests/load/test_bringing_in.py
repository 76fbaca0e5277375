"""Load: the right form in the right way, named, stamped, checked before; all of it in one step, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import ConfigError, HostError, NotCapable, OutOfUse, Tampered, UsageError, VersionUnknown
from studio_tools.events import Event, ProductLoaded
from studio_tools.host import Can, How, Loaded
from studio_tools.jobs import perform, run
from studio_tools.load import Rules, Wish, load, load_plan
from studio_tools.model import Address
from studio_tools.studio import Studio

DRAGON, SHOT = "demo/assets/dragon", "demo/sq010/sh0010"
RIG, PLATE, MODEL = f"{DRAGON}:rig.main", f"{SHOT}:plate.main", f"{DRAGON}:model.main"
TEXTURE, CAMERA = f"{DRAGON}:texture.skin", f"{SHOT}:camera.main"


def wish(address: str, **more: Any) -> Wish:
    return Wish(address=Address.parse(address), **more)


def bring(studio: Studio, host: Any, *wishes: Wish | str, **how: Any) -> Sequence[Loaded]:
    asked = [each if isinstance(each, Wish) else wish(each) for each in wishes]
    return run(load(studio.session, host, asked, **how))


def test_the_latest_is_brought_in_where_no_version_is_named(
    studio: Studio, host: Any, where: Callable[..., Path]
) -> None:
    (one,) = bring(studio, host, RIG)

    assert list(host.loaded()) == [one]
    assert (one.label, one.kind, one.resolved) == ("dragon_rig", "reference", where(f"{RIG}@v003"))
    assert one.stamp is not None
    assert (one.stamp.address, one.stamp.representation) == (f"{RIG}@v003", "ma")


@pytest.mark.parametrize(
    ("address", "how", "name"),
    [
        (RIG, How.REFERENCE, "dragon_rig"),
        (PLATE, How.READ, "sh0010_plate"),
        (TEXTURE, How.TEXTURE, "dragon_texture_skin"),
        (CAMERA, How.CAMERA, "sh0010_camera"),
    ],
)
def test_the_table_chooses_the_way_and_the_template_the_name(
    studio: Studio, host: Any, address: str, how: How, name: str
) -> None:
    (planned,) = run(load_plan(studio.session, host, [wish(address)]))

    assert (planned.how, planned.name) == (how, name)
    assert not host.loaded(), "a plan touches nothing"


def test_a_sequence_is_brought_in_as_one_pattern(studio: Studio, host: Any, where: Callable[..., Path]) -> None:
    (one,) = bring(studio, host, f"{PLATE}@v001")

    assert one.path == where(f"{PLATE}@v001").as_posix()
    assert "%04d" in one.path


def test_tiles_of_a_texture_are_brought_in_as_tiles(studio: Studio, host: Any) -> None:
    (one,) = bring(studio, host, TEXTURE)

    assert "<UDIM>" in one.path


def test_tiles_are_frames_for_what_reads_them_as_such(studio: Studio, host: Any) -> None:
    (one,) = bring(studio, host, wish(TEXTURE, how=How.READ))

    assert "%04d" in one.path


def test_the_earlier_row_decides_between_representations(studio: Studio, host: Any) -> None:
    (chosen,) = bring(studio, host, f"{MODEL}@v001")
    (named,) = bring(studio, host, wish(f"{MODEL}@v001", representation="obj", how=How.READ))

    assert [one.resolved.suffix for one in (chosen, named) if one.resolved] == [".ma", ".obj"]


def test_a_program_is_not_offered_the_scenes_of_another(studio: Studio, host: Any) -> None:
    host.suffixes = (".nk",)

    (one,) = bring(studio, host, f"{MODEL}@v001")

    assert one.resolved is not None
    assert one.resolved.suffix == ".obj"
    with pytest.raises(NotCapable, match="cannot be brought in here"):
        bring(studio, host, RIG)


def test_a_way_that_is_not_offered_gives_way_to_the_next(studio: Studio, host: Any) -> None:
    host.hows = frozenset({How.IMPORT})

    (one,) = bring(studio, host, RIG)

    assert one.kind == "import"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"representation": "abc"}, "has no abc"),
        ({"how": How.TEXTURE}, "cannot be brought in here as texture"),
    ],
)
def test_what_was_asked_for_and_cannot_be_is_refused(studio: Studio, host: Any, more: Any, said: str) -> None:
    host.hows = frozenset({How.REFERENCE})

    with pytest.raises(NotCapable, match=said):
        bring(studio, host, wish(RIG, **more))
    assert not host.loaded()


def test_a_name_that_is_taken_gets_a_number(studio: Studio, host: Any) -> None:
    first = bring(studio, host, RIG, f"{RIG}@v001")
    (more,) = bring(studio, host, RIG)
    (own,) = bring(studio, host, wish(RIG, name="Dragon_Rig"))

    assert [one.label for one in (*first, more, own)] == ["dragon_rig", "dragon_rig_2", "dragon_rig_3", "Dragon_Rig_4"]


def test_a_studio_may_name_things_its_own_way(studio: Studio, host: Any) -> None:
    (one,) = bring(studio, host, RIG, rules=Rules(name="{project}_{kind}_{entity}_{variant}"))

    assert one.label == "demo_rig_dragon_main"


def test_a_template_that_makes_no_sense_is_told(studio: Studio, host: Any) -> None:
    with pytest.raises(ConfigError, match="kidn"):
        bring(studio, host, RIG, rules=Rules(name="{kidn}"))


def test_a_retracted_version_is_refused_with_what_to_use(
    studio: Studio, host: Any, retract: Callable[..., None]
) -> None:
    retract(f"{RIG}@v003", replacement=f"{RIG}@v001")

    with pytest.raises(OutOfUse, match="is retracted: wrong lens") as refused:
        bring(studio, host, f"{RIG}@v003")
    assert refused.value.hint == f"Use {RIG}@v001."
    assert (refused.value.code, refused.value.exit_code) == ("version-retracted", 26)
    assert refused.value.details == {"address": f"{RIG}@v003", "reason": "wrong lens", "instead": f"{RIG}@v001"}
    assert [one.resolved for one in bring(studio, host, f"{RIG}@v003", force=True)]


def test_a_forced_or_an_older_version_is_noted(studio: Studio, host: Any, retract: Callable[..., None]) -> None:
    retract(f"{RIG}@v003")

    plan = run(load_plan(studio.session, host, [wish(f"{RIG}@v003"), wish(f"{RIG}@v001")], force=True))

    assert [each.note for each in plan] == ["it is retracted: wrong lens", f"newer: {RIG}@v002"]


def test_an_unknown_version_is_told_with_the_nearest(studio: Studio, host: Any) -> None:
    with pytest.raises(VersionUnknown, match="v009") as refused:
        bring(studio, host, f"{RIG}@v009")
    assert f"{RIG}@v003" in refused.value.hint


def test_files_that_are_missing_are_named_before_anything_is_touched(
    studio: Studio, host: Any, where: Callable[..., Path]
) -> None:
    pattern = where(f"{PLATE}@v002")
    pattern.parent.chmod(0o755)
    (pattern.parent / (pattern.name % 1003)).unlink()

    with pytest.raises(Tampered, match=r"files of .*plate\.main@v002 are missing: .*1003"):
        bring(studio, host, RIG, PLATE)
    assert not host.loaded()


def test_nothing_chosen_is_a_mistake(studio: Studio, host: Any) -> None:
    with pytest.raises(UsageError, match="nothing was chosen"):
        bring(studio, host)


def test_a_host_that_loads_nothing_says_so(studio: Studio, host: Any) -> None:
    host.can = frozenset({Can.SAVE})

    with pytest.raises(NotCapable, match="cannot load"):
        bring(studio, host, RIG)


def test_several_are_one_step_to_undo(studio: Studio, host: Any) -> None:
    host.set_note("before", "1")
    bring(studio, host, RIG, PLATE, TEXTURE)

    host.undo()

    assert not host.loaded()
    assert host.note("before") == "1"


def test_when_one_fails_none_was_brought_in(studio: Studio, host: Any) -> None:
    (kept,) = bring(studio, host, CAMERA)
    host.breaks_on = {"texture"}

    with pytest.raises(HostError) as failed:
        bring(studio, host, RIG, PLATE, TEXTURE)

    assert list(host.loaded()) == [kept]
    assert failed.value.message.startswith("dragon_texture_skin: ")
    assert failed.value.message.endswith("; nothing was changed")
    assert failed.value.hint == "It may be damaged."
    host.undo()
    assert not host.loaded(), "the failed step left nothing behind to undo but what came before"


def test_a_bug_in_the_host_leaves_nothing_either(studio: Studio, host: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = type(host).load

    def broken(self: Any, path: Path, how: How, **more: Any) -> Loaded:
        if "plate" in str(path):
            raise ZeroDivisionError("a bug")
        one: Loaded = whole(self, path, how, **more)
        return one

    monkeypatch.setattr(type(host), "load", broken)

    with pytest.raises(ZeroDivisionError, match="a bug"):
        bring(studio, host, RIG, PLATE)
    assert not host.loaded()


def test_a_flow_that_is_dropped_between_plan_and_deed_did_nothing(studio: Studio, host: Any) -> None:
    flow = load(studio.session, host, [wish(RIG)])
    job = next(flow)
    while job.step != "load.bring":
        job = flow.send(perform(job))

    flow.close()

    assert not host.loaded()


def test_it_loads_while_the_site_is_away(offline: Studio, host: Any) -> None:
    assert len(bring(offline, host, RIG, PLATE)) == 2


def test_each_product_that_came_in_is_told(studio: Studio, host: Any, told: list[Event]) -> None:
    bring(studio, host, RIG, PLATE)

    events = [event for event in told if isinstance(event, ProductLoaded)]
    assert [(one.kind, one.host, one.how, one.error) for one in events] == [
        ("rig", "fake", "reference", ""),
        ("plate", "fake", "read", ""),
    ]
    assert all(one.seconds > 0 for one in events)


@pytest.mark.parametrize(
    ("address", "code"),
    [(f"{RIG}@v009", "version-unknown"), (TEXTURE, "host-failed")],
    ids=["refused", "failed"],
)
def test_what_did_not_come_in_is_told_with_why(
    studio: Studio, host: Any, told: list[Event], address: str, code: str
) -> None:
    host.breaks_on = {"texture"}

    with pytest.raises((HostError, VersionUnknown)):
        bring(studio, host, address)

    (event,) = [event for event in told if isinstance(event, ProductLoaded)]
    assert (event.error, event.outcome) == (code, "failure")


def test_a_retracted_one_that_did_not_come_in_is_told_as_such(
    studio: Studio, host: Any, told: list[Event], retract: Callable[..., None]
) -> None:
    retract(f"{RIG}@v003")

    with pytest.raises(OutOfUse) as refused:
        bring(studio, host, f"{RIG}@v003")

    assert [event.error for event in told if isinstance(event, ProductLoaded)] == ["version-retracted"]
    assert refused.value.details["instead"] == f"{RIG}@v002"


def test_a_plan_is_told_as_plain_values(studio: Studio, host: Any, where: Callable[..., Path]) -> None:
    (planned,) = run(load_plan(studio.session, host, [wish(RIG)]))

    assert planned.as_json() == {
        "address": f"{RIG}@v003",
        "representation": "ma",
        "how": "reference",
        "name": "dragon_rig",
        "path": str(where(f"{RIG}@v003")),
        "note": None,
    }
