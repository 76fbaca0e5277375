"""The store by itself: ids, transactions, bulk inserts, and the room that another database has."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from studio_tools.errors import SiteError
from studio_tools.site.call import Actor, Call
from studio_tools.site.filters import FilterCompiler
from studio_tools.site.relations import RELATIONS
from studio_tools.site.schema import Field, Own, load_schema
from studio_tools.site.store import Database, IdBlock, Tables, open_database
from studio_tools.site.store.bulk import _compiled, insert_dicts, insert_rows
from studio_tools.site.store.opening import decode_field, encode_field
from studio_tools.site.store.tables import field_columns
from studio_tools.site.urls import Urls

SCHEMA = load_schema()
OWNED = next(
    field for name in SCHEMA.type_names for field in SCHEMA[name].fields.values() if isinstance(field.link, Own)
)
"""A list with a table of links of its own."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "site.db", SCHEMA)
    yield opened
    opened.close()


def next_id(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute(select(database.tables.sequence.c.next_id)).scalar_one())


def test_ids_are_taken_in_blocks_and_never_twice(database: Database) -> None:
    with database.writing() as connection:
        ids = IdBlock(connection, database.tables)
        assert [ids.take(), ids.take(10), ids.take()] == [1, 2, 12]
        ids.settle()
    with database.writing() as connection:
        ids = IdBlock(connection, database.tables)
        assert ids.take() == 13


def test_ids_of_a_transaction_that_failed_are_given_out_again(database: Database) -> None:
    class Stop(Exception):
        pass

    def take_and_stop() -> None:
        with database.writing() as connection:
            ids = IdBlock(connection, database.tables)
            ids.take(100)
            ids.settle()
            raise Stop

    with pytest.raises(Stop):
        take_and_stop()

    assert next_id(database) == 1


def test_a_block_that_was_not_used_writes_nothing(database: Database) -> None:
    with database.writing() as connection:
        IdBlock(connection, database.tables).settle()

    assert next_id(database) == 1


def test_a_reader_sees_one_moment_while_others_write(database: Database) -> None:
    tag = database.tables.entity("Tag")
    with database.reading() as reader:
        assert reader.execute(select(tag.c.id)).all() == []
        with database.writing() as writer:
            writer.execute(insert(tag), [{"id": 1, "name": "new", "retired": False}])
        assert reader.execute(select(tag.c.id)).all() == [], "still the moment at which it began"
    with database.reading() as reader:
        assert reader.execute(select(tag.c.id)).scalars().all() == [1]


def test_writers_come_one_after_the_other(database: Database) -> None:
    seen: list[int] = []

    def take() -> None:
        with database.writing() as connection:
            ids = IdBlock(connection, database.tables)
            seen.append(ids.take())
            ids.settle()

    threads = [threading.Thread(target=take) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert seen == list(range(1, 13))


def test_a_damaged_database_is_a_site_error_with_advice(database: Database) -> None:
    database.close()
    content = database.path.read_bytes()
    database.path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))

    with pytest.raises(SiteError, match="damaged") as raised, database.reading() as connection:
        connection.execute(select(database.tables.entity("Shot"))).all()

    assert "backup" in raised.value.hint


def small() -> Table:
    return Table("small", MetaData(), Column("id", Integer, primary_key=True), Column("a", Text), Column("b", Text))


@pytest.mark.parametrize("columns", [("id", "a", "b"), ("b", "id", "a"), ("id", "b")])
def test_rows_go_to_the_columns_that_were_named(database: Database, columns: tuple[str, ...]) -> None:
    table, rows = small(), [{"id": 1, "a": "x", "b": "y"}, {"id": 2, "a": "z", "b": None}]
    with database.writing() as connection:
        table.create(connection)
        insert_rows(connection, table, columns, [[row[column] for column in columns] for row in rows])
        found = connection.execute(select(table)).mappings().all()

    assert [dict(row) for row in found] == [
        {key: (value if key in columns else None) for key, value in row.items()} for row in rows
    ]


def test_rows_may_have_different_keys_and_there_may_be_none(database: Database) -> None:
    table = small()
    with database.writing() as connection:
        table.create(connection)
        insert_dicts(connection, table, [])
        insert_dicts(connection, table, [{"id": 1, "a": "x"}, {"b": "y", "id": 2}])

        assert connection.execute(select(table)).all() == [(1, "x", None), (2, None, "y")]


def test_a_driver_that_binds_by_name_gets_names() -> None:
    statement = _compiled(postgresql.dialect(paramstyle="pyformat"), small(), ("b", "id"))

    bound = statement.bind(["y", 1])

    assert "%(p0)s" in statement.text
    assert bound == {"p0": "y", "p1": 1}


