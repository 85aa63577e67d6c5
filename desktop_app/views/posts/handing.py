"""移交清单: what a leaving officer hands over: lines of the list and work he still holds, ticked, to one receiver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.models.rotations import Rotation, RotationItem
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.plan import TASKS
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.registers.spec import Field
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.left_behind import Left, left_behind
from desktop_app.services.outcome import Outcome
from desktop_app.services.rotations import hand_over, list_items, named_by, unlisted
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import tell
from desktop_app.views.draw.press import Press
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import answered
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.theme import px
from desktop_app.views.tick_some import TickSome
from desktop_app.views.tick_table import ROW, TickTable

PAPER = "hand_over_list"
_LAWS: Mapping[str, Law] = {ISSUES.kind: ISSUES, TASKS.kind: TASKS}
_HEADS = ("类别", "移交事项", "期限", "接收人", "办理")
_WIDTHS = (76, 0, 88, 84, 170)
_WIDE, _LEAST, _MOST = 940, 4, 10
_RECEIVER, _ON = RotationItem.receiver_id.key, RotationItem.done_on.key
_SIGNED = "已列入"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the dialog: one of the list (``item_id``), or work not listed yet (``left``)."""

    kind: str
    said: str
    due: str
    receiver: str
    how: str
    item_id: int | None = None
    left: Left | None = None
    done: bool = False


def rows_of(facts: Facts, rotation: Draft) -> list[Row]:
    """The lines of the list, then what he still holds besides."""
    held = left_behind(facts, rotation[Rotation.officer_id])
    found = [_listed(facts, line, named_by(line, held)) for line in rotation.rows(RotationItem)]
    return [*found, *(_fresh(left) for left in unlisted(facts, rotation))]


def _listed(facts: Facts, line: Mapping[str, Any], left: Left | None) -> Row:
    done = line.get("done_on")
    signed = f"{done:%m-%d} 已移交" if done is not None else _SIGNED
    how = f"{signed}，{_how(left)}" if left is not None and not (left.given and done) else signed
    receiver = facts.label("officer", line.get("receiver_id"))
    kind, said = str(line.get("kind") or ""), str(line.get("said") or "")
    return Row(kind, said, _due(left), receiver, how, line["id"], done=done is not None)


def _fresh(left: Left) -> Row:
    return Row(str(left.item), left.line, _due(left), "", f"未列入，{_how(left)}", left=left)


def _due(left: Left | None) -> str:
    return f"{left.due_on}" if left is not None and left.due_on is not None else ""


def _how(left: Left) -> str:
    return "移交时改责任人" if left.given else "在原台账改派"


class HandOverDialog(VerbDialog):
    """Space ticks, Ctrl+L lists everything, Ctrl+Enter hands the ticked lines to the receiver in one act."""

    FIELDS = (
        Field(RotationItem.receiver_id, "接收人", required=True),
        Field(RotationItem.done_on, "移交日期", required=True),
    )

    def __init__(
        self, parent: QWidget | None, known: Known, recent: Recent, rotation_id: int, press: Press | None = None
    ) -> None:
        super().__init__(parent, "移交清单", known, recent, _WIDE)
        self.rotation_id, self.press = rotation_id, press
        self.cells = TickSome(_HEADS)
        self.table = TickTable(self.cells, _WIDTHS, 1, "移交事项")
        self.title, self.counts = label("", "title"), label("", "meta2")
        self.body.addWidget(self.title)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.seat_fields(self.FIELDS, {_ON: known.desk.today}))
        self.hint("Space", "勾选")
        self.hint("Ctrl+A", "全部勾选")
        self.hint("Enter", "填接收人")
        self.hint("Ctrl+L", "手头工作全部列入清单")
        self.add_cancel("关闭")
        if press is not None:
            self.add_button("打印", "Ctrl+P", self._print)
        self.lists = self.add_button("列入清单", "Ctrl+L", self._list)
        self.verb = self.add_button("移交", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.cells.refused.connect(self.say)
        self.table.changed.connect(self._count)
        self.table.left.connect(self.seats[_RECEIVER].editor.take_focus)
        QShortcut(QKeySequence("Ctrl+S"), self, self.carry_out)
        self._load()
        self.table.setFixedHeight(px(ROW) * (min(max(len(self.rows), _LEAST), _MOST) + 1) + px(8))
        if self.rows:
            self.table.setFocus()

    def _load(self) -> None:
        """Read it anew; what is not handed over yet is ticked."""
        with self.known.facts() as facts:
            rotation = records.load(facts.session, Rotation, self.rotation_id, ROTATIONS.lists)
            self.rows = rows_of(facts, rotation)
            name = facts.label("officer", rotation[Rotation.officer_id])
            place = facts.label("department", rotation[Rotation.to_department_id])
        self.number = str(rotation.values["number"])
        self.title.setText(f"{name} 轮岗到{place}　{self.number}")
        self.cells.closed = {at: "这一项已经移交" for at, row in enumerate(self.rows) if row.done}
        self.cells.fill(
            range(len(self.rows)),
            [(row.kind, row.said, row.due, row.receiver, row.how) for row in self.rows],
            [at for at, row in enumerate(self.rows) if not row.done],
        )
        self.table.selectRow(next((at for at, row in enumerate(self.rows) if not row.done), 0))
        self.lists.setEnabled(any(row.left is not None for row in self.rows))
        self._count()

    def _count(self) -> None:
        fresh = sum(row.left is not None for row in self.rows)
        done = sum(row.done for row in self.rows)
        listed = len(self.rows) - fresh
        told = [f"清单 {listed} 项，已移交 {done} 项", f"手头还有 {fresh} 项没列入" if fresh else ""]
        self.counts.setText("；".join(filter(None, told)) if self.rows else "手头没有要移交的工作，清单是空的")
        if self.verb is not None:
            rename(self.verb, f"移交 {len(self.chosen)} 项")

    @property
    def chosen(self) -> Sequence[Row]:
        return [row for at, row in enumerate(self.rows) if at in self.cells.ticked]

    def _list(self) -> None:
        """Everything not listed yet goes into the list; the dialog stays."""
        try:
            done = list_items(self.known.desk, ROTATIONS, self.rotation_id)
        except Refusal as refused:
            self.say(refused.said)
            return
        self.outcome = done
        self.known.forget()
        self._load()
        self.say(done.said, "note")

    def _print(self) -> None:
        if self.press is not None:
            self.press.show(self, PAPER, self.number)

    def act(self, values: Mapping[str, Any]) -> Outcome:
        listed = [row.item_id for row in self.chosen if row.item_id is not None]
        fresh = [row.left for row in self.chosen if row.left is not None]
        return hand_over(
            self.known.desk, ROTATIONS, _LAWS, self.rotation_id, listed, fresh, values[_RECEIVER], values[_ON]
        )


def ask_hand_over(
    press: Press | None, parent: QWidget | None, known: Known, recent: Recent, rotation_id: int
) -> Outcome | None:
    """移交清单 of one rotation: what was listed or handed over, None when nothing was."""
    try:
        dialog = HandOverDialog(parent, known, recent, rotation_id, press)
        return answered(dialog) or dialog.outcome
    except Refusal as refused:
        tell(parent, "移交清单", refused.said)
        return None
