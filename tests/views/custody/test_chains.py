"""保管链 in the officer's window: every item's way on an axis of days, its events told, by keys alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.custody_boards import Thing
from desktop_app.registers.custody import EVENTS
from desktop_app.rules.vocabulary import ItemState
from desktop_app.views import theme
from desktop_app.views.custody import board_words as words
from desktop_app.views.custody.chain_chart import ChainChart
from desktop_app.views.custody.chain_dialog import ChainDialog
from desktop_app.views.custody.chain_ink import STYLES
from desktop_app.views.custody.chain_rows import MONTH, WEEK, YEAR, Band
from desktop_app.views.custody.chain_strokes import bars, places
from desktop_app.views.custody.chains import ChainBoard
from desktop_app.views.custody.handing import HandingDialog
from tests.kit.custody_boards import TODAY, CustodyTab, custody_tab
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, enter, focus, press, type_

Key = Qt.Key


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[CustodyTab]:
    """Furnished once: nothing here writes."""
    with custody_tab(tmp_path_factory.mktemp("chains") / "data", qapp) as tab:
        yield tab


@pytest.fixture
def board(kept: CustodyTab, qtbot: QtBot) -> ChainBoard:
    """The board as the officer comes to it."""
    kept.screen.activateWindow()
    qtbot.waitUntil(kept.screen.isActiveWindow)
    kept.screen.show_view(2)
    found = kept.screen.board
    assert isinstance(found, ChainBoard)
    found.narrow(-1, "")
    found.chart.show_scale(YEAR)
    found.chart.setFocus()
    press(Key.Key_Home)
    kept.papers.clear()
    return found


def things(chart: ChainChart) -> list[Thing]:
    return [row for row in chart.rows if isinstance(row, Thing)]


def to_item(board: ChainBoard, name: str) -> Thing:
    """The officer goes down to an item."""
    press(Key.Key_Home)
    for _ in board.chart.rows:
        if board.current is not None and board.current.name == name:
            return board.current
        press(Key.Key_Down)
    raise AssertionError(f"{name} is nowhere on the board")


def said(board: ChainBoard) -> str:
    return board.below.said.accessibleName()


def test_items_stand_once_under_the_head_of_their_case(board: ChainBoard) -> None:
    rows = [(row.name, row.count) if isinstance(row, Band) else row.name for row in board.chart.rows]
    assert rows == [
        ("孟双喜等2人敲诈勒索案", 3), "手机", "电脑", "账册",
        ("冯某贪污案", 4), "现金", "房产", "轿车", "手镯",
    ]  # fmt: skip
    assert board.over.figures.text() == "2 案，7 件"
    assert board.status()[2] == "超期未还 1 · 超期未移 1"


def test_every_bar_has_a_word_of_its_own_and_a_look_of_its_own(board: ChainBoard) -> None:
    assert board.read is not None
    told = {one.name: [words.stretch_word(board.read, part) for part in one.stretches] for one in things(board.chart)}
    assert told["手机"] == ["办案部门", "在库 赃证物库-A柜-02", "调用 清源县人民法院", "在库 赃证物库-A柜-02"]
    assert told["现金"] == ["办案部门", "专户"]
    assert told["房产"] == ["办案部门", "就地"]
    assert told["手镯"][-1] == "已处理 返还被害人"
    assert set(STYLES) == set(words.SHORT) == set(ItemState) - {ItemState.PARTED}
    assert len(set(STYLES.values())) == len(STYLES), "no two look alike"
    assert len({style[1] for style in STYLES.values()}) >= 6, "hatches tell them apart without colour"


def test_bars_follow_one_another_up_to_today(board: ChainBoard) -> None:
    phone, axis = to_item(board, "手机"), board.chart.axis
    found = list(bars(phone, axis, TODAY))
    assert [bar.left for bar in found[1:]] == [bar.right for bar in found[:-1]]
    assert (found[0].left, found[-1].right) == (axis.x(date(2015, 5, 11)), axis.end(TODAY))
    assert found[2].late == axis.end(date(2015, 5, 20)), "it came back five days late"
    assert [bar.past for bar in found] == [0, 0, 5, 0]
    car = to_item(board, "轿车")
    assert [bar.late for bar in bars(car, axis, TODAY)] == [axis.end(date(2015, 5, 14))]
    assert axis.span.last > TODAY, "words stand behind today"


def test_arrows_go_from_event_to_event_and_the_foot_tells_each(board: ChainBoard) -> None:
    to_item(board, "手机")
    assert said(board).startswith("第 4/4 笔 2015-05-25 归还 1件")
    press(Key.Key_Left)
    assert said(board) == "第 3/4 笔 2015-05-18 调用 1件，清源县人民法院，应于 05-20 归还，清检审〔2015〕1号"
    press(Key.Key_Left, times=5)
    assert said(board).startswith("第 1/4 笔 2015-05-11 接收 1件")
    to_item(board, "电脑")
    assert said(board).startswith("超 11 天。第 3/3 笔")
    to_item(board, "轿车")
    assert said(board).startswith("未移送 超 17 天。第 1/1 笔")


def test_down_goes_over_the_heads_of_cases_and_the_panel_follows(board: ChainBoard, kept: CustodyTab) -> None:
    to_item(board, "账册")
    press(Key.Key_Down)
    assert board.current is not None
    assert board.current.name == "现金"
    assert kept.screen.place.record_id == kept.ids["现金"]
    press(Key.Key_Up)
    assert board.current.name == "账册"
    press(Key.Key_End)
    assert board.current.name == "手镯"


def test_enter_opens_the_item_and_escape_gives_the_room_back(board: ChainBoard, kept: CustodyTab) -> None:
    to_item(board, "现金")
    enter()
    assert (kept.screen.board, kept.screen.split.hidden) == (board, False)
    assert kept.screen.place.record_id == kept.ids["现金"]
    press(Key.Key_Escape)
    assert focus() is board.chart


def test_space_shows_the_chain_as_a_list_and_its_paper_or_an_event_from_it(
    board: ChainBoard, kept: CustodyTab, qtbot: QtBot
) -> None:
    to_item(board, "手机")
    seen: list[list[str]] = []

    def look(dialog: object) -> None:
        assert isinstance(dialog, ChainDialog)
        seen.extend([box.text for box in row.boxes] for row in dialog.table.sheet.rows)
        press(Key.Key_P, CTRL)

    meanwhile(lambda: press(Key.Key_Space), look)
    kept.back_in(qtbot)
    assert [row[:2] for row in seen] == [
        ["2015-05-11", "接收"],
        ["2015-05-13", "入库"],
        ["2015-05-18", "调用"],
        ["2015-05-25", "归还"],
    ]
    number = things(board.chart)[0].number
    kept.screen.print_view()
    assert kept.papers == [("custody_history", number)] * 2
    meanwhile(lambda: press(Key.Key_Space), lambda _dialog: enter())
    kept.back_in(qtbot)
    assert kept.screen.board is None
    assert (kept.screen.place.register.kind, kept.screen.place.record_id) == (EVENTS.kind, kept.ids["归还"])
    press(Key.Key_Left, ALT)
    assert kept.screen.board is board


def test_the_handing_dialog_is_about_the_item_of_the_cursor(board: ChainBoard, kept: CustodyTab) -> None:
    to_item(board, "账册")
    dialog = meanwhile(lambda: press(Key.Key_J, ALT), lambda _dialog: None)
    assert isinstance(dialog, HandingDialog)
    assert [held.id for held in dialog.asking.helds] == [kept.ids["账册"]]


def test_plus_and_minus_go_from_years_to_weeks_around_the_event(board: ChainBoard) -> None:
    to_item(board, "手机")
    chart = board.chart
    press(Key.Key_Plus)
    assert (chart.scale, board.over.switch.group.checkedId()) == (MONTH, MONTH)
    press(Key.Key_Plus, times=3)
    assert chart.scale == WEEK
    at = dict(places(chart.thing, chart.axis))[chart.event_at] if chart.thing is not None else -1.0
    left = chart.horizontalScrollBar().value()
    assert left <= at <= left + chart.room
    press(Key.Key_Left, times=3)
    at = dict(places(chart.thing, chart.axis))[0] if chart.thing is not None else -1.0
    left = chart.horizontalScrollBar().value()
    assert left <= at <= left + chart.room, "the event of the cursor comes into sight"
    press(Key.Key_Minus, times=4)
    assert chart.scale == YEAR


def test_chips_and_typed_letters_narrow_and_the_axis_stays(board: ChainBoard) -> None:
    span = board.chart.axis.span
    board.narrow(chip=0)
    assert [one.name for one in things(board.chart)] == ["电脑"]
    press(Key.Key_Escape)
    type_("sz")
    assert [one.name for one in things(board.chart)] == ["手镯"]
    assert board.chart.axis.span == span
    type_("zz")
    assert (things(board.chart), board.nothing.isHidden()) == ([], False)
    press(Key.Key_Escape)
    assert len(things(board.chart)) == 7
    assert board.current is not None


def test_a_screen_reader_hears_the_item(board: ChainBoard) -> None:
    to_item(board, "电脑")
    assert "调用中 清源县公安局，超 11 天" in board.chart.accessibleDescription()
    assert board.over.legend.accessibleName().endswith("已处理、超期")


def test_of_five_thousand_items_only_those_in_sight_are_painted(board: ChainBoard) -> None:
    assert board.read is not None
    phone, chart = things(board.chart)[0], board.chart
    many = tuple(replace(phone, id=100 + at, case=f"案{at // 20}", events=phone.events * 3) for at in range(5_000))
    chart.load(replace(board.read, things=many), many)
    chart.verticalScrollBar().setValue(100_000)
    chart.viewport().repaint()
    assert len(chart.rows) == 5_250
    assert len(chart.painted) <= chart.viewport().height() // chart.ink.row + 2
    for _ in range(100):
        chart.viewport().repaint()
    board.show_things()


def test_it_follows_the_scale(board: ChainBoard, qapp: QApplication) -> None:
    theme.apply(qapp, 130)
    assert board.chart.ink.row == theme.px(30)
    assert not board.grab().isNull()
    theme.apply(qapp)
