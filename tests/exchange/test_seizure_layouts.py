"""Ledgers of cases and items of seized property as other counties keep them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import label, rows, taken
from tests.kit.post_ledgers import manned_office
from tests.kit.property_ledgers import ONE, TWO, again_and_back, faults, kept, told
from tests.kit.review_ledgers import Lines, ledger, parts
from tests.kit.workbooks import Wide

HEAD = ["编号", "案号", "类别", "名称", "数量", "单位", "扣押日期"]
ADOPTED = "adopted"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = manned_office(tmp_path / "data", TurnedClock(date(2015, 5, 31)))
    yield made
    made.store.close()


def wrong(plan: Any) -> list[tuple[int, str, str]]:
    """What is wrong besides cases known from an item's line alone."""
    return [one for one in faults(plan) if one[2] != ADOPTED]


def points(desk: Desk) -> list[tuple[int, str, str]]:
    return [(row["item_id"], row["word"], str(row["state"])) for row in parts(desk, "item_procedure")]


def test_one_sheet_with_the_case_merged_over_its_items(desk: Desk, tmp_path: Path) -> None:
    case = [ONE, "马某受贿案", "马某", "反贪局", "李明、王敏"]
    lines: Lines = [
        [Wide("清河县人民检察院涉案财物管理台账（2015年）", 14)],
        [
            "序号",
            "案件编号",
            "案由",
            "嫌疑人",
            "承办部门",
            "承办人",
            "财物种类",
            "物品名称",
            "数量单位",
            "特征",
            "扣押日期",
            "入库日期",
            "存放地点",
            "物品状态",
        ],
        [
            1,
            *(Wide(text, 1, 2) for text in case),
            "手机",
            "手机",
            "2只",
            "黑",
            "2015.3.2",
            "2015.3.4",
            "二号柜",
            "在库",
        ],
        [2, *[None] * 5, "现金", "人民币", "5000元", "", "2015.3.2", "2015.3.4", "专户", "已入专户"],
        [
            3,
            TWO,
            "丁某贪污案",
            "丁某",
            "反贪局",
            "李明、王敏",
            "车辆",
            "轿车",
            "壹辆",
            "",
            "2015年3月5日",
            "",
            "院内",
            "代管",
        ],
        ["合计", *[None] * 7, "3件"],
    ]
    plan = again_and_back(desk, tmp_path, "台账", lines)
    assert (kept(plan), wrong(plan)) == ((5, 0, []), [(3, "措施", "measure_missing"), (5, "措施", "measure_missing")])
    assert told(desk, "seizure", "case_no case_name party seized_on") == [
        (ONE, "马某受贿案", "马某", "2015-03-02"),
        (TWO, "丁某贪污案", "丁某", "2015-03-05"),
    ]
    assert {label(desk, "department", row["department_id"]) for row in rows(desk, "seizure")} == {"反贪污贿赂局"}
    assert [row["seizure_id"] for row in parts(desk, "seizure_handler")] == [1, 1, 2, 2]
    assert told(desk, "seized_item", "seizure_id name quantity unit state") == [
        (1, "手机", 2_000, "只", "在库"),
        (1, "人民币", 5_000_000, "元", "已存专户"),
        (2, "轿车", 1_000, "辆", "就地保管"),
    ]


def test_a_list_a_case_with_the_case_in_its_titles(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        [Wide("扣押物品清单", 7)],
        [f"案号：{ONE}    案件名称：马某受贿案"],
        ["犯罪嫌疑人：马某   办案部门：反贪污贿赂局   扣押日期：2015年3月2日"],
        ["编号", "种类", "名称", "数量", "单位", "特征", "备注"],
        [1, "手机", "手机", 1, "部", "黑色", ""],
        [2, "电脑", "笔记本电脑", 1, "台", "联想", ""],
        ["以下空白"],
        ["持有人：马某    见证人：赵某    扣押人：李明、王敏"],
    ]
    plan = again_and_back(desk, tmp_path, "清单", lines)
    assert (kept(plan), faults(plan)) == ((2, 0, []), [])
    known = told(desk, "seizure", "case_no case_name party holder witness measure seized_on")
    assert known == [(ONE, "马某受贿案", "马某", "马某", "赵某", "扣押", "2015-03-02")]
    assert [row["officer_id"] for row in parts(desk, "seizure_handler")] == [4, 5]
    assert told(desk, "seized_item", "seizure_id name") == [(1, "手机"), (1, "笔记本电脑")]


