"""The sheets of 统计 of 涉案财物: states, formalities, late moves, loans, money, freezes, disposals, differences."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import ENTRY, FREEZE
from desktop_app.figures.seizure_standing import EVENT, ITEM
from desktop_app.figures.seizure_statistics import LAPSED, UNKNOWN, Statistics, statistics
from desktop_app.figures.seizures import LINE, LoanStand
from desktop_app.registers.words import yuan
from desktop_app.rules.numbers import quantity
from desktop_app.rules.vocabulary import ItemState
from desktop_app.views.boards.exam_words import named, number
from desktop_app.views.boards.issue_sheet import Box, Head, Ids, Row
from desktop_app.views.boards.kind_table import Cell

PIECES, ENTRIES, FREEZES, LINES = "件", "笔", "笔", "条"
ALL = "合计"
STATES = tuple(state for state in ItemState if state is not ItemState.PARTED)
SHORT = {
    ItemState.HELD: "未移送",
    ItemState.DEPOSITED: "专户",
    ItemState.KEPT: "就地",
    ItemState.LENT: "调用",
    ItemState.SENT: "移送",
}
"""States as their columns are headed."""
_RED, _AMBER = "red7", "amber7"
_TONES = {ItemState.HELD: _AMBER, ItemState.LENT: _AMBER, ItemState.SENT: _AMBER}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the board shows, read once (一次读数)."""

    told: Statistics

    def only(self, ids: Collection[int] | None) -> "Reading":
        """The same of these items only, all when None; money, freezes and stocktakes are always all."""
        if ids is None:
            return self
        kept = frozenset(ids)
        gone = {
            pair: own
            for pair, events in self.told.disposals.items()
            if (own := tuple(one for one in events if one[1] in kept))
        }
        told = replace(
            self.told,
            lines=tuple(line for line in self.told.lines if line.id in kept),
            loans=tuple(one for one in self.told.loans if one.item.id in kept),
            disposals=gone,
        )
        return Reading(told)


def read_statistics(ask: Question) -> Reading:
    """Everything the board shows at the end of the day asked for."""
    return Reading(statistics(ask))


def _count(ids: Ids, kind: str, measure: str, *words: str, tone: str = "ink", strong: bool = False) -> Cell:
    """A number that opens its records; nothing is a quiet dot."""
    said = named(ids, measure, *words)
    ink = tone if ids else "ink3"
    return Cell(number(len(ids)), ids, said, tone=ink, strong=strong, kind=kind, weight=float(len(ids)))


def _first(word: str, ids: Ids, kind: str, measure: str, total: bool = False, tone: str = "ink") -> Cell:
    return Cell(word, ids, named(ids, measure, "" if total else word), tone=tone, strong=total, kind=kind)


_NOTHING = "没有"


def _none(columns: int) -> tuple[Row, ...]:
    """A row that says so where there is none."""
    return (Row("", (Box(_NOTHING, tone="ink3"), *(Box("·", tone="ink3") for _ in range(columns - 1)))),)


# items by state


def state_heads(by: str) -> tuple[Head, ...]:
    states = (Head(SHORT.get(state, state.value), least=48) for state in STATES)
    return (Head(by, width=236 if by == "案件" else 128, left=True), *states, Head(ALL, width=56, sum=True))


def state_rows(told: Statistics, by: str) -> tuple[Row, ...]:
    """A row a word of the grouping, last the sums."""
    groups = told.grouped(by)
    if not groups:
        return ()
    sums = {state.value: _joined(own.get(state.value, ()) for own in groups.values()) for state in STATES}
    return (*(_state_row(word, own) for word, own in groups.items()), _state_row(ALL, sums, total=True))


def _joined(found: Iterable[Ids]) -> Ids:
    return tuple(id_ for ids in found for id_ in ids)


