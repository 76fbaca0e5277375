"""What a host with a user interface promises: its window is for people, menus replace, nothing said is an error."""

from __future__ import annotations

from pathlib import Path

from studio_tools.errors import NotCapable
from studio_tools.host import Entry, Level, Window
from studio_tools.testing.host_contract.kit import Check, Kit, raises

ACTION = "studio_tools.host:Entry"
FIRST = (
    Entry(label="Publish …", action=ACTION),
    None,
    Entry(label="Load", action=ACTION, icon="load.png", key="Ctrl+L"),
)
SECOND = (Entry(label="Versions", action=ACTION),)


def a_window_is_there_only_for_people(kit: Kit, folder: Path) -> None:
    host = kit.make()
    assert isinstance(host, Window)
    assert (host.main() is not None) is host.interactive


def it_speaks_at_every_level(kit: Kit, folder: Path) -> None:
    host = kit.make()
    assert isinstance(host, Window)
    host.say("hello")
    for level in Level:
        host.say('said with "quotes",\nlines and Umläute', level)


def a_menu_shows_its_entries(kit: Kit, folder: Path) -> None:
    assert shown(kit, FIRST) == ["Publish …", "", "Load"]


def a_menu_takes_the_place_of_one_of_its_title(kit: Kit, folder: Path) -> None:
    shown(kit, FIRST)
    assert shown(kit, SECOND) == ["Versions"]
    assert shown(kit, FIRST) == ["Publish …", "", "Load"]


def a_menu_may_be_empty(kit: Kit, folder: Path) -> None:
    shown(kit, FIRST)
    assert shown(kit, ()) == []


def menus_do_not_disturb_each_other(kit: Kit, folder: Path) -> None:
    shown(kit, FIRST, title="Studio")
    shown(kit, SECOND, title="Studio: more")
    assert labels(kit, "Studio", FIRST) == ["Publish …", "", "Load"]
    assert labels(kit, "Studio: more", SECOND) == ["Versions"]


def without_a_person_there_is_no_menu(kit: Kit, folder: Path) -> None:
    host = kit.make()
    assert isinstance(host, Window)
    if not host.interactive:
        with raises(NotCapable, "nobody could read it"):
            host.menu("Studio", FIRST)
        with raises(NotCapable, "nobody could see it"):
            host.dock("studio.versions", "Versions", ACTION)


def shown(kit: Kit, entries: tuple[Entry | None, ...], *, title: str = "Studio") -> list[str]:
    """Show a menu, and read it."""
    host = kit.make()
    assert isinstance(host, Window)
    if host.interactive:
        host.menu(title, entries)
    return labels(kit, title, entries)


def labels(kit: Kit, title: str, entries: tuple[Entry | None, ...]) -> list[str]:
    """What a person reads in a menu; what was asked for where nobody sits there or the kit cannot look."""
    if kit.labels is None or not kit.make().interactive:
        return [entry.label if entry else "" for entry in entries]
    return kit.labels(title)


WINDOW: tuple[Check, ...] = (
    a_window_is_there_only_for_people,
    it_speaks_at_every_level,
    a_menu_shows_its_entries,
    a_menu_takes_the_place_of_one_of_its_title,
    a_menu_may_be_empty,
    menus_do_not_disturb_each_other,
    without_a_person_there_is_no_menu,
)
