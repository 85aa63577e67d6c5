"""The special account (专户): what a line is by its words, and which line and which custody event are the same money.

Sums are in 分. 账账相符: every receipt and payment of a case has its custody event (存入专户, 处置), every such event
its line; interest and fees of the bank have none.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CustodyAct, Disposal, MoneyKind, word

_SIGNS: tuple[tuple[str, MoneyKind, bool], ...] = (
    (r"利息|结息|息金|孳息", MoneyKind.INTEREST, True),
    (r"手续费|工本费|汇费|汇划费|账户管理费|转账费|服务费", MoneyKind.OTHER, False),
    (r"随案|移送法院|移交法院|移送公安|移送审判", MoneyKind.HANDED_ON, False),
    (r"上缴|国库|没收|非税", MoneyKind.TREASURY, False),
    (r"退还|返还|发还|退回|退赔|退款|解除扣押", MoneyKind.REFUND, False),
    (r"存入|缴存|存专户|收到|收款|扣押款|暂扣|赃款|退赃|转入|上交|保证金|代管", MoneyKind.DEPOSIT, True),
)
"""Words of a 摘要, what they mean, and on which side they stand (True for income)."""

APART = frozenset({MoneyKind.INTEREST, MoneyKind.OTHER})
"""Lines that move no seized property: interest may be of the whole account, fees are the bank's."""


def kind_told(said: str, income: int | None, outgo: int | None) -> MoneyKind | None:
    """What a line of the account is by its 摘要 and its side; None where the words do not tell."""
    flat = tight(said)
    whole = word(MoneyKind, flat)
    if whole is not None:
        return whole
    for sign, kind, coming in _SIGNS:
        if re.search(sign, flat) and (income if coming else outgo):
            return kind
    return None


def way_told(kind: MoneyKind | None, said: str) -> Disposal | None:
    """By which way money went that the account paid out; None where the line does not tell."""
    flat = tight(said)
    if kind is MoneyKind.HANDED_ON:
        return Disposal.WITH_CASE
    if kind is MoneyKind.TREASURY:
        return Disposal.CONFISCATED if "没收" in flat and "国库" not in flat else Disposal.TREASURY
    if kind is MoneyKind.REFUND:
        return Disposal.VICTIM if re.search(r"被害|受害|失主", flat) else Disposal.HOLDER
    return None


def kind_of(act: CustodyAct, way: Disposal | None) -> MoneyKind:
    """The line of the account a custody event asks for."""
    if act is CustodyAct.DEPOSITED:
        return MoneyKind.DEPOSIT
    if way in (Disposal.TREASURY, Disposal.CONFISCATED):
        return MoneyKind.TREASURY
    return MoneyKind.HANDED_ON if way in (Disposal.WITH_CASE, Disposal.AUTHORITY) else MoneyKind.REFUND


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the account: what came in (above 0) or went out (below 0), for which item where that is known."""

    id: int
    on: date | None
    sum: int
    item: int | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """Money of an item that entered the account (above 0) or left it (below 0) by a custody event."""

    event: int
    item: int
    on: date | None
    sum: int
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """What of one case belongs together, and what stands alone on either side."""

    pairs: tuple[tuple[tuple[Line, ...], tuple[Movement, ...]], ...]
    lines: tuple[Line, ...]
    movements: tuple[Movement, ...]


_Same = Callable[[Line, Movement], bool]
_RULES: tuple[_Same, ...] = (
    lambda line, move: line.item == move.item and bool(line.paper) and tight(line.paper) == tight(move.paper),
    lambda line, move: line.item == move.item and line.on == move.on,
    lambda line, move: line.item == move.item,
    lambda line, move: line.item is None and bool(line.paper) and tight(line.paper) == tight(move.paper),
    lambda line, move: line.item is None and line.on == move.on,
    lambda line, _move: line.item is None,
)
"""What makes a line and an event of the same sum one, the surest first."""


def matched(lines: Iterable[Line], movements: Iterable[Movement]) -> Matched:
    """Find the partner of every line and event of one case: one to one by sum, then sums of one paper or day."""
    open_lines, open_moves = list(lines), list(movements)
    pairs: list[tuple[tuple[Line, ...], tuple[Movement, ...]]] = []
    for same in _RULES:
        for line in list(open_lines):
            fits = [move for move in open_moves if move.sum == line.sum and same(line, move)]
            if fits:
                move = min(fits, key=lambda found: (_apart(line, found), found.event))
                open_lines.remove(line)
                open_moves.remove(move)
                pairs.append(((line,), (move,)))
    for some, others in _together(open_lines, open_moves):
        open_lines = [line for line in open_lines if line not in some]
        open_moves = [move for move in open_moves if move not in others]
        pairs.append((some, others))
    return Matched(tuple(pairs), tuple(open_lines), tuple(open_moves))


def _apart(line: Line, move: Movement) -> int:
    return abs((line.on - move.on).days) if line.on is not None and move.on is not None else 10**6


_GATHERED: tuple[_Same, ...] = (
    lambda line, move: bool(line.paper) and tight(line.paper) == tight(move.paper),
    lambda line, move: line.on is not None and line.on == move.on,
)
"""What gathers several events under one line, or several lines under one event: one paper, one day."""


def _together(
    lines: Sequence[Line], moves: Sequence[Movement]
) -> Iterator[tuple[tuple[Line, ...], tuple[Movement, ...]]]:
    left, open_moves = list(lines), list(moves)
    for same in _GATHERED:
        for line in list(left):
            some = tuple(move for move in open_moves if move.sum * line.sum > 0 and same(line, move))
            if len(some) > 1 and sum(move.sum for move in some) == line.sum:
                left.remove(line)
                open_moves = [move for move in open_moves if move not in some]
                yield (line,), some
        for move in list(open_moves):
            own = tuple(line for line in left if line.sum * move.sum > 0 and same(line, move))
            if len(own) > 1 and sum(line.sum for line in own) == move.sum:
                open_moves.remove(move)
                left = [line for line in left if line not in own]
                yield own, (move,)


_TRIED = 4
"""Of up to so many items it is tried whether their sums make up a payment."""


def shared_out(sum_: int, held: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Which items (id, sum held) a payment is of, and how much of each; fewer than asked where less is held.

    Items that make up the sum exactly are taken, the fewest; else one after another, of the last a part.
    """
    for count in range(1, min(_TRIED, len(held)) + 1):
        for some in combinations(held, count):
            if sum(amount for _, amount in some) == sum_:
                return some
    found, left = [], sum_
    for item, amount in held:
        if left > 0:
            found.append((item, min(amount, left)))
            left -= amount
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Balanced:
    """A line as a ledger of one case tells it: what is left behind it, and the balance it states, where it does."""

    line: int
    sum: int
    left: int
    told: int | None
    due: int | None

    @property
    def off(self) -> int:
        """By how much the stated balance differs from the sum of all lines of the account to there."""
        return self.told - self.due if self.told is not None and self.due is not None else 0


def running(rows: Iterable[tuple[int, str, int, int | None]]) -> Mapping[str, Sequence[Balanced]]:
    """The lines (id, case, sum, stated balance) of the whole account in its order, by case, with both balances.

    ``left`` runs within the case; a stated balance is that of the whole account.
    """
    whole = 0
    found: dict[str, list[Balanced]] = {}
    for id_, case, sum_, told in rows:
        whole += sum_
        own = found.setdefault(case, [])
        own.append(Balanced(id_, sum_, (own[-1].left if own else 0) + sum_, told, whole))
    return found
