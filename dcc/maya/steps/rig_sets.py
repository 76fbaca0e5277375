"""Checks of a rig's sets: what animators move, and what caches are made of. What they are called is the show's.

Not here: how controls stand (`rig`), ids of shapes in general (`identity`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dcc.maya.steps.facts import Members
from dcc.maya.steps.identity import Ids
from dcc.maya.steps.rig import Rig
from dcc.maya.steps.rig_facts import RigSet, RigSets
from dcc.maya.steps.telling import bare, short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import are, counted, listed
from studio_tools.publish.items import Finding, Uses
from studio_tools.publish.steps import Scope, validator


def _wrong(scope: Scope[Scene], one: RigSet, *, why: str, can_be_filled: bool) -> Iterator[Finding]:
    """What is wrong with a set whatever it is for; nothing where it can be looked into."""
    same = [each for each in one.found if bare(each) == one.called]
    if len(same) > 1:
        yield scope.error(f"{len(same)} sets are called {one.called}", nodes=same)
    elif one.found and not one.members:
        own = can_be_filled and not one.is_fixed
        yield scope.error(f"{short(one.found[0])} is empty", detail=why, nodes=one.found, fixable=own)
    elif not one.found and one.loose:
        detail, only = f"Put it into {scope.item.facts[Members].group}.", len(one.loose) == 1
        yield scope.error(f"{one.loose[0]} is not published with the rig", detail=detail, nodes=one.loose, fixable=only)
    elif not one.found:  # a show that knows no such sets publishes all the same, and says so once in its settings
        yield scope.warning(f"the rig has no set called {one.called}", detail=why, fixable=can_be_filled)


def _strangers(scope: Scope[Scene], one: RigSet, *, lacks: str) -> Iterator[Finding]:
    for nodes, what in ((one.strange, lacks), (one.outside, "not of the rig")):
        if nodes:
            title = f"{counted(len(nodes), 'member')} of {short(one.found[0])} {are(nodes)} {what}"
            yield scope.error(title, detail=listed(nodes), nodes=nodes, fixable=not one.is_fixed)


def _mend(scope: Scope[Scene], one: RigSet | None, finding: Finding, contents: Sequence[str]) -> None:
    """Publish a set with the rig, make it, fill it, or take out of it what does not belong there."""
    from dcc.maya.scene import hierarchy, nodes

    if one is None:
        return
    group, asked = scope.item.facts[Members].group, finding.nodes
    if not one.found:
        hierarchy.put_in(group, one.loose or [nodes.make_set(one.called, contents)])
    elif asked == one.found:
        hierarchy.put_in(one.found[0], contents)
    elif set(asked) <= {*one.strange, *one.outside}:
        for each in hierarchy.sets_among(one.found):
            hierarchy.take_out_of(each, asked)


# -- what animators move


def _mend_controls(scope: Scope[Scene], finding: Finding) -> None:
    controls = scope.item.facts[Rig].curves
    _mend(scope, scope.item.facts[RigSets].controls, finding, controls)


@validator("maya.rig-controls", label="Set of controls", needs=(RigSets, Rig, Members), fix=_mend_controls)
def rig_controls(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Animators, and what saves their poses, find a rig's controls by one set: `show.rig_controls_set`."""
    from dcc.maya.scene import nodes

    one, controls = scope.item.facts[RigSets].controls, scope.item.facts[Rig].curves
    if one is None:
        return
    why, is_free = "Put the controls into it.", bool(one.found) or not nodes.type_of(one.called)
    told = list(_wrong(scope, one, why=why, can_be_filled=bool(controls) and is_free))
    yield from told or _strangers(scope, one, lacks="no transform" if len(one.strange) == 1 else "no transforms")
    loose = [] if told else [each for each in controls if each not in one.members]
    if loose:  # curves of paths, wires and spline handles are no controls: only the rigger knows
        title = f"{counted(len(loose), 'node')} with a curve {are(loose)} not in {short(one.found[0])}"
        yield scope.info(title, detail=listed(loose), nodes=loose)


# -- what caches are made of


def _mend_out(scope: Scope[Scene], finding: Finding) -> None:
    _mend(scope, scope.item.facts[RigSets].out, finding, ())


@validator("maya.rig-out", label="Set of what is cached", needs=(RigSets, Members), fix=_mend_out)
def rig_out(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What caches are made of is said by one set of meshes, not by everything in the rig: `show.rig_out_set`."""
    found = scope.item.facts[RigSets]
    if found.out is None or not (found.has_meshes or found.out.members):
        return
    why = "Put the meshes into it that are animated, lit and rendered."
    told = list(_wrong(scope, found.out, why=why, can_be_filled=False))
    yield from told or _strangers(scope, found.out, lacks="without a mesh")


@validator("maya.rig-out-ids", label="Ids of what is cached", needs=(RigSets, Ids))
def rig_out_ids(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What caches are made of bears the ids of its model, each its own: by them looks are put onto caches."""
    ids, cached = scope.item.facts[Ids], scope.item.facts[RigSets].cached
    if not any(ids.all.values()):
        return
    bare_ones = [each for each in cached if not ids.all.get(each) and each not in ids.before]
    if bare_ones:
        title = f"{_meshes(bare_ones)} without an id"
        yield scope.warning(title, detail=listed(map(short, bare_ones)), nodes=bare_ones)
    first: dict[str, str] = {}
    for each in cached:
        if ids.own.get(each) and first.setdefault(ids.own[each], each) != each:
            yield scope.error(f"{short(each)} has the id of {short(first[ids.own[each]])}", nodes=[each])
    known = _of_models(scope)
    strangers = [each for each in cached if known and ids.all.get(each) and ids.all[each] not in known]
    if strangers:
        title = f"{_meshes(strangers)} with ids of no model that the rig reads"
        yield scope.warning(title, detail=listed(map(short, strangers)), nodes=strangers)


def _meshes(found: Sequence[str]) -> str:
    return "1 cached mesh" if len(found) == 1 else f"{len(found)} cached meshes"


def _of_models(scope: Scope[Scene]) -> set[str]:
    """The ids that the versions which the rig is made from list; nothing where they list none."""
    uses = scope.item.facts.get(Uses)
    listed_ids = (scope.world.facts(stamp).get("node_ids") for stamp in (uses.stamps if uses else ()))
    return {str(ident) for each in listed_ids if isinstance(each, dict) for ident in each.values()}


STEPS = (rig_controls, rig_out, rig_out_ids)
