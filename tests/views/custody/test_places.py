"""库位 in the officer's window: the tree of the store by keys, the items of a branch, what is done with several."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.registers.seizures import ITEMS
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.views import theme
from desktop_app.views.custody.handing import HandingDialog
from desktop_app.views.custody.place_grid import COUNT, MONEY
from desktop_app.views.custody.place_items import STATE, TICK, WHERE
from desktop_app.views.custody.places import PlaceBoard
from desktop_app.views.register.screen import LEDGER
from tests.kit.custody_boards import TODAY, CustodyTab, custody_tab
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, SHIFT, enter, focus, press, type_
from tests.kit.property import event

Key = Qt.Key


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[CustodyTab]:
    """Furnished once: nothing here writes."""
    with custody_tab(tmp_path_factory.mktemp("places") / "data", qapp) as tab:
        yield tab


def come_to(tab: CustodyTab, qtbot: QtBot) -> PlaceBoard:
    """The board as the officer comes to it."""
    tab.screen.activateWindow()
    qtbot.waitUntil(tab.screen.isActiveWindow)
    tab.screen.show_view(1)
    found = tab.screen.board
    assert isinstance(found, PlaceBoard)
    return found


@pytest.fixture
def board(kept: CustodyTab, qtbot: QtBot) -> PlaceBoard:
    found = come_to(kept, qtbot)
    found.narrow(-1, "")
    found.items.ticked.clear()
    found.tree.setFocus()
    press(Key.Key_Home)
    kept.papers.clear()
    return found


def tree(board: PlaceBoard) -> list[tuple[str, str]]:
    """The branches on show with their numbers."""
    return [(branch.name, board.branches.text(branch, COUNT)) for branch in board.branches.shown]


def names(board: PlaceBoard) -> list[str]:
    return [thing.name for thing in board.items.things]


def to_branch(board: PlaceBoard, name: str) -> None:
    """The officer goes to a branch by keys, opening what is closed on the way."""
    press(Key.Key_Home)
    for _ in board.branches.branches:
        if board.tree.branch is not None and board.tree.branch.name == name:
            return
        if board.tree.key in board.branches.folded:
            press(Key.Key_Right)
        press(Key.Key_Down)
    raise AssertionError(f"{name} is nowhere in the tree")


def test_it_stands_beside_the_ledger(board: PlaceBoard, kept: CustodyTab) -> None:
    words = [button.text() for button in kept.screen.bar.views.group.buttons()]
    assert words[:3] == [LEDGER, "库位", "保管链"]
    assert kept.screen.split.hidden


def test_the_tree_tells_what_lies_where_and_every_item_once(board: PlaceBoard, kept: CustodyTab) -> None:
    assert tree(board) == [
        ("全部", "7"), ("在库", "2"), ("赃证物库", "1"), ("A柜", "1"), ("B柜", "空"), ("未填库位", "1"),
        ("就地保管", "1"), ("专户", "1"), ("未移送", "1"), ("在外", "1"), ("调用中", "1"), ("移送在外", "0"),
        ("已处理", "1"),
    ]  # fmt: skip
    with kept.desk.store.read() as session:
        figure = ask("seizures.items", Question(session, TODAY))
    assert len(board.items.things) == len({thing.id for thing in board.items.things}) == figure.value
    every = board.branches.branches[0]
    assert board.branches.text(every, MONEY) == "84,600"
    assert board.status() == ["共 7 件", "已选 1 · " + board.items.things[0].number, "在库 2 · 在外 1 · 已处理 1"]


def test_arrows_open_and_close_and_go_up(board: PlaceBoard) -> None:
    to_branch(board, "A柜")
    assert board.under.said.accessibleName() == "1 件，折叠"
    press(Key.Key_Right)
    assert board.under.said.accessibleName() == "1 件，展开"
    assert tree(board)[4:7] == [("A柜-01", "空"), ("A柜-02", "1"), ("A柜-10", "空")]
    press(Key.Key_Right)
    assert board.tree.branch is not None
    assert board.tree.branch.name == "A柜-01"
    assert names(board) == []
    assert not board.no_item.isHidden()
    press(Key.Key_Down)
    assert names(board) == ["手机"]
    press(Key.Key_Left)
    press(Key.Key_Left)
    assert tree(board)[4][0] == "B柜"
    press(Key.Key_Left)
    assert board.tree.branch.name == "赃证物库"


def test_a_screen_reader_hears_the_branch_and_the_item(board: PlaceBoard) -> None:
    to_branch(board, "A柜")
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert board.tree.currentIndex().data(spoken) == "柜 A柜，1 件，折叠"
    to_branch(board, "调用中")
    said = str(board.items.index(0, 0).data(spoken))
    assert said.endswith("电脑 1件，调用中 清源县公安局，超 11 天，孟双喜等2人敲诈勒索案")


def test_what_is_past_its_day_says_so_in_the_state(board: PlaceBoard) -> None:
    told = {thing.name: str(board.items.index(at, STATE).data()) for at, thing in enumerate(board.items.things)}
    assert (told["电脑"], told["轿车"], told["手机"], told["账册"]) == ("超 11 天", "未移送 超 17 天", "在库", "在库")
    where = {thing.name: str(board.items.index(at, WHERE).data()) for at, thing in enumerate(board.items.things)}
    assert (where["电脑"], where["手镯"]) == ("调用 清源县公安局", "返还被害人")


def test_chips_and_letters_typed_in_the_tree_narrow_both_halves(board: PlaceBoard, kept: CustodyTab) -> None:
    assert list(board.counts) == [7, 1, 1, 0, 1]
    board.narrow(chip=0)
    assert names(board) == ["电脑"]
    assert dict(tree(board))["专户"] == "0"
    press(Key.Key_Escape)
    type_("sj")
    assert (names(board), kept.screen.bar.filter.text()) == (["手机"], "sj")
    assert kept.screen.place.record_id == kept.ids["手机"]
    press(Key.Key_Backspace)
    type_("z")
    assert (board.text, names(board)) == ("sz", ["手镯"])
    press(Key.Key_Escape)
    assert len(names(board)) == 7
    type_("zzzz")
    assert (names(board), board.no_item.text()) == ([], "没有符合的财物。清除筛选 Esc")


def test_f6_goes_from_the_tree_to_the_items_and_on_and_escape_back(board: PlaceBoard, kept: CustodyTab) -> None:
    press(Key.Key_F6)
    assert focus() is board.table
    press(Key.Key_Escape)
    assert focus() is board.tree
    enter()
    assert focus() is board.table
    press(Key.Key_F6)
    assert kept.screen.bar.isAncestorOf(focus())
    kept.screen.back()
    assert focus() is board.table


def test_enter_opens_the_item_beside_the_board(board: PlaceBoard, kept: CustodyTab) -> None:
    to_branch(board, "专户")
    enter()
    enter()
    assert (kept.screen.board, kept.screen.split.hidden) == (board, False)
    assert kept.screen.place.record_id == kept.ids["现金"]
    press(Key.Key_Escape)
    assert focus() is board.table


def test_space_and_shift_tick_and_the_handing_dialog_gets_all_of_them(
    board: PlaceBoard, kept: CustodyTab, qtbot: QtBot
) -> None:
    board.table.setFocus()
    press(Key.Key_Home)
    press(Key.Key_Space)
    press(Key.Key_Down)
    press(Key.Key_Down, SHIFT)
    assert [thing.name for thing in board.items.things if thing.id in board.items.ticked] == ["手机", "账册", "现金"]
    assert board.status()[1] == "已勾 3 件"
    dialog = meanwhile(lambda: press(Key.Key_J, ALT), lambda _dialog: None)
    assert isinstance(dialog, HandingDialog)
    assert sorted(held.id for held in dialog.asking.helds) == sorted(
        kept.ids[name] for name in ("手机", "账册", "现金")
    )
    kept.back_in(qtbot)
    press(Key.Key_Escape)
    assert not board.items.ticked
    press(Key.Key_A, CTRL)
    assert len(board.items.ticked) == 7


def test_a_click_on_the_box_ticks_and_one_on_the_triangle_opens(board: PlaceBoard) -> None:
    box = board.table.visualRect(board.items.index(1, TICK)).center()
    QTest.mouseClick(board.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert board.items.ticked == {board.items.things[1].id}
    at = board.branches.place(next(one.key for one in board.branches.shown if one.name == "A柜"))
    row = board.tree.visualRect(board.branches.index(at, 0))
    sign = QPoint(row.left() + theme.px(8 + 16 * 2 + 6), row.center().y())
    before = len(board.branches.shown)
    QTest.mouseClick(board.tree.viewport(), Qt.MouseButton.LeftButton, pos=sign)
    assert abs(len(board.branches.shown) - before) == 3


def test_print_gives_the_stock_ledger_and_the_labels_of_a_place(board: PlaceBoard, kept: CustodyTab) -> None:
    kept.screen.print_view()
    to_branch(board, "A柜")
    press(Key.Key_L, CTRL)
    assert kept.papers == [("stock_ledger", ""), ("place_labels", "A柜")]
    assert board.shown().ids == tuple(thing.id for thing in board.items.things)


def test_it_follows_the_scale(board: PlaceBoard, qapp: QApplication) -> None:
    theme.apply(qapp, 130)
    assert board.tree.rowHeight(0) == theme.px(32)
    assert not board.grab().isNull()
    theme.apply(qapp)


def test_an_item_that_leaves_its_branch_leaves_the_officer_there(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    with custody_tab(tmp_path / "data", qapp) as tab:
        board = come_to(tab, qtbot)
        board.tree.setFocus()
        to_branch(board, "未填库位")
        assert names(board) == ["账册"]
        event(tab.desk, tab.ids["账册"], CustodyAct.MOVED, TODAY, place_id=tab.ids["B柜"])
        tab.screen.refresh()
        assert dict(tree(board))["B柜"] == "1"
        to_branch(board, "B柜")
        assert names(board) == ["账册"]
        assert tab.screen.open_record(ITEMS.kind, tab.ids["现金"])
        assert board.current is not None
        assert board.current.name == "现金"
