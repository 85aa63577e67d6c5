"""审核公式 of supervision: documents by step and in order, findings told, both legs looked into, outcomes by person.

The left side is counted from the ledger's own days, the right from what the figures say.
"""

from collections import defaultdict
from datetime import date
from itertools import pairwise

from sqlalchemy import select

from desktop_app.figures.audit_rules import Audit, Balance
from desktop_app.figures.document_standing import DOCUMENT, documents
from desktop_app.figures.engine import Question
from desktop_app.figures.habit_standing import HabitStand, by_day, every_habit, habits, in_period
from desktop_app.figures.inquiry_standing import InquiryStand, inquiries
from desktop_app.figures.learning_audits import Wrong, behind, judged, told
from desktop_app.models.supervision import Habit, SupervisionDocument
from desktop_app.rules.inquiries import LEADING
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import BulletinKind, DocumentStanding, HabitState, InquiryState, Leg

_ABOUT = frozenset({BulletinKind.HABITS})
_LOOSE = (InquiryState.LEAD, InquiryState.PRELIMINARY, InquiryState.DROPPED, InquiryState.NOT_FILED)
"""Steps at which the legs need not be named yet, or any more."""


def _steps(ask: Question) -> Balance:
    """Documents the ledger says were sent, against the sum of the steps they stand at."""
    rows = ask.session.execute(
        select(
            SupervisionDocument.id,
            SupervisionDocument.number,
            SupervisionDocument.sent_on,
            SupervisionDocument.withdrawn_on,
        ).where(SupervisionDocument.retired_at.is_(None))
    )
    sent = {
        id_: number
        for id_, number, on, back in rows
        if by_day(ask, on) and not by_day(ask, back) and in_period(ask, on)
    }
    stands = {row.id: row.number for row in documents(ask)}
    wrong: Wrong = [((DOCUMENT, id_), f"{stands[id_]} 没填发出日期") for id_ in stands.keys() - sent.keys()]
    steps = " + ".join(f"{state} {sum(row.state is state for row in documents(ask))}" for state in DocumentStanding)
    said = told(wrong, f"发出 {len(sent)} 份 = {steps}", "发出与各步之和不符", "份")
    return Balance(len(sent), len(stands), behind(wrong), said)


def _in_order(ask: Question) -> Balance:
    """Documents, against those whose sending, delivery, reply and verification follow on each other."""
    wrong: Wrong = []
    rows = documents(ask)
    for row in rows:
        days = (("发出", row.sent_on), ("送达", row.delivered_on), ("回复", row.replied_on), ("核查", row.verified_on))
        known = [(word, on) for word, on in days if on is not None]
        bad = [f"{last}早于{first}" for (first, here), (last, there) in pairwise(known) if there < here]
        wrong += [(row.behind, f"{row.doc_no or row.number} {'、'.join(bad)}")] if bad else []
    return judged(len(rows), wrong, f"{len(rows)} 份文书日期先后都对", "文书日期先后不对", "份")


def _told(ask: Question) -> Balance:
    """Findings of the ledger, against 已通报, 不通报 and 待通报; one that names an issue without its day is none."""
    rows = ask.session.execute(
        select(Habit.id, Habit.inspected_on).where(
            Habit.retired_at.is_(None), Habit.inspected_on.is_(None) | (Habit.inspected_on <= ask.as_of)
        )
    )
    found = [id_ for id_, on in rows if in_period(ask, on)]
    stands = habits(ask)
    wrong: Wrong = [(row.behind, f"{row.number} 写了通报期号，没有通报日期") for row in stands if row.undated]
    parts = {state: sum(row.state is state and not row.undated for row in stands) for state in HabitState}
    said = " + ".join(f"{state} {parts[state]}" for state in (HabitState.TOLD, HabitState.EXCUSED, HabitState.UNTOLD))
    kept = f"督查发现 {len(found)} 起 = {said}"
    return Balance(len(found), sum(parts.values()), behind(wrong), told(wrong, kept, "通报情况不清", "起"))


def _issues(ask: Question) -> Balance:
    """Findings told by an issue of an old ledger, against those told not before they were found, one day an issue."""
    days: dict[str, set[date | None]] = defaultdict(set)
    for row in every_habit(ask):
        if row.told:
            days[tight(row.told_no)].add(row.told_on)
    rows = [row for row in habits(ask) if row.told]
    wrong: Wrong = [(row.behind, said) for row in rows if (said := _wrong_issue(row, days))]
    return judged(len(rows), wrong, f"{len(rows)} 起的通报期号都对得上", "通报期号对不上", "起")


def _wrong_issue(row: HabitStand, days: dict[str, set[date | None]]) -> str:
    if row.told_on is not None and row.inspected_on is not None and row.told_on < row.inspected_on:
        return f"{row.number} 通报日期早于督查日期"
    if len(days[tight(row.told_no)]) > 1:
        return f"{row.number} 期号 {row.told_no} 有两个日期"
    return ""


def _legs(ask: Question) -> Balance:
    """Investigations filed, against those that look into both who did it and who led him, or say why not."""
    rows = [row for row in inquiries(ask) if row.state not in _LOOSE]
    wrong: Wrong = [(row.behind, said) for row in rows if (said := _one_leg(row))]
    return judged(len(rows), wrong, f"{len(rows)} 件双查两方都查", "一案双查没有两方都查", "件")


def _one_leg(row: InquiryStand) -> str:
    legs = {one.leg for one in row.persons if one.officer_id is not None}
    if Leg.DIRECT not in legs:
        return f"{row.number} 没有直接责任人"
    return "" if legs & set(LEADING) or row.no_leader.strip() else f"{row.number} 没有领导责任人"


def _outcomes(ask: Question) -> Balance:
    """Persons of investigations decided, against the sum of those with an outcome, outcome by outcome."""
    rows = [(row, one) for row in inquiries(ask) if row.concluded for one in row.persons]
    wrong: Wrong = [(row.behind, f"{row.number} {one.name}没有处理") for row, one in rows if not one.outcome]
    kept = f"已决定的双查对象 {len(rows)} 人，处理合计 {len(rows)} 人"
    return judged(len(rows), wrong, kept, "处理人数对不上", "人")


_DOCUMENTS, _HABITS, _INQUIRIES = ("documents.",), ("habits.",), ("accountability.",)
_STEPS = "发出 = 未送达 + 待回复 + 逾期未回复 + 已回复未核查 + 已核查"

AUDITS = (
    Audit("documents.steps", "文书去向", _STEPS, _steps, _DOCUMENTS),
    Audit("documents.order", "文书日期", "发出 ≤ 送达 ≤ 回复 ≤ 核查", _in_order, _DOCUMENTS),
    Audit("habits.told", "督查通报", "发现 = 已通报 + 不通报 + 待通报", _told, _HABITS, _ABOUT, within=True),
    Audit(
        "habits.issues", "通报期号", "有期号的 = 不早于督查日、一期一个日期的", _issues, _HABITS, _ABOUT, within=True
    ),
    Audit("accountability.legs", "一案双查", "立案的双查 = 两方都查或写明理由的", _legs, _INQUIRIES),
    Audit("accountability.outcomes", "问责处理", "已决定的双查对象 = 各种处理人数之和", _outcomes, _INQUIRIES),
)
