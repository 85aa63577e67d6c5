"""Several entries in one cell (条目): numbered 1. 2., ①②, （一）, 一是, or one a line; a broken line is joined."""

import re

from desktop_app.rules.unreadable import is_nothing

_HAN = "一二三四五六七八九十"
_STYLES = tuple(
    re.compile(rf"(?:^|(?<=[；;。])) *(?:{style})")
    for style in (
        r"[①-⑳]\s?",
        r"\d{1,2}[、)）．]\s?",
        r"\d{1,2}\.(?:(?!\d)|(?=\d{1,2}月|\d{4}[年./-]))\s?",
        r"[(（]\d{1,2}[)）][、.]?\s?",
        rf"[(（][{_HAN}]{{1,3}}[)）][、.]?\s?",
        rf"[{_HAN}]{{1,3}}、\s?",
        rf"[{_HAN}]是(?![否不非])",
    )
)
_WORD_MARKS = re.compile(r"[、,，;；\n]")


def split_entries(text: str) -> list[str]:
    """The entries of a cell in order, without their marks; one entry where nothing is numbered or parted by lines.

    The first mark tells the style of all: what is numbered otherwise stays inside its entry.
    """
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]
    style = next((style for style in _STYLES if lines and style.match(lines[0])), None)
    found: list[str] = []
    for line in lines:
        parts = _parted(line, style) if style is not None else [line]
        if style is not None and found and not style.match(line):
            found[-1] += parts.pop(0)
        found += parts
    return [entry for part in found if not is_nothing(entry := part.strip().rstrip("；;") if style else part)]


def _parted(line: str, style: re.Pattern[str]) -> list[str]:
    """A line at its marks; what stands before the first mark is the first part."""
    marks = list(style.finditer(line))
    starts = [mark.end() for mark in marks]
    ends = [*(mark.start() for mark in marks), len(line)]
    before = [] if marks and marks[0].start() == 0 else [line[: ends[0]]]
    return before + [line[start:end] for start, end in zip(starts, ends[1:], strict=True)]


def split_words(text: str) -> list[str]:
    """Words parted by 、 ， ； or lines, in order, each once."""
    parts = (word.strip() for word in _WORD_MARKS.split(text))
    return list(dict.fromkeys(word for word in parts if not is_nothing(word)))
