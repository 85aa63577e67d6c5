"""The widget that types (文本区): keys become deeds on the text, the document only shows it.

Qt's own undo, editing and dragging are switched off: nothing but ``sheet`` writes the document, so that no mark is
ever parted. ``text`` is the truth; the caret of the document follows it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from desktop_app.rules.manuscript import Mark
from desktop_app.views.bulletin import clip, deeds, keys, places
from desktop_app.views.bulletin.menu import text_menu
from desktop_app.views.bulletin.moving import moved
from desktop_app.views.bulletin.paras import Cell, Para, Place, Text, cells, plain
from desktop_app.views.bulletin.past import TYPING, Past
from desktop_app.views.bulletin.said import Saying, Shown, numbers, shown
from desktop_app.views.bulletin.sheet import face
from desktop_app.views.bulletin.view import View
from desktop_app.views.theme import px

_READING = frozenset({"copy", "open"})
_OUTSIDE = frozenset({"insert", "person", "phrase", "keep_phrase", "table"})
BLANK = Text((Para(Place.TITLE), Para(Place.ADDRESSEE), Para(Place.LINE, phantom=True)))


class Page(View):
    """``changed``: the text; ``moved``: the caret. ``asked`` carries deeds done outside: insert, person, phrase, …

    ``figure_asked`` carries a figure's key, ``table_asked`` a paragraph, ``part_asked`` the closing part pressed on.
    ``refused``: typed into what can only be read; ``past_ended``: nothing is left to ``undo`` or ``redo``.
    """

    changed = Signal()
    moved = Signal()
    asked = Signal(str)
    figure_asked = Signal(str)
    table_asked = Signal(int)
    part_asked = Signal(object)
    refused = Signal()
    past_ended = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = BLANK
        self.past = Past()
        self.saying = Saying()
        self.frozen = False
        self.token = uuid4().hex
        self._following = True
        self._laid_wide = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._widened)
        self.cursorPositionChanged.connect(self._follow)
        self.selectionChanged.connect(self._follow)
        self._measure = QFontMetrics(face("table")).horizontalAdvance
        self.put(self.text, self.saying)

    # showing

    def say(self, saying: Saying) -> None:
        """What the marks say from now on."""
        self.renew(self.text, saying)

    def put(self, text: Text, saying: Saying) -> None:
        """Another text; nothing can be undone behind it."""
        self.past.clear()
        self.renew(text, saying)

    def renew(self, text: Text, saying: Saying) -> None:
        """The text read anew: what was done can still be undone."""
        self._laid_wide = self._room()
        self.saying = replace(saying, measure=self._measure, width=self._laid_wide)
        self._show(text, self._shown_all(text.paras))

    def _shown_all(self, paras: Sequence[Para]) -> list[Shown]:
        return [shown(para, number, self.saying) for para, number in zip(paras, numbers(paras), strict=True)]

    def _show(self, text: Text, new: list[Shown]) -> None:
        self._following = False
        self.sheet.show(new)
        self.text = text
        self._place()
        self._following = True
        self.viewport().update()
        self.moved.emit()

    def _again(self, paras: Sequence[Para]) -> list[Shown]:
        """Only paragraphs that are new or bear another number are said again."""
        old = {id(para): showing for para, showing in zip(self.text.paras, self.sheet.shown, strict=True)}
        out = []
        for para, number in zip(paras, numbers(paras), strict=True):
            kept = old.get(id(para))
            out.append(kept if kept is not None and kept.prefix == number else shown(para, number, self.saying))
        return out

    def _place(self) -> None:
        """Put the document's caret where the text's is."""
        cursor = self.textCursor()
        anchor, caret = places.unit(self.document(), self.sheet, self.text.anchor), self._caret_unit()
        if (cursor.anchor(), cursor.position()) != (anchor, caret):
            cursor.setPosition(anchor)
            cursor.setPosition(caret, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def _caret_unit(self) -> int:
        return places.unit(self.document(), self.sheet, self.text.caret)

    def _room(self) -> int:
        return max(self.viewport().width() - px(6) - 1, px(120))

    # deeds

    def act(self, deed: Callable[[Text], Text], how: str = "") -> None:
        """Carry out a deed on the text."""
        if self.frozen:
            return
        self._become(deed(self.text), how)

    def _become(self, new: Text, how: str = "") -> None:
        if new is self.text:
            return
        old = self.text
        same = new.paras == old.paras
        if not same:
            self.past.did(old, new, how)
        self._show(new, self._again(new.paras))
        self.ensureCursorVisible()
        if not same:
            self.changed.emit()

    def act_moving(self, new: Text) -> None:
        """Only the caret and the selection move."""
        self._become(replace(self.text, caret=new.caret, anchor=new.anchor))

    def type_cells(self, some: Sequence[Cell]) -> None:
        """Characters or marks typed at the caret."""
        if not (self.text.now.is_typed or self.text.now.is_table):
            self.refused.emit()
            return
        self.act(lambda text: deeds.typed(text, some), TYPING)

    def insert(self, words: str) -> None:
        """A text with marks at the caret: a figure, a person, a set phrase of several lines."""
        lines = [Para(Place.LINE, line) for line in words.split("\n")]
        self.act(lambda text: deeds.pasted(text, lines))

    def do(self, deed: str) -> None:
        """A deed by its name, from a key or the menu."""
        if self.frozen and deed not in _READING:
            self.refused.emit()
            return
        if deed in _OUTSIDE:
            self.asked.emit(deed)
        elif deed.startswith("kind:"):
            kind = deeds.KINDS[int(deed.removeprefix("kind:"))]
            self.act(lambda text: deeds.levelled(text, kind))
        else:
            self._own()[deed]()

    def _own(self) -> dict[str, Callable[[], object]]:
        return {
            "undo": lambda: self._step(self.past.undo, "undo"),
            "redo": lambda: self._step(self.past.redo, "redo"),
            "up": lambda: self.act(lambda text: moved(text, -1)),
            "down": lambda: self.act(lambda text: moved(text, 1)),
            "erase_back": lambda: self.act(lambda text: deeds.erased(text, True)),
            "erase": lambda: self.act(lambda text: deeds.erased(text, False)),
            "erase_word_back": lambda: self._erase_word(QTextCursor.MoveOperation.PreviousWord, back=True),
            "erase_word": lambda: self._erase_word(QTextCursor.MoveOperation.NextWord, back=False),
            "copy": self.copy_text,
            "cut": self.cut_text,
            "paste": self.paste_text,
            "open": self.open_here,
            "enter": self.enter,
        }

    def _step(self, take: Callable[[Text], Text | None], deed: str) -> None:
        found = take(self.text)
        if found is None:
            self.past_ended.emit(deed)
        else:
            self._show(found, self._again(found.paras))
            self.ensureCursorVisible()
            self.changed.emit()

    def _erase_word(self, move: QTextCursor.MoveOperation, *, back: bool) -> None:
        if not self.text.is_selected:
            self.moveCursor(move, QTextCursor.MoveMode.KeepAnchor)
        self.act(lambda text: deeds.erased(text, back))

    def enter(self) -> None:
        """Enter: a new paragraph; on a table or the closing words, what F2 does."""
        now = self.text.now
        if now.is_table or now.place in (Place.CLOSING, Place.IMPRINT):
            self.open_here()
        else:
            self.act(deeds.split)

    def open_here(self) -> None:
        """F2: the source of the number at the caret, the cells of a table, what is said below the body."""
        now = self.text.now
        if now.is_table:
            self.table_asked.emit(self.text.caret.para)
        elif now.place in (Place.CLOSING, Place.IMPRINT):
            self.part_asked.emit(now.place)
        else:
            self.figure_asked.emit(self.figure_here() or "")

    def figure_here(self) -> str | None:
        """The figure at the caret, else the nearest of its paragraph."""
        now, at = self.text.now, self.text.caret.cell
        found = [
            (max(place - at, at - place - 1), -place, cell.key)
            for place, cell in enumerate(now.cells if now.is_typed else ())
            if isinstance(cell, Mark) and cell.letter == "n"
        ]
        return min(found)[2] if found else None

    # the clipboard

    def copy_text(self) -> None:
        if self.text.is_selected:
            QGuiApplication.clipboard().setMimeData(self.createMimeDataFromSelection())

    def cut_text(self) -> None:
        if self.text.is_selected:
            self.copy_text()
            self.act(deeds.removed)

    def paste_text(self) -> None:
        self.insertFromMimeData(QGuiApplication.clipboard().mimeData())

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        chosen = deeds.quoted_text(self.text)
        return clip.packed(chosen, places.selected_words(self.textCursor()), self.token)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        return not self.frozen and source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        self._follow()
        some = clip.unpacked(source, self.token)
        self.act(lambda text: deeds.pasted(text, some))

    # keys, input method, pointer

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.setAccepted(self._is_mine(event))
            return True
        return super().event(event)

    def _is_mine(self, event: QKeyEvent) -> bool:
        """Whether a key is answered here; where the text can only be read, most are the screen's."""
        deed = keys.deed_of(event)
        if self.frozen:
            return deed in _READING or keys.is_move(event)
        return bool(deed or keys.is_move(event) or keys.typed_text(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        deed = keys.deed_of(event)
        if self.frozen and not self._is_mine(event) and not _is_tab(event):
            if deed or keys.typed_text(event):
                self.refused.emit()
            event.ignore()
        elif deed:
            self.do(deed)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif keys.is_move(event):
            if not self._left_over_number(event):
                super().keyPressEvent(event)
        elif typed := keys.typed_text(event):
            self.type_cells(cells(plain(typed)))
        elif _is_tab(event):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _left_over_number(self, event: QKeyEvent) -> bool:
        """Left before the first character goes up, over the number of a heading."""
        selects = event.matches(QKeySequence.StandardKey.SelectPreviousChar)
        if not selects and not event.matches(QKeySequence.StandardKey.MoveToPreviousChar):
            return False
        at = self.text.caret
        if at.cell or not at.para or (self.text.is_selected and not selects):
            return False
        before = self.text.at(at.para - 1, self.text.paras[at.para - 1].size)
        self._become(replace(before, anchor=self.text.anchor) if selects else before)
        return True

    def select_all(self) -> None:
        """Title, addressee and body."""
        last = len(self.text.paras) - 1
        end = self.text.at(last, self.text.paras[last].size)
        self._become(replace(end, anchor=self.text.at(0).caret))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """Letters being composed are the document's; a committed word is typed into the text."""
        composing, word = event.preeditString(), event.commitString()
        if self.frozen or not (self.text.now.is_typed or self.text.now.is_table):
            if word:
                self.refused.emit()
            event.ignore()
            return
        if (composing or word) and self.text.is_selected:
            self.act(deeds.removed)
        if word:
            super().inputMethodEvent(QInputMethodEvent())
            self.type_cells(cells(plain(word)))
        if composing or not word:
            self._following = False
            super().inputMethodEvent(QInputMethodEvent(composing, event.attributes()))
            self._following = True
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A press inside the selection begins a new one: nothing is dragged."""
        if event.button() == Qt.MouseButton.LeftButton and self.text.is_selected:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.text.is_selected:
            return
        found = self.mark_at(event.position().toPoint())
        if found is not None and found.letter == "n":
            self.figure_asked.emit(found.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseDoubleClickEvent(event)
        if self.text.now.is_table or self.text.now.place in (Place.CLOSING, Place.IMPRINT):
            self.open_here()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        text_menu(self, self._able(), self.do).popup(event.globalPos())

    def _able(self) -> set[str]:
        able = {"copy"} if self.text.is_selected else set()
        now = self.text.now
        if self.figure_here() or not now.is_typed:
            able.add("open")
        if self.frozen:
            return able
        able |= {"insert", "person", "phrase", "table", "undo", "redo", "paste", "up", "down"}
        able |= {f"kind:{at}" for at in range(len(deeds.KINDS))} if now.is_line and now.is_typed else set()
        return able | ({"cut", "keep_phrase"} if self.text.is_selected else set())

    # following the document's caret

    def _follow(self) -> None:
        """The caret was moved by a key or the pointer: it never stays in a number or a mark."""
        if not self._following:
            return
        cursor = self.textCursor()
        found = places.read(self.document(), self.sheet, self.text, cursor.anchor(), cursor.position())
        self.text = replace(self.text, anchor=found[0], caret=found[1])
        self._following = False
        self._place()
        self._following = True
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._laid_wide != self._room():
            self._later.start()

    def _widened(self) -> None:
        """Tables are laid anew for the room there is now."""
        if any(para.is_table for para in self.text.paras):
            self.say(self.saying)


def _is_tab(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
