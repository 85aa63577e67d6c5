"""Figures of workbook 05 after the officer's corrections equal what is known of the county, to the day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from desktop_app.figures.audits import AUDITS
from desktop_app.figures.catalogue import ask
from desktop_app.figures.due import due_list
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.post_boards import chart, matrix, statistics
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge
from desktop_app.rules.vocabulary import Coverage, Verdict
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import office_with, post_answers, rows, with_posts

DAY = date(2015, 5, 31)
TRUTHS = post_answers("清源县")["truths"]
POSTS, BATCH = TRUTHS["ab_posts"], TRUTHS["rotation"]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The corrected county with its roster and workbook 05; only read."""
    made = office_with(with_posts("清源县-改正"), tmp_path_factory.mktemp("county"), TurnedClock(DAY))
    yield made
    made.store.close()


def figure(desk: Desk, name: str, day: date = DAY) -> Answer:
    with desk.store.read() as session:
        return ask(name, Question(session, day))


def test_gaps_have_the_posts_and_days_known_whatever_the_day(county: Desk) -> None:
    wanted: dict[str, dict[str, str]] = {}
    for gap in POSTS["gaps"]:
        wanted.setdefault(gap["post"], {})[gap["start"]] = gap["end"]
    for day in (date(2015, 1, 1), DAY, date(2015, 12, 31)):
        told = figure(county, "posts.uncovered", day)
        assert (told.value, told.groups) == (len(POSTS["gaps"]), wanted)


def test_the_absences_of_a_gap_are_those_of_its_pair(county: Desk) -> None:
    people = {row["id"]: row["name"] for row in rows(county, "officer")}
    away = {row["id"]: people[row["officer_id"]] for row in rows(county, "absence")}
    told = figure(county, "posts.uncovered")
    for gap in POSTS["gaps"]:
        behind = told.cells[gap["post"], gap["start"]]
        assert {away[id_] for _, id_ in behind} == {gap["A"], gap["B"]}


def test_posts_and_those_without_b(county: Desk) -> None:
    assert figure(county, "posts.count").value == POSTS["posts"]
    assert list(figure(county, "posts.without_b").groups) == POSTS["posts_without_B"]
    assert figure(county, "posts.same_person").value == 0


def test_rotations_stand_where_the_batch_stands(county: Desk) -> None:
    told = figure(county, "rotations.state")
    assert (told.value, told.groups) == (BATCH["count"], BATCH["by_state"])
    early = figure(county, "rotations.state", date(2015, 5, 1)).groups
    assert early == {"轮岗中": BATCH["count"]}, "who was ended on 18 May was running still"


def test_s3_is_broken_by_the_post_without_b_and_by_a_gap_that_comes_near(county: Desk) -> None:
    """Between 31 May and 14 June no gap is known; the one of 17 June comes into sight on the 3rd."""
    last = {gap["post"]: gap for gap in POSTS["gaps"]}["控告申诉检察科 举报中心"]
    start, end = date.fromisoformat(last["start"]), date.fromisoformat(last["end"])
    seen = start - timedelta(days=14)
    for day, count in ((DAY, 1), (seen - timedelta(days=1), 1), (seen, 2), (end, 2), (end + timedelta(days=1), 1)):
        with county.store.read() as session:
            found = judge(BY_ID["S3"], Question(session, day))
        assert (found.verdict, found.count, found.finding.total) == (Verdict.BROKEN, count, POSTS["posts"]), day
    with county.store.read() as session:
        offenders = judge(BY_ID["S3"], Question(session, DAY)).finding.offenders
    assert offenders == figure(county, "posts.without_b").behind


def test_s4_holds_for_all_of_the_list_the_one_that_ended_early_too(county: Desk) -> None:
    with county.store.read() as session:
        found = judge(BY_ID["S4"], Question(session, DAY))
    assert (found.verdict, found.finding.total) == (Verdict.KEPT, BATCH["count"])
    assert found.finding.said == "青年干警 21 人，都已轮岗"


def test_the_gap_to_come_and_the_hand_overs_open_are_owed(county: Desk) -> None:
    with county.store.read() as session:
        due = due_list(Question(session, date(2015, 6, 10)))
    told = {owed.said: owed.left for owed in (*due.overdue, *due.coming)}
    assert told["空岗：举报中心（06-17 至 06-19）"] == 7
    assert told[f"{figure(county, 'rotations.unhanded').value} 人轮岗中，工作移交未完成"] == -64


def test_the_formulas_fail_where_the_ledger_is_known_to_fail(county: Desk) -> None:
    with county.store.read() as session:
        question = Question(session, DAY)
        own = [audit for audit in AUDITS if audit.id.startswith(("posts.", "absences.", "rotations."))]
        broken = {audit.id: audit.judge(question).said for audit in own if not audit.judge(question).kept}
    assert set(broken) == {"rotations.reasons", "rotations.elsewhere"}
    assert "周春梅" in broken["rotations.reasons"]
    assert "许嘉树" in broken["rotations.elsewhere"]


def test_the_board_tells_every_day_of_every_gap(county: Desk) -> None:
    """The matrix of sixteen weeks, the statistics and the chart agree with what is known."""
    with county.store.read() as session:
        question = Question(session, DAY)
        shown, told, year = matrix(question, date(2015, 3, 2), 17), statistics(question), chart(question, 2015)
    bare: dict[str, set[date]] = {}
    for row in shown.rows:
        for cell in row.weeks:
            if cell.state is Coverage.EMPTY:
                bare.setdefault(f"{row.department} {row.name}", set()).update(cell.days)
    assert bare == _days(POSTS["gaps"])
    assert (len(shown.now), shown.with_b) == (POSTS["posts"], POSTS["posts"] - len(POSTS["posts_without_B"]))
    assert (told.gap_count, told.not_rotated, len(told.young)) == (len(POSTS["gaps"]), (), BATCH["count"])
    assert {word: len(ids) for word, ids in told.states.items()} == BATCH["by_state"]
    assert len(year.lines) == BATCH["count"]


def _days(gaps: list[dict[str, Any]]) -> dict[str, set[date]]:
    found: dict[str, set[date]] = {}
    for gap in gaps:
        first, last = date.fromisoformat(gap["start"]), date.fromisoformat(gap["end"])
        days = {first + timedelta(days=at) for at in range((last - first).days + 1)}
        found.setdefault(gap["post"], set()).update(days)
    return found
