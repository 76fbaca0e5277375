# Written by `python -m studio_tools.testing.mayasim.stubs`: flags from the recorded tables, answers from returns.py.
# Only commands whose flags are recorded are here, with flags under their long names. What else Maya has, the house does
# not call.
from collections.abc import Callable, Sequence
from typing import Literal, NoReturn, TypedDict, Unpack, overload

_Names = str | Sequence[str]
_Call = Callable[..., object] | str
_Time = float | str
_Range = tuple[_Time, _Time] | _Time

_AbcExport_create = TypedDict("_AbcExport_create", {
    "jobArg": str | Sequence[str], "verbose": bool, "dontSkipUnwrittenFrames": bool, "preRollStartFrame": float,
    "help": bool
}, total=False)
def AbcExport(*args: _Names, **flags: Unpack[_AbcExport_create]) -> None: ...

_AbcImport_create = TypedDict("_AbcImport_create", {
    "mode": str, "connect": str, "filterObjects": str, "excludeFilterObjects": str, "fitTimeRange": bool,
    "reparent": str, "setToStartFrame": bool, "createIfNotFound": bool, "removeIfNoUpdate": bool,
    "recreateAllColorSets": bool, "debug": bool, "help": bool
}, total=False)
def AbcImport(*args: _Names, **flags: Unpack[_AbcImport_create]) -> object: ...

_about_create = TypedDict("_about_create", {
    "application": bool, "arm64": bool, "buildDirectory": bool, "buildVariant": bool, "codeset": bool,
    "compositingManager": bool, "connected": bool, "creativeVersion": bool, "ctime": bool, "currentDate": bool,
    "currentTime": bool, "customVersion": bool, "customVersionClient": bool, "customVersionMajor": bool,
    "customVersionMinor": bool, "customVersionString": bool, "cutIdentifier": bool, "date": bool,
    "environmentFile": bool, "evalVersion": bool, "file": bool, "fontInfo": bool, "helpDataDirectory": bool,
    "ioVersion": bool, "irix": bool, "is64": bool, "languageResources": bool, "linux64": bool, "liveUpdate": bool,
    "localizedResourceLocation": bool, "ltVersion": bool, "macOSASi": bool, "macOSppc": bool, "macOSx86": bool,
    "minorVersion": bool, "ntOS": bool, "operatingSystemVersion": bool, "patchVersion": bool, "qtVersion": bool,
    "tablet": bool, "tabletMode": bool, "uiLanguage": bool, "uiLanguageForStartup": bool, "uiLanguageIsLocalized": bool,
    "uiLocaleLanguage": bool, "win64": bool, "windowManager": bool
}, total=False)
@overload
def about(*args: _Names, batch: Literal[True], **flags: Unpack[_about_create]) -> bool: ...
@overload
def about(*args: _Names, version: Literal[True], **flags: Unpack[_about_create]) -> str: ...
@overload
def about(*args: _Names, majorVersion: Literal[True], **flags: Unpack[_about_create]) -> str: ...
@overload
def about(*args: _Names, installedVersion: Literal[True], **flags: Unpack[_about_create]) -> str: ...
@overload
def about(*args: _Names, product: Literal[True], **flags: Unpack[_about_create]) -> str: ...
@overload
def about(*args: _Names, operatingSystem: Literal[True], **flags: Unpack[_about_create]) -> str: ...
@overload
def about(*args: _Names, preferences: Literal[True], **flags: Unpack[_about_create]) -> str: ...
@overload
def about(*args: _Names, apiVersion: Literal[True], **flags: Unpack[_about_create]) -> int: ...
@overload
def about(*args: _Names, windows: Literal[True], **flags: Unpack[_about_create]) -> bool: ...
@overload
def about(*args: _Names, linux: Literal[True], **flags: Unpack[_about_create]) -> bool: ...
@overload
def about(*args: _Names, macOS: Literal[True], **flags: Unpack[_about_create]) -> bool: ...
@overload
def about(*args: _Names, **flags: Unpack[_about_create]) -> object: ...

_addAttr_create = TypedDict("_addAttr_create", {
    "attributeType": str, "binaryTag": str, "cachedInternally": bool, "category": str | Sequence[str],
    "dataType": str | Sequence[str], "defaultValue": float, "disconnectBehaviour": int, "enforcingUniqueName": bool,
    "enumName": str, "exists": bool, "fromPlugin": bool, "hasMaxValue": bool, "hasMinValue": bool,
    "hasSoftMaxValue": bool, "hasSoftMinValue": bool, "hidden": bool, "indexMatters": bool, "internalSet": bool,
    "keyable": bool, "longName": str, "maxValue": float, "minValue": float, "multi": bool, "niceName": str,
    "numberOfChildren": int, "parent": str, "proxy": str, "readable": bool, "shortName": str, "softMaxValue": float,
    "softMinValue": float, "storable": bool, "usedAsColor": bool, "usedAsFilename": bool, "usedAsProxy": bool,
    "worldSpace": bool, "writable": bool
}, total=False)
_addAttr_query = TypedDict("_addAttr_query", {
    "attributeType": bool | str, "binaryTag": bool | str, "cachedInternally": bool,
    "category": bool | str | Sequence[str], "dataType": bool | str | Sequence[str], "defaultValue": bool | float,
    "disconnectBehaviour": bool | int, "enforcingUniqueName": bool, "enumName": bool | str, "exists": bool,
    "fromPlugin": bool, "hasMaxValue": bool, "hasMinValue": bool, "hasSoftMaxValue": bool, "hasSoftMinValue": bool,
    "hidden": bool, "indexMatters": bool, "internalSet": bool, "keyable": bool, "longName": bool | str,
    "maxValue": bool | float, "minValue": bool | float, "multi": bool, "niceName": bool | str,
    "numberOfChildren": bool | int, "parent": bool | str, "proxy": bool | str, "readable": bool,
    "shortName": bool | str, "softMaxValue": bool | float, "softMinValue": bool | float, "storable": bool,
    "usedAsColor": bool, "usedAsFilename": bool, "usedAsProxy": bool, "worldSpace": bool, "writable": bool
}, total=False)
_addAttr_edit = TypedDict("_addAttr_edit", {
    "category": str | Sequence[str], "defaultValue": float, "enumName": str, "exists": bool, "hasMaxValue": bool,
    "hasMinValue": bool, "maxValue": float, "minValue": float, "niceName": str, "softMaxValue": float,
    "softMinValue": float
}, total=False)
@overload
def addAttr(*args: _Names, **flags: Unpack[_addAttr_create]) -> None: ...
@overload
def addAttr(*args: _Names, query: Literal[True], **flags: Unpack[_addAttr_query]) -> object: ...
@overload
def addAttr(*args: _Names, edit: Literal[True], **flags: Unpack[_addAttr_edit]) -> object: ...

_ambientLight_create = TypedDict("_ambientLight_create", {
    "ambientShade": float, "discRadius": float, "exclusive": bool, "intensity": float, "name": str,
    "position": tuple[float, float, float] | list[float], "rgb": tuple[float, float, float] | list[float],
    "rotation": tuple[float, float, float] | list[float], "shadowColor": tuple[float, float, float] | list[float],
    "shadowDither": float, "shadowSamples": int, "softShadow": bool, "useRayTraceShadows": bool
}, total=False)
_ambientLight_query = TypedDict("_ambientLight_query", {
    "ambientShade": bool | float, "discRadius": bool | float, "exclusive": bool, "intensity": bool | float,
    "name": bool | str, "position": bool | tuple[float, float, float] | list[float],
    "rgb": bool | tuple[float, float, float] | list[float], "rotation": bool | tuple[float, float, float] | list[float],
    "shadowColor": bool | tuple[float, float, float] | list[float], "shadowDither": bool | float,
    "shadowSamples": bool | int, "softShadow": bool, "useRayTraceShadows": bool
}, total=False)
_ambientLight_edit = TypedDict("_ambientLight_edit", {
    "ambientShade": float, "discRadius": float, "intensity": float, "shadowDither": float, "shadowSamples": int,
    "softShadow": bool
}, total=False)
@overload
def ambientLight(*args: _Names, **flags: Unpack[_ambientLight_create]) -> object: ...
@overload
def ambientLight(*args: _Names, query: Literal[True], **flags: Unpack[_ambientLight_query]) -> object: ...
@overload
def ambientLight(*args: _Names, edit: Literal[True], **flags: Unpack[_ambientLight_edit]) -> object: ...

_animLayer_create = TypedDict("_animLayer_create", {
    "addRelatedKG": bool, "addSelectedObjects": bool, "animCurves": bool, "attribute": str | Sequence[str],
    "baseAnimCurves": bool, "bestAnimLayer": bool, "blendNodes": bool, "collapse": bool, "copyAnimation": str,
    "excludeBoolean": bool, "excludeDynamic": bool, "excludeEnum": bool, "excludeProxy": bool, "excludeRotate": bool,
    "excludeScale": bool, "excludeTranslate": bool, "excludeVisibility": bool, "exists": bool, "extractAnimation": str,
    "forceUIRebuild": bool, "forceUIRefresh": bool, "lock": bool, "mute": bool, "override": bool, "parent": str,
    "passthrough": bool, "preferred": bool, "selected": bool, "solo": bool, "weight": float
}, total=False)
_animLayer_query = TypedDict("_animLayer_query", {
    "addRelatedKG": bool, "addSelectedObjects": bool, "affectedLayers": bool, "animCurves": bool,
    "baseAnimCurves": bool, "bestAnimLayer": bool, "bestLayer": bool, "blendNodes": bool, "collapse": bool,
    "excludeBoolean": bool, "excludeDynamic": bool, "excludeEnum": bool, "excludeProxy": bool, "excludeRotate": bool,
    "excludeScale": bool, "excludeTranslate": bool, "excludeVisibility": bool, "exists": bool,
    "findCurveForPlug": bool | str, "layeredPlug": bool | str, "lock": bool, "maxLayers": bool, "mute": bool,
    "override": bool, "parent": bool | str, "passthrough": bool, "preferred": bool, "selected": bool, "solo": bool,
    "weight": bool | float
}, total=False)
_animLayer_edit = TypedDict("_animLayer_edit", {
    "addRelatedKG": bool, "addSelectedObjects": bool, "animCurves": bool, "attribute": str | Sequence[str],
    "baseAnimCurves": bool, "bestAnimLayer": bool, "blendNodes": bool, "collapse": bool, "copy": str,
    "copyAnimation": str, "copyNoAnimation": str, "excludeBoolean": bool, "excludeDynamic": bool, "excludeEnum": bool,
    "excludeProxy": bool, "excludeRotate": bool, "excludeScale": bool, "excludeTranslate": bool,
    "excludeVisibility": bool, "exists": bool, "extractAnimation": str, "findCurveForPlug": str, "lock": bool,
    "moveLayerAfter": str, "moveLayerBefore": str, "mute": bool, "override": bool, "parent": str, "passthrough": bool,
    "preferred": bool, "removeAllAttributes": bool, "removeAttribute": str | Sequence[str],
    "removeSelectedObjects": bool, "selected": bool, "solo": bool, "weight": float, "writeBlendnodeDestinations": bool
}, total=False)
@overload
def animLayer(*args: _Names, **flags: Unpack[_animLayer_create]) -> object: ...
@overload
def animLayer(
    *args: _Names, query: Literal[True], root: bool | str, **flags: Unpack[_animLayer_query]
) -> str | None: ...
@overload
def animLayer(
    *args: _Names, query: Literal[True], children: bool | str, **flags: Unpack[_animLayer_query]
) -> list[str] | None: ...
@overload
def animLayer(
    *args: _Names, query: Literal[True], attribute: bool | str | Sequence[str], **flags: Unpack[_animLayer_query]
) -> list[str] | None: ...
@overload
def animLayer(*args: _Names, query: Literal[True], **flags: Unpack[_animLayer_query]) -> object: ...
@overload
def animLayer(*args: _Names, edit: Literal[True], **flags: Unpack[_animLayer_edit]) -> object: ...

_arclen_create = TypedDict("_arclen_create", {
    "caching": bool, "constructionHistory": bool, "frozen": bool, "name": str, "nodeState": int
}, total=False)
_arclen_query = TypedDict("_arclen_query", {
    "caching": bool, "frozen": bool, "name": bool | str, "nodeState": bool | int
}, total=False)
_arclen_edit = TypedDict("_arclen_edit", {"caching": bool, "frozen": bool, "name": str, "nodeState": int}, total=False)
@overload
def arclen(*args: _Names, **flags: Unpack[_arclen_create]) -> object: ...
@overload
def arclen(*args: _Names, query: Literal[True], **flags: Unpack[_arclen_query]) -> object: ...
@overload
def arclen(*args: _Names, edit: Literal[True], **flags: Unpack[_arclen_edit]) -> object: ...

_arnoldExportAss_create = TypedDict("_arnoldExportAss_create", {
    "filename": str, "selected": bool, "camera": str, "startFrame": float, "endFrame": float, "frameStep": float,
    "mask": int, "boundingBox": bool, "compressed": bool, "expandProcedurals": bool, "lightLinks": int,
    "shadowLinks": int, "asciiAss": bool, "fullPath": bool
}, total=False)
def arnoldExportAss(*args: _Names, **flags: Unpack[_arnoldExportAss_create]) -> object: ...

