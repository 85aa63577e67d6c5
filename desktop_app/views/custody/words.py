"""What the face of a seized item says (财物面), worked out of its record and events: its road, chain, checklist."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.figures.rulebook import list_copies
from desktop_app.models.people import Officer
from desktop_app.models.seizures import CustodyEvent, ItemProcedure, Seizure, SeizureHandler, StoragePlace
from desktop_app.registers.seizure_looks import TO_SETTLE, UNSEEN, told
from desktop_app.reports.custody_rows import act_of, hands, struck_ids
from desktop_app.rules.conditions import is_well
from desktop_app.rules.property_checks import Checklist
from desktop_app.rules.vocabulary import CustodyAct, Disposal, ItemState, ProcedureState
from desktop_app.services.custody_issues import issues_of_events
from desktop_app.services.draft import Values
from desktop_app.services.facts import Facts, Row
from desktop_app.views.register.cells import short_day

EVENT, HEAD, POINTS = CustodyEvent.__tablename__, Seizure.__tablename__, ItemProcedure.__tablename__
LIST, SIGNED, WITNESS, PHOTO, SEAL = "清单", "签名", "见证人", "照片", "密封"
CHECKED = (SIGNED, PHOTO, SEAL)
"""Points only the item itself can tell of (高检规则 2012 art. 235-239)."""
APPROVED, TWO_OFFICERS, HOLDER = "审批", "两人办案", "持有人"
_TWO = 2
_APPROVED_ACTS = {CustodyAct.LENT, CustodyAct.SENT, CustodyAct.DISPOSED}
_HANDED_ACTS = {CustodyAct.STORED, CustodyAct.LENT, CustodyAct.SENT, CustodyAct.RETURNED, CustodyAct.DISPOSED}
_GONE = {
    Disposal.WITH_CASE: "随案移送",
    Disposal.VICTIM: "返还",
    Disposal.HOLDER: "退还",
    Disposal.TREASURY: "上缴",
    Disposal.CONFISCATED: "没收",
    Disposal.SOLD: "变卖",
    Disposal.DESTROYED: "销毁",
    Disposal.AUTHORITY: "移交",
    Disposal.RELEASED: "解除",
}


@dataclass(frozen=True, slots=True)
class Road:
    """The steps of an item and which of them it stands on; ``next_act`` is the word of the next likely act."""

    steps: tuple[str, ...]
    at: int
    next_act: str


def road(item: Row, head: Row, events: Sequence[Row]) -> Road:
    """扣押 › 移送 › 入库 › 出库 › 处理, by where the item stands: never typed."""
    state = item.get("state") or ItemState.HELD
    first, last = str(head.get("measure") or "接收"), _gone(state, events)
    if state is ItemState.DEPOSITED or (state is ItemState.HELD and _is_money(item)):
        return Road((first, "存入专户", last), 0 if state is ItemState.HELD else 1, _next(item, state))
    if state is ItemState.KEPT:
        return Road((first, "就地保管", "出库", last), 1, _next(item, state))
    moved = item.get("moved_on") is not None
    places = {ItemState.HELD: int(moved), ItemState.STORED: 2, ItemState.LENT: 3, ItemState.SENT: 3}
    return Road((first, "移送", "入库", "出库", last), places.get(state, 4), _next(item, state))


def _is_money(item: Row) -> bool:
    """Money goes to the special account."""
    return "现金" in str(item.get("category") or "") or "款" in str(item.get("category") or "")


def _gone(state: ItemState, events: Sequence[Row]) -> str:
    """The last step: how it left, once it has."""
    if state is ItemState.PARTED:
        return "拆并"
    ways = [row["way"] for row in live(events) if row["act"] is CustodyAct.DISPOSED and row["way"] is not None]
    return _GONE.get(ways[-1], "处理") if ways and state is ItemState.DISPOSED else "处理"


def _next(item: Row, state: ItemState) -> str:
    if state in (ItemState.LENT, ItemState.SENT):
        return "归还"
    if state in (ItemState.DISPOSED, ItemState.PARTED):
        return "更正"
    if item.get("due_for") in TO_SETTLE or state is ItemState.DEPOSITED:
        return "处置"
    if state is not ItemState.HELD:
        return "出库"
    return "就地保管" if item.get("kept_reason") else "存专户" if _is_money(item) else "入库"


def live(events: Sequence[Row]) -> list[Row]:
    """Events that count: neither struck out nor the correction itself."""
    struck = struck_ids(list(events))
    return [row for row in events if row["id"] not in struck and row["act"] is not CustodyAct.CORRECTED]


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the chain (保管链). ``opens`` is the kind and id behind it; ``lack`` what is missing of it.

    ``day`` as lists write it; ``who`` both hands; ``more`` where to and how much; ``paper`` the approval's number.
    ``condition`` is what was noted of the thing itself, ``harm`` whether that is other than well; ``issue`` the number
    of the problem it became.
    """

    act: str
    day: str
    who: str = ""
    more: str = ""
    paper: str = ""
    lack: str = ""
    struck: bool = False
    ahead: bool = False
    late: bool = False
    condition: str = ""
    harm: bool = False
    issue: str = ""
    opens: tuple[str, int] | None = None

    @property
    def said(self) -> str:
        """The line in one sentence, for who hears it."""
        lack = f"缺 {self.lack}" if self.lack else ""
        marks = "已更正" if self.struck else "待办" if self.ahead else ""
        return "，".join(filter(None, (marks, self.act, self.day, self.who, self.more, self.paper, self.state, lack)))

    @property
    def aside(self) -> str:
        """What stands behind the hands: where to, how much, and that all is well."""
        return "　".join(filter(None, (self.more, "" if self.harm else self.condition)))

    @property
    def state(self) -> str:
        """状况：屏幕碎裂（已转问题 2015-公诉-个-012）."""
        if not self.condition:
            return ""
        return f"状况：{self.condition}{f'（已转问题 {self.issue}）' if self.issue else ''}"


