"""Where editors sit: folding sections, labels at the left, two columns at most, the message under the field."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.views.controls import HintButton, label, link, restyle
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.mnemonics import letters
from desktop_app.views.theme import T, px

OPEN, CLOSED = "▾", "▸"
STAR = f"<span style='color:{T.blue7}'>&nbsp;*</span>"


class Fold(QWidget):
    """A section that folds (折叠分组); without a title it is only its body."""

    def __init__(self, title: str, open_: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self.body = QWidget(self)
        self.head = QPushButton(self)
        self.head.setProperty("kind", "fold")
        self.head.setCheckable(True)
        self.head.toggled.connect(self._fold)
        self.side = QHBoxLayout()
        self.side.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.head)
        self.beside = label("", "meta2")
        top.addWidget(self.beside)
        top.addStretch(1)
        top.addLayout(self.side)
        column.addLayout(top)
        column.addWidget(self.body)
        self.face: QWidget | None = None
        self.head.setVisible(bool(title))
        self.beside.setVisible(bool(title))
        self.head.setChecked(open_ or not title)
        self._fold(self.head.isChecked())

    def _fold(self, on: bool) -> None:
        self.body.setVisible(on)
        if self.face is not None:
            self.face.setVisible(not on)
        self.head.setText(f"{OPEN if on else CLOSED}  {self.title}")
        self.head.setAccessibleName(f"{self.title}{'' if on else '（已折叠）'}")

    def open(self, on: bool) -> None:
        self.head.setChecked(on)

    @property
    def is_open(self) -> bool:
        return self.head.isChecked()

    def show_face(self, face: QWidget) -> None:
        """What stands in its place while it is folded."""
        self.face = face
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(face)
        self._fold(self.is_open)

    def say(self, text: str) -> None:
        """A quiet word beside the title: 3 / 4 完成."""
        self.beside.setText(text)

    def retitle(self, title: str) -> None:
        self.title = title
        self._fold(self.is_open)


def adding(add: Callable[[], object], first: bool) -> HintButton:
    """The link 添加; Alt+A goes to the first group of a form from anywhere, so only that one shows it."""
    return link("添加", add, "Alt+A" if first else "")


class Seat:
    """One editor in its place: label, holder, message."""

    def __init__(self, item: Field | Parts, editor: Editor | GroupEditor, caption: QLabel, holder: QWidget) -> None:
        self.item = item
        self.editor = editor
        self.caption = caption
        self.holder = holder
        self.message = label("", "fault")
        self.message.setWordWrap(True)
        self.message.hide()
        self.tip = HintButton("", "F9", "link")
        self.tip.setProperty("tone", "amber")
        self.tip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.tip.hide()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addWidget(editor)
        column.addWidget(self.message)
        column.addWidget(self.tip)
        self._column = column
        self._letter, self._needed = "", item.required is True
        self._caption()

    @property
    def is_folded(self) -> bool:
        fold = self.holder.parentWidget()
        return fold is not None and fold.isHidden()

    def show(self, value: Any, ditto: bool, may: bool) -> None:
        """A value, whether it is carried over, and whether it may be written."""
        self.editor.show_value(value)
        self.editor.set_ditto(ditto)
        self.editor.setEnabled(may)

    def say(self, fault: str, note: str, quiet: str = "") -> None:
        """The message under the field: a fault in red with !, else a note in amber with ◆, else a quiet one."""
        self.editor.set_bad(bool(fault))
        text = f"! {fault}" if fault else f"◆ {note}" if note else quiet
        if text != self.message.text():
            self.message.setText(text)
            restyle(self.message, role="fault" if fault else "caution" if note else "meta2")
            self.message.setVisible(bool(text))

    def suggest(self, said: str) -> None:
        """A quiet note that opens something to read (疑似重复); empty takes it away."""
        self.tip.setText(f"◆ {said}")
        self.tip.setAccessibleName(said)
        self.tip.setVisible(bool(said))

    def show_letter(self, letter: str) -> None:
        """The letter that jumps here with Alt, underlined behind the label: 条线 * (T)."""
        self._letter = letter
        self._caption()
        (self.editor.inner if isinstance(self.editor, Editor) else self.editor).setToolTip(f"Alt+{letter}")

    def show_needed(self, needed: bool) -> None:
        """The star of a required field; what is required may follow from what is typed."""
        if needed != self._needed:
            self._needed = needed
            self._caption()

    def _caption(self) -> None:
        if isinstance(self.item, Field) and self.item.aside:
            return
        star = STAR if self._needed else ""
        letter = f" <span style='color:{T.ink3}'>(<u>{self._letter}</u>)</span>" if self._letter else ""
        self.caption.setTextFormat(Qt.TextFormat.RichText)
        self.caption.setText(f"{escape(self.item.label)}{star}{letter}")

    def offer_rows(self, add: Callable[[], object], first: bool) -> None:
        """A 添加 link beside the label of a group of rows."""
        self._column.insertWidget(0, adding(add, first), 0, Qt.AlignmentFlag.AlignRight)


class Seating:
    """Fills a body with seats: half-width fields two and two, wide ones alone; in a ``roomy`` one lists are half."""

    def __init__(self, body: QWidget, label_width: int, roomy: bool = False) -> None:
        self._roomy = roomy
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnMinimumWidth(2, label_width)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._label_width = label_width
        self._body = body
        self._row, self._half = 0, False

    def add(self, item: Field | Parts, editor: Editor | GroupEditor, subject: str = "") -> Seat:
        seat = Seat(item, editor, self._caption(item, editor), QWidget(self._body))
        if is_wide(item, subject, self._roomy):
            self._row += self._half
            self._half = False
            self._put(seat, 0, 3)
            self._row += 1
        else:
            self._put(seat, 2 if self._half else 0, 1)
            self._row += self._half
            self._half = not self._half
        return seat

    def _put(self, seat: Seat, column: int, span: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        if self._roomy:
            seat.holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if self._roomy and column:
            seat.caption.setContentsMargins(px(16), 0, 0, 0)
            seat.caption.setFixedWidth(self._label_width + px(16))
        self._grid.addWidget(seat.caption, self._row, column, top)
        self._grid.addWidget(seat.holder, self._row, column + 1, 1, span, top)

    def _caption(self, item: Field | Parts, editor: Editor | GroupEditor) -> QLabel:
        """The label; a box that says itself what it is for has none."""
        made = label("" if isinstance(item, Field) and item.aside else item.label, "label")
        made.setFixedWidth(self._label_width)
        made.setMinimumHeight(px(28))
        made.setWordWrap(True)
        made.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        inner = editor.inner if isinstance(editor, Editor) else editor
        inner.setAccessibleName(item.label)
        if isinstance(item, Field) and item.hint:
            inner.setToolTip(item.hint)
        return made


def give_letters(seats: Mapping[str, Seat]) -> dict[str, str]:
    """A letter for every field that can have one, letter to field; A adds a row where the form has rows."""
    rows = any(isinstance(seat.item, Parts) and not seat.item.single for seat in seats.values())
    labels = {name: seat.item.label for name, seat in seats.items()}
    front = {name: said for name, said in labels.items() if not seats[name].is_folded}
    given = letters(front, "A" if rows else "")
    given |= letters({name: labels[name] for name in labels if name not in front}, {*given.values(), *"A" * rows})
    for name, letter in given.items():
        seats[name].show_letter(letter)
    return {letter: name for name, letter in given.items()}


def in_rows(items: Sequence[Field | Parts], subject: str, roomy: bool = False) -> list[Field | Parts]:
    """The items so that no half line stays empty: a wide field waits for the next half-width one."""
    rest, placed, half = list(items), [], False
    while rest:
        item = rest[0]
        if half and is_wide(item, subject, roomy):
            item = next((other for other in rest if not is_wide(other, subject, roomy)), item)
        rest = [other for other in rest if other.name != item.name]
        placed.append(item)
        half = not half and not is_wide(item, subject, roomy)
    return placed


def is_wide(item: Field | Parts, subject: str = "", roomy: bool = False) -> bool:
    """Whether a field takes a line of its own: rows, long texts, and a subject that is a text."""
    if isinstance(item, Parts):
        return not (roomy and item.single)
    if item.lines > 1 or item.stretch:
        return True
    return item.name == subject and item.shape is Shape.TEXT
