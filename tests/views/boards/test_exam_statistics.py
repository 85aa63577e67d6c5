"""统计 of 学习考试 in the officer's window: the cells hold the records the figures count, and open them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Answer, Behind, Question
from desktop_app.figures.exam_boards import Reading
from desktop_app.models.dossiers import DossierCheck
from desktop_app.models.exams import Sitting
from desktop_app.models.training import Training
from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.clock import TurnedClock
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.boards.exam_statistics import ExamStatistics
from desktop_app.views.boards.kind_table import Cell, KindTable
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.board import AskingBoard
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from tests.kit.keys import enter, focus, press
from tests.kit.learning_year import Spring, learning_year
from tests.kit.office import founded

STATISTICS = 1
EXAMS, DEPARTMENTS, HOURS, DOSSIERS = range(4)
SITTING, TRAINING, CHECK = Sitting.__tablename__, Training.__tablename__, DossierCheck.__tablename__


@dataclass(frozen=True)
class Office:
    """学习考试 of an office after the spring, shown in a window."""

    desk: Desk
    spring: Spring
    bus: Bus
    screen: RegisterScreen

    def board(self, page: int = EXAMS) -> ExamStatistics:
        """统计, come to again from the list, with a page turned to."""
        self.screen.show_view(STATISTICS)
        board = self.screen.board
        assert isinstance(board, ExamStatistics)
        board.turn_to(page)
        return board

    @property
    def read(self) -> Reading:
        """What the board shows."""
        board = self.screen.boards[STATISTICS]
        assert isinstance(board, ExamStatistics)
        assert board.shown is not None
        return board.shown

    def figure(self, name: str) -> Answer:
        with self.desk.facts() as facts:
            return ask(name, Question(facts.session, self.desk.today))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Office]:
    """Founded once: nothing here writes."""
    theme.apply(qapp)
    desk = founded(tmp_path_factory.mktemp("spring") / "data", TurnedClock(date(2015, 5, 31)))
    spring, bus, jobs = learning_year(desk), Bus(), Jobs()
    (tab,) = [one for one in tabs(desk, bus, jobs, Settings(), Preferences(desk.store)) if one.code == "exams"]
    made = tab.make()
    assert isinstance(made, RegisterScreen)
    made.resize(1366, 642)
    yield Office(desk, spring, bus, made)
    made.close()
    made.deleteLater()
    jobs.close()
    desk.store.close()


@pytest.fixture
def office(kept: Office, qtbot: QtBot) -> Office:
    kept.screen.show()
    kept.screen.activateWindow()
    qtbot.waitUntil(kept.screen.isActiveWindow)
    return kept


def boxes(table: KindTable, word: str) -> dict[str, Cell]:
    """The cells of a column by the key of their row."""
    at = [head.word.replace("\n", "") for head in table.sheet.heads].index(word)
    found = {row.key: row.boxes[at] for row in table.sheet.rows}
    return {key: box for key, box in found.items() if isinstance(box, Cell)}


def behind(table: KindTable, box: Cell) -> set[Behind]:
    own = {(box.kind or table.kind, id_) for id_ in box.ids}
    return own | {(kind, id_) for kind, ids, _ in box.more for id_ in ids}


def listed(office: Office) -> list[int]:
    assert office.screen.board is None
    return list(office.screen.place.listing.grid.ids)


def test_it_stands_behind_the_mark_board_with_four_pages(office: Office) -> None:
    board = office.board()
    assert isinstance(board, AskingBoard)
    assert [button.text() for button in office.screen.bar.views.group.buttons()][:2] == ["成绩录入", "统计"]
    assert [page.title for page in board.pages] == ["各场考试", "分部门", "培训学时", "归档检查"]
    assert focus() is board.exams.exams


@pytest.mark.parametrize(
    ("word", "counted"),
    [
        *((word, word) for word in ("应考", "实考", "缺考", "缓考", "违纪", "免考", "未录", "平均分")),
        ("及格率", "及格"),
        ("优秀率", "优秀"),
        ("最高", "最高分"),
    ],
)
def test_cells_of_an_exam_hold_the_candidates_the_figure_counts(office: Office, word: str, counted: str) -> None:
    table, told = office.board().exams.exams, office.figure("exams.results")
    keys = {str(one.id): one.key for one in office.read.exams}
    for row, box in boxes(table, word).items():
        assert behind(table, box) == set(told.cells.get((keys[row], counted), ())), (row, word)


def test_rates_and_means_say_what_they_rest_on(office: Office) -> None:
    table = office.board().exams.exams
    first = str(office.spring.exams[0])
    assert boxes(table, "及格率")[first].text == "80.0% (4/5)"
    assert boxes(table, "平均分")[first].text == "77.10 (5)"
    assert "实考 5 人" in boxes(table, "及格率")[first].told
    assert [boxes(table, word)[first].text for word in ("应补", "已补", "最终及格")] == ["3", "1", "5"]


def test_a_number_opens_its_candidates_and_coming_back_counts_all_again(office: Office) -> None:
    table = office.board().exams.exams
    at = [head.word for head in table.sheet.heads].index("缺考")
    table.setCurrentIndex(table.sheet.index(0, at))
    enter()
    box = boxes(table, "缺考")[str(office.spring.exams[0])]
    assert sorted(listed(office)) == sorted(box.ids)
    assert office.screen.place.listing.showing.only_said == "第一次执法素能闭卷考试 · 缺考 1 人" == box.said
    assert len(office.board().exams.exams.sheet.rows) == 2


def test_the_run_of_the_exams_by_mean_and_by_rate(office: Office) -> None:
    page = office.board().exams
    assert [bar.number for bar in page.trend.bars] == ["77.10", "77.10"]
    assert [bar.under for bar in page.trend.bars] == ["03-27 · 5 人", "04-24 · 5 人"]
    QTest.mouseClick(page.measure.group.buttons()[1], Qt.MouseButton.LeftButton)
    assert [bar.number for bar in page.trend.bars] == ["80.0%", "80.0%"]
    QTest.mouseClick(page.measure.group.buttons()[0], Qt.MouseButton.LeftButton)


def test_departments_sort_by_a_head_and_go_back_to_the_order_of_the_house(office: Office) -> None:
    page = office.board(DEPARTMENTS).departments
    table = page.departments
    house = [row.key for row in table.sheet.rows]
    table.setCurrentIndex(table.sheet.index(0, 1))
    QTest.keyClick(table, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    weights = [row.boxes[1].weight for row in table.sheet.rows[:-1] if isinstance(row.boxes[1], Cell)]
    known = [weight for weight in weights if weight is not None]
    assert known == sorted(known, reverse=True)
    assert weights[: len(known)] == known
    assert table.sheet.rows[-1].key == "全院" == house[-1]
    assert table.sheet.heads[1].word == "平均分▼"
    table.sort_by(1)
    table.sort_by(1)
    assert [row.key for row in table.sheet.rows] == house


def test_departments_hold_what_the_figure_counts_and_their_exam_has_bands(office: Office) -> None:
    page = office.board(DEPARTMENTS).departments
    table, told = page.departments, office.figure("exams.by_department")
    for row in table.sheet.rows[:-1]:
        for at, one in enumerate(office.read.exams):
            box = row.boxes[1 + 2 * at]
            assert isinstance(box, Cell)
            assert behind(table, box) == set(told.cells.get((one.key, row.key, "平均分"), ()))
    assert page.picker.currentText().startswith("第二次")
    assert page.about == office.read.exams[-1].number
    assert sum(int(bar.number) for bar in page.bands.bars) == 5
    page.picker.setFocus()
    press(Qt.Key.Key_Up)
    assert page.bands.accessibleName().startswith("第一次")
    press(Qt.Key.Key_Down)


def test_signs_hours_and_who_never_came(office: Office) -> None:
    page = office.board(HOURS).hours
    assert focus() is page.hours
    row = next(row for row in page.hours.sheet.rows if row.key == str(office.spring.officers[2]))
    assert [box.text for box in row.boxes[2:]] == ["√ 3", "√ 1.5", "2/2", "4.5"]
    away = next(row for row in page.hours.sheet.rows if row.key == str(office.spring.officers[5]))
    assert [(box.text, box.tone) for box in away.boxes[2:4]] == [("公差", "amber7"), ("√ 1.5", "ink")]
    assert [opening[:2] for opening in page.links.openings] == [
        ("officer", (office.spring.idle,)),
        (TRAINING, (office.spring.trainings[2],)),
    ]
    QTest.mouseClick(page.rows.group.buttons()[1], Qt.MouseButton.LeftButton)
    never = boxes(page.hours, "一次未参加")
    assert {box.ids for box in never.values() if box.ids} == {(office.spring.idle,)}
    assert boxes(page.hours, "人均学时")["全院"].text == "2.67 (9)"
    QTest.mouseClick(page.rows.group.buttons()[0], Qt.MouseButton.LeftButton)


def test_dossiers_hold_what_the_figures_count_and_ask_for_their_register(office: Office, qtbot: QtBot) -> None:
    page = office.board(DOSSIERS).dossiers
    figures = {
        "检查": "checked",
        "归档超期": "late",
        "未补正": "uncorrected",
        "已归档": "filed",
        "超期未归档": "unfiled",
    }
    for word, name in figures.items():
        box = boxes(page.checks, word)["全院"]
        assert behind(page.checks, box) == set(office.figure(f"dossiers.{name}").behind), word
    assert boxes(page.checks, "合格率")["全院"].text == "50.0% (2/4)"
    assert [row.key for row in page.defects.sheet.rows] == ["缺少送达回证", "页码有误", "合计"]
    page.defects.setFocus()
    page.defects.setCurrentIndex(page.defects.sheet.index(0, 1))
    with qtbot.waitSignal(office.bus.open_records) as asked:
        enter()
    assert asked.args == [CHECK, tuple(office.spring.dossiers[1:3]), "缺少送达回证 2 卷"]


def test_keys_turn_the_pages_and_each_names_its_paper(office: Office) -> None:
    board = office.board(DOSSIERS)
    assert (board.paper, board.about) == ("dossier_statistics", "")
    QTest.keyClick(focus(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert board.page.title == "各场考试"
    QTest.keyClick(focus(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert board.page.title == "归档检查"
    assert focus() is board.dossiers.checks


def test_no_sheet_needs_a_horizontal_scroll_bar_beside_the_panel(office: Office) -> None:
    for at in (EXAMS, DEPARTMENTS, HOURS, DOSSIERS):
        page = office.board(at).page
        QApplication.processEvents()
        assert [table.horizontalScrollBar().maximum() for table in page.tables] == [0] * len(page.tables), page.title


def test_an_office_without_exams_says_so_and_still_shows_its_board(
    desk: Desk, qtbot: QtBot, qapp: QApplication
) -> None:
    jobs = Jobs()
    (tab,) = [one for one in tabs(desk, Bus(), jobs, Settings(), Preferences(desk.store)) if one.code == "exams"]
    made = tab.make()
    assert isinstance(made, RegisterScreen)
    qtbot.addWidget(made)
    made.show()
    made.show_view(STATISTICS)
    board = made.board
    assert isinstance(board, ExamStatistics)
    assert made.views.currentWidget() is board
    assert board.exams.total.text().startswith("还没有考过的考试")
    assert not board.exams.exams.isVisibleTo(board.exams)
    assert board.dossiers.total.text() == "还没有检查过的卷宗和办结的案件"
    jobs.close()
