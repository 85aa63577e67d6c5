"""Sign-in lists (签到表) as laid out: a line for each officer, a column for each session or one that says which.

第1次 | 1月21日 over √, 假, 差; one sheet for a session told by its title; a line for each officer and session.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desktop_app.exchange import headings
from desktop_app.exchange.cells import blank, shown
from desktop_app.exchange.headings import ORDINALS, Column, bare, fold
from desktop_app.exchange.workbooks import Sheet
from desktop_app.rules.dates import read_date
from desktop_app.rules.training import read_sign
from desktop_app.rules.unreadable import Unreadable, plain, tight

DEEPEST = 12
NAMES = frozenset({"姓名", "干警姓名", "干警", "参训人员", "参加人员", "人员", "人员姓名", "参训干警", "参会人员"})
PLACES = frozenset({"部门", "科室", "所在部门", "单位", "内设机构", "所属部门", "部门名称"})
SIGNS = frozenset(
    {"签到", "签名", "签字", "签到情况", "出勤情况", "出勤", "到会情况", "是否参加", "是否到会", "参加情况", "参训情况"}
) | {"到课情况", "签到签名", "本人签名", "本人签字", "考勤", "情况", "签到栏", "签名栏"}
REMARKS = frozenset({"备注", "事由", "请假事由", "缺席原因", "原因", "说明", "未到原因"})
TITLES = frozenset(
    {"培训名称", "培训主题", "培训内容", "课程", "课程名称", "主题", "内容", "培训班次", "培训项目", "名称"}
)
DAYS = frozenset({"日期", "培训日期", "培训时间", "时间", "签到日期"})
_SUMS = re.compile(r"合计|总计|小计|次数|率$|人数|累计|学时|得分|实到|应到")
_OTHERS = frozenset({"职务", "工号", "警号", "电话", "联系电话", "性别", "编号", "职级"})
_SPEAKS = ("签到", "培训", "辅导", "学习", "讲座", "授课", "参训", "到课")
_ORDINAL = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})[次期讲场课]")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")}
_SHARE, _EVEN = 0.8, 0.5


@dataclass(frozen=True)
class Session:
    """A session as a sheet tells it: the column of its signs, day, title, its place in the year; empty where untold."""

    column: int
    on: date | None = None
    title: str = ""
    ordinal: int = 0


@dataclass(frozen=True)
class Block:
    """Columns of one officer in a line: his name and department, the sessions' signs, what is remarked of him."""

    name: int
    place: int | None
    sessions: tuple[Session, ...]
    remark: int | None = None


@dataclass(frozen=True)
class SignList:
    """A sign-in list: its blocks side by side; ``title`` and ``day`` are columns that tell the session of a line."""

    head: int
    levels: int
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    title: int | None = None
    day: int | None = None
    sums: frozenset[int] = field(default_factory=frozenset)

    @property
    def first_row(self) -> int:
        return self.head + self.levels


def signed(sheet: Sheet, stem: str, year: int | None) -> SignList | None:
    """The sign-in list a sheet is, if its titles speak of a training and its cells are signs."""
    for head in range(sheet.first, min(sheet.first + DEEPEST, len(sheet.rows))):
        if not any(fold(str(cell)) in NAMES for cell in sheet.rows[head] if isinstance(cell, str)):
            continue
        told = [*headings.titles_over(sheet, head), sheet.name, stem]
        if not _speaks(told):
            return None
        for levels in (2, 1):
            found = _at(sheet, head, levels, year)
            if found is not None:
                return found
    return None


def _speaks(told: Sequence[str]) -> bool:
    """Whether the sheet is about a training: meetings and exams have lists of their own."""
    nearest = [text for text in told[:-1] if text]
    others = any("考试" in text or "会议" in text or "成绩" in text for text in nearest)
    trained = any(word in text for text in nearest for word in _SPEAKS if word != "签到")
    return any(word in text for text in told for word in _SPEAKS) and (trained or not others)


def _at(sheet: Sheet, head: int, levels: int, year: int | None) -> SignList | None:
    if levels == 2 and not _under_blanks(sheet, head):
        return None
    columns = _columns(sheet, head, levels)
    first_row = head + levels
    found = SignList(head, levels, columns, ())
    starts = [place for place, column in enumerate(columns) if fold(column.text) in NAMES]
    ends = [*starts[1:], len(columns)]
    parts = [columns[first:last] for first, last in zip(starts, ends, strict=True)]
    title, day = (_first(columns, words) for words in (TITLES, DAYS))
    blocks = [_block(sheet, first_row, part, year, title is not None or day is not None) for part in parts]
    kept = tuple(block for block in blocks if block is not None and block.sessions)
    if not kept:
        return None
    before = columns[: starts[0]]
    kept = tuple(
        replace(block, place=block.place if block.place is not None else _first(before, PLACES)) for block in kept
    )
    sums = frozenset(
        column.index for column in columns if _SUMS.search(fold(column.text)) or fold(column.text) in _OTHERS
    )
    return replace(found, blocks=kept, title=title, day=day, sums=sums)


