"""What the board 统计 of 学习考试 shows: exams and their departments, class hours, dossiers; numbers with records.

Every number is told as the figures of the same names tell it: candidates by their exams as they stood, an absence
never a mark, a retake an attempt of its own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from desktop_app.figures.dossier_boards import Dossiers, dossiers
from desktop_app.figures.engine import Question
from desktop_app.figures.exam_standing import ExamStanding, held
from desktop_app.figures.exams import members, of_departments, owes, told
from desktop_app.figures.review_coverage import Ids, Place, places_of, short_name
from desktop_app.figures.training_boards import Classes, classes
from desktop_app.rules.marks import Band, Mark, bands, passed, tallied, to_retake

EVERY = ""
"""In place of a department: all of them."""
DUE, AGAIN, OWED, FINALLY = "应补考", "已补考", "待补考", "最终及格"
"""Candidates who owe a retake at first; who sat it; who owe it still; who pass by the exam or by the retake."""


@dataclass(frozen=True, slots=True)
class Result:
    """Candidates of an exam, all or a department's: values under the words of the figures, candidates behind each."""

    values: Mapping[str, int | float | None]
    behind: Mapping[str, Ids]

    def ids(self, word: str) -> Ids:
        return self.behind.get(word, ())

    def count(self, word: str) -> int:
        """How many stand behind a word."""
        return len(self.ids(word))


@dataclass(frozen=True)
class Reading:
    """Everything the board shows, read once (一次读数): exams by their day, departments, trainings, dossiers."""

    day: date
    exams: tuple[ExamStanding, ...]
    places: Mapping[str, Place]
    classes: Classes
    dossiers: Dossiers

    @cached_property
    def results(self) -> dict[int, Result]:
        """What each exam came to, by its id."""
        return {one.id: result(one.marks, one) for one in self.exams}

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """Full names of the departments with a candidate, in the order of the office."""
        met = {mark.department for one in self.exams for mark in one.marks}
        return tuple(sorted(met, key=lambda name: (self._position(name), name)))

    @cached_property
    def by_department(self) -> dict[tuple[int, str], Result]:
        """What the candidates of each department came to, by exam and full name."""
        return {
            (one.id, department): result(marks, one)
            for one in self.exams
            for department, marks in of_departments(one).items()
        }

    def short(self, department: str) -> str:
        """公诉 of 公诉科."""
        return short_name(self.places, department)

    def exam(self, exam_id: int | None) -> ExamStanding | None:
        return next((one for one in self.exams if one.id == exam_id), None)

    def of(self, exam_id: int, department: str = EVERY) -> Result | None:
        """A department at an exam, the whole exam for ``EVERY``; None where it sent nobody."""
        return self.by_department.get((exam_id, department)) if department else self.results.get(exam_id)

    def _position(self, name: str) -> int:
        return self.places[name].position if name in self.places else 1 << 30

    def only(self, ids: Collection[int] | None) -> "Reading":
        """The same of these candidates only, all when None; trainings and dossiers are always all."""
        if ids is None:
            return self
        kept = frozenset(ids)
        left = (replace(one, marks=tuple(mark for mark in one.marks if mark.id in kept)) for one in self.exams)
        return replace(self, exams=tuple(one for one in left if one.marks))


def result(marks: Sequence[Mark], one: ExamStanding) -> Result:
    """What some candidates of an exam came to."""
    behind = {word: tuple(id_ for _, id_ in found) for word, found in members(marks, one).items()}
    due = [mark for mark in marks if to_retake(mark, one.terms)]
    more = {
        DUE: tuple(mark.id for mark in due),
        AGAIN: tuple(mark.id for mark in due if mark.retake is not None),
        OWED: tuple(mark.id for mark in due if owes(one, mark)),
        FINALLY: tuple(mark.id for mark in marks if passed(mark, one.terms)),
    }
    counts = {word: len(ids) for word, ids in more.items()}
    return Result(told(tallied(marks, one.terms)) | counts, behind | more)


def spread(one: ExamStanding) -> list[Band]:
    """How the marks of an exam spread (分数段), best first."""
    return bands(one.marks, one.terms)


def read_statistics(ask: Question) -> Reading:
    """Everything the board shows at the end of the day asked for."""
    return Reading(ask.as_of, held(ask), places_of(ask), classes(ask), dossiers(ask))
