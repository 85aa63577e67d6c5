"""Document numbers (文号): one counter for each 代字 and year; a number is given once, kept back, or thrown away."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desktop_app.models.bulletins import Bulletin, DocNumber, DocSeries
from desktop_app.models.plan import Plan, Standard
from desktop_app.rules.bulletins import SERIALS, YEARS, doc_number, gaps, next_serial, read_doc_number
from desktop_app.rules.search import search_text
from desktop_app.rules.vocabulary import DocNumberState
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts, Row
from desktop_app.services.outcome import Outcome
from desktop_app.store.undo import REASON
from desktop_app.store.unit import UnitOfWork
from desktop_app.system.errors import Refusal

PRACTICE = "演练"
"""Stands before the 代字 in the practice county: no paper of it bears an official number."""
MOST = 200
"""A range longer than this is a slip of the keyboard."""
_KIND = DocNumber.__tablename__
_BORNE = (Bulletin, Plan, Standard)
"""Records that say their own number; it may have been given before this program kept the numbers."""


def upcoming(facts: Facts, series_id: int, year: int) -> int:
    """The serial after the last one; numbers of deleted entries are passed over."""
    blocked = {row["serial"] for row in _rows(facts, series_id, year) if not _taken_back(row)}
    serial = next_serial(_counted(facts, series_id, year))
    while serial in blocked:
        serial += 1
    return serial


def missing(facts: Facts, series_id: int, year: int, taken: int | None = None) -> list[int]:
    """Serials between the first and the last of which nothing is known (漏号); ``taken`` is one about to be given."""
    return gaps(_counted(facts, series_id, year) | ({taken} if taken else set()))


def written(facts: Facts, series_id: int, year: int, serial: int, *, practice: bool = False) -> str:
    """The number as printed: 清检发〔2015〕18号."""
    word = facts.row(DocSeries.__tablename__, series_id).get("word")
    if not word:
        raise Refusal("没选发文代字。选好再编号", "series_id")
    return doc_number(f"{PRACTICE}{word}" if practice else str(word), year, serial)


def hindrance(facts: Facts, series_id: int, year: int, serial: int, paper_id: int | None = None) -> str:
    """Why a serial may not be given to a paper; empty when it may. A reserved one may, and one the paper itself bears.

    ``paper_id`` is the bulletin that asks.
    """
    called = written(facts, series_id, year, serial)
    if said := beyond(year, serial):
        return said
    for row in _rows(facts, series_id, year):
        if row["serial"] == serial and not _taken_back(row):
            return _refused(row, called)
    others = (
        title
        for found, title, bulletin_id in _borne(facts, series_id, year)
        if found == serial and bulletin_id != paper_id
    )
    title = next(others, None)
    return f"{called} 已在“{title}”上用过。改用别的号" if title is not None else ""


def beyond(year: int, serial: int) -> str:
    """Why a number cannot be one of any series; empty when it can."""
    if year not in YEARS:
        return f"年份 {year} 不对。写四位年份，如 2015"
    if serial in SERIALS:
        return ""
    return f"序号 {serial} 不能用。从 {SERIALS.start} 起编号，最大 {SERIALS.stop - 1}"


def _refused(row: Row, called: str) -> str:
    if row["retired_at"] is not None:
        return f"{called} 登记后又删除，号码不重用。改用别的号"
    if row["state"] == DocNumberState.VOID:
        return f"{called} 已作废，号码不重用。改用别的号"
    return f"{called} 已用于“{row['title']}”。改用别的号" if row["state"] == DocNumberState.USED else ""


def reserve(desk: Desk, series_id: int, year: int, first: int, last: int | None = None, *, reason: str) -> Outcome:
    """Keep back a number or a range (预留) for papers still to come."""
    if not reason.strip():
        raise Refusal("没写预留原因。写明留给什么文", "reason")
    told = {"state": DocNumberState.RESERVED, "title": "预留", "reason": reason.strip(), "taken_on": desk.today}
    return _enter(desk, "预留", series_id, year, _range(first, last), told)


def outside(
    desk: Desk, series_id: int, year: int, first: int, last: int | None = None, *, title: str, on: date | None = None
) -> Outcome:
    """Enter numbers given to papers outside this program (程序外发文), one or a range at once."""
    if not title.strip():
        raise Refusal("没写标题。写明是什么文再存", "title")
    told = {"state": DocNumberState.USED, "title": title.strip(), "taken_on": on or desk.today}
    return _enter(desk, "登记", series_id, year, _range(first, last), told)


def _range(first: int, last: int | None) -> range:
    serials = range(first, (first if last is None else last) + 1)
    if not serials:
        raise Refusal(f"末号 {last} 小于首号 {first}。请改", "last")
    if len(serials) > MOST:
        raise Refusal(f"一次最多 {MOST} 个号。核对首号和末号", "last")
    return serials


def _enter(desk: Desk, verb: str, series_id: int, year: int, serials: range, told: Mapping[str, Any]) -> Outcome:
    """New entries for a range of free serials, as one undoable act."""
    with desk.store.unit(f"{verb}文号", reason=str(told.get("reason") or "")) as unit:
        facts = Facts(unit.session, desk.today)
        for serial in serials:
            if said := hindrance(facts, series_id, year, serial) or _kept_back(facts, series_id, year, serial):
                raise Refusal(said, "serial")
        rows = [_put(unit, facts, series_id, year, serial, desk.store.practice, told) for serial in serials]
    said = f"已{verb} {rows[0].number}" + (f"至{serials[-1]}号" if len(rows) > 1 else "")
    return Outcome(_KIND, tuple(row.id for row in rows), said, unit.batch_id)


def _kept_back(facts: Facts, series_id: int, year: int, serial: int) -> str:
    if not any(row["serial"] == serial and row["retired_at"] is None for row in _rows(facts, series_id, year)):
        return ""
    return f"{written(facts, series_id, year, serial)} 已预留。印发时直接用它，或另选一个号"


def void(desk: Desk, series_id: int, year: int, serial: int, *, reason: str) -> Outcome:
    """Throw a number away (作废): one kept back, or one missing that no paper bears."""
    if not reason.strip():
        raise Refusal("没写作废原因。写明为什么再存", "reason")
    with desk.store.unit("作废文号", reason=reason) as unit:
        facts = Facts(unit.session, desk.today)
        if said := hindrance(facts, series_id, year, serial):
            raise Refusal(said)
        told = {"state": DocNumberState.VOID, "title": "作废", "reason": reason.strip(), "taken_on": desk.today}
        row = _put(unit, facts, series_id, year, serial, desk.store.practice, told)
    return Outcome(_KIND, (row.id,), f"已作废 {row.number}", unit.batch_id)


def take(
    unit: UnitOfWork, facts: Facts, series_id: int, year: int, serial: int, practice: bool, paper: Bulletin, on: date
) -> DocNumber:
    """Give a number to a bulletin inside a running act; a reserved one is used up. Raises Refusal."""
    if said := hindrance(facts, series_id, year, serial, paper.id):
        raise Refusal(said, "serial")
    told = {"state": DocNumberState.USED, "title": paper.title, "taken_on": on, "bulletin_id": paper.id}
    return _put(unit, facts, series_id, year, serial, practice, told)


def _put(
    unit: UnitOfWork, facts: Facts, series_id: int, year: int, serial: int, practice: bool, told: Mapping[str, Any]
) -> DocNumber:
    """Write one number over the entry kept back or taken back, or as a new one."""
    row = _entry(unit.session, facts, series_id, year, serial)
    if row is None:
        number = written(facts, series_id, year, serial, practice=practice)
        row = DocNumber(number=number, series_id=series_id, year=year, serial=serial)
        unit.session.add(row)
    row.retired_at, row.retired_reason = None, ""
    for name, value in told.items():
        setattr(row, name, value)
    row.search_text = search_text([row.number], [row.title])
    unit.session.flush()
    return row


def _entry(session: Session, facts: Facts, series_id: int, year: int, serial: int) -> DocNumber | None:
    found = next((row["id"] for row in _rows(facts, series_id, year) if row["serial"] == serial), None)
    return session.get_one(DocNumber, found) if found is not None else None


def _counted(facts: Facts, series_id: int, year: int) -> set[int]:
    entered = {row["serial"] for row in _rows(facts, series_id, year) if row["retired_at"] is None}
    return entered | {serial for serial, _, _ in _borne(facts, series_id, year)}


def _rows(facts: Facts, series_id: int, year: int) -> Iterator[Row]:
    """Entries of a 代字 in a year, also those laid aside. What counts is the 代字 the number itself says: one entered
    twice has one counter, and one renamed keeps the numbers it gave before.
    """
    word = _word(facts, series_id)
    return (row for row in facts.rows(_KIND).values() if row["year"] == year and _says(row, word, series_id))


def _word(facts: Facts, series_id: int) -> str:
    return str(facts.row(DocSeries.__tablename__, series_id).get("word") or "")


def _says(row: Row, word: str, series_id: int) -> bool:
    read = read_doc_number(row["number"])
    return _bare(read[0]) == _solid(word) if read else row["series_id"] == series_id


def _bare(word: str) -> str:
    """A 代字 without 演练 before it."""
    return word.removeprefix(PRACTICE)


def _solid(word: str) -> str:
    read = read_doc_number(doc_number(word, YEARS.start, SERIALS.start))
    return read[0] if read else word


def _borne(facts: Facts, series_id: int, year: int) -> Iterator[tuple[int, str, int]]:
    """Serials of this 代字 and year that live records of other tables bear: serial, title, id of the bulletin or 0."""
    word = _solid(_word(facts, series_id))
    for model in _BORNE:
        for row in facts.live(model.__tablename__):
            read = read_doc_number(row["doc_no"])
            if read is not None and _bare(read[0]) == word and read[1] == year:
                yield read[2], row.get("title") or row.get("name") or "", row["id"] if model is Bulletin else 0


def _taken_back(row: Row) -> bool:
    """An entry whose act was undone never gave its number to anything."""
    return row["retired_at"] is not None and row["retired_reason"] == REASON and row["bulletin_id"] is None
