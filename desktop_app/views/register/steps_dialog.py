"""The dialog of a step many records take at once: what is common above, each record's own below, one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from desktop_app.registers.asking import asked, blamed, hindrance
from desktop_app.registers.spec import Field, Register, Shape
from desktop_app.rules.lifecycle import Move
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.step_dialog import first_values, parted, step_fields
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.theme import px

_MOST = 264
_NAME = 200


@dataclass
class OwnRow:
    """One record of the block: its draft, why it cannot take the step (or empty), the editors of its own fields.

    ``typed`` names those typed in: only they are read, so that a text of several lines survives being looked at.
    """

    draft: Draft
    hindered: str
    called: str
    message: QLabel
    editors: dict[str, Editor] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)

    def read(self) -> dict[str, Any]:
        """The record's own values. Raises Unreadable."""
        kept = self.draft.values
        return {name: e.read() if name in self.typed else kept.get(name) for name, e in self.editors.items()}


class OwnRows(QScrollArea):
    """A small grid: number, subject, the fields that are each record's own. ``left_last``: Enter in the last field."""

    left_last = Signal()
    edited = Signal()

    def __init__(self, owner: VerbDialog, register: Register, fields: Sequence[Field], drafts: Sequence[Draft]) -> None:
        super().__init__()
        self._owner, self._register, self._fields = owner, register, tuple(fields)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, px(12), px(4))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(4))
        self.rows: list[OwnRow] = []
        self._heads()
        for draft in drafts:
            self._add(draft)
        self.setWidget(inner)
        self.setFixedHeight(min(inner.sizeHint().height() + px(2), px(_MOST)))

    def _heads(self) -> None:
        words = (self._register.number_label, self._register.label_of(self._register.subject.key))
        for at, word in enumerate((*words, *(item.label for item in self._fields))):
            self._grid.addWidget(label(word, "meta2"), 0, at)
        for at in range(2, 2 + len(self._fields)):
            self._grid.setColumnStretch(at, 1)

    def _add(self, draft: Draft) -> None:
        owner = self._owner
        hindered = hindrance(self._register, draft, owner.windowTitle()) if self._register.lifecycle else ""
        row = OwnRow(draft, hindered, self._register.call(draft.values), label("", "fault"))
        at = 1 + 2 * len(self.rows)
        self._grid.addWidget(label(str(draft.values.get("number") or ""), "label"), at, 0)
        self._grid.addWidget(_elided(self._subject(draft), px(_NAME)), at, 1)
        if hindered:
            said = label(f"◆ {hindered}（不办这一条）", "caution")
            said.setWordWrap(True)
            self._grid.addWidget(said, at, 2, 1, max(1, len(self._fields)))
        else:
            self._seat(row, at)
        row.message.hide()
        row.message.setWordWrap(True)
        self._grid.addWidget(row.message, at + 1, 2, 1, max(1, len(self._fields)))
        self.rows.append(row)

    def _subject(self, draft: Draft) -> str:
        item = self._register.by_name.get(self._register.subject.key)
        value = draft.values.get(self._register.subject.key)
        kind = item.link_kind if isinstance(item, Field) else ""
        return self._owner.known.label(kind, value) if kind else str(value or "")

    def _seat(self, row: OwnRow, at: int) -> None:
        for column, item in enumerate(self._fields, 2):
            editor = self._owner.editor(_one_line(item))
            editor.show_value(row.draft.values.get(item.name))
            editor.inner.setAccessibleName(f"{row.draft.values.get('number')} {item.label}")
            editor.advance.connect(partial(self._on, row, item.name))
            editor.edited.connect(partial(self._typed, row, item.name))
            self._grid.addWidget(editor, at, column)
            row.editors[item.name] = editor

    def _typed(self, row: OwnRow, name: str) -> None:
        row.typed.add(name)
        self.say(row, "")
        self.edited.emit()

    @property
    def able(self) -> list[OwnRow]:
        """The rows that can take the step."""
        return [row for row in self.rows if not row.hindered]

    def _on(self, row: OwnRow, name: str) -> None:
        """Enter: the same field of the next record, then the next field of the first."""
        able, names = self.able, [item.name for item in self._fields]
        at = able.index(row) + 1
        column = names.index(name)
        if at < len(able):
            able[at].editors[name].take_focus()
            self.ensureWidgetVisible(able[at].editors[name])
        elif column + 1 < len(names):
            able[0].editors[names[column + 1]].take_focus()
            self.ensureWidgetVisible(able[0].editors[names[column + 1]])
        else:
            self.left_last.emit()

    def take_focus(self) -> None:
        """The first field of the first record."""
        first = next((editor for row in self.able for editor in row.editors.values()), None)
        if first is not None:
            first.take_focus()

    def say(self, row: OwnRow, said: str) -> None:
        """The message under a record; empty takes it away."""
        row.message.setText(f"! {said}" if said else "")
        row.message.setVisible(bool(said))

    def accuse(self, row: OwnRow, name: str, said: str) -> None:
        """A refusal under its record, the cursor in its field."""
        self.say(row, said)
        editor = row.editors.get(name) or next(iter(row.editors.values()), None)
        self.ensureWidgetVisible(row.message)
        if editor is not None:
            editor.take_focus()

    def read(self) -> dict[int, dict[str, Any]] | None:
        """Each able record's own values; None when one cannot be read, which is said under it."""
        found: dict[int, dict[str, Any]] = {}
        for row in self.able:
            try:
                found[row.draft.record_id or 0] = row.read()
            except Unreadable as fault:
                self.accuse(row, "", fault.said)
                return None
        return found


