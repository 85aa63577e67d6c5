"""One case under review: its people, its sheet, and every state it can be taken to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.models.reviews import CaseReview, Reviewer, ReviewFinding
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.vocabulary import ReviewState
from desktop_app.services import records, score_sheets
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.outcome import Outcome
from desktop_app.services.score_sheets import Defect, ScoreLine, ScoreSheet
from tests.kit.cases import case, case_no, month_round
from tests.kit.office import loaded, officer

REVIEWED, SENT, DUE = date(2015, 5, 12), date(2015, 5, 14), date(2015, 5, 19)
REPLIED, DECIDED = date(2015, 5, 18), date(2015, 5, 26)
WAYS: dict[str, tuple[str, ...]] = {
    ReviewState.WAITING: (),
    ReviewState.REVIEWING: ("开始评查",),
    ReviewState.FEEDBACK: ("开始评查", "提交反馈"),
    ReviewState.OBJECTED: ("开始评查", "提交反馈", "登记异议"),
    ReviewState.GRADED: ("开始评查", "提交反馈", "定级"),
    ReviewState.FILED: ("开始评查", "提交反馈", "定级", "归档"),
}
"""The steps from 待评 to each state."""


@dataclass(frozen=True)
class Panel:
    """Who has to do with the reviews of a month: handler, two reviewers, two others, and the round."""

    handler: int
    first: int
    second: int
    third: int
    fourth: int
    round: int

    @property
    def others(self) -> tuple[int, int]:
        return self.third, self.fourth


def panel(desk: Desk, **more: Any) -> Panel:
    """韩雨桐 of 公诉科 handles; 案管 reviews."""
    handler = officer(desk, "韩雨桐", "公诉科")
    own = [officer(desk, name, "案件管理办公室") for name in ("何静宜", "史海燕", "陈少华", "林晓岚")]
    return Panel(handler, *own, month_round(desk, own, **more))


def review(desk: Desk, who: Panel, serial: int = 1, reviewers: Sequence[int] | None = None, **more: Any) -> int:
    """A case of the round with its reviewers, 待评; ``closed`` and ``accepted`` are days of the case."""
    days = {name: more.pop(name) for name in ("closed_on", "accepted_on") if name in more}
    case(desk, serial, [who.handler], **{"closed_on": date(2015, 5, 4), **days})
    made = new_draft(CaseReview, {"round_id": who.round, "case_no": case_no(serial), **more})
    named = (who.first, who.second) if reviewers is None else reviewers
    made.parts[Reviewer.__tablename__] = [{"officer_id": id_, "turn": 1} for id_ in named]
    return records.save(desk, REVIEWS, made).ids[0]


def seen(desk: Desk, review_id: int) -> Draft:
    """The review as the form loads it."""
    return loaded(desk, REVIEWS, review_id)


def state(desk: Desk, review_id: int) -> ReviewState:
    return seen(desk, review_id)[CaseReview.state]


def sheet(desk: Desk, draft: Draft, no: int = 1) -> ScoreSheet:
    with desk.facts() as facts:
        return score_sheets.sheet(facts, draft, no)


def line(desk: Desk, draft: Draft, code: str, no: int = 1) -> ScoreLine:
    """A line of the sheet by the code of its clause."""
    return next(one for group in sheet(desk, draft, no).groups for one in group.lines if one.code == code)


def defects(desk: Desk, draft: Draft) -> tuple[Defect, ...]:
    with desk.facts() as facts:
        return score_sheets.defects(facts, draft[CaseReview.standard_id])


def defect(desk: Desk, draft: Draft, code: str) -> Defect:
    return next(one for one in defects(desk, draft) if one.code == code)


def off(desk: Desk, review_id: int, *codes: str, no: int = 1) -> None:
    """Take points off by codes of defects, and save."""
    draft = seen(desk, review_id)
    for code in codes:
        score_sheets.put(draft, defect(desk, draft, code).finding(), no)
    records.save(desk, REVIEWS, draft)


def found(desk: Desk, review_id: int) -> list[Values]:
    """Rows of findings as kept."""
    return seen(desk, review_id).rows(ReviewFinding)


def asked_for(who: Panel, verb: str, values: Mapping[str, Any]) -> Values:
    """What a step asks for, filled in: the suggested grade, decided by the committee."""
    grading = {
        "grade": values["suggested"],
        "grade_reason": "",
        "decided_by": "检委会",
        "decided_on": DECIDED,
        "committee_opinion": "同意评查小组意见",
    }
    return {
        "提交反馈": {"reviewed_on": REVIEWED, "sent_on": SENT},
        "登记异议": {"reply": "证据矛盾已在补充侦查中排除", "replied_on": REPLIED},
        "定级": grading,
        "复评定级": {"objection_result": "采纳，改扣 1 分", **grading},
    }.get(verb, {})


def step(desk: Desk, who: Panel, review_id: int, verb: str, reason: str = "会议决定", **asked: Any) -> Outcome:
    """One step along the lifecycle, filled in as asked."""
    draft = seen(desk, review_id)
    return records.move(desk, REVIEWS, draft, verb, reason, {**asked_for(who, verb, draft.values), **asked})


def take(desk: Desk, who: Panel, review_id: int, to: str) -> int:
    """Take a new review to a state, step by step."""
    for verb in WAYS[to]:
        if verb == "定级":
            change(desk, review_id, reply="无异议", replied_on=REPLIED)
        step(desk, who, review_id, verb)
    return review_id


def again(desk: Desk, who: Panel, review_id: int) -> None:
    """Name those who review after the objection."""
    draft = seen(desk, review_id)
    draft.rows(Reviewer).extend({"officer_id": id_, "turn": 2} for id_ in who.others)
    records.save(desk, REVIEWS, draft)


def change(desk: Desk, review_id: int, reason: str = "", **values: Any) -> Outcome:
    """Type over what the record says, and save."""
    made = seen(desk, review_id)
    made.values.update(values)
    return records.save(desk, REVIEWS, made, reason)
