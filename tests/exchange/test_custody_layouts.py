"""Ledgers of movements, money, freezes and stocktakes as other counties keep them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.exchange.importing import plan_import
from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.registers.custody import EVENTS
from desktop_app.services.desk import Desk
from desktop_app.services.records import load, save
from desktop_app.system.clock import TurnedClock
from tests.kit.county import label, rows, taken
from tests.kit.post_ledgers import manned_office
from tests.kit.property_ledgers import ONE, TWO, again_and_back, faults, kept, three_items, told
from tests.kit.review_ledgers import Lines, ledger, parts
from tests.kit.workbooks import Wide

NO_PAPER = ("审批文书号", "payment_without_approval")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = manned_office(tmp_path / "data", TurnedClock(date(2015, 5, 31)))
    yield made
    made.store.close()


def test_a_line_for_a_loan_with_the_day_it_came_back(desk: Desk, tmp_path: Path) -> None:
    three_items(desk, tmp_path)
    lines: Lines = [
        ["涉案物品出入库登记簿"],
        [
            "物品编号",
            "物品名称",
            "数量",
            "入库日期",
            "出库日期",
            "出库事由",
            "领取人",
            "批准人",
            "批准文号",
            "归还日期",
            "接收人",
        ],
        ["甲-1", "苹果手机", 1, "2015-3-4", "2015-4-1", "庭审出示", "张雪梅", "赵建国", "审1号", "2015-4-10", "叶新民"],
        ["甲-2", "笔记本电脑", 6, "2015-3-4", "2015-4-2", "鉴定", "李明", "赵建国", "审2号", "", ""],
    ]
    plan = again_and_back(desk, tmp_path, "出库", lines)
    assert (kept(plan), faults(plan)) == ((5, 0, []), [])
    assert sorted(told(desk, "custody_event", "item_id happened_on act outside reason")) == [
        (1, "2015-03-04", "入库", "", ""),
        (1, "2015-04-01", "调用", "张雪梅", "庭审出示"),
        (1, "2015-04-10", "归还", "", ""),
        (2, "2015-03-04", "入库", "", ""),
        (2, "2015-04-02", "调用", "李明", "鉴定"),
    ]
    assert [str(row["state"]) for row in rows(desk, "seized_item")] == ["在库", "调用中", "已扣押未移送"]


def test_movements_in_other_words(desk: Desk, tmp_path: Path) -> None:
    three_items(desk, tmp_path)
    lines: Lines = [
        ["涉案财物流转登记"],
        ["时间", "物品编号", "物品名称", "数量", "流转情况", "移交人", "接收人", "去向", "审批单号"],
        ["2015-3-4 10:20", "甲-1", "手机", "1部", "收库", "李明", "叶新民", "", ""],
        ["2015-4-4", "甲-1", "手机", 1, "借出", "叶新民", "张雪梅", "法院", "审1号"],
        ["2015-4-8", "甲-1", "手机", 1, "还回", "张雪梅", "叶新民", "", ""],
        ["2015-4-9", "甲-2", "电脑", "两台", "发还", "叶新民", "张雪梅", "被害人", "审2号"],
    ]
    plan = again_and_back(desk, tmp_path, "流转", lines)
    assert (kept(plan), faults(plan)) == ((4, 0, []), [])
    acts = [("入库", ""), ("调用", ""), ("归还", ""), ("处置", "返还被害人")]
    assert told(desk, "custody_event", "act way") == acts
    assert [row["gone"] for row in rows(desk, "seized_item")] == [0, 2_000, 0]


def test_quantities_in_and_out_side_by_side(desk: Desk, tmp_path: Path) -> None:
    three_items(desk, tmp_path)
    lines: Lines = [
        ["涉案物品出入库登记"],
        ["日期", "物品编号", "名称", "入库数量", "出库数量", "结存数量", "经手人", "审批文书号"],
        ["2015-3-4", "甲-2", "笔记本电脑", 6, "", 6, "张雪梅、叶新民", ""],
        ["2015-4-4", "甲-2", "笔记本电脑", "", 2, 4, "叶新民、张雪梅", "审1号"],
    ]
    plan = again_and_back(desk, tmp_path, "收发", lines)
    assert (kept(plan), faults(plan)) == ((2, 0, []), [])
    assert told(desk, "custody_event", "act quantity") == [("入库", 6_000), ("调用", 2_000)]
    assert [(row["inside"], row["out"]) for row in rows(desk, "seized_item")][1] == (4_000, 2_000)


def test_movements_that_cannot_be_are_kept_and_told(desk: Desk, tmp_path: Path) -> None:
    three_items(desk, tmp_path)
    lines: Lines = [
        ["涉案物品出入库登记簿"],
        ["日期", "物品编号", "物品名称", "数量", "类型", "移交人", "接收人", "审批单号"],
        ["2015-3-4", "甲-1", "手机", 1, "入库", "李明", "李明", ""],
        ["2015-3-5", "甲-2", "电脑", -1, "什么", "李明", "叶新民", ""],
        ["2015-3-6", "甲-3", "香烟", 18, "处理", "李明", "叶新民", ""],
    ]
    plan = again_and_back(desk, tmp_path, "坏流水", lines)
    assert kept(plan)[:2] == (3, 0)
    assert {(3, "接收人", "one_hand"), (4, "数量", "negative_quantity"), (4, "类型", "value_not_in_list")} <= set(
        faults(plan)
    )
    assert (5, "数量", "quantity_exceeds_stock") in faults(plan)


def test_a_movement_whose_item_is_filled_in_since_is_the_same(desk: Desk, tmp_path: Path) -> None:
    three_items(desk, tmp_path)
    lines: Lines = [
        ["涉案物品出入库登记簿"],
        ["日期", "物品编号", "物品名称", "数量", "类型", "移交人", "接收人"],
        ["2015-3-4", "甲-9", "手机", 1, "入库", "李明", "叶新民"],
        ["2015-3-4", "甲-8", "手机", 1, "入库", "李明", "叶新民"],
    ]
    path = ledger(tmp_path, "流水", lines)
    plan = taken(desk, [path])
    assert faults(plan) == [(3, "物品编号", "unknown_item"), (4, "物品编号", "unknown_item")]
    with desk.store.unit("看") as unit:
        draft = load(unit.session, CustodyEvent, rows(desk, "custody_event")[0]["id"])
    draft[CustodyEvent.item_id] = next(row["id"] for row in rows(desk, SeizedItem.__tablename__))
    save(desk, EVENTS, draft)
    assert plan_import(desk, [path]).writes == 0


def test_money_as_taken_and_paid_with_sums_of_months(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["涉案款收支台账"],
        ["日期", "案号", "摘要", "收", "付", "余额"],
        ["2015.1.5", ONE, "马某暂扣款", 100_000, "", 100_000],
        ["2015.2.5", TWO, "丁某暂扣款", 50_000.5, "", 150_000.5],
        ["本月合计", None, None, 150_000.5, "", 150_000.5],
        ["2015.3.5", ONE, "上缴国库", "", 60_000, 90_000.5],
    ]
    plan = again_and_back(desk, tmp_path, "款项", lines)
    assert (kept(plan), faults(plan)) == ((3, 0, []), [(6, *NO_PAPER)])
    sums = [(10_000_000, "", 10_000_000), (5_000_050, "", 15_000_050), ("", 6_000_000, 9_000_050)]
    assert told(desk, "money_entry", "income outgo written_balance") == sums


def test_money_case_by_case_each_with_its_own_balance(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["涉案款专户收支明细账"],
        ["日期", "凭证号", "摘要", "收入（元）", "支出（元）", "结余（元）"],
        [Wide(f"一、{ONE} 马某受贿案", 6)],
        ["2015-01-05", "记1", "存入暂扣款", "100,000.00", "", "100,000.00"],
        ["2015-03-05", "记3", "退还", "", "40,000.00", "60,000.00"],
        ["小计", None, None, "100,000.00", "40,000.00", "60,000.00"],
        [Wide(f"二、{TWO} 丁某贪污案", 6)],
        ["2015-02-05", "记2", "存入暂扣款", "8,888.88", "", "8,888.88"],
        ["2015-02-06", "记4", "利息", "0.12", "", "8,888.00"],
        ["合计", None, None, "108,888.88", "40,000.00", "68,888.88"],
    ]
    plan = again_and_back(desk, tmp_path, "分案款", lines)
    assert (kept(plan), faults(plan)) == ((4, 0, []), [(5, *NO_PAPER), (9, "结余（元）", "running_balance_wrong")])
    assert [row["case_no"] for row in rows(desk, "money_entry")] == [ONE, ONE, TWO, TWO]


def test_money_of_one_case_named_in_the_titles(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        [Wide("涉案款收支明细账", 6)],
        [f"案号：{ONE}", "", "案件名称：马某受贿案"],
        ["记账日期", "摘要", "存入", "支取", "结存金额", "审批单号"],
        ["2015-3-2", "扣押款存入", 1_000, "", 1_000, ""],
        ["2015-3-20", "利息", 1.23, "", 1_001.23, ""],
        ["2015-4-2", "发还被害人", "", 500, 501.23, "审1号"],
        ["2015-4-3", "冲销", -1, "", 500.23, ""],
    ]
    plan = again_and_back(desk, tmp_path, "单案", lines)
    assert (kept(plan), faults(plan)) == ((4, 0, []), [(7, "存入", "negative_amount")])
    assert {row["case_no"] for row in rows(desk, "money_entry")} == {ONE}


def test_freezes_with_a_column_for_each_renewal(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["查询冻结存款台账"],
        [
            "案号",
            "开户银行",
            "户名",
            "帐号",
            "冻结金额（万元）",
            "冻结起始日",
            "冻结截止日",
            "第一次续冻至",
            "第二次续冻至",
            "解冻日期",
        ],
        [ONE, "工行清河支行", "马某", "6222001", "12.5", "2014-6-1", "2014-11-30", "2015-5-30", "2015-11-29", ""],
        [TWO, "农行清河支行", "丁某", "6228002", "3", "2015-1-5", "2015-7-4", "", "", "2015-3-1"],
        [TWO, "建行清河支行", "丁某", "6228003", "3", "2015-1-5", "2015-7-4", "续了半年", "", ""],
    ]
    plan = again_and_back(desk, tmp_path, "冻结", lines)
    assert kept(plan) == (3, 0, [])
    assert [(row, code) for row, _, code in faults(plan)] == [(5, "not_a_date")]
    assert told(desk, "freeze", "bank amount from_on to_on state")[:2] == [
        ("工行清河支行", 12_500_000, "2014-06-01", "2015-11-29", "冻结中"),
        ("农行清河支行", 3_000_000, "2015-01-05", "2015-07-04", "已解除"),
    ]
    assert [f"{row['old_on']}→{row['new_on']}" for row in parts(desk, "freeze_renewal")] == [
        "2014-11-30→2015-05-30",
        "2015-05-30→2015-11-29",
    ]


def test_freezes_with_a_line_for_each_renewal(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["冻结、续冻登记表"],
        ["案号", "协助单位", "账户名", "账号", "金额", "冻结/续冻", "起", "止", "文书号"],
        [ONE, "工行", "马某", "6222001", 125_000, "冻结", "2014-6-1", "2014-11-30", "冻1号"],
        [TWO, "农行", "丁某", "6228002", 30_000, "冻结", "2015-1-5", "2015-7-4", "冻3号"],
        [ONE, "工行", "马某", "6222001", 125_000, "续冻", "2014-12-1", "2015-5-30", "冻2号"],
        [ONE, "工行", "马某", "6222001", 125_000, "续冻", "2015-5-30", "2015-11-29", "冻4号"],
    ]
    plan = again_and_back(desk, tmp_path, "续冻", lines)
    assert (kept(plan), faults(plan)) == ((4, 0, []), [])
    assert told(desk, "freeze", "account from_on to_on paper_no") == [
        ("6222001", "2014-06-01", "2015-11-29", "冻1号"),
        ("6228002", "2015-01-05", "2015-07-04", "冻3号"),
    ]
    assert [row["paper_no"] for row in parts(desk, "freeze_renewal")] == ["冻2号", "冻4号"]


def test_freezes_with_both_days_in_one_column(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["冻结财产登记"],
        ["受案号", "财产种类", "冻结单位", "户名", "账号", "冻结数额", "冻结期限", "通知书号"],
        [ONE, "存款", "工行", "马某", "6222001", "125000", "2015.1.5-2015.7.4", "冻1号"],
        [ONE, "股票", "西部证券", "马某", "A0001", "3万元", "2015年1月5日至2017年1月4日", "冻2号"],
    ]
    plan = again_and_back(desk, tmp_path, "期限", lines)
    assert (kept(plan), faults(plan)) == ((2, 0, []), [])
    assert told(desk, "freeze", "asset amount to_on") == [
        ("存款", 12_500_000, "2015-07-04"),
        ("股票", 3_000_000, "2017-01-04"),
    ]


def test_a_stocktake_with_what_was_too_much_and_too_little(desk: Desk, tmp_path: Path) -> None:
    three_items(desk, tmp_path)
    lines: Lines = [
        ["涉案财物清查盘点表"],
        ["盘点日期：2015年4月30日", "", "盘点人：叶新民、陈静", "", "监盘人：王超"],
        ["序号", "编号", "物品名称", "单位", "账面数量", "实有数量", "盘盈", "盘亏", "存放地点", "备注"],
        [1, "甲-1", "苹果手机", "部", 1, 1, "", "", "A1-02", ""],
        [2, "甲-2", "笔记本电脑", "台", 6, 4, "", 2, "A1-03", "缺2台"],
        [3, "甲-3", "香烟", "条", 1, 2, 2, "", "A1-04", ""],
        ["合计", None, None, None, 8, 7, 1, 2],
    ]
    plan = again_and_back(desk, tmp_path, "盘点", lines)
    assert (kept(plan), faults(plan)) == ((3, 0, []), [(6, "差异", "difference_mismatch")])
    assert told(desk, "count_line", "item_id booked counted told_difference")[1:] == [
        (2, 6_000, 4_000, -2_000),
        (3, 1_000, 2_000, 2_000),
    ]
    (count,) = rows(desk, "stocktake")
    assert label(desk, "officer", count["supervisor_id"]) == "王超"
