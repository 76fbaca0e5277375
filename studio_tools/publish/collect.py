"""From what a host offers to items: named files sorted into products, or a scene's outputs.

Not here: finding the files behind a name (sources), what steps learn of an item (the collectors of its recipe).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studio_tools.errors import NotCapable, UsageError
from studio_tools.host import Files, Host, Output, Scene, Source
from studio_tools.publish.catalog import nearest
from studio_tools.publish.items import Facts, PublishItem, Sources, SourceSet
from studio_tools.publish.sources import read_source, sequence_of, shown

if TYPE_CHECKING:
    from studio_tools.config import KindSettings, Settings

OTHER = "other"
"""The kind that takes any file."""
LONGEST = 64
"""Letters of a variant at most: file names hold it beside entity, kind, view, version and frame, in 255 bytes."""
ANY = "*"
"""How settings say that a kind takes every extension."""

_MISSPELLED = 0.8
"""How like a kind a word must be to be taken for a slip, and not for a variant."""
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_LABELLED = re.compile(
    r"(?P<first>[A-Za-z0-9][A-Za-z0-9_-]*)(?:\.(?P<variant>[A-Za-z0-9][A-Za-z0-9_-]*))?=(?P<path>.+)", re.DOTALL
)


def parse_source(text: str, settings: Settings, *, kind: str = "", variant: str = "main") -> Source:
    """Read `PATH`, `KIND.VARIANT=PATH`, `KIND=PATH` or `VARIANT=PATH`; *kind* and *variant* fill what is left open.

    A path that exists as it is written is a path, whatever it looks like. Raises UsageError.
    """
    found = _LABELLED.fullmatch(text)
    if found is None or _exists(text):
        return Source(path=text, kind=kind, variant=variant)
    first, second = found["first"], found["variant"]
    if first in settings.kinds:
        return Source(path=found["path"], kind=first, variant=second or variant)
    near = nearest(first, settings.kinds, alike=_MISSPELLED)
    if second is not None or near:
        raise UsageError(f"{first!r} in {text!r} is no kind{near}", hint=f"Kinds: {', '.join(sorted(settings.kinds))}.")
    return Source(path=found["path"], kind=kind, variant=first)


def collect_items(host: Host, settings: Settings, *, only: frozenset[str] | None = None) -> tuple[PublishItem, ...]:
    """Everything that *host* offers for publishing, in its order; *only* these ids where they are given.

    Raises UsageError, SourceError, and NotCapable where the host offers nothing by its nature.
    """
    if isinstance(host, Files):
        items = items_of_files(host.sources(), settings)
    elif isinstance(host, Scene):
        items = tuple(_item_of_output(output, settings) for output in host.outputs())
    else:
        raise NotCapable(f"{host.name} has neither files nor a scene to publish")
    return _chosen(items, only)


def items_of_files(sources: Sequence[Source], settings: Settings) -> tuple[PublishItem, ...]:
    """Sort named files into products; one product in several formats is one item. Raises UsageError, SourceError."""
    if not sources:
        raise UsageError("nothing was named to publish", hint="Name a file, a folder, or frames like name.%04d.exr.")
    products: dict[tuple[str, str], list[SourceSet]] = {}
    for source in sources:
        kind, found = _identified(source, settings)
        forms = products.setdefault((kind, source.variant), [])
        _refuse_clash(found, forms, f"{kind}.{source.variant}")
        forms.append(found)
    return tuple(_item_of_files(kind, variant, forms) for (kind, variant), forms in products.items())


def guess_kind(found: SourceSet, settings: Settings) -> str:
    """The kind that files most likely are: a sequence of images is a render, an alembic a cache, and so on."""
    ending = found.extension
    if found.pattern is not None and _takes(settings, "image", ending):
        return "texture" if found.pattern.udim else "render"
    for kind in ("scene", "cache", "movie", "cut", "image", "texture"):
        if _takes(settings, kind, ending):
            return kind
    return OTHER


def _identified(source: Source, settings: Settings) -> tuple[str, SourceSet]:
    _check_words(source, settings)
    found = read_source(source.path, numbered=_is_frame(source, settings))
    kind = source.kind or guess_kind(found, settings)
    _refuse_extension(kind, found, settings.kinds[kind])
    return kind, found


def _is_frame(source: Source, settings: Settings) -> bool:
    """Whether a lone `a.1001.exr` is a frame: an image is, of a kind that has frames; a numbered movie is none."""
    if not source.kind or not settings.kinds[source.kind].frames:
        return False
    return _takes(settings, "image", Path(source.path).suffix.lower().lstrip("."))


def _check_words(source: Source, settings: Settings) -> None:
    if source.kind and source.kind not in settings.kinds:
        near = nearest(source.kind, settings.kinds)
        raise UsageError(f"{source.kind!r} is no kind{near}", hint=f"Kinds: {', '.join(sorted(settings.kinds))}.")
    if _WORD.fullmatch(source.variant) is None:
        raise UsageError(
            f"{source.variant!r} cannot name a variant", hint="Use letters, digits, dashes and underscores, like main."
        )
    if len(source.variant) > LONGEST:
        raise UsageError(
            f"the variant {source.variant[:20]}… has {len(source.variant)} letters; {LONGEST} are the most",
            hint="Choose a shorter one: it is part of every file's name.",
        )


def _refuse_extension(kind: str, found: SourceSet, expected: KindSettings) -> None:
    taken = {ending.lower().lstrip(".") for ending in expected.extensions}
    if ANY not in taken and found.extension not in taken:
        what = f"ends in .{found.extension}" if found.extension else "has no extension"
        raise UsageError(
            f"{shown(found.path)} {what}, which {kind} does not take",
            hint=f"{kind} takes {', '.join(sorted(taken))}; the kind {OTHER} takes any file.",
            details={"path": found.path, "kind": kind, "takes": sorted(taken)},
        )


def _refuse_clash(found: SourceSet, forms: Iterable[SourceSet], name: str) -> None:
    for form in forms:
        if form.representation == found.representation:
            whole = sequence_of(form.path, found.path)
            raise UsageError(
                f"{shown(form.path)} and {shown(found.path)} would both be the {found.representation} of {name}",
                hint=f"They look like frames of one sequence: name it once, as {shown(whole)}, and no glob that the "
                "shell expands."
                if whole
                else "Give one of them another variant: KIND.VARIANT=PATH.",
                details={"product": name, "representation": found.representation, "paths": [form.path, found.path]},
            )


def _item_of_files(kind: str, variant: str, forms: Sequence[SourceSet]) -> PublishItem:
    told = ", ".join(
        f"{form.representation} {form.frames.text()}" if form.frames else form.representation for form in forms
    )
    return PublishItem(
        id=f"{kind}.{variant}",
        label=f"{kind}.{variant} ({told})",
        kind=kind,
        variant=variant,
        members=tuple(form.path for form in forms),
        facts=Facts(Sources(tuple(forms))),
    )


def _item_of_output(output: Output, settings: Settings) -> PublishItem:
    _check_words(Source(path="", kind=output.kind, variant=output.variant), settings)
    return PublishItem(
        id=f"{output.kind}.{output.variant}",
        label=output.label,
        kind=output.kind,
        variant=output.variant,
        members=output.members or (output.id,),
        facts=Facts(output),
    )


def _chosen(items: Sequence[PublishItem], only: frozenset[str] | None) -> tuple[PublishItem, ...]:
    by_id: Mapping[str, PublishItem] = {item.id: item for item in items}
    if len(by_id) < len(items):
        twice = sorted({item.id for item in items if by_id[item.id] is not item})
        raise UsageError(f"two things would be published as {', '.join(twice)}", hint="Give one another variant.")
    for wanted in sorted(only or ()):
        if wanted not in by_id:
            raise UsageError(f"there is no item {wanted!r}{nearest(wanted, by_id)}", hint=f"Items: {', '.join(by_id)}.")
    return tuple(item for item in items if only is None or item.id in only)


def _takes(settings: Settings, kind: str, ending: str) -> bool:
    expected = settings.kinds.get(kind)
    return expected is not None and ending in {known.lower().lstrip(".") for known in expected.extensions}


def _exists(text: str) -> bool:
    try:
        return Path(text).exists()
    except (OSError, ValueError):
        return False
