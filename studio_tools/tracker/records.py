"""Published files on the site: looked for, made pending, published, retired and withdrawn.

Each of these is few calls, however many drafts there are. Who may call when is the business of the publish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from studio_tools.errors import TrackerRefused
from studio_tools.model import EntityType, ProductKey, Project
from studio_tools.tracker import Draft, Record, fields
from studio_tools.tracker.calls import Calls, Operation, Row
from studio_tools.tracker.entities import Entities
from studio_tools.tracker.foundations import Foundations
from studio_tools.tracker.statuses import Configured, Statuses

T = TypeVar("T")

KIND = "PublishedFile"
CHUNK = 200
"""How many names one question lists; a site takes more, but its answer then takes too long."""


class Records:
    __slots__ = ("_calls", "_configured", "_entities", "_foundations", "_statuses")

    def __init__(self, calls: Calls, entities: Entities, foundations: Foundations, configured: Configured) -> None:
        self._calls = calls
        self._entities = entities
        self._foundations = foundations
        self._configured = configured
        self._statuses: Statuses | None = None

    def highest_number(self, key: ProductKey) -> int:
        """The highest number of any record, retired ones too: a number is never given twice."""
        project = self._entities.project(key.project)
        if project is None:
            return 0
        filters = [
            _in(project),
            ["name", "is", key.name],
            ["version_number", "greater_than", 0],
            *_entity_is(key.entity),
        ]
        return max(self._highest(filters, retired=False), self._highest(filters, retired=True))

    def _highest(self, filters: Sequence[object], *, retired: bool) -> int:
        rows = self._calls.rows(
            Operation.NUMBERS,
            KIND,
            filters,
            ["version_number"],
            order={"version_number": "desc"},
            limit=1,
            retired=retired,
        )
        return int(rows[0]["version_number"]) if rows else 0

    def find(self, drafts: Sequence[Draft]) -> Mapping[Draft, tuple[Record, ...]]:
        found: dict[Draft, tuple[Record, ...]] = {}
        for code, mine in _by_project(drafts).items():
            project = self._entities.project(code)
            if project is None:
                continue
            by_code: dict[fields.Identity, list[Record]] = {}
            by_path: dict[fields.Identity, list[Record]] = {}
            for chunk in _chunks(mine):
                for one in self._read(project, code, chunk):
                    by_code.setdefault(fields.identity(one), []).append(one)
                    by_path.setdefault(fields.identity_by_path(one), []).append(one)
            for draft in mine:
                # A site's own hook may give a record another code; the file it stands for stays the same.
                ours = {
                    one.id: one
                    for known, who in ((by_code, fields.identity(draft)), (by_path, fields.identity_by_path(draft)))
                    for one in known.get(who, ())
                }
                if ours:
                    found[draft] = tuple(ours[number] for number in sorted(ours))
        return found

    def _read(self, project: Project, code: str, drafts: Sequence[Draft]) -> Iterator[Record]:
        filters = [
            _in(project),
            _of_entities({draft.key.entity for draft in drafts}),
            ["name", "in", sorted({draft.key.name for draft in drafts})],
            ["version_number", "in", sorted({draft.number for draft in drafts})],
        ]
        rows = self._calls.rows(Operation.RECORDS, KIND, filters, fields.RECORD)
        return (fields.record(row, code) for row in rows)

    def create_pending(self, drafts: Sequence[Draft]) -> Sequence[int]:
        if not drafts:
            return ()
        rows = [self._values(draft, links) for draft, links in self._links(drafts)]
        try:
            return self._register(rows)
        except TrackerRefused as refused:
            # Some sites let no script say who made a record; then the script itself stays its author.
            if "created_by" not in refused.message or not any("created_by" in row for row in rows):
                raise
            return self._register(
                [{name: value for name, value in row.items() if name != "created_by"} for row in rows]
            )

    def _values(self, draft: Draft, links: Mapping[str, Row | None]) -> Row:
        return fields.publish_values(draft, links, self.statuses().pending)

    def _register(self, rows: Sequence[Row]) -> Sequence[int]:
        requests = [{"request_type": "create", "entity_type": KIND, "data": row} for row in rows]
        made = self._calls.once(Operation.REGISTER, lambda client: client.batch(requests))
        return tuple(int(row["id"]) for row in made)

    def _links(self, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Mapping[str, Row | None]]]:
        """Each draft with what its record is linked to. Raises ContextError, TrackerRefused for what is not there."""
        types = self._foundations.file_types({draft.file_type for draft in drafts})
        users = self._users({draft.author for draft in drafts if draft.author})
        for code, mine in _by_project(drafts).items():
            project = self._entities.required_project(code)
            owners = self._owners(project, {draft.key.entity for draft in mine})
            tasks = self._tasks(owners, {draft.task for draft in mine if draft.task})
            for draft in mine:
                owner = owners[draft.key.entity]
                yield (
                    draft,
                    {
                        "project": fields.link("Project", project.id or 0),
                        "entity": owner,
                        "task": tasks.get((owner["type"], owner["id"], draft.task)),
                        "published_file_type": types[draft.file_type],
                        "created_by": users.get(draft.author),
                    },
                )

    def _owners(self, project: Project, paths: set[str]) -> Mapping[str, Row]:
        found: dict[str, Row] = {}
        for kind in EntityType:
            wanted = {path for path in paths if fields.split(path)[0] is kind}
            for chunk in _chunks(sorted(wanted)):
                codes = sorted({fields.split(path)[2] for path in chunk})
                rows = self._calls.rows(
                    Operation.ENTITIES, kind.value, [_in(project), ["code", "in", codes]], fields.FIELDS[kind]
                )
                for row in reversed(rows):
                    found[fields.entity(kind, row, project.code).path] = fields.link(kind.value, row["id"])
        for path in sorted(paths - found.keys()):
            self._entities.required_entity(project, path)
        return found

    def _tasks(self, owners: Mapping[str, Row], names: set[str]) -> Mapping[tuple[str, int, str], Row]:
        if not names:
            return {}
        filters = [["entity", "in", list(owners.values())], ["content", "in", sorted(names)]]
        rows = self._calls.rows(Operation.TASKS, "Task", filters, fields.TASK)
        return {
            (row["entity"]["type"], row["entity"]["id"], row["content"]): fields.link("Task", row["id"])
            for row in reversed(rows)
        }

    def _users(self, logins: set[str]) -> Mapping[str, Row]:
        if not logins:
            return {}
        rows = self._calls.rows(Operation.USERS, "HumanUser", [["login", "in", sorted(logins)]], fields.USER)
        return {row["login"]: fields.link("HumanUser", row["id"]) for row in reversed(rows)}

    def retire(self, records: Sequence[Record]) -> None:
        live = self._live(one.id for one in records)
        requests = [{"request_type": "delete", "entity_type": KIND, "entity_id": number} for number in live]
        self._batch(Operation.RETIRE, requests)

    def publish(self, links: Mapping[int, Sequence[int]]) -> None:
        if not links:
            return
        status = self.statuses().published
        self._batch(Operation.PUBLISH, _updates({one: row | {"sg_status_list": status} for one, row in _linked(links)}))

    def link(self, links: Mapping[int, Sequence[int]]) -> None:
        self._batch(Operation.LINK, _updates(dict(_linked(links))))

    def withdraw(self, records: Sequence[int], *, reason: str) -> None:
        if not records:
            return
        status = self.statuses().retracted
        mark = f"RETRACTED: {reason}".strip()
        values: dict[int, Row] = {}
        for number, row in self._live(records).items():
            text = row["description"] or ""
            marked = text if f"{text}\n".startswith(f"{mark}\n") else f"{mark}\n{text}".strip()
            values[number] = {"description": marked, "sg_status_list": status}
        self._batch(Operation.WITHDRAW, _updates(values))

    def _live(self, numbers: Iterable[int]) -> Mapping[int, Row]:
        live: dict[int, Row] = {}
        for chunk in _chunks(sorted(set(numbers))):
            rows = self._calls.rows(Operation.RECORDS, KIND, [["id", "in", list(chunk)]], ["description"])
            live |= {row["id"]: row for row in rows}
        return live

    def _batch(self, operation: Operation, requests: list[Row]) -> None:
        if requests:
            self._calls.repeatable(operation, lambda client: client.batch(requests))

    def statuses(self) -> Statuses:
        """The site's statuses, read from its schema on first use."""
        if self._statuses is None:
            schema = self._calls.repeatable(
                Operation.SCHEMA, lambda client: client.schema_field_read(KIND, "sg_status_list")
            )
            valid = schema["sg_status_list"]["properties"]["valid_values"]["value"]
            self._statuses = Statuses.on(valid, self._configured)
        return self._statuses


