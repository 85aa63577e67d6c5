"""Tables that papers of an exam share: the candidates with their marks, and the counts by department."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.reports.blocks import Block, Cell, Column, Ledger, Row
from desktop_app.reports.exam_rows import (
    Held,
    code_order,
    mark_words,
    mean_words,
    note_words,
    rate_words,
    retake_words,
    standing_words,
)
from desktop_app.reports.flow import pages_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_statistics import WHOLE
from desktop_app.reports.pieces import Measure
from desktop_app.reports.styles import Align, PageSetup
from desktop_app.rules.marks import Tally, effective
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.marking import MarkLine

CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
RETAKE = "补考"
FEW = 3
"""In a copy without names a mean of fewer people is not told: it would tell the mark of one."""
ROWS_MM = (7.5, 7.0, 6.5, 6.0)
"""Heights of the rows of long tables; the tallest that needs the fewest pages is taken."""


def fewest_pages(made: Iterable[tuple[Block, ...]], page: PageSetup) -> tuple[Block, ...]:
    """Of a paper set in several ways the first that needs the fewest pages."""
    width, height = (side * MM for side in page.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    return min(made, key=lambda blocks: pages_of(blocks, measure))


@dataclass(frozen=True)
class ScoreTable:
    """What of the candidates is told: names or not, their tickets, departments, parts, ranks, causes and notes.

    ``twin`` sets two candidates on a line, read across; ``retakes`` gives the retake columns of its own.
    """

    held: Held
    names: bool = True
    tickets: bool = True
    departments: bool = True
    parts: bool = True
    ranking: bool = True
    causes: bool = True
    notes: bool = True
    retakes: bool = True
    twin: bool = False

    def ledger(self, row_mm: float, note: str = "") -> Ledger:
        rows = [self._cells(at, line) for at, line in enumerate(self._ordered(), 1)]
        columns = tuple(self._columns())
        if self.twin:
            rows = [
                [*row, *(rows[at + 1] if at + 1 < len(rows) else [""] * len(columns))]
                for at, row in enumerate(rows)
                if at % 2 == 0
            ]
            columns *= 2
        return Ledger(columns, rows, note=note, min_row_mm=row_mm)

    def _ordered(self) -> Sequence[MarkLine]:
        lines = self.held.sheet.lines
        if self.ranking:
            return sorted(lines, key=code_order)
        place = {str(row["name"]): int(row["position"]) for row in self.held.facts.departments()}
        if self.tickets:
            return sorted(lines, key=lambda line: (line.ticket, line.seat or 0, line.id))
        return sorted(lines, key=lambda line: (place.get(line.department, 999), line.ticket, line.id))

    @property
    def _again(self) -> bool:
        return self.retakes and any(_tried_again(line) for line in self.held.sheet.lines)

    @property
    def _noted(self) -> bool:
        return self.notes and any(note_words(line) for line in self.held.sheet.lines)

    @property
    def _parted(self) -> bool:
        return self.parts and self.held.terms.parted

    def _columns(self) -> Iterator[Column]:
        """Both halves of a twin table are as wide: there every column is fixed or has a weight."""
        mm, weight = (1.0, 1) if self.twin else (0.0, 0)
        yield Column("名次" if self.ranking else "序号", mm=10 * mm, align=CENTRE)
        if self.tickets:
            yield Column("准考证号", weight=weight, align=CENTRE)
        if self.names:
            yield Column("姓名", weight=weight, align=CENTRE)
        elif not self.tickets:
            yield Column("应试人", weight=weight, align=CENTRE)
        if self.names and self.departments:
            yield Column("部门", mm=15 * mm, align=CENTRE)
        if self._parted:
            yield from (Column(label, align=RIGHT) for _, label, _ in self.held.sheet.labels)
        graded = self.held.terms.scale is not None
        yield Column("总分", mm=(12 if graded else 25.5) * mm, align=RIGHT)
        if graded:
            yield Column("等次", mm=13.5 * mm, align=CENTRE)
        if self._again:
            yield Column("日期", align=CENTRE, group=RETAKE)
            yield Column("成绩", align=RIGHT, group=RETAKE)
            yield Column("认定成绩", align=RIGHT)
        if self._noted:
            yield Column("备注", weight=1)

    def _cells(self, at: int, line: MarkLine) -> list[str | Cell]:
        return [
            *self._who(at, line),
            *self._marks(line),
            *self._retake(line),
            *([note_words(line)] if self._noted else []),
        ]

    def _who(self, at: int, line: MarkLine) -> Iterator[str]:
        place = str(line.rank) if line.rank is not None else "—"
        yield place if self.ranking else str(at)
        if self.tickets:
            yield line.ticket
        if self.names:
            yield line.name
        elif not self.tickets:
            yield f"{line.department}某"
        if self.names and self.departments:
            yield line.short

    def _marks(self, line: MarkLine) -> Iterator[str | Cell]:
        """Marks and grade; who has none has the reason in their place."""
        cells = self.held.sheet.labels if self._parted else ()
        graded = self.held.terms.scale is not None
        if line.code != SittingCode.SAT or line.total is None:
            said = standing_words(line) if self.causes or line.code == SittingCode.SAT else str(line.code)
            yield Cell(said, align=CENTRE, span=len(cells) + 1 + graded)
            return
        yield from (mark_words(getattr(line, name)) for name, _, _ in cells)
        yield Cell(mark_words(line.total), strong=True)
        if graded:
            yield line.grade

    def _retake(self, line: MarkLine) -> Iterator[str]:
        if self._again:
            yield _short_day(self.held, line)
            yield retake_words(line)
            yield mark_words(effective(line.mark, self.held.terms)) if _tried_again(line) else ""


def _tried_again(line: MarkLine) -> bool:
    return line.retake_on is not None or line.retake_total is not None or line.retake_code is not None


def retake_ledger(held: Held, *, names: bool, tickets: bool) -> Ledger | None:
    """Those who sat the retake, or should have: the first attempt, the second, and the mark that counts; or None."""
    lines = [line for line in held.sheet.lines if _tried_again(line)]
    if not lines:
        return None
    who = "姓名" if names else "准考证号" if tickets else "应试人"
    columns = (
        Column(who, weight=2, align=CENTRE),
        *((Column("部门", weight=1, align=CENTRE),) if names else ()),
        Column("原成绩", mm=28, align=CENTRE),
        Column("补考日期", mm=26, align=CENTRE),
        Column("补考成绩", mm=22, align=RIGHT),
        Column("认定成绩", mm=22, align=RIGHT),
    )
    return Ledger(columns, [_retaken(held, line, names, tickets) for line in lines])


def _retaken(held: Held, line: MarkLine, names: bool, tickets: bool) -> Row:
    first = mark_words(line.total) if line.code == SittingCode.SAT else str(line.code)
    who = (line.name, line.short) if names else (line.ticket if tickets else f"{line.department}某",)
    day = line.retake_on.isoformat() if line.retake_on else ""
    return (*who, first, day, retake_words(line), mark_words(effective(line.mark, held.terms)))


def _short_day(held: Held, line: MarkLine) -> str:
    """The day of a retake, with its year where that is another one."""
    day, first = line.retake_on, held.exam["held_on"]
    if day is None:
        return ""
    return f"{day:%m-%d}" if first is not None and first.year == day.year else day.isoformat()


DEPARTMENT_COLUMNS = (
    Column("部门", weight=1),
    Column("应考", mm=14, align=RIGHT),
    Column("实考", mm=14, align=RIGHT),
    Column("缺考", mm=14, align=RIGHT),
    Column("缓考", mm=14, align=RIGHT),
    Column("违纪", mm=14, align=RIGHT),
    Column("及格", mm=14, align=RIGHT),
    Column("及格率", mm=18, align=RIGHT),
    Column("平均分", mm=18, align=RIGHT),
)


def department_ledger(held: Held, *, hide_few: bool = False) -> Ledger:
    """The counts by department in the order of the house, the whole below; every rate beside its denominator."""
    place = {str(row["name"]): int(row["position"]) for row in held.facts.departments()}
    names = sorted(held.sheet.departments, key=lambda name: (place.get(name, 999), name))
    rows = [_counts(name, held.sheet.departments[name], hide_few) for name in names]
    hidden = hide_few and any(0 < tally.sat < FEW for tally in held.sheet.departments.values())
    few = f"实考不足 {FEW} 人的部门，及格和平均分不单列。" if hidden else ""
    note = f"注：及格率＝及格÷实考，平均分按实考计算；缺考、缓考、违纪没有成绩，不按 0 分计。{few}"
    return Ledger(DEPARTMENT_COLUMNS, rows, _counts(WHOLE, held.sheet.tally, False), note)


def _counts(name: str, tally: Tally, hide_few: bool) -> Sequence[str]:
    codes = (SittingCode.ABSENT, SittingCode.DEFERRED, SittingCode.BREACH)
    hidden = hide_few and tally.sat < FEW
    told = ("—",) * 3 if hidden else (str(tally.passed), rate_words(tally.pass_rate), mean_words(tally))
    return (name, str(tally.expected), str(tally.sat), *(str(tally.by_code[code]) for code in codes), *told)
