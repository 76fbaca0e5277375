"""The functions of `nuke` that are about the script: nodes, knobs, files, views, formats, rendering.

Each is made over one session. What `nuke` has beyond these raises `NotSimulated` (see `modules`).
"""

# ruff: noqa: N802, N803 - Nuke's own names
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from studio_tools.scenes.tcl import Tcl, Unresolved
from studio_tools.testing.nukesim import building, documents, evaluating, formats, rendering, spans
from studio_tools.testing.nukesim.callbacks import functions as callback_functions
from studio_tools.testing.nukesim.formats import Format
from studio_tools.testing.nukesim.knobs.arrays import Array_Knob
from studio_tools.testing.nukesim.knobs.choices import Enumeration_Knob
from studio_tools.testing.nukesim.knobs.knob import Knob
from studio_tools.testing.nukesim.knobs.texts import SPOKEN_RANGE
from studio_tools.testing.nukesim.nodes import ALL_KINDS, Node
from studio_tools.testing.nukesim.refusals import NotSimulated, wrong_type
from studio_tools.testing.nukesim.session import Session

REPLACE = 1


class Functions:
    """The functions, as methods of one session's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # -- finding

    def root(self) -> Any:
        """The script."""
        return self._session.root

    def thisNode(self) -> Any:
        """The node that a callback is about; else the group that code sees."""
        about = self._session.callbacks.about
        return about[-1][0] if about else self._session.group()

    def thisKnob(self) -> Any:
        """The knob that a callback is about."""
        about = self._session.callbacks.about
        if not about or about[-1][1] is None:
            raise RuntimeError("No knob in this context")
        return about[-1][1]

    def thisGroup(self) -> Any:
        """The group that code sees."""
        return self._session.group()

    def thisParent(self) -> Any:
        """The group around the node that a callback is about."""
        return self.thisNode().parent()

    def thisClass(self) -> str:
        """The class of the node that a callback is about."""
        return str(self.thisNode().Class())

    def thisRoot(self) -> Any:
        """The script."""
        return self._session.root

    def thisView(self) -> str:
        """The view that is looked at."""
        return self._session.view

    def toNode(self, s: str) -> Any:
        """The node of a name or path, seen from the group that code sees; None for none."""
        if not isinstance(s, str):
            raise wrong_type("str", s)
        if s == "preferences":
            return self._session.preferences
        group = self._session.group()
        first, _, rest = s.partition(".")
        found = self._session.root if first == "root" else evaluating.child(group, first)
        found = found or evaluating.child(self._session.root, first)
        return found if found is None or not rest else found.node(rest) if hasattr(found, "node") else None

    def exists(self, s: str) -> bool:
        """Whether there is a node, or a knob, of that name."""
        return self.toNode(s) is not None or evaluating.find_knob(self._session.group(), s) is not None

    def allNodes(self, filter: str | None = None, group: Any = None, recurseGroups: bool = False) -> list[Any]:  # noqa: A002
        """The nodes of a group, the newest first."""
        if filter is not None and not isinstance(filter, str):
            raise wrong_type("str", filter)
        start = self._session.group() if group is None else group
        found: list[Any] = []
        for node in start.nodes():
            found.append(node)
            if recurseGroups and hasattr(node, "nodes"):
                found += self.allNodes(None, node, True)
        return [each for each in found if filter is None or each.Class() == filter]

    def selectedNodes(self, filter: str | None = None) -> list[Any]:  # noqa: A002
        """The selected nodes, the last selected first."""
        found = self._session.group().selectedNodes()
        return [each for each in found if filter is None or each.Class() == filter]

    def selectedNode(self) -> Any:
        """The node that was selected last. Raises ValueError where none is."""
        found = self._session.group().selectedNode()
        if found is None:
            raise ValueError("no node selected")
        return found

    def nodesSelected(self) -> bool:
        """Whether any node is selected."""
        return bool(self.selectedNodes())

    def selectAll(self) -> None:
        """Select every node."""
        for node in self._session.group().nodes():
            node.setSelected(True)

    def invertSelection(self) -> None:
        """Select what is not, and no longer what is."""
        for node in self._session.group().nodes():
            node.setSelected(not node.isSelected())

    def dependencies(self, nodes: Iterable[Node], what: int = ALL_KINDS) -> list[Any]:
        """The nodes that these refer to."""
        found = {id(each): each for node in nodes for each in node.dependencies(what)}
        return list(found.values())

    def dependentNodes(self, what: int = ALL_KINDS, nodes: Iterable[Node] = (), evaluateAll: bool = True) -> list[Any]:
        """The nodes that refer to these."""
        found = {id(each): each for node in nodes for each in node.dependent(what)}
        return list(found.values())

    # -- making

    def createNode(self, node: str, knobs: str = "", inpanel: bool = True) -> Any:
        """Make a node as a person does: connected to the selection, and selected."""
        return building.create(self._session, node, knobs, in_panel=inpanel)

    def clone(self, n: Node, args: str = "", inpanel: bool = True) -> Any:
        """A node that shares the knobs of another."""
        with self._session.step(f"clone {n.name()}"):
            made = building.clone(self._session, n)
            building.give(made, args)
        self._session.callbacks.fire("onCreate", made)
        return made

    def delete(self, n: Node) -> None:
        """Unmake a node."""
        if not isinstance(n, Node):
            raise wrong_type("Node", n)
        building.delete(self._session, n)

    def nodeDelete(self, s: bool = False) -> bool:
        """Unmake the selected nodes."""
        nodes = self.selectedNodes()
        for node in nodes:
            self.delete(node)
        return bool(nodes)

    def nodeCopy(self, s: str) -> None:
        """Copy the selected nodes."""
        documents.copy(self._session, s)

    def nodePaste(self, s: str) -> Any:
        """Paste nodes; the last of them is given."""
        return documents.paste(self._session, s)

    def autoplace(self, n: Node) -> None:
        """Place a node where it is in nobody's way."""
        n.autoplace()

    def inputs(self, n: Node, i: int | None = None) -> int:
        """How many inputs a node has connected."""
        return n.inputs()

    # -- files

    def scriptName(self) -> str:
        """The script's path. Raises RuntimeError where it has none."""
        name = self._session.root["name"].value()
        if not name:
            raise RuntimeError("no script name")
        return str(name)

    def script_directory(self) -> str:
        """The folder of the script."""
        return Path(self.scriptName()).parent.as_posix()

    def scriptOpen(self, filename: str | None = None) -> None:
        """Open a script."""
        if filename is not None and not isinstance(filename, str):
            raise wrong_type("str", filename)
        documents.open_script(self._session, filename)

    def scriptReadFile(self, s: str) -> None:
        """Read a script into this one."""
        documents.read_file(self._session, s)

    def scriptReadText(self, s: str) -> None:
        """Read a script's text into this one."""
        documents.read_text(self._session, s)

    def scriptSave(self, filename: str | None = None) -> bool:
        """Save the script."""
        return documents.save(self._session, filename)

    def scriptSaveAs(self, filename: str | None = None, overwrite: int = -1) -> None:
        """Save the script under a name that becomes its own."""
        documents.save_as(self._session, filename, int(overwrite))

    def scriptSaveAndClear(self, filename: str | None = None, ignoreUnsavedChanges: bool = False) -> bool:
        """Save what changed, and begin with an empty script."""
        if not ignoreUnsavedChanges and self._session.root.modified() and not documents.save(self._session, filename):
            return False
        documents.clear(self._session)
        return True

    def scriptClear(self, resetToCompiledDefaults: bool = False, clearUserKnobs: bool = False) -> None:
        """Begin with an empty script; nothing is asked."""
        documents.clear(self._session)

    def scriptClose(self, path: str = "", ignoreUnsavedChanges: bool = False) -> bool:
        """Close the script."""
        return documents.close(self._session, ignores_changes=ignoreUnsavedChanges)

    def scriptExit(self, ignoreUnsavedChanges: bool = False) -> None:
        """Leave Nuke."""
        if documents.close(self._session, ignores_changes=ignoreUnsavedChanges):
            self._session.is_closed = True

    def modified(self, state: bool | None = None) -> bool:
        """Whether something changed; *state* says so."""
        if state is not None:
            self._session.root.setModified(state)
        return bool(self._session.root.modified())

    def filename(self, node: Any = None, i: int = 0) -> str | None:
        """The file of a node with TCL evaluated, and with `REPLACE` also the frame; None for one without a file."""
        target = self.thisNode() if node is None else node
        targets = rendering.in_order(target) if hasattr(target, "_children") else [target]
        for each in targets:
            if "file" in each._knobs:
                knob = each[spans.file_knob(each)]
                told = str(knob.evaluate() if i == REPLACE else knob.getEvaluatedValue())
                return told or None
        return None

    def stripFrameRange(self, clipname: str) -> str:
        """A file name without the range behind it."""
        found = SPOKEN_RANGE.fullmatch(clipname)
        return found["path"] if found else clipname

    # -- values

    def frame(self, f: float | None = None) -> int:
        """The current frame; *f* goes to another."""
        if f is not None:
            self._session.root.setFrame(f)
        return int(self._session.frame)

    def tcl(self, cmd: str, *args: str) -> str:
        """Evaluate one of the ten TCL commands that are simulated."""
        root = self._session.root
        text = " ".join([cmd, *args])
        if text.split()[:1] == ["value"] or text.split()[:1] == ["knob"] or "[" in text:
            return evaluating.text_of(self.thisNode(), f"[{text}]")
        try:
            return Tcl(lambda name: name, root["name"].value() or None).text(f"[{text}]")
        except Unresolved as reason:
            raise NotSimulated(f"nuke.tcl({text!r}): {reason}") from reason

    def value(self, knob: str, default: str | None = None) -> str:
        """A knob's value as text, evaluated; *default* where there is no such knob."""
        found = evaluating.find_knob(self.thisNode(), knob)
        if found is not None:
            return str(found._told())
        if default is None:
            raise RuntimeError(f'Nothing is named "{knob}"')
        return default

    def numvalue(self, knob: str, default: float | None = None) -> float:
        """A knob's value as a number; *default* where there is no such knob."""
        found = evaluating.find_knob(self.thisNode(), knob)
        if found is not None:
            return float(found._number_at(self._session.frame))
        if default is None:
            raise RuntimeError(f'Nothing is named "{knob}"')
        return default

    def expression(self, s: str) -> float:
        """The value of an expression."""
        return evaluating.number(self.thisNode(), s, self._session.frame)

    def knobDefault(self, classknob: str, value: str | None = None) -> str | None:
        """What a knob of new nodes holds; *value* says so."""
        if value is None:
            return self._session.knob_defaults.get(classknob)
        self._session.knob_defaults[classknob] = value
        class_name, _, name = classknob.partition(".")
        if class_name == "Root" and name in self._session.root._knobs:
            knob: Knob = self._session.root[name]
            if knob._is_default():
                knob._state = knob._default = knob._read(value)
        return None

    def getColorspaceList(self, colorspaceKnob: Any) -> list[str]:
        """The words of a colour space knob."""
        if not isinstance(colorspaceKnob, Enumeration_Knob):
            raise wrong_type("Enumeration_Knob", colorspaceKnob)
        return colorspaceKnob.values()

    def animationStart(self) -> float:
        """The first frame of the script."""
        return float(self._session.root.firstFrame())

    def animationEnd(self) -> float:
        """The last frame of the script."""
        return float(self._session.root.lastFrame())

    # -- views and formats

    def views(self) -> list[str]:
        """The script's views."""
        return self._session.views()

    def addView(self, s: str) -> None:
        """Add a view."""
        self._session.root.addView(s)

    def deleteView(self, s: str) -> None:
        """Remove a view."""
        self._session.root.deleteView(s)

    def formats(self) -> list[Format]:
        """The formats that are known."""
        return list(self._session.formats)

    def addFormat(self, s: str) -> Format:
        """Make a format known: `1920 1080 1 name`."""
        made = formats.read(s)
        if made is None:
            raise RuntimeError(f"no format: {s!r}")
        known = self._session.formats
        known[:] = [each for each in known if not made.name() or each.name() != made.name()]
        known.append(made)
        return made

    # -- rendering

    def execute(self, node: Any, *frames: Any, views: Any = None, continueOnError: bool = False) -> None:
        """Render a Write or the Writes in a group."""
        self._session.check_thread("nuke.execute")
        target = self.toNode(node) if isinstance(node, str) else node
        if not isinstance(target, Node):
            raise RuntimeError(f"there is no node {node!r}")
        if len(frames) > 1 and isinstance(frames[-1], list | tuple):
            *rest, views = frames
            frames = tuple(rest)
        if isinstance(views, str):
            raise wrong_type("a list of views", views)
        rendering.execute(self._session, target, frames, views, goes_on=continueOnError)

    def executeMultiple(self, nodes: Any, ranges: Any, views: Any = None, continueOnError: bool = False) -> None:
        """Render several Writes over several ranges."""
        for node in nodes:
            for each in ranges:
                self.execute(node, *each, views=views, continueOnError=continueOnError)

    def getFramesAndViews(self, label: str, default: str | None = None, maxviews: int = 0) -> Any:
        """Ask the person for frames and views."""
        return self._session.interface.answer("getFramesAndViews", label)

    def animations(self) -> tuple[str, ...]:
        """The animated knobs of the node that a callback is about."""
        knobs = self.thisNode().knobs().values()
        return tuple(each.name() for each in knobs if isinstance(each, Array_Knob) and each.isAnimated())


def functions(session: Session) -> dict[str, object]:
    """All functions, by their names in `nuke`."""
    made = Functions(session)
    found = {name: getattr(made, name) for name in vars(Functions) if not name.startswith("_")}
    found |= {"render": made.execute, "expr": made.expression}
    return found | callback_functions(session.callbacks)
