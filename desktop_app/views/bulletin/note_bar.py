"""The amber bar over the text when typing that was not saved is taken up again."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.views.controls import HintButton, label, link
from desktop_app.views.theme import px

Deed = tuple[str, Callable[[], object]]


class NoteBar(QFrame):
    """One sentence and its deeds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "note")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(16), px(2), px(8), px(2))
        self._row.setSpacing(px(12))
        self.said = label("", "note")
        self._row.addWidget(self.said)
        self._row.addStretch(1)
        self._deeds: list[HintButton] = []
        self.hide()

    def say(self, said: str, *deeds: Deed) -> None:
        """Show a sentence with the deeds that settle it."""
        self.clear()
        self.said.setText(f"◆ {said}")
        self.setAccessibleName(said)
        for at, (words, deed) in enumerate(deeds):
            button = link(words, deed)
            self._deeds.append(button)
            self._row.insertWidget(1 + at, button)
        self.show()

    def clear(self) -> None:
        """Take it away."""
        for button in self._deeds:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._deeds = []
        self.hide()
