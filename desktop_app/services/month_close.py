"""Closing a month of a tab and opening it again (月结): what stands against it, its figures kept, every step logged."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from desktop_app.figures.audits import AUDITS
from desktop_app.figures.engine import Behind
from desktop_app.figures.month_drift import BEGINNINGS, kept
from desktop_app.models.base import Record
from desktop_app.models.bulletins import Bulletin
from desktop_app.models.exams import Exam
from desktop_app.models.people import Officer
from desktop_app.models.plan import Phase
from desktop_app.models.reviews import ReviewRound
from desktop_app.models.seizures import Stocktake
from desktop_app.models.whole import MonthClose
from desktop_app.rules.month_close import (
    TABS,
    CloseState,
    Closing,
    earlier_open,
    may_close,
    may_reopen,
    month_code,
    months_between,
    state_of,
)
from desktop_app.rules.periods import Period
from desktop_app.rules.vocabulary import BulletinState, ExamState, RoundKind, RoundState, StocktakeState
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.month_places import PLACES, Place
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import Mode, load, write
from desktop_app.store import history, values
from desktop_app.system.errors import Refusal

KIND = MonthClose.__tablename__
_FEW = 3


@dataclass(frozen=True)
class Month:
    """A month of a tab (某月某页): how it stands, and its latest closing where there is one."""

    tab: str
    period: Period
    state: CloseState
    row: Row | None = None

    @property
    def called(self) -> str:
        return f"{self.period.label}的{TABS[self.tab]}"


@dataclass(frozen=True)
class Against:
    """What stands against closing (未了事项), in a sentence, with the records to open."""

    said: str
    rows: tuple[Behind, ...] = ()


def months(facts: Facts) -> list[Period]:
    """The months of the campaign (专项整治的月份), from its first phase to the month of today."""
    begun = [row["start_on"] for row in facts.live(Phase.__tablename__) if row["start_on"] is not None]
    year = int(facts.unit.get("year") or facts.today.year)
    first = min(begun, default=date(year, 1, 1))
    return months_between(min(first, facts.today), facts.today)


def standing(facts: Facts) -> dict[str, list[Month]]:
    """Every closable tab with its months in order."""
    every = months(facts)
    return {tab: [_month(facts, tab, month) for month in every] for tab in TABS}


def _month(facts: Facts, tab: str, month: Period) -> Month:
    rows = [row for row in _rows(facts, tab) if row["month"] == month_code(month)]
    return Month(tab, month, state_of(month, _closings(rows), facts.today), rows[-1] if rows else None)


def _rows(facts: Facts, tab: str) -> list[Row]:
    return sorted((row for row in facts.live(KIND) if row["tab"] == tab), key=lambda row: row["id"])


def _closings(rows: Iterable[Row]) -> list[Closing]:
    return [Closing(row["id"], row["month"], row["closed_on"], row["reopened_on"]) for row in rows]


def against(facts: Facts, tab: str, month: Period) -> list[Against]:
    """Everything that stands against closing a month of a tab: closing is offered all the same, with a reason."""
    return [*_unfinished(facts, tab, month), *_open_gaps(facts, tab, month), *_broken(facts, tab, month)]


def _open_gaps(facts: Facts, tab: str, month: Period) -> Iterator[Against]:
    """待补 records dated in the month, and those without a day, which lie in every month."""
    dated: dict[Behind, str] = {}
    undated: dict[Behind, str] = {}
    for model, own in _by_model(PLACES[tab]):
        table = values.table_of(model)
        first, *more = (table.c[place.stage.day] for place in own)
        near = or_(first.is_(None), *(day.between(month.first, month.last) for day in (first, *more)))
        asked = select(table.c.id, table.c.number, table.c.gaps, first).where(table.c.retired_at.is_(None), near)
        for id_, number, gaps, day in facts.session.execute(asked.order_by(table.c.id)):
            if gaps and (day is not None or first.key in gaps):
                (dated if day is not None else undated)[str(model.__tablename__), id_] = number
    for rows, said in ((dated, f"这个月有 {len(dated)} 条待补"), (undated, f"{len(undated)} 条没有日期，不知在哪个月")):
        if rows:
            yield _listed(said, tuple(rows), list(rows.values()))


def _by_model(places: Iterable[Place]) -> Iterator[tuple[type[Record], list[Place]]]:
    found: dict[type[Record], list[Place]] = {}
    for place in places:
        if issubclass(place.model, Record) and place.through is None:
            found.setdefault(place.model, []).append(place)
    yield from found.items()


def _broken(facts: Facts, tab: str, month: Period) -> Iterator[Against]:
    """Cross-checks (审核公式) of the tab that do not hold at the end of the month."""
    for audit in AUDITS:
        if audit.id.startswith(BEGINNINGS[tab]):
            question = facts.sources.question(month.last, month_code(month) if audit.within else "")
            found = audit.judge(question)
            if not found.kept:
                yield Against(f"审核公式“{audit.title}”不平：{found.said}", found.rows)


def _unfinished(facts: Facts, tab: str, month: Period) -> Iterator[Against]:
    """What the month itself should have brought to its end."""
    code = month_code(month)
    if tab == "reviews":
        rows = [row for row in facts.live(ReviewRound.__tablename__) if row["period"] == code]
        rows = [row for row in rows if row["kind"] == RoundKind.REGULAR and row["state"] != RoundState.VOID]
        if not rows:
            yield Against("这个月没有常规评查轮次")
        yield from _waiting(ReviewRound, rows, (RoundState.DONE,), "评查轮次还没完成")
    elif tab == "exams":
        rows = [row for row in facts.live(Exam.__tablename__) if row["held_on"] in month]
        yield from _waiting(Exam, rows, (ExamState.PUBLISHED, ExamState.FILED), "考试还没公布成绩")
    elif tab == "seizures":
        rows = [row for row in facts.live(Stocktake.__tablename__) if row["counted_on"] in month]
        yield from _waiting(Stocktake, rows, (StocktakeState.CLOSED,), "盘点还没办结")
    elif tab == "bulletins":
        rows = [row for row in facts.live(Bulletin.__tablename__) if row["period"] == code]
        yield from _waiting(Bulletin, rows, (BulletinState.ISSUED, BulletinState.DROPPED), "通报还没印发")


def _waiting(model: type[Record], rows: Iterable[Row], done: Collection[str], said: str) -> Iterator[Against]:
    left = tuple((str(model.__tablename__), row["id"]) for row in rows if row["state"] not in done)
    if left:
        yield _listed(said, left, [row["number"] for row in rows if row["state"] not in done])


def _listed(said: str, rows: tuple[Behind, ...], numbers: Sequence[str]) -> Against:
    """With the first few numbers behind a colon."""
    return Against(f"{said}：{'、'.join(numbers[:_FEW])}{'等' if len(numbers) > _FEW else ''}", rows)


def to_close(facts: Facts, tab: str, month: Period) -> list[Period]:
    """The months a closing of this one has to begin with, itself the last. Refuses one that cannot be closed."""
    every, closings = months(facts), _closings(_rows(facts, tab))
    if said := may_close(tab, month, every, closings, facts.today):
        raise Refusal(said)
    return [*earlier_open(month, every, closings), month]


def close(desk: Desk, law: Law, tab: str, month: Period, waiver: str = "", *, earlier: bool = False) -> Outcome:
    """Close a month of a tab (结账): its figures kept as they stand, nothing dated in it changes any more.

    ``law`` is the register of closings. Months are closed one after the other: with ``earlier`` those before it that
    are open are closed in the same act, else they refuse it. What stands against it refuses it too, unless ``waiver``
    says why it is closed all the same. Not undone: a month is re-opened.
    """
    with desk.store.unit(f"结账 {month.label}的{TABS[tab]}", reason=waiver.strip(), undoable=False) as unit:
        facts = Facts(unit.session, desk.today)
        wanted = to_close(facts, tab, month)
        if len(wanted) > 1 and not earlier:
            raise Refusal(f"{wanted[0].label}的{TABS[tab]}还没结账。按月份先后结，或连同之前的月份一起结")
        found = {one: against(facts, tab, one) for one in wanted}
        left = [one for every in found.values() for one in every]
        if left and not waiver.strip():
            raise Refusal(f"还有 {len(left)} 项未了：{left[0].said}。办完再结，或写明为什么照结", MonthClose.note.key)
        drafts = [_drafted(facts, tab, one, _noted(found[one], waiver)) for one in wanted]
        ids = tuple(write(unit, law, draft, facts, Mode.DESK)[0].id for draft in drafts)
    many = f"，连同之前 {len(wanted) - 1} 个月" if len(wanted) > 1 else ""
    return Outcome(KIND, ids, f"已结账 {month.label}的{TABS[tab]}{many}", unit.batch_id)


def _drafted(facts: Facts, tab: str, month: Period, note: str) -> Draft:
    count, head = history.head(facts.session)
    told: dict[str, Any] = {
        "number": _number(facts, tab, month),
        "tab": tab,
        "month": month_code(month),
        "closed_on": facts.today,
        "closer_id": _keeper(facts),
        "entries": count,
        "head": head,
        "figures": kept(facts.sources, tab, month.last),
        "note": note,
    }
    return new_draft(MonthClose, told)


def _noted(found: Sequence[Against], waiver: str) -> str:
    if not found:
        return ""
    return f"照结原因：{waiver.strip()}\n" + "\n".join(one.said for one in found)


def _number(facts: Facts, tab: str, month: Period) -> str:
    """问题清单-2015-05; a month closed again gets -2."""
    stem = f"{TABS[tab]}-{month_code(month)}"
    before = sum(row["tab"] == tab and row["month"] == month_code(month) for row in facts.rows(KIND).values())
    return f"{stem}-{before + 1}" if before else stem


def _keeper(facts: Facts) -> int | None:
    """The officer at the desk, where his name is borne by one alone."""
    alike = facts.namesakes(str(facts.unit.get("keeper") or ""))
    return int(alike[0]["id"]) if len(alike) == 1 else None


def reopen(desk: Desk, law: Law, tab: str, month: Period, reason: str, approver_id: int | None) -> Outcome:
    """Open a closed month again (反结账) with a reason and who allowed it; the next bulletin's internal copy tells it.

    The last closed month of a tab goes first. Not undone: the month is closed anew.
    """
    if not reason.strip():
        raise Refusal("没写反结账原因。写明原因再反结账", MonthClose.reason.key)
    if approver_id is None:
        raise Refusal("没选批准人。选好再反结账", MonthClose.approver_id.key)
    with desk.store.unit(f"反结账 {month.label}的{TABS[tab]}", reason=reason.strip(), undoable=False) as unit:
        facts = Facts(unit.session, desk.today)
        if facts.row(Officer.__tablename__, approver_id).get("retired_at", True) is not None:
            raise Refusal("批准人不在花名册里。另选一位", MonthClose.approver_id.key)
        rows = _rows(facts, tab)
        if said := may_reopen(tab, month, _closings(rows)):
            raise Refusal(said)
        row = next(row for row in rows if row["month"] == month_code(month) and row["reopened_on"] is None)
        draft = load(unit.session, MonthClose, row["id"])
        draft.values |= {
            "reopened_on": desk.today,
            "reopener_id": _keeper(facts),
            "approver_id": approver_id,
            "reason": reason.strip(),
        }
        write(unit, law, draft, facts, Mode.DESK)
    return Outcome(KIND, (row["id"],), f"已反结账 {month.label}的{TABS[tab]}，改完重新结账", unit.batch_id)
