"""The preview of a pasted block: every row with its faults; all are saved as one act, or none."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop_app.registers.spec import Register
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.clipboard import Pasted, PastedRow
from desktop_app.views.theme import T, px

Save = Callable[[Sequence[Draft]], Outcome]


class PasteDialog(Dialog):
    """What would be登记: columns as matched, one row a record, the fault of a row in its last column."""

    def __init__(self, parent: QWidget | None, register: Register, pasted: Pasted, save: Save) -> None:
        super().__init__(parent, f"粘贴{register.title}", 860)
        self.register, self.pasted, self._save = register, pasted, save
        self.outcome: Outcome | None = None
        how = "按表头对应各列" if pasted.by_heading else "没有认出表头，按本表的列次序对应"
        self.body.addWidget(label(f"{len(pasted.rows)} 行，{how}。对不上的列不取。", "meta2"))
        self.table = self._table()
        self.body.addWidget(self.table)
        self.add_cancel()
        self.ok = self.add_button(f"登记 {len(pasted.rows)} {register.measure}", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._tell()
        self.resize(px(900), px(460))
        self.ok.setFocus()

    def _table(self) -> QTableWidget:
        pasted = self.pasted
        heads = [item.label if item is not None else "（不取）" for item in pasted.items]
        table = QTableWidget(len(pasted.rows), len(heads) + 1)
        table.setHorizontalHeaderLabels([*heads, "问题"])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAccessibleName("将登记的行")
        table.setWordWrap(False)
        for at, row in enumerate(pasted.rows):
            self._fill(table, at, row)
        table.horizontalHeader().setSectionResizeMode(len(heads), QHeaderView.ResizeMode.Stretch)
        return table

    def _fill(self, table: QTableWidget, at: int, row: PastedRow) -> None:
        bad = {problem.field for problem in row.faults}
        for column, item in enumerate(self.pasted.items):
            cell = QTableWidgetItem(row.cells[column] if column < len(row.cells) else "")
            if item is not None and item.name in bad:
                cell.setForeground(QColor(T.red7))
                cell.setBackground(QColor(T.red0))
            table.setItem(at, column, cell)
        said = "；".join(problem.said for problem in row.faults)
        last = QTableWidgetItem(f"! {said}" if said else "")
        last.setForeground(QColor(T.red7))
        last.setToolTip(said)
        table.setItem(at, len(self.pasted.items), last)

    def _tell(self) -> None:
        faulty = self.pasted.faulty
        if faulty:
            first = self.pasted.rows.index(faulty[0])
            self.say(f"{len(faulty)} 行有问题，一行也不登记。在表格里改好，再复制粘贴")
            self.table.scrollTo(self.table.model().index(first, 0))

    def carry_out(self) -> None:
        """Save all, unless a row has faults."""
        if self.pasted.faulty:
            self._tell()
            return
        try:
            self.outcome = self._save([row.draft for row in self.pasted.rows])
        except Refusal as refused:
            self.say(refused.said)
            return
        self.accept()
