"""What must hold of a stocktake's lines (盘点校验)."""

from desktop_app.models.seizures import CountLine
from desktop_app.registers.spec import Check, broken
from desktop_app.rules.numbers import quantity
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import CountResult
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts


def result_fits(draft: Draft, facts: Facts) -> Problem | None:
    """相符 is written where the books and the shelf agree, and nowhere else."""
    booked, counted = draft.values.get(CountLine.booked.key), draft.values.get(CountLine.counted.key)
    result = draft.values.get(CountLine.result.key)
    if booked is None or counted is None or result is None:
        return None
    if (booked == counted) == (result not in (CountResult.QUANTITY, CountResult.MISSING, CountResult.UNKNOWN)):
        return None
    said = f"账面 {quantity(booked)}，实盘 {quantity(counted)}，盘点结果写的是“{result}”。核对后改正"
    return broken(CountLine.result, "stock_result_mismatch", said)


def difference_fits(draft: Draft, facts: Facts) -> Problem | None:
    """The difference is what was counted less what the books say."""
    booked, counted = draft.values.get(CountLine.booked.key), draft.values.get(CountLine.counted.key)
    told = draft.values.get(CountLine.told_difference.key)
    if booked is None or counted is None or told is None or told == counted - booked:
        return None
    said = f"差异写的是 {quantity(told)}，实盘减账面是 {quantity(counted - booked)}。核对"
    return broken(CountLine.told_difference, "difference_mismatch", said)


COUNT_TESTS: tuple[Check, ...] = (result_fits, difference_fits)
