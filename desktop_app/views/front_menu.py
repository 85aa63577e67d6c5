"""The slim menu strip before a file is open: what can be done without one, and help."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenuBar

from desktop_app.views.theme import px

Entry = tuple[str, str, Callable[[], object]]
"""Text, the key the screen itself answers (printed only), deed."""


class FrontMenu(QFrame):
    """文件 and 帮助."""

    def __init__(self, file: tuple[Entry, ...], help_: tuple[Entry, ...]) -> None:
        super().__init__()
        self.setProperty("frame", "tabs")
        self.setFixedHeight(px(36) + 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(16), 0)
        self.bar = QMenuBar()
        for title, entries in (("文件(&F)", file), ("帮助(&H)", help_)):
            menu = self.bar.addMenu(title)
            for said, key, deed in entries:
                action = menu.addAction(f"{said}\t{key}" if key else said)
                action.triggered.connect(lambda _checked=False, deed=deed: deed())
        row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
