"""The three sheets of 案件评查's 统计 as heads and rows: grades by month, points off by month, handlers covered."""

from desktop_app.figures.review_boards import EVERY, PENDING, Grades, Off, Trend
from desktop_app.figures.review_coverage import Cover, Coverage
from desktop_app.rules.numbers import points
from desktop_app.views.boards.issue_sheet import Box, Head, Row
from desktop_app.views.boards.issue_words import number
from desktop_app.views.boards.review_words import NEVER, OFFICE, mean, month, off, reviews, share

ALL = "合计"
MEAN = "平均分"
EACH = "件均"
FIRST, MONTH, BAR = 92, 46, 96
"""Widths of the first column, the least of a month, of the sums with their bar."""


def months_width(months: int) -> int:
    """Design pixels a sheet of so many months needs."""
    return FIRST + months * MONTH + BAR


def _months(months: tuple[str, ...], first: str) -> tuple[Head, ...]:
    """The months under their years."""
    own = (Head(f"{int(word[5:])}月", f"{word[:4]}年", least=MONTH) for word in months)
    return (Head(first, width=FIRST, left=True), *own)


# month × grade


def grade_heads(told: Grades) -> tuple[Head, ...]:
    return (*_months(told.months, "审定等次"), Head(ALL, width=BAR, sum=True))


def grade_rows(told: Grades) -> tuple[Row, ...]:
    """A row a grade, the sums, the mean scores."""
    most = max((len(told.ids(EVERY, word)) for word in told.words), default=0)
    return (*(_grade_row(told, word, most) for word in told.words), _grade_row(told, EVERY, 0), _means(told))


def _grade_row(told: Grades, word: str, most: int) -> Row:
    total = word == EVERY
    ids = told.ids(EVERY, word)
    first = Box(
        ALL if total else word, ids, reviews(ids, word), tone="amber7" if word == PENDING else "ink", strong=total
    )
    boxes = (_count(told.ids(at, word), word, month(at), strong=total) for at in told.months)
    bar = () if total or not ids else (("blueM", float(len(ids))),)
    last = Box(number(len(ids)), ids, reviews(ids, word), parts=bar, of=float(most) if bar else 0.0)
    return Row(word or ALL, (first, *boxes, last), total)


def _count(ids: tuple[int, ...], *words: str, strong: bool = False) -> Box:
    return Box(number(len(ids)), ids, reviews(ids, *words), tone="ink" if ids else "ink3", strong=strong and bool(ids))


def _means(told: Grades) -> Row:
    every = told.ids(EVERY, EVERY)
    first = Box(MEAN, every, reviews(every), strong=True)
    return Row(MEAN, (first, *(_mean(told, at) for at in (*told.months, EVERY))), True)


def _mean(told: Grades, at: str) -> Box:
    ids, score = told.ids(at, EVERY), told.means.get(at)
    said = reviews(ids, month(at))
    return Box(mean(score), ids, said, f"{said}，平均 {mean(score)} 分", "ink" if ids else "ink3", bool(ids))


# points off


def trend_heads(told: Trend) -> tuple[Head, ...]:
    return (*_months(told.months, "评查项目"), Head(ALL, width=BAR, sum=True))


def trend_rows(told: Trend, department: str, findings: bool) -> tuple[Row, ...]:
    """A row an item, the sums, and what comes on a review; points, or how many findings."""
    items = [item for item in told.items if told.off(EVERY, department, item).findings]
    most = max((_amount(told.off(EVERY, department, item), findings) for item in items), default=0)
    rows = (_item_row(told, department, item, findings, most) for item in items)
    return (*rows, _item_row(told, department, EVERY, findings, 0), _each_row(told, department, findings))


def _amount(cell: Off, findings: bool) -> int:
    return cell.findings if findings else cell.points


def _item_row(told: Trend, department: str, item: str, findings: bool, most: int) -> Row:
    total = item == EVERY
    whole = told.off(EVERY, department, item)
    boxes = (_off(told.off(at, department, item), findings, total, department, item, month(at)) for at in told.months)
    last = _off(whole, findings, total, department, item)
    first = Box(ALL if total else item, whole.ids, last.said, last.told, strong=total)
    amount = _amount(whole, findings)
    barred = Box(last.text, last.ids, last.said, last.told, parts=(("amberM", float(amount)),), of=float(most))
    return Row(item or ALL, (first, *boxes, last if total or not amount else barred), total)


def _off(cell: Off, findings: bool, total: bool, *words: str) -> Box:
    text = number(cell.findings) if findings else off(cell.points)
    said = reviews(cell.ids, *words, "扣分")
    told = f"{said}：{cell.findings} 处，扣 {points(cell.points)} 分"
    return Box(text, cell.ids, said, told, "ink" if _amount(cell, findings) else "ink3", total and bool(cell.ids))


def _each_row(told: Trend, department: str, findings: bool) -> Row:
    every = told.reviews.get((EVERY, department), ())
    first = Box(EACH, every, reviews(every, department), f"{reviews(every, department)}：合计除以评查件数", strong=True)
    return Row(EACH, (first, *(_each(told, at, department, findings) for at in (*told.months, EVERY))), True)


def _each(told: Trend, at: str, department: str, findings: bool) -> Box:
    ids, cell = told.reviews.get((at, department), ()), told.off(at, department)
    of = cell.findings * 100 if findings else cell.points
    value = mean(of / len(ids) if ids else None)
    said = reviews(ids, department, month(at))
    unit = "处" if findings else "分"
    return Box(value, ids, said, f"{said}，每件 {value} {unit}", "ink" if ids else "ink3", bool(ids))


# coverage

COVER_WIDTHS = (64, 44, 44, 44, 52, 44, 88)
COVER_WIDTH = sum(COVER_WIDTHS)


def cover_heads() -> tuple[Head, ...]:
    name, department, closed, bar, part, drawn, last = COVER_WIDTHS
    return (
        Head("承办人", width=name, left=True),
        Head("部门", width=department, left=True),
        Head("办结", width=closed),
        Head("", least=bar, left=True),
        Head("抽评率", width=part),
        Head("抽评", width=drawn),
        Head("最近抽评", width=last),
    )


def cover_rows(told: Coverage) -> tuple[Row, ...]:
    """A row a handler, last the office; nobody, no row."""
    rows = tuple(_cover_row(row) for row in told.rows)
    return (*rows, _cover_row(told.whole, total=True)) if rows else ()


def _cover_row(row: Cover, total: bool = False) -> Row:
    name = OFFICE if total else row.name
    never = row.never and not total
    said = reviews(row.drawn, "" if total else name, "近12个月抽评")
    told = f"{name}：办结 {row.closed} 件，其中抽评 {row.covered} 件" + (f"，{NEVER}" if never else "")
    red = "red7" if never else "ink"
    bar = (("blueM", float(row.covered)), ("soft", float(row.closed - row.covered)))
    last = f"{row.last_on:%Y-%m-%d}" if row.last_on else NEVER if never else "—"
    return Row(
        str(row.officer_id),
        (
            Box(name, row.drawn, said, told, red, strong=total or never),
            Box(row.department, row.drawn, said, told, "ink2"),
            Box(number(row.closed), (), told),
            Box("", row.drawn, said, told, parts=bar, of=float(row.closed)),
            Box(share(row.share), row.drawn, said, told, red, strong=total),
            Box(str(len(row.drawn)), row.drawn, said, told, red if row.drawn or never else "ink3", strong=total),
            Box(last, row.drawn, said, told, red if never else "ink2", strong=never),
        ),
        total,
    )
