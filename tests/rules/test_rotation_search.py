"""Every proposal keeps the rules, every verdict is true: judged by rules written twice and by all plans there are."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from desktop_app.rules.rotation_check import keeps
from desktop_app.rules.rotation_plan import Found, Impossible, Person, Pin, Place, Problem, Rules, Unfinished
from desktop_app.rules.rotation_polish import wish_met
from desktop_app.rules.rotation_search import search, solve
from tests.kit.rotation_plans import breaks, possible, questions

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def everybody(question: Problem) -> tuple[set[int], set[int]]:
    return {person.id for person in question.people}, {place.id for place in question.places}


@SLOW
@given(questions(people=9, places=6, periods=4, most=3))
def test_every_proposal_keeps_every_rule(question: Problem) -> None:
    verdict = solve(question)
    assert not isinstance(verdict, Unfinished)
    if isinstance(verdict, Found):
        assert breaks(question, verdict.plan, *everybody(question)) == []


@SLOW
@given(questions(people=3, places=3))
def test_a_plan_is_found_exactly_where_there_is_one(question: Problem) -> None:
    assert isinstance(search(question), Found) == possible(question, *everybody(question))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_no_plan_is_confirmed_by_looking_at_all_of_them(question: Problem) -> None:
    verdict = search(question)
    if isinstance(verdict, Impossible):
        assert not possible(question, *everybody(question))


@SLOW
@given(questions(people=5, places=4, periods=3))
def test_the_judge_of_the_house_says_the_same(question: Problem) -> None:
    verdict = solve(question)
    if isinstance(verdict, Found):
        assert keeps(question, verdict.plan)
        moved = {**verdict.plan, (1, 1): question.places[0].id}
        assert keeps(question, moved) == (not breaks(question, moved, *everybody(question)))


def campaign(periods: int) -> Problem:
    """21 young officers, 12 departments: some visited, some barred, pairs of AB posts, relatives, wishes."""
    people = tuple(
        Person(
            one,
            f"干警{one}",
            one % 12 + 1,
            frozenset({one * 5 % 12 + 1, one * 7 % 12 + 1}),
            frozenset({one * 3 % 12 + 1} if one % 4 == 0 else ()),
            wish=one * 11 % 12 + 1,
        )
        for one in range(1, 22)
    )
    places = tuple(Place(one, f"部门{one}", 1 if one % 4 == 0 else 0, 2) for one in range(1, 13))
    cover = frozenset((one, one + 1) for one in range(1, 21, 3)) if periods > 1 else frozenset()
    return Problem(people, places, frozenset({(1, 5), (2, 9)}), cover, periods=periods)


def test_a_whole_campaign_takes_few_steps() -> None:
    for periods in (1, 2, 3, 6):
        question = campaign(periods)
        verdict = solve(question)
        assert isinstance(verdict, Found)
        assert breaks(question, verdict.plan, *everybody(question)) == []
        assert verdict.nodes <= 150
        may = [person for person in question.people if person.wish and question.may_go(person, person.wish)]
        assert sum(wish_met(person, verdict.plan) for person in may) >= len(may) - 1


def test_asked_twice_it_says_the_same_and_stays_near_what_it_said() -> None:
    question = campaign(3)
    first = solve(question)
    assert first == solve(question)
    assert isinstance(first, Found)
    (person, period), place = next(iter(first.plan.items()))
    elsewhere = next(
        p.id for p in question.places if p.id != place and question.may_go(question.people[person - 1], p.id)
    )
    again = solve(replace(question, last=first.plan, pins=(Pin(person, period, elsewhere),)))
    assert isinstance(again, Found)
    assert again.plan[person, period] == elsewhere
    assert sum(again.plan.get(cell) != at for cell, at in first.plan.items()) <= 8


def test_the_limit_is_no_verdict() -> None:
    assert isinstance(search(campaign(3), 2), Unfinished)


def test_a_pair_takes_turns_and_goes_as_often_as_it_can() -> None:
    pair = (Person(1, "周春梅", 1), Person(2, "田涛", 1))
    places = tuple(Place(one, f"部门{one}") for one in range(1, 5))
    verdict = solve(Problem(pair, places, cover=frozenset({(1, 2)}), periods=2))
    assert isinstance(verdict, Found)
    assert sorted(period for _, period in verdict.plan) == [1, 2]
    assert {person for person, _ in verdict.plan} == {1, 2}


def test_what_is_settled_is_taken_as_it_is() -> None:
    person = (Person(1, "周春梅", 1, frozenset({2})), Person(2, "田涛", 3))
    places = (Place(1, "公诉科"), Place(2, "侦监科", 0, 1), Place(3, "反贪局", 0, 1))
    settled = Problem(person, places, pins=(Pin(1, 1, 2, settled=True),))
    verdict = solve(settled)
    assert isinstance(verdict, Found)
    assert verdict.plan == {(1, 1): 2, (2, 1): 1}
    assert isinstance(search(replace(settled, pins=(Pin(1, 1, 2),))), Impossible)


def test_who_is_unfit_stays_unless_he_is_sent_by_hand() -> None:
    person = (Person(1, "马丽娜", 1, unfit="怀孕"),)
    places = (Place(1, "公诉科"), Place(2, "侦监科"))
    spared = Problem(person, places, rules=Rules(spare_unfit=True))
    assert solve(spared) == Found({}, 1)
    sent = solve(replace(spared, pins=(Pin(1, 1, 2),)))
    assert isinstance(sent, Found)
    assert sent.plan == {(1, 1): 2}


def test_half_a_stay_that_is_pinned_is_made_whole() -> None:
    places = tuple(Place(one, f"部门{one}") for one in range(1, 4))
    half = Problem((Person(1, "田涛", 1),), places, periods=3, months=2, least_months=3, pins=(Pin(1, 2, 3),))
    verdict = solve(half)
    assert isinstance(verdict, Found)
    assert sum(place == 3 for place in verdict.plan.values()) >= 2


def test_a_department_that_takes_nobody_gets_nobody() -> None:
    places = (Place(1, "公诉科", 0, 0), Place(2, "侦监科", 0, 1))
    verdict = solve(Problem((Person(1, "田涛"),), places, periods=2))
    assert isinstance(verdict, Found)
    assert set(verdict.plan.values()) == {2}
    assert isinstance(search(Problem((Person(1, "田涛"),), places[:1])), Impossible)
