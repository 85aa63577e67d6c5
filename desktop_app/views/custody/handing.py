"""交接 (Alt+J): one act of custody with the selected items, its fields, and the slip both sides sign."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.registers.spec import Field
from desktop_app.rules.custody_offers import Deed
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.custody.handing_acts import ActRow, listed
from desktop_app.views.custody.handing_asking import Asking
from desktop_app.views.custody.handing_deeds import carry_out, slip_of
from desktop_app.views.custody.handing_fields import (
    CARRIED,
    CHOSEN,
    DUE,
    ON,
    PASSED,
    PHRASED,
    POOL,
    QUANTITY,
    REFERS,
    ChoiceEditor,
)
from desktop_app.views.custody.handing_pieces import PiecesGrid
from desktop_app.views.draw.press import Press
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.choices import Recent, phrases, written
from desktop_app.views.register.editors.completing import PhraseEditor
from desktop_app.views.register.editors.make import Maker
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.theme import px

_WIDE = 900


class HandingDialog(VerbDialog):
    """What is selected, the acts that can be done with it, the fields of the chosen one."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, ids: Sequence[int], press: Press) -> None:
        super().__init__(parent, "交接", known, recent, _WIDE)
        self.press = press
        self.asking = Asking(known, ids)
        if not self.asking.deeds:
            raise Refusal(self.asking.nothing)
        self.pieces: PiecesGrid | None = None
        self.acts = ActRow(self.asking.deeds)
        self.table = listed(self.asking.rows, self.screen().availableGeometry().height())
        self.body.addWidget(self.table)
        self.body.addWidget(self.acts)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.body.addStretch(1)
        self.room: QWidget | None = None
        self._finish()

    def _finish(self) -> None:
        self.hint("0—9", "或首字母选事项")
        self.hint("Enter", "下一空项")
        self.hint("Alt+↓", "列出可选的")
        self.hint("", "日期可填 0512、5.12、+1")
        self.add_cancel()
        self.printing = self.add_button("登记并打印", "Ctrl+P", self.carry_out_and_print)
        self.verb = self.add_button("登记", "Ctrl+Enter", self.carry_out, PRIMARY)
        QShortcut(QKeySequence("Ctrl+S"), self, self.carry_out)
        self.acts.picked.connect(self.turn)
        self.acts.advance.connect(self._into_fields)
        self.turn(self.acts.deed)
        self.acts.setFocus()

    # the fields of an act

    @property
    def deed(self) -> Deed:
        return self.acts.deed

    def turn(self, deed: Deed) -> None:
        """Ask for what another act needs; what was typed under the same name stays."""
        typed = {name: self._value(name) for name in self.seats if name in CARRIED and self._was_typed(name)}
        if self.room is not None:
            self._place.removeWidget(self.room)
            self.room.hide()
            self.room.deleteLater()
        self.seats = {}
        self.room = self._room(deed)
        self._place.addWidget(self.room)
        self._offered = self._written()
        for name in typed.keys() & self.seats.keys():
            self.seats[name].editor.show_value(typed[name])
        self._name_verb()
        self.say("")
        self.make_room()

    def _was_typed(self, name: str) -> bool:
        return (self._value(name) or None) != (self.asking.first.get(name) or None)

    def _room(self, deed: Deed) -> QWidget:
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, px(8), 0, 0)
        column.setSpacing(px(8))
        asked = self.asking.turn(deed)
        self.pieces = None
        if deed is Deed.SPLIT:
            self.pieces = PiecesGrid(self.asking.helds[0], self._available(), Maker(self.known, lambda _item: ()))
            self.pieces.advance.connect(self._into_seats)
            self.pieces.edited.connect(self.make_room)
            column.addWidget(self.pieces)
        column.addWidget(self.seat_fields(asked, self.asking.first))
        if remark := self.asking.remark(deed):
            column.addWidget(label(remark, "meta2"))
        return room

    def editor(self, item: Field) -> Editor:
        """Choices from a list of their own; texts that were written before are offered again."""
        if item.name in CHOSEN:
            return ChoiceEditor(item, lambda: self.asking.choices[item.name])
        if item.name in PHRASED:
            return PhraseEditor(item, phrases(item, self.known, lambda: written(item, self.known)))
        return super().editor(item)

    # going round

    def _into_fields(self) -> None:
        if self.pieces is not None:
            self.pieces.take_focus()
        else:
            self._into_seats()

    def _into_seats(self) -> None:
        """To the first field that waits for something."""
        empty = next((name for name in self.seats if self._waits(name)), None)
        if empty is not None:
            self.seats[empty].editor.take_focus()
        else:
            self.after_last()

    def _advance(self, name: str) -> None:
        """Enter: to the next field that waits for something; Tab goes to every one."""
        names = [*self.seats]
        self._left(name)
        after = next((other for other in names[names.index(name) + 1 :] if self._waits(other)), None)
        if after is not None:
            self.seats[after].editor.take_focus()
        else:
            self.after_last()

    def _waits(self, name: str) -> bool:
        return name not in PASSED and self._value(name) in (None, "")

    def _value(self, name: str) -> Any:
        """What a field holds; the text where it cannot be read."""
        editor = self.seats[name].editor
        try:
            return editor.read()
        except Unreadable:
            return editor.text

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == ON and DUE in self.seats and self.deed is Deed.LEND and not self._was_typed(DUE):
            self._follow_day()
        if name in (POOL, REFERS) and self.asking.one is not None:
            self._follow_source()

    def _follow_day(self) -> None:
        """Another day of a loan: it is due back by the rule, unless another day was typed."""
        on = self._value(ON)
        if isinstance(on, date):
            self._offer(DUE, self.asking.due(on))

    def _follow_source(self) -> None:
        """Taken from elsewhere, or another loan: all that is there, unless another quantity was typed."""
        available = self._available()
        if self.pieces is not None:
            self.pieces.of(available)
        if QUANTITY in self.seats and not self._was_typed(QUANTITY):
            self._offer(QUANTITY, available)

    def _offer(self, name: str, value: Any) -> None:
        self.asking.first[name] = value
        self.seats[name].editor.show_value(value)

    def _available(self) -> int:
        """How much there is where it is taken from."""
        pool, loan = (self._value(n) if n in self.seats else self.asking.first.get(n) for n in (POOL, REFERS))
        return self.asking.available(self.deed, pool, loan)

    @property
    def typed(self) -> str:
        return super().typed or (self.pieces.typed if self.pieces is not None else "")

    # doing it

    def _name_verb(self) -> None:
        if self.verb is not None:
            rename(self.verb, str(self.deed) if self.asking.one else f"{self.deed} {len(self.asking.helds)} 件")
        self.printing.setVisible(self.deed is Deed.DISPOSE or bool(slip_of(self.deed)))

    def act(self, values: Mapping[str, Any]) -> Outcome:
        pieces = self.pieces.read() if self.pieces is not None else []
        known = {**self.asking.silent(self.deed), **values}
        return carry_out(self.known.desk, self.deed, self.asking.helds, known, pieces)

    def _refused(self, refused: Refusal) -> None:
        if self.pieces is not None and refused.field in ("pieces", QUANTITY):
            self.pieces.say(refused.said)
            self.pieces.take_focus()
            self.say("拆成的每一件待改")
            self.make_room()
            return
        super()._refused(refused)

    def carry_out_and_print(self) -> None:
        """Do it and show the slip of the events just written; a disposal that has none is only done."""
        if self.printing.isHidden():
            return
        self.carry_out()
        if self.outcome is not None:
            paper = slip_of(self.deed, self._value("way") if "way" in self.seats else None)
            self._print(paper, self.outcome)

    def _print(self, paper: str, done: Outcome) -> None:
        if not paper:
            self.press.bus.said.emit(f"{done.said}。这种处置方式没有要打印的单据")
            return
        self.known.forget()
        with self.known.facts() as facts:
            numbers = [str(facts.row(done.kind, event)["number"]) for event in done.ids]
        self.press.show(self, paper, "、".join(numbers))


def ask_handing(
    press: Press, parent: QWidget | None, known: Known, recent: Recent, ids: Sequence[int]
) -> Outcome | None:
    """交接 of the selected items: what was done, or None when the officer stepped back."""
    return asked(parent, "交接", lambda: HandingDialog(parent, known, recent, ids, press))
