"""撤出递补: a drawn case is struck with its reason, and the next in order is shown before it takes the place."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.reviews import DrawnCase
from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.registers.spec import Field
from desktop_app.services import draws
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import DANGER, label, restyle
from desktop_app.views.draw import reading
from desktop_app.views.list_table import ListTable
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.theme import px

REASON = DrawnCase.struck_reason.key


class WithdrawDialog(VerbDialog):
    """The draw in its order, struck cases among them; the cursor picks the one to go."""

    FIELDS = (Field(DrawnCase.struck_reason, "撤出原因", required=True, lines=2),)

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, round_id: int) -> None:
        super().__init__(parent, "撤出递补", known, recent, 1000)
        self.round_id = round_id
        with known.facts() as facts:
            self.lines, _ = reading.listed(facts, round_id)
            self.pool = {line.number: line for line in draws.pool(facts, round_id)}
            name = str(facts.row(ROUNDS.kind, round_id).get("name") or "")
        if all(one.line.struck_on is not None for one in self.lines):
            raise Refusal("抽取名单里没有可撤出的案件")
        self.table = ListTable(
            reading.LIST_HEADS, reading.LIST_WIDTHS, 7, "抽取名单", toned=frozenset({1, 7}), key=2
        )  # fmt: skip
        self.table.setMinimumHeight(px(270))
        self.coming = label("", "strong")
        self.coming.setWordWrap(True)
        self.coming.setMinimumHeight(px(38))
        self.body.addWidget(label(name, "title"))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.coming)
        self.body.addWidget(self.seat_fields(self.FIELDS))
        self.hint("↑ ↓", "选案件")
        self.hint("Enter", "写原因")
        self.hint("", "撤出的案件留在名单上，不能撤销")
        self.add_cancel()
        self.verb = self.add_button("撤出并递补", "Ctrl+Enter", self.carry_out, DANGER)
        gone = [at for at, one in enumerate(self.lines) if one.line.struck_on is not None]
        self.table.moved.connect(self._show_next)
        self.table.left.connect(self.seats[REASON].editor.take_focus)
        self.table.fill([one.cells for one in self.lines], [one.tone for one in self.lines], gone)
        self.table.go(next(at for at in range(len(self.lines)) if at not in gone))
        self.table.setFocus()

    def _show_next(self, row: int) -> None:
        """Who comes in for the case under the cursor."""
        if not 0 <= row < len(self.lines):
            return
        line = self.lines[row].line
        self.say("")
        if line.struck_on is not None:
            restyle(self.coming, role="label")
            self.coming.setText(f"第 {line.position} 件 {line.number} {line.struck_on} 已撤出：{line.struck_reason}")
            return
        with self.known.facts() as facts:
            number = draws.next_after(facts, self.round_id, line.position)
        found = self.pool.get(number)
        who = f"　{found.name}　{found.handlers}　{found.department}" if found is not None else ""
        restyle(self.coming, role="strong" if number else "caution")
        told = f"递补：{number}{who}" if number else "候选名单已抽完，撤出后没有递补"
        self.coming.setText(f"撤出第 {line.position} 件 {line.number}\n{told}")

    def act(self, values: Mapping[str, Any]) -> Outcome:
        line = self.lines[self.table.row()].line
        outcome = draws.withdraw(
            self.known.desk, ROUNDS, REVIEWS, self.round_id, line.position, str(values[REASON] or "")
        )  # fmt: skip
        self.known.forget()
        return outcome
