"""The special account: what its lines are by their words, and which custody event is the same money."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.money import Line, Movement, kind_of, kind_told, matched, running, shared_out, way_told
from desktop_app.rules.vocabulary import CustodyAct, Disposal, MoneyKind

DAY = date(2015, 5, 12)


@pytest.mark.parametrize(
    ("said", "income", "outgo", "kind"),
    [
        ("孟石头扣押款存入专户", 100, None, MoneyKind.DEPOSIT),
        ("收款", 100, None, MoneyKind.DEPOSIT),
        ("收到杨某退赃款", 100, None, MoneyKind.DEPOSIT),
        ("专户一季度利息", 100, None, MoneyKind.INTEREST),
        ("结息", 1, 0, MoneyKind.INTEREST),
        ("返还被害人", None, 100, MoneyKind.REFUND),
        ("解除扣押退还朱有才", None, 100, MoneyKind.REFUND),
        ("随案移送法院", None, 100, MoneyKind.HANDED_ON),
        ("上缴国库", None, 100, MoneyKind.TREASURY),
        ("没收款上缴财政非税账户", None, 100, MoneyKind.TREASURY),
        ("转账手续费", None, 100, MoneyKind.OTHER),
        ("利息", None, 100, MoneyKind.INTEREST),
        ("更正", 100, None, None),
    ],
)
def test_a_line_says_by_its_words_what_it_is(
    said: str, income: int | None, outgo: int | None, kind: MoneyKind | None
) -> None:
    assert kind_told(said, income, outgo) is kind


def test_payments_and_disposals_name_each_other() -> None:
    assert way_told(MoneyKind.REFUND, "返还被害人") is Disposal.VICTIM
    assert way_told(MoneyKind.REFUND, "退还朱有才") is Disposal.HOLDER
    assert way_told(MoneyKind.TREASURY, "上缴国库") is Disposal.TREASURY
    assert way_told(MoneyKind.HANDED_ON, "随案移送") is Disposal.WITH_CASE
    assert way_told(MoneyKind.DEPOSIT, "存入") is None
    assert kind_of(CustodyAct.DEPOSITED, None) is MoneyKind.DEPOSIT
    for way in (Disposal.VICTIM, Disposal.HOLDER, Disposal.TREASURY, Disposal.WITH_CASE):
        kind = kind_of(CustodyAct.DISPOSED, way)
        assert way_told(kind, "被害人" if way is Disposal.VICTIM else "") is way


def test_the_surest_partner_is_taken() -> None:
    lines = [Line(1, DAY, 500), Line(2, DAY, 500, item=8), Line(3, date(2015, 5, 14), -500, paper="9号")]
    moves = [Movement(10, 7, date(2015, 5, 20), 500), Movement(11, 8, DAY, 500), Movement(12, 7, DAY, -500, "9号")]
    found = matched(lines, moves)
    told = {tuple(line.id for line in some): tuple(move.event for move in others) for some, others in found.pairs}
    assert told == {(2,): (11,), (1,): (10,), (3,): (12,)}
    assert (found.lines, found.movements) == ((), ())


def test_one_line_for_the_money_of_several_items_of_a_day() -> None:
    moves = [Movement(10, 7, DAY, 300), Movement(11, 8, DAY, 200), Movement(12, 9, date(2015, 5, 13), 100)]
    found = matched([Line(1, DAY, 500)], moves)
    assert [tuple(move.event for move in others) for _, others in found.pairs] == [(10, 11)]
    assert [move.event for move in found.movements] == [12]


def test_several_lines_for_one_event() -> None:
    found = matched([Line(1, DAY, 300), Line(2, DAY, 200)], [Movement(10, 7, DAY, 500)])
    assert (found.lines, found.movements) == ((), ())


def test_an_item_is_never_paired_with_the_line_of_another() -> None:
    found = matched([Line(1, DAY, 500, item=8)], [Movement(10, 7, date(2015, 5, 13), 500)])
    assert (len(found.lines), len(found.movements)) == (1, 1)


sums = st.lists(st.integers(-5, 5).filter(bool), max_size=12)


@given(sums, sums)
def test_pairs_are_of_equal_sums_and_nothing_is_lost(left: list[int], right: list[int]) -> None:
    lines = [Line(at, DAY, sum_) for at, sum_ in enumerate(left)]
    moves = [Movement(at, at, DAY, sum_) for at, sum_ in enumerate(right)]
    found = matched(lines, moves)
    for some, others in found.pairs:
        assert sum(line.sum for line in some) == sum(move.sum for move in others)
    assert sorted([line.id for some, _ in found.pairs for line in some] + [line.id for line in found.lines]) == list(
        range(len(left))
    )
    alone = [move.event for move in found.movements]
    assert sorted([move.event for _, others in found.pairs for move in others] + alone) == list(range(len(right)))


def test_a_payment_is_of_the_items_that_make_it_up_else_one_after_another() -> None:
    held = [(1, 46_100), (2, 2_900), (3, 62_900), (4, 144_500)]
    assert shared_out(2_900, held) == ((2, 2_900),)
    assert shared_out(65_800, held) == ((2, 2_900), (3, 62_900))
    assert shared_out(50_000, held) == ((1, 46_100), (2, 2_900), (3, 1_000))
    assert shared_out(300_000, [(1, 46_100)]) == ((1, 46_100),)


@given(st.integers(1, 500), st.lists(st.integers(1, 100), max_size=8))
def test_no_more_is_taken_of_an_item_than_it_holds(asked: int, amounts: list[int]) -> None:
    held = list(enumerate(amounts))
    found = shared_out(asked, held)
    assert sum(much for _, much in found) == min(asked, sum(amounts))
    assert all(0 < much <= amounts[item] for item, much in found)


def test_balances_run_within_a_case_and_stated_ones_over_the_whole_account() -> None:
    rows = [(1, "甲", 500, 500), (2, "乙", 300, 800), (3, "甲", -200, 610), (4, "", 5, None)]
    told = running(rows)
    assert [row.left for row in told["甲"]] == [500, 300]
    assert [(row.due, row.off) for row in told["甲"]] == [(500, 0), (600, 10)]
    assert (told[""][0].due, told[""][0].off) == (605, 0)
