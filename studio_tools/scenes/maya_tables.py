"""Which attributes of which Maya nodes name files, and under which names the two file formats write them.

Short names are what Maya writes; long ones are what people and some plug-ins write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """An attribute that holds a path, and what kind of file it is."""

    kind: str
    names: tuple[str, ...]


def _rules(kind: str, *names: str) -> tuple[Rule, ...]:
    return (Rule(kind, names),)


_FILE_TEXTURE = _rules("texture", "ftn", "fileTextureName")
_USD = _rules("usd", "fp", "filePath")
_FILENAME_TEXTURE = _rules("texture", "filename")

PATHS: Mapping[str, tuple[Rule, ...]] = {
    # Maya
    "file": _FILE_TEXTURE,
    "psdFileTex": _FILE_TEXTURE,
    "movie": _FILE_TEXTURE,
    "mentalrayTexture": _FILE_TEXTURE,
    "imagePlane": _rules("imageplane", "imn", "imageName"),
    "audio": _rules("audio", "f", "filename"),
    "gpuCache": _rules("gpucache", "cfn", "cacheFileName"),
    "AlembicNode": _rules("alembic", "fn", "abc_File"),
    "diskCache": _rules("cache", "cn", "cacheName"),
    "dynGlobals": _rules("particle", "cd", "cacheDirectory"),
    "assemblyDefinition": _rules("other", "rda", "repData"),
    "assemblyReference": _rules("other", "def", "definition"),
    "particleSamplerInfo": (),
    "nucleus": (),
    # USD
    "mayaUsdProxyShape": _USD,
    "mayaUsdProxyShapeBase": _USD,
    "pxrUsdProxyShape": _USD,
    "pxrUsdReferenceAssembly": _USD,
    # Arnold
    "aiImage": _FILENAME_TEXTURE,
    "aiStandIn": _rules("proxy", "dso"),
    "aiVolume": _rules("cache", "filename"),
    "aiPhotometricLight": _rules("other", "aiFilename", "filename"),
    "aiInclude": _rules("proxy", "filename"),
    # V-Ray
    "VRayMesh": _rules("proxy", "fn2", "fileName2", "fileName"),
    "VRayProxy": _rules("proxy", "fn2", "fileName2", "fileName"),
    "VRayPtex": _rules("texture", "ptexFile"),
    "VRayLightIESShape": _rules("other", "iesFile"),
    "VRayScannedMtl": _rules("other", "file"),
    "VRayVolumeGrid": _rules("cache", "inPath", "if"),
    "VRaySettingsNode": (),
    # Redshift
    "RedshiftProxyMesh": _rules("proxy", "fileName", "fn"),
    "RedshiftNormalMap": _rules("texture", "tex0"),
    "RedshiftSprite": _rules("texture", "tex0"),
    "RedshiftDomeLight": (Rule("texture", ("tex0",)), Rule("texture", ("tex1",))),
    "RedshiftVolumeShape": _rules("cache", "fileName"),
    "RedshiftIESLight": _rules("other", "profile"),
    "RedshiftCameraMap": _rules("texture", "tex0"),
    # RenderMan
    "PxrTexture": _FILENAME_TEXTURE,
    "PxrPtexture": _FILENAME_TEXTURE,
    "PxrMultiTexture": tuple(Rule("texture", (f"filename{at}",)) for at in range(10)),
    "PxrNormalMap": _FILENAME_TEXTURE,
    "PxrBump": _FILENAME_TEXTURE,
    "PxrDomeLight": _rules("texture", "lightColorMap"),
    "PxrRectLight": _rules("texture", "lightColorMap"),
    "RenderManArchive": _rules("proxy", "filename"),
    "OpenVDBVisualize": _rules("cache", "VdbFilePath"),
    # Hair, fur, particles, simulation
    "pgYetiMaya": _rules("cache", "cfn", "cacheFileName"),
    "xgmPalette": _rules("cache", "xfn", "xgFileName"),
    "xgmSplineCache": _rules("cache", "fn", "fileName"),
    "xgmCurveToSpline": (),
    "partioVisualizer": _rules("particle", "cachD", "cacheDir"),
    "bifrostShape": _rules("cache", "bifrostMeshCachePath", "cachePath"),
    "ExocortexAlembicFile": _rules("alembic", "fnm", "fileName"),
    "houdiniAsset": _rules("other", "ofp", "otlFilePath"),
    "substanceNode": _rules("other", "pkg", "package"),
}

SCENE = {
    "script": ("b", "before", "a", "after", "st", "scriptType", "stp", "sourceType"),
    "defaultRenderGlobals": (
        "ren", "currentRenderer", "fs", "startFrame", "ef", "endFrame", "ifp", "imageFilePrefix", "imfkey",
        "imfPluginKey",
    ),
    "defaultResolution": ("w", "width", "h", "height"),
    "defaultColorMgtGlobals": (
        "cfe", "configFileEnabled", "cfp", "configFilePath", "wsn", "workingSpaceName", "cme", "cmEnabled",
    ),
}  # fmt: skip
"""Nodes that say something of the scene itself."""

MORE = {
    "file": (
        "cs", "colorSpace", "ufe", "useFrameExtension", "uvt", "uvTilingMode", "fe", "frameExtension",
    ),
    "imagePlane": ("ufe", "useFrameExtension", "cs", "colorSpace"),
    "audio": ("o", "offset"),
    "AlembicNode": ("fns", "abc_layerFiles"),
    "cacheFile": ("cp", "cachePath", "cn", "cacheName"),
    "pxrUsdReferenceAssembly": ("pp", "primPath"),
}  # fmt: skip
"""What more a node says of the file that it names."""

ANYWHERE = frozenset({
    "ftn", "fileTextureName", "cfn", "cacheFileName", "abc_File", "dso", "filename", "fileName", "filePath",
    "cacheFile",
})  # fmt: skip
"""Attributes that name files on nodes of plug-ins we do not know."""

LONG_STRINGS = frozenset({"nts", "notes"})
"""Free text, which a reader that looks for lines must step over whole."""

_BY_ENDING = {
    "alembic": ("abc",),
    "usd": ("usd", "usda", "usdc", "usdz"),
    "cache": ("vdb", "bgeo", "pdc", "mc", "mcx", "fur", "bif", "nxb"),
    "proxy": ("ass", "rs", "vrmesh", "vrscene", "rib", "gz"),
    "geometry": ("fbx", "obj", "ply", "stl"),
    "audio": ("wav", "aif", "aiff", "mp3"),
    "texture": (
        "exr", "tif", "tiff", "tx", "tex", "png", "jpg", "jpeg", "tga", "hdr", "psd", "bmp", "dpx", "iff", "sgi",
        "ptx", "ptex", "rat", "gif", "map",
    ),
}  # fmt: skip
_KIND_OF_ENDING = {ending: kind for kind, endings in _BY_ENDING.items() for ending in endings}

WHEN = ("demand", "open/close", "gui open/close", "ui configuration", "render", "render frame",
        "scene configuration", "time changed")  # fmt: skip
"""A script node's scriptType, in words."""

