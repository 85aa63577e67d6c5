"""The dialogs of the three cards: 发卡 for many cases at once, 收卡 by number, 建三卡 for a round."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from desktop_app.models.cases import CaseCard
from desktop_app.models.reviews import ReviewRound
from desktop_app.registers.cases import CARDS
from desktop_app.registers.spec import Field
from desktop_app.rules.vocabulary import CardRating
from desktop_app.services import cards
from desktop_app.services.card_finding import Card, Incomplete, cards_out, find_card, incomplete, live_templates
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import answered, asked
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.theme import px
from desktop_app.views.tick_table import TickRows, TickTable

NUMBER, RATING, SAID = CaseCard.card_no.key, CaseCard.rating.key, CaseCard.said.key
WAY, BACK = CaseCard.way.key, CaseCard.returned_on.key
_DIGITS = 10
_SHOWN = 4
"""Cards taken back that stay in sight."""


class IssueCardsDialog(VerbDialog):
    """发卡: which cards, when, by whom, to whom; every case that lacks one can be ticked and goes out in one act."""

    FIELDS = (
        Field(CaseCard.issued_on, "发放日期", required=True),
        Field(CaseCard.issuer_id, "发放人", required=True),
        Field(CaseCard.issued_to, "发放对象", hint="空着按卡片模板里的发放对象", stretch=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, set_id: int) -> None:
        super().__init__(parent, "发卡", known, recent, 860)
        with known.facts() as facts:
            self.cases = _first(incomplete(facts), set_id)
            kinds = [str(row["title"]) for row in live_templates(facts)]
            mine = facts.namesakes(known.desk.store.who)
        if not self.cases:
            raise Refusal("各案的卡都已发齐，没有要发的。新案先登记三卡")
        own = next((one.missing for one in self.cases if one.set_id == set_id), self.cases[0].missing)
        self.title = label("", "title")
        self.body.addWidget(self.title)
        self.body.addWidget(self._seat_kinds(kinds, own))
        given = {CaseCard.issued_on.key: known.desk.today, CaseCard.issuer_id.key: mine[0]["id"] if mine else None}
        self.body.addWidget(self.seat_fields(self.FIELDS, given))
        self.body.addWidget(label("发放对象空着，按卡片模板填写；应收回日按“三卡收回”期限推算", "meta2"))
        self.body.addWidget(rule())
        self.rows = TickRows(("编号", "受案号", "案件名称", "承办人", "待发"))
        self.table = TickTable(self.rows, (72, 226, 160, 72, 236), 2, "未发齐的案件")
        self.rows.fill([one.set_id for one in self.cases], [_line(one) for one in self.cases], [self.cases[0].set_id])
        self.table.setMinimumHeight(px(230))
        self.table.selectRow(0)
        self.table.changed.connect(self._count)
        self.body.addWidget(self.table, 1)
        self._finish()

    def _finish(self) -> None:
        self.hint("Alt+1 2 3", "选卡种")
        self.hint("Space", "勾选案件")
        self.hint("Ctrl+A", "全部勾选")
        self.hint("Enter", "下一项")
        self.add_cancel()
        self.verb = self.add_button("发卡", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.table.left.connect(self.verb.setFocus)
        self._count()
        self.seats[CaseCard.issued_on.key].editor.take_focus()

    def _seat_kinds(self, kinds: Sequence[str], ticked: Sequence[str]) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(20))
        caption = label("卡种", "label")
        caption.setFixedWidth(px(60))
        row.addWidget(caption)
        self.boxes: dict[str, QCheckBox] = {}
        for at, kind in enumerate(kinds, 1):
            box = QCheckBox(f"{kind}  {at}".replace("&", "&&"))
            box.setAccessibleName(kind)
            box.setChecked(kind in ticked)
            if at < _DIGITS:
                QShortcut(QKeySequence(f"Alt+{at}"), self, box.toggle)
            box.toggled.connect(lambda _on: self._count())
            row.addWidget(box)
            self.boxes[kind] = box
        row.addStretch(1)
        return line

    @property
    def kinds(self) -> list[str]:
        """The kinds ticked."""
        return [kind for kind, box in self.boxes.items() if box.isChecked()]

    @property
    def typed(self) -> str:
        """Ticks count as typed as soon as more than the one case is ticked."""
        more = self.rows.ticked - {self.cases[0].set_id}
        return super().typed or (f"{sorted(self.rows.ticked)}" if more else "")

    def _count(self) -> None:
        """How many cards go out for how many cases."""
        self.say("")
        kinds = set(self.kinds)
        going = [kinds & set(one.missing) for one in self.cases if one.set_id in self.rows.ticked]
        count, sets = sum(map(len, going)), sum(map(bool, going))
        self.title.setText(f"发 {sets} 案 {count} 张卡" if count else "勾选案件和卡种")
        if self.verb is not None:
            rename(self.verb, f"发卡 {count} 张" if count else "发卡")

    def after_last(self) -> None:
        """Enter in the last field: on to the cases."""
        self.table.setFocus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        chosen = [one.set_id for one in self.cases if one.set_id in self.rows.ticked]
        return cards.issue(
            self.known.desk,
            CARDS,
            chosen,
            self.kinds,
            values[CaseCard.issued_on.key],
            str(values[CaseCard.issued_to.key] or ""),
            values[CaseCard.issuer_id.key],
            missing_only=True,
        )


def _first(found: Sequence[Incomplete], set_id: int) -> list[Incomplete]:
    """The case in hand before the others."""
    return sorted(found, key=lambda one: one.set_id != set_id)


def _line(one: Incomplete) -> list[str]:
    return [one.number, one.case_no, one.name, one.handler, "、".join(one.missing)]


class ReturnCardDialog(VerbDialog):
    """收卡: number, 1 2 3, Enter; the next one. Every card is saved as it is taken back; Esc ends."""

    FIELDS = (
        Field(CaseCard.card_no, "卡号", required=True),
        Field(CaseCard.rating, "评价", required=True),
        Field(CaseCard.said, "反映", lines=2),
        Field(CaseCard.returned_on, "收回日期", required=True),
        Field(CaseCard.way, "收回方式", words="收回方式"),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, set_id: int) -> None:
        super().__init__(parent, "收卡", known, recent, 680)
        self.set_id = set_id
        self.card: Card | None = None
        self.taken: list[str] = []
        self._ids: list[int] = []
        self.found = label("", "strong")
        self.found.setWordWrap(True)
        self.about = label("", "meta2")
        self.body.addWidget(self.found)
        self.body.addWidget(self.about)
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS, {BACK: known.desk.today, WAY: self._first_way()}))
        self.trouble = QCheckBox("反映的问题要核查处理，转为待处理")
        self.trouble.setAccessibleName(self.trouble.text())
        self.body.addWidget(self.trouble)
        self.body.addWidget(rule())
        self.done_now = label("还没有收卡", "label")
        self.done_now.setMinimumHeight(px(20 * (_SHOWN + 1)))
        self.done_now.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.done_now)
        self.body.addStretch(1)
        self.hint("Enter", "查卡、收下一张")
        self.hint("1 2 3", "满意、基本满意、不满意")
        self.hint("", "卡号可扫码，1-0123 可写 1-123")
        self.stop = self.add_cancel("收完")
        self.verb = self.add_button("收卡", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._offer()

    def _first_way(self) -> str:
        with self.known.facts() as facts:
            return next((str(row["word"]) for row in facts.live("term") if row["dictionary"] == "收回方式"), "")

    @property
    def typed(self) -> str:
        """Only a card half taken would be lost."""
        values = [self.seats[name].editor for name in (RATING, SAID)]
        return "".join(str(editor.read() or "") for editor in values)

    def _offer(self) -> None:
        """The next card of the case in hand, ready to be typed over."""
        with self.known.facts() as facts:
            out = cards_out(facts, self.set_id)
        self._clear()
        number = self.seats[NUMBER].editor
        number.show_value(out[0].card_no if out else "")
        if out:
            self._show(out[0])
        else:
            self.found.setText("扫码或输入卡号")
            self.about.setText("这一案没有未收回的卡" if self.set_id else "")
        self._to_number()

    def _to_number(self) -> None:
        """The cursor on the number, all of it selected: the next scan replaces it."""
        number = self.seats[NUMBER].editor
        number.take_focus()
        for line in number.findChildren(QLineEdit):
            line.selectAll()

    def _clear(self) -> None:
        self.card = None
        for name in (RATING, SAID):
            self.seats[name].editor.show_value(None if name == RATING else "")
            self.seats[name].say("", "")
        self.trouble.setChecked(False)

    def _show(self, card: Card) -> None:
        self.card = card
        self.found.setText(f"{card.kind}　{card.name or card.case_no}")
        days = [f"{card.issued_on:%Y-%m-%d} 发放" if card.issued_on else "未发放"]
        days += [f"应于 {card.due_on:%Y-%m-%d} 收回"] if card.due_on else []
        who = " ".join(filter(None, (card.department, card.handler)))
        self.about.setText("　".join(filter(None, (card.set_number, card.case_no, who, *days))))

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == NUMBER:
            self.card = None
            self.found.setText("按 Enter 查卡")
            self.about.setText("")
        if name == RATING:
            self.trouble.setChecked(self.seats[RATING].editor.read() is CardRating.POOR)

    def _look_up(self) -> bool:
        """Find the card of the number typed; what is wrong stands under it."""
        if self.card is not None:
            return True
        try:
            with self.known.facts() as facts:
                self._show(find_card(facts, self.seats[NUMBER].editor.text))
        except Refusal as refused:
            self.found.setText("没有查到这张卡")
            self.about.setText("")
            self._refused(refused)
            self._to_number()
            return False
        return True

    def _advance(self, name: str) -> None:
        """Number, then rating, then the next card; 不满意 asks what was said first."""
        if name == NUMBER:
            if self._look_up():
                self.seats[RATING].editor.take_focus()
        elif name == RATING and self.seats[RATING].editor.read() is CardRating.POOR:
            self.seats[SAID].editor.take_focus()
        elif name in (RATING, SAID):
            self.carry_out()
        else:
            super()._advance(name)

    def carry_out(self) -> None:
        """Take the card back and wait for the next one."""
        if not self._look_up():
            return
        values = self.read()
        if values is None:
            return
        try:
            done = self.act(values)
        except Refusal as refused:
            self._refused(refused)
            if refused.field == NUMBER:
                self._to_number()
            return
        self.known.forget()
        self._ids += done.ids
        self.taken.append(f"✓ {done.said}　{values[RATING]}")
        self.outcome = replace(done, ids=tuple(dict.fromkeys(self._ids)), said=f"已收卡 {len(self.taken)} 张")
        self.done_now.setText("\n".join([f"已收 {len(self.taken)} 张", *self.taken[: -_SHOWN - 1 : -1]]))
        self.say("")
        self._offer()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        assert self.card is not None
        return cards.give_back(
            self.known.desk,
            CARDS,
            self.card.set_id,
            self.card.kind,
            values[BACK],
            str(values[WAY] or ""),
            values[RATING],
            str(values[SAID] or ""),
            self.trouble.isChecked(),
        )


class MakeCardsDialog(VerbDialog):
    """建三卡: the cards of all cases of a round in one act."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, round_id: int) -> None:
        super().__init__(parent, "建三卡", known, recent, 520)
        self.round_id = round_id
        with known.facts() as facts:
            name = str(facts.row(ReviewRound.__tablename__, round_id).get("name") or "")
        title = label(name, "title")
        title.setWordWrap(True)
        self.body.addWidget(title)
        said = label("给这一轮抽中的案件各建一份三卡登记，已有的不重建，撤出的不建；建好后在“三卡”里成批发卡。")
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.body.addStretch(1)
        self.add_cancel()
        self.verb = self.add_button("建三卡", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.verb.setFocus()

    def act(self, values: Mapping[str, Any]) -> Outcome:  # noqa: ARG002
        return cards.for_round(self.known.desk, CARDS, self.round_id)


def ask_issue(parent: QWidget | None, known: Known, recent: Recent, set_id: int) -> Outcome | None:
    """发卡 (Alt+M): what was given out, or None when the officer stepped back."""
    return asked(parent, "发卡", lambda: IssueCardsDialog(parent, known, recent, set_id))


def ask_return(parent: QWidget | None, known: Known, recent: Recent, set_id: int) -> Outcome | None:
    """收卡 (Alt+B): all that came back while the dialog stood, or None when nothing did."""
    dialog = ReturnCardDialog(parent, known, recent, set_id)
    dialog.exec()
    dialog.deleteLater()
    return dialog.outcome


def ask_make(parent: QWidget | None, known: Known, recent: Recent, round_id: int) -> Outcome | None:
    """建三卡 for a round: what was made, or None when the officer stepped back."""
    return answered(MakeCardsDialog(parent, known, recent, round_id))


DIALOGS = {"issue_cards": ask_issue, "return_card": ask_return, "make_cards": ask_make}
"""The verbs of cards by the code of their action."""
