"""The score sheet with what opens in it: the cell over a row, the sentence beside it, the keys at the foot."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.rules.vocabulary import AbsenceCause, SittingCode
from desktop_app.services.marking import MarkSheet
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import label, mark_bad
from desktop_app.views.exams import keys
from desktop_app.views.exams.absence import AbsenceList
from desktop_app.views.exams.bubble import Bubble
from desktop_app.views.exams.cell import MarkCell
from desktop_app.views.exams.foot import Hints
from desktop_app.views.exams.grid import MARKS, Column, MarkGrid, is_away
from desktop_app.views.exams.hand import Hand
from desktop_app.views.exams.roster import next_open
from desktop_app.views.exams.table import MarkTable
from desktop_app.views.theme import px

ALL_KEYED = "全部录完。核对后用 Ctrl+Enter 办下一步"
NO_ROW_ABOVE = "上面没有可以照抄的分数"


class MarkPane(QWidget):
    """``live``: something typed changed what the sheet tells; ``asked``: a deed of the board (F7, Ctrl+Enter, 改分);
    ``sought``: a letter for the filter; ``widened``: Esc with nothing typed; ``told`` a sentence for the status bar.

    ``home`` is the column a row was begun in: Enter goes there in the next. ``sifted``: initials narrow the rows.
    ``save`` writes what was keyed of a candidate and refuses by Refusal.
    """

    live = Signal()
    asked = Signal(str)
    sought = Signal(str)
    widened = Signal()
    told = Signal(str)
    stepped = Signal()

    def __init__(self, save: Callable[[int, dict[str, Any]], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self.hand = Hand()
        self.grid = MarkGrid(self.hand, self)
        self.table = MarkTable(self.grid, self)
        self.hints = Hints()
        self.cell = MarkCell(self.table.viewport())
        self.cell.hide()
        self.bubble = Bubble(self.table)
        self.blank = label("", "meta")
        self.blank.setParent(self.table.viewport())
        self.blank.hide()
        self.home: Column | None = None
        self.sifted = False
        self.last: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.hints)
        self._connect()
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        table = self.table
        table.may_leave = self.leave
        table.struck.connect(self._struck)
        table.typed.connect(self._begin)
        table.sought.connect(self.sought)
        table.moved.connect(self._follow)
        table.selectionModel().currentChanged.connect(lambda *_cells: self._moved())
        self.cell.textEdited.connect(lambda _text: self._typed())
        self.cell.struck.connect(self._struck)
        self.cell.gone.connect(self._gone)

    # what is shown

    def load(self, sheet: MarkSheet | None, ids: list[int], today: Any) -> None:
        """The sheet as it is kept; the cursor stays on its candidate, else on his place."""
        before, at, column = self.last, self.table.currentIndex().row(), self.table.column
        self.hand.load(sheet)
        if self.hand.id is None:
            self._close()
        self.grid.load(ids, today)
        self.table.published = bool(sheet is not None and sheet.may_key and "改分" in sheet.may_key)
        self.table.fit()
        self.hints.show_sheet(sheet.may_key if sheet is not None else "", sheet is None or sheet.terms.parted)
        now = self.table.row
        if now is None or now.id != before or self.table.currentIndex().column() not in MARKS:
            place = self.grid.place(before)
            kept = column if column in self.table.columns else None
            self.table.go(place if place >= 0 else max(0, min(at, len(self.grid.rows) - 1)), kept)

    def say_blank(self, said: str) -> None:
        """What stands in an empty sheet."""
        self.blank.setText(said)
        self.blank.setVisible(bool(said))
        self.blank.adjustSize()
        self._place_blank()

    def _place_blank(self) -> None:
        room = self.table.viewport()
        self.blank.move(max(px(16), (room.width() - self.blank.width()) // 2), px(72))

    def to_first(self) -> None:
        """The cursor on the first candidate still to be keyed, else on the first."""
        lines, columns = [row.line for row in self.grid.rows], self.table.columns
        found = next_open(lines, "total")
        at = max(0, self.grid.place(found))
        wanted = (one for one in columns if found is not None and getattr(lines[at], MARKS[one]) is None)
        self.table.go(at, next(wanted, columns[0] if columns else None))
        self.home = None

    # the open cell

    @property
    def is_open(self) -> bool:
        return not self.cell.isHidden()

    def _begin(self, text: str = "") -> None:
        """Open the cell under the cursor with what was typed, or with what stands there."""
        row, sheet = self.table.row, self.hand.sheet
        if row is None or sheet is None:
            return
        if sheet.may_key:
            self.say(sheet.may_key)
            return
        name = MARKS[self.table.column]
        self.say("")
        self.cell.setAccessibleName(self.grid.spoken(row, self.table.column))
        self._follow()
        self.cell.show()
        self.cell.open_with(text or self.hand.text_of(row.id, name), typed=bool(text))
        self._typed()

    def _typed(self) -> None:
        """Every accepted key: the cell, its row, the statistics."""
        row = self.table.row
        if row is None:
            return
        said = self.hand.put(row.id, MARKS[self.table.column], self.cell.text())
        mark_bad(self.cell, bool(said))
        self.say(said)
        self._renew()

    def _renew(self) -> None:
        self.grid.retell(self.table.currentIndex().row())
        self.live.emit()

    def _close(self) -> None:
        """Take the open cell away; what was typed stands in the row."""
        if self.is_open:
            if self.cell.hasFocus():
                self.table.setFocus()
            self.cell.hide()
            mark_bad(self.cell, False)

    def _shut(self) -> bool:
        """Leave the open cell; False where what was typed cannot stand."""
        if not self.is_open:
            return True
        if MARKS[self.table.column] in self.hand.faults:
            self.cell.setFocus()
            return False
        self._close()
        self.say("")
        return True

    def _gone(self) -> None:
        """The cursor went elsewhere: what can stand is saved, what cannot is given up."""
        focus = self.window().focusWidget()
        if not self.is_open or focus is self.cell or focus is self.table:
            return
        if MARKS[self.table.column] in self.hand.faults:
            self.hand.give_up(MARKS[self.table.column])
        self.leave()

    def give_up(self) -> None:
        """Esc: the cell as it was; then the row; then the filters."""
        if self.is_open:
            self.hand.give_up(MARKS[self.table.column])
            self._close()
        elif self.hand.is_changed:
            self.hand.drop()
        else:
            self.widened.emit()
            return
        if not self.hand.is_changed:
            self.hand.drop()
        self.say("")
        self._renew()

    # leaving a row

    def leave(self) -> bool:
        """Save what is typed of the candidate; False, with the reason beside the cell, where it cannot be."""
        if not self._shut():
            return False
        values, sitting_id = self.hand.values, self.hand.id
        if sitting_id is None or not values:
            self.hand.drop()
            return True
        return self._keep(sitting_id, values)

    def _keep(self, sitting_id: int, values: dict[str, Any]) -> bool:
        kept = self.hand.id, dict(self.hand.given), dict(self.hand.texts)
        self.hand.drop()
        try:
            self._save(sitting_id, values)
        except Refusal as refused:
            self.hand.id, self.hand.given, self.hand.texts = kept
            self._renew()
            self.say(refused.said)
            return False
        return True

    def _next(self, at: int) -> int | None:
        """The next candidate below who has a paper; None after the last."""
        rows = self.grid.rows
        return next((row.id for row in rows[at + 1 :] if not is_away(row.line)), None)

    def enter(self) -> None:
        """Enter: saved, and on to the next person in the column the row was begun in."""
        at, home = self.table.currentIndex().row(), self.home or self.table.column
        wanted = self._next(at)
        if not self.leave():
            return
        if wanted is not None:
            self._go_to(wanted, home)
        else:
            self._after_last(home)

    def _go_to(self, sitting_id: int, column: Column) -> None:
        at = self.grid.place(sitting_id)
        if at < 0:
            at = min(self.table.currentIndex().row(), len(self.grid.rows) - 1)
        self.home = column
        self.table.go(at, column)
        self.home = column

    def _after_last(self, home: Column) -> None:
        """Behind the last: the first who lacks a mark in this column, then in the other; else all are keyed.

        Who was found by his initials is done: everybody is shown again.
        """
        if self.sifted:
            self.widened.emit()
            return
        lines = [row.line for row in self.grid.rows]
        columns = self.table.columns
        for column in (home, *(one for one in columns if one is not home)):
            found = next_open(lines, MARKS[column])
            if found is not None:
                self._go_to(found, column)
                self.told.emit(f"到末行了，接着录{self.grid.head(column).rpartition(' ')[0] or '总分'}里还空着的")
                return
        if lines:
            self.told.emit(ALL_KEYED)

    def _tab(self) -> None:
        """On to the next part of the same candidate; after the last part as Enter."""
        columns, now = self.table.columns, self.table.column
        place = columns.index(now) + 1
        if place >= len(columns):
            self.home = columns[0] if self.home is None else self.home
            self.enter()
        elif self._shut():
            home = self.home or now
            self.table.go(self.table.currentIndex().row(), columns[place])
            self.home = home

    def _back(self) -> None:
        columns = self.table.columns
        place = columns.index(self.table.column) - 1
        if place >= 0 and self._shut():
            self.table.go(self.table.currentIndex().row(), columns[place])

    # keys

    def _struck(self, deed: str) -> None:
        moves = {keys.UP: -1, keys.DOWN: 1, keys.PAGE_UP: -self.table.page(), keys.PAGE_DOWN: self.table.page()}
        plain: dict[str, Callable[[], object]] = {
            keys.ENTER: self.enter,
            keys.TAB: self._tab,
            keys.BACK: self._back,
            keys.ESCAPE: self.give_up,
            keys.UNDO: self.give_up,
            keys.EDIT: self._begin,
            keys.STRIKE: self._strike,
            keys.ABSENT: self.ask_absence,
            keys.DITTO: self._ditto,
        }
        if deed in plain:
            plain[deed]()
        elif deed in moves:
            self._move(moves[deed])
        elif deed in (keys.LEFT, keys.RIGHT):
            self._sideways(1 if deed == keys.RIGHT else -1)
        elif deed in (keys.HOME, keys.END):
            self._move(-len(self.grid.rows) if deed == keys.HOME else len(self.grid.rows))
        elif self.leave():
            self.asked.emit(deed)

    def _move(self, by: int) -> None:
        row, at = self.table.row, self.table.currentIndex().row()
        if row is None or not self.leave():
            return
        place = self.grid.place(row.id)
        self.table.go(max(0, min(len(self.grid.rows) - 1, (place if place >= 0 else at) + by)))

    def _sideways(self, by: int) -> None:
        columns = self.table.columns
        place = columns.index(self.table.column) + by
        if 0 <= place < len(columns) and self._shut():
            self.table.go(self.table.currentIndex().row(), columns[place])

    def _strike(self) -> None:
        """Del takes a mark away, as an act of its own."""
        row, sheet = self.table.row, self.hand.sheet
        if row is None or sheet is None:
            return
        if sheet.may_key:
            self.say(sheet.may_key)
        elif getattr(row.line, MARKS[self.table.column]) is not None:
            self.hand.put(row.id, MARKS[self.table.column], "")
            self.leave()

    def _ditto(self) -> None:
        """Ctrl+D: the mark of the row above."""
        above = self.grid.row(self.table.currentIndex().row() - 1)
        text = self.hand.text_of(above.id, MARKS[self.table.column]) if above is not None else ""
        if text:
            self._begin(text)
        else:
            self.say(NO_ROW_ABOVE)

    # 缺考

    def ask_absence(self) -> None:
        """F6: why there is no mark, by one digit."""
        row, sheet = self.table.row, self.hand.sheet
        if row is None or sheet is None:
            return
        if sheet.may_key:
            self.say(sheet.may_key)
            return
        asked = AbsenceList(self.table, row.line.name)
        asked.answered.connect(self._absent)
        asked.open_at(self.table.viewport().mapTo(self.window(), self._box.bottomLeft()))

    def _absent(self, code: SittingCode, cause: AbsenceCause | None) -> None:
        """What was typed of him goes: who did not sit has no mark."""
        row, at, home = self.table.row, self.table.currentIndex().row(), self.home or self.table.column
        if row is None:
            return
        wanted = self._next(at)
        self._close()
        self.hand.drop()
        if self._keep(row.id, {"code": code, "cause": cause, "excuse": ""}) and code is not SittingCode.SAT:
            self._go_to(wanted, home) if wanted is not None else self._after_last(home)

    # what is said at the cell

    def _moved(self) -> None:
        self.home = None
        self.last = self.table.row.id if self.table.row is not None else self.last
        self.say("")
        self.stepped.emit()

    def say(self, said: str) -> None:
        """A sentence under the cell the cursor is on; empty takes it away."""
        self.bubble.say(said, self._box)

    @property
    def fault(self) -> str:
        """What is said at the cell."""
        return self.bubble.said

    @property
    def _box(self) -> QRect:
        """Where the cell under the cursor stands."""
        return self.table.cell_box(self.table.currentIndex().row(), self.table.column)

    def _follow(self) -> None:
        """The open cell and its sentence stay over their row."""
        self._place_blank()
        if self.table.row is not None:
            self.cell.setGeometry(self._box)
            self.bubble.follow(self._box)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "hints"):
            self.table.renew()
