"""Ledgers of cards as other counties keep them: a line a card, a sheet a kind, prefixes, what comes back later."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.importing import plan_import, returned_workbook
from desktop_app.services.desk import Desk
from tests.kit.county import rows, taken
from tests.kit.review_ledgers import ONE, TWO, Lines, codes, ledger, parts, pool, staff, told, unused
from tests.kit.workbooks import Wide, workbook


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    return staff(desk)


def test_a_line_for_each_card_is_gathered_into_the_cards_of_a_case(staffed: Desk, tmp_path: Path) -> None:
    pool(staffed, tmp_path)
    lines: Lines = [
        [Wide("三卡发放回收台账（2015年）", 9)],
        ["序号", "案号", "案件名称", "承办人", "卡种", "编号", "发放时间", "回收时间", "满意度"],
        [1, "清检诉受〔2015〕61902300001号", "王某盗窃案", "张雪梅", "告知卡", "G-1", "1月4日", "1月9日", "满意"],
        [2, ONE, "王某盗窃案", "张雪梅", "监督卡", "J-1", "1月5日", "1月2日", "较满意"],
        [3, TWO, "李某诈骗案", "董长青", "告知卡", "G-2", "1月6日", None, None],
        [4, ONE, "王某盗窃案", "张雪梅", "回访卡", "H-1", "1月32日", None, None],
        [5, ONE, "王某盗窃案", "张雪梅", "监督卡", "J-1", "1月5日", "1月2日", "较满意"],
        [6, TWO, "李某诈骗案", "董长青", "监督卡", None, None, None, None],
    ]
    file = ledger(tmp_path, "三卡", lines)
    plan = taken(staffed, [file])
    assert told(plan) == [("cards", 6, 5)]
    assert codes(plan) == [
        (4, "回收时间", "returned_before_issued"),
        (6, "发放时间", "impossible_date"),
        (7, "案号", "duplicate_row"),
    ]
    sets = {row["id"]: row["case_no"] for row in rows(staffed, "card_set")}
    kept = [
        (sets[card["set_id"]], card["kind"], card["card_no"], card["issued_on"]) for card in parts(staffed, "case_card")
    ]
    assert kept == [
        (ONE, "办案告知卡", "G-1", date(2015, 1, 4)),
        (ONE, "执法监督卡", "J-1", date(2015, 1, 5)),
        (ONE, "质量评查卡", "H-1", None),
        (TWO, "办案告知卡", "G-2", date(2015, 1, 6)),
    ]
    assert plan_import(staffed, [file]).writes == 0


def test_a_later_ledger_adds_what_came_back_and_names_what_differs(staffed: Desk, tmp_path: Path) -> None:
    head = ["受案号", "案名", "承办人", "卡种", "卡号", "发放日期", "收回日期"]
    first = [[ONE, "王某盗窃案", "张雪梅", "告知卡", "1", "2015-1-4", None]]
    second = [
        [ONE, "王某盗窃案", "张雪梅", "告知卡", "1", "2015-1-5", "2015-2-1"],
        [ONE, "王某盗窃案", "张雪梅", "监督卡", "2", "2015-1-6", "2015-1-3"],
    ]
    taken(staffed, [workbook(tmp_path / "一月.xlsx", {"三卡登记": [head, *first]})])
    plan = taken(staffed, [workbook(tmp_path / "二月.xlsx", {"三卡登记": [head, *second]})])
    assert codes(plan) == [(2, "发放日期", "differs"), (3, "收回日期", "returned_before_issued")]
    kept = [(card["kind"], card["issued_on"], card["returned_on"]) for card in parts(staffed, "case_card")]
    assert kept == [
        ("办案告知卡", date(2015, 1, 4), date(2015, 2, 1)),
        ("执法监督卡", date(2015, 1, 6), date(2015, 1, 3)),
    ]
    assert len(rows(staffed, "card_set")) == 1


def test_a_sheet_for_each_card_tells_it_by_its_title(staffed: Desk, tmp_path: Path) -> None:
    head = ["序号", "受案号", "承办人", "卡号", "发放日期", "收回日期", "评价"]

    def page(title: str, number: str) -> list[list[Any]]:
        return [[Wide(title, 7)], head, [1, ONE, "张雪梅", number, "2015-1-4", "2015-1-9", "满意"]]

    sheets = {"告知": page("2015年办案告知卡发放登记表", "1"), "监督": page("2015年执法监督卡发放登记表", "2")}
    plan = taken(staffed, [workbook(tmp_path / "卡.xlsx", sheets)])
    assert told(plan) == [("cards", 1, 1), ("cards", 1, 1)]
    assert codes(plan) == []
    assert [(card["kind"], card["card_no"]) for card in parts(staffed, "case_card")] == [
        ("办案告知卡", "1"),
        ("执法监督卡", "2"),
    ]
    assert len(rows(staffed, "card_set")) == 1


def test_cards_told_by_prefixes_in_one_row_of_headings(staffed: Desk, tmp_path: Path) -> None:
    head = ["受案号", "承办人", "告知卡发放日期", "告知卡收回日期", "评查卡发放日期", "评查卡收回日期", "备注"]
    lines: Lines = [["一案三卡登记"], head, [ONE, "张雪梅", "2015-1-4", "2015-1-9", None, None, "当面交"]]
    plan = taken(staffed, [ledger(tmp_path, "Sheet1", lines)])
    assert (told(plan), unused(plan), codes(plan)) == ([("cards", 1, 1)], [], [])
    assert [(card["kind"], card["returned_on"]) for card in parts(staffed, "case_card")] == [
        ("办案告知卡", date(2015, 1, 9))
    ]


def test_refused_lines_of_one_case_go_back_together(staffed: Desk, tmp_path: Path) -> None:
    lines: Lines = [
        ["三卡发放登记"],
        ["受案号", "承办人", "卡种", "卡号", "发放日期"],
        [ONE, "张雪梅", "告知卡", "1", "2015-1-4"],
        [None, "张雪梅", "监督卡", "2", "2015-1-4"],
    ]
    plan = taken(staffed, [ledger(tmp_path, "三卡", lines)])
    assert told(plan) == [("cards", 2, 1)]
    assert returned_workbook(plan, tmp_path / "退回.xlsx") == 1
