"""What every editor is to the form: a value that can be shown and read, and the signs of typing, leaving and Enter."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.registers.spec import Field
from desktop_app.views.controls import mark_bad


class Editor(QWidget):
    """The editor of one field.

    ``edited``: something was typed. ``left``: the focus went elsewhere. ``advance``: Enter, go to the next field.
    ``carry``: ``..`` and Enter, take the value of the record before.
    """

    edited = Signal()
    left = Signal()
    advance = Signal()
    carry = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field

    @property
    def inner(self) -> QWidget:
        """The widget that takes the focus and wears the frame."""
        raise NotImplementedError

    def read(self) -> Any:
        """The value typed; None or "" when empty. Raises Unreadable and leaves the text as it was typed."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show a value as it is written in forms."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """What stands there as typed; empty where nothing unreadable can be typed."""
        return ""

    def show_text(self, text: str) -> None:
        """Show what was typed and could not be read."""

    def set_ditto(self, on: bool) -> None:
        """Mark the value as carried over from the record before (同上)."""

    def tidy(self) -> None:
        """On leaving: write what was read in its full form."""

    def set_bad(self, bad: bool) -> None:
        """Wear the red frame of a wrong input, or not."""
        mark_bad(self.inner, bad)

    def take_focus(self) -> None:
        """Put the cursor here as Tab would: what stands there is selected, so that typing replaces it."""
        self.inner.setFocus(Qt.FocusReason.TabFocusReason)
