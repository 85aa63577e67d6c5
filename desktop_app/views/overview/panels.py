"""The four panels 快细实严: key figures, a bar of standings, its counts spelt out; each number opens its records."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.figures.overview import PanelView, Segment
from desktop_app.views.controls import label
from desktop_app.views.overview.ink import CENTRE, Ink, segment_tone, tone
from desktop_app.views.overview.openers import ROUND, FigureButton, Opener, SegmentButton, Walk
from desktop_app.views.overview.words import of_key, of_segment
from desktop_app.views.register.editors.flow import Flow
from desktop_app.views.theme import Role, px

NO_REGISTERS = "还没有建账"


class Mark(QWidget):
    """The character of a panel on its tile; grey while nothing is kept there."""

    def __init__(self, word: str, quiet: bool, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._word, self._quiet, self._ink = word, quiet, ink
        self.setFixedSize(px(26), px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("grey0" if self._quiet else "blue7"))
        painter.drawRoundedRect(self.rect(), 4, 4)
        self._ink.write(painter, self.rect(), self._word, Role.PANEL, "ink2" if self._quiet else "surface", CENTRE)
        painter.end()


class Bar(QWidget):
    """Parts of a whole side by side; a click on one opens it. ``pressed`` carries its place."""

    pressed = Signal(int)

    def __init__(self, parts: Sequence[Segment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self.setFixedHeight(px(8))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("，".join(f"{part.word} {part.count}" for part in self._parts))

    def boxes(self) -> list[QRect]:
        """The rectangle of each part; the smallest can still be seen."""
        whole = sum(part.count for part in self._parts)
        if not whole:
            return []
        least = px(3)
        spare = self.width() - least * len(self._parts)
        found, left = [], 0.0
        for part in self._parts:
            wide = least + spare * part.count / whole
            found.append(QRect(round(left), 0, round(left + wide) - round(left) - 1, self.height()))
            left += wide
        return found

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = event.position().toPoint().x()
        hit = next((place for place, box in enumerate(self.boxes()) if box.left() <= at <= box.right() + 1), None)
        if hit is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(hit)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        for place, box in enumerate(self.boxes()):
            part = self._parts[place]
            painter.fillRect(box, tone(segment_tone(part.word, place, part.bad)))
        if not self.boxes():
            painter.fillRect(self.rect(), tone("soft"))
        painter.end()


class PanelCard(QFrame):
    """One panel. ``openers`` are its numbers in reading order."""

    def __init__(self, view: PanelView, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self._ink = view, ink
        self.openers: list[Opener] = []
        self.setProperty("frame", "card")
        self.setAccessibleName(f"{view.mark} {view.title}")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14 - ROUND), px(12), px(14 - ROUND), px(6))
        column.setSpacing(0)
        column.addLayout(self._head())
        if not view.keys:
            column.addWidget(self._nothing(), 1)
            return
        column.addSpacing(px(6))
        column.addLayout(self._figures())
        column.addSpacing(px(6))
        self._add_bar(column)
        column.addStretch(1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(px(ROUND), 0, px(ROUND), 0)
        row.setSpacing(px(8))
        row.addWidget(Mark(self.view.mark, not self.view.keys, self._ink))
        title = label(self.view.title, "panel" if self.view.keys else "lead")
        title.setMinimumWidth(1)
        title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row.addWidget(title, 1)
        if self.view.keys:
            row.addWidget(label(self.view.aside, "meta2"))
        return row

    def _nothing(self) -> QLabel:
        said = label(self.view.aside or NO_REGISTERS, "meta")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return said

    def _figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(4))
        for key in self.view.keys:
            made = FigureButton(key, of_key(self.view, key), self._ink)
            self.openers.append(made)
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            row.addStretch(1)
        return row

    def _add_bar(self, column: QVBoxLayout) -> None:
        """The bar and its parts spelt out; without parts only the empty track."""
        bar = Bar(self.view.bar)
        framed = QHBoxLayout()
        framed.setContentsMargins(px(ROUND), 0, px(ROUND), 0)
        framed.addWidget(bar)
        column.addLayout(framed)
        words = QWidget()
        flow = Flow(words, 0, fill_last=False)
        flow.setContentsMargins(0, 0, 0, 0)
        parts: list[Opener] = []
        for place, segment in enumerate(self.view.bar):
            made = SegmentButton(segment, place, of_segment(self.view, segment), self._ink)
            parts.append(made)
            flow.addWidget(made)
        column.addSpacing(px(2))
        column.addWidget(words)
        bar.pressed.connect(lambda place: parts[place].click())
        self.openers += parts


class Panels(QWidget):
    """The four cards side by side, walked through as one. ``asked`` carries what a number opens."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ink = Ink()
        self.walk = Walk(self)
        self.cards: list[PanelCard] = []
        self.setAccessibleName("快细实严")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(12))
        self.setMinimumHeight(px(158))

    def load(self, views: Sequence[PanelView]) -> None:
        """Show these; the cursor stays at its place."""
        place, focused = self.walk.place, self.hasFocus() or any(item.hasFocus() for item in self.walk.items)
        for card in self.cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [PanelCard(view, self.ink) for view in views]
        for card in self.cards:
            self._row.addWidget(card, 1)
        items = [item for card in self.cards for item in card.openers]
        for item in items:
            item.clicked.connect(lambda _checked=False, item=item: self.asked.emit(item.opening))
        self.walk.over(items, place)
        if focused and self.walk.current is not None:
            self.walk.current.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(1200), super().sizeHint().height())
