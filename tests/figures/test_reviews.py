"""Figures of cases, reviews, cards and contests over the county's ledgers: the truths known of them, on the day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from desktop_app.figures import cards, cases, catalogue, contests, review_deductions, review_promises, reviews
from desktop_app.figures.engine import Answer, Question
from desktop_app.rules.periods import month_period, quarter_period
from desktop_app.rules.vocabulary import Verdict
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import COUNTIES, office_with, review_answers, rows, with_reviews
from tests.store.test_cost import spent

DAY = date(2015, 5, 31)
BOTH = pytest.mark.parametrize("county", list(COUNTIES))
ALL = (*cases.FIGURES, *reviews.FIGURES, *review_deductions.FIGURES, *contests.FIGURES, *cards.FIGURES)
STATEMENTS_OF_ALL = 14
"""What all figures of the case reviews together may ask of the file, however many records it holds."""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Desk]]:
    """Both counties, each in an office of its own; nothing here changes them."""
    made = {}
    for county in COUNTIES:
        made[county] = office_with(with_reviews(county), tmp_path_factory.mktemp("figures") / "data", TurnedClock(DAY))
    yield made
    for desk in made.values():
        desk.store.close()


def ask(desk: Desk, figure: str, day: date = DAY, period: Any = None) -> Answer:
    with desk.store.read() as session:
        return catalogue.ask(figure, Question(session, day, period))


def known() -> dict[str, Any]:
    """The truths of the reviews, after the officer's corrections."""
    told: dict[str, Any] = review_answers("清源县")["truths"]["reviews"]
    return told


@BOTH
def test_grades_by_month_are_those_decided(imported: dict[str, Desk], county: str) -> None:
    final = {
        month: {grade: count for grade, count in told["final"].items() if count}
        for month, told in known()["rounds"].items()
    }
    answer = ask(imported[county], "reviews.grades")
    assert (answer.value, answer.groups) == (known()["total"], final)
    assert [list(grades) for grades in answer.groups.values()] == [list(grades) for grades in final.values()]


@BOTH
def test_deductions_and_findings_by_item(imported: dict[str, Desk], county: str) -> None:
    told = known()["deductions_by_category"]
    points, findings = (ask(imported[county], f"reviews.{name}") for name in ("deductions", "findings"))
    assert points.groups == {item: one["points"] for item, one in told.items()}
    assert points.value == sum(one["points"] for one in told.values()) == 550
    assert findings.groups == {item: one["findings"] for item, one in told.items()}
    assert {path[0]: len(found) for path, found in points.cells.items()} == {
        item: one["cases"] for item, one in told.items()
    }


def test_first_grades_pools_shares_and_means_of_the_mended_ledger(imported: dict[str, Desk]) -> None:
    desk, told = imported["清源县-改正"], known()["rounds"]
    first = {month: {grade: n for grade, n in one["initial"].items() if n} for month, one in told.items()}
    assert ask(desk, "reviews.first_grades").groups == first
    assert ask(desk, "reviews.rounds").groups == {
        month: {"应评": one["pool"], "评查": one["reviewed"], "比例": one["share"], "平均分": one["mean_score"]}
        for month, one in told.items()
    }
    assert ask(desk, "reviews.share").groups == {month: one["share"] for month, one in told.items()}
    assert ask(desk, "reviews.score_mean").groups == {month: one["mean_score"] for month, one in told.items()}


def test_cases_closed_and_never_drawn(imported: dict[str, Desk]) -> None:
    desk, told = imported["清源县-改正"], review_answers("清源县-改正")["contract"]
    assert ask(desk, "cases.closed").groups == told["cases_closed"]
    assert ask(desk, "cases.closed", date(2015, 6, 30)).groups == told["cases_closed_all"]
    never = ask(desk, "reviews.never_drawn")
    assert never.value == sum(never.groups.values()) == review_answers("清源县")["truths"]["cases"]["never_drawn_total"]
    assert ask(desk, "cases.closed", period=month_period(2015, 4)).groups == {
        "2015-04": told["cases_closed"]["2015-04"]
    }


@BOTH
def test_candidates_stand_in_the_order_of_votes_and_nobody_has_won(imported: dict[str, Desk], county: str) -> None:
    votes = {row["case_no"]: (row["category"], row["votes"]) for row in rows(imported[county], "nominee")}
    answer = ask(imported[county], "reviews.best_worst")
    for word in ("最佳", "最差"):
        found = answer.groups["2015Q1"][word]
        assert [votes[number][0] for number in found] == [word] * 4
        assert [votes[number][1] for number in found] == sorted((votes[number][1] for number in found), reverse=True)
    assert ask(imported[county], "reviews.best_worst", date(2015, 3, 30)).groups == {}, "the quarter is not over"
    assert ask(imported[county], "reviews.winners").value == 0, "votes choose, confirmation decides"


