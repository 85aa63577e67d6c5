"""返岗: the day somebody is back, with what the hand-back found; which posts go back to him is told."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.posts import Absence
from desktop_app.registers.posts import ABSENCES
from desktop_app.registers.spec import Field
from desktop_app.rules.posts import apart, back_on
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import records
from desktop_app.services.absences import back_to_post
from desktop_app.services.outcome import Outcome
from desktop_app.services.standing_in import who_covers
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog

_BACK, _PROBLEMS = Absence.returned_on.key, Absence.problems.key


class BackDialog(VerbDialog):
    """The absence in sight, its last day before the return, and the posts that were stood in for."""

    FIELDS = (
        Field(Absence.returned_on, "返岗日期", required=True),
        Field(Absence.problems, "发现的问题", lines=2, hint="返岗交接时发现的问题，没有就空着"),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, absence_id: int) -> None:
        super().__init__(parent, "返岗", known, recent, 600)
        with known.facts() as facts:
            self.absence = records.load(facts.session, Absence, absence_id, ABSENCES.lists)
            name = facts.label("officer", self.absence[Absence.officer_id])
            self.calendar = facts.calendar
        back = self.absence[Absence.returned_on]
        if back is not None:
            raise Refusal(f"{self.absence.values['number']} 已在 {back} 返岗。写错了在表单里改返岗日期")
        self.absence_id = absence_id
        first, last = self.absence[Absence.from_on], self.absence[Absence.to_on]
        if first is not None and first >= known.desk.today:
            raise Refusal(f"{self.absence.values['number']} 从 {first} 起才离岗，回来以后再登记返岗")
        days = f"{first or '待补'} 至 {last or '待补'}"
        self.effect = label("", "strong")
        self.effect.setWordWrap(True)
        self.body.addWidget(label(f"{name}　{self.absence[Absence.cause]}　{days}", "title"))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS, {_BACK: self._offered_day()}))
        self.body.addWidget(self.effect)
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "返岗日期是回来上班的第一天")
        self.add_cancel()
        self.verb = self.add_button("登记返岗", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._tell_effect()
        self.seats[_BACK].editor.take_focus()

    def _offered_day(self) -> date:
        """The working day after the last one away where it is past, else today."""
        last, today = self.absence[Absence.to_on], self.known.desk.today
        return min(back_on(last, self.calendar), today) if last is not None and last < today else today

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == _BACK:
            self._tell_effect()

    def _tell_effect(self) -> None:
        """By how many days he is early or late, and whose posts are given back."""
        try:
            day = self.seats[_BACK].editor.read()
        except Unreadable:
            day = None
        last = self.absence[Absence.to_on]
        said = [apart(last, day, self.calendar), self._stood_in(day)] if isinstance(day, date) else []
        self.effect.setText("；".join(filter(None, said)))
        self.make_room()

    def _stood_in(self, day: date) -> str:
        """韩雨桐代的内勤交回."""
        who = self.absence[Absence.officer_id]
        with self.known.facts() as facts:
            lines = who_covers(facts, day - timedelta(days=1), officer_id=who)
        told = [f"{line.by}代的{line.post}" for line in lines if line.a_id == who and line.by_id not in (None, who)]
        return f"{'、'.join(told)}交回本人" if told else ""

    def act(self, values: Mapping[str, Any]) -> Outcome:
        return back_to_post(self.known.desk, ABSENCES, self.absence_id, values[_BACK], str(values[_PROBLEMS] or ""))


def ask_back(parent: QWidget | None, known: Known, recent: Recent, absence_id: int) -> Outcome | None:
    """返岗 (Alt+M) of one absence: what was done, or None when the officer stepped back."""
    return asked(parent, "返岗", lambda: BackDialog(parent, known, recent, absence_id))
