"""《总览（承诺核查）》: the first page on a page or two of A4: panels, every promise with its proof, what is due."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.figures.due import DueList
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.overview import Key, Overview, PanelView, overview
from desktop_app.figures.owed import Owed
from desktop_app.figures.promises import Judged, numbers_of, verdicts
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    GroupRow,
    Heading,
    Ledger,
    PageBreak,
    Row,
    Spacer,
    UnitLine,
)
from desktop_app.reports.flow import height_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.pieces import Measure
from desktop_app.reports.plan_papers import CAMPAIGN
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import Align, Font, Margins, PageSetup, Paper, Style
from desktop_app.rules.vocabulary import Verdict
from desktop_app.services.facts import Facts

TITLE = "总览（承诺核查）"
PAGE = PageSetup(Paper.A4, False, Margins(13, 15, 20, 18))
TEXT = Style(Font.SONG, 9, 11.5)
HEAD = Style(Font.HEI, 9, 11.5)
HEADLINE = Style(Font.SONG, 10.5, 15)
ROW_MM = 5.9
NAMED = (6, 3, 1, 0)
"""How many offenders are named by number: as many as there is room for. A paper of one page names some."""
LEAST_DUE = 4
"""Lines of what is due that a one-page paper must still hold."""
HALF_DUE = 16
"""Lines of what is due that two pages with the promises flowing over both must still hold."""
TURNED = 3
"""Lines a table loses that goes on overleaf: its head again, and what its last row leaves of the page."""
SUBJECT = 27
"""Characters of a due line's subject that stand on one line."""
UNNUMBERED = frozenset({"plan", "department"})
"""Kinds whose numbers nobody knows; the proof names them itself."""
_GAP = re.compile(r"(?<=[^\x00-\x7f]) (?=[0-9])|(?<=[0-9]) (?=[^\x00-\x7f])")

PANEL_COLUMNS = (
    Column("类", mm=8, align=Align.CENTRE),
    Column("方面", mm=38),
    Column("主要数字", weight=1),
    Column("进展", weight=1),
)
PROMISE_COLUMNS = (
    Column("承诺", mm=44),
    Column("类", mm=8, align=Align.CENTRE),
    Column("结论", mm=15, align=Align.CENTRE),
    Column("核查情况", weight=1),
    Column("超期", mm=15, align=Align.RIGHT),
)
DUE_COLUMNS = (
    Column("期限", mm=20, align=Align.CENTRE),
    Column("编号", mm=32),
    Column("到期事项", weight=1),
    Column("部门", mm=17, align=Align.CENTRE),
    Column("剩余或超期", mm=19, align=Align.RIGHT),
)


@dataclass(frozen=True)
class Sheet:
    """The paper before it is set: what stands above the promises, the first page's answers, the numbers of records."""

    top: tuple[Block, ...]
    view: Overview
    numbers: Mapping[Behind, str]

    def above_due(self, named: int) -> tuple[Block, ...]:
        """Everything but what is due, naming that many offenders of each promise."""
        rows = list(promise_rows(self.view.promises, self.numbers, named))
        return (*self.top, _ledger(PROMISE_COLUMNS, rows), Spacer(2))


def overview_paper(request: Request) -> Document:
    """One A4 page; with more than that holds, what is due stands overleaf, and long proofs go on over several."""
    with request.desk.facts() as facts:
        view = overview(Question(facts.session, request.as_of))
        behind = [one for judged in view.promises for one in judged.finding.behind]
        sheet = Sheet(_top(request, facts, view), view, numbers_of(facts.session, behind))
        title = f"{CAMPAIGN}{TITLE}"
        return Document(title, PAGE, _fitted(sheet), meta(request, facts, title), footer(request, facts))


def _top(request: Request, facts: Facts, view: Overview) -> tuple[Block, ...]:
    phase = f"{view.phase}，第{view.phase_day}天，共{view.phase_days}天" if view.phase else ""
    counts = "，".join(f"{verdict}{count}条" for verdict, count in verdicts(view.promises).items())
    return (
        Heading(f"{CAMPAIGN}工作{TITLE}"),
        unit_line(request, facts),
        UnitLine(phase, f"承诺{len(view.promises)}条：{counts}", HEADLINE),
        _ledger(PANEL_COLUMNS, [_panel_row(panel) for panel in view.panels]),
        Spacer(2),
    )


def _ledger(columns: tuple[Column, ...], rows: Sequence[Row], note: str = "", empty: str = "（无）") -> Ledger:
    return Ledger(columns, rows, note=note, min_row_mm=ROW_MM, style=TEXT, head_style=HEAD, empty=empty)


def tight(said: str) -> str:
    """Without the thin gaps between digits and characters that only screens have."""
    return _GAP.sub("", said)


def _panel_row(panel: PanelView) -> Row:
    head = (Cell(panel.mark, strong=True), tight(panel.title).replace(" · ", "、"))
    if not panel.keys:
        return (*head, Cell(panel.aside, span=2))
    bar = "，".join(f"{part.word}{part.count}" for part in panel.bar)
    return (*head, "，".join(map(_key_words, panel.keys)), bar or "—")


