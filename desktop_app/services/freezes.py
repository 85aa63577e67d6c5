"""Verbs of freezes beyond saving: renewed in time (续冻), released (解除), a waiting one taking effect (轮候生效)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from desktop_app.models.seizures import Freeze, FreezeRenewal
from desktop_app.rules.freezing import Limit, Renewal, first_limit, hindered, named_by, renewal_limit
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

FREEZES = Freeze.__tablename__


@dataclass(frozen=True, slots=True)
class Renewing:
    """What a renewal is asked for: day of carrying out, new last day, paper, approver, why longer than usual."""

    on: date | None
    new_on: date | None
    paper_no: str
    approver: int | None
    reason: str = ""


def renew(desk: Desk, law: Law, freeze_id: int, asked: Renewing) -> Outcome:
    """Renew a freeze (续冻): a new period behind the old one, kept as a chain. Refuses what the rules do not allow."""
    with desk.store.unit("续冻", reason=asked.reason.strip()) as unit:
        facts = Facts(unit.session, desk.today)
        freeze = _live(unit.session, law, freeze_id)
        old, on, new = _renewable(facts, freeze, asked)
        row = {"renewed_on": on, "old_on": old, "new_on": new, "paper_no": asked.paper_no.strip()}
        more = {"approver_id": asked.approver, "reason": asked.reason.strip()}
        freeze.rows(FreezeRenewal).append({**row, **more})
        freeze[Freeze.to_on] = new
        _, warnings = records.write(unit, law, freeze, facts, records.Mode.DESK)
        said = f"已续冻 {freeze.values['number']} {freeze[Freeze.owner]}至 {new}"
    return Outcome(FREEZES, (freeze_id,), said, unit.batch_id, tuple(warnings))


def _live(session: Session, law: Law, freeze_id: int) -> Draft:
    """A freeze that is not released. Raises Refusal."""
    freeze = records.load(session, Freeze, freeze_id, law.lists)
    released = freeze[Freeze.released_on]
    if released is not None:
        raise Refusal(f"{freeze.values['number']} 已于 {released} 解除。解除有误的，先在表单里清空解除日期")
    return freeze


def _renewable(facts: Facts, freeze: Draft, asked: Renewing) -> tuple[date, date, date]:
    """The old last day, the day of the renewal and the new last day, if nothing stands against it."""
    old, number = freeze[Freeze.to_on], freeze.values["number"]
    if freeze[Freeze.behind]:
        raise Refusal(f"{number} 在轮候，还没有生效，不能续冻。在先冻结解除后按 Alt+W 办生效")
    if old is None:
        raise Refusal(f"{number} 没有到期日。先在表单里补上到期，再续冻")
    if asked.on is None:
        raise Refusal("没填办理日期。填好再存", "renewed_on")
    if asked.on > facts.today:
        raise Refusal(f"办理日期晚于今天 {facts.today:%m-%d}。办完当天再登记", "renewed_on")
    if asked.new_on is None:
        raise Refusal("没填续至。填好再存", "new_on")
    before = [row["renewed_on"] for row in freeze.rows(FreezeRenewal) if row.get("renewed_on") is not None]
    renewal = Renewal(asked.on, asked.new_on, asked.reason)
    fault = hindered(freeze[Freeze.asset], freeze[Freeze.from_on], old, before, renewal, facts.rule, facts.calendar)
    if fault is not None:
        raise Refusal(fault.said, fault.field)
    if not asked.paper_no.strip():
        raise Refusal("没填续冻文号。填好再存", "paper_no")
    if asked.approver is None:
        raise Refusal("没填批准人。选好再存", "approver_id")
    return old, asked.on, asked.new_on


def usual_limit(facts: Facts, freeze: Draft, *, major: bool = False) -> Limit | None:
    """How long the next renewal of a freeze may last; None without a last day or a rule."""
    old = freeze[Freeze.to_on]
    if old is None:
        return None
    return renewal_limit(freeze[Freeze.asset], old, facts.rule, facts.calendar, major=major)


def first_period(facts: Facts, asset: str, from_on: date) -> Limit | None:
    """How long a freeze made on a day may last."""
    return first_limit(asset, from_on, facts.rule, facts.calendar)


def release(desk: Desk, law: Law, freeze_id: int, on: date | None, release_no: str) -> Outcome:
    """Release a freeze (解除冻结) by a notice with number and day; freezes waiting behind it are named."""
    with desk.store.unit("解除冻结") as unit:
        facts = Facts(unit.session, desk.today)
        freeze = _live(unit.session, law, freeze_id)
        day = _release_day(freeze, on, desk.today)
        freeze[Freeze.released_on] = day
        if not release_no.strip():
            raise Refusal("没填解除文号。填好再存", "release_no")
        freeze[Freeze.release_no] = release_no.strip()
        _, warnings = records.write(unit, law, freeze, facts, records.Mode.DESK)
        queue = waiting(facts, freeze_id)
        said = f"已解除 {freeze.values['number']} {freeze[Freeze.owner]} {day:%m-%d}"
        said += f"；{'、'.join(row['number'] for row in queue)} 在轮候，按 Alt+W 办生效" if queue else ""
    return Outcome(FREEZES, (freeze_id,), said, unit.batch_id, tuple(warnings))


def _release_day(freeze: Draft, on: date | None, today: date) -> date:
    if on is None:
        raise Refusal("没填解除日期。填好再存", "released_on")
    if on > today:
        raise Refusal(f"解除日期晚于今天 {today:%m-%d}。解除当天再登记", "released_on")
    latest = max(
        (row["renewed_on"] for row in freeze.rows(FreezeRenewal) if row.get("renewed_on") is not None), default=None
    )
    if latest is not None and on < latest:
        raise Refusal(f"解除日期早于续冻办理日期 {latest}。核对", "released_on")
    return on


def in_front(facts: Facts, row: Row) -> Row:
    """The freeze of this office another one waits for (在先冻结), by its number or its paper; empty for another's."""
    told = str(row.get("behind") or "")
    others = (other for other in facts.live(FREEZES) if other["id"] != row.get("id"))
    return next((other for other in others if named_by(told, other["number"], other["paper_no"])), {})


