"""Refused rows come back as a workbook, are mended and imported again."""

from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import has_returned, plan_import, returned_workbook
from desktop_app.exchange.workbooks import read_workbook
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.county import first_two, label, rows, sheets_of, taken
from tests.kit.office import officer
from tests.kit.workbooks import Wide, workbook

GROUP = [
    [Wide("2016年领导小组名单", 4)],
    [Wide("截至2016年5月31日", 4)],
    ["序号", "组内职务", "姓名", "单位职务"],
    [1, Wide("副组长", 1, 2), "王超", "主任"],
    [2, None, "王朝", "=cmd|'/c calc'!A1"],
    [3, "成员", "张伟", 5],
]


def mended(path: Path, target: Path, old: str, new: str) -> Path:
    """Type over one cell of a returned workbook."""
    book = read_workbook(path)
    told = {sheet.name: [[new if cell == old else cell for cell in row] for row in sheet.rows] for sheet in book.sheets}
    return workbook(target, told)


def test_refused_rows_keep_the_layout_of_their_sheet_with_the_reason_in_front(desk: Desk, tmp_path: Path) -> None:
    officer(desk, "王超", "办公室")
    file = workbook(tmp_path / "名单.xlsx", {"领导小组": GROUP})
    plan = taken(desk, [file])
    assert has_returned(plan)
    path = tmp_path / "退回.xlsx"
    assert returned_workbook(plan, path) == 2
    sheet = read_workbook(path).sheets[0]
    assert sheet.name == "领导小组"
    assert sheet.rows[0][1] == "2016年领导小组名单"
    assert sheet.rows[2][1] == "退自《名单》，改正后可直接再导入"
    head = next(row for row in sheet.rows if row and row[0] == "退回原因")
    assert head[1:] == ["序号", "组内职务", "姓名", "单位职务"]
    first, second = sheet.rows[-2:]
    assert first[1:] == ["2", "副组长", "王朝", "=cmd|'/c calc'!A1"]
    assert "王超" in str(first[0])
    assert second[1:] == ["3", "成员", "张伟", "5"]


def test_a_mended_row_is_taken_and_the_rest_come_back(desk: Desk, tmp_path: Path) -> None:
    officer(desk, "王超", "办公室")
    officer(desk, "王晨", "办公室")
    plan = taken(desk, [workbook(tmp_path / "名单.xlsx", {"领导小组": GROUP})])
    returned_workbook(plan, tmp_path / "退回.xlsx")
    again = taken(desk, [mended(tmp_path / "退回.xlsx", tmp_path / "改好.xlsx", "王朝", "王晨")])
    sheet = sheets_of(again)["领导小组"]
    assert (sheet["kind"], sheet["rows"], sheet["taken"], sheet["returned"]) == ("group", 2, 1, 1)
    assert sheet["unused_columns"] == []
    told = {label(desk, "officer", row["officer_id"]): row["role"] for row in rows(desk, "group_member")}
    assert told == {"王超": "副组长", "王晨": "副组长"}


def test_two_rows_of_head_and_the_titles_over_a_row_are_given_back(desk: Desk, tmp_path: Path) -> None:
    lines: list[list[Any]] = [
        [Wide("序号", 1, 2), Wide("工作任务", 1, 2), Wide("牵头部门", 1, 2), Wide("时间安排", 2)],
        ["", "", "", "开始", "完成时限"],
        [Wide("一、动员部署", 5)],
        [1, "宣传", "办公室", "3.1", "3.5"],
        [Wide("二、对照检查", 5)],
        [2, "", "公诉科", "4月1日", "4.5"],
    ]
    plan = taken(desk, [workbook(tmp_path / "2015任务.xlsx", {"任务分解": lines})])
    path = tmp_path / "退回.xlsx"
    returned_workbook(plan, path)
    assert [str(row[1]) for row in read_workbook(path).sheets[0].rows if len(row) == 2][-1:] == ["二、对照检查"]
    done = mended(path, tmp_path / "改好.xlsx", "公诉科", "公诉科")
    sheet = read_workbook(done).sheets[0]
    sheet.rows[-1][2] = "自查"
    again = taken(desk, [workbook(tmp_path / "改好.xlsx", {sheet.name: sheet.rows})])
    assert sheets_of(again)["任务分解"]["taken"] == 1
    task = next(row for row in rows(desk, "task") if row["name"] == "自查")
    assert (label(desk, "phase", task["phase_id"]), str(task["due_on"])) == ("对照检查", "2015-04-05")


def test_nothing_refused_is_said(desk: Desk, tmp_path: Path) -> None:
    plan = plan_import(desk, first_two("清源县"))
    assert not has_returned(plan)
    with pytest.raises(Refusal, match="没有退回"):
        returned_workbook(plan, tmp_path / "退回.xlsx")