def test_a_list_handed_over_with_its_signatures_in_one_row(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["涉案财物移送清单"],
        [f"案号：{TWO}", "", "", "移送部门：反贪局"],
        ["序号", "财物种类", "财物名称", "规格型号", "数量", "计量单位", "估价（元）", "扣押时间", "备注"],
        [1, "存储介质", "硬盘", "希捷1T", "1块", "", "300", "2015.3.5", ""],
        [2, "金银珠宝", "金条", "足金", "100", "克", "25,000.00", "2015.3.5", "见证人签字"],
        [None, "合计", None, None, None, None, "25,300.00"],
        ["移交人：李明", "", "接收人：叶新民"],
    ]
    plan = taken(desk, [ledger(tmp_path, "移送", lines)])
    assert (kept(plan), faults(plan)) == ((2, 0, []), [])
    assert told(desk, "seized_item", "name quantity unit amount note") == [
        ("硬盘", 1_000, "块", 30_000, ""),
        ("金条", 100_000, "克", 2_500_000, "见证人签字"),
    ]


def test_cases_as_titles_over_their_items_with_sums(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["涉案财物逐案明细账"],
        ["序号", "物品名称", "类别", "数量", "单位", "扣押日期", "处理情况"],
        [Wide(f"{ONE}  马某受贿案  嫌疑人：马某", 7)],
        [1, "手机", "手机", 1, "部", "2015-3-2", ""],
        [2, "手机", "手机", 2, "部", "2015-3-2", ""],
        ["小计", None, None, 3],
        [],
        [Wide(f"{TWO}  丁某贪污案", 7)],
        [1, "电脑", "电脑", 1, "台", "2015-3-5", ""],
        ["总计", None, None, 4],
    ]
    plan = again_and_back(desk, tmp_path, "分案", lines)
    assert (kept(plan), wrong(plan)) == ((3, 0, []), [])
    assert told(desk, "seizure", "case_no case_name") == [(ONE, "马某受贿案"), (TWO, "丁某贪污案")]
    assert [row["seizure_id"] for row in rows(desk, "seized_item")] == [1, 1, 2]


def test_a_list_of_cases_in_other_words(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["扣押冻结款物案件一览表"],
        [
            "案号",
            "案件名称",
            "犯罪嫌疑人",
            "承办部门",
            "承办人",
            "扣押时间",
            "强制措施",
            "扣押决定书",
            "物品数",
            "备注",
        ],
        [ONE, "马某受贿案", "马某", "反贪局", "李明、王敏", "2015.3.2", "扣押", "清检反贪扣〔2015〕1号", 12, ""],
        [TWO, "丁某贪污案", "丁某", "反贪局", "李明", "2015.3.5", "扣押、冻结", "清检反贪扣〔2015〕2号", 3, ""],
        ["合计", *[None] * 7, 15],
    ]
    plan = again_and_back(desk, tmp_path, "一览", lines)
    assert kept(plan) == (2, 0, [])
    assert faults(plan) == [(4, "强制措施", "value_not_in_list"), (4, "案号", "one_handler")]
    assert told(desk, "seizure", "paper_no told_items measure")[0] == ("清检反贪扣〔2015〕1号", 12, "扣押")


def test_two_takings_of_a_case_are_told_apart_by_the_day(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["涉案财物案件汇总表"],
        ["受案号", "案件名称", "措施", "文书号", "扣押日期", "办案人"],
        [ONE, "马某受贿案", "扣押", "扣1号", "2015-3-2", "李明、王敏"],
        [ONE, "马某受贿案", "扣押", "扣2号", "2015-4-2", "李明、王敏"],
        [],
        ["涉案财物逐案明细账"],
        ["物品编号", "受案号", "类别", "物品名称", "数量", "单位", "扣押日期"],
        ["甲-1", ONE, "手机", "手机", 1, "部", "2015-3-2"],
        ["甲-2", ONE, "手机", "手机", 1, "部", "2015-4-2"],
        ["甲-3", ONE, "手机", "手机", 1, "部", "2015-5-2"],
    ]
    plan = again_and_back(desk, tmp_path, "两次", lines)
    assert faults(plan) == [(10, "受案号", "ambiguous_record")]
    assert [row["seizure_id"] for row in rows(desk, "seized_item")] == [1, 2, None]


@pytest.mark.parametrize("signed", ["签名", "签字"])
def test_procedures_under_one_level_of_headings(desk: Desk, tmp_path: Path, signed: str) -> None:
    lines: Lines = [
        ["涉案财物台账"],
        [*HEAD, "清单", signed, "见证人", "照片", "密封"],
        ["甲-1", ONE, "手机", "苹果手机", 1, "部", "2015-3-2", "√", "√", "×", "", "√"],
        ["甲-2", ONE, "电脑", "笔记本", 1, "台", "2015-3-2", "有", "无", "√", "√", "×"],
    ]
    plan = taken(desk, [ledger(tmp_path, "手续", lines)])
    assert (kept(plan), wrong(plan)) == ((2, 0, []), [])
    first = [(1, "清单", "有"), (1, "签名", "有"), (1, "见证人", "缺"), (1, "密封", "有")]
    second = [(2, "清单", "有"), (2, "签名", "缺"), (2, "见证人", "有"), (2, "照片", "有"), (2, "密封", "缺")]
    assert points(desk) == first + second
    assert [str(row["sealed"]) for row in rows(desk, "seized_item")] == ["有", "缺"]


