"""The dialogs of a problem: 延期 with its former deadlines in sight, and 回头看 after it was closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.models.issues import Issue, IssueExtension, IssueLookBack
from desktop_app.registers.spec import Field
from desktop_app.registers.words import weekday
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import LookBackResult
from desktop_app.services.issues import Standing, extend, look_back, standing
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.theme import px

_DAYS = "日期可填 615、6.15、+30（从今天起）"
_NEW_DUE = IssueExtension.new_due_on.key


class ExtendDialog(VerbDialog):
    """延期: a new day with reason and approver, beside the present and the original deadline."""

    FIELDS = (
        Field(IssueExtension.new_due_on, "新期限", required=True),
        Field(IssueExtension.approver_id, "批准人", required=True),
        Field(IssueExtension.reason, "延期原因", required=True, lines=2),
        Field(IssueExtension.doc_no, "批准文号", stretch=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, issue_id: int) -> None:
        super().__init__(parent, "延期", known, recent, 640)
        with known.facts() as facts:
            self.issue = standing(facts.session, issue_id)
        self.effect = label("", "strong")
        self.effect.hide()
        _head(self, self.issue)
        extended = f"已延期 {self.issue.extended} 次" if self.issue.extended else "没有延期过"
        self.body.addWidget(_days(("现期限", self.issue.due), ("原期限", self.issue.first_due), said=extended))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS))
        self.body.addWidget(self.effect)
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", _DAYS)
        self.add_cancel()
        self.verb = self.add_button("延期", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[_NEW_DUE].editor.take_focus()

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == _NEW_DUE:
            self._tell_effect()

    def _tell_effect(self) -> None:
        """By how many days the deadline moves, from the present one and from the original one."""
        try:
            day = self.seats[_NEW_DUE].editor.read()
        except Unreadable:
            day = None
        said = _moved(self.issue, day) if isinstance(day, date) else ""
        self.effect.setText(said)
        self.effect.setVisible(bool(said))
        self.make_room()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        told = {name: value for name, value in values.items() if name != _NEW_DUE}
        return extend(self.known.desk, self.issue.id, values[_NEW_DUE], **told)


def _moved(issue: Standing, day: date) -> str:
    if issue.due is None or day <= issue.due:
        return ""
    said = f"延后 {(day - issue.due).days} 天"
    first = issue.first_due
    return f"{said}，比原期限共延 {(day - first).days} 天" if first and first != issue.due else said


class LookBackDialog(VerbDialog):
    """回头看: 巩固 keeps it closed, 反弹 opens the next round under the same number with a deadline of its own."""

    NEW_DUE = "new_due"
    FIELDS = (
        Field(IssueLookBack.result, "结果", required=True),
        Field(IssueLookBack.checked_on, "检查日期", required=True),
        Field(IssueLookBack.checker_id, "检查人", required=True),
        Field(Issue.due_on, "新期限", required=True),
        Field(IssueLookBack.note, "情况", lines=2),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, issue_id: int) -> None:
        super().__init__(parent, "回头看", known, recent, 640)
        with known.facts() as facts:
            self.issue = standing(facts.session, issue_id)
        _head(self, self.issue)
        self.body.addWidget(_days(("销号日期", self.issue.closed_on), said=f"第 {self.issue.round} 轮"))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS, {IssueLookBack.checked_on.key: known.desk.today}))
        self.effect = label("", "strong")
        self.body.addWidget(self.effect)
        self.body.addStretch(1)
        self.hint("1 2", "选结果")
        self.hint("Enter", "下一项")
        self.hint("", _DAYS)
        self.add_cancel()
        self.verb = self.add_button("回头看", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._chosen()
        self.seats[IssueLookBack.result.key].editor.take_focus()

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == IssueLookBack.result.key:
            self._chosen()

    def _chosen(self) -> None:
        """A rebound asks for the next deadline, and says what will happen."""
        result = self.seats[IssueLookBack.result.key].editor.read()
        rebound = result == LookBackResult.REBOUND
        self.ask_for(Issue.due_on.key, rebound)
        said = f"{self.issue.number} 重开第 {self.issue.round + 1} 轮整改，本次销号留档" if rebound else ""
        self.effect.setText(said)
        self.effect.setVisible(rebound)
        if self.verb is not None:
            rename(self.verb, f"记为{result}" if result else "回头看")

    def act(self, values: Mapping[str, Any]) -> Outcome:
        told = {name: value for name, value in values.items() if name != Issue.due_on.key}
        try:
            return look_back(self.known.desk, self.issue.id, **told, new_due=values[Issue.due_on.key])
        except Refusal as refused:
            refused.field = Issue.due_on.key if refused.field == self.NEW_DUE else refused.field
            raise


def _head(dialog: VerbDialog, issue: Standing) -> None:
    title = label(f"{issue.number}  {issue.name}", "title")
    title.setWordWrap(True)
    dialog.body.addWidget(title)


def _days(*days: tuple[str, date | None], said: str) -> QWidget:
    """Days side by side, each with its name, and a word at the end."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    for word, day in days:
        row.addWidget(label(word, "label"))
        row.addWidget(label(f"{day.isoformat()} {weekday(day)}" if day else "待补", "strong" if day else "note"))
        row.addSpacing(px(16))
    row.addWidget(label(said, "label"))
    row.addStretch(1)
    return line


def ask_extension(parent: QWidget | None, known: Known, recent: Recent, issue_id: int) -> Outcome | None:
    """延期 (Alt+M) of one problem: what was done, or None when the officer stepped back."""
    return _ask(parent, "延期", ExtendDialog, known, recent, issue_id)


def ask_look_back(parent: QWidget | None, known: Known, recent: Recent, issue_id: int) -> Outcome | None:
    """回头看 (Alt+B) at one problem: what was done, or None when the officer stepped back."""
    return _ask(parent, "回头看", LookBackDialog, known, recent, issue_id)


def _ask(
    parent: QWidget | None,
    title: str,
    dialog: type[ExtendDialog] | type[LookBackDialog],
    known: Known,
    recent: Recent,
    issue_id: int,
) -> Outcome | None:
    return asked(parent, title, lambda: dialog(parent, known, recent, issue_id))


DIALOGS = {"extend_issue": ask_extension, "look_back": ask_look_back}
"""The problem's own verbs by the code of their action."""
