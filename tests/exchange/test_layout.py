"""Which rows of a sheet are records."""

from typing import Any

from desktop_app.exchange.layout import body_of, title_readings
from desktop_app.exchange.recognise import Recognised, recognise
from desktop_app.exchange.workbooks import Merge, Sheet

HEAD = ["序号", "工作任务", "阶段", "牵头部门", "责任人", "备注"]


def body(rows: list[list[Any]], merges: tuple[Merge, ...] = ()) -> list[tuple[int, tuple[Any, ...]]]:
    return [(row.number, row.cells) for row in layout(rows, merges)[0]]


def layout(rows: list[list[Any]], merges: tuple[Merge, ...] = ()) -> tuple[list[Any], int]:
    sheet = Sheet("任务分解", [list(HEAD), *rows], merges)
    found = recognise(sheet)
    assert isinstance(found, Recognised)
    told = body_of(sheet, found)
    return told.rows, told.skipped


def numbers(rows: list[list[Any]]) -> list[int]:
    return [number for number, _ in body(rows)]


def test_blanks_totals_notes_and_repeated_heads_are_no_records() -> None:
    rows: list[list[Any]] = [
        [1.0, "宣传", "动员部署", "办公室"],
        [],
        [None, "  "],
        HEAD,
        ["合 计", None, "2项"],
        [None, "总计：", "2"],
        ["本页小计"],
        [2.0, "自查", "对照检查", "公诉科"],
        ["注：以上按月更新"],
        ["说明: 无"],
        ["备注：1.按月报"],
        ["填表人：王超", None, "审核人：", "李四"],
        ["※另附"],
    ]
    assert numbers(rows) == [2, 9]
    assert layout(rows)[1] == len(rows) - 2


def test_rows_numbered_ahead_and_left_empty_are_no_records() -> None:
    assert numbers([[1.0, "宣传"], [2.0], [3.0, None, None, ""]]) == [2]


def test_a_task_whose_name_speaks_of_sums_or_notes_is_a_record() -> None:
    assert numbers(
        [[1.0, "合计涉案财物并公示全部结果和后续处置安排等"], [2.0, "说明会筹备", "动员部署", "办公室"]]
    ) == [2, 3]


def test_a_row_with_only_a_name_is_a_record() -> None:
    assert numbers([[1.0, "宣传", "动员部署"], [None, "自查"], [3.0, "验收", "总结验收"]]) == [2, 3, 4]


def test_a_stray_cell_is_not_lost() -> None:
    assert numbers([[1.0, "宣传", "动员部署"], [None, None, None, None, None, "另见附件"]]) == [2, 3]


def test_only_truly_merged_cells_are_filled_down() -> None:
    rows: list[list[Any]] = [[1.0, "甲", "动员部署"], [2.0, "乙"], [3.0, "丙"]]
    filled = body(rows, (Merge(1, 2, 2, 2),))
    assert [cells[2] if len(cells) > 2 else None for _, cells in filled] == ["动员部署", "动员部署", None]


def test_ditto_marks_repeat_what_stands_above() -> None:
    marks = ["〃", '"', "同上", "″", "..", " 同 上 "]
    filled = body([[1.0, "甲", "动员部署"], *([None, f"任务{mark}", mark] for mark in marks)])
    assert {cells[2] for _, cells in filled} == {"动员部署"}
    assert body([[1.0, "甲", "同上"]])[0][1][2] is None


def test_a_title_ends_the_titles_of_its_own_depth() -> None:
    rows: list[list[Any]] = [
        ["一、动员部署阶段"],
        ["（一）宣传"],
        [1.0, "甲", None, "办公室"],
        ["（二）组织"],
        [2.0, "乙", None, "办公室"],
        ["二、对照检查阶段"],
        [3.0, "丙", None, "办公室"],
        ["领导小组办公室设在案管办，负责日常工作"],
    ]
    told = [[title for title, _ in row.groups] for row in layout(rows)[0]]
    assert told == [["(一)宣传", "一、动员部署阶段"], ["(二)组织", "一、动员部署阶段"], ["二、对照检查阶段"]]


def test_what_a_title_may_name() -> None:
    assert list(title_readings("一、动员部署阶段（2015年1月—2月）")) == ["动员部署阶段", "动员部署"]
    assert list(title_readings("（三）公诉科（8条）")) == ["公诉科"]
    assert list(title_readings("第二阶段：对照检查")) == ["对照检查"]
    assert list(title_readings("第一阶段")) == ["第一阶段"]