def test_procedures_told_by_what_is_lacking(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["涉案财物台账"],
        [*HEAD, "手续是否齐全", "缺少手续"],
        ["甲-1", ONE, "手机", "手机", 1, "部", "2015-3-2", "齐全", ""],
        ["甲-2", ONE, "手机", "手机", 1, "部", "2015-3-2", "否", "见证人、照片"],
    ]
    plan = again_and_back(desk, tmp_path, "缺项", lines)
    assert (kept(plan), wrong(plan)) == ((2, 0, []), [])
    assert points(desk) == [(2, "见证人", "缺"), (2, "照片", "缺")]


def test_quantities_as_people_write_them(desk: Desk, tmp_path: Path) -> None:
    said = ["壹枚", "1,200克", "半箱", "两只", "12.35", "2条零5包", "约10本", "一批", 0, -2]
    lines: Lines = [["涉案财物登记台账"], HEAD]
    lines = [*lines, *([f"甲-{i}", ONE, "其他", f"物品{i}", text, "", "2015/3/2"] for i, text in enumerate(said))]
    plan = taken(desk, [ledger(tmp_path, "数量", lines)])
    assert [(row - 3, code) for row, column, code in wrong(plan) if column == "数量"] == [
        (5, "not_a_number"),
        (6, "not_a_number"),
        (7, "not_a_number"),
        (8, "negative_quantity"),
        (9, "negative_quantity"),
    ]
    read = [("枚", 1_000), ("克", 1_200_000), ("箱", 500), ("只", 2_000), ("", 12_350)]
    assert told(desk, "seized_item", "unit quantity")[:5] == read


def test_amounts_in_ten_thousands_and_days_of_every_form(desk: Desk, tmp_path: Path) -> None:
    days = ["3月2日", 20150302, "二〇一五年三月二日", date(2015, 3, 2), "15.3.2", "2015.2.30"]
    lines: Lines = [
        ["2015年涉案财物台账（单位：万元）"],
        [*HEAD, "价值"],
        *([f"甲-{i}", ONE, "车辆", f"车{i}", 1, "辆", day, "12.5"] for i, day in enumerate(days)),
        ["甲-9", ONE, "现金", "人民币", 1, "宗", "3月2日", "3.1415926"],
    ]
    plan = taken(desk, [ledger(tmp_path, "金额", lines)])
    assert wrong(plan) == [(8, "扣押日期", "impossible_date"), (9, "价值", "amount_below_fen")]
    known = told(desk, "seized_item", "seized_on amount")
    assert known[:5] == [("2015-03-02", 12_500_000)] * 5


@pytest.mark.parametrize(
    ("heads", "cells", "place"),
    [
        (["库", "柜", "格"], ["一库", "3柜", "2格"], "一库-3柜-2格"),
        (["存放库位"], ["一号库/三号柜/第四格"], "一号库-三号柜-第四格"),
        (["货位"], ["A1-06"], "A1-06"),
    ],
)
def test_shelves_as_columns_as_a_path_and_as_a_code(
    desk: Desk, tmp_path: Path, heads: list[str], cells: list[str], place: str
) -> None:
    lines: Lines = [
        ["涉案财物库存台账"],
        [*HEAD, "入库日期", *heads],
        ["甲-1", ONE, "手机", "手机", 1, "部", "2015-3-2", "2015-3-3", *cells],
    ]
    plan = taken(desk, [ledger(tmp_path, "库位", lines)])
    assert (kept(plan), wrong(plan)) == ((1, 0, []), [])
    (item,) = rows(desk, "seized_item")
    assert label(desk, "storage_place", item["place_id"]) == place
    assert str(item["state"]) == "在库"


def test_states_in_other_words_with_the_day_left_open(desk: Desk, tmp_path: Path) -> None:
    said = {
        "库存": "在库",
        "已返还": "已处理",
        "随案移送法院": "已处理",
        "借出": "调用中",
        "已销毁": "已处理",
        "在办案部门": "已扣押未移送",
        "？": "在库",
    }
    lines: Lines = [
        ["涉案财物去向台账"],
        [*HEAD, "入库日期", "库位", "目前状态"],
        *(
            [f"甲-{i}", ONE, "手机", "手机", 1, "部", "2015-3-2", "2015-3-3", f"A1-0{i}", state]
            for i, state in enumerate(said, 1)
        ),
    ]
    plan = again_and_back(desk, tmp_path, "状态", lines)
    assert (kept(plan), wrong(plan)) == ((7, 0, []), [])
    assert [row["state"] for row in rows(desk, "seized_item")] == list(said.values())
    gone = [row for row in rows(desk, "custody_event") if row["happened_on"] is None]
    assert [str(row["way"] or row["act"]) for row in gone] == ["返还被害人", "随案移送", "调用", "销毁"]
    assert all("happened_on" in row["gaps"] for row in gone)


