"""Seized items and custody events (涉案财物) as their papers read them: which are asked for, and the words of cells."""

from typing import Any

from desktop_app.models.people import Officer
from desktop_app.models.seizures import CustodyEvent, SeizedItem, Seizure, SeizureHandler, StoragePlace
from desktop_app.registers.words import yuan
from desktop_app.reports.form_rows import BETWEEN
from desktop_app.rules.cases import case_key
from desktop_app.rules.numbers import quantity
from desktop_app.rules.order import natural
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CustodyAct, ItemState
from desktop_app.services.facts import Facts, Row
from desktop_app.services.places import path_of as path_of
from desktop_app.services.places import places_told, upwards
from desktop_app.system.errors import Refusal

ITEM, EVENT, PLACE = SeizedItem.__tablename__, CustodyEvent.__tablename__, StoragePlace.__tablename__
OUTWARD = (CustodyAct.LENT, CustodyAct.SENT, CustodyAct.DISPOSED)
_GONE = (ItemState.DISPOSED, ItemState.PARTED)


def items_named(facts: Facts, record: str) -> list[Row]:
    """Items by number, by case (受案号, number of the taking, its paper) or by place, several parted by 、.

    All that are not gone when none is named; an unknown name is refused.
    """
    if not record.strip():
        return _sorted([row for row in facts.live(ITEM) if row["state"] not in _GONE])
    found: dict[int, Row] = {}
    for word in filter(None, BETWEEN.split(record.strip())):
        rows = _named(facts, word)
        if not rows:
            raise Refusal(f"没有“{word}”这件物品、案件或库位。写物品编号、受案号或库位名称，几个之间用、隔开", "record")
        found |= {row["id"]: row for row in rows}
    return list(found.values())


def _named(facts: Facts, word: str) -> list[Row]:
    number, key = tight(word).upper(), case_key(word)
    if own := [row for row in facts.live(ITEM) if row["number"].upper() == number]:
        return own
    heads = [
        row["id"]
        for row in facts.live(Seizure.__tablename__)
        if number in (row["number"].upper(), tight(row["paper_no"]).upper())
        or (key and case_key(row["case_no"]) == key)
    ]
    if heads:
        return _sorted([row for head in heads for row in facts.having(ITEM, SeizedItem.seizure_id.key, head)])
    places = {row["id"] for row in places_named(facts, word)}
    return _sorted([row for place in places for row in facts.having(ITEM, SeizedItem.place_id.key, place)])


def places_named(facts: Facts, word: str) -> list[Row]:
    """Places of that number, name or path, with all that stand in them."""
    ids = {row["id"] for row in places_told(facts, word)}
    return [row for row in facts.live(PLACE) if ids & set(upwards(facts, row["id"]))]


def _sorted(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: natural(str(row["number"])))


def head_of(facts: Facts, item: Row) -> Row:
    """The taking an item came in."""
    return facts.row(Seizure.__tablename__, item.get("seizure_id"))


def handlers_of(facts: Facts, head: Row) -> str:
    """Who carried the taking out, separated by 、."""
    rows = facts.having(SeizureHandler.__tablename__, SeizureHandler.seizure_id.key, head.get("id"))
    return "、".join(who(facts, row["officer_id"]) for row in rows)


def events_of(facts: Facts, item: Row) -> list[Row]:
    """The live events of an item as they were written."""
    return sorted(facts.having(EVENT, CustodyEvent.item_id.key, item["id"]), key=lambda row: int(row["id"]))


def struck_ids(events: list[Row]) -> set[int]:
    """Events a 更正 strikes out."""
    return {row["refers_id"] for row in events if row["act"] == CustodyAct.CORRECTED and row["refers_id"]}


def who(facts: Facts, officer_id: int | None) -> str:
    return facts.short_label(Officer.__tablename__, officer_id)


def hands(facts: Facts, event: Row) -> tuple[str, str]:
    """Who hands over and who takes; the other side stands where the act has it."""
    giver, taker, outside = who(facts, event["giver_id"]), who(facts, event["taker_id"]), str(event["outside"] or "")
    if event["act"] in OUTWARD:
        return giver, "\n".join(filter(None, (outside, taker)))
    return "\n".join(filter(None, (outside, giver))), taker


def borrower(facts: Facts, item: Row, event: Row) -> int | None:
    """Who has what was lent: the taker; the giver where the taker keeps the store.

    Old ledgers name the two in any order.
    """
    taker, keeper = event.get("taker_id"), item.get("keeper_id")
    keeping = facts.department_of(keeper).get("id") if keeper is not None else None
    hands = (who for who in (taker, event.get("giver_id")) if who is not None)
    return next((who for who in hands if not _keeps(facts, who, keeper, keeping)), taker)


def _keeps(facts: Facts, who: int, keeper: int | None, keeping: int | None) -> bool:
    place = facts.department_of(who)
    return who == keeper or (keeping is not None and place.get("id") == keeping) or "案件管理" in str(place.get("name"))


def act_of(event: Row) -> str:
    """调用; 处置 with its way."""
    way = f"（{event['way']}）" if event["way"] else ""
    return f"{event['act'] or ''}{way}"


def much(item: Row, thousandths: int | None) -> str:
    """2只; empty when not told."""
    return "" if thousandths is None else f"{quantity(thousandths)}{item['unit'] or ''}"


def worth(item: Row, fen: int | None) -> str:
    """金额 with its currency where it is not the yuan."""
    return "" if fen is None else f"{yuan(fen)}{item['currency'] or '元'}"


def place_words(facts: Facts, item: Row) -> str:
    """Where an item is: its place in the store, else what the ledger says."""
    return path_of(facts, item["place_id"]) or str(item["written_place"] or "")


def whole_name(item: Row) -> str:
    """Name and features (名称、特征)."""
    return "，".join(filter(None, (str(item["name"]), str(item["features"] or ""))))


def day(on: Any) -> str:
    """2015-04-13, empty for none."""
    return on.isoformat() if on else ""
