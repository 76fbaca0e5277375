"""What is wrong with the shape of one application's recipes: it is set apart with them, and stops nobody else.

Not here: whether the steps of recipes exist (publish).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from studio_tools.config.layers import Layer, Problem, blamed
from studio_tools.config.schema import ApplicationSettings, Settings
from studio_tools.config.structure import Complaint, KeyPath

Apart = dict[KeyPath, list[Problem]]
"""What is wrong, by the recipe or the application that is left out for it."""

_SECTION = "applications"


@dataclass(frozen=True, slots=True, kw_only=True)
class MisshapenApplication(ApplicationSettings):
    """An application whose recipes have not all the shape of recipes; `recipes` are those that have."""

    wrong: tuple[str, ...]
    """What is wrong, and where. No setting: nobody writes it."""


def set_apart(complaints: Iterable[Complaint], apart: Apart, layers: tuple[Layer, ...]) -> list[Complaint]:
    """Move the complaints that concern one application only into *apart*, and answer the others."""
    others: list[Complaint] = []
    for each in complaints:
        if each.path[0] != _SECTION or len(each.path) == 1:
            others.append(each)
            continue
        is_of_recipe = len(each.path) > 3 and each.path[2] == "recipes"
        place = each.path[:4] if is_of_recipe else each.path[:2]
        apart.setdefault(place, []).append(Problem.of(each, blamed(each.path, layers)))
    return others


def without(values: Mapping[str, Any], apart: Iterable[KeyPath]) -> Mapping[str, Any]:
    """The values without the recipes that were set apart."""
    for place in sorted(apart, key=len):  # a whole application first: then no recipe is looked for in it
        values = _without(values, place)
    return values


def _without(values: Mapping[str, Any], place: KeyPath) -> Mapping[str, Any]:
    if len(place) == 2:  # the application itself: none of its recipes can be told from what is no recipe
        return {**values, _SECTION: {**values[_SECTION], place[1]: {"recipes": {}}}}
    inside = values[_SECTION][place[1]]["recipes"]
    left = {kind: recipe for kind, recipe in inside.items() if kind != place[3]}
    return {**values, _SECTION: {**values[_SECTION], place[1]: {"recipes": left}}}


def marked(settings: Settings, apart: Apart) -> Settings:
    """Settings that remember what was set apart, where the application is asked for its recipes."""
    wrong: dict[str, list[str]] = {}
    for place, problems in apart.items():
        wrong.setdefault(place[1], []).extend(map(str, problems))
    hurt = {
        host: MisshapenApplication(recipes=settings.applications[host].recipes, wrong=tuple(dict.fromkeys(told)))
        for host, told in wrong.items()
    }
    return replace(settings, applications={**settings.applications, **hurt}) if hurt else settings
