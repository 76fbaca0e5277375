"""Menus, messages and the main thread, as far as Blender has them without a window."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

import bpy
import pytest

from dcc.blender.host import BlenderHost
from dcc.blender.scene import menus, program
from studio_tools.errors import HostError, NotCapable
from studio_tools.host import Entry, Level

BAR = "TOPBAR_MT_editor_menus"
ENTRIES = (("Publish …", "json:loads"), None, ("Load", "json:dumps"))


@dataclass
class Paper:
    """Something to draw on that remembers what was drawn."""

    drawn: list[tuple[str, ...]] = field(default_factory=list)
    chosen: list[SimpleNamespace] = field(default_factory=list)

    def separator(self) -> None:
        self.drawn.append(("-",))

    def label(self, *, text: str) -> None:
        self.drawn.append(("label", text))

    def menu(self, name: str) -> None:
        self.drawn.append(("menu", name))

    def operator(self, name: str, *, text: str) -> SimpleNamespace:
        self.drawn.append((name, text))
        self.chosen.append(SimpleNamespace(action=""))
        return self.chosen[-1]


@pytest.fixture(autouse=True)
def _no_menus_left() -> Iterator[None]:
    yield
    for title in ("Studio", "Studio: more"):
        menus.hide(title)


def menu(title: str) -> type:
    found: type = getattr(bpy.types, menus.menu_name(title))
    return found


def test_a_menu_holds_its_entries_in_order() -> None:
    menus.show("Studio", ENTRIES, lambda _: None)
    paper = Paper()
    menu("Studio").draw(SimpleNamespace(layout=paper), None)
    assert paper.drawn == [(menus.OPERATOR, "Publish …"), ("-",), (menus.OPERATOR, "Load")]
    assert [each.action for each in paper.chosen] == ["json:loads", "json:dumps"]
    assert menu("Studio").bl_label == "Studio"


def bar() -> list[tuple[str, ...]]:
    """What our part of the top bar shows."""
    paper = Paper()
    for draw in getattr(bpy.types, BAR).draw._draw_funcs:
        if draw.__module__ == menus.__name__:
            draw(SimpleNamespace(layout=paper), None)
    return paper.drawn


def test_a_menu_stands_in_the_bar_once_however_often_it_is_shown() -> None:
    for _ in range(3):
        menus.show("Studio", ENTRIES, lambda _: None)
    menus.show("Studio: more", (), lambda _: None)
    assert bar() == [("menu", menus.menu_name("Studio")), ("menu", menus.menu_name("Studio: more"))]
    menus.hide("Studio")
    assert bar() == [("menu", menus.menu_name("Studio: more"))]


def test_choosing_an_entry_runs_its_action() -> None:
    ran: list[str] = []
    menus.show("Studio", ENTRIES, ran.append)
    menus.show("Studio", ENTRIES, lambda action: ran.append(f"newer {action}"))
    assert bpy.ops.studio_tools.run(action="json:loads") == {"FINISHED"}
    assert ran == ["newer json:loads"]


def test_an_action_that_fails_is_told_and_never_reaches_blender(
    host: BlenderHost, caplog: pytest.LogCaptureFixture
) -> None:
    menus.show("Studio", ENTRIES, host._run)
    with caplog.at_level(logging.ERROR):
        for action in ("no.such.module:go", "json:no_such", "not an action", "json:loads"):
            assert bpy.ops.studio_tools.run(action=action) == {"FINISHED"}
    told = [each.message for each in caplog.records if each.name.startswith("dcc.blender.host")]
    assert [text.partition(":")[0] for text in told[:2]] == ["no.such.module", "json"]
    assert "does not name a function" in told[2]
    assert told[3].startswith("Something went wrong")


def test_without_a_window_there_is_nothing_to_look_at(host: BlenderHost) -> None:
    assert host.main() is None
    with pytest.raises(NotCapable, match="without a window"):
        host.menu("Studio", (Entry(label="Load", action="json:loads"),))
    with pytest.raises(NotCapable, match="no room for a docked panel"):
        host.dock("studio.versions", "Versions", "json:loads")


def test_what_is_said_goes_to_the_log(host: BlenderHost, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        for level in Level:
            host.say(f"said with {level}", level)
    assert [(each.levelno, each.message) for each in caplog.records] == [
        (logging.INFO, "said with info"),
        (logging.WARNING, "said with warning"),
        (logging.ERROR, "said with error"),
    ]


# -- the main thread


def test_a_call_that_the_main_thread_never_takes_is_given_up() -> None:
    host, told, ran = BlenderHost(patience=0.05), list[str](), list[int]()

    def ask() -> None:
        try:
            host.now(lambda: ran.append(1))
        except HostError as error:
            told.append(error.message)

    other = threading.Thread(target=ask)
    other.start()
    other.join()
    assert told == ["Blender was busy for more than 0.05 seconds"]
    assert host.turn() == 1, "what was given up still waits in line"
    assert ran == [], "and is not done behind the caller's back"
    host.stop()


def test_what_is_left_for_later_by_a_call_waits_for_the_next_turn(host: BlenderHost) -> None:
    done: list[str] = []
    host.soon(lambda: host.soon(lambda: done.append("second")))
    assert host.turn() == 1
    assert done == []
    assert host.turn() == 1
    assert done == ["second"]


def test_turning_with_nothing_to_do_does_nothing(host: BlenderHost) -> None:
    assert host.turn() == 0


def test_the_scene_can_be_changed_from_another_thread(host: BlenderHost) -> None:
    other = threading.Thread(target=lambda: host.now(lambda: host.set_note("from", "elsewhere")))
    other.start()
    while other.is_alive():
        host.turn()
    assert host.note("from") == "elsewhere"


def test_a_timer_is_begun_once_and_ended_for_good() -> None:
    end = program.every(1000.0, lambda: None)
    end()
    end()


def test_a_handler_that_this_blender_has_not_is_never_told_of() -> None:
    end = program.handle("no_such_handlers", lambda _: None)
    end()


def test_a_handler_outlives_the_file_and_ends_when_told() -> None:
    told: list[str] = []
    end = program.handle("load_post", told.append)
    bpy.ops.wm.read_homefile(use_empty=True)
    end()
    end()
    bpy.ops.wm.read_homefile(use_empty=True)
    assert told == [""]
