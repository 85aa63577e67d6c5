"""Official papers measured with a ruler: GB/T 9704-2012 read from the file alone, to half a millimetre."""

from dataclasses import replace

import pytest

from desktop_app.reports.styles import BODY, Margins
from desktop_app.rules.vocabulary import PaperFormat
from tests.kit.manuscripts import ANCHOR, UNIT, document, long_text, manuscript, marked, paper, text, three_pages
from tests.kit.measured import MM, Measured, is_red, measured
from tests.kit.paper import printed
from tests.kit.ruler import (
    EM,
    FOOT,
    LEFT,
    LINE,
    MIDDLE,
    RIGHT,
    TOP,
    between,
    check_grid,
    check_imprint,
    check_letter,
    check_number,
    check_paper_head,
    check_red_line,
    middle,
    near,
    red,
    set_in,
    shifted,
)

FORMATS = tuple(PaperFormat)
RED = (PaperFormat.DOWNWARD, PaperFormat.UPWARD, PaperFormat.MINUTES, PaperFormat.BRIEFING)


def page_of(format_: PaperFormat, number: int = 0) -> Measured:
    return measured(paper(manuscript(format_)))[number]


def test_a_paper_stands_where_the_standard_says() -> None:
    check_paper_head(page_of(PaperFormat.DOWNWARD))


def test_a_full_page_holds_22_lines_of_28_characters() -> None:
    check_grid(measured(paper(long_text(30)))[1])
    solid = measured(paper(manuscript(lines=text("检" * 28 * 50))))[1]
    assert {len(line) for line in solid.lines()} == {28}


def test_headings_and_text_have_their_own_hands() -> None:
    page = page_of(PaperFormat.DOWNWARD)
    rest = page_of(PaperFormat.DOWNWARD, 1) if "扣押清单" not in page.text else page
    set_in(page.find("一、评查结果"), "黑体", BODY.size)
    set_in(page.find("权利告知不及时，2件。"), "楷体", BODY.size)
    set_in(page.find("清检诉〔2015〕22号案晚"), "仿宋", BODY.size)
    set_in(rest.find("（二）扣押清单缺见证人签名"), "楷体", BODY.size)
    set_in(rest.find("逐案整改。承办部门"), "仿宋", BODY.size)
    assert page.find("一、评查结果")[0].x == near(LEFT + 2 * EM)


def test_a_paper_to_a_superior_names_its_signers() -> None:
    page = page_of(PaperFormat.UPWARD)
    number, label, signer = page.find("清检发〔2015〕18号"), page.find("签发人："), page.find("袁倩")
    others = page.find("陈少华"), page.find("阿里木江")
    set_in(label, "仿宋", BODY.size)
    for name in (signer, *others):
        set_in(name, "楷体", BODY.size)
    assert number[0].x == near(LEFT + EM)
    assert others[0][-1].end == near(RIGHT - EM)
    assert (label[0].base, others[0][0].base) == (near(signer[0].base), near(signer[0].base))
    assert (others[1][0].base, others[1][0].x) == (near(number[0].base), near(signer[0].x))
    check_red_line(page, number[0].foot)
    alone = measured(paper(manuscript(PaperFormat.UPWARD, signers=("陈少华",))))[0]
    assert alone.find("陈少华")[-1].end == near(RIGHT - EM)
    assert alone.find("陈少华")[0].base == near(alone.find("清检发〔2015〕18号")[0].base)


def test_the_last_column_of_signers_ends_one_character_from_the_edge() -> None:
    page = measured(paper(manuscript(PaperFormat.UPWARD, signers=("陈少华", "袁倩", "阿里木江", "李四"))))[0]
    first, second, third, fourth = (page.find(name) for name in ("陈少华", "袁倩", "阿里木江", "李四"))
    assert (second[-1].end, fourth[-1].end) == (near(RIGHT - EM), near(RIGHT - EM))
    assert (third[0].x, fourth[0].x) == (near(first[0].x), near(second[0].x))
    assert fourth[0].x - third[-1].end == near(EM)


def test_copy_number_secrecy_and_urgency_stand_on_the_first_three_lines() -> None:
    page = measured(paper(marked(PaperFormat.DOWNWARD)))[0]
    for place, (words, font) in enumerate((("000012", "宋体"), ("秘密★1年", "黑体"), ("特急", "黑体"))):
        found = page.find(words)
        assert found[0].x == near(LEFT)
        assert found[0].head == near(TOP + place * LINE)
        assert found[0].font == font
        assert found[0].size == BODY.size
    alone = measured(paper(replace(marked(PaperFormat.DOWNWARD), copy_no="", secrecy=None)))[0]
    assert alone.find("特急")[0].head == near(TOP)


def test_a_letter_stands_where_the_standard_says() -> None:
    check_letter(page_of(PaperFormat.LETTER))
    page = measured(paper(marked(PaperFormat.LETTER)))[0]
    assert page.find("000012")[0].base == near(page.find("清检发〔2015〕18号")[0].base)


def test_a_letter_bears_red_lines_on_its_first_page_alone_and_numbers_from_the_second() -> None:
    first, second, *_ = measured(paper(long_text(9, format=PaperFormat.LETTER, head=UNIT)))
    assert len(first.red_rules()) == 4
    assert not second.red_rules()
    check_number(second, 2)


