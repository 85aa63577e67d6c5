"""What old ledgers of seized property tell besides their cells: the stocktake of a sheet, balances, events untold."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.seizures import (
    CountLine,
    CustodyEvent,
    ItemProcedure,
    MoneyEntry,
    SeizedItem,
    Seizure,
    Stocktake,
    StocktakeCounter,
)
from desktop_app.registers.spec import Over, Page, Told, broken
from desktop_app.registers.words import yuan
from desktop_app.rules.cases import case_key
from desktop_app.rules.custody import acts_told
from desktop_app.rules.dates import read_date
from desktop_app.rules.names import split_names
from desktop_app.rules.numbers import quantity
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, plain, quoted, tight
from desktop_app.rules.vocabulary import CountScope, CustodyAct, Disposal, ItemState, StocktakeState, word
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

PROCEDURES = ItemProcedure.__tablename__
_OUTWARD = (CustodyAct.LENT, CustodyAct.SENT, CustodyAct.DISPOSED)
SEAL = "密封"
"""The point of the checklist that is an attribute of the item too."""

_CASE = re.compile(
    r"(?:[一二三四五六七八九十\d]+[、.])?\s*([^\s、]*\[\d{4}\](?:\d+号|\d{11}(?![\d号])))\s*\[?([^\[\]\s]*)"
)
_NUMBERS = re.compile(r"\[\d{4}\]\d+")


def derive_seizure(draft: Draft, facts: Facts) -> None:
    """A taking known from another ledger by its case's number alone, or by number and name together."""
    name = str(draft.values.get(Seizure.case_name.key) or "")
    found = None if draft.values.get(Seizure.case_no.key) else _CASE.match(_brackets(name))
    if found is not None:
        draft.values |= {Seizure.case_no.key: _number(found), Seizure.case_name.key: found[2].strip()}
    tidy_case_no(draft, facts)


def case_readings(text: str, year: int) -> Iterable[str]:
    """The case a cell or a group title names, with what stands behind its number, and the number alone.

    Raises Unreadable several_cases.
    """
    flat = _brackets(text)
    found = _CASE.match(flat)
    if found is not None and len(set(_NUMBERS.findall(flat))) > 1:
        raise Unreadable("several_cases", f"{quoted(text)}写了几个案号，一条只属于一案。分开写，或留下一个")
    number = _number(found) if found is not None else ""
    return dict.fromkeys((f"{number} {found[2]}".strip(), number)) if found is not None else ()


def _number(found: re.Match[str]) -> str:
    """The number of the case, with the 号 some leave away."""
    return found[1] if found[1].endswith("号") else f"{found[1]}号"


def _brackets(text: str) -> str:
    """Case numbers in their one spelling; the blank behind one stays."""
    return " ".join(map(case_key, plain(text).split()))


def tidy_case_no(draft: Draft, facts: Facts) -> None:
    """A case number as cases spell it, whatever brackets were written."""
    name = Seizure.case_no.key
    draft.values[name] = case_key(str(draft.values.get(name) or ""))


def department_of_item(text: str, facts: Facts) -> int | None:
    """The department that handles the case an item was taken for: namesakes in its movements are of it."""
    item = next(facts.having(SeizedItem.__tablename__, "number", tight(text)), {})
    found: int | None = facts.row(Seizure.__tablename__, item.get(SeizedItem.seizure_id.key)).get("department_id")
    return found


def sealed_told(rows: Sequence[Told], facts: Facts) -> None:
    """密封 among the procedures is the item's own mark too."""
    for row in rows:
        points = row.parts.get(PROCEDURES, ())
        states = (point.get(ItemProcedure.state.key) for point in points if point[ItemProcedure.word.key] == SEAL)
        state = next(states, None)
        if state is not None:
            row.values.setdefault(SeizedItem.sealed.key, state)
        _without(row, SeizedItem.quantity, "negative_quantity", "数量要大于零。核对清单", _is_nothing)
        _without(row, SeizedItem.amount, "negative_amount", "金额不能是负数。核对清单", _is_negative)


def _is_nothing(value: int) -> bool:
    return value <= 0


def _is_negative(value: int) -> bool:
    return value < 0


