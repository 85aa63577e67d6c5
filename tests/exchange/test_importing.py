"""Taking in the county's roster and plan: counts, slips and truths as known, once and only once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desktop_app.exchange.importing import carry_out, in_order, plan_import, report
from desktop_app.models.people import Officer
from desktop_app.models.plan import Task
from desktop_app.registers.people import OFFICERS
from desktop_app.rules.people import is_young
from desktop_app.rules.plan import is_overdue
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.store import history
from desktop_app.store.backup import list_backups
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.county import (
    COUNTIES,
    Ready,
    Told,
    answers,
    first_three,
    label,
    problems_of,
    rows,
    sheets_of,
    taken,
    taken_once,
)
from tests.kit.kept_county import Kept
from tests.kit.office import loaded
from tests.kit.workbooks import workbook

MAY_31 = date(2015, 5, 31)
BOTH = pytest.mark.parametrize("county", list(COUNTIES))


def head(desk: Desk) -> tuple[int, str]:
    with desk.store.read() as session:
        return history.head(session)


@pytest.fixture
def told(tmp_path: Path, clock: TurnedClock, county: str) -> Told:
    """What the import of a county's ledgers tells."""
    desk, told = taken_once(first_three(county), tmp_path / "taken", clock)
    desk.store.close()
    return told


@BOTH
def test_every_record_is_taken_and_every_other_row_passed_over(told: Told, county: str) -> None:
    found = sheets_of(told)
    for known in answers(county)["sheets"]:
        sheet = found[known["sheet"]]
        assert (sheet["rows"], sheet["taken"]) == (known["physical_rows"], known["records"])
        assert (sheet["returned"], sheet["unchanged"], sheet["skipped"]) == (0, 0, len(known["nonrecord_rows"]))
        assert sheet["unused_columns"] == []


@BOTH
def test_the_slips_found_are_exactly_those_made(told: Told, county: str) -> None:
    made = {
        (known["sheet"], slip["row"], known["columns"][slip["field_key"]]["header"].split("|")[-1], slip["kind"])
        for known in answers(county)["sheets"]
        for slip in known["errors"]
    }
    assert problems_of(told) == made


def test_kinds_are_told_by_their_public_names(kept: Kept) -> None:
    found = sheets_of(kept[1])
    assert {name: sheet["kind"] for name, sheet in found.items()} == {
        "花名册": "officers", "回避关系": "kinships", "领导小组": "group",
        "任务分解": "tasks", "会议学习": "meetings", "办案标准": "standards",
        "共性问题": "issues", "个性问题": "issues", "字典": None, "统计": None,
    }  # fmt: skip


def test_the_roster_is_true(kept: Kept) -> None:
    desk, _ = kept
    known = answers("清源县")["truths"]["staff"]
    officers = rows(desk, "officer")
    places = Counter(label(desk, "department", row["department_id"]) for row in officers)
    assert (len(officers), dict(places)) == (known["total"], known["by_department"])
    assert sum(is_young(row["birth_on"], date(2015, 3, 1)) for row in officers) == known["young_count"]
    twins = [row for row in officers if row["name"] == known["same_name"]["name"]]
    told = [(row["number"], label(desk, "department", row["department_id"]), str(row["birth_on"])) for row in twins]
    assert told == [(one["no"], one["department"], one["birth"]) for one in known["same_name"]["people"]]


def test_the_plan_is_true(kept: Kept) -> None:
    desk, _ = kept
    known = answers("清源县")["truths"]["plan"]
    tasks = rows(desk, "task")
    states = Counter((label(desk, "phase", row["phase_id"]), row["state"].value) for row in tasks)
    assert states == {(phase, s): n for phase, by in known["by_phase_state"].items() for s, n in by.items()}
    assert sum(is_overdue(row["due_on"], row["state"], MAY_31) for row in tasks) == known["overdue"]
    issued = [row for row in rows(desk, "standard") if row["state"] == "已印发"]
    assert len(issued) == known["standards_issued"]
    assert (len(rows(desk, "meeting")), len(rows(desk, "group_member"))) == (12, 22)


