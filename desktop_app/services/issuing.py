"""Issuing a bulletin (印发): numbered and frozen with its papers in one act that nothing takes back."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.figures.engine import Question
from desktop_app.figures.month_drift import Drifted, drifted
from desktop_app.models.bulletins import Bulletin, BulletinCopy, BulletinFigure, DocNumber, DocSeries
from desktop_app.models.keeping import Blob
from desktop_app.rules.bulletins import SERIALS, UNNUMBERED, next_serial
from desktop_app.rules.chain import anchor
from desktop_app.rules.paper_code import paper_code
from desktop_app.rules.vocabulary import BulletinState, CopyKind, Naming
from desktop_app.services import doc_numbers
from desktop_app.services.checking import Audited, Checked, audits, checks, hindrances
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.drafting import drift, told_of
from desktop_app.services.facts import Facts
from desktop_app.services.freezing import Frozen, answers, data_copy
from desktop_app.services.law import Law
from desktop_app.services.manuscripts import Manuscript, Source, loaded, manuscript, sources
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import Mode, write
from desktop_app.services.reopenings import Reopened, since_last
from desktop_app.store import history
from desktop_app.store.unit import UnitOfWork
from desktop_app.system.errors import Damaged, Refusal

TRIES = 3
"""How often the papers are made again when something was written while they were made."""
KIND = Bulletin.__tablename__


@dataclass(frozen=True)
class Seal:
    """What the papers of an issue bear beside their text: the chain before it, the square code, 演练 in practice."""

    unit: str
    made_at: datetime
    anchor: str
    code: str
    practice: bool


@dataclass(frozen=True)
class Printed:
    """One paper as made: its bytes and pages."""

    data: bytes
    pages: int


class Press(Protocol):
    """Who sets and draws (印制): the same bytes for the same words and seal. Raises Refusal for what cannot be set."""

    def paper(self, m: Manuscript, seal: Seal) -> Printed:
        """The paper that goes out, as PDF."""
        ...

    def internal(self, m: Manuscript, inside: "Inside", seal: Seal) -> Printed:
        """The copy kept in the office, with where its numbers come from and what was let pass, as PDF."""
        ...

    def words(self, m: Manuscript, seal: Seal) -> Printed:
        """The paper as .docx."""
        ...


@dataclass(frozen=True)
class Inside:
    """What only the internal copy says: sources of the numbers, cross-checks let pass, the check list, re-openings."""

    sources: tuple[Source, ...]
    waived: tuple[Audited, ...]
    checks: tuple[Checked, ...]
    reopened: tuple[Reopened, ...] = ()
    drifted: tuple[Drifted, ...] = ()


@dataclass(frozen=True)
class Copy:
    """A frozen copy without its bytes (存档件)."""

    id: int
    kind: CopyKind
    naming: Naming | None
    sha256: str
    size: int
    pages: int
    anchor: str
    made_at: datetime


@dataclass(frozen=True)
class _Ready:
    """All that was read for an issue, at one moment of the file; ``head`` is the chain at that moment."""

    record_id: int
    given: Mapping[str, Any]
    series_id: int | None
    serial: int
    head: tuple[int, str]
    manuscripts: Mapping[Naming, Manuscript]
    chosen: Naming
    inside: Inside
    data: bytes
    seal: Seal

    @property
    def snapshot(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


class _Overtaken(Exception):
    """Something was written between the reading and the writing."""


def issue(
    desk: Desk,
    law: Law,
    bulletin_id: int,
    *,
    on: date | None,
    series_id: int | None,
    serial: int | None,
    press: Press,
    dated_on: date | None = None,
) -> Outcome:
    """Number a signed bulletin, freeze it and its papers, all in one transaction; it cannot be undone (印发).

    ``serial`` is the document number of the series, or the issue number of formats without one; the next one when None.
    ``dated_on`` is 成文日期, the day of signing when None. The data copy is made first: its hash stands in the square
    code of every paper, with the chain as it was before this act; the copy itself therefore names no hash of a paper.
    The papers are made from one reading before the file is locked; when anything was written meanwhile they are made
    again. Refuses a bulletin that is not 已签发, one with hindrances or numbers the ledger no longer gives.
    """
    for _ in range(TRIES):
        ready = _read(desk, bulletin_id, on, dated_on, series_id, serial)
        made = list(_printed(press, ready))
        try:
            return _keep(desk, law, ready, made)
        except _Overtaken:
            continue
    raise Refusal("制作存档件时一直有别的改动，没有印发。停下别的操作再印发")


def _read(
    desk: Desk, bulletin_id: int, on: date | None, dated_on: date | None, series_id: int | None, serial: int | None
) -> _Ready:
    with desk.facts() as facts:
        draft = loaded(facts, bulletin_id)
        _may_issue(facts, draft, on)
        numbered = draft[Bulletin.format] not in UNNUMBERED
        dated = dated_on or draft[Bulletin.signed_on]
        assert on is not None
        if dated is not None and on < dated:
            raise Refusal(f"印发日期 {on} 早于成文日期 {dated}。请改", "sent_on")
        given: dict[str, Any] = {"dated_on": dated, "sent_on": on, "state": BulletinState.ISSUED}
        if numbered:
            serial = _may_take(facts, series_id, (dated or on).year, serial, bulletin_id)
            assert series_id is not None
            practice = desk.store.practice
            given["doc_no"] = doc_numbers.written(facts, series_id, (dated or on).year, serial, practice=practice)
        else:
            serial = given["issue_no"] = _issue_no(facts, draft, serial)
        draft.values |= given
        if said := hindrances(facts, draft):
            raise Refusal("；".join(one.removesuffix("。") for one in said))
        return _ready(desk, facts, draft, given, series_id if numbered else None, serial)


def _may_issue(facts: Facts, draft: Draft, on: date | None) -> None:
    if draft[Bulletin.state] != BulletinState.SIGNED:
        ways = {
            BulletinState.DRAFT: "先送审、签发",
            BulletinState.SUBMITTED: "先签发",
            BulletinState.DROPPED: "先恢复起草",
        }
        way = ways.get(draft[Bulletin.state], "有误就发更正通报")
        raise Refusal(f"{draft[Bulletin.number]} {draft[Bulletin.state]}，不能印发。{way}", "state")
    if facts.row(KIND, draft.record_id).get("retired_at") is not None:
        raise Refusal(f"{draft[Bulletin.number]} 已删除。先恢复再印发")
    if on is None:
        raise Refusal("没填印发日期。填好再印发", "sent_on")
    if on > facts.today:
        raise Refusal(f"印发日期晚于今天 {facts.today:%m-%d}。请改早", "sent_on")
    stale = [one for one in drift(facts, draft) if (one.old, one.old_shown) != (one.new, one.new_shown)]
    if stale:
        said = "、".join(f"“{one.old_shown}”现为{one.new_shown}" for one in stale[:3])
        raise Refusal(f"文中 {len(stale)} 处数字与台账不符：{said}。退回修改，重取数字再签发")


def _may_take(facts: Facts, series_id: int | None, year: int, serial: int | None, bulletin_id: int) -> int:
    series = facts.row(DocSeries.__tablename__, series_id)
    if not series:
        raise Refusal("没选发文代字。选好再印发", "series_id")
    if series["retired_at"] is not None:
        raise Refusal(f"发文代字“{series['word']}”已删除，不能再编号。恢复它，或另选一个", "series_id")
    assert series_id is not None
    wanted = serial if serial is not None else doc_numbers.upcoming(facts, series_id, year)
    if said := doc_numbers.hindrance(facts, series_id, year, wanted, bulletin_id):
        raise Refusal(said, "serial")
    return wanted


def _issue_no(facts: Facts, draft: Draft, serial: int | None) -> int:
    """The issue number typed, or the one after the last of its kind; none is given twice."""
    others = [row for row in facts.live(KIND) if row["kind"] == draft[Bulletin.kind] and row["id"] != draft.record_id]
    sent = {row["issue_no"]: row for row in others if row["state"] == BulletinState.ISSUED and row["issue_no"]}
    asked = draft[Bulletin.issue_no] if serial is None else serial
    wanted = next_serial(sent) if asked is None else asked
    if wanted not in SERIALS:
        raise Refusal(f"期号 {wanted} 不能用。从 {SERIALS.start} 起编号，最大 {SERIALS.stop - 1}", "issue_no")
    if wanted in sent:
        raise Refusal(f"第{wanted}期已用于“{sent[wanted]['title']}”。改用别的期号", "issue_no")
    return wanted


def _ready(
    desk: Desk, facts: Facts, draft: Draft, given: Mapping[str, Any], series_id: int | None, serial: int
) -> _Ready:
    count, head = history.head(facts.session)
    judged, listed = audits(facts, draft), checks(facts, draft)
    papers = {naming: manuscript(facts, draft, naming) for naming in Naming}
    made_at = desk.clock.now()
    data = data_copy(facts, Frozen(draft, papers, judged, listed, count, head, made_at))
    digest = hashlib.sha256(data).hexdigest()
    name = str(given.get("doc_no") or draft[Bulletin.number])
    code = paper_code(name, count, head, digest)
    unit = str(facts.unit.get("name") or "")
    waived = tuple(one for one in judged if not one.kept and one.waiver is not None)
    return _Ready(
        draft.record_id or 0,
        given,
        series_id,
        serial,
        (count, head),
        papers,
        draft[Bulletin.naming],
        Inside(
            tuple(sources(facts, draft)),
            waived,
            tuple(listed),
            tuple(since_last(facts, draft.record_id)),
            tuple(drifted(Question(facts.session, facts.today))),
        ),
        data,
        Seal(unit, made_at, anchor(count, head), code, desk.store.practice),
    )


def _printed(press: Press, ready: _Ready) -> Iterator[tuple[CopyKind, Naming | None, Printed]]:
    """The papers in every naming, the internal copy with full names, the words as they go out, the data."""
    for naming, m in ready.manuscripts.items():
        yield CopyKind.PAPER, naming, press.paper(m, ready.seal)
    yield CopyKind.INTERNAL, Naming.NAMED, press.internal(ready.manuscripts[Naming.NAMED], ready.inside, ready.seal)
    yield CopyKind.WORDS, ready.chosen, press.words(ready.manuscripts[ready.chosen], ready.seal)
    yield CopyKind.DATA, None, Printed(ready.data, 0)


def _keep(desk: Desk, law: Law, ready: _Ready, made: list[tuple[CopyKind, Naming | None, Printed]]) -> Outcome:
    with desk.store.unit(f"印发{law.title}", undoable=False) as unit:
        session = unit.session
        if history.head(session) != ready.head:
            raise _Overtaken
        facts = Facts(session, desk.today)
        paper = session.get_one(Bulletin, ready.record_id)
        number = _numbered(unit, facts, desk, ready, paper)
        _retell(facts, ready.record_id)
        _add_copies(session, ready, made)
        draft = loaded(facts, ready.record_id)
        draft.values |= ready.given
        record, warnings = write(unit, law, draft, facts, Mode.DESK)
        _close(session, record, ready.snapshot)
        said = f"已印发 {number or f'{paper.number} 第{ready.serial}期'}，存档 {len(made)} 件"
    touched = frozenset({KIND, DocNumber.__tablename__})
    return Outcome(KIND, (ready.record_id,), said, unit.batch_id, tuple(warnings), touched)


def _numbered(unit: UnitOfWork, facts: Facts, desk: Desk, ready: _Ready, paper: Bulletin) -> str:
    if ready.series_id is None:
        return ""
    year, on = (ready.given["dated_on"] or ready.given["sent_on"]).year, ready.given["sent_on"]
    row = doc_numbers.take(unit, facts, ready.series_id, year, ready.serial, desk.store.practice, paper, on)
    return row.number


def _retell(facts: Facts, bulletin_id: int) -> None:
    """The records behind every number as they are on the day of issue."""
    now = answers(facts, loaded(facts, bulletin_id))
    asked = select(BulletinFigure).where(BulletinFigure.bulletin_id == bulletin_id)
    for row in facts.session.scalars(asked):
        row.told = told_of(now[row.key])
    facts.session.flush()


def _add_copies(session: Session, ready: _Ready, made: list[tuple[CopyKind, Naming | None, Printed]]) -> None:
    for kind, naming, printed in made:
        sha256 = hashlib.sha256(printed.data).hexdigest()
        if session.get(Blob, sha256) is None:
            session.add(Blob(sha256=sha256, size=len(printed.data), data=printed.data))
            session.flush()
        session.add(
            BulletinCopy(
                bulletin_id=ready.record_id,
                kind=kind,
                naming=naming,
                sha256=sha256,
                size=len(printed.data),
                pages=printed.pages,
                anchor=ready.seal.anchor,
                made_at=ready.seal.made_at,
            )
        )
    session.flush()


def _close(session: Session, record: Any, snapshot: str) -> None:
    """The last stroke: from here on the file itself refuses every change, so version and snapshot go together."""
    record.snapshot = snapshot
    record.version += 1
    session.flush()


def copies(facts: Facts, bulletin_id: int) -> list[Copy]:
    """The frozen copies of a bulletin in the order they were made."""
    asked = select(BulletinCopy).where(BulletinCopy.bulletin_id == bulletin_id).order_by(BulletinCopy.id)
    return [
        Copy(row.id, row.kind, row.naming, row.sha256, row.size, row.pages, row.anchor, row.made_at)
        for row in facts.session.scalars(asked)
    ]


def copy_bytes(facts: Facts, copy_id: int) -> bytes:
    """The bytes of a copy, compared with their hash. Raises Damaged."""
    sha256 = facts.session.execute(select(BulletinCopy.sha256).where(BulletinCopy.id == copy_id)).scalar_one()
    data = facts.session.execute(select(Blob.data).where(Blob.sha256 == sha256)).scalar()
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged("通报存档件与印发时不符，没有打开。从备份恢复")
    return data
