"""Textures as Arnold wants them: each with a `.tx` beside it that is not older."""

from __future__ import annotations

from collections.abc import Iterator

from dcc.maya.steps.facts import Read, Reads, SceneFacts
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, validator

ARNOLD, PLUG_IN, TX = "arnold", "mtoa", ".tx"


@validator("maya.tx", label="Textures have their .tx", needs=(Reads, SceneFacts), optional=True)
def tx(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What Arnold has to convert at every render should be converted once; asked of scenes with Arnold alone."""
    if scope.settings.show.renderer != ARNOLD and PLUG_IN not in scope.item.facts[SceneFacts].plug_ins:
        return
    textures = [each for each in scope.item.facts[Reads].all if each.loaded.kind == "texture"]
    late = [each for each in textures if _is_late(each)]
    if late:
        title = f"{counted(len(late), 'texture')} without a .tx, or with an older one"
        detail, nodes = listed(f"{each.loaded.id}: {each.loaded.path}" for each in late), [e.loaded.id for e in late]
        yield scope.info(title, detail=detail, nodes=nodes)


def _is_late(each: Read) -> bool:
    from dcc.maya.host.readers import there

    path = each.loaded.resolved
    source = None if path is None else there(path)
    if path is None or source is None:
        return False
    converted = there(path.with_suffix(TX))
    return converted is None or converted.stat().st_mtime_ns < source.stat().st_mtime_ns


STEPS = (tx,)
