"""截至某日: by keys in the window of an office that lived on; what is shown, marked, printed and exported."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop_app.exchange.exporting import export_register
from desktop_app.models.plan import TaskPartner
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.office import seated
from desktop_app.services.setup import Founding, found
from desktop_app.system.paths import DataFolder
from desktop_app.views.past.asking import DayDialog
from desktop_app.views.past.screen import PastScreen
from desktop_app.views.register import output
from desktop_app.views.session import Session
from tests.kit.clocks import HandClock
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.office import id_of, loaded, officer, task
from tests.kit.window import closed, opened, settle

CONTROL = Qt.KeyboardModifier.ControlModifier


def rows(path: Path) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Path]]:
    """Two tasks at the end of April, exported; in May one is changed, one deleted, one added, an officer renamed."""
    root = tmp_path_factory.mktemp("lived")
    clock = HandClock(datetime(2015, 4, 30, 9, tzinfo=UTC))
    store, _ = found(DataFolder(root / "data"), clock, Founding("清源县人民检察院"), PASSWORD, cost=CHEAP)
    desk = seated(store, clock)
    who = officer(desk, "史海燕")
    first, second = (task(desk, name, who) for name in ("涉案财物盘点", "剖析材料"))
    export_register(desk, TASKS, root / "当时.xlsx")
    clock.move(days=5)
    draft = loaded(desk, TASKS, first)
    draft.values |= {"name": "涉案财物全面盘点", "note": "领导小组定"}
    draft.rows(TaskPartner).append({"department_id": id_of(desk, "department", "反贪污贿赂局")})
    records.save(desk, TASKS, draft)
    records.retire(desk, TASKS, [second], "重复")
    task(desk, "五月新任务", who)
    draft = loaded(desk, OFFICERS, who)
    draft.values["name"] = "石海燕"
    records.save(desk, OFFICERS, draft)
    yield desk, root / "当时.xlsx"
    desk.store.close()


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, lived: tuple[Desk, Path]) -> Iterator[Session]:
    made = opened(qtbot, lived[0])
    yield made
    closed(qapp, made)


def answered(dialog_types: type[QWidget], deed: object) -> None:
    """Do something in the dialog that opens next."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, dialog_types)
        deed(dialog)  # type: ignore[operator]

    QTimer.singleShot(0, look)


def went_to(qtbot: QtBot, session: Session, day: str, *, said: list[str] | None = None) -> None:
    """Ctrl+H on the list of tasks, a day, Enter; what is said first of days that are refused."""

    def type_it(dialog: DayDialog) -> None:
        for typed in (*(said or ()), day):
            dialog.line.setText(typed)
            qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
            heard.append(dialog.said.text())

    heard: list[str] = []
    answered(DayDialog, type_it)
    qtbot.keyClick(session.window, Qt.Key.Key_H, CONTROL)
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)
    settle(qtbot, session)
    if said is not None:
        said[:] = heard


@pytest.fixture
def past(qtbot: QtBot, session: Session) -> PastScreen:
    session.workspace.show_code("plan")
    session.workspace.screen_now.show_kind(TASKS)  # type: ignore[union-attr]
    went_to(qtbot, session, "430")
    screen = session.workspace.screen_now
    assert isinstance(screen, PastScreen)
    return screen


def shown(screen: PastScreen) -> list[list[str]]:
    grid = screen.listing.grid
    return [[grid.cell(row, at).text for at in range(len(grid.items))] for row in range(grid.rowCount())]


def read(screen: PastScreen) -> str:
    """Everything the panel says."""
    return "\n".join(made.text() for made in screen.panel.findChildren(QLabel) if not made.isHidden())


def test_the_list_stands_as_it_did_and_says_so(session: Session, past: PastScreen) -> None:
    assert past.said.text() == "截至 2015-04-30 终了时的样子 · 只读 · Esc 返回现在"
    assert past.register is TASKS
    names = [line[1] for line in shown(past)]
    assert names == ["涉案财物盘点", "剖析材料"]
    assert any("史海燕" in cell for cell in shown(past)[0])
    assert session.window.status.left.startswith("截至 2015-04-30")


