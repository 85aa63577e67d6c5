"""Double investigations (一案双查) at the end of a day, and every lead that asks for one (有案必查).

What was decided later is not known on the day; between its start and a later decision an investigation was 调查.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.document_standing import officer_names
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.habit_standing import UNFILLED, by_day, every_habit, in_period
from desktop_app.figures.review_standing import REVIEW, every_review
from desktop_app.models.people import Department
from desktop_app.models.responsibility import Inquiry, InquiryMember, InquiryPerson, OutcomeKind
from desktop_app.models.whole import Tie
from desktop_app.rules.cases import case_key
from desktop_app.rules.inquiries import CONCLUDED, INQUIRY, RUNNING
from desktop_app.rules.order import natural
from desktop_app.rules.vocabulary import Blame, InquiryState, Leg

KIND = Inquiry.__tablename__
FLAGGED, FAILED = "违纪线索", "不合格"
LOOKED_INTO, NOT_FILED, OPEN = "已双查", "不予立项", "未处理"
"""What became of a lead."""
UNDECIDED = "未作处理"


@dataclass(frozen=True, slots=True)
class PersonStand:
    """Somebody looked into; what was found of him is known from the day of the decision on."""

    id: int
    officer_id: int | None
    name: str
    leg: Leg
    blame: Blame | None
    fault: str
    outcome: str
    doc_no: str
    decided_on: date | None
    carried_out_on: date | None
    until_on: date | None
    responsible: bool

    @property
    def told(self) -> str:
        """The outcome, or that there is none yet."""
        return self.outcome or UNDECIDED


@dataclass(frozen=True, slots=True)
class InquiryStand:
    """A double investigation registered by the day; ``case`` is its case's number as numbers are compared."""

    id: int
    number: str
    name: str
    origin: str
    case: str
    department: str
    registered_on: date | None
    started_on: date | None
    ended_on: date | None
    carried_out_on: date | None
    state: InquiryState
    reason: str
    no_leader: str
    conclusion: str
    bulletin_no: str
    bulletin_on: date | None
    persons: tuple[PersonStand, ...]
    members: tuple[str, ...]

    @property
    def behind(self) -> Behind:
        return (KIND, self.id)

    @property
    def running(self) -> bool:
        return self.state in RUNNING

    @property
    def concluded(self) -> bool:
        """Whether it was decided by the day (已作处理决定)."""
        return self.state in CONCLUDED

    @property
    def unanswered(self) -> tuple[PersonStand, ...]:
        """Those found responsible whose outcome was not carried out by the day (有责未问)."""
        if not self.concluded or self.carried_out_on is not None:
            return ()
        return tuple(one for one in self.persons if one.responsible and one.carried_out_on is None)

    @property
    def unclear(self) -> bool:
        """Decided, and of nobody it is known whether he is responsible."""
        return self.concluded and not any(one.blame or one.outcome for one in self.persons)


@dataclass(frozen=True, slots=True)
class LeadStand:
    """A record that asks for a double investigation: flagged 违纪线索, or a case decided 不合格.

    ``inquiries`` are the numbers of those it led to; ``reason`` says why none was filed.
    """

    behind: Behind
    number: str
    why: str
    on: date | None
    department: str
    case: str
    reason: str
    inquiries: tuple[str, ...]

    @property
    def state(self) -> str:
        if self.inquiries:
            return LOOKED_INTO
        return NOT_FILED if self.reason else OPEN


def every_inquiry(ask: Question) -> list[InquiryStand]:
    """Every double investigation registered or started by the day, by number; one without a day counts."""
    return ask.once("inquiries.every", _read)


def inquiries(ask: Question) -> list[InquiryStand]:
    """Those of the period asked for: registered, else started in it."""
    return [row for row in every_inquiry(ask) if in_period(ask, row.registered_on or row.started_on)]


def leads(ask: Question) -> list[LeadStand]:
    """Every lead there was by the day, whatever became of it."""
    return ask.once("inquiries.leads", _read_leads)


def state_on(row: Inquiry, day: date) -> InquiryState:
    """The step an investigation had come to by the end of a day, by its days; a step without one is at once."""
    closed = (InquiryState.DROPPED, InquiryState.NOT_FILED)
    if row.state in closed and (row.ended_on is None or row.ended_on <= day):
        return row.state
    found, since = None, None
    days = (row.ended_on, row.carried_out_on, row.revisited_on, row.archived_on)
    come = INQUIRY.place(row.state)
    for state, on in zip(CONCLUDED, days, strict=True):
        since, at = on or since, INQUIRY.place(state)
        if come is None or at is None or at > come or (since is not None and since > day):
            break
        found = state
    if found is not None:
        return found
    if row.started_on is not None and row.started_on > day:
        return InquiryState.LEAD
    if row.state in RUNNING:
        return row.state
    if row.started_on is None:
        return InquiryState.LEAD
    return InquiryState.PRELIMINARY if row.state is InquiryState.NOT_FILED else InquiryState.INVESTIGATING


