"""An inspector's morning (督查人员): he opens, searches, opens a figure's rows, prints, verifies; nothing changes."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.services import access
from desktop_app.store import drafts
from desktop_app.store.file import Store
from desktop_app.store.history import head
from desktop_app.store.keys import READ_ONLY
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.secrets import InspectorDialog
from desktop_app.views.session import Session
from desktop_app.views.text import INSPECTING
from desktop_app.views.unlock import UnlockScreen
from tests.kit.county import first_three, office_with
from tests.kit.dialogs import meanwhile, previewing
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.keys import ALT, CTRL, PLAIN, SHIFT, enter, press, settled, type_
from tests.kit.program import at_desk, running, settle

INSPECTOR = "督查口令2015"
BLOCK = "问题\t来源\n一条新问题\t自查\n"


@pytest.fixture
def office(folder: DataFolder, clock: TurnedClock) -> DataFolder:
    """The county's office, which an inspector may read."""
    desk = office_with(first_three("清源县"), folder.root, clock)
    access.set_inspector(desk, PASSWORD, INSPECTOR, CHEAP)
    desk.store.close()
    return folder


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, office: DataFolder, clock: TurnedClock) -> Iterator[Program]:
    """The program opened with the inspector's password."""
    with running(qtbot, qapp, office, clock) as made:
        unlock(qtbot, made, INSPECTOR)
        made.window.resize(1366, 768)
        settled(made.window)
        yield made


def unlock(qtbot: QtBot, program: Program, password: str) -> UnlockScreen:
    screen = program.window.page_now
    assert isinstance(screen, UnlockScreen)
    screen.password.line.setText(password)
    QTest.keyClick(screen.password.line, Qt.Key.Key_Return)
    settle(qtbot, program)
    return screen


def session_of(program: Program) -> Session:
    assert program.session is not None
    return program.session


def on_problems(program: Program) -> RegisterScreen:
    press(Qt.Key.Key_3, CTRL)
    screen = session_of(program).workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    screen.back()
    screen.place.listing.table.go_to(screen.place.listing.grid.id_at(0))
    QApplication.processEvents()
    return screen


def test_he_sees_searches_prints_and_verifies(program: Program, qtbot: QtBot) -> None:
    session = session_of(program)
    assert session.desk.inspecting
    assert INSPECTING in program.window.windowTitle()
    assert INSPECTING in program.window.status.right
    assert "上次备份" not in program.window.status.right
    overview = session.workspace.screen_now
    assert overview is not None
    assert overview.status() != ["正在核查"]
    with session.desk.facts() as facts:
        number = next(str(row["number"]) for row in facts.live("issue"))
    press(Qt.Key.Key_K, CTRL)
    type_(number)
    qtbot.waitUntil(session.finder.isVisible, timeout=20_000)
    enter()
    settle(qtbot, program)
    assert session.workspace.tab_now == "issues"
    screen = on_problems(program)
    assert screen.place.panel.line is not None
    assert not screen.place.form.isEnabled()
    with previewing() as seen:
        press(Qt.Key.Key_P, CTRL)
        settle(qtbot, program)
        qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    said: list[str] = []
    session.bus.said.connect(said.append)
    session.do("verify")
    settle(qtbot, program)
    assert any(one.startswith("核验正常") for one in said)
    session.bus.open_records.emit("issue", screen.place.listing.grid.ids[:3], "三条")
    assert len(screen.place.listing.grid.ids) == 3


def test_whatever_he_tries_to_change_he_is_told_why(program: Program, qtbot: QtBot) -> None:
    session = session_of(program)
    screen = on_problems(program)
    store = session.desk.store
    with store.read() as reading:
        before = head(reading)
    QGuiApplication.clipboard().setText(BLOCK)
    tries: list[Callable[[], object]] = [
        lambda: press(Qt.Key.Key_N, CTRL),
        lambda: press(Qt.Key.Key_S, CTRL),
        lambda: press(Qt.Key.Key_Return, CTRL),
        lambda: press(Qt.Key.Key_Delete),
        lambda: press(Qt.Key.Key_V, CTRL),
        lambda: press(Qt.Key.Key_M, ALT),
        lambda: press(Qt.Key.Key_Z, CTRL),
        lambda: press(Qt.Key.Key_Y, CTRL),
        lambda: press(Qt.Key.Key_I, CTRL | SHIFT),
        lambda: press(Qt.Key.Key_B, CTRL | SHIFT),
        lambda: session.do("change_many"),
        lambda: session.do("password"),
        lambda: session.do("inspector"),
        lambda: session.do("new_recovery"),
        lambda: session.do("restore_backup"),
        lambda: session.bus.new_asked.emit("issue"),
        lambda: screen.place.step("销号"),
    ]
    for at, attempt in enumerate(tries):
        session.workspace.error.clear()
        attempt()
        settle(qtbot, program)
        assert QApplication.activeModalWidget() is None, at
        assert session.workspace.error.text == f"! {READ_ONLY}", at
        settled(program.window)
        screen.back()
    for button in (screen.bar.new, screen.place.panel.step):
        assert not button.isEnabled()
        assert button.toolTip() == READ_ONLY
    assert screen.place.panel.more.isHidden()
    assert screen.place.row_verbs() == []
    with store.read() as reading:
        assert head(reading) == before
    assert drafts.all_kept(store) == []


