"""What the boards of 涉案财物 say: states in short, places, days past, events as sentences."""

from collections.abc import Mapping
from datetime import date

from desktop_app.figures.custody_boards import Custody, Sum, Thing
from desktop_app.figures.custody_told import Told
from desktop_app.registers.words import yuan
from desktop_app.rules.custody_path import Stretch
from desktop_app.rules.tones import TONES
from desktop_app.rules.vocabulary import ItemState

SHORT: Mapping[ItemState, str] = {
    ItemState.HELD: "办案部门",
    ItemState.STORED: "在库",
    ItemState.DEPOSITED: "专户",
    ItemState.KEPT: "就地",
    ItemState.LENT: "调用",
    ItemState.SENT: "移送",
    ItemState.DISPOSED: "已处理",
}
"""Where an item is, as its bar says it, in the order of the legend."""

PARTLY = "部分"


def month_day(on: date, day: date) -> str:
    """05-18; with the year where it is not that of the day told of."""
    return f"{on:%m-%d}" if on.year == day.year else on.isoformat()


def stretch_word(told: Custody, stretch: Stretch) -> str:
    """在库 B3-08; 调用 许嘉树; 部分移送 县法院."""
    who = told.places.get(stretch.place, "") if stretch.place is not None else told.ways.get(stretch.event, "")
    partly = PARTLY if stretch.partly else ""
    return f"{partly}{SHORT.get(stretch.state, str(stretch.state))} {who}".rstrip()


def days_past(thing: Thing) -> str:
    """What of it is past its day: 超 12 天; 未移送 超 3 天; 迟移 2 天; empty when nothing is."""
    if thing.over:
        return f"超 {thing.over} 天"
    if thing.late and thing.waits:
        return f"未移送 超 {thing.late} 天"
    return f"迟移 {thing.late} 天" if thing.late else ""


def pill(thing: Thing) -> tuple[str, str]:
    """The state of an item, or the red word that comes before it, and its tone."""
    if thing.over or (thing.waits and thing.late):
        return days_past(thing), "red"
    return str(thing.state), TONES[ItemState][thing.state].value


def money(amount: int | None) -> str:
    """1,204.50; empty for none."""
    return "" if amount is None else yuan(amount)


def summed(of: Sum | None) -> str:
    """91 件，160,621 元."""
    if of is None:
        return "0 件"
    return f"{of.count} 件" + (f"，{yuan(of.fen)} 元" if of.money else "")


def stands(thing: Thing) -> str:
    """在库 A1-06; what the state says already is not said again (已存专户 专户)."""
    return str(thing.state) if thing.where in str(thing.state) else f"{thing.state} {thing.where}"


def thing_told(thing: Thing) -> str:
    """An item as a sentence: 清检物2015-0001-04 移动硬盘 1块，在库 A1-06，孟石头滥用职权案."""
    past = f"，{days_past(thing)}" if days_past(thing) else ""
    amount = f"，{money(thing.amount)} 元" if thing.amount is not None and thing.counted else ""
    return f"{thing.number} {thing.name} {thing.much}{amount}，{stands(thing)}{past}，{thing.case_name or thing.case}"


def thing_foot(thing: Thing, day: date) -> str:
    """The same for the strip under the items, behind the name."""
    due = f"应于 {month_day(thing.due, day)} 归还" if thing.due is not None else ""
    said = (stands(thing), due, days_past(thing), thing.case_name or thing.case)
    return "，".join(filter(None, said))


def event_told(one: Told, at: int, of: int) -> str:
    """An event as a sentence: 第 2/5 笔 2015-01-14 入库 2只，徐知行 → 姚思齐，A柜-03-12，入库审批7号."""
    hands = " → ".join(filter(None, (one.giver, one.taker)))
    due = f"应于 {one.due:%m-%d} 归还" if one.due is not None else ""
    on = f"{one.on.isoformat()}{f' {one.clock}' if one.clock else ''}" if one.on is not None else "日期不详"
    head = f"第 {at}/{of} 笔 {on} {one.act} {one.much}".rstrip()
    amount = f"{money(one.amount)} 元" if one.amount is not None else ""
    return "，".join(filter(None, (head, amount, hands, one.place, due, one.paper, one.reason)))
