"""Closed cases of a month, as the business system lists them, and a round over them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop_app.models.cases import CaseFile, CaseHandler
from desktop_app.models.people import Officer
from desktop_app.models.reviews import ReviewRound, RoundReviewer
from desktop_app.registers.cases import CASES
from desktop_app.registers.rounds import ROUNDS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft

MONTH = "2015-05"


def case_no(serial: int, letter: str = "诉") -> str:
    """A number of the business system."""
    return f"清源检{letter}受[2015]619023{serial:05d}号"


def case(desk: Desk, serial: int, handlers: Sequence[int], **more: Any) -> int:
    """Enter one closed case of May, told by its serial."""
    given = {
        "number": case_no(serial),
        "name": f"第{serial}号盗窃案",
        "kind": "审查起诉",
        "cause": "盗窃",
        "accepted_on": date(2015, 4, 1),
        "closed_on": date(2015, 5, 1 + serial % 25),
        "result": "提起公诉",
    }
    draft = new_draft(CaseFile, {**given, **more})
    draft.parts[CaseHandler.__tablename__] = [{"officer_id": id_} for id_ in handlers]
    if "department_id" not in more:
        with desk.facts() as facts:
            draft[CaseFile.department_id] = facts.row(Officer.__tablename__, handlers[0])["department_id"]
    return records.save(desk, CASES, draft).ids[0]


def month_round(desk: Desk, reviewers: Sequence[int] = (), **more: Any) -> int:
    """Enter the regular round of May, with the newest standard and the first scheme."""
    with desk.facts() as facts:
        standard = max(row["id"] for row in facts.live("score_standard"))
        scheme = min(row["id"] for row in facts.live("grade_scheme"))
    given = {
        "name": "2015年5月份案件质量评查",
        "period": MONTH,
        "from_on": date(2015, 5, 1),
        "to_on": date(2015, 5, 31),
        "ratio": 10,
        "minimum": 1,
        "standard_id": standard,
        "scheme_id": scheme,
    }
    draft = new_draft(ReviewRound, {**given, **more})
    draft.parts[RoundReviewer.__tablename__] = [{"officer_id": id_} for id_ in reviewers]
    return records.save(desk, ROUNDS, draft).ids[0]
