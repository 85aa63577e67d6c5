"""Whose page is wanted (人员、案件档案): those of the record under the cursor, or whoever is typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop_app.figures import relations
from desktop_app.models.seizures import Seizure
from desktop_app.registers import reading
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.relations import CASES, PEOPLE
from desktop_app.registers.spec import Register
from desktop_app.rules.cases import case_key, is_numbered
from desktop_app.rules.search import query
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Retired, Search
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.step_list import StepDialog
from desktop_app.views.theme import px

PER_KIND = 8


@dataclass(frozen=True, slots=True)
class Whose:
    """An officer by id, or a case by its number, and how it is offered."""

    kind: str
    about: int | str
    said: str


def of_record(facts: Facts, register: Register, record_id: int) -> list[Whose]:
    """The officers and the case a record is about: itself first, then its case, then the people it lists and names."""
    if register.kind == PEOPLE:
        return [_officer(facts, record_id)]
    line = next(iter(reading.lines(facts, register, [record_id])), None)
    if line is None:
        return []
    if register.kind == CASES:
        return [_case(str(line.values["number"]))]
    numbers = [str(line.values.get(relations.CASE_NO) or "")]
    numbers += [
        str(row.get(relations.CASE_NO) or "") for rows in line.values.values() if isinstance(rows, list) for row in rows
    ]
    over = facts.row(Seizure.__tablename__, line.values.get("seizure_id"))
    numbers.append(str(over.get(relations.CASE_NO) or ""))
    found = relations.around(facts.session, register.kind, record_id)
    named = sorted(
        (link for link in found if link.kind == PEOPLE and not link.pointing), key=lambda link: not link.part
    )
    people = [link.id for link in named]
    cases = [_case(number) for number in dict.fromkeys(numbers) if number]
    return [*cases, *(_officer(facts, one) for one in dict.fromkeys(people))]


def _officer(facts: Facts, officer_id: int) -> Whose:
    row = facts.row(PEOPLE, officer_id)
    place = facts.label("department", row.get("department_id"))
    return Whose(PEOPLE, officer_id, f"人员档案　{row.get('name')}　{row.get('number')}　{place}")


def _case(number: str) -> Whose:
    return Whose(CASES, case_key(number), f"案件档案　{number}")


def typed_for(facts: Facts, typed: str) -> list[Whose]:
    """Officers and cases met by what is typed; a number nobody registered may be asked for as well."""
    asked = query(typed)
    if asked is None:
        return []
    out: list[Whose] = []
    for kind in (PEOPLE, CASES):
        register = BY_KIND[kind]
        ids = reading.ids(facts, register, [Search(asked), Retired(False)], limit=PER_KIND)
        if kind == PEOPLE:
            out += [_officer(facts, one) for one in ids]
            continue
        for line in reading.lines(facts, register, ids, [register.number_field]):
            number = str(line.values["number"])
            out.append(Whose(CASES, number, f"案件档案　{number}　{line.values.get(register.subject.key) or ''}"))
    key = case_key(typed)
    if is_numbered(key) and all(one.about != key for one in out):
        out.append(Whose(CASES, key, f"案件档案　{key}　（不在办结案件台账）"))
    return out


class WhoseDialog(StepDialog):
    """A box and a list under it; Enter takes the line of the cursor. ``chosen`` is what was taken."""

    def __init__(self, parent: QWidget | None, desk: Desk, first: Sequence[Whose]) -> None:
        super().__init__(parent, "人员、案件档案", 620)
        self._desk, self._first = desk, list(first)
        self.offered: list[Whose] = []
        self.chosen: Whose | None = None
        self.box = QLineEdit()
        self.box.setPlaceholderText("姓名、首字母、工号或受案号")
        self.box.setAccessibleName("姓名、首字母、工号或受案号")
        self.box.textEdited.connect(lambda _text: self.fill())
        self.list = QListWidget()
        self.list.setProperty("frame", "box")
        self.list.setAccessibleName("人员和案件")
        self.list.setMinimumHeight(px(260))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemDoubleClicked.connect(lambda _item: self._take())
        self.body.addWidget(self.box)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(label("空着列出光标所在记录的案件和人员", "meta"))
        self.add_cancel()
        self.add_button("打开档案", "Enter", self._take, PRIMARY).setDefault(True)
        self.fill()
        self.box.setFocus()

    def fill(self) -> None:
        """Offer whom the text means, or those of the record."""
        typed = self.box.text().strip()
        self.offered = self._met(typed) if typed else self._first
        self.list.clear()
        for one in self.offered:
            self.list.addItem(QListWidgetItem(one.said))
        self.list.setCurrentRow(0)
        self.say("没有找到。换姓名、首字母或完整受案号" if typed and not self.offered else "", "meta2")

    def _met(self, typed: str) -> list[Whose]:
        with self._desk.facts() as facts:
            return typed_for(facts, typed)

    def _take(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self.offered):
            self.chosen = self.offered[at]
            self.accept()
        else:
            self.say("没有选中。输入姓名或受案号再选")
