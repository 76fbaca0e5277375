"""The program itself: what it is, its project, undo, what the scene keeps, what is printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from studio_tools.testing.mayasim.flags import Call
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session, Simulated, words

RULE = re.compile(r'^workspace -fr "([^"]*)" "([^"]*)";$', re.MULTILINE)
"""A rule as the project's own file, `workspace.mel`, writes it."""
MORE_VALUES = {"2025": ("6.5.3", 20250000), "2026": ("6.5.3", 20260000), "2027": ("6.8.3", 20270000)}


def about(session: Session, call: Call) -> object:
    """`about`: which Maya this is."""
    qt, api = MORE_VALUES.get(session.version, ("6.5.3", 20250000))
    answers: Mapping[str, object] = {
        "batch": not session.is_gui,
        "version": session.version,
        "majorVersion": session.version,
        "minorVersion": "0",
        "apiVersion": api,
        "installedVersion": f"Maya {session.version}",
        "product": f"Maya {session.version}",
        "application": "maya",
        "cutIdentifier": f"{session.version}00000000-000000",
        "qtVersion": qt,
        "linux": True,
        "linux64": True,
        "windows": False,
        "win64": False,
        "ntOS": False,
        "macOS": False,
        "is64": True,
        "operatingSystem": "linux64",
        "codeset": "UTF-8",
        "preferences": f"{session.project.as_posix()}/.maya/{session.version}/prefs",
    }
    found = [answers[flag] for flag in call.flags if flag in answers]
    if not found:
        raise NotSimulated(f"about({', '.join(call.flags)})")
    return found[0]


def workspace(session: Session, call: Call) -> object:
    """`workspace`: the project's folder and its rules."""
    root = session.project.as_posix().rstrip("/") + "/"
    if call.on("rootDirectory") or (call.is_query and "directory" in call.flags) or call.on("fullName"):
        return root if call.on("rootDirectory") else root.rstrip("/") + ("/" if "directory" in call.flags else "")
    if "fileRuleEntry" in call.flags:
        return session.rules.get(call.text("fileRuleEntry"), "")
    if "expandName" in call.flags:
        name = session.expand(call.text("expandName"))
        return name if name.startswith("/") or name[1:2] == ":" else root + name
    if call.is_query and "fileRule" in call.flags:
        return [word for pair in session.rules.items() for word in pair]
    if call.is_query and "fileRuleList" in call.flags:
        return list(session.rules)
    if "fileRule" in call.flags:
        rule = call.words("fileRule")
        session.rules[rule[0]] = rule[1]
        session.messages.happen("workspaceChanged")
        return None
    if "removeFileRuleEntry" in call.flags:
        session.rules.pop(call.text("removeFileRuleEntry"), None)
        session.messages.happen("workspaceChanged")
        return None
    if "openWorkspace" in call.flags and call.names:
        session.project = session.path(call.names[0])
        session.rules.update(kept_rules(session))
        session.messages.happen("workspaceChanged")
        return None
    if call.on("saveWorkspace"):
        text = "".join(f'workspace -fr "{name}" "{place}";\n' for name, place in session.rules.items())
        session.faults.write(rules_file(session), f"//Maya {session.version} Project Definition\n\n{text}".encode())
        return None
    raise NotSimulated(f"workspace({', '.join(call.flags)})")


def rules_file(session: Session) -> Path:
    """Where a project keeps its rules."""
    return session.project / "workspace.mel"


def kept_rules(session: Session) -> dict[str, str]:
    """The rules that the project's own file holds; none where there is no such file."""
    path = rules_file(session)
    return dict(RULE.findall(path.read_text("utf-8", "replace"))) if path.is_file() else {}


