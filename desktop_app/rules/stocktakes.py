"""Stocktakes (盘点): the steps of one, what a count says of a line, and the group a report puts it in."""

from enum import StrEnum

from desktop_app.rules.lifecycle import Lifecycle, Move, needs
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CountResult, StocktakeState

STOCKTAKE = Lifecycle(
    states=tuple(StocktakeState),
    side=(),
    moves=(
        Move(
            "开始盘点",
            StocktakeState.PREPARED,
            StocktakeState.COUNTING,
            guard=needs("counted_on", "没填盘点日期。填好再办"),
            asks=("counted_on",),
        ),
        Move("对账", StocktakeState.COUNTING, StocktakeState.COMPARED),
        Move("办结", StocktakeState.COMPARED, StocktakeState.CLOSED),
        Move("退回拟定", StocktakeState.COUNTING, StocktakeState.PREPARED, reason=True, forward=False),
        Move("重新盘点", StocktakeState.COMPARED, StocktakeState.COUNTING, reason=True, forward=False),
        Move("重新打开", StocktakeState.CLOSED, StocktakeState.COMPARED, reason=True, forward=False),
    ),
)
"""A stocktake: prepared, counted, compared with the books, closed."""


class CountGroup(StrEnum):
    """The group of a line in the report (盘点结果分组); every line is in exactly one."""

    MISSING = "缺失"
    UNEXPECTED = "多出"
    MISPLACED = "错位"
    QUANTITY = "数量不符"
    OTHER = "其他"
    AGREES = "相符"
    UNCOUNTED = "未盘"


_GROUPS = {
    CountResult.MISSING: CountGroup.MISSING,
    CountResult.UNKNOWN: CountGroup.UNEXPECTED,
    CountResult.MISPLACED: CountGroup.MISPLACED,
    CountResult.QUANTITY: CountGroup.QUANTITY,
    CountResult.AGREES: CountGroup.AGREES,
}
DIFFERENT = (CountGroup.MISSING, CountGroup.UNEXPECTED, CountGroup.MISPLACED, CountGroup.QUANTITY, CountGroup.OTHER)
"""Groups of what does not agree, in the order of the report."""


def judged(booked: int | None, counted: int, written_place: str, found_place: str) -> CountResult:
    """What a count says of a line: quantities in thousandths; an empty place found is the one of the books."""
    if not booked:
        return CountResult.UNKNOWN
    if counted == 0:
        return CountResult.MISSING
    if counted != booked:
        return CountResult.QUANTITY
    return CountResult.MISPLACED if _apart(written_place, found_place) else CountResult.AGREES


def _apart(written: str, found: str) -> bool:
    return bool(tight(found)) and tight(found).upper() != tight(written).upper()


def group_of(result: CountResult | None, booked: int | None, counted: int | None) -> CountGroup:
    """The group of a line; one without a result is judged by its numbers."""
    if result is not None:
        return _GROUPS.get(result, CountGroup.OTHER)
    if counted is None:
        return CountGroup.UNCOUNTED
    return _GROUPS[judged(booked, counted, "", "")]
