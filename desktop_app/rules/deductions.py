"""Findings of an old ledger parted among its items (扣分归项): totals by item in columns, the findings in one text.

A ledger says 办案程序 3, 系统录入 0.5 and beside it 1.权利告知超期（扣3分）；2.案卡信息漏填（扣0.5分）. Which finding
belongs to which item follows from the sums, and from other rows of the ledger where it does. Nothing is guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.rules.entries import split_entries
from desktop_app.rules.numbers import read_points
from desktop_app.rules.unreadable import Unreadable, plain, tight

MOST = 16
"""Findings of one case that are parted; with more the sums leave too many ways."""

_STEPS, _WAYS = 3_000, 100
"""Tries, and ways found, after which a case counts as ambiguous."""

_POINTS = re.compile(
    r"[（(\[【,，:：、 ]*(?:扣除|扣减|扣|减|-|−|－)\s*(\d{1,3}(?:\.\d{1,2})?)\s*分?\s*[)）\]】]?\s*[。;；,，]?$"
)
_NUMBERS = re.compile(r"[\d.]+")


@dataclass(frozen=True, slots=True)
class Deduction:
    """One finding with the hundredths of a point it cost (一处扣分)."""

    text: str
    points: int

    @property
    def key(self) -> str:
        """What two findings of the same sort share: 遗漏主要事实1起 and 遗漏主要事实2起."""
        return defect_key(self.text)


@dataclass(frozen=True, slots=True)
class Case:
    """One row of a ledger: hundredths of a point by item, and its findings."""

    totals: Mapping[str, int]
    findings: tuple[Deduction, ...]


def defect_key(text: str) -> str:
    """A finding's words without numbers, blanks and width, by which it is known again."""
    return _NUMBERS.sub("", tight(text)).strip("。;,:、")


def read_deductions(text: str) -> tuple[Deduction, ...]:
    """The findings of a text, each with its points; none unless every entry says how much it cost."""
    found = [_deduction(entry) for entry in split_entries(text)]
    return tuple(one for one in found if one is not None) if all(found) else ()


def _deduction(entry: str) -> Deduction | None:
    said = " ".join(entry.split())
    told = _POINTS.search(plain(said))
    if told is None:
        return None
    try:
        points = read_points(told[1]) or 0
    except Unreadable:
        return None
    text = plain(said)[: told.start()].strip(" ,，;；、:：")
    return Deduction(text, points) if text and points else None


def part(case: Case, known: Mapping[str, str] | None = None) -> tuple[str, ...] | None:
    """The item of each finding, such that every item's total is met; None when that can be done in no or many ways.

    ``known`` (key of a finding to item) decides where the sums leave several ways.
    """
    return part_all([case], known)[0]


def part_all(cases: Sequence[Case], known: Mapping[str, str] | None = None) -> list[tuple[str, ...] | None]:
    """``part`` for the rows of one ledger: the same finding stands under the same item in all of them.

    A finding that contradicts this in some row tells nothing of the others.
    """
    ways = [_ways(case) for case in cases]
    places = _places(cases, ways, known or {})
    return [_settled(case, found, places) for case, found in zip(cases, ways, strict=True)]


def _ways(case: Case) -> list[tuple[str, ...]]:
    """Every way to part a case's findings; none when the totals cannot be met or there are too many ways."""
    wanted = {item: total for item, total in case.totals.items() if total}
    whole = sum(found.points for found in case.findings)
    if not case.findings or len(case.findings) > MOST or whole != sum(wanted.values()):
        return []
    tries = iter(range(_STEPS))
    order = sorted(range(len(case.findings)), key=lambda place: -case.findings[place].points)
    places = [order.index(place) for place in range(len(order))]
    found: dict[tuple[tuple[str, int, str], ...], tuple[str, ...]] = {}
    for ordered in _search([case.findings[place] for place in order], wanted, (), tries):
        way = tuple(ordered[place] for place in places)
        same = sorted((one.text, one.points, item) for one, item in zip(case.findings, way, strict=True))
        found.setdefault(tuple(same), way)
        if len(found) > _WAYS:
            return []
    return list(found.values()) if next(tries, None) is not None else []


def _search(
    findings: Sequence[Deduction], left: Mapping[str, int], way: tuple[str, ...], tries: Iterator[int]
) -> Iterator[tuple[str, ...]]:
    if len(way) == len(findings):
        yield way
        return
    points = findings[len(way)].points
    for item, rest in left.items():
        if rest >= points and next(tries, None) is not None:
            yield from _search(findings, {**left, item: rest - points}, (*way, item), tries)


def _places(
    cases: Sequence[Case], ways: Sequence[Sequence[tuple[str, ...]]], known: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """The items each finding may stand under, narrowed by every row until nothing changes."""
    places: dict[str, frozenset[str]] = {}
    barred: set[str] = set()
    while True:
        narrowed = _narrowed(cases, ways, places)
        barred |= {key for key, items in narrowed.items() if not items}
        after = {key: items for key, items in narrowed.items() if key not in barred}
        if after == places:
            break
        places = after
    for key, item in known.items():
        if item in places.get(key, ()):
            places[key] = frozenset({item})
    return places


def _narrowed(
    cases: Sequence[Case], ways: Sequence[Sequence[tuple[str, ...]]], places: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    found = dict(places)
    for case, some in zip(cases, ways, strict=True):
        open_to = _agreeing(case, some, places) or some
        for key in {one.key for one in case.findings} if open_to else ():
            spots = [place for place, one in enumerate(case.findings) if one.key == key]
            here = frozenset(way[place] for way in open_to for place in spots)
            found[key] = found[key] & here if key in found else here
    return found


def _agreeing(
    case: Case, ways: Sequence[tuple[str, ...]], places: Mapping[str, frozenset[str]]
) -> list[tuple[str, ...]]:
    """The ways in which every finding stands where it may."""
    return [
        way
        for way in ways
        if all(item in places.get(one.key, (item,)) for one, item in zip(case.findings, way, strict=True))
    ]


def _settled(
    case: Case, ways: Sequence[tuple[str, ...]], places: Mapping[str, frozenset[str]]
) -> tuple[str, ...] | None:
    if len(ways) == 1:
        return ways[0]
    agreeing = _agreeing(case, ways, places)
    return agreeing[0] if len(agreeing) == 1 else None
