"""The rows of a sheet: clauses, findings of a clause that has several, items of old ledgers without a standard."""

from dataclasses import replace

from desktop_app.services.score_sheets import ScoreGroup, ScoreLine
from desktop_app.views.review.cells import numeral
from desktop_app.views.review.grid import Column, cell, rows_of, spoken
from tests.kit.score_board import SHEET


def line(clause: str, *points: int, full: int = 600, code: str = "7.2") -> ScoreLine:
    findings = tuple({"at": at, "points": off, "text": f"事由{at}", "page": "P1"} for at, off in enumerate(points))
    return ScoreLine(code, "文书制作", clause, full, sum(points), "", findings)


def test_a_clause_with_one_finding_is_one_row_with_several_it_has_rows_below() -> None:
    group = ScoreGroup("文书制作", (line("种类齐全", 100), line("无错误", 100, 200)))
    rows = list(rows_of(replace(SHEET, groups=(group,))))
    assert [row.name for row in rows] == ["文书制作", "种类齐全", "无错误", "", ""]
    assert [cell(row, Column.OFF) for row in rows] == ["−4", "−1", "−3", "−1", "−2"]
    assert [cell(row, Column.LEFT) for row in rows] == ["8", "5", "3", "", ""]
    assert [cell(row, Column.SAID) for row in rows][1:] == ["事由0　P1", "2 条", "事由0　P1", "事由1　P1"]
    assert spoken(rows[1]) == "7.2 种类齐全，6 分，扣 1 分，事由0，P1"


def test_a_folded_group_keeps_its_head_with_the_sums() -> None:
    group = ScoreGroup("文书制作", (line("种类齐全", 100),))
    (head,) = rows_of(replace(SHEET, groups=(group,)), {"文书制作"})
    assert (head.is_group, cell(head, Column.FULL), cell(head, Column.OFF)) == (True, "6", "−1")


def test_an_item_of_an_old_ledger_has_no_head_and_is_worth_nothing() -> None:
    group = ScoreGroup("文书制作", (line("", 200, full=0, code=""),))
    (row,) = rows_of(replace(SHEET, groups=(group,), steps=()))
    assert (row.name, cell(row, Column.FULL), cell(row, Column.OFF), cell(row, Column.LEFT)) == (
        "文书制作",
        "",
        "−2",
        "",
    )


def test_groups_are_numbered_as_in_a_form() -> None:
    assert [numeral(place) for place in (1, 10, 11, 12, 20, 21)] == ["一", "十", "十一", "十二", "二十", "二十一"]
