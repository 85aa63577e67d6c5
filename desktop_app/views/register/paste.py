"""The preview of a pasted block: every row with its faults; all are saved as one act, or none."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget
from shiboken6 import isValid

from desktop_app.registers.spec import Register
from desktop_app.rules.problems import Problem
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, restyle
from desktop_app.views.dialogs import Dialog
from desktop_app.views.jobs import Cancelled, Job, Jobs
from desktop_app.views.register.clipboard import AT_ONCE, Pasted, PastedRow
from desktop_app.views.theme import T, px

Save = Callable[[Sequence[Draft], Callable[[int, int], object]], Outcome]
"""Saves the rows, telling before each how many of how many are saved."""
_WIDEST = 220
_MEASURED = 100
"""So many rows tell how wide a column is: of a long block measuring all of them would be felt."""


class PasteDialog(Dialog):
    """What would be registered: columns as matched, one row a record, in the first column what is to be said of it.

    Many rows are saved by the worker (``job``): meanwhile the dialog stays, and Esc stops it with nothing saved.
    """

    def __init__(self, parent: QWidget | None, register: Register, pasted: Pasted, save: Save, jobs: Jobs) -> None:
        super().__init__(parent, f"粘贴{register.title}", 860)
        self.register, self.pasted, self._save = register, pasted, save
        self._jobs = jobs
        self.job: Job | None = None
        self.outcome: Outcome | None = None
        said = label(self._how(), "meta2")
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.table = self._table()
        self.body.addWidget(self.table)
        self.detail = label("", "meta2")
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(px(36))
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.detail)
        self.table.currentCellChanged.connect(lambda row, *_: self._explain(row))
        self.add_cancel()
        self.ok = self.add_button(f"登记 {len(pasted.rows)} {register.measure}", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.ok.setAutoDefault(True)
        self.table.setCurrentCell(0, 0)
        self.ok.setFocus()
        self._tell()
        window = parent.window() if parent is not None else None
        self._fit(window.height() - px(60) if window else px(460), window.width() - px(40) if window else px(900))

    def _how(self) -> str:
        """How the columns were understood, and what the program adds."""
        pasted = self.pasted
        how = "按表头对应各列" if pasted.by_heading else "没有认出表头，按本表的列次序对应"
        told = [f"{len(pasted.rows)} 行，{how}"]
        told += [f"没有对上、不取的列：{'、'.join(pasted.unused)}"] if pasted.unused else []
        told += [f"表里没有的按默认：{'、'.join(pasted.preset)}"] if pasted.preset else []
        return "；".join(told) + "。"

    def _fit(self, room: int, wide: int) -> None:
        """As tall as the rows need and as wide as the columns, as far as the window allows."""
        rows = self.table.rowCount() * px(30) + px(32 + 12)
        self.resize(min(max(px(900), self.table.horizontalHeader().length() + px(80)), wide), min(rows + px(200), room))

    def _table(self) -> QTableWidget:
        pasted = self.pasted
        columns = [at for at, item in enumerate(pasted.items) if item is not None]
        heads = [item.label for item in pasted.items if item is not None]
        table = QTableWidget(len(pasted.rows), len(heads) + 1)
        table.setHorizontalHeaderLabels(["核对", *heads])
        table.setVerticalHeaderLabels([str(row.place) for row in pasted.rows])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setAccessibleName("将登记的行")
        table.setWordWrap(False)
        table.verticalHeader().setDefaultSectionSize(px(30))
        for at, row in enumerate(pasted.rows):
            self._fill(table, at, row, columns)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setResizeContentsPrecision(_MEASURED)
        table.resizeColumnsToContents()
        for at in range(table.columnCount()):
            table.setColumnWidth(at, min(px(_WIDEST), table.columnWidth(at) + px(8)))
        return table

    def _fill(self, table: QTableWidget, at: int, row: PastedRow, columns: Sequence[int]) -> None:
        bad = {problem.field for problem in row.faults}
        table.setItem(at, 0, _verdict(row))
        for place, column in enumerate(columns, 1):
            item, text = self.pasted.items[column], row.cells[column]
            cell = QTableWidgetItem(" ".join(text.split()))
            cell.setToolTip(text)
            if item is not None and item.name in bad:
                cell.setForeground(QColor(T.red7))
                cell.setBackground(QColor(T.red0))
            table.setItem(at, place, cell)

    def _tell(self) -> None:
        faulty = self.pasted.faulty
        if faulty:
            first = self.pasted.rows.index(faulty[0])
            self.say(f"{len(faulty)} 行有问题，一行也不登记。在表格里改好，再复制粘贴")
            self.table.setCurrentCell(first, 0)
            self.table.setFocus()

    def _explain(self, row: int) -> None:
        """In full what is to be said of the row with the cursor."""
        pasted = self.pasted.rows[row] if 0 <= row < len(self.pasted.rows) else None
        self.detail.setText(f"第 {pasted.place} 行：{_said(pasted) or '可登记'}" if pasted is not None else "")
        restyle(self.detail, role="fault" if pasted is not None and pasted.faults else "meta2")

    def carry_out(self) -> None:
        """Save all, unless a row has faults; many by the worker."""
        if self.job is not None:
            return
        if self.pasted.faulty:
            self._tell()
            return
        save, drafts = self._save, [row.draft for row in self.pasted.rows]
        if len(drafts) > AT_ONCE:
            self._wait(
                self._jobs.run(lambda progress: save(drafts, progress), self._saved, self._not_saved, self._doing)
            )
            return
        try:
            self._saved(save(drafts, lambda _done, _total: None))
        except Refusal as refused:
            self.say(refused.said)

    @property
    def _doing(self) -> str:
        return f"登记 {len(self.pasted.rows)} {self.register.measure}{self.register.title}"

    def _wait(self, job: Job | None) -> None:
        self.job = job
        self.ok.setEnabled(job is None)
        self.say(f"正在{self._doing}，Esc 停止" if job is not None else "", "meta2")

    def _saved(self, outcome: Outcome) -> None:
        self.outcome = outcome
        if isValid(self):
            self._wait(None)
            self.accept()

    def _not_saved(self, error: Exception) -> None:
        if not isValid(self):
            return
        self._wait(None)
        if isinstance(error, Cancelled):
            self.say("已停止，一行也没有登记", "note")
            self.ok.setFocus()
        elif isinstance(error, Refusal):
            self.say(error.said)
        else:
            raise error

    def reject(self) -> None:
        """Esc: stop what is being saved, else leave."""
        if self.job is not None:
            self.job.cancel()
        else:
            super().reject()


def _said(row: PastedRow) -> str:
    """What keeps the row from being saved, else what should be looked at."""
    problems: list[Problem] = row.faults or row.problems
    return "；".join(dict.fromkeys(problem.said for problem in problems))


def _verdict(row: PastedRow) -> QTableWidgetItem:
    """可登记, or what is to be said of the row."""
    said = _said(row)
    mark, tone = ("!", T.red7) if row.faults else ("◆", T.amber7) if said else ("✓", T.green7)
    made = QTableWidgetItem(f"{mark} {said or '可登记'}")
    made.setForeground(QColor(tone))
    made.setToolTip(said)
    return made
