"""Findings of any register made into problems (转问题): chosen rows, each written once, linked from both sides."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import select

from desktop_app.models.base import Record
from desktop_app.models.issues import Issue
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

Choose = Callable[[Facts, Draft], list[Values]]
Make = Callable[[Facts, Draft, Values], Draft]


def converted(
    desk: Desk,
    act: str,
    law: Law,
    issue_law: Law,
    record_id: int,
    choose: Choose,
    make: Make,
    touched: frozenset[str],
) -> Outcome:
    """Make the rows ``choose`` gives into the problems ``make`` drafts, in one undoable act; each row keeps its id.

    ``touched`` are the kinds whose lists have to be read anew. A refused problem stops all.
    """
    with desk.store.unit(act) as unit:
        facts = Facts(unit.session, desk.today)
        owner = records.load(unit.session, law.model, record_id, law.lists)
        made = []
        for row in choose(facts, owner):
            issue = _written(unit, issue_law, make(facts, owner, row), facts)
            row["issue_id"] = issue.id
            made.append(issue)
        records.write(unit, law, owner, facts, records.Mode.DESK)
        ids, said = tuple(issue.id for issue in made), f"已转问题 {'、'.join(issue.number for issue in made)}"
    return Outcome(Issue.__tablename__, ids, said, unit.batch_id, touched=touched)


def _written(unit: UnitOfWork, law: Law, draft: Draft, facts: Facts) -> Record:
    try:
        return records.write(unit, law, draft, facts, records.Mode.DESK)[0]
    except Refusal as refused:
        raise Refusal(f"{draft[Issue.name]}：{refused.said}", refused.field) from refused


def picked(
    facts: Facts, rows: Mapping[int, Values], ids: Sequence[int], what: str, place: str, said: Callable[[Values], str]
) -> list[Values]:
    """The rows of these ids, each once; ``what`` names a row (扣分), ``place`` where it stands (表), for refusals.

    Refuses an empty choice, a row that is gone, and one made into a problem already.
    """
    if not ids:
        raise Refusal(f"没有选中{what}。先选要转的")
    linked = issue_numbers(facts, [row["issue_id"] for row in rows.values() if row["issue_id"]])
    for id_ in ids:
        if id_ not in rows:
            raise Refusal(f"选中的{what}已不在{place}上。刷新后重选")
        if told := linked.get(rows[id_]["issue_id"]):
            raise Refusal(f"“{said(rows[id_])}”已转问题 {told}。不用再转")
    return [rows[id_] for id_ in dict.fromkeys(ids)]


def issue_numbers(facts: Facts, ids: Iterable[int]) -> dict[int | None, str]:
    """Numbers of those of these problems that still stand; a deleted one is no link any more."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    found = facts.session.execute(
        select(Issue.id, Issue.number).where(Issue.id.in_(wanted), Issue.retired_at.is_(None))
    )
    return {row.id: row.number for row in found}
