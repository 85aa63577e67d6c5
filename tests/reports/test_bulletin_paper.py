"""The paper 通报: a draft says it is one, an issued bulletin comes out as it went out."""

import io
from datetime import date

import pytest

from desktop_app.reports.blocks import AnnexHead, Heading, Imprint, Landscape, Ledger, Para, RedHead
from desktop_app.reports.catalogue import make_pdf, paper
from desktop_app.reports.request import Request
from desktop_app.rules.vocabulary import PaperFormat
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit import bulletins, issued, issues
from tests.kit.manuscripts import document, manuscript, text, three_pages
from tests.kit.paper import page_texts, paper_text, printed

DAY = date(2015, 5, 31)


def asked(desk: Desk, record: str = "", **options: str) -> Request:
    return Request(desk, DAY, record=record, options=options)


def pdf_of(desk: Desk, record: str = "", **options: str) -> bytes:
    out = io.BytesIO()
    report = make_pdf("bulletin", asked(desk, record, **options), out)
    assert report.pages == len(page_texts(out.getvalue()))
    return out.getvalue()


@pytest.fixture
def who(desk: Desk) -> issues.Team:
    """A problem of April and those who answer for it."""
    team = issues.team(desk)
    issues.issue(desk, team, "叶国栋讯问笔录漏签骑缝")
    return team


def test_a_draft_bears_that_it_is_one(desk: Desk, who: issues.Team) -> None:
    bulletins.bulletin(desk, title="关于四月的通报")
    said = paper_text(pdf_of(desk, "TB-001"))
    assert "送审稿" in said
    assert "关于四月的通报" in said
    assert "清源县人民检察院文件" in said


def test_without_a_number_the_newest_is_printed(desk: Desk, who: issues.Team) -> None:
    bulletins.bulletin(desk, title="关于五月的通报", as_of=date(2015, 5, 31))
    bulletins.bulletin(desk, title="关于四月的通报", as_of=date(2015, 4, 30))
    assert paper("bulletin").make(asked(desk)).title == "关于五月的通报"


def test_what_is_not_there_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="还没有通报"):
        pdf_of(desk)
    bulletins.bulletin(desk, "暂无数字。", traces=())
    with pytest.raises(Refusal, match="没有编号为 TB-099 的通报"):
        pdf_of(desk, "TB-099")
    with pytest.raises(Refusal, match="没有“代号”这种具名方式。可选：具名、部门加某、只到部门"):
        pdf_of(desk, naming="代号")
    with pytest.raises(Refusal, match="通报没有“seal”这个选项"):
        pdf_of(desk, seal="1")


def test_an_issued_bulletin_comes_out_byte_for_byte(desk: Desk, who: issues.Team) -> None:
    bulletin_id = issued.issued(desk, who.leader, issued.written(desk, who.owner, (issued.COUNT,)), 18)
    number = str(issued.row(desk, bulletin_id)["doc_no"])
    first = pdf_of(desk, number)
    assert "送审稿" not in paper_text(first)
    issues.issue(desk, who, "又一个四月的问题")
    assert pdf_of(desk, number) == first == pdf_of(desk)
    named, coded = pdf_of(desk, number, naming="具名"), pdf_of(desk, number, naming="部门加某")
    assert named != coded
    assert "叶国栋" not in paper_text(coded)


def test_a_draft_names_people_as_asked(desk: Desk, who: issues.Team) -> None:
    made = issued.written(desk, who.owner, (issued.COUNT,))
    bulletin_id = issued.signed(desk, who.leader, made)
    number = str(issued.row(desk, bulletin_id)["number"])
    named, plain = (paper_text(pdf_of(desk, number, naming=one)) for one in ("具名", "只到部门"))
    assert named != plain


def test_an_annex_with_a_table_across_lies_on_turned_pages_with_its_head() -> None:
    blocks = document(three_pages()).blocks
    turned = next(block for block in blocks if isinstance(block, Landscape))
    assert isinstance(turned.blocks[0], AnnexHead)
    assert turned.blocks[0].label == "附件1"
    assert any(isinstance(block, Ledger) for block in turned.blocks)
    assert isinstance(blocks[-1], Imprint)


def test_a_single_annex_has_no_number() -> None:
    alone = manuscript(lines=three_pages().lines[:3])
    (head,) = [block for block in document(alone).flat if isinstance(block, AnnexHead)]
    assert head.label == "附件"


def test_headings_alone_and_headings_that_run_on() -> None:
    blocks = document(manuscript()).blocks
    headings = [block.text for block in blocks if isinstance(block, Heading)][1:]
    assert headings == ["一、评查结果", "二、主要问题", "（二）扣押清单缺见证人签名"]
    led = next(block for block in blocks if isinstance(block, Para) and block.lead)
    assert led.text[: led.lead] == "（一）权利告知不及时，2件。"


def test_briefings_and_letters_bear_what_is_theirs() -> None:
    brief = document(manuscript(PaperFormat.BRIEFING))
    head = brief.blocks[0]
    assert isinstance(head, RedHead)
    assert (head.number, head.compiled) == ("第6期", ("清源县人民检察院办公室", "2015年5月6日"))
    letter = document(manuscript(PaperFormat.LETTER))
    assert not letter.footer.first
    assert isinstance(letter.blocks[-1], Imprint)
    assert not letter.blocks[-1].ruled


def test_words_of_people_are_never_read_as_anything_else() -> None:
    said = paper_text(printed(document(manuscript(lines=text("<b>甲</b>&amp;<img src=x>"), title="关于<i>的通报"))))
    assert "<b>甲</b>&amp;<imgsrc=x>" in said
    assert "关于<i>的通报" in said
