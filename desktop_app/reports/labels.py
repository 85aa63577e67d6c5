"""《涉案财物标签》 and 《库位标签》 on sheets of labels, and the page that shows how a printer lays them (校准页)."""

from collections.abc import Iterator, Sequence

from desktop_app.reports.blocks import (
    Block,
    Document,
    Drawing,
    Heading,
    LineMark,
    Mark,
    PageBreak,
    Para,
    ShapeMark,
    TextMark,
)
from desktop_app.reports.custody_rows import (
    PLACE,
    day,
    events_of,
    head_of,
    items_named,
    much,
    path_of,
    place_words,
    places_named,
    struck_ids,
    who,
)
from desktop_app.reports.form_rows import BETWEEN
from desktop_app.reports.gantt_bars import rectangle
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.label_face import Label, Tail, label_marks
from desktop_app.reports.label_sheets import OPTIONS, SKIP, LabelSheet, Printing, printing
from desktop_app.reports.request import PRACTICE, Request, footer, meta
from desktop_app.reports.styles import FORM_PAGE, Align, Font, Footer, Margins, Numbers, PageSetup, Paper, Style
from desktop_app.rules.order import natural
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.facts import Facts, Row
from desktop_app.system.errors import Refusal

TITLE, PLACES_TITLE, CALIBRATION_TITLE = "涉案财物标签", "库位标签", "标签校准页"
PAGE = PageSetup(margins=Margins(0, 0, 0, 0))
WIDE_MM, TALL_MM = Paper.A4.value
TICK = Style(Font.SONG, 9, 11)
SAID = Style(Font.SONG, 10.5, 16)
HEAD = Style(Font.HEI, 14, 20)
GREY = "#6A6A6A"
RULER_MM = 18.0
"""From the edge of the sheet to a ruler: no printer prints to the edge."""
MEASURE_MM = 100
BOX_MM = (38.0, 88.0, 134.0, 122.0)
"""Left, top, width and height of the box of advice."""


def labels(request: Request) -> Document:
    """《涉案财物标签》 of the items named by ``record``: numbers, cases (受案号) or places, several parted by 、.

    All that are not gone when none is named. Options: ``sheet``, ``skip``, ``dx``, ``dy`` (see ``label_sheets``).
    """
    only_options(request, TITLE, *OPTIONS)
    with request.desk.facts() as facts:
        rows = items_named(facts, request.record)
        return _document(request, facts, TITLE, [_item_label(facts, row, request) for row in rows])


def place_labels(request: Request) -> Document:
    """《库位标签》 of the places named by ``record`` with all that stand in them, else of every place."""
    only_options(request, PLACES_TITLE, *OPTIONS)
    with request.desk.facts() as facts:
        rows = _places(facts, request.record)
        return _document(request, facts, PLACES_TITLE, [_place_label(facts, row, request) for row in rows])


def items_printed(request: Request) -> dict[str, str]:
    """What is used of the last sheet once the labels of a request are printed, as the option that skips it."""
    with request.desk.facts() as facts:
        return _used(request, len(items_named(facts, request.record)))


def places_printed(request: Request) -> dict[str, str]:
    """The same of 《库位标签》."""
    with request.desk.facts() as facts:
        return _used(request, len(_places(facts, request.record)))


def _used(request: Request, count: int) -> dict[str, str]:
    asked = printing(request.options)
    return {SKIP: str((asked.skip + count) % asked.sheet.count)}


def _places(facts: Facts, record: str) -> list[Row]:
    found = {} if record.strip() else {row["id"]: row for row in facts.live(PLACE)}
    for word in filter(None, BETWEEN.split(record.strip())):
        rows = places_named(facts, word)
        if not rows:
            raise Refusal(f"没有“{word}”这个库位。写库位名称或编号，几个之间用、隔开", "record")
        found |= {row["id"]: row for row in rows}
    return sorted(found.values(), key=lambda row: natural(path_of(facts, row["id"])))


def _house(facts: Facts, request: Request) -> str:
    practice = f"（{PRACTICE}）" if request.desk.store.practice else ""
    return f"{facts.unit.get('name') or ''}{practice}"


