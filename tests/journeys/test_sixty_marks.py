"""Sixty marks of two parts keyed in the window: keys counted beyond the digits, statistics right after each."""

from collections.abc import Iterator
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.rules.marks import Mark, bands, tallied
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services import marking
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.exams.board import MarkBoard
from desktop_app.views.exams.charts import counted, key_figures
from desktop_app.views.register.screen import RegisterScreen
from tests.kit.keys import CTRL, Tally, press, type_
from tests.kit.mark_board import TODAY, Hall, hall
from tests.kit.office import founded
from tests.kit.program import at_desk, settle

Key = Qt.Key
MOST = 125
"""Key presses beyond the digits for sixty candidates (the measure of the issue)."""


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock(TODAY)


@pytest.fixture
def given(folder: DataFolder, clock: TurnedClock) -> Hall:
    desk = founded(folder.root, clock)
    made = hall(desk, folder.root)
    desk.store.close()
    return made


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, given: Hall) -> Iterator[Program]:
    """The program at its desk."""
    with at_desk(qtbot, qapp, folder, clock) as made:
        yield made


def board_of(program: Program, qtbot: QtBot) -> MarkBoard:
    """Ctrl+4: the exam whose marks are keyed, the cursor on its first candidate."""
    press(Key.Key_4, CTRL)
    settle(qtbot, program)
    assert program.session is not None
    screen = program.session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    assert isinstance(screen.board, MarkBoard)
    return screen.board


def keyed(text: str) -> None:
    """Digit by digit: the first opens the cell."""
    for digit in text:
        type_(digit)


def checked(board: MarkBoard, marks: list[Mark]) -> None:
    """What stands in the panel is what the rules make of the marks keyed so far."""
    assert board.sheet is not None
    terms = board.sheet.terms
    tally = tallied(marks, terms)
    told = board.statistics.figures.told
    assert told.startswith("，".join(figure.said for figure in key_figures(tally)))
    assert told.endswith("，".join(f"{band.label} {band.count} 人" for band in bands(marks, terms)))
    assert board.statistics.counts.text() == counted(tally)
    assert board.counts == [60, tally.open, 0, tally.sat - tally.passed]


def test_sixty_marks_by_at_most_125_keys_beyond_the_digits(program: Program, qtbot: QtBot, given: Hall) -> None:
    board = board_of(program, qtbot)
    hands, dice = Tally(), Random(60)
    assert board.sheet is not None
    marks = [Mark(line.id, line.name, line.department, SittingCode.SAT, None) for line in board.sheet.lines]
    for at in range(len(given.sittings)):
        first, second = dice.randrange(15_00, 40_50, 50), dice.randrange(30_00, 60_50, 50)
        keyed(points(first))
        hands.command(Key.Key_Tab)
        keyed(points(second))
        hands.command(Key.Key_Return)
        one = marks[at]
        marks[at] = Mark(one.id, one.name, one.department, one.code, first + second)
        checked(board, marks)
    hands.tell("六十人两类题成绩录入")
    assert hands.presses <= MOST
    assert program.session is not None
    with program.session.desk.facts() as facts:
        kept = marking.sheet(facts, given.exam_id)
    assert [line.total for line in kept.lines] == [mark.total for mark in marks]
    assert kept.tally == tallied(marks, kept.terms)

    press(Key.Key_Z, CTRL)
    row = board.pane.table.row
    assert row is not None
    assert (row.line.seat, row.line.total) == (60, None)
    press(Key.Key_Y, CTRL)
    checked(board, marks)
    press(Key.Key_Return, CTRL)
    assert board.place is not None
    assert board.place.panel.state == "已阅卷"
