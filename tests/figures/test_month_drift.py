"""Closed months counted again: what is typed where no day locks it is told, and ordinary work is not."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Question
from desktop_app.figures.month_drift import Drifted, drifted
from desktop_app.figures.owed import Owed
from desktop_app.models.issues import Issue
from desktop_app.models.people import Department
from desktop_app.models.seizures import ItemProcedure
from desktop_app.models.whole import MonthClose
from desktop_app.rules.month_close import TABS
from desktop_app.rules.vocabulary import IssueState, ProcedureState
from desktop_app.services import issues as verbs
from desktop_app.services.desk import Desk
from tests.kit.closing import closed, reopened
from tests.kit.county import rows
from tests.kit.office import id_of, officer
from tests.kit.practised import practised
from tests.kit.problems import close, problem


@pytest.fixture
def who(desk: Desk) -> list[int]:
    return [officer(desk, name) for name in ("高鹏飞", "杜瑶", "袁倩")]


@pytest.fixture
def undated(desk: Desk, who: list[int]) -> int:
    """A problem of April, and one an old ledger closed without saying when; April is closed over both."""
    problem(desk, "四月的", who[:1], measures=("补盖",), found_on=date(2015, 4, 9), due_on=date(2015, 6, 12))
    made = problem(desk, "销号没有日期的", who[:1], found_on=date(2015, 4, 10), due_on=date(2015, 6, 12))
    _write(desk, made, state=IssueState.CLOSED, gaps={"closed_on": "没有销号日期"})
    closed(desk, "issues", 4)
    return made


def _write(desk: Desk, issue_id: int, **told: Any) -> None:
    with desk.store.unit("旧台账") as unit:
        row = unit.session.get_one(Issue, issue_id)
        for name, value in told.items():
            setattr(row, name, value)


def asked(desk: Desk, **given: Any) -> list[Drifted]:
    with desk.facts() as facts:
        return drifted(Question(facts.session, desk.today), **given)


def test_ordinary_work_after_the_closing_moves_nothing(desk: Desk, undated: int, who: list[int]) -> None:
    (first,) = (row["id"] for row in rows(desk, "issue") if row["name"] == "四月的")
    verbs.extend(desk, first, date(2015, 6, 26), "鉴定未出", who[2])
    close(desk, first, who[1], who[2], date(2015, 5, 28))
    problem(desk, "五月的", who[:1], found_on=date(2015, 5, 20), due_on=date(2015, 7, 10))
    assert asked(desk) == []


def test_a_day_filled_afterwards_is_told_with_what_was_kept_what_is_now_and_the_record(
    desk: Desk, undated: int
) -> None:
    _write(desk, undated, closed_on=date(2015, 5, 28))
    (one,) = asked(desk, last=True)
    assert one.said.startswith("2015年4月的问题清单结账后数字变了：已销号问题 结账时 1 条，现在 0 条，共 ")
    told = {drift.figure: drift for drift in one.figures}
    assert told["issues.closed"].said == "已销号问题 结账时 1 条，现在 0 条"
    assert told["issues.closed"].rows == (("issue", undated),)
    assert {"issues.closing_rate"} <= told.keys()


def test_it_is_among_what_is_due_until_it_is_put_right_or_the_month_opened(
    desk: Desk, undated: int, who: list[int]
) -> None:
    _write(desk, undated, closed_on=date(2015, 5, 28))
    (line,) = _due(desk)
    assert (line.kind, line.id, line.left) == ("issue", undated, 0)
    _write(desk, undated, closed_on=None)
    assert _due(desk) == []
    _write(desk, undated, closed_on=date(2015, 5, 28))
    reopened(desk, "issues", 4, who[2])
    assert all("2015年4月" not in one.said for one in _due(desk))


def _due(desk: Desk) -> list[Owed]:
    with desk.facts() as facts:
        found = due_list(Question(facts.session, desk.today))
    return [one for one in (*found.overdue, *found.coming) if "结账后" in one.said]


def test_a_department_called_otherwise_is_told_though_every_sum_stands(
    desk: Desk, who: list[int], undated: int
) -> None:
    reopened(desk, "issues", 4, who[2])
    problem(desk, "别的科的", who[1:2], "侦查监督科", found_on=date(2015, 4, 9), due_on=date(2015, 6, 12))
    closed(desk, "issues", 4)
    with desk.store.unit("改名") as unit:
        unit.session.get_one(Department, id_of(desk, "department", "公诉科")).name = "公诉一科"
    found = asked(desk)
    (one,) = (one for one in found if one.period.label == "2015年4月")
    told = {drift.figure: drift for drift in one.figures}
    assert told["issues.by_department"].said == "问题（按部门）“公诉科” 结账时 2 条，现在 0 条"
    assert told["issues.by_department"].rows == (("issue", 1), ("issue", undated)), "those of that department alone"


def test_a_closing_that_kept_sums_alone_is_compared_by_them(desk: Desk, undated: int) -> None:
    with desk.store.unit("早先的月结") as unit:
        for row in unit.session.query(MonthClose):
            row.figures = {name: value for name, value in row.figures.items() if "\n" not in name}
    assert asked(desk) == []
    _write(desk, undated, closed_on=date(2015, 5, 28))
    assert [one.period.label for one in asked(desk)] == ["2015年4月"]


def test_a_whole_county_closed_stands_until_a_condition_without_a_day_is_put_right() -> None:
    with practised() as desk:
        for tab in TABS:
            closed(desk, tab, 4)
        assert asked(desk) == []
        with desk.store.unit("补手续") as unit:
            lacking = select(ItemProcedure).where(ItemProcedure.state == ProcedureState.LACKING)
            row = unit.session.scalars(lacking).first()
            assert row is not None
            row.state, item = ProcedureState.THERE, row.item_id
        (one,) = asked(desk, last=True)
    assert one.said.startswith("2015年4月的涉案财物结账后数字变了：涉案财物手续缺项 结账时 ")
    assert one.figures[0].rows == (("seized_item", item),)
