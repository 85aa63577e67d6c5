"""The dialogs of the plan: 变更期限 with its followers listed first, and 印发方案."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from desktop_app.models.plan import DeadlineChange, Plan
from desktop_app.registers.campaign import PLANS
from desktop_app.registers.spec import Field
from desktop_app.registers.words import weekday
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.outcome import Outcome
from desktop_app.services.plan import Follower, Moving, issue_plan, move_deadline, moving, preview_move, ungrounded
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, link, rule
from desktop_app.views.dialogs import tell
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.theme import px

_MOST = 184
_NEW_DUE = DeadlineChange.new_due_on.key


class MoveDeadlineDialog(VerbDialog):
    """变更期限: the new day with its working days, why, who allowed it; followers move only where ticked."""

    FIELDS = (
        Field(DeadlineChange.new_due_on, "新期限", required=True),
        Field(DeadlineChange.approver_id, "批准人", required=True),
        Field(DeadlineChange.reason, "变更原因", required=True, lines=2),
        Field(DeadlineChange.doc_no, "批准文号", stretch=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, task_id: int) -> None:
        super().__init__(parent, "变更期限", known, recent, 640)
        with known.facts() as facts:
            self.task = moving(facts.session, task_id)
        self._asked: date | None = None
        self.followers = FollowerList()
        self.followers.ticked.connect(self._name_verb)
        self.effect = label("", "strong")
        self.effect.hide()
        self.body.addWidget(label(f"{self.task.number}  {self.task.name}", "title"))
        self.body.addWidget(_days_now(self.task))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS))
        self.body.addWidget(self.effect)
        self.body.addWidget(self.followers)
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("Space", "勾选后续任务")
        self.hint("", "期限可填 515、5.15、+30")
        self.add_cancel()
        self.verb = self.add_button("变更期限", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[_NEW_DUE].editor.take_focus()

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == _NEW_DUE:
            self._preview()

    def _preview(self) -> None:
        """Working days moved under the field, followers below; what was ticked stays ticked."""
        day = self._typed_day()
        if day is None or day == self.task.due:
            self.effect.hide()
            self.followers.show_followers((), 0)
            return
        seen = preview_move(self.known.desk, self.task.id, day)
        moved = f"{'后' if seen.days > 0 else '前'}移 {abs(seen.days)} 个工作日" if seen.days else "工作日不变"
        along = f"后续任务 {len(seen.followers)} 项，勾选的一并改期" if seen.followers else "没有后续任务要改期"
        self.seats[_NEW_DUE].say("", seen.note)
        self.effect.setText(f"{moved}，{along}" if self.task.due else along)
        self.effect.show()
        self.followers.show_followers(seen.followers, self.known.desk.today.year)
        self.make_room()

    def _typed_day(self) -> date | None:
        try:
            day = self.seats[_NEW_DUE].editor.read()
        except Unreadable:
            return None
        return day if isinstance(day, date) else None

    def _name_verb(self, count: int) -> None:
        if self.verb is not None:
            rename(self.verb, f"变更 {count + 1} 项期限" if count else "变更期限")

    def act(self, values: Mapping[str, Any]) -> Outcome:
        told = {name: value for name, value in values.items() if name != _NEW_DUE}
        return move_deadline(
            self.known.desk, self.task.id, values[_NEW_DUE], **told, with_followers=self.followers.chosen()
        )


def _days_now(task: Moving) -> QWidget:
    """Present and original deadline and the start, side by side."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(8))
    for word, day in (("现期限", task.due), ("原期限", task.first_due), ("开始", task.start)):
        row.addWidget(label(word, "label"))
        row.addWidget(label(f"{day.isoformat()} {weekday(day)}" if day else "待补", "strong" if day else "note"))
        row.addSpacing(px(16))
    row.addStretch(1)
    return line


