"""关联 in the panel: what is linked to the record in both directions, each a line that opens it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.registers.relations import BASE, Related, related, shut_titles
from desktop_app.services.outcome import Outcome
from desktop_app.views.archive.opening import open_archive
from desktop_app.views.controls import label, link
from desktop_app.views.register.place import Place
from desktop_app.views.register.seats import Fold
from desktop_app.views.register.tying import TIE_KEY, may_tie, tie_from, untie_from
from desktop_app.views.text import TAB_NAMES
from desktop_app.views.theme import px

PER_KIND = 6
ROWS, ROW = 5, 44
ARCHIVE_KEY = "Ctrl+J"


class RelatedList(QListWidget):
    """Lines of two rows; Enter or a double click opens, Delete takes a tie away."""

    opened = Signal(int)
    dropped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "box")
        self.setAccessibleName("关联的记录")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _item: self.opened.emit(self.currentRow()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit(self.currentRow())
        elif event.key() == Qt.Key.Key_Delete:
            self.dropped.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class RelatedSection(QWidget):
    """The section of one register's panel. It reads only while it is seen, and once for a record."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._read: int | None = None
        self.rows: Sequence[Related] = ()
        self.fold = Fold("关联")
        self.fold.side.addWidget(link("关联…", lambda: tie_from(place), TIE_KEY))
        self.list = RelatedList()
        self.more = label("", "meta")
        inside = QVBoxLayout(self.fold.body)
        inside.setContentsMargins(px(2), 0, 0, 0)
        inside.addWidget(self.list)
        inside.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.fold)
        self.list.opened.connect(self._open)
        self.list.dropped.connect(self._drop)
        place.told.connect(self.show_record)
        place.bus.committed.connect(self._changed)
        place.bus.gate_turned.connect(self._changed)

    def _changed(self, _outcome: Outcome | None = None) -> None:
        self._read = None
        self.show_record()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.show_record()

    def show_record(self) -> None:
        """Tell the record in the panel, if anybody sees it."""
        record_id = self._place.record_id
        if record_id is None or record_id == self._read or not self.isVisible():
            return
        self._read = record_id
        with self._place.known.facts() as facts:
            self.rows, total = related(facts, self._place.register, record_id, PER_KIND)
            shut = shut_titles(facts, BASE)
        self.list.clear()
        for one in self.rows:
            item = QListWidgetItem(_said(one))
            item.setSizeHint(QSize(0, px(ROW)))
            item.setToolTip(f"{TAB_NAMES[one.tab]} · {one.title}\n{one.what}")
            self.list.addItem(item)
        self.list.setVisible(bool(self.rows))
        self.list.setFixedHeight(px(ROW) * min(ROWS, max(1, len(self.rows))) + px(4))
        self.fold.retitle(f"关联　{total}")
        left = total - len(self.rows)
        told = [f"另有 {left} 条，按 {ARCHIVE_KEY} 看案件档案"] if left else []
        told += [f"{'、'.join(shut)}锁着，没有列出"] if shut else []
        self.more.setText("；".join(told))
        self.more.setVisible(bool(told))

    def _open(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            self._place.bus.open_record.emit(self.rows[at].kind, self.rows[at].id)

    def _drop(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            untie_from(self._place, self.rows[at].kind, self.rows[at].id)


def _said(one: Related) -> str:
    head = "　".join(filter(None, (one.title, one.number, one.state)))
    below = "　".join(filter(None, ("、".join(one.roles), one.what)))
    return f"{head}\n{below}"


def seat_links(place: Place) -> None:
    """Give a place the section under what its actions wrote, and its rows the way to the pages of people and cases.

    The small tables have pages of their own instead of the section.
    """
    verbs = place.listing.row_verbs
    place.listing.row_verbs = lambda: (*verbs(), *_more(place))
    if place.register.kind not in BASE:
        column = place.panel.column
        column.insertWidget(column.indexOf(place.panel.tail), RelatedSection(place))


def _more(place: Place) -> list[tuple[str, Callable[[], object]]]:
    if place.record_id is None or place.panel.is_retired:
        return []
    page = partial(open_archive, place.panel.window(), place.desk, place.bus, place.register, place.record_id)
    found: list[tuple[str, Callable[[], object]]] = [(f"人员、案件档案…\t{ARCHIVE_KEY}", page)]
    if may_tie(place):
        found.append((f"关联…\t{TIE_KEY}", partial(tie_from, place)))
    return found
