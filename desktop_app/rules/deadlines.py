"""Deadlines (期限): the day a rule falls due, and how it stands today.

Counting follows 刑事诉讼法 art. 105 (2018 text): the day of the event is not counted; a last day that is no working
day moves to the first one after it. Months follow the interpretation of the criminal procedure law, art. 165 (2012)
and 202 (2021).
"""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import DayUnit, Lamp
from desktop_app.rules.workdays import Calendar

_MARKS = ("R", "K", "A")


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One deadline (期限规则): ``n`` of ``unit`` after the event, rolled to a working day if ``roll``.

    ``source`` names article or practice; ``mark`` is R (read in the source), K (remembered) or A (proposed): K and A
    are defaults for the office to confirm. ``include_start`` counts the day of the event.
    """

    code: str
    title: str
    n: int
    unit: DayUnit
    roll: bool
    source: str
    mark: str
    include_start: bool = False


def rule_of(row: Mapping[str, Any]) -> DeadlineRule:
    """The rule a row of 基础台账 states."""
    return DeadlineRule(
        row["number"],
        row["title"],
        row["n"],
        row["unit"],
        row["roll"],
        row["source"],
        row["mark"],
        row["include_start"],
    )


@dataclass(frozen=True, slots=True)
class Due:
    """A computed last day (到期日); not ``certain`` if it hangs on a year whose holidays are not in the table."""

    on: date
    certain: bool


def due_on(rule: DeadlineRule, start: date, calendar: Calendar) -> Due:
    """The last day of a rule whose event is on ``start``; that day still counts as in time."""
    last = _unrolled(rule, start, calendar)
    rolled = calendar.next_workday(last) if rule.roll else last
    if rule.unit is DayUnit.WORKDAY:
        years = range(start.year, rolled.year + 1)
    else:
        years = range(last.year, rolled.year + 1) if rule.roll else range(0)
    return Due(rolled, all(calendar.knows(year) for year in years))


def add_months(start: date, months: int) -> date:
    """The same day so many months on; from the last day of a month to the last day; no such day, the last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    longest = monthrange(year, month + 1)[1]
    at_end = start.day == monthrange(start.year, start.month)[1]
    return date(year, month + 1, longest if at_end else min(start.day, longest))


def days_left(due: date, today: date) -> int:
    """Natural days until the due day; 0 on the day itself, negative when it is past."""
    return (due - today).days


def lamp(due: date | None, today: date, done_on: date | None, near_days: int, stopped: bool = False) -> Lamp:
    """How a deadline stands; ``near_days`` before the due day it is near. Without a due day nothing is late."""
    if done_on is not None:
        return Lamp.DONE_LATE if due is not None and done_on > due else Lamp.DONE_IN_TIME
    if stopped:
        return Lamp.STOPPED
    if due is None:
        return Lamp.NORMAL
    left = days_left(due, today)
    if left < 0:
        return Lamp.OVERDUE
    return Lamp.NEAR if left <= near_days else Lamp.NORMAL


def countdown(left: int) -> str:
    """The days beside a due day, from ``days_left``: 剩 9 天, 今天, 超 6 天."""
    if left == 0:
        return "今天"
    return f"剩 {left} 天" if left > 0 else f"超 {-left} 天"


def parse_rules(text: str) -> tuple[DeadlineRule, ...]:
    """The deadline rules of a profile, in order: TOML tables ``[[rule]]`` with the fields of DeadlineRule.

    Raises Unreadable not_a_rule naming the rule.
    """
    try:
        tables = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as fault:
        raise Unreadable("not_a_rule", f"期限规则文件有误（{fault}），请照原样改正") from None
    rules = tuple(_rule(table, place) for place, table in enumerate(tables, 1))
    if len({rule.code for rule in rules}) < len(rules):
        raise Unreadable("not_a_rule", "期限规则的代码有重复，请改为各不相同")
    return rules


def _rule(table: dict[str, object], place: int) -> DeadlineRule:
    try:
        rule = DeadlineRule(**{**table, "unit": DayUnit(str(table["unit"]))})  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError):
        raise Unreadable("not_a_rule", f"第{place}条期限规则缺项或有误，请照原样补齐") from None
    sound = type(rule.n) is int and rule.n > 0 and type(rule.roll) is bool and rule.mark in _MARKS
    if not (sound and rule.code and rule.title and rule.source):
        raise Unreadable("not_a_rule", f"第{place}条期限规则（{rule.title}）有误，请核对天数、来源和标记")
    return rule


def _unrolled(rule: DeadlineRule, start: date, calendar: Calendar) -> date:
    eve = start - timedelta(days=1)
    if rule.unit is DayUnit.DAY:
        return (eve if rule.include_start else start) + timedelta(days=rule.n)
    if rule.unit is DayUnit.WORKDAY:
        return calendar.add_workdays(eve if rule.include_start else start, rule.n)
    last = add_months(start, rule.n * (12 if rule.unit is DayUnit.YEAR else 1))
    return last - timedelta(days=1) if rule.include_start else last
