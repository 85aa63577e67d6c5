"""What is kept on an item beside its standing: the points its checklist lacks, and what is owed of it next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.figures.rulebook import calendar_in_force, list_copies, rule_in_force
from desktop_app.models.basics import DeadlineRuleRow, Holiday
from desktop_app.models.cases import CaseFile
from desktop_app.models.seizures import ItemProcedure, SeizedItem, Seizure
from desktop_app.rules.cases import case_key
from desktop_app.rules.custody import Event, Standing
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.property_checks import Checklist
from desktop_app.rules.property_due import Ended, LastDay, Situation, owed, waiting
from desktop_app.rules.vocabulary import CustodyAct, ItemState, ProcedureState
from desktop_app.store.history import DELETE
from desktop_app.store.unit import UnitOfWork

_AT_ONCE = 10_000
"""Rows asked for by id in one statement: SQLite binds 32 766 values at most."""

Points = Mapping[int, Mapping[str, ProcedureState]]


def lots(ids: Iterable[int], size: int = _AT_ONCE) -> Iterator[list[int]]:
    """Ids in order, as many at a time as one statement takes."""
    told = sorted(ids)
    return (told[at : at + size] for at in range(0, len(told), size))


@dataclass(frozen=True)
class Around:
    """What the marks of some items hang on beside the items themselves, read once in an act."""

    heads: Mapping[int, Seizure]
    points: Points
    cases: Mapping[str, tuple[str, date | None]]
    last_day: LastDay

    def marks(self, item: SeizedItem, now: Standing, events: Sequence[Event]) -> dict[str, Any]:
        """``lacking``, ``checked``, ``due_on`` and ``due_for`` of an item as its chain leaves it."""
        head = self.heads.get(item.seizure_id or 0)
        checked = self._checklist(item, head)
        due = min(owed(self._situation(item, head, now, events), self.last_day), default=(None, ""))
        told = {"lacking": "、".join(checked.told), "checked": checked.gone_through}
        return {**told, "due_on": due[0], "due_for": due[1]}

    def _checklist(self, item: SeizedItem, head: Seizure | None) -> Checklist:
        points = self.points.get(item.id, {})
        if head is None:
            return Checklist(points, item.sealed)
        return Checklist(points, item.sealed, head.measure, head.copies, list_copies(item.seized_on or head.seized_on))

    def _situation(self, item: SeizedItem, head: Seizure | None, now: Standing, events: Sequence[Event]) -> Situation:
        acts = {event.act for event in events}
        exempt = bool(item.kept_reason) or CustodyAct.KEPT in acts or CustodyAct.SPLIT_IN in acts
        moved = item.moved_on is not None or item.stored_on is not None
        since = item.seized_on or (head.seized_on if head is not None else None)
        waits = waiting(now, moved=moved, exempt=exempt)
        return Situation(now, since, waits, item.unrelated_on, item.noticed_on, self._ended(head))

    def _ended(self, head: Seizure | None) -> Ended:
        if head is None:
            return Ended()
        result, closed = self.cases.get(case_key(head.case_no), ("", None))
        return Ended(result, closed, head.judgment_on, bool(head.extension_no))


def around(session: Session, items: Sequence[int]) -> Around:
    """Read what the marks of these items hang on."""
    heads: dict[int, Seizure] = {}
    points: dict[int, dict[str, ProcedureState]] = {}
    for ids in lots(items):
        of_items = select(SeizedItem.seizure_id).where(SeizedItem.id.in_(ids))
        heads |= {head.id: head for head in session.scalars(select(Seizure).where(Seizure.id.in_(of_items)))}
        for row in session.scalars(select(ItemProcedure).where(ItemProcedure.item_id.in_(ids))):
            mended = row.state is ProcedureState.LACKING and row.mended_on is not None
            points.setdefault(row.item_id, {})[row.word] = ProcedureState.THERE if mended else row.state
    ended = _ended_cases(session, {case_key(head.case_no) for head in heads.values()})
    return Around(heads, points, ended, _days(session))


def _ended_cases(session: Session, keys: set[str]) -> dict[str, tuple[str, date | None]]:
    if not keys - {""}:
        return {}
    asked = select(CaseFile.number, CaseFile.result, CaseFile.closed_on).where(
        CaseFile.retired_at.is_(None), CaseFile.closed_on.is_not(None)
    )
    return {case_key(number): (result, closed) for number, result, closed in session.execute(asked)}


def _days(session: Session) -> LastDay:
    """Last days by the rules and holidays of the office, each worked out once."""
    known: dict[tuple[str, date], date | None] = {}
    rules: dict[str, Any] = {}
    calendar: list[Any] = []

    def last_day(code: str, since: date) -> date | None:
        if (code, since) not in known:
            if code not in rules:
                rules[code] = rule_in_force(session, code)
            if not calendar:
                calendar.append(calendar_in_force(session))
            rule = rules[code]
            known[code, since] = due_on(rule, since, calendar[0]).on if rule is not None else None
        return known[code, since]

    return last_day


def marked_by(unit: UnitOfWork) -> set[int]:
    """Items whose marks an act may have changed without touching them: by their head, their case, the rules."""
    session = unit.session
    if unit.touched(DeadlineRuleRow) or unit.touched(Holiday):
        asked = select(SeizedItem.id).where(SeizedItem.retired_at.is_(None), SeizedItem.state != ItemState.DISPOSED)
        return set(session.scalars(asked))
    heads = unit.touched(Seizure) | _heads_of_cases(session, unit.touched(CaseFile))
    found = _items_of_points(unit)
    for ids in lots(heads):
        found |= set(session.scalars(select(SeizedItem.id).where(SeizedItem.seizure_id.in_(ids))))
    return found


def _items_of_points(unit: UnitOfWork) -> set[int]:
    """Items whose checklist an act has changed; a point taken away tells its item itself."""
    changes = unit.changed(ItemProcedure)
    key = ItemProcedure.item_id.key
    found = {change.values[key][0] for change in changes.values() if change.op == DELETE}
    for ids in lots(id_ for id_, change in changes.items() if change.op != DELETE):
        found |= set(unit.session.scalars(select(ItemProcedure.item_id).where(ItemProcedure.id.in_(ids))))
    return found


def _heads_of_cases(session: Session, cases: set[int]) -> set[int]:
    if not cases:
        return set()
    heads = session.execute(select(Seizure.id, Seizure.case_no).where(Seizure.retired_at.is_(None))).all()
    if not heads:
        return set()
    keys: set[str] = set()
    for ids in lots(cases):
        keys |= {case_key(number) for number in session.scalars(select(CaseFile.number).where(CaseFile.id.in_(ids)))}
    return {head for head, number in heads if case_key(number) in keys}
