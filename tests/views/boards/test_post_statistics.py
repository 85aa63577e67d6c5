"""统计 of 岗位轮换 in the officer's window: cover, gaps, absences, rotations; every number opens its records."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.post_standing import ABSENCE, POST, Bare
from desktop_app.figures.rotation_standing import ROTATION
from desktop_app.rules.vocabulary import Coverage
from desktop_app.views.boards.kind_table import Cell, KindTable
from desktop_app.views.boards.post_sheets import turn
from desktop_app.views.boards.post_statistics import PostStatistics
from desktop_app.views.register.board import AskingBoard, WholeBoard
from tests.kit.keys import enter, focus
from tests.kit.post_board import PostOffice, post_office
from tests.kit.sheets import cells, put

STATISTICS = 1


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[PostOffice]:
    """Furnished once: nothing here writes."""
    with post_office(tmp_path_factory.mktemp("posts") / "data", qapp) as office:
        office.bus.open_records.connect(office.screen.show_only)
        yield office


@pytest.fixture
def board(kept: PostOffice, qtbot: QtBot) -> PostStatistics:
    """统计, come to again from the list."""
    kept.screen.activateWindow()
    qtbot.waitUntil(kept.screen.isActiveWindow)
    kept.screen.show_view(STATISTICS)
    found = kept.screen.board
    assert isinstance(found, PostStatistics)
    found.show_ids(None)
    return found


def listed(office: PostOffice) -> tuple[str, list[int]]:
    assert office.screen.board is None
    return office.screen.place.register.kind, sorted(office.screen.place.listing.grid.ids)


def test_it_stands_behind_the_matrix_with_the_room_of_the_panel(board: PostStatistics, kept: PostOffice) -> None:
    assert isinstance(board, AskingBoard)
    assert isinstance(board, WholeBoard)
    assert [button.text() for button in kept.screen.bar.views.group.buttons()][:2] == ["矩阵与轮岗", "统计"]
    assert kept.screen.split.hidden


def test_cover_is_told_by_department_and_of_the_office(board: PostStatistics) -> None:
    told = cells(board.places, "控告申诉检察科")
    assert (told["岗位"], told["覆盖率"], told["代岗"], told["缺B岗"], told["轮入"]) == ("2", "100.0%", "1", "1", "1")
    assert cells(board.places, "全院")["岗位"] == "5"
    assert "无人在岗" in told


def test_days_without_anybody_are_not_lost_among_posts_rotated_out(board: PostStatistics) -> None:
    assert board.shown is not None
    post, gap = board.shown.gaps[0].told
    today, day = date(2015, 5, 31), timedelta(days=1)

    def bare(state: Coverage, first: date, last: date) -> Bare:
        return Bare(post, replace(gap, state=state, first=first, last=last))

    told = [
        bare(Coverage.EMPTY, today + day, today + day),
        bare(Coverage.ROTATED, today - 60 * day, today + 60 * day),
        bare(Coverage.EMPTY, today - 9 * day, today - 9 * day),
        bare(Coverage.ROTATED, today - 90 * day, today - 30 * day),
    ]
    mixed = [told[at] for at in (3, 1, 2, 0)]
    assert sorted(mixed, key=lambda one: turn(one, today)) == told


def test_gaps_stand_with_their_days_and_open_the_post_or_who_was_away(board: PostStatistics, kept: PostOffice) -> None:
    (row,) = board.gaps.sheet.rows
    assert [box.text for box in row.boxes] == ["2015-05-20", "2015-05-21", "2", "公诉科 审查起诉一", "空岗"]
    assert board.bare.text() == "空岗 1 次 2 天"
    assert [(kind, ids) for kind, ids, _ in board.gaps.openings(0, 0)] == [
        (POST, (kept.ids["审查起诉一"],)),
        (ABSENCE, (kept.ids["出差"], kept.ids["病假"])),
    ]


@pytest.mark.parametrize(
    ("table", "key", "word", "kind", "names"),
    [
        ("places", "控告申诉检察科", "缺B岗", POST, ["控申接访"]),
        ("places", "公诉科", "人次", ABSENCE, ["出差", "病假"]),
        ("kinds", "病假", "天数", ABSENCE, ["病假"]),
        ("flows", "公诉", "控申", ROTATION, ["郭子衡轮岗"]),
        ("states", "拟定", "人", ROTATION, ["宋佳宁轮岗"]),
    ],
)
def test_enter_on_a_number_opens_its_records(
    board: PostStatistics, kept: PostOffice, table: str, key: str, word: str, kind: str, names: list[str]
) -> None:
    sheet = getattr(board, table)
    assert isinstance(sheet, KindTable)
    put(sheet, key, word)
    assert focus() is sheet
    enter()
    assert listed(kept) == (kind, [kept.ids[name] for name in names])


def test_every_cell_with_a_count_holds_as_many_records(board: PostStatistics) -> None:
    for table in board.tables:
        for row in table.sheet.rows:
            for head, box in zip(table.sheet.heads, row.boxes, strict=True):
                if isinstance(box, Cell) and box.text.isdigit() and head.word != "天数":
                    assert len(box.ids) == int(box.text)


def test_chips_of_the_posts_narrow_what_is_counted_of_posts(board: PostStatistics, kept: PostOffice) -> None:
    board.show_ids([kept.ids["控申接访"]])
    assert cells(board.places, "全院")["岗位"] == "1"
    assert board.gaps.sheet.rows == ()
    assert cells(board.states, "轮岗中")["人"] == "1"
