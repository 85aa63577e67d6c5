"""《案件质量评查登记表》: the reviews of a round with what each item took off, as counties keep them."""

from collections.abc import Sequence

from desktop_app.models.reviews import CaseReview
from desktop_app.reports.blocks import Column, Document, Heading, Ledger, Row, UnitLine
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_rows import OFFICE, Reviewed, finding_words, of_round, reviewed, round_asked
from desktop_app.reports.styles import LEDGER_PAGE, SMALL, SMALL_HEAD, Align, Margins, PageSetup
from desktop_app.rules.numbers import points
from desktop_app.services.facts import Facts
from desktop_app.services.score_standards import standard

TITLE = "案件质量评查登记表"
PAGE = PageSetup(LEDGER_PAGE.paper, True, Margins(16, 12, 18, 12))
CENTRE = Align.CENTRE
MOST_ITEMS = 14
"""More items than this are told in one column of words."""
FEW_ITEMS = 8
"""Up to so many leave case numbers and answers a line of their own."""
LONG_NAME = 4
ITEM_MM = 8.7


def review_ledger(request: Request) -> Document:
    """The reviews of the round named by ``record`` (number, month, or one of its reviews), of the newest one."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        found = round_asked(request, facts)
        rows = [reviewed(facts, id_) for id_ in of_round(facts, int(found["id"]))] if found else []
        items = _items(facts, rows)
        ledger = Ledger(
            _columns(items),
            [_cells(at, row, items) for at, row in enumerate(rows, 1)],
            total=_total(rows, items) if rows else None,
            style=SMALL,
            head_style=SMALL_HEAD,
            note_style=SMALL,
            note=_note(rows),
            empty="（本轮没有评查案件）",
        )
        unit = str(facts.unit.get("name") or "")
        named = f"{found['name']}，共{len(rows)}件" if found else ""
        blocks = (Heading(TITLE), UnitLine(f"填报单位：{unit}（{OFFICE}）", named), ledger)
        return Document(TITLE, PAGE, blocks, meta(request, facts, TITLE), footer(request, facts))


def _items(facts: Facts, rows: Sequence[Reviewed]) -> list[str]:
    """The items of the standard in its order, others of old ledgers behind; none where they are too many."""
    used = {row.draft[CaseReview.standard_id] for row in rows}
    standards = [found for one in sorted(filter(None, used)) if (found := standard(facts, one)) is not None]
    of_standards = [clause.item for one in standards for clause in one.clauses]
    items = dict.fromkeys([*of_standards, *(line.item for row in rows for line in row.lines)])
    return list(items) if len(items) <= MOST_ITEMS else []


def _columns(items: Sequence[str]) -> tuple[Column, ...]:
    tight = len(items) > FEW_ITEMS
    off = tuple(Column(item or "其他", mm=ITEM_MM, align=CENTRE, group="各项扣分") for item in items)
    return (
        Column("序号", mm=9, align=CENTRE),
        Column("受案号", mm=27 if tight else 52),
        Column("案件名称", weight=1),
        Column("部门", mm=11, align=CENTRE),
        Column("承办人", mm=16, align=CENTRE),
        Column("评查员", mm=16, align=CENTRE),
        Column("评查日期", mm=19, align=CENTRE),
        *(off or (Column("扣分情况", weight=2),)),
        Column("得分", mm=11, align=Align.RIGHT),
        Column("建议等次", mm=12, align=CENTRE),
        Column("承办人意见", mm=15 if tight else 21),
        Column("审定等次", mm=12, align=CENTRE),
    )


def _cells(at: int, row: Reviewed, items: Sequence[str]) -> Row:
    off: dict[str, int] = {group.item: group.off for group in row.sheet.groups}
    told = [points(off[item]) if off.get(item) else "" for item in items]
    return (
        str(at),
        row.of(CaseReview.case_no),
        row.of(CaseReview.name),
        row.facts.short_label("department", row.draft[CaseReview.department_id]),
        _names(row.handlers),
        _names(row.reviewers()),
        row.of(CaseReview.reviewed_on),
        *(told or [_words(row)]),
        row.score,
        row.of(CaseReview.suggested),
        row.of(CaseReview.answer) or row.of(CaseReview.reply),
        row.of(CaseReview.grade),
    )


def _names(told: str) -> str:
    """Each name on a line of its own; a long one parts behind its dot, or before the department that tells it apart."""
    return "\n".join(
        name.replace("·", "·\n").replace("（", "\n（") if len(name) > LONG_NAME else name for name in told.split("、")
    )


def _words(row: Reviewed) -> str:
    said = "；".join(f"{line.item}：{finding_words(one, line)}" for line in row.lines for one in line.findings)
    return said or row.of(CaseReview.problems)


def _total(rows: Sequence[Reviewed], items: Sequence[str]) -> Sequence[str]:
    """What each item took off in all, and the mean score of those scored."""
    sums: dict[str, int] = {}
    for row in rows:
        for group in row.sheet.groups:
            sums[group.item] = sums.get(group.item, 0) + group.off
    scores = [row.draft[CaseReview.score] or 0 for row in rows if row.scored]
    mean = points(round(sum(scores) / len(scores))) if scores else ""
    told = [points(sums[item]) if sums.get(item) else "" for item in items] or [""]
    return ("", "合计、平均得分", *[""] * 5, *told, mean, "", "", "")


def _note(rows: Sequence[Reviewed]) -> str:
    grades: dict[str, int] = {}
    for row in rows:
        if grade := row.of(CaseReview.grade):
            grades[grade] = grades.get(grade, 0) + 1
    told = "，".join(f"{word}{count}件" for word, count in grades.items())
    left = len(rows) - sum(grades.values())
    return "；".join(filter(None, (f"审定等次：{told}" if told else "", f"尚未定级{left}件" if left and rows else "")))
