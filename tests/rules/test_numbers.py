"""Counts, percentages, money and times as eight offices write them."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.numbers import (
    points,
    quantity,
    read_clock,
    read_decimal,
    read_fen,
    read_int,
    read_percent,
    read_points,
    read_quantity,
    rounded,
)
from desktop_app.rules.unreadable import Unreadable


def refusal(read: Callable[..., object], *cell: object) -> str:
    with pytest.raises(Unreadable) as refused:
        read(*cell)
    return refused.value.code


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (58.0, 58), ("56 ", 56), ("５６", 56), ("58人", 58), ("3次", 3), ("1,234", 1234), ("-3", "below_0"), (0.0, 0),
        ("0", 0), ("", None), (None, None), ("—", None), ("無", "not_a_number"), (2.5, "not_whole"),
        ("约25", "not_a_number"), ("12,34", "not_a_number"), (True, "not_a_number"), (float("nan"), "not_a_number"),
        ("=1+1", "not_a_number"),
    ],
)  # fmt: skip
def test_whole_numbers(cell: object, number: object) -> None:
    assert (refusal(read_int, cell) if isinstance(number, str) else read_int(cell)) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [("47.5 ", "47.5"), (38.5, "38.5"), ("８５．５分", "85.5"), (0.1, "0.1"), ("1,512.00", "1512.00")],
)
def test_exact_numbers(cell: object, number: str) -> None:
    assert read_decimal(cell) == Decimal(number)


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        (0.8, 80), (1.0, 100), (100.0, 100), (60.0, 60), (0.0, 0), ("60%", 60), ("６０％", 60), ("60 %", 60),
        ("80", 80), ("0.8", 80), (0.57, 57), (47.5, 48), ("1%", 1), ("", None), (None, None),
        ("120%", "progress_over_100"),
        (120.0, "progress_over_100"), ("-5%", "progress_below_0"), ("过半", "not_a_number"), ("%", "not_a_number"),
    ],
)  # fmt: skip
def test_progress(cell: object, percent: object) -> None:
    assert (refusal(read_percent, cell) if isinstance(percent, str) else read_percent(cell)) == percent


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (335259.08, 33525908), ("118,700.00", 11870000), ("1,512.00", 151200), ("￥1,200.5", 120050), ("¥12", 1200),
        ("人民币5000元整", 500000), ("1.5万元", 1500000), ("1.5万", 1500000), ("2千元", 200000), ("3千元", 300000),
        ("5角", 50), (0, 0), (0.1 + 0.2, 30), ("", None), (None, None), ("/", None), ("-500", -50000),
        ("约2千余元", "amount_not_a_number"), ("500美元", "amount_not_a_number"), ("若干", "amount_not_a_number"),
        ("500元左右", "amount_not_a_number"), ("58人", "amount_not_a_number"), ("元", "amount_not_a_number"),
        (float("inf"), "amount_not_a_number"), ("1.234", "amount_below_fen"), (1e16, "amount_too_large"),
    ],
)  # fmt: skip
def test_money_in_fen(cell: object, fen: object) -> None:
    assert (refusal(read_fen, cell) if isinstance(fen, str) else read_fen(cell)) == fen


def test_the_unit_of_the_column_yields_to_the_unit_in_the_cell() -> None:
    assert read_fen(1.2, "万元") == 1200000
    assert read_fen("3.5", "千元") == 350000
    assert read_fen("35元", "万元") == 3500


@given(st.integers(0, 10**13))
def test_money_written_in_any_way_is_the_same_money(fen: int) -> None:
    yuan = Decimal(fen) / 100
    assert {read_fen(f"{yuan:,.2f}"), read_fen(f"￥{yuan}元"), read_fen(yuan)} == {fen}
    assert read_fen(f"{yuan / 10000:f}", "万元") == fen
    assert read_fen(fen / 100) == fen


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        ("上午8:30", "8:30"), ("14:30", "14:30"), ("09:00", "9:00"), ("15:00:00", "15:00"), ("８：３０", "8:30"),
        ("下午2:30", "14:30"), ("下午14:30", "14:30"), ("中午12:30", "12:30"), ("晚上7点半", "19:30"), ("8点", "8:00"),
        ("8时5分", "8:05"), (time(8, 30), "8:30"), (datetime(2015, 1, 6, 14, 30), "14:30"), (14.5 / 24, "14:30"),
        (0.0, "0:00"), (timedelta(hours=9), "9:00"), ("", ""), (None, ""), ("—", ""),
    ],
)  # fmt: skip
def test_times_of_day(cell: object, clock: str) -> None:
    assert read_clock(cell) == clock


@pytest.mark.parametrize("cell", ["24:00", "8:60", "9:00-11:00", "8:5", "全天", 1.5, -0.1, True, float("nan"), 0.99999])
def test_no_time_of_day(cell: object) -> None:
    assert refusal(read_clock, cell) == "not_a_time"


@given(st.one_of(st.text(max_size=10), st.floats(), st.integers(), st.text("0123456789.,%元万千约-", max_size=9)))
def test_every_reader_reads_or_refuses(cell: object) -> None:
    said = []
    for read in (read_int, read_decimal, read_percent, read_fen, read_clock):
        try:
            read(cell)
        except Unreadable as refused:
            said.append(refused.said)
    assert all("请" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("value", "said"), [(56.25, "56.3"), (43.51, "43.5"), (0.05, "0.1"), (2, "2.0"), (66.665, "66.7"), (-1.25, "-1.3")]
)
def test_decimals_are_cut_half_up(value: float, said: str) -> None:
    assert rounded(value) == said


@pytest.mark.parametrize(
    ("cell", "hundredths"),
    [(3.0, 300), ("扣1.5分", 150), ("93.5", 9350), ("−4", -400), ("0.25", 25), ("", None), (None, None), ("６ ", 600)],
)
def test_points_are_whole_hundredths(cell: object, hundredths: int | None) -> None:
    assert read_points(cell) == hundredths


@pytest.mark.parametrize("cell", ["0.125", "一大截", "99999999"])
def test_points_that_cannot_be_kept_exactly_are_refused(cell: str) -> None:
    with pytest.raises(Unreadable):
        read_points(cell)


@given(st.integers(-100_000, 100_000))
def test_points_written_are_read_back(hundredths: int) -> None:
    assert read_points(points(hundredths)) == hundredths


@pytest.mark.parametrize(
    ("cell", "thousandths"),
    [
        (18.0, 18_000),
        ("0.35克", 350),
        ("46 公斤", 46_000),
        ("1,200", 1_200_000),
        ("3把", 3_000),
        ("壹枚", 1_000),
        ("两只", 2_000),
        ("半箱", 500),
        ("十二瓶", 12_000),
        ("壹佰零伍张", 105_000),
        ("壹仟贰佰", 1_200_000),
        ("一百一十台/套", 110_000),
        ("三千零六支", 3_006_000),
        ("2千克", 2_000),
        ("1 200", 1_200_000),
        (0.1 + 0.2, 300),
        ("", None),
    ],
)
def test_quantities_are_whole_thousandths(cell: object, thousandths: int | None) -> None:
    assert read_quantity(cell) == thousandths


@pytest.mark.parametrize(
    "cell",
    [
        *("0.0125", "一批", "一些", "五三只", "约3把", "3把5只", "-2", "5\n6", "3 4只", "5左右", "一斤半", "两百五"),
        *("十百", "百", "一万", "5万", "3千支", "50%", "5?", "十多个", 0.0125),
    ],
)
def test_quantities_that_cannot_be_kept_exactly_are_refused(cell: object) -> None:
    with pytest.raises(Unreadable):
        read_quantity(cell)


@given(st.integers(0, 10**9))
def test_quantities_written_are_read_back(thousandths: int) -> None:
    assert read_quantity(quantity(thousandths)) == thousandths


@pytest.mark.parametrize("cell", ["5\n6", "100 20元", "3.\n5"])
@pytest.mark.parametrize("read", [read_decimal, read_fen, read_quantity, read_points])
def test_numbers_side_by_side_are_never_run_together(read: Callable[[object], object], cell: str) -> None:
    with pytest.raises(Unreadable):
        read(cell)


def test_blanks_between_thousands_are_no_gap() -> None:
    assert read_fen("1 000.50") == 100_050
