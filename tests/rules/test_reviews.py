"""The law of a review: every verb in every state, what a grade asks for, sheets compared, answers understood."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.reviews import (
    CLEAN,
    REVIEW,
    REVIEWERS,
    CommitteeRule,
    agreement,
    answer_of,
    by_committee,
    clean_row,
    is_aside,
    is_clean,
    on_sheet,
    over_full,
    set_aside,
    taken_off,
)
from desktop_app.rules.vocabulary import HandlerReply, ReviewState

SCORED = {
    REVIEWERS: [{"officer_id": 1, "turn": 1}, {"officer_id": 2, "turn": 1}],
    "reviewed_on": date(2015, 5, 12),
    "score": 8600,
    "suggested": "合格",
    "sent_on": date(2015, 5, 14),
    "reason": "会议决定",
}
OBJECTING = {**SCORED, "reply": "有异议：扣分过重", "replied_on": date(2015, 5, 18), "answer": HandlerReply.OBJECTED}
GRADED = {
    **SCORED,
    "reply": "无异议",
    "replied_on": date(2015, 5, 18),
    "answer": HandlerReply.AGREED,
    "grade": "合格",
    "decided_by": "检察长",
    "decided_on": date(2015, 5, 26),
}
AGAIN = {
    **GRADED,
    **OBJECTING,
    REVIEWERS: [*SCORED[REVIEWERS], {"officer_id": 3, "turn": 2}],  # type: ignore[misc]
    "objection_result": "维持",
}

STEPS = {
    ReviewState.WAITING: {"开始评查"},
    ReviewState.REVIEWING: {"提交反馈"},
    ReviewState.FEEDBACK: {"定级", "登记异议", "退回评查"},
    ReviewState.OBJECTED: {"复评定级", "撤回异议"},
    ReviewState.GRADED: {"归档", "重新定级"},
    ReviewState.FILED: {"撤回归档"},
    ReviewState.WITHDRAWN: set(),
}
"""What may be done in each state; 撤出 is carried out in the draw's list alone."""

VERBS = sorted({move.verb for move in REVIEW.moves})


def facts_for(verb: str) -> dict[str, Any]:
    """Everything a verb can ask for."""
    if verb == "登记异议":
        return {**SCORED, "reply": "扣分过重", "replied_on": date(2015, 5, 18)}
    return {"撤回异议": OBJECTING, "复评定级": AGAIN}.get(verb, GRADED)


@pytest.mark.parametrize(("state", "verb"), [*product(ReviewState, VERBS)])
def test_every_verb_in_every_state(state: ReviewState, verb: str) -> None:
    refused = REVIEW.may(verb, state, facts_for(verb))
    assert (refused is None) is (verb in STEPS[state])
    if refused is not None:
        assert f"“{state}”时不能{verb}" in refused or refused == "抽中的案件在“抽取名单”里撤出，写明原因后依次递补"


def test_the_verbs_of_the_table_are_those_of_the_law() -> None:
    assert {verb for verbs in STEPS.values() for verb in verbs} | {"撤出"} == set(VERBS)


@pytest.mark.parametrize("verb", ["退回评查", "重新定级", "撤回归档", "撤回异议"])
def test_a_step_back_says_why(verb: str) -> None:
    source = next(move.source for move in REVIEW.moves if move.verb == verb)
    assert REVIEW.may(verb, source, {**facts_for(verb), "reason": " "}) == f"{verb}要写明原因，请补上原因"


@pytest.mark.parametrize(
    ("verb", "lacking", "said"),
    [
        ("开始评查", {REVIEWERS: []}, "没有评查员"),
        ("开始评查", {REVIEWERS: [{"officer_id": 3, "turn": 2}]}, "没有评查员"),
        ("提交反馈", {REVIEWERS: []}, "没有评查员"),
        ("提交反馈", {"reviewed_on": None}, "没填评查日期"),
        ("提交反馈", {"score": None}, "没有得分和建议等次"),
        ("提交反馈", {"suggested": ""}, "没有得分和建议等次"),
        ("提交反馈", {"sent_on": None}, "没填反馈日期"),
        ("登记异议", {"reply": " "}, "没写异议内容"),
        ("登记异议", {"replied_on": None}, "没填承办人反馈日期"),
        ("登记异议", {"objection_result": "维持"}, "异议只能提一次"),
        ("登记异议", {REVIEWERS: AGAIN[REVIEWERS]}, "异议只能提一次"),
        ("定级", {"reply": "", "answer": None}, "没有承办人意见"),
        ("定级", {"replied_on": None}, "没填承办人反馈日期"),
        ("定级", {"reply": "有异议：扣分过重"}, "承办人有异议，还没有复评"),
        ("定级", {"grade": ""}, "没选审定等次"),
        ("定级", {"grade": "瑕疵"}, "与建议等次“合格”不同，没写理由"),
        ("定级", {"grade": "瑕疵", "grade_reason": " "}, "没写理由"),
        ("定级", {"decided_by": ""}, "没填审定机关"),
        ("定级", {"decided_by": "检委会"}, "没写检委会意见"),
        ("定级", {"decided_on": None}, "没填审定日期"),
        ("复评定级", {REVIEWERS: SCORED[REVIEWERS]}, "没有复评人员"),
        ("复评定级", {REVIEWERS: [{"officer_id": 1, "turn": 1}, {"officer_id": 1, "turn": 2}]}, "里有原评查员"),
        ("复评定级", {"objection_result": ""}, "没写复评结果"),
        ("复评定级", {"grade": ""}, "没选审定等次"),
        ("撤回异议", {REVIEWERS: AGAIN[REVIEWERS]}, "已经复评"),
    ],
)
def test_a_step_asks_for_what_it_needs(verb: str, lacking: dict[str, Any], said: str) -> None:
    source = next(move.source for move in REVIEW.moves if move.verb == verb)
    refused = REVIEW.may(verb, source, {**facts_for(verb), **lacking})
    assert refused is not None
    assert said in refused


