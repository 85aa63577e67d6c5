"""Promises of inspections and documents (S9, S10, S11) and of responsibility (Y1–Y4)."""

from datetime import date

from desktop_app.figures.document_standing import every_document
from desktop_app.figures.duty_standing import duties, leaders, quarters
from desktop_app.figures.engine import Question
from desktop_app.figures.habit_standing import HabitStand, every_habit, every_indicator
from desktop_app.figures.inquiry_standing import OPEN, InquiryStand, every_inquiry, leads
from desktop_app.figures.promises import Finding
from desktop_app.rules.vocabulary import HabitState

_NO_HABITS = "还没有督查发现的问题"


def all_told(ask: Question) -> Finding:
    """S9 发现一起、通报一起: every finding has an issued bulletin, or a written reason for none.

    One whose old ledger names a bulletin without its day is 待补.
    """
    rows = every_habit(ask)
    if not rows:
        return Finding(0, said=_NO_HABITS)
    bare = [row for row in rows if row.state is HabitState.UNTOLD]
    unknown = [row for row in bare if row.undated]
    open_ = [row for row in bare if not row.undated]
    excused = sum(row.state is HabitState.EXCUSED for row in rows)
    said = f"督查发现 {len(rows)} 起，" + (f"{len(open_)} 起未通报" if open_ else "没有漏报")
    said += f"，{excused} 起写明原因不通报" if excused else ""
    said += f"，{len(unknown)} 起没填通报日期" if unknown else ""
    late = max((_since(row, ask.as_of) for row in open_), default=0)
    return Finding(len(rows), tuple(row.behind for row in open_), tuple(row.behind for row in unknown), said, late)


def _since(row: HabitStand, day: date) -> int:
    """Days past the last day to tell a finding."""
    return max(0, (day - row.tell_by).days) if row.tell_by is not None else 0


def landed(ask: Question) -> Finding:
    """S10 不停留于纸上: no document past its last day without reply, no reply unverified past the rule's days.

    One whose last day nobody knows is 待补.
    """
    rows = every_document(ask)
    if not rows:
        return Finding(0, said="还没有发出监督文书")
    silent = [row for row in rows if row.overdue]
    stale = [row for row in rows if row.stale(ask.as_of)]
    unknown = [row for row in rows if row.undated or (row.unverified and row.verify_by is None)]
    told = [f"{len(silent)} 份逾期未回复"] * bool(silent) + [f"{len(stale)} 份已回复超期未核查"] * bool(stale)
    told += [f"{len(unknown)} 份没有期限"] * bool(unknown)
    said = f"监督文书 {len(rows)} 份，" + ("、".join(told) or "回复、核查都没有逾期")
    ends = [*(row.due_on for row in silent), *(row.verify_by for row in stale)]
    late = max(((ask.as_of - on).days for on in ends if on is not None), default=0)
    behind = tuple(row.behind for row in (*silent, *stale))
    return Finding(len(rows), behind, tuple(row.behind for row in unknown), said, late)


def all_abolished(ask: Question) -> Finding:
    """S11 空泛指标废除: every indicator judged 虚、假、空 has the document and the day of its abolition.

    One not judged and not abolished is 待补.
    """
    rows = every_indicator(ask)
    if not rows:
        return Finding(0, said="还没有清理考核指标")
    standing = [row for row in rows if not row.abolished]
    open_ = tuple(row.behind for row in standing if row.hollow)
    unknown = tuple(row.behind for row in standing if not row.hollow)
    told = [f"{len(open_)} 项没有废止文号或日期"] * bool(open_)
    told += [f"{len(unknown)} 项没判定虚、假、空"] * bool(unknown)
    said = f"空泛指标 {len(rows)} 项，" + ("、".join(told) or "都已废止")
    return Finding(len(rows), open_, unknown, said)


def all_answer(ask: Question) -> Finding:
    """Y1 一岗双责: every leader and head of a department on duty has a signed duty list, and performance each quarter.

    The record is his duty list, he himself where he has none.
    """
    if not duties(ask):
        return Finding(0, said="还没有一岗双责责任清单")
    rows = leaders(ask)
    if not rows:
        return Finding(0, said="花名册里没有在岗的院领导、部门负责人")
    bare = [row for row in rows if not row.lists]
    unsigned = [row for row in rows if row.lists and not row.signed]
    idle = [row for row in rows if row.signed and row.bare]
    told = [f"{len(bare)} 人没有责任清单"] * bool(bare) + [f"{len(unsigned)} 人没签责任书"] * bool(unsigned)
    told += [f"{len(idle)} 人有季度没有履责记录"] * bool(idle)
    kept = "都已签订责任书" + ("，每季都有履责记录" if quarters(ask) else "")
    said = f"领导干部 {len(rows)} 人，{'、'.join(told) or kept}"
    return Finding(len(rows), tuple(row.behind for row in rows if not row.kept), said=said)


def all_looked_into(ask: Question) -> Finding:
    """Y2 有案必查: every lead and every case decided 不合格 has a double investigation or a reason why none."""
    rows = leads(ask)
    if not rows:
        return Finding(0, said="没有违纪线索和不合格案件")
    open_ = [row for row in rows if row.state == OPEN]
    said = f"应查 {len(rows)} 件，"
    said += f"{len(open_)} 件没有双查，也没写不予立项理由" if open_ else "都已双查或写明不予立项"
    late = max(((ask.as_of - row.on).days for row in open_ if row.on is not None), default=0)
    return Finding(len(rows), tuple(row.behind for row in open_), said=said, late=late)


def all_answered(ask: Question) -> Finding:
    """Y3 有责必问: every concluded investigation that found responsibility has its outcome carried out.

    One decided, of which nobody knows what was found, is 待补.
    """
    rows = [row for row in every_inquiry(ask) if row.concluded]
    if not rows:
        return Finding(0, said="没有作出处理决定的双查" if every_inquiry(ask) else "还没有一案双查")
    unknown = [row for row in rows if row.unclear]
    guilty = [row for row in rows if any(one.responsible for one in row.persons)]
    open_ = [row for row in guilty if row.unanswered]
    told = [f"{len(open_)} 件有责任的没有执行处理"] * bool(open_)
    told += [f"{len(unknown)} 件没写责任认定和处理"] * bool(unknown)
    kept = "处理都已执行" if guilty else "都认定无责任"
    said = f"已作处理决定 {len(rows)} 件，" + ("、".join(told) or kept)
    late = max((_waited(row, ask.as_of) for row in open_), default=0)
    return Finding(len(rows), tuple(row.behind for row in open_), tuple(row.behind for row in unknown), said, late)


def _waited(row: InquiryStand, day: date) -> int:
    """Days since the first decision not carried out."""
    days = [one.decided_on for one in row.unanswered if one.decided_on is not None]
    return (day - min(days)).days if days else 0


def all_handled(ask: Question) -> Finding:
    """Y4 发现一起、处理一起: every finding has a handling."""
    rows = every_habit(ask)
    if not rows:
        return Finding(0, said=_NO_HABITS)
    open_ = [row for row in rows if not row.handled]
    said = f"督查发现 {len(rows)} 起，" + (f"{len(open_)} 起没有处理" if open_ else "都已处理")
    late = max(((ask.as_of - row.inspected_on).days for row in open_ if row.inspected_on is not None), default=0)
    return Finding(len(rows), tuple(row.behind for row in open_), said=said, late=late)
