"""月结: which months of a tab can be closed and re-opened, and what a closed month keeps from changing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from desktop_app.rules.periods import Period, month_of, read_period
from desktop_app.rules.tabs import BASICS, TAB_NAMES

TABS: Mapping[str, str] = {code: name for code, name in TAB_NAMES.items() if code != BASICS}
"""Tabs that are closed month by month (code → name): those that keep what happened on a day."""

FIRST_REOPEN = "先反结账（写明原因），或另作更正"
_EMPTY = (None, "")


class CloseState(StrEnum):
    """How a month of a tab stands (结账状态)."""

    AHEAD = "未到月末"
    OPEN = "未结账"
    REOPENED = "已反结账"
    CLOSED = "已结账"


@dataclass(frozen=True, slots=True)
class Closing:
    """One closing of a month (一次结账); ``month`` is 2015-05. Once re-opened, it closes nothing any more."""

    id: int
    month: str
    closed_on: date | None
    reopened_on: date | None = None


class Deed(StrEnum):
    """What an act does to a row."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    RETIRE = "retire"
    REVIVE = "revive"


@dataclass(frozen=True, slots=True)
class Stage:
    """What a day says of a row (环节), by attribute names: in a closed month the day, ``counted`` and ``told`` stand.

    ``told`` that is empty may still be filled, a day among it with one after the closed months; ``counted`` may not.
    ``gone`` are states that would take the row out of the month's count, or back in. ``last`` days are the last of a
    stretch: one that ends with the closed months says nothing of them yet. Rows of a stage that ``grows`` may be added
    later (案件、责任人 named afterwards). A stage is let go where one of ``moved`` changes in the same act: attributes,
    or kinds of rows that write the move down (延期、新一轮). It says nothing of a row that has ``unless`` (拆分件).
    """

    day: str
    counted: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    gone: frozenset[str] = frozenset()
    state: str = ""
    last: bool = False
    grows: bool = False
    moved: tuple[str, ...] = ()
    unless: str = ""

    def falls(self, day: date | None, through: date) -> bool:
        """Whether a day lies in the closed months."""
        return day is not None and (day < through if self.last else day <= through)


@dataclass(frozen=True, slots=True)
class Hindered:
    """Why a row stays as it is (不能动): the day that lies in a closed month, what was tried, the attribute meant."""

    day: date
    deed: Deed
    field: str = ""
    enters: bool = False


def month_code(month: Period) -> str:
    """A month as it is kept: 2015-05."""
    return f"{month.first:%Y-%m}"


def months_between(first: date, today: date) -> list[Period]:
    """Every month from the one ``first`` lies in to the one of today."""
    found = [month_of(first)]
    while found[-1].last < today:
        found.append(month_of(date.fromordinal(found[-1].last.toordinal() + 1)))
    return found


def state_of(month: Period, closings: Iterable[Closing], today: date) -> CloseState:
    """How a month stands by the closings of its tab."""
    own = [one for one in closings if one.month == month_code(month)]
    if any(one.reopened_on is None for one in own):
        return CloseState.CLOSED
    if month.last >= today:
        return CloseState.AHEAD
    return CloseState.REOPENED if own else CloseState.OPEN


def may_close(tab: str, month: Period, months: Sequence[Period], closings: Sequence[Closing], today: date) -> str:
    """Why a month cannot be closed, or nothing: it is over and not closed yet."""
    named = f"{month.label}的{TABS[tab]}"
    state = state_of(month, closings, today)
    if state is CloseState.CLOSED:
        return f"{named}已结账，不用再结"
    if state is CloseState.AHEAD:
        return f"{month.label}还没过完，不能结账。{month.last:%m-%d} 过后再结"
    return "" if month in months else f"{month.label}在专项整治之前，不用结账"


def earlier_open(month: Period, months: Iterable[Period], closings: Sequence[Closing]) -> list[Period]:
    """The months before it that are not closed: they are closed first, or with it."""
    return [one for one in months if one.first < month.first and _is_open(one, closings)]


def may_reopen(tab: str, month: Period, closings: Sequence[Closing]) -> str:
    """Why a month cannot be re-opened, or nothing: the last closed one goes first, else the later ones would lie."""
    if _is_open(month, closings):
        return f"{month.label}的{TABS[tab]}没有结账，不用反结账"
    later = max((one.month for one in closings if one.reopened_on is None), default="")
    if later > month_code(month):
        return f"{read_period(later).label}的{TABS[tab]}已结账。从后往前反结账，先反结{read_period(later).label}"
    return ""


def _is_open(month: Period, closings: Iterable[Closing]) -> bool:
    return all(one.month != month_code(month) or one.reopened_on is not None for one in closings)


def hindered(
    stage: Stage,
    deed: Deed,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    days: tuple[date | None, date | None],
    through: date,
) -> Hindered | None:
    """What a stage says against a change of a row: values before and after, its day before and after."""
    if stage.unless and {**before, **after}.get(stage.unless) not in _EMPTY:
        return None
    was, now = (day if stage.falls(day, through) else None for day in days)
    if deed is Deed.ADD:
        return Hindered(now, deed, stage.day) if now is not None and not stage.grows else None
    if deed is not Deed.CHANGE:
        day = was or now
        return Hindered(day, deed) if day is not None else None
    if was is None:
        return Hindered(now, deed, stage.day, enters=True) if now is not None else None
    if days[0] != days[1]:
        return Hindered(was, deed, stage.day)
    field = _broken(stage, before, after, through)
    return Hindered(was, deed, field) if field else None


def _broken(stage: Stage, before: Mapping[str, Any], after: Mapping[str, Any], through: date) -> str:
    """The first attribute that says otherwise than the closed month did."""
    for name in stage.counted:
        if before.get(name) != after.get(name):
            return name
    for name in stage.told:
        old, new = before.get(name), after.get(name)
        if old != new and (old not in _EMPTY or (isinstance(new, date) and new <= through)):
            return name
    if stage.state and before.get(stage.state) != after.get(stage.state):
        turned = {before.get(stage.state), after.get(stage.state)}
        return stage.state if turned & stage.gone else ""
    return ""


def said(tab: str, found: Hindered, through: date, called: str, months: Collection[str]) -> str:
    """The refusal in a sentence; ``months`` are the closed ones, anything earlier was closed with the first."""
    month = month_of(found.day)
    head = f"{month.label}的{TABS[tab]}已结账"
    if month_code(month) not in months:
        head = f"{TABS[tab]}已结账到{month_of(through).label}"
    verb = {
        Deed.ADD: f"不能再登记 {found.day} 的{called}",
        Deed.CHANGE: f"{called} 不能{f'改到 {found.day}' if found.enters else '改'}",
        Deed.REMOVE: f"{called} 不能改",
        Deed.RETIRE: f"{called} 不能删除",
        Deed.REVIVE: f"{called} 不能恢复",
    }[found.deed]
    return f"{head}，{verb}。{FIRST_REOPEN}"
