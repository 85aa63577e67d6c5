"""The left half of 编辑: outline, head of the text, the text, its hint bar."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.views.bulletin.editor import Editor
from desktop_app.views.bulletin.outline import Outline, pane_head
from desktop_app.views.controls import keycap, label, link
from desktop_app.views.theme import px

HINTS = (("F2", "来源"), ("Ctrl+I", "插入数字"), ("Alt+↑↓", "换段"), ("F9", "刷新预览"))
LEAST = 420


class TextPane(QWidget):
    """Outline and text of one bulletin. ``insert_asked``: 插入数字 was pressed."""

    insert_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = Editor()
        self.outline = Outline(self.editor)
        self.count = label("", "meta")
        self.insert = link("插入数字", self.insert_asked.emit, "Ctrl+I")
        self.setMinimumWidth(px(LEAST))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.outline)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(pane_head(label("正文", "panel"), self.count, end=(self.insert,)))
        column.addWidget(self.editor, 1)
        column.addWidget(self._hints())
        row.addLayout(column, 1)
        self.editor.changed.connect(self.refresh)

    @staticmethod
    def _hints() -> QFrame:
        bar = QFrame()
        bar.setProperty("frame", "foot")
        bar.setFixedHeight(px(30))
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), 0, px(16), 0)
        row.setSpacing(px(6))
        for key, word in HINTS:
            row.addWidget(keycap(key))
            row.addWidget(label(word, "meta2"))
            row.addSpacing(px(8))
        row.addStretch(1)
        return bar

    def show_draft(self, draft: Draft, facts: Facts, *, writable: bool) -> None:
        """Show a bulletin; one that is not in 起草 can only be read."""
        self.editor.show_draft(draft, facts)
        self.editor.set_frozen(not writable)
        self.insert.setEnabled(writable)
        self.outline.refresh()
        self.refresh()

    def refresh(self) -> None:
        """How many numbers stand in the text."""
        whole = self.editor.counts.numbers.whole
        self.count.setText(f"{whole} 处数字，点选看来源" if whole else "还没有数字")

    def go_to_figure(self, key: str) -> None:
        """The caret to the paragraph of a figure, its source in sight."""
        for at, para in enumerate(self.editor.text.paras):
            if any(getattr(cell, "key", "") == key for cell in para.cells):
                self.editor.go(at)
                self.editor.figure_asked.emit(key)
                return

    def go_to_typed(self) -> None:
        """The caret to the first paragraph with a number typed by hand."""
        at = next((at for at, one in enumerate(self.editor.shown) if one.by_hand), None)
        if at is not None:
            self.editor.go(at)

    def go_to_line(self, position: int) -> None:
        """The caret to a paragraph of the body by its position; the title for anything else."""
        rows = self.editor.lines()
        place = next((at for at, row in enumerate(rows) if row["position"] == position), None)
        bodies = [at for at, para in enumerate(self.editor.text.paras) if para.is_line]
        self.editor.go(bodies[place] if place is not None and place < len(bodies) else 0)
