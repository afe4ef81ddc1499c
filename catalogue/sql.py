"""The one thing the ORM cannot say: UPDATE … RETURNING, a change and what it came to in a single statement."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import connections, models
from django.db.models.sql import UpdateQuery

M = TypeVar("M", bound=models.Model)


def update_returning(rows: models.QuerySet[M], fields: tuple[str, ...], **changes: Any) -> list[dict[str, Any]]:
    """Update `rows` and return the given plain columns of each changed row as they are now.

    SQLite ≥ 3.35 and PostgreSQL both know RETURNING. No rows: the condition did not hold, nothing changed.
    """
    query = rows.query.chain(UpdateQuery)
    query.add_update_values(changes)  # type: ignore[attr-defined]  # UpdateQuery's own method, not in the stubs
    sql, params = query.get_compiler(rows.db).as_sql()
    connection = connections[rows.db]
    columns: list[Any] = [rows.model._meta.get_field(name) for name in fields]
    quoted = ", ".join(connection.ops.quote_name(column.column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {quoted}", params)
        found = cursor.fetchall()
    return [
        {name: _read(column, value, connection) for name, column, value in zip(fields, columns, row, strict=True)}
        for row in found
    ]


def _read(column: Any, value: Any, connection: Any) -> Any:
    if column.is_relation:
        column = column.target_field
    for converter in [*connection.ops.get_db_converters(column.get_col("")), *column.get_db_converters(connection)]:
        value = converter(value, column.get_col(""), connection)
    return value
