"""承办人意见: agreed, silent after the days, or objected, with his words and the day."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.reviews import CaseReview
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.spec import Field
from desktop_app.rules.vocabulary import HandlerReply
from desktop_app.services import reviews
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.review.loading import load, titled

ANSWER, REPLY, DAY = CaseReview.answer.key, CaseReview.reply.key, CaseReview.replied_on.key
VERBS = {
    HandlerReply.AGREED: "登记无异议",
    HandlerReply.SILENT: "期满未反馈，按无异议",
    HandlerReply.OBJECTED: "登记异议",
}


class ReplyDialog(VerbDialog):
    """Over the days without an answer it stands on 未反馈, so that Ctrl+Enter alone records the silence."""

    FIELDS = (
        Field(CaseReview.answer, "反馈结果", required=True, stretch=True),
        Field(CaseReview.reply, "意见内容", lines=3, hint="有异议的逐项写明"),
        Field(CaseReview.replied_on, "反馈日期"),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, review_id: int) -> None:
        super().__init__(parent, "承办人意见", known, recent, 620)
        self.draft = load(known, review_id)
        today, due = known.desk.today, self.draft[CaseReview.due_on]
        self.overdue = due is not None and today > due and self.draft[CaseReview.answer] is None
        titled(self, self.draft)
        self.body.addWidget(label(self._days(), "caution" if self.overdue else "meta2"))
        self.body.addWidget(rule())
        first = self.draft[CaseReview.answer] or (HandlerReply.SILENT if self.overdue else None)
        given = {ANSWER: first, REPLY: self.draft[CaseReview.reply], DAY: self.draft[CaseReview.replied_on] or today}
        self.body.addWidget(self.seat_fields(self.FIELDS, given))
        self.body.addStretch(1)
        self.hint("1 2 3", "选结果")
        self.hint("Enter", "下一项")
        self.add_cancel()
        self.verb = self.add_button("登记", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._chosen()
        self.adjustSize()
        self.seats[ANSWER].editor.take_focus()

    def _days(self) -> str:
        """反馈 05-15，期限 05-20，已超 11 天没有反馈."""
        sent, due = self.draft[CaseReview.sent_on], self.draft[CaseReview.due_on]
        told = [f"反馈 {sent:%m-%d}" if sent else "没填反馈日期", f"期限 {due:%m-%d}" if due else ""]
        if self.overdue and due is not None:
            told.append(f"已超 {(self.known.desk.today - due).days} 天没有反馈")
        return "，".join(filter(None, told))

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == ANSWER:
            self._chosen()

    def _chosen(self) -> None:
        """Silence asks for nothing more; the button says what will be recorded."""
        answer: Any = self.seats[ANSWER].editor.read()
        for name in (REPLY, DAY):
            self.ask_for(name, answer is not HandlerReply.SILENT)
        if self.verb is not None:
            rename(self.verb, VERBS.get(answer, "登记"))

    def act(self, values: Mapping[str, Any]) -> Outcome:
        desk, review_id = self.known.desk, self.draft.record_id
        assert review_id is not None
        answer = values[ANSWER]
        if answer is HandlerReply.SILENT:
            return reviews.record_silence(desk, REVIEWS, [review_id])
        objects = answer is HandlerReply.OBJECTED
        reply = str(values[REPLY] or "")
        if objects and not reply.strip():
            raise Refusal("没写异议内容。逐项写明异议再登记", REPLY)
        return reviews.answer(desk, REVIEWS, review_id, reply, values[DAY], objects)
