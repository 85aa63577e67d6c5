"""What stands beside the number of a problem: its turn, its first deadline, what it came from."""

from collections.abc import Mapping
from typing import Any

from desktop_app.models.issues import Issue
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services.custody_issues import events_of_issues
from desktop_app.services.dossier_issues import checks_of_issues
from desktop_app.services.facts import Facts
from desktop_app.services.review_issues import reviews_of_issues
from desktop_app.services.stocktake_ends import stocktakes_of_issues


def issue_marks(values: Mapping[str, Any], facts: Facts) -> list[str]:
    """第 2 轮, 退回 1 次, 原期限, 并入, 评查 PC-2015-05-01: what has happened to a problem, beside its number."""
    first, due, into = (values.get(attr.key) for attr in (Issue.first_due_on, Issue.due_on, Issue.merged_into_id))
    turn, returned = values.get(Issue.round.key) or 1, values.get(Issue.returned.key) or 0
    merged = facts.row(Issue.__tablename__, into) if values.get(Issue.state.key) == IssueState.MERGED else {}
    review = reviews_of_issues(facts).get(str(values.get("number") or ""), "")
    check = checks_of_issues(facts).get(str(values.get("number") or ""), "")
    stocktake = stocktakes_of_issues(facts).get(str(values.get("number") or ""), "")
    event = events_of_issues(facts).get(str(values.get("number") or ""), "")
    told = (
        (turn > 1, f"第 {turn} 轮"),
        (returned > 0, f"退回 {returned} 次"),
        (first is not None and first != due, f"原期限 {first}"),
        (bool(merged), f"并入 {merged.get('number')}"),
        (bool(review), f"评查 {review}"),
        (bool(check), f"归档检查 {check}"),
        (bool(stocktake), f"盘点 {stocktake}"),
        (bool(event), f"流水 {event}"),
    )
    return [said for true, said in told if true]