def _under_blanks(sheet: Sheet, row: int) -> bool:
    """Whether the next row goes on with the head: it has no name in the column of names."""
    if row + 1 >= len(sheet.rows):
        return False
    names = [index for index, cell in enumerate(sheet.rows[row]) if isinstance(cell, str) and fold(cell) in NAMES]
    return all(blank(sheet.cell(row + 1, index)) for index in names) and any(not blank(c) for c in sheet.rows[row + 1])


def _columns(sheet: Sheet, head: int, levels: int) -> tuple[Column, ...]:
    """The headed columns, days among the headings too."""
    told = {column.index: column for column in headings.columns_at(sheet, head, levels)}
    for row in range(head, head + levels):
        for index, cell in enumerate(sheet.rows[row]):
            if isinstance(cell, date | datetime):
                group = told[index].path if index in told else ""
                told[index] = Column(index, f"{cell.year}年{cell.month}月{cell.day}日", group)
    return tuple(column for _, column in sorted(told.items()))


def _first(columns: Sequence[Column], words: frozenset[str]) -> int | None:
    return next((c.index for c in columns if fold(c.text) in words or bare(fold(c.text)) in words), None)


def _block(sheet: Sheet, first_row: int, columns: Sequence[Column], year: int | None, lines: bool) -> Block | None:
    name, place, remark = columns[0].index, _first(columns, PLACES), _first(columns, REMARKS)
    own = {name, place, remark}
    sign = _first(columns, SIGNS)
    if sign is not None and _holds(sheet, first_row, sign, name, _EVEN):
        return Block(name, place, (Session(sign),), remark)
    if lines:
        return None
    sessions = [_session(column, year) for column in columns if column.index not in own and _may_head(column)]
    held = tuple(
        one for one in sessions if _holds(sheet, first_row, one.column, name, _EVEN if _dated(one) else _SHARE)
    )
    return Block(name, place, held, remark) if 2 * len(held) > len(sessions) else None


def _may_head(column: Column) -> bool:
    text = fold(column.text)
    return text not in ORDINALS | _OTHERS | REMARKS and not _SUMS.search(text)


def _dated(session: Session) -> bool:
    return session.on is not None or session.ordinal > 0


def _holds(sheet: Sheet, first_row: int, index: int, name: int, share: float = _SHARE) -> bool:
    """Whether a column holds signs or signatures, and any at all; a head that is a day needs fewer to tell."""
    pairs = ((sheet.cell(row, index), sheet.cell(row, name)) for row in range(first_row, len(sheet.rows)))
    given = [_is_sign(shown(cell), shown(who)) for cell, who in pairs if not blank(who) and not blank(cell)]
    return bool(given) and sum(given) >= share * len(given)


def _is_sign(text: str, name: str) -> bool:
    if tight(text) == tight(name):
        return True
    try:
        return read_sign(text) is not None
    except Unreadable:
        return False


def _session(column: Column, year: int | None) -> Session:
    texts = [text for text in (column.group, column.text) if text]
    on = next((day for text in texts for day in _days(text, year)), None)
    ordinal = next((_number(found[1]) for text in texts if (found := _ORDINAL.search(tight(text)))), 0)
    named = [text for text in texts if not any(_days(text, year)) and not _ORDINAL.fullmatch(tight(text))]
    title = named[-1] if named and len(tight(named[-1])) >= 4 else ""
    return Session(column.index, on, plain(title), ordinal)


_DAY = re.compile(r"(?:(\d{4})[年./-])?(\d{1,2})[月./-](\d{1,2})日?")


def _days(text: str, year: int | None) -> Iterator[date]:
    for found in _DAY.finditer(tight(text)):
        try:
            day = read_date(
                f"{found[1] or year or ''}年{found[2]}月{found[3]}日" if found[1] or year else found[0], year
            )
        except Unreadable:
            continue
        if day is not None:
            yield day


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.partition("十") if "十" in text else ("零", "", text)
    return 10 * _DIGITS.get(tens or "一", 0) + _DIGITS.get(ones or "零", 0)