_attributeQuery_create = TypedDict("_attributeQuery_create", {
    "affectsAppearance": bool, "affectsWorldspace": bool, "cachedInternally": bool, "computeModifies": bool,
    "connectable": bool, "indeterminant": bool, "indexMatters": bool, "internal": bool, "internalGet": bool,
    "internalSet": bool, "listSiblings": bool, "localizedListEnum": bool, "node": _Names, "numberOfChildren": bool,
    "readable": bool, "renderSource": bool, "softMax": bool, "softMaxExists": bool, "softMin": bool,
    "softMinExists": bool, "softRange": bool, "softRangeExists": bool, "storable": bool, "type": str, "typeExact": str,
    "usedAsColor": bool, "usedAsFilename": bool, "usesMultiBuilder": bool, "worldspace": bool, "writable": bool
}, total=False)
_attributeQuery_query = TypedDict("_attributeQuery_query", {"exists": bool, "type": bool | str}, total=False)
_attributeQuery_edit = TypedDict("_attributeQuery_edit", {"exists": bool, "type": str}, total=False)
@overload
def attributeQuery(*args: str, exists: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(*args: str, attributeType: Literal[True], **flags: Unpack[_attributeQuery_create]) -> str: ...
@overload
def attributeQuery(*args: str, longName: Literal[True], **flags: Unpack[_attributeQuery_create]) -> str: ...
@overload
def attributeQuery(*args: str, shortName: Literal[True], **flags: Unpack[_attributeQuery_create]) -> str: ...
@overload
def attributeQuery(*args: str, niceName: Literal[True], **flags: Unpack[_attributeQuery_create]) -> str: ...
@overload
def attributeQuery(*args: str, hidden: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(*args: str, multi: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(*args: str, keyable: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(*args: str, channelBox: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(*args: str, enum: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(*args: str, message: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(*args: str, minExists: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(*args: str, maxExists: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(*args: str, rangeExists: Literal[True], **flags: Unpack[_attributeQuery_create]) -> bool: ...
@overload
def attributeQuery(
    *args: str, minimum: Literal[True], **flags: Unpack[_attributeQuery_create]
) -> list[float] | None: ...
@overload
def attributeQuery(
    *args: str, maximum: Literal[True], **flags: Unpack[_attributeQuery_create]
) -> list[float] | None: ...
@overload
def attributeQuery(*args: str, range: Literal[True], **flags: Unpack[_attributeQuery_create]) -> list[float] | None: ...
@overload
def attributeQuery(
    *args: str, listEnum: Literal[True], **flags: Unpack[_attributeQuery_create]
) -> list[str] | None: ...
@overload
def attributeQuery(
    *args: str, categories: Literal[True], **flags: Unpack[_attributeQuery_create]
) -> list[str] | None: ...
@overload
def attributeQuery(
    *args: str, listParent: Literal[True], **flags: Unpack[_attributeQuery_create]
) -> list[str] | None: ...
@overload
def attributeQuery(
    *args: str, listChildren: Literal[True], **flags: Unpack[_attributeQuery_create]
) -> list[str] | None: ...
@overload
def attributeQuery(
    *args: str, listDefault: Literal[True], **flags: Unpack[_attributeQuery_create]
) -> list[float] | None: ...
@overload
def attributeQuery(*args: str, **flags: Unpack[_attributeQuery_create]) -> object: ...
@overload
def attributeQuery(*args: str, query: Literal[True], **flags: Unpack[_attributeQuery_query]) -> object: ...
@overload
def attributeQuery(*args: str, edit: Literal[True], **flags: Unpack[_attributeQuery_edit]) -> object: ...

_bakeResults_create = TypedDict("_bakeResults_create", {
    "animation": str, "attribute": str | Sequence[str], "bakeOnOverrideLayer": bool, "controlPoints": bool,
    "destinationLayer": str, "disableImplicitControl": bool, "float": _Range | Sequence[_Range], "hierarchy": str,
    "includeUpperBound": bool, "index": int | Sequence[int], "minimizeRotation": bool, "oversamplingRate": int,
    "preserveOutsideKeys": bool, "removeBakedAnimFromLayer": bool, "removeBakedAttributeFromLayer": bool,
    "resolveWithoutLayer": str | Sequence[str], "sampleBy": _Time, "shape": bool, "simulation": bool,
    "smart": tuple[bool, float] | list[object], "sparseAnimCurveBake": bool, "time": _Range | Sequence[_Range]
}, total=False)
def bakeResults(*args: _Names, **flags: Unpack[_bakeResults_create]) -> object: ...

_camera_create = TypedDict("_camera_create", {
    "aspectRatio": float, "cameraScale": float, "centerOfInterest": float, "clippingPlanes": bool, "depthOfField": bool,
    "displayFieldChart": bool, "displayFilmGate": bool, "displayFilmOrigin": bool, "displayFilmPivot": bool,
    "displayGateMask": bool, "displayResolution": bool, "displaySafeAction": bool, "displaySafeTitle": bool,
    "fStop": float, "farClipPlane": float, "farFocusDistance": float, "filmFit": str, "filmFitOffset": float,
    "filmRollOrder": str, "filmRollValue": float, "filmTranslateH": float, "filmTranslateV": float,
    "focalLength": float, "focusDistance": float, "homeCommand": str, "horizontalFieldOfView": float,
    "horizontalFilmAperture": float, "horizontalFilmOffset": float, "horizontalPan": float,
    "horizontalRollPivot": float, "horizontalShake": float, "journalCommand": bool, "lensSqueezeRatio": float,
    "lockTransform": bool, "motionBlur": bool, "name": str, "nearClipPlane": float, "nearFocusDistance": float,
    "orthographic": bool, "orthographicWidth": float, "overscan": float, "panZoomEnabled": bool,
    "position": tuple[float, float, float] | list[float], "postScale": float, "preScale": float, "renderPanZoom": bool,
    "rotation": tuple[float, float, float] | list[float], "shakeEnabled": bool, "shakeOverscan": float,
    "shakeOverscanEnabled": bool, "shutterAngle": float, "startupCamera": bool, "stereoHorizontalImageTranslate": float,
    "stereoHorizontalImageTranslateEnabled": bool, "verticalFieldOfView": float, "verticalFilmAperture": float,
    "verticalFilmOffset": float, "verticalLock": bool, "verticalPan": float, "verticalRollPivot": float,
    "verticalShake": float, "worldCenterOfInterest": tuple[float, float, float] | list[float],
    "worldUp": tuple[float, float, float] | list[float], "zoom": float
}, total=False)
_camera_query = TypedDict("_camera_query", {
    "aspectRatio": bool | float, "cameraScale": bool | float, "centerOfInterest": bool | float, "clippingPlanes": bool,
    "depthOfField": bool, "displayFieldChart": bool, "displayFilmGate": bool, "displayFilmOrigin": bool,
    "displayFilmPivot": bool, "displayGateMask": bool, "displayResolution": bool, "displaySafeAction": bool,
    "displaySafeTitle": bool, "fStop": bool | float, "farClipPlane": bool | float, "farFocusDistance": bool | float,
    "filmFit": bool | str, "filmFitOffset": bool | float, "filmRollOrder": bool | str, "filmRollValue": bool | float,
    "filmTranslateH": bool | float, "filmTranslateV": bool | float, "focalLength": bool | float,
    "focusDistance": bool | float, "homeCommand": bool | str, "horizontalFieldOfView": bool | float,
    "horizontalFilmAperture": bool | float, "horizontalFilmOffset": bool | float, "horizontalPan": bool | float,
    "horizontalRollPivot": bool | float, "horizontalShake": bool | float, "journalCommand": bool,
    "lensSqueezeRatio": bool | float, "lockTransform": bool, "motionBlur": bool, "name": bool | str,
    "nearClipPlane": bool | float, "nearFocusDistance": bool | float, "orthographic": bool,
    "orthographicWidth": bool | float, "overscan": bool | float, "panZoomEnabled": bool,
    "position": bool | tuple[float, float, float] | list[float], "postScale": bool | float, "preScale": bool | float,
    "renderPanZoom": bool, "rotation": bool | tuple[float, float, float] | list[float], "shakeEnabled": bool,
    "shakeOverscan": bool | float, "shakeOverscanEnabled": bool, "shutterAngle": bool | float, "startupCamera": bool,
    "stereoHorizontalImageTranslate": bool | float, "stereoHorizontalImageTranslateEnabled": bool,
    "verticalFieldOfView": bool | float, "verticalFilmAperture": bool | float, "verticalFilmOffset": bool | float,
    "verticalLock": bool, "verticalPan": bool | float, "verticalRollPivot": bool | float, "verticalShake": bool | float,
    "worldCenterOfInterest": bool | tuple[float, float, float] | list[float],
    "worldUp": bool | tuple[float, float, float] | list[float], "zoom": bool | float
}, total=False)
_camera_edit = TypedDict("_camera_edit", {
    "aspectRatio": float, "cameraScale": float, "centerOfInterest": float, "clippingPlanes": bool, "depthOfField": bool,
    "displayFieldChart": bool, "displayFilmGate": bool, "displayFilmOrigin": bool, "displayFilmPivot": bool,
    "displayGateMask": bool, "displayResolution": bool, "displaySafeAction": bool, "displaySafeTitle": bool,
    "fStop": float, "farClipPlane": float, "farFocusDistance": float, "filmFit": str, "filmFitOffset": float,
    "filmRollOrder": str, "filmRollValue": float, "filmTranslateH": float, "filmTranslateV": float,
    "focalLength": float, "focusDistance": float, "homeCommand": str, "horizontalFieldOfView": float,
    "horizontalFilmAperture": float, "horizontalFilmOffset": float, "horizontalPan": float,
    "horizontalRollPivot": float, "horizontalShake": float, "journalCommand": bool, "lensSqueezeRatio": float,
    "lockTransform": bool, "motionBlur": bool, "name": str, "nearClipPlane": float, "nearFocusDistance": float,
    "orthographic": bool, "orthographicWidth": float, "overscan": float, "panZoomEnabled": bool,
    "position": tuple[float, float, float] | list[float], "postScale": float, "preScale": float, "renderPanZoom": bool,
    "rotation": tuple[float, float, float] | list[float], "shakeEnabled": bool, "shakeOverscan": float,
    "shakeOverscanEnabled": bool, "shutterAngle": float, "startupCamera": bool, "stereoHorizontalImageTranslate": float,
    "stereoHorizontalImageTranslateEnabled": bool, "verticalFieldOfView": float, "verticalFilmAperture": float,
    "verticalFilmOffset": float, "verticalLock": bool, "verticalPan": float, "verticalRollPivot": float,
    "verticalShake": float, "worldCenterOfInterest": tuple[float, float, float] | list[float],
    "worldUp": tuple[float, float, float] | list[float], "zoom": float
}, total=False)
@overload
def camera(*args: _Names, **flags: Unpack[_camera_create]) -> list[str]: ...
@overload
def camera(*args: _Names, query: Literal[True], **flags: Unpack[_camera_query]) -> object: ...
@overload
def camera(*args: _Names, edit: Literal[True], **flags: Unpack[_camera_edit]) -> object: ...

_channelBox_create = TypedDict("_channelBox_create", {
    "annotation": str, "attrBgColor": tuple[float, float, float] | list[float],
    "attrColor": tuple[float, float, float] | list[float], "attrRegex": str,
    "backgroundColor": tuple[float, float, float] | list[float], "defineTemplate": str, "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "fixedAttrList": str, "height": int, "highlightColor": tuple[float, float, float] | list[float],
    "hyperbolic": bool, "mainListConnection": str, "manage": bool, "noBackground": bool, "nodeRegex": str,
    "parent": str, "preventOverride": bool, "rebuildCommand": _Call, "showNamespace": bool, "speed": float,
    "statusBarMessage": str, "ufeFixedAttrList": tuple[str, str] | list[str], "useManips": str, "useTemplate": str,
    "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
_channelBox_query = TypedDict("_channelBox_query", {
    "annotation": bool | str, "attrBgColor": bool | tuple[float, float, float] | list[float],
    "attrColor": bool | tuple[float, float, float] | list[float], "attrFilter": bool | str, "attrRegex": bool | str,
    "attributeEditorMode": bool, "backgroundColor": bool | tuple[float, float, float] | list[float],
    "containerAtTop": bool, "docTag": bool | str, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "enableLabelSelection": bool, "exists": bool, "fieldWidth": bool | int, "fixedAttrList": bool | str,
    "fullPathName": bool, "height": bool | int, "highlightColor": bool | tuple[float, float, float] | list[float],
    "historyObjectList": bool, "hyperbolic": bool, "inputs": bool, "isObscured": bool, "labelWidth": bool | int,
    "longNames": bool, "mainListConnection": bool | str, "mainObjectList": bool, "manage": bool,
    "maxHeight": bool | int, "maxWidth": bool | int, "niceNames": bool, "nodeRegex": bool | str,
    "numberOfPopupMenus": bool, "outputObjectList": bool, "outputs": bool, "parent": bool | str, "popupMenuArray": bool,
    "precision": bool | int, "preventOverride": bool, "rebuildCommand": bool | _Call, "selectedHistoryAttributes": bool,
    "selectedMainAttributes": bool, "selectedOutputAttributes": bool, "selectedShapeAttributes": bool,
    "shapeObjectList": bool, "shapes": bool, "showNamespace": bool, "showTransforms": bool, "speed": bool | float,
    "ufeFixedAttrList": bool | tuple[str, str] | list[str], "useManips": bool | str, "visible": bool,
    "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_channelBox_edit = TypedDict("_channelBox_edit", {
    "annotation": str, "attrBgColor": tuple[float, float, float] | list[float],
    "attrColor": tuple[float, float, float] | list[float], "attrFilter": str, "attrRegex": str,
    "attributeEditorMode": bool, "backgroundColor": tuple[float, float, float] | list[float], "containerAtTop": bool,
    "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "enableLabelSelection": bool, "execute": tuple[str, bool] | list[object],
    "exists": bool, "fieldWidth": int, "fixedAttrList": str, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "hyperbolic": bool, "labelWidth": int,
    "longNames": bool, "mainListConnection": str, "manage": bool, "maxHeight": int, "maxWidth": int, "niceNames": bool,
    "noBackground": bool, "nodeRegex": str, "precision": int, "preventOverride": bool, "rebuildCommand": _Call,
    "select": str | Sequence[str], "showNamespace": bool, "showTransforms": bool, "speed": float,
    "statusBarMessage": str, "takeFocus": bool, "ufeFixedAttrList": tuple[str, str] | list[str], "update": bool,
    "useManips": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def channelBox(*args: _Names, **flags: Unpack[_channelBox_create]) -> object: ...
@overload
def channelBox(*args: _Names, query: Literal[True], **flags: Unpack[_channelBox_query]) -> object: ...
@overload
def channelBox(*args: _Names, edit: Literal[True], **flags: Unpack[_channelBox_edit]) -> object: ...

_checkBox_create = TypedDict("_checkBox_create", {
    "align": str, "annotation": str, "backgroundColor": tuple[float, float, float] | list[float],
    "changeCommand": _Call, "defineTemplate": str, "docTag": str, "dragCallback": _Call, "dropCallback": _Call,
    "editable": bool, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool,
    "height": int, "highlightColor": tuple[float, float, float] | list[float], "label": str, "manage": bool,
    "noBackground": bool, "offCommand": _Call, "onCommand": _Call, "parent": str, "preventOverride": bool,
    "recomputeSize": bool, "statusBarMessage": str, "useTemplate": str, "value": bool, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
_checkBox_query = TypedDict("_checkBox_query", {
    "align": bool | str, "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float],
    "changeCommand": bool | _Call, "docTag": bool | str, "editable": bool, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "isObscured": bool, "label": bool | str,
    "manage": bool, "numberOfPopupMenus": bool, "offCommand": bool | _Call, "onCommand": bool | _Call,
    "parent": bool | str, "popupMenuArray": bool, "preventOverride": bool, "recomputeSize": bool, "value": bool,
    "visible": bool, "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_checkBox_edit = TypedDict("_checkBox_edit", {
    "align": str, "annotation": str, "backgroundColor": tuple[float, float, float] | list[float],
    "changeCommand": _Call, "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "editable": bool,
    "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "label": str, "manage": bool, "noBackground": bool,
    "offCommand": _Call, "onCommand": _Call, "preventOverride": bool, "recomputeSize": bool, "statusBarMessage": str,
    "value": bool, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def checkBox(*args: _Names, **flags: Unpack[_checkBox_create]) -> object: ...
@overload
def checkBox(*args: _Names, query: Literal[True], **flags: Unpack[_checkBox_query]) -> object: ...
@overload
def checkBox(*args: _Names, edit: Literal[True], **flags: Unpack[_checkBox_edit]) -> object: ...

_circle_create = TypedDict("_circle_create", {
    "caching": bool, "center": tuple[float, float, float] | list[float], "centerX": float, "centerY": float,
    "centerZ": float, "constructionHistory": bool, "degree": int, "first": tuple[float, float, float] | list[float],
    "firstPointX": float, "firstPointY": float, "firstPointZ": float, "fixCenter": bool, "name": str, "nodeState": int,
    "normal": tuple[float, float, float] | list[float], "normalX": float, "normalY": float, "normalZ": float,
    "object": bool, "radius": float, "sections": int, "sweep": float, "tolerance": float, "useTolerance": bool
}, total=False)
_circle_query = TypedDict("_circle_query", {
    "caching": bool, "center": bool | tuple[float, float, float] | list[float], "centerX": bool | float,
    "centerY": bool | float, "centerZ": bool | float, "degree": bool | int,
    "first": bool | tuple[float, float, float] | list[float], "firstPointX": bool | float, "firstPointY": bool | float,
    "firstPointZ": bool | float, "fixCenter": bool, "frozen": bool, "nodeState": bool | int,
    "normal": bool | tuple[float, float, float] | list[float], "normalX": bool | float, "normalY": bool | float,
    "normalZ": bool | float, "radius": bool | float, "sections": bool | int, "sweep": bool | float,
    "tolerance": bool | float, "useTolerance": bool
}, total=False)
_circle_edit = TypedDict("_circle_edit", {
    "caching": bool, "center": tuple[float, float, float] | list[float], "centerX": float, "centerY": float,
    "centerZ": float, "degree": int, "first": tuple[float, float, float] | list[float], "firstPointX": float,
    "firstPointY": float, "firstPointZ": float, "fixCenter": bool, "frozen": bool, "nodeState": int,
    "normal": tuple[float, float, float] | list[float], "normalX": float, "normalY": float, "normalZ": float,
    "radius": float, "sections": int, "sweep": float, "tolerance": float, "useTolerance": bool
}, total=False)
@overload
def circle(*args: _Names, **flags: Unpack[_circle_create]) -> object: ...
@overload
def circle(*args: _Names, query: Literal[True], **flags: Unpack[_circle_query]) -> object: ...
@overload
def circle(*args: _Names, edit: Literal[True], **flags: Unpack[_circle_edit]) -> object: ...

_colorManagementPrefs_create = TypedDict("_colorManagementPrefs_create", {
    "colorManageAllNodes": bool, "exportPolicy": str, "inhibitEvents": bool, "loadPolicy": str, "refresh": bool,
    "restoreDefaults": bool
}, total=False)
_colorManagementPrefs_query = TypedDict("_colorManagementPrefs_query", {
    "cmConfigFileEnabled": bool, "cmEnabled": bool, "colorManagePots": bool, "colorManagedNodes": bool,
    "colorManagementSDKVersion": bool | str, "configFilePath": bool | str, "configFileVersion": bool | str,
    "defaultInputSpaceName": bool | str, "displayName": bool | str, "displayNames": bool,
    "equalsToPolicyFile": bool | str, "inputSpaceDescription": bool | str, "inputSpaceFamilies": bool | str,
    "inputSpaceNames": bool, "loadedDefaultInputSpaceName": bool | str, "loadedDisplayName": bool | str,
    "loadedOutputTransformName": bool | str, "loadedRenderingSpaceName": bool | str, "loadedViewName": bool | str,
    "loadedViewTransformName": bool | str, "missingColorSpaceNodes": bool, "ocioRulesEnabled": bool,
    "ociov2Enabled": bool, "outputTarget": bool | str, "outputTransformEnabled": bool,
    "outputTransformName": bool | str, "outputTransformNames": bool, "outputTransformUseColorConversion": bool,
    "outputUseViewTransform": bool, "policyFileName": bool | str, "renderingSpaceName": bool | str,
    "renderingSpaceNames": bool, "viewDisplayNames": bool | str, "viewName": bool | str, "viewNames": bool,
    "viewTransformName": bool | str, "viewTransformNames": bool
}, total=False)
_colorManagementPrefs_edit = TypedDict("_colorManagementPrefs_edit", {
    "cmConfigFileEnabled": bool, "cmEnabled": bool, "colorManagePots": bool, "configFilePath": str,
    "defaultInputSpaceName": str, "displayName": str, "ocioRulesEnabled": bool, "outputTarget": str,
    "outputTransformEnabled": bool, "outputTransformName": str, "outputTransformUseColorConversion": bool,
    "outputUseViewTransform": bool, "policyFileName": str, "popupOnError": bool, "renderingSpaceName": str,
    "viewName": str, "viewTransformName": str
}, total=False)
@overload
def colorManagementPrefs(*args: _Names, **flags: Unpack[_colorManagementPrefs_create]) -> object: ...
@overload
def colorManagementPrefs(
    *args: _Names, query: Literal[True], **flags: Unpack[_colorManagementPrefs_query]
) -> object: ...
@overload
def colorManagementPrefs(*args: _Names, edit: Literal[True], **flags: Unpack[_colorManagementPrefs_edit]) -> object: ...

_columnLayout_create = TypedDict("_columnLayout_create", {
    "adjustableColumn": bool, "annotation": str, "backgroundColor": tuple[float, float, float] | list[float],
    "columnAlign": str, "columnAttach": tuple[str, int] | list[object], "columnOffset": tuple[str, int] | list[object],
    "columnWidth": int, "defineTemplate": str, "docTag": str, "dragCallback": _Call, "dropCallback": _Call,
    "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "manage": bool, "noBackground": bool, "parent": str,
    "preventOverride": bool, "rowSpacing": int, "statusBarMessage": str, "useTemplate": str, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
_columnLayout_query = TypedDict("_columnLayout_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float], "childArray": bool,
    "columnWidth": bool | int, "docTag": bool | str, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "isObscured": bool, "manage": bool,
    "numberOfChildren": bool, "numberOfPopupMenus": bool, "parent": bool | str, "popupMenuArray": bool,
    "preventOverride": bool, "rowSpacing": bool | int, "visible": bool, "visibleChangeCommand": bool | _Call,
    "width": bool | int
}, total=False)
_columnLayout_edit = TypedDict("_columnLayout_edit", {
    "adjustableColumn": bool, "annotation": str, "backgroundColor": tuple[float, float, float] | list[float],
    "columnAlign": str, "columnAttach": tuple[str, int] | list[object], "columnOffset": tuple[str, int] | list[object],
    "columnWidth": int, "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool,
    "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "generalSpacing": int, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "manage": bool, "margins": int,
    "margins4": tuple[int, int, int, int] | list[int], "noBackground": bool, "preventOverride": bool, "rowSpacing": int,
    "statusBarMessage": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def columnLayout(*args: _Names, **flags: Unpack[_columnLayout_create]) -> object: ...
@overload
def columnLayout(*args: _Names, query: Literal[True], **flags: Unpack[_columnLayout_query]) -> object: ...
@overload
def columnLayout(*args: _Names, edit: Literal[True], **flags: Unpack[_columnLayout_edit]) -> object: ...

_commandEcho_create = TypedDict("_commandEcho_create", {
    "addFilter": str, "filter": str, "lineNumbers": bool, "state": bool
}, total=False)
_commandEcho_query = TypedDict("_commandEcho_query", {
    "filter": bool | str, "lineNumbers": bool, "state": bool
}, total=False)
@overload
def commandEcho(*args: _Names, **flags: Unpack[_commandEcho_create]) -> object: ...
@overload
def commandEcho(*args: _Names, query: Literal[True], **flags: Unpack[_commandEcho_query]) -> object: ...

_condition_create = TypedDict("_condition_create", {
    "delete": bool, "dependency": str | Sequence[str], "initialize": bool, "script": str, "state": bool
}, total=False)
_condition_query = TypedDict("_condition_query", {"state": bool}, total=False)
_condition_edit = TypedDict("_condition_edit", {"state": bool}, total=False)
@overload
def condition(*args: _Names, **flags: Unpack[_condition_create]) -> object: ...
@overload
def condition(*args: _Names, query: Literal[True], **flags: Unpack[_condition_query]) -> object: ...
@overload
def condition(*args: _Names, edit: Literal[True], **flags: Unpack[_condition_edit]) -> object: ...

_confirmDialog_create = TypedDict("_confirmDialog_create", {
    "annotation": str | Sequence[str], "backgroundColor": tuple[float, float, float] | list[float],
    "button": str | Sequence[str], "cancelButton": str, "defaultButton": str, "dismissString": str, "icon": str,
    "message": str, "messageAlign": str, "parent": str, "title": str
}, total=False)
def confirmDialog(*args: _Names, **flags: Unpack[_confirmDialog_create]) -> str: ...

_connectAttr_create = TypedDict("_connectAttr_create", {
    "force": bool, "lock": bool, "nextAvailable": bool, "referenceDest": str
}, total=False)
def connectAttr(*args: _Names, **flags: Unpack[_connectAttr_create]) -> str: ...

_connectionInfo_create = TypedDict("_connectionInfo_create", {
    "getExactDestination": bool, "getExactSource": bool, "getLockedAncestor": bool, "isExactDestination": bool,
    "isExactSource": bool, "isLocked": bool
}, total=False)
@overload
def connectionInfo(*args: _Names, isDestination: Literal[True], **flags: Unpack[_connectionInfo_create]) -> bool: ...
@overload
def connectionInfo(*args: _Names, isSource: Literal[True], **flags: Unpack[_connectionInfo_create]) -> bool: ...
@overload
def connectionInfo(
    *args: _Names, sourceFromDestination: Literal[True], **flags: Unpack[_connectionInfo_create]
) -> str: ...
@overload
def connectionInfo(
    *args: _Names, destinationFromSource: Literal[True], **flags: Unpack[_connectionInfo_create]
) -> list[str] | None: ...
@overload
def connectionInfo(*args: _Names, **flags: Unpack[_connectionInfo_create]) -> object: ...

_control_create = TypedDict("_control_create", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "defineTemplate": str,
    "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "height": int, "highlightColor": tuple[float, float, float] | list[float],
    "manage": bool, "noBackground": bool, "parent": str, "preventOverride": bool, "statusBarMessage": str,
    "useTemplate": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
_control_query = TypedDict("_control_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float], "docTag": bool | str,
    "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "isObscured": bool, "manage": bool,
    "numberOfPopupMenus": bool, "parent": bool | str, "popupMenuArray": bool, "preventOverride": bool, "visible": bool,
    "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_control_edit = TypedDict("_control_edit", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "height": int, "highlightColor": tuple[float, float, float] | list[float], "manage": bool,
    "noBackground": bool, "preventOverride": bool, "statusBarMessage": str, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def control(*args: _Names, exists: Literal[True], **flags: Unpack[_control_create]) -> bool: ...
@overload
def control(*args: _Names, **flags: Unpack[_control_create]) -> object: ...
@overload
def control(*args: _Names, query: Literal[True], exists: Literal[True], **flags: Unpack[_control_query]) -> bool: ...
@overload
def control(*args: _Names, query: Literal[True], **flags: Unpack[_control_query]) -> object: ...
@overload
def control(*args: _Names, edit: Literal[True], **flags: Unpack[_control_edit]) -> object: ...

_createDisplayLayer_create = TypedDict("_createDisplayLayer_create", {
    "empty": bool, "makeCurrent": bool, "name": str, "noRecurse": bool, "number": int
}, total=False)
def createDisplayLayer(*args: _Names, **flags: Unpack[_createDisplayLayer_create]) -> str: ...

_createNode_create = TypedDict("_createNode_create", {"name": str, "parent": str, "skipSelect": bool}, total=False)
@overload
def createNode(*args: str, shared: Literal[True], **flags: Unpack[_createNode_create]) -> str | None: ...
@overload
def createNode(*args: str, **flags: Unpack[_createNode_create]) -> str: ...

_createRenderLayer_create = TypedDict("_createRenderLayer_create", {
    "empty": bool, "g": bool, "makeCurrent": bool, "name": str, "noRecurse": bool, "number": int
}, total=False)
def createRenderLayer(*args: _Names, **flags: Unpack[_createRenderLayer_create]) -> str: ...

_currentTime_create = TypedDict("_currentTime_create", {"update": bool}, total=False)
_currentTime_query = TypedDict("_currentTime_query", {"update": bool}, total=False)
_currentTime_edit = TypedDict("_currentTime_edit", {"update": bool}, total=False)
@overload
def currentTime(*args: _Time, **flags: Unpack[_currentTime_create]) -> float: ...
@overload
def currentTime(*args: _Time, query: Literal[True], **flags: Unpack[_currentTime_query]) -> float: ...
@overload
def currentTime(*args: _Time, edit: Literal[True], **flags: Unpack[_currentTime_edit]) -> object: ...

_currentUnit_create = TypedDict("_currentUnit_create", {
    "angle": str, "linear": str, "time": str, "updateAnimation": bool
}, total=False)
_currentUnit_query = TypedDict("_currentUnit_query", {"fullName": bool}, total=False)
@overload
def currentUnit(*args: _Names, **flags: Unpack[_currentUnit_create]) -> object: ...
@overload
def currentUnit(
    *args: _Names, query: Literal[True], linear: bool | str, **flags: Unpack[_currentUnit_query]
) -> str: ...
@overload
def currentUnit(*args: _Names, query: Literal[True], angle: bool | str, **flags: Unpack[_currentUnit_query]) -> str: ...
@overload
def currentUnit(*args: _Names, query: Literal[True], time: bool | str, **flags: Unpack[_currentUnit_query]) -> str: ...
@overload
def currentUnit(*args: _Names, query: Literal[True], **flags: Unpack[_currentUnit_query]) -> object: ...

_curve_create = TypedDict("_curve_create", {
    "append": bool, "bezier": bool, "degree": float,
    "editPoint": tuple[float, float, float] | list[float] | Sequence[tuple[float, float, float] | list[float]],
    "knot": float | Sequence[float], "name": str, "objectSpace": bool, "periodic": bool,
    "point": tuple[float, float, float] | list[float] | Sequence[tuple[float, float, float] | list[float]],
    "pointWeight": tuple[float, float, float, float] | list[float] | Sequence[tuple[float, float, float, float] | list[float]],
    "replace": bool, "worldSpace": bool
}, total=False)
def curve(*args: _Names, **flags: Unpack[_curve_create]) -> object: ...

_cutKey_create = TypedDict("_cutKey_create", {
    "animation": str, "attribute": str | Sequence[str], "clear": bool, "controlPoints": bool,
    "float": _Range | Sequence[_Range], "hierarchy": str, "includeUpperBound": bool, "index": int | Sequence[int],
    "option": str, "selectKey": bool, "shape": bool, "time": _Range | Sequence[_Range]
}, total=False)
def cutKey(*args: _Names, **flags: Unpack[_cutKey_create]) -> object: ...

_cycleCheck_create = TypedDict("_cycleCheck_create", {
    "all": bool, "children": bool, "dag": bool, "evaluation": bool, "firstCycleOnly": bool, "firstPlugPerNode": bool,
    "lastPlugPerNode": bool, "listSeparator": str, "parents": bool, "secondary": bool, "timeLimit": _Time
}, total=False)
_cycleCheck_query = TypedDict("_cycleCheck_query", {"evaluation": bool}, total=False)
@overload
def cycleCheck(*args: _Names, list: Literal[True], **flags: Unpack[_cycleCheck_create]) -> list[str] | None: ...
@overload
def cycleCheck(*args: _Names, **flags: Unpack[_cycleCheck_create]) -> object: ...
@overload
def cycleCheck(*args: _Names, query: Literal[True], **flags: Unpack[_cycleCheck_query]) -> object: ...

_delete_create = TypedDict("_delete_create", {
    "all": bool, "attribute": str | Sequence[str], "channels": bool, "constraints": bool, "constructionHistory": bool,
    "controlPoints": bool, "expressions": bool, "hierarchy": str, "inputConnectionsAndNodes": bool, "motionPaths": bool,
    "shape": bool, "staticChannels": bool, "timeAnimationCurves": bool, "unitlessAnimationCurves": bool
}, total=False)
_delete_query = TypedDict("_delete_query", {"all": bool, "expressions": bool}, total=False)
_delete_edit = TypedDict("_delete_edit", {"all": bool, "expressions": bool}, total=False)
@overload
def delete(*args: _Names, **flags: Unpack[_delete_create]) -> None: ...
@overload
def delete(*args: _Names, query: Literal[True], **flags: Unpack[_delete_query]) -> object: ...
@overload
def delete(*args: _Names, edit: Literal[True], **flags: Unpack[_delete_edit]) -> object: ...

_deleteAttr_create = TypedDict("_deleteAttr_create", {"attribute": str}, total=False)
def deleteAttr(*args: _Names, **flags: Unpack[_deleteAttr_create]) -> None: ...

_deleteUI_create = TypedDict("_deleteUI_create", {
    "collection": bool, "control": bool, "editor": bool, "layout": bool, "menu": bool, "menuItem": bool, "panel": bool,
    "panelConfig": bool, "radioMenuItemCollection": bool, "toolContext": bool, "uiTemplate": bool, "window": bool
}, total=False)
def deleteUI(*args: _Names, **flags: Unpack[_deleteUI_create]) -> None: ...

_directionalLight_create = TypedDict("_directionalLight_create", {
    "decayRate": int, "discRadius": float, "exclusive": bool, "intensity": float, "name": str,
    "position": tuple[float, float, float] | list[float], "rgb": tuple[float, float, float] | list[float],
    "rotation": tuple[float, float, float] | list[float], "shadowColor": tuple[float, float, float] | list[float],
    "shadowDither": float, "shadowSamples": int, "softShadow": bool, "useRayTraceShadows": bool
}, total=False)
_directionalLight_query = TypedDict("_directionalLight_query", {
    "discRadius": bool | float, "exclusive": bool, "intensity": bool | float, "name": bool | str,
    "position": bool | tuple[float, float, float] | list[float], "rgb": bool | tuple[float, float, float] | list[float],
    "rotation": bool | tuple[float, float, float] | list[float],
    "shadowColor": bool | tuple[float, float, float] | list[float], "shadowDither": bool | float,
    "shadowSamples": bool | int, "softShadow": bool, "useRayTraceShadows": bool
}, total=False)
_directionalLight_edit = TypedDict("_directionalLight_edit", {"intensity": float}, total=False)
@overload
def directionalLight(*args: _Names, **flags: Unpack[_directionalLight_create]) -> object: ...
@overload
def directionalLight(*args: _Names, query: Literal[True], **flags: Unpack[_directionalLight_query]) -> object: ...
@overload
def directionalLight(*args: _Names, edit: Literal[True], **flags: Unpack[_directionalLight_edit]) -> object: ...

_dirmap_create = TypedDict("_dirmap_create", {
    "convertDirectory": str, "enable": bool, "getAllMappings": bool, "getMappedDirectory": str,
    "mapDirectory": tuple[str, str] | list[str], "unmapDirectory": str
}, total=False)
_dirmap_query = TypedDict("_dirmap_query", {"enable": bool}, total=False)
@overload
def dirmap(*args: _Names, **flags: Unpack[_dirmap_create]) -> object: ...
@overload
def dirmap(*args: _Names, query: Literal[True], **flags: Unpack[_dirmap_query]) -> object: ...

_disconnectAttr_create = TypedDict("_disconnectAttr_create", {"nextAvailable": bool}, total=False)
def disconnectAttr(*args: _Names, **flags: Unpack[_disconnectAttr_create]) -> object: ...

_displayPref_create = TypedDict("_displayPref_create", {
    "activeObjectPivots": bool, "defaultFontSize": int, "displayAffected": bool, "displayGradient": bool,
    "fontSettingMode": int, "ghostFrames": tuple[int, int, int] | list[int], "lineWidth": float,
    "materialLoadingMode": str, "maxTextureResolution": int, "purgeExistingTextures": bool, "regionOfEffect": bool,
    "shadeTemplates": bool, "smallFontSize": int, "textureDrawPixel": bool, "wireframeOnShadedActive": str
}, total=False)
_displayPref_query = TypedDict("_displayPref_query", {
    "activeObjectPivots": bool, "defaultFontSize": bool | int, "displayAffected": bool, "displayGradient": bool,
    "fontSettingMode": bool | int, "ghostFrames": bool | tuple[int, int, int] | list[int], "lineWidth": bool | float,
    "materialLoadingMode": bool | str, "maxHardwareTextureResolution": bool, "maxTextureResolution": bool | int,
    "regionOfEffect": bool, "shadeTemplates": bool, "smallFontSize": bool | int, "textureDrawPixel": bool,
    "wireframeOnShadedActive": bool | str
}, total=False)
_displayPref_edit = TypedDict("_displayPref_edit", {"lineWidth": float}, total=False)
@overload
def displayPref(*args: _Names, **flags: Unpack[_displayPref_create]) -> object: ...
@overload
def displayPref(*args: _Names, query: Literal[True], **flags: Unpack[_displayPref_query]) -> object: ...
@overload
def displayPref(*args: _Names, edit: Literal[True], **flags: Unpack[_displayPref_edit]) -> object: ...

_duplicate_create = TypedDict("_duplicate_create", {
    "fullPath": bool, "inputConnections": bool, "instanceLeaf": bool, "name": str, "parentOnly": bool,
    "renameChildren": bool, "returnRootsOnly": bool, "smartTransform": bool, "transformsOnly": bool,
    "upstreamNodes": bool
}, total=False)
def duplicate(*args: _Names, **flags: Unpack[_duplicate_create]) -> list[str]: ...

_editDisplayLayerMembers_create = TypedDict("_editDisplayLayerMembers_create", {
    "clear": bool, "noRecurse": bool
}, total=False)
_editDisplayLayerMembers_query = TypedDict("_editDisplayLayerMembers_query", {
    "fullNames": bool, "noRecurse": bool, "ufeObjects": bool
}, total=False)
@overload
def editDisplayLayerMembers(*args: _Names, **flags: Unpack[_editDisplayLayerMembers_create]) -> object: ...
@overload
def editDisplayLayerMembers(
    *args: _Names, query: Literal[True], **flags: Unpack[_editDisplayLayerMembers_query]
) -> list[str] | None: ...

_editRenderLayerGlobals_create = TypedDict("_editRenderLayerGlobals_create", {
    "baseId": int, "currentRenderLayer": _Names, "enableAutoAdjustments": bool, "mergeType": int, "useCurrent": bool
}, total=False)
_editRenderLayerGlobals_query = TypedDict("_editRenderLayerGlobals_query", {
    "baseId": bool | int, "enableAutoAdjustments": bool, "mergeType": bool | int, "useCurrent": bool
}, total=False)
@overload
def editRenderLayerGlobals(*args: _Names, **flags: Unpack[_editRenderLayerGlobals_create]) -> object: ...
@overload
def editRenderLayerGlobals(
    *args: _Names, query: Literal[True], currentRenderLayer: bool | _Names,
    **flags: Unpack[_editRenderLayerGlobals_query]
) -> str: ...
@overload
def editRenderLayerGlobals(
    *args: _Names, query: Literal[True], **flags: Unpack[_editRenderLayerGlobals_query]
) -> object: ...

_editRenderLayerMembers_create = TypedDict("_editRenderLayerMembers_create", {
    "noRecurse": bool, "remove": bool
}, total=False)
_editRenderLayerMembers_query = TypedDict("_editRenderLayerMembers_query", {"fullNames": bool}, total=False)
@overload
def editRenderLayerMembers(*args: _Names, **flags: Unpack[_editRenderLayerMembers_create]) -> object: ...
@overload
def editRenderLayerMembers(
    *args: _Names, query: Literal[True], **flags: Unpack[_editRenderLayerMembers_query]
) -> object: ...

_error_create = TypedDict("_error_create", {"noContext": bool, "showLineNumber": bool}, total=False)
def error(*args: str, **flags: Unpack[_error_create]) -> NoReturn: ...

_evalDeferred_create = TypedDict("_evalDeferred_create", {
    "evaluateNext": bool, "list": bool, "lowPriority": bool, "lowestPriority": bool
}, total=False)
def evalDeferred(*args: _Call, **flags: Unpack[_evalDeferred_create]) -> None: ...

_evaluationManager_create = TypedDict("_evaluationManager_create", {
    "cycleCluster": str, "downstreamFrom": str, "idleAction": int, "idleBuild": bool, "invalidate": bool,
    "manipulation": bool, "manipulationPrevalidation": bool, "mode": str, "nodeTypeGloballySerialize": bool,
    "nodeTypeParallel": bool, "nodeTypeSerialize": bool, "nodeTypeUntrusted": bool, "reduceGraphRebuild": bool,
    "safeMode": bool, "upstreamFrom": str
}, total=False)
_evaluationManager_query = TypedDict("_evaluationManager_query", {
    "cycleCluster": bool | str, "disableInfo": bool | str, "downstreamFrom": bool | str, "empty": bool, "enabled": bool,
    "fallbackTriggered": bool, "idleAction": bool | int, "idleBuild": bool, "invalidate": bool, "manipulation": bool,
    "manipulationPrevalidation": bool, "manipulationReady": bool, "mode": bool | str, "nodeTypeGloballySerialize": bool,
    "nodeTypeParallel": bool, "nodeTypeSerialize": bool, "nodeTypeUntrusted": bool, "reduceGraphRebuild": bool,
    "safeMode": bool, "upstreamFrom": bool | str
}, total=False)
@overload
def evaluationManager(*args: _Names, **flags: Unpack[_evaluationManager_create]) -> object: ...
@overload
def evaluationManager(*args: _Names, query: Literal[True], **flags: Unpack[_evaluationManager_query]) -> object: ...

_exactWorldBoundingBox_create = TypedDict("_exactWorldBoundingBox_create", {
    "calculateExactly": bool, "ignoreInvisible": bool
}, total=False)
def exactWorldBoundingBox(*args: _Names, **flags: Unpack[_exactWorldBoundingBox_create]) -> list[float]: ...

_exportEdits_create = TypedDict("_exportEdits_create", {
    "editCommand": str | Sequence[str], "excludeHierarchy": bool, "excludeNode": str | Sequence[str],
    "exportSelected": bool, "force": bool, "includeAnimation": bool, "includeConstraints": bool,
    "includeDeformers": bool, "includeNetwork": bool, "includeNode": str | Sequence[str], "includeSetAttrs": bool,
    "includeSetDrivenKeys": bool, "includeShaders": bool, "onReferenceNode": str | Sequence[str], "selected": bool,
    "type": str
}, total=False)
_exportEdits_query = TypedDict("_exportEdits_query", {
    "editCommand": bool | str | Sequence[str], "excludeHierarchy": bool, "excludeNode": bool | str | Sequence[str],
    "exportSelected": bool, "force": bool, "includeAnimation": bool, "includeConstraints": bool,
    "includeDeformers": bool, "includeNetwork": bool, "includeNode": bool | str | Sequence[str],
    "includeSetAttrs": bool, "includeSetDrivenKeys": bool, "includeShaders": bool,
    "onReferenceNode": bool | str | Sequence[str], "selected": bool, "type": bool | str
}, total=False)
@overload
def exportEdits(*args: _Names, **flags: Unpack[_exportEdits_create]) -> object: ...
@overload
def exportEdits(*args: _Names, query: Literal[True], **flags: Unpack[_exportEdits_query]) -> object: ...

_file_create = TypedDict("_file_create", {
    "absoluteName": bool, "activate": bool, "activeProxy": bool, "add": bool, "applyTo": str, "buildLoadSettings": bool,
    "channels": bool, "command": tuple[str, str] | list[str], "compress": bool, "constraints": bool,
    "constructionHistory": bool, "defaultExtensions": bool, "defaultNamespace": bool, "deferReference": bool,
    "editCommand": str, "executeScriptNodes": bool, "exists": bool, "exportAnim": bool, "exportAnimFromReference": bool,
    "exportAsReference": bool, "exportAsSegment": bool, "exportSelectedAnim": bool,
    "exportSelectedAnimFromReference": bool, "exportSelectedNoReference": bool, "exportSelectedStrict": bool,
    "exportSnapshotCallback": tuple[_Call, str] | list[object], "exportUnloadedReferences": bool, "expressions": bool,
    "flushReference": str, "force": bool, "groupLocator": bool, "groupName": str, "groupReference": bool,
    "ignoreVersion": bool, "importFrameRate": bool, "importTimeRange": str, "loadAllDeferred": bool,
    "loadAllReferences": bool, "loadNoReferences": bool, "loadReferenceDepth": str, "loadReferencePreview": str,
    "loadSettings": str, "lockContainerUnpublished": bool, "lockFile": bool, "lockReference": bool,
    "mapPlaceHolderNamespace": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "mergeBaseAnimLayer": bool, "mergeNamespaceWithParent": bool, "mergeNamespaceWithRoot": bool,
    "mergeNamespacesOnClash": bool, "modified": bool, "namespace": str, "options": str, "postSaveScript": str,
    "preSaveScript": str, "preserveName": bool, "preserveReferences": bool, "preserveUndo": bool, "preview": bool,
    "prompt": bool, "proxyManager": str, "proxyTag": str, "referenceDepthInfo": int, "referenceNode": str,
    "relativeNamespace": str, "removeDuplicateNetworks": bool, "renameAll": bool, "renameToSave": bool,
    "renamingPrefix": str, "replaceName": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "reserveNamespaces": bool, "resetError": bool, "saveDiskCache": str, "saveReference": bool,
    "saveReferencesUnloaded": bool, "saveTextures": str, "segment": str, "selectAll": bool, "shader": bool,
    "sharedNodes": str | Sequence[str], "sharedReferenceFile": bool, "strict": bool,
    "swapNamespace": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]], "type": str,
    "uiConfiguration": bool, "uiLoadConfiguration": bool
}, total=False)
_file_query = TypedDict("_file_query", {
    "absoluteName": bool, "activate": bool, "channels": bool, "command": bool | tuple[str, str] | list[str],
    "constraints": bool, "constructionHistory": bool, "copyNumberList": bool, "defaultExtensions": bool,
    "defaultNamespace": bool, "editCommand": bool | str, "errorStatus": bool, "exportAsSegment": bool,
    "exportSelectedNoReference": bool, "expressions": bool, "fileMetaData": bool, "force": bool, "groupLocator": bool,
    "groupName": bool | str, "groupReference": bool, "lastFileOption": bool, "lastTempFile": bool,
    "loadAllDeferred": bool, "loadNoReferences": bool, "loadReference": bool | str, "loadReferenceDepth": bool | str,
    "mapPlaceHolderNamespace": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "mergeNamespacesOnClash": bool, "options": bool | str, "postSaveScript": bool | str, "preSaveScript": bool | str,
    "preserveReferences": bool, "preserveUndo": bool, "prompt": bool, "referenceNode": bool | str, "renameAll": bool,
    "renameToSave": bool, "renamingPrefix": bool | str, "renamingPrefixList": bool,
    "replaceName": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]], "returnNewNodes": bool,
    "saveDiskCache": bool | str, "saveTextures": bool | str, "segment": bool | str, "shader": bool,
    "sharedNodes": bool | str | Sequence[str], "sharedReferenceFile": bool, "shortName": bool,
    "swapNamespace": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "uiConfiguration": bool, "uiLoadConfiguration": bool, "unresolvedName": bool, "withoutCopyNumber": bool
}, total=False)
_file_edit = TypedDict("_file_edit", {
    "activate": bool, "channels": bool, "constraints": bool, "constructionHistory": bool, "defaultNamespace": bool,
    "deferReference": bool, "editCommand": str, "exists": bool, "exportAsSegment": bool,
    "exportSelectedNoReference": bool, "expressions": bool, "force": bool, "groupLocator": bool, "groupName": str,
    "groupReference": bool, "loadAllDeferred": bool, "loadNoReferences": bool, "loadReferenceDepth": str,
    "mapPlaceHolderNamespace": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "mergeNamespacesOnClash": bool, "moveSelected": bool, "postSaveScript": str, "preSaveScript": str,
    "preserveReferences": bool, "preserveUndo": bool, "reference": bool, "referenceNode": str, "renameAll": bool,
    "renamingPrefix": str, "replaceName": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "returnNewNodes": bool, "segment": str, "shader": bool, "sharedNodes": str | Sequence[str],
    "sharedReferenceFile": bool, "swapNamespace": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "type": str
}, total=False)
@overload
def file(
    *args: _Names, open: Literal[True], returnNewNodes: Literal[True], **flags: Unpack[_file_create]
) -> list[str]: ...
@overload
def file(
    *args: _Names, reference: Literal[True], returnNewNodes: Literal[True], **flags: Unpack[_file_create]
) -> list[str]: ...
@overload
def file(
    *args: _Names, i: Literal[True], returnNewNodes: Literal[True], **flags: Unpack[_file_create]
) -> list[str]: ...
@overload
def file(
    *args: _Names, loadReference: str, returnNewNodes: Literal[True], **flags: Unpack[_file_create]
) -> list[str]: ...
@overload
def file(*args: _Names, newFile: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, new: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, open: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, save: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, rename: str, **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, reference: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, i: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, loadReference: str, **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, unloadReference: str, **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, removeReference: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, importReference: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, exportSelected: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, exportAll: Literal[True], **flags: Unpack[_file_create]) -> str: ...
@overload
def file(*args: _Names, cleanReference: str, **flags: Unpack[_file_create]) -> None: ...
@overload
def file(*args: _Names, **flags: Unpack[_file_create]) -> object: ...
@overload
def file(*args: _Names, query: Literal[True], sceneName: Literal[True], **flags: Unpack[_file_query]) -> str: ...
@overload
def file(*args: _Names, query: Literal[True], modified: bool, **flags: Unpack[_file_query]) -> bool: ...
@overload
def file(*args: _Names, query: Literal[True], anyModified: Literal[True], **flags: Unpack[_file_query]) -> bool: ...
@overload
def file(*args: _Names, query: Literal[True], exists: Literal[True], **flags: Unpack[_file_query]) -> bool: ...
@overload
def file(*args: _Names, query: Literal[True], list: Literal[True], **flags: Unpack[_file_query]) -> list[str]: ...
@overload
def file(*args: _Names, query: Literal[True], reference: Literal[True], **flags: Unpack[_file_query]) -> list[str]: ...
@overload
def file(*args: _Names, query: Literal[True], type: bool | str, **flags: Unpack[_file_query]) -> list[str]: ...
@overload
def file(*args: _Names, query: Literal[True], location: Literal[True], **flags: Unpack[_file_query]) -> str: ...
@overload
def file(*args: _Names, query: Literal[True], expandName: Literal[True], **flags: Unpack[_file_query]) -> str: ...
@overload
def file(*args: _Names, query: Literal[True], writable: Literal[True], **flags: Unpack[_file_query]) -> bool: ...
@overload
def file(*args: _Names, query: Literal[True], namespace: bool | str, **flags: Unpack[_file_query]) -> str: ...
@overload
def file(
    *args: _Names, query: Literal[True], parentNamespace: Literal[True], **flags: Unpack[_file_query]
) -> list[str]: ...
@overload
def file(*args: _Names, query: Literal[True], deferReference: bool, **flags: Unpack[_file_query]) -> bool: ...
@overload
def file(*args: _Names, query: Literal[True], usingNamespaces: Literal[True], **flags: Unpack[_file_query]) -> bool: ...
@overload
def file(*args: _Names, query: Literal[True], **flags: Unpack[_file_query]) -> object: ...
@overload
def file(*args: _Names, edit: Literal[True], namespace: str, **flags: Unpack[_file_edit]) -> str: ...
@overload
def file(*args: _Names, edit: Literal[True], **flags: Unpack[_file_edit]) -> object: ...

_fileDialog2_create = TypedDict("_fileDialog2_create", {
    "buttonBoxOrientation": int, "cancelCaption": str, "caption": str, "dialogStyle": int, "fileFilter": str,
    "fileMode": int, "fileTypeChanged": _Call, "hideFileExtensions": bool, "hideNameEdit": bool, "okCaption": str,
    "optionsUICancel": _Call, "optionsUICommit": _Call, "optionsUICommit2": _Call, "optionsUICreate": _Call,
    "optionsUIInit": _Call, "optionsUITitle": str, "returnFilter": bool, "selectFileFilter": str,
    "selectionChanged": _Call, "setProjectBtnEnabled": bool, "startingDirectory": str
}, total=False)
_fileDialog2_query = TypedDict("_fileDialog2_query", {"hideFileExtensions": bool}, total=False)
_fileDialog2_edit = TypedDict("_fileDialog2_edit", {"hideFileExtensions": bool}, total=False)
@overload
def fileDialog2(*args: _Names, **flags: Unpack[_fileDialog2_create]) -> list[str] | None: ...
@overload
def fileDialog2(*args: _Names, query: Literal[True], **flags: Unpack[_fileDialog2_query]) -> object: ...
@overload
def fileDialog2(*args: _Names, edit: Literal[True], **flags: Unpack[_fileDialog2_edit]) -> object: ...

_fileInfo_create = TypedDict("_fileInfo_create", {"remove": str}, total=False)
_fileInfo_query = TypedDict("_fileInfo_query", {"referenceNode": bool | str, "remove": bool | str}, total=False)
@overload
def fileInfo(*args: str, **flags: Unpack[_fileInfo_create]) -> None: ...
@overload
def fileInfo(*args: str, query: Literal[True], **flags: Unpack[_fileInfo_query]) -> list[str]: ...

_filePathEditor_create = TypedDict("_filePathEditor_create", {
    "copyAndRepath": tuple[str, str] | list[str], "deregisterType": str, "force": bool, "preview": bool,
    "recursive": bool, "refresh": bool, "registerType": str, "repath": str, "replaceAll": bool, "replaceField": str,
    "replaceString": tuple[str, str] | list[str], "temporary": bool, "typeLabel": str
}, total=False)
_filePathEditor_query = TypedDict("_filePathEditor_query", {
    "attributeOnly": bool, "attributeType": bool | str, "byType": bool | str, "listDirectories": bool | str,
    "listFiles": bool | str, "listRegisteredTypes": bool, "relativeNames": bool, "status": bool,
    "typeLabel": bool | str, "unresolved": bool, "withAttribute": bool
}, total=False)
@overload
def filePathEditor(*args: _Names, **flags: Unpack[_filePathEditor_create]) -> object: ...
@overload
def filePathEditor(*args: _Names, query: Literal[True], **flags: Unpack[_filePathEditor_query]) -> object: ...

_filter_create = TypedDict("_filter_create", {"name": str, "type": str}, total=False)
_filter_query = TypedDict("_filter_query", {"name": bool | str, "type": bool | str}, total=False)
_filter_edit = TypedDict("_filter_edit", {"name": str, "type": str}, total=False)
@overload
def filter(*args: _Names, **flags: Unpack[_filter_create]) -> object: ...
@overload
def filter(*args: _Names, query: Literal[True], **flags: Unpack[_filter_query]) -> object: ...
@overload
def filter(*args: _Names, edit: Literal[True], **flags: Unpack[_filter_edit]) -> object: ...

_findKeyframe_create = TypedDict("_findKeyframe_create", {
    "animation": str, "attribute": str | Sequence[str], "controlPoints": bool, "curve": bool,
    "float": _Range | Sequence[_Range], "hierarchy": str, "includeUpperBound": bool, "index": int | Sequence[int],
    "shape": bool, "time": _Range | Sequence[_Range], "timeSlider": bool, "which": str
}, total=False)
def findKeyframe(*args: _Names, **flags: Unpack[_findKeyframe_create]) -> object: ...

def flushUndo(*args: _Names) -> object: ...

_formLayout_create = TypedDict("_formLayout_create", {
    "annotation": str,
    "attachControl": tuple[str, str, int, str] | list[object] | Sequence[tuple[str, str, int, str] | list[object]],
    "attachForm": tuple[str, str, int] | list[object] | Sequence[tuple[str, str, int] | list[object]],
    "attachNone": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "attachOppositeControl": tuple[str, str, int, str] | list[object] | Sequence[tuple[str, str, int, str] | list[object]],
    "attachOppositeForm": tuple[str, str, int] | list[object] | Sequence[tuple[str, str, int] | list[object]],
    "attachPosition": tuple[str, str, int, int] | list[object] | Sequence[tuple[str, str, int, int] | list[object]],
    "backgroundColor": tuple[float, float, float] | list[float], "defineTemplate": str, "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "height": int, "highlightColor": tuple[float, float, float] | list[float], "manage": bool,
    "noBackground": bool, "numberOfDivisions": int, "parent": str, "preventOverride": bool, "statusBarMessage": str,
    "useTemplate": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
_formLayout_query = TypedDict("_formLayout_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float], "childArray": bool,
    "docTag": bool | str, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool,
    "fullPathName": bool, "height": bool | int, "highlightColor": bool | tuple[float, float, float] | list[float],
    "isObscured": bool, "manage": bool, "numberOfChildren": bool, "numberOfDivisions": bool | int,
    "numberOfPopupMenus": bool, "parent": bool | str, "popupMenuArray": bool, "preventOverride": bool, "visible": bool,
    "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_formLayout_edit = TypedDict("_formLayout_edit", {
    "annotation": str,
    "attachControl": tuple[str, str, int, str] | list[object] | Sequence[tuple[str, str, int, str] | list[object]],
    "attachForm": tuple[str, str, int] | list[object] | Sequence[tuple[str, str, int] | list[object]],
    "attachNone": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "attachOppositeControl": tuple[str, str, int, str] | list[object] | Sequence[tuple[str, str, int, str] | list[object]],
    "attachOppositeForm": tuple[str, str, int] | list[object] | Sequence[tuple[str, str, int] | list[object]],
    "attachPosition": tuple[str, str, int, int] | list[object] | Sequence[tuple[str, str, int, int] | list[object]],
    "backgroundColor": tuple[float, float, float] | list[float], "docTag": str, "dragCallback": _Call,
    "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool,
    "generalSpacing": int, "height": int, "highlightColor": tuple[float, float, float] | list[float], "manage": bool,
    "margins": int, "margins4": tuple[int, int, int, int] | list[int], "noBackground": bool, "numberOfDivisions": int,
    "preventOverride": bool, "statusBarMessage": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def formLayout(*args: _Names, **flags: Unpack[_formLayout_create]) -> object: ...
@overload
def formLayout(*args: _Names, query: Literal[True], **flags: Unpack[_formLayout_query]) -> object: ...
@overload
def formLayout(*args: _Names, edit: Literal[True], **flags: Unpack[_formLayout_edit]) -> object: ...

_frameLayout_create = TypedDict("_frameLayout_create", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "backgroundShade": bool,
    "borderStyle": str, "borderVisible": bool, "collapsable": bool, "collapse": bool, "collapseCommand": _Call,
    "defineTemplate": str, "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool,
    "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "expandCommand": _Call, "font": str,
    "height": int, "highlightColor": tuple[float, float, float] | list[float], "label": str, "labelAlign": str,
    "labelIndent": int, "labelVisible": bool, "labelWidth": int, "manage": bool, "marginHeight": int,
    "marginWidth": int, "noBackground": bool, "parent": str, "preCollapseCommand": _Call, "preExpandCommand": _Call,
    "preventOverride": bool, "statusBarMessage": str, "useTemplate": str, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
_frameLayout_query = TypedDict("_frameLayout_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float],
    "backgroundShade": bool, "borderStyle": bool | str, "borderVisible": bool, "childArray": bool, "collapsable": bool,
    "collapse": bool, "docTag": bool | str, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "font": bool | str, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "isObscured": bool, "label": bool | str,
    "labelAlign": bool | str, "labelIndent": bool | int, "labelVisible": bool, "labelWidth": bool | int, "manage": bool,
    "marginHeight": bool | int, "marginWidth": bool | int, "numberOfChildren": bool, "numberOfPopupMenus": bool,
    "parent": bool | str, "popupMenuArray": bool, "preventOverride": bool, "visible": bool,
    "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_frameLayout_edit = TypedDict("_frameLayout_edit", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "backgroundShade": bool,
    "borderStyle": str, "borderVisible": bool, "collapsable": bool, "collapse": bool, "collapseCommand": _Call,
    "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "expandCommand": _Call, "font": str, "generalSpacing": int,
    "height": int, "highlightColor": tuple[float, float, float] | list[float], "label": str, "labelAlign": str,
    "labelIndent": int, "labelVisible": bool, "labelWidth": int, "manage": bool, "marginHeight": int,
    "marginWidth": int, "margins": int, "margins4": tuple[int, int, int, int] | list[int], "noBackground": bool,
    "preCollapseCommand": _Call, "preExpandCommand": _Call, "preventOverride": bool, "statusBarMessage": str,
    "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def frameLayout(*args: _Names, **flags: Unpack[_frameLayout_create]) -> object: ...
@overload
def frameLayout(*args: _Names, query: Literal[True], **flags: Unpack[_frameLayout_query]) -> object: ...
@overload
def frameLayout(*args: _Names, edit: Literal[True], **flags: Unpack[_frameLayout_edit]) -> object: ...

_getAttr_create = TypedDict("_getAttr_create", {
    "asString": bool, "caching": bool, "expandEnvironmentVariables": bool, "noEvaluation": bool, "silent": bool,
    "time": _Time
}, total=False)
@overload
def getAttr(*args: str, lock: Literal[True], **flags: Unpack[_getAttr_create]) -> bool: ...
@overload
def getAttr(*args: str, keyable: Literal[True], **flags: Unpack[_getAttr_create]) -> bool: ...
@overload
def getAttr(*args: str, settable: Literal[True], **flags: Unpack[_getAttr_create]) -> bool: ...
@overload
def getAttr(*args: str, channelBox: Literal[True], **flags: Unpack[_getAttr_create]) -> bool: ...
@overload
def getAttr(*args: str, size: Literal[True], **flags: Unpack[_getAttr_create]) -> int: ...
@overload
def getAttr(*args: str, type: Literal[True], **flags: Unpack[_getAttr_create]) -> str: ...
@overload
def getAttr(*args: str, multiIndices: Literal[True], **flags: Unpack[_getAttr_create]) -> list[int] | None: ...
@overload
def getAttr(*args: str, **flags: Unpack[_getAttr_create]) -> object: ...

_getFileList_create = TypedDict("_getFileList_create", {"filespec": str, "folder": str}, total=False)
def getFileList(*args: _Names, **flags: Unpack[_getFileList_create]) -> list[str] | None: ...

_getPanel_create = TypedDict("_getPanel_create", {
    "allConfigs": bool, "allPanels": bool, "allScriptedTypes": bool, "allTypes": bool,
    "atPosition": tuple[int, int] | list[int], "configWithLabel": str, "containing": str, "invisiblePanels": bool,
    "scriptType": str, "typeOf": str, "visiblePanels": bool, "withLabel": str
}, total=False)
@overload
def getPanel(*args: _Names, withFocus: Literal[True], **flags: Unpack[_getPanel_create]) -> str: ...
@overload
def getPanel(*args: _Names, underPointer: Literal[True], **flags: Unpack[_getPanel_create]) -> str: ...
@overload
def getPanel(*args: _Names, type: str, **flags: Unpack[_getPanel_create]) -> list[str] | None: ...
@overload
def getPanel(*args: _Names, **flags: Unpack[_getPanel_create]) -> object: ...

_gpuCache_create = TypedDict("_gpuCache_create", {
    "allDagObjects": bool, "clashOption": str, "dataFormat": str, "directory": str, "dummy": str, "fileName": str,
    "listFileEntries": bool, "listShapeEntries": bool, "optimize": bool, "optimizationThreshold": int,
    "optimizeAnimationsForMotionBlur": bool, "prompt": bool, "refresh": bool, "refreshAll": bool,
    "refreshSettings": bool, "runTimeUnitConversion": bool, "saveMultipleFiles": bool, "selection": bool,
    "sampleMultiplier": int, "simulationRate": float, "startTime": _Time, "endTime": _Time, "showFailed": bool,
    "showGlobalStats": bool, "showStats": bool, "useBaseTessellation": bool, "waitForBackgroundReading": float,
    "writeMaterials": bool, "writeUVs": bool
}, total=False)
_gpuCache_query = TypedDict("_gpuCache_query", {"animTimeRange": bool | tuple[float, float] | list[float]}, total=False)
@overload
def gpuCache(*args: _Names, **flags: Unpack[_gpuCache_create]) -> object: ...
@overload
def gpuCache(*args: _Names, query: Literal[True], **flags: Unpack[_gpuCache_query]) -> object: ...

_group_create = TypedDict("_group_create", {
    "absolute": bool, "empty": bool, "name": str, "parent": str, "relative": bool, "useAsGroup": str, "world": bool
}, total=False)
def group(*args: _Names, **flags: Unpack[_group_create]) -> str: ...

_headsUpMessage_create = TypedDict("_headsUpMessage_create", {
    "horizontalOffset": int, "object": str, "selection": bool, "time": float, "uvTextureEditor": bool,
    "verticalOffset": int, "viewport": bool
}, total=False)
def headsUpMessage(*args: _Names, **flags: Unpack[_headsUpMessage_create]) -> object: ...

_help_create = TypedDict("_help_create", {
    "documentation": bool, "language": str, "list": bool, "popupDisplayTime": int, "popupMode": bool,
    "popupPauseTime": int, "popupSimpleMode": bool, "rolloverMode": bool, "syntaxOnly": bool
}, total=False)
_help_query = TypedDict("_help_query", {
    "popupDisplayTime": bool | int, "popupMode": bool, "popupPauseTime": bool | int, "popupSimpleMode": bool,
    "rolloverMode": bool
}, total=False)
@overload
def help(*args: _Names, **flags: Unpack[_help_create]) -> object: ...
@overload
def help(*args: _Names, query: Literal[True], **flags: Unpack[_help_query]) -> object: ...

_hide_create = TypedDict("_hide_create", {
    "allObjects": bool, "clearLastHidden": bool, "clearSelection": bool, "invertComponents": bool, "returnHidden": bool,
    "testVisibility": bool
}, total=False)
def hide(*args: _Names, **flags: Unpack[_hide_create]) -> None: ...

_imagePlane_create = TypedDict("_imagePlane_create", {
    "camera": str, "counter": bool, "fileName": str, "height": float, "lookThrough": str, "maintainRatio": bool,
    "name": str, "showInAllViews": bool, "width": float
}, total=False)
_imagePlane_query = TypedDict("_imagePlane_query", {
    "camera": bool | str, "counter": bool, "dropFrame": bool, "frameDuration": bool | int, "height": bool | float,
    "imageSize": bool | tuple[int, int] | list[int], "lookThrough": bool | str, "maintainRatio": bool,
    "name": bool | str, "negTimesOK": bool, "numFrames": bool | int, "quickTime": bool, "showInAllViews": bool,
    "timeCode": bool | int, "timeCodeTrack": bool, "timeScale": bool | int, "twentyFourHourMax": bool,
    "width": bool | float
}, total=False)
_imagePlane_edit = TypedDict("_imagePlane_edit", {
    "camera": str, "counter": bool, "detach": bool, "fileName": str, "height": float, "lookThrough": str,
    "maintainRatio": bool, "showInAllViews": bool, "width": float
}, total=False)
@overload
def imagePlane(*args: _Names, **flags: Unpack[_imagePlane_create]) -> list[str]: ...
@overload
def imagePlane(*args: _Names, query: Literal[True], **flags: Unpack[_imagePlane_query]) -> object: ...
@overload
def imagePlane(*args: _Names, edit: Literal[True], **flags: Unpack[_imagePlane_edit]) -> object: ...

_inViewMessage_create = TypedDict("_inViewMessage_create", {
    "alpha": float, "assistMessage": str, "backColor": int, "clear": str, "clickKill": bool, "dragKill": bool,
    "fade": bool, "fadeInTime": int, "fadeOutTime": int, "fadeStayTime": int, "font": str, "fontSize": int,
    "frameOffset": int, "hide": bool, "message": str, "minimize": bool, "position": str, "restore": bool, "show": bool,
    "statusMessage": str, "textAlpha": float, "textOffset": int, "uvEditor": bool
}, total=False)
def inViewMessage(*args: _Names, **flags: Unpack[_inViewMessage_create]) -> None: ...

_instance_create = TypedDict("_instance_create", {"leaf": bool, "name": str, "smartTransform": bool}, total=False)
def instance(*args: _Names, **flags: Unpack[_instance_create]) -> object: ...

_internalVar_create = TypedDict("_internalVar_create", {
    "mayaInstallDir": bool, "userAppDir": bool, "userBitmapsDir": bool, "userHotkeyDir": bool,
    "userMarkingMenuDir": bool, "userPrefDir": bool, "userPresetsDir": bool, "userScriptDir": bool,
    "userShelfDir": bool, "userTmpDir": bool, "userWorkspaceDir": bool
}, total=False)
def internalVar(*args: _Names, **flags: Unpack[_internalVar_create]) -> str: ...

_isConnected_create = TypedDict("_isConnected_create", {"ignoreUnitConversion": bool}, total=False)
def isConnected(*args: _Names, **flags: Unpack[_isConnected_create]) -> bool: ...

_isolateSelect_create = TypedDict("_isolateSelect_create", {
    "addDagObject": _Names, "addSelected": bool, "addSelectedObjects": bool, "loadSelected": bool,
    "removeDagObject": _Names, "removeSelected": bool, "state": bool, "update": bool
}, total=False)
_isolateSelect_query = TypedDict("_isolateSelect_query", {
    "addDagObject": bool | _Names, "addSelected": bool, "addSelectedObjects": bool, "loadSelected": bool,
    "removeDagObject": bool | _Names, "removeSelected": bool, "state": bool, "update": bool, "viewObjects": bool
}, total=False)
_isolateSelect_edit = TypedDict("_isolateSelect_edit", {
    "addDagObject": _Names, "addSelected": bool, "addSelectedObjects": bool, "loadSelected": bool,
    "removeDagObject": _Names, "removeSelected": bool, "state": bool, "update": bool
}, total=False)
@overload
def isolateSelect(*args: _Names, **flags: Unpack[_isolateSelect_create]) -> object: ...
@overload
def isolateSelect(*args: _Names, query: Literal[True], **flags: Unpack[_isolateSelect_query]) -> object: ...
@overload
def isolateSelect(*args: _Names, edit: Literal[True], **flags: Unpack[_isolateSelect_edit]) -> object: ...

_joint_create = TypedDict("_joint_create", {
    "absolute": bool, "angleX": float, "angleY": float, "angleZ": float, "automaticLimits": bool, "component": bool,
    "degreeOfFreedom": str, "exists": str, "limitSwitchX": bool, "limitSwitchY": bool, "limitSwitchZ": bool,
    "limitX": tuple[float, float] | list[float], "limitY": tuple[float, float] | list[float],
    "limitZ": tuple[float, float] | list[float], "name": str, "orientation": tuple[float, float, float] | list[float],
    "position": tuple[float, float, float] | list[float], "radius": float, "relative": bool, "rotationOrder": str,
    "scale": tuple[float, float, float] | list[float], "scaleCompensate": bool,
    "scaleOrientation": tuple[float, float, float] | list[float], "stiffnessX": float, "stiffnessY": float,
    "stiffnessZ": float, "symmetry": bool, "symmetryAxis": str
}, total=False)
_joint_query = TypedDict("_joint_query", {
    "absolute": bool, "angleX": bool | float, "angleY": bool | float, "angleZ": bool | float,
    "degreeOfFreedom": bool | str, "exists": bool | str, "limitSwitchX": bool, "limitSwitchY": bool,
    "limitSwitchZ": bool, "limitX": bool | tuple[float, float] | list[float],
    "limitY": bool | tuple[float, float] | list[float], "limitZ": bool | tuple[float, float] | list[float],
    "name": bool | str, "orientation": bool | tuple[float, float, float] | list[float],
    "position": bool | tuple[float, float, float] | list[float], "radius": bool | float, "relative": bool,
    "rotationOrder": bool | str, "scale": bool | tuple[float, float, float] | list[float], "scaleCompensate": bool,
    "scaleOrientation": bool | tuple[float, float, float] | list[float], "stiffnessX": bool | float,
    "stiffnessY": bool | float, "stiffnessZ": bool | float
}, total=False)
_joint_edit = TypedDict("_joint_edit", {
    "absolute": bool, "angleX": float, "angleY": float, "angleZ": float, "assumePreferredAngles": bool,
    "autoOrientSecondaryAxis": bool, "children": bool, "component": bool, "degreeOfFreedom": str, "exists": str,
    "limitSwitchX": bool, "limitSwitchY": bool, "limitSwitchZ": bool, "limitX": tuple[float, float] | list[float],
    "limitY": tuple[float, float] | list[float], "limitZ": tuple[float, float] | list[float], "name": str,
    "orientJoint": str, "orientation": tuple[float, float, float] | list[float],
    "position": tuple[float, float, float] | list[float], "radius": float, "relative": bool, "rotationOrder": str,
    "scale": tuple[float, float, float] | list[float], "scaleCompensate": bool,
    "scaleOrientation": tuple[float, float, float] | list[float], "secondaryAxisOrient": str,
    "setPreferredAngles": bool, "stiffnessX": float, "stiffnessY": float, "stiffnessZ": float, "symmetry": bool,
    "symmetryAxis": str, "zeroScaleOrient": bool
}, total=False)
@overload
def joint(*args: _Names, **flags: Unpack[_joint_create]) -> str: ...
@overload
def joint(*args: _Names, query: Literal[True], **flags: Unpack[_joint_query]) -> object: ...
@overload
def joint(*args: _Names, edit: Literal[True], **flags: Unpack[_joint_edit]) -> object: ...

_keyframe_create = TypedDict("_keyframe_create", {
    "absolute": bool, "adjustBreakdown": bool, "animation": str, "attribute": str | Sequence[str], "breakdown": bool,
    "clipTime": tuple[_Time, _Time, float] | list[object], "controlPoints": bool, "eval": bool,
    "float": _Range | Sequence[_Range], "floatChange": float, "hierarchy": str, "includeUpperBound": bool,
    "index": int | Sequence[int], "indexValue": bool, "keyframeCount": bool, "lastSelected": bool, "name": bool,
    "option": str, "relative": bool, "selected": bool, "shape": bool, "tickDrawSpecial": bool,
    "time": _Range | Sequence[_Range], "timeChange": _Time, "valueChange": float
}, total=False)
_keyframe_query = TypedDict("_keyframe_query", {
    "attribute": bool | str | Sequence[str], "breakdown": bool, "eval": bool, "floatChange": bool | float,
    "index": bool | int | Sequence[int], "indexValue": bool, "keyframeCount": bool, "lastSelected": bool, "name": bool,
    "relative": bool, "selected": bool, "time": bool | _Range | Sequence[_Range], "timeChange": bool | _Time,
    "valueChange": bool | float
}, total=False)
_keyframe_edit = TypedDict("_keyframe_edit", {
    "attribute": str | Sequence[str], "breakdown": bool, "floatChange": float, "index": int | Sequence[int],
    "option": str, "relative": bool, "tickDrawSpecial": bool, "time": _Range | Sequence[_Range], "timeChange": _Time,
    "valueChange": float
}, total=False)
@overload
def keyframe(*args: _Names, **flags: Unpack[_keyframe_create]) -> object: ...
@overload
def keyframe(*args: _Names, query: Literal[True], **flags: Unpack[_keyframe_query]) -> object: ...
@overload
def keyframe(*args: _Names, edit: Literal[True], **flags: Unpack[_keyframe_edit]) -> object: ...

_layout_create = TypedDict("_layout_create", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "defineTemplate": str,
    "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "manage": bool, "noBackground": bool, "parent": str,
    "preventOverride": bool, "statusBarMessage": str, "useTemplate": str, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
_layout_query = TypedDict("_layout_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float], "childArray": bool,
    "docTag": bool | str, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool,
    "fullPathName": bool, "height": bool | int, "highlightColor": bool | tuple[float, float, float] | list[float],
    "isObscured": bool, "manage": bool, "numberOfChildren": bool, "numberOfPopupMenus": bool, "parent": bool | str,
    "popupMenuArray": bool, "preventOverride": bool, "visible": bool, "visibleChangeCommand": bool | _Call,
    "width": bool | int
}, total=False)
_layout_edit = TypedDict("_layout_edit", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "generalSpacing": int, "height": int, "highlightColor": tuple[float, float, float] | list[float],
    "manage": bool, "margins": int, "margins4": tuple[int, int, int, int] | list[int], "noBackground": bool,
    "preventOverride": bool, "statusBarMessage": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def layout(*args: _Names, **flags: Unpack[_layout_create]) -> object: ...
@overload
def layout(*args: _Names, query: Literal[True], **flags: Unpack[_layout_query]) -> object: ...
@overload
def layout(*args: _Names, edit: Literal[True], **flags: Unpack[_layout_edit]) -> object: ...

_listAttr_create = TypedDict("_listAttr_create", {
    "array": bool, "attributeType": str | Sequence[str], "caching": bool, "category": str | Sequence[str],
    "changedSinceFileOpen": bool, "channelBox": bool, "connectable": bool, "extension": bool, "fromPlugin": bool,
    "fullNodeName": bool, "hasData": bool, "hasNullData": bool, "inUse": bool, "keyable": bool, "leaf": bool,
    "locked": bool, "multi": bool, "nodeName": bool, "output": bool, "ramp": bool, "read": bool, "readOnly": bool,
    "scalar": bool, "scalarAndArray": bool, "settable": bool, "shortNames": bool, "string": str | Sequence[str],
    "unlocked": bool, "usedAsFilename": bool, "userDefined": bool, "visible": bool, "write": bool
}, total=False)
def listAttr(*args: _Names, **flags: Unpack[_listAttr_create]) -> list[str] | None: ...

_listConnections_create = TypedDict("_listConnections_create", {
    "connections": bool, "destination": bool, "exactType": bool, "fullNodeName": bool, "plugs": bool, "shapes": bool,
    "skipConversionNodes": bool, "source": bool, "type": str
}, total=False)
def listConnections(*args: _Names, **flags: Unpack[_listConnections_create]) -> list[str] | None: ...

_listHistory_create = TypedDict("_listHistory_create", {
    "allConnections": bool, "allFuture": bool, "allGraphs": bool, "breadthFirst": bool, "fastIteration": bool,
    "fullNodeName": bool, "future": bool, "groupLevels": bool, "interestLevel": int, "leaf": bool, "levels": int,
    "pruneDagObjects": bool
}, total=False)
_listHistory_query = TypedDict("_listHistory_query", {
    "futureLocalAttr": bool, "futureWorldAttr": bool, "historyAttr": bool
}, total=False)
@overload
def listHistory(*args: _Names, **flags: Unpack[_listHistory_create]) -> list[str] | None: ...
@overload
def listHistory(*args: _Names, query: Literal[True], **flags: Unpack[_listHistory_query]) -> object: ...

_listNodeTypes_create = TypedDict("_listNodeTypes_create", {"exclude": str}, total=False)
def listNodeTypes(*args: _Names, **flags: Unpack[_listNodeTypes_create]) -> object: ...

_listRelatives_create = TypedDict("_listRelatives_create", {
    "allDescendents": bool, "allParents": bool, "children": bool, "fullPath": bool, "noIntermediate": bool,
    "parent": bool, "path": bool, "shapes": bool, "type": str | Sequence[str]
}, total=False)
def listRelatives(*args: _Names, **flags: Unpack[_listRelatives_create]) -> list[str] | None: ...

_listSets_create = TypedDict("_listSets_create", {
    "allSets": bool, "extendToShape": bool, "object": _Names, "type": int
}, total=False)
def listSets(*args: _Names, **flags: Unpack[_listSets_create]) -> list[str] | None: ...

_loadPlugin_create = TypedDict("_loadPlugin_create", {
    "addCallback": _Call, "allPlugins": bool, "name": str, "qObsolete": bool, "quiet": bool, "removeCallback": _Call
}, total=False)
_loadPlugin_query = TypedDict("_loadPlugin_query", {"qObsolete": bool}, total=False)
_loadPlugin_edit = TypedDict("_loadPlugin_edit", {"qObsolete": bool}, total=False)
@overload
def loadPlugin(*args: _Names, **flags: Unpack[_loadPlugin_create]) -> list[str] | None: ...
@overload
def loadPlugin(*args: _Names, query: Literal[True], **flags: Unpack[_loadPlugin_query]) -> object: ...
@overload
def loadPlugin(*args: _Names, edit: Literal[True], **flags: Unpack[_loadPlugin_edit]) -> object: ...

_lockNode_create = TypedDict("_lockNode_create", {
    "ignoreComponents": bool, "lock": bool, "lockName": bool, "lockUnpublished": bool
}, total=False)
_lockNode_query = TypedDict("_lockNode_query", {
    "ignoreComponents": bool, "lockName": bool, "lockUnpublished": bool
}, total=False)
@overload
def lockNode(*args: _Names, **flags: Unpack[_lockNode_create]) -> None: ...
@overload
def lockNode(*args: _Names, query: Literal[True], lock: bool, **flags: Unpack[_lockNode_query]) -> list[bool]: ...
@overload
def lockNode(*args: _Names, query: Literal[True], **flags: Unpack[_lockNode_query]) -> object: ...

_lookThru_create = TypedDict("_lookThru_create", {"farClip": float, "nearClip": float}, total=False)
def lookThru(*args: _Names, **flags: Unpack[_lookThru_create]) -> object: ...

_ls_create = TypedDict("_ls_create", {
    "absoluteName": bool, "allPaths": bool, "assemblies": bool, "cameras": bool, "containerType": str | Sequence[str],
    "containers": bool, "dagObjects": bool, "defaultNodes": bool, "dependencyNodes": bool,
    "exactType": str | Sequence[str], "excludeType": str | Sequence[str], "flatten": bool, "geometry": bool,
    "ghost": bool, "head": int, "hilite": bool, "intermediateObjects": bool, "invisible": bool, "leaf": bool,
    "lights": bool, "live": bool, "lockedNodes": bool, "long": bool, "materials": bool, "modified": bool,
    "noIntermediate": bool, "nodeTypes": bool, "objectsOnly": bool, "orderedComponentSelection": bool,
    "orderedSelection": bool, "partitions": bool, "persistentNodes": bool, "planes": bool, "preSelectHilite": bool,
    "readOnly": bool, "recursive": bool, "referencedNodes": bool, "references": bool, "renderGlobals": bool,
    "renderQualities": bool, "renderResolutions": bool, "renderSetups": bool, "selection": bool, "sets": bool,
    "shapes": bool, "shortNames": bool, "showNamespace": bool, "showType": bool, "tail": int, "templated": bool,
    "textures": bool, "transforms": bool, "type": str | Sequence[str], "ufeObjects": bool, "undeletable": bool,
    "untemplated": bool, "uuid": bool, "visible": bool
}, total=False)
def ls(*args: _Names, **flags: Unpack[_ls_create]) -> list[str]: ...

_makeIdentity_create = TypedDict("_makeIdentity_create", {
    "apply": bool, "jointOrient": bool, "normal": int, "preserveNormals": bool, "rotate": bool, "scale": bool,
    "translate": bool
}, total=False)
def makeIdentity(*args: _Names, **flags: Unpack[_makeIdentity_create]) -> object: ...

_mayaUSDExport_create = TypedDict("_mayaUSDExport_create", {
    "file": str, "append": bool, "selection": bool, "frameRange": tuple[float, float] | list[float],
    "frameStride": float, "frameSample": float | Sequence[float], "exportUVs": bool, "exportDisplayColor": bool,
    "exportColorSets": bool, "exportInstances": bool, "exportVisibility": bool, "exportSkels": str, "exportSkin": str,
    "exportBlendShapes": bool, "exportComponentTags": bool, "exportMaterialCollections": bool,
    "exportRoots": str | Sequence[str], "exportRefsAsInstanceable": bool, "eulerFilter": bool,
    "staticSingleSample": bool, "mergeTransformAndShape": bool, "stripNamespaces": bool, "defaultUSDFormat": str,
    "defaultMeshScheme": str, "defaultCameras": bool, "defaultPrim": str, "parentScope": str, "rootPrim": str,
    "rootPrimType": str, "kind": str, "shadingMode": str, "convertMaterialsTo": str | Sequence[str],
    "materialsScopeName": str, "exportMaterials": bool, "filterTypes": str | Sequence[str], "renderableOnly": bool,
    "renderLayerMode": str, "jobContext": str | Sequence[str], "chaser": str | Sequence[str],
    "chaserArgs": tuple[str, str, str] | list[str] | Sequence[tuple[str, str, str] | list[str]], "worldspace": bool,
    "upAxis": str, "unit": str, "geomSidedness": str, "disableModelKindProcessor": bool, "melPerFrameCallback": str,
    "melPostCallback": str, "pythonPerFrameCallback": str, "pythonPostCallback": str, "verbose": bool
}, total=False)
def mayaUSDExport(*args: _Names, **flags: Unpack[_mayaUSDExport_create]) -> object: ...

_mayaUSDImport_create = TypedDict("_mayaUSDImport_create", {
    "file": str, "primPath": str, "parent": str, "readAnimData": bool, "useAsAnimationCache": bool,
    "importInstances": bool, "verbose": bool,
    "shadingMode": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]]
}, total=False)
def mayaUSDImport(*args: _Names, **flags: Unpack[_mayaUSDImport_create]) -> object: ...

def melInfo(*args: _Names) -> object: ...

_menu_create = TypedDict("_menu_create", {
    "allowOptionBoxes": bool, "defineTemplate": str, "deleteAllItems": bool, "docTag": str, "enable": bool,
    "familyImage": str, "helpMenu": bool, "label": str, "mnemonic": str, "parent": str, "postMenuCommand": _Call,
    "postMenuCommandOnce": bool, "scrollable": bool, "tearOff": bool, "useTemplate": str, "version": str,
    "visible": bool
}, total=False)
_menu_query = TypedDict("_menu_query", {
    "allowOptionBoxes": bool, "docTag": bool | str, "enable": bool, "familyImage": bool | str, "helpMenu": bool,
    "mnemonic": bool | str, "postMenuCommandOnce": bool, "scrollable": bool, "version": bool | str, "visible": bool
}, total=False)
_menu_edit = TypedDict("_menu_edit", {
    "deleteAllItems": bool, "docTag": str, "enable": bool, "exists": bool, "familyImage": str, "helpMenu": bool,
    "label": str, "mnemonic": str, "postMenuCommand": _Call, "postMenuCommandOnce": bool, "scrollable": bool,
    "version": str, "visible": bool
}, total=False)
@overload
def menu(*args: _Names, exists: Literal[True], **flags: Unpack[_menu_create]) -> bool: ...
@overload
def menu(*args: _Names, **flags: Unpack[_menu_create]) -> str: ...
@overload
def menu(*args: _Names, query: Literal[True], exists: Literal[True], **flags: Unpack[_menu_query]) -> bool: ...
@overload
def menu(*args: _Names, query: Literal[True], label: bool | str, **flags: Unpack[_menu_query]) -> str: ...
@overload
def menu(
    *args: _Names, query: Literal[True], itemArray: Literal[True], **flags: Unpack[_menu_query]
) -> list[str] | None: ...
@overload
def menu(*args: _Names, query: Literal[True], numberOfItems: Literal[True], **flags: Unpack[_menu_query]) -> int: ...
@overload
def menu(*args: _Names, query: Literal[True], **flags: Unpack[_menu_query]) -> object: ...
@overload
def menu(*args: _Names, edit: Literal[True], **flags: Unpack[_menu_edit]) -> object: ...

_menuItem_create = TypedDict("_menuItem_create", {
    "allowOptionBoxes": bool, "altModifier": bool, "annotation": str, "boldFont": bool, "checkBox": bool,
    "checkBoxCategory": str, "checkBoxParent": str, "collection": str, "command": _Call, "commandModifier": bool,
    "ctrlModifier": bool, "data": int, "defineTemplate": str, "divider": bool, "dividerLabel": str, "docTag": str,
    "dragDoubleClickCommand": _Call, "dragMenuCommand": _Call, "echoCommand": bool, "enable": bool,
    "enableCommandRepeat": bool, "header": bool, "image": str, "imageOverlayLabel": str, "insertAfter": str,
    "italicized": bool, "keyEquivalent": str, "label": str, "longDivider": bool, "mnemonic": str, "optionBox": bool,
    "optionBoxIcon": str, "optionModifier": bool, "parent": str, "postMenuCommand": _Call, "postMenuCommandOnce": bool,
    "radialPosition": str, "radioButton": bool, "runTimeCommand": str, "shiftModifier": bool, "sourceType": str,
    "subMenu": bool, "tearOff": bool, "useTemplate": str, "version": str, "visible": bool
}, total=False)
_menuItem_query = TypedDict("_menuItem_query", {
    "allowOptionBoxes": bool, "altModifier": bool, "annotation": bool | str, "boldFont": bool, "checkBox": bool,
    "checkBoxCategory": bool | str, "checkBoxParent": bool | str, "collection": bool | str, "command": bool | _Call,
    "commandModifier": bool, "ctrlModifier": bool, "data": bool | int, "divider": bool, "dividerLabel": bool | str,
    "docTag": bool | str, "dragDoubleClickCommand": bool | _Call, "dragMenuCommand": bool | _Call, "echoCommand": bool,
    "enable": bool, "enableCommandRepeat": bool, "familyImage": bool | str, "header": bool, "image": bool | str,
    "imageOverlayLabel": bool | str, "isCheckBox": bool, "isOptionBox": bool, "isRadioButton": bool, "italicized": bool,
    "keyEquivalent": bool | str, "longDivider": bool, "mnemonic": bool | str, "optionBox": bool,
    "optionBoxIcon": bool | str, "optionModifier": bool, "postMenuCommand": bool | _Call, "postMenuCommandOnce": bool,
    "radialPosition": bool | str, "radioButton": bool, "shiftModifier": bool, "sourceType": bool | str, "subMenu": bool,
    "tearOff": bool, "version": bool | str, "visible": bool
}, total=False)
_menuItem_edit = TypedDict("_menuItem_edit", {
    "altModifier": bool, "annotation": str, "checkBox": bool, "checkBoxCategory": str, "checkBoxParent": str,
    "command": _Call, "commandModifier": bool, "ctrlModifier": bool, "data": int, "dividerLabel": str, "docTag": str,
    "dragDoubleClickCommand": _Call, "dragMenuCommand": _Call, "echoCommand": bool, "enable": bool,
    "enableCommandRepeat": bool, "exists": bool, "image": str, "imageOverlayLabel": str, "keyEquivalent": str,
    "label": str, "longDivider": bool, "mnemonic": str, "optionBoxIcon": str, "optionModifier": bool,
    "postMenuCommand": _Call, "postMenuCommandOnce": bool, "radialPosition": str, "radioButton": bool,
    "runTimeCommand": str, "shiftModifier": bool, "sourceType": str, "version": str, "visible": bool
}, total=False)
@overload
def menuItem(*args: _Names, exists: Literal[True], **flags: Unpack[_menuItem_create]) -> bool: ...
@overload
def menuItem(*args: _Names, **flags: Unpack[_menuItem_create]) -> str: ...
@overload
def menuItem(*args: _Names, query: Literal[True], exists: Literal[True], **flags: Unpack[_menuItem_query]) -> bool: ...
@overload
def menuItem(*args: _Names, query: Literal[True], label: bool | str, **flags: Unpack[_menuItem_query]) -> str: ...
@overload
def menuItem(*args: _Names, query: Literal[True], **flags: Unpack[_menuItem_query]) -> object: ...
@overload
def menuItem(*args: _Names, edit: Literal[True], **flags: Unpack[_menuItem_edit]) -> object: ...

_modelEditor_create = TypedDict("_modelEditor_create", {
    "activeCustomLighSet": str, "addSelectedObjects": bool, "bluePencil": bool, "cameraName": str, "cameraSet": str,
    "clipGhosts": bool, "controllers": bool, "defineTemplate": str, "depthOfFieldPreview": bool, "docTag": str,
    "editorChanged": _Call, "excludeObjectMask": int, "excludeObjectPreset": str,
    "excludePluginList": str | Sequence[str], "exists": bool, "filter": str, "forceMainConnection": str,
    "greasePencils": bool, "highlightConnection": str, "holdOuts": bool, "interactiveBackFaceCull": bool,
    "interactiveDisableShadows": bool, "lockMainConnection": bool, "mainListConnection": str,
    "maximumNumHardwareLights": bool, "modelPanel": str, "panel": str, "parent": str, "particleInstancers": bool,
    "queryPresetDirty": bool, "selectionConnection": str, "shadingModel": int, "smallObjectCulling": bool,
    "smallObjectThreshold": float, "stereoDrawMode": bool, "textureCompression": bool, "textureEnvironmentMap": bool,
    "unParent": bool, "unlockMainConnection": bool, "updateMainConnection": bool, "useReducedRenderer": bool,
    "useTemplate": str
}, total=False)
_modelEditor_query = TypedDict("_modelEditor_query", {
    "activeComponentsXray": bool, "activeCustomGeometry": bool | str, "activeCustomLighSet": bool | str,
    "activeCustomLightSet": bool | str, "activeCustomOverrideGeometry": bool | str, "activeCustomRenderer": bool | str,
    "activeOnly": bool, "activeShadingGraph": bool | str, "activeView": bool, "allObjects": bool,
    "backfaceCulling": bool, "bluePencil": bool, "bufferMode": bool | str,
    "bumpResolution": bool | tuple[int, int] | list[int], "camera": bool | str, "cameraSet": bool | str,
    "cameraSetup": bool, "cameras": bool, "capture": bool | str, "captureSequenceNumber": bool | int,
    "clipGhosts": bool, "cmEnabled": bool, "colorMap": bool, "colorResolution": bool | tuple[int, int] | list[int],
    "control": bool, "controlVertices": bool, "controllers": bool, "cullingOverride": bool | str, "default": bool,
    "deformers": bool, "depthOfFieldPreview": bool, "dimensions": bool, "displayAppearance": bool | str,
    "displayLights": bool | str, "displayTextures": bool, "docTag": bool | str, "dynamicConstraints": bool,
    "dynamics": bool, "editorChanged": bool | _Call, "excludeObjectMask": bool | int, "excludeObjectPreset": bool | str,
    "excludePluginList": bool | str | Sequence[str], "exists": bool, "exposure": bool | float, "filter": bool | str,
    "filteredObjectList": bool, "fluids": bool, "fogColor": bool | tuple[float, float, float, float] | list[float],
    "fogDensity": bool | float, "fogEnd": bool | float, "fogMode": bool | str, "fogSource": bool | str,
    "fogStart": bool | float, "fogging": bool, "follicles": bool, "forceMainConnection": bool | str,
    "gamma": bool | float, "greasePencils": bool, "grid": bool, "hairSystems": bool, "handles": bool,
    "headsUpDisplay": bool, "height": bool, "highlightConnection": bool | str, "holdOuts": bool, "hulls": bool,
    "ignorePanZoom": bool, "ikHandles": bool, "imagePlane": bool, "interactive": bool, "interactiveBackFaceCull": bool,
    "interactiveDisableShadows": bool, "isFiltered": bool, "jointXray": bool, "joints": bool, "lights": bool,
    "lineWidth": bool | float, "locators": bool, "lowQualityLighting": bool, "mainListConnection": bool | str,
    "manipulators": bool, "maxConstantTransparency": bool | float, "maximumNumHardwareLights": bool,
    "motionTrails": bool, "nCloths": bool, "nParticles": bool, "nRigids": bool, "nurbsCurves": bool,
    "nurbsSurfaces": bool, "objectFilter": bool | _Call, "objectFilterList": bool | _Call,
    "objectFilterListUI": bool | _Call, "objectFilterShowInHUD": bool, "objectFilterUI": bool | _Call,
    "occlusionCulling": bool, "panel": bool | str, "parent": bool | str, "particleInstancers": bool, "pivots": bool,
    "planes": bool, "polymeshes": bool, "queryPluginObjects": bool | str, "queryPresetDirty": bool,
    "rendererDeviceName": bool, "rendererList": bool, "rendererListUI": bool, "rendererName": bool | str,
    "rendererOverrideList": bool, "rendererOverrideListUI": bool, "rendererOverrideName": bool | str,
    "sceneRenderFilter": bool | str, "selectionConnection": bool | str, "selectionHiliteDisplay": bool,
    "shadingModel": bool | int, "shadows": bool, "smallObjectCulling": bool, "smallObjectThreshold": bool | float,
    "smoothWireframe": bool, "sortTransparent": bool, "stateString": bool, "stereoDrawMode": bool, "strokes": bool,
    "subdivSurfaces": bool, "textureAnisotropic": bool, "textureCompression": bool, "textureDisplay": bool | str,
    "textureEnvironmentMap": bool, "textureHilight": bool, "textureMaxSize": bool | int, "textureMemoryUsed": bool,
    "textureSampling": bool | int, "textures": bool, "transpInShadows": bool, "transparencyAlgorithm": bool | str,
    "twoSidedLighting": bool, "useBaseRenderer": bool, "useColorIndex": bool, "useDefaultMaterial": bool,
    "useInteractiveMode": bool, "useRGBImagePlane": bool, "useReducedRenderer": bool, "userNode": bool | str,
    "viewObjects": bool, "viewSelected": bool, "viewTransformName": bool | str, "viewType": bool, "width": bool,
    "wireframeBackingStore": bool, "wireframeOnShaded": bool, "xray": bool
}, total=False)
_modelEditor_edit = TypedDict("_modelEditor_edit", {
    "activeComponentsXray": bool, "activeCustomEnvironment": str, "activeCustomGeometry": str,
    "activeCustomLighSet": str, "activeCustomLightSet": str, "activeCustomOverrideGeometry": str,
    "activeCustomRenderer": str, "activeOnly": bool, "activeShadingGraph": str, "activeView": bool, "addObjects": str,
    "addSelected": bool, "allObjects": bool, "backfaceCulling": bool, "bluePencil": bool, "bufferMode": str,
    "bumpResolution": tuple[int, int] | list[int], "camera": str, "cameraName": str, "cameraSet": str, "cameras": bool,
    "capture": str, "captureSequenceNumber": int, "clipGhosts": bool, "cmEnabled": bool,
    "colorResolution": tuple[int, int] | list[int], "controlVertices": bool, "controllers": bool,
    "cullingOverride": str, "default": bool, "deformers": bool, "depthOfFieldPreview": bool, "dimensions": bool,
    "displayAppearance": str, "displayLights": str, "displayTextures": bool, "docTag": str, "dynamicConstraints": bool,
    "dynamics": bool, "editorChanged": _Call, "excludeObjectMask": int, "excludeObjectPreset": str,
    "excludePluginList": str | Sequence[str], "exists": bool, "exposure": float, "filter": str, "fluids": bool,
    "fogColor": tuple[float, float, float, float] | list[float], "fogDensity": float, "fogEnd": float, "fogMode": str,
    "fogSource": str, "fogStart": float, "fogging": bool, "follicles": bool, "forceMainConnection": str, "gamma": float,
    "greasePencils": bool, "grid": bool, "hairSystems": bool, "handles": bool, "headsUpDisplay": bool,
    "highlightConnection": str, "holdOuts": bool, "hulls": bool, "ignorePanZoom": bool, "ikHandles": bool,
    "imagePlane": bool, "interactive": bool, "interactiveBackFaceCull": bool, "interactiveDisableShadows": bool,
    "jointXray": bool, "joints": bool, "lights": bool, "lineWidth": float, "locators": bool, "lockMainConnection": bool,
    "lowQualityLighting": bool, "mainListConnection": str, "manipulators": bool, "maxConstantTransparency": float,
    "maximumNumHardwareLights": bool, "motionTrails": bool, "nCloths": bool, "nParticles": bool, "nRigids": bool,
    "noUndo": bool, "nurbsCurves": bool, "nurbsSurfaces": bool, "objectFilter": _Call, "objectFilterShowInHUD": bool,
    "occlusionCulling": bool, "parent": str, "particleInstancers": bool, "pivots": bool, "planes": bool,
    "pluginObjects": tuple[str, bool] | list[object] | Sequence[tuple[str, bool] | list[object]], "pluginShapes": bool,
    "polymeshes": bool, "queryPresetDirty": bool, "removeSelected": bool, "rendererName": str,
    "rendererOverrideName": str, "resetCustomCamera": bool, "sceneRenderFilter": str, "selectionConnection": str,
    "selectionHiliteDisplay": bool, "setSelected": bool, "shadingModel": int, "shadows": bool,
    "smallObjectCulling": bool, "smallObjectThreshold": float, "smoothWireframe": bool, "sortTransparent": bool,
    "stereoDrawMode": bool, "strokes": bool, "subdivSurfaces": bool, "textureAnisotropic": bool,
    "textureCompression": bool, "textureDisplay": str, "textureEnvironmentMap": bool, "textureHilight": bool,
    "textureMaxSize": int, "textureSampling": int, "textures": bool, "toggleExposure": bool, "toggleGamma": bool,
    "transpInShadows": bool, "transparencyAlgorithm": str, "twoSidedLighting": bool, "unParent": bool,
    "unlockMainConnection": bool, "updateColorMode": bool, "updateMainConnection": bool, "useBaseRenderer": bool,
    "useColorIndex": bool, "useDefaultMaterial": bool, "useInteractiveMode": bool, "useRGBImagePlane": bool,
    "useReducedRenderer": bool, "userNode": str, "viewSelected": bool, "viewTransformName": str,
    "wireframeBackingStore": bool, "wireframeOnShaded": bool, "xray": bool
}, total=False)
@overload
def modelEditor(*args: _Names, **flags: Unpack[_modelEditor_create]) -> object: ...
@overload
def modelEditor(*args: _Names, query: Literal[True], **flags: Unpack[_modelEditor_query]) -> object: ...
@overload
def modelEditor(*args: _Names, edit: Literal[True], **flags: Unpack[_modelEditor_edit]) -> object: ...

_modelPanel_create = TypedDict("_modelPanel_create", {
    "defineTemplate": str, "docTag": str, "exists": bool, "init": bool, "label": str, "menuBarRepeatLast": bool,
    "menuBarVisible": bool, "parent": str, "tearOffCopy": str, "tearOffRestore": bool, "useTemplate": str
}, total=False)
_modelPanel_query = TypedDict("_modelPanel_query", {
    "barLayout": bool, "control": bool, "docTag": bool | str, "exists": bool, "isUnique": bool, "label": bool | str,
    "menuBarRepeatLast": bool, "menuBarVisible": bool, "modelEditor": bool, "needsInit": bool,
    "popupMenuProcedure": bool | _Call, "tearOff": bool
}, total=False)
_modelPanel_edit = TypedDict("_modelPanel_edit", {
    "camera": str, "copy": str, "createString": bool, "docTag": str, "editString": bool, "exists": bool, "init": bool,
    "label": str, "menuBarRepeatLast": bool, "menuBarVisible": bool, "needsInit": bool, "popupMenuProcedure": _Call,
    "replacePanel": str, "tearOff": bool, "tearOffRestore": bool, "unParent": bool
}, total=False)
@overload
def modelPanel(*args: _Names, **flags: Unpack[_modelPanel_create]) -> object: ...
@overload
def modelPanel(*args: _Names, query: Literal[True], camera: bool | str, **flags: Unpack[_modelPanel_query]) -> str: ...
@overload
def modelPanel(*args: _Names, query: Literal[True], **flags: Unpack[_modelPanel_query]) -> object: ...
@overload
def modelPanel(*args: _Names, edit: Literal[True], **flags: Unpack[_modelPanel_edit]) -> object: ...

_moduleInfo_create = TypedDict("_moduleInfo_create", {"definition": bool, "moduleName": str}, total=False)
@overload
def moduleInfo(*args: _Names, listModules: Literal[True], **flags: Unpack[_moduleInfo_create]) -> list[str]: ...
@overload
def moduleInfo(*args: _Names, path: Literal[True], **flags: Unpack[_moduleInfo_create]) -> str: ...
@overload
def moduleInfo(*args: _Names, version: Literal[True], **flags: Unpack[_moduleInfo_create]) -> str: ...
@overload
def moduleInfo(*args: _Names, **flags: Unpack[_moduleInfo_create]) -> object: ...

_move_create = TypedDict("_move_create", {
    "absolute": bool, "autoOrientSecondaryAxis": bool, "componentOffset": bool, "componentSpace": bool,
    "constrainAlongNormal": bool, "deletePriorHistory": bool, "localSpace": bool, "moveX": bool, "moveXY": bool,
    "moveXYZ": bool, "moveXZ": bool, "moveY": bool, "moveYZ": bool, "moveZ": bool, "objectSpace": bool,
    "orientJoint": str, "parameter": bool, "preserveChildPosition": bool, "preserveGeometryPosition": bool,
    "preserveUV": bool, "reflection": bool, "reflectionAboutBBox": bool, "reflectionAboutOrigin": bool,
    "reflectionAboutX": bool, "reflectionAboutY": bool, "reflectionAboutZ": bool, "reflectionTolerance": float,
    "relative": bool, "rotatePivotRelative": bool, "scalePivotRelative": bool, "secondaryAxisOrient": str,
    "symNegative": bool, "ufeRotatePivot": bool, "ufeScalePivot": bool, "worldSpace": bool, "worldSpaceDistance": bool,
    "xformConstraint": str
}, total=False)
_move_query = TypedDict("_move_query", {"ufeRotatePivot": bool, "ufeScalePivot": bool}, total=False)
_move_edit = TypedDict("_move_edit", {"ufeRotatePivot": bool, "ufeScalePivot": bool}, total=False)
@overload
def move(*args: float | _Names, **flags: Unpack[_move_create]) -> object: ...
@overload
def move(*args: float | _Names, query: Literal[True], **flags: Unpack[_move_query]) -> object: ...
@overload
def move(*args: float | _Names, edit: Literal[True], **flags: Unpack[_move_edit]) -> object: ...

_namespace_create = TypedDict("_namespace_create", {
    "absoluteName": bool, "collapseAncestors": str, "deleteNamespaceContent": bool, "force": bool,
    "mergeNamespaceWithOther": str, "mergeNamespaceWithParent": bool, "mergeNamespaceWithRoot": bool, "parent": str,
    "relativeNames": bool
}, total=False)
_namespace_query = TypedDict("_namespace_query", {"absoluteName": bool, "recurse": bool}, total=False)
_namespace_edit = TypedDict("_namespace_edit", {"exists": str}, total=False)
@overload
def namespace(*args: _Names, exists: str, **flags: Unpack[_namespace_create]) -> bool: ...
@overload
def namespace(*args: _Names, addNamespace: str, **flags: Unpack[_namespace_create]) -> str: ...
@overload
def namespace(*args: _Names, setNamespace: str, **flags: Unpack[_namespace_create]) -> str: ...
@overload
def namespace(*args: _Names, validateName: str, **flags: Unpack[_namespace_create]) -> str: ...
@overload
def namespace(*args: _Names, removeNamespace: str, **flags: Unpack[_namespace_create]) -> None: ...
@overload
def namespace(
    *args: _Names, moveNamespace: tuple[str, str] | list[str], **flags: Unpack[_namespace_create]
) -> None: ...
@overload
def namespace(*args: _Names, rename: tuple[str, str] | list[str], **flags: Unpack[_namespace_create]) -> None: ...
@overload
def namespace(*args: _Names, **flags: Unpack[_namespace_create]) -> object: ...
@overload
def namespace(*args: _Names, query: Literal[True], exists: bool | str, **flags: Unpack[_namespace_query]) -> bool: ...
@overload
def namespace(*args: _Names, query: Literal[True], relativeNames: bool, **flags: Unpack[_namespace_query]) -> bool: ...
@overload
def namespace(
    *args: _Names, query: Literal[True], isRootNamespace: bool | str, **flags: Unpack[_namespace_query]
) -> bool: ...
@overload
def namespace(*args: _Names, query: Literal[True], **flags: Unpack[_namespace_query]) -> object: ...
@overload
def namespace(*args: _Names, edit: Literal[True], **flags: Unpack[_namespace_edit]) -> object: ...

_namespaceInfo_create = TypedDict("_namespaceInfo_create", {
    "absoluteName": bool, "baseName": bool, "currentNamespace": bool, "dagPath": bool, "fullName": bool,
    "internal": bool, "parent": bool, "recurse": bool, "shortName": bool
}, total=False)
@overload
def namespaceInfo(*args: _Names, isRootNamespace: Literal[True], **flags: Unpack[_namespaceInfo_create]) -> bool: ...
@overload
def namespaceInfo(
    *args: _Names, listNamespace: Literal[True], **flags: Unpack[_namespaceInfo_create]
) -> list[str] | None: ...
@overload
def namespaceInfo(
    *args: _Names, listOnlyNamespaces: Literal[True], **flags: Unpack[_namespaceInfo_create]
) -> list[str] | None: ...
@overload
def namespaceInfo(
    *args: _Names, listOnlyDependencyNodes: Literal[True], **flags: Unpack[_namespaceInfo_create]
) -> list[str] | None: ...
@overload
def namespaceInfo(*args: _Names, **flags: Unpack[_namespaceInfo_create]) -> str: ...

_nodeType_create = TypedDict("_nodeType_create", {
    "apiType": bool, "isTypeName": bool, "ufeRuntimeName": bool
}, total=False)
@overload
def nodeType(*args: str, inherited: Literal[True], **flags: Unpack[_nodeType_create]) -> list[str] | None: ...
@overload
def nodeType(*args: str, derived: Literal[True], **flags: Unpack[_nodeType_create]) -> list[str] | None: ...
@overload
def nodeType(*args: str, **flags: Unpack[_nodeType_create]) -> str | None: ...

def objExists(*args: str) -> bool: ...

_objectType_create = TypedDict("_objectType_create", {
    "convertTag": str, "tagFromType": str, "typeFromTag": int, "typeTag": bool
}, total=False)
_objectType_query = TypedDict("_objectType_query", {"convertTag": bool | str}, total=False)
_objectType_edit = TypedDict("_objectType_edit", {"convertTag": str}, total=False)
@overload
def objectType(*args: str, isType: str, **flags: Unpack[_objectType_create]) -> bool: ...
@overload
def objectType(*args: str, isAType: str, **flags: Unpack[_objectType_create]) -> bool: ...
@overload
def objectType(*args: str, **flags: Unpack[_objectType_create]) -> str: ...
@overload
def objectType(*args: str, query: Literal[True], **flags: Unpack[_objectType_query]) -> object: ...
@overload
def objectType(*args: str, edit: Literal[True], **flags: Unpack[_objectType_edit]) -> object: ...

_objectTypeUI_create = TypedDict("_objectTypeUI_create", {
    "isType": str, "listAll": bool, "superClasses": bool
}, total=False)
def objectTypeUI(*args: _Names, **flags: Unpack[_objectTypeUI_create]) -> object: ...

_ogs_create = TypedDict("_ogs_create", {
    "deviceInformation": bool, "disposeReleasableTextures": bool, "dumpTexture": str, "enableHardwareInstancing": bool,
    "fragmentEditor": str, "fragmentXML": str, "gpuMemoryTotal": int, "gpuMemoryUsed": bool, "pause": bool,
    "rebakeTextures": bool, "regenerateUVTilePreview": str, "reloadTextures": bool, "reset": bool,
    "toggleTexturePaging": bool, "traceRenderPipeline": bool
}, total=False)
_ogs_query = TypedDict("_ogs_query", {
    "gpuMemoryTotal": bool | int, "isLegacyViewportEnabled": bool, "isRemoteGLSessionEnabled": bool,
    "isWinRemoteSession": bool, "pause": bool, "reset": bool, "shaderSource": bool | str
}, total=False)
@overload
def ogs(*args: _Names, **flags: Unpack[_ogs_create]) -> object: ...
@overload
def ogs(*args: _Names, query: Literal[True], **flags: Unpack[_ogs_query]) -> object: ...

_optionVar_create = TypedDict("_optionVar_create", {
    "category": str, "clearArray": str | Sequence[str], "clearStash": str | Sequence[str], "default": bool,
    "floatArray": str | Sequence[str],
    "floatValue": tuple[str, float] | list[object] | Sequence[tuple[str, float] | list[object]],
    "floatValue2": tuple[str, float, float] | list[object] | Sequence[tuple[str, float, float] | list[object]],
    "floatValue3": tuple[str, float, float, float] | list[object] | Sequence[tuple[str, float, float, float] | list[object]],
    "floatValue4": tuple[str, float, float, float, float] | list[object] | Sequence[tuple[str, float, float, float, float] | list[object]],
    "floatValueAppend": tuple[str, float] | list[object] | Sequence[tuple[str, float] | list[object]], "init": bool,
    "intArray": str | Sequence[str],
    "intValue": tuple[str, int] | list[object] | Sequence[tuple[str, int] | list[object]],
    "intValue2": tuple[str, int, int] | list[object] | Sequence[tuple[str, int, int] | list[object]],
    "intValue3": tuple[str, int, int, int] | list[object] | Sequence[tuple[str, int, int, int] | list[object]],
    "intValue4": tuple[str, int, int, int, int] | list[object] | Sequence[tuple[str, int, int, int, int] | list[object]],
    "intValueAppend": tuple[str, int] | list[object] | Sequence[tuple[str, int] | list[object]], "listCategories": bool,
    "listModified": bool, "prefFile": str, "remove": str | Sequence[str],
    "removeFromArray": tuple[str, int] | list[object] | Sequence[tuple[str, int] | list[object]],
    "stash": str | Sequence[str], "stringArray": str | Sequence[str],
    "stringValue": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "stringValueAppend": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]], "transient": bool,
    "unstash": str | Sequence[str], "version": int
}, total=False)
_optionVar_query = TypedDict("_optionVar_query", {"exists": bool | str, "prefFile": bool | str}, total=False)
_optionVar_edit = TypedDict("_optionVar_edit", {"exists": str}, total=False)
@overload
def optionVar(*args: _Names, exists: str, **flags: Unpack[_optionVar_create]) -> bool: ...
@overload
def optionVar(*args: _Names, list: Literal[True], **flags: Unpack[_optionVar_create]) -> list[str] | None: ...
@overload
def optionVar(*args: _Names, arraySize: str, **flags: Unpack[_optionVar_create]) -> int: ...
@overload
def optionVar(*args: _Names, **flags: Unpack[_optionVar_create]) -> object: ...
@overload
def optionVar(*args: _Names, query: str, **flags: Unpack[_optionVar_query]) -> object: ...
@overload
def optionVar(*args: _Names, edit: Literal[True], **flags: Unpack[_optionVar_edit]) -> object: ...

_paneLayout_create = TypedDict("_paneLayout_create", {
    "activeFrameThickness": int, "activePane": str, "activePaneIndex": int, "annotation": str,
    "backgroundColor": tuple[float, float, float] | list[float], "configuration": str, "defineTemplate": str,
    "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "manage": bool, "noBackground": bool,
    "paneSize": tuple[int, int, int] | list[int] | Sequence[tuple[int, int, int] | list[int]], "parent": str,
    "preventOverride": bool, "separatorMovedCommand": _Call, "separatorThickness": int,
    "setPane": tuple[str, int] | list[object] | Sequence[tuple[str, int] | list[object]], "staticHeightPane": int,
    "staticWidthPane": int, "statusBarMessage": str, "useTemplate": str, "visible": bool, "visibleChangeCommand": _Call,
    "width": int
}, total=False)
_paneLayout_query = TypedDict("_paneLayout_query", {
    "activeFrameThickness": bool | int, "activePane": bool | str, "activePaneIndex": bool | int,
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float], "childArray": bool,
    "configuration": bool | str, "docTag": bool | str, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "isObscured": bool, "manage": bool,
    "numberOfChildren": bool, "numberOfPopupMenus": bool, "numberOfVisiblePanes": bool, "pane1": bool, "pane2": bool,
    "pane3": bool, "pane4": bool,
    "paneSize": bool | tuple[int, int, int] | list[int] | Sequence[tuple[int, int, int] | list[int]],
    "paneUnderPointer": bool, "parent": bool | str, "popupMenuArray": bool, "preventOverride": bool,
    "separatorThickness": bool | int, "visible": bool, "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_paneLayout_edit = TypedDict("_paneLayout_edit", {
    "activeFrameThickness": int, "activePane": str, "activePaneIndex": int, "annotation": str,
    "backgroundColor": tuple[float, float, float] | list[float], "configuration": str, "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "generalSpacing": int, "height": int, "highlightColor": tuple[float, float, float] | list[float],
    "manage": bool, "margins": int, "margins4": tuple[int, int, int, int] | list[int], "noBackground": bool,
    "paneSize": tuple[int, int, int] | list[int] | Sequence[tuple[int, int, int] | list[int]], "preventOverride": bool,
    "separatorMovedCommand": _Call, "separatorThickness": int,
    "setPane": tuple[str, int] | list[object] | Sequence[tuple[str, int] | list[object]], "staticHeightPane": int,
    "staticWidthPane": int, "statusBarMessage": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def paneLayout(*args: _Names, **flags: Unpack[_paneLayout_create]) -> object: ...
@overload
def paneLayout(*args: _Names, query: Literal[True], **flags: Unpack[_paneLayout_query]) -> object: ...
@overload
def paneLayout(*args: _Names, edit: Literal[True], **flags: Unpack[_paneLayout_edit]) -> object: ...

_panel_create = TypedDict("_panel_create", {
    "defineTemplate": str, "docTag": str, "exists": bool, "init": bool, "menuBarRepeatLast": bool,
    "menuBarVisible": bool, "parent": str, "tearOffCopy": str, "tearOffRestore": bool, "useTemplate": str
}, total=False)
_panel_query = TypedDict("_panel_query", {
    "control": bool, "docTag": bool | str, "exists": bool, "isUnique": bool, "label": bool | str,
    "menuBarRepeatLast": bool, "menuBarVisible": bool, "needsInit": bool, "popupMenuProcedure": bool | _Call,
    "tearOff": bool
}, total=False)
_panel_edit = TypedDict("_panel_edit", {
    "copy": str, "createString": bool, "docTag": str, "editString": bool, "exists": bool, "init": bool, "label": str,
    "menuBarRepeatLast": bool, "menuBarVisible": bool, "needsInit": bool, "popupMenuProcedure": _Call,
    "replacePanel": str, "tearOff": bool, "tearOffRestore": bool, "unParent": bool
}, total=False)
@overload
def panel(*args: _Names, **flags: Unpack[_panel_create]) -> object: ...
@overload
def panel(*args: _Names, query: Literal[True], **flags: Unpack[_panel_query]) -> object: ...
@overload
def panel(*args: _Names, edit: Literal[True], **flags: Unpack[_panel_edit]) -> object: ...

_parent_create = TypedDict("_parent_create", {
    "absolute": bool, "addObject": bool, "noConnections": bool, "noInvScale": bool, "relative": bool,
    "removeObject": bool, "shape": bool, "world": bool
}, total=False)
def parent(*args: _Names, **flags: Unpack[_parent_create]) -> list[str]: ...

_parentConstraint_create = TypedDict("_parentConstraint_create", {
    "decompRotationToChild": bool, "layer": str, "maintainOffset": bool, "name": str, "skipRotate": str | Sequence[str],
    "skipTranslate": str | Sequence[str], "weight": float
}, total=False)
_parentConstraint_query = TypedDict("_parentConstraint_query", {
    "name": bool | str, "targetList": bool, "weight": bool | float, "weightAliasList": bool
}, total=False)
_parentConstraint_edit = TypedDict("_parentConstraint_edit", {
    "createCache": tuple[float, float] | list[float], "deleteCache": bool, "layer": str, "name": str, "remove": bool,
    "weight": float
}, total=False)
@overload
def parentConstraint(*args: _Names, **flags: Unpack[_parentConstraint_create]) -> object: ...
@overload
def parentConstraint(*args: _Names, query: Literal[True], **flags: Unpack[_parentConstraint_query]) -> object: ...
@overload
def parentConstraint(*args: _Names, edit: Literal[True], **flags: Unpack[_parentConstraint_edit]) -> object: ...

_playbackOptions_create = TypedDict("_playbackOptions_create", {
    "animationEndTime": _Time, "animationStartTime": _Time, "blockingAnim": bool, "by": float, "framesPerSecond": bool,
    "loop": str, "maxPlaybackSpeed": float, "maxTime": _Time, "minTime": _Time, "playbackSpeed": float,
    "selectionEndTime": _Time, "selectionStartTime": _Time, "selectionVisible": bool, "stepLoop": bool, "view": str
}, total=False)
_playbackOptions_query = TypedDict("_playbackOptions_query", {
    "blockingAnim": bool, "maxPlaybackSpeed": bool | float, "selectionEndTime": bool | _Time,
    "selectionStartTime": bool | _Time, "selectionVisible": bool, "stepLoop": bool
}, total=False)
_playbackOptions_edit = TypedDict("_playbackOptions_edit", {
    "animationEndTime": _Time, "animationStartTime": _Time, "by": float, "loop": str, "maxPlaybackSpeed": float,
    "maxTime": _Time, "minTime": _Time, "playbackSpeed": float, "selectionEndTime": _Time, "selectionStartTime": _Time,
    "selectionVisible": bool, "view": str
}, total=False)
@overload
def playbackOptions(*args: _Names, **flags: Unpack[_playbackOptions_create]) -> object: ...
@overload
def playbackOptions(
    *args: _Names, query: Literal[True], minTime: bool | _Time, **flags: Unpack[_playbackOptions_query]
) -> float: ...
@overload
def playbackOptions(
    *args: _Names, query: Literal[True], maxTime: bool | _Time, **flags: Unpack[_playbackOptions_query]
) -> float: ...
@overload
def playbackOptions(
    *args: _Names, query: Literal[True], animationStartTime: bool | _Time, **flags: Unpack[_playbackOptions_query]
) -> float: ...
@overload
def playbackOptions(
    *args: _Names, query: Literal[True], animationEndTime: bool | _Time, **flags: Unpack[_playbackOptions_query]
) -> float: ...
@overload
def playbackOptions(
    *args: _Names, query: Literal[True], by: bool | float, **flags: Unpack[_playbackOptions_query]
) -> float: ...
@overload
def playbackOptions(
    *args: _Names, query: Literal[True], playbackSpeed: bool | float, **flags: Unpack[_playbackOptions_query]
) -> float: ...
@overload
def playbackOptions(
    *args: _Names, query: Literal[True], framesPerSecond: Literal[True], **flags: Unpack[_playbackOptions_query]
) -> float: ...
@overload
def playbackOptions(
    *args: _Names, query: Literal[True], loop: bool | str, **flags: Unpack[_playbackOptions_query]
) -> str: ...
@overload
def playbackOptions(
    *args: _Names, query: Literal[True], view: bool | str, **flags: Unpack[_playbackOptions_query]
) -> str: ...
@overload
def playbackOptions(*args: _Names, query: Literal[True], **flags: Unpack[_playbackOptions_query]) -> object: ...
@overload
def playbackOptions(*args: _Names, edit: Literal[True], **flags: Unpack[_playbackOptions_edit]) -> object: ...

_playblast_create = TypedDict("_playblast_create", {
    "activeEditor": bool, "cameraSetup": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "clearCache": bool, "codecOptions": bool, "combineSound": bool, "completeFilename": str, "compression": str,
    "editorPanelName": str, "endTime": _Time, "filename": str, "forceOverwrite": bool, "format": str,
    "frame": _Time | Sequence[_Time], "framePadding": int, "height": int, "indexFromZero": bool, "offScreen": bool,
    "offScreenViewportUpdate": bool, "options": bool, "percent": int, "quality": int, "rawFrameNumbers": bool,
    "replaceAudioOnly": bool, "replaceEndTime": _Time, "replaceFilename": str, "replaceStartTime": _Time,
    "saveDepth": bool, "sequenceTime": bool, "showOrnaments": bool, "sound": str, "startTime": _Time,
    "throwOnError": bool, "useTraxSounds": bool, "viewer": bool, "width": int,
    "widthHeight": tuple[int, int] | list[int]
}, total=False)
_playblast_query = TypedDict("_playblast_query", {"saveDepth": bool}, total=False)
_playblast_edit = TypedDict("_playblast_edit", {"saveDepth": bool}, total=False)
@overload
def playblast(*args: _Names, **flags: Unpack[_playblast_create]) -> str: ...
@overload
def playblast(*args: _Names, query: Literal[True], **flags: Unpack[_playblast_query]) -> object: ...
@overload
def playblast(*args: _Names, edit: Literal[True], **flags: Unpack[_playblast_edit]) -> object: ...

_pluginInfo_create = TypedDict("_pluginInfo_create", {
    "autoload": bool, "changedCommand": _Call, "loadPluginPrefs": bool, "savePluginPrefs": bool, "writeRequires": bool
}, total=False)
_pluginInfo_query = TypedDict("_pluginInfo_query", {
    "activeFile": bool, "allEvaluators": bool, "animCurveInterp": bool | str, "apiVersion": bool, "autoload": bool,
    "cacheFormat": bool, "command": bool | str | Sequence[str], "constraintCommand": bool, "controlCommand": bool,
    "data": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "dependNode": bool | bool | Sequence[bool], "dependNodeByType": bool | str, "dependNodeId": bool | str,
    "device": bool, "dragAndDropBehavior": bool, "evaluator": bool, "iksolver": bool, "listPluginsPath": bool,
    "modelEditorCommand": bool, "name": bool | str, "referenceTranslators": bool, "renderer": bool,
    "serviceDescriptions": bool, "settings": bool, "tool": bool | str | Sequence[str], "translator": bool,
    "unloadOk": bool, "userNamed": bool, "vendor": bool | str, "writeRequires": bool
}, total=False)
_pluginInfo_edit = TypedDict("_pluginInfo_edit", {"autoload": bool, "remove": bool, "writeRequires": bool}, total=False)
@overload
def pluginInfo(*args: _Names, **flags: Unpack[_pluginInfo_create]) -> object: ...
@overload
def pluginInfo(
    *args: _Names, query: Literal[True], loaded: Literal[True], **flags: Unpack[_pluginInfo_query]
) -> bool: ...
@overload
def pluginInfo(
    *args: _Names, query: Literal[True], registered: Literal[True], **flags: Unpack[_pluginInfo_query]
) -> bool: ...
@overload
def pluginInfo(
    *args: _Names, query: Literal[True], listPlugins: Literal[True], **flags: Unpack[_pluginInfo_query]
) -> list[str] | None: ...
@overload
def pluginInfo(
    *args: _Names, query: Literal[True], pluginsInUse: Literal[True], **flags: Unpack[_pluginInfo_query]
) -> list[str] | None: ...
@overload
def pluginInfo(
    *args: _Names, query: Literal[True], version: Literal[True], **flags: Unpack[_pluginInfo_query]
) -> str: ...
@overload
def pluginInfo(*args: _Names, query: Literal[True], path: bool | str, **flags: Unpack[_pluginInfo_query]) -> str: ...
@overload
def pluginInfo(*args: _Names, query: Literal[True], **flags: Unpack[_pluginInfo_query]) -> object: ...
@overload
def pluginInfo(*args: _Names, edit: Literal[True], **flags: Unpack[_pluginInfo_edit]) -> object: ...

_pointLight_create = TypedDict("_pointLight_create", {
    "decayRate": int, "discRadius": float, "exclusive": bool, "intensity": float, "name": str,
    "position": tuple[float, float, float] | list[float], "rgb": tuple[float, float, float] | list[float],
    "rotation": tuple[float, float, float] | list[float], "shadowColor": tuple[float, float, float] | list[float],
    "shadowDither": float, "shadowSamples": int, "softShadow": bool, "useRayTraceShadows": bool
}, total=False)
_pointLight_query = TypedDict("_pointLight_query", {
    "decayRate": bool | int, "discRadius": bool | float, "exclusive": bool, "intensity": bool | float,
    "name": bool | str, "position": bool | tuple[float, float, float] | list[float],
    "rgb": bool | tuple[float, float, float] | list[float], "rotation": bool | tuple[float, float, float] | list[float],
    "shadowColor": bool | tuple[float, float, float] | list[float], "shadowDither": bool | float,
    "shadowSamples": bool | int, "softShadow": bool, "useRayTraceShadows": bool
}, total=False)
_pointLight_edit = TypedDict("_pointLight_edit", {
    "decayRate": int, "discRadius": float, "exclusive": bool, "intensity": float, "name": str,
    "position": tuple[float, float, float] | list[float], "rgb": tuple[float, float, float] | list[float],
    "rotation": tuple[float, float, float] | list[float], "shadowColor": tuple[float, float, float] | list[float],
    "shadowDither": float, "shadowSamples": int, "softShadow": bool, "useRayTraceShadows": bool
}, total=False)
@overload
def pointLight(*args: _Names, **flags: Unpack[_pointLight_create]) -> object: ...
@overload
def pointLight(*args: _Names, query: Literal[True], **flags: Unpack[_pointLight_query]) -> object: ...
@overload
def pointLight(*args: _Names, edit: Literal[True], **flags: Unpack[_pointLight_edit]) -> object: ...

_polyCollapseTweaks_create = TypedDict("_polyCollapseTweaks_create", {"hasVertexTweaks": bool}, total=False)
_polyCollapseTweaks_query = TypedDict("_polyCollapseTweaks_query", {"hasVertexTweaks": bool}, total=False)
@overload
def polyCollapseTweaks(*args: _Names, **flags: Unpack[_polyCollapseTweaks_create]) -> object: ...
@overload
def polyCollapseTweaks(*args: _Names, query: Literal[True], **flags: Unpack[_polyCollapseTweaks_query]) -> object: ...

_polyColorSet_create = TypedDict("_polyColorSet_create", {
    "allColorSets": bool, "clamped": bool, "colorSet": str, "copy": bool, "create": bool, "currentColorSet": bool,
    "delete": bool, "newColorSet": str, "perInstance": bool, "rename": bool, "representation": str,
    "shareInstances": bool, "unshared": bool
}, total=False)
_polyColorSet_query = TypedDict("_polyColorSet_query", {
    "allColorSets": bool, "clamped": bool, "colorSet": bool | str, "copy": bool, "create": bool,
    "currentColorSet": bool, "currentPerInstanceSet": bool, "delete": bool, "newColorSet": bool | str,
    "perInstance": bool, "rename": bool, "representation": bool | str, "shareInstances": bool, "unshared": bool
}, total=False)
_polyColorSet_edit = TypedDict("_polyColorSet_edit", {
    "allColorSets": bool, "clamped": bool, "colorSet": str, "copy": bool, "create": bool, "currentColorSet": bool,
    "currentPerInstanceSet": bool, "delete": bool, "newColorSet": str, "perInstance": bool, "rename": bool,
    "representation": str, "shareInstances": bool, "unshared": bool
}, total=False)
@overload
def polyColorSet(*args: _Names, **flags: Unpack[_polyColorSet_create]) -> object: ...
@overload
def polyColorSet(*args: _Names, query: Literal[True], **flags: Unpack[_polyColorSet_query]) -> object: ...
@overload
def polyColorSet(*args: _Names, edit: Literal[True], **flags: Unpack[_polyColorSet_edit]) -> object: ...

_polyCone_create = TypedDict("_polyCone_create", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "constructionHistory": bool, "createUVs": int,
    "height": float, "name": str, "nodeState": int, "object": bool, "radius": float, "roundCap": bool,
    "subdivisionsAxis": int, "subdivisionsCap": int, "subdivisionsHeight": int, "subdivisionsX": int,
    "subdivisionsY": int, "subdivisionsZ": int, "texture": bool
}, total=False)
_polyCone_query = TypedDict("_polyCone_query", {
    "axis": bool | tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool,
    "constructionHistory": bool, "createUVs": bool | int, "frozen": bool, "height": bool | float,
    "heightBaseline": bool | float, "nodeState": bool | int, "radius": bool | float, "roundCap": bool,
    "subdivisionsAxis": bool | int, "subdivisionsCap": bool | int, "subdivisionsHeight": bool | int,
    "subdivisionsX": bool | int, "subdivisionsY": bool | int, "subdivisionsZ": bool | int, "texture": bool
}, total=False)
_polyCone_edit = TypedDict("_polyCone_edit", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool, "createUVs": int,
    "frozen": bool, "height": float, "heightBaseline": float, "nodeState": int, "radius": float, "roundCap": bool,
    "subdivisionsAxis": int, "subdivisionsCap": int, "subdivisionsHeight": int, "subdivisionsX": int,
    "subdivisionsY": int, "subdivisionsZ": int, "texture": bool
}, total=False)
@overload
def polyCone(*args: _Names, **flags: Unpack[_polyCone_create]) -> list[str]: ...
@overload
def polyCone(*args: _Names, query: Literal[True], **flags: Unpack[_polyCone_query]) -> object: ...
@overload
def polyCone(*args: _Names, edit: Literal[True], **flags: Unpack[_polyCone_edit]) -> object: ...

_polyCube_create = TypedDict("_polyCube_create", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "constructionHistory": bool, "createUVs": int,
    "depth": float, "height": float, "name": str, "nodeState": int, "object": bool, "subdivisionsDepth": int,
    "subdivisionsHeight": int, "subdivisionsWidth": int, "subdivisionsX": int, "subdivisionsY": int,
    "subdivisionsZ": int, "texture": int, "width": float
}, total=False)
_polyCube_query = TypedDict("_polyCube_query", {
    "axis": bool | tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool,
    "constructionHistory": bool, "createUVs": bool | int, "depth": bool | float, "frozen": bool, "height": bool | float,
    "heightBaseline": bool | float, "nodeState": bool | int, "subdivisionsDepth": bool | int,
    "subdivisionsHeight": bool | int, "subdivisionsWidth": bool | int, "subdivisionsX": bool | int,
    "subdivisionsY": bool | int, "subdivisionsZ": bool | int, "texture": bool | int, "width": bool | float
}, total=False)
_polyCube_edit = TypedDict("_polyCube_edit", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool, "createUVs": int,
    "depth": float, "frozen": bool, "height": float, "heightBaseline": float, "nodeState": int,
    "subdivisionsDepth": int, "subdivisionsHeight": int, "subdivisionsWidth": int, "subdivisionsX": int,
    "subdivisionsY": int, "subdivisionsZ": int, "texture": int, "width": float
}, total=False)
@overload
def polyCube(*args: _Names, **flags: Unpack[_polyCube_create]) -> list[str]: ...
@overload
def polyCube(*args: _Names, query: Literal[True], **flags: Unpack[_polyCube_query]) -> object: ...
@overload
def polyCube(*args: _Names, edit: Literal[True], **flags: Unpack[_polyCube_edit]) -> object: ...

_polyCylinder_create = TypedDict("_polyCylinder_create", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "constructionHistory": bool, "createUVs": int,
    "height": float, "name": str, "nodeState": int, "object": bool, "radius": float, "roundCap": bool,
    "subdivisionsAxis": int, "subdivisionsCaps": int, "subdivisionsHeight": int, "subdivisionsX": int,
    "subdivisionsY": int, "subdivisionsZ": int, "texture": int
}, total=False)
_polyCylinder_query = TypedDict("_polyCylinder_query", {
    "axis": bool | tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool,
    "constructionHistory": bool, "createUVs": bool | int, "frozen": bool, "height": bool | float,
    "heightBaseline": bool | float, "nodeState": bool | int, "radius": bool | float, "roundCap": bool,
    "roundCapHeightCompensation": bool, "subdivisionsAxis": bool | int, "subdivisionsCaps": bool | int,
    "subdivisionsHeight": bool | int, "subdivisionsX": bool | int, "subdivisionsY": bool | int,
    "subdivisionsZ": bool | int, "texture": bool | int
}, total=False)
_polyCylinder_edit = TypedDict("_polyCylinder_edit", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool, "createUVs": int,
    "frozen": bool, "height": float, "heightBaseline": float, "nodeState": int, "radius": float, "roundCap": bool,
    "roundCapHeightCompensation": bool, "subdivisionsAxis": int, "subdivisionsCaps": int, "subdivisionsHeight": int,
    "subdivisionsX": int, "subdivisionsY": int, "subdivisionsZ": int, "texture": int
}, total=False)
@overload
def polyCylinder(*args: _Names, **flags: Unpack[_polyCylinder_create]) -> list[str]: ...
@overload
def polyCylinder(*args: _Names, query: Literal[True], **flags: Unpack[_polyCylinder_query]) -> object: ...
@overload
def polyCylinder(*args: _Names, edit: Literal[True], **flags: Unpack[_polyCylinder_edit]) -> object: ...

_polyEditUV_create = TypedDict("_polyEditUV_create", {
    "angle": float, "pivotU": float, "pivotV": float, "relative": bool, "rotateRatio": float, "rotation": bool,
    "scale": bool, "scaleU": float, "scaleV": float, "uValue": float, "uvSetName": str, "vValue": float
}, total=False)
_polyEditUV_query = TypedDict("_polyEditUV_query", {
    "angle": bool | float, "pivotU": bool | float, "pivotV": bool | float, "relative": bool,
    "rotateRatio": bool | float, "rotation": bool, "scale": bool, "scaleU": bool | float, "scaleV": bool | float,
    "uValue": bool | float, "uvSetName": bool | str, "vValue": bool | float
}, total=False)
@overload
def polyEditUV(*args: _Names, **flags: Unpack[_polyEditUV_create]) -> object: ...
@overload
def polyEditUV(*args: _Names, query: Literal[True], **flags: Unpack[_polyEditUV_query]) -> list[float] | None: ...

_polyEvaluate_create = TypedDict("_polyEvaluate_create", {
    "accurateEvaluation": bool, "activeShells": bool, "activeUVShells": bool, "area": bool, "boundingBox": bool,
    "boundingBox2d": bool, "boundingBoxComponent": bool, "boundingBoxComponent2d": bool, "displayStats": bool,
    "edge": bool, "edgeComponent": bool, "face": bool, "faceArea": bool, "faceComponent": bool, "format": bool,
    "shell": bool, "triangle": bool, "triangleComponent": bool, "uvArea": bool, "uvComponent": bool,
    "uvEdgePairs": bool, "uvFaceArea": bool, "uvSetName": str, "uvShell": bool, "uvcoord": bool, "uvsInShell": int,
    "vertex": bool, "vertexComponent": bool, "worldArea": bool, "worldFaceArea": bool
}, total=False)
@overload
def polyEvaluate(
    *args: _Names, uvShellIds: Literal[True], **flags: Unpack[_polyEvaluate_create]
) -> list[int] | None: ...
@overload
def polyEvaluate(*args: _Names, **flags: Unpack[_polyEvaluate_create]) -> object: ...

_polyInfo_create = TypedDict("_polyInfo_create", {
    "edgeToFace": bool, "edgeToVertex": bool, "faceNormals": bool, "faceToEdge": bool, "faceToVertex": bool,
    "invalidEdges": bool, "invalidVertices": bool, "laminaFaces": bool, "nonManifoldEdges": bool,
    "nonManifoldUVEdges": bool, "nonManifoldUVs": bool, "nonManifoldVertices": bool, "vertexToEdge": bool,
    "vertexToFace": bool
}, total=False)
def polyInfo(*args: _Names, **flags: Unpack[_polyInfo_create]) -> object: ...

_polyNormalPerVertex_create = TypedDict("_polyNormalPerVertex_create", {
    "allLocked": bool, "deformable": bool, "freezeNormal": bool, "normalX": float,
    "normalXYZ": tuple[float, float, float] | list[float] | Sequence[tuple[float, float, float] | list[float]],
    "normalY": float, "normalZ": float, "relative": bool, "unFreezeNormal": bool
}, total=False)
_polyNormalPerVertex_query = TypedDict("_polyNormalPerVertex_query", {
    "allLocked": bool, "deformable": bool, "normalX": bool | float,
    "normalXYZ": bool | tuple[float, float, float] | list[float] | Sequence[tuple[float, float, float] | list[float]],
    "normalY": bool | float, "normalZ": bool | float, "relative": bool, "unFreezeNormal": bool
}, total=False)
_polyNormalPerVertex_edit = TypedDict("_polyNormalPerVertex_edit", {
    "allLocked": bool, "deformable": bool, "freezeNormal": bool, "normalX": float,
    "normalXYZ": tuple[float, float, float] | list[float] | Sequence[tuple[float, float, float] | list[float]],
    "normalY": float, "normalZ": float, "relative": bool, "unFreezeNormal": bool
}, total=False)
@overload
def polyNormalPerVertex(*args: _Names, **flags: Unpack[_polyNormalPerVertex_create]) -> object: ...
@overload
def polyNormalPerVertex(
    *args: _Names, query: Literal[True], freezeNormal: bool, **flags: Unpack[_polyNormalPerVertex_query]
) -> list[bool] | None: ...
@overload
def polyNormalPerVertex(*args: _Names, query: Literal[True], **flags: Unpack[_polyNormalPerVertex_query]) -> object: ...
@overload
def polyNormalPerVertex(*args: _Names, edit: Literal[True], **flags: Unpack[_polyNormalPerVertex_edit]) -> object: ...

_polyPlane_create = TypedDict("_polyPlane_create", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "constructionHistory": bool, "createUVs": int,
    "height": float, "name": str, "nodeState": int, "object": bool, "subdivisionsHeight": int, "subdivisionsWidth": int,
    "subdivisionsX": int, "subdivisionsY": int, "texture": int, "width": float
}, total=False)
_polyPlane_query = TypedDict("_polyPlane_query", {
    "axis": bool | tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool,
    "constructionHistory": bool, "createUVs": bool | int, "frozen": bool, "height": bool | float,
    "heightBaseline": bool | float, "nodeState": bool | int, "subdivisionsHeight": bool | int,
    "subdivisionsWidth": bool | int, "subdivisionsX": bool | int, "subdivisionsY": bool | int, "texture": bool | int,
    "width": bool | float
}, total=False)
_polyPlane_edit = TypedDict("_polyPlane_edit", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool, "createUVs": int,
    "frozen": bool, "height": float, "heightBaseline": float, "nodeState": int, "subdivisionsHeight": int,
    "subdivisionsWidth": int, "subdivisionsX": int, "subdivisionsY": int, "texture": int, "width": float
}, total=False)
@overload
def polyPlane(*args: _Names, **flags: Unpack[_polyPlane_create]) -> list[str]: ...
@overload
def polyPlane(*args: _Names, query: Literal[True], **flags: Unpack[_polyPlane_query]) -> object: ...
@overload
def polyPlane(*args: _Names, edit: Literal[True], **flags: Unpack[_polyPlane_edit]) -> object: ...

_polySphere_create = TypedDict("_polySphere_create", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "constructionHistory": bool, "createUVs": int,
    "name": str, "nodeState": int, "object": bool, "radius": float, "subdivisionsAxis": int, "subdivisionsHeight": int,
    "subdivisionsX": int, "subdivisionsY": int, "texture": int
}, total=False)
_polySphere_query = TypedDict("_polySphere_query", {
    "axis": bool | tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool,
    "constructionHistory": bool, "frozen": bool, "heightBaseline": bool | float, "nodeState": bool | int,
    "radius": bool | float, "subdivisionsAxis": bool | int, "subdivisionsHeight": bool | int,
    "subdivisionsX": bool | int, "subdivisionsY": bool | int
}, total=False)
_polySphere_edit = TypedDict("_polySphere_edit", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool, "frozen": bool,
    "heightBaseline": float, "nodeState": int, "radius": float, "subdivisionsAxis": int, "subdivisionsHeight": int,
    "subdivisionsX": int, "subdivisionsY": int
}, total=False)
@overload
def polySphere(*args: _Names, **flags: Unpack[_polySphere_create]) -> list[str]: ...
@overload
def polySphere(*args: _Names, query: Literal[True], **flags: Unpack[_polySphere_query]) -> object: ...
@overload
def polySphere(*args: _Names, edit: Literal[True], **flags: Unpack[_polySphere_edit]) -> object: ...

_polyTorus_create = TypedDict("_polyTorus_create", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "constructionHistory": bool, "createUVs": bool,
    "name": str, "nodeState": int, "object": bool, "radius": float, "sectionRadius": float, "subdivisionsAxis": int,
    "subdivisionsHeight": int, "subdivisionsX": int, "subdivisionsY": int, "texture": bool, "twist": float
}, total=False)
_polyTorus_query = TypedDict("_polyTorus_query", {
    "axis": bool | tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool,
    "constructionHistory": bool, "createUVs": bool, "frozen": bool, "heightBaseline": bool | float,
    "nodeState": bool | int, "radius": bool | float, "sectionRadius": bool | float, "subdivisionsAxis": bool | int,
    "subdivisionsHeight": bool | int, "subdivisionsX": bool | int, "subdivisionsY": bool | int, "texture": bool,
    "twist": bool | float
}, total=False)
_polyTorus_edit = TypedDict("_polyTorus_edit", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "componentTagCreate": bool, "createUVs": bool,
    "frozen": bool, "heightBaseline": float, "nodeState": int, "radius": float, "sectionRadius": float,
    "subdivisionsAxis": int, "subdivisionsHeight": int, "subdivisionsX": int, "subdivisionsY": int, "texture": bool,
    "twist": float
}, total=False)
@overload
def polyTorus(*args: _Names, **flags: Unpack[_polyTorus_create]) -> list[str]: ...
@overload
def polyTorus(*args: _Names, query: Literal[True], **flags: Unpack[_polyTorus_query]) -> object: ...
@overload
def polyTorus(*args: _Names, edit: Literal[True], **flags: Unpack[_polyTorus_edit]) -> object: ...

_polyUVOverlap_create = TypedDict("_polyUVOverlap_create", {"nonOverlappingComponents": bool}, total=False)
@overload
def polyUVOverlap(
    *args: _Names, overlappingComponents: Literal[True], **flags: Unpack[_polyUVOverlap_create]
) -> list[str] | None: ...
@overload
def polyUVOverlap(*args: _Names, **flags: Unpack[_polyUVOverlap_create]) -> object: ...

_polyUVSet_create = TypedDict("_polyUVSet_create", {
    "copy": bool, "create": bool, "currentLastUVSet": bool, "currentUVSet": bool, "delete": bool, "newUVSet": str,
    "perInstance": bool, "rename": bool, "reorder": bool, "shareInstances": bool, "unshared": bool, "uvSet": str
}, total=False)
_polyUVSet_query = TypedDict("_polyUVSet_query", {
    "allUVSets": bool, "allUVSetsIndices": bool, "allUVSetsWithCount": bool, "copy": bool, "create": bool,
    "currentLastUVSet": bool, "currentPerInstanceUVSet": bool, "currentUVSet": bool, "delete": bool,
    "genNewUVSet": bool, "newUVSet": bool | str, "perInstance": bool, "projections": bool, "rename": bool,
    "reorder": bool, "shareInstances": bool, "unshared": bool, "uvSet": bool | str
}, total=False)
_polyUVSet_edit = TypedDict("_polyUVSet_edit", {
    "allUVSets": bool, "allUVSetsIndices": bool, "allUVSetsWithCount": bool, "copy": bool, "create": bool,
    "currentLastUVSet": bool, "currentPerInstanceUVSet": bool, "currentUVSet": bool, "delete": bool,
    "genNewUVSet": bool, "newUVSet": str, "perInstance": bool, "projections": bool, "rename": bool, "reorder": bool,
    "shareInstances": bool, "unshared": bool, "uvSet": str
}, total=False)
@overload
def polyUVSet(*args: _Names, **flags: Unpack[_polyUVSet_create]) -> object: ...
@overload
def polyUVSet(*args: _Names, query: Literal[True], **flags: Unpack[_polyUVSet_query]) -> object: ...
@overload
def polyUVSet(*args: _Names, edit: Literal[True], **flags: Unpack[_polyUVSet_edit]) -> object: ...

_popupMenu_create = TypedDict("_popupMenu_create", {
    "allowOptionBoxes": bool, "altModifier": bool, "button": int, "ctrlModifier": bool, "defineTemplate": str,
    "exists": bool, "markingMenu": bool, "parent": str, "postMenuCommand": _Call, "postMenuCommandOnce": bool,
    "shiftModifier": bool, "useTemplate": str
}, total=False)
_popupMenu_query = TypedDict("_popupMenu_query", {
    "allowOptionBoxes": bool, "altModifier": bool, "button": bool | int, "ctrlModifier": bool, "exists": bool,
    "itemArray": bool, "markingMenu": bool, "numberOfItems": bool, "postMenuCommandOnce": bool, "shiftModifier": bool
}, total=False)
_popupMenu_edit = TypedDict("_popupMenu_edit", {
    "altModifier": bool, "button": int, "ctrlModifier": bool, "deleteAllItems": bool, "exists": bool,
    "markingMenu": bool, "postMenuCommand": _Call, "postMenuCommandOnce": bool, "shiftModifier": bool
}, total=False)
@overload
def popupMenu(*args: _Names, **flags: Unpack[_popupMenu_create]) -> object: ...
@overload
def popupMenu(*args: _Names, query: Literal[True], **flags: Unpack[_popupMenu_query]) -> object: ...
@overload
def popupMenu(*args: _Names, edit: Literal[True], **flags: Unpack[_popupMenu_edit]) -> object: ...

_progressBar_create = TypedDict("_progressBar_create", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "beginProgress": bool,
    "defineTemplate": str, "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool,
    "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "isInterruptable": bool, "isMainProgressBar": bool,
    "manage": bool, "maxValue": int, "minValue": int, "noBackground": bool, "parent": str, "preventOverride": bool,
    "progress": int, "status": str, "statusBarMessage": str, "useTemplate": str, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
_progressBar_query = TypedDict("_progressBar_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float], "docTag": bool | str,
    "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "fullPathName": bool,
    "height": bool | int, "highlightColor": bool | tuple[float, float, float] | list[float], "isCancelled": bool,
    "isInterruptable": bool, "isMainProgressBar": bool, "isObscured": bool, "manage": bool, "maxValue": bool | int,
    "minValue": bool | int, "numberOfPopupMenus": bool, "parent": bool | str, "popupMenuArray": bool,
    "preventOverride": bool, "progress": bool | int, "status": bool | str, "visible": bool,
    "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_progressBar_edit = TypedDict("_progressBar_edit", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "beginProgress": bool,
    "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "endProgress": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "isInterruptable": bool, "isMainProgressBar": bool,
    "manage": bool, "maxValue": int, "minValue": int, "noBackground": bool, "preventOverride": bool, "progress": int,
    "status": str, "statusBarMessage": str, "step": int, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def progressBar(*args: _Names, **flags: Unpack[_progressBar_create]) -> object: ...
@overload
def progressBar(*args: _Names, query: Literal[True], **flags: Unpack[_progressBar_query]) -> object: ...
@overload
def progressBar(*args: _Names, edit: Literal[True], **flags: Unpack[_progressBar_edit]) -> object: ...

_progressWindow_create = TypedDict("_progressWindow_create", {
    "endProgress": bool, "isInterruptable": bool, "maxValue": int, "minValue": int, "progress": int, "status": str,
    "title": str
}, total=False)
_progressWindow_query = TypedDict("_progressWindow_query", {
    "isCancelled": bool, "isInterruptable": bool, "maxValue": bool | int, "minValue": bool | int,
    "progress": bool | int, "status": bool | str, "title": bool | str
}, total=False)
_progressWindow_edit = TypedDict("_progressWindow_edit", {
    "isInterruptable": bool, "maxValue": int, "minValue": int, "progress": int, "status": str, "step": int, "title": str
}, total=False)
@overload
def progressWindow(*args: _Names, **flags: Unpack[_progressWindow_create]) -> object: ...
@overload
def progressWindow(*args: _Names, query: Literal[True], **flags: Unpack[_progressWindow_query]) -> object: ...
@overload
def progressWindow(*args: _Names, edit: Literal[True], **flags: Unpack[_progressWindow_edit]) -> object: ...

_promptDialog_create = TypedDict("_promptDialog_create", {
    "backgroundColor": tuple[float, float, float] | list[float], "button": str | Sequence[str], "cancelButton": str,
    "defaultButton": str, "dismissString": str, "message": str, "messageAlign": str, "parent": str,
    "scrollableField": bool, "style": str, "text": str, "title": str
}, total=False)
@overload
def promptDialog(*args: _Names, **flags: Unpack[_promptDialog_create]) -> str: ...
@overload
def promptDialog(*args: _Names, query: Literal[True], text: bool | str) -> str: ...
@overload
def promptDialog(*args: _Names, query: Literal[True]) -> object: ...

def redo(*args: _Names) -> object: ...

_reference_create = TypedDict("_reference_create", {
    "connectionsBroken": bool, "connectionsMade": bool, "dagPath": bool, "editCommand": str, "filename": str,
    "isNodeReferenced": bool, "longName": bool, "node": str, "referenceNode": str, "shortName": bool
}, total=False)
_reference_query = TypedDict("_reference_query", {
    "connectionsBroken": bool, "connectionsMade": bool, "dagPath": bool, "editCommand": bool | str,
    "filename": bool | str, "isNodeReferenced": bool, "longName": bool, "node": bool | str, "referenceNode": bool | str,
    "shortName": bool
}, total=False)
_reference_edit = TypedDict("_reference_edit", {
    "connectionsBroken": bool, "connectionsMade": bool, "dagPath": bool, "editCommand": str, "filename": str,
    "isNodeReferenced": bool, "longName": bool, "node": str, "referenceNode": str, "shortName": bool
}, total=False)
@overload
def reference(*args: _Names, **flags: Unpack[_reference_create]) -> object: ...
@overload
def reference(*args: _Names, query: Literal[True], **flags: Unpack[_reference_query]) -> object: ...
@overload
def reference(*args: _Names, edit: Literal[True], **flags: Unpack[_reference_edit]) -> object: ...

_referenceQuery_create = TypedDict("_referenceQuery_create", {
    "child": bool, "dagPath": bool, "editCommand": str | Sequence[str], "failedEdits": bool, "isExportEdits": bool,
    "isPreviewOnly": bool, "liveEdits": bool, "onReferenceNode": str | Sequence[str], "parent": bool, "shortName": bool,
    "showDagPath": bool, "showFullPath": bool, "showNamespace": bool, "successfulEdits": bool, "topReference": bool,
    "unresolvedName": bool, "withoutCopyNumber": bool
}, total=False)
_referenceQuery_query = TypedDict("_referenceQuery_query", {
    "editCommand": bool | str | Sequence[str], "onReferenceNode": bool | str | Sequence[str]
}, total=False)
@overload
def referenceQuery(*args: str, filename: Literal[True], **flags: Unpack[_referenceQuery_create]) -> str: ...
@overload
def referenceQuery(*args: str, referenceNode: Literal[True], **flags: Unpack[_referenceQuery_create]) -> str | None: ...
@overload
def referenceQuery(*args: str, namespace: Literal[True], **flags: Unpack[_referenceQuery_create]) -> str: ...
@overload
def referenceQuery(*args: str, parentNamespace: Literal[True], **flags: Unpack[_referenceQuery_create]) -> str: ...
@overload
def referenceQuery(*args: str, isLoaded: Literal[True], **flags: Unpack[_referenceQuery_create]) -> bool: ...
@overload
def referenceQuery(*args: str, isNodeReferenced: Literal[True], **flags: Unpack[_referenceQuery_create]) -> bool: ...
@overload
def referenceQuery(*args: str, nodes: Literal[True], **flags: Unpack[_referenceQuery_create]) -> list[str] | None: ...
@overload
def referenceQuery(*args: str, editStrings: Literal[True], **flags: Unpack[_referenceQuery_create]) -> list[str]: ...
@overload
def referenceQuery(*args: str, editNodes: Literal[True], **flags: Unpack[_referenceQuery_create]) -> list[str]: ...
@overload
def referenceQuery(*args: str, editAttrs: Literal[True], **flags: Unpack[_referenceQuery_create]) -> list[str]: ...
@overload
def referenceQuery(*args: str, **flags: Unpack[_referenceQuery_create]) -> object: ...
@overload
def referenceQuery(*args: str, query: Literal[True], **flags: Unpack[_referenceQuery_query]) -> object: ...

_refresh_create = TypedDict("_refresh_create", {
    "currentView": bool, "fileExtension": str, "filename": str, "force": bool, "suspend": bool
}, total=False)
def refresh(*args: _Names, **flags: Unpack[_refresh_create]) -> None: ...

_rename_create = TypedDict("_rename_create", {"ignoreShape": bool, "uuid": bool}, total=False)
def rename(*args: str, **flags: Unpack[_rename_create]) -> str: ...

_renderLayerPostProcess_create = TypedDict("_renderLayerPostProcess_create", {
    "keepImages": bool, "sceneName": str
}, total=False)
_renderLayerPostProcess_query = TypedDict("_renderLayerPostProcess_query", {
    "keepImages": bool, "sceneName": bool | str
}, total=False)
@overload
def renderLayerPostProcess(*args: _Names, **flags: Unpack[_renderLayerPostProcess_create]) -> object: ...
@overload
def renderLayerPostProcess(
    *args: _Names, query: Literal[True], **flags: Unpack[_renderLayerPostProcess_query]
) -> object: ...

_renderSettings_create = TypedDict("_renderSettings_create", {
    "camera": str, "customTokenString": str, "fullPath": bool, "fullPathTemp": bool, "genericFrameImageName": str,
    "imageGenericName": bool, "layer": str, "leaveUnmatchedTokens": bool
}, total=False)
@overload
def renderSettings(
    *args: _Names, firstImageName: Literal[True], **flags: Unpack[_renderSettings_create]
) -> list[str]: ...
@overload
def renderSettings(
    *args: _Names, lastImageName: Literal[True], **flags: Unpack[_renderSettings_create]
) -> list[str]: ...
@overload
def renderSettings(*args: _Names, **flags: Unpack[_renderSettings_create]) -> object: ...

_reorder_create = TypedDict("_reorder_create", {"back": bool, "front": bool, "relative": int}, total=False)
def reorder(*args: _Names, **flags: Unpack[_reorder_create]) -> object: ...

_rotate_create = TypedDict("_rotate_create", {
    "absolute": bool, "centerPivot": bool, "componentSpace": bool, "constrainAlongNormal": bool,
    "deletePriorHistory": bool, "euler": bool, "forceOrderXYZ": bool, "objectCenterPivot": bool, "objectSpace": bool,
    "orientAxes": tuple[float, float, float] | list[float], "pivot": tuple[float, float, float] | list[float],
    "preserveChildPosition": bool, "preserveGeometryPosition": bool, "preserveUV": bool, "reflection": bool,
    "reflectionAboutBBox": bool, "reflectionAboutOrigin": bool, "reflectionAboutX": bool, "reflectionAboutY": bool,
    "reflectionAboutZ": bool, "reflectionTolerance": float, "relative": bool, "rotateX": bool, "rotateXY": bool,
    "rotateXYZ": bool, "rotateXZ": bool, "rotateY": bool, "rotateYZ": bool, "rotateZ": bool, "symNegative": bool,
    "translate": bool, "worldSpace": bool, "xformConstraint": str
}, total=False)
def rotate(*args: float | _Names, **flags: Unpack[_rotate_create]) -> object: ...

_rowLayout_create = TypedDict("_rowLayout_create", {
    "adjustableColumn": int | Sequence[int], "adjustableColumn1": int, "adjustableColumn2": int,
    "adjustableColumn3": int, "adjustableColumn4": int, "adjustableColumn5": int, "adjustableColumn6": int,
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float],
    "columnAlign": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]], "columnAlign1": str,
    "columnAlign2": tuple[str, str] | list[str], "columnAlign3": tuple[str, str, str] | list[str],
    "columnAlign4": tuple[str, str, str, str] | list[str], "columnAlign5": tuple[str, str, str, str, str] | list[str],
    "columnAlign6": tuple[str, str, str, str, str, str] | list[str],
    "columnAttach": tuple[int, str, int] | list[object] | Sequence[tuple[int, str, int] | list[object]],
    "columnAttach1": str, "columnAttach2": tuple[str, str] | list[str],
    "columnAttach3": tuple[str, str, str] | list[str], "columnAttach4": tuple[str, str, str, str] | list[str],
    "columnAttach5": tuple[str, str, str, str, str] | list[str],
    "columnAttach6": tuple[str, str, str, str, str, str] | list[str], "columnOffset1": int,
    "columnOffset2": tuple[int, int] | list[int], "columnOffset3": tuple[int, int, int] | list[int],
    "columnOffset4": tuple[int, int, int, int] | list[int], "columnOffset5": tuple[int, int, int, int, int] | list[int],
    "columnOffset6": tuple[int, int, int, int, int, int] | list[int],
    "columnWidth": tuple[int, int] | list[int] | Sequence[tuple[int, int] | list[int]], "columnWidth1": int,
    "columnWidth2": tuple[int, int] | list[int], "columnWidth3": tuple[int, int, int] | list[int],
    "columnWidth4": tuple[int, int, int, int] | list[int], "columnWidth5": tuple[int, int, int, int, int] | list[int],
    "columnWidth6": tuple[int, int, int, int, int, int] | list[int], "defineTemplate": str, "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "height": int, "highlightColor": tuple[float, float, float] | list[float], "manage": bool,
    "noBackground": bool, "numberOfColumns": int, "parent": str, "preventOverride": bool,
    "rowAttach": tuple[int, str, int] | list[object] | Sequence[tuple[int, str, int] | list[object]],
    "statusBarMessage": str, "useTemplate": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
_rowLayout_query = TypedDict("_rowLayout_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float], "childArray": bool,
    "docTag": bool | str, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool,
    "fullPathName": bool, "height": bool | int, "highlightColor": bool | tuple[float, float, float] | list[float],
    "isObscured": bool, "manage": bool, "numberOfChildren": bool, "numberOfColumns": bool | int,
    "numberOfPopupMenus": bool, "parent": bool | str, "popupMenuArray": bool, "preventOverride": bool, "visible": bool,
    "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_rowLayout_edit = TypedDict("_rowLayout_edit", {
    "adjustableColumn": int | Sequence[int], "annotation": str,
    "backgroundColor": tuple[float, float, float] | list[float],
    "columnAlign": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "columnAttach": tuple[int, str, int] | list[object] | Sequence[tuple[int, str, int] | list[object]],
    "columnWidth": tuple[int, int] | list[int] | Sequence[tuple[int, int] | list[int]], "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "generalSpacing": int, "height": int, "highlightColor": tuple[float, float, float] | list[float],
    "manage": bool, "margins": int, "margins4": tuple[int, int, int, int] | list[int], "noBackground": bool,
    "preventOverride": bool,
    "rowAttach": tuple[int, str, int] | list[object] | Sequence[tuple[int, str, int] | list[object]],
    "statusBarMessage": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def rowLayout(*args: _Names, **flags: Unpack[_rowLayout_create]) -> object: ...
@overload
def rowLayout(*args: _Names, query: Literal[True], **flags: Unpack[_rowLayout_query]) -> object: ...
@overload
def rowLayout(*args: _Names, edit: Literal[True], **flags: Unpack[_rowLayout_edit]) -> object: ...

_runTimeCommand_create = TypedDict("_runTimeCommand_create", {
    "addKeyword": str | Sequence[str], "addTag": str | Sequence[str], "annotation": str, "category": str,
    "command": _Call, "commandLanguage": str, "default": bool, "exists": bool, "helpUrl": str, "hotkeyCtx": str,
    "image": str, "keywords": str, "label": str, "longAnnotation": str, "plugin": str, "showInHotkeyEditor": bool,
    "tags": str
}, total=False)
_runTimeCommand_query = TypedDict("_runTimeCommand_query", {
    "annotation": bool | str, "category": bool | str, "categoryArray": bool, "command": bool | _Call,
    "commandArray": bool, "commandLanguage": bool | str, "default": bool, "defaultCommandArray": bool, "exists": bool,
    "helpUrl": bool | str, "hotkeyCtx": bool | str, "image": bool | str, "keywords": bool | str, "label": bool | str,
    "longAnnotation": bool | str, "numberOfCommands": bool, "numberOfDefaultCommands": bool,
    "numberOfUserCommands": bool, "plugin": bool | str, "showInHotkeyEditor": bool, "tags": bool | str,
    "userCommandArray": bool
}, total=False)
_runTimeCommand_edit = TypedDict("_runTimeCommand_edit", {
    "addKeyword": str | Sequence[str], "addTag": str | Sequence[str], "annotation": str, "category": str,
    "command": _Call, "commandLanguage": str, "delete": bool, "exists": bool, "helpUrl": str, "hotkeyCtx": str,
    "image": str, "keywords": str, "label": str, "longAnnotation": str, "plugin": str, "save": bool,
    "showInHotkeyEditor": bool, "tags": str
}, total=False)
@overload
def runTimeCommand(*args: _Names, **flags: Unpack[_runTimeCommand_create]) -> object: ...
@overload
def runTimeCommand(*args: _Names, query: Literal[True], **flags: Unpack[_runTimeCommand_query]) -> object: ...
@overload
def runTimeCommand(*args: _Names, edit: Literal[True], **flags: Unpack[_runTimeCommand_edit]) -> object: ...

_saveImage_create = TypedDict("_saveImage_create", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "currentView": bool,
    "defineTemplate": str, "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool,
    "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "image": str, "manage": bool, "noBackground": bool,
    "parent": str, "preventOverride": bool, "statusBarMessage": str, "useTemplate": str, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
_saveImage_query = TypedDict("_saveImage_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float], "currentView": bool,
    "docTag": bool | str, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool,
    "fullPathName": bool, "height": bool | int, "highlightColor": bool | tuple[float, float, float] | list[float],
    "image": bool | str, "isObscured": bool, "manage": bool, "numberOfPopupMenus": bool, "parent": bool | str,
    "popupMenuArray": bool, "preventOverride": bool, "visible": bool, "visibleChangeCommand": bool | _Call,
    "width": bool | int
}, total=False)
_saveImage_edit = TypedDict("_saveImage_edit", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "currentView": bool, "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "height": int, "highlightColor": tuple[float, float, float] | list[float], "image": str,
    "manage": bool, "noBackground": bool, "objectThumbnail": str, "preventOverride": bool, "sceneFile": str,
    "statusBarMessage": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def saveImage(*args: _Names, **flags: Unpack[_saveImage_create]) -> object: ...
@overload
def saveImage(*args: _Names, query: Literal[True], **flags: Unpack[_saveImage_query]) -> object: ...
@overload
def saveImage(*args: _Names, edit: Literal[True], **flags: Unpack[_saveImage_edit]) -> object: ...

_scale_create = TypedDict("_scale_create", {
    "absolute": bool, "centerPivot": bool, "componentSpace": bool, "constrainAlongNormal": bool,
    "deletePriorHistory": bool, "distanceOnly": bool, "localSpace": bool, "objectCenterPivot": bool,
    "objectSpace": bool, "orientAxes": tuple[float, float, float] | list[float],
    "pivot": tuple[float, float, float] | list[float], "preserveChildPosition": bool, "preserveGeometryPosition": bool,
    "preserveUV": bool, "reflection": bool, "reflectionAboutBBox": bool, "reflectionAboutOrigin": bool,
    "reflectionAboutX": bool, "reflectionAboutY": bool, "reflectionAboutZ": bool, "reflectionTolerance": float,
    "relative": bool, "scaleX": bool, "scaleXY": bool, "scaleXYZ": bool, "scaleXZ": bool, "scaleY": bool,
    "scaleYZ": bool, "scaleZ": bool, "symNegative": bool, "worldSpace": bool, "xformConstraint": str
}, total=False)
def scale(*args: float | _Names, **flags: Unpack[_scale_create]) -> object: ...

_scriptJob_create = TypedDict("_scriptJob_create", {
    "allChildren": bool, "attributeAdded": tuple[str, _Call] | list[object],
    "attributeChange": tuple[str, _Call] | list[object], "attributeDeleted": tuple[str, _Call] | list[object],
    "compressUndo": bool, "conditionChange": tuple[str, _Call] | list[object],
    "conditionFalse": tuple[str, _Call] | list[object], "conditionTrue": tuple[str, _Call] | list[object],
    "connectionChange": tuple[str, _Call] | list[object], "disregardIndex": bool,
    "event": tuple[str, _Call] | list[object], "force": bool, "idleEvent": _Call, "killAll": bool,
    "killWithScene": bool, "listConditions": bool, "listEvents": bool, "listJobs": bool,
    "nodeDeleted": tuple[str, _Call] | list[object], "nodeNameChanged": tuple[str, _Call] | list[object],
    "optionVarChanged": tuple[str, _Call] | list[object], "parent": str, "permanent": bool, "protected": bool,
    "replacePrevious": bool, "runOnce": bool, "timeChange": _Call, "uiDeleted": tuple[str, _Call] | list[object]
}, total=False)
_scriptJob_query = TypedDict("_scriptJob_query", {"exists": bool | int}, total=False)
_scriptJob_edit = TypedDict("_scriptJob_edit", {"exists": int}, total=False)
@overload
def scriptJob(*args: _Names, exists: int, **flags: Unpack[_scriptJob_create]) -> bool: ...
@overload
def scriptJob(*args: _Names, kill: int | Sequence[int], **flags: Unpack[_scriptJob_create]) -> None: ...
@overload
def scriptJob(*args: _Names, **flags: Unpack[_scriptJob_create]) -> int: ...
@overload
def scriptJob(*args: _Names, query: Literal[True], **flags: Unpack[_scriptJob_query]) -> object: ...
@overload
def scriptJob(*args: _Names, edit: Literal[True], **flags: Unpack[_scriptJob_edit]) -> object: ...

_scriptNode_create = TypedDict("_scriptNode_create", {
    "afterScript": str, "beforeScript": str, "executeAfter": bool, "executeBefore": bool, "ignoreReferenceEdits": bool,
    "name": str, "scriptType": int, "sourceType": str
}, total=False)
_scriptNode_query = TypedDict("_scriptNode_query", {
    "afterScript": bool | str, "beforeScript": bool | str, "scriptType": bool | int, "sourceType": bool | str
}, total=False)
_scriptNode_edit = TypedDict("_scriptNode_edit", {
    "afterScript": str, "beforeScript": str, "scriptType": int, "sourceType": str
}, total=False)
@overload
def scriptNode(*args: _Names, **flags: Unpack[_scriptNode_create]) -> object: ...
@overload
def scriptNode(*args: _Names, query: Literal[True], **flags: Unpack[_scriptNode_query]) -> object: ...
@overload
def scriptNode(*args: _Names, edit: Literal[True], **flags: Unpack[_scriptNode_edit]) -> object: ...

_select_create = TypedDict("_select_create", {
    "add": bool, "addFirst": bool, "all": bool, "allDagObjects": bool, "allDependencyNodes": bool, "clear": bool,
    "containerCentric": bool, "deselect": bool, "hierarchy": bool, "noExpand": bool, "replace": bool, "symmetry": bool,
    "symmetrySide": int, "toggle": bool, "visible": bool
}, total=False)
def select(*args: _Names, **flags: Unpack[_select_create]) -> None: ...

_selectPref_create = TypedDict("_selectPref_create", {
    "affectsActive": bool, "allowHiliteSelection": bool, "clickBoxSize": int, "clickDrag": bool,
    "disableComponentPopups": bool, "expandPopupList": bool, "ignoreSelectionPriority": bool, "manipClickBoxSize": int,
    "paintSelectRefine": bool, "popupMenuSelection": bool, "preSelectSize": int, "selectionChildHighlightMode": int,
    "singleBoxSelection": bool, "trackSelectionOrder": bool, "xformNoSelect": bool
}, total=False)
_selectPref_query = TypedDict("_selectPref_query", {
    "affectsActive": bool, "allowHiliteSelection": bool, "autoSelectContainer": bool,
    "autoSelectOutlinerSetMembers": bool, "autoUseDepth": bool, "clickBoxSize": bool | int, "clickDrag": bool,
    "containerCentricSelection": bool, "disableComponentPopups": bool, "expandPopupList": bool,
    "ignoreSelectionPriority": bool, "manipClickBoxSize": bool | int, "paintSelect": bool, "paintSelectRefine": bool,
    "paintSelectWithDepth": bool, "popupMenuSelection": bool, "preSelectBackfacing": bool, "preSelectClosest": bool,
    "preSelectDeadSpace": bool | int, "preSelectHilite": bool, "preSelectHiliteSize": bool | float,
    "preSelectSize": bool | int, "preSelectTweakDeadSpace": bool | int, "selectTypeChangeAffectsActive": bool,
    "selectionChildHighlightMode": bool | int, "singleBoxSelection": bool, "straightLineDistance": bool,
    "trackSelectionOrder": bool, "useDepth": bool, "xformNoSelect": bool
}, total=False)
_selectPref_edit = TypedDict("_selectPref_edit", {
    "paintSelectRefine": bool, "preSelectSize": int, "trackSelectionOrder": bool
}, total=False)
@overload
def selectPref(*args: _Names, **flags: Unpack[_selectPref_create]) -> object: ...
@overload
def selectPref(*args: _Names, query: Literal[True], **flags: Unpack[_selectPref_query]) -> object: ...
@overload
def selectPref(*args: _Names, edit: Literal[True], **flags: Unpack[_selectPref_edit]) -> object: ...

_separator_create = TypedDict("_separator_create", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "defineTemplate": str,
    "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "horizontal": bool, "manage": bool,
    "noBackground": bool, "parent": str, "preventOverride": bool, "statusBarMessage": str, "style": str,
    "useTemplate": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
_separator_query = TypedDict("_separator_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float], "docTag": bool | str,
    "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "fullPathName": bool,
    "height": bool | int, "highlightColor": bool | tuple[float, float, float] | list[float], "horizontal": bool,
    "isObscured": bool, "manage": bool, "numberOfPopupMenus": bool, "parent": bool | str, "popupMenuArray": bool,
    "preventOverride": bool, "style": bool | str, "visible": bool, "visibleChangeCommand": bool | _Call,
    "width": bool | int
}, total=False)
_separator_edit = TypedDict("_separator_edit", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "height": int, "highlightColor": tuple[float, float, float] | list[float], "horizontal": bool,
    "manage": bool, "noBackground": bool, "preventOverride": bool, "statusBarMessage": str, "style": str,
    "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def separator(*args: _Names, **flags: Unpack[_separator_create]) -> object: ...
@overload
def separator(*args: _Names, query: Literal[True], **flags: Unpack[_separator_query]) -> object: ...
@overload
def separator(*args: _Names, edit: Literal[True], **flags: Unpack[_separator_edit]) -> object: ...

_setAttr_create = TypedDict("_setAttr_create", {
    "alteredValue": bool, "caching": bool, "capacityHint": int, "channelBox": bool, "clamp": bool, "keyable": bool,
    "lock": bool, "size": int, "type": str
}, total=False)
_setAttr_query = TypedDict("_setAttr_query", {"keyable": bool}, total=False)
_setAttr_edit = TypedDict("_setAttr_edit", {"keyable": bool}, total=False)
@overload
def setAttr(*args: object, **flags: Unpack[_setAttr_create]) -> None: ...
@overload
def setAttr(*args: object, query: Literal[True], **flags: Unpack[_setAttr_query]) -> object: ...
@overload
def setAttr(*args: object, edit: Literal[True], **flags: Unpack[_setAttr_edit]) -> object: ...

_setKeyframe_create = TypedDict("_setKeyframe_create", {
    "adjustTangent": bool, "animLayer": str, "animated": bool, "attribute": str | Sequence[str], "breakdown": bool,
    "clip": str, "controlPoints": bool, "dirtyDG": bool, "float": float | Sequence[float], "hierarchy": str,
    "identity": bool, "inTangentType": str, "insert": bool, "insertBlend": bool, "minimizeRotation": bool,
    "noResolve": bool, "outTangentType": str, "preserveCurveShape": bool, "respectKeyable": bool, "shape": bool,
    "time": _Time | Sequence[_Time], "useCurrentLockedWeights": bool, "value": float
}, total=False)
_setKeyframe_query = TypedDict("_setKeyframe_query", {"breakdown": bool}, total=False)
_setKeyframe_edit = TypedDict("_setKeyframe_edit", {"breakdown": bool}, total=False)
@overload
def setKeyframe(*args: _Names, **flags: Unpack[_setKeyframe_create]) -> int: ...
@overload
def setKeyframe(*args: _Names, query: Literal[True], **flags: Unpack[_setKeyframe_query]) -> object: ...
@overload
def setKeyframe(*args: _Names, edit: Literal[True], **flags: Unpack[_setKeyframe_edit]) -> object: ...

_setParent_create = TypedDict("_setParent_create", {
    "defineTemplate": str, "menu": bool, "topLevel": bool, "upLevel": bool, "useTemplate": str
}, total=False)
_setParent_query = TypedDict("_setParent_query", {"menu": bool}, total=False)
@overload
def setParent(*args: _Names, **flags: Unpack[_setParent_create]) -> object: ...
@overload
def setParent(*args: _Names, query: Literal[True], **flags: Unpack[_setParent_query]) -> object: ...

_sets_create = TypedDict("_sets_create", {
    "anyMember": _Names, "channelSetColor": tuple[float, float, float] | list[float], "channelSetColorIndex": int,
    "color": int, "copy": _Names, "edges": bool, "editPoints": bool, "empty": bool, "facets": bool,
    "intersection": _Names, "isIntersecting": _Names, "layer": bool, "name": str, "noIntermediate": bool,
    "noSurfaceShader": bool, "noWarnings": bool, "renderable": bool, "split": _Names, "subtract": _Names, "text": str,
    "union": _Names, "vertices": bool
}, total=False)
_sets_query = TypedDict("_sets_query", {
    "addElement": bool | _Names, "channelSetColor": bool | tuple[float, float, float] | list[float],
    "channelSetColorIndex": bool | int, "clear": bool | _Names, "color": bool | int, "edges": bool, "editPoints": bool,
    "facets": bool, "forceElement": bool | _Names, "include": bool | _Names, "noIntermediate": bool, "nodesOnly": bool,
    "remove": bool | _Names, "renderable": bool, "vertices": bool
}, total=False)
_sets_edit = TypedDict("_sets_edit", {
    "addElement": _Names, "afterFilters": bool, "channelSetColor": tuple[float, float, float] | list[float],
    "channelSetColorIndex": int, "clear": _Names, "color": int, "flatten": _Names, "forceElement": _Names,
    "include": _Names, "remove": _Names, "text": str
}, total=False)
@overload
def sets(*args: _Names, addElement: _Names, **flags: Unpack[_sets_create]) -> str: ...
@overload
def sets(*args: _Names, forceElement: _Names, **flags: Unpack[_sets_create]) -> str: ...
@overload
def sets(*args: _Names, include: _Names, **flags: Unpack[_sets_create]) -> str: ...
@overload
def sets(*args: _Names, remove: _Names, **flags: Unpack[_sets_create]) -> str: ...
@overload
def sets(*args: _Names, clear: _Names, **flags: Unpack[_sets_create]) -> str: ...
@overload
def sets(*args: _Names, isMember: _Names, **flags: Unpack[_sets_create]) -> bool: ...
@overload
def sets(*args: _Names, **flags: Unpack[_sets_create]) -> str: ...
@overload
def sets(*args: _Names, query: Literal[True], size: Literal[True], **flags: Unpack[_sets_query]) -> int: ...
@overload
def sets(*args: _Names, query: Literal[True], text: bool | str, **flags: Unpack[_sets_query]) -> str: ...
@overload
def sets(*args: _Names, query: Literal[True], **flags: Unpack[_sets_query]) -> list[str] | None: ...
@overload
def sets(*args: _Names, edit: Literal[True], **flags: Unpack[_sets_edit]) -> object: ...

_shadingNode_create = TypedDict("_shadingNode_create", {
    "asLight": bool, "asPostProcess": bool, "asRendering": bool, "asShader": bool, "asTexture": bool, "asUtility": bool,
    "isColorManaged": bool, "name": str, "parent": str, "shared": bool, "skipSelect": bool
}, total=False)
def shadingNode(*args: _Names, **flags: Unpack[_shadingNode_create]) -> str: ...

_shelfButton_create = TypedDict("_shelfButton_create", {
    "actionIsSubstitute": bool, "align": str, "annotation": str,
    "backgroundColor": tuple[float, float, float] | list[float], "command": _Call, "commandRepeatable": bool,
    "defineTemplate": str, "disabledImage": str, "docTag": str, "doubleClickCommand": _Call, "dragCallback": _Call,
    "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableCommandRepeat": bool,
    "enableKeyboardFocus": bool, "flat": bool, "flexibleWidthType": int, "flexibleWidthValue": int, "flipX": bool,
    "flipY": bool, "font": str, "handleNodeDropCallback": _Call, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "highlightImage": str, "image": str, "image1": str,
    "image2": str, "image3": str, "imageOverlayLabel": str, "label": str, "labelEditingCallback": _Call,
    "labelOffset": int, "manage": bool, "marginHeight": int, "marginWidth": int,
    "menuItem": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "menuItemPython": int | Sequence[int],
    "menuItemWithOptionBox": tuple[str, str, str] | list[str] | Sequence[tuple[str, str, str] | list[str]],
    "noBackground": bool, "noDefaultPopup": bool,
    "overlayLabelBackColor": tuple[float, float, float, float] | list[float],
    "overlayLabelColor": tuple[float, float, float] | list[float], "parent": str, "preventOverride": bool,
    "rotation": float, "scaleIcon": bool, "selectionImage": str, "sourceType": str, "statusBarMessage": str,
    "style": str, "useAlpha": bool, "useTemplate": str, "version": str, "visible": bool, "visibleChangeCommand": _Call,
    "width": int
}, total=False)
_shelfButton_query = TypedDict("_shelfButton_query", {
    "actionIsSubstitute": bool, "align": bool | str, "annotation": bool | str,
    "backgroundColor": bool | tuple[float, float, float] | list[float], "command": bool | _Call,
    "commandRepeatable": bool, "disabledImage": bool | str, "docTag": bool | str, "doubleClickCommand": bool | _Call,
    "enable": bool, "enableBackground": bool, "enableCommandRepeat": bool, "enableKeyboardFocus": bool, "flat": bool,
    "flexibleWidthType": bool | int, "flexibleWidthValue": bool | int, "flipX": bool, "flipY": bool, "font": bool | str,
    "fullPathName": bool, "height": bool | int, "highlightColor": bool | tuple[float, float, float] | list[float],
    "highlightImage": bool | str, "image": bool | str, "image1": bool | str, "image2": bool | str, "image3": bool | str,
    "imageOverlayLabel": bool | str, "isObscured": bool, "label": bool | str, "labelOffset": bool | int, "manage": bool,
    "marginHeight": bool | int, "marginWidth": bool | int, "numberOfPopupMenus": bool,
    "overlayLabelBackColor": bool | tuple[float, float, float, float] | list[float],
    "overlayLabelColor": bool | tuple[float, float, float] | list[float], "parent": bool | str, "popupMenuArray": bool,
    "preventOverride": bool, "rotation": bool | float, "selectionImage": bool | str, "sourceType": bool | str,
    "style": bool | str, "useAlpha": bool, "version": bool | str, "visible": bool, "visibleChangeCommand": bool | _Call,
    "width": bool | int
}, total=False)
_shelfButton_edit = TypedDict("_shelfButton_edit", {
    "actionIsSubstitute": bool, "align": str, "annotation": str,
    "backgroundColor": tuple[float, float, float] | list[float], "command": _Call, "commandRepeatable": bool,
    "disabledImage": str, "docTag": str, "doubleClickCommand": _Call, "dragCallback": _Call, "dropCallback": _Call,
    "enable": bool, "enableBackground": bool, "enableCommandRepeat": bool, "enableKeyboardFocus": bool, "exists": bool,
    "flat": bool, "flexibleWidthType": int, "flexibleWidthValue": int, "flipX": bool, "flipY": bool, "font": str,
    "handleNodeDropCallback": _Call, "height": int, "highlightColor": tuple[float, float, float] | list[float],
    "highlightImage": str, "image": str, "image1": str, "image2": str, "image3": str, "imageOverlayLabel": str,
    "label": str, "labelEditingCallback": _Call, "labelOffset": int, "manage": bool, "marginHeight": int,
    "marginWidth": int, "menuItem": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "menuItemPython": int | Sequence[int],
    "menuItemWithOptionBox": tuple[str, str, str] | list[str] | Sequence[tuple[str, str, str] | list[str]],
    "noBackground": bool, "overlayLabelBackColor": tuple[float, float, float, float] | list[float],
    "overlayLabelColor": tuple[float, float, float] | list[float], "parent": str, "preventOverride": bool,
    "rotation": float, "scaleIcon": bool, "selectionImage": str, "sourceType": str, "statusBarMessage": str,
    "style": str, "useAlpha": bool, "version": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def shelfButton(*args: _Names, exists: Literal[True], **flags: Unpack[_shelfButton_create]) -> bool: ...
@overload
def shelfButton(*args: _Names, **flags: Unpack[_shelfButton_create]) -> str: ...
@overload
def shelfButton(
    *args: _Names, query: Literal[True], exists: Literal[True], **flags: Unpack[_shelfButton_query]
) -> bool: ...
@overload
def shelfButton(*args: _Names, query: Literal[True], **flags: Unpack[_shelfButton_query]) -> object: ...
@overload
def shelfButton(*args: _Names, edit: Literal[True], **flags: Unpack[_shelfButton_edit]) -> object: ...

_shelfLayout_create = TypedDict("_shelfLayout_create", {
    "alignment": str, "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "cellHeight": int,
    "cellWidth": int, "cellWidthHeight": tuple[int, int] | list[int], "defineTemplate": str, "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "height": int, "highlightColor": tuple[float, float, float] | list[float], "horizontal": bool, "manage": bool,
    "noBackground": bool, "parent": str,
    "position": tuple[str, int] | list[object] | Sequence[tuple[str, int] | list[object]], "preventOverride": bool,
    "spacing": int, "statusBarMessage": str, "style": str, "useTemplate": str, "version": str, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
_shelfLayout_query = TypedDict("_shelfLayout_query", {
    "alignment": bool | str, "annotation": bool | str,
    "backgroundColor": bool | tuple[float, float, float] | list[float], "cellHeight": bool | int,
    "cellWidth": bool | int, "cellWidthHeight": bool | tuple[int, int] | list[int], "docTag": bool | str,
    "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "horizontal": bool, "isObscured": bool,
    "manage": bool, "numberOfChildren": bool, "numberOfPopupMenus": bool, "parent": bool | str, "popupMenuArray": bool,
    "preventOverride": bool, "spacing": bool | int, "style": bool | str, "version": bool | str, "visible": bool,
    "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_shelfLayout_edit = TypedDict("_shelfLayout_edit", {
    "alignment": str, "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "cellHeight": int,
    "cellWidth": int, "cellWidthHeight": tuple[int, int] | list[int], "docTag": str, "dragCallback": _Call,
    "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool,
    "generalSpacing": int, "height": int, "highlightColor": tuple[float, float, float] | list[float],
    "horizontal": bool, "manage": bool, "margins": int, "margins4": tuple[int, int, int, int] | list[int],
    "noBackground": bool, "position": tuple[str, int] | list[object] | Sequence[tuple[str, int] | list[object]],
    "preventOverride": bool, "spacing": int, "statusBarMessage": str, "style": str, "version": str, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def shelfLayout(*args: _Names, exists: Literal[True], **flags: Unpack[_shelfLayout_create]) -> bool: ...
@overload
def shelfLayout(*args: _Names, **flags: Unpack[_shelfLayout_create]) -> str: ...
@overload
def shelfLayout(
    *args: _Names, query: Literal[True], exists: Literal[True], **flags: Unpack[_shelfLayout_query]
) -> bool: ...
@overload
def shelfLayout(
    *args: _Names, query: Literal[True], childArray: Literal[True], **flags: Unpack[_shelfLayout_query]
) -> list[str] | None: ...
@overload
def shelfLayout(*args: _Names, query: Literal[True], **flags: Unpack[_shelfLayout_query]) -> object: ...
@overload
def shelfLayout(*args: _Names, edit: Literal[True], **flags: Unpack[_shelfLayout_edit]) -> object: ...

_shelfTabLayout_create = TypedDict("_shelfTabLayout_create", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "borderStyle": str,
    "changeCommand": _Call, "childResizable": bool, "closeTab": int, "closeTabCommand": _Call, "defineTemplate": str,
    "docTag": str, "doubleClickCommand": _Call, "dragCallback": _Call, "dropCallback": _Call, "enable": bool,
    "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "horizontalScrollBarThickness": int, "image": str,
    "imageVisible": bool, "innerMarginHeight": int, "innerMarginWidth": int, "manage": bool, "minChildWidth": int,
    "moveTab": tuple[int, int] | list[int], "newTabCommand": _Call, "noBackground": bool, "parent": str,
    "postMenuCommand": _Call, "preSelectCommand": _Call, "preventOverride": bool, "scrollable": bool,
    "scrollableTabs": bool, "selectCommand": _Call, "selectTab": str, "selectTabIndex": int, "showNewTab": bool,
    "statusBarMessage": str, "tabIcon": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabIconIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabLabel": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabLabelIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]], "tabPosition": str,
    "tabTooltip": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabTooltipIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]], "tabsClosable": bool,
    "tabsVisible": bool, "useTemplate": str, "verticalScrollBarThickness": int, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
_shelfTabLayout_query = TypedDict("_shelfTabLayout_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float],
    "borderStyle": bool | str, "childResizable": bool, "docTag": bool | str, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "image": bool | str, "imageVisible": bool,
    "innerMarginHeight": bool | int, "innerMarginWidth": bool | int, "isObscured": bool, "manage": bool,
    "minChildWidth": bool | int, "numberOfChildren": bool, "numberOfPopupMenus": bool, "parent": bool | str,
    "popupMenuArray": bool, "preventOverride": bool, "scrollable": bool, "scrollableTabs": bool,
    "selectCommand": bool | _Call, "selectTabIndex": bool | int, "showNewTab": bool,
    "tabIcon": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabIconIndex": bool | tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabLabel": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabLabelIndex": bool | tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabPosition": bool | str, "tabTooltip": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabTooltipIndex": bool | tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabsClosable": bool, "tabsVisible": bool, "visible": bool, "visibleChangeCommand": bool | _Call,
    "width": bool | int
}, total=False)
_shelfTabLayout_edit = TypedDict("_shelfTabLayout_edit", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "borderStyle": str,
    "changeCommand": _Call, "closeTab": int, "closeTabCommand": _Call, "docTag": str, "doubleClickCommand": _Call,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "generalSpacing": int, "height": int, "highlightColor": tuple[float, float, float] | list[float],
    "horizontalScrollBarThickness": int, "image": str, "imageVisible": bool, "manage": bool, "margins": int,
    "margins4": tuple[int, int, int, int] | list[int], "moveTab": tuple[int, int] | list[int], "newTabCommand": _Call,
    "noBackground": bool, "postMenuCommand": _Call, "preSelectCommand": _Call, "preventOverride": bool,
    "scrollableTabs": bool, "selectCommand": _Call, "selectTab": str, "selectTabIndex": int, "showNewTab": bool,
    "statusBarMessage": str, "tabIcon": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabIconIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabLabel": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabLabelIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]], "tabPosition": str,
    "tabTooltip": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabTooltipIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]], "tabsVisible": bool,
    "verticalScrollBarThickness": int, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def shelfTabLayout(*args: _Names, **flags: Unpack[_shelfTabLayout_create]) -> object: ...
@overload
def shelfTabLayout(
    *args: _Names, query: Literal[True], childArray: Literal[True], **flags: Unpack[_shelfTabLayout_query]
) -> list[str] | None: ...
@overload
def shelfTabLayout(
    *args: _Names, query: Literal[True], selectTab: bool | str, **flags: Unpack[_shelfTabLayout_query]
) -> str: ...
@overload
def shelfTabLayout(*args: _Names, query: Literal[True], **flags: Unpack[_shelfTabLayout_query]) -> object: ...
@overload
def shelfTabLayout(*args: _Names, edit: Literal[True], **flags: Unpack[_shelfTabLayout_edit]) -> object: ...

_showHidden_create = TypedDict("_showHidden_create", {
    "above": bool, "allObjects": bool, "below": bool, "lastHidden": bool
}, total=False)
def showHidden(*args: _Names, **flags: Unpack[_showHidden_create]) -> None: ...

def showWindow(*args: _Names) -> object: ...

_sound_create = TypedDict("_sound_create", {
    "endTime": _Time, "file": str, "mute": bool, "name": str, "offset": _Time, "sourceEnd": _Time, "sourceStart": _Time
}, total=False)
_sound_query = TypedDict("_sound_query", {
    "endTime": bool | _Time, "length": bool, "mute": bool, "name": bool | str, "sourceEnd": bool | _Time,
    "sourceStart": bool | _Time
}, total=False)
_sound_edit = TypedDict("_sound_edit", {
    "endTime": _Time, "file": str, "mute": bool, "name": str, "offset": _Time, "sourceEnd": _Time, "sourceStart": _Time
}, total=False)
@overload
def sound(*args: _Names, **flags: Unpack[_sound_create]) -> str: ...
@overload
def sound(*args: _Names, query: Literal[True], file: bool | str, **flags: Unpack[_sound_query]) -> str: ...
@overload
def sound(*args: _Names, query: Literal[True], offset: bool | _Time, **flags: Unpack[_sound_query]) -> float: ...
@overload
def sound(*args: _Names, query: Literal[True], **flags: Unpack[_sound_query]) -> object: ...
@overload
def sound(*args: _Names, edit: Literal[True], **flags: Unpack[_sound_edit]) -> object: ...

_spaceLocator_create = TypedDict("_spaceLocator_create", {
    "absolute": bool, "name": str, "position": tuple[float, float, float] | list[float], "relative": bool
}, total=False)
_spaceLocator_query = TypedDict("_spaceLocator_query", {
    "position": bool | tuple[float, float, float] | list[float]
}, total=False)
_spaceLocator_edit = TypedDict("_spaceLocator_edit", {
    "absolute": bool, "name": str, "position": tuple[float, float, float] | list[float], "relative": bool
}, total=False)
@overload
def spaceLocator(*args: _Names, **flags: Unpack[_spaceLocator_create]) -> list[str]: ...
@overload
def spaceLocator(*args: _Names, query: Literal[True], **flags: Unpack[_spaceLocator_query]) -> object: ...
@overload
def spaceLocator(*args: _Names, edit: Literal[True], **flags: Unpack[_spaceLocator_edit]) -> object: ...

_sphere_create = TypedDict("_sphere_create", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "constructionHistory": bool, "degree": int,
    "endSweep": float, "heightRatio": float, "name": str, "nodeState": int, "object": bool,
    "pivot": tuple[float, float, float] | list[float], "polygon": int, "radius": float, "sections": int, "spans": int,
    "startSweep": float, "tolerance": float, "useTolerance": bool
}, total=False)
_sphere_query = TypedDict("_sphere_query", {
    "axis": bool | tuple[float, float, float] | list[float], "caching": bool, "degree": bool | int,
    "endSweep": bool | float, "frozen": bool, "heightRatio": bool | float, "nodeState": bool | int,
    "pivot": bool | tuple[float, float, float] | list[float], "radius": bool | float, "sections": bool | int,
    "spans": bool | int, "startSweep": bool | float, "tolerance": bool | float, "useTolerance": bool
}, total=False)
_sphere_edit = TypedDict("_sphere_edit", {
    "axis": tuple[float, float, float] | list[float], "caching": bool, "degree": int, "endSweep": float, "frozen": bool,
    "heightRatio": float, "nodeState": int, "pivot": tuple[float, float, float] | list[float], "radius": float,
    "sections": int, "spans": int, "startSweep": float, "tolerance": float, "useTolerance": bool
}, total=False)
@overload
def sphere(*args: _Names, **flags: Unpack[_sphere_create]) -> object: ...
@overload
def sphere(*args: _Names, query: Literal[True], **flags: Unpack[_sphere_query]) -> object: ...
@overload
def sphere(*args: _Names, edit: Literal[True], **flags: Unpack[_sphere_edit]) -> object: ...

_spotLight_create = TypedDict("_spotLight_create", {
    "barnDoors": bool, "bottomBarnDoorAngle": float, "coneAngle": float, "decayRate": int, "discRadius": float,
    "dropOff": float, "exclusive": bool, "intensity": float, "leftBarnDoorAngle": float, "name": str, "penumbra": float,
    "position": tuple[float, float, float] | list[float], "rgb": tuple[float, float, float] | list[float],
    "rightBarnDoorAngle": float, "rotation": tuple[float, float, float] | list[float],
    "shadowColor": tuple[float, float, float] | list[float], "shadowDither": float, "shadowSamples": int,
    "softShadow": bool, "topBarnDoorAngle": float, "useRayTraceShadows": bool
}, total=False)
_spotLight_query = TypedDict("_spotLight_query", {
    "barnDoors": bool, "bottomBarnDoorAngle": bool | float, "coneAngle": bool | float, "discRadius": bool | float,
    "dropOff": bool | float, "exclusive": bool, "intensity": bool | float, "leftBarnDoorAngle": bool | float,
    "name": bool | str, "penumbra": bool | float, "position": bool | tuple[float, float, float] | list[float],
    "rgb": bool | tuple[float, float, float] | list[float], "rightBarnDoorAngle": bool | float,
    "rotation": bool | tuple[float, float, float] | list[float],
    "shadowColor": bool | tuple[float, float, float] | list[float], "shadowDither": bool | float,
    "shadowSamples": bool | int, "softShadow": bool, "topBarnDoorAngle": bool | float, "useRayTraceShadows": bool
}, total=False)
_spotLight_edit = TypedDict("_spotLight_edit", {
    "barnDoors": bool, "bottomBarnDoorAngle": float, "coneAngle": float, "dropOff": float, "leftBarnDoorAngle": float,
    "penumbra": float, "rightBarnDoorAngle": float, "topBarnDoorAngle": float
}, total=False)
@overload
def spotLight(*args: _Names, **flags: Unpack[_spotLight_create]) -> object: ...
@overload
def spotLight(*args: _Names, query: Literal[True], **flags: Unpack[_spotLight_query]) -> object: ...
@overload
def spotLight(*args: _Names, edit: Literal[True], **flags: Unpack[_spotLight_edit]) -> object: ...

_tabLayout_create = TypedDict("_tabLayout_create", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "borderStyle": str,
    "changeCommand": _Call, "childResizable": bool, "closeTab": int, "closeTabCommand": _Call, "defineTemplate": str,
    "docTag": str, "doubleClickCommand": _Call, "dragCallback": _Call, "dropCallback": _Call, "enable": bool,
    "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "horizontalScrollBarThickness": int, "image": str,
    "imageVisible": bool, "innerMarginHeight": int, "innerMarginWidth": int, "manage": bool, "minChildWidth": int,
    "moveTab": tuple[int, int] | list[int], "newTabCommand": _Call, "noBackground": bool, "parent": str,
    "postMenuCommand": _Call, "preSelectCommand": _Call, "preventOverride": bool, "scrollable": bool,
    "scrollableTabs": bool, "selectCommand": _Call, "selectTab": str, "selectTabIndex": int, "showNewTab": bool,
    "statusBarMessage": str, "tabIcon": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabIconIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabLabel": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabLabelIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]], "tabPosition": str,
    "tabTooltip": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabTooltipIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]], "tabsClosable": bool,
    "tabsVisible": bool, "useTemplate": str, "verticalScrollBarThickness": int, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
_tabLayout_query = TypedDict("_tabLayout_query", {
    "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float],
    "borderStyle": bool | str, "childArray": bool, "childResizable": bool, "docTag": bool | str, "enable": bool,
    "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "image": bool | str, "imageVisible": bool,
    "innerMarginHeight": bool | int, "innerMarginWidth": bool | int, "isObscured": bool, "manage": bool,
    "minChildWidth": bool | int, "numberOfChildren": bool, "numberOfPopupMenus": bool, "parent": bool | str,
    "popupMenuArray": bool, "preventOverride": bool, "scrollable": bool, "scrollableTabs": bool,
    "selectCommand": bool | _Call, "selectTab": bool | str, "selectTabIndex": bool | int, "showNewTab": bool,
    "tabIcon": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabIconIndex": bool | tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabLabel": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabLabelIndex": bool | tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabPosition": bool | str, "tabTooltip": bool | tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabTooltipIndex": bool | tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabsClosable": bool, "tabsVisible": bool, "visible": bool, "visibleChangeCommand": bool | _Call,
    "width": bool | int
}, total=False)
_tabLayout_edit = TypedDict("_tabLayout_edit", {
    "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "borderStyle": str,
    "changeCommand": _Call, "closeTab": int, "closeTabCommand": _Call, "docTag": str, "doubleClickCommand": _Call,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "generalSpacing": int, "height": int, "highlightColor": tuple[float, float, float] | list[float],
    "horizontalScrollBarThickness": int, "image": str, "imageVisible": bool, "manage": bool, "margins": int,
    "margins4": tuple[int, int, int, int] | list[int], "moveTab": tuple[int, int] | list[int], "newTabCommand": _Call,
    "noBackground": bool, "postMenuCommand": _Call, "preSelectCommand": _Call, "preventOverride": bool,
    "scrollableTabs": bool, "selectCommand": _Call, "selectTab": str, "selectTabIndex": int, "showNewTab": bool,
    "statusBarMessage": str, "tabIcon": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabIconIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]],
    "tabLabel": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabLabelIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]], "tabPosition": str,
    "tabTooltip": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "tabTooltipIndex": tuple[int, str] | list[object] | Sequence[tuple[int, str] | list[object]], "tabsVisible": bool,
    "verticalScrollBarThickness": int, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def tabLayout(*args: _Names, **flags: Unpack[_tabLayout_create]) -> object: ...
@overload
def tabLayout(*args: _Names, query: Literal[True], **flags: Unpack[_tabLayout_query]) -> object: ...
@overload
def tabLayout(*args: _Names, edit: Literal[True], **flags: Unpack[_tabLayout_edit]) -> object: ...

_text_create = TypedDict("_text_create", {
    "align": str, "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "defineTemplate": str,
    "docTag": str, "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "font": str, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "hyperlink": bool, "label": str, "manage": bool,
    "noBackground": bool, "parent": str, "preventOverride": bool, "recomputeSize": bool, "statusBarMessage": str,
    "useTemplate": str, "visible": bool, "visibleChangeCommand": _Call, "width": int, "wordWrap": bool
}, total=False)
_text_query = TypedDict("_text_query", {
    "align": bool | str, "annotation": bool | str, "backgroundColor": bool | tuple[float, float, float] | list[float],
    "docTag": bool | str, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool,
    "font": bool | str, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "hyperlink": bool, "isObscured": bool,
    "label": bool | str, "manage": bool, "numberOfPopupMenus": bool, "parent": bool | str, "popupMenuArray": bool,
    "preventOverride": bool, "recomputeSize": bool, "visible": bool, "visibleChangeCommand": bool | _Call,
    "width": bool | int, "wordWrap": bool
}, total=False)
_text_edit = TypedDict("_text_edit", {
    "align": str, "annotation": str, "backgroundColor": tuple[float, float, float] | list[float], "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "dropRectCallback": _Call, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "exists": bool, "font": str, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "hyperlink": bool, "label": str, "manage": bool,
    "noBackground": bool, "preventOverride": bool, "recomputeSize": bool, "statusBarMessage": str, "visible": bool,
    "visibleChangeCommand": _Call, "width": int
}, total=False)
@overload
def text(*args: _Names, **flags: Unpack[_text_create]) -> object: ...
@overload
def text(*args: _Names, query: Literal[True], **flags: Unpack[_text_query]) -> object: ...
@overload
def text(*args: _Names, edit: Literal[True], **flags: Unpack[_text_edit]) -> object: ...

_textField_create = TypedDict("_textField_create", {
    "alwaysInvokeEnterCommandOnReturn": bool, "annotation": str,
    "backgroundColor": tuple[float, float, float] | list[float], "changeCommand": _Call, "defineTemplate": str,
    "disableButtons": bool, "disableClearButton": bool, "disableHistoryButton": bool, "docTag": str,
    "dragCallback": _Call, "drawInactiveFrame": bool, "dropCallback": _Call, "editable": bool, "enable": bool,
    "enableBackground": bool, "enableKeyboardFocus": bool, "enterCommand": _Call, "exists": bool, "fileName": str,
    "font": str, "height": int, "highlightColor": tuple[float, float, float] | list[float], "insertText": str,
    "insertionPosition": int, "manage": bool, "noBackground": bool, "parent": str, "placeholderText": str,
    "preventOverride": bool, "receiveFocusCommand": _Call, "searchField": bool, "statusBarMessage": str, "text": str,
    "textChangedCommand": _Call, "useTemplate": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
_textField_query = TypedDict("_textField_query", {
    "alwaysInvokeEnterCommandOnReturn": bool, "annotation": bool | str,
    "backgroundColor": bool | tuple[float, float, float] | list[float], "disableButtons": bool,
    "disableClearButton": bool, "disableHistoryButton": bool, "docTag": bool | str, "drawInactiveFrame": bool,
    "editable": bool, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool,
    "fileName": bool | str, "font": bool | str, "fullPathName": bool, "height": bool | int,
    "highlightColor": bool | tuple[float, float, float] | list[float], "insertionPosition": bool | int,
    "isObscured": bool, "manage": bool, "numberOfPopupMenus": bool, "parent": bool | str, "placeholderText": bool | str,
    "popupMenuArray": bool, "preventOverride": bool, "text": bool | str, "visible": bool,
    "visibleChangeCommand": bool | _Call, "width": bool | int
}, total=False)
_textField_edit = TypedDict("_textField_edit", {
    "alwaysInvokeEnterCommandOnReturn": bool, "annotation": str,
    "backgroundColor": tuple[float, float, float] | list[float], "changeCommand": _Call, "disableButtons": bool,
    "disableClearButton": bool, "disableHistoryButton": bool, "docTag": str, "dragCallback": _Call,
    "drawInactiveFrame": bool, "dropCallback": _Call, "editable": bool, "enable": bool, "enableBackground": bool,
    "enableKeyboardFocus": bool, "enterCommand": _Call, "exists": bool, "fileName": str, "font": str, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "insertText": str, "insertionPosition": int,
    "manage": bool, "noBackground": bool, "placeholderText": str, "preventOverride": bool, "receiveFocusCommand": _Call,
    "statusBarMessage": str, "text": str, "textChangedCommand": _Call, "visible": bool, "visibleChangeCommand": _Call,
    "width": int
}, total=False)
@overload
def textField(*args: _Names, **flags: Unpack[_textField_create]) -> object: ...
@overload
def textField(*args: _Names, query: Literal[True], **flags: Unpack[_textField_query]) -> object: ...
@overload
def textField(*args: _Names, edit: Literal[True], **flags: Unpack[_textField_edit]) -> object: ...

_timeControl_create = TypedDict("_timeControl_create", {
    "animCurveNames": bool, "animLayerFilterOptions": str, "animLayerShowWeight": bool, "annotation": str,
    "backgroundColor": tuple[float, float, float] | list[float], "defineTemplate": str, "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "exists": bool, "forceRedraw": bool, "forceRefresh": bool, "globalTime": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "mainListConnection": str, "manage": bool,
    "noBackground": bool, "outsideSpacing": int, "parent": str, "pressCommand": _Call, "preventOverride": bool,
    "range": bool, "rangeArray": bool, "rangeVisible": bool, "releaseCommand": _Call, "showKeys": str,
    "showKeysCombined": bool, "snap": bool, "statusBarMessage": str, "tickSize": int, "tickSpan": int,
    "useTemplate": str, "visible": bool, "visibleChangeCommand": _Call, "width": int
}, total=False)
_timeControl_query = TypedDict("_timeControl_query", {
    "animCurveNames": bool, "animLayerFilterOptions": bool | str, "animLayerShowWeight": bool, "annotation": bool | str,
    "backgroundColor": bool | tuple[float, float, float] | list[float], "displaySound": bool, "docTag": bool | str,
    "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool, "exists": bool, "fullPathName": bool,
    "globalTime": bool, "height": bool | int, "highlightColor": bool | tuple[float, float, float] | list[float],
    "isObscured": bool, "mainListConnection": bool | str, "manage": bool, "numberOfPopupMenus": bool,
    "outsideSpacing": bool | int, "parent": bool | str, "popupMenuArray": bool, "preventOverride": bool, "range": bool,
    "rangeArray": bool, "rangeVisible": bool, "repeatChunkSize": bool | float, "repeatOnHold": bool,
    "showKeys": bool | str, "showKeysCombined": bool, "snap": bool, "tickSize": bool | int, "tickSpan": bool | int,
    "visible": bool, "visibleChangeCommand": bool | _Call, "waveform": bool | str, "width": bool | int
}, total=False)
_timeControl_edit = TypedDict("_timeControl_edit", {
    "animLayerFilterOptions": str, "animLayerShowWeight": bool, "annotation": str,
    "backgroundColor": tuple[float, float, float] | list[float], "beginScrub": bool,
    "currentFrameColor": tuple[float, float, float, float] | list[float], "displaySound": bool, "docTag": str,
    "dragCallback": _Call, "dropCallback": _Call, "enable": bool, "enableBackground": bool, "enableKeyboardFocus": bool,
    "endScrub": bool, "exists": bool, "forceRedraw": bool, "forceRefresh": bool,
    "foregroundColor": tuple[float, float, float] | list[float], "globalTime": bool, "height": int,
    "highlightColor": tuple[float, float, float] | list[float], "mainListConnection": str, "manage": bool,
    "noBackground": bool, "outsideSpacing": int, "pressCommand": _Call, "preventOverride": bool,
    "releaseCommand": _Call, "repeatChunkSize": float, "repeatOnHold": bool, "resample": bool, "showKeys": str,
    "showKeysCombined": bool, "snap": bool, "sound": str, "statusBarMessage": str, "tickSize": int, "tickSpan": int,
    "visible": bool, "visibleChangeCommand": _Call, "waveform": str, "width": int
}, total=False)
@overload
def timeControl(*args: _Names, **flags: Unpack[_timeControl_create]) -> object: ...
@overload
def timeControl(*args: _Names, query: Literal[True], sound: bool | str, **flags: Unpack[_timeControl_query]) -> str: ...
@overload
def timeControl(*args: _Names, query: Literal[True], **flags: Unpack[_timeControl_query]) -> object: ...
@overload
def timeControl(*args: _Names, edit: Literal[True], **flags: Unpack[_timeControl_edit]) -> object: ...

_toggle_create = TypedDict("_toggle_create", {
    "above": bool, "below": bool, "boundary": bool, "boundingBox": bool, "controlVertex": bool, "doNotWrite": bool,
    "editPoint": bool, "extent": bool, "facet": bool, "geometry": bool, "gl": bool, "highPrecisionNurbs": bool,
    "hull": bool, "latticePoint": bool, "latticeShape": bool, "localAxis": bool, "newCurve": bool, "newPolymesh": bool,
    "newSurface": bool, "normal": bool, "origin": bool, "point": bool, "pointDisplay": bool, "pointFacet": bool,
    "rotatePivot": bool, "scalePivot": bool, "selectHandle": bool, "state": bool, "surfaceFace": bool, "template": bool,
    "uvCoords": bool, "vertex": bool
}, total=False)
_toggle_query = TypedDict("_toggle_query", {
    "boundary": bool, "boundingBox": bool, "controlVertex": bool, "doNotWrite": bool, "editPoint": bool, "extent": bool,
    "facet": bool, "geometry": bool, "highPrecisionNurbs": bool, "hull": bool, "latticePoint": bool,
    "latticeShape": bool, "localAxis": bool, "newCurve": bool, "newPolymesh": bool, "newSurface": bool, "normal": bool,
    "origin": bool, "point": bool, "pointDisplay": bool, "pointFacet": bool, "rotatePivot": bool, "scalePivot": bool,
    "selectHandle": bool, "surfaceFace": bool, "template": bool, "uvCoords": bool, "vertex": bool
}, total=False)
@overload
def toggle(*args: _Names, **flags: Unpack[_toggle_create]) -> object: ...
@overload
def toggle(*args: _Names, query: Literal[True], **flags: Unpack[_toggle_query]) -> object: ...

def undo(*args: _Names) -> object: ...

_undoInfo_create = TypedDict("_undoInfo_create", {
    "chunkName": str, "closeChunk": bool, "infinity": bool, "length": int, "openChunk": bool, "state": bool,
    "stateWithoutFlush": bool
}, total=False)
_undoInfo_query = TypedDict("_undoInfo_query", {
    "chunkName": bool | str, "infinity": bool, "length": bool | int, "printQueue": bool, "printRedoQueue": bool,
    "stateWithoutFlush": bool
}, total=False)
@overload
def undoInfo(*args: _Names, **flags: Unpack[_undoInfo_create]) -> None: ...
@overload
def undoInfo(*args: _Names, query: Literal[True], state: bool, **flags: Unpack[_undoInfo_query]) -> bool: ...
@overload
def undoInfo(*args: _Names, query: Literal[True], undoName: bool | str, **flags: Unpack[_undoInfo_query]) -> str: ...
@overload
def undoInfo(*args: _Names, query: Literal[True], redoName: bool | str, **flags: Unpack[_undoInfo_query]) -> str: ...
@overload
def undoInfo(
    *args: _Names, query: Literal[True], undoQueueEmpty: Literal[True], **flags: Unpack[_undoInfo_query]
) -> bool: ...
@overload
def undoInfo(
    *args: _Names, query: Literal[True], redoQueueEmpty: Literal[True], **flags: Unpack[_undoInfo_query]
) -> bool: ...
@overload
def undoInfo(*args: _Names, query: Literal[True], **flags: Unpack[_undoInfo_query]) -> object: ...

_unknownNode_query = TypedDict("_unknownNode_query", {
    "plugin": bool, "realClassName": bool, "realClassTag": bool
}, total=False)
@overload
def unknownNode(*args: _Names) -> object: ...
@overload
def unknownNode(*args: _Names, query: Literal[True], **flags: Unpack[_unknownNode_query]) -> object: ...

_unknownPlugin_query = TypedDict("_unknownPlugin_query", {"dataTypes": bool, "nodeTypes": bool}, total=False)
@overload
def unknownPlugin(*args: _Names, remove: Literal[True]) -> None: ...
@overload
def unknownPlugin(*args: _Names) -> object: ...
@overload
def unknownPlugin(
    *args: _Names, query: Literal[True], list: Literal[True], **flags: Unpack[_unknownPlugin_query]
) -> list[str] | None: ...
@overload
def unknownPlugin(
    *args: _Names, query: Literal[True], version: Literal[True], **flags: Unpack[_unknownPlugin_query]
) -> str: ...
@overload
def unknownPlugin(*args: _Names, query: Literal[True], **flags: Unpack[_unknownPlugin_query]) -> object: ...

_unloadPlugin_create = TypedDict("_unloadPlugin_create", {
    "addCallback": _Call, "force": bool, "removeCallback": _Call
}, total=False)
def unloadPlugin(*args: _Names, **flags: Unpack[_unloadPlugin_create]) -> object: ...

_upAxis_create = TypedDict("_upAxis_create", {"axis": str, "rotateView": bool}, total=False)
_upAxis_query = TypedDict("_upAxis_query", {"axis": bool | str}, total=False)
_upAxis_edit = TypedDict("_upAxis_edit", {"axis": str}, total=False)
@overload
def upAxis(*args: _Names, **flags: Unpack[_upAxis_create]) -> object: ...
@overload
def upAxis(*args: _Names, query: Literal[True], **flags: Unpack[_upAxis_query]) -> object: ...
@overload
def upAxis(*args: _Names, edit: Literal[True], **flags: Unpack[_upAxis_edit]) -> object: ...

_viewFit_create = TypedDict("_viewFit_create", {
    "allObjects": bool, "animate": bool, "center": bool, "fitClipPlanes": bool, "fitFactor": float, "namespace": str,
    "noChildren": bool, "panel": str
}, total=False)
_viewFit_query = TypedDict("_viewFit_query", {"panel": bool | str}, total=False)
_viewFit_edit = TypedDict("_viewFit_edit", {"panel": str}, total=False)
@overload
def viewFit(*args: _Names, **flags: Unpack[_viewFit_create]) -> object: ...
@overload
def viewFit(*args: _Names, query: Literal[True], **flags: Unpack[_viewFit_query]) -> object: ...
@overload
def viewFit(*args: _Names, edit: Literal[True], **flags: Unpack[_viewFit_edit]) -> object: ...

_warning_create = TypedDict("_warning_create", {"noContext": bool, "showLineNumber": bool}, total=False)
def warning(*args: str, **flags: Unpack[_warning_create]) -> None: ...

_window_create = TypedDict("_window_create", {
    "backgroundColor": tuple[float, float, float] | list[float], "closeCommand": _Call, "defineTemplate": str,
    "docTag": str, "dockCorner": tuple[str, str] | list[str] | Sequence[tuple[str, str] | list[str]],
    "dockStation": bool, "dockingLayout": str, "height": int, "iconName": str, "iconify": bool,
    "interactivePlacement": bool, "leftEdge": int, "mainMenuBar": bool, "mainWindow": bool, "maximizeButton": bool,
    "menuBar": bool, "menuBarVisible": bool, "minimizeButton": bool, "minimizeCommand": _Call,
    "nestedDockingEnabled": bool, "parent": str, "resizeToFitChildren": bool, "restoreCommand": _Call, "retain": bool,
    "sizeable": bool, "state": str, "title": str, "titleBar": bool, "titleBarMenu": bool, "toolbox": bool,
    "topEdge": int, "topLeftCorner": tuple[int, int] | list[int], "useTemplate": str, "visible": bool, "width": int,
    "widthHeight": tuple[int, int] | list[int]
}, total=False)
_window_query = TypedDict("_window_query", {
    "docTag": bool | str, "dockingLayout": bool | str, "frontWindow": bool, "height": bool | int,
    "iconName": bool | str, "iconify": bool, "leftEdge": bool | int, "mainMenuBar": bool, "mainWindow": bool,
    "maximizeButton": bool, "menuArray": bool, "menuBar": bool,
    "menuBarCornerWidget": bool | tuple[str, str] | list[str], "menuBarVisible": bool, "minimizeButton": bool,
    "numberOfMenus": bool, "resizeToFitChildren": bool, "sizeable": bool, "state": bool | str, "title": bool | str,
    "titleBar": bool, "titleBarMenu": bool, "toolbox": bool, "topEdge": bool | int,
    "topLeftCorner": bool | tuple[int, int] | list[int], "visible": bool, "width": bool | int,
    "widthHeight": bool | tuple[int, int] | list[int]
}, total=False)
_window_edit = TypedDict("_window_edit", {
    "backgroundColor": tuple[float, float, float] | list[float], "closeCommand": _Call, "docTag": str,
    "dockingLayout": str, "exists": bool, "height": int, "iconName": str, "iconify": bool, "leftEdge": int,
    "mainMenuBar": bool, "mainWindow": bool, "maximizeButton": bool, "menuBarCornerWidget": tuple[str, str] | list[str],
    "menuBarResize": bool, "menuBarVisible": bool, "menuIndex": tuple[str, int] | list[object], "minimizeButton": bool,
    "minimizeCommand": _Call, "resizeToFitChildren": bool, "restoreCommand": _Call, "sizeable": bool, "state": str,
    "title": str, "titleBar": bool, "titleBarMenu": bool, "toolbox": bool, "topEdge": int,
    "topLeftCorner": tuple[int, int] | list[int], "visible": bool, "width": int,
    "widthHeight": tuple[int, int] | list[int]
}, total=False)
@overload
def window(*args: _Names, exists: Literal[True], **flags: Unpack[_window_create]) -> bool: ...
@overload
def window(*args: _Names, **flags: Unpack[_window_create]) -> str: ...
@overload
def window(*args: _Names, query: Literal[True], exists: Literal[True], **flags: Unpack[_window_query]) -> bool: ...
@overload
def window(*args: _Names, query: Literal[True], **flags: Unpack[_window_query]) -> object: ...
@overload
def window(*args: _Names, edit: Literal[True], **flags: Unpack[_window_edit]) -> object: ...

_workspace_create = TypedDict("_workspace_create", {
    "active": bool, "baseWorkspace": str, "create": str, "directory": str, "fileRuleList": bool, "filter": bool,
    "fullName": bool, "list": bool, "listFullWorkspaces": bool, "listWorkspaces": bool, "newWorkspace": bool,
    "objectType": tuple[str, str] | list[str], "objectTypeEntry": str, "objectTypeList": bool, "openWorkspace": bool,
    "projectPath": str, "removeFileRuleEntry": str, "removeVariableEntry": str,
    "renderType": tuple[str, str] | list[str], "renderTypeEntry": str, "renderTypeList": bool, "shortName": bool,
    "update": bool, "updateAll": bool, "variable": tuple[str, str] | list[str], "variableEntry": str,
    "variableList": bool
}, total=False)
_workspace_query = TypedDict("_workspace_query", {
    "active": bool, "baseWorkspace": bool | str, "expandName": bool | str, "filter": bool, "list": bool,
    "listFullWorkspaces": bool, "listWorkspaces": bool, "objectType": bool | tuple[str, str] | list[str],
    "objectTypeEntry": bool | str, "objectTypeList": bool, "openWorkspace": bool, "projectPath": bool | str,
    "renderType": bool | tuple[str, str] | list[str], "renderTypeEntry": bool | str, "renderTypeList": bool,
    "shortName": bool, "variable": bool | tuple[str, str] | list[str], "variableEntry": bool | str, "variableList": bool
}, total=False)
_workspace_edit = TypedDict("_workspace_edit", {"baseWorkspace": str, "filter": bool}, total=False)
@overload
def workspace(*args: _Names, expandName: str, **flags: Unpack[_workspace_create]) -> str: ...
@overload
def workspace(*args: _Names, fileRuleEntry: str, **flags: Unpack[_workspace_create]) -> str: ...
@overload
def workspace(*args: _Names, fileRule: tuple[str, str] | list[str], **flags: Unpack[_workspace_create]) -> None: ...
@overload
def workspace(*args: _Names, saveWorkspace: Literal[True], **flags: Unpack[_workspace_create]) -> None: ...
@overload
def workspace(*args: _Names, **flags: Unpack[_workspace_create]) -> object: ...
@overload
def workspace(
    *args: _Names, query: Literal[True], rootDirectory: Literal[True], **flags: Unpack[_workspace_query]
) -> str: ...
@overload
def workspace(*args: _Names, query: Literal[True], directory: bool | str, **flags: Unpack[_workspace_query]) -> str: ...
@overload
def workspace(
    *args: _Names, query: Literal[True], fullName: Literal[True], **flags: Unpack[_workspace_query]
) -> str: ...
@overload
def workspace(
    *args: _Names, query: Literal[True], fileRuleEntry: bool | str, **flags: Unpack[_workspace_query]
) -> str: ...
@overload
def workspace(
    *args: _Names, query: Literal[True], fileRule: bool | tuple[str, str] | list[str], **flags: Unpack[_workspace_query]
) -> list[str]: ...
@overload
def workspace(
    *args: _Names, query: Literal[True], fileRuleList: Literal[True], **flags: Unpack[_workspace_query]
) -> list[str]: ...
@overload
def workspace(*args: _Names, query: Literal[True], **flags: Unpack[_workspace_query]) -> object: ...
@overload
def workspace(*args: _Names, edit: Literal[True], **flags: Unpack[_workspace_edit]) -> object: ...

_workspaceControl_create = TypedDict("_workspaceControl_create", {
    "actLikeMayaUIElement": bool, "checksPlugins": bool, "closeCommand": _Call, "collapse": bool, "defineTemplate": str,
    "deleteLater": bool, "dockToControl": tuple[str, str] | list[str],
    "dockToMainWindow": tuple[str, bool] | list[object], "dockToPanel": tuple[str, str, bool] | list[object],
    "duplicatable": bool, "floating": bool, "heightProperty": str, "horizontal": bool, "initCallback": str,
    "initialHeight": int, "initialWidth": int, "label": str, "layoutDirectionCallback": str, "loadImmediately": bool,
    "minimumHeight": int, "minimumWidth": int, "requiredControl": str | Sequence[str],
    "requiredPlugin": str | Sequence[str], "restore": bool, "retain": bool, "stateString": str,
    "tabPosition": tuple[str, bool] | list[object], "tabToControl": tuple[str, int] | list[object], "uiScript": _Call,
    "useTemplate": str, "visible": bool, "visibleChangeCommand": _Call, "widthProperty": str
}, total=False)
_workspaceControl_query = TypedDict("_workspaceControl_query", {
    "actLikeMayaUIElement": bool, "collapse": bool, "deleteLater": bool, "duplicatable": bool, "height": bool,
    "heightProperty": bool | str, "horizontal": bool, "initCallback": bool | str, "layoutDirectionCallback": bool | str,
    "minimumHeight": bool | int, "minimumWidth": bool | int, "r": bool, "restore": bool, "stateString": bool | str,
    "tabPosition": bool | tuple[str, bool] | list[object], "width": bool, "widthProperty": bool | str
}, total=False)
_workspaceControl_edit = TypedDict("_workspaceControl_edit", {
    "actLikeMayaUIElement": bool, "checksPlugins": bool, "close": bool, "closeCommand": _Call, "collapse": bool,
    "deleteLater": bool, "dockToControl": tuple[str, str] | list[str],
    "dockToMainWindow": tuple[str, bool] | list[object], "dockToPanel": tuple[str, str, bool] | list[object],
    "duplicatable": bool, "exists": bool, "floating": bool, "heightProperty": str, "horizontal": bool,
    "initCallback": str, "initialHeight": int, "initialWidth": int, "label": str, "layoutDirectionCallback": str,
    "loadImmediately": bool, "minimumHeight": int, "minimumWidth": int, "r": bool,
    "requiredControl": str | Sequence[str], "requiredPlugin": str | Sequence[str], "resizeHeight": int,
    "resizeWidth": int, "restore": bool, "stateString": str, "tabPosition": tuple[str, bool] | list[object],
    "tabToControl": tuple[str, int] | list[object], "uiScript": _Call, "visible": bool, "visibleChangeCommand": _Call,
    "widthProperty": str
}, total=False)
@overload
def workspaceControl(*args: _Names, exists: Literal[True], **flags: Unpack[_workspaceControl_create]) -> bool: ...
@overload
def workspaceControl(*args: _Names, **flags: Unpack[_workspaceControl_create]) -> str: ...
@overload
def workspaceControl(
    *args: _Names, query: Literal[True], exists: Literal[True], **flags: Unpack[_workspaceControl_query]
) -> bool: ...
@overload
def workspaceControl(
    *args: _Names, query: Literal[True], visible: bool, **flags: Unpack[_workspaceControl_query]
) -> bool: ...
@overload
def workspaceControl(
    *args: _Names, query: Literal[True], floating: bool, **flags: Unpack[_workspaceControl_query]
) -> bool: ...
@overload
def workspaceControl(
    *args: _Names, query: Literal[True], label: bool | str, **flags: Unpack[_workspaceControl_query]
) -> str: ...
@overload
def workspaceControl(*args: _Names, query: Literal[True], **flags: Unpack[_workspaceControl_query]) -> object: ...
@overload
def workspaceControl(*args: _Names, edit: Literal[True], **flags: Unpack[_workspaceControl_edit]) -> object: ...

_workspaceControlState_create = TypedDict("_workspaceControlState_create", {
    "defaultTopLeftCorner": tuple[int, int] | list[int], "defaultWidthHeight": tuple[int, int] | list[int],
    "exists": bool, "height": int, "leftEdge": int, "maximized": bool, "remove": bool, "topEdge": int,
    "topLeftCorner": tuple[int, int] | list[int], "width": int, "widthHeight": tuple[int, int] | list[int]
}, total=False)
_workspaceControlState_query = TypedDict("_workspaceControlState_query", {
    "defaultTopLeftCorner": bool | tuple[int, int] | list[int],
    "defaultWidthHeight": bool | tuple[int, int] | list[int], "exists": bool, "height": bool | int,
    "leftEdge": bool | int, "maximized": bool, "topEdge": bool | int,
    "topLeftCorner": bool | tuple[int, int] | list[int], "width": bool | int,
    "widthHeight": bool | tuple[int, int] | list[int]
}, total=False)
_workspaceControlState_edit = TypedDict("_workspaceControlState_edit", {
    "defaultTopLeftCorner": tuple[int, int] | list[int], "defaultWidthHeight": tuple[int, int] | list[int],
    "exists": bool, "height": int, "leftEdge": int, "maximized": bool, "topEdge": int,
    "topLeftCorner": tuple[int, int] | list[int], "width": int, "widthHeight": tuple[int, int] | list[int]
}, total=False)
@overload
def workspaceControlState(*args: _Names, **flags: Unpack[_workspaceControlState_create]) -> object: ...
@overload
def workspaceControlState(
    *args: _Names, query: Literal[True], **flags: Unpack[_workspaceControlState_query]
) -> object: ...
@overload
def workspaceControlState(
    *args: _Names, edit: Literal[True], **flags: Unpack[_workspaceControlState_edit]
) -> object: ...

_workspaceLayoutManager_create = TypedDict("_workspaceLayoutManager_create", {
    "collapseMainWindowControls": tuple[str, bool] | list[object], "current": bool, "delete": str, "i": str,
    "listLayouts": bool, "listModuleLayouts": bool, "listUserLayouts": bool, "modified": str,
    "parentWorkspaceControl": str, "reset": bool, "restoreMainWindowControls": bool, "save": bool, "saveAs": str,
    "setCurrent": str, "setCurrentCallback": str, "setModifiedCallback": str, "type": str
}, total=False)
_workspaceLayoutManager_query = TypedDict("_workspaceLayoutManager_query", {"current": bool}, total=False)
@overload
def workspaceLayoutManager(*args: _Names, **flags: Unpack[_workspaceLayoutManager_create]) -> object: ...
@overload
def workspaceLayoutManager(
    *args: _Names, query: Literal[True], **flags: Unpack[_workspaceLayoutManager_query]
) -> object: ...

_xform_create = TypedDict("_xform_create", {
    "absolute": bool, "centerPivots": bool, "centerPivotsOnComponents": bool, "deletePriorHistory": bool, "euler": bool,
    "matrix": tuple[float, float, float, float, float, float, float, float, float, float, float, float, float, float, float, float] | list[float],
    "objectSpace": bool, "pivots": tuple[float, float, float] | list[float], "preserve": bool, "preserveUV": bool,
    "reflection": bool, "reflectionAboutBBox": bool, "reflectionAboutOrigin": bool, "reflectionAboutX": bool,
    "reflectionAboutY": bool, "reflectionAboutZ": bool, "reflectionTolerance": float, "relative": bool,
    "rotateAxis": tuple[float, float, float] | list[float], "rotateOrder": str,
    "rotatePivot": tuple[float, float, float] | list[float],
    "rotateTranslation": tuple[float, float, float] | list[float], "rotation": tuple[float, float, float] | list[float],
    "scale": tuple[float, float, float] | list[float], "scalePivot": tuple[float, float, float] | list[float],
    "scaleTranslation": tuple[float, float, float] | list[float], "shear": tuple[float, float, float] | list[float],
    "translation": tuple[float, float, float] | list[float], "worldSpace": bool, "worldSpaceDistance": bool,
    "zeroTransformPivots": bool
}, total=False)
_xform_query = TypedDict("_xform_query", {
    "boundingBox": bool, "boundingBoxInvisible": bool, "euler": bool, "objectSpace": bool,
    "pivots": bool | tuple[float, float, float] | list[float], "preserve": bool,
    "rotateAxis": bool | tuple[float, float, float] | list[float], "rotateOrder": bool | str,
    "rotatePivot": bool | tuple[float, float, float] | list[float],
    "rotateTranslation": bool | tuple[float, float, float] | list[float],
    "scalePivot": bool | tuple[float, float, float] | list[float],
    "scaleTranslation": bool | tuple[float, float, float] | list[float],
    "shear": bool | tuple[float, float, float] | list[float], "worldSpace": bool, "worldSpaceDistance": bool
}, total=False)
_xform_edit = TypedDict("_xform_edit", {
    "euler": bool, "objectSpace": bool, "preserve": bool, "worldSpace": bool, "worldSpaceDistance": bool
}, total=False)
@overload
def xform(*args: _Names, **flags: Unpack[_xform_create]) -> object: ...
@overload
def xform(
    *args: _Names, query: Literal[True], translation: bool | tuple[float, float, float] | list[float],
    **flags: Unpack[_xform_query]
) -> list[float]: ...
@overload
def xform(
    *args: _Names, query: Literal[True], rotation: bool | tuple[float, float, float] | list[float],
    **flags: Unpack[_xform_query]
) -> list[float]: ...
@overload
def xform(
    *args: _Names, query: Literal[True], scale: bool | tuple[float, float, float] | list[float],
    **flags: Unpack[_xform_query]
) -> list[float]: ...
@overload
def xform(
    *args: _Names, query: Literal[True],
    matrix: bool | tuple[float, float, float, float, float, float, float, float, float, float, float, float, float, float, float, float] | list[float],
    **flags: Unpack[_xform_query]
) -> list[float]: ...
@overload
def xform(*args: _Names, query: Literal[True], **flags: Unpack[_xform_query]) -> object: ...
@overload
def xform(*args: _Names, edit: Literal[True], **flags: Unpack[_xform_edit]) -> object: ...
