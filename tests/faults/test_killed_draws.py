"""The process dies while a pool is sealed, drawn or a case withdrawn: each act is there as a whole, or not at all."""

import random
from datetime import date

import pytest

from desktop_app.models.reviews import CaseReview, PoolCase, ReviewRound
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.rules.vocabulary import ReviewState, RoundKind, RoundState
from desktop_app.services import draws
from desktop_app.services.desk import Desk
from desktop_app.services.examining import examined
from desktop_app.services.office import seated
from desktop_app.store.file import Store
from desktop_app.system.errors import Refusal
from tests.kit.cases import case, month_round
from tests.kit.killing import OFTEN, READY, Acknowledge, killed
from tests.kit.office import officer

DICE, WITNESSES = "3526142561", "监察科 马静怡"
CASES, TAKEN = 40, 12
Standing = tuple[str, int, int, int, int]
"""State of a round, its sealed cases, cases drawn, reviews, withdrawn reviews."""

WHOLE: tuple[Standing, ...] = (
    (RoundState.PLANNED, 0, 0, 0, 0),
    (RoundState.SEALED, CASES, 0, 0, 0),
    (RoundState.DRAWN, CASES, TAKEN, TAKEN, 0),
    (RoundState.DRAWN, CASES, TAKEN + 1, TAKEN + 1, 1),
)
"""What a round is after none, one, two and all three of its acts."""


def again(desk: Desk) -> Desk:
    """The office opened anew."""
    return seated(Store.open_with_key(desk.store.folder, desk.store.key, desk.store.clock), desk.clock)


def stands(desk: Desk, round_id: int) -> Standing:
    """How far the round is, counted from its rows."""
    with desk.facts() as facts:
        row = facts.session.get_one(ReviewRound, round_id)
        sealed = facts.session.query(PoolCase).filter(PoolCase.round_id == round_id).count()
        reviews = facts.session.query(CaseReview).filter(CaseReview.round_id == round_id)
        gone = reviews.filter(CaseReview.state == ReviewState.WITHDRAWN).count()
        lines = draws.drawn(facts, round_id)
        assert all(line.review_number for line in lines)
        assert bool(row.pool_sha256) == bool(row.sealed_on) == bool(sealed)
        assert bool(row.seed) == bool(row.drawn_on) == bool(row.witnesses) == bool(lines)
        return row.state, sealed, len(lines), reviews.count(), gone


def special(desk: Desk, trial: int) -> int:
    """A round of its own over the forty cases: three of ten of each handler, every tenth a 不起诉."""
    return month_round(desk, name=f"第{trial + 1}次专项评查", kind=RoundKind.SPECIAL, ratio=30)


@pytest.mark.parametrize("trials", OFTEN)
def test_a_draw_is_whole_or_not_at_all(desk: Desk, trials: int) -> None:
    people, chance = [officer(desk, "张雪梅"), officer(desk, "陈少华", "侦查监督科")], random.Random(43)
    for serial in range(1, CASES + 1):
        result = "不起诉（存疑）" if serial % 10 == 0 else "提起公诉"
        case(desk, serial, [people[serial % 2]], result=result, closed_on=date(2015, 5, 1 + serial % 30))
    desk.store.close()
    seen: set[int] = set()
    for trial in range(max(6, trials // 10)):
        opened = again(desk)
        round_id = special(opened, trial)
        opened.store.close()

        def work(acknowledge: Acknowledge, round_id: int = round_id) -> None:
            office = again(desk)
            acknowledge(READY)
            draws.seal(office, ROUNDS, round_id)
            acknowledge(1)
            draws.draw(office, ROUNDS, REVIEWS, round_id, DICE, WITNESSES)
            acknowledge(2)
            draws.withdraw(office, ROUNDS, REVIEWS, round_id, 5, "上级院调卷")
            acknowledge(3)

        told = killed(work, chance, 0.0, 0.3)
        opened = again(desk)
        here = WHOLE.index(stands(opened, round_id))
        assert here >= max(told, default=0), "what was told as done is there"
        finish(opened, round_id, here)
        assert stands(opened, round_id) == WHOLE[3]
        seen.add(here)
        opened.store.close()
    opened = again(desk)
    assert examined(opened).said == []
    opened.store.close()
    assert len(seen) > 1, "killed at different moments"


def finish(desk: Desk, round_id: int, done: int) -> None:
    """The officer goes on where the program died; no step can be taken twice."""
    acts = (
        lambda: draws.seal(desk, ROUNDS, round_id),
        lambda: draws.draw(desk, ROUNDS, REVIEWS, round_id, DICE, WITNESSES),
        lambda: draws.withdraw(desk, ROUNDS, REVIEWS, round_id, 5, "上级院调卷"),
    )
    for act in acts[:done]:
        with pytest.raises(Refusal):
            act()
    for act in acts[done:]:
        act()
