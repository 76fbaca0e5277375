"""The interface's commands. In batch mode all of them raise; what a person would answer, the test says beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio_tools.testing.mayasim.commands.targets import find
from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.interface import MAIN_WINDOW, PLAYBACK_SLIDER, SHELF_TOP, Element
from studio_tools.testing.mayasim.messages import ScriptJob
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session, Simulated, words

EVENTS = words(
    """SceneOpened NewSceneOpened SceneSaved PostSceneRead SelectionChanged timeChanged workspaceChanged
    quitApplication Undo Redo deleteAll playbackRangeChanged timeUnitChanged linearUnitChanged ToolChanged
    NameChanged SceneImported DagObjectCreated"""
)
CONTAINERS = words(
    """window menu shelfLayout columnLayout formLayout rowLayout frameLayout paneLayout tabLayout
    workspaceControl"""
)
CONTROLS = words(
    """window menu menuItem shelfLayout shelfButton columnLayout formLayout rowLayout frameLayout text
    textField separator checkBox"""
)
PANEL = "modelPanel4"


def control(session: Session, call: Call) -> object:
    """A control: made, asked about, changed. The full path of its name is given for those below others."""
    name, ui = (call.names[0] if call.names else ""), session.interface
    if "exists" in call.flags:
        return ui.find(name, "" if call.command == "control" else call.command) is not None or name == MAIN_WINDOW
    if call.is_query:
        return asked(session, call, ui.need(name))
    if call.mode == "edit":
        return changed(session, call, ui.need(name))
    if call.command == "control":
        raise RuntimeError("control only asks and changes.")
    parent = call.text("parent") or (ui.current if call.command != "window" else "")
    if call.command == "menu" and not parent:
        raise RuntimeError("Error: menu needs a parent.")
    if parent and parent.rpartition("|")[2] not in (MAIN_WINDOW, SHELF_TOP):
        ui.need(parent)
    taken = ui.find(name)
    if taken is not None:
        raise RuntimeError(f"Object's name '{name}' is not unique.")
    element = ui.make(call.command, name, parent.rpartition("|")[2], dict(call.flags))
    if call.command in CONTAINERS or call.on("subMenu"):
        ui.current = element.name
    return f"{parent}|{element.name}" if parent and call.command != "window" else element.name


def asked(session: Session, call: Call, element: Element) -> object:
    """What is told of a control: as it was set, and which are below it."""
    children = session.interface.children(element.name)
    for flag in call.flags:
        if flag in ("itemArray", "childArray", "menuArray"):
            return [each.name for each in children] or None
        if flag in ("numberOfItems", "numberOfChildren", "numberOfMenus"):
            return len(children)
        if flag == "fullPathName":
            return f"{element.parent}|{element.name}" if element.parent else element.name
        if flag == "parent":
            return element.parent
        if flag in element.options:
            return element.options[flag]
        if flag in ("visible", "enable"):
            return True
        if flag in ("floating", "collapse", "tearOff", "divider"):
            return False
        if flag in ("label", "title", "annotation"):
            return ""
        raise NotSimulated(f"{call.command}(query=True, {flag}=True)")
    raise RuntimeError(f"{call.command} was asked nothing.")


def changed(session: Session, call: Call, element: Element) -> object:
    """Change a control."""
    if call.on("deleteAllItems"):
        for child in session.interface.children(element.name):
            session.interface.delete(child.name)
    if call.on("close"):
        session.interface.delete(element.name)
        return None
    element.options.update(call.flags)
    if element.kind == "workspaceControl" and element.name in session.interface.states:
        session.interface.states[element.name].update(call.flags)
    return element.name


def set_parent(session: Session, call: Call) -> object:
    """`setParent`: what is made next goes there. ".." is one up, for menus too."""
    ui = session.interface
    if call.is_query:
        return ui.current
    name = call.names[0] if call.names else ""
    if name == "..":
        ui.current = ui.need(ui.current).parent
    elif name in (MAIN_WINDOW, SHELF_TOP):
        ui.current = name
    else:
        ui.current = ui.need(name).name
    return ui.current


def workspace_control(session: Session, call: Call) -> object:
    """`workspaceControl`: a docked panel, which the workspace remembers with its size and script."""
    name, ui = (call.names[0] if call.names else ""), session.interface
    if "exists" in call.flags or call.is_query or call.mode == "edit":
        return control(session, call)
    if ui.find(name) is not None:
        raise RuntimeError(f"Object's name '{name}' is not unique.")
    script = call.flags.get("uiScript")
    if script is not None and not isinstance(script, str):
        raise RuntimeError("workspaceControl: uiScript must be a string to be restored.")
    options = {**call.flags, **ui.states.get(name, {})}  # what the workspace remembers comes back
    element = ui.make("workspaceControl", name, MAIN_WINDOW, options)
    ui.states[element.name] = dict(options)
    script = options.get("uiScript")
    ui.current = element.name
    if isinstance(script, str):
        session.run_python(script)
    return element.name


def workspace_state(session: Session, call: Call) -> object:
    """`workspaceControlState`: what the workspace remembers of a panel."""
    name = call.names[0]
    if "exists" in call.flags:
        return name in session.interface.states
    if call.on("remove"):
        session.interface.states.pop(name, None)
        return None
    raise NotSimulated("workspaceControlState of anything but exists and remove")


def delete_ui(session: Session, call: Call) -> object:
    """`deleteUI`: a control and what is below it. The workspace's memory of a panel stays."""
    for name in call.names:
        session.interface.delete(name.rpartition("|")[2])
    return None


