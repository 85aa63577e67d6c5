"""Versions of the score standard (评分标准): its clauses and known defects, found by what is typed; a new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop_app.models.reviews import ScoreDefect, ScoreItem, ScoreStandard
from desktop_app.rules.names import match
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import Severity
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

_MARKS = dict.fromkeys(map(ord, "、，,。；;：:（）()《》“”·-— "))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause (评查点) of a standard; ``full`` are its points in hundredths."""

    code: str
    item: str
    text: str
    full: int


@dataclass(frozen=True, slots=True)
class Defect:
    """A known defect (常见问题) with the clause it belongs to; ``points`` off in hundredths, ``full`` the clause's."""

    code: str
    clause_code: str
    item: str
    clause: str
    full: int
    text: str
    points: int
    severity: Severity

    def finding(self, **other: Any) -> Values:
        """What ``put`` takes to enter it; ``other`` overrides, such as page or points."""
        told = {"item": self.item, "clause": self.clause, "code": self.code, "full": self.full, "text": self.text}
        return {**told, "points": self.points, "severity": self.severity, **other}


@dataclass(frozen=True, slots=True)
class Standard:
    """A version of the score standard, read once (评分标准)."""

    id: int
    title: str
    full: int
    clauses: tuple[Clause, ...]

    @property
    def worth(self) -> dict[tuple[str, str], int]:
        """Points by item and clause."""
        return {(clause.item, clause.text): clause.full for clause in self.clauses}


def standard(facts: Facts, standard_id: int | None) -> Standard | None:
    """The standard with its clauses; None if there is none. Read once in a reading."""
    if standard_id is None:
        return None
    return facts.once(f"score_standard {standard_id}", lambda asked: _standard(asked, standard_id))


def _standard(facts: Facts, standard_id: int) -> Standard | None:
    row = facts.row(ScoreStandard.__tablename__, standard_id)
    if not row:
        return None
    items = facts.session.execute(
        select(ScoreItem.code, ScoreItem.item, ScoreItem.clause, ScoreItem.points)
        .where(ScoreItem.standard_id == standard_id)
        .order_by(ScoreItem.id)
    )
    clauses = tuple(Clause(*told) for told in items)
    return Standard(standard_id, row["title"], row["full"], clauses)


def defects(facts: Facts, standard_id: int | None) -> tuple[Defect, ...]:
    """The known defects of a standard in its order; none without one. Read once in a reading."""
    own = standard(facts, standard_id)
    return facts.once(f"score_defects {own.id}", lambda asked: _defects(asked, own)) if own is not None else ()


def _defects(facts: Facts, own: Standard) -> tuple[Defect, ...]:
    by_code = {clause.code: clause for clause in own.clauses}
    rows = facts.session.scalars(select(ScoreDefect).where(ScoreDefect.standard_id == own.id).order_by(ScoreDefect.id))
    nothing = Clause("", "", "", 0)
    found = ((row, by_code.get(row.clause_code, nothing)) for row in rows)
    return tuple(
        Defect(
            row.code,
            row.clause_code,
            own.item,
            own.text,
            own.full,
            row.text,
            row.points,
            row.severity or Severity.COMMON,
        )
        for row, own in found
    )


def find_defects(among: Sequence[Defect], typed: str) -> tuple[Defect, ...]:
    """The defects a typed code (A03), initials, pinyin or text means, the surest first; all for nothing typed."""
    wanted = tight(typed)
    if not wanted:
        return tuple(among)
    ranked = [(rank, at) for at, defect in enumerate(among) if (rank := _rank(defect, wanted)) is not None]
    return tuple(among[at] for _, at in sorted(ranked))


def _rank(defect: Defect, wanted: str) -> int | None:
    """How surely a typed text means a defect: 0 its code, then codes begun, then where in the text it was met."""
    code, folded = tight(defect.code).lower(), wanted.lower()
    if code == folded:
        return 0
    if code.startswith(folded):
        return 1
    bare = wanted.translate(_MARKS)
    met = match(bare, defect.text.translate(_MARKS)) if bare else None
    return met.start + 2 if met is not None else None


def new_version(desk: Desk, law: Law, standard_id: int, version_no: str, valid_from: date | None) -> Outcome:
    """Found a later version with all clauses and defects of this one (另立新版); the old one stays as it is.

    Refuses a version without its name or first day, one named already, and one that begins no later.
    """
    with desk.facts() as facts:
        old = records.load(facts.session, ScoreStandard, standard_id, (ScoreItem, ScoreDefect))
        _may_found(facts, old, version_no.strip(), valid_from)
    given = {**old.values, "number": "", "version_no": version_no.strip(), "valid_from": valid_from}
    made = new_draft(ScoreStandard, given)
    for part in (ScoreItem, ScoreDefect):
        made.parts[part.__tablename__] = [_copied(row) for row in old.rows(part)]
    return records.save(desk, law, made)


def _may_found(facts: Facts, old: Draft, version_no: str, valid_from: date | None) -> None:
    if not version_no:
        raise Refusal("没填版本。写明如“2016”再存", "version_no")
    title = old[ScoreStandard.title]
    same = (row for row in facts.live(ScoreStandard.__tablename__) if row["title"] == title)
    if any(tight(row["version_no"]) == tight(version_no) for row in same):
        raise Refusal(f"《{title}》已有 {version_no} 版。另起版本名", "version_no")
    began = old[ScoreStandard.valid_from]
    if valid_from is None:
        raise Refusal("没填施行日期。填好再存", "valid_from")
    if began is not None and valid_from <= began:
        raise Refusal(f"施行日期不晚于原版的 {began}。新版请填更晚的日期", "valid_from")


def _copied(row: Values) -> Values:
    return {name: value for name, value in row.items() if name not in ("id", "standard_id")}


def newest(facts: Facts, on: date, kind: str = ScoreStandard.__tablename__) -> int | None:
    """The standard (or grade scheme, by ``kind``) in force on a day: the one begun last; None if none had begun."""
    begun = [row for row in facts.live(kind) if row["valid_from"] is None or row["valid_from"] <= on]
    best = max(begun, key=lambda row: (row["valid_from"] or date.min, -row["id"]), default=None)
    return best["id"] if best is not None else None
