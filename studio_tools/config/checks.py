"""What the types of single settings cannot say: values that contradict each other or the world.

Not here: types and ranges (structure), recipes against the steps there are (publish).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from studio_tools.config.paths import ambiguities, template_complaints
from studio_tools.config.schema import Settings
from studio_tools.config.structure import Complaint, nearest, unknown

_PROXY = re.compile(r"(?:[^:@/\s]+:[^/\s]+@)?[A-Za-z0-9._-]+(?::(?P<port>[0-9]{1,5}))?")


SLATE_FIELDS = (
    "project",
    "entity",
    "product",
    "version",
    "script",
    "artist",
    "first",
    "last",
    "frame",
    "fps",
    "colours",
)
"""What may stand in braces in the text of a slate and a burn-in."""
_FIELD = re.compile(r"\{([^{}]*)\}")


def unknown_kinds(values: Mapping[str, Any]) -> list[Complaint]:
    """Say which of the kinds that are told how to be written there are not.

    Asked of what stands in the files, before any type: a misspelled kind lacks all that its neighbour is told.
    """
    writes, kinds = values.get("writes"), values.get("kinds")
    if not isinstance(writes, Mapping) or not isinstance(kinds, Mapping):
        return []
    return [Complaint(("writes", kind), _no_such_kind(kind, kinds)) for kind in writes if kind not in kinds]


def _no_such_kind(kind: str, kinds: Mapping[str, object]) -> str:
    near = nearest(kind, kinds)
    return "there is no such kind" + (f'; did you mean "{near}"?' if near else "")


def contradictions(settings: Settings) -> list[Complaint]:
    """Everything without which nothing works; quick enough for every start."""
    return [
        *_site(settings),
        *_proxy(settings),
        *_statuses(settings),
        *template_complaints(settings),
        *_examples(settings),
        *_slates(settings),
    ]


def doubts(settings: Settings) -> list[Complaint]:
    """What takes longer to find, for `studio config check`."""
    return [*ambiguities(settings), *_recipes(settings), *_programs(settings)]


def _site(settings: Settings) -> Iterator[Complaint]:
    tracker, at = settings.tracker, ("tracker", "site")
    if tracker.is_embedded:
        return
    try:
        url = urlsplit(tracker.site)
        host, password = url.hostname, url.username or url.password
    except ValueError:
        url, host, password = urlsplit(""), None, None
    if url.scheme not in ("http", "https") or not host:
        yield Complaint(at, 'must be "embedded" or a URL as https://studio.shotgrid.autodesk.com')
    elif password:
        yield Complaint(at, "must not carry a name and password; use script_name and script_key")


def _proxy(settings: Settings) -> Iterator[Complaint]:
    """The client raises for what it cannot read, with the password in its words; so it is never handed that."""
    told = settings.tracker.http_proxy.reveal()
    found = _PROXY.fullmatch(told)
    if told and (found is None or int(found["port"] or 0) > 65535):
        yield Complaint(("tracker", "http_proxy"), "must be host:port or user:password@host:port, without http://")


def _statuses(settings: Settings) -> Iterator[Complaint]:
    for key in ("status_pending", "status_published", "status_retracted"):
        if not getattr(settings.tracker, key).strip():
            yield Complaint(("tracker", key), "must not be empty")
    if settings.tracker.status_pending == settings.tracker.status_published:
        yield Complaint(("tracker", "status_pending"), "must differ from status_published")


def _examples(settings: Settings) -> Iterator[Complaint]:
    for name, each in settings.templates.fields.items():
        if each.type == "number" and not (each.example.isascii() and each.example.isdigit()):
            yield Complaint(("templates", "fields", name, "example"), "must be a whole number")


def _slates(settings: Settings) -> Iterator[Complaint]:
    known = dict.fromkeys(SLATE_FIELDS)
    for kind, each in settings.writes.items():
        for key, text in (("slate", each.slate), ("burn_in", each.burn_in)):
            for field in _FIELD.findall(text):
                if field not in known:
                    yield Complaint(("writes", kind, key), f"{{{field}}} is {unknown(field, known)}")


def _recipes(settings: Settings) -> Iterator[Complaint]:
    for kind in settings.recipes:
        if kind not in settings.kinds:
            yield Complaint(("recipes", kind), _no_such_kind(kind, settings.kinds))
    for host, inside in settings.applications.items():
        for kind in inside.recipes:
            if kind not in settings.kinds:
                yield Complaint(("applications", host, "recipes", kind), _no_such_kind(kind, settings.kinds))
    for kind in settings.checks.channels:
        if kind not in settings.kinds:
            yield Complaint(("checks", "channels", kind), _no_such_kind(kind, settings.kinds))
    for kind in settings.show.outputs:
        if kind not in settings.writes:
            yield Complaint(("show", "outputs"), f"nothing says how {kind} is written")
    for kind in settings.kinds:
        if kind not in settings.recipes:
            yield Complaint(("kinds", kind), "has no recipe, so nothing of this kind can be published")


def _programs(settings: Settings) -> Iterator[Complaint]:
    for name, program in settings.launch.programs.items():
        try:
            groups = re.compile(program.version).groups
        except re.error as wrong:
            yield Complaint(("launch", "programs", name, "version"), f"is no regular expression: {wrong}")
            continue
        if groups != 1:
            yield Complaint(("launch", "programs", name, "version"), "must have one group, which is the version")
