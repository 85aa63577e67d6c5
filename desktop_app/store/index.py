"""The search index (检索索引): one contentless FTS5 table a kind, rowid = record id, fed with our own tokens."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection, Insert, Integer, Text, column, insert, table

from desktop_app.rules import search


def index_name(kind: str) -> str:
    """Name of the index table of a kind."""
    return f"{kind}_search"


def put(connection: Connection, kind: str, texts: Iterable[tuple[int, str]]) -> None:
    """Replace the index rows of records by id and ``search_text``, inside the running transaction."""
    rows = [{"rowid": record_id, "t": search.tokens(text)} for record_id, text in texts]
    if rows:
        connection.execute(_replace(kind), rows)


def empty(connection: Connection, kind: str) -> None:
    """Take every row out of a kind's index, inside the running transaction."""
    name = index_name(kind)
    connection.execute(insert(table(name, column(name, Text))), {name: "delete-all"})


@cache
def _replace(kind: str) -> Insert:
    return insert(table(index_name(kind), column("rowid", Integer), column("t", Text))).prefix_with("OR REPLACE")
