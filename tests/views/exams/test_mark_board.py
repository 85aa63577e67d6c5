"""成绩录入 under the officer's keys: digits, Enter, Tab, F6, F7, the statistics beside."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, event

from desktop_app.models.exams import Sitting
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.rules.marks import Tally
from desktop_app.rules.vocabulary import AbsenceCause, ExamState, SittingCode
from desktop_app.services import marking
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.store import undo
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.exams.board import MarkBoard
from desktop_app.views.exams.charts import key_figures
from desktop_app.views.exams.grid import Column
from desktop_app.views.register.parts_told import ToldSections
from desktop_app.views.register.screen import RegisterScreen
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, Said, focus, press, type_
from tests.kit.learning import to_state
from tests.kit.mark_board import Hall
from tests.kit.office import loaded

Key = Qt.Key


def keys(text: str) -> None:
    """Key by key, wherever the cursor goes meanwhile."""
    for key in text:
        type_(key)


def at(board: MarkBoard) -> tuple[int | None, Column]:
    """Seat and column of the cursor."""
    row = board.pane.table.row
    return (row.line.seat if row is not None else None, board.pane.table.column)


def shown(board: MarkBoard, seat: int) -> tuple[str, ...]:
    return next(row.cells[Column.FIRST :] for row in board.pane.grid.rows if row.line.seat == seat)


def marks(desk: Desk, sitting_id: int) -> tuple[int | None, int | None, int | None]:
    kept = loaded(desk, SITTINGS, sitting_id)
    return kept[Sitting.first], kept[Sitting.second], kept[Sitting.total]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every SQL statement sent meanwhile."""
    found: list[str] = []

    def note(*told: Any) -> None:
        found.append(str(told[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def absent(digit: str) -> None:
    """F6 and the digit of a reason."""
    press(Key.Key_F6)
    keys(digit)


def test_the_tab_opens_with_the_exam_whose_marks_are_keyed(screen: RegisterScreen, board: MarkBoard) -> None:
    assert screen.bar.views.group.buttons()[0].text() == "成绩录入"
    assert board.picker.words == "第二次执法素能闭卷考试 04-24"
    assert screen.place.register is EXAMS
    assert screen.place.record_id == board.exam_id
    assert [chip.text() for chip in screen.bar.chips.chips] == ["全部 60", "未录 60", "缺考 0", "不及格 0"]
    assert screen.bar.new.text() == "新增场次"
    assert [board.pane.grid.head(column) for column in (Column.FIRST, Column.SECOND)] == ["客观题 40", "主观题 60"]
    assert screen.status() == ["共 60 人 · 显示 60", "已选 1 · 1 号 赵一帆", "正在录入 客观题"]
    assert focus() is board.pane.table
    assert board.statistics.isVisible()
    assert screen.place.panel.steps.step.text() == "阅卷完成"


def test_a_changed_mark_is_told_in_the_officers_words(desk: Desk, qtbot: QtBot) -> None:
    sections = ToldSections(SITTINGS)
    qtbot.addWidget(sections)
    with desk.facts() as facts:
        sections.show_rows({"mark_change": [{"field": "total", "old": "80", "new": "83", "reason": "漏加一题"}]}, facts)
    said = [one.text() for one in sections.findChildren(QLabel)]
    assert "总分" in said
    assert "total" not in said


def test_a_rate_is_rounded_once() -> None:
    tally = Tally(56, 53, 42, 2, 3724_00, 92_50, 43_00, 0, {})
    assert key_figures(tally)[1].said == "及格率 79.2%"


def test_digits_tab_digits_enter_saves_a_candidate_and_goes_to_the_next(
    desk: Desk, hall: Hall, board: MarkBoard
) -> None:
    keys("35")
    press(Key.Key_Tab)
    keys("54.5")
    assert shown(board, 1)[:5] == ("35", "54.5", "89.5", "及格", "录入中")
    assert board.statistics.figures.told.startswith("平均分 89.50分，及格率 100.0%，最高 89.5分，最低 89.5分。")
    assert marks(desk, hall.sittings[0]) == (None, None, None)
    press(Key.Key_Return)
    assert marks(desk, hall.sittings[0]) == (3500, 5450, 8950)
    assert at(board) == (2, Column.FIRST)
    assert board.counts == [60, 59, 0, 0]


def test_undone_and_done_again_the_chips_count_at_once(
    screen: RegisterScreen, board: MarkBoard, bus: Bus, desk: Desk
) -> None:
    for figures in ("80", "70"):
        keys(figures[0])
        press(Key.Key_Tab)
        keys("9")
        press(Key.Key_Return)
    press(Key.Key_Up)
    for turn, said, left in 2 * ((undo.undo, "已撤销", "未录 59"), (undo.redo, "已重做", "未录 58")):
        done = turn(desk.store)
        bus.committed.emit(Outcome(SITTINGS.kind, done.ids[SITTINGS.kind], said))
        assert screen.bar.chips.chips[1].text() == left
        assert at(board)[0] == 2


def test_keyed_by_column_enter_stays_in_it_and_goes_on_to_the_second(board: MarkBoard, said: Said) -> None:
    keys("30")
    press(Key.Key_Return)
    assert at(board) == (2, Column.FIRST)
    assert shown(board, 1)[:5] == ("30", "", "", "", "录入中")
    press(Key.Key_End)
    keys("28")
    press(Key.Key_Return)
    assert at(board) == (2, Column.FIRST)
    board.pane.table.go(0, Column.SECOND)
    keys("41")
    press(Key.Key_Return)
    assert at(board) == (2, Column.SECOND)
    assert said.sentences[-1].startswith("到末行了")


def test_too_much_and_a_wrong_step_are_refused_beside_the_cell(desk: Desk, hall: Hall, board: MarkBoard) -> None:
    keys("45")
    assert board.pane.fault == "客观题 45 超过满分 40。核对后改正"
    press(Key.Key_Return)
    press(Key.Key_Down)
    assert at(board) == (1, Column.FIRST)
    assert focus() is board.pane.cell
    assert board.pane.cell.text() == "45"
    assert board.statistics.figures.told.startswith("平均分 —")
    press(Key.Key_Backspace, times=2)
    keys("3、2")
    assert board.pane.fault == "客观题 3.2 不是 0.5 分的整倍数。核对后改正"
    press(Key.Key_Backspace)
    keys("5")
    assert board.pane.fault == ""
    press(Key.Key_Return)
    assert marks(desk, hall.sittings[0]) == (350, None, None)


def test_a_key_repaints_the_statistics_once_and_reads_nothing(board: MarkBoard) -> None:
    class Painted(QObject):
        count = 0

        def eventFilter(self, _watched: QObject, met: QEvent) -> bool:  # noqa: N802
            self.count += met.type() == QEvent.Type.Paint
            return False

    keys("3")
    QApplication.processEvents()
    painted = Painted()
    board.statistics.figures.installEventFilter(painted)
    with statements() as read:
        keys("5")
        QApplication.processEvents()
    assert painted.count == 1
    assert read == []


def test_absent_by_two_keys_and_the_mark_goes(desk: Desk, hall: Hall, board: MarkBoard) -> None:
    keys("35")
    absent("2")
    kept = loaded(desk, SITTINGS, hall.sittings[0])
    assert (kept[Sitting.code], kept[Sitting.cause]) == (SittingCode.ABSENT, AbsenceCause.DUTY)
    assert marks(desk, hall.sittings[0]) == (None, None, None)
    assert at(board) == (2, Column.FIRST)
    assert shown(board, 1) == ("—", "—", "—", "", "缺考", "公差　补考 05-11")
    assert "缺考 1" in board.statistics.counts.text()
    assert [(one.name, one.why, one.when) for one in board.statistics.people.rows] == [
        ("赵一帆", "公差", "05-11 补考，剩 5 天")
    ]
    press(Key.Key_Up)
    absent("7")
    assert board.sheet is not None
    assert board.sheet.tally.expected == 59
    press(Key.Key_Up)
    keys("20")
    press(Key.Key_Return)
    assert loaded(desk, SITTINGS, hall.sittings[0])[Sitting.code] == SittingCode.SAT


def test_initials_find_a_candidate_and_digits_go_into_his_cell(desk: Desk, hall: Hall, board: MarkBoard) -> None:
    keys("zqm")
    assert [row.line.name for row in board.pane.grid.rows] == ["周启明"]
    keys("38")
    press(Key.Key_Tab)
    keys("51")
    press(Key.Key_Return)
    assert marks(desk, hall.sittings[2]) == (3800, 5100, 8900)
    assert len(board.pane.grid.rows) == 60
    keys("gz")
    press(Key.Key_Escape)
    assert len(board.pane.grid.rows) == 60


def test_as_above_away_and_given_up(desk: Desk, hall: Hall, board: MarkBoard) -> None:
    keys("31")
    press(Key.Key_Return)
    press(Key.Key_D, CTRL)
    press(Key.Key_Down)
    assert marks(desk, hall.sittings[1])[0] == 3100
    press(Key.Key_Up)
    press(Key.Key_Delete)
    assert marks(desk, hall.sittings[1])[0] is None
    keys("12")
    press(Key.Key_Escape)
    assert shown(board, 2)[0] == ""


def test_chips_and_heads_narrow_and_sort(screen: RegisterScreen, board: MarkBoard) -> None:
    keys("20")
    press(Key.Key_Tab)
    keys("30")
    press(Key.Key_Return)
    screen.bar.chips.chips[3].click()
    assert [row.line.seat for row in board.pane.grid.rows] == [1]
    assert shown(board, 1)[3] == "不及格"
    screen.bar.chips.chips[1].click()
    assert len(board.pane.grid.rows) == 59
    screen.bar.chips.chips[0].click()
    press(Key.Key_O, ALT)
    assert board.pane.grid.rows[0].line.name.startswith("陈")
    press(Key.Key_O, ALT)
    assert board.pane.grid.rows[0].line.seat == 1


def test_the_retake_stands_beside_the_first_attempt(desk: Desk, hall: Hall, board: MarkBoard) -> None:
    press(Key.Key_F7)
    assert board.pane.fault == "赵一帆还没有成绩。先录成绩，或按 F6 记缺考，再登记补考"
    keys("20")
    press(Key.Key_Tab)
    keys("30")
    press(Key.Key_Return)
    press(Key.Key_Up)

    def fill(_dialog: object) -> None:
        type_("505")
        press(Key.Key_Return)
        type_("72")
        press(Key.Key_Return, times=2)

    meanwhile(lambda: press(Key.Key_F7), fill)
    kept = loaded(desk, SITTINGS, hall.sittings[0])
    assert (kept[Sitting.total], kept[Sitting.retake_total]) == (5000, 7200)
    assert shown(board, 1)[2:] == ("50", "不及格", "已补考", "05-05 补考 72")


def test_published_marks_are_read_and_the_way_to_change_them_is_told(
    desk: Desk, hall: Hall, screen: RegisterScreen, board: MarkBoard
) -> None:
    for id_ in hall.sittings:
        marking.key(desk, SITTINGS, id_, {"first": 3000, "second": 4000})
    with desk.facts() as facts:
        checker = next(facts.live("officer"))["id"]
    to_state(desk, hall.exam_id, ExamState.PUBLISHED, checker_id=checker)
    screen.refresh()
    keys("3")
    assert board.pane.fault == "成绩已公布，不再直接录入。用“改分”（Alt+M）办理，写明原因和复核人"
    assert board.pane.hints.closed.text() == board.pane.fault
    press(Key.Key_Delete)
    assert marks(desk, hall.sittings[0]) == (3000, 4000, 7000)


def test_an_exam_without_kinds_of_questions_keys_its_total(
    desk: Desk, screen: RegisterScreen, board: MarkBoard
) -> None:
    press(Key.Key_PageDown, CTRL)
    assert board.picker.words == "第一次闭卷考试 03-20"
    assert screen.place.record_id == board.exam_id
    assert board.pane.table.columns == (Column.TOTAL,)
    assert board.pane.grid.head(Column.TOTAL) == "总分 100"
    keys("88.5")
    press(Key.Key_Tab)
    assert at(board) == (2, Column.TOTAL)
    assert board.statistics.figures.told.startswith("平均分 88.50分")
    press(Key.Key_PageUp, CTRL)
    assert board.picker.words == "第二次执法素能闭卷考试 04-24"


def test_what_is_typed_is_saved_before_the_step_and_before_another_view(
    desk: Desk, hall: Hall, screen: RegisterScreen, board: MarkBoard, said: Said
) -> None:
    keys("35")
    press(Key.Key_Return, CTRL)
    assert marks(desk, hall.sittings[0])[0] == 3500
    assert "还有 60 人没有成绩" in (said.faults + [seat.message.text() for seat in screen.place.form.seats.values()])[0]


@pytest.mark.parametrize("percent", [100, 130])
def test_every_column_has_room_at_any_type_size(
    screen: RegisterScreen, board: MarkBoard, qapp: QApplication, percent: int
) -> None:
    theme.apply(qapp, percent)
    QApplication.processEvents()
    table = board.pane.table
    assert sum(table.columnWidth(column) for column in Column) <= table.viewport().width()
    assert table.columnWidth(Column.SAID) >= 40
    theme.apply(qapp, 100)
