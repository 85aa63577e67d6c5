"""A problem as the form and the old ledger know it: numbers, what follows of itself, what is kept 待补 or frozen."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.basics import DeadlineRuleRow
from desktop_app.models.issues import Issue, IssueCase, IssueMeasure, IssueNote, IssueOfficer
from desktop_app.registers import reading
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.spec import Shape
from desktop_app.rules.issues import OPEN
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.vocabulary import CauseKind, Correction, IssueState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal
from tests.kit.issues import (
    CASE,
    CLOSED,
    DUE,
    Team,
    change,
    closed,
    common,
    draft,
    extend,
    firm,
    gaps,
    issue,
    ledger,
    rebound,
    save,
    seen,
    step,
    take,
    team,
)
from tests.kit.office import id_of


@pytest.fixture
def who(desk: Desk) -> Team:
    return team(desk)


def number(desk: Desk, issue_id: int) -> str:
    return str(seen(desk, issue_id).values["number"])


def test_numbers_speak_of_year_line_and_nature(desk: Desk, who: Team) -> None:
    told = [
        issue(desk, who),
        issue(desk, who, department="公诉科"),
        issue(desk, who),
        save(desk, common(desk, who)),
        issue(desk, who, found_on=date(2014, 12, 29)),
        issue(desk, who, department="反贪污贿赂局"),
        issue(desk, who, department="反渎职侵权局"),
    ]
    assert [number(desk, issue_id) for issue_id in told] == [
        "2015-侦监-个-001",
        "2015-公诉-个-001",
        "2015-侦监-个-002",
        "2015-侦监-共-001",
        "2014-侦监-个-001",
        "2015-自侦-个-001",
        "2015-自侦-个-002",
    ]


def test_a_number_is_promised_once_nature_and_department_are_known(desk: Desk, who: Team) -> None:
    made = draft(desk, who)
    with desk.facts() as facts:
        assert ISSUES.promised(made, facts) == "2015-侦监-个-001"
        made[Issue.nature] = None
        assert ISSUES.promised(made, facts) == ""


def test_a_number_is_never_given_twice(desk: Desk, who: Team) -> None:
    first = issue(desk, who)
    records.retire(desk, ISSUES, [first], "重复登记")
    second = take(desk, who, issue(desk, who), IssueState.VOID)
    issue(desk, who, number="2015-侦监-个-003")
    assert [number(desk, issue_id) for issue_id in (first, second, issue(desk, who))] == [
        "2015-侦监-个-001",
        "2015-侦监-个-002",
        "2015-侦监-个-004",
    ]
    with pytest.raises(Refusal, match="编号 2015-侦监-个-001 已用过，号码不重用"):
        issue(desk, who, number="2015-侦监-个-001")


def test_the_number_stays_when_line_or_nature_change(desk: Desk, who: Team) -> None:
    issue_id = issue(desk, who)
    change(desk, issue_id, department_id=id_of(desk, "department", "公诉科"), nature="共性", leader_id=who.leader)
    made = seen(desk, issue_id)
    assert (made.values["number"], made[Issue.line]) == ("2015-侦监-个-001", "公诉")


def test_the_line_follows_the_department_unless_typed_with_it(desk: Desk, who: Team) -> None:
    issue_id = issue(desk, who)
    assert seen(desk, issue_id)[Issue.line] == "侦查监督"
    change(desk, issue_id, department_id=id_of(desk, "department", "公诉科"), line="案件管理")
    assert seen(desk, issue_id)[Issue.line] == "案件管理"
    change(desk, issue_id, department_id=id_of(desk, "department", "侦查监督科"))
    assert seen(desk, issue_id)[Issue.line] == "侦查监督"


def test_what_follows_of_itself(desk: Desk, who: Team) -> None:
    made = seen(desk, issue(desk, who, cause="制度：缺少审核环节"))
    assert (made[Issue.cause_kind], made[Issue.first_due_on], made[Issue.round]) == (CauseKind.SYSTEM, DUE, 1)
    kept = seen(desk, issue(desk, who, cause="制度：缺少审核环节", cause_kind=CauseKind.SUBJECTIVE))
    assert kept[Issue.cause_kind] == CauseKind.SUBJECTIVE


@pytest.mark.parametrize(
    ("cases", "ticked", "kept"),
    [
        (["不涉及具体案件"], True, []),
        ([CASE, "无"], False, [CASE]),
        ([" "], False, None),
        ([CASE], False, [CASE]),
    ],
)
def test_a_case_that_is_none_is_a_tick(
    desk: Desk, who: Team, cases: list[str], ticked: bool, kept: list[str] | None
) -> None:
    made = draft(desk, who)
    made.parts[IssueCase.__tablename__] = [{"case_no": text} for text in cases]
    if kept is None:
        with pytest.raises(Refusal, match="个性问题没有到案"):
            save(desk, made)
        return
    saved = seen(desk, save(desk, made))
    assert (saved[Issue.no_case], [row["case_no"] for row in saved.rows(IssueCase)]) == (ticked, kept)


def test_a_tick_goes_when_a_case_is_given_and_stays_without_one(desk: Desk, who: Team) -> None:
    made = draft(desk, who, no_case=True)
    made.parts[IssueCase.__tablename__] = []
    issue_id = save(desk, made)
    change(desk, issue_id, note="核对过")
    assert seen(desk, issue_id)[Issue.no_case]
    named = seen(desk, issue_id)
    named.rows(IssueCase).append({"case_no": CASE})
    records.save(desk, ISSUES, named)
    assert not seen(desk, issue_id)[Issue.no_case]


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"name": ""}, "name", "没填问题。填好再存"),
        ({"nature": None}, "nature", "没填性质。填好再存"),
        ({"department_id": None}, "department_id", "没填责任部门。选好再存"),
        ({"found_on": None}, "found_on", "没填发现日期。填好再存"),
        ({"correction": None}, "correction", "没填整改类型。填好再存"),
        ({"due_on": None}, "due_on", "没填期限。填好再存"),
        ({"matter": ""}, "matter", "没填到事。填好再存"),
        ({"due_on": date(2015, 3, 8)}, "due_on", "期限 03-08 早于发现日期 03-09，核对两处日期"),
        ({"due_on": date(2014, 4, 24)}, "due_on", "期限 2014-04-24 早于发现日期 2015-03-09，核对两处日期"),
    ],
)
def test_the_desk_refuses_by_field(desk: Desk, who: Team, wrong: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        issue(desk, who, **wrong)
    assert (refused.value.field, refused.value.said) == (field, said)


def test_the_desk_refuses_an_individual_problem_of_nobody(desk: Desk, who: Team) -> None:
    made = draft(desk, who)
    made.parts[IssueOfficer.__tablename__] = []
    with pytest.raises(Refusal, match="个性问题没有落实到人。选好责任人"):
        save(desk, made)


def test_a_common_problem_needs_its_leader_and_no_case(desk: Desk, who: Team) -> None:
    save(desk, common(desk, who))
    with pytest.raises(Refusal, match="没填责任领导"):
        save(desk, leaderless(desk, who))


def leaderless(desk: Desk, who: Team) -> Any:
    made = common(desk, who)
    made[Issue.leader_id] = None
    return made


def test_a_lasting_correction_needs_no_deadline(desk: Desk, who: Team) -> None:
    made = seen(desk, issue(desk, who, correction=Correction.LASTING, due_on=None))
    assert (made[Issue.due_on], made[Issue.state]) == (None, IssueState.UNCLAIMED)


def test_a_deadline_past_the_campaign_or_a_day_to_come_is_only_looked_at_twice(desk: Desk, who: Team) -> None:
    late = records.save(desk, ISSUES, draft(desk, who, due_on=date(2016, 3, 1)))
    assert [problem.code for problem in late.warnings] == ["due_after_campaign"]
    ahead = records.save(desk, ISSUES, draft(desk, who, found_on=date(2015, 6, 2), due_on=date(2015, 7, 1)))
    assert [problem.code for problem in ahead.warnings] == ["found_in_future"]


CLOSING = {
    "state": IssueState.CLOSED,
    "completion": "已整改到位",
    "evidence": "学习签到表",
    "verified_on": CLOSED,
    "closed_on": CLOSED,
}

SLIPS: list[tuple[dict[str, Any], str, Fault, str]] = [
    ({"verifier_id": None, "verified_on": None}, "closed_without_verifier", Fault.MISSING, "verifier_id"),
    ({"completion": "", "evidence": ""}, "closed_without_completion", Fault.MISSING, "completion"),
    ({"evidence": ""}, "closed_without_evidence", Fault.MISSING, "evidence"),
    ({"verified_on": None}, "closed_without_verification_date", Fault.MISSING, "verified_on"),
    ({"closed_on": None}, "closed_without_date", Fault.MISSING, "closed_on"),
    ({"approver_id": None}, "closed_without_approver", Fault.MISSING, "approver_id"),
    ({"measures": []}, "closed_without_measure", Fault.MISSING, "issue_measure"),
    ({"officers": []}, "individual_without_person", Fault.MISSING, "issue_officer"),
    ({"cases": []}, "individual_without_case", Fault.MISSING, "issue_case"),
    ({"verifier": "owner"}, "verifier_is_responsible", Fault.BROKEN, "verifier_id"),
    ({"due_on": date(2014, 4, 24)}, "due_before_found", Fault.BROKEN, "due_on"),
    (
        {"closed_on": date(2015, 3, 2), "verified_on": date(2015, 3, 2)},
        "closed_before_found",
        Fault.BROKEN,
        "closed_on",
    ),
    ({"closed_on": date(2015, 4, 19)}, "closed_before_verified", Fault.BROKEN, "closed_on"),
    ({"due_on": date(2015, 4, 10)}, "closed_after_deadline", Fault.CAUTION, "closed_on"),
    ({"state": IssueState.CORRECTING}, "close_date_but_open", Fault.CAUTION, "closed_on"),
]


def from_ledger(desk: Desk, who: Team, more: dict[str, Any]) -> Any:
    """A closed problem of the old ledger, whole but for ``more``."""
    given = dict(more)
    lists = {name: given.pop(name) for name in ("measures", "officers", "cases") if name in given}
    if given.pop("verifier", ""):
        given["verifier_id"] = who.owner
    made = draft(desk, who, **{**CLOSING, "verifier_id": who.checker, "approver_id": who.leader, **given})
    made.parts[IssueMeasure.__tablename__] = [{"text": text} for text in lists.get("measures", ["逐卷补正"])]
    for kind, name in ((IssueOfficer, "officers"), (IssueCase, "cases")):
        if name in lists:
            made.parts[kind.__tablename__] = lists[name]
    return made


def test_history_is_kept_with_what_is_wrong_of_it(desk: Desk, who: Team) -> None:
    for more, code, fault, field in SLIPS:
        issue_id, found = ledger(desk, from_ledger(desk, who, more))
        assert (code, fault, field) in {(problem.code, problem.fault, problem.field) for problem in found}
        assert {problem.code for problem in found} - {code} <= {"closed_after_deadline"}
        assert gaps(desk, issue_id).keys() == ({field} if fault is Fault.MISSING else set())


def test_the_same_is_refused_at_the_desk_and_cautions_are_told(desk: Desk, who: Team) -> None:
    for more, code, fault, _ in SLIPS:
        made = from_ledger(desk, who, more)
        if fault is Fault.CAUTION:
            assert code in {problem.code for problem in records.save(desk, ISSUES, made).warnings}
            continue
        with pytest.raises(Refusal):
            save(desk, made)


def test_a_whole_closing_of_the_ledger_raises_nothing(desk: Desk, who: Team) -> None:
    issue_id, found = ledger(desk, from_ledger(desk, who, {}))
    assert (found, gaps(desk, issue_id)) == ([], {})
    assert seen(desk, issue_id)[Issue.look_back_on] == date(2015, 7, 20)


def test_a_returned_problem_of_the_ledger_was_returned_once(desk: Desk, who: Team) -> None:
    issue_id, _ = ledger(desk, draft(desk, who, state=IssueState.RETURNED))
    assert seen(desk, issue_id)[Issue.returned] == 1


def test_history_with_gaps_stays_editable_and_closes_gap_by_gap(desk: Desk, who: Team) -> None:
    issue_id, _ = ledger(desk, from_ledger(desk, who, {"verifier_id": None, "verified_on": None, "approver_id": None}))
    assert gaps(desk, issue_id).keys() == {"verifier_id", "approver_id"}
    change(desk, issue_id, note="向监察科核对")
    change(desk, issue_id, approver_id=who.leader)
    assert gaps(desk, issue_id).keys() == {"verifier_id"}
    with pytest.raises(Refusal, match="验收人就是责任人"):
        change(desk, issue_id, verifier_id=who.owner)
    change(desk, issue_id, verifier_id=who.checker)
    assert gaps(desk, issue_id).keys() == {"verified_on"}
    change(desk, issue_id, verified_on=CLOSED)
    assert gaps(desk, issue_id) == {}


def test_filling_one_gap_of_a_list_is_not_refused_for_the_next(desk: Desk, who: Team) -> None:
    slips = {"measures": [], "officers": [], "cases": [], "completion": "", "evidence": ""}
    issue_id, _ = ledger(desk, from_ledger(desk, who, slips))
    change(desk, issue_id, completion="已整改到位")
    made = seen(desk, issue_id)
    made.rows(IssueOfficer).append({"officer_id": who.owner})
    records.save(desk, ISSUES, made)
    assert gaps(desk, issue_id).keys() == {"evidence", "issue_measure", "issue_case"}
    with pytest.raises(Refusal, match="已销号，内容不再改"):
        change(desk, issue_id, completion="")


def test_a_gap_of_the_closing_goes_with_the_closing(desk: Desk, who: Team) -> None:
    issue_id, _ = ledger(desk, from_ledger(desk, who, {"verifier_id": None, "verified_on": None}))
    step(desk, issue_id, "撤回销号", "没有人验收过")
    assert gaps(desk, issue_id) == {}


def test_a_cell_that_could_not_be_read_stays_a_gap_in_its_own_words(desk: Desk, who: Team) -> None:
    unread = Problem("due_on", Fault.UNREADABLE, "impossible_date", "整改时限：日期不存在。原文：2015年4月31日")
    with desk.store.unit("导入旧台账") as unit:
        facts = Facts(unit.session, desk.today)
        made = draft(desk, who, due_on=None)
        record, _ = records.write(unit, ISSUES, made, facts, records.Mode.LEDGER, [unread])
        issue_id = record.id
    change(desk, issue_id, note="问过承办人")
    assert gaps(desk, issue_id) == {"due_on": unread.said}
    change(desk, issue_id, due_on=date(2015, 4, 30))
    assert gaps(desk, issue_id) == {}


EMPTY = (None, "", False)


def test_once_closed_every_value_stands(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who, cause="主观：责任心不强", showing="三卷", finder="监察科", goal="不再漏签")
    other = {Shape.TEXT: "改过的字", Shape.DAY: date(2015, 4, 1), Shape.TICK: True, Shape.LINK: who.leader}
    open_still = {"note", "look_back_on", "rule_made", "state", "returned", "round"}
    made = seen(desk, issue_id)
    filled = [item for item in ISSUES.fields if made.values[item.name] not in EMPTY and item.name not in open_still]
    assert {"name", "found_on", "verifier_id", "closed_on", "completion", "department_id"} <= {f.name for f in filled}
    for item in filled:
        value = other.get(item.shape)
        if item.word_type is not None:
            value = next(word for word in item.word_type if word != made.values[item.name])
        if item.name == "approver_id":
            value = who.checker
        more = {"leader_id": who.leader} if item.name == "nature" else {}
        with pytest.raises(Refusal, match="已销号，内容不再改。确有错误，先“撤回销号”写明原因再改"):
            change(desk, issue_id, **{item.name: value}, **more)


def test_once_closed_empty_values_may_still_be_filled(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    change(desk, issue_id, cause="主观：责任心不强", goal="不再漏签", note="已入卷", rule_made="骑缝核对办法")
    made = seen(desk, issue_id)
    made.rows(IssueMeasure)[0].update(officer_id=who.owner, done_on=date(2015, 4, 10))
    made.rows(IssueNote).append({"text": "已入卷", "noted_on": CLOSED})
    records.save(desk, ISSUES, made)
    made = seen(desk, issue_id)
    assert (made.rows(IssueMeasure)[0]["done_on"], made[Issue.cause_kind]) == (date(2015, 4, 10), CauseKind.SUBJECTIVE)


@pytest.mark.parametrize("road", ["text", "day", "gone", "more"])
def test_once_closed_its_measures_stand(desk: Desk, who: Team, road: str) -> None:
    issue_id = closed(desk, who)
    made = seen(desk, issue_id)
    made.rows(IssueMeasure)[0]["done_on"] = date(2015, 4, 10)
    records.save(desk, ISSUES, made)
    made = seen(desk, issue_id)
    rows = made.rows(IssueMeasure)
    if road == "gone":
        rows.clear()
    elif road == "more":
        rows.append({"text": "再添一项"})
    else:
        rows[0].update({"text": "改过的措施"} if road == "text" else {"done_on": None})
    with pytest.raises(Refusal, match="已销号，内容不再改"):
        records.save(desk, ISSUES, made)


def test_taken_back_it_opens_and_closed_again_it_stands(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    with pytest.raises(Refusal, match="已销号，内容不再改"):
        records.change_many(desk, ISSUES, [issue_id], "completion", "改过的字")
    step(desk, issue_id, "撤回销号", "完成情况有误")
    change(desk, issue_id, completion="已补正 4 件")
    step(desk, issue_id, "销号", closed_on=CLOSED)
    with pytest.raises(Refusal, match="已销号，内容不再改"):
        change(desk, issue_id, completion="已补正 5 件")


def test_the_tick_no_case_fills_the_gap_of_a_closed_one(desk: Desk, who: Team) -> None:
    issue_id, _ = ledger(desk, from_ledger(desk, who, {"cases": []}))
    change(desk, issue_id, no_case=True)
    assert gaps(desk, issue_id) == {}
    with pytest.raises(Refusal, match="已销号，内容不再改"):
        change(desk, issue_id, no_case=False)


def shown(desk: Desk, issue_id: int) -> dict[str, bool]:
    """The chips that show the problem."""
    with desk.facts() as facts:
        return {chip.label: issue_id in reading.ids(facts, ISSUES, chip.where(facts)) for chip in ISSUES.chips}


def test_the_chips_show_what_they_say(desk: Desk, who: Team) -> None:
    late, soon = issue(desk, who), issue(desk, who, "快到期的", due_on=date(2015, 6, 7))
    assert shown(desk, late)["逾期"]
    assert not shown(desk, soon)["逾期"]
    assert shown(desk, soon)["7天内"]
    extend(desk, who, late, date(2015, 6, 8))
    assert not shown(desk, late)["逾期"]
    assert not shown(desk, late)["7天内"]
    done = closed(desk, who, "销了号的")
    assert shown(desk, done)["已销号"]
    again = issue(desk, who, "又发生的", found_on=date(2015, 5, 4), due_on=date(2015, 6, 30))
    assert shown(desk, again)["重复发生"]
    assert not shown(desk, done)["重复发生"]
    firm(desk, who, done)
    back = closed(desk, who, "还会反弹的", case="别的案子")
    rebound(desk, who, back)
    assert not shown(desk, back)["已销号"]


def test_the_office_s_rule_is_data(desk: Desk) -> None:
    with desk.facts() as facts:
        rules = {row["number"]: row for row in facts.live(DeadlineRuleRow.__tablename__)}
    assert (rules["look_back"]["n"], rules["look_back"]["unit"], rules["look_back"]["mark"]) == (3, "月", "A")
    assert (rules["issue_twins"]["n"], rules["issue_twins"]["unit"]) == (90, "日")


@pytest.mark.parametrize("at", IssueState)
def test_the_actions_are_offered_where_they_can_be_done(at: IssueState) -> None:
    """延期 while a deadline runs, 回头看 after closing; a double investigation may be set off at any time."""
    offered = {action.label for action in ISSUES.actions if action.fits(at)}
    own = {"延期"} if at in OPEN else {"回头看"} if at == IssueState.CLOSED else set()
    assert offered == own | {"立双查线索"}
