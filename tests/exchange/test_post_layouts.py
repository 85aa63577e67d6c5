"""Ledgers of posts, absences and rotations as other counties keep them: two things in a cell, groups, no dates."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import plan_import
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import rows, sheets_of
from tests.kit.post_ledgers import leaves, manned_office, pairs, take
from tests.kit.review_ledgers import Lines, codes, told, unused
from tests.kit.workbooks import Wide

NO_START = "since_on_missing"
NO_END = "to_on_missing"


@pytest.fixture
def desk(tmp_path: Path, clock: TurnedClock) -> Iterator[Desk]:
    made = manned_office(tmp_path / "data", clock)
    yield made
    made.store.close()


def beside_starts(plan: Any) -> list[tuple[int, str, str]]:
    """What is wrong besides posts whose ledger tells no first day."""
    return [one for one in codes(plan) if one[2] != NO_START]


def gaps(desk: Desk, kind: str) -> list[dict[str, str]]:
    return [row["gaps"] for row in rows(desk, kind)]


def test_both_of_a_post_in_one_column(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        [Wide("岗位AB角设置一览表（2015年）", 5)],
        ["序号", "部门", "岗位", "AB角", "备注"],
        [1, "公诉科", "内勤", "张雪梅/董长青", ""],
        [2, "公诉科", "审查起诉", "张伟、张雪梅", ""],
        [3, "办公室", "机要", "A：王超 B：朱婷", ""],
        [4, "办公室", "车辆", "朱婷（B）、王超（A）", ""],
        [5, "侦查监督科", "批捕", "李明\n王敏", ""],
        ["制表人：王超"],
    ]
    plan = take(desk, tmp_path, "AB角", lines)
    assert (told(plan), unused(plan), beside_starts(plan)) == ([("posts", 5, 5)], [], [])
    assert pairs(desk) == [
        ("公诉科", "内勤", "张雪梅", "董长青"),
        ("公诉科", "审查起诉", "张伟（公诉科）", "张雪梅"),
        ("办公室", "机要", "王超", "朱婷"),
        ("办公室", "车辆", "王超", "朱婷"),
        ("侦查监督科", "批捕", "李明", "王敏"),
    ]
    assert plan_import(desk, [tmp_path / "AB角.xlsx"]).writes == 0


def test_one_name_in_the_column_of_both_is_a_alone_and_three_are_not_guessed_at(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["AB岗一览表"],
        ["部门", "岗位", "A/B岗"],
        ["办公室", "印章", "王超"],
        ["公诉科", "内勤", "张雪梅、董长青、张伟"],
    ]
    plan = take(desk, tmp_path, "AB岗", lines)
    assert beside_starts(plan) == [
        (3, "A/B岗", "b_missing"),
        (4, "A/B岗", "b_missing"),
        (4, "A/B岗", "only_first_taken"),
    ]
    assert pairs(desk) == [("办公室", "印章", "王超", ""), ("公诉科", "内勤", "张雪梅", "")]
    assert "原文：张雪梅、董长青、张伟" in gaps(desk, "post")[1]["a_id"]


def test_two_names_under_a_alone_are_not_a_pair(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [["AB岗一览表"], ["部门", "岗位", "A岗", "B岗"], ["公诉科", "内勤", "张雪梅/董长青", "张伟"]]
    plan = take(desk, tmp_path, "AB岗", lines)
    assert beside_starts(plan) == [(3, "A岗", "only_first_taken")]
    assert pairs(desk) == [("公诉科", "内勤", "张雪梅", "张伟（公诉科）")]


def test_names_with_their_telephones_under_a_and_b(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["AB角联系表"],
        ["部门", "岗位", Wide("A角", 2), None, Wide("B角", 2), None],
        [None, None, "姓名", "联系电话", "姓名", "联系电话"],
        ["公诉科", "内勤", "张雪梅", "13900000001", "董长青", "13900000002"],
    ]
    plan = take(desk, tmp_path, "AB角", lines)
    assert (told(plan), unused(plan)) == ([("posts", 1, 1)], ["A角/联系电话", "B角/联系电话"])
    assert pairs(desk) == [("公诉科", "内勤", "张雪梅", "董长青")]


@pytest.mark.parametrize(
    "places",
    [
        (Wide("公诉科", 1, 2), None, "办公室"),
        ("公诉科", None, "办公室"),
        ("公诉科", "〃", "办公室"),
    ],
)
def test_a_department_over_several_posts(desk: Desk, tmp_path: Path, places: tuple[Any, ...]) -> None:
    posts = [("内勤", "张雪梅", "董长青"), ("出庭", "张伟", "张雪梅"), ("机要", "王超", "朱婷")]
    lines: Lines = [
        ["岗位AB角设置表（2015年3月）"],
        ["部门", "岗位名称", "A角", "B角"],
        *([place, *post] for place, post in zip(places, posts, strict=True)),
        ["合计", 3, None, None],
    ]
    plan = take(desk, tmp_path, "设置表", lines)
    assert (told(plan), beside_starts(plan)) == ([("posts", 3, 3)], [])
    assert [row[0] for row in pairs(desk)] == ["公诉科", "公诉科", "办公室"]
    assert pairs(desk)[1][2] == "张伟（公诉科）"


def test_departments_as_titles_over_their_posts(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["岗位AB角设置表（2015年3月）"],
        ["序号", "岗位", "A角", "B角"],
        [Wide("一、反贪污贿赂局", 4)],
        [1, "内勤", "张伟", "李明"],
        [Wide("二、办公室", 4)],
        [2, "机要", "王超", "朱婷"],
    ]
    plan = take(desk, tmp_path, "设置表", lines)
    assert beside_starts(plan) == []
    assert pairs(desk) == [("反贪污贿赂局", "内勤", "张伟（反贪污贿赂局）", "李明"), ("办公室", "机要", "王超", "朱婷")]


def test_several_posts_of_one_person_with_the_days_in_one_column(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["AB岗互补表"],
        ["科室", "工作岗位", "工作职责", "A岗责任人", "B岗责任人", "起止日期"],
        ["公诉科", "内勤", "登记", "张雪梅", "董长青", "2015.3.2-2015.12.31"],
        ["公诉科", "统计", "报表", "张雪梅", "董长青", "2015.3.2"],
        ["公诉科", "档案", "归档", "张雪梅", "张伟", "2015年3月2日起"],
    ]
    plan = take(desk, tmp_path, "互补表", lines)
    assert (told(plan), codes(plan), unused(plan)) == ([("posts", 3, 3)], [], [])
    kept = rows(desk, "post")
    assert {f"{row['since_on']}" for row in kept} == {"2015-03-02"}
    assert [str(row["until_on"]) for row in kept] == ["2015-12-31", "None", "None"]


def test_a_second_stand_in_is_kept_in_the_note(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["AB角一览表"],
        ["部门", "岗位", "A角", "B角1", "B角2", "备注"],
        ["公诉科", "内勤", "张雪梅", "董长青", "张伟", "试行"],
        ["办公室", "机要", "王超", "朱婷", None, None],
    ]
    plan = take(desk, tmp_path, "AB角", lines)
    assert (beside_starts(plan), unused(plan)) == ([], [])
    assert pairs(desk)[0] == ("公诉科", "内勤", "张雪梅", "董长青")
    assert [row["note"] for row in rows(desk, "post")] == ["B角2 张伟；备注 试行", ""]


def test_leaves_with_their_days_in_one_column(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        [Wide("2015年3月请假登记表", 6)],
        ["序号", "姓名", "部门", "请假事由", "请假时间", "天数"],
        [1, "张雪梅", "公诉科", "年休假", "2015.3.3-3.5", 3],
        [2, "张伟", "公诉科", "病假", "3月3日至5日", 3],
        [3, "李明", "侦监科", "事假", "3月6日", 1],
        [4, "王敏", "侦监科", "培训", "3月9日-4月3日", None],
        [5, "王超", "办公室", "公差", "3月9日上午8:30-3月10日17:00", 2],
        [6, "朱婷", "办公室", "事假", "3月11日下午", None],
        ["合计", 6],
    ]
    plan = take(desk, tmp_path, "请假", lines)
    assert (told(plan), codes(plan), unused(plan)) == ([("absences", 6, 6)], [], [])
    assert leaves(desk) == [
        ("张雪梅", "2015-03-03", "2015-03-05", 3),
        ("张伟（公诉科）", "2015-03-03", "2015-03-05", 3),
        ("李明", "2015-03-06", "2015-03-06", 1),
        ("王敏", "2015-03-09", "2015-04-03", 26),
        ("王超", "2015-03-09", "2015-03-10", 2),
        ("朱婷", "2015-03-11", "2015-03-11", 1),
    ]
    assert plan_import(desk, [tmp_path / "请假.xlsx"]).writes == 0


def test_days_nobody_can_tell_stay_open_in_their_own_words(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年请假登记表"],
        ["姓名", "请假事由", "请假时间", "天数"],
        ["陈静", "婚假", "3月份", 10],
        ["刘洋", "病假", "月底前后", "半天"],
    ]
    plan = take(desk, tmp_path, "请假", lines)
    assert told(plan) == [("absences", 2, 2)]
    kept = gaps(desk, "absence")
    assert "原文：3月份" in kept[0]["from_on"]
    assert "原文：月底前后" in kept[1]["from_on"]
    assert "原文：半天" in kept[1]["days"]
    assert all("to_on" in one for one in kept)


def test_an_open_end_and_days_below_0_stay_open_and_half_a_year_is_read(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年请假登记表"],
        ["姓名", "请假事由", "请假时间", "天数"],
        ["陈静", "病假", "2015年3月3日至今", None],
        ["刘洋", "挂职", "上半年", None],
        ["李明", "事假", "3月6日", -1],
    ]
    assert told(take(desk, tmp_path, "请假", lines)) == [("absences", 3, 3)]
    assert leaves(desk) == [
        ("陈静", "2015-03-03", None, None),
        ("刘洋", "2015-01-01", "2015-06-30", 181),
        ("李明", "2015-03-06", "2015-03-06", 1),
    ]
    kept = gaps(desk, "absence")
    assert "to_on" in kept[0]
    assert "原文：-1" in kept[2]["days"]


def test_a_first_day_and_a_number_of_days_tell_the_last_where_no_weekend_lies_between(
    desk: Desk, tmp_path: Path
) -> None:
    lines: Lines = [
        ["2015年干警外出登记"],
        ["姓名", "外出事由", "外出日期", "请假天数", "批准人"],
        ["张雪梅", "出差", "2015-03-03", 2, "赵建国"],
        ["李明", "市院培训", "2015-03-07", "1天", "赵建国"],
        ["董长青", "出差", "2015-03-05", 3, "赵建国"],
        ["王敏", "事假", "2015-03-04", 0.5, "赵建国"],
    ]
    plan = take(desk, tmp_path, "外出", lines)
    assert codes(plan) == [
        (5, "离岗截止日", NO_END),
        (6, "离岗截止日", NO_END),
        (6, "请假天数", "not_whole"),
    ]
    assert leaves(desk) == [
        ("张雪梅", "2015-03-03", "2015-03-04", 2),
        ("李明", "2015-03-07", "2015-03-07", 1),
        ("董长青", "2015-03-05", None, 3),
        ("王敏", "2015-03-04", None, None),
    ]


def test_a_head_of_two_rows_that_lost_its_merges(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["干警离岗情况登记表（2015年）"],
        ["姓名", "科室", "假别", "请假时间", None, "代班人员", "批准人", "销假时间"],
        [None, None, None, "起", "止", None, None, None],
        ["张雪梅", "公诉科", "年休假", "3.3", "3.5", "董长青", "赵建国", "3.6"],
    ]
    plan = take(desk, tmp_path, "离岗", lines)
    assert (told(plan), codes(plan), unused(plan)) == ([("absences", 1, 1)], [], [])
    assert leaves(desk) == [("张雪梅", "2015-03-03", "2015-03-05", 3)]
    assert f"{rows(desk, 'absence')[0]['returned_on']}" == "2015-03-06"


_MONTH: Lines = [
    ["2015年3月份考勤表"],
    ["序号", "姓名", *(str(day) for day in range(1, 32)), "出勤"],
    [1, "张雪梅", *["√"] * 31, "22"],
    [2, "董长青", *["√"] * 20, *["事"] * 11, "12"],
]
_SUMS: Lines = [
    ["2015年3月份考勤汇总表"],
    ["序号", "姓名", "部门", "应出勤天数", "实出勤天数", "病假", "事假", "年休假", "出差", "备注"],
    [1, "张雪梅", "公诉科", 22, 20, 2, 0, 0, 0, ""],
]
_CAUSES: Lines = [
    ["2015年3月请假登记汇总"],
    ["姓名", "部门", "请假类别", "请假天数", "备注"],
    ["张雪梅", "公诉科", "病假", 2, ""],
]


@pytest.mark.parametrize("lines", [_MONTH, _SUMS, _CAUSES], ids=["ticks", "sums", "causes"])
def test_attendance_that_tells_no_days_is_refused_kindly(desk: Desk, tmp_path: Path, lines: Lines) -> None:
    plan = take(desk, tmp_path, "Sheet1", lines)
    sheet = sheets_of(plan)["Sheet1"]
    assert (sheet["kind"], sheet["taken"], sheet["unrecognised"]["code"]) == (None, 0, "no_days_told")
    assert "请用写明起止日期的请假、外出登记" in sheet["unrecognised"]["reason"]
