"""Menus in Blender's top bar, and messages before a person."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Any

import bpy

ICONS = {"info": "INFO", "warning": "ERROR", "error": "CANCEL"}
OPERATOR = "studio_tools.run"


def main_window() -> object | None:
    """Blender's first window; it has no toolkit that would make another object of it."""
    windows = bpy.context.window_manager.windows
    return windows[0] if windows and not bpy.app.background else None


def menu_name(title: str) -> str:
    """What a menu of this title is called; two titles never share one."""
    return f"STUDIO_TOOLS_MT_{zlib.crc32(title.encode()):08x}"


def show(title: str, entries: Sequence[tuple[str, str] | None], run: Callable[[str], None]) -> None:
    """Show a menu of labels and what they run, in place of the one of that title; None is a separator."""
    _register_operator(run)
    name = menu_name(title)
    hide(title)

    def draw(self: Any, _context: object) -> None:
        for entry in entries:
            if entry is None:
                self.layout.separator()
            else:
                self.layout.operator(OPERATOR, text=entry[0]).action = entry[1]

    def draw_in_bar(self: Any, _context: object) -> None:
        self.layout.menu(name)

    words = {"bl_idname": name, "bl_label": title, "draw": draw, "draw_in_bar": staticmethod(draw_in_bar)}
    bpy.utils.register_class(type(name, (bpy.types.Menu,), words))
    bpy.types.TOPBAR_MT_editor_menus.append(draw_in_bar)


def hide(title: str) -> None:
    """Take a menu away."""
    found = getattr(bpy.types, menu_name(title), None)
    if found is not None:
        bpy.types.TOPBAR_MT_editor_menus.remove(found.draw_in_bar)
        bpy.utils.unregister_class(found)


def _register_operator(run: Callable[[str], None]) -> None:
    """Make Blender know the operator behind all entries; the newest *run* counts."""
    if (old := getattr(bpy.types, "STUDIO_TOOLS_OT_run", None)) is not None:
        bpy.utils.unregister_class(old)

    def execute(self: Any, _context: object) -> set[str]:
        run(self.action)
        return {"FINISHED"}

    words = {
        "bl_idname": OPERATOR,
        "bl_label": "Studio tools",
        "bl_options": {"INTERNAL"},
        "__annotations__": {"action": bpy.props.StringProperty()},
        "execute": execute,
    }
    bpy.utils.register_class(type("STUDIO_TOOLS_OT_run", (bpy.types.Operator,), words))


def pop_up(text: str, level: str) -> None:
    """Show a message at the pointer."""

    def draw(self: Any, _context: object) -> None:
        for line in text.splitlines():
            self.layout.label(text=line)

    manager = bpy.context.window_manager
    with bpy.context.temp_override(window=manager.windows[0]):
        manager.popup_menu(draw, title="Studio tools", icon=ICONS[level])
