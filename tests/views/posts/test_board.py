"""矩阵与轮岗 in the officer's window: who holds what today and in the next weeks, who serves where in the year."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.engine import Question
from desktop_app.figures.post_boards import map_of
from desktop_app.models.posts import Post
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.rules.department_colours import COLOURS
from desktop_app.rules.vocabulary import Coverage
from desktop_app.views import theme
from desktop_app.views.posts import roster
from desktop_app.views.posts.board import PostBoard
from desktop_app.views.posts.career import rows, summary
from desktop_app.views.posts.geometry import YearAxis, label_at
from desktop_app.views.posts.grid import FIRST_WEEK, STATE, B
from desktop_app.views.posts.strokes import block_box
from tests.kit.keys import ALT, enter, focus, press, type_
from tests.kit.post_board import PostOffice, post_office

YEAR = st.dates(date(2015, 1, 1), date(2015, 12, 31))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[PostOffice]:
    """Furnished once: nothing here writes."""
    with post_office(tmp_path_factory.mktemp("posts") / "data", qapp) as office:
        yield office


@pytest.fixture
def board(kept: PostOffice, qtbot: QtBot) -> PostBoard:
    """The board as the officer comes to it."""
    kept.screen.activateWindow()
    qtbot.waitUntil(kept.screen.isActiveWindow)
    kept.screen.show_view(0)
    found = kept.screen.board
    assert isinstance(found, PostBoard)
    found.narrow(-1, "")
    found.show_weeks(False)
    if found.year != kept.desk.today.year:
        found.turn(kept.desk.today.year - found.year)
    found.chart.go(0, kept.desk.today.month)
    found.table.go(0)
    kept.screen.back()
    return found


def texts(board: PostBoard, column: int) -> dict[str, str]:
    """A column of the matrix by the name of the post."""
    return {row.name: str(board.grid.index(at, column).data()) for at, row in enumerate(board.grid.rows)}


def go(board: PostBoard, name: str) -> None:
    board.table.setCurrentIndex(board.grid.index([row.name for row in board.grid.rows].index(name), 0))


def to_officer(board: PostBoard, name: str) -> None:
    board.chart.setFocus()
    board.chart.go([line.name for line in board.chart.lines].index(name))


def test_every_post_says_its_state_in_a_word_and_the_share_of_held_posts_stands_above(board: PostBoard) -> None:
    assert texts(board, STATE) == {
        "审查起诉一": "已覆盖",
        "审查起诉二": "B岗轮出",
        "未检": "已覆盖",
        "控申接访": "缺B岗",
        "刑事申诉": "B岗代岗",
    }
    assert texts(board, B)["控申接访"] == ""
    assert (board.over.figures.text(), board.over.share.said) == ("5 岗，设B岗 4", "100.0%")
    assert board.status() == ["5 岗 · 2 人轮岗", "已选 1 · 审查起诉一", "本月轮动 1 人"]


def test_from_a_rotation_opened_the_way_back_leads_to_the_chart(board: PostBoard, kept: PostOffice) -> None:
    to_officer(board, board.chart.lines[0].name)
    press(Qt.Key.Key_Return)
    assert kept.screen.board is None
    press(Qt.Key.Key_Left, ALT)
    assert kept.screen.board is board
    assert board.chart.hasFocus()
    press(Qt.Key.Key_Right, ALT)
    assert kept.screen.board is None


def test_weeks_name_the_empty_days_in_words(board: PostBoard, kept: PostOffice) -> None:
    press(Qt.Key.Key_W, ALT)
    assert kept.screen.board is board
    third = FIRST_WEEK + 2
    assert texts(board, third)["审查起诉一"] == "空岗 2天"
    assert texts(board, third)["未检"] == "✓"
    assert texts(board, FIRST_WEEK)["刑事申诉"] == "B 4天"
    press(Qt.Key.Key_Right, times=2)
    assert board.under.said.accessibleName() == "5-18至5-24，空岗 2 天：5-20至5-21"
    row = board.table.row
    assert row is not None
    assert row.weeks[2].state is Coverage.EMPTY


def test_chips_and_initials_narrow_both_halves(board: PostBoard, kept: PostOffice) -> None:
    assert list(board.counts) == [5, 0, 1, 1, 1, 0]
    board.narrow(chip=[word for word, _ in roster.CHIPS].index("缺B岗"))
    assert list(texts(board, STATE)) == ["控申接访"]
    assert kept.screen.place.record_id == kept.ids["控申接访"]
    board.narrow(-1, "gzh")
    assert list(texts(board, STATE)) == ["审查起诉二"]
    assert [line.name for line in board.chart.lines] == ["郭子衡"]
    board.narrow(-1, "没有这个")
    assert (board.no_post.isHidden(), board.no_line.isHidden()) == (False, False)


def test_slash_filters_and_escape_comes_back(board: PostBoard, kept: PostOffice, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Slash)
    type_("tsh")
    qtbot.waitUntil(lambda: len(board.grid.rows) == 2)
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(board.grid.rows) == 5)
    press(Qt.Key.Key_Escape)
    assert focus() is board.table


def test_enter_opens_the_post_beside_the_board_and_escape_gives_the_room_back(
    board: PostBoard, kept: PostOffice
) -> None:
    assert kept.screen.split.hidden
    go(board, "控申接访")
    enter()
    assert (kept.screen.board, kept.screen.split.hidden) == (board, False)
    assert kept.screen.place.record_id == kept.ids["控申接访"]
    press(Qt.Key.Key_Escape)
    assert kept.screen.split.hidden
    assert focus() is board.table


def test_f6_goes_from_the_matrix_to_the_chart_and_on_to_the_bar(board: PostBoard, kept: PostOffice) -> None:
    press(Qt.Key.Key_F6)
    assert focus() is board.chart
    press(Qt.Key.Key_F6)
    assert focus() is kept.screen.bar.filter
    press(Qt.Key.Key_F6)
    assert focus() is board.table
    press(Qt.Key.Key_Tab)
    assert focus() is board.chart


def test_the_strip_below_tells_the_rotation_under_the_cursor_and_enter_opens_it(
    board: PostBoard, kept: PostOffice
) -> None:
    to_officer(board, "郭子衡")
    assert (board.below.who.text(), board.below.said.accessibleName()) == (
        "郭子衡",
        "5月4日 公诉 → 控申，带教 唐书航，期限 08-31，轮岗中",
    )
    assert board.chart.accessibleName().startswith("郭子衡 5月，5月4日 公诉 → 控申")
    enter()
    assert (kept.screen.place.register, kept.screen.place.record_id) == (ROTATIONS, kept.ids["郭子衡轮岗"])
    press(Qt.Key.Key_Left, ALT)
    press(Qt.Key.Key_Left)
    assert board.below.said.accessibleName() == "在公诉科"


def test_a_plan_is_dashed_and_the_months_walk_into_the_next_year(board: PostBoard) -> None:
    to_officer(board, "宋佳宁")
    press(Qt.Key.Key_Right, times=4)
    block = board.chart.block
    assert block is not None
    assert (block.short, block.planned, board.chart.month) == ("侦监", True, 9)
    press(Qt.Key.Key_Right, times=4)
    assert (board.year, board.chart.month, board.above.year.text()) == (2016, 1, "2016 年")
    QTest.keyClicks(board.chart, "[")
    assert board.year == 2015
    press(Qt.Key.Key_PageDown)
    assert board.year == 2016


def test_blocks_wear_the_colour_of_their_department(board: PostBoard) -> None:
    at = [line.name for line in board.chart.lines].index("郭子衡")
    line = board.chart.lines[at]
    block = next(block for block in line.blocks if block.rotation_id)
    box = block_box(board.chart.axis, block, at * board.chart.ink.line, board.chart.ink.line)
    picture = board.chart.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    drawn = picture.pixelColor(round((box.right() - 8) * ratio), round((box.top() + 5) * ratio))
    assert drawn == QColor(COLOURS["控申"].fill)


def test_the_career_says_where_he_never_served(board: PostBoard, kept: PostOffice) -> None:
    with kept.desk.facts() as facts:
        told = map_of(Question(facts.session, facts.today), kept.ids["郭子衡"])
    assert summary(told).startswith("原部门公诉科。轮过 1 个部门，从未轮过")
    been = [row for row in rows(told) if row.boxes[0].ids]
    assert [(row.boxes[0].text, row.boxes[1].text, row.boxes[2].text) for row in been] == [
        ("控告申诉检察科", "2015-05-04 至 2015-08-31", "轮岗中")
    ]


def test_both_halves_grow_with_the_type_size(board: PostBoard, qapp: QApplication) -> None:
    theme.apply(qapp, 130)
    try:
        assert board.table.verticalHeader().defaultSectionSize() == 42
        assert board.chart.ink.line == 30
        assert sum(board.split.sizes()) <= board.width()
        assert board.table.columnWidth(0) == 120
    finally:
        theme.apply(qapp, 100)


def test_print_gives_the_table_of_posts_or_the_chart(board: PostBoard, kept: PostOffice) -> None:
    assert board.paper == ("post_table", "")
    press(Qt.Key.Key_Tab)
    assert board.paper == ("rotation_chart", "")
    assert (board.shown().register.kind, len(board.shown().ids)) == (Post.__tablename__, 5)


@given(day=YEAR)
def test_days_stand_within_their_month_in_the_order_of_days(day: date) -> None:
    axis = YearAxis(2015, 84.0, 756.0)
    left, right = axis.month(day.month)
    assert left <= axis.x(day) < axis.noon(day) < axis.end(day) <= right + 1e-6
    assert axis.month_at(axis.noon(day)) == day.month


@given(left=st.integers(0, 400), size=st.integers(3, 600), wide=st.integers(8, 60), line=st.integers(0, 1000))
def test_a_label_is_crossed_by_the_line_only_where_there_is_no_room_beside_it(
    left: int, size: int, wide: int, line: int
) -> None:
    right, pad, gap = left + size, 6, 8
    at = label_at((left, right), wide, line, pad, gap)
    crossed = at < line < at + wide
    no_room_after = line + gap + wide > right - pad / 2
    no_room_before = line - gap - wide < left + pad / 2
    assert not crossed or (no_room_after and no_room_before)
