"""The window around the registers: commands, search, scale, tabs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views import theme
from desktop_app.views.bulletin.screen import BulletinScreen
from desktop_app.views.commands import MENUS, Choice, Command
from desktop_app.views.session import Session
from tests.kit import issued as kit
from tests.kit.office import furnished, officer, task
from tests.kit.window import closed, opened


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock) -> Iterator[Session]:
    theme.apply(qapp)
    desk, _ = furnished("shell", _furnish, folder.root, clock)
    made = opened(qtbot, desk)
    yield made
    closed(qapp, made)
    theme.apply(qapp)
    desk.store.close()


def _furnish(desk: Desk) -> None:
    who = officer(desk, "周敏")
    officer(desk, "许嘉树", "案件管理办公室")
    task(desk, "涉案财物全面盘点", who)


def press(qtbot: QtBot, session: Session, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(session.window, key, held)


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_every_menu_command_is_done_by_the_window_or_a_screen(session: Session) -> None:
    session.bus.open_record.emit("task", 1)
    screen = session.workspace.screen_now
    assert screen is not None
    desk = session.workspace
    possible = {*session.deeds, *screen.deeds(), *SOMETIMES}
    for code in ("overview", "bulletins"):
        desk.show_code(code)
        assert desk.screen_now is not None
        possible |= set(desk.screen_now.deeds())
    codes = {entry.code for _, entries in MENUS for entry in entries if isinstance(entry, (Command, Choice))}
    assert codes <= possible


SOMETIMES = {"save", "save_new", "step_back", "back", "forward", "restore", "print_record", "elements", "correct"}
"""Only while something is typed, was visited, or can be taken back."""


def test_the_menu_greys_what_cannot_be_done_now(session: Session) -> None:
    session.workspace.show_code("plan")
    session.menu.update_ready()
    assert not session.menu.action("save").isEnabled()
    assert session.menu.action("new").isEnabled()
    assert session.menu.action("backup").isEnabled()


def test_control_and_digit_change_the_tab(qtbot: QtBot, session: Session) -> None:
    press(qtbot, session, Qt.Key.Key_0, CONTROL)
    assert session.workspace.tab_now == "basics"
    press(qtbot, session, Qt.Key.Key_2, CONTROL)
    assert session.workspace.tab_now == "plan"


def test_the_badge_counts_overdue_tasks(session: Session) -> None:
    assert [session.workspace.bar.badge(at).red for at in range(3)] == [0, 1, 0]


@pytest.mark.parametrize("percent", [90, 130])
def test_the_scale_makes_the_screens_anew_on_the_same_tab(session: Session, percent: int) -> None:
    session.workspace.show_code("basics")
    session.menu.chosen.emit("scale", percent)
    assert theme.scale() == percent
    assert session.workspace.tab_now == "basics"
    assert session.window.page_now is session.workspace
    assert session.settings.scale == percent


def test_a_record_saved_is_said_with_undo(session: Session) -> None:
    officer(session.desk, "叶国栋")
    session.do("undo")
    assert session.window.status.left.startswith("已撤销 新增干警")
    assert "已保存" in session.window.status.right


def test_what_cannot_be_undone_is_said_without_the_key(session: Session) -> None:
    desk = session.desk
    signer = officer(desk, "袁倩", "院领导")
    session.bus.committed.emit(Outcome("officer", (signer,), "已新增 袁倩", 1))
    assert session.window.status.left == "已新增 袁倩　撤销 Ctrl+Z"
    made = kit.issue(desk, kit.signed(desk, signer, kit.written(desk, traces=())))
    session.bus.committed.emit(made)
    assert session.window.status.left == made.said


class Flashes(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_building_the_screens_flashes_no_stray_window(qapp: QApplication, session: Session) -> None:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    for tab in session.workspace.tabs:
        session.workspace.show_code(tab.code)
    session.menu.chosen.emit("scale", 115)
    qapp.removeEventFilter(flashes)
    assert flashes.seen == []


def test_alt_and_an_arrow_go_back_and_forward_between_text_and_record(qtbot: QtBot, session: Session) -> None:
    bulletin = kit.signed(session.desk, officer(session.desk, "袁倩", "院领导"), kit.written(session.desk, traces=()))
    desk = session.workspace
    desk.show_code("bulletins")
    screen = desk.screen_now
    assert isinstance(screen, BulletinScreen)
    screen.write(bulletin)
    session.bus.open_record.emit("task", 1)
    assert desk.tab_now == "plan"
    alt = Qt.KeyboardModifier.AltModifier
    for key, tab in ((Qt.Key.Key_Left, "bulletins"), (Qt.Key.Key_Right, "plan"), (Qt.Key.Key_Left, "bulletins")):
        press(qtbot, session, key, alt)
        assert desk.tab_now == tab
    session.menu.update_ready()
    assert session.menu.action("forward").isEnabled()
    assert not session.menu.action("back").isEnabled()


def test_elements_changed_after_sending_are_kept_at_once(session: Session) -> None:
    made = kit.signed(session.desk, officer(session.desk, "袁倩", "院领导"), kit.written(session.desk, traces=()))
    session.workspace.show_code("bulletins")
    screen = session.workspace.screen_now
    assert isinstance(screen, BulletinScreen)
    screen.write(made)
    assert not screen.writing.writable
    screen.writing.put({"copied_to": "市人民检察院"})
    assert kit.row(session.desk, made)["copied_to"] == "市人民检察院"
    assert not screen.writing.unsaved
    assert screen.writing.draft is not None
    assert not screen.writing.draft.changed


def test_what_cannot_be_changed_any_more_says_so_on_every_key(session: Session) -> None:
    signer = officer(session.desk, "袁倩", "院领导")
    made = kit.issued(session.desk, signer, kit.written(session.desk, traces=()))
    session.workspace.show_code("bulletins")
    screen = session.workspace.screen_now
    assert isinstance(screen, BulletinScreen)
    screen.write(made)
    said: list[str] = []
    session.bus.said.connect(said.append)
    for deed in (screen.acts.elements, screen.acts.save_or_step, screen.acts.retake):
        deed()
    assert said == ["已印发，不能再改。有误发更正通报：Alt+R 记录菜单"] * 3
