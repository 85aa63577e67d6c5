"""What the checks say of a draft (核对), asked in the worker, and said as marks under the pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.rules.said_numbers import Numbers
from desktop_app.services import checking, drafting
from desktop_app.services.checking import Audited, Checked
from desktop_app.services.checking import Mark as Verdict
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.drafting import Drift
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import manuscript
from desktop_app.views.bulletin import making
from desktop_app.views.bulletin.checks_strip import Mark
from desktop_app.views.jobs import Progress

TONES = {Verdict.OK: "good", Verdict.BAD: "bad", Verdict.CAUTION: "waiting", Verdict.NA: "good"}
NOT_ASKED = "不适用"
HAND, TRACED = "手工数字", "可追溯"


@dataclass(frozen=True)
class Judged:
    """The answers for one text: format checks, cross-checks, numbers that moved, how many numbers stand in it."""

    checked: tuple[Checked, ...] = ()
    audited: tuple[Audited, ...] = ()
    drifted: tuple[Drift, ...] = ()
    numbers: Numbers = field(default_factory=Numbers)


@dataclass(frozen=True)
class Ways:
    """Where a mark leads: to a check, to a cross-check, to the numbers that moved, to those typed by hand."""

    check: Callable[[Checked], object]
    audit: Callable[[Audited], object]
    drift: Callable[[], object]
    typed: Callable[[], object]


def judged(desk: Desk, draft: Draft, progress: Progress) -> Judged:
    """Ask everything there is to ask of a text."""
    with desk.facts() as facts:
        checked = tuple(checking.checks(facts, draft))
        progress.check()
        checked += tuple(set_checks(desk, facts, draft))
        progress.check()
        audited = tuple(checking.audits(facts, draft))
        progress.check()
        drifted = () if draft.values.get("snapshot") else tuple(drafting.drift(facts, draft))
    return Judged(checked, audited, drifted, making.numbers(draft))


def set_checks(desk: Desk, facts: Facts, draft: Draft) -> list[Checked]:
    """What only the set pages tell of an issued bulletin; of a draft the preview tells it, unless it cannot be set."""
    from desktop_app.reports.bulletin_checks import page_checks, unprintable

    paper = manuscript(facts, draft)
    if not draft.values.get("snapshot"):
        return unprintable(paper)
    return page_checks(paper, *making.told_of_paper(desk, facts, paper, issued=True))


def check_marks(checked: Sequence[Checked], ways: Ways) -> list[Mark]:
    """格式核对: what does not apply is said as such."""
    return [Mark(TONES[one.verdict], _label(one), one.said, _way(ways.check, one)) for one in checked]


def _label(one: Checked) -> str:
    return f"{one.label}{NOT_ASKED}" if one.verdict is Verdict.NA and NOT_ASKED not in one.label else one.label


def source_marks(found: Judged, ways: Ways) -> list[Mark]:
    """数字来源: what can be traced, what was typed by hand, what moved, which cross-checks do not come out."""
    told = found.numbers
    marks = []
    if told.whole:
        said = f"正文 {told.whole} 处数字，{told.traced} 处可追溯"
        marks.append(Mark("good" if not told.typed else "waiting", f"{told.said} {TRACED}", said))
    if told.typed:
        marks.append(Mark("waiting", f"{HAND} {told.typed}", "手工填写的数字没有来源，Enter 转到第一处", ways.typed))
    if found.drifted:
        word = f"{len(found.drifted)} 处与台账不一致"
        marks.append(Mark("bad", word, f"{word}。重取 F5", ways.drift))
    return [*marks, *_audit_marks(found.audited, ways)]


def _audit_marks(audited: Sequence[Audited], ways: Ways) -> list[Mark]:
    broken = [one for one in audited if one.hinders]
    waived = [one for one in audited if one.waiver is not None]
    kept = [one for one in audited if one.kept]
    marks = [Mark("bad", f"{one.title}不平", f"{one.formula}：{one.said}", _way(ways.audit, one)) for one in broken]
    marks += [Mark("waiting", f"{one.title}已说明", _reason(one), _way(ways.audit, one)) for one in waived]
    if kept and not broken:
        marks.append(Mark("good", f"审核 {len(kept)} / {len(audited)} 平", "；".join(one.formula for one in kept)))
    return marks


def _reason(one: Audited) -> str:
    return f"{one.said}。说明：{one.waiver.reason}（{one.waiver.approver}）" if one.waiver is not None else one.said


def _way(deed: Callable[[Any], object], one: Any) -> Callable[[], object]:
    return _Way(deed, one)


@dataclass(frozen=True)
class _Way:
    """A deed with its subject; two ways to the same thing are equal, so that the same marks stay where they are."""

    deed: Callable[[Any], object]
    one: Any

    def __call__(self) -> object:
        return self.deed(self.one)
