"""The type checker as `make check` runs it, over files that lie elsewhere; and a film that asks Maya everything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import ModuleType

import pytest

from studio_tools.testing.mayasim import NotSimulated, Session, installed, start
from studio_tools.testing.mayasim.returns import answer_of, answers

HOUSE = Path(__file__).parents[2]
ROWS = answers()
TOLD = re.compile(r"^(?P<path>.+?):(?P<line>\d+): error: (?P<text>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Complaint:
    """One line of what the type checker says."""

    file: str
    line: int
    text: str


TypeCheck = Callable[..., list[Complaint]]


@pytest.fixture(scope="session")
def check_types(tmp_path_factory: pytest.TempPathFactory) -> TypeCheck:
    """Checks files with the house's settings; *overlay* goes before the house's own stubs."""
    cache, seconds = tmp_path_factory.mktemp("types"), count(1_000_000_000)

    def check(files: Sequence[Path | str], overlay: Path | None = None) -> list[Complaint]:
        settings = ["--config-file", str(HOUSE / "pyproject.toml"), "--cache-dir", str(cache), "--no-error-summary"]
        command = [sys.executable, "-m", "mypy", *settings, "--no-pretty", "--no-color-output", *map(str, files)]
        environ = {**os.environ, "MYPYPATH": "" if overlay is None else str(overlay)}
        if overlay is not None:
            _is_new(overlay, next(seconds))
        done = subprocess.run(command, cwd=HOUSE, env=environ, capture_output=True, text=True, timeout=100, check=False)
        assert done.returncode in (0, 1), done.stdout + done.stderr
        assert not done.stderr, done.stderr
        found = TOLD.finditer(done.stdout)
        return [Complaint(Path(each["path"]).name, int(each["line"]), each["text"]) for each in found]

    return check


def _is_new(overlay: Path, second: int) -> None:
    """Give the stubs a second of their own: mypy takes one as long as before, of the same second, for the same."""
    for stub in overlay.rglob("*.pyi"):
        os.utime(stub, (second, second))


@dataclass
class Recorder:
    """Stands before `cmds`, and notes which row each call asked and what came back."""

    cmds: ModuleType
    seen: dict[str, list[object]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def __getattr__(self, name: str) -> Callable[..., object]:
        command = getattr(self.cmds, name)

        def call(*args: object, **flags: object) -> object:
            mode = "query" if flags.get("query") else "edit" if flags.get("edit") else "create"
            row = answer_of(name, mode, flags, ROWS)
            try:
                result: object = command(*args, **flags)
            except NotSimulated:
                self.refused.add(str(row))
                return None
            if row is not None:
                self.seen.setdefault(str(row), []).append(result)
            return result

        return call


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Recorder:
    """Everything that one film asks of Maya."""
    with installed(start(tmp_path_factory.mktemp("film"), is_gui=True)) as maya:
        from maya import cmds

        recorder = Recorder(cmds)
        film(recorder, maya)
        return recorder


def film(cmds: Recorder, maya: Session) -> None:
    """Ask all that there is to ask."""
    nodes(cmds)
    attributes(cmds)
    files(cmds)
    names(cmds)
    program(cmds)
    scenery(cmds)
    windows(cmds, maya)


def nodes(cmds: Recorder) -> None:
    cmds.file(newFile=True, force=True)
    for make in (cmds.polySphere, cmds.polyCube, cmds.polyPlane, cmds.polyCone, cmds.polyCylinder, cmds.polyTorus):
        make()
    cmds.spaceLocator()
    cmds.camera()
    cmds.select(clear=True)
    cmds.joint()
    cmds.createNode("transform", name="top")
    cmds.createNode("transform", name="top", shared=True)
    cmds.createNode("transform", name="else", shared=True)
    cmds.shadingNode("lambert", asShader=True)
    cmds.exactWorldBoundingBox("pCube1")
    cmds.rename("pCube1", "crate")
    cmds.parent("crate", "top")
    cmds.group("pSphere1", name="balls")
    cmds.duplicate("crate")
    cmds.lockNode("crate", lock=True)
    cmds.lockNode("crate", query=True, lock=True)
    cmds.lockNode("crate", lock=False)
    for flags in ({}, {"inherited": True}):
        cmds.nodeType("crate", **flags)
    cmds.nodeType("nobody")
    cmds.nodeType("shape", isTypeName=True, derived=True)
    cmds.objectType("crate")
    cmds.objectType("crate", isType="transform")
    cmds.objectType("crate", isAType="dagNode")
    cmds.objExists("crate")
    cmds.hide("crate")
    cmds.showHidden("crate")
    for name in ("crate", "crateShape"):
        cmds.listRelatives(name, children=True)
        cmds.listConnections(name)
        cmds.listHistory(name)
        cmds.listSets(object=name)
    cmds.listRelatives("top", parent=True)
    cmds.ls(type="mesh")
    cmds.ls("nobody")
    for flag in ("translation", "rotation", "scale", "matrix"):
        cmds.xform("crate", query=True, **{flag: True})
    cmds.delete("balls")
    surfaces(cmds)
    sets(cmds)


def surfaces(cmds: Recorder) -> None:
    cmds.polyPlane(name="floor")
    cmds.polyUVOverlap("floor.f[*]", overlappingComponents=True)
    cmds.polyEditUV("floor.map[*]", query=True)
    cmds.polyEvaluate("floor.map[*]", uvShellIds=True)
    cmds.polyNormalPerVertex("floor.vtxFace[*][*]", query=True, freezeNormal=True)
    cmds.cycleCheck(all=True, list=True)
    cmds.animLayer(query=True, root=True)
    cmds.animLayer("hops")
    for asked in ("root", "children", "attribute"):
        cmds.animLayer("BaseAnimation", query=True, **{asked: True})
    cmds.animLayer("hops", edit=True, attribute="floor.translateX")
    cmds.animLayer("hops", query=True, attribute=True)
    cmds.delete("floor")


def sets(cmds: Recorder) -> None:
    cmds.sets(name="bag", empty=True)
    cmds.sets("bag", query=True)
    for flag in ("addElement", "forceElement", "include"):
        cmds.sets("crate", **{flag: "bag"})
    cmds.sets("bag", query=True)
    cmds.sets("bag", query=True, size=True)
    cmds.sets("crate", isMember="bag")
    cmds.sets("crate", remove="bag")
    cmds.sets(clear="bag")


def attributes(cmds: Recorder) -> None:
    cmds.addAttr("crate", longName="mood", attributeType="enum", enumName="calm:wild", keyable=True)
    cmds.addAttr("crate", longName="weight", attributeType="double", minValue=0, maxValue=9, defaultValue=1)
    cmds.addAttr("crate", longName="gone", dataType="string")
    cmds.deleteAttr("crate.gone")
    cmds.setAttr("crate.weight", 3)
    for flag in ("lock", "keyable", "settable", "channelBox", "type"):
        cmds.getAttr("crate.weight", **{flag: True})
    cmds.getAttr("crate.instObjGroups", size=True)
    cmds.getAttr("crate.instObjGroups", multiIndices=True)
    asked = """exists attributeType longName shortName niceName hidden multi keyable channelBox enum message minExists
    maxExists rangeExists minimum maximum range listEnum categories listParent listChildren listDefault"""
    for flag in asked.split():
        cmds.attributeQuery("weight", node="crate", **{flag: True})
        cmds.attributeQuery("mood", node="crate", **{flag: True})
        cmds.attributeQuery("translate", node="crate", **{flag: True})
    cmds.listAttr("crate", userDefined=True)
    cmds.listAttr("top", userDefined=True)
    cmds.connectAttr("crate.weight", "top.translateX")
    cmds.isConnected("crate.weight", "top.translateX")
    for flag in ("isDestination", "isSource", "sourceFromDestination", "destinationFromSource"):
        cmds.connectionInfo("top.translateX", **{flag: True})
        cmds.connectionInfo("crate.weight", **{flag: True})
        cmds.connectionInfo("crate.mood", **{flag: True})
    cmds.setKeyframe("crate.mood", time=3)


def files(cmds: Recorder) -> None:
    cmds.file(rename="crate.ma")
    scene = str(cmds.file(save=True, type="mayaAscii"))
    cmds.select("crate")
    cmds.file(f"{scene}.picked.ma", exportSelected=True, type="mayaAscii", force=True)
    cmds.file(f"{scene}.all.ma", exportAll=True, type="mayaAscii", force=True)
    cmds.file(scene, open=True, force=True)
    cmds.file(scene, open=True, force=True, returnNewNodes=True)
    cmds.file(newFile=True, force=True)
    cmds.file(query=True, sceneName=True)
    cmds.file(scene, reference=True, namespace="a")
    cmds.file(scene, reference=True, namespace="b", returnNewNodes=True)
    cmds.file(scene, reference=True, namespace="c")
    cmds.file(scene, i=True)
    cmds.file(scene, i=True, returnNewNodes=True)
    asked = "sceneName modified anyModified list reference type location writable"
    for flag in asked.split():
        cmds.file(query=True, **{flag: True})
    cmds.file(scene, query=True, exists=True)
    cmds.file(scene, query=True, expandName=True)
    for flag in ("namespace", "parentNamespace", "deferReference", "usingNamespaces"):
        cmds.file(query=True, referenceNode="aRN", **{flag: True})
    references(cmds, scene)


def references(cmds: Recorder, scene: str) -> None:
    cmds.setAttr("a:crate.translateY", 4)
    asked = """filename referenceNode namespace parentNamespace isLoaded nodes editStrings editNodes editAttrs"""
    for flag in asked.split():
        cmds.referenceQuery("aRN", **{flag: True})
    cmds.referenceQuery("a:crate", referenceNode=True)
    cmds.referenceQuery("a:crate", isNodeReferenced=True)
    cmds.file(scene, loadReference="aRN")
    cmds.file(scene, loadReference="aRN", returnNewNodes=True)
    cmds.file(unloadReference="aRN")
    cmds.referenceQuery("aRN", nodes=True)
    cmds.file(cleanReference="aRN")
    cmds.file(edit=True, referenceNode="bRN", namespace="d")
    cmds.file(removeReference=True, referenceNode="bRN")
    cmds.file(importReference=True, referenceNode="cRN")
    strangers(cmds, scene)


def strangers(cmds: Recorder, scene: str) -> None:
    """A scene that asks for a plug-in which nobody has."""
    text = Path(scene).read_text(encoding="utf-8")
    head, _, rest = text.partition("requires maya")
    Path(scene).write_text(f'{head}requires "nobodyHasIt" "1.2";\nrequires maya{rest}', encoding="utf-8")
    cmds.file(scene, open=True, force=True)
    cmds.unknownPlugin(query=True, list=True)
    cmds.unknownPlugin("nobodyHasIt", query=True, version=True)
    cmds.unknownPlugin("nobodyHasIt", remove=True)


def names(cmds: Recorder) -> None:
    cmds.namespace(addNamespace="one")
    cmds.namespace(exists="one")
    cmds.namespace(setNamespace=":")
    cmds.namespace(validateName="a b")
    cmds.namespace(rename=("one", "two"))
    cmds.namespace(addNamespace="three")
    cmds.namespace(moveNamespace=("two", "three"))
    cmds.namespace(removeNamespace="three")
    cmds.namespace("two", query=True, exists="two")
    cmds.namespace(query=True, relativeNames=True)
    cmds.namespace(query=True, isRootNamespace=":")
    cmds.namespaceInfo(currentNamespace=True)
    for flag in ("isRootNamespace", "listNamespace", "listOnlyNamespaces", "listOnlyDependencyNodes"):
        cmds.namespaceInfo("two", **{flag: True})
        cmds.namespaceInfo(":", **{flag: True})


def program(cmds: Recorder) -> None:
    asked = "minTime maxTime animationStartTime animationEndTime by playbackSpeed framesPerSecond loop view"
    for flag in asked.split():
        cmds.playbackOptions(query=True, **{flag: True})
    cmds.currentTime(4)
    cmds.currentTime(query=True)
    for flag in ("linear", "angle", "time"):
        cmds.currentUnit(query=True, **{flag: True})
    asked = """batch version majorVersion installedVersion product operatingSystem preferences apiVersion windows linux
    macOS"""
    for flag in asked.split():
        cmds.about(**{flag: True})
    cmds.workspace(expandName="x")
    cmds.workspace(fileRule=("images", "pictures"))
    cmds.workspace(fileRuleEntry="images")
    cmds.workspace(saveWorkspace=True)
    cmds.workspace(query=True, fileRuleEntry="images")
    for flag in ("rootDirectory", "directory", "fullName", "fileRule", "fileRuleList"):
        cmds.workspace(query=True, **{flag: True})
    cmds.undoInfo(openChunk=True, chunkName="all")
    cmds.undoInfo(closeChunk=True)
    for flag in ("state", "undoName", "redoName", "undoQueueEmpty", "redoQueueEmpty"):
        cmds.undoInfo(query=True, **{flag: True})
    cmds.fileInfo("owner", "us")
    cmds.fileInfo("owner", query=True)
    cmds.fileInfo(query=True)
    cmds.optionVar(stringValue=("ours", "x"))
    cmds.optionVar(exists="ours")
    cmds.optionVar(list=True)
    cmds.optionVar(arraySize="ours")
    cmds.internalVar(userPrefDir=True)
    cmds.warning("mind")
    with pytest.raises(RuntimeError):
        cmds.error("stop")
    plug_ins(cmds)


def plug_ins(cmds: Recorder) -> None:
    cmds.loadPlugin("AbcExport", quiet=True)
    cmds.loadPlugin("AbcExport", quiet=True)
    for flag in ("loaded", "registered", "version", "path"):
        cmds.pluginInfo("AbcExport", query=True, **{flag: True})
    cmds.pluginInfo(query=True, listPlugins=True)
    cmds.pluginInfo(query=True, pluginsInUse=True)
    cmds.unknownPlugin(query=True, list=True)
    cmds.moduleInfo(listModules=True)
    cmds.moduleInfo(moduleName="ours", path=True)
    cmds.moduleInfo(moduleName="ours", version=True)
    project = str(cmds.workspace(query=True, rootDirectory=True))
    cmds.AbcExport(jobArg=f"-frameRange 1 2 -root |top -file {project}a.abc")
    cmds.getFileList(folder=project)


def scenery(cmds: Recorder) -> None:
    cmds.createDisplayLayer(name="shown", empty=True)
    cmds.editDisplayLayerMembers("shown", query=True)
    cmds.createRenderLayer(name="beauty", empty=True)
    cmds.editRenderLayerGlobals(query=True, currentRenderLayer=True)
    cmds.renderSettings(firstImageName=True)
    cmds.renderSettings(lastImageName=True)
    cmds.imagePlane(name="plate")
    cmds.sound(file="music.wav", offset=2)
    cmds.sound("music", query=True, file=True)
    cmds.sound("music", query=True, offset=True)
    cmds.timeControl("timeControl1", edit=True, sound="music")
    cmds.timeControl("timeControl1", query=True, sound=True)
    project = str(cmds.workspace(query=True, rootDirectory=True))
    cmds.playblast(filename=f"{project}images/look", format="image", compression="png", startTime=1, endTime=1,
                   widthHeight=(16, 8), viewer=False, percent=100)  # fmt: skip


def windows(cmds: Recorder, maya: Session) -> None:
    maya.interface.answers.extend(["Yes", ["a.ma"], None, "OK"])
    cmds.confirmDialog(title="t", message="m", button=["Yes", "No"])
    cmds.fileDialog2(fileMode=1)
    cmds.fileDialog2(fileMode=1)
    cmds.promptDialog(title="t", message="m", button=["OK"])
    cmds.promptDialog(query=True, text=True)
    cmds.evalDeferred(print)
    cmds.refresh()
    cmds.inViewMessage(assistMessage="done", position="topCenter")
    job = cmds.scriptJob(event=["SceneOpened", print])
    cmds.scriptJob(exists=job)
    cmds.scriptJob(kill=job)
    for flag in ({"withFocus": True}, {"underPointer": True}, {"type": "modelPanel"}):
        cmds.getPanel(**flag)
    cmds.modelPanel("modelPanel4", query=True, camera=True)
    cmds.window("ours", title="Ours")
    cmds.menu("pipe", label="Pipe", parent="MayaWindow")
    cmds.menuItem("publish", label="Publish", parent="pipe", command=print)
    for flag in ("label", "itemArray", "numberOfItems"):
        cmds.menu("pipe", query=True, **{flag: True})
    cmds.menuItem("publish", query=True, label=True)
    cmds.workspaceControl("panel", label="Panel")
    for flag in ("visible", "floating", "label"):
        cmds.workspaceControl("panel", query=True, **{flag: True})
    cmds.shelfLayout("shelf", parent="ShelfLayout")
    cmds.shelfButton("button", parent="shelf", label="b", command="x")
    cmds.shelfLayout("shelf", query=True, childArray=True)
    cmds.shelfTabLayout("ShelfLayout", query=True, childArray=True)
    cmds.shelfTabLayout("ShelfLayout", query=True, selectTab=True)
    for kind, name in (("window", "ours"), ("menu", "pipe"), ("menuItem", "publish"), ("control", "panel"),
                       ("workspaceControl", "panel"), ("shelfLayout", "shelf"), ("shelfButton", "button")):  # fmt: skip
        getattr(cmds, kind)(name, exists=True)
        getattr(cmds, kind)(name, query=True, exists=True)
    cmds.deleteUI("ours")
