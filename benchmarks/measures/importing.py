"""What history, chain and search index add to a bulk write."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import offices
from benchmarks.sides import Measure, Side, Sides
from desktop_app.models.plan import Task
from desktop_app.registers.plan import TASKS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft, table_defaults
from desktop_app.services.facts import Facts
from desktop_app.store import connect
from desktop_app.store.values import DIALECT, table_of

ROWS = 10_000
CHECKED = 500
Rows = Sequence[dict[str, Any]]


@contextmanager
def rows_10k(folder: Path) -> Iterator[Sides]:
    """Ten thousand tasks written by one unit of work; the floor is ``executemany`` of the bare table, one commit."""
    with offices.office(folder, 0) as desk, desk.facts() as facts:
        rows = list(offices.task_rows(facts, ROWS))
    also = {f"checked one by one, ×{ROWS // CHECKED} of {CHECKED}": into(folder, lambda desk: _checked(desk, rows))}
    yield Sides(into(folder, lambda desk: _unit(desk, rows)), into(folder, _bare(rows)), also=also)


def into(folder: Path, write: Callable[[Desk], float]) -> Side:
    """The side that writes into a fresh office; making the office does not count."""

    def side() -> float:
        with offices.spare(folder, 0) as desk:
            return write(desk)

    return side


def _unit(desk: Desk, rows: Rows) -> float:
    began = perf_counter()
    with desk.store.unit("导入任务") as unit:
        unit.add_many(Task, rows)
    return perf_counter() - began


def _checked(desk: Desk, rows: Rows) -> float:
    """A part of the rows by the road of the import preview: derived, checked, numbered; scaled to all of them."""
    drafts = [new_draft(Task, {k: v for k, v in row.items() if k != "search_text"}) for row in rows[:CHECKED]]
    began = perf_counter()
    with desk.store.unit("导入任务") as unit:
        facts = Facts(unit.session, desk.today)
        for draft in drafts:
            records.write(unit, TASKS, draft, facts, records.Mode.LEDGER)
    return (perf_counter() - began) * len(rows) / CHECKED


def _bare(rows: Rows) -> Callable[[Desk], float]:
    """The same rows as parameters made ready beforehand."""
    whole = {**table_defaults(Task), "version": 1, "retired_reason": "", "gaps": {}, "source": ""}
    columns = [column for column in table_of(Task).columns if column.key in {**whole, **rows[0]}]
    binds = [column.type.dialect_impl(DIALECT).bind_processor(DIALECT) or _same for column in columns]
    names, marks = ", ".join(column.key for column in columns), ", ".join("?" for _ in columns)
    full = ({**whole, **row} for row in rows)
    ready = [tuple(bind(row[c.key]) for c, bind in zip(columns, binds, strict=True)) for row in full]
    text = f"INSERT INTO task ({names}) VALUES ({marks})"

    def write(desk: Desk) -> float:
        connection = connect.connect(desk.store.folder.file, desk.store.key, writing=True)
        began = perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(text, ready)
        connection.execute("COMMIT")
        seconds = perf_counter() - began
        connection.close()
        return seconds

    return write


def _same(value: Any) -> Any:
    return value


MEASURES = (Measure("import.rows_10k", 4.0, rows_10k, rounds=5),)
