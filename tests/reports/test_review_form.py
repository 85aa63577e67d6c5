"""《案件质量评查表》: thirty clauses on one page with room for pens, blank to be keyed back, long reasons overleaf."""

import re
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from desktop_app.models.reviews import CaseReview, ReviewFinding
from desktop_app.registers.finding import Found, find
from desktop_app.registers.reviews import REVIEWS
from desktop_app.reports.blocks import Box, Document, Form, Heading
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import ReviewState, ReviewWay, Severity
from desktop_app.services import records, score_sheets
from desktop_app.services.desk import Desk
from desktop_app.services.facts import FewFacts
from desktop_app.system.errors import Refusal
from tests.kit import hostile
from tests.kit.cases import case_no
from tests.kit.measured import measured
from tests.kit.office import officer
from tests.kit.paper import page_texts, paper_text, printed, solid
from tests.kit.reviewing import Panel, defect, defects, line, off, panel, review, seen, step, take

FIRST = "PC-2015-05-01"
LONG = "阿卜杜拉·艾合买提等7人组织、领导、参加黑社会性质组织、开设赌场、故意伤害、寻衅滋事、非法拘禁案"


@pytest.fixture
def who(desk: Desk) -> Panel:
    return panel(desk)


def form(desk: Desk, record: str = FIRST, paper_id: str = "review_form") -> Document:
    return paper(paper_id).make(Request(desk, date(2015, 5, 31), record=record))


def boxes(document: Document) -> list[Box]:
    return [box for block in document.flat if isinstance(block, Form) for row in block.rows for box in row.boxes]


def pages(document: Document) -> list[str]:
    return [solid(text) for text in page_texts(printed(document))]


def test_a_scored_sheet_stands_on_one_page_with_points_reasons_and_grades(desk: Desk, who: Panel) -> None:
    one = review(desk, who, name=LONG, way=ReviewWay.BOTH)
    step(desk, who, one, "开始评查")
    off(desk, one, "F01", "G02")
    draft = seen(desk, one)
    draft.rows(ReviewFinding)[0]["page"] = "卷一第12页"
    draft[CaseReview.comment] = "定性准确，程序有瑕疵。"
    records.save(desk, REVIEWS, draft)
    (page,) = pages(form(desk))
    for said in (
        "编号：PC-2015-05-01",
        f"受案号{case_no(1)}",
        f"案件名称{LONG}",
        "承办人韩雨桐",
        "评查员何静宜、史海燕",
        "6.1三日内告知权利义务31权利告知超期（卷一第12页），扣1分",
        "7.2制作规范、无错误61文书错漏字，扣1分",
        "合计（满分100分）1002",
        "一票否决无",
        "98分，建议优质",
        "定性准确，程序有瑕疵。",
    ):
        assert said in page, said


def test_a_blank_sheet_knows_the_case_and_leaves_points_and_reasons_to_the_pen(desk: Desk, who: Panel) -> None:
    one = review(desk, who, name=LONG)
    step(desk, who, one, "开始评查")
    off(desk, one, "F01")
    document = form(desk, paper_id="review_blank")
    (page,) = pages(document)
    assert LONG in page
    assert "权利告知超期" not in page
    assert "□优质□合格□瑕疵□不合格" in page
    assert sum(1 for box in boxes(document) if box.text == "") >= 60
    assert all("□无　□有" in box.text for box in boxes(document) if "一票否决" in box.text and not box.label)


def test_every_clause_has_six_millimetres_for_handwriting(desk: Desk, who: Panel) -> None:
    review(desk, who)
    (page,) = measured(printed(form(desk, paper_id="review_blank")))
    rows = sorted({round(rule.y1, 1) for rule in page.rules if rule.level and rule.length > 60})
    clauses = rows[7:35]
    assert min(low - high for high, low in pairwise(clauses)) >= 5.9


def found(desk: Desk, typed: str) -> Found:
    """The register the search meets first."""
    with desk.store.read() as session:
        return find(FewFacts(session, desk.today), typed)[0]


def test_the_square_code_says_the_number_and_the_search_opens_the_review_by_it(desk: Desk, who: Panel) -> None:
    one = review(desk, who)
    head = form(desk, paper_id="review_blank").blocks[0]
    assert isinstance(head, Heading)
    assert head.code == FIRST
    first = found(desk, head.code)
    register, hits = first.register, first.hits
    assert register is REVIEWS
    assert hits[0].id == one
    assert found(desk, head.code.lower()).hits[0].id == one


