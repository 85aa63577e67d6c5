"""录入盘点: counts keyed or scanned line by line, what is found beside the books, the state of the stocktake."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.models.seizures import CountLine, SeizedItem, Stocktake
from desktop_app.rules.numbers import quantity as said_quantity
from desktop_app.rules.stocktakes import STOCKTAKE, CountGroup, group_of, judged
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CountResult, CountScope, StocktakeState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.outcome import Outcome
from desktop_app.services.places import path_of, place_told
from desktop_app.services.stocktake_books import ITEMS, Held, held, held_of
from desktop_app.services.stocktakes import LINES, STOCKTAKES, Laws, add_line, is_counted, lines_of, retire_line
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

ONE = 1_000
"""A piece, in thousandths."""
_OPEN = (StocktakeState.PREPARED, StocktakeState.COUNTING)


def group(row: Row) -> CountGroup:
    """The group a line is in."""
    return group_of(row["result"], row["booked"], row["counted"])


def put(desk: Desk, laws: Laws, line_ids: Sequence[int], counted: int | None, place: str = "") -> Outcome:
    """Key what was counted of lines (实盘数, thousandths; None for what the books say), and where it lay.

    The first count of a stocktake begins it (开始盘点).
    """
    if counted is not None and counted < 0:
        raise Refusal("实盘数不能小于 0。请改", "counted")
    with desk.store.unit("录入盘点") as unit:
        facts = Facts(unit.session, desk.today)
        rows = [_line(facts, line_id) for line_id in line_ids]
        _begin(unit, laws, facts, rows)
        for row in rows:
            much = counted if counted is not None else row["booked"] or 0
            _write(unit, laws, facts, row, much, place)
        said = _told(facts, rows)
    return _outcome(line_ids, said, unit)


def _told(facts: Facts, rows: Sequence[Row]) -> str:
    if len(rows) != 1:
        return f"已记 {len(rows)} 件"
    row = facts.row(LINES, rows[0]["id"])
    return f"{row['name']}：{group(row)}"


def clear(desk: Desk, laws: Laws, line_id: int) -> Outcome:
    """Take a count back (改为未盘); a thing found beside the books is taken off the stocktake."""
    with desk.store.unit("清除盘点结果") as unit:
        facts = Facts(unit.session, desk.today)
        row = _line(facts, line_id)
        _begin(unit, laws, facts, [row])
        if not row["booked"]:
            retire_line(desk, unit, facts, row, "登错的多出物品")
        else:
            blank = {"counted": None, "told_difference": None, "result": None, "found_place": ""}
            _change(unit, laws, facts, row, blank)
    return _outcome([line_id], f"{row['name']} 改为未盘", unit)


def agree_rest(desk: Desk, laws: Laws, stocktake_id: int) -> Outcome:
    """All that was not counted agrees with the books (其余相符), as one act."""
    with desk.store.unit("其余相符") as unit:
        rows = mark_rest(unit, laws, Facts(unit.session, desk.today), stocktake_id, None)
        if not rows:
            raise Refusal("都盘过了，没有未盘的")
    return _outcome([row["id"] for row in rows], f"{len(rows)} 件记为相符", unit)


def mark_rest(unit: UnitOfWork, laws: Laws, facts: Facts, stocktake_id: int, counted: int | None) -> list[Row]:
    """Write one count (None: what the books say) for all uncounted lines inside a running act; those lines."""
    rows = [row for row in lines_of(facts, stocktake_id) if not is_counted(row)]
    _begin(unit, laws, facts, rows)
    for row in rows:
        _write(unit, laws, facts, row, (row["booked"] or 0) if counted is None else counted, "")
    return rows


def _found(
    unit: UnitOfWork, laws: Laws, facts: Facts, stocktake_id: int, name: str, counted: int, place: str, more: Values
) -> int:
    given: Values = {
        "stocktake_id": stocktake_id,
        "name": name,
        "found_place": place,
        "booked": 0,
        "counted": counted,
        "told_difference": counted,
        "result": CountResult.UNKNOWN,
        **more,
    }
    return int(records.write(unit, laws.line, new_draft(CountLine, given), facts, records.Mode.DESK)[0].id)


# scanning


class Heard(StrEnum):
    """What a scan came to."""

    SHELF = "库位"
    COUNTED = "已记"
    TWICE = "重复"
    OUTSIDE = "抽样之外"
    UNKNOWN = "无账"


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scan came to: the sentence, the shelf scanned at from now on, the line, the act where one was done."""

    heard: Heard
    said: str
    shelf: str
    line: int | None = None
    outcome: Outcome | None = None


