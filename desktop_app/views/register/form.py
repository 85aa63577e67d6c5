"""The form of a register: its sections folded open, one editor a field, the message under it, Enter going on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.draft import Draft
from desktop_app.views.controls import label
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.completing import LinkEditor
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.editors.line import CONTROL, SHIFT
from desktop_app.views.register.editors.make import Maker, Used
from desktop_app.views.register.editors.rows import RowsEditor
from desktop_app.views.register.editors.simple import TitleEditor
from desktop_app.views.register.known import Known
from desktop_app.views.register.mnemonics import letters
from desktop_app.views.register.seats import Fold, Seat, Seating, in_rows
from desktop_app.views.theme import px

Before = Callable[[], Mapping[str, Any]]
AnyEditor = Editor | GroupEditor


class Form(QWidget):
    """The editors of one register around one draft (表单).

    ``changed``: something was typed or shown anew. ``ended``: Enter on the last field. ``wanting``: F8 in the
    link field named first, with what was typed. ``settled``: a typed field was left. ``before`` gives the values of
    the record before this one, for 同上. ``short`` puts the usual fields in front and folds the rest (新增).
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
        self._asked: set[str] = set()
        self._touched: set[str] = set()
        self._unread: dict[str, Problem] = {}
        self._problems: list[Problem] = []
        self._old: set[tuple[str, str]] = set()
        self.draft = Draft(register.model)
        maker = Maker(known, used, self._near, recent or Recent(), segments=short, ghost=short)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.seats: dict[str, Seat] = {}
        self.folds: list[Fold] = []
        self.title = None if short else self._title_seat()
        for title, items, open_ in short_sections(register) if short else whole_sections(register):
            self._section(column, Fold(title, open_), items, maker, short)
        column.addStretch(1)
        self.letters = self._give_letters() if short else {}

    def _give_letters(self) -> dict[str, str]:
        """A letter for every field that can have one; A adds a row where the form has rows."""
        rows = any(isinstance(seat.editor, RowsEditor) for seat in self.seats.values())
        labels = {name: seat.item.label for name, seat in self.seats.items()}
        front = {name: said for name, said in labels.items() if not self.seats[name].is_folded}
        given = letters(front, "A" if rows else "")
        given |= letters({name: labels[name] for name in labels if name not in front}, {*given.values(), *"A" * rows})
        for name, letter in given.items():
            self.seats[name].show_letter(letter)
        return {letter: name for name, letter in given.items()}

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
        seating = Seating(fold.body, px(96 if short else 68))
        for item in in_rows(items, self.register.subject.key):
            if item.name in self.seats:
                continue
            editor = maker.group(item) if isinstance(item, Parts) else maker.editor(item)
            seat = seating.add(item, editor, self.register.subject.key)
            self.seats[item.name] = seat
            self._listen(item.name, editor)
            if isinstance(editor, RowsEditor):
                seat.offer_rows(editor.add_row)
        column.addWidget(fold)

    def _listen(self, name: str, editor: AnyEditor) -> None:
        editor.edited.connect(partial(self._edited, name))
        editor.left.connect(partial(self._left, name))
        editor.advance.connect(partial(self._advance, name))
        editor.carry.connect(partial(self._carry_and_go, name))
        if isinstance(editor, LinkEditor):
            editor.wanting.connect(partial(self.wanting.emit, name))

    def _near(self, item: Field) -> Mapping[str, Any]:
        """Values that put choices first: the officers of the department just chosen."""
        return {} if item.context is None else {item.context.key: self.draft.values.get(item.context.key)}

    # the draft

    def load(self, draft: Draft, typed: Iterable[str] = ()) -> None:
        """Show a draft; what was asked for before is forgotten. ``typed`` fields count as typed here (a kept draft)."""
        self.draft = draft
        self._asked, self._touched, self._unread = set(), set(typed), {}
        with self.known.facts() as facts:
            old = [] if draft.is_new else self.register.problems(draft.as_loaded(), facts)
        self._old = {(problem.field, problem.code) for problem in old}
        for name in self.seats:
            self._show(name)
        self._check()

    def _show(self, name: str) -> None:
        self.seats[name].editor.show_value(self._value(name))
        self.seats[name].editor.set_ditto(False)

    def _value(self, name: str) -> Any:
        group = isinstance(self.register.by_name[name], Parts)
        return self.draft.parts.get(name, []) if group else self.draft.values.get(name)

    def _edited(self, name: str) -> None:
        self._touched.add(name)
        self.take(name)
        self._check()

    def take(self, name: str) -> None:
        """Bring what an editor holds into the draft, or note that it cannot be read."""
        self._unread.pop(name, None)
        try:
            value = self.seats[name].editor.read()
        except Unreadable as fault:
            self._unread[name] = Problem(name, Fault.UNREADABLE, fault.code, fault.said)
            return
        held = self.draft.parts if isinstance(self.register.by_name[name], Parts) else self.draft.values
        held[name] = value

    def _left(self, name: str) -> None:
        """Leaving a field that was typed in: write it out in full, say what is wrong."""
        if name not in self._touched:
            return
        self._asked.add(name)
        if name not in self._unread:
            self.seats[name].editor.tidy()
        self._check()
        self.settled.emit()

    def _check(self) -> None:
        with self.known.facts() as facts:
            self._problems = self.register.problems(self.draft, facts)
        self._say()
        self.changed.emit()

    def put(self, name: str, value: Any) -> None:
        """Give a field a value as if it had been typed."""
        self.seats[name].editor.show_value(value)
        self._edited(name)

    # what is wrong

    @property
    def faults(self) -> dict[str, str]:
        """Field to sentence, in form order: everything that stands against saving."""
        found = {name: problem.said for name, problem in self._unread.items()}
        for problem in self._problems:
            fresh = (problem.field, problem.code) not in self._old
            if problem.fault is not Fault.CAUTION and fresh:
                found.setdefault(problem.field, problem.said)
        return {name: found[name] for name in sorted(found, key=self._place)}

    def _place(self, name: str) -> int:
        return list(self.seats).index(name) if name in self.seats else len(self.seats)

    @property
    def shown_faults(self) -> dict[str, str]:
        """Those of them the officer has been told of: fields already left."""
        return {name: said for name, said in self.faults.items() if name in self._asked}

    def _say(self) -> None:
        faults = self.shown_faults
        notes = {problem.field: problem.said for problem in reversed(self._problems) if self._noted(problem)}
        for name, seat in self.seats.items():
            item = seat.item
            quiet = item.beside(self.draft) if isinstance(item, Field) and item.beside else ""
            seat.say(faults.get(name, ""), notes.get(name, ""), quiet)

    def _noted(self, problem: Problem) -> bool:
        """Cautions, and what an old record lacks: shown in amber, never refused."""
        old = (problem.field, problem.code) in self._old
        return old or (problem.fault is Fault.CAUTION and (problem.field in self._asked or not self.draft.is_new))

    def ask_all(self) -> bool:
        """Before saving: tell every fault and go to the first; whether there is none."""
        self._asked |= set(self.seats)
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
        return bool(self._unread) or (bool(self._touched) and bool(self.draft.changed))

    def typed(self) -> dict[str, str]:
        """Texts that could not be read, to be kept with the draft."""
        return {name: problem.said for name, problem in self._unread.items()}

    # going round

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, unfolding its section."""
        seat = self.seats.get(name)
        if seat is not None:
            for fold in self.folds:
                if fold.isAncestorOf(seat.holder):
                    fold.open(True)
            seat.editor.take_focus()

    def focus_first(self) -> None:
        """The first field of the form; the title is reached by going back from it."""
        names = [name for name, seat in self.seats.items() if self._reachable(seat) and seat is not self.title]
        self.focus_field(names[0] if names else self.register.subject.key)

    def focus_title(self) -> None:
        """F2: the subject of the record."""
        self.focus_field(self.register.subject.key)

    def _reachable(self, seat: Seat) -> bool:
        return seat.editor.isEnabled() and not seat.is_folded

    @property
    def current(self) -> str:
        """Name of the field with the cursor, or empty."""
        focus = QApplication.focusWidget()
        found = (n for n, s in self.seats.items() if focus and (s.editor is focus or s.editor.isAncestorOf(focus)))
        return next(found, "")

    def _advance(self, name: str) -> None:
        names = [other for other, seat in self.seats.items() if other == name or self._reachable(seat)]
        after = names[names.index(name) + 1 :]
        if after:
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
        self._unread.pop(name, None)
        self.seats[name].editor.show_value(value)
        self.seats[name].editor.set_ditto(True)
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

    def add_part_row(self) -> None:
        """添加 (Alt+A): a row of the group with the cursor, else of the first group of rows."""
        rows = {name: seat.editor for name, seat in self.seats.items() if isinstance(seat.editor, RowsEditor)}
        chosen = rows.get(self.current) or next(iter(rows.values()), None)
        if chosen is not None:
            self.focus_fold_of(chosen)
            chosen.add_row()

    def focus_fold_of(self, editor: QWidget) -> None:
        for fold in self.folds:
            if fold.isAncestorOf(editor):
                fold.open(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers()
        if event.key() == Qt.Key.Key_D and held & CONTROL and held & SHIFT:
            self.carry_all()
        elif event.key() == Qt.Key.Key_D and held & CONTROL:
            self.carry_here()
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


Sections = list[tuple[str, list[Field | Parts], bool]]


def editable(item: Field | Parts) -> bool:
    """Fields an action changes are shown by the strip and the actions, not typed."""
    return isinstance(item, Parts) or (item.in_form and not item.fixed)


def whole_sections(register: Register) -> Sections:
    """Every section as declared."""
    declared = ((s.title, [item for item in s.items if editable(item)]) for s in register.sections)
    return [(title, items, True) for title, items in declared if items]


def short_sections(register: Register) -> Sections:
    """What a new record usually needs in front; every other field behind, folded by section."""
    sections = whole_sections(register)
    every = [item for _title, items, _open in sections for item in items]
    if len(every) <= 10:
        return [("", every, True)]
    usual = [item for item in every if _usual(register, item)]
    rest = [(t, [item for item in items if item not in usual], False) for t, items, _open in sections]
    return [("", usual, True), *((f"{t}（其余）", items, o) for t, items, o in rest if items)]


def _usual(register: Register, item: Field | Parts) -> bool:
    if isinstance(item, Parts):
        return bool(item.width) or not item.newest_first
    ended = register.done is not None and item.name == register.done.key
    return not ended and (bool(item.width) or bool(item.required) or item.lines > 1)
