"""Imprint, annexes, turned pages and closings of official papers, measured with a ruler."""

from itertools import pairwise

from desktop_app.rules.vocabulary import PaperFormat, Sealing
from tests.kit.manuscripts import ANCHOR, OPENING, RESULTS, UNIT, long_text, manuscript, paper, text, three_pages
from tests.kit.measured import MM, Glyph, Measured, measured
from tests.kit.ruler import (
    EM,
    FOOT,
    LEAD,
    LEFT,
    LINE,
    MIDDLE,
    NEAR,
    RIGHT,
    TOP,
    check_imprint,
    check_number,
    middle,
    near,
)


def test_the_imprint_closes_the_last_page() -> None:
    check_imprint(measured(paper(manuscript()))[-1])


def ends(paragraphs: int) -> list[Measured]:
    return measured(paper(long_text(paragraphs, duplex=True)))


def test_printed_on_both_sides_the_imprint_is_on_the_back_of_the_last_sheet() -> None:
    """The text ends on page 1, 2, 3 …: the imprint is always on an even page; a blank page has no number."""
    seen = set()
    for paragraphs in range(1, 14):
        pages = ends(paragraphs)
        assert not len(pages) % 2
        check_imprint(pages[-1])
        assert not any("抄送" in page.text for page in pages[:-1])
        blank = [page for page in pages if page.text == "".join(ANCHOR.split())]
        if blank:
            assert blank == [pages[-2]]
            assert "—" not in pages[-1].text
            seen.add("blank")
        else:
            check_number(pages[-1], len(pages))
            seen.add("alone" if pages[-1].text.startswith("抄送") else "shared")
    assert seen == {"blank", "alone", "shared"}


def test_printed_on_one_side_the_imprint_shares_the_last_page_or_has_its_own() -> None:
    for paragraphs in range(1, 10):
        pages = measured(paper(long_text(paragraphs)))
        check_imprint(pages[-1])
        check_number(pages[-1], len(pages))


def test_a_turned_page_has_its_head_at_the_left_edge_and_its_number_where_all_have_it() -> None:
    _, turned, _ = measured(paper(three_pages()))
    assert (round(turned.width), round(turned.height), turned.rotation) == (210, 297, 0)
    check_number(turned, 2)
    across = [glyph for glyph in turned.glyphs if glyph.angle]
    assert {glyph.angle for glyph in across} == {90} or {glyph.angle for glyph in across} == {270}
    label, title, head = turned.find("附件1"), turned.find("4月案件质量评查问题明细表"), turned.find("承办部门")
    assert label[0].x == near(LEFT + 0.88 * EM)
    assert label[0].base == near(FOOT)
    assert label[0].base > label[-1].base
    assert label[0].x < title[0].x < head[0].x
    assert all(glyph.left >= LEFT - 0.5 and glyph.right <= RIGHT + 0.5 for glyph in across)
    assert all(glyph.top >= TOP - 0.5 and glyph.bottom <= FOOT + 0.5 for glyph in across)
    assert min(rule.y2 for rule in turned.rules) == near(TOP)
    assert max(rule.y1 for rule in turned.rules) == near(FOOT)


def test_an_annex_begins_a_page_with_its_label_and_its_title_on_the_third_line() -> None:
    _, _, last = measured(paper(three_pages()))
    label, title = last.find("附件2"), last.find("案件质量评查结果")
    assert label[0].head == near(TOP)
    assert label[0].x == near(LEFT)
    assert label[0].font == "黑体"
    assert title[0].head == near(TOP + 2 * LINE - LEAD + (32 - 22) / 2 / MM)
    assert middle(title) == near(MIDDLE)
    check_imprint(last)
    check_number(last, 3)


def test_the_note_of_annexes_is_numbered_and_aligned() -> None:
    first = measured(paper(three_pages()))[0]
    said = first.find("附件：1.4月案件质量评查问题明细表2.案件质量评查结果")
    assert said[0].x == near(LEFT + 2 * EM)
    assert said[3].x == near(LEFT + 5 * EM)
    second = next(glyph for glyph in said if glyph.char == "2" and glyph.base > said[0].base + 5)
    assert second.x == near(said[3].x)
    assert second.base - said[0].base == near(LINE)
    assert said[0].base - first.find(OPENING)[-1].base > 2 * LINE - 1
    alone = measured(paper(manuscript(attachments=("名单。",))))
    found = next(page for page in alone if "附件：名单" in page.text)
    assert found.text[found.text.index("附件：名单") + 5] != "。"


def closing(sealing: Sealing, *signed: str) -> Measured:
    pages = measured(paper(manuscript(sealing=sealing, signed_as=signed or (UNIT,), annotation="此件公开")))
    return next(page for page in pages if "此件公开" in page.text)


def last_of(page: Measured, words: str) -> tuple[Glyph, ...]:
    at = page.text.rindex(words, 0, page.text.index("此件公开"))
    return page.glyphs[at : at + len(words)]


