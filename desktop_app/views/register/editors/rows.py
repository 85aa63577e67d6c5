"""The editor of part rows: small inline rows, Enter at the end of the last one adds another."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.draft import Values
from desktop_app.views.controls import keycap, label
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.completing import LinkEditor
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.editors.line import CONTROL, DITTO
from desktop_app.views.theme import px

Make = Callable[[Field], Editor]
NOWHERE = Qt.FocusPolicy.NoFocus
_WIDTHS = {Shape.DAY: 104, Shape.LINK: 92, Shape.WORD: 84, Shape.TICK: 22, Shape.WHOLE: 60, Shape.PERCENT: 60}
_WIDTHS |= {Shape.FEN: 96, Shape.POINTS: 72, Shape.QUANTITY: 72, Shape.CLOCK: 60}
_MOST, _ROOM, _LEAST, _GAP = 340, 300, 72, 4
"""A row whose fixed cells are wider than the first stands in lines as wide as the second; the least for a text."""


class PartRow(QWidget):
    """One row: an editor a field, and a cross to take it away (Ctrl+Delete)."""

    def __init__(self, owner: "RowsEditor", values: Mapping[str, Any], make: Make) -> None:
        super().__init__(owner)
        self._values = dict(values)
        self._touched: set[str] = set()
        self.editors = [make(item) for item in owner.group.fields]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(1), 0, px(1))
        column.setSpacing(px(2))
        self.place = label("", "meta")
        self.place.setFixedWidth(px(16))
        self.place.setVisible(owner.ghost)
        lines = in_lines(owner.group.fields)
        for at in lines:
            line = QHBoxLayout()
            line.setSpacing(px(_GAP))
            if at.start == 0:
                line.addWidget(self.place)
            for editor in self.editors[at]:
                self._seat(editor, owner, line)
            if all(editor.field.shape in _WIDTHS for editor in self.editors[at]) and len(lines) > 1:
                line.addStretch(1)
            if at.stop == len(self.editors):
                line.addWidget(self._cross(owner))
            column.addLayout(line)

    def _seat(self, editor: Editor, owner: "RowsEditor", line: QHBoxLayout) -> None:
        item = editor.field
        editor.inner.setProperty("look", "flat")
        editor.inner.setAccessibleName(f"{owner.group.label} {item.label}")
        if hasattr(editor.inner, "setPlaceholderText"):
            adds = owner.ghost and item is owner.group.lead
            editor.inner.setPlaceholderText(f"回车添加{item.label}" if adds else item.label)
        wide = _WIDTHS.get(item.shape)
        if wide:
            editor.setFixedWidth(px(wide))
        line.addWidget(editor, 0 if wide else 1)
        editor.show_value(self._values.get(item.name))
        editor.edited.connect(partial(self._note, item.name))
        editor.edited.connect(owner.edited)
        editor.left.connect(owner.left)
        editor.advance.connect(partial(owner.next_in, self, editor))
        editor.carry.connect(owner.carry)
        if isinstance(editor, LinkEditor):
            editor.wanting.connect(owner.wanting)
        editor.inner.installEventFilter(owner)

    def _cross(self, owner: "RowsEditor") -> QPushButton:
        cross = QPushButton("×")
        cross.setProperty("kind", "cross")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setFixedWidth(px(22))
        cross.setToolTip("去掉这一行 Ctrl+Delete")
        cross.setAccessibleName("去掉这一行")
        cross.clicked.connect(partial(owner.drop, self))
        return cross

    def _note(self, name: str) -> None:
        self._touched.add(name)

    @property
    def is_blank(self) -> bool:
        """Nothing was typed into a new row."""
        return "id" not in self._values and not self._touched

    def hold(self, name: str) -> None:
        """Count this row where that value stands in it."""
        if self._values.get(name) not in (None, ""):
            self._touched.add(name)

    def read(self) -> Values:
        """The row's values; only what was touched is read anew. Raises Unreadable."""
        for editor in self.editors:
            if editor.field.name in self._touched:
                self._values[editor.field.name] = editor.read()
        return dict(self._values)

    def readable(self) -> Values:
        """The row's values, unreadable cells as they were before."""
        for editor in self.editors:
            if editor.field.name in self._touched:
                with suppress(Unreadable):
                    self._values[editor.field.name] = editor.read()
        return dict(self._values)


def in_lines(fields: Sequence[Field]) -> list[slice]:
    """Which cells of a row stand side by side: all of them, unless those of a fixed width alone have no room."""
    wide = [_WIDTHS.get(item.shape, _LEAST) + _GAP for item in fields]
    fixed = sum(width for width, item in zip(wide, fields, strict=True) if item.shape in _WIDTHS)
    starts, used = [0], 0
    for at, width in enumerate(wide):
        if fixed > _MOST and used and used + width > _ROOM:
            starts.append(at)
            used = 0
        used += width
    return [slice(start, stop) for start, stop in pairwise([*starts, len(fields)])]


