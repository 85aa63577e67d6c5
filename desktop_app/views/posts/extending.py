"""延期 of a rotation: a later end with reason and approver, beside the end in force and the first one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.rotations import Rotation, RotationExtension
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.registers.spec import Field
from desktop_app.registers.words import weekday
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import records
from desktop_app.services.outcome import Outcome
from desktop_app.services.rotations import extend
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog

_NEW = RotationExtension.new_on.key


class ExtendRotationDialog(VerbDialog):
    """By how many days the rotation becomes longer is told as the day is typed."""

    FIELDS = (
        Field(RotationExtension.new_on, "延至", required=True),
        Field(RotationExtension.approver_id, "批准人", required=True),
        Field(RotationExtension.reason, "延期原因", required=True, lines=2),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, rotation_id: int) -> None:
        super().__init__(parent, "轮岗延期", known, recent, 640)
        with known.facts() as facts:
            rotation = records.load(facts.session, Rotation, rotation_id, ROTATIONS.lists)
            name = facts.label("officer", rotation[Rotation.officer_id])
            places = [
                facts.label("department", rotation[attr])
                for attr in (Rotation.from_department_id, Rotation.to_department_id)
            ]
        self.rotation_id, self.ends = rotation_id, rotation[Rotation.planned_to_on]
        began = rotation[Rotation.actual_from_on] or rotation[Rotation.planned_from_on]
        now = f"{began or '待补'} 起　计划止 {f'{self.ends} {weekday(self.ends)}' if self.ends else '待补'}"
        self.effect = label("", "strong")
        self.body.addWidget(label(f"{name}　{' → '.join(filter(None, places))}", "title"))
        self.body.addWidget(label(now, "label"))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS))
        self.body.addWidget(self.effect)
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "日期可填 1231、12.31、+30（从今天起）")
        self.add_cancel()
        self.verb = self.add_button("延期", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[_NEW].editor.take_focus()

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == _NEW:
            self._tell_effect()

    def _tell_effect(self) -> None:
        try:
            day = self.seats[_NEW].editor.read()
        except Unreadable:
            day = None
        days = (day - self.ends).days if isinstance(day, date) and self.ends is not None else 0
        self.effect.setText(f"延长 {days} 天" if days > 0 else "")

    def act(self, values: Mapping[str, Any]) -> Outcome:
        reason = str(values[RotationExtension.reason.key] or "")
        approver = values[RotationExtension.approver_id.key]
        return extend(self.known.desk, ROTATIONS, self.rotation_id, values[_NEW], reason, approver)


def ask_extension(parent: QWidget | None, known: Known, recent: Recent, rotation_id: int) -> Outcome | None:
    """延期 (Alt+M) of one rotation: what was done, or None when the officer stepped back."""
    return asked(parent, "轮岗延期", lambda: ExtendRotationDialog(parent, known, recent, rotation_id))
