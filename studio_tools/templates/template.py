"""Templates: how a path is made of typed fields, and read back; strict in both directions.

`{field}`, `{version:03}` for numbers padded to at least three digits, `[...]` for a part that may be absent; nothing
else. A field that stands twice must agree with itself. Not here: which templates a studio uses (config).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as keep
from difflib import get_close_matches
from functools import cached_property
from itertools import product

from studio_tools.errors import ConfigError, PathError, PathIncomplete
from studio_tools.templates.fields import Field, Slot, Value

_TOKEN = re.compile(r"\{(?P<field>[a-z][a-z0-9_]*)(?::(?P<width>0?[0-9]))?\}|(?P<mark>[\[\]{}])|(?P<text>[^\[\]{}]+)")
_MOST_SECTIONS = 4


@dataclass(frozen=True, slots=True)
class _Section:
    """A stretch of a template that is there as a whole or, where *optional*, not at all."""

    parts: tuple[str | Slot, ...]
    optional: bool

    @property
    def slots(self) -> list[Slot]:
        return [part for part in self.parts if isinstance(part, Slot)]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A template with some of its optional sections, ready to be filled in."""

    pattern: str
    slots: tuple[Slot, ...]
    texts: tuple[tuple[str, dict[Value, str]], ...]
    numbers: tuple[str, ...]
    """Fields whose type is looked at each time: True and 1.0 would pass for a remembered 1."""