def _state_row(word: str, own: Mapping[str, Ids], total: bool = False) -> Row:
    every = _joined(own.values())
    name = "" if total else word
    cells = (
        _count(own.get(state.value, ()), ITEM, PIECES, name, state.value, tone=_TONES.get(state, "ink"), strong=total)
        for state in STATES
    )
    first = _first(word, every, ITEM, PIECES, total)
    return Row(word, (first, *cells, _count(every, ITEM, PIECES, name, strong=total)), total)


# formalities, late moves, differences


def word_heads(first: str, measure: str) -> tuple[Head, ...]:
    return (Head(first, left=True, least=84), Head("", left=True, least=60), Head(measure, width=52))


def word_rows(found: Mapping[str, Ids], kind: str, measure: str, tone: str = _AMBER) -> tuple[Row, ...]:
    """A row a word with a bar, the longest first as given."""
    most = max(map(len, found.values()), default=0)
    return tuple(_word(word, ids, kind, measure, tone, most) for word, ids in found.items()) or _none(3)


def _word(word: str, ids: Ids, kind: str, measure: str, tone: str, most: int) -> Row:
    bar = (("amberM", float(len(ids))),)
    said = named(ids, measure, word)
    return Row(
        word,
        (
            _first(word, ids, kind, measure),
            Cell("", ids, said, parts=bar, of=float(most), kind=kind),
            _count(ids, kind, measure, word, tone=tone),
        ),
    )


def late_heads() -> tuple[Head, ...]:
    return (Head("部门", left=True, least=110), Head("已移送", width=60), Head("未移送", width=60), Head(ALL, width=52))


def late_rows(told: Statistics) -> tuple[Row, ...]:
    """A row a department: moved late, still waiting past the day; last the office."""
    late = told.late()
    if not late:
        return _none(4)
    moved, waiting = (_joined(pair[at] for pair in late.values()) for at in (0, 1))
    rows = (_late_row(place, *pair) for place, pair in late.items())
    return (*rows, _late_row(ALL, moved, waiting, total=True))


def _late_row(place: str, moved: Ids, waiting: Ids, total: bool = False) -> Row:
    every, name = (*moved, *waiting), "" if total else place
    return Row(
        place,
        (
            _first(place, every, ITEM, PIECES, total),
            _count(moved, ITEM, PIECES, name, "逾期移送", strong=total),
            _count(waiting, ITEM, PIECES, name, "逾期未移送", tone=_RED, strong=total),
            _count(every, ITEM, PIECES, name, "逾期", strong=total),
        ),
        total,
    )


# loans


def loan_heads() -> tuple[Head, ...]:
    return (
        Head("财物", left=True, least=120),
        Head("去向", left=True, width=52),
        Head("数量", width=52),
        Head("借出", width=84),
        Head("应还", width=84),
        Head("逾期", width=56),
    )


def loan_rows(told: Statistics) -> tuple[Row, ...]:
    """A row for everything that is out, by the day it is due back; red past it."""
    return tuple(_loan(one, told) for one in told.loans) or _none(6)


def _loan(one: LoanStand, told: Statistics) -> Row:
    loan, ids = one.loan, (one.loan.event,)
    late = max(0, (told.as_of - loan.due).days) if loan.due is not None else 0
    tone = _RED if late else "ink"
    said = f"{one.item.number} {one.item.name}{loan.pool} {quantity(loan.quantity)}"
    more = ((ITEM, (one.item.id,), f"{one.item.number} {one.item.name}"),)

    def cell(text: str, weight: float | None = None) -> Cell:
        return Cell(text, ids, said, tone=tone, kind=EVENT, more=more, weight=weight)

    return Row(
        str(loan.event),
        (
            cell(f"{one.item.number} {one.item.name}"),
            cell(loan.pool.value),
            cell(quantity(loan.quantity), loan.quantity),
            cell(loan.since.isoformat() if loan.since else "—", loan.since.toordinal() if loan.since else None),
            cell(loan.due.isoformat() if loan.due else "未定", loan.due.toordinal() if loan.due else None),
            cell(f"{late} 天" if late else "·", late),
        ),
    )


# money and freezes


