"""The marks under the pages: what is wrong first, at least one in sight, and figures found where they are meant."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop_app.reports.bulletin_checks import UNPRINTABLE, page_checks
from desktop_app.rules.said_numbers import Numbers
from desktop_app.services.desk import Desk
from desktop_app.services.format_checks import Mark as Verdict
from desktop_app.services.manuscripts import manuscript
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.bulletin import making
from desktop_app.views.bulletin.checks_strip import Mark, Marks
from desktop_app.views.bulletin.judging import judged
from desktop_app.views.jobs import Progress
from tests.kit.bulletins import draft
from tests.kit.office import officer
from tests.kit.problems import problem


@pytest.fixture
def marks(qapp: QApplication) -> Iterator[Marks]:
    theme.apply(qapp)
    made = Marks("数字来源")
    made.resize(600, 24)
    made.show()
    yield made
    made.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_what_is_wrong_stands_first_and_opens(marks: Marks) -> None:
    met: list[str] = []
    good = Mark("good", "标题 2 行")
    bad = Mark("bad", "版记不全", "没有印发机关", lambda: met.append("版记"))
    marks.show_marks([good, bad])
    assert [button.mark.word for button in marks.buttons] == ["版记不全", "标题 2 行"]
    marks.buttons[0].click()
    assert met == ["版记"]


def test_the_rest_folds_but_one_mark_stays(marks: Marks) -> None:
    marks.show_marks([Mark("good", f"第{at}项核对结果") for at in range(9)])
    marks.resize(160, 24)
    marks.arrange()
    shown = [button for button in marks.buttons if not button.isHidden()]
    assert len(shown) == 1
    assert marks.more.text() == "另 8 项 ▾"


def test_figures_are_found_where_they_are_meant(desk: Desk) -> None:
    who = officer(desk, "陈少华")
    problem(desk, "讯问笔录漏签骑缝", [who], found_on=date(2015, 5, 6), due_on=date(2015, 6, 5))
    told = draft(desk, "手写的1条不是取来的。截至5月31日，共梳理问题\ufff9n1\ufffb。")
    made = making.made(desk, told, "清检发〔2015〕18号", lambda _at, _whole: True)
    letters = made.pages.letters(0)
    assert [spot.key for spot in made.figures] == ["n1"]
    left, top, right, bottom = made.figures[0].box
    inside = [sign for sign, x, y, _r, _b in letters if left - 1 <= x < right - 1 and top - 1 <= y < bottom]
    assert "".join(inside).strip() == told.parts["bulletin_figure"][0]["shown"]
    assert made.seal is not None
    made.pages.close()


def test_the_pages_shown_are_the_pages_checked(desk: Desk) -> None:
    told = draft(desk, "截至5月31日，共梳理问题\ufff9n1\ufffb。")
    made = making.made(desk, told, "清检发〔2015〕18号", lambda _at, _whole: True)
    found = judged(desk, told, Progress(lambda _at, _whole, _said: None))
    with desk.facts() as facts:
        paper = manuscript(facts, told)
        asked = page_checks(paper, *making.told_of_paper(desk, facts, paper, issued=False))
    assert [(one.code, one.verdict) for one in made.checks] == [(one.code, one.verdict) for one in asked]
    assert not {one.code for one in asked} & {one.code for one in found.checked}, "no page is set a second time"
    made.pages.close()


def test_what_no_font_holds_is_named_though_no_page_can_be_set(desk: Desk) -> None:
    told = draft(desk, "写了\U0001f600的通报。")
    with pytest.raises(Refusal, match="U\\+1F600"):
        making.made(desk, told, "", lambda _at, _whole: True)
    found = judged(desk, told, Progress(lambda _at, _whole, _said: None))
    assert [one.verdict for one in found.checked if one.code == UNPRINTABLE] == [Verdict.BAD]


def test_what_is_typed_by_hand_is_counted_apart(desk: Desk) -> None:
    told = draft(desk, "手写的12件，取来的\ufff9n1\ufffb。")
    assert making.numbers(told) == Numbers(traced=1, typed=1)
