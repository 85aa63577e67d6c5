"""What the next round of reviews begins with."""

import pytest

from desktop_app.models.people import Officer
from desktop_app.registers.people import OFFICERS
from desktop_app.rules.vocabulary import OfficerStatus
from desktop_app.services import records
from desktop_app.services.coming_round import Coming, coming
from desktop_app.services.desk import Desk
from tests.kit.cases import month_round
from tests.kit.office import loaded, officer
from tests.kit.reviewing import Panel, panel, review


@pytest.fixture
def who(desk: Desk) -> Panel:
    return panel(desk)


def next_round(desk: Desk) -> Coming:
    with desk.facts() as facts:
        return coming(facts)


def test_the_reviewers_of_the_round_before_review_again(desk: Desk, who: Panel) -> None:
    assert next_round(desk).period == "2015-06"
    assert next_round(desk).reviewers == (who.first, who.second, who.third, who.fourth)


def test_a_round_of_an_old_ledger_is_told_by_its_reviews(desk: Desk) -> None:
    """Old ledgers name reviewers case by case, never for the round."""
    first, second, third = (officer(desk, name, "案件管理办公室") for name in ("何静宜", "史海燕", "林晓岚"))
    who = Panel(officer(desk, "韩雨桐", "公诉科"), first, second, third, 0, month_round(desk))
    review(desk, who, 1, (who.second, who.first))
    review(desk, who, 2, (who.first, who.third))
    assert next_round(desk).reviewers == (who.second, who.first, who.third)


def test_who_left_does_not_review_again(desk: Desk, who: Panel) -> None:
    left = loaded(desk, OFFICERS, who.first)
    left[Officer.status] = OfficerStatus.RETIRED
    records.save(desk, OFFICERS, left)
    assert next_round(desk).reviewers == (who.second, who.third, who.fourth)
