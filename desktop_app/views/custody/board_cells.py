"""Heads and grounds of the tables of 涉案财物, drawn as in the ledgers."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QWidget

from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.theme import Role, font, px

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
ELIDE = Qt.TextElideMode.ElideRight
ROW, HEAD = 32, 32


class Ink:
    """Fonts and measures at the officer's scale (字号)."""

    def __init__(self) -> None:
        self.body: QFont = font(Role.BODY)
        self.strong: QFont = font(Role.STRONG)
        self.head: QFont = font(Role.HEAD)
        self.pill: QFont = font(Role.PILL)
        self.hint: QFont = font(Role.HINT)
        self.room = QFontMetrics(self.body)
        self.pill_room = QFontMetrics(self.pill)
        self.pad = px(8)
        self.row = px(ROW)
        self.top = px(HEAD)


class Heads(QHeaderView):
    """Heads of columns; those named in ``right`` hold numbers."""

    def __init__(self, right: frozenset[int], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._right = right
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.ink = Ink()

    def renew(self) -> None:
        self.ink = Ink()
        self.setFixedHeight(self.ink.top)

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:  # noqa: N802
        painter.fillRect(box, tone("head"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("line"))
        if section < self.count() - 1:
            painter.fillRect(box.right(), box.top(), 1, box.height(), tone("line"))
        painter.setFont(self.ink.head)
        painter.setPen(tone("ink2"))
        said = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        inner = box.adjusted(self.ink.pad, 0, -self.ink.pad, 0)
        painter.drawText(inner, RIGHT if section in self._right else LEFT, said)


def box_of(option: QStyleOptionViewItem) -> tuple[QRect, bool]:
    """The rectangle of a cell, and whether its row is the chosen one."""
    box: QRect = option.rect  # type: ignore[attr-defined]
    state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
    return box, bool(state & QStyle.StateFlag.State_Selected)


def ground(painter: QPainter, box: QRect, chosen: bool, first: bool, focused: bool, plain: str = "surface") -> None:
    """The tint of a row, its hairline, and the bar before the chosen one."""
    painter.fillRect(box, tone("blue1" if chosen else plain))
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("soft"))
    if chosen and first:
        painter.fillRect(box.left(), box.top(), px(3), box.height(), tone("blue7" if focused else "field"))


def write(painter: QPainter, box: QRect, text: str, face: QFont, ink: str, right: bool = False) -> None:
    """A line of text, cut where it has no room."""
    painter.setFont(face)
    painter.setPen(tone(ink))
    painter.drawText(box, RIGHT if right else LEFT, painter.fontMetrics().elidedText(text, ELIDE, box.width()))