def chain(item: Row, head: Row, handlers: Sequence[str], events: Sequence[Row], facts: Facts) -> list[Link]:
    """How it came, every event in the order of the days, and the next thing expected."""
    struck = struck_ids(list(events))
    founded = any(row["act"] in (CustodyAct.RECEIVED, CustodyAct.SPLIT_IN) for row in events)
    ordered = sorted(events, key=lambda row: (row["happened_on"] or date.min, row["id"]))
    links = [_event(item, row, row["id"] in struck, facts) for row in ordered]
    came = [] if founded else [_taken(item, head, handlers, facts.today)]
    moved = [_moved(item, facts.today)] if item.get("moved_on") is not None and not founded else []
    return [*came, *moved, *links, *_ahead(item, facts.today)]


def _taken(item: Row, head: Row, handlers: Sequence[str], today: date) -> Link:
    on = item.get("seized_on") or head.get("seized_on")
    opens = (HEAD, head["id"]) if head else None
    return Link(
        str(head.get("measure") or "接收"),
        short_day(on, today) if on else "",
        "、".join(handlers),
        paper=str(head.get("paper_no") or ""),
        lack=str(item.get("lacking") or ""),
        opens=opens,
    )


def _moved(item: Row, today: date) -> Link:
    return Link("移送", short_day(item["moved_on"], today), "办案部门 → 案管")


def _event(item: Row, row: Row, struck: bool, facts: Facts) -> Link:
    on, condition = row["happened_on"], str(row["condition"] or "").strip()
    return Link(
        _act(row),
        short_day(on, facts.today) if on else "",
        _hands(row, facts),
        "　".join(filter(None, (_where(row, facts), _amount(item, row)))),
        str(row["paper_no"] or row["number"] or ""),
        "" if struck else "、".join(_lacks(row)),
        struck,
        condition=condition,
        harm=not struck and not is_well(condition),
        issue=issues_of_events(facts).get(str(row["number"]), "") if condition else "",
        opens=(EVENT, row["id"]),
    )


def _act(row: Row) -> str:
    way = row["way"]
    return _GONE.get(way, str(way)) if row["act"] is CustodyAct.DISPOSED and way is not None else act_of(row)


def _hands(row: Row, facts: Facts) -> str:
    if row["act"] is CustodyAct.CORRECTED:
        return str(row["reason"] or "")
    giver, taker = (said.replace("\n", "、") for said in hands(facts, row))
    if taker:
        return f"{giver} → {taker}".strip()
    return giver


def _where(row: Row, facts: Facts) -> str:
    return str(facts.row(StoragePlace.__tablename__, row["place_id"]).get("name") or "")


def _amount(item: Row, row: Row) -> str:
    """How much, where it was not all of it."""
    if row["quantity"] is None or row["quantity"] == item.get("quantity"):
        return ""
    return told(row["quantity"], item.get("unit"))


def _lacks(row: Row) -> Iterator[str]:
    if row["act"] in _APPROVED_ACTS and not row["paper_no"]:
        yield "审批文书"
    if row["act"] in _HANDED_ACTS:
        giver, taker = row["giver_id"], row["taker_id"] or row["outside"]
        if not (giver or row["outside"]) or not taker:
            yield "经手人"
    if row["happened_on"] is None:
        yield "日期"


