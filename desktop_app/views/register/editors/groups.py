"""What the two editors of part rows have in common."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.registers.spec import Parts
from desktop_app.services.draft import Values


class GroupEditor(QWidget):
    """The editor of the rows that belong to a record; the same signs as an ``Editor``, a list of rows as its value.

    ``wanting`` carries what was typed into a link when F8 asks to register the missing record.
    """

    edited = Signal()
    left = Signal()
    advance = Signal()
    carry = Signal()
    wanting = Signal(str)

    def __init__(self, group: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = group

    def read(self) -> list[Values]:
        """The rows as typed; rows already kept carry their ``id``. Raises Unreadable."""
        raise NotImplementedError

    def readable(self) -> list[Values] | None:
        """The rows, without the cells that cannot be read, to be kept in a draft; None where that cannot be told."""
        return None

    @property
    def wanted_kind(self) -> str:
        """Kind of the record the link with the cursor points to; empty for none."""
        return ""

    def put_link(self, record_id: int) -> None:
        """Link a record just registered, where it was missed."""

    def show_value(self, rows: Any) -> None:
        raise NotImplementedError

    @property
    def text(self) -> str:
        """What is typed and is no row yet."""
        return ""

    def show_text(self, text: str) -> None:
        """Show what was typed and could not be read."""

    def set_ditto(self, on: bool) -> None:
        """Mark the rows as carried over from the record before (同上)."""

    def tidy(self) -> None:
        """Rows tidy themselves."""

    def set_bad(self, bad: bool) -> None:
        raise NotImplementedError

    def take_focus(self) -> None:
        raise NotImplementedError
