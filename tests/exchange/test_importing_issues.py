"""The county's ledger of problems: what it says, what is wrong with it, and what it comes to at the end of May."""

from datetime import date
from typing import Any

import pytest

from desktop_app.exchange.importing import carry_out, plan_import
from desktop_app.figures.engine import Question
from desktop_app.figures.issues import FIGURES
from desktop_app.models.issues import Issue
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.issues import LIVE
from desktop_app.rules.vocabulary import IssueNature
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.store import history
from desktop_app.store.undo import undo
from tests.kit.county import (
    COUNTIES,
    Ready,
    answers,
    first_three,
    first_two,
    label,
    problems_of,
    rows,
    sheets_of,
    taken,
)
from tests.kit.kept_county import Kept
from tests.kit.office import loaded

MAY_31 = date(2015, 5, 31)
BOTH = pytest.mark.parametrize("county", list(COUNTIES))
LEDGER = "03 问题清单整改台账.xlsx"
Rows = list[dict[str, Any]]


def figure(desk: Desk, name: str) -> Any:
    with desk.store.read() as session:
        return next(one for one in FIGURES if one.id == name).ask(Question(session, MAY_31))


def issues(desk: Desk) -> dict[str, dict[str, Any]]:
    return {row["number"]: row for row in rows(desk, "issue")}


def parts(desk: Desk, kind: str, number: str) -> Rows:
    """The rows of a part of one problem, in their order."""
    owner = issues(desk)[number]["id"]
    with desk.facts() as facts:
        return [dict(row) for row in facts.rows(kind).values() if row["issue_id"] == owner]


def officers(desk: Desk, number: str) -> list[str]:
    return [label(desk, "officer", row["officer_id"]) for row in parts(desk, "issue_officer", number)]


def correct(desk: Desk, number: str, **values: Any) -> None:
    """What the officer mends by hand."""
    draft = loaded(desk, ISSUES, issues(desk)[number]["id"])
    draft.values.update({name: value for name, value in values.items() if name in draft.values})
    draft.parts.update({name: value for name, value in values.items() if name not in draft.values})
    records.save(desk, ISSUES, draft)


def as_answered(ready: Ready, county: str) -> Desk:
    """The problems as the answers count them: the county's own slips mended by the officer."""
    desk = ready(first_three(county))
    if county == "清源县":
        person = next(row["id"] for row in rows(desk, "officer") if row["name"] == "张雪梅")
        correct(desk, "2015-侦监-共-003", due_on=date(2015, 5, 27))
        correct(desk, "2015-公诉-共-004", due_on=date(2015, 6, 1))
        correct(desk, "2015-公诉-个-002", issue_officer=[{"officer_id": person}])
        correct(desk, "2015-公诉-个-004", due_on=date(2015, 4, 30))
    return desk


@BOTH
def test_the_problems_come_to_what_is_known(ready: Ready, county: str) -> None:
    desk = as_answered(ready, county)
    known = answers("清源县")["truths"]["problems"]
    count = figure(desk, "issues.count")
    assert (count.value, len(count.behind)) == (known["total"], known["total"])
    assert count.groups == {
        line: {nature: dict(states) for nature, states in by.items()}
        for line, by in known["by_line_nature_state"].items()
    }
    natures = [row["nature"] for row in issues(desk).values()]
    assert {nature: natures.count(nature) for nature in IssueNature} == known["by_nature"]
    assert figure(desk, "issues.overdue").value == known["overdue"]
    assert figure(desk, "issues.closed").value == known["closed"]
    assert figure(desk, "issues.closing_rate").value == known["closing_rate"]
    bare = [
        number
        for number, row in issues(desk).items()
        if row["nature"] == IssueNature.INDIVIDUAL and not officers(desk, number)
    ]
    assert bare == known["individual_without_person"]


