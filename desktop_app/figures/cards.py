"""Figures of the three cards of a case (一案三卡): what was given out and came back by the day, and what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Answer, Behind, Figure, Question
from desktop_app.models.cases import CardSet, CardTemplate, CaseCard
from desktop_app.rules.vocabulary import CardRating

KIND = CardSet.__tablename__
UNISSUED, OUT, BACK = "未发", "已发", "已收回"


@dataclass(frozen=True, slots=True)
class CardStand:
    """One card of a case as the day saw it; one that is not given out yet has no days."""

    set_id: int
    kind: str
    issued_on: date | None = None
    due_on: date | None = None
    returned_on: date | None = None
    rating: CardRating | None = None

    @property
    def state(self) -> str:
        if self.issued_on is None and self.returned_on is None:
            return UNISSUED
        return BACK if self.returned_on is not None else OUT


def card_stands(ask: Question) -> list[CardStand]:
    """Every card of every case: those its templates ask for, and whatever else was given out; by case and kind.

    A case whose first card went out later than the day is not there yet.
    """
    return ask.once("cards.stands", _read)


def _read(ask: Question) -> list[CardStand]:
    wanted = kinds(ask)
    cards: dict[int, dict[str, CardStand]] = {}
    rows = ask.session.execute(
        select(CardSet.id, CaseCard)
        .outerjoin(CaseCard, CaseCard.set_id == CardSet.id)
        .where(CardSet.retired_at.is_(None))
        .order_by(CardSet.id, CaseCard.id)
    )
    later: set[int] = set()
    for set_id, card in rows:
        own = cards.setdefault(set_id, {})
        if card is None:
            continue
        stand = _as_of(ask.as_of, set_id, card)
        if card.issued_on is not None and stand.issued_on is None:
            later.add(set_id)
        elif card.issued_on is not None or card.returned_on is not None:
            own[card.kind] = stand
    there = {set_id: own for set_id, own in cards.items() if own or set_id not in later}
    return [
        own.get(kind) or CardStand(set_id, kind)
        for set_id, own in there.items()
        for kind in dict.fromkeys((*wanted, *own))
    ]


def _as_of(day: date, set_id: int, card: CaseCard) -> CardStand:
    """The card as the day saw it: what was done to it later is taken back."""
    if card.issued_on is not None and card.issued_on > day:
        return CardStand(set_id, card.kind)
    back = card.returned_on if card.returned_on is not None and card.returned_on <= day else None
    return CardStand(set_id, card.kind, card.issued_on, card.due_on, back, card.rating if back is not None else None)


def kinds(ask: Question) -> tuple[str, ...]:
    """The cards a case must have (卡片模板), in order."""
    return ask.once("cards.kinds", _read_kinds)


def _read_kinds(ask: Question) -> tuple[str, ...]:
    found = select(CardTemplate.title).where(CardTemplate.retired_at.is_(None))
    return tuple(ask.session.scalars(found.order_by(CardTemplate.position, CardTemplate.id)))


def _cells(rows: list[CardStand], *words: Callable[[CardStand], str]) -> dict[tuple[str, ...], tuple[Behind, ...]]:
    found: dict[tuple[str, ...], list[Behind]] = {}
    for row in rows:
        found.setdefault(tuple(word(row) for word in words), []).append((KIND, row.set_id))
    return {path: tuple(behind) for path, behind in found.items()}


def _behind(rows: list[CardStand]) -> tuple[Behind, ...]:
    return tuple((KIND, set_id) for set_id in dict.fromkeys(row.set_id for row in rows))


def _state(ask: Question) -> Answer:
    """Cases with cards; by kind of card, how many were not given out, are out, came back."""
    rows = card_stands(ask)
    cells = _cells(rows, lambda row: row.kind, lambda row: row.state)
    groups: dict[str, dict[str, int]] = {}
    for (kind, state), found in cells.items():
        groups.setdefault(kind, dict.fromkeys((UNISSUED, OUT, BACK), 0))[state] = len(found)
    behind = _behind(rows)
    return Answer(len(behind), behind, groups, cells)


def _rate(rows: list[CardStand], done: list[CardStand]) -> Answer:
    """The share of these cards that is done, with four decimals, in all and by kind."""
    groups = {
        kind: round(sum(row.kind == kind for row in done) / sum(row.kind == kind for row in rows), 4)
        for kind in dict.fromkeys(row.kind for row in rows)
    }
    value = round(len(done) / len(rows), 4) if rows else None
    return Answer(value, _behind(done), groups, _cells(done, lambda row: row.kind))


def _issue_rate(ask: Question) -> Answer:
    """Cases with all their cards given out among all (发卡率), with four decimals."""
    rows = card_stands(ask)
    bare = {row.set_id for row in rows if row.state == UNISSUED}
    sets = dict.fromkeys(row.set_id for row in rows)
    whole = tuple((KIND, set_id) for set_id in sets if set_id not in bare)
    return Answer(round(len(whole) / len(sets), 4) if sets else None, whole)


def _return_rate(ask: Question) -> Answer:
    """Cards that came back among those given out."""
    rows = [row for row in card_stands(ask) if row.state != UNISSUED]
    return _rate(rows, [row for row in rows if row.state == BACK])


def _ratings(ask: Question) -> Answer:
    """What returned cards say (评价), by kind; with a period, those that came back in it."""
    rows = [row for row in card_stands(ask) if row.rating and (ask.period is None or row.returned_on in ask.period)]
    cells = _cells(rows, lambda row: row.kind, lambda row: str(row.rating))
    groups: dict[str, dict[str, int]] = {}
    for (kind, rating), found in cells.items():
        groups.setdefault(kind, {})[rating] = len(found)
    return Answer(len(rows), _behind(rows), groups, cells)


FIGURES = (
    Figure("cards.state", "一案三卡", "案", _state),
    Figure("cards.issue_rate", "三卡发齐率", "", _issue_rate, counted=False),
    Figure("cards.return_rate", "三卡收回率", "", _return_rate, counted=False),
    Figure("cards.ratings", "三卡评价", "张", _ratings, counted=False),
)
