"""Defects of a checked dossier: made into problems (转问题), linked both ways, and mended (登记补正)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from desktop_app.models.dossiers import DossierCheck, DossierDefect
from desktop_app.models.issues import Issue, IssueCase, IssueOfficer
from desktop_app.models.people import Officer
from desktop_app.rules.vocabulary import Correction, DossierState, IssueNature
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.into_issues import converted, issue_numbers, picked
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

ORIGIN = "归档检查"
"""Where such a problem comes from (问题来源)."""

MATTER = "立卷归档"
"""What such a problem is about (到事)."""

DEFECTS = DossierDefect.__tablename__
KINDS = frozenset({DossierCheck.__tablename__, Issue.__tablename__})


@dataclass(frozen=True, slots=True)
class Convertible:
    """A defect as the dialogs offer it: ``points`` in hundredths; ``issue_no`` names the problem it was made into."""

    id: int
    item: str
    said: str
    points: int
    issue_no: str
    mended_on: date | None


def convertible(facts: Facts, draft: Draft) -> tuple[Convertible, ...]:
    """The defects of a saved check, in order."""
    rows = [row for row in draft.rows(DossierDefect) if row.get("id")]
    known = issue_numbers(facts, [row["issue_id"] for row in rows if row["issue_id"]])
    return tuple(
        Convertible(
            row["id"], row["item"], row["said"], row["points"], known.get(row["issue_id"], ""), row["mended_on"]
        )
        for row in rows
    )


def to_issues(
    desk: Desk, law: Law, issue_law: Law, check_id: int, defect_ids: Sequence[int], due: date | None = None
) -> Outcome:
    """Make the chosen defects of a dossier into problems of its handler (个性问题), in one undoable act.

    ``due`` is their deadline, without it the check's 补正期限. Refuses what was made into a problem already, and a
    dossier whose correction has neither.
    """

    def chosen(facts: Facts, check: Draft) -> list[Values]:
        if check[DossierCheck.state] == DossierState.WAITING:
            raise Refusal(f"{check.values['number']} 待检查，没有定下的缺陷可转。先办“退卷补正”")
        rows = {row["id"]: row for row in check.rows(DossierDefect)}
        return picked(facts, rows, defect_ids, "缺陷", "检查表", lambda row: str(row["item"]))

    return converted(
        desk, "缺陷转问题", law, issue_law, check_id, chosen,
        lambda facts, check, row: _issue(facts, check, row, due), KINDS,
    )  # fmt: skip


def _issue(facts: Facts, check: Draft, row: Values, due: date | None) -> Draft:
    case = check[DossierCheck.name] or check[DossierCheck.case_no]
    made = new_draft(
        Issue,
        {
            "nature": IssueNature.INDIVIDUAL,
            "department_id": check[DossierCheck.department_id],
            "name": f"{row['item']}（{case}）",
            "showing": row["said"],
            "matter": MATTER,
            "origin": ORIGIN,
            "found_on": check[DossierCheck.checked_on] or facts.today,
            "finder": facts.label(Officer.__tablename__, check[DossierCheck.checker_id]),
            "correction": Correction.BY_DEADLINE,
            "due_on": due or check[DossierCheck.correct_by],
        },
    )
    made.rows(IssueCase).append({"case_no": check[DossierCheck.case_no]})
    if check[DossierCheck.handler_id] is not None:
        made.rows(IssueOfficer).append({"officer_id": check[DossierCheck.handler_id]})
    return made


def checks_of_issues(facts: Facts) -> Mapping[str, str]:
    """Number of a problem to the number of the dossier check it came out of, read once in a reading."""
    return facts.once("checks of issues", _sources)


def _sources(facts: Facts) -> dict[str, str]:
    asked = (
        select(Issue.number, DossierCheck.number.label("check_no"))
        .join(DossierDefect, DossierDefect.issue_id == Issue.id)
        .join(DossierCheck, DossierCheck.id == DossierDefect.check_id)
        .where(DossierCheck.retired_at.is_(None))
        .order_by(DossierDefect.id)
    )
    return {row.number: row.check_no for row in facts.session.execute(asked)}


def mend(desk: Desk, law: Law, check_id: int, on: date | None, defect_ids: Sequence[int]) -> Outcome:
    """Enter a correction (登记补正) with the defects that are mended; the others stay open."""
    with desk.store.unit(f"{law.title}登记补正") as unit:
        check = records.load(unit.session, DossierCheck, check_id, law.lists)
        open_rows = [row for row in check.rows(DossierDefect) if row["mended_on"] is None]
        if open_rows and not defect_ids:
            raise Refusal("没有勾选已补正的缺陷。按 Space 勾选再登记", DEFECTS)
        for row in open_rows:
            row["mended_on"] = on if row["id"] in defect_ids else None
        done = records.move(desk, law, check, "登记补正", asked={"corrected_on": on})
    return replace(done, batch=unit.batch_id)
