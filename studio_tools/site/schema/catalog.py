"""The catalog of entity types: stock facts, overlaid by what studios added or changed at run time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from importlib.resources import files
from typing import Any

from studio_tools.site.schema.fields import EntityType, Field, Inverse, Link, Mirror, Own, Via

_COMMON = {
    "bare": ("bare",),
    "dated": ("bare", "dated"),
    "made": ("bare", "dated", "made"),
    "row": ("bare", "dated", "made", "row"),
}
_EDITABLE = {True: "always", False: "never", "create": "create"}


class Schema:
    """Every entity type of a site; types are built when they are first asked for."""

    def __init__(self, stock: Mapping[str, Any], custom: Iterable[Field] = (), *, revision: int = 0) -> None:
        self._stock = stock
        self._built: dict[str, EntityType] = {}
        self._custom: dict[str, dict[str, Field]] = {}
        self.revision = revision
        for extra in custom:
            self._custom.setdefault(extra.entity_type, {})[extra.name] = extra

    @cached_property
    def type_names(self) -> tuple[str, ...]:
        """The names of all entity types, sorted."""
        return tuple(sorted(self._stock["types"]))

    @property
    def statuses(self) -> Mapping[str, str]:
        """Status codes and what they are called."""
        names: Mapping[str, str] = self._stock["statuses"]
        return names

    @property
    def steps(self) -> list[tuple[str, str, str]]:
        """The pipeline steps a new site starts with: entity type, name, short name."""
        return [(kind, name, short) for kind, name, short in self._stock["steps"]]

    def __contains__(self, name: object) -> bool:
        return name in self._stock["types"]

    def __getitem__(self, name: str) -> EntityType:
        found = self._built.get(name)
        if found is None:
            found = self._built[name] = self._build(name)
        return found

    def field(self, entity_type: str, name: str) -> Field | None:
        """The field of that name, or None."""
        return self[entity_type].fields.get(name)

    def is_stock(self, entity_type: str, name: str) -> bool:
        """Whether the field was shipped, as opposed to made at run time."""
        return name in self._declared(entity_type)

    def with_custom(self, custom: Iterable[Field], *, revision: int) -> Schema:
        """The same stock with other run-time fields."""
        return Schema(self._stock, custom, revision=revision)

    def inverses_of(self, entity_type: str, name: str) -> list[Field]:
        """The list fields that are the other end of this field."""
        return self._inverses.get((entity_type, name), [])

    @cached_property
    def _inverses(self) -> dict[tuple[str, str], list[Field]]:
        ends: dict[tuple[str, str], list[Field]] = {}
        for type_name in self.type_names:
            for candidate in self[type_name].fields.values():
                match candidate.link:
                    case Inverse(owner, owned) | Mirror(owner, owned, ()):
                        ends.setdefault((owner, owned), []).append(candidate)
                    case _:
                        pass
        return ends

    def _declared(self, name: str) -> dict[str, list[Any]]:
        body = self._stock["types"][name]
        declared: dict[str, list[Any]] = {}
        for part in _COMMON[body["common"]]:
            declared.update(self._stock["common"][part])
        declared.update(body["fields"])
        return declared

    def _build(self, name: str) -> EntityType:
        body = self._stock["types"][name]
        fields = {key: _field(name, key, spec) for key, spec in self._declared(name).items()}
        for key, made in self._custom.get(name, {}).items():
            fields[key] = replace(made, link=fields[key].link) if key in fields else made
        return EntityType(
            name=name,
            label=body["label"],
            display=body["name"],
            is_scoped=body.get("scoped", False),
            is_connection=body.get("connection", False),
            fields=fields,
        )


def _field(entity_type: str, name: str, spec: list[Any]) -> Field:
    facts = spec[2] if len(spec) > 2 else {}
    return Field(
        entity_type=entity_type,
        name=name,
        data_type=spec[0],
        label=spec[1],
        editable=_EDITABLE[facts.get("editable", True)],  # type: ignore[arg-type]
        mandatory=facts.get("mandatory", False),
        unique=facts.get("unique", False),
        indexed=facts.get("index", False),
        default=facts.get("default"),
        valid_types=tuple(facts.get("types", ())),
        valid_values=tuple(facts.get("values", ())),
        link=_link(facts) if spec[0] == "multi_entity" else None,
    )


def _link(facts: Mapping[str, Any]) -> Link:
    if "via" in facts:
        return Via(*facts["via"])
    if "inverse" in facts:
        return Inverse(*facts["inverse"].split("."))
    if "mirror" in facts:
        owner, owned = facts["mirror"].split(".")
        return Mirror(owner, owned, tuple(facts.get("statuses", ())))
    return Own()


def load_schema() -> Schema:
    """Read the stock schema that is shipped with the product."""
    text = files("studio_tools.site.schema").joinpath("stock.json").read_text(encoding="utf-8")
    return Schema(json.loads(text))
