"""Letters close under a seal, blocks stay together, and each letter counts its own pages."""

import pytest

from desktop_app.reports.blocks import Closing, Column, Ledger, PageBreak, Para, Spacer, Together, UnitLine
from desktop_app.reports.closings import SEAL_WIDTH_MM
from desktop_app.reports.flow import height_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.pieces import Measure
from desktop_app.reports.styles import FORM_PAGE, OFFICIAL_PAGE
from tests.kit.paper import Mark, characters, page_texts, paper, printed, solid

MM = 72 / 25.4
SIGNED = Closing(("清源县人民检察院", "专项整治工作领导小组办公室"), "2015年5月31日")


def placed(pdf: bytes, word: str) -> list[Mark]:
    """The characters of the first place where ``word`` stands."""
    marks = list(characters(pdf))
    at = "".join(mark.char for mark in marks).index(word)
    return marks[at : at + len(word)]


def test_the_signing_lines_stand_centred_over_the_date_with_room_for_a_seal() -> None:
    pdf = printed(paper(Para("正文。"), SIGNED, Para("其后。"), page=OFFICIAL_PAGE))
    date_line = placed(pdf, SIGNED.date)
    middle = (date_line[0].left + date_line[-1].right) / 2
    for name in SIGNED.lines:
        line = placed(pdf, name)
        assert (line[0].left + line[-1].right) / 2 == pytest.approx(middle, abs=1)
    assert (210 - 26) * MM - date_line[-1].right == pytest.approx(4 * 15.75, abs=1)
    body = height_of((SIGNED,), Measure(442, 600, workstation_fonts()))
    assert body >= SEAL_WIDTH_MM * MM
    centre = (placed(pdf, SIGNED.lines[0])[0].top + date_line[1].bottom) / 2
    assert placed(pdf, "其后")[0].top - centre >= SEAL_WIDTH_MM / 2 * MM - 3


def test_a_long_name_never_leaves_the_type_area() -> None:
    name = "清源县人民检察院规范司法行为专项整治工作领导"
    pdf = printed(paper(Closing((name,), "2015年5月31日"), page=OFFICIAL_PAGE))
    assert placed(pdf, name)[-1].right <= (210 - 26) * MM + 0.5


def test_blocks_together_go_to_the_next_page_together() -> None:
    table = Ledger((Column("序号"), Column("问题")), [(str(n), "问题") for n in range(10)])
    pages = page_texts(printed(paper(Para("前。"), Spacer(190), Together((Para("合。"), table)), page=FORM_PAGE)))
    assert [solid(page).startswith(word) for page, word in zip(pages, ("前。", "合。"), strict=True)] == [True, True]
    assert "合" not in pages[0]


def test_each_letter_counts_its_own_pages() -> None:
    letter = tuple(Para(f"第{n}段。") for n in range(40))
    pages = page_texts(printed(paper(*letter, PageBreak(recount=True), Para("短。"), PageBreak(), Para("又。"))))
    found = [solid(page).split("。")[-1] for page in pages]
    assert found == ["第1页/共2页", "第2页/共2页", "第1页/共2页", "第2页/共2页"]


def test_a_long_unit_line_sends_its_right_end_below() -> None:
    post = "公诉科副科长兼未成年人刑事检察工作办公室主任（正科级检察员）"
    left, right = f"责任人：阿卜杜热依木·买买提艾力　{post}", "截至2015年5月31日"
    pdf = printed(paper(UnitLine(left, right)))
    marks = list(characters(pdf))
    end = placed(pdf, right)
    below = max(mark.bottom for mark in marks[: len(left) - 1])
    assert all(mark.top >= below - 1 for mark in end)
    one_line = placed(printed(paper(UnitLine("单位：清源县人民检察院", right))), right)
    assert end[-1].right == pytest.approx(one_line[-1].right, abs=1)
