"""When a draft stands (文稿的时点): its day and period, what it is compared with, and how these are said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from desktop_app.models.bulletins import Bulletin
from desktop_app.models.plan import Phase
from desktop_app.rules.periods import Period, read_period
from desktop_app.rules.spans import Span, before, reread, short, span_of, spoken, typed
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import BulletinKind, BulletinState
from desktop_app.rules.wording import Setting
from desktop_app.services.facts import Facts, Row
from desktop_app.system.errors import Refusal

SETTLED_LATER = frozenset({BulletinKind.REVIEWS, BulletinKind.BEST_WORST})
"""Papers on a period whose matters are settled after it: grades follow the handler's days, a choice the quarter."""

CAMPAIGN = "campaign"
PHASE = "phase"


@dataclass(frozen=True)
class Times:
    """The day figures stand at, the period as kept, and what it is compared with.

    ``since`` is the day compared with, None in the first period; ``since_period`` the period before, for what happened
    within one; ``last_issued`` tells that ``since`` is the day of the bulletin before. With ``settled_later`` the
    period before is told as it stands on ``as_of`` as well.
    """

    as_of: date
    period: str = ""
    since: date | None = None
    since_period: str = ""
    last_issued: bool = False
    first: bool = False
    settled_later: bool = False


def times(facts: Facts, kind: BulletinKind, period: str, as_of: date | None = None) -> Times:
    """When a draft stands: the end of its period, of what is settled later today. Refuses a period that cannot be
    read or has not begun.
    """
    if not period.strip():
        return Times(as_of or facts.today)
    try:
        kept = reread(period)
    except Unreadable as unread:
        raise Refusal(f"期间{unread.said}", "period") from unread
    asked = read_period(kept)
    start = campaign_start(facts)
    if asked.first > facts.today:
        raise Refusal(f"{asked.label}还没到，没有数据可写。选已经开始的期间", "period")
    if start is not None and asked.last < start:
        raise Refusal(
            f"{asked.label}在专项整治开始（{_day(start)}）之前。选开始以后的期间，或者先改阶段的日期", "period"
        )
    later = kind in SETTLED_LATER
    day = as_of or (facts.today if later else min(asked.last, facts.today))
    former = _before(facts, asked)
    if former is None or (start is not None and start >= asked.first):
        first = former is not None or start is None or start >= asked.first
        return Times(day, kept, first=first, settled_later=later)
    issued = _last_issued(facts, kind, former.last, day)
    return Times(day, kept, issued or former.last, typed(former), issued is not None, settled_later=later)


def _before(facts: Facts, period: Period) -> Period | None:
    """The period before; of a phase, the phase before."""
    if (former := before(period)) is not None:
        return former
    rows = _phases(facts)
    place = next((at for at, row in enumerate(rows) if _is_phase(row, period)), 0)
    former_phase = rows[place - 1] if place else None
    return read_period(f"{former_phase['start_on']}至{former_phase['end_on']}") if former_phase else None


def _phases(facts: Facts) -> list[Row]:
    found = [row for row in facts.live(Phase.__tablename__) if row["start_on"] and row["end_on"]]
    return sorted(found, key=lambda row: row["position"])


def _is_phase(row: Row, period: Period) -> bool:
    return (row["start_on"], row["end_on"]) == (period.first, period.last)


def campaign_start(facts: Facts) -> date | None:
    """When the campaign began: the first day of its first phase."""
    return min((row["start_on"] for row in _phases(facts)), default=None)


def _last_issued(facts: Facts, kind: BulletinKind, after: date, before_day: date) -> date | None:
    """The day of the newest issued bulletin of the kind, if it is nearer than the end of the period before."""
    asked = select(func.max(Bulletin.as_of)).where(
        Bulletin.retired_at.is_(None),
        Bulletin.kind == kind,
        Bulletin.state == BulletinState.ISSUED,
        Bulletin.snapshot != "",
        Bulletin.as_of > after,
        Bulletin.as_of < before_day,
    )
    return facts.session.scalar(asked)


def setting(facts: Facts, at: Times, more: Iterable[tuple[str, str]] = ()) -> Setting:
    """What a draft says besides its numbers."""
    period = read_period(at.period) if at.period else None
    span = span_of(period) if period else None
    words = {
        "day": _day(at.as_of),
        "short_day": f"{at.as_of.month}月{at.as_of.day}日",
        "unit": str(facts.unit.get("name") or "本院"),
        "office": "领导小组办公室",
        **_spoken(facts, at, period, span),
        **dict(more),
    }
    flags = {span.value if span else "open", *(("first",) if at.first else ())}
    flags |= _phase_flags(facts, period)
    told = {"compared": at.since, "issued": at.last_issued, "running": period and at.as_of < period.last}
    flags |= {name for name, is_so in told.items() if is_so}
    return Setting(words, frozenset(flags), at.since is not None)


def _spoken(facts: Facts, at: Times, period: Period | None, span: Span | None) -> dict[str, str]:
    if period is None or span is None:
        day = _day(at.as_of)
        return {"period": "", "month": day, "span": "", "last": "前次", "since": "前次"}
    said = spoken(period, at.as_of)
    phase = next((row["name"] for row in _phases(facts) if _is_phase(row, period)), None)
    since = said.last_end
    if at.last_issued and at.since:
        since = f"上期通报（截至{at.since.month}月{at.since.day}日）"
    label = period.label if span is not Span.DAY else _day(period.first)
    return {
        "period": label, "month": f"{phase}阶段" if phase else short(period, period.last), "span": said.this,
        "last": said.last, "since": since,
    }  # fmt: skip


def _phase_flags(facts: Facts, period: Period | None) -> set[str]:
    rows = _phases(facts)
    if period is None or not rows:
        return set()
    whole = rows[0]["start_on"], rows[-1]["end_on"]
    found = {PHASE} if any(_is_phase(row, period) for row in rows) else set()
    return found | ({CAMPAIGN} if (period.first, period.last) == whole else set())


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def suggested(facts: Facts, spans: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Periods to choose from (可选期间) as typed and as said: those of each span that began, the newest first."""
    out: dict[str, str] = {}
    for span in spans:
        out |= {typed(period): said for period, said in _recent(facts, span)}
    return tuple(out.items())


def _recent(facts: Facts, span: str) -> list[tuple[Period, str]]:
    rows = [row for row in _phases(facts) if row["start_on"] <= facts.today]
    if span == PHASE:
        return [(read_period(f"{row['start_on']}至{row['end_on']}"), f"{row['name']}阶段") for row in reversed(rows)]
    if span == CAMPAIGN:
        every = _phases(facts)
        whole = [read_period(f"{every[0]['start_on']}至{every[-1]['end_on']}")] if every else []
        return [(period, "专项整治全程") for period in whole]
    return _whole_periods(facts, span)


def _whole_periods(facts: Facts, span: str) -> list[tuple[Period, str]]:
    start = campaign_start(facts) or facts.today.replace(month=1, day=1)
    today = facts.today
    typed_today = {
        "day": f"{today}至{today}",
        "month": f"{today:%Y-%m}",
        "quarter": f"{today.year}Q{(today.month + 2) // 3}",
        "half": f"{today.year}H{1 if today.month < 7 else 2}",
        "year": str(today.year),
    }
    period: Period | None = read_period(typed_today[span])
    found = []
    while period is not None and period.last >= start:
        found.append((period, period.label))
        period = before(period)
    return found
