"""Seized property as counting bases: items, custody events, lines of the special account, freezes in force."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from desktop_app.figures.cross import (
    Base,
    Dimension,
    Form,
    Measure,
    Weigh,
    by_department,
    by_month,
    by_quarter,
    by_word,
    in_period,
)
from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import ENTRY, FREEZE, EntryStand, FreezeStand, entries, live
from desktop_app.figures.seizure_standing import EVENT, ITEM, ItemStand, items, standing
from desktop_app.models.seizures import SeizedItem
from desktop_app.rules.custody import Event
from desktop_app.rules.vocabulary import CustodyAct, ItemNature, ItemState, MoneyKind

COMPLETE, LACKING = "齐全", "有缺项"
LAPSED, RUNNING, OPEN_END = "已逾期", "在期限内", "未填期限"


def _told(ask: Question) -> dict[int, tuple[str, str]]:
    found = ask.session.execute(select(SeizedItem.id, SeizedItem.category, SeizedItem.nature))
    return {id_: (category or "", str(nature or "")) for id_, category, nature in found}


def _words(ask: Question, item: ItemStand) -> tuple[str, str]:
    """Category and nature."""
    return ask.once("cross.item_words", _told).get(item.id, ("", ""))


def _items(ask: Question) -> Iterable[ItemStand]:
    return (row for row in standing(ask) if in_period(ask, row.seized_on))


ITEMS = Base[ItemStand](
    id="items",
    label="涉案财物",
    tab="seizures",
    kind=ITEM,
    read=_items,
    behind=lambda row: row.behind,
    dimensions=(
        Dimension("类别", lambda ask, row: _words(ask, row)[0]),
        by_word("状态", lambda row: row.state, ItemState),
        Dimension("性质", lambda ask, row: _words(ask, row)[1], lambda _ask: map(str, ItemNature)),
        by_department("部门", lambda row: row.department),
        by_word("案件", lambda row: row.case),
        by_word("手续", lambda row: LACKING if row.incomplete else COMPLETE, (COMPLETE, LACKING)),
        by_month("扣押月份", lambda row: row.seized_on),
        by_quarter("扣押季度", lambda row: row.seized_on),
    ),
    measures=(
        Measure("件数", "件"),
        Measure("在管金额", "元", Weigh.SUM, lambda _ask, row: row.left, Form.YUAN),
        Measure("手续缺项", "件", of=lambda _ask, row: 1 if row.incomplete else None),
        Measure("逾期移送", "件", of=lambda ask, row: 1 if row.late(ask.as_of) else None),
    ),
    dated="扣押日期",
    figure="seizures.items",
)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of an item that had happened by the day."""

    item: ItemStand
    event: Event


def _events(ask: Question) -> Iterator[Happened]:
    """Events entered as such: the receipt an item is by itself is no entry of its own."""
    told = (Happened(item, event) for item in items(ask) for event in item.past if event.id)
    return (row for row in told if in_period(ask, row.event.on))


EVENTS = Base[Happened](
    id="events",
    label="保管流水",
    tab="seizures",
    kind=EVENT,
    read=_events,
    behind=lambda row: (EVENT, row.event.id),
    dimensions=(
        by_word("动作", lambda row: row.event.act, CustodyAct),
        Dimension("物品类别", lambda ask, row: _words(ask, row.item)[0]),
        by_department("部门", lambda row: row.item.department),
        by_word("案件", lambda row: row.item.case),
        by_month("月份", lambda row: row.event.on),
        by_quarter("季度", lambda row: row.event.on),
    ),
    measures=(
        Measure("笔数", "笔"),
        Measure("金额", "元", Weigh.SUM, lambda _ask, row: row.event.amount, Form.YUAN),
    ),
    dated="办理日期",
)


def _entries(ask: Question) -> Iterable[EntryStand]:
    return (row for row in entries(ask) if in_period(ask, row.on))


MONEY = Base[EntryStand](
    id="money",
    label="专户收支",
    tab="seizures",
    kind=ENTRY,
    read=_entries,
    behind=lambda row: row.behind,
    dimensions=(
        by_word("类型", lambda row: row.kind, MoneyKind),
        by_word("案件", lambda row: row.case),
        by_month("月份", lambda row: row.on),
        by_quarter("季度", lambda row: row.on),
    ),
    measures=(
        Measure("笔数", "笔"),
        Measure("收入", "元", Weigh.SUM, lambda _ask, row: row.income or None, Form.YUAN),
        Measure("支出", "元", Weigh.SUM, lambda _ask, row: row.outgo or None, Form.YUAN),
        Measure("结存", "元", Weigh.SUM, lambda _ask, row: row.sum, Form.YUAN),
    ),
    dated="记账日期",
)


def _freezes(ask: Question) -> Iterable[FreezeStand]:
    return (row for row in live(ask) if in_period(ask, row.from_on))


def _span(row: FreezeStand) -> str:
    return OPEN_END if row.left is None else LAPSED if row.lapsed else RUNNING


FREEZES = Base[FreezeStand](
    id="freezes",
    label="在冻款物",
    tab="seizures",
    kind=FREEZE,
    read=_freezes,
    behind=lambda row: row.behind,
    dimensions=(
        by_word("案件", lambda row: row.case),
        by_word("金融机构", lambda row: row.bank),
        by_word("户主", lambda row: row.owner),
        by_word("期限", _span, (LAPSED, RUNNING, OPEN_END)),
        by_month("到期月份", lambda row: row.to_on),
        by_month("冻结月份", lambda row: row.from_on),
    ),
    measures=(Measure("笔数", "笔"), Measure("金额", "元", Weigh.SUM, lambda _ask, row: row.amount, Form.YUAN)),
    dated="冻结起始日期",
)

BASES = (ITEMS, EVENTS, MONEY, FREEZES)
