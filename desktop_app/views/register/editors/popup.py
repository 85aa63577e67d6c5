"""The list under a completing field: name, what tells it apart, pinyin with the typed letters in bold blue."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.views.register.editors.choices import SHOWN, Choice
from desktop_app.views.theme import Role, colour, font, px

ROW = 30
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignCenter
Index = QModelIndex | QPersistentModelIndex


class _Choices(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: list[Choice] = []

    def show_choices(self, choices: list[Choice]) -> None:
        self.beginResetModel()
        self.choices = choices
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            choice = self.choices[index.row()]
            return f"{choice.label}  {choice.detail}".strip()
        return None


class _Draw(QStyledItemDelegate):
    """Draws one offered value; the first wears the Enter cap."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        return QSize(px(200), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Choices)
        choice, box = model.choices[index.row()], option.rect  # type: ignore[attr-defined]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(box, colour("blue1" if selected else "surface"))
        right = box.right() - px(8)
        if selected:
            right = _cap(painter, right, box)
        right = _letters(painter, choice, right, box)
        left = box.left() + px(10)
        painter.setFont(font(Role.STRONG if selected else Role.KEY))
        painter.setPen(colour("ink"))
        name = max(painter.fontMetrics().horizontalAdvance(choice.label), px(54) if choice.detail else 0)
        room = max(0, right - left)
        painter.drawText(QRect(left, box.top(), room, box.height()), _LEFT, _cut(painter, choice.label, room))
        left += name + px(12)
        painter.setFont(font(Role.META))
        painter.setPen(colour("ink2"))
        room = max(0, right - left)
        painter.drawText(QRect(left, box.top(), room, box.height()), _LEFT, _cut(painter, choice.detail, room))
        painter.restore()


def _cut(painter: QPainter, text: str, room: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)


def _cap(painter: QPainter, right: int, box: QRect) -> int:
    painter.setFont(font(Role.HINT))
    width = painter.fontMetrics().horizontalAdvance("Enter") + px(10)
    cap = QRect(right - width, box.top() + (box.height() - px(18)) // 2, width, px(18))
    painter.setPen(colour("line"))
    painter.setBrush(colour("surface"))
    painter.drawRoundedRect(cap, 3, 3)
    painter.setPen(colour("ink2"))
    painter.drawText(cap, _CENTRE, "Enter")
    return cap.left() - px(10)


def _letters(painter: QPainter, choice: Choice, right: int, box: QRect) -> int:
    """Pinyin at the right, matched letters bold blue; returns where it begins."""
    if not any(lit.letters and not lit.whole for lit in choice.lit):
        return right
    plain, strong = font(Role.META), QFont(font(Role.META))
    strong.setWeight(QFont.Weight.Bold)
    runs = [run for lit in choice.lit for run in _runs(lit.syllable, 0 if lit.whole else lit.letters)]
    wide = sum(QFontMetrics(strong if bold else plain).horizontalAdvance(text) for text, bold in runs)
    left = at = right - wide
    for text, bold in runs:
        painter.setFont(strong if bold else plain)
        painter.setPen(colour("blue6" if bold else "ink2"))
        advance = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QRect(at, box.top(), advance + 2, box.height()), _LEFT, text)
        at += advance
    return left - px(10)


def _runs(syllable: str, letters: int) -> Sequence[tuple[str, bool]]:
    return [run for run in ((syllable[:letters], True), (f"{syllable[letters:]} ", False)) if run[0]]


class Popup(QListView):
    """The list itself: a child of the window, so that focus and input method stay in the field."""

    picked = Signal(int)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self._choices = _Choices(self)
        self.setModel(self._choices)
        self.setItemDelegate(_Draw(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("frame", "box")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.picked.emit(index.row()))
        self.setAccessibleName("候选")
        self.hide()

    @property
    def choices(self) -> list[Choice]:
        return self._choices.choices

    @property
    def current(self) -> Choice | None:
        row = self.currentIndex().row()
        return self.choices[row] if 0 <= row < len(self.choices) else None

    def offer(self, choices: list[Choice]) -> None:
        """Show these under the field, above it when there is no room; hide when there are none."""
        if self.parent() is not self._field.window():
            self.setParent(self._field.window())
        self._choices.show_choices(choices)
        if not choices:
            self.hide()
            return
        self.setCurrentIndex(self._choices.index(0, 0))
        self._place(min(len(choices), SHOWN) * px(ROW) + 2)
        self.show()
        self.raise_()

    def _place(self, height: int) -> None:
        window = self._field.window()
        corner = self._field.mapTo(window, QPoint(0, self._field.height()))
        width = max(self._field.width(), px(340))
        left = max(4, min(corner.x(), window.width() - width - 4))
        top = corner.y()
        if top + height > window.height() - 4:
            top = max(4, corner.y() - self._field.height() - height)
        self.setGeometry(left, top, width, height)

    def move_by(self, steps: int) -> None:
        row = max(0, min(len(self.choices) - 1, self.currentIndex().row() + steps))
        self.setCurrentIndex(self._choices.index(row, 0))
