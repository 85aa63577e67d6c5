"""《案件质量评查表》: a case's score sheet on one page, as kept, or left to the pen with its number to key back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.models.cases import CaseFile
from desktop_app.models.reviews import CaseReview
from desktop_app.reports.blocks import Block, Box, Document, Form, FormRow, Heading, PageBreak, Para, UnitLine
from desktop_app.reports.flow import height_of, pages_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.pieces import Measure
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_rows import OFFICE, PEN_DAY, Reviewed, finding_words, reviews_asked
from desktop_app.reports.styles import SMALL, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import Severity
from desktop_app.services.score_sheets import ScoreGroup, ScoreLine, ScoreSheet

TITLE = "案件质量评查表"
PAGE = PageSetup(margins=Margins(9, 16, 18, 22))
FACTS = (17.0, 42.0, 17.0, 39.0, 17.0, 40.0)
TABLE = (24.0, 46.0, 11.0, 11.0, 80.0)
FOOT = (19.0, 51.0, 19.0, 83.0)
CENTRE = Align.CENTRE
OVERLEAF = "见附页"
ANNEX = Style(Font.FANGSONG, 12, 20)
ANNEX_HEAD = replace(ANNEX, font=Font.HEI)
OPINION_MM, SIGN_MM = 12.0, 8.0
MOST_PEN_MM = 32.0


@dataclass(frozen=True)
class Look:
    """How close a sheet is set: the distance of lines in points, the height of a clause's row in mm."""

    leading: float
    row_mm: float

    @property
    def text(self) -> Style:
        return Style(Font.SONG, 9, self.leading)

    @property
    def label(self) -> Style:
        return Style(Font.HEI, 9, self.leading)


LOOKS = (Look(12, 6.4), Look(11, 6.0), Look(10.5, 5.8), Look(10, 5.6))
"""The first that leaves the sheet on one page is taken."""


def review_form(request: Request) -> Document:
    """The sheet as it is filled in, of the review or of every review of the round named by ``record``.

    What no page can hold goes overleaf whole (附页). Blank when none is named.
    """
    return _forms(request, pen=False)


def review_blank(request: Request) -> Document:
    """The same with what is known of the case, its points and findings left to the pen; the code says its number."""
    return _forms(request, pen=True)


def _forms(request: Request, pen: bool) -> Document:
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        blocks: list[Block] = []
        for row in reviews_asked(request, facts):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _one(row, pen)
        foot = footer(request, facts, ())
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), foot)


