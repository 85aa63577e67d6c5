"""A dialog with a box to type in and a list under it: ↑ ↓ choose in the list while the cursor stays in the box."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget

from desktop_app.views.dialogs import Dialog

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def step(rows: QListWidget, by: int) -> None:
    """The next of the lines shown, none beyond the ends."""
    shown = [row for row in range(rows.count()) if not rows.item(row).isHidden()]
    if shown:
        now = rows.currentRow()
        at = shown.index(now) + by if now in shown else 0
        rows.setCurrentRow(shown[min(max(at, 0), len(shown) - 1)])


class StepDialog(Dialog):
    """One whose ``list`` is stepped through."""

    list: QListWidget

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        by = STEPS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            step(self.list, by)
