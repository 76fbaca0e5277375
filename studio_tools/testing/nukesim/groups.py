"""The other faces of nodes: groups, the script itself, gizmos, viewers, backdrops."""

# ruff: noqa: N802, N803 - Nuke's own names
from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from studio_tools.testing.nukesim import evaluating
from studio_tools.testing.nukesim.nodes import Node
from studio_tools.testing.nukesim.refusals import wrong_type
from studio_tools.testing.nukesim.schema import NodeClass
from studio_tools.testing.nukesim.session import Session


class Group(Node):
    """A node that holds nodes. `with group:` makes them the ones that code sees."""

    def __init__(self, session: Session, kind: NodeClass, parent: Any, serial: int) -> None:
        super().__init__(session, kind, parent, serial)
        self._children: list[Node] = []

    def _holds_nodes(self) -> bool:
        return True

    def _most(self) -> int:
        """A group has an input for each Input within it."""
        return sum(each.Class() == "Input" for each in self._children)

    def begin(self) -> Group:
        """Make this the group that code sees, until `end`."""
        self._alive()
        self._session.scopes.append(self)
        return self

    def end(self) -> None:
        """Go back to the group that was seen before."""
        if self._session.scopes:
            self._session.scopes.pop()

    def __enter__(self) -> Group:
        return self.begin()

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.end()

    def run(self, call: Callable[..., Any], *args: Any) -> Any:
        """Call something with this as the group that code sees."""
        with self:
            return call(*args)

    def nodes(self) -> list[Node]:
        """The nodes directly in it, the newest first."""
        self._alive()
        return self._children[::-1]

    def numNodes(self) -> int:
        """How many nodes are directly in it."""
        return len(self.nodes())

    def node(self, s: str) -> Node | None:
        """A node in it, by its name or path; None where there is none."""
        self._alive()
        at: Any = self
        for step in s.split("."):
            at = evaluating.child(at, step)
        return at if isinstance(at, Node) else None

    def output(self) -> Node | None:
        """The node whose picture the group gives; None where there is none."""
        return next((each for each in self.nodes() if each.Class() == "Output"), None)

    def selectedNodes(self) -> list[Node]:
        """The selected nodes in it, the last selected first."""
        found = [each for each in self.nodes() if each.isSelected()]
        return sorted(found, key=lambda each: -each._selected_at)

    def selectedNode(self) -> Node | None:
        """The node that was selected last; None where none is."""
        return next(iter(self.selectedNodes()), None)


class Root(Group):
    """The script."""

    def __init__(self, session: Session, kind: NodeClass, parent: Any, serial: int) -> None:
        super().__init__(session, kind, parent, serial)
        self._layout = ""
        self._extra: list[str] = []

    @property
    def _short(self) -> str:
        return "root"

    def name(self) -> str:
        """The path of the script; `Root` for one that has none."""
        return str(self._knobs["name"]._state) or "Root"

    def modified(self) -> bool:
        """Whether something changed since the script was saved."""
        return self._session.journal.is_modified

    def setModified(self, modified: bool) -> None:
        """Say whether something changed."""
        self._session.journal.is_modified = bool(modified)

    def firstFrame(self) -> int:
        """The first frame of the script."""
        return int(self["first_frame"].value())

    def lastFrame(self) -> int:
        """The last frame of the script."""
        return int(self["last_frame"].value())

    def fps(self) -> int:
        """Frames a second, as a whole number."""
        return int(self["fps"].value())

    def realFps(self) -> float:
        """Frames a second."""
        return float(self["fps"].value())

    def proxy(self) -> bool:
        """Whether proxies are worked with."""
        return bool(self["proxy"].value())

    def setProxy(self, proxy: bool) -> None:
        """Work with proxies or not."""
        self["proxy"].setValue(bool(proxy))

    def setFrame(self, frame: float) -> None:
        """Go to a frame."""
        self["frame"].setValue(frame)

    def addView(self, s: str, colour: str = "#ffffff") -> None:
        """Add a view."""
        views = self._session.views()
        if s in views:
            raise ValueError(f"there is a view {s!r} already")
        self._set_views([*views, s])

    def deleteView(self, s: str) -> None:
        """Remove a view. Raises ValueError for one that is not there."""
        views = self._session.views()
        if s not in views:
            raise ValueError(f"there is no view {s!r}")
        self._set_views([each for each in views if each != s])

    def _set_views(self, views: list[str]) -> None:
        self["views"].setValue("\n".join(f"{each} #ffffff" for each in views))

    def input(self, index: int) -> Any:
        """A script takes from nothing."""
        return None


class Gizmo(Group):
    """A group whose inside lies in a file of its own."""

    _is_gizmo = True

    def __init__(self, session: Session, kind: NodeClass, parent: Any, serial: int) -> None:
        super().__init__(session, kind, parent, serial)
        self._file = ""

    def _holds_nodes(self) -> bool:
        return False

    def command(self) -> str:
        """The name of its class."""
        return self.Class()

    def filename(self) -> str:
        """The file that its inside lies in."""
        self._alive()
        return self._file


class Precomp(Group):
    """A script within the script. What its file holds is not read here."""

    def _holds_nodes(self) -> bool:
        return bool(self._children)

    def _most(self) -> int:
        return self._schema.most


class LiveGroup(Precomp):
    """A group that lies in a file and is followed as it changes."""

    def published(self) -> bool:
        """Whether it is shown as its file says."""
        return bool(self["published"].value())


class Viewer(Node):
    """A viewer."""


class BackdropNode(Node):
    """A coloured field behind nodes."""

    def getNodes(self) -> list[Node]:
        """The nodes that lie on it."""
        left, top = self.xpos(), self.ypos()
        right, bottom = left + self["bdwidth"].value(), top + self["bdheight"].value()
        beside = [each for each in self._parent._children if each is not self]
        return [each for each in beside if left <= each.xpos() < right and top <= each.ypos() < bottom]

    def selectNodes(self, selectNodes: bool = True) -> None:
        """Select the nodes that lie on it, or no longer."""
        if not isinstance(selectNodes, bool):
            raise wrong_type("bool", selectNodes)
        for each in self.getNodes():
            each.setSelected(selectNodes)


FACES: Mapping[str, type[Node]] = {
    each.__name__: each for each in (Node, Group, Root, Gizmo, Precomp, LiveGroup, Viewer, BackdropNode)
}
"""The classes of nodes that Nuke shows in Python, by their names."""
