"""Papers are measured as printed: pages, places, repeatability, the standard's geometry."""

import io
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from desktop_app.reports.blocks import Column, Drawing, Heading, Ledger, PageBreak, Para, Signatures, Spacer, UnitLine
from desktop_app.reports.pdf import Stopped, render
from desktop_app.reports.styles import BODY, LEDGER_PAGE, OFFICIAL_PAGE, Footer, Numbers
from desktop_app.system.errors import Refusal
from tests.kit.paper import characters, darkness, page_texts, paper, paper_text, printed, solid

MM = 72 / 25.4
BULLETIN = "清检发〔2015〕12号文件要求：“有案必查、有责必究”，研究……第12条——阿里木·买买提等3人（共计1,234.56元）。"


def test_twenty_two_lines_of_twenty_eight_characters_fill_the_type_area() -> None:
    """GB/T 9704-2012: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm."""
    sheet = paper(Para("检" * 28 * 22, first_indent=0), page=OFFICIAL_PAGE, footer=Footer(numbers=Numbers.NONE))
    pdf = printed(sheet)
    marks = list(characters(pdf))
    assert len(page_texts(pdf)) == 1
    assert len(marks) == 28 * 22
    assert len({round(mark.top) for mark in marks}) == 22
    assert min(mark.left for mark in marks) == pytest.approx(28 * MM, abs=0.5)
    assert max(mark.right for mark in marks) == pytest.approx((28 + 156) * MM, abs=1.5)
    assert max(mark.bottom for mark in marks) <= (37 + 225) * MM + BODY.size / 2
    assert min(mark.top for mark in marks) >= 37 * MM - BODY.size / 2


def test_official_page_numbers_stand_outside_odd_right_and_even_left() -> None:
    sheet = paper(Para("一"), PageBreak(), Para("二"), page=OFFICIAL_PAGE, footer=Footer(numbers=Numbers.OFFICIAL))
    pdf = printed(sheet)
    odd = next(mark for mark in characters(pdf, 0) if mark.char == "1")
    even = next(mark for mark in characters(pdf, 1) if mark.char == "2")
    rule = (297 - 28) * MM
    assert odd.left > 150 * MM
    assert even.left < 60 * MM
    assert odd.top < rule < odd.bottom


def test_the_same_paper_is_the_same_bytes() -> None:
    sheet = paper(Heading("通报"), Para(BULLETIN * 30), footer=Footer(("填表人：",), watermark="演练"))
    assert printed(sheet) == printed(sheet)


def test_the_file_says_what_it_is() -> None:
    sheet = replace(paper(Para("甲")), title="整改台账<1>")
    said = pdfium.PdfDocument(printed(sheet)).get_metadata_dict()
    assert said["Title"] == "整改台账<1>"
    assert said["Author"] == "清源县人民检察院"
    assert said["CreationDate"] == "D:20150531090000"


def test_only_embedded_fonts_are_named() -> None:
    pdf = printed(paper(Para(BULLETIN)))
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor")


def test_no_printed_line_begins_with_a_closing_mark() -> None:
    pdf = printed(paper(Para(BULLETIN * 20, first_indent=2)))
    for text in page_texts(pdf):
        assert not [line for line in text.splitlines() if line[:1] in set("，。、；：！？）》”〕…—")]


def test_paragraphs_stand_flush_at_both_edges() -> None:
    ends: dict[int, float] = {}
    for mark in characters(printed(paper(Para("检察院规范司法行为。" * 20)))):
        line = round((mark.top + mark.bottom) / 2 / BODY.leading)
        ends[line] = max(ends.get(line, 0), mark.right)
    body = sorted(ends)[:-2]
    assert len(body) > 4
    assert all(ends[line] == pytest.approx((210 - 22) * MM, abs=0.1) for line in body)


def test_feet_carry_signatures_pages_and_the_anchor() -> None:
    sheet = paper(
        Para("甲"), PageBreak(), Para("乙"), footer=Footer(("填表人：", "审核人："), anchor="历史链 3f9a7c21")
    )
    texts = [solid(text) for text in page_texts(printed(sheet))]
    assert "填表人：审核人：第1页/共2页历史链3f9a7c21" in texts[0]
    assert "第2页/共2页" in texts[1]
    lowest = (297 - 22) * MM
    assert all(mark.top > lowest for mark in characters(printed(sheet)) if mark.char in "填审链")


def test_practice_papers_are_marked_on_every_page() -> None:
    plain = paper(Para("甲"), PageBreak(), Para("乙"))
    marked = printed(replace(plain, footer=Footer(watermark="演练")))
    assert all(darkness(marked, page) > darkness(printed(plain), page) + 0.01 for page in (0, 1))
    assert "演练" in paper_text(marked)


def test_a_heading_stays_with_its_text() -> None:
    sheet = paper(Spacer(1), Para("字\n" * 23, first_indent=0), Heading("一、基本情况", 1), Para("第一段。"))
    pages = [solid(text) for text in page_texts(printed(sheet))]
    assert any("一、基本情况第一段。" in page for page in pages)


def test_signatures_leave_room_for_the_seal() -> None:
    sheet = paper(
        UnitLine("清源县人民检察院", "2015年"), Signatures(("填表人：", "审核人：", "日期："), seal="（公章）")
    )
    marks = {mark.char: mark for mark in characters(printed(sheet))}
    assert marks["填"].top - marks["章"].top > 10 * MM


def test_a_drawing_larger_than_the_sheet_is_refused() -> None:
    with pytest.raises(Refusal, match="印不下"):
        printed(paper(Drawing(2000, 10, ())))


def test_a_long_ledger_tells_how_far_it_is_and_can_be_stopped() -> None:
    sheet = paper(Ledger((Column("号"),), tuple((str(i),) for i in range(3000))), page=LEDGER_PAGE)
    told: list[tuple[int, int]] = []
    render(sheet, io.BytesIO(), progress=lambda done, whole: not told.append((done, whole)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]
    with pytest.raises(Stopped, match="没有生成文件"):
        render(sheet, io.BytesIO(), progress=lambda done, whole: done < whole / 3)


def test_what_was_replaced_is_reported_once() -> None:
    report = render(paper(Para("王䶮" * 50), Para("王䶮")), io.BytesIO())
    assert report.pages == 1
    assert len([said for said in report.substitutions if "䶮" in said]) == 1
