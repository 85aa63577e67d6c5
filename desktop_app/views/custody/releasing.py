"""解除: a freeze ends by a notice with its number; 轮候生效: the one that waited behind it begins."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.seizures import Freeze
from desktop_app.registers.accounts import FREEZES
from desktop_app.registers.spec import Field
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import records
from desktop_app.services.facts import Facts
from desktop_app.services.freezes import first_period, in_front, release, take_effect, waiting
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, rule
from desktop_app.views.custody.renewing import chain_told, headline
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog

_OFF, _NOTICE = Freeze.released_on.key, Freeze.release_no.key
_FROM, _TO = Freeze.from_on.key, Freeze.to_on.key


class ReleaseDialog(VerbDialog):
    """The chain of periods in sight, and which freezes wait behind this one."""

    FIELDS = (
        Field(Freeze.released_on, "解除日期", required=True),
        Field(Freeze.release_no, "解除文号", required=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, freeze_id: int) -> None:
        super().__init__(parent, "解除冻结", known, recent, 640)
        with known.facts() as facts:
            freeze = records.load(facts.session, Freeze, freeze_id, FREEZES.lists)
            queue = waiting(facts, freeze_id)
        if freeze[Freeze.released_on] is not None:
            raise Refusal(f"{freeze.values['number']} 已于 {freeze[Freeze.released_on]} 解除")
        self.freeze_id = freeze_id
        self.body.addWidget(label(headline(freeze), "title"))
        for line in chain_told(freeze):
            self.body.addWidget(label(line, "label"))
        for row in queue:
            self.body.addWidget(label(f"轮候：{row['number']} {row['owner']}，解除后按 Alt+W 办生效", "strong"))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS, {_OFF: known.desk.today}))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "到期自动解除的，不用办解除")
        self.add_cancel()
        self.verb = self.add_button("解除", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[_NOTICE].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        return release(self.known.desk, FREEZES, self.freeze_id, values[_OFF], str(values[_NOTICE] or ""))


class EffectDialog(VerbDialog):
    """From the day the freeze before it ended; its last day follows the rule until it is typed otherwise."""

    FIELDS = (
        Field(Freeze.from_on, "生效日期", required=True),
        Field(Freeze.to_on, "到期", required=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, freeze_id: int) -> None:
        super().__init__(parent, "轮候生效", known, recent, 640)
        with known.facts() as facts:
            freeze = records.load(facts.session, Freeze, freeze_id, FREEZES.lists)
            if not freeze[Freeze.behind]:
                raise Refusal(f"{freeze.values['number']} 不在轮候，已经生效")
            first = in_front(facts, {**freeze.values, "id": freeze_id})
            self.asset = freeze[Freeze.asset]
            begin = _offered(first, known.desk.today)
            ends = self._last_day(facts, begin)
        self.freeze_id, self._followed = freeze_id, ends
        self.body.addWidget(label(headline(freeze), "title"))
        self.body.addWidget(label(f"轮候于 {freeze[Freeze.behind]}", "label"))
        self.body.addWidget(label(_told(first), "strong"))
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS, {_FROM: begin, _TO: ends}))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "到期按期限规则从生效日期算，可改短")
        self.add_cancel()
        self.verb = self.add_button("生效", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[_FROM].editor.take_focus()

    def _last_day(self, facts: Facts, begin: date) -> date | None:
        limit = first_period(facts, self.asset, begin)
        return limit.on if limit is not None else None

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == _FROM:
            self._follow()

    def _follow(self) -> None:
        """The last day goes with the first while it is the one that was worked out."""
        try:
            begin, ends = self.seats[_FROM].editor.read(), self.seats[_TO].editor.read()
        except Unreadable:
            return
        if not isinstance(begin, date) or ends != self._followed:
            return
        with self.known.facts() as facts:
            self._followed = self._last_day(facts, begin)
        self.seats[_TO].editor.show_value(self._followed)

    def act(self, values: Mapping[str, Any]) -> Outcome:
        return take_effect(self.known.desk, FREEZES, self.freeze_id, values[_FROM], values[_TO])


def _offered(first: Mapping[str, Any], today: date) -> date:
    """The day the freeze before it ended, where it is one of the office; else today."""
    released, last = first.get("released_on"), first.get("to_on")
    ended: date | None = released or (last + timedelta(days=1) if last is not None else None)
    return min(ended, today) if ended is not None else today


def _told(first: Mapping[str, Any]) -> str:
    if not first:
        return "在先的不是本院登记的冻结，按金融机构或在先机关的通知填生效日期"
    if first["released_on"] is not None:
        return f"在先的 {first['number']} 已于 {first['released_on']} 解除"
    return f"在先的 {first['number']} 到期 {first['to_on'] or '待补'}，没有登记解除"


def ask_release(parent: QWidget | None, known: Known, recent: Recent, freeze_id: int) -> Outcome | None:
    """解除 (Alt+B) of one freeze: what was done, or None when the officer stepped back."""
    return asked(parent, "解除冻结", lambda: ReleaseDialog(parent, known, recent, freeze_id))


def ask_effect(parent: QWidget | None, known: Known, recent: Recent, freeze_id: int) -> Outcome | None:
    """轮候生效 (Alt+W) of one freeze: what was done, or None when the officer stepped back."""
    return asked(parent, "轮候生效", lambda: EffectDialog(parent, known, recent, freeze_id))
