"""What is in the pictures: the channels that their kind has to have, windows that make sense, pixels that are numbers.

Channels and windows are read from the headers; pixels only of the frames that were decoded (`checks.deep_frames`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from studio_tools.media import ImageFacts, Look, Window
from studio_tools.publish.checks.facts import Media, frames_of
from studio_tools.publish.checks.severity import counted, judged, listed
from studio_tools.publish.items import Finding, SourceFile, Sources
from studio_tools.publish.steps import Scope, validator

if TYPE_CHECKING:
    from studio_tools.config import CheckSettings

SETS = {"rgb": ("R", "G", "B"), "rgba": ("R", "G", "B", "A"), "alpha": ("A",)}
"""What people call channels that have no layer in their names."""
LAYERS = {"depth": ("Z",)}
"""What a layer may be called in full."""
SPELT = {"red": "R", "green": "G", "blue": "B", "alpha": "A"}
"""How files spell what compositors call the channels of a layer."""


@validator("core.channels", label="Channels of the kind", needs=(Sources, Media))
def channels(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Every frame must have the channels and layers that the show asks of its kind."""
    wanted = scope.settings.checks.channels.get(scope.item.kind, "").split()
    lacking: dict[str, list[SourceFile]] = {}
    for file, facts in _pictures(scope) if wanted else ():
        for word in missing(wanted, facts):
            lacking.setdefault(word, []).append(file)
    for word, files in lacking.items():
        yield from judged(
            scope,
            scope.settings.checks.missing_channels,
            f"{word} is missing in {counted(len(files), 'file')}",
            detail=listed(file.path.name for file in files),
            frames=frames_of(files),
        )


def missing(wanted: Iterable[str], facts: ImageFacts) -> list[str]:
    """Those of the wanted channels and layers that a picture lacks."""
    return lacking(wanted, _names(facts))


def lacking(wanted: Iterable[str], names: frozenset[str]) -> list[str]:
    """Those of the wanted channels and layers that are not among channels of these names."""
    spelt = frozenset(map(_spelt, names))
    return [word for word in wanted if not _has(spelt, _spelt(word))]


def _spelt(name: str) -> str:
    """One spelling of a layer's channel: `crypto.red` and `crypto.R` are the same."""
    layer, _, last = name.rpartition(".")
    return f"{layer}.{SPELT.get(last, last)}" if layer else name


def spoiled(look: Look, checks: CheckSettings) -> str:
    """Say what stops a picture that is looked at after the checks ran; "" for nothing."""
    if look.problem and checks.unreadable == "error":
        return f"is broken: {look.problem}"
    if look.bad_values and checks.pixels == "error":
        return "has pixels that are no numbers or infinite"
    return ""


def _names(facts: ImageFacts) -> frozenset[str]:
    """The channels' names; those of the first of several parts also without its name, which says nothing of layers."""
    own = [channel.name for channel in facts.channels]
    first = own[0].partition(".")[0] if own and facts.parts > 1 else ""
    return frozenset((*own, *(name.partition(".")[2] for name in own if first and name.startswith(f"{first}."))))


def _has(names: frozenset[str], word: str) -> bool:
    if word in SETS:
        return names.issuperset(SETS[word])
    known = (word, *LAYERS.get(word, ()))
    return any(f".{name}".endswith(f".{one}") or f".{one}." in f".{name}" for name in names for one in known)


@validator("core.data-window", label="Windows that make sense", needs=(Sources, Media))
def data_window(scope: Scope[Any]) -> Iterator[Finding | None]:
    """A data window outside of the picture shows nothing, and one far beyond it makes every reader slow."""
    odd: dict[str, list[tuple[SourceFile, ImageFacts]]] = {}
    for file, facts in _pictures(scope):
        what = strange_window(facts.data, facts.display, scope.settings.checks.overscan)
        if what:
            odd.setdefault(what, []).append((file, facts))
    for what, found in odd.items():
        files = [file for file, _ in found]
        told = (f"{file.path.name}: {facts.data}, the picture is {facts.display}" for file, facts in found)
        yield from judged(
            scope,
            scope.settings.checks.data_window,
            f"the data window of {counted(len(files), 'file')} {what}",
            detail=listed(told),
            frames=frames_of(files),
        )


def strange_window(data: Window, display: Window, overscan: float) -> str:
    """Say what is strange about a data window, "" for nothing."""
    if data.right < display.left or data.left > display.right or data.bottom < display.top or data.top > display.bottom:
        return "lies outside of the picture"
    across, down = overscan * display.width, overscan * display.height
    beyond = (
        max(display.left - data.left, data.right - display.right) > across,
        max(display.top - data.top, data.bottom - display.bottom) > down,
    )
    return "reaches far beyond the picture" if any(beyond) else ""


@validator("core.pixels", label="Pixels are numbers", needs=(Sources, Media))
def pixels(scope: Scope[Any]) -> Iterator[Finding | None]:
    """NaN and infinity spread in every filter that meets them, and show as black or white spots."""
    for found in scope.item.facts[Sources].sets:
        bad = [(file, look.bad_values) for file, look in scope.item.facts[Media].of(found.files) if look.bad_values]
        if bad:
            files = [file for file, _ in bad]
            yield from judged(
                scope,
                scope.settings.checks.pixels,
                f"{counted(len(files), 'file')} with pixels that are no numbers or infinite",
                detail=listed(f"{file.path.name}: {counted(number, 'value')}" for file, number in bad),
                frames=frames_of(files),
            )


def _pictures(scope: Scope[Any]) -> Iterator[tuple[SourceFile, ImageFacts]]:
    media = scope.item.facts[Media]
    for found in scope.item.facts[Sources].sets:
        for file, look in media.of(found.files):
            if isinstance(look.facts, ImageFacts):
                yield file, look.facts
