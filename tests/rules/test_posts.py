"""Who holds a post on a day: A, B, whoever was named, or nobody; and the days on which nobody does."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.posts import Away, Gap, Holding, Spell, absence_kind, by_officer, conflict, covered, gaps, until
from desktop_app.rules.vocabulary import AbsenceKind, Coverage

FIRST = date(2015, 3, 1)
LAST = date(2015, 3, 31)
A, B, OTHER, HOME, AWAY_FROM_HOME = 1, 2, 3, 10, 20
POST = Holding(post=5, a=A, b=B, place=HOME)


def day(n: int) -> date:
    return FIRST + timedelta(days=n - 1)


def spell(officer: int, first: int, last: int, place: int | None = None) -> Spell:
    return Spell(officer, day(first), day(last), place)


def gone(*spells: Spell, rotations: tuple[Spell, ...] = (), named: tuple[Spell, ...] = ()) -> Away:
    return Away(by_officer(spells), by_officer(rotations), {POST.post: list(named)})


def test_a_holds_his_post_and_b_stands_in_while_he_is_away() -> None:
    away = gone(spell(A, 3, 5))
    assert covered(POST, away, day(2)) == (Coverage.HELD, A)
    assert covered(POST, away, day(3)) == covered(POST, away, day(5)) == (Coverage.STOOD_IN, B)
    assert covered(POST, away, day(6)) == (Coverage.HELD, A)


def test_both_away_is_a_gap_from_the_first_common_day_to_the_last() -> None:
    away = gone(spell(A, 3, 8), spell(B, 6, 12))
    assert gaps(POST, away, FIRST, LAST) == [Gap(5, day(6), day(8), Coverage.EMPTY)]


def test_absences_that_follow_each_other_make_one_gap() -> None:
    away = gone(spell(A, 1, 4), spell(A, 5, 9), spell(B, 2, 9))
    assert gaps(POST, away, FIRST, LAST) == [Gap(5, day(2), day(9), Coverage.EMPTY)]


def test_somebody_named_fills_the_gap_while_he_is_there_himself() -> None:
    away = gone(spell(A, 1, 6), spell(B, 1, 6), spell(OTHER, 4, 5), named=(spell(OTHER, 1, 6),))
    assert covered(POST, away, day(1)) == (Coverage.NAMED, OTHER)
    assert gaps(POST, away, FIRST, LAST) == [Gap(5, day(4), day(5), Coverage.EMPTY)]


@pytest.mark.parametrize("second", [None, A])
def test_without_a_second_person_every_day_a_is_away_is_a_gap(second: int | None) -> None:
    alone = Holding(post=5, a=A, b=second)
    assert gaps(alone, gone(spell(A, 3, 4)), FIRST, LAST) == [Gap(5, day(3), day(4), Coverage.EMPTY)]


def test_rotations_are_told_apart_from_absences() -> None:
    rotations = (spell(A, 1, 31, AWAY_FROM_HOME), spell(B, 10, 31, AWAY_FROM_HOME))
    away = gone(spell(A, 12, 14), spell(B, 13, 13), rotations=rotations)
    assert covered(POST, away, day(5)) == (Coverage.STOOD_IN, B)
    assert [(gap.state, gap.first, gap.last) for gap in gaps(POST, away, FIRST, LAST)] == [
        (Coverage.ROTATED, day(10), day(12)),
        (Coverage.EMPTY, day(13), day(13)),
        (Coverage.ROTATED, day(14), day(31)),
    ]


def test_who_is_rotated_into_a_department_holds_its_posts() -> None:
    assert covered(POST, gone(rotations=(spell(A, 1, 31, HOME),)), day(9)) == (Coverage.HELD, A)


def test_a_pair_answers_for_its_own_days_only() -> None:
    pair = Holding(post=5, a=A, b=B, since=day(5), until=day(7))
    away = gone(spell(A, 1, 31), spell(B, 1, 31))
    assert gaps(pair, away, FIRST, LAST) == [Gap(5, day(5), day(7), Coverage.EMPTY)]


@st.composite
def offices(draw: st.DrawFn) -> tuple[Holding, Away]:
    people = st.sampled_from([A, B, OTHER])
    days = st.integers(1, 31)

    def spells(place: bool) -> tuple[Spell, ...]:
        made = []
        for _ in range(draw(st.integers(0, 4))):
            first, last = sorted((draw(days), draw(days)))
            target = draw(st.sampled_from([HOME, AWAY_FROM_HOME])) if place else None
            open_to = draw(st.sampled_from([None, date.max, day(last + 2)]))
            made.append(Spell(draw(people), day(first), day(last), target, open_to))
        return tuple(made)

    holding = Holding(5, A, draw(st.sampled_from([B, A, None])), day(draw(days)), None, HOME)
    return holding, gone(*spells(False), rotations=spells(True), named=spells(False))


@given(offices())
def test_the_runs_are_what_is_found_day_by_day(office: tuple[Holding, Away]) -> None:
    holding, away = office
    counted = {
        (day(n), state)
        for n in range(1, 32)
        if holding.stands(day(n)) and (state := covered(holding, away, day(n))[0]) in (Coverage.EMPTY, Coverage.ROTATED)
    }
    found = gaps(holding, away, FIRST, LAST)
    runs = [(gap.first + timedelta(days=n), gap.state) for gap in found for n in range((gap.last - gap.first).days + 1)]
    assert len(runs) == len(set(runs))
    assert set(runs) == counted
    for one, other in pairwise(found):
        assert one.last + timedelta(days=1) < other.first or one.state is not other.state


def test_functions_that_do_not_go_together_are_found_both_ways() -> None:
    pairs = [("出纳", "会计")]
    assert conflict(["出纳"], ["会计"], pairs) == ("出纳", "会计")
    assert conflict(["会 计"], ["出纳（兼）"], pairs) == ("会计", "出纳")
    assert conflict(["出纳"], ["出纳"], pairs) is None
    assert conflict(["出纳"], ["会计"], [("出 纳", "会计 ")]) == ("出纳", "会计")
    assert conflict(["出纳"], ["会计"], [("", "会计"), ("", "")]) is None, "half a pair says nothing"


@given(st.none() | st.integers(1, 20), st.integers(1, 30), st.none() | st.integers(1, 30))
def test_a_rotation_nobody_has_ended_lasts_day_by_day_until_the_day_asked_or_his_next_one(
    planned: int | None, asked: int, following: int | None
) -> None:
    last = planned or 0
    while last < asked and following != last + 1 and (following is None or following > last):
        last += 1
    told = until(day(planned) if planned else None, day(asked), day(following) if following else None)
    assert told == day(last)


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        ("婚假", AbsenceKind.LEAVE),
        ("市院培训", AbsenceKind.STUDY),
        ("出差办案", AbsenceKind.TRAVEL),
        ("病假（住院）", AbsenceKind.ILLNESS),
        ("借调办案", AbsenceKind.SECONDED),
        ("送材料", AbsenceKind.OTHER),
        ("", None),
    ],
)
def test_the_words_of_ledgers_are_brought_to_kinds(cause: str, kind: AbsenceKind | None) -> None:
    assert absence_kind(cause) == kind


def still_gone(officer: int, first: int, asked: int, open_to: date = date.max) -> Spell:
    """Away from a day on as it is known on the day asked: nobody has written when he is back."""
    return Spell(officer, day(first), day(max(first, asked)), open_to=open_to)


def test_who_has_no_day_of_return_is_not_taken_to_be_back_on_the_days_ahead() -> None:
    away = gone(still_gone(A, 3, 10), spell(B, 15, 16))
    assert [covered(POST, away, day(n)) for n in (2, 3, 11, 31)] == [
        (Coverage.HELD, A), (Coverage.STOOD_IN, B), (Coverage.STOOD_IN, B), (Coverage.STOOD_IN, B),
    ]  # fmt: skip
    assert gaps(POST, away, FIRST, LAST) == [Gap(5, day(15), day(16), Coverage.EMPTY)]


def test_a_gap_open_ends_alone_make_is_told_to_the_day_asked_and_looked_ahead_to_the_last() -> None:
    both = gone(still_gone(A, 3, 10), still_gone(B, 5, 10))
    assert gaps(POST, both, FIRST, LAST, told=True) == [Gap(5, day(5), day(10), Coverage.EMPTY)]
    assert gaps(POST, both, FIRST, LAST) == [Gap(5, day(5), day(31), Coverage.EMPTY)]
    written = gone(still_gone(A, 3, 10), spell(B, 15, 16))
    assert gaps(POST, written, FIRST, LAST, told=True) == [Gap(5, day(15), day(16), Coverage.EMPTY)]


def test_his_next_rotation_ends_an_open_one() -> None:
    late = Spell(A, day(1), day(10), AWAY_FROM_HOME, open_to=day(14))
    away = gone(rotations=(late, spell(A, 15, 31, HOME)))
    assert [covered(POST, away, day(n))[0] for n in (10, 14, 15)] == [
        Coverage.STOOD_IN, Coverage.STOOD_IN, Coverage.HELD,
    ]  # fmt: skip
