"""成绩录入: an exam's candidates keyed at the left, its steps and live statistics in its panel at the right."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.services import marking
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.marking import MarkSheet
from desktop_app.services.outcome import Outcome
from desktop_app.store.keys import READ_ONLY
from desktop_app.store.snapshot import IdIn, Retired
from desktop_app.views.controls import link
from desktop_app.views.exams import keys, picker, roster
from desktop_app.views.exams.pane import MarkPane
from desktop_app.views.exams.picker import ExamPicker
from desktop_app.views.exams.retake import RetakeDialog, no_retake
from desktop_app.views.exams.roster import CHIPS, Narrowing
from desktop_app.views.exams.statistics import StatisticsPane
from desktop_app.views.register.columns import Columns
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.output import Shown
from desktop_app.views.register.place import Place
from desktop_app.views.register.showing import Showing
from desktop_app.views.register.stepping import answered
from desktop_app.views.theme import px

CHANGE = "change_mark"
"""The dialog Alt+M opens on published marks (改分), by the code it is registered under."""

PAPER = "exam_marks"


class MarkBoard(QWidget):
    """The marks of one exam at a time. The exam is the record of the panel; its candidates are the board's rows."""

    selected = Signal(int)
    opened = Signal(int)

    kind = EXAMS.kind
    chips = CHIPS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.place: Place | None = None
        self.picker = ExamPicker(self)
        self.picker.hide()
        self.pane = MarkPane(self._keep)
        self.statistics = StatisticsPane(lambda: desk.today)
        self.statistics.hide()
        self.exam_id: int | None = None
        self.sheet: MarkSheet | None = None
        self.by = Narrowing()
        self._near = 7
        self._greeted = False
        self.only = link("", self._show_all)
        self.only.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.only)
        column.addWidget(self.pane, 1)
        self._connect()
        self.setFocusProxy(self.pane)

    def _connect(self) -> None:
        pane = self.pane
        self.picker.picked.connect(self._pick)
        pane.live.connect(self._live)
        pane.asked.connect(self._asked)
        pane.sought.connect(self._seek)
        pane.widened.connect(self._show_all)
        pane.told.connect(self._say)
        pane.stepped.connect(self._told)
        pane.table.heads.pressed.connect(self._sort)
        self.statistics.chosen.connect(self.go)
        self.statistics.narrowed.connect(self._show_only)
        for key, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(
                QKeySequence(key),
                self,
                partial(self.picker.step, by),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
        QShortcut(QKeySequence("Alt+O"), self, self._sort_next, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "成绩录入"

    @property
    def scope(self) -> QWidget:
        """The picker of the exam, for the bar."""
        return self.picker

    @property
    def begins(self) -> str:
        """The word on the button of Ctrl+N."""
        return "新增场次"

    def begin(self) -> None:
        """Ctrl+N: another exam; what is typed is saved first."""
        if self.place is not None and self.pane.leave():
            self.place.new()

    # the place it takes part in

    def sit_at(self, place: Place) -> None:
        """Take part in the place of the exams: the panel shows the exam whose marks are keyed."""
        self.place = place
        place.panel.column.insertWidget(0, self.statistics)
        place.bus.committed.connect(self._follow)

    def refresh(self, facts: Facts) -> None:
        """Read exams and candidates anew; cursor and what is typed stay."""
        found = picker.choices(facts)
        self._near = int(facts.unit.get("near_days") or 7)
        ids = [choice.id for choice in found]
        if not self._greeted and self.place is not None and ids:
            self._greeted = True
            self.exam_id = next((choice.id for choice in found if choice.keying), self.place.record_id)
            self._show_exam(facts)
            self.pane.to_first()
            self._point(self.exam_id)
        elif self.exam_id not in ids:
            self.exam_id = ids[0] if ids else None
            self._point(self.exam_id)
        self._show_exam(facts)
        self.picker.load(found, self.exam_id)

    def _point(self, exam_id: int | None) -> None:
        """Put an exam into the panel; the board follows by ``select``."""
        if self.place is None or exam_id is None or self.place.record_id == exam_id:
            return
        if self.place.listing.grid.place(exam_id) is None:
            self.place.listing.show_as(Showing(), exam_id)
        self.selected.emit(exam_id)

    def show_ids(self, ids: Sequence[int] | None) -> None:
        """The list of exams may be narrowed: the picker still shows all."""

    def select(self, record_id: int) -> None:
        """The panel shows this exam, without saying ``selected`` again."""
        if record_id != self.exam_id and self.place is not None:
            self.exam_id, self.by = record_id, Narrowing()
            with self.place.known.facts() as facts:
                self._show_exam(facts)
            self.picker.put(record_id)
            self.pane.to_first()

    def _pick(self, exam_id: int) -> None:
        """Another exam; what is typed is saved first, and where it cannot be the exam stays."""
        if self.place is None or not self.pane.leave():
            self.picker.put(self.exam_id)
            return
        self._point(exam_id)
        self.pane.setFocus()
        self._told()

    def _show_exam(self, facts: Facts) -> None:
        self.sheet = marking.sheet(facts, self.exam_id) if self.exam_id is not None else None
        if self.sheet is not None and self.desk.inspecting:
            self.sheet = replace(self.sheet, held=READ_ONLY)
        self._show_rows()
        self._live()

    def _show_rows(self) -> None:
        sheet = self.sheet
        ids = roster.shown(sheet, self.by) if sheet is not None else []
        self.pane.table.heads.showing = self.by
        self.pane.table.heads.viewport().update()
        self.pane.load(sheet, ids, self.desk.today)
        self.pane.sifted = bool(self.by.text.strip())
        self.pane.say_blank(self._blank(ids))
        self.only.setText(f"只看 {self.by.only_said}　×")
        self.only.setVisible(self.by.only is not None)

    def _blank(self, ids: Sequence[int]) -> str:
        if self.sheet is None or ids:
            return ""
        if self.by.is_narrowed:
            return "没有符合的应试人。清除筛选 Esc"
        return "还没有应试人。用“列名单、排座”（Alt+M）列出名单，再录成绩"

    def _live(self) -> None:
        """The statistics, from what is typed."""
        self.statistics.show_sheet(self.pane.hand.told, self._near)

    # narrowing and order

    @property
    def chip(self) -> int:
        return self.by.chip

    @property
    def text(self) -> str:
        return self.by.text

    @property
    def counts(self) -> Sequence[int]:
        """All candidates, 未录, 缺考, 不及格."""
        return roster.counts(self.sheet)

    def narrow(self, chip: int | None = None, text: str | None = None) -> None:
        """Only the rows of a chip, or those a typed text meets."""
        before = self.by
        self._show_by(
            Narrowing(
                before.chip if chip is None else chip,
                before.text if text is None else text,
                before.sort,
                before.down,
                before.only,
                before.only_said,
            )
        )

    def _show_by(self, by: Narrowing) -> None:
        if self.pane.leave():
            self.by = by
            self._show_rows()
        self._told()

    def _show_all(self) -> None:
        self._show_by(Narrowing(sort=self.by.sort, down=self.by.down))

    def _show_only(self, ids: Sequence[int], said: str) -> None:
        """Those behind a bar or a mean."""
        self._show_by(Narrowing(sort=self.by.sort, down=self.by.down, only=frozenset(ids), only_said=said))
        self.pane.setFocus()

    def _sort(self, column: str) -> None:
        self._show_by(self.by.sorted_by(column))

    def _sort_next(self) -> None:
        """Alt+O: by seat, by name, by total and back."""
        order = (roster.SEAT, roster.NAME, roster.TOTAL)
        after = order[(order.index(self.by.sort) + 1) % len(order)]
        self._show_by(
            Narrowing(self.by.chip, self.by.text, after, after == roster.TOTAL, self.by.only, self.by.only_said)
        )

    def _seek(self, letter: str) -> None:
        """Letters typed on a row narrow to a candidate by his initials; digits then go into his cell at once."""
        self.narrow(text=self.by.text + letter if letter else self.by.text[:-1])

    # saving

    def _keep(self, sitting_id: int, values: dict[str, Any]) -> Outcome:
        outcome = marking.key(self.desk, SITTINGS, sitting_id, values)
        self._committed(outcome)
        return outcome

    def _committed(self, outcome: Outcome) -> None:
        if self.place is not None:
            self.place.bus.committed.emit(outcome)

    def _follow(self, outcome: Outcome) -> None:
        """撤销 and 重做: the cursor goes to the candidate."""
        if outcome.kind == SITTINGS.kind and outcome.said.startswith(("已撤销", "已重做")) and self.isVisible():
            self.go(outcome.ids[0])

    def go(self, sitting_id: int) -> None:
        """The cursor to a candidate, clearing what hides him."""
        if not self.pane.leave():
            return
        if self.pane.grid.place(sitting_id) < 0:
            self._show_all()
        self.pane.table.go(self.pane.grid.place(sitting_id))
        self.pane.setFocus()

    # verbs

    def _asked(self, deed: str) -> None:
        place, row, sheet = self.place, self.pane.table.row, self.sheet
        if place is None:
            return
        if deed == keys.STEP:
            place.save_or_step()
        elif row is None or sheet is None:
            return
        elif deed == keys.CHANGE:
            place.act(CHANGE, row.id)
        elif deed == keys.RETAKE:
            self._retake(place, row.id, sheet)

    def _retake(self, place: Place, sitting_id: int, sheet: MarkSheet) -> None:
        """F7: day and mark of the retake."""
        line = sheet.line(sitting_id)
        said = no_retake(line, sheet)
        if said or self.desk.inspecting:
            self.pane.say(said or READ_ONLY)
            return
        day = sheet.exam["retake_on"] or self.desk.today
        outcome = answered(RetakeDialog(self.window(), place.known, Recent(), line, sheet, day))
        if outcome is not None:
            self._committed(outcome)

    # what others show and print

    def status(self) -> list[str]:
        """共 60 人 · 显示 60, 已选 1 · 35 号 冯志远, 正在录入 论述题."""
        pane, row = self.pane, self.pane.table.row
        said = [f"共 {len(self.sheet.lines) if self.sheet else 0} 人 · 显示 {len(pane.grid.rows)}"]
        if row is None or self.sheet is None:
            return said
        seat = f"{row.line.seat} 号 " if row.line.seat is not None else ""
        said.append(f"已选 1 · {seat}{row.line.name}")
        label = pane.grid.head(pane.table.column).rpartition(" ")[0]
        return said if self.sheet.may_key else [*said, f"正在录入 {label or '总分'}"]

    def shown(self) -> Shown:
        """The candidates on show as rows of 成绩, for a workbook."""
        ids = tuple(row.id for row in self.pane.grid.rows)
        items = Columns.declared(SITTINGS).items
        return Shown(SITTINGS, ids, items, (Retired(False), IdIn(ids)), SITTINGS.order, self.picker.words)

    @property
    def paper(self) -> tuple[str, str]:
        """成绩册 of the exam."""
        return PAPER, str(self.sheet.exam["number"]) if self.sheet is not None else ""

    def _say(self, said: str) -> None:
        if self.place is not None:
            self.place.bus.said.emit(said)

    def _told(self) -> None:
        if self.place is not None and self.isVisible() and self.place.record_id == self.exam_id:
            self.place.told.emit()

    # seen and unseen

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self.place is not None:
            self.statistics.show()
            self.place.form.folds[0].open(False)
            self._point(self.exam_id)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self.pane.leave()
        self.statistics.hide()
        if self.place is not None:
            self.place.form.folds[0].open(True)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "statistics"):
            self.statistics.renew()
            self.only.setContentsMargins(px(8), 0, 0, 0)
