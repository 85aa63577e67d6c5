"""The four panels 快细实严: key figures, a bar of standings, its counts spelt out; each number opens its records."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.figures.overview import PanelView, Segment
from desktop_app.views.controls import label
from desktop_app.views.overview.ink import CENTRE, LEFT, RIGHT, Ink, segment_tone, tone
from desktop_app.views.overview.openers import ROUND, FigureButton, Opener, SegmentButton, Walk
from desktop_app.views.register.editors.flow import Flow
from desktop_app.views.theme import Role, px

NO_REGISTERS = "还没有建账"
LEAST = 4
"""Characters of a title to be read at least."""
PAIR = 2
"""Cards beside each other where four have no room."""


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


class Words(QWidget):
    """One line of words that gives way to its neighbours: its first ``least`` characters at least, all in the hint."""

    def __init__(
        self,
        words: str,
        ink: Ink,
        role: Role = Role.META,
        token: str = "ink2",
        where: Qt.AlignmentFlag = RIGHT,
        least: int = 0,
    ) -> None:
        super().__init__()
        self._ink, self._role, self._token, self._where, self._least = ink, role, token, where, least
        self.show_words(words)

    def show_words(self, words: str) -> None:
        self._words = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._ink.wide(self._role, self._words) + 2, self._high)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        if len(self._words) <= self._least:
            return self.sizeHint()
        return QSize(self._ink.wide(self._role, self._words[: self._least] + "…") if self._least else 0, self._high)

    @property
    def _high(self) -> int:
        return max(px(18), self._ink.metrics(self._role).height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        self._ink.write(painter, self.rect(), self._words, self._role, self._token, self._where)
        painter.end()


class Bar(QWidget):
    """Parts of a whole side by side; a click on one opens it. ``pressed`` carries its place."""

    pressed = Signal(int)

    def __init__(self, parts: Sequence[Segment], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(px(8))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_parts(parts)

    def show_parts(self, parts: Sequence[Segment]) -> None:
        self._parts = tuple(parts)
        self.setAccessibleName("，".join(f"{part.word} {part.count}" for part in self._parts))
        self.update()

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
    """One panel of the four."""

    def __init__(self, view: PanelView, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self._ink = view, ink
        self.figures: list[FigureButton] = []
        self.segments: list[SegmentButton] = []
        self.aside = Words(view.aside if view.keys else "", ink)
        self.bar = Bar(view.bar)
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

    @property
    def openers(self) -> list[Opener]:
        """Its numbers in reading order."""
        return [*self.figures, *self.segments]

    def show_view(self, view: PanelView) -> bool:
        """The same numbers as they are now; False when they are others and the card has to be made anew."""
        if not self.view.keys or _shape(view) != _shape(self.view):
            return view == self.view
        self.view = view
        self.aside.show_words(view.aside)
        self.bar.show_parts(view.bar)
        for button, key in zip(self.figures, view.keys, strict=True):
            button.show_key(view, key)
        for segment in self.segments:
            segment.show_segment(view)
        return True

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(px(ROUND), 0, px(ROUND), 0)
        row.setSpacing(px(8))
        row.addWidget(Mark(self.view.mark, not self.view.keys, self._ink))
        face = (Role.PANEL, "ink") if self.view.keys else (Role.TAB, "ink2")
        row.addWidget(Words(self.view.title, self._ink, *face, LEFT, LEAST))
        row.addWidget(self.aside, 1)
        return row

    def _nothing(self) -> QLabel:
        said = label(self.view.aside or NO_REGISTERS, "meta")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return said

    def _figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(4))
        for key in self.view.keys:
            made = FigureButton(self.view, key, self._ink)
            self.figures.append(made)
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            row.addStretch(1)
        return row

    def _add_bar(self, column: QVBoxLayout) -> None:
        """The bar and its parts spelt out; without parts only the empty track."""
        framed = QHBoxLayout()
        framed.setContentsMargins(px(ROUND), 0, px(ROUND), 0)
        framed.addWidget(self.bar)
        column.addLayout(framed)
        words = QWidget()
        flow = Flow(words, 0, fill_last=False)
        flow.setContentsMargins(0, 0, 0, 0)
        for place in range(len(self.view.bar)):
            made = SegmentButton(self.view, place, self._ink)
            self.segments.append(made)
            flow.addWidget(made)
        column.addSpacing(px(2))
        column.addWidget(words)
        self.bar.pressed.connect(lambda place: self.segments[place].click())


def _shape(view: PanelView) -> tuple[object, ...]:
    """What decides which widgets a card has."""
    return (view.mark, view.title, *(key.label for key in view.keys), *(part.word for part in view.bar))


class Panels(QWidget):
    """The four cards side by side, two by two where they have no room, walked through as one.

    ``asked`` carries what a number opens.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ink = Ink()
        self.walk = Walk(self)
        self.cards: list[PanelCard] = []
        self.setAccessibleName("快细实严")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(px(12))
        self.setMinimumHeight(px(158))

    def load(self, views: Sequence[PanelView]) -> None:
        """Show these; the cursor stays at its place."""
        if len(views) == len(self.cards) and all(
            card.show_view(view) for card, view in zip(self.cards, views, strict=True)
        ):
            return
        place, focused = self.walk.place, self.hasFocus() or any(item.hasFocus() for item in self.walk.items)
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [PanelCard(view, self.ink) for view in views]
        self._place(self._across(self.width()))
        items = [item for card in self.cards for item in card.openers]
        for item in items:
            item.clicked.connect(lambda _checked=False, item=item: self.asked.emit(item.opening))
        self.walk.over(items, place)
        if focused and self.walk.current is not None:
            self.walk.current.setFocus()

    def _least(self, across: int) -> int:
        """The width so many cards beside each other need."""
        wide = [card.minimumSizeHint().width() for card in self.cards]
        columns = (max(wide[at::across], default=0) for at in range(across))
        return sum(columns) + (across - 1) * self._grid.horizontalSpacing()

    def _across(self, width: int) -> int:
        return len(self.cards) if self._least(len(self.cards)) <= width else PAIR

    def _place(self, across: int) -> None:
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, *divmod(at, across))
        for column in range(len(self.cards)):
            self._grid.setColumnStretch(column, int(column < across))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self.cards:
            self._place(self._across(event.size().width()))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(1200), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._least(PAIR), super().minimumSizeHint().height())
