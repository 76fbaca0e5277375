"""What leaves Maya other than as its own scene: caches, USD, FBX, pictures; and what plug-ins bring in."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from studio_tools.testing.mayasim import exchange, naming, pictures, plugs
from studio_tools.testing.mayasim.commands.nodes import make
from studio_tools.testing.mayasim.commands.targets import find, given, node_named
from studio_tools.testing.mayasim.commands.times import moment, rate
from studio_tools.testing.mayasim.flags import Call, read_table
from studio_tools.testing.mayasim.model import Node
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session, Simulated, words

JOB = {
    "attr": 1, "attrPrefix": 1, "autoSubd": 0, "dataFormat": 1, "eulerFilter": 0, "file": 1, "frameRange": 2,
    "frameRelativeSample": 1, "noNormals": 0, "preRoll": 0, "renderableOnly": 0, "root": 1, "step": 1,
    "selection": 0, "stripNamespaces": 0, "userAttr": 1, "userAttrPrefix": 1, "uvWrite": 0, "uvsOnly": 0,
    "worldSpace": 0, "writeVisibility": 0, "writeColorSets": 0, "writeFaceSets": 0, "wholeFrameGeo": 0,
    "writeUVSets": 0, "writeCreases": 0, "melPerFrameCallback": 1, "pythonPerFrameCallback": 1,
    "melPostJobCallback": 1, "pythonPostJobCallback": 1,
}  # fmt: skip
"""The words of an Alembic job, and how many values each takes."""
JOB_SHORT = {
    "a": "attr", "atp": "attrPrefix", "df": "dataFormat", "ef": "eulerFilter", "f": "file", "fr": "frameRange",
    "frs": "frameRelativeSample", "nn": "noNormals", "ro": "renderableOnly", "rt": "root", "s": "step",
    "sl": "selection", "sn": "stripNamespaces", "u": "userAttr", "uatp": "userAttrPrefix", "uv": "uvWrite",
    "ws": "worldSpace", "wv": "writeVisibility", "wcs": "writeColorSets", "wfs": "writeFaceSets",
    "wfg": "wholeFrameGeo", "wuvs": "writeUVSets",
}  # fmt: skip
WRITERS = {"png": pictures.png, "exr": pictures.exr}


def job_words(text: str) -> Iterator[tuple[str, list[str]]]:
    """The words of a job with their values. Raises RuntimeError on one that there is not."""
    parts = iter(shlex.split(text))
    for part in parts:
        name = part.lstrip("-")
        name = JOB_SHORT.get(name, name)
        if not part.startswith("-") or name not in JOB:
            raise RuntimeError(f"AbcExport: Invalid job argument: {part}")
        yield name, [next(parts, "") for _ in range(JOB[name])]


def abc_export(session: Session, call: Call) -> object:
    """`AbcExport`: one file a job."""
    for job in call.words("jobArg"):
        options: dict[str, list[str]] = {}
        for name, values in job_words(job):
            options.setdefault(name, []).extend(values)
        if not options.get("file"):
            raise RuntimeError("AbcExport: No file was specified.")
        names = session.scene.selection if "selection" in options else options.get("root", [])
        roots = [root(session, name) for name in names] or [node for node in session.scene.world if not node.is_default]
        span = [float(each) for each in options.get("frameRange", [])]
        now = session.scene.times["current"]
        data = exchange.record(
            "Alembic",
            [each for node in roots for each in (node, *node.below())],
            times=(span[0], span[-1]) if span else (now, now),
            fps=float(rate(session)),
            step=float(options.get("step", ["1"])[0]),
            options={key: " ".join(values) or True for key, values in options.items() if key not in ("root", "file")},
        )
        session.faults.write(Path(options["file"][0]), data)
    return None


def root(session: Session, name: str) -> Node:
    """A root that a job names."""
    found = find(session, name)
    if len(found) != 1:
        raise RuntimeError(f"AbcExport: {name} is not unique or does not exist.")
    return found[0]


def gpu_cache(session: Session, call: Call) -> object:
    """`gpuCache`: writes a cache of what is named; its file."""
    if call.is_query or call.mode == "edit":
        raise NotSimulated("gpuCache that asks or edits")
    nodes = (
        [node for node in session.scene.world if not node.is_default]
        if call.on("allDagObjects")
        else given(session, call.names)
    )
    folder = Path(call.text("directory") or session.project / session.rules["alembicCache"])
    target = folder / f"{call.text('fileName', nodes[0].leaf)}.abc"
    span = (call.number("startTime", session.scene.times["min"]), call.number("endTime", session.scene.times["max"]))
    data = exchange.record(
        "GPU cache",
        [each for node in nodes for each in (node, *node.below())],
        times=span,
        fps=float(rate(session)),
        options=call.flags,
    )
    session.faults.write(target, data)
    return [target.as_posix()]


def usd_export(session: Session, call: Call) -> object:
    """`mayaUSDExport`: USD text of the selection, of roots, or of everything."""
    if not call.text("file"):
        raise RuntimeError("mayaUSDExport: a file is needed.")
    if call.on("selection"):
        nodes = [node for name in session.scene.selection for node in naming.find(session.scene, name)]
        if not nodes:
            raise RuntimeError("mayaUSDExport: nothing is selected.")
    elif "exportRoots" in call.flags:
        nodes = [node_named(session, name) for name in call.words("exportRoots")]
    else:
        nodes = [node for node in session.scene.world if not node.is_default]
    path = session.path(call.text("file"))
    path = path if path.suffix in (".usd", ".usda", ".usdc") else path.with_name(f"{path.name}.usd")
    if path.suffix == ".usdc" or call.text("defaultUSDFormat") == "usdc":
        raise NotSimulated("USD in binary form: ask for usda")
    data = exchange.usda(
        nodes,
        session.schema(),
        times=span_of(call),
        fps=float(rate(session)),
        strips=call.on("stripNamespaces"),
        is_merged=bool(call.flags.get("mergeTransformAndShape", True)),
    )
    session.faults.write(path, data)
    return [path.as_posix()]


def span_of(call: Call) -> tuple[float, float] | None:
    """The frames that a call names."""
    span = call.flags.get("frameRange")
    return (float(span[0]), float(span[1])) if isinstance(span, list | tuple) else None


def arnold_export(session: Session, call: Call) -> object:
    """`arnoldExportAss`: a record of what was asked for."""
    nodes = [node for name in session.scene.selection for node in naming.find(session.scene, name)]
    times = (call.number("startFrame"), call.number("endFrame")) if "startFrame" in call.flags else None
    data = exchange.record("Arnold", nodes, times=times, fps=float(rate(session)), options=call.flags)
    session.faults.write(session.path(call.text("filename")), data)
    return [call.text("filename")]


def abc_import(session: Session, call: Call) -> object:
    """`AbcImport`: a node that reads the file; the form it brings is not simulated."""
    path = session.resolve(call.names[0])
    if not session.faults.is_file(path):
        raise RuntimeError(f"File not found: {call.names[0]}")
    node = make(session, "AlembicNode", f"{Path(path).stem}_AlembicNode", None)
    plugs.store(session.schema(), session.scene, node, "abc_File", path)
    return node.name


def fbx(session: Session, name: str, args: list[str]) -> object:
    """An FBX procedure, called from MEL: settings are kept, an export writes a record of them."""
    entries = read_table("plugins")["plugins"]
    assert isinstance(entries, dict)
    known = entries["fbxmaya"]["procedures"]
    if "fbxmaya" not in session.loaded or name not in known:
        raise RuntimeError(f'Cannot find procedure "{name}".')
    takes = dict(pair.split(":") for pair in known[name].split())
    options = fbx_options(name, args, takes)
    settings = session.settings.setdefault("fbx", {})
    assert isinstance(settings, dict)
    if name in ("FBXResetExport", "FBXResetImport"):
        settings.clear()
    elif name == "FBXExport":
        scene = session.scene
        names = (
            scene.selection
            if "s" in options
            else [naming.path_name(each) for each in scene.world if not each.is_default]
        )
        nodes = [each for one in names for node in naming.find(scene, one) for each in (node, *node.below())]
        span = (float(settings.get("FBXExportBakeComplexStart", 1)), float(settings.get("FBXExportBakeComplexEnd", 1)))
        data = exchange.record("FBX", nodes, times=span, fps=float(rate(session)), options=settings)
        session.faults.write(session.path(str(options["f"])), data)
    elif name == "FBXImport":
        raise NotSimulated("FBXImport")
    else:
        settings[name] = next(iter(options.values()), True)
    return None


def fbx_options(name: str, args: list[str], takes: Mapping[str, str]) -> dict[str, object]:
    """The options of an FBX procedure. Raises RuntimeError on one that there is not."""
    options: dict[str, object] = {}
    parts = iter(args)
    for part in parts:
        key = part.lstrip("-")
        if not part.startswith("-") and not takes:
            options["value"] = part
            continue
        if not part.startswith("-") or key not in takes:
            raise RuntimeError(f"{name}: invalid option {part}")
        kind = takes[key]
        value = next(parts, "") if kind else ""
        options[key] = {"b": value in ("true", "1"), "i": value, "s": value, "": True}[kind]
    return options


def playblast(session: Session, call: Call) -> object:
    """`playblast`: pictures of one colour a frame; their name with the frame as hashes."""
    kind = call.text("compression", "png").lower()
    if call.text("format", "movie") != "image" or kind not in WRITERS:
        raise NotSimulated(f"playblast as {call.text('format', 'movie')} {kind}: only image with png or exr")
    if not session.is_gui and not call.on("offScreen"):
        raise RuntimeError("playblast: a view is needed; in batch mode pictures are made off screen only.")
    size = call.flags.get(
        "widthHeight", (session.setting("defaultResolution.width"), session.setting("defaultResolution.height"))
    )
    assert isinstance(size, list | tuple)
    percent = call.number("percent", 50.0) / 100
    width, height = (max(1, int(float(str(each)) * percent)) for each in size)
    stem, padding = (
        call.text("filename") or (session.project / "images" / "playblast").as_posix(),
        int(call.number("framePadding", 4)),
    )
    frames = frames_of(session, call)
    for place, frame in enumerate(frames):
        shown = place if call.on("indexFromZero") else int(frame)
        name = call.text("completeFilename") or f"{stem}.{shown:0{padding}d}.{kind}"
        if Path(name).exists() and not call.on("forceOverwrite"):
            raise RuntimeError(f"playblast: {name} is there already.")
        colour = ((frame % 100) / 100, 0.5, 0.25)
        session.faults.write(Path(name), WRITERS[kind](width, height, colour))
    return call.text("completeFilename") or f"{stem}.{'#' * padding}.{kind}"


def frames_of(session: Session, call: Call) -> list[float]:
    """The frames that a playblast shows."""
    asked = call.flags.get("frame")
    if asked is not None:
        return [moment(session, each) for each in (asked if isinstance(asked, list | tuple) else [asked])]
    times = session.scene.times
    first = moment(session, call.flags.get("startTime", times["min"]))
    last = moment(session, call.flags.get("endTime", times["max"]))
    return [first + step for step in range(int(last - first) + 1)]


COMMANDS: Mapping[str, Simulated] = {
    "AbcExport": Simulated(call=abc_export, flags=words("jobArg verbose"), is_silent=True),
    "AbcImport": Simulated(call=abc_import, flags=words("mode")),
    "gpuCache": Simulated(
        call=gpu_cache,
        flags=words(
            """allDagObjects startTime endTime directory fileName optimize optimizationThreshold writeMaterials
            dataFormat saveMultipleFiles writeUVs useBaseTessellation optimizeAnimationsForMotionBlur
            simulationRate sampleMultiplier prompt"""
        ),
        is_silent=True,
    ),
    "mayaUSDExport": Simulated(
        call=usd_export,
        flags=words(
            """file selection frameRange frameStride exportRoots stripNamespaces mergeTransformAndShape
            defaultUSDFormat exportUVs exportColorSets exportDisplayColor exportVisibility exportSkels
            exportSkin exportBlendShapes shadingMode convertMaterialsTo defaultMeshScheme eulerFilter
            staticSingleSample verbose kind parentScope rootPrim rootPrimType exportInstances
            exportComponentTags renderableOnly filterTypes defaultPrim exportMaterials worldspace"""
        ),
        is_silent=True,
    ),
    "arnoldExportAss": Simulated(
        call=arnold_export, flags=words("filename selected startFrame endFrame frameStep mask asciiAss"), is_silent=True
    ),
    "playblast": Simulated(
        call=playblast,
        flags=words(
            """filename format compression startTime endTime frame widthHeight percent viewer showOrnaments
            offScreen completeFilename forceOverwrite clearCache quality framePadding indexFromZero
            offScreenViewportUpdate rawFrameNumbers"""
        ),
        is_silent=True,
    ),
}
