"""Reviewers proposed for a round: nobody who must stand aside, everybody about as much, told when nobody is left."""

from collections import Counter

import pytest

from desktop_app.models.people import Officer
from desktop_app.models.reviews import CaseReview, Reviewer, ReviewRound, RoundReviewer
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.rules.vocabulary import OfficerStatus, ReviewState
from desktop_app.services import records
from desktop_app.services.assigning import Proposal, assign, propose
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded, officer
from tests.kit.reviewing import Panel, panel, review, seen, take


@pytest.fixture
def who(desk: Desk) -> Panel:
    return panel(desk)


def proposed(desk: Desk, round_id: int) -> list[Proposal]:
    with desk.facts() as facts:
        return propose(facts, round_id)


def named(desk: Desk, round_id: int, *officers: int) -> None:
    """Name the reviewers of a round."""
    draft = loaded(desk, ROUNDS, round_id)
    draft.parts[RoundReviewer.__tablename__] = [{"officer_id": id_} for id_ in officers]
    records.save(desk, ROUNDS, draft)


def test_every_case_gets_two_and_everybody_as_many(desk: Desk, who: Panel) -> None:
    ids = [review(desk, who, serial, []) for serial in range(1, 7)]
    made = proposed(desk, who.round)
    assert [one.review_id for one in made] == ids
    assert all(len(set(one.officers)) == 2 and not one.lacking for one in made)
    assert Counter(id_ for one in made for id_ in one.officers) == dict.fromkeys(
        (who.first, who.second, who.third, who.fourth), 3
    )
    assert proposed(desk, who.round) == made


def test_who_has_less_to_do_comes_first(desk: Desk, who: Panel) -> None:
    review(desk, who, 1, [who.first, who.second])
    review(desk, who, 2, [])
    assert proposed(desk, who.round)[0].officers == (who.third, who.fourth)


def test_the_one_who_must_stand_aside_is_named_with_the_reason(desk: Desk, who: Panel) -> None:
    colleague = officer(desk, "赵一帆", "公诉科")
    named(desk, who.round, who.first, colleague, who.second)
    made = review(desk, who, 1, [])
    assert proposed(desk, who.round) == [
        Proposal(made, "PC-2015-05-01", (who.first, who.second), ("赵一帆与承办人同在一个部门",))
    ]


def test_it_is_said_when_nobody_is_left(desk: Desk, who: Panel) -> None:
    colleague = officer(desk, "赵一帆", "公诉科")
    named(desk, who.round, colleague, who.first)
    review(desk, who, 1, [])
    (one,) = proposed(desk, who.round)
    said = "还缺 1 名评查员（赵一帆与承办人同在一个部门）。在评查轮次里增加评查员"
    assert (one.officers, one.lacking) == ((who.first,), said)


def test_a_case_with_one_reviewer_gets_another_and_one_with_two_is_left(desk: Desk, who: Panel) -> None:
    review(desk, who, 1)
    half = review(desk, who, 2, [who.first])
    assert [(one.review_id, one.officers) for one in proposed(desk, who.round)] == [(half, (who.third,))]


def test_a_round_that_names_nobody_asks_those_of_earlier_ones(desk: Desk, who: Panel) -> None:
    told = {"name": "2015年4月份案件质量评查", "period": "2015-04", "standard_id": 1, "scheme_id": 1}
    other = records.save(desk, ROUNDS, new_draft(ReviewRound, told)).ids[0]
    made = review(desk, who, 1, [], round_id=other)
    (one,) = proposed(desk, other)
    assert (one.review_id, one.officers) == (made, (who.first, who.second))


def test_nobody_named_anywhere_is_told(desk: Desk) -> None:
    told = {"name": "2015年4月份案件质量评查", "period": "2015-04"}
    made = records.save(desk, ROUNDS, new_draft(ReviewRound, told)).ids[0]
    with pytest.raises(Refusal, match="没有可派的评查员。在评查轮次里填好评查员再分配"):
        proposed(desk, made)


def test_who_is_away_is_not_asked(desk: Desk, who: Panel) -> None:
    draft = loaded(desk, OFFICERS, who.first)
    draft[Officer.status] = next(word for word in OfficerStatus if word is not OfficerStatus.ACTIVE)
    records.save(desk, OFFICERS, draft)
    review(desk, who, 1, [])
    assert proposed(desk, who.round)[0].officers == (who.second, who.third)


def test_after_an_objection_others_are_proposed(desk: Desk, who: Panel) -> None:
    made = take(desk, who, review(desk, who), ReviewState.OBJECTED)
    (one,) = proposed(desk, who.round)
    assert (one.turn, one.officers) == (2, who.others)
    assert one.why_not == ("何静宜是原评查员，不能参加复评", "史海燕是原评查员，不能参加复评")
    assign(desk, REVIEWS, [one])
    assert [row["officer_id"] for row in seen(desk, made).rows(Reviewer) if row["turn"] == 2] == list(who.others)


def test_all_are_written_in_one_act_and_taken_back_in_one(desk: Desk, who: Panel) -> None:
    ids = [review(desk, who, serial, []) for serial in (1, 2)]
    outcome = assign(desk, REVIEWS, proposed(desk, who.round))
    assert outcome.said == "已给 2 件评查分配评查员"
    assert [len(seen(desk, id_).rows(Reviewer)) for id_ in ids] == [2, 2]
    assert {seen(desk, id_)[CaseReview.state] for id_ in ids} == {ReviewState.WAITING}
    undo(desk.store)
    assert [len(seen(desk, id_).rows(Reviewer)) for id_ in ids] == [0, 0]


def test_a_refused_one_stops_all(desk: Desk, who: Panel) -> None:
    ids = [review(desk, who, serial, []) for serial in (1, 2)]
    wrong = [Proposal(ids[0], "PC-2015-05-01", who.others), Proposal(ids[1], "PC-2015-05-02", (who.handler,))]
    with pytest.raises(Refusal, match="PC-2015-05-02：评查员韩雨桐是本案承办人"):
        assign(desk, REVIEWS, wrong)
    assert seen(desk, ids[0]).rows(Reviewer) == []
    with pytest.raises(Refusal, match="没有可分配的评查"):
        assign(desk, REVIEWS, [])
