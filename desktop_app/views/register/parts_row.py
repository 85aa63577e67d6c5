"""One row of a list of sentences in the panel: read as a line, F2 or a click turns it into its editors."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.registers import words
from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.draft import Values
from desktop_app.services.facts import Facts
from desktop_app.views.controls import label, restyle
from desktop_app.views.register.cells import short_day
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.line import ALT, CONTROL, SHIFT, is_enter
from desktop_app.views.theme import px

Make = Callable[[Field], Editor]
_WIDTHS = {Shape.DAY: 104, Shape.LINK: 92, Shape.WORD: 84}
_EDIT = Qt.Key.Key_F2


@dataclass(frozen=True)
class Told:
    """A row in words: what stands before its sentence, the sentence, names and day behind it."""

    before: str
    text: str
    names: str
    day: str
    late: bool
    done: bool

    @property
    def said(self) -> str:
        return "，".join(filter(None, (self.before, self.text, self.names, self.day, "逾期" if self.late else "")))


def told(group: Parts, values: Mapping[str, Any], facts: Facts) -> Told:
    """The words of a row. Of the days behind the sentence only one is shown: when it was done, else when it is due."""
    at = group.fields.index(group.lead)
    before, after = group.fields[:at], group.fields[at + 1 :]
    days = [item for item in after if item.shape is Shape.DAY]
    tick = group.tick
    done = values.get(tick.name) if tick else None
    day = done or next((values[item.name] for item in days if values.get(item.name) is not None), None)
    others = (words.text(item, values.get(item.name), facts) for item in after if item not in days)
    late = tick is not None and done is None and day is not None and day < facts.today
    return Told(
        " ".join(filter(None, (_short(item, values.get(item.name), facts) for item in before))),
        words.text(group.lead, values.get(group.lead.name), facts),
        " ".join(filter(None, others)),
        short_day(day, facts.today) if day else "",
        late,
        done is not None,
    )


def _short(item: Field, value: Any, facts: Facts) -> str:
    return short_day(value, facts.today) if isinstance(value, date) else words.text(item, value, facts)


class Tick(QCheckBox):
    """The box of a measure: Space ticks; every other key is the row's."""

    focused = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.focused.emit(False)


