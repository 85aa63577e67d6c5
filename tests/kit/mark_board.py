"""An exam under marking: sixty candidates seated, none keyed; an older one of one kind of questions beside it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.rules.vocabulary import ExamState
from desktop_app.services.desk import Desk
from tests.kit.learning import exam, people, seated, to_state

TODAY = date(2015, 5, 6)
CANDIDATES = 60


@dataclass(frozen=True)
class Hall:
    """Where the file lies, the exam being marked, its candidates by seat, the older exam."""

    root: Path
    exam_id: int
    sittings: tuple[int, ...]
    older: int


def hall(desk: Desk, root: Path) -> Hall:
    """Both exams sat, no mark keyed."""
    older = exam(desk, "第一次闭卷考试", held_on=date(2015, 3, 20), first_full=None, second_full=None)
    seated(desk, older, people(desk, 2))
    made = exam(desk)
    sittings = seated(desk, made, people(desk, CANDIDATES))
    for one in (made, older):
        to_state(desk, one, ExamState.SAT)
    return Hall(root, made, tuple(sittings), older)
