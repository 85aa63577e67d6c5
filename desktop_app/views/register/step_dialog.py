"""The dialog of a step that asks for something: one record's fields, prefilled, with the reason where it is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.registers.asking import asked, blamed
from desktop_app.registers.spec import Field, Register, Shape
from desktop_app.rules.lifecycle import Move
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog

REASON = "原因"


def step_fields(register: Register, draft: Draft, move: Move) -> tuple[Field, ...]:
    """What a step asks for, in order, and the reason last where it needs one."""
    fields = tuple(_roomy(register, item) for item in asked(register, draft, move.verb, move.asks))
    return (*fields, reason_field(register)) if move.reason else fields


def _roomy(register: Register, item: Field) -> Field:
    """Another record of the same kind is named by its subject, which wants room."""
    return replace(item, stretch=True) if item.link_kind == register.kind else item


def reason_field(register: Register) -> Field:
    """Where the reason of a step is typed: the record's own 状态原因, else a text beside its state."""
    attr = getattr(register.model, "state_reason", None) or register.state
    assert attr is not None
    return Field(attr, REASON, required=True, shape_as=Shape.TEXT, lines=2)


def first_values(register: Register, fields: Sequence[Field], values: Mapping[str, Any], today: date) -> dict[str, Any]:
    """What the fields begin with: what the record has; a day other than the deadline is today. A reason is new."""
    due = register.due.key if register.due is not None else ""
    days = {item.name: today for item in fields if item.shape is Shape.DAY and item.name != due}
    kept = {item.name: values.get(item.name) for item in fields if item.label != REASON}
    return {**days, **{name: value for name, value in kept.items() if value not in (None, "")}}


class StepDialog(VerbDialog):
    """One step of one record (销号、合并、恢复限期): refusals stand under their field, what was typed stays."""

    def __init__(
        self, parent: QWidget | None, register: Register, known: Known, recent: Recent, draft: Draft, move: Move
    ) -> None:
        super().__init__(parent, move.verb, known, recent, 600)
        self.register, self.draft, self.move_on = register, draft, move
        fields = step_fields(register, draft, move)
        with known.facts() as facts:
            title = label(register.call(draft.values, facts), "title")
        title.setWordWrap(True)
        self.body.addWidget(title)
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(fields, first_values(register, fields, draft.values, known.desk.today)))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        if any(item.shape is Shape.DAY for item in fields):
            self.hint("", "日期可填 531、5.31、+30、今")
        self.add_cancel()
        self.verb = self.add_button(move.verb, "Ctrl+Enter", self.carry_out, PRIMARY)
        next(iter(self.seats.values())).editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        reason, given = parted(self.register, self.move_on, values)
        try:
            return records.move(self.known.desk, self.register, self.draft, self.move_on.verb, reason, given)
        except Refusal as refused:
            if refused.field not in self.seats or refused.field == self.register.state_name:
                refused.field = blamed(self.register, self.draft, self.move_on.verb, reason, given)
            raise


def parted(register: Register, move: Move, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The reason typed, and the record's own values beside it."""
    name = reason_field(register).name if move.reason else ""
    return str(values.get(name) or ""), {key: value for key, value in values.items() if key != name}
