"""Columns of the note that say more than 备注 (B角2): kept in it with their headings."""

from collections.abc import Collection, Mapping, Sequence

from desktop_app.exchange.headings import Column, bare, fold
from desktop_app.exchange.lexicon import Item, Lexicon

NOTE = "note"
_PLAINLY = frozenset({"备注", "说明"})


def noted_columns(
    lexicon: Lexicon, columns: Sequence[Column], meant: Mapping[int, Item], taken: Collection[int]
) -> dict[int, str]:
    """The headings of further columns of the note, and of those whose heading is needed to understand the words."""
    found = {}
    for column in columns:
        item = lexicon.find(column)
        if column.index in taken or item is None or item.name != NOTE or meant.get(column.index, item) is not item:
            continue
        if column.index not in meant or bare(fold(column.text)) not in _PLAINLY:
            found[column.index] = column.path
    return found
