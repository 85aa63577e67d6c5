"""The verbs of duty lists (一岗双责): a deed of one or many leaders, a quarter checked, lists for those without."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.people import Department, Officer
from desktop_app.models.responsibility import Duty, DutyCheck, DutyDeed
from desktop_app.registers.responsibility import DUTIES
from desktop_app.registers.spec import Field
from desktop_app.rules.periods import quarter_of
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import duties
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.register.verbs import ActionDialog, SelectionDialog
from desktop_app.views.supervision.row_grid import RowGrid
from desktop_app.views.theme import px
from desktop_app.views.tick_table import ROW, TickRows, TickTable

_SHOWN = 10
DAY = timedelta(days=1)


class DeedDialog(VerbDialog):
    """履责记录: one thing done, entered for every leader selected."""

    FIELDS = (
        Field(DutyDeed.done_on, "日期", required=True),
        Field(DutyDeed.kind, "事项", required=True, words="履责事项"),
        Field(DutyDeed.officer_id, "对象", elsewhere=True),
        Field(DutyDeed.evidence, "佐证"),
        Field(DutyDeed.text, "内容", lines=2),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, ids: Sequence[int]) -> None:
        super().__init__(parent, "履责记录", known, recent, 640)
        self.ids = tuple(ids)
        with known.facts() as facts:
            rows = [facts.row(Duty.__tablename__, one) for one in ids]
            names = [facts.label(Officer.__tablename__, row.get("officer_id")) for row in rows]
        title = label("、".join(names[:_SHOWN]) + (f"等 {len(names)} 人" if len(names) > _SHOWN else ""), "title")
        title.setWordWrap(True)
        self.body.addWidget(title)
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS, {DutyDeed.done_on.key: known.desk.today}))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "选中几位领导，一次都登记")
        self.add_cancel()
        many = f" {len(ids)} 人" if len(ids) > 1 else ""
        self.verb = self.add_button(f"登记{many}", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[DutyDeed.kind.key].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        deed = duties.Deed(
            values[DutyDeed.done_on.key],
            str(values[DutyDeed.kind.key] or ""),
            str(values[DutyDeed.text.key] or ""),
            values[DutyDeed.officer_id.key],
            str(values[DutyDeed.evidence.key] or ""),
        )
        return duties.record_deed(self.known.desk, DUTIES, self.ids, deed)


class CheckDialog(VerbDialog):
    """履责考核: every leader with what he did in the quarter, grade and fault beside it, one act."""

    FIELDS = (
        Field(DutyCheck.period, "期间", required=True, hint="2015Q1 或 2015"),
        Field(DutyCheck.checked_on, "考核日期", required=True),
        Field(DutyCheck.checker_id, "考核人", elsewhere=True),
    )
    ROW = (
        Field(DutyCheck.grade, "等次", words="履责考核等次"),
        Field(DutyCheck.problem, "问题"),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, _duty_id: int) -> None:
        super().__init__(parent, "履责考核", known, recent, 860)
        today = known.desk.today
        ended = quarter_of(today) if quarter_of(today).last <= today else quarter_of(quarter_of(today).first - DAY)
        self.period = f"{ended.first.year}Q{(ended.first.month + 2) // 3}"
        self.body.addWidget(label("履责考核：逐人评等次，一次可撤销", "title"))
        self.body.addWidget(rule())
        given = {DutyCheck.period.key: self.period, DutyCheck.checked_on.key: today}
        self.body.addWidget(self.seat_fields(self.FIELDS, given))
        self.grid: RowGrid | None = None
        self.lacking = label("", "caution")
        self._fill()
        self.body.addWidget(self.lacking)
        self.body.addStretch(1)
        self.hint("Enter", "下一项、下一人")
        self.hint("", "没评的不登记")
        self.add_cancel()
        self.verb = self.add_button("登记考核", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[DutyCheck.period.key].editor.take_focus()

    def _fill(self) -> None:
        """The leaders with their deeds of the period as typed."""
        with self.known.facts() as facts:
            rows = duties.performances(facts, self.period)
        if not rows:
            raise Refusal("还没有责任清单。先按 Alt+W 拟建")
        grid = RowGrid(self.editor, ("姓名", "职务", "履责"), self.ROW, "")
        for row in rows:
            done = "、".join(f"{kind} {count}" for kind, count in row.deeds.items()) or "没有记录"
            values = {DutyCheck.grade.key: row.grade, DutyCheck.problem.key: row.problem}
            grid.add(row.duty_id, row.officer, (row.officer, row.post, done), values)
        grid.fit()
        grid.edited.connect(lambda _key: self.say(""))
        grid.left_last.connect(self.after_last)
        if self.grid is None:
            self.body.addWidget(grid)
        else:
            self.body.replaceWidget(self.grid, grid)
            self.grid.hide()
            self.grid.deleteLater()
        self.grid = grid
        idle = sum(1 for row in rows if not row.deeds)
        self.lacking.setText(f"◆ {idle} 人这个期间没有履责记录" if idle else "")
        self.lacking.setVisible(bool(idle))

    def _left(self, name: str) -> None:
        super()._left(name)
        if name != DutyCheck.period.key or self.grid is None:
            return
        try:
            typed = str(self.seats[name].editor.read() or "")
            if typed and typed != self.period:
                self.period = typed
                self._fill()
        except (Refusal, Unreadable) as fault:
            self.seats[name].say(fault.said, "")

    def _advance(self, name: str) -> None:
        if name == DutyCheck.checker_id.key and self.grid is not None:
            self._left(name)
            self.grid.take_focus()
        else:
            super()._advance(name)

    def _written(self) -> str:
        grid = getattr(self, "grid", None)
        return super()._written() + (grid.written if grid is not None else "")

    def act(self, values: Mapping[str, Any]) -> Outcome:
        assert self.grid is not None
        told = self.grid.read()
        if told is None:
            raise Refusal("有一行没填对，改好再登记")
        grade, problem = DutyCheck.grade.key, DutyCheck.problem.key
        grades = {one: (str(row[grade] or ""), str(row[problem] or "")) for one, row in told.items()}
        period, on = str(values[DutyCheck.period.key] or ""), values[DutyCheck.checked_on.key]
        return duties.check_period(self.known.desk, DUTIES, period, grades, on, values[DutyCheck.checker_id.key])


class ProposeDialog(VerbDialog):
    """拟建清单: leaders and heads of the roster without a duty list, all ticked at first."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, _duty_id: int) -> None:
        super().__init__(parent, "拟建责任清单", known, recent, 760)
        with known.facts() as facts:
            drafts = duties.proposals(facts)
            if not drafts:
                raise Refusal("花名册里的院领导、部门负责人都有责任清单了")
            texts = [
                (
                    facts.label(Officer.__tablename__, draft[Duty.officer_id]),
                    str(draft[Duty.post]),
                    facts.short_label(Department.__tablename__, facts.department_of(draft[Duty.officer_id]).get("id")),
                    str(draft[Duty.business]),
                )
                for draft in drafts
            ]
        ids = [int(draft[Duty.officer_id] or 0) for draft in drafts]
        self.rows = TickRows(("姓名", "职务", "部门", "业务职责（可再改）"))
        self.table = TickTable(self.rows, (84, 132, 84, 0), 3, "没有责任清单的领导")
        self.rows.fill(ids, texts, ids)
        self.table.setFixedHeight(px(ROW) * (min(len(ids), _SHOWN) + 1) + px(8))
        self.table.changed.connect(self._count)
        self.table.left.connect(self.after_last)
        self.table.selectRow(0)
        self.body.addWidget(label(f"花名册里有 {len(ids)} 位领导、部门负责人还没有责任清单", "title"))
        self.body.addWidget(self.table)
        self.body.addStretch(1)
        self.hint("Space", "勾选")
        self.hint("Ctrl+A", "全部勾选")
        self.hint("", "职责照同类清单写好，签订后填签订日期")
        self.add_cancel()
        self.verb = self.add_button("拟建", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._count()
        self.table.setFocus()

    def _count(self) -> None:
        if self.verb is not None:
            rename(self.verb, f"拟建 {len(self.rows.ticked)} 份")

    def act(self, _values: Mapping[str, Any]) -> Outcome:
        return duties.propose(self.known.desk, DUTIES, [one for one in self.rows.keys if one in self.rows.ticked])


def ask_deed(parent: QWidget | None, known: Known, recent: Recent, ids: Sequence[int]) -> Outcome | None:
    """履责记录 (Alt+M) of one leader or all selected."""
    return asked(parent, "履责记录", lambda: DeedDialog(parent, known, recent, ids))


def ask_check(parent: QWidget | None, known: Known, recent: Recent, duty_id: int) -> Outcome | None:
    """履责考核 (Alt+B) of a quarter."""
    return asked(parent, "履责考核", lambda: CheckDialog(parent, known, recent, duty_id))


def ask_proposing(parent: QWidget | None, known: Known, recent: Recent, duty_id: int) -> Outcome | None:
    """拟建清单 (Alt+W)."""
    return asked(parent, "拟建清单", lambda: ProposeDialog(parent, known, recent, duty_id))


DIALOGS: dict[str, ActionDialog] = {
    "duty_deed": SelectionDialog(ask_deed),
    "duty_check": ask_check,
    "duty_propose": ask_proposing,
}
"""The verbs of a duty list by the code of their action."""
