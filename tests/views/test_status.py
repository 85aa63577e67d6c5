"""The status bar: counts on the left, what was done for a while, a failed backup red until mended."""

from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.views.status import StatusBar, moment


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    made = StatusBar()
    qtbot.addWidget(made)
    made.desk()
    return made


def test_counts_stand_until_something_is_done_and_come_back(qtbot: QtBot, bar: StatusBar) -> None:
    bar.counts(["共 64 条 · 显示 18", "已选 1 · WT-023"])
    assert bar.left == "共 64 条 · 显示 18  已选 1 · WT-023"
    bar.say("已销号 WT-026　撤销 Ctrl+Z")
    bar.counts(["共 64 条 · 显示 17"])
    assert bar.left == "已销号 WT-026　撤销 Ctrl+Z"
    bar._timer.timeout.emit()
    bar._timer.stop()
    bar.counts(["共 64 条 · 显示 17"])
    assert bar.left == "共 64 条 · 显示 17"


def test_what_was_just_done_is_not_read_at_the_lock(bar: StatusBar) -> None:
    bar.say("已审理 双查2015-02 处理决定理由不充分")
    bar.front("已锁定", "未登录")
    assert bar.left == "已锁定"


def test_a_failed_backup_is_said_and_red(bar: StatusBar) -> None:
    bar.backup("备份失败", failed=True)
    assert "备份失败" in bar.right
    assert bar._parts["backup"].property("tone") == "red"
    bar.backup("上次备份 今天 09:05")
    assert bar._parts["backup"].property("tone") == ""


def test_pressing_a_part_tells_which(qtbot: QtBot, bar: StatusBar) -> None:
    with qtbot.waitSignal(bar.pressed) as pressed:
        bar._parts["backup"].click()
    assert pressed.args == ["backup"]


@pytest.mark.parametrize(("day", "said"), [(6, "今天 09:05"), (7, "昨天 09:05"), (20, "05-06 09:05")])
def test_moments_are_said_as_people_say_them(day: int, said: str) -> None:
    assert moment(datetime(2015, 5, 6, 9, 5).astimezone(), date(2015, 5, day)) == said
