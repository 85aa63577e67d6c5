"""库位: the tree of the store at the left, the items of the chosen branch at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.figures.custody_boards import ALL, STORE, Thing, below, sums
from desktop_app.rules.vocabulary import ItemState
from desktop_app.services.desk import Desk
from desktop_app.views.controls import HintButton, label
from desktop_app.views.custody import board_words as words
from desktop_app.views.custody.board import NO_THING, CustodyBoard
from desktop_app.views.custody.place_grid import PlaceGrid
from desktop_app.views.custody.place_items import ItemGrid, ItemTable
from desktop_app.views.custody.place_tree import PlaceTree
from desktop_app.views.halves import Halves, half
from desktop_app.views.inspecting import rest
from desktop_app.views.posts.strips import Foot, Strip
from desktop_app.views.theme import px

SHARE = 0.3
"""The part of the width the tree takes."""

LEDGER, LABELS = "stock_ledger", "place_labels"
"""Papers: 库存台账, and labels of the places."""

EMPTY_BRANCH = "这里没有财物"
TREE_KEYS = ((("←", "→"), "收展"), (("Enter",), "看财物"), (("Ctrl+L",), "库位标签"))
ITEM_KEYS = ((("Enter",), "编辑"), (("空格",), "勾选"), (("Alt+J",), "交接"), (("F6",), "库位树"))


class ItemStrip(Strip):
    """The chosen branch with its sums, and what can be done with its items."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.hand = HintButton("交接", "Alt+J")
        self.hand.setToolTip("勾选的财物，没有勾选就是光标所在的一件：入库、移库、调用、归还、移送、处置")
        self.hand.setProperty("low", "true")
        self.line.addStretch(1)
        self.line.addWidget(self.hand)


