"""Several records or words in one field: each a removable token, the next one completed behind them."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop_app.registers.spec import Parts, Shape
from desktop_app.rules.unreadable import Unreadable, quoted
from desktop_app.services.draft import Values
from desktop_app.views.controls import restyle
from desktop_app.views.register.editors.choices import Choice, Recent, phrases, records, written
from desktop_app.views.register.editors.completing import CompletingLine
from desktop_app.views.register.editors.flow import Flow
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.editors.line import DITTO_TYPED
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
        """Enter takes what is offered or typed and stays for another one; on an empty line it goes on."""
        listed = self.popup.current if self.listing and self.popup is not None else None
        if listed is not None and (self._owner.group.lead.words or not self._keeps_own_words()):
            self.take(listed)
        elif self.text().strip() in (DITTO_TYPED, "。。") or not self._owner.take_typed():
            super().enter()

    def take_offered(self) -> None:
        super().take_offered()
        self._owner.take_typed()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._owner.show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._owner.show_focus(False)


class TokenEditor(GroupEditor):
    """Parts with a single field, as removable tokens: 反贪局 × 公诉科 ×.

    Links are chosen from the list; words and case numbers may be typed, letters are looked up in the dictionary.
    """

    def __init__(self, group: Parts, known: Known, recent: Recent, parent: QWidget | None = None) -> None:
        super().__init__(group, parent)
        self._known = known
        self._kind = group.lead.link_kind
        self._free = group.lead.shape is Shape.TEXT
        self._rows: list[Values] = []
        self._tokens: list[QPushButton] = []
        self.frame = QFrame(self)
        self.frame.setProperty("look", "field")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.frame)
        self._flow = Flow(self.frame, gap=px(4), least=px(40))
        self._flow.setContentsMargins(px(5), px(3), px(5), px(3))
        self._recent = recent
        source = phrases(group.lead, known, self._written) if self._free else records(self._kind, known)
        self.line = _Line(self, source, partial(recent.place, self._kind or group.name), free=self._free)
        self.line.setProperty("look", "bare")
        self.line.setAccessibleName(group.label)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._listen()

    def _listen(self) -> None:
        self.line.picked.connect(self._add)
        self.line.entered.connect(self.advance)
        self.line.carried.connect(self.carry)
        self.line.gone.connect(self._leave)
        self.line.textEdited.connect(self.edited)
        self.line.wanting.connect(self.wanting)

    def _written(self) -> list[str]:
        return [] if self.group.lead.words else written(self.group.lead, self._known)

    def _add(self, choice: Choice) -> None:
        self.line.clear()
        self._recent.used(self._kind or self.group.name, choice.key)
        self._put([choice.key])

    def _put(self, keys: list[Any]) -> None:
        name = self.group.lead.name
        there = {row.get(name) for row in self._rows}
        fresh = [key for key in dict.fromkeys(keys) if key not in there]
        if fresh:
            self._show([*self._rows, *({**self.group.defaults, name: key} for key in fresh)])
            self.edited.emit()

    def take_typed(self) -> bool:
        """Turn a typed word into a token, several parted as in a ledger's cell; False when it must stay as typed."""
        text = self.line.text().strip()
        if not text or not self._free or self._is_letters(text):
            return False
        self.line.clear()
        self.line.close_list()
        self._put(list(self.group.apart(text) if self.group.apart is not None else [text]))
        return True

    def _is_letters(self, text: str) -> bool:
        """Letters typed into a field of dictionary words are no word yet."""
        return bool(self.group.lead.words) and text.isascii()

    def _leave(self) -> None:
        self.take_typed()
        self.left.emit()

    def drop_last(self) -> None:
        if self._rows:
            self._drop(len(self._rows) - 1)

    def _drop(self, at: int) -> None:
        self._show([row for place, row in enumerate(self._rows) if place != at])
        self.edited.emit()
        self.line.setFocus()

    def read(self) -> list[Values]:
        text = self.line.text().strip()
        if text and self._free and not self._is_letters(text):
            name, parts = self.group.lead.name, self.group.apart
            return [*self.readable(), *({name: one} for one in (parts(text) if parts is not None else [text]))]
        if text:
            raise Unreadable("unknown_link", f"没有{quoted(text)}。{self._mend()}")
        return self.readable()

    def _mend(self) -> str:
        return "从列表里选，或写全" if self._free else "按首字母从列表里选，或按 F8 登记"

    def readable(self) -> list[Values]:
        return [dict(row) for row in self._rows]

    @property
    def text(self) -> str:
        return self.line.text()

    def show_text(self, text: str) -> None:
        self.line.setText(text)

    @property
    def wanted_kind(self) -> str:
        return self._kind

    def put_link(self, record_id: int) -> None:
        self.line.clear()
        self._put([record_id])

    def show_value(self, rows: Any) -> None:
        self.line.clear()
        self._show([dict(row) for row in rows or ()])

    def _show(self, rows: list[Values]) -> None:
        self._rows = rows
        self.line.set_ditto(False)
        for token in self._tokens:
            self._flow.removeWidget(token)
            token.hide()
            token.deleteLater()
        with self._known.facts() as facts:
            values = [row.get(self.group.lead.name) for row in rows]
            labels = [str(value) if self._free else facts.label(self._kind, value) for value in values]
        self._tokens = [self._token(at, text) for at, text in enumerate(labels)]
        self.updateGeometry()

    def _token(self, at: int, text: str) -> QPushButton:
        made = QPushButton(f"{text}  ×".replace("&", "&&"), self.frame)
        made.setProperty("kind", "token")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(f"去掉{text}")
        made.clicked.connect(partial(self._drop, at))
        self._flow.put_before_last(made)
        made.show()
        return made

    def set_ditto(self, on: bool) -> None:
        self.line.set_ditto(on)

    def show_focus(self, on: bool) -> None:
        restyle(self.frame, ring=on)

    def set_bad(self, bad: bool) -> None:
        if bool(self.frame.property("bad")) != bad:
            restyle(self.frame, bad=bad)

    def take_focus(self) -> None:
        self.line.setFocus()
