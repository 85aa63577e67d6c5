"""Figures of the bulletins (通报): how many stand where, what is late, what was issued, numbers left out."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import or_, select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.models.bulletins import Bulletin, DocNumber, DocSeries
from desktop_app.models.plan import Plan, Standard
from desktop_app.rules.bulletins import gaps, read_doc_number
from desktop_app.rules.vocabulary import BulletinState

KIND = Bulletin.__tablename__
_SETTLED = (BulletinState.ISSUED, BulletinState.DROPPED)


def _live(ask: Question) -> Iterable[Bulletin]:
    return ask.session.scalars(select(Bulletin).where(Bulletin.retired_at.is_(None)).order_by(Bulletin.id))


def _state(ask: Question, row: Bulletin) -> BulletinState:
    """A bulletin's state as the day saw it: issued later, it was signed still."""
    later = row.state == BulletinState.ISSUED and row.sent_on is not None and row.sent_on > ask.as_of
    return BulletinState.SIGNED if later else row.state


def _count(ask: Question) -> Answer:
    """By kind and state; with a period, those whose numbers stand in it."""
    rows = [row for row in _live(ask) if row.as_of <= ask.as_of and (ask.period is None or row.as_of in ask.period)]
    return tally(KIND, ((row.id, row.kind, _state(ask, row)) for row in rows))


def _overdue(ask: Question) -> Answer:
    """Bulletins past their day (印发期限) and not issued by the end of the day asked for."""
    late = (row for row in _live(ask) if row.due_on is not None and row.due_on < ask.as_of)
    return tally(KIND, ((row.id, row.kind) for row in late if _state(ask, row) not in _SETTLED))


def _issued(ask: Question) -> Answer:
    """Issued by the day (and in the period), by kind and month of issue."""
    rows = [(row, row.sent_on) for row in _live(ask) if _state(ask, row) == BulletinState.ISSUED]
    dated = [(row, on) for row, on in rows if on is not None and (ask.period is None or on in ask.period)]
    return tally(KIND, ((row.id, row.kind, f"{on:%Y-%m}") for row, on in dated))


def _borne(ask: Question) -> set[tuple[str, int, int]]:
    """Document numbers that live records of other tables bear."""
    asked = (
        select(model.doc_no).where(model.retired_at.is_(None), model.doc_no != "")
        for model in (Bulletin, Plan, Standard)
    )
    found = (read_doc_number(text) for one in asked for text in ask.session.scalars(one))
    return {read for read in found if read is not None}


def _gaps(ask: Question) -> Answer:
    """Numbers left out of each series (漏号); the records behind are the numbers that follow a gap. A number that an
    old paper or the plan bears is not left out.
    """
    borne = _borne(ask)
    found = ask.session.execute(
        select(DocNumber.id, DocSeries.word, DocNumber.year, DocNumber.serial)
        .join(DocSeries, DocSeries.id == DocNumber.series_id)
        .where(DocNumber.retired_at.is_(None), or_(DocNumber.taken_on.is_(None), DocNumber.taken_on <= ask.as_of))
        .order_by(DocSeries.number, DocNumber.year, DocNumber.serial)
    )
    series: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for id_, word, year, serial in found:
        series[word, year][serial] = id_
    missing: Counter[str] = Counter()
    behind: list[Behind] = []
    for (word, year), ids in series.items():
        lost = [serial for serial in gaps(ids) if (word, year, serial) not in borne]
        missing[word] += len(lost)
        behind += [("doc_number", ids[serial + 1]) for serial in lost if serial + 1 in ids]
    return Answer(missing.total(), tuple(behind), {word: count for word, count in missing.items() if count})


FIGURES = (
    Figure("bulletins.count", "通报", "份", _count),
    Figure("bulletins.overdue", "逾期未印发通报", "份", _overdue),
    Figure("bulletins.issued", "已印发通报", "份", _issued),
    Figure("doc_numbers.gaps", "漏号", "个", _gaps, counted=False),
)