def _ahead(item: Row, today: date) -> Iterator[Link]:
    """What is expected next; nothing of what has gone."""
    if item.get("state") in (ItemState.DISPOSED, ItemState.PARTED):
        return
    due, said = item.get("due_on"), str(item.get("due_for") or "")
    if due is not None:
        yield Link(said or "处理", f"{short_day(due, today)} 前", ahead=True, late=due < today)
    else:
        yield Link("处理", "结案后", ahead=True)


def harm(links: Sequence[Link]) -> str:
    """◆ 2 笔状况待核: conditions other than well that no problem was made of."""
    count = sum(1 for one in links if one.harm and not one.issue)
    return f"◆ {count} 笔状况待核" if count else ""


def balance(item: Row) -> str:
    """Where the parts of an item are, once they are not all in one place: 在管 8 · 在外 1 · 已处理 3."""
    pools = (("在管", item.get("inside")), ("在外", item.get("out")), ("已处理", item.get("gone")))
    parts_ = [f"{word} {told(much, '')}" for word, much in pools if much]
    return " · ".join(parts_) if len(parts_) > 1 else "每次交接双人签字"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the checklist (手续): ``state`` None is 未核对; ``own`` ones are ticked here, others in the case."""

    word: str
    state: ProcedureState | None
    own: bool = True
    note: str = ""

    @property
    def said(self) -> str:
        return f"{self.word} {self.state or UNSEEN}{f'（{self.note}）' if self.note else ''}"


def points(item: Row, head: Row, handlers: Sequence[str], rows: Sequence[Row]) -> list[Point]:
    """The whole checklist of an item: what its case says once for all, then its own points."""
    known = {row["word"]: _state(row) for row in rows}
    if item.get("sealed") is not None:
        known.setdefault(SEAL, item["sealed"])
    approved, officers = head.get("approver_id") or head.get("paper_no"), len(handlers)
    few = ProcedureState.LACKING if officers == 1 else None
    return [
        _or_case(APPROVED, known.pop(APPROVED, None), approved),
        Point(TWO_OFFICERS, ProcedureState.THERE if officers >= _TWO else few, own=False),
        _or_case(HOLDER, known.pop(HOLDER, None), head.get("holder")),
        *_list(item, head, known.pop(LIST, None)),
        _or_case(WITNESS, known.pop(WITNESS, None), head.get("witness")),
        *(Point(word, known.pop(word, None)) for word in CHECKED),
        *(Point(word, state) for word, state in known.items()),
    ]


def _or_case(word: str, state: ProcedureState | None, of_case: object) -> Point:
    """A point as the item's own checklist has it, else as the record of the case shows it."""
    if state is None and of_case:
        return Point(word, ProcedureState.THERE, own=False)
    return Point(word, state)


def _list(item: Row, head: Row, state: ProcedureState | None) -> Iterator[Point]:
    """The list, and its copies where the case made too few."""
    needed = list_copies(item.get("seized_on") or head.get("seized_on"))
    yield Point(LIST, state)
    if short := Checklist({}, None, head.get("measure"), head.get("copies"), needed).short_list:
        yield Point(short, ProcedureState.LACKING, own=False, note=f"只有 {head['copies']} 份")


def _state(row: Row) -> ProcedureState:
    mended = row["state"] is ProcedureState.LACKING and row.get("mended_on") is not None
    return ProcedureState.THERE if mended else row["state"]


def tally(some: Sequence[Point]) -> str:
    """4/5: how many are there of those that are needed."""
    needed = [point for point in some if point.state is not ProcedureState.NOT_NEEDED]
    return f"{sum(point.state is ProcedureState.THERE for point in needed)}/{len(needed)}"


def ticked(rows: Sequence[Mapping[str, object]], word: str, state: ProcedureState, today: date) -> list[Values]:
    """The rows of the checklist with one point in that state; one that was lacking keeps the day it was mended."""
    kept: list[dict[str, Any]] = [dict(row) for row in rows]
    found = next((row for row in kept if row["word"] == word), None)
    if found is None:
        kept.append({"word": word, "state": state})
        return kept
    lacked = found["state"] is ProcedureState.LACKING and state is ProcedureState.THERE
    found |= {"mended_on": today} if lacked else {"state": state, "mended_on": None}
    return kept


def handlers_of(facts: Facts, head: Row) -> list[str]:
    """Who carried the taking out."""
    rows = facts.having(SeizureHandler.__tablename__, SeizureHandler.seizure_id.key, head.get("id"))
    return [facts.short_label(Officer.__tablename__, row["officer_id"]) for row in rows]


def case_told(head: Row) -> str:
    """The case in two lines: its number; its name and from whom the property came."""
    holder = f"持有人 {head['holder']}" if head.get("holder") else ""
    below = "　".join(filter(None, (str(head.get("case_name") or ""), holder)))
    return "\n".join(filter(None, (str(head.get("case_no") or ""), below)))
