"""What the board 统计 of 涉案财物 shows: items by state, formalities, late moves, loans, money, freezes, disposals.

Every number is the records behind it; those of the same words in the figures are the same records.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select

from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import FreezeStand, by_case, called, live
from desktop_app.figures.seizure_standing import ItemStand, items, standing
from desktop_app.figures.seizures import NOWHERE, LoanStand, counted, loans
from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.rules.property_checks import Checklist
from desktop_app.rules.vocabulary import CountResult, CustodyAct, Disposal

Ids = tuple[int, ...]
UNKNOWN = "未填"
SHORT_LIST = "清单份数不足"
LAPSED, BEYOND, OPEN_END = "逾期未续", "更远", "无到期日"
CASE, CATEGORY, NATURE, DEPARTMENT = "案件", "类别", "性质", "部门"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as the board groups it: by case, category, nature and department, under its state on the day."""

    id: int
    words: Mapping[str, str]
    state: str
    checks: Checklist
    late: bool
    moved: bool


@dataclass(frozen=True, slots=True)
class Account:
    """The special account of one case: its lines, what came in and went out, in 分."""

    case: str
    entries: Ids
    income: int
    outgo: int

    @property
    def balance(self) -> int:
        return self.income - self.outgo


@dataclass(frozen=True, slots=True)
class Ahead:
    """Live freezes whose last day comes within a time: their ids and sums in 分."""

    word: str
    freezes: Ids
    amount: int


@dataclass(frozen=True)
class Statistics:
    """Everything the board shows, read once (一次读数). ``disposals`` are events by way and month (2015-05).

    ``differences`` are lines of stocktakes not settled, by result; ``as_of`` is the day asked for.
    """

    lines: tuple[ItemLine, ...]
    loans: tuple[LoanStand, ...]
    accounts: tuple[Account, ...]
    freezes: tuple[Ahead, ...]
    disposals: Mapping[tuple[str, str], tuple[tuple[int, int], ...]]
    differences: Mapping[str, Ids]
    as_of: date

    def grouped(self, by: str) -> dict[str, dict[str, Ids]]:
        """Ids of items by the word of a grouping and their state, the words with most items first."""
        found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for line in self.lines:
            found[line.words[by]][line.state].append(line.id)
        order = sorted(found, key=lambda word: (word in (UNKNOWN, NOWHERE), -sum(map(len, found[word].values())), word))
        return {word: {state: tuple(ids) for state, ids in found[word].items()} for word in order}

    def lacking(self) -> dict[str, Ids]:
        """Items by the point of the checklist that is not there, the commonest first; lists in too few copies last."""
        found = _gathered((word, line.id) for line in self.lines for word in line.checks.lacking)
        short = tuple(line.id for line in self.lines if line.checks.short_list)
        return {**found, SHORT_LIST: short} if short else found

    def late(self) -> dict[str, tuple[Ids, Ids]]:
        """Items moved late, and those still waiting past their day, by department."""
        own = [line for line in self.lines if line.late]
        whole = _gathered((line.words[DEPARTMENT], line.id) for line in own)
        moved = {line.id for line in own if line.moved}
        return {
            place: (tuple(id_ for id_ in ids if id_ in moved), tuple(id_ for id_ in ids if id_ not in moved))
            for place, ids in whole.items()
        }


def statistics(ask: Question) -> Statistics:
    """Everything the board shows at the end of the day asked for."""
    told = _words(ask)
    return Statistics(
        tuple(_line(ask, item, told) for item in standing(ask)),
        tuple(loans(ask)),
        tuple(
            Account(case, tuple(row.id for row in own), sum(row.income for row in own), sum(row.outgo for row in own))
            for case, own in by_case(ask).items()
        ),
        tuple(_freezes(ask)),
        _disposals(ask),
        _differences(ask),
        ask.as_of,
    )


def _words(ask: Question) -> Mapping[int, tuple[str, str]]:
    """Category and nature of every item."""
    asked = select(SeizedItem.id, SeizedItem.category, SeizedItem.nature).where(SeizedItem.retired_at.is_(None))
    return {row[0]: (row[1] or UNKNOWN, str(row[2] or UNKNOWN)) for row in ask.session.execute(asked)}


def _line(ask: Question, item: ItemStand, told: Mapping[int, tuple[str, str]]) -> ItemLine:
    category, nature = told.get(item.id, (UNKNOWN, UNKNOWN))
    words = {CASE: item.case, CATEGORY: category, NATURE: nature, DEPARTMENT: item.department or NOWHERE}
    late = item.late(ask.as_of)
    return ItemLine(item.id, words, item.state.value, item.checks, late, item.moved_on is not None)


def _gathered(pairs: Iterable[tuple[str, int]]) -> dict[str, Ids]:
    found: dict[str, list[int]] = defaultdict(list)
    for word, id_ in pairs:
        found[word].append(id_)
    return {word: tuple(found[word]) for word in sorted(found, key=lambda word: (-len(found[word]), word))}


def _freezes(ask: Question) -> Iterable[Ahead]:
    """Live freezes in the spans the office is called to mind in; each is in the nearest."""
    rows, ahead = live(ask), sorted(call.days for call in called(ask))
    yield from _span(LAPSED, [row for row in rows if row.lapsed])
    for since, days in pairwise([-1, *ahead]):
        yield from _span(f"{days}日内", [row for row in rows if row.expiring(days) and not row.expiring(since)])
    far = [row for row in rows if row.left is not None and not row.lapsed and not any(map(row.expiring, ahead))]
    yield from _span(BEYOND, far)
    yield from _span(OPEN_END, [row for row in rows if row.left is None])


def _span(word: str, own: list[FreezeStand]) -> Iterable[Ahead]:
    if own:
        yield Ahead(word, tuple(row.id for row in own), sum(row.amount or 0 for row in own))


def _disposals(ask: Question) -> dict[tuple[str, str], tuple[tuple[int, int], ...]]:
    """Disposals written by the end of the day as (event, item), by way and month; those struck out left out."""
    ways: dict[int, str] = {
        row[0]: str(row[1] or UNKNOWN) for row in ask.session.execute(select(CustodyEvent.id, CustodyEvent.way))
    }
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for item in items(ask):
        for event in item.past:
            if event.act is CustodyAct.DISPOSED:
                month = f"{event.on:%Y-%m}" if event.on is not None else UNKNOWN
                found[ways.get(event.id, UNKNOWN), month].append((event.id, item.id))
    order = [*map(str, Disposal), UNKNOWN]
    return {pair: tuple(found[pair]) for pair in sorted(found, key=lambda pair: (order.index(pair[0]), pair[1]))}


def _differences(ask: Question) -> dict[str, Ids]:
    found = _gathered((str(row.result), row.id) for row in counted(ask) if row.open)
    return {str(word): found[word] for word in CountResult if word in found}
