"""统计 of the case reviews under the officer's keys: every number opens exactly its reviews."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.boards.issue_sheet import Box
from desktop_app.views.boards.issue_table import SheetTable
from desktop_app.views.boards.review_statistics import FINDINGS, ReviewStatistics
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register import known
from desktop_app.views.register.board import FigureBoard
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from tests.kit.keys import enter, focus, press
from tests.kit.reviewed_months import reviewed_months

STATISTICS, EVERY_REVIEW = 1, 20


@pytest.fixture
def bus(qapp: QApplication) -> Bus:
    return Bus()


def opened(desk: Desk, bus: Bus, jobs: Jobs, qtbot: QtBot, qapp: QApplication) -> RegisterScreen:
    theme.apply(qapp)
    (tab,) = [t for t in tabs(desk, bus, jobs, Settings(), Preferences(desk.store)) if t.code == "reviews"]
    made = tab.make()
    assert isinstance(made, RegisterScreen)
    qtbot.addWidget(made)
    made.resize(1366, 642)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def screen(desk: Desk, bus: Bus, jobs: Jobs, qtbot: QtBot, qapp: QApplication) -> RegisterScreen:
    """案件评查 with four months reviewed, the first of them more than a year ago."""
    reviewed_months(desk)
    return opened(desk, bus, jobs, qtbot, qapp)


def statistics(screen: RegisterScreen) -> ReviewStatistics:
    screen.show_view(STATISTICS)
    screen.back()
    board = screen.board
    assert isinstance(board, ReviewStatistics)
    return board


def boxes(table: SheetTable) -> dict[tuple[int, int], Box]:
    sheet = table.sheet
    return {(row, at): sheet.box(row, at) for row in range(sheet.rowCount()) for at in range(sheet.columnCount())}


def column(table: SheetTable, word: str) -> list[Box]:
    at = [head.word for head in table.sheet.heads].index(word)
    return [row.boxes[at] for row in table.sheet.rows]


def listed(screen: RegisterScreen) -> list[int]:
    assert screen.board is None
    return list(screen.place.listing.grid.ids)


def test_it_stands_beside_the_score_board(screen: RegisterScreen) -> None:
    board = statistics(screen)
    assert isinstance(board, FigureBoard)
    assert [button.text() for button in screen.bar.views.group.buttons()][:2] == ["评分表", "统计"]
    assert focus() is board.grades


@pytest.mark.parametrize(
    "part", ["cover", *(pytest.param(part, marks=pytest.mark.slow) for part in ("grades", "trend"))]
)
def test_every_number_opens_exactly_its_reviews(screen: RegisterScreen, part: str) -> None:
    found = {place: box for place, box in boxes(getattr(statistics(screen), part)).items() if box.ids}
    assert found
    for place, box in found.items():
        table: SheetTable = getattr(statistics(screen), part)
        table.setCurrentIndex(table.sheet.index(*place))
        table.setFocus()
        enter()
        assert sorted(listed(screen)) == sorted(box.ids)
        assert box.said.endswith(f" {len(box.ids)} 件")
        assert screen.place.listing.showing.only_said == box.said
        screen.place.listing.show_as(type(screen.place.listing.showing)())


def test_counts_in_cells_are_the_reviews_behind_them(screen: RegisterScreen) -> None:
    board = statistics(screen)
    for (row, at), box in boxes(board.grades).items():
        if at and board.grades.sheet.rows[row].key != "平均分":
            assert box.text == (str(len(box.ids)) if box.ids else "·")
    assert [box.text for box in column(board.cover, "抽评")] == [
        str(len(box.ids)) for box in column(board.cover, "抽评")
    ]


def test_handlers_never_drawn_are_red_and_open_nothing(screen: RegisterScreen) -> None:
    board = statistics(screen)
    first, second = board.cover.sheet.rows[:2]
    assert (first.boxes[0].text, first.boxes[0].tone, first.boxes[-1].text) == ("陈若琳", "red7", "从未抽评")
    assert not any(box.ids for box in first.boxes)
    assert second.boxes[0].tone == "ink"
    assert board.never.text() == "从未抽评 1 人"
    board.cover.setFocus()
    enter()
    assert screen.board is board


def test_keys_walk_from_sheet_to_sheet(screen: RegisterScreen) -> None:
    board = statistics(screen)
    met = [focus()]
    for _ in range(5):
        press(Qt.Key.Key_Tab)
        met.append(focus())
    assert met.index(board.trend) < met.index(board.cover)
    assert board.department in met


def test_points_of_a_department_and_how_many_findings(screen: RegisterScreen) -> None:
    board = statistics(screen)
    whole = column(board.trend, "合计")[-2]
    board.department.setFocus()
    press(Qt.Key.Key_Down)
    own = column(board.trend, "合计")[-2]
    assert board.department.currentText() != "全院"
    assert set(own.ids) < set(whole.ids)
    assert own.said.startswith(board.department.currentText())
    words = [button.text() for button in board.measure.group.buttons()]
    QTest.mouseClick(board.measure.group.buttons()[words.index(FINDINGS)], Qt.MouseButton.LeftButton)
    counted = column(board.trend, "合计")[-2]
    assert counted.told == own.told
    assert f"{counted.text} 处" in own.told


def test_a_chosen_department_stays_after_a_reading(screen: RegisterScreen) -> None:
    board = statistics(screen)
    board.department.setFocus()
    press(Qt.Key.Key_Down)
    chosen = board.department.currentText()
    with screen.place.listing.known.facts() as facts:
        board.refresh(facts)
    assert board.department.currentText() == chosen
    assert column(board.trend, "合计")[-2].said.startswith(chosen)


def test_reviews_of_months_gone_by_are_left_out_and_can_be_opened(screen: RegisterScreen) -> None:
    board = statistics(screen)
    assert board.total.text() == "评查 15 件"
    board.narrowed.emit(board.read.left_out["此前月份"] if board.read else (), "此前月份 5 件")
    assert screen.status()[0] == f"共 {EVERY_REVIEW} 件 · 显示 5"


def test_a_narrow_window_puts_the_sheets_under_each_other(screen: RegisterScreen) -> None:
    board = statistics(screen)
    if not screen.split.hidden:
        screen.toggle_panel()
    QApplication.processEvents()
    assert board.columns.direction() is QBoxLayout.Direction.LeftToRight
    board.resize(600, 500)
    assert board.columns.direction() is QBoxLayout.Direction.TopToBottom


def test_an_office_without_reviews_shows_an_empty_month(
    desk: Desk, bus: Bus, jobs: Jobs, qtbot: QtBot, qapp: QApplication
) -> None:
    made = opened(desk, bus, jobs, qtbot, qapp)
    made.show_view(STATISTICS)
    board = made.boards[STATISTICS]
    assert isinstance(board, ReviewStatistics)
    with made.place.listing.known.facts() as facts:
        board.refresh(facts)
    assert [head.word for head in board.grades.sheet.heads] == ["审定等次", "5月", "合计"]
    assert {box.text for box in column(board.trend, "5月")} == {"·", "—"}
    assert board.cover.sheet.rows == ()
    assert not board.never.isVisibleTo(board)


def test_many_reviews_are_counted_in_the_worker(
    screen: RegisterScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "LARGE", 5)
    screen.show_view(STATISTICS)
    board = screen.board
    assert isinstance(board, ReviewStatistics)
    qtbot.waitUntil(lambda: board.total.text() == "评查 15 件")
