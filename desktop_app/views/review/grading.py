"""定级 and 复评定级: the grade chosen by a key, the reason where it is another than suggested, who decides."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.models.reviews import CaseReview, Reviewer
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.spec import Field
from desktop_app.rules.numbers import points
from desktop_app.rules.reviews import COMMITTEE, by_committee
from desktop_app.rules.vocabulary import ReviewState
from desktop_app.services import records, reviews
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, joined, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.line import is_enter
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.review.loading import load, titled
from desktop_app.views.theme import px

GRADE, REASON, BY = CaseReview.grade.key, CaseReview.grade_reason.key, CaseReview.decided_by.key
ON, OPINION, RESULT = CaseReview.decided_on.key, CaseReview.committee_opinion.key, CaseReview.objection_result.key
AGAIN = Reviewer.officer_id.key
CHIEF = "检察长"
GRADING, REGRADING = "定级", "复评定级"


class GradeRow(QWidget):
    """The grades of the scale as joined buttons, chosen by 1-4, ←→ or a click; the suggested one is marked."""

    def __init__(
        self, words: Sequence[str], suggested: str, chosen: Callable[[], object], on: Callable[[], object]
    ) -> None:
        super().__init__()
        self.words, self.value = tuple(words), ""
        self._chosen, self._on = chosen, on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("审定等次")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons: list[QPushButton] = []
        for at, word in enumerate(self.words):
            button = QPushButton(f"{word}{'（建议）' if word == suggested else ''}  {at + 1}", self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("kind", "segment")
            button.setProperty("place", joined(at, len(self.words)))
            button.clicked.connect(partial(self._pressed, at))
            self.buttons.append(button)
            row.addWidget(button, 1)

    def choose(self, word: str) -> None:
        self.value = word
        for other, button in zip(self.words, self.buttons, strict=True):
            button.setChecked(other == word)
        self.setAccessibleDescription(word or "未选")
        self._chosen()

    def _pressed(self, at: int, _checked: bool = True) -> None:
        self.choose(self.words[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        text, at = event.text(), self.words.index(self.value) if self.value in self.words else -1
        if text.isdecimal() and 0 < int(text) <= len(self.words):
            self.choose(self.words[int(text) - 1])
        elif event.key() in steps and self.words:
            self.choose(self.words[max(0, min(len(self.words) - 1, at + steps[Qt.Key(event.key())]))])
        elif is_enter(event):
            self._on()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._ring(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._ring(False)

    def _ring(self, on: bool) -> None:
        for button in self.buttons:
            button.setProperty("ring", on)
            button.style().unpolish(button)
            button.style().polish(button)


class GradeDialog(VerbDialog):
    """Decides the grade (审定等次). A review objected to is decided after others looked into it (复评)."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, review_id: int) -> None:
        self.draft = load(known, review_id)
        self.again = self.draft[CaseReview.state] == ReviewState.OBJECTED
        super().__init__(parent, REGRADING if self.again else GRADING, known, recent, 620)
        with known.facts() as facts:
            self.choice = reviews.grades(facts, self.draft)
        if not self.choice.words:
            raise Refusal("这件评查没有等次标准。在“等次标准”里写明，如 优质90、合格75、不合格0")
        titled(self, self.draft)
        self.body.addWidget(label(self._told(), "meta2"))
        self.body.addWidget(rule())
        first = self._first_fields()
        if first:
            self.body.addWidget(self.seat_fields(first, self._known_again()))
        self.row = GradeRow(self.choice.words, self.choice.suggested, self._chosen, self._go_on)
        self.body.addLayout(self._grades())
        self.why = label("", "caution")
        self.body.addWidget(self.why)
        values = {**self.draft.values, BY: self.draft[CaseReview.decided_by] or CHIEF, ON: known.desk.today}
        self.body.addWidget(self.seat_fields(self._fields(), values))
        self.body.addStretch(1)
        self.hint(f"1–{len(self.choice.words)}", "选等次")
        self.hint("Enter", "下一项")
        self.add_cancel()
        self.verb = self.add_button(self.windowTitle(), "Ctrl+Enter", self.carry_out, PRIMARY)
        self.row.choose(self.draft[CaseReview.grade] or self.choice.suggested)
        self.adjustSize()
        self._focus_first()

    def _told(self) -> str:
        """得分 86，建议合格；承办人无异议."""
        score, answer = self.draft[CaseReview.score], self.draft[CaseReview.answer]
        told = [f"得分 {points(score)}" if score is not None else "没有得分", f"建议{self.choice.suggested}"]
        return "，".join(told) + (f"；承办人{answer}" if answer else "；还没有承办人意见")

    def _grades(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(8))
        caption = label("审定等次", "label")
        caption.setFixedWidth(px(72))
        line.addWidget(caption)
        line.addWidget(self.row, 1)
        return line

    def _first_fields(self) -> tuple[Field, ...]:
        """After an objection: by whom and with what result it was looked into."""
        if not self.again:
            return ()
        return (
            Field(Reviewer.officer_id, "复评人员", required=True),
            Field(CaseReview.objection_result, "复评结果", required=True, lines=2),
        )

    def _fields(self) -> tuple[Field, ...]:
        return (
            Field(CaseReview.grade_reason, "理由", required=True, lines=2),
            Field(CaseReview.decided_by, "审定机关", required=True, words="审定机关"),
            Field(CaseReview.decided_on, "审定日期", required=True),
            Field(CaseReview.committee_opinion, "检委会意见", required=True, lines=2),
        )

    def _known_again(self) -> dict[str, Any]:
        rows = [row for row in self.draft.rows(Reviewer) if int(row.get("turn") or 1) == 2]
        return {AGAIN: rows[0]["officer_id"] if rows else None, RESULT: self.draft[CaseReview.objection_result]}

    def _focus_first(self) -> None:
        if self.again:
            self.seats[AGAIN].editor.take_focus()
        else:
            self.row.setFocus()

    def _go_on(self) -> None:
        """Enter on the grades: the first field asked behind them."""
        names = [name for name in self.asked if name not in (AGAIN, RESULT)]
        self.seats[names[0]].editor.take_focus()

    def _advance(self, name: str) -> None:
        if name == RESULT:
            self._left(name)
            self.row.setFocus()
        else:
            super()._advance(name)

    def _chosen(self) -> None:
        """A reason only where the grade is another than suggested; the committee where the scheme asks for it."""
        grade = self.row.value
        if REASON not in self.seats:
            return
        self.ask_for(REASON, bool(grade) and grade != self.choice.suggested)
        why = self.choice.why.get(grade, "")
        self.why.setText(f"◆ {why}" if why else "")
        self.why.setVisible(bool(why))
        by = self.seats[BY].editor
        said = str(by.read() or "")
        if why and not by_committee(said):
            by.show_value(COMMITTEE)
        elif not why and said == COMMITTEE and not self.draft[CaseReview.decided_by]:
            by.show_value(CHIEF)
        self._ask_opinion()
        if self.verb is not None:
            rename(self.verb, f"定为{grade}" if grade else self.windowTitle())

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == BY:
            self._ask_opinion()

    def _ask_opinion(self) -> None:
        self.ask_for(OPINION, by_committee(str(self.seats[BY].editor.read() or "")))

    def act(self, values: Mapping[str, Any]) -> Outcome:
        told = {name: value for name, value in values.items() if name not in (AGAIN, OPINION)}
        told |= {GRADE: self.row.value, REASON: values[REASON] or "", OPINION: values[OPINION] or self.kept_opinion}
        draft = load(self.known, self.draft.record_id or 0)
        if self.again:
            _seat_again(draft, values[AGAIN])
        return records.move(self.known.desk, REVIEWS, draft, self.windowTitle(), asked=told)

    @property
    def kept_opinion(self) -> str:
        return str(self.draft[CaseReview.committee_opinion] or "")


def _seat_again(draft: Draft, officer_id: int) -> None:
    """Who looked into the objection: one more reviewer of the second turn, unless there already."""
    rows = draft.rows(Reviewer)
    if not any(row.get("officer_id") == officer_id and int(row.get("turn") or 1) == 2 for row in rows):
        rows.append({"officer_id": officer_id, "turn": 2})
