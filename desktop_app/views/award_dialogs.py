"""评分与评定 of the best dossiers: judges, marks, means and ranks live, who is honoured, approval; 开始评分."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.models.dossiers import AwardJudge, DossierAward
from desktop_app.registers.awards import AWARDS, ENTRIES
from desktop_app.registers.spec import Field, Parts
from desktop_app.rules.numbers import points
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import AwardState
from desktop_app.services.award_entries import open_award
from desktop_app.services.award_sheets import sheet
from desktop_app.services.awards import REASON, Laws, Settled, begin, settle
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.award_nominating import ask_nomination
from desktop_app.views.award_sheet import Marking
from desktop_app.views.award_table import FIRST, AwardRows, AwardTable
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.dialogs import tell
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.line import Line
from desktop_app.views.register.editors.tokens import TokenEditor
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.theme import px
from desktop_app.views.tick_table import ROW

LAWS = Laws(AWARDS, ENTRIES)
_JUDGES = Parts(AwardJudge, "评委", (Field(AwardJudge.officer_id, "评委"),), single=True)
_WIDE, _HEAD, _MOST = 1080, 38, 11


class ScoreDialog(VerbDialog):
    """The marking sheet of a choice. Ctrl+S writes it down, Ctrl+Enter approves it; either is one act."""

    APPROVED = (
        Field(DossierAward.approved_by, "审批机构", words="评选确认机构"),
        Field(DossierAward.approved_on, "审批日期"),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, award_id: int) -> None:
        super().__init__(parent, "评分与评定", known, recent, _WIDE)
        self.setMinimumWidth(min(px(_WIDE), self.screen().availableSize().width() - px(16)))
        with known.facts() as facts:
            award = open_award(facts, award_id)
            if award["state"] == AwardState.NOMINATING:
                raise Refusal("还没有开始评分。先“开始评分”编好盲号，印发评分表")
            self.marking = Marking.of(sheet(facts, award_id))
        self.approving = False
        self.judges = TokenEditor(_JUDGES, known, recent)
        self.judges.setAccessibleName("评委")
        self.rows = AwardRows(self.marking)
        self.table = AwardTable(self.rows)
        self.table.setMinimumHeight(px(_HEAD + ROW * min(max(len(self.marking.lines), 4), _MOST)))
        self.chosen = label("", "strong")
        self.chosen.setWordWrap(True)
        self.short = label("", "caution")
        self.caption = label("决定理由", "label")
        self.why = Line()
        self.why.setAccessibleName("决定理由")
        self.body.setSpacing(px(6))
        self.body.addWidget(label(str(award["name"]), "title"))
        self.body.addWidget(self._terms(award))
        self.body.addLayout(self._line(label("评委", "label"), self.judges))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.chosen)
        self.body.addWidget(self.short)
        self.body.addLayout(self._line(self.caption, self.why))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.APPROVED))
        self._listen()
        self._finish()

    @staticmethod
    def _line(*widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(widgets[0])
        row.addWidget(widgets[1], 1)
        return row

    def _terms(self, award: Mapping[str, Any]) -> QWidget:
        """What the marks are told by, in one line."""
        now = self.marking.now
        told = label(
            "；".join(
                (
                    f"满分 {points(now.full)}，可给半分",
                    "去掉最高、最低分后平均" if award["trimmed"] else "全部评分平均",
                    f"每卷至少 {now.least} 人",
                    "评委不评本部门和本人承办的案卷" if award["own_barred"] else "评委不评本人承办的案卷",
                    f"表彰名额 {now.places} 卷",
                    str(award["tie_rule"]),
                )
            ),
            "meta2",
        )
        told.setWordWrap(True)
        return told

    def _listen(self) -> None:
        self.table.typed.connect(self._typed)
        self.table.choose.connect(self._choose)
        self.table.left.connect(self._behind_table)
        self.judges.edited.connect(self._judges_changed)
        self.judges.advance.connect(self.table.setFocus)
        self.why.setText(self.marking.reason)
        self.why.textEdited.connect(self._reason_typed)
        self.why.entered.connect(lambda: self.seats[DossierAward.approved_by.key].editor.take_focus())
        QShortcut(QKeySequence("F4"), self, self._turn_named)
        QShortcut(QKeySequence("F5"), self, self._by_rank)

    def _finish(self) -> None:
        for key, text in (
            ("Enter", "下一卷"),
            ("Tab", "下一位评委"),
            ("F6", "评定"),
            ("F5", "按名次评定"),
            ("F4", "看案件"),
            ("Del", "删去评分"),
        ):
            self.hint(key, text)
        self.add_cancel()
        self.add_button("保存", "Ctrl+S", partial(self.carry, approve=False))
        self.verb = self.add_button("审批", "Ctrl+Enter", partial(self.carry, approve=True), PRIMARY)
        self.judges.show_value([{"officer_id": judge.id} for judge in self.marking.judges])
        self._tell()
        self._opened = self._all_typed()
        self.table.go_first()
        self.table.setFocus()

    # the sheet

    def _typed(self, row: int, column: int, text: str) -> None:
        judge = self.rows.judge(column)
        if judge is None:
            return
        self.say("")
        try:
            self.marking.put(self.marking.lines[row], judge, text)
        except Refusal as refused:
            self.say(refused.said)
        self._tell()

    def _choose(self, row: int) -> None:
        self.say("")
        try:
            self.marking.turn_chosen(self.marking.lines[row])
        except Refusal as refused:
            self.say(refused.said)
        self._tell()

    def _by_rank(self) -> None:
        """F5: whom the ranks choose."""
        self.marking.propose_anew()
        self.say("")
        self._tell()

    def _turn_named(self) -> None:
        """F4: which case is behind a number; judges' sheets never say."""
        self.rows.named = not self.rows.named
        self.rows.renew()
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 1)

    def _reason_typed(self, text: str) -> None:
        self.marking.reason = text
        self.say("")

    def _judges_changed(self) -> None:
        ids = [int(row["officer_id"]) for row in self.judges.readable()]
        with self.known.facts() as facts:
            self.marking.name_judges(facts, ids)
        self.rows.rebuild()
        self.table.fit()
        self.table.go_first()
        self._tell()

    def _tell(self) -> None:
        """Who is chosen, what is still missing, whether a reason is asked for."""
        self.rows.renew()
        marking = self.marking
        taken = [line for line in marking.lines if line.id in marking.chosen]
        taken.sort(key=lambda line: (line.rank or 0, line.code))
        said = "、".join(f"{line.code} 号（第 {line.rank} 名）" for line in taken)
        self.chosen.setText(f"评定优秀 {len(taken)} 卷：{said}" if taken else "还没有评定优秀案卷")
        short = [line.code for line in marking.lines if marking.now.short(line)]
        told = [f"评分不足 {marking.now.least} 人：{'、'.join(short)} 号"] if short else []
        if not short and marking.open_ties:
            told.append(f"{'、'.join(marking.open_ties)} 号同分超过名额，按 F6 定，写明理由")
        if marking.strange:
            told.append(f"核对评分：{'、'.join(marking.strange)}")
        self.short.setText(f"◆ {'；'.join(told)}" if told else "")
        self.short.setVisible(bool(told))
        asked = bool(marking.asked)
        self.caption.setVisible(asked)
        self.why.setVisible(asked)
        self.why.setPlaceholderText(marking.asked)

    def _behind_table(self) -> None:
        """Enter below the last mark: to the reason where one is asked for, else to the approval."""
        if not self.why.isHidden() and not self.why.text().strip():
            self.why.setFocus()
        else:
            self.seats[DossierAward.approved_by.key].editor.take_focus()

    # writing it down

    def _all_typed(self) -> str:
        marking = self.marking
        return repr((marking.marks, marking.bad, sorted(marking.chosen), self.why.text(), marking.judges))

    @property
    def typed(self) -> str:
        now = self._all_typed()
        return super().typed or (now if now != self._opened else "")

    def carry(self, *, approve: bool) -> None:
        """Write it down, approved or not."""
        if not self.table.typing.isHidden():
            self.table.typing.entered.emit()
        self.approving = approve
        self.carry_out()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        if self.marking.bad:
            entry_id, judge_id = next(iter(self.marking.bad))
            self._go_to(entry_id, judge_id)
            raise Refusal(f"还有 {len(self.marking.bad)} 个评分没填对。改好再存")
        try:
            judges = tuple(int(row["officer_id"]) for row in self.judges.read())
        except Unreadable as fault:
            self.judges.take_focus()
            raise Refusal(f"评委：{fault.said}") from fault
        settled = Settled(
            judges,
            self.marking.marks,
            tuple(sorted(self.marking.chosen)),
            self.why.text() if self.marking.asked else "",
            str(values[DossierAward.approved_by.key] or ""),
            values[DossierAward.approved_on.key],
        )
        return self._settled(settled)

    def _settled(self, settled: Settled) -> Outcome:
        try:
            return settle(self.known.desk, LAWS, self.marking.now.id, settled, self.approving)
        except Refusal as refused:
            if refused.field == REASON:
                self.why.setFocus()
            elif self.approving and refused.field == DossierAward.state.key:
                refused.field = self._blamed(settled)
            raise

    @staticmethod
    def _blamed(settled: Settled) -> str:
        """Which field of the foot an approval lacks."""
        if not settled.approved_by.strip():
            return DossierAward.approved_by.key
        return "" if settled.approved_on is not None else DossierAward.approved_on.key

    def _go_to(self, entry_id: int, judge_id: int) -> None:
        row = next(at for at, line in enumerate(self.marking.lines) if line.id == entry_id)
        column = next(at for at, judge in enumerate(self.marking.judges, FIRST) if judge.id == judge_id)
        self.table.go(row, column)
        self.table.setFocus()


def ask_scores(parent: QWidget | None, known: Known, recent: Recent, award_id: int) -> Outcome | None:
    """评分与评定 (Alt+M): what was written down, or None when the officer stepped back."""
    return asked(parent, "评分与评定", lambda: ScoreDialog(parent, known, recent, award_id))


def start_scoring(parent: QWidget | None, known: Known, _recent: Recent, award_id: int) -> Outcome | None:
    """开始评分: blind numbers are given and the marking is open; a refusal is told."""
    try:
        return begin(known.desk, LAWS, award_id)
    except Refusal as refused:
        tell(parent, "开始评分", refused.said)
        return None


DIALOGS = {
    "score_dossiers": ask_scores,
    "nominate": ask_nomination,
    f"{AWARDS.kind}:开始评分": start_scoring,
}
"""The verbs of a choice by the code of their action, and its step that gives blind numbers."""