def money_heads() -> tuple[Head, ...]:
    return (
        Head("案件", left=True, least=220),
        Head("笔", width=44),
        Head("收入", width=104),
        Head("支出", width=104),
        Head("结存", width=112, sum=True),
    )


def money_rows(told: Statistics) -> tuple[Row, ...]:
    """A row a case with what the special account holds of it, last all of it; red where it is overdrawn."""
    if not told.accounts:
        return _none(5)
    rows = [_account(one.case, one.entries, one.income, one.outgo) for one in told.accounts]
    every = _joined(one.entries for one in told.accounts)
    income, outgo = (sum(getattr(one, side) for one in told.accounts) for side in ("income", "outgo"))
    return (*rows, _account(ALL, every, income, outgo, total=True))


def _account(case: str, ids: Ids, income: int, outgo: int, total: bool = False) -> Row:
    said = named(ids, ENTRIES, "专户" if total else case)

    def money(fen: int, tone: str = "ink") -> Cell:
        return Cell(yuan(fen), ids, said, f"{said}，{yuan(fen)} 元", tone, total, kind=ENTRY, weight=float(fen))

    balance = income - outgo
    return Row(
        case,
        (
            _first(case, ids, ENTRY, ENTRIES, total),
            _count(ids, ENTRY, ENTRIES, "专户" if total else case, strong=total),
            money(income),
            money(outgo),
            money(balance, _RED if balance < 0 else "ink"),
        ),
        total,
    )


def freeze_heads() -> tuple[Head, ...]:
    return (Head("到期", left=True, least=84), Head("笔", width=44), Head("金额", width=112))


def freeze_rows(told: Statistics) -> tuple[Row, ...]:
    """A row a span of days to the last one, the nearest first; each freeze stands in one."""
    return tuple(_freeze(one.word, one.freezes, one.amount) for one in told.freezes) or _none(3)


def _freeze(word: str, ids: Ids, amount: int) -> Row:
    tone = _RED if word == LAPSED else "ink"
    said = named(ids, FREEZES, word)
    money = Cell(yuan(amount), ids, said, f"{said}，{yuan(amount)} 元", kind=FREEZE, weight=float(amount))
    return Row(
        word, (_first(word, ids, FREEZE, FREEZES, tone=tone), _count(ids, FREEZE, FREEZES, word, tone=tone), money)
    )


# disposals


def way_heads(told: Statistics) -> tuple[Head, ...]:
    """Months as columns."""
    months = tuple(_month_head(month) for month in _months(told))
    return (Head("处置方式", left=True, width=96), *months, Head(ALL, width=52, sum=True))


def _month_head(month: str) -> Head:
    return Head("未填", least=40) if month == UNKNOWN else Head(f"{int(month[5:])}月", f"{month[:4]}年", least=40)


def _months(told: Statistics) -> list[str]:
    return sorted({month for _, month in told.disposals}, key=lambda month: (month == UNKNOWN, month))


def way_rows(told: Statistics) -> tuple[Row, ...]:
    """A row a way, last the sums; every crossing opens its events."""
    months = _months(told)
    ways = list(dict.fromkeys(way for way, _ in told.disposals))
    if not ways:
        return _none(2)
    cells = {pair: tuple(event for event, _ in events) for pair, events in told.disposals.items()}
    sums = {month: _joined(cells.get((way, month), ()) for way in ways) for month in months}
    rows = (_way(way, {month: cells.get((way, month), ()) for month in months}) for way in ways)
    return (*rows, _way(ALL, sums, total=True))


def _way(way: str, own: Mapping[str, Ids], total: bool = False) -> Row:
    every, name = _joined(own.values()), "处置" if total else way
    cells = (_count(ids, EVENT, ENTRIES, name, month, strong=total) for month, ids in own.items())
    return Row(way, (_first(way, every, EVENT, ENTRIES, total), *cells, _count(every, EVENT, ENTRIES, name)), total)


def difference_rows(told: Statistics) -> tuple[Row, ...]:
    return word_rows(told.differences, LINE, LINES, _RED)
