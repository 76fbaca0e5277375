"""Templates that would read the same path: found by trying, so that each conflict comes with a path to look at.

Fields are tried with their examples and with the fixed words of the other template. A conflict that is named is real;
patterns so odd that neither shows it are not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, product

from studio_tools.templates.fields import Field, Value
from studio_tools.templates.template import Template

_FIELD = re.compile(r"\{[^}]*\}|[\[\]]")
_SECTION = re.compile(r"\[[^]]*\]")
_MOST_TRIED = 500


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two templates, by name, and a path that follows both."""

    first: str
    second: str
    path: str


def conflicts(templates: Mapping[str, Template]) -> list[Conflict]:
    """Find the pairs of *templates* that both read one path."""
    found = []
    for (first, one), (second, other) in combinations(templates.items(), 2):
        if not _alike(one, other):
            continue
        path = next((path for path in _tried(one, other) if one.matches(path) and other.matches(path)), None)
        if path is not None:
            found.append(Conflict(first, second, path))
    return found


def _alike(one: Template, other: Template) -> bool:
    """Whether their paths can have equally many parts; what is in brackets may add some."""
    depths = [{text.count("/"), _SECTION.sub("", text).count("/")} for text in (one.text, other.text)]
    return max(depths[0]) >= min(depths[1]) and max(depths[1]) >= min(depths[0])


def _tried(one: Template, other: Template) -> Iterator[str]:
    yield from islice(_samples(one, other), _MOST_TRIED)
    yield from islice(_samples(other, one), _MOST_TRIED)


def _samples(template: Template, other: Template) -> Iterator[str]:
    """Paths of *template* with examples and with words of *other*, with and without its optional sections."""
    words = [word for word in re.split("/", _FIELD.sub("", other.text)) if word]
    for names in dict.fromkeys([template.names, tuple(name for name in template.names if name in template.required)]):
        choices = [list(_choices(template.declared[name], words)) for name in names]
        for values in product(*choices):
            yield template.format(dict(zip(names, values, strict=True)))


def _choices(field: Field, words: list[str]) -> Iterator[Value]:
    if field.kind == "number":
        yield 1
        return
    for word in dict.fromkeys([field.example, *words]):
        if field.accepts(word):
            yield word
