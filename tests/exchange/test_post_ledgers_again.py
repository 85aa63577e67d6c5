"""Ledgers of posts and rotations that come a second time: filled in since, of a batch whose title left the year out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.exchange.desk_checks import DESK_ONLY, of_ledgers
from desktop_app.exchange.importing import carry_out, plan_import
from desktop_app.registers.catalogue import BY_KIND, REGISTERS
from desktop_app.services.desk import Desk
from desktop_app.services.records import Mode, load, write
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from tests.kit.county import rows, sheets_of
from tests.kit.post_ledgers import manned_office, take
from tests.kit.review_ledgers import Lines, codes, ledger, told


@pytest.fixture
def desk(tmp_path: Path, clock: TurnedClock) -> Iterator[Desk]:
    made = manned_office(tmp_path / "data", clock)
    yield made
    made.store.close()


def fill_in(desk: Desk, kind: str, **values: Any) -> None:
    """The officer fills in what the ledger left open, in every record of a kind."""
    law = BY_KIND[kind]
    with desk.store.unit("补填") as unit, desk.facts() as facts:
        for row in rows(desk, kind):
            draft = load(unit.session, law.model, row["id"], law.lists)
            draft.values.update(values)
            write(unit, law, draft, facts, Mode.DESK)


def batches(desk: Desk) -> list[tuple[str, str, str]]:
    return [(row["title"], str(row["from_on"]), str(row["to_on"])) for row in rows(desk, "rotation_batch")]


_HEAD = ["姓名", "原部门", "轮岗部门", "起始日期", "截止日期"]
_ZHANG = ["张雪梅", "公诉科", "侦监科", "2015-4-7", "2015-10-9"]
_LI = ["李明", "侦监科", "公诉科", "2015-10-10", "2016-4-9"]
_OPEN: list[tuple[str, Lines, dict[str, date]]] = [
    (
        "post",
        [["AB岗"], ["部门", "岗位", "A岗", "B岗"], ["公诉科", "内勤", "张雪梅", "董长青"]],
        {"since_on": date(2015, 3, 1)},
    ),
    (
        "absence",
        [["2015年离岗登记"], ["姓名", "事由", "起", "止"], ["张雪梅", "病假", "三月初", "3.5"]],
        {"from_on": date(2015, 3, 3)},
    ),
    (
        "rotation",
        [["2015年轮岗"], _HEAD, ["张雪梅", "公诉科", "侦监科", "待定", ""]],
        {"planned_from_on": date(2015, 4, 1)},
    ),
]


@pytest.mark.parametrize(("kind", "lines", "days"), _OPEN, ids=[kind for kind, *_ in _OPEN])
def test_a_day_filled_in_since_makes_no_second_record(
    desk: Desk, tmp_path: Path, kind: str, lines: Lines, days: dict[str, date]
) -> None:
    take(desk, tmp_path, "台账", lines)
    fill_in(desk, kind, **days)
    assert plan_import(desk, [tmp_path / "台账.xlsx"]).writes == 0


def test_another_absence_without_a_day_is_another_one(desk: Desk, tmp_path: Path) -> None:
    head: Lines = [["2015年离岗登记"], ["姓名", "事由", "起"]]
    take(desk, tmp_path, "三月", [*head, ["张雪梅", "病假", "三月初"]])
    fill_in(desk, "absence", from_on=date(2015, 3, 3), to_on=date(2015, 3, 5))
    take(desk, tmp_path, "四月", [*head, ["张雪梅", "病假", "四月初"]])
    assert len(rows(desk, "absence")) == 2


def test_a_batch_runs_as_its_rotations_do_and_that_is_told(desk: Desk, tmp_path: Path) -> None:
    plan = take(desk, tmp_path, "轮岗", [["2015年交叉轮岗安排表（第一批）"], _HEAD, _ZHANG, _LI])
    assert batches(desk) == [("2015年第一批交叉轮岗", "2015-04-07", "2016-04-09")]
    assert all(not row["gaps"] for row in rows(desk, "rotation_batch"))
    assert sheets_of(plan)["轮岗"]["concluded"] == [
        "轮岗批次“2015年第一批交叉轮岗”没写起日、止日，按所属各行填为起日 2015-04-07、止日 2016-04-09。核对"
    ]
    assert codes(plan) == []
    again = plan_import(desk, [tmp_path / "轮岗.xlsx"])
    assert (again.writes, sheets_of(again)["轮岗"]["concluded"]) == (0, [])


def test_batches_of_a_column_run_as_their_rotations_do(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, "轮岗", [["轮岗安排表"], ["批次", *_HEAD], ["第一批", *_ZHANG], ["第二批", *_LI]])
    assert batches(desk) == [("2015年第一批", "2015-04-07", "2015-10-09"), ("2015年第二批", "2015-10-10", "2016-04-09")]


@pytest.mark.parametrize("titles", [("2015年", ""), ("", "2015年")])
def test_a_title_without_a_year_names_the_batch_of_the_year_its_days_are_in(
    desk: Desk, tmp_path: Path, titles: tuple[str, str]
) -> None:
    for number, (year, row) in enumerate(zip(titles, ([*_ZHANG], ["王超", "办公室", *_ZHANG[2:]]), strict=True)):
        take(desk, tmp_path, f"名单{'甲乙'[number]}", [[f"{year}年轻干警交叉轮岗名单（第一批）"], _HEAD, row])
    assert [title for title, *_ in batches(desk)] == ["2015年第一批交叉轮岗"]
    assert len({row["batch_id"] for row in rows(desk, "rotation")}) == 1


def test_an_import_taken_back_takes_its_batch_along_and_may_come_again(desk: Desk, tmp_path: Path) -> None:
    file = ledger(tmp_path, "轮岗", [["2015年交叉轮岗安排表（第一批）"], _HEAD, _ZHANG])
    plan = plan_import(desk, [file])
    undo(desk.store, carry_out(desk, plan).batch)
    assert (batches(desk), rows(desk, "rotation")) == ([], [])
    plan = plan_import(desk, [file])
    carry_out(desk, plan)
    assert (told(plan), batches(desk)) == (
        [("rotations", 1, 1)],
        [("2015年第一批交叉轮岗", "2015-04-07", "2015-10-09")],
    )


def test_an_import_does_not_ask_what_only_the_desk_reads() -> None:
    left_out = {check for law in REGISTERS for check in law.tests if check not in of_ledgers(law).tests}
    assert left_out == set(DESK_ONLY)
