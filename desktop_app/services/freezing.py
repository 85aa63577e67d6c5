"""What is frozen with an issued bulletin (定稿数据): one JSON text that says all of it, without the program."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import select

from desktop_app.figures.catalogue import BY_ID
from desktop_app.figures.engine import Behind, by_kind
from desktop_app.figures.traced import Traced, read_trace
from desktop_app.models.base import Part, Record
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine, BulletinWaiver
from desktop_app.models.catalogue import KINDS
from desktop_app.rules.chain import anchor, canonical
from desktop_app.rules.vocabulary import Naming
from desktop_app.services.checking import Audited, Checked
from desktop_app.services.draft import Draft, Values, own_columns
from desktop_app.services.facts import Facts
from desktop_app.services.manuscripts import Manuscript, question
from desktop_app.store.values import table_of, to_json

FORMAT = 1
"""Shape of the data copy; a later program reads every shape there was."""


@dataclass(frozen=True)
class Frozen:
    """Everything that goes into the data copy: the bulletin as issued, its checks, its words, the chain before it."""

    draft: Draft
    manuscripts: Mapping[Naming, Manuscript]
    audits: Sequence[Audited]
    checks: Sequence[Checked]
    count: int
    head: str
    made_at: datetime


def data_copy(facts: Facts, frozen: Frozen) -> bytes:
    """The data copy: the same bytes for the same bulletin, ledger and moment."""
    draft = frozen.draft
    parts = (BulletinLine, BulletinWaiver)
    told = {
        "format": FORMAT,
        "unit": str(facts.unit.get("name") or ""),
        "made_at": frozen.made_at.isoformat(timespec="microseconds"),
        "anchor": {
            "count": frozen.count,
            "head": frozen.head,
            "printed": anchor(frozen.count, frozen.head),
        },
        "bulletin": _row(Bulletin, draft.values),
        **{part.__tablename__: [_row(part, row) for row in draft.rows(part)] for part in parts},
        **_figures(facts, draft),
        "audits": [_plain(asdict(one)) | {"code": one.code} for one in frozen.audits],
        "checks": [_plain(asdict(one)) for one in frozen.checks],
        "manuscripts": {naming.value: _words(m) for naming, m in frozen.manuscripts.items()},
    }
    return canonical(told)


def _words(m: Manuscript) -> Any:
    """A manuscript without the list of names it must not say."""
    return {name: value for name, value in _plain(asdict(m)).items() if name != "names"}


def answers(facts: Facts, draft: Draft) -> dict[str, Traced]:
    """What each number of a bulletin is answered today, by key."""
    return {row["key"]: facts.sources.trace(read_trace(row["asked"])) for row in draft.rows(BulletinFigure)}


def _figures(facts: Facts, draft: Draft) -> dict[str, Any]:
    """``figures``: every number with its question, its answer and the ids behind it; ``records`` names each id once."""
    found = answers(facts, draft)
    names = called(facts, (one for traced in found.values() for one in traced.behind))
    records: dict[str, dict[str, Any]] = {}
    for (kind, record_id), (number, subject) in sorted(names.items()):
        records.setdefault(kind, {})[str(record_id)] = {"number": number, "subject": subject}
    return {
        "figures": [_figure(row, found[row["key"]]) for row in draft.rows(BulletinFigure)],
        "records": records,
    }


def _figure(row: Values, traced: Traced) -> dict[str, Any]:
    return {
        "key": row["key"],
        "shown": row["shown"],
        "label": BY_ID[traced.trace.figure].label,
        "question": question(traced.trace),
        "asked": row["asked"],
        "value": traced.value,
        "digest": traced.digest,
        "rows": by_kind(traced.behind),
    }


def called(facts: Facts, behind: Iterable[Behind]) -> dict[Behind, tuple[str, str]]:
    """Number and subject of records by kind and id."""
    wanted = by_kind(behind)
    return {(kind, id_): told for kind, ids in wanted.items() for id_, told in _named(facts, kind, set(ids))}


def _named(facts: Facts, kind: str, ids: set[int]) -> Iterable[tuple[int, tuple[str, str]]]:
    model = KINDS[kind]
    assert issubclass(model, Record)
    columns = table_of(model).columns
    subject = next((columns[name] for name in ("name", "title", "word") if name in columns), None)
    if subject is None:
        return [(id_, (facts.row(kind, id_)["number"], _linked(facts, kind, id_))) for id_ in sorted(ids)]
    rows = facts.session.execute(select(columns["id"], columns["number"], subject).where(columns["id"].in_(ids)))
    return [(id_, (number, str(name))) for id_, number, name in rows]


def _linked(facts: Facts, kind: str, record_id: int) -> str:
    """The subject of a record that is named after a person or a department."""
    row = facts.row(kind, record_id)
    links = ((row.get("officer_id"), "officer"), (row.get("department_id"), "department"))
    return next((facts.label(target, link) for link, target in links if link is not None), "")


def _row(model: type[Record | Part], values: Mapping[str, Any]) -> dict[str, Any]:
    columns = table_of(model).columns
    return {name: to_json(columns[name], values.get(name)) for name in own_columns(model)}


def _plain(value: Any) -> Any:
    """A tree of dataclasses as JSON has it: days in ISO form, words as they stand."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value