def test_the_menus_grey_what_he_may_not(program: Program) -> None:
    session = session_of(program)
    session.menu.update_ready()
    assert not any(session.menu.action(code).isEnabled() for code in ("import", "undo", "password", "inspector", "new"))
    assert all(session.menu.action(code).isEnabled() for code in ("verify", "papers", "search", "lock"))


def test_bulletins_are_read_not_written(program: Program, qtbot: QtBot) -> None:
    session = session_of(program)
    press(Qt.Key.Key_9, CTRL)
    settle(qtbot, program)
    for key, held in ((Qt.Key.Key_N, CTRL), (Qt.Key.Key_Return, CTRL)):
        session.workspace.error.clear()
        press(key, held)
        settle(qtbot, program)
        assert QApplication.activeModalWidget() is None
        assert session.workspace.error.text == f"! {READ_ONLY}"


def test_the_locked_desk_opens_for_who_opened_it(
    qtbot: QtBot, qapp: QApplication, office: DataFolder, clock: TurnedClock
) -> None:
    for first, other, said in (
        (PASSWORD, INSPECTOR, "这是督查口令，只能查看"),
        (INSPECTOR, PASSWORD, "现由督查人员打开"),
    ):
        with running(qtbot, qapp, office, clock) as program:
            unlock(qtbot, program, first)
            press(Qt.Key.Key_F12, PLAIN)
            screen = unlock(qtbot, program, other)
            assert session_of(program).gate.is_locked
            assert said in screen.said
            unlock(qtbot, program, first)
            assert not session_of(program).gate.is_locked


def test_he_leaves_no_habits_behind(program: Program, qtbot: QtBot, office: DataFolder) -> None:
    kept = sorted(path.name for path in office.backups.iterdir())
    session = session_of(program)
    session._choose("idle", 3)
    assert session.settings.idle_minutes == 3
    session.keeping.daily()
    settle(qtbot, program)
    assert not office.settings.exists()
    assert sorted(path.name for path in office.backups.iterdir()) == kept


def test_the_officer_gives_the_password_out_and_takes_it_back(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock
) -> None:
    office_with(first_three("清源县"), folder.root, clock).store.close()
    with at_desk(qtbot, qapp, folder, clock) as program:
        session = session_of(program)
        said: list[str] = []
        session.bus.said.connect(said.append)

        def fill(dialog: QDialog) -> None:
            assert isinstance(dialog, InspectorDialog)
            for text in (PASSWORD, PASSWORD, PASSWORD):
                type_(text)
                press(Qt.Key.Key_Tab, times=1)
            press(Qt.Key.Key_Return, CTRL)
            assert dialog.said.text() == "! 口令至少 8 位，现为 6 位"
            for field in (dialog.new, dialog.again):
                field.line.setFocus()
                field.line.selectAll()
                type_(INSPECTOR)
            press(Qt.Key.Key_Return, CTRL)

        meanwhile(lambda: session.do("inspector"), fill)
        settle(qtbot, program)
        assert said[-1] == "已设督查口令，凭它只能查看、打印、核验"
        Store.open(folder, INSPECTOR, clock).close()

        def withdraw(_dialog: QDialog) -> None:
            type_(PASSWORD)
            press(Qt.Key.Key_W, ALT)

        meanwhile(lambda: session.do("inspector"), withdraw)
        settle(qtbot, program)
        assert said[-1] == "已收回督查口令"
        with pytest.raises(Refusal, match="口令不对"):
            Store.open(folder, INSPECTOR, clock)
