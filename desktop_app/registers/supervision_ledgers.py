"""What old ledgers of inspections, documents and inquiries tell in other places: in titles, brackets, one cell."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.models.responsibility import InquiryPerson
from desktop_app.models.supervision import Habit, Indicator, SupervisionDocument
from desktop_app.rules.dates import read_date
from desktop_app.rules.entries import split_words
from desktop_app.rules.unreadable import Unreadable, tight

_KINDS = (
    ("检察建议", ("检察建议",)),
    ("纠正违法通知书", ("纠正违法", "纠违")),
    ("流程监控通知书", ("流程监控",)),
    ("侦查活动监督通知书", ("侦查活动监督",)),
)
_IN_NUMBERS = (
    ("纠正违法通知书", "纠违"),
    ("流程监控通知书", "流监"),
    ("侦查活动监督通知书", "侦活监"),
    ("检察建议", "建"),
)
_BRACKET = re.compile(r"(.+?)[(（]([^()（）]+)[)）]$", re.DOTALL)
_TOLD = ("是", "已通报", "已", "√", "有")
_UNTOLD = ("否", "未通报", "未", "×", "无", "不通报", "没有通报", "待通报")
UNNUMBERED = "已通报，期号未填"
"""What stands for the number of a bulletin where a ledger only says that there was one."""
_OUTCOME = re.compile(
    r"谈话|诫勉|批评|警告|记过|处分|检查|追究|通报|取消|调离|免职|停职|辞职|降[职级]|撤[职销]|察看|开除|移送|教育|提醒"
)
_DEED = re.compile(r"[；;\n]+")


def kind_heard(titles: Sequence[str]) -> Mapping[str, Any]:
    """The kind all documents of a ledger are of, where its titles name just one (检察建议发出情况表)."""
    said = tight("".join(titles))
    found = [kind for kind, words in _KINDS if any(word in said for word in words)]
    return {SupervisionDocument.kind.key: found[0]} if len(found) == 1 else {}


def kind_numbered(doc_no: str) -> str:
    """The kind a document's number tells (清检纠违〔2015〕3号); empty where it tells none."""
    word = re.split(r"[〔\[(（]", doc_no)[0]
    return next((kind for kind, mark in _IN_NUMBERS if word.endswith(mark)), "")


def habits_instead(name: str, text: str, year: int | None) -> Mapping[str, Any]:
    """督察通报第2期（3月5日）: number and day of a bulletin; 是 and 否 in the place of its number."""
    if name != Habit.bulletin_no.key:
        return {}
    flat = tight(text)
    if flat in _UNTOLD:
        return {Habit.bulletin_no.key: ""}
    if flat in _TOLD:
        return {Habit.bulletin_no.key: UNNUMBERED}
    return _with_day(text, year, Habit.bulletin_no.key, Habit.bulletin_on.key)


def indicators_instead(name: str, text: str, year: int | None) -> Mapping[str, Any]:
    """清检办〔2015〕7号（3月27日）: the document and its day."""
    if name != Indicator.doc_no.key:
        return {}
    return _with_day(text, year, Indicator.doc_no.key, Indicator.abolished_on.key)


def _with_day(text: str, year: int | None, number: str, on: str) -> Mapping[str, Any]:
    found = _BRACKET.fullmatch(text.strip())
    if found is None:
        return {}
    try:
        day = read_date(found[2], year)
    except Unreadable:
        return {}
    return {number: found[1].strip(), on: day} if day is not None else {}


def outcome_behind(said: str) -> Mapping[str, Any]:
    """张雪梅（诫勉谈话）: the outcome behind a name."""
    return {InquiryPerson.outcome.key: said} if _OUTCOME.search(said) else {}


def deeds_apart(text: str) -> Sequence[str]:
    """The performance told in a cell: 1月5日谈话；3月2日检查."""
    parts = [part.strip() for part in _DEED.split(text) if part.strip()]
    return parts if len(parts) > 1 else split_words(text) if "、" in text and not re.search(r"\d", text) else parts
