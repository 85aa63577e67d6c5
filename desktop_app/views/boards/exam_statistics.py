"""The board 统计 of 学习考试: four pages on a small switch; every number opens exactly its records."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.figures.exam_boards import Reading, read_statistics
from desktop_app.services.desk import Desk
from desktop_app.views.boards.exam_pages import (
    SITTING,
    DepartmentsPage,
    DossiersPage,
    ExamsPage,
    HoursPage,
    Page,
)
from desktop_app.views.boards.reading import ReadingBoard
from desktop_app.views.register.bar import Views
from desktop_app.views.theme import px


class ExamStatistics(ReadingBoard[Reading], QWidget):
    """各场考试, 分部门, 培训学时, 归档检查; Ctrl+PgUp and Ctrl+PgDn turn the pages.

    ``narrowed`` asks to see candidates behind a number, ``asked`` records of any other kind, each with the sentence
    that names them.
    """

    selected = Signal(int)
    opened = Signal(int)
    narrowed = Signal(object, str)
    asked = Signal(str, object, str)

    once = "exams.statistics"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reads, self.draw = read_statistics, self._draw
        self.exams, self.departments = ExamsPage(), DepartmentsPage()
        self.hours, self.dossiers = HoursPage(), DossiersPage()
        self.pages: tuple[Page, ...] = (self.exams, self.departments, self.hours, self.dossiers)
        self.switch = Views([page.title for page in self.pages], self)
        self.switch.choose(0)
        self.switch.chosen.connect(self.turn_to)
        self.stack = QStackedWidget(self)
        self._areas = [_scrolled(page) for page in self.pages]
        for page, area in zip(self.pages, self._areas, strict=True):
            page.asked.connect(self._open)
            self.stack.addWidget(area)
        self._lay_out()
        for key, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(
                QKeySequence(key),
                self,
                lambda by=by: self.turn_to((self.switch.current + by) % len(self.pages)),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
        self.setFocusProxy(self.exams)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QFrame(self)
        top.setProperty("frame", "panel")
        row = QHBoxLayout(top)
        row.setContentsMargins(px(16), px(8), px(16), 0)
        row.addWidget(self.switch)
        row.addStretch(1)
        column.addWidget(top)
        column.addWidget(self.stack, 1)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "统计"

    @property
    def page(self) -> Page:
        """The page shown."""
        return self.pages[self.stack.currentIndex()]

    @property
    def paper(self) -> str:
        """The paper that says what the page shows; empty when there is none."""
        return self.page.paper

    @property
    def about(self) -> str:
        """The number of the record that paper is of; empty for a paper of the office."""
        return self.page.about

    def turn_to(self, at: int) -> None:
        """Show a page and put the cursor into it."""
        self.switch.choose(at)
        self.stack.setCurrentIndex(at)
        self.setFocusProxy(self.page)
        self.page.fit()
        self.page.setFocus()

    def _open(self, kind: str, ids: tuple[int, ...], said: str) -> None:
        if kind == SITTING:
            self.narrowed.emit(ids, said)
        else:
            self.asked.emit(kind, ids, said)

    # what it shows

    def _draw(self, read: Reading) -> None:
        for page in self.pages:
            page.load(read)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        for page in self.pages:
            page.fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_areas"):
            for page in self.pages:
                page.renew()


def _scrolled(page: Page) -> QScrollArea:
    """A page that scrolls up and down only."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    framed = QFrame()
    framed.setProperty("frame", "panel")
    column = QVBoxLayout(framed)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    area.setWidget(framed)
    return area
