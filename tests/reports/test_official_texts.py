"""Whatever people write, an official paper says it letter for letter, within its type area, with proper line ends."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.reports.linebreak import CLOSE, OPEN
from desktop_app.rules.vocabulary import LineKind
from desktop_app.services.manuscripts import Line
from tests.kit.manuscripts import manuscript, paper
from tests.kit.measured import Measured, measured
from tests.kit.paper import solid

BITS = (
    *("王䶮", "𠮷田", "欧阳㛃", "阿里木·买买提", "陈某甲", "“一案双查”", "“以下简称‘本院’”", "《规则（试行）》"),
    *("（以下简称“本院”）", "〔2015〕18号", "清检发〔2015〕128号", "1,234,567.89元", "98.5%", "2015年5月31日", "12件"),
    *(
        "<b>加粗</b>",
        "<img src='a.png'>",
        "A&B",
        "&lt;",
        "{0}",
        "\\n",
        "……",
        "——",
        "、",
        "，",
        "。",
        "：",
        "；",
        "！",
        "？",
    ),
    *("规范司法行为", "讯问", "检", "察", "院", "的", "了", "第3条", "受[2018]37010200154号", "PDF", "C:\\a\\b"),
)
SAID = st.lists(st.sampled_from(BITS), min_size=1, max_size=70).map("".join).filter(lambda text: text[0] not in CLOSE)


def body(pages: list[Measured]) -> str:
    """What stands in the type areas, in order."""
    halves = "".join(glyph.char for page in pages for glyph in page.glyphs if 37 < glyph.base < 262)
    return halves.encode("utf-16", "surrogatepass").decode("utf-16").replace("\ufffe", "-")


@given(texts=st.lists(SAID, min_size=1, max_size=4), heading=SAID)
@settings(max_examples=200)
def test_every_text_is_printed_as_it_was_typed(texts: list[str], heading: str) -> None:
    lines = [Line(LineKind.TEXT, "", text) for text in texts]
    lines.append(Line(LineKind.SECOND, "（一）", heading))
    pages = measured(paper(manuscript(lines=lines, copied_to="", issuer="", sent_on=None)))
    assert solid("".join(texts) + "（一）" + heading) in body(pages)
    for page in pages:
        for line in page.lines():
            assert line[-1].right <= 184.3
            assert line[0].left >= 27.7


@given(texts=st.lists(SAID, min_size=1, max_size=3))
@settings(max_examples=100)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(texts: list[str]) -> None:
    lines = [Line(LineKind.TEXT, "", text) for text in texts]
    crowd = max(len(run) for text in texts for run in _runs(text))
    for page in measured(paper(manuscript(lines=lines, copied_to="", issuer="", sent_on=None))):
        for line in page.lines():
            if crowd <= 4:
                assert line[0].char not in CLOSE - set("\"'%)]}.,:;!?"), [one.char for one in line]
                assert line[-1].char not in OPEN - set("([{$"), [one.char for one in line]


def _runs(text: str) -> list[str]:
    """Marks in a row, too many of which may fill a line of their own."""
    return "".join(char if char in CLOSE | OPEN else " " for char in text).split() or [""]
