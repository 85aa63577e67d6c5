"""What must hold of a stocktake's lines (盘点校验)."""

from collections.abc import Sequence

from desktop_app.models.people import Officer
from desktop_app.models.seizures import CountLine, SeizedItem, Stocktake, StocktakeCounter
from desktop_app.registers.spec import Check, broken
from desktop_app.rules.numbers import quantity
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import CountResult, CountScope, StocktakeState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.stocktake_ends import handed, unresolved
from desktop_app.services.stocktakes import is_counted, lines_of


def result_fits(draft: Draft, facts: Facts) -> Problem | None:
    """相符 is written where the books and the shelf agree, and nowhere else."""
    booked, counted = draft.values.get(CountLine.booked.key), draft.values.get(CountLine.counted.key)
    result = draft.values.get(CountLine.result.key)
    if booked is None or counted is None or result is None:
        return None
    if (booked == counted) == (result not in (CountResult.QUANTITY, CountResult.MISSING, CountResult.UNKNOWN)):
        return None
    said = f"账面 {quantity(booked)}，实盘 {quantity(counted)}，盘点结果写的是“{result}”。核对后改正"
    return broken(CountLine.result, "stock_result_mismatch", said)


def difference_fits(draft: Draft, facts: Facts) -> Problem | None:
    """The difference is what was counted less what the books say."""
    booked, counted = draft.values.get(CountLine.booked.key), draft.values.get(CountLine.counted.key)
    told = draft.values.get(CountLine.told_difference.key)
    if booked is None or counted is None or told is None or told == counted - booked:
        return None
    said = f"差异写的是 {quantity(told)}，实盘减账面是 {quantity(counted - booked)}。核对"
    return broken(CountLine.told_difference, "difference_mismatch", said)


COUNT_TESTS: tuple[Check, ...] = (result_fits, difference_fits)


def others_watch(draft: Draft, facts: Facts) -> Problem | None:
    """监盘人 counts nothing and keeps nothing; who hands over does not count his own goods."""
    watching = draft[Stocktake.supervisor_id]
    counters = {row.get("officer_id") for row in draft.parts.get(StocktakeCounter.__tablename__, [])}
    keepers = {draft[Stocktake.from_keeper_id], draft[Stocktake.to_keeper_id]}
    name = facts.label(Officer.__tablename__, watching)
    if watching is not None and watching in counters:
        return broken(Stocktake.supervisor_id, "supervisor_counts", f"监盘人{name}又是盘点人。另换一人监盘")
    if watching is not None and watching in keepers:
        return broken(Stocktake.supervisor_id, "supervisor_keeps", f"监盘人{name}又是保管人。另换一人监盘")
    giver = draft[Stocktake.from_keeper_id]
    if giver is not None and giver in counters:
        said = f"盘点人{facts.label(Officer.__tablename__, giver)}又是交出保管人。另换一人盘点"
        return broken(Stocktake.from_keeper_id, "keeper_counts", said)
    return None


def scope_stands(draft: Draft, facts: Facts) -> Problem | None:
    """What is counted follows from the scope: with lines drawn up it changes only by drawing them up anew."""
    if draft.record_id is None or not lines_of(facts, draft.record_id):
        return None
    for attr, label in ((Stocktake.scope, "范围"), (Stocktake.from_keeper_id, "交出保管人")):
        if draft.values.get(attr.key) != draft.loaded.get(attr.key):
            return broken(attr, "count_scope_changed", f"应盘明细已拟出，改{label}要按 Alt+B 重拟")
    return None


def lines_first(draft: Draft, facts: Facts) -> Problem | None:
    """Nothing is counted before it is known what (开始盘点)."""
    began = draft[Stocktake.state] is StocktakeState.COUNTING and draft.was(Stocktake.state) is StocktakeState.PREPARED
    if draft.record_id is None or not began or lines_of(facts, draft.record_id):
        return None
    return broken(Stocktake.state, "count_without_lines", "还没有应盘明细。先按 Alt+B“拟盘点”")


def all_counted(draft: Draft, facts: Facts) -> Problem | None:
    """Nothing is compared while lines are uncounted (对账)."""
    if draft.record_id is None or draft[Stocktake.state] not in (StocktakeState.COMPARED, StocktakeState.CLOSED):
        return None
    lines = lines_of(facts, draft.record_id)
    left = sum(1 for row in lines if not is_counted(row))
    if not left and (lines or draft.was(Stocktake.state) is StocktakeState.COMPARED):
        return None
    said = f"还有 {left} 件没盘。盘完，或记为缺失，再对账" if left else "没有盘点明细。先“拟盘点”，盘完再对账"
    return broken(Stocktake.state, "count_unfinished", said)


def all_resolved(draft: Draft, facts: Facts) -> Problem | None:
    """Nothing is closed over a difference that is neither a problem nor settled (办结)."""
    if draft.record_id is None or draft[Stocktake.state] is not StocktakeState.CLOSED:
        return None
    left = len(unresolved(facts, draft.record_id))
    said = f"还有 {left} 条差异没转问题、也没写处理情况。处理完再办结"
    return broken(Stocktake.state, "count_unresolved", said) if left else None


def handed_over(draft: Draft, facts: Facts) -> Problem | None:
    """A change of custodian is closed with what was found in the new one's care."""
    closed = draft[Stocktake.state] is StocktakeState.CLOSED and draft[Stocktake.scope] is CountScope.HANDOVER
    if draft.record_id is None or not closed or draft.was(Stocktake.state) is StocktakeState.CLOSED:
        return None
    keeper = draft[Stocktake.to_keeper_id]
    items = (facts.row(SeizedItem.__tablename__, row["item_id"]) for row in handed(facts, draft.record_id))
    left = sum(1 for item in items if item.get("keeper_id") != keeper)
    said = f"{left} 件还没交给接手保管人。打开这次盘点办“办结”，程序一并改保管人"
    return broken(Stocktake.state, "count_not_handed", said) if left else None


def lines_held(ids: Sequence[int], facts: Facts) -> str:
    """A stocktake is not deleted from over what was counted: its open differences would go out of sight."""
    for stocktake_id in ids:
        lines = lines_of(facts, stocktake_id)
        number = facts.row(Stocktake.__tablename__, stocktake_id).get("number")
        if any(map(is_counted, lines)):
            return f"{number} 已有盘点结果，不能删除。有误的，改盘点明细，差异写明处理情况"
        if lines and _began(stocktake_id, facts):
            return f"{number} 已开始盘点，不能删除。误立的先“退回拟定”"
        if lines:
            return f"{number} 还有 {len(lines)} 条应盘明细，不能删除。先在盘点明细里删除它们"
    return ""


def counting_held(ids: Sequence[int], facts: Facts) -> str:
    """A line is not deleted once counting has begun: what differs stays in sight until it is settled."""
    for line_id in ids:
        row = facts.row(CountLine.__tablename__, line_id)
        number = facts.row(Stocktake.__tablename__, row.get("stocktake_id")).get("number")
        if number and is_counted(row):
            return f"{row['name']} 已有盘点结果，不能删除。盘错了在“录入盘点”里改，差异转问题或写明处理情况"
        if number and _began(row["stocktake_id"], facts):
            return f"{number} 已开始盘点，不能删除明细。范围有误的先“退回拟定”，再按 Alt+B 重拟"
    return ""


def _began(stocktake_id: int, facts: Facts) -> bool:
    return facts.row(Stocktake.__tablename__, stocktake_id).get("state") is not StocktakeState.PREPARED


STOCKTAKE_TESTS: tuple[Check, ...] = (others_watch, scope_stands, lines_first, all_counted, all_resolved, handed_over)
