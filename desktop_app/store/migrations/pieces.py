"""Words for writing schema steps. Released steps lean on them: add new ones, never change what one makes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from desktop_app.models.base import Moment

Item = sa.Column[Any] | sa.CheckConstraint


def text(name: str, *, required: bool = True, unique: bool = False, primary: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=not required, unique=unique or None, primary_key=primary)


def whole(name: str, *, required: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=not required)


def flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def day(name: str, *, required: bool = False, unique: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=not required, unique=unique or None)


def moment(name: str, *, required: bool = True) -> sa.Column[Any]:
    return sa.Column(name, Moment(), nullable=not required)


def map_(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def word(name: str, check: str, words: str, *, required: bool = False) -> sa.Column[Any]:
    """A column of one of the blank-separated ``words``, enforced by the constraint ``check``."""
    kind = sa.Enum(*words.split(), name=check, native_enum=False, create_constraint=True, length=16)
    return sa.Column(name, kind, nullable=not required)


def link(name: str, target: str, *, required: bool = False, column: str = "id") -> sa.Column[Any]:
    """A column that points to ``target``, by its id or by a text column of it."""
    kind = sa.Integer() if column == "id" else sa.Text()
    return sa.Column(name, kind, sa.ForeignKey(f"{target}.{column}"), nullable=not required)


def key() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=name)


def create_record(kind: str, *own: Item) -> None:
    """The table of a numbered record, its search index, the list of its living rows, and a trigger against deletion."""
    _record_table(kind, own)
    create_search(kind)


def _record_table(kind: str, own: Sequence[Item]) -> None:
    shared = (whole("version"), moment("retired_at", required=False), text("retired_reason"), map_("gaps"))
    source = () if any(item.name == "source" for item in own) else (text("source"),)
    checked = check("version", "version > 0")
    op.create_table(kind, key(), text("number", unique=True), *own, *shared, *source, text("search_text"), checked)
    living_index(kind, "number", name=f"ix_{kind}_living")
    keep(kind, "DELETE")


def remake_record(kind: str, *own: Item, standing: Mapping[str, str | int]) -> None:
    """A record's table made anew with further columns; ``standing`` is what rows already there have in them.

    It must be what the model gives by default: history says nothing of these columns. No table may point to it.
    """
    op.execute(f"DROP TRIGGER {kind}_refuses_delete")
    op.drop_index(f"ix_{kind}_living", kind)
    op.rename_table(kind, f"{kind}_before")
    _record_table(kind, own)
    found = op.get_bind().exec_driver_sql(f"PRAGMA table_info({kind}_before)")
    names = [str(row[1]) for row in found]
    before = sa.table(f"{kind}_before", *map(sa.column, names))
    after = sa.table(kind, *map(sa.column, (*names, *standing)))
    rows = sa.select(before, *(sa.literal(value) for value in standing.values()))
    op.execute(after.insert().from_select([*names, *standing], rows))
    op.drop_table(f"{kind}_before")


def widen_word(kind: str, constraint: str, words: str) -> None:
    """A table made anew by its own text, where a column takes further ``words``; its indexes and triggers come after.

    Other tables may point to it: foreign keys are checked at the end.
    """
    bind = op.get_bind()
    asked = "SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL"
    made = [(str(what), str(sql)) for what, sql in bind.exec_driver_sql(asked, (kind,))]
    (table,) = (sql for what, sql in made if what == "table")
    listed = ", ".join(f"'{one}'" for one in words.split())
    wider, count = re.subn(
        rf"(CONSTRAINT ck_{kind}_{constraint} CHECK \(\w+ IN \()[^)]*(?=\))", rf"\g<1>{listed}", table
    )
    assert count == 1
    bind.exec_driver_sql(f"CREATE TABLE {kind}_before AS SELECT * FROM {kind}")
    op.drop_table(kind)
    bind.exec_driver_sql(wider)
    names = [str(row[1]) for row in bind.exec_driver_sql(f"PRAGMA table_info({kind})")]
    before, after = (sa.table(one, *map(sa.column, names)) for one in (f"{kind}_before", kind))
    op.execute(after.insert().from_select(names, sa.select(before)))
    op.drop_table(f"{kind}_before")
    for what, sql in made:
        if what != "table":
            bind.exec_driver_sql(sql)


def create_part(kind: str, *own: Item) -> None:
    """The table of rows that belong to records."""
    op.create_table(kind, key(), *own)


def create_search(kind: str) -> None:
    """The index of a kind's search text: our own tokens, contentless, deletions allowed."""
    op.execute(
        f"CREATE VIRTUAL TABLE {kind}_search USING fts5(t, content='', contentless_delete=1, detail=none, "
        "tokenize=\"ascii tokenchars '_'\", prefix='1')"
    )


def keep(table: str, act: str) -> None:
    """Refuse UPDATE or DELETE on a table, whoever asks."""
    op.execute(
        f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}: {act.lower()} refused'); END"
    )


def living_index(table: str, *columns: str, name: str) -> None:
    """An index of the rows that are not retired."""
    op.create_index(name, table, list(columns), sqlite_where=sa.text("retired_at IS NULL"))


def index(table: str, *columns: str, name: str | None = None) -> None:
    op.create_index(name or f"ix_{table}_{columns[0]}", table, list(columns))


def append_only() -> None:
    """Refuse a history entry that is not the next one, also when it would replace another."""
    op.execute(
        "CREATE TRIGGER history_is_append_only BEFORE INSERT ON history "
        "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM history) "
        "BEGIN SELECT RAISE(ABORT, 'history: only the next entry may be written'); END"
    )
