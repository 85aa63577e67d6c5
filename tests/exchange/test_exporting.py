"""What goes out as a workbook is complete, typed, ready to print, and comes back the same."""

import os
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.exchange.exporting import SheetColumn, export_register, export_rows
from desktop_app.exchange.lexicon import takeable
from desktop_app.exchange.workbooks import read_workbook
from desktop_app.models.plan import Task
from desktop_app.registers import words
from desktop_app.registers.catalogue import by_public
from desktop_app.registers.plan import TASKS
from desktop_app.registers.spec import Field, Shape
from desktop_app.rules.vocabulary import TaskState
from desktop_app.services.desk import Desk
from desktop_app.store.snapshot import Equals, Order
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.county import Ready, answers, first_three, problems_of, rows, taken
from tests.kit.office import founded

COLUMNS = (
    SheetColumn("名称"),
    SheetColumn("日期", Shape.DAY),
    SheetColumn("人数", Shape.WHOLE),
    SheetColumn("金额（元）", Shape.FEN),
    SheetColumn("进度", Shape.PERCENT),
)


def inside(path: Path, member: str) -> str:
    with zipfile.ZipFile(path) as packed:
        return packed.read(member).decode()


def test_values_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "出.xlsx"
    lines = [["甲", date(2015, 3, 5), 58, 123456, 60], ["", None, None, None, 1], ["旧", date(1899, 1, 1), 0, -5, 0]]
    assert export_rows(path, "标题", COLUMNS, lines, "填报单位") == 3
    found = read_workbook(path).sheets[0].rows
    assert found[:3] == [["标题"], ["填报单位"], ["名称", "日期", "人数", "金额（元）", "进度"]]
    assert found[3:] == [
        ["甲", date(2015, 3, 5), 58.0, 1234.56, 0.6],
        [None, None, None, None, 0.01],
        ["旧", "1899-01-01", 0.0, -0.05, 0.0],
    ]


def test_the_sheet_is_ready_to_print_and_to_filter(tmp_path: Path) -> None:
    path = tmp_path / "出.xlsx"
    export_rows(path, "标题", COLUMNS, [["甲", None, None, None, None]], practice=True)
    page, book, styles = (
        inside(path, f"xl/{name}") for name in ("worksheets/sheet1.xml", "workbook.xml", "styles.xml")
    )
    assert 'state="frozen"' in page
    assert '<autoFilter ref="A3:E4"/>' in page
    assert 'orientation="landscape"' in page
    assert 'fitToHeight="0"' in page
    assert "演练" in page
    assert "_xlnm.Print_Titles" in book
    assert "宋体" in styles
    assert "黑体" in styles


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "http://x", "{=1}", "007"]
)
def test_text_never_becomes_a_formula_a_link_or_a_number(tmp_path: Path, text: str) -> None:
    path = tmp_path / "出.xlsx"
    export_rows(path, text, [SheetColumn(text)], [[text]], text, sheet=text)
    page = inside(path, "xl/worksheets/sheet1.xml")
    assert "<f>" not in page
    assert "<hyperlink" not in page
    assert read_workbook(path).sheets[0].rows == [[text]] * 4


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf"), exclude_characters="￾￿"), min_size=1))
def test_any_text_comes_back_as_it_went(tmp_path: Path, text: str) -> None:
    path = tmp_path / "出.xlsx"
    export_rows(path, "标题", [SheetColumn("列")], [[text]])
    found = read_workbook(path).sheets[0].rows
    assert found[3:] in ([[text]], [[text.strip()]])


def test_an_empty_register_is_a_head_alone(tmp_path: Path) -> None:
    path = tmp_path / "出.xlsx"
    assert export_rows(path, "标题", COLUMNS, []) == 0
    assert len(read_workbook(path).sheets[0].rows) == 3


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "出.xlsx"
    export_rows(path, "旧", COLUMNS, [])

    def broken() -> Any:
        yield ["甲", None, None, None, None]
        raise RuntimeError("lost")

    with pytest.raises(RuntimeError):
        export_rows(path, "新", COLUMNS, broken())
    assert read_workbook(path).sheets[0].rows[0] == ["旧"]
    assert os.listdir(tmp_path) == ["出.xlsx"]


