"""The first step (第一步) of an office that keeps nothing yet: import what there is, or begin with a task."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.views.controls import PRIMARY, HintButton, label
from desktop_app.views.theme import px


class Begin(QWidget):
    """One line and two deeds."""

    import_asked = Signal()
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(px(12))
        said = label("还没有可以核查的台账。导入已有台账，或先登记方案任务。", "lead")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(said)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.take_in = HintButton("从 Excel 导入", "Ctrl+Shift+I", PRIMARY, clicked=self.import_asked.emit)
        self.new = HintButton("新增任务", "Ctrl+N", clicked=self.new_asked.emit)
        row.addWidget(self.take_in)
        row.addWidget(self.new)
        column.addLayout(row)
        self.setFocusProxy(self.take_in)
