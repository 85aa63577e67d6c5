"""Where every item lies and by which way it came there: every item once, and the same numbers as the figures."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.figures.catalogue import ask
from desktop_app.figures.custody_boards import ALL, OUT, STORE, UNPLACED, Custody, below, custody, sums
from desktop_app.figures.custody_told import told
from desktop_app.figures.engine import Question
from desktop_app.figures.seizure_standing import standing
from desktop_app.models.seizures import StoragePlace
from desktop_app.rules.vocabulary import CustodyAct, ItemState, PlaceKind
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import office_with, with_seizures
from tests.kit.custody_boards import TODAY, furnish, place
from tests.kit.office import furnished
from tests.kit.property import event, item, taking


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The county with its roster and workbook 07; only read."""
    made = office_with(with_seizures("清源县"), tmp_path_factory.mktemp("county"), TurnedClock(TODAY))
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, int]]]:
    """The small office; only read."""
    desk, ids = furnished("custody-boards", furnish, tmp_path_factory.mktemp("boards") / "data", TurnedClock(TODAY))
    yield desk, ids
    desk.store.close()


def read(desk: Desk, day: date = TODAY) -> Custody:
    with desk.store.read() as session:
        return custody(Question(session, day))


def counts(found: Custody) -> dict[str, int]:
    """Every branch with what lies in it, by its name."""
    of = sums(found, found.things)
    return {branch.name: of[branch.key].count if branch.key in of else 0 for branch in found.branches}


def test_every_item_of_the_county_stands_in_one_branch_and_the_sums_are_the_figures(county: Desk) -> None:
    found = read(county)
    with county.store.read() as session:
        asked = Question(session, TODAY)
        figure, stands = ask("seizures.items", asked), standing(asked)
    of = sums(found, found.things)
    assert of[ALL].count == figure.value == len({thing.id for thing in found.things})
    leaves = {branch.key for branch in found.branches}
    assert {thing.branch for thing in found.things} <= leaves
    assert Counter(str(thing.state) for thing in found.things) == figure.groups
    assert of[STORE].count == figure.groups[ItemState.STORED]
    assert of[OUT].count == figure.groups[ItemState.LENT]
    tops = [branch.key for branch in found.branches if branch.above == (ALL,)]
    assert sum(of[key].count for key in tops if key in of) == figure.value
    assert sum(of[key].fen for key in tops if key in of) == of[ALL].fen
    assert of[ALL].fen == sum(stand.left or 0 for stand in stands)


def test_items_past_their_days_are_those_of_the_figures(county: Desk) -> None:
    found = read(county)
    with county.store.read() as session:
        asked = Question(session, TODAY)
        late, loans = ask("seizures.late_transfer", asked), ask("seizures.overdue_loans", asked)
    assert {thing.id for thing in found.things if thing.late} == {record for _kind, record in late.behind}
    assert sum(1 for thing in found.things if thing.over) == loans.value


def test_the_tree_has_every_place_in_order_and_what_lies_in_none(office: tuple[Desk, dict[str, int]]) -> None:
    assert counts(read(office[0])) == {
        "全部": 7,
        "在库": 2,
        "赃证物库": 1,
        "A柜": 1,
        "A柜-01": 0,
        "A柜-02": 1,
        "A柜-10": 0,
        "B柜": 0,
        UNPLACED: 1,
        "就地保管": 1,
        "专户": 1,
        "未移送": 1,
        "在外": 1,
        "调用中": 1,
        "移送在外": 0,
        "已处理": 1,
    }


def test_an_item_says_where_it_is_and_what_is_past_its_day(office: tuple[Desk, dict[str, int]]) -> None:
    found = read(office[0])
    things = {thing.name: thing for thing in found.things}
    assert {name: thing.where for name, thing in things.items()} == {
        "手机": "赃证物库-A柜-02",
        "电脑": "清源县公安局",
        "账册": "",
        "现金": "",
        "房产": "",
        "轿车": "公诉科",
        "手镯": "返还被害人",
    }
    assert {name: thing.over for name, thing in things.items() if thing.over} == {"电脑": 11}
    late = {name: (thing.late, thing.waits) for name, thing in things.items() if thing.late}
    assert late == {"账册": (4, False), "轿车": (17, True)}
    assert [(one.state, one.first.day) for one in things["手机"].stretches] == [
        (ItemState.HELD, 11),
        (ItemState.STORED, 13),
        (ItemState.LENT, 18),
        (ItemState.STORED, 25),
    ]
    assert (things["现金"].amount, things["手镯"].amount) == (84_600_00, None)
    assert sums(found, found.things)[ALL].fen == 84_600_00


def test_the_day_before_everything_stood_where_it_was(office: tuple[Desk, dict[str, int]]) -> None:
    then = counts(read(office[0], date(2015, 5, 19)))
    assert (then["调用中"], then["A柜-02"], then["已处理"], then["未移送"]) == (2, 1, 0, 1)


def test_the_events_of_an_item_are_told_with_hands_place_and_paper(office: tuple[Desk, dict[str, int]]) -> None:
    desk, ids = office
    with desk.store.read() as session:
        lines = told(Question(session, TODAY), ids["手机"])
    assert [(one.act, one.on.day if one.on else 0, one.much, one.taker, one.place) for one in lines] == [
        ("接收", 11, "1件", "", ""),
        ("入库", 13, "1件", "姚思齐", "A柜-02"),
        ("调用", 18, "1件", "清源县人民法院", ""),
        ("归还", 25, "1件", "", ""),
    ]
    assert lines[2].due == date(2015, 5, 20)
    assert lines[1].paper == "清检审〔2015〕1号"


def test_what_a_correction_struck_out_is_told_as_struck(desk: Desk) -> None:
    phone = item(desk, taking(desk))
    stored = event(desk, phone, CustodyAct.STORED, date(2015, 5, 13))
    event(desk, phone, CustodyAct.CORRECTED, date(2015, 5, 14), refers_id=stored)
    with desk.store.read() as session:
        lines = told(Question(session, TODAY), phone)
    assert [(one.act, one.struck) for one in lines] == [("接收", False), ("入库", True), ("更正", False)]
    (thing,) = read(desk).things
    assert [event.act for event in thing.events] == [CustodyAct.RECEIVED]


def test_a_place_given_up_stays_on_days_when_something_lay_there(desk: Desk) -> None:
    used, idle = place(desk, "甲柜", PlaceKind.CABINET), place(desk, "乙柜", PlaceKind.CABINET)
    shelf = place(desk, "甲柜-1", PlaceKind.SHELF, used)
    phone = item(desk, taking(desk))
    event(desk, phone, CustodyAct.STORED, date(2015, 5, 13), place_id=shelf)
    event(desk, phone, CustodyAct.MOVED, date(2015, 5, 20), place_id=place(desk, "丙柜", PlaceKind.CABINET))
    with desk.store.unit("停用") as unit:
        for key in (used, idle, shelf):
            found = unit.session.get(StoragePlace, key)
            assert found is not None
            found.retired_at = desk.clock.now()
    then = read(desk, date(2015, 5, 15))
    names = {branch.name: branch for branch in then.branches}
    assert "乙柜（已停用）" not in names
    assert sums(then, then.things)[names["甲柜-1（已停用）"].key].count == 1
    assert names["甲柜-1（已停用）"].key in below(then, STORE)
    assert not any("已停用" in branch.name for branch in read(desk).branches)


def test_nothing_seized_leaves_an_empty_tree(desk: Desk) -> None:
    found = read(desk)
    assert (found.things, sums(found, found.things)) == ((), {})
    assert [branch.name for branch in found.branches][:2] == [ALL, "在库"]
