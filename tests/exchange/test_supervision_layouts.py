"""Ledgers of inspections, documents, duties and inquiries as other counties keep them: other heads, cells that say two
things, titles that tell the kind, columns of ticks.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import ImportPlan, plan_import
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import label, rows, sheets_of, taken
from tests.kit.post_ledgers import manned_office
from tests.kit.review_ledgers import Lines, codes, ledger, parts, unused

CASE = "清源检捕受[2015]61902300012号"


@pytest.fixture
def desk(tmp_path: Path, clock: TurnedClock) -> Any:
    desk = manned_office(tmp_path / "data", TurnedClock(date(2015, 5, 31)))
    yield desk
    desk.store.close()


def take(desk: Desk, folder: Path, name: str, lines: Lines) -> ImportPlan:
    """Take a ledger in; met again it says nothing new."""
    path = ledger(folder, name, lines)
    plan = taken(desk, [path])
    again = sheets_of(plan_import(desk, [path]))[name]
    assert (again["unchanged"], again["taken"]) == (again["rows"], 0)
    return plan


def test_the_title_tells_the_kind_and_visits_are_days(desk: Desk, tmp_path: Path) -> None:
    head = ["序号", "建议书文号", "被建议单位", "建议内容", "制发时间", "送达时间", "回复期限", "是否回复", "回复时间",
            "回复文号", "是否采纳", "整改情况", "跟踪回访时间", "回访人", "落实情况"]  # fmt: skip
    plan = take(desk, tmp_path, "建议", [
        ["2015年检察建议发出及落实情况表"], head,
        [1, "清检建[2015]第01号", "县住建局", "加强分配审核", "3.2", "3.3", "4.3", "是", "3.28", "住建函〔2015〕9号",
         "采纳", "已建立台账", "4.10", "张雪梅", "落实"],
        [2, "清检建[2015]2号", "县民政局", "规范低保", "3.5", "3.6", "4.6", "否"],
    ])  # fmt: skip
    assert (codes(plan), unused(plan)) == ([], [])
    first, second = rows(desk, "supervision_document")
    assert (first["kind"], first["doc_no"], str(first["landing"])) == ("检察建议", "清检建〔2015〕1号", "已落实")
    assert (first["verified_on"], str(first["adoption"]), str(first["state"])) == (date(2015, 4, 10), "采纳", "已核实")
    assert (str(second["state"]), second["due_on"]) == ("待回复", date(2015, 4, 6))


def test_a_register_numbered_by_its_documents(desk: Desk, tmp_path: Path) -> None:
    head = [
        "编号",
        "发文日期",
        "受文单位",
        "违法事实",
        "案号",
        "承办检察官",
        "签收日期",
        "回函日期",
        "整改落实情况",
        "备注",
    ]
    plan = take(desk, tmp_path, "登记簿", [
        head,
        ["清检纠违〔2015〕3号", "2015/3/4", "县看守所", "超期羁押", CASE, "张雪梅", "2015/3/5", "2015/3/12", "已落实",
         "电话"],
    ])  # fmt: skip
    (row,) = rows(desk, "supervision_document")
    assert (row["kind"], row["doc_no"], row["number"]) == ("纠正违法通知书", "清检纠违〔2015〕3号", "WS-001")
    assert row["due_on"] == date(2015, 3, 20), "fifteen days from delivery, by the rule for 看守所"
    assert str(row["state"]) == "已回复", "a claim nobody checked lands nothing"
    assert codes(plan) == [(2, "整改落实情况", "claimed_done_without_verification")]


def test_number_and_day_of_a_bulletin_in_one_cell(desk: Desk, tmp_path: Path) -> None:
    plan = take(desk, tmp_path, "督察", [
        ["检务督察情况登记表（2015年3月）"],
        ["时间", "督察组", "被督察部门", "责任人", "发现问题", "处理情况", "通报情况"],
        ["3月3日", "王超、朱婷", "公诉科", "张雪梅", "着装不规范", "批评教育", "督察通报第2期（3月5日）"],
        ["3月4日", "王超", "侦监科", None, "脱岗", "责令改正", "未通报"],
        ["3月6日", "王超", "侦监科", None, "未按时归档", "责令改正", "是"],
    ])  # fmt: skip
    assert (codes(plan), unused(plan)) == ([], [])
    told = [(row["bulletin_no"], row["bulletin_on"], str(row["state"])) for row in rows(desk, "habit")]
    assert told == [
        ("督察通报第2期", date(2015, 3, 5), "已通报"),
        ("", None, "待通报"),
        ("已通报，期号未填", None, "已通报"),
    ]
    assert len(parts(desk, "habit_inspector")) == 4


def test_only_whether_it_was_told(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "督查", [
        ["2015年“习惯性”问题督查登记"], ["督查日期", "被督查部门", "发现的问题", "是否通报"],
        ["3.3", "公诉科", "着装不规范", "是"], ["3.4", "公诉科", "脱岗", "否"],
    ])  # fmt: skip
    told = [(row["bulletin_no"], str(row["state"])) for row in rows(desk, "habit")]
    assert told == [("已通报，期号未填", "已通报"), ("", "待通报")]


def test_performance_told_in_one_cell_becomes_dated_records(desk: Desk, tmp_path: Path) -> None:
    plan = take(desk, tmp_path, "双责", [
        ["2015年一岗双责落实情况"], ["姓名", "职务", "签订责任书时间", "履责记录"],
        ["张雪梅", "公诉科科长", "2015-1-30", "1月5日谈话1次；3月2日检查1次"],
    ])  # fmt: skip
    assert (codes(plan), unused(plan)) == ([], [])
    assert [(row["done_on"], row["kind"]) for row in parts(desk, "duty_deed")] == [
        (date(2015, 1, 5), "廉政谈话"),
        (date(2015, 3, 2), "检查"),
    ]


def test_who_and_what_followed_stand_in_one_cell(desk: Desk, tmp_path: Path) -> None:
    head = ["双查编号", "线索来源", "案号", "基本事实", "直接责任人及处理", "领导责任人及处理", "立案时间", "结案时间",
            "目前状态"]  # fmt: skip
    plan = take(desk, tmp_path, "追究", [
        ["2015年责任追究台账"], head,
        ["2015-1", "评查", CASE, "超期办案", "张雪梅（诫勉谈话）", "董长青（警告）", "3.1", "4.1", "已处理"],
        ["2015-2", "信访", CASE, "态度生硬", "张伟（公诉科）", None, "3.2", None, "调查中"],
    ])  # fmt: skip
    found = [
        (label(desk, "officer", row["officer_id"]), str(row["leg"]), row["outcome"], row["until_on"])
        for row in parts(desk, "inquiry_person")
    ]
    assert found == [
        ("张雪梅", "直接责任", "诫勉", None),
        ("董长青", "主要领导责任", "警告", date(2015, 9, 30)),
        ("张伟（公诉科）", "直接责任", "", None),
    ]
    assert [row[1:] for row in codes(plan)] == [("不查领导责任的理由", "dual_missing_leader_part")]


def test_outcomes_of_nobody_and_unknown_ones_are_told(desk: Desk, tmp_path: Path) -> None:
    plan = taken(desk, [ledger(tmp_path, "双查", [
        ["一案双查登记表（2015年）"],
        ["编号", "主要事实", "直接责任人", "对责任人处理", "领导责任人", "对领导责任处理", "状态"],
        ["双查1", "超期", "张雪梅、董长青", "诫勉、批评教育", None, "通报批评", "处理决定"],
        ["双查2", "漏罪", "张雪梅", "罚款五百", "董长青", "诫勉", "处理决定"],
    ])])  # fmt: skip
    told = [(row["outcome"], str(row["leg"])) for row in parts(desk, "inquiry_person")]
    assert told[:2] == [("诫勉", "直接责任"), ("批评教育", "直接责任")], "as many outcomes as names: each his own"
    assert {code for *_, code in codes(plan)} == {"said_of_nobody", "dual_missing_leader_part", "unknown_outcome"}


def test_ticked_kinds_and_a_document_with_its_day(desk: Desk, tmp_path: Path) -> None:
    plan = take(desk, tmp_path, "指标", [
        ["2015年清理考核指标"], ["序号", "指标名称", "虚", "假", "空", "原分值", "处理意见", "文件依据"],
        [1, "批捕率", "√", None, None, "5分", "废止", "清检办〔2015〕7号（3月27日）"],
        [2, "信息篇数", None, None, "√", 3, "拟废止", None],
    ])  # fmt: skip
    assert (codes(plan), unused(plan)) == ([], [])
    told = [(str(row["hollow"]), row["points"], row["abolished_on"]) for row in rows(desk, "indicator")]
    assert told == [("虚", 500, date(2015, 3, 27)), ("空", 300, None)]


@pytest.mark.parametrize(
    "text", ["=1+1", "<b>x</b>", "'; DROP TABLE habit; --", "字" * 5000, "\u202e反", '=HYPERLINK("http://x")']
)
def test_hostile_text_is_text(desk: Desk, tmp_path: Path, text: str) -> None:
    taken(desk, [ledger(tmp_path, "督查", [
        ["习惯性督查登记表（2015年）"], ["督查日期", "被督查部门", "发现的问题", "处理方式", "通报期号"],
        ["2015-3-3", "公诉科", f"a{text}", text[:60], None],
    ])])  # fmt: skip
    assert [row["inspected_on"] for row in rows(desk, "habit")] == [date(2015, 3, 3)]


def test_an_inquiry_without_a_number_is_known_again_by_what_happened(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "双查", [
        ["一案双查登记表（2015年）"],
        ["编号", "线索来源", "主要事实", "直接责任人", "领导责任人", "启动日期", "状态"],
        [None, "评查", "超期办案", "张雪梅", "赵建国", "3.1", "调查"],
        [None, "信访举报", "态度生硬", "张雪梅", "赵建国", "3.1", "调查"],
    ])  # fmt: skip
    assert [row["name"] for row in rows(desk, "inquiry")] == ["超期办案", "态度生硬"]


def test_outcomes_that_are_not_one_for_each_name_are_given_to_nobody(desk: Desk, tmp_path: Path) -> None:
    plan = taken(desk, [ledger(tmp_path, "双查", [
        ["一案双查登记表（2015年）"],
        ["编号", "主要事实", "直接责任人", "对责任人处理", "不查领导责任的理由", "状态"],
        ["双查1", "超期", "张雪梅、董长青", "诫勉、批评教育、警告", "领导已尽责", "处理决定"],
        ["双查2", "漏罪", "张雪梅、董长青、李明", "诫勉、警告", "领导已尽责", "处理决定"],
        ["双查3", "脱岗", "张雪梅、董长青", "批评教育", "领导已尽责", "处理决定"],
        ["双查4", "泄密", "张雪梅", "诫勉、调离岗位", "领导已尽责", "处理决定"],
    ])])  # fmt: skip
    assert [row["outcome"] for row in parts(desk, "inquiry_person")] == [
        "",
        "",
        "",
        "",
        "",
        *["批评教育"] * 2,
        "诫勉、调离岗位",
    ]
    assert [row for row in codes(plan) if row[2] == "said_of_which"] == [
        (3, "对责任人处理", "said_of_which"),
        (4, "对责任人处理", "said_of_which"),
    ]
