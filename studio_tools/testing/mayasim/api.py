"""The parts of `maya.api.OpenMaya`, `maya.OpenMaya` and `maya.OpenMayaUI` that a pipeline touches, over one session.

A name that is not here raises AttributeError, as a misspelt one does in Maya.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

from studio_tools.testing.mayasim import naming, plugs
from studio_tools.testing.mayasim.model import Node
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session

Callbacked = Callable[..., object]


@dataclass(slots=True)
class FileObject:
    """`MFileObject`, as a callback that checks a file is handed it."""

    raw: str = ""

    def rawFullName(self) -> str:  # noqa: N802 - Maya's own names, here and below
        """The path as it was given."""
        return self.raw

    def resolvedFullName(self) -> str:  # noqa: N802
        """The path that is opened."""
        return self.raw

    def setRawFullName(self, path: str) -> None:  # noqa: N802
        """Opening another file from a callback is not simulated."""
        raise NotSimulated("MFileObject.setRawFullName")


@dataclass(frozen=True, slots=True)
class NodeHandle:
    """`MObject`: a node that may be gone meanwhile."""

    session: Session
    node: Node

    def isNull(self) -> bool:  # noqa: N802
        """Whether the node is gone."""
        return self.node.serial not in self.session.scene.nodes


@dataclass(frozen=True, slots=True)
class DagPath:
    """`MDagPath`."""

    session: Session
    handle: NodeHandle

    def fullPathName(self) -> str:  # noqa: N802
        """The full path."""
        return naming.path_name(self.handle.node)

    def partialPathName(self) -> str:  # noqa: N802
        """The shortest unique path."""
        return naming.short_name(self.session.scene, self.handle.node)

    def node(self) -> NodeHandle:
        """The node at its end."""
        return self.handle


@dataclass(slots=True)
class NodeFunctions:
    """`MFnDependencyNode` and `MFnDagNode`."""

    session: Session
    handle: NodeHandle

    def name(self) -> str:
        """The node's name without its path."""
        return self.handle.node.name

    def absoluteName(self) -> str:  # noqa: N802
        """The name with a leading colon."""
        return f":{self.handle.node.name}"

    def uuid(self) -> str:
        """The node's id."""
        return self.handle.node.uuid

    def fullPathName(self) -> str:  # noqa: N802
        """The full path."""
        return naming.path_name(self.handle.node)

    def hasAttribute(self, name: str) -> bool:  # noqa: N802
        """Whether there is such an attribute."""
        return plugs.exists(self.session.schema(), self.handle.node, name)

    @property
    def isFromReferencedFile(self) -> bool:  # noqa: N802
        """Whether a reference brought it."""
        return self.handle.node.reference is not None

    @property
    def isLocked(self) -> bool:  # noqa: N802
        """Whether the node is locked."""
        return self.handle.node.is_locked

    @property
    def typeName(self) -> str:  # noqa: N802
        """The node's type."""
        return self.handle.node.type


