"""Editors that complete: links to records, words, and texts with known phrases."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QMetaMethod, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.registers.spec import Field
from desktop_app.rules.unreadable import Unreadable, quoted, tight
from desktop_app.rules.vocabulary import word
from desktop_app.views.icons import icon
from desktop_app.views.register.editors.choices import SHOWN, Choice, Recent, Source, found, records, words
from desktop_app.views.register.editors.line import ALT, ENTER, Line
from desktop_app.views.register.editors.popup import Popup
from desktop_app.views.register.editors.simple import LineEditor
from desktop_app.views.register.known import Known
from desktop_app.views.theme import T, px


class CompletingLine(Line):
    """A line with a list under it. Enter and Tab take the current one of the list, F3, F7 and Alt+↓ open it whole."""

    picked = Signal(object)
    wanting = Signal(str)

    def __init__(self, source: Source, rank: Callable[[Any], int], free: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._rank = rank
        self._free = free
        self.arrow = False
        self.popup: Popup | None = None
        self.textEdited.connect(self.suggest)

    def suggest(self) -> None:
        """Offer what is met by the text so far."""
        met = found(self.text(), self._source(), self._rank) if self.text().strip() else []
        if self._free:
            met = [choice for choice in met if choice.label != self.text().strip()]
        self._offer(met[:SHOWN])
        if not self.arrow:
            self.set_suffix(f"{len(met)} 项" if len(met) > 1 and not self._free else "")

    def offer_all(self) -> None:
        self._offer(found("", self._source(), self._rank))

    def _offer(self, choices: list[Choice]) -> None:
        if self.popup is None:
            self.popup = Popup(self)
            self.popup.picked.connect(self._clicked)
        self.popup.offer(choices)

    @property
    def listing(self) -> bool:
        return self.popup is not None and self.popup.isVisible()

    def _clicked(self, row: int) -> None:
        if self.popup is not None:
            self.take(self.popup.choices[row])

    def take(self, choice: Choice) -> None:
        """Write a choice into the line."""
        self.close_list()
        self.setText(choice.label)
        self.set_ditto(False)
        self.picked.emit(choice)

    def close_list(self) -> None:
        if self.popup is not None:
            self.popup.hide()
        if not self.arrow:
            self.set_suffix("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.listing and self._list_key(event):
            event.accept()
        elif event.key() == Qt.Key.Key_F8:
            self.close_list()
            self.wanting.emit(self.text().strip())
        elif event.key() in (Qt.Key.Key_F3, Qt.Key.Key_F7) or (
            event.key() == Qt.Key.Key_Down and event.modifiers() & ALT
        ):
            self.offer_all()
        else:
            super().keyPressEvent(event)

    def _list_key(self, event: QKeyEvent) -> bool:
        assert self.popup is not None
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}
        if event.key() in steps:
            self.popup.move_by(steps[Qt.Key(event.key())])
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return False

    def enter(self) -> None:
        if self.listing and self.popup is not None and (choice := self.popup.current) and not self._keeps_own_words():
            self.take(choice)
            self.entered.emit()
            return
        self.close_list()
        super().enter()

    def _keeps_own_words(self) -> bool:
        """In a free text Enter keeps what was typed, unless the list was walked or pinyin was typed."""
        assert self.popup is not None
        return self._free and self.popup.currentIndex().row() == 0 and not self.text().strip().isascii()

    def take_offered(self) -> None:
        """Going on by Tab or by saving means what Enter would have taken."""
        if self.listing and self.popup is not None and self.popup.current and not self._keeps_own_words():
            self.take(self.popup.current)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        if forward:
            self.take_offered()
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self.close_list()
        super().focusOutEvent(event)

    def hideEvent(self, event: Any) -> None:  # noqa: N802
        self.close_list()
        super().hideEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        if self.arrow and event.position().x() > self.width() - px(26):
            self.offer_all()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self.arrow:
            painter = QPainter(self)
            side = px(12)
            spot = QRect(self.width() - side - px(9), (self.height() - side) // 2, side, side)
            icon("chevron-down", T.ink2).paint(painter, spot)
            painter.end()

    def _room_right(self) -> int:
        return px(20) if self.arrow else 0


class LinkEditor(LineEditor):
    """A link to another record: found by initials, pinyin or characters; same names told apart by department.

    ``wanting`` carries what was typed when F8 asks to register the missing record.
    """

    wanting = Signal(str)

    def __init__(
        self,
        field: Field,
        known: Known,
        recent: Recent,
        near: Callable[[], Mapping[str, Any]] = dict,
        parent: QWidget | None = None,
    ) -> None:
        kind = field.link_kind
        self._source = records(kind, known, near)
        line = CompletingLine(self._source, lambda key: recent.place(kind, key), free=False)
        line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        super().__init__(field, parent, line)
        self._known = known
        self._recent = recent
        self._chosen: int | None = None
        line.picked.connect(self._take)
        line.wanting.connect(self.wanting)
        line.textEdited.connect(self._forget)

    def _take(self, choice: Choice) -> None:
        self._chosen = choice.key
        self._recent.used(self.field.link_kind, choice.key)
        self.line.setText(self._known.label(self.field.link_kind, choice.key))
        self.edited.emit()

    def _forget(self) -> None:
        self._chosen = None

    def read(self) -> int | None:
        text = self.line.text().strip()
        if not text:
            return None
        if self._chosen is not None:
            return self._chosen
        exact = [choice for choice in self._source() if text == choice.label or text in choice.also]
        if len(exact) == 1:
            return int(exact[0].key)
        if exact:
            raise Unreadable("ambiguous", f"有 {len(exact)} 个{quoted(text)}，从列表里按部门选")
        can_register = self.isSignalConnected(QMetaMethod.fromSignal(self.wanting))
        mend = "从列表里选，或按 F8 登记" if can_register else "按首字母从列表里另选"
        raise Unreadable("unknown_link", f"没有{quoted(text)}。{mend}")

    def show_value(self, value: Any) -> None:
        self._chosen = value
        super().show_value(self._known.label(self.field.link_kind, value) if value is not None else "")

    def tidy(self) -> None:
        self.show_value(self.read())


class PhraseEditor(LineEditor):
    """A text with words of a dictionary and phrases already used; any text may be typed."""

    def __init__(self, field: Field, source: Source, parent: QWidget | None = None) -> None:
        line = CompletingLine(source, lambda _key: 0, free=True)
        line.arrow = bool(field.words or field.offers)
        super().__init__(field, parent, line)
        line.picked.connect(lambda _choice: self.edited.emit())


class WordEditor(LineEditor):
    """One of more than three fixed words: typed in characters or initials, or picked from the list."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        line = CompletingLine(words(field), lambda _key: 0, free=False)
        line.arrow = True
        super().__init__(field, parent, line)
        line.picked.connect(lambda _choice: self.edited.emit())

    def read(self) -> Any:
        kind, text = self.field.word_type, self.line.text()
        assert kind is not None
        if not tight(text):
            return None
        meant = word(kind, text)
        if meant is None:
            raise Unreadable("unknown_word", f"没有{quoted(text)}这一项。从列表里选")
        return meant

    def tidy(self) -> None:
        self.show_value(self.read())


__all__ = ["ENTER", "CompletingLine", "LinkEditor", "PhraseEditor", "WordEditor"]
