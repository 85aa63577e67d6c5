"""Lists of rotations and surveys as other counties keep them: terms in months, department and post, batches."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.exchange.exporting import export_register
from desktop_app.exchange.importing import plan_import
from desktop_app.exchange.returning import returned_workbook
from desktop_app.registers.posts import ABSENCES, POSTS
from desktop_app.registers.rotation_limits import LIMITS
from desktop_app.registers.rotations import BATCHES, ROTATIONS
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import rows, taken
from tests.kit.post_ledgers import manned_office, moves, take
from tests.kit.review_ledgers import Lines, codes, ledger, told, unused
from tests.kit.workbooks import Wide


@pytest.fixture
def desk(tmp_path: Path, clock: TurnedClock) -> Iterator[Desk]:
    made = manned_office(tmp_path / "data", clock)
    yield made
    made.store.close()


def gaps(desk: Desk, kind: str) -> list[dict[str, str]]:
    return [row["gaps"] for row in rows(desk, kind)]


def batches(desk: Desk) -> list[str]:
    return [row["title"] for row in rows(desk, "rotation_batch")]


def test_rotations_with_their_days_in_one_column(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年青年干警轮岗交流安排表"],
        ["序号", "姓名", "原科室", "轮岗科室", "轮岗时间", "带教老师"],
        [1, "张雪梅", "公诉科", "侦监科", "2015.4.7-2015.10.9", "李明"],
        [2, "张伟", "反贪局", "办公室", "4月7日至10月9日", "王超"],
        [3, "李明", "侦监科", "公诉科", "2015年4月7日起6个月", "张伟"],
        [4, "王敏", "侦监科", "办公室", "4月—10月", ""],
        [5, "陈静", "案管办", "办公室", "六个月", ""],
    ]
    plan = take(desk, tmp_path, "轮岗", lines)
    assert codes(plan) == [(7, "轮岗时间", "not_a_date"), (7, "轮岗时间", "planned_to_on_missing")]
    assert moves(desk) == [
        ("张雪梅", "公诉科", "侦查监督科", "2015-04-07", "2015-10-09"),
        ("张伟（反贪污贿赂局）", "反贪污贿赂局", "办公室", "2015-04-07", "2015-10-09"),
        ("李明", "侦查监督科", "公诉科", "2015-04-07", "2015-10-06"),
        ("王敏", "侦查监督科", "办公室", "2015-04-01", "2015-10-31"),
        ("陈静", "案件管理办公室", "办公室", None, None),
    ]
    assert batches(desk) == []


def test_department_and_post_in_one_column_and_a_term_in_months(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年干警轮岗名单"],
        ["姓名", "原岗位", "新岗位", "轮岗开始", "轮岗期限"],
        ["张雪梅", "公诉科书记员", "侦监科 内勤", "2015.4.7", "6个月"],
        ["王超", "办公室 文秘", "公诉科（书记员）", "2015年4月7日", "半年"],
        ["张伟", "反贪局侦查员", "案管办案件受理", "2015-04-07", "一年"],
        ["李明", "书记员", "公诉科", "2015-4-7", "到期另定"],
    ]
    plan = take(desk, tmp_path, "轮岗名单", lines)
    assert (codes(plan), unused(plan)) == ([(6, "轮岗期限", "not_a_date")], [])
    assert moves(desk) == [
        ("张雪梅", "公诉科", "侦查监督科", "2015-04-07", "2015-10-06"),
        ("王超", "办公室", "公诉科", "2015-04-07", "2015-10-06"),
        ("张伟（反贪污贿赂局）", "反贪污贿赂局", "案件管理办公室", "2015-04-07", "2016-04-06"),
        ("李明", "侦查监督科", "公诉科", "2015-04-07", None),
    ]
    posts = [(row["from_post"], row["to_post"]) for row in rows(desk, "rotation")]
    assert posts == [("书记员", "内勤"), ("文秘", "书记员"), ("侦查员", "案件受理"), ("书记员", "")]
    assert "原文：到期另定" in gaps(desk, "rotation")[3]["planned_to_on"]
    assert plan_import(desk, [tmp_path / "轮岗名单.xlsx"]).writes == 0


_MOVES = [
    ["张雪梅", "公诉科", "侦监科", "2015-4-7", "2015-10-9"],
    ["李明", "侦监科", "公诉科", "2015-10-10", "2016-4-9"],
]
_HEAD = ["姓名", "原部门", "轮岗部门", "起始日期", "截止日期"]


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("2015年年轻干警交叉轮岗安排表（第一批）", ["2015年第一批交叉轮岗"]),
        ("2015年首批轮岗人员名单", ["2015年第一批轮岗"]),
        ("轮岗交流安排表（2015年第2批21人）", ["2015年第二批轮岗交流"]),
        ("第二批党的群众路线教育实践活动轮岗安排表（2015年）", []),
        ("2015年轮岗安排表（第一批、第二批）", []),
    ],
)
def test_a_title_names_the_batch_or_none(desk: Desk, tmp_path: Path, title: str, named: list[str]) -> None:
    lines: Lines = [[title], _HEAD, *_MOVES]
    file = ledger(tmp_path, "轮岗", lines)
    plan = taken(desk, [file])
    assert (told(plan), batches(desk)) == ([("rotations", 2, 2)], named)
    assert len({row["batch_id"] for row in rows(desk, "rotation")} - {None}) == len(named)
    assert plan_import(desk, [file]).writes == 0


def test_batches_as_titles_over_their_people_and_as_a_column_are_the_same(desk: Desk, tmp_path: Path) -> None:
    first: Lines = [
        ["2015年干警交叉轮岗名单"],
        ["序号", *_HEAD],
        [Wide("第一批（2015年4月—10月）", 6)],
        [1, *_MOVES[0]],
        [Wide("第二批", 6)],
        [2, *_MOVES[1]],
        ["制表人：王超", None, None, "审核人：赵建国"],
    ]
    plan = take(desk, tmp_path, "名单", first)
    assert (told(plan), batches(desk)) == ([("rotations", 2, 2)], ["2015年第一批", "2015年第二批"])
    second: Lines = [
        ["2015年干警交叉轮岗名单"],
        ["批次", *_HEAD],
        ["第一批", *_MOVES[0]],
        ["二", *_MOVES[1]],
        [1, "王超", "办公室", "侦监科", "2015-4-7", "2015-10-9"],
    ]
    again = take(desk, tmp_path, "批次", second)
    assert (told(again), codes(again)) == ([("rotations", 3, 1)], [])
    assert len(batches(desk)) == 2


def test_group_titles_that_name_no_batch_make_none(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [["2015年轮岗安排表"], _HEAD, [Wide("一、业务部门", 5)], *_MOVES]
    plan = take(desk, tmp_path, "轮岗", lines)
    assert (told(plan), batches(desk)) == ([("rotations", 2, 2)], [])


def test_a_training_post_abroad_from_some_month_on_has_no_end_yet(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年跟班学习名单"],
        ["姓名", "现部门", "跟班学习部门", "跟班时间"],
        ["张雪梅", "公诉科", "案管办", "2015年5月"],
    ]
    plan = take(desk, tmp_path, "跟班", lines)
    assert codes(plan) == [(3, "跟班时间", "planned_to_on_missing")]
    assert moves(desk) == [("张雪梅", "公诉科", "案件管理办公室", "2015-05-01", None)]


def test_a_survey_with_the_department_of_each(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["青年干警轮岗意愿摸底表"],
        ["姓名", "部门", "轮岗经历", "不宜轮岗部门", "困难", "意向部门", "备注"],
        ["张伟", "反贪局", "公诉科、侦监科", "办公室", "", "案管办", ""],
        ["王敏", "侦监科", "无", "", "孩子小", "公诉科", "暂缓"],
    ]
    plan = take(desk, tmp_path, "摸底", lines)
    assert (told(plan), codes(plan), unused(plan)) == ([("rotation_limits", 2, 2)], [], [])
    assert [row["special"] for row in rows(desk, "rotation_limit")] == ["", "孩子小"]


def test_rows_given_back_are_mended_and_come_in_as_the_same_batch(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["2015年交叉轮岗安排表（第一批）"],
        _HEAD,
        *_MOVES,
        ["章伟", "公诉科", "办公室", "2015-4-7", "2015-10-9"],
    ]
    plan = take(desk, tmp_path, "轮岗", lines)
    assert codes(plan) == [(5, "姓名", "unknown_person")]
    assert returned_workbook(plan, tmp_path / "退回.xlsx") == 1
    mended: Lines = [
        ["2015年交叉轮岗安排表（第一批）"],
        ["退自《轮岗》，改正后可直接再导入"],
        ["退回原因", *_HEAD],
        ["花名册里没有", "张伟", "公诉科", "办公室", "2015-4-7", "2015-10-9"],
    ]
    again = take(desk, tmp_path, "退回改好", mended)
    assert (told(again), codes(again)) == ([("rotations", 1, 1)], [])
    assert len({row["batch_id"] for row in rows(desk, "rotation")}) == len(batches(desk)) == 1


def test_exported_lists_come_back_unchanged(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "轮岗", [["2015年交叉轮岗安排表（第一批）"], _HEAD, *_MOVES])
    take(
        desk,
        tmp_path,
        "AB岗",
        [["AB岗"], ["部门", "岗位", "AB岗", "起日"], ["公诉科", "内勤", "张伟/张雪梅", "2015-3-2"]],
    )
    take(desk, tmp_path, "离岗", [["离岗登记"], ["姓名", "事由", "起止日期"], ["张雪梅", "病假", "2015.3.3-3.5"]])
    take(desk, tmp_path, "摸底", [["轮岗摸底"], ["姓名", "部门", "已轮过部门"], ["张伟", "公诉科", "办公室"]])
    for register in (POSTS, ABSENCES, ROTATIONS, BATCHES, LIMITS):
        file = tmp_path / f"{register.title}导出.xlsx"
        export_register(desk, register, file)
        plan = plan_import(desk, [file])
        assert [kind for kind, *_ in told(plan)] == [register.public]
        assert (plan.writes, plan.returned, codes(plan)) == (0, 0, [])
