"""Probes of the scene and its file: saved, renamed, opened, refused, and what its callbacks hear."""

from __future__ import annotations

from typing import Any

from studio_tools.testing.selftest.probes import Probe, by_code
from studio_tools.testing.selftest.tape import Tape, Thing

CHECK = "om.MSceneMessage.addCheckCallback"


def begin(tape: Tape) -> None:
    """An empty scene, with undo, which a Maya without a window begins without."""
    tape.ask("cmds.file", new=True, force=True)
    tape.ask("cmds.undoInfo", state=True)


def saved(tape: Tape, name: str) -> str:
    """Save the scene under a name in the probe's folder."""
    path = tape.path(name)
    tape.ask("cmds.file", rename=path)
    tape.ask("cmds.file", save=True, type="mayaAscii")
    return path


def opened(tape: Tape, path: str) -> None:
    """Open a scene, whatever is open."""
    tape.ask("cmds.file", path, open=True, force=True)


def messages(tape: Tape, *names: str) -> dict[str, Any]:
    """The numbers of messages, by their names."""
    return {name: tape.read(f"om.MSceneMessage.{name}") for name in names}


def end(tape: Tape, *registered: Thing) -> None:
    """Let callbacks be forgotten."""
    for each in registered:
        tape.ask("om.MMessage.removeCallback", each)


def rename_unmodified(tape: Tape) -> object:
    tape.ask("cmds.file", rename=tape.path("named.ma"))
    return tape.ask("cmds.file", query=True, modified=True)


def rename_untitled(tape: Tape) -> object:
    tape.keep("cmds.file", rename="untitled")
    return tape.ask("cmds.file", query=True, sceneName=True, shortName=True) != ""


def unsaved(tape: Tape) -> object:
    path = saved(tape, "other.ma")
    tape.ask("cmds.createNode", "transform")
    asked = {"new": tape.words("cmds.file", new=True), "open": tape.words("cmds.file", path, open=True)}
    return {what: ["Unsaved changes" in words, words.partition(":")[0]] for what, words in asked.items()}


def veto_error(tape: Tape) -> object:
    tape.ask("cmds.file", rename=tape.path("refused.ma"))
    number = messages(tape, "kBeforeSaveCheck")["kBeforeSaveCheck"]
    veto = tape.keep(CHECK, number, tape.listener("veto", gives=False))
    try:
        return tape.outcome("cmds.file", save=True, type="mayaAscii")
    finally:
        end(tape, veto)


def check_answer(tape: Tape) -> object:
    number = messages(tape, "kBeforeSaveCheck")["kBeforeSaveCheck"]
    return {
        "None": answered(tape, number, gives=None),
        "0": answered(tape, number, gives=0),
        "False": answered(tape, number, gives=False),
        "an error": answered(tape, number, fails=True),
    }


def answered(tape: Tape, number: int, *, gives: object = None, fails: bool = False) -> object:
    """Whether a save goes through that a callback answers so."""
    path = tape.path(f"{gives}-{fails}.ma")
    tape.ask("cmds.file", rename=path)
    one = tape.keep(CHECK, number, tape.listener(f"{gives}-{fails}", gives=gives, fails=fails))
    try:
        tape.outcome("cmds.file", save=True, type="mayaAscii")
    finally:
        end(tape, one)
    return "saved" if tape.ask("bench.exists", path) else "refused"


def check_signature(tape: Tape) -> object:
    path = saved(tape, "opened.ma")
    numbers = messages(tape, "kBeforeSaveCheck", "kBeforeOpenCheck")
    plain = tape.keep(CHECK, numbers["kBeforeSaveCheck"], tape.listener("check", gives=True), "data")
    name = "om.MSceneMessage.addCheckFileCallback"
    filed = tape.keep(name, numbers["kBeforeOpenCheck"], tape.listener("file check", gives=True), "data")
    try:
        tape.ask("cmds.file", save=True, type="mayaAscii")
        opened(tape, path)
    finally:
        end(tape, plain, filed)
    (heard,) = tape.ask("bench.heard", "check")
    (with_file,) = tape.ask("bench.heard", "file check")
    return {"check": heard, "file check": ["a file" if isinstance(with_file[0], Thing) else "", *with_file[1:]]}


def scene_update(tape: Tape) -> object:
    path = saved(tape, "opened.ma")
    numbers = messages(tape, "kSceneUpdate", "kAfterNew", "kAfterOpen")
    registered = [
        tape.keep("om.MSceneMessage.addCallback", number, tape.listener("order"), name)
        for name, number in numbers.items()
    ]
    try:
        tape.ask("cmds.file", new=True, force=True)
        opened(tape, path)
    finally:
        end(tape, *registered)
    return [each[0] for each in tape.ask("bench.heard", "order")]


def chunk_survives(tape: Tape) -> object:
    path = saved(tape, "other.ma")
    tape.ask("cmds.undoInfo", openChunk=True, chunkName="work")
    opened(tape, path)
    tape.ask("cmds.createNode", "transform", name="first")
    tape.ask("cmds.createNode", "transform", name="second")
    closed = tape.outcome("cmds.undoInfo", closeChunk=True)
    tape.ask("cmds.undo")
    return {"closed": closed, "left": [tape.ask("cmds.objExists", name) for name in ("first", "second")]}


def save_beside(tape: Tape) -> object:
    path = saved(tape, "saved.ma")
    tape.ask("bench.link", path, tape.path("before.ma"))
    tape.ask("cmds.createNode", "transform", name="later")
    tape.ask("cmds.file", save=True, type="mayaAscii")
    names = ("saved.ma", "before.ma")
    return {name: tape.ask("bench.says", tape.path(name), 'transform -n "later"') for name in names}


def file_info_escapes(tape: Tape) -> object:
    tape.ask("cmds.fileInfo", "studio", 'a "word"\\ and\na line')
    return tape.ask("cmds.fileInfo", "studio", query=True)


def playblast_name(tape: Tape) -> object:
    return tape.ask(
        "cmds.playblast",
        format="image",
        filename=tape.path("review"),
        compression="png",
        startTime=1,
        endTime=2,
        widthHeight=[64, 36],
        percent=100,
        viewer=False,
        offScreen=True,
        framePadding=4,
        forceOverwrite=True,
    ).rpartition("/")[2]


PROBES = by_code(
    Probe(code="rename-unmodified", ask=rename_unmodified, expects=False),
    Probe(code="rename-untitled", ask=rename_untitled, expects=True),
    Probe(code="unsaved", ask=unsaved, expects={"new": [True, "RuntimeError"], "open": [True, "RuntimeError"]}),
    Probe(code="veto-error", ask=veto_error, expects="raises RuntimeError"),
    Probe(
        code="check-answer",
        ask=check_answer,
        expects={"None": "saved", "0": "saved", "False": "refused", "an error": "saved"},
    ),
    Probe(code="check-signature", ask=check_signature, expects={"check": ["data"], "file check": ["a file", "data"]}),
    Probe(code="scene-update", ask=scene_update, expects=["kSceneUpdate", "kAfterNew", "kSceneUpdate", "kAfterOpen"]),
    Probe(code="chunk-survives", ask=chunk_survives, expects={"closed": None, "left": [False, False]}),
    Probe(code="save-beside", ask=save_beside, expects={"saved.ma": True, "before.ma": False}),
    Probe(code="file-info-escapes", ask=file_info_escapes, expects=['a \\"word\\"\\\\ and\\na line']),
    Probe(code="playblast-name", ask=playblast_name, expects="review.####.png"),
)
