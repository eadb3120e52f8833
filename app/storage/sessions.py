"""Sessions: one transaction each. A `ReadSession` cannot write, and only functions that take a `WriteSession` do."""

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple, cast

from sqlalchemy import ColumnElement, Connection, Executable, Row, Select, Table, bindparam, event, text
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.sql.selectable import TypedReturnsRows

from app.storage.values import chunks

if TYPE_CHECKING:
    import psycopg

Columns = TypeVarTuple("Columns")
Value = TypeVar("Value")
AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]
Cell = str | int | float | bool | bytes | None


def one_of_these(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Return the condition that `column` is one of the values given to `rows_among`.

    With it a statement can be built once, when its module is loaded: building one costs more than running it.
    """
    return column.in_(bindparam("these", expanding=True))


class ReadSession:
    """One transaction that sees one state of the database and cannot change it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def is_postgresql(self) -> bool:
        """Whether PostgreSQL is behind it."""
        return self._connection.dialect.name == "postgresql"

    def rows(self, statement: TypedReturnsRows[*Columns]) -> Sequence[Row[*Columns]]:
        """Run a statement and return all its rows."""
        return self._connection.execute(statement).all()

    def rows_among(self, statement: Select[*Columns], values: Iterable[str | int]) -> Iterator[Row[*Columns]]:
        """Run a statement that asks for `one_of_these`, however many `values` there are; none run nothing."""
        for part in chunks(values):
            yield from self._connection.execute(statement, {"these": part}).all()

    def ask(self, sql: str, **values: Cell) -> list[tuple[Any, ...]]:
        """Run a question written by hand, its values as `:name`; for inspection, where no function here answers it."""
        return [tuple(row) for row in self._connection.execute(text(sql), values)]

    def first(self, statement: TypedReturnsRows[*Columns]) -> Row[*Columns] | None:
        """Run a statement and return its first row, None where there is none."""
        return self._connection.execute(statement).first()

    def value(self, statement: TypedReturnsRows[Value]) -> Value:
        """Run a statement that has exactly one row and return its first column."""
        return self._connection.execute(statement).scalar_one()


class WriteSession(ReadSession):
    """One transaction that holds the write lock of the whole database from its first moment."""

    def run(self, statement: Executable) -> int:
        """Run a statement that changes rows and return how many."""
        return self._connection.execute(statement).rowcount

    def run_many(self, sql: str, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Run driver-level SQL, its parameters written `?`, once for each of `rows`."""
        if rows:
            marked = sql.replace("?", "%s") if self.is_postgresql else sql
            self._connection.exec_driver_sql(marked, list(rows))

    def insert_many(self, model: type[DeclarativeBase], rows: Sequence[tuple[Cell, ...]]) -> None:
        """Insert whole rows, values in the order of the model's columns: COPY on PostgreSQL, executemany on SQLite."""
        if not rows:
            return
        table = cast("Table", model.__table__)
        names = ", ".join(column.name for column in table.columns)
        if self.is_postgresql:
            self._copy(f"COPY {table.name} ({names}) FROM STDIN", rows)
        else:
            marks = ", ".join("?" for _ in table.columns)
            self.run_many(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)  # noqa: S608 - names of our own tables

    def _copy(self, sql: str, rows: Sequence[tuple[Cell, ...]]) -> None:
        driver = cast("psycopg.Connection", self._connection.connection.driver_connection)
        with driver.cursor() as cursor, cursor.copy(sql.encode()) as copy:
            for row in rows:
                copy.write_row(row)


class QueryRecorder:
    """The statements that were run while it was listening, in order."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def note(self, _connection: Connection, _cursor: DBAPICursor, statement: str, *_rest: object) -> None:
        """Remember one statement, its white space made single."""
        self.statements.append(re.sub(r"\s+", " ", statement))

    @contextmanager
    def listening(self, *engines: object) -> Generator["QueryRecorder"]:
        """Record every statement of `engines` until the block ends."""
        for engine in engines:
            event.listen(engine, "before_cursor_execute", self.note)
        try:
            yield self
        finally:
            for engine in engines:
                event.remove(engine, "before_cursor_execute", self.note)
