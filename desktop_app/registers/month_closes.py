"""月结: every closing of a month of a tab and every re-opening, as they were made; nothing is typed here."""

from collections.abc import Mapping
from typing import Any

from desktop_app.models.whole import MonthClose
from desktop_app.registers.spec import Chip, Draw, Field, Numbering, Register, Section
from desktop_app.rules.month_close import TABS
from desktop_app.rules.problems import Fault, Problem
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import IsEmpty, NotEmpty, Order

_MADE = "结账、反结账在“工具—月结”里办，不在这里登记"


def _made_by_act(draft: Draft, facts: Facts) -> Problem | None:
    """A closing is made by closing: only that knows the head of the history."""
    if draft[MonthClose.head]:
        return None
    return Problem(MonthClose.month.key, Fault.IDENTITY, "not_closed", _MADE)


def _tab(row: Mapping[str, Any], facts: Facts) -> tuple[str, str]:
    return TABS.get(str(row.get("tab") or ""), ""), ""


MONTH_CLOSES = Register(
    model=MonthClose,
    public="month_closes",
    title="月结",
    tab="basics",
    measure="次",
    subject=MonthClose.month,
    numbering=Numbering("month_close"),
    identity=(MonthClose.number,),
    number_width=170,
    sections=(
        Section(
            "结账",
            (
                Field(MonthClose.month, "月份", width=80, draw=Draw.KEY, fixed=True, searched=True),
                Field(MonthClose.closed_on, "结账日期", width=92, fixed=True),
                Field(MonthClose.closer_id, "结账人", width=88, fixed=True, searched=True),
                Field(MonthClose.entries, "历史条数", width=80, fixed=True),
                Field(MonthClose.note, "照结说明", width=200, lines=4, fixed=True, searched=True),
            ),
        ),
        Section(
            "反结账",
            (
                Field(MonthClose.reopened_on, "反结账日期", width=100, fixed=True),
                Field(MonthClose.reopener_id, "反结账人", width=88, fixed=True, searched=True),
                Field(MonthClose.approver_id, "批准人", width=88, fixed=True, searched=True),
                Field(MonthClose.reason, "反结账原因", width=240, stretch=True, lines=2, fixed=True, searched=True),
            ),
        ),
    ),
    order=(Order(MonthClose.id, descending=True),),
    tests=(_made_by_act,),
    by_acts=_MADE,
    held=lambda _ids, _facts: "月结记录不能删除。要改那个月的内容，先反结账",
    chips=(
        Chip("结着的", lambda facts: (IsEmpty(MonthClose.reopened_on),)),
        Chip("已反结账", lambda facts: (NotEmpty(MonthClose.reopened_on),), "amber"),
    ),
    empty="还没有结过账。在“工具—月结”里按台账、月份结账。",
)
