"""What a line of 人员档案 and 案件档案 says of a record beside number and subject, kind by kind.

A kind that is not named here says what the columns of its list say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop_app.figures.engine import Question
from desktop_app.figures.officer_learning import ExamLine, sheet
from desktop_app.models.base import Attr
from desktop_app.models.cases import CardSet, CaseCard, CaseFile, CaseHandler
from desktop_app.models.dossiers import DossierCheck, DossierDefect
from desktop_app.models.exams import Sitting
from desktop_app.models.issues import Issue, IssueOfficer
from desktop_app.models.people import Kinship
from desktop_app.models.posts import Absence, Post
from desktop_app.models.reviews import CaseReview, Reviewer, ReviewFinding, ReviewHandler
from desktop_app.models.rotations import Rotation
from desktop_app.models.seizures import CustodyEvent, Freeze, MoneyEntry, SeizedItem
from desktop_app.registers.newly import Asked as Named
from desktop_app.registers.newly import name_of
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Register
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.facts import Facts


@dataclass(frozen=True)
class Asked:
    """The page being made: for which officer or case, as of which day."""

    facts: Facts
    ask: Question
    kind: str
    id: int | None
    number: str


OPEN: Mapping[str, Attr[object]] = {
    Post.__tablename__: Post.until_on,
    Absence.__tablename__: Absence.to_on,
    Rotation.__tablename__: Rotation.planned_to_on,
    Freeze.__tablename__: Freeze.to_on,
}
"""What lasts from its day to another: kind and the last day, empty while it goes on."""

ACTS: Mapping[str, Attr[object]] = {
    CustodyEvent.__tablename__: CustodyEvent.act,
    MoneyEntry.__tablename__: MoneyEntry.kind,
}
"""What happened, in a word, of kinds whose day says only when."""

_TOLD: Mapping[type, tuple[Named, ...]] = {
    Issue: (
        *(Issue.department_id, IssueOfficer, Issue.leader_id, Issue.origin, Issue.due_on, Issue.state),
        *(Issue.closed_on, Issue.verifier_id, Issue.completion),
    ),
    CaseFile: (
        *(CaseFile.kind, CaseFile.department_id, CaseHandler, CaseFile.accepted_on, CaseFile.closed_on),
        *(CaseFile.result, CaseFile.filed_on),
    ),
    CaseReview: (
        *(CaseReview.name, ReviewHandler, Reviewer, CaseReview.score, ReviewFinding, CaseReview.problems),
        *(CaseReview.suggested, CaseReview.grade, CaseReview.answer, CaseReview.reply, CaseReview.objection_result),
        CaseReview.state,
    ),
    CardSet: (CardSet.name, CardSet.handler_id, CaseCard, CardSet.state),
    DossierCheck: (
        *(DossierCheck.name, DossierCheck.handler_id, DossierCheck.filed_on, DossierCheck.score, DossierCheck.verdict),
        *(DossierDefect, DossierCheck.defects, DossierCheck.state),
    ),
    CustodyEvent: (
        *(CustodyEvent.act, CustodyEvent.way, CustodyEvent.quantity, CustodyEvent.giver_id, CustodyEvent.taker_id),
        *(CustodyEvent.outside, CustodyEvent.paper_no, CustodyEvent.condition),
    ),
    SeizedItem: (
        *(SeizedItem.features, SeizedItem.quantity, SeizedItem.amount, SeizedItem.stored_on, SeizedItem.place_id),
        *(SeizedItem.state, SeizedItem.lacking),
    ),
    Post: (Post.department_id, Post.a_id, Post.b_id, Post.since_on, Post.until_on, Post.change_reason),
    Absence: (
        Absence.cause,
        Absence.from_on,
        Absence.to_on,
        Absence.returned_on,
        Absence.handover,
        Absence.receiver_id,
    ),
    Kinship: (Kinship.relation, Kinship.relative_name, Kinship.relative_unit),
}
TELLS: Mapping[str, tuple[str, ...]] = {
    str(model.__tablename__): tuple(name_of(one) for one in told)  # type: ignore[attr-defined]
    for model, told in _TOLD.items()
}
"""Kind to the fields and lists a line tells, in order."""


def own_words(asked: Asked, register: Register, line: Line) -> str:
    """What a figure says of a record: marks with grade and rank as the standing readers work them out."""
    teller = _TELLERS.get(register.kind)
    return teller(asked, line) if teller is not None else ""


def _sitting(asked: Asked, line: Line) -> str:
    officer = line.values.get(Sitting.officer_id.key)
    if officer is None:
        return ""
    own = asked.ask.once(f"archive.sheet.{officer}", lambda ask: sheet(ask, int(officer)))
    one = next((exam for exam in own.exams if exam.id == line.id), None)
    return _marked(one) if one is not None else ""


def _marked(one: ExamLine) -> str:
    said = [one.title, "" if one.code is SittingCode.SAT else str(one.code), str(one.cause or ""), one.excuse]
    if one.total is not None:
        said += [f"成绩 {points(one.total)}", one.grade, f"第 {one.rank} 名／{one.of} 人" if one.rank else ""]
    if one.retake is not None:
        said += [f"补考 {points(one.retake)}"]
    if one.effective is not None and one.effective != one.total:
        said += [f"认定 {points(one.effective)}"]
    if one.passed is not None:
        said += ["及格" if one.passed else "不及格"]
    if one.retake_by is not None:
        said += [f"应于 {one.retake_by} 前补考"]
    return "，".join(filter(None, said))


MANY = 4
"""From more rows than this on, a line tells how many there are."""
ROW_BY_ROW = frozenset({CaseCard.__tablename__})
"""Lists whose rows are told one by one."""
_TELLERS: Mapping[str, Callable[[Asked, Line], str]] = {Sitting.__tablename__: _sitting}
