"""The protocol's methods: one transaction a call, an answer or a Fault, never a wrong answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from studio_tools.site.call import Call
from studio_tools.site.faults import NotServed, SiteFault
from studio_tools.site.read import read
from studio_tools.site.retire import Retirer
from studio_tools.site.schema_calls import (
    field_create,
    field_delete,
    field_update,
    schema_entity_read,
    schema_field_read,
    schema_read,
)
from studio_tools.site.summarize import summarize
from studio_tools.site.write import Writer

Handler = Callable[[Call, Any], Any]

UNSERVED = (
    "follow",
    "unfollow",
    "followers",
    "following",
    "activity_stream",
    "note_thread_contents",
    "query_display_name_cache",
    "update_project_last_accessed_by_current_user",
    "preferences_read",
    "work_schedule_read",
    "work_schedule_update",
    "export_page",
    "user_subscriptions_read",
    "user_subscriptions_create",
    "nav_expand",
    "nav_search",
)
"""Methods of the protocol that are not here yet; each is refused by its name."""

MAX_BATCH = 100_000


def reader(method: str) -> Handler | None:
    """The handler of a method that only reads."""
    return _READERS.get(method)


def writer(method: str) -> Handler | None:
    """The handler of a method that writes; it needs a writing transaction."""
    return _WRITERS.get(method)


def unknown(method: object) -> SiteFault:
    """The fault for a method that is not served."""
    if method in UNSERVED:
        return NotServed(f"API {method}()")
    return SiteFault(f"API method '{method}' doesn't exist.")


def _arguments(args: Any, method: str) -> Mapping[str, Any]:
    if not isinstance(args, Mapping):
        raise SiteFault(f"API {method}() needs an object of arguments.")
    return args


def _read(call: Call, args: Any) -> Any:
    return read(call, _arguments(args, "read"))


def _summarize(call: Call, args: Any) -> Any:
    return summarize(call, _arguments(args, "summarize"))


def _create(call: Call, args: Any) -> Any:
    return _in_one(call, lambda work: work.writer.create([_arguments(args, "create")])[0])


def _update(call: Call, args: Any) -> Any:
    return _in_one(call, lambda work: work.writer.update(_arguments(args, "update")))


def _delete(call: Call, args: Any) -> Any:
    return _in_one(call, lambda work: work.retirer.delete(_arguments(args, "delete")))


def _revive(call: Call, args: Any) -> Any:
    return _in_one(call, lambda work: work.retirer.revive(_arguments(args, "revive")))


def _batch(call: Call, args: Any) -> Any:
    if not isinstance(args, list):
        raise SiteFault("API batch() needs an array of requests.")
    if len(args) > MAX_BATCH:
        raise SiteFault(f"API batch() takes {MAX_BATCH} requests at most, got {len(args)}.")
    return _in_one(call, lambda work: work.batch([_arguments(one, "batch") for one in args]))


class Work:
    """The writes of one call, which stand or fall together."""

    def __init__(self, call: Call) -> None:
        self.writer = Writer(call)
        self.retirer = Retirer(call, self.writer.log)

    def batch(self, requests: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Do the requests in their order; creates of one type that follow each other are done together."""
        results: list[Any] = []
        at = 0
        while at < len(requests):
            run = _run_of_creates(requests, at)
            if run:
                results.extend(self.writer.create(run))
                at += len(run)
            else:
                results.append(self._one(requests[at]))
                at += 1
        return results

    def _one(self, request: Mapping[str, Any]) -> Any:
        match request.get("request_type"):
            case "update":
                return self.writer.update(request)
            case "delete":
                return self.retirer.delete(request)
            case other:
                raise SiteFault(f"API batch() request_type '{other}' is not one of create, update, delete.")


def _run_of_creates(requests: Sequence[Mapping[str, Any]], start: int) -> list[Mapping[str, Any]]:
    run: list[Mapping[str, Any]] = []
    for request in requests[start:]:
        if request.get("request_type") != "create" or request.get("type") != requests[start].get("type"):
            break
        run.append(request)
    return run


def _in_one(call: Call, do: Callable[[Work], Any]) -> Any:
    work = Work(call)
    result = do(work)
    work.writer.finish()
    return result


_READERS: dict[str, Handler] = {
    "read": _read,
    "summarize": _summarize,
    "schema_entity_read": lambda call, args: schema_entity_read(call),
    "schema_read": lambda call, args: schema_read(call),
    "schema_field_read": lambda call, args: schema_field_read(call, _arguments(args, "schema_field_read")),
}
_WRITERS: dict[str, Handler] = {
    "create": _create,
    "update": _update,
    "delete": _delete,
    "revive": _revive,
    "batch": _batch,
    "schema_field_create": lambda call, args: field_create(call, _arguments(args, "schema_field_create")),
    "schema_field_update": lambda call, args: field_update(call, _arguments(args, "schema_field_update")),
    "schema_field_delete": lambda call, args: field_delete(call, _arguments(args, "schema_field_delete")),
}
