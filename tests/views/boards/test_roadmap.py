"""The roadmap board under the officer's keys."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.roadmap import RoadmapHead, RoadmapTask
from desktop_app.models.plan import Task
from desktop_app.registers.plan import TASKS
from desktop_app.rules.vocabulary import TaskState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.boards.roadmap import DepartmentBoard, RoadmapBoard
from desktop_app.views.boards.roadmap_grid import Column
from tests.kit.office import id_of, officer, task_draft

PHASES = ("动员部署", "对照检查", "整改落实")


@pytest.fixture
def board(desk: Desk, qtbot: QtBot, qapp: QApplication) -> RoadmapBoard:
    """Three tasks in each of three phases, the first phase finished, one task of the second overdue."""
    theme.apply(qapp)
    keeper = officer(desk, "史海燕")
    for phase, start, due in zip(PHASES, (1, 4, 8), (2, 6, 9), strict=True):
        for place in range(1, 4):
            given = {"phase_id": id_of(desk, "phase", phase), "start_on": date(2015, start, place)}
            done = {"state": TaskState.DONE, "done_on": date(2015, 2, 6)} if phase == PHASES[0] else {}
            draft = task_draft(desk, f"{phase}{place}", keeper, **given, **done, due_on=date(2015, due, 20 + place))
            records.save(desk, TASKS, draft)
    with desk.store.unit("改期") as unit:
        unit.session.get_one(Task, 4).due_on = date(2015, 4, 28)
    made = RoadmapBoard(desk)
    return shown(made, desk, qtbot)


def shown(board: RoadmapBoard, desk: Desk, qtbot: QtBot) -> RoadmapBoard:
    qtbot.addWidget(board)
    board.resize(936, 592)
    board.show()
    board.activateWindow()
    qtbot.waitUntil(board.isActiveWindow)
    with desk.facts() as facts:
        board.refresh(facts)
    return board


def names(board: RoadmapBoard) -> list[str]:
    return [row.name for row in board.grid.shown]


def press(qtbot: QtBot, board: RoadmapBoard, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(board.table, key)


def test_a_finished_phase_is_folded_and_shows_its_count(board: RoadmapBoard) -> None:
    assert names(board)[:3] == ["动员部署", "对照检查", "对照检查1"]
    assert board.grid.index(0, Column.DUE).data() == "3/3"
    assert board.title == "甘特图"


def test_arrows_walk_the_rows_and_tell_which_task(board: RoadmapBoard, qtbot: QtBot) -> None:
    told: list[int] = []
    board.selected.connect(told.append)
    press(qtbot, board, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert told == [4, 5]
    press(qtbot, board, Qt.Key.Key_End)
    assert isinstance(board.current, RoadmapHead)
    assert board.current.name == "总结验收"


def test_left_folds_and_right_unfolds(board: RoadmapBoard, qtbot: QtBot) -> None:
    press(qtbot, board, Qt.Key.Key_Home, Qt.Key.Key_Right)
    assert names(board)[:3] == ["动员部署", "动员部署1", "动员部署2"]
    press(qtbot, board, Qt.Key.Key_Right)
    assert isinstance(board.current, RoadmapTask)
    press(qtbot, board, Qt.Key.Key_Left)
    assert isinstance(board.current, RoadmapHead)
    press(qtbot, board, Qt.Key.Key_Left)
    assert names(board)[:2] == ["动员部署", "对照检查"]


def test_enter_opens_a_task_and_folds_a_head(board: RoadmapBoard, qtbot: QtBot) -> None:
    opened: list[int] = []
    board.opened.connect(opened.append)
    board.select(5)
    press(qtbot, board, Qt.Key.Key_Return)
    assert opened == [5]
    press(qtbot, board, Qt.Key.Key_Left, Qt.Key.Key_Return)
    assert "对照检查2" not in names(board)


def test_selecting_from_outside_unfolds_and_says_nothing(board: RoadmapBoard) -> None:
    told: list[int] = []
    board.selected.connect(told.append)
    board.select(2)
    assert isinstance(board.current, RoadmapTask)
    assert board.current.name == "动员部署2"
    assert told == []


def test_a_filter_leaves_only_its_tasks_and_their_heads(board: RoadmapBoard) -> None:
    board.select(5)
    board.show_ids([5, 7])
    assert names(board) == ["对照检查", "对照检查2", "整改落实", "整改落实1"]
    assert isinstance(board.current, RoadmapTask)
    board.show_ids([])
    assert board.nothing.isVisibleTo(board)
    assert board.nothing.text() == "没有符合的记录。清除筛选 Esc"
    board.show_ids(None)
    assert len(names(board)) == 10


def test_a_write_keeps_cursor_folds_and_scrolling(board: RoadmapBoard, desk: Desk, qtbot: QtBot) -> None:
    press(qtbot, board, Qt.Key.Key_Home, Qt.Key.Key_Right)
    board.select(6)
    board.resize(936, 200)
    qtbot.waitUntil(lambda: board.chart.verticalScrollBar().maximum() > 60)
    board.chart.verticalScrollBar().setValue(60)
    with desk.facts() as facts:
        board.refresh(facts)
    assert isinstance(board.current, RoadmapTask)
    assert board.current.id == 6
    assert "动员部署1" in names(board)
    assert board.chart.verticalScrollBar().value() == board.table.verticalScrollBar().value() == 60


def test_both_halves_share_one_scroll_bar(board: RoadmapBoard, qtbot: QtBot) -> None:
    board.resize(936, 200)
    mine, shared = board.table.verticalScrollBar(), board.chart.verticalScrollBar()
    qtbot.waitUntil(lambda: shared.maximum() > 0 and shared.maximum() == mine.maximum())
    shared.setValue(45)
    assert mine.value() == 45
    mine.setValue(15)
    assert shared.value() == 15


def test_rows_of_both_halves_stand_at_the_same_height(board: RoadmapBoard, qtbot: QtBot) -> None:
    press(qtbot, board, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    for place in range(len(board.grid.shown)):
        top = board.table.rowViewportPosition(place)
        assert board.chart.row_at(top + 1) == place
    table = board.table.viewport().mapTo(board, QPoint(0, 0)).y()
    chart = board.chart.viewport().mapTo(board, QPoint(0, 0)).y()
    assert table == chart
    qtbot.waitUntil(lambda: board.table.viewport().height() == board.chart.viewport().height())


def test_plus_and_minus_zoom_around_the_current_bar(board: RoadmapBoard, qtbot: QtBot) -> None:
    whole = board.chart.axis.scale
    board.select(5)
    press(qtbot, board, Qt.Key.Key_Plus, Qt.Key.Key_Plus)
    assert board.chart.axis.scale > whole
    bar = board.chart.bar_at_row(board.grid.place_of(5))
    assert bar is not None
    assert bar.body is not None
    left = board.chart.horizontalScrollBar().value()
    assert left <= bar.body[1] <= left + board.chart.viewport().width()
    press(qtbot, board, Qt.Key.Key_Minus, Qt.Key.Key_Minus)
    assert board.chart.axis.scale == pytest.approx(whole)


def test_a_click_on_a_bar_chooses_its_task(board: RoadmapBoard, qtbot: QtBot) -> None:
    told: list[int] = []
    board.selected.connect(told.append)
    place = board.grid.place_of(6)
    at = QPoint(200, place * board.chart.ink.row + 10)
    qtbot.mouseClick(board.chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told == [6]
    opened: list[int] = []
    board.opened.connect(opened.append)
    qtbot.mouseDClick(board.chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == [6]


def test_a_screen_reader_hears_the_bar(board: RoadmapBoard) -> None:
    board.select(4)
    spoken = board.grid.index(board.grid.place_of(4), Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "任务 2.1 对照检查1，4月1日至4月28日，超期 33 天"
    assert "超期 33 天" in board.chart.accessibleDescription()
    head = board.grid.index(0, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert head.endswith("3 项任务，完成 3 项，已折叠")


def test_copying_gives_the_row_as_table_text(board: RoadmapBoard, qtbot: QtBot) -> None:
    board.select(4)
    qtbot.keyClick(board.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "2.1 对照检查1\t公诉\t04-28\t0%"


def test_only_rows_in_sight_are_painted(board: RoadmapBoard, qtbot: QtBot) -> None:
    task = next(row for row in board.grid.rows if isinstance(row, RoadmapTask))
    board.grid.load([task] * 20000, date(2015, 5, 31))
    qtbot.waitUntil(lambda: board.chart.verticalScrollBar().maximum() > 300_000)
    board.chart.verticalScrollBar().setValue(150_000)
    board.chart.viewport().repaint()
    assert board.chart.painted.start == 5000
    assert len(board.chart.painted) <= board.chart.viewport().height() // board.chart.ink.row + 2


@pytest.mark.parametrize("percent", theme.SCALES)
def test_the_board_follows_the_scale(board: RoadmapBoard, qapp: QApplication, percent: int) -> None:
    theme.apply(qapp, percent)
    assert board.chart.ink.row == board.table.rowHeight(0) == theme.px(30)
    assert not board.grab().isNull()
    theme.apply(qapp)


def test_painting_many_times_leaves_the_interpreter_whole(board: RoadmapBoard) -> None:
    for _ in range(300):
        board.chart.viewport().repaint()
        board.table.viewport().repaint()
    assert board.chart.painted


def test_by_department_the_same_tasks_stand_under_who_leads_them(desk: Desk, board: RoadmapBoard, qtbot: QtBot) -> None:
    other = shown(DepartmentBoard(desk), desk, qtbot)
    assert other.title == "按部门"
    assert names(other)[0] == "公诉"
    assert len(names(other)) == 10
    assert other.grid.headerData(Column.WHO, Qt.Orientation.Horizontal) == "责任人"


def test_a_deadline_of_another_year_is_read_whole(board: RoadmapBoard, desk: Desk) -> None:
    usual = board.table.columnWidth(Column.DUE)
    with desk.store.unit("改期") as unit:
        unit.session.get_one(Task, 9).due_on = date(2016, 2, 15)
    with desk.facts() as facts:
        board.refresh(facts)
    room = board.table.columnWidth(Column.DUE) - 2 * board.cells.ink.pad
    assert board.cells.body.horizontalAdvance("16-02-15") <= room
    assert board.table.columnWidth(Column.DUE) > usual
    assert board.table.width() >= board.table.least
