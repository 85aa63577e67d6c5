"""A review as the form and the old ledger know it: what follows of itself, and what no longer changes."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.reviews import CaseReview, Reviewer, ReviewFinding, ReviewHandler, ReviewRound, RoundReviewer
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.reviews import DONE
from desktop_app.rules.vocabulary import DrawnAs, HandlerReply, ReviewState, RoundKind, RoundState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.several import save_all
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.cases import case, case_no
from tests.kit.office import id_of, loaded
from tests.kit.reviewing import DECIDED, Panel, change, off, panel, review, seen, state, step, take


@pytest.fixture
def who(desk: Desk) -> Panel:
    return panel(desk)


def ledger(desk: Desk, made: Draft) -> tuple[int, list[Problem]]:
    """A row of an old ledger taken in, and what was found of it."""
    with desk.store.unit("导入旧台账") as unit:
        record, problems = records.write(unit, REVIEWS, made, Facts(unit.session, desk.today), records.Mode.LEDGER)
        return record.id, problems


def old_row(who: Panel, **more: Any) -> Draft:
    """A graded review as an old ledger has it: no standard, no answer, no day of deciding."""
    told = {"case_no": case_no(1), "score": 8800, "suggested": "合格", "grade": "合格", "scale": "", **more}
    made = new_draft(CaseReview, told)
    made.parts[Reviewer.__tablename__] = [{"officer_id": who.first, "turn": 1}]
    return made


def test_a_review_takes_over_its_case_and_its_round(desk: Desk, who: Panel) -> None:
    kept = seen(desk, review(desk, who))
    assert (kept[CaseReview.name], kept[CaseReview.kind], kept[CaseReview.scale]) == (
        "第1号盗窃案",
        "审查起诉",
        "优质90、合格75、瑕疵60、不合格0",
    )
    assert kept[CaseReview.department_id] == id_of(desk, "department", "公诉科")
    assert [row["officer_id"] for row in kept.rows(ReviewHandler)] == [who.handler]
    assert (kept.values["number"], kept[CaseReview.score]) == ("PC-2015-05-01", None)


def test_a_round_without_a_standard_is_scored_by_the_one_in_force(desk: Desk) -> None:
    who = panel(desk, standard_id=None, scheme_id=None)
    made = review(desk, who)
    assert seen(desk, made)[CaseReview.standard_id] is None
    step(desk, who, made, "开始评查")
    kept = seen(desk, made)
    assert (kept[CaseReview.standard_id], kept[CaseReview.scale]) == (1, "优质90、合格75、瑕疵60、不合格0")
    assert (kept[CaseReview.score], kept[CaseReview.suggested]) == (10000, "优质")


def test_a_review_sent_back_forgets_what_was_told_and_answered(desk: Desk, who: Panel) -> None:
    made = take(desk, who, review(desk, who), ReviewState.FEEDBACK)
    change(desk, made, reply="无异议", replied_on=date(2015, 5, 18))
    step(desk, who, made, "退回评查", "漏看同步录音录像")
    kept = seen(desk, made)
    assert [kept.values[name] for name in ("sent_on", "due_on", "reply", "replied_on", "answer")] == [
        None,
        None,
        "",
        None,
        None,
    ]
    off(desk, made, "D06")
    assert seen(desk, made)[CaseReview.score] == 9800


def test_a_grade_taken_back_is_decided_anew(desk: Desk, who: Panel) -> None:
    made = take(desk, who, review(desk, who), ReviewState.GRADED)
    step(desk, who, made, "重新定级", "检委会复议")
    kept = seen(desk, made)
    assert (kept[CaseReview.grade], kept[CaseReview.decided_on], kept[CaseReview.committee_opinion]) == ("", None, "")
    assert (kept[CaseReview.state_reason], kept[CaseReview.answer]) == ("检委会复议", HandlerReply.AGREED)
    step(desk, who, made, "定级", grade="合格", grade_reason="复议意见")
    assert seen(desk, made)[CaseReview.grade] == "合格"


FROZEN = {
    "case_no": case_no(2),
    "score": 5000,
    "suggested": "不合格",
    "reviewed_on": date(2015, 5, 1),
    "sent_on": date(2015, 5, 15),
    "reply": "有异议：过重",
    "grade": "瑕疵",
    "decided_by": "检察长",
    "decided_on": date(2015, 5, 27),
    "scale": "合格60、不合格0",
    "standard_id": None,
}
OPEN = {
    "note": "已装订",
    "demand": "逐卷补正",
    "correct_by": date(2015, 6, 30),
    "corrected_on": date(2015, 5, 30),
    "correction": "已补正",
    "no_inquiry": "情节轻微",
    "joint_opinion": "同意",
}


@pytest.mark.parametrize("at", DONE)
def test_a_graded_review_stays_as_it_was_graded(desk: Desk, who: Panel, at: str) -> None:
    made = take(desk, who, review(desk, who), at)
    for name, value in FROZEN.items():
        with pytest.raises(Refusal, match="内容不再改"):
            change(desk, made, **{name: value})
        with pytest.raises(Refusal, match="内容不再改"):
            records.change_many(desk, REVIEWS, [made], name, value)
    for part in (ReviewFinding, Reviewer, ReviewHandler):
        draft = seen(desk, made)
        first = {"officer_id": who.third} if part is not ReviewFinding else {"item": "证据采信", "points": 100}
        draft.rows(part).append(first)
        with pytest.raises(Refusal, match="内容不再改"):
            records.save(desk, REVIEWS, draft)
    for name, value in OPEN.items():
        change(desk, made, **{name: value})
        assert seen(desk, made).values[name] == value


def test_a_filed_review_is_opened_in_two_steps_with_reasons(desk: Desk, who: Panel) -> None:
    made = take(desk, who, review(desk, who), ReviewState.FILED)
    step(desk, who, made, "撤回归档", "卷内漏一页")
    step(desk, who, made, "重新定级", "检委会复议")
    step(desk, who, made, "退回评查", "重评")
    off(desk, made, "A03")
    assert state(desk, made) == ReviewState.REVIEWING


@pytest.mark.parametrize("at", [ReviewState.FEEDBACK, ReviewState.GRADED])
def test_the_sheet_the_handler_was_told_does_not_change(desk: Desk, who: Panel, at: str) -> None:
    made = take(desk, who, review(desk, who), ReviewState.REVIEWING)
    off(desk, made, "A03")
    step(desk, who, made, "提交反馈")
    if at == ReviewState.GRADED:
        change(desk, made, reply="无异议", replied_on=date(2015, 5, 18))
        step(desk, who, made, "定级")
    draft = seen(desk, made)
    draft.rows(ReviewFinding)[0]["points"] = 100
    with pytest.raises(Refusal, match=r"不改|不再改"):
        records.save(desk, REVIEWS, draft)
    draft = seen(desk, made)
    draft.rows(Reviewer)[0]["officer_id"] = who.third
    with pytest.raises(Refusal, match=r"不改|不再改"):
        records.save(desk, REVIEWS, draft)
    with pytest.raises(Refusal, match=r"不改|不再改"):
        change(desk, made, score=9000)


def test_points_changed_in_the_very_step_that_opens_the_sheet_count(desk: Desk, who: Panel) -> None:
    made = take(desk, who, review(desk, who), ReviewState.FEEDBACK)
    draft = seen(desk, made)
    draft.rows(ReviewFinding).append({"sheet": 1, "item": "证据采信", "clause": "非法证据审查", "points": 300})
    records.move(desk, REVIEWS, draft, "退回评查", "漏项")
    assert seen(desk, made)[CaseReview.score] == 9700


@pytest.mark.parametrize("values", [{"grade": "合格"}, {"decided_on": DECIDED}])
def test_no_grade_before_its_step(desk: Desk, who: Panel, values: dict[str, Any]) -> None:
    made = take(desk, who, review(desk, who), ReviewState.REVIEWING)
    with pytest.raises(Refusal, match="评查中时还没有审定等次。用“定级”办理"):
        change(desk, made, **values)


def test_a_graded_review_typed_or_pasted_in_must_meet_all_a_grade_asks(desk: Desk, who: Panel) -> None:
    case(desk, 1, [who.handler])
    for road in (records.save, save_all):
        made = old_row(who, round_id=who.round)
        with pytest.raises(Refusal, match="没填评查日期"):
            road(desk, REVIEWS, made if road is records.save else [made])  # type: ignore[operator]


def test_an_old_ledger_is_kept_as_it_is_and_mended_gap_by_gap(desk: Desk, who: Panel) -> None:
    case(desk, 1, [who.handler], closed_on=date(2015, 1, 9), accepted_on=date(2015, 1, 4))
    made, problems = ledger(desk, old_row(who))
    assert (problems, state(desk, made)) == ([], ReviewState.GRADED)
    change(desk, made, reviewed_on=date(2015, 2, 3))
    draft = seen(desk, made)
    draft.rows(ReviewFinding).append({"sheet": 1, "item": "证据采信", "points": 1200})
    records.save(desk, REVIEWS, draft)
    with pytest.raises(Refusal, match="内容不再改"):
        change(desk, made, score=9000)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"reviewed_on": date(2015, 6, 2)}, "reviewed_on", "晚于今天"),
        ({"reviewed_on": date(2015, 5, 2)}, "reviewed_on", "早于办结日期 2015-05-04"),
        ({"discipline": True}, "discipline_note", "勾了违纪线索，没写线索说明"),
        ({"case_no": case_no(99)}, "case_no", "办结案件里没有受案号"),
    ],
)
def test_what_is_refused_while_reviewing(desk: Desk, who: Panel, values: dict[str, Any], field: str, said: str) -> None:
    made = take(desk, who, review(desk, who), ReviewState.REVIEWING)
    with pytest.raises(Refusal, match=said) as refused:
        change(desk, made, **values)
    assert refused.value.field == field


def test_a_lead_is_told_and_listed(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    change(desk, made, discipline=True, discipline_note="接受吃请的反映")
    chip = next(chip for chip in REVIEWS.chips if chip.label == "违纪线索")
    with desk.facts() as facts:
        assert chip.where(facts)
        assert "违纪线索" in (REVIEWS.marks(seen(desk, made).values, facts) if REVIEWS.marks else ())


def test_drawn_and_graded_reviews_are_not_deleted(desk: Desk, who: Panel) -> None:
    drawn = review(desk, who, drawn_as=DrawnAs.LOT)
    graded = take(desk, who, review(desk, who, 2), ReviewState.GRADED)
    free = review(desk, who, 3)
    for made, said in ((drawn, "在“抽取名单”里撤出"), (graded, "先“重新定级”写明原因")):
        with pytest.raises(Refusal, match=said):
            records.retire(desk, REVIEWS, [free, made], "录错了")
    records.retire(desk, REVIEWS, [free], "录错了")


def blank(desk: Desk) -> Draft:
    with desk.facts() as facts:
        return ROUNDS.blank(facts)


def test_the_first_round_is_of_the_last_full_month(desk: Desk) -> None:
    made = blank(desk)
    assert (made[ReviewRound.period], made[ReviewRound.name]) == ("2015-05", "2015年5月份案件质量评查")
    assert (made[ReviewRound.from_on], made[ReviewRound.to_on]) == (date(2015, 5, 1), date(2015, 5, 31))
    assert (made[ReviewRound.standard_id], made[ReviewRound.scheme_id]) == (1, 1)
    assert (made[ReviewRound.ratio], made[ReviewRound.minimum], made.rows(RoundReviewer)) == (5, 1, [])
    records.save(desk, ROUNDS, made)


def test_the_next_round_goes_on_as_the_one_before(desk: Desk, who: Panel) -> None:
    before = loaded(desk, ROUNDS, who.round)
    before[ReviewRound.from_on], before[ReviewRound.to_on] = date(2015, 4, 26), date(2015, 5, 25)
    before[ReviewRound.leader_id], before[ReviewRound.ratio] = who.fourth, 10
    records.save(desk, ROUNDS, before)
    assert isinstance(desk.clock, TurnedClock)
    desk.clock.day = date(2015, 7, 2)
    made = blank(desk)
    assert (made[ReviewRound.period], made[ReviewRound.from_on], made[ReviewRound.to_on]) == (
        "2015-06",
        date(2015, 5, 26),
        date(2015, 6, 25),
    )
    assert (made[ReviewRound.leader_id], made[ReviewRound.ratio]) == (who.fourth, 10)
    assert [row["officer_id"] for row in made.rows(RoundReviewer)] == [who.first, who.second, who.third, who.fourth]
    saved = records.save(desk, ROUNDS, made).ids[0]
    assert len(loaded(desk, ROUNDS, saved).rows(RoundReviewer)) == 4
    assert blank(desk)[ReviewRound.period] == "2015-07"


def test_a_month_left_out_comes_first_and_a_void_round_leaves_its_month_free(desk: Desk, who: Panel) -> None:
    for period in ("2015-02", "2015-04"):
        told = {"name": period, "period": period, "kind": RoundKind.REGULAR}
        records.save(desk, ROUNDS, new_draft(ReviewRound, told))
    assert blank(desk)[ReviewRound.period] == "2015-03"
    records.move(desk, ROUNDS, loaded(desk, ROUNDS, who.round), "作废", "名单有误")
    assert loaded(desk, ROUNDS, who.round)[ReviewRound.state] == RoundState.VOID
    assert blank(desk)[ReviewRound.period] == "2015-05"


def test_the_name_follows_the_month_while_it_is_the_program_s_own(desk: Desk) -> None:
    made = blank(desk)
    made[ReviewRound.period] = "2015-04"
    kept = loaded(desk, ROUNDS, records.save(desk, ROUNDS, made).ids[0])
    assert kept[ReviewRound.name] == "2015年4月份案件质量评查"
    made = blank(desk)
    made[ReviewRound.name] = "五月交叉评查"
    assert loaded(desk, ROUNDS, records.save(desk, ROUNDS, made).ids[0])[ReviewRound.name] == "五月交叉评查"


def test_the_days_to_answer_are_made_longer_never_shorter(desk: Desk, who: Panel) -> None:
    made = take(desk, who, review(desk, who), ReviewState.FEEDBACK)
    with pytest.raises(Refusal, match="反馈期限不早于 2015-05-19"):
        change(desk, made, due_on=date(2015, 5, 15))
    change(desk, made, due_on=date(2015, 5, 22))


def test_an_unlinked_fault_is_broken_not_missing(desk: Desk, who: Panel) -> None:
    made = review(desk, who)
    draft = seen(desk, made)
    draft.rows(Reviewer)[0]["officer_id"] = who.handler
    with desk.facts() as facts:
        assert REVIEWS.problems(draft, facts)[0].fault is Fault.BROKEN
