"""The small sheets of the boards 统计, read and gone to by the words of their heads."""

from desktop_app.views.boards.kind_table import KindTable


def cells(table: KindTable, key: str) -> dict[str, str]:
    """A row by its heads."""
    row = next(row for row in table.sheet.rows if row.key == key)
    return {head.word: box.text for head, box in zip(table.sheet.heads, row.boxes, strict=True)}


def put(table: KindTable, key: str, word: str) -> None:
    """The cursor on a cell."""
    heads = [head.word for head in table.sheet.heads]
    table.setCurrentIndex(table.sheet.index(table.sheet.place(key), heads.index(word)))
    table.setFocus()
