"""The protocol's schema methods: what there is, told in its words, and fields that studios add, change and remove."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Index, MetaData, Table, insert, select, update
from sqlalchemy.schema import CreateColumn

from studio_tools.site.call import Call
from studio_tools.site.faults import NotServed, SiteFault, WriteFault
from studio_tools.site.schema import EntityType, Field, Own
from studio_tools.site.store.opening import encode_field
from studio_tools.site.store.tables import Tables, field_columns
from studio_tools.site.values import stored

CREATABLE = (
    "checkbox",
    "currency",
    "date",
    "date_time",
    "duration",
    "entity",
    "float",
    "footage",
    "list",
    "multi_entity",
    "number",
    "percent",
    "serializable",
    "status_list",
    "text",
    "timecode",
    "url",
)
_CHANGEABLE = ("name", "description", "valid_values", "hidden_values", "default_value", "valid_types")


def schema_entity_read(call: Call) -> dict[str, Any]:
    """Every entity type with its display name."""
    return {name: {"name": _cell(call.schema[name].label), "visible": _cell(True)} for name in call.schema.type_names}


def schema_read(call: Call) -> dict[str, Any]:
    """Every field of every entity type."""
    return {name: _fields(call, call.schema[name]) for name in call.schema.type_names}


def schema_field_read(call: Call, args: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of one type, or the one that is named. Raises SiteFault when there is no such field."""
    kind = call.kind(args.get("type"), "schema_field_read")
    name = args.get("field_name")
    if name is None:
        return _fields(call, kind)
    return {str(name): _definition(call, _existing(kind, name, "schema_field_read"))}


def field_create(call: Call, args: Mapping[str, Any]) -> str:
    """Add a field and answer its internal name."""
    kind = call.kind(args.get("type"), "schema_field_create")
    properties = _properties(args)
    label, data_type = properties.pop("name", None), args.get("data_type")
    if not isinstance(label, str) or not label.strip():
        raise SiteFault("API schema_field_create() needs a 'name' property.")
    if data_type not in CREATABLE:
        raise NotServed(f"API schema_field_create() with data type '{data_type}'")
    field = Field(
        entity_type=kind.name,
        name=_free_name(call, kind, label),
        data_type=str(data_type),
        label=label.strip(),
        custom=True,
        link=Own() if data_type == "multi_entity" else None,
        default=False if data_type == "checkbox" else None,
    )
    field = _with_properties(call, field, properties)
    if data_type in ("entity", "multi_entity") and not field.valid_types:
        raise SiteFault("API schema_field_create() needs 'valid_types' for links.")
    _add_columns(call, kind, field)
    _keep(call, field)
    return field.name


def field_update(call: Call, args: Mapping[str, Any]) -> bool:
    """Change what may be changed of a field."""
    kind = call.kind(args.get("type"), "schema_field_update")
    field = _existing(kind, args.get("field_name"), "schema_field_update")
    changed = _with_properties(call, field, _properties(args))
    if changed.valid_types != field.valid_types and not field.custom:
        raise SiteFault(f"API schema_field_update() 'valid_types' of {field.path} cannot be changed.")
    if (len(changed.valid_types) == 1) != (len(field.valid_types) == 1) and field.data_type == "entity":
        raise NotServed(f"API schema_field_update() between one and several 'valid_types' of {field.path}")
    _keep(call, changed)
    return True


def field_delete(call: Call, args: Mapping[str, Any]) -> bool:
    """Take a field that was added at run time out of the schema; its values stay in the database."""
    kind = call.kind(args.get("type"), "schema_field_delete")
    field = _existing(kind, args.get("field_name"), "schema_field_delete")
    if not field.custom:
        raise SiteFault(f"API schema_field_delete() {field.path} is not a custom field.")
    table = call.tables.field
    call.connection.execute(update(table).where(*_same(call.tables, field)).values(is_deleted=True))
    _bump(call)
    return True


def _cell(value: object, *, editable: bool = False) -> dict[str, object]:
    return {"value": value, "editable": editable}


def _fields(call: Call, kind: EntityType) -> dict[str, Any]:
    return {field.name: _definition(call, field) for field in kind.fields.values()}


def _definition(call: Call, field: Field) -> dict[str, Any]:
    return {
        "name": _cell(field.label, editable=True),
        "description": _cell(field.description, editable=True),
        "data_type": _cell(field.data_type),
        "editable": _cell(field.editable == "always"),
        "entity_type": _cell(field.entity_type),
        "mandatory": _cell(field.mandatory),
        "unique": _cell(field.unique),
        "visible": _cell(True, editable=field.custom),
        "ui_value_displayable": _cell(True),
        "custom_metadata": _cell("", editable=True),
        "properties": _field_properties(call, field),
    }


