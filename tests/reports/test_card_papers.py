"""The three cards of a case: two A5 on a sheet with a line to cut, numbered and coded; their register by case."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.models.cases import CardSet, CardTemplate
from desktop_app.registers.cases import CARDS
from desktop_app.reports.blocks import Document, Drawing, GroupRow, Ledger, LineMark
from desktop_app.reports.card_face import read_question
from desktop_app.reports.catalogue import paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import CardRating
from desktop_app.services.card_finding import find_card
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit import hostile
from tests.kit.cards import ALL, TOLD, WATCHED, card_set, give_back, issue
from tests.kit.cases import case_no
from tests.kit.measured import measured
from tests.kit.office import officer
from tests.kit.paper import page_texts, paper_text, printed, solid

DAY = date(2015, 5, 31)


def made(desk: Desk, paper_id: str = "cards", record: str = "", **options: str) -> Document:
    return paper(paper_id).make(Request(desk, DAY, record=record, options=options))


def pages(document: Document) -> list[str]:
    return [solid(text) for text in page_texts(printed(document))]


def template(desk: Desk, title: str, **values: Any) -> None:
    """Change what is printed on a card."""
    with desk.store.unit("改模板") as unit:
        row = unit.session.scalars(select(CardTemplate).where(CardTemplate.title == title)).one()
        for name, value in values.items():
            setattr(row, name, value)


@pytest.fixture
def people(desk: Desk) -> tuple[int, int]:
    """Who handles the case, who gives the cards out."""
    return officer(desk, "韩雨桐", "公诉科"), officer(desk, "何静宜", "案件管理办公室")


@pytest.fixture
def given(desk: Desk, people: tuple[int, int]) -> int:
    """The cards of a case given out on 4 May."""
    one = card_set(desk, 1, people[0])
    issue(desk, people[1], one)
    return one


def test_the_cards_of_a_case_are_numbered_dated_and_two_to_a_sheet(desk: Desk, given: int) -> None:
    sheets = pages(made(desk, record="SK-001"))
    assert len(sheets) == 2
    for word in (
        *(TOLD, WATCHED, "卡号：1-0001", "卡号：2-0001", case_no(1), "第1号盗窃案", "韩雨桐", "公诉科"),
        *("请于2015年6月3日前交回", "2015年5月4日发放", "1.是否告知您诉讼权利和义务", "不接受吃请"),
        *("满意基本满意不满意", "反映的问题、意见和建议"),
    ):
        assert word in sheets[0], word
    assert "卡号：3-0001" in sheets[1]
    assert pages(made(desk, record=case_no(1))) == sheets


def test_each_half_is_a_whole_a5_card_with_the_line_to_cut_in_the_middle(desk: Desk, given: int) -> None:
    document = made(desk, record="SK-001")
    drawing = next(block for block in document.flat if isinstance(block, Drawing))
    cut = [mark for mark in drawing.marks if isinstance(mark, LineMark) and mark.dash]
    assert {mark.x1 for mark in cut} == {mark.x2 for mark in cut}
    first = measured(printed(document))[0]
    assert (round(first.width), round(first.height)) == (297, 210)
    rules = [rule for rule in first.rules if not rule.level and rule.length > 40]
    assert any(abs(rule.x1 - 148.5) < 0.1 for rule in rules)
    crossing = [glyph for glyph in first.glyphs if glyph.left < 145 < glyph.right]
    assert not crossing
    left = [glyph for glyph in first.glyphs if glyph.right < 145]
    assert min(glyph.left for glyph in left) >= 11.9


def test_the_square_code_of_a_card_takes_it_back(desk: Desk, given: int) -> None:
    with desk.facts() as facts:
        card = find_card(facts, "1-0001")
    assert (card.set_id, card.kind) == (given, TOLD)


def test_blank_cards_wait_for_the_pen_and_one_kind_can_be_asked_for(desk: Desk) -> None:
    blank = "".join(pages(made(desk)))
    assert all(kind in blank for kind in ALL)
    assert "卡号：____" in blank.replace("＿", "_")
    assert TOLD not in paper_text(printed(made(desk, kind=WATCHED)))
    with pytest.raises(Refusal, match="没有“回访卡”这种卡。可选：办案告知卡、执法监督卡、质量评查卡"):
        made(desk, kind="回访卡")
    with pytest.raises(Refusal, match="没有编号为 SK-009 的三卡"):
        made(desk, record="SK-009")


def test_cards_not_given_out_yet_know_their_case(desk: Desk, people: tuple[int, int]) -> None:
    card_set(desk, 5, people[0])
    text = "".join(pages(made(desk, record="SK-001")))
    assert case_no(5) in text
    assert "卡号：1-" not in text


def test_three_hundred_cards_come_out_in_order(desk: Desk, people: tuple[int, int]) -> None:
    with desk.store.unit("造一批三卡") as unit:
        for serial in range(1, 101):
            unit.session.add(
                CardSet(
                    number=f"SK-{serial:03d}", case_no=case_no(serial), name=f"第{serial}号案", handler_id=people[0]
                )
            )
    with desk.store.read() as session:
        ids = list(session.scalars(select(CardSet.id).order_by(CardSet.id)))
    issue(desk, people[1], *ids)
    register = pages(made(desk, "card_register"))
    assert "共100案，卡片发齐100案；发放300张，收回0张，未收回300张，其中逾期0张。" in register[-1]
    assert all(page.startswith("序号卡种卡号") for page in register[1:])
    every = [face for kind in ALL for face in pages(made(desk, kind=kind, record="SK-100"))]
    assert ["卡号：1-0100" in every[0], "卡号：2-0100" in every[1], "卡号：3-0100" in every[2]] == [True] * 3


def test_questions_are_ticked_or_written_as_they_ask(desk: Desk, given: int) -> None:
    assert read_question("是否告知权利").choices == ("是", "否")
    assert read_question("您的意见建议").choices == ()
    assert read_question("办案效率（好/一般/差）").choices == ("好", "一般", "差")
    template(desk, TOLD, questions="有无推诿\n还有什么意见\n办案效率（好/一般/差）", contact="0914-1234567")
    text = pages(made(desk, record="SK-001"))[0]
    for word in ("1.有无推诿有无", "2.办案效率好一般差", "还有什么意见", "0914-1234567"):
        assert word in text, word


def test_a_template_that_no_card_holds_is_refused_by_name(desk: Desk, given: int) -> None:
    template(desk, WATCHED, promise="请如实评价。" * 400)
    with pytest.raises(Refusal, match="卡片模板“执法监督卡”的文字太多"):
        made(desk, record="SK-001")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_typed_stays_on_its_card(desk: Desk, given: int, seed: int) -> None:
    dice = Random(seed)
    with desk.store.unit("改名") as unit:
        unit.session.get_one(CardSet, given).name = hostile.text(dice, 8, unlike=("invisible",))
    template(
        desk, TOLD, questions="\n".join(hostile.text(dice, 1, long=False, unlike=("invisible",)) for _ in range(4))
    )
    document = made(desk, record="SK-001")
    pdf = printed(document)
    assert pdf == printed(document)
    first = measured(pdf)[0]
    assert min(glyph.size for glyph in first.glyphs) >= 9
    assert not [glyph for glyph in first.glyphs if glyph.left < 147 < glyph.right]


def test_the_register_tells_each_card_under_its_case(desk: Desk, given: int, tmp_path: Path) -> None:
    give_back(desk, given, TOLD, CardRating.GOOD)
    give_back(desk, given, WATCHED, CardRating.POOR, said="态度生硬")
    document = made(desk, "card_register")
    ledger = next(block for block in document.blocks if isinstance(block, Ledger))
    head, *rows = ledger.rows
    assert isinstance(head, GroupRow)
    assert head.text == f"1.{case_no(1)}　第1号盗窃案　承办人：韩雨桐"
    at = [column.label for column in ledger.columns].index
    shown = [at(label) for label in ("卡号", "收回日期", "评价", "反映的问题、处理情况")]
    told = [[row[place] for place in shown] for row in rows if isinstance(row, tuple)]
    assert told == [
        ["1-0001", "2015-05-20", "满意", ""],
        ["2-0001", "2015-05-20", "不满意", "态度生硬"],
        ["3-0001", "", "", ""],
    ]
    assert ledger.note == "共1案，卡片发齐1案；发放3张，收回2张，未收回1张，其中逾期0张。"
    assert paper_workbook(document, tmp_path / "a.xlsx") == 1


def test_papers_of_cards_stand_beside_their_register(desk: Desk) -> None:
    assert CARDS.papers == ("cards", "card_register", "case_dossier")
    assert "共0案" in paper_text(printed(made(desk, "card_register")))