def _read(ask: Question) -> list[InquiryStand]:
    names = officer_names(ask)
    spared = set(ask.session.scalars(select(OutcomeKind.title).where(~OutcomeKind.blames)))
    persons: dict[int, list[InquiryPerson]] = defaultdict(list)
    for one in ask.session.scalars(select(InquiryPerson).order_by(InquiryPerson.id)):
        persons[one.inquiry_id].append(one)
    members: dict[int, list[str]] = defaultdict(list)
    asked = select(InquiryMember.inquiry_id, InquiryMember.officer_id).order_by(InquiryMember.id)
    for id_, officer in ask.session.execute(asked):
        members[id_].append(names.get(officer, ""))
    rows = ask.session.execute(
        select(Inquiry, Department.name)
        .outerjoin(Department, Department.id == Inquiry.department_id)
        .where(Inquiry.retired_at.is_(None))
    )
    found: list[InquiryStand] = []
    for row, department in rows:
        since = row.registered_on or row.started_on or row.ended_on
        if since is not None and since > ask.as_of:
            continue
        state = state_on(row, ask.as_of)
        people = tuple(_person(ask, one, row, state, names, spared) for one in persons.get(row.id, ()))
        found.append(_inquiry(ask, row, department or UNFILLED, state, people, tuple(members.get(row.id, ()))))
    return sorted(found, key=lambda one: natural(one.number))


def _person(
    ask: Question, row: InquiryPerson, inquiry: Inquiry, state: InquiryState, names: Mapping[int, str], spared: set[str]
) -> PersonStand:
    """Before the investigation ended, and before his own decision, nothing is known of him."""
    decided = row.decided_on or inquiry.ended_on
    known = state not in RUNNING and (decided is None or decided <= ask.as_of)
    outcome = row.outcome if known else ""
    blame = row.blame if known else None
    return PersonStand(
        row.id,
        row.officer_id,
        names.get(row.officer_id or 0, ""),
        row.leg,
        blame,
        row.fault,
        outcome,
        row.doc_no if known else "",
        decided if known else None,
        by_day(ask, row.carried_out_on),
        row.until_on if known else None,
        blame is Blame.RESPONSIBLE or (blame is None and bool(outcome) and outcome not in spared),
    )


def _inquiry(
    ask: Question,
    row: Inquiry,
    department: str,
    state: InquiryState,
    persons: tuple[PersonStand, ...],
    members: tuple[str, ...],
) -> InquiryStand:
    ended = state not in RUNNING
    told = by_day(ask, row.bulletin_on)
    return InquiryStand(
        id=row.id,
        number=row.number,
        name=row.name,
        origin=row.origin or UNFILLED,
        case=case_key(row.case_no),
        department=department,
        registered_on=row.registered_on,
        started_on=by_day(ask, row.started_on),
        ended_on=by_day(ask, row.ended_on),
        carried_out_on=by_day(ask, row.carried_out_on),
        state=state,
        reason=row.state_reason if ended else "",
        no_leader=row.no_leader,
        conclusion=row.conclusion if ended else "",
        bulletin_no=row.bulletin_no if told is not None or row.bulletin_on is None else "",
        bulletin_on=told,
        persons=persons,
        members=members,
    )


_Found = tuple[Behind, str, str, date | None, str, str, str]
"""A lead as its register tells it: record, number, why, day, department, case as compared, reason for none."""


def _of_reviews(ask: Question) -> Iterator[_Found]:
    """Reviews told to the handler by the day and flagged, and cases decided 不合格."""
    for row in every_review(ask):
        flagged = row.discipline and row.assessed(ask.as_of)
        failed = row.graded(ask.as_of) and row.grade == FAILED
        if flagged or failed:
            why = FLAGGED if flagged else FAILED
            yield (REVIEW, row.id), row.number, why, row.on, row.department, case_key(row.case_no), row.no_inquiry


def _of_habits(ask: Question) -> Iterator[_Found]:
    for row in every_habit(ask):
        if row.discipline:
            yield row.behind, row.number, FLAGGED, row.inspected_on, row.department, row.case, row.no_inquiry


SOURCES: tuple[Callable[[Question], Iterator[_Found]], ...] = (_of_reviews, _of_habits)
"""The registers that flag leads; one more that does is added here."""


def _read_leads(ask: Question) -> list[LeadStand]:
    known = {row.id: row.number for row in every_inquiry(ask)}
    by_case: dict[str, list[str]] = defaultdict(list)
    for row in every_inquiry(ask):
        if row.case:
            by_case[row.case].append(row.number)
    tied = _tied(ask)
    found: list[LeadStand] = []
    for source in SOURCES:
        for behind, number, why, on, department, case, reason in source(ask):
            own = [known[id_] for id_ in tied.get(behind, ()) if id_ in known]
            led = tuple(dict.fromkeys((*own, *(by_case.get(case, ()) if case else ()))))
            found.append(LeadStand(behind, number, why, on, department, case, reason.strip(), led))
    return found


def _tied(ask: Question) -> dict[Behind, list[int]]:
    """Double investigations tied by hand to records, from whichever side."""
    found: dict[Behind, list[int]] = defaultdict(list)
    here, there = (Tie.kind, Tie.record_id), (Tie.other_kind, Tie.other_id)
    for (kind, id_), (other, inquiry) in ((here, there), (there, here)):
        for told, record, at in ask.session.execute(select(kind, id_, inquiry).where(other == KIND)):
            found[told, record].append(at)
    return found
