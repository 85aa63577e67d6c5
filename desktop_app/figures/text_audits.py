"""审核公式 inside a bulletin: its shares, totals, repeated and typed numbers, its period and its days."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from desktop_app.figures.audit_rules import Balance, Passage, Said, Text, TextAudit
from desktop_app.figures.engine import Behind
from desktop_app.figures.traced import Aspect
from desktop_app.rules.manuscript import marks, typed_numbers
from desktop_app.rules.periods import Period, read_period
from desktop_app.rules.proofreading import (
    counts,
    fits,
    later_days,
    misfits,
    sentences_with_counts,
    shares,
    title_period,
    total_faults,
)
from desktop_app.rules.unreadable import Unreadable

_SHOWN = 4
_LEAST_SUBJECT = 6
"""Characters a sentence must repeat before its number before the two are held to say the same."""
_Fault = tuple[Passage, str]


def _told(faults: Iterable[_Fault], whole: int, kept: str, rows: tuple[Behind, ...] = ()) -> Balance:
    """So many were looked at, so many are right; each fault is said with its paragraph."""
    found = list(faults)
    said = "；".join(f"{passage.name}{what}" for passage, what in found[:_SHOWN])
    more = f"；共 {len(found)} 处" if len(found) > _SHOWN else ""
    places = tuple(dict.fromkeys(passage.place for passage, _ in found))
    return Balance(whole, whole - len(found), rows, said + more or kept, places)


def _words(text: Text) -> Iterator[Passage]:
    return (passage for passage in text.passages if passage.text)


def _cited(text: Text, passage: Passage) -> list[Said]:
    """The traced numbers a paragraph says."""
    known = {said.key: said for said in text.figures}
    return [known[mark.key] for mark in marks(passage.raw) if mark.key in known]


def _shares(text: Text) -> Balance:
    """百分比 = 部分 ÷ 总数, to the digits printed: by the counts of its paragraph, or those of the whole text."""
    printed = [(passage, share) for passage in _words(text) for share, _ in shares(passage.text)]
    everywhere = [count.value for passage in _words(text) for count in counts(passage.text)]
    faults = [
        (passage, f"{share}% 与所列数字不符")
        for passage in _words(text)
        for share in misfits(passage.text)
        if not fits(share, everywhere)
    ]
    named = {passage.place for passage, _ in faults}
    rows = (row for passage in _words(text) if passage.place in named for row in _behind(text, passage))
    return _told(faults, len(printed), f"{len(printed)} 处百分比与所列数字相符", tuple(dict.fromkeys(rows)))


def _behind(text: Text, passage: Passage) -> Iterator[Behind]:
    return (row for said in _cited(text, passage) for row in said.behind)


def _totals(text: Text) -> Balance:
    tables = [passage for passage in text.passages if passage.columns]
    faults = [(table, said) for table in tables for said in total_faults(table.columns, table.rows)]
    return _told(faults, len(tables), f"{len(tables)} 张表各行之和与合计相符" if tables else "没有表格")


def _twice(text: Text) -> Balance:
    """The same question never has two answers in one text, nor the same subject two numbers."""
    faults = [*_traced_twice(text), *_worded_twice(text)]
    return _told(faults, len(counts("\n".join(passage.text for passage in text.passages))), "没有前后不一的数字")


def _traced_twice(text: Text) -> Iterator[_Fault]:
    first: dict[object, Said] = {}
    for passage in text.passages:
        for said in _cited(text, passage):
            before = first.setdefault(said.trace, said)
            if before.value != said.value or before.shown != said.shown:
                yield passage, f"{said.shown}与前面的{before.shown}是同一个数"


def _worded_twice(text: Text) -> Iterator[_Fault]:
    first: dict[tuple[str, str], int] = {}
    for passage in _words(text):
        for subject, count in sentences_with_counts(passage.text):
            before = first.setdefault((subject, count.measure), count.value)
            if len(subject) >= _LEAST_SUBJECT and before != count.value:
                yield passage, f"“{subject[-12:]}”前面写 {before}{count.measure}，这里写 {count.value}{count.measure}"


def _parts(text: Text) -> Balance:
    """总数 = 各组之和 of the numbers a text says of one figure: all groups and their total taken at one time."""
    asked: dict[tuple[str, str, str], dict[tuple[str, ...], Said]] = defaultdict(dict)
    for said in text.figures:
        if said.trace.aspect is Aspect.VALUE and len(said.trace.path) <= 1:
            asked[said.trace.figure, said.trace.as_of.isoformat(), said.trace.period][said.trace.path] = said
    whole = [group for group in asked.values() if () in group and len(group) > 1]
    faults = [wrong for group in whole if (wrong := _overfull(group))]
    rows = tuple(dict.fromkeys(row for group in whole if _overfull(group) for row in group[()].behind))
    told = "；".join(faults) or f"{len(whole)} 个总数与各组不矛盾"
    return Balance(len(whole), len(whole) - len(faults), rows, told)


def _overfull(group: dict[tuple[str, ...], Said]) -> str:
    """Why a total and its groups cannot be true together; groups may be missing, but never make more than the total.

    Groups that share records (a problem under two categories) are not added.
    """
    total = group[()]
    parts = [said for path, said in group.items() if path]
    values = [said.value for said in (total, *parts)]
    rows = [row for said in parts for row in said.behind]
    if not all(isinstance(value, int) for value in values) or len(rows) > len(set(rows)):
        return ""
    added = sum(said.value or 0 for said in parts)
    if added > (total.value or 0) or (set(rows) == set(total.behind) != set() and added != total.value):
        return f"总数{total.shown}，各组{'＋'.join(said.shown for said in parts)}＝{added}"
    return ""


def _period(text: Text) -> Balance:
    """标题期间 = 通报期间 = 数字期间."""
    own = _read(text.period)
    titled = title_period(text.title, own.first.year if own else text.as_of.year)
    wrong = [said for said in text.figures if said.trace.period and _read(said.trace.period) != own]
    late = [said for said in text.figures if said.trace.as_of > text.as_of]
    faults = []
    if titled and own and (titled.first, titled.last) != (own.first, own.last):
        faults.append(f"标题写{titled.label}，通报期间是{own.label}")
    if wrong:
        faults.append(f"{_listed(wrong)}取自{wrong[0].trace.period}")
    if late:
        faults.append(f"{_listed(late)}的截至日 {late[0].trace.as_of} 晚于通报")
    rows = tuple(dict.fromkeys(row for said in (*wrong, *late) for row in said.behind))
    kept = f"标题和数字都是{own.label}" if own else "没有期间，数字都不晚于截至日"
    return Balance(len(faults), 0, rows, "；".join(faults) or kept)


def _listed(figures: Iterable[Said]) -> str:
    return "、".join(said.shown for said in list(figures)[:_SHOWN])


def _read(period: str) -> Period | None:
    try:
        return read_period(period) if period else None
    except Unreadable:
        return None


def _days(text: Text) -> Balance:
    faults = [
        (passage, f"{said}晚于截至日 {text.as_of.month}月{text.as_of.day}日")
        for passage in _words(text)
        for said in later_days(passage.text, text.as_of)
    ]
    return _told(faults, len(faults), "没有晚于截至日的事")


def _typed(text: Text) -> Balance:
    """手工数字 = 取数: a number typed by hand says what some traced number of the text says."""
    known = {_digits(said.shown) for said in text.figures}
    typed = [(passage, number) for passage in text.passages for number in typed_numbers(passage.raw)]
    faults = [(passage, f"手工数字 {number}没有来源") for passage, number in typed if number not in known]
    return _told(faults, len(typed), f"{len(typed)} 处手工数字都有来源" if typed else "没有手工数字")


def _digits(shown: str) -> str:
    return "".join(char for char in shown if char.isdigit() or char == ".")


_JUDGES: tuple[tuple[str, str, str, Callable[[Text], Balance]], ...] = (
    ("text.shares", "百分比", "百分比 = 部分 ÷ 总数", _shares),
    ("text.totals", "表格合计", "合计 = 各行之和", _totals),
    ("text.twice", "前后数字", "同一数字前后一致", _twice),
    ("text.parts", "总数和分项", "总数 = 各组之和", _parts),
    ("text.period", "期间", "标题期间 = 通报期间 = 数字期间", _period),
    ("text.days", "日期", "文中日期不晚于截至日", _days),
    ("text.typed", "手工数字", "手工数字 = 取数", _typed),
)
AUDITS = tuple(TextAudit(*told) for told in _JUDGES)