def dialog(session: Session, call: Call) -> object:
    """`confirmDialog`, `promptDialog`, `fileDialog2`: what the person answers. A closed file dialog gives None."""
    if call.is_query and call.command == "promptDialog":
        return session.settings.get("prompt", "")
    text = call.text("message") or call.text("caption") or call.text("title")
    said = session.interface.answer(call.command, text)
    if call.command == "fileDialog2":
        return said
    if call.command == "promptDialog" and isinstance(said, tuple):
        button, session.settings["prompt"] = said
        return button
    buttons = call.words("button") or ["Confirm"]
    if said is None:
        return call.text("dismissString", "dismiss")
    if said not in buttons:
        raise RuntimeError(f"The dialog has no button {said!r}, only {', '.join(buttons)}.")
    return said


def in_view(session: Session, call: Call) -> object:
    """`inViewMessage`, `headsUpMessage`: shown for a while."""
    text = call.text("assistMessage") or call.text("message") or call.text("statusMessage") or " ".join(call.names)
    session.interface.shown.append((call.command, text))
    return None


def progress(session: Session, call: Call) -> object:
    """`progressWindow`: one at a time; a test may cancel it by setting `cancelled`."""
    state = session.settings.setdefault("progressWindow", {})
    assert isinstance(state, dict)
    if call.is_query:
        if call.on("isCancelled"):
            return bool(session.settings.get("cancelled"))
        return next(state.get(flag, 0) for flag in call.flags)
    if call.on("endProgress"):
        state.clear()
        return None
    if call.mode == "create" and state:
        return False
    state.update(call.flags)
    if "step" in call.flags:
        state["progress"] = int(state.get("progress", 0)) + int(call.number("step"))
    return True


def script_job(session: Session, call: Call) -> object:
    """`scriptJob`: a job of the idle loop; its number."""
    jobs = session.messages.jobs
    if "exists" in call.flags:
        return int(call.number("exists")) in jobs
    if "kill" in call.flags:
        number = int(call.number("kill"))
        if number in jobs and jobs[number].is_protected and not call.on("force"):
            raise RuntimeError("Cannot kill a protected scriptJob without the force flag.")
        jobs.pop(number, None)
        return None
    if call.on("listJobs"):
        return [f"{each.number}: event={each.event}" for each in jobs.values()]
    if call.on("listEvents"):
        return sorted(EVENTS)
    if "idleEvent" in call.flags:
        run = runnable(session, call.flags["idleEvent"])
        session.messages.idle.append(run)
        return session.messages.number()
    return add_job(session, call)


def add_job(session: Session, call: Call) -> int:
    """Add a job for an event."""
    event = call.flags.get("event")
    if not isinstance(event, list | tuple):
        raise NotSimulated(f"scriptJob({', '.join(call.flags)})")
    if event[0] not in EVENTS:
        raise RuntimeError(f"scriptJob: {event[0]!r} is no event.")
    job = ScriptJob(
        number=session.messages.number(),
        event=str(event[0]),
        call=runnable(session, event[1]),
        is_once=call.on("runOnce"),
        dies_with_scene=call.on("killWithScene"),
        is_protected=call.on("protected"),
    )
    session.messages.jobs[job.number] = job
    return job.number


def runnable(session: Session, code: object) -> Callable[[], object]:
    """What runs a function, or code given as text."""
    return code if callable(code) else lambda: session.run_python(str(code))


def eval_deferred(session: Session, call: Call) -> object:
    """`evalDeferred`: later, when the loop is idle."""
    code = call.args[0] if call.args else ""
    queue = session.messages.late if call.on("lowestPriority") or call.on("lowPriority") else session.messages.idle
    queue.append(runnable(session, code))
    return None


def get_panel(session: Session, call: Call) -> object:
    """`getPanel`: one view is there."""
    if call.on("withFocus") or call.on("underPointer"):
        return PANEL
    if call.text("type") == "modelPanel" or call.on("visiblePanels") or call.on("allPanels"):
        return [PANEL]
    if "typeOf" in call.flags:
        return "modelPanel" if call.text("typeOf") == PANEL else ""
    raise NotSimulated(f"getPanel({', '.join(call.flags)})")


