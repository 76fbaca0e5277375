"""What the tracker last said of a project: its entities, tasks and users, so that work goes on without it.

A cache: it may be deleted at any time, and is never believed where the tracker answers.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from studio_tools.model import Address, CutRange, Entity, EntityType, Project, Task, User
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.ground import make_folders
from studio_tools.storage.layout import Layout
from studio_tools.storage.records import cut_json, cut_of
from studio_tools.storage.runs import AMEND

_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """Everything remembered of one project."""

    project: Project
    entities: Mapping[str, Entity]
    """By their path below the project."""
    tasks: Mapping[str, tuple[Task, ...]]
    """By their entity's path."""
    users: Mapping[str, User]
    """By login."""
    listed: datetime | None = None
    """When all entities were last listed."""


@dataclass(frozen=True, slots=True)
class EntityCache:
    disk: SafeDisk
    layout: Layout
    now: Callable[[], datetime]
    mark: Callable[[], str] = lambda: ""

    def remember(
        self,
        project: Project,
        entities: Iterable[Entity] = (),
        *,
        tasks: Mapping[str, Iterable[Task]] | None = None,
        users: Iterable[User] = (),
        is_whole: bool = False,
    ) -> None:
        """Keep what the tracker said; *is_whole* replaces the listing of entities. Writes only what is new."""
        old = self.recall(project.code)
        told = {entity.path: entity for entity in entities}
        kept = {} if is_whole or old is None else dict(old.entities)
        new = Remembered(
            project=project,
            entities=kept | told,
            tasks=(dict(old.tasks) if old else {}) | {path: tuple(found) for path, found in (tasks or {}).items()},
            users=(dict(old.users) if old else {}) | {user.login: user for user in users},
            listed=self.now() if is_whole else (old.listed if old else None),
        )
        if new != old:
            self._write(new)

    def recall(self, project: str) -> Remembered | None:
        """Everything remembered of a project; None where nothing is, or it cannot be read."""
        try:
            value = self.disk.read_json(self.layout.entities(project))
            return None if value is None else _remembered_of(value)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def project(self, code: str) -> Project | None:
        found = self.recall(code)
        return found.project if found else None

    def entity(self, address: Address) -> Entity | None:
        """The remembered shot, asset or sequence an address names."""
        found = self.recall(address.project)
        return found.entities.get(address.entity) if found else None

    def task(self, address: Address) -> Task | None:
        """The remembered task an address names."""
        found = self.recall(address.project)
        tasks = found.tasks.get(address.entity, ()) if found else ()
        return next((task for task in tasks if task.name == address.task), None)

    def user(self, project: str, login: str) -> User | None:
        found = self.recall(project)
        return found.users.get(login) if found else None

    def names(self, project: str) -> list[str]:
        """The remembered entities' paths, for suggestions."""
        found = self.recall(project)
        return sorted(found.entities) if found else []

    def age(self, project: str) -> float | None:
        """Seconds since all entities of a project were listed; None where they never were."""
        found = self.recall(project)
        return (self.now() - found.listed).total_seconds() if found and found.listed else None

    def _write(self, new: Remembered) -> None:
        path = self.layout.entities(new.project.code)
        staging = self.layout.staging(new.project.code)
        make_folders(self.disk, self.layout.root.path, staging)
        bench = staging / f"entities.{AMEND}{self.mark()}-{secrets.token_hex(8)}"
        self.disk.mkdir(bench)
        try:
            self.disk.write(bench / path.name, json.dumps(_remembered_json(new), ensure_ascii=False).encode())
            self.disk.rename(bench / path.name, path)
        finally:
            self.disk.remove_tree(bench)


def _remembered_json(found: Remembered) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "project": {"code": found.project.code, "name": found.project.name, "id": found.project.id},
        "listed": found.listed.isoformat() if found.listed else None,
        "entities": [_entity_json(entity) for entity in found.entities.values()],
        "tasks": {
            path: [{"name": task.name, "id": task.id, "status": task.status} for task in tasks]
            for path, tasks in found.tasks.items()
        },
        "users": [{"login": user.login, "name": user.name, "id": user.id} for user in found.users.values()],
    }


def _remembered_of(value: Any) -> Remembered:
    if value["format"] != _FORMAT:
        raise ValueError("a cache of another format")
    project = Project(**value["project"])
    entities = [_entity_of(found, project.code) for found in value["entities"]]
    return Remembered(
        project=project,
        entities={entity.path: entity for entity in entities},
        tasks={path: tuple(Task(**task) for task in tasks) for path, tasks in value["tasks"].items()},
        users={user["login"]: User(**user) for user in value["users"]},
        listed=datetime.fromisoformat(value["listed"]) if value["listed"] else None,
    )


def _entity_json(entity: Entity) -> dict[str, object]:
    return {
        "type": entity.type.value,
        "code": entity.code,
        "sequence": entity.sequence,
        "cut": cut_json(entity.cut),
        "id": entity.id,
    }


def _entity_of(value: Any, project: str) -> Entity:
    entity = Entity(type=EntityType(value["type"]), project=project, code=value["code"], sequence=value["sequence"])
    cut: CutRange | None = cut_of(value["cut"])
    return replace(entity, cut=cut, id=value["id"])