def test_an_unreadable_cell_leaves_its_field_open_and_its_text_in_the_gap(kept: Kept) -> None:
    desk, _ = kept
    task = next(row for row in rows(desk, "task") if row["name"] == "优秀案卷评选")
    assert task["due_on"] is None
    assert "原文：2015年6月31日" in task["gaps"]["due_on"]
    assert task["source"] == "02 工作方案任务分解.xlsx/任务分解/23"


def test_departments_abbreviated_in_the_ledger_are_found(kept: Kept) -> None:
    desk, plan = kept
    assert "adopted" not in {code for *_, code in problems_of(plan)}
    task = next(row for row in rows(desk, "task") if row["name"] == "“一案双查”线索核查")
    assert label(desk, "department", task["department_id"]) == "监察科"
    with desk.facts() as facts:
        partners = [row for row in facts.rows("task_partner").values() if row["task_id"] == task["id"]]
    assert [label(desk, "department", row["department_id"]) for row in partners] == ["公诉科"]


def test_a_dry_run_leaves_nothing(desk: Desk) -> None:
    before = head(desk)
    plan = plan_import(desk, first_three("清源县"))
    assert plan.writes == 286
    assert head(desk) == before
    assert rows(desk, "officer") == []


@pytest.mark.slow
def test_the_plan_may_come_before_the_roster(desk: Desk) -> None:
    plan = taken(desk, list(reversed(first_three("清源县"))))
    assert sheets_of(plan)["领导小组"]["taken"] == 22
    assert next(iter(in_order(plan.recognised))).sheet.name == "花名册"


def test_importing_twice_changes_nothing(ready: Ready) -> None:
    desk = ready(first_three("清源县"))
    before, kept = head(desk), len(list_backups(desk.store.folder.backups))
    again = plan_import(desk, first_three("清源县"))
    outcome = carry_out(desk, again)
    assert (outcome.batch, head(desk)) == (None, before)
    assert len(list_backups(desk.store.folder.backups)) == kept
    assert all(sheet["unchanged"] == sheet["rows"] and not sheet["problems"] for sheet in sheets_of(again).values())


def test_an_import_is_one_act_backed_up_before_and_undone_at_once(desk: Desk) -> None:
    outcome = carry_out(desk, plan_import(desk, first_three("清源县")))
    assert outcome.batch is not None
    assert [backup.why for backup in list_backups(desk.store.folder.backups)] == ["导入前"]
    assert undo(desk.store).act == "导入 01 干警花名册.xlsx、02 工作方案任务分解.xlsx、03 问题清单整改台账.xlsx"
    assert rows(desk, "officer") == rows(desk, "task") == []


@pytest.mark.slow
def test_what_an_undo_took_back_comes_back_under_its_old_numbers(ready: Ready, kept: Kept) -> None:
    desk, (_, first) = ready(first_three("清源县")), kept
    numbers = {(row["id"], row["number"]) for row in rows(desk, "task")}
    undo(desk.store)
    again = taken(desk, first_three("清源县"))
    assert {(row["id"], row["number"]) for row in rows(desk, "task")} == numbers
    assert problems_of(again) == problems_of(first)
    with desk.store.read() as session:
        assert history.verify_chain(session) is None
        assert history.replay_matches(session) == []


def test_a_corrected_ledger_fills_what_stood_open_and_points_at_the_rest(ready: Ready) -> None:
    desk = ready(first_three("清源县"))
    again = taken(desk, first_three("清源县-改正"))
    found = sheets_of(again)
    assert (found["花名册"]["filled"], found["花名册"]["taken"], found["花名册"]["unchanged"]) == (1, 1, 59)
    officer = next(row for row in rows(desk, "officer") if row["name"] == "宋新民")
    assert (officer["sex"], officer["gaps"]) == ("男", {})
    assert ("花名册", 37, "入院时间", "differs") in problems_of(again)
    reason = next(p["reason"] for p in found["花名册"]["problems"] if p["row"] == 37)
    assert "1997-07-01" in reason
    assert "1999-07-01" in reason
    task = next(row for row in rows(desk, "task") if row["name"] == "优秀案卷评选")
    assert (task["due_on"], task["gaps"]) == (date(2015, 6, 30), {})