def model_panel(session: Session, call: Call) -> object:
    """`modelPanel`, `modelEditor`, `lookThru`: the view's camera and what it shows."""
    shown = session.settings.setdefault("view", {"camera": "persp"})
    assert isinstance(shown, dict)
    if "exists" in call.flags:
        return call.names[:1] == [PANEL]
    if call.command == "lookThru":
        if call.is_query:
            return shown["camera"]
        shown["camera"] = call.names[-1]
        return None
    if call.names[:1] != [PANEL]:
        raise RuntimeError(f"Object '{call.names[0] if call.names else ''}' not found.")
    if call.is_query:
        return next((shown.get(flag, True) for flag in call.flags), None)
    if "camera" in call.flags and not find(session, call.text("camera")):
        raise RuntimeError(f"No camera is called {call.text('camera')}.")
    shown.update(call.flags)
    return None


def time_control(session: Session, call: Call) -> object:
    """`timeControl`: the sound and the range of the time slider."""
    if not call.names or call.names[0] != PLAYBACK_SLIDER:
        raise RuntimeError(f"Object '{call.names[0] if call.names else ''}' not found.")
    if not call.is_query:
        session.settings["slider.sound"] = call.text("sound")
        return None
    if call.on("sound"):
        return session.settings.get("slider.sound", "")
    if call.on("rangeArray"):
        now = session.scene.times["current"]
        return session.settings.get("slider.range", [now, now + 1.0])
    if call.on("rangeVisible"):
        return "slider.range" in session.settings
    raise NotSimulated("timeControl with such flags")


def refresh(session: Session, call: Call) -> object:
    """`refresh`, `viewFit`, `ogs`: what is drawn, which is nothing here."""
    if "suspend" in call.flags:
        session.settings["refresh.suspended"] = call.on("suspend")
    return None


MADE = words(
    """label parent tearOff exists postMenuCommand postMenuCommandOnce itemArray numberOfItems deleteAllItems
    enable visible command divider subMenu image annotation sourceType style title childArray
    numberOfChildren menuArray image1 imageOverlayLabel insertAfter optionBox checkBox dividerLabel
    fullPathName allowOptionBoxes boldFont width height echoCommand widthHeight adjustableColumn menuBar"""
)
PANELS = words(
    """exists label uiScript retain floating requiredPlugin visible restore loadImmediately initialWidth
    initialHeight minimumWidth minimumHeight widthProperty heightProperty tabToControl dockToMainWindow
    dockToControl close closeCommand checksPlugins r collapse visibleChangeCommand actLikeMayaUIElement"""
)
DIALOGS = words(
    """title message button defaultButton cancelButton dismissString icon messageAlign parent fileMode caption
    fileFilter dialogStyle startingDirectory okCaption cancelCaption selectFileFilter text style
    scrollableField"""
)
VIEW = words(
    """camera exists displayAppearance displayTextures displayLights grid allObjects nurbsCurves polymeshes
    headsUpDisplay manipulators cameras joints locators lights imagePlane dynamics pluginObjects activeView
    modelEditor label selectionHiliteDisplay"""
)
SHOWN = words(
    """assistMessage message statusMessage position fade fadeStayTime fadeInTime fadeOutTime time backColor
    alpha"""
)


def of_window(call: Callable[[Session, Call], object], flags: frozenset[str]) -> Simulated:
    """A command that needs the interface."""
    return Simulated(call=call, flags=flags, needs_window=True, is_silent=True)


COMMANDS: Mapping[str, Simulated] = {
    **{name: of_window(control, MADE) for name in (*CONTROLS, "control")},
    "showWindow": of_window(refresh, frozenset()),
    "setParent": of_window(set_parent, words("menu")),
    "workspaceControl": of_window(workspace_control, PANELS),
    "workspaceControlState": of_window(workspace_state, words("exists remove")),
    "deleteUI": of_window(delete_ui, words("control window menu menuItem layout panel editor")),
    **{name: of_window(dialog, DIALOGS) for name in ("confirmDialog", "promptDialog", "fileDialog2")},
    **{name: of_window(in_view, SHOWN) for name in ("inViewMessage", "headsUpMessage")},
    "progressWindow": of_window(
        progress, words("""title status progress maxValue minValue isInterruptable isCancelled endProgress step""")
    ),
    "scriptJob": of_window(
        script_job, words("""event runOnce killWithScene protected kill force exists listJobs listEvents idleEvent""")
    ),
    "evalDeferred": Simulated(
        call=eval_deferred, flags=words("lowestPriority lowPriority evaluateNext"), is_silent=True
    ),
    "getPanel": of_window(get_panel, words("withFocus underPointer type visiblePanels allPanels typeOf")),
    **{name: of_window(model_panel, VIEW) for name in ("modelPanel", "modelEditor", "lookThru")},
    "timeControl": of_window(time_control, words("sound rangeArray rangeVisible displaySound")),
    "refresh": Simulated(call=refresh, flags=words("suspend force currentView"), is_silent=True),
    "viewFit": of_window(refresh, words("allObjects animate fitFactor")),
    "ogs": Simulated(call=refresh, flags=words("pause reset"), is_silent=True),
}