def test_loose_problems_are_those_known(ready: Ready) -> None:
    """Of the problems not traced to case and person one is closed already, so that four want tracing."""
    desk = ready(first_three("清源县-改正"))
    traces = {"issue_officer", "issue_case", "matter", "department_id", "leader_id"}
    loose = [row for row in issues(desk).values() if traces & set(row["gaps"])]
    live = [row for row in loose if row["state"] in LIVE]
    assert [len(live), len(loose)] == answers("清源县-改正")["contract"]["issues_loose"]


def test_lists_and_hidden_sheets_are_no_ledgers(kept: Kept) -> None:
    found = sheets_of(kept[1])
    assert found["字典"]["unrecognised"]["code"] == "hidden_sheet"
    assert found["统计"]["unrecognised"]["code"] == "unknown_sheet"


def test_a_problem_says_everything_its_row_says(kept: Kept) -> None:
    desk, _ = kept
    row = issues(desk)["2015-侦监-个-002"]
    assert (row["nature"], row["line"], row["state"], row["returned"]) == ("个性", "侦查监督", "退回整改", 1)
    assert (row["found_on"], row["due_on"], row["first_due_on"]) == (
        date(2015, 3, 13),
        date(2015, 4, 2),
        date(2015, 4, 2),
    )
    assert (row["origin"], row["finder"]) == ("人大代表、政协委员意见", "领导小组办公室")
    assert (row["cause_kind"], label(desk, "officer", row["leader_id"])) == ("主观", "袁倩")
    assert (row["note"], row["source"]) == ("验收退回：佐证不足", f"{LEDGER}/个性问题/7")
    assert officers(desk, row["number"]) == ["陈少华", "叶国栋"]
    assert [one["case_no"] for one in parts(desk, "issue_case", row["number"])] == ["清源检捕受[2015]61902300007号"]
    assert [one["word"] for one in parts(desk, "issue_category", row["number"])] == ["不执行办案规范"]


def test_measures_and_notes_stand_one_by_one(kept: Kept) -> None:
    desk, _ = kept
    assert [one["text"] for one in parts(desk, "issue_measure", "2015-公诉-共-005")] == [
        "组织条线干警学习《执法工作基本规范》相关章节",
        "修订文书模板",
        "科长逐案审核签字。",
    ]
    assert [(one["text"], one["noted_on"]) for one in parts(desk, "issue_note", "2015-侦监-共-008")] == [
        ("4月15日召开科务会研究，明确责任人。", date(2015, 4, 15)),
        ("与公安机关对接1次，形成会议纪要。", None),
    ]
    first = parts(desk, "issue_note", "2015-侦监-共-006")[0]
    assert (first["text"], first["noted_on"]) == ("3月已完成学习，4月起逐案执行。", None)


def test_numbers_are_read_at_half_width(kept: Kept) -> None:
    desk, _ = kept
    assert {"2015-公诉-个-002", "2015-侦监-个-004"} <= issues(desk).keys()
    assert all(number == number.strip() and number.isprintable() for number in issues(desk))


def test_texts_like_formulas_stay_texts(kept: Kept) -> None:
    desk, _ = kept
    notes = {row["note"] for row in issues(desk).values()}
    assert {"=1+1", "@李科长 请尽快上报"} <= notes


def test_a_number_written_twice_gives_way_to_the_one_left_out(kept: Kept) -> None:
    desk, plan = kept
    row = issues(desk)["2015-自侦-共-003"]
    assert row["name"] == "扣押物品入库不及时，长期存放于办案人办公室"
    slip = next(p for p in sheets_of(plan)["共性问题"]["problems"] if p["code"] == "duplicate_number")
    assert (slip["row"], slip["level"]) == (29, "warning")
    assert "2015-自侦-共-001" in slip["reason"]
    assert "第 27 行" in slip["reason"]
    assert "2015-自侦-共-003" in slip["reason"]


