"""认人: names of score sheets nobody could tell, one after the other, each settled by one digit."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from desktop_app.models.exams import Sitting
from desktop_app.models.people import Department, Officer
from desktop_app.registers.exams import SITTINGS
from desktop_app.registers.spec import Field
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.outcome import Outcome
from desktop_app.services.sitting_persons import Unnamed, name_all, unnamed
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog, tell
from desktop_app.views.import_tables import Cells, table
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.completing import LinkEditor
from desktop_app.views.register.editors.line import is_enter
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import rename
from desktop_app.views.theme import px

_MOST = 9
_WIDE, _SIDE, _TALL = 980, 340, 360
_CHOSEN = 4
"""The column that tells who somebody was found to be."""


class PersonsDialog(Dialog):
    """The unknown names at the left; for the one with the cursor, who may be meant at the right, 1 to 9."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, sitting_id: int) -> None:
        super().__init__(parent, "认人", _WIDE)
        self.known = known
        self.outcome: Outcome | None = None
        self.chosen: dict[int, int] = {}
        with known.facts() as facts:
            found = unnamed(facts)
        if not found:
            raise Refusal("应试人都已认定，没有要认的")
        self.people = sorted(found, key=lambda one: one.id != sitting_id)
        self.title = label("", "title")
        self.body.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(px(16))
        self.cells = Cells(("姓名", "部门", "考试", "编号", "认作"))
        self.table: QTableView = table(self.cells, (80, 110, 0, 80, 150), 2, "没认出的应试人")
        self.table.setMinimumHeight(px(_TALL))
        row.addWidget(self.table, 1)
        row.addWidget(self._side(recent))
        self.body.addLayout(row, 1)
        self._finish()

    def _side(self, recent: Recent) -> QWidget:
        side = QWidget()
        side.setFixedWidth(px(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self.why = label("", "label")
        self.why.setWordWrap(True)
        column.addWidget(self.why)
        self.buttons: list[QPushButton] = []
        for at in range(_MOST):
            button = QPushButton()
            button.setProperty("kind", "link")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, at=at: self.choose(at))
            column.addWidget(button)
            self.buttons.append(button)
        column.addStretch(1)
        column.addWidget(label("都不是，找别人（姓名或首字母）", "label"))
        self.search = LinkEditor(Field(Sitting.officer_id, "应试人"), self.known, recent)
        self.search.inner.setAccessibleName("找别人")
        self.search.advance.connect(self._searched)
        column.addWidget(self.search)
        return side

    def _finish(self) -> None:
        for key, text in (("1–9", "认作"), ("0", "先不认"), ("F3", "找别人"), ("↑ ↓", "换一人")):
            self.hint(key, text)
        self.add_cancel()
        self.verb = self.add_button("保存", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.table.installEventFilter(self)
        self._show()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._offer())
        self.table.selectRow(0)
        self._offer()
        self.table.setFocus()

    @property
    def typed(self) -> str:
        return f"{sorted(self.chosen.items())}" if self.chosen else ""

    @property
    def now(self) -> Unnamed:
        """The one with the cursor."""
        return self.people[max(self.table.currentIndex().row(), 0)]

    def _show(self) -> None:
        at = max(self.table.currentIndex().row(), 0)
        self.cells.show_rows([self._line(one) for one in self.people], ["ink"] * len(self.people))
        self.table.selectRow(at)
        self.title.setText(f"没认出的应试人 {len(self.people)} 人次，已认 {len(self.chosen)}")
        rename(self.verb, f"保存 {len(self.chosen)} 人次" if self.chosen else "保存")

    def _line(self, one: Unnamed) -> list[str]:
        officer_id = self.chosen.get(one.id)
        told = f"✓ {self._named(officer_id)}" if officer_id is not None else ""
        return [one.name, one.department, one.exam, one.number, told]

    def _named(self, officer_id: int) -> str:
        """Name and department of an officer."""
        with self.known.facts() as facts:
            row = facts.row(Officer.__tablename__, officer_id)
            place = facts.short_label(Department.__tablename__, row.get("department_id"))
            return f"{row.get('name', '')}（{place}）" if place else str(row.get("name", ""))

    def _offer(self) -> None:
        """Who may be meant by the name with the cursor."""
        one = self.now
        self.why.setText(one.said or "花名册里已有此人，确认即可")
        for at, button in enumerate(self.buttons):
            there = at < len(one.perhaps)
            button.setVisible(there)
            if there:
                text = f"{at + 1}  {self._named(one.perhaps[at])}"
                button.setText(text.replace("&", "&&"))
                button.setAccessibleName(text)
        self.search.show_value(self.chosen.get(one.id))

    def choose(self, at: int) -> None:
        """The one under a digit, and on to the next name."""
        if at < len(self.now.perhaps):
            self._take(self.now.perhaps[at])

    def _take(self, officer_id: int) -> None:
        self.say("")
        self.chosen[self.now.id] = officer_id
        row = self.table.currentIndex().row()
        self._show()
        later = [at for at, one in enumerate(self.people) if one.id not in self.chosen]
        going = next((at for at in later if at > row), later[0] if later else None)
        if going is None:
            self.verb.setFocus()
        else:
            self.table.selectRow(going)
            self.table.setFocus()

    def _drop(self) -> None:
        self.chosen.pop(self.now.id, None)
        self._show()
        self._offer()

    def _searched(self) -> None:
        """Enter in the search: the officer found is taken."""
        try:
            found = self.search.read()
        except Unreadable as unread:
            self.say(unread.said)
            return
        if found:
            self._take(int(found))
        else:
            self.table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Digits choose, 0 and Delete let go, F3 and Enter go to the search."""
        text = event.text()
        if text.isdecimal() and text != "0":
            self.choose(int(text) - 1)
        elif text == "0" or event.key() == Qt.Key.Key_Delete:
            self._drop()
        elif event.key() == Qt.Key.Key_F3 or is_enter(event):
            self.search.take_focus()
        else:
            return False
        return True

    def carry_out(self) -> None:
        """Save all that were found, as one act."""
        try:
            self.outcome = name_all(self.known.desk, SITTINGS, self.chosen)
        except Refusal as refused:
            self.say(refused.said)
            return
        self.accept()


def ask_persons(parent: QWidget | None, known: Known, recent: Recent, sitting_id: int) -> Outcome | None:
    """认人 (Alt+B): what was saved, or None when the officer stepped back."""
    try:
        dialog = PersonsDialog(parent, known, recent, sitting_id)
    except Refusal as refused:
        tell(parent, "认人", refused.said)
        return None
    dialog.exec()
    dialog.deleteLater()
    return dialog.outcome
