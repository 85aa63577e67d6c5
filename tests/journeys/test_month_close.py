"""A month's close by keyboard: closed, a change refused, opened again with a reason, told on the next paper kept."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.models.issues import Issue
from desktop_app.models.whole import MonthClose
from desktop_app.registers.issues import ISSUES
from desktop_app.reports.internal_paper import internal
from desktop_app.reports.press import WorkstationPress
from desktop_app.reports.request import Request
from desktop_app.rules.month_close import CloseState
from desktop_app.rules.vocabulary import CopyKind, IssueState
from desktop_app.services.desk import Desk
from desktop_app.services.month_close import standing
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.month_close import CloseDialog, MonthCloseDialog, ReopenDialog
from tests.kit import issued
from tests.kit.closing import closed
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, SHIFT, press, settled, type_
from tests.kit.office import furnished, loaded, officer
from tests.kit.paper import paper_text, printed
from tests.kit.problems import problem
from tests.kit.program import at_desk, settle
from tests.kit.tabs import turn_to

Key = Qt.Key
TODAY = date(2015, 6, 3)


def _furnish(desk: Desk) -> dict[str, Any]:
    """A problem of April, and who leads the office."""
    one, chief = officer(desk, "高鹏飞"), officer(desk, "袁倩", "案件管理办公室")
    made = problem(desk, "讯问笔录没有骑缝", [one], found_on=date(2015, 4, 9), due_on=date(2015, 7, 10))
    return {"one": one, "chief": chief, "issue": made}


@pytest.fixture
def ids(folder: DataFolder, clock: TurnedClock) -> dict[str, Any]:
    desk, given = furnished("month close", _furnish, folder.root, clock)
    desk.store.close()
    found: dict[str, Any] = given
    return found


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, folder: DataFolder, ids: dict[str, Any]) -> Iterator[Program]:
    """The program at its desk on the third of June, 问题清单 shown."""
    with at_desk(qtbot, qapp, folder, TurnedClock(TODAY)) as made:
        press(Key.Key_3, CTRL)
        settle(qtbot, made)
        yield made


def desk_of(program: Program) -> Desk:
    assert program.session is not None
    return program.session.desk


def states(desk: Desk) -> list[CloseState]:
    with desk.facts() as facts:
        return [one.state for one in standing(facts)["issues"]][-3:]


def in_months(do: Any) -> None:
    """月结 from the keyboard, and what is done in it; Esc closes it."""

    def work(dialog: QDialog) -> None:
        assert isinstance(dialog, MonthCloseDialog)
        do(dialog)
        settled(dialog)
        press(Key.Key_Escape)

    meanwhile(lambda: press(Key.Key_M, CTRL | SHIFT), work)


def test_a_month_is_closed_refused_opened_again_closed_and_told(
    program: Program, qtbot: QtBot, ids: dict[str, Any]
) -> None:
    desk = desk_of(program)
    screen = turn_to(program, qtbot, ISSUES)

    def close(dialog: MonthCloseDialog) -> None:
        assert dialog.month.called == "2015年5月的问题清单"
        assert dialog.told.text() == "2015年5月的问题清单 未结账"

        def go(asked: QDialog) -> None:
            assert isinstance(asked, CloseDialog)
            assert asked.wanted[0].label == "2014年12月"
            assert not any(asked.left.values())
            press(Key.Key_Return, CTRL)

        meanwhile(lambda: press(Key.Key_Return), go)
        settled(dialog)
        assert dialog.told.text().startswith("2015年5月的问题清单 2015-06-03 结账")

    in_months(close)
    settle(qtbot, program)
    assert states(desk) == [CloseState.CLOSED, CloseState.CLOSED, CloseState.AHEAD]
    assert screen.place.record_id == ids["issue"]
    settled(program.window)
    screen.place.form.seats[Issue.found_on.key].editor.take_focus()
    press(Key.Key_A, CTRL)
    type_("4.11")
    press(Key.Key_Return, CTRL)
    settle(qtbot, program)
    assert loaded(desk, ISSUES, ids["issue"])[Issue.found_on] == date(2015, 4, 9)
    assert "2015年4月的问题清单已结账，2015-公诉-个-001 不能改" in _said(screen)
    press(Key.Key_Escape, times=2)
    settle(qtbot, program)
    _reopen(program, 5)
    _reopen(program, 4)
    assert states(desk) == [CloseState.REOPENED, CloseState.REOPENED, CloseState.AHEAD]
    settle(qtbot, program)
    _told_on_paper(desk, ids)


def _said(screen: Any) -> str:
    form = screen.place.form
    return "".join(seat.message.text() for seat in form.seats.values())


def _reopen(program: Program, month: int) -> None:
    """It opens on the last month that waits, or the last one closed: the one before a month opened again is left."""
    settled(program.window)

    def again(dialog: MonthCloseDialog) -> None:
        press(Key.Key_Left, times=5 - month)
        assert dialog.month.called == f"2015年{month}月的问题清单"

        def go(asked: QDialog) -> None:
            assert isinstance(asked, ReopenDialog)
            press(Key.Key_Return, CTRL)
            assert asked.said.text() == "2 处待改：原因、批准人"
            type_("补登漏记的问题")
            asked.seats[MonthClose.approver_id.key].editor.take_focus()
            type_("yq")
            press(Key.Key_Return)
            press(Key.Key_Return, CTRL)
            assert asked.outcome is not None, asked.said.text()

        meanwhile(lambda: press(Key.Key_Return), go)

    in_months(again)


def _told_on_paper(desk: Desk, ids: dict[str, Any]) -> None:
    """The next bulletin's internal copy tells both; the one after it tells neither."""
    first = issued.issued(desk, ids["chief"], issued.written(desk), press=WorkstationPress())
    copies = {copy.kind: data for copy, data in issued.kept(desk, first)}
    told = paper_text(copies[CopyKind.INTERNAL])
    assert "四、反结账记录" in told
    for word in ("问题清单", "2015年4月", "2015年5月", "2015-06-03", "袁倩", "补登漏记的问题", "还没有"):
        assert word in told, word
    assert "反结账" not in paper_text(copies[CopyKind.PAPER])
    second = issued.issued(desk, ids["chief"], issued.written(desk, title="关于5月份的通报"), press=WorkstationPress())
    later = {copy.kind: data for copy, data in issued.kept(desk, second)}
    assert "反结账记录" not in paper_text(later[CopyKind.INTERNAL])
    again = printed(internal(Request(desk, desk.today, None, issued.row(desk, first)["number"])))
    assert "四、反结账记录" in paper_text(again)


def test_a_closed_month_that_says_otherwise_is_told_on_the_copy_kept_and_not_on_the_paper(
    folder: DataFolder, clock: TurnedClock
) -> None:
    desk, ids = furnished("month close", _furnish, folder.root, clock)
    _old(desk, ids["issue"], state=IssueState.CLOSED)
    closed(desk, "issues", 4)
    _old(desk, ids["issue"], closed_on=date(2015, 5, 28))
    made = issued.issued(desk, ids["chief"], issued.written(desk), press=WorkstationPress())
    shown = (CopyKind.INTERNAL, CopyKind.PAPER)
    copies = {copy.kind: paper_text(data) for copy, data in issued.kept(desk, made) if copy.kind in shown}
    for word in ("四、结账后变动", "2015年4月", "已销号问题结账时1条，现在0条"):
        assert word in copies[CopyKind.INTERNAL], word
    assert "结账" not in copies[CopyKind.PAPER]
    desk.store.close()


def _old(desk: Desk, issue_id: int, **told: object) -> None:
    """What an old ledger says without a day."""
    with desk.store.unit("旧台账") as unit:
        for name, value in told.items():
            setattr(unit.session.get_one(Issue, issue_id), name, value)
