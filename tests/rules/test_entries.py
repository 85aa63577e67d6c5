"""Measures and notes of a cell, numbered in every way ledgers number them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.entries import split_entries, split_words

THREE = ["组织学习规范", "修订文书模板", "科长逐案审核"]


@pytest.mark.parametrize(
    "cell",
    [
        "①组织学习规范；②修订文书模板；③科长逐案审核",
        "1.组织学习规范\n2.修订文书模板\n3.科长逐案审核",
        "1、组织学习规范；2、修订文书模板；3、科长逐案审核",
        "1．组织学习规范。2．修订文书模板。3．科长逐案审核",
        "（1）组织学习规范；（2）修订文书模板；（3）科长逐案审核",
        "（一）组织学习规范\n（二）修订文书模板\n（三）科长逐案审核",
        "(1)组织学习规范\r\n(2)修订文书模板\r\n(3)科长逐案审核；",
        "组织学习规范\n修订文书模板\n\n科长逐案审核",
        "一是组织学习规范；二是修订文书模板；三是科长逐案审核",
    ],
)
def test_entries_lose_their_marks(cell: str) -> None:
    assert [entry.rstrip("。") for entry in split_entries(cell)] == THREE


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        ("逐卷补正；今后由案管核对。", ["逐卷补正；今后由案管核对。"]),
        ("1.与公安机关对接1次，\n形成会议纪要。", ["与公安机关对接1次，形成会议纪要。"]),
        ("1.5小时内补齐", ["1.5小时内补齐"]),
        ("1.4月15日召开科务会。\n2.案管抽查8件。", ["4月15日召开科务会。", "案管抽查8件。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_one_entry_and_broken_lines(cell: str, entries: list[str]) -> None:
    assert split_entries(cell) == entries


words = st.lists(st.text(alphabet="讯问笔录补正核对", min_size=1, max_size=6), min_size=1, max_size=9)


@given(words)
def test_numbered_lines_come_apart_as_they_were_joined(entries: list[str]) -> None:
    assert split_entries("\n".join(f"{n}.{entry}" for n, entry in enumerate(entries, 1))) == entries
    assert split_entries("".join(f"{'①②③④⑤⑥⑦⑧⑨'[n]}{entry}；" for n, entry in enumerate(entries))) == entries


@given(st.text(max_size=40))
def test_any_cell_gives_entries_that_say_something(cell: str) -> None:
    assert all(entry.strip() for entry in split_entries(cell))


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("不执行办案规范、超期羁押", ["不执行办案规范", "超期羁押"]),
        ("不执行办案规范；不执行办案规范，", ["不执行办案规范"]),
        ("不执行办案规范\n超期羁押", ["不执行办案规范", "超期羁押"]),
        ("", []),
    ],
)
def test_words_of_a_cell_each_once(cell: str, found: list[str]) -> None:
    assert split_words(cell) == found


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        (
            "1.3月已完成学习，4月起逐案执行。\n2.2015年5月3日抽查",
            ["3月已完成学习，4月起逐案执行。", "2015年5月3日抽查"],
        ),
        ("1、甲：①子一；②子二。\n2、乙", ["甲：①子一；②子二。", "乙"]),
        ("1、完成情况：3、4月已学习", ["完成情况：3、4月已学习"]),
        ("一、学习\n二、抽查", ["学习", "抽查"]),
        ("一是否到位待核", ["一是否到位待核"]),
        ("措施：1、甲；2、乙", ["措施：1、甲；2、乙"]),
        ("无", []),
    ],
)
def test_the_first_mark_tells_the_style_of_all(cell: str, entries: list[str]) -> None:
    assert split_entries(cell) == entries
