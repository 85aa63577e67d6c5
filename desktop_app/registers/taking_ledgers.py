"""What old ledgers of property tell of their case (所属案件): titles with its number, name, people and days."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.seizures import SeizedItem, Seizure, SeizureHandler
from desktop_app.registers.spec import Over, Page
from desktop_app.rules.cases import case_key
from desktop_app.rules.dates import read_date
from desktop_app.rules.names import split_names
from desktop_app.rules.numbers import read_quantity, unit_told
from desktop_app.rules.unreadable import Unreadable, plain, tight
from desktop_app.rules.vocabulary import Measure

PROCEDURE_HEADS = {
    **{word: word for word in ("审批", "清单", "签名", "见证人", "照片", "密封")},
    "签字": "签名",
    "拍照": "照片",
    "封存": "密封",
    "见证": "见证人",
    "扣押清单": "清单",
}
"""Headings that stand for a point of the checklist, and the point."""

_CASE = re.compile(r"([^\s、:,;年\d]{1,16}\[\d{4}\]\d+号)[\s:]*([^\s(\[:、,;]*案)?")
_LABELS = {
    **dict.fromkeys(("案件名称", "案名", "案由", "案件"), Seizure.case_name),
    **dict.fromkeys(("当事人", "犯罪嫌疑人", "嫌疑人", "被告人", "涉案人员", "涉案人"), Seizure.party),
    **dict.fromkeys(("持有人", "被扣押人", "财物持有人", "物品持有人"), Seizure.holder),
    "见证人": Seizure.witness,
    **dict.fromkeys(("文书号", "决定书号", "扣押决定书号", "扣押决定书", "文书编号"), Seizure.paper_no),
    **dict.fromkeys(("扣押日期", "扣押时间", "查封日期", "接收日期", "日期", "时间"), Seizure.seized_on),
    **dict.fromkeys(("办案部门", "承办部门", "部门", "科室", "扣押部门"), Seizure.department_id),
    **dict.fromkeys(("办案人", "办案人员", "承办人", "扣押人", "执行人", "经办人"), SeizureHandler),
}
_OTHERS = ("案号", "受案号", "案件编号", "统一受案号", "编号", "单位", "填表人", "填表日期", "保管人", "共", "制表")
_SAID = re.compile(f"({'|'.join(sorted((*_LABELS, *_OTHERS), key=len, reverse=True))})[^:，。]{{0,4}}:\\s*")
_MEASURES = (("查封", Measure.SEALED), ("调取", Measure.TAKEN), ("接收", Measure.RECEIVED), ("扣押", Measure.SEIZED))


def case_titled(text: str) -> str | None:
    """The number of the case a title names; None for none."""
    found = _CASE.search(_spelt(text))
    return found[1] if found is not None else None


def case_heard(texts: Sequence[str]) -> Mapping[str, Any]:
    """The case all rows of a ledger are of: the only one its titles name."""
    named = {number for text in texts if (number := case_titled(text)) is not None}
    return {Seizure.case_no.key: named.pop()} if len(named) == 1 else {}


def _spelt(text: str) -> str:
    return " ".join(map(case_key, re.sub(r"[:：]", ": ", plain(text)).split()))


def quantity_told(name: str, text: str, year: int | None) -> Mapping[str, Any]:
    """A quantity with the unit it is written with: 2只, 壹枚."""
    unit = unit_told(text) if name == SeizedItem.quantity.key else ""
    if not unit:
        return {}
    try:
        return {SeizedItem.quantity.key: read_quantity(text), SeizedItem.unit.key: unit}
    except Unreadable:
        return {}


def taking_told(page: Page) -> Mapping[str, Any]:
    """The taking a list of property is of, by its titles and foot lines; nothing where they name no case or several."""
    number = case_heard(page.titles)
    if not number:
        return {}
    said = {attr.key: text for attr, text in _said(page) if attr is not SeizureHandler}
    said.pop(Seizure.department_id.key, None)
    day = _day(str(said.pop(Seizure.seized_on.key, "")), page.year)
    behind = (found[2] for text in page.titles if (found := _CASE.search(_spelt(text))) is not None and found[2])
    told = {Seizure.case_name.key: next(behind, ""), **said, **number}
    measure = next((one for text in page.titles for word, one in _MEASURES if word in text and ":" not in text), None)
    return {
        **{name: value for name, value in told.items() if value},
        **({Seizure.seized_on.key: day} if day is not None else {}),
        **({Seizure.measure.key: measure} if measure is not None else {}),
    }


def _said(page: Page) -> Iterator[tuple[Any, str]]:
    """What stands behind each label of the titles and foot lines: 犯罪嫌疑人：马某  办案部门：反贪局."""
    for text in page.titles:
        flat = plain(text)
        marks = list(_SAID.finditer(flat))
        for mark, behind in zip(marks, [*marks, None][1:], strict=True):
            words = flat[mark.end() : behind.start() if behind is not None else len(flat)].strip(" ,;、")
            if mark[1] in _LABELS and words:
                yield _LABELS[mark[1]], words


def _day(text: str, year: int | None) -> date | None:
    try:
        return read_date(text, year) if text else None
    except Unreadable:
        return None


def taken_by(page: Page) -> Mapping[str, Sequence[str]]:
    """The department and the people who took the property, as titles and foot lines name them."""
    told: dict[str, Sequence[str]] = {}
    for attr, text in _said(page):
        if attr is SeizureHandler:
            told.setdefault(SeizureHandler.__tablename__, split_names(text))
        elif attr is Seizure.department_id:
            told.setdefault(Seizure.department_id.key, [tight(text)])
    return told


def _called(row: Mapping[str, Any]) -> list[str]:
    return [case_key(str(row.get(Seizure.case_no.key) or ""))]


TAKING_OVER = Over(
    SeizedItem.seizure_id,
    taking_told,
    Seizure.seized_on,
    lambda day: "",
    lambda row: False,
    _called,
    names=taken_by,
)
