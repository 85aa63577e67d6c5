"""What the boards 库位 and 保管链 have in common: one reading, chips and typed text, the verbs of items."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.figures.custody_boards import Custody, Thing, custody
from desktop_app.figures.engine import Question
from desktop_app.registers.seizures import ITEMS
from desktop_app.reports.catalogue import BY_ID as PAPERS_BY_ID
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import IdIn, Retired
from desktop_app.views.custody import board_roster as roster
from desktop_app.views.register.columns import Columns
from desktop_app.views.register.output import Shown
from desktop_app.views.register.place import Place

ONCE = "custody.boards"
HAND_OVER = "custody_event"
VERBS = {
    (Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier): HAND_OVER,
    (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier): "print_labels",
}
"""Keys of verbs about the items chosen: 交接, 打印标签."""

NO_THING = "没有符合的财物。清除筛选 Esc"
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)


class CustodyBoard(QWidget):
    """A board over all items. ``selected`` carries the item the cursor comes to, ``opened`` the one to edit.

    Letters typed outside a field narrow what is shown; Esc shows everything again.
    """

    selected = Signal(int)
    opened = Signal(int)
    narrowed = Signal(object, str)

    kind = ITEMS.kind
    chips = roster.CHIPS
    once = ONCE
    each = 4
    whole = True
    scope = None
    words = ""
    unsaid = "/、"
    """Characters that narrow nothing: they mean something of their own here."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.place: Place | None = None
        self.by = roster.Narrowing()
        self.read: Custody | None = None
        self.things: tuple[Thing, ...] = ()
        self.announced = 0

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return self.words

    # what each board has of its own

    @property
    def current(self) -> Thing | None:
        """The item the cursor is on."""
        raise NotImplementedError

    @property
    def chosen(self) -> tuple[int, ...]:
        """The items a verb is about: those ticked, else that of the cursor."""
        return (self.current.id,) if self.current is not None else ()

    @property
    def paper(self) -> tuple[str, str]:
        """Id of the paper that says the same, and the number of the record it is about."""
        raise NotImplementedError

    def show_things(self) -> None:
        """Show ``things`` of ``read``; the cursor stays."""
        raise NotImplementedError

    def let_go(self) -> bool:
        """Esc with nothing narrowed: give up what is ticked; False when nothing is."""
        return False

    # what it shows

    def gather(self, facts: Facts) -> Custody:
        """Everything both boards show, read once until something is written."""
        return facts.once(ONCE, _read)

    def sit_at(self, place: Place) -> None:
        """Take part in the place of the items."""
        self.place = place

    def refresh(self, facts: Facts) -> None:
        """Read everything anew; the cursor stays."""
        self.read = self.gather(facts)
        self._show()

    def show_ids(self, ids: Sequence[int] | None) -> None:
        """The list of items may be narrowed: the board has chips of its own."""

    def _show(self) -> None:
        if self.read is not None:
            self.things = roster.shown(self.read, self.by)
            self.show_things()

    # narrowing

    @property
    def chip(self) -> int:
        return self.by.chip

    @property
    def text(self) -> str:
        return self.by.text

    @property
    def counts(self) -> Sequence[int]:
        """All items, then each chip."""
        return roster.counts(self.read) if self.read is not None else ()

    def narrow(self, chip: int | None = None, text: str | None = None) -> None:
        """Only the items of a chip, or those a typed text meets."""
        by, before = self.by, self.current
        self.by = replace(by, chip=by.chip if chip is None else chip, text=by.text if text is None else text)
        self._show()
        now = self.current
        if now is not None and (before is None or before.id != now.id):
            self.announce(now.id)
        self.tell()

    def announce(self, item_id: int) -> None:
        """The cursor came to an item."""
        self.announced = item_id
        self.selected.emit(item_id)

    def tell(self) -> None:
        """Counts, filter and status have changed."""
        if self.place is not None and self.isVisible():
            self.place.told.emit()

    # verbs

    def hand_over(self) -> None:
        """交接 of the items chosen."""
        self.act(HAND_OVER)

    def act(self, code: str) -> None:
        """A verb about the items chosen."""
        if self.place is not None and (ids := self.chosen):
            self.place.act(code, ids[0], ids)

    def print_paper(self, paper: str, about: str = "") -> None:
        """Ask for a paper, where the office has it."""
        if self.place is not None and paper in PAPERS_BY_ID:
            self.place.bus.paper_asked.emit(paper, about)

    def shown(self) -> Shown:
        """The items on show, for a workbook."""
        ids = tuple(thing.id for thing in self.listed)
        items = Columns.declared(ITEMS).items
        return Shown(ITEMS, ids, items, (Retired(False), IdIn(ids)), ITEMS.order, self.title)

    @property
    def listed(self) -> Sequence[Thing]:
        """The items a print or a workbook gets."""
        return self.things

    # keys

    def listen(self, *widgets: QWidget) -> None:
        """Hear the keys of a part of the board before it does."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and self.claims(watched, event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and self.takes(watched, event):
            return True
        return super().eventFilter(watched, event)

    def claims(self, watched: QObject, event: QKeyEvent) -> bool:  # noqa: ARG002
        """Whether a key of the window belongs to the board here."""
        return _verb(event) in VERBS

    def takes(self, watched: QObject, event: QKeyEvent) -> bool:
        """Carry out a key: a verb, letters that narrow, Backspace and Esc; False when it is none of these."""
        if self.claims(watched, event):
            self.act(VERBS[_verb(event)])
        elif event.key() == Qt.Key.Key_Escape:
            return self._widen()
        elif event.key() == Qt.Key.Key_Backspace and self.by.text:
            self.narrow(text=self.by.text[:-1])
        elif self._writes(event):
            self.narrow(text=self.by.text + event.text())
        else:
            return False
        return True

    def _writes(self, event: QKeyEvent) -> bool:
        typed = event.text()
        plain = event.modifiers() in _PLAIN
        return plain and bool(typed.strip()) and typed.isprintable() and typed not in self.unsaid

    def _widen(self) -> bool:
        """Esc: everything again, then what is ticked let go."""
        if self.by.whole:
            return self.let_go()
        self.narrow(-1, "")
        return True


def _verb(event: QKeyEvent) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    return Qt.Key(event.key()), event.modifiers()


def _read(facts: Facts) -> Custody:
    return custody(Question(facts.session, facts.today))
