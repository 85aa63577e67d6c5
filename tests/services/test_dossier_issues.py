"""Defects of a dossier as the officer follows them up: problems, corrections one by one and of many at once."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.dossiers import DossierCheck, DossierDefect
from desktop_app.models.issues import Issue, IssueCase, IssueOfficer
from desktop_app.registers.dossiers import CHECKS
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.vocabulary import DossierState, IssueNature
from desktop_app.services import dossier_issues, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.issues import standing
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.awards import Jury, checked, jury
from tests.kit.cases import case_no
from tests.kit.office import loaded

TWO = (("缺送达回证", 5_00), ("备考表未填", 1_00))
DUE = date(2015, 6, 10)


@pytest.fixture
def who(desk: Desk) -> Jury:
    return jury(desk)


def returned(desk: Desk, who: Jury, serial: int = 1, **more: Any) -> int:
    return checked(desk, who, serial, *TWO, **{"correct_by": DUE, "checker_id": who.judges[2], **more})


def seen(desk: Desk, check_id: int) -> Draft:
    return loaded(desk, CHECKS, check_id)


def offered(desk: Desk, check_id: int) -> tuple[dossier_issues.Convertible, ...]:
    with desk.facts() as facts:
        return dossier_issues.convertible(facts, seen(desk, check_id))


def convert(desk: Desk, check_id: int, *ids: int) -> tuple[int, ...]:
    return dossier_issues.to_issues(desk, CHECKS, ISSUES, check_id, ids).ids


def mended(desk: Desk, check_id: int) -> list[date | None]:
    return [row["mended_on"] for row in seen(desk, check_id).rows(DossierDefect)]


def move(desk: Desk, check_id: int, verb: str, reason: str = "", **asked: Any) -> Any:
    return records.move(desk, CHECKS, seen(desk, check_id), verb, reason, asked)


def test_a_defect_becomes_a_problem_of_the_handler_linked_both_ways(desk: Desk, who: Jury) -> None:
    check_id = returned(desk, who)
    assert seen(desk, check_id)[DossierCheck.state] == DossierState.CORRECTING
    first, second = offered(desk, check_id)
    (issue_id,) = convert(desk, check_id, first.id)
    issue = loaded(desk, ISSUES, issue_id)
    told = {attr.key: issue[attr] for attr in (Issue.nature, Issue.name, Issue.matter, Issue.origin, Issue.due_on)}
    assert told == {
        "nature": IssueNature.INDIVIDUAL,
        "name": "缺送达回证（第1号盗窃案）",
        "matter": "立卷归档",
        "origin": "归档检查",
        "due_on": DUE,
    }
    assert [row["officer_id"] for row in issue.rows(IssueOfficer)] == [who.handlers[1]]
    assert [row["case_no"] for row in issue.rows(IssueCase)] == [case_no(1)]
    assert issue[Issue.finder] == "汪云飞"
    number = issue.values["number"]
    assert [one.issue_no for one in offered(desk, check_id)] == [number, ""]
    with desk.facts() as facts:
        assert dossier_issues.checks_of_issues(facts) == {number: seen(desk, check_id).values["number"]}
        assert ISSUES.marks is not None
        marks = ISSUES.marks(issue.values, facts)
        assert marks == [f"归档检查 {seen(desk, check_id).values['number']}"]
        assert standing(facts.session, issue_id).due == DUE
    with pytest.raises(Refusal, match=f"“缺送达回证”已转问题 {number}。不用再转"):
        convert(desk, check_id, first.id, second.id)
    undo(desk.store)
    assert [one.issue_no for one in offered(desk, check_id)] == ["", ""]


def test_what_cannot_become_a_problem_says_why(desk: Desk, who: Jury) -> None:
    check_id = returned(desk, who)
    with pytest.raises(Refusal, match="没有选中缺陷"):
        convert(desk, check_id)
    with pytest.raises(Refusal, match="已不在检查表上"):
        convert(desk, check_id, 999)
    move(desk, check_id, "撤回退卷", "结论要再议")
    with pytest.raises(Refusal, match="待检查，没有定下的缺陷可转"):
        convert(desk, check_id, offered(desk, check_id)[0].id)


def test_a_problem_made_of_a_defect_changes_no_score(desk: Desk, who: Jury) -> None:
    check_id = returned(desk, who)
    before = seen(desk, check_id)[DossierCheck.score]
    convert(desk, check_id, offered(desk, check_id)[0].id)
    assert seen(desk, check_id)[DossierCheck.score] == before == 94_00


def test_a_correction_mends_all_defects_unless_some_are_ticked(desk: Desk, who: Jury) -> None:
    check_id, other = returned(desk, who, 1), returned(desk, who, 2)
    move(desk, check_id, "登记补正", corrected_on=date(2015, 5, 31))
    assert mended(desk, check_id) == [date(2015, 5, 31)] * 2
    first, _ = offered(desk, other)
    with pytest.raises(Refusal, match="没有勾选已补正的缺陷"):
        dossier_issues.mend(desk, CHECKS, other, date(2015, 5, 31), [])
    with pytest.raises(Refusal, match="没填补正日期"):
        dossier_issues.mend(desk, CHECKS, other, None, [first.id])
    done = dossier_issues.mend(desk, CHECKS, other, date(2015, 5, 31), [first.id])
    assert [problem.said for problem in done.warnings] == ["还有 1 处缺陷没有补正（备考表未填）"]
    assert mended(desk, other) == [date(2015, 5, 31), None]
    undo(desk.store)
    assert (mended(desk, other), seen(desk, other)[DossierCheck.state]) == ([None, None], DossierState.CORRECTING)


def test_a_second_correction_keeps_the_days_of_the_first(desk: Desk, who: Jury) -> None:
    check_id = returned(desk, who)
    first, second = offered(desk, check_id)
    dossier_issues.mend(desk, CHECKS, check_id, date(2015, 5, 30), [first.id])
    move(desk, check_id, "复查退回", "备考表仍未填")
    dossier_issues.mend(desk, CHECKS, check_id, date(2015, 5, 31), [second.id])
    assert mended(desk, check_id) == [date(2015, 5, 30), date(2015, 5, 31)]


def test_many_corrections_are_entered_at_once(desk: Desk, who: Jury) -> None:
    ids = [returned(desk, who, serial) for serial in (1, 2, 3)]
    given = {id_: {"corrected_on": date(2015, 5, 31)} for id_ in ids}
    done = records.move_many(desk, CHECKS, ids, "登记补正", asked=given)
    assert done.said == "已登记补正 3 卷归档检查"
    assert [mended(desk, id_) for id_ in ids] == [[date(2015, 5, 31)] * 2] * 3
    undo(desk.store)
    assert {seen(desk, id_)[DossierCheck.state] for id_ in ids} == {DossierState.CORRECTING}


WAYS = {
    DossierState.WAITING: {"退卷补正", "检查合格"},
    DossierState.CORRECTING: {"登记补正", "撤回退卷"},
    DossierState.CORRECTED: {"复查通过", "复查退回"},
    DossierState.DONE: {"重新检查"},
}
ROAD = {
    DossierState.WAITING: ("撤回退卷",),
    DossierState.CORRECTING: (),
    DossierState.CORRECTED: ("登记补正",),
    DossierState.DONE: ("登记补正", "复查通过"),
}
VERBS = sorted({verb for verbs in WAYS.values() for verb in verbs})
FILLED = {"corrected_on": date(2015, 5, 31), "rechecked_on": date(2015, 5, 31), "correct_by": DUE}


@pytest.mark.parametrize("state", list(DossierState))
def test_every_verb_in_every_state(desk: Desk, who: Jury, state: DossierState) -> None:
    check_id = returned(desk, who)
    for verb in ROAD[state]:
        move(desk, check_id, verb, "再核", **FILLED)
    assert seen(desk, check_id)[DossierCheck.state] == state
    for verb in VERBS:
        may = verb in WAYS[state] - {"检查合格"}
        if may:
            move(desk, check_id, verb, "再核", **FILLED)
            undo(desk.store)
        else:
            with pytest.raises(Refusal, match="结论是退卷补正，要退卷补正" if verb in WAYS[state] else f"时不能{verb}"):
                move(desk, check_id, verb, "再核", **FILLED)
    assert seen(desk, check_id)[DossierCheck.state] == state
