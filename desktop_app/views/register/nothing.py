"""What stands where there are no records: one line, and what to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.registers.spec import Register
from desktop_app.views.controls import PRIMARY, HintButton, label
from desktop_app.views.register.showing import Showing
from desktop_app.views.theme import px


class Nothing(QWidget):
    """The empty state (空状态) of a list or a board, with its deeds."""

    new_asked = Signal()
    import_asked = Signal()
    widen_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(px(12))
        self.said: QLabel = label("", "lead")
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setWordWrap(True)
        column.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addLayout(row)
        self.new = HintButton("", "Ctrl+N", PRIMARY, clicked=self.new_asked.emit)
        self.take_in = HintButton("从 Excel 导入", "Ctrl+Shift+I", clicked=self.import_asked.emit)
        self.clear = HintButton("清除筛选", "Esc", clicked=self.widen_asked.emit)
        for button in (self.new, self.take_in, self.clear):
            row.addWidget(button)

    def show_for(self, register: Register, showing: Showing) -> None:
        """Say why nothing is shown: the register is empty, the filter hides all, or the bin is empty."""
        narrowed, binned = showing.is_narrowed, showing.retired
        plain = not narrowed and not binned
        empty = register.empty.split("。")[0] or f"还没有{register.title}"
        self.said.setText("没有符合的记录。" if narrowed else "回收站是空的。" if binned else f"{empty}。")
        self.new.setText(f"新增{register.title}")
        self.new.setVisible(plain)
        self.take_in.setVisible(plain and bool(register.titles))
        self.clear.setVisible(narrowed)
        self.setFocusProxy(self.new if plain else self.clear)
