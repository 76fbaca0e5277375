"""What Maya's commands give back, which no published stub tells truly: one row a question.

A row names a command, a mode, the flags that decide, and the type; `-` is a call without any of the deciding flags.
What has no row gives `object`, which the caller has to look at before it is used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

ROWS = """
ls create - list[str]
listRelatives create - list[str] | None
listConnections create - list[str] | None
listHistory create - list[str] | None
listAttr create - list[str] | None
listSets create - list[str] | None
getFileList create - list[str] | None

file create newFile str
file create open str
file create open returnNewNodes list[str]
file create save str
file create rename str
file create reference str
file create reference returnNewNodes list[str]
file create i str
file create i returnNewNodes list[str]
file create loadReference str
file create loadReference returnNewNodes list[str]
file create unloadReference str
file create removeReference str
file create importReference str
file create exportSelected str
file create exportAll str
file create cleanReference None
file query sceneName str
file query modified bool
file query anyModified bool
file query exists bool
file query list list[str]
file query reference list[str]
file query type list[str]
file query location str
file query expandName str
file query writable bool
file query namespace str
file query parentNamespace list[str]
file query deferReference bool
file query usingNamespaces bool
file edit namespace str

referenceQuery create filename str
referenceQuery create referenceNode str | None
referenceQuery create namespace str
referenceQuery create parentNamespace str
referenceQuery create isLoaded bool
referenceQuery create isNodeReferenced bool
referenceQuery create nodes list[str] | None
referenceQuery create editStrings list[str]
referenceQuery create editNodes list[str]
referenceQuery create editAttrs list[str]

fileInfo query - list[str]
fileInfo create - None
optionVar create exists bool
optionVar create list list[str] | None
optionVar create arraySize int

sets create addElement str
sets create forceElement str
sets create include str
sets create remove str
sets create clear str
sets create isMember bool
sets create - str
sets query size int
sets query text str
sets query - list[str] | None

getAttr create lock bool
getAttr create keyable bool
getAttr create settable bool
getAttr create channelBox bool
getAttr create size int
getAttr create type str
getAttr create multiIndices list[int] | None
setAttr create - None
addAttr create - None
deleteAttr create - None
connectAttr create - str
isConnected create - bool
connectionInfo create isDestination bool
connectionInfo create isSource bool
connectionInfo create sourceFromDestination str
connectionInfo create destinationFromSource list[str] | None
attributeQuery create exists bool
attributeQuery create attributeType str
attributeQuery create longName str
attributeQuery create shortName str
attributeQuery create niceName str
attributeQuery create hidden bool
attributeQuery create multi bool
attributeQuery create keyable bool
attributeQuery create channelBox bool
attributeQuery create enum bool
attributeQuery create message bool
attributeQuery create minExists bool
attributeQuery create maxExists bool
attributeQuery create rangeExists bool
attributeQuery create minimum list[float] | None
attributeQuery create maximum list[float] | None
attributeQuery create range list[float] | None
attributeQuery create listEnum list[str] | None
attributeQuery create categories list[str] | None
attributeQuery create listParent list[str] | None
attributeQuery create listChildren list[str] | None
attributeQuery create listDefault list[float] | None

createNode create shared str | None
createNode create - str
shadingNode create - str
delete create - None
rename create - str
parent create - list[str]
group create - str
duplicate create - list[str]
lockNode create - None
lockNode query lock list[bool]
nodeType create inherited list[str] | None
nodeType create derived list[str] | None
nodeType create - str | None
objectType create isType bool
objectType create isAType bool
objectType create - str
objExists create - bool
select create - None
hide create - None
showHidden create - None
polySphere create - list[str]
polyCube create - list[str]
polyPlane create - list[str]
polyCone create - list[str]
polyCylinder create - list[str]
polyTorus create - list[str]
spaceLocator create - list[str]
camera create - list[str]
joint create - str
xform query translation list[float]
xform query rotation list[float]
xform query scale list[float]
xform query matrix list[float]
exactWorldBoundingBox create - list[float]
createDisplayLayer create - str
createRenderLayer create - str
editRenderLayerGlobals query currentRenderLayer str
editDisplayLayerMembers query - list[str] | None
renderSettings create firstImageName list[str]
renderSettings create lastImageName list[str]
imagePlane create - list[str]
sound create - str
sound query file str
sound query offset float

namespace create exists bool
namespace create addNamespace str
namespace create setNamespace str
namespace create validateName str
namespace create removeNamespace None
namespace create moveNamespace None
namespace create rename None
namespace query exists bool
namespace query relativeNames bool
namespace query isRootNamespace bool
namespaceInfo create isRootNamespace bool
namespaceInfo create listNamespace list[str] | None
namespaceInfo create listOnlyNamespaces list[str] | None
namespaceInfo create listOnlyDependencyNodes list[str] | None
namespaceInfo create - str