def _one(row: Reviewed, pen: bool) -> list[Block]:
    """One sheet: the widest look that leaves it on a page, its longest reasons overleaf as far as need be."""
    width, height = (side * MM for side in PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    said = {} if pen else _said(row)
    overleaf: set[str] = set()
    while True:
        shown = {key: OVERLEAF if key in overleaf else text for key, text in said.items()}
        for look in LOOKS:
            spare = (height - height_of(_sheet(row, look, shown, pen), measure)) / MM
            if spare >= 0:
                room = min(spare, MOST_PEN_MM - OPINION_MM)
                return [*_sheet(row, look, shown, pen, OPINION_MM + room), *_annex(row, said, overleaf)]
        left = [key for key in said if key not in overleaf and len(said[key]) > len(OVERLEAF)]
        if not left:
            return [*_paged(row, LOOKS[0], shown, pen, measure), *_annex(row, said, overleaf)]
        overleaf.add(max(left, key=lambda key: len(said[key])))


COMMENT, REPLY = "评语", "承办人意见"


def _said(row: Reviewed) -> dict[str, str]:
    """What may be of any length, by the place it stands in; clauses by their place among all."""
    lines = (line for group in row.sheet.groups for line in group.lines)
    told = {str(at): "；".join(finding_words(one, line) for one in line.findings) for at, line in enumerate(lines)}
    parts = (row.of(CaseReview.comment), "" if any(told.values()) else row.of(CaseReview.problems))
    told[COMMENT] = "\n".join(filter(None, parts))
    told[REPLY] = row.of(CaseReview.reply) or row.of(CaseReview.answer)
    return {key: text for key, text in told.items() if text}


def _sheet(
    row: Reviewed, look: Look, said: Mapping[str, str], pen: bool, opinion_mm: float = OPINION_MM
) -> list[Block]:
    return [
        *_head(row, look),
        Form(TABLE, tuple(_table(row.sheet, look, said, pen)), look.text, look.label),
        _foot(row, look, said, pen, opinion_mm),
    ]


def _head(row: Reviewed, look: Look) -> tuple[Block, ...]:
    unit = str(row.facts.unit.get("name") or "")
    number = row.number or "　　　　　　　　"
    line = UnitLine(f"评查单位：{unit}（{OFFICE}）", f"编号：{number}", SMALL)
    return Heading(TITLE, code=row.number), line, Form(FACTS, tuple(_facts(row)), look.text, look.label)


def _facts(row: Reviewed) -> Iterator[FormRow]:
    for pairs in (
        {"受案号": row.of(CaseReview.case_no), "办案部门": row.of(CaseReview.department_id)},
        {"案件名称": row.of(CaseReview.name), "承办人": row.handlers},
        {
            "案件类型": row.of(CaseReview.kind),
            "案由": row.of_case(CaseFile.cause),
            "办理结果": row.of_case(CaseFile.result),
        },
        {
            "受理日期": row.of_case(CaseFile.accepted_on),
            "办结日期": row.of_case(CaseFile.closed_on),
            "抽取方式": row.how,
        },
        {
            "评查员": row.reviewers(),
            "评查日期": row.of(CaseReview.reviewed_on),
            "评查方式": row.of(CaseReview.way) or "□网上　□案卷",
        },
    ):
        yield FormRow(tuple(_paired(pairs)), 6)


def _paired(pairs: Mapping[str, str]) -> Iterator[Box]:
    """Labels with their boxes; of two the first is the wider."""
    for at, (label, text) in enumerate(pairs.items()):
        wide = len(pairs) == 2 and not at
        yield Box(label, label=True)
        yield Box(text, columns=3 if wide else 1, align=Align.LEFT if wide else CENTRE)


HEADS = ("评查项目", "评查点", "分值", "扣分", "减分意见（事由、卷页）")


def _table(sheet: ScoreSheet, look: Look, said: Mapping[str, str], pen: bool) -> Iterator[FormRow]:
    yield _heads()
    at = 0
    for group in sheet.groups:
        yield from _group(group, look, said, at, pen)
        at += len(group.lines)
    yield _total(sheet, look, pen)


def _heads() -> FormRow:
    return FormRow(tuple(Box(head, label=True) for head in HEADS), 6)


def _group(group: ScoreGroup, look: Look, said: Mapping[str, str], first: int, pen: bool) -> Iterator[FormRow]:
    for at, line in enumerate(group.lines):
        item = (Box(group.item, label=True, rows=len(group.lines)),) if not at else ()
        yield FormRow((*item, *_line(line, said.get(str(first + at), ""), pen)), look.row_mm)


def _line(line: ScoreLine, said: str, pen: bool) -> tuple[Box, ...]:
    name = " ".join(filter(None, (line.code, line.clause)))
    full = points(line.full) if line.code else ""
    off = points(line.off) if line.off and not pen else ""
    return Box(name), Box(full, align=CENTRE), Box(off, align=CENTRE), Box(said)


def _total(sheet: ScoreSheet, look: Look, pen: bool) -> FormRow:
    label = Box(f"合计（满分{points(sheet.total)}分）", label=True, columns=2)
    off = points(sheet.off) if sheet.off and not pen else ""
    boxes = (label, Box(points(sheet.total), align=CENTRE), Box(off, align=CENTRE), Box(""))
    return FormRow(boxes, look.row_mm)


def _foot(row: Reviewed, look: Look, said: Mapping[str, str], pen: bool, opinion_mm: float) -> Form:
    sign = f"承办人签字：　　　　　{PEN_DAY}"
    result = (Box("一票否决", label=True), Box(_veto(row, pen)), Box("得分等次", label=True), Box(_result(row, pen)))
    opinions = (
        Box(COMMENT, label=True),
        Box(said.get(COMMENT, "")),
        Box(REPLY, label=True),
        Box(said.get(REPLY, ""), sign=sign),
    )
    signed = [box for who in ("评查员签字", "组长签字") for box in (Box(who, label=True), Box(sign=PEN_DAY))]
    rows = (FormRow(result, 6.5), FormRow(opinions, opinion_mm), FormRow(tuple(signed), SIGN_MM))
    return Form(FOOT, rows, look.text, look.label)


def _veto(row: Reviewed, pen: bool) -> str:
    if pen or row.blank:
        return "□无　□有（写明）："
    found = [one for line in row.lines for one in line.findings if one.get("severity") == Severity.VETO]
    return f"有：{'；'.join(str(one.get('text') or '') for one in found)}" if found else "无"


def _result(row: Reviewed, pen: bool) -> str:
    words = "　".join(f"□{word}" for word, _ in row.sheet.steps)
    if pen or not row.scored:
        return f"　　　　分　{words}"
    grade = row.of(CaseReview.grade)
    told = (f"{row.score}分", f"建议{row.of(CaseReview.suggested)}" if row.of(CaseReview.suggested) else "",
            f"审定{grade}" if grade else "")  # fmt: skip
    return "，".join(filter(None, told))


def _paged(row: Reviewed, look: Look, said: Mapping[str, str], pen: bool, measure: Measure) -> list[Block]:
    """A sheet no page holds: items go over whole, the heads of the columns again over them."""
    blocks: list[Block] = [*_head(row, look)]
    rows, at = [_heads()], 0
    for group in row.sheet.groups:
        more = list(_group(group, look, said, at, pen))
        at += len(group.lines)
        if pages_of((*blocks, _made(rows + more, look)), measure) > pages_of((*blocks, _made(rows, look)), measure):
            blocks += [_made(rows, look), PageBreak()]
            rows = [_heads()]
        rows += more
    end = [*rows, _total(row.sheet, look, pen)]
    return [*blocks, _made(end, look), _foot(row, look, said, pen, OPINION_MM)]


def _made(rows: Sequence[FormRow], look: Look) -> Form:
    return Form(TABLE, tuple(rows), look.text, look.label)


def _annex(row: Reviewed, said: Mapping[str, str], overleaf: set[str]) -> tuple[Block, ...]:
    """附页: what found no room, whole and under its clause."""
    if not overleaf:
        return ()
    lines = [line for group in row.sheet.groups for line in group.lines]
    blocks: list[Block] = [PageBreak(), Para(f"附页（{row.number}）", ANNEX_HEAD, Align.LEFT, first_indent=0)]
    for key, text in said.items():
        if key in overleaf:
            name = " ".join(filter(None, (lines[int(key)].code, lines[int(key)].clause))) if key.isdecimal() else key
            blocks.append(Para(f"{name}　{text}", ANNEX, lead=len(name), lead_style=ANNEX_HEAD))
    return tuple(blocks)
