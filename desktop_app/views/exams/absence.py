"""What F6 asks: why a candidate has no mark, by one digit."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.rules.vocabulary import AbsenceCause, SittingCode

Answer = tuple[SittingCode, AbsenceCause | None]

ANSWERS: tuple[tuple[str, str, Answer], ...] = (
    ("1", "缺考（病假）", (SittingCode.ABSENT, AbsenceCause.ILL)),
    ("2", "缺考（公差）", (SittingCode.ABSENT, AbsenceCause.DUTY)),
    ("3", "缺考（事假）", (SittingCode.ABSENT, AbsenceCause.PRIVATE)),
    ("4", "缺考（无故）", (SittingCode.ABSENT, AbsenceCause.NONE)),
    ("5", "缓考", (SittingCode.DEFERRED, None)),
    ("6", "违纪", (SittingCode.BREACH, None)),
    ("7", "免考", (SittingCode.EXEMPT, None)),
    ("0", "参加了考试", (SittingCode.SAT, None)),
)
"""Key, words, code and cause; what stands before the line is an absence with its cause."""


class AbsenceMenu(QMenu):
    """``answered`` carries code and cause."""

    answered = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("没有成绩的原因")
        for key, words, answer in ANSWERS:
            if key in "50":
                self.addSeparator()
            action = QAction(f"&{key}　{words}", self)
            action.triggered.connect(lambda _checked=False, answer=answer: self.answered.emit(*answer))
            self.addAction(action)
