"""Saved tables: those an office begins with, the same table of another base, keeping one's own."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.figures.cross_bases import BASES
from desktop_app.registers.saved_tables import SAVED_TABLES
from desktop_app.rules.periods import read_period
from desktop_app.services.desk import Desk
from desktop_app.services.saved_tables import (
    KIND,
    Wanted,
    counted,
    fitting,
    keep,
    kept,
    kept_as,
    period_of,
    plain_table,
)
from desktop_app.store import history
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.practised import practised

DAY = date(2015, 5, 31)


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


def test_every_table_an_office_begins_with_counts_something_of_the_practice_county(county: Desk) -> None:
    with county.facts() as facts:
        tables = kept(facts)
        assert [one.number for one in tables] == [f"TJ-{at:02d}" for at in range(1, len(tables) + 1)]
        assert len(tables) >= 12
        for one in tables:
            found = counted(facts, one, DAY, None)
            assert found.rows, one.title
            assert found.cell().value, one.title


def test_any_base_has_a_table_without_further_choice(county: Desk) -> None:
    with county.facts() as facts:
        for base in BASES:
            assert counted(facts, plain_table(base.label), DAY, None).base is base


def test_words_another_base_has_too_stay_and_the_others_give_way() -> None:
    asked = Wanted("表", "考试成绩", "部门", "等次", "平均分", "本月", True, 3, "TJ-03")
    assert fitting(asked, "评查案件") == Wanted("", "评查案件", "部门", "等次", "平均分", "本月", True)
    assert fitting(asked, "专户收支") == Wanted("", "专户收支", "类型", "案件", "笔数", "本月", True)
    assert fitting(Wanted("", "问题", "部门", "", "件数、销号率"), "任务").asks == ("任务", "阶段", "", "件数")


def test_a_table_is_found_by_number_or_title_and_an_unknown_one_is_refused(county: Desk) -> None:
    with county.facts() as facts:
        first = kept(facts)[0]
        assert kept_as(facts, first.number) == kept_as(facts, first.title) == first
        with pytest.raises(Refusal, match="没有“月报”这张统计表。可选：TJ-01（问题·条线×状态）"):
            kept_as(facts, "月报")


def test_a_period_is_read_as_typed_on_the_day() -> None:
    assert period_of("", DAY) is None
    assert period_of("一季度", DAY) == read_period("2015Q1")
    with pytest.raises(Refusal, match="不是期间") as refused:
        period_of("某时", DAY)
    assert refused.value.field == "period"


def test_a_new_name_keeps_a_new_table_and_a_kept_name_changes_that_one(desk: Desk) -> None:
    with desk.facts() as facts:
        before = kept(facts)
    wanted = Wanted("月报·问题", "问题", "部门", "状态", "件数", "本月", True)
    first = keep(desk, SAVED_TABLES, wanted)
    with desk.facts() as facts:
        made = kept_as(facts, "月报·问题")
        assert made.id == first.ids[0]
        assert made.asks == wanted.asks
        assert kept(facts) == [*before, made]
    again = keep(desk, SAVED_TABLES, Wanted("月报·问题", "问题", "条线", "", "销号率"))
    assert again.ids == first.ids
    with desk.facts() as facts:
        changed = kept_as(facts, "月报·问题")
        assert (changed.rows, changed.columns, changed.period, changed.listed) == ("条线", "", "", False)
        newest = history.entries_of(facts.session, KIND, changed.id)[0]
        assert newest.changes["rows"] == ["部门", "条线"]
    undo(desk.store)
    with desk.facts() as facts:
        assert kept_as(facts, "月报·问题") == made


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted("甲", "天气", "部门"), "没有“天气”这个统计对象"),
        (Wanted("  ", "问题", "部门"), "没填表名"),
        (Wanted("甲", "问题", "天气"), "问题不能按“天气”分"),
        (Wanted("甲", "问题", "部门", "天气"), "问题不能按“天气”分"),
        (Wanted("甲", "问题", "部门", "部门"), "行和列都是“部门”"),
        (Wanted("甲", "问题", "部门", "", "件数、天气"), "问题没有“天气”这个指标"),
        (Wanted("甲", "问题", "部门", period="某时"), "不是期间"),
        (Wanted("甲", "AB岗", "部门", period="本月"), "只看截至日期，不分期间"),
    ],
)
def test_what_cannot_be_counted_is_not_kept(desk: Desk, wanted: Wanted, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        keep(desk, SAVED_TABLES, wanted)
    with desk.facts() as facts:
        assert all(one.title != "甲" for one in kept(facts))
