"""Which months can be closed and re-opened, and what a stage of a row says against a change."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.month_close import (
    CloseState,
    Closing,
    Deed,
    Hindered,
    Stage,
    earlier_open,
    hindered,
    may_close,
    may_reopen,
    month_code,
    months_between,
    said,
    state_of,
)
from desktop_app.rules.periods import month_period

TODAY = date(2015, 6, 3)
MONTHS = months_between(date(2015, 3, 1), TODAY)
MARCH, APRIL, MAY, JUNE = MONTHS
SHUT = [Closing(1, "2015-03", date(2015, 4, 2)), Closing(2, "2015-04", date(2015, 5, 4), date(2015, 5, 9))]
THROUGH = date(2015, 5, 31)
STAGE = Stage("on", counted=("kind",), told=("name", "due"), gone=frozenset({"作废"}), state="state")
ROW = {"on": date(2015, 5, 12), "kind": "共性", "name": "", "due": None, "state": "整改中"}


def test_a_month_stands_as_its_last_closing_leaves_it() -> None:
    states = [state_of(month, SHUT, TODAY) for month in MONTHS]
    assert states == [CloseState.CLOSED, CloseState.REOPENED, CloseState.OPEN, CloseState.AHEAD]
    assert state_of(MAY, [], MAY.last) is CloseState.AHEAD, "the last day is not over yet"
    assert [month_code(one) for one in months_between(date(2014, 12, 8), date(2015, 2, 1))] == [
        "2014-12",
        "2015-01",
        "2015-02",
    ]


def test_closing_and_reopening_are_refused_with_what_to_do_instead() -> None:
    assert may_close("issues", MAY, MONTHS, SHUT, TODAY) == ""
    assert earlier_open(MAY, MONTHS, SHUT) == [APRIL]
    assert may_close("issues", MARCH, MONTHS, SHUT, TODAY) == "2015年3月的问题清单已结账，不用再结"
    assert may_close("issues", JUNE, MONTHS, SHUT, TODAY) == "2015年6月还没过完，不能结账。06-30 过后再结"
    before = month_period(2015, 2)
    assert may_close("issues", before, MONTHS, SHUT, TODAY) == "2015年2月在专项整治之前，不用结账"
    assert may_reopen("issues", MARCH, SHUT) == ""
    assert may_reopen("issues", APRIL, SHUT) == "2015年4月的问题清单没有结账，不用反结账"
    later = [*SHUT, Closing(3, "2015-04", TODAY)]
    assert may_reopen("issues", MARCH, later) == "2015年4月的问题清单已结账。从后往前反结账，先反结2015年4月"


def test_what_was_told_stays_what_was_empty_is_filled_unless_it_is_counted() -> None:
    def change(**new: object) -> str | None:
        found = hindered(STAGE, Deed.CHANGE, ROW, {**ROW, **new}, (ROW["on"], ROW["on"]), THROUGH)  # type: ignore[arg-type]
        return found.field if found is not None else None

    assert change(kind="个性") == "kind"
    assert change(name="新填") is None
    assert change(due=date(2015, 6, 1)) is None
    assert change(due=date(2015, 5, 31)) == "due"
    assert change(state="验收中") is None
    assert change(state="作废") == "state"
    told = {**ROW, "name": "旧名"}
    assert hindered(STAGE, Deed.CHANGE, told, ROW, (told["on"], ROW["on"]), THROUGH) == Hindered(  # type: ignore[arg-type]
        date(2015, 5, 12), Deed.CHANGE, "name"
    )


@given(st.dates(date(2015, 1, 1), date(2015, 12, 31)), st.dates(date(2015, 1, 1), date(2015, 12, 31)))
def test_days_move_freely_only_among_open_months(was: date, now: date) -> None:
    found = hindered(Stage("on"), Deed.CHANGE, {"on": was}, {"on": now}, (was, now), THROUGH)
    assert (found is None) == (was == now or min(was, now) > THROUGH)


def test_the_last_day_of_a_stretch_that_ends_with_the_month_is_still_open() -> None:
    last = Stage("until", last=True)
    assert hindered(last, Deed.CHANGE, {}, {}, (None, THROUGH), THROUGH) is None
    assert hindered(last, Deed.CHANGE, {}, {}, (None, date(2015, 5, 30)), THROUGH) is not None


def test_the_sentence_names_the_month_or_how_far_it_is_closed() -> None:
    found = Hindered(date(2015, 5, 12), Deed.ADD)
    mend = "先反结账（写明原因），或另作更正"
    assert said("issues", found, THROUGH, "记录", {"2015-05"}) == (
        f"2015年5月的问题清单已结账，不能再登记 2015-05-12 的记录。{mend}"
    )
    older = Hindered(date(2013, 4, 1), Deed.RETIRE)
    assert said("seizures", older, THROUGH, "W-1", {"2015-05"}) == f"涉案财物已结账到2015年5月，W-1 不能删除。{mend}"
