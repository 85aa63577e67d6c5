"""A month drawn and ready to be reviewed: three cases, two handlers, two reviewers who may review them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.models.reviews import CaseReview, DrawnCase, Reviewer
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.grades import read_scale
from desktop_app.rules.vocabulary import DrawnAs
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.score_sheets import ScoreSheet
from tests.kit.cases import case, case_no, month_round
from tests.kit.office import officer

STEPS = read_scale("优质90、合格75、瑕疵60、不合格0").steps
SHEET = ScoreSheet(
    no=1,
    standard="评分标准",
    groups=(),
    total=100_00,
    off=14_00,
    score=86_00,
    suggested="合格",
    next_grade=("优质", 4_00),
    vetoes=(3, 0),
    steps=STEPS,
    agreement=None,
    differing=(),
    contested=False,
    first=None,
    closed="",
)
"""A sheet of 86 points, four short of the best grade."""


@dataclass(frozen=True)
class Hall:
    """The round of May, its reviews in drawn order, who reviews, who handled."""

    round_id: int
    reviews: tuple[int, ...]
    reviewers: tuple[int, int]
    handlers: tuple[int, int]


def review(desk: Desk, round_id: int, serial: int, reviewers: tuple[int, ...], **more: Any) -> int:
    """A drawn case, to be reviewed."""
    given = {"round_id": round_id, "case_no": case_no(serial), "drawn_as": DrawnAs.LOT}
    draft = new_draft(CaseReview, {**given, **more})
    draft.parts[Reviewer.__tablename__] = [{"officer_id": id_, "turn": 1} for id_ in reviewers]
    return records.save(desk, REVIEWS, draft).ids[0]


def drawn_month(desk: Desk) -> Hall:
    """The round of May with its three cases, none of them begun."""
    handlers = officer(desk, "韩雨桐", "公诉科"), officer(desk, "赵一帆", "公诉科")
    reviewers = officer(desk, "何静宜", "案件管理办公室"), officer(desk, "史海燕", "侦查监督科")
    for serial in (1, 2, 3):
        case(desk, serial, [handlers[serial % 2]], closed_on=date(2015, 5, 10))
    round_id = month_round(desk, reviewers)
    made = tuple(review(desk, round_id, serial, reviewers) for serial in (1, 2, 3))
    return Hall(round_id, made, reviewers, handlers)


def drawn(desk: Desk, hall: Hall, struck: int) -> None:
    """The cases of the round as a draw put them, the one at that position withdrawn on 20 May."""
    with desk.store.unit("抽取") as unit:
        for position in range(1, len(hall.reviews) + 1):
            row = {"round_id": hall.round_id, "position": position, "case_no": case_no(position), "digest": "0" * 64}
            gone = {"struck_on": date(2015, 5, 20), "struck_reason": "承办人系评查员亲属"} if position == struck else {}
            unit.session.add(DrawnCase(drawn_as=DrawnAs.LOT, **row, **gone))
