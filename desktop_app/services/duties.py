"""Verbs of duty lists (一岗双责): lists proposed, one deed for many leaders (履责记录), a quarter checked at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.people import Department, Officer
from desktop_app.models.responsibility import Duty, DutyCheck, DutyDeed
from desktop_app.rules.duties import HEAD, HOUSE, answers_as
from desktop_app.rules.periods import Period, read_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.supervision_presets import duty_words
from desktop_app.system.errors import Refusal

_KIND = Duty.__tablename__
_CHIEF, _WHOLE = "检察长", "全面工作"
"""The chief is in charge of everything."""


def owing(facts: Facts) -> list[Row]:
    """Leaders and heads on duty who have no duty list yet, the leaders first, then by department."""
    having = {row["officer_id"] for row in facts.live(_KIND)}
    places = {row["id"]: at for at, row in enumerate(facts.departments())}
    ranks = {row["id"]: (HOUSE, HEAD).index(role) for row in facts.on_duty() if (role := role_of(facts, row))}
    wanted = [row for row in facts.on_duty() if row["id"] in ranks and row["id"] not in having]
    return sorted(wanted, key=lambda row: (ranks[row["id"]], places.get(row["department_id"], 99), row["number"]))


def role_of(facts: Facts, officer: Row) -> str:
    """As whom an officer answers: 院领导, 部门负责人, or empty."""
    department = facts.label(Department.__tablename__, officer["department_id"])
    return answers_as(str(officer["post"] or ""), department)


def proposals(facts: Facts) -> list[Draft]:
    """A duty list for each of them: charge, duties in the words most of the lists there are use, unsigned."""
    return [_proposed(facts, row) for row in owing(facts)]


def _proposed(facts: Facts, officer: Row) -> Draft:
    post = str(officer["post"] or "")
    leading = role_of(facts, officer) == HOUSE
    business, integrity = _words(facts, leading)
    department = "" if leading else facts.label(Department.__tablename__, officer["department_id"])
    charge = _WHOLE if post == _CHIEF else department
    return new_draft(
        Duty,
        {
            "officer_id": officer["id"],
            "post": post,
            "charge": charge,
            "business": business,
            "integrity": integrity,
        },
    )


def _words(facts: Facts, leading: bool) -> tuple[str, str]:
    used = Counter(
        (str(row["business"]), str(row["integrity"]))
        for row in facts.live(_KIND)
        if row["business"] and row["integrity"] and (answers_as(str(row["post"] or "")) == HOUSE) is leading
    )
    return used.most_common(1)[0][0] if used else duty_words(leading)


def propose(desk: Desk, law: Law, officer_ids: Sequence[int]) -> Outcome:
    """Enter the proposed lists of these officers, in one undoable act."""
    if not officer_ids:
        raise Refusal("没有勾选干部。按 Space 勾选再建")
    with desk.store.unit("拟建责任清单") as unit:
        facts = Facts(unit.session, desk.today)
        drafts = [draft for draft in proposals(facts) if draft[Duty.officer_id] in officer_ids]
        ids = [records.write(unit, law, draft, facts, records.Mode.DESK)[0].id for draft in drafts]
        if not ids:
            raise Refusal("这些干部已有责任清单。按 F5 看新内容")
    return Outcome(_KIND, tuple(ids), f"已建 {len(ids)} 份责任清单，签订后填签订日期", unit.batch_id)


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done (履责记录), as it is entered for one leader or for several at the same meeting."""

    done_on: date | None
    kind: str
    text: str = ""
    officer_id: int | None = None
    evidence: str = ""


