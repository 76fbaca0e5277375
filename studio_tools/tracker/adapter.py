"""`ShotGridTracker`: the port over a ShotGrid site, Autodesk's or ours. What it does is in its three parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from studio_tools.model import Address, Context, Entity, ProductKey, Project, Task, User
from studio_tools.tracker import Draft, EntityDraft, Record, SiteFacts
from studio_tools.tracker.calls import Calls, Operation
from studio_tools.tracker.entities import Entities
from studio_tools.tracker.foundations import Foundations
from studio_tools.tracker.records import Records
from studio_tools.tracker.statuses import Configured


class ShotGridTracker:
    """A `Tracker`. Safe to share between threads; nothing is sent before the first question."""

    __slots__ = ("_calls", "_entities", "_foundations", "_records", "_where")

    def __init__(self, calls: Calls, *, where: str, statuses: Configured) -> None:
        self._calls = calls
        self._where = where
        self._entities = Entities(calls)
        self._foundations = Foundations(calls)
        self._records = Records(calls, self._entities, self._foundations, statuses)

    def facts(self) -> SiteFacts:
        row = self._calls.repeatable(Operation.FACTS, lambda client: client.info())
        version = ".".join(str(part) for part in row["version"])
        return SiteFacts(where=self._where, version=version, authentication=row.get("user_authentication_method") or "")

    def projects(self) -> Sequence[Project]:
        return self._entities.projects()

    def project(self, code: str) -> Project | None:
        return self._entities.project(code)

    def entity(self, address: Address) -> Entity | None:
        return self._entities.entity(address)

    def entities(self, project: str) -> Sequence[Entity]:
        return self._entities.entities(project)

    def tasks(self, entity: Entity) -> Sequence[Task]:
        return self._entities.tasks(entity)

    def user(self, login: str) -> User | None:
        return self._entities.user(login)

    def create_project(self, code: str, *, name: str = "") -> Project:
        return self._entities.create_project(code, name=name)

    def create_entity(self, draft: EntityDraft) -> Entity:
        return self._entities.create_entity(draft)

    def create_task(self, draft: EntityDraft) -> Task:
        return self._entities.create_task(draft)

    def create_user(self, login: str, *, name: str = "", password: str = "") -> User:
        return self._entities.create_user(login, name=name, password=password)

    def create_playlist(self, project: str, code: str) -> int:
        return self._entities.create_playlist(project, code)

    def context(self, address: Address, *, login: str) -> Context:
        return self._entities.context(address, login=login)

    def highest_number(self, key: ProductKey) -> int:
        return self._records.highest_number(key)

    def prepare(self, drafts: Sequence[Draft], *, root: Path) -> None:
        self._foundations.prepare((draft.file_type for draft in drafts), root)

    def missing(self, file_types: frozenset[str], *, root: Path) -> Mapping[str, tuple[str, ...]]:
        """What `prepare` would make, by entity type; touches nothing."""
        return self._foundations.missing(file_types, root)

    def find(self, drafts: Sequence[Draft]) -> Mapping[Draft, tuple[Record, ...]]:
        return self._records.find(drafts)

    def create_pending(self, drafts: Sequence[Draft]) -> Sequence[int]:
        return self._records.create_pending(drafts)

    def retire(self, records: Sequence[Record]) -> None:
        self._records.retire(records)

    def publish(self, links: Mapping[int, Sequence[int]]) -> None:
        self._records.publish(links)

    def link(self, links: Mapping[int, Sequence[int]]) -> None:
        self._records.link(links)

    def withdraw(self, records: Sequence[int], *, reason: str) -> None:
        self._records.withdraw(records, reason=reason)

    def close(self) -> None:
        """Close every connection. A later call opens a new one."""
        self._calls.close()