@BOTH
def test_cards_given_out_and_come_back(imported: dict[str, Desk], county: str) -> None:
    answer = ask(imported[county], "cards.state")
    assert (answer.value, list(answer.groups)) == (42, ["办案告知卡", "执法监督卡", "质量评查卡"])
    assert all(sum(states.values()) == 42 for states in answer.groups.values())
    unissued = {one for path, found in answer.cells.items() if path[1] == "未发" for one in found}
    out = {one for path, found in answer.cells.items() if path[1] == "已发" for one in found}
    assert [len(unissued), len(out), len(unissued | out)] == review_answers("清源县-改正")["contract"]["cards_open"]
    rate = ask(imported[county], "cards.issue_rate")
    assert (rate.value, len(rate.behind)) == (round(37 / 42, 4), 37)
    assert ask(imported[county], "cards.return_rate").value == round(102 / 121, 4)


@BOTH
@pytest.mark.parametrize(
    ("check", "verdict", "count", "total", "absent"),
    [
        (review_promises.reviewed_monthly, Verdict.KEPT, 0, 5, ()),
        (review_promises.bulletined_monthly, Verdict.BROKEN, 1, 5, ()),
        (review_promises.chosen_quarterly, Verdict.BROKEN, 0, 1, ("2015Q1",)),
        (review_promises.carded, Verdict.BROKEN, 19, 42, ()),
    ],
)
def test_promises_of_the_county(
    imported: dict[str, Desk], county: str, check: Any, verdict: Verdict, count: int, total: int, absent: Any
) -> None:
    with imported[county].store.read() as session:
        found = check(Question(session, DAY))
    assert (found.verdict, len(found.offenders), found.total, found.absent) == (verdict, count, total, absent)


def test_the_round_without_a_bulletin_is_april(imported: dict[str, Desk]) -> None:
    desk = imported["清源县"]
    with desk.store.read() as session:
        found = review_promises.bulletined_monthly(Question(session, DAY))
        march = review_promises.bulletined_monthly(Question(session, date(2015, 4, 2)))
    rounds = {row["id"]: row["period"] for row in rows(desk, "review_round")}
    assert [rounds[id_] for _, id_ in found.offenders] == ["2015-04"]
    assert [rounds[id_] for _, id_ in march.offenders] == ["2015-03"], "its bulletin came out on 3 April"


def test_of_days_past_nothing_later_is_told(imported: dict[str, Desk]) -> None:
    desk = imported["清源县-改正"]
    early, late = ask(desk, "reviews.grades", date(2015, 1, 27)), ask(desk, "reviews.grades", date(2015, 2, 28))
    assert 0 < int(early.value or 0) < 10
    assert list(early.groups) == ["2015-01"]
    assert late.value == 19
    before = ask(desk, "reviews.never_drawn", date(2014, 12, 31)).value
    assert before == ask(desk, "cases.closed", date(2014, 12, 31)).value == 0
    assert ask(desk, "cards.ratings", date(2014, 10, 1)).value == 0


def test_a_period_takes_the_rounds_of_its_months(imported: dict[str, Desk]) -> None:
    desk = imported["清源县"]
    assert list(ask(desk, "reviews.grades", period=month_period(2015, 4)).groups) == ["2015-04"]
    assert ask(desk, "reviews.grades", period=quarter_period(2015, 1)).value == 32
    monthly = [ask(desk, "reviews.deductions", period=month_period(2015, month)).value for month in range(1, 6)]
    assert sum(value or 0 for value in monthly) == 550


@BOTH
@pytest.mark.parametrize("period", [None, quarter_period(2015, 1)])
def test_every_group_opens_the_records_it_counts(imported: dict[str, Desk], county: str, period: Any) -> None:
    for figure in ALL:
        answer = ask(imported[county], figure.id, period=period)
        opened = {one for found in answer.cells.values() for one in found}
        assert len(answer.behind) == len(set(answer.behind)), figure.id
        assert opened <= set(answer.behind) or not answer.cells, figure.id
        if figure.counted:
            assert answer.value == len(answer.behind), figure.id
            assert not answer.cells or opened == set(answer.behind), figure.id


def test_all_figures_together_ask_few_things_of_the_file(imported: dict[str, Desk]) -> None:
    with imported["清源县"].store.read() as session, spent() as said:
        question = Question(session, DAY)
        for figure in ALL:
            figure.ask(question)
    assert len(said.statements) <= STATEMENTS_OF_ALL, "\n".join(said.statements)
