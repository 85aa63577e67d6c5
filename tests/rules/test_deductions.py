"""Findings stand under the item that paid for them, for certain or not at all."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.rules.deductions import Case, Deduction, defect_key, part, part_all, read_deductions

ITEMS = ("实体处理", "办案程序", "证据审查", "法律文书", "案卷归档", "系统录入")
WORDS = ("卷内目录不符", "权利告知超期", "超期归档", "文书日期矛盾", "遗漏主要事实", "案卡信息漏填")


def case(totals: dict[str, int], *findings: tuple[str, int]) -> Case:
    return Case(totals, tuple(Deduction(text, points) for text, points in findings))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("1.卷内目录不符（扣1分）；\n2.案卡信息漏填（扣0.5分）", [("卷内目录不符", 100), ("案卡信息漏填", 50)]),
        ("①超期归档，扣2分；②页码漏编扣0.5分。", [("超期归档", 200), ("页码漏编", 50)]),
        ("超期归档(-2)", [("超期归档", 200)]),
        ("1、讯问笔录缺签名 -1分\n2、未附送达回证 -2分", [("讯问笔录缺签名", 100), ("未附送达回证", 200)]),
        ("（一）程序违法【扣3.5分】", [("程序违法", 350)]),
        ("遗漏主要事实1起（扣15分）", [("遗漏主要事实1起", 1500)]),
        ("1.卷内目录不符（扣1分）；\n2.案卡信息漏填", []),
        ("未发现问题", []),
        ("扣2分", []),
        ("", []),
    ],
)
def test_a_text_tells_its_findings_only_when_each_says_what_it_cost(written: str, found: list[tuple[str, int]]) -> None:
    assert [(one.text, one.points) for one in read_deductions(written)] == found


def test_sums_that_fit_in_one_way_tell_the_items() -> None:
    totals = {"办案程序": 400, "案卷归档": 300, "系统录入": 50}
    told = case(totals, ("卷内目录不符", 100), ("案卡信息漏填", 50), ("权利告知超期", 400), ("超期归档", 200))
    assert part(told) == ("案卷归档", "系统录入", "办案程序", "案卷归档")


def test_sums_that_fit_in_two_ways_tell_nothing() -> None:
    assert part(case({"办案程序": 100, "案卷归档": 100}, ("卷内目录不符", 100), ("权利告知超期", 100))) is None


def test_what_is_known_of_a_finding_decides_between_ways() -> None:
    told = case({"办案程序": 100, "案卷归档": 100}, ("卷内目录不符", 100), ("权利告知超期2次", 100))
    assert part(told, {defect_key("权利告知超期1次"): "办案程序"}) == ("案卷归档", "办案程序")
    assert part(told, {"权利告知超期次": "没有这一项"}) is None


def test_another_row_of_the_ledger_decides_whichever_comes_first() -> None:
    two = case({"办案程序": 100, "案卷归档": 100}, ("卷内目录不符", 100), ("权利告知超期", 100))
    one = case({"案卷归档": 100}, ("卷内目录不符", 100))
    assert part_all([two, one]) == [("案卷归档", "办案程序"), ("案卷归档",)]
    assert part_all([one, two]) == [("案卷归档",), ("案卷归档", "办案程序")]


def test_a_finding_that_stood_under_two_items_tells_nothing_of_others() -> None:
    here, there = case({"案卷归档": 100}, ("书写潦草", 100)), case({"法律文书": 100}, ("书写潦草", 100))
    two = case({"法律文书": 100, "案卷归档": 100}, ("书写潦草", 100), ("缺页", 100))
    assert part_all([here, there, two]) == [("案卷归档",), ("法律文书",), None]


def test_totals_that_do_not_add_up_are_left_alone() -> None:
    assert part(case({"案卷归档": 200}, ("卷内目录不符", 100))) is None
    assert part(case({}, ("卷内目录不符", 100))) is None
    assert part(case({"案卷归档": 100})) is None


def test_a_ledger_with_a_total_alone_is_one_item() -> None:
    assert part(case({"": 300}, ("卷内目录不符", 100), ("超期归档", 200))) == ("", "")


def test_endless_ways_end_soon() -> None:
    many = case(dict.fromkeys(ITEMS[:4], 400), *((f"问题{chr(0x4E00 + n)}", 100) for n in range(16)))
    assert part(many) is None
    assert part(case(dict.fromkeys(ITEMS, 1000), *((f"{chr(0x4E00 + n)}", 100) for n in range(60)))) is None


FINDINGS = st.lists(
    st.tuples(st.sampled_from(ITEMS), st.sampled_from(WORDS), st.integers(1, 30)), min_size=1, max_size=7
)


@settings(max_examples=150)
@given(st.lists(FINDINGS, min_size=1, max_size=6))
def test_items_add_up_to_their_columns_whatever_is_parted(ledger: list[list[tuple[str, str, int]]]) -> None:
    cases = []
    for row in ledger:
        totals = Counter[str]()
        for item, _, points in row:
            totals[item] += points * 50
        cases.append(case(dict(totals), *((text, points * 50) for _, text, points in row)))
    for one, items in zip(cases, part_all(cases), strict=True):
        if items is not None:
            sums = Counter[str]()
            for found, item in zip(one.findings, items, strict=True):
                sums[item] += found.points
            assert sums == one.totals


@settings(max_examples=100)
@given(st.lists(st.lists(st.tuples(st.sampled_from(WORDS), st.integers(1, 20)), max_size=6), min_size=1, max_size=6))
def test_a_ledger_whose_findings_keep_their_item_is_never_parted_wrongly(ledger: list[list[tuple[str, int]]]) -> None:
    true = dict(zip(WORDS, ITEMS, strict=True))
    cases = []
    for row in ledger:
        totals = Counter[str]()
        for text, points in row:
            totals[true[text]] += points * 50
        cases.append(case(dict(totals), *((text, points * 50) for text, points in row)))
    alone = [part(one) for one in cases]
    for one, items, before in zip(cases, part_all(cases), alone, strict=True):
        if items is not None and before is None:
            assert items == tuple(true[found.text] for found in one.findings)
        if before is not None:
            assert items == before


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.integers(1, 200)), min_size=1, max_size=9))
def test_what_is_written_is_read_back(row: list[tuple[str, int]]) -> None:
    written = "；\n".join(f"{place}.{text}（扣{points / 2:g}分）" for place, (text, points) in enumerate(row, 1))
    assert [(one.text, one.points) for one in read_deductions(written)] == [(text, n * 50) for text, n in row]
