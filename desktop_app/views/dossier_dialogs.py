"""The dialogs of a checked dossier: 转问题 of its defects, and 登记补正 with those that are mended."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.dossiers import DossierCheck
from desktop_app.registers.dossiers import CHECKS
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.spec import Field
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import DossierState
from desktop_app.services import records
from desktop_app.services.dossier_issues import DEFECTS, Convertible, convertible, mend, to_issues
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import answered, asked
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.theme import px
from desktop_app.views.tick_some import TickSome
from desktop_app.views.tick_table import ROW, TickTable

NOTHING = "这卷没有登记缺陷，没有可转的问题。先在“缺陷”里逐处登记"
_HEADS = ("缺陷", "位置、说明", "扣分", "办理")
_WIDTHS = (220, 0, 56, 150)
_MOST = 8


class DefectDialog(VerbDialog):
    """A checked dossier and its defects to tick. Space ticks, Ctrl+A ticks all; ``verb`` says how many."""

    VERB = ""

    def __init__(self, parent: QWidget | None, title: str, known: Known, recent: Recent, check_id: int) -> None:
        super().__init__(parent, title, known, recent, 720)
        with known.facts() as facts:
            self.draft = records.load(facts.session, DossierCheck, check_id, CHECKS.lists)
            self.defects = convertible(facts, self.draft)
        self.check_id = check_id
        head = label(f"{CHECKS.call(self.draft.values)}　{self.draft[DossierCheck.name]}", "title")
        head.setWordWrap(True)
        self.body.addWidget(head)
        self.rows = TickSome(_HEADS, frozenset({3}))
        self.table = TickTable(self.rows, _WIDTHS, 1, "缺陷")

    def offer(self, closed: Mapping[int, str], ticked: Sequence[int]) -> None:
        """The defects as a list; ``closed`` ones say why, ``ticked`` begin ticked."""
        self.rows.closed = closed
        self.rows.fill([one.id for one in self.defects], [_texts(one) for one in self.defects], ticked)
        self.table.setFixedHeight(px(ROW) * (min(len(self.defects), _MOST) + 1) + px(8))
        self.rows.refused.connect(self.say)
        self.table.changed.connect(self.count)
        self.table.left.connect(self.after_last)
        first = next((at for at, one in enumerate(self.defects) if one.id not in closed), 0)
        self.table.selectRow(first)
        self.body.addWidget(self.table)
        self.body.addStretch(1)

    def finish(self) -> None:
        """Hints and buttons."""
        self.hint("Space", "勾选")
        self.hint("Ctrl+A", "全部勾选")
        self.hint("Enter", "下一项")
        self.add_cancel()
        self.verb = self.add_button(self.VERB, "Ctrl+Enter", self.carry_out, PRIMARY)
        self.count()

    @property
    def ticked(self) -> list[int]:
        return [one.id for one in self.defects if one.id in self.rows.ticked]

    def count(self) -> None:
        """The button says how many are ticked."""
        if self.verb is not None:
            rename(self.verb, f"{self.VERB} {len(self.ticked)} 处")


def _texts(one: Convertible) -> tuple[str, ...]:
    done = [f"已转 {one.issue_no}"] if one.issue_no else []
    done += [f"{one.mended_on:%m-%d} 补正"] if one.mended_on is not None else []
    return (one.item, one.said, points(one.points) if one.points else "", "　".join(done))


class DossierIssueDialog(DefectDialog):
    """转问题: what is ticked becomes problems; mended defects begin unticked, those made into one are closed."""

    VERB = "转问题"

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, check_id: int) -> None:
        super().__init__(parent, "转问题", known, recent, check_id)
        if self.draft[DossierCheck.state] == DossierState.WAITING:
            raise Refusal(f"{self.draft.values['number']} 待检查，没有定下的缺陷可转。先办“退卷补正”")
        if not self.defects:
            raise Refusal(NOTHING)
        closed = {one.id: f"“{one.item}”已转问题 {one.issue_no}。不用再转" for one in self.defects if one.issue_no}
        open_ = [one.id for one in self.defects if not one.issue_no and one.mended_on is None]
        self.offer(closed, open_)
        self.finish()
        self.hint("", "承办人是责任人，案号和补正期限一并带入")
        self.table.setFocus()

    def act(self, _values: Mapping[str, Any]) -> Outcome:
        return to_issues(self.known.desk, CHECKS, ISSUES, self.check_id, self.ticked)


class MendDialog(DefectDialog):
    """登记补正: the day, and the defects that are mended: all of them unless some are unticked."""

    VERB = "登记补正"
    FIELDS = (Field(DossierCheck.corrected_on, "补正日期", required=True),)

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, check_id: int) -> None:
        super().__init__(parent, "登记补正", known, recent, check_id)
        name = DossierCheck.corrected_on.key
        self.body.addWidget(self.seat_fields(self.FIELDS, {name: known.desk.today}))
        closed = {one.id: f"“{one.item}”{one.mended_on} 已补正" for one in self.defects if one.mended_on is not None}
        if self.defects:
            self.offer(closed, [one.id for one in self.defects if one.id not in closed])
        self.finish()
        self.seats[name].editor.take_focus()

    def _advance(self, name: str) -> None:
        """Enter in the day: on to the defects."""
        self._left(name)
        if self.defects:
            self.table.setFocus()
        else:
            self.after_last()

    def count(self) -> None:
        if self.defects:
            super().count()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        try:
            on = values[DossierCheck.corrected_on.key]
            return mend(self.known.desk, CHECKS, self.check_id, on, self.ticked)
        except Refusal as refused:
            if refused.field == DEFECTS:
                self.table.setFocus()
            raise


def ask_dossier_issues(parent: QWidget | None, known: Known, recent: Recent, check_id: int) -> Outcome | None:
    """转问题 (Alt+B): what was made, or None when the officer stepped back."""
    return asked(parent, "转问题", lambda: DossierIssueDialog(parent, known, recent, check_id))


def ask_mending(parent: QWidget | None, known: Known, recent: Recent, check_id: int) -> Outcome | None:
    """登记补正 of one dossier: what was entered, or None when the officer stepped back."""
    return answered(MendDialog(parent, known, recent, check_id))


DIALOGS = {"dossier_issue": ask_dossier_issues, f"{CHECKS.kind}:登记补正": ask_mending}
"""The verbs of a dossier check by the code of their action, and its step that ticks defects."""
