"""Several entries in one cell (条目): numbered 1. 2., ①②, （一）, or one a line; a line that goes on is joined."""

import re

_MARK = re.compile(
    r"(?:^|(?<=[\n；;。]))\s*(?:[①-⑳]|\d{1,2}(?:[、)）．]|\.(?!\d))|[(（][一二三四五六七八九十\d]{1,3}[)）]、?)\s*"
)


def split_entries(text: str) -> list[str]:
    """The entries of a cell in order, without their marks; one entry where nothing is numbered or parted by lines."""
    flat = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    marks = list(_MARK.finditer(flat))
    if marks and marks[0].start() == 0:
        ends = [*(mark.start() for mark in marks[1:]), len(flat)]
        parts = [flat[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
        return [joined for part in parts if (joined := _joined(part))]
    return [line.strip() for line in flat.split("\n") if line.strip()]


def split_words(text: str) -> list[str]:
    """Words parted by 、 ， ； or lines, in order, each once."""
    return list(dict.fromkeys(word.strip() for word in re.split(r"[、,，;；\n]+", text) if word.strip()))


def _joined(part: str) -> str:
    return "".join(line.strip() for line in part.split("\n")).strip("；; ")