LINEAR = {"mm": "millimeter", "cm": "centimeter", "m": "meter", "km": "kilometer", "in": "inch", "ft": "foot",
          "yd": "yard", "mi": "mile"}  # fmt: skip
ANGULAR = {"deg": "degree", "rad": "radian", "min": "minute", "sec": "second"}

MAYA_FILE = frozenset({"mayaAscii", "mayaBinary"})


def wanted_of(node_type: str) -> frozenset[str]:
    """The attributes of *node_type* that say something to us; empty for a type that we do not know."""
    rules = PATHS.get(node_type, ())
    names = [name for rule in rules for name in rule.names]
    return frozenset([*names, *MORE.get(node_type, ()), *SCENE.get(node_type, ())])


def every_attribute() -> frozenset[str]:
    """All attributes that say something on any node."""
    names: list[str] = [*ANYWHERE, *LONG_STRINGS]
    for each in (*PATHS, *MORE, *SCENE):
        names += wanted_of(each)
    return frozenset(names)


def kind_of_ending(path: str) -> str:
    """What kind of file a path's ending promises; `other` where it promises nothing."""
    return _KIND_OF_ENDING.get(path.rpartition(".")[2].lower(), "other")


def first_of(values: Mapping[str, str], names: Iterable[str]) -> str | None:
    """The first of *names* that *values* has."""
    return next((values[name] for name in names if name in values), None)
