"""What is shown of seized property: its list with an item's face, its boards, and the windows of its verbs."""

from collections.abc import Callable
from datetime import date

from desktop_app.models.people import Officer
from desktop_app.models.seizures import SeizedItem, Stocktake, StocktakeCounter
from desktop_app.registers.accounts import FREEZES
from desktop_app.registers.seizures import ITEMS
from desktop_app.registers.stocktakes import COUNT_LINES, STOCKTAKES
from desktop_app.rules.vocabulary import CountScope
from desktop_app.services import records, stocktakes
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.views.register.screen import RegisterScreen

DAY = date(2015, 5, 29)

TakeAsked = Callable[[Callable[[], object], str], object]


def furnish_custody(desk: Desk) -> None:
    """A change of custodian: everything in one's care counted into the other's."""
    with desk.facts() as facts:
        keeper = next(row["keeper_id"] for row in facts.live(SeizedItem.__tablename__) if row["keeper_id"] is not None)
        others = [row["id"] for row in facts.live(Officer.__tablename__) if row["id"] != keeper]
    next_keeper, watcher, *counters = others[:4]
    draft = new_draft(Stocktake, {"title": "保管人交接盘点", "counted_on": DAY, "supervisor_id": watcher})
    draft.rows(StocktakeCounter).extend({"officer_id": who} for who in counters)
    (stocktake_id,) = records.save(desk, STOCKTAKES, draft).ids
    scheme = stocktakes.Scheme(CountScope.HANDOVER, keeper, next_keeper)
    stocktakes.prepare(desk, stocktakes.Laws(STOCKTAKES, COUNT_LINES), stocktake_id, scheme)


def show_custody(screen: RegisterScreen, take: Callable[[str], object], take_asked: TakeAsked) -> None:
    """The list, the boards, 交接 of an item, 成批登记, the freezes, and a stocktake being keyed."""
    names = ("涉案物品台账", "库位", "保管链", "涉案财物统计")
    for at, name in enumerate(names):
        screen.show_view(at)
        take(f"{32 + at}-{name}")
    screen.show_kind(ITEMS)
    take_asked(lambda: screen.place.act("custody_event"), "36-交接")
    take_asked(lambda: screen.place.act("burst"), "37-成批登记")
    screen.show_kind(FREEZES)
    take("38-冻结")
    screen.show_kind(STOCKTAKES)
    take_asked(lambda: screen.place.act("count_items"), "39-录入盘点")
