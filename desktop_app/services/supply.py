"""What a newer program brings for an office founded by an older one (补入预设): rules, number series, dictionaries."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from desktop_app.models.base import Record
from desktop_app.models.basics import NumberSeries, Term
from desktop_app.models.bulletins import DocSeries
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.numbers import next_number, used
from desktop_app.services.profile import FILES, profile
from desktop_app.services.review_presets import PRESETS, add_presets
from desktop_app.services.setup import (
    TWO_LEVELS,
    preset_doc_series,
    preset_number,
    preset_rules,
    preset_series,
    preset_terms,
    searched,
)

ACT = "补入本版新增的预设"


def supply(desk: Desk) -> int:
    """Add the presets of the office's profile that its file knows nothing of; answers how many.

    A dictionary of which any word was ever kept is the office's own and stays as it is; what was deleted stays deleted.
    """
    with desk.facts() as facts:
        lacking = _unkept(facts)
        if not lacking and next(_lacking(facts, str), None) is None:
            return 0
    with desk.store.unit(ACT, undoable=False) as unit:
        session = unit.session
        facts = Facts(session, desk.today)
        added = 0
        for added, record in enumerate(_lacking(facts, _numbering(session, facts)), 1):  # noqa: B007
            record.search_text = searched(record)
            session.add(record)
            session.flush()
        series = profile(str(facts.unit["profile"]))["series"] if lacking else {}
        title = str(facts.unit["profile"])
        return added + add_presets(session, partial(preset_number, series, Counter()), title, lacking)


def _unkept(facts: Facts) -> tuple[type[Record], ...]:
    """Kinds an office begins with rows of, and of which this file never had any."""
    if str(facts.unit.get("profile") or "") not in FILES:
        return ()
    return tuple(kind for kind in PRESETS if not facts.rows(kind.__tablename__))


def _lacking(facts: Facts, number: Callable[[], str]) -> Iterator[Record]:
    title = str(facts.unit.get("profile") or "")
    if title not in FILES:
        return
    preset = profile(title)
    for record in (*preset_series(preset["series"]), *preset_rules(title)):
        if all(row["number"] != record.number for row in facts.rows(record.__tablename__).values()):
            yield record
    if not facts.rows(DocSeries.__tablename__):
        yield from preset_doc_series(preset, str(facts.unit.get("short") or ""), _doc_series_numbers(preset))
    kept = {row["dictionary"] for row in facts.rows(Term.__tablename__).values()}
    lacking = {name: words for name, words in preset["terms"].items() if name not in kept}
    two = {table: () if name in kept else preset.get(table, ()) for name, table in TWO_LEVELS.items()}
    yield from preset_terms({"terms": lacking, **two}, number)


def _doc_series_numbers(preset: Mapping[str, Any]) -> Callable[[], str]:
    _, prefix, width = preset["series"]["doc_series"]
    counter = count(1)
    return lambda: f"{prefix}{next(counter):0{width}d}"


def _numbering(session: Session, facts: Facts) -> Callable[[], str]:
    """Numbers for new words, as the office's series of words gives them."""
    series = next(row for row in facts.rows(NumberSeries.__tablename__).values() if row["number"] == "term")

    def number() -> str:
        given = ""
        while not given or used(session, Term, given, None):
            given = next_number(session, Term, series["prefix"], series["width"])
        return given

    return number
