"""统计 of the reviews counts what the figures count, and every number stands for exactly its reviews."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desktop_app.figures import review_boards as boards
from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.figures.review_boards import BEFORE, EVERY, PENDING, WAITING, Reading
from desktop_app.figures.review_coverage import Cover, Coverage, coverage, months_back
from desktop_app.models.reviews import CaseReview, ReviewHandler, ReviewRound
from desktop_app.rules.periods import read_period
from desktop_app.rules.vocabulary import ReviewState, RoundState
from desktop_app.services.desk import Desk
from tests.kit.reviewed_months import Handlers, reviewed_months


@pytest.fixture
def who(desk: Desk) -> Handlers:
    return reviewed_months(desk)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def told(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", told)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", told)


def read(desk: Desk, day: date | None = None) -> Reading:
    with desk.facts() as facts:
        return boards.read_statistics(Question(facts.session, day or desk.today))


def covered(desk: Desk, day: date | None = None) -> Coverage:
    with desk.facts() as facts:
        return coverage(Question(facts.session, day or desk.today))


def one(told: Coverage, officer_id: int) -> Cover:
    return next(row for row in told.rows if row.officer_id == officer_id)


def figure(desk: Desk, name: str) -> Any:
    with desk.facts() as facts:
        return ask(name, Question(facts.session, desk.today))


def lately(desk: Desk, name: str) -> dict[str, Any]:
    """The groups of a figure within the months shown."""
    return {month: told for month, told in figure(desk, name).groups.items() if month >= "2014-06"}


def test_twelve_months_end_with_the_days_own() -> None:
    months = months_back(date(2015, 5, 6))
    assert (months[0], months[-1], len(months)) == (date(2014, 6, 1), date(2015, 5, 1), 12)
    assert months_back(date(2016, 2, 29))[0] == date(2015, 3, 1)


@pytest.mark.usefixtures("who")
def test_months_begin_with_the_first_review_and_end_with_today(desk: Desk) -> None:
    assert read(desk).months == ("2015-03", "2015-04", "2015-05")
    assert read(desk, date(2015, 8, 1)).months[-1] == "2015-08"


@pytest.mark.usefixtures("who")
def test_grades_by_month_are_the_figure(desk: Desk) -> None:
    told = boards.grades(read(desk))
    assert told.words == ("优质", "合格", "瑕疵", "不合格", PENDING)
    decided = {
        month: {word: len(told.ids(month, word)) for word in told.words[:-1] if told.ids(month, word)}
        for month in told.months
    }
    assert decided == lately(desk, "reviews.grades")
    assert len(told.ids("2015-05", PENDING)) == 1
    assert {month: mean / 100 for month, mean in told.means.items() if month} == lately(desk, "reviews.score_mean")
    for month in (*told.months, EVERY):
        assert sum(len(told.ids(month, word)) for word in told.words) == len(told.ids(month, EVERY))


@pytest.mark.usefixtures("who")
def test_points_off_are_the_figures_over_the_same_months(desk: Desk) -> None:
    with desk.facts() as facts:
        asked = Question(facts.session, desk.today, read_period("2014-06-01至2015-05-31"))
        points, findings = ask("reviews.deductions", asked), ask("reviews.findings", asked)
        told = boards.trend(Question(facts.session, desk.today))
    assert {item: told.off(item=item).points / 100 for item in told.items} == points.groups
    assert {item: told.off(item=item).findings for item in told.items} == findings.groups
    assert set(told.off().ids) == {id_ for _kind, id_ in findings.behind}


@pytest.mark.usefixtures("who")
def test_points_off_add_up_over_months_departments_and_items(desk: Desk) -> None:
    told = boards.trend_of(read(desk))
    assert set(told.departments) == {"侦监", "公诉"}
    for key in ("points", "findings"):
        whole = getattr(told.off(), key)
        assert whole > 0
        assert sum(getattr(told.off(month), key) for month in told.months) == whole
        assert sum(getattr(told.off(department=one), key) for one in told.departments) == whole
        assert sum(getattr(told.off(item=one), key) for one in told.items) == whole
    assert told.items[0] == max(told.items, key=lambda item: told.off(item=item).points)
    each = told.each("2015-05")
    assert each == told.off("2015-05").points / 5
    assert told.each("2015-02") is None


def test_a_handler_never_drawn_stands_first(desk: Desk, who: Handlers) -> None:
    told = covered(desk)
    assert [row.never for row in told.rows] == [True, False, False]
    bare = told.rows[0]
    assert bare.officer_id == who.bare
    assert (bare.name, bare.department, bare.closed, bare.covered, bare.drawn, bare.last_on) == (
        "陈若琳", "公诉", 3, 0, (), None,
    )  # fmt: skip
    assert {id_ for _kind, id_ in figure(desk, "reviews.uncovered").behind} == {bare.officer_id}


def test_closed_and_drawn_are_those_of_twelve_months(desk: Desk, who: Handlers) -> None:
    first = one(covered(desk), who.first)
    assert (first.closed, first.covered, len(first.drawn), first.last_on) == (9, 9, 9, date(2015, 5, 10))
    assert first.share == 1
    assert (covered(desk).whole.closed, covered(desk).whole.covered) == (18, 15)
    later = one(covered(desk, date(2016, 3, 31)), who.first)
    assert (later.closed, len(later.drawn), later.last_on) == (6, 6, date(2015, 5, 10))


def test_before_the_draw_nobody_of_the_month_is_drawn(desk: Desk, who: Handlers) -> None:
    told = one(covered(desk, date(2015, 5, 8)), who.first)
    assert (told.last_on, len(told.drawn)) == (date(2015, 4, 10), 6)
    assert told.closed > told.covered == 6


def test_a_voided_round_covers_nobody(desk: Desk, who: Handlers) -> None:
    with desk.store.unit("作废") as unit:
        for made in unit.session.query(ReviewRound):
            made.state = RoundState.VOID
    told = covered(desk)
    assert told.never == len(told.rows) == 3
    assert one(told, who.first).closed == 9


def test_who_is_named_by_the_review_alone_counts_as_drawn(desk: Desk, who: Handlers) -> None:
    with desk.store.unit("旧台账没有这件案件") as unit:
        review = unit.session.get_one(CaseReview, read(desk).rows[0].id)
        review.case_no = "清源检诉受[2014]99999号"
        unit.session.add(ReviewHandler(review_id=review.id, officer_id=who.bare))
    told = one(covered(desk), who.bare)
    assert (told.never, told.covered, len(told.drawn)) == (False, 0, 1)


@pytest.mark.usefixtures("who")
def test_what_does_not_count_is_said(desk: Desk) -> None:
    with desk.store.unit("待评") as unit:
        unit.session.get_one(CaseReview, read(desk).rows[0].id).state = ReviewState.WAITING
    told = read(desk)
    assert {why: len(ids) for why, ids in told.left_out.items()} == {WAITING: 1, BEFORE: 5}
    assert len(told.rows) == 14


@pytest.mark.usefixtures("who")
def test_a_filter_counts_only_its_reviews_but_all_cases(desk: Desk) -> None:
    whole = read(desk)
    kept = [row.id for row in whole.rows][::2]
    told = whole.only(kept)
    assert set(boards.grades(told).ids(EVERY, EVERY)) == set(kept)
    assert set(boards.trend_of(told).off().ids) <= set(kept)
    assert told.coverage is whole.coverage
    assert whole.only(None) is whole


def test_an_office_without_reviews_has_one_empty_month(desk: Desk) -> None:
    told = read(desk)
    assert (told.months, told.rows, told.coverage.rows, told.left_out) == (("2015-05",), (), (), {})
    assert boards.grades(told).words == ()
    assert boards.trend_of(told).each() is None


def test_reading_costs_the_same_for_few_and_many(desk: Desk) -> None:
    spent = []
    for _ in range(2):
        reviewed_months(desk, each=4)
        with desk.facts() as facts, counted() as sent:
            boards.read_statistics(Question(facts.session, desk.today))
        spent.append(len(sent))
    assert spent[0] == spent[1] <= 9
