"""Our marks: stamps on nodes, where an import came from, and the notes that a script keeps."""

from __future__ import annotations

import json
from urllib.parse import quote, unquote

from dcc.nuke.scene import document, nodes
from studio_tools.host import stamps
from studio_tools.model import Stamp

STAMP, PATH, NOTES = "studioStamp", "studioPath", "studioNotes"


def stamp_of(node: str) -> Stamp | None:
    """The stamp on a node."""
    return stamps.parse(nodes.text(node, STAMP))


def put_stamp(node: str, stamp: Stamp | None) -> None:
    """Put a stamp on a node, or take the one that is there off."""
    if stamp is not None or nodes.text(node, STAMP):
        nodes.put_text(node, STAMP, "" if stamp is None else stamps.spell(stamp))


def came_from(node: str) -> str:
    """The file that an import came from; "" for what is none."""
    return unquote(nodes.text(node, PATH))


def put_path(node: str, path: str) -> None:
    """Remember where an import came from."""
    nodes.put_text(node, PATH, quote(path))


def notes() -> dict[str, str]:
    """All notes that the script keeps. What somebody wrote over them by hand is none."""
    try:
        found = json.loads(unquote(document.text(NOTES)) or "{}")
    except ValueError:
        return {}
    return {key: text for key, text in found.items() if isinstance(text, str)} if isinstance(found, dict) else {}


def set_note(key: str, value: str | None) -> None:
    """Keep a note: escaped, so that neither TCL nor a script's quotes can touch it."""
    kept = notes()
    if kept.get(key) == value:
        return
    if value is None:
        kept.pop(key)
    else:
        kept[key] = value
    document.set_text(NOTES, quote(json.dumps(kept), safe="") if kept else "")