def test_a_sheet_without_a_review_is_the_standard_of_the_day(desk: Desk) -> None:
    for paper_id in ("review_form", "review_blank"):
        document = form(desk, "", paper_id)
        (page,) = pages(document)
        assert "12.3按期立卷归档2" in page
        assert isinstance(document.blocks[0], Heading)
        assert document.blocks[0].code == ""


def test_a_round_prints_each_of_its_reviews_on_pages_of_their_own(desk: Desk, who: Panel) -> None:
    for serial in (1, 2, 3):
        review(desk, who, serial, name=f"第{serial}号案")
    for record in ("2015-05", "2015年5月", "LC-001"):
        made = pages(form(desk, record, "review_blank"))
        assert [f"第{serial}号案" in page for serial, page in enumerate(made, 1)] == [True] * 3
        assert all("第1页/共1页" in page for page in made)


def test_a_review_is_asked_for_by_its_case_number_whatever_its_brackets(desk: Desk, who: Panel) -> None:
    review(desk, who, 7)
    assert case_no(7) in pages(form(desk, case_no(7).replace("[", "〔").replace("]", "〕")))[0]
    with pytest.raises(Refusal, match="没有编号为 PC-2015-05-99 的评查"):
        form(desk, "PC-2015-05-99")


def test_reasons_no_page_holds_stand_whole_overleaf(desk: Desk, who: Panel) -> None:
    one = review(desk, who)
    step(desk, who, one, "开始评查")
    draft = seen(desk, one)
    place = "讯问笔录第2至9页均未载明时间、地点，修改处无捺印"
    for known in defects(desk, draft):
        if known.points and line(desk, draft, known.clause_code).left >= known.points:
            score_sheets.put(draft, known.finding(page=place))
    records.save(desk, REVIEWS, draft)
    made = pages(form(desk))
    assert "见附页" in made[0]
    assert "组长签字" in made[0]
    rest = "".join(made[1:])
    assert rest.startswith(f"附页（{FIRST}）")
    count = len(seen(desk, one).rows(ReviewFinding))
    said = "".join(re.sub(r"第\d页/共\d页操作记录.*", "", page) for page in made)
    assert said.count("修改处无捺印") == count


def test_five_handlers_with_long_names_share_the_page(desk: Desk, who: Panel) -> None:
    names = ("阿里木·买买提", "诺尔布·次仁旺堆", "欧阳锋", "司马青云", "李㛃")
    one = review(desk, who, name=LONG * 2)
    draft = seen(desk, one)
    draft.parts["review_handler"] = [{"officer_id": officer(desk, name)} for name in names]
    records.save(desk, REVIEWS, draft)
    for paper_id in ("review_form", "review_blank"):
        (page,) = pages(form(desk, paper_id=paper_id))
        assert "、".join(names) in page


def test_a_veto_is_told_and_gives_the_worst_grade(desk: Desk, who: Panel) -> None:
    one = review(desk, who)
    step(desk, who, one, "开始评查")
    draft = seen(desk, one)
    veto = next(known for known in defects(desk, draft) if known.severity is Severity.VETO)
    score_sheets.put(draft, defect(desk, draft, veto.code).finding())
    records.save(desk, REVIEWS, draft)
    (page,) = pages(form(desk))
    assert f"一票否决有：{veto.text}" in page
    assert "建议不合格" in page


def test_a_graded_sheet_says_both_grades_and_the_handlers_words(desk: Desk, who: Panel) -> None:
    take(desk, who, review(desk, who), ReviewState.GRADED)
    (page,) = pages(form(desk))
    assert "100分，建议优质，审定优质" in page
    assert "承办人意见无异议" in page


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_typed_stands_as_typed_and_the_same_bytes_come_twice(desk: Desk, who: Panel, seed: int) -> None:
    dice = Random(seed)
    name = hostile.text(dice, 4, unlike=("invisible",))
    review(desk, who, name=name, comment=hostile.text(dice, 12, unlike=("invisible",)))
    document = form(desk)
    pdf = printed(document)
    assert pdf == printed(document)
    assert solid(name)[:20] in paper_text(pdf)
    assert min(glyph.size for page in measured(pdf) for glyph in page.glyphs) >= 9
