"""The scene that Maya starts with: its own nodes, units, times and workspace rules."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from studio_tools.testing.mayasim import building
from studio_tools.testing.mayasim.model import Plug, Scene

NODES = """
time1:time sequenceManager1:sequenceManager hardwareRenderingGlobals:hardwareRenderingGlobals
renderPartition:partition renderGlobalsList1:renderGlobalsList defaultLightList1:lightList
defaultShaderList1:defaultShaderList postProcessList1:postProcessList
defaultRenderUtilityList1:defaultRenderUtilityList defaultRenderingList1:defaultRenderingList lightList1:lightList
defaultTextureList1:defaultTextureList lambert1:lambert standardSurface1:standardSurface
particleCloud1:particleCloud initialShadingGroup:shadingEngine initialParticleSE:shadingEngine
initialMaterialInfo:materialInfo shaderGlow1:shaderGlow dof1:opticalFX defaultRenderGlobals:renderGlobals
defaultRenderQuality:renderQuality defaultResolution:resolution defaultLightSet:objectSet defaultObjectSet:objectSet
defaultViewColorManager:viewColorManager defaultColorMgtGlobals:colorManagementGlobals
hardwareRenderGlobals:hardwareRenderGlobals characterPartition:partition
defaultHardwareRenderGlobals:hwRenderGlobals ikSystem:ikSystem hyperGraphInfo:hyperGraphInfo
hyperGraphLayout:hyperLayout globalCacheControl:globalCacheControl strokeGlobals:strokeGlobals
dynController1:dynController lightLinker1:lightLinker layerManager:displayLayerManager defaultLayer:displayLayer
renderLayerManager:renderLayerManager defaultRenderLayer:renderLayer shapeEditorManager:shapeEditorManager
poseInterpolatorManager:poseInterpolatorManager
"""
CAMERAS: Mapping[str, tuple[tuple[float, float, float], tuple[float, float, float], bool]] = {
    "persp": ((28.0, 21.0, 28.0), (-27.938352729602379, 44.999999999999972, 0.0), False),
    "top": ((0.0, 1000.1, 0.0), (-90.0, 0.0, 0.0), True),
    "front": ((0.0, 0.0, 1000.1), (0.0, 0.0, 0.0), True),
    "side": ((1000.1, 0.0, 0.0), (0.0, 90.0, 0.0), True),
}
UNITS = {"linear": "centimeter", "angle": "degree", "time": "film"}
TIMES = {"min": 1.0, "max": 120.0, "start": 1.0, "end": 200.0, "current": 1.0}
NAMESPACES = ("UI", "shared")
RULES = {
    "scene": "scenes",
    "images": "images",
    "sourceImages": "sourceimages",
    "movie": "movies",
    "sound": "sound",
    "alembicCache": "cache/alembic",
    "diskCache": "data",
    "fileCache": "cache/nCache",
    "mayaAscii": "scenes",
    "mayaBinary": "scenes",
    "renderData": "renderData",
    "scripts": "scripts",
    "clips": "clips",
    "autoSave": "autosave",
}
LINEAR = {
    "mm": "millimeter",
    "cm": "centimeter",
    "m": "meter",
    "km": "kilometer",
    "in": "inch",
    "ft": "foot",
    "yd": "yard",
}
ANGULAR = {"deg": "degree", "rad": "radian"}
RATES = {"game": 15, "film": 24, "pal": 25, "ntsc": 30, "show": 48, "palf": 50, "ntscf": 60}
BROKEN = {"23.976fps": (24000, 1001), "29.97fps": (30000, 1001), "47.952fps": (48000, 1001), "59.94fps": (60000, 1001)}
WHOLE_RATES = (
    2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 40, 75, 80, 90, 100, 120, 125, 150, 200, 240, 250, 300, 375, 400, 500, 600, 750,
    1200, 1500, 2000, 3000, 6000, 44100, 48000,
)  # fmt: skip
OTHERS = {"millisec": 1000, "sec": 1}


def rate(unit: str) -> Fraction | None:
    """Frames a second of a time unit, None where Maya has no such unit."""
    if unit in BROKEN:
        return Fraction(*BROKEN[unit])
    if unit in RATES or unit in OTHERS:
        return Fraction({**RATES, **OTHERS}[unit])
    number = unit.removesuffix("fps")
    if unit.endswith("fps") and number.isdigit() and (int(number) in WHOLE_RATES or int(number) in RATES.values()):
        return Fraction(int(number))
    return None


def time_unit(unit: str) -> str | None:
    """Maya's own name of a unit: a rate with a name of its own is called by it."""
    found = rate(unit)
    if found is None:
        return None
    return next((name for name, number in RATES.items() if Fraction(number) == found), unit)


def fresh_scene() -> Scene:
    """A new scene as Maya makes it."""
    scene = Scene(units=dict(UNITS), times=dict(TIMES))
    scene.namespaces.update(dict.fromkeys(NAMESPACES))
    for name, (place, turn, is_flat) in CAMERAS.items():
        add_camera(scene, name, place, turn, is_flat)
    for pair in NODES.split():
        name, _, type_name = pair.partition(":")
        node = building.add_node(scene, type_name, name)
        node.is_default = True
        node.is_shared = type_name == "lightLinker"
    scene.journal.forget()
    scene.journal.is_modified = False
    return scene


def add_camera(
    scene: Scene, name: str, place: tuple[float, float, float], turn: tuple[float, float, float], is_flat: bool
) -> None:
    """Add one of the four cameras of every scene."""
    transform = building.add_node(scene, "transform", name, is_dag=True)
    shape = building.add_node(scene, "camera", f"{name}Shape", is_dag=True, parent=transform)
    for node in (transform, shape):
        node.is_default = node.is_shared = True
    values: dict[str, object] = {"visibility": False}
    values |= {f"translate{axis}": value for axis, value in zip("XYZ", place, strict=True)}
    values |= {f"rotate{axis}": value for axis, value in zip("XYZ", turn, strict=True)}
    transform.plugs.update({path: Plug(value=value, is_set=True) for path, value in values.items()})
    shape.plugs["orthographic"] = Plug(value=is_flat, is_set=True)
    shape.plugs["renderable"] = Plug(value=not is_flat, is_set=True)
    shape.plugs["imageName"] = Plug(value=name, is_set=True)