class ListRow(QFrame):
    """A row. ``ticked``: its box; ``stepped``: ↑ ↓ (-1, +1); ``entered``: Enter; ``edited``, ``left``: as editors do.

    ``finished``: Enter in its last editor. ``dropped``: the cross or Ctrl+Delete.
    """

    ticked = Signal(bool)
    stepped = Signal(int)
    entered = Signal()
    edited = Signal()
    left = Signal()
    finished = Signal()
    dropped = Signal()

    def __init__(self, group: Parts, make: Make, parent: QWidget) -> None:
        super().__init__(parent)
        self.group, self._make = group, make
        self.values: Values = {}
        self._touched: set[str] = set()
        self.editors: dict[str, Editor] = {}
        self.setProperty("frame", "row")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.face = QWidget()
        column.addWidget(self.face)
        self._edit: QWidget | None = None
        self._lay_face()

    # read

    def _lay_face(self) -> None:
        row = QHBoxLayout(self.face)
        row.setContentsMargins(px(2), px(1), 0, px(1))
        row.setSpacing(px(8))
        top = Qt.AlignmentFlag.AlignTop
        self.box: Tick | None = Tick() if self.group.tick else None
        if self.box is not None:
            self.box.clicked.connect(self.ticked)
            self.box.focused.connect(self._ring)
            self.setFocusProxy(self.box)
            row.addWidget(self.box, 0, top)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.before, self.text = label("", "meta"), label("")
        self.names, self.day = label("", "name"), label("", "meta")
        self.text.setWordWrap(True)
        for made in (self.before, self.names, self.day, self.text):
            made.setMinimumHeight(px(26))
        row.addWidget(self.before, 0, top)
        row.addWidget(self.text, 1)
        row.addWidget(self.names, 0, top)
        row.addWidget(self.day, 0, top)

    def show_values(self, values: Mapping[str, Any], facts: Facts) -> None:
        """Show a row to read; what was typed and not read is forgotten."""
        self.values = dict(values)
        self._touched.clear()
        said = told(self.group, values, facts)
        for made, text in ((self.before, said.before), (self.names, said.names), (self.day, said.day)):
            made.setText(text)
            made.setVisible(bool(text))
        self.text.setText(said.text)
        restyle(self.text, role="label" if said.done else "")
        restyle(self.day, role="late" if said.late else "meta")
        name = f"{self.group.label} {said.said}"
        self.setAccessibleName(name)
        if self.box is not None:
            self.box.setChecked(said.done)
            self.box.setAccessibleName(name)
        self.setToolTip("F2 修改" + ("　Space 勾选完成" if self.box is not None else ""))
        self.rest()

    @property
    def is_editing(self) -> bool:
        return self._edit is not None

    def rest(self) -> None:
        """Back to the line, the cursor with it."""
        self.face.show()
        if self._edit is not None:
            if self._edit.isAncestorOf(QApplication.focusWidget() or self):
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._edit.hide()
            self._edit.deleteLater()
            self._edit = None
            self.editors = {}

    # edit

    def edit(self) -> None:
        """Turn into editors, the cursor in the first."""
        if self._edit is None:
            self._edit = self._lay_editors()
            self.layout().addWidget(self._edit)  # type: ignore[union-attr]
            self.face.hide()
            self._edit.show()
        next(iter(self.editors.values())).take_focus()

    def _lay_editors(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, px(3), 0, px(3))
        column.setSpacing(px(4))
        lines = (QHBoxLayout(), QHBoxLayout())
        at = self.group.fields.index(self.group.lead)
        for place, item in enumerate(self.group.fields):
            editor = self._editor(item)
            line = lines[0 if place <= at else 1]
            line.addWidget(editor, 1 if item is self.group.lead else 0, Qt.AlignmentFlag.AlignTop)
        lines[1].addStretch(1)
        lines[1].addWidget(self._cross())
        for line in lines:
            line.setSpacing(px(4))
            column.addLayout(line)
        return made

    def _editor(self, item: Field) -> Editor:
        lead = item is self.group.lead
        editor = self._make(replace(item, lines=2) if lead and item.shape is Shape.TEXT else item)
        editor.inner.setAccessibleName(f"{self.group.label} {item.label}")
        if hasattr(editor.inner, "setPlaceholderText"):
            editor.inner.setPlaceholderText(item.label)
        if not lead and item.shape in _WIDTHS:
            editor.setFixedWidth(px(_WIDTHS[item.shape]))
        editor.show_value(self.values.get(item.name))
        editor.edited.connect(partial(self._typed, item.name))
        editor.left.connect(self.left)
        editor.advance.connect(partial(self._on, item.name))
        self.editors[item.name] = editor
        return editor

    def _cross(self) -> QPushButton:
        cross = QPushButton("×")
        cross.setProperty("kind", "cross")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setFixedWidth(px(22))
        cross.setToolTip("去掉这一行 Ctrl+Delete")
        cross.setAccessibleName("去掉这一行")
        cross.clicked.connect(self.dropped)
        return cross

    def _typed(self, name: str) -> None:
        self._touched.add(name)
        self.edited.emit()

    def _on(self, name: str) -> None:
        """Enter: the next editor, after the last out of the row; out of a new row nothing was typed in at once."""
        names = [*self.editors]
        at = names.index(name) + 1
        if self.is_blank or at == len(names):
            self.finished.emit()
        else:
            self.editors[names[at]].take_focus()

    @property
    def is_blank(self) -> bool:
        """Nothing was typed into a new row."""
        return "id" not in self.values and not self._touched

    def put(self, name: str, value: Any) -> None:
        """Give one value as if it had been typed."""
        self.values[name] = value
        if name in self.editors:
            self.editors[name].show_value(value)
        self._touched.add(name)

    def read(self) -> Values:
        """The row's values; only what was typed in is read anew. Raises Unreadable."""
        for name, editor in self.editors.items():
            if name in self._touched:
                self.values[name] = editor.read()
        return dict(self.values)

    def readable(self) -> Values:
        """The row without what cannot be read."""
        found = dict(self.values)
        for name in self._touched & self.editors.keys():
            with suppress(Unreadable):
                found[name] = self.editors[name].read()
        return found

    def tidy(self) -> None:
        for name in self._touched & self.editors.keys():
            self.editors[name].tidy()

    # keys and pointer

    def event(self, event: QEvent) -> bool:
        """F2 is the row's while the cursor is on it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == _EDIT:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & (CONTROL | ALT | SHIFT)
        if event.key() == Qt.Key.Key_Delete and event.modifiers() & CONTROL:
            self.dropped.emit()
        elif self.is_editing or held:
            event.ignore()
        elif event.key() == _EDIT:
            self.edit()
        elif is_enter(event):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the words edits them."""
        if not self.is_editing and self.rect().contains(event.position().toPoint()):
            self.edit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._ring(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._ring(False)

    def _ring(self, on: bool) -> None:
        restyle(self, ring=on)
