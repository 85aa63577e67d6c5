"""What cells and headings of score sheets say besides marks (缺考, 55（补考72）, 选择题（20分）)."""

import re
from collections.abc import Mapping
from typing import Any

from desktop_app.models.exams import Sitting
from desktop_app.registers.spec import Shares
from desktop_app.rules.exams import read_remark
from desktop_app.rules.numbers import read_points
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import AbsenceCause, SittingCode, word

_MARKS = ("first", "second", "total")
_BRACKET = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]$")
_WHOLES = ("客观题", "主观题")
_KIND = re.compile(
    r"(?:(?:单项|多项|不定项|单|多)?选择|判断(?:正误|对错)?|填空|名词解释|简答|问答|论述|案例(?:分析)?|材料(?:分析)?|分析|辨析|改错|计算"
    r"|写作|(?:公文|文书)(?:写作|制作)|客观|主观|实务|第?[一二三四五六七八九十\d]{1,2}大?)题|名词解释|案例分析|材料分析|(?:公文|文书)(?:写作|制作)"
    r"|(?:单项|多项|不定项)?选择|判断|填空|简答|问答|论述"
)
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,2}、|\d{1,2}[、.])")
_WITH_RETAKE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)分?[(/、,;]?补考?(?:成绩)?:?(\d{1,3}(?:\.\d{1,2})?)分?\)?")


def question_kind(heading: str) -> str:
    """The kind of questions a column of marks is of: 一、选择题（20分） is 选择题."""
    name = _NUMBER.sub("", _BRACKET.sub("", tight(heading)))
    name = re.sub(r"(?:得分|分数|成绩|分)$", "", name)
    return name if _KIND.fullmatch(name) else ""


def kinds_apart(named: Mapping[int, str]) -> dict[int, str]:
    """Kinds a candidate's two marks have no room for; where both of these are told, what they are made of."""
    if {*_WHOLES} <= {*named.values()}:
        return {index: name for index, name in named.items() if name not in _WHOLES}
    return dict(named) if len(named) > 1 else {}


def kinds_whole(named: Mapping[int, str]) -> bool:
    """Whether kinds may add up to the total: a single one that is left never does."""
    return len(named) > 1


KINDS = Shares(
    Sitting.total, (Sitting.first, Sitting.second), question_kind, kinds_apart, kinds_whole, ("retake_total",)
)


def sittings_instead(name: str, text: str, year: int | None) -> Mapping[str, Any]:
    """缺考, 病假 or 55（补考72） where a mark would stand; an absence beside a mark is left as it is written."""
    flat = tight(text)
    both = _WITH_RETAKE.fullmatch(flat)
    if both is not None and name == "total":
        return {"total": read_points(both[1]), "retake_total": read_points(both[2])}
    if name not in (*_MARKS, "retake_total") or re.search(r"[1-9]", flat):
        return {}
    said = absence_of(re.sub(r"^0+分?", "", flat))
    if said is None:
        return {}
    if name == "retake_total":
        return {} if said[1] or said[2] else {"retake_code": said[0]}
    told = zip(("code", "cause", "excuse"), said, strict=True)
    return {attribute: value for attribute, value in told if value not in (None, "")}


def absence_of(text: str) -> tuple[SittingCode, AbsenceCause | None, str] | None:
    """缺考（公差）, or the cause alone where only one who was absent has one."""
    said = read_remark(text)
    cause = word(AbsenceCause, tight(text).strip("()。")) if said is None else None
    return said if cause is None else (SittingCode.ABSENT, cause, "")
