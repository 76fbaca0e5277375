"""Are all frames of one format: resolution, pixel aspect, compression, channels, colours. The majority is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from studio_tools.media import ImageFacts
from studio_tools.publish.checks.facts import Media, aspects, frames_of
from studio_tools.publish.checks.severity import counted, judged, listed
from studio_tools.publish.items import Finding, SourceFile, Sources
from studio_tools.publish.steps import Scope, validator

NOT_WRITTEN = "not written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Files that differ from the majority in one aspect, all in the same way."""

    aspect: str
    value: str
    usual: str
    files: tuple[SourceFile, ...]


@validator("core.frame-format", label="One format for all frames", needs=(Sources, Media))
def frame_format(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Resolution, pixel aspect, compression, channels and colour space must not change within a sequence."""
    media = scope.item.facts[Media]
    for found in scope.item.facts[Sources].sets:
        facts = [(file, look.facts) for file, look in media.of(found.files) if isinstance(look.facts, ImageFacts)]
        for odd in differences(facts):
            yield from judged(
                scope,
                scope.settings.checks.format,
                _title(odd),
                detail=listed(file.path.name for file in odd.files),
                frames=frames_of(odd.files),
            )


def differences(facts: Iterable[tuple[SourceFile, ImageFacts]]) -> Iterator[Difference]:
    """Where files differ from what most of them are; where two formats are as common, the earlier one is right."""
    known = [(file, aspects(one)) for file, one in facts]
    for aspect in known[0][1] if known else ():
        values = Counter(told[aspect] for _, told in known)
        usual = values.most_common(1)[0][0]
        for value in values:
            if value != usual:
                files = tuple(file for file, told in known if told[aspect] == value)
                yield Difference(aspect=aspect, value=value, usual=usual, files=files)


def _title(odd: Difference) -> str:
    frames = frames_of(odd.files)
    who = f"frame{'s' if len(frames) > 1 else ''} {frames.text()}" if frames else counted(len(odd.files), "file")
    return f"{odd.aspect} changes: {who} {_spelled(odd, odd.value)}, the others {_spelled(odd, odd.usual)}"


def _spelled(odd: Difference, value: str) -> str:
    if odd.aspect == "channels":
        return _channels_told(value, odd.usual if value == odd.value else odd.value)
    return value or NOT_WRITTEN


def _channels_told(value: str, other: str) -> str:
    """Only the channels that the other side lacks; frames may have hundreds."""
    own = [channel for channel in value.split(", ") if channel not in other.split(", ")]
    return ", ".join(own[:6]) + (f" and {len(own) - 6} more" if len(own) > 6 else "") if own else "no others"
