"""月结 on the window: the register of closings begins nothing by hand; what stands against a month is listed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.registers.month_closes import MONTH_CLOSES
from desktop_app.rules.month_close import CloseState
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.month_close import CloseDialog, MonthCloseDialog
from tests.kit.closing import closed
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, press, settled, type_
from tests.kit.office import founded
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
