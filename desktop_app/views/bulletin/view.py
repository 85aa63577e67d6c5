"""The document on the screen (显示区): a text box that shows, lights and underlines, and edits nothing by itself."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop_app.rules.manuscript import Mark
from desktop_app.views.bulletin import ink, places
from desktop_app.views.bulletin.sheet import Sheet
from desktop_app.views.theme import colour, px


class View(QTextEdit):
    """Qt's own undo, rich text and drops are off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "bulletin")
        self.setAccessibleName("正文")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(px(20), px(16), px(14), 0)
        self.sheet = Sheet(self.document())
        self.viewport().setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseMoveEvent(event)
        found = self.mark_at(event.position().toPoint())
        over = found is not None and found.letter == "n"
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def mark_at(self, point: QPoint) -> Mark | None:
        """The mark under a point of the viewport."""
        return places.mark_at(self, self.sheet, point)

    def light(self, key: str | None) -> None:
        """Lay a blue ground under a figure while its source is looked at."""
        found = [] if key is None else places.spans_of(self.document(), self.sheet, key)
        chosen = []
        for first, last in found:
            one = QTextEdit.ExtraSelection()
            one.cursor = self.textCursor()  # type: ignore[attr-defined]
            one.cursor.setPosition(first)  # type: ignore[attr-defined]
            one.cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)  # type: ignore[attr-defined]
            one.format.setBackground(colour("blue1"))  # type: ignore[attr-defined]
            chosen.append(one)
        self.setExtraSelections(chosen)

    def figure_box(self, key: str) -> QRect:
        """Where a figure stands in the viewport: the one at the caret, else the first."""
        return places.box_of(self, self.sheet, key, self.textCursor().position())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        ink.draw(self, self.sheet)
