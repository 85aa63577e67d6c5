"""The text filter (筛选): the folding, tokens and queries shared by the search index and whoever asks it.

The index is an FTS5 table ``tokenize="ascii tokenchars '_'", detail=none, prefix='1'`` fed with ``tokens``; the same
``search_text`` is kept in an ordinary column for the LIKE check. Text from people reaches neither language raw.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.rules.names import clean, initials

SEPARATOR = "\x1f"
"""Stands between fields; no folded text holds it, so no match crosses fields."""

_MOST_TOKENS = 32
_LONGEST_WORD = 2000


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the index: the MATCH expression, and LIKE patterns (ESCAPE backslash) for the search text."""

    match: str
    likes: tuple[str, ...]


def fold(text: str) -> str:
    """The text as it is compared: half width, lower case, no invisible marks, every sign and bracket an underscore."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    return "".join(ch if ch.isalnum() else "_" for ch in plain if not _dropped(ch))


def search_text(parts: Iterable[str], names: Iterable[str] = ()) -> str:
    """The searchable text of one record: folded fields, and each name with its pinyin initials."""
    fields = [fold(part) for part in parts]
    for name in names:
        fields.append(fold(clean(name)))
        fields.extend(fold(letters) for letters in initials(name))
    return SEPARATOR.join(field for field in fields if field)


def tokens(text: str) -> str:
    """Tokens of a ``search_text``: the overlapping pairs of every field and its last character alone."""
    found: dict[str, None] = {}
    for field in text.split(SEPARATOR):
        found.update(dict.fromkeys(map("".join, pairwise(field))))
        found.update(dict.fromkeys(field[-1:]))
    return " ".join(found)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a typed filter; a record is shown if each of them stands in one of its fields."""
    folded = (fold(word)[:_LONGEST_WORD] for word in text.split())
    return tuple(dict.fromkeys(word for word in folded if word))


def query(text: str) -> Query | None:
    """The question a typed filter asks, or None if it is blank. Operators, quotes and wildcards mean themselves."""
    asked = words(text)
    if not asked:
        return None
    wanted = dict.fromkeys(term for word in asked for term in _terms(word))
    return Query(" AND ".join(wanted), tuple(_like(word) for word in asked if len(word) > 2))


def _terms(word: str) -> list[str]:
    """Quoted tokens that every field holding the word must have; a long word is left to the LIKE check beyond some."""
    if len(word) == 1:
        return [f'"{word}" *']
    pairs = dict.fromkeys(map("".join, pairwise(word)))
    return [f'"{pair}"' for pair in list(pairs)[:_MOST_TOKENS]]


def _like(word: str) -> str:
    escaped = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def _dropped(ch: str) -> bool:
    """Zero-width and direction marks and variation selectors, which nobody sees or types."""
    return unicodedata.category(ch) == "Cf" or "\ufe00" <= ch <= "\ufe0f" or "\U000e0100" <= ch <= "\U000e01ef"
