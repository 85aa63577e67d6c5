"""The editor of a bulletin (正文编辑): a draft goes in, rows come out; in between the officer types."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.rules.manuscript import figure, mark
from desktop_app.rules.said_numbers import Numbers
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.views.bulletin import deeds
from desktop_app.views.bulletin.clip import words_of
from desktop_app.views.bulletin.page import Page
from desktop_app.views.bulletin.paras import Para, Place, Text
from desktop_app.views.bulletin.rows import Row, Rows, saying_of
from desktop_app.views.bulletin.said import Shown


@dataclass(frozen=True, slots=True)
class Counts:
    """What the status bar says: characters (字数), and the numbers of the text."""

    words: int
    numbers: Numbers


class Editor(QWidget):
    """``changed``: what would be saved is other now; ``moved``: the caret.

    ``figure_asked`` carries the key of a figure whose source is asked for, "" where there is none; ``insert_asked``,
    ``person_asked``, ``phrase_asked``, ``keep_phrase_asked`` ask for their dialogs; ``grid_asked`` carries the index of
    a table to edit, or -1 for a new one; ``part_asked`` the ``Place`` below the body that was pressed on.
    """

    changed = Signal()
    moved = Signal()
    figure_asked = Signal(str)
    insert_asked = Signal()
    person_asked = Signal()
    phrase_asked = Signal()
    keep_phrase_asked = Signal()
    grid_asked = Signal(int)
    part_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = Rows()
        self._record: int | None = None
        self.page = Page()
        self.setFocusProxy(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.page.changed.connect(self.changed)
        self.page.moved.connect(self.moved)
        self.page.figure_asked.connect(self.figure_asked)
        self.page.table_asked.connect(self.grid_asked)
        self.page.part_asked.connect(self.part_asked)
        self.page.asked.connect(self._ask)

    def _ask(self, deed: str) -> None:
        if deed == "table":
            self.grid_asked.emit(-1)
            return
        asked = {
            "insert": self.insert_asked,
            "person": self.person_asked,
            "phrase": self.phrase_asked,
            "keep_phrase": self.keep_phrase_asked,
        }
        asked[deed].emit()

    # a draft in, rows out

    def show_draft(self, draft: Draft, facts: Facts) -> None:
        """Show a draft. The same words read again keep caret and undo; an issued bulletin can only be read."""
        same = draft.record_id is not None and draft.record_id == self._record
        self._record = draft.record_id
        before = self.page.text
        text = self.rows.read(draft, same)
        saying = saying_of(draft, facts, self.rows.shown_by_key)
        self.page.frozen = bool(draft.values.get("snapshot"))
        if same and _words(text.paras) == _words(before.paras):
            self.page.renew(replace(text, caret=before.caret, anchor=before.anchor), saying)
        elif same:
            self.page.put(text.at(*before.caret), saying)
        else:
            self.page.put(text, saying)
            self.page.verticalScrollBar().setValue(0)

    def take(self, draft: Draft, facts: Facts) -> None:
        """A draft whose numbers were taken anew, not saved yet."""
        self.show_draft(draft, facts)
        self.changed.emit()

    def set_frozen(self, frozen: bool) -> None:
        """Only read from now on, or typed in again."""
        self.page.frozen = frozen

    def lines(self) -> list[Row]:
        """The paragraphs as rows of ``BulletinLine``."""
        return self.rows.lines(self.page.text)

    def figures(self) -> list[Row]:
        """The traced numbers as rows of ``BulletinFigure``."""
        return self.rows.figures(self.page.text)

    @property
    def title(self) -> str:
        return self._words_of(Place.TITLE)

    @property
    def addressee(self) -> str:
        return self._words_of(Place.ADDRESSEE)

    def _words_of(self, place: Place) -> str:
        return next(para.text for para in self.page.text.paras if para.place is place)

    def write_into(self, draft: Draft) -> Draft:
        """Put what stands here into a draft: title, addressee, paragraphs, numbers."""
        values: dict[str, Any] = {Bulletin.title.key: self.title, Bulletin.addressee.key: self.addressee}
        for name, value in values.items():
            if (draft.values.get(name) or "") != value:
                draft.values[name] = value
        draft.parts[BulletinLine.__tablename__] = self.lines()
        draft.parts[BulletinFigure.__tablename__] = self.figures()
        return draft

    # what is asked about it

    @property
    def text(self) -> Text:
        return self.page.text

    @property
    def shown(self) -> Sequence[Shown]:
        """The paragraphs as they are shown, for the outline."""
        return self.page.sheet.shown

    @property
    def counts(self) -> Counts:
        found = [para.numbers for para in self.page.text.paras]
        whole = Numbers(sum(one.traced for one in found), sum(one.typed for one in found))
        return Counts(sum(one.count for one in self.page.sheet.shown), whole)

    def figure_row(self, key: str) -> Row | None:
        """The row of a figure of this text."""
        return self.rows.figures_by_key.get(key)

    def figure_box(self, key: str) -> QRect:
        """Where a figure stands, in coordinates of the screen."""
        box = self.page.figure_box(key)
        return QRect(self.page.viewport().mapToGlobal(box.topLeft()), box.size())

    @property
    def selected_words(self) -> str:
        """The selection in plain words, marks said."""
        chosen = deeds.quoted_text(self.page.text)
        return words_of(chosen, self._said).strip()

    def _said(self, para: Para) -> str:
        saying = self.page.saying
        return "".join(cell if isinstance(cell, str) else saying.words(cell) for cell in para.cells)

    # what dialogs do to it

    def go(self, para: int) -> None:
        """The caret to a paragraph, the keyboard to the text."""
        self.page.act_moving(self.page.text.at(para))
        self.page.setFocus()

    def free_key(self) -> str:
        """A key for a number to be inserted."""
        return self.rows.free_key()

    def insert_figure(self, row: Row) -> None:
        """A traced number at the caret."""
        self.rows.keep(row)
        self.page.saying = replace(self.page.saying, figures=self.rows.shown_by_key)
        self.page.insert(figure(row["key"]))

    def insert_person(self, officer_id: int) -> None:
        """A person at the caret, named as the bulletin names people."""
        self.page.insert(mark("p", officer_id))

    def insert_words(self, words: str) -> None:
        """A set phrase at the caret."""
        self.page.act(lambda text: deeds.pasted(text, deeds.foreign(words)))

    def set_grid(self, para: int, grid: dict[str, Any]) -> None:
        """Other cells for a table, or a new table behind the caret's paragraph for -1."""
        if para < 0:
            self.page.act(lambda text: deeds.with_table(text, grid))
        else:
            self.page.act(lambda text: deeds.with_grid(text, para, grid))

    def move_section(self, para: int, by: int) -> None:
        """A section up or down, as Alt+↑ and Alt+↓ do in the text."""
        self.page.act_moving(self.page.text.at(para))
        self.page.do("up" if by < 0 else "down")

    def light(self, key: str | None) -> None:
        """The ground under the figure whose source is looked at."""
        self.page.light(key)


def _words(paras: Sequence[Para]) -> list[tuple[Any, ...]]:
    return [(para.place, para.kind, para.text, para.grid) for para in paras]
