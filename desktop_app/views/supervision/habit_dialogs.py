"""The verbs of a finding (习惯性督查): 单件通报, 转问题, 不通报 with its approval, 不予立项 of a lead on misconduct."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.supervision import Habit
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.habits import HABITS
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.spec import Field
from desktop_app.services import habit_bulletins, inquiries, records
from desktop_app.services.outcome import Outcome
from desktop_app.services.supervision_issues import habit_to_issue
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.dialogs import tell
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.register.verbs import ActionDialog
from desktop_app.views.supervision.document_dialogs import asking


class FindingDialog(VerbDialog):
    """A finding in words and a few fields under it."""

    FIELDS: tuple[Field, ...] = ()
    VERB = ""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, habit_id: int) -> None:
        super().__init__(parent, self.VERB, known, recent, 640)
        with known.desk.store.read() as session:
            self.draft = records.load(session, Habit, habit_id, HABITS.lists)
        self.habit_id = habit_id
        title = label(HABITS.call(self.draft.values), "title")
        title.setWordWrap(True)
        self.body.addWidget(title)
        self.body.addWidget(rule())
        self.body.addWidget(
            self.seat_fields(self.FIELDS, {item.name: self.draft.values[item.name] for item in self.FIELDS})
        )
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.add_cancel()
        self.verb = self.add_button(self.VERB, "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[self.FIELDS[0].name].editor.take_focus()


class ExcuseDialog(FindingDialog):
    """不通报: why, and who approved it."""

    VERB = "不通报"
    FIELDS = (
        Field(Habit.no_bulletin, "未通报原因", required=True, lines=2),
        Field(Habit.no_bulletin_approver_id, "批准人", required=True, elsewhere=True),
    )

    def act(self, values: Mapping[str, Any]) -> Outcome:
        why, who = values[Habit.no_bulletin.key], values[Habit.no_bulletin_approver_id.key]
        return habit_bulletins.excuse(self.known.desk, HABITS, self.habit_id, str(why or ""), who)


class DropDialog(FindingDialog):
    """不予立项: why a lead on misconduct is not looked into."""

    VERB = "不予立项"
    FIELDS = (Field(Habit.no_inquiry, "不予立项理由", required=True, lines=2),)

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, habit_id: int) -> None:
        super().__init__(parent, known, recent, habit_id)
        if not self.draft[Habit.discipline]:
            raise Refusal(f"{self.draft.values['number']} 没勾违纪线索，不用写不予立项")

    def act(self, values: Mapping[str, Any]) -> Outcome:
        return inquiries.no_inquiry(self.known.desk, HABITS, self.habit_id, str(values[Habit.no_inquiry.key] or ""))


def _at_once(title: str, act: Callable[[Known, int], Outcome]) -> ActionDialog:
    """A verb that asks nothing: done, or told why not."""

    def ask(parent: QWidget, known: Known, _recent: Recent, habit_id: int) -> Outcome | None:
        try:
            return act(known, habit_id)
        except Refusal as refused:
            tell(parent, title, refused.said)
            return None

    return ask


DIALOGS: dict[str, ActionDialog] = {
    "habit_bulletin": _at_once(
        "单件通报", lambda known, one: habit_bulletins.draft_single(known.desk, HABITS, BULLETINS, one)
    ),
    "habit_issue": _at_once("转问题", lambda known, one: habit_to_issue(known.desk, HABITS, ISSUES, one)),
    "habit_excuse": asking("不通报", ExcuseDialog),
    "habit_drop": asking("不予立项", DropDialog),
}
"""The verbs of a finding by the code of their action."""
