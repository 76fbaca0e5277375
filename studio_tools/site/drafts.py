"""What a create or an update asks for, checked field by field and ready to be stored; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from studio_tools.site.call import Call
from studio_tools.site.faults import NotServed, SiteFault, WriteFault
from studio_tools.site.names import Ref
from studio_tools.site.schema import EntityType, Field, Inverse, Mirror, Via
from studio_tools.site.values import fold, stored

Method = Literal["create", "update"]
MODES = ("set", "add", "remove")
_COLOR_NAMES = {"black": "0,0,0", "white": "255,255,255", "red": "255,0,0", "green": "0,128,0", "blue": "0,0,255"}


@dataclass(frozen=True, slots=True)
class ListChange:
    """What shall become of a list of links."""

    field: Field
    mode: str
    refs: tuple[Ref, ...]


@dataclass(slots=True)
class Draft:
    """One record as it shall be."""

    kind: EntityType
    columns: dict[str, Any] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    """Stored scalars by field, as events tell them."""
    links: dict[str, Ref | None] = field(default_factory=dict)
    lists: list[ListChange] = field(default_factory=list)
    urls: dict[str, Mapping[str, Any] | None] = field(default_factory=dict)
    secrets: dict[str, str | None] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)

    def put(self, found: Field, value: object) -> None:
        """Set a scalar."""
        self.values[found.name] = value
        self.columns[found.name] = value
        if found.has_fold:
            self.columns[f"{found.name}__f"] = fold(value) if isinstance(value, str) else None

    def put_link(self, found: Field, ref: Ref | None) -> None:
        """Set a single link."""
        self.links[found.name] = ref
        self.columns[f"{found.name}__id"] = ref and ref[1]
        if found.is_pair:
            self.columns[f"{found.name}__type"] = ref and ref[0]


class Drafter:
    """Makes drafts of requests and afterwards checks all their links at once."""

    def __init__(self, call: Call, method: Method) -> None:
        self._call = call
        self._method = method

    def draft(self, kind: EntityType, fields: object) -> Draft:
        """Check the fields of one request. Raises SiteFault for the first that cannot be."""
        if not isinstance(fields, list):
            raise SiteFault(f"API {self._method}() 'fields' must be an array.")
        draft = Draft(kind)
        for item in fields:
            if not isinstance(item, Mapping) or not isinstance(item.get("field_name"), str):
                raise SiteFault(f"API {self._method}() each field needs a 'field_name'.")
            mode = item.get("multi_entity_update_mode") or "set"
            self._take(draft, item["field_name"], item.get("value"), mode)
        return draft

    def check_links(self, drafts: Sequence[Draft]) -> None:
        """Raise WriteFault unless everything that the drafts link to is live."""
        self._call.names.learn({ref for draft in drafts for ref in _refs(draft)})
        for draft in drafts:
            for name, ref in draft.links.items():
                if ref is not None and not self._call.names.is_live(ref):
                    raise not_legal(draft.kind.fields[name], f"{ref[0]} {ref[1]} doesn't exist")
            for change in draft.lists:
                dead = [ref for ref in change.refs if not self._call.names.is_live(ref)]
                if dead and change.mode != "remove":
                    raise not_legal(change.field, f"{dead[0][0]} {dead[0][1]} doesn't exist")

    def _take(self, draft: Draft, name: str, value: object, mode: str) -> None:
        found = draft.kind.fields.get(name)
        if found is None:
            raise SiteFault(f"API {self._method}() {draft.kind.name}.{name} doesn't exist.")
        if name == "cached_display_name":
            return
        self._check_editable(found)
        draft.sent.append(name)
        match found.data_type:
            case "multi_entity":
                draft.lists.append(self._list_change(found, value, mode))
            case "entity":
                draft.put_link(found, self._single(found, value))
            case "url":
                draft.urls[name] = _url(found, value)
            case "image":
                self._clear_image(draft, found, value)
            case "password":
                draft.secrets[name] = _secret(found, value)
            case _:
                draft.put(found, self._scalar(found, value))

    def _scalar(self, found: Field, value: object) -> object:
        if found.data_type == "uuid":
            raise SiteFault(f"API {self._method}() {found.path} is read only.")
        if found.data_type == "entity_type" and value is not None and value not in self._call.schema:
            raise not_legal(found, f"{value!r} is no entity type")
        if found.path == "Task.color" and isinstance(value, str):
            value = _COLOR_NAMES.get(value.lower(), value)
        return stored(found, value)

    def _check_editable(self, found: Field) -> None:
        if found.editable == "never":
            raise SiteFault(f"API {self._method}() {found.path} is read only.")
        if found.editable == "create" and self._method == "update":
            raise SiteFault(f"API update() {found.path} is editable on create only.")

    def _single(self, found: Field, value: object) -> Ref | None:
        if value is None:
            return None
        ref = self._ref(found, value)
        if not found.is_pair and ref[0] != found.valid_types[0]:
            raise not_legal(found, f"expects {found.valid_types[0]}, got {ref[0]}")
        return ref

    def _list_change(self, found: Field, value: object, mode: str) -> ListChange:
        if mode not in MODES:
            raise SiteFault(f"API {self._method}() multi_entity_update_mode must be one of {', '.join(MODES)}.")
        if not isinstance(value, list):
            raise not_legal(found, "expects a list of links")
        refs = tuple(dict.fromkeys(self._ref(found, item) for item in value))
        if isinstance(found.link, Via | Inverse | Mirror) or len(found.valid_types) == 1:
            wrong = [ref for ref in refs if ref[0] not in found.valid_types]
            if wrong:
                raise not_legal(found, f"expects {' or '.join(found.valid_types)}, got {wrong[0][0]}")
        return ListChange(found, mode, refs)

    def _ref(self, found: Field, value: object) -> Ref:
        if not isinstance(value, Mapping):
            raise not_legal(found, "expects a link with 'type' and 'id'")
        type_name, id_ = value.get("type"), value.get("id")
        if not isinstance(type_name, str) or type_name not in self._call.schema:
            raise not_legal(found, f"no entity type {type_name!r}")
        if isinstance(id_, bool) or not isinstance(id_, int):
            raise not_legal(found, "expects a link with 'type' and 'id'")
        return type_name, id_

    def _clear_image(self, draft: Draft, found: Field, value: object) -> None:
        if value is not None:
            raise not_legal(found, "an image can only be uploaded, or cleared with null")
        draft.columns[f"{found.name}__id"] = None
        draft.values[found.name] = None
        if found.name == "image" and "filmstrip_image" in draft.kind.fields:
            draft.columns["filmstrip_image__id"] = None


def _refs(draft: Draft) -> list[Ref]:
    singles = [ref for ref in draft.links.values() if ref is not None]
    return singles + [ref for change in draft.lists for ref in change.refs]


def not_legal(found: Field, why: str) -> WriteFault:
    """The protocol's words for a value that a field cannot take."""
    return WriteFault(f"Update failed for [{found.path}]: Value is not legal. ({why})")


def _url(found: Field, value: object) -> Mapping[str, Any] | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise not_legal(found, "expects an object with 'url' or 'local_path'")
    has_text = any(isinstance(value.get(key), str) and value[key] for key in ("url", "local_path"))
    if has_text or (value.get("local_storage") and isinstance(value.get("relative_path"), str)):
        return value
    if value.get("type") == "Attachment" and isinstance(value.get("id"), int):
        return value
    raise not_legal(found, "expects an object with 'url', 'local_path', or 'local_storage' and 'relative_path'")


def _secret(found: Field, value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise not_legal(found, "expects text")
    return value or None


def refuse_unserved(draft: Draft) -> None:
    """Raise NotServed for what a write would have to do besides and this site does not."""
    if draft.links.get("task_template") is not None and "tasks" in draft.kind.fields:
        raise NotServed(f"Making tasks from {draft.kind.name}.task_template")
