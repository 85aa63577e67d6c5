"""The candidates as the mark board shows them: which, in what order, each cell in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.rules.marks import Terms, to_retake
from desktop_app.rules.names import match, sort_key
from desktop_app.rules.numbers import points
from desktop_app.rules.order import natural
from desktop_app.rules.search import fold
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.marking import KEYED, RETAKEN, UNKEYED, MarkLine, MarkSheet
from desktop_app.views.register.cells import short_day

HALF_KEYED = "录入中"
NO_MARK = "—"
FAILED, PASSED, EXCELLENT = "不及格", "及格", "优秀"
CHIPS = ((UNKEYED, "amber"), (str(SittingCode.ABSENT), "amber"), (FAILED, "amber"))
SEAT, NAME, TOTAL = "seat", "name", "total"
TONES = {
    UNKEYED: "grey",
    HALF_KEYED: "grey",
    KEYED: "green",
    RETAKEN: "blue",
    SittingCode.ABSENT: "amber",
    SittingCode.DEFERRED: "amber",
    SittingCode.BREACH: "red",
    SittingCode.EXEMPT: "grey",
}
"""Tone of each state; the word stands beside the sign."""


_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the board shows of an exam: chip (-1 for all), a typed text, the column sorted by, ids behind a bar."""

    chip: int = -1
    text: str = ""
    sort: str = SEAT
    down: bool = False
    only: frozenset[int] | None = None
    only_said: str = ""

    def sorted_by(self, column: str) -> "Narrowing":
        """Pressing a head: ascending, descending."""
        return replace(self, sort=column, down=column == self.sort and not self.down)

    @property
    def is_narrowed(self) -> bool:
        return self.chip >= 0 or bool(self.text.strip()) or self.only is not None


def state_of(line: MarkLine) -> str:
    """未录, 录入中 (one of two kinds keyed), 已录, 缺考, 缓考, 违纪, 免考, 已补考."""
    half = line.state == UNKEYED and (line.first is not None or line.second is not None)
    return HALF_KEYED if half else line.state


def grade_of(line: MarkLine, terms: Terms) -> str:
    """The grade of the exam's scale; without one 优秀, 及格 or 不及格 by its lines; nothing without a mark."""
    if line.total is None or line.code is not SittingCode.SAT:
        return ""
    if line.grade:
        return line.grade
    return FAILED if line.total < terms.pass_mark else EXCELLENT if line.total >= terms.excellent else PASSED


def fails(line: MarkLine, terms: Terms) -> bool:
    """Below the pass mark at the exam itself."""
    return line.mark.counts and (line.total or 0) < terms.pass_mark


def mark_word(line: MarkLine, name: str) -> str:
    """35.5; — for who did not sit; nothing while a mark is still to be keyed."""
    value = getattr(line, name)
    if value is not None:
        return points(value)
    return "" if line.code is SittingCode.SAT else NO_MARK


def said_of(line: MarkLine, sheet: MarkSheet, today: date) -> str:
    """The remark: why absent, the retake done or owed, what else was noted."""
    cause = "，".join(filter(None, (str(line.cause or ""), line.excuse)))
    return "　".join(filter(None, (cause, _retake(line, sheet, today), line.note)))


def _retake(line: MarkLine, sheet: MarkSheet, today: date) -> str:
    day = short_day(line.retake_on, today) if line.retake_on else ""
    if line.retake_total is not None:
        return f"{day} 补考 {points(line.retake_total)}".strip()
    if line.retake_code not in (None, SittingCode.SAT):
        return f"{day} 补考{line.retake_code}".strip()
    due = retake_day(sheet)
    return f"补考 {short_day(due, today)}" if due is not None and to_retake(line.mark, sheet.terms) else ""


def retake_day(sheet: MarkSheet) -> date | None:
    """The day the retake is set for, else its last day."""
    day = sheet.exam["retake_on"] or sheet.exam["retake_by"]
    return day if isinstance(day, date) else None


def counts(sheet: MarkSheet | None) -> list[int]:
    """All candidates, and those of each chip: 未录, 缺考, 不及格."""
    if sheet is None:
        return [0, 0, 0, 0]
    return [len(sheet.lines), *(sum(_in_chip(line, sheet, at) for line in sheet.lines) for at in range(len(CHIPS)))]


def _in_chip(line: MarkLine, sheet: MarkSheet, chip: int) -> bool:
    if chip == 0:
        return line.mark.open
    return line.code is SittingCode.ABSENT if chip == 1 else fails(line, sheet.terms)


def shown(sheet: MarkSheet, by: Narrowing) -> list[int]:
    """Ids of the candidates to show, in order; who has no mark stands last where marks sort."""
    met = [line for line in sheet.lines if _meets(line, sheet, by)]
    if by.sort == NAME:
        met.sort(key=lambda line: sort_key(line.name), reverse=by.down)
    elif by.sort == TOTAL:
        met.sort(key=lambda line: (line.total or 0) * (-1 if by.down else 1))
        met.sort(key=lambda line: line.total is None)
    else:
        met.sort(key=_seat, reverse=by.down)
    return [line.id for line in met]


def _seat(line: MarkLine) -> tuple[bool, tuple[tuple[int, str], ...], int]:
    """Room by room, who has no seat last."""
    return line.seat is None, natural(line.room.translate(_NUMERALS)), line.seat or 0


def _meets(line: MarkLine, sheet: MarkSheet, by: Narrowing) -> bool:
    if by.only is not None and line.id not in by.only:
        return False
    if by.chip >= 0 and not _in_chip(line, sheet, by.chip):
        return False
    return all(_met(line, word) for word in by.text.split())


def _met(line: MarkLine, word: str) -> bool:
    """A typed word: seat, initials, name, department or 准考证号."""
    if word.isdecimal() and line.seat is not None and word == str(line.seat):
        return True
    wanted = fold(word)
    texts = (line.department, line.short, line.ticket, line.number)
    return match(word, line.name) is not None or any(wanted in fold(text) for text in texts)


def owed(sheet: MarkSheet) -> tuple[list[MarkLine], list[MarkLine]]:
    """Who still owes a retake (应补考), and who has sat it."""
    due = [line for line in sheet.lines if to_retake(line.mark, sheet.terms)]
    done = [line for line in due if line.retake_total is not None]
    return [line for line in due if line.retake_total is None], done


def next_open(lines: Sequence[MarkLine], name: str) -> int | None:
    """The first who sat the exam and lacks this mark."""
    return next((line.id for line in lines if line.code is SittingCode.SAT and getattr(line, name) is None), None)
