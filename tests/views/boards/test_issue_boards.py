"""The boards of 问题清单 under the officer's keys: every number opens exactly its rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.registers.catalogue import of_tab
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.boards.issue_persons import PersonBoard
from desktop_app.views.boards.issue_statistics import StatisticsBoard
from desktop_app.views.boards.issue_table import SheetTable
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.board import FigureBoard
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from tests.kit.keys import CTRL, enter, focus, press
from tests.kit.office import furnished
from tests.kit.standings import standings

LEDGER, PERSONS, STATISTICS, CHECKS = range(4)


@pytest.fixture
def bus(qapp: QApplication) -> Bus:
    return Bus()


@pytest.fixture
def desk(folder: DataFolder, clock: TurnedClock) -> Iterator[Desk]:
    """A county with problems of every line, nature and state."""
    made, _ = furnished("standings", standings, folder.root, clock)
    yield made
    made.store.close()


@pytest.fixture
def screen(desk: Desk, bus: Bus, qtbot: QtBot, qapp: QApplication) -> Iterator[RegisterScreen]:
    """问题清单 of the county."""
    theme.apply(qapp)
    jobs = Jobs()
    (tab,) = [t for t in tabs(desk, bus, jobs, Settings(), Preferences(desk.store)) if t.code == "issues"]
    made = tab.make()
    assert isinstance(made, RegisterScreen)
    qtbot.addWidget(made)
    made.resize(1366, 642)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    jobs.close()


def statistics(screen: RegisterScreen) -> StatisticsBoard:
    screen.show_view(STATISTICS)
    screen.back()
    board = screen.board
    assert isinstance(board, StatisticsBoard)
    return board


def persons(screen: RegisterScreen) -> SheetTable:
    screen.show_view(PERSONS)
    screen.back()
    board = screen.board
    assert isinstance(board, PersonBoard)
    return board.table


def go(table: SheetTable, row: int, column: int) -> None:
    """Walk to a cell by arrows."""
    table.setFocus()
    press(Qt.Key.Key_Home)
    now = table.currentIndex()
    press(Qt.Key.Key_Down, times=row - now.row())
    step = Qt.Key.Key_Right if column > now.column() else Qt.Key.Key_Left
    press(step, times=abs(column - now.column()))
    assert (table.currentIndex().row(), table.currentIndex().column()) == (row, column)


def listed(screen: RegisterScreen) -> list[int]:
    assert screen.board is None
    return list(screen.place.listing.grid.ids)


def test_the_list_stands_first_then_the_boards_then_the_other_register(screen: RegisterScreen) -> None:
    words = [button.text() for button in screen.bar.views.group.buttons()]
    assert words == ["台账", "按人", "统计", "无问题自查"]
    assert screen.board is None
    press(Qt.Key.Key_Tab, CTRL)
    assert isinstance(screen.board, PersonBoard)
    press(Qt.Key.Key_Tab, CTRL)
    assert isinstance(screen.board, FigureBoard)
    screen.show_kind(of_tab("issues")[1])
    assert screen.bar.views.current == CHECKS


def test_the_plan_still_opens_with_its_chart(desk: Desk, bus: Bus, qtbot: QtBot, qapp: QApplication) -> None:
    jobs = Jobs()
    (tab,) = [t for t in tabs(desk, bus, jobs, Settings(), Preferences(desk.store)) if t.code == "plan"]
    made: Any = tab.make()
    qtbot.addWidget(made)
    assert [button.text() for button in made.bar.views.group.buttons()][:3] == ["甘特图", "按部门", "任务"]
    jobs.close()


def test_enter_on_a_number_opens_its_rows_and_escape_gives_all(screen: RegisterScreen) -> None:
    board = statistics(screen)
    assert focus() is board.matrix
    heads = [(head.group, head.word.replace("\n", "")) for head in board.matrix.sheet.heads]
    go(board.matrix, 1, heads.index(("个性", "整改中")))
    said = board.matrix.sheet.box(1, board.matrix.currentIndex().column()).said
    enter()
    assert said == "公诉 · 个性 · 整改中 1 条"
    assert screen.place.listing.showing.only_said == said
    assert screen.status()[0] == "共 54 条 · 显示 1"
    press(Qt.Key.Key_Escape)
    assert len(listed(screen)) == 54


def each(table: SheetTable) -> Iterator[tuple[int, int, str, tuple[int, ...]]]:
    for row in range(table.sheet.rowCount()):
        for column in range(table.sheet.columnCount()):
            box = table.sheet.box(row, column)
            yield row, column, box.text, box.ids


@pytest.mark.parametrize("part", ["matrix", "closing"])
def test_every_number_of_the_statistics_equals_the_rows_it_opens(screen: RegisterScreen, part: str) -> None:
    table: SheetTable = getattr(statistics(screen), part)
    for row, column, text, ids in list(each(table)):
        said = text.removesuffix(" 条")
        if (part == "matrix" and column) or (part == "closing" and column == 3):
            assert said == (str(len(ids)) if ids else "·")
        if not ids:
            continue
        statistics(screen)
        table.setCurrentIndex(table.sheet.index(row, column))
        table.setFocus()
        enter()
        assert sorted(listed(screen)) == sorted(ids)


def test_every_number_of_the_persons_equals_the_rows_it_opens(screen: RegisterScreen) -> None:
    table = persons(screen)
    for row, column, text, ids in list(each(table)):
        if text.isdecimal():
            assert int(text) == len(ids)
        if ids:
            persons(screen)
            table.setCurrentIndex(table.sheet.index(row, column))
            enter()
            assert sorted(listed(screen)) == sorted(ids)


def test_an_empty_cell_opens_nothing(screen: RegisterScreen) -> None:
    board = statistics(screen)
    screen.bar.chips.chosen.emit([chip.label for chip in screen.register.chips].index("共性"))
    row, column = next((row, column) for row, column, _text, ids in each(board.matrix) if not ids)
    go(board.matrix, row, column)
    enter()
    assert screen.board is board


def test_a_click_opens_too(screen: RegisterScreen) -> None:
    board = statistics(screen)
    table = board.matrix
    total = table.sheet.index(table.sheet.rowCount() - 1, table.sheet.columnCount() - 2)
    where = table.visualRect(total).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert len(listed(screen)) == 42
    assert screen.place.listing.showing.only_said == "全部 42 条"


def test_bars_of_the_ages_are_walked_and_opened(screen: RegisterScreen) -> None:
    board = statistics(screen)
    press(Qt.Key.Key_Tab)
    assert focus() is board.ages
    press(Qt.Key.Key_Right)
    band = board.ages.bands[1]
    assert board.ages.accessibleName().startswith(f"未销号 · 账龄 16—30天 {len(band.ids)} 条")
    enter()
    assert sorted(listed(screen)) == sorted(band.ids)


def test_what_is_left_out_can_be_opened(screen: RegisterScreen) -> None:
    board = statistics(screen)
    board.narrowed.emit(board.read.left_out["已合并"], "已合并 6 条")
    assert screen.status()[0] == "共 54 条 · 显示 6"


def test_coming_back_to_a_board_counts_everything_again(screen: RegisterScreen) -> None:
    board = statistics(screen)
    go(board.matrix, 0, 0)
    enter()
    assert len(listed(screen)) < 54
    assert statistics(screen).total.text().startswith("共 42 条")
    assert screen.place.listing.showing.only is None


def test_a_chip_narrows_the_numbers(screen: RegisterScreen) -> None:
    board = statistics(screen)
    labels = [chip.label for chip in screen.register.chips]
    screen.bar.chips.chosen.emit(labels.index("共性"))
    assert board.total.text().startswith("共 21 条")
    press(Qt.Key.Key_Escape)
    assert board.total.text().startswith("共 42 条")


def test_a_write_is_counted_at_once(screen: RegisterScreen) -> None:
    board = statistics(screen)
    standings(screen.desk)
    screen.refresh()
    assert board.total.text().startswith("共 84 条")


def test_printing_a_board_asks_for_its_paper(screen: RegisterScreen, bus: Bus) -> None:
    asked: list[str] = []
    bus.paper_asked.connect(lambda paper, _record: asked.append(paper))
    statistics(screen)
    screen.print_view()
    assert asked == ["issue_statistics"]


def test_the_statistics_fit_on_one_screen(screen: RegisterScreen) -> None:
    board = statistics(screen)
    QApplication.processEvents()
    assert not board.verticalScrollBar().maximum()
    assert not board.matrix.horizontalScrollBar().maximum()


def test_a_screen_reader_hears_a_cell_as_a_sentence(screen: RegisterScreen) -> None:
    table = statistics(screen).matrix
    index = table.sheet.index(0, table.sheet.columnCount() - 1)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("侦查监督 · 逾期")
    assert QAccessible.queryAccessibleInterface(table) is not None


def test_the_whole_sheet_is_copied_as_a_table(screen: RegisterScreen) -> None:
    table = persons(screen)
    press(Qt.Key.Key_C, CTRL)
    first, *lines = QApplication.clipboard().text().split("\n")
    assert first.split("\t")[:3] == ["姓名", "部门", "问题"]
    assert len(lines) == table.sheet.rowCount()


def test_boards_are_drawn_at_every_size_of_type(screen: RegisterScreen, qapp: QApplication) -> None:
    for percent in (130, 90, 100):
        theme.apply(qapp, percent)
        for show in (statistics, persons):
            show(screen)
            image = QImage(screen.size(), QImage.Format.Format_RGB32)
            screen.render(image)
            assert not image.isNull()


def test_the_list_tells_counts_names_and_measures(screen: RegisterScreen) -> None:
    grid = screen.place.listing.grid
    names = [item.name for item in grid.items]
    assert names[3:] == ["name", "matter", "issue_case", "issue_officer", "issue_measure", "due_on", "state"]
    texts = {tuple(grid.cell(row, names.index(name)).text for name in names[5:8]) for row in range(grid.rowCount())}
    assert {cases for cases, _who, _done in texts} == {"", "1 案", "2 案"}
    assert {who for _cases, who, _done in texts} == {"", "林晓岚", "林晓岚 等 2 人", "林晓岚 等 3 人"}
    assert {"", "0/3", "3/3"} <= {done for _cases, _who, done in texts}


def test_the_status_bar_tells_both_natures(screen: RegisterScreen) -> None:
    assert screen.status()[0] == "共 54 条 · 显示 54"
    assert screen.status()[-1] == "共性 27 · 个性 27"
