"""回收站 of the whole office: every deleted record of every tab, found by a word, opened or brought back."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from desktop_app.registers.bin import deleted
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.rules.search import fold, words
from desktop_app.services.bin import Deleted, bring_back
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.import_tables import Cells, table
from desktop_app.views.inspecting import rest
from desktop_app.views.text import TAB_NAMES
from desktop_app.views.theme import px

_HEADS = ("删除时间", "台账", "编号", "内容", "删除原因", "谁删的")
_WIDTHS = (136, 112, 148, 260, 216, 76)
_SAID = 3


class BinDialog(Dialog):
    """``opened`` carries kind and id of the record to be looked at; ``restored`` each register's outcome."""

    opened = Signal(str, int)
    restored = Signal(object)

    def __init__(self, parent: QWidget | None, desk: Desk, found: Sequence[Deleted]) -> None:
        super().__init__(parent, "回收站", 1080)
        self.desk = desk
        self.found = list(found)
        self.shown: list[Deleted] = []
        self._told = {one: _words(one) for one in self.found}
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("筛选：编号、内容、原因、谁删的、哪本台账")
        self.filter.setAccessibleName("筛选")
        self.filter.textChanged.connect(lambda _typed: self._show())
        self.body.addWidget(self.filter)
        self.cells = Cells(_HEADS)
        self.table = table(self.cells, _WIDTHS, _SAID, "已删除的记录")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setMinimumHeight(min(px(420), round(self.screen().availableGeometry().height() * 0.5)))
        self.table.doubleClicked.connect(lambda _index: self.look())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(label("删除的记录编号和历史都留着，不会真的抹掉。恢复后回到原来的台账。", "meta"))
        self.hint("Enter", "到台账里看")
        self.hint("Ctrl+A", "全选")
        self.hint("Shift+↓", "连选")
        self.add_cancel("关闭")
        look = self.add_button("到台账里看", "Enter", self.look)
        look.setAutoDefault(False)
        self.back = self.add_button("恢复", "Ctrl+Enter", self.restore, PRIMARY)
        if desk.inspecting:
            rest(self.back)
        QShortcut(QKeySequence("Down"), self.filter, self.table.setFocus, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence("Ctrl+F"), self, self.filter.setFocus)
        self._show()
        self.filter.setFocus()

    def _show(self) -> None:
        asked = words(self.filter.text())
        self.shown = [one for one in self.found if all(word in self._told[one] for word in asked)]
        self.cells.show_rows([_row(one) for one in self.shown], ["ink"] * len(self.shown))
        if self.shown:
            self.table.selectRow(0)
            self.say(f"共 {len(self.found)} 条" + (f"，显示 {len(self.shown)}" if asked else ""), "meta")
        else:
            self.say("没有符合的记录。换个词再筛" if self.found else "回收站是空的。", "meta")

    @property
    def chosen(self) -> list[Deleted]:
        """The records selected, in the order shown."""
        return [self.shown[row] for row in sorted({index.row() for index in self.table.selectedIndexes()})]

    def look(self) -> None:
        """Enter: the record in its own register; the dialog goes."""
        at = self.table.currentIndex().row()
        if 0 <= at < len(self.shown):
            one = self.shown[at]
            self.accept()
            self.opened.emit(one.kind, one.id)

    def restore(self) -> None:
        """恢复 of all selected, in one act."""
        chosen = sorted(self.chosen, key=lambda one: one.kind)
        ids = [(BY_KIND[kind], [one.id for one in some]) for kind, some in groupby(chosen, key=lambda one: one.kind)]
        try:
            outcomes = bring_back(self.desk, ids)
        except Refusal as refused:
            self.say(refused.said)
            return
        gone = set(chosen)
        self.found = [one for one in self.found if one not in gone]
        for outcome in outcomes:
            self.restored.emit(outcome)
        self._show()
        self.say("；".join(outcome.said for outcome in outcomes), "good")


def _row(one: Deleted) -> tuple[str, ...]:
    when = f"{one.at.astimezone():%Y-%m-%d %H:%M}"
    return when, BY_KIND[one.kind].title, one.number, one.said, one.reason, one.who


def _words(one: Deleted) -> str:
    """What a filter looks through."""
    register = BY_KIND[one.kind]
    return fold(" ".join((*_row(one), TAB_NAMES.get(register.tab, ""))))


def read_bin(desk: Desk, progress: Callable[[int, int, str], object]) -> list[Deleted]:
    """What lies in the bin; asked by the worker."""
    with desk.facts() as facts:
        return deleted(facts, progress)