@pytest.mark.parametrize("order", [(2, 1, 0), (1, 2, 0)])
def test_the_three_files_may_come_in_any_order(desk: Desk, order: tuple[int, ...]) -> None:
    files = first_three("清源县")
    plan = plan_import(desk, [files[place] for place in order])
    assert (plan.writes, plan.returned) == (286, 0)
    made = sum(len(sheet["errors"]) for sheet in answers("清源县")["sheets"])
    assert len(problems_of(plan)) == made


def test_the_corrected_ledger_fills_gaps_and_changes_nothing_else(ready: Ready) -> None:
    desk = ready(first_three("清源县"))
    before = issues(desk)
    again = taken(desk, [COUNTIES["清源县-改正"] / LEDGER])
    found = sheets_of(again)
    told = [
        (found[name]["filled"], found[name]["unchanged"], found[name]["returned"]) for name in ("共性问题", "个性问题")
    ]
    assert told == [(0, 51, 0), (2, 78, 0)]
    assert problems_of(again) == {("共性问题", 8, "整改时限", "differs"), ("共性问题", 19, "整改时限", "differs")}
    after = issues(desk)
    filled = {number for number, row in after.items() if row["gaps"] != before[number]["gaps"]}
    assert filled == {"2015-公诉-个-002", "2015-公诉-个-004"}
    assert officers(desk, "2015-公诉-个-002") == ["张雪梅"]
    assert (after["2015-公诉-个-004"]["due_on"], after["2015-公诉-个-004"]["gaps"]) == (date(2015, 4, 30), {})
    assert after["2015-侦监-共-003"] == before["2015-侦监-共-003"]
    assert len(after) == 131


@pytest.mark.slow
def test_the_ledger_with_slips_adds_nothing_to_the_corrected_one(ready: Ready) -> None:
    desk = ready(first_three("清源县-改正"))
    again = taken(desk, [COUNTIES["清源县"] / LEDGER])
    assert again.writes == 0
    assert len(issues(desk)) == 131


@pytest.mark.slow
def test_the_problems_alone_come_back_after_an_undo(ready: Ready) -> None:
    desk = ready(first_two("清源县"))
    first = taken(desk, [COUNTIES["清源县"] / LEDGER])
    before, notes = issues(desk), parts(desk, "issue_note", "2015-侦监-共-008")
    undo(desk.store)
    assert issues(desk) == {}
    again = taken(desk, [COUNTIES["清源县"] / LEDGER])
    assert problems_of(again) == problems_of(first)
    after = issues(desk)
    assert {number: row["id"] for number, row in after.items()} == {number: row["id"] for number, row in before.items()}
    shown = ("name", "state", "due_on", "gaps", "returned", "no_case")
    assert [[row[name] for name in shown] for row in after.values()] == [
        [row[name] for name in shown] for row in before.values()
    ]
    told = [
        [(note["text"], note["noted_on"]) for note in some]
        for some in (notes, parts(desk, "issue_note", "2015-侦监-共-008"))
    ]
    assert told[0] == told[1]
    with desk.store.read() as session:
        head = history.head(session)
        assert history.replay_matches(session) == []
    carry_out(desk, plan_import(desk, [COUNTIES["清源县"] / LEDGER]))
    with desk.store.read() as session:
        assert history.head(session) == head


def test_what_the_officer_wrote_since_is_not_overwritten(ready: Ready) -> None:
    desk = ready(first_three("清源县"))
    number = "2015-侦监-个-005"
    draft = loaded(desk, ISSUES, issues(desk)[number]["id"])
    draft[Issue.name] = "不捕理由说明书未送达公安机关即归档（已核实）"
    draft.parts["issue_note"].append({"text": "已补送达", "noted_on": date(2015, 5, 20)})
    records.save(desk, ISSUES, draft)
    again = taken(desk, first_three("清源县"))
    assert problems_of(again) == {("个性问题", 10, "问题描述", "differs")}
    assert issues(desk)[number]["name"].endswith("（已核实）")
    assert [note["text"] for note in parts(desk, "issue_note", number)][-1] == "已补送达"
