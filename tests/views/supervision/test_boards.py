"""The boards 落实 and 统计: every number opens its records, words beside colours, keys as on the other boards."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.document_boards import STEPS, tracker
from desktop_app.figures.engine import Question
from desktop_app.rules.vocabulary import Landing
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.boards.document_sheets import road_heads, waiting_heads
from desktop_app.views.boards.document_tracker import DocumentTracker
from desktop_app.views.boards.supervision_statistics import SupervisionStatistics
from desktop_app.views.theme import Role, font, px
from tests.kit.keys import press, settled
from tests.kit.supervising import REPLY, House, duty, habit, house, sent, verified, waiting

Key = Qt.Key


@pytest.fixture
def ids(desk: Desk, qapp: QApplication) -> dict[str, int]:
    """One document at each step of the road."""
    theme.apply(qapp)
    who = house(desk)
    duty(desk, who.leader, "公诉科")
    habit(desk, who, handling="批评教育")
    return _documents(desk, who)


def _documents(desk: Desk, who: House) -> dict[str, int]:
    return {
        "未送达": sent(desk, who, 1),
        "待回复": waiting(desk, who, 2, delivered_on=date(2015, 5, 20)),
        "逾期未回复": waiting(desk, who, 3),
        "已回复未核查": waiting(desk, who, 4, **REPLY),
        "已核查": waiting(desk, who, 5, **verified(who, Landing.PARTLY)),
        "办结": waiting(desk, who, 6, **verified(who), closed_on=date(2015, 5, 20)),
    }


def shown(desk: Desk, qtbot: QtBot, kind: type[DocumentTracker | SupervisionStatistics]) -> DocumentTracker:
    board = kind(desk)
    qtbot.addWidget(board)
    board.resize(1340, 620)
    with desk.facts() as facts:
        board.refresh(facts)
    board.show()
    board.setFocus()
    settled(board)
    return board  # type: ignore[return-value]


def test_each_step_has_its_column_and_each_number_its_documents(desk: Desk, ids: dict[str, int], qtbot: QtBot) -> None:
    board = shown(desk, qtbot, DocumentTracker)
    row = board.counts.sheet.rows[0]
    assert [row.boxes[at].ids for at in range(1, 7)] == [(ids[step],) for step in STEPS]
    assert board.total.text() == "发出 6 份，停在纸上 4 份"
    opened: list[tuple[tuple[int, ...], str]] = []
    board.narrowed.connect(lambda found, said: opened.append((found, said)))
    assert board.counts.hasFocus()
    press(Key.Key_Right, times=3)
    press(Key.Key_Return)
    assert opened == [((ids["逾期未回复"],), "检察建议 · 逾期未回复 1 份")]
    overdue = row.boxes[3]
    assert (overdue.text, overdue.tone) == ("! 1", "red7"), "red never stands without a sign"


def test_the_road_of_each_says_its_days(desk: Desk, ids: dict[str, int], qtbot: QtBot) -> None:
    board = shown(desk, qtbot, DocumentTracker)
    rows = {row.key: [box.text for box in row.boxes] for row in board.roads.sheet.rows}
    assert str(ids["办结"]) not in rows
    assert board.roads.sheet.rows[0].key == str(ids["逾期未回复"]), "the overdue one stands first"
    late = rows[str(ids["逾期未回复"])]
    assert (late[0], late[6]) == ("! 逾期未回复", "! 05-04 超 27 天")
    assert rows[str(ids["未送达"])][5] == "! 超45天", "delivery is owed within 15 days"
    assert rows[str(ids["已核查"])][9] == "◆ 部分落实"
    assert [row.key for row in board.waiting.sheet.rows] == [str(ids["已回复未核查"])]
    assert [opening[2] for opening in board.late.openings] == ["逾期未回复 1 份", "逾期未回复、没有督促 1 份"]


def test_days_of_another_year_are_not_cut(desk: Desk, ids: dict[str, int], qtbot: QtBot) -> None:
    board = shown(desk, qtbot, DocumentTracker)
    room = QFontMetrics(font(Role.BODY))
    widths = {head.word.removeprefix("→ "): head.width - px(16) for head in (*road_heads(), *waiting_heads())}
    assert board.roads.sheet.heads == road_heads()
    for word in ("发出", "送达", "回复", "办结"):
        assert room.horizontalAdvance("14-12-28") <= widths[word]
    for word in ("应回复", "核查期限"):
        assert room.horizontalAdvance("! 14-12-28 超 1029 天") <= widths[word]


def test_counts_by_addressee_agree_with_the_figure(desk: Desk, ids: dict[str, int], qtbot: QtBot) -> None:
    board = shown(desk, qtbot, DocumentTracker)
    for at, word in enumerate(("种类", "承办部门", "发往单位")):
        board.grouping.choose_and_tell(at)
        assert board.counts.sheet.heads[0].word == word
        total = board.counts.sheet.rows[-1]
        with desk.store.read() as session:
            assert len(total.boxes[-1].ids) == len(tracker(Question(session, desk.today)).rows)
    board.show_ids([ids["待回复"]])
    assert len(board.counts.sheet.rows[-1].boxes[-1].ids) == 1
    board.show_ids(None)
    assert len(board.counts.sheet.rows[-1].boxes[-1].ids) == 6


def test_statistics_say_the_figures(desk: Desk, ids: dict[str, int], qtbot: QtBot) -> None:
    board = shown(desk, qtbot, SupervisionStatistics)
    assert isinstance(board, SupervisionStatistics)
    landing = [box.text for box in board.landing.sheet.rows[-1].boxes]
    assert landing[:6] == ["合计", "6", "1", "1", "·", "4"]
    assert landing[6:] == ["75.0%", "100.0%", "50.0%"]
    duties = {row.boxes[0].text: row.boxes[-1].text for row in board.duties.sheet.rows}
    assert duties["张雪梅"] == "! 没有责任清单"
    asked: list[tuple[str, tuple[int, ...]]] = []
    board.asked.connect(lambda kind, found, _said: asked.append((kind, found)))
    press(Key.Key_Return)
    assert asked == [("habit", (1,))]


def test_nothing_yet_says_so(desk: Desk, qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp)
    board = shown(desk, qtbot, DocumentTracker)
    assert board.counts.sheet.rows == ()
    assert board.waiting.sheet.rows[0].boxes[0].text == "没有。回复的都核查过了"
    statistics = shown(desk, qtbot, SupervisionStatistics)
    for table in statistics.tables:
        assert {len(row.boxes) for row in table.sheet.rows} <= {len(table.sheet.heads)}, "every cell is there"
