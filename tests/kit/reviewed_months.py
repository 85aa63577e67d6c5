"""Rounds of several months as an old ledger leaves them: cases, handlers, reviews of any grade, findings, one act."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from desktop_app.models.cases import CaseFile, CaseHandler
from desktop_app.models.people import Officer
from desktop_app.models.reviews import CaseReview, ReviewFinding, ReviewRound
from desktop_app.rules.vocabulary import ReviewState, RoundState
from desktop_app.services.desk import Desk
from tests.kit.office import officer

MONTHS = (date(2014, 4, 1), date(2015, 3, 1), date(2015, 4, 1), date(2015, 5, 1))
"""The first lies before the twelve months that end with May 2015."""
SCALE = "优质90、合格75、瑕疵60、不合格0"
GRADES = (("优质", 95_00), ("合格", 82_50), ("瑕疵", 70_00), ("不合格", 40_00))
ITEMS = ("证据采信", "办案程序", "法律文书")


@dataclass(frozen=True)
class Handlers:
    """Two who were reviewed, each in a department of his own; ``bare`` closed cases that were never drawn."""

    first: int
    second: int
    bare: int


def reviewed_months(desk: Desk, each: int = 5) -> Handlers:
    """``each`` cases reviewed a month, one more closed and not drawn; the last review of May is not decided yet."""
    who = Handlers(
        officer(desk, "韩雨桐", "公诉科"), officer(desk, "赵一帆", "侦查监督科"), officer(desk, "陈若琳", "公诉科")
    )
    with desk.store.unit("录入旧台账") as unit:
        session = unit.session
        homes = dict(session.execute(select(Officer.id, Officer.department_id)).all())
        at = session.scalar(select(func.count(CaseFile.id))) or 0
        for first in MONTHS:
            made = ReviewRound(number=f"PC-{first:%y%m}-{at}", name=f"{first:%Y年%m月}评查", period=f"{first:%Y-%m}")
            made.state, made.drawn_on, made.search_text = RoundState.DRAWN, first + timedelta(days=9), ""
            session.add(made)
            session.flush()
            for place in range(each + 1):
                at += 1
                handler = who.bare if place == each else (who.first, who.second)[place % 2]
                case = _case(at, first, homes[handler])
                session.add(case)
                session.flush()
                session.add(CaseHandler(case_id=case.id, officer_id=handler))
                if place == each:
                    continue
                review = _review(at, made.id, case, first, place, decided=first != MONTHS[-1] or place < each - 1)
                session.add(review)
                session.flush()
                for no in range(place % 4):
                    item, points = ITEMS[(at + no) % 3], 150 * no
                    session.add(ReviewFinding(review_id=review.id, item=item, text=f"问题{no}", points=points))
    return who


def _case(at: int, first: date, department_id: int | None) -> CaseFile:
    number = f"清源检诉受[{first.year}]6190230{at:04}号"
    closed = first + timedelta(days=at % 8)
    return CaseFile(
        number=number,
        name=f"第{at}号案",
        kind="审查起诉",
        closed_on=closed,
        department_id=department_id,
        search_text="",
    )


def _review(at: int, round_id: int, case: CaseFile, first: date, place: int, decided: bool) -> CaseReview:
    grade, score = GRADES[place % 4]
    on = first + timedelta(days=15)
    return CaseReview(
        number=f"{round_id}-{at:04}",
        round_id=round_id,
        case_no=case.number,
        name=case.name,
        department_id=case.department_id,
        reviewed_on=on,
        scale=SCALE,
        score=score,
        suggested=grade,
        grade=grade if decided else "",
        decided_on=on + timedelta(days=5) if decided else None,
        state=ReviewState.GRADED if decided else ReviewState.FEEDBACK,
        search_text="",
    )
