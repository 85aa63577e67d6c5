"""A cell or a typed text that cannot be read for certain (读不懂): said instead of guessed."""

import unicodedata
from functools import lru_cache

_NOTHING = frozenset({"", "-", "--", "—", "——", "–", "−", "―", "/", "\\", "无", "暂无"})


class Unreadable(ValueError):
    """A text that has no certain reading.

    ``code`` is stable English; ``said`` is a Chinese sentence with the remedy, without the field's name.
    """

    def __init__(self, code: str, said: str) -> None:
        super().__init__(said)
        self.code = code
        self.said = said


def plain(text: str) -> str:
    """The text at half width (NFKC), without blanks at its ends or invisible marks anywhere."""
    return _plain_short(text) if len(text) <= _SHORT else _plain(text)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    hidden = {ord(ch): None for ch in set(folded) if unicodedata.category(ch) == "Cf"}
    return (folded.translate(hidden) if hidden else folded).strip()


_SHORT = 64
"""Characters of the longest text worth remembering: names, words and headings are asked for again and again."""

_plain_short = lru_cache(maxsize=16_384)(_plain)


def tight(text: str) -> str:
    """``plain`` text without any blank inside."""
    return "".join(plain(text).split())


_LINES = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", "\n"))


def plain_lines(text: str) -> str:
    """A text without control characters; its lines end as lines do here, whatever program broke them."""
    told = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINES)
    return "".join(ch for ch in told if ch in "\n\t" or unicodedata.category(ch) not in ("Cc", "Cs"))


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: blank, a lone dash or slash, 无."""
    return tight(text) in _NOTHING


def quoted(cell: object) -> str:
    """The cell as a refusal names it: in Chinese quotation marks, cut at 20 characters."""
    text = ("是" if cell else "否") if isinstance(cell, bool) else " ".join(str(cell).split())
    return f"“{text if len(text) <= 20 else text[:19] + '…'}”"
