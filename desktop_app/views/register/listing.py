"""One register's list: what is shown, the grid, the selection, the columns, read anew after every act."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from desktop_app.registers import reading, words
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Chip, Draw, Field, Parts, Register, Shape
from desktop_app.services.facts import Facts
from desktop_app.store import snapshot
from desktop_app.store.part_rows import RowOf
from desktop_app.store.preferences import Preferences
from desktop_app.store.snapshot import Condition, HasPart
from desktop_app.views.controls import HintButton, link
from desktop_app.views.jobs import Cancelled, Jobs, Progress
from desktop_app.views.register.cells import Drawer, RowCells
from desktop_app.views.register.columns import Columns
from desktop_app.views.register.grid import Grid
from desktop_app.views.register.known import Known
from desktop_app.views.register.narrow import NarrowPopup
from desktop_app.views.register.nothing import Nothing
from desktop_app.views.register.showing import VALUES, ColumnFilter, Showing
from desktop_app.views.register.table import Table
from desktop_app.views.theme import px

AT_ONCE = 20_000
"""Lists up to this length are read at once; longer ones show their beginning and are read whole in the worker."""

FIRST = 400
SEVERAL = 6


class Listing(QWidget):
    """The table of one register with what narrows it. ``shown``: the list was read anew; ``picked``: the selection."""

    shown = Signal()
    picked = Signal()
    opened = Signal(int)

    def __init__(self, register: Register, known: Known, jobs: Jobs, preferences: Preferences) -> None:
        super().__init__()
        self.register = register
        self.known = known
        self.showing = Showing()
        self.total = 0
        self.counts: list[int] = []
        self.row_verbs: Callable[[], Sequence[tuple[str, Callable[[], object]]]] = tuple
        """What the selected records can be made to do, for the menu over a row: words and deed."""
        self._jobs = jobs
        self._preferences = preferences
        self._asked = 0
        self.grid = Grid(self._rows, self)
        self.table = Table(self.grid, self)
        self.filters = QWidget()
        self._filter_row = QHBoxLayout(self.filters)
        self._filter_row.setContentsMargins(px(16), px(4), px(16), px(4))
        self._filter_row.setSpacing(px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        self.nothing = self._nothing()
        self.table.opened.connect(self.opened)
        self.table.picked.connect(self.picked)
        self.table.narrow_asked.connect(lambda at, spot: self.narrow(self.grid.items[at].name, spot))
        self.table.cell_menu.connect(self._cell_menu)
        self.table.head_menu.connect(self._head_menu)
        self.table.drawn.connect(self._keep_columns)
        self.table.head.sectionClicked.connect(self._pressed)
        self.setFocusProxy(self.table)
        self.table.show_columns(Columns.kept(register, preferences.get(self._key)))

    def _nothing(self) -> Nothing:
        """What stands over an empty table."""
        over = Nothing(self.table)
        over.widen_asked.connect(self.widen)
        frame = QStackedLayout(self.table.viewport())
        frame.addWidget(over)
        over.hide()
        return over

    @property
    def is_empty(self) -> bool:
        """No record is kept at all."""
        return self.total == 0 and not self.showing.is_narrowed and not self.showing.retired

    # reading

    @property
    def _key(self) -> str:
        return f"columns:{self.register.kind}"

    def _rows(self, wanted: Sequence[int]) -> list[RowCells]:
        with self.known.facts() as facts:
            drawer = Drawer(self.register, self.grid.items, facts, int(facts.unit.get("near_days") or 7))
            return [drawer.row(line) for line in reading.lines(facts, self.register, wanted, self.grid.items)]

    def line(self, record_id: int) -> Line | None:
        """One record with everything in it."""
        with self.known.facts() as facts:
            return next(iter(reading.lines(facts, self.register, [record_id])), None)

    def refresh(self, keep: int | None = None, choose: bool = True) -> None:
        """Read the list anew; cursor and, with ``choose``, selection stay on their records, or go to ``keep``."""
        cursor = keep if keep is not None else self.table.current_id()
        chosen = self.table.selected_ids() if keep is None and choose else []
        place, self._asked = self.table.currentIndex().row(), self._asked + 1
        with self.known.facts() as facts:
            found = self._ids(facts, AT_ONCE + 1)
            self.total = self._counted_once(facts, "")
            self._count(facts)
        whole = len(found) <= AT_ONCE
        self._show(found if whole else found[:FIRST], cursor, place)
        if keep is not None:
            self.table.scrollTo(self.table.currentIndex())
        elif whole and len(chosen) > 1:
            self.table.choose(chosen)
        if not whole:
            self._read_whole(self._asked)

    def _ids(self, facts: Facts, limit: int = 0) -> "array[int]":
        where = self.showing.conditions(self.register, facts)
        return reading.ids(facts, self.register, where, self.showing.order(self.register), limit)

    def _count(self, facts: Facts) -> None:
        before = self.counts[1:] or [0] * len(self.register.chips)
        chips = (self._counted(facts, chip, count) for chip, count in zip(self.register.chips, before, strict=True))
        self.counts = [self.total, *chips]

    def _counted(self, facts: Facts, chip: Chip, before: int) -> int:
        """Records of a chip; one told from very many records keeps its count until the worker knows."""
        asked = (self._jobs, self.total * chip.each, chip.once, chip.where, self._count_again)
        if chip.once and not self.known.at_hand(*asked):
            return before
        return self._counted_once(facts, chip.label, chip.where)

    def _counted_once(
        self, facts: Facts, called: str, where: Callable[[Facts], Sequence[Condition]] = lambda _facts: ()
    ) -> int:
        """Records that stand whatever is typed into the filter: counted once until something is written."""
        model, base = self.register.model, self.showing.base()
        name = f"{self.register.kind}:{called}:{self.showing.retired}"
        return facts.once(name, lambda asked: snapshot.count(asked.session, model, [*base, *where(asked)]))

    def _count_again(self) -> None:
        with self.known.facts() as facts:
            self._count(facts)
        self.shown.emit()

    def _read_whole(self, asked: int) -> None:
        def work(progress: Progress) -> "array[int]":
            progress.check()
            with self.known.desk.facts() as facts:
                return self._ids(facts)

        def done(ids: "array[int]") -> None:
            if asked == self._asked:
                self.grid.extend(ids)
                self.shown.emit()

        def failed(error: Exception) -> None:
            if not isinstance(error, Cancelled):
                raise error

        self._jobs.run(work, done, failed)

    def _show(self, ids: "array[int]", cursor: int | None, place: int) -> None:
        head = self.table.head
        head.sorted = self.showing.sorted_as(self.register)
        head.filtered = frozenset(narrowed.name for narrowed in self.showing.filters)
        scrolled = self.table.verticalScrollBar().value()
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        self.grid.show_ids(ids)
        selection.blockSignals(False)
        if not self.table.go_to(cursor) and len(ids):
            self.table.jump(max(0, min(place, len(ids) - 1)))
        self.table.verticalScrollBar().setValue(scrolled)
        head.viewport().update()
        self._say_empty()
        self._show_filters()
        self.shown.emit()
        self.picked.emit()

    def _say_empty(self) -> None:
        self.nothing.show_for(self.register, self.showing)
        self.nothing.setVisible(self.grid.rowCount() == 0)

    # narrowing

    def show_as(self, showing: Showing, keep: int | None = None) -> None:
        self.showing = showing
        self.refresh(keep, choose=False)

    def widen(self, keep: int | None = None) -> None:
        """Clear every filter (Esc); the cursor goes to ``keep``."""
        if self.showing.is_narrowed:
            self.show_as(self.showing.without_filters(), keep)

    def _show_filters(self) -> None:
        while (taken := self._filter_row.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        with self.known.facts() as facts:
            told = [(f.name, f.said(self.register, facts)) for f in self.showing.filters]
        for name, said in told:
            self._add_filter_chip(said, partial(self._drop_filter, name))
        if self.showing.only is not None:
            whole = replace(self.showing, only=None, only_said="")
            self._add_filter_chip(self.showing.only_said or "指定的记录", lambda: self.show_as(whole))
        if self.showing.retired:
            live = replace(self.showing, retired=False)
            self._add_filter_chip("回收站", lambda: self.show_as(live))
        several = self._filter_row.count() > 0
        if several:
            self._filter_row.addWidget(link("清除筛选", self._widen_all, "Esc"))
            self._filter_row.addStretch(1)
        self.filters.setVisible(several)

    def _drop_filter(self, name: str) -> None:
        self.show_as(self.showing.less_filter(name))

    def _widen_all(self) -> None:
        self.show_as(Showing(sort=self.showing.sort))

    def _add_filter_chip(self, said: str, drop: Any) -> None:
        chip = HintButton(f"{said}  ×", clicked=drop)
        chip.setProperty("kind", "token")
        chip.setAccessibleName(f"去掉筛选 {said}")
        self._filter_row.addWidget(chip)

    def _pressed(self, section: int) -> None:
        item = self.grid.items[section]
        if reading.order_by(item) is not None:
            self.show_as(self.showing.sorted_by(item.name))

    def narrow(self, name: str, spot: QPoint | None = None) -> None:
        """Ask what of a column to show."""
        column = self.register.by_name[name]
        item = replace(column.lead, label=column.label) if isinstance(column, Parts) else column
        current = next((f for f in self.showing.filters if f.name == name), None)
        others = replace(self.showing, filters=tuple(f for f in self.showing.filters if f.name != name))
        with self.known.facts() as facts:
            where: Sequence[Condition] = others.conditions(self.register, facts)
            where = (RowOf(column.part, tuple(where)),) if isinstance(column, Parts) else where
            if isinstance(column, Field) and column.through is not None:
                where = (HasPart(column.through, tuple(where)),)
            counted = snapshot.values_with_counts(facts.session, item.attr, where)
            choices = [(value, words.text(item, value, facts), count) for value, count in counted]
        popup = NarrowPopup(self, item, choices, lambda: self.known.desk.today, current, name)
        chosen = popup.open_at(spot or self.table.mapToGlobal(QPoint(px(40), px(32))))
        if chosen is not None:
            self.show_as(self.showing.with_filter(chosen))

    def only_value(self, row: int, column: int) -> None:
        """Show only records with the value under the pointer, of several rows the first."""
        item = self.grid.items[column]
        for value, _said in self._values(row, item)[:1]:
            self._only(item.name, value)

    def _only(self, name: str, value: Any) -> None:
        self.show_as(self.showing.with_filter(ColumnFilter(name, VALUES, (value,))))

    def _values(self, row: int, item: Field | Parts) -> list[tuple[Any, str]]:
        """The values of a cell in words; of part rows each."""
        line = self.line(self.grid.id_at(row))
        if line is None or item.draw is Draw.DONE:
            return []
        with self.known.facts() as facts:
            if isinstance(item, Field):
                column = [item.name for item in self.grid.items].index(item.name)
                return [(line.values.get(item.name), self.grid.cell(row, column).text or "空")]
            lead = item.lead
            return [(each[lead.name], words.text(lead, each[lead.name], facts)) for each in line.values[item.name]]

    # menus

    def _cell_menu(self, row: int, column: int, spot: QPoint) -> None:
        self.cell_menu(row, column, spot).popup(spot)

    def cell_menu(self, row: int, column: int, spot: QPoint) -> QMenu:
        """What can be done with a value: show only it, filter its column, open its record."""
        menu, item = QMenu(self), self.grid.items[column]
        for value, said in self._values(row, item)[:SEVERAL]:
            self._entry(menu, f"只看“{said}”", partial(self._only, item.name, value))
        self._entry(menu, f"筛选{item.label}…", lambda: self.narrow(item.name, spot))
        self._entry(menu, "打开\tEnter", lambda: self.opened.emit(self.grid.id_at(row)))
        if verbs := self.row_verbs():
            menu.addSeparator()
            for said, deed in verbs:
                self._entry(menu, said, deed)
        if self.showing.is_narrowed:
            self._entry(menu, "清除筛选\tEsc", self.widen)
        return menu

    def _head_menu(self, section: int, spot: QPoint) -> None:
        self.head_menu(section, spot).popup(spot)

    def head_menu(self, section: int, spot: QPoint) -> QMenu:
        """Sort, filter, and which columns stand in the table."""
        menu = QMenu(self)
        if 0 <= section < len(self.grid.items):
            item = self.grid.items[section]
            if reading.order_by(item) is not None:
                self._entry(menu, "升序", lambda: self.show_as(replace(self.showing, sort=(item.name, False))))
                self._entry(menu, "降序", lambda: self.show_as(replace(self.showing, sort=(item.name, True))))
            self._entry(menu, f"筛选{item.label}…", lambda: self.narrow(item.name, spot))
            menu.addSeparator()
        self._column_entries(menu.addMenu("显示哪些列"))
        self._entry(menu, "列恢复原样", self.reset_columns)
        return menu

    def _column_entries(self, menu: QMenu) -> None:
        columns = self.columns
        for item in columns.choosable:
            action = QAction(item.label, menu)
            action.setCheckable(True)
            action.setChecked(item.name in columns.names)
            action.toggled.connect(lambda on, name=item.name: self.show_column(name, on))
            menu.addAction(action)

    def _entry(self, menu: QMenu, said: str, deed: Any) -> None:
        action = QAction(said, menu)
        action.triggered.connect(lambda _checked=False: deed())
        menu.addAction(action)

    # columns

    @property
    def columns(self) -> Columns:
        return self.table.columns or Columns.declared(self.register)

    def show_column(self, name: str, shown: bool) -> None:
        self.use_columns(self.columns.with_shown(name, shown))

    def reset_columns(self) -> None:
        self.use_columns(Columns.declared(self.register))

    def use_columns(self, columns: Columns) -> None:
        cursor = self.table.current_id()
        self.table.show_columns(columns)
        self.table.go_to(cursor)
        self._keep_columns()

    def _keep_columns(self) -> None:
        self._preferences.put(self._key, self.columns.told())

    # what the status bar says

    def status(self) -> list[str]:
        """共 64 条 · 显示 18, 已选 1 · WT-023, 共性 23 · 个性 41, and sums of the selected rows."""
        measure = self.register.measure
        said = [f"共 {self.total} {measure} · 显示 {self.grid.rowCount()}"]
        count = self.table.selected_count()
        if count:
            row = self.grid.row_at(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
            said.append(f"已选 {count}" + (f" · {row.number}" if row and count == 1 else ""))
        return [*said, *self._classes(), *self._tally(), *self._sums(count)]

    def _classes(self) -> list[str]:
        """How many there are of each class, where a chip counts each word of the class tag."""
        tags = (item for item in self.columns.items if isinstance(item, Field) and item.draw is Draw.TAG)
        labels = [chip.label for chip in self.register.chips]
        for item in tags:
            classes = [str(word) for word in item.word_type or ()]
            if classes and set(classes) <= set(labels):
                return [" · ".join(f"{word} {self.counts[labels.index(word) + 1]}" for word in classes)]
        return []

    def _tally(self) -> list[str]:
        """How many of those shown are in the states that are counted: 在库 98 · 已处理 27."""
        register, state = self.register, self.register.state
        if state is None or not register.tallied:
            return []
        name, where = f"{register.kind}:tally:{replace(self.showing, sort=None)}", self.showing.conditions
        with self.known.facts() as facts:
            told = facts.once(name, lambda now: snapshot.values_with_counts(now.session, state, where(register, now)))
        many = dict(told)
        return [" · ".join(f"{word} {many[word]}" for word in register.tallied if many.get(word))]

    def _sums(self, count: int) -> list[str]:
        summed = [item for item in self.register.fields if item.summed]
        if count < 2 or not summed:
            return []
        with self.known.facts() as facts:
            found = snapshot.sums(facts.session, [item.attr for item in summed], self.table.selected_ids())
        return [f"{item.label} {_amount(item, value)}" for item, value in zip(summed, found, strict=True)]


def _amount(item: Field, value: int) -> str:
    return f"{words.yuan(value)} 元" if item.shape is Shape.FEN else f"{value:,} {item.unit}".rstrip()
