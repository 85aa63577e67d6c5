"""What is shown of the case reviews: a round sealed and drawn, a contest, the views of the tab."""

from collections.abc import Callable

from desktop_app.models.reviews import Contest, ReviewRound
from desktop_app.registers.contests import CONTESTS
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.rules.vocabulary import RoundKind
from desktop_app.services import draws, records
from desktop_app.services.coming_round import coming
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.views.register.screen import RegisterScreen

PERIOD, QUARTER = "2015-04", "2015Q1"
DICE, WITNESSES = "3526142561", "监察科 马静怡"


def furnish_reviews(desk: Desk) -> None:
    """A special round of April, sealed and drawn by dice, and the contest of the first quarter, not yet confirmed."""
    with desk.facts() as facts:
        told = coming(facts)
    values = {
        "name": "2015年4月不捕不诉案件专项评查",
        "kind": RoundKind.SPECIAL,
        "period": PERIOD,
        "case_kind": "审查起诉",
        "standard_id": told.standard_id,
        "scheme_id": told.scheme_id,
    }
    (round_id,) = records.save(desk, ROUNDS, new_draft(ReviewRound, values)).ids
    draws.seal(desk, ROUNDS, round_id)
    draws.draw(desk, ROUNDS, REVIEWS, round_id, DICE, WITNESSES)
    records.save(desk, CONTESTS, new_draft(Contest, {"name": "", "period": QUARTER}))


def drawn_round(desk: Desk) -> str:
    """The number of the round drawn here."""
    with desk.facts() as facts:
        return next((str(row["number"]) for row in facts.live(ReviewRound.__tablename__) if row["seed"]), "")


def show_reviews(screen: RegisterScreen, take: Callable[[str], object]) -> None:
    """Every board of the tab."""
    for at, name in enumerate(("19-评查评分表", "20-评查统计", "21-评查台账")):
        screen.show_view(at)
        take(name)
