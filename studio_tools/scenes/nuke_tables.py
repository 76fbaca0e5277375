"""Which knobs of which Nuke nodes name files, and which run code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio_tools.scenes.nuke_classes import BUILT_IN, GROUPS
from studio_tools.scenes.paths import is_sequence, is_tiled


@dataclass(frozen=True, slots=True)
class FileKnob:
    """A knob that names a file, the kind of that file, and the switch that must be on for it to be read."""

    name: str
    kind: str
    switch: str | None = None


_READ = (FileKnob("file", "image"), FileKnob("proxy", "proxy"))
_GEOMETRY = (FileKnob("file", "geometry"),)
_USD = (FileKnob("file", "usd"),)
_CAMERA = (FileKnob("file", "camera", "read_from_file"),)
_FONT = (FileKnob("font", "font"),)

READS: Mapping[str, tuple[FileKnob, ...]] = {
    "Read": _READ,
    "DeepRead": (FileKnob("file", "deep"), FileKnob("proxy", "proxy")),
    "ReadGeo": _GEOMETRY,
    "ReadGeo2": _GEOMETRY,
    "GeoImport": _USD,
    "GeoReference": _USD,
    "GeoPayload": _USD,
    "UnrealReader": (),
    **dict.fromkeys(("Camera", "Camera1", "Camera2", "Camera3", "Camera4"), _CAMERA),
    **dict.fromkeys(("Axis", "Axis1", "Axis2", "Axis3", "Axis4"), _CAMERA),
    **dict.fromkeys(("Light", "Light2", "Light3"), _CAMERA),
    "AudioRead": (FileKnob("file", "audio"),),
    "OCIOFileTransform": (FileKnob("file", "ocio"),),
    "OCIOCDLTransform": (FileKnob("file", "ocio", "read_from_file"),),
    "OCIOCDLTransform1": (FileKnob("file", "ocio", "read_from_file"),),
    "Vectorfield": (FileKnob("vfield_file", "ocio"),),
    "ApplyLUT": (FileKnob("file", "ocio"),),
    "Precomp": (FileKnob("file", "script"),),
    "LiveGroup": (FileKnob("file", "livegroup"),),
    "Text": _FONT,
    "Text2": _FONT,
    "ParticleCache": (FileKnob("file", "particle"),),
    "SmartVector": (FileKnob("file", "cache"),),
    "BlinkScript": (FileKnob("kernelSourceFile", "script"),),
    "ParticleBlinkScript": (FileKnob("kernelSourceFile", "script"),),
    "Inference": (FileKnob("modelFile", "other"),),
    "CopyCat": (FileKnob("checkpointFile", "other"),),
    "TextureFile": (FileKnob("file", "texture"),),
    "STMap": (),
    "ScannedGrain": (FileKnob("fullGrain", "image"),),
    "Truelight": (FileKnob("profile", "ocio"),),
    "Truelight3": (FileKnob("profile", "ocio"),),
    "TimeWarp": (),
}

WRITES = frozenset({"Write", "DeepWrite", "WriteGeo", "GeoExport", "GenerateLUT"})

USER_FILE = 2
"""The type of a user knob that names a file."""

CODE = frozenset({"onCreate", "onDestroy", "knobChanged", "updateUI", "autolabel", "onScriptLoad", "onScriptSave",
        "onScriptClose", "beforeRender", "beforeFrameRender", "afterFrameRender", "afterRender", "renderProgress",
        "filenameFilter",
        "autoSaveFilter", "autoSaveRestoreFilter", "autoSaveDeleteFilter", "validate"})  # fmt: skip
"""Knobs whose text Nuke runs by itself."""

NEEDLES = (b"addUserKnob {2 ", b" onCreate ", b" knobChanged ", b" onDestroy ", b" updateUI ", b" autolabel ")
"""What makes a node tell something, of whatever class."""

_FILE_CLASSES = frozenset(each.encode() for each in (*READS, *WRITES, "Root"))
DULL = BUILT_IN - _FILE_CLASSES - GROUPS
"""Classes that name no file and hold no nodes."""

FRAMES = ("first", "last")
TELLING = frozenset({"frame_mode", "frame", "origfirst", "origlast", "colorspace", "file_type", "raw", "views",
           "localizationPolicy", "use_limit", "reading", "on_error", "datatype"})  # fmt: skip
"""Knobs of a Read or Write that a reader of the entry may want to know."""

_USD_ENDINGS = ("usd", "usda", "usdc", "usdz")


def kind_of(knob: FileKnob, path: str) -> str:
    """The kind of file, now that its *path* is known."""
    if knob.kind == "image":
        return "udim" if is_tiled(path) else "sequence" if is_sequence(path) else "image"
    if knob.kind == "usd":
        ending = path.rpartition(".")[2].lower()
        return "alembic" if ending == "abc" else "usd" if ending in _USD_ENDINGS else "geometry"
    return knob.kind


def plugin_of(klass: str) -> tuple[str, str | None] | None:
    """The name and version of the OpenFX plug-in behind *klass* (`OFXcom.vendor.ofx.thing_v1`), or None."""
    if not klass.startswith("OFX"):
        return None
    name, mark, version = klass.rpartition("_v")
    return (name, version) if mark and version.isdecimal() else (klass, None)
