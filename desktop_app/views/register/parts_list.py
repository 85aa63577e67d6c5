"""A list of sentences in the panel (整改措施、进展记录): lines to read, boxes to tick, editors when asked for."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.registers.spec import Parts, Shape
from desktop_app.services.draft import Values
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.known import Known
from desktop_app.views.register.parts_row import ListRow, Make
from desktop_app.views.register.seats import Fold, Seat, adding


def is_list(group: Parts) -> bool:
    """Whether the rows of a part are sentences, to be read in lines."""
    return not group.single and group.lead.shape is Shape.TEXT


class PartsList(GroupEditor):
    """Rows as lines. ``ticked``: a row already kept (its id) was ticked or not; ``counted``: what the head says."""

    ticked = Signal(int, bool)
    counted = Signal(str)

    def __init__(self, group: Parts, make: Make, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(group, parent)
        self._make, self._known = make, known
        self.rows: list[ListRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    # value

    def show_value(self, rows: Any) -> None:
        """Show rows; a line that stays keeps the cursor."""
        given = [dict(row) for row in rows or ()]
        while len(self.rows) > len(given):
            self._forget(self.rows[-1])
        while len(self.rows) < len(given):
            self._make_row()
        with self._known.facts() as facts:
            for row, values in zip(self.rows, given, strict=True):
                row.show_values(values, facts)
        self._arrange()
        self._count()

    def _make_row(self) -> ListRow:
        row = ListRow(self.group, self._make, self)
        row.edited.connect(self._edited)
        row.left.connect(self.left)
        row.ticked.connect(partial(self._tick, row))
        row.stepped.connect(partial(self._step, row))
        row.entered.connect(partial(self._enter, row))
        row.finished.connect(partial(self._finish, row))
        row.dropped.connect(partial(self._drop, row))
        self.rows.append(row)
        return row

    def _arrange(self) -> None:
        """Newest first where the part says so, else in the order kept; a new row stands where it will stay."""
        for at, row in enumerate(self.shown):
            if self._column.indexOf(row) != at:
                self._column.insertWidget(at, row)
            row.show()
        for before, after in zip(self.shown, self.shown[1:], strict=False):
            QWidget.setTabOrder(before, after)

    @property
    def shown(self) -> list[ListRow]:
        """The rows from top to bottom."""
        if not self.group.newest_first:
            return list(self.rows)
        day = next((item.name for item in self.group.fields if item.shape is Shape.DAY), "")

        def place(row: ListRow) -> tuple[bool, date, int]:
            return ("id" not in row.values, row.values.get(day) or date.min, row.values.get("id") or 0)

        return sorted(self.rows, key=place, reverse=True)

    def _forget(self, row: ListRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def read(self) -> list[Values]:
        return [row.read() for row in self.rows if not row.is_blank]

    def readable(self) -> list[Values]:
        """The rows, without the cells that cannot be read: what a kept draft holds of them."""
        return [row.readable() for row in self.rows if not row.is_blank]

    @property
    def wanted_kind(self) -> str:
        """Nothing is registered from within a line: its names are picked from those there are."""
        return ""

    def put_link(self, record_id: int) -> None:
        """See ``wanted_kind``: it is never asked."""

    def _count(self) -> None:
        tick = self.group.tick
        kept = [row for row in self.rows if not row.is_blank]
        done = sum(row.values.get(tick.name) is not None for row in kept) if tick else 0
        self.counted.emit(f"{done} / {len(kept)} 完成" if tick and kept else str(len(kept)) if kept else "")

    def _edited(self) -> None:
        self._count()
        self.edited.emit()

    def tidy(self) -> None:
        for row in self.rows:
            row.tidy()

    # verbs

    def _tick(self, row: ListRow, on: bool) -> None:
        """A kept row is told and saved by whoever listens; a new one is part of what is being typed."""
        tick = self.group.tick
        assert tick is not None
        if "id" in row.values:
            self.ticked.emit(row.values["id"], on)
        else:
            row.put(tick.name, self._known.desk.today if on else None)
            self._edited()

    def add_row(self) -> None:
        """A new row, ready to type (Alt+A); a blank one that is there already is used first."""
        blank = next((row for row in self.rows if row.is_blank), None)
        if blank is None:
            blank = self._make_row()
            with self._known.facts() as facts:
                blank.show_values(self.group.defaults, facts)
            self._arrange()
        blank.edit()

    def _step(self, row: ListRow, by: int) -> None:
        shown = self.shown
        at = shown.index(row) + by
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self, row: ListRow) -> None:
        """Enter on a line: the next one, after the last out of the list."""
        if row is self.shown[-1]:
            self.advance.emit()
        else:
            self._step(row, 1)

    def _finish(self, row: ListRow) -> None:
        """Enter out of a row's editors: a new row after the last, out of the list after a blank one."""
        if row.is_blank:
            self.advance.emit()
            if row in self.rows:
                self._forget(row)
        elif row is self.rows[-1] or self.group.newest_first:
            self.add_row()
        else:
            self._step(row, 1)

    def _drop(self, row: ListRow) -> None:
        """Take a row away; undo of the save brings it back."""
        shown = self.shown
        at = shown.index(row)
        self._forget(row)
        rest = self.shown
        if rest:
            rest[min(at, len(rest) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        self._edited()

    def set_bad(self, bad: bool) -> None:
        """The message under the rows says which; rows have no frame of their own."""

    def take_focus(self) -> None:
        if self.rows:
            self.shown[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.add_row()


def seat_list(fold: Fold, editor: PartsList, seat: Seat, first: bool) -> None:
    """A list in a section of its own: its count beside the title, 添加 at the right, rows over the whole width."""
    column = QVBoxLayout(fold.body)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(seat.holder)
    editor.counted.connect(fold.say)
    fold.side.addWidget(adding(editor.add_row, first))


def lists_of(seats: Iterable[Seat]) -> list[PartsList]:
    """The lists among the editors of a form."""
    return [seat.editor for seat in seats if isinstance(seat.editor, PartsList)]
