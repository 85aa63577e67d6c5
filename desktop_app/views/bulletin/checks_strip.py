"""格式核对 and 数字来源 under the pages: each a glyph and a word, each with a way to what is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop_app.views.controls import HintButton, label, restyle
from desktop_app.views.theme import Role, colour, font, px

GLYPHS = {"good": "✓", "bad": "!", "waiting": "◆", "quiet": "－"}
INKS = {"good": "green7", "bad": "red7", "waiting": "amber7", "quiet": "ink3"}
_ORDER = ("bad", "waiting", "good", "quiet")
CHECKS, SOURCES = "格式核对", "数字来源"


@dataclass(frozen=True)
class Mark:
    """What one check says: its tone (good, bad, waiting, quiet), the words, the whole sentence, the way to it."""

    tone: str
    word: str
    said: str = ""
    open: Callable[[], object] | None = None


class MarkButton(QPushButton):
    """A mark that is pressed to see what it is about."""

    def __init__(self, mark: Mark, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = mark
        self.setProperty("kind", "mark")
        self.setAutoDefault(True)
        self.setAccessibleName(f"{GLYPHS[mark.tone]} {mark.word}")
        self.setAccessibleDescription(mark.said)
        self.setToolTip(mark.said)
        self.clicked.connect(lambda: mark.open() if mark.open is not None else None)
        if mark.open is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @staticmethod
    def _gap() -> int:
        return px(4)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(font(Role.META))

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = self._metrics()
        glyph, word = (metrics.horizontalAdvance(text) for text in (GLYPHS[self.mark.tone], self.mark.word))
        return QSize(glyph + self._gap() + word + px(6), px(22))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        metrics, mark = self._metrics(), self.mark
        glyph = GLYPHS[mark.tone]
        wide = metrics.horizontalAdvance(glyph)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(Role.META))
        painter.setPen(colour(INKS[mark.tone]))
        painter.drawText(QRect(px(3), 0, wide + 2, self.height()), middle, glyph)
        painter.setPen(QColor(colour("ink" if mark.tone == "good" else INKS[mark.tone])))
        painter.drawText(QRect(px(3) + wide + self._gap(), 0, self.width(), self.height()), middle, mark.word)
        if self.hasFocus():
            painter.setPen(QPen(colour("blue6"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)
        painter.end()


class Marks(QWidget):
    """A row of marks, what is wrong first; those without room in 等 N 项 ▾."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(6))
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        head = label(title, "head")
        head.setFixedWidth(px(60))
        self._row.addWidget(head)
        self.buttons: list[MarkButton] = []
        self.more = HintButton("", "", "quiet", clicked=self._open_rest)
        self.more.setProperty("low", "true")
        self._row.addWidget(self.more)
        self.note = label("", "meta")
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        self.more.hide()

    def show_marks(self, marks: Sequence[Mark], note: str = "") -> None:
        """Show them; the same marks again keep the cursor where it is."""
        ordered = sorted(marks, key=lambda mark: _ORDER.index(mark.tone))
        if [button.mark for button in self.buttons] != ordered:
            self._replace(ordered)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.arrange()

    def _replace(self, marks: Sequence[Mark]) -> None:
        had = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), None)
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [MarkButton(mark, self) for mark in marks]
        for at, button in enumerate(self.buttons):
            self._row.insertWidget(1 + at, button)
        if had is not None and self.buttons:
            self.buttons[min(had, len(self.buttons) - 1)].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(160), px(22))

    def arrange(self) -> None:
        """As many as there is room for."""
        room = self.width() - px(66) - (self.note.sizeHint().width() + px(6) if not self.note.isHidden() else 0)
        wide = [button.sizeHint().width() + px(6) for button in self.buttons]
        fits = len(wide) if sum(wide) <= room else max(1, self._fitting(wide, room - px(84)))
        for at, button in enumerate(self.buttons):
            button.setVisible(at < fits)
        rest = len(wide) - fits
        self.more.setText(f"另 {rest} 项 ▾")
        self.more.setAccessibleName(f"另 {rest} 项")
        self.more.setVisible(rest > 0)

    @staticmethod
    def _fitting(wide: Sequence[int], room: int) -> int:
        taken = 0
        for at, one in enumerate(wide):
            taken += one
            if taken > room:
                return at
        return len(wide)

    def _open_rest(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self.buttons:
            if button.isHidden():
                menu.addAction(f"{GLYPHS[button.mark.tone]} {button.mark.word}", button.click)
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()))


class ChecksStrip(QFrame):
    """Two lines of marks, and the day the bulletin is due at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "checks")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(8), px(16), px(8))
        column.setSpacing(0)
        self.checks, self.sources = Marks(CHECKS), Marks(SOURCES)
        self.due = label("", "meta2")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.sources, 1)
        row.addWidget(self.due)
        column.addWidget(self.checks)
        column.addLayout(row)

    def show_checks(self, marks: Sequence[Mark]) -> None:
        self.checks.show_marks(marks)

    def show_sources(self, marks: Sequence[Mark], note: str = "") -> None:
        self.sources.show_marks(marks, note)

    def show_due(self, said: str, tone: str = "") -> None:
        """印发期限; red when it is over, amber when it is near."""
        self.due.setText(said)
        restyle(self.due, role={"red": "late", "amber": "caution"}.get(tone, "meta2"))
        self.due.setVisible(bool(said))
