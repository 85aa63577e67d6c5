"""What the first page says: heads, and the sentences that name the records behind a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.figures.due import DueList
from desktop_app.figures.engine import Behind
from desktop_app.figures.overview import Key, Overview, PanelView, Segment
from desktop_app.figures.promises import Judged, verdicts
from desktop_app.figures.rhythm import Step
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.words import weekday
from desktop_app.rules.vocabulary import Verdict

TONES = {
    Verdict.BROKEN: "red",
    Verdict.INCOMPLETE: "amber",
    Verdict.KEPT: "green",
    Verdict.NOT_APPLICABLE: "grey",
}
"""The tone of the pill each verdict wears."""


@dataclass(frozen=True)
class Opening:
    """Records to be opened (穿透): kind and ids, and the sentence that names them; no kind when there are none."""

    said: str
    kind: str = ""
    ids: tuple[int, ...] = ()


def opening(said: str, behind: Iterable[Behind]) -> Opening:
    """The records of the first kind behind a number; those of other kinds are counted in the sentence."""
    kinds: dict[str, dict[int, None]] = {}
    for kind, record_id in behind:
        kinds.setdefault(kind, {})[record_id] = None
    if not kinds:
        return Opening(said)
    first, *others = kinds
    more = "、".join(f"{BY_KIND[kind].title} {counted(kind, len(kinds[kind]))}" for kind in others)
    return Opening(f"{said}（另有{more}）" if more else said, first, tuple(kinds[first]))


def counted(kind: str, count: int) -> str:
    """2 项: a count in the measure word of its kind."""
    return f"{count} {BY_KIND[kind].measure}"


def amount(value: float | None) -> str:
    """A number as it is shown: 64, 83.1; nothing is a dash."""
    return "—" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def of_key(panel: PanelView, key: Key) -> Opening:
    """细 · 整改措施 118 项; when the records behind are others than those counted, how many these are."""
    unit = key.unit or (BY_KIND[key.behind[0][0]].measure if key.behind else "")
    said = f"{panel.mark} · {key.label} {amount(key.value)} {unit}".strip()
    if key.behind and len(key.behind) != key.value:
        kind = key.behind[0][0]
        said += f"，涉及{BY_KIND[kind].title} {counted(kind, len(key.behind))}"
    return opening(said, key.behind)


def of_segment(panel: PanelView, segment: Segment) -> Opening:
    """细 · 问题 · 销号 57 条."""
    if not segment.behind:
        return Opening(f"{panel.mark} · {segment.word} {segment.count}")
    kind = segment.behind[0][0]
    said = f"{panel.mark} · {BY_KIND[kind].title} · {segment.word} {counted(kind, segment.count)}"
    return opening(said, segment.behind)


def of_promise(one: Judged) -> Opening:
    """任务按期完成 · 不符合 2 项; a promise that is kept has nothing to open and says so."""
    behind = one.finding.behind
    if not behind:
        return Opening(f"{one.promise.title} · {one.verdict}：{one.finding.proof}")
    absent = f"，另缺 {'、'.join(one.finding.absent)}" if one.finding.absent else ""
    return opening(f"{one.promise.title} · {one.verdict} {counted(behind[0][0], len(behind))}{absent}", behind)


def of_step(day: date, step: Step) -> Opening:
    """5 月节奏 · 整改 27 条."""
    head = f"{day.month} 月节奏 · {step.title}"
    if not step.behind:
        return Opening(f"{head} · {step.said}")
    return opening(f"{head} {counted(step.behind[0][0], len(step.behind))}", step.behind)


def day_head(day: date) -> str:
    """5月31日　星期日."""
    return f"{day.month}月{day.day}日　星期{weekday(day)[1:]}"


def phase_head(view: Overview) -> str:
    """第二阶段 对照检查　第 92 天 / 共 153 天; empty between phases."""
    return f"{view.phase}　第 {view.phase_day} 天 / 共 {view.phase_days} 天" if view.phase else ""


def promise_counts(found: Iterable[Judged]) -> str:
    """4 不符合 · 2 待补 · 12 符合."""
    return " · ".join(f"{count} {verdict}" for verdict, count in verdicts(found).items())


def days(left: int) -> str:
    """剩 9 天, 今天, 超 6 天."""
    return "今天" if left == 0 else f"剩 {left} 天" if left > 0 else f"超 {-left} 天"


def due_tone(left: int, near: int = 7) -> str:
    """Red when overdue, amber within the week, grey after it."""
    return "red" if left < 0 else "amber" if left <= near else "grey"


def overdue_head(due: DueList, shown: int) -> str:
    """已逾期 37 项 · 最早 3 项."""
    return f"已逾期 {len(due.overdue)} 项" + (f" · 最早 {shown} 项" if shown < len(due.overdue) else "")


def coming_head(due: DueList, day: date) -> str:
    """未来 14 天　05-31 — 06-14; what is called to mind earlier is among it (及提前提醒)."""
    last = day + timedelta(days=due.ahead)
    early = "，及提前提醒" if any(owed.on > last for owed in due.coming) else ""
    return f"未来 {due.ahead} 天　{day:%m-%d} — {last:%m-%d}{early}"
