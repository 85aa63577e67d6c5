"""Issued bulletins for tests: written over the problems of April, signed, numbered, printed with real papers."""

import io
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from desktop_app.figures.traced import Trace
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.reports.bulletin_paper import bulletin_document
from desktop_app.reports.pdf import render
from desktop_app.reports.styles import Footer, Meta
from desktop_app.rules.manuscript import figure, mark
from desktop_app.rules.vocabulary import BulletinKind, LineKind
from desktop_app.services import drafting, issuing, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.issuing import Inside, Printed, Seal
from desktop_app.services.manuscripts import Manuscript
from desktop_app.services.outcome import Outcome
from tests.kit import bulletins as kit

AS_OF, SIGNED, SENT = date(2015, 4, 30), date(2015, 5, 4), date(2015, 5, 5)
TITLE = "关于4月份问题整改进展情况的通报"
COUNT, CLOSED, OVERDUE = (Trace(f"issues.{name}", AS_OF) for name in ("count", "closed", "overdue"))
SUBJECTS = ("共发现问题", "其中销号", "还在整改", "销号率为")


@dataclass
class PlainPress:
    """A press that sets every paper as it goes out and the words as bare text; ``seals`` are those it was given."""

    seals: list[Seal] = field(default_factory=list)

    def paper(self, m: Manuscript, seal: Seal) -> Printed:
        self.seals.append(seal)
        out = io.BytesIO()
        footer = Footer(anchor=f"操作记录 {seal.anchor}", code=seal.code, watermark="演练" if seal.practice else "")
        pages = render(bulletin_document(m, Meta(seal.unit, seal.made_at, m.title), footer), out).pages
        return Printed(out.getvalue(), pages)

    def internal(self, m: Manuscript, inside: Inside, seal: Seal) -> Printed:
        return self.paper(replace(m, annotation="内部留存"), seal)

    def words(self, m: Manuscript, seal: Seal) -> Printed:
        return Printed("\n".join(line.text for line in m.lines).encode(), 0)


def series(desk: Desk) -> int:
    """The office's first 代字."""
    with desk.facts() as facts:
        return min(row["id"] for row in facts.live("doc_series"))


def word(desk: Desk) -> str:
    with desk.facts() as facts:
        return str(facts.row("doc_series", series(desk))["word"])


def written(desk: Desk, officer: int | None = None, traces: tuple[Trace, ...] = (COUNT, CLOSED), **more: Any) -> Draft:
    """A draft that says these numbers, and names an officer."""
    with desk.facts() as facts:
        figures = [drafting.figure_row(facts, f"n{at}", trace) for at, trace in enumerate(traces, 1)]
    said = "，".join(f"{SUBJECTS[at]}{figure(row['key'])}" for at, row in enumerate(figures))
    named = f"{mark('p', officer)}承办的已整改。" if officer else ""
    given = {"kind": BulletinKind.PROGRESS, "title": TITLE, "as_of": AS_OF, "addressee": "各部门"}
    made = new_draft(Bulletin, {**given, **more})
    texts = ((LineKind.FIRST, "总体情况"), (LineKind.TEXT, f"{said}。{named}"), (LineKind.TEXT, "特此通报。"))
    made.parts[BulletinLine.__tablename__] = kit.lines(*texts)
    made.parts[BulletinFigure.__tablename__] = figures
    return made


def signed(desk: Desk, signer: int, made: Draft, on: date = SIGNED) -> int:
    """Written, sent for approval and signed."""
    return kit.signed(desk, records.save(desk, BULLETINS, made).ids[0], signer, on)


def issue(desk: Desk, bulletin_id: int, serial: int | None = None, **more: Any) -> Outcome:
    """Number and freeze a signed one."""
    given = {"on": SENT, "series_id": series(desk), "press": PlainPress(), **more}
    return issuing.issue(desk, BULLETINS, bulletin_id, serial=serial, **given)


def issued(desk: Desk, signer: int, made: Draft, serial: int | None = None, **more: Any) -> int:
    """All the way to the printer."""
    bulletin_id = signed(desk, signer, made)
    issue(desk, bulletin_id, serial, **more)
    return bulletin_id


def row(desk: Desk, bulletin_id: int) -> dict[str, Any]:
    """The bulletin's own row."""
    with desk.facts() as facts:
        return dict(facts.row("bulletin", bulletin_id))


def kept(desk: Desk, bulletin_id: int) -> list[tuple[issuing.Copy, bytes]]:
    """Its frozen copies with their bytes."""
    with desk.facts() as facts:
        return [(copy, issuing.copy_bytes(facts, copy.id)) for copy in issuing.copies(facts, bulletin_id)]
