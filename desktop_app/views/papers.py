"""Choosing a paper (全部打印件): every paper of the catalogue, its period or record where it needs one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop_app.registers.catalogue import BY_KIND
from desktop_app.reports.catalogue import PAPERS, PaperKind
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.text import OVERVIEW, TAB_NAMES
from desktop_app.views.theme import px


class PaperChooser(Dialog):
    """A list narrowed by typing; Enter previews. Papers of ``kind`` stand first, then those of the tab."""

    def __init__(self, parent: QWidget | None, tab: str, kind: str = "", record: str = "") -> None:
        super().__init__(parent, "全部打印件", 520)
        self.box = QLineEdit()
        self.box.setPlaceholderText("筛选打印件")
        self.box.setAccessibleName("筛选打印件")
        self.box.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setProperty("frame", "box")
        self.list.setMinimumHeight(px(320))
        self.list.setAccessibleName("打印件")
        self.list.itemDoubleClicked.connect(lambda _item: self._accept())
        for paper in sorted(PAPERS, key=lambda paper: (paper.kind != kind, _tab(paper) != tab)):
            item = QListWidgetItem(f"{TAB_NAMES.get(_tab(paper), '')} · {paper.title}")
            item.setData(Qt.ItemDataRole.UserRole, paper.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.record = QLineEdit(record)
        self.record.setPlaceholderText("单条记录的打印件在这里填编号，其余留空")
        self.body.addWidget(self.box)
        self.body.addWidget(self.list)
        self.body.addWidget(label("记录编号 (&N)", "label", self.record))
        self.body.addWidget(self.record)
        self.add_cancel()
        self.add_button("预览", "Enter", self._accept, PRIMARY)
        self.box.setFocus()

    def _narrow(self, typed: str) -> None:
        first = -1
        for row in range(self.list.count()):
            hidden = typed.strip() not in self.list.item(row).text()
            self.list.item(row).setHidden(hidden)
            first = row if first < 0 and not hidden else first
        self.list.setCurrentRow(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """↑ ↓ choose while the cursor stays in the box."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if shown:
            now = shown.index(self.list.currentRow()) if self.list.currentRow() in shown else 0
            self.list.setCurrentRow(shown[min(max(now + by, 0), len(shown) - 1)])

    def _accept(self) -> None:
        if self.list.currentItem() is None:
            self.say("没有选中打印件。先选一种")
        else:
            self.accept()

    @property
    def chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""


def _tab(paper: PaperKind) -> str:
    register = BY_KIND.get(paper.kind)
    return register.tab if register is not None else OVERVIEW


def choose_paper(parent: QWidget | None, tab: str, kind: str = "", record: str = "") -> tuple[str, str] | None:
    """Paper id and record number, or None."""
    dialog = PaperChooser(parent, tab, kind, record)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    return (dialog.chosen, dialog.record.text().strip()) if taken else None
