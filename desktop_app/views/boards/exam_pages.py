"""The four pages of 统计 of 学习考试: 各场考试, 分部门, 培训学时, 归档检查. Each shows a reading and fits its room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.figures.exam_boards import DUE, OWED, Reading
from desktop_app.figures.exams import EXPECTED, SAT
from desktop_app.models.dossiers import DossierCheck
from desktop_app.models.exams import Sitting
from desktop_app.models.people import Officer
from desktop_app.models.training import Training
from desktop_app.views.boards import exam_sheets, learning_sheets
from desktop_app.views.boards.bars import Bars
from desktop_app.views.boards.exam_words import PEOPLE, SESSIONS, VOLUMES, day, named
from desktop_app.views.boards.kind_table import KindTable, Opening
from desktop_app.views.controls import label, link
from desktop_app.views.register.bar import Views
from desktop_app.views.theme import px

SITTING, TRAINING, CHECK = Sitting.__tablename__, Training.__tablename__, DossierCheck.__tablename__
PICKER, BANDS = 300, 140


class Links(QWidget):
    """Numbers told in words; ``asked`` opens their records."""

    asked = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.openings: tuple[Opening, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(12))

    def load(self, openings: Sequence[Opening]) -> None:
        """One link for each that has records."""
        self.openings = tuple(opening for opening in openings if opening[1])
        while (taken := self._row.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for opening in self.openings:
            self._row.addWidget(link(opening[2], lambda opening=opening: self.asked.emit(*opening)))


class Page(QWidget):
    """A page of the board: ``asked`` carries kind, ids and sentence of records to be shown.

    ``title`` is its word on the switch, ``paper`` the id of the paper that says the same, ``about`` the number of the
    record that paper is of.
    """

    asked = Signal(str, object, str)
    title = ""
    paper = ""
    about = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tables: tuple[KindTable, ...] = ()
        self.charts: tuple[Bars, ...] = ()
        self.total, self.links = label("", "meta"), Links(self)
        self.links.asked.connect(self.asked)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(px(16), px(10), px(16), px(10))
        self.column.setSpacing(px(6))

    def own(self, *parts: KindTable | Bars) -> None:
        """Take part in opening records and in fitting."""
        self.tables = tuple(part for part in parts if isinstance(part, KindTable))
        self.charts = tuple(part for part in parts if isinstance(part, Bars))
        for table in self.tables:
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            table.asked.connect(self.asked)
        for chart in self.charts:
            chart.opened.connect(lambda ids, said: self.asked.emit(SITTING, ids, said))
        self.setFocusProxy(parts[0])

    def head(self, words: str, *beside: QWidget) -> None:
        """A heading with what stands beside it."""
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(label(words, "panel"))
        for widget in beside:
            row.addWidget(widget)
        row.addStretch(1)
        self.column.addLayout(row)

    def load(self, read: Reading) -> None:
        """Show what was read."""

    def fit(self) -> None:
        """Tables as tall as their rows: the board scrolls, its parts do not."""
        for table in self.tables:
            table.setVisible(bool(table.sheet.rows))
            table.setFixedHeight(table.whole_height)
        for chart in self.charts:
            chart.setVisible(bool(chart.bars))

    def renew(self) -> None:
        """The officer changed the type size."""
        for table in self.tables:
            table.renew()
        for chart in self.charts:
            chart.renew()
        self.fit()


class ExamsPage(Page):
    """A row an exam; below, how they run: means or rates as bars."""

    title = "各场考试"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.exams = KindTable("各场考试", SITTING, self)
        self.trend = Bars("历次考试", self)
        self.measure = Views(exam_sheets.TRENDS, self)
        self.measure.choose(0)
        self.measure.chosen.connect(lambda _at: self._draw_trend())
        self.read: Reading | None = None
        self.head("各场考试", self.total, self.links)
        self.column.addWidget(self.exams)
        self.column.addSpacing(px(8))
        self.run = label("", "meta")
        self.head("历次考试", self.measure, self.run)
        self.column.addWidget(self.trend)
        self.column.addStretch(1)
        self.own(self.exams, self.trend)

    def load(self, read: Reading) -> None:
        self.read = read
        self.exams.load(exam_sheets.exam_heads(), exam_sheets.exam_rows(read))
        self._draw_trend()
        every = {word: _every(read, word) for word in (EXPECTED, DUE, OWED)}
        told = f"{len(read.exams)} 场 · 应考 {len(every[EXPECTED])} 人次"
        self.total.setText(told if read.exams else "还没有考过的考试。考试日期到了才计入")
        self.run.setText("柱高按满分；下面是考试日期和实考人数" if read.exams else "")
        self.links.load([(SITTING, every[OWED], named(every[OWED], PEOPLE, OWED))])

    def _draw_trend(self) -> None:
        if self.read is not None:
            self.trend.load(exam_sheets.trend_bars(self.read, exam_sheets.TRENDS[max(0, self.measure.current)]))
            self.fit()


def _every(read: Reading, word: str) -> tuple[int, ...]:
    return tuple(id_ for one in read.exams for id_ in read.results[one.id].ids(word))


class DepartmentsPage(Page):
    """Departments × exams up to the one chosen, and how its marks spread."""

    title = "分部门"
    paper = "exam_analysis"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.departments = KindTable("部门和考试", SITTING, self)
        self.bands = Bars("成绩分布", self, BANDS)
        self.picker = QComboBox(self)
        self.picker.setAccessibleName("考试")
        self.picker.setMaximumWidth(px(PICKER))
        self.picker.activated.connect(lambda _at: self._draw())
        self.read: Reading | None = None
        self.spread = label("", "meta")
        self.head("成绩分布", self.picker, self.spread)
        self.column.addWidget(self.bands)
        self.column.addSpacing(px(8))
        self.head("分部门成绩", self.total)
        self.column.addWidget(self.departments)
        self.column.addStretch(1)
        self.own(self.departments, self.bands)
        for before, after in ((self.picker, self.bands), (self.bands, self.departments)):
            self.setTabOrder(before, after)

    @property
    def exam_id(self) -> int | None:
        """The exam chosen."""
        found = self.picker.currentData()
        return found if isinstance(found, int) else None

    def load(self, read: Reading) -> None:
        """The exam chosen before stays chosen, else the last one."""
        chosen, self.read = self.exam_id, read
        self.picker.clear()
        for one in read.exams:
            self.picker.addItem(f"{one.title} {day(one.held_on)}", one.id)
        at = self.picker.findData(chosen) if chosen is not None else -1
        self.picker.setCurrentIndex(at if at >= 0 else len(read.exams) - 1)
        self.picker.setVisible(bool(read.exams))
        self._draw()

    def _draw(self) -> None:
        read = self.read
        if read is None:
            return
        shown, one = exam_sheets.beside(read, self.exam_id), read.exam(self.exam_id)
        self.about = one.number if one is not None else ""
        self.departments.load(exam_sheets.department_heads(shown), exam_sheets.department_rows(read, shown))
        self.bands.load(exam_sheets.band_bars(one))
        sat = read.results[one.id].count(SAT) if one is not None else 0
        self.spread.setText(f"实考 {sat} 人" if one is not None else "")
        more = f"（共 {len(read.exams)} 场，选考试看更早的）" if len(read.exams) > len(shown) else ""
        told = f"括号里是实考人数、及格/实考{more}"
        self.total.setText(told if shown else "还没有考过的考试。考试日期到了才计入")
        self.fit()


class HoursPage(Page):
    """Officers or departments × sessions with signs and class hours."""

    title = "培训学时"
    paper = "training_ledger"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hours = KindTable("培训学时", TRAINING, self)
        self.rows = Views(("按人", "按部门"), self)
        self.rows.choose(0)
        self.rows.chosen.connect(lambda _at: self._draw())
        self.read: Reading | None = None
        self.legend = label(learning_sheets.LEGEND, "meta")
        self.head("培训学时", self.rows, self.total, self.links)
        self.column.addWidget(self.legend)
        self.column.addWidget(self.hours)
        self.column.addStretch(1)
        self.own(self.hours)

    def load(self, read: Reading) -> None:
        self.read, told = read, read.classes
        hidden = len(told.listed) - len(learning_sheets.shown_sessions(told))
        before = f"，表中是最近 {learning_sheets.LATEST} 场，合计含全部" if hidden else ""
        count = f"{len(told.sessions)} 场 · 有签到表 {len(told.listed)} 场{before}"
        self.total.setText(count if told.listed else f"{count}。登记签到后才有个人学时")
        none = told.whole.none if told.listed else ()
        self.links.load(
            [
                (Officer.__tablename__, none, named(none, PEOPLE, learning_sheets.NEVER)),
                (TRAINING, told.unlisted, named(told.unlisted, SESSIONS, "未附签到表")),
            ]
        )
        self._draw()

    def _draw(self) -> None:
        if self.read is None:
            return
        told, departments = self.read.classes, self.rows.current == 1
        self.hours.load(
            learning_sheets.hour_heads(told, departments), learning_sheets.hour_rows(told, departments=departments)
        )
        self.legend.setVisible(bool(told.listed) and not departments)
        self.fit()


class DossiersPage(Page):
    """Departments × conclusions and filing; defects by item."""

    title = "归档检查"
    paper = "dossier_statistics"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.checks = KindTable("归档检查", CHECK, self)
        self.defects = KindTable("缺陷", CHECK, self)
        self.flawed = label("", "meta")
        self.head("归档检查", self.total)
        self.column.addWidget(self.checks)
        self.column.addSpacing(px(8))
        self.head("缺陷", self.flawed)
        self.column.addWidget(self.defects)
        self.column.addStretch(1)
        self.own(self.checks, self.defects)

    def load(self, read: Reading) -> None:
        told = read.dossiers
        self.checks.load(learning_sheets.dossier_heads(), learning_sheets.dossier_rows(told))
        self.defects.load(learning_sheets.defect_heads(), learning_sheets.defect_rows(told))
        self.total.setText("合格率是合格占已下结论的" if told.departments else "还没有检查过的卷宗和办结的案件")
        self.flawed.setText(
            f"{sum(one.count for one in told.defects)} 处，{len(told.flawed)} {VOLUMES}" if told.defects else "没有缺陷"
        )
        self.fit()
