"""A saved table (统计表) on paper: words by words with their totals, and the records counted behind it where asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.figures.cross import EVERY, Cross
from desktop_app.figures.engine import Behind, by_kind
from desktop_app.registers import reading
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Register
from desktop_app.registers.words import cell
from desktop_app.reports.blocks import Block, Column, Document, Heading, Ledger, PageBreak, UnitLine
from desktop_app.reports.columns import tight_width
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.ledgers import CODE, column
from desktop_app.reports.monthly import SENSITIVE
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align, PageSetup, Paper
from desktop_app.rules.dates import long_day
from desktop_app.rules.periods import Period
from desktop_app.services.facts import Facts
from desktop_app.services.saved_tables import Wanted, counted, kept_as, period_of
from desktop_app.system.errors import Refusal

TITLE = "统计表"
WHOLE = "合计"
BASE, ROWS, COLUMNS, MEASURE, NAME, LIST = "base", "rows", "columns", "measure", "title", "list"
_CHOSEN = (BASE, ROWS, COLUMNS, MEASURE, NAME)
UPRIGHT = replace(LEDGER_PAGE, landscape=False)
LARGE = replace(LEDGER_PAGE, paper=Paper.A3)
NO_NUMBER = "—"


@dataclass(frozen=True)
class Told:
    """A table as asked for: what was wanted, what came of it, and over which time."""

    wanted: Wanted
    found: Cross
    as_of: date
    period: Period | None

    @property
    def title(self) -> str:
        named = self.wanted.named
        return named if named.endswith("表") else f"{named}{TITLE}"

    @property
    def over(self) -> str:
        """期间：2015年1月至3月（按发现日期）; nothing for a base that stands as of a day alone."""
        dated = self.found.base.dated
        if not dated:
            return ""
        return f"期间：{self.period.label if self.period else '不限'}（按{dated}）"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader has to know of the numbers."""
        none = any(NO_NUMBER in row for row in rows_of(self.found))
        lacking = f"{NO_NUMBER}表示没有可算的数" if none else ""
        private = f"{self.found.base.label}涉及受调查人员，不附明细" if self.wanted.listed and self._private else ""
        return tuple(filter(None, (self.found.note, lacking, private)))

    @property
    def _private(self) -> bool:
        """Whether the records name people under inquiry."""
        return self.found.base.kind in SENSITIVE

    @property
    def listed(self) -> bool:
        """Whether the records follow the table: where that is asked, there are any, and they may be shown around."""
        return self.wanted.listed and bool(self.found.rows) and not self._private


def told(request: Request, facts: Facts) -> Told:
    """Count what is asked: the saved table of the record, or the words given as options; a period asked for here
    stands before the one it was kept with.
    """
    wanted = _wanted(request, facts)
    period = request.period or period_of(wanted.period, request.as_of)
    return Told(wanted, counted(facts, wanted, request.as_of, period), request.as_of, period)


def _wanted(request: Request, facts: Facts) -> Wanted:
    given = request.options
    if not request.record and not (given.get(BASE) and given.get(ROWS)):
        raise Refusal("没说印哪张统计表。填统计表的编号或表名", "record")
    kept = kept_as(facts, request.record) if request.record else Wanted("", "", "")
    return replace(
        kept,
        title=given.get(NAME, kept.title),
        base=given.get(BASE, kept.base),
        rows=given.get(ROWS, kept.rows),
        columns=given.get(COLUMNS, kept.columns),
        measure=given.get(MEASURE, kept.measure),
        listed=given[LIST] == "1" if LIST in given else kept.listed,
    )


def saved_table(request: Request) -> Document:
    """《统计表》 of a saved one (its number or title), or of what the options name.

    Options: ``base``, ``rows``, ``columns``, ``measure`` in Chinese words, ``title``, ``list=1`` for the records behind
    it and 0 for none.
    """
    only_options(request, TITLE, *_CHOSEN, LIST)
    with request.desk.facts() as facts:
        table = told(request, facts)
        page, parts = _fitted(table, wide=table.listed)
        name = str(facts.unit.get("name") or "")
        over = "　".join(filter(None, (table.over, f"截至{long_day(table.as_of)}")))
        line = UnitLine(f"填报单位：{name}", over)
        blocks = list[Block]()
        for at, part in enumerate(parts):
            said = f"{table.title}（{at + 1}/{len(parts)}）" if len(parts) > 1 else table.title
            blocks += [*([PageBreak()] if at else []), Heading(said), line, part]
        if table.listed:
            blocks += _lists(table, facts)
        return Document(table.title, page, tuple(blocks), meta(request, facts, table.title), footer(request, facts))


