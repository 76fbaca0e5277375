"""What a scene promises of notes: any text, under any of our keys, kept by saving."""

from __future__ import annotations

import json
from pathlib import Path

from studio_tools.testing.host_contract.files import reopened
from studio_tools.testing.host_contract.kit import Check, Kit, fresh, named

AWKWARD = json.dumps(
    {
        "quote": "say \"hi\" and 'ho'",
        "lines": "one\ntwo\r\nthree\ttab",
        "path": "C:\\temp\\new",
        "speech": "Käfer – 龍 🐉",
        "code": "[exit] {$x} %04d `a` ; // # <b>",
    },
    ensure_ascii=False,
    indent=1,
)
BARE = 'plain "quotes", back\\slashes,\nlines, \u2028 and trailing blanks  \n'


def a_note_is_kept(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    scene.set_note("studio", "a note")
    assert scene.note("studio") == "a note"


def an_unknown_note_is_none(kit: Kit, folder: Path) -> None:
    assert fresh(kit).note("nobody_wrote_this") is None


def a_note_may_be_written_over(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    scene.set_note("studio", "first")
    scene.set_note("studio", "second")
    assert scene.note("studio") == "second"


def a_note_may_be_forgotten(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    scene.set_note("studio", "a note")
    scene.set_note("studio", None)
    scene.set_note("never_there", None)
    assert scene.note("studio") is None


def an_empty_note_is_a_note(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    scene.set_note("studio", "")
    assert scene.note("studio") == ""


def notes_do_not_disturb_each_other(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    for key, value in (("one", "1"), ("two", "2"), ("one.more", "3")):
        scene.set_note(key, value)
    scene.set_note("two", None)
    assert [scene.note(key) for key in ("one", "two", "one.more")] == ["1", None, "3"]


def a_note_holds_any_text(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    for text in (AWKWARD, BARE):
        scene.set_note("studio", text)
        assert scene.note("studio") == text


def a_note_may_be_long(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    long = AWKWARD * 500
    scene.set_note("studio", long)
    assert scene.note("studio") == long


def notes_survive_saving(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    texts = {"json": AWKWARD, "bare": BARE, "empty": "", "long": AWKWARD * 50}
    for key, text in texts.items():
        scene.set_note(key, text)
    reopened(scene, scene.save(named(scene, folder, "noted")))
    assert {key: scene.note(key) for key in texts} == texts


def a_forgotten_note_stays_forgotten(kit: Kit, folder: Path) -> None:
    scene = fresh(kit)
    scene.set_note("studio", "a note")
    scene.save(named(scene, folder, "noted"))
    scene.set_note("studio", None)
    assert reopened(scene, scene.save()).note("studio") is None


NOTES: tuple[Check, ...] = (
    a_note_is_kept,
    an_unknown_note_is_none,
    a_note_may_be_written_over,
    a_note_may_be_forgotten,
    an_empty_note_is_a_note,
    notes_do_not_disturb_each_other,
    a_note_holds_any_text,
    a_note_may_be_long,
)
NOTES_SAVED: tuple[Check, ...] = (notes_survive_saving, a_forgotten_note_stays_forgotten)
