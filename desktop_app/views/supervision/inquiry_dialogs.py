"""一案双查: a lead begun from any finding, and the steps that write what was found of every person."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.people import Officer
from desktop_app.models.responsibility import Inquiry, InquiryPerson
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.inquiring import inquiry_code
from desktop_app.registers.responsibility import INQUIRIES
from desktop_app.registers.responsibility_tests import outcome_kinds, outcome_titles
from desktop_app.registers.spec import Field, Parts
from desktop_app.rules.inquiries import INQUIRY
from desktop_app.rules.vocabulary import Blame
from desktop_app.services import inquiries, records
from desktop_app.services.draft import Draft
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.rows import RowsEditor
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.register.verbs import ActionDialog
from desktop_app.views.supervision.document_dialogs import asking, read_or_none, said_day
from desktop_app.views.supervision.row_grid import GridRow, RowGrid

DECIDE, CARRY_OUT = "处理决定", "执行"
_P = InquiryPerson
_OUTCOME, _BLAME, _DECIDED, _NO, _DONE = (
    _P.outcome.key,
    _P.blame.key,
    _P.decided_on.key,
    _P.doc_no.key,
    _P.carried_out_on.key,
)


class LeadDialog(VerbDialog):
    """立双查线索: what the finding tells stands there already, both legs too; Ctrl+Enter enters and ties it."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, kind: str, record_id: int) -> None:
        super().__init__(parent, "立双查线索", known, recent, 760)
        self.kind, self.record_id = kind, record_id
        with known.facts() as facts:
            self.draft = inquiries.proposed(facts, kind, record_id)
            row = facts.row(kind, record_id)
            source = f"来自 {BY_KIND[kind].title} {row['number']}"
        self.body.addWidget(label(source, "title"))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(_lead_fields(), {**self.draft.values, **self.draft.parts}))
        persons = self.seats[_P.__tablename__].editor
        assert isinstance(persons, RowsEditor)
        persons.hold()
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "领导责任人照部门负责人和分管领导填好，可改")
        self.add_cancel()
        self.verb = self.add_button("立双查线索", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[Inquiry.name.key].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        rows = values.pop(_P.__tablename__, None) if isinstance(values, dict) else None
        self.draft.values.update(values)
        self.draft.parts[_P.__tablename__] = [row for row in rows or () if row.get("officer_id") is not None]
        return inquiries.begin(self.known.desk, INQUIRIES, self.draft, self.kind, self.record_id)


def _lead_fields() -> tuple[Field | Parts, ...]:
    """The fields of a lead as the register declares them; of a person who, on which leg, and for what."""
    names = (Inquiry.name, Inquiry.origin, Inquiry.case_no, Inquiry.department_id, Inquiry.registered_on)
    fields = tuple(INQUIRIES.by_name[attr.key] for attr in names)
    group = INQUIRIES.by_name[_P.__tablename__]
    assert isinstance(group, Parts)
    own = tuple(item for item in group.fields if item.name in (_P.officer_id.key, _P.leg.key, _P.fault.key))
    return (*fields, Parts(_P, group.label, own, defaults=group.defaults))


class PersonsDialog(VerbDialog):
    """A step that writes a row of every person looked into."""

    VERB = ""
    FIELDS: tuple[Field, ...] = ()
    ROW: tuple[Field, ...] = ()
    LAST = ""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, inquiry_id: int) -> None:
        super().__init__(parent, self.VERB, known, recent, 1000)
        self.inquiry_id = inquiry_id
        with known.desk.store.read() as session:
            self.draft: Draft = records.load(session, Inquiry, inquiry_id, INQUIRIES.lists)
        if INQUIRY.move(self.VERB, str(self.draft[Inquiry.state])) is None:
            raise Refusal(
                f"{self.draft.values['number']} {self.draft[Inquiry.state]}，不能办{self.VERB}。按 F5 看新内容"
            )
        self.persons = [row for row in self.draft.rows(_P) if row.get("officer_id") is not None]
        if not self.persons:
            raise Refusal(f"{self.draft.values['number']} 没有双查对象。先在表单里添加")
        title = label(INQUIRIES.call(self.draft.values), "title")
        title.setWordWrap(True)
        self.body.addWidget(title)
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS, self.offered()))
        self.grid = RowGrid(self.editor, ("姓名", "责任"), self.ROW, self.LAST)
        for row in self.persons:
            called = known.label(Officer.__tablename__, row["officer_id"])
            self.grid.add(row["id"], called, (called, str(row["leg"])), self.first(row))
        self.grid.fit()
        self.body.addWidget(self.grid)
        self.body.addStretch(1)
        self.grid.left_last.connect(self.after_last)
        self.grid.edited.connect(self._typed)
        self.hint("Enter", "下一项、下一人")
        self.add_cancel()
        self.verb = self.add_button(self.VERB, "Ctrl+Enter", self.carry_out, PRIMARY)
        for shown in self.grid.rows:
            self.told(shown)
        next(iter(self.seats.values())).editor.take_focus()

    def offered(self) -> dict[str, Any]:
        """What the fields above begin with."""
        days = {item.name: self.known.desk.today for item in self.FIELDS if item.name.endswith("_on")}
        return days | {item.name: value for item in self.FIELDS if (value := self.draft.values[item.name])}

    def first(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What the cells of a person begin with."""
        return dict(row)

    def told(self, row: GridRow) -> None:
        """What follows for a person, at the end of his row."""

    def _typed(self, key: int) -> None:
        self.say("")
        self.told(next(row for row in self.grid.rows if row.key == key))

    def edited(self, name: str) -> None:
        super().edited(name)
        for row in self.grid.rows:
            self.told(row)

    def _advance(self, name: str) -> None:
        """Enter in the last field above: on to the first person."""
        if name == [*self.asked][-1]:
            self._left(name)
            self.grid.take_focus()
        else:
            super()._advance(name)

    def _written(self) -> str:
        return super()._written() + self.grid.written

    def act(self, values: Mapping[str, Any]) -> Outcome:
        rows = self.grid.read()
        if rows is None:
            raise Refusal("有一行没填对，改好再办")
        decision = inquiries.Decision({key: self.kept(row) for key, row in rows.items()}, dict(values))
        return inquiries.take_step(self.known.desk, INQUIRIES, self.inquiry_id, self.VERB, decision)

    def kept(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a person's row as they are kept."""
        return {name: value if value is not None else self.empty(name) for name, value in row.items()}

    def empty(self, name: str) -> Any:
        return "" if name in (_OUTCOME, _NO) else None


class DecideDialog(PersonsDialog):
    """处理决定: whether each person is responsible and what follows; how long that has effect is said at once."""

    VERB, LAST = DECIDE, "影响期"
    FIELDS = (
        Field(Inquiry.conclusion, "调查结论", required=True, lines=2),
        Field(Inquiry.ended_on, "决定日期", required=True),
        Field(Inquiry.decider_id, "决定人", elsewhere=True),
    )
    ROW = (
        Field(_P.blame, "责任认定"),
        Field(_P.outcome, "处理", offers=outcome_titles),
        Field(_P.doc_no, "决定文号"),
    )

    def told(self, row: GridRow) -> None:
        outcome = str(self.grid.value(row, _OUTCOME) or "")
        decided = read_or_none(self, Inquiry.ended_on.key)
        with self.known.facts() as facts:
            effect = inquiries.effect(facts, outcome, decided if isinstance(decided, date) else None)
        row.said.setText(f"至 {effect.until}（{effect.why}）" if effect.until else effect.why)

    def kept(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Who is spared (不予追究) is not responsible; anybody with an outcome that blames is."""
        kept = super().kept(row)
        if kept[_BLAME] is None and kept[_OUTCOME]:
            with self.known.facts() as facts:
                ladder = {row["title"]: row["blames"] for row in outcome_kinds(facts)}
            if kept[_OUTCOME] in ladder:
                kept[_BLAME] = Blame.RESPONSIBLE if ladder[kept[_OUTCOME]] else Blame.NOT_RESPONSIBLE
        return kept


class CarryOutDialog(PersonsDialog):
    """执行: the day on which what was decided of each person was carried out."""

    VERB, LAST = CARRY_OUT, "处理"
    FIELDS = (Field(Inquiry.carried_out_on, "执行日期", required=True),)
    ROW = (Field(_P.carried_out_on, "执行日期"),)

    def first(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Whoever is responsible begins with today."""
        blamed = row.get("blame") == Blame.RESPONSIBLE
        return {_DONE: row.get(_DONE) or (self.known.desk.today if blamed else None)}

    def told(self, row: GridRow) -> None:
        kept = next(one for one in self.persons if one["id"] == row.key)
        until = f"，影响期至 {said_day(kept['until_on'], self.known.desk.today)}" if kept.get("until_on") else ""
        row.said.setText(f"{kept['blame'] or ''} {kept['outcome'] or ''}{until}".strip())


def ask_lead(kind: str, parent: QWidget, known: Known, recent: Recent, record_id: int) -> Outcome | None:
    """立双查线索 (Alt+I) of a record of this kind."""
    return asked(parent, "立双查线索", lambda: LeadDialog(parent, known, recent, kind, record_id))


DIALOGS: dict[str, ActionDialog] = {
    **{inquiry_code(kind): partial(ask_lead, kind) for kind in inquiries.READ},
    f"{INQUIRIES.kind}:{DECIDE}": asking(DECIDE, DecideDialog),
    f"{INQUIRIES.kind}:{CARRY_OUT}": asking(CARRY_OUT, CarryOutDialog),
}
"""立双查线索 of every kind of finding, and the steps that write persons."""
