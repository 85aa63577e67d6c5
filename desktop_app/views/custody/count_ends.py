"""What becomes of a difference and of a stocktake at the window: 处理差异, 对账, 办结."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.seizures import CountLine
from desktop_app.registers.seizures import ITEMS
from desktop_app.registers.spec import Field
from desktop_app.registers.stocktakes import COUNT_LINES, STOCKTAKES
from desktop_app.reports.stocktake_rows import Line as Counted
from desktop_app.rules.stocktakes import CountGroup
from desktop_app.services import stocktake_ends
from desktop_app.services.outcome import Outcome
from desktop_app.services.stocktakes import Laws
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.custody.count_rows import read_sheet
from desktop_app.views.dialogs import confirm, tell
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog

LAWS = Laws(STOCKTAKES, COUNT_LINES)
LACKING = "还有 {} 件没盘。没盘到的记为缺失再对账？记错了可撤销。"


class SettleDialog(VerbDialog):
    """How a difference was settled, and when."""

    FIELDS = (
        Field(CountLine.settled, "处理情况", required=True, lines=2),
        Field(CountLine.settled_on, "处理日期", required=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, line: Counted) -> None:
        super().__init__(parent, "处理差异", known, recent, 560)
        self.line = line
        self.body.addWidget(label(f"{line.number or '（无编号）'} {line.name}　{line.group}", "title"))
        said = label(stocktake_ends.difference_said(line.row), "label")
        said.setWordWrap(True)
        self.body.addWidget(said)
        today: date = known.desk.today
        self.body.addWidget(self.seat_fields(self.FIELDS, {CountLine.settled_on.key: today}))
        self.body.addStretch(1)
        self.add_cancel()
        self.verb = self.add_button("存", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[CountLine.settled.key].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        words, on = str(values[CountLine.settled.key] or ""), values[CountLine.settled_on.key]
        return stocktake_ends.settle(self.known.desk, LAWS, [self.line.row["id"]], words, on)


def ask_compare(parent: QWidget | None, known: Known, _recent: Recent, stocktake_id: int) -> Outcome | None:
    """对账 from the list: uncounted lines are marked 缺失 only when confirmed."""
    with known.facts() as facts:
        left = len(read_sheet(facts, stocktake_id).count.of(CountGroup.UNCOUNTED))
    if left and not confirm(parent, "对账", LACKING.format(left), f"{left} 件记为缺失", "不对账"):
        return None
    return _or_tell(parent, "对账", lambda: stocktake_ends.compare(known.desk, LAWS, stocktake_id, lacking=bool(left)))


def ask_close(parent: QWidget | None, known: Known, _recent: Recent, stocktake_id: int) -> Outcome | None:
    """办结 from the list."""
    return _or_tell(parent, "办结", lambda: stocktake_ends.close(known.desk, LAWS, ITEMS, stocktake_id))


def _or_tell(parent: QWidget | None, title: str, act: Callable[[], Outcome]) -> Outcome | None:
    try:
        return act()
    except Refusal as refused:
        tell(parent, title, refused.said)
        return None
