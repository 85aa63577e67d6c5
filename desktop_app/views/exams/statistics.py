"""What stands in the panel of an exam while its marks are keyed: when and where, statistics, retakes, departments."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.rules.marks import Band
from desktop_app.rules.numbers import points
from desktop_app.services.marking import MarkSheet
from desktop_app.views.controls import label, link
from desktop_app.views.exams.charts import Means, Statistics, counted
from desktop_app.views.exams.people import SHOWN, OwingList, owing, summed
from desktop_app.views.register.seats import Fold
from desktop_app.views.theme import px


class StatisticsPane(QWidget):
    """``show_sheet`` on every accepted key. ``chosen``: a candidate; ``narrowed``: ids with what they are."""

    chosen = Signal(int)
    narrowed = Signal(object, str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.sheet: MarkSheet | None = None
        self.when, self.counts = label("", "label"), label("", "meta2")
        self.when.setWordWrap(True)
        self.counts.setWordWrap(True)
        self.figures, self.people, self.means = Statistics(), OwingList(), Means()
        self.numbers, self.owed, self.places = Fold("统计"), Fold("缺考、补考"), Fold("部门平均分")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(4))
        column.setSpacing(px(6))
        column.addWidget(self.when)
        for fold, parts in (
            (self.numbers, (self.figures, self.counts)),
            (self.owed, (self.people,)),
            (self.places, (self.means,)),
        ):
            self._seat(fold, parts)
            column.addWidget(fold)
        self.all = link("全部 ▸", self._show_owed)
        self.owed.side.addWidget(self.all)
        self.people.opened.connect(self.chosen)
        self.figures.opened.connect(self._show_band)
        self.means.opened.connect(self._show_place)

    @staticmethod
    def _seat(fold: Fold, parts: Sequence[QWidget]) -> None:
        inner = QVBoxLayout(fold.body)
        inner.setContentsMargins(0, 0, 0, px(2))
        inner.setSpacing(px(4))
        for part in parts:
            inner.addWidget(part)

    def renew(self) -> None:
        """Another scale."""
        for part in (self.figures, self.people, self.means):
            part.renew()

    def show_sheet(self, sheet: MarkSheet | None, near: int = 7) -> None:
        """Everything at once; what is the same is not laid out anew."""
        self.sheet = sheet
        for part in (self.when, self.numbers, self.owed, self.places):
            part.setVisible(sheet is not None)
        if sheet is None:
            return
        tally = sheet.tally
        self.when.setText(session_words(sheet))
        keyed = sum(not line.mark.open for line in sheet.lines)
        self.numbers.say(f"已录 {keyed}/{len(sheet.lines)}，随录随算")
        self.figures.show_sheet(sheet)
        self.counts.setText(counted(tally))
        rows = owing(sheet, self.today(), near)
        self.owed.say(summed(sheet))
        self.people.show_rows(rows)
        self.all.setVisible(len(rows) > SHOWN)
        self.all.setText(f"全部 {len(rows)} ▸")
        shorts = {line.department: line.short for line in sheet.lines}
        best = sorted(sheet.departments.items(), key=lambda one: -(one[1].mean or -1))
        self.means.show_rows([(name, shorts[name], tally) for name, tally in best], sheet.terms.full)
        self.places.say(f"{len(best)} 个部门")

    def _show_band(self, band: Band) -> None:
        self.narrowed.emit(band.ids, f"{band.label} {band.count} 人")

    def _show_place(self, name: str) -> None:
        if self.sheet is not None:
            self.narrowed.emit([line.id for line in self.sheet.lines if line.department == name], name)

    def _show_owed(self) -> None:
        if self.sheet is not None:
            self.narrowed.emit([one.id for one in self.people.rows], "缺考、补考")


def session_words(sheet: MarkSheet) -> str:
    """2015-04-24 14:30–16:30　五楼会议室　满分 100，及格 60."""
    exam = sheet.exam
    clock = "–".join(filter(None, (str(exam["clock"] or ""), str(exam["until"] or ""))))
    day = exam["held_on"].isoformat() if exam["held_on"] else "未填考试日期"
    lines = f"满分 {points(sheet.terms.full)}，及格 {points(sheet.terms.pass_mark)}"
    return "　".join(filter(None, (f"{day} {clock}".strip(), str(exam["place"] or ""), lines)))