def test_places_that_cannot_be_written_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"出\.xlsx"):
        export_rows(tmp_path / "没有" / "出.xlsx", "标题", COLUMNS, [])
    (tmp_path / "占.xlsx").mkdir()
    with pytest.raises(Refusal, match=r"占\.xlsx"):
        export_rows(tmp_path / "占.xlsx", "标题", COLUMNS, [])
    with pytest.raises(Refusal, match=r"\.xlsx"):
        export_rows(tmp_path / "出.xls", "标题", COLUMNS, [])


def test_a_register_goes_out_as_asked(ready: Ready, tmp_path: Path) -> None:
    desk = ready(first_three("清源县"))
    path = tmp_path / "进行中.xlsx"
    shown = [TASKS.number_field, TASKS.by_name["name"], TASKS.by_name["due_on"]]
    seen: list[int] = []
    number = export_register(
        desk,
        TASKS,
        path,
        [Equals(Task.state, TaskState.RUNNING)],
        [Order(Task.due_on, descending=True)],
        shown,
        lambda done, total, said: seen.append(total),
    )
    sheet = read_workbook(path).sheets[0]
    assert (number, seen) == (5, [5])
    assert sheet.rows[2] == ["编号", "任务", "期限"]
    days = [row[2] for row in sheet.rows[3:] if len(row) > 2]
    assert days == sorted(days, reverse=True)
    assert "清源县人民检察院" in str(sheet.rows[1][0])


KINDS = ("departments", "officers", "kinships", "phases", "group", "tasks", "meetings", "standards", "issues")


def plain(desk: Desk, kind: str) -> list[dict[str, Any]]:
    """Every record of a kind as words and values, links by what they are called, parts by name."""
    register = by_public(kind)
    with desk.facts() as facts:
        told = []
        for row in sorted(facts.live(register.kind), key=lambda row: row["number"]):
            items = (item for item in takeable(register) if isinstance(item, Field))
            told.append({i.name: facts.label(i.link_kind, row[i.name]) if i.link_kind else row[i.name] for i in items})
        return told


def test_everything_exported_comes_back_the_same_in_a_fresh_file(
    desk: Desk, tmp_path: Path, clock: TurnedClock
) -> None:
    taken(desk, first_three("清源县-改正"))
    files = []
    for kind in KINDS:
        files.append(tmp_path / f"{kind}.xlsx")
        export_register(desk, by_public(kind), files[-1], columns=tuple(takeable(by_public(kind))))
    other = founded(tmp_path / "别处", clock)
    plan = taken(other, files)
    assert plan.returned == 0
    known = {slip["kind"] for sheet in answers("清源县-改正")["sheets"] for slip in sheet["errors"]}
    assert {code for *_, code in problems_of(plan)} <= known
    for kind in KINDS:
        assert plain(other, kind) == plain(desk, kind), kind
    assert [r["officer_id"] for r in _attendance(other)] == [r["officer_id"] for r in _attendance(desk)]
    for part in ("issue_category", "issue_case", "issue_officer", "issue_measure", "issue_note"):
        assert _parts(other, part) == _parts(desk, part), part
    assert len(rows(other, "officer")) == 60
    other.store.close()


def _parts(desk: Desk, kind: str) -> list[tuple[str, ...]]:
    """Rows of a part as words, under the numbers of their problems."""
    group = next(part for part in by_public("issues").parts if part.name == kind)
    with desk.facts() as facts:
        told = ((facts.row("issue", row["issue_id"])["number"], row) for row in facts.rows(kind).values())
        return sorted((no, *(words.text(item, row[item.name], facts) for item in group.fields)) for no, row in told)


def _attendance(desk: Desk) -> list[dict[str, Any]]:
    with desk.facts() as facts:
        return [{"officer_id": facts.label("officer", r["officer_id"])} for r in facts.rows("attendance").values()]