class FollowerList(QWidget):
    """The tasks that follow, each with its old and new deadline and a box to tick; none is ticked beforehand.

    ``ticked`` carries how many are.
    """

    ticked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[int, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        self.all = link("全部勾选", self.tick_all)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grid.addWidget(self.area, 0, 0, 1, 2)
        self._grid.addWidget(self.all, 1, 0)
        self.hide()

    def chosen(self) -> list[int]:
        """Ids of the ticked followers, in order."""
        return [id_ for id_, box in self.boxes.items() if box.isChecked()]

    def tick_all(self) -> None:
        on = len(self.chosen()) < len(self.boxes)
        for box in self.boxes.values():
            box.setChecked(on)

    def show_followers(self, followers: tuple[Follower, ...], year: int) -> None:
        """List them anew."""
        kept = set(self.chosen())
        inner = QWidget()
        inner.setProperty("ground", "surface")
        rows = QGridLayout(inner)
        rows.setContentsMargins(0, 0, px(8), 0)
        rows.setVerticalSpacing(px(2))
        rows.setColumnStretch(0, 1)
        self.boxes = {follower.shift.id: self._row(rows, follower, year) for follower in followers}
        for id_, box in self.boxes.items():
            box.setChecked(id_ in kept)
            box.toggled.connect(self._count)
        self.area.setWidget(inner)
        self.area.setFixedHeight(min(inner.sizeHint().height(), px(_MOST)))
        self.setVisible(bool(followers))
        self._count()

    def _row(self, rows: QGridLayout, follower: Follower, year: int) -> QCheckBox:
        shift, place = follower.shift, rows.rowCount()
        days = f"{_day(shift.old_due, year)} → {_day(shift.new_due, year)}"
        box = QCheckBox(f"{follower.number}  {follower.name}".replace("&", "&&"))
        box.setAccessibleName(f"{follower.number} {follower.name}，期限 {days}")
        rows.addWidget(box, place, 0)
        rows.addWidget(label(days), place, 1)
        return box

    def _count(self) -> None:
        rename(self.all, "全部勾选" if len(self.chosen()) < len(self.boxes) else "全部不勾")
        self.ticked.emit(len(self.chosen()))


def _day(day: date | None, year: int) -> str:
    if day is None:
        return "无"
    return f"{day:%m-%d}" if day.year == year else day.isoformat()


class IssuePlanDialog(VerbDialog):
    """印发方案: number, day and signer; what is still open is said beforehand and does not hold it up."""

    FIELDS = (
        Field(Plan.doc_no, "文号", required=True, stretch=True),
        Field(Plan.issued_on, "印发日期", required=True),
        Field(Plan.signer_id, "签发人", required=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, plan_id: int) -> None:
        super().__init__(parent, "印发方案", known, recent, 600)
        self.plan_id = plan_id
        with known.facts() as facts:
            row = facts.row(Plan.__tablename__, plan_id)
            left_open = ungrounded(facts.session)
        title = label(str(row.get("title") or ""), "title")
        title.setWordWrap(True)
        self.body.addWidget(title)
        self.body.addWidget(label(f"印发后 {left_open.grounded} 项任务的起止记为基线，改期限须按 Alt+M", "label"))
        for problem in left_open.problems:
            said = label(f"◆ {problem.said}", "caution")
            said.setWordWrap(True)
            self.body.addWidget(said)
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS))
        self.body.addStretch(1)
        for name, seat in self.seats.items():
            seat.editor.show_value(row.get(name))
        self.hint("Enter", "下一项")
        self.add_cancel()
        self.verb = self.add_button("印发方案", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[Plan.doc_no.key].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        return issue_plan(self.known.desk, PLANS, self.plan_id, **values)


def ask_move_deadline(parent: QWidget | None, known: Known, recent: Recent, task_id: int) -> Outcome | None:
    """变更期限 (Alt+M) on one task: what was done, or None when the officer stepped back or it may not be moved."""
    try:
        dialog = MoveDeadlineDialog(parent, known, recent, task_id)
    except Refusal as refused:
        tell(parent, "变更期限", refused.said)
        return None
    return _run(dialog)


def ask_issue_plan(parent: QWidget | None, known: Known, recent: Recent, plan_id: int) -> Outcome | None:
    """印发方案 on the plan: what was done, or None when the officer stepped back."""
    return _run(IssuePlanDialog(parent, known, recent, plan_id))


DIALOGS = {"move_deadline": ask_move_deadline, "issue_plan": ask_issue_plan}
"""The plan's own verbs by the code of their action."""


def _run(dialog: VerbDialog) -> Outcome | None:
    done = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.outcome if done else None