def record_deed(desk: Desk, law: Law, ids: Sequence[int], deed: Deed) -> Outcome:
    """Enter one deed on each of these duty lists, in one undoable act."""
    if not ids:
        raise Refusal("没有选中责任清单。先选领导再登记")
    if deed.done_on is None:
        raise Refusal("没填日期。填好再登记", DutyDeed.done_on.key)
    if deed.done_on > desk.today:
        raise Refusal(f"日期晚于今天 {desk.today:%m-%d}。做了再登记", DutyDeed.done_on.key)
    if not deed.kind.strip():
        raise Refusal("没选事项。选谈话、检查、约谈或部署", DutyDeed.kind.key)
    row = {
        "done_on": deed.done_on,
        "kind": deed.kind.strip(),
        "text": deed.text.strip(),
        "officer_id": deed.officer_id,
        "evidence": deed.evidence.strip(),
    }
    with desk.store.unit("履责记录") as unit:
        facts = Facts(unit.session, desk.today)
        for duty_id in dict.fromkeys(ids):
            draft = _living(unit.session, law, duty_id)
            if deed.officer_id is not None and deed.officer_id == draft[Duty.officer_id]:
                who = facts.label(Officer.__tablename__, deed.officer_id)
                raise Refusal(f"{who}不能和自己{deed.kind}。对象另选一人", DutyDeed.officer_id.key)
            draft.rows(DutyDeed).append(dict(row))
            records.write(unit, law, draft, facts, records.Mode.DESK)
    count = len(dict.fromkeys(ids))
    said = f"已登记 {count} 人{deed.kind.strip()}"
    return Outcome(_KIND, tuple(dict.fromkeys(ids)), said, unit.batch_id)


@dataclass(frozen=True, slots=True)
class Performed:
    """A duty list as a check shows it: who, post, deeds of the period by kind, the grade there is already."""

    duty_id: int
    officer: str
    post: str
    deeds: Mapping[str, int]
    grade: str
    problem: str


def performances(facts: Facts, period: str) -> list[Performed]:
    """Every duty list with what was done in a period, in the order of the lists. Refuses what is no period."""
    span = _period(period)
    deeds: dict[int, Counter[str]] = {}
    for row in facts.session.scalars(select(DutyDeed)):
        if row.done_on is not None and span.first <= row.done_on <= span.last:
            deeds.setdefault(row.duty_id, Counter())[row.kind] += 1
    checks = {row.duty_id: row for row in facts.session.scalars(select(DutyCheck).where(DutyCheck.period == period))}
    return [
        Performed(
            row["id"],
            facts.label(Officer.__tablename__, row["officer_id"]),
            str(row["post"] or ""),
            deeds.get(row["id"], Counter()),
            checks[row["id"]].grade if row["id"] in checks else "",
            checks[row["id"]].problem if row["id"] in checks else "",
        )
        for row in sorted(facts.live(_KIND), key=lambda row: str(row["number"]))
    ]


def check_period(
    desk: Desk,
    law: Law,
    period: str,
    grades: Mapping[int, tuple[str, str]],
    on: date | None,
    checker_id: int | None,
) -> Outcome:
    """Enter the check of a quarter or a year (履责考核): grade and fault by duty list, in one undoable act.

    A list checked for the period before gets the new grade.
    """
    _period(period)
    told = {duty_id: said for duty_id, said in grades.items() if said[0].strip()}
    if not told:
        raise Refusal("还没评等次。逐人选好再登记")
    if on is None:
        raise Refusal("没填考核日期。填好再登记", DutyCheck.checked_on.key)
    with desk.store.unit("履责考核") as unit:
        facts = Facts(unit.session, desk.today)
        for duty_id, (grade, problem) in told.items():
            draft = _living(unit.session, law, duty_id)
            if checker_id is not None and checker_id == draft[Duty.officer_id]:
                who = facts.label(Officer.__tablename__, checker_id)
                raise Refusal(f"{who}不能考核自己。考核人另选一人", DutyCheck.checker_id.key)
            rows = draft.rows(DutyCheck)
            row = next((row for row in rows if row["period"] == period), None)
            if row is None:
                rows.append(row := {"period": period})
            row.update(grade=grade.strip(), problem=problem.strip(), checked_on=on, checker_id=checker_id)
            records.write(unit, law, draft, facts, records.Mode.DESK)
    return Outcome(_KIND, tuple(told), f"已登记 {period} 考核 {len(told)} 人", unit.batch_id)


def _period(period: str) -> Period:
    try:
        return read_period(period)
    except Unreadable as unread:
        raise Refusal(f"{unread.said}", DutyCheck.period.key) from None


def _living(session: Session, law: Law, duty_id: int) -> Draft:
    draft = records.load(session, Duty, duty_id, law.lists)
    if session.get_one(Duty, duty_id).retired_at is not None:
        raise Refusal(f"{draft.values['number']} 已删除。先恢复再办")
    return draft
