"""统计 of 学习考试 counts what the figures count, and every number stands for exactly its records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from desktop_app.figures.catalogue import ask
from desktop_app.figures.dossier_boards import (
    CHECKED,
    CORRECTED,
    EVERY,
    FILED,
    FILED_LATE,
    LATE,
    OPEN,
    OVERDUE,
    UNCORRECTED,
    UNFILED,
    VERDICTS,
)
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.exam_boards import AGAIN, DUE, FINALLY, Reading, read_statistics, spread
from desktop_app.figures.exams import PASSED, SAT
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.learning_year import Spring, learning_year
from tests.kit.office import founded


@dataclass(frozen=True)
class Office:
    """A desk after the spring, its ids, and what the board reads on its day."""

    desk: Desk
    spring: Spring
    read: Reading

    def figure(self, name: str) -> Answer:
        with self.desk.facts() as facts:
            return ask(name, Question(facts.session, self.desk.today))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The spring, kept once: nothing here writes."""
    desk = founded(tmp_path_factory.mktemp("spring") / "data", TurnedClock(date(2015, 5, 31)))
    spring = learning_year(desk)
    with desk.facts() as facts:
        read = read_statistics(Question(facts.session, desk.today))
    yield Office(desk, spring, read)
    desk.store.close()


def test_exams_come_to_what_the_figure_says_with_the_same_candidates(office: Office) -> None:
    told = office.figure("exams.results")
    for one in office.read.exams:
        found = office.read.results[one.id]
        assert {word: found.values[word] for word in told.groups[one.key]} == told.groups[one.key]
        for word in told.groups[one.key]:
            assert found.ids(word) == tuple(id_ for _, id_ in told.cells.get((one.key, word), ()))


def test_who_passes_the_retake_passes_in_the_end_and_not_in_the_exam(office: Office) -> None:
    first, second = office.spring.exams
    retaken = office.spring.sittings[0][2]
    found = office.read.results[first]
    assert retaken not in found.ids(PASSED)
    assert found.ids(AGAIN) == (retaken,)
    assert sorted(found.ids(FINALLY)) == sorted((*found.ids(PASSED), retaken))
    assert office.read.results[second].values[AGAIN] == 0
    told = office.figure("exams.retakes").groups[office.read.exams[0].key]
    assert (told["应补考"], told["实补考"]) == (found.values[DUE], found.values[AGAIN])


def test_departments_add_up_to_their_exam_in_the_order_of_the_house(office: Office) -> None:
    told, read = office.figure("exams.by_department"), office.read
    with office.desk.facts() as facts:
        house = [row["name"] for row in facts.departments()]
    assert list(read.departments) == sorted(read.departments, key=house.index)
    for one in read.exams:
        parts = {place: found for place in read.departments if (found := read.of(one.id, place)) is not None}
        assert {place: found.values[SAT] for place, found in parts.items()} == {
            place: own[SAT] for place, own in told.groups[one.key].items()
        }
        assert sum(found.count(SAT) for found in parts.values()) == read.results[one.id].count(SAT)
    assert read.of(office.spring.exams[0], "没有这个部门") is None


def test_bands_hold_everybody_with_a_mark_once(office: Office) -> None:
    for one in office.read.exams:
        assert sorted(id_ for band in spread(one) for id_ in band.ids) == sorted(office.read.results[one.id].ids(SAT))


def test_a_choice_of_candidates_leaves_trainings_and_dossiers_alone(office: Office) -> None:
    first, _ = office.spring.exams
    chosen = office.spring.sittings[0][:2]
    some = office.read.only(chosen)
    assert [one.id for one in some.exams] == [first]
    assert sorted(some.results[first].ids(SAT)) == sorted(chosen)
    assert (some.classes, some.dossiers) == (office.read.classes, office.read.dossiers)
    assert office.read.only(None) is office.read


def test_hours_of_officers_are_those_of_the_figure(office: Office) -> None:
    told, classes = office.figure("training.hours"), office.read.classes
    signed = [one for one in classes.whole.learners if one.signs]
    assert {one.name: one.hours / 100 for one in signed} == told.groups
    assert {one.name: list(one.there) for one in signed if one.there} == {
        name: [id_ for _, id_ in rows] for (name,), rows in told.cells.items()
    }
    assert classes.whole.hours / 100 == told.value


def test_who_came_to_nothing_is_named_and_a_session_without_a_list_proves_nobody(office: Office) -> None:
    classes = office.read.classes
    assert classes.whole.none == (office.spring.idle,)
    assert classes.unlisted == (office.spring.trainings[2],)
    assert [one.id for one in classes.listed] == list(office.spring.trainings[:2])
    assert [sum(len(group.signs(one.id)) for group in classes.groups) for one in classes.listed] == [7, 6]


def test_dossiers_count_as_the_figures_do(office: Office) -> None:
    told = office.read.dossiers
    by_word = {
        CORRECTED: "dossiers.corrected",
        UNCORRECTED: "dossiers.uncorrected",
        FILED: "dossiers.filed",
        FILED_LATE: "dossiers.filed_late",
        UNFILED: "dossiers.unfiled",
        LATE: "dossiers.late",
        CHECKED: "dossiers.checked",
    }
    for word, name in by_word.items():
        assert sorted(told.behind(EVERY, word)) == sorted(office.figure(name).behind), word
    verdicts = office.figure("dossiers.checked").groups
    assert {word: len(rows) for word in VERDICTS if (rows := told.behind(EVERY, word))} == {
        word: count for word, count in verdicts.items() if word in VERDICTS
    }
    assert told.passed(EVERY) == (2, 4, 0.5)
    assert (len(told.behind(EVERY, OPEN)), len(told.behind(EVERY, OVERDUE))) == (0, 1)


def test_the_parts_of_the_house_add_up_to_the_whole(office: Office) -> None:
    told = office.read.dossiers
    for word in (CHECKED, *VERDICTS, OPEN, FILED, FILED_LATE, UNFILED):
        parts = [behind for place in told.departments for behind in told.behind(place, word)]
        assert sorted(parts) == sorted(told.behind(EVERY, word))


def test_defects_by_item_with_their_points(office: Office) -> None:
    told = office.read.dossiers.defects
    _, returned, mended, _ = office.spring.dossiers
    assert [(one.item, one.count, one.points, one.ids) for one in told] == [
        ("缺少送达回证", 2, 12_00, (returned, mended)),
        ("页码有误", 1, 3_00, (returned,)),
    ]
    assert {one.item: one.count for one in told} == office.figure("dossiers.defects").groups
    assert office.read.dossiers.flawed == (returned, mended)
