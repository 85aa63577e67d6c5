"""投票与评定: the candidates of a quarter by rank, put forward, voted on, chosen and confirmed in one dialog."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop_app.models.reviews import Contest, ContestJudge
from desktop_app.registers.contests import CONTESTS, NOMINEES
from desktop_app.registers.spec import Field, Parts
from desktop_app.rules.contests import RULE
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import BestWorst
from desktop_app.services.contest_minutes import Laws, Minutes, hold
from desktop_app.services.contests import VOIDS
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.contest_sheet import Line, Sheet, read_sheet
from desktop_app.views.contest_table import ContestRows, ContestTable
from desktop_app.views.controls import PRIMARY, joined, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.line import Line as TextLine
from desktop_app.views.register.editors.tokens import TokenEditor
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.theme import px

_JUDGES = Parts(ContestJudge, "评委", (Field(ContestJudge.officer_id, "评委"),), single=True)
_LAWS = Laws(CONTESTS, NOMINEES)
_WIDE, _TALL, _HELD, _TITLE = 1200, 186, 270, 40


class ClassLine(QWidget):
    """What a class comes to: who is chosen, and why where the votes do not tell it (空缺理由、决定理由)."""

    def __init__(self, category: BestWorst) -> None:
        super().__init__()
        self.category = category
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        name = label(str(category), "strong")
        name.setFixedWidth(px(36))
        self.told = label("", "label")
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.caption = label("", "label")
        self.why = TextLine()
        self.why.setFixedWidth(px(460))
        row.addWidget(name)
        row.addWidget(self.told, 1)
        row.addWidget(self.caption)
        row.addWidget(self.why)

    def show_class(self, sheet: Sheet) -> None:
        """The chosen cases with their votes; the reason asked for, if one is."""
        chosen = sheet.chosen(self.category)
        word, why = sheet.asked(self.category)
        told = "；".join(f"✓ {line.name or line.case_no}　{line.votes or 0} 票" for line in chosen)
        self.told.setText("　".join(filter(None, (told, f"◆ {why}" if why else ""))))
        self.told.setToolTip(self.told.text())
        self.caption.setText(word)
        self.why.setAccessibleName(f"{self.category}{word}")
        self.caption.setVisible(bool(word))
        self.why.setVisible(bool(word))

    @property
    def reason(self) -> str:
        """The reason where one is asked for."""
        return self.why.text().strip() if not self.why.isHidden() else ""


class ContestDialog(VerbDialog):
    """The whole contest on one sheet. Ctrl+S writes it down, Ctrl+Enter confirms it; either is one act."""

    HELD = (Field(Contest.meeting_on, "投票日期", stretch=True),)
    CONFIRMED = (
        Field(Contest.confirmed_by, "确认机构", words="评选确认机构"),
        Field(Contest.confirmed_on, "确认日期"),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, contest_id: int) -> None:
        super().__init__(parent, "投票与评定", known, recent, _WIDE)
        with known.facts() as facts:
            self.sheet: Sheet = read_sheet(facts, contest_id)
        self.setMinimumWidth(min(px(_WIDE), self.screen().availableSize().width() - px(16)))
        self.confirming = False
        self.judges = TokenEditor(_JUDGES, known, recent)
        self.judges.setAccessibleName("评委")
        self.rows = ContestRows(self.sheet, {})
        self.table = ContestTable(self.rows)
        self.table.setMinimumHeight(px(_TALL))
        self.classes = {category: ClassLine(category) for category in BestWorst}
        self.body.setSpacing(px(6))
        self.body.addWidget(label(self.sheet.name, "title"))
        self.body.addWidget(self._rule_told())
        self.body.addLayout(self._judge_row())
        self.body.addLayout(self._switch())
        self.body.addWidget(self.table, 1)
        for line in self.classes.values():
            self.body.addWidget(line)
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.CONFIRMED))
        self._listen()
        self._finish()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.make_room()

    def make_room(self) -> None:
        """Grow to what wrapped lines take at this width."""
        super().make_room()
        layout, room = self.layout(), self.screen().availableSize()
        if layout is not None:
            tall = max(self.height(), layout.totalHeightForWidth(self.width()))
            self.resize(min(self.width(), room.width()), min(tall, room.height() - px(_TITLE)))

    def _rule_told(self) -> QLabel:
        told = label(f"排序规则：{self.sheet.rule or RULE}", "meta2")
        told.setWordWrap(True)
        return told

    def _judge_row(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(8))
        caption = label("评委", "label")
        caption.setFixedWidth(px(36))
        grid.addWidget(caption, 0, 0)
        held = self.seat_fields(self.HELD, {Contest.meeting_on.key: self.sheet.meeting_on})
        held.setFixedWidth(px(_HELD))
        grid.addWidget(self.judges, 0, 1)
        grid.addWidget(held, 0, 2)
        grid.setColumnStretch(1, 1)
        return grid

    def _switch(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        self.buttons: dict[BestWorst, QPushButton] = {}
        for at, category in enumerate(BestWorst):
            button = QPushButton()
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setProperty("place", joined(at, len(BestWorst)))
            button.clicked.connect(partial(self.show_class, category))
            QShortcut(QKeySequence(f"Alt+{at + 1}"), self, partial(self.show_class, category))
            row.addWidget(button)
            self.buttons[category] = button
        row.addSpacing(px(12))
        self.limits = label("", "meta2")
        row.addWidget(self.limits)
        row.addStretch(1)
        return row

    def _listen(self) -> None:
        self.table.nominate.connect(partial(self._do, self.sheet.turn_nominated))
        self.table.choose.connect(partial(self._do, self.sheet.turn_chosen))
        self.table.voted.connect(self._vote)
        self.table.left.connect(self._behind_table)
        self.judges.edited.connect(self._judges_changed)
        self.judges.advance.connect(self.seats[Contest.meeting_on.key].editor.take_focus)
        for category, line in self.classes.items():
            line.why.setText(self.sheet.reasons[category])
            line.why.textEdited.connect(lambda _text: self.say(""))
            line.why.entered.connect(partial(self._behind_class, category))

    def _finish(self) -> None:
        for key, text in (
            ("Alt+1 2", "最佳、最差"),
            ("Space", "提名"),
            ("Enter", "填票：票数或评委首字母，全票"),
            ("F6", "评定"),
        ):
            self.hint(key, text)
        self.add_cancel()
        self.add_button("保存", "Ctrl+S", partial(self.carry, confirm=False))
        self.verb = self.add_button("确认评选", "Ctrl+Enter", partial(self.carry, confirm=True), PRIMARY)
        self.judges.show_value([{"officer_id": id_} for id_ in self.sheet.judges])
        self._judges_changed()
        self.show_class(BestWorst.BEST)
        self._opened = self._all_typed()
        (self.table if self.sheet.judges else self.judges).setFocus()

    # the sheet

    def show_class(self, category: BestWorst, *_: object) -> None:
        """The candidates of one class."""
        if not self.table.typing.isHidden():
            self.table.setFocus()
        self.rows.show_class(category)
        for other, button in self.buttons.items():
            button.setChecked(other is category)
        nominated = [at for at, line in enumerate(self.rows.lines) if line.nominated]
        self.table.go(nominated[0] if nominated else 0)
        self.table.setFocus()
        self._tell()

    def _tell(self) -> None:
        """Counts, what the classes come to, and who voted for his own case."""
        self.rows.renew()
        for at, (category, button) in enumerate(self.buttons.items(), 1):
            count = len(self.sheet.nominated(category))
            button.setText(f"{category} 提名 {count}　Alt+{at}")
            button.setAccessibleName(f"{category}，提名 {count} 件")
        lines = len(self.rows.lines)
        allowed = f"每类限报 {self.sheet.most} 件，评定 {self.sheet.places} 件"
        empty = "本季没有可报这一类的案件" if not lines else f"本季可报 {lines} 件"
        self.limits.setText(f"{empty}；{allowed}")
        for line in self.classes.values():
            line.show_class(self.sheet)

    def _do(self, turn: Any, row: int) -> None:
        """Put forward or choose the case of a row; a refusal stands at the foot."""
        self.say("")
        try:
            turn(self.rows.lines[row])
        except Refusal as refused:
            self.say(refused.said)
        self._tell()

    def _vote(self, row: int, text: str) -> None:
        self.say("")
        try:
            self.sheet.put_votes(self.rows.lines[row], text, self.rows.names)
        except Refusal as refused:
            self.say(refused.said)
        else:
            own = self.sheet.own_votes()
            if own:
                told = "、".join(f"{line.handler} 投了本人承办的 {line.case_no}" for line in own)
                self.say(f"◆ {told}，核对是否回避", "caution")
        self._tell()

    def _judges_changed(self) -> None:
        ids = [int(row["officer_id"]) for row in self.judges.readable()]
        with self.known.facts() as facts:
            self.rows.names = {id_: facts.label("officer", id_) for id_ in ids}
        self.say("")
        self.rows.renew()

    def _behind_table(self) -> None:
        """Enter on the last case: on to the other class, then to what is still asked for."""
        if self.rows.category is BestWorst.BEST and self.sheet.nominated(BestWorst.WORST):
            self.show_class(BestWorst.WORST)
        else:
            self._behind_class(None)

    def _behind_class(self, category: BestWorst | None) -> None:
        order: list[BestWorst | None] = [None, *BestWorst]
        for later in order[order.index(category) + 1 :]:
            line = self.classes[later] if later is not None else None
            if line is not None and not line.why.isHidden() and (category is not None or not line.reason):
                line.why.setFocus()
                return
        self.seats[Contest.confirmed_by.key].editor.take_focus()

    def _advance(self, name: str) -> None:
        if name == Contest.meeting_on.key:
            self._left(name)
            self.table.setFocus()
        else:
            super()._advance(name)

    # writing it down

    def _all_typed(self) -> str:
        reasons = [line.reason for line in self.classes.values()]
        return repr((self.sheet.entries(), [line.bad for line in self.sheet.bad], reasons, self.rows.names))

    @property
    def typed(self) -> str:
        now = self._all_typed()
        return super().typed or (now if now != self._opened else "")

    def carry(self, *, confirm: bool) -> None:
        """Write it down, confirmed or not."""
        if not self.table.typing.isHidden():
            self.table.typing.entered.emit()
        self.confirming = confirm
        self.carry_out()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        if self.sheet.bad:
            line = self.sheet.bad[0]
            self._go_to(line)
            raise Refusal(f"{line.case_no} 的得票“{line.bad}”没有读懂。改成票数或评委")
        if self.confirming:
            for attr, what in (
                (Contest.confirmed_by, "没填确认机构。选领导小组或检委会"),
                (Contest.confirmed_on, "没填确认日期。填好再确认"),
            ):
                if not values[attr.key]:
                    raise Refusal(what, attr.key)
        try:
            return hold(self.known.desk, _LAWS, self.sheet.contest_id, self._minutes(values), self.confirming)
        except Refusal as refused:
            self._lead_to(refused.field)
            raise

    def _minutes(self, values: Mapping[str, Any]) -> Minutes:
        try:
            judges = tuple(int(row["officer_id"]) for row in self.judges.read())
        except Unreadable as fault:
            self.judges.take_focus()
            raise Refusal(f"评委：{fault.said}") from fault
        reasons = {category: line.reason for category, line in self.classes.items()}
        chosen = {category for category in BestWorst if self.sheet.chosen(category)}
        return Minutes(
            self.sheet.entries(),
            judges,
            values[Contest.meeting_on.key],
            {category: said for category, said in reasons.items() if category not in chosen},
            {category: said for category, said in reasons.items() if category in chosen},
            values[Contest.confirmed_on.key] if self.confirming else None,
            str(values[Contest.confirmed_by.key] or ""),
        )

    def _go_to(self, line: Line) -> None:
        self.show_class(line.category)
        self.table.go(self.rows.lines.index(line))

    def _lead_to(self, name: str) -> None:
        """The cursor where a refusal belongs that is no field of the foot."""
        for category, line in self.classes.items():
            if name in (VOIDS[category].key, f"decided_{category}") and not line.why.isHidden():
                line.why.setFocus()
        if name == ContestJudge.__tablename__:
            self.judges.take_focus()


def ask_contest(parent: QWidget | None, known: Known, recent: Recent, contest_id: int) -> Outcome | None:
    """投票与评定 (Alt+M): what was written down, or None when the officer stepped back."""
    return asked(parent, "投票与评定", lambda: ContestDialog(parent, known, recent, contest_id))


DIALOGS = {"choose_cases": ask_contest}
"""The verb of contests by the code of its action."""