def scan(desk: Desk, laws: Laws, stocktake_id: int, code: str, shelf: str = "") -> Scan:
    """A label read or typed: of a place, of an item, or of neither (无账), at the shelf scanned last.

    Nothing counts twice; a thing at another shelf than the books say is 错位; what is unknown is kept as 无账.
    """
    text = tight(code)
    if not text:
        raise Refusal("没有读到编号。再扫一次，或录编号后回车")
    with desk.facts() as facts:
        place = place_told(facts, text)
        item = _item_told(facts, text)
        if place and item is None:
            where = path_of(facts, place["id"])
            return Scan(Heard.SHELF, f"现在盘 {where}", where)
        line = _line_scanned(facts, stocktake_id, item, text)
        head = facts.row(STOCKTAKES, stocktake_id)
        books = held_of(facts, item, head["scope"]) if item is not None else None
    if line is not None:
        return _again(desk, laws, line, shelf)
    return _beside(desk, laws, head, books, code.strip(), shelf)


def _item_told(facts: Facts, text: str) -> Row | None:
    """The item of that number, or the only one whose number ends so behind a hyphen (0012-03)."""
    wanted = text.upper()
    ending = []
    for row in facts.live(ITEMS):
        number = row["number"].upper()
        if number == wanted:
            return row
        if number.endswith(f"-{wanted}"):
            ending.append(row)
    return ending[0] if len(ending) == 1 else None


def _line_scanned(facts: Facts, stocktake_id: int, item: Row | None, text: str) -> Row | None:
    """The line of that item, or of the unknown label that was scanned before."""
    for row in lines_of(facts, stocktake_id):
        if item is not None and row["item_id"] == item["id"]:
            return row
        if item is None and row["item_id"] is None and tight(row["name"]).upper() == text.upper():
            return row
    return None


def _again(desk: Desk, laws: Laws, line: Row, shelf: str) -> Scan:
    if is_counted(line):
        return Scan(Heard.TWICE, f"{line['name']} 已盘过（{group(line)}），不重复计", shelf, line["id"])
    done = put(desk, laws, [line["id"]], None, shelf)
    return Scan(Heard.COUNTED, done.said, shelf, line["id"], done)


def _beside(desk: Desk, laws: Laws, head: Row, books: Held | None, text: str, shelf: str) -> Scan:
    """What no line names: a known item outside the sample or not in the store, a label nobody knows."""
    stocktake_id = int(head["id"])
    if books is not None and books.quantity and not _strays(books, shelf):
        said = f"{books.number} 不在本次要盘的物品里，位置与账面不矛盾，不计"
        return Scan(Heard.OUTSIDE, said, shelf)
    with desk.store.unit("扫码盘点") as unit:
        facts = Facts(unit.session, desk.today)
        _begin(unit, laws, facts, [{"stocktake_id": stocktake_id}])
        if books is None:
            made = _found(unit, laws, facts, stocktake_id, text, ONE, shelf, {})
            said, heard = f"{text} 账上没有，已记多出", Heard.UNKNOWN
        elif books.quantity:
            made = add_line(unit, laws, facts, stocktake_id, books)
            _write(unit, laws, facts, facts.row(LINES, made), books.quantity, shelf)
            said, heard = f"{books.number} 不在抽样内，账面在 {books.place}，已记错位", Heard.COUNTED
        else:
            state = facts.row(ITEMS, books.item)["state"]
            more: Values = {"item_id": books.item, "unit": books.unit, "written_place": books.place}
            more["note"] = f"账面{state}"
            made = _found(unit, laws, facts, stocktake_id, books.name, ONE, shelf, more)
            said, heard = f"{books.number} 账面{state}，不应在库，已记多出", Heard.UNKNOWN
    return Scan(heard, said, shelf, made, _outcome([made], said, unit))


def _strays(books: Held, shelf: str) -> bool:
    return judged(books.quantity, books.quantity, books.place, shelf) is CountResult.MISPLACED


# what moved since it was prepared


@dataclass(frozen=True, slots=True)
class Drift:
    """A line the books left behind (账面变动): ``row`` is empty for goods come since, ``now`` None for gone ones."""

    row: Row
    now: Held | None
    said: str


def drift(facts: Facts, stocktake_id: int) -> list[Drift]:
    """What moved between preparing and counting, of the lines not counted yet; goods that came since in a full count.

    A line counted already keeps the books' side it was counted against.
    """
    head, lines = facts.row(STOCKTAKES, stocktake_id), lines_of(facts, stocktake_id)
    if head.get("state") not in _OPEN or not any(row["item_id"] for row in lines):
        return []
    found = [one for row in lines if not is_counted(row) and (one := _drifted(facts, head, row)) is not None]
    if head["scope"] is not CountScope.SAMPLE:
        known = {row["item_id"] for row in lines}
        keeper = head["from_keeper_id"] if head["scope"] is CountScope.HANDOVER else None
        came = (one for one in held(facts, head["scope"], keeper) if one.item not in known)
        found += [Drift({}, one, f"{one.number} {one.name} 拟盘后入库，在 {one.place}") for one in came]
    return found


