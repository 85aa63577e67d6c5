"""What can only be told once the pages are set, told before anything is printed."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.reports.bulletin_checks import page_checks
from desktop_app.reports.bulletin_paper import bulletin_document
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.printable import lost, must_print, replaced
from desktop_app.reports.reader import read_pages
from desktop_app.reports.styles import Footer
from desktop_app.rules.vocabulary import BulletinKind, LineKind, Naming, PaperFormat
from desktop_app.services.format_checks import Checked, Mark
from desktop_app.services.manuscripts import Grid, Line, Manuscript
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import RESOURCES
from tests.kit.paper import META, page_texts, printed, solid

FONTS = FontCase(RESOURCES / "fonts", ())
UNIT = "清源县人民检察院"
TEXT = "4月，案件管理办公室随机抽取案件12件开展质量评查，覆盖5个业务部门。现将情况通报如下："
PLAIN = Manuscript(
    bulletin_id=1,
    kind=BulletinKind.REVIEWS,
    format=PaperFormat.DOWNWARD,
    naming=Naming.CODED,
    unit=UNIT,
    head=f"{UNIT}文件",
    title="关于2015年4月案件质量评查情况的通报",
    number="清检发〔2015〕18号",
    addressee="各科、室、局、队",
    lines=(Line(LineKind.TEXT, "", TEXT), Line(LineKind.FIRST, "一、", "评查结果"), Line(LineKind.TEXT, "", TEXT * 3)),
    signed_as=(UNIT,),
    dated_on=date(2015, 5, 6),
    copied_to="清源县委政法委",
    issuer=f"{UNIT}办公室",
    sent_on=date(2015, 5, 6),
    duplex=False,
)


def checks(m: Manuscript) -> dict[str, Checked]:
    return {one.code: one for one in page_checks(m, META, Footer(), FONTS)}


def long(count: int) -> Manuscript:
    """A bulletin with so many more paragraphs."""
    return replace(PLAIN, lines=(*PLAIN.lines, *(Line(LineKind.TEXT, "", TEXT) for _ in range(count))))


def test_the_words_read_are_the_words_printed() -> None:
    document = bulletin_document(long(9), META, Footer())
    read = [solid("".join(run.text for run in page)) for page in read_pages(document, FONTS)]
    shown = [solid(text) for text in page_texts(printed(document))]
    assert len(read) == len(shown) > 1
    assert all(set(ours) <= set(theirs) for ours, theirs in zip(read, shown, strict=True))
    assert [len(theirs) - len(ours) for ours, theirs in zip(read, shown, strict=True)] == [3] * len(read)


def test_a_sound_bulletin() -> None:
    found = checks(PLAIN)
    assert {one.verdict for one in found.values()} <= {Mark.OK, Mark.CAUTION}
    assert [one.code for one in found.values() if one.verdict is Mark.CAUTION] == ["fonts"]
    assert found["title_lines"].label == "标题 1 行"
    assert found["pages"].said == "2 页"
    assert found["imprint_page"].said == "版记在第 2 页末"


@pytest.mark.parametrize("count", range(1, 14))
def test_the_closing_is_never_alone(count: int) -> None:
    assert checks(long(count))["closing"].verdict is Mark.OK


def test_a_closing_after_a_full_page_of_another_kind_is_seen() -> None:
    turned = Grid("", ("部门",), (("公诉科",),), landscape=True)
    m = replace(PLAIN, lines=(*PLAIN.lines, Line(LineKind.TABLE, "", "", turned)))
    assert checks(m)["closing"].verdict is Mark.BAD


def test_a_title_of_many_lines() -> None:
    m = replace(PLAIN, title=f"关于{'规范司法行为专项整治' * 7}情况的通报")
    assert checks(m)["title_lines"].said.startswith("标题排了 4 行")


def test_page_one_shows_text() -> None:
    m = replace(
        PLAIN, secrecy_term="", addressee="、".join(["各县人民检察院"] * 15), title="关于规范司法\n" * 12 + "的通报"
    )
    assert checks(m)["first_page"].verdict is Mark.BAD


def test_the_imprint_of_a_paper_printed_on_both_sides_is_on_an_even_page() -> None:
    short = replace(PLAIN, lines=PLAIN.lines[:1], duplex=True)
    assert checks(short)["imprint_page"].said == "版记单独在第 2 页（双面印，版记在偶数页）"


def test_characters_of_no_font_are_named_with_their_paragraph_before_anything_is_set() -> None:
    table = Grid("", ("部门",), (("公诉科\U0001f600",),))
    m = replace(PLAIN, lines=(*PLAIN.lines, Line(LineKind.TABLE, "", "", table)), annotation="此件公开\U0001f4a9")
    found = checks(m)
    assert list(found) == ["characters"]
    assert found["characters"].said == "第4段（表）“😀”（U+1F600）、附注“💩”（U+1F4A9）印不出来，改用其他字"
    assert found["characters"].places == (4,)
    with pytest.raises(Refusal, match=r"字体里没有第4段（表）“😀”（U\+1F600）、附注"):
        must_print(m, FONTS)
    assert lost(PLAIN, FONTS) == []
    must_print(PLAIN, FONTS)


def test_each_substitution_is_said_once_a_paper() -> None:
    m = replace(PLAIN, lines=(Line(LineKind.TEXT, "", "王䶮、李䶮"), Line(LineKind.TEXT, "", "王䶮"), *PLAIN.lines))
    said = replaced(m, FONTS)
    assert len(said) == len(set(said))
    assert [one for one in said if "䶮" in one] == ["“䶮”：仿宋字库没有此字，用宋体代替"]
    assert sum(one.startswith("仿宋：") for one in said) == 1
