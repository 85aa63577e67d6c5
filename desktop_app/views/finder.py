"""Search over all registers (全局搜索): a pop-up under the search box, hits by tab and register, Enter opens one."""

from collections.abc import Callable, Sequence
from itertools import groupby
from threading import Lock

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.registers import finding
from desktop_app.registers.finding import Found, Offer, Opener
from desktop_app.registers.relations import shut_titles
from desktop_app.services.desk import Desk
from desktop_app.services.facts import FewFacts
from desktop_app.store.connect import Interrupted
from desktop_app.store.snapshot import brake
from desktop_app.views.controls import label
from desktop_app.views.finder_rows import TALL, Row, RowDrawer, hit_row, row_of
from desktop_app.views.jobs import Cancelled, Job, Jobs, Progress
from desktop_app.views.menus import SearchBox
from desktop_app.views.text import TAB_NAMES
from desktop_app.views.theme import px

WIDE = 760
_PAUSE_MS = 120

Answer = tuple[list[Offer], list[Found], tuple[str, ...]]
"""What is offered, the hits, and the registers that stand locked and were not asked."""


class Question:
    """One search under way (一次搜索): asked in the worker, withdrawn as soon as something else is typed."""

    def __init__(self, desk: Desk, typed: str, openers: Sequence[Opener]) -> None:
        self._desk, self._typed, self._openers = desk, typed, openers
        self._running: Callable[[], object] | None = None
        self._lock = Lock()

    def work(self, progress: Progress) -> Answer:
        """What is offered, and the hits of every register."""
        with self._desk.store.read() as session:
            self._running = brake(session)
            facts = FewFacts(session, self._desk.today, withheld=self._desk.withheld)
            try:
                found = finding.find(facts, self._typed, progress.check)
                offers = [offer for opener in self._openers for offer in opener(facts, self._typed)]
                return offers, found, shut_titles(facts)
            finally:
                with self._lock:
                    self._running = None

    def withdraw(self, job: Job) -> None:
        """Nobody waits for the answer any more: the statement that runs is broken off."""
        job.cancel()
        with self._lock:
            if self._running is not None:
                self._running()


