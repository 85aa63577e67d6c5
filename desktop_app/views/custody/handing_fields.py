"""Which fields each act of custody asks for (交接栏目), and the editors that choose among what there is."""

from collections.abc import Callable, Sequence

from desktop_app.models.seizures import CustodyEvent
from desktop_app.registers.spec import Field, Shape
from desktop_app.rules.custody_offers import INDOORS, Deed
from desktop_app.rules.unreadable import Unreadable, quoted
from desktop_app.views.register.editors.choices import Choice
from desktop_app.views.register.editors.completing import CompletingLine
from desktop_app.views.register.editors.simple import LineEditor

QUANTITY, POOL = CustodyEvent.quantity.key, CustodyEvent.pool.key
REFERS, OTHER, PLACE = CustodyEvent.refers_id.key, CustodyEvent.other_item_id.key, CustodyEvent.place_id.key
ON, DUE, CLOCK, NOTE = (
    CustodyEvent.happened_on.key,
    CustodyEvent.due_on.key,
    CustodyEvent.clock.key,
    CustodyEvent.note.key,
)
CHOSEN = frozenset({POOL, REFERS, OTHER, PLACE})
"""Fields chosen from a list of their own."""
PHRASED = frozenset({"condition", "basis", "outside", "reason"})
"""Texts that offer what was written there before."""
PASSED = frozenset({CLOCK, NOTE})
"""Enter passes them by; Tab does not."""
CARRIED = frozenset({"paper_no", "approver_id", "reason", "outside", "giver_id", "taker_id", ON, NOTE})
"""What was typed for one act stays when another is picked."""

_BETWEEN, _OUTWARD, _TOGETHER = ("交出人", "接收人"), ("交出人", "共同经手"), ("经手人", "共同经手")
_SIDES = dict.fromkeys((Deed.SEND, Deed.DISPOSE), _OUTWARD) | dict.fromkeys(INDOORS, _TOGETHER)
"""What the two officers are called: where nothing goes from one to the other, both carry the act out."""
_WHEN = (
    Field(CustodyEvent.happened_on, "日期", required=True),
    Field(CustodyEvent.clock, "时刻", shape_as=Shape.CLOCK, hint="可不填"),
    Field(CustodyEvent.note, "备注"),
)
_PAPER = (
    Field(CustodyEvent.paper_no, "文书号", required=True, hint="审批文书号"),
    Field(CustodyEvent.approver_id, "批准人", required=True),
)
_LOOKED_AT = (
    Field(CustodyEvent.condition, "状况", required=True, hint="清点和查看的结果：完好、瓶盖松动 1 瓶"),
    Field(CustodyEvent.seal_no, "封条号"),
)
_REASON = Field(CustodyEvent.reason, "事由", required=True)
_OWN: dict[Deed, tuple[Field, ...]] = {
    Deed.STORE: (Field(CustodyEvent.place_id, "库位", required=True), *_LOOKED_AT),
    Deed.DEPOSIT: (Field(CustodyEvent.paper_no, "凭证号"),),
    Deed.KEEP: (Field(CustodyEvent.reason, "原因", required=True, words="不入库理由", hint="为什么不入库"),),
    Deed.LEND: (*_PAPER, _REASON, Field(CustodyEvent.due_on, "预定归还", required=True)),
    Deed.GIVE_BACK: (*_LOOKED_AT, Field(CustodyEvent.place_id, "放回库位")),
    Deed.SEND: (
        Field(CustodyEvent.outside, "对方单位", required=True),
        *_PAPER,
        Field(CustodyEvent.reason, "事由"),
        Field(CustodyEvent.due_on, "预定归还"),
    ),
    Deed.MOVE: (Field(CustodyEvent.place_id, "移至库位", required=True), Field(CustodyEvent.reason, "原因")),
    Deed.DISPOSE: (
        Field(CustodyEvent.way, "处置方式", required=True),
        Field(CustodyEvent.basis, "依据", required=True),
        Field(CustodyEvent.outside, "领取方", required=True, hint="接收单位或领取人；销毁的写执行单位"),
        *_PAPER,
    ),
    Deed.SPLIT: (Field(CustodyEvent.reason, "拆分原因", required=True),),
    Deed.MERGE: (
        Field(CustodyEvent.other_item_id, "并入", required=True),
        Field(CustodyEvent.reason, "合并原因", required=True),
    ),
    Deed.CORRECT: (
        Field(CustodyEvent.refers_id, "更正哪笔", required=True, stretch=True),
        Field(CustodyEvent.reason, "更正原因", required=True),
    ),
}


def fields(deed: Deed, *, loan: bool, pool: bool, unit: str | None, amount: bool) -> list[Field]:
    """The fields of an act, what is seldom filled in last.

    ``loan``: which loan must be said. ``pool``: it lies in several. ``unit``: of the quantity, None where all goes.
    ``amount``: its book amount may be parted.
    """
    asked: list[Field] = []
    if loan:
        asked.append(Field(CustodyEvent.refers_id, "归还哪笔", required=True, stretch=True))
    asked += _OWN[deed]
    if pool:
        asked.append(Field(CustodyEvent.pool, "取自", required=True))
    if unit is not None:
        asked.append(Field(CustodyEvent.quantity, "数量", required=True, shape_as=Shape.QUANTITY, unit=unit))
    if amount:
        asked.append(Field(CustodyEvent.amount, "金额", shape_as=Shape.FEN, hint="全部离账的可不填"))
    return [*asked, *_hands(deed), *_WHEN]


def _hands(deed: Deed) -> tuple[Field, Field]:
    giver, taker = _SIDES.get(deed, _BETWEEN)
    return Field(CustodyEvent.giver_id, giver, required=True), Field(CustodyEvent.taker_id, taker, required=True)


class ChoiceEditor(LineEditor):
    """One of a list read anew each time: found by letters, number or characters; Alt+↓ shows all."""

    def __init__(self, field: Field, offered: Callable[[], Sequence[Choice]]) -> None:
        line = CompletingLine(offered, lambda _key: 0, free=False)
        line.arrow = True
        super().__init__(field, None, line)
        self._offered = offered
        self._chosen: Choice | None = None
        line.picked.connect(self._take)
        line.textEdited.connect(self._forget)

    def _take(self, choice: Choice) -> None:
        self._chosen = choice
        self.edited.emit()

    def _forget(self) -> None:
        self._chosen = None

    def read(self) -> object:
        """The key of what was chosen."""
        text = self.line.text().strip()
        if not text:
            return None
        if self._chosen is not None:
            return self._chosen.key
        exact = [choice for choice in self._offered() if text == choice.label or text in choice.also]
        if len(exact) != 1:
            said = f"有 {len(exact)} 个{quoted(text)}" if exact else f"没有{quoted(text)}"
            raise Unreadable("unknown_choice", f"{said}。按 Alt+↓ 从列表里选")
        return exact[0].key

    def show_value(self, value: object) -> None:
        self._chosen = next((choice for choice in self._offered() if choice.key == value), None)
        super().show_value(self._chosen.label if self._chosen is not None else "")

    def tidy(self) -> None:
        self.show_value(self.read())