def test_under_a_seal_the_name_is_centred_over_the_date_with_room_for_42_millimetres() -> None:
    page = closing(Sealing.SEAL)
    name, date = last_of(page, UNIT), last_of(page, "2015年5月6日")
    assert date[-1].end == near(RIGHT - 4 * EM)
    assert name[0].x + name[-1].end == near(date[0].x + date[-1].end)
    assert date[0].base - name[0].base == near(LINE)
    centre = (name[0].head + date[0].foot) / 2
    over = max(glyph.foot for glyph in page.glyphs if glyph.foot < name[0].head)
    assert 0 <= centre - 21 - over <= LINE
    assert centre + 21 <= FOOT + NEAR
    note = page.find("（此件公开）")
    assert note[0].base - date[0].base == near(LINE)
    assert LEFT + 2 * EM - EM / 2 <= note[0].x <= LEFT + 2 * EM


def test_without_a_seal_the_date_begins_two_characters_right_of_the_name() -> None:
    page = closing(Sealing.BARE)
    name, date = last_of(page, UNIT), last_of(page, "2015年5月6日")
    assert name[-1].end == near(RIGHT - 2 * EM)
    assert date[0].x == near(name[0].x + 2 * EM)
    short = closing(Sealing.BARE, "公诉科")
    name, date = last_of(short, "公诉科"), last_of(short, "2015年5月6日")
    assert date[-1].end == near(RIGHT - 2 * EM)
    assert date[0].x == near(name[0].x + 2 * EM)


def test_beside_a_signature_stamp_stands_the_title() -> None:
    page = closing(Sealing.STAMP, "检察长")
    title, date = last_of(page, "检察长"), last_of(page, "2015年5月6日")
    assert date[-1].end == near(RIGHT - 4 * EM)
    assert title[-1].end == near(RIGHT - 4 * EM - 40 - 2 * EM)
    stamp_foot = (title[0].head + title[0].foot) / 2 + 10
    assert date[0].head == near(stamp_foot + LINE + LEAD)


def test_the_closing_never_stands_alone_on_a_page() -> None:
    for paragraphs in range(2, 12):
        for page in measured(paper(long_text(paragraphs))):
            if UNIT in page.text and "2015年5月6日" in page.text and not page.text.startswith("抄送"):
                assert not page.text.startswith(UNIT + "2015")


def test_a_closing_under_a_table_takes_the_last_rows_along() -> None:
    for paragraphs in range(1, 12):
        lines = (*long_text(paragraphs).lines, RESULTS)
        for page in measured(paper(manuscript(lines=lines))):
            if "2015年5月6日" in page.text.partition("抄送")[0]:
                assert "民事行政检察科" in page.text, paragraphs


def test_a_name_wider_than_the_paper_stays_inside_the_type_area() -> None:
    long = "清源满族蒙古族锡伯族自治县人民检察院规范司法行为专项整治工作领导小组办公室"
    for sealing in (Sealing.SEAL, Sealing.BARE):
        page = closing(sealing, long)
        own = [one for one in page.glyphs if TOP < one.base < FOOT]
        assert min(one.x for one in own) >= LEFT - NEAR
        assert max(one.end for one in own if "\u4e00" <= one.char <= "\u9fff") <= RIGHT + NEAR
        assert long in page.text


def test_seals_of_several_organs_stand_side_by_side_the_last_over_the_date() -> None:
    organs = ("清源县检察院", "清源县公安局", "清源县司法局", "清源县民政局")
    page = closing(Sealing.SEAL, *organs)
    names, date = [last_of(page, organ) for organ in organs], last_of(page, "2015年5月6日")
    middles = [(name[0].x + name[-1].end) / 2 for name in names]
    assert middles[3] == near((date[0].x + date[-1].end) / 2)
    assert {round(name[0].base, 1) for name in names[:3]} == {round(names[0][0].base, 1)}
    assert all(b - a > 42 for a, b in pairwise(middles[:3]))
    assert names[3][0].base - names[0][0].base > 42
    assert middles[0] - 21 >= LEFT
    assert date[0].base - names[3][0].base == near(LINE)
    two = closing(Sealing.SEAL, *organs[:2])
    assert last_of(two, organs[0])[0].base == near(last_of(two, organs[1])[0].base)


def test_on_one_side_the_imprint_takes_the_last_lines_along() -> None:
    for paragraphs in range(2, 14):
        pages = measured(paper(long_text(paragraphs, format=PaperFormat.MINUTES)))
        check_imprint(pages[-1])
        assert not pages[-1].text.startswith("抄送"), paragraphs


def test_the_imprint_of_a_letter_needs_no_even_page() -> None:
    (page,) = measured(paper(manuscript(PaperFormat.LETTER, lines=text(OPENING), duplex=True)))
    assert "抄送" in page.text


def test_too_many_addressees_go_to_the_imprint() -> None:
    pages = measured(paper(manuscript(addressee="、".join(["反贪污贿赂局", "民事行政检察科"] * 12))))
    assert "反贪污贿赂局" not in pages[0].text
    assert "随机抽取" in pages[0].text
    assert pages[-1].find("主送：")[0].base < pages[-1].find("抄送：")[0].base
    assert len(pages[-1].black_rules()) == 3
