"""The script as a file: opened, read into, saved, cleared, closed; and nodes copied and pasted."""

from __future__ import annotations

from typing import Any

from studio_tools.testing.nukesim import building, writing
from studio_tools.testing.nukesim.building import Loader
from studio_tools.testing.nukesim.loading import load
from studio_tools.testing.nukesim.nodes import Node
from studio_tools.testing.nukesim.session import Session

CLIPBOARD = "%clipboard%"


def is_used(session: Session) -> bool:
    """Whether there is something in the script that opening another would throw away."""
    root = session.root
    return bool(root._children) or bool(root._knobs["name"]._state) or root.modified()


def data_of(session: Session, path: str) -> bytes:
    """The bytes of a script. Raises RuntimeError where they cannot be read."""
    place = session.path(path)
    if not session.faults.is_file(place.as_posix()):
        raise RuntimeError(f"{path}: can't read script: No such file or directory")
    return place.read_bytes()


def open_script(session: Session, path: str | None) -> None:
    """Open a script: here where this Nuke is unused or has no window, else in a Nuke of its own."""
    if path is None:
        session.need_window()
        path = str(session.interface.answer("getFilename", "Open Script"))
    data = data_of(session, path)
    if session.is_gui and is_used(session):
        session.opened_elsewhere.append(path)
        return
    clear(session)
    session.root._knobs["name"]._state = path
    read_into(session, data, path)
    name = session.root._knobs["name"]
    name._state, name._raw = path, None
    settle(session)
    session.callbacks.fire("onScriptLoad", session.root)


def read_file(session: Session, path: str) -> None:
    """Read a script into this one: nodes, and what it says of the root but its name."""
    root = session.root
    name = root._knobs["name"]._state
    with session.step("scriptReadFile"):
        read_into(session, data_of(session, path), path)
    root._knobs["name"]._state, root._knobs["name"]._raw = name, None
    session.journal.is_modified = True


def read_text(session: Session, text: str) -> None:
    """Read a script's text into the group that code sees."""
    with session.step("scriptReadText"):
        load(session, session.group(), text.encode(), Loader(session), takes_root=False)


def read_into(session: Session, data: bytes, path: str) -> None:
    """Read a script. What makes no sense in it raises RuntimeError, after all the rest was read."""
    result = load(session, session.root, data, Loader(session))
    session.view = session.views()[0] if session.views() else "main"
    if result.wrong:
        settle(session)
        raise RuntimeError(f"{path}: {result.wrong[0]}")


def settle(session: Session) -> None:
    """What was done cannot be undone any more, and nothing counts as changed."""
    session.journal.forget()
    session.journal.is_modified = False


def clear(session: Session) -> None:
    """Throw the script away, and begin with an empty one."""
    if session.root is not None:
        session.callbacks.fire("onScriptClose", session.root)
        building.bury(session, session.root)
    building.new_root(session)
    settle(session)
    session.callbacks.fire("onCreate", session.root)


def close(session: Session, *, ignores_changes: bool) -> bool:
    """Close the script. With a window a changed one is asked about; tells whether it was closed."""
    if session.is_gui and session.root.modified() and not ignores_changes:
        answer = session.interface.answer("close", "Save changes before closing?")
        if answer is None:
            return False
        if answer:
            save(session, None)
    clear(session)
    return True


def save(session: Session, path: str | None) -> bool:
    """Save the script; under another *path* its own name stays. False where the person cancels."""
    root = session.root
    own = str(root._knobs["name"]._state)
    if path is None and not own:
        if not session.is_gui:
            raise RuntimeError("There is no file name for the script: nothing was saved")
        chosen = session.interface.answer("getFilename", "Save Script")
        if not chosen:
            return False
        save_as(session, str(chosen), 1)
        return True
    session.callbacks.fire("onScriptSave", root)
    target = path or str(root._knobs["name"]._state)
    session.faults.write(session.path(target), writing.script(session).encode())
    session.journal.is_modified = False
    return True


def save_as(session: Session, path: str | None, overwrite: int) -> None:
    """Save the script under a name that becomes its own. Raises RuntimeError where a file is not to be overwritten."""
    if path is None:
        session.need_window()
        path = str(session.interface.answer("getFilename", "Save Script As") or "")
        if not path:
            raise RuntimeError("Cancelled")
    may = overwrite == 1
    if session.path(path).exists() and not may:
        asks = session.is_gui and overwrite not in (0, 1)
        if not asks or not session.interface.answer("ask", f"Overwrite existing {path}?"):
            raise RuntimeError(f"{path} exists already and was not overwritten")
    name = session.root._knobs["name"]
    before = name._state
    session.journal.set(name, "_state", path)
    session.journal.set(name, "_raw", None)
    try:
        save(session, None)
    except RuntimeError:
        name._state = before
        raise


def copy(session: Session, path: str) -> None:
    """Copy the selected nodes to a file, or to the clipboard, which a terminal lacks."""
    if path == CLIPBOARD and not session.is_gui:
        raise RuntimeError("Cannot copy to clipboard in non-GUI mode")
    nodes = session.group().selectedNodes()
    if not nodes:
        raise RuntimeError("Nothing selected")
    chosen = [each for each in session.group()._children if each in nodes]
    text = writing.fragment(session, chosen)
    if path == CLIPBOARD:
        session.clipboard = text
    else:
        session.faults.write(session.path(path), text.encode())


def paste(session: Session, path: str) -> Node | None:
    """Paste nodes: they are connected below the selected node, named anew where they must be, and selected."""
    if path == CLIPBOARD and not session.is_gui:
        raise RuntimeError("Cannot paste from clipboard in non-GUI mode")
    data = session.clipboard.encode() if path == CLIPBOARD else data_of(session, path)
    group: Any = session.group()
    with session.step("nodePaste"):
        chosen = group.selectedNode()
        for each in group.selectedNodes():
            each.setSelected(False)
        result = load(session, group, data, Loader(session), top=chosen, takes_root=False)
        for each in result.nodes:
            each.setSelected(True)
    return result.nodes[-1] if result.nodes else None
