"""What an office begins with beside words and rules (预设): standards, grade schemes, cards, kinds, outcomes.

All of it is edited in 基础台账.
"""

import tomllib
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from sqlalchemy.orm import Session

from desktop_app.models.base import Record
from desktop_app.models.cases import CardTemplate
from desktop_app.models.dossiers import DossierProfile
from desktop_app.models.posts import PostConflict
from desktop_app.models.responsibility import OutcomeKind
from desktop_app.models.reviews import GradeScheme, ScoreDefect, ScoreItem, ScoreStandard
from desktop_app.models.supervision import DocumentKind
from desktop_app.models.whole import SavedTable
from desktop_app.rules.search import search_text
from desktop_app.services import dossier_presets, post_presets, supervision_presets, table_presets
from desktop_app.system.paths import RESOURCES

PRESETS: tuple[type[Record], ...] = (
    ScoreStandard,
    GradeScheme,
    CardTemplate,
    DossierProfile,
    PostConflict,
    DocumentKind,
    OutcomeKind,
    SavedTable,
)
"""Kinds an office begins with rows of."""

_POINT = 100
_Maker = Callable[[Callable[[str], str]], Iterator[Record]]


@cache
def _presets() -> dict[str, Any]:
    return tomllib.loads((RESOURCES / "standards" / "2015.toml").read_text("utf-8"))


def add_presets(
    session: Session, number: Callable[[str], str], profile: str, kinds: tuple[type[Record], ...] = PRESETS
) -> int:
    """Add the presets of these kinds under a profile (规则版本); ``number`` gives the next number of a kind.

    Answers how many records.
    """
    kept: dict[type[Record], _Maker] = {DocumentKind: partial(supervision_presets.document_kinds, profile=profile)}
    made = {**_MAKERS, **kept}
    records = [record for kind in kinds for record in made[kind](number)]
    for record in records:
        record.search_text = search_text([record.number], _named(record))
        session.add(record)
        session.flush()
        if isinstance(record, ScoreStandard):
            session.add_all([*_items(record.id), *_defects(record.id)])
        if isinstance(record, DossierProfile):
            session.add_all(dossier_presets.profile_rows(record.id))
    session.flush()
    return len(records)


def _named(record: Record) -> list[str]:
    if isinstance(record, PostConflict):
        return [record.one, record.other]
    return [str(record.title)]  # type: ignore[attr-defined]


def _standards(number: Callable[[str], str]) -> Iterator[Record]:
    row = _presets()["standard"]
    yield ScoreStandard(
        number=number(ScoreStandard.__tablename__),
        title=row["title"],
        version_no=row["version_no"],
        valid_from=row["valid_from"],
        full=row["full"] * _POINT,
        basis=row["basis"],
    )


def _items(standard_id: int) -> Iterator[ScoreItem]:
    for group in _presets()["group"]:
        for code, clause, points in group["clauses"]:
            yield ScoreItem(
                standard_id=standard_id, code=code, item=group["item"], clause=clause, points=round(points * _POINT)
            )


def _defects(standard_id: int) -> Iterator[ScoreDefect]:
    for table in _presets()["defect"]:
        for code, clause_code, text, points, severity in table["rows"]:
            yield ScoreDefect(
                standard_id=standard_id,
                code=code,
                clause_code=clause_code,
                text=text,
                points=round(points * _POINT),
                severity=severity,
            )


def _schemes(number: Callable[[str], str]) -> Iterator[Record]:
    for row in _presets()["scheme"]:
        yield GradeScheme(number=number(GradeScheme.__tablename__), **row)


def _cards(number: Callable[[str], str]) -> Iterator[Record]:
    for position, row in enumerate(_presets()["card"], 1):
        questions = "\n".join(row["questions"])
        yield CardTemplate(
            number=number(CardTemplate.__tablename__), position=position, **{**row, "questions": questions}
        )


_MAKERS: dict[type[Record], _Maker] = {
    ScoreStandard: _standards,
    GradeScheme: _schemes,
    CardTemplate: _cards,
    DossierProfile: dossier_presets.profiles,
    PostConflict: post_presets.conflicts,
    OutcomeKind: supervision_presets.outcome_kinds,
    SavedTable: table_presets.saved_tables,
}