def _item_label(facts: Facts, item: Row, request: Request) -> Label:
    return item_label(facts, item, events_of(facts, item), _house(facts, request))


def item_label(facts: Facts, item: Row, events: list[Row], house: str) -> Label:
    """What the label of an item says, its live events given (标签面): paper and screen draw the same."""
    stored, keeper = _stored(facts, item, events)
    seized = item["seized_on"] or head_of(facts, item).get("seized_on")
    came = f"入库 {day(stored)}" if stored else f"扣押 {day(seized)}" if seized else ""
    lines = (
        (str(head_of(facts, item).get("case_no") or ""), Tail(place_words(facts, item))),
        (came, f"保管人 {keeper}" if keeper else ""),
    )
    return Label(house, item["number"], str(item["name"]), much(item, item["quantity"]), lines, "涉案财物")


def _stored(facts: Facts, item: Row, events: list[Row]) -> tuple[object, str]:
    """When an item last came into the store and who keeps it: the chain tells, else the item's own record."""
    struck = struck_ids(events)
    into = [row for row in events if row["act"] == CustodyAct.STORED and row["id"] not in struck]
    last = into[-1] if into else {}
    on = last.get("happened_on") or item["stored_on"]
    return on, who(facts, item["keeper_id"] or last.get("taker_id"))


def _place_label(facts: Facts, place: Row, request: Request) -> Label:
    lines = ((str(place["kind"] or ""), str(place["note"] or "")),)
    return Label(_house(facts, request), place["number"], Tail(path_of(facts, place["id"])), "", lines, "库位")


def _document(request: Request, facts: Facts, title: str, some: Sequence[Label]) -> Document:
    if not some:
        said = (Heading(title), Para("没有要打印的标签。先登记，或写明编号。"))
        return Document(title, FORM_PAGE, said, meta(request, facts, title), footer(request, facts))
    asked = printing(request.options)
    return Document(title, PAGE, tuple(_pages(asked, some)), meta(request, facts, title), _foot(request))


def _foot(request: Request) -> Footer:
    """Nothing may stand on the labels but what is theirs."""
    return Footer((), Numbers.NONE, watermark=PRACTICE if request.desk.store.practice else "")


def _pages(asked: Printing, some: Sequence[Label]) -> Iterator[Block]:
    count = asked.sheet.count
    for start in range(-asked.skip, len(some), count):
        if start > -asked.skip:
            yield PageBreak()
        places = range(max(start, 0), min(start + count, len(some)))
        marks = [mark for at in places for mark in _at(asked, some[at], at - start)]
        yield Drawing(WIDE_MM * MM, TALL_MM * MM, tuple(marks))


def _at(asked: Printing, label: Label, place: int) -> tuple[Mark, ...]:
    return label_marks(label, asked.sheet, *asked.corner(place))


def calibration(request: Request) -> Document:
    """《标签校准页》: the frames of a sheet of labels, rulers from the paper's edges, lines of 100 mm to measure."""
    only_options(request, CALIBRATION_TITLE, *OPTIONS)
    asked = printing(request.options)
    with request.desk.facts() as facts:
        marks = (*_frames(asked), *_rulers(), *_advice(asked, footer(request, facts).anchor))
        page = Drawing(WIDE_MM * MM, TALL_MM * MM, marks)
        return Document(CALIBRATION_TITLE, PAGE, (page,), meta(request, facts, CALIBRATION_TITLE), _foot(request))


def _frames(asked: Printing) -> Iterator[Mark]:
    """The outline of every label with its place in it, counted from 1."""
    sheet = asked.sheet
    for place in range(sheet.count):
        x, y = (at * MM for at in asked.corner(place))
        yield rectangle(x, y, sheet.width * MM, sheet.height * MM, line=0.4)
        right, foot = x + sheet.width * MM - 4, y + sheet.height * MM - 4
        if not _behind(right / MM, foot / MM):
            yield TextMark(right, foot, str(place + 1), SAID, Align.RIGHT, GREY)


