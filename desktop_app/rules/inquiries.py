"""The law of double investigations (一案双查): the steps, both legs, outcomes and how long they have effect.

After domain notes §9: 线索登记 → 初核 → 立案 → 调查 → 审理 → 处理决定 → 执行 → 回访 → 归档; 了结 and 不予立项
with a reason.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from desktop_app.rules.deadlines import DeadlineRule, due_on
from desktop_app.rules.issues import written
from desktop_app.rules.lifecycle import Facts, Lifecycle, Move, needs
from desktop_app.rules.vocabulary import Blame, InquiryState, Leg
from desktop_app.rules.workdays import Calendar

PERSONS, MEMBERS = "inquiry_person", "inquiry_member"

LEADING = (Leg.CHIEF, Leg.LEADING)
"""The leg of those who led (领导责任)."""

RUNNING = (
    InquiryState.LEAD,
    InquiryState.PRELIMINARY,
    InquiryState.FILED,
    InquiryState.INVESTIGATING,
    InquiryState.HEARING,
)
"""States before a decision (未结)."""

CONCLUDED = (
    InquiryState.DECIDED,
    InquiryState.CARRIED_OUT,
    InquiryState.REVISITED,
    InquiryState.ARCHIVED,
)
"""States after a decision (已作处理决定): what was found has to be carried out (有责必问)."""


def legs(persons: object) -> set[Leg]:
    """The legs looked into: of whom it names, whether direct or leading."""
    rows: Any = persons or ()
    return {Leg(row["leg"]) for row in rows if row.get("leg") and row.get("officer_id") is not None}


def lacks_leader(facts: Mapping[str, Any]) -> bool:
    """Whether only the one who did it is looked into (只查当事人): no leader named, and no reason why not."""
    found = legs(facts.get(PERSONS))
    return Leg.DIRECT in found and not found & set(LEADING) and not written(facts.get("no_leader"))


def until(rule: DeadlineRule, decided: date, calendar: Calendar) -> date:
    """The last day of a period of effect (影响期): its rule's months from the decision, the day before the same day."""
    return due_on(rule, decided, calendar).on - timedelta(days=1)


def _both_legs(facts: Facts) -> str | None:
    if Leg.DIRECT not in legs(facts.get(PERSONS)):
        return "没有直接责任人。在双查对象里添加"
    if lacks_leader(facts):
        return "没有领导责任人。一案双查要查两方：添加领导责任人，或写明不查领导责任的理由"
    members: Any = facts.get(MEMBERS) or ()
    if not members:
        return "没有调查人员。选好再立案"
    looked_into = {row.get("officer_id") for row in _persons(facts)}
    if looked_into & {row.get("officer_id") for row in members}:
        return "调查人员就是双查对象。换人调查"
    return None


def _persons(facts: Facts) -> list[Mapping[str, Any]]:
    rows: Any = facts.get(PERSONS) or ()
    return list(rows)


def _decided(facts: Facts) -> str | None:
    refused = _both_legs(facts)
    if refused:
        return refused
    for row in _persons(facts):
        if row.get("blame") is None:
            return "有人还没认定责任。在双查对象里逐人选有责任或无责任"
        if not written(row.get("outcome")):
            return "有人还没写处理。在双查对象里逐人选处理方式；无责任的选不予追究"
    if not written(facts.get("conclusion")):
        return "没写调查结论。写好再作处理决定"
    return needs("ended_on", "没填处理决定日期。填好再办")(facts)


def _carried_out(facts: Facts) -> str | None:
    for row in _persons(facts):
        if row.get("blame") == Blame.RESPONSIBLE and row.get("carried_out_on") is None:
            return "有责任的人还没填执行日期。在双查对象里逐人填好"
    return needs("carried_out_on", "没填执行日期。填好再办")(facts)


def _revisited(facts: Facts) -> str | None:
    return needs("revisited_on", "没填回访日期。填好再办")(facts) or needs("revisit", "没写回访情况。写好再办")(facts)


_ENDED = needs("ended_on", "没填办结日期。填好再办")
_LINE = (
    InquiryState.LEAD,
    InquiryState.PRELIMINARY,
    InquiryState.FILED,
    InquiryState.INVESTIGATING,
    InquiryState.HEARING,
    InquiryState.DECIDED,
    InquiryState.CARRIED_OUT,
    InquiryState.REVISITED,
    InquiryState.ARCHIVED,
)

INQUIRY = Lifecycle(
    states=_LINE,
    side=(InquiryState.DROPPED, InquiryState.NOT_FILED),
    moves=(
        Move(
            "初核",
            InquiryState.LEAD,
            InquiryState.PRELIMINARY,
            guard=needs("started_on", "没填启动日期。填好再办"),
            asks=("started_on",),
        ),
        Move("立案", InquiryState.PRELIMINARY, InquiryState.FILED, guard=_both_legs),
        Move("调查", InquiryState.FILED, InquiryState.INVESTIGATING, guard=_both_legs),
        Move("审理", InquiryState.INVESTIGATING, InquiryState.HEARING, guard=_both_legs),
        Move(
            "处理决定",
            InquiryState.HEARING,
            InquiryState.DECIDED,
            guard=_decided,
            asks=("conclusion", "ended_on", "decider_id"),
        ),
        Move("执行", InquiryState.DECIDED, InquiryState.CARRIED_OUT, guard=_carried_out, asks=("carried_out_on",)),
        Move(
            "回访",
            InquiryState.CARRIED_OUT,
            InquiryState.REVISITED,
            guard=_revisited,
            asks=("revisited_on", "revisit"),
        ),
        Move(
            "归档",
            InquiryState.REVISITED,
            InquiryState.ARCHIVED,
            guard=needs("archived_on", "没填归档日期。填好再归档"),
            asks=("archived_on",),
        ),
        *(
            Move(
                "不予立项",
                state,
                InquiryState.NOT_FILED,
                reason=True,
                forward=False,
                guard=_ENDED,
                asks=("ended_on", "decider_id"),
            )
            for state in (InquiryState.LEAD, InquiryState.PRELIMINARY)
        ),
        *(
            Move(
                "了结",
                state,
                InquiryState.DROPPED,
                reason=True,
                forward=False,
                guard=_ENDED,
                asks=("ended_on", "decider_id"),
            )
            for state in (
                InquiryState.PRELIMINARY,
                InquiryState.FILED,
                InquiryState.INVESTIGATING,
                InquiryState.HEARING,
            )
        ),
        *(Move("退回上一步", here, there, reason=True, forward=False) for there, here in pairwise(_LINE)),
        Move("重新初核", InquiryState.DROPPED, InquiryState.PRELIMINARY, reason=True),
        Move("重新初核", InquiryState.NOT_FILED, InquiryState.PRELIMINARY, reason=True),
    ),
    open=RUNNING,
)
"""The double investigation (一案双查), nine states and two side states."""