# the table


def words_of(found: Cross) -> tuple[str, ...]:
    """What stands across: the words of the columns, then all of them."""
    return (*found.columns, EVERY)


def heads_of(found: Cross, words: Sequence[str]) -> list[tuple[str, str]]:
    """Group and label of every column of numbers."""
    labels = [_labelled(one.label, one.unit) for one in found.measures]
    if not found.columns:
        return [("", label) for label in labels]
    if len(labels) == 1:
        one = found.measures[0]
        counted_in = one.label if one.unit in one.label else f"{one.label}，{one.unit}"
        group = f"{found.by[1].label}（{counted_in}）"
        return [("" if word == EVERY else group, WHOLE if word == EVERY else word) for word in words]
    return [(word or WHOLE, label) for word in words for label in labels]


def _labelled(label: str, unit: str) -> str:
    return label if unit in ("", label) else f"{label}（{unit}）"


def rows_of(found: Cross, words: Sequence[str] | None = None) -> list[list[str]]:
    """Every row of the table with its word, the totals last."""
    across = words_of(found) if words is None else words
    return [
        [row or WHOLE, *(found.cell(row, word, one.label).said for word in across for one in found.measures)]
        for row in (*found.rows, EVERY)
    ]


def _ledger(table: Told, words: Sequence[str], last: bool) -> Ledger:
    found = table.found
    right = Align.RIGHT
    columns = (
        Column(found.by[0].label),
        *(Column(label, align=right, group=group) for group, label in heads_of(found, words)),
    )
    *body, total = rows_of(found, words)
    note = f"注：{'；'.join(table.notes)}。" if table.notes and last else ""
    empty = f"（截至{long_day(table.as_of)}，{table.period.label if table.period else ''}没有{found.base.label}）"
    return Ledger(columns, body, total if found.rows else None, note, empty=empty)


def _fitted(table: Told, wide: bool) -> tuple[PageSetup, list[Ledger]]:
    """The page that holds the columns, the smallest first; more than A3 holds stand on several, each with its rows."""
    words = words_of(table.found)
    whole = _ledger(table, words, last=True)
    small = replace(whole, style=SMALL, head_style=SMALL_HEAD)
    for page, ledger in (
        *([] if wide else [(UPRIGHT, whole)]),
        (LEDGER_PAGE, whole),
        (LEDGER_PAGE, small),
        (LARGE, small),
    ):
        if _fits(ledger, page):
            return page, [ledger]
    for count in range(2, len(words) + 1):
        size = -(-len(words) // count)
        starts = range(0, len(words), size)
        parts = [_ledger(table, words[at : at + size], at + size >= len(words)) for at in starts]
        parts = [replace(part, style=SMALL, head_style=SMALL_HEAD) for part in parts]
        if all(_fits(part, LARGE) for part in parts):
            return LARGE, parts
    return LARGE, [small]


def _fits(ledger: Ledger, page: PageSetup) -> bool:
    rows = [*ledger.rows]
    return tight_width(ledger, rows, workstation_fonts()) <= page.type_area_mm[0] * MM


# the records behind it


def in_table_order(found: Cross) -> tuple[Behind, ...]:
    """Every record once, as the table goes: row by row, in a row column by column."""
    cells = (
        found.cell(row, word, one.label).behind
        for row in found.rows
        for word in words_of(found)
        for one in found.measures
    )
    return tuple(dict.fromkeys(one for behind in cells for one in behind))


def _lists(table: Told, facts: Facts) -> Iterator[Block]:
    """A ledger for every kind of record, with the columns its register shows."""
    for kind, ids in by_kind(in_table_order(table.found)).items():
        register = BY_KIND[kind]
        yield PageBreak()
        yield Heading(f"附：{table.title}明细（{len(ids)}{register.measure}{register.title}）")
        yield UnitLine(table.over, f"截至{long_day(table.as_of)}")
        yield _list(register, ids, facts, table.as_of)


def _list(register: Register, ids: Sequence[int], facts: Facts, as_of: date) -> Ledger:
    items = tuple(item for item in register.columns if item.width and not item.hidden and item.label != CODE)
    lines = reading.lines(facts, register, ids, items)
    rows = [[str(at), *(cell(item, line.values, facts) for item in items)] for at, line in enumerate(lines, 1)]
    note = "" if as_of >= facts.today else "注：表中的数按截至日计，明细各栏是现在的记载。"
    columns = (Column("序号", align=Align.CENTRE), *map(column, items))
    return Ledger(columns, rows, note=note, style=SMALL, head_style=SMALL_HEAD)
