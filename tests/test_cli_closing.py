"""Months closed and opened again from the command line."""

from datetime import date
from pathlib import Path

import pytest

from desktop_app.models.issues import Issue
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services.office import open_desk
from desktop_app.system.clock import SystemClock, TurnedClock
from desktop_app.system.paths import DataFolder
from tests.kit.closing import closed
from tests.kit.files import PASSWORD
from tests.kit.office import id_of, officer
from tests.kit.problems import problem
from tests.kit.shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An office with one officer."""
    run = Shell(tmp_path / "data")
    run("new", "--unit", "清源县人民检察院", "--short", "清源")
    desk = open_desk(DataFolder(run.data), PASSWORD, SystemClock())
    officer(desk, "袁倩")
    desk.store.close()
    return run


def test_a_month_is_closed_and_opened_again_with_its_reason(shell: Shell) -> None:
    close = ("close", "案件评查", "--month", "2015-04", "--as-of", "2015-05-06")
    assert "2014年12月的案件评查还没结账。按月份先后结，或连同之前的月份一起结" in shell(*close, status=1)
    assert "还有 5 项未了：这个月没有常规评查轮次" in shell(*close, "--earlier", status=1)
    told = shell(*close, "--earlier", "--waive", "评查从5月开始")
    assert told.startswith("2014年12月未了：这个月没有常规评查轮次\n")
    assert told.endswith("已结账 2015年4月的案件评查，连同之前 4 个月\n")
    again = ("reopen", "reviews", "--month", "2015年4月", "--reason", "漏登一轮", "--as-of", "2015-05-07")
    assert "花名册里没有王五。核对批准人" in shell(*again, "--approver", "王五", status=1)
    assert shell(*again, "--approver", "袁倩") == "已反结账 2015年4月的案件评查，改完重新结账\n"
    assert "没有“台账”这页台账可结账。可选：plan（方案路线图）" in shell(
        "close", "台账", "--month", "2015-04", status=1
    )
    assert "“2015年”不是一个月" in shell("close", "plan", "--month", "2015", status=1)


def test_a_closed_month_that_says_otherwise_is_told_at_the_next_closing(shell: Shell) -> None:
    desk = open_desk(DataFolder(shell.data), PASSWORD, TurnedClock(date(2015, 5, 6)))
    one = problem(
        desk, "销号没有日期的", [id_of(desk, "officer", "袁倩")], found_on=date(2015, 4, 10), due_on=date(2015, 6, 12)
    )
    for told in ({"state": IssueState.CLOSED}, {"closed_on": date(2015, 5, 4)}):
        with desk.store.unit("旧台账") as unit:
            for name, value in told.items():
                setattr(unit.session.get_one(Issue, one), name, value)
        if "state" in told:
            closed(desk, "issues", 4)
    desk.store.close()
    said = shell("close", "问题清单", "--month", "2015-05", "--waive", "以后再补", "--as-of", "2015-06-03")
    assert said.startswith("2015年4月结账后变动：")
    assert "已销号问题 结账时 1 条，现在 0 条" in said
