"""The sheet in the sealed envelope."""

from datetime import datetime

import pytest

from desktop_app.reports.recovery import recovery_sheet
from desktop_app.store.recovery import to_text
from desktop_app.system.errors import Refusal
from tests.kit.paper import page_texts, paper_text, printed

GROUPS = to_text(bytes(range(20))).split("-")
DAY = datetime(2015, 3, 1, 9, 0)


def test_one_page_says_what_it_is_how_to_use_it_and_where_to_keep_it() -> None:
    pdf = printed(recovery_sheet("清源县人民检察院", GROUPS, DAY))
    text = paper_text(pdf)
    assert len(page_texts(pdf)) == 1
    for words in (
        "数据恢复码",
        "清源县人民检察院",
        "2015年3月1日生成",
        "怎样使用",
        "怎样保管",
        "封存人",
        "监封人",
        "封存日期",
        "封条",
    ):
        assert words in text.replace("　", "")


def test_groups_stand_in_the_order_of_typing() -> None:
    text = paper_text(printed(recovery_sheet("清源县人民检察院", GROUPS, DAY)))
    places = [text.index(f"第{i}组{group}") for i, group in enumerate(GROUPS, start=1)]
    assert places == sorted(places)


def test_letters_that_paper_confuses_are_refused() -> None:
    with pytest.raises(Refusal, match="易混"):
        recovery_sheet("清源县人民检察院", ["7KQ4O"], DAY)
