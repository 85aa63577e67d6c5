"""Badges: a tab counts what its first register wants; 督查问责 counts all its registers, none of which is the first."""

from datetime import date

from desktop_app.services.desk import Desk
from desktop_app.views.badges import badges
from tests.kit.office import officer, task
from tests.kit.oversight import document, duty, habit, indicator


def test_one_register_counts_where_it_is_the_first(desk: Desk) -> None:
    task(desk, "涉案财物全面盘点", officer(desk, "周敏"), start_on=date(2015, 4, 1), due_on=date(2015, 5, 4))
    told = badges(desk)
    assert (told["plan"].red, told["issues"].count) == (1, 0)


def test_supervision_counts_findings_documents_indicators_and_lists(desk: Desk) -> None:
    habit(desk)
    document(desk, "清检纠违〔2015〕1号")
    document(desk, "清检纠违〔2015〕2号", replied_on=date(2015, 5, 20))
    indicator(desk, "追捕追诉人数", doc_no="", abolished_on=None)
    duty(desk, officer(desk, "张雪梅", post="科长"), signed_on=None)
    assert badges(desk)["inspections"].red == 4, "untold, unanswered, standing, unsigned"
    assert badges(desk)["inspections"].amber == 2, "answered and not verified; the letter is 待补 too"