def test_the_imprint_of_a_letter_has_neither_rules_nor_office() -> None:
    last = measured(paper(manuscript(PaperFormat.LETTER)))[-1]
    assert not last.black_rules()
    assert "印发" not in last.text
    assert last.find("抄送：")[0].foot == near(FOOT - (2 + 3.5) / MM)


def test_minutes_and_briefings_name_their_issue_office_and_day_over_the_red_line() -> None:
    for format_ in (PaperFormat.MINUTES, PaperFormat.BRIEFING):
        page = page_of(format_)
        mark, issue = red(page), page.find("第6期")
        assert min(one.top for one in mark) == near(TOP + 35)
        assert middle(issue) == near(MIDDLE)
        office, day = page.find(f"{UNIT}办公室"), page.find("2015年5月6日")
        assert (office[0].x, day[-1].end) == (near(LEFT + EM), near(RIGHT - EM))
        assert office[0].base == near(day[0].base)
        check_red_line(page, office[0].foot)


def test_a_briefing_has_no_signature_and_no_imprint() -> None:
    said = "".join(page.text for page in measured(paper(manuscript(PaperFormat.BRIEFING))))
    assert said.count("2015年5月6日") == 1
    assert "印发" not in said
    assert "抄送" not in said


def test_a_plain_paper_has_nothing_red_and_its_title_at_the_top() -> None:
    page = page_of(PaperFormat.PLAIN)
    assert not red(page)
    assert not page.red_rules()
    assert page.find("关于2015年")[0].head == near(TOP)


def test_the_rules_of_a_letter_are_centred_as_the_office_reads_the_standard() -> None:
    for on_sheet, left in ((False, 21.0), (True, 20.0)):
        page = measured(paper(manuscript(PaperFormat.LETTER, rules_on_sheet=on_sheet)))[0]
        assert [rule.x1 for rule in page.red_rules()] == [pytest.approx(left, abs=0.1)] * 4


@pytest.mark.parametrize("format_", [*RED, PaperFormat.LETTER])
def test_pre_printed_sheets_get_no_red_and_keep_every_place(format_: PaperFormat) -> None:
    whole = measured(paper(manuscript(format_)))[0]
    bare = measured(paper(manuscript(format_, preprinted=True)))[0]
    assert not red(bare)
    assert not bare.red_rules()
    assert list(bare.glyphs) == [glyph for glyph in whole.glyphs if not is_red(glyph.colour)]


@pytest.mark.parametrize("format_", FORMATS)
def test_page_numbers_stand_under_the_type_area(format_: PaperFormat) -> None:
    for number, page in enumerate(measured(paper(long_text(14, format=format_, head=UNIT))), 1):
        if number > 1 or format_ is not PaperFormat.LETTER:
            check_number(page, number)


def test_the_anchor_has_the_same_place_on_every_page_clear_of_numbers_and_lines() -> None:
    pages = measured(paper(replace(three_pages(), format=PaperFormat.LETTER, head=UNIT)))
    places = set()
    for page in pages:
        found = page.find("".join(ANCHOR.split()))
        places.add((round(found[0].x, 2), round(found[0].base, 2)))
        assert all(glyph.top > 297 - 20 and glyph.bottom < 297 - 5 for glyph in found)
    assert len(places) == 1


def test_the_first_page_shows_text_under_the_longest_title() -> None:
    for length in (40, 60, 90, 160):
        title = "关于" + "规范司法行为专项整治工作" * (length // 12) + "情况的通报"
        page = measured(paper(manuscript(title=title, signers=("甲乙丙",) * 6, format=PaperFormat.UPWARD)))[0]
        assert "随机抽取" in page.text, length


@pytest.mark.parametrize("strip", [(70, 92), (110, 119), (119, 124), (135, 155)])
def test_the_ruler_sees_a_millimetre_in_the_head(strip: tuple[float, float]) -> None:
    pdf = paper(manuscript())
    check_paper_head(measured(pdf)[0])
    with pytest.raises(AssertionError):
        check_paper_head(shifted(pdf, 0, between(*strip)))


def test_the_ruler_sees_a_millimetre_at_the_foot() -> None:
    pdf = paper(manuscript())
    last = len(measured(pdf)) - 1
    for check, strip in ((check_imprint, (240, 262.5)), (lambda page: check_number(page, last + 1), (262.5, 276))):
        check(measured(pdf)[last])
        with pytest.raises(AssertionError):
            check(shifted(pdf, last, between(*strip)))


def test_the_ruler_sees_a_millimetre_of_margin() -> None:
    whole = document(long_text(30))
    for margins in (Margins(38, 26, 34, 28), Margins(37, 25, 35, 29), Margins(37, 27, 35, 28)):
        spoilt = replace(whole, page=replace(whole.page, margins=margins))
        with pytest.raises(AssertionError):
            check_grid(measured(printed(spoilt))[1])


def test_the_ruler_sees_a_millimetre_in_a_letter() -> None:
    pdf = paper(manuscript(PaperFormat.LETTER))
    check_letter(measured(pdf)[0])
    for strip in ((28, 48), (48, 54), (274, 278), (54, 64.5)):
        with pytest.raises(AssertionError):
            check_letter(shifted(pdf, 0, between(*strip)))
