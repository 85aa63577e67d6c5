"""Drafts from data (据数起草): what can be drafted, the draft, how its numbers moved since, and one number for it."""

import copy
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from desktop_app.figures.engine import Behind, by_kind
from desktop_app.figures.ledgers import BY_ID
from desktop_app.figures.traced import Sources, Trace, Traced, read_trace
from desktop_app.models.basics import Term
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.rules.vocabulary import BulletinKind, Naming, PaperFormat
from desktop_app.rules.wording import Composed, Said, Template
from desktop_app.rules.wording_saying import compose
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.drafting_answers import FileAnswers
from desktop_app.services.drafting_times import Times, setting, suggested, times
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.manuscripts import question
from desktop_app.services.outcome import Outcome
from desktop_app.services.setup import PHRASES
from desktop_app.services.wordings import template_of, templates
from desktop_app.system.errors import Refusal

_DIGITS = re.compile(r"^(?:—|\d+(?:\.\d+)?%?)")


@dataclass(frozen=True)
class Offer:
    """A kind that can be drafted (可起草的种类): its title pattern, what it is about, whether its ledgers are kept.

    ``lacking`` names the ledgers that are not; ``spans`` are the lengths of period it is written for, ``periods`` those
    that have begun, as typed and as said, the newest first of each length.
    """

    kind: BulletinKind
    title: str
    about: str
    alive: bool
    lacking: tuple[str, ...]
    spans: tuple[str, ...]
    periods: tuple[tuple[str, str], ...] = ()


def offers(facts: Facts) -> tuple[Offer, ...]:
    """Every kind in order, those whose ledgers are not kept yet too."""
    made = (_offer(kind) for kind in BulletinKind if kind in templates())
    return tuple(replace(offer, periods=suggested(facts, offer.spans)) for offer in made)


def _superior(facts: Facts, template: Template) -> str:
    """A report goes to the procuratorate above (上级院), where the unit's own row names it."""
    return str(facts.unit.get("superior") or "") if template.format == PaperFormat.UPWARD else ""


def _offer(kind: BulletinKind) -> Offer:
    template = template_of(kind)
    lacking = tuple(dict.fromkeys(ledger for figure, ledger in template.needs.items() if figure not in BY_ID))
    return Offer(kind, kind.value, template.about, not lacking, lacking, template.spans)


def draft(
    desk: Desk, law: Law, kind: BulletinKind, period: str, *, as_of: date | None = None, naming: Naming | None = None
) -> Outcome:
    """Draft a bulletin of a kind over a period and keep it, as one act. Refuses a kind whose ledgers are not kept."""
    with desk.facts() as facts:
        made = drafted(facts, kind, period, as_of=as_of, naming=naming)
    return replace(records.save(desk, law, made), said=f"已起草 {made[Bulletin.title]}")


def drafted(
    facts: Facts,
    kind: BulletinKind,
    period: str,
    *,
    as_of: date | None = None,
    naming: Naming | None = None,
    answering: Callable[[Facts, Times], FileAnswers] = FileAnswers,
) -> Draft:
    """The draft, unsaved. ``answering`` makes what answers, where that is not the whole file (单件通报)."""
    offer = _offer(kind)
    if not offer.alive:
        raise Refusal(f"还没有{'、'.join(offer.lacking)}台账，不能起草{kind.value}。先登记台账", "kind")
    template = template_of(kind)
    answers = answering(facts, times(facts, kind, period, as_of))
    at = answers.at
    composed = compose(template, setting(facts, at), answers)
    made = new_draft(
        Bulletin,
        {
            "kind": kind,
            "title": composed.title,
            "period": at.period,
            "as_of": at.as_of,
            "format": PaperFormat(template.format),
            "naming": naming or Naming.CODED,
            "addressee": template.addressee or _superior(facts, template),
            "attachments": "\n".join(composed.attachments),
            "copied_to": template.copied_to,
            "drafter_id": _keeper(facts),
            "issue_no": _next_issue(facts, kind) if template.format == PaperFormat.BRIEFING else None,
        },
    )
    fill(made, composed, answers)
    return made


def fill(made: Draft, composed: Composed, answers: FileAnswers) -> None:
    """Put a composed text into a draft: its paragraphs and traced numbers."""
    made.parts[BulletinLine.__tablename__] = [line_row(at, line) for at, line in enumerate(composed.lines, 1)]
    made.parts[BulletinFigure.__tablename__] = [
        _row(told.key, answers.traced(told.asked), told.shown) for told in composed.figures
    ]


