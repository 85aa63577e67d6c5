"""Promises of seized property: S12, S13, S14, S15."""

from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import by_case, live
from desktop_app.figures.money import books
from desktop_app.figures.promises import Finding
from desktop_app.figures.seizure_standing import NO_CASE, items, standing
from desktop_app.figures.seizures import counted


def all_papers(ask: Question) -> Finding:
    """S12 涉案财物手续齐全: every item's checklist is complete, the list of what was seized made in four copies.

    One offender per item; one whose checklist was never gone through cannot be judged.
    """
    rows = standing(ask)
    if not rows:
        return Finding(0, said="还没有涉案财物")
    broken = [row for row in rows if row.incomplete]
    unknown = tuple(row.behind for row in rows if not row.checks.gone_through and not row.incomplete)
    short = sum(bool(row.checks.short_list) for row in broken)
    said = f"涉案财物 {len(rows)} 件，" + (f"{len(broken)} 件手续不全" if broken else "没有手续缺项")
    said += f"（{short} 件清单不足四份）" if short else ""
    said += f"，{len(unknown)} 件没有核对手续" if unknown else ""
    return Finding(len(rows), tuple(row.behind for row in broken), unknown, said)


def moved_in_time(ask: Question) -> Finding:
    """S13 三日内移交: every object moved and every sum deposited within the rule's days of its seizure.

    One kept in place by law is exempt; one whose days are not known cannot be judged.
    """
    rows = [row for row in standing(ask) if not row.exempt and not row.parted]
    if not rows:
        return Finding(0, said="还没有要移送的涉案财物")
    if not any(row.due_on for row in rows) and any(row.seized_on for row in rows):
        return Finding(len(rows), unknown=tuple(row.behind for row in rows), said="基础台账没有移送期限，不能判断")
    broken = [row for row in rows if row.late(ask.as_of)]
    unknown = tuple(row.behind for row in rows if row.undated and row not in broken)
    waiting = sum(row.moved_on is None for row in broken)
    told = f"{len(broken)} 件逾期（{waiting} 件至今未移送）" if broken else "没有逾期的"
    said = f"应移送的涉案财物 {len(rows)} 件，{told}" + (f"，{len(unknown)} 件缺日期" if unknown else "")
    late = max(((row.moved_on or ask.as_of) - row.due_on).days for row in broken if row.due_on) if broken else 0
    return Finding(len(rows), tuple(row.behind for row in broken), unknown, said, late)


def books_agree(ask: Question) -> Finding:
    """S14 账实相符: what came in is in, out or gone, of every item and sum; no stocktake difference is left open.

    One offender per unresolved difference and unbalanced item; of a case whose account is overdrawn its last line.
    A line of the account without its custody event, or an event without its line, is 待补: one book lags the other.
    """
    things, lines, cases = items(ask), counted(ask), by_case(ask)
    if not things and not lines and not cases:
        return Finding(0, said="还没有涉案财物")
    wrong = [row.behind for row in things if row.refused or not row.now.balanced]
    short = [own[-1].behind for own in cases.values() if sum(row.sum for row in own) < 0]
    differ = [row.behind for row in lines if row.open]
    told = [f"{len(wrong)} 件收支不平"] if wrong else []
    told += [f"{len(short)} 案专户透支"] if short else []
    told += [f"{len(differ)} 条盘点差异未处理"] if differ else []
    said = f"涉案财物 {len(things)} 件、专户 {len(cases.keys() - {NO_CASE})} 案、盘点 {len(lines)} 条，"
    gaps = [one for book in books(ask).values() for one in book.lacking]
    told += [f"{len(gaps)} 笔专户收支与保管流水未对上"] if gaps else []
    total = len(things) + len(lines) + len(cases)
    return Finding(total, tuple(wrong + short + differ), tuple(gaps), said + ("、".join(told) or "账账、账实相符"))


def none_lapsed(ask: Question) -> Finding:
    """S15 冻结不过期: no live freeze is past its last day without renewal or release; without a last day 待补."""
    rows = live(ask)
    if not rows:
        return Finding(0, said="没有在冻的账户")
    lapsed = [row for row in rows if row.lapsed]
    unknown = tuple(row.behind for row in rows if row.left is None)
    said = f"在冻 {len(rows)} 笔，" + (f"{len(lapsed)} 笔逾期没有续冻或者解除" if lapsed else "没有逾期的")
    said += f"，{len(unknown)} 笔没有到期日" if unknown else ""
    late = max((-row.left for row in lapsed if row.left is not None), default=0)
    return Finding(len(rows), tuple(row.behind for row in lapsed), unknown, said, late)
