"""How long a freeze may last and be renewed (冻结期限、续冻), by the kind of property and the rules in force.

The rules are rows of 基础台账 by their codes; no number of days or months stands here. After domain notes §8: deposits,
securities and funds, real property; a longer time for deposits of a major case.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.rules.dates import days_told
from desktop_app.rules.deadlines import DeadlineRule, due_on
from desktop_app.rules.unreadable import tight
from desktop_app.rules.workdays import Calendar

RuleOf = Callable[[str], DeadlineRule | None]
"""The rule in force with a code; None where the office has none."""

WARNINGS = ("freeze_warning_last", "freeze_warning_close", "freeze_warning_near", "freeze_warning_far")
"""Codes of the rules that call an ending freeze to mind (到期提醒), the nearest first."""


@dataclass(frozen=True, slots=True)
class Term:
    """The rules of one kind of property: the first period, a renewal, one of a major case; how often it is renewed."""

    first: str
    renewal: str
    major: str = ""
    times: int | None = None


_DEPOSIT = Term("freeze_deposit", "freeze_deposit", "freeze_deposit_major")
_SECURITIES = Term("freeze_securities", "freeze_securities")
_REALTY = Term("seal_realty", "seal_realty_renewal", times=1)
_SIGNS = (
    (("债券", "股票", "股权", "股份", "基金", "证券", "期货"), _SECURITIES),
    (("不动产", "房产", "房屋", "房地产", "土地"), _REALTY),
)


def term_of(asset: str) -> Term:
    """The rules of a kind of property (财产种类) as written; what is not named is a deposit (存款)."""
    flat = tight(asset)
    return next((term for words, term in _SIGNS if any(word in flat for word in words)), _DEPOSIT)


@dataclass(frozen=True, slots=True)
class Limit:
    """The longest a period may last: its last day and the rule that says so."""

    on: date
    rule: DeadlineRule

    @property
    def length(self) -> str:
        """6 个月, 2 年."""
        unit = str(self.rule.unit)
        return f"{self.rule.n} {'个月' if unit == '月' else unit}"


def first_limit(asset: str, from_on: date, rule_of: RuleOf, calendar: Calendar, *, major: bool = False) -> Limit | None:
    """How long a freeze made on a day may last; None where the office has no rule."""
    term = term_of(asset)
    return _limit(term.major if major and term.major else term.first, from_on, rule_of, calendar)


def renewal_limit(asset: str, old_on: date, rule_of: RuleOf, calendar: Calendar, *, major: bool) -> Limit | None:
    """How long a renewal may last that goes on from an old last day; longer in a major case (重大、复杂案件)."""
    term = term_of(asset)
    return _limit(term.major if major and term.major else term.renewal, old_on, rule_of, calendar)


def _limit(code: str, since: date, rule_of: RuleOf, calendar: Calendar) -> Limit | None:
    rule = rule_of(code)
    return Limit(due_on(rule, since, calendar).on, rule) if rule is not None else None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a renewal cannot be: the field it hangs on and the sentence."""

    field: str
    said: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """A renewal asked for (续冻): when it was carried out, to which day, why it is longer than usual."""

    on: date
    new_on: date
    reason: str = ""


def hindered(
    asset: str,
    from_on: date | None,
    old_on: date,
    before: Sequence[date],
    asked: Renewal,
    rule_of: RuleOf,
    calendar: Calendar,
) -> Fault | None:
    """Why a renewal is refused, None when it may be; ``before`` are the days of the renewals there are.

    A freeze that ran out was released by itself: it is made anew, not renewed.
    """
    old, new = days_told(old_on, asked.new_on)
    if asked.on > old_on:
        day, last = days_told(asked.on, old_on)
        again = "到期自动解除，要另发通知书重新冻结；到期前已办的，填当时的办理日期"
        return Fault("renewed_on", f"办理日期 {day} 已过到期日 {last}。{again}")
    earliest = max([day for day in (from_on, *before) if day is not None], default=None)
    if earliest is not None and asked.on < earliest:
        day, first = days_told(asked.on, earliest)
        return Fault("renewed_on", f"办理日期 {day} 早于上一次办理 {first}。请改后")
    if asked.new_on <= old_on:
        return Fault("new_on", f"续至 {new} 不晚于原到期日 {old}。填更晚的日期")
    times = term_of(asset).times
    if times is not None and len(before) >= times:
        return Fault("new_on", f"{asset}只能续 {times} 次，已续 {len(before)} 次。到期解除，或另发通知书")
    return _too_long(asset, old_on, asked, rule_of, calendar)


def _too_long(asset: str, old_on: date, asked: Renewal, rule_of: RuleOf, calendar: Calendar) -> Fault | None:
    usual = renewal_limit(asset, old_on, rule_of, calendar, major=False)
    longest = renewal_limit(asset, old_on, rule_of, calendar, major=True)
    if usual is None or longest is None or asked.new_on <= usual.on:
        return None
    said = f"续至 {asked.new_on}，超过一次最长 {usual.length}（最迟 {usual.on}；{usual.rule.source}）"
    if longest.on <= usual.on:
        return Fault("new_on", f"{said}。改短")
    if not asked.reason.strip():
        return Fault("reason", f"{said}。改短；重大、复杂案件写明原因，最长 {longest.length}")
    if asked.new_on > longest.on:
        return Fault(
            "new_on", f"续至 {asked.new_on}，超过重大、复杂案件最长 {longest.length}（最迟 {longest.on}）。改短"
        )
    return None


def named_by(waits_for: str, number: str, paper_no: str) -> bool:
    """Whether what a waiting freeze says of the one before it (轮候于) names a freeze by its number or its paper."""
    told = tight(waits_for)
    return any(name and name in told for name in (tight(number), tight(paper_no)))


@dataclass(frozen=True, slots=True)
class Warned:
    """One call to mind (提醒): so many days before the last, in which words and tone."""

    days: int
    said: str
    tone: str


_TONES = ("red", "red", "amber", "quiet")


def warnings(rule_of: RuleOf) -> tuple[Warned, ...]:
    """The calls the office has set, the nearest first; the words are those behind the colon of the rule's title."""
    rules = [(rule, tone) for code, tone in zip(WARNINGS, _TONES, strict=True) if (rule := rule_of(code)) is not None]
    told = [Warned(rule.n, rule.title.replace(":", "：").rpartition("：")[2], tone) for rule, tone in rules]
    return tuple(sorted(told, key=lambda one: one.days))


def warned(left: int | None, calls: Sequence[Warned]) -> Warned | None:
    """The nearest call a freeze with so many days left has come to; None while it is far off or already over."""
    if left is None or left < 0:
        return None
    return next((one for one in calls if left <= one.days), None)