class SelectionList:
    """`MSelectionList`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._nodes: list[Node] = []

    def add(self, name: str) -> SelectionList:
        """Add by name. Raises RuntimeError when there is no such node."""
        found = naming.find(self._session.scene, name)
        if not found:
            raise RuntimeError("(kInvalidParameter): Object does not exist")
        self._nodes += found
        return self

    def length(self) -> int:
        """How many."""
        return len(self._nodes)

    def isEmpty(self) -> bool:  # noqa: N802
        """Whether there is none."""
        return not self._nodes

    def getDependNode(self, index: int) -> NodeHandle:  # noqa: N802
        """One as a node. Raises IndexError."""
        return NodeHandle(self._session, self._nodes[index])

    def getDagPath(self, index: int) -> DagPath:  # noqa: N802
        """One as a path. Raises TypeError for a node that is in no hierarchy."""
        if not self._nodes[index].is_dag:
            raise TypeError("item is not a DAG path")
        return DagPath(self._session, self.getDependNode(index))

    def getSelectionStrings(self) -> tuple[str, ...]:  # noqa: N802
        """Names."""
        return tuple(naming.short_name(self._session.scene, node) for node in self._nodes)


def scene_message(session: Session) -> type:
    """Make `MSceneMessage` of a session: its numbers and how callbacks are registered."""

    def registering(kind: str) -> Callable[..., int]:
        def register(message: int, function: Callbacked, clientData: object = None) -> int:  # noqa: N803
            is_check = any(name.endswith("Check") for name, number in session.numbers.items() if number == message)
            if is_check != (kind != "plain") or not callable(function):
                raise RuntimeError("(kInvalidParameter): Argument is a NULL pointer or has the wrong type")
            return session.messages.add(message, function, clientData, kind)

        return register

    members: dict[str, object] = {
        **session.numbers,
        **{
            name: staticmethod(registering(kind))
            for name, kind in (
                ("addCallback", "plain"),
                ("addCheckCallback", "check"),
                ("addCheckFileCallback", "file"),
            )
        },
        "removeCallback": staticmethod(session.messages.remove),
    }
    return type("MSceneMessage", (), members)


def open_maya(session: Session) -> dict[str, object]:
    """What `maya.api.OpenMaya` has."""

    def removing(numbers: list[int]) -> None:
        for number in numbers:
            session.messages.remove(number)

    message = type(
        "MMessage",
        (),
        {"removeCallback": staticmethod(session.messages.remove), "removeCallbacks": staticmethod(removing)},
    )
    state = SimpleNamespace(kInteractive=0, kBatch=1, kLibraryApp=2)
    globals_type = type(
        "MGlobal",
        (),
        {
            **vars(state),
            "displayInfo": staticmethod(lambda text: session.say("info", text)),
            "displayWarning": staticmethod(lambda text: session.say("warning", text)),
            "displayError": staticmethod(lambda text: session.say("error", text)),
            "mayaState": staticmethod(lambda: 0 if session.is_gui else 1),
            "getActiveSelectionList": staticmethod(lambda: active(session)),
        },
    )
    return {
        "MSceneMessage": scene_message(session),
        "MMessage": message,
        "MGlobal": globals_type,
        "MSelectionList": lambda: SelectionList(session),
        "MFnDependencyNode": lambda handle: NodeFunctions(session, handle),
        "MFnDagNode": lambda handle: NodeFunctions(session, handle.handle if isinstance(handle, DagPath) else handle),
        "MFileObject": FileObject,
    }


def active(session: Session) -> SelectionList:
    """The selection."""
    found = SelectionList(session)
    for name in session.scene.selection:
        found.add(name)
    return found


def old_open_maya(session: Session) -> dict[str, object]:
    """What `maya.OpenMaya`, the API before, has and the newer one lacks."""

    def before_save_filename() -> str:
        if not session.writing:
            raise NotSimulated("MFileIO.beforeSaveFilename() outside of a callback of kBeforeSave or kBeforeSaveCheck")
        return session.writing

    return {"MFileIO": type("MFileIO", (), {"beforeSaveFilename": staticmethod(before_save_filename)})}


def open_maya_ui(session: Session) -> dict[str, object]:
    """What `maya.OpenMayaUI` has: pointers that are None in batch mode."""

    def main_window() -> int | None:
        if session.is_gui and session.window is None:
            raise NotSimulated("MQtUtil.mainWindow: the session was given no window's address")
        return session.window if session.is_gui else None

    def find_control(name: str, parent: int | None = None) -> int | None:
        found = session.interface.find(name)
        if found is not None and "pointer" not in found.options:
            raise NotSimulated(f"MQtUtil.findControl({name!r}): its widget is not simulated")
        return None if found is None else int(str(found.options["pointer"]))

    util = type(
        "MQtUtil",
        (),
        {"mainWindow": staticmethod(main_window), "findControl": staticmethod(find_control)},
    )
    return {"MQtUtil": util}
