"""What checks and labels may ask of the file: names, departments, holidays, rules, read once and kept until a write."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.figures.traced import Sources
from desktop_app.models.basics import DeadlineRuleRow, Holiday, Unit
from desktop_app.models.catalogue import KINDS
from desktop_app.models.people import Department, Officer
from desktop_app.models.plan import Plan
from desktop_app.rules.deadlines import DeadlineRule, rule_of
from desktop_app.rules.vocabulary import OfficerStatus, PlanState
from desktop_app.rules.workdays import Calendar

Row = Mapping[str, Any]
T = TypeVar("T")


@dataclass
class Facts:
    """The small tables as plain rows, and the day the question is asked at (核对日期).

    ``tables`` caches kind → id → row, ``remember`` keeps it in step with the running act; ask a fresh object after it.
    ``withheld`` are kinds that stand locked at the desk.
    """

    session: Session
    today: date
    tables: dict[str, dict[int, Row]] = field(default_factory=dict)
    kept: dict[tuple[str, date], Any] = field(default_factory=dict)
    withheld: frozenset[str] = field(default=frozenset(), kw_only=True)
    _named: dict[str, dict[int, Row]] = field(default_factory=dict)
    _indexes: dict[tuple[str, str], dict[Any, dict[int, Row]]] = field(default_factory=dict)

    def once(self, name: str, read: "Callable[[Facts], T]") -> T:
        """What is told from many records (一次读数), read once and kept as the tables are; nobody may change it."""
        if (name, self.today) not in self.kept:
            self.kept[name, self.today] = read(self)
        found: T = self.kept[name, self.today]
        return found

    @cached_property
    def sources(self) -> Sources:
        """Answers of the figures (取数), each asked once in this reading; after a write ask a fresh object."""
        return Sources(self.session)

    def rows(self, kind: str) -> dict[int, Row]:
        """All live and retired rows of a small kind by id."""
        if kind not in self.tables:
            table = KINDS[kind].__table__
            columns = [column for column in table.columns if column.key != "search_text"]
            found = self.session.execute(select(*columns)).mappings()
            self.tables[kind] = {row["id"]: dict(row) for row in found}
        return self.tables[kind]

    def row(self, kind: str, record_id: int | None) -> Row:
        """One row, empty when there is none."""
        return self.rows(kind).get(record_id, {}) if record_id is not None else {}

    def live(self, kind: str) -> Iterator[Row]:
        return (row for row in self.rows(kind).values() if row.get("retired_at") is None)

    def having(self, kind: str, column: str, value: object) -> Iterator[Row]:
        """The live rows that say this in a column, found without going through all of them."""
        if kind not in self.tables or (kind, column) not in self._indexes:
            self._indexes[kind, column] = {}
            for row in self.rows(kind).values():
                self._indexes[kind, column].setdefault(row[column], {})[row["id"]] = row
        own = self._indexes[kind, column].get(value, {})
        return (row for row in own.values() if row.get("retired_at") is None)

    def remember(self, kind: str, row: Row) -> None:
        """A row written in the running act, so that the next check sees it; tables not yet asked for stay unread."""
        if kind not in self.tables:
            return
        if kind == Officer.__tablename__ and self._named:
            before = self.tables[kind].get(row["id"], row)
            self._named.get(before["name"], {}).pop(row["id"], None)
            self._name(row)
        for (of, column), index in self._indexes.items():
            if of == kind:
                index.get(self.row(kind, row["id"]).get(column), {}).pop(row["id"], None)
                index.setdefault(row[column], {})[row["id"]] = row
        self.tables[kind][row["id"]] = row

    def namesakes(self, name: str) -> list[Row]:
        """Live officers of this name (同名)."""
        if not self._named:
            for row in self.rows(Officer.__tablename__).values():
                self._name(row)
        return list(self._named.get(name, {}).values())

    def _name(self, row: Row) -> None:
        if row.get("retired_at") is None:
            self._named.setdefault(row["name"], {})[row["id"]] = row

    def label(self, kind: str, record_id: int | None) -> str:
        """How a referenced record is named: officers by name, told apart by department when two share it."""
        row = self.row(kind, record_id)
        if not row:
            return ""
        if kind == Officer.__tablename__ and len(self.namesakes(row["name"])) > 1:
            return f"{row['name']}（{self.label('department', row['department_id'])}）"
        return str(row.get("name") or row.get("title") or row.get("word") or row["number"])

    def short_label(self, kind: str, record_id: int | None) -> str:
        """The same in a table: departments by their short name (公诉), also behind a shared name."""
        row = self.row(kind, record_id)
        if kind == Department.__tablename__:
            return str(row.get("short") or row.get("name") or "")
        if row and kind == Officer.__tablename__ and len(self.namesakes(row["name"])) > 1:
            return f"{row['name']}（{self.short_label('department', row['department_id'])}）"
        return self.label(kind, record_id)

    def department_of(self, officer_id: int | None) -> Row:
        return self.row("department", self.row("officer", officer_id).get("department_id"))

    def on_duty(self) -> list[Row]:
        """Officers expected at meetings: 在岗 only (借调、驻村、离退 are not)."""
        return [row for row in self.live("officer") if row["status"] == OfficerStatus.ACTIVE]

    @property
    def unit(self) -> Row:
        return next(self.live(Unit.__tablename__), {})

    @property
    def plan(self) -> Row:
        return next(self.live(Plan.__tablename__), {})

    @property
    def plan_issued(self) -> bool:
        return self.plan.get("state") == PlanState.ISSUED

    @property
    def calendar(self) -> Calendar:
        """The holiday table as it stands in 基础台账."""
        return Calendar.of((row["day"], row["mark"]) for row in self.live(Holiday.__tablename__))

    def rule(self, code: str) -> DeadlineRule | None:
        """The deadline rule with this code, or about this matter (事项), as the office has set it."""
        rows = list(self.live(DeadlineRuleRow.__tablename__))
        row = next((row for key in ("number", "title") for row in rows if row[key] == code), None)
        return rule_of(row) if row is not None else None

    def departments(self) -> list[Row]:
        return sorted(self.live(Department.__tablename__), key=lambda row: row["position"])


SMALL = frozenset({Officer.__tablename__, Department.__tablename__, Unit.__tablename__})
"""Kinds read whole at once, whoever asks for one row of them."""


@dataclass
class FewFacts(Facts):
    """Facts about a few records (少数几条): of a large kind only the rows asked for are read."""

    _single: dict[tuple[str, int], Row] = field(default_factory=dict)

    def row(self, kind: str, record_id: int | None) -> Row:
        if kind in SMALL or kind in self.tables or record_id is None:
            return super().row(kind, record_id)
        if (kind, record_id) not in self._single:
            columns = [column for column in KINDS[kind].__table__.columns if column.key != "search_text"]
            asked = select(*columns).where(KINDS[kind].__table__.c.id == record_id)
            found = self.session.execute(asked).mappings().first()
            self._single[kind, record_id] = dict(found) if found is not None else {}
        return self._single[kind, record_id]
