"""Attributes that were added to a node: read from a file's `addAttr`, written into one, made by the command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio_tools.testing.mayasim.encoding import digits, number
from studio_tools.testing.mayasim.model import Word
from studio_tools.testing.mayasim.schema import Attribute

LONG = {
    "-longName": "-ln",
    "-shortName": "-sn",
    "-attributeType": "-at",
    "-dataType": "-dt",
    "-defaultValue": "-dv",
    "-minValue": "-min",
    "-maxValue": "-max",
    "-parent": "-p",
    "-multi": "-m",
    "-enumName": "-en",
    "-hidden": "-h",
    "-keyable": "-k",
    "-category": "-ct",
}
ALONE = frozenset({"-m", "-uac", "-multi", "-usedAsColor", "-usedAsFilename", "-uaf", "-usedAsProxy", "-uap"})
TYPED = frozenset(
    {
        "string",
        "stringArray",
        "matrix",
        "doubleArray",
        "Int32Array",
        "double2",
        "double3",
        "float2",
        "float3",
        "long2",
        "long3",
    }
)


def read_addition(words: Sequence[Word]) -> Attribute | None:
    """Read the words of an `addAttr`. None where they name no attribute."""
    flags: dict[str, str] = {}
    iterator = iter(words)
    for word in iterator:
        name = LONG.get(word.text, word.text)
        flags[name] = "true" if name in ALONE else next(iterator, Word("")).text
    long = flags.get("-ln") or flags.get("-sn")
    if not long:
        return None
    return attribute(
        long,
        short=flags.get("-sn", ""),
        kind=flags.get("-at") or flags.get("-dt") or "double",
        default=number(flags["-dv"]) if "-dv" in flags else None,
        parent=flags.get("-p", ""),
        is_multi="-m" in flags,
        enum=flags.get("-en", ""),
        limits=(number(flags.get("-min", "")), number(flags.get("-max", ""))),
        is_hidden=flags.get("-h") in ("true", "1", "yes", "on"),
        is_keyable=flags.get("-k") in ("true", "1", "yes", "on"),
        categories=(flags["-ct"],) if "-ct" in flags else (),
    )


def attribute(
    long: str,
    *,
    short: str = "",
    kind: str = "double",
    default: object = None,
    parent: str = "",
    is_multi: bool = False,
    enum: str = "",
    limits: tuple[float | None, float | None] = (None, None),
    is_hidden: bool = False,
    is_keyable: bool = False,
    categories: tuple[str, ...] = (),
) -> Attribute:
    """Make the attribute that is added; an enumeration's words count up from 0 or from the number they give."""
    return Attribute(
        long=long,
        short=short or long,
        kind=kind,
        default=default,
        parent=parent,
        is_multi=is_multi,
        choices=choices(enum),
        minimum=limits[0],
        maximum=limits[1],
        is_added=True,
        is_hidden=is_hidden,
        is_keyable=is_keyable,
        categories=categories,
    )


def choices(enum: str) -> Mapping[str, int]:
    """Number the words of an enumeration, `low:high=5:highest`."""
    made: dict[str, int] = {}
    following = 0
    for part in enum.strip(":").split(":") if enum.strip(":") else ():
        word, _, told = part.partition("=")
        following = int(told) if told else following
        made[word] = following
        following += 1
    return made


def spoken_choices(attribute: Attribute) -> str:
    """Write an enumeration's words as a file does."""
    parts, following = [], 0
    for word, value in attribute.choices.items():
        parts.append(word if value == following else f"{word}={value}")
        following = value + 1
    return ":".join(parts)


def written_addition(added: Attribute, child_count: int = 0) -> tuple[Word, ...]:
    """Write the words of an `addAttr`."""
    words = [Word("-ci"), Word("true"), Word("-sn"), Word(added.short, True), Word("-ln"), Word(added.long, True)]
    words += [Word("-dt" if added.kind in TYPED and not child_count else "-at"), Word(added.kind, True)]
    pairs: list[tuple[str, Word]] = []
    if added.default is not None and not isinstance(added.default, str):
        pairs.append(("-dv", Word(digits(added.default))))
    if added.minimum is not None:
        pairs.append(("-min", Word(digits(added.minimum))))
    if added.maximum is not None:
        pairs.append(("-max", Word(digits(added.maximum))))
    if added.choices:
        pairs.append(("-en", Word(spoken_choices(added), True)))
    pairs += [("-ct", Word(each, True)) for each in added.categories]
    if added.parent:
        pairs.append(("-p", Word(added.parent, True)))
    if added.kind == "compound":
        pairs.append(("-nc", Word(str(child_count))))
    if added.is_hidden:
        pairs.append(("-h", Word("true")))
    if added.is_keyable:
        pairs.append(("-k", Word("true")))
    words += [word for flag, value in pairs for word in (Word(flag), value)]
    return (*words, Word("-m")) if added.is_multi else tuple(words)