def undo_info(session: Session, call: Call) -> object:
    """`undoInfo`: chunks, the switch, and what would be undone."""
    journal = session.scene.journal
    if call.on("openChunk"):
        journal.begin(call.text("chunkName"))
    elif call.on("closeChunk"):
        journal.end()
    elif call.is_query:
        return asked_undo(session, call)
    elif "state" in call.flags or "stateWithoutFlush" in call.flags:
        journal.is_on = call.on("state") or call.on("stateWithoutFlush")
        if "state" in call.flags and not journal.is_on:
            journal.forget()
    return None


def asked_undo(session: Session, call: Call) -> object:
    """What is told of undo."""
    journal = session.scene.journal
    answers: Mapping[str, Callable[[], object]] = {
        "state": lambda: journal.is_on,
        "stateWithoutFlush": lambda: journal.is_on,
        "undoName": lambda: journal.past[-1].name if journal.past else "",
        "redoName": lambda: journal.future[-1].name if journal.future else "",
        "undoQueueEmpty": lambda: not journal.past,
        "redoQueueEmpty": lambda: not journal.future,
        "chunkName": lambda: journal.open_steps[-1].name if journal.open_steps else "",
    }
    found = [answers[flag] for flag in call.flags if flag in answers]
    if not found:
        raise NotSimulated(f"undoInfo({', '.join(call.flags)}, query=True)")
    return found[0]()


def undo(session: Session, call: Call) -> object:
    """`undo`, `redo` and `flushUndo`."""
    if call.command == "flushUndo":
        session.scene.journal.forget()
        return None
    if session.scene.journal.open_steps:
        raise RuntimeError(f"{call.command} is not allowed while an undo chunk is open.")
    if call.command == "undo":
        session.scene.journal.undo()
    else:
        session.scene.journal.redo()
    return None


def file_info(session: Session, call: Call) -> object:
    """`fileInfo`: what is kept in the scene. One key gives a list; all give one flat list of pairs."""
    info = session.scene.file_info
    if "remove" in call.flags:
        if call.text("remove") in info:
            session.scene.journal.drop(info, call.text("remove"))
        return None
    if call.is_query:
        if call.names:
            return [escaped(info[call.names[0]])] if call.names[0] in info else []
        return [word for key, value in info.items() for word in (key, escaped(value))]
    if len(call.names) != 2:
        raise RuntimeError("fileInfo needs a key and a value.")
    session.scene.journal.put(info, call.names[0], call.names[1])
    return None


def escaped(value: str) -> str:
    """A value as Maya gives it back: quotes, backslashes and line ends come with a backslash."""
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def say(session: Session, call: Call) -> object:
    """`warning` and `error`: printed; an error stops what runs."""
    text = " ".join(call.names)
    session.say(call.command, text)
    if call.command == "error":
        raise RuntimeError(text)
    return None


COMMANDS: Mapping[str, Simulated] = {
    "about": Simulated(
        call=about,
        flags=words(
            """batch version majorVersion minorVersion apiVersion installedVersion product application
            cutIdentifier qtVersion linux linux64 windows win64 ntOS macOS is64 operatingSystem codeset
            preferences"""
        ),
        is_silent=True,
    ),
    "workspace": Simulated(
        call=workspace,
        flags=words(
            """rootDirectory directory fullName fileRuleEntry fileRule fileRuleList removeFileRuleEntry
            expandName openWorkspace saveWorkspace"""
        ),
        is_silent=True,
    ),
    "undoInfo": Simulated(
        call=undo_info,
        flags=words(
            """openChunk closeChunk chunkName state stateWithoutFlush undoName redoName undoQueueEmpty
            redoQueueEmpty"""
        ),
        is_silent=True,
    ),
    "undo": Simulated(call=undo, flags=frozenset(), is_silent=True),
    "redo": Simulated(call=undo, flags=frozenset(), is_silent=True),
    "flushUndo": Simulated(call=undo, flags=frozenset(), is_silent=True),
    "fileInfo": Simulated(call=file_info, flags=words("remove")),
    "warning": Simulated(call=say, flags=frozenset(), is_silent=True),
    "error": Simulated(call=say, flags=frozenset(), is_silent=True),
}
