"""What the two editors of part rows have in common."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.registers.spec import Parts
from desktop_app.services.draft import Values


class GroupEditor(QWidget):
    """The editor of the rows that belong to a record; the same signs as an ``Editor``, a list of rows as its value."""

    edited = Signal()
    left = Signal()
    advance = Signal()
    carry = Signal()

    def __init__(self, group: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = group

    def read(self) -> list[Values]:
        """The rows as typed; rows already kept carry their ``id``. Raises Unreadable."""
        raise NotImplementedError

    def show_value(self, rows: Any) -> None:
        raise NotImplementedError

    def set_ditto(self, on: bool) -> None:
        """Rows wear no mark."""

    def tidy(self) -> None:
        """Rows tidy themselves."""

    def set_bad(self, bad: bool) -> None:
        raise NotImplementedError

    def take_focus(self) -> None:
        raise NotImplementedError