def _in(project: Project) -> list[object]:
    return ["project", "is", fields.link("Project", project.id or 0)]


def _entity_is(path: str) -> list[object]:
    kind, sequence, code = fields.split(path)
    leaves: list[object] = [[f"entity.{kind}.code", "is", code]]
    if kind is EntityType.SHOT:
        leaves.append(["entity.Shot.sg_sequence.Sequence.code", "is", sequence])
    return leaves


def _of_entities(paths: Iterable[str]) -> dict[str, object]:
    """A filter for what is linked to entities of these codes; whose they are exactly is seen in the answer."""
    codes: dict[EntityType, set[str]] = {}
    for path in paths:
        kind, _, code = fields.split(path)
        codes.setdefault(kind, set()).add(code)
    leaves = [[f"entity.{kind}.code", "in", sorted(known)] for kind, known in codes.items()]
    return {"filter_operator": "any", "filters": leaves}


def _by_project(drafts: Iterable[Draft]) -> Mapping[str, list[Draft]]:
    sorted_out: dict[str, list[Draft]] = {}
    for draft in drafts:
        sorted_out.setdefault(draft.key.project, []).append(draft)
    return sorted_out


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _linked(links: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, Row]]:
    for number, upstream in links.items():
        yield number, {"upstream_published_files": [fields.link(KIND, one) for one in upstream]}


def _updates(values: Mapping[int, Row]) -> list[Row]:
    return [
        {"request_type": "update", "entity_type": KIND, "entity_id": number, "data": data}
        for number, data in values.items()
    ]
