"""回收站 by keys: everything deleted, narrowed by a word, opened in its register, brought back."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.store.keys import READ_ONLY
from desktop_app.views.recycle import BinDialog
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.session import Session
from tests.kit.keys import CTRL, SHIFT, press, settled, type_
from tests.kit.office import officer, task_draft
from tests.kit.window import closed, opened, settle


@pytest.fixture
def gone(desk: Desk) -> list[int]:
    """Two tasks and an officer, deleted."""
    who = officer(desk, "周敏")
    tasks = [records.save(desk, TASKS, task_draft(desk, name, who)).ids[0] for name in ("动员部署", "对照检查")]
    records.retire(desk, TASKS, tasks[:1], "重复登记")
    records.retire(desk, TASKS, tasks[1:], "并入别的任务")
    records.retire(desk, OFFICERS, [officer(desk, "陈列")], "调离")
    return tasks


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, desk: Desk, gone: list[int]) -> Iterator[Session]:
    made = opened(qtbot, desk)
    yield made
    closed(qapp, made)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def in_the_bin(qtbot: QtBot, session: Session, do: Callable[[BinDialog], object]) -> None:
    """What is done in the dialog Ctrl+Shift+Delete opens, once the worker has read what it shows."""
    met: list[BinDialog] = []
    faults: list[BaseException] = []

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, BinDialog) or met:
            return
        met.append(dialog)
        try:
            settled(dialog)
            do(dialog)
        except BaseException as fault:  # told below, outside Qt's loop
            faults.append(fault)
        if dialog.isVisible():
            dialog.done(QDialog.DialogCode.Rejected)

    timer = QTimer()
    timer.timeout.connect(work)
    timer.start(20)
    press(Qt.Key.Key_Delete, CTRL | SHIFT)
    qtbot.waitUntil(lambda: bool(met), timeout=20_000)
    timer.stop()
    settle(qtbot, session)
    if faults:
        raise faults[0]


def test_everything_deleted_stands_in_one_list(qtbot: QtBot, session: Session) -> None:
    def look(dialog: BinDialog) -> None:
        assert {(one.said, one.reason) for one in dialog.shown} == {
            ("动员部署", "重复登记"),
            ("对照检查", "并入别的任务"),
            ("陈列", "调离"),
        }
        type_("并入")
        assert [one.said for one in dialog.shown] == ["对照检查"]
        assert dialog.said.text() == "共 3 条，显示 1"
        dialog.filter.clear()
        type_("无此事")
        assert dialog.said.text() == "没有符合的记录。换个词再筛"

    in_the_bin(qtbot, session, look)


def test_enter_opens_the_record_where_it_is_kept(qtbot: QtBot, session: Session, gone: list[int]) -> None:
    def look(_dialog: BinDialog) -> None:
        type_("动员")
        press(Qt.Key.Key_Return)

    in_the_bin(qtbot, session, look)
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    assert screen.place.listing.showing.retired
    assert screen.place.record_id == gone[0]


def test_several_come_back_together(qtbot: QtBot, session: Session) -> None:
    def back(dialog: BinDialog) -> None:
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_A, CTRL)
        press(Qt.Key.Key_Return, CTRL)
        assert dialog.shown == []
        assert "已恢复 2 项任务" in dialog.said.text()

    in_the_bin(qtbot, session, back)
    with session.desk.facts() as facts:
        assert {row["name"] for row in facts.live("task")} >= {"动员部署", "对照检查"}


def test_an_inspector_only_looks(qtbot: QtBot, session: Session) -> None:
    session.desk.store.inspecting = True

    def look(dialog: BinDialog) -> None:
        assert not dialog.back.isEnabled()
        assert dialog.back.toolTip() == READ_ONLY
        press(Qt.Key.Key_Return, CTRL)
        assert len(dialog.shown) == 3

    in_the_bin(qtbot, session, look)