def test_the_panel_marks_what_became_of_the_record(qtbot: QtBot, past: PastScreen) -> None:
    told = read(past)
    assert past.panel.title.text().endswith("涉案财物盘点")
    assert past.panel.since.text() == "◆ 此后改了 3 项，现在的内容标在下面"
    assert "◆ 现为：涉案财物全面盘点" in told
    assert "◆ 现为：领导小组定" in told
    assert "◆ 现为：反贪污贿赂局" in told
    qtbot.keyClick(past.listing.table, Qt.Key.Key_Down)
    assert past.panel.since.text() == "◆ 2015-05-05 已删除：重复"
    assert "现为" not in read(past).replace("现在", "")


def test_paper_and_workbook_give_that_list_and_its_day(
    qtbot: QtBot,
    session: Session,
    past: PastScreen,
    lived: tuple[Desk, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "截至.xlsx"
    monkeypatch.setattr(output, "ask_workbook", lambda *_given: path)
    assert past.shown().title == "任务台账（截至2015-04-30）"
    qtbot.keyClick(past.listing.table, Qt.Key.Key_E, CONTROL)
    settle(qtbot, session)
    then, now = rows(lived[1]), rows(path)
    assert [line[0] for line in now[:2]] == [line[0] for line in then[:2]]
    shared = [then[2].index(head) for head in now[2]]
    assert now[2:] == [[row[at] for at in shared] for row in then[2:]]


def test_it_narrows_and_sorts_and_escape_leads_back_step_by_step(
    qtbot: QtBot, session: Session, past: PastScreen
) -> None:
    table = past.listing.table
    qtbot.keyClicks(table, "p")
    qtbot.keyClicks(past.bar.filter, "x")
    qtbot.waitUntil(lambda: [line[1] for line in shown(past)] == ["剖析材料"])
    qtbot.keyClick(past.bar.filter, Qt.Key.Key_Return)
    qtbot.keyClick(past.listing.table, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(past)) == 2)
    past._narrow(sort=("name", True))
    assert [line[1] for line in shown(past)] == ["涉案财物盘点", "剖析材料"]
    qtbot.keyClick(past.listing.table, Qt.Key.Key_Escape)
    assert session.workspace.screen_now is not past
    assert session.workspace.tab_now == "plan"


def test_nothing_can_be_written_and_enter_leads_to_the_record_of_now(
    qtbot: QtBot, session: Session, past: PastScreen
) -> None:
    assert not {"new", "save", "delete", "paste", "step", "change_many"} & set(past.deeds())
    for key, held in ((Qt.Key.Key_N, CONTROL), (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)):
        qtbot.keyClick(past.listing.table, key, held)
        assert QApplication.activeModalWidget() is None
    qtbot.keyClick(past.listing.table, Qt.Key.Key_Return)
    qtbot.keyClick(past.panel.open, Qt.Key.Key_Return)
    assert session.workspace.screen_now is not past
    assert "已选 1" in " ".join(session.window.status.left.split("　"))


def test_days_out_of_reach_are_refused_in_words(qtbot: QtBot, session: Session) -> None:
    session.workspace.show_code("plan")
    said = ["429", "6.1", "这天", ""]
    went_to(qtbot, session, "5.1", said=said)
    assert said[0] == "操作记录自 2015-04-30 起，2015-04-29 还没有记录。填 2015-04-30 或以后的日子"
    assert said[1] == "2015-06-01 还没有到。填今天或以前的日子"
    assert said[2]
    assert said[3] == "没填日期。如 430、4.30"
    screen = session.workspace.screen_now
    assert isinstance(screen, PastScreen)
    assert screen.past.today == date(2015, 5, 1)


def test_a_tab_without_registers_says_so(qtbot: QtBot, session: Session) -> None:
    session.workspace.show_tab(0)
    qtbot.keyClick(session.window, Qt.Key.Key_H, CONTROL)
    assert "这一页没有台账" in session.workspace.error.text


def test_another_register_of_the_tab_and_another_day(qtbot: QtBot, session: Session, past: PastScreen) -> None:
    qtbot.keyClick(past.listing.table, Qt.Key.Key_Tab, CONTROL)
    assert past.register is not TASKS
    went_to(qtbot, session, "5.5")
    screen = session.workspace.screen_now
    assert isinstance(screen, PastScreen)
    assert screen.past.today == date(2015, 5, 5)
    assert session.workspace.covers == [screen]
