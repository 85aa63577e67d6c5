"""The three cards of cases as they are looked for (一案三卡): by number, by case, by what is still to be given out."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.cases import CardSet, CardTemplate, CaseCard
from desktop_app.models.people import Department, Officer
from desktop_app.models.reviews import CaseReview, DrawnCase, ReviewRound
from desktop_app.rules.cases import case_key
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CardState, ReviewState
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

WIDTH = 4
"""Digits of a card's serial: 1-0123."""

_TYPED = re.compile(r"(\d+)-0*(\d+)")
_DASHES = str.maketrans(dict.fromkeys("—–－−_", "-"))


@dataclass(frozen=True, slots=True)
class Incomplete:
    """The cards of a case not all given out (未发齐): ``missing`` are the kinds still to be given out, in order."""

    set_id: int
    number: str
    case_no: str
    name: str
    handler: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One card with the case it belongs to, as it is taken back."""

    set_id: int
    set_number: str
    kind: str
    card_no: str
    case_no: str
    name: str
    department: str
    handler: str
    issued_on: date | None
    due_on: date | None
    returned_on: date | None


def live_templates(facts: Facts) -> list[Mapping[str, Any]]:
    """The cards a case must have (卡片模板), in order."""
    return sorted(facts.live(CardTemplate.__tablename__), key=lambda row: (row["position"], row["id"]))


def round_cases(session: Session, round_id: int) -> list[str]:
    """Numbers of a round's cases that are not withdrawn: of its draw, else of its reviews (old ledgers)."""
    if session.get(ReviewRound, round_id) is None:
        return []
    drawn = session.execute(
        select(DrawnCase.case_no, DrawnCase.struck_on)
        .where(DrawnCase.round_id == round_id)
        .order_by(DrawnCase.position)
    ).all()
    if drawn:
        return [number for number, struck in drawn if struck is None]
    reviews = select(CaseReview.case_no).where(
        CaseReview.round_id == round_id,
        CaseReview.retired_at.is_(None),
        CaseReview.state != ReviewState.WITHDRAWN,
        CaseReview.case_no != "",
    )
    return list(dict.fromkeys(session.scalars(reviews.order_by(CaseReview.id))))


def incomplete(facts: Facts, most: int = 200) -> list[Incomplete]:
    """Cases whose cards are not all given out, the newest first, at most so many."""
    wanted = [str(row["title"]) for row in live_templates(facts)]
    rows = facts.session.scalars(
        select(CardSet)
        .where(CardSet.retired_at.is_(None), CardSet.state.in_((CardState.UNISSUED, CardState.TROUBLED)))
        .order_by(CardSet.id.desc())
        .limit(most)
    ).all()
    out = _given_out(facts.session, [row.id for row in rows])
    told = (_incomplete(facts, row, [kind for kind in wanted if (row.id, kind) not in out]) for row in rows)
    return [one for one in told if one.missing]


def _incomplete(facts: Facts, row: CardSet, missing: Sequence[str]) -> Incomplete:
    handler = facts.short_label(Officer.__tablename__, row.handler_id)
    return Incomplete(row.id, row.number, row.case_no, row.name, handler, tuple(missing))


def _given_out(session: Session, ids: Sequence[int]) -> set[tuple[int, str]]:
    found = select(CaseCard.set_id, CaseCard.kind).where(CaseCard.set_id.in_(ids), CaseCard.issued_on.is_not(None))
    return {(set_id, kind) for set_id, kind in session.execute(found)}


def find_card(facts: Facts, typed: str) -> Card:
    """The card of a number as typed or scanned (1-0123, 1-123, a square code with it). Refuses one that is not known.

    A number several cases of old ledgers bear is refused as well, with where to find them.
    """
    said = tight(typed).translate(_DASHES)
    if not said:
        raise Refusal("没填卡号。扫卡上的方码，或输入卡号", CaseCard.card_no.key)
    numbers = dict.fromkeys([said, *typed.split(), *_spelt(said)])
    rows = facts.session.execute(
        select(CaseCard, CardSet)
        .join(CardSet, CaseCard.set_id == CardSet.id)
        .where(CaseCard.card_no.in_(list(numbers)), CardSet.retired_at.is_(None))
        .order_by(CaseCard.id)
    ).all()
    if not rows:
        raise Refusal(f"没有卡号 {said}。核对卡号，或在列表里按受案号找", CaseCard.card_no.key)
    if len(rows) > 1:
        where = "、".join(row.number for _, row in rows)
        raise Refusal(f"卡号 {said} 有 {len(rows)} 张（{where}）。在列表里打开要收的那一案登记", CaseCard.card_no.key)
    return _card(facts, *rows[0])


def _spelt(said: str) -> Iterable[str]:
    """Other spellings of a number: without leading zeros and with four digits."""
    for prefix, serial in _TYPED.findall(said):
        yield f"{prefix}-{serial}"
        yield f"{prefix}-{serial.zfill(WIDTH)}"


def _card(facts: Facts, card: CaseCard, row: CardSet) -> Card:
    return Card(
        row.id,
        row.number,
        card.kind,
        card.card_no,
        row.case_no,
        row.name,
        facts.short_label(Department.__tablename__, row.department_id),
        facts.short_label(Officer.__tablename__, row.handler_id),
        card.issued_on,
        card.due_on,
        card.returned_on,
    )


def cards_out(facts: Facts, set_id: int) -> list[Card]:
    """The cards of a case given out and not yet back (未收回), the first due first."""
    row = facts.session.get(CardSet, set_id)
    if row is None:
        return []
    found = facts.session.scalars(
        select(CaseCard)
        .where(CaseCard.set_id == set_id, CaseCard.issued_on.is_not(None), CaseCard.returned_on.is_(None))
        .order_by(CaseCard.due_on, CaseCard.id)
    )
    return [_card(facts, card, row) for card in found]


def card_set_of(session: Session, case_no: str, but: int | None = None) -> int | None:
    """The live cards of a case, by its number; ``but`` leaves one set out."""
    found = select(CardSet.id).where(CardSet.retired_at.is_(None), CardSet.case_no == case_key(case_no))
    return session.scalars(found.where(CardSet.id.is_distinct_from(but)).order_by(CardSet.id)).first()
