"""重取数字 (F5): every number that moved, old and new, ticked before anything is replaced; the bar that says so."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from desktop_app.registers.catalogue import BY_KIND
from desktop_app.services.draft import Draft
from desktop_app.services.drafting import Drift, drift, retake
from desktop_app.views.bulletin.record_list import RecordList
from desktop_app.views.bulletin.source import listed
from desktop_app.views.controls import PRIMARY, HintButton, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.known import Known
from desktop_app.views.theme import px

_KEY = Qt.ItemDataRole.UserRole


def told(one: Drift) -> str:
    """A moved number in words: 12件 → 13件　逾期任务（截至2015-05-31）."""
    if one.old_shown == one.new_shown:
        return f"{one.old_shown}（数没变，记录变了）　{one.label}"
    return f"{one.old_shown} → {one.new_shown}　{one.label}"


class DriftDialog(Dialog):
    """``keys`` are the numbers ticked; all are to begin with."""

    def __init__(self, parent: QWidget | None, known: Known, found: Sequence[Drift]) -> None:
        super().__init__(parent, "重取数字", 680)
        self.known, self.found = known, tuple(found)
        words = f"{len(found)} 处数字与台账不一致。勾上的换成现在的数，没勾的保留原数。"
        self.body.addWidget(label(words, "strong"))
        self.list = QListWidget()
        self.list.setAccessibleName("不一致的数字")
        self.list.setProperty("frame", "box")
        self.list.setMinimumHeight(px(150))
        for one in found:
            item = QListWidgetItem(told(one))
            item.setToolTip(told(one))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setData(_KEY, one.key)
            self.list.addItem(item)
        self.body.addWidget(self.list, 1)
        self.moved = label("", "meta2")
        self.body.addWidget(self.moved)
        self.rows = RecordList("变动的记录")
        self.rows.setMinimumHeight(px(120))
        self.body.addWidget(self.rows, 1)
        self.hint("Space", "勾选")
        self.add_cancel("不换")
        self.verb = self.add_button("", "Ctrl+Enter", self._take, PRIMARY)
        self.list.currentRowChanged.connect(self._tell)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.list.setCurrentRow(0)
        self._count()
        self.list.setFocus()

    @property
    def keys(self) -> tuple[str, ...]:
        items = [self.list.item(at) for at in range(self.list.count())]
        return tuple(item.data(_KEY) for item in items if item.checkState() is Qt.CheckState.Checked)

    def _count(self) -> None:
        self.verb.setText(f"换 {len(self.keys)} 处")
        self.verb.setAccessibleName(self.verb.text())
        self.verb.updateGeometry()

    def _tell(self, row: int) -> None:
        """The records that came or went for the current number."""
        one = self.found[row] if 0 <= row < len(self.found) else None
        with self.known.facts() as facts:
            self.rows.show_records(list(listed(facts, one.moved)) if one is not None else ())
        count = len(one.moved) if one is not None else 0
        kinds = {BY_KIND[kind].title for kind, _ in one.moved if kind in BY_KIND} if one is not None else set()
        said = f"增减的记录 {count} 条（{'、'.join(sorted(kinds))}）" if count else "没有增减的记录，所记内容改过"
        self.moved.setText(said)

    def _take(self) -> None:
        if not self.keys:
            self.say("一处也没勾。勾上要换的，或按 Esc 不换")
            return
        self.accept()


def ask_retake(parent: QWidget | None, known: Known, draft: Draft) -> Draft | None:
    """The draft with the ticked numbers taken anew; None when nothing moved or nothing is to be replaced."""
    with known.facts() as facts:
        found = drift(facts, draft)
    if not found:
        return None
    dialog = DriftDialog(parent, known, found)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    with known.facts() as facts:
        return retake(facts, draft, dialog.keys)


class DriftBar(QFrame):
    """``2 处数字与台账不一致。重取 F5``; hidden while all agree."""

    def __init__(self, take: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "note")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(3), px(8), px(3))
        self.said = label("", "note")
        row.addWidget(self.said, 1)
        self.take = HintButton("重取", "F5", clicked=take)
        row.addWidget(self.take)
        self.hide()

    def show_count(self, count: int) -> None:
        """How many numbers moved."""
        words = f"{count} 处数字与台账不一致。"
        self.said.setText(f"◆ {words}")
        self.setAccessibleName(words)
        self.setVisible(count > 0)
