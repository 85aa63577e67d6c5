"""Columns headed by people (评委各占一列), and columns that list names under what is said of them (请假人员)."""

import re
from collections.abc import Iterator, Sequence

from desktop_app.exchange.across import Across, called, gathered_columns, value_of
from desktop_app.exchange.headings import ORDINALS, OWN, Column, bare, fold
from desktop_app.registers.spec import Parts, Register, Shape

_NAME = re.compile(r"[㐀-鿿𠀀-\U0003ffff·]{2,5}(?:\([^()]{2,12}\))?")
_NOBODY = re.compile(r"平均|最[高低终后]|去掉|合计|总分|总计|名次|排[名序]|等次|备注|说明|得分|签[名字]|人数|序号|编号")
_NUMBERED = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,2}|[a-i]", re.IGNORECASE)
_LEAST = 2


def by_people(group: Parts) -> bool:
    """Whether the headings of a wide ledger would be people."""
    key = group.across.key if group.across is not None else ""
    return any(item.name == key and item.shape is Shape.LINK for item in group.fields)


def listing_columns(register: Register, columns: Sequence[Column]) -> dict[int, Across]:
    """Columns that list names (请假人员、缺席人员), and those that say more of the rows so listed (对责任人处理)."""
    return {
        column.index: Across(group, group.lead, word, listing=True)
        for group in register.parts
        for word in (*group.listed, *group.besides)
        for column in columns
        if fold(word) in (fold(column.text), bare(fold(column.text)))
    }


def under_groups(register: Register, columns: Sequence[Column]) -> dict[int, Across]:
    """Under 评委评分 every head that may be somebody's name heads that judge's marks."""
    return {
        column.index: Across(group, value, column.text)
        for group in register.parts
        if by_people(group) and (value := value_of(group)) is not None
        for column in columns
        if column.group and bare(fold(column.group)) in called(group) and not _is_own(column)
    }


def by_headings(
    register: Register, columns: Sequence[Column], free: Sequence[Column], titles: Sequence[str]
) -> dict[int, Across]:
    """A one-level head: a line for each person, 评委马静怡, 马静怡评分, or bare names where a title says 评分."""
    for group in register.parts:
        value = value_of(group) if by_people(group) else None
        if value is None:
            continue
        lines = gathered_columns(group, columns, free, titles)
        if lines:
            return lines
        told = dict(_people(group, free, titles))
        if told:
            return {index: Across(group, value, name) for index, name in told.items()}
    return {}


def _people(group: Parts, free: Sequence[Column], titles: Sequence[str]) -> Iterator[tuple[int, str]]:
    words = sorted(called(group), key=len, reverse=True)
    speaks = any(word in fold(title) for title in titles for word in words if len(word) >= _LEAST)
    bare_names = [column for column in free if _NAME.fullmatch(fold(column.text)) and not _is_own(column)]
    for column in free:
        name = _shorn(fold(column.text), words)
        if name is not None and not _is_own(column):
            yield column.index, name or column.text
        elif speaks and len(bare_names) >= _LEAST and column in bare_names:
            yield column.index, column.text


def _shorn(text: str, words: Sequence[str]) -> str | None:
    """The name in 评委马静怡, empty for 评委1, None where the heading speaks of no judge."""
    for word in words:
        for rest in (text.removeprefix(word), text.removesuffix(word), text.removesuffix(f"({word})")):
            name = rest.strip("-_:/()· ")
            if rest != text and (_NAME.fullmatch(name) or _NUMBERED.fullmatch(name)):
                return name if _NAME.fullmatch(name) and not _NUMBERED.fullmatch(name) else ""
    return None


def _is_own(column: Column) -> bool:
    text = fold(column.text)
    return text in ORDINALS | OWN or bool(_NOBODY.search(text))