class RowsEditor(GroupEditor):
    """Rows one under the other; ``ghost`` keeps a blank one at the end to type into, in a frame with the others."""

    def __init__(self, group: Parts, make: Make, ghost: bool, parent: QWidget | None = None) -> None:
        super().__init__(group, parent)
        self._make = make
        self.ghost = ghost
        self.rows: list[PartRow] = []
        self._missed: LinkEditor | None = None
        self.frame = QFrame(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        self._column = QVBoxLayout(self.frame)
        edge = px(4) if ghost else 0
        self._column.setContentsMargins(edge, px(1) if ghost else 0, edge, px(2) if ghost else 0)
        self._column.setSpacing(0)
        if ghost:
            self.frame.setProperty("look", "field")
        self._mark = keycap(DITTO)
        self._mark.hide()
        self.edited.connect(self._mark.hide)
        outer.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignRight)

    def show_value(self, rows: Any) -> None:
        """Show rows; the cursor stays in its cell, or in the last row there is."""
        old, here = self.rows, self._here
        self.rows = []
        for values in rows or ():
            self._insert(values)
        if self.ghost:
            self._insert(self.group.defaults)
        if here is not None:
            self._stay(*here)
        for row in old:
            self._forget(row)

    @property
    def _here(self) -> tuple[int, int] | None:
        """Row and cell of the cursor."""
        cells = ((at, cell) for at, row in enumerate(self.rows) for cell in range(len(row.editors)))
        return next((found for found in cells if self.rows[found[0]].editors[found[1]].inner.hasFocus()), None)

    def _stay(self, row: int, cell: int) -> None:
        if self.rows:
            self.rows[min(row, len(self.rows) - 1)].editors[cell].take_focus()
        else:
            self._before.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _forget(self, row: PartRow) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _insert(self, values: Mapping[str, Any]) -> PartRow:
        row = PartRow(self, values, self._make)
        self.rows.append(row)
        self._column.insertWidget(0 if self.group.newest_first else -1, row)
        row.show()
        self._number()
        return row

    def _number(self) -> None:
        for place, row in enumerate(self.rows, 1):
            row.place.setText(str(place))
        cells = [editor.inner for row in sorted(self.rows, key=self._column.indexOf) for editor in row.editors]
        for before, after in pairwise([self._before, *cells]):
            QWidget.setTabOrder(before, after)

    @property
    def _before(self) -> QWidget:
        """The field Tab comes from."""
        found = self.previousInFocusChain()
        while found and found is not self and (found.focusPolicy() == NOWHERE or self.isAncestorOf(found)):
            found = found.previousInFocusChain()
        return found or self

    def read(self) -> list[Values]:
        return [row.read() for row in self.rows if not row.is_blank]

    def readable(self) -> list[Values]:
        return [row.readable() for row in self.rows if not row.is_blank]

    def hold(self) -> None:
        """Rows that say whom they are about count, although nobody typed in them: they were proposed (拟填)."""
        lead = self.group.lead.name
        for row in self.rows:
            row.hold(lead)

    @property
    def _link(self) -> LinkEditor | None:
        """The link with the cursor, or where F8 was pressed last."""
        links = [one for row in self.rows for one in row.editors if isinstance(one, LinkEditor)]
        return next((one for one in links if one.line.hasFocus()), None) or next(
            (one for one in links if one is self._missed), None
        )

    @property
    def wanted_kind(self) -> str:
        self._missed = self._link
        return self._missed.field.link_kind if self._missed is not None else ""

    def put_link(self, record_id: int) -> None:
        link = self._missed
        if link is not None:
            link.show_value(record_id)
            link.edited.emit()
            link.take_focus()

    def add_row(self) -> None:
        """A new row, ready to type (Alt+A); a blank one that is there already is used first."""
        blank = next((row for row in self.rows if row.is_blank), None)
        (blank or self._insert(self.group.defaults)).editors[0].take_focus()

    def next_in(self, row: PartRow, editor: Editor) -> None:
        """Enter: on to the next cell, from the last cell to a new row, from a blank row out of the table."""
        at = row.editors.index(editor)
        if row.is_blank:
            self.advance.emit()
        elif at + 1 < len(row.editors):
            row.editors[at + 1].take_focus()
        elif row is self.rows[-1]:
            self.add_row()
        else:
            self.rows[self.rows.index(row) + 1].editors[0].take_focus()

    def drop(self, row: PartRow) -> None:
        """Take a row away; undo of the save brings it back."""
        at = self.rows.index(row)
        self.rows.remove(row)
        self._forget(row)
        self._number()
        if self.ghost and not self.rows:
            self._insert(self.group.defaults)
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].editors[0].take_focus()
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._row_key(watched, event)
        return False

    def _row_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Delete and event.modifiers() & CONTROL:
            row = next(row for row in self.rows if any(editor.inner is watched for editor in row.editors))
            self.drop(row)
            return True
        return False

    def set_ditto(self, on: bool) -> None:
        self._mark.setVisible(on)

    def set_bad(self, bad: bool) -> None:
        """The message under the rows says which; rows have no frame of their own."""

    def take_focus(self) -> None:
        if self.rows:
            self.rows[0].editors[0].take_focus()
        else:
            self.add_row()
