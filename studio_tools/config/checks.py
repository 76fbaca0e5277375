"""What the types of single settings cannot say: values that contradict each other or the world.

Not here: types and ranges (structure), recipes against the steps there are (publish).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from studio_tools.config.paths import ambiguities, template_complaints
from studio_tools.config.schema import Settings
from studio_tools.config.structure import Complaint, nearest

_PROXY = re.compile(r"(?:[^:@/\s]+:[^/\s]+@)?[A-Za-z0-9._-]+(?::(?P<port>[0-9]{1,5}))?")


def contradictions(settings: Settings) -> list[Complaint]:
    """Everything without which nothing works; quick enough for every start."""
    return [
        *_site(settings),
        *_proxy(settings),
        *_statuses(settings),
        *template_complaints(settings),
        *_examples(settings),
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


def _recipes(settings: Settings) -> Iterator[Complaint]:
    for kind in settings.recipes:
        if kind not in settings.kinds:
            near = nearest(kind, settings.kinds)
            meant = f'; did you mean "{near}"?' if near else ""
            yield Complaint(("recipes", kind), f"there is no such kind{meant}")
    for host, inside in settings.applications.items():
        for kind in inside.recipes:
            if kind not in settings.kinds:
                yield Complaint(("applications", host, "recipes", kind), "there is no such kind")
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
