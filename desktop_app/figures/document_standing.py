"""Supervision documents (监督文书) as they stand at the end of a day, by their days alone.

Drafts not sent out and documents withdrawn do not count. Only what was looked at after the reply is 已核查.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.habit_standing import UNFILLED, by_day, in_period
from desktop_app.figures.rulebook import calendar_in_force, rule_in_force
from desktop_app.models.people import Department, Officer
from desktop_app.models.supervision import DocumentKind, DocumentUrging, SupervisionDocument
from desktop_app.rules.deadlines import DeadlineRule, due_on
from desktop_app.rules.documents import VERIFY_RULE, rule_code
from desktop_app.rules.order import natural
from desktop_app.rules.vocabulary import Adoption, DocumentStanding, Landing
from desktop_app.rules.workdays import Calendar

DOCUMENT = SupervisionDocument.__tablename__
DELIVERY_RULE = "document_delivery"
"""Code of the rule within which a document sent out is to be delivered."""


@dataclass(frozen=True, slots=True)
class DocumentStand:
    """A document sent out by the day; days later than that are none.

    ``deliver_by`` and ``verify_by`` are the last days to deliver it and to verify its reply, none without the rule.
    ``silent`` marks a kind that asks no reply. ``urged`` are the days it was urged, an undated one as none.
    """

    id: int
    number: str
    kind: str
    doc_no: str
    case_no: str
    department: str
    handler: str
    unit: str
    name: str
    sent_on: date | None
    delivered_on: date | None
    deliver_by: date | None
    due_on: date | None
    replied_on: date | None
    reply_no: str
    reply: str
    adoption: Adoption | None
    verify_by: date | None
    verified_on: date | None
    verify_way: str
    verifier: str
    landing: Landing | None
    closed_on: date | None
    reported_on: date | None
    reported_to: str
    silent: bool
    urged: tuple[date | None, ...]
    state: DocumentStanding

    @property
    def behind(self) -> Behind:
        return (DOCUMENT, self.id)

    @property
    def overdue(self) -> bool:
        return self.state is DocumentStanding.OVERDUE

    @property
    def unverified(self) -> bool:
        """Answered and not looked at yet (已回复未核查)."""
        return self.state is DocumentStanding.UNVERIFIED

    @property
    def undated(self) -> bool:
        """Delivered and not answered, and nobody can say by when."""
        return self.state is DocumentStanding.WAITING and self.due_on is None and not self.silent

    def stale(self, day: date) -> bool:
        """Answered and past the last day to verify it."""
        return self.unverified and self.verify_by is not None and self.verify_by < day

    @property
    def in_time(self) -> bool:
        """Answered by its last day (按期回复)."""
        return self.replied_on is not None and (self.due_on is None or self.replied_on <= self.due_on)


def every_document(ask: Question) -> list[DocumentStand]:
    """Every document sent out by the day and not withdrawn, by the day it was sent, then by its number as written."""
    return ask.once("documents.every", _read)


def documents(ask: Question) -> list[DocumentStand]:
    """Those of the period asked for, by the day they were sent."""
    return [row for row in every_document(ask) if in_period(ask, row.sent_on)]


def officer_names(ask: Question) -> Mapping[int, str]:
    """What every officer is called, by id."""
    asked = select(Officer.id, Officer.name)
    return ask.once("officers.names", lambda one: {row.id: row.name for row in one.session.execute(asked)})


def standing_on(row: SupervisionDocument, day: date) -> DocumentStanding | None:
    """How far a document had come by the end of a day; None for a draft and one withdrawn."""

    def happened(on: date | None) -> bool:
        return on is not None and on <= day

    first = row.sent_on or min(filter(None, (row.delivered_on, row.replied_on, row.verified_on)), default=None)
    if not happened(first) or happened(row.withdrawn_on):
        return None
    if happened(row.verified_on):
        return DocumentStanding.VERIFIED
    if happened(row.replied_on):
        return DocumentStanding.UNVERIFIED
    if not happened(row.delivered_on):
        return DocumentStanding.UNDELIVERED
    late = row.due_on is not None and row.due_on < day
    return DocumentStanding.OVERDUE if late else DocumentStanding.WAITING


def _read(ask: Question) -> list[DocumentStand]:
    urged: dict[int, list[date | None]] = defaultdict(list)
    asked = select(DocumentUrging.document_id, DocumentUrging.urged_on).order_by(DocumentUrging.id)
    for id_, on in ask.session.execute(asked):
        if on is None or on <= ask.as_of:
            urged[id_].append(on)
    rows = ask.session.execute(
        select(SupervisionDocument, Department.name)
        .outerjoin(Department, Department.id == SupervisionDocument.department_id)
        .where(SupervisionDocument.retired_at.is_(None))
    )
    kinds = {
        row["title"]: dict(row)
        for row in ask.session.execute(
            select(DocumentKind.title, DocumentKind.rule_code, DocumentKind.other_rules)
        ).mappings()
    }
    reader = _Reader(
        ask,
        officer_names(ask),
        kinds,
        rule_in_force(ask.session, DELIVERY_RULE),
        rule_in_force(ask.session, VERIFY_RULE),
        calendar_in_force(ask.session),
    )
    found = (reader.stand(row, department, tuple(urged.get(row.id, ()))) for row, department in rows)
    return sorted(
        (row for row in found if row is not None), key=lambda row: (row.sent_on or date.min, natural(row.doc_no))
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """What every document is read with."""

    ask: Question
    names: Mapping[int, str]
    kinds: Mapping[str, Mapping[str, Any]]
    delivery: DeadlineRule | None
    verify: DeadlineRule | None
    calendar: Calendar

    def _last(self, rule: DeadlineRule | None, since: date | None) -> date | None:
        return due_on(rule, since, self.calendar).on if rule is not None and since is not None else None

    def stand(
        self, row: SupervisionDocument, department: str | None, urged: tuple[date | None, ...]
    ) -> DocumentStand | None:
        state = standing_on(row, self.ask.as_of)
        if state is None:
            return None
        delivered, replied, verified = (
            by_day(self.ask, on) for on in (row.delivered_on, row.replied_on, row.verified_on)
        )
        kind = self.kinds.get(row.kind)
        reported = by_day(self.ask, row.reported_on)
        return DocumentStand(
            id=row.id,
            number=row.number,
            kind=row.kind or UNFILLED,
            doc_no=row.doc_no,
            case_no=row.case_no,
            department=department or UNFILLED,
            handler=self.names.get(row.handler_id or 0, ""),
            unit=row.unit,
            name=row.name,
            sent_on=by_day(self.ask, row.sent_on),
            delivered_on=delivered,
            deliver_by=self._last(self.delivery, row.sent_on),
            due_on=row.due_on if delivered is not None else None,
            replied_on=replied,
            reply_no=row.reply_no if replied is not None else "",
            reply=row.reply if replied is not None else "",
            adoption=row.adoption if replied is not None else None,
            verify_by=self._last(self.verify, replied),
            verified_on=verified,
            verify_way=row.verify_way if verified is not None else "",
            verifier=self.names.get(row.verifier_id or 0, "") if verified is not None else "",
            landing=row.landing if verified is not None else None,
            closed_on=by_day(self.ask, row.closed_on),
            reported_on=reported,
            reported_to=row.reported_to if reported is not None else "",
            silent=kind is not None and not rule_code(kind, row.unit) and row.stated_days is None,
            urged=urged,
            state=state,
        )