def _behind(x: float, y: float) -> bool:
    """Whether a word that ends there would touch the box of advice."""
    left, top, wide, tall = BOX_MM
    return left - 2 < x < left + wide + 8 and top - 2 < y < top + tall + 5


def _rulers() -> Iterator[Mark]:
    """A ruler along the head and one along the left side, both counted from the edge of the sheet."""
    for upright, length in ((False, WIDE_MM), (True, TALL_MM)):
        for at in range(5, int(length) - 4):
            long = 4.0 if at % 10 == 0 else 3.0 if at % 5 == 0 else 1.8
            yield _line(upright, at, RULER_MM, at, RULER_MM - long, 0.3)
            if at % 10 == 0 and at > RULER_MM:
                x, y = (RULER_MM - 4.6, at + 0.7) if upright else (at, RULER_MM - 4.6)
                yield TextMark(x * MM, y * MM, str(at), TICK, Align.RIGHT if upright else Align.CENTRE)
        yield _line(upright, 5, RULER_MM, length - 5, RULER_MM, 0.3)


def _line(upright: bool, a1: float, b1: float, a2: float, b2: float, width: float) -> LineMark:
    """A line told along and across a ruler, in mm."""
    if upright:
        return LineMark(b1 * MM, a1 * MM, b2 * MM, a2 * MM, width)
    return LineMark(a1 * MM, b1 * MM, a2 * MM, b2 * MM, width)


def _advice(asked: Printing, anchor: str) -> Iterator[Mark]:
    """What to do, in a white box in the middle, with a line of 100 mm each way."""
    left, top, wide, tall = BOX_MM
    yield ShapeMark(_corners(left, top, wide, tall), fill="#FFFFFF", stroke="#000000")
    x, y = left + 8, top + 10
    yield TextMark(x * MM, y * MM, f"{CALIBRATION_TITLE}（{asked.sheet.title}毫米）", HEAD)
    for at, text in enumerate((*_words(asked.sheet, asked), anchor), 1):
        yield TextMark(x * MM, (y + 2 + at * 5.8) * MM, text, SAID)
    for upright, along, across in ((False, x, top + tall - 8), (True, top + tall - 8 - MEASURE_MM, left + wide - 10)):
        yield _line(upright, along, across, along + MEASURE_MM, across, 0.6)
        for end in (along, along + MEASURE_MM):
            yield _line(upright, end, across - 2, end, across + 2, 0.6)
    yield TextMark((x + MEASURE_MM / 2) * MM, (top + tall - 10) * MM, f"{MEASURE_MM}毫米", SAID, Align.CENTRE)
    yield TextMark((left + wide - 12) * MM, (top + tall / 2 + 10) * MM, f"{MEASURE_MM}毫米", SAID, Align.RIGHT)


def _words(sheet: LabelSheet, asked: Printing) -> tuple[str, ...]:
    return (
        "1.用普通纸打印，缩放选“实际大小”或100%。",
        "2.横竖两条线各量100毫米，差0.5毫米以上先调缩放。",
        "3.与标签纸叠齐，对着光看格子是否压准。",
        "4.格子比标签偏右几毫米，“右移毫米”就减几；",
        "  偏下几毫米，“下移毫米”就减几；偏左、偏上则加。",
        "5.两个数填在标签打印预览的上方，填一次就记住。",
        "",
        f"规格代号 {sheet.code}：{sheet.columns}列{sheet.rows}行",
        f"每枚宽{sheet.width:g}，高{sheet.height:g}",
        f"左边距{sheet.left:g}，上边距{sheet.top:g}",
        f"横向间距{sheet.across:g}，纵向间距{sheet.down:g}",
        f"本页已右移{asked.right:g}毫米，下移{asked.down:g}毫米",
        "右下角数字是格次；没用完的纸从头一个空格起打印。",
    )


def _corners(x: float, y: float, wide: float, tall: float) -> tuple[tuple[float, float], ...]:
    return tuple((a * MM, b * MM) for a, b in ((x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)))
