"""What must hold before a bulletin is issued: cross-checks (审核公式) with their waivers, and the format check list."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.figures.audit_rules import Balance, Number, Passage, Said, Text
from desktop_app.figures.audits import AUDITS, TEXT_AUDITS, TITLES
from desktop_app.figures.engine import Behind
from desktop_app.figures.traced import read_trace
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine, BulletinWaiver
from desktop_app.rules.vocabulary import LineKind
from desktop_app.services import format_checks, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.format_checks import Checked, Mark
from desktop_app.services.law import Law
from desktop_app.services.manuscripts import Manuscript, loaded, manuscript
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

__all__ = ["Audited", "Checked", "Mark", "Waived", "audits", "checks", "hindrances", "waive"]


@dataclass(frozen=True)
class Waived:
    """A waiver as it stands (审核说明): why, by whom, on which day."""

    reason: str
    approver: str
    on: date


@dataclass(frozen=True)
class Audited:
    """One cross-check with its answer (核对结果).

    ``said`` is what was found; ``rows`` are the records to open, ``places`` the paragraphs (positions). ``waiver``
    holds for exactly what was found; ``stale`` is one given for something else (说明已失效).
    """

    id: str
    title: str
    formula: str
    kept: bool
    left: Number
    right: Number
    said: str
    rows: tuple[Behind, ...] = ()
    places: tuple[int, ...] = ()
    waiver: Waived | None = None
    stale: Waived | None = None
    code: str = field(default="", compare=False)

    @property
    def hinders(self) -> bool:
        """Whether the bulletin may not be issued because of it."""
        return not self.kept and self.waiver is None

    @property
    def on_record(self) -> str:
        """What a waiver keeps of it: said, with a code of all that was found."""
        return f"{self.said}（核对码 {self.code}）"


def audits(facts: Facts, draft: Draft) -> list[Audited]:
    """Every formula that concerns the bulletin, saved or just typed, with its answer at the end of its day."""
    text = _text(facts, draft)
    figures = {said.trace.figure for said in text.figures}
    found = [
        (audit, audit.judge(facts.sources.question(text.as_of, text.period if audit.within else "")))
        for audit in AUDITS
        if audit.concerns(draft.values["kind"], figures)
    ]
    waivers = {row["audit"]: row for row in draft.rows(BulletinWaiver)}
    named = [(told.id, told.title, told.formula, balance) for told, balance in found]
    named += [(told.id, told.title, told.formula, told.judge(text)) for told in TEXT_AUDITS]
    return [_audited(facts, *told, waivers.get(told[0])) for told in named]


def _audited(facts: Facts, id_: str, title: str, formula: str, balance: Balance, row: dict[str, Any] | None) -> Audited:
    made = Audited(
        id_, title, formula, balance.kept, balance.left, balance.right, balance.said, balance.rows, balance.places,
        code=_code(balance),
    )  # fmt: skip
    if row is None:
        return made
    given = Waived(row["reason"], facts.label("officer", row["approver_id"]), row["waived_on"])
    holds = not made.kept and row["said"] == made.on_record
    return Audited(**{**made.__dict__, "waiver": given if holds else None, "stale": None if holds else given})


def _code(balance: Balance) -> str:
    """Six letters and digits that are others as soon as anything found is other."""
    told = (balance.left, balance.right, sorted(balance.rows), balance.said, balance.places)
    return hashlib.sha256(repr(told).encode()).hexdigest()[:6]


def _text(facts: Facts, draft: Draft) -> Text:
    """The bulletin as the formulas of the text read it."""
    m = manuscript(facts, draft)
    raw = sorted(draft.rows(BulletinLine), key=lambda row: row["position"])
    return Text(
        m.title,
        draft.values.get("period") or "",
        draft.values["as_of"],
        tuple(_passages(m, raw)),
        tuple(_said(facts, draft)),
    )


def _passages(m: Manuscript, raw: Iterable[dict[str, Any]]) -> Iterator[Passage]:
    for at, (line, row) in enumerate(zip(m.lines, raw, strict=True), 1):
        name = format_checks.place_name(line, at)
        if line.grid is None:
            yield Passage(row["position"], name, line.kind, line.text, row.get("text") or "")
        else:
            yield Passage(row["position"], name, LineKind.TABLE, "", "", line.grid.columns, line.grid.rows)


def _said(facts: Facts, draft: Draft) -> Iterator[Said]:
    """The traced numbers with what they answered when taken, and the records behind them today."""
    for row in draft.rows(BulletinFigure):
        trace = read_trace(row["asked"])
        yield Said(row["key"], trace, row["shown"], row["told"].get("value"), facts.sources.trace(trace).behind)


def checks(facts: Facts, draft: Draft) -> list[Checked]:
    """The format check list (格式核对) of what can be told without setting pages."""
    return format_checks.checks(facts, draft, manuscript(facts, draft))


def hindrances(facts: Facts, draft: Draft) -> list[str]:
    """Why the bulletin may not be issued, each as a sentence with the remedy; empty when it may."""
    broken = [
        f"{one.title}不平（{one.formula}）：{one.said}。改正或写明说明" for one in audits(facts, draft) if one.hinders
    ]
    return broken + [f"{one.label}：{one.said}。改好再印发" for one in checks(facts, draft) if one.verdict is Mark.BAD]


def waive(desk: Desk, law: Law, bulletin_id: int, audit_id: str, reason: str, approver_id: int | None) -> Outcome:
    """Let a broken formula pass with a reason and an approver (审核说明): one act, until what was found changes."""
    title = TITLES.get(audit_id)
    if title is None:
        raise Refusal(f"没有 {audit_id} 这项核对。刷新后再写说明")
    if not reason.strip():
        raise Refusal("没写说明。写明为什么不平仍可印发", "reason")
    if approver_id is None:
        raise Refusal("没选批准人。选好再存", "approver_id")
    with desk.store.unit("审核说明", reason=reason.strip()) as unit:
        facts = Facts(unit.session, desk.today)
        draft = loaded(facts, bulletin_id)
        found = next((one for one in audits(facts, draft) if one.id == audit_id), None)
        if found is None or found.kept:
            raise Refusal(f"{title}已经平了，不用说明")
        _put(draft, found, reason.strip(), approver_id, desk.today)
        records.save(desk, law, draft)
    said = f"已写明说明 {draft[Bulletin.number]} {title}"
    return Outcome(Bulletin.__tablename__, (bulletin_id,), said, unit.batch_id)


def _put(draft: Draft, found: Audited, reason: str, approver_id: int, on: date) -> None:
    """The waiver takes the place of an older one of the same formula."""
    told = {"said": found.on_record, "reason": reason, "approver_id": approver_id, "waived_on": on}
    rows = draft.rows(BulletinWaiver)
    row = next((row for row in rows if row["audit"] == found.id), None)
    if row is None:
        rows.append({"audit": found.id, **told})
    else:
        row.update(told)
