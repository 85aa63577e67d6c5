"""月结 on the window: the register of closings begins nothing by hand; what stands against a month is listed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.models.issues import Issue
from desktop_app.registers.month_closes import MONTH_CLOSES
from desktop_app.rules.month_close import CloseState
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.month_close import CloseDialog, MonthCloseDialog
from tests.kit.closing import closed
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, press, settled, type_
from tests.kit.office import founded, officer
from tests.kit.problems import problem
from tests.kit.program import at_desk, settle
from tests.kit.tabs import turn_to

Key = Qt.Key


@pytest.fixture
def dialog(desk: Desk, qapp: QApplication, qtbot: QtBot) -> MonthCloseDialog:
    theme.apply(qapp)
    closed(desk, "posts", 3)
    made = MonthCloseDialog(None, desk, Bus(), "reviews")
    qtbot.addWidget(made)
    made.show()
    settled(made)
    return made


def test_every_month_shows_its_state_by_shape_and_word(dialog: MonthCloseDialog) -> None:
    months = dialog.months
    assert [months.headerData(row, Qt.Orientation.Vertical) for row in (0, 4, 7)] == [
        "方案路线图",
        "案件评查",
        "通报简报",
    ]
    posts = [months.index(3, at).data() for at in range(months.columnCount())]
    assert posts == ["■ 已结账"] * 4 + ["□ 未结账", "· 未到月末"]
    aloud = months.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == "2014年12月的岗位轮换 已结账"
    assert dialog.month.called == "2015年4月的案件评查"


def test_a_month_with_something_open_wants_its_reason(dialog: MonthCloseDialog) -> None:
    def go(asked: object) -> None:
        assert isinstance(asked, CloseDialog)
        said = [one.text() for one in asked.findChildren(QLabel)]
        assert "未了 5 项" in said
        assert "◆ 2014年12月：这个月没有常规评查轮次" in said
        press(Key.Key_Return, CTRL)
        assert asked.said.text() == "1 处待改：照结原因"
        type_("评查从5月开始")
        press(Key.Key_Return, CTRL)

    meanwhile(lambda: press(Key.Key_Return), go)
    assert dialog.month.state is CloseState.CLOSED
    assert "有未了事项照结" in dialog.told.text()


def test_a_month_that_is_not_over_is_refused_in_words(dialog: MonthCloseDialog) -> None:
    press(Key.Key_Right)
    said: list[str] = []
    meanwhile(lambda: press(Key.Key_Return), lambda told: said.extend(one.text() for one in told.findChildren(QLabel)))
    assert "2015年5月还没过完，不能结账。05-31 过后再结" in said


def test_nothing_is_begun_by_hand_in_the_register(qtbot: QtBot, qapp: QApplication, folder: DataFolder) -> None:
    clock = TurnedClock(date(2015, 6, 3))
    desk = founded(folder.root, clock)
    closed(desk, "plan", 5)
    desk.store.close()
    with at_desk(qtbot, qapp, folder, clock) as program:
        press(Key.Key_0, CTRL)
        settle(qtbot, program)
        screen = turn_to(program, qtbot, MONTH_CLOSES)
        heard: list[str] = []
        screen.bus.failed.connect(heard.append)
        press(Key.Key_N, CTRL)
        assert heard == ["结账、反结账在“工具—月结”里办，不在这里登记"]
        assert screen.place.entry is None


def test_a_closed_month_that_says_otherwise_shows_it_and_opens_the_records(
    desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp)
    one = problem(
        desk, "销号没有日期的", [officer(desk, "高鹏飞")], found_on=date(2015, 4, 10), due_on=date(2015, 6, 12)
    )
    _old(desk, one, state=IssueState.CLOSED)
    closed(desk, "issues", 4)
    _old(desk, one, closed_on=date(2015, 5, 28))
    bus, heard = Bus(), list[tuple[object, ...]]()
    bus.open_records.connect(lambda *given: heard.append(given))
    made = MonthCloseDialog(None, desk, bus, "issues")
    qtbot.addWidget(made)
    made.show()
    settled(made)
    row = [made.months.index(1, at).data() for at in range(made.months.columnCount())]
    assert row == ["■ 已结账"] * 4 + ["▲ 数字变了", "· 未到月末"]
    assert made.months.index(1, 4).data(Qt.ItemDataRole.AccessibleTextRole).endswith("已结账，数字变了")
    shown = [made.moved.item(at).text() for at in range(made.moved.count())]
    assert "▲ 已销号问题 结账时 1 条，现在 0 条" in shown
    press(Key.Key_Tab)
    assert made.moved.hasFocus()
    press(Key.Key_Return)
    assert heard[0][:2] == ("issue", (one,))
    assert str(heard[0][2]).startswith("结账后变动：")
    assert not made.isVisible()


def _old(desk: Desk, issue_id: int, **told: object) -> None:
    with desk.store.unit("旧台账") as unit:
        for name, value in told.items():
            setattr(unit.session.get_one(Issue, issue_id), name, value)