class Finder(QFrame):
    """The list of hits; the search box keeps the focus.

    ``chosen`` carries kind and id, ``all_chosen`` kind, ids and the sentence that names them, ``offered`` code and key
    of an offer of one of the ``openers``.
    """

    chosen = Signal(str, int)
    all_chosen = Signal(str, object, str)
    offered = Signal(str, str)

    def __init__(self, desk: Desk, box: SearchBox, parent: QWidget, jobs: Jobs, openers: Sequence[Opener] = ()) -> None:
        super().__init__(parent)
        self._desk, self._box, self._ground, self._jobs = desk, box, parent, jobs
        self.openers = tuple(openers)
        self._asked: tuple[Question, Job] | None = None
        self._typed, self._open_first = "", False
        self.setProperty("frame", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self._none = label("", "meta")
        self._none.setContentsMargins(px(12), px(8), px(12), px(8))
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("搜索结果")
        self.list.setItemDelegate(RowDrawer(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._open)
        column.addWidget(self.list)
        column.addWidget(self._none)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        box.textEdited.connect(self._edited)
        box.returnPressed.connect(self._enter)
        box.stepped.connect(self._step)
        box.left.connect(self.leave)
        self.hide()

    def leave(self) -> None:
        """Esc, the window is locked: nothing is waited for any more."""
        self._pause.stop()
        self._withdraw()
        self._open_first = False
        self.hide()

    def _edited(self, _typed: str) -> None:
        self._open_first = False
        self._pause.start()

    def _withdraw(self) -> None:
        if self._asked is not None:
            question, job = self._asked
            self._asked = None
            question.withdraw(job)

    def search(self) -> None:
        """Ask for what is typed now; an older question is withdrawn."""
        self._pause.stop()
        self._withdraw()
        self._typed = self._box.text().strip()
        if not self._typed:
            self.hide()
            return
        question = Question(self._desk, self._typed, self.openers)
        job = self._jobs.run(
            question.work, lambda answer: self._show(job, *answer), lambda error: self._failed(job, error)
        )
        self._asked = question, job

    def _failed(self, job: Job, error: Exception) -> None:
        if self._asked is not None and self._asked[1] is job:
            self._asked = None
        if not isinstance(error, (Cancelled, Interrupted)):
            raise error

    def _show(self, job: Job, offers: Sequence[Offer], found: Sequence[Found], shut: Sequence[str]) -> None:
        if self._asked is None or self._asked[1] is not job:
            return
        self._asked = None
        self.list.clear()
        for offer in offers:
            self._add(Row(offer.said, target=("offer", offer.code, offer.key)))
        order = list(dict.fromkeys(one.register.tab for one in found))
        by_tab = sorted(found, key=lambda one: order.index(one.register.tab))
        for tab, registers in groupby(by_tab, key=lambda one: one.register.tab):
            self._add_tab(tab, list(registers))
        locked = f"{'、'.join(shut)}锁着，没有搜" if shut else ""
        if found or offers:
            self._none.setText(locked)
        else:
            none = f"没有找到“{self._typed[:20]}”。换编号、姓名或首字母再搜"
            self._none.setText(f"{none}；{locked}" if locked else none)
        self._none.setVisible(bool(self._none.text()))
        self.list.setVisible(bool(self.list.count()))
        self._first()
        self._place()
        if self._open_first:
            self._open_first = False
            self._open(self.list.currentItem())

    def _add_tab(self, tab: str, found: Sequence[Found]) -> None:
        """The tab with its count, then each register with its own, its hits, and all of them."""
        total = sum(len(one.ids) for one in found)
        if len(found) > 1:
            self._add(Row(f"{TAB_NAMES[tab]}　{total} 条", head=True))
        for one in found:
            said = f"{one.register.title}　{len(one.ids)} {one.register.measure}"
            self._add(Row(said if len(found) > 1 else f"{TAB_NAMES[tab]} · {said}", head=True, inner=len(found) > 1))
            for hit in one.hits:
                self._add(hit_row(hit))
            if len(one.ids) > len(one.hits):
                all_said = f"全部 {len(one.ids)} {one.register.measure}{one.register.title}"
                self._add(Row(all_said, target=("all", one.register.kind, one.ids), link=True))

    def _add(self, row: Row) -> None:
        item = QListWidgetItem(row.said)
        item.setData(Qt.ItemDataRole.UserRole, row)
        if row.target is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _place(self) -> None:
        parent = self._ground
        corner = self._box.mapTo(parent.window(), QPoint(0, self._box.height() + 2))
        rows = max(1, self.list.count())
        high = min(rows * px(TALL) + px(8), parent.height() * 3 // 4) if self.list.count() else 0
        high += px(36) if self._none.isVisibleTo(self) else 0
        wide = min(max(self._box.width(), px(WIDE)), parent.width() - px(16))
        at = parent.mapFrom(parent.window(), corner)
        self.setGeometry(max(px(8), min(at.x(), parent.width() - wide - px(8))), at.y(), wide, high)
        self.show()
        self.raise_()

    def _first(self) -> None:
        self.list.setCurrentRow(-1)
        self._step(1)

    def _step(self, by: int) -> None:
        at = self.list.currentRow() + by
        while 0 <= at < self.list.count():
            if row_of(self.list.item(at)).target is not None:
                self.list.setCurrentRow(at)
                return
            at += by

    def _enter(self) -> None:
        """Open the hit under the cursor; of what is still being looked for, the first."""
        if self._pause.isActive() or self.isHidden() or self._asked is not None:
            if self._asked is None or self._pause.isActive():
                self.search()
            self._open_first = self._asked is not None
        else:
            self._open(self.list.currentItem())

    def _open(self, item: QListWidgetItem | None) -> None:
        target = row_of(item).target if item is not None else None
        if target is None:
            return
        said = f"搜索“{self._typed[:20]}”"
        self._box.clear()
        self.leave()
        if target[0] == "offer":
            self.offered.emit(target[1], target[2])
        elif target[0] == "all":
            self.all_chosen.emit(target[1], target[2], said)
        else:
            self.chosen.emit(target[1], target[2])
