"""The form of a register: its sections folded open, one editor a field, the message under it, Enter going on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.views.controls import label
from desktop_app.views.register.arranged import panel_sections
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.completing import CompletingLine, LinkEditor
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.editors.line import CONTROL, SHIFT
from desktop_app.views.register.editors.make import Maker, Used
from desktop_app.views.register.editors.rows import RowsEditor
from desktop_app.views.register.editors.simple import TitleEditor
from desktop_app.views.register.faults import Faults
from desktop_app.views.register.known import Known
from desktop_app.views.register.parts_list import PartsList, is_list, seat_list
from desktop_app.views.register.seats import Fold, Seat, Seating, give_letters, in_rows
from desktop_app.views.register.sections import short_sections
from desktop_app.views.theme import px

Before = Callable[[], Mapping[str, Any]]
AnyEditor = Editor | GroupEditor


class Form(QWidget):
    """The editors of one register around one draft (表单).

    ``changed``: something was typed or shown anew. ``ended``: Enter on the last field. ``wanting``: F8 in the
    link field named first, with what was typed. ``settled``: a typed field was left. ``before`` gives the values of
    the record before this one, for 同上. ``short`` puts the usual fields in front and folds the rest (新增); there
    Enter passes by what was carried over.
    """

    changed = Signal()
    ended = Signal()
    cancelled = Signal()
    wanting = Signal(str, str)
    settled = Signal()

    def __init__(
        self,
        register: Register,
        known: Known,
        used: Used,
        before: Before,
        recent: Recent | None = None,
        short: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.register = register
        self.known = known
        self._before = before
        self._touched: set[str] = set()
        self._told = Faults(register)
        self._carried: set[str] = set()
        self.draft = Draft(register.model)
        maker = Maker(known, used, self._near, recent or Recent(), segments=short, ghost=short)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.seats: dict[str, Seat] = {}
        self.folds: list[Fold] = []
        self.title = None if short else self._title_seat()
        for title, items, open_ in short_sections(register) if short else panel_sections(register):
            self._section(column, Fold(title, open_), items, maker, short)
        column.addStretch(1)
        self.letters = give_letters(self.seats) if short else {}

    def jump(self, event: QKeyEvent) -> bool:
        """Alt and a letter: into the field that wears it."""
        alone = event.modifiers() == Qt.KeyboardModifier.AltModifier
        known = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
        name = self.letters.get(chr(event.key())) if alone and known else None
        if name is not None:
            self.focus_field(name)
        return name is not None

    def _title_seat(self) -> Seat | None:
        """A subject that is a text is edited as the title over the form, wherever the panel puts it."""
        item = self.register.by_name.get(self.register.subject.key)
        if not isinstance(item, Field) or item.shape is not Shape.TEXT:
            return None
        editor = TitleEditor(item)
        editor.inner.setAccessibleName(item.label)
        seat = Seat(item, editor, label(""), QWidget())
        self.seats[item.name] = seat
        self._listen(item.name, editor)
        return seat

    def _section(
        self, column: QVBoxLayout, fold: Fold, items: Sequence[Field | Parts], maker: Maker, short: bool
    ) -> None:
        self.folds.append(fold)
        if not short and len(items) == 1 and isinstance(items[0], Parts) and is_list(items[0]):
            self._list(fold, items[0], maker)
            column.addWidget(fold)
            return
        seating = Seating(fold.body, px(96 if short else 68), short)
        for item in in_rows(items, self.register.subject.key, short):
            if item.name in self.seats:
                continue
            growing = short and item.name == self.register.subject.key
            editor = maker.group(item) if isinstance(item, Parts) else maker.editor(item, growing)
            seat = seating.add(item, editor, self.register.subject.key)
            self.seats[item.name] = seat
            self._listen(item.name, editor)
            if isinstance(editor, RowsEditor) and not short:
                seat.offer_rows(editor.add_row, self._groups[0] is editor)
        column.addWidget(fold)

    def _list(self, fold: Fold, group: Parts, maker: Maker) -> None:
        """Rows of sentences have a section of their own."""
        rows = replace(maker, segments=False, ghost=False)
        editor = PartsList(group, rows.editor, self.known)
        seat = Seat(group, editor, label(""), QWidget())
        self.seats[group.name] = seat
        seat_list(fold, editor, seat, self._groups[0] is editor)
        self._listen(group.name, editor)

    def _listen(self, name: str, editor: AnyEditor) -> None:
        editor.edited.connect(partial(self._edited, name))
        editor.left.connect(partial(self._left, name))
        editor.advance.connect(partial(self._advance, name))
        editor.carry.connect(partial(self._carry_and_go, name))
        if isinstance(editor, LinkEditor | GroupEditor):
            editor.wanting.connect(partial(self.wanting.emit, name))

    def _near(self, item: Field) -> Mapping[str, Any]:
        """Values that put choices first: the officers of the department just chosen."""
        return {} if item.context is None else {item.context.key: self.draft.values.get(item.context.key)}

    # the draft

    def load(self, draft: Draft, typed: Iterable[str] = (), carried: Iterable[str] = ()) -> None:
        """Show a draft; what was asked for before is forgotten. ``typed`` fields count as typed here (a kept draft),
        ``carried`` ones as taken over from the record before.
        """
        self.draft = draft
        self._touched = set(typed)
        self._carried = set(carried)
        with self.known.facts() as facts:
            self._told.begin(draft, facts)
        for name in self.seats:
            self._show(name)
        self._check()

    def _show(self, name: str) -> None:
        may = self.register.may_write(self.draft, name)
        self.seats[name].show(self._value(name), name in self._carried, may)

    def _value(self, name: str) -> Any:
        group = isinstance(self.register.by_name[name], Parts)
        return self.draft.parts.get(name, []) if group else self.draft.values.get(name)

    def retype(self, texts: Mapping[str, str]) -> None:
        """Show texts of a kept draft that could not be read, as they were typed."""
        for name in texts.keys() & self.seats.keys():
            self.seats[name].editor.show_text(texts[name])
            self._edited(name)
            self._left(name)

    def _edited(self, name: str) -> None:
        self._touched.add(name)
        self._carried.discard(name)
        if isinstance(self.seats[name].editor, GroupEditor):
            self._told.asked.discard(name)
        self.take(name)
        self._let_go(name)
        self._check()

    def _let_go(self, changed: str) -> None:
        """What was carried over along with a value that is now another: the line of the department before."""
        for item in self.register.fields:
            if item.name in self._carried and item.context is not None and item.context.key == changed:
                self._carried.discard(item.name)
                self.draft.values[item.name] = self.draft.loaded.get(item.name)
                self._show(item.name)

    def take(self, name: str) -> None:
        """Bring what an editor holds into the draft, or note that it cannot be read."""
        self._told.unread.pop(name, None)
        try:
            value = self.seats[name].editor.read()
        except Unreadable as fault:
            self._told.unread[name] = Problem(name, Fault.UNREADABLE, fault.code, fault.said)
            editor = self.seats[name].editor
            if isinstance(editor, GroupEditor) and (rows := editor.readable()) is not None:
                self.draft.parts[name] = rows
            return
        held = self.draft.parts if isinstance(self.register.by_name[name], Parts) else self.draft.values
        held[name] = value

    def _left(self, name: str) -> None:
        """Leaving a field that was typed in: write it out in full, say what is wrong."""
        if name not in self._touched:
            return
        self._told.asked.add(name)
        if name not in self._told.unread:
            self.seats[name].editor.tidy()
        self._check()
        self.settled.emit()

    def _check(self) -> None:
        with self.known.facts() as facts:
            self._told.check(self.draft, facts)
            self._say(facts)
        self.changed.emit()

    def wrote(self, name: str, fault: str = "") -> None:
        """A sheet beside the form wrote in the draft, or holds what cannot be read: it counts as typed here."""
        self._touched.add(name)
        self._told.told_elsewhere(name, fault)
        self._check()

    def put(self, name: str, value: Any) -> None:
        """Give a field a value as if it had been typed."""
        self.seats[name].editor.show_value(value)
        self._edited(name)

    # what is wrong

    @property
    def faults(self) -> dict[str, str]:
        """Field to sentence, in form order: everything that stands against saving."""
        return self._told.against(self.seats)

    @property
    def shown_faults(self) -> dict[str, str]:
        """Those of them the officer has been told of: fields already left."""
        return {name: said for name, said in self.faults.items() if name in self._told.asked}

    def _say(self, facts: Facts) -> None:
        faults, notes = self.shown_faults, self._told.notes
        for name, seat in self.seats.items():
            beside = seat.item.beside if isinstance(seat.item, Field) else None
            seat.show_needed(seat.item.needed(self.draft))
            seat.say(faults.get(name, ""), notes.get(name, ""), beside(self.draft, facts) if beside else "")

    def ask_all(self) -> bool:
        """Before saving: tell every fault and go to the first; whether there is none."""
        focus = QApplication.focusWidget()
        if isinstance(focus, CompletingLine) and self.isAncestorOf(focus):
            focus.take_offered()
        self._told.asked |= set(self.seats)
        self._check()
        first = next(iter(self.faults), "")
        if first:
            self.focus_field(first)
        return not first

    def refused(self, name: str, said: str) -> None:
        """A save was refused for a field: say so there."""
        if name in self.seats:
            self.seats[name].say(said, "")
            self.focus_field(name)

    @property
    def is_changed(self) -> bool:
        """Something was typed that is not saved."""
        return bool(self._told.unread) or (bool(self._touched) and bool(self.draft.changed))

    @property
    def carried(self) -> frozenset[str]:
        """Names of the fields taken over from the record before and not typed since."""
        return frozenset(self._carried)

    @property
    def unread(self) -> dict[str, str]:
        """Texts that could not be read, as typed, to be kept with the draft."""
        return {name: text for name in self._told.unread if (text := self.seats[name].editor.text)}

    # going round

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, unfolding its section."""
        seat = self.seats.get(name)
        if seat is not None:
            self._unfold(seat.holder)
            seat.editor.take_focus()

    def _unfold(self, widget: QWidget) -> None:
        for fold in self.folds:
            if fold.isAncestorOf(widget):
                fold.open(True)

    def focus_first(self) -> None:
        """The first field that was not carried over; the title is reached by going back from it."""
        names = [name for name, seat in self.seats.items() if self._stops(name) and seat is not self.title]
        self.focus_field(names[0] if names else self.register.subject.key)

    def focus_title(self) -> None:
        """F2: the subject of the record."""
        self.focus_field(self.register.subject.key)

    def _stops(self, name: str) -> bool:
        """Whether Enter stops here: not at what is folded, carried over, or passed by."""
        seat = self.seats[name]
        aside = isinstance(seat.item, Field) and seat.item.aside
        return seat.editor.isEnabled() and not seat.is_folded and not aside and name not in self._carried

    @property
    def current(self) -> str:
        """Name of the field with the cursor, or empty."""
        focus = QApplication.focusWidget()
        found = (n for n, s in self.seats.items() if focus and (s.editor is focus or s.editor.isAncestorOf(focus)))
        return next(found, "")

    def _advance(self, name: str) -> None:
        names = [other for other in self.seats if other == name or self._stops(other)]
        if after := names[names.index(name) + 1 :]:
            self.focus_field(after[0])
        else:
            self._left(name)
            self.ended.emit()

    def carry(self, name: str) -> bool:
        """同上: take one field from the record before; False if it has nothing there."""
        value = self._before().get(name)
        if value in (None, "", []) or name not in self.seats:
            return False
        if isinstance(self.register.by_name[name], Parts):
            value = [{key: kept for key, kept in row.items() if key != "id"} for row in value]
            self.draft.parts[name] = value
        else:
            self.draft.values[name] = value
        self._touched.add(name)
        self._carried.add(name)
        self._told.unread.pop(name, None)
        self._show(name)
        return True

    def _carry_and_go(self, name: str) -> None:
        if not self.carry(name):
            self._show(name)
            self.take(name)
        self._check()
        self._advance(name)

    def carry_all(self) -> None:
        """全部同上: every field not typed yet."""
        for name in self.seats:
            if name not in self._touched:
                self.carry(name)
        self._check()

    def wanted_kind(self, name: str) -> str:
        """Kind of the record missed at a field (F8)."""
        editor = self.seats[name].editor
        return editor.wanted_kind if isinstance(editor, GroupEditor) else editor.field.link_kind

    def put_wanted(self, name: str, record_id: int) -> None:
        """Link the record registered meanwhile, where it was missed, and go on from there."""
        editor = self.seats[name].editor
        if isinstance(editor, GroupEditor):
            editor.put_link(record_id)
        else:
            self.put(name, record_id)
            self.focus_field(name)

    @property
    def _groups(self) -> list[RowsEditor | PartsList]:
        return [seat.editor for seat in self.seats.values() if isinstance(seat.editor, RowsEditor | PartsList)]

    def add_part_row(self) -> None:
        """添加 (Alt+A): a row of the group with the cursor, else of the first group of rows."""
        here = self.seats[self.current].editor if self.current else None
        chosen = next((one for one in self._groups if one is here), None) or next(iter(self._groups), None)
        if chosen is not None:
            self._unfold(chosen)
            chosen.add_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers()
        if event.key() == Qt.Key.Key_D and held & CONTROL:
            (self.carry_all if held & SHIFT else self.carry_here)()
        elif event.key() == Qt.Key.Key_A and held & Qt.KeyboardModifier.AltModifier:
            self.add_part_row()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif not self.jump(event):
            super().keyPressEvent(event)

    def carry_here(self) -> None:
        """同上 for the field with the cursor."""
        if self.current and self.carry(self.current):
            self._check()
