"""The same paper for the word processor: page set-up, fonts, sizes, colours and words as on the printed one."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.exchange.practice import DAY
from desktop_app.reports.blocks import (
    Box,
    Cell,
    Column,
    Document,
    Drawing,
    Form,
    FormRow,
    GroupRow,
    Heading,
    Ledger,
    LineMark,
    PageBreak,
    Para,
    Signatures,
    Together,
    UnitLine,
)
from desktop_app.reports.catalogue import BY_ID, paper
from desktop_app.reports.request import Request
from desktop_app.reports.styles import FORM_PAGE, LEDGER_PAGE, OFFICIAL_PAGE, Footer, Numbers
from desktop_app.rules.vocabulary import PaperFormat, Sealing
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.manuscripts import FOOT, document, long_text, manuscript, marked, text, three_pages
from tests.kit.paper import META, page_texts, paper_text, printed
from tests.kit.paper import paper as sheet
from tests.kit.practised import practised
from tests.kit.written import (
    Looks,
    body_text,
    disorder,
    looks_of,
    opened,
    paragraph,
    parts,
    runs,
    under,
    value,
    written,
)

MM = 1440 / 25.4
FORMATS = tuple(PaperFormat)
RED, BLACK = "E60012", "000000"
HOSTILE = '<b>甲</b>&amp;{ HYPERLINK "x" }<img src=x>]]>=1+1\x07\x1b末'


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


def twips(mm: float) -> float:
    return pytest.approx(mm * MM, abs=1)


def section(data: bytes, number: int = 0) -> Any:
    return list(parts(data)["word/document.xml"].iter(qn("w:sectPr")))[number]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_has_the_page_of_the_standard(format_: PaperFormat) -> None:
    """GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, 22 lines of 28 characters."""
    made = section(written(document(marked(format_))))
    assert [int(value(made, "pgSz", key) or 0) for key in "wh"] == [twips(210), twips(297)]
    margins = {key: int(value(made, "pgMar", key) or 0) for key in ("top", "right", "bottom", "left")}
    assert margins == {"top": twips(37), "right": twips(26), "bottom": twips(35), "left": twips(28)}
    pitch = 16 + int(value(made, "docGrid", "charSpace") or 0) / 4096
    width = (210 - 28 - 26) / 25.4 * 72
    assert 28 * pitch <= width < 29 * pitch
    lines = int(value(made, "docGrid", "linePitch") or 0) / 20
    assert 22 * lines <= 225 / 25.4 * 72 < 23 * lines


@pytest.mark.parametrize("format_", FORMATS)
def test_the_words_of_every_format_stand_in_the_order_of_the_paper(format_: PaperFormat) -> None:
    """Two things side by side in a head may come in either order."""
    made = document(marked(format_))
    bare = replace(made, footer=Footer(numbers=Numbers.NONE))
    head, title, rest = body_text(written(made)).partition(made.title)
    printed_head, _, printed_rest = paper_text(printed(bare)).partition(made.title)
    assert title
    assert sorted(head) == sorted(printed_head)
    assert rest == printed_rest


@pytest.mark.parametrize("format_", FORMATS)
def test_every_element_has_its_official_font_and_size(format_: PaperFormat) -> None:
    made = written(document(marked(format_)))
    assert looks_of(made, "关于2015年4月案件质量评查情况的通报") == Looks("方正小标宋简体", 22, BLACK)
    assert looks_of(made, "各科、室、局、队：") == Looks("仿宋_GB2312", 16, BLACK)
    assert looks_of(made, "一、评查结果") == Looks("黑体", 16, BLACK)
    assert looks_of(made, "（一）权利告知不及时") == Looks("楷体_GB2312", 16, BLACK)
    assert looks_of(made, "清检诉〔2015〕22号案晚2日") == Looks("仿宋_GB2312", 16, BLACK)
    assert looks_of(made, "（二）扣押清单") == Looks("楷体_GB2312", 16, BLACK)
    assert looks_of(made, "特急") == looks_of(made, "秘密★1年") == Looks("黑体", 16, BLACK)
    if format_ is not PaperFormat.PLAIN:
        head = looks_of(made, document(marked(format_)).blocks[0].mark)  # type: ignore[union-attr]
        assert (head.font, head.colour) == ("方正小标宋简体", RED)
        assert head.size > 22


def test_body_lines_stand_at_the_pitch_of_the_paper_two_characters_in() -> None:
    made = paragraph(written(document(manuscript())), "随机抽取案件12件")
    assert (value(made, "pPr/spacing", "line"), value(made, "pPr/spacing", "lineRule")) == ("579", "exact")
    assert value(made, "pPr/ind", "firstLineChars") == "200"
    assert value(made, "pPr/jc") == "both"


def test_headings_make_the_outline_of_the_word_processor() -> None:
    made = opened(written(document(manuscript())))
    outline = [(p.style.name, p.text) for p in made.paragraphs if p.style.name != "Normal"]
    assert outline[0] == ("Title", "关于2015年4月案件质量评查情况的通报")
    assert ("Heading 1", "一、评查结果") in outline
    assert ("Heading 2", "（二）扣押清单缺见证人签名") in outline


def test_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    made = opened(written(document(manuscript())))
    assert made.settings.odd_and_even_pages_header_footer
    odd, even = (foot.part.element for foot in (made.sections[0].footer, made.sections[0].even_page_footer))
    for foot, side in ((odd, "right"), (even, "left")):
        number = next(p for p in foot.iter(qn("w:p")) if p.find(f".//{qn('w:instrText')}") is not None)
        assert value(number, "pPr/jc") == side
        assert value(number, "pPr/ind", side) == "280"
        said = "".join(text.text or "" for text in number.iter(qn("w:t"), qn("w:instrText")))
        assert said == "—  PAGE 1 —"


def test_the_first_signer_follows_the_label_without_a_step() -> None:
    made = opened(written(document(manuscript(PaperFormat.UPWARD, signers=("陈少华", "袁倩", "李四")))))
    line = next(one for one in made.paragraphs if "签发人：" in one.text)
    assert line.text == "\t签发人：陈少华\t袁倩"


def test_28_characters_fill_a_line_without_a_grid_to_stand_on() -> None:
    """A grid narrower than its characters makes some word processors set every second place only."""
    made = opened(written(document(manuscript())))
    looks = [look for look in made.element.body.iter(qn("w:rPr")) if value(look, "sz") == "32"]
    assert looks
    for look in looks:
        assert value(look, "snapToGrid") == "0"
        assert 441 <= 28 * (16 + int(value(look, "spacing") or 0) / 20) <= 442.2
    assert all(value(para, "snapToGrid") == "0" for para in made.element.body.iter(qn("w:pPr")))


def test_the_foot_carries_anchor_square_code_and_the_mark_of_practice() -> None:
    foot = replace(FOOT, watermark="演练")
    made = opened(written(replace(document(manuscript()), footer=foot)))
    for part in (made.sections[0].footer.part, made.sections[0].even_page_footer.part):
        assert FOOT.anchor in "".join(text.text or "" for text in part.element.iter(qn("w:t")))
        assert len(part.related_parts) == 1
    for head in (made.sections[0].header, made.sections[0].even_page_header):
        path = next(head.part.element.iter("{urn:schemas-microsoft-com:vml}textpath"), None)
        assert path is not None
        assert [one.get("string") for one in head.part.element.iter(path.tag)][-1] == "演练"


def test_the_square_code_of_a_ledger_has_a_cell_of_its_own_beside_the_words() -> None:
    """A word processor may lay words under a table that floats; cells of one row never cover each other."""
    foot = replace(FOOT, numbers=Numbers.COUNTED, left=("填表人：",))
    made = opened(written(sheet(Ledger((Column("岗位"),), [("印章管理",)]), page=LEDGER_PAGE, footer=foot)))
    root = made.sections[0].footer.part.element
    assert root.find(f".//{qn('w:tblpPr')}") is None
    code, words = root.iter(qn("w:tc"))
    assert code.find(f".//{qn('w:drawing')}") is not None
    assert foot.anchor in "".join(text.text or "" for text in words.iter(qn("w:t")))
    picture = next(code.iter(qn("wp:inline")))
    assert [picture.get(f"dist{side}") for side in "TBLR"] == ["0"] * 4
    wide, tall = (int(picture.find(qn("wp:extent")).get(key)) / 12700 for key in ("cx", "cy"))
    assert int(value(code, "tcPr/tcW", "w") or 0) / 20 == pytest.approx(wide, abs=0.1)
    row = root.find(f".//{qn('w:trHeight')}")
    assert int(row.get(qn("w:val"))) / 20 >= tall
    columns = [int(one.get(qn("w:w"))) for one in root.iter(qn("w:gridCol"))]
    assert sum(columns) == twips(LEDGER_PAGE.type_area_mm[0])


def test_the_first_page_of_a_letter_bears_no_number_but_the_lower_red_line() -> None:
    made = opened(written(document(manuscript(PaperFormat.LETTER))))
    assert made.sections[0].different_first_page_header_footer
    first = made.sections[0].first_page_footer.part.element
    assert not list(first.iter(qn("w:instrText")))
    lower = next(first.iter(qn("w:tbl")))
    assert value(lower, "tblPr/tblBorders/bottom") == "thinThickSmallGap"
    width = int(value(lower, "tblPr/tblW", "w") or 0)
    assert width == twips(170)
    upper = next(made.element.body.iter(qn("w:tbl")))
    assert value(upper, "tblPr/tblBorders/bottom") == "thickThinSmallGap"
    assert value(upper, "tblPr/tblBorders/bottom", "color") == RED


def test_the_red_line_lies_under_the_number_as_wide_as_the_type_area() -> None:
    made = opened(written(document(manuscript())))
    rules = list(made.element.body.iter(qn("w:pBdr")))
    assert len(rules) == 1
    assert value(rules[0], "bottom", "color") == RED
    assert rules[0].getparent().find(qn("w:ind")) is None


def test_nothing_red_on_pre_printed_paper_and_everything_else_in_its_place() -> None:
    for format_ in (PaperFormat.DOWNWARD, PaperFormat.LETTER):
        full, bare = (written(document(manuscript(format_, preprinted=pre))) for pre in (False, True))
        with zipfile.ZipFile(io.BytesIO(bare)) as book:
            assert not [name for name in book.namelist() if RED.encode() in book.read(name)]
        assert "清检发〔2015〕18号" in body_text(bare)
        assert RED in {look.colour for _, look in runs(parts(full)["word/document.xml"])}


def test_the_imprint_hangs_at_the_foot_of_the_last_page() -> None:
    made = opened(written(document(manuscript())))
    table = list(made.element.body.iter(qn("w:tbl")))[-1]
    place = table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}")
    rows = [int(value(row, "trPr/trHeight", "val") or 0) for row in table.iter(qn("w:tr"))]
    assert rows == [twips(25 / 72 * 25.4)] * 2
    assert place.get(qn("w:vertAnchor")) == "page"
    assert int(place.get(qn("w:tblpY"))) + sum(rows) == pytest.approx(twips(262), abs=2)
    assert [value(table, f"tblPr/tblBorders/{edge}", "sz") for edge in ("top", "bottom", "insideH")] == ["8", "8", "6"]
    assert int(value(table, "tblPr/tblW", "w") or 0) == twips(156)
    data = written(document(manuscript()))
    assert looks_of(data, "抄送：") == Looks("仿宋_GB2312", 14, BLACK)


@pytest.mark.parametrize(
    ("paragraphs", "pages", "numbered"), [(1, 2, [True, True]), (5, 2, [True]), (8, 4, [True, False, False])]
)
def test_printed_on_both_sides_the_imprint_goes_to_the_back_of_the_last_sheet(
    paragraphs: int, pages: int, numbered: list[bool]
) -> None:
    """Sections begin where the printed paper takes a sheet for the imprint; a blank page before it bears no number."""
    made = document(long_text(paragraphs, duplex=True))
    assert len(page_texts(printed(made))) == pages
    feet = [section.footer.part.element for section in opened(written(made)).sections]
    assert [any("PAGE" in (code.text or "") for code in foot.iter(qn("w:instrText"))) for foot in feet] == numbered


@pytest.mark.parametrize(
    ("sealing", "name", "date"),
    [
        (Sealing.SEAL, 4 + (6 - 8) / 2, 4),
        (Sealing.BARE, 2, 2),
    ],
)
def test_name_and_date_stand_so_many_characters_from_the_right(sealing: Sealing, name: float, date: float) -> None:
    """GB/T 9704-2012 7.3.5: ``name`` and ``date`` in characters; 2015年5月6日 takes six, the name eight."""
    data = written(document(manuscript(sealing=sealing)))
    lines = [p for p in parts(data)["word/document.xml"].iter(qn("w:p")) if value(p, "pPr/jc") == "right"]
    insets = [int(value(line, "pPr/ind", "right") or 0) / 20 / 15.75 for line in lines]
    assert insets == pytest.approx([name, date], abs=0.02)


def test_an_annex_across_lies_on_a_section_of_its_own() -> None:
    data = written(document(three_pages()))
    turned = [s for s in parts(data)["word/document.xml"].iter(qn("w:sectPr")) if value(s, "pgSz", "orient")]
    assert len(turned) == 1
    margins = {key: int(value(turned[0], "pgMar", key) or 0) for key in ("top", "right", "bottom", "left")}
    assert margins == {"top": twips(28), "right": twips(37), "bottom": twips(26), "left": twips(35)}
    across = next(one for one in opened(data).sections if one.page_width > one.page_height)
    cells = across.footer.part.element.iter(qn("w:tc"))
    assert [value(cell, "tcPr/textDirection") for cell in cells] == [None, "tbRl"]


def test_the_head_of_a_ledger_is_repeated_and_its_groups_stand_over_their_columns() -> None:
    columns = (Column("部门"), Column("优质", group="等次"), Column("合格", group="等次"))
    rows = (GroupRow("业务部门"), ("公诉科", "1", Cell("2", strong=True)), (Cell("小计", span=2), "3"))
    data = written(
        sheet(UnitLine("单位", "截至"), Ledger(columns, rows, ("合计", "1", "5"), "注：无"), page=LEDGER_PAGE)
    )
    table = opened(data).tables[0]
    heads = [row for row in table._tbl.tr_lst if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert len(heads) == 2
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["部门", "等次", "等次"],
        ["部门", "优质", "合格"],
        ["业务部门"] * 3,
        ["公诉科", "1", "2"],
        ["小计", "小计", "3"],
        ["合计", "1", "5"],
    ]
    assert looks_of(data, "合计").font == looks_of(data, "业务部门").font == "黑体"


def test_a_form_keeps_its_joined_boxes_and_places_to_sign() -> None:
    rows = (
        FormRow((Box("意见", label=True, rows=2, upright=True), Box("同意\n销号", sign="签名：　年 月 日")), 30),
        FormRow((Box("备注"),)),
    )
    data = written(sheet(Form((1, 4), rows)))
    cells = opened(data).tables[0]
    assert cells.cell(0, 0)._tc is cells.cell(1, 0)._tc
    assert [p.text for p in cells.cell(0, 1).paragraphs] == ["同意", "销号", "", "签名：　年 月 日"]
    assert value(paragraph(data, "意见").getparent(), "tcPr/textDirection") == "tbRlV"


def test_letters_in_one_file_count_their_own_pages() -> None:
    data = written(sheet(Para("甲"), PageBreak(recount=True), Para("乙"), PageBreak(), Para("丙")))
    sections = list(parts(data)["word/document.xml"].iter(qn("w:sectPr")))
    assert [value(one, "pgNumType", "start") for one in sections] == [None, "1"]
    assert under(paragraph(data, "丙"), "pPr/pageBreakBefore") is not None
    feet = [root for name, root in parts(data).items() if "footer" in name]
    assert all("SECTIONPAGES" in "".join(root.itertext()) for root in feet)


def test_what_stays_together_is_held_and_signatures_have_a_line() -> None:
    data = written(sheet(Together((Para("甲"), Para("乙"))), Signatures(("填表人：", "审核人："))))
    assert under(paragraph(data, "甲"), "pPr/keepNext") is not None
    assert under(paragraph(data, "乙"), "pPr/keepNext") is None
    line = paragraph(data, "审核人：")
    assert [stop.get(qn("w:leader")) for stop in line.iter(qn("w:tab")) if stop.get(qn("w:leader"))] == [
        "underscore", "none", "underscore",
    ]  # fmt: skip


def test_a_drawing_is_a_picture_of_its_size() -> None:
    data = written(sheet(Drawing(200, 100, (LineMark(0, 0, 200, 100, 2),)), page=FORM_PAGE))
    (shape,) = opened(data).inline_shapes
    assert (shape.width.pt, shape.height.pt) == (200, 100)


@pytest.mark.parametrize("format_", FORMATS)
def test_words_from_people_are_words_wherever_they_stand(format_: PaperFormat) -> None:
    said = HOSTILE.replace("\x07", "").replace("\x1b", "")
    m = manuscript(
        format_,
        text(HOSTILE),
        title=HOSTILE,
        addressee=HOSTILE,
        annotation=HOSTILE,
        attachments=(HOSTILE,),
        copied_to=HOSTILE,
        issuer=HOSTILE,
        copy_no=HOSTILE,
    )
    data = written(replace(document(m), footer=replace(FOOT, anchor=HOSTILE, watermark=HOSTILE)))
    assert body_text(data).count("".join(said.split())) >= 4
    fields = {node.text for root in parts(data).values() for node in root.iter(qn("w:instrText"))}
    assert fields <= {" PAGE ", " NUMPAGES "}
    assert not [node for root in parts(data).values() for node in root.iter("img", "b")]
    assert opened(data).core_properties.title == said


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_opens_again(first: str, second: str) -> None:
    data = written(Document(first, FORM_PAGE, (Para(first), UnitLine(second)), META, Footer((second,), anchor=first)))
    assert not disorder(data)
    assert opened(data).paragraphs


def test_the_file_says_who_made_it_and_nothing_of_the_machine() -> None:
    data = written(document(manuscript()))
    said = opened(data).core_properties
    assert (said.author, said.last_modified_by, said.title) == (META.unit, META.unit, document(manuscript()).title)
    assert said.created.replace(tzinfo=None) == META.made_at
    assert said.comments == ""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert "docProps/app.xml" not in book.namelist()
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in book.namelist() if b"python" in book.read(name).lower()]


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_paper_is_the_same_bytes_in_the_order_of_the_standard(format_: PaperFormat) -> None:
    made = document(marked(format_))
    assert written(made) == written(made)
    assert not disorder(written(made))


@pytest.mark.parametrize("paper_id", sorted(BY_ID))
def test_every_paper_of_the_practice_county_is_written_or_refused_in_a_sentence(county: Desk, paper_id: str) -> None:
    try:
        made = paper(paper_id).make(Request(county, DAY))
    except Refusal as refused:
        pytest.skip(refused.said)
    data = written(made)
    assert not disorder(data)
    assert opened(data).core_properties.author == "清源县人民检察院"
    titles = [block.text for block in made.flat if isinstance(block, Heading)][:1]
    assert all("".join(title.split()) in body_text(data) for title in titles)
    assert section(data).find(qn("w:docGrid")) is None or made.page == OFFICIAL_PAGE