def test_another_grade_than_suggested_stands_with_its_reason() -> None:
    other = {**GRADED, "grade": "瑕疵", "grade_reason": "情节较重"}
    assert REVIEW.may("定级", ReviewState.FEEDBACK, other) is None


def test_silence_needs_no_day_of_an_answer() -> None:
    silent = {**GRADED, "reply": "", "replied_on": None, "answer": HandlerReply.SILENT}
    assert REVIEW.may("定级", ReviewState.FEEDBACK, silent) is None


def test_a_grade_decided_anew_after_a_re_review_needs_no_second_objection() -> None:
    assert REVIEW.may("定级", ReviewState.FEEDBACK, AGAIN) is None


@given(st.lists(st.sampled_from(VERBS), max_size=12), st.sampled_from([GRADED, AGAIN, OBJECTING, SCORED]))
def test_no_road_leads_to_a_grade_past_the_handler(verbs: list[str], facts: dict[str, Any]) -> None:
    state: str = ReviewState.WAITING
    for verb in verbs:
        if REVIEW.may(verb, state, facts) is None:
            move = REVIEW.move(verb, state)
            assert move is not None
            state = move.target
    if state in (ReviewState.GRADED, ReviewState.FILED):
        assert facts.get("answer") is not None
        assert facts["answer"] != HandlerReply.OBJECTED or facts.get("objection_result")


@given(st.sampled_from(list(ReviewState)), st.sampled_from(list(ReviewState)))
def test_a_state_turned_without_a_verb_is_held_to_a_move(source: ReviewState, target: ReviewState) -> None:
    """As a bulk change or a paste would: from state to state where a move leads, and no further."""
    led = any(move.target == target and move.verb != "撤出" for move in REVIEW.moves_from(source))
    allowed = any(REVIEW.may_turn(source, target, facts) is None for facts in (GRADED, AGAIN, OBJECTING))
    assert allowed is (led or source == target)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", None),
        (" ", None),
        ("无异议", HandlerReply.AGREED),
        ("同意", HandlerReply.AGREED),
        ("有异议：扣分过重", HandlerReply.OBJECTED),
        ("不同意 4.2 项扣分", HandlerReply.OBJECTED),
        ("未反馈", HandlerReply.SILENT),
        ("无异议（无反馈意见）", HandlerReply.SILENT),
    ],
)
def test_what_an_answer_comes_to(said: str, meant: HandlerReply | None) -> None:
    assert answer_of(said) == meant


@pytest.mark.parametrize(
    ("grade", "objected", "why"),
    [
        ("优质", False, "“优质”须检委会审定"),
        ("不合格", True, "“不合格”须检委会审定"),
        ("合格", False, ""),
        ("合格", True, "有异议的须检委会审定"),
    ],
)
def test_the_committee_decides_what_the_scheme_says(grade: str, objected: bool, why: str) -> None:
    assert CommitteeRule(frozenset({"优质", "不合格"}), True).asks(grade, objected) == why
    assert CommitteeRule().asks(grade, objected) == ""


@pytest.mark.parametrize(
    ("said", "is_it"), [("检委会", True), ("检察委员会", True), (" 检 委会", True), ("检察长", False), ("", False)]
)
def test_the_committee_by_its_names(said: str, is_it: bool) -> None:
    assert by_committee(said) is is_it


CLAUSES = ("甲", "乙", "丙", "丁")
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "sheet": st.integers(1, 2),
            "item": st.just("项"),
            "clause": st.sampled_from(CLAUSES),
            "points": st.integers(0, 400),
        }
    ),
    max_size=8,
)


@given(ROWS)
def test_two_sheets_agree_by_the_share_of_clauses(rows: list[dict[str, Any]]) -> None:
    percent, differing = agreement(rows, CLAUSES)
    swapped = [{**row, "sheet": 3 - row["sheet"]} for row in rows]
    assert agreement(swapped, CLAUSES) == (percent, differing)
    assert percent == round(100 * (4 - len(differing)) / 4)
    twice = [row for row in rows if row["sheet"] == 1]
    assert agreement([*twice, *({**row, "sheet": 2} for row in twice)], CLAUSES) == (100, ())


@given(ROWS)
def test_what_is_set_aside_is_what_stood_and_counts_no_more(rows: list[dict[str, Any]]) -> None:
    numbered = [{**row, "id": at} for at, row in enumerate(rows, 1)]
    kept = set_aside(numbered)
    assert all(is_aside(row) and "id" not in row for row in kept)
    assert (taken_off(kept, 3), taken_off(kept, 4)) == (taken_off(rows, 1), taken_off(rows, 2))
    assert taken_off([*rows, *kept]) == taken_off(rows)
    assert any(row["sheet"] == 3 for row in kept)


def test_a_sheet_without_findings_is_told_from_one_not_filled_in() -> None:
    row = clean_row(2)
    assert (is_clean(row), on_sheet([row], 2), row["text"]) == (True, [], CLEAN)
    assert not is_clean({"text": CLEAN, "item": "证据采信"})
    assert agreement([row], CLAUSES) == (100, ())


@given(ROWS)
def test_no_clause_gives_more_than_it_has(rows: list[dict[str, Any]]) -> None:
    found = over_full(rows, {("项", clause): 400 for clause in CLAUSES})
    most = max(
        (sum(r["points"] for r in rows if (r["sheet"], r["clause"]) == key) for key in product((1, 2), CLAUSES)),
        default=0,
    )
    assert (found is not None) is (most > 400)
    assert over_full(rows, {}) is None
