"""The keys of the score sheet at its foot, as many as have room; of a closed sheet, why it is closed."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.views.controls import keycap, label
from desktop_app.views.exams.ink import HINTS
from desktop_app.views.theme import px

KEYS = (
    ("Enter", "下一人"),
    ("Tab", "下一题"),
    ("Ctrl+D", "同上一行"),
    ("F6", "缺考"),
    ("F7", "补考"),
    ("Ctrl+Z", "撤销"),
)
RULE = "单题不超满分，越界即提示"
SINGLE = "不超满分，越界即提示"


class Hints(QFrame):
    """``show_sheet`` with why nothing may be keyed, and whether there are two kinds of questions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "foot")
        self.setMinimumHeight(px(HINTS))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(4))
        self._pairs: dict[str, QWidget] = {}
        for key, word in KEYS:
            pair = QWidget()
            line = QHBoxLayout(pair)
            line.setContentsMargins(0, 0, px(6), 0)
            line.setSpacing(px(5))
            line.addWidget(keycap(key))
            line.addWidget(label(word, "meta2"))
            self._pairs[key] = pair
            row.addWidget(pair)
        self.closed = label("", "note")
        self.closed.setMinimumWidth(1)
        row.addWidget(self.closed, 1)
        row.addStretch(1)
        self.rule = label(RULE, "meta")
        row.addWidget(self.rule)
        self._parted = True

    def show_sheet(self, closed: str, parted: bool) -> None:
        self._parted = parted
        self.closed.setText(closed)
        self.closed.setToolTip(closed)
        self.closed.setVisible(bool(closed))
        self.rule.setText(RULE if parted else SINGLE)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        shut, room = bool(self.closed.text()), self.width() - px(32)
        for key, pair in self._pairs.items():
            useful = not shut and (self._parted or key != "Tab")
            room -= pair.sizeHint().width() + px(4) if useful else 0
            pair.setVisible(useful and room >= 0)
        self.rule.setVisible(not shut and room - self.rule.sizeHint().width() >= 0)
