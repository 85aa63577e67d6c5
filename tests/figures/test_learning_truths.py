"""Figures of workbook 04 after the officer's corrections equal what is known of the county, to the last half point."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from desktop_app.figures.audits import AUDITS
from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.exam_standing import ExamStanding, held
from desktop_app.figures.exams import points
from desktop_app.rules.marks import effective, passed, tied, to_retake
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import learning_answers, office_with, rows, with_learning

DAY = date(2015, 5, 31)
TRUTHS = learning_answers("清源县")["truths"]
FIRST = TRUTHS["exams"]["exam1"]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The corrected county with its roster and workbook 04; only read."""
    made = office_with(with_learning("清源县-改正"), tmp_path_factory.mktemp("county"), TurnedClock(DAY))
    yield made
    made.store.close()


def figure(desk: Desk, name: str) -> Answer:
    with desk.store.read() as session:
        return ask(name, Question(session, DAY))


def first(desk: Desk) -> ExamStanding:
    with desk.store.read() as session:
        return next(one for one in held(Question(session, DAY)) if one.title == FIRST["title"])


def test_trainings_count_their_sign_in_lists(county: Desk) -> None:
    told = figure(county, "training.attendance").groups
    known: dict[str, Any] = {title: row for title, row in TRUTHS["training"].items() if title != "_doc"}
    assert {title: (row["应到"], row["实到"]) for title, row in told.items()} == {
        title: (row["expected"], row["present"]) for title, row in known.items()
    }


def test_an_exam_has_its_denominators_mean_and_rates(county: Desk) -> None:
    told = figure(county, "exams.results").groups[FIRST["title"]]
    for word in ("应考", "实考", "缺考", "缓考", "违纪", "平均分", "及格", "最高分", "最低分"):
        assert told[word] == FIRST[word], word
    assert (told["及格率"], told["优秀"]) == (FIRST["及格率_实考"], FIRST["优秀_90"])


def test_departments_have_theirs(county: Desk) -> None:
    told = figure(county, "exams.by_department").groups[FIRST["title"]]
    known = FIRST["by_department"]
    found = {
        place: {word: row[word] for word in ("实考", "平均分", "及格")} for place, row in told.items() if row["实考"]
    }
    assert found == known


def test_ranks_share_ties_and_go_on_behind_them(county: Desk) -> None:
    one = first(county)
    marks = {mark.id: mark for mark in one.marks}
    told = {(rank, marks[id_].name, marks[id_].department, points(marks[id_].total)) for id_, rank in one.ranks.items()}
    assert {tuple(row) for row in FIRST["top10"]} <= told
    assert sorted(rank for rank, *_ in told)[:10] == [row[0] for row in FIRST["top10"]]
    shared = [{marks[id_].name for id_ in ids} for ids in tied(one.ranks)]
    assert all(any(set(pair) <= group for group in shared) for pair in FIRST["ties"])


def test_retakes_stand_apart_and_leave_who_has_not_passed(county: Desk) -> None:
    one = first(county)
    again = [mark for mark in one.marks if mark.retake is not None]
    told = {(mark.name, mark.department, (mark.retake or 0) / 100) for mark in again}
    assert told == {tuple(row) for row in FIRST["makeup"]}
    assert sum(passed(mark, one.terms) for mark in again) == FIRST["makeup_passed"]
    assert all((effective(mark, one.terms) or 0) <= one.terms.pass_mark for mark in again)
    left = [mark.name for mark in one.marks if to_retake(mark, one.terms) and not passed(mark, one.terms)]
    assert sorted(left) == sorted(FIRST["still_not_passed"])
    assert sum(figure(county, "exams.not_passed").groups[FIRST["title"]].values()) == len(left)


def test_filing_late_speaks_of_checks_and_unfiled_of_closed_cases(county: Desk) -> None:
    late = figure(county, "dossiers.late")
    assert late.groups == {"公诉科": 1, "侦查监督科": 7, "反渎职侵权局": 1, "民事行政检察科": 1}
    assert (late.value, {kind for kind, _ in late.behind}) == (10, {"dossier_check"})
    with county.store.read() as session:
        before, then = (ask("dossiers.late", Question(session, date(2015, *day))) for day in ((4, 30), (6, 30)))
    assert (before.value, then.value) == (0, 21)


def test_dossiers_by_conclusion_and_those_not_mended(county: Desk) -> None:
    known = TRUTHS["dossiers"]
    checked, waiting = figure(county, "dossiers.checked"), figure(county, "dossiers.uncorrected")
    assert (checked.value, checked.groups) == (known["checked"], known["by_conclusion"])
    numbers = {row["id"]: row["case_no"] for row in rows(county, "dossier_check")}
    assert [numbers[id_] for _, id_ in waiting.behind] == known["not_corrected"]


def test_a_corrected_county_keeps_every_formula(county: Desk) -> None:
    with county.store.read() as session:
        told = {audit.id: audit.judge(Question(session, DAY)) for audit in AUDITS}
    learning = ("exams.", "training.", "dossiers.", "awards.")
    assert not {name: found.said for name, found in told.items() if name.startswith(learning) and not found.kept}
