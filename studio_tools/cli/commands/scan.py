"""`studio scan`: what scenes refer to, read without Maya or Nuke. Needs no home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from studio_tools.cli.answer import Answer
from studio_tools.cli.command import StudioCommand
from studio_tools.cli.render import Paper, many
from studio_tools.errors import StudioError, UsageError
from studio_tools.scenes import Explorer, Missing, Repathed, Scene, Tree, read, repath


@click.command(cls=StudioCommand)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--deep", is_flag=True, help="Follow references, precomps and live groups; tell what is missing.")
@click.option("--repath", "folders", nargs=2, metavar="OLD NEW", help="Copy, with paths below OLD leading below NEW.")
@click.option("--into", type=click.Path(path_type=Path), metavar="FILE|DIR", help="Where the copy goes.")
def scan(files: tuple[Path, ...], deep: bool, folders: tuple[str, str] | None, into: Path | None) -> Answer:
    """Read .ma, .mb, .nk and .gizmo files without the programs: versions, ranges, references, caches, outputs.

    Nothing in a file is run. What is damaged, cannot be resolved or looks dangerous is told as a warning, with its
    line or byte. With --repath a copy is written (NAME_repath beside the original, or --into), and nothing else.
    """
    if folders is not None:
        return _repath(files, folders, into)
    if into is not None:
        raise UsageError("--into says where a copy goes", hint="Give --repath OLD NEW as well.")
    return _deep(files) if deep else _plain(files)


def _plain(files: Sequence[Path]) -> Answer:
    scenes, errors = [], []
    for file in files:
        try:
            scenes.append(read(file))
        except StudioError as error:
            errors.append(error)

    def text(paper: Paper) -> None:
        for scene in scenes:
            _tell(paper, scene)

    return Answer(result=_result([each.as_json() for each in scenes], errors), text=text, error=_first(errors))


def _deep(files: Sequence[Path]) -> Answer:
    explorer, trees, errors = Explorer(), [], []
    for file in files:
        try:
            trees.append(explorer.explore(file))
        except StudioError as error:
            errors.append(error)

    def text(paper: Paper) -> None:
        for tree in trees:
            _tell(paper, tree.scene)
            _tell_tree(paper, tree)

    return Answer(result=_result([each.as_json() for each in trees], errors), text=text, error=_first(errors))


def _repath(files: Sequence[Path], folders: tuple[str, str], into: Path | None) -> Answer:
    if into is not None and len(files) > 1 and not into.is_dir():
        raise UsageError("several copies need a folder to go into", hint="Make the folder, and name it with --into.")
    copies, errors = [], []
    for file in files:
        try:
            copies.append(repath(file, _copy_of(file, into), *folders))
        except StudioError as error:
            errors.append(error)

    def text(paper: Paper) -> None:
        for copy in copies:
            _tell_copy(paper, copy)

    return Answer(result=_result([each.as_json() for each in copies], errors), text=text, error=_first(errors))


def _copy_of(file: Path, into: Path | None) -> Path:
    if into is None:
        return file.with_name(f"{file.stem}_repath{file.suffix}")
    return into / file.name if into.is_dir() else into


def _result(entries: list[dict[str, Any]], errors: Sequence[StudioError]) -> list[dict[str, Any]] | None:
    """The entries; where something failed, those of the others."""
    return entries if entries or not errors else None


def _first(errors: Sequence[StudioError]) -> StudioError | None:
    """The first error, which names the others as well."""
    if len(errors) > 1:
        told = [each.as_json() | {"details": dict(each.details)} for each in errors]
        errors[0].details["errors"] = told
    return errors[0] if errors else None


def _tell(paper: Paper, scene: Scene) -> None:
    paper.line((scene.file, "bold"))
    paper.table(("", ""), list(_facts(scene)), indent=2)
    rows = [("reference", each.node, _frames(None), each.path, _mark(each.resolved)) for each in scene.references]
    rows += [
        (each.kind, each.node, _frames((each.first, each.last)), each.path, _mark(each.resolved))
        for each in scene.dependencies
    ]
    rows += [("-> " + each.kind, each.node, "", each.path or "(none)", "") for each in scene.outputs]
    if rows:
        paper.table(("kind", "node", "frames", "path", ""), rows, indent=2)
    for node in scene.script_nodes:
        paper.line(f"script {node.node} ({node.when}, {many(node.size, 'character')})", indent=2)
    for warning in scene.warnings:
        paper.state("warn", f"  {warning}", indent=2)
    paper.line()


def _facts(scene: Scene) -> Iterator[tuple[str, str]]:
    yield "program", f"{scene.host} {scene.version or '(version unknown)'}"
    told = scene.as_json()
    ranges = ("range", "animation_range", "render_range")
    for name in ("fps", *ranges, "resolution", "color_management", "ocio_config"):
        value = told[name]
        if value is not None:
            joint = " x " if name == "resolution" else " - "
            parts = value if isinstance(value, list) else [value]
            yield name.replace("_", " "), joint.join("?" if each is None else str(each) for each in parts)
    if scene.plugins:
        yield "plug-ins", ", ".join(f"{each.name} {each.version or ''}".strip() for each in scene.plugins)


def _frames(pair: tuple[object, object] | None) -> str:
    if pair is None or pair == (None, None):
        return ""
    return " - ".join("?" if each is None else str(each) for each in pair)


def _mark(resolved: str | None) -> str:
    return "" if resolved is not None else "(unresolved)"


def _tell_tree(paper: Paper, tree: Tree) -> None:
    for branch in tree.branches:
        notes = [branch.state] if branch.state != "read" else []
        notes += ["not loaded"] if branch.loaded is False else []
        paper.line("  " * branch.depth + branch.file, f"  ({', '.join(notes)})" if notes else "", indent=2)
    for cycle in tree.cycles:
        paper.state("warn", f"  goes round: {' -> '.join(cycle)}", indent=2)
    _tell_missing(paper, "missing", tree.missing)
    _tell_missing(paper, "unresolved", tree.unresolved)
    paper.line()


def _tell_missing(paper: Paper, word: str, missing: Sequence[Missing]) -> None:
    for each in missing:
        paper.state("warn", f"  {word} {each.kind} of {each.node}: {each.resolved or each.path}", indent=2)


def _tell_copy(paper: Paper, copy: Repathed) -> None:
    paper.line(f"{copy.into}  {many(copy.changed, 'path')} changed")
    if copy.left:
        paper.state("warn", f"  {many(copy.left, 'mention')} of the old folder stay: they are no paths of their own")
