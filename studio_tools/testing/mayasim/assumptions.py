"""What the simulator takes for true of Maya and no source confirms: for the self-test in the real program to settle.

Each has a code, a sentence that is true of the simulator, and where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assumption:
    """One unconfirmed point."""

    code: str
    sentence: str
    module: str


ASSUMPTIONS = (
    Assumption("mode-error", "a flag in a mode that it does not have raises RuntimeError", "flags"),
    Assumption("flag-twice", "one flag under its long and its short name raises TypeError", "flags"),
    Assumption("illegal-names", "illegal letters of a name become underscores, a leading digit too", "building"),
    Assumption("shape-transform", "createNode of a shape names its transform by the shape's type", "commands.nodes"),
    Assumption("duplicate-shape", "the shape of a duplicated transform follows its new name", "commands.nodes"),
    Assumption("import-clash", "an imported name that is taken gets a number", "loading"),
    Assumption("rename-unmodified", "file(rename=) does not mark the scene as modified", "commands.files"),
    Assumption(
        "unsaved", "open and new without force raise RuntimeError 'Unsaved changes' on a modified scene", "documents"
    ),
    Assumption("veto-error", "a save that a check callback refuses raises RuntimeError", "documents"),
    Assumption(
        "check-answer", "a check callback refuses by returning False only; one that raises does not", "messages"
    ),
    Assumption("check-signature", "check callbacks get (clientData), file checks (file, clientData)", "messages"),
    Assumption("scene-update", "kSceneUpdate goes out before kAfterNew and kAfterOpen", "documents"),
    Assumption("missing-reference", "a scene whose reference is missing opens without an error", "referencing"),
    Assumption("references-undo", "reference, load, unload, remove and import of files can be undone", "referencing"),
    Assumption("chunk-survives", "an undo chunk stays open when another scene is opened", "session"),
    Assumption("window-in-batch", "commands of the interface raise RuntimeError in batch mode", "session"),
    Assumption("attribute-type", "attributeQuery(attributeType=True) gives a word, not a list", "commands.asking"),
    Assumption(
        "file-info-escapes", "fileInfo gives quotes, backslashes and line ends back escaped", "commands.program"
    ),
    Assumption("main-thread-call", "executeInMainThreadWithResult on the main thread runs at once", "modules"),
    Assumption("rate-names", "a rate with a name of its own is called by it ('25fps' becomes 'pal')", "defaults"),
    Assumption(
        "save-beside", "a save writes beside the file and replaces it: a full disk leaves the old one", "faults"
    ),
    Assumption(
        "root-namespace-query",
        "referenceQuery(namespace=True) of a reference in the root is ':'",
        "commands.references",
    ),
    Assumption("playblast-name", "an image playblast gives its name with one hash a digit", "commands.exporting"),
    Assumption(
        "reference-node-texts", "a reference node that was unlocked takes attributes, and the file keeps them", "saving"
    ),
    Assumption(
        "switch-unloaded",
        "loadReference of another file with loadReferenceDepth 'none' leaves the reference unloaded",
        "commands.files",
    ),
    Assumption(
        "rename-untitled", "file(rename='untitled') is taken, and sceneName is no longer empty", "commands.files"
    ),
    Assumption("deferred-from-threads", "executeDeferred may be called from any thread", "modules"),
    Assumption(
        "info-lines",
        "polyInfo of edges and faces gives a line each, 'EDGE 0: 0 1 Hard' and 'FACE 0: 0 1 2'",
        "commands.measuring",
    ),
    Assumption("single-parts", "ls(selection=True) tells a selected part by its transform's name", "commands.listing"),
    Assumption(
        "seen-in-mirrors", "meshes that Maya makes are visible in reflections and refractions", "commands.nodes"
    ),
    Assumption("mel-globals-in-batch", "$gMainWindow is an empty text in batch mode", "modules"),
)
