"""补保管流水: the custody event a line of the special account lacks, with what the line tells filled in."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.seizures import CustodyEvent
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.spec import Field
from desktop_app.registers.words import yuan
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.custody_acts import Approval, Hands
from desktop_app.services.money import Proposal, mend
from desktop_app.services.outcome import Outcome
from desktop_app.views.controls import PRIMARY, label, restyle, rule
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog

_ON, _WAY, _BASIS = CustodyEvent.happened_on.key, CustodyEvent.way.key, CustodyEvent.basis.key
_PAPER, _WHO, _OTHER = CustodyEvent.paper_no.key, CustodyEvent.approver_id.key, CustodyEvent.outside.key
_GIVER, _TAKER = CustodyEvent.giver_id.key, CustodyEvent.taker_id.key
_SHOWN = 5

_HANDS = (
    Field(CustodyEvent.giver_id, "交出人", required=True, elsewhere=True),
    Field(CustodyEvent.taker_id, "接收人", required=True, elsewhere=True),
)
_DAY = Field(CustodyEvent.happened_on, "日期", required=True)
_DEPOSIT = (_DAY, *_HANDS, Field(CustodyEvent.paper_no, "存款凭证"))
_DISPOSAL = (
    _DAY,
    Field(CustodyEvent.way, "处置方式", required=True),
    Field(CustodyEvent.basis, "依据", required=True, hint="判决、决定及其文号"),
    Field(CustodyEvent.paper_no, "审批文号", required=True),
    Field(CustodyEvent.approver_id, "批准人", required=True, elsewhere=True),
    Field(CustodyEvent.outside, "领取人", required=True, hint="领取人或接收单位；销毁的写执行单位"),
    *_HANDS,
)


class MendDialog(VerbDialog):
    """Of which items the money is stands above; day, way and paper are those of the line."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, asked: Proposal) -> None:
        deposit = asked.act is CustodyAct.DEPOSITED
        super().__init__(parent, "补记存入专户" if deposit else "补记处置", known, recent, 720)
        self.proposal = asked
        side = "收入" if deposit else "支出"
        self.body.addWidget(label(f"{asked.number} {asked.said}　{side} {yuan(abs(asked.sum))} 元", "title"))
        for line in asked.told[:_SHOWN]:
            self.body.addWidget(label(line, "label"))
        if len(asked.told) > _SHOWN:
            self.body.addWidget(label(f"等 {len(asked.told)} 件", "label"))
        if asked.short or not asked.lots:
            lacking = label(f"! 这一案还缺 {yuan(asked.short)} 元的款没有着落，先核对物品金额和受案号")
            restyle(lacking, role="error")
            self.body.addWidget(lacking)
        self.body.addWidget(rule())
        given = {_ON: asked.on, _WAY: asked.way, _PAPER: asked.paper_no, _WHO: asked.approver}
        self.body.addWidget(self.seat_fields(_DEPOSIT if deposit else _DISPOSAL, given))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.hint("", "物品按金额配好；配错的，先在物品上办，再回来对账")
        self.add_cancel()
        self.verb = self.add_button("补记", "Ctrl+Enter", self.carry_out, PRIMARY)
        self.seats[_GIVER if deposit else _BASIS].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        hands = Hands(values[_ON], values[_GIVER], values[_TAKER], str(values.get(_OTHER) or ""))
        approval = Approval(str(values[_PAPER] or ""), values.get(_WHO))
        way, basis = values.get(_WAY), str(values.get(_BASIS) or "")
        return mend(self.known.desk, EVENTS, self.proposal, way, basis, approval, hands)
