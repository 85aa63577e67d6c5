"""关联 (Ctrl+Shift+L): the record under the cursor tied to a problem, a bulletin, a double investigation."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop_app.registers import reading
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.relations import BASE, subject_of
from desktop_app.registers.spec import Register
from desktop_app.rules.search import query
from desktop_app.services import ties
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.store.snapshot import Order, Retired, Search
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.inspecting import refused
from desktop_app.views.register.place import Place
from desktop_app.views.step_list import StepDialog
from desktop_app.views.theme import px

SHOWN = 8
TIE_KEY = "Ctrl+Shift+L"
ANEW = "转问题"
"""How the registers call the action that makes a record into a new problem."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a record may be tied to; ``id`` 0 is a new problem."""

    kind: str
    id: int
    said: str


def targets(desk: Desk, typed: str, but: tuple[str, int]) -> list[Target]:
    """Problems, bulletins and double investigations met by a text; the newest of each without one."""
    asked = query(typed)
    out: list[Target] = []
    with desk.facts() as facts:
        for model in ties.LED_TO:
            register = BY_KIND.get(str(model.__tablename__))
            if register is None or register.kind in facts.withheld:
                continue
            narrow = [Retired(False), *([Search(asked)] if asked is not None else [])]
            ids = reading.ids(facts, register, narrow, [Order(register.model.id, True)], SHOWN)
            for line in reading.lines(facts, register, ids, _shown(register)):
                said = [register.title, line.values["number"], subject_of(facts, register, line.values)]
                state = line.values.get(register.state_name) if register.state_name else ""
                out.append(Target(register.kind, line.id, "　".join(str(word) for word in (*said, state) if word)))
    return [one for one in out if (one.kind, one.id) != but]


def _shown(register: Register) -> list[reading.Item]:
    subject = register.by_name.get(register.subject.key)
    return [register.number_field, *([subject] if subject is not None else [])]


class TieDialog(StepDialog):
    """A box and a list under it; Enter ties to the line of the cursor. A refusal stays at the foot."""

    def __init__(self, parent: QWidget | None, desk: Desk, place: Place, record_id: int, called: str) -> None:
        super().__init__(parent, "关联", 680)
        self._desk, self._place, self._about = desk, place, record_id
        self.offered: Sequence[Target] = ()
        self.outcome: Outcome | None = None
        self.anew = False
        told = label(called, "title")
        told.setWordWrap(True)
        self.box = QLineEdit()
        self.box.setPlaceholderText("问题、通报或一案双查的编号、文号、名称")
        self.box.setAccessibleName("关联到哪一条")
        self.box.textEdited.connect(lambda _text: self.fill())
        self.list = QListWidget()
        self.list.setProperty("frame", "box")
        self.list.setAccessibleName("可关联的记录")
        self.list.setMinimumHeight(px(260))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemDoubleClicked.connect(lambda _item: self.carry_out())
        self.note = QLineEdit()
        self.body.addWidget(told)
        self.body.addWidget(self.box)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(label("说明 (&N)", "label", self.note))
        self.body.addWidget(self.note)
        self.add_cancel()
        self.add_button("关联", "Enter", self.carry_out, PRIMARY).setDefault(True)
        self.fill()
        self.box.setFocus()

    @property
    def typed(self) -> str:
        return self.note.text().strip()

    def fill(self) -> None:
        """Offer what the text means."""
        typed = self.box.text().strip()
        found = targets(self._desk, typed, (self._place.register.kind, self._about))
        anew = [Target("", 0, f"新问题　{ANEW}…")] if not typed and conversion(self._place) else []
        self.offered = [*anew, *found]
        self.list.clear()
        for one in self.offered:
            self.list.addItem(QListWidgetItem(one.said))
        self.list.setCurrentRow(0)
        self.say("" if self.offered else "没有找到。换编号、文号或名称再搜", "meta2")

    def carry_out(self) -> None:
        at = self.list.currentRow()
        if not 0 <= at < len(self.offered):
            self.say("没有选中。先选关联到哪一条")
            return
        chosen = self.offered[at]
        if not chosen.id:
            self.anew = True
            self.accept()
            return
        try:
            register = self._place.register
            other = BY_KIND[chosen.kind]
            self.outcome = ties.tie(self._desk, register, self._about, other, chosen.id, self.note.text())
        except Refusal as fault:
            self.say(fault.said)
            return
        self.accept()


def conversion(place: Place) -> str:
    """The action that makes the record in the panel into a new problem; empty where there is none."""
    return next((deed.code for deed in place.panel.deeds if deed.label == ANEW), "")


def may_tie(place: Place) -> bool:
    """Whether there is a record that can be tied: the small tables are pointed to, they lead to nothing."""
    return place.record_id is not None and place.register.kind not in BASE


def tie_from(place: Place) -> None:
    """Ask what the record in the panel is to be tied to, and tie it."""
    line = place.panel.line
    if line is None or not may_tie(place) or refused(place.desk, place.bus):
        return
    dialog = TieDialog(place.panel.window(), place.desk, place, line.id, place.register.call(line.values))
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    if taken and dialog.anew:
        place.act(conversion(place))
    elif dialog.outcome is not None:
        place.bus.committed.emit(dialog.outcome)


def untie_from(place: Place, kind: str, other_id: int) -> None:
    """Take the tie to another record away; a link that is no tie is refused in a sentence."""
    if place.record_id is None or refused(place.desk, place.bus):
        return
    undo = partial(ties.untie, place.desk, place.register, place.record_id, BY_KIND[kind], other_id)
    try:
        place.bus.committed.emit(undo())
    except Refusal as fault:
        place.bus.failed.emit(fault.said)
