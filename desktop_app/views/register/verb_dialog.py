"""A dialog that asks what a verb needs, does it, and keeps what was typed when the verb refuses."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import HintButton
from desktop_app.views.dialogs import Dialog
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.groups import GroupEditor
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.register.known import Known
from desktop_app.views.register.seats import Seat, Seating
from desktop_app.views.theme import px

_LABEL, _ROOM = 72, 40
"""Design pixels of a label, and the characters of words side by side: a dialog is wider than half a form."""


class VerbDialog(Dialog):
    """A dialog that asks what a verb needs; a refusal stands under its field, and what was typed stays.

    Enter on the last field goes on to ``verb``, never to 取消.
    """

    def __init__(self, parent: QWidget | None, title: str, known: Known, recent: Recent, width: int) -> None:
        super().__init__(parent, title, width)
        self.known = known
        self.recent = recent
        self.seats: dict[str, Seat] = {}
        self.outcome: Outcome | None = None
        self.verb: HintButton | None = None
        self._offered: str | None = None

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._offered is None:
            self._offered = self._written()

    @property
    def typed(self) -> str:
        """What stands in the fields, when it is other than what was offered."""
        written = self._written()
        return written if self._offered is not None and written != self._offered else ""

    def _written(self) -> str:
        return "\n".join(_written(seat) for seat in self.seats.values())

    def seat_fields(self, fields: Sequence[Field | Parts], values: Mapping[str, Any] | None = None) -> QWidget:
        """Editors of the fields, two columns, showing ``values``; Enter goes from one to the next."""
        body = QWidget()
        seating = Seating(body, px(_LABEL))
        for item in fields:
            seat = seating.add(item, self.editor(item) if isinstance(item, Field) else self._group(item))
            self.seats[item.name] = seat
            seat.editor.left.connect(partial(self._left, item.name))
            seat.editor.edited.connect(partial(self.edited, item.name))
            seat.editor.advance.connect(partial(self._advance, item.name))
            if (values or {}).get(item.name) not in (None, ""):
                seat.editor.show_value((values or {})[item.name])
        return body

    def editor(self, item: Field) -> Editor:
        """The editor of a field; a text with words of a dictionary offers them."""
        maker = Maker(self.known, lambda _item: (), recent=self.recent, room=_ROOM)
        return maker.inline(item) if item.words or item.offers else maker.editor(item)

    def _group(self, group: Parts) -> GroupEditor:
        return Maker(self.known, lambda _item: (), recent=self.recent).group(group)

    @property
    def asked(self) -> dict[str, Seat]:
        """The fields that are asked just now: the hidden ones are not."""
        return {name: seat for name, seat in self.seats.items() if not seat.holder.isHidden()}

    def ask_for(self, name: str, on: bool) -> None:
        """Ask for a field, or hide it: what it holds then counts as empty."""
        seat = self.seats[name]
        seat.holder.setVisible(on)
        seat.caption.setVisible(on)
        self.make_room()

    def edited(self, name: str) -> None:
        """Something was typed: the message under the field goes."""
        self.seats[name].say("", "")
        self.say("")

    def _left(self, name: str) -> None:
        """Leaving a field writes its value in full, or says why it cannot be read."""
        seat = self.seats[name]
        try:
            seat.editor.tidy()
        except Unreadable as fault:
            seat.say(fault.said, "")
            self.make_room()

    def _advance(self, name: str) -> None:
        names = [*self.asked]
        place = names.index(name) + 1
        self._left(name)
        if place < len(names):
            self.seats[names[place]].editor.take_focus()
        else:
            self.after_last()

    def after_last(self) -> None:
        """Enter in the last field: on to the verb."""
        if self.verb is not None:
            self.verb.setFocus()

    def read(self) -> dict[str, Any] | None:
        """What was typed; None when a field is empty that must not be or cannot be read, each said under its field.

        What is not asked for just now counts as empty.
        """
        values: dict[str, Any] = dict.fromkeys(self.seats)
        bad: list[str] = []
        for name, seat in self.asked.items():
            try:
                values[name] = seat.editor.read()
                fault = _missing(seat.item) if values[name] in (None, "") else ""
            except Unreadable as unread:
                fault = unread.said
            if fault:
                seat.say(fault, "")
                bad.append(name)
        if bad:
            self.seats[bad[0]].editor.take_focus()
            self.say(f"{len(bad)} 处待改：{'、'.join(self.seats[name].item.label for name in bad)}")
            self.make_room()
        return None if bad else values

    def carry_out(self) -> None:
        """Do it and close; a refusal is shown where it belongs."""
        values = self.read()
        if values is None:
            return
        try:
            self.outcome = self.act(values)
        except Refusal as refused:
            self._refused(refused)
        else:
            self.accept()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        raise NotImplementedError

    def _refused(self, refused: Refusal) -> None:
        seat = self.seats.get(refused.field)
        if seat is None:
            self.say(refused.said)
            return
        seat.say(refused.said, "")
        seat.editor.take_focus()
        self.say(f"1 处待改：{seat.item.label}")
        self.make_room()

    def make_room(self) -> None:
        """Grow to what is said now, never shrink; a dialog on its way out leaves its last field too."""
        if not isValid(self):
            return
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(self.size().expandedTo(self.sizeHint()))


def _written(seat: Seat) -> str:
    try:
        return f"{seat.item.name} {seat.editor.read()!r}"
    except Unreadable as unread:
        return f"{seat.item.name} {unread.said}"


def _missing(item: Field | Parts) -> str:
    if not isinstance(item, Field) or not item.required:
        return ""
    return f"没填{item.label}。{'选' if item.shape is Shape.LINK else '填'}好再存"


def rename(button: HintButton, text: str) -> None:
    """Another label on a button, for eyes and screen readers."""
    button.setText(text)
    button.setAccessibleName(text)
    button.updateGeometry()
