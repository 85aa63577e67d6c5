"""The condition noted at a hand-over (状况) made into a problem: damage, shortage, a broken seal."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select

from desktop_app.models.issues import Issue, IssueCase, IssueOfficer
from desktop_app.models.people import Officer
from desktop_app.models.seizures import CustodyEvent, SeizedItem, Seizure
from desktop_app.rules.conditions import is_well
from desktop_app.rules.vocabulary import Correction, CustodyAct, IssueNature
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.stocktake_books import DAYS, number_of
from desktop_app.services.stocktake_ends import MATTER
from desktop_app.system.errors import Refusal

ORIGIN = "涉案财物保管"
"""Where such a problem comes from (问题来源); its 表现 begins with the number of the event."""
_ISSUES, _ITEMS, _EVENTS = Issue.__tablename__, SeizedItem.__tablename__, CustodyEvent.__tablename__


def to_issue(desk: Desk, issue_law: Law, event_id: int, due: date | None = None) -> Outcome:
    """Make the condition noted at an event into a problem of who handed the thing over (个性问题).

    ``due`` is its deadline; without it the days of the dictionary 盘点差异整改天数 from today. Refuses an event
    without a condition or with one that is well, one struck out, and one made into a problem already.
    """
    with desk.store.unit("状况转问题") as unit:
        facts = Facts(unit.session, desk.today)
        event = _chosen(facts, event_id)
        draft = _issue(facts, event, due)
        try:
            record = records.write(unit, issue_law, draft, facts, records.Mode.DESK)[0]
        except Refusal as refused:
            raise Refusal(f"{draft[Issue.name]}：{refused.said}", refused.field) from refused
        made = record.id, record.number
    touched = frozenset({_EVENTS, _ITEMS})
    return Outcome(_ISSUES, (made[0],), f"已转问题 {made[1]}", unit.batch_id, touched=touched)


def _chosen(facts: Facts, event_id: int) -> Row:
    event = facts.row(_EVENTS, event_id)
    number = event.get("number")
    if not event or event["retired_at"] is not None or event["item_id"] is None:
        raise Refusal("没有选中流水。先选一笔")
    if not str(event["condition"] or "").strip():
        raise Refusal(f"{number} 没写状况。写了损坏、短少等状况的流水才能转问题", CustodyEvent.condition.key)
    if is_well(str(event["condition"])):
        raise Refusal(f"{number} 的状况是“{event['condition']}”，没有要整改的。要整改的到问题清单登记")
    if _struck(facts, event_id):
        raise Refusal(f"{number} 已更正，不能转问题。选更正后重新登记的那一笔")
    if told := issues_of_events(facts).get(str(number)):
        raise Refusal(f"{number} 已转问题 {told}。不用再转")
    return event


def _struck(facts: Facts, event_id: int) -> bool:
    rows = facts.having(_EVENTS, CustodyEvent.refers_id.key, event_id)
    return any(row["act"] is CustodyAct.CORRECTED for row in rows)


def issues_of_events(facts: Facts) -> Mapping[str, str]:
    """Number of an event to that of the problem its condition became, read once in a reading."""
    return facts.once("issues of events", _sources)


def events_of_issues(facts: Facts) -> Mapping[str, str]:
    """Number of a problem to that of the event it came of, read once in a reading."""
    return facts.once(
        "events of issues", lambda facts: {made: event for event, made in issues_of_events(facts).items()}
    )


def _sources(facts: Facts) -> dict[str, str]:
    asked = select(Issue.number, Issue.showing).where(Issue.origin == ORIGIN, Issue.retired_at.is_(None))
    return {row.showing.split(" ")[0]: row.number for row in facts.session.execute(asked) if row.showing}


def _issue(facts: Facts, event: Row, due: date | None) -> Draft:
    item = facts.row(_ITEMS, event["item_id"])
    taking = facts.row(Seizure.__tablename__, item.get("seizure_id"))
    officer = event["giver_id"] or item.get("keeper_id") or event["taker_id"]
    department = facts.row(Officer.__tablename__, officer).get("department_id") or taking.get("department_id")
    made = new_draft(
        Issue,
        {
            "nature": IssueNature.INDIVIDUAL,
            "department_id": department or facts.unit.get("keeper_department_id"),
            "name": f"{event['act']}时状况：{item.get('number')} {item.get('name')}",
            "showing": _said(event),
            "matter": MATTER,
            "origin": ORIGIN,
            "found_on": event["happened_on"] or facts.today,
            "finder": facts.label(Officer.__tablename__, event["taker_id"]),
            "correction": Correction.BY_DEADLINE,
            "due_on": due or facts.today + timedelta(days=number_of(facts, DAYS, 15)),
            "no_case": not taking.get("case_no"),
        },
    )
    if taking.get("case_no"):
        made.rows(IssueCase).append({"case_no": taking["case_no"]})
    if officer is not None:
        made.rows(IssueOfficer).append({"officer_id": officer})
    return made


def _said(event: Row) -> str:
    """LS-00123 2015-05-20 归还：屏幕碎裂，缺充电器."""
    on = f"{event['happened_on']} " if event["happened_on"] else ""
    return f"{event['number']} {on}{event['act']}：{event['condition']}"
