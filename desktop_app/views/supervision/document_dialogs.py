"""The dialogs of a supervision document: 发出 with the next number, 送达 with the day of reply, 办结, 督促, 报上级,
复查.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.supervision import DocumentUrging, SupervisionDocument
from desktop_app.registers.documents import DOCUMENTS
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.spec import Field
from desktop_app.registers.words import weekday
from desktop_app.rules.deadlines import countdown, days_left
from desktop_app.rules.documents import DOCUMENT
from desktop_app.rules.lifecycle import Move
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import documents, records
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.services.supervision_issues import document_to_issue
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PLAIN, PRIMARY, label, rule
from desktop_app.views.dialogs import tell
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.step_dialog import StepDialog
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.register.verbs import ActionDialog, SelectionDialog

_DOC = SupervisionDocument
_NUMBER, _SENT, _DELIVERED, _DAYS = _DOC.doc_no.key, _DOC.sent_on.key, _DOC.delivered_on.key, _DOC.stated_days.key
SEND, DELIVER, CLOSE = "发出", "送达", "办结"


def load(known: Known, document_id: int) -> Draft:
    """A document as it stands, with its urgings."""
    with known.desk.store.read() as session:
        return records.load(session, _DOC, document_id, DOCUMENTS.lists)


def _move(draft: Draft, verb: str) -> Move:
    move = DOCUMENT.move(verb, str(draft[_DOC.state]))
    if move is None:
        raise Refusal(f"{draft.values['number']} {draft[_DOC.state]}，不能{verb}。按 F5 看新内容")
    return move


class SendDialog(StepDialog):
    """发出: the next number of the kind and year stands there already; another year or kind offers its own."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, document_id: int) -> None:
        draft = load(known, document_id)
        move = _move(draft, SEND)
        self._offered_number = ""
        if not str(draft[_DOC.doc_no] or "").strip():
            self._offered_number = _next(known, draft, draft[_DOC.sent_on] or known.desk.today)
            draft[_DOC.doc_no] = self._offered_number
        super().__init__(parent, DOCUMENTS, known, recent, draft, move)
        if self._offered_number:
            self.hint("", f"{draft[_DOC.kind]}本年下一个文号已填好，可改")

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == _SENT and self._offered_number and self._stands(_NUMBER) == self._offered_number:
            day = self._stands(_SENT)
            if isinstance(day, date):
                self._offered_number = _next(self.known, self.draft, day)
                self.seats[_NUMBER].editor.show_value(self._offered_number)

    def _stands(self, name: str) -> Any:
        return read_or_none(self, name)


def _next(known: Known, draft: Draft, day: date) -> str:
    with known.facts() as facts:
        return documents.proposed_number(facts, str(draft[_DOC.kind]), day.year)


class DeliverDialog(StepDialog):
    """送达: the day on which the reply is due is said as soon as the day of delivery is typed, with its rule."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, document_id: int) -> None:
        draft = load(known, document_id)
        move = _move(draft, DELIVER)
        super().__init__(parent, DOCUMENTS, known, recent, draft, replace(move, asks=(*move.asks, _DAYS)))
        self.due, self.why = label("", "strong"), label("", "note")
        self.why.setWordWrap(True)
        at = self.body.count() - 1
        self.body.insertWidget(at, self.due)
        self.body.insertWidget(at + 1, self.why)
        self._tell()

    def edited(self, name: str) -> None:
        super().edited(name)
        self._tell()

    def _tell(self) -> None:
        day, days = read_or_none(self, _DELIVERED), read_or_none(self, _DAYS)
        with self.known.facts() as facts:
            told = documents.reply_by(facts, str(self.draft[_DOC.kind]), str(self.draft[_DOC.unit]), day, days)
        self.due.setText(f"应回复日期 {said_day(told.on, self.known.desk.today)}" if told.on else "没有应回复日期")
        self.why.setText(told.why)
        self.make_room()


class CloseDialog(StepDialog):
    """办结: what reply and verification were registered without is asked here, before it is missed."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, document_id: int) -> None:
        draft = load(known, document_id)
        move = _move(draft, CLOSE)
        wanted = (_DOC.reply_no.key, _DOC.reply.key, _DOC.evidence.key)
        lacking = tuple(name for name in wanted if not str(draft.values[name] or "").strip())
        super().__init__(parent, DOCUMENTS, known, recent, draft, replace(move, asks=(*lacking, *move.asks)))