def _key_words(key: Key) -> str:
    value = "—" if key.value is None else f"{key.value:g}"
    return f"{key.label}{value}{f'/{key.of}' if key.of is not None else key.unit}"


def promise_rows(found: Sequence[Judged], numbers: Mapping[Behind, str], named: int) -> Iterator[Row]:
    """A row for each promise that could be judged; those that could not are named together, by what is wanting."""
    for one in found:
        if one.verdict is not Verdict.NOT_APPLICABLE:
            late = f"{one.finding.late}天" if one.finding.late else ""
            verdict = Cell(one.verdict, strong=one.verdict is Verdict.BROKEN)
            yield one.promise.title, one.promise.panel, verdict, _proof(one, numbers, named), late
    idle = sorted((one for one in found if one.verdict is Verdict.NOT_APPLICABLE), key=lambda one: one.finding.said)
    for said, group in groupby(idle, key=lambda one: one.finding.said):
        titles = [one.promise.title for one in group]
        yield (Cell(f"不适用{len(titles)}条（{tight(said)}）：{'；'.join(titles)}", span=len(PROMISE_COLUMNS)),)


def _proof(one: Judged, numbers: Mapping[Behind, str], named: int) -> str:
    """The proof in numbers, what is absent, and the first offenders: 41项任务中2项逾期未完成（任务1.4、2.3）."""
    said, behind = tight(one.finding.proof), one.finding.behind
    if not named or not behind or behind[0][0] in UNNUMBERED:
        return said
    kinds = groupby(behind[:named], key=lambda record: record[0])
    first = "、".join(BY_KIND[kind].title + "、".join(numbers[one] for one in own) for kind, own in kinds)
    return f"{said}（{first}{'等' if len(behind) > named else ''}）"


def _fitted(sheet: Sheet) -> tuple[Block, ...]:
    """What one page holds; else the promises on one page and what is due on the next, or both flowing over two; else
    all over several. Offenders are named as long as two pages hold them.
    """
    width, height = (side * MM for side in PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    due = sheet.view.due
    wanted = min(LEAST_DUE, len(due.overdue) + len(due.coming))
    offers = [(named, sheet.above_due(named)) for named in NAMED]
    rooms = [(named, above, height - height_of(above, measure)) for named, above in offers]
    for named, above, room in rooms:
        lines = _lines_in(room, due)
        if room >= 0 and lines >= wanted and (named or not sheet.numbers):
            return (*above, due_ledger(sheet.view, lines))
    for named, above, room in rooms:
        if room >= 0 and (named or not sheet.numbers):
            return (*above, PageBreak(), due_ledger(sheet.view, _lines_in(height, due)))
    for named, above, room in rooms:
        lines = _lines_in(room + height - TURNED * ROW_MM * MM, due)
        if named and lines >= min(HALF_DUE, len(due.overdue) + len(due.coming)):
            return (*above, due_ledger(sheet.view, lines))
    for _, above, room in rooms:
        if room >= 0:
            return (*above, PageBreak(), due_ledger(sheet.view, _lines_in(height, due)))
    return (*sheet.above_due(NAMED[1]), due_ledger(sheet.view, len(due.overdue) + len(due.coming)))


def _lines_in(room: float, due: DueList) -> int:
    """How many lines of what is due stand in ``room`` points, heads and note allowed for."""
    row = max(ROW_MM * MM, TEXT.leading + 6)
    heads = 1 + bool(due.overdue) + bool(due.coming)
    whole = len(due.overdue) + len(due.coming)
    if room >= row * (heads + max(whole, 1)):
        return whole
    note = 4.0 + 15.0 + 1.0
    return max(0, int((room - note) / row) - heads)


def due_ledger(view: Overview, lines: int) -> Ledger:
    """What is due in so many lines: what is coming keeps at least half of them, the rest is counted."""
    due = view.due
    late = min(len(due.overdue), max(lines - len(due.coming), lines // 2))
    coming = min(len(due.coming), max(0, lines - late))
    rows: list[Row] = []
    if due.overdue:
        rows += [GroupRow(f"已逾期{len(due.overdue)}项"), *map(_due_row, due.overdue[:late])]
    if due.coming:
        rows += [GroupRow(f"未来{due.ahead}天到期{len(due.coming)}项"), *map(_due_row, due.coming[:coming])]
    left = len(due.overdue) - late, len(due.coming) - coming
    told = [f"逾期{left[0]}项"] * bool(left[0]) + [f"即将到期{left[1]}项"] * bool(left[1])
    note = f"注：另有{'、'.join(told)}未列，见程序总览。" if told else ""
    return _ledger(DUE_COLUMNS, rows, note, empty=f"没有逾期的，未来{due.ahead}天也没有到期的")


def _due_row(owed: Owed) -> Row:
    words = tight(owed.said)
    said = words if len(words) <= SUBJECT else f"{words[: SUBJECT - 1]}…"
    left = "当天" if owed.left == 0 else f"剩{owed.left}天" if owed.left > 0 else f"超{-owed.left}天"
    return (owed.on.isoformat(), owed.number, said, owed.department, Cell(left, strong=owed.left < 0))
