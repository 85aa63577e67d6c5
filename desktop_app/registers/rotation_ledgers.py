"""What old rotation lists tell besides their rows: the batch their titles name, two things under one heading."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.posts import Post
from desktop_app.models.rotations import Rotation, RotationBatch
from desktop_app.registers.spec import Over, Page
from desktop_app.rules.dates import read_date
from desktop_app.rules.stretches import stretch
from desktop_app.rules.unreadable import Unreadable, tight

_NOW = ("现岗位", "现部门及职务", "现任部门及职务", "现任职部门及职务", "现任职务", "现任岗位")
"""Where somebody is: before a rotation that is to come, and after one where the column beside tells where he was."""

LEFT = (
    *("原岗位", "原部门及岗位", "原部门岗位", "原科室及岗位", "原单位及岗位", "轮出岗位", "轮岗前岗位"),
    *("原部门及职务", "原任职部门及职务", "原任部门及职务", "原单位及职务", "原任职务", "原任岗位", *_NOW),
)
GONE_TO = (
    *("轮岗岗位", "新岗位", "拟任岗位", "拟轮岗岗位", "轮岗部门及岗位", "轮岗部门岗位", "交流岗位", "轮入岗位"),
    *("轮岗后岗位", "拟任部门及职务", "拟任职务", "新任部门及职务", "新任岗位", *_NOW),
)
"""Department and post in one column where the department has none of its own."""

_NOW_AT = ("现部门", "现科室", "现任职部门", "现所在部门")
LEFT_FROM = ("轮岗前部门", "由何部门", "原任职部门", "原单位", "调出部门", *_NOW_AT)
WENT_TO = (
    *("轮岗后部门", "到何部门", "拟交流部门", "拟任部门", "新任部门", "调入部门", "轮入科室", "拟轮岗科室"),
    *_NOW_AT,
)
"""The department alone."""

WHEN = (
    *("轮岗时间", "轮岗期限", "轮岗起止时间", "轮岗期间", "起止时间", "起止日期", "交流时间", "跟班时间", "锻炼时间"),
    *("轮岗日期", "交流日期", "何时轮岗", "轮岗起止日期", "任现职时间"),
)
"""One column for the first day and the last."""


def gone_already(titles: Sequence[str], read: Collection[str]) -> Mapping[str, str]:
    """原岗位 | 现岗位 with no column for where to: what the second tells is where he went."""
    left = {Rotation.from_department_id.key, Rotation.from_post.key}
    told = {Rotation.to_department_id.key, Rotation.to_post.key}
    moved = left <= set(read) and not told & set(read)
    return {Rotation.from_post.key: Rotation.to_department_id.key} if moved else {}


_MADE = r"(?:编制|制表|填表|填报|制定|编印|公布|公示)(?:日期|时间)"
_DAY = r"((?:19|20)\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?)"
_IN_FORCE = (
    re.compile(rf"(?:自|从){_DAY}(?:起|开始)"),
    re.compile(rf"(?:执行|施行|实行|生效|启用)(?:日期|时间)[:为]?{_DAY}"),
    re.compile(rf"{_MADE}[:为]?{_DAY}"),
    re.compile(rf"截[至止到][^0-9]{{0,4}}{_DAY}"),
    re.compile(rf"[(\[]?{_DAY}[)\]]?"),
)
"""From when a list of posts holds: its own word before the day it was made, that before the day it was looked at."""


def in_force(texts: Sequence[str]) -> Mapping[str, Any]:
    """The first day of the posts of a list that has no column for it, where its titles or foot lines tell one."""
    for place, spoken in enumerate(_IN_FORCE):
        alone = place == len(_IN_FORCE) - 1
        found = [spoken.fullmatch(flat) if alone else spoken.search(flat) for flat in map(tight, texts)]
        days = {_first_day(one[1]) for one in found if one is not None} - {None}
        if days:
            return {Post.since_on.key: days.pop()} if len(days) == 1 else {}
    return {}


_HAN = "一二三四五六七八九十"
_BATCH = re.compile(rf"(?:第?(\d{{1,2}}|[{_HAN}]{{1,2}})批|首批)(?!次?(?:的|党|群众|教育|实践|活动))")
"""第一批; the batches of the campaign itself (第二批教育实践活动) are other ones."""

_BARE = re.compile(rf"(\d{{1,2}}|[{_HAN}]{{1,2}})")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_KINDS = ("交叉轮岗", "轮岗交流", "轮岗锻炼", "跟班学习", "轮岗")


def _ordinal(text: str) -> int:
    """Which batch a text names, 0 for none."""
    found = _BATCH.search(tight(text)) or _BARE.fullmatch(tight(text))
    return _number(found) if found is not None else 0


def _number(found: re.Match[str]) -> int:
    said = found[1] or "一"
    if said.isdecimal():
        return int(said)
    if len(said) == 1:
        return _HAN.index(said) + 1
    return 11 + _HAN.index(said[1]) if said[0] == "十" else 0


def _key(year: int, ordinal: int) -> str:
    return f"{year}年第{_spoken(ordinal)}批" if year else f"第{_spoken(ordinal)}批"


def _spoken(ordinal: int) -> str:
    return _HAN[ordinal - 1] if ordinal <= len(_HAN) else f"十{_HAN[ordinal - 11]}" if ordinal < 20 else str(ordinal)


def _year(text: str) -> int:
    found = {int(year) for year in _YEAR.findall(tight(text))}
    return found.pop() if len(found) == 1 else 0


def batch_called(row: Mapping[str, Any]) -> Iterator[str]:
    """What ledgers call a batch besides its name: 2015年第一批."""
    title, begins = str(row.get("title") or ""), row.get("from_on")
    ordinal = _ordinal(title)
    year = _year(title) or (begins.year if isinstance(begins, date) else 0)
    if ordinal:
        yield _key(year, ordinal)


def batch_readings(text: str, year: int) -> Iterator[str]:
    """What a ledger of a year means by 第一批, 1批, 首批, 2015年第2批."""
    ordinal = _ordinal(text)
    if ordinal:
        yield _key(_year(text) or year, ordinal)
        yield _key(0, ordinal)


def batch_told(page: Page) -> Mapping[str, Any]:
    """The batch a list is of, by the number and the year its titles say; nothing where they name none or several."""
    titles = [text for text in map(tight, (*page.titles, page.name, page.stem)) if _BATCH.search(text)]
    told = {_number(found) for text in titles for found in _BATCH.finditer(text)}
    if len(told) != 1:
        return {}
    kind = next(kind for kind in _KINDS if kind in titles[0] or kind == _KINDS[-1])
    year = _year(titles[0]) or page.year or _begins(page)
    return {RotationBatch.title.key: f"{_key(year, told.pop())}{kind}"}


def _begins(page: Page) -> int:
    """The year in which the first of a list's rotations begins, for a title that names none; 0 where no day tells."""
    days = (_first_day(cell) for cell in page.cells.get(Rotation.planned_from_on.key, ()))
    return min((day.year for day in days if day is not None), default=0)


def _first_day(cell: object) -> date | None:
    days = stretch(cell, None)
    try:
        return days[0] if days is not None else read_date(cell, None)
    except Unreadable:
        return None


def batch_days(rotations: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """The first and the last planned day of a batch's rotations, for a batch whose days no ledger names."""
    first = [row["planned_from_on"] for row in rotations if row.get("planned_from_on") is not None]
    last = [row["planned_to_on"] for row in rotations if row.get("planned_to_on") is not None]
    told = {RotationBatch.from_on.key: min(first, default=None), RotationBatch.to_on.key: max(last, default=None)}
    return {name: day for name, day in told.items() if day is not None}


def _same_batch(row: Mapping[str, Any]) -> list[str]:
    return list(batch_called(row))


BATCH_OVER = Over(
    Rotation.batch_id,
    batch_told,
    RotationBatch.approved_on,
    lambda day: f"（{day}）",
    lambda row: False,
    _same_batch,
    follows=batch_days,
)
