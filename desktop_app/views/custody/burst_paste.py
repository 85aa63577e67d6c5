"""The preview of a block pasted into 成批登记: what each column is taken for, changeable; how many rows and cases."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop_app.rules.cases import case_key
from desktop_app.views import table_dress
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.custody.burst_blocks import Block
from desktop_app.views.custody.burst_columns import Col
from desktop_app.views.dialogs import Dialog
from desktop_app.views.theme import px

_HEADS = ("表头", "第一行", "第二行", "取作")
_WIDTHS = (130, 170, 170, 190)
_ROW, _MOST = 30, 15
NOT_TAKEN = "不取"


class BlockDialog(Dialog):
    """Enter takes the block as shown. ``block`` is what it is understood as in the end."""

    def __init__(
        self, parent: QWidget | None, block: Block, columns: Sequence[Col], beside: Sequence[Col], measure: str
    ) -> None:
        super().__init__(parent, "粘贴", 760)
        self.block = block
        self._own = len(columns)
        self._measure = measure
        self._names = [NOT_TAKEN, *(col.label for col in columns), *(f"案件：{col.label}" for col in beside)]
        self.told = label("", "title")
        self.how = label("", "meta2")
        self.how.setWordWrap(True)
        self.body.addWidget(self.told)
        self.body.addWidget(self.how)
        self.boxes: list[QComboBox] = []
        self.table = self._table()
        self.body.addWidget(self.table, 1)
        self.hint("Tab", "下一列")
        self.hint("↑↓", "改取作")
        self.add_cancel()
        self.ok = self.add_button("取用", "Ctrl+Enter", self.accept, PRIMARY)
        self.ok.setAutoDefault(True)
        self.ok.setDefault(True)
        self._tell()
        tall = min(len(block.meant), _MOST) * px(_ROW) + px(250)
        window = parent.window() if parent is not None else None
        self.resize(px(760), min(tall, window.height() - px(60)) if window is not None else tall)
        self.ok.setFocus()

    def _table(self) -> QTableWidget:
        block = self.block
        table = QTableWidget(len(block.meant), len(_HEADS))
        table.setHorizontalHeaderLabels(list(_HEADS))
        table_dress.dress(table, "粘贴的各列", _ROW)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, head in enumerate(block.heads):
            samples = [row[at] for row in block.rows[:2]]
            for place, text in enumerate((head or f"第 {at + 1} 列", *samples, *[""] * (2 - len(samples)))):
                cell = QTableWidgetItem(" ".join(text.split())[:60])
                cell.setToolTip(text[:500])
                table.setItem(at, place, cell)
            table.setCellWidget(at, len(_HEADS) - 1, self._box(at, head))
        for at, wide in enumerate(_WIDTHS):
            table.setColumnWidth(at, px(wide))
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        return table

    def _box(self, at: int, head: str) -> QComboBox:
        place = self.block.meant[at]
        box = QComboBox()
        box.addItems(self._names)
        box.setCurrentIndex(0 if place is None else place + 1)
        box.setAccessibleName(f"{head or f'第 {at + 1} 列'} 取作")
        box.setFrame(False)
        box.currentIndexChanged.connect(lambda chosen: self._chosen(at, chosen))
        self.boxes.append(box)
        return box

    def _chosen(self, at: int, chosen: int) -> None:
        """A place is filled from one column: whichever had it before loses it."""
        self.block = self.block.meaning(at, chosen - 1 if chosen else None)
        for box, place in zip(self.boxes, self.block.meant, strict=True):
            box.blockSignals(True)
            box.setCurrentIndex(0 if place is None else place + 1)
            box.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        block = self.block
        cases = cases_in(block)
        rows = f"{len(block.rows)} 行"
        self.told.setText(f"{rows} {len(cases)} 案" if cases else f"{rows}，没有受案号一列")
        how = "按表头对应各列" if block.by_heading else "没有认出表头，按本表的列次序对应"
        unused = f"；不取的列：{'、'.join(block.unused)}" if block.unused else ""
        unused += f"；第 {len(block.meant)} 列以后还有 {block.beyond} 列没有看" if block.beyond else ""
        self.how.setText(f"{how}{unused}。取用后错处在表里标红，就地改；全部改好才能保存。")
        self.ok.setText(f"取用 {rows}")


def cases_in(block: Block) -> list[str]:
    """The cases a block names, each once, as written first."""
    at = next((column for column, place in enumerate(block.meant) if place == 0), None)
    if at is None:
        return []
    found: dict[str, str] = {}
    for row in block.rows:
        if row[at]:
            found.setdefault(case_key(row[at]), row[at])
    return list(found.values())


def placed(block: Block, own: int) -> tuple[list[list[str]], list[dict[int, str]]]:
    """The rows as the grid has them, and what each says of its case."""
    rows, beside = [], []
    for row in block.rows:
        texts, more = [""] * own, {}
        for cell, place in zip(row, block.meant, strict=True):
            if place is not None and place < own:
                texts[place] = cell
            elif place is not None and cell:
                more[place - own] = cell
        rows.append(texts)
        beside.append(more)
    return rows, beside
