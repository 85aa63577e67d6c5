"""How records are linked (关联), as the tables themselves tell it: a table that comes later is linked by being there.

A record points to another by a foreign key, its own or that of one of its parts, or by a number kept as text
(decision 0015). Beside the tables stand the ties written down by hand (Tie) and the numbers of bulletins, which keep
the records they were counted from.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    bindparam,
    cast,
    column,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from desktop_app.models.base import Attr, Part, Record
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.models.cases import CaseFile
from desktop_app.models.catalogue import KINDS
from desktop_app.models.issues import IssueCase
from desktop_app.models.people import Officer
from desktop_app.models.seizures import CountLine, CustodyEvent, Freeze, MoneyEntry, SeizedItem
from desktop_app.rules.manuscript import mark
from desktop_app.store.part_rows import link_of, owner_of

CASE_NO = "case_no"
"""The column that names a case by its number, wherever it stands."""
BY_TEXT: Mapping[str, Attr[Any]] = {CASE_NO: CaseFile.number, "bulletin_no": Bulletin.doc_no, "behind": Freeze.number}
"""Columns that keep a number as text, and the column that number stands in."""
OF_ANOTHER: tuple[Attr[Any], ...] = (
    SeizedItem.seizure_id,
    CustodyEvent.item_id,
    CountLine.item_id,
    MoneyEntry.item_id,
)
"""What belongs to a case because what it points to does."""
AS_WRITTEN: tuple[Attr[Any], ...] = (IssueCase.case_no,)
"""Numbers of cases that stand as somebody wrote them: in full width, in other brackets."""
_WIDE = dict(zip("０１２３４５６７８９〔【［（(〕】］）)　 ", [*"0123456789", *"[[[[[", *"]]]]]", "", ""], strict=True))
TIES, FIGURE, NAMED = "tie", BulletinFigure.__tablename__, BulletinLine.__tablename__
_BULLETIN, _OFFICER, _CASE = Bulletin.__tablename__, Officer.__tablename__, CaseFile.__tablename__
_AT = "at"


@dataclass(frozen=True, slots=True)
class Road:
    """One way a kind of record points to another: the part it stands in ("" for its own row), column, target kind."""

    kind: str
    part: str
    name: str
    target: str

    @property
    def table(self) -> Table:
        made: Table = KINDS[self.part or self.kind].__table__  # type: ignore[assignment]
        return made

    @property
    def owner(self) -> ColumnElement[Any]:
        """The id of the record that points."""
        if not self.part:
            return self.table.c.id
        part = KINDS[self.part]
        assert issubclass(part, Part)
        return self.table.c[link_of(part).key]

    @property
    def pointing(self) -> ColumnElement[Any]:
        return self.table.c[self.name]


@dataclass(frozen=True, slots=True)
class Link:
    """A record linked to the one asked about: by which road, in which part row; ``pointing`` if it points there."""

    kind: str
    id: int
    part: str
    name: str
    row: int | None
    pointing: bool


@cache
def roads() -> tuple[Road, ...]:
    """Every road there is."""
    return tuple(_roads())


def _roads() -> Iterator[Road]:
    for kind, model in KINDS.items():
        table: Table = model.__table__  # type: ignore[assignment]
        owner, link = kind, ""
        if issubclass(model, Part):
            if not next((is_record(name) for one in table.columns for name in _targets(one)), False):
                continue
            owner, link = str(owner_of(model).__tablename__), link_of(model).key
        for one in table.columns:
            targets = [name for name in _targets(one) if is_record(name)]
            if one.key != link and targets:
                yield Road(owner, kind if owner != kind else "", one.key, targets[0])
            elif one.key in BY_TEXT and isinstance(one.type, String):
                target = BY_TEXT[one.key].class_.__tablename__
                yield Road(owner, kind if owner != kind else "", one.key, str(target))


def _targets(one: ColumnElement[Any]) -> list[str]:
    return [str(key.column.table.name) for key in one.foreign_keys]


def roads_to(kind: str) -> tuple[Road, ...]:
    return tuple(road for road in roads() if road.target == kind)


def _by_text(road: Road) -> ColumnElement[Any] | None:
    """The column that holds the number a road keeps as text."""
    if road.name in BY_TEXT and not road.pointing.foreign_keys:
        found: ColumnElement[Any] = BY_TEXT[road.name].property.columns[0]
        return found
    return None


def _spelt(road: Road) -> ColumnElement[Any]:
    """The number a road keeps as text in the one spelling of numbers (``rules.cases.case_key``)."""
    said = road.pointing
    if any((attr.class_.__tablename__, attr.key) == (road.part, road.name) for attr in AS_WRITTEN):
        for wide, narrow in _WIDE.items():
            said = func.replace(said, wide, narrow)
    return said


def _arm(kind: Any, record: Any, road: Road, pointing: bool) -> Select[Any]:
    row = road.table.c.id if road.part else cast(null(), road.table.c.id.type)
    named = literal(kind) if isinstance(kind, str) else kind
    return select(
        named.label("kind"),
        record.label("id"),
        literal(road.part).label("part"),
        literal(road.name).label("name"),
        row.label("row"),
        literal(int(pointing)).label("pointing"),
    )


def _pointing_at(kind: str) -> Iterator[Select[Any]]:
    """The records that point to one of this kind."""
    for road in roads_to(kind):
        number = _by_text(road)
        at: ColumnElement[Any] = bindparam(_AT)
        if number is None:
            meant: ColumnElement[bool] = road.pointing == at
        else:
            meant = _spelt(road) == select(number).where(number.table.c.id == at, number != "").scalar_subquery()
        yield _arm(road.kind, road.owner, road, True).where(meant)


def _pointed_to(kind: str, skipped: frozenset[str]) -> Iterator[Select[Any]]:
    """The records one of this kind points to, those of the ``skipped`` kinds left out."""
    for road in roads():
        if road.kind != kind or road.target in skipped:
            continue
        number = _by_text(road)
        if number is None:
            found = _arm(road.target, road.pointing, road, False).where(road.pointing.is_not(None))
        else:
            other = number.table.alias("other")
            same = other.c[number.key] == _spelt(road)
            joined = road.table.join(other, same)
            found = _arm(road.target, other.c.id, road, False).select_from(joined).where(road.pointing != "")
        yield found.where(road.owner == bindparam(_AT))


def _tied(kind: str) -> Iterator[Select[Any]]:
    """What was tied by hand, from either side."""
    model = KINDS.get(TIES)
    if model is None:
        return
    table: Table = model.__table__  # type: ignore[assignment]
    road = Road(kind, TIES, "record_id", kind)
    at: ColumnElement[Any] = bindparam(_AT)
    yield _arm(table.c.other_kind, table.c.other_id, road, False).where(table.c.kind == kind, table.c.record_id == at)
    yield _arm(table.c.kind, table.c.record_id, road, True).where(table.c.other_kind == kind, table.c.other_id == at)


def _resting(kind: str) -> Select[Any]:
    """Bulletins with a number counted from the record."""
    table: Table = BulletinFigure.__table__  # type: ignore[assignment]
    rows = func.json_each(table.c.told, f"$.ids.{kind}").table_valued(column("value"))
    road = Road(_BULLETIN, FIGURE, "told", kind)
    behind = exists(select(1).select_from(rows).where(rows.c.value == bindparam(_AT)))
    return _arm(_BULLETIN, table.c.bulletin_id, road, True).where(behind)


@cache
def _around(kind: str, skipped: frozenset[str]) -> Any:
    arms = [*_pointing_at(kind), *_pointed_to(kind, skipped), *_tied(kind)]
    return union_all(*arms, *([_resting(kind)] if kind != _BULLETIN else []))


def around(session: Session, kind: str, record_id: int, skipped: frozenset[str] = frozenset()) -> list[Link]:
    """Everything linked to one record in both directions, retired records too, in one statement.

    ``skipped`` kinds are not told where the record points to them: its own fields say them.
    """
    found = session.execute(_around(kind, skipped), {_AT: record_id})
    told = (Link(row.kind, row.id, row.part, row.name, row.row, bool(row.pointing)) for row in found)
    return list(dict.fromkeys(link for link in told if (link.kind, link.id) != (kind, record_id)))


def of_officer(session: Session, officer_id: int) -> list[Link]:
    """Every record that names an officer: by a column, in a part, in the text of a bulletin."""
    found = around(session, _OFFICER, officer_id)
    return [*(link for link in found if link.pointing or link.part == TIES), *_named(session, mark("p", officer_id))]


def of_case(session: Session, number: str) -> list[Link]:
    """Every record of a case by its number, and what belongs to those (an item, its events); the case itself first."""
    asked = [
        _arm(road.kind, road.owner, road, True).where(_spelt(road) == bindparam(_AT))
        for road in roads_to(_CASE)
        if road.name == CASE_NO
    ]
    found = session.execute(union_all(*asked), {_AT: number})
    links = [Link(row.kind, row.id, row.part, row.name, row.row, True) for row in found]
    own = session.scalars(select(CaseFile.id).where(CaseFile.number == number)).first()
    if own is not None:
        links.insert(0, Link(_CASE, own, "", "number", None, True))
        links += [link for link in around(session, _CASE, own) if link.part in (TIES, FIGURE)]
    links += _belonging(session, links)
    links += _tied_to(session, links)
    return list(dict.fromkeys([*links, *_named(session, number)]))


def _belonging(session: Session, links: Iterable[Link]) -> list[Link]:
    ids: dict[str, set[int]] = {}
    for link in links:
        ids.setdefault(link.kind, set()).add(link.id)
    out: list[Link] = []
    for attr in OF_ANOTHER:
        model = attr.class_
        road = Road(
            model.__tablename__, "", attr.key, next(iter(attr.property.columns[0].foreign_keys)).column.table.name
        )
        wanted = ids.get(road.target, set())
        found = session.scalars(select(model.id).where(attr.in_(wanted))).all() if wanted else []
        ids.setdefault(road.kind, set()).update(found)
        out += [Link(road.kind, one, "", attr.key, None, True) for one in found]
    return out


def _tied_to(session: Session, links: Iterable[Link]) -> list[Link]:
    """What the records of a case became or were tied to: problems made of findings, inquiries."""
    ids: dict[str, set[int]] = {}
    for link in links:
        ids.setdefault(link.kind, set()).add(link.id)
    out: list[Link] = []
    for road in roads():
        wanted = ids.get(road.kind)
        if wanted and road.target == "issue" and road.kind != "issue":
            asked = select(road.pointing, road.owner).where(road.owner.in_(wanted), road.pointing.is_not(None))
            out += [Link("issue", found, road.part, road.name, None, False) for found, _ in session.execute(asked)]
    model = KINDS.get(TIES)
    if model is not None:
        table: Table = model.__table__  # type: ignore[assignment]
        for kind, wanted in ids.items():
            ahead = select(table.c.other_kind, table.c.other_id).where(
                table.c.kind == kind, table.c.record_id.in_(wanted)
            )
            back = select(table.c.kind, table.c.record_id).where(
                table.c.other_kind == kind, table.c.other_id.in_(wanted)
            )
            for asked in (ahead, back):
                out += [Link(str(k), i, TIES, "record_id", None, False) for k, i in session.execute(asked)]
    return out


def _named(session: Session, words: str) -> list[Link]:
    """Bulletins whose title or text holds these words, a mark or a number."""
    escaped = words.encode("unicode_escape").decode()
    lines = select(BulletinLine.bulletin_id).where(
        or_(
            func.instr(BulletinLine.text, words) > 0,
            func.instr(cast(BulletinLine.grid, String), words) > 0,
            func.instr(cast(BulletinLine.grid, String), escaped) > 0,
        )
    )
    asked = select(Bulletin.id).where(or_(func.instr(Bulletin.title, words) > 0, Bulletin.id.in_(lines)))
    return [Link(_BULLETIN, found, NAMED, "text", None, True) for found in session.scalars(asked)]


def is_record(kind: str) -> bool:
    """Whether a kind has numbers of its own."""
    return kind in KINDS and issubclass(KINDS[kind], Record)
