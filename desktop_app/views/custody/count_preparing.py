"""拟盘点: scope, custodians of a change, seed and size of a sample; what would be counted is seen before."""

import secrets
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.models.reviews import ReviewRound
from desktop_app.models.seizures import Stocktake, StocktakeCounter
from desktop_app.registers.spec import Field, Parts, Shape
from desktop_app.registers.stocktakes import COUNT_LINES, STOCKTAKES
from desktop_app.rules.draws import Ask
from desktop_app.rules.numbers import quantity
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import CountScope
from desktop_app.services import records
from desktop_app.services.outcome import Outcome
from desktop_app.services.stocktake_books import default_ask
from desktop_app.services.stocktakes import COUNTERS, Laws, Preview, Scheme, prepare, preview
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, restyle
from desktop_app.views.draw.dice import DiceEditor
from desktop_app.views.import_tables import Cells, table
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog, rename
from desktop_app.views.theme import px

_SCOPE, _SEED = Stocktake.scope.key, Stocktake.seed.key
_FROM, _TO = Stocktake.from_keeper_id.key, Stocktake.to_keeper_id.key
_WHO, _WATCHER = StocktakeCounter.officer_id.key, Stocktake.supervisor_id.key
_COUNTER = Field(StocktakeCounter.officer_id, "盘点人", elsewhere=True)
_RATIO, _MINIMUM = ReviewRound.ratio.key, ReviewRound.minimum.key
_HEADS, _WIDTHS = ("位置", "编号", "名称", "账面", "为什么盘"), (140, 180, 0, 84, 120)
_DIGITS = 12
_WIDE, _TALL = 940, 260


class PrepareDialog(VerbDialog):
    """The seed is thrown by dice or taken at random (Ctrl+R); the lines under it are those that would be counted."""

    FIELDS = (
        Field(Stocktake.scope, "范围", required=True),
        Field(ReviewRound.ratio, "抽样比例", shape_as=Shape.PERCENT, required=True),
        Field(ReviewRound.minimum, "最少件数", unit="件", required=True),
        Field(Stocktake.seed, "种子", required=True, hint="掷骰子的点数"),
        Field(Stocktake.from_keeper_id, "交出人", required=True, elsewhere=True),
        Field(Stocktake.to_keeper_id, "接手人", required=True, elsewhere=True),
        Parts(StocktakeCounter, "盘点人", (_COUNTER,), single=True, required=True),
        Field(Stocktake.supervisor_id, "监盘人", required=True, elsewhere=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, stocktake_id: int) -> None:
        super().__init__(parent, "拟盘点", known, recent, _WIDE)
        self.stocktake_id = stocktake_id
        with known.facts() as facts:
            head = records.load(facts.session, Stocktake, stocktake_id, STOCKTAKES.lists)
            usual = default_ask(facts)
        offered = {**head.values, **head.parts, _RATIO: usual.ratio, _MINIMUM: usual.minimum}
        self.told = label("", "strong")
        self.told.setWordWrap(True)
        self.cells = Cells(_HEADS, frozenset({3}))
        self.table = table(self.cells, _WIDTHS, 2, "应盘明细")
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setMinimumHeight(px(_TALL))
        self.body.addWidget(label(f"{head.values['number']} {head[Stocktake.title]}", "title"))
        self.body.addWidget(self.seat_fields(self.FIELDS, offered))
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self.hint("Enter", "下一项")
        self.hint("", "高风险类别在基础台账的字典“高风险类别”里改")
        self.add_cancel()
        self.random = self.add_button("随机取种子", "Ctrl+R", self._at_random)
        self.verb = self.add_button("拟定", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._show_fields()
        self._try()
        self.seats[_SCOPE].editor.take_focus()

    def editor(self, item: Field) -> Editor:
        return DiceEditor(item) if item.name == _SEED else super().editor(item)

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == _SCOPE:
            self._show_fields()
        self._try()

    def _scope(self) -> CountScope | None:
        try:
            value = self.seats[_SCOPE].editor.read()
        except Unreadable:
            return None
        return CountScope(str(value)) if value else None

    def _show_fields(self) -> None:
        """A change of custodian asks who; a sample asks how much and by which seed."""
        scope = self._scope()
        for names, on in (((_FROM, _TO), CountScope.HANDOVER), ((_RATIO, _MINIMUM, _SEED), CountScope.SAMPLE)):
            for name in names:
                self.ask_for(name, scope is on)
        self.random.setVisible(scope is CountScope.SAMPLE)

    def _at_random(self) -> None:
        digits = "".join(str(secrets.randbelow(10)) for _ in range(_DIGITS))
        self.seats[_SEED].editor.show_value(digits)
        self.edited(_SEED)

    def _scheme(self, values: Mapping[str, Any]) -> Scheme:
        scope = CountScope(values[_SCOPE])
        ask = Ask(values[_RATIO] or 0, values[_MINIMUM] or 0) if scope is CountScope.SAMPLE else None
        counters = tuple(row[_WHO] for row in values[COUNTERS] or ())
        seed = str(values[_SEED] or "")
        return Scheme(scope, values[_FROM], values[_TO], seed, ask, counters, values[_WATCHER])

    def _try(self) -> None:
        """What the scheme as typed comes to; half a scheme shows what it still wants."""
        try:
            values: dict[str, Any] = dict.fromkeys(self.seats)
            values |= {name: seat.editor.read() for name, seat in self.asked.items()}
            if not values[_SCOPE]:
                return
            with self.known.facts() as facts:
                seen = preview(facts, self._scheme(values))
        except (Unreadable, Refusal) as fault:
            self._tell(fault.said, "note", None)
            return
        self._tell(_said(seen), "strong", seen)

    def _tell(self, said: str, role: str, seen: Preview | None) -> None:
        self.told.setText(said)
        restyle(self.told, role=role)
        lines = seen.lines if seen is not None else ()
        sampled = seen is not None and bool(seen.rule)
        self.cells.show_rows(
            [
                (
                    *(one.place, one.number, one.name, f"{quantity(one.quantity)}{one.unit}"),
                    one.risk or ("抽中" if sampled else "全盘"),
                )
                for one in lines
            ],
            ["ink"] * len(lines),
        )
        if self.verb is not None:
            rename(self.verb, f"拟定 {len(lines)} 件" if lines else "拟定")

    def act(self, values: Mapping[str, Any]) -> Outcome:
        return prepare(self.known.desk, Laws(STOCKTAKES, COUNT_LINES), self.stocktake_id, self._scheme(values))


def _said(seen: Preview) -> str:
    """应盘 19 件：高风险 9 件全盘（现金 3、存储介质 6），其余 91 件抽 10 件."""
    if not seen.rule:
        more = f"；另有 {seen.elsewhere} 件由别的保管人保管，不在本次" if seen.elsewhere else ""
        return f"应盘 {len(seen.lines)} 件，全部清点{more}"
    kinds = "、".join(f"{kind} {count}" for kind, count in seen.by_risk.items())
    risky = f"高风险 {seen.risky} 件全盘（{kinds}），" if seen.risky else ""
    return f"应盘 {len(seen.lines)} 件：{risky}其余 {seen.pool} 件抽 {seen.lot} 件"


def ask_preparing(parent: QWidget | None, known: Known, recent: Recent, stocktake_id: int) -> Outcome | None:
    """拟盘点 (Alt+B): what was done, or None when the officer stepped back."""
    return asked(parent, "拟盘点", lambda: PrepareDialog(parent, known, recent, stocktake_id))
