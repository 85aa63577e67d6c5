"""The recovery key on screen (恢复码): shown once, to be printed or copied for the sealed envelope."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.views.controls import PRIMARY, HintButton, label, restyle
from desktop_app.views.theme import px

PER_LINE = 4


class EnvelopePage(QWidget):
    """A card with the eight groups; ``kept`` comes when the officer says the key is on paper.

    ``print_asked`` and ``save_asked`` ask for the A4 sheet.
    """

    kept = Signal()
    print_asked = Signal()
    save_asked = Signal()

    def __init__(self, recovery: str) -> None:
        super().__init__()
        self.setProperty("ground", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(self._card(recovery), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _card(self, recovery: str) -> QFrame:
        card = QFrame()
        card.setProperty("frame", "card")
        card.setFixedWidth(px(640))
        column = QVBoxLayout(card)
        column.setContentsMargins(px(40), px(32), px(40), px(28))
        column.setSpacing(px(8))
        column.addWidget(label("恢复码", "wizard"))
        lead = label("忘记口令时只有它能打开工作库。现在打印或抄下，装信封密封，交保密柜。离开本页后不再显示。", "lead")
        lead.setWordWrap(True)
        column.addWidget(lead)
        column.addSpacing(px(12))
        column.addLayout(_groups(recovery.split("-")))
        column.addSpacing(px(12))
        row = QHBoxLayout()
        row.addWidget(HintButton("打印", key="Ctrl+P", clicked=self.print_asked.emit))
        row.addWidget(HintButton("存为 PDF", key="Ctrl+E", clicked=self.save_asked.emit))
        row.addStretch(1)
        column.addLayout(row)
        self.said = label("", "fault")
        self.ticked = QCheckBox("已打印或抄写，并装入密封信封 (&N)")
        column.addWidget(self.ticked)
        column.addWidget(self.said)
        self.go = HintButton("进入工作库", "Enter", PRIMARY, key="Return", clicked=self._go)
        self.go.setProperty("tall", "true")
        column.addWidget(self.go)
        self.setFocusProxy(self.ticked)
        return card

    def _go(self) -> None:
        if self.ticked.isChecked():
            self.kept.emit()
        else:
            self.say("还没确认。装好信封后勾选上面一行")
            self.ticked.setFocus()

    def offer(self, to_print: Callable[[], object], to_save: Callable[[], object]) -> None:
        """Who prints the sheet and who saves it; held as long as the page, for a signal alone holds nobody."""
        self.print_asked.connect(lambda: to_print())
        self.save_asked.connect(lambda: to_save())

    def say(self, said: str) -> None:
        """What went wrong, or is still to be done."""
        self.said.setText(f"! {said}" if said else "")
        restyle(self.said, role="fault")

    def tell(self, said: str) -> None:
        """What was done."""
        self.said.setText(said)
        restyle(self.said, role="good")


def _groups(groups: list[str]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(16))
    for at, group in enumerate(groups):
        cell = QVBoxLayout()
        cell.setSpacing(0)
        cell.addWidget(label(f"第 {at + 1} 组", "meta"), 0, Qt.AlignmentFlag.AlignHCenter)
        code = label(group, "code")
        code.setMinimumHeight(px(30))
        code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        cell.addWidget(code, 0, Qt.AlignmentFlag.AlignHCenter)
        grid.addLayout(cell, at // PER_LINE, at % PER_LINE)
    return grid
