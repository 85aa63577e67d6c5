"""Cross tables (统计表): the records of a base counted by one or two of their words, every number with its rows.

A base (统计对象) is declared once, over a reading that figures rest on already: nothing is computed a second time. Rows
are counted by their place in that reading, so that a total counts each row once, however many words it stands under.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.review_coverage import places_of
from desktop_app.models.basics import Term
from desktop_app.rules.marks import mean_of
from desktop_app.rules.numbers import points, rounded
from desktop_app.rules.order import natural

R = TypeVar("R")
Words = str | None | Iterable[str | None]
Value = int | float | None
EVERY = ""
"""In place of a word: all of them."""
UNFILLED = "未填"
NONE_LEFT = "—"
_POINT = 100


class Weigh(Enum):
    """How the rows of a cell become its number."""

    COUNT = "count"
    SHARE = "share"
    SUM = "sum"
    MEAN = "mean"


class Form(Enum):
    """How a number is written: as it is, in points or 元 of its hundredths."""

    PLAIN = "plain"
    POINTS = "points"
    YUAN = "yuan"


def _one(_ask: Question, _row: Any) -> int:
    return 1


@dataclass(frozen=True)
class Measure(Generic[R]):
    """What a cell says of its rows (指标). ``of`` weighs a row; a row it answers None for does not count in the cell.

    A share is that of the rows weighing 1 among all weighed.
    """

    label: str
    unit: str
    weigh: Weigh = Weigh.COUNT
    of: Callable[[Question, R], int | None] = _one
    form: Form = Form.PLAIN

    def told(self, weights: Sequence[int]) -> Value:
        """The number of some rows; None where there is nothing to share or to take a mean of."""
        if self.weigh is Weigh.COUNT:
            return len(weights)
        if self.weigh is Weigh.SUM:
            return sum(weights)
        if not weights:
            return None
        if self.weigh is Weigh.SHARE:
            return round(sum(weights) / len(weights), 4)
        mean = mean_of(sum(weights), len(weights))
        return float(mean) if mean is not None else None

    def said(self, value: Value) -> str:
        """The number as printed: 12, 43.5%, 84.75, 1,200.50; — where there is none."""
        if value is None:
            return NONE_LEFT
        if self.weigh is Weigh.SHARE:
            return f"{rounded(100 * value)}%"
        if self.weigh is Weigh.MEAN:
            return f"{value:.2f}"
        if self.form is Form.YUAN:
            return f"{value / _POINT:,.2f}"
        return points(int(value)) if self.form is Form.POINTS else str(value)


@dataclass(frozen=True)
class Dimension(Generic[R]):
    """A word a row is counted under (分类). With ``several`` a row may stand under more than one: once in the total.

    Words stand as ``order`` names them, or rising by themselves (``rising``), else those of most first.
    """

    label: str
    words: Callable[[Question, R], Words]
    order: Callable[[Question], Iterable[str]] | None = None
    rising: bool = False
    several: bool = False

    def of(self, ask: Question, row: R) -> tuple[str, ...]:
        """The words of a row, each once; 未填 where it has none."""
        told = self.words(ask, row)
        each = (told,) if isinstance(told, str) or told is None else tuple(told)
        return tuple(dict.fromkeys(str(word) for word in each if word)) or (UNFILLED,)

    def ordered(self, ask: Question, counts: Mapping[str, Value]) -> tuple[str, ...]:
        """Words, each with its total, as they stand in the table; 未填 last."""
        known = {word: place for place, word in enumerate(self.order(ask) if self.order is not None else ())}

        def place(word: str) -> tuple[Any, ...]:
            much = 0 if self.rising else -(counts[word] or 0)
            return (word == UNFILLED, known.get(word, len(known)), much, natural(word))

        return tuple(sorted(counts, key=place))


@dataclass(frozen=True)
class Base(Generic[R]):
    """What is counted (统计对象): its rows as a figure reads them, their words, the measures told of them.

    ``read`` gives the rows of the question's day and period; ``dated`` says by which day a row falls into a period,
    empty where the base stands as of a day alone. With ``parts`` a row is a part of the record behind it (扣分项目 of a
    review): rows are counted, the records opened. ``figure`` names the figure whose answer the total is.
    """

    id: str
    label: str
    tab: str
    kind: str
    read: Callable[[Question], Iterable[R]]
    behind: Callable[[R], Behind]
    dimensions: tuple[Dimension[R], ...]
    measures: tuple[Measure[R], ...]
    dated: str = ""
    parts: bool = False
    figure: str = ""

    def dimension(self, label: str) -> Dimension[R] | None:
        return next((one for one in self.dimensions if one.label == label), None)

    def measure(self, label: str) -> Measure[R] | None:
        return next((one for one in self.measures if one.label == label), None)


@dataclass(frozen=True)
class Cell:
    """A number and the records it is told from."""

    value: Value
    said: str
    behind: tuple[Behind, ...] = ()


@dataclass(frozen=True)
class Cross:
    """A table as counted: ``rows`` and ``columns`` are the words met, ``EVERY`` in their place gives a total."""

    base: Base[Any]
    by: tuple[Dimension[Any], ...]
    measures: tuple[Measure[Any], ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    _cells: Mapping[tuple[str, str, str], Cell]

    def cell(self, row: str = EVERY, column: str = EVERY, measure: str = "") -> Cell:
        """The cell of two words; without a measure that of the first."""
        first = self.measures[0] if not measure else next(one for one in self.measures if one.label == measure)
        empty = first.told(())
        return self._cells.get((row, column, first.label), Cell(empty, first.said(empty)))

    @property
    def behind(self) -> tuple[Behind, ...]:
        """Every record in the table, in the order read."""
        found = (self.cell(measure=one.label).behind for one in self.measures)
        return tuple(dict.fromkeys(one for behind in found for one in behind))

    @property
    def note(self) -> str:
        """Why parts may come to more than their total; empty where they cannot."""
        several = [one.label for one in self.by if one.several]
        return f"同一{self.base.label}可列入几个{'、'.join(several)}，合计只计一次" if several else ""


def crossed(
    ask: Question,
    base: Base[R],
    rows: Dimension[R],
    columns: Dimension[R] | None,
    measures: Sequence[Measure[R]],
) -> Cross:
    """Count the rows of a base by their words; statements do not grow with the rows."""
    told = list(base.read(ask))
    places: dict[tuple[str, str], list[int]] = {}
    words: tuple[dict[str, int], dict[str, int]] = ({}, {})
    weights = {one.label: [one.of(ask, row) for row in told] for one in measures}
    for at, row in enumerate(told):
        if all(weights[one.label][at] is None for one in measures):
            continue
        met = rows.of(ask, row), columns.of(ask, row) if columns is not None else ()
        for each, counts in zip(met, words, strict=True):
            for word in each:
                counts[word] = counts.get(word, 0) + 1
        for word in (*met[0], EVERY):
            for over in (*met[1], EVERY):
                places.setdefault((word, over), []).append(at)
    cells = {
        (*pair, one.label): _cell(base, one, told, [at for at in found if weights[one.label][at] is not None], weights)
        for pair, found in places.items()
        for one in measures
    }
    first = measures[0]
    much = first.weigh in (Weigh.COUNT, Weigh.SUM)

    def size(row: str, column: str, rows: int) -> Value:
        return cells[row, column, first.label].value if much else rows

    own = {word: size(word, EVERY, count) for word, count in words[0].items()}
    across = {word: size(EVERY, word, count) for word, count in words[1].items()}
    return Cross(
        base,
        tuple(one for one in (rows, columns) if one is not None),
        tuple(measures),
        rows.ordered(ask, own),
        columns.ordered(ask, across) if columns is not None else (),
        cells,
    )


def _cell(
    base: Base[R], one: Measure[R], told: Sequence[R], own: Sequence[int], weights: Mapping[str, Sequence[int | None]]
) -> Cell:
    value = one.told([weights[one.label][at] or 0 for at in own])
    return Cell(value, one.said(value), tuple(dict.fromkeys(base.behind(told[at]) for at in own)))


# words many bases share


def departments(ask: Question) -> list[str]:
    """Departments by their full names in the order of the office."""
    places = places_of(ask)
    return sorted(places, key=lambda name: places[name].position)


def terms(dictionary: str) -> Callable[[Question], list[str]]:
    """The words of a dictionary in its order."""

    def read(ask: Question) -> list[str]:
        found = select(Term.word).where(Term.dictionary == dictionary, Term.retired_at.is_(None))
        return list(ask.session.scalars(found.order_by(Term.position, Term.id)))

    return read


def by_department(label: str, name: Callable[[R], str | None]) -> Dimension[R]:
    return Dimension(label, lambda _ask, row: name(row), departments)


def by_word(label: str, word: Callable[[R], object], order: Iterable[object] = ()) -> Dimension[R]:
    """A word the row itself says, in the order of a vocabulary where it has one."""
    known = tuple(map(str, order))

    def told(_ask: Question, row: R) -> str:
        said = word(row)
        return "" if said is None else str(said)

    return Dimension(label, told, (lambda _ask: known) if known else None)


def by_month(label: str, day: Callable[[R], date | None]) -> Dimension[R]:
    """2015-04."""
    return Dimension(label, lambda _ask, row: f"{on:%Y-%m}" if (on := day(row)) else None, rising=True)


def by_quarter(label: str, day: Callable[[R], date | None]) -> Dimension[R]:
    """2015年2季度."""

    def told(_ask: Question, row: R) -> str | None:
        on = day(row)
        return f"{on.year}年{(on.month + 2) // 3}季度" if on else None

    return Dimension(label, told, rising=True)


def in_period(ask: Question, on: date | None) -> bool:
    """Whether a day is of the period asked for; none is where no period is asked."""
    return ask.period is None or (on is not None and on in ask.period)
