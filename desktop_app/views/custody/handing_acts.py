"""What is selected in the dialog 交接, and the row of acts: a key, a first letter or an arrow picks one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QWidget

from desktop_app.rules.custody_offers import Deed
from desktop_app.views.controls import joined, restyle
from desktop_app.views.import_tables import Cells, table
from desktop_app.views.register.editors.line import belongs_to_form, is_enter
from desktop_app.views.theme import px

KEYS = {
    Deed.STORE: "1",
    Deed.DEPOSIT: "2",
    Deed.KEEP: "3",
    Deed.LEND: "4",
    Deed.GIVE_BACK: "5",
    Deed.SEND: "6",
    Deed.MOVE: "7",
    Deed.DISPOSE: "8",
    Deed.SPLIT: "9",
    Deed.MERGE: "h",
    Deed.CORRECT: "0",
}
"""The key of every act, the same whatever else is offered."""
_HEADS = ("物品编号", "财物", "数量与去处", "库位", "在外")
_WIDTHS = (172, 132, 170, 104, 0)
_ROW, _MOST, _SHARE = 28, 6, 0.15
_LETTERS = {
    Deed.STORE: "r",
    Deed.DEPOSIT: "c",
    Deed.KEEP: "j",
    Deed.LEND: "d",
    Deed.GIVE_BACK: "g",
    Deed.SEND: "y",
    Deed.MOVE: "y",
    Deed.DISPOSE: "c",
    Deed.SPLIT: "c",
    Deed.MERGE: "h",
    Deed.CORRECT: "g",
}
"""First letters as they are said here: 调 is diào, 合 is hé."""


def listed(rows: Sequence[tuple[str, ...]], screen: int) -> QTableView:
    """What is selected; it is looked at, not worked in, and takes little of the ``screen``'s height in pixels."""
    cells = Cells(_HEADS)
    cells.show_rows(rows, ["ink"] * len(rows))
    made = table(cells, _WIDTHS, len(_HEADS) - 1, "选中的物品")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setSelectionMode(QTableView.SelectionMode.NoSelection)
    shown = min(len(rows), _MOST, max(2, round(screen * _SHARE) // px(_ROW)))
    made.setFixedHeight(px(_ROW) * (shown + 1) + px(12))
    return made


class ActRow(QWidget):
    """Acts as joined buttons, the likely one first. ``picked``: another act; ``advance``: Enter, on to its fields.

    A letter that begins several acts goes from one to the next; the key shown on an act is always its own.
    """

    picked = Signal(object)
    advance = Signal()

    def __init__(self, deeds: Sequence[Deed]) -> None:
        super().__init__()
        self.deeds = tuple(deeds)
        self.at = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._buttons = [self._button(at, row) for at in range(len(self.deeds))]
        row.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(px(32))
        self.setAccessibleName("办理事项")
        self._show()

    def _button(self, at: int, row: QHBoxLayout) -> QPushButton:
        made = QPushButton(f"{self.deeds[at]}  {KEYS[self.deeds[at]].upper()}", self)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setProperty("kind", "segment")
        made.setProperty("low", True)
        made.setProperty("place", joined(at, len(self.deeds)))
        made.clicked.connect(partial(self.pick, at))
        row.addWidget(made)
        return made

    @property
    def deed(self) -> Deed:
        return self.deeds[self.at]

    def pick(self, at: int, _checked: bool = True) -> None:
        """Another act."""
        changed, self.at = at != self.at, at
        self._show()
        if changed:
            self.picked.emit(self.deed)

    def _show(self) -> None:
        for at, button in enumerate(self._buttons):
            button.setChecked(at == self.at)
        self.setAccessibleDescription(str(self.deed))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if is_enter(event):
            self.advance.emit()
        elif belongs_to_form(event) or not self._took(event):
            event.ignore()

    def _took(self, event: QKeyEvent) -> bool:
        text, count = event.text().lower(), len(self.deeds)
        own = next((at for at, deed in enumerate(self.deeds) if KEYS[deed] == text), None)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Space: 1}
        if event.key() in steps:
            self.pick((self.at + steps[Qt.Key(event.key())]) % count)
        elif event.key() == Qt.Key.Key_Down:
            self.advance.emit()
        elif own is not None:
            self.pick(own)
        else:
            met = self._beginning_with(text)
            if not met:
                return False
            self.pick(met[0])
        return True

    def _beginning_with(self, letter: str) -> list[int]:
        """Acts that begin with a letter, those behind the picked one first."""
        after = [*range(self.at + 1, len(self.deeds)), *range(self.at + 1)]
        return [at for at in after if _LETTERS[self.deeds[at]] == letter]

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._ring(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._ring(False)

    def _ring(self, on: bool) -> None:
        for button in self._buttons:
            restyle(button, ring=on)