def _without(row: Told, attr: Any, code: str, said: str, wrong: Callable[[int], bool]) -> None:
    """A number that cannot be is left open, with what was written."""
    value = row.values.get(attr.key)
    if value is not None and wrong(value):
        del row.values[attr.key]
        written = yuan(value) if code == "negative_amount" else quantity(value)
        row.problems.append(Problem(attr.key, Fault.UNREADABLE, code, f"{said}。原文：{written}"))


def hands_told(rows: Sequence[Told], facts: Facts) -> None:
    """One who is told to hand to himself: who takes is left open. What leaves the store is handed out by who keeps it,
    in whatever order a ledger names the two (经手人)."""
    giver, taker = CustodyEvent.giver_id.key, CustodyEvent.taker_id.key
    for row in rows:
        from_, to = row.values.get(giver), row.values.get(taker)
        outward = row.values.get(CustodyEvent.act.key) in _OUTWARD
        if outward and from_ is not None and _keeps(facts, to) and not _keeps(facts, from_):
            row.values[giver], row.values[taker] = to, from_
        if row.values.get(giver) is not None and row.values[giver] == row.values.get(taker):
            del row.values[taker]
            said = "交出人和接收人是同一人。交接要两个人，补上另一人"
            row.problems.append(Problem(taker, Fault.UNREADABLE, "one_hand", said))


def _keeps(facts: Facts, officer_id: Any) -> bool:
    return officer_id is not None and "案件管理" in str(facts.department_of(officer_id).get("name") or "")


def running_balance(rows: Sequence[Told], facts: Facts) -> None:
    """Hold each written balance (结存) against the one before it; after a slip either figure may go on.

    The account runs on over all cases or for each by itself, whichever way more of its balances are right.
    """
    accounts: dict[str, list[Told]] = {}
    for row in rows:
        accounts.setdefault(case_key(str(row.values.get(MoneyEntry.case_no.key) or "")), []).append(row)
    one, each = list(_off(rows)), [off for account in accounts.values() for off in _off(account)]
    for row, problem in each if len(each) < len(one) else one:
        row.problems.append(problem)
    for row in rows:
        for attr in (MoneyEntry.income, MoneyEntry.outgo):
            _without(row, attr, "negative_amount", "收支不写负数，红字改记到另一栏。核对", _is_negative)


def _off(rows: Sequence[Told]) -> Iterator[tuple[Told, Any]]:
    """The rows of an account whose balance is not the one before with their own sums."""
    before: set[int] = set()
    for row in rows:
        income, outgo, written = (
            row.values.get(attr.key) for attr in (MoneyEntry.income, MoneyEntry.outgo, MoneyEntry.written_balance)
        )
        due = {balance + (income or 0) - (outgo or 0) for balance in before}
        if written is not None and due and written not in due:
            yield row, _balance_off(written, due)
        before = due if written is None else {written, *due} if due and written not in due else {written}


def _balance_off(written: int, due: Iterable[int]) -> Any:
    told = "或".join(yuan(balance) for balance in sorted(due))
    said = f"结存写的是 {yuan(written)}，上期结存加减本笔是 {told}。核对收支和结存"
    return broken(MoneyEntry.written_balance, "running_balance_wrong", said)


_NO_NUMBER = frozenset({"无编号", "未编号", "无号", "无标签", "账外", "新发现", "无账"})


def no_number(name: str, text: str, year: int | None) -> Mapping[str, Any]:
    """（无编号） where a number would stand: a thing the books do not know."""
    unknown = name == CountLine.item_id.key and tight(text).strip("()[]【】") in _NO_NUMBER
    return {name: None} if unknown else {}


_DAY = re.compile(r"((?:19|20)\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?)")
_COUNTED_BY = re.compile(r"(?:盘点人员?|清点人员?|盘点)[:]([^:]*?)(?=\s*(?:监盘|监督|监点|保管|盘点日期|日期|时间)|$)")
_WATCHED_BY = re.compile(r"(?:监盘人?员?|监督人员?|监点人?)[:]([^:]*?)(?=\s*(?:盘点|清点|保管|日期|时间)|$)")
_SCOPES = (("抽", CountScope.SAMPLE), ("专项", CountScope.SPECIAL), ("交接", CountScope.HANDOVER))


