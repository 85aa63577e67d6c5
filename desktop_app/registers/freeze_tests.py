"""What must hold of a freeze, and how a list tells its last day (冻结校验、到期提醒)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from desktop_app.models.seizures import Freeze, FreezeRenewal
from desktop_app.registers.seizure_ledgers import tidy_case_no
from desktop_app.registers.spec import Check, broken, caution, in_order
from desktop_app.rules.deadlines import countdown, days_left
from desktop_app.rules.freezing import Warned, first_limit, named_by, warned, warnings
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import FreezeState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.freezes import in_front
from desktop_app.store.snapshot import Before, Between, Condition, Equals, values_with_counts


def in_force(draft: Draft) -> bool:
    """A freeze that waits behind another (轮候) has no days of its own yet."""
    return not draft.values.get(Freeze.behind.key)


def derive_freeze(draft: Draft, facts: Facts) -> None:
    """The case's number in its one spelling; a freeze is released, waiting behind another, or in force."""
    tidy_case_no(draft, facts)
    waits = FreezeState.QUEUED if draft.values.get(Freeze.behind.key) else FreezeState.LIVE
    released = draft.values.get(Freeze.released_on.key) is not None
    draft.values[Freeze.state.key] = FreezeState.RELEASED if released else waits


def not_too_long(draft: Draft, facts: Facts) -> Problem | None:
    """A first period within the rule; a longer one within that of a major case is told, beyond that it is refused."""
    first, last = draft[Freeze.from_on], draft[Freeze.to_on]
    if first is None or last is None or draft[Freeze.told_renewals] or draft.rows(FreezeRenewal):
        return None
    limit = first_limit(draft[Freeze.asset] or "", first, facts.rule, facts.calendar)
    if limit is None or last <= limit.on:
        return None
    said = f"冻结 {first} 至 {last}，超过最长 {limit.length}（最迟 {limit.on}；{limit.rule.source}）"
    major = first_limit(draft[Freeze.asset] or "", first, facts.rule, facts.calendar, major=True)
    if major is not None and last <= major.on:
        return caution(Freeze.to_on, "freeze_long", f"{said}。是重大、复杂案件的，在备注写明")
    return broken(Freeze.to_on, "freeze_too_long", f"{said}。核对通知书")


def renewed_to(draft: Draft, facts: Facts) -> Problem | None:
    """The last day is that of the last renewal (续冻)."""
    ends = [row["new_on"] for row in draft.rows(FreezeRenewal) if row.get("new_on") is not None]
    last = draft[Freeze.to_on]
    if not ends or last is None or last == max(ends):
        return None
    return broken(Freeze.to_on, "freeze_end_not_renewal", f"到期 {last} 不是最后一次续至 {max(ends)}。改成一致")


def queue_has_a_front(draft: Draft, facts: Facts) -> Problem | None:
    """A waiting freeze waits for another, and none of those before it waits for it."""
    own = {**draft.values, "id": draft.record_id}
    waits, number, paper = (str(draft.values.get(name) or "") for name in ("behind", "number", "paper_no"))
    front, seen = in_front(facts, own) if waits else {}, set[int]()
    if waits and not front and named_by(waits, number, paper):
        return broken(Freeze.behind, "queue_itself", f"轮候于“{waits}”是这笔冻结本身。写在先的那一笔")
    while front and front["id"] not in seen:
        if front["id"] != draft.record_id and named_by(str(front["behind"] or ""), number, paper):
            said = f"轮候于 {front['number']}，它又在轮候这一笔。核对哪一笔在先"
            return broken(Freeze.behind, "queue_ring", said)
        seen.add(front["id"])
        front = in_front(facts, front) if front["behind"] else {}
    return None


FREEZE_TESTS: tuple[Check, ...] = (
    in_order(Freeze.from_on, Freeze.to_on, "freeze_end_before_start", "到期日 {last} 早于冻结日 {first}。核对通知书"),
    in_order(Freeze.from_on, Freeze.released_on, "released_before_frozen", "解除日期 {last} 早于冻结日 {first}。核对"),
    not_too_long,
    renewed_to,
    queue_has_a_front,
)


def calls(facts: Facts) -> Sequence[Warned]:
    """The days before the last one on which an ending freeze is called to mind, as the office has set them."""
    return facts.once("freezes.calls", lambda now: warnings(now.rule))


def due_told(values: Mapping[str, Any], facts: Facts) -> tuple[str, str]:
    """06-02 剩 2 天 立即续冻; a waiting or released freeze has no days left to tell."""
    last, state = values.get(Freeze.to_on.key), values.get(Freeze.state.key)
    if last is None:
        return "", ""
    day = f"{last:%m-%d}" if last.year == facts.today.year else f"{last:%y-%m-%d}"
    if state != FreezeState.LIVE:
        return day, "quiet"
    left = days_left(last, facts.today)
    call = warned(left, calls(facts))
    words = call.said if call is not None else "已过期" if left < 0 else ""
    tone = "red" if left < 0 else call.tone if call is not None else "quiet"
    return " ".join(filter(None, (day, countdown(left), words))), tone


def marks(values: Mapping[str, Any], facts: Facts) -> Sequence[str]:
    """What stands beside the number of an open freeze: what its last day asks for, or what it waits for."""
    state, last = values.get(Freeze.state.key), values.get(Freeze.to_on.key)
    times = _renewals_told(values, facts)
    if state == FreezeState.QUEUED:
        return (f"轮候于{values.get(Freeze.behind.key)}", *times)
    if state != FreezeState.LIVE or last is None:
        return times
    left = days_left(last, facts.today)
    call = warned(left, calls(facts))
    return (*(("到期未续，已自动解除",) if left < 0 else (call.said,) if call is not None else ()), *times)


def _renewed(values: Mapping[str, Any], facts: Facts) -> int:
    """Renewals registered of a freeze (续冻次数)."""
    name = f"{FreezeRenewal.__tablename__}:of"
    told = facts.once(name, lambda now: dict(values_with_counts(now.session, FreezeRenewal.freeze_id, (), -1)))
    freeze = next(facts.having(Freeze.__tablename__, Freeze.number.key, values.get(Freeze.number.key)), {})
    return int(told.get(freeze.get("id"), 0))


def renewals_counted(values: Mapping[str, Any], facts: Facts) -> tuple[str, str]:
    """2; amber where a ledger tells of more than are registered."""
    many = _renewed(values, facts)
    return str(many), "amber" if (values.get(Freeze.told_renewals.key) or 0) > many else ""


def _renewals_told(values: Mapping[str, Any], facts: Facts) -> tuple[str, ...]:
    """续冻 2 次, and what a ledger tells where that is more."""
    many, said = _renewed(values, facts), values.get(Freeze.told_renewals.key) or 0
    counted = (f"续冻 {many} 次",) if many else ()
    return (*counted, *((f"台账记续冻 {said} 次，核对",) if said > many else ()))


def ending(facts: Facts) -> tuple[Condition, ...]:
    """In force, with the last day within the farthest call to mind."""
    ahead = max((call.days for call in calls(facts)), default=0)
    return (_LIVE, Between(Freeze.to_on, facts.today, facts.today + timedelta(days=ahead)))


def over(facts: Facts) -> tuple[Condition, ...]:
    """In force by the books, with the last day past."""
    return (_LIVE, Before(Freeze.to_on, facts.today))


_LIVE = Equals(Freeze.state, FreezeState.LIVE)
