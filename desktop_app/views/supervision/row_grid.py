"""A small grid of editors (逐行填): a row a person or record, what is known of it at the left, a word at its end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from desktop_app.registers.spec import Field, Shape
from desktop_app.rules.unreadable import Unreadable
from desktop_app.views.controls import label
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.theme import px

_MOST = 330
_WIDTHS = {Shape.DAY: 132, Shape.WORD: 176, Shape.LINK: 100}


@dataclass
class GridRow:
    """One row: its key, its editors by field, the word at its end, the message under it."""

    key: int
    called: str
    said: QLabel
    message: QLabel
    editors: dict[str, Editor] = field(default_factory=dict)


class RowGrid(QScrollArea):
    """``edited`` carries the key of the row typed in. ``left_last``: Enter in the last field of the last row."""

    edited = Signal(int)
    left_last = Signal()

    def __init__(
        self, make: Callable[[Field], Editor], heads: Sequence[str], fields: Sequence[Field], last: str
    ) -> None:
        super().__init__()
        self._make, self._fields, self._told = make, tuple(fields), len(heads)
        self.rows: list[GridRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, px(12), px(4))
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(4))
        for at, word in enumerate((*heads, *(item.label for item in fields), last)):
            self._grid.addWidget(label(word, "meta2"), 0, at)
        for at, item in enumerate(self._fields, len(heads)):
            self._grid.setColumnStretch(at, 0 if item.shape in _WIDTHS else 2)
        self._grid.setColumnStretch(len(heads) + len(self._fields), 3 if last else 0)
        self.setWidget(inner)

    def add(self, key: int, called: str, texts: Sequence[str], values: Mapping[str, Any]) -> GridRow:
        """A row more; ``called`` names it aloud."""
        at = 1 + 2 * len(self.rows)
        row = GridRow(key, called, label("", "note"), label("", "fault"))
        row.said.setWordWrap(True)
        row.message.setWordWrap(True)
        row.message.hide()
        for column, text in enumerate(texts):
            self._grid.addWidget(label(text, "strong" if column == 0 else "label"), at, column)
        for column, item in enumerate(self._fields, self._told):
            editor = self._make(item)
            editor.inner.setAccessibleName(f"{called} {item.label}")
            if (wide := _WIDTHS.get(item.shape)) is not None:
                editor.setFixedWidth(px(wide))
            if values.get(item.name) not in (None, ""):
                editor.show_value(values[item.name])
            editor.advance.connect(partial(self._on, row, item.name))
            editor.edited.connect(partial(self._typed, row))
            editor.left.connect(partial(self._tidy, row, item.name))
            self._grid.addWidget(editor, at, column)
            row.editors[item.name] = editor
        self._grid.addWidget(row.said, at, self._told + len(self._fields))
        self._grid.addWidget(row.message, at + 1, self._told, 1, len(self._fields) + 1)
        self.rows.append(row)
        return row

    def fit(self) -> None:
        """As tall as its rows, scrolled beyond the most."""
        inner = self.widget()
        self.setFixedHeight(min(inner.sizeHint().height() + px(24), px(_MOST)))

    def take_focus(self) -> None:
        """The first field of the first row."""
        if self.rows and self._fields:
            self.rows[0].editors[self._fields[0].name].take_focus()

    def _typed(self, row: GridRow) -> None:
        self.accuse(row, "")
        self.edited.emit(row.key)

    def _tidy(self, row: GridRow, name: str) -> None:
        try:
            row.editors[name].tidy()
        except Unreadable as fault:
            self.accuse(row, fault.said)

    def _on(self, row: GridRow, name: str) -> None:
        """Enter: the next field of the row, then the first of the next row."""
        cells = [(one, item.name) for one in self.rows for item in self._fields]
        place = next(at for at, (one, said) in enumerate(cells) if one is row and said == name) + 1
        if place == len(cells):
            self.left_last.emit()
            return
        following, asked = cells[place]
        following.editors[asked].take_focus()
        self.ensureWidgetVisible(following.editors[asked])

    def accuse(self, row: GridRow, said: str) -> None:
        """What is wrong with a row, under it; empty takes it away."""
        row.message.setText(f"! {said}" if said else "")
        row.message.setVisible(bool(said))

    def value(self, row: GridRow, name: str) -> Any:
        """What stands in a cell, None where it cannot be read."""
        try:
            return row.editors[name].read()
        except Unreadable:
            return None

    def read(self) -> dict[int, dict[str, Any]] | None:
        """Every row's values by its key; None when one cannot be read, which is said under it."""
        found: dict[int, dict[str, Any]] = {}
        for row in self.rows:
            try:
                found[row.key] = {name: editor.read() for name, editor in row.editors.items()}
            except Unreadable as fault:
                self.accuse(row, fault.said)
                next(iter(row.editors.values())).take_focus()
                return None
        return found

    @property
    def written(self) -> str:
        """What stands in the grid, as text."""
        return "\n".join(f"{row.key} {[self.value(row, name) for name in row.editors]!r}" for row in self.rows)
