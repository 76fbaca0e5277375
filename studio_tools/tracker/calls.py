"""How the site is called: one client a thread, one policy for repeats, one event a call.

Not here: what is asked (entities, records) and what a client is (shotgrid).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from studio_tools.errors import StudioError, TrackerUnavailable
from studio_tools.events import OUR_FAULT, Listener, TrackerCalled

R = TypeVar("R")
Row = dict[str, Any]


class Client(Protocol):
    """What we use of the vendor's client."""

    def info(self) -> Row: ...

    def find(
        self,
        entity_type: str,
        filters: list[Any],
        fields: list[str],
        order: Any = ...,
        *,
        limit: int = ...,
        retired_only: bool = ...,
    ) -> Any: ...

    def create(self, entity_type: str, data: Row, return_fields: list[str] | None = ...) -> Row: ...

    def update(self, entity_type: str, entity_id: int, data: Row) -> Any: ...

    def delete(self, entity_type: str, entity_id: int) -> bool: ...

    def batch(self, requests: list[Row]) -> list[Any]: ...

    def schema_field_read(self, entity_type: str, field_name: str) -> Row: ...

    def close(self) -> None: ...


class Operation(StrEnum):
    """What a call was for; a bounded tag for metrics."""

    FACTS = "facts"
    SCHEMA = "schema"
    PROJECTS = "projects"
    ENTITIES = "entities"
    TASKS = "tasks"
    STEPS = "steps"
    USERS = "users"
    PLAYLISTS = "playlists"
    FILE_TYPES = "file-types"
    STORAGES = "storages"
    RECORDS = "records"
    NUMBERS = "numbers"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    REGISTER = "register"
    PUBLISH = "publish"
    RETIRE = "retire"
    LINK = "link"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often and how long a repeatable call is tried again."""

    attempts: int = 3
    budget: float = 10.0
    """Seconds after which no further try begins, so that a site that hangs costs one time-out and not three."""
    pause: float = 0.2
    """Seconds before the second try; doubled for each further one."""


class Clients(Protocol):
    def get(self) -> Client: ...

    def close(self) -> None: ...


class Calls:
    """Sends what is asked to this thread's client. Safe to share between threads."""

    __slots__ = ("_clients", "_clock", "_events", "_is_away", "_jitter", "_patience", "_sleep", "_translate")

    def __init__(
        self,
        clients: Clients,
        *,
        translate: Callable[[Exception], StudioError | None],
        events: Listener,
        patience: Patience,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._clients = clients
        self._translate = translate
        self._events = events
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._is_away = False

    def repeatable(self, operation: Operation, work: Callable[[Client], R]) -> R:
        """Do what may be done twice; tried again, with growing pauses, while the site is unavailable."""
        return self._call(operation, work, self._patience.attempts)

    def once(self, operation: Operation, work: Callable[[Client], R]) -> R:
        """Do what must never be sent twice. After TrackerUnavailable nobody knows whether it was done: look."""
        return self._call(operation, work, 1)

    def rows(
        self,
        operation: Operation,
        entity_type: str,
        filters: Sequence[object],
        fields: Sequence[str],
        *,
        order: Mapping[str, str] | None = None,
        limit: int = 0,
        retired: bool = False,
    ) -> list[Row]:
        """Read records; the lowest id comes first unless *order* says otherwise."""
        sorts = [{"field_name": name, "direction": way} for name, way in (order or {"id": "asc"}).items()]

        def find(client: Client) -> list[Row]:
            found = client.find(entity_type, list(filters), list(fields), sorts, limit=limit, retired_only=retired)
            return list(found)

        return self.repeatable(operation, find)

    def close(self) -> None:
        """Close every thread's connection; the next call opens a new one."""
        self._clients.close()

    def _call(self, operation: Operation, work: Callable[[Client], R], attempts: int) -> R:
        started = self._clock()
        attempt = 1
        if self._is_away:
            attempts = 1  # patience was spent on the call before; one try finds out whether the site is back
        while True:
            try:
                value = work(self._clients.get())
            except Exception as cause:
                error = self._translate(cause)
                wait = self._pause(attempt)
                again = attempt < attempts and self._clock() - started + wait < self._patience.budget
                if isinstance(error, TrackerUnavailable) and again:
                    self._sleep(wait)
                    attempt += 1
                    continue
                self._is_away = isinstance(error, TrackerUnavailable)
                self._tell(operation, attempt, started, OUR_FAULT if error is None else error.code)
                if error is None or error is cause:
                    raise
                raise error from cause
            self._is_away = False
            self._tell(operation, attempt, started, "")
            return value

    def _pause(self, attempt: int) -> float:
        # Jitter keeps forty farm jobs, that failed together, from coming back together.
        wait: float = self._patience.pause * 2 ** (attempt - 1) * (0.5 + self._jitter())
        return wait

    def _tell(self, operation: Operation, attempts: int, started: float, error: str) -> None:
        seconds = self._clock() - started
        self._events(TrackerCalled(operation=operation.value, attempts=attempts, seconds=seconds, error=error))
