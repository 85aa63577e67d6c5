"""What a digit of a mark costs until cell and statistics are painted, and what keeping a candidate's marks costs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QLoggingCategory, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks import offices
from benchmarks.sides import Measure, Side, Sides, timed
from desktop_app.bootstrap import application
from desktop_app.models.exams import Exam, Sitting
from desktop_app.models.people import Officer
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.exams.board import MarkBoard
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs

CANDIDATES = 60
WINDOW = (1366, 680)
Key = Qt.Key


def held(desk: Desk) -> int:
    """An exam of sixty candidates, over and not marked."""
    values = {"title": "闭卷考试", "held_on": offices.DAY, "first_full": 40_00, "second_full": 60_00}
    (exam_id,) = records.save(desk, EXAMS, new_draft(Exam, values)).ids
    with desk.facts() as facts:
        people = list(facts.live(Officer.__tablename__))[:CANDIDATES]
    for seat, one in enumerate(people, 1):
        given = {"exam_id": exam_id, "officer_id": one["id"], "name": one["name"], "seat": seat}
        records.save(desk, SITTINGS, new_draft(Sitting, given))
    for verb in ("排座", "考试结束"):
        with desk.store.read() as session:
            draft = records.load(session, Exam, exam_id, EXAMS.lists)
        records.move(desk, EXAMS, draft, verb)
    return exam_id


class Keyed:
    """The mark board of one office, its first candidate's first mark under the cursor."""

    def __init__(self, desk: Desk, app: QApplication) -> None:
        self._app, self._jobs = app, Jobs()
        (tab,) = [
            tab for tab in tabs(desk, Bus(), self._jobs, Settings(), Preferences(desk.store)) if tab.code == "exams"
        ]
        made = tab.make()
        assert isinstance(made, RegisterScreen)
        self._screen = made
        made.resize(*WINDOW)
        made.show()
        made.refresh()
        app.processEvents()
        (self._board,) = made.findChildren(MarkBoard)
        self._board.pane.setFocus()
        for key in (Key.Key_3, Key.Key_0, Key.Key_Tab):
            self._strike(key)

    def digit(self) -> Side:
        """A digit of the second mark struck until all it changes is painted; taken back outside the time."""

        def side() -> float:
            began = perf_counter()
            self._strike(Key.Key_5)
            seconds = perf_counter() - began
            assert self._board.sheet is not None
            assert self._board.statistics.figures.isVisible()
            self._strike(Key.Key_Backspace)
            return seconds

        return side

    def _strike(self, key: Qt.Key) -> None:
        target = QApplication.focusWidget() or self._board.pane.table
        QTest.keyClick(target, key)
        self._app.processEvents()

    def paint(self) -> None:
        """The rows and the statistics as they stand, painted once."""
        self._board.pane.table.viewport().repaint()
        self._board.statistics.repaint()

    def close(self) -> None:
        self._jobs.close()
        self._screen.close()
        self._screen.deleteLater()


@contextmanager
def keyed(folder: Path) -> Iterator[Sides]:
    """A digit of one of sixty candidates until painted, against the same page merely repainted."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    QLoggingCategory.setFilterRules("default.warning=false")
    app = application()
    theme.apply(app)
    with offices.spare(folder, 50) as desk:
        held(desk)
        made = Keyed(desk, app)
        yield Sides(made.digit(), timed(made.paint))
        made.close()


MEASURES = (Measure("marks.digit", 1.5, keyed, rounds=15),)
