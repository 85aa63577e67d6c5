"""Stocktakes (盘点): the steps of one."""

from desktop_app.rules.lifecycle import Lifecycle, Move, needs
from desktop_app.rules.vocabulary import StocktakeState

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
