"""How the list of freezes tells a last day, and which chips a freeze stands under."""

from datetime import date

import pytest

from desktop_app.models.seizures import Freeze
from desktop_app.registers import reading
from desktop_app.registers.accounts import FREEZES
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded
from tests.kit.property import CASE, freeze


def told(desk: Desk, freeze_id: int) -> tuple[str, str]:
    """The words and tone of the column 到期."""
    item = FREEZES.by_name[Freeze.to_on.key]
    assert item.told is not None  # type: ignore[union-attr]
    with desk.facts() as facts:
        return item.told(loaded(desk, FREEZES, freeze_id).values, facts)  # type: ignore[union-attr]


def counts(desk: Desk) -> dict[str, int]:
    with desk.facts() as facts:
        return {chip.label: reading.count(facts, FREEZES, tuple(chip.where(facts))) for chip in FREEZES.chips}


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (date(2015, 5, 12), ("05-12 超 19 天 已过期", "red")),
        (date(2015, 5, 31), ("05-31 今天 立即续冻", "red")),
        (date(2015, 6, 7), ("06-07 剩 7 天 催办续冻", "red")),
        (date(2015, 6, 15), ("06-15 剩 15 天 报批续冻", "amber")),
        (date(2015, 6, 30), ("06-30 剩 30 天 准备续冻", "quiet")),
        (date(2015, 7, 1), ("07-01 剩 31 天", "quiet")),
    ],
)
def test_the_last_day_says_what_it_asks_for(desk: Desk, ends: date, words: tuple[str, str]) -> None:
    assert told(desk, freeze(desk, ends)) == words


def test_chips_part_freezes_by_what_they_ask_for(desk: Desk) -> None:
    freeze(desk, date(2015, 5, 12))
    freeze(desk, date(2015, 6, 30), "62284*****0002")
    freeze(desk, date(2015, 7, 1), "62284*****0003")
    done = freeze(desk, date(2015, 6, 8), "62284*****0004", released_on=date(2015, 5, 20))
    given = {"case_no": CASE, "account": "62284*****0009", "owner": "候某", "behind": "县公安局"}
    waits = records.save(desk, FREEZES, new_draft(Freeze, given)).ids[0]
    assert counts(desk) == {"即将到期": 1, "已过期": 1, "冻结中": 3, "轮候": 1, "已解除": 1, "待补": 0}
    assert told(desk, done) == ("06-08", "quiet")
    assert told(desk, waits) == ("", "")


def test_the_last_day_is_that_of_the_last_renewal(desk: Desk) -> None:
    renewed = [(date(2015, 5, 20), date(2015, 6, 8), date(2015, 12, 8))]
    with pytest.raises(Refusal, match="不是最后一次续至 2015-12-08"):
        freeze(desk, date(2015, 6, 8), renewed=renewed)


def waiting(desk: Desk, paper_no: str, behind: str) -> int:
    given = {"case_no": CASE, "account": "62284*****0009", "owner": "候某", "paper_no": paper_no, "behind": behind}
    return records.save(desk, FREEZES, new_draft(Freeze, given)).ids[0]


def test_freezes_do_not_wait_for_each_other_in_a_ring(desk: Desk) -> None:
    with pytest.raises(Refusal, match="轮候于“清检冻〔2015〕2号”是这笔冻结本身。写在先的那一笔"):
        waiting(desk, "清检冻〔2015〕2号", "清检冻〔2015〕2号")
    waiting(desk, "清检冻〔2015〕2号", "清检冻〔2015〕4号")
    waiting(desk, "清检冻〔2015〕3号", "清检冻〔2015〕2号")
    with pytest.raises(Refusal, match="它又在轮候这一笔。核对哪一笔在先"):
        waiting(desk, "清检冻〔2015〕4号", "清检冻〔2015〕3号")


def test_released_ones_stand_below_those_that_run(desk: Desk) -> None:
    ended = freeze(desk, date(2015, 5, 15), released_on=date(2015, 4, 28))
    running = freeze(desk, date(2015, 6, 8), "62284*****8645")
    with desk.facts() as facts:
        assert [*reading.ids(facts, FREEZES, (), FREEZES.order)] == [running, ended]
