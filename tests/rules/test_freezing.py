"""How long freezes last and may be renewed: by the shipped rules, each against the sentence of its source."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.deadlines import DeadlineRule, parse_rules
from desktop_app.rules.freezing import (
    Fault,
    Renewal,
    first_limit,
    hindered,
    named_by,
    renewal_limit,
    term_of,
    warned,
    warnings,
)
from desktop_app.rules.workdays import Calendar
from desktop_app.system.paths import RESOURCES

PROFILES = ("2015", "current")
RULES = {
    name: {rule.code: rule for rule in parse_rules((RESOURCES / f"deadlines/{name}.toml").read_text("utf-8"))}
    for name in PROFILES
}
NONE = Calendar.of([])
FROM, ENDS = date(2014, 12, 8), date(2015, 6, 8)


def rule_of(code: str, profile: str = "2015") -> DeadlineRule | None:
    return RULES[profile].get(code)


def asked(new_on: date, on: date = date(2015, 6, 1), reason: str = "", **more: object) -> Fault | None:
    given_ = {"asset": "", "before": (), **more}
    renewal = Renewal(on, new_on, reason)
    return hindered(given_["asset"], FROM, ENDS, given_["before"], renewal, rule_of, NONE)  # type: ignore[arg-type]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("asset", "major", "ends"),
    [
        ("", False, date(2015, 12, 8)),
        ("存款/汇款", True, date(2016, 6, 8)),
        ("债券股票基金", False, date(2017, 6, 8)),
        ("基金份额", True, date(2017, 6, 8)),
        ("不动产", False, date(2016, 6, 8)),
    ],
)
def test_a_renewal_lasts_as_long_as_its_kind_of_property_allows(
    profile: str, asset: str, major: bool, ends: date
) -> None:
    """Deposits six months, a year in a major case; securities two years; real property one more year."""
    limit = renewal_limit(asset, ENDS, lambda code: rule_of(code, profile), NONE, major=major)
    assert limit is not None
    assert limit.on == ends


@pytest.mark.parametrize(
    ("asset", "length"), [("汇款", "6 个月"), ("股票", "2 年"), ("房地产", "2 年"), ("证券交易结算资金", "2 年")]
)
def test_the_first_period_is_told_with_its_length_and_source(asset: str, length: str) -> None:
    limit = first_limit(asset, FROM, rule_of, NONE)
    assert limit is not None
    assert (limit.length, bool(limit.rule.source)) == (length, True)


def test_a_renewal_within_the_rule_is_good_to_the_last_day() -> None:
    assert asked(date(2015, 12, 8)) is None
    assert asked(date(2015, 9, 1)) is None
    assert asked(date(2015, 12, 8), on=ENDS) is None


def test_a_longer_one_needs_the_reason_of_a_major_case_and_has_its_own_end() -> None:
    fault = asked(date(2015, 12, 9))
    assert fault == Fault(
        "reason",
        "续至 2015-12-09，超过一次最长 6 个月（最迟 2015-12-08；冻结存款期限，工作惯例）。"
        "改短；重大、复杂案件写明原因，最长 1 年",
    )
    assert asked(date(2016, 6, 8), reason="涉案金额特别巨大") is None
    fault = asked(date(2016, 6, 9), reason="涉案金额特别巨大")
    assert fault is not None
    assert (fault.field, "最迟 2016-06-08" in fault.said) == ("new_on", True)


def test_what_cannot_be_renewed_is_told_with_what_to_do() -> None:
    late = asked(date(2015, 12, 8), on=date(2015, 6, 9))
    assert late is not None
    assert (late.field, "重新冻结" in late.said) == ("renewed_on", True)
    early = asked(date(2015, 12, 8), on=date(2015, 3, 1), before=(date(2015, 4, 1),))
    assert early is not None
    assert "早于上一次办理 04-01" in early.said
    assert asked(ENDS) == Fault("new_on", "续至 06-08 不晚于原到期日 06-08。填更晚的日期")
    twice = asked(date(2016, 6, 8), asset="不动产", before=(date(2015, 1, 1),))
    assert twice is not None
    assert "只能续 1 次" in twice.said
    longer = asked(date(2017, 12, 8), asset="股票", reason="重大")
    assert longer is not None
    assert longer.said.endswith("改短")


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(1, 900), st.booleans())
def test_no_renewal_passes_that_is_longer_than_its_rule(ends: date, days: int, why: bool) -> None:
    new = ends + timedelta(days=days)
    limit = renewal_limit("存款", ends, rule_of, NONE, major=why)
    fault = hindered("存款", None, ends, (), Renewal(ends, new, "重大" if why else ""), rule_of, NONE)
    assert limit is not None
    assert (fault is None) == (new <= limit.on)


def test_without_a_rule_of_the_office_nothing_limits() -> None:
    assert first_limit("存款", FROM, lambda code: None, NONE) is None
    assert hindered("存款", FROM, ENDS, (), Renewal(ENDS, date(2030, 1, 1)), lambda code: None, NONE) is None
    assert warnings(lambda code: None) == ()


def test_the_nearest_call_to_mind_is_the_one_that_speaks() -> None:
    calls = warnings(rule_of)
    assert [(call.days, call.said, call.tone) for call in calls] == [
        (3, "立即续冻", "red"),
        (7, "催办续冻", "red"),
        (15, "报批续冻", "amber"),
        (30, "准备续冻", "quiet"),
    ]
    told = {left: call.said if (call := warned(left, calls)) else "" for left in (-1, 0, 3, 4, 7, 8, 15, 16, 30, 31)}
    assert list(told.values()) == [
        "", "立即续冻", "立即续冻", "催办续冻", "催办续冻", "报批续冻", "报批续冻", "准备续冻", "准备续冻", "",
    ]  # fmt: skip
    assert warned(None, calls) is None


def test_the_freeze_waited_for_is_known_by_number_or_paper() -> None:
    assert named_by("县公安局 清公冻〔2015〕3号", "DJ-001", "清公冻〔2015〕3号")
    assert named_by("DJ-001", "DJ-001", "")
    assert not named_by("县公安局", "DJ-001", "")


def test_kinds_of_property_by_the_words_ledgers_write() -> None:
    assert term_of("存款") == term_of("") == term_of("银行账户")
    assert term_of("股权") == term_of("债券")
    assert term_of("房产").times == 1
