"""统计 of 涉案财物 in the officer's window: what it counts, and that every number opens its records."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import ENTRY, FREEZE
from desktop_app.figures.seizure_standing import EVENT, ITEM
from desktop_app.figures.seizures import LINE
from desktop_app.models.seizures import CountLine
from desktop_app.registers.stocktakes import COUNT_LINES
from desktop_app.rules.vocabulary import CountResult
from desktop_app.services import records
from desktop_app.services.draft import new_draft
from desktop_app.views.boards.kind_table import KindTable
from desktop_app.views.boards.seizure_statistics import GROUPINGS, SeizureStatistics
from desktop_app.views.register.board import AskingBoard, WholeBoard
from tests.kit.custody_boards import OTHER, TODAY, CustodyTab, custody_tab
from tests.kit.keys import enter, focus
from tests.kit.property import CASE, freeze, item, money, stocktake, taking
from tests.kit.sheets import cells, put

STATISTICS = 3


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[CustodyTab]:
    """Furnished once: nothing here writes."""
    with custody_tab(tmp_path_factory.mktemp("seizures") / "data", qapp) as tab:
        _furnish(tab)
        tab.bus.open_records.connect(tab.screen.show_only)
        yield tab


def _furnish(tab: CustodyTab) -> None:
    """Money of two cases, freezes in three spans, a difference of a stocktake, an item without its photo."""
    desk, ids = tab.desk, tab.ids
    ids["存"] = money(desk, date(2015, 5, 12), 84_600_00, case_no=OTHER)
    ids["退"] = money(desk, date(2015, 5, 29), outgo=5_000_50, case_no=OTHER, said="退还")
    ids["扣"] = money(desk, date(2015, 5, 13), 100_00)
    for name, day in (("过", date(2015, 5, 30)), ("近", date(2015, 6, 2)), ("远", date(2015, 12, 31))):
        ids[name] = freeze(desk, day, f"62284*****{name}", amount=1_000_00)
    line = {"stocktake_id": stocktake(desk, date(2015, 5, 20)), "name": "旧手机", "result": CountResult.UNKNOWN}
    ids["差"] = records.save(desk, COUNT_LINES, new_draft(CountLine, line)).ids[0]
    ids["硬盘"] = item(desk, taking(desk, CASE), "硬盘", lacking=("照片",), seized_on=date(2015, 5, 29))


@pytest.fixture
def board(kept: CustodyTab, qtbot: QtBot) -> SeizureStatistics:
    """统计, come to again from the list."""
    kept.screen.activateWindow()
    qtbot.waitUntil(kept.screen.isActiveWindow)
    kept.screen.show_view(STATISTICS)
    found = kept.screen.board
    assert isinstance(found, SeizureStatistics)
    found.show_ids(None)
    found.grouping.choose(0)
    return found


def listed(tab: CustodyTab) -> tuple[str, list[int]]:
    assert tab.screen.board is None
    return tab.screen.place.register.kind, sorted(tab.screen.place.listing.grid.ids)


def test_it_stands_last_with_the_room_of_the_panel(board: SeizureStatistics, kept: CustodyTab) -> None:
    assert isinstance(board, AskingBoard)
    assert isinstance(board, WholeBoard)
    assert [button.text() for button in kept.screen.bar.views.group.buttons()][STATISTICS] == "统计"
    assert kept.screen.split.hidden


@pytest.mark.parametrize("by", GROUPINGS)
def test_states_add_up_to_the_figure_however_grouped(board: SeizureStatistics, kept: CustodyTab, by: str) -> None:
    board.grouping.choose(GROUPINGS.index(by))
    board.grouping.chosen.emit(GROUPINGS.index(by))
    whole = board.states.sheet.rows[-1]
    with kept.desk.facts() as facts:
        answer = ask("seizures.items", Question(facts.session, TODAY))
    assert whole.boxes[-1].text == str(answer.value) == "8"
    assert sorted(whole.boxes[-1].ids) == sorted(id_ for _, id_ in answer.behind)
    assert board.states.sheet.heads[0].word == by


def test_formalities_late_moves_and_differences(board: SeizureStatistics) -> None:
    assert cells(board.lacking, "照片")["件"] == "1"
    late = cells(board.late, "合计")
    assert (late["已移送"], late["未移送"], late["合计"]) == ("1", "1", "2")
    assert cells(board.differences, "无账")["条"] == "1"


def test_what_is_out_stands_with_its_days(board: SeizureStatistics) -> None:
    (row,) = board.loans.sheet.rows
    assert [box.text for box in row.boxes][1:] == ["调用", "1", "2015-05-18", "2015-05-20", "11 天"]
    assert [opening[2] for opening in board.out.openings] == ["逾期未还 1 笔"]


def test_money_freezes_and_disposals(board: SeizureStatistics) -> None:
    assert cells(board.money, OTHER)["结存"] == "79,599.50"
    assert cells(board.money, "合计")["结存"] == "79,699.50"
    assert [(row.key, row.boxes[1].text) for row in board.freezes.sheet.rows] == [
        ("逾期未续", "1"),
        ("3日内", "1"),
        ("更远", "1"),
    ]
    assert cells(board.ways, "返还被害人") == {"处置方式": "返还被害人", "5月": "1", "合计": "1"}


@pytest.mark.parametrize(
    ("table", "key", "word", "kind", "names"),
    [
        ("states", "合计", "未移送", ITEM, ["轿车", "硬盘"]),
        ("late", "公诉科", "未移送", ITEM, ["轿车"]),
        ("lacking", "照片", "件", ITEM, ["硬盘"]),
        ("money", OTHER, "结存", ENTRY, ["存", "退"]),
        ("freezes", "逾期未续", "笔", FREEZE, ["过"]),
        ("differences", "无账", "条", LINE, ["差"]),
    ],
)
def test_enter_on_a_number_opens_its_records(
    board: SeizureStatistics, kept: CustodyTab, table: str, key: str, word: str, kind: str, names: list[str]
) -> None:
    sheet = getattr(board, table)
    assert isinstance(sheet, KindTable)
    put(sheet, key, word)
    assert focus() is sheet
    enter()
    assert listed(kept) == (kind, sorted(kept.ids[name] for name in names))


def test_a_loan_opens_the_event_or_the_item(board: SeizureStatistics, kept: CustodyTab) -> None:
    openings = board.loans.openings(0, 0)
    assert [kind for kind, _, _ in openings] == [EVENT, ITEM]
    assert openings[1][1] == (kept.ids["电脑"],)


def test_a_list_narrowed_before_narrows_what_is_told_of_items(board: SeizureStatistics, kept: CustodyTab) -> None:
    board.show_ids({kept.ids["手镯"]})
    assert board.states.sheet.rows[-1].boxes[-1].text == "1"
    assert [row.boxes[0].text for row in board.loans.sheet.rows] == ["没有"]
    assert cells(board.ways, "合计")["合计"] == "1"
    assert cells(board.money, "合计")["结存"] == "79,699.50"
