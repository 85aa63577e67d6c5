"""Findings of a review made into problems (转问题), linked both ways."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.models.issues import Issue, IssueCase, IssueOfficer
from desktop_app.models.reviews import CaseReview, Reviewer, ReviewFinding, ReviewHandler
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.reviews import MAIN, is_clean, sheet_of
from desktop_app.rules.vocabulary import Correction, IssueNature, ReviewState
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.into_issues import converted, issue_numbers, picked
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

ORIGIN = "案件质量评查"
"""Where such a problem comes from (问题来源)."""

CORRECT = "review_correction"
"""Code of the rule that says within what days a defect is corrected where the review names no day (评查问题整改)."""

KINDS = frozenset({CaseReview.__tablename__, Issue.__tablename__})


@dataclass(frozen=True)
class Convertible:
    """A finding as the dialog offers it: ``issue_no`` names the problem it was made into already."""

    id: int
    item: str
    text: str
    points: int
    issue_no: str


def convertible(facts: Facts, draft: Draft) -> tuple[Convertible, ...]:
    """The findings of a saved review that count, in order."""
    rows = [row for row in draft.rows(ReviewFinding) if row.get("id") and sheet_of(row) == MAIN and not is_clean(row)]
    known = issue_numbers(facts, [row["issue_id"] for row in rows if row["issue_id"]])
    return tuple(
        Convertible(row["id"], row["item"], row["text"] or row["clause"], row["points"], known.get(row["issue_id"], ""))
        for row in rows
    )


def to_issues(
    desk: Desk, law: Law, issue_law: Law, review_id: int, finding_ids: Sequence[int], due: date | None = None
) -> Outcome:
    """Make the chosen findings of a review into problems of its handlers (个性问题), in one undoable act.

    ``due`` is their deadline; without it the review's 整改期限, else the rule ``review_correction`` from today. Refuses
    what was made into a problem already.
    """

    def chosen(facts: Facts, review: Draft) -> list[Values]:
        number, state = review.values["number"], review[CaseReview.state]
        if state in (ReviewState.WAITING, ReviewState.WITHDRAWN):
            raise Refusal(f"{number} {state}，没有可转的扣分。先评查")
        counting = (row for row in review.rows(ReviewFinding) if sheet_of(row) == MAIN and not is_clean(row))
        return picked(facts, {row["id"]: row for row in counting}, finding_ids, "扣分", "表", _said)

    return converted(
        desk, "扣分转问题", law, issue_law, review_id, chosen,
        lambda facts, review, row: _issue(facts, review, row, due), KINDS,
    )  # fmt: skip


def _said(row: Mapping[str, object]) -> str:
    return str(row.get("text") or row.get("clause") or row.get("item") or "扣分").strip()


def _issue(facts: Facts, review: Draft, row: Values, due: date | None) -> Draft:
    found = review[CaseReview.reviewed_on] or facts.today
    case = review[CaseReview.name] or review[CaseReview.case_no]
    names = [facts.label("officer", other["officer_id"]) for other in review.rows(Reviewer)]
    made = new_draft(
        Issue,
        {
            "nature": IssueNature.INDIVIDUAL,
            "department_id": review[CaseReview.department_id],
            "name": f"{_said(row)}（{case}）",
            "showing": str(row.get("page") or ""),
            "matter": str(row.get("item") or "案件办理"),
            "origin": ORIGIN,
            "found_on": found,
            "finder": "、".join(dict.fromkeys(names)),
            "goal": review[CaseReview.demand],
            "correction": Correction.BY_DEADLINE,
            "due_on": due or review[CaseReview.correct_by] or _by_rule(facts),
        },
    )
    made.rows(IssueCase).append({"case_no": review[CaseReview.case_no]})
    made.rows(IssueOfficer).extend({"officer_id": other["officer_id"]} for other in review.rows(ReviewHandler))
    return made


def _by_rule(facts: Facts) -> date | None:
    rule = facts.rule(CORRECT)
    return due_on(rule, facts.today, facts.calendar).on if rule is not None else None


def reviews_of_issues(facts: Facts) -> Mapping[str, str]:
    """Number of a problem to the number of the review it came out of, read once in a reading."""
    return facts.once("reviews of issues", _sources)


def _sources(facts: Facts) -> dict[str, str]:
    asked = (
        select(Issue.number, CaseReview.number.label("review"))
        .join(ReviewFinding, ReviewFinding.issue_id == Issue.id)
        .join(CaseReview, CaseReview.id == ReviewFinding.review_id)
        .where(CaseReview.retired_at.is_(None))
        .order_by(ReviewFinding.id)
    )
    return {row.number: row.review for row in facts.session.execute(asked)}
