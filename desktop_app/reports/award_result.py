"""《评选结果》 of the best dossiers: who is honoured and by whom it was approved; inside with all means and ranks."""

from collections.abc import Iterator, Sequence

from desktop_app.models.dossiers import DossierAward
from desktop_app.reports.award_papers import beside_words, valid
from desktop_app.reports.award_rows import approved, award_asked, how_averaged, mean_words, tie_words, titled
from desktop_app.reports.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Ledger,
    Para,
    Row,
    Signatures,
    Spacer,
)
from desktop_app.reports.contest_papers import HEAD, INNER, OUTWARD, RESULT_TITLE, TEXT, inner_asked
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.review_rows import OFFICE
from desktop_app.reports.styles import CELL, CELL_HEAD, FORM_PAGE, LEDGER_PAGE, Align
from desktop_app.rules.awards import DECIDED, decided_of
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import points
from desktop_app.services.award_sheets import AwardLine, AwardSheet
from desktop_app.services.facts import Facts

CENTRE, RIGHT = Align.CENTRE, Align.RIGHT


def award_result(request: Request) -> Document:
    """《评选结果》 of the choice named by ``record``.

    The usual copy goes outside: those honoured in their ranks, without a mark and without the judges' names. Option
    ``inner`` =1 (or ``outward`` =0) shows every dossier with its mean, the marks left out, and the judges.
    """
    only_options(request, RESULT_TITLE, OUTWARD, INNER)
    inner = inner_asked(request)
    with request.desk.facts() as facts:
        given = award_asked(request, facts)
        title = f"{titled(given, RESULT_TITLE)}{'' if approved(given) else '（未审批）'}"
        blocks: tuple[Block, ...] = (
            Heading(title),
            unit_line(request, facts, OFFICE),
            *(Para(said, TEXT, Align.LEFT, 2) for said in _held_words(given, inner)),
            Spacer(3),
            *(_inside(given) if inner else _outside(given, facts)),
            *(Para(said, TEXT, Align.LEFT, 2) for said in _approval(given)),
            Signatures(("制表人：", "审核人：", "负责人：")),
        )
        foot = footer(request, facts, ("内部留存",) if inner else ())
        page = LEDGER_PAGE if inner else FORM_PAGE
        return Document(title, page, blocks, meta(request, facts, title), foot)


def _held_words(given: AwardSheet, inner: bool) -> Iterator[str]:
    on = given.award.get(DossierAward.scored_on.key)
    day = f"{long_day(on)}评分，" if on else ""
    names = f"（{'、'.join(judge.name for judge in given.judges)}）" if inner and given.judges else ""
    judges = f"评委{len(given.judges)}人{names}，" if given.judges else ""
    yield f"{day}{judges}参评案卷{len(given.lines)}卷，表彰名额{given.places}卷。"
    yield f"{how_averaged(given)}{tie_words(given)}"


def _ranked(given: AwardSheet) -> Sequence[AwardLine]:
    """In the order of the ranks, those without a mark last."""
    last = len(given.lines) + 1
    return sorted(given.lines, key=lambda line: (line.rank or last, line.code, line.id))


def _outside(given: AwardSheet, facts: Facts) -> Iterator[Block]:
    chosen = [line for line in _ranked(given) if line.chosen]
    said = f"评定优秀案卷{len(chosen)}卷：" if chosen else "尚未评定优秀案卷。"
    yield Para(said, HEAD, Align.LEFT, 2, after=4, keep=bool(chosen))
    if chosen:
        columns = (
            Column("名次", mm=14, align=CENTRE),
            Column("案件名称", weight=3),
            Column("受案号", weight=3),
            Column("部门"),
            Column("承办人", align=CENTRE),
        )
        yield Ledger(columns, [_named(line, facts) for line in chosen], min_row_mm=9, style=CELL, head_style=CELL_HEAD)
        yield Spacer(3)


def _named(line: AwardLine, facts: Facts) -> Row:
    department = facts.label("department", line.department_id) or line.department
    place = f"{line.rank}" if line.rank is not None else "—"
    return (place, line.name, line.case_no, department, line.handler)


def _inside(given: AwardSheet) -> Iterator[Block]:
    trimmed, coded = bool(given.award.get("trimmed")), any(line.code for line in given.lines)
    columns = (
        Column("名次", mm=13, align=CENTRE),
        *((Column("盲号", mm=13, align=CENTRE),) if coded else ()),
        Column("案件名称", weight=3),
        Column("受案号"),
        Column("部门"),
        Column("承办人", align=CENTRE),
        Column("评分人数", mm=19, align=CENTRE),
        *((Column("去掉的分", mm=24, align=CENTRE),) if trimmed else ()),
        Column("平均分", mm=17, align=RIGHT),
        Column("评定", mm=14, align=CENTRE),
        Column("说明", mm=30),
    )
    yield Ledger(
        columns, [_told(given, line, trimmed, coded) for line in _ranked(given)], style=CELL, head_style=CELL_HEAD
    )
    yield Spacer(3)
    if reason := decided_of(str(given.award.get("note") or "")):
        yield Para(f"{DECIDED}：{reason.rstrip('。')}。", TEXT, Align.LEFT, 2)


def _told(given: AwardSheet, line: AwardLine, trimmed: bool, coded: bool) -> Row:
    left = "、".join(points(mark) for mark in line.averaged.left_out)
    return (
        str(line.rank) if line.rank is not None else "—",
        *((line.code,) if coded else ()),
        line.name,
        line.case_no,
        line.department,
        line.handler,
        str(valid(given, line)),
        *((left or "—",) if trimmed else ()),
        Cell(mean_words(line), strong=line.chosen),
        Cell("优秀" if line.chosen else "", strong=True),
        beside_words(given, line),
    )


def _approval(given: AwardSheet) -> Iterator[str]:
    on, by = given.award.get(DossierAward.approved_on.key), str(given.award.get(DossierAward.approved_by.key) or "")
    bulletin = str(given.award.get(DossierAward.bulletin_no.key) or "")
    if approved(given) and on is not None:
        yield f"{long_day(on)}由{by or '领导小组'}审批{f'，以{bulletin}通报表彰' if bulletin else ''}。"
