"""Collectors for Maya: they alone ask the scene, so that checks judge what is known and tests need no tricks.

Imports without Maya; `dcc.maya.scene` is imported when a step runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dcc.maya.steps.facts import Members, Read, Reads, SceneFacts, ScriptNode
from studio_tools.errors import StorageError
from studio_tools.host import Loaded, Output, Scene
from studio_tools.publish.items import Uses
from studio_tools.publish.steps import Scope, collector
from studio_tools.scenes.malware import marks_in

START_UP = ("userSetup.py", "userSetup.mel", "vaccine.py")
"""Files that Maya runs when it starts, and one that malware brings along."""
SCENE = "scene"
"""The id of the scene among its outputs."""


@collector("maya.scene", label="Scene", provides=(SceneFacts,), needs=(Output,))
def scene(scope: Scope[Scene]) -> Iterator[SceneFacts | None]:
    """Read what the scene is set to: rate, range, size, units, colours, plug-ins, and what is strange in it."""
    from dcc.maya.scene import survey

    time, (width, height, aspect) = scope.host.timeline(), survey.picture_size()
    yield SceneFacts(
        version=scope.host.version,
        file=scope.host.file(),
        is_modified=scope.host.modified(),
        project=survey.project(),
        start=time.start,
        end=time.end,
        fps=time.fps,
        width=width,
        height=height,
        pixel_aspect=aspect,
        linear_unit=survey.linear_unit(),
        angular_unit=survey.angular_unit(),
        up_axis=survey.up_axis(),
        is_colour_managed=survey.colour_is_managed(),
        colour_config=survey.colour_config(),
        working_space=survey.working_space(),
        plug_ins=survey.plug_ins(),
        unknown_plug_ins=tuple(survey.unknown_plug_ins()),
        unknown_nodes=tuple(survey.unknown_nodes()),
        scripts=tuple(ScriptNode(each.node, len(each.code), marks_in(each.code)) for each in survey.scripts()),
        start_up=tuple(_start_up(survey.start_up_folders())),
        empty_layers=tuple(survey.empty_layers()),
    )


def _start_up(folders: Iterable[str]) -> Iterator[ScriptNode]:
    for path in dict.fromkeys(Path(folder, name) for folder in folders for name in START_UP):
        try:
            code = path.read_text("utf-8", "replace")
        except OSError:  # most people have none of them
            continue
        # A file that is called userSetup may well say so, and what it writes.
        marks = tuple(mark for mark in marks_in(code) if not mark.startswith("userSetup"))
        yield ScriptNode(path.as_posix(), len(code), marks)


@collector("maya.reads", label="What the scene reads", provides=(Reads, Uses), needs=(Output,))
def reads(scope: Scope[Scene]) -> Iterator[Reads | Uses | None]:
    """List references, textures, caches, plates and sound, and the versions that they were published as."""
    found = []
    for loaded in scope.host.loaded():
        yield None
        found.append(_read(scope, loaded))
    yield Reads(tuple(found))
    before = scope.item.facts.get(Uses)
    stamps = (each.origin for each in found if each.origin is not None)
    yield Uses(tuple(dict.fromkeys((*(before.stamps if before else ()), *stamps))))


def _read(scope: Scope[Scene], loaded: Loaded) -> Read:
    if loaded.stamp is not None or loaded.resolved is None:
        return Read(loaded, loaded.stamp)
    try:
        return Read(loaded, scope.world.origin(loaded.resolved))
    except StorageError as error:
        return Read(loaded, None, untraced=error)


@collector("maya.members", label="Members", provides=(Members,), needs=(Output,))
def members(scope: Scope[Scene]) -> Iterator[Members | None]:
    """Find the nodes of what is published: those of the set, what sets in it hold, or all that hangs in the world."""
    from dcc.maya.scene import hierarchy

    output = scope.item.facts[Output]
    if output.id == SCENE:
        nodes = tuple(hierarchy.in_the_world())
        yield Members(nodes, tuple(hierarchy.with_all_below(nodes)))
        return
    there = hierarchy.full_names(output.members)
    nodes = tuple(name for name in there.values() if name)
    gone = tuple(member for member, name in there.items() if not name)
    held = tuple(hierarchy.inside(nodes))
    yield Members(nodes, tuple(hierarchy.with_all_below((*nodes, *held))), gone, output.id, held)


STEPS = (scene, reads, members)
