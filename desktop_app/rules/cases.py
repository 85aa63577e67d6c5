"""Case numbers (受案号) as people write them: several in a cell, full-width forms, every kind of bracket."""

import re

from desktop_app.rules.unreadable import tight

NO_CASE = ("不涉及具体案件", "不涉具体案件", "无具体案件", "不涉案", "不涉及案件", "无", "/")
"""What ledgers write when no case is concerned."""

_BRACKETS = str.maketrans("〔【［(（〈", "[[[[[[") | str.maketrans("〕】］)）〉", "]]]]]]")
_TOKENS = re.compile(r"[、,;\n]+|(?<=号)\s+|[^、,;\n号]+|号")
_OPENING, _CLOSING = "[〔【［(（〈", "]〕】］)）〉"


def case_key(number: str) -> str:
    """A case number as it is compared: narrow forms, square brackets, no blanks."""
    return tight(number).translate(_BRACKETS)


_LONG = re.compile(r".*\[\d{4}\](\d+)号")
_SERIAL, _SHORT = 11, 5
"""Digits of a number of the business system (unit code 6, serial 5), and the most of a document number."""


def strange_number(number: str) -> str:
    """What looks wrong about a case number (受案号), as a sentence; empty when nothing does. Never certain."""
    found = _LONG.fullmatch(case_key(number))
    if found is None:
        return f"受案号 {number} 缺年份或“号”，与常见写法不同，核对"
    digits = len(found[1])
    if digits == _SERIAL or digits <= _SHORT:
        return ""
    return f"受案号 {number} 的数字有 {digits} 位，通常 {_SERIAL} 位，核对"


def is_numbered(text: str) -> bool:
    """Whether a text is a number with its year in brackets, of a case or of a paper (清检发〔2015〕18号)."""
    return text.endswith("号") and any(mark in text for mark in _CLOSING)


def no_case(text: str) -> bool:
    """Whether a cell says that no case is concerned (不涉及具体案件)."""
    return tight(text).strip("。") in NO_CASE


def split_cases(text: str) -> list[str]:
    """The case numbers in a cell, in order, each once; marks and blanks inside brackets part nothing."""
    flat = text.replace("；", ";").replace("，", ",").replace("\r", "\n")
    parts, depth = [""], 0
    for token in _TOKENS.findall(flat):
        parting = token.isspace() or token[0] in "、,;\n"
        if parting and (depth <= 0 or "\n" in token):
            parts.append("")
            depth = 0
            continue
        depth += sum(ch in _OPENING for ch in token) - sum(ch in _CLOSING for ch in token)
        parts[-1] += token
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