def stocktake_told(page: Page) -> Mapping[str, Any]:
    """The stocktake a sheet is of: its day and name, by titles and foot lines; nothing where no title speaks of one."""
    title = next((flat for text in page.titles if "盘点" in (flat := tight(text)) and ":" not in flat), "")
    days = [day for text in (*page.titles, page.name, page.stem) if (day := _day(text)) is not None]
    if not title or not days:
        return {}
    bare = re.sub(r"[(\[【][^()\[\]【】]*[)\]】]|表|清单|登记", "", _DAY.sub("", title)) or "盘点"
    scope = next((scope for word, scope in _SCOPES if word in title), CountScope.ALL)
    return {
        Stocktake.title.key: f"{days[0].year}年{days[0].month}月{days[0].day}日{bare}",
        Stocktake.counted_on.key: days[0],
        Stocktake.scope.key: scope,
        Stocktake.state.key: StocktakeState.COMPARED,
    }


def _day(text: str) -> date | None:
    found = _DAY.search(tight(text))
    try:
        return read_date(found[1]) if found is not None else None
    except Unreadable:
        return None


def counted_by(page: Page) -> Mapping[str, Sequence[str]]:
    """Who counted and who watched (盘点人、监盘), as titles and foot lines name them."""
    told = {}
    for name, spoken in ((StocktakeCounter.__tablename__, _COUNTED_BY), (Stocktake.supervisor_id.key, _WATCHED_BY)):
        found = next((one for text in page.titles if (one := spoken.search(plain(text)))), None)
        names = split_names(found[1].strip()) if found is not None else []
        if names:
            told[name] = names
    return told


def _called(row: Mapping[str, Any]) -> list[str]:
    return [tight(str(row.get(Stocktake.title.key) or ""))]


COUNT_OVER = Over(
    CountLine.stocktake_id,
    stocktake_told,
    Stocktake.counted_on,
    lambda day: f"（{day}）",
    lambda row: False,
    _called,
    names=counted_by,
)

_DEPOSITED = re.compile(r"专户|存入银行|已存银行")
_KEPT = re.compile(r"代管|代为保管|委托.*保管|就地|原地|停车场|持有人保管|公安.*保管")
_PLACE = re.compile(
    r"[A-Z]{1,2}\d{0,2}(?:-\d{1,3}){1,3}|\d{1,3}(?:-\d{1,3}){1,3}|.*(?:柜|架|格|层|箱|库房?)\d*号?|.*库.*[-/].*\d"
)
_NOT_MOVED = re.compile(r"未移送|未入库|未移交|尚未")


def place_told(text: str) -> str:
    """The shelf a ledger's words name (A1-06); empty where they name none: 专户, 办案部门, 原地封存."""
    flat = tight(text).upper()
    elsewhere = _DEPOSITED.search(flat) or _KEPT.search(flat)
    flat = re.sub(r"[/、>→\\]+", "-", flat)
    return flat if _PLACE.fullmatch(flat) and not elsewhere else ""


def act_told(item: Mapping[str, Any]) -> tuple[CustodyAct, date | None] | None:
    """The first event after the receipt that an item's own line tells, and its day; None where it is still held.

    现状 goes before 存放位置: money meant for the special account may not have been handed over yet.
    """
    state, place = (tight(str(item.get(name) or "")) for name in ("written_state", "written_place"))
    seized, moved, stored = (item.get(name) for name in ("seized_on", "moved_on", "stored_on"))
    latest = max((day for day in (seized, stored) if day is not None), default=None)
    known = word(ItemState, state)
    if _NOT_MOVED.search(state) or known is ItemState.HELD:
        return None
    if known is ItemState.DEPOSITED or _DEPOSITED.search(state) or (_DEPOSITED.search(place) and stored is not None):
        return CustodyAct.DEPOSITED, latest if stored is not None else moved or seized
    if known is ItemState.KEPT or _KEPT.search(state) or (not state and _KEPT.search(place)):
        return CustodyAct.KEPT, seized
    return (CustodyAct.STORED, latest) if stored is not None else None


def left_told(item: Mapping[str, Any]) -> tuple[CustodyAct, Disposal | None] | None:
    """How an item left again, as its own line tells it (已返还、借出); None where it did not. No day is told."""
    state = tight(str(item.get(SeizedItem.written_state.key) or ""))
    found = acts_told(state)
    if word(ItemState, state) is ItemState.LENT:
        return CustodyAct.LENT, None
    return found if found is not None and found[0] in (CustodyAct.DISPOSED, CustodyAct.LENT, CustodyAct.SENT) else None
