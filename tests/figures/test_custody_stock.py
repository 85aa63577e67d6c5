"""What lies where, with its part of the amount: quantities and sums are those of the items, whatever was parted."""

from datetime import date

import pytest

from desktop_app.figures.custody_stock import Lying, stock
from desktop_app.figures.engine import Question
from desktop_app.figures.seizure_standing import ItemStand, standing
from desktop_app.figures.seven_clear import seven
from desktop_app.registers.custody import EVENTS
from desktop_app.rules.vocabulary import CustodyAct, Disposal, ItemNature, Pool
from desktop_app.services.custody_acts import Hands, Lot
from desktop_app.services.custody_parting import merge
from desktop_app.services.desk import Desk
from tests.kit.office import officer
from tests.kit.property import event, item, taking

DAY = date(2015, 5, 31)


def lying(desk: Desk) -> tuple[list[Lying], list[ItemStand]]:
    with desk.store.read() as session:
        ask = Question(session, DAY)
        return stock(ask), standing(ask)


def test_a_part_that_is_out_takes_its_share_of_the_sum(desk: Desk) -> None:
    watches = item(desk, taking(desk), name="手表", quantity=3_000, unit="块", amount=100_00)
    event(desk, watches, CustodyAct.STORED, date(2015, 5, 13), quantity=3_000)
    event(desk, watches, CustodyAct.LENT, date(2015, 5, 18), quantity=1_000, due_on=date(2015, 6, 20))
    found, (stand,) = lying(desk)
    assert [(one.pool, one.quantity, one.amount) for one in found] == [
        (Pool.STORED, 2_000, 66_66),
        (Pool.LENT, 1_000, 33_34),
    ]
    assert stand.left == 100_00


def test_what_was_disposed_of_is_no_longer_answered_for(desk: Desk) -> None:
    watches = item(desk, taking(desk), name="手表", quantity=2_000, unit="块", amount=100_00)
    event(desk, watches, CustodyAct.STORED, date(2015, 5, 13), quantity=2_000)
    event(desk, watches, CustodyAct.DISPOSED, date(2015, 5, 20), quantity=1_000, amount=40_00, way=Disposal.VICTIM)
    found, (stand,) = lying(desk)
    assert [(one.quantity, one.amount) for one in found] == [(1_000, 60_00)]
    assert (stand.entered, stand.left) == (100_00, 60_00)
    event(desk, watches, CustodyAct.DISPOSED, date(2015, 5, 21), quantity=1_000, amount=60_00, way=Disposal.VICTIM)
    found, (stand,) = lying(desk)
    assert (found, stand.entered, stand.left) == ([], 100_00, 0)


def test_joined_sums_are_those_of_both(desk: Desk) -> None:
    head = taking(desk)
    one, other = (item(desk, head, name="现金", quantity=fen * 10, unit="元", amount=fen) for fen in (60_00, 40_00))
    hands = Hands(date(2015, 5, 13), officer(desk, "何静宜"), officer(desk, "苏婉清"))
    merge(desk, EVENTS, one, [Lot(other)], "同一笔", hands)
    found, (stand,) = lying(desk)
    assert (stand.entered, stand.left) == (100_00, 100_00)
    assert [(each.quantity, each.amount) for each in found] == [(1_000_00, 100_00)]


def test_seven_things_are_known_of_an_item_or_it_is_named(desk: Desk) -> None:
    bare = item(desk, taking(desk, party="", origin="", paper_no=""), unit="", nature=None)
    head = taking(desk, party="孟双喜", paper_no="清检扣〔2015〕2号")
    clear = item(desk, head, category="手机", unit="部", nature=ItemNature.GAINS)
    with desk.store.read() as session:
        found = {one.word: [key for _, key in one.lacking] for one in seven(Question(session, DAY))}
    wanting = {word for word, lacking in found.items() if lacking == [bare]}
    assert wanting == {"人头清", "来源清", "性质清", "数量清"}
    assert not any(clear in lacking for lacking in found.values())


@pytest.mark.parametrize("placed", [True, False])
def test_what_is_in_store_without_a_place_is_not_clear(desk: Desk, placed: bool) -> None:
    phone = item(desk, taking(desk), unit="部", written_place="A柜" if placed else "")
    event(desk, phone, CustodyAct.STORED, date(2015, 5, 13))
    with desk.store.read() as session:
        found = {one.word: len(one.lacking) for one in seven(Question(session, DAY))}
    assert found["去向清"] == (0 if placed else 1)