def _drifted(facts: Facts, head: Row, row: Row) -> Drift | None:
    item = facts.row(ITEMS, row["item_id"])
    if not item or item["retired_at"] is not None:
        return Drift(row, None, f"{row['name']} 已从账上删除") if row["item_id"] else None
    now = held_of(facts, item, head["scope"])
    if not now.quantity:
        return Drift(row, None, f"{now.number} {now.name} 拟盘后出库，账面{item['state']}")
    if now.quantity == row["booked"] and now.place == row["written_place"]:
        return None
    was, much = said_quantity(row["booked"] or 0), said_quantity(now.quantity)
    moved = f"账面 {was} 变为 {much}" if was != much else f"从 {row['written_place']} 移到 {now.place}"
    return Drift(row, now, f"{now.number} {now.name} {moved}")


def recompute(desk: Desk, laws: Laws, stocktake_id: int) -> Outcome:
    """Take over what moved since (重算账面): new quantities and places, goods that came, without those gone."""
    with desk.store.unit("重算盘点账面") as unit:
        facts = Facts(unit.session, desk.today)
        found = drift(facts, stocktake_id)
        for one in found:
            if not one.row and one.now is not None:
                add_line(unit, laws, facts, stocktake_id, one.now)
            elif one.now is None:
                retire_line(desk, unit, facts, one.row, "拟盘后出库")
            else:
                _change(unit, laws, facts, one.row, {"booked": one.now.quantity, "written_place": one.now.place})
    return _outcome([stocktake_id], f"账面已重算，变动 {len(found)} 件", unit)


# the state


def _begin(unit: UnitOfWork, laws: Laws, facts: Facts, rows: Iterable[Row]) -> None:
    """Counting is open; a stocktake that was only prepared begins. Raises Refusal."""
    for stocktake_id in {row["stocktake_id"] for row in rows}:
        head = facts.row(STOCKTAKES, stocktake_id)
        if not head or head["retired_at"] is not None:
            raise Refusal("这次盘点已删除。按 F5 重取")
        if head["state"] not in _OPEN:
            raise Refusal(f"{head['number']} {head['state']}，不能再录。要改先“重新盘点”或“重新打开”")
        if head["state"] is StocktakeState.PREPARED:
            draft = records.load(unit.session, Stocktake, stocktake_id, laws.head.lists)
            turn(unit, laws, facts, draft, "开始盘点")


def turn(unit: UnitOfWork, laws: Laws, facts: Facts, draft: Draft, verb: str) -> None:
    """One step of a stocktake inside a running act. Raises Refusal."""
    state = str(draft[Stocktake.state])
    refused = STOCKTAKE.may(verb, state, {**draft.values, **draft.parts, "reason": ""})
    move = STOCKTAKE.move(verb, state)
    if refused or move is None:
        raise Refusal(refused or f"不能{verb}", Stocktake.state.key)
    draft[Stocktake.state] = StocktakeState(move.target)
    records.write(unit, laws.head, draft, facts, records.Mode.DESK)


# lines


def _line(facts: Facts, line_id: int) -> Row:
    row = facts.row(LINES, line_id)
    if not row or row["retired_at"] is not None:
        raise Refusal("选中的明细已删除，列表已过时。按 F5 重取")
    return row


def _write(unit: UnitOfWork, laws: Laws, facts: Facts, row: Row, counted: int, place: str) -> None:
    """What was counted of a line, judged; a result a ledger gave (封条破损) gives way to the count."""
    booked = row["booked"] or 0
    where = place or (str(row["found_place"]) if counted else "")
    told: Values = {
        "counted": counted,
        "told_difference": counted - booked,
        "found_place": where if counted else "",
        "result": judged(row["booked"], counted, str(row["written_place"]), where),
    }
    _change(unit, laws, facts, row, told)


def _change(unit: UnitOfWork, laws: Laws, facts: Facts, row: Row, values: Values) -> None:
    draft = records.load(unit.session, CountLine, row["id"], laws.line.lists)
    draft.values.update(values)
    try:
        records.write(unit, laws.line, draft, facts, records.Mode.DESK)
    except Refusal as refused:
        number = facts.row(SeizedItem.__tablename__, row["item_id"]).get("number") or row["name"]
        raise Refusal(f"{number}：{refused.said}", refused.field) from refused


def _outcome(ids: Sequence[int], said: str, unit: UnitOfWork) -> Outcome:
    return Outcome(LINES, tuple(ids), said, unit.batch_id, touched=frozenset({STOCKTAKES}))