def waiting(facts: Facts, freeze_id: int) -> list[Row]:
    """The freezes that wait behind one (轮候), by number."""
    found = [row for row in facts.live(FREEZES) if row["behind"] and row["released_on"] is None]
    return sorted((row for row in found if in_front(facts, row).get("id") == freeze_id), key=lambda row: row["number"])


def take_effect(desk: Desk, law: Law, freeze_id: int, on: date | None, to_on: date | None) -> Outcome:
    """A waiting freeze takes effect (轮候生效) from the day the one before it ended; what it waited for is noted."""
    with desk.store.unit("轮候生效") as unit:
        facts = Facts(unit.session, desk.today)
        freeze = _live(unit.session, law, freeze_id)
        start, last = _effective(facts, freeze, on, to_on)
        told = f"轮候于{freeze[Freeze.behind]}，{start} 起生效"
        freeze[Freeze.note] = "；".join(filter(None, (freeze[Freeze.note], told)))
        freeze[Freeze.behind] = ""
        freeze[Freeze.from_on], freeze[Freeze.to_on] = start, last
        _, warnings = records.write(unit, law, freeze, facts, records.Mode.DESK)
        said = f"{freeze.values['number']} {freeze[Freeze.owner]} {start:%m-%d} 起生效，{last} 到期"
    return Outcome(FREEZES, (freeze_id,), said, unit.batch_id, tuple(warnings))


def _effective(facts: Facts, freeze: Draft, on: date | None, to_on: date | None) -> tuple[date, date]:
    if not freeze[Freeze.behind]:
        raise Refusal(f"{freeze.values['number']} 不在轮候，已经生效")
    if on is None:
        raise Refusal("没填生效日期。填好再存", "from_on")
    if on > facts.today:
        raise Refusal(f"生效日期晚于今天 {facts.today:%m-%d}。生效当天再登记", "from_on")
    first = in_front(facts, {**freeze.values, "id": freeze.record_id})
    if first and _ends(first, facts.today) is None:
        raise Refusal(f"在先的 {first['number']} 还没有解除。先按 Alt+B 解除它", "from_on")
    if first and (ended := _ends(first, facts.today)) is not None and on < ended:
        raise Refusal(f"生效日期早于在先的 {first['number']} 结束的 {ended}。改到那天或以后", "from_on")
    if to_on is None:
        raise Refusal("没填到期日。填好再存", "to_on")
    limit = first_period(facts, freeze[Freeze.asset], on)
    if to_on <= on or (limit is not None and to_on > limit.on):
        longest = f"，最长 {limit.length}，最迟 {limit.on}（{limit.rule.source}）" if limit is not None else ""
        raise Refusal(f"到期日应晚于生效日期 {on}{longest}。请改后", "to_on")
    return on, to_on


def _ends(row: Row, today: date) -> date | None:
    """The day a freeze ended on: released, or run out; None while it is in force."""
    released, last = row["released_on"], row["to_on"]
    if released is not None:
        return released  # type: ignore[no-any-return]
    return last if last is not None and last < today else None