@pytest.mark.slow
def test_what_the_officer_changed_here_is_not_overwritten(ready: Ready) -> None:
    desk = ready(first_three("清源县"))
    officer = next(row for row in rows(desk, "officer") if row["name"] == "萧思源")
    draft = loaded(desk, OFFICERS, officer["id"])
    draft[Officer.phone] = "0917-1234567"
    records.save(desk, OFFICERS, draft)
    again = taken(desk, first_three("清源县"))
    assert problems_of(again) == {("花名册", 4, "联系电话", "differs")}
    assert next(row for row in rows(desk, "officer") if row["name"] == "萧思源")["phone"] == "0917-1234567"


@pytest.mark.slow
def test_a_record_deleted_by_hand_is_not_brought_back_under_its_number(ready: Ready) -> None:
    desk = ready(first_three("清源县"))
    officer = next(row for row in rows(desk, "officer") if row["number"] == "0060")
    records.retire(desk, OFFICERS, [officer["id"]], "重复登记")
    again = plan_import(desk, first_three("清源县"))
    assert ("花名册", 63, "工号", "retired_record") in problems_of(again)
    assert again.returned == 1


@pytest.mark.slow
def test_the_whole_practice_county_takes_what_it_knows_and_names_the_rest(desk: Desk) -> None:
    files = sorted(COUNTIES["清源县"].glob("0*.xls*"))
    plan = taken(desk, files)
    told = report(plan)
    known = [sheet["sheet"] for file in told["files"] for sheet in file["sheets"] if sheet["kind"]]
    assert len(told["files"]) == 8
    assert known[:6] == ["花名册", "回避关系", "领导小组", "任务分解", "会议学习", "办案标准"]
    assert known[6:8] == ["共性问题", "个性问题"]
    other = next(s for file in told["files"] for s in file["sheets"] if s["sheet"] == "统计")
    assert (other["kind"], other["rows"], other["unrecognised"]["code"]) == (None, 0, "unknown_sheet")
    assert "销号率" in other["unrecognised"]["seen"]


def test_one_broken_file_among_several_is_told_and_the_rest_taken(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "坏的.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    plan = taken(desk, [broken, *first_three("清源县")])
    assert plan.writes == 286
    assert "坏的.xlsx" in report(plan)["files"][0]["error"]
    with pytest.raises(Refusal, match=r"坏的\.xlsx"):
        plan_import(desk, [broken])


class Stopped(Exception):
    """The officer pressed cancel."""


def test_stopping_half_way_leaves_nothing(desk: Desk) -> None:
    plan = plan_import(desk, first_three("清源县"))
    before = head(desk)

    def stop(done: int, total: int, said: str) -> None:
        if done > 70:
            raise Stopped

    with pytest.raises(Stopped):
        carry_out(desk, plan, stop)
    assert head(desk) == before
    assert rows(desk, "officer") == []


def test_a_table_read_is_not_asked_again_for_every_row(desk: Desk, tmp_path: Path) -> None:
    """Statements grow with the rows, no faster."""

    def statements(count: int) -> int:
        header = ["姓名", "性别", "部门", "出生年月"]
        lines = [[f"干警{n:05d}", "男", "公诉科", "1980.1.1"] for n in range(count)]
        file = workbook(tmp_path / f"花名册{count}.xlsx", {"花名册": [header, *lines]})
        seen: list[str] = []
        with counted(seen):
            assert plan_import(desk, [file]).writes == count
        return len(seen)

    few, many = statements(100), statements(1000)
    assert many <= 10.5 * few


@contextmanager
def counted(seen: list[str]) -> Iterator[None]:
    """Note every statement sent to the file."""

    def note(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_tasks_imported_are_found_by_search_words(kept: Kept) -> None:
    desk, _ = kept
    with desk.store.read() as session:
        text = session.get_one(Task, rows(desk, "task")[0]["id"]).search_text
    assert "领导小组" in text