def test_a_driver_that_binds_by_place_gets_the_tables_order() -> None:
    statement = _compiled(sqlite.dialect(), small(), ("b", "id"))

    assert statement.text.replace(" ", "").startswith("INSERTINTOsmall(id,b)")
    assert statement.bind(["y", 1]) == (1, "y")


def test_every_table_can_be_made_on_postgresql() -> None:
    tables = Tables(SCHEMA)
    tables.build_all()
    dialect = postgresql.dialect()

    for table in tables.metadata.tables.values():
        assert str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=dialect))
            assert len(str(index.name)) <= 63, "longer names are cut there, and then collide"
        assert len(table.name) <= 63


@pytest.mark.parametrize("ask", [lambda it: it.entity("Shot"), lambda it: it.links(OWNED)], ids=["entity", "links"])
def test_a_table_that_another_thread_described_meanwhile_is_the_one(ask: Callable[[Tables], Table]) -> None:
    tables, others = Tables(SCHEMA), list[Table]()

    class Overtaken:
        """The lock, in the moment in which somebody else had it before."""

        def __enter__(self) -> None:
            tables._lock = threading.RLock()
            others.append(ask(tables))

        def __exit__(self, *_: object) -> None:
            """Nothing was locked."""

    tables._lock = Overtaken()  # type: ignore[assignment]

    assert ask(tables) is others[0]


SAMPLES: dict[str, object] = {
    "number": 5, "float": 1.5, "currency": 1.5, "duration": 5, "percent": 5, "timecode": 5, "checkbox": True,
    "date": "2024-01-01", "date_time": "2024-01-01T00:00:00Z", "entity": {"type": "Shot", "id": 1},
    "multi_entity": {"type": "Shot", "id": 1},
}  # fmt: skip


def values_for(field: Field, relation: str) -> list[Any]:
    if field.data_type == "image":
        return [None]
    if relation.startswith("type_is"):
        return ["Shot"]
    if relation.startswith("name_"):
        return ["x"]
    if relation.startswith("in_calendar"):
        return [-1]
    if relation.removeprefix("not_") in ("in_last", "in_next"):
        return [2, "DAY"]
    sample = SAMPLES.get(field.data_type, "x")
    return [sample, sample] if relation in ("between", "in", "not_in") else [sample]


FIELDS = {
    field.data_type + (" of several types" if field.is_pair else ""): field
    for name in SCHEMA.type_names
    for field in SCHEMA[name].fields.values()
}


@pytest.mark.parametrize("which", sorted(FIELDS))
def test_every_relation_of_a_data_type_becomes_sql_that_both_databases_read(database: Database, which: str) -> None:
    field = FIELDS[which]
    kind = SCHEMA[field.entity_type]
    urls = Urls(base="http://x", secret=b"x", now=datetime(2024, 3, 13))
    with database.reading() as connection:
        tables = database.tables
        actor = Actor(type="ApiUser", id=1, name="x")
        call = Call(connection=connection, tables=tables, actor=actor, now=urls.now, urls=urls)
        table = tables.entity(kind.name)
        for relation in RELATIONS.get(field.data_type, ()):
            condition = FilterCompiler(call, kind).leaf(field.name, relation, values_for(field, relation))
            query = select(table.c.id).where(condition)
            assert connection.execute(query).all() is not None
            assert str(query.compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: f"{field.data_type} {field.path}")
def test_a_field_returns_from_the_database_as_it_was(field: Field) -> None:
    custom = Field(
        entity_type=field.entity_type,
        name=f"sg_{field.name}",
        data_type=field.data_type,
        label="Ä label",
        custom=True,
        valid_types=field.valid_types,
        valid_values=field.valid_values,
        link=SCHEMA["Task"].fields["task_assignees"].link if field.is_multi else None,
    )

    assert decode_field(encode_field(custom)) == custom
    if custom.is_stored:
        assert field_columns(custom)[0].name.startswith(custom.name)


def test_the_same_stock_with_other_fields_is_another_schema() -> None:
    extra = Field(entity_type="Shot", name="sg_mood", data_type="text", label="Mood", custom=True)

    changed = SCHEMA.with_custom([extra], revision=3)

    assert changed.field("Shot", "sg_mood") == extra
    assert SCHEMA.field("Shot", "sg_mood") is None
    assert (changed.revision, changed.is_stock("Shot", "code"), changed.is_stock("Shot", "sg_mood")) == (3, True, False)
