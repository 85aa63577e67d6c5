"""What F7 asks: the day and the mark of a retake (补考)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.exams import Sitting
from desktop_app.registers.exams import SITTINGS
from desktop_app.registers.spec import Field, Shape
from desktop_app.rules.marks import to_retake
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services import marking
from desktop_app.services.marking import UNKEYED, MarkLine, MarkSheet
from desktop_app.services.outcome import Outcome
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.exams.roster import state_of
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog

FIELDS = (
    Field(Sitting.retake_on, "补考日期", required=True),
    Field(Sitting.retake_total, "补考成绩", shape_as=Shape.POINTS),
    Field(Sitting.retake_code, "补考情况", required=True),
)


def no_retake(line: MarkLine, sheet: MarkSheet) -> str:
    """Why a candidate has no retake, as a sentence; empty when he has one."""
    if line.retake_total is not None or to_retake(line.mark, sheet.terms):
        return ""
    if line.code is SittingCode.EXEMPT:
        return f"{line.name}免考，不用补考"
    if state_of(line) != UNKEYED and line.mark.counts:
        return f"{line.name}考了 {points(line.total or 0)}，已及格，不用补考"
    return f"{line.name}还没有成绩。先录成绩，或按 F6 记缺考，再登记补考"


class RetakeDialog(VerbDialog):
    """补考 of one candidate: Enter goes from the day to the mark and on, the last saves; the first attempt stays."""

    def __init__(
        self, parent: QWidget | None, known: Known, recent: Recent, line: MarkLine, sheet: MarkSheet, day: date
    ) -> None:
        super().__init__(parent, "补考", known, recent, 520)
        self.line = line
        self.body.addWidget(label(f"{line.name}　{line.short}", "title"))
        self.body.addWidget(label(f"{sheet.exam['title']}　满分 {points(sheet.terms.full)}", "meta2"))
        self.body.addWidget(rule())
        values = {
            Sitting.retake_on.key: line.retake_on or day,
            Sitting.retake_total.key: line.retake_total,
            Sitting.retake_code.key: line.retake_code or SittingCode.SAT,
        }
        self.body.addWidget(self.seat_fields(FIELDS, values))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "原成绩留存，补考另记")
        self.add_cancel()
        self.verb = self.add_button("保存补考", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[Sitting.retake_on.key].editor.take_focus()

    def after_last(self) -> None:
        """Enter in the last field saves."""
        self.carry_out()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        on, total = values[Sitting.retake_on.key], values[Sitting.retake_total.key]
        code = values[Sitting.retake_code.key]
        return marking.retake(self.known.desk, SITTINGS, self.line.id, on, total, code)
