"""What becomes of a stocktake's differences (盘点差异): problems, words that settle them; comparing and closing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from desktop_app.models.issues import Issue, IssueCase, IssueOfficer
from desktop_app.models.people import Officer
from desktop_app.models.seizures import CountLine, SeizedItem, Seizure, Stocktake, StocktakeCounter
from desktop_app.rules.numbers import quantity
from desktop_app.rules.stocktakes import DIFFERENT, CountGroup
from desktop_app.rules.vocabulary import Correction, CountScope, IssueNature
from desktop_app.services import records
from desktop_app.services.counting import group, mark_rest, turn
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.into_issues import issue_numbers, picked
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.stocktake_books import DAYS, number_of
from desktop_app.services.stocktakes import LINES, STOCKTAKES, Laws, lines_of
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

ORIGIN, MATTER = "涉案财物盘点", "扣押冻结"
"""Where such a problem comes from (问题来源), what it is about (到事)."""
_ISSUES, _ITEMS = Issue.__tablename__, SeizedItem.__tablename__


def to_issues(desk: Desk, laws: Laws, issue_law: Law, line_ids: Sequence[int], due: date | None = None) -> Outcome:
    """Make differences into problems of who keeps the goods (个性问题), linked both ways, in one undoable act.

    ``due`` is their deadline; without it the days of the dictionary 盘点差异整改天数 from today.
    """
    with desk.store.unit("盘点差异转问题") as unit:
        facts = Facts(unit.session, desk.today)
        made: list[str] = []
        ids: list[int] = []
        for row in _chosen(facts, line_ids):
            draft = records.load(unit.session, CountLine, row["id"], laws.line.lists)
            issue = _written(unit, issue_law, _issue(facts, row, due), facts)
            draft[CountLine.issue_id] = issue[0]
            records.write(unit, laws.line, draft, facts, records.Mode.DESK)
            ids.append(issue[0])
            made.append(issue[1])
    touched = frozenset({LINES, STOCKTAKES})
    return Outcome(_ISSUES, tuple(ids), f"已转问题 {'、'.join(made)}", unit.batch_id, touched=touched)


def _chosen(facts: Facts, line_ids: Sequence[int]) -> list[Row]:
    rows = {
        row["id"]: dict(row)
        for line_id in line_ids
        if (row := facts.row(LINES, line_id)) and row["retired_at"] is None and group(row) in DIFFERENT
    }
    return list(picked(facts, rows, line_ids, "差异", "盘点表", lambda row: str(row["name"])))


def _written(unit: UnitOfWork, law: Law, draft: Draft, facts: Facts) -> tuple[int, str]:
    try:
        record = records.write(unit, law, draft, facts, records.Mode.DESK)[0]
    except Refusal as refused:
        raise Refusal(f"{draft[Issue.name]}：{refused.said}", refused.field) from refused
    return record.id, record.number


def _issue(facts: Facts, row: Row, due: date | None) -> Draft:
    item = facts.row(_ITEMS, row["item_id"])
    taking = facts.row(Seizure.__tablename__, item.get("seizure_id"))
    head = facts.row(STOCKTAKES, row["stocktake_id"])
    keeper = item.get("keeper_id") or head.get("from_keeper_id") or _storekeeper(facts, row["stocktake_id"])
    department = facts.row(Officer.__tablename__, keeper).get("department_id") or taking.get("department_id")
    found = head.get("counted_on") or facts.today
    made = new_draft(
        Issue,
        {
            "nature": IssueNature.INDIVIDUAL,
            "department_id": department or facts.unit.get("keeper_department_id"),
            "name": f"盘点{group(row)}：{_thing(item, row)}",
            "showing": difference_said(row),
            "matter": MATTER,
            "origin": ORIGIN,
            "found_on": found,
            "finder": _finders(facts, head),
            "correction": Correction.BY_DEADLINE,
            "due_on": due or facts.today + timedelta(days=number_of(facts, DAYS, 15)),
            "no_case": not taking.get("case_no"),
        },
    )
    if taking.get("case_no"):
        made.rows(IssueCase).append({"case_no": taking["case_no"]})
    if keeper is not None:
        made.rows(IssueOfficer).append({"officer_id": keeper})
    return made


def _storekeeper(facts: Facts, stocktake_id: int) -> int | None:
    """Who keeps most of what is counted: he answers for what nobody is named for (多出)."""
    items = (facts.row(_ITEMS, row["item_id"]) for row in lines_of(facts, stocktake_id))
    kept = Counter(item["keeper_id"] for item in items if item.get("keeper_id") is not None)
    return next((keeper for keeper, _ in kept.most_common(1)), None)


def _thing(item: Row, row: Row) -> str:
    return f"{item['number']} {row['name']}" if item else str(row["name"])


def _finders(facts: Facts, head: Row) -> str:
    rows = facts.having(StocktakeCounter.__tablename__, StocktakeCounter.stocktake_id.key, head.get("id"))
    names = [facts.label(Officer.__tablename__, row["officer_id"]) for row in rows]
    return "、".join(dict.fromkeys(names))


def difference_said(row: Row) -> str:
    """账面 3 只，实盘 2 只，账面在 A-01，实在 A-02."""
    much = (
        f"账面 {quantity(row['booked'] or 0)}{row['unit']}",
        "未盘" if row["counted"] is None else f"实盘 {quantity(row['counted'])}{row['unit']}",
    )
    where = (
        f"{'账面' if row['booked'] else ''}在 {row['written_place']}" if row["written_place"] else "",
        f"实在 {row['found_place']}" if row["found_place"] else "",
        str(row["note"] or ""),
    )
    return "，".join(filter(None, (*much, *where)))


def settle(desk: Desk, laws: Laws, line_ids: Sequence[int], words: str, on: date | None) -> Outcome:
    """Say how differences were settled and when (处理情况、处理日期)."""
    if not words.strip():
        raise Refusal("没写处理情况。写明再存", "settled")
    if on is None:
        raise Refusal("没填处理日期。填好再存", "settled_on")
    with desk.store.unit("处理盘点差异") as unit:
        facts = Facts(unit.session, desk.today)
        rows = [row for line_id in line_ids if group(row := facts.row(LINES, line_id)) in DIFFERENT]
        if not rows:
            raise Refusal("没有选中差异。先选要处理的")
        for row in rows:
            draft = records.load(unit.session, CountLine, row["id"], laws.line.lists)
            draft[CountLine.settled], draft[CountLine.settled_on] = words.strip(), on
            records.write(unit, laws.line, draft, facts, records.Mode.DESK)
    return Outcome(LINES, tuple(line_ids), f"已处理 {len(rows)} 条差异", unit.batch_id, touched=frozenset({STOCKTAKES}))


def unresolved(facts: Facts, stocktake_id: int) -> list[Row]:
    """Differences that are neither a problem that stands nor settled with words and day."""
    rows = [row for row in lines_of(facts, stocktake_id) if group(row) in DIFFERENT]
    linked = issue_numbers(facts, [row["issue_id"] for row in rows if row["issue_id"]])
    return [row for row in rows if row["issue_id"] not in linked and row["settled_on"] is None]


def issues_of(facts: Facts, rows: Sequence[Row]) -> Mapping[int | None, str]:
    """Problem's id to its number, of those lines were made into."""
    return issue_numbers(facts, [row["issue_id"] for row in rows if row["issue_id"]])


