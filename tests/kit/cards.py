"""Cards of cases at hand: made, given out, and what they look like."""

from datetime import date
from typing import Any

from desktop_app.models.cases import CardSet, CaseCard
from desktop_app.registers.cases import CARDS
from desktop_app.rules.vocabulary import CardRating
from desktop_app.services import cards, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.outcome import Outcome
from tests.kit.cases import case, case_no
from tests.kit.office import loaded

TOLD, WATCHED, REVIEWED = "办案告知卡", "执法监督卡", "质量评查卡"
ALL = (TOLD, WATCHED, REVIEWED)
MAY_4, MAY_20 = date(2015, 5, 4), date(2015, 5, 20)


def card_set(desk: Desk, serial: int, handler: int) -> int:
    """A closed case and its cards, none given out."""
    case(desk, serial, [handler])
    return records.save(desk, CARDS, new_draft(CardSet, {"case_no": case_no(serial)})).ids[0]


def issue(desk: Desk, issuer: int, *set_ids: int, kinds: tuple[str, ...] = ALL, **more: Any) -> Outcome:
    """Give cards out on 4 May."""
    given = {"on": MAY_4, "to": "", "issuer_id": issuer, **more}
    return cards.issue(desk, CARDS, set_ids, kinds, **given)


def give_back(desk: Desk, set_id: int, kind: str, rating: CardRating | None = CardRating.GOOD, **more: Any) -> Outcome:
    """Take a card back on 20 May."""
    given = {"on": MAY_20, "way": "当面交回", **more}
    return cards.give_back(desk, CARDS, set_id, kind, rating=rating, **given)


def seen(desk: Desk, set_id: int) -> Draft:
    return loaded(desk, CARDS, set_id)


def rows(desk: Desk, set_id: int) -> list[Values]:
    return seen(desk, set_id).rows(CaseCard)


def numbers(desk: Desk, set_id: int) -> list[str]:
    return [str(row["card_no"]) for row in rows(desk, set_id)]