def line_row(at: int, line: Said) -> dict[str, Any]:
    """A paragraph as it is kept."""
    grid: dict[str, Any] = {}
    if line.grid is not None:
        columns, rows = list(line.grid.columns), [list(row) for row in line.grid.rows]
        grid = {"caption": line.grid.caption, "columns": columns, "rows": rows, "landscape": line.grid.landscape}
    return {"position": at, "kind": line.kind, "text": line.text, "grid": grid}


def _row(key: str, found: Traced, shown: str) -> dict[str, Any]:
    return {"key": key, "asked": found.trace.told(), "told": told_of(found), "shown": shown}


def told_of(found: Traced) -> dict[str, Any]:
    """What a trace answered, as it is kept: the number, the records by a digest and by id."""
    return {"value": found.value, "rows": found.digest, "ids": by_kind(found.behind)}


def _keeper(facts: Facts) -> int | None:
    """The officer who keeps the file drafts the paper (拟稿人)."""
    alike = facts.namesakes(str(facts.unit.get("keeper") or ""))
    return int(alike[0]["id"]) if len(alike) == 1 else None


def _next_issue(facts: Facts, kind: BulletinKind) -> int:
    asked = select(func.max(Bulletin.issue_no)).where(Bulletin.kind == kind, Bulletin.retired_at.is_(None))
    return (facts.session.scalar(asked) or 0) + 1


@dataclass(frozen=True)
class Drift:
    """A number of a text that the file answers otherwise now (数字变动), with the records that came or went."""

    key: str
    label: str
    old_shown: str
    new_shown: str
    old: int | float | None
    new: int | float | None
    moved: tuple[Behind, ...]


def drift(facts: Facts, given: Draft) -> list[Drift]:
    """The numbers of a text that moved since they were taken, in the order of the text."""
    return [_drift(row, found) for row, found in _moved(facts, given)]


def _moved(facts: Facts, given: Draft) -> Iterator[tuple[dict[str, Any], Traced]]:
    sources = facts.sources
    for row in given.rows(BulletinFigure):
        found = _asked_again(sources, read_trace(row["asked"]))
        if found is not None and (_answered(row["told"]) != (found.value, found.digest) or _misprinted(row, found)):
            yield row, found


def _answered(told: Mapping[str, Any]) -> tuple[Any, Any]:
    return told.get("value"), told.get("rows")


def _misprinted(row: Mapping[str, Any], found: Traced) -> bool:
    """Whether the words printed are not those of the answer they were taken from."""
    return bool(row["told"].get("value") == found.value and row["shown"] != reshown(row["shown"], found))


def _asked_again(sources: Sources, trace: Trace) -> Traced | None:
    return sources.trace(trace) if trace.figure in BY_ID else None


def _drift(row: Mapping[str, Any], found: Traced) -> Drift:
    old = row["told"]
    before = {(kind, id_) for kind, ids in (old.get("ids") or {}).items() for id_ in ids}
    moved = tuple(sorted(before ^ set(found.behind))) if "ids" in old else ()
    label = f"{BY_ID[found.trace.figure].label}（{question(found.trace)}）"
    return Drift(row["key"], label, row["shown"], reshown(row["shown"], found), old.get("value"), found.value, moved)


def reshown(shown: str, found: Traced) -> str:
    """The new number with the measure word of the old; where that is no number, with its own."""
    return found.digits + (_DIGITS.sub("", shown, count=1) if _DIGITS.match(shown) else found.unit)


def retake(facts: Facts, given: Draft, keys: Collection[str] | None = None) -> Draft:
    """A copy of the draft with numbers taken anew (重取数字), all or those named; nothing is saved."""
    taken = copy.deepcopy(given)
    new = {row["key"]: found for row, found in _moved(facts, given) if keys is None or row["key"] in keys}
    for row in taken.rows(BulletinFigure):
        if row["key"] in new:
            row["shown"] = reshown(row["shown"], new[row["key"]])
            row["told"] = told_of(new[row["key"]])
    return taken


def figure_row(facts: Facts, key: str, trace: Trace, unit_word: str | None = None) -> dict[str, Any]:
    """One number to put into a text: a row of BulletinFigure. Refuses an unknown figure or one without an answer."""
    found = facts.sources.trace(trace)
    if found.value is None:
        raise Refusal(f"{BY_ID[trace.figure].label}在这一天没有数。换一个指标或日期")
    return _row(key, found, found.digits + (found.unit if unit_word is None else unit_word))


def phrases(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The phrase bank (常用语): phrases under their headings, in the order of the dictionary."""
    terms = sorted(
        (row for row in facts.live(Term.__tablename__) if row["dictionary"] == PHRASES),
        key=lambda row: row["position"],
    )
    heads = [row for row in terms if row["parent_id"] is None]
    return {head["word"]: tuple(row["word"] for row in terms if row["parent_id"] == head["id"]) for head in heads}
