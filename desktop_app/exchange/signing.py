"""A sign-in list as a recognised sheet (认签到表): its columns are rows of the training sessions' lists."""

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.exchange import headings
from desktop_app.exchange.across import Across
from desktop_app.exchange.headings import fold
from desktop_app.exchange.lexicon import Item
from desktop_app.exchange.matrix import SIGNS, Session, SignList, signed
from desktop_app.exchange.recognised import Recognised
from desktop_app.exchange.workbooks import Sheet
from desktop_app.registers.learning_ledgers import held_day
from desktop_app.registers.spec import Parts
from desktop_app.registers.training import PRESENCE, TRAININGS
from desktop_app.rules.unreadable import plain, tight

_NAMED = re.compile(r"(?:培训|课程|学习|讲座)?(?:名称|主题|内容|课程|题目|课题)\s*:\s*([^ ]+)")
_UNIT = re.compile(r"^.{2,20}?检察院(?:机关)?")
_LIST = re.compile(r"(?:人员|干警)?(?:签到|参训|到课|出勤)(?:情况)?(?:汇总|登记|统计)?(?:表|册|簿|名单)?(?:[(\[].*)?$")
_EMPTY = frozenset({"", "培训", "业务培训", "学习", "人员", "辅导", "集中学习", "干警培训"})


def sign_list(sheet: Sheet, stem: str) -> Recognised | None:
    """The sheet as a sign-in list, or None."""
    year = headings.year_of((*headings.titles_over(sheet, min(6, len(sheet.rows))), sheet.name, stem))
    found = signed(sheet, stem, year)
    if found is None:
        return None
    over = headings.own_titles(headings.titles_over(sheet, found.head))
    day = headings.as_of(over)
    year = day.year if day else headings.year_of((*over, sheet.name, stem))
    found = _titled(found, [*over, sheet.name], year)
    if not all(_told(one, found) for block in found.blocks for one in block.sessions):
        return None
    group = next(group for group in TRAININGS.parts if group.name == PRESENCE)
    return Recognised(
        TRAININGS,
        found.head,
        found.levels,
        found.columns,
        _meant(found, group),
        found.blocks[0].place,
        year,
        day,
        across=_across(found, group),
        idle=_idle(found),
        signs=found,
    )


def _told(session: Session, found: SignList) -> bool:
    return bool(session.on or session.title or session.ordinal) or found.title is not None or found.day is not None


def _titled(found: SignList, texts: Sequence[str], year: int | None) -> SignList:
    """One column of signs without a head of its own is of the session the titles tell."""
    if found.title is not None or found.day is not None:
        return found
    on = held_day(texts, year)
    named = (said[1] for text in texts if (said := _NAMED.search(plain(text))))
    shorn = (_LIST.sub("", _UNIT.sub("", tight(text))) for text in texts if ":" not in text)
    title = next(named, "") or next((text for text in shorn if text not in _EMPTY), "")
    if not title and on is None:
        return found
    blocks = [
        replace(block, sessions=tuple(_filled(found, one, title, on) for one in block.sessions))
        for block in found.blocks
    ]
    return replace(found, blocks=tuple(blocks))


def _filled(found: SignList, session: Session, title: str, on: object) -> Session:
    heading = next(column.text for column in found.columns if column.index == session.column)
    bare = fold(heading) in SIGNS or headings.bare(fold(heading)) in SIGNS
    return replace(session, title=title, on=on) if bare else session  # type: ignore[arg-type]


def _meant(found: SignList, group: Parts) -> dict[int, Item]:
    """Names are what makes a line one of the list; the columns that tell its session are the register's own."""
    meant: dict[int, Item] = {block.name: group for block in found.blocks}
    for place, name in ((found.title, "title"), (found.day, "held_on")):
        if place is not None:
            meant[place] = TRAININGS.by_name[name]
    return meant


def _across(found: SignList, group: Parts) -> dict[int, Across]:
    fields = {item.name: item for item in group.fields}
    signs = {one.column: Across(group, fields["state"]) for block in found.blocks for one in block.sessions}
    remarks = {block.remark: Across(group, fields["cause"]) for block in found.blocks if block.remark is not None}
    return {**signs, **remarks}


def _idle(found: SignList) -> frozenset[int]:
    places = {block.place for block in found.blocks if block.place is not None}
    return found.sums | places
