"""What the simulator takes for true of Maya and no source confirms: for the self-test in the real program to settle."""

from __future__ import annotations

from studio_tools.testing.assumptions import Assumption

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
    Assumption(
        "locked-normals",
        "normals that a file writes are locked, but those of 1e+20; polyNormalPerVertex tells them corner by corner",
        "commands.surfaces",
    ),
    Assumption("unlocked-in-place", "unlocking normals of a mesh without history can be undone", "commands.surfaces"),
    Assumption("no-overlap", "polyUVOverlap where nothing overlaps gives an empty list", "commands.surfaces"),
    Assumption(
        "uv-shells",
        "polyEvaluate(uvShellIds=True) of all UVs counts shells from 0 in the order of their first UVs",
        "commands.measuring",
    ),
    Assumption("uv-rows", "polyEditUV(query=True) of all UVs gives u and v in turn, as one row", "commands.surfaces"),
    Assumption("first-uv-set", "the first UV set cannot be deleted, and can be renamed", "commands.surfaces"),
    Assumption("no-cycles", "cycleCheck(list=True) where there is no cycle gives None", "commands.animating"),
    Assumption(
        "cycles-by-connections",
        "cycleCheck finds cycles of connections, of wholes with their parts, and through nodes that compute",
        "commands.animating",
    ),
    Assumption(
        "layer-children",
        "animLayer(query=True, children=True) of a layer that holds none gives None",
        "commands.animating",
    ),
    Assumption("matrix-of-a-time", "getAttr of worldMatrix[0] at a time gives one row of 16", "commands.attributes"),
    Assumption("switch-steps", "an attribute that is on or off keeps the value of the key before", "plugs"),
    Assumption("obj-translator", "there is no file type OBJexport until objExport is loaded", "commands.files"),
)