def compare(desk: Desk, laws: Laws, stocktake_id: int, *, lacking: bool = False) -> Outcome:
    """End the counting (对账). Refuses while lines are uncounted, unless ``lacking`` marks them 缺失."""
    with desk.store.unit("盘点对账") as unit:
        facts = Facts(unit.session, desk.today)
        if lacking:
            mark_rest(unit, laws, facts, stocktake_id, 0)
        draft = records.load(unit.session, Stocktake, stocktake_id, laws.head.lists)
        turn(unit, laws, facts, draft, "对账")
    said = f"已对账 {draft.values['number']}"
    return Outcome(STOCKTAKES, (stocktake_id,), said, unit.batch_id, touched=frozenset({LINES}))


def close(desk: Desk, laws: Laws, item_law: Law, stocktake_id: int) -> Outcome:
    """End a stocktake (办结); a change of custodian gives the new one what was found, in the same act.

    What was not found stays with the custodian who hands over.
    """
    with desk.store.unit("盘点办结") as unit:
        facts = Facts(unit.session, desk.today)
        draft = records.load(unit.session, Stocktake, stocktake_id, laws.head.lists)
        given, to_keeper = 0, draft[Stocktake.to_keeper_id]
        if draft[Stocktake.scope] is CountScope.HANDOVER and to_keeper is not None:
            given = _hand_over(unit, item_law, facts, stocktake_id, to_keeper)
        turn(unit, laws, facts, draft, "办结")
        taker = facts.label(Officer.__tablename__, to_keeper)
    more = f"，{given} 件的保管人改为{taker}" if given else ""
    said = f"已办结 {draft.values['number']}{more}"
    return Outcome(STOCKTAKES, (stocktake_id,), said, unit.batch_id, touched=frozenset({LINES, _ITEMS}))


def _hand_over(unit: UnitOfWork, law: Law, facts: Facts, stocktake_id: int, keeper: int) -> int:
    given = 0
    for row in handed(facts, stocktake_id):
        draft = records.load(unit.session, SeizedItem, row["item_id"], law.lists)
        if draft[SeizedItem.keeper_id] != keeper:
            draft[SeizedItem.keeper_id] = keeper
            records.write(unit, law, draft, facts, records.Mode.DESK)
            given += 1
    return given


def handed(facts: Facts, stocktake_id: int) -> list[Row]:
    """Lines of what was found and goes over to a new custodian."""
    return [
        row
        for row in lines_of(facts, stocktake_id)
        if row["item_id"] is not None and row["counted"] and group(row) is not CountGroup.UNEXPECTED
    ]


def stocktakes_of_issues(facts: Facts) -> Mapping[str, str]:
    """Number of a problem to the number of the stocktake it came out of, read once in a reading."""
    return facts.once("stocktakes of issues", _sources)


def _sources(facts: Facts) -> dict[str, str]:
    asked = (
        select(Issue.number, Stocktake.number.label("stocktake"))
        .join(CountLine, CountLine.issue_id == Issue.id)
        .join(Stocktake, Stocktake.id == CountLine.stocktake_id)
        .where(Stocktake.retired_at.is_(None), CountLine.retired_at.is_(None))
        .order_by(CountLine.id)
    )
    return {row.number: row.stocktake for row in facts.session.execute(asked)}