playbackOptions query minTime float
playbackOptions query maxTime float
playbackOptions query animationStartTime float
playbackOptions query animationEndTime float
playbackOptions query by float
playbackOptions query playbackSpeed float
playbackOptions query framesPerSecond float
playbackOptions query loop str
playbackOptions query view str
currentTime query - float
currentTime create - float
currentUnit query linear str
currentUnit query angle str
currentUnit query time str
setKeyframe create - int

about create batch bool
about create version str
about create majorVersion str
about create installedVersion str
about create product str
about create operatingSystem str
about create preferences str
about create apiVersion int
about create windows bool
about create linux bool
about create macOS bool
workspace create expandName str
workspace create fileRuleEntry str
workspace create fileRule None
workspace create saveWorkspace None
workspace query rootDirectory str
workspace query directory str
workspace query fullName str
workspace query fileRuleEntry str
workspace query fileRule list[str]
workspace query fileRuleList list[str]
undoInfo create - None
undoInfo query state bool
undoInfo query undoName str
undoInfo query redoName str
undoInfo query undoQueueEmpty bool
undoInfo query redoQueueEmpty bool
warning create - None
error create - NoReturn
internalVar create - str
loadPlugin create - list[str] | None
pluginInfo query loaded bool
pluginInfo query registered bool
pluginInfo query listPlugins list[str] | None
pluginInfo query pluginsInUse list[str] | None
pluginInfo query version str
pluginInfo query path str
unknownPlugin query list list[str] | None
unknownPlugin query version str
unknownPlugin create remove None
moduleInfo create listModules list[str]
moduleInfo create path str
moduleInfo create version str
animLayer query root str | None
animLayer query children list[str] | None
animLayer query attribute list[str] | None
cycleCheck create list list[str] | None
polyUVOverlap create overlappingComponents list[str] | None
polyEditUV query - list[float] | None
polyEvaluate create uvShellIds list[int] | None
polyNormalPerVertex query freezeNormal list[bool] | None
AbcExport create - None
playblast create - str

confirmDialog create - str
fileDialog2 create - list[str] | None
promptDialog create - str
promptDialog query text str
deleteUI create - None
evalDeferred create - None
refresh create - None
inViewMessage create - None
scriptJob create exists bool
scriptJob create kill None
scriptJob create - int
getPanel create withFocus str
getPanel create underPointer str
getPanel create type list[str] | None
window create exists bool
window query exists bool
window create - str
menu create exists bool
menu query exists bool
menu query label str
menu query itemArray list[str] | None
menu query numberOfItems int
menu create - str
menuItem create exists bool
menuItem query exists bool
menuItem query label str
menuItem create - str
control create exists bool
control query exists bool
workspaceControl create exists bool
workspaceControl query exists bool
workspaceControl query visible bool
workspaceControl query floating bool
workspaceControl query label str
workspaceControl create - str
shelfLayout create exists bool
shelfLayout query exists bool
shelfLayout query childArray list[str] | None
shelfLayout create - str
shelfButton create exists bool
shelfButton query exists bool
shelfButton create - str
shelfTabLayout query childArray list[str] | None
shelfTabLayout query selectTab str
modelPanel query camera str
timeControl query sound str
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one question gives back: *flags* are those that decide, none for a call without any of them."""

    command: str
    mode: str
    flags: tuple[str, ...]
    result: str

    def __str__(self) -> str:
        return f"{self.command} {self.mode} {' '.join(self.flags) or '-'}"

    def fits(self, command: str, mode: str, flags: Collection[str]) -> bool:
        """Whether a call asks this."""
        return (command, mode) == (self.command, self.mode) and set(self.flags) <= set(flags)


def answer_of(command: str, mode: str, flags: Collection[str], table: Iterable[Answer]) -> Answer | None:
    """The row that a call asks, the most particular; None where what it gives back is not known."""
    return max(
        (each for each in table if each.fits(command, mode, flags)), key=lambda each: len(each.flags), default=None
    )


def answers() -> tuple[Answer, ...]:
    """Read the rows."""
    return tuple(read_row(row) for row in ROWS.splitlines() if row)


def read_row(row: str) -> Answer:
    """Read one row; the type begins with the first word that is one."""
    command, mode, *rest = row.split()
    place = next(index for index, word in enumerate(rest) if word in TYPES or word.startswith("list["))
    flags = tuple(word for word in rest[:place] if word != "-")
    return Answer(command=command, mode=mode, flags=flags, result=" ".join(rest[place:]))


TYPES = frozenset({"str", "int", "float", "bool", "None", "NoReturn"})
