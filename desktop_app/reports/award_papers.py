"""Judges' papers of the best dossiers: 优秀案卷评分表 to be filled in by blind number, and all marks together."""

from collections.abc import Iterator

from desktop_app.models.dossiers import DossierAward
from desktop_app.reports.award_rows import (
    BARRED,
    award_asked,
    how_averaged,
    items_of,
    judged,
    mean_words,
    tie_words,
    titled,
)
from desktop_app.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Row,
    Signatures,
    UnitLine,
)
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_rows import OFFICE, PEN_DAY
from desktop_app.reports.styles import CELL, CELL_HEAD, LEDGER_PAGE, SMALL, SMALL_HEAD, Align
from desktop_app.rules.awards import STEP
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import points
from desktop_app.services.award_sheets import AwardLine, AwardSheet, Judge
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.system.errors import Refusal

SHEET_TITLE, SCORES_TITLE = "评分表", "评分汇总表"
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
MANY = 9
"""Judges from which a table is set small."""


def award_sheet(request: Request) -> Document:
    """《优秀案卷评分表》 of the choice named by ``record``: one for each judge, or one without a name.

    Dossiers stand by their blind numbers alone; those a judge may not score are hatched. Refuses a choice whose
    dossiers are not numbered yet.
    """
    only_options(request, SHEET_TITLE)
    with request.desk.facts() as facts:
        given = award_asked(request, facts)
        if any(not line.code for line in given.lines):
            raise Refusal(f"{given.award['name']}的案卷还没有盲号。用“开始评分”编好再印评分表", "record")
        items, title = items_of(facts, given.id), titled(given, SHEET_TITLE)
        blocks: list[Block] = []
        for judge in given.judges or (None,):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _sheet(facts, given, items, title, judge)
        return Document(title, LEDGER_PAGE, tuple(blocks), meta(request, facts, title), footer(request, facts, ()))


def _unit(facts: Facts, given: AwardSheet) -> UnitLine:
    day = given.award.get(DossierAward.scored_on.key)
    unit = str(facts.unit.get("name") or "")
    return UnitLine(f"评选单位：{unit}（{OFFICE}）", f"评分日期：{long_day(day) if day else PEN_DAY}")


def _sheet(facts: Facts, given: AwardSheet, items: list[Stored], title: str, judge: Judge | None) -> Iterator[Block]:
    yield Heading(title, code=str(given.award["number"]))
    yield _unit(facts, given)
    said = (
        f"只凭盲号评分，各项在分值以内，评到{points(STEP)}分为止，合计填总分。画斜线注“{BARRED}”的案卷不评。"
        "涂改处请签名。"
    )
    yield Para(said, CELL, Align.LEFT, 2, after=4)
    yield Ledger(_columns(given, items), [_blank(given, items, line, judge) for line in given.lines], min_row_mm=10)
    yield Signatures((f"评委：{judge.name if judge else ''}", "签名：", "日期："))


def _columns(given: AwardSheet, items: list[Stored]) -> tuple[Column, ...]:
    return (
        Column("盲号", mm=16, align=CENTRE),
        *(_item_column(row) for row in items),
        Column(f"合计\n（{points(given.full)}分）", weight=3, align=CENTRE),
        Column("评语", weight=6 if items else 12),
    )


def _item_column(row: Stored) -> Column:
    item = str(row["item"])
    return Column(f"{item}\n（{points(int(row['points']))}分）", weight=max(3.0, 0.55 * len(item)), align=CENTRE)


def _blank(given: AwardSheet, items: list[Stored], line: AwardLine, judge: Judge | None) -> Row:
    """A dossier to be scored; hatched over its whole width for a judge who stands aside."""
    if judge is not None and given.barred(line, judge):
        return (line.code, Cell(BARRED, CENTRE, span=len(items) + 2, hatched=True))
    return (line.code, *([""] * (len(items) + 2)))


def award_scores(request: Request) -> Document:
    """《评分汇总表》 of the choice named by ``record``: judges across, dossiers by blind number down, means and ranks.

    A mark left out is struck through, a dossier a judge stands aside from is hatched.
    """
    only_options(request, SCORES_TITLE)
    with request.desk.facts() as facts:
        given = award_asked(request, facts)
        title = titled(given, SCORES_TITLE)
        small = len(given.judges) >= MANY
        ledger = Ledger(
            _score_columns(given),
            [_scored(given, line) for line in given.lines],
            note=f"注：{_struck(given)}{how_averaged(given)}{tie_words(given)}",
            min_row_mm=8,
            style=SMALL if small else CELL,
            head_style=SMALL_HEAD if small else CELL_HEAD,
            note_style=SMALL,
        )
        blocks = (
            Heading(title, code=str(given.award["number"])),
            _unit(facts, given),
            ledger,
            Signatures(("计分人：", "复核人：", "监督人：")),
        )
        return Document(title, LEDGER_PAGE, blocks, meta(request, facts, title), footer(request, facts, ("内部留存",)))


def _struck(given: AwardSheet) -> str:
    """What the strokes mean, where there are any."""
    struck = any(line.averaged.counted < len(line.points) for line in given.lines)
    return "划线的分不计入平均分；" if struck else ""


def _score_columns(given: AwardSheet) -> tuple[Column, ...]:
    coded = all(line.code for line in given.lines)
    return (
        Column("盲号", mm=16, align=CENTRE) if coded else Column("盲号、受案号", mm=60),
        *(Column(judge.name, weight=2, align=CENTRE, group="评委评分") for judge in given.judges),
        Column("评分人数", mm=19, align=CENTRE),
        Column("平均分", mm=20, align=RIGHT),
        Column("名次", mm=14, align=CENTRE),
        Column("说明", weight=3),
    )


def _scored(given: AwardSheet, line: AwardLine) -> Row:
    left = list(line.averaged.left_out)
    marks = [judged(given, line, judge, left) for judge in given.judges]
    place = str(line.rank) if line.rank is not None else "—"
    return (
        line.code or line.case_no,
        *marks,
        str(valid(given, line)),
        mean_words(line),
        place,
        beside_words(given, line),
    )


def valid(given: AwardSheet, line: AwardLine) -> int:
    """Marks between 0 and full: one beyond is a slip that counts for nothing."""
    return sum(0 <= mark <= given.full for mark in line.points.values())


def beside_words(given: AwardSheet, line: AwardLine) -> str:
    """That a dossier shares its rank, too few have scored it, or a mark is beyond the full marks."""
    slips = "、".join(points(mark) for mark in line.points.values() if not 0 <= mark <= given.full)
    short = f"评委不足{given.least}人" if given.short(line) else ""
    return "；".join(filter(None, ("并列" if line.tied else "", short, f"{slips}分有误，不计" if slips else "")))