def test_two_ledgers_on_a_sheet_with_heads_printed_again(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["涉案财物台账"],
        HEAD,
        ["甲-1", ONE, "手机", "手机", 1, "部", "2015-3-2"],
        [],
        HEAD,
        ["甲-2", ONE, "手机", "手机", 1, "部", "2015-3-2"],
        ["合计", None, None, None, 2],
        [],
        ["涉案款收支明细账"],
        ["日期", "案号", "摘要", "收入", "支出", "结存"],
        ["2015-3-2", ONE, "暂扣款", 100, "", 100],
        ["注：以上款项存于专户。"],
    ]
    plan = again_and_back(desk, tmp_path, "混合", lines)
    assert (kept(plan), wrong(plan)) == ((3, 0, []), [])
    assert told(desk, "money_entry", "case_no income written_balance") == [(ONE, 10_000, 10_000)]


def test_a_sum_merged_over_several_items_counts_once(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["涉案财物台账"],
        [*HEAD, "金额"],
        ["甲-1", Wide(ONE, 1, 2), "手机", "手机", Wide(2, 1, 2), "部", "2015-3-2", Wide(300, 1, 2)],
        ["甲-2", None, "手机", "充电器", None, "个", "2015-3-2", None],
    ]
    plan = again_and_back(desk, tmp_path, "合并", lines)
    assert [(row, code) for row, _, code in wrong(plan)] == [(4, "merged_sum"), (4, "merged_sum")]
    assert told(desk, "seized_item", "seizure_id quantity amount") == [(1, 2_000, 30_000), (1, "", "")]


def test_a_case_is_found_by_its_name_and_never_two_in_a_cell(desk: Desk, tmp_path: Path) -> None:
    cases = ["2015年反贪1号案", f"{ONE}（马某受贿案）", ONE.removesuffix("号"), "马某受贿案", f"{ONE}、{TWO}", ""]
    lines: Lines = [
        ["涉案财物台账"],
        HEAD,
        *([f"甲-{i}", case, "手机", f"手机{i}", 1, "部", "2015-3-2"] for i, case in enumerate(cases)),
    ]
    plan = again_and_back(desk, tmp_path, "案名", lines)
    assert wrong(plan) == [(7, "案号", "several_cases"), (8, "案号", "several_cases")]
    assert told(desk, "seizure", "case_no case_name") == [(ONE, "马某受贿案"), ("", "2015年反贪1号案")]
    assert told(desk, "seized_item", "seizure_id") == [(3,), (2,), (2,), (2,), ("",), ("",)]


def test_a_hostile_workbook_is_data_and_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        [Wide("涉案财物台账", 8)],
        ["物品编号", "受案号", "类别", "物品名称", "数量", "单位", "扣押日期", "金额", "库位"],
        ["=1+1", ONE, "手机", '=HYPERLINK("http://x","手机")', 1e15, "部", "1900-1-1", "#REF!", "#N/A"],
        ["甲-2", ONE, "手机", "@SUM(A1)", -3, "部", "2015-3-2", 1e15, "../../etc"],
        ["甲-3", ONE, "#REF!", "手机", "#DIV/0!", "部", -5, "-100", "A1-02"],
        ["甲-4", ONE, "现金", "人民币", "1e3", "元", "9999-12-31", "1,00,0", ""],
        ["甲-5", "x" * 5_000, "现金", "人" * 3_000, 0, "元", "2015-2-29", "无", ""],
    ]
    plan = again_and_back(desk, tmp_path, "恶意", lines)
    assert kept(plan)[:2] == (5, 0)
    found = {(row, column) for row, column, _ in wrong(plan)}
    assert {(3, "数量"), (3, "金额"), (4, "数量"), (4, "金额"), (5, "数量"), (5, "扣押日期"), (5, "金额")} <= found
    assert {(6, "数量"), (6, "扣押日期"), (6, "金额"), (7, "受案号"), (7, "数量"), (7, "扣押日期")} <= found
    assert [row["quantity"] for row in rows(desk, "seized_item")] == [None] * 5
    assert not any(row["name"].startswith("..") for row in rows(desk, "storage_place"))


def test_three_hundred_strange_columns_are_not_taken_for_a_ledger(desk: Desk, tmp_path: Path) -> None:
    lines: Lines = [["汇总"], ["编号", "名称", "数量", *(f"指标{i}" for i in range(297))], ["1", "手机", 1]]
    plan = taken(desk, [ledger(tmp_path, "宽表", lines)])
    assert not plan.recognised
