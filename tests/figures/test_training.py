"""Training sessions in figures: lists that name everybody, lists that name the absent alone."""

from datetime import date

from desktop_app.figures.engine import Question
from desktop_app.figures.learning_promises import all_learned
from desktop_app.figures.training import sessions
from desktop_app.registers.training import TRAININGS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from tests.kit.learning import people, training
from tests.kit.office import loaded


def test_a_list_of_the_absent_alone_leaves_the_others_there(desk: Desk) -> None:
    """缺席人员: 王超 as another county's register writes it; the head count proves the rest, or leaves it open."""
    first, second, third = people(desk, 3)
    held = training(desk, "涉案财物管理规定学习", [], [third], expected=3, present=2)
    with desk.store.read() as session:
        (one,) = sessions(Question(session, date(2015, 5, 31)))
        assert (one.expected, one.present) == (3, 2)
        assert all_learned(Question(session, date(2015, 5, 31))).offenders == (("officer", third),)
    draft = loaded(desk, TRAININGS, held)
    draft.values["present"] = 1
    records.save(desk, TRAININGS, draft)
    with desk.store.read() as session:
        found = all_learned(Question(session, date(2015, 5, 31)))
        assert found.unknown == (("officer", first), ("officer", second))
