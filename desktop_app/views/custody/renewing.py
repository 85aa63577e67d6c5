"""续冻: a new period behind the old one, the chain of periods in sight, the longest last day offered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.seizures import Freeze, FreezeRenewal
from desktop_app.registers.accounts import FREEZES
from desktop_app.registers.spec import Field
from desktop_app.registers.words import yuan
from desktop_app.rules.deadlines import countdown, days_left
from desktop_app.rules.freezing import Limit
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services import records
from desktop_app.services.draft import Draft
from desktop_app.services.freezes import Renewing, renew, usual_limit
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import PRIMARY, label, restyle, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.stepping import asked
from desktop_app.views.register.verb_dialog import VerbDialog

_ON, _NEW = FreezeRenewal.renewed_on.key, FreezeRenewal.new_on.key
_PAPER, _WHO, _WHY = FreezeRenewal.paper_no.key, FreezeRenewal.approver_id.key, FreezeRenewal.reason.key
_SHOWN = 6
"""How many periods of the chain are told, the latest ones."""


class RenewDialog(VerbDialog):
    """The last day the rule allows is offered; a longer one asks why (重大、复杂案件)."""

    FIELDS = (
        Field(FreezeRenewal.renewed_on, "办理日期", required=True),
        Field(FreezeRenewal.new_on, "续至", required=True),
        Field(FreezeRenewal.paper_no, "续冻文号", required=True),
        Field(FreezeRenewal.approver_id, "批准人", required=True, elsewhere=True),
        Field(FreezeRenewal.reason, "延长原因", hint="只在续得比通常更长时写：重大、复杂案件的情由"),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, freeze_id: int) -> None:
        super().__init__(parent, "续冻", known, recent, 720)
        today = known.desk.today
        with known.facts() as facts:
            freeze = records.load(facts.session, Freeze, freeze_id, FREEZES.lists)
            self.usual, self.major = usual_limit(facts, freeze), usual_limit(facts, freeze, major=True)
        self.freeze_id = freeze_id
        self.last = _renewable(freeze)
        self.effect = label("", "strong")
        self.effect.setWordWrap(True)
        self.body.addWidget(label(headline(freeze), "title"))
        for line in chain_told(freeze):
            self.body.addWidget(label(line, "label"))
        left = days_left(self.last, today)
        now = label(f"现到期 {self.last}　{countdown(left)}", "strong")
        self.body.addWidget(now)
        if left < 0:
            now.setText(f"! 已于 {self.last} 到期（{countdown(left)}）。到期前已办续冻的，填当时的办理日期")
            restyle(now, role="error")
        self.body.addWidget(rule())
        offered = {_ON: today if left >= 0 else None, _NEW: self.usual.on if self.usual is not None else None}
        self.body.addWidget(self.seat_fields(self.FIELDS, offered))
        self.body.addWidget(self.effect)
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "续至已按期限规则填好，可改短")
        self.add_cancel()
        self.verb = self.add_button("续冻", "Ctrl+Enter", self.carry_out, PRIMARY)
        self._tell_effect()
        self.seats[_PAPER if left >= 0 else _ON].editor.take_focus()

    def edited(self, name: str) -> None:
        super().edited(name)
        if name == _NEW:
            self._tell_effect()

    def _tell_effect(self) -> None:
        """By how many days it goes on, and which rule is the limit."""
        try:
            day = self.seats[_NEW].editor.read()
        except Unreadable:
            day = None
        told = [_longer(self.last, day)] if isinstance(day, date) and day > self.last else []
        if self.usual is not None:
            told.append(_limited(self.usual, self.major))
        self.effect.setText("；".join(told))
        self.make_room()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        asked = Renewing(values[_ON], values[_NEW], str(values[_PAPER] or ""), values[_WHO], str(values[_WHY] or ""))
        return renew(self.known.desk, FREEZES, self.freeze_id, asked)


def _renewable(freeze: Draft) -> date:
    """The last day in force. Refuses a freeze that cannot be renewed at all."""
    number, last = freeze.values["number"], freeze[Freeze.to_on]
    if freeze[Freeze.released_on] is not None:
        raise Refusal(f"{number} 已于 {freeze[Freeze.released_on]} 解除，不能续冻")
    if freeze[Freeze.behind]:
        raise Refusal(f"{number} 在轮候，还没有生效。在先冻结解除后按 Alt+W 办生效")
    if last is None:
        raise Refusal(f"{number} 没有到期日。先在表单里补上到期，再续冻")
    return last


def headline(freeze: Draft) -> str:
    """DJ-004 孟石头　县农村信用合作联社　62284*****8410　128,200 元."""
    amount = freeze[Freeze.amount]
    told = (
        f"{freeze.values['number']} {freeze[Freeze.owner]}",
        freeze[Freeze.bank],
        freeze[Freeze.account],
        f"{yuan(amount)} 元" if amount is not None else "",
    )
    return "　".join(filter(None, told))


def chain_told(freeze: Draft) -> Iterator[str]:
    """The periods there were, the latest ones: 原冻结, then every renewal with its paper."""
    rows: Sequence[Mapping[str, Any]] = freeze.rows(FreezeRenewal)
    first = rows[0].get("old_on") if rows else None
    ends = first or freeze[Freeze.to_on] or "待补"
    yield f"冻结 {freeze[Freeze.from_on] or '待补'} 至 {ends}　{freeze[Freeze.paper_no]}"
    told = freeze[Freeze.told_renewals]
    if told and told > len(rows):
        yield f"台账记有续冻 {told} 次，逐次未登记"
    begin = max(0, len(rows) - _SHOWN)
    for at, row in enumerate(rows[begin:], begin + 1):
        day = f"{row['renewed_on']} 办" if row.get("renewed_on") else ""
        yield "　".join(
            filter(None, (f"续冻 {at}　{row.get('old_on') or '待补'} 至 {row['new_on']}", row["paper_no"], day))
        )


def _longer(old: date, new: date) -> str:
    return f"再冻结 {(new - old).days} 天，{old} 至 {new}"


def _limited(usual: Limit, major: Limit | None) -> str:
    said = f"一次最长 {usual.length}（最迟 {usual.on}；{usual.rule.source}）"
    return f"{said}，重大、复杂案件 {major.length}（最迟 {major.on}）" if major and major.on > usual.on else said


def ask_renewal(parent: QWidget | None, known: Known, recent: Recent, freeze_id: int) -> Outcome | None:
    """续冻 (Alt+M) of one freeze: what was done, or None when the officer stepped back."""
    return asked(parent, "续冻", lambda: RenewDialog(parent, known, recent, freeze_id))
