"""The ruler laid on official papers: what GB/T 9704-2012 asks of each element, to half a millimetre.

Every check raises AssertionError where a page is off; lengths are millimetres.
"""

import io
from collections.abc import Callable
from itertools import pairwise

import pypdfium2 as pdfium
import pytest

from desktop_app.reports.styles import BODY
from tests.kit.manuscripts import OPENING, UNIT
from tests.kit.measured import MM, Glyph, Measured, is_red, measured

LEFT, RIGHT, TOP, FOOT = 28.0, 184.0, 37.0, 262.0
MIDDLE = (LEFT + RIGHT) / 2
LINE = BODY.leading / MM
EM = BODY.size / MM
LEAD = (LINE - EM) / 2
"""White over the characters of a line."""
NEAR = 0.5


def near(expected: float) -> object:
    return pytest.approx(expected, abs=NEAR)


def red(page: Measured) -> list[Glyph]:
    return [glyph for glyph in page.glyphs if is_red(glyph.colour)]


def middle(glyphs: tuple[Glyph, ...] | list[Glyph]) -> float:
    return (min(one.left for one in glyphs) + max(one.right for one in glyphs)) / 2


def set_in(glyphs: tuple[Glyph, ...], font: str, size: float) -> None:
    """Chinese characters of a run: hand, size, black."""
    own = [one for one in glyphs if "\u4e00" <= one.char <= "\u9fff"]
    assert {one.font for one in own} == {font}, {one.font for one in own}
    assert {one.size for one in own} == {size}
    assert {one.colour for one in own} == {"#000000"}


def check_paper_head(page: Measured) -> None:
    """文件: mark, number, red line, title, addressee, text."""
    mark, number = red(page), page.find("清检发〔2015〕18号")
    assert {one.font for one in mark} == {"小标宋"}
    assert min(one.top for one in mark) == near(TOP + 35)
    assert middle(mark) == near(MIDDLE)
    foot = max(one.bottom for one in mark)
    assert foot - min(one.top for one in mark) < 22
    set_in(number, "仿宋", BODY.size)
    assert number[0].head == near(foot + 2 * LINE + LEAD)
    assert middle(number) == near(MIDDLE)
    check_red_line(page, number[0].foot)
    check_title(page)
    assert page.find(OPENING)[0].x == near(LEFT + 2 * EM)


def check_red_line(page: Measured, over: float) -> None:
    (rule,) = page.red_rules()
    assert (rule.x1, rule.x2) == (near(LEFT), near(RIGHT))
    assert rule.upper == near(over + 4)
    assert 0.35 <= rule.thick <= 1.0
    assert page.find("关于2015年")[0].head == near(rule.lower + 2 * LINE + (32 - 22) / 2 / MM)


def check_title(page: Measured) -> None:
    title, addressee = page.find("关于2015年4月案件质量评查情况的通报"), page.find("各科、室、局、队：")
    set_in(title, "小标宋", 22)
    assert middle(title) == near(MIDDLE)
    set_in(addressee, "仿宋", BODY.size)
    assert addressee[0].x == near(LEFT)
    assert LINE <= addressee[0].head - title[0].foot - LEAD <= LINE + 5


def check_number(page: Measured, number: int) -> None:
    """— n —: dashes 7 mm under the type area, one character in, odd right and even left."""
    said = page.find(f"—{number}—")
    dashes = [one for one in said if one.char == "—"]
    assert all((one.top + one.bottom) / 2 == near(FOOT + 7) for one in dashes)
    assert {one.size for one in said} == {14}
    assert {one.font for one in said[1:-1]} == {"宋体"}
    if number % 2:
        assert said[-1].end == near(RIGHT - 14 / MM)
    else:
        assert said[0].x == near(LEFT + 14 / MM)


def check_imprint(page: Measured) -> None:
    """版记: rules of 156 mm, 0.35, 0.25, 0.35 mm, the last on the lower edge of the type area."""
    first, between, last = page.black_rules()[-3:]
    assert [round(rule.thick, 2) for rule in (first, between, last)] == [0.35, 0.25, 0.35]
    for rule in (first, between, last):
        assert (rule.x1, rule.x2) == (near(LEFT), near(RIGHT))
    assert last.y1 == near(FOOT)
    copied, office, date = page.find("抄送："), page.find(f"{UNIT}办公室"), page.find("2015年5月6日印发")
    for words in (copied, office, date):
        set_in(words, "仿宋", 14)
    inset = 14 / MM
    assert (copied[0].x, office[0].x, date[-1].end) == (near(LEFT + inset), near(LEFT + inset), near(RIGHT - inset))
    assert first.y1 < copied[0].head < between.y1 < office[0].head < date[0].foot < last.y1
    assert page.text[page.text.index("案件管理处") + 5] == "。"


def check_grid(page: Measured) -> None:
    """22 lines of 28 characters fill the type area: 37 mm of white over the first, 35 mm under the last."""
    lines = page.lines()
    assert len(lines) == 22
    assert lines[0][0].head == near(TOP)
    assert lines[-1][0].foot == near(FOOT)
    full = [line for line in lines if len(line) >= 26 and line[0].x < LEFT + 1]
    assert full
    assert all(line[0].x == near(LEFT) for line in full)
    assert max(one.end for line in full for one in line) == near(RIGHT)
    steps = {round(b[0].base - a[0].base, 1) for a, b in pairwise(lines)}
    assert steps <= {10.4, 10.5}


def check_letter(page: Measured) -> None:
    """信函: mark 30 mm from the sheet's edge, double lines of 170 mm, number at the right edge."""
    mark = red(page)
    assert min(one.top for one in mark) == near(30)
    assert middle(mark) == near(MIDDLE)
    thick, thin, thin_low, thick_low = page.red_rules()
    assert {round(rule.length) for rule in page.red_rules()} == {170}
    assert thick.upper == near(max(one.bottom for one in mark) + 4)
    assert thick.thick > thin.thick
    assert thick_low.thick > thin_low.thick
    assert thick_low.lower == near(297 - 20)
    assert thin_low.upper < thick_low.upper
    assert (thick.x1 + thick.x2) / 2 == near(MIDDLE)
    number = page.find("清检发〔2015〕18号")
    assert number[-1].end == near(RIGHT)
    assert number[0].head == near(thin.lower + 7 / 8 * EM)
    assert page.find("关于2015年")[0].head == near(number[0].foot + 2 * LINE + (32 - 22) / 2 / MM)
    assert "—1—" not in page.text


def shifted(pdf: bytes, number: int, moves: Callable[[Measured, pdfium.PdfObject], bool]) -> Measured:
    """One page again with some of its objects a millimetre lower and farther right."""
    before = measured(pdf)[number]
    document = pdfium.PdfDocument(pdf)
    page = document[number]
    for item in list(page.get_objects()):
        if moves(before, item):
            item.transform(pdfium.PdfMatrix().translate(MM, -MM))
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return measured(out.getvalue())[number]


def between(top: float, bottom: float) -> Callable[[Measured, pdfium.PdfObject], bool]:
    def moves(page: Measured, item: pdfium.PdfObject) -> bool:
        _, low, _, high = item.get_bounds()
        return top < page.height - high / MM and page.height - low / MM < bottom

    return moves