@dataclass(frozen=True)
class Template:
    """One template. Raises ConfigError where its text or its fields make no sense."""

    text: str
    declared: Mapping[str, Field] = keep(repr=False)
    """Every field that a template of this house may use, by name."""

    def __post_init__(self) -> None:
        _check(self.text, self._sections)

    @cached_property
    def _sections(self) -> tuple[_Section, ...]:
        return tuple(_sections(self.text, self.declared))

    @cached_property
    def _slots(self) -> dict[str, Slot]:
        return {slot.field.name: slot for section in self._sections for slot in section.slots}

    @cached_property
    def _optional(self) -> tuple[tuple[str, ...], ...]:
        """The fields that call for each optional section: its own, that stand nowhere else."""
        outside = {slot.field.name for each in self._sections if not each.optional for slot in each.slots}
        names = [[slot.field.name for slot in each.slots] for each in self._sections if each.optional]
        return tuple(tuple(name for name in own if name not in outside) for own in names)

    @cached_property
    def _shapes(self) -> dict[tuple[bool, ...], _Shape]:
        return {wanted: self._shape(wanted) for wanted in product((True, False), repeat=len(self._optional))}

    @cached_property
    def _whole(self) -> _Shape:
        return self._shapes[(True,) * len(self._optional)]

    def _chosen(self, given: Mapping[str, object]) -> _Shape:
        wanted = [any([given.get(name) is not None for name in own]) for own in self._optional]  # noqa: C419
        return self._shapes[tuple(wanted)]

    def _shape(self, wanted: tuple[bool, ...]) -> _Shape:
        choices = iter(wanted)
        parts = [part for each in self._sections if not each.optional or next(choices) for part in each.parts]
        slots = tuple(part for part in parts if isinstance(part, Slot))
        return _Shape(
            pattern="".join("%s" if isinstance(part, Slot) else part.replace("%", "%%") for part in parts),
            slots=slots,
            texts=tuple((slot.field.name, slot.texts) for slot in slots),
            numbers=tuple({slot.field.name for slot in slots if slot.field.kind == "number"}),
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of the template, in order."""
        return tuple(self._slots)

    @property
    def widths(self) -> dict[str, int]:
        """To how many digits each field is padded; 0 where it is not."""
        return {name: slot.width for name, slot in self._slots.items()}

    @property
    def required(self) -> frozenset[str]:
        """The fields without which there is no path."""
        return frozenset(self._slots).difference(*self._optional)

    def format(self, values: Mapping[str, object] | None = None, /, **fields: object) -> str:
        """Make the path. Declared fields that it does not use are passed over.

        Raises PathIncomplete, naming everything that is missing, malformed or not declared.
        """
        given = fields if values is None else {**values, **fields} if fields else values
        shape = self._chosen(given) if self._optional else self._whole
        try:
            texts = tuple([known[given[name]] for name, known in shape.texts])  # type: ignore[index]
        except (KeyError, TypeError):
            return self._format_anew(given, shape)
        for name in shape.numbers:
            if type(given[name]) is not int:
                return self._format_anew(given, shape)
        if not given.keys() <= self.declared.keys():
            return self._format_anew(given, shape)
        return shape.pattern % texts

    def _format_anew(self, given: Mapping[str, object], shape: _Shape) -> str:
        """Check and write each value, and say all that is wrong with them."""
        texts, missing, malformed = [], [], {}
        for slot in shape.slots:
            name = slot.field.name
            if given.get(name) is None:
                missing.append(name)
                continue
            try:
                texts.append(slot.spell(given[name]))
            except ValueError as wrong:
                malformed[name] = str(wrong)
        malformed |= {name: _unknown(name, self.declared) for name in given if name not in self.declared}
        if missing or malformed:
            raise _incomplete(self, list(dict.fromkeys(missing)), malformed)
        return shape.pattern % tuple(texts)

    @cached_property
    def _fullmatch(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile("".join(_expressions(self._sections, set()))).fullmatch

    @cached_property
    def _values(self) -> tuple[tuple[str, dict[str, Value]], ...]:
        return tuple((name, slot.values) for name, slot in self._slots.items())

    def parse(self, path: str | os.PathLike[str]) -> dict[str, Value]:
        """Read the fields of *path*; those of absent sections are not in the answer. Raises PathError."""
        found = self._fullmatch(path if type(path) is str else os.fspath(path))
        if found is None:
            raise _unlike(self, os.fspath(path))
        try:
            return {
                name: values[text]
                for (name, values), text in zip(self._values, found.groups(), strict=True)
                if text is not None
            }
        except KeyError:
            return self._parse_anew(found)

    def _parse_anew(self, found: re.Match[str]) -> dict[str, Value]:
        try:
            return {name: self._slots[name].read(text) for name, text in found.groupdict().items() if text is not None}
        except ValueError:
            raise _unlike(self, found.string) from None

    def matches(self, path: str) -> bool:
        """Whether *path* follows the template."""
        found = self._fullmatch(path)
        if found is None:
            return False
        return all(self.declared[name].accepts(text) for name, text in found.groupdict().items() if text is not None)

    def __truediv__(self, name: Template) -> Template:
        """The template of a file with the name *name* in the folder that this one describes."""
        return Template(f"{self.text}/{name.text}", self.declared)

    def __str__(self) -> str:
        return self.text


def _sections(text: str, declared: Mapping[str, Field]) -> Iterator[_Section]:
    slots: dict[tuple[str, int], Slot] = {}
    parts: list[str | Slot] = []
    inside = False
    for token in _TOKEN.finditer(text):
        mark = token["mark"]
        if mark and mark != ("]" if inside else "["):
            raise _broken(text, f'"{mark}" is out of place at character {token.start() + 1}')
        if mark:
            if parts:
                yield _Section(tuple(parts), inside)
            parts, inside = [], not inside
        elif token["field"]:
            slot = _slot(text, token, declared)
            parts.append(slots.setdefault((slot.field.name, slot.width), slot))
        else:
            parts.append(token["text"])
    if inside:
        raise _broken(text, 'a "[" is not closed')
    if parts:
        yield _Section(tuple(parts), optional=False)


def _slot(text: str, token: re.Match[str], declared: Mapping[str, Field]) -> Slot:
    name, width = token["field"], int(token["width"] or 0)
    if name not in declared:
        raise _broken(text, f'the field "{name}" is {_unknown(name, declared)}')
    if width and declared[name].kind == "text":
        raise _broken(text, f'the field "{name}" is text and cannot be padded')
    return Slot(declared[name], width)


def _check(text: str, sections: tuple[_Section, ...]) -> None:
    """Refuse what could not be read back: fields at two paddings, sections that nothing calls for."""
    slots = [(slot, number, each.optional) for number, each in enumerate(sections) for slot in each.slots]
    seen: dict[str, tuple[Slot, int, bool]] = {}
    for slot, number, optional in slots:
        first = seen.setdefault(slot.field.name, (slot, number, optional))
        if first[0].width != slot.width:
            raise _broken(text, f'the field "{slot.field.name}" is padded in two ways')
        if first[2] and first[1] != number:
            raise _broken(text, f'the field "{slot.field.name}" stands in brackets before it stands elsewhere')
    optional_sections = [number for number, each in enumerate(sections) if each.optional]
    for number in optional_sections:
        if not any(first[1] == number for first in seen.values()):
            raise _broken(text, "a part in brackets has no field of its own, so nothing says when it is there")
    if len(optional_sections) > _MOST_SECTIONS:
        raise _broken(text, f"at most {_MOST_SECTIONS} parts may stand in brackets")
    if not slots or text.startswith("/") or any(name in ("", ".", "..") for name in text.split("/")):
        raise _broken(text, "it must be a relative path with at least one field")


def _expressions(sections: Iterable[_Section], seen: set[str]) -> Iterator[str]:
    for section in sections:
        inner = "".join(_expression(part, seen) for part in section.parts)
        yield f"(?:{inner})?" if section.optional else inner


def _expression(part: str | Slot, seen: set[str]) -> str:
    if isinstance(part, str):
        return re.escape(part)
    name = part.field.name
    if name in seen:
        return f"(?P={name})"
    seen.add(name)
    return f"(?P<{name}>{part.expression})"


def _broken(text: str, why: str) -> ConfigError:
    return ConfigError(f'the template "{text}" cannot be used: {why}', details={"template": text, "why": why})


def _unknown(name: str, declared: Mapping[str, Field]) -> str:
    near = get_close_matches(name, list(declared), n=1)
    return f'not declared; did you mean "{near[0]}"?' if near else "not declared"


def _incomplete(template: Template, missing: list[str], malformed: Mapping[str, str]) -> PathIncomplete:
    said = [f"{', '.join(missing)} missing"] if missing else []
    said += [f"{name} {why}" for name, why in malformed.items()]
    return PathIncomplete(
        f"no path can be made from {template}: {'; '.join(said)}",
        details={"template": template.text, "missing": missing, "malformed": dict(malformed)},
    )


def _unlike(template: Template, path: str) -> PathError:
    """Say how far *path* follows the template."""
    seen: set[str] = set()
    expression, fits, expected = "", 0, "its end"
    for section in template._sections:
        for part in [section] if section.optional else section.parts:
            expression += next(_expressions([part], seen)) if isinstance(part, _Section) else _expression(part, seen)
            found = re.match(expression, path)
            if found is None:
                expected = f"{{{part.field.name}}}" if isinstance(part, Slot) else f'"{part}"'
                return _unlike_at(template, path, fits, expected)
            fits = found.end()
    return _unlike_at(template, path, fits, expected)


def _unlike_at(template: Template, path: str, fits: int, expected: str) -> PathError:
    return PathError(
        f'"{path}" does not follow {template}: {expected} was expected where it says "{path[fits:]}"',
        details={"path": path, "template": template.text, "fits": path[:fits]},
    )
