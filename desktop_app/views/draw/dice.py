"""The field for the dice (种子): large digits and nothing else, with how many there are."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.registers.spec import Field
from desktop_app.rules.draws import SHORTEST_SEED
from desktop_app.rules.unreadable import tight
from desktop_app.views.register.editors.line import Line
from desktop_app.views.register.editors.simple import LineEditor

_MOST = 40


class DiceEditor(LineEditor):
    """Digits as they are thrown; what else is typed or pasted falls away and is said by ``strange``."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent, Line())
        self.strange = False
        self.line.setProperty("look", "dice")
        self.line.setMaxLength(_MOST * 2)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.line.textEdited.disconnect(self.edited)
        self.line.textEdited.connect(self._typed)
        self._count()

    @property
    def digits(self) -> str:
        """The digits alone."""
        return "".join(letter for letter in tight(self.line.text()) if letter.isascii() and letter.isdigit())

    def show_value(self, value: Any) -> None:
        super().show_value(value)
        self._count()

    def _typed(self, text: str) -> None:
        digits = self.digits[:_MOST]
        self.strange = len(digits) != len(tight(text).replace(",", "").replace("、", ""))
        if text != digits:
            self.line.setText(digits)
        self._count()
        self.edited.emit()

    def _count(self) -> None:
        """已掷 7 位，还差 3 位."""
        count = len(self.digits)
        missing = f"，还差 {SHORTEST_SEED - count} 位" if count < SHORTEST_SEED else ""
        self.line.set_suffix(f"已填 {count} 位{missing}", f"{count} 位")

    def read(self) -> str:
        return self.digits
