"""Findings of inspections and documents that did not land, made into problems (转问题), linked from both sides."""

from collections.abc import Callable
from datetime import date
from typing import Any

from desktop_app.models.issues import Issue, IssueCase, IssueOfficer
from desktop_app.models.people import Officer
from desktop_app.models.supervision import Habit, HabitInspector, HabitOfficer, SupervisionDocument
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.documents import OPEN, is_overdue
from desktop_app.rules.duties import HEAD
from desktop_app.rules.vocabulary import Correction, DocumentState, IssueNature, Landing
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.duties import role_of
from desktop_app.services.facts import Facts
from desktop_app.services.into_issues import converted, issue_numbers
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.review_issues import CORRECT
from desktop_app.system.errors import Refusal

HABIT_ORIGIN, DOCUMENT_ORIGIN = "检务督察", "监督文书"
"""Where such problems come from (问题来源)."""
HABIT_MATTER, DOCUMENT_MATTER = "执法习惯", "监督文书落实"
"""What they are about (到事), where the finding names no category."""
_ISSUES = Issue.__tablename__


def habit_to_issue(desk: Desk, law: Law, issue_law: Law, habit_id: int, due: date | None = None) -> Outcome:
    """Make a finding into a problem of those it is about (个性问题). Refuses one made into a problem already."""
    return _one(desk, "督查发现转问题", law, issue_law, habit_id, lambda _facts, _habit: None, _of_habit, due)


def document_to_issue(desk: Desk, law: Law, issue_law: Law, document_id: int, due: date | None = None) -> Outcome:
    """Make a document that stayed on paper into a problem of who has it in hand.

    Refuses one that is neither overdue nor found not landed, and one made into a problem already.
    """
    return _one(desk, "监督文书转问题", law, issue_law, document_id, _must_be_hollow, _of_document, due)


def _one(
    desk: Desk,
    act: str,
    law: Law,
    issue_law: Law,
    record_id: int,
    may: Callable[[Facts, Draft], None],
    make: Callable[[Facts, Draft, date | None], Draft],
    due: date | None,
) -> Outcome:
    """The record itself keeps the id of its problem."""

    def chosen(facts: Facts, owner: Draft) -> list[Values]:
        if told := issue_numbers(facts, filter(None, [owner.values["issue_id"]])).get(owner.values["issue_id"]):
            raise Refusal(f"{owner.values['number']} 已转问题 {told}。不用再转")
        may(facts, owner)
        return [owner.values]

    kinds = frozenset({str(law.model.__tablename__), _ISSUES})
    return converted(
        desk, act, law, issue_law, record_id, chosen, lambda facts, owner, _row: make(facts, owner, due), kinds
    )


def _must_be_hollow(facts: Facts, document: Draft) -> None:
    state, landing = document[SupervisionDocument.state], document[SupervisionDocument.landing]
    called = document[SupervisionDocument.doc_no] or document.values["number"]
    if state not in OPEN and not (state == DocumentState.CLOSED and landing not in (None, Landing.DONE)):
        raise Refusal(f"{called} {state}，没有可转的。逾期未回复或未落实的才转问题")
    if landing in (Landing.NOT, Landing.PARTLY) or is_overdue(document.values, facts.today):
        return
    raise Refusal(f"{called} 没有逾期，也没有核实为未落实，不用转问题。先登记回复、核实")


def _of_habit(facts: Facts, habit: Draft, due: date | None) -> Draft:
    names = [facts.label(Officer.__tablename__, row["officer_id"]) for row in habit.rows(HabitInspector)]
    made = _issue(
        facts,
        habit[Habit.case_no],
        due,
        department_id=habit[Habit.department_id],
        name=habit[Habit.name],
        showing=habit[Habit.place],
        matter=habit[Habit.category] or HABIT_MATTER,
        origin=HABIT_ORIGIN,
        found_on=habit[Habit.inspected_on] or facts.today,
        finder="、".join(dict.fromkeys(names)),
    )
    made.rows(IssueOfficer).extend({"officer_id": row["officer_id"]} for row in habit.rows(HabitOfficer))
    return made


def _of_document(facts: Facts, document: Draft, due: date | None) -> Draft:
    inside, handler = document[SupervisionDocument.to_department_id], document[SupervisionDocument.handler_id]
    called = f"{document[SupervisionDocument.kind]} {document[SupervisionDocument.doc_no]}".strip()
    landing = document[SupervisionDocument.landing]
    fault = str(landing) if landing is not None else "逾期未回复"
    made = _issue(
        facts,
        document[SupervisionDocument.case_no],
        due,
        department_id=inside or document[SupervisionDocument.department_id],
        name=f"{called}{fault}：{document[SupervisionDocument.name]}",
        showing=f"{document[SupervisionDocument.unit]}　{document[SupervisionDocument.evidence]}".strip(),
        matter=DOCUMENT_MATTER,
        origin=DOCUMENT_ORIGIN,
        found_on=document[SupervisionDocument.verified_on] or facts.today,
        finder=facts.label(Officer.__tablename__, document[SupervisionDocument.verifier_id]),
    )
    answering = _head(facts, inside) if inside else None
    if (own := answering or handler) is not None:
        made.rows(IssueOfficer).append({"officer_id": own})
    return made


def _head(facts: Facts, department_id: int) -> int | None:
    """Who heads the department a document of the house is for."""
    own = (row for row in facts.on_duty() if row["department_id"] == department_id and role_of(facts, row) == HEAD)
    return next((int(row["id"]) for row in own), None)


def _issue(facts: Facts, case_no: str, due: date | None, **values: Any) -> Draft:
    rule = facts.rule(CORRECT)
    by = due or (due_on(rule, facts.today, facts.calendar).on if rule is not None else None)
    made = new_draft(
        Issue,
        {
            "nature": IssueNature.INDIVIDUAL,
            "correction": Correction.BY_DEADLINE,
            "due_on": by,
            "no_case": not case_no,
            **values,
        },
    )
    if case_no:
        made.rows(IssueCase).append({"case_no": case_no})
    return made
