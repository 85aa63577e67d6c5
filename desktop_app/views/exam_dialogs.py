"""The dialogs of exams by the code of their action, and 改分 after publication."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.exams import MarkChange, Sitting
from desktop_app.registers.exams import SITTINGS
from desktop_app.registers.spec import Field, Shape
from desktop_app.rules.exams import PUBLISHED
from desktop_app.rules.numbers import points
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.marking import MarkLine, MarkSheet, change_mark, sheet, told
from desktop_app.services.outcome import Outcome
from desktop_app.services.sitting_persons import exam_of
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.exam_again import ask_again
from desktop_app.views.exam_persons import ask_persons
from desktop_app.views.exam_seating import ask_seats
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog

_ATTRS = {"first": Sitting.first, "second": Sitting.second, "total": Sitting.total}
_CODE, _RETAKE = Sitting.code.key, Sitting.retake_total.key
_REASON, _WITNESS = MarkChange.reason.key, MarkChange.witness_id.key


class ChangeMarkDialog(VerbDialog):
    """公布后改分: the published mark in sight, the new one, why, and who checked it; what follows is told beneath."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, sitting_id: int) -> None:
        super().__init__(parent, "公布后改分", known, recent, 640)
        with known.facts() as facts:
            exam_id = exam_of(facts, sitting_id)
            if exam_id is None:
                raise Refusal("没写是哪一场考试。先选考试再改分")
            self.sheet: MarkSheet = sheet(facts, exam_id)
        if self.sheet.exam["state"] not in PUBLISHED:
            raise Refusal("这场考试还没有公布成绩，直接在“成绩录入”里改")
        self.line: MarkLine = self.sheet.line(sitting_id)
        self.before = self._values()
        self.effect = label("", "strong")
        self.effect.setWordWrap(True)
        self.body.addWidget(label(f"{self.line.name}　{self.line.department}", "title"))
        self.body.addWidget(label(f"{self.sheet.exam['title']}　{_told(self.sheet, self.line)}", "label"))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self._fields(), self.before))
        self.body.addWidget(self.effect)
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "原成绩、原因和复核人永久留存；不能撤销，改错了再改一次")
        self.add_cancel()
        self.verb = self.add_button("改分", "Ctrl+Enter", self.carry_out, PRIMARY)
        next(iter(self.seats.values())).editor.take_focus()

    @property
    def _marks(self) -> list[str]:
        """The marks to change: both kinds of questions where they were keyed, else the total."""
        whole = self.line.first is None and self.line.second is None and self.line.total is not None
        return ["total"] if whole else [name for name, _, _ in self.sheet.labels]

    def _values(self) -> dict[str, Any]:
        names = [*self._marks, _CODE, *([_RETAKE] if self.line.retake_total is not None else [])]
        return {name: getattr(self.line, name) for name in names}

    def _fields(self) -> list[Field]:
        said = {name: label_ for name, label_, _ in self.sheet.labels} | {"total": "总分"}
        marks = [Field(_ATTRS[name], said[name], shape_as=Shape.POINTS) for name in self._marks]
        again = [Field(Sitting.retake_total, "补考成绩", shape_as=Shape.POINTS)] if _RETAKE in self.before else []
        return [
            *marks,
            *again,
            Field(Sitting.code, "情况"),
            Field(MarkChange.witness_id, "复核人", required=True),
            Field(MarkChange.reason, "原因", required=True, lines=2),
        ]

    def edited(self, name: str) -> None:
        super().edited(name)
        if name in self.before:
            self._tell_effect()

    def changed(self) -> dict[str, Any]:
        """What is typed otherwise than it is published; what cannot be read counts as unchanged."""
        found = {}
        for name, old in self.before.items():
            try:
                new = self.seats[name].editor.read()
            except Unreadable:
                continue
            if new != old:
                found[name] = new
        return found

    def _tell_effect(self) -> None:
        """The mark, grade and rank before and after."""
        values = self.changed()
        if values.get(_CODE, SittingCode.SAT) != SittingCode.SAT:
            values |= dict.fromkeys(_ATTRS)
        after = told(self.sheet, self.line.id, values)
        then = _told(after, after.line(self.line.id))
        self.effect.setText(f"改后：{then}" if values else "")
        self.make_room()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        return change_mark(
            self.known.desk, SITTINGS, self.line.id, self.changed(), str(values[_REASON] or ""), values[_WITNESS]
        )


def _told(sheet: MarkSheet, line: MarkLine) -> str:
    """A result in words: 客观题 35、主观题 54、总分 89，良好，第 3 名."""
    if line.code != SittingCode.SAT or line.total is None:
        return line.state
    kinds = [(name, said) for name, said, _ in sheet.labels if name != "total"]
    marks = [f"{said} {points(mark)}" for name, said in kinds if (mark := getattr(line, name)) is not None]
    passed = "及格" if line.total >= sheet.terms.pass_mark else "不及格"
    parts = ["、".join([*marks, f"总分 {points(line.total)}"]), line.grade or passed]
    return "，".join(filter(None, [*parts, f"第 {line.rank} 名" if line.rank else ""]))


def ask_change(parent: QWidget | None, known: Known, recent: Recent, sitting_id: int) -> Outcome | None:
    """改分 (Alt+M): the change written down, or None when the officer stepped back."""
    return asked(parent, "改分", lambda: ChangeMarkDialog(parent, known, recent, sitting_id))


DIALOGS = {
    "seat_candidates": ask_seats,
    "key_again": ask_again,
    "change_mark": ask_change,
    "name_persons": ask_persons,
}
"""The verbs of exams and of their candidates by the code of their action."""
