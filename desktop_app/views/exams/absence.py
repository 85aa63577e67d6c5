"""What F6 asks: why a candidate has no mark, by one digit."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from desktop_app.rules.vocabulary import AbsenceCause, SittingCode
from desktop_app.views.controls import HintButton, label, rule
from desktop_app.views.theme import px

Answer = tuple[SittingCode, AbsenceCause | None]

ANSWERS: dict[str, tuple[str, Answer]] = {
    "1": ("缺考（病假）", (SittingCode.ABSENT, AbsenceCause.ILL)),
    "2": ("缺考（公差）", (SittingCode.ABSENT, AbsenceCause.DUTY)),
    "3": ("缺考（事假）", (SittingCode.ABSENT, AbsenceCause.PRIVATE)),
    "4": ("缺考（无故）", (SittingCode.ABSENT, AbsenceCause.NONE)),
    "5": ("缓考", (SittingCode.DEFERRED, None)),
    "6": ("违纪", (SittingCode.BREACH, None)),
    "7": ("免考", (SittingCode.EXEMPT, None)),
    "0": ("参加了考试", (SittingCode.SAT, None)),
}
"""Digit to words, code and cause; an absence needs its cause."""

_FULL_WIDTH = str.maketrans("０１２３４５６７", "01234567")


class AbsenceList(QFrame):
    """Stands over the window beside the row; ``answered`` carries code and cause. Esc and a click elsewhere leave it.

    A digit answers at once, ↑ ↓ and Enter too.
    """

    answered = Signal(object, object)

    def __init__(self, asking: QWidget, name: str) -> None:
        super().__init__(asking.window())
        self._asking = asking
        self.setProperty("frame", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(f"{name} 没有成绩的原因")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(6), px(8), px(6))
        column.setSpacing(0)
        column.addWidget(label(f"{name}　按数字选", "meta2"))
        self.buttons: list[HintButton] = []
        for digit, (words, answer) in ANSWERS.items():
            if digit in "50":
                column.addWidget(rule())
            button = HintButton(f"{digit}　{words}", "", "quiet", clicked=partial(self._answer, answer))
            button.setProperty("low", "list")
            self.buttons.append(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)

    def open_at(self, spot: QPoint) -> None:
        """``spot`` in pixels of the window; higher up where there is no room below."""
        self.adjustSize()
        window = self.window()
        self.move(min(spot.x(), window.width() - self.width() - 4), min(spot.y(), window.height() - self.height() - 4))
        self.show()
        self.raise_()
        self.buttons[0].setFocus()

    def _answer(self, answer: Answer) -> None:
        self._leave()
        self.answered.emit(*answer)

    def _leave(self) -> None:
        if not self.isHidden():
            self._asking.setFocus()
            self.hide()
            self.deleteLater()

    def _watch(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Gone as soon as the cursor is elsewhere."""
        if not self.isHidden() and now is not None and not self.isAncestorOf(now):
            self.hide()
            self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        digit = event.text().translate(_FULL_WIDTH)
        at = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), 0)
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if digit and digit in ANSWERS:
            self._answer(ANSWERS[digit][1])
        elif step is not None:
            self.buttons[(at + step) % len(self.buttons)].setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.buttons[at].click()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        event.accept()
