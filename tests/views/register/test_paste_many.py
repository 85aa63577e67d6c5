"""A long block from Excel is read and written by the worker; stopped, it leaves nothing behind and can go again."""

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.store import undo
from desktop_app.views.jobs import Job, Jobs
from desktop_app.views.register.clipboard import AT_ONCE
from desktop_app.views.register.paste import PasteDialog
from desktop_app.views.register.screen import RegisterScreen
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, Said, press, settled

Key = Qt.Key
HEAD = "任务\t阶段\t牵头部门\t责任人\t开始\t期限"
MANY = AT_ONCE * 2


def block(rows: int, owner: str = "史海燕") -> str:
    lines = [f"清理积案{at}\t整改落实\t公诉科\t{owner}\t6.1\t6.30" for at in range(1, rows + 1)]
    return "\n".join((HEAD, *lines))


def held_up(jobs: Jobs) -> Callable[[], None]:
    """The worker is busy with something else, until told."""
    over = threading.Event()
    jobs.run(lambda _progress: over.wait(10), lambda _over: None, lambda _error: None)
    return over.set


def known(desk: Desk) -> int:
    with desk.facts() as facts:
        return len(list(facts.live("task")))


def answered(qtbot: QtBot, act: Callable[[], object], answer: Callable[[PasteDialog], object]) -> None:
    """Do ``act``, and ``answer`` the preview once it stands; one left standing is given up."""
    faults: list[BaseException] = []
    met: list[PasteDialog] = []
    watch = QTimer(interval=5)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, PasteDialog) or met:
            return
        watch.stop()
        met.append(dialog)
        try:
            settled(dialog)
            answer(dialog)
        except BaseException as fault:  # told below, outside Qt's loop
            faults.append(fault)
        if dialog.isVisible():
            dialog.done(QDialog.DialogCode.Rejected)

    watch.timeout.connect(look)
    watch.start()
    act()
    qtbot.waitUntil(lambda: bool(met) and not met[0].isVisible())
    if faults:
        raise faults[0]


def pasted(qtbot: QtBot, text: str, answer: Callable[[PasteDialog], object]) -> None:
    """Ctrl+V, and what is done in the preview once it is there."""
    QGuiApplication.clipboard().setText(text)
    answered(qtbot, lambda: press(Key.Key_V, CTRL), answer)


def test_a_long_block_is_read_and_written_by_the_worker_as_one_act(
    tasks: RegisterScreen, staffed: Desk, jobs: Jobs, qtbot: QtBot
) -> None:
    go_on = held_up(jobs)
    QGuiApplication.clipboard().setText(block(MANY))
    press(Key.Key_V, CTRL)
    reading = tasks.place.blocks.job
    assert reading is not None
    assert reading.title == f"读取要粘贴的 {MANY + 1} 行"
    press(Key.Key_V, CTRL)
    assert tasks.place.blocks.job is reading

    def save(dialog: PasteDialog) -> None:
        assert len(dialog.pasted.rows) == MANY
        press(Key.Key_Return, CTRL)
        assert dialog.job is not None
        assert not dialog.ok.isEnabled()
        qtbot.waitUntil(lambda: dialog.job is None)
        assert dialog.outcome is not None

    answered(qtbot, go_on, save)
    assert known(staffed) == 3 + MANY
    qtbot.waitUntil(lambda: not jobs.busy)
    assert tasks.status()[0] == f"共 {3 + MANY} 项 · 显示 {3 + MANY}"
    undo.undo(staffed.store)
    assert known(staffed) == 3


def test_reading_can_be_stopped_and_the_clipboard_keeps_what_it_has(
    tasks: RegisterScreen, staffed: Desk, jobs: Jobs, qtbot: QtBot, said: Said
) -> None:
    go_on = held_up(jobs)
    QGuiApplication.clipboard().setText(block(MANY))
    press(Key.Key_V, CTRL)
    reading = tasks.place.blocks.job
    assert reading is not None
    reading.cancel()
    go_on()
    qtbot.waitUntil(lambda: tasks.place.blocks.job is None)
    assert said.sentences[-1] == "已停止，一行也没有登记。剪贴板里的还在，可再粘贴"
    assert QGuiApplication.clipboard().text() == block(MANY)
    assert known(staffed) == 3


def test_writing_can_be_stopped_with_nothing_written_and_begun_again(
    tasks: RegisterScreen, staffed: Desk, jobs: Jobs, qtbot: QtBot
) -> None:
    def stop_then_save(dialog: PasteDialog) -> None:
        go_on = held_up(jobs)
        press(Key.Key_Return, CTRL)
        press(Key.Key_Escape)
        go_on()
        qtbot.waitUntil(lambda: dialog.job is None)
        assert dialog.said.text() == "已停止，一行也没有登记"
        assert dialog.isVisible()
        assert known(staffed) == 3
        press(Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: dialog.job is None)

    pasted(qtbot, block(MANY), stop_then_save)
    assert known(staffed) == 3 + MANY


def test_stopped_halfway_through_nothing_stays(tasks: RegisterScreen, staffed: Desk, qtbot: QtBot, jobs: Jobs) -> None:
    def stop_at_once_moved(dialog: PasteDialog) -> None:
        told: list[int] = []

        def moved(job: Job, done: int, _total: int, _said: str) -> None:
            told.append(done)
            if done == 5:
                job.cancel()

        jobs.moved.connect(moved, Qt.ConnectionType.DirectConnection)
        press(Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: dialog.job is None)
        assert told == [0, 1, 2, 3, 4, 5]
        assert known(staffed) == 3
        dialog.reject()

    pasted(qtbot, block(MANY), stop_at_once_moved)
    assert known(staffed) == 3


def test_a_fault_in_a_long_block_stops_all_of_it(tasks: RegisterScreen, staffed: Desk, qtbot: QtBot) -> None:
    def refused(dialog: PasteDialog) -> None:
        press(Key.Key_Return, CTRL)
        assert dialog.job is None
        assert dialog.said.text().startswith(f"{MANY} 行有问题，一行也不登记")
        dialog.reject()

    pasted(qtbot, block(MANY, "无名氏"), refused)
    assert known(staffed) == 3


def test_a_short_block_is_there_at_once(tasks: RegisterScreen, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(block(3))
    meanwhile(lambda: press(Key.Key_V, CTRL), lambda dialog: dialog.reject())
    assert tasks.place.blocks.job is None
