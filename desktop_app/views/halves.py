"""A board of two halves (左右两半): strip, rows and foot in each, side by side or only the half worked in."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from desktop_app.views.theme import px


def half(over: QWidget, body: QWidget, nothing: QWidget, under: QWidget | None = None) -> QFrame:
    """A half: its strip, a sentence for an empty one, its rows, its foot."""
    made = QFrame()
    made.setProperty("frame", "panel")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in (over, nothing, body, *((under,) if under is not None else ())):
        column.addWidget(widget)
    column.setStretchFactor(body, 1)
    nothing.setContentsMargins(px(16), px(12), px(16), px(4))
    nothing.hide()
    return made


class Halves(QSplitter):
    """Two halves that fill a board; ``share`` is the part of its width the left one takes."""

    def __init__(self, board: QWidget, left: QWidget, right: QWidget, share: float) -> None:
        super().__init__(Qt.Orientation.Horizontal, board)
        self._board, self._share, self._fitted = board, share, False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(1, 1)
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self)

    def loosen(self) -> None:
        """What the halves need has changed: the next ``fit`` shares the width anew."""
        self._fitted = False

    def fit(self, least: int, other: int, right: bool) -> None:
        """Share the width, the left half no narrower than ``least``.

        Where that and ``other`` for the right half have no room, only the half worked in is shown.
        """
        wide = self._board.width()
        if self._fitted or wide < px(300):
            return
        self._fitted = True
        narrow = wide < least + other
        for at in (0, 1):
            self.widget(at).setVisible(not narrow or at == int(right))
        left = max(least, round(wide * self._share))
        self.setSizes([left, wide - left - 1])
