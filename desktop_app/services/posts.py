"""Verbs of AB posts beyond saving: another pair from a day on (换人)."""

from datetime import date, timedelta

from sqlalchemy import select

from desktop_app.models.posts import Absence, Post, StandIn
from desktop_app.services import records
from desktop_app.services.coverage import last_away
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

_KEPT = (Post.name, Post.department_id, Post.nature, Post.duties)
"""What stays when the pair changes."""


def change_pair(
    desk: Desk,
    law: Law,
    post_id: int,
    a: int | None,
    b: int | None,
    since: date | None,
    approver: int | None,
    reason: str,
    sole: str = "",
) -> Outcome:
    """Give a post another pair from ``since`` on: the old record ends the day before, a new one is founded, as one act.

    ``sole`` says why there is no B. Whoever was named for the post in absences of the pair that go on stays named.
    Refuses a day not after the old pair's first, a pair that is the same, and whatever the register refuses; the
    refusal names the field.
    """
    with desk.store.unit("岗位换人", reason=reason.strip()) as unit:
        facts = Facts(unit.session, desk.today)
        old = records.load(unit.session, Post, post_id, law.lists)
        day = _may_change(facts, old, (a, b), since, approver, reason)
        last = old[Post.until_on]
        old[Post.until_on] = day - timedelta(days=1)
        records.write(unit, law, old, facts, records.Mode.DESK)
        values: Values = {attr.key: old[attr] for attr in _KEPT}
        values |= {"a_id": a, "b_id": b, "since_on": day, "until_on": last, "approver_id": approver}
        new = new_draft(Post, {**values, "sole": sole.strip(), "change_reason": reason.strip()})
        made, warnings = records.write(unit, law, new, facts, records.Mode.DESK)
        _still_named(unit, post_id, made.id, (a, b), day)
        names = "、".join(facts.label("officer", one) for one in (a, b) if one is not None)
        said = f"已换人 {made.number} {old[Post.name]}：{day:%m-%d} 起{names}"
    return Outcome(law.model.__tablename__, (made.id, post_id), said, unit.batch_id, tuple(warnings))


def _may_change(
    facts: Facts,
    old: Draft,
    pair: tuple[int | None, int | None],
    since: date | None,
    approver: int | None,
    reason: str,
) -> date:
    """The first day of the new pair, if nothing stands against it."""
    if facts.row(Post.__tablename__, old.record_id).get("retired_at") is not None:
        raise Refusal("这个岗位已删除，先恢复再办")
    if pair[0] is None:
        raise Refusal("没填A岗。选好再存", "a_id")
    if pair == (old[Post.a_id], old[Post.b_id]):
        raise Refusal("A岗、B岗都没有变。换了人再存", "a_id")
    if since is None:
        raise Refusal("没填起日。填好再存", "since_on")
    first, last = old[Post.since_on], old[Post.until_on]
    if first is not None and since <= first:
        raise Refusal(f"起日不晚于现任期的起日 {first}。填更晚的日期，或直接修改原记录", "since_on")
    if last is not None and since > last:
        raise Refusal(f"这个岗位的任期已于 {last} 结束。新设岗位用“新增”", "since_on")
    if approver is None:
        raise Refusal("没填批准人。选好再存", "approver_id")
    if not reason.strip():
        raise Refusal("没写换人原因。写明再存", "change_reason")
    return since


def _still_named(unit: UnitOfWork, old: int, new: int, pair: tuple[int | None, int | None], since: date) -> None:
    """Who was named for the post while somebody of the new pair is away on that day or later is named still."""
    asked = select(StandIn.officer_id, Absence).join(Absence, Absence.id == StandIn.absence_id)
    for officer_id, row in unit.session.execute(
        asked.where(StandIn.post_id == old, Absence.retired_at.is_(None))
    ).all():
        last = last_away(row.from_on, row.to_on, row.returned_on)
        if row.officer_id in pair and officer_id not in pair and (last is None or last >= since):
            unit.session.add(StandIn(absence_id=row.id, post_id=new, officer_id=officer_id))
