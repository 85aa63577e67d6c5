"""Labels of items and places: on the sheet where the paper has them, read back by a scanner and by eye."""

from collections.abc import Iterator
from datetime import date

import pypdfium2 as pdfium
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.reports.blocks import Document, Drawing, ShapeMark, TextMark
from desktop_app.reports.catalogue import paper
from desktop_app.reports.ink import MM
from desktop_app.reports.label_face import Label, Tail, code_square, label_marks
from desktop_app.reports.label_sheets import LabelSheet, printing, sheets
from desktop_app.reports.request import Request
from desktop_app.reports.square_code import QUIET, matrix
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.custody import BRIBE, LONG_NAME, property_room
from tests.kit.measured import measured
from tests.kit.office import furnished
from tests.kit.paper import page_texts, paper_text, printed

DAY = date(2015, 5, 31)
NEAR = 0.5
"""Millimetres a label may stand off."""
FIRST = "清检物2015-0001-01"
CODES = [sheet.code for sheet in sheets()]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Only read."""
    desk, _ = furnished("property-room", property_room, tmp_path_factory.mktemp("labels") / "data", TurnedClock(DAY))
    yield desk
    desk.store.close()


def made(desk: Desk, code: str, record: str = "", **options: str) -> Document:
    return paper(code).make(Request(desk, DAY, None, record, options))


def scanned(pdf: bytes, page: int = 0) -> list[str]:
    """What a decoder that is not ours reads from a picture of 300 dpi."""
    picture = pdfium.PdfDocument(pdf)[page].render(scale=300 / 72, grayscale=True)
    grey = memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride))
    return sorted(found.text for found in zxingcpp.read_barcodes(grey))


def codes(document: Document) -> list[tuple[float, float, float, float]]:
    """The squares of the codes: left, top, right, foot in mm from the corner of the sheet."""
    (drawing,) = (block for block in document.flat if isinstance(block, Drawing))
    boxes = [mark.points for mark in drawing.marks if isinstance(mark, ShapeMark)]
    return [(points[0][0] / MM, points[0][1] / MM, points[2][0] / MM, points[2][1] / MM) for points in boxes]


@pytest.mark.parametrize("sheet", sheets(), ids=CODES)
def test_a_label_stands_where_the_sheet_has_it(office: Desk, sheet: LabelSheet) -> None:
    page = measured(printed(made(office, "item_labels", sheet=sheet.code)))[0]
    for place in range(4):
        x = sheet.left + place % sheet.columns * sheet.across
        y = sheet.top + place // sheet.columns * sheet.down
        inside = [one for one in page.glyphs if x <= one.x < x + sheet.width and y <= one.base < y + sheet.height]
        text = "".join(one.char for one in inside)
        assert text.startswith("清源县人民检察院"), place
        assert abs(inside[0].x - (x + sheet.edge)) < NEAR
        assert min(one.head for one in inside) > y + sheet.edge - NEAR
        assert max(one.foot for one in inside) < y + sheet.height - sheet.edge + NEAR
        assert max(one.right for one in inside) < x + sheet.width - sheet.edge + NEAR
    assert len(page.glyphs) == sum(1 for one in page.glyphs if one.base < sheet.corner(5)[1] + sheet.height)


@pytest.mark.parametrize("sheet", CODES)
def test_every_code_is_read_by_another_programs_decoder(office: Desk, sheet: str) -> None:
    pdf = printed(made(office, "item_labels", sheet=sheet))
    assert scanned(pdf) == [f"清检物2015-{head}" for head in ("0001-01", "0001-02", "0002-03", "0003-04")]


@pytest.mark.parametrize("sheet", sheets(), ids=CODES)
def test_squares_are_large_and_the_quiet_zone_is_white(office: Desk, sheet: LabelSheet) -> None:
    side = code_square(FIRST, sheet) / MM
    assert side >= 0.4
    document = made(office, "item_labels", FIRST, sheet=sheet.code)
    found = codes(document)
    left, top = min(box[0] for box in found), min(box[1] for box in found)
    right, foot = max(box[2] for box in found), max(box[3] for box in found)
    assert right - left == pytest.approx(side * len(matrix(FIRST)))
    quiet = QUIET * side - 0.05
    assert left - quiet >= sheet.left
    assert right + quiet <= sheet.left + sheet.width
    assert top - quiet >= sheet.top
    assert foot + quiet <= sheet.top + sheet.height
    glyphs = measured(printed(document))[0].glyphs
    zone = [one for one in glyphs if one.right > left - quiet and top - quiet < one.bottom and one.top < foot + quiet]
    assert zone == []


def test_a_label_says_what_the_officer_looks_for(office: Desk) -> None:
    text = paper_text(printed(made(office, "item_labels", FIRST)))
    for said in ("清源县人民检察院涉案财物", FIRST, "和田玉手镯2只", BRIBE, "赃证物库-A柜-04-01", "入库2015-01-14"):
        assert said in text, said
    assert "保管人姚思齐" in text


def test_a_long_name_takes_two_lines_and_keeps_its_quantity(office: Desk) -> None:
    for sheet in CODES:
        text = paper_text(printed(made(office, "item_labels", "清检物2015-0001-02", sheet=sheet)))
        assert "带有“景德镇”底款" in text
        assert "…1件" in text
        assert LONG_NAME not in text


HOSTILE = "𠮷祥牌银元<b>&amp;</b>\n第二行\r\n\u202eRTL\u202c" + "很长的名称" * 20
DEEP = Tail("清源县人民检察院赃证物品专用保管一号库房-贵重物品防火保险柜-第三层-第十二格")


@pytest.mark.parametrize("sheet", sheets(), ids=CODES)
def test_many_words_are_cut_and_never_set_smaller_than_nine_points(sheet: LabelSheet) -> None:
    lines = (("清检未检刑不诉〔2015〕123号之一附", DEEP), ("扣押 2015-01-14", "保管人 㛃𫍯"))
    label = Label("清源县人民检察院（演练）", "清检物2015-0123-118", HOSTILE, "100枚", lines, "涉案财物")
    words = [mark for mark in label_marks(label, sheet, sheet.left, sheet.top) if isinstance(mark, TextMark)]
    assert min(mark.style.size for mark in words) >= 9
    number = next(mark for mark in words if mark.text == label.number)
    assert number.style.size == max(mark.style.size for mark in words)
    said = "".join(mark.text for mark in words)
    for kept in ("𠮷祥牌银元<b>&", "…", "100枚", "㛃𫍯", "第十二格"):
        assert kept in said, kept
    assert not any(set(mark.text) & {"\n", "\r"} for mark in words)


def test_the_number_of_a_case_stands_on_one_line_and_the_house_is_told_whole() -> None:
    lines = (("清源检反渎受[2014]61902300221号", Tail("A1-06")), ("入库 2015-01-09", "保管人 叶新民"))
    label = Label("清源县人民检察院（演练）", "清检物2015-0001-04", "移动硬盘", "1块", lines, "涉案财物")
    place = Label("清源县人民检察院（演练）", "KW-132", Tail("A1-02"), lines=(("格",),), title="库位")
    sheet = sheets()[0]
    for one, told in ((label, {lines[0][0], label.house, "A1-06"}), (place, {place.house, "A1-02"})):
        words = [mark.text for mark in label_marks(one, sheet, sheet.left, sheet.top) if isinstance(mark, TextMark)]
        assert told <= set(words), words


def test_a_place_cut_short_keeps_the_shelf() -> None:
    for sheet in sheets():
        words = label_marks(Label("清源县人民检察院", "KW-003", DEEP), sheet, sheet.left, sheet.top)
        assert "第十二格" in "".join(mark.text for mark in words if isinstance(mark, TextMark))


def test_what_was_never_stored_tells_the_day_it_was_taken(office: Desk) -> None:
    text = paper_text(printed(made(office, "item_labels", "清检物2015-0003-04")))
    assert "扣押2015-01-12" in text
    assert "入库" not in text


def test_used_labels_of_the_first_sheet_are_skipped(office: Desk) -> None:
    pdf = printed(made(office, "item_labels", sheet="3x7", skip="19"))
    pages = measured(pdf)
    assert len(pages) == 2
    x, y = sheets()[0].corner(19)
    house = pages[0].find("清源县")[0]
    assert abs(house.x - (x + 2)) < NEAR
    assert y < house.base < y + 8
    second = pages[1].find("清源县")[0]
    assert abs(second.x - (7.21 + 2)) < NEAR
    assert [text.count("涉案财物") for text in page_texts(pdf)] == [2, 2]


def test_the_printer_is_corrected_by_a_shift(office: Desk) -> None:
    plain, moved = (
        measured(printed(made(office, "item_labels", FIRST, **more)))[0].glyphs[0]
        for more in ({}, {"dx": "-1.5", "dy": "2"})
    )
    assert (round(moved.x - plain.x, 2), round(moved.base - plain.base, 2)) == (-1.5, 2.0)


def test_items_are_asked_for_by_case_and_by_place(office: Desk) -> None:
    for record, numbers in (
        (BRIBE, 2),
        ("清检反贪受(2015)2号", 2),
        ("A柜-03-12", 1),
        ("A柜", 2),
        ("清检物2015-0002-03、清检物2015-0001-01", 2),
    ):
        assert page_texts(printed(made(office, "item_labels", record)))[0].count("清检物") == numbers, record
    with pytest.raises(Refusal, match="没有“SC-9999”这件物品"):
        made(office, "item_labels", "SC-9999")


def test_places_have_labels_too(office: Desk) -> None:
    text = paper_text(printed(made(office, "place_labels"))).replace("\ufffe", "-")
    for said in ("KW-001", "赃证物库-A柜-03-12", "清源县人民检察院库位"):
        assert said in text, said
    assert scanned(printed(made(office, "place_labels", "A柜"))) == ["KW-002", "KW-003", "KW-004"]
    with pytest.raises(Refusal, match="没有“Z柜”这个库位"):
        made(office, "place_labels", "Z柜")


@pytest.mark.parametrize("sheet", sheets(), ids=CODES)
def test_the_calibration_page_has_the_frames_and_true_lengths(office: Desk, sheet: LabelSheet) -> None:
    page = measured(printed(made(office, "label_calibration", sheet=sheet.code)))[0]
    lefts = {round(rule.x1, 1) for rule in page.rules if not rule.level and abs(rule.length - sheet.height) < 0.05}
    for column in range(sheet.columns):
        at = sheet.left + column * sheet.across
        assert any(abs(at - left) < NEAR for left in lefts), column
    tops = {round(rule.y1, 1) for rule in page.rules if rule.level and abs(rule.length - sheet.width) < 0.05}
    for row in range(sheet.rows):
        at = sheet.top + row * sheet.down
        assert any(abs(at - top) < NEAR for top in tops), row
    hundreds = [rule for rule in page.rules if abs(rule.length - 100) < 0.05]
    assert {rule.level for rule in hundreds} == {True, False}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"sheet": "9x9"}, "没有“9x9”这种标签纸"),
        ({"skip": "21"}, "写0到20之间"),
        ({"skip": "-1"}, "已用枚数“-1”不对"),
        ({"dx": "左"}, "修正“左”不对"),
        ({"dy": "30"}, "最多10"),
        ({"sheet": "3,8,80,33.9,7,12,66,33.9"}, "标签超出 A4 纸边；相邻标签重叠"),
        ({"sheet": "1,1,1,1,1,1,1,1"}, "太小"),
        ({"sheet": "5,13,38.1,21.2,4.75,10.7,40.6,21.2"}, "排不下"),
        ({"colour": "red"}, "没有“colour”这个选项"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_the_way_out(office: Desk, options: dict[str, str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        made(office, "item_labels", FIRST, **options)


def test_a_sheet_of_ones_own_is_told_in_eight_numbers() -> None:
    own = printing({"sheet": "2，5，90，50，15，20，91，52"}).sheet
    assert (own.count, own.corner(3)) == (10, (106, 72))


@given(st.text("和田玉镯青花瓶ABCxyz0159，。（）“”㛃—.-", min_size=1, max_size=80), st.sampled_from(sheets()))
def test_whatever_the_name_nothing_leaves_the_label(name: str, sheet: LabelSheet) -> None:
    label = Label("清源县人民检察院", FIRST, name, "1件", ((BRIBE, "A柜-03-12"), ("入库 2015-01-14",)), "涉案财物")
    marks = label_marks(label, sheet, sheet.left, sheet.top)
    words = [mark for mark in marks if isinstance(mark, TextMark)]
    assert all((sheet.left - 0.01) * MM <= mark.x for mark in words)
    assert all(mark.y <= (sheet.top + sheet.height) * MM for mark in words)
    assert any("1件" in mark.text for mark in words)
