"""Ledgers of posts and rotations in other words: the day a list was made, where somebody was and where he is now."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.exchange.importing import plan_import
from desktop_app.exchange.stacked import pairs_stacked
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import rows, sheets_of
from tests.kit.post_ledgers import manned_office, moves, pairs, take
from tests.kit.review_ledgers import Lines, codes, told, unused
from tests.kit.workbooks import Wide


@pytest.fixture
def desk(tmp_path: Path, clock: TurnedClock) -> Iterator[Desk]:
    made = manned_office(tmp_path / "data", clock)
    yield made
    made.store.close()


_POSTS: Lines = [
    ["序号", Wide("岗位情况", 3), None, None, Wide("责任人", 2), None, "备注"],
    [None, "部门", "岗位", "职责", "A岗", "B岗", None],
    [1, "公诉科", "内勤", "登记", "张雪梅", "董长青", ""],
    [2, "办公室", "机要", "", "王超", "朱婷", ""],
]


@pytest.mark.parametrize(
    ("over", "under", "day"),
    [
        (["编制日期：2015年3月10日"], [], "2015-03-10"),
        (["（2015年3月10日）"], [], "2015-03-10"),
        (["自2015年3月1日起执行", "制表日期：2015.2.28"], [], "2015-03-01"),
        ([], ["2015年3月10日"], "2015-03-10"),
        (["2015年3月"], [], "None"),
        (["编制日期：2015年3月10日", "制表日期：2015年3月11日"], [], "None"),
    ],
)
def test_a_list_of_posts_holds_from_the_day_it_tells(
    desk: Desk, tmp_path: Path, over: list[str], under: list[str], day: str
) -> None:
    lines: Lines = [["某县院AB岗设置"], *([one] for one in over), *_POSTS, *([None, None, None, one] for one in under)]
    plan = take(desk, tmp_path, "AB岗", lines)
    assert (told(plan), {str(row["since_on"]) for row in rows(desk, "post")}) == ([("posts", 2, 2)], {day})
    said = [] if day == "None" else [f"表里没有起日这一列，各行按表上写的日期填为 {day}。核对"]
    assert sheets_of(plan)["AB岗"]["concluded"] == said
    assert plan_import(desk, [tmp_path / "AB岗.xlsx"]).writes == 0


def test_a_day_that_cannot_be_read_is_not_replaced_by_that_of_the_list(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["编制日期：2015年3月10日"],
        ["部门", "岗位", "A岗", "B岗", "起日"],
        ["公诉科", "内勤", "张雪梅", "董长青", "开春"],
    ]
    plan = take(desk, tmp_path, "AB岗", lines)
    assert codes(plan) == [(3, "起日", "not_a_date")]
    assert rows(desk, "post")[0]["since_on"] is None


@pytest.mark.parametrize(
    ("heads", "cells", "posts"),
    [
        (("原岗位", "现岗位"), ("公诉科书记员", "侦监科内勤"), ("书记员", "内勤")),
        (("现岗位", "拟任岗位"), ("公诉科书记员", "侦监科内勤"), ("书记员", "内勤")),
        (("原部门", "现部门"), ("公诉科", "侦监科"), ("", "")),
        (("现部门", "轮岗部门"), ("公诉科", "侦监科"), ("", "")),
        (("由何部门", "到何部门"), ("公诉科", "侦监科"), ("", "")),
        (("原任职部门及职务", "现任职部门及职务"), ("公诉科书记员", "侦监科内勤"), ("书记员", "内勤")),
    ],
)
def test_where_somebody_is_now_is_where_he_was_or_where_he_went(
    desk: Desk, tmp_path: Path, heads: tuple[str, str], cells: tuple[str, str], posts: tuple[str, str]
) -> None:
    lines: Lines = [["2015年轮岗登记表"], ["姓名", *heads, "轮岗时间"], ["张雪梅", *cells, "2015.3-2015.6"]]
    plan = take(desk, tmp_path, "轮岗", lines)
    assert (codes(plan), unused(plan)) == ([], [])
    assert moves(desk) == [("张雪梅", "公诉科", "侦查监督科", "2015-03-01", "2015-06-30")]
    assert [(row["from_post"], row["to_post"]) for row in rows(desk, "rotation")] == [posts]


def test_a_list_of_moved_people_enters_nobody(desk: Desk, tmp_path: Path) -> None:
    before = len(rows(desk, "officer"))
    lines: Lines = [
        ["干部交流轮岗登记簿（2015年度）"],
        ["姓名", "性别", "出生年月", "去哪儿了", "备注"],
        ["张雪梅", "女", "1988.3", "侦监科书记员", ""],
    ]
    plan = take(desk, tmp_path, "登记簿", lines)
    sheet = sheets_of(plan)["登记簿"]
    assert (sheet["kind"], sheet["taken"], len(rows(desk, "officer"))) == (None, 0, before)
    assert "轮岗" in sheet["unrecognised"]["reason"]


def test_posts_of_two_rows_of_heads_with_merged_departments(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "AB岗", [["AB岗（2015年3月1日）"], *_POSTS])
    assert pairs(desk) == [("公诉科", "内勤", "张雪梅", "董长青"), ("办公室", "机要", "王超", "朱婷")]


def test_a_line_for_each_of_a_pair(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年AB岗人员安排表"],
        ["部门", "岗位", "角色", "姓名", "电话", "备注"],
        ["公诉科", "内勤", "A岗", "张雪梅", "1", "甲"],
        ["", "", "B岗", "董长青", "2", "乙"],
        ["", "出庭", "A岗", "张伟", "1"],
        ["办公室", "机要", "A岗", "王超", "1"],
        ["", "", "B岗", "朱婷", "2"],
        ["", "", "B岗", "刘洋", "2"],
        ["", "车辆", "B岗", "刘洋", "2"],
    ]
    plan = take(desk, tmp_path, "AB岗", lines)
    assert (told(plan), unused(plan)) == ([("posts", 4, 4)], ["电话"])
    assert pairs(desk) == [
        ("公诉科", "内勤", "张雪梅", "董长青"),
        ("公诉科", "出庭", "张伟（公诉科）", ""),
        ("办公室", "机要", "王超", "朱婷"),
        ("办公室", "车辆", "", "刘洋"),
    ]
    assert [row["note"] for row in rows(desk, "post")] == ["甲；乙", "", "B岗2 刘洋", ""]
    assert plan_import(desk, [tmp_path / "AB岗.xlsx"]).writes == 0


def test_a_line_for_each_of_a_pair_under_merged_departments_and_posts(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年AB岗人员安排表"],
        ["序号", "部门", "岗位", "AB岗", "姓名"],
        [1, Wide("公诉科", 1, 4), Wide("内勤", 1, 2), "A", "张雪梅"],
        [2, None, None, "B", "董长青"],
        [3, None, Wide("出庭", 1, 2), "A", "张伟"],
        [4, None, None, "B", "张雪梅"],
    ]
    take(desk, tmp_path, "AB岗", lines)
    assert [row[1:] for row in pairs(desk)] == [("内勤", "张雪梅", "董长青"), ("出庭", "张伟（公诉科）", "张雪梅")]


def test_a_grade_of_a_or_b_beside_a_name_is_no_pair() -> None:
    lines: list[list[Cell]] = [["岗位", "姓名", "等次"], ["内勤", "张雪梅", "A"], ["出庭", "张伟", "B"]]
    sheet = Sheet("考核", lines)
    assert pairs_stacked(sheet) is sheet


def test_officers_by_months(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年青年干警轮岗安排表"],
        ["姓名", "原部门", "3月", "4月", "5月", "6月"],
        ["张雪梅", "公诉科", "侦监科", "侦监科", "办公室", "办公室"],
        ["李明", "侦监科", "公诉科", "公诉科", "", "案管办"],
        ["王超", "办公室", "办公室", Wide("公诉科", 3)],
    ]
    take(desk, tmp_path, "轮岗", lines)
    assert sorted(moves(desk)) == [
        ("张雪梅", "公诉科", "侦查监督科", "2015-03-01", "2015-04-30"),
        ("张雪梅", "公诉科", "办公室", "2015-05-01", "2015-06-30"),
        ("李明", "侦查监督科", "公诉科", "2015-03-01", "2015-04-30"),
        ("李明", "侦查监督科", "案件管理办公室", "2015-06-01", "2015-06-30"),
        ("王超", "办公室", "公诉科", "2015-04-01", "2015-06-30"),
    ]
    assert plan_import(desk, [tmp_path / "轮岗.xlsx"]).writes == 0


def test_officers_by_periods(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年青年干警轮岗安排表（第一批）"],
        ["姓名", "原部门", "第一期（4月-6月）", "第二期（7月-9月）"],
        ["张雪梅", "公诉科", "侦监科", "反贪局"],
        ["李明", "侦监科", "本部门", "案管办"],
    ]
    take(desk, tmp_path, "轮岗", lines)
    assert [(row["period"], str(row["planned_to_on"])) for row in rows(desk, "rotation")] == [
        (1, "2015-06-30"),
        (2, "2015-09-30"),
        (2, "2015-09-30"),
    ]
    batch = rows(desk, "rotation_batch")[0]
    assert (batch["title"], str(batch["to_on"])) == ("2015年第一批轮岗", "2015-09-30")


def test_periods_without_days_stay_open(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年青年干警轮岗安排表"],
        ["序号", "姓名", Wide("轮岗安排", 2), None],
        [None, None, "第一期", "第二期"],
        [1, "张雪梅", "侦监科", "反贪局"],
    ]
    take(desk, tmp_path, "轮岗", lines)
    assert [(row["period"], sorted(row["gaps"])) for row in rows(desk, "rotation")] == [
        (1, ["planned_from_on", "planned_to_on"]),
        (2, ["planned_from_on", "planned_to_on"]),
    ]
    assert plan_import(desk, [tmp_path / "轮岗.xlsx"]).writes == 0


def test_a_survey_of_wishes_in_other_words(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["干警轮岗意向摸底表"],
        ["序号", "部门", "姓名", "从事过的工作", "是否愿意轮岗", "第一意向", "第二意向", "回避情况", "家庭困难"],
        [1, "公诉科", "张雪梅", "侦监科、办公室", "是", "案管办", "反贪局", "配偶在控申科", "无"],
        [2, "侦监科", "李明", "", "否", "", "", "无", "父母年迈"],
    ]
    plan = take(desk, tmp_path, "摸底", lines)
    assert (told(plan), codes(plan)) == ([("rotation_limits", 2, 2)], [(3, "回避情况", "unknown_department")])
    kept = rows(desk, "rotation_limit")
    assert [row["special"] for row in kept] == ["", "父母年迈"]
    assert [row["note"] for row in kept] == ["是否愿意轮岗 是；第二意向 反贪局", "是否愿意轮岗 否"]
    assert plan_import(desk, [tmp_path / "摸底.xlsx"]).writes == 0
