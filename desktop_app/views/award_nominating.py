"""提名: passed dossiers by department to tick, within each department's quota; another closed case by its number."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.registers.awards import ENTRIES
from desktop_app.rules.names import match
from desktop_app.rules.numbers import points
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import AwardState
from desktop_app.services.award_candidates import Candidate, by_number, candidates
from desktop_app.services.award_entries import open_award
from desktop_app.services.awards import nominate
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.line import Line
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.theme import px
from desktop_app.views.tick_some import TickSome
from desktop_app.views.tick_table import TickTable

_WIDE, _TALL = 960, 330
_HEADS = ("受案号", "案件名称", "部门", "承办人", "检查得分", "说明")
_WIDTHS = (236, 0, 56, 64, 64, 260)


class NominationRows(TickSome):
    """Candidates to tick; a department that has put forward all it may takes no more."""

    def __init__(self, quota: int, found: list[Candidate]) -> None:
        super().__init__(_HEADS, frozenset({5}))
        self.quota, self.found = quota, found
        self.ticked = {at for at, one in enumerate(found) if one.entry_id is not None}

    def count(self, department_id: int | None) -> int:
        """Dossiers a department puts forward, as ticked."""
        return sum(self.found[at].department_id == department_id for at in self.ticked)

    def why_not(self, key: int) -> str:
        one = self.found[key]
        full = one.department_id is not None and self.count(one.department_id) >= self.quota
        if key in self.ticked or not full:
            return ""
        return f"{one.department}已提名 {self.quota} 卷，到了限报数。先去掉一卷，或在评选里改“每部门限报”"

    def show_found(self, typed: str) -> None:
        """The candidates whose number, name or handler meets what is typed."""
        keys = [at for at, one in enumerate(self.found) if _meets(one, typed)]
        self.fill(keys, [self._texts(self.found[at]) for at in keys], self.ticked)

    @staticmethod
    def _texts(one: Candidate) -> tuple[str, ...]:
        score = points(one.score) if one.score is not None else ""
        said = one.why if one.entry_id is not None else "" if one.verdict else "没有归档检查"
        return (one.case_no, one.name, one.department, one.handler, score, said or one.verdict)


def _meets(one: Candidate, typed: str) -> bool:
    wanted = tight(typed)
    if not wanted or wanted in one.case_no:
        return True
    return any(match(wanted, text) is not None for text in (one.name, one.department, one.handler))


class NominationDialog(VerbDialog):
    """Space puts a dossier forward or takes it back, Ctrl+Enter does all of it as one act."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, award_id: int) -> None:
        super().__init__(parent, "提名", known, recent, _WIDE)
        self.award_id = award_id
        with known.facts() as facts:
            award = open_award(facts, award_id)
            if award["state"] != AwardState.NOMINATING:
                raise Refusal("评分已经开始，参评案卷不再增减。先“退回提名”，写明原因")
            self.rows = NominationRows(int(award["quota"]), candidates(facts, award_id))
        self.reasons: dict[int, str] = {}
        self.finder = Line()
        self.finder.setAccessibleName("查找")
        self.finder.setPlaceholderText("受案号、案件名称、承办人首字母；没检查过的办结案件填受案号，按 Enter 加入")
        self.table = TickTable(self.rows, _WIDTHS, 1, "可报案卷")
        self.table.setFixedHeight(px(_TALL))
        self.reason = Line()
        self.reason.setAccessibleName("推荐理由")
        self.counts = label("", "meta2")
        self.counts.setWordWrap(True)
        self.body.addWidget(label(f"{award['name']}：每部门限报 {award['quota']} 卷", "title"))
        self.body.addLayout(self._grid())
        self.body.addWidget(self.counts)
        self._listen()
        self._finish()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(8))
        grid.addWidget(label("查找", "label"), 0, 0)
        grid.addWidget(self.finder, 0, 1)
        grid.addWidget(self.table, 1, 0, 1, 2)
        grid.addWidget(label("推荐理由", "label"), 2, 0)
        grid.addWidget(self.reason, 2, 1)
        return grid

    def _listen(self) -> None:
        self.finder.textEdited.connect(self._find)
        self.finder.entered.connect(self._found)
        self.rows.refused.connect(self.say)
        self.table.changed.connect(self._tell)
        self.table.left.connect(self.reason.setFocus)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_reason())
        self.reason.textEdited.connect(self._reason_typed)
        self.reason.entered.connect(self._next)

    def _finish(self) -> None:
        for key, text in (("Space", "提名"), ("Enter", "写推荐理由"), ("Ctrl+F", "查找")):
            self.hint(key, text)
        self.add_cancel()
        self.verb = self.add_button("提名", "Ctrl+Enter", self.carry_out, PRIMARY)
        QShortcut(QKeySequence("Ctrl+F"), self, self.finder.setFocus)
        self._find("")
        self._tell()
        self._began = set(self.rows.ticked)
        (self.table if self.rows.found else self.finder).setFocus()

    # the list

    @property
    def current(self) -> int | None:
        """Which candidate the cursor is on."""
        row = self.table.currentIndex().row()
        return self.rows.keys[row] if 0 <= row < len(self.rows.keys) else None

    def _find(self, typed: str) -> None:
        self.say("")
        self.rows.show_found(typed)
        if self.rows.keys:
            self.table.selectRow(0)
        self._show_reason()

    def _found(self) -> None:
        """Enter in the finder: to the rows it left, or a closed case by the number typed."""
        if self.rows.keys:
            self.table.setFocus()
            return
        try:
            with self.known.facts() as facts:
                one = by_number(facts, self.award_id, self.finder.text())
        except Refusal as refused:
            self.say(refused.said)
            return
        self.rows.found.append(one)
        self.finder.clear()
        self._find("")
        self.table.selectRow(len(self.rows.keys) - 1)
        self.table.setFocus()

    def _show_reason(self) -> None:
        at = self.current
        self.reason.setText(self.reasons.get(at, self.rows.found[at].reason) if at is not None else "")
        new = at is not None and self.rows.found[at].entry_id is None
        self.reason.setEnabled(new)

    def _reason_typed(self, text: str) -> None:
        if self.current is not None:
            self.reasons[self.current] = text

    def _next(self) -> None:
        """Enter in the reason: the dossier is put forward, on to the next one."""
        row = self.table.currentIndex().row()
        if self.current is not None and self.current not in self.rows.ticked and self.reason.text().strip():
            self.rows.turn(row)
            self._tell()
        self.table.selectRow(min(row + 1, len(self.rows.keys) - 1))
        self.table.setFocus()

    def _tell(self) -> None:
        """How many each department puts forward."""
        rows = self.rows
        names = {one.department_id: one.department or "部门待补" for one in rows.found}
        told = [f"{name} {rows.count(id_)}" for id_, name in names.items() if rows.count(id_)]
        self.counts.setText(f"已勾选 {len(rows.ticked)} 卷：{'、'.join(told)}" if told else "还没有提名")
        if self.verb is not None:
            rename(self.verb, f"提名 {len(rows.ticked)} 卷")

    # writing it down

    @property
    def typed(self) -> str:
        now = repr((sorted(self.rows.ticked), self.reasons))
        return now if self.rows.ticked != self._began or any(self.reasons.values()) else ""

    def act(self, _values: Mapping[str, Any]) -> Outcome:
        found, ticked = self.rows.found, self.rows.ticked
        new = [at for at in sorted(ticked) if found[at].entry_id is None]
        back = [one.entry_id for at, one in enumerate(found) if one.entry_id is not None and at not in ticked]
        if not new and not back:
            raise Refusal("没有改动。按 Space 勾选要提名的案卷")
        reasons = {found[at].case_no: self.reasons.get(at, "") for at in new}
        return nominate(self.known.desk, ENTRIES, self.award_id, [found[at].case_no for at in new], reasons, back)


def ask_nomination(parent: QWidget | None, known: Known, recent: Recent, award_id: int) -> Outcome | None:
    """提名 (Alt+B): what was put forward, or None when the officer stepped back."""
    return asked(parent, "提名", lambda: NominationDialog(parent, known, recent, award_id))
