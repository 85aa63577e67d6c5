"""Whom and which case the file speaks of, read a second time: by the schema SQLite itself tells, in plain SQL."""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop_app.registers.catalogue import BY_KIND
from desktop_app.rules.cases import case_key

Found = set[tuple[str, str]]
"""Kind and number of a record."""
OWNED = {"seized_item": ("seizure_id", "seizure"), "custody_event": ("item_id", "seized_item"),
         "count_line": ("item_id", "seized_item"), "money_entry": ("item_id", "seized_item")}  # fmt: skip
"""What belongs to a case because something else does: its column and the table that points to."""


def _tables(session: Session) -> list[str]:
    return [str(name) for name in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))]


def _columns(session: Session, table: str) -> list[str]:
    return [str(row[1]) for row in session.execute(text(f"PRAGMA table_info({table})"))]


def _keys(session: Session, table: str) -> list[tuple[str, str]]:
    """Column and the table it points to, in the order of the columns."""
    told = {str(row[3]): str(row[2]) for row in session.execute(text(f"PRAGMA foreign_key_list({table})"))}
    return [(column, told[column]) for column in _columns(session, table) if column in told]


def _owner(session: Session, table: str) -> tuple[str, str] | None:
    """The column of the record a row belongs to, and its table; a record belongs to itself."""
    if table in BY_KIND:
        return "id", table
    return next(((column, other) for column, other in _keys(session, table) if other in BY_KIND), None)


def _numbers(session: Session, kind: str, ids: set[int]) -> Found:
    rows = session.execute(text(f"SELECT id, number FROM {kind} WHERE retired_at IS NULL"))
    return {(kind, str(number)) for one, number in rows if one in ids}


def _pointing(session: Session, target: str, value: int) -> Iterator[tuple[str, set[int]]]:
    for table in _tables(session):
        owner = _owner(session, table)
        if owner is None:
            continue
        for column, other in _keys(session, table):
            if other == target and (table in BY_KIND or column != owner[0]):
                asked = text(f"SELECT {owner[0]} FROM {table} WHERE {column} = :value")
                yield owner[1], set(session.scalars(asked, {"value": value}))


def of_officer(session: Session, officer_id: int) -> Found:
    """Every living record with a column, its own or a row's, that points to the officer."""
    found: Found = set()
    for kind, ids in _pointing(session, "officer", officer_id):
        found |= _numbers(session, kind, ids)
    return found


def of_case(session: Session, number: str) -> Found:
    """Every living record that bears the number, and what belongs to the takings of the case."""
    ids: dict[str, set[int]] = {}
    for table in _tables(session):
        owner = _owner(session, table)
        if owner is not None and "case_no" in _columns(session, table):
            rows = session.execute(text(f"SELECT {owner[0]}, case_no FROM {table}"))
            ids.setdefault(owner[1], set()).update(one for one, said in rows if case_key(said) == number)
    ids["case_file"] = set(session.scalars(text("SELECT id FROM case_file WHERE number = :n"), {"n": number}))
    for table, (column, over) in OWNED.items():
        for one in ids.get(over, set()):
            asked = text(f"SELECT id FROM {table} WHERE {column} = :one")
            ids.setdefault(table, set()).update(session.scalars(asked, {"one": one}))
    found: Found = set()
    for kind, some in ids.items():
        found |= _numbers(session, kind, some)
    return found
