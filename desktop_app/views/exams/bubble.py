"""The sentence beside a cell: why what is typed cannot stand, why nothing may be typed."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QTableView

from desktop_app.views.theme import px


class Bubble(QLabel):
    """Stands under a cell of a table, above it where there is no room."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "bubble")
        self.hide()

    def say(self, said: str, cell: QRect) -> None:
        """``cell`` in pixels of the viewport; an empty sentence takes it away."""
        self.setText(f"! {said}" if said else "")
        self.setVisible(bool(said))
        self.follow(cell)

    @property
    def said(self) -> str:
        return self.text().removeprefix("! ")

    def follow(self, cell: QRect) -> None:
        """The cell moved."""
        if not self.text():
            return
        self.adjustSize()
        head, room = self._table.horizontalHeader().height(), self._table.viewport()
        left = max(0, min(cell.left(), room.width() - self.width() - px(4)))
        below = cell.bottom() + px(2)
        above = below + self.height() > room.height()
        self.move(left, head + (cell.top() - self.height() - px(2) if above else below))
        self.raise_()
