"""Figures of supervision documents (监督文书): where they stand, whether they were answered, whether they landed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from desktop_app.figures.document_standing import DOCUMENT, DocumentStand, documents, every_document
from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.habit_standing import in_period
from desktop_app.rules.issues import shares
from desktop_app.rules.vocabulary import Adoption, DocumentStanding, Landing

_ADOPTED = (Adoption.ADOPTED, Adoption.PARTLY)


def _told(rows: Iterable[DocumentStand], *words: Callable[[DocumentStand], object]) -> Answer:
    return tally(DOCUMENT, ((row.id, *(word(row) for word in words)) for row in rows))


def _kind(row: DocumentStand) -> str:
    return row.kind


def _department(row: DocumentStand) -> str:
    return row.department


def _sent(ask: Question) -> Answer:
    return _told(documents(ask), _kind)


def _state(ask: Question) -> Answer:
    """By kind and how far each has come at the end of the day."""
    order = list(DocumentStanding)
    rows = sorted(documents(ask), key=lambda row: (row.kind, order.index(row.state)))
    return _told(rows, _kind, lambda row: row.state)


def _overdue(ask: Question) -> Answer:
    """Delivered, past the last day and not answered, by department."""
    return _told((row for row in documents(ask) if row.overdue), _department)


def _unverified(ask: Question) -> Answer:
    return _told((row for row in documents(ask) if row.unverified), _kind)


def _stale(ask: Question) -> Answer:
    """Answered and not verified within the rule's days, by kind."""
    return _told((row for row in documents(ask) if row.stale(ask.as_of)), _kind)


def verified(ask: Question) -> list[DocumentStand]:
    """Documents whose landing was looked at by the day, in a period those looked at in it."""
    rows = (row for row in every_document(ask) if row.state is DocumentStanding.VERIFIED)
    return [row for row in rows if in_period(ask, row.verified_on)]


def _verified(ask: Question) -> Answer:
    return _told(verified(ask), _kind)


def _landing(ask: Question) -> Answer:
    """What verification found: 已落实, 部分落实, 未落实, with those it says nothing of."""
    order = [*Landing, None]
    return _told(sorted(verified(ask), key=lambda row: order.index(row.landing)), lambda row: row.landing)


def _rate(rows: list[DocumentStand], done: list[DocumentStand]) -> Answer:
    """The share of these documents that is done, with four decimals, in all and by kind."""
    groups = shares(Counter(map(_kind, done)), Counter(map(_kind, rows)))
    behind = tuple(row.behind for row in done)
    cells: dict[tuple[str, ...], tuple[Behind, ...]]
    cells = {(kind,): tuple(row.behind for row in done if row.kind == kind) for kind in groups}
    return Answer(round(len(done) / len(rows), 4) if rows else None, behind, groups, cells)


IN_TIME, LATE, NEVER = "按期回复", "逾期回复", "逾期未回复"


def _owed(ask: Question) -> list[DocumentStand]:
    """Those that are answered or past the last day to answer them."""
    return [row for row in documents(ask) if row.replied_on is not None or row.overdue]


def _replies(ask: Question) -> Answer:
    """What 按期回复率 is worked out from: answered in time, answered late, past the last day and not answered."""
    words = [(row, NEVER if row.overdue else IN_TIME if row.in_time else LATE) for row in _owed(ask)]
    order = (IN_TIME, LATE, NEVER)
    return tally(DOCUMENT, ((row.id, word) for row, word in sorted(words, key=lambda pair: order.index(pair[1]))))


def _adoptions(ask: Question) -> Answer:
    """What 采纳率 is worked out from: replies that say whether the document was taken up."""
    order = list(Adoption)
    rows = [row for row in documents(ask) if row.adoption is not None]
    return _told(sorted(rows, key=lambda row: order.index(row.adoption or order[0])), lambda row: row.adoption)


def _reply_rate(ask: Question) -> Answer:
    """按期回复率: answered by the last day, of those answered or past it."""
    rows = _owed(ask)
    return _rate(rows, [row for row in rows if row.in_time])


def _adoption_rate(ask: Question) -> Answer:
    """采纳率: taken up in full or in part, of those whose reply says whether."""
    rows = [row for row in documents(ask) if row.adoption is not None]
    return _rate(rows, [row for row in rows if row.adoption in _ADOPTED])


def _landing_rate(ask: Question) -> Answer:
    """落实率（核实后）: landed, of those looked at; what nobody looked at has not landed and does not count."""
    rows = verified(ask)
    return _rate(rows, [row for row in rows if row.landing is Landing.DONE])


def _urgings(ask: Question) -> Answer:
    """How often documents were urged (in the period), by kind; a document urged twice is opened once."""
    found = _told((row for row in every_document(ask) for on in row.urged if in_period(ask, on)), _kind)
    return replace(found, behind=tuple(dict.fromkeys(found.behind)))


def _reported(ask: Question) -> Answer:
    rows = (row for row in every_document(ask) if row.reported_on is not None and in_period(ask, row.reported_on))
    return _told(rows, _kind)


FIGURES = (
    Figure("documents.sent", "发出监督文书", "份", _sent),
    Figure("documents.state", "监督文书现状", "份", _state),
    Figure("documents.overdue", "逾期未回复文书", "份", _overdue),
    Figure("documents.replied_unverified", "已回复未核查文书", "份", _unverified),
    Figure("documents.verify_overdue", "超期未核查文书", "份", _stale),
    Figure("documents.verified", "已核查文书", "份", _verified),
    Figure("documents.landing", "核查落实情况", "份", _landing),
    Figure("documents.replies", "到期文书回复情况", "份", _replies),
    Figure("documents.adoptions", "文书采纳情况", "份", _adoptions),
    Figure("documents.reply_rate", "文书按期回复率", "", _reply_rate, counted=False),
    Figure("documents.adoption_rate", "文书采纳率", "", _adoption_rate, counted=False),
    Figure("documents.landing_rate", "文书落实率（核实后）", "", _landing_rate, counted=False),
    Figure("documents.urgings", "文书督促", "次", _urgings, counted=False),
    Figure("documents.reported_up", "文书报上级", "份", _reported),
)
