"""《销号申请审批表》: one problem on one page, with room for three seals; long texts whole overleaf."""

from datetime import date

import pytest

from desktop_app.reports.blocks import Box, Document, Form
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import LookBackResult
from desktop_app.services.desk import Desk
from desktop_app.services.issues import extend, look_back
from desktop_app.system.errors import Refusal
from tests.kit.office import officer
from tests.kit.paper import page_texts, paper_text, printed, solid
from tests.kit.problems import MEASURES, close, problem

NUMBER = "2015-公诉-个-001"
OPINIONS = ("责任部门意见", "验收意见", "分管领导审批")


def application(desk: Desk, record: str = NUMBER, **options: str) -> Document:
    return paper("issue_application").make(Request(desk, date(2015, 5, 31), record=record, options=options))


def form_of(document: Document) -> Form:
    return next(block for block in document.blocks if isinstance(block, Form))


@pytest.fixture
def people(desk: Desk) -> list[int]:
    return [officer(desk, "袁倩", "院领导"), officer(desk, "叶新民", "案件管理办公室"), officer(desk, "陈少华")]


def test_a_problem_extended_closed_and_closed_again_on_one_page(desk: Desk, people: list[int]) -> None:
    leader, verifier, handler = people
    again = problem(desk, "讯问笔录漏签骑缝，<b>修改处", [handler], measures=MEASURES, leader_id=leader)
    close(desk, again, verifier, leader, date(2015, 4, 20))
    look_back(desk, again, LookBackResult.REBOUND, date(2015, 5, 4), verifier, "又有3件", date(2015, 5, 10))
    extend(desk, again, date(2015, 5, 28), "部分案卷尚未退回", leader, "清检发〔2015〕9号")
    close(desk, again, leader, leader, date(2015, 5, 25), "再补正3件")
    pdf = printed(application(desk))
    assert len(page_texts(pdf)) == 1
    said = paper_text(pdf)
    for word in (
        "问题编号2015-公诉-个-001性质个性（限期整改）",
        "原定期限2015-05-10整改期限2015-05-28",
        "讯问笔录漏签骑缝，<b>修改处",
        "由2015-05-10延至2015-05-28：部分案卷尚未退回（批准人袁倩，清检发〔2015〕9号）",
        "第1轮：2015-04-20销号，验收叶新民2015-04-19（整改到位，同意销号），批准袁倩；2015-05-04回头看反弹",
        "再补正3件",
        "整改到位，同意销号（袁倩，2015-05-24）",
        "批准人：袁倩，销号日期：2015-05-25",
    ):
        assert word in said, word


def seal_rooms(document: Document) -> dict[str, tuple[float, str]]:
    """Height in mm and foot of each opinion box, by its label."""
    rows = {row.boxes[0].text: row for row in form_of(document).rows}
    return {label: (rows[label].min_mm, rows[label].boxes[1].sign) for label in OPINIONS}


def test_every_opinion_has_room_for_a_pen_and_a_seal(desk: Desk, people: list[int]) -> None:
    problem(desk, "讯问笔录漏签骑缝", people[2:])
    for record in (NUMBER, ""):
        for height, sign in seal_rooms(application(desk, record)).values():
            assert height >= 42
            assert "签字：" in sign
            assert "年　　月　　日" in sign


def test_a_blank_form_waits_for_the_pen(desk: Desk) -> None:
    document = application(desk, "")
    assert len(page_texts(printed(document))) == 1
    boxes: list[Box] = [box for row in form_of(document).rows for box in row.boxes if not box.label]
    assert not any(box.text for box in boxes)


def test_what_finds_no_room_stands_whole_overleaf(desk: Desk, people: list[int]) -> None:
    texts = [f"第{place}项：逐卷补正，由承办人写出书面说明并限期补齐手续。" * 9 for place in range(1, 8)]
    problem(desk, "讯问笔录漏签骑缝", people[2:], measures=texts)
    document = application(desk)
    pages = [solid(text) for text in page_texts(printed(document))]
    assert "整改措施（内容较多，见附页）" in pages[0]
    assert "分管领导签字：" in pages[0]
    assert all(height >= 42 for height, _ in seal_rooms(document).values())
    rest = "".join(pages[1:])
    assert rest.startswith("附页整改措施1.第1项")
    assert "讯问笔录漏签骑缝" in pages[0]
    assert rest.count("逐卷补正") == 63


def test_a_problem_not_yet_checked_leaves_the_opinions_to_the_pen(desk: Desk, people: list[int]) -> None:
    problem(desk, "讯问笔录漏签骑缝", people[2:])
    rows = {row.boxes[0].text: row for row in form_of(application(desk)).rows}
    assert not any(rows[label].boxes[1].text for label in OPINIONS)
    assert rows["延期情况"].boxes[1].text == rows["历次销号"].boxes[1].text == "无"


def test_unknown_numbers_and_options_are_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="没有编号为 2015-公诉-个-009 的问题"):
        application(desk, "2015-公诉-个-009")
    with pytest.raises(Refusal, match="没有“department”这个选项。它没有可选项"):
        application(desk, "", department="公诉科")