class PlaceBoard(CustodyBoard):
    """F6 goes from the tree to the items; ticked items are handed over together."""

    words = "库位"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.branches, self.items = PlaceGrid(self), ItemGrid(self)
        self.tree, self.table = PlaceTree(self.branches, self), ItemTable(self.items, self)
        self.over, self.above = Strip("库位", self), ItemStrip(self)
        self.over.line.addStretch(1)
        self.under, self.beneath = Foot(TREE_KEYS, self), Foot(ITEM_KEYS, self)
        self.no_item = label("", "lead")
        self.split = Halves(
            self,
            half(self.over, self.tree, label("", "lead"), self.under),
            half(self.above, self.table, self.no_item, self.beneath),
            SHARE,
        )
        QWidget.setTabOrder(self.tree, self.table)
        self._connect()
        if desk.inspecting:
            rest(self.above.hand)
        self.setFocusProxy(self.tree)

    def _connect(self) -> None:
        self.tree.chosen.connect(self._turn)
        self.tree.folds.connect(self._tell_branch)
        self.tree.onward.connect(self._to_items)
        self.table.chosen.connect(self.announce)
        self.table.chosen.connect(lambda _id: self._tell_item())
        self.table.opened.connect(self._open)
        self.table.ticked.connect(self._ticked)
        self.above.hand.clicked.connect(self.hand_over)
        self.listen(self.tree, self.table)

    # what it shows

    @property
    def current(self) -> Thing | None:
        return self.table.thing

    @property
    def chosen(self) -> tuple[int, ...]:
        ticked = tuple(thing.id for thing in self.items.things if thing.id in self.items.ticked)
        return ticked or super().chosen

    @property
    def listed(self) -> Sequence[Thing]:
        return self.items.things

    @property
    def paper(self) -> tuple[str, str]:
        """库存台账."""
        return LEDGER, ""

    def show_things(self) -> None:
        told = self.read
        if told is None:
            return
        key, before = self.tree.key, self.table.thing
        found = sums(told, self.things)
        self.branches.load(told.branches, found)
        self.tree.fit()
        stays = key in {branch.key for branch in told.branches} and (key in found or self.by.whole)
        self.tree.go(key if stays else ALL)
        stored = found.get(STORE)
        self.over.figures.setText(f"{sum(1 for one in told.branches if one.place)} 处，在库 {words.summed(stored)}")
        self._show_items(before.id if before is not None else 0)
        self._fit()

    def select(self, record_id: int) -> None:
        """Put the cursor on an item, among all where the chosen branch has it not, without saying so.

        The item told of last may have left the branch (移库), or the officer gone to another: the branch stays.
        """
        before, self.announced = self.announced, record_id
        if self.items.place(record_id) < 0:
            if record_id != before and any(thing.id == record_id for thing in self.things):
                self.tree.go(ALL)
                self._show_items(record_id)
        elif (at := self.items.place(record_id)) != self.table.currentIndex().row():
            self.table.go(at)
            self._tell_item()

    def _show_items(self, item_id: int = 0) -> None:
        """The items of the chosen branch with all below it; the cursor stays on its item where it is one of them."""
        told = self.read
        if told is None:
            return
        keys, branch = below(told, self.tree.key), self.tree.branch
        self.items.load([thing for thing in self.things if thing.branch in keys])
        self.table.fit()
        self.table.go(max(0, self.items.place(item_id)))
        found = self.branches.sums.get(self.tree.key)
        self.above.title.setText(branch.name if branch is not None else "")
        self.above.figures.setText(words.summed(found))
        self.no_item.setText(EMPTY_BRANCH if self.by.whole else NO_THING)
        self.no_item.setVisible(not self.items.things)
        self._tell_branch()
        self._tell_item()

    def _turn(self) -> None:
        """The cursor came to another branch."""
        self.items.ticked.clear()
        self._show_items()
        if (thing := self.table.thing) is not None:
            self.announce(thing.id)
        self.tell()

    def _tell_branch(self) -> None:
        branch = self.tree.branch
        told = self.branches.told(branch).partition("，")[2] if branch is not None else ""
        self.under.show_words(branch.name if branch is not None else "", told)

    def _tell_item(self) -> None:
        thing, told, ticked = self.table.thing, self.read, len(self.items.ticked)
        if thing is None or told is None:
            self.beneath.show_words("", "")
            return
        many = f"已勾 {ticked} 件。" if ticked else ""
        self.beneath.show_words(thing.name, f"{many}{words.thing_foot(thing, told.day)}")

    # verbs

    def _ticked(self) -> None:
        self._tell_item()
        self.tell()

    def _open(self, item_id: int) -> None:
        self.setFocusProxy(self.table)
        self.opened.emit(item_id)

    def _to_items(self) -> None:
        if self.items.things:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def let_go(self) -> bool:
        """Esc: ticks off; then from the items back to the tree."""
        if self.items.ticked:
            self.table.tick(range(len(self.items.things)), False)
            return True
        if self.table.hasFocus():
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def print_labels(self) -> None:
        """Ctrl+L: labels of the chosen place, or of all."""
        branch = self.tree.branch
        self.print_paper(LABELS, branch.name if branch is not None and branch.place is not None else "")

    def claims(self, watched: QObject, event: QKeyEvent) -> bool:
        forward = watched is self.tree and event.key() == Qt.Key.Key_F6 and self.table.isVisible()
        return forward or super().claims(watched, event)

    def takes(self, watched: QObject, event: QKeyEvent) -> bool:
        if _prints(watched is self.tree, event):
            self.print_labels()
        elif watched is self.tree and event.key() == Qt.Key.Key_F6:
            self._to_items()
        else:
            return super().takes(watched, event)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The half worked in last gets the focus back."""
        if event.type() == QEvent.Type.FocusIn and watched in (self.tree, self.table):
            self.setFocusProxy(watched)
        return super().eventFilter(watched, event)

    # what others show

    def status(self) -> list[str]:
        """共 331 件 · 显示 5; 已选 1 · 移动硬盘; 在库 91 · 在外 9 · 已处理 61."""
        told, thing = self.read, self.table.thing
        if told is None:
            return []
        shown = len(self.items.things)
        said = [f"共 {len(told.things)} 件" + (f" · 显示 {shown}" if shown != len(told.things) else "")]
        if self.items.ticked:
            said.append(f"已勾 {len(self.items.ticked)} 件")
        elif thing is not None:
            said.append(f"已选 1 · {thing.number}")
        away = (ItemState.LENT, ItemState.SENT)
        out = sum(1 for one in told.things if one.state in away)
        stored = sum(1 for one in told.things if one.state is ItemState.STORED)
        gone = sum(1 for one in told.things if one.state is ItemState.DISPOSED)
        return [*said, f"在库 {stored} · 在外 {out} · 已处理 {gone}"]

    # seen

    def _fit(self) -> None:
        """The tree as wide as it needs; beside the panel, where both have no room, only the half worked in."""
        self.split.fit(self.tree.least, px(520), self.focusProxy() is self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.split.loosen()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "split"):
            for part in (self.tree, self.table, self.over, self.above, self.under, self.beneath):
                part.renew()
            self.split.loosen()
            self._fit()


def _prints(in_tree: bool, event: QKeyEvent) -> bool:
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return in_tree and control and event.key() == Qt.Key.Key_L