def read_or_none(dialog: VerbDialog, name: str) -> Any:
    """What stands in a field; None where it cannot be read."""
    try:
        return dialog.seats[name].editor.read()
    except Unreadable:
        return None


def said_day(day: date, today: date) -> str:
    """2015-06-04 周四　剩 5 天."""
    return f"{day} {weekday(day)}　{countdown(days_left(day, today))}"


class UrgeDialog(VerbDialog):
    """督促 of one document or many: day, way, who, what was said."""

    FIELDS = (
        Field(DocumentUrging.urged_on, "督促日期", required=True),
        Field(DocumentUrging.way, "方式", words="督促方式"),
        Field(DocumentUrging.officer_id, "督促人", elsewhere=True),
        Field(DocumentUrging.note, "情况", stretch=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, ids: Sequence[int]) -> None:
        super().__init__(parent, "督促", known, recent, 640)
        self.ids = tuple(ids)
        drafts = [load(known, one) for one in ids]
        if len(drafts) == 1:
            headed(self, drafts[0])
            _told_urgings(self, drafts[0])
        else:
            overdue = sum(1 for one in drafts if _late(one, known.desk.today))
            late = f"，其中逾期未回复 {overdue} 份" if overdue else ""
            self.body.addWidget(label(f"督促 {len(drafts)} 份监督文书{late}，一次可撤销", "title"))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS, {DocumentUrging.urged_on.key: known.desk.today}))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.add_cancel()
        many = f" {len(self.ids)} 份" if len(self.ids) > 1 else ""
        self.verb = self.add_button(f"登记督促{many}", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[DocumentUrging.way.key].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        on = values[DocumentUrging.urged_on.key]
        way, who = str(values[DocumentUrging.way.key] or ""), values[DocumentUrging.officer_id.key]
        note = str(values[DocumentUrging.note.key] or "")
        return documents.urge(self.known.desk, DOCUMENTS, self.ids, on, way, who, note)


def _late(draft: Draft, today: date) -> bool:
    due = draft[_DOC.due_on]
    return draft[_DOC.replied_on] is None and due is not None and due < today


def headed(dialog: VerbDialog, draft: Draft) -> None:
    """Number, addressee and matter; under it how it stands with its reply."""
    kind, number, unit = draft[_DOC.kind], draft[_DOC.doc_no] or draft.values["number"], draft[_DOC.unit]
    title = label(f"{kind} {number}　{unit}", "title")
    title.setWordWrap(True)
    dialog.body.addWidget(title)
    said = label(str(draft[_DOC.name]), "label")
    said.setWordWrap(True)
    dialog.body.addWidget(said)
    due, today = draft[_DOC.due_on], dialog.known.desk.today
    if due is not None and draft[_DOC.replied_on] is None:
        late = _late(draft, today)
        told = f"{'! 逾期未回复　' if late else ''}应回复 {said_day(due, today)}"
        dialog.body.addWidget(label(told, "error" if late else "strong"))


def _told_urgings(dialog: VerbDialog, draft: Draft) -> None:
    rows = draft.rows(DocumentUrging)
    if rows:
        days = "、".join(f"{row['urged_on']:%m-%d}{row['way'] or ''}" for row in rows if row["urged_on"])
        dialog.body.addWidget(label(f"已督促 {len(rows)} 次：{days}", "note"))


class ReportDialog(VerbDialog):
    """报上级: what came of no reply, no adoption, no landing."""

    FIELDS = (
        Field(_DOC.reported_on, "报上级日期", required=True),
        Field(_DOC.reported_to, "报送机关", required=True, stretch=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, document_id: int) -> None:
        super().__init__(parent, "报上级", known, recent, 640)
        self.draft = load(known, document_id)
        headed(self, self.draft)
        _told_urgings(self, self.draft)
        self.body.addWidget(rule())
        with known.facts() as facts:
            above = str(facts.unit.get("superior") or "")
        to = self.draft[_DOC.reported_to] or above
        offered = {_DOC.reported_on.key: self.draft[_DOC.reported_on] or known.desk.today, _DOC.reported_to.key: to}
        self.body.addWidget(self.seat_fields(self.FIELDS, offered))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.add_cancel()
        self.verb = self.add_button("报上级", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[_DOC.reported_on.key].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        assert self.draft.record_id is not None
        on, to = values[_DOC.reported_on.key], str(values[_DOC.reported_to.key] or "")
        return documents.report_up(self.known.desk, DOCUMENTS, self.draft.record_id, on, to)


class ReviewDialog(VerbDialog):
    """复查: what the addressee objects, and the result: 维持, or 撤回 of the whole document."""

    OBJECTION = (
        Field(_DOC.objected_on, "申请复查日期", required=True),
        Field(_DOC.objection, "复查理由", required=True, lines=2),
    )
    RESULT = (
        Field(_DOC.reviewed_on, "复查日期"),
        Field(_DOC.review_result, "复查情况", stretch=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, document_id: int) -> None:
        super().__init__(parent, "复查", known, recent, 720)
        self.draft = load(known, document_id)
        self.ends = ""
        headed(self, self.draft)
        self.body.addWidget(rule())
        given = {item.name: self.draft.values[item.name] for item in self.OBJECTION}
        given[_DOC.objected_on.key] = given[_DOC.objected_on.key] or known.desk.today
        self.body.addWidget(self.seat_fields((*self.OBJECTION, *self.RESULT), given))
        self.due = label("", "strong")
        self.due.setWordWrap(True)
        self.body.addWidget(self.due)
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "还没有复查结果的，先登记申请")
        self.add_cancel()
        self.add_button("撤回文书", "Alt+W", lambda: self._end(documents.WITHDRAWN), PLAIN)
        self.add_button("复查维持", "Alt+O", lambda: self._end(documents.UPHELD), PLAIN)
        self.verb = self.add_button("登记申请", "Ctrl+Enter", lambda: self._end(""), PRIMARY)
        self._tell()
        first = _DOC.reviewed_on if self.draft[_DOC.objected_on] is not None else _DOC.objected_on
        self.seats[first.key].editor.take_focus()

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == _DOC.objected_on.key:
            self._tell()

    def _tell(self) -> None:
        with self.known.facts() as facts:
            told = documents.objection_due(facts, read_or_none(self, _DOC.objected_on.key))
        day = f"复查期限 {said_day(told.on, self.known.desk.today)}　" if told.on else ""
        self.due.setText(f"{day}{told.why}")

    def _end(self, result: str) -> None:
        self.ends = result
        name = _DOC.reviewed_on.key
        if result and read_or_none(self, name) is None and not self.seats[name].editor.text.strip():
            self.seats[name].editor.show_value(self.known.desk.today)
        self.carry_out()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        assert self.draft.record_id is not None
        objection = values[_DOC.objected_on.key], str(values[_DOC.objection.key] or "")
        desk, record_id = self.known.desk, self.draft.record_id
        if not self.ends:
            return documents.objected(desk, DOCUMENTS, record_id, *objection)
        on, note = values[_DOC.reviewed_on.key], str(values[_DOC.review_result.key] or "")
        return documents.reviewed(desk, DOCUMENTS, record_id, self.ends, on, note, objection=objection)


def asking(title: str, dialog: Callable[[QWidget | None, Known, Recent, int], VerbDialog]) -> ActionDialog:
    """A dialog about one record as a verb: made, or told why it does not open, then shown."""

    def ask(parent: QWidget, known: Known, recent: Recent, record_id: int) -> Outcome | None:
        return asked(parent, title, lambda: dialog(parent, known, recent, record_id))

    return ask


def ask_urging(parent: QWidget | None, known: Known, recent: Recent, ids: Sequence[int]) -> Outcome | None:
    """督促 (Alt+M) of one document or all selected."""
    return asked(parent, "督促", lambda: UrgeDialog(parent, known, recent, ids))


def to_issue(parent: QWidget | None, known: Known, _recent: Recent, document_id: int) -> Outcome | None:
    """转问题 (Alt+B): one key, undone by Ctrl+Z."""
    try:
        return document_to_issue(known.desk, DOCUMENTS, ISSUES, document_id)
    except Refusal as refused:
        tell(parent, "转问题", refused.said)
        return None


DIALOGS: dict[str, ActionDialog] = {
    "urge_document": SelectionDialog(ask_urging),
    "document_issue": to_issue,
    "report_document": asking("报上级", ReportDialog),
    "review_document": asking("复查", ReviewDialog),
    f"{DOCUMENTS.kind}:{SEND}": asking(SEND, SendDialog),
    f"{DOCUMENTS.kind}:{DELIVER}": asking(DELIVER, DeliverDialog),
    f"{DOCUMENTS.kind}:{CLOSE}": asking(CLOSE, CloseDialog),
}
"""The verbs of a document by the code of their action, and the steps that tell more than they ask."""
