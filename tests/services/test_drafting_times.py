"""When a draft stands and what it is compared with: the period before, or the bulletin before if that is nearer."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.bulletins import Bulletin
from desktop_app.rules.vocabulary import BulletinKind, BulletinState
from desktop_app.services.desk import Desk
from desktop_app.services.drafting_times import Times, setting, suggested, times
from desktop_app.system.errors import Refusal

KIND = BulletinKind.PROGRESS


def stands(desk: Desk, period: str, as_of: date | None = None) -> Times:
    with desk.facts() as facts:
        return times(facts, KIND, period, as_of)


def words(desk: Desk, period: str, as_of: date | None = None) -> dict[str, Any]:
    with desk.facts() as facts:
        return dict(setting(facts, times(facts, KIND, period, as_of)).words)


@pytest.mark.parametrize(
    ("period", "as_of", "since", "since_period"),
    [
        ("2015-04", date(2015, 4, 30), date(2015, 3, 31), "2015-03"),
        ("2015-05", date(2015, 5, 31), date(2015, 4, 30), "2015-04"),
        ("2015Q2", date(2015, 5, 31), date(2015, 3, 31), "2015Q1"),
        ("2015-03-01至2015-07-31", date(2015, 5, 31), date(2015, 2, 28), "2014-12-25至2015-02-28"),
    ],
)
def test_a_period_is_compared_with_the_one_before(
    desk: Desk, period: str, as_of: date, since: date, since_period: str
) -> None:
    assert stands(desk, period) == Times(as_of, period, since, since_period)


@pytest.mark.parametrize("period", ["2014-12", "2014Q4", "2014", "2014-12-25至2015-02-28"])
def test_the_period_the_campaign_began_in_is_the_first(desk: Desk, period: str) -> None:
    found = stands(desk, period)
    assert (found.since, found.first) == (None, True)


@pytest.mark.parametrize(
    ("kind", "period", "day"),
    [
        (BulletinKind.REVIEWS, "2015-04", date(2015, 5, 31)),
        (BulletinKind.BEST_WORST, "2015Q1", date(2015, 5, 31)),
        (BulletinKind.PROGRESS, "2015-04", date(2015, 4, 30)),
    ],
)
def test_what_is_settled_after_its_period_stands_today(desk: Desk, kind: BulletinKind, period: str, day: date) -> None:
    with desk.facts() as facts:
        assert times(facts, kind, period).as_of == day
        assert times(facts, kind, period, date(2015, 5, 4)).as_of == date(2015, 5, 4)


def test_a_day_compares_with_nothing_and_is_not_the_first(desk: Desk) -> None:
    assert stands(desk, "2015-04-13至2015-04-13") == Times(date(2015, 4, 13), "2015-04-13至2015-04-13")


def test_without_a_period_it_stands_today(desk: Desk) -> None:
    assert stands(desk, "") == Times(date(2015, 5, 31))


def issued(desk: Desk, day: date) -> None:
    told = {
        "kind": KIND,
        "title": "上期",
        "as_of": day,
        "state": BulletinState.ISSUED,
        "sent_on": day,
        "snapshot": "甲",
    }
    with desk.store.unit("录入旧台账") as unit:
        unit.session.add(Bulletin(number="TB-001", search_text="", **told))


def test_the_last_bulletin_of_the_kind_is_nearer(desk: Desk) -> None:
    issued(desk, date(2015, 5, 15))
    found = stands(desk, "2015-05")
    assert (found.since, found.since_period, found.last_issued) == (date(2015, 5, 15), "2015-04", True)
    assert words(desk, "2015-05")["since"] == "上期通报（截至5月15日）"


def test_one_from_before_the_period_before_is_not(desk: Desk) -> None:
    issued(desk, date(2015, 4, 15))
    assert stands(desk, "2015-05").since == date(2015, 4, 30)
    assert words(desk, "2015-05")["since"] == "上月底"


def test_periods_and_phases_in_words(desk: Desk) -> None:
    month = words(desk, "2015-05")
    assert (month["period"], month["month"], month["span"], month["last"]) == ("2015年5月", "5月", "本月", "上月")
    assert words(desk, "2015Q1")["since"] == "上季度末"
    assert words(desk, "2014-12-25至2015-02-28")["month"] == "动员部署阶段"


def test_a_day_after_the_period_calls_it_by_name(desk: Desk) -> None:
    late = words(desk, "2015-04", date(2015, 5, 20))
    assert (late["span"], late["last"], late["since"]) == ("4月", "3月", "3月31日")


def test_a_period_before_the_campaign_is_refused_with_its_first_day(desk: Desk) -> None:
    with pytest.raises(Refusal, match=r"2014年11月在专项整治开始（2014年12月25日）之前"):
        stands(desk, "2014-11")


def test_periods_to_choose_from_have_begun_within_the_campaign(desk: Desk) -> None:
    with desk.facts() as facts:
        months = suggested(facts, ("month",))
        phases = suggested(facts, ("phase", "campaign"))
    assert [said for _, said in months] == [f"2015年{month}月" for month in range(5, 0, -1)] + ["2014年12月"]
    assert [said for _, said in phases] == ["对照检查阶段", "动员部署阶段", "专项整治全程"]
