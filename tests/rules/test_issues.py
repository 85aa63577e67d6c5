"""A problem on its way to being closed: what each step asks for, what repeats what, how alike two texts are."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.issues import (
    CASES,
    COUNTED,
    ISSUE,
    LIVE,
    MEASURES,
    OFFICERS,
    OPEN,
    SETTLED,
    Trace,
    age_band,
    cause_kind,
    corrected,
    days_to_close,
    is_overdue,
    likeness,
    own_verifier,
    recurrences,
    shares,
    traced,
    verified,
)
from desktop_app.rules.vocabulary import CauseKind, IssueNature, IssueState

TRACED = {
    "nature": IssueNature.INDIVIDUAL,
    "department_id": 5,
    "matter": "审查逮捕意见书",
    OFFICERS: [{"officer_id": 7}],
    CASES: [{"case_no": "清源检捕受[2015]61902300044号"}],
}
CORRECTED = {
    **TRACED,
    MEASURES: [{"text": "逐卷补正"}],
    "completion": "已补正 3 件",
    "evidence": "补正后卷宗复印件",
}
VERIFIED = {
    **CORRECTED,
    "verifier_id": 8,
    "verified_on": date(2015, 5, 26),
    "closed_on": date(2015, 5, 29),
    "approver_id": 9,
}
COMMON = {"nature": IssueNature.COMMON, "department_id": 5, "leader_id": 9}
REASONED = {**VERIFIED, "reason": "会议决定", "merged_into_id": 3, "due_on": date(2015, 8, 31)}

STEPS = {
    IssueState.UNCLAIMED: {"认领", "转长期坚持", "合并", "作废"},
    IssueState.CORRECTING: {"申请销号", "转长期坚持", "合并", "作废"},
    IssueState.RETURNED: {"申请销号", "转长期坚持", "合并", "作废"},
    IssueState.APPLIED: {"开始验收", "退回整改", "合并", "作废"},
    IssueState.CHECKING: {"销号", "退回整改", "合并", "作废"},
    IssueState.CLOSED: {"撤回销号"},
    IssueState.LASTING: {"申请销号", "恢复限期", "合并", "作废"},
    IssueState.MERGED: {"恢复"},
    IssueState.VOID: {"恢复"},
}
"""The steps of domain practice: from each state what may be done, and nothing else."""

VERBS = sorted(set().union(*STEPS.values()))


@pytest.mark.parametrize("state", IssueState)
def test_each_state_offers_its_steps_and_no_other(state: IssueState) -> None:
    offered = {verb for verb in VERBS if ISSUE.may(verb, state, REASONED) is None}
    assert offered == STEPS[state] == {move.verb for move in ISSUE.moves_from(state)}


@pytest.mark.parametrize("state", IssueState)
def test_what_is_not_offered_is_refused_with_what_can_be_done(state: IssueState) -> None:
    for verb in set(VERBS) - STEPS[state]:
        said = ISSUE.may(verb, state, REASONED) or ""
        assert said.startswith(f"“{state}”时不能{verb}，可以：")
        assert all(open_verb in said for open_verb in STEPS[state])


@pytest.mark.parametrize("verb", ["退回整改", "撤回销号", "转长期坚持", "恢复限期", "合并", "作废", "恢复"])
def test_every_step_off_the_line_asks_for_a_reason(verb: str) -> None:
    for state in (state for state, verbs in STEPS.items() if verb in verbs):
        assert ISSUE.may(verb, state, {**REASONED, "reason": "  "}) == f"{verb}要写明原因，请补上原因"


def test_the_strip_leads_from_the_first_state_to_the_last() -> None:
    verbs, state = [], str(ISSUE.states[0])
    while (move := ISSUE.next_move(state)) is not None:
        verbs.append(move.verb)
        state = move.target
    assert verbs == ["认领", "申请销号", "开始验收", "销号"]
    assert state == IssueState.CLOSED
    assert ISSUE.running == OPEN


def test_the_groups_of_states_part_them_all() -> None:
    assert {*LIVE, *SETTLED} == set(IssueState)
    assert not {*LIVE} & {*SETTLED}
    assert set(COUNTED) == set(IssueState) - {IssueState.MERGED, IssueState.VOID}


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"nature": None}, "没填性质。选共性或个性"),
        ({"matter": " "}, "个性问题没有到事。写明是哪件事"),
        ({OFFICERS: []}, "个性问题没有到人。选好责任人"),
        ({OFFICERS: [{"officer_id": None}]}, "个性问题没有到人。选好责任人"),
        ({CASES: []}, "个性问题没有到案。填受案号，或勾选“不涉及具体案件”"),
        ({CASES: [{"case_no": " "}]}, "个性问题没有到案。填受案号，或勾选“不涉及具体案件”"),
        ({CASES: [], "no_case": True}, None),
        ({"department_id": None, "leader_id": None}, None),
    ],
)
def test_an_individual_problem_is_traced_to_matter_case_and_person(missing: dict[str, Any], said: str | None) -> None:
    assert traced({**TRACED, **missing}) == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"department_id": None}, "没有责任部门。先填责任部门"),
        ({"leader_id": None}, "共性问题没有责任领导。先选责任领导"),
        ({}, None),
    ],
)
def test_a_common_problem_is_traced_to_department_and_leader(missing: dict[str, Any], said: str | None) -> None:
    assert traced({**COMMON, **missing}) == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({MEASURES: []}, "没有整改措施。先添加措施"),
        ({MEASURES: [{"text": "　"}]}, "没有整改措施。先添加措施"),
        ({"completion": " "}, "没写完成情况。写明整改结果"),
        ({"evidence": ""}, "没写佐证材料。写明附了什么材料"),
        ({OFFICERS: []}, "个性问题没有到人。选好责任人"),
        ({}, None),
    ],
)
def test_closing_is_applied_for_with_measure_completion_and_evidence(missing: dict[str, Any], said: str | None) -> None:
    assert corrected({**CORRECTED, **missing}) == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({MEASURES: []}, "没有整改措施。先添加措施"),
        ({"completion": ""}, "没写完成情况。写明整改结果"),
        ({"evidence": " "}, "没写佐证材料。写明附了什么材料"),
        ({"verifier_id": None}, "没有验收人。选好验收人"),
        ({"verifier_id": 7}, "验收人就是责任人。换一个人验收"),
        ({OFFICERS: [{"officer_id": 6}, {"officer_id": 8}]}, "验收人就是责任人。换一个人验收"),
        ({"verified_on": None}, "没有验收日期。填好再销号"),
        ({"closed_on": None}, "没有销号日期。填好再销号"),
        ({"approver_id": None}, "没有批准人。选好分管领导或组长"),
        ({"opinion": ""}, None),
    ],
)
def test_a_problem_is_closed_by_somebody_else_on_a_day_with_approval(missing: dict[str, Any], said: str | None) -> None:
    assert verified({**VERIFIED, **missing}) == said


def test_nobody_is_no_verifier_of_his_own() -> None:
    assert not own_verifier({"verifier_id": None, OFFICERS: [{"officer_id": None}]})
    assert own_verifier({"verifier_id": 7, OFFICERS: [{"officer_id": 7}]})


@pytest.mark.parametrize(
    ("source", "target", "facts", "said"),
    [
        (None, "待认领", {}, None),
        (None, "整改中", TRACED, None),
        (None, "已销号", VERIFIED, None),
        (None, "已销号", {**VERIFIED, "verifier_id": 7}, "验收人就是责任人。换一个人验收"),
        (None, "申请销号", TRACED, "没有整改措施。先添加措施"),
        ("整改中", "整改中", {}, None),
        ("整改中", "申请销号", CORRECTED, None),
        ("整改中", "已销号", VERIFIED, "状态不能从“整改中”直接改为“已销号”，可以：申请销号、转长期坚持、合并、作废"),
        ("已销号", "整改中", REASONED, "状态不能从“已销号”直接改为“整改中”，可以：撤回销号"),
        ("验收中", "退回整改", VERIFIED, "退回整改要写明原因，请补上原因"),
        ("验收中", "退回整改", REASONED, None),
    ],
)
def test_a_state_typed_over_is_judged_like_the_step(
    source: str | None, target: str, facts: dict[str, Any], said: str | None
) -> None:
    assert ISSUE.may_turn(source, target, facts) == said


def test_no_way_into_the_work_goes_past_the_claim() -> None:
    """恢复 and 恢复限期 ask what 认领 asks, and 转长期坚持 too: nobody slips through untraced."""
    loose = {**REASONED, OFFICERS: []}
    into = [move for move in ISSUE.moves if move.target in (IssueState.CORRECTING, IssueState.LASTING)]
    assert {ISSUE.may(move.verb, move.source, loose) for move in into} == {"个性问题没有到人。选好责任人"}


def test_a_lasting_problem_is_put_under_a_deadline_again_only_with_one() -> None:
    said = ISSUE.may("恢复限期", IssueState.LASTING, {**REASONED, "due_on": None})
    assert said == "没填新的期限。填好再恢复限期"


DAY = date(2015, 5, 31)


@pytest.mark.parametrize("state", IssueState)
def test_overdue_is_past_the_day_and_neither_settled_nor_lasting(state: IssueState) -> None:
    assert not is_overdue(DAY, state, DAY)
    assert not is_overdue(None, state, DAY)
    assert is_overdue(DAY - timedelta(days=1), state, DAY) == (state in OPEN)


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        ("主观：责任心不强", CauseKind.SUBJECTIVE),
        ("客观原因：案多人少", CauseKind.OBJECTIVE),
        ("（制度）缺少审核环节", CauseKind.SYSTEM),
        (" 制 度 ：缺少审核环节", CauseKind.SYSTEM),
        ("责任心不强，主观上不重视", None),
        ("", None),
    ],
)
def test_a_cause_names_its_kind_at_its_beginning(cause: str, kind: CauseKind | None) -> None:
    assert cause_kind(cause) == kind


def trace(id_: int, found: int, closed: int | None, who: int | None = 7, where: int = 5, kind: str = "文书") -> Trace:
    """A problem of May, by days of the month."""
    first, last = date(2015, 5, found), date(2015, 5, closed) if closed else None
    return Trace(id_, first, last, where, frozenset({kind}), frozenset({who} if who else ()))


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (trace(1, 1, 10), trace(2, 11, None), {2: 1}),
        (trace(1, 1, 10), trace(2, 10, None), {}),
        (trace(1, 1, 10, who=8), trace(2, 11, None), {2: 1}),
        (trace(1, 1, 10, where=6), trace(2, 11, None), {2: 1}),
        (trace(1, 1, 10, who=None), trace(2, 11, None), {2: 1}),
        (trace(1, 1, 10, who=8, where=6), trace(2, 11, None), {}),
        (trace(1, 1, 10, kind="送达"), trace(2, 11, None), {}),
        (trace(1, 1, None), trace(2, 11, None), {}),
    ],
    ids=["again", "same day", "department", "person", "nobody named", "others", "other kind", "not closed"],
)
def test_a_problem_repeats_one_closed_before_it_was_found(before: Trace, after: Trace, found: dict[int, int]) -> None:
    assert recurrences([before, after]) == found
    assert recurrences([after, before]) == found


def test_the_latest_closing_is_named_and_never_its_own() -> None:
    rows = [trace(1, 1, 5), trace(2, 2, 9), trace(3, 12, None)]
    assert recurrences(rows) == {3: 2}
    assert recurrences([trace(1, 20, 5)]) == {}


def test_a_closing_of_a_former_round_counts() -> None:
    """The first was closed on the 5th and came back on the 20th; the second, of the 8th, repeated it all the same."""
    first, second = trace(1, 1, None), trace(2, 8, None)
    former = Trace(1, None, date(2015, 5, 5), first.department_id, first.categories, first.officers)
    assert recurrences([first, former, second]) == {2: 1}


days = st.integers(1, 28)
traces = st.lists(
    st.tuples(days, st.none() | days, st.none() | st.integers(1, 3), st.integers(1, 2), st.sampled_from("文送权")),
    max_size=12,
)


@given(traces)
def test_recurrences_agree_with_comparing_every_pair(told: list[tuple[int, int | None, int | None, int, str]]) -> None:
    rows = [trace(place, *row) for place, row in enumerate(told, 1)]

    def repeats(row: Trace, old: Trace) -> bool:
        after = old.closed_on is not None and row.found_on is not None and old.closed_on < row.found_on
        near = bool(row.officers & old.officers) or row.department_id == old.department_id
        return after and near and bool(row.categories & old.categories) and row.id != old.id

    expected = {
        row.id: max((old.closed_on or date.min, old.id) for old in rows if repeats(row, old))[1]
        for row in rows
        if any(repeats(row, old) for old in rows)
    }
    assert recurrences(rows) == expected


class Counted(frozenset[str]):
    """Categories that tell how often they were looked at."""

    looked = 0

    def __and__(self, other: Any) -> Any:
        Counted.looked += 1
        return super().__and__(other)

    def __iter__(self) -> Any:
        Counted.looked += 1
        return super().__iter__()


def test_five_thousand_problems_are_not_compared_pair_by_pair() -> None:
    first = date(2015, 1, 1)
    rows = [
        Trace(
            n, first + timedelta(n % 300), first + timedelta(n % 300 + 5), n % 6, Counted({"文书"}), frozenset({n % 50})
        )
        for n in range(1, 5001)
    ]
    Counted.looked = 0
    assert len(recurrences(rows)) > 4000
    assert Counted.looked <= 4 * len(rows)


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("讯问笔录互相复制，时间、地点未作修改", "讯问笔录互相复制，时间地点未作修改", True),
        ("讯问笔录互相复制，时间、地点未作修改", "讯问笔录 互相复制，时间、地点未修改", True),
        ("讯问笔录互相复制，时间、地点未作修改", "听取辩护律师意见无书面记录", False),
        ("", "", False),
        ("讯", "讯", False),
    ],
)
def test_texts_are_alike_by_shared_pairs(first: str, second: str, alike: bool) -> None:
    assert (likeness(first, second) >= 0.7) == alike


@given(st.text(alphabet="讯问笔录互相复制 ，", max_size=12), st.text(alphabet="讯问笔录互相复制 ，", max_size=12))
def test_likeness_is_a_share_and_goes_both_ways(first: str, second: str) -> None:
    share = likeness(first, second)
    assert 0 <= share <= 1
    assert share == likeness(second, first)
    assert likeness(first, first) in (0.0, 1.0)


@pytest.mark.parametrize(
    ("days", "band"), [(0, "15天内"), (15, "15天内"), (16, "16—30天"), (60, "31—60天"), (91, "90天以上")]
)
def test_ages_fall_into_classes(days: int, band: str) -> None:
    assert age_band(days) == band


def test_days_to_close_and_shares() -> None:
    start = date(2015, 3, 1)
    spans = [(start, start + timedelta(days)) for days in (10, 20, 60)]
    assert (days_to_close(spans), days_to_close(spans[:2]), days_to_close([])) == (20.0, 15.0, None)
    assert shares({"公诉": 1}, {"公诉": 3, "侦查监督": 2, "监所": 0}) == {"公诉": 0.3333, "侦查监督": 0.0}