class ManyStepsDialog(VerbDialog):
    """A step of many records (批量销号): the common fields, then each record with its own; one act, one undo.

    Records that cannot take the step say why and are left out.
    """

    def __init__(
        self,
        parent: QWidget | None,
        register: Register,
        known: Known,
        recent: Recent,
        drafts: Sequence[Draft],
        move: Move,
    ) -> None:
        super().__init__(parent, move.verb, known, recent, 760)
        self.register, self.move_on = register, move
        first = drafts[0]
        common = step_fields(register, first, move)
        self.rows = OwnRows(self, register, asked(register, first, move.verb, move.each), drafts)
        self.rows.left_last.connect(lambda: self.verb.setFocus() if self.verb else None)
        self.rows.edited.connect(lambda: self.say(""))
        many = f"{len(drafts)} {register.measure}{register.title}"
        self.body.addWidget(label(f"{move.verb}：{many}，一次可撤销", "title"))
        self.body.addWidget(rule())
        if common:
            shared = first_values(register, common, _shared(drafts), known.desk.today)
            self.body.addWidget(self.seat_fields(common, shared))
            self.body.addWidget(rule())
        self.body.addWidget(self.rows)
        self.body.addStretch(1)
        self.hint("Enter", "下一项、下一条")
        if any(item.shape is Shape.DAY for item in common):
            self.hint("", "日期可填 531、5.31、+30、今")
        self.add_cancel()
        able = len(self.rows.able)
        self.verb = self.add_button(f"{move.verb} {able} {register.measure}", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.verb.setEnabled(able > 0)
        self._begin()

    def _begin(self) -> None:
        if self.seats:
            next(iter(self.seats.values())).editor.take_focus()
        else:
            self.rows.take_focus()

    def after_last(self) -> None:
        """Enter in the last common field: on to the first record."""
        if self.move_on.each and self.rows.able:
            self.rows.take_focus()
        else:
            super().after_last()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        own = self.rows.read()
        if own is None:
            raise Refusal("有一条没填对，改好再办")
        reason, common = parted(self.register, self.move_on, values)
        given = {record_id: {**common, **mine} for record_id, mine in own.items()}
        verb = self.move_on.verb
        try:
            return records.move_many(self.known.desk, self.register, list(given), verb, reason, given)
        except Refusal as refused:
            self._place(refused, reason, given)
            raise

    def _place(self, refused: Refusal, reason: str, given: Mapping[int, Mapping[str, Any]]) -> None:
        """Say a refusal under the record it names; where it speaks of a common field, under that one too."""
        row = next((row for row in self.rows.able if refused.said.startswith(f"{row.called}：")), None)
        if row is None:
            return
        field_name = refused.field
        if field_name in ("", self.register.state_name):
            filled = given[row.draft.record_id or 0]
            field_name = blamed(self.register, row.draft, self.move_on.verb, reason, filled)
        self.rows.accuse(row, field_name, refused.said.removeprefix(f"{row.called}："))
        refused.field = field_name if field_name in self.seats else ""


def _shared(drafts: Sequence[Draft]) -> dict[str, Any]:
    """The values all records have in common."""
    first = drafts[0].values
    return {name: value for name, value in first.items() if all(draft.values.get(name) == value for draft in drafts)}


def _one_line(item: Field) -> Field:
    """A long text in the grid is typed on one line."""
    return Field(item.attr, item.label, required=item.required, shape_as=item.shape_as, words=item.words)


def _elided(text: str, width: int) -> QLabel:
    made = label("")
    made.setText(made.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width))
    made.setToolTip(text)
    made.setMinimumWidth(width)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    return made
