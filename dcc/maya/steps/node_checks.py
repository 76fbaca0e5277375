"""Checks of how nodes hang, stand and are called: one top, at rest, unique names, nothing empty, nothing keyed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dcc.maya.steps.facts import Members
from dcc.maya.steps.model_facts import TINY, Model
from dcc.maya.steps.telling import bare, short
from studio_tools.host import Scene
from studio_tools.publish.checks.severity import counted, listed
from studio_tools.publish.items import Finding
from studio_tools.publish.steps import Scope, validator


@validator("maya.one-top", label="One node on top", needs=(Members,))
def one_top(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """All that is published must hang below one node, so that it can be placed and found as one."""
    tops = scope.item.facts[Members].roots
    if len(tops) > 1:
        yield scope.error(f"{counted(len(tops), 'node')} on top instead of one", detail=listed(tops), nodes=tops)


def _freeze(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for node in finding.nodes:
        mending.freeze(node)


@validator("maya.frozen", label="Transforms at rest", needs=(Model,), fix=_freeze)
def frozen(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What is modelled stands where its points say: transforms are at rest."""
    for each in scope.item.facts[Model].transforms:
        if not each.is_at_rest:
            own = not (each.is_referenced or each.driven)
            yield scope.warning(f"{short(each.node)} is not at rest", nodes=[each.node], fixable=own)
    yield None


@validator("maya.no-mirrored", label="No negative scale", needs=(Model,))
def no_mirrored(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A negative scale turns faces inside out in other programs."""
    for each in scope.item.facts[Model].transforms:
        if min(each.scale) < 0:
            yield scope.error(f"{short(each.node)} is scaled by a negative number", nodes=[each.node])
    yield None


def _centre(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for node in finding.nodes:
        for pivot in ("rotatePivot", "scalePivot"):
            for axis in "XYZ":
                mending.set_number(node, f"{pivot}{axis}", 0.0)


@validator("maya.pivots", label="Pivots at the origin", needs=(Model,), optional=True, fix=_centre)
def pivots(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Pivots that were moved are lost in caches; of what is at rest they belong to the origin."""
    for each in scope.item.facts[Model].transforms:
        if any(abs(value) > TINY for value in each.pivot):
            own = each.is_at_rest and not each.is_referenced
            yield scope.info(f"the pivot of {short(each.node)} was moved", nodes=[each.node], fixable=own)
    yield None


def _delete(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    mending.delete(finding.nodes)


@validator("maya.no-nulls", label="No empty groups", needs=(Model,), fix=_delete)
def no_nulls(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Groups that hold nothing are left over."""
    for each in scope.item.facts[Model].transforms:
        if not each.children:
            own = not each.is_referenced
            yield scope.warning(f"{short(each.node)} holds nothing", nodes=[each.node], fixable=own)
    yield None


def _cut_keys(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import mending

    for node in finding.nodes:
        mending.cut_keys(node)


@validator("maya.not-keyed", label="Nothing is animated", needs=(Model,), fix=_cut_keys)
def not_keyed(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A model does not move: nothing drives its transforms."""
    for each in scope.item.facts[Model].transforms:
        if each.driven:
            title, own = f"{short(each.node)} is animated", not each.is_referenced
            yield scope.error(title, detail=listed(each.driven), nodes=[each.node], fixable=own)
    yield None


# -- names


@validator("maya.unique-names", label="Unique names", needs=(Members,))
def unique_names(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """No two nodes may have one name, with their namespaces left out: looks and caches find them by it."""
    nodes = [node for node in scope.item.facts[Members].below if node.startswith("|")]
    twice = [name for name, number in Counter(map(bare, nodes)).items() if number > 1]
    for name in twice:
        same = [node for node in nodes if bare(node) == name]
        yield scope.error(f"{counted(len(same), 'node')} called {name}", detail=listed(same), nodes=same)
    yield None


@validator("maya.clashing-names", label="Names without namespaces", needs=(Members,))
def clashing_names(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """Caches leave namespaces out: what hangs side by side in one needs names of its own without them."""
    members, beside = scope.item.facts[Members], dict[tuple[str, str], list[str]]()
    roots = {*members.roots}
    for node in members.below:
        if node.startswith("|"):
            above = "" if node in roots else node.rpartition("|")[0]
            beside.setdefault((above, bare(node)), []).append(node)
    for (_, name), same in beside.items():
        if len(same) > 1:
            title = f"{counted(len(same), 'node')} side by side are called {name}"
            yield scope.error(title, detail=listed(same), nodes=same)
    yield None


def _dissolve(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import hierarchy

    spaces = {short(node).rpartition(":")[0] for node in finding.nodes}
    for space in hierarchy.namespaces():
        if space in spaces:
            hierarchy.dissolve(space)


@validator("maya.no-namespaces", label="No namespaces", needs=(Members,), fix=_dissolve)
def no_namespaces(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """What is published as one's own has no namespace; that comes with references to it."""
    from dcc.maya.scene import mending

    found = [node for node in scope.item.facts[Members].below if ":" in short(node)]
    own = [node for node in found if not mending.is_referenced(node)]
    if own:
        title = f"{counted(len(own), 'node')} in a namespace"
        yield scope.error(title, detail=listed(map(short, own)), nodes=own, fixable=True)


def _rename_shapes(scope: Scope[Scene], finding: Finding) -> None:
    from dcc.maya.scene import hierarchy

    for shape in finding.nodes:
        hierarchy.rename(shape, f"{bare(shape.rpartition('|')[0])}Shape")


@validator("maya.shape-names", label="Names of shapes", needs=(Model,), fix=_rename_shapes)
def shape_names(scope: Scope[Scene]) -> Iterator[Finding | None]:
    """A shape is called after its transform, crateShape below crate: attributes are carried over by it."""
    for mesh in scope.item.facts[Model].meshes:
        above = bare(mesh.shape.rpartition("|")[0])
        if bare(mesh.shape) != f"{above}Shape" and not mesh.is_referenced:
            title = f"{short(mesh.shape)} is not called {above}Shape"
            yield scope.warning(title, nodes=[mesh.shape], fixable=True)
    yield None


STEPS = (
    one_top,
    frozen,
    no_mirrored,
    pivots,
    no_nulls,
    not_keyed,
    unique_names,
    clashing_names,
    no_namespaces,
    shape_names,
)
