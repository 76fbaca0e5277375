"""The scene as a document: its file, range and rate, what it keeps of ours, its selection, its undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from maya import cmds


def path() -> str:
    """The scene's file; "" for an untitled one."""
    return cmds.file(query=True, sceneName=True)


def is_modified() -> bool:
    """Whether changes would be lost."""
    return cmds.file(query=True, modified=True)


def begin() -> None:
    """Begin a new scene; what was open is gone."""
    cmds.file(new=True, force=True)


def open_file(path: str) -> None:
    """Open a scene; what was open is gone. May raise although it opened."""
    cmds.file(path, open=True, force=True)


def rename(path: str) -> None:
    """Give the scene a file name; nothing is written."""
    cmds.file(rename=path)


def save(file_type: str) -> None:
    """Write the scene to its file, changed or not."""
    cmds.file(save=True, force=True, type=file_type)


def export_all(path: str, file_type: str) -> None:
    """Write all of the scene to another file; references stay references."""
    cmds.file(path, exportAll=True, force=True, type=file_type, preserveReferences=True)


def export_selected(path: str, file_type: str) -> None:
    """Write what is selected, with what shades and drives it, to another file; references stay references."""
    cmds.file(path, exportSelected=True, force=True, type=file_type, preserveReferences=True)


def import_file(path: str, file_type: str, namespace: str) -> list[str]:
    """Bring in what is in a file as the scene's own; the names of its nodes."""
    return cmds.file(path, i=True, type=file_type, namespace=namespace, returnNewNodes=True)


def load_plug_in(name: str) -> None:
    """Load a plug-in that comes with Maya; one that is loaded stays so."""
    cmds.loadPlugin(name, quiet=True)


def expand(path: str) -> str:
    """A path as Maya finds it: a relative one lies in the project."""
    return cmds.workspace(expandName=path)


# -- time


def time_unit() -> str:
    """The rate, as Maya calls it."""
    return cmds.currentUnit(query=True, time=True)


def set_time_unit(name: str) -> None:
    """Set the rate; keys and ranges keep their frame numbers."""
    cmds.currentUnit(time=name, updateAnimation=False)


def animation_range() -> tuple[float, float]:
    """The first and last frame of the animation: what is looped over at the moment may be less."""
    first = cmds.playbackOptions(query=True, animationStartTime=True)
    return first, cmds.playbackOptions(query=True, animationEndTime=True)


def set_ranges(first: int, last: int) -> None:
    """Set the animation's range, and loop over all of it."""
    cmds.playbackOptions(minTime=first, maxTime=last, animationStartTime=first, animationEndTime=last)


# -- what the scene keeps of ours


def info(key: str) -> str | None:
    """A text that is kept in the file."""
    found = cmds.fileInfo(key, query=True)
    return found[0] if found else None


def set_info(key: str, value: str) -> None:
    """Keep a text in the file."""
    cmds.fileInfo(key, value)


def forget_info(key: str) -> None:
    """Keep it no longer."""
    cmds.fileInfo(remove=key)


# -- selection and undo


def selection() -> list[str]:
    """What is selected, with full paths."""
    return cmds.ls(selection=True, long=True)


def select(names: Sequence[str]) -> None:
    """Select these nodes and nothing else; sets as themselves."""
    if names:
        cmds.select(list(names), replace=True, noExpand=True)
    else:
        cmds.select(clear=True)


def existing(names: Iterable[str]) -> list[str]:
    """Those of some names that are still there."""
    return [name for name in names if cmds.objExists(name)]


def open_chunk(label: str) -> None:
    """Begin one step of undo."""
    cmds.undoInfo(openChunk=True, chunkName=label)


def close_chunk() -> None:
    """End it."""
    cmds.undoInfo(closeChunk=True)


# -- pictures


def playblast(stem: str, picture: str, *, frames: tuple[int, int], size: tuple[int, int], padding: int) -> None:
    """Write a picture a frame, named `stem.1001.png`; in place of what is there."""
    cmds.playblast(
        filename=stem,
        format="image",
        compression=picture,
        startTime=frames[0],
        endTime=frames[1],
        widthHeight=size,
        percent=100,
        framePadding=padding,
        viewer=False,
        showOrnaments=False,
        offScreen=True,
        forceOverwrite=True,
        clearCache=True,
    )
