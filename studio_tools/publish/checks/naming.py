"""Can the files be named as the studio names them, and do their own names agree with where they go."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from studio_tools.publish.checks.facts import frames_of
from studio_tools.publish.checks.severity import judged, listed
from studio_tools.publish.items import Finding, SourceFile, Sources, SourceSet
from studio_tools.publish.steps import Scope, validator

if TYPE_CHECKING:
    from studio_tools.config.schema import FieldSettings

_RUNS = re.compile(r"[A-Za-z]+|[0-9]+|[^A-Za-z0-9]+")


@validator("core.naming", label="Names", needs=(Sources,))
def naming(scope: Scope[Any]) -> Iterator[Finding | None]:
    """Every file must get a published name of its own by the studio's templates."""
    fields = scope.settings.templates.fields
    entity = scope.context.entity.code
    for found in scope.item.facts[Sources].sets:
        for problem, files in _problems(found, fields):
            detail = listed(str(file.path.name) for file in files)
            yield from judged(scope, scope.settings.checks.naming, problem, detail=detail, frames=frames_of(files))
        if other := foreign_code(entity, (file.path.name for file in found.files)):
            yield scope.info(f"the files are named after {other}, and are published to {entity}")


def _problems(found: SourceSet, fields: Mapping[str, FieldSettings]) -> Iterator[tuple[str, list[SourceFile]]]:
    if found.extension and not _fits(fields.get("ext"), found.extension):
        yield f"the extension {found.extension!r} does not fit the studio's templates", list(found.files[:1])
    for view in dict.fromkeys(file.view for file in found.files if file.view):
        if not _fits(fields.get("view"), view):
            yield (
                f"the view {view!r} does not fit the studio's templates",
                [file for file in found.files if file.view == view],
            )
    if twice := same_place(found.files):
        yield "several files would be published under one name", twice


def _fits(field: FieldSettings | None, value: str) -> bool:
    return field is None or not field.pattern or re.fullmatch(field.pattern, value) is not None


def same_place(files: Iterable[SourceFile]) -> list[SourceFile]:
    """The files that are the same frame of the same view, as `a.1.exr` and `a.0001.exr` are."""
    known = list(files)
    places = Counter((file.frame, file.view) for file in known)
    return [file for file in known if places[file.frame, file.view] > 1]


def foreign_code(entity: str, names: Iterable[str]) -> str:
    """Another entity's code that stands in every name where this one's does not, "" for none.

    Only words of exactly the shape of *entity* count: for `sh0010` two letters `sh` and four digits.
    """
    expression = _shape(entity)
    if expression is None:
        return ""
    codes: set[str] = set()
    for name in names:
        found = {word.lower() for word in expression.findall(name)}
        if not found or entity.lower() in found:
            return ""
        codes |= found
    return codes.pop() if len(codes) == 1 else ""


def _shape(entity: str) -> re.Pattern[str] | None:
    """Words like *entity*, with other digits; None where it has no digits, or no letters to know it by."""
    runs = _RUNS.findall(entity)
    if not any(run.isdigit() for run in runs) or not entity[:1].isalpha():
        return None
    parts = (f"[0-9]{{{len(run)}}}" if run.isdigit() else re.escape(run) for run in runs)
    return re.compile(rf"(?<![A-Za-z0-9]){''.join(parts)}(?![A-Za-z0-9])", re.IGNORECASE)
