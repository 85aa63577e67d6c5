"""登记文号: numbers kept back, given outside the program or thrown away; one or a whole range in one act."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.bulletins import DocNumber
from desktop_app.registers.spec import Field
from desktop_app.rules.vocabulary import DocNumberState
from desktop_app.services import doc_numbers
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.bulletin.making import default_series
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog

SERIES, YEAR, FIRST = DocNumber.series_id.key, DocNumber.year.key, DocNumber.serial.key
LAST, STATE, WHY = DocNumber.id.key, DocNumber.state.key, DocNumber.reason.key
FIELDS = (
    Field(DocNumber.state, "怎么记", required=True),
    Field(DocNumber.series_id, "代字", required=True),
    Field(DocNumber.year, "年份", required=True),
    Field(DocNumber.serial, "首号", required=True),
    Field(DocNumber.id, "末号", hint="只记一个号就空着"),
    Field(DocNumber.reason, "事由", required=True, stretch=True, hint="预留给什么文、为什么作废、外发的是什么文"),
)


class NumbersDialog(VerbDialog):
    """The first of the numbers nothing is known of is offered; ``series`` and ``year`` say of which series."""

    def __init__(
        self, parent: QWidget | None, known: Known, recent: Recent, series: int | None = None, year: int | None = None
    ) -> None:
        super().__init__(parent, "登记文号", known, recent, 600)
        with known.facts() as facts:
            series, year = series or default_series(facts), year or facts.today.year
            gone = doc_numbers.missing(facts, series, year) if series else []
            first = gone[0] if gone else doc_numbers.upcoming(facts, series, year) if series else None
        if gone:
            said = label(f"◆ 漏号 {'、'.join(map(str, gone[:12]))}{' 等' if len(gone) > 12 else ''}", "note")
            said.setWordWrap(True)
            self.body.addWidget(said)
        self.body.addWidget(
            self.seat_fields(FIELDS, {STATE: DocNumberState.RESERVED, SERIES: series, YEAR: year, FIRST: first})
        )
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "预留：留给以后的文；已用：程序外发的文；作废：不再用")
        self.add_cancel()
        self.verb = self.add_button("登记文号", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[STATE].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        state, why = values[STATE], str(values[WHY] or "")
        series, year, first, last = values[SERIES], values[YEAR], values[FIRST], values[LAST]
        desk = self.known.desk
        if state == DocNumberState.RESERVED:
            return doc_numbers.reserve(desk, series, year, first, last, reason=why)
        if state == DocNumberState.USED:
            return doc_numbers.outside(desk, series, year, first, last, title=why)
        if last not in (None, first):
            raise Refusal("作废一次记一个号。末号空着", LAST)
        return doc_numbers.void(desk, series, year, first, reason=why)


def ask_numbers(
    parent: QWidget | None, known: Known, recent: Recent, series: int | None = None, year: int | None = None
) -> Outcome | None:
    """What was entered, or None when the officer stepped back."""
    dialog = NumbersDialog(parent, known, recent, series, year)
    dialog.exec()
    dialog.deleteLater()
    return dialog.outcome
