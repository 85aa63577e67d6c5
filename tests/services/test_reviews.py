"""A review from the handler's answer to the grade: silence, one objection, the committee, problems made of findings."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.models.issues import Issue, IssueCase, IssueOfficer
from desktop_app.models.reviews import CaseReview, GradeScheme, Reviewer, ReviewFinding
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import GRADE_SCHEMES
from desktop_app.rules.reviews import DONE, MAIN, REVIEW, set_aside, taken_off
from desktop_app.rules.vocabulary import HandlerReply, IssueNature, ReviewState
from desktop_app.services import records, reviews
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.review_issues import convertible
from desktop_app.services.score_sheets import put, strike
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.office import founded, loaded
from tests.kit.reviewing import (
    DECIDED,
    DUE,
    REPLIED,
    SENT,
    Panel,
    again,
    change,
    defect,
    found,
    off,
    panel,
    review,
    seen,
    sheet,
    state,
    step,
    take,
)


@pytest.fixture
def who(desk: Desk) -> Panel:
    return panel(desk)


def told(desk: Desk, who: Panel, serial: int = 1) -> int:
    """A review the handler was told of, with 14 points off."""
    made = take(desk, who, review(desk, who, serial), ReviewState.REVIEWING)
    off(desk, made, "A03", "B01", "E01")
    step(desk, who, made, "提交反馈")
    return made


def test_the_handler_has_his_days_by_the_rule(desk: Desk, who: Panel) -> None:
    made = seen(desk, told(desk, who))
    assert (made[CaseReview.sent_on], made[CaseReview.due_on]) == (SENT, DUE)


def test_an_answer_is_kept_in_his_words(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    outcome = reviews.answer(desk, REVIEWS, made, "无异议，今后注意", REPLIED)
    kept = seen(desk, made)
    assert outcome.said == "已登记承办人意见 PC-2015-05-01：无异议"
    assert (kept[CaseReview.reply], kept[CaseReview.answer], kept[CaseReview.state]) == (
        "无异议，今后注意",
        HandlerReply.AGREED,
        ReviewState.FEEDBACK,
    )
    undo(desk.store)
    assert seen(desk, made)[CaseReview.answer] is None


@pytest.mark.parametrize("reply", ["有异议：证据矛盾已排除", "不同意扣分"])
def test_an_objection_opens_the_review_to_others(desk: Desk, who: Panel, reply: str) -> None:
    made = told(desk, who)
    reviews.answer(desk, REVIEWS, made, reply, REPLIED)
    kept = seen(desk, made)
    assert (kept[CaseReview.reply], kept[CaseReview.answer], kept[CaseReview.state]) == (
        reply,
        HandlerReply.OBJECTED,
        ReviewState.OBJECTED,
    )


def test_an_answer_may_say_itself_what_it_comes_to(desk: Desk, who: Panel) -> None:
    one, other = told(desk, who), told(desk, who, 2)
    reviews.answer(desk, REVIEWS, one, "证据矛盾已排除", REPLIED, objects=True)
    reviews.answer(desk, REVIEWS, other, "", REPLIED, objects=False)
    assert [seen(desk, id_)[CaseReview.reply] for id_ in (one, other)] == ["有异议：证据矛盾已排除", "无异议"]
    assert (state(desk, one), state(desk, other)) == (ReviewState.OBJECTED, ReviewState.FEEDBACK)


@pytest.mark.parametrize(
    ("reply", "on", "objects", "said"),
    [
        (" ", REPLIED, None, "没写承办人意见"),
        ("", REPLIED, True, "没写承办人意见"),
        ("未反馈", REPLIED, None, "期满后用“逾期未反馈”登记"),
        ("无异议", None, None, "没填承办人反馈日期"),
        ("无异议", date(2015, 6, 1), None, "晚于今天"),
        ("无异议", date(2015, 5, 13), None, "早于送达 2015-05-14"),
    ],
)
def test_what_is_no_answer_is_refused(
    desk: Desk, who: Panel, reply: str, on: date | None, objects: bool | None, said: str
) -> None:
    made = told(desk, who)
    with pytest.raises(Refusal, match=said):
        reviews.answer(desk, REVIEWS, made, reply, on, objects)
    assert seen(desk, made)[CaseReview.answer] is None


def test_there_is_one_objection_and_no_second(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    reviews.answer(desk, REVIEWS, made, "有异议：扣分过重", REPLIED)
    with pytest.raises(Refusal, match="异议只能提一次"):
        reviews.answer(desk, REVIEWS, made, "有异议：再提一条", REPLIED)
    again(desk, who, made)
    step(desk, who, made, "复评定级")
    step(desk, who, made, "重新定级")
    with pytest.raises(Refusal, match="异议只能提一次"):
        reviews.answer(desk, REVIEWS, made, "有异议：还是过重", REPLIED)
    step(desk, who, made, "定级")


@pytest.mark.parametrize("at", [ReviewState.WAITING, ReviewState.REVIEWING, ReviewState.GRADED, ReviewState.FILED])
def test_an_answer_belongs_to_the_days_after_the_feedback(desk: Desk, who: Panel, at: str) -> None:
    made = take(desk, who, review(desk, who), at)
    with pytest.raises(Refusal, match="不在待反馈"):
        reviews.answer(desk, REVIEWS, made, "无异议", REPLIED)
    with pytest.raises(Refusal, match="不在待反馈"):
        reviews.record_silence(desk, REVIEWS, [made])


def test_silence_is_recorded_of_many_when_the_days_are_over(desk: Desk, who: Panel) -> None:
    made = [told(desk, who, serial) for serial in (1, 2)]
    outcome = reviews.record_silence(desk, REVIEWS, made)
    assert outcome.said == "已登记 2 件 无异议（无反馈意见）"
    assert {seen(desk, id_)[CaseReview.answer] for id_ in made} == {HandlerReply.SILENT}
    with pytest.raises(Refusal, match="PC-2015-05-01 已登记意见"):
        reviews.record_silence(desk, REVIEWS, made)
    undo(desk.store)
    assert {seen(desk, id_)[CaseReview.answer] for id_ in made} == {None}


def test_one_whose_days_still_run_stops_them_all(desk: Desk, who: Panel) -> None:
    over, running = told(desk, who), take(desk, who, review(desk, who, 2), ReviewState.REVIEWING)
    step(desk, who, running, "提交反馈", sent_on=date(2015, 5, 29))
    due = seen(desk, running)[CaseReview.due_on]
    with pytest.raises(Refusal, match=f"PC-2015-05-02 反馈期限到 {due}，还没过"):
        reviews.record_silence(desk, REVIEWS, [over, running])
    assert seen(desk, over)[CaseReview.answer] is None
    for early in ({"reply": "未反馈"}, {"answer": HandlerReply.SILENT}):
        with pytest.raises(Refusal, match="不能按未反馈办"):
            change(desk, running, **early)


def test_the_last_day_still_belongs_to_the_handler(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    assert isinstance(desk.clock, TurnedClock)
    desk.clock.day = DUE
    with pytest.raises(Refusal, match="还没过"):
        reviews.record_silence(desk, REVIEWS, [made])
    desk.clock.day = date(2015, 5, 20)
    reviews.record_silence(desk, REVIEWS, [made])
    desk.clock.day = date(2015, 5, 31)
    step(desk, who, made, "定级", decided_on=DECIDED)
    assert state(desk, made) == ReviewState.GRADED


def test_an_objection_is_looked_into_by_others_and_both_sheets_stay(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    off_before = [(row["code"], row["points"]) for row in found(desk, made)]
    reviews.answer(desk, REVIEWS, made, "有异议：证据矛盾已排除", REPLIED)
    again(desk, who, made)
    draft = seen(desk, made)
    row = next(row for row in draft.rows(ReviewFinding) if row["code"] == "B01")
    put(draft, {**row, "points": 100})
    records.save(desk, REVIEWS, draft)
    kept = seen(desk, made)
    aside = [(row["code"], row["points"]) for row in kept.rows(ReviewFinding) if row["sheet"] == 3]
    assert (aside, kept[CaseReview.score], kept[CaseReview.suggested]) == (off_before, 9100, "优质")
    assert sheet(desk, kept).first == (8600, "合格")
    strike(draft := seen(desk, made), next(r for r in draft.rows(ReviewFinding) if r["code"] == "A03"))
    records.save(desk, REVIEWS, draft)
    assert [row["sheet"] for row in found(desk, made)].count(3) == 3
    step(desk, who, made, "复评定级")
    assert seen(desk, made)[CaseReview.grade] == "优质"
    with pytest.raises(Refusal, match="内容不再改"):
        change(desk, made, objection_result="维持")


def test_a_sheet_set_aside_is_changed_by_nobody(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    reviews.answer(desk, REVIEWS, made, "有异议：扣分过重", REPLIED)
    off(desk, made, "C02")
    draft = seen(desk, made)
    aside = next(row for row in draft.rows(ReviewFinding) if row["sheet"] == 3)
    with pytest.raises(Refusal, match="原评分表只供查看"):
        strike(draft, aside)
    aside["points"] = 0
    with pytest.raises(Refusal, match="留存备查"):
        records.save(desk, REVIEWS, draft)


def test_a_clean_sheet_objected_to_is_kept_as_clean(desk: Desk, who: Panel) -> None:
    made = take(desk, who, review(desk, who), ReviewState.OBJECTED)
    off(desk, made, "A03")
    assert sheet(desk, seen(desk, made)).first == (10000, "优质")


def test_those_who_reviewed_first_stay_out_and_stay_named(desk: Desk, who: Panel) -> None:
    made = take(desk, who, review(desk, who), ReviewState.OBJECTED)
    draft = seen(desk, made)
    draft.rows(Reviewer).append({"officer_id": who.first, "turn": 2})
    with pytest.raises(Refusal, match="是原评查员，不能参加复评"):
        records.save(desk, REVIEWS, draft)
    draft = seen(desk, made)
    draft.rows(Reviewer)[0]["officer_id"] = who.third
    with pytest.raises(Refusal, match="原评查员不再改"):
        records.save(desk, REVIEWS, draft)


def test_nobody_reviews_again_before_an_objection(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    with pytest.raises(Refusal, match="没有登记异议，不用复评人员"):
        again(desk, who, made)
    with pytest.raises(Refusal, match="没有登记异议，不写异议处理"):
        change(desk, made, objection_result="维持")


def test_an_objection_taken_back_leaves_no_answer(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    reviews.answer(desk, REVIEWS, made, "有异议：扣分过重", REPLIED)
    step(desk, who, made, "撤回异议", "承办人书面撤回")
    kept = seen(desk, made)
    assert (kept[CaseReview.state], kept[CaseReview.reply], kept[CaseReview.answer], kept[CaseReview.due_on]) == (
        ReviewState.FEEDBACK,
        "",
        None,
        DUE,
    )
    reviews.answer(desk, REVIEWS, made, "无异议", REPLIED)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"decided_by": "检察长"}, "“优质”须检委会审定。审定机关选检委会"),
        ({"committee_opinion": " "}, "没写检委会意见"),
        ({}, ""),
        ({"decided_by": "本院检察委员会"}, ""),
    ],
)
def test_grades_of_the_committee_are_decided_by_it(desk: Desk, who: Panel, asked: dict[str, Any], said: str) -> None:
    made = take(desk, who, review(desk, who), ReviewState.FEEDBACK)
    reviews.answer(desk, REVIEWS, made, "无异议", REPLIED)
    if said:
        with pytest.raises(Refusal, match=said):
            step(desk, who, made, "定级", **asked)
        assert state(desk, made) == ReviewState.FEEDBACK
    else:
        step(desk, who, made, "定级", **asked)
        assert seen(desk, made)[CaseReview.committee_on] == DECIDED


def test_what_the_committee_decides_is_the_scheme_s_to_say(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    reviews.answer(desk, REVIEWS, made, "无异议", REPLIED)
    with desk.facts() as facts:
        choice = reviews.grades(facts, seen(desk, made))
    assert (choice.words, choice.suggested) == (("优质", "合格", "瑕疵", "不合格"), "合格")
    assert choice.needs_committee == {"优质": True, "合格": False, "瑕疵": False, "不合格": True}
    step(desk, who, made, "定级", decided_by="检察长", committee_opinion="")
    scheme = loaded(desk, GRADE_SCHEMES, 1)
    scheme[GradeScheme.committee], scheme[GradeScheme.disputed] = "合格", False
    records.save(desk, GRADE_SCHEMES, scheme)
    other = told(desk, who, 2)
    reviews.answer(desk, REVIEWS, other, "无异议", REPLIED)
    with pytest.raises(Refusal, match="“合格”须检委会审定"):
        step(desk, who, other, "定级", decided_by="检察长")


def test_a_round_without_a_scheme_asks_nothing_of_the_committee(desk: Desk) -> None:
    who = panel(desk, scheme_id=None)
    made = take(desk, who, review(desk, who), ReviewState.FEEDBACK)
    reviews.answer(desk, REVIEWS, made, "无异议", REPLIED)
    with desk.facts() as facts:
        assert not any(reviews.grades(facts, seen(desk, made)).needs_committee.values())
    step(desk, who, made, "定级", decided_by="检察长", committee_opinion="")


def test_a_disputed_grade_goes_to_the_committee(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    reviews.answer(desk, REVIEWS, made, "有异议：扣分过重", REPLIED)
    again(desk, who, made)
    with desk.facts() as facts:
        assert all(reviews.grades(facts, seen(desk, made)).needs_committee.values())
    with pytest.raises(Refusal, match="有异议的须检委会审定"):
        step(desk, who, made, "复评定级", decided_by="检察长")
    step(desk, who, made, "复评定级")


def test_findings_become_problems_of_the_handler_linked_both_ways(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    change(desk, made, correct_by=date(2015, 6, 15), demand="逐卷补正")
    ids = [row["id"] for row in found(desk, made)]
    outcome = reviews.to_issues(desk, REVIEWS, ISSUES, made, ids[:2])
    assert outcome.said == "已转问题 2015-公诉-个-001、2015-公诉-个-002"
    issue = loaded(desk, ISSUES, outcome.ids[0])
    assert (issue[Issue.name], issue[Issue.nature], issue[Issue.origin], issue[Issue.matter]) == (
        "证人前后陈述差异未分析（第1号盗窃案）",
        IssueNature.INDIVIDUAL,
        "案件质量评查",
        "证据采信",
    )
    assert (issue[Issue.due_on], issue[Issue.found_on], issue[Issue.finder]) == (
        date(2015, 6, 15),
        date(2015, 5, 12),
        "何静宜、史海燕",
    )
    assert [row["case_no"] for row in issue.rows(IssueCase)] == [seen(desk, made)[CaseReview.case_no]]
    assert [row["officer_id"] for row in issue.rows(IssueOfficer)] == [who.handler]
    with desk.facts() as facts:
        assert "评查 PC-2015-05-01" in (ISSUES.marks(issue.values, facts) if ISSUES.marks else ())
        assert [one.issue_no for one in convertible(facts, seen(desk, made))] == [
            "2015-公诉-个-001",
            "2015-公诉-个-002",
            "",
        ]
    with pytest.raises(Refusal, match="已转问题 2015-公诉-个-001。不用再转"):
        reviews.to_issues(desk, REVIEWS, ISSUES, made, ids)


def test_taking_back_or_deleting_the_problem_frees_the_finding(desk: Desk, who: Panel) -> None:
    made = told(desk, who)
    (first, *_) = (row["id"] for row in found(desk, made))
    reviews.to_issues(desk, REVIEWS, ISSUES, made, [first])
    undo(desk.store)
    assert [row["issue_id"] for row in found(desk, made)] == [None, None, None]
    issue = reviews.to_issues(desk, REVIEWS, ISSUES, made, [first]).ids[0]
    records.retire(desk, ISSUES, [issue], "转错了")
    with desk.facts() as facts:
        assert convertible(facts, seen(desk, made))[0].issue_no == ""
    assert reviews.to_issues(desk, REVIEWS, ISSUES, made, [first]).said == "已转问题 2015-公诉-个-003"


def test_a_finding_made_into_a_problem_is_not_struck_under_it(desk: Desk, who: Panel) -> None:
    made = take(desk, who, review(desk, who), ReviewState.REVIEWING)
    off(desk, made, "A03")
    reviews.to_issues(desk, REVIEWS, ISSUES, made, [found(desk, made)[0]["id"]])
    draft = seen(desk, made)
    strike(draft, draft.rows(ReviewFinding)[0])
    with pytest.raises(Refusal, match="这条扣分已转问题 2015-公诉-个-001"):
        records.save(desk, REVIEWS, draft)


@pytest.mark.parametrize("at", [ReviewState.REVIEWING, ReviewState.OBJECTED, ReviewState.GRADED, ReviewState.FILED])
def test_findings_become_problems_at_any_time_after_the_review_began(desk: Desk, who: Panel, at: str) -> None:
    made = take(desk, who, review(desk, who), ReviewState.REVIEWING)
    off(desk, made, "A03")
    if at != ReviewState.REVIEWING:
        step(desk, who, made, "提交反馈")
        reply = "有异议：过重" if at == ReviewState.OBJECTED else "无异议"
        reviews.answer(desk, REVIEWS, made, reply, REPLIED)
    for verb in {ReviewState.GRADED: ("定级",), ReviewState.FILED: ("定级", "归档")}.get(ReviewState(at), ()):
        step(desk, who, made, verb)
    issue = reviews.to_issues(desk, REVIEWS, ISSUES, made, [found(desk, made)[0]["id"]]).ids[0]
    assert loaded(desk, ISSUES, issue)[Issue.due_on] == date(2015, 6, 30)
    assert len(found(desk, made)) == 1


def test_what_cannot_become_a_problem_is_refused(desk: Desk, who: Panel) -> None:
    waiting = review(desk, who)
    made = told(desk, who, 2)
    with pytest.raises(Refusal, match="没有可转的扣分"):
        reviews.to_issues(desk, REVIEWS, ISSUES, waiting, [1])
    with pytest.raises(Refusal, match="没有选中扣分"):
        reviews.to_issues(desk, REVIEWS, ISSUES, made, [])
    with pytest.raises(Refusal, match="已不在表上"):
        reviews.to_issues(desk, REVIEWS, ISSUES, made, [999])


SERIAL = count(1)
VERBS = sorted({move.verb for move in REVIEW.moves})
ACTS = (*VERBS, "扣分", "改扣", "复评人员", "意见", "异议", "未反馈", "改分", "直接定级", "转问题")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Panel]]:
    desk = founded(Path(tmp_path_factory.mktemp("walked")) / "data", TurnedClock(date(2015, 5, 31)))
    yield desk, panel(desk)
    desk.store.close()


def act(desk: Desk, who: Panel, made: int, name: str) -> None:
    """Whatever somebody may try at the keyboard."""
    if name in VERBS:
        step(desk, who, made, name)
    elif name == "扣分":
        off(desk, made, "A03")
    elif name == "改扣":
        draft = seen(desk, made)
        draft.rows(ReviewFinding).append({"sheet": 1, "item": "办案期限", "clause": "在法定期限内办结", "points": 500})
        records.save(desk, REVIEWS, draft)
    elif name == "复评人员":
        again(desk, who, made)
    elif name in ("意见", "异议"):
        reviews.answer(desk, REVIEWS, made, {"意见": "无异议", "异议": "有异议：过重"}[name], REPLIED)
    elif name == "未反馈":
        reviews.record_silence(desk, REVIEWS, [made])
    elif name == "改分":
        records.change_many(desk, REVIEWS, [made], "score", 5000)
    elif name == "直接定级":
        records.change_many(desk, REVIEWS, [made], "state", ReviewState.GRADED)
    else:
        reviews.to_issues(desk, REVIEWS, ISSUES, made, [row["id"] for row in found(desk, made)])


TRIED = st.lists(st.sampled_from(ACTS), min_size=6, max_size=14)
ALLOWED = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=6, **ALLOWED)  # type: ignore[arg-type]
@given(tried=TRIED)
def test_whatever_is_tried_a_grade_stands_on_what_the_law_asks(walked: tuple[Desk, Panel], tried: list[str]) -> None:
    walk(*walked, tried)


@pytest.mark.fault
@settings(max_examples=200, **ALLOWED)  # type: ignore[arg-type]
@given(tried=TRIED)
def test_however_long_it_is_tried(walked: tuple[Desk, Panel], tried: list[str]) -> None:
    walk(*walked, tried)


def walk(desk: Desk, who: Panel, tried: list[str]) -> None:
    """Do what is tried, one after the other, refused or not."""
    made = take(desk, who, review(desk, who, next(SERIAL)), ReviewState.REVIEWING)
    for name in tried:
        before = seen(desk, made)
        try:
            act(desk, who, made, name)
        except Refusal:
            assert seen(desk, made).values == before.values
        judge(before, seen(desk, made))


def judge(before: Draft, after: Draft) -> None:
    """What holds of a review after anything anybody did."""
    rows, state = after.rows(ReviewFinding), after[CaseReview.state]
    assert after[CaseReview.score] in (None, 10000 - taken_off(rows))
    kept = [row for row in before.rows(ReviewFinding) if row["sheet"] > 2]
    assert [{**row, "issue_id": None} for row in kept] == [
        {**row, "issue_id": None} for row in rows if row["id"] in {one["id"] for one in kept}
    ]
    assert state in DONE or not after[CaseReview.grade]
    if state in DONE:
        assert after[CaseReview.answer] is not None
        assert after[CaseReview.decided_by]
        first = {row["officer_id"] for row in after.rows(Reviewer) if row["turn"] == 1}
        second = {row["officer_id"] for row in after.rows(Reviewer) if row["turn"] == 2}
        assert not first & second
        assert second or after[CaseReview.answer] != HandlerReply.OBJECTED
    if state in DONE and before[CaseReview.state] in DONE:
        assert after[CaseReview.grade] == before[CaseReview.grade]
        assert taken_off(rows) == taken_off(before.rows(ReviewFinding))
    if before[CaseReview.state] == state == ReviewState.FEEDBACK:
        assert set_aside(bare(rows)) == set_aside(bare(before.rows(ReviewFinding)))


def bare(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "issue_id": None} for row in rows if row["sheet"] in (MAIN, 2)]


def test_a_defect_is_offered_by_its_standard(desk: Desk, who: Panel) -> None:
    assert defect(desk, seen(desk, told(desk, who)), "A03").points == 300