def _field_properties(call: Call, field: Field) -> dict[str, Any]:
    properties = {"default_value": _cell(field.default, editable=True), "summary_default": _cell("none", editable=True)}
    if field.data_type in ("entity", "multi_entity"):
        properties["valid_types"] = _cell(list(field.valid_types), editable=True)
    if field.data_type in ("list", "status_list"):
        properties["valid_values"] = _cell(list(field.valid_values), editable=True)
        properties["hidden_values"] = _cell(list(field.hidden_values), editable=True)
    if field.data_type == "status_list":
        names = call.schema.statuses
        properties["display_values"] = _cell({value: names.get(value, value) for value in field.valid_values})
    return properties


def _existing(kind: EntityType, name: object, method: str) -> Field:
    field = kind.fields.get(name) if isinstance(name, str) else None
    if field is None:
        raise SiteFault(f"API {method}() {kind.name}.{name} doesn't exist.")
    return field


def _properties(args: Mapping[str, Any]) -> dict[str, Any]:
    given = args.get("properties") or []
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise SiteFault("API schema_field 'properties' must be an array of property_name and value.")
    return {str(one.get("property_name")): one.get("value") for one in given}


def _free_name(call: Call, kind: EntityType, label: str) -> str:
    stem = "sg_" + (re.sub(r"[^a-z0-9]+", "_", label.strip().lower()).strip("_") or "field")
    table = call.tables.field
    query = select(table.c.name).where(table.c.entity_type == kind.name, table.c.is_deleted.is_(True))
    deleted = set(call.connection.execute(query).scalars())
    name, count = stem, 0
    while name in kind.fields:
        count += 1
        name = f"{stem}_{count}"
    if name in deleted:
        raise SiteFault(f"API schema_field_create() {kind.name}.{name} was deleted; its name cannot be used again.")
    return name


def _with_properties(call: Call, field: Field, properties: Mapping[str, Any]) -> Field:
    for key, value in properties.items():
        if key not in _CHANGEABLE:
            if key == "summary_default":
                continue
            raise NotServed(f"API schema_field property '{key}'")
        field = _with_property(call, field, key, value)
    if field.default is not None and field.data_type in ("list", "status_list"):
        stored(field, field.default)
    return field


def _with_property(call: Call, field: Field, key: str, value: Any) -> Field:
    match key:
        case "name":
            return replace(field, label=_text(key, value))
        case "description":
            return replace(field, description=_text(key, value) if value else "")
        case "valid_values":
            return replace(field, valid_values=tuple(_texts(key, value)))
        case "hidden_values":
            return replace(field, hidden_values=tuple(_texts(key, value)))
        case "valid_types":
            types = _texts(key, value)
            unknown = [name for name in types if name not in call.schema]
            if unknown:
                raise SiteFault(f"API schema_field 'valid_types' names no entity type: {', '.join(unknown)}")
            return replace(field, valid_types=tuple(types))
        case _:
            return replace(field, default=None if value is None else _default(field, value))


def _default(field: Field, value: Any) -> object:
    if field.data_type in ("list", "status_list"):
        return str(value)
    if not field.is_stored or field.data_type in ("entity", "url", "image", "uuid"):
        raise WriteFault(f"API schema_field {field.path} cannot have a default.")
    return stored(field, value)


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SiteFault(f"API schema_field '{key}' expects text.")
    return value.strip()


def _texts(key: str, value: Any) -> Sequence[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise SiteFault(f"API schema_field '{key}' expects an array of texts.")
    return list(dict.fromkeys(value))


def _add_columns(call: Call, kind: EntityType, field: Field) -> None:
    if field.is_multi:
        call.tables.links(field).create(call.connection)
        return
    # A table of its own, so that the columns can be written out as the database below spells them.
    columns = field_columns(field)
    Table(kind.name, MetaData(), *columns)
    quote = call.connection.dialect.identifier_preparer.quote
    for column in columns:
        spelled = CreateColumn(column).compile(dialect=call.connection.dialect)
        call.connection.exec_driver_sql(f"ALTER TABLE {quote(kind.name)} ADD COLUMN {spelled}")
    if field.data_type == "checkbox":
        table = Table(kind.name, MetaData(), *field_columns(field))
        call.connection.execute(update(table).values({field.name: False}))
    if field.data_type == "entity":
        table = Table(kind.name, MetaData(), *field_columns(field))
        Index(f"{kind.name}__{field.name}", *table.columns).create(call.connection)


def _keep(call: Call, field: Field) -> None:
    table = call.tables.field
    row = {"spec": encode_field(field), "is_deleted": False}
    changed = call.connection.execute(update(table).where(*_same(call.tables, field)).values(row))
    if not changed.rowcount:
        key = {"entity_type": field.entity_type, "name": field.name}
        call.connection.execute(insert(table), [key | row])
    _bump(call)


def _same(tables: Tables, field: Field) -> tuple[Any, Any]:
    table = tables.field
    return table.c.entity_type == field.entity_type, table.c.name == field.name


def _bump(call: Call) -> None:
    """Tell every process that the schema is another one now."""
    meta = call.tables.meta
    revision = str(call.schema.revision + 1)
    call.connection.execute(update(meta).where(meta.c.key == "revision").values(value=revision))
