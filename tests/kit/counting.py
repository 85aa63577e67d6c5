"""A store with a hundred items on three shelves, and a stocktake of it: keeper, two counters, a supervisor."""

from datetime import date
from typing import Any

from desktop_app.models.seizures import CustodyEvent, SeizedItem, Seizure, Stocktake, StocktakeCounter, StoragePlace
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.seizures import ITEMS
from desktop_app.registers.stocktakes import COUNT_LINES, STOCKTAKES
from desktop_app.rules.vocabulary import CustodyAct, ItemNature, Measure, PlaceKind
from desktop_app.services import records
from desktop_app.services.counting import group
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.stocktakes import Laws, lines_of
from tests.kit.office import officer

LAWS = Laws(STOCKTAKES, COUNT_LINES)
PROBLEMS, THINGS = ISSUES, ITEMS
CASE = "清检反贪受〔2015〕2号"
STORED_ON, COUNTED_ON = date(2015, 4, 20), date(2015, 5, 29)
SEED = "3526142561"
KINDS = (
    *(("现金", "人民币", "元"), ("金银珠宝", "金项链", "条"), ("存储介质", "移动硬盘", "块")),
    *(("手机", "苹果手机", "部"), ("账册文件", "记账本", "本"), ("烟酒", "白酒", "瓶")),
)
SHELVES = ("A1-01", "A1-02", "B1-01")


def counting_room(desk: Desk, count: int = 100) -> dict[str, Any]:
    """The store, ``count`` items of a case in it by turns on three shelves, the first nine high-risk."""
    who = {
        name: officer(desk, name, place)
        for name, place in (
            ("苏婉清", "案件管理办公室"),
            ("周砚", "案件管理办公室"),
            ("何静宜", "公诉科"),
            ("许嘉树", "公诉科"),
            ("高嘉树", "院领导"),
        )
    }
    with desk.store.unit("涉案财物") as unit:

        def add(record: Any) -> int:
            unit.session.add(record)
            unit.session.flush()
            return int(record.id)

        shelves = [
            add(StoragePlace(number=f"KW-{at:03d}", name=name, kind=PlaceKind.SHELF))
            for at, name in enumerate(SHELVES, 1)
        ]
        head = add(Seizure(number="SA-001", case_no=CASE, case_name="周某受贿案", measure=Measure.SEIZED,
                           seized_on=STORED_ON, copies=4))  # fmt: skip
        items = []
        for at in range(count):
            category, name, measure = KINDS[at % 3 if at < 9 else 3 + at % 3]
            much = 1_000 if category != "烟酒" else 6_000
            items.append(add(SeizedItem(number=f"清检物2015-0001-{at + 1:02d}", seizure_id=head, category=category,
                                        name=name, quantity=much, unit=measure, seized_on=STORED_ON,
                                        nature=ItemNature.GAINS, keeper_id=who["苏婉清"])))  # fmt: skip
            add(CustodyEvent(number=f"LS-{at + 1:05d}", item_id=items[-1], act=CustodyAct.STORED, condition="完好",
                             happened_on=STORED_ON, quantity=much, giver_id=who["何静宜"], taker_id=who["苏婉清"],
                             place_id=shelves[at % 3]))  # fmt: skip
    return {"who": who, "items": items, "shelves": shelves, "stocktake": head_of(desk, who)}


def head_of(desk: Desk, who: dict[str, int], **more: Any) -> int:
    """A stocktake by 何静宜 and 许嘉树 under 高嘉树."""
    given = {"title": "5月盘点", "counted_on": COUNTED_ON, "supervisor_id": who["高嘉树"]}
    draft = new_draft(Stocktake, {**given, **more})
    draft.rows(StocktakeCounter).extend({"officer_id": who[name]} for name in ("何静宜", "许嘉树"))
    return records.save(desk, STOCKTAKES, draft).ids[0]


def lines(desk: Desk, stocktake_id: int) -> list[dict[str, Any]]:
    """Its lines, each with its group."""
    with desk.facts() as facts:
        return [{**row, "group": group(row)} for row in lines_of(facts, stocktake_id)]
