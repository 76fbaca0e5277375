"""Pins hold what they are put on, are kept in the scene, and give way only when they are taken off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio_tools import scenes
from studio_tools.errors import UsageError
from studio_tools.host import How, Loaded
from studio_tools.jobs import run
from studio_tools.load import Pin, Row, State, make_current, pin, switch, unpin, update
from studio_tools.load.pins import NOTE, keep, parsed, pins_in, pins_of, put, taken_off
from studio_tools.model import Address
from studio_tools.studio import Studio
from studio_tools.testing.fake_host import FakeHost

RIG, PLATE = "demo/assets/dragon:rig.main", "demo/sq010/sh0010:plate.main"

Bring = Callable[..., Loaded]
Rows = Callable[[], dict[str, Row]]


@pytest.fixture
def hold(studio: Studio, host: Any) -> Callable[..., Any]:
    return lambda *ids, **more: run(pin(studio.session, host, ids, **more))


def numbers(host: Any) -> dict[str, int]:
    return {one.id: one.stamp.number for one in host.loaded() if one.stamp is not None}


def test_a_pinned_row_says_why_and_what_there_is(loaded: Bring, hold: Any, rows: Rows) -> None:
    loaded(f"{RIG}@v001")

    hold("dragon_rig", reason="approved by the client")

    row = rows()["dragon_rig"]
    assert row.state is State.PINNED
    assert row.words == f"newest is {RIG}@v003; pinned: approved by the client"
    assert row.pin is not None
    assert (row.pin.by, row.pin.address) == ("ada", f"{RIG}@v001")
    assert row.pin.when is not None


def test_an_update_passes_over_what_is_pinned_and_tells_it(studio: Studio, host: Any, loaded: Bring, hold: Any) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{PLATE}@v001")
    hold("dragon_rig", reason="approved")

    report = run(update(studio.session, host))

    assert numbers(host) == {"dragon_rig": 1, "sh0010_plate": 2}
    assert [(left.row.id, left.why) for left in report.left] == [("dragon_rig", "it is pinned: approved")]


def test_choosing_what_is_pinned_is_refused(studio: Studio, host: Any, loaded: Bring, hold: Any) -> None:
    loaded(f"{RIG}@v001")
    hold("dragon_rig")

    with pytest.raises(UsageError, match="it is pinned"):
        run(update(studio.session, host, ["dragon_rig"]))
    with pytest.raises(UsageError, match="is pinned to"):
        run(switch(studio.session, host, "dragon_rig", Address.parse(f"{RIG}@v002")))
    assert numbers(host) == {"dragon_rig": 1}


def test_make_current_takes_the_pin_off_in_the_same_step(
    studio: Studio, host: Any, loaded: Bring, hold: Any, rows: Rows
) -> None:
    loaded(f"{RIG}@v001")
    hold("dragon_rig")
    before = host.document

    run(make_current(studio.session, host, ["dragon_rig"]))

    assert rows()["dragon_rig"].state is State.CURRENT
    assert host.note(NOTE) is None
    host.undo()
    assert host.document == before


def test_what_is_current_and_pinned_may_be_made_current(
    studio: Studio, host: Any, loaded: Bring, hold: Any, rows: Rows
) -> None:
    loaded(RIG)
    hold("dragon_rig")

    run(make_current(studio.session, host, ["dragon_rig"]))

    assert rows()["dragon_rig"].state is State.CURRENT


def test_unpinned_it_goes_on_with_updates(studio: Studio, host: Any, loaded: Bring, hold: Any) -> None:
    loaded(f"{RIG}@v001")
    hold("dragon_rig")

    assert run(unpin(studio.session, host, ["dragon_rig", "never pinned"])) == {}
    run(update(studio.session, host))

    assert numbers(host) == {"dragon_rig": 3}


def test_a_pin_survives_saving(host: Any, loaded: Bring, hold: Any, rows: Rows, tmp_path: Path) -> None:
    loaded(f"{RIG}@v001")
    hold("dragon_rig", reason='Käfer "1"\nand more')
    path = host.save(tmp_path / "shot.fake")
    host.new()

    host.open(path)

    assert rows()["dragon_rig"].pin is not None
    assert rows()["dragon_rig"].pin.reason == 'Käfer "1"\nand more'  # type: ignore[union-attr]


def test_a_pin_is_void_when_somebody_went_around_it(
    host: Any, loaded: Bring, hold: Any, rows: Rows, where: Callable[..., Path]
) -> None:
    one = loaded(f"{RIG}@v001")
    hold("dragon_rig")
    host.update(one, where(f"{RIG}@v002"), stamp=None)

    row = rows()["dragon_rig"]

    assert (row.state, row.pin) == (State.OUTDATED, None)
    assert row.note == f"was pinned to {RIG}@v001, which it no longer reads"


def test_worse_news_come_before_a_pin(loaded: Bring, hold: Any, rows: Rows, retract: Callable[..., None]) -> None:
    loaded(f"{RIG}@v001")
    hold("dragon_rig")
    retract(f"{RIG}@v001")

    row = rows()["dragon_rig"]

    assert row.state is State.RETRACTED
    assert row.pin is not None


def test_pinning_is_one_step_to_undo(host: Any, loaded: Bring, hold: Any, rows: Rows) -> None:
    loaded(f"{RIG}@v001")
    loaded(f"{PLATE}@v001")
    hold("dragon_rig", "sh0010_plate")

    host.undo()

    assert {row.state for row in rows().values()} == {State.OUTDATED}


def test_what_is_not_published_or_not_there_cannot_be_pinned(
    host: Any, loaded: Bring, hold: Any, tmp_path: Path
) -> None:
    (tmp_path / "own.ma").touch()
    host.load(tmp_path / "own.ma", How.REFERENCE, name="own", stamp=None)

    with pytest.raises(UsageError, match="own is not published"):
        hold("own")
    with pytest.raises(UsageError, match="not among what the scene reads"):
        hold("nobody")


def test_what_is_nested_is_pinned_by_what_brings_it(host: Any, loaded: Bring, hold: Any, tmp_path: Path) -> None:
    inner = loaded(f"{RIG}@v001")
    host.save(tmp_path / "outer.fake")
    host.new(force=True)
    host.load(tmp_path / "outer.fake", How.REFERENCE, name="outer", stamp=None)

    with pytest.raises(UsageError, match="came with another reference"):
        hold(f"outer:{inner.id}")


def test_pinning_again_renews_the_reason(loaded: Bring, hold: Any, rows: Rows) -> None:
    loaded(f"{RIG}@v001")
    hold("dragon_rig", reason="once")
    hold("dragon_rig", reason="twice")

    assert rows()["dragon_rig"].pin.reason == "twice"  # type: ignore[union-attr]


# -- the note


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", "7", '{"a": 1}', '{"a": {}}', '{"a": {"address": "x", "when": "never"}}', "null"]
)
def test_a_note_that_somebody_broke_holds_nothing(text: str | None) -> None:
    assert parsed(text) == {}


def test_the_note_goes_with_the_last_pin() -> None:
    host = FakeHost()
    keep(host, {"a": Pin(address=f"{RIG}@v001")})
    assert host.note(NOTE) is not None

    keep(host, taken_off(pins_of(host), ["a"]))

    assert host.note(NOTE) is None


names = some.text(min_size=1, max_size=20).filter(lambda text: text.isprintable())
pins = some.dictionaries(
    names,
    some.builds(
        Pin,
        address=some.just(f"{RIG}@v001"),
        reason=some.text(max_size=30),
        by=names,
        when=some.none() | some.datetimes(),
    ),
    max_size=5,
)


@given(pins)
def test_pins_are_read_as_they_were_kept(found: dict[str, Pin]) -> None:
    host = FakeHost()

    keep(host, found)

    assert pins_of(host) == found


@given(pins, some.lists(names, max_size=3))
def test_putting_on_and_taking_off_leaves_the_others(found: dict[str, Pin], ids: list[str]) -> None:
    addresses = dict.fromkeys(ids, f"{RIG}@v002")

    more = put(found, addresses, Pin(address="", reason="now"))

    assert {ident: more[ident].address for ident in ids} == addresses
    assert taken_off(more, ids) == {ident: one for ident, one in found.items() if ident not in ids}


def test_pins_are_read_from_a_maya_scene_on_disk(tmp_path: Path) -> None:
    text = json.dumps({"rigRN": {"address": f"{RIG}@v001", "reason": "approved"}})
    path = tmp_path / "shot.ma"
    path.write_text(f'//Maya ASCII 2026 scene\nrequires maya "2026";\nfileInfo "studio.pins" "={quote(text)}";\n')

    assert pins_in(scenes.read(path)) == {"rigRN": Pin(address=f"{RIG}@v001", reason="approved")}


def test_a_scene_without_notes_has_no_pins(tmp_path: Path) -> None:
    path = tmp_path / "shot.ma"
    path.write_text('//Maya ASCII 2026 scene\nrequires maya "2026";\n')

    assert pins_in(scenes.read(path)) == {}


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (quote(json.dumps({"pins": json.dumps({"Read1": {"address": f"{PLATE}@v001"}})}), safe=""), ["Read1"]),
        (quote(json.dumps({"other": "1"}), safe=""), []),
        (quote(json.dumps({"pins": 7}), safe=""), []),
        ("%5B%5D", []),
        ("rubbish", []),
    ],
    ids=["pins", "other notes", "no text", "no notes", "rubbish"],
)
def test_pins_are_read_from_a_nuke_script_on_disk(tmp_path: Path, value: str, wanted: list[str]) -> None:
    path = tmp_path / "comp.nk"
    root = f"Root {{\n addUserKnob {{20 Studio}}\n addUserKnob {{1 studioNotes}}\n studioNotes {value}\n}}\n"
    path.write_text(f"version 16.0 v8\n{root}Read {{\n file /p/a.%04d.exr\n name Read1\n}}\n")

    assert list(pins_in(scenes.read(path))) == wanted


def test_a_script_without_root_has_no_pins(tmp_path: Path) -> None:
    path = tmp_path / "comp.nk"
    path.write_text("version 16.0 v8\nRead {\n file /p/a.%04d.exr\n name Read1\n}\n")

    assert pins_in(scenes.read(path)) == {}
