"""审核公式 of the case reviews: each holds of a sound county, and names the round, review or case where it does not."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from desktop_app.figures.audit_rules import Balance
from desktop_app.figures.audits import AUDITS
from desktop_app.figures.engine import Question
from desktop_app.figures.review_audits import AUDITS as OWN
from desktop_app.models.reviews import (
    CaseReview,
    Contest,
    ContestJudge,
    DrawnCase,
    Nominee,
    ReviewFinding,
    ReviewRound,
)
from desktop_app.rules.periods import read_period
from desktop_app.rules.vocabulary import BestWorst, BulletinKind, DrawnAs, ReviewState, RoundState
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import COUNTIES, office_with, rows, with_reviews
from tests.kit.office import officer

DAY = date(2015, 5, 31)


def judged(desk: Desk, audit_id: str, period: str = "") -> Balance:
    audit = next(audit for audit in AUDITS if audit.id == audit_id)
    with desk.store.read() as session:
        return audit.judge(Question(session, DAY, read_period(period) if period else None))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Desk]]:
    """Both counties; nothing here changes them."""
    made = {}
    for county in COUNTIES:
        made[county] = office_with(with_reviews(county), tmp_path_factory.mktemp("audits") / "data", TurnedClock(DAY))
    yield made
    for desk in made.values():
        desk.store.close()


@pytest.mark.parametrize("audit", [audit.id for audit in OWN])
def test_the_mended_ledger_balances(imported: dict[str, Desk], audit: str) -> None:
    for period in ("", "2015-01", "2015-05", "2015Q1"):
        assert judged(imported["清源县-改正"], audit, period).kept, period


def test_the_one_score_that_is_not_what_was_taken_off_is_named(imported: dict[str, Desk]) -> None:
    """The practice ledger has one slip of three points in February; the papers of other months do not stumble on it."""
    desk = imported["清源县"]
    found = judged(desk, "reviews.points", "2015-02")
    (wrong,) = found.rows
    named = next(row for row in rows(desk, "case_review") if ("case_review", row["id"]) == wrong)
    assert found.said.endswith(f"不符：{named['number']}")
    assert abs(found.left - found.right) == 3
    assert judged(desk, "reviews.points", "2015-05").kept


def written(desk: Desk, *records: Any) -> list[int]:
    """What an old ledger left, past every rule: ids in order."""
    with desk.store.unit("录入旧台账") as unit:
        for at, record in enumerate(records):
            if hasattr(record, "search_text"):
                record.number, record.search_text = record.number or f"{type(record).__name__}-{at}", ""
            unit.session.add(record)
            unit.session.flush()
        return [record.id for record in records]


def round_of_may(desk: Desk, **more: Any) -> int:
    told = {"name": "五月", "period": "2015-05", "state": RoundState.DONE, "drawn_on": date(2015, 5, 6), **more}
    return written(desk, ReviewRound(**told))[0]


def review(desk: Desk, round_id: int, case: str, **more: Any) -> int:
    told: dict[str, Any] = {"state": ReviewState.GRADED, "grade": "合格", "reviewed_on": date(2015, 5, 12), **more}
    return written(desk, CaseReview(round_id=round_id, case_no=case, number=f"P-{case}", **told))[0]


def test_a_review_without_a_grade_is_wanting_in_the_sum_of_grades(desk: Desk) -> None:
    at = round_of_may(desk, drawn_count=2)
    review(desk, at, "甲")
    assert judged(desk, "reviews.graded").kept
    open_ = review(desk, at, "乙", state=ReviewState.FEEDBACK, grade="")
    found = judged(desk, "reviews.graded", "2015-05")
    assert (found.left, found.right, found.rows) == (2, 1, (("case_review", open_),))
    assert found.said == "评查 2 件，各等次共 1 件，没有审定等次：P-乙"
    assert judged(desk, "reviews.graded", "2015-04").kept


def test_every_case_drawn_is_graded_or_withdrawn(desk: Desk) -> None:
    at = round_of_may(desk)
    for place, case in enumerate("甲乙丙", 1):
        struck = {"struck_on": date(2015, 5, 8), "struck_reason": "补充侦查"} if case == "乙" else {}
        drawn = {"position": place, "case_no": case, "drawn_as": DrawnAs.LOT, "digest": ""}
        written(desk, DrawnCase(round_id=at, **drawn, **struck))
    review(desk, at, "甲")
    found = judged(desk, "reviews.drawn")
    assert (found.left, found.right, found.rows) == (3, 2, (("review_round", at),))
    assert found.said.endswith("抽取 3，已定级 1＋撤出 1")
    review(desk, at, "丙")
    assert judged(desk, "reviews.drawn").kept


def test_an_old_round_is_judged_by_its_number_alone_and_one_without_it_not_at_all(desk: Desk) -> None:
    at = round_of_may(desk, drawn_count=2, pool_count=9)
    review(desk, at, "甲")
    assert not judged(desk, "reviews.drawn").kept
    review(desk, at, "乙")
    assert judged(desk, "reviews.drawn").kept
    review(desk, round_of_may(desk, number="LC-9"), "丙")
    assert judged(desk, "reviews.drawn").kept


def test_no_round_draws_more_than_its_pool_holds(desk: Desk) -> None:
    at = round_of_may(desk, drawn_count=5, pool_count=5)
    assert judged(desk, "reviews.pool").kept
    wrong = round_of_may(desk, number="LC-9", drawn_count=6, pool_count=5)
    found = judged(desk, "reviews.pool")
    assert (found.left, found.right, found.rows) == (2, 1, (("review_round", wrong),))
    assert found.said == "抽取多于候选：LC-9 候选 5、抽取 6"
    assert at != wrong


def test_two_wrong_scores_do_not_make_a_right_one(desk: Desk) -> None:
    at = round_of_may(desk)
    ids = [review(desk, at, case, score=9_700) for case in "甲乙"]
    written(
        desk,
        *(
            ReviewFinding(review_id=id_, item="文书", points=points)
            for id_, points in zip(ids, (100, 500), strict=True)
        ),
    )
    found = judged(desk, "reviews.points")
    assert (found.left, found.right) == (6, 6)
    assert found.rows == tuple(("case_review", id_) for id_ in ids)
    assert not found.kept


def test_a_second_sheet_takes_nothing_off(desk: Desk) -> None:
    one = review(desk, round_of_may(desk), "甲", score=9_700)
    written(
        desk, ReviewFinding(review_id=one, item="文书", points=300), ReviewFinding(review_id=one, sheet=2, points=900)
    )
    assert judged(desk, "reviews.points").kept


def test_a_case_is_reviewed_once_in_a_round(desk: Desk) -> None:
    at = round_of_may(desk)
    first = review(desk, at, "甲")
    assert judged(desk, "reviews.cases").kept
    again = written(
        desk, CaseReview(number="P-again", round_id=at, case_no="甲", state=ReviewState.GRADED, grade="合格")
    )
    found = judged(desk, "reviews.cases")
    assert (found.left, found.right, set(found.rows)) == (2, 1, {("case_review", id_) for id_ in (first, *again)})


def test_no_case_has_more_votes_than_there_are_judges_nor_a_class_more_than_its_places(desk: Desk) -> None:
    contest = written(desk, Contest(name="评选", period="2015Q1", places=1))[0]
    judges = [officer(desk, name) for name in ("叶国栋", "陈少华")]
    written(desk, *(ContestJudge(contest_id=contest, officer_id=id_) for id_ in judges))
    told = {"period": "2015Q1", "category": BestWorst.BEST}
    good = written(desk, Nominee(number="HX-1", case_no="甲", votes=2, chosen=True, **told))
    assert judged(desk, "contests.votes", "2015Q1").kept
    assert judged(desk, "contests.places", "2015Q1").kept
    bad = written(desk, Nominee(number="HX-2", case_no="乙", votes=3, chosen=True, **told))
    found = judged(desk, "contests.votes", "2015Q1")
    assert (found.left, found.right, found.rows) == (2, 1, (("nominee", bad[0]),))
    assert found.said == "得票多于评委：乙 得 3 票，评委 2 人"
    over = judged(desk, "contests.places", "2015Q1")
    assert (over.rows, over.said) == ((("contest", contest),), "评定多于名额：2015Q1 最佳评定 2 件，名额 1")
    assert judged(desk, "contests.votes", "2015Q2").kept
    assert good != bad


def test_they_concern_the_papers_of_reviews_and_contests() -> None:
    of = {kind: {audit.id for audit in OWN if audit.concerns(kind, ())} for kind in BulletinKind}
    assert of[BulletinKind.BEST_WORST] == {"contests.votes", "contests.places"}
    assert of[BulletinKind.REVIEWS] == {audit.id for audit in OWN} - of[BulletinKind.BEST_WORST]
    assert of[BulletinKind.PROGRESS] == set()
    briefing = {audit.id for audit in OWN if audit.concerns(BulletinKind.BRIEFING, ["reviews.grades"])}
    assert briefing == set(), "a round under way does not hold up the news of the month"
