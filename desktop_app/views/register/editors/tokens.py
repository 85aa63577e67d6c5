"""Several linked records in one field: each a removable token, the next one completed behind them."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop_app.registers.spec import Parts
from desktop_app.rules.unreadable import Unreadable, quoted
from desktop_app.services.draft import Values
from desktop_app.views.controls import restyle
from desktop_app.views.register.editors.choices import Choice, Recent, records
from desktop_app.views.register.editors.completing import CompletingLine
from desktop_app.views.register.editors.flow import Flow
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.known import Known
from desktop_app.views.theme import px


class _Line(CompletingLine):
    """Backspace at the beginning takes the last token away; the frame around shows the focus."""

    def __init__(self, owner: "TokenEditor", *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Backspace and not self.text() and not self.composing:
            self._owner.drop_last()
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Enter takes the offered record and stays for another one; on an empty line it goes on."""
        if self.listing and self.popup is not None and self.popup.current:
            self.take(self.popup.current)
        else:
            super().enter()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._owner.show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._owner.show_focus(False)


class TokenEditor(GroupEditor):
    """Parts with a single link, as removable tokens (配合部门：反贪局 × 公诉科 ×)."""

    def __init__(self, group: Parts, known: Known, recent: Recent, parent: QWidget | None = None) -> None:
        super().__init__(group, parent)
        self._known = known
        self._kind = group.lead.link_kind
        self._rows: list[Values] = []
        self._tokens: list[QPushButton] = []
        self.frame = QFrame(self)
        self.frame.setProperty("look", "field")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        self._flow = Flow(self.frame, gap=px(4), least=px(36))
        self._flow.setContentsMargins(px(5), px(3), px(5), px(3))
        rank = partial(recent.place, self._kind)
        self.line = _Line(self, records(self._kind, known), rank, free=False)
        self.line.setProperty("look", "bare")
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.picked.connect(self._add)
        self.line.entered.connect(self.advance)
        self.line.carried.connect(self.carry)
        self.line.gone.connect(self.left)
        self.line.textEdited.connect(self.edited)

    def _add(self, choice: Choice) -> None:
        self.line.clear()
        name = self.group.lead.name
        if all(row.get(name) != choice.key for row in self._rows):
            self.show_value([*self._rows, {**self.group.defaults, name: choice.key}])
            self.edited.emit()

    def drop_last(self) -> None:
        if self._rows:
            self._drop(len(self._rows) - 1)

    def _drop(self, at: int) -> None:
        self.show_value([row for place, row in enumerate(self._rows) if place != at])
        self.edited.emit()
        self.line.setFocus()

    def read(self) -> list[Values]:
        if self.line.text().strip():
            raise Unreadable("unknown_link", f"没有{quoted(self.line.text())}。按首字母从列表里另选")
        return [dict(row) for row in self._rows]

    def show_value(self, rows: Any) -> None:
        self._rows = [dict(row) for row in rows or ()]
        for token in self._tokens:
            self._flow.removeWidget(token)
            token.deleteLater()
        with self._known.facts() as facts:
            labels = [facts.label(self._kind, row.get(self.group.lead.name)) for row in self._rows]
        self._tokens = [self._token(at, text) for at, text in enumerate(labels)]
        self.updateGeometry()

    def _token(self, at: int, text: str) -> QPushButton:
        made = QPushButton(f"{text}  ×", self.frame)
        made.setProperty("kind", "token")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(f"去掉{text}")
        made.clicked.connect(partial(self._drop, at))
        self._flow.put_before_last(made)
        made.show()
        return made

    def show_focus(self, on: bool) -> None:
        restyle(self.frame, ring=on)

    def set_bad(self, bad: bool) -> None:
        if bool(self.frame.property("bad")) != bad:
            restyle(self.frame, bad=bad)

    def take_focus(self) -> None:
        self.line.setFocus()
