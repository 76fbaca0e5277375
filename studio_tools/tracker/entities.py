"""Projects, sequences, shots, assets, tasks, users and playlists: looked up, and made where they are missing.

ShotGrid lets two people make the same thing at once. So what was made is looked for again, the lowest id stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio_tools.errors import ContextError, TrackerRefused, UsageError
from studio_tools.model import Address, Context, Entity, EntityType, Project, Task, User
from studio_tools.tracker import EntityDraft, fields
from studio_tools.tracker.calls import Calls, Operation, Row
from studio_tools.tracker.nearest import unknown


class Entities:
    __slots__ = ("_calls", "_projects")

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._projects: dict[str, Project] = {}

    def projects(self) -> Sequence[Project]:
        rows = self._calls.rows(Operation.PROJECTS, "Project", [], fields.PROJECT)
        return [found for row in rows if (found := fields.project(row)).code]

    def project(self, code: str) -> Project | None:
        """The project whose folder, code or name is *code*, whatever the case. What was found is remembered."""
        known = self._projects.get(code.casefold())
        if known is not None:
            return known
        names = [[field, "is", code] for field in ("tank_name", "code", "name")]
        rows = self._calls.rows(
            Operation.PROJECTS, "Project", [{"filter_operator": "any", "filters": names}], fields.PROJECT
        )
        row = fields.best_project(rows, code)
        if row is None:
            return None
        return self._projects.setdefault(code.casefold(), fields.project(row))

    def required_project(self, code: str) -> Project:
        """The project, or ContextError naming the nearest."""
        found = self.project(code)
        if found is None:
            raise unknown("project", code, (one.code for one in self.projects()), where="the tracker")
        return found

    def create_project(self, code: str, *, name: str = "") -> Project:
        found = self.project(code)
        if found is not None:
            return self._rename_project(found, name)
        try:
            self._create("Project", {"name": name or code, "tank_name": code})
        except TrackerRefused:
            # A project's name is the one thing a site keeps unique: somebody else was quicker, or it is taken.
            if self.project(code) is None:
                raise
        return self.required_project(code)

    def _rename_project(self, found: Project, name: str) -> Project:
        if not name or name == found.name or found.id is None:
            return found
        self._update("Project", found.id, {"name": name})
        self._projects.clear()
        return Project(code=found.code, name=name, id=found.id)

    def entity(self, address: Address) -> Entity | None:
        project = self.project(address.project)
        if project is None or not address.entity:
            return None
        return self._entity(project, address.entity)

    def _entity(self, project: Project, path: str) -> Entity | None:
        # The site compares text whatever the case; our folders do not, so only the exact spelling counts.
        return next((one for one in self._alike(project, path) if one.path == path), None)

    def _alike(self, project: Project, path: str) -> Sequence[Entity]:
        """What is spelled like *path*, whatever the case."""
        kind, sequence, code = fields.split(path)
        filters: list[object] = [["project", "is", fields.link("Project", _id(project.id))], ["code", "is", code]]
        if kind is EntityType.SHOT:
            filters.append(["sg_sequence.Sequence.code", "is", sequence])
        rows = self._calls.rows(Operation.ENTITIES, kind.value, filters, fields.FIELDS[kind])
        return [fields.entity(kind, row, project.code) for row in rows]

    def entities(self, project: str) -> Sequence[Entity]:
        owner = self.required_project(project)
        filters = [["project", "is", fields.link("Project", _id(owner.id))]]
        found: list[Entity] = []
        for kind, wanted in fields.FIELDS.items():
            rows = self._calls.rows(Operation.ENTITIES, kind.value, filters, wanted)
            found += [fields.entity(kind, row, owner.code) for row in rows]
        return [one for one in found if fields.is_addressable(one)]

    def required_entity(self, project: Project, path: str) -> Entity:
        """The entity, or ContextError naming the nearest."""
        found = self._entity(project, path)
        if found is None:
            wanted = f"{project.code}/{path}"
            known = [f"{project.code}/{one.path}" for one in self.entities(project.code)]
            raise unknown(fields.split(path)[0].value.lower(), wanted, known, where="the tracker")
        return found

    def create_entity(self, draft: EntityDraft) -> Entity:
        project = self.required_project(draft.address.project)
        path = draft.address.entity
        if not path:
            raise ContextError(f"{draft.address} names no shot, asset or sequence")
        kind, sequence, code = fields.split(path)
        alike = self._alike(project, path)
        found = next((one for one in alike if one.path == path), None)
        if found is not None:
            news = draft if draft.cut != found.cut else replace(draft, cut=None)
            self._update(kind.value, _id(found.id), fields.told(kind, news))
        elif alike:
            # On Windows and macOS two names that differ by case alone would share one folder.
            message = f"{path} differs only by case from {alike[0].path}, which is there"
            raise UsageError(message, hint=f"Use {alike[0].path}.")
        else:
            self._make_entity(project, draft, kind, sequence, code)
        return self.required_entity(project, path)

    def _make_entity(self, project: Project, draft: EntityDraft, kind: EntityType, sequence: str, code: str) -> None:
        home = fields.link("Project", _id(project.id))
        values: Row = {"project": home, "code": code} | fields.told(kind, draft)
        same: list[object] = [["project", "is", home], ["code", "is", code]]
        if kind is EntityType.SHOT:
            parent = self.create_entity(EntityDraft(address=Address(project=project.code, entity=sequence)))
            values["sg_sequence"] = fields.link("Sequence", _id(parent.id))
            same.append(["sg_sequence", "is", values["sg_sequence"]])
        self._create_one(kind.value, values, same)

    def tasks(self, entity: Entity) -> Sequence[Task]:
        filters = [["entity", "is", fields.link(entity.type.value, _id(entity.id))]]
        rows = self._calls.rows(Operation.TASKS, "Task", filters, fields.TASK)
        return [fields.task(row) for row in rows]

    def required_task(self, entity: Entity, name: str) -> Task:
        """The task of that name, or ContextError naming the nearest."""
        known = self.tasks(entity)
        found = next((one for one in known if one.name == name), None)
        if found is None:
            raise unknown("task", name, (one.name for one in known), where=f"{entity.project}/{entity.path}")
        return found

    def create_task(self, draft: EntityDraft) -> Task:
        address = draft.address
        if not address.task:
            raise ContextError(f"{address} names no task", hint="Write it like demo/sq010/sh0010#comp.")
        project = self.required_project(address.project)
        entity = self.required_entity(project, address.entity)
        found = next((one for one in self.tasks(entity) if one.name == address.task), None)
        values: Row = {"sg_description": draft.description} if draft.description else {}
        if draft.step or found is None:
            values |= self._step(entity.type, draft.step, address.task)
        if found is not None:
            self._update("Task", _id(found.id), values)
            return found
        owner, home = fields.link(entity.type.value, _id(entity.id)), fields.link("Project", _id(project.id))
        values |= {"content": address.task, "entity": owner, "project": home}
        self._create_one("Task", values, [["entity", "is", owner], ["content", "is", address.task]], name="content")
        return self.required_task(entity, address.task)

    def _step(self, kind: EntityType, wanted: str, task: str) -> Row:
        """The pipeline step that was named, else the one called like the task, else none."""
        filters = [["entity_type", "is", kind.value]]
        rows = self._calls.rows(Operation.STEPS, "Step", filters, ["code", "short_name"])
        named = {(row[name] or "").casefold(): row for row in reversed(rows) for name in ("short_name", "code")}
        row = named.get((wanted or task).casefold())
        if row is None and wanted:
            known = [name for row in rows for name in (row["code"], row["short_name"]) if name]
            raise unknown("pipeline step", wanted, known, where=f"the steps for a {kind.value.lower()}")
        return {} if row is None else {"step": fields.link("Step", row["id"])}

    def user(self, login: str) -> User | None:
        if not login:
            return None
        rows = self._calls.rows(Operation.USERS, "HumanUser", [["login", "is", login]], fields.USER)
        return fields.user(rows[0]) if rows else None

    def create_user(self, login: str, *, name: str = "", password: str = "") -> User:
        found = self.user(login)
        values: Row = {"password_proxy": password} if password else {}
        if found is not None:
            if name and name != found.name:
                values["name"] = name
            self._update("HumanUser", _id(found.id), values)
        else:
            values |= {"login": login, "name": name or login}
            self._create_one("HumanUser", values, [["login", "is", login]], name="login")
        made = self.user(login)
        if made is None:
            raise TrackerRefused(f"the tracker made the user {login!r} but does not show it")
        return made

    def create_playlist(self, project: str, code: str) -> int:
        owner = fields.link("Project", _id(self.required_project(project).id))
        same = [["project", "is", owner], ["code", "is", code]]
        rows = self._calls.rows(Operation.PLAYLISTS, "Playlist", same, ["code"])
        return rows[0]["id"] if rows else self._create_one("Playlist", {"project": owner, "code": code}, same)

    def context(self, address: Address, *, login: str) -> Context:
        project = self.required_project(address.project)
        if not address.entity:
            raise ContextError(f"{address} names no shot, asset or sequence")
        entity = self.required_entity(project, address.entity)
        task = self.required_task(entity, address.task) if address.task else None
        user = self.user(login) or User(login=login)
        return Context(project=project, entity=entity, user=user, task=task)

    def _create(self, entity_type: str, values: Row) -> int:
        row = self._calls.once(Operation.CREATE, lambda client: client.create(entity_type, dict(values), ["id"]))
        return int(row["id"])

    def _create_one(self, entity_type: str, values: Row, same: Sequence[object], *, name: str = "code") -> int:
        """Create, unless somebody else was quicker: then theirs stays and ours is retired, or was refused as a twin."""
        try:
            made = self._create(entity_type, values)
        except TrackerRefused:
            if (theirs := self._first(entity_type, values, same, name)) is None:
                raise
            return theirs
        first = self._first(entity_type, values, same, name)
        if first is None or made <= first:
            return made
        self._calls.repeatable(Operation.DELETE, lambda client: client.delete(entity_type, made))
        return first

    def _first(self, entity_type: str, values: Row, same: Sequence[object], name: str) -> int | None:
        rows = self._calls.rows(Operation.CREATE, entity_type, same, [name])
        return min((int(row["id"]) for row in rows if row[name] == values[name]), default=None)

    def _update(self, entity_type: str, number: int, values: Row) -> None:
        if values:
            self._calls.repeatable(Operation.UPDATE, lambda client: client.update(entity_type, number, dict(values)))


def _id(number: int | None) -> int:
    """The id of what came from the site."""
    if number is None:
        raise ContextError("this was read while the tracker was away; look it up again")
    return number
