"""A freeze is renewed before it runs out, released by a notice, and one that waited behind it takes effect."""

from datetime import date

import pytest

from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import live, queued
from desktop_app.models.seizures import Freeze, FreezeRenewal
from desktop_app.registers.accounts import FREEZES
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.freezes import Renewing, release, renew, take_effect, waiting
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded, officer
from tests.kit.property import CASE, freeze

TODAY, FROM, ENDS = date(2015, 5, 31), date(2014, 12, 8), date(2015, 6, 8)
NEXT = date(2015, 12, 8)


@pytest.fixture
def chief(desk: Desk) -> int:
    return officer(desk, "周敏")


@pytest.fixture
def account(desk: Desk) -> int:
    return freeze(desk, ENDS, from_on=FROM, paper_no="清检冻〔2014〕9号")


def asked(chief: int | None, new_on: date | None = NEXT, on: date | None = TODAY, **more: str) -> Renewing:
    return Renewing(on, new_on, **{"paper_no": "清检续冻〔2015〕1号", **more}, approver=chief)


def test_periods_make_a_chain_and_the_day_before_still_knows_the_old_end(desk: Desk, account: int, chief: int) -> None:
    done = renew(desk, FREEZES, account, asked(chief))
    assert done.said.endswith("孟双喜至 2015-12-08")
    draft = loaded(desk, FREEZES, account)
    (row,) = draft.rows(FreezeRenewal)
    assert draft[Freeze.to_on] == NEXT
    assert (row["old_on"], row["new_on"], row["paper_no"], row["approver_id"]) == (
        ENDS, NEXT, "清检续冻〔2015〕1号", chief,
    )  # fmt: skip
    with desk.store.read() as session:
        assert [one.to_on for one in live(Question(session, date(2015, 5, 30)))] == [ENDS]
        assert [(one.to_on, one.renewals) for one in live(Question(session, TODAY))] == [(NEXT, 1)]
    undo(desk.store)
    assert loaded(desk, FREEZES, account)[Freeze.to_on] == ENDS


def test_a_major_case_keeps_its_reason(desk: Desk, account: int, chief: int) -> None:
    with pytest.raises(Refusal, match="超过一次最长 6 个月") as refused:
        renew(desk, FREEZES, account, asked(chief, date(2016, 6, 8)))
    assert refused.value.field == "reason"
    renew(desk, FREEZES, account, asked(chief, date(2016, 6, 8), reason="涉案数额特别巨大"))
    (row,) = loaded(desk, FREEZES, account).rows(FreezeRenewal)
    assert row["reason"] == "涉案数额特别巨大"


@pytest.mark.parametrize(
    ("change", "said", "field"),
    [
        ({"on": None}, "没填办理日期", "renewed_on"),
        ({"on": date(2015, 6, 1)}, "办理日期晚于今天 05-31", "renewed_on"),
        ({"new_on": None}, "没填续至", "new_on"),
        ({"paper_no": " "}, "没填续冻文号", "paper_no"),
        ({"chief": None}, "没填批准人", "approver_id"),
    ],
)
def test_what_is_missing_is_asked_for(
    desk: Desk, account: int, chief: int, change: dict[str, object], said: str, field: str
) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        renew(desk, FREEZES, account, asked(**{"chief": chief, **change}))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_freeze_that_ran_out_is_not_renewed(desk: Desk, chief: int) -> None:
    over = freeze(desk, date(2015, 5, 12))
    with pytest.raises(Refusal, match="重新冻结"):
        renew(desk, FREEZES, over, asked(chief, date(2015, 11, 12)))
    renew(desk, FREEZES, over, asked(chief, date(2015, 11, 12), date(2015, 5, 11)))


def test_released_by_a_notice_it_is_live_no_more(desk: Desk, account: int, chief: int) -> None:
    with pytest.raises(Refusal, match="没填解除文号"):
        release(desk, FREEZES, account, TODAY, " ")
    with pytest.raises(Refusal, match="解除日期晚于今天"):
        release(desk, FREEZES, account, date(2015, 6, 1), "清检解冻〔2015〕1号")
    release(desk, FREEZES, account, TODAY, "清检解冻〔2015〕1号")
    with desk.store.read() as session:
        assert live(Question(session, TODAY)) == []
        assert len(live(Question(session, date(2015, 5, 30)))) == 1
    with pytest.raises(Refusal, match="已于 2015-05-31 解除"):
        release(desk, FREEZES, account, TODAY, "清检解冻〔2015〕2号")
    with pytest.raises(Refusal, match="已于 2015-05-31 解除"):
        renew(desk, FREEZES, account, asked(chief))


def test_one_that_waits_takes_effect_when_the_one_before_it_ends(desk: Desk, account: int, chief: int) -> None:
    given = {"case_no": CASE, "account": "62284*****0002", "owner": "孟双喜", "behind": "清检冻〔2014〕9号"}
    other = records.save(desk, FREEZES, new_draft(Freeze, given)).ids[0]
    assert str(loaded(desk, FREEZES, other)[Freeze.state]) == "轮候"
    with pytest.raises(Refusal, match="还没有生效"):
        renew(desk, FREEZES, other, asked(chief))
    with pytest.raises(Refusal, match="还没有解除"):
        take_effect(desk, FREEZES, other, TODAY, date(2015, 11, 30))
    done = release(desk, FREEZES, account, date(2015, 5, 29), "清检解冻〔2015〕1号")
    assert "在轮候" in done.said
    with desk.facts() as facts:
        assert [row["id"] for row in waiting(facts, account)] == [other]
    with desk.store.read() as session:
        (row,) = queued(Question(session, TODAY))
        assert row.free_on == date(2015, 5, 29)
        assert queued(Question(session, date(2015, 5, 28)))[0].free_on is None
    for day, last, said in (
        (date(2015, 5, 28), date(2015, 11, 28), "早于在先"),
        (TODAY, date(2016, 1, 1), "最长 6 个月"),
        (None, NEXT, "没填生效日期"),
    ):
        with pytest.raises(Refusal, match=said):
            take_effect(desk, FREEZES, other, day, last)
    take_effect(desk, FREEZES, other, date(2015, 5, 29), date(2015, 11, 29))
    draft = loaded(desk, FREEZES, other)
    assert (str(draft[Freeze.state]), draft[Freeze.behind]) == ("冻结中", "")
    assert draft[Freeze.note] == "轮候于清检冻〔2014〕9号，2015-05-29 起生效"


def test_a_first_period_longer_than_the_rule_is_refused_at_the_keyboard(desk: Desk) -> None:
    freeze(desk, date(2015, 12, 5), "62284*****0003", from_on=FROM)
    with pytest.raises(Refusal, match="超过最长 6 个月"):
        freeze(desk, date(2016, 1, 5), "62284*****0004", from_on=FROM)
