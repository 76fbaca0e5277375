"""What the simulator takes for true of Nuke and no source confirms: for the self-test in the real program to settle."""

from __future__ import annotations

from studio_tools.testing.assumptions import Assumption

ASSUMPTIONS = (
    Assumption("script-name", "scriptName of an untitled script raises RuntimeError", "functions"),
    Assumption("unknown-command", "createNode of a class nobody has raises 'X: Unknown command'", "building"),
    Assumption(
        "missing-class", "a script's node of an unknown class is kept, in error, and saved as it was", "building"
    ),
    Assumption(
        "load-errors", "a script with lines that make no sense raises RuntimeError when all is read", "documents"
    ),
    Assumption("bad-word", "an enumeration set to a word it does not offer raises ValueError", "knobs.choices"),
    Assumption("default-word", "a colour space knob takes 'default' and says 'default (…)'", "knobs.choices"),
    Assumption("raw-value", "value() of a text knob is never evaluated, evaluate() always is", "knobs.texts"),
    Assumption("one-hash", "a single # becomes %01d", "evaluating"),
    Assumption("int-get-value", "getValue() of every number knob is a float", "knobs.arrays"),
    Assumption("set-over-expression", "setValue replaces an expression", "knobs.arrays"),
    Assumption("view-values", "values of views are written {view value …}", "knobs.knob"),
    Assumption("colorspace-class", "colour space knobs are CascadingEnumeration_Knob", "schema"),
    Assumption("file-type-blank", "a Write's file type stays blank until somebody sets it", "knobbed"),
    Assumption("knob-values-gone", "the values of a file type's knobs are gone when the type changes", "knobbed"),
    Assumption("name-taken", "the lowest free number is taken for a name", "knobbed"),
    Assumption("illegal-names", "illegal letters of a name become underscores", "knobbed"),
    Assumption("user-tab", "the first user knob of a node brings a tab named User", "knobbed"),
    Assumption("knob-taken", "addKnob of a name that is taken raises ValueError", "knobbed"),
    Assumption("constructor-knob", "nuke.nodes.X(foo=1) without a knob foo raises NameError", "building"),
    Assumption("create-knob", "createNode with a knob that is not there raises RuntimeError", "building"),
    Assumption("splice", "createNode takes the place of the selected node downstream, viewers aside", "building"),
    Assumption("create-order", "createNode calls onUserCreate before onCreate, and only with a window", "building"),
    Assumption("delete-bridges", "what took from a deleted node takes from its first input", "building"),
    Assumption("selection-order", "selectedNodes gives the last selected first", "groups"),
    Assumption("fps-whole", "Root.fps() is cut to a whole number, realFps() is not", "groups"),
    Assumption("callback-stops", "an exception in a callback stops the callbacks of that event behind it", "callbacks"),
    Assumption("render-callback", "an exception in a render callback ends the render with RuntimeError", "callbacks"),
    Assumption("no-panel-no-call", "knobChanged is not called in a terminal", "knobbed"),
    Assumption("no-knob-context", "thisKnob outside of a callback of a knob raises RuntimeError", "functions"),
    Assumption("filter-error", "a filename filter that raises leaves the name as it is, and is printed", "callbacks"),
    Assumption("close-on-clear", "scriptClear calls onScriptClose", "documents"),
    Assumption("read-file-name", "scriptReadFile leaves the script's name as it was", "documents"),
    Assumption("open-used", "scriptOpen in a used Nuke with a window leaves this script alone", "documents"),
    Assumption(
        "refused-save", "a save that is refused, or cancelled in scriptSaveAs, raises RuntimeError", "documents"
    ),
    Assumption("paste-gives-last", "nodePaste gives the last node and selects what it pasted", "documents"),
    Assumption("undo-modified", "undo leaves the script modified", "undoing"),
    Assumption("undo-every-call", "a change outside of a step is a step of its own", "session"),
    Assumption("limit-cuts", "execute renders no frame beyond a Write's own limit", "rendering"),
    Assumption("disabled-write", "execute of a disabled Write raises RuntimeError", "rendering"),
    Assumption("one-file-views", "a file name without a view is written once for all views", "rendering"),
    Assumption("shared-file-missing", "a Read is in error where its file at this frame is missing", "spans"),
    Assumption(
        "project-directory", "a relative file lies below the project directory, else where Nuke started", "spans"
    ),
    Assumption("filters-at-read", "filename filters see the name with frame and view filled in", "spans"),
    Assumption("screen-size", "with a window a node is 80 by 18", "nodes"),
    Assumption("message-in-terminal", "message() prints in a terminal", "program"),
    Assumption("unknown-menu", "menu() of a name there is none of raises RuntimeError", "program"),
    Assumption("startup-error", "an error in init.py ends a terminal's start, and is shown with a window", "starting"),
    Assumption(
        "update-at-idle", "updateUI is called once for each node that changed, when the loop is idle", "session"
    ),
    Assumption("reload-button", "the reload button of a node needs no code to be run", "session"),
    Assumption("pane-in-terminal", "getPaneFor gives None in a terminal", "program"),
    Assumption("text-at-render", "the message of a Text2 is evaluated for every frame that is rendered", "rendering"),
    Assumption("frame-command", "[frame] in a text is the frame that is rendered, without noughts", "evaluating"),
    Assumption(
        "channels-pass", "channels() of a node are those that it gives: its first input's, less and more", "channels"
    ),
    Assumption("merged-channels", "a Merge2 gives B's channels and those that it puts out or merges too", "channels"),
    Assumption(
        "geo-one-file", "a WriteGeo is executed like a Write, into one abc or fbx file for all frames", "geometry"
    ),
)
