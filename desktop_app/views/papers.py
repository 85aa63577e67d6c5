"""Choosing a paper (全部打印件): every paper of the catalogue, its period or record where it needs one."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop_app.registers import reading
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Register
from desktop_app.reports.catalogue import PAPERS, PaperKind
from desktop_app.reports.slip_sheets import SlipSheet, of_record
from desktop_app.services.desk import Desk
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.step_list import StepDialog
from desktop_app.views.text import OVERVIEW, TAB_NAMES
from desktop_app.views.theme import px

WHOLE = ("label_calibration", "stock_ledger", "special_check", "money_ledger", "freezes_due", "loan_urging")
"""Papers of property about all there is, however one record stands under the cursor."""
_PAPER, _RECORD = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class About:
    """What the papers asked for are about: a kind, the number of one record, the slips it stands on."""

    kind: str = ""
    record: str = ""
    sheets: tuple[SlipSheet, ...] = ()

    def record_of(self, paper: PaperKind) -> str:
        """The number a paper begins with: that of the record for papers about one, empty for all others."""
        one = paper.kind == self.kind and paper.id not in WHOLE and not paper.id.startswith("ledger.")
        return self.record if one else ""


def about(desk: Desk, register: Register, record_id: int) -> About:
    """What papers are about while a record stands under the cursor."""
    with desk.facts() as facts:
        found = reading.lines(facts, register, [record_id], [register.number_field])
        number = str(found[0].values["number"]) if found else ""
        return About(register.kind, number, tuple(of_record(facts, register.kind, record_id)))


class PaperChooser(StepDialog):
    """A list narrowed by typing; Enter previews. The slips a record stands on come first, its papers, then the tab's.

    The number a paper needs is filled in as long as nobody has typed another.
    """

    def __init__(self, parent: QWidget | None, tab: str, one: About | None = None) -> None:
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
        for said, paper_id, record in _rows(tab, one or About()):
            item = QListWidgetItem(said)
            item.setData(_PAPER, paper_id)
            item.setData(_RECORD, record)
            self.list.addItem(item)
        self.record = QLineEdit()
        self.list.currentItemChanged.connect(lambda *_: self._fill())
        self.list.setCurrentRow(0)
        self.record.setPlaceholderText("单条记录的打印件在这里填编号，其余留空")
        self.body.addWidget(self.box)
        self.body.addWidget(self.list)
        self.body.addWidget(label("记录编号 (&N)", "label", self.record))
        self.body.addWidget(self.record)
        self.add_cancel()
        self.add_button("预览", "Enter", self._accept, PRIMARY)
        self.box.setFocus()

    def _fill(self) -> None:
        """The number of what the paper is about, unless one was typed."""
        item = self.list.currentItem()
        if item is not None and not self.record.isModified():
            self.record.setText(str(item.data(_RECORD)))

    def _narrow(self, typed: str) -> None:
        first = -1
        for row in range(self.list.count()):
            hidden = typed.strip() not in self.list.item(row).text()
            self.list.item(row).setHidden(hidden)
            first = row if first < 0 and not hidden else first
        self.list.setCurrentRow(first)

    def _accept(self) -> None:
        if self.list.currentItem() is None:
            self.say("没有选中打印件。先选一种")
        else:
            self.accept()

    @property
    def chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_PAPER)) if item is not None else ""


def _tab(paper: PaperKind) -> str:
    register = BY_KIND.get(paper.kind)
    return register.tab if register is not None else OVERVIEW


def _rows(tab: str, one: About) -> Iterator[tuple[str, str, str]]:
    """The words of a line, the paper behind it, the record it begins with."""
    for sheet in one.sheets:
        yield f"{TAB_NAMES.get(tab, '')} · {sheet.said}", sheet.paper_id, sheet.record
    for paper in sorted(PAPERS, key=lambda paper: (paper.kind != one.kind, _tab(paper) != tab)):
        yield f"{TAB_NAMES.get(_tab(paper), '')} · {paper.title}", paper.id, one.record_of(paper)


def choose_paper(parent: QWidget | None, tab: str, one: About | None = None) -> tuple[str, str] | None:
    """Paper id and record number, or None."""
    dialog = PaperChooser(parent, tab, one)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    return (dialog.chosen, dialog.record.text().strip()) if taken else None
