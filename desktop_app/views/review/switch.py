"""主评 and 复核: whose sheet is shown, with how far the two agree (评分一致率), in the head of the sheet."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QWidget

from desktop_app.rules.reviews import MAIN, SECOND
from desktop_app.services.score_sheets import ScoreSheet
from desktop_app.views.controls import joined, label, restyle
from desktop_app.views.review.grid import Column
from desktop_app.views.theme import px

SHEETS = {MAIN: "主评", SECOND: "复核"}


class Switch(QWidget):
    """Stands at the right end of the last heading. ``asked`` carries the sheet's number."""

    asked = Signal(int)

    def __init__(self, head: QHeaderView) -> None:
        super().__init__(head)
        self._head = head
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.agreed = label("", "meta2")
        self.agreed.setContentsMargins(0, 0, px(6), 0)
        row.addWidget(self.agreed)
        self.buttons: dict[int, QPushButton] = {}
        for at, (no, word) in enumerate(SHEETS.items()):
            button = QPushButton(word, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("kind", "segment")
            button.setProperty("low", "head")
            button.setProperty("place", joined(at, len(SHEETS)))
            button.setToolTip(f"{word}评分表 F7")
            button.clicked.connect(partial(self._pressed, no))
            self.buttons[no] = button
            row.addWidget(button)
        head.installEventFilter(self)
        head.sectionResized.connect(lambda *_sizes: self._place())

    def _pressed(self, no: int) -> None:
        self.asked.emit(no)

    def show_sheet(self, sheet: ScoreSheet | None) -> None:
        self.setVisible(sheet is not None and bool(sheet.standard or sheet.agreement is not None))
        for no, button in self.buttons.items():
            button.setChecked(sheet is not None and sheet.no == no)
        agreed = sheet.agreement if sheet is not None else None
        self.agreed.setText(f"一致 {agreed}%" if agreed is not None else "")
        low = sheet is not None and sheet.contested
        restyle(self.agreed, role="caution" if low else "meta2")
        self.agreed.setToolTip("评分一致率低于规定，两人会商" if low else "")
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

    def _place(self) -> None:
        """Where the last heading ends; without room the percentage gives way first."""
        head = self._head
        right = head.sectionViewportPosition(Column.SAID) + head.sectionSize(Column.SAID)
        room = head.sectionSize(Column.SAID) - px(96)
        self.agreed.setVisible(bool(self.agreed.text()) and self.agreed.sizeHint().width() + px(92) <= room + px(40))
        self.adjustSize()
        self.move(right - self.width() - px(6), (head.height() - self.height()) // 2)
