"""One cell, one value; what is not certain is said."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.cells import Setting, blank, read_cell, shown, text_of
from desktop_app.models.basics import DeadlineRuleRow
from desktop_app.models.meetings import Meeting
from desktop_app.models.people import Officer
from desktop_app.models.plan import Task
from desktop_app.registers.spec import Field, Shape
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import TaskState

TEXT, DAY, WORD = Field(Officer.phone, "电话"), Field(Task.due_on, "期限"), Field(Task.state, "状态")
WHOLE, MONEY = Field(Meeting.expected, "应到"), Field(Meeting.present, "金额", shape_as=Shape.FEN)
CLOCK = Field(Meeting.clock, "时间", shape_as=Shape.CLOCK)
PERCENT, TICK = Field(Task.progress, "进度", shape_as=Shape.PERCENT), Field(DeadlineRuleRow.roll, "顺延")

CELLS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.parametrize(
    ("item", "cell", "value"),
    [
        (TEXT, 13927431212.0, "13927431212"),
        (TEXT, " 在岗\u3000", "在岗"),
        (TEXT, "-无", "-无"),
        (TEXT, "——", ""),
        (TEXT, "a\x07b\u200b", "ab"),
        (TEXT, date(2015, 3, 5), "2015-03-05"),
        (TEXT, True, "是"),
        (DAY, "3月26日", date(2015, 3, 26)),
        (DAY, 42068.0, date(2015, 3, 5)),
        (DAY, datetime(2015, 3, 5, 9), date(2015, 3, 5)),
        (DAY, "/", None),
        (WORD, " 已 办结 ", TaskState.DONE),
        (WORD, "无", None),
        (WHOLE, "56 人", 56),
        (PERCENT, 1.0, 100),
        (PERCENT, "80%", 80),
        (MONEY, "1,234.56", 123456),
        (MONEY, "3万元", 3_000_000),
        (CLOCK, "上午8:30", "8:30"),
        (CLOCK, time(14, 30), "14:30"),
        (CLOCK, 0.625, "15:00"),
        (TICK, "√", True),
        (TICK, "×", False),
        (TICK, False, False),
        (TICK, 1.0, True),
    ],
)
def test_cells_of_old_ledgers(item: Field, cell: Any, value: object) -> None:
    assert read_cell(item, cell, Setting(2015)) == value


def test_money_is_read_in_the_unit_of_its_column() -> None:
    assert read_cell(MONEY, 1.5, Setting(money="万元")) == 1_500_000
    assert read_cell(MONEY, "1.5元", Setting(money="万元")) == 150


@pytest.mark.parametrize(
    ("item", "cell", "code"),
    [
        (DAY, "2015年6月31日", "impossible_date"),
        (DAY, "3.26", "year_missing"),
        (WORD, "差不多", "value_not_in_list"),
        (WHOLE, 1e300, "not_a_number"),
        (WHOLE, "若干", "not_a_number"),
        (PERCENT, "120%", "progress_over_100"),
        (MONEY, "约三万", "amount_not_a_number"),
        (TICK, "也许", "value_not_in_list"),
    ],
)
def test_what_is_not_certain_is_refused_with_its_code(item: Field, cell: Any, code: str) -> None:
    with pytest.raises(Unreadable) as unread:
        read_cell(item, cell, Setting())
    assert unread.value.code == code


@given(st.sampled_from((TEXT, DAY, WORD, WHOLE, PERCENT, MONEY, CLOCK, TICK)), CELLS)
def test_any_cell_gives_a_value_or_a_sentence(item: Field, cell: Any) -> None:
    value = said_or_read(item, cell)
    assert value is None or isinstance(value, str | int | date)


def said_or_read(item: Field, cell: Any) -> Any:
    """The value, or the sentence that says why there is none."""
    try:
        return read_cell(item, cell, Setting(2015))
    except Unreadable as unread:
        return unread.said


@given(CELLS)
def test_any_cell_can_be_shown(cell: Any) -> None:
    assert isinstance(shown(cell), str)
    assert not any(0xD800 <= ord(ch) <= 0xDFFF for ch in text_of(cell))
    assert blank(None)


def test_days_and_spans_are_shown_as_people_write_them() -> None:
    assert shown(datetime(2015, 3, 5, 9, 30)) == "2015-03-05 09:30"
    assert shown(datetime(2015, 3, 5)) == "2015-03-05"
    assert shown(timedelta(hours=9)) == "9:00:00"
