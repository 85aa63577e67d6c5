"""Figures of workbook 07 after the officer's corrections equal what is known of the county's property."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.freezes import live
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import office_with, seizure_answers, with_seizures

DAY = date(2015, 5, 31)
TRUTHS = seizure_answers("清源县")["truths"]["property"]
WORDS = {"list": "清单", "sign": "签名", "witness": "见证人", "photo": "照片", "sealed": "密封"}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The corrected county with its roster and workbook 07; only read."""
    made = office_with(with_seizures("清源县-改正"), tmp_path_factory.mktemp("county"), TurnedClock(DAY))
    yield made
    made.store.close()


def figure(desk: Desk, name: str) -> Answer:
    with desk.store.read() as session:
        return ask(name, Question(session, DAY))


def test_items_stand_where_they_are_known_to_stand(county: Desk) -> None:
    told = figure(county, "seizures.items")
    assert (told.value, told.groups) == (TRUTHS["items"], TRUTHS["items_by_state"])


def test_points_missing_and_late_transfers(county: Desk) -> None:
    wanted = {WORDS[point]: count for point, count in TRUTHS["missing_procedures"].items()}
    assert figure(county, "seizures.missing_procedure").groups == wanted
    assert figure(county, "seizures.late_transfer").value == TRUTHS["overdue_transfer_items"]


def test_every_case_balances_item_by_item(county: Desk) -> None:
    told = figure(county, "seizures.balance")
    assert (len(told.groups), told.value) == (TRUTHS["cases"], TRUTHS["items"])
    for case, row in told.groups.items():
        assert row["接收"] == row["在库"] + row["在外"] + row["已处理"], case


def test_the_account_holds_what_it_is_known_to_hold(county: Desk) -> None:
    assert figure(county, "money.balance").value == TRUTHS["money_balance_fen"]


def test_freezes_of_the_next_days(county: Desk) -> None:
    wanted = [tuple(row) for row in TRUTHS["frozen_expiring_15_days"]]
    with county.store.read() as session:
        soon = [row for row in live(Question(session, DAY)) if row.expiring(15)]
    assert [(str(row.to_on), row.owner) for row in soon] == [(day, owner) for day, _, owner in wanted]
    assert figure(county, "freezes.expiring").groups["15"] == len(wanted)


def test_what_the_stocktake_found_is_open(county: Desk) -> None:
    wanted = {word: count for word, count in TRUTHS["stocktake"].items() if word != "相符"}
    assert figure(county, "stocktakes.open").groups == wanted


@pytest.mark.parametrize(("promise", "count"), [("S12", 161), ("S13", 86), ("S14", 6), ("S15", 1)])
def test_promises_are_broken_by_as_many(county: Desk, promise: str, count: int) -> None:
    """S12 are the 85 items with a point missing and those whose list was made in fewer than four copies."""
    with county.store.read() as session:
        assert judge(BY_ID[promise], Question(session, DAY)).count == count
